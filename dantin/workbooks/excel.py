"""The one module that writes workbooks: pages described as plain data -> the bytes of an .xlsx, the same each time.

A text stays a text, whatever it begins with; a formula is stored with its value, which openpyxl does not do: other programs would see an
empty cell. Knows nothing of dossiers. Imports `ooxml`, `diagnostic` and errors; openpyxl only when a workbook is written.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import field
from datetime import date, time
from typing import Any, Literal, TypeAlias, TypeGuard
from xml.sax.saxutils import escape

from dantin.diagnostic import cell_name, column_letters
from dantin.errors import CannotDo
from dantin.ooxml import read_parts, write_parts
from dantin.records import dataclass
from dantin.workbooks.tidy import tidied

TEXT, DAY, HOUR, NUMBER = "@", "dd/mm/yyyy", "hh:mm", "General"
"""How a cell shows what is in it, and what Excel makes of what is typed there."""
LIST_LETTERS = 255
"""A list of words for a dropdown that is longer is written broken: it has to stand in cells."""

_LONGEST_TEXT = 32_767
_A4 = 9
_LINE = 15
_COMPARED: Mapping[str, Literal["greaterThanOrEqual", "equal"]] = {
    "whole": "greaterThanOrEqual",
    "date": "greaterThanOrEqual",
    "textLength": "equal",
}
# What XML cannot hold, and what would be read back as standing for it.
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f>.*?</f>)<v\s*(?:/>|></v>)</c>', re.DOTALL)


@dataclass(frozen=True)
class Look:
    """How a cell looks. `shape` is its number format; `across` and `down` say where in the cell the text stands."""

    shape: str = NUMBER
    bold: bool = False
    size: int = 11
    colour: str = "000000"
    fill: str = ""
    border: bool = False
    wrap: bool = False
    across: str = ""
    down: str = "top"
    locked: bool = True


@dataclass(frozen=True)
class Formula:
    """A formula, without the equals sign, and the value that is stored with it."""

    text: str
    value: str | int


@dataclass(frozen=True)
class Check:
    """What may be typed into an area ("A2:A500"): a word of a list (`formula`: the words in quotes, or cells), a whole number or a day
    from `formula` on, a text of so many letters, or anything where `kind` is "none".

    The prompt shows beside the cell; `refusal` says why something is not taken.
    `strict`: nothing else can be entered; else Excel asks whether it is meant.
    """

    area: str
    kind: Literal["list", "whole", "date", "textLength", "none"]
    formula: str = ""
    title: str = ""
    prompt: str = ""
    refusal: str = ""
    strict: bool = True


@dataclass(frozen=True)
class Red:
    """An area whose cells turn red where a formula is true, written for its first cell; without one, where two hold the same."""

    area: str
    formula: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart of what stands in cells: `labels` and each of `series` are areas of the same page, "A4:A9"; a series' first cell names it.

    `across`: bars lie; `lines`: a line for each series, else bars. `at` is the cell of its corner, `size` its width and height in cm.
    """

    title: str
    labels: str
    series: tuple[str, ...]
    at: str
    size: tuple[float, float] = (16, 8)
    across: bool = False
    lines: bool = False


@dataclass
class Page:
    """One sheet. Cells, notes and links (to a place in the workbook: "'Bầu cử'!N2") by (row, column), widths by column, heights (in
    lines) by row, all from 0.

    `header` is the last row that stays in view and is printed on each page; `locked`: its locked cells cannot be typed into, all else can
    be done. `sorted_by` is the area with the buttons for sorting and filtering. `one_sheet`: printed on one sheet of paper. `tab` is the
    colour of its tab.
    """

    name: str
    cells: dict[tuple[int, int], tuple[object, Look]] = field(default_factory=dict)
    columns: dict[int, Look] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    reds: list[Red] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    header: int | None = None
    sorted_by: str = ""
    locked: bool = False
    hidden: bool = False
    landscape: bool = False
    one_sheet: bool = False
    footer: str = "&P/&N"
    tab: str = ""

    def put(self, row: int, column: int, value: object, look: Look) -> None:
        """Write one cell."""
        self.cells[row, column] = (value, look)


Properties: TypeAlias = Mapping[str, str]


def write_pages(pages: Sequence[Page], *, note: str = "", properties: Properties | None = None) -> bytes:
    """The workbook of these pages, the first of them in view.

    `note` becomes the comment among the workbook's properties; `properties` are hidden ones, for programs. Raises CannotDo for a text
    that no cell can hold.
    """
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book: Any = Workbook()  # openpyxl's types know no custom properties
    for name in book.sheetnames:
        del book[name]
    book.properties.creator = "dantin"
    book.properties.description = note or None
    for name, value in (properties or {}).items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    looks = _Looks()
    for page in pages:
        _write(book.create_sheet(page.name), page, looks)
    memory = io.BytesIO()
    book.save(memory)
    parts = read_parts(memory.getvalue())
    for number, page in enumerate(pages, 1):
        stored = {cell_name(*at): value.value for at, (value, _) in page.cells.items() if isinstance(value, Formula)}
        if stored:
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _with_values(parts[name], stored)
    # openpyxl puts the clock into the parts and the zip; the normaliser takes it out.
    return write_parts(tidied(parts))


def _with_values(xml: bytes, stored: Mapping[str, str | int]) -> bytes:
    """The cells of a sheet with the values of their formulas."""

    def fill(match: re.Match[bytes]) -> bytes:
        value = stored[match[1].decode()]
        kind = b' t="str"' if isinstance(value, str) else b""
        return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (match[1], match[2], kind, match[3], escape(str(value)).encode())

    return _FORMULA.sub(fill, xml)


def is_day(value: object) -> TypeGuard[date]:
    """A day that Excel can hold: its calendar begins with 1900, and its first two months are wrong."""
    return isinstance(value, date) and value.year > 1900


def is_number(value: object) -> TypeGuard[float]:
    """A number that Excel keeps to its last digit."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15


def words_of(words: Iterable[str]) -> str | None:
    """A list of words as a dropdown holds it; None where it is too long, or a word has a comma."""
    words = list(words)
    text = f'"{",".join(words)}"'
    return text if len(text) <= LIST_LETTERS and not any("," in word or '"' in word for word in words) else None


class _Looks:
    """The looks of a workbook's cells, each made once: openpyxl takes much longer to make them than to copy them."""

    def __init__(self) -> None:
        self._made: dict[Look, Any] = {}

    def dress(self, cell: Any, look: Look) -> None:
        """Give a cell, or a column, its look."""
        if look not in self._made:
            from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

            edge = Side(style="thin", color="808080") if look.border else Side()
            cell.number_format = look.shape
            cell.font = Font(name="Times New Roman", size=look.size, bold=look.bold, color=f"FF{look.colour}")
            cell.alignment = Alignment(horizontal=look.across or None, vertical=look.down, wrap_text=look.wrap or None)
            cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
            cell.protection = Protection(locked=look.locked)
            if look.fill:
                cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
            self._made[look] = copy(cell._style)
        else:
            cell._style = copy(self._made[look])


def _write(sheet: Any, page: Page, looks: _Looks) -> None:
    for column, look in page.columns.items():
        looks.dress(sheet.column_dimensions[column_letters(column)], look)
    for column, width in page.widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    for (row, column), (value, look) in page.cells.items():
        cell = sheet.cell(row + 1, column + 1)
        _fill(cell, value)
        looks.dress(cell, look)
    for row, number in page.lines.items():
        # Heights are said: not every program finds them by itself. Excel allows 409 points.
        sheet.row_dimensions[row + 1].height = min(_LINE * number, 405)
    for area in page.merges:
        sheet.merge_cells(area)
    _annotate(sheet, page)
    for chart in page.charts:
        _draw(sheet, chart)
    _set_up(sheet, page)


def _fill(cell: Any, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif is_day(value) or isinstance(value, time) or is_number(value):
        cell.value = value
    else:
        text = str(value)
        if len(text) > _LONGEST_TEXT:
            raise CannotDo(f"một ô Excel chỉ chứa được {_LONGEST_TEXT} ký tự; có ô cần {len(text)} ký tự")
        cell.value = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        cell.data_type = "s"  # what begins with "=" would be a formula


def _annotate(sheet: Any, page: Page) -> None:
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.hyperlink import Hyperlink

    for at, place in page.links.items():
        name = cell_name(*at)
        sheet[name].hyperlink = Hyperlink(ref=name, location=place)
    for at, text in page.notes.items():
        height = 20 + 17 * sum(1 + len(line) // 42 for line in text.splitlines())
        sheet[cell_name(*at)].comment = Comment(text, "dantin", height=height, width=300)
    for check in page.checks:
        validation = DataValidation(
            type=check.kind,
            operator=_COMPARED.get(check.kind),
            formula1=check.formula or None,
            allow_blank=True,
            errorStyle="stop" if check.strict else "warning",
            showErrorMessage=bool(check.refusal),
            showInputMessage=bool(check.prompt),
            # Excel takes no longer ones.
            promptTitle=check.title[:32] or None,
            prompt=check.prompt[:255] or None,
            errorTitle=check.title[:32] or None,
            error=check.refusal[:225] or None,
        )
        validation.add(check.area)
        sheet.add_data_validation(validation)
    look = DifferentialStyle(font=Font(bold=True, color="FFFFFFFF"), fill=PatternFill("solid", bgColor="FFC00000"))
    for red in page.reds:
        rule = Rule("expression", dxf=look, formula=[red.formula]) if red.formula else Rule("duplicateValues", dxf=look)
        sheet.conditional_formatting.add(red.area, rule)


def _draw(sheet: Any, chart: Chart) -> None:
    from openpyxl.chart import BarChart, LineChart, Reference, Series

    drawn: Any = LineChart() if chart.lines else BarChart()
    if not chart.lines:
        drawn.type = "bar" if chart.across else "col"
        drawn.gapWidth = 40
    drawn.title, drawn.style = chart.title, 10
    drawn.width, drawn.height = chart.size
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if chart.across:
        drawn.x_axis.scaling.orientation = "maxMin"  # the first label at the top
    drawn.y_axis.scaling.min = 0
    for area in chart.series:
        drawn.append(Series(Reference(range_string=f"'{sheet.title}'!{_fixed(area)}"), title_from_data=True))
    drawn.set_categories(Reference(range_string=f"'{sheet.title}'!{_fixed(chart.labels)}"))
    if len(chart.series) == 1:
        drawn.legend = None
    sheet.add_chart(drawn, chart.at)


def _fixed(area: str) -> str:
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", area)


def _set_up(sheet: Any, page: Page) -> None:
    if page.hidden:
        sheet.sheet_state = "hidden"
    if page.tab:
        sheet.sheet_properties.tabColor = f"FF{page.tab}"
    if page.header is not None:
        sheet.freeze_panes = f"A{page.header + 2}"
        sheet.print_title_rows = f"{page.header + 1}:{page.header + 1}"
    if page.sorted_by:
        sheet.auto_filter.ref = page.sorted_by
    setup = sheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if page.landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 1 if page.one_sheet else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.4, 0.6, 0.6
    sheet.oddFooter.center.text = page.footer
    if page.locked:
        sheet.protection.sheet = True
        # In openpyxl, as in the file, True forbids.
        for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
            setattr(sheet.protection, allowed, False)
