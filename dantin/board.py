"""Where every hamlet of a district stands, and the figures that are sums of it: what `status` shows and `report` counts.

One row for each hamlet that is looked for; every figure of a commune or of the whole is counted over these rows, so none can differ from
their sum. Imports found; reads no file, prints nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dantin.brief import Brief, Phase
from dantin.chain import Stage
from dantin.found import Seat, State
from dantin.model import ModelChoice
from dantin.next_step import NextStep
from dantin.vietnamese import fold, sentence_case, text_key
from dantin.wording import hamlet_kind

_ABSENT = {State.UNREADABLE: Phase.UNREADABLE, State.MISSING: Phase.MISSING}


@dataclass(frozen=True, slots=True)
class Row:
    """One hamlet on the board: its stage of the chain, and what is to be done next, by when.

    `stage` and `next` are None where there is no dossier to tell; `next` is also None where nothing is left to do.
    """

    seat: Seat
    as_of: date
    phase: Phase
    stage: Stage | None = None
    next: NextStep | None = None

    @property
    def brief(self) -> Brief | None:
        """What its dossier tells; None where there is none that could be read."""
        return self.seat.hamlet.brief if self.seat.hamlet is not None else None

    @property
    def due(self) -> date | None:
        """The last lawful day of what is next."""
        return self.next.due if self.next is not None else None

    @property
    def days_left(self) -> int | None:
        """Days until then; negative where it is over."""
        return (self.due - self.as_of).days if self.due is not None else None

    @property
    def late(self) -> bool:
        """The last lawful day is over and the step is not recorded."""
        return self.days_left is not None and self.days_left < 0

    @property
    def model(self) -> ModelChoice | None:
        """The form of the model it counts under; None where that is not decided, or its order of steps is in error."""
        chosen = self.brief.model if self.brief is not None else None
        standing = self.seat.hamlet.standing if self.seat.hamlet is not None else None
        if chosen is ModelChoice.NONE:
            return chosen
        return chosen if standing is not None and standing.follows else None


@dataclass(frozen=True)
class Figures:
    """The figures of some hamlets: of a commune, or of all. `name` is None where the dossiers do not say."""

    name: str | None
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """What they are called at the head of a line: "Xã An Phước"."""
        return sentence_case(self.name or "chưa ghi xã")

    @property
    def expected(self) -> int:
        """How many hamlets are looked for."""
        return len(self.rows)

    @property
    def received(self) -> int:
        """Of how many a dossier was handed in, readable or not."""
        return sum(row.seat.state is not State.MISSING for row in self.rows)

    @property
    def late(self) -> int:
        """In how many the next step is late."""
        return sum(row.late for row in self.rows)

    @property
    def phases(self) -> dict[Phase, int]:
        """How many in each phase, furthest first; those without any are left out."""
        numbers = Counter(row.phase for row in self.rows)
        return {phase: numbers[phase] for phase in Phase if numbers[phase]}

    @property
    def stages(self) -> dict[Stage | State, int]:
        """How many at each stage of the chain, in its order, then those without a dossier that could be read."""
        numbers: Counter[Stage | State] = Counter(row.stage or row.seat.state for row in self.rows)
        return {stage: numbers[stage] for stage in (*Stage, *State) if numbers[stage]}

    @property
    def summary(self) -> str:
        """All of it in one line: "83 ấp: 62 đã công nhận, 14 chờ công nhận, 4 chưa bầu, 3 chưa có hồ sơ; 2 việc trễ hạn"."""
        counted = ", ".join(f"{number} {phase}" for phase, number in self.phases.items())
        late = f"; {self.late} việc trễ hạn" if self.late else ""
        return f"{self.expected} {self.kinds}" + (f": {counted}{late}" if counted else "")

    @cached_property
    def kinds(self) -> str:
        """What its hamlets are called: "ấp"; "ấp, khu phố" where they are of both kinds, or say nothing."""
        kinds = Counter(kind for row in self.rows if (kind := _kind(row)))
        return ", ".join(kind for kind, _ in kinds.most_common()) if 0 < len(kinds) <= 2 else "ấp, khu phố"


@dataclass(frozen=True)
class Board(Figures):
    """Every hamlet that is looked for. `unlisted` are dossiers, or files, that the list does not know: they count nowhere."""

    as_of: date
    unlisted: tuple[Row, ...] = ()

    @property
    def headline(self) -> str:
        """The summary, which also says where nothing is late."""
        return self.summary if self.late or not self.rows else f"{self.summary}; không việc nào trễ hạn"

    @cached_property
    def communes(self) -> tuple[Figures, ...]:
        """The hamlets by commune, communes by name; in each what is late first, then what is due, then the others."""
        return tuple(Figures(name or None, tuple(rows)) for name, rows in grouped(self.rows, lambda row: row.seat.commune or ""))

    @property
    def only_late(self) -> "Board":
        """The same with nothing but what is late; its figures are of these alone."""
        return Board(self.name, tuple(row for row in self.rows if row.late), self.as_of)


def board(name: str | None, seats: Sequence[Seat], as_of: date) -> Board:
    """The board of these hamlets on a day."""
    rows = [_row(seat, as_of) for seat in seats]
    return Board(name, tuple(r for r in rows if r.seat.listed), as_of, tuple(r for r in rows if not r.seat.listed))


def of_commune(whole: Board, commune: Figures) -> Board:
    """The board of one of its communes alone."""
    return Board(commune.name, commune.rows, whole.as_of)


def grouped(rows: Sequence[Row], key: Callable[[Row], str]) -> list[tuple[str, list[Row]]]:
    """Rows by what names them, spelled as in the first of each; in the order of names, each with its most urgent rows first."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(fold(key(row)), []).append(row)
    return sorted(((key(mine[0]), sorted(mine, key=urgency)) for mine in by_name.values()), key=lambda group: text_key(group[0]))


def urgency(row: Row) -> tuple[int, int, object]:
    """The sort key of the board: late first, then by days left, then those with no dossier, then what has no term, then what is done."""
    if row.days_left is not None:
        return 0, row.days_left, text_key(row.seat.label)
    return (1 if row.stage is None else 2 if row.next is not None else 3), 0, text_key(row.seat.label)


def _row(seat: Seat, as_of: date) -> Row:
    brief = seat.hamlet.brief if seat.hamlet is not None else None
    if brief is None:
        return Row(seat, as_of, _ABSENT.get(seat.state, Phase.UNREADABLE))
    return Row(seat, as_of, brief.phase, brief.stage, brief.next)


def _kind(row: Row) -> str | None:
    """What kind of hamlet it is: as its dossier says, else as its name begins."""
    return row.brief.kind if row.brief is not None and row.brief.kind else hamlet_kind(row.seat.name)
