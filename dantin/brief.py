"""What the board and the report say of one dossier, as small plain data: the dossier itself can be let go of. Counts nothing over hamlets.

Asks the chain for the stage and what is next, `coverage` for what could be checked, the count for the figures. Nothing of a person is kept
but the name and the votes of who was elected, and whether each is a woman, of which age, in the Party.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from dantin.case import Case
from dantin.chain import Link, Progress, Stage, as_step, in_mid_term, progress, reached
from dantin.coverage import Coverage, coverage
from dantin.deadlines import on_case
from dantin.elected_people import ElectedPerson, elected_people
from dantin.figures import INVALID, PRESENT, RETURNED, VALID
from dantin.model import ModelChoice, Office, Person, StepKind
from dantin.next_step import NextStep
from dantin.people import find, rows_of
from dantin.records import dataclass
from dantin.rules.questions import heads_front
from dantin.tally import Outcome
from dantin.vietnamese import short_date
from dantin.wording import head_title


class Phase(StrEnum):
    """The few words by which a hamlet is counted, furthest first."""

    RECOGNISED = "đã công nhận"
    WAITING = "chờ công nhận"
    REFUSED = "bị từ chối công nhận"
    NOT_ELECTED = "bầu chưa có người trúng cử"
    UNCLEAR = "số liệu bầu chưa đúng"
    LET_GO = "đã cho thôi chưa bầu lại"
    NOT_VOTED = "chưa bầu"
    UNREADABLE = "hồ sơ không đọc được"
    MISSING = "chưa có hồ sơ"


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


@dataclass(frozen=True, slots=True)
class Ballots:
    """The ballots of a deciding round: valid and invalid ones make up those returned."""

    returned: int
    valid: int
    invalid: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What is told of one dossier. `kind`: what it calls its hamlet ("ấp"); `model`: the form of the model it chose.

    `stage` of the chain, in words `reached`; `next` None where nothing is left to do. `outcome` is that of the deciding round for head,
    `round` its number where it elected, `taken_round`: by ballots taken to the households. `turnout`: who took part and of how many,
    `ballots`: its ballots; both None where the figures are not known, or in error. `elected`: by office, everyone elected who still
    counts: nobody for head where the head was let go. `ties`: the offices whose last round is a tie. `checked`: what the rules could say.
    """

    kind: str | None
    model: ModelChoice | None
    phase: Phase
    stage: Stage
    reached: str
    next: NextStep | None
    checked: Coverage
    head: HeadResult
    outcome: Outcome | None
    round: int | None
    taken_round: bool
    turnout: tuple[int, int] | None
    ballots: Ballots | None
    in_time: InTime | None
    elected: tuple[ElectedPerson, ...]
    ties: tuple[Office, ...]
    committee_incomplete: bool
    congress_held: bool
    pilot: bool
    approved: bool
    secretary: SecretaryIs


def brief_of(case: Case, withheld: Collection[str] = ()) -> Brief:
    """The brief of a dossier that was counted."""
    unit, stand = case.dossier.unit, progress(case)
    phase = _phase(case, stand)
    deciding, head = case.deciding(Office.HEAD), _head_result(case, phase)
    elects = deciding is not None and head is HeadResult.ELECTED
    turnout, ballots = _turnout(case)
    committee, approval = case.deciding(Office.COMMITTEE), case.dossier.step(StepKind.APPROVAL)
    return Brief(
        kind=unit.kind.lower() if unit.kind else None,
        model=unit.model,
        phase=phase,
        stage=stand.stage,
        reached=reached(stand.stage, unit),
        next=_pressing(case, stand),
        checked=coverage(case, withheld),
        head=head,
        outcome=deciding.outcome if deciding is not None else None,
        round=deciding.round.number if deciding is not None and elects else None,
        taken_round=deciding is not None and elects and deciding.round.taken_round,
        turnout=turnout,
        ballots=ballots,
        in_time=_in_time(case) if phase is Phase.RECOGNISED else None,
        elected=tuple(p for office in Office if office is not Office.HEAD or elects for p in elected_people(case, office)),
        ties=tuple(o for o in Office if (last := case.deciding(o)) is not None and last.outcome is Outcome.TIE),
        committee_incomplete=committee is not None and committee.outcome in (Outcome.INCOMPLETE, Outcome.NOT_ELECTED, Outcome.TIE),
        congress_held=case.congress_held,
        pilot=bool(unit.pilot),
        approved=bool(case.elected(Office.SECRETARY)) and approval is not None and approval.day is not None,
        secretary=_secretary(case, head),
    )


def _phase(case: Case, reached: Progress) -> Phase:
    if reached.stage is Stage.LET_GO:
        return Phase.LET_GO
    links = {link.stage: link for link in reached.links}
    vote, recognised = links.get(Stage.VOTED), links[Stage.RECOGNISED]
    if recognised.reached and (vote is None or vote.reached or not vote.tried):
        return Phase.RECOGNISED
    if vote is not None and vote.reached:
        refusal = case.dossier.step(StepKind.REFUSAL)
        refused = refusal is not None and refusal.day is not None and (vote.day is None or refusal.day >= vote.day)
        return Phase.REFUSED if refused else Phase.WAITING
    if vote is None or not vote.tried:
        return Phase.NOT_VOTED
    deciding = case.deciding(Office.HEAD)
    return Phase.NOT_ELECTED if deciding is not None and deciding.outcome is not None else Phase.UNCLEAR


def _pressing(case: Case, reached: Progress) -> NextStep | None:
    """What is to be done: the next step; but first that the day of a vote is over, or what a vote still to come is late with."""
    vote = next((link for link in reached.links if link.stage is Stage.VOTED), None)
    if vote is not None and not vote.reached and not vote.tried:
        planned = next((count.round.day for count in case.counts_of(Office.HEAD) if count.round.day is not None), None)
        if planned is not None and planned < case.as_of:
            title = head_title(case.dossier.unit)
            return NextStep(f"Ghi kết quả bầu {title}, hoặc ngày bầu mới: đã qua ngày bầu {short_date(planned)}.", planned)
        late = [link for link in reached.links[: reached.links.index(vote)] if not link.reached and _overdue(link, case.as_of)]
        if late:
            return as_step(case, min(late, key=lambda link: link.deadline.due if link.deadline is not None else date.max))
    return reached.next


def _overdue(link: Link, as_of: date) -> bool:
    return link.deadline is not None and link.deadline.due < as_of


def _head_result(case: Case, phase: Phase) -> HeadResult:
    if phase is Phase.LET_GO:
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
