"""What a file holds before anything is understood: tables of raw cells, each cell with its place. Knows no rule and no field.

A workbook and a YAML file both become `RawTable`s, so that everything after this point is written once.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum
from math import isfinite
from typing import NamedTuple, Union

from dantin.diagnostic import Place, cell_name
from dantin.records import dataclass


class Trouble(Enum):
    """Why a cell holds nothing that can be read."""

    ERROR = "an error value such as #REF!"
    FORMULA = "a formula whose result was never stored"
    NESTED = "a list or mapping where one value belongs"
    REPEATED = "a key written twice in one row"
    BOTH = "two ticked where only one can be"
    NO_TICK = "something other than a tick in a column of ticks"
    PART_MISSING = "a date in columns of its own of which one is blank"
    SPLIT = "part of a date in columns of its own that makes no date"


@dataclass(frozen=True, slots=True)
class CellFault:
    """Stands in a cell that cannot be read. `text` is what the file shows there, `line` another line concerned (YAML)."""

    trouble: Trouble
    text: str = ""
    line: int | None = None


class MonthOfYear(date):
    """The first of a month under a format that shows no day ("Dec-65"): a month was typed, and Excel put a day to it."""

    @property
    def shown(self) -> str:
        """The month, as it is written in Vietnamese: "12/1965"."""
        return f"{self.month}/{self.year}"


class Percent(float):
    """A number under the format of a percentage: 0.97 stands for what the cell shows, "97 %", with so many `decimals`."""

    __slots__ = ("decimals",)
    decimals: int

    def __new__(cls, value: float, decimals: int) -> "Percent":
        """`decimals`: how many of them the cell shows."""
        made = super().__new__(cls, value)
        made.decimals = min(decimals, 9)
        return made

    @property
    def shown(self) -> str:
        """What the cell shows, as it is written in Vietnamese: "98,39 %"."""
        if not isfinite(self):
            return str(float(self))
        hundredfold = (Decimal(repr(float(self))) * 100).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return f"{hundredfold} %".replace(".", ",")


Raw = Union[None, str, int, float, bool, date, time, timedelta, CellFault, Sequence[str], "RawTable"]


@dataclass
class RawTable(ABC):
    """A table as found: `headers` name the columns, `rows` hold as many raw values each.

    `name` is the sheet's name or the YAML key; `slug` the table of the contract it was recognised as, None where its name has to tell.
    `fields` are filled in when the headers are understood: column -> slug; `doubted` names fields that may stand in what was not
    understood. `decoded` tells what stood in the cells that were typed in an
    old font coding (text, coding), by row and column; the header is row -1. Subclasses know where things stand.
    """

    file: str
    name: str
    headers: list[str]
    rows: list[list[Raw]]
    slug: str | None = field(default=None, kw_only=True)
    fields: dict[int, str] = field(default_factory=dict, kw_only=True)
    doubted: frozenset[str] = field(default=frozenset(), kw_only=True)
    decoded: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict, kw_only=True)

    @abstractmethod
    def place(self) -> Place:
        """The table as a whole."""

    @abstractmethod
    def header_place(self, column: int) -> Place:
        """The header of one column."""

    @abstractmethod
    def row_place(self, row: int) -> Place:
        """One row."""

    @abstractmethod
    def cell_place(self, row: int, column: int) -> Place:
        """One cell."""


class Fate(StrEnum):
    """What became of one row of a sheet; every row has one."""

    READ = "read"
    TITLE = "title"
    HEADER = "header"
    NUMBERING = "numbering"
    REPEATED = "repeated header"
    BLANK = "blank"
    NUMBER_ONLY = "number only"
    GROUP = "group"
    TOTAL = "total"
    EXAMPLE = "example"
    FOOTER = "footer"
    ASTRAY = "hamlet unknown"
    UNKNOWN = "table unknown"


@dataclass
class SheetAccount:
    """How one sheet was understood: the fate of each of its rows, the first being row 1 of the sheet.

    `decoded`: what stood in the cells that were typed in an old font coding and what was read, by row and column, in tables or not; and
    whether that is sure.
    """

    name: str
    hidden: bool
    fates: list[Fate]
    decoded: Mapping[tuple[int, int], tuple[str, str, bool]] = field(default_factory=dict)


@dataclass
class SheetTable(RawTable):
    """A table on a sheet. `header_row`, `columns` and `numbers` are rows and columns of the sheet, counted from 0.

    `moved`: where a value came from that does not stand in its table column's own, by row of the table and column (column -1: the row as
    a whole), on another sheet where it is a `Place`; `lone`: rows of the table with a single text in them, which may head a group;
    `about`: texts above and around that may say whose table it is. `downwards`: written as labels with values beside them, so that one
    sheet may hold part of what another one tells.
    """

    header_row: int = 0
    columns: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    moved: Mapping[tuple[int, int], tuple[int, int] | Place] = field(default_factory=dict)
    lone: Mapping[int, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    account: SheetAccount | None = None
    serial_shift: int = 0
    downwards: bool = False

    def place(self) -> Place:
        """The first cell of the header."""
        return Place(self.file, self.name, cell_name(self.header_row, self.columns[0] if self.columns else 0))

    def _place(self, row: int, column: int, stands: tuple[int, int]) -> Place:
        at = self.moved.get((row, column), stands)
        return at if isinstance(at, Place) else Place(self.file, self.name, cell_name(*at))

    def header_place(self, column: int) -> Place:
        """The header's cell."""
        return self._place(-1, column, (self.header_row, self.columns[column]))

    def row_place(self, row: int) -> Place:
        """The row's first cell."""
        return self._place(row, -1, (self.numbers[row], self.columns[0]))

    def cell_place(self, row: int, column: int) -> Place:
        """The cell itself."""
        return self._place(row, column, (self.numbers[row], self.columns[column]))

    def set_fate(self, row: int, fate: Fate) -> None:
        """Note what became of a row of the table."""
        if self.account is not None:
            self.account.fates[self.numbers[row]] = fate


