"""What a report says of one hamlet, as plain data: how its vote ended, who was elected, what is open. Counts nothing over hamlets.

Asks the board for the stage and what is next, `coverage` for what could be checked, the count for the figures. Nothing of a person is kept
but the name and the votes of who was elected, and whether each is a woman, of which age, in the Party.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dantin.board import Phase, Row
from dantin.case import Case
from dantin.chain import in_mid_term
from dantin.coverage import Coverage
from dantin.deadlines import on_case
from dantin.diagnostic import Diagnostic, Severity
from dantin.elected_people import ElectedPerson, elected_people
from dantin.figures import INVALID, PRESENT, RETURNED, VALID
from dantin.model import BallotPaper, Household, Member, ModelChoice, Office, Official, Person, StepKind
from dantin.people import find, rows_of
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.findings import DT001
from dantin.rule import CATALOGUE
from dantin.rules.questions import heads_front
from dantin.tally import Outcome


class HeadResult(StrEnum):
    """How the election of a hamlet's head stands. Every hamlet looked for is in exactly one of these."""

    ELECTED = "đã bầu được"
    NOT_ELECTED = "không ai trúng cử"
    TIE = "bằng phiếu, chưa xác định được người trúng cử"
    NO_QUORUM = "không đủ số người dự"
    VOID = "lượt bầu bị hủy"
    UNCLEAR = "số liệu bầu chưa đủ hoặc chưa đúng"
    LET_GO = "đã cho thôi, chưa bầu được người mới"
    SITTING = "người đương nhiệm còn nhiệm kỳ, không bầu lần này"
    NOT_VOTED = "chưa bầu"
    NO_DOSSIER = "chưa có hồ sơ đọc được"


_OUTCOMES = {
    Outcome.ELECTED: HeadResult.ELECTED,
    Outcome.INCOMPLETE: HeadResult.ELECTED,
    Outcome.NOT_ELECTED: HeadResult.NOT_ELECTED,
    Outcome.TIE: HeadResult.TIE,
    Outcome.NO_QUORUM: HeadResult.NO_QUORUM,
    Outcome.VOID: HeadResult.VOID,
    None: HeadResult.UNCLEAR,
}


class InTime(StrEnum):
    """Whether a head was recognised in time."""

    YES = "đúng hạn"
    LATE = "quá hạn"
    UNKNOWN = "không rõ ngày nhận kết quả"


class SecretaryIs(StrEnum):
    """What else the elected secretary is. Every hamlet looked for is in exactly one of these."""

    HEAD = "bí thư là trưởng ấp, khu phố"
    FRONT_HEAD = "bí thư là trưởng ban công tác Mặt trận"
    NEITHER = "bí thư không giữ hai chức danh này"
    UNCLEAR = "bí thư chưa rõ có kiêm chức danh nào"
    NOT_YET = "chưa bầu được bí thư"


class Checked(StrEnum):
    """How far a dossier could be checked: how many of the rules that concern it had something to go by.

    Every hamlet looked for is in exactly one of these.
    """

    FULLY = "kiểm tra được mọi quy tắc"
    MOSTLY = "kiểm tra được từ ba phần tư số quy tắc trở lên"
    PARTLY = "kiểm tra được dưới ba phần tư số quy tắc"
    NOT = "chưa kiểm tra được gì"


_MOSTLY = Fraction(3, 4)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Ballots:
    """The ballots of a deciding round: valid and invalid ones make up those returned."""

    returned: int
    valid: int
    invalid: int


