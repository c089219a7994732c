"""Rules about the recognition of the elected head and the approval of the elected secretary."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import deadlines, law
from dantin.case import Case
from dantin.chain import in_mid_term
from dantin.deadlines import ended
from dantin.model import ModelChoice, Office, Round, Step, StepKind
from dantin.people import find_name
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, TooEarly, rule
from dantin.rules.questions import (
    acting_at_congress,
    acting_recognised,
    gone_on,
    no_step,
    step_routes,
    unread_steps,
    vote_routes,
)
from dantin.tally import Count
from dantin.vietnamese import short_date
from dantin.wording import head_title, office_name

_ANSWERS = (StepKind.RECOGNITION, StepKind.REFUSAL)
_SENT_AT_ONCE = {"moc[8].ngay": "10/11/2024", "moc[9].ngay": "10/11/2024", "van_ban[4].ngay_ky": "10/11/2024"}


# --- The time around a vote ------------------------------------------------------------------------------------------


class _Span(NamedTuple):
    """The days from the end of a vote for head (`ended`) up to that of the next (`until`, no longer in it). `vote` None: none is known."""

    vote: Count | None
    ended: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.ended <= day < self.until


def _spans(case: Case) -> list[_Span]:
    """The time after each vote for head that was held on a known day; all time where there is none."""
    dated = [(count, day) for count in case.held(Office.HEAD) if (day := ended(count)) is not None]
    if not dated:
        return [_Span(None, date.min, date.max)]
    return [_Span(*entry, until) for entry, until in zip(dated, [*(day for _, day in dated[1:]), date.max], strict=True)]


# --- Recognition of the head -----------------------------------------------------------------------------------------


@rule(
    "DT401",
    "đã ghi {what} nhưng chưa có ngày công nhận kết quả bầu trưởng ấp",
    title="Đã đại hội hoặc chuẩn y mà chưa công nhận trưởng ấp",
    why="Theo mô hình, dân bầu trước, được công nhận rồi mới giới thiệu ra đại hội chi bộ để bầu bí thư.",
    hint="Bổ sung ngày và số quyết định công nhận vào bảng “Mốc thời gian”; nếu chưa được công nhận thì chưa tổ chức đại hội.",
    hint_district="Trả hồ sơ: yêu cầu gửi quyết định công nhận trưởng ấp.",
    bad=Edit({"moc[10].ngay": ""}),
    good=Edit({"moc[10].ngay": "", "don_vi.mo_hinh": "không thực hiện"}),
    rests_on=law.MODEL_ORDER,
    undoes_model=True,
    models=(ModelChoice.HEAD,),
    too_early=TooEarly.NOT_RECOGNISED,
    needs=(("bau_cu", StepKind.CONGRESS, StepKind.APPROVAL),),
)
def congress_without_recognition(case: Case) -> Iterator[Finding]:
    """Model "secretary is head": a congress or an approval, and no dated recognition of the head."""
    dossier = case.dossier
    recognition = dossier.step(StepKind.RECOGNITION)
    approval = dossier.step(StepKind.APPROVAL)
    if recognition is not None and recognition.day is not None:
        return
    if case.congress_held:
        what = "đại hội chi bộ"
    elif approval is not None and approval.day is not None:
        what = "chuẩn y bí thư"
    else:
        return
    if not acting_at_congress(case):
        path = no_step(dossier, StepKind.RECOGNITION)
        title = head_title(dossier.unit)
        hint = (
            f"Lần bầu cuối cùng không ai trúng cử {title} nên chưa có ai để công nhận: bầu lại, chờ công nhận rồi mới đại hội; đã bầu lại "
            "thì ghi lượt bầu đó vào bảng “Bầu cử”. Đã đại hội thì báo cáo cấp ủy cấp trên."
        )
        yield Finding(
            path,
            {"what": what},
            reads=unread_steps(dossier),
            related=gone_on(case),
            day=case.congress_day,
            hint=hint if case.nobody_elected else None,
        )


@rule(
    "DT402",
    "{act} ngày {answered}, {received} ngày {received_on}: hạn cuối là ngày {due} ({law.words})",
    title="Công nhận kết quả bầu trưởng ấp chậm",
    why="Cấp xã phải công nhận kết quả, hoặc từ chối bằng văn bản nêu rõ lý do, trong {law.words} kể từ ngày nhận được quyết định của "
    "cộng đồng dân cư.",
    hint="Xem lại ngày nhận kết quả và ngày trên quyết định; sửa ngày nhập sai. Đúng như đã ghi thì không phải sửa hồ sơ.",
    hint_district="Nhắc UBND cấp xã trả lời đúng hạn; kết quả công nhận vẫn có giá trị.",
    bad=Edit({"moc[10].ngay": "16/11/2024", **_SENT_AT_ONCE, "van_ban[5].ngay_ky": "16/11/2024"}),
    good=Edit(_SENT_AT_ONCE),
    rests_on=law.HEAD_RECOGNITION_DAYS,
    severity=WARNING,
    needs=((StepKind.RECOGNITION, StepKind.REFUSAL), (StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT)),
)
def answered_late(case: Case) -> Iterator[Finding]:
    """The result of a vote recognised, or refused in writing, after the last working day that the commune had."""
    answers = sorted((entry for kind in _ANSWERS for entry in case.dossier.dated_steps(kind)), key=_day)
    reads = (*step_routes(case, *_ANSWERS, StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT), *vote_routes(case))
    for span in _spans(case):
        # Only the first answer is due: who was refused in time may be recognised later.
        for answered, answer in [entry for entry in answers if span.holds(entry[0])][:1]:
            received = _received(case, span, answered)
            if received is None:
                continue
            handed_in, step = received
            day = span.vote.day if span.vote is not None else handed_in
            deadline = deadlines.recognition(case.law, handed_in, day, answered)
            if deadline is not None and deadline.late:
                facts = {
                    "act": "công nhận" if answer.kind is StepKind.RECOGNITION else "từ chối công nhận",
                    "answered": short_date(answered),
                    "received": "nhận kết quả" if step.kind is StepKind.RESULT_RECEIVED else "gửi kết quả",
                    "received_on": short_date(handed_in),
                    "due": short_date(deadline.due),
                }
                yield Finding(answer.at("ngay"), facts, reads, (step.at("ngay"),), day)


def _day(entry: tuple[date, Step]) -> date:
    return entry[0]


def _received(case: Case, span: _Span, answered: date) -> tuple[date, Step] | None:
    """The last time that the commune received the result before it answered; where it wrote none down, when it was sent."""
    for kind in (StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT):
        steps = [entry for entry in case.dossier.dated_steps(kind) if span.holds(entry[0])]
        if steps:
            return max((entry for entry in steps if entry[0] <= answered), key=_day, default=None)
    return None


@rule(
    "DT403",
    "{message}",
    title="Công nhận trước khi bầu, hoặc công nhận mà không ghi lượt bầu nào",
    why="Kết quả bầu cử chỉ được công nhận sau khi đã bầu; người được công nhận phải do dân bầu.",
    hint="Xem lại ngày trên quyết định công nhận và ngày bầu; sửa ngày nhập sai.",
    hint_district="Trả hồ sơ: đối chiếu quyết định công nhận với biên bản kiểm phiếu.",
    bad=Edit({"moc[10].ngay": "09/11/2024"}),
    good=Edit({"moc[10].ngay": "10/11/2024", **_SENT_AT_ONCE, "van_ban[5].ngay_ky": "10/11/2024"}),
    rests_on=law.HEAD_IN_OFFICE,
    needs=(StepKind.RECOGNITION,),
)
def recognised_before_vote(case: Case) -> Iterator[Finding]:
    """A recognition dated before the vote that decided; or one with no vote recorded, except for a congress in the middle of a term."""
    deciding = case.deciding(Office.HEAD)
    step = case.dossier.step(StepKind.RECOGNITION)
    if step is None or step.day is None:
        return
    if deciding is None:
        yield from _recognised_without_vote(case, step, step.day)
        return
    field, voted = ("ngay_ket_thuc", deciding.round.last_day) if deciding.round.last_day else ("ngay", deciding.round.day)
    if voted is not None and step.day < voted:
        route = deciding.round.at(field)
        facts = {"message": f"công nhận ngày {short_date(step.day)}, trước ngày bầu {short_date(voted)}"}
        yield Finding(step.at("ngay"), facts, reads=(route,), related=(route,), day=voted)


def _recognised_without_vote(case: Case, step: Step, day: date) -> Iterator[Finding]:
    # Who was only named to act, and is recognised, is asked about by a rule of its own.
    if in_mid_term(case) or acting_recognised(case) is not None:
        return
    title = head_title(case.dossier.unit)
    whom = f"{step.person} làm {title}" if step.person else title
    message = f"công nhận {whom} ngày {short_date(day)}, nhưng hồ sơ không ghi lượt bầu {title} nào đã bầu"
    hint = (
        f"Ghi lượt bầu {title} vào bảng “Bầu cử” và số phiếu vào bảng “Kết quả”; chưa bầu thì xóa ngày công nhận. Đại hội chi bộ giữa "
        f"nhiệm kỳ của {title}: ghi “Trưởng ấp đương nhiệm” và “Nhiệm kỳ trưởng ấp” ở bảng “Đơn vị”, tên người được công nhận ở "
        "bảng “Mốc thời gian”."
    )
    planned = tuple(round_.at("chuc_danh") for round_ in case.dossier.rounds_of(Office.HEAD))
    reads = (*unread_steps(case.dossier), *vote_routes(case), Round.rows())
    yield Finding(step.at("ngay"), {"message": message}, reads, planned[:1], day, hint=hint)


@rule(
    "DT404",
    "{message}",
    title="Người được công nhận hoặc chuẩn y không phải người trúng cử, hoặc không ai trúng cử",
    why="Chỉ người trúng cử theo kết quả kiểm phiếu mới được công nhận hoặc chuẩn y.",
    hint="Đối chiếu quyết định với biên bản kiểm phiếu; sửa tên nhập sai.",
    hint_district="Dừng công nhận, chuẩn y; đối chiếu với biên bản kiểm phiếu đã ký.",
    bad=Edit({"moc[10].ho_ten": "Phạm Thị Hiền"}),
    good=Edit({"moc[10].ho_ten": "trần văn thuận"}),
    rests_on=(law.HEAD_IN_OFFICE, law.CONGRESS_APPROVED),
    needs=("moc", "ket_qua.so_phieu"),
)
def recognised_is_not_elected(case: Case) -> Iterator[Finding]:
    """Somebody recognised as head, or approved as secretary, whom the deciding round did not elect; or anybody where it elected nobody."""
    for kind, office, act, provision in (
        (StepKind.RECOGNITION, Office.HEAD, "công nhận", law.HEAD_IN_OFFICE),
        (StepKind.APPROVAL, Office.SECRETARY, "chuẩn y", law.CONGRESS_APPROVED),
    ):
        deciding = case.deciding(office)
        step = case.dossier.step(kind)
        if deciding is None or deciding.outcome is None or step is None or (not step.person and step.day is None):
            continue
        if kind is StepKind.RECOGNITION and acting_recognised(case) is not None:
            continue
        if deciding.elected and (not step.person or find_name(step.person, deciding.elected)):
            continue
        title = office_name(case.dossier.unit, office)
        announced = deciding.round.at("trung_cu")
        meant = [*deciding.elected, *find_name(step.person or "", deciding.candidates)]
        related = tuple(person.at("so_phieu") for person in meant) or (announced,)
        reads = (*_decided_by(deciding), announced)
        if not deciding.elected:
            when = f" ngày {short_date(step.day)}" if step.day is not None else ""
            whom = f"{step.person} làm {title}" if step.person else title
            taken, number = deciding.round.taken_round, deciding.round.number
            at = "khi phát phiếu lấy ý kiến hộ gia đình" if taken else f"ở lần bầu {number}"
            message = f"{act} {whom}{when}, nhưng không ai trúng cử {title} {at}"
            hint = (
                f"Không ai trúng cử thì không có ai để {act}. Đã bầu lại thì ghi lượt bầu đó vào bảng “Bầu cử”; nhập nhầm thì xóa bước này "
                f"ở bảng “Mốc thời gian”. Đã {act} thật thì báo cáo nơi ra quyết định."
            )
            path = step.at("ho_ten") if step.person else step.at("ngay")
            yield Finding(path, {"message": message}, (*reads, step.at("ngay")), related, deciding.day, provision, hint=hint)
        else:
            names = ", ".join(person.name or "" for person in deciding.elected)
            facts = {"message": f"{act} {step.person}, nhưng người trúng cử là {names}"}
            yield Finding(step.at("ho_ten"), facts, reads, related, deciding.day, provision)


def _decided_by(deciding: Count) -> tuple[Route, ...]:
    """The routes that the outcome of a round rests on. A round given up elects nobody, whatever its figures are warned of."""
    if not deciding.given_up:
        return deciding.reads
    return (deciding.round.at("ghi_nhan"), *((deciding.round.at("co_mat"),) if deciding.over_present else ()))


# --- Result sent ----------------------------------------------------------------------------------------------------------


@rule(
    "DT405",
    "gửi kết quả ngày {sent}, {voted} ngày {ended}: hạn cuối là ngày {due} ({law.words})",
    title="Gửi kết quả bầu trưởng ấp chậm",
    why="Quyết định bầu đã được thông qua phải được gửi đến UBND và Ủy ban MTTQ cấp xã trong {law.words} kể từ ngày họp; phát phiếu đến "
    "hộ thì kể từ ngày kết thúc thời hạn lấy ý kiến.",
    hint="Xem lại ngày bầu và ngày gửi kết quả; sửa ngày nhập sai. Đúng là gửi chậm thì nêu lý do khi gửi.",
    hint_district="Nhắc xã đôn đốc tổ bầu cử gửi kết quả đúng hạn; việc công nhận vẫn xem xét bình thường.",
    bad=Edit({**dict.fromkeys((f"moc[{i}].ngay" for i in (8, 9, 10)), "16/11/2024"), "van_ban[5].ngay_ky": "16/11/2024"}),
    good=Edit(dict.fromkeys((f"moc[{i}].ngay" for i in (8, 9, 10)), "15/11/2024")),
    rests_on=(law.HEAD_RESULT_SENT_DAYS, law.HEAD_TAKEN_RESULT_SENT_DAYS),
    severity=WARNING,
    needs=(StepKind.RESULT_SENT, "bau_cu.ngay"),
)
def result_sent_late(case: Case) -> Iterator[Finding]:
    """The result of a vote sent to the commune after its last working day."""
    for span in _spans(case):
        count = span.vote
        if count is None or not count.voted or count.round.remark is not None:
            continue
        for sent, step in [entry for entry in case.dossier.dated_steps(StepKind.RESULT_SENT) if span.holds(entry[0])][:1]:
            deadline = deadlines.result_sent(count, sent)
            if deadline is not None and deadline.late:
                route = count.round.at("ngay_ket_thuc" if count.round.last_day is not None else "ngay")
                facts = {
                    "sent": short_date(sent),
                    "voted": "thu phiếu xong" if count.round.taken_round else "bầu",
                    "ended": short_date(span.ended),
                    "due": short_date(deadline.due),
                }
                reads = (*step_routes(case, StepKind.RESULT_SENT), *vote_routes(case))
                yield Finding(step.at("ngay"), facts, reads, (route,), count.day, deadline.provision)
