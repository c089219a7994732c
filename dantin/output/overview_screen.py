"""The report of a district on a terminal: what it says in sentences, a table by commune, what is late, what is open. Built on Rich."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.diagnostic import Severity
from dantin.hamlet_entry import Work
from dantin.overview import BY_COMMUNE, Group, Overview, value_of
from dantin.overview_words import late_line, sentences, title
from dantin.percentage import Percentage
from dantin.since import COURSE, NOTHING, Kind, course, figures_since, hamlet_changes
from dantin.vietnamese import short_date, visible

_BAD = "bold red"


def show(out: Console, overview: Overview) -> None:
    """All of it: the first sentence tells how many, what share, what is late."""
    out.print(Text(visible(title(overview)), style="bold underline"), soft_wrap=False)
    first, *others = sentences(overview)
    out.print(Text(visible(first), style="bold"), soft_wrap=False)
    for sentence in others:
        out.print(Text(visible(sentence)), soft_wrap=False)
    if overview.whole.entries:
        out.print()
        _by_commune(out, overview)
    if overview.whole.late_entries:
        out.print()
        out.print(Text("Trễ hạn", style=_BAD))
        for entry in overview.whole.late_entries:
            out.print(Text(visible(f"  {late_line(entry)}"), style="red"), soft_wrap=False)
    _since(out, overview)
    _open(out, overview)
    if overview.unlisted:
        out.print()
        names = ", ".join(entry.row.seat.label for entry in overview.unlisted)
        out.print(Text(visible(f"Ngoài danh sách chung, không tính vào các số trên: {names}."), style="magenta"), soft_wrap=False)


def _by_commune(out: Console, overview: Overview) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Xã", min_width=8)
    for label, _ in BY_COMMUNE:
        # Headings in two lines leave room for figures, which are never broken: half of one is another one.
        table.add_column(label.replace(" ", "\n"), justify="right", no_wrap=True)
    for commune in overview.communes:
        table.add_row(*_line(commune.title, commune))
    if len(overview.communes) > 1:
        table.add_row(*_line("Cộng", overview.whole), style="bold")
    out.print(table, soft_wrap=False)


def _line(name: str, group: Group) -> Iterator[Text]:
    yield Text(visible(name))
    for _, one in BY_COMMUNE:
        value = value_of(group, one)
        yield Text("—" if value is None else f"{value.counted}\n{value.text} %" if isinstance(value, Percentage) else str(value))


def _since(out: Console, overview: Overview) -> None:
    """What changed since the report it is set beside, and the course of the main figures over the days that were kept."""
    if overview.earlier is not None:
        out.print()
        out.print(Text(f"So với báo cáo ngày {short_date(overview.earlier.as_of)}", style="bold"))
        differing = [(measure, then, now) for measure, then, now in figures_since(overview) if then != now]
        if not differing and not hamlet_changes(overview):
            out.print(f"  {NOTHING}.")
        for measure, then, now in differing:
            out.print(Text(f"  {measure.label}: {then} → {now} ({now - then:+d})"), soft_wrap=False)
        for kind, of_kind in groupby(hamlet_changes(overview), key=lambda change: change.kind):
            names = ", ".join(map(str, of_kind))
            out.print(Text(visible(f"  {kind}: {names}"), style="red" if kind in _TROUBLES else ""), soft_wrap=False)
    if days := course(overview):
        out.print()
        table = Table(title="Diễn biến theo ngày", title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("Ngày", no_wrap=True)
        for measure in COURSE:
            table.add_column(measure.label, justify="right")
        for day, numbers in days:
            table.add_row(short_date(day), *map(str, numbers))
        out.print(table, soft_wrap=False)


_TROUBLES = (Kind.LATE, Kind.WORSE, Kind.DROPPED)


def _open(out: Console, overview: Overview) -> None:
    """What is open, by commune: hamlet, finding, place; then what the level above does about it."""
    if not overview.general and not overview.whole.work:
        return
    out.print()
    out.print(Text("Việc cần xử lý", style="bold"))
    _works(out, "", overview.general)
    for commune in overview.communes:
        if commune.work:
            out.print(Text(visible(commune.title), style="bold underline"))
        for label, works in groupby(commune.work, key=lambda pair: pair[0].row.seat.label):
            _works(out, f"{label}: ", [work for _, work in works])


def _works(out: Console, whose: str, works: Sequence[Work]) -> None:
    for work in works:
        place = f" ({work.place})" if work.place else ""
        style = "red" if work.severity is Severity.ERROR else "yellow"
        out.print(Text(visible(f"  {whose}{work.what}{place} [{work.code}] → {work.reminder}"), style=style))
