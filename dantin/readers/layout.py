"""Grids of cells -> tables: where the headers are, what stands above, between and below the data, and the fate of every row.

People bring their own title blocks, headers in two rows, group headings, totals and signatures. Every row is either read or left out for
a reason that can be told. Nothing is understood of a value beyond what tells a row of data from a total or a signature.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dantin.diagnostic import Place, cell_name, column_letters
from dantin.readers.convert import nearest_offer, shown
from dantin.readers.fields import BY_NAME, BY_SLUG, TABLES, Kind, Names, Table
from dantin.readers.grid import Grid
from dantin.readers.headers import Column, Header, is_part, read_header
from dantin.readers.joints import holds_birth, is_blank, join
from dantin.readers.raw import Complaint, Fate, Raw, RawFile, SheetAccount, SheetTable
from dantin.readers.texts import decode_rows, looks_odd
from dantin.readers.words import group_word, is_footer, is_numbering, is_numeral, is_signature, is_total
from dantin.vietnamese import fold, tidy

HEADER_WITHIN = 30
"""Among how many rows of a sheet, blank ones not counted, its first header is looked for."""
HEADER_ROWS = 3
"""In how many rows one header may be written."""

# A table is known by its columns alone where it fits them this much better than any other does.
_MARGIN = 2
_QUOTED_CELLS = 8
_HINTS: Mapping[str, tuple[str, ...]] = {
    "don_vi": ("don_vi", "thong_tin_chung"),
    "ho_gia_dinh": ("ho_gia_dinh", "dai_dien_ho", "chu_ho", "cac_ho", "ho_dan", "cu_tri"),
    "dang_vien": ("danh_sach_dang_vien", "dang_vien", "chi_bo"),
    "nhan_su": ("nhan_su", "ung_cu"),
    "thanh_phan": ("thanh_phan", "to_bau_cu", "ban_kiem_phieu"),
    "moc": ("moc_thoi_gian", "tien_do", "moc"),
    "bau_cu": ("luot_bau", "kiem_phieu"),
    "ket_qua": ("so_phieu_tung_nguoi",),
    "la_phieu": ("la_phieu", "nhat_ky_nhap_phieu"),
}
# A merged cell says of each of its rows what it says once where the column holds words or days; a count or a name belongs to one row.
_MERGED_KINDS = {Kind.TEXT, Kind.WORD, Kind.WORDS, Kind.DATE, Kind.TIME}
_MERGED_SLUGS = {"lan"}
# Rows of these may well begin with "Tổng số".
_NO_TOTALS = {"chi_tieu", "van_ban", "cuoc_hop", "moc"}
_KEEP = "Để nguyên cũng được. Nếu đó là một dòng số liệu thì sửa lại chữ ở ô này rồi kiểm tra lại."


def lay_out(file: str, grids: Sequence[Grid], names: Names) -> RawFile:
    """The tables on the sheets of one workbook. `file` is what findings call it; `names` knows the headers of columns."""
    raw = RawFile(file)
    named = {table.slug for grid in grids if (table := BY_NAME.get(fold(grid.name))) is not None}
    for grid in grids:
        _Sheet(raw, grid, names, named).read()
    return raw


class _Sheet:
    """One sheet while it is read. Rows and columns count from 0, as in the grid."""

    def __init__(self, raw: RawFile, grid: Grid, names: Names, named: set[str]) -> None:
        self.raw, self.grid, self.names, self.named = raw, grid, names, named
        self.rows = grid.rows
        self.decoded = decode_rows(grid.rows, grid.fonts()) if looks_odd(grid.rows) else {}
        self.table = BY_NAME.get(fold(grid.name))
        self._filled: dict[int, list[int]] = {}
        self.fates = [Fate.BLANK if self.blank(row) else Fate.UNKNOWN for row in range(len(self.rows))]
        self.account = SheetAccount(grid.name, grid.hidden, self.fates)
        raw.sheets.append(self.account)

    def read(self) -> None:
        """Find every table of the sheet."""
        header = self.first_header()
        form = self.form() if header is None or header.understood < 2 else None
        if form is not None:
            self.raw.tables.append(form)
            header = self.later_from(form.numbers[-1] + 1)
        elif header is None:
            self.complain_unknown()
        while header is not None:
            header = self.take(header)
        if self.grid.hidden and Fate.READ in self.fates:
            what = f"trang {shown(self.grid.name)} bị ẩn nhưng vẫn được đọc"
            remedy = "Bấm chuột phải vào tên một trang, chọn Unhide (Bỏ ẩn) để xem lại; trang không dùng thì xóa hẳn."
            self.complain("DT010", *self.first_cell(), what=what, remedy=remedy)

    # --- Cells --------------------------------------------------------------------------------------------------------------

    def blank(self, row: int) -> bool:
        """Whether nothing at all can be seen in a row."""
        cells = self.rows[row]
        filled = len(cells) - cells.count("") - cells.count(None)
        return not filled or (filled <= 3 and not self.filled(row))

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something can be seen."""
        if (known := self._filled.get(row)) is None:
            known = self._filled[row] = [column for column, value in enumerate(self.rows[row]) if not is_blank(value)]
        return known

    def value(self, row: int, column: int) -> Raw:
        """One cell; None beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row, tidied, by column."""
        return {c: tidy(value) for c in self.filled(row) if isinstance(value := self.rows[row][c], str)}

    def first_cell(self) -> tuple[int, int]:
        """The first cell of the sheet in which something can be seen."""
        return next(((row, self.filled(row)[0]) for row, fate in enumerate(self.fates) if fate is not Fate.BLANK), (0, 0))

    # --- Headers ------------------------------------------------------------------------------------------------------------

    def first_header(self) -> Header | None:
        """The first row most of whose cells name columns; of a sheet with a known name else the row that names most of them."""
        best: Header | None = None
        looked = 0
        for row, fate in enumerate(self.fates):
            if fate is Fate.BLANK:
                continue
            header = self.header_at(row)
            if header is not None and header.sure:
                return header
            if header is not None and header.understood and (best is None or header.rank > best.rank):
                best = header
            looked += 1
            if looked >= HEADER_WITHIN:
                break
        return best if self.table is not None else None

    def header_at(self, row: int) -> Header | None:
        """The header that a row is, or is part of: of the table that the sheet is named for, else of the one the columns tell."""
        if self.table is None:
            return self.identified(row)
        header = self.grow(row, self.table)
        if header.sure:
            return header
        return self.identified(row) or (header if header.understood else None)

    def later_from(self, first: int) -> Header | None:
        """The header of the next table at or below a row."""
        return next((header for row in range(first, len(self.rows)) if (header := self.later_header(row)) is not None), None)

    def later_header(self, row: int) -> Header | None:
        """The header of a further table on the sheet. Stricter, for the row could be data."""
        if self.fates[row] is Fate.BLANK or not self.heads(row):
            return None
        texts = self.texts(row)
        known = sum(map(self.names.known, texts.values()))
        if known < 2 or known * 2 <= len(texts):
            return None
        if self.table is not None and (header := self.grow(row, self.table)).sure and header.understood == header.width:
            return header
        return self.identified(row)

    def identified(self, row: int) -> Header | None:
        """The header of the table whose columns a row names, where there is one such table and no other comes near."""
        texts = self.texts(row)
        scores: Counter[str] = Counter()
        for table in TABLES:
            found = {f.slug for text in texts.values() if (f := self.names.field(table, text)) is not None}
            if len(found) > 1:
                scores[table.slug] = len(found) + sum(f.required for f in table.fields if f.slug in found)
        if not scores:
            return None
        most = max(scores.values())
        near = {slug for slug, score in scores.items() if most - score < _MARGIN}
        for hinted in self.hints(row, texts.values()):
            if len(hinted & near) == 1:
                near = hinted & near
                break
        if len(near) > 1:
            return None
        header = self.grow(row, BY_SLUG[near.pop()])
        return header if header.sure else None

    def hints(self, row: int, headings: Iterable[str]) -> Iterable[set[str]]:
        """The tables that the sheet's name speaks of, what stands above the row, and the headings themselves."""
        title = " ".join(text for above in range(max(0, row - HEADER_WITHIN), row) for text in self.texts(above).values())
        for said in (self.grid.name, title, " ".join(headings)):
            words = f"_{fold(said)}_"
            yield {slug for slug, hints in _HINTS.items() if any(f"_{hint}_" in words for hint in hints)}
            if said is self.grid.name:
                yield set(_nearest_tables(said))

    def heads(self, row: int, *, below: bool = True) -> bool:
        """Whether a row can be part of a header: text and nothing else, and, unless it stands above the others, a known name in it."""
        if not 0 <= row < len(self.rows) or any(type(v) is not str and v is not None for v in self.rows[row]):
            return False
        return not below or any(map(self.names.known, self.texts(row).values()))

    def grow(self, row: int, table: Table) -> Header:
        """The header of a table that a row belongs to, with the rows around it that make more columns known."""
        best = self.read_header(range(row, row + 1), table)
        if not self.heads(row + 1):
            if best.understood == best.width:
                return best
        elif all(map(is_part, self.texts(row + 1).values())):
            return self.read_header(range(row, row + 2), table)
        spans = [range(row - up, row + down + 1) for up in range(HEADER_ROWS) for down in range(HEADER_ROWS) if 0 < up + down < HEADER_ROWS]
        for span in sorted(spans, key=len):
            if all(r == row or self.heads(r, below=r > row) for r in span):
                header = self.read_header(span, table)
                best = header if header.rank > best.rank else best
        # A line of the title that happens to stand right above does not belong to it.
        while len(best.rows) > 1 and (less := self.read_header(best.rows[1:], table)).rank >= best.rank:
            best = less
        return best

    def read_header(self, span: range, table: Table) -> Header:
        """These rows read as the header of a table."""
        return read_header({row: self.texts(row) for row in span}, table, self.names)

    # --- A table ------------------------------------------------------------------------------------------------------------

    def take(self, header: Header) -> Header | None:
        """Read the table below a header. Gives the header of the one that follows on the sheet, where one does."""
        titles = self.take_titles(header.rows[0])
        for row in header.rows:
            self.fates[row] = Fate.HEADER
        loose = [at for column in header.columns if column.loose for at in column.sources]
        if any(holds_birth(self.value(row, at)) for at in loose for row in range(header.rows[-1] + 1, len(self.rows))):
            header = header.with_births()
        self.spread_merged(header)
        body = _Body(self, header)
        following = body.take()
        if self.may_read(header, body):
            self.raw.tables.append(self.table_of(header, body, titles))
        return following

    def take_titles(self, header_row: int) -> list[str]:
        """Mark the rows above a header that belong to no table as its title, and give what they say."""
        titles: list[str] = []
        for row in range(header_row):
            if self.fates[row] is Fate.UNKNOWN:
                self.fates[row] = Fate.TITLE
                titles += self.texts(row).values()
        return titles

    def spread_merged(self, header: Header) -> None:
        """Write what a cell merged downwards says into each of its rows."""
        fields = {column.at: column.field for column in header.columns if column.field is not None and not column.joint}
        for merge in self.grid.merges:
            known = fields.get(merge.left)
            if known is None or not header.rows[-1] < merge.top < min(merge.bottom, len(self.rows)):
                continue
            if known.kind in _MERGED_KINDS or known.slug in _MERGED_SLUGS:
                said = self.value(merge.top, merge.left)
                for row in range(merge.top + 1, min(merge.bottom + 1, len(self.rows))):
                    # A row in which nothing else stands is only the lower end of the merged cell.
                    if self.fates[row] is not Fate.BLANK and merge.left < len(self.rows[row]):
                        self.rows[row][merge.left] = said
                        self._filled.pop(row, None)

    def may_read(self, header: Header, body: "_Body") -> bool:
        """Whether a table is to be read that only its columns tell; what was decided is said."""
        table = header.table
        if table is self.table:
            return True
        named = shown(self.grid.name)
        if self.table is not None:
            # A further table on a sheet that is named for another one: plain to see, and nothing unusual.
            if table.slug not in self.named:
                return True
            what = f"bảng thứ hai trên trang {named} có các cột của bảng “{table.sheet}”, mà bảng này đã có trang riêng, nên không được đọc"
        elif table.slug in self.named:
            what = f"trang {named} có các cột của bảng “{table.sheet}”, mà bảng này đã có ở trang mang đúng tên, nên không được đọc"
        else:
            if all(sheet.name != self.grid.name for sheet in self.raw.tables):
                what = f"trang {named} không có trong mẫu hồ sơ; theo các cột thì đây là bảng “{table.sheet}” nên đã đọc như vậy"
                self.complain("DT003", header.rows[-1], header.columns[0].at, what=what, offer=f" Có phải là “{table.sheet}”?")
            return True
        for row in body.numbers:
            self.fates[row] = Fate.UNKNOWN
        self.complain("DT003", header.rows[-1], header.columns[0].at, what=what, offer="")
        return False

    def table_of(self, header: Header, body: "_Body", titles: Sequence[str]) -> SheetTable:
        """The rows of data below a header, as a table."""
        columns = [*header.columns, *self.unnamed(header, body)]
        places = [column.at for column in columns]
        whole = places == list(range(len(places)))
        rows = [
            cells if whole and len(cells) == len(places) else [cells[at] if at < len(cells) else None for at in places]
            for cells in map(self.rows.__getitem__, body.numbers)
        ]
        moved = {(-1, i): column.named_at for i, column in enumerate(columns) if column.named_at != (header.rows[-1], column.at)}
        for index, column in enumerate(columns):
            if column.joint is not None:
                for number, row in enumerate(body.numbers):
                    value, source = join(column.joint, [self.value(row, at) for at in column.sources])
                    rows[number] = [*rows[number][:index], value, *rows[number][index + 1 :]]
                    moved[number, index] = (row, column.sources[source])
        self.report_hidden(columns, body.numbers)
        # Where the values of a joint column come from, cells of the old codings are told of as well.
        decoded = {
            (number, index): self.decoded[place]
            for number, row in enumerate(body.numbers if self.decoded else ())
            for index, column in enumerate(columns)
            if (place := moved.get((number, index), (row, column.at))) in self.decoded
        }
        decoded |= {(-1, i): self.decoded[column.named_at] for i, column in enumerate(columns) if column.named_at in self.decoded}
        return SheetTable(
            self.raw.name,
            self.grid.name,
            [column.header for column in columns],
            rows,
            slug=header.table.slug,
            header_row=header.rows[-1],
            columns=places,
            numbers=body.numbers,
            moved=moved,
            lone={index: body.lone[row] for index, row in enumerate(body.numbers) if row in body.lone},
            about=(*titles, self.grid.name),
            account=self.account,
            serial_shift=self.grid.serial_shift,
            decoded=decoded,
        )

    def unnamed(self, header: Header, body: "_Body") -> list[Column]:
        """The columns that hold data and have no heading."""
        named = {at for column in header.columns for at in (column.at, *column.sources)}
        numbers = [row for row in body.numbers if row not in body.lone]
        width = max((len(self.rows[row]) for row in numbers), default=0)
        spare = [at for at in range(width) if at not in named]
        return [Column(at, "", (header.rows[-1], at)) for at in spare if any(not is_blank(self.value(row, at)) for row in numbers)]

    # --- A form: labels with what they name beside them -----------------------------------------------------------------------

    def form(self) -> SheetTable | None:
        """The unit written as a form ("Tên: Ấp 1" line by line) instead of one row below a header; None where the sheet is no such form."""
        table = BY_SLUG["don_vi"]
        if self.table not in (None, table):
            return None
        headers: list[str] = []
        cells: list[Raw] = []
        moved: dict[tuple[int, int], tuple[int, int]] = {}
        numbers: list[int] = []
        for row in range(len(self.rows)):
            filled = self.filled(row)
            at = 0
            while at < len(filled):
                column, label = filled[at], self.value(row, filled[at])
                at += 1
                if not isinstance(label, str):
                    continue
                said, colon, rest = label.partition(":")
                known = self.names.field(table, said)
                if known is None:
                    continue
                if colon and rest.strip():
                    value, place = rest.strip(), (row, column)
                elif at < len(filled) and not self.is_label(table, row, filled[at]):
                    value, place = self.value(row, filled[at]), (row, filled[at])  # type: ignore[assignment]
                    at += 1
                else:
                    value, place = "", (row, column)
                moved[-1, len(headers)], moved[0, len(headers)] = (row, column), place
                headers.append(said)
                cells.append(value)
                numbers.append(row)
        required = {field.slug for field in table.fields if field.required}
        told = {f.slug for said in headers if (f := self.names.field(table, said)) is not None}
        if len(told & required) < 2:
            return None
        for row in range(numbers[-1] + 1):
            if self.fates[row] is Fate.UNKNOWN:
                self.fates[row] = Fate.READ if row in numbers else Fate.TITLE
        return SheetTable(
            self.raw.name,
            self.grid.name,
            headers,
            [cells],
            slug=table.slug,
            header_row=numbers[0],
            columns=[place[1] for (row, _), place in moved.items() if row == -1],
            numbers=[numbers[-1]],
            moved=moved,
            about=(self.grid.name,),
            decoded={where: self.decoded[place] for where, place in moved.items() if place in self.decoded},
            account=self.account,
            serial_shift=self.grid.serial_shift,
        )

    def is_label(self, table: Table, row: int, column: int) -> bool:
        """Whether a cell is a label of the form rather than what a label names."""
        value = self.value(row, column)
        return isinstance(value, str) and value.rstrip().endswith(":") and self.names.field(table, value) is not None

    # --- What is told -------------------------------------------------------------------------------------------------------

    def complain(self, code: str, row: int, column: int, **facts: object) -> None:
        """Note a finding at a cell of the sheet."""
        self.raw.complaints.append(Complaint(code, Place(self.raw.name, self.grid.name, cell_name(row, column)), facts))

    def complain_unknown(self) -> None:
        """Say of a sheet that no table was found on it, what stands there and what was expected; of an empty one nothing."""
        seen = [row for row, fate in enumerate(self.fates) if fate is not Fate.BLANK]
        if not seen:
            return
        row = max(seen[:HEADER_WITHIN], key=lambda r: (len(self.texts(r)) > 1, -r))
        texts = [shown(text) for text in self.texts(row).values()] or [shown(self.value(row, c)) for c in self.filled(row)]
        said = ", ".join(texts[:_QUOTED_CELLS]) + (", …" if len(texts) > _QUOTED_CELLS else "")
        if self.table is None:
            offer = nearest_offer(self.grid.name, [name for table in TABLES for name in (table.sheet, table.slug)])
            what = f"trang {shown(self.grid.name)} không có trong mẫu hồ sơ nên không được đọc; dòng {row + 1} ghi {said}"
            self.complain("DT003", *self.first_cell(), what=what, offer=offer)
            self.raw.suspected.update(_nearest_tables(self.grid.name))
            return
        fields = sorted(self.table.fields, key=lambda field: not field.required)
        expected = ", ".join(f"“{field.header}”" for field in fields[:_QUOTED_CELLS])
        what = f"dòng tiêu đề cột của bảng “{self.table.sheet}” (dòng {row + 1} chỉ ghi {said})"
        self.complain("DT002", *self.first_cell(), what=what, expected=f"một dòng có các cột như {expected}")
        self.raw.doubtful.add(self.table.slug)

    def report_hidden(self, columns: Sequence[Column], numbers: Sequence[int]) -> None:
        """Say which of the rows and columns that were read are hidden."""
        how = "Chọn các {0} hai bên, bấm chuột phải, chọn Unhide (Bỏ ẩn) để xem lại; {0} không dùng thì xóa hẳn."
        first = min(column.at for column in columns)
        for start, end in _runs(row for row in numbers if row in self.grid.hidden_rows):
            what = f"{_span('dòng', start + 1, end + 1)} bị ẩn nhưng vẫn được đọc"
            self.complain("DT010", start, first, what=what, remedy=how.format("dòng"))
        lanes = {at for column in columns for at in (column.sources or (column.at,))}
        used = [at for at in sorted(lanes & self.grid.hidden_columns) if any(not is_blank(self.value(row, at)) for row in numbers)]
        for start, end in _runs(used):
            what = f"{_span('cột', column_letters(start), column_letters(end))} bị ẩn nhưng vẫn được đọc"
            self.complain("DT010", numbers[0], start, what=what, remedy=how.format("cột"))


