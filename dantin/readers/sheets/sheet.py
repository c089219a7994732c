"""One sheet while it is read: its cells, asked in various ways, and the fate of each row. Rows and columns count from 0."""

from collections.abc import Iterable, Sequence

from dantin.diagnostic import Place, cell_name
from dantin.readers.dossier.tidying import decode_rows, looks_odd, surely_decoded
from dantin.readers.files.grid import Grid
from dantin.readers.files.raw import Complaint, Fate, Raw, RawFile, SheetAccount
from dantin.readers.sheets.joints import is_blank
from dantin.vietnamese import tidy

# A row with more cells than these is looked at no further: somebody would have to type spaces into each of them.
_FEW = 3


class Sheet:
    """The cells of a grid. `fates` says of each row what became of it; `decoded` what stood in cells that were typed in an old coding."""

    def __init__(self, raw: RawFile, grid: Grid) -> None:
        """`raw` takes what is found wrong, and the account of the sheet."""
        self.raw, self.grid = raw, grid
        self.rows = grid.rows
        fonts = grid.fonts() if grid.fonts is not None else {}
        self.decoded = decode_rows(grid.rows, fonts) if fonts or looks_odd(grid.rows) else {}
        self._filled: dict[int, list[int]] = {}
        # Most rows hold too much to be blank, whatever it is.
        counts = [len(cells) - cells.count("") - cells.count(None) for cells in self.rows]
        self.fates = [Fate.UNKNOWN if count > _FEW or not self.blank(row) else Fate.BLANK for row, count in enumerate(counts)]
        self.account = SheetAccount(grid.name, grid.hidden, self.fates)
        if self.decoded:
            read = {at: str(self.rows[at[0]][at[1]]) for at in self.decoded}
            self.account.decoded = {at: (was.text, read[at], at in fonts or surely_decoded(read[at])) for at, was in self.decoded.items()}
        raw.sheets.append(self.account)

    def blank(self, row: int) -> bool:
        """Whether nothing at all can be seen in a row."""
        cells = self.rows[row]
        filled = len(cells) - cells.count("") - cells.count(None)
        return not filled or (filled <= _FEW and not self.filled(row))

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something can be seen."""
        if (known := self._filled.get(row)) is None:
            known = self._filled[row] = [column for column, value in enumerate(self.rows[row]) if not is_blank(value)]
        return known

    def value(self, row: int, column: int) -> Raw:
        """One cell; None beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row, tidied, by column."""
        return {c: tidy(value) for c in self.filled(row) if isinstance(value := self.rows[row][c], str)}

    def first_cell(self) -> tuple[int, int]:
        """The first cell of the sheet in which something can be seen."""
        return next(((row, self.filled(row)[0]) for row, fate in enumerate(self.fates) if fate is not Fate.BLANK), (0, 0))

    def forget(self, row: int) -> None:
        """Note that a cell of a row was written to."""
        self._filled.pop(row, None)

    def place(self, row: int, column: int) -> Place:
        """Where a cell of the sheet is."""
        return Place(self.raw.name, self.grid.name, cell_name(row, column))

    def complain(self, code: str, row: int, column: int, **facts: object) -> None:
        """Note a finding at a cell of the sheet."""
        self.raw.complaints.append(Complaint(code, self.place(row, column), facts))


def span(noun: str, first: object, last: object) -> str:
    """One thing or several in a row: "dòng 3", "dòng 3 đến 5"."""
    return f"{noun} {first}" if first == last else f"{noun} {first} đến {last}"


def runs(numbers: Iterable[int], fates: Sequence[Fate] | None = None) -> list[tuple[int, int]]:
    """Numbers in rising order as runs (first, last); blank rows between, where `fates` tell them, do not part a run."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        gap = range(spans[-1][1] + 1, number) if spans else range(0)
        if spans and all(fates is not None and fates[row] is Fate.BLANK for row in gap):
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans
