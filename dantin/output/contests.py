"""The contests of many hamlets as `tally` shows them: one line each, by hamlet. Built on Rich."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.case import Case
from dantin.dismissal import dismissal_of
from dantin.found import Seat
from dantin.output.words import STATES
from dantin.tally import Count, Outcome
from dantin.vietnamese import sentence_case, short_date, visible
from dantin.wording import dismissal_sentence, head_title, outcome_sentence, round_name

_STYLES = {Outcome.ELECTED: "green", Outcome.INCOMPLETE: "yellow", Outcome.TIE: "yellow"}
# Where the sentence on an outcome goes on to the figures that were needed.
_FIGURES = {Outcome.ELECTED: " (", Outcome.INCOMPLETE: " (", Outcome.NOT_ELECTED: ":"}


class _Line(NamedTuple):
    contest: str
    day: str
    present: str
    result: str
    style: str


def show(out: Console, seats: Sequence[Seat]) -> None:
    """The table, and how to see one hamlet in full."""
    table = Table(header_style="bold", pad_edge=False, box=None, padding=(0, 2, 0, 0))
    table.add_column("Ấp, khu phố")
    table.add_column("Lượt bầu")
    table.add_column("Ngày", no_wrap=True)
    table.add_column("Có mặt", justify="right", no_wrap=True)
    table.add_column("Kết quả")
    for seat in seats:
        name = seat.address
        case = seat.hamlet.case if seat.hamlet is not None else None
        if case is None:
            lines = [_Line("", "", "", sentence_case(STATES[seat.state]), "magenta")]
        else:
            lines = list(_lines(case)) or [_Line("", "", "", "Chưa có lượt bầu nào", "dim")]
        for line in lines:
            table.add_row(*(Text(visible(cell)) for cell in (name, *line[:-1])), style=line.style)
            name = ""
    out.print(table, soft_wrap=False)
    out.print()
    code = next((seat.code for seat in seats if seat.code and seat.hamlet is not None), "MÃ")
    out.print(f"Xem đủ số liệu, căn cứ và việc tiếp theo của một ấp, khu phố: thêm --hamlet, ví dụ --hamlet {code}")


def _lines(case: Case) -> Iterator[_Line]:
    """The contests and the meeting to let a head go."""
    for count in case.counts:
        style = "dim" if count.planned else "bold red" if count.outcome is None else _STYLES.get(count.outcome, "red")
        day = short_date(count.dated) if count.dated else ""
        yield _Line(sentence_case(round_name(count)), day, _present(count), result(count), style)
    if (met := dismissal_of(case)) is not None:
        day = short_date(met.meeting.day) if met.meeting.day else ""
        present = _of(met.present, met.whole)
        yield _Line(f"Họp cho thôi {head_title(case.dossier.unit)}", day, present, dismissal_sentence(met).partition(" (")[0], "")


def _present(count: Count) -> str:
    return _of(count.round.present, count.base.summoned if count.office.of_party else count.base.number)


def _of(present: int | None, whole: int | None) -> str:
    return "" if present is None else f"{present}/{whole}" if whole else str(present)


def result(count: Count) -> str:
    """The outcome of a round in a few words; the figures that decide it are in the sentence of the full screen."""
    sentence = outcome_sentence(count)
    figures = _FIGURES.get(count.outcome) if count.outcome is not None else None
    return (sentence.partition(figures)[0] if figures else sentence).rstrip(".")