class _Body:
    """The rows below a header, one after the other: which are data (`numbers`), and which of these hold a single text (`lone`)."""

    def __init__(self, sheet: _Sheet, header: Header) -> None:
        self.sheet, self.header = sheet, header
        self.numbers: list[int] = []
        self.lone: dict[int, str] = {}
        self.apart: set[int] = set()
        fields = {column.field.slug: column for column in header.columns if column.field is not None}
        self.required = [column.at for column in fields.values() if column.field is not None and column.field.required]
        self.name_at = fields["ho_ten"].at if "ho_ten" in fields and fields["ho_ten"].at in self.required else None
        self.number_at = fields["tt"].at if "tt" in fields else None
        self.worded = {column.at for column in fields.values() if column.field is not None and column.field.words is not None}
        self.dated = {column.at for column in fields.values() if column.field is not None and column.field.kind in (Kind.DATE, Kind.BIRTH)}
        self.totals = header.table.slug not in _NO_TOTALS
        self.footer: list[int] = []
        self.headings = [{c: fold(text) for c, text in sheet.texts(row).items()} for row in header.rows]

    def take(self) -> Header | None:
        """Go down to the end of the sheet or the next header, which is given."""
        sheet, following = self.sheet, None
        after_blank = False
        row = self.header.rows[-1] + 1
        while row < len(sheet.rows):
            if sheet.fates[row] is Fate.BLANK:
                after_blank = True
            elif self.is_heading(row):
                sheet.fates[row] = Fate.REPEATED
            elif (following := sheet.later_header(row)) is not None:
                break
            else:
                self.judge(row, after_blank=after_blank)
                after_blank = False
            row += 1
        end = following.rows[0] if following is not None else len(sheet.rows)
        self.leave_titles(end, following)
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
        found = {c: fold(said) for c, said in self.sheet.texts(row).items()}
        return len(found) == len(self.sheet.filled(row)) and found in self.headings

    def judge(self, row: int, *, after_blank: bool) -> None:
        """Decide what one row is that is neither blank nor a header."""
        sheet = self.sheet
        if not self.numbers and self.explains_header(row):
            sheet.fates[row] = Fate.NUMBERING
            return
        if not self.footer and self.is_plain(row):
            self.read(row)
            return
        filled, texts = sheet.filled(row), sheet.texts(row)
        if self.totals and (label := self.total_label(row)) is not None:
            sheet.fates[row] = Fate.TOTAL
            what = f"dòng tổng cộng {shown(texts[label])} không được đọc như một dòng số liệu"
            sheet.complain("DT010", row, label, what=what, remedy=_KEEP)
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
        """Whether a row below the header numbers its columns, or adds remarks in brackets to them."""
        values = [self.sheet.value(row, at) for at in self.sheet.filled(row)]
        if all(isinstance(value, str) and value.strip().startswith("(") and value.strip().endswith(")") for value in values):
            return True
        return is_numbering(values, self.header.width)

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

    def total_label(self, row: int) -> int | None:
        """The cell that heads a row of totals, where the row names nobody besides."""
        sheet = self.sheet
        texts = sheet.texts(row)
        label = next((at for at, text in texts.items() if is_total(text)), None)
        if label is None:
            return None
        name = texts.get(self.name_at) if self.name_at is not None else None
        named = name is not None and label != self.name_at and not any(c.isdigit() for c in name) and len(name.split()) > 1
        return None if named else label

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
        for start, end in _runs(self.footer, self.sheet.fates):
            at, text = next(iter(self.sheet.texts(start).items()), (self.sheet.filled(start)[0], ""))
            what = f"{_span('dòng', start + 1, end + 1)} ở cuối bảng (“{shown(text)[1:-1]}”) không được đọc như số liệu"
            self.sheet.complain("DT010", start, at, what=what, remedy=_KEEP)
        self.footer = []


