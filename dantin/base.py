"""Who is counted: the number of people that half, or two thirds, is taken of. Imports the model and route only.

The contract, "Who is counted": for the head the household representatives; for a congress the official members summoned, less those who
are not counted in their state. How many of them came, and where two sources disagree on that, is `gathering`'s to say, above the count.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dantin.model import Dossier, Electorate, Household, Member, MemberState, Round, StepKind, covers
from dantin.route import Route

HOUSEHOLD_ROWS = Household.rows()
MEMBER_ROWS = Member.rows()
_COUNTED_IF_PRESENT = (MemberState.EXEMPT, MemberState.ELSEWHERE)


class BaseSource(StrEnum):
    """Where the base comes from."""

    ROSTER = "roster"
    ROUND = "round"
    UNIT = "unit"


class Base(NamedTuple):
    """The number that half is taken of. `summoned` is None for the head; `reads` are the routes of the figures behind it.

    `conflicts` are the routes of declared totals that disagree with the roster, each with the declared and the counted number.
    """

    number: int | None
    source: BaseSource | None
    summoned: int | None
    deducted: int
    reads: tuple[Route, ...]
    conflicts: tuple[tuple[Route, int, int], ...] = ()


def head_base(dossier: Dossier, round_: Round) -> Base:
    """The base of a head election: rows of the roster, else the round's total, else the unit's; with voters, the round's total."""
    total, typed = round_.at("tong_so"), (*round_.each("tong_so"), round_.at("dien_bau"))
    if round_.electorate is Electorate.VOTERS:
        return Base(round_.total, BaseSource.ROUND if round_.total else None, None, 0, typed)
    rows, declared = len(dossier.households), dossier.unit.households
    unit = dossier.unit.at("tong_so_ho")
    if rows or covers(HOUSEHOLD_ROWS, dossier.flawed):
        pairs = ((unit, declared), (total, round_.total))
        conflicts = tuple((route, n, rows) for route, n in pairs if n is not None and n != rows)
        return Base(rows or None, BaseSource.ROSTER, None, 0, (HOUSEHOLD_ROWS, unit, *typed), conflicts)
    if round_.total:
        # A cluster left out would make the whole too small: what the unit declares must be the sum of the clusters.
        differs = round_.parts and declared not in (None, round_.total)
        conflicts = ((total, round_.total, declared or 0),) if differs else ()
        return Base(round_.total, BaseSource.ROUND, None, 0, (*typed, *((unit,) if differs else ())), conflicts)
    return Base(declared or None, BaseSource.UNIT if declared else None, None, 0, (unit, *typed))


def cluster_base(dossier: Dossier, part: Round) -> Base:
    """How many could come to the meeting of one cluster: as its row says, else the households of it on the roster."""
    rows = sum(household.cluster == part.cluster for household in dossier.households)
    if part.total or not rows:
        return Base(part.total, BaseSource.ROUND if part.total else None, None, 0, (part.at("tong_so"),))
    return Base(rows, BaseSource.ROSTER, None, 0, (HOUSEHOLD_ROWS, part.at("tong_so")))


def official_members(dossier: Dossier, day: date) -> int | None:
    """How many official members the cell has that day, by its roster; None without a roster that dates their becoming official."""
    number = len(dossier.official_on(day))
    return number if number or any(member.official_since for member in dossier.members) else None


def summoned_to_congress(member: Member, day: date) -> bool:
    """Counted among those summoned: an official member, not suspended, prosecuted or detained; elsewhere or exempt only where present."""
    return member.official_on(day) and _summoned(member)


def _summoned(member: Member) -> bool:
    """The same of an official member."""
    if member.state in (MemberState.SUSPENDED, MemberState.PROSECUTED):
        return False
    return member.state not in _COUNTED_IF_PRESENT or bool(member.present)


def left_out_unticked(dossier: Dossier, day: date) -> list[Member]:
    """The official members elsewhere or exempt who are not ticked as present: they would be summoned if they were."""
    return [m for m in dossier.official_on(day) if m.state in _COUNTED_IF_PRESENT and not m.present]


def excused(dossier: Dossier, day: date) -> list[Member]:
    """The members who are summoned to a congress that day but deducted: absent for a reason that is accepted."""
    return [m for m in dossier.official_on(day) if m.state is MemberState.EXCUSED]


def congress_base(dossier: Dossier, round_: Round, day: date) -> Base:
    """Summoned and base of a congress (244 Điều 32 kh. 2, 190 Điều 30; HD 01-HD/TW (20/9/2016) mục 13.2).

    Summoned: official members, less those suspended, prosecuted or detained, and those elsewhere or exempt and not present. Base:
    summoned less those absent for an accepted reason. Without a roster: the round's total or the unit's, less the round's deduction.
    """
    unit, total = dossier.unit.at("tong_dang_vien"), round_.at("tong_so")
    official = official_members(dossier, day)
    if official is None:
        if covers(MEMBER_ROWS, dossier.flawed):
            return Base(None, BaseSource.ROSTER, None, 0, (MEMBER_ROWS,))
        deducted = round_.deducted or 0
        whole, source = (round_.total, BaseSource.ROUND) if round_.total else (dossier.unit.members, BaseSource.UNIT)
        number = whole - deducted if whole and whole > deducted else None
        # A total of the round that could not be read would have gone before the unit's.
        figures = (total, round_.at("duoc_tru")) if round_.total else (total, unit, round_.at("duoc_tru"))
        return Base(number, source if number else None, whole or None, deducted, figures)
    summoned = excused = 0
    reads = [MEMBER_ROWS, unit, total]
    for member in dossier.official_on(day):
        if member.state in _COUNTED_IF_PRESENT:
            reads.append(member.at("co_mat"))
        if not _summoned(member):
            continue
        summoned += 1
        excused += member.state is MemberState.EXCUSED
    pairs = ((unit, dossier.unit.members, official), (total, round_.total, summoned))
    conflicts = tuple((route, n, counted) for route, n, counted in pairs if n is not None and n != counted)
    number = summoned - excused
    return Base(number or None, BaseSource.ROSTER, summoned, excused, tuple(reads), conflicts)


def congress_day(dossier: Dossier) -> date | None:
    """The day of the congress: that of its rounds, else that of its step."""
    days = [r.day for r in dossier.rounds if r.office is not None and r.office.of_party and r.day is not None]
    step = dossier.step(StepKind.CONGRESS)
    return min(days) if days else step.day if step else None


def day_of_round(dossier: Dossier, round_: Round) -> date | None:
    """The day of a round: its own; of an undated one of a congress the day of the congress; None where the dossier tells none."""
    return round_.day or (congress_day(dossier) if round_.office is not None and round_.office.of_party else None)