@dataclass(frozen=True)
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
    case = row.case
    if case is None or coverage is None:
        return HamletEntry(row, Checked.NOT, 0, (), work, HeadResult.NO_DOSSIER)
    deciding, head = case.deciding(Office.HEAD), _head_result(row, case)
    turnout, ballots = _turnout(case)
    elected = tuple(
        person for office in Office if office is not Office.HEAD or head is HeadResult.ELECTED for person in elected_people(case, office)
    )
    committee = case.deciding(Office.COMMITTEE)
    approval = case.dossier.step(StepKind.APPROVAL)
    able = {*coverage.clear, *(code for code in coverage.spoke if not _of_reading(code))}
    return HamletEntry(
        row,
        _checked(len(able), len(coverage.silent)),
        len(able),
        coverage.silent,
        work,
        head,
        round=deciding.round.number if deciding is not None and head is HeadResult.ELECTED else None,
        taken_round=deciding is not None and head is HeadResult.ELECTED and deciding.round.taken_round,
        turnout=turnout,
        ballots=ballots,
        in_time=_in_time(case) if row.phase is Phase.RECOGNISED else None,
        elected=elected,
        ties=tuple(o for o in Office if (last := case.deciding(o)) is not None and last.outcome is Outcome.TIE),
        committee_incomplete=committee is not None and committee.outcome in (Outcome.INCOMPLETE, Outcome.NOT_ELECTED, Outcome.TIE),
        congress_held=case.congress_held,
        pilot=bool(case.dossier.unit.pilot),
        approved=bool(case.elected(Office.SECRETARY)) and approval is not None and approval.day is not None,
        secretary=_secretary(case, head),
    )


def _checked(able: int, silent: int) -> Checked:
    if not silent:
        return Checked.FULLY
    return Checked.MOSTLY if able >= _MOSTLY * (able + silent) else Checked.PARTLY


def _head_result(row: Row, case: Case) -> HeadResult:
    if row.phase is Phase.LET_GO:
        return HeadResult.LET_GO
    deciding = case.deciding(Office.HEAD)
    if deciding is None:
        return HeadResult.SITTING if in_mid_term(case) else HeadResult.NOT_VOTED
    return _OUTCOMES[deciding.outcome]


def _turnout(case: Case) -> tuple[tuple[int, int] | None, Ballots | None]:
    """Who took part in the deciding round for head, and its ballots; None for what is not known, or in error."""
    count = case.deciding(Office.HEAD)
    if count is None or count.outcome is None:
        return None, None
    came, whole = count.number(RETURNED if count.round.taken_round else PRESENT), count.base.number
    turnout = (came, whole) if came is not None and whole and came <= whole else None
    returned, valid, invalid = (count.number(figure) for figure in (RETURNED, VALID, INVALID))
    if count.outcome is Outcome.VOID or count.round.by_hands or returned is None or valid is None or invalid is None:
        return turnout, None
    return turnout, Ballots(returned, valid, invalid) if valid + invalid == returned else None


def _in_time(case: Case) -> InTime:
    term = on_case(case).get(StepKind.RECOGNITION)
    if term is None or term.done is None:
        return InTime.UNKNOWN
    return InTime.LATE if term.late else InTime.YES


def _secretary(case: Case, head: HeadResult) -> SecretaryIs:
    """Whom the secretary is besides: the head whom the people elected, or who is in mid-term; else the head of the Front committee."""
    secretary = next(iter(case.elected(Office.SECRETARY)), None)
    if secretary is None:
        return SecretaryIs.NOT_YET
    heads: list[Person] = []
    if head is HeadResult.ELECTED:
        heads = [*case.elected(Office.HEAD)]
    elif head is HeadResult.SITTING:
        heads = [Person(-1, name=case.dossier.unit.sitting_head)]
    rows = (secretary, *rows_of(secretary, case.dossier))
    if any(find(row, heads) for row in rows):
        return SecretaryIs.HEAD
    if any(heads_front(case, row) for row in rows):
        return SecretaryIs.FRONT_HEAD
    ticked = any(nominee.front_head is not None for nominee in case.dossier.nominees)
    unknown = head is HeadResult.UNCLEAR or (case.dossier.unit.model is ModelChoice.FRONT and not ticked)
    return SecretaryIs.UNCLEAR if unknown else SecretaryIs.NEITHER


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
