"""Which number formats show a percentage, and with how many decimals; and which cells of an .xlsx have one. Belongs to the files.

The fast reader gives 0.97 where a cell shows "97 %". Looked for only where the styles of a workbook have such a format at all.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from dantin.readers.files.raw import Percent, Raw

_BUILT_IN = {"9": 0, "10": 2}
_USED = re.compile(rb"numFmtId\s*=\s*[\"'](?:9|10)[\"']")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DECIMALS = re.compile(r"[.,]([0#?]+)")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([rs])\s*=\s*[\"']([^\"']*)[\"']")


def decimals_of(code: str) -> int | None:
    """With how many decimals a number format shows a percentage; None where it shows none. "0.00%" gives 2."""
    section = _QUOTED.sub("", code.split(";")[0])
    if "%" not in section:
        return None
    match = _DECIMALS.search(section)
    return len(match[1]) if match else 0


def percent_styles(styles: bytes) -> dict[str, int]:
    """The numbers of the cell formats (`s` of a cell) in an .xlsx's styles that show a percentage, each with its decimals."""
    if b"%" not in styles and not _USED.search(styles):
        return {}
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return {}
    known = dict(_BUILT_IN)
    for form in root.findall("{*}numFmts/{*}numFmt"):
        if (decimals := decimals_of(form.get("formatCode", ""))) is not None:
            known[form.get("numFmtId", "")] = decimals
        else:
            known.pop(form.get("numFmtId", ""), None)
    formats = (xf.get("numFmtId", "") for xf in root.findall("{*}cellXfs/{*}xf"))
    return {str(number): known[form] for number, form in enumerate(formats) if form in known}


def percent_cells(xml: bytes, styles: Mapping[str, int]) -> list[tuple[bytes, int]]:
    """The names of the cells of one sheet whose format shows a percentage, each with its decimals."""
    wanted = {style.encode(): decimals for style, decimals in styles.items()}
    cells = []
    for attributes in _CELL.findall(xml):
        named = dict(_ATTRIBUTE.findall(attributes))
        if (decimals := wanted.get(named.get(b"s", b""))) is not None and b"r" in named:
            cells.append((named[b"r"], decimals))
    return cells


def put_percents(rows: list[list[Raw]], cells: Mapping[tuple[int, int], int]) -> None:
    """Put, in place, a `Percent` for each number in these cells (row, column -> decimals)."""
    for (row, column), decimals in cells.items():
        if row < len(rows) and column < len(rows[row]):
            value = rows[row][column]
            if type(value) in (int, float):
                rows[row][column] = Percent(value, decimals)  # type: ignore[arg-type]
