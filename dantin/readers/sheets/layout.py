"""Grids of cells -> tables: where the headers are, what stands above, between and below the data, and the fate of every row.

People bring their own title blocks, headers in two rows, group headings, totals and signatures. Every row is either read or left out for
a reason that can be told. Nothing is understood of a value beyond what tells a row of data from a total or a signature.
"""

from collections.abc import Sequence
from functools import lru_cache

from dantin.diagnostic import Place, cell_name, column_letters
from dantin.patterns import late
from dantin.readers.dossier.fields import BY_NAME, BY_SLUG, TABLES, Kind, Names, NamesKey
from dantin.readers.dossier.hamlets import ROSTERS
from dantin.readers.dossier.quoting import nearest_offer, shown
from dantin.readers.files.grid import Grid
from dantin.readers.files.raw import Complaint, Fate, RawFile, SheetTable
from dantin.readers.sheets.body import Body
from dantin.readers.sheets.columns import Column, Header
from dantin.readers.sheets.downwards import PICTURE, Downwards
from dantin.readers.sheets.form import form_of
from dantin.readers.sheets.form_parts import Said
from dantin.readers.sheets.form_tables import Form, add_units
from dantin.readers.sheets.header_search import HEADER_WITHIN, HeaderFinder, nearest_tables
from dantin.readers.sheets.joints import holds_birth, is_blank, join
from dantin.readers.sheets.merged import REMEDY, uncover
from dantin.readers.sheets.own_pages import is_own_page
from dantin.readers.sheets.people_words import is_person
from dantin.readers.sheets.sheet import Sheet, runs, span
from dantin.vietnamese import fold

_QUOTED_CELLS = 8
_FIGURE_WORDS = "(?:phat_ra|thu_vao|thu_ve|hop_le)"
_COUNT_IN_WORDS = late(rf"{_FIGURE_WORDS}\D{{0,40}}\d.{{0,200}}{_FIGURE_WORDS}")
# A merged cell says of each of its rows what it says once where the column holds words or days; a count or a name belongs to one row.
_MERGED_KINDS = {Kind.TEXT, Kind.WORD, Kind.WORDS, Kind.DATE, Kind.TIME}
_MERGED_SLUGS = {"lan"}
# The tables that may be written downwards, and by whose names sheets are called on which they are.
_MAY_BE_FORM = {"don_vi", "bau_cu", "ket_qua"}


def lay_out(file: str, grids: Sequence[Grid], names: Names) -> RawFile:
    """The tables on the sheets of one workbook. `file` is what findings call it; `names` knows the headers of columns."""
    raw, names = RawFile(file), _one(names.key)
    named = {table.slug for grid in grids if (table := BY_NAME.get(fold(grid.name))) is not None}
    covered = [uncover(grid) for grid in grids]
    sheets = [_Layout(raw, grid, names, named) for grid in grids]
    for sheet, hidden in zip(sheets, covered, strict=True):
        if sheet.grid.notice:
            remedy = "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại thì mới chắc chắn."
            raw.complaints.append(Complaint("DT010", Place(file), {"what": sheet.grid.notice, "remedy": remedy}))
        for row, column, what in hidden:
            sheet.complain("DT010", row, column, what=what, remedy=REMEDY)
        sheet.read()
    for sheet in sheets:
        if sheet.unknown:
            sheet.read_like([table for table in raw.tables if isinstance(table, SheetTable) and table.slug in ROSTERS])
    if forms := [sheet.form for sheet in sheets if sheet.form is not None]:
        add_units(raw, forms, [(sheet, sheet.titles) for sheet in sheets])
    return raw


@lru_cache(maxsize=16)
def _one(own: NamesKey) -> Names:
    """One and the same object for the same names, by which what is remembered of headers is found again."""
    return Names(dict(own))


