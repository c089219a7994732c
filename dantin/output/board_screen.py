"""The board of a district on a terminal, whatever its width: one line on all of it, what is late, then each commune. Built on Rich."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.board import Board, Figures, Row
from dantin.output.words import left_words, stage_words
from dantin.vietnamese import sentence_case, short_date, visible

_LATE, _SOON, _ABSENT = "bold red", "yellow", "magenta"
_SOON_DAYS = 3
_ONE_SCREEN = 25
# Narrower than this, the stage stands above what is to be done.
_SIDE_BY_SIDE = 116
_DUE, _LEFT, _GAP = 10, 9, 2


def show(out: Console, board: Board, *, late_only: bool = False) -> None:
    """The board; `late_only`: just the line on all of it and what is late."""
    out.print(_headline(board))
    widths = _Widths(out.width, board.rows)
    late = sorted((row for row in board.rows if row.late), key=lambda row: row.days_left or 0)
    if late:
        out.print()
        out.print(Text("Trễ hạn", style=_LATE))
        _table(out, late, widths, header=True, communes=True)
    if late_only:
        return
    for number, commune in enumerate(board.communes):
        out.print()
        _commune(out, commune, widths, header=not late and number == 0)
    if board.unlisted:
        out.print()
        names = ", ".join(row.seat.label for row in board.unlisted)
        out.print(Text(visible(f"Ngoài danh sách chung, không tính vào các số trên: {names}."), style=_ABSENT), soft_wrap=False)
    if len(board.rows) > _ONE_SCREEN:
        # By now the first line has scrolled away.
        out.print()
        out.print(_headline(board))


class _Widths:
    """How wide the columns are on a screen; `side`: stage and next step stand beside one another."""

    def __init__(self, screen: int, rows: Sequence[Row]) -> None:
        self.screen, self.side = screen, screen >= _SIDE_BY_SIDE
        longest = max((len(_name(row, communes=row.late)) for row in rows), default=0)
        self.name = max(max((len(row.seat.code or "") for row in rows), default=0), min(longest, screen // 4))
        rest = max(20, screen - self.name - _DUE - _LEFT - (4 if self.side else 3) * _GAP - _GAP)
        self.stage = rest * 2 // 5 if self.side else 0
        self.next = rest - self.stage


def _headline(board: Board) -> Text:
    line = Text(visible(board.headline), style="bold")
    if board.late:
        line.highlight_regex(r"\d+ việc trễ hạn", _LATE)
    return line


def _commune(out: Console, commune: Figures, widths: _Widths, *, header: bool) -> None:
    title = commune.title
    out.print(Text.assemble((visible(title), "bold underline"), visible(f"  {commune.summary}")), soft_wrap=False)
    _table(out, [row for row in commune.rows if row.next is not None or row.stage is None], widths, header=header)
    for words, names in _finished(commune.rows):
        line = Text.assemble((f"{sentence_case(words)} ({len(names)}): ", "green"), visible(", ".join(names)))
        out.print(line, soft_wrap=False)


def _finished(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """Those with nothing left to do, by what they have come to."""
    names: dict[str, list[str]] = {}
    for row in rows:
        if row.next is None and row.stage is not None:
            names.setdefault(stage_words(row), []).append(row.seat.name or row.seat.label)
    yield from names.items()


def _table(out: Console, rows: Sequence[Row], widths: _Widths, *, header: bool, communes: bool = False) -> None:
    if not rows:
        return
    table = Table(box=None, show_header=header, header_style="dim", pad_edge=False, padding=(0, _GAP, 0, 0))
    table.add_column("Ấp, khu phố", width=widths.name)
    if widths.side:
        table.add_column("Đã đến bước", width=widths.stage)
    table.add_column("Việc tiếp theo" if widths.side else "Đã đến bước → việc tiếp theo", width=widths.next)
    table.add_column("Hạn cuối", width=_DUE, no_wrap=True)
    table.add_column("Còn ngày", width=_LEFT, no_wrap=True)
    for row in rows:
        stage, todo = stage_words(row), row.next.brief if row.next is not None else ""
        where = (stage, todo) if widths.side else (f"{stage} → {todo}" if todo else stage,)
        due = short_date(row.due) if row.due is not None else ""
        table.add_row(*(Text(visible(cell)) for cell in (_name(row, communes=communes), *where, due, left_words(row))), style=_style(row))
    out.print(table, soft_wrap=False)


def _name(row: Row, *, communes: bool) -> str:
    return row.seat.address if communes else row.seat.label


def _style(row: Row) -> str:
    if row.late:
        return _LATE
    if row.stage is None:
        return _ABSENT
    return _SOON if row.days_left is not None and row.days_left <= _SOON_DAYS else ""
