"""Rules about the steps of the work: hiệp thương, consultation and agreement before the list, and the order of all the others."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dantin import law
from dantin.case import Case
from dantin.chain import stretch
from dantin.deadlines import before_vote, ended
from dantin.model import BOTH_FORMS, Event, Meeting, Office, Round, Step, StepKind
from dantin.provision import Provision
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import (
    list_sent,
    no_step,
    on_list,
    under_way,
    unread_steps,
    vote_routes,
)
from dantin.vietnamese import short_date
from dantin.wording import head_title, round_name, titled

_STEPS_BACK = "Trả hồ sơ: yêu cầu gửi biên bản của bước này; chưa có thì phải làm lại từ bước đó."


@rule(
    "DT203",
    "{message}",
    title="Chưa hiệp thương của Ban công tác Mặt trận trước khi bầu",
    why="Ban công tác Mặt trận họp dự kiến người ứng cử trưởng ấp, báo cáo để chi ủy thống nhất, rồi họp quyết định danh sách chính "
    "thức; theo mô hình thì đó là hiệp thương. Việc này phải xong trước ngày bầu.",
    hint="Ghi ngày hiệp thương, số biên bản vào bảng “Mốc thời gian”. Nếu chưa hiệp thương thì dừng lại để Ban công tác Mặt trận họp.",
    hint_district=_STEPS_BACK,
    bad=Edit({"moc[2].ngay": "", "cuoc_hop[0].ngay": "11/11/2024"}, at="cuoc_hop[0].ngay"),
    good=Edit({"moc[2].ngay": "", "cuoc_hop[0].ngay": "10/11/2024"}),
    rests_on=(law.HEAD_NOMINATION, law.MODEL_CONSULTATION),
    needs=((StepKind.LIST_SENT, "bau_cu"),),
)
def not_conferred(case: Case) -> Iterator[Finding]:
    """A vote held, or a list sent, without a hiệp thương dated by the day of the first vote; the minutes of its meeting do as well."""
    dossier, day = case.dossier, case.vote_day
    provision = law.HEAD_NOMINATION if case.law.on(law.HEAD_NOMINATION, day) is not None else law.MODEL_CONSULTATION
    if not under_way(case) or (provision is law.MODEL_CONSULTATION and dossier.unit.model not in BOTH_FORMS):
        return
    vote = case.first_vote
    rows = [(step.day, step.at("ngay")) for step in dossier.steps_of(StepKind.CONSULTATION)]
    rows += [(meeting.day, meeting.at("ngay")) for meeting in dossier.meetings if meeting.event is Event.CONSULTATION]
    unread = (*unread_steps(dossier), *(meeting.at("cuoc") for meeting in dossier.meetings if meeting.event is None))
    reads = (*unread, Meeting.rows(), *(route for _, route in rows))
    dated = [(when, route) for when, route in rows if when is not None]
    if not dated:
        message = "chưa ghi ngày hiệp thương của Ban công tác Mặt trận"
        limit = list_sent(case) or vote
        seen = (limit[1].at("ngay"),) if limit is not None else ()
        path = no_step(dossier, StepKind.CONSULTATION)
        yield Finding(path, {"message": message}, reads, seen, day, provision, hint=_not_conferred(case))
        return
    first, path = min(dated, key=lambda entry: entry[0])
    if vote is not None and first > vote[0]:
        message = f"hiệp thương ngày {short_date(first)}, sau ngày bầu {short_date(vote[0])}"
        related = (vote[1].at("ngay"),)
        yield Finding(path, {"message": message}, reads, related, day, provision, hint=_not_conferred(case))


def _not_conferred(case: Case) -> str | None:
    """What to do where there was no hiệp thương and the vote is over: it cannot be made up for."""
    if not case.held(Office.HEAD):
        return None
    return (
        "Đã hiệp thương thì ghi ngày, số biên bản vào bảng “Mốc thời gian”. Đã bầu mà chưa hiệp thương thì không hiệp thương bù: báo cáo "
        "UBND và Ủy ban MTTQ cấp xã xem xét trước khi công nhận."
    )


@rule(
    "DT204",
    "{message}",
    title="Danh sách ứng cử chưa qua lấy ý kiến, hoặc chưa được chi ủy thống nhất",
    why="Trước khi gửi danh sách ứng cử, chi ủy phải thống nhất người giới thiệu; theo mô hình thì còn phải lấy ý kiến rộng rãi nhân dân "
    "và đảng viên.",
    hint="Ghi ngày của bước còn thiếu vào bảng “Mốc thời gian”, hoặc sửa ngày nhập sai. Nếu chưa làm bước đó thì chưa gửi danh sách.",
    hint_district=_STEPS_BACK,
    bad=Edit({"moc[3].ngay": "25/10/2024"}, at="moc[5].ngay"),
    good=Edit({"moc[3].ngay": "24/10/2024"}),
    rests_on=(law.HEAD_NOMINATION, law.MODEL_CONSULTATION),
    needs=(StepKind.LIST_SENT,),
)
def list_without_agreement(case: Case) -> Iterator[Finding]:
    """An official list sent (or a vote held) before the people and the members were asked, or before the cell committee agreed."""
    dossier, day = case.dossier, case.vote_day
    nominees = dossier.nominees_for(Office.HEAD)
    if not under_way(case) or (nominees and not on_list(dossier)):
        return
    if dossier.unit.model in BOTH_FORMS:
        yield from _not_before_list(case, StepKind.PUBLIC_OPINION, law.MODEL_CONSULTATION, day)
    yield from _not_before_list(case, StepKind.CELL_AGREEMENT, law.HEAD_NOMINATION, day)


def _not_before_list(case: Case, kind: StepKind, provision: Provision[None], day: date) -> Iterator[Finding]:
    """A step that is not dated, or dated after the list was sent (where none was: after the vote)."""
    dossier = case.dossier
    sent = list_sent(case)
    limit = sent or case.first_vote
    what = "gửi danh sách ứng cử" if sent is not None else f"bầu {head_title(dossier.unit)}"
    dated = dossier.dated_steps(kind)
    reads = (*unread_steps(dossier), *(step.at("ngay") for step in dossier.steps_of(kind)))
    if not dated:
        message = f"đã {what} mà chưa ghi ngày {kind.value}"
        related = (limit[1].at("ngay"),) if limit is not None else ()
        yield Finding(no_step(dossier, kind), {"message": message}, reads, related, day, provision)
    elif limit is not None and dated[0][0] > limit[0]:
        message = f"{what} ngày {short_date(limit[0])}, trước ngày {kind.value} ({short_date(dated[0][0])})"
        late, until = dated[0][1].at("ngay"), limit[1].at("ngay")
        # A fault of the steps, wherever it shows: the round itself is as it is.
        path, other = (until, late) if sent is not None else (late, until)
        yield Finding(path, {"message": message}, reads, (other,), day, provision)


# --- The order of the steps ------------------------------------------------------------------------------------------


class _Point(NamedTuple):
    """A dated point of the chain: a row with the field that tells the day. `kind` is None for the vote and the congress."""

    name: str
    day: date
    row: Step | Round
    field: str = "ngay"
    kind: StepKind | None = None

    @property
    def route(self) -> Route:
        """Where its day stands."""
        return self.row.at(self.field)


_NOMINATION = stretch(StepKind.PUBLIC_OPINION, StepKind.CELL_AGREEMENT)
# When the team is set up is asked of the vote alone.
_NOTICE = tuple(kind for kind in stretch(StepKind.LIST_SENT, StepKind.NOTICE) if kind is not StepKind.TEAM_SET_UP)
_TAKEN_ROUND = stretch(StepKind.TAKEN_TEAM_SET_UP, StepKind.TAKEN_MADE_PUBLIC)
_RESULT = stretch(StepKind.RESULT_SENT, StepKind.RECOGNITION)
_CONGRESS = stretch(StepKind.CONGRESS_REPORT, StepKind.APPROVAL)


@rule(
    "DT210",
    "{message}",
    title="Các bước không theo trình tự, hoặc đã ghi bước sau mà chưa ghi bước trước",
    why="Bước sau ghi ngày sớm hơn bước trước thì một trong hai ngày đã ghi sai, hoặc các bước đã làm ngược trình tự; bước sau có mà bước "
    "trước không thì hồ sơ còn thiếu.",
    hint="So hai ngày với văn bản của từng bước; sửa ngày nhập sai.",
    hint_district="Đề nghị xã đối chiếu với văn bản của hai bước.",
    bad=Edit({"moc[2].ngay": "30/09/2024"}),
    good=Edit({"moc[2].ngay": "01/10/2024"}),
    severity=WARNING,
    needs=("moc.ngay",),
)
def out_of_order(case: Case) -> Iterator[Finding]:
    """A step dated before the one that goes before it, where no rule of its own asks about the two.

    Each is held against the nearest dated step before it, so that one wrong date is told once. And what can only follow a vote or a
    congress, where none is recorded.
    """
    yield from _backwards(case, _NOMINATION)
    yield from _terms_swapped(case)
    if not _list_late(case):
        yield from _backwards(case, _NOTICE)
    # What is made public names the team.
    yield from _backwards(case, _TAKEN_ROUND)
    deciding, recognised = case.deciding(Office.HEAD), case.dossier.step(StepKind.RECOGNITION)
    decided = ended(deciding) if deciding is not None else None
    if recognised is not None and recognised.day is not None and decided is not None and recognised.day < decided:
        # DT403 asks about these two dates; what else one of them would upset follows from it.
        yield from _backwards(case, _RESULT[:-1])
    else:
        yield from _backwards(case, _RESULT, _voted(case))
    yield from _backwards(case, _CONGRESS, _gathered(case))
    yield from _rounds_backwards(case)
    yield from _without_vote(case)
    yield from _without_congress(case)


def _without_vote(case: Case) -> Iterator[Finding]:
    """A result sent or received, and no vote. Where somebody was recognised or refused, a rule of its own asks about the vote."""
    dossier = case.dossier
    if case.held(Office.HEAD) or any(dossier.dated_steps(kind) for kind in (StepKind.RECOGNITION, StepKind.REFUSAL)):
        return
    yield from _alone(
        case, _RESULT[:-1], f"lượt bầu {head_title(dossier.unit)} nào đã bầu", vote_routes(case), "Ghi lượt bầu vào bảng “Bầu cử”"
    )


def _without_congress(case: Case) -> Iterator[Finding]:
    """A congress reported on, or its secretary approved, and no congress: neither its step nor a round of it."""
    if case.congress_held or case.dossier.dated_steps(StepKind.CONGRESS):
        return
    # A congress still to come is told of by the order of the dates.
    kinds = [kind for kind in _CONGRESS if not _before(case.congress_day, case.dossier.dated_steps(kind))]
    rounds = tuple(round_.at("chuc_danh") for round_ in case.dossier.rounds if round_.office is None)
    remedy = "Ghi bước “đại hội chi bộ” vào bảng “Mốc thời gian” và các lượt bầu vào bảng “Bầu cử”"
    yield from _alone(case, kinds, "đại hội chi bộ nào", rounds, remedy)


def _before(day: date | None, dated: Sequence[tuple[date, Step]]) -> bool:
    return day is not None and any(when < day for when, _ in dated)


def _alone(case: Case, kinds: Sequence[StepKind], before: str, reads: tuple[Route, ...], remedy: str) -> Iterator[Finding]:
    """The first of these steps that is dated, told to stand without what goes before it."""
    dated = [entry for kind in kinds for entry in case.dossier.dated_steps(kind)]
    for day, step in dated[:1]:
        name = step.kind.value if step.kind is not None else ""
        message = f"đã {name} ngày {short_date(day)} nhưng hồ sơ không ghi {before}"
        reads = (*unread_steps(case.dossier), *reads, Round.rows())
        yield Finding(step.at("ngay"), {"message": message}, reads, hint=f"{remedy}; bước này nhập nhầm thì xóa đi.")


def _disorder(later: str, day: date, earlier: str, before: date) -> dict[str, object]:
    """The facts of two dates that run against the chain."""
    return {"message": f"{later} ngày {short_date(day)}, sớm hơn ngày {earlier} ({short_date(before)})"}


def _backwards(case: Case, kinds: Sequence[StepKind], start: _Point | None = None) -> Iterator[Finding]:
    """Findings along a stretch of the chain that begins with `start`, where there is one."""
    before = start
    for kind in kinds:
        dated = case.dossier.dated_steps(kind)
        for day, step in dated:
            if before is not None and day < before.day:
                unit = case.dossier.unit
                earlier = titled(before.name, unit) if before.kind is not None else before.name
                facts = _disorder(titled(kind.value, unit), day, earlier, before.day)
                # Terms counted from one of two such dates say nothing; but no error may fall silent over a warning.
                stands = before.kind is not None and kind is not StepKind.RECOGNITION
                yield Finding(step.at("ngay"), facts, (before.route,), (before.route,), stands=stands)
        before = _Point(kind.value, *dated[0], kind=kind) if dated else before


def _rounds_backwards(case: Case) -> Iterator[Finding]:
    """A round of one contest dated before the one it follows."""
    for office in Office:
        for earlier, later in pairwise(case.held(office)):
            before, day = earlier.round.last_day or earlier.round.day, later.round.day
            if before is not None and day is not None and day < before:
                route = earlier.round.at("ngay_ket_thuc" if earlier.round.last_day is not None else "ngay")
                yield Finding(later.round.at("ngay"), _disorder(round_name(later), day, round_name(earlier), before), (route,), (route,))


def _terms_swapped(case: Case) -> Iterator[Finding]:
    """The previous congress dated after this one. To the vote for head, which may have a term of its own, it stands in no order."""
    gathered, kind = _gathered(case), StepKind.PREVIOUS_CONGRESS
    for day, step in case.dossier.dated_steps(kind)[:1]:
        if gathered is not None and gathered.day < day:
            facts = _disorder(gathered.name, gathered.day, kind.value, day)
            yield Finding(step.at("ngay"), facts, (gathered.route,), (gathered.route,), stands=True)


def _list_late(case: Case) -> bool:
    """The list was sent too late for the vote: a rule of its own says so."""
    sent, vote = case.dossier.dated_steps(StepKind.LIST_SENT), case.first_vote
    deadline = before_vote(case.law, StepKind.LIST_SENT, vote[0], sent[0][0]) if sent and vote is not None else None
    return deadline is not None and deadline.late


def _voted(case: Case) -> _Point | None:
    """The day on which the first vote for head that was taken came to its end."""
    ends = [
        (r.last_day or r.day, r, "ngay_ket_thuc" if r.last_day is not None else "ngay")
        for r in (count.round for count in case.held(Office.HEAD) if count.voted)
    ]
    dated = [(day, row, field) for day, row, field in ends if day is not None]
    return _Point(f"bầu {head_title(case.dossier.unit)}", *min(dated, key=lambda entry: entry[0])) if dated else None


def _gathered(case: Case) -> _Point | None:
    """The day of the congress, the earliest where it has two."""
    rounds = [count.round for count in case.counts if count.office.of_party]
    dated: list[tuple[date, Step | Round]] = [(row.day, row) for row in rounds if row.day is not None]
    dated += case.dossier.dated_steps(StepKind.CONGRESS)
    return _Point(StepKind.CONGRESS.value, *min(dated, key=lambda entry: entry[0])) if dated else None
