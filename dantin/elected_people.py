"""Who was elected in a hamlet, and the little that is counted of them: sex, age, party membership, whether they held the post before.

Asks the rows of the dossier that are surely of the same person. Imports case, people, model and working_days.
"""

from datetime import date
from enum import StrEnum

from dantin.case import Case
from dantin.model import Candidate, Dossier, Member, Membership, MemberState, Nominee, Office, Person
from dantin.people import birth_of, find, find_name, rows_of
from dantin.records import dataclass
from dantin.working_days import months_after


class Party(StrEnum):
    """Whether somebody is a member of the Party, on the day of the vote."""

    OFFICIAL = "đảng viên chính thức"
    PROBATIONARY = "đảng viên dự bị"
    UNDATED = "đảng viên, không rõ chính thức hay dự bị"
    NONE = "không phải đảng viên"
    UNKNOWN = "không rõ"


class Band(StrEnum):
    """Ages in whole years, complete on the day of the vote."""

    TO_30 = "tuổi đến 30"
    TO_40 = "tuổi từ 31 đến 40"
    TO_50 = "tuổi từ 41 đến 50"
    TO_60 = "tuổi từ 51 đến 60"
    OVER_60 = "tuổi trên 60"
    UNKNOWN = "không rõ tuổi"


_UP_TO = ((30, Band.TO_30), (40, Band.TO_40), (50, Band.TO_50), (60, Band.TO_60))


@dataclass(frozen=True, slots=True)
class ElectedPerson:
    """One person elected to one office. `votes` and `base` are those of the round that elected; `woman` None: the dossier does not tell.

    `band` is the age on the day of that round; of a bare year of birth only where every day of it falls in one band. `reelected`: see
    `held_before`.
    """

    office: Office
    name: str
    votes: int | None
    base: int | None
    woman: bool | None
    band: Band
    party: Party
    reelected: bool | None


def elected_people(case: Case, office: Office) -> tuple[ElectedPerson, ...]:
    """Everyone elected to an office by its rounds: of the committee by any of them, else by the deciding one."""
    deciding = case.deciding(office)
    counts = case.held(office) if office is Office.COMMITTEE else (deciding,) if deciding is not None else ()
    people = []
    for count in counts:
        for person in count.elected:
            votes = next(votes for _, candidate, votes in count.ranking if candidate is person)
            people.append(_elected(case, office, person, count.day, votes, count.base.number))
    return tuple(people)


def _elected(case: Case, office: Office, person: Candidate, day: date, votes: int | None, base: int | None) -> ElectedPerson:
    rows = rows_of(person, case.dossier)
    sex = next((row.sex for row in (person, *rows) if row.sex), None)
    return ElectedPerson(
        office,
        person.name or "",
        votes,
        base,
        None if sex is None else sex == "Nữ",
        _band((person, *rows), day),
        _party(case.dossier, rows, day),
        held_before(case, office, person),
    )


def held_before(case: Case, office: Office, person: Person) -> bool | None:
    """Whether who is elected head, or secretary, held the post until then; None where the dossier does not tell, and of other offices.

    `truong_duong_nhiem` and `bi_thu_duong_nhiem` of the table "Đơn vị" decide. Where they are empty it is the tick `tai_cu` of the table
    "Nhân sự": of the head's nominee for the head, and of one introduced for secretary alone for the secretary; introduced for both, it
    says the head's.
    """
    if office not in (Office.HEAD, Office.SECRETARY):
        return None
    unit = case.dossier.unit
    sitting = unit.sitting_head if office is Office.HEAD else unit.sitting_secretary
    if sitting:
        return bool(find_name(sitting, (person, *rows_of(person, case.dossier))))
    nominees = case.dossier.nominees_for(office)
    own = [n for n in find(person, nominees) if office is Office.HEAD or Office.HEAD not in n.offices]
    ticks = [nominee.sitting for nominee in own if nominee.sitting is not None]
    return any(ticks) if ticks else None


def _band(rows: tuple[Person, ...], day: date) -> Band:
    births = [birth for row in rows if (birth := birth_of(row)) is not None]
    birth = next((birth for birth in births if birth.full is not None), next(iter(births), None))
    if birth is None or birth.year > day.year:
        return Band.UNKNOWN
    earliest, latest = birth.full or date(birth.year, 1, 1), birth.full or date(birth.year, 12, 31)
    oldest, youngest = _band_of(_age(earliest, day)), _band_of(_age(latest, day))
    return oldest if oldest is youngest else Band.UNKNOWN


def _age(birth: date, day: date) -> int:
    """Whole years complete on a day."""
    years = day.year - birth.year
    return years if months_after(birth, 12 * years) <= day else years - 1


def _band_of(age: int) -> Band:
    return next((band for most, band in _UP_TO if age <= most), Band.OVER_60)


def _party(dossier: Dossier, rows: tuple[Person, ...], day: date) -> Party:
    """The roster of the cell tells it before the list of nominees does; one without a single date of becoming official tells less."""
    dated = any(member.official_since for member in dossier.members)
    on_roster = next((row for row in rows if isinstance(row, Member) and row.state is not MemberState.VISITING), None)
    if on_roster is not None and dated:
        return Party.OFFICIAL if on_roster.official_on(day) else Party.PROBATIONARY
    stated = next((row.membership for row in rows if isinstance(row, Nominee) and row.membership is not None), None)
    if stated is not None:
        return _PARTY[stated]
    return Party.UNDATED if on_roster is not None else Party.UNKNOWN


_PARTY = {Membership.OFFICIAL: Party.OFFICIAL, Membership.PROBATIONARY: Party.PROBATIONARY, Membership.NONE: Party.NONE}
