"""Charts of bars as SVG that stands inside a page: as wide as there is room, its letters of one size, readable without colour.

Is handed labels, texts and whole numbers, and works out lengths alone. Every text is escaped. Imports percentage and vietnamese only.
"""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from dantin.percentage import per_cent, percentage
from dantin.records import dataclass
from dantin.vietnamese import visible

_LABEL, _BAR, _GAP, _MARK = 18, 16, 10, 18
_LINE = 17
# Letters that stand beside one another on the narrowest screen; label and text that are longer stand in two lines.
_ROOM = 40
# Just longer than any label of ours and any true name of a commune.
_LONGEST = 48
# Between these places, in per cent, what a mark stands for is written in the middle below it: to either side it would not find room.
_MIDDLE = (35, 65)
# So many bars fit on a printed page.
_PER_DRAWING = 18


@dataclass(frozen=True)
class Bar:
    """One bar: `parts` are the lengths of its pieces, drawn one after another, out of `whole`; of a whole of nothing the track is empty.

    `text` says the figure in full. `mark`: a line across it at so many per cent of the whole, with what it stands for.
    """

    label: str
    text: str
    parts: tuple[int, ...]
    whole: int
    mark: tuple[Fraction, str] | None = None


def bars(key: str, title: str, rows: Sequence[Bar], *, centred: bool = False) -> Markup:
    """A chart, in as many drawings as printing without a cut bar takes; `key` is what their ids begin with. Centred bars make a funnel."""
    chunks = [rows[first : first + _PER_DRAWING] for first in range(0, len(rows), _PER_DRAWING)]
    return Markup("\n").join(_drawing(f"{key}-{number}", title, chunk, centred) for number, chunk in enumerate(chunks, 1))


def _drawing(key: str, title: str, rows: Sequence[Bar], centred: bool) -> Markup:
    two_lines = any(len(row.label) + len(row.text) > _ROOM for row in rows)
    shapes, y = [], 0
    for row in rows:
        shapes.append(_row(row, y, two_lines, centred))
        y += _height(row, two_lines)
    description = "; ".join(f"{row.label}: {row.text}" + (f", {row.mark[1]}" if row.mark else "") for row in rows)
    return Markup(
        '<svg role="img" aria-labelledby="{0}-t {0}-d" width="100%" height="{1}"><title id="{0}-t">{2}</title>'
        '<desc id="{0}-d">{3}.</desc>{4}</svg>'
    ).format(key, y - _GAP, visible(title), visible(description), Markup("").join(shapes))


def _height(row: Bar, two_lines: bool) -> int:
    return _LABEL + (_LINE if two_lines else 0) + _BAR + (_MARK if row.mark else 0) + _GAP


def _row(row: Bar, y: int, two_lines: bool, centred: bool) -> Markup:
    top = y + _LABEL + (_LINE if two_lines else 0)
    label = Markup('<text y="{}">{}</text>').format(y + 13, visible(_shortened(row.label)))
    value = (
        Markup('<text class="v" y="{}">{}</text>') if two_lines else Markup('<text class="v" x="100%" text-anchor="end" y="{}">{}</text>')
    )
    track = Markup('<rect class="track" y="{}" width="100%" height="{}"/>').format(top, _BAR)
    return label + value.format(top - 5, visible(row.text)) + track + _pieces(row, top, centred) + _mark(row, top)


def _shortened(label: str) -> str:
    """Letters in a drawing do not break into lines."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _pieces(row: Bar, top: int, centred: bool) -> Markup:
    shapes = Markup("")
    covered = percentage(sum(row.parts), row.whole)
    if covered is None:
        return shapes
    start = (100 - Fraction(covered.machine)) / 2 if centred else Fraction(0)
    for number, part in enumerate(row.parts, 1):
        long = percentage(part, row.whole)
        if part and long is not None:
            shapes += Markup('<rect class="p{}" x="{}%" y="{}" width="{}%" height="{}"/>').format(
                number, _decimal(start), top, long.machine, _BAR
            )
            start += Fraction(long.machine)
    return shapes


def _mark(row: Bar, top: int) -> Markup:
    """The line across, and under it what it stands for, on the side where there is room."""
    if row.mark is None:
        return Markup("")
    at, words = min(row.mark[0], Fraction(100)), row.mark[1]
    x, anchor = _decimal(at), "start" if at < _MIDDLE[0] else "end" if at > _MIDDLE[1] else "middle"
    return Markup(
        '<line class="mark" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/><text class="m" x="{0}%" text-anchor="{3}" y="{4}">{5}</text>'
    ).format(x, top - 3, top + _BAR + 3, anchor, top + _BAR + 15, visible(words))


def _decimal(value: Fraction) -> str:
    return per_cent(value).replace(",", ".")


def steps(done: Sequence[bool]) -> Markup:
    """A line of squares, filled for each step that is done: says without colour how far along something is. For the eye alone."""
    squares = "".join(f"M{12 * i + 1} 1h8v8h-8z" for i, is_done in enumerate(done) if is_done)
    frames = "".join(f"M{12 * i + 1} 1h8v8h-8z" for i in range(len(done)))
    width = 12 * len(done) - 2
    return Markup(
        '<svg class="steps" aria-hidden="true" viewBox="0 0 {0} 10" width="{0}" height="10"><path class="f" d="{1}"/>{2}</svg>'
    ).format(width, frames, Markup('<path d="{}"/>').format(squares) if squares else "")