class _Layout(Sheet):
    """A sheet and the tables on it. `named` are the tables that have a sheet of their name somewhere in the file."""

    def __init__(self, raw: RawFile, grid: Grid, names: Names, named: set[str]) -> None:
        super().__init__(raw, grid)
        self.names, self.named = names, named
        self.table = BY_NAME.get(fold(grid.name))
        self.titles: list[Said] = []
        self.form: Form | None = None
        self.unknown = False

    @property
    def finder(self) -> HeaderFinder:
        """Looks for headers on this sheet. Not kept: the two would hold each other, and all cells, until circles are looked for."""
        return HeaderFinder(self, self.names, self.table)

    def read(self) -> None:
        """Find every table of the sheet: what is written downwards first, then those with a header."""
        if is_own_page(self.grid.name, self.value(0, 0) if self.rows else None):
            self.fates[:] = [Fate.TITLE if fate is Fate.UNKNOWN else fate for fate in self.fates]
            self.account.decoded = {}
            return
        self.read_form()
        header = self.finder.first() if self.form is None else self.finder.later_from(0)
        self.unknown = header is None and self.form is None
        while header is not None:
            header = self.take(header)
        if self.grid.hidden and Fate.READ in self.fates:
            what = f"trang {shown(self.grid.name)} bị ẩn nhưng vẫn được đọc"
            remedy = "Bấm chuột phải vào tên một trang, chọn Unhide (Bỏ ẩn) để xem lại; trang không dùng thì xóa hẳn."
            self.complain("DT010", *self.first_cell(), what=what, remedy=remedy)

    def read_form(self) -> None:
        """Read what is written downwards on the sheet."""
        if self.table is not None and self.table.slug not in _MAY_BE_FORM:
            return
        down = Downwards(self, self.names, self.finder)
        if down.found(unit_alone=self.table is None or self.table.slug == "don_vi"):
            down.read()
            self.form = form_of(down)
            self.raw.tables += self.form.tables

    def read_like(self, rosters: Sequence[SheetTable]) -> None:
        """Read a sheet that nothing else tells as the roster whose very columns it has, which then goes on here; else say what it is."""
        for row in [row for row, fate in enumerate(self.fates) if fate is not Fate.BLANK][:HEADER_WITHIN]:
            for roster in rosters if self.table is None and self.finder.heads(row) else ():
                header = self.finder.grow(row, BY_SLUG[str(roster.slug)])
                if {fold(column.header) for column in header.columns} == {fold(text) for text in roster.headers if text}:
                    self.take(header)
                    return
        if (before := next(filter(self.goes_on, rosters if self.table is None else ()), None)) is not None:
            here, there = shown(self.grid.name), shown(before.name)
            what = f"dòng tiêu đề cột ở trang {here}: trang này có vẻ ghi tiếp danh sách của trang {there} mà chưa được đọc"
            self.complain("DT002", *self.first_cell(), what=what, expected=f"chép dòng tiêu đề của trang {there} lên đầu trang này")
            self.raw.doubtful.add(str(before.slug))
            return
        self.complain_unknown()

    def goes_on(self, roster: SheetTable) -> bool:
        """Whether people stand where a roster has its names, most rows one, and not only those who stand in it already."""
        table = BY_SLUG[str(roster.slug)]
        fields = [self.names.field(table, header) for header in roster.headers]
        at = next((i for i, field in enumerate(fields) if field is not None and field.slug == "ho_ten"), None)
        if at is None:
            return False
        rows = [row for row, fate in enumerate(self.fates) if fate is not Fate.BLANK and len(self.filled(row)) > 1]
        texts = [self.texts(row).get(roster.columns[at], "") for row in rows]
        people = {fold(text) for text in texts if is_person(text)}
        return len(people) > 1 and 2 * len(people) > len(rows) and not people <= {fold(str(row[at])) for row in roster.rows}

    def take(self, header: Header) -> Header | None:
        """Read the table below a header. Gives the header of the one that follows on the sheet, where one does."""
        titles = self.take_titles(header.rows[0])
        for row in header.rows:
            self.fates[row] = Fate.HEADER
        loose = [at for column in header.columns if column.loose for at in column.sources]
        if any(holds_birth(self.value(row, at)) for at in loose for row in range(header.rows[-1] + 1, len(self.rows))):
            header = header.with_births()
        if self.grid.merges:
            wide = [range(m.left, m.right + 1) for m in self.grid.merges if m.right > m.left and m.top in header.rows]
            header = header.with_wide_names(wide)
            self.spread_merged(header)
        body = Body(self, self.finder, header)
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
                texts = self.texts(row)
                titles += texts.values()
                self.titles += [Said(text, (row, column)) for column, text in texts.items()]
        return titles

    def spread_merged(self, header: Header) -> None:
        """Write what a cell merged downwards says into each of its rows."""
        fields = {column.at: column.field for column in header.columns if column.field is not None and not column.joint}
        for merge in self.grid.merges:
            known = fields.get(merge.left)
            if known is None or not header.rows[-1] < merge.top < min(merge.bottom, len(self.rows)):
                continue
            if known.kind in _MERGED_KINDS or known.slug in _MERGED_SLUGS:
                value = self.value(merge.top, merge.left)
                for row in range(merge.top + 1, min(merge.bottom + 1, len(self.rows))):
                    # A row in which nothing else stands is only the lower end of the merged cell.
                    if self.fates[row] is not Fate.BLANK:
                        cells = self.rows[row]
                        cells.extend([None] * (merge.left + 1 - len(cells)))
                        cells[merge.left] = value
                        self.forget(row)

    def may_read(self, header: Header, body: Body) -> bool:
        """Whether a table is to be read that only its columns tell; what was decided is said."""
        table = header.table
        if table is self.table or not self.grid.named:
            return True
        named = shown(self.grid.name)
        if self.table is not None:
            # A further table on a sheet that is named for another one: plain to see, and nothing unusual.
            if table.slug not in self.named or table.slug in ROSTERS:
                return True
            what = f"bảng thứ hai trên trang {named} có các cột của bảng “{table.sheet}”, mà bảng này đã có trang riêng, nên không được đọc"
        elif table.slug in self.named and table.slug in ROSTERS:
            # It may go on here: whoever reads the people decides.
            return True
        elif table.slug in self.named:
            what = f"trang {named} có các cột của bảng “{table.sheet}”, mà bảng này đã có ở trang mang đúng tên, nên không được đọc"
        else:
            if all(sheet.name != self.grid.name for sheet in self.raw.tables):
                what = f"trang {named} không có trong mẫu hồ sơ; theo các cột thì đây là bảng “{table.sheet}”"
                self.complain(
                    "DT003", header.rows[-1], header.columns[0].at, what=what, offer=f" Nếu đúng thì đổi tên trang thành “{table.sheet}”."
                )
            return True
        for row in body.numbers:
            self.fates[row] = Fate.UNKNOWN
        self.complain("DT003", header.rows[-1], header.columns[0].at, what=what, offer="")
        return False

    def table_of(self, header: Header, body: Body, titles: Sequence[str]) -> SheetTable:
        """The rows of data below a header, as a table."""
        columns = [*header.columns, *self.unnamed(header, body)]
        places = [column.at for column in columns]
        rows = list(map(self.rows.__getitem__, body.numbers))
        if places != list(range(len(places))) or not {len(places)}.issuperset(map(len, rows)):
            rows = [[cells[at] if at < len(cells) else None for at in places] for cells in rows]
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
            lone={index: body.lone[row] for index, row in enumerate(body.numbers if body.lone else ()) if row in body.lone},
            about=(*titles, self.grid.name),
            account=self.account,
            serial_shift=self.grid.serial_shift,
            decoded=decoded,
        )

    def unnamed(self, header: Header, body: Body) -> list[Column]:
        """The columns that hold data and have no heading."""
        numbers = [row for row in body.numbers if row not in body.lone] if body.lone else body.numbers
        width = max(map(len, map(self.rows.__getitem__, numbers)), default=0)
        spare = [at for at in range(width) if at not in header.places]
        return [Column(at, "", (header.rows[-1], at)) for at in spare if any(not is_blank(self.value(row, at)) for row in numbers)]

    # --- What is told -------------------------------------------------------------------------------------------------------

    def told_in_words(self, rows: Sequence[int]) -> tuple[int, int] | None:
        """The first cell that tells figures of a vote in a sentence."""
        cells = ((row, column, fold(text)) for row in rows[:HEADER_WITHIN] for column, text in self.texts(row).items())
        return next(((row, column) for row, column, text in cells if _COUNT_IN_WORDS.search(text)), None)

    def complain_unknown(self) -> None:
        """Say of a sheet that no table was found on it, what stands there and what was expected; of an empty one nothing."""
        seen = [row for row, fate in enumerate(self.fates) if fate is not Fate.BLANK]
        if not seen:
            return
        row = max(seen[:HEADER_WITHIN], key=lambda r: (len(self.texts(r)) > 1, -r))
        texts = [shown(text) for text in self.texts(row).values()] or [shown(self.value(row, c)) for c in self.filled(row)]
        quoted = ", ".join(texts[:_QUOTED_CELLS]) + (", …" if len(texts) > _QUOTED_CELLS else "")
        if self.table is None and (sentence := self.told_in_words(seen)) is not None:
            what = f"số liệu bầu cử đọc được ở trang {shown(self.grid.name)} (ô {cell_name(*sentence)} ghi thành câu)"
            self.complain("DT002", *sentence, what=what, expected=PICTURE)
            self.raw.doubtful.update(("bau_cu", "ket_qua"))
            return
        if self.table is None:
            offer = nearest_offer(self.grid.name, [name for table in TABLES for name in (table.sheet, table.slug)])
            what = f"trang {shown(self.grid.name)} không có trong mẫu hồ sơ nên không được đọc; dòng {row + 1} ghi {quoted}"
            self.complain("DT003", *self.first_cell(), what=what, offer=offer)
            self.raw.suspected.update(nearest_tables(self.grid.name))
            return
        fields = sorted(self.table.fields, key=lambda field: not field.required)
        expected = ", ".join(f"“{field.header}”" for field in fields[:_QUOTED_CELLS])
        what = f"dòng tiêu đề cột của bảng “{self.table.sheet}” (dòng {row + 1} chỉ ghi {quoted})"
        self.complain("DT002", *self.first_cell(), what=what, expected=f"một dòng có các cột như {expected}")
        self.raw.doubtful.add(self.table.slug)

    def report_hidden(self, columns: Sequence[Column], numbers: Sequence[int]) -> None:
        """Say which of the rows and columns that were read are hidden."""
        how = "Chọn các {0} hai bên, bấm chuột phải, chọn Unhide (Bỏ ẩn) để xem lại; {0} không dùng thì xóa hẳn."
        if not self.grid.hidden_rows and not self.grid.hidden_columns:
            return
        first = min(column.at for column in columns)
        if hidden := [row for row in numbers if row in self.grid.hidden_rows]:
            spans = [span("dòng", start + 1, end + 1) for start, end in runs(hidden)]
            which = ", ".join(spans[:_QUOTED_CELLS]) + (", …" if len(spans) > _QUOTED_CELLS else "")
            what = f"{len(hidden)} dòng bị ẩn nhưng vẫn được đọc: {which}"
            remedy = "Nếu trang đang lọc thì bỏ lọc (Data, Clear); nếu không, " + how.format("dòng")[:1].lower() + how.format("dòng")[1:]
            self.complain("DT010", hidden[0], first, what=what, remedy=remedy)
        lanes = {at for column in columns for at in (column.sources or (column.at,))}
        used = [at for at in sorted(lanes & self.grid.hidden_columns) if any(not is_blank(self.value(row, at)) for row in numbers)]
        for start, end in runs(used):
            what = f"{span('cột', column_letters(start), column_letters(end))} bị ẩn nhưng vẫn được đọc"
            self.complain("DT010", numbers[0], start, what=what, remedy=how.format("cột"))
