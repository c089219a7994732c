"""One sheet as every workbook reader hands it on: its cells from A1, and what their values alone do not tell. Imports `raw` only."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dantin.readers.files.raw import Raw
from dantin.records import dataclass

FROM_1904 = 1462
"""Days between the two starts of Excel's calendar, for numbers that are days without saying so."""


class Merge(NamedTuple):
    """Cells merged into one: the first and last row and column, counted from 0, both belonging to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """A sheet: `rows[0][0]` is A1, a blank cell is None or ""; rows need not be equally long.

    A cell that cannot be read (an error value, a formula without result) holds a `CellFault`. `serial_shift` is added to a bare number
    before it is taken for a day counted from 1899-12-30 (1,462 in a workbook that counts from 1904). `fonts` tells, when asked, the font
    of those cells that are set in a font of the old codings (.VnTime, VNI-Times); None where the file has no such font. `notice` says what
    the reader could not see in the whole file, and stands on its first sheet. `named`: the sheet has a name of its own, as in a workbook.
    """

    name: str
    rows: list[list[Raw]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    serial_shift: int = 0
    fonts: Callable[[], Mapping[tuple[int, int], str]] | None = None
    notice: str = ""
    named: bool = True
