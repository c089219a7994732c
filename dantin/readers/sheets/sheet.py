"""One sheet while it is read: its cells, asked in various ways, and the fate of each row. Rows and columns count from 0."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import zip_longest

from dantin.diagnostic import Place, cell_name
from dantin.readers.dossier.tidying import decode_rows, looks_odd, surely_decoded
from dantin.readers.files.grid import Grid
from dantin.readers.files.raw import Complaint, Fate, Raw, RawFile, SheetAccount
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
        self.decoded = decode_rows(grid.rows, fonts) if fonts or looks_odd(self.columns) else {}
        self._filled: dict[int, list[int]] = {}
        self._texts: dict[int, dict[int, str]] = {}
        if self.decoded:
            self.__dict__.pop("columns", None)
        # Most rows begin with a number, or a letter, and so are not blank.
        firsts = self.columns[0] if self.columns else [None] * len(self.rows)
        unseen = {value for value in set(firsts) if not value or (type(value) is str and not value[0].isalnum())}
        self.fates = [Fate.UNKNOWN] * len(firsts)
        for row, value in enumerate(firsts if unseen else ()):
            if value in unseen and self.blank(row):
                self.fates[row] = Fate.BLANK
        self.account = SheetAccount(grid.name, grid.hidden, self.fates)
        if self.decoded:
            read = {at: str(self.rows[at[0]][at[1]]) for at in self.decoded}
            self.account.decoded = {at: (was.text, read[at], at in fonts or surely_decoded(read[at])) for at, was in self.decoded.items()}
        raw.sheets.append(self.account)

    @cached_property
    def columns(self) -> list[tuple[Raw, ...]]:
        """The cells column by column, all columns as long as the sheet: for questions that are asked of many rows at once."""
        return list(zip_longest(*self.rows))

    def blank(self, row: int) -> bool:
        """Whether nothing at all can be seen in a row."""
        cells = self.rows[row]
        filled = len(cells) - cells.count("") - cells.count(None)
        return not filled or (filled <= _FEW and not self.filled(row))

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something can be seen."""
        if (known := self._filled.get(row)) is None:
            known = self._filled[row] = [
                column
                for column, value in enumerate(self.rows[row])
                if (value and (value[0].isalnum() or tidy(value)) if type(value) is str else value is not None)
            ]
        return known

    def value(self, row: int, column: int) -> Raw:
        """One cell; None beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row, tidied, by column."""
        if (known := self._texts.get(row)) is None:
            cells = self.rows[row]
            known = self._texts[row] = {c: tidy(value) for c in self.filled(row) if isinstance(value := cells[c], str)}
        return known

    def first_cell(self) -> tuple[int, int]:
        """The first cell of the sheet in which something can be seen."""
        return next(((row, self.filled(row)[0]) for row, fate in enumerate(self.fates) if fate is not Fate.BLANK), (0, 0))

    def forget(self, row: int) -> None:
        """Note that a cell of a row was written to."""
        self._filled.pop(row, None)
        self._texts.pop(row, None)
        self.__dict__.pop("columns", None)

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
