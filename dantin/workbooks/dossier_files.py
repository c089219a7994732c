"""A dossier as plain data -> the file a clerk opens: a workbook in the contract's form, or YAML text. Nothing is checked on the way.

Plain data is what a YAML file says: slug of a table -> its rows (`don_vi` may be one mapping), slug of a field -> value. Values are text,
whole numbers, dates, times, True and False (a tick), lists, "" (a cell left blank) or None (not there at all). What the contract does not
know is written as it stands, so that a faulty dossier can be written too. Imports the readers' table of fields; never cli, output, papers.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from dantin.diagnostic import cell_name
from dantin.errors import CannotDo
from dantin.ooxml import read_parts, write_parts
from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES, Field, Kind
from dantin.vietnamese import long_time, short_date

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Values: TypeAlias = Mapping[str, object]
Tables: TypeAlias = Mapping[str, Sequence[Values] | Values]

_UNIT, _CODE, _ROUNDS, _RESULTS = "don_vi", "ma_ap", "bau_cu", "ket_qua"
_OF_A_ROUND = (_CODE, "chuc_danh", "lan")
_LONGEST_TEXT = 32_767

# --- The layout of a workbook ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """One table laid out as a sheet: the title (or ""), the columns by slug, each with its header, and the rows."""

    slug: str
    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Values]

    @property
    def header_row(self) -> int:
        """The row of the headers, from 0."""
        return 1 if self.title else 0

    def cell(self, row: int, slug: str) -> str:
        """The name of the cell ("H3") that holds a field of a row, rows counted from 0. Raises ValueError where no such column is."""
        return cell_name(self.header_row + 1 + row, list(self.columns).index(slug))


def lay_out(tables: Tables, titles: Mapping[str, str] | None = None) -> list[Sheet]:
    """The sheets of a workbook, in the contract's order, unknown tables last. `titles`: slug of a table -> the text above its headers.

    A sheet has the columns for which any row has a value, "" included; a table without rows has all the contract's. Rows that name no
    hamlet get the code of the only one; the candidates nested in rounds become the sheet of results.
    """
    data = {slug: _rows(rows) for slug, rows in tables.items()}
    if _ROUNDS in data:
        data[_ROUNDS], results = _apart(data[_ROUNDS])
        if results or _RESULTS in data:
            data[_RESULTS] = [*data.get(_RESULTS, ()), *results]
    units = data.get(_UNIT, [])
    if len(units) == 1 and (code := units[0].get("ma")) not in (None, ""):
        for slug in data.keys() & BY_SLUG.keys() - {_UNIT}:
            data[slug] = [{_CODE: code, **row} for row in data[slug]]
    order = [slug for slug in BY_SLUG if slug in data] + [slug for slug in data if slug not in BY_SLUG]
    return [_sheet(slug, data[slug], (titles or {}).get(slug, "")) for slug in order]


def _rows(rows: Sequence[Values] | Values) -> list[Values]:
    return [rows] if isinstance(rows, Mapping) else list(rows)


def _apart(rounds: Sequence[Values]) -> tuple[list[Values], list[Values]]:
    """Rounds without their candidates, and the candidates as rows of the table of results."""
    bare, results = [], list[Values]()
    for row in rounds:
        people = row.get(NESTED_CANDIDATES)
        if not isinstance(people, Sequence) or isinstance(people, str) or not all(isinstance(p, Mapping) for p in people):
            bare.append(row)
            continue
        bare.append({slug: value for slug, value in row.items() if slug != NESTED_CANDIDATES})
        key = {slug: row[slug] for slug in _OF_A_ROUND if slug in row}
        if "chuc_danh" in key:
            # A round that names two offices is found by either; a result names one.
            key["chuc_danh"] = _text(key["chuc_danh"]).split(";")[0].strip()
        results += [{**key, **person} for person in people]
    return bare, results


def _sheet(slug: str, rows: Sequence[Values], title: str) -> Sheet:
    table = BY_SLUG.get(slug)
    fields = table.by_slug if table is not None else {}
    used = dict.fromkeys(key for row in rows for key, value in row.items() if value is not None)
    known = [key for key in fields if key in used or not rows]
    columns = {key: fields[key].header for key in known} | {key: key for key in used if key not in fields}
    # Excel forbids these in a sheet's name, and more than 31 letters.
    name = table.sheet if table is not None else re.sub(r"[\[\]:*?/\\]", " ", slug)[:31]
    return Sheet(slug, name, title, columns, rows)


# --- The workbook ----------------------------------------------------------------------------------------------------

_DATES = {Kind.DATE, Kind.BIRTH}
_NARROW = {Kind.DATE: 11, Kind.BIRTH: 11, Kind.CCCD: 14, Kind.COUNT: 8, Kind.TICK: 7, Kind.SEX: 6}
_CENTRED = {*_DATES, Kind.CCCD, Kind.TICK, Kind.SEX, Kind.TIME}
_WIDEST, _PORTRAIT_WIDTH = 34, 105
_LINE = 15
_THIN = 1
_A4 = 9


def write_workbook(tables: Tables, *, titles: Mapping[str, str] | None = None, note: str = "") -> bytes:
    """Write a dossier as an .xlsx in the contract's form: one sheet a table, the same bytes each time.

    `titles`: slug of a table -> the text above its headers; `note` becomes the comment among the workbook's properties. Dates are written
    as dates, numbers as numbers, all else as text: nothing becomes a formula. Raises CannotDo for a text that no cell can hold.
    """
    from xlsxwriter import Workbook

    memory = io.BytesIO()
    book = Workbook(memory, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"comments": note})
    styles = _Styles(book)
    sheets = lay_out(tables, titles)
    for sheet in sheets or [Sheet("", "Trống", "", {}, ())]:
        _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    # XlsxWriter puts the clock into the parts and the zip; the normaliser takes it out.
    return write_parts(read_parts(memory.getvalue()))


class _Styles:
    """The few formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title: Format = book.add_format({"bold": True, "font_size": 13})
        self.header: Format = book.add_format(
            {"bold": True, "border": _THIN, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E2EFDA"}
        )
        self._made: dict[tuple[str, bool, bool], Format] = {}

    def cell(self, value: object, kind: Kind, *, centred: bool, wrap: bool) -> "Format":
        """The format of one cell. Blank cells of a text column stay text, or Excel would eat the zero of the next CCCD typed there."""
        blank = value is None or value == ""
        if _is_day(value) or (blank and kind in _DATES):
            shape = "dd/mm/yyyy"
        elif isinstance(value, time):
            shape = "hh:mm"
        elif _is_number(value) or (blank and kind is Kind.COUNT):
            shape = "General"
        else:
            shape = "@"
        key = (shape, centred, wrap)
        if key not in self._made:
            look = {"num_format": shape, "border": _THIN, "valign": "top", "text_wrap": wrap}
            self._made[key] = self.book.add_format(look | ({"align": "center"} if centred else {}))
        return self._made[key]


def _write_sheet(page: "Worksheet", sheet: Sheet, styles: _Styles) -> None:
    header = sheet.header_row
    if sheet.title:
        page.write_string(0, 0, sheet.title, styles.title)
    table = BY_SLUG.get(sheet.slug)
    total, header_lines = 0, 1
    lines: dict[int, int] = {}
    for column, (slug, text) in enumerate(sheet.columns.items()):
        kind = _kind(table.by_slug.get(slug) if table is not None else None)
        lengths = [len(_text(row.get(slug))) for row in sheet.rows]
        longest = max(lengths, default=0)
        width = min(max(_NARROW.get(kind, 5), longest + 2, len(text) // 2 + 3), _WIDEST)
        total += width
        header_lines = max(header_lines, -(-len(text) // (width - 1)))
        page.set_column(column, column, width)
        page.write_string(header, column, text, styles.header)
        # A running number stands better in the middle than against the next column.
        centred = kind in _CENTRED or (longest <= 4 and kind is not Kind.COUNT)
        for row, (values, length) in enumerate(zip(sheet.rows, lengths, strict=True), header + 1):
            value = values.get(slug)
            _write_cell(page, row, column, value, styles.cell(value, kind, centred=centred, wrap=longest > _WIDEST))
            if length > _WIDEST:
                lines[row] = max(lines.get(row, 1), -(-length // (_WIDEST - 3)))
    # Heights are said: not every program finds them by itself. Excel allows 409 points.
    for row, number in {header: header_lines, **lines}.items():
        page.set_row(row, min(_LINE * number, 405))
    page.freeze_panes(header + 1, 0)
    page.set_paper(_A4)
    if total > _PORTRAIT_WIDTH:
        page.set_landscape()
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    page.set_footer("&C&P/&N")


def _kind(field: Field | None) -> Kind:
    return field.kind if field is not None else Kind.TEXT


def _write_cell(page: "Worksheet", row: int, column: int, value: object, style: "Format") -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif _is_day(value) or isinstance(value, time):
        page.write_datetime(row, column, value, style)
    elif _is_number(value):
        page.write_number(row, column, value, style)
    else:
        text = _text(value)
        if len(text) > _LONGEST_TEXT:
            raise CannotDo(f"một ô Excel chỉ chứa được {_LONGEST_TEXT} ký tự; có ô cần {len(text)} ký tự")
        page.write_string(row, column, text, style)


def _is_day(value: object) -> TypeGuard[date]:
    """A day that Excel can hold: its calendar begins with 1900, and its first two months are wrong."""
    return isinstance(value, date) and value.year > 1900


def _is_number(value: object) -> TypeGuard[float]:
    """A number that Excel keeps to its last digit."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15


def _text(value: object) -> str:
    """A value as it stands in a cell of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else "không"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return long_time(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(_text, value))
    return str(value)


# --- YAML ------------------------------------------------------------------------------------------------------------

# Rows of the other tables are short and many: one line each.
_IN_BLOCKS = {_UNIT, "nhan_su", _ROUNDS, "van_ban", "cuoc_hop"}
_PLAIN = re.compile(r"[^\W_]([\w /().;%–-]*[\w().;%])?")
# These words YAML takes for nothing, or for true and false.
_NO_TEXT = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def dump_yaml(tables: Tables, *, note: str = "") -> str:
    """Write a dossier as YAML that a clerk can read: rosters one row a line, the rest one field a line. `note`: a comment at the top."""
    lines = [f"# {line}" for line in note.splitlines()]
    for slug, rows in tables.items():
        if isinstance(rows, Mapping):
            lines += [f"{_scalar(slug)}:", *_block(rows, "  ")]
        elif not rows:
            lines.append(f"{_scalar(slug)}: []")
        else:
            lines.append(f"{_scalar(slug)}:")
            for row in rows:
                lines += _item(row, "  ") if slug in _IN_BLOCKS else [f"  - {_flow(row)}"]
    return "\n".join(lines) + "\n"


def _item(row: Values, indent: str) -> Iterator[str]:
    """A row as an item of a list, one field a line."""
    first, *others = list(_block(row, "")) or ["{}"]
    yield f"{indent}- {first}"
    for line in others:
        yield f"{indent}  {line}"


def _block(row: Values, indent: str) -> Iterator[str]:
    for key, value in row.items():
        if value is None:
            continue
        if isinstance(value, Sequence) and not isinstance(value, str) and value:
            yield f"{indent}{_scalar(key)}:"
            for entry in value:
                yield f"{indent}  - {_flow(entry) if isinstance(entry, Mapping) else _scalar(_text(entry))}"
        elif isinstance(value, Mapping):
            yield f"{indent}{_scalar(key)}: {_flow(value)}"
        else:
            text = _scalar(_text(value)) if value != "" else ""
            yield f"{indent}{_scalar(key)}: {text}".rstrip()


def _flow(row: Values) -> str:
    """A row on one line: {tt: 1, ho_ten: Nguyễn Văn An}."""
    return "{" + ", ".join(f"{_scalar(key)}: {_flow_value(value)}" for key, value in row.items() if value is not None) + "}"


def _flow_value(value: object) -> str:
    if isinstance(value, Mapping):
        return _flow(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow_value, value)) + "]"
    return _scalar(_text(value))


def _scalar(text: str) -> str:
    """Text as a YAML scalar: plain where nothing in it can be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
