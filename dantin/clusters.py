"""Rows of one round, or of one meeting, put together: a hamlet that met by clusters has one of them for each.

Figures are added up, and known only where every row has them; what is of the round as a whole stands in any one row. A round or meeting of
one row is left as it is. Imports the model, `people` and `vietnamese` only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from dantin.model import Candidate, Dossier, Event, Meeting, Office, Round, VotingForm
from dantin.people import find
from dantin.vietnamese import fold_name

T = TypeVar("T")

_FIGURES = ("total", "deducted", "present", "issued", "returned", "valid", "invalid")
_OF_BALLOTS = ("issued", "returned", "valid", "invalid")
OF_THE_WHOLE = {
    "so_can_bau": "seats_told",
    "trung_cu": "announced",
    "ghi_nhan": "remark",
    "loai_vong": "kind",
    "cach_thuc": "setting",
    "dien_bau": "electorate",
}
"""The fields that are of a round as a whole, in whichever of its rows they stand, and what the model calls them."""


def whole_rounds(dossier: Dossier) -> list[Round]:
    """Every round whose office could be read, by office, then by number; the rows of its clusters put together."""
    rows: dict[tuple[Office, int], list[Round]] = {}
    for row in sorted((r for r in dossier.rounds if r.office), key=lambda r: (r.offices[0].rank, r.number, r.index)):
        rows.setdefault((row.offices[0], row.number), []).append(row)
    return [whole for same in rows.values() for whole in ([_whole(same)] if any(row.cluster for row in same) else same)]


def _whole(rows: Sequence[Round]) -> Round:
    """The rows of the clusters of one round as one round, without its candidates."""
    counted = [row for row in rows if not row.by_hands]
    sums: dict[str, Any] = {name: total(getattr(row, name) for row in (counted if name in _OF_BALLOTS else rows)) for name in _FIGURES}
    row_of = {slug: next((row for row in rows if told_by(row, name) is not None), rows[0]) for slug, name in OF_THE_WHOLE.items()}
    whole: dict[str, Any] = {name: getattr(row_of[slug], name) for slug, name in OF_THE_WHOLE.items()}
    last = max(rows, key=lambda row: row.day or date.min)
    ends = [day for row in rows if (day := row.last_day or row.day) is not None]
    return replace(
        rows[0],
        **sums,
        **whole,
        day=last.day,
        last_day=max(ends, default=None) if any(row.last_day for row in rows) else None,
        form=next((row.form for row in counted if row.form), None) if counted else VotingForm.HANDS,
        begins=_same(row.begins for row in rows),
        ends=_same(row.ends for row in rows),
        venue=_same(row.venue for row in rows),
        invalid_reasons="; ".join(row.invalid_reasons for row in rows if row.invalid_reasons) or None,
        reason="; ".join(row.reason for row in rows if row.reason) or None,
        candidates=(),
        cluster=None,
        parts=tuple(rows),
        told_in=(("ngay", last.index), *((slug, row.index) for slug, row in row_of.items())),
    )


def told_by(row: Round, name: str) -> object:
    """What a row tells of the whole round; None where it tells nothing."""
    value = getattr(row, name)
    return frozenset(map(fold_name, value or ())) or None if name == "announced" else value


def total(numbers: Iterator[int | None]) -> int | None:
    """The sum of numbers all of which are known; None of none."""
    known = list(numbers)
    return sum(n for n in known if n is not None) if known and None not in known else None


def _same(values: Iterator[T | None]) -> T | None:
    """What all rows tell alike."""
    different = list(dict.fromkeys(values))
    return different[0] if len(different) == 1 else None


def one_list(lists: Sequence[tuple[Candidate, ...]]) -> tuple[tuple[Candidate, ...], tuple[tuple[int | None, ...], ...]]:
    """The candidates of all parts of a round, each once, and of each part at which place of its own list each of them stands."""
    first, *others = lists
    known, places = list(first), [dict(enumerate(range(len(first))))]
    for listed in others:
        at: dict[int, int] = {}
        for own, person in enumerate(listed):
            meant = find(person, known)
            index = known.index(meant[0]) if len(meant) == 1 else len(known)
            if index == len(known) or index in at:
                known.append(person)
                index = len(known) - 1
            at[index] = own
        places.append(at)
    return tuple(known), tuple(tuple(at.get(index) for index in range(len(known))) for at in places)


def whole_meetings(dossier: Dossier, event: Event) -> list[Meeting]:
    """The gatherings of one kind as their minutes tell them; those of the clusters that met for one vote put together.

    How many came is known once the minutes of every cluster say so.
    """
    clusters = {row.cluster for row in dossier.rounds if row.cluster}
    meetings: list[list[Meeting]] = []
    for row in (meeting for meeting in dossier.meetings if meeting.event is event):
        met = next((rows for rows in meetings if rows[0].cluster and row.cluster not in {other.cluster for other in rows}), None)
        if row.cluster and met is not None:
            met.append(row)
        else:
            meetings.append([row])
    return [_whole_meeting(rows, complete=clusters <= {row.cluster for row in rows}) if rows[0].cluster else rows[0] for rows in meetings]


def _whole_meeting(rows: Sequence[Meeting], *, complete: bool) -> Meeting:
    return replace(
        rows[0],
        day=max((row.day for row in rows if row.day), default=None),
        begins=_same(row.begins for row in rows),
        ends=_same(row.ends for row in rows),
        venue=_same(row.venue for row in rows),
        summoned=total(row.summoned for row in rows) if complete else None,
        present=total(row.present for row in rows) if complete else None,
        agreed=total(row.agreed for row in rows) if complete else None,
        guests=tuple(dict.fromkeys(guest for row in rows for guest in row.guests)),
        opinions=tuple(opinion for row in rows for opinion in row.opinions),
        cluster=None,
        parts=tuple(rows),
    )
