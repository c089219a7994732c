"""Which number formats show less, or something else, than a cell holds: percentages, months without their day. Belongs to the files.

The fast reader gives 0.97 where a cell shows "97 %", and 01/12/1965 where it shows "Dec-65". Cells are looked for only where the styles of
a workbook have such a format at all.
"""

import re
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree

from dantin.readers.files.raw import MonthOfYear, Percent, Raw

MONTH = -1
"""Stands for the format of a month without its day, where else the decimals of a percentage stand."""

_BUILT_IN = {"9": 0, "10": 2, "17": MONTH}
_USED = re.compile(rb"numFmtId\s*=\s*[\"'](?:9|10|17)[\"']")
_MONTHS = re.compile(rb"formatCode\s*=\s*[\"'][^\"']*(?:m[^\"']*y|y[^\"']*m)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DECIMALS = re.compile(r"[.,]([0#?]+)")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([rs])\s*=\s*[\"']([^\"']*)[\"']")


def shown_by(code: str) -> int | None:
    """What a number format shows: the decimals of a percentage ("0.00%" gives 2), `MONTH` for "mmm-yy", None for all else."""
    section = _QUOTED.sub("", code.split(";")[0]).lower()
    if "%" in section:
        match = _DECIMALS.search(section)
        return len(match[1]) if match else 0
    return MONTH if "m" in section and "y" in section and not {"d", "h", "s"} & set(section) else None


def special_styles(styles: bytes) -> dict[str, int]:
    """The numbers of the cell formats (`s` of a cell) in an .xlsx's styles that show such things -> what; see `shown_by`."""
    if b"%" not in styles and not _USED.search(styles) and not _MONTHS.search(styles):
        return {}
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return {}
    known = dict(_BUILT_IN)
    for form in root.findall("{*}numFmts/{*}numFmt"):
        if (what := shown_by(form.get("formatCode", ""))) is not None:
            known[form.get("numFmtId", "")] = what
        else:
            known.pop(form.get("numFmtId", ""), None)
    formats = (xf.get("numFmtId", "") for xf in root.findall("{*}cellXfs/{*}xf"))
    return {str(number): known[form] for number, form in enumerate(formats) if form in known}


def special_cells(xml: bytes, styles: Mapping[str, int]) -> list[tuple[bytes, int]]:
    """The names of the cells of one sheet that have one of these formats, each with what it shows."""
    wanted = {style.encode(): what for style, what in styles.items()}
    cells = []
    for attributes in _CELL.findall(xml):
        named = dict(_ATTRIBUTE.findall(attributes))
        if (what := wanted.get(named.get(b"s", b""))) is not None and b"r" in named:
            cells.append((named[b"r"], what))
    return cells


def as_shown(value: Raw, what: int) -> Raw:
    """A cell's value as its format shows it: a number as a percentage, the first day of a month as that month; any other is left."""
    if what == MONTH:
        return MonthOfYear(value.year, value.month, 1) if type(value) is date and value.day == 1 else value
    return Percent(value, what) if isinstance(value, (int, float)) and type(value) in (int, float) else value


def put_shown(rows: list[list[Raw]], cells: Mapping[tuple[int, int], int]) -> None:
    """Put, in place, what these cells (row, column -> what their format shows) show."""
    for (row, column), what in cells.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = as_shown(rows[row][column], what)