@dataclass
class YamlTable(RawTable):
    """A table of a YAML file: a list of mappings, or one mapping. Lines count from 1.

    `key_lines` are the lines at which each key first stands, `cell_lines` those of the values, by row and column.
    """

    line: int = 1
    key_lines: list[int] = field(default_factory=list)
    row_lines: list[int] = field(default_factory=list)
    cell_lines: list[Mapping[int, int]] = field(default_factory=list)

    def place(self) -> Place:
        """The line of the table's key."""
        return Place(self.file, line=self.line)

    def header_place(self, column: int) -> Place:
        """The line at which the key first stands."""
        return Place(self.file, line=self.key_lines[column])

    def row_place(self, row: int) -> Place:
        """The line at which the row begins."""
        return Place(self.file, line=self.row_lines[row])

    def cell_place(self, row: int, column: int) -> Place:
        """The value's line; where the key is absent, the row's."""
        return Place(self.file, line=self.cell_lines[row].get(column, self.row_lines[row]))


class Complaint(NamedTuple):
    """A finding about the file itself, made while reading: code, place, and the facts of its message."""

    code: str
    place: Place
    facts: Mapping[str, object]


@dataclass
class RawFile:
    """One file: its tables, what was found while reading it, and how each sheet of a workbook was understood.

    `doubtful` names the tables (in any spelling) whose content is in doubt, `suspected` the slugs of those that something not understood
    may have been. `returned`: it is a copy with marks, see `returned`.
    """

    name: str
    tables: list[RawTable] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    suspected: set[str] = field(default_factory=set)
    returned: bool = False
    sheets: list[SheetAccount] = field(default_factory=list)


class Unreadable(Exception):
    """The file as a whole cannot be read (DT001). Carries what is wrong, in Vietnamese, and the line where one is known."""

    def __init__(self, problem: str, remedy: str, line: int | None = None) -> None:
        """`problem`: what is wrong; `remedy`: what the user can do."""
        super().__init__(problem)
        self.problem, self.remedy, self.line = problem, remedy, line
