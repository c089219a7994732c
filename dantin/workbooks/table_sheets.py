"""The sheets of a new workbook that hold a table each: headers with notes, rules for what is typed, little locked.

Describes pages, as plain data; `excel` writes them.
"""

from collections.abc import Sequence

from dantin.diagnostic import column_letters
from dantin.model import Unit
from dantin.readers.dossier.fields import Kind, Table
from dantin.workbooks.dossier_files import HEADER, Values, in_cell, shape_of
from dantin.workbooks.dropdowns import Words, check_of, said
from dantin.workbooks.excel import DAY, HOUR, NUMBER, TEXT, Look, Page, Red

_CODE = "ma_ap"
LONG, _SHORT = 2000, 300
_ROSTERS = ("ho_gia_dinh", "dang_vien", "nhan_su")
SHAPES = {Kind.COUNT: NUMBER, Kind.DATE: DAY, Kind.TIME: HOUR}
_WIDTHS = {
    Kind.NAME: 26,
    Kind.NAMES: 26,
    Kind.COUNT: 10,
    Kind.DATE: 12,
    Kind.BIRTH: 12,
    Kind.TIME: 10,
    Kind.TICK: 9,
    Kind.SEX: 8,
    Kind.CCCD: 16,
    Kind.WORD: 24,
    Kind.WORDS: 24,
    Kind.LIST: 34,
}
# Running numbers and codes are short, what people write about themselves is long.
_OWN_WIDTHS = {
    "tt": 6,
    "lan": 7,
    "so": 7,
    "ma": 10,
    "ma_ho": 10,
    "dia_chi": 30,
    "dia_diem": 28,
    "que_quan": 30,
    "noi_o": 30,
    "noi_dung": 40,
}
TITLE = Look(bold=True, size=14, across="center", down="center")


def table_page(table: Table, rows: Sequence[Values], unit: Unit, words: Words) -> Page:
    """The sheet of a table with the rows that are known: its columns explained, checked while typing, all but the headers open."""
    fields = [field for field in table.fields if field.slug != _CODE]
    last = max(LONG if table.slug in _ROSTERS else _SHORT, len(rows) + _SHORT)
    page = Page(table.sheet, header=0, locked=True, landscape=True)
    letters = {field.slug: column_letters(column) for column, field in enumerate(fields)}
    lines = 2  # the buttons of a filter take one
    for column, field in enumerate(fields):
        look = Look(SHAPES.get(field.kind, TEXT), locked=False, wrap=field.kind in (Kind.TEXT, Kind.LIST))
        width = _OWN_WIDTHS.get(field.slug) or max(_WIDTHS.get(field.kind, 18), len(field.header) // 2 + 4)
        page.columns[column], page.widths[column] = look, width
        lines = max(lines, -(-len(field.header) // (width - 1)))
        page.put(0, column, field.header, HEADER)
        page.notes[0, column] = f"{field.header}: {table.note(field)}"
        area = f"{letters[field.slug]}2:{letters[field.slug]}{last}"
        if (check := check_of(table, field, area, unit, words)) is not None:
            page.checks.append(check)
        if field.kind is Kind.CCCD and table.slug in _ROSTERS:
            page.reds.append(Red(area))
        for row, values in enumerate(rows, 1):
            if (value := values.get(field.slug)) not in (None, ""):
                shape = shape_of(value, field.kind)
                page.put(row, column, in_cell(said(field, value, unit)), Look(shape, locked=False, wrap=look.wrap))
    page.lines[0] = lines
    if table.slug in _ROSTERS:
        page.sorted_by = f"A1:{column_letters(len(fields) - 1)}{last}"
    if table.slug == "bau_cu":
        page.reds += [
            Red(f"{letters[red]}2:{letters[red]}{last}", formula.format(**{slug: f"${letters[slug]}2" for slug in letters}))
            for red, formula in RED_FIGURES.items()
        ]
    return page


RED_FIGURES = {
    "phat_ra": "AND(ISNUMBER({co_mat}),ISNUMBER({phat_ra}),{phat_ra}>{co_mat})",
    "thu_ve": "AND(ISNUMBER({phat_ra}),ISNUMBER({thu_ve}),{thu_ve}>{phat_ra})",
    "khong_hop_le": "AND(ISNUMBER({thu_ve}),ISNUMBER({hop_le}),ISNUMBER({khong_hop_le}),{hop_le}+{khong_hop_le}<>{thu_ve})",
}
"""Which figure of a round turns red, and when."""


def cells_of(table: Table, slug: str, last: int) -> str:
    """The cells of a column on its sheet, as a formula names them."""
    letters = column_letters([field.slug for field in table.fields if field.slug != _CODE].index(slug))
    return f"'{table.sheet}'!${letters}$2:${letters}${last}"
