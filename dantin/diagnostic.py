"""What dantin says about a fault: its severity, its place, its words. Of dantin it knows only how a place in a dossier is named.

A `Diagnostic` is plain data, ready to be printed, sorted or written as JSON; it holds no identity number and no birth date.
"""

import re
from dataclasses import field
from enum import StrEnum

from dantin.records import dataclass
from dantin.route import NOWHERE, Route

_CELL = re.compile(r"([A-Z]+)(\d+)")


class Severity(StrEnum):
    """How bad: an error has to be mended before anything is signed, a warning has to be looked at."""

    ERROR = "error"
    WARNING = "warning"


def column_letters(index: int) -> str:
    """The letters of a column, from its number counted from 0: 0 -> "A", 25 -> "Z", 26 -> "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell as Excel shows it, from row and column counted from 0: (2, 7) -> "H3"."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, then sheet and cell ("H3") in a workbook, or line (from 1) in YAML.

    `why`, of a place that a finding names beside its own: what stands there that it was held against ("ngày bầu").
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    why: str | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[str, str, int, int]:
        """The sort key: file, sheet, row (or line), column."""
        match = _CELL.fullmatch(self.cell or "")
        column = 0
        for letter in match.group(1) if match else "":
            column = column * 26 + ord(letter) - 64
        row = int(match.group(2)) if match else self.line or 0
        return (self.file, self.sheet or "", row, column)

    def __str__(self) -> str:
        """The place inside its file, as a clerk would say it: "Bầu cử!H3" or "dòng 12"; empty for the file as a whole."""
        if self.sheet is not None:
            return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"dòng {self.line}" if self.line else ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `field` is the contract's name of the field, `citation` the provision in force on the day that matters.

    `hint` is what the clerk does, `hint_district` what the district does. Both are Vietnamese. `route` leads to the place inside the
    hamlet's dossier ("bau_cu[0].thu_ve"), where the finding has one. `layout`: it says how a sheet is laid out, no more.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    hamlet: str | None = None
    field: str | None = None
    citation: str | None = None
    grade: str | None = None
    hint: str = ""
    hint_district: str = ""
    related: tuple[Place, ...] = ()
    route: Route = NOWHERE
    layout: bool = False

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """The sort key: file, sheet, row, column, code; the message last, so that equal keys never depend on luck."""
        return (*self.place.order, self.code, self.message)
