"""The rows below a header: which are data, and which are totals, signatures, remarks, or the title of what follows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from dantin.readers.dossier.quoting import shown
from dantin.readers.files.raw import Fate, Raw
from dantin.readers.sheets.asides import KEEP, Aside, example, lettering, sum_of_clusters, total
from dantin.readers.sheets.columns import Header
from dantin.readers.sheets.header_search import HeaderFinder
from dantin.readers.sheets.joints import is_blank
from dantin.readers.sheets.row_words import group_word, is_footer, is_numbering, is_numeral, is_signature, sums_clusters
from dantin.readers.sheets.sheet import Sheet, runs, span
from dantin.vietnamese import fold, tidy

# One quick question asked of every row; what it stops is looked at in earnest.
_MARK = r"(?:\S{1,5}[.)]\s*)?"
_WORD = (
    r"(?:t(?:[oổ]\W?\W?ng|h[ií]|/m|m|l|uq)|v[iíd]|d(?:[oò]ng|anh)|h[aà]ng|m(?:[aâẫ]\W?\W?u\s*:|inh)|c[oộ]\W?\W?ng|n(?:g[ưuaà]|[oơ]i)|ghi"
    r"|x[aá]c|k[tyý]|l(?:[aậ]p|[uư]u))\b"
)
_PERHAPS_NOT_DATA = re.compile(rf"\s*{_MARK}{_WORD}", re.IGNORECASE)
# The same asked of many cells, one below the other, and of what begins with no letter or digit. False alarms where a word runs on in the
# next cell. Few columns hold any mark, and the search without one is quicker.
_BELOW, _BELOW_MARKED = (re.compile(rf"\n(?=[\W_]|\Z|{mark}{_WORD})", re.IGNORECASE) for mark in ("", _MARK))
_TEXT = {str, type(None)}

# A row of fewer cells is no plain one; a longer text repeats no heading.
_CELLS = 3
_HEADING = 60
# A remark, or how a column is worked out: "(ngày/tháng/năm)", "(3)=(1)+(2)".
_IN_BRACKETS = re.compile(r"\([^()]*\)|\([\d\s()=+\-–×*:/.,%]*\)")


def _speaks(values: Iterable[object]) -> bool:
    return any(c.isalpha() for value in values for c in str(value))


def _perhaps_not_data(column: Sequence[Raw]) -> set[int]:
    """The cells of a column that may be no data, by their number: no text that begins with a letter or digit, or a word of what is none."""
    texts = [value if type(value) is str else "" for value in column]
    joined = "\n".join(("", *texts))
    if joined.count("\n") > len(texts):
        return {i for i, text in enumerate(texts) if not text[:1].isalnum() or _PERHAPS_NOT_DATA.match(text)}
    looked_at: set[int] = set()
    at, line = 0, -1
    for match in (_BELOW_MARKED if "." in joined or ")" in joined else _BELOW).finditer(joined):
        line, at = line + joined.count("\n", at, match.end()), match.end()
        looked_at.add(line)
    return looked_at


class Body:
    """The rows below a header, one after the other: which are data (`numbers`), and which of these hold a single text (`lone`)."""

    def __init__(self, sheet: Sheet, finder: HeaderFinder, header: Header) -> None:
        """`finder` tells where the next table begins."""
        self.sheet, self.finder, self.header = sheet, finder, header
        self.numbers: list[int] = []
        self.lone: dict[int, str] = {}
        self.apart: set[int] = set()
        self.required, self.worded = header.required, header.worded
        self.number_at, self.cluster_at, name_at = map(header.by_slug.get, ("tt", "cum", "ho_ten"))
        self.name_at = name_at if name_at in self.required else None
        self.footer: list[int] = []

    @cached_property
    def headings(self) -> list[dict[int, str]]:
        """What each row of the header says, folded, by column."""
        return [{c: fold(text) for c, text in self.sheet.texts(row).items()} for row in self.header.rows]

    def take(self) -> Header | None:
        """Go down to the end of the sheet or the next header, which is given."""
        sheet, following = self.sheet, None
        after_blank = False
        row = self.header.rows[-1] + 1
        doubtful = self.doubtful_rows(row)
        while row < len(sheet.rows):
            end = doubtful[bisect_left(doubtful, row)]
            if end > row and not self.footer and (self.numbers or self.begins(row)):
                # The short way for nearly all rows.
                self.read(range(row, end))
                after_blank, row = False, end
                continue
            if sheet.fates[row] is Fate.BLANK:
                after_blank = True
            elif sheet.fates[row] is not Fate.UNKNOWN:
                break
            elif self.is_heading(row):
                sheet.fates[row] = Fate.REPEATED
            elif not self.holds_word(row) and (following := self.finder.later(row)) is not None:
                break
            else:
                self.judge(row, after_blank=after_blank)
                after_blank = False
            row += 1
        if following is None and row < len(sheet.rows):
            following = self.finder.later_from(row)
        else:
            self.leave_titles(following.rows[0] if following is not None else len(sheet.rows), following)
        self.leave_trailing()
        self.tell_footer()
        return following

    def is_heading(self, row: int) -> bool:
        """Whether a row repeats one of the header, as it does on every printed page."""
        cells = self.sheet.rows[row]
        at, text = next(iter(self.headings[-1].items()))
        value = cells[at] if at < len(cells) else None
        if len(self.headings) == 1 and (not isinstance(value, str) or len(value) > _HEADING or fold(value) != text):
            return False
        folded = {c: fold(words) for c, words in self.sheet.texts(row).items()}
        return len(folded) == len(self.sheet.filled(row)) and folded in self.headings

    def holds_word(self, row: int) -> bool:
        """Whether a word that its column allows stands in a row: then it is data, though the same words may name columns."""
        texts = self.sheet.texts(row)
        return any(fold(texts[at]) in field.lookup for at, field in self.worded.items() if at in texts)

    def named_clusters(self) -> Iterator[Raw]:
        """What stands in the column of clusters, below the header."""
        if self.cluster_at is not None:
            yield from (self.sheet.value(row, self.cluster_at) for row in range(self.header.rows[-1] + 1, len(self.sheet.rows)))

    def judge(self, row: int, *, after_blank: bool) -> None:
        """Decide what one row is that is neither blank nor a header."""
        sheet = self.sheet
        if not self.numbers and self.explains_header(row):
            sheet.fates[row] = Fate.NUMBERING
            if (letters := lettering(self.cells(row), self.header.width)) is not None:
                sheet.complain("DT010", row, letters.at, **letters.facts, layout=True)
            else:
                self.tell_remark(row)
            return
        if (added := sum_of_clusters(self.cells(row), self.cluster_at, self.named_clusters())) is not None:
            sheet.fates[row] = added.fate
            sheet.complain("DT010", row, added.at, **added.facts, layout=True)
            return
        if (aside := self.example(row)) is not None:
            sheet.complain("DT010", row, aside.at, **aside.facts, layout=True)
            if aside.fate is Fate.EXAMPLE:
                sheet.fates[row] = Fate.EXAMPLE
                return
        if (not self.footer and self.is_plain(row)) or self.is_person(row):
            self.tell_footer()
            self.read(range(row, row + 1))
            return
        filled, texts = sheet.filled(row), sheet.texts(row)
        if (sum_row := total(self.header.table.slug, self.cells(row), self.name_at)) is not None:
            sheet.fates[row] = Fate.TOTAL
            sheet.complain("DT010", row, sum_row.at, **sum_row.facts, layout=True)
        elif self.footer and not self.looks_like_data(row):
            sheet.fates[row] = Fate.FOOTER
            self.footer.append(row)
        elif self.begins_footer(row, after_blank=after_blank):
            self.tell_footer()
            sheet.fates[row] = Fate.FOOTER
            self.footer.append(row)
        else:
            self.tell_footer()
            self.read(range(row, row + 1))
            words = [at for at in texts if at != self.number_at or not is_numeral(texts[at])]
            others = [at for at in filled if at not in words and at != self.number_at]
            if len(words) == 1 and not others:
                self.lone[row] = texts[words[0]]
                self.apart.update({row} if after_blank else ())

    def read(self, rows: range) -> None:
        """Take rows as data."""
        self.sheet.fates[rows.start : rows.stop] = [Fate.READ] * len(rows)
        self.numbers.extend(rows)

    def begins(self, row: int) -> bool:
        """Whether the first row below the header, beyond doubt otherwise, neither explains it nor shows how to fill in the form."""
        return not self.explains_header(row) and self.example(row) is None

    def explains_header(self, row: int) -> bool:
        """Whether a row below the header numbers its columns, or adds remarks in brackets to them. A number in brackets is data."""
        values = list(self.cells(row).values())
        if is_numbering(values, self.header.width):
            return True
        if not all(isinstance(value, str) and _IN_BRACKETS.fullmatch(value.strip()) for value in values):
            return False
        numbered = len(set(values)) == len(values) > 1 and tidy(str(values[0])) in ("(0)", "(1)")
        return numbered or _speaks(values)

    def tell_remark(self, row: int) -> None:
        """Say that a row of few words in brackets was left out, where it fills all that a row of data must."""
        filled = self.sheet.filled(row)
        few = 2 * len(filled) <= self.header.width and all(at in filled for at in self.required)
        if few and _speaks(self.sheet.value(row, at) for at in filled):
            at, text = next(iter(self.sheet.texts(row).items()))
            what = f"dòng {shown(text)} ngay dưới tiêu đề, ghi trong ngoặc, được coi là lời giải thích nên không được đọc như số liệu"
            self.sheet.complain("DT010", row, at, what=what, remedy=KEEP)

    def doubtful_rows(self, first: int) -> list[int]:
        """The rows from `first` on that are to be judged one by one, and the end of the sheet.

        All others are data beyond doubt once there is a row of data above them. Asked of whole columns, which spares nearly every row.
        """
        rows = self.sheet.rows
        columns = [column[first:] for column in self.sheet.columns]
        if not self.required or first >= len(rows) or max(self.required) >= len(columns):
            return list(range(first, len(rows) + 1))
        doubtful = self.perhaps_heads(columns, first).union(*(_perhaps_not_data(columns[at]) for at in self.required))
        if self.number_at is not None and self.number_at < len(columns):
            numbers = columns[self.number_at]
            doubtful.update(i for i, number in enumerate(numbers) if type(number) is str and number and not number[0].isdigit())
        if self.cluster_at is not None and self.cluster_at < len(columns):
            clusters = columns[self.cluster_at]
            sums = {text for text in set(clusters) if isinstance(text, str) and sums_clusters(text)}
            doubtful.update(i for i, text in enumerate(clusters if sums else ()) if text in sums)
        if len(list(islice(filter(all, columns), _CELLS))) < _CELLS:
            few = (i for i, cells in enumerate(rows[first:]) if len(cells) - cells.count("") - cells.count(None) < _CELLS)
            doubtful.update(i for i in few if not self.is_person(first + i))
        fates = self.sheet.fates[first:]
        if fates.count(Fate.UNKNOWN) < len(fates):
            doubtful.update(i for i, fate in enumerate(fates) if fate is not Fate.UNKNOWN)
        return [*sorted(first + i for i in doubtful), len(rows)]

    def perhaps_heads(self, columns: Sequence[Sequence[Raw]], first: int) -> set[int]:
        """Which rows, counted from `first`, may repeat the header or be another one: texts alone, and no word that their column allows."""
        if any(_TEXT.isdisjoint(map(type, column)) for column in columns):
            return set()
        rows = {i for i, cells in enumerate(self.sheet.rows[first:]) if _TEXT.issuperset(map(type, cells))}
        if not rows or len(self.headings) > 1:
            return rows
        at, heading = next(iter(self.headings[0].items()))
        repeated = {i for i in rows if len(text := str(columns[at][i])) <= _HEADING and fold(text) == heading}
        for at, field in self.worded.items():
            column = columns[at] if at < len(columns) else ()
            words = {text for text in set(column) if isinstance(text, str) and fold(tidy(text)) in field.lookup}
            rows -= {i for i, text in enumerate(column) if text in words}
        return repeated | rows

    def is_person(self, row: int) -> bool:
        """Whether a running number stands in a row, and a name where names stand: whatever the name sounds like, it is somebody's."""
        if self.name_at is None or self.number_at is None:
            return False
        number, name = self.sheet.value(row, self.number_at), self.sheet.value(row, self.name_at)
        counted = type(number) in (float, int) or (isinstance(number, str) and number.strip().isdigit())
        return counted and isinstance(name, str) and not is_blank(name) and not any(c.isdigit() for c in name) and ":" not in name

    def is_plain(self, row: int) -> bool:
        """Whether a row is data beyond doubt, as nearly all are: what must be there is, no total's words, and no lone cell."""
        cells = self.sheet.rows[row]
        if len(cells) - cells.count("") - cells.count(None) < _CELLS or not self.required:
            return False
        for at in self.required:
            value = cells[at] if at < len(cells) else None
            if type(value) is not str or _PERHAPS_NOT_DATA.match(value) or is_blank(value):
                return False
        number = cells[self.number_at] if self.number_at is not None and self.number_at < len(cells) else None
        return type(number) is not str or not number or number[0].isdigit()

    def cells(self, row: int) -> dict[int, Raw]:
        """The cells of a row in which something can be seen, by column."""
        cells = self.sheet.rows[row]
        return {at: cells[at] for at in self.sheet.filled(row)}

    def example(self, row: int) -> Aside | None:
        """What tells that a row only shows how to fill in the form, or may do so."""
        if self.numbers and self.is_plain(row):
            return None
        number_at = self.number_at
        below = (r for r in range(row + 1, len(self.sheet.rows)) if self.sheet.fates[r] is not Fate.BLANK)
        following = [self.sheet.value(r, number_at) for r in islice(below, 1)] if number_at is not None and not self.numbers else []
        return example(
            self.header.table.slug,
            self.cells(row),
            self.header.by_slug,
            following,
            first=not self.numbers,
        )

    def begins_footer(self, row: int, *, after_blank: bool) -> bool:
        """Whether what stands below a table begins here: who drew it up, a date line, signatures, remarks."""
        texts = self.sheet.texts(row)
        filled = self.sheet.filled(row)
        if len(filled) > 4 or not texts or (len(self.required) > 1 and all(at in filled for at in self.required)):
            return False
        # A date written out, with more in its row, is a date where dates belong.
        dates = {at for at, text in texts.items() if at in self.header.dated and fold(text).startswith("ngay") and len(filled) > 1}
        if any(is_footer(text) for at, text in texts.items() if at not in dates):
            return True
        named = self.name_at is not None and self.name_at in filled and len(filled) > 1
        offices = [text for at, text in texts.items() if at not in self.worded]
        return after_blank and self.name_at is not None and not named and any(map(is_signature, offices))

    def looks_like_data(self, row: int) -> bool:
        """Whether a row below signatures is data all the same: all that must be there, and a running number or most columns."""
        sheet = self.sheet
        filled = sheet.filled(row)
        if not self.required or not all(at in filled for at in self.required) or len(filled) < 3:
            return False
        number = sheet.value(row, self.number_at) if self.number_at is not None else None
        if self.number_at is None:
            return 2 * len(filled) > self.header.width
        return isinstance(number, (int, float)) or (isinstance(number, str) and number.strip().isdigit())

    def leave_titles(self, end: int, following: Header | None) -> None:
        """Give the lines right above the next header to the table they head."""
        if following is None:
            return
        row = end - 1
        while row > self.header.rows[-1] and self.sheet.fates[row] is Fate.BLANK:
            row -= 1
        while row > self.header.rows[-1] and self.sheet.fates[row] is not Fate.BLANK and len(self.sheet.filled(row)) <= 2:
            if self.sheet.fates[row] is Fate.READ:
                # Without a blank row between, a name on its own is the last of the list.
                if row - 1 in self.numbers and row - 1 not in self.lone and self.name_at in self.sheet.filled(row):
                    return
                self.numbers.remove(row)
                self.lone.pop(row, None)
            elif self.sheet.fates[row] is Fate.FOOTER:
                self.footer.remove(row)
            elif self.sheet.fates[row] is not Fate.UNKNOWN:
                return
            self.sheet.fates[row] = Fate.UNKNOWN
            row -= 1

    def leave_trailing(self) -> None:
        """Take lines of one text at the end, apart from the data and naming nobody, for remarks below the table."""
        while self.numbers and (last := self.numbers[-1]) in self.lone and (last in self.apart or last + 1 in self.footer):
            (at, text), *more = [(at, text) for at, text in self.sheet.texts(last).items() if at != self.number_at] or [(-1, "")]
            if more or at in self.required or at == -1 or group_word(text) or not self.required:
                return
            self.numbers.pop()
            del self.lone[last]
            self.sheet.fates[last] = Fate.FOOTER
            self.footer.insert(0, last)

    def tell_footer(self) -> None:
        """Say which rows below the table were left out."""
        for start, end in runs(self.footer, self.sheet.fates):
            at, text = next(iter(self.sheet.texts(start).items()), (self.sheet.filled(start)[0], ""))
            what = f"{span('dòng', start + 1, end + 1)} ở cuối bảng (“{shown(text)[1:-1]}”) không được đọc như số liệu"
            self.sheet.complain("DT010", start, at, what=what, remedy=KEEP, layout=True)
        self.footer = []
