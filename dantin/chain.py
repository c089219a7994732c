"""The chain from the planned party member to the approved secretary: how far a hamlet has come, what is missing, by when.

planned party member -> consultation -> hiệp thương -> agreement of the cell committee -> candidate list -> vote -> result sent and
received -> recognition -> introduced at the congress -> committee -> secretary -> report -> approval. One table of links gives the stage
reached, the next step with its last lawful day, and the order of the dates.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dantin import law
from dantin.base import official_members
from dantin.case import Case
from dantin.deadlines import BEFORE_VOTE, Deadline, answering, congress_ended, ended, on_case, term_years
from dantin.dismissal import vacant_since
from dantin.model import BOTH_FORMS, Dossier, ModelChoice, Nominee, Office, Person, Source, StepKind, Unit
from dantin.next_step import NextStep, after_dismissal, next_step
from dantin.people import find, find_name
from dantin.vietnamese import fold, short_date
from dantin.wording import head_title, titled


class Stage(StrEnum):
    """How far a hamlet has come; each value says what is done, "trưởng ấp" standing for the head's title."""

    NOTHING = "chưa bắt đầu"
    PLANNED = "đã có đảng viên trong quy hoạch bí thư để giới thiệu bầu trưởng ấp"
    CONSULTED = "đã lấy ý kiến nhân dân và đảng viên"
    CONFERRED = "đã hiệp thương"
    AGREED = "chi ủy đã thống nhất"
    DECIDED = "đã quyết định tổ chức bầu cử"
    LISTED = "đã gửi danh sách ứng cử"
    TEAM = "đã thành lập tổ bầu cử"
    NOTICED = "đã niêm yết"
    ANNOUNCED = "đã thông báo họp"
    TAKEN_TEAM = "đã thành lập tổ phát phiếu"
    TAKEN_PUBLIC = "đã công khai việc phát phiếu"
    HEAD_UNCLEAR = "đã tổ chức bầu trưởng ấp nhưng chưa kết luận được kết quả"
    HEAD_NOT_ELECTED = "đã tổ chức bầu nhưng chưa bầu được trưởng ấp"
    VOTED = "đã bầu được trưởng ấp"
    SENT = "đã gửi kết quả bầu cử"
    RECEIVED = "xã đã nhận kết quả bầu cử"
    RECOGNISED = "trưởng ấp đã được công nhận"
    LET_GO = "trưởng ấp đã được cho thôi, chưa bầu được người mới"
    INTRODUCED = "đã giới thiệu người ra đại hội chi bộ để bầu bí thư"
    CONGRESS_UNCLEAR = "đã đại hội chi bộ nhưng chưa kết luận được kết quả bầu"
    SECRETARY_NOT_ELECTED = "đã triệu tập đại hội chi bộ nhưng chưa bầu được bí thư"
    COMMITTEE = "đã bầu chi ủy"
    SECRETARY = "đã bầu bí thư"
    REPORTED = "đã báo cáo kết quả đại hội"
    APPROVED = "bí thư đã được chuẩn y"


_TO_DO = {
    Stage.PLANNED: "Chọn đảng viên chính thức trong quy hoạch bí thư để giới thiệu bầu trưởng ấp",
    Stage.CONSULTED: "Lấy ý kiến nhân dân và đảng viên",
    Stage.CONFERRED: "Ban công tác Mặt trận hiệp thương",
    Stage.AGREED: "Chi ủy thống nhất người giới thiệu",
    Stage.DECIDED: "UBND cấp xã quyết định tổ chức bầu cử",
    Stage.LISTED: "Gửi danh sách ứng cử chính thức đến cấp xã",
    Stage.TEAM: "Thành lập tổ bầu cử",
    Stage.NOTICED: "Niêm yết, thông báo công khai",
    Stage.ANNOUNCED: "Thông báo cuộc họp đến các hộ gia đình",
    Stage.TAKEN_TEAM: "Thành lập tổ phát phiếu lấy ý kiến",
    Stage.TAKEN_PUBLIC: "Công khai nội dung, thời điểm, thời hạn lấy ý kiến, thành phần tổ phát phiếu",
    Stage.VOTED: "Tổ chức bầu trưởng ấp",
    Stage.SENT: "Gửi kết quả đến UBND và Ủy ban MTTQ cấp xã",
    Stage.RECEIVED: "UBND cấp xã ghi ngày nhận kết quả",
    Stage.RECOGNISED: "UBND cấp xã công nhận kết quả",
    Stage.INTRODUCED: "Giới thiệu người ra đại hội chi bộ để bầu bí thư",
    Stage.COMMITTEE: "Đại hội bầu chi ủy",
    Stage.SECRETARY: "Đại hội bầu bí thư",
    Stage.REPORTED: "Báo cáo kết quả bầu cử lên cấp ủy cấp trên",
    Stage.APPROVED: "Cấp ủy cấp trên chuẩn y",
}
_STEPS = {
    # In the order of the chain.
    Stage.CONSULTED: StepKind.PUBLIC_OPINION,
    Stage.CONFERRED: StepKind.CONSULTATION,
    Stage.AGREED: StepKind.CELL_AGREEMENT,
    Stage.DECIDED: StepKind.DECISION,
    Stage.LISTED: StepKind.LIST_SENT,
    Stage.TEAM: StepKind.TEAM_SET_UP,
    Stage.NOTICED: StepKind.NOTICE,
    Stage.ANNOUNCED: StepKind.MEETING_ANNOUNCED,
    Stage.TAKEN_TEAM: StepKind.TAKEN_TEAM_SET_UP,
    Stage.TAKEN_PUBLIC: StepKind.TAKEN_MADE_PUBLIC,
    Stage.SENT: StepKind.RESULT_SENT,
    Stage.RECEIVED: StepKind.RESULT_RECEIVED,
    Stage.RECOGNISED: StepKind.RECOGNITION,
    Stage.REPORTED: StepKind.CONGRESS_REPORT,
    Stage.APPROVED: StepKind.APPROVAL,
}
_BEFORE_VOTE = {stage: BEFORE_VOTE[kind] for stage, kind in _STEPS.items() if kind in BEFORE_VOTE}
# What stands on an election: where nobody was elected it is no progress, whatever is written down.
_RESTS_ON = {
    Stage.SENT: Stage.VOTED,
    Stage.RECEIVED: Stage.VOTED,
    Stage.RECOGNISED: Stage.VOTED,
    Stage.REPORTED: Stage.SECRETARY,
    Stage.APPROVED: Stage.SECRETARY,
}
# What a hamlet has come to no longer once that head is let go.
_UNDER_A_HEAD = (Stage.NOTHING, Stage.VOTED, Stage.SENT, Stage.RECEIVED, Stage.RECOGNISED, Stage.INTRODUCED)
# Not every hamlet writes down that the commune received the result: the day it was sent counts then.
_OPTIONAL = {Stage.RECEIVED}
# Nor what it told the households: a link only where it is written down; of ballots taken round where they were.
_TOLD = (Stage.ANNOUNCED,)
_TAKEN_ROUND = (Stage.TAKEN_TEAM, Stage.TAKEN_PUBLIC)


class Link(NamedTuple):
    """One link of the chain: whether it is reached, on which day (None: not dated), and its last lawful day where one is known.

    `tried`: an election that was held, whether or not it is reached thereby.
    """

    stage: Stage
    reached: bool
    day: date | None = None
    deadline: Deadline | None = None
    tried: bool = False


class Progress(NamedTuple):
    """How far a hamlet has come.

    `stage` is what was reached: a step that rests on an election which elected nobody is none. `missing` are the links not reached up to
    and with the next one; `next` says what to do; `way_on` is said where the people did not elect the planned nominee: no fault, and what
    is lawful then. Whether the dates run against the chain is DT210's to say.
    """

    stage: Stage
    links: tuple[Link, ...]
    missing: tuple[Link, ...]
    next: NextStep | None
    way_on: str | None = None


def stretch(first: StepKind, last: StepKind) -> tuple[StepKind, ...]:
    """The steps of the chain from one to another, in its order."""
    steps = tuple(_STEPS.values())
    return steps[steps.index(first) : steps.index(last) + 1]


_PREPARATION = stretch(StepKind.PUBLIC_OPINION, StepKind.NOTICE)


def progress(case: Case) -> Progress:
    """How far the hamlet has come along the chain, under the model it chose."""
    links = tuple(_links(case))
    open_ = {link.stage for link in links if not link.reached and (link.stage is Stage.VOTED or link.tried)}
    done = [i for i, link in enumerate(links) if link.reached and _RESTS_ON.get(link.stage) not in open_]
    last = done[-1] if done else -1
    following = next((i for i in range(last + 1, len(links)) if not links[i].reached and links[i].stage not in _OPTIONAL), None)
    end = following + 1 if following is not None else len(links)
    # What would rest on an election that elected nobody is not missing: it is the election.
    vain = {link.stage for link in links if link.tried and not link.reached}
    missing = tuple(
        link for link in links[:end] if not link.reached and link.stage not in _OPTIONAL and _RESTS_ON.get(link.stage) not in vain
    )
    stage = _in_vain(case) or (links[last].stage if done else Stage.NOTHING)
    if stage in _UNDER_A_HEAD and vacant_since(case) is not None:
        stage = Stage.LET_GO
    return Progress(stage, links, missing, _next(case, links, following), way_on(case))


