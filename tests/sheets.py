"""Small workbooks for tests, made in memory: by XlsxWriter from plain rows, or part by part where XlsxWriter cannot write what is meant."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook

from dantin.readers import Reading, read_bytes
from dantin.readers.files.grid import Grid
from dantin.readers.files.raw import Unreadable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

UNIT_HEADER = ("Mã ấp", "Tên", "Xã/phường/thị trấn", "Tỉnh")
UNIT = ("LT-01", "Ấp 1", "xã An Phước", "Đồng Nai")
UNIT_SHEET = (UNIT_HEADER, UNIT)
"""The least that a dossier must say, as a sheet "Đơn vị"."""

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Formula:
    """A formula cell with the result that was stored with it."""

    text: str
    value: object = 0


@dataclass(frozen=True)
class Shown:
    """A number under a number format, as Excel keeps dates, times and padded numbers."""

    number: float
    form: str


def workbook(
    sheets: Mapping[str, Rows],
    *,
    merges: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
) -> bytes:
    """An .xlsx of the sheets named. Text stays text, None is no cell at all; `merges` ("A1:D1") keep the value of their first cell."""
    memory = io.BytesIO()
    plain = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(memory, plain | dict(options or {}))
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                _write(book, page, row, column, value)
        for area in (merges or {}).get(name, ()):
            page.merge_range(area, "")
            first = re.match(r"[A-Z]+\d+", area)
            assert first is not None
            row, column = _position(first[0])
            _write(book, page, row, column, list(rows)[row][column])
        if name in hidden:
            page.very_hidden()
    book.close()
    return memory.getvalue()


def sheet_of(table: str, header: Sequence[object], *rows: Sequence[object], **options: Any) -> bytes:
    """A workbook of one hamlet with one more sheet: its header in row 1, its rows below."""
    return workbook({"Đơn vị": UNIT_SHEET, table: [header, *rows]}, **options)


def _write(book: Workbook, page: Any, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value)
    elif isinstance(value, Shown):
        page.write_number(row, column, value.number, book.add_format({"num_format": value.form}))
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, book.add_format({"num_format": "dd/mm/yyyy"}))
    elif isinstance(value, time):
        page.write_datetime(row, column, value, book.add_format({"num_format": "hh:mm"}))
    else:
        page.write_string(row, column, str(value))


def _position(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


# --- Parts --------------------------------------------------------------------------------------------------------------


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts in the order given; pairs may name one part twice."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as out:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            out.writestr(name, content)
    return memory.getvalue()


def edited(data: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The workbook with some of its parts changed by the functions given."""
    parts = parts_of(data)
    for name, edit in edits.items():
        before = parts[name]
        parts[name] = edit(before)
        assert parts[name] != before, f"the edit changed nothing in {name}"
    return package(parts)


def with_cell(data: bytes, part: str, cell: str, xml: str) -> bytes:
    """The workbook with one cell's element, or its empty place, replaced by `xml`."""
    pattern = re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % cell.encode(), re.DOTALL)
    return edited(data, {part: lambda before: pattern.sub(lambda _found: xml.encode(), before, count=1)})


def raw_parts(
    sheets: Mapping[str, str],
    *,
    targets: Mapping[str, str] | None = None,
    main: str = MAIN,
    relations: str = RELATIONS,
    prefix: str = "",
) -> dict[str, bytes]:
    """The parts of the barest workbook: each sheet is the XML that stands inside its `sheetData`.

    `targets` overrides what the relation of a sheet points to; `prefix` ("x:") goes before every element's name in workbook and sheets.
    """
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    names = list(sheets)
    listed = "".join(
        f'<{prefix}sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    book = f'{head}<{prefix}workbook {declared}="{main}" xmlns:r="{relations}"><{prefix}sheets>{listed}</{prefix}sheets></{prefix}workbook>'
    paths = {name: f"worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)} | dict(targets or {})
    pointed = "".join(
        f'<Relationship Id="rId{number}" Type="{relations}/worksheet" Target={quoteattr(paths[name])}/>'
        for number, name in enumerate(names, 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships">{pointed}</Relationships>',
    }
    for number, name in enumerate(names, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{head}<{prefix}worksheet {declared}="{main}"><{prefix}sheetData>{sheets[name]}</{prefix}sheetData></{prefix}worksheet>'
        )
    return {name: text.encode() for name, text in parts.items()}


def rows_xml(rows: Rows, *, prefix: str = "", references: bool = True) -> str:
    """Rows of texts and numbers as the XML inside `sheetData`; a text beginning with "<" is taken as the cell's own XML."""
    made = []
    for number, values in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(values):
            at = f' r="{chr(65 + column)}{number}"' if references else ""
            if value is None:
                continue
            if isinstance(value, str) and value.startswith("<"):
                cells.append(value)
            elif isinstance(value, (int, float)):
                cells.append(f"<{prefix}c{at}><{prefix}v>{value}</{prefix}v></{prefix}c>")
            else:
                text = escape(str(value))
                cells.append(f'<{prefix}c{at} t="inlineStr"><{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is></{prefix}c>')
        row_at = f' r="{number}"' if references else ""
        made.append(f"<{prefix}row{row_at}>{''.join(cells)}</{prefix}row>")
    return "".join(made)


# --- Reading ------------------------------------------------------------------------------------------------------------


def read_xlsx(data: bytes) -> Reading:
    """The workbook read as a dossier file."""
    return read_bytes(data, "ho-so.xlsx", ".xlsx")


def read_yaml(text: str | bytes) -> Reading:
    """The YAML read as a dossier file."""
    return read_bytes(text.encode() if isinstance(text, str) else text, "ho-so.yaml", ".yaml")


def found(reading: Reading) -> list[tuple[str, str]]:
    """Code and place of every finding, in the order in which they are reported."""
    return [(d.code, str(d.place)) for d in sorted(reading.diagnostics, key=lambda d: d.order)]


def serious(reading: Reading) -> list[tuple[str, str]]:
    """The same without what only wants tidying (DT007)."""
    return [(code, place) for code, place in found(reading) if code != "DT007"]


def read_or_refused(read: Callable[[bytes], Sequence[Grid]], data: bytes) -> None:
    """Read all there is to be read of a workbook; only Unreadable may come of it."""
    try:
        for grid in read(data):
            assert isinstance(grid, Grid)
            (grid.fonts or dict)()
    except Unreadable as trouble:
        assert trouble.problem  # noqa: PT017
        assert trouble.remedy.endswith(".")  # noqa: PT017


_APART = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
from dantin.readers import read_bytes
reading = read_bytes(sys.stdin.buffer.read(), "ho-so" + sys.argv[1], sys.argv[1])
print(json.dumps([[d.code, d.message] for d in reading.diagnostics]))
"""


def read_apart(data: bytes, suffix: str, *, megabytes: int = 1024, seconds: int = 20) -> list[tuple[str, str]]:
    """Code and message of every finding, read in a process of its own with little memory and time: what kills it fails one test only."""
    script = _APART.replace("{bytes}", str(megabytes << 20))
    ran = subprocess.run([sys.executable, "-c", script, suffix], input=data, capture_output=True, timeout=seconds, check=False)
    assert ran.returncode == 0, f"ended with {ran.returncode}: {ran.stderr[:600].decode(errors='replace')}"
    return [(code, message) for code, message in json.loads(ran.stdout)]