# One quick question asked of every row; what it stops is looked at in earnest.
_PERHAPS_NOT_DATA = re.compile(
    r"\s*(?:\S{1,5}[.)]\s*)?(?:t[oổ]\W?\W?ng|c[oộ]\W?\W?ng|ng[ưu]|ng[aà]|ghi|danh|x[aá]c|t/m|tm|kt|tl|tuq|k[yý]|l[aậ]p|l[uư]u|n[oơ]i)\b",
    re.IGNORECASE,
)


def _nearest_tables(name: str) -> list[str]:
    """The tables whose name a sheet's misspelt name comes near."""
    offer = nearest_offer(name, [name for table in TABLES for name in (table.sheet, table.slug)])
    return [table.slug for table in TABLES if f"“{table.sheet}”" in offer or f"“{table.slug}”" in offer]


def _span(noun: str, first: object, last: object) -> str:
    return f"{noun} {first}" if first == last else f"{noun} {first} đến {last}"


def _runs(numbers: Iterable[int], fates: Sequence[Fate] | None = None) -> list[tuple[int, int]]:
    """Numbers in rising order as runs (first, last); blank rows between, where `fates` tell them, do not part a run."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        gap = range(runs[-1][1] + 1, number) if runs else range(0)
        if runs and all(fates is not None and fates[row] is Fate.BLANK for row in gap):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