def _in_vain(case: Case) -> Stage | None:
    """Where the last election held gave nobody an office, what is to be said of the hamlet; None where it did, or none was held."""
    for offices, unclear, nobody in (
        ((Office.SECRETARY, Office.COMMITTEE), Stage.CONGRESS_UNCLEAR, Stage.SECRETARY_NOT_ELECTED),
        ((Office.HEAD,), Stage.HEAD_UNCLEAR, Stage.HEAD_NOT_ELECTED),
    ):
        deciding = next((count for office in offices if (count := case.deciding(office)) is not None), None)
        if deciding is not None:
            if case.elected(deciding.office):
                return None
            return unclear if deciding.outcome is None else nobody
        if Office.SECRETARY in offices and case.congress_held:
            return None
    return None


def in_mid_term(case: Case) -> bool:
    """Whether this is a congress in the middle of the head's term: the head in office was elected, and recognised, before it.

    So it is where no round or nominee for head and no step of preparation is recorded, the person recognised is the sitting head, and
    the head's term covers the year of the congress (of the day of checking, where it has no day).
    """
    dossier, recognition = case.dossier, case.dossier.step(StepKind.RECOGNITION)
    prepared = any(step.kind in _PREPARATION and (step.day or step.document) for step in dossier.steps)
    if recognition is None or recognition.day is None or prepared or dossier.rounds_of(Office.HEAD) or dossier.nominees_for(Office.HEAD):
        return False
    sitting, years = Person(0, name=dossier.unit.sitting_head), term_years(dossier.unit.head_term)
    if not sitting.name or not find_name(recognition.person or "", (sitting,)) or years is None:
        return False
    return years[0] <= (case.congress_day or case.as_of).year <= years[1]


def planned_nominee(dossier: Dossier) -> Nominee | None:
    """The person of the official list introduced both for head and for secretary; None where there is none."""
    for nominee in dossier.nominees:
        official = nominee.source in (None, Source.OFFICIAL_LIST)
        if official and {Office.HEAD, Office.SECRETARY} <= set(nominee.offices):
            return nominee
    return None


def planned_for_secretary(nominee: Nominee) -> bool:
    """Whether the plan (quy hoạch) names a person for secretary of the cell."""
    return any(fold(post).startswith("bi_thu") for post in (nominee.planned_for or "").replace(",", ";").split(";"))


def way_on(case: Case) -> str | None:
    """What is lawful where the people did not elect the planned nominee; None where they did, or nothing is decided yet."""
    nominee, deciding = planned_nominee(case.dossier), case.deciding(Office.HEAD)
    if case.dossier.unit.model is not ModelChoice.HEAD or nominee is None or deciding is None or not deciding.elected:
        return None
    if find(nominee, deciding.elected):
        return None
    title = head_title(case.dossier.unit)
    return (
        f"{nominee.name} không được dân bầu làm {title}: đây không phải là lỗi. Có thể chọn người là trưởng ban công tác Mặt trận để "
        "giới thiệu bầu bí thư (ghi mô hình “bí thư là trưởng ban công tác mặt trận”), hoặc không thực hiện mô hình."
    )


