"""Which number formats show less, or something else, than a cell holds: percentages, months without their day. Belongs to the files.

The fast reader gives 0.97 where a cell shows "97 %", and 01/12/1965 where it shows "Dec-65". Cells are looked for only where the styles of
a workbook have such a format at all.
"""

import re
import sys
from collections.abc import Mapping
from datetime import date
from itertools import islice
from xml.parsers import expat

from dantin.readers.files.raw import MonthOfYear, Percent, Raw

MONTH = -1
"""Stands for the format of a month without its day, where else the decimals of a percentage stand."""

_BUILT_IN = {"9": 0, "10": 2, "17": MONTH}
_USED = re.compile(rb"numFmtId\s*=\s*[\"'](?:9|10|17)[\"']")
_CODE = re.compile(rb"formatCode\s*=\s*(\"[^\"]*\"|'[^']*')")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|[_*].')
_MOST = 65_490  # cell formats that Excel allows
_FEW = 1_000  # number formats that are looked at one by one
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
    if b"%" not in styles and not _USED.search(styles) and not _may_show_months(styles):
        return {}
    known, of_cells = dict(_BUILT_IN), _Formats()
    if not of_cells.read(styles):
        return {}
    for number, code in of_cells.codes.items():
        if (what := shown_by(code)) is not None:
            known[number] = what
        else:
            known.pop(number, None)
    return {str(at): known[number] for at, number in enumerate(of_cells.used) if number in known}


def _may_show_months(styles: bytes) -> bool:
    """Whether one of the number formats, as they are written in the XML, may show a month without its day."""
    codes = [match[1][1:-1].decode("utf-8", "replace").replace("&quot;", '"') for match in islice(_CODE.finditer(styles), _FEW)]
    return len(codes) == _FEW or any("&" in code or shown_by(code) == MONTH for code in codes)


class _Formats:
    """The number formats of a part of styles, taken as its tags go by: a tree of all styles there can be would fill the memory."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.used: list[str] = []
        self._path: list[str] = []

    def read(self, styles: bytes) -> bool:
        """Go through the part; False where it is no XML."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self._opens, self._closes
        try:
            parser.Parse(styles, True)
        except expat.ExpatError:
            return False
        return True

    def _opens(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition("}")[2])
        if self._path[1:] == ["numFmts", "numFmt"]:
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self._path[1:] == ["cellXfs", "xf"] and len(self.used) < _MOST:
            self.used.append(sys.intern(attributes.get("numFmtId", "")))

    def _closes(self, _name: str) -> None:
        self._path.pop()


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
