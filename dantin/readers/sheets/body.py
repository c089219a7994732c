"""The rows below a header: which are data, and which are totals, signatures, remarks, or the title of what follows."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice

from dantin.readers.dossier.fields import Kind
from dantin.readers.dossier.quoting import shown
from dantin.readers.files.raw import Fate, Raw
from dantin.readers.sheets.asides import KEEP, Aside, example, lettering, sum_of_clusters, total
from dantin.readers.sheets.columns import Header
from dantin.readers.sheets.header_search import HeaderFinder
from dantin.readers.sheets.joints import is_blank
from dantin.readers.sheets.row_words import group_word, is_footer, is_numbering, is_numeral, is_signature
from dantin.readers.sheets.sheet import Sheet, runs, span
from dantin.vietnamese import fold, tidy

# One quick question asked of every row; what it stops is looked at in earnest.
_PERHAPS_NOT_DATA = re.compile(
    r"\s*(?:\S{1,5}[.)]\s*)?(?:t[oổ]\W?\W?ng|v[ií]|vd|th[ií]|d[oò]ng|h[aà]ng|m[aâẫ]\W?\W?u\s*:|minh|c[oộ]\W?\W?ng|ng[ưu]|ng[aà]|ghi|danh|x[aá]c|t/m|tm|kt|tl|tuq|k[yý]|l[aậ]p|l[uư]u|n[oơ]i)\b",
    re.IGNORECASE,
)
# The same asked of many cells, one below the other, with false alarms where a cell holds a line break.
_PERHAPS_NOT_DATA_BELOW = re.compile(rf"^(?:{_PERHAPS_NOT_DATA.pattern})", re.IGNORECASE | re.MULTILINE)

# A remark, or how a column is worked out: "(ngày/tháng/năm)", "(3)=(1)+(2)".
_IN_BRACKETS = re.compile(r"\([^()]*\)|\([\d\s()=+\-–×*:/.,%]*\)")


def _speaks(values: Iterable[object]) -> bool:
    return any(c.isalpha() for value in values for c in str(value))


def _perhaps_not_data(column: Sequence[Raw]) -> set[int] | None:
    """The cells of a column that may be no data, by their number; None where they are not all of one line and begin with a letter or digit.

    What a search finds may reach into the cells below and hide another find there: they count as well.
    """
    if not set(map(type, column)) <= {str}:
        return None
    texts = [text for text in column if isinstance(text, str)]
    if not all(text[:1].isalnum() for text in texts) or (joined := "\n".join(texts)).count("\n") >= len(texts):
        return None
    looked_at: set[int] = set()
    at = line = 0
    for match in _PERHAPS_NOT_DATA_BELOW.finditer(joined):
        line, at = line + joined.count("\n", at, match.start()), match.start()
        looked_at.update(range(line, line + match[0].count("\n") + 1))
    return looked_at


class Body:
    """The rows below a header, one after the other: which are data (`numbers`), and which of these hold a single text (`lone`)."""

    def __init__(self, sheet: Sheet, finder: HeaderFinder, header: Header) -> None:
        """`finder` tells where the next table begins."""
        self.sheet, self.finder, self.header = sheet, finder, header
        self.numbers: list[int] = []
        self.lone: dict[int, str] = {}
        self.apart: set[int] = set()
        fields = {column.field.slug: column for column in header.columns if column.field is not None}
        self.required = [column.at for column in fields.values() if column.field is not None and column.field.required]
        self.cluster_at = fields["cum"].at if "cum" in fields else None
        self.name_at = fields["ho_ten"].at if "ho_ten" in fields and fields["ho_ten"].at in self.required else None
        self.number_at = fields["tt"].at if "tt" in fields else None
        self.worded = {column.at: column.field for column in fields.values() if column.field is not None and column.field.words is not None}
        self.dated = {column.at for column in fields.values() if column.field is not None and column.field.kind in (Kind.DATE, Kind.BIRTH)}
        self.columns = {slug: column.at for slug, column in fields.items()}
        self.footer: list[int] = []
        self.headings = [{c: fold(text) for c, text in sheet.texts(row).items()} for row in header.rows]

    def take(self) -> Header | None:
        """Go down to the end of the sheet or the next header, which is given."""
        sheet, following = self.sheet, None
        after_blank = False
        row = self.header.rows[-1] + 1
        plain = self.plain_rows(row)
        while row < len(sheet.rows):
            if row in plain and self.numbers and not self.footer and sheet.fates[row] is Fate.UNKNOWN:
                # No header has a number in it: the short way for nearly all rows of a roster.
                self.read(row)
                after_blank = False
            elif sheet.fates[row] is Fate.BLANK:
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
        if len(self.headings) == 1 and (not isinstance(value, str) or len(value) > 60 or fold(value) != text):
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
            self.read(row)
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
            self.read(row)
            words = [at for at in texts if at != self.number_at or not is_numeral(texts[at])]
            others = [at for at in filled if at not in words and at != self.number_at]
            if len(words) == 1 and not others:
                self.lone[row] = texts[words[0]]
                self.apart.update({row} if after_blank else ())

    def read(self, row: int) -> None:
        """Take a row as data."""
        self.sheet.fates[row] = Fate.READ
        self.numbers.append(row)

    def explains_header(self, row: int) -> bool:
        """Whether a row below the header numbers its columns, or adds remarks in brackets to them. A number in brackets is data."""
        values = [self.sheet.value(row, at) for at in self.sheet.filled(row)]
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

    def is_numbered(self, row: int) -> bool:
        """Whether a running number stands in a row, as a number."""
        cells = self.sheet.rows[row]
        return self.number_at is not None and self.number_at < len(cells) and type(cells[self.number_at]) in (float, int)

    def plain_rows(self, first: int) -> Set[int]:
        """The rows from `first` on that are numbered and plain, asked of whole columns: one search tells which need a closer look."""
        rows, at = self.sheet.rows, self.number_at
        if at is None or not self.required or first >= len(rows):
            return frozenset()
        numbered = [row for row in range(first, len(rows)) if self.is_numbered(row)]
        doubtful: set[int] = set()
        for at in self.required:
            column = [cells[at] if at < len(cells) else None for cells in map(rows.__getitem__, numbered)]
            if (looked_at := _perhaps_not_data(column)) is None:
                return {row for row in numbered if self.is_plain(row)}
            doubtful |= looked_at
        filled = {row for row in numbered if (cells := rows[row]) and len(cells) - cells.count("") - cells.count(None) > 2}
        return filled - {row for row in map(numbered.__getitem__, doubtful) if not self.is_plain(row)}

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
        if len(cells) - cells.count("") - cells.count(None) < 3 or not self.required:
            return False
        for at in self.required:
            value = cells[at] if at < len(cells) else None
            if type(value) is not str or _PERHAPS_NOT_DATA.match(value) or is_blank(value):
                return False
        number = cells[self.number_at] if self.number_at is not None and self.number_at < len(cells) else None
        return type(number) is not str or not number or number[0].isdigit()

    def cells(self, row: int) -> dict[int, Raw]:
        """The cells of a row in which something can be seen, by column."""
        return {at: self.sheet.value(row, at) for at in self.sheet.filled(row)}

    def example(self, row: int) -> Aside | None:
        """What tells that a row only shows how to fill in the form, or may do so."""
        if self.numbers and self.is_plain(row):
            return None
        number_at = self.number_at
        below = (r for r in range(row + 1, len(self.sheet.rows)) if self.sheet.fates[r] is not Fate.BLANK)
        following = [self.sheet.value(r, number_at) for r in islice(below, 1)] if number_at is not None and not self.numbers else []
        return example(self.header.table.slug, self.cells(row), self.columns, following, first=not self.numbers)

    def begins_footer(self, row: int, *, after_blank: bool) -> bool:
        """Whether what stands below a table begins here: who drew it up, a date line, signatures, remarks."""
        texts = self.sheet.texts(row)
        filled = self.sheet.filled(row)
        if len(filled) > 4 or not texts or (len(self.required) > 1 and all(at in filled for at in self.required)):
            return False
        # A date written out, with more in its row, is a date where dates belong.
        dates = {at for at, text in texts.items() if at in self.dated and fold(text).startswith("ngay") and len(filled) > 1}
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
