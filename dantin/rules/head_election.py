"""Rules about electing the hamlet head: the timetable before the meeting, the meeting itself, and how the vote is taken."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import law
from dantin.case import Case
from dantin.deadlines import BEFORE_VOTE, before_vote, vote_again
from dantin.gathering import meetings_before
from dantin.model import BOTH_FORMS, Electorate, Office, StepKind, covers
from dantin.route import Route
from dantin.rule import WARNING, Edit, Files, Finding, rule
from dantin.rules.questions import HOUSEHOLDS_TOLD, base_place, no_step, unread_steps
from dantin.tally import Count, Outcome
from dantin.vietnamese import short_date
from dantin.wording import head_title

# --- The timetable before the meeting --------------------------------------------------------------------------------

_HINT = (
    "Xem lại ngày trên văn bản và ngày bầu; nhập sai hoặc còn thiếu thì ghi lại cho đúng. Chưa bầu thì lùi ngày bầu cho đủ thời hạn; "
    "đã bầu thì báo cáo UBND cấp xã."
)
_HINT_DISTRICT = "Trả hồ sơ: yêu cầu gửi văn bản của bước này; không đúng thời hạn thì UBND cấp xã phải xem xét trước khi công nhận."


class _First(NamedTuple):
    """The first meeting to elect the head: its day where it is dated, the route of that day, and whether it was held."""

    day: date | None
    route: Route
    held: bool


def _first_meeting(case: Case) -> _First | None:
    """The first round for head that was held, else the first one planned for a day; None where there is neither.

    Where ballots were taken to the households at once, it is the meeting before it that only its minutes tell of.
    """
    counts = case.counts_of(Office.HEAD)
    first = next((c for c in counts if not c.planned), None) or next((c for c in counts if c.round.day is not None), None)
    if first is None:
        return None
    own = _First(first.round.day, first.round.at("ngay"), not first.planned)
    if not first.round.taken_round:
        return own
    minutes = (meeting.minutes for meeting in meetings_before(case, first) if meeting.minutes.day is not None)
    return min((_First(m.day, m.at("ngay"), True) for m in minutes), key=lambda meeting: meeting.day or date.max, default=own)


def _in_time(case: Case, kind: StepKind) -> Iterator[Finding]:
    """A step of the timetable dated after its last lawful day; or not dated, though the meeting or a later step of the timetable was."""
    dossier, meeting = case.dossier, _first_meeting(case)
    if meeting is not None and covers(meeting.route, dossier.flawed):
        return
    vote = meeting.day if meeting is not None else None
    day = vote or case.as_of
    if case.law.on(BEFORE_VOTE[kind], day) is None:
        return
    rows = tuple(step.at("ngay") for step in dossier.steps_of(kind))
    dated = dossier.dated_steps(kind)
    # A vote that is held anew may have a timetable of its own: the first one is that of the first meeting.
    deadline = before_vote(case.law, kind, vote, dated[0][0] if dated else None) if vote is not None else None
    if dated:
        done, step = dated[0]
        if meeting is not None and deadline is not None and deadline.late:
            term = f"ít nhất {deadline.words} trước ngày bầu {short_date(deadline.since)}"
            message = f"{kind.value} ngày {short_date(done)}, hạn cuối là ngày {short_date(deadline.due)} ({term})"
            others = tuple(route for route in rows if route != step.at("ngay"))
            yield Finding(step.at("ngay"), {"message": message}, others, (meeting.route,), day)
        return
    seen = _gone_on(case, kind, meeting)
    if seen is not None:
        what, route = seen
        message = f"đã {what} mà chưa ghi ngày {kind.value}" + (
            f" (hạn cuối là ngày {short_date(deadline.due)})" if deadline is not None else ""
        )
        yield Finding(no_step(dossier, kind), {"message": message}, (*unread_steps(dossier), *rows), (route,), day)


def _gone_on(case: Case, kind: StepKind, meeting: _First | None) -> tuple[str, Route] | None:
    """What shows that the work has gone past a step: the meeting held, or a later step of the timetable; in words, with its route."""
    if meeting is not None and meeting.held:
        when = f" ngày {short_date(meeting.day)}" if meeting.day is not None else ""
        return f"họp bầu {head_title(case.dossier.unit)}{when}", meeting.route
    order = list(BEFORE_VOTE)
    for later in order[order.index(kind) + 1 :]:
        for day, step in case.dossier.dated_steps(later):
            if day <= case.as_of:
                return f"{later.value} ngày {short_date(day)}", step.at("ngay")
    return None


@rule(
    "DT301",
    "{message}",
    title="Quyết định tổ chức bầu cử chậm hơn {law.words} trước ngày bầu, hoặc chưa có",
    why="Quyết định và kế hoạch phải có ít nhất {law.words} trước ngày bầu để kịp làm các bước sau và để người dân biết trước.",
    hint=_HINT,
    hint_district=_HINT_DISTRICT,
    bad=Edit({"moc[4].ngay": "22/10/2024"}),
    good=Edit({"moc[4].ngay": "21/10/2024", "van_ban[0].ngay_ky": "21/10/2024"}),
    rests_on=law.HEAD_DECISION_DAYS,
    needs=("bau_cu.ngay",),
)
def decided_late(case: Case) -> Iterator[Finding]:
    """The decision to hold the election later than its last lawful day before the meeting, or not dated."""
    yield from _in_time(case, StepKind.DECISION)


@rule(
    "DT302",
    "{message}",
    title="Danh sách ứng cử gửi chậm hơn {law.words} trước ngày bầu, hoặc chưa gửi",
    why="Danh sách ứng cử chính thức phải gửi đến cấp xã ít nhất {law.words} trước ngày bầu để cấp xã xem xét.",
    hint=_HINT,
    hint_district=_HINT_DISTRICT,
    bad=Edit({"moc[5].ngay": "27/10/2024", "moc[6].ngay": "28/10/2024"}),
    good=Edit({"moc[5].ngay": "26/10/2024", "moc[6].ngay": "28/10/2024"}),
    rests_on=law.HEAD_LIST_DAYS,
    needs=("bau_cu.ngay",),
)
def list_sent_late(case: Case) -> Iterator[Finding]:
    """The list of candidates sent later than its last lawful day before the meeting, or not dated."""
    yield from _in_time(case, StepKind.LIST_SENT)


@rule(
    "DT303",
    "{message}",
    title="Thành lập tổ bầu cử chậm hơn {law.words} trước ngày bầu, hoặc chưa thành lập",
    why="Tổ bầu cử triệu tập và chủ trì cuộc họp bầu; phải được thành lập ít nhất {law.words} trước ngày bầu.",
    hint=_HINT,
    hint_district=_HINT_DISTRICT,
    bad=Edit({"moc[6].ngay": "01/11/2024"}),
    good=Edit({"moc[6].ngay": "31/10/2024"}),
    rests_on=law.HEAD_TEAM_DAYS,
    needs=("bau_cu.ngay",),
)
def team_set_up_late(case: Case) -> Iterator[Finding]:
    """The election team set up later than its last lawful day before the meeting, or not dated."""
    yield from _in_time(case, StepKind.TEAM_SET_UP)


@rule(
    "DT304",
    "{message}",
    title="Niêm yết các quyết định chậm hơn {law.words} trước ngày bầu, hoặc chưa niêm yết",
    why="Quyết định tổ chức bầu cử và quyết định thành lập tổ bầu cử phải được thông báo đến Nhân dân, niêm yết ít nhất {law.words} trước "
    "ngày bầu. Danh sách người ứng cử thì không quy định phải niêm yết.",
    hint=_HINT,
    hint_district=_HINT_DISTRICT,
    bad=Edit({"moc[7].ngay": "04/11/2024"}),
    good=Edit({"moc[7].ngay": "03/11/2024"}),
    rests_on=law.HEAD_NOTICE_DAYS,
    needs=("bau_cu.ngay",),
)
def noticed_late(case: Case) -> Iterator[Finding]:
    """The public notice later than its last lawful day before the meeting, or not dated."""
    yield from _in_time(case, StepKind.NOTICE)


# --- The vote --------------------------------------------------------------------------------------------------------


@rule(
    "DT305",
    "chỉ có {present}/{base} {who} dự họp, cần ít nhất {quorum}, nhưng cuộc họp vẫn bầu",
    title="Cuộc họp không đủ số hộ (cử tri) dự mà vẫn bầu",
    why="Người trúng cử phải được {HEAD_MAJORITY.words} tổng số đại diện hộ (cử tri) của ấp đồng ý; cuộc họp có ít người hơn số đó thì "
    "không thể bầu được ai. Họp theo cụm dân cư thì tính trên số dự của các cụm cộng lại: không cụm nào biết trước tổng số đó nên "
    "không báo lỗi này.",
    hint="Không lập biên bản trúng cử. Ghi nhận cuộc họp không đủ số người dự rồi tổ chức họp lại; từ ngày 01/7/2023, sau cuộc họp đó thì "
    "được phát phiếu lấy ý kiến của từng hộ gia đình.",
    hint_district="Trả hồ sơ: kết quả lượt này không có giá trị.",
    bad=Edit(
        {
            "bau_cu[0].co_mat": 155,
            "bau_cu[0].phat_ra": 155,
            "bau_cu[0].thu_ve": 155,
            "bau_cu[0].hop_le": 155,
            "bau_cu[0].khong_hop_le": 0,
            "bau_cu[0].ung_cu[0].so_phieu": 150,
            "bau_cu[0].ung_cu[1].so_phieu": 5,
            "cuoc_hop[1].co_mat": 155,
            "*ho_gia_dinh.du_hop": "",
        }
    ),
    good=Edit(
        {
            "bau_cu[0].co_mat": 156,
            "bau_cu[0].phat_ra": 156,
            "bau_cu[0].thu_ve": 156,
            "bau_cu[0].hop_le": 156,
            "bau_cu[0].khong_hop_le": 0,
            "bau_cu[0].ung_cu[0].so_phieu": 156,
            "bau_cu[0].ung_cu[1].so_phieu": 0,
            "cuoc_hop[1].co_mat": 156,
            "*ho_gia_dinh.du_hop": "",
        }
    ),
    rests_on=law.HEAD_QUORUM,
    order=100,
    bears_on_count=True,
    needs=("bau_cu.co_mat", HOUSEHOLDS_TOLD),
)
def voted_without_quorum(case: Case) -> Iterator[Finding]:
    """A meeting that voted though not more than half of the households were there."""
    for count in case.held(Office.HEAD):
        # No cluster can know how many will come to the others before it votes.
        if count.short_of_quorum and count.voted and not count.by_clusters:
            r = count.round
            who = (r.electorate or Electorate.HOUSEHOLDS).value
            or_taken = (
                " hoặc phát phiếu lấy ý kiến hộ gia đình" if count.law.on(law.HEAD_BALLOTS_TO_HOUSEHOLDS, count.day) is not None else ""
            )
            facts = {"present": r.present, "base": count.base.number, "quorum": count.quorum, "who": who}
            yield Finding(
                r.at("co_mat"),
                facts,
                given=count.base.reads,
                related=(base_place(count),),
                day=count.day,
                severity=WARNING if count.given_up else None,
                stands=True,
                hint=f"Không lập biên bản trúng cử. Ghi nhận cuộc họp không đủ số {who} dự, tổ chức họp lại{or_taken}.",
            )


@rule(
    "DT306",
    "bầu {head} bằng giơ tay, không phải bỏ phiếu kín",
    title="Bầu trưởng ấp không bằng phiếu kín",
    why="Theo mô hình, dân bầu trưởng ấp bằng phiếu kín để ai cũng được tự mình lựa chọn; pháp luật thì cho phép cả giơ tay.",
    hint="Xem lại cột “Hình thức” với biên bản cuộc họp. Đúng là giơ tay thì ghi rõ lý do vào biên bản; kết quả vẫn có giá trị.",
    hint_district="Nhắc xã hướng dẫn bỏ phiếu kín ở những ấp chưa bầu; không phải bầu lại, trừ khi hướng dẫn của địa phương yêu cầu.",
    bad=Edit({"bau_cu[0].hinh_thuc": "giơ tay"}),
    good=Edit({"bau_cu[0].hinh_thuc": "giơ tay", "don_vi.mo_hinh": "không thực hiện"}),
    rests_on=law.MODEL_SECRET,
    severity=WARNING,
    bears_on_count=True,
    models=BOTH_FORMS,
    needs=("bau_cu.hinh_thuc",),
)
def elected_by_hands(case: Case) -> Iterator[Finding]:
    """Under the model: the last vote for head was taken by a show of hands."""
    voted = [count for count in case.held(Office.HEAD) if count.voted and count.round.remark is None]
    for count in voted[-1:]:
        hands = [part.round.at("hinh_thuc") for part in count.parts if part.round.by_hands and part.voted]
        for route in hands[:1]:
            yield Finding(route, {"head": head_title(case.dossier.unit)}, related=tuple(hands[1:]), day=count.day)


_SECOND_VOTE = """don_vi:
  ten: Ấp 1
  xa: xã Phước Thái
  tinh: Đồng Nai
  tong_so_ho: 100
