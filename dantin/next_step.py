"""What to do next after a round that was held, in a sentence with its last lawful day. Imports deadlines, law, tally and wording."""

from datetime import date
from typing import Any

from dantin import deadlines, law
from dantin.case import Case
from dantin.dismissal import Dismissal, dismissal_of, let_go, vacant_since, voted_since
from dantin.model import ModelChoice, Office, StepKind
from dantin.patterns import late
from dantin.provision import Provision, Version
from dantin.records import dataclass
from dantin.tally import Count, Outcome
from dantin.vietnamese import short_date
from dantin.wording import commune, head_title, higher_wins, uncounted

_FURTHER = late(r",? chậm nhất| trong \d| ngày \d|, báo cáo |[:;(]")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, in a sentence; `due` its last lawful day where one is known, `version` the provision that says so.

    `done`: nothing is left to do after this round, and the sentence says what closed it.
    """

    text: str
    due: date | None = None
    version: Version[object] | None = None
    done: bool = False

    @property
    def brief(self) -> str:
        """What to do in a few words, for a line of a table: the sentence up to its term, its ground or its second part."""
        return _FURTHER.split(self.text, maxsplit=1)[0].rstrip(".")


def next_step(case: Case, count: Count) -> NextStep | None:
    """What follows a round that was held; None where a later round already followed."""
    if count.planned or count is not case.deciding(count.office):
        return None
    if count.office is Office.HEAD and (after := after_dismissal(case)) is not None:
        return after
    if count.outcome is None and count.uncounted:
        text = f"Kiểm phiếu ở {uncounted(count)}, rồi cộng kết quả các cụm; chưa công bố, chưa ký biên bản chung."
        return NextStep(text, version=case.law.on(law.HEAD_CLUSTERS, count.day))
    if count.outcome is None:
        return NextStep("Sửa các lỗi đã nêu rồi kiểm phiếu lại; chưa ký biên bản.")
    return (_after_congress if count.office.of_party else _after_head)(case, count)


def after_dismissal(case: Case) -> NextStep | None:
    """What follows where a head is let go, by a meeting or a decision; None where neither is known, or a vote followed."""
    gone, dismissal = let_go(case), dismissal_of(case)
    held_on = dismissal.meeting.day if dismissal is not None else None
    if gone is not None and (held_on is None or held_on <= gone[0]):
        return _vacant(case, gone[0]) if vacant_since(case) is not None else None
    if dismissal is None or not dismissal.held or dismissal.rule is None:
        return None
    if (held_on is None and case.held(Office.HEAD)) or voted_since(case, dismissal.day):
        return None
    return _after_meeting(case, dismissal)


def _after_meeting(case: Case, dismissal: Dismissal) -> NextStep:
    title, body, procedure = head_title(case.dossier.unit), commune(case.dossier.unit), case.law.on(law.HEAD_DISMISSAL, dismissal.day)
    if dismissal.passed is None:
        return NextStep(f"Điền đủ, sửa đúng số liệu cuộc họp cho thôi {title} ở bảng “Cuộc họp”; chưa ký biên bản.")
    if not dismissal.passed:
        text = f"Cuộc họp không thống nhất cho thôi {title}: UBND {body} xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ {body}."
        return NextStep(text, version=procedure)
    sent = deadlines.dismissal_sent(case.law, dismissal.day) if dismissal.meeting.day is not None else None
    recognised = deadlines.dismissal_recognised(case.law, dismissal.day, dismissal.day)
    within = f" trong {recognised.words} kể từ ngày nhận" if recognised is not None else ""
    term = f" chậm nhất ngày {short_date(sent.due)} ({sent.words})" if sent is not None else ""
    text = (
        f"Gửi quyết định cho thôi {title} của cuộc họp đến UBND và Ủy ban MTTQ {body}{term}; "
        f"UBND {body} công nhận kết quả cho thôi, hoặc trả lời bằng văn bản nêu rõ lý do,{within}."
    )
    return NextStep(text, sent.due if sent is not None else None, recognised.version if recognised is not None else procedure)


def _vacant(case: Case, since: date) -> NextStep | None:
    """No elected head since a day: the commune decides that a vote is held; until then somebody acts."""
    decided = any(s.day is not None and s.day >= since for s in case.dossier.steps_of(StepKind.DECISION))
    deadline = deadlines.decision_after_dismissal(case.law, since)
    if decided or deadline is None:
        return None
    title, body = head_title(case.dossier.unit), commune(case.dossier.unit)
    text = (
        f"UBND {body} quyết định việc tiến hành bầu {title} mới chậm nhất ngày {short_date(deadline.due)}: "
        f"{deadline.words} kể từ ngày công nhận cho thôi ({short_date(since)})"
    )
    acting = case.dossier.step(StepKind.ACTING_HEAD)
    if acting is None or acting.day is None or acting.day < since:
        text += f"; trong thời gian khuyết, thống nhất với Ủy ban MTTQ {body} cử {title} lâm thời."
    else:
        ends = deadlines.acting_ends(case.law, acting.day, case.as_of)
        until = f", không quá {ends.words}, đến hết ngày {short_date(ends.due)}" if ends is not None else ""
        text += f"; {acting.person or 'người được cử'} làm {title} lâm thời đến khi bầu được {title} mới{until}."
    return NextStep(text, deadline.due, deadline.version)


def _after_head(case: Case, count: Count) -> NextStep | None:
    body = commune(case.dossier.unit)
    match count.outcome:
        case Outcome.VOID:
            decides = case.law.on(law.HEAD_NOT_REACHED, count.day)
            again = f"; báo cáo UBND {body} xem xét, quyết định bầu lại." if decides is not None else " và tổ chức bầu lại."
            text = f"Lập biên bản hủy lượt bầu, niêm phong toàn bộ số phiếu{again}"
            return NextStep(text, version=case.law.on(law.HEAD_BALLOT_BOX, count.day) if count.box_overfull else decides)
        case Outcome.NO_QUORUM:
            taken = case.law.on(law.HEAD_BALLOTS_TO_HOUSEHOLDS, count.day)
            if taken is None:
                quorum = case.law.on(law.HEAD_QUORUM, count.day)
                enough = f"có {quorum.value.words}" if quorum is not None else "đủ"
                return NextStep(f"Tổ chức họp lại; chỉ bầu khi {enough} số người được triệu tập dự họp.", version=count.quorum_rule)
            return _ballots_taken_round(case, count, taken)
        case Outcome.ELECTED:
            return _head_elected(case, count)
        case _:
            return _head_not_elected(case, count)


def _ballots_taken_round(case: Case, count: Count, taken: Version[None]) -> NextStep:
    """What is left to do where too few came: all of it, or what follows the steps that are dated since the meeting."""

    def term(provision: Provision[Any]) -> str | None:
        version = case.law.on(provision, count.day)
        return provision.alone(version) if version is not None else None

    def done(kind: StepKind) -> bool:
        step = case.dossier.step(kind)
        return step is not None and step.day is not None and (count.round.day is None or step.day >= count.round.day)

    planned = [c.round.day for c in case.counts_of(Office.HEAD) if c.planned and c.round.taken_round and c.round.day is not None]
    public = deadlines.made_public(case.law, planned[0]) if planned else None
    set_up, public_done, body = done(StepKind.TAKEN_TEAM_SET_UP), done(StepKind.TAKEN_MADE_PUBLIC), commune(case.dossier.unit)
    parts: list[str] = []
    if not (set_up or public_done):
        sent = term(law.HEAD_TAKEN_PLAN_SENT_DAYS)
        to = f", gửi Chủ tịch UBND và Chủ tịch Ủy ban MTTQ {body} trong {sent} kể từ ngày ban hành" if sent is not None else ""
        led = case.law.on(law.HEAD_TAKEN_TEAM_LEADER, count.day) is not None
        by = ", tổ trưởng là đại diện Ban công tác Mặt trận" if led else ""
        parts += [f"lập kế hoạch{to}", f"thành lập tổ phát phiếu {term(law.HEAD_TAKEN_TEAM)}{by}"]
    if not public_done:
        by_day = f"chậm nhất ngày {short_date(public.due)} " if public is not None else ""
        parts.append(f"công khai {by_day}(ít nhất {term(law.HEAD_TAKEN_PUBLIC_DAYS)} trước ngày phát phiếu)")
    form = case.law.on(law.HEAD_TAKEN_MINUTES, count.day)
    parts += ["phát mỗi hộ 01 phiếu", f"kiểm phiếu, lập biên bản{f' theo {form.article}' if form is not None else ''}"]
    parts.append(f"gửi kết quả trong {term(law.HEAD_TAKEN_RESULT_SENT_DAYS)} kể từ ngày hết hạn thu phiếu")
    begin = "Phát" if set_up or public_done or planned else "Họp lại, hoặc phát"
    text = f"{begin} phiếu lấy ý kiến hộ gia đình: {'; '.join(parts)}."
    if public is not None and not public_done:
        return NextStep(text, public.due, public.version)
    return NextStep(text, version=taken)


def _head_not_elected(case: Case, count: Count) -> NextStep:
    first = case.held(Office.HEAD)[0].round.day
    again = deadlines.vote_again(case.law, first or count.day, count.day)
    if again is not None:
        within = f"trong {again.words} kể từ ngày bầu lần đầu."
        if first is None:
            return NextStep(f"Bầu lại {within}", version=again.version)
        return NextStep(f"Bầu lại chậm nhất ngày {short_date(again.due)}: {within}", again.due, again.version)
    body = commune(case.dossier.unit)
    text = f"Ghi rõ vào biên bản vì sao không ai trúng cử, báo cáo UBND {body}; UBND {body} xem xét, quyết định bầu lại."
    return NextStep(text, version=case.law.on(law.HEAD_NOT_REACHED, count.day))


def _head_elected(case: Case, count: Count) -> NextStep | None:
    dossier = case.dossier
    body = commune(dossier.unit)
    recognition = dossier.step(StepKind.RECOGNITION)
    if recognition is not None and recognition.day is not None:
        if dossier.unit.model is ModelChoice.HEAD and not case.congress_held:
            person = count.elected[0].name
            return NextStep(f"Mở đại hội chi bộ, giới thiệu {person} để bầu bí thư.", version=case.law.on(law.MODEL_ORDER, count.day))
        return NextStep(f"UBND {body} công nhận ngày {short_date(recognition.day)}.", done=True)
    refusal = dossier.step(StepKind.REFUSAL)
    if refusal is not None and refusal.day is not None and (count.round.day is None or refusal.day >= count.round.day):
        text = f"UBND {body} từ chối công nhận ngày {short_date(refusal.day)}: làm theo lý do trong văn bản, đề nghị quyết định bầu lại."
        return NextStep(text, version=case.law.on(law.HEAD_RECOGNISED_OR_NOT, count.day))
    received = deadlines.received(case)
    recognise = deadlines.recognition(case.law, received or count.day, count.day)
    if recognise is None:
        return NextStep(f"Gửi kết quả đến UBND {body} để công nhận {head_title(dossier.unit)}.")
    term = f"{recognise.words} kể từ ngày nhận"
    if received is not None:
        text = f"UBND {body} công nhận kết quả chậm nhất ngày {short_date(recognise.due)}: {term} ({short_date(received)})."
        return NextStep(text, recognise.due, recognise.version)
    send = deadlines.result_sent(count)
    guided = case.law.guidance_on(law.HEAD_RECOGNITION_DAYS, count.day)
    then = f"UBND {body} công nhận kết quả trong {term}{f' (theo {guided.citation})' if guided is not None else ''}."
    if send is None:
        return NextStep(f"Gửi kết quả đến UBND và Ủy ban MTTQ {body}; {then}", version=recognise.version)
    text = f"Gửi kết quả đến UBND và Ủy ban MTTQ {body} chậm nhất ngày {short_date(send.due)} ({send.words}); {then}"
    return NextStep(text, send.due, send.version)


def _after_congress(case: Case, count: Count) -> NextStep | None:
    match count.outcome:
        case Outcome.VOID:
            version = case.law.on(law.BALLOT_BOX, count.day) if count.box_overfull else None
            return NextStep("Hủy toàn bộ số phiếu trong hòm và bầu lại ngay tại đại hội.", version=version)
        case Outcome.NO_QUORUM:
            level = f" {count.quorum_rule.value.level}" if count.quorum_rule is not None else ""
            return NextStep(f"Hoãn đại hội, triệu tập lại cho đủ{level} số đảng viên.", version=count.quorum_rule)
        case Outcome.TIE:
            tied = case.law.on(law.CONGRESS_TIE, count.day)
            if count.among_tied:
                return NextStep("Vẫn bằng phiếu: đại hội quyết định có bầu tiếp hay không.", version=tied)
            return NextStep(f"Bầu lại giữa những người bằng phiếu; người {higher_wins(count)}.", version=tied)
        case Outcome.INCOMPLETE | Outcome.NOT_ELECTED:
            appointed = case.law.on(law.APPOINTED_SECRETARY, count.day)
            rounds = len(case.held(count.office))
            if count.office is Office.SECRETARY and appointed is not None and rounds >= appointed.value:
                return NextStep(f"Đã bầu {rounds} lần không có bí thư: báo cáo cấp ủy cấp trên chỉ định.", version=appointed)
            return NextStep("Đại hội quyết định có bầu tiếp hay không.", version=case.law.on(law.CONGRESS_FEWER, count.day))
        case _:
            return _congress_elected(case, count)


def _congress_elected(case: Case, count: Count) -> NextStep | None:
    if count.office is Office.COMMITTEE:
        if case.held(Office.SECRETARY):
            return None
        return NextStep(
            "Bầu bí thư, rồi phó bí thư, trong số chi ủy viên vừa trúng cử.", version=case.law.on(law.COMMITTEE_FROM, count.day)
        )
    approval = case.dossier.step(StepKind.APPROVAL)
    if approval is not None and approval.day is not None:
        return NextStep(f"Cấp ủy cấp trên chuẩn y ngày {short_date(approval.day)}.", done=True)
    ended = deadlines.congress_ended(case)
    step = deadlines.answering(case.dossier, StepKind.CONGRESS_REPORT, ended)
    if step is not None and step.day is not None:
        approve = deadlines.approval(case.law, step.day, count.day)
        if approve is None:
            return NextStep("Cấp ủy cấp trên xem xét chuẩn y kết quả bầu cử.")
        text = f"Cấp ủy cấp trên chuẩn y chậm nhất ngày {short_date(approve.due)}: {approve.words} kể từ ngày nhận báo cáo."
        return NextStep(text, approve.due, approve.version)
    report = deadlines.congress_report(case.law, ended)
    if report is None:
        version = case.law.on(law.CONGRESS_REPORT_DAYS, count.day)
        return NextStep("Báo cáo kết quả bầu cử lên cấp ủy cấp trên để chuẩn y.", version=version)
    text = f"Báo cáo kết quả lên cấp ủy cấp trên chậm nhất ngày {short_date(report.due)} ({report.words}) để chuẩn y."
    return NextStep(text, report.due, report.version)