def _links(case: Case) -> Iterator[Link]:
    """The links that concern this hamlet, in their order, each with its day and its deadline."""
    dossier, model = case.dossier, case.dossier.unit.model
    deciding = case.deciding(Office.HEAD)
    meeting = next((count.round.day for count in case.counts_of(Office.HEAD) if count.round.day is not None), None)
    voted = ended(deciding) if deciding is not None else None
    law_day = meeting or case.as_of
    deadlines = on_case(case)
    if in_mid_term(case):
        yield _dated(dossier, Stage.RECOGNISED, {})
        yield from _congress_links(case, deadlines)
        return
    if model is ModelChoice.HEAD:
        nominee = planned_nominee(dossier)
        yield Link(Stage.PLANNED, nominee is not None and planned_for_secretary(nominee))
    steps = [Stage.CONSULTED] if model in BOTH_FORMS else []
    steps += [Stage.CONFERRED, Stage.AGREED] if steps or case.law.on(law.HEAD_NOMINATION, law_day) is not None else []
    steps += [stage for stage, provision in _BEFORE_VOTE.items() if case.law.on(provision, law_day) is not None]
    stages = _TOLD + (_TAKEN_ROUND if deciding is not None and deciding.round.taken_round else ())
    steps += [stage for stage in stages if (step := dossier.step(_STEPS[stage])) is not None and step.day is not None]
    for stage in steps:
        yield _dated(dossier, stage, deadlines)
    yield Link(Stage.VOTED, deciding is not None and bool(deciding.elected), voted, tried=deciding is not None)
    for stage in (Stage.SENT, Stage.RECEIVED):
        yield _dated(dossier, stage, deadlines, voted)
    yield _dated(dossier, Stage.RECOGNISED, deadlines)
    yield from _congress_links(case, deadlines)


def _congress_links(case: Case, deadlines: Mapping[StepKind, Deadline]) -> Iterator[Link]:
    dossier = case.dossier
    day = case.congress_day
    people = dossier.nominees_for(Office.SECRETARY)
    if dossier.unit.model is ModelChoice.HEAD:
        people = tuple(person for person in people if find(person, case.elected(Office.HEAD)))
    elif dossier.unit.model is ModelChoice.FRONT:
        people = tuple(person for person in people if person.front_head)
    recognised = dossier.step(StepKind.RECOGNITION)
    elected = bool(case.elected(Office.HEAD)) or in_mid_term(case)
    in_time = dossier.unit.model is not ModelChoice.HEAD or (elected and recognised is not None and recognised.day is not None)
    yield Link(Stage.INTRODUCED, (bool(people) and in_time) or case.congress_held)
    least = case.law.on(law.COMMITTEE_FROM, day or case.as_of)
    members = official_members(dossier, day or case.as_of) or dossier.unit.members
    if case.held(Office.COMMITTEE) or (least is not None and members is not None and members >= least.value):
        voted = bool(case.held(Office.COMMITTEE))
        yield Link(Stage.COMMITTEE, bool(case.elected(Office.COMMITTEE)), day if voted else None, tried=voted)
    voted = bool(case.held(Office.SECRETARY))
    yield Link(Stage.SECRETARY, bool(case.elected(Office.SECRETARY)), day if voted else None, deadlines.get(StepKind.CONGRESS), voted)
    yield _dated(dossier, Stage.REPORTED, deadlines, congress_ended(case))
    yield _dated(dossier, Stage.APPROVED, deadlines)


def _dated(dossier: Dossier, stage: Stage, deadlines: Mapping[StepKind, Deadline], end: date | None = None) -> Link:
    """A step as a link; what answers a vote or a congress is not dated before its `end`."""
    step = answering(dossier, _STEPS[stage], end)
    return Link(stage, step is not None and step.day is not None, step.day if step is not None else None, deadlines.get(_STEPS[stage]))


def reached(stage: Stage, unit: Unit) -> str:
    """What a hamlet that has come so far has done: "trưởng khu phố đã được công nhận"."""
    return titled(stage.value, unit)


def stage_of(kind: StepKind) -> Stage:
    """What a hamlet has come to that has taken a step of the chain."""
    return next(stage for stage, step in _STEPS.items() if step is kind)


def to_do(stage: Stage, unit: Unit) -> str:
    """What has to be done to come so far: "Tổ chức bầu trưởng khu phố"."""
    return titled(_TO_DO[stage], unit)


def _next(case: Case, links: tuple[Link, ...], following: int | None) -> NextStep | None:
    """What to do next: what follows a head let go, or the last round held, where something does; else the next link."""
    if (after := after_dismissal(case)) is not None:
        return after
    for office in (Office.SECRETARY, Office.COMMITTEE, Office.HEAD):
        deciding = case.deciding(office)
        step = next_step(case, deciding) if deciding is not None else None
        if step is not None and not step.done:
            return step
    if following is None:
        return None
    return as_step(case, links[following])


def as_step(case: Case, link: Link) -> NextStep:
    """A link of the chain as what to do next."""
    text = to_do(link.stage, case.dossier.unit)
    if link.deadline is None:
        return NextStep(f"{text}.")
    return NextStep(f"{text}, chậm nhất ngày {short_date(link.deadline.due)}.", link.deadline.due, link.deadline.version)
