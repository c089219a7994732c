"""A dossier as plain data -> the file a clerk opens: a workbook in the contract's form, or YAML text. Nothing is checked on the way.

Plain data is what a YAML file says: slug of a table -> its rows (`don_vi` may be one mapping), slug of a field -> value. Values are text,
whole numbers, dates, times, True and False (a tick), lists, "" (a cell left blank) or None (not there at all). What the contract does not
know is written as it stands, so that a faulty dossier can be written too. Imports the readers' table of fields; never cli, output, papers.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import TypeAlias

from dantin.diagnostic import cell_name
from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES, Kind
from dantin.records import dataclass
from dantin.vietnamese import long_time, short_date
from dantin.workbooks.excel import DAY, HOUR, NUMBER, TEXT, Look, Page, is_day, is_number, write_pages

Values: TypeAlias = Mapping[str, object]
Tables: TypeAlias = Mapping[str, Sequence[Values] | Values]

_UNIT, _CODE, _ROUNDS, _RESULTS = "don_vi", "ma_ap", "bau_cu", "ket_qua"
_OF_A_ROUND = (_CODE, "cum", "chuc_danh", "lan")

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
    data = {slug: rows_of(rows) for slug, rows in tables.items()}
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


def rows_of(rows: Sequence[Values] | Values) -> list[Values]:
    """The rows of a table; one that is a mapping has but this one."""
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
            key["chuc_danh"] = as_text(key["chuc_danh"]).split(";")[0].strip()
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
_TITLE = Look(bold=True, size=13)
HEADER = Look(bold=True, border=True, wrap=True, across="center", down="center", fill="E2EFDA")
"""How the headers of columns look."""


def write_workbook(tables: Tables, *, titles: Mapping[str, str] | None = None, note: str = "") -> bytes:
    """Write a dossier as an .xlsx in the contract's form: one sheet a table, the same bytes each time.

    `titles`: slug of a table -> the text above its headers; `note` becomes the comment among the workbook's properties. Dates are written
    as dates, numbers as numbers, all else as text: nothing becomes a formula. Raises CannotDo for a text that no cell can hold.
    """
    sheets = lay_out(tables, titles)
    return write_pages([_page(sheet) for sheet in sheets] or [Page("Trống")], note=note)


def _page(sheet: Sheet) -> Page:
    header = sheet.header_row
    page = Page(sheet.name, header=header)
    if sheet.title:
        page.put(0, 0, sheet.title, _TITLE)
    table = BY_SLUG.get(sheet.slug)
    header_lines = 1
    for column, (slug, text) in enumerate(sheet.columns.items()):
        field = table.by_slug.get(slug) if table is not None else None
        kind = field.kind if field is not None else Kind.TEXT
        lengths = [len(as_text(row.get(slug))) for row in sheet.rows]
        longest = max(lengths, default=0)
        width = min(max(_NARROW.get(kind, 5), longest + 2, len(text) // 2 + 3), _WIDEST)
        header_lines = max(header_lines, -(-len(text) // (width - 1)))
        page.widths[column] = width
        page.put(header, column, text, HEADER)
        # A running number stands better in the middle than against the next column.
        across = "center" if kind in _CENTRED or (longest <= 4 and kind is not Kind.COUNT) else ""
        for row, (values, length) in enumerate(zip(sheet.rows, lengths, strict=True), header + 1):
            value = values.get(slug)
            look = Look(shape_of(value, kind), border=True, across=across, wrap=longest > _WIDEST)
            page.put(row, column, in_cell(value), look)
            if length > _WIDEST:
                page.lines[row] = max(page.lines.get(row, 1), -(-length // (_WIDEST - 3)))
    page.lines[header] = header_lines
    page.landscape = sum(page.widths.values()) > _PORTRAIT_WIDTH
    return page


def shape_of(value: object, kind: Kind) -> str:
    """The number format of one cell. A blank cell of a column of text is text, or Excel would eat the zero of the next CCCD typed there."""
    blank = value is None or value == ""
    if is_day(value) or (blank and kind in _DATES):
        return DAY
    if isinstance(value, time):
        return HOUR
    return NUMBER if is_number(value) or (blank and kind is Kind.COUNT) else TEXT


def in_cell(value: object) -> object:
    """A value as a cell holds it: days, times and numbers as they are, all else as text."""
    return value if is_day(value) or isinstance(value, time) or is_number(value) else as_text(value)


def as_text(value: object) -> str:
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
        return "; ".join(map(as_text, value))
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
            lines += [f"{yaml_scalar(slug)}:", *_block(rows, "  ")]
        elif not rows:
            lines.append(f"{yaml_scalar(slug)}: []")
        else:
            lines.append(f"{yaml_scalar(slug)}:")
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
            yield f"{indent}{yaml_scalar(key)}:"
            for entry in value:
                yield f"{indent}  - {_flow(entry) if isinstance(entry, Mapping) else yaml_scalar(as_text(entry))}"
        elif isinstance(value, Mapping):
            yield f"{indent}{yaml_scalar(key)}: {_flow(value)}"
        else:
            text = yaml_scalar(as_text(value)) if value != "" else ""
            yield f"{indent}{yaml_scalar(key)}: {text}".rstrip()


def _flow(row: Values) -> str:
    """A row on one line: {tt: 1, ho_ten: Nguyễn Văn An}."""
    return "{" + ", ".join(f"{yaml_scalar(key)}: {_flow_value(value)}" for key, value in row.items() if value is not None) + "}"


def _flow_value(value: object) -> str:
    if isinstance(value, Mapping):
        return _flow(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow_value, value)) + "]"
    return yaml_scalar(as_text(value))


def yaml_scalar(text: str) -> str:
    """Text as a YAML scalar: plain where nothing in it can be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
