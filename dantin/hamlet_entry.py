"""What a report says of one hamlet, as plain data: how its vote ended, who was elected, what is open. Counts nothing over hamlets.

What the dossier tells is in its brief; here the board's line, the findings and what could be checked come to it.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from dantin.board import Row
from dantin.brief import Ballots, HeadResult, InTime, Phase, SecretaryIs
from dantin.coverage import Coverage
from dantin.diagnostic import Diagnostic, Severity
from dantin.elected_people import ElectedPerson
from dantin.model import BallotPaper, Household, Member, Office, Official
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.findings import DT001
from dantin.records import dataclass
from dantin.rule import CATALOGUE


class Checked(StrEnum):
    """How far a dossier could be checked: how many of the rules that concern it had something to go by.

    Every hamlet looked for is in exactly one of these.
    """

    FULLY = "kiểm tra được mọi quy tắc"
    MOSTLY = "kiểm tra được từ ba phần tư số quy tắc trở lên"
    PARTLY = "kiểm tra được dưới ba phần tư số quy tắc"
    NOT = "chưa kiểm tra được gì"


_MOSTLY = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Work:
    """Something open in a hamlet, for the list of work: what, where, and whom to remind of it.

    `what` holds no personal data, see `what_is_open`. `reminder`: what the level above does about it (`hint_district`).
    """

    code: str
    severity: Severity
    what: str
    file: str
    place: str
    reminder: str


@dataclass(frozen=True, slots=True)
class HamletEntry:
    """One hamlet in a report.

    `row` is its line on the board: seat (code, name, commune, state), phase, stage, next step, due, days left, late, model. `round`: that
    in which the head was elected, by its number in the dossier; `taken_round`: by ballots taken to the households. `turnout`: who took part
    and of how many, in the deciding round for head; `ballots`: its ballots; both None where the figures are not known, or in error.
    `elected`: by office, everyone elected who still counts: nobody for head where the head was let go. `ties`: the offices whose last round
    is a tie. `able`: how many rules could speak on the dossier; `silent`: those that had nothing to go by, each with what is lacking.
    """

    row: Row
    checked: Checked
    able: int
    silent: tuple[tuple[str, str], ...]
    work: tuple[Work, ...]
    head: HeadResult
    round: int | None = None
    taken_round: bool = False
    turnout: tuple[int, int] | None = None
    ballots: Ballots | None = None
    in_time: InTime | None = None
    elected: tuple[ElectedPerson, ...] = ()
    ties: tuple[Office, ...] = ()
    committee_incomplete: bool = False
    congress_held: bool = False
    pilot: bool = False
    approved: bool = False
    secretary: SecretaryIs = SecretaryIs.NOT_YET

    def elected_to(self, office: Office) -> tuple[ElectedPerson, ...]:
        """Everyone elected to one office."""
        return tuple(person for person in self.elected if person.office is office)

    @property
    def head_elected(self) -> ElectedPerson | None:
        """The elected head."""
        return next(iter(self.elected_to(Office.HEAD)), None)

    @property
    def secretary_elected(self) -> ElectedPerson | None:
        """The elected secretary."""
        return next(iter(self.elected_to(Office.SECRETARY)), None)

    @property
    def recognised(self) -> bool:
        """The head is recognised, and not let go since."""
        return self.row.phase is Phase.RECOGNISED

    @property
    def errors(self) -> int:
        """How many errors stand on it."""
        return sum(work.severity is Severity.ERROR for work in self.work)

    @property
    def warnings(self) -> int:
        """How many warnings."""
        return sum(work.severity is Severity.WARNING for work in self.work)


def hamlet_entry(row: Row, coverage: Coverage | None, findings: Sequence[Diagnostic]) -> HamletEntry:
    """What a report says of a hamlet: its line on the board, what could be checked (None: no dossier to read), the findings on it."""
    work = tuple(as_work(d) for d in findings)
    brief = row.brief
    if brief is None or coverage is None:
        return HamletEntry(row, Checked.NOT, 0, (), work, HeadResult.NO_DOSSIER)
    able = {*coverage.clear, *(code for code in coverage.spoke if not _of_reading(code))}
    return HamletEntry(
        row,
        _checked(len(able), len(coverage.silent)),
        len(able),
        coverage.silent,
        work,
        brief.head,
        brief.round,
        brief.taken_round,
        brief.turnout,
        brief.ballots,
        brief.in_time,
        brief.elected,
        brief.ties,
        brief.committee_incomplete,
        brief.congress_held,
        brief.pilot,
        brief.approved,
        brief.secretary,
    )


def _checked(able: int, silent: int) -> Checked:
    if not silent:
        return Checked.FULLY
    return Checked.MOSTLY if able >= _MOSTLY * (able + silent) else Checked.PARTLY


# --- What is open ----------------------------------------------------------------------------------------------------

_OF_PEOPLE = {table.table for table in (Household, Member, Official)}
_PERSONAL = {"ho_ten", "ngay_sinh", "cccd", "dia_chi"}
# What these say of how a file is laid out quotes no value of a row.
_OF_LAYOUT = {DT001.code, "DT002", "DT003", "DT008", "DT011"}
_FIGURES = {field.slug for slug in ("don_vi", "bau_cu", "moc") for field in BY_SLUG[slug].fields} - _PERSONAL
_NUMBERED = re.compile(r"\d{9}")


def as_work(diagnostic: Diagnostic) -> Work:
    """A finding as work that is open."""
    d = diagnostic
    return Work(d.code, d.severity, what_is_open(d), d.place.file, str(d.place), d.hint_district)


def what_is_open(diagnostic: Diagnostic) -> str:
    """A finding in words that may leave the house: of people on a roster, and of what a row quotes, only what the rule finds in general.

    Names and votes of those who stand or are elected are public; nothing else of a person is. The place says where to look.
    """
    d = diagnostic
    table = d.route.partition("[")[0].partition(".")[0]
    quoted = _of_reading(d.code) and d.code not in _OF_LAYOUT and d.field not in _FIGURES
    personal = table in _OF_PEOPLE or table == BallotPaper.table or d.field in _PERSONAL - {"ho_ten"}
    return CATALOGUE[d.code].title if quoted or personal or _NUMBERED.search(d.message) else d.message


def _of_reading(code: str) -> bool:
    """Whether what readers find about files has this code."""
    return code.startswith("DT0")