bau_cu:
  - chuc_danh: trưởng ấp
    lan: 1
    ngay: 04/06/2023
    co_mat: 80
    phat_ra: 80
    thu_ve: 80
    hop_le: 80
    khong_hop_le: 0
    ung_cu:
      - ho_ten: Lê Văn Mẫu
        so_phieu: 45
      - ho_ten: Trần Thị Thử
        so_phieu: 35
  - chuc_danh: trưởng ấp
    lan: 2
    ngay: {day}/06/2023
    co_mat: 80
    phat_ra: 80
    thu_ve: 80
    hop_le: 80
    khong_hop_le: 0
    ung_cu:
      - ho_ten: Lê Văn Mẫu
        so_phieu: 75
      - ho_ten: Trần Thị Thử
        so_phieu: 5
"""


@rule(
    "DT316",
    "bầu lại ngày {second}, hạn cuối là ngày {due} ({law.words} kể từ lần bầu đầu ngày {first})",
    title="Bầu lại chậm hơn {law.words} sau lần bầu đầu",
    why="Trước ngày 01/7/2023, không ai đủ phiếu thì phải bầu lại trong {law.words} kể từ ngày bầu lần đầu.",
    hint="Xem lại ngày của hai lần bầu; sửa ngày nhập sai. Nếu đúng là bầu lại chậm thì báo cáo UBND cấp xã.",
    hint_district="Trả hồ sơ: hỏi lại xã lý do bầu lại chậm và hướng giải quyết.",
    bad=Files({"ho-so.yaml": _SECOND_VOTE.format(day=20)}, at="ho-so.yaml", line=22),
    good=Files({"ho-so.yaml": _SECOND_VOTE.format(day=19)}),
    rests_on=law.HEAD_VOTE_AGAIN_DAYS,
    bears_on_count=True,
    needs=("bau_cu.ngay",),
)
def second_vote_late(case: Case) -> Iterator[Finding]:
    """Nobody was elected by the first vote, and the second one came after its last lawful day, or is planned to."""
    counts = [count for count in case.counts_of(Office.HEAD) if count.outcome is not Outcome.NO_QUORUM]
    first = next((count for count in counts if not count.planned and count.outcome is not Outcome.VOID), None)
    if first is None or first.outcome is not Outcome.NOT_ELECTED or first.round.day is None:
        return
    for count in counts[counts.index(first) + 1 :][:1]:
        second = count.round.day
        # The law of the second vote's own day: from the Law on no limit of days is known.
        again = vote_again(case.law, first.round.day, second, second) if second is not None else None
        if again is None or second is None:
            return
        if again.late:
            facts = {"second": short_date(second), "due": short_date(again.due), "first": short_date(again.since)}
            route = first.round.at("ngay")
            # Announced as elected, the first vote needs no second one: then that is the fault.
            yield Finding(count.round.at("ngay"), facts, (first.round.at("trung_cu"),), (route,), second)


@rule(
    "DT318",
    "phát phiếu đến hộ gia đình{when} mà trước đó không có cuộc họp nào thiếu số hộ dự{instead}",
    title="Phát phiếu đến hộ khi chưa có cuộc họp không đủ số hộ dự",
    why="Trưởng ấp được bầu tại cuộc họp; chỉ sau một cuộc họp không đủ số hộ dự mới được phát phiếu lấy ý kiến hộ gia đình.",
    hint="Ghi cuộc họp không đủ số hộ dự (bảng “Bầu cử”, ghi nhận “không đủ số dự”, hoặc bảng “Cuộc họp”). Nếu chưa họp thì phải họp "
    "để bầu.",
    hint_district="Trả hồ sơ: yêu cầu gửi biên bản cuộc họp không đủ số hộ dự; không có thì phát phiếu trái quy định, không công nhận "
    "kết quả.",
    bad=Edit(
        {"bau_cu[0].cach_thuc": "phát phiếu", "bau_cu[0].co_mat": "", "cuoc_hop[1].co_mat": 156, "*ho_gia_dinh.du_hop": ""},
    ),
    good=Edit(
        {"bau_cu[0].cach_thuc": "phát phiếu", "bau_cu[0].co_mat": "", "cuoc_hop[1].co_mat": 155, "*ho_gia_dinh.du_hop": ""},
    ),
    rests_on=(law.HEAD_BALLOTS_TO_HOUSEHOLDS, law.HEAD_AT_MEETING),
    bears_on_count=True,
    needs=("bau_cu.cach_thuc",),
)
def taken_round_without_meeting(case: Case) -> Iterator[Finding]:
    """Ballots taken to the households though no meeting before that was short of quorum."""
    for count in case.held(Office.HEAD):
        if not count.round.taken_round or count.round.remark is not None:
            continue
        meetings = meetings_before(case, count)
        if any(_base_unsure(c) for c in (count, *(c for meeting in meetings for c in meeting.counts))):
            continue
        if any(meeting.short_of_quorum for meeting in meetings):
            continue
        attended = next((meeting for meeting in meetings if meeting.present is not None and meeting.quorum is not None), None)
        instead, hint, related = "", None, tuple[Route, ...]()
        if attended is not None:
            day = next((c.round.day for c in attended.counts), attended.minutes.day)
            instead = f"; cuộc họp{_when(day)} có {attended.present}/{attended.summoned} hộ dự, đủ để bầu"
            related, hint = attended.source_of_present, "Cuộc họp đã đủ số hộ: phải bầu tại cuộc họp; báo cáo UBND cấp xã."
        unread = [r.at("chuc_danh") for r in case.dossier.rounds if r.office is None]
        unread += [meeting.at("cuoc") for meeting in case.dossier.meetings if meeting.event is None]
        reads = [c.round.at(field) for meeting in meetings for c in meeting.counts for field in ("co_mat", "ghi_nhan")]
        reads += [meeting.minutes.at("co_mat") for meeting in meetings if meeting.minutes.index >= 0]
        facts = {"when": _when(count.round.day), "instead": instead}
        yield Finding(count.round.at("cach_thuc"), facts, (*reads, *unread), related, count.day, hint=hint)


def _when(day: date | None) -> str:
    return f" ngày {short_date(day)}" if day is not None else ""


def _base_unsure(count: Count) -> bool:
    """How many households there are is not known for certain: a fault of its own says so."""
    base = count.base
    return base.number is None or bool(base.conflicts) or any(covers(route, count.dossier.flawed) for route in base.reads)
