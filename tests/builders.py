"""Small dossiers built from the model, for tests of counting: a case says which figures matter to it, all others are in order.

Names of people are invented. `dossier` numbers the rows, so that their routes ("bau_cu[0].thu_ve") are right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dantin.case import Case, count_dossier
from dantin.model import (
    BallotPaper,
    Candidate,
    Dossier,
    Household,
    Member,
    MemberState,
    Nominee,
    Office,
    PartialDate,
    Person,
    Round,
    Row,
    Setting,
    Step,
    StepKind,
    Unit,
    VotingForm,
)
from dantin.tally import Count

VOTE_DAY = date(2024, 11, 10)
"""A Sunday, under the Law of 2022 and its decree."""
CONGRESS_DAY = date(2024, 11, 17)
"""A Sunday, under the rules of elections in the Party of 10/10/2024."""
AS_OF = date(2024, 12, 31)

NAMES = ("Lê Thị An", "Trần Văn Bình", "Phạm Thị Cúc", "Võ Văn Dũng", "Đỗ Thị Én")
"""In Vietnamese name order."""

Votes = Sequence[int | None] | Mapping[str, int | None]


def candidates(votes: Votes) -> tuple[Candidate, ...]:
    """The people voted on, with their votes: by name, or a row of votes for `NAMES` in order."""
    pairs = votes.items() if isinstance(votes, Mapping) else zip(NAMES, votes, strict=False)
    return tuple(Candidate(i, name=name, votes=number) for i, (name, number) in enumerate(pairs))


def held(votes: Votes, *, present: int | None, office: Office = Office.HEAD, invalid: int | None = 0, **figures: Any) -> Round:
    """A round by ballot whose figures agree: everyone present got a ballot and returned it, unless said otherwise."""
    issued = figures.pop("issued", present)
    returned = figures.pop("returned", issued)
    valid = figures.pop("valid", None if returned is None or invalid is None else returned - invalid)
    figures = {
        "day": CONGRESS_DAY if office.of_party else VOTE_DAY,
        "setting": Setting.CONGRESS if office.of_party else Setting.MEETING,
        "form": VotingForm.SECRET,
    } | figures
    return Round(
        0,
        offices=(office,),
        present=present,
        issued=issued,
        returned=returned,
        valid=valid,
        invalid=invalid,
        candidates=candidates(votes),
        **figures,
    )


def congress(votes: Votes, *, present: int | None, seats: int = 1, office: Office = Office.SECRETARY, **figures: Any) -> Round:
    """A round of a party-cell congress."""
    return held(votes, present=present, office=office, seats_told=seats, **figures)


def taken_round(votes: Votes, *, issued: int | None, **figures: Any) -> Round:
    """Ballots taken to the households: nobody is present."""
    return held(votes, present=None, issued=issued, setting=Setting.TAKEN_ROUND, **figures)


def by_hands(votes: Votes, *, present: int | None, **figures: Any) -> Round:
    """A show of hands: there are no ballots."""
    none = dict.fromkeys(("issued", "returned", "valid", "invalid"))
    return held(votes, present=present, **none, form=VotingForm.HANDS, **figures)


def unheld(office: Office = Office.HEAD, **figures: Any) -> Round:
    """A round without any figure, unless given."""
    none = dict.fromkeys(("present", "issued", "returned", "valid", "invalid"))
    return held((None, None), office=office, **(none | figures))


def households(number: int) -> tuple[Household, ...]:
    """So many household representatives."""
    return tuple(Household(i, name=f"Chủ Hộ Số {i + 1}", code=f"H{i + 1}") for i in range(number))


def member(
    state: MemberState | None = None, *, present: bool | None = None, official: date | None = date(2015, 5, 19), name: str = "Lý Văn Đảng"
) -> Member:
    """A party member, official since long ago unless said otherwise."""
    return Member(0, name=name, state=state, present=present, official_since=official)


def cell(number: int) -> tuple[Member, ...]:
    """So many official members, all active and present."""
    return tuple(member(MemberState.ACTIVE, present=True, name=f"Đảng Viên Số {i + 1}") for i in range(number))


def nominee(name: str, *offices: Office, **fields: Any) -> Nominee:
    """A person introduced for offices."""
    return Nominee(0, name=name, offices=offices, **fields)


def step(kind: StepKind, day: date | None, **fields: Any) -> Step:
    """A step of the work."""
    return Step(0, kind=kind, day=day, **fields)


def paper(*choices: str, no: bool = False, fault: str | None = None, office: Office = Office.HEAD, number: int = 1) -> BallotPaper:
    """One ballot: the names on it, whether "không đồng ý" stands on it, and what spoils it."""
    return BallotPaper(0, office=office, round_number=number, choices=choices, disagrees=no, fault=fault)


def person(name: str | None = None, birth: int | str | None = None, cccd: str | None = None) -> Person:
    """A person; the birth date is a year, or year-month-day."""
    when = PartialDate(*map(int, str(birth).split("-"))) if birth is not None else None
    return Person(0, name=name, birth=when, cccd=cccd)


def dossier(
    *rounds: Round,
    roster: int | Sequence[Household] = 0,
    party: Iterable[Member] = (),
    nominees: Iterable[Nominee] = (),
    steps: Iterable[Step] = (),
    papers: Iterable[BallotPaper] = (),
    flawed: Iterable[str] = (),
    **unit: Any,
) -> Dossier:
    """One hamlet, its rows numbered in the order given. `roster` and `party` are rows; `households` and `members` declared totals."""
    unit = {"code": "LT-01", "name": "Khu phố 4", "kind": "khu phố", "commune": "thị trấn Trảng Bom", "province": "Đồng Nai"} | unit
    numbered = (
        replace(r, index=i, candidates=tuple(replace(c, index=j, round_index=i) for j, c in enumerate(r.candidates)))
        for i, r in enumerate(rounds)
    )
    return Dossier(
        Unit(0, **unit),
        rounds=tuple(numbered),
        households=_rows(households(roster) if isinstance(roster, int) else roster),
        members=_rows(party),
        nominees=_rows(nominees),
        steps=_rows(steps),
        ballots=_rows(papers),
        flawed=frozenset(flawed),
    )


def _rows(rows: Iterable[Any]) -> tuple[Any, ...]:
    """Rows with their places in the table."""
    numbered: list[Row] = [replace(row, index=i) for i, row in enumerate(rows)]
    return tuple(numbered)


def counted(*rounds: Round, as_of: date = AS_OF, **rest: Any) -> Case:
    """A dossier with every round counted; `rest` as for `dossier`."""
    return count_dossier(dossier(*rounds, **rest), as_of)


def count(round_: Round, as_of: date = AS_OF, **rest: Any) -> Count:
    """The only round of a dossier, counted."""
    (only,) = counted(round_, as_of=as_of, **rest).counts
    return only
