"""Rules about the day of a party-cell congress and what follows it: the report to the level above, and its approval."""

from collections.abc import Iterator

from dantin import deadlines, law
from dantin.case import Case
from dantin.deadlines import days_of_congress, days_of_votes
from dantin.model import MemberState, Office, Step, StepKind
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import unread_steps
from dantin.tally import Outcome
from dantin.vietnamese import short_date


@rule(
    "DT511",
    "đại hội ngày {congress}, đại hội nhiệm kỳ trước ngày {previous}: nhiệm kỳ {months} tháng, sớm hoặc muộn không quá "
    "{law.value[1]:02d} tháng nên phải trong khoảng {earliest} - {latest}",
    title="Đại hội sớm hoặc muộn quá {law.numbers[1]} tháng so với nhiệm kỳ",
    why="Chi bộ đại hội năm năm hai lần ({law.value[0]} tháng một lần), hoặc năm năm một lần nếu nhiệm kỳ ghi năm năm; sớm hoặc muộn "
    "không quá {law.numbers[1]} tháng.",
    hint="Xem lại ngày đại hội nhiệm kỳ trước và nhiệm kỳ chi bộ; nếu đúng như đã ghi thì ghi rõ lý do và văn bản cho phép.",
    hint_district="Kiểm tra có văn bản cho phép đại hội sớm hoặc muộn hơn không.",
    bad=Edit({"moc[0].ngay": "16/11/2021"}),
    good=Edit({"moc[0].ngay": "17/11/2021"}),
    rests_on=law.CONGRESS_TERM_MONTHS,
    severity=WARNING,
    needs=(StepKind.PREVIOUS_CONGRESS, ("bau_cu.ngay", StepKind.CONGRESS)),
)
def congress_off_term(case: Case) -> Iterator[Finding]:
    """A congress held further from the end of the term that began with the one before than the law allows."""
    previous, days = case.dossier.step(StepKind.PREVIOUS_CONGRESS), days_of_congress(case)
    if previous is None or previous.day is None or not days:
        return
    route = min(days, key=days.__getitem__)
    day = days[route]
    lawful = deadlines.congress_term(case, day)
    if lawful is None or lawful.earliest <= day <= lawful.deadline.due:
        return
    facts = {
        "congress": short_date(day),
        "previous": short_date(previous.day),
        "months": lawful.months,
        "earliest": short_date(lawful.earliest),
        "latest": short_date(lawful.deadline.due),
    }
    term = case.dossier.unit.at("nhiem_ky_chi_bo")
    yield Finding(previous.at("ngay"), facts, reads=(*days, term), related=(route, term), day=day)


_LATE_CONGRESS = {
    **{f"bau_cu[{i}].ngay": "01/12/2024" for i in (1, 2, 3)},
    "moc[11].ngay": "01/12/2024",
    "cuoc_hop[2].ngay": "01/12/2024",
    "moc[13].ngay": "",
}


@rule(
    "DT512",
    "{name} trúng cử bí thư ngày {elected}, {report}, quá hạn chuẩn y ngày {due} mà chưa ghi ngày chuẩn y",
    title="Bí thư trúng cử chưa được chuẩn y",
    why="Kết quả bầu cử của đại hội phải được cấp ủy cấp trên chuẩn y; đã hết thời hạn báo cáo và chuẩn y thì phải hỏi lại.",
    hint="Đã chuẩn y thì ghi bước “chuẩn y bí thư” vào bảng “Mốc thời gian”; chưa thì báo cáo, đề nghị cấp ủy cấp trên chuẩn y.",
    hint_district="Đôn đốc cấp ủy xem xét, ra quyết định chuẩn y.",
    bad=Edit({**_LATE_CONGRESS, "moc[12].ngay": "09/12/2024"}, at="moc[13].ngay"),
    good=Edit({**_LATE_CONGRESS, "moc[12].ngay": "10/12/2024"}),
    rests_on=law.CONGRESS_APPROVED,
    severity=WARNING,
    needs=("ket_qua.so_phieu",),
)
def secretary_not_approved(case: Case) -> Iterator[Finding]:
    """A secretary elected, and the days that the law gives for the report and for the approval are over; sooner it is only not yet due."""
    dossier, deciding = case.dossier, case.deciding(Office.SECRETARY)
    approval, reported = dossier.step(StepKind.APPROVAL), dossier.step(StepKind.CONGRESS_REPORT)
    if deciding is None or deciding.outcome is not Outcome.ELECTED or (approval is not None and approval.day is not None):
        return
    days = days_of_congress(case)
    held = max(days.values(), default=None)
    sent = reported.day if reported is not None else None
    # A report dated before the congress is out of order, and tells nothing of what is due.
    to_report = deadlines.congress_report(case.law, held, sent)
    if to_report is None or held is None or (sent is not None and sent < held):
        return
    to_approve = deadlines.approval(case.law, sent or to_report.due, held)
    if to_approve is None or case.as_of <= to_approve.due:
        return
    facts = {
        "name": ", ".join(person.name or "" for person in deciding.elected),
        "elected": short_date(deciding.dated or held),
        "report": f"báo cáo ngày {short_date(sent)}" if sent is not None else "chưa ghi ngày báo cáo",
        "due": short_date(to_approve.due),
    }
    unread = unread_steps(dossier)
    report = (reported.at("ngay"),) if reported is not None else ()
    reads = (*deciding.reads, *days, *report, *unread)
    elected = (deciding.round.at("ngay"),) if deciding.round.day is not None else tuple(days)[:1]
    path = approval.at("ngay") if approval is not None else Route(Step.table)
    # Where guidance tightens a term that this day rests on, it is its document that says so.
    terms = (to_approve.provision, *(() if sent is not None else (to_report.provision,)))
    guided = next((term for term in terms if case.law.guidance_on(term, deciding.day) is not None), None)
    yield Finding(path, facts, reads=reads, related=(*elected, *report), day=deciding.day, provision=guided)


@rule(
    "DT513",
    "{name} ghi “vắng có lý do” nhưng lại được đánh dấu có mặt",
    title="Tình trạng của đảng viên trái với cột có mặt",
    why="Người vắng có lý do không tính vào số để lấy {CONGRESS_MAJORITY.value.passed}, người có mặt thì tính: ghi cả hai làm số phiếu cần "
    "để trúng cử sai đi.",
    hint="Đối chiếu với danh sách ký tên dự đại hội: có dự thì sửa tình trạng là “đang sinh hoạt”, không dự thì bỏ dấu x.",
    hint_district="Hỏi lại xã người này có dự đại hội không.",
    bad=Edit({"dang_vien[7].tinh_trang": "vắng có lý do"}),
    good=Edit({"dang_vien[7].tinh_trang": "sinh hoạt tạm thời nơi khác"}),
    rests_on=(law.CONGRESS_DEDUCTIONS, law.CONGRESS_MAJORITY),
    severity=WARNING,
    needs=("dang_vien.tinh_trang", "dang_vien.co_mat"),
)
def excused_yet_present(case: Case) -> Iterator[Finding]:
    """A member absent for an accepted reason who is ticked as present."""
    for member in case.dossier.members:
        if member.state is MemberState.EXCUSED and member.present:
            tick = member.at("co_mat")
            yield Finding(member.at("tinh_trang"), {"name": member.name}, reads=(tick,), related=(tick,), day=case.congress_day)


@rule(
    "DT514",
    "mốc “đại hội chi bộ” ghi ngày {step}, các lượt bầu của đại hội ghi ngày {rounds}",
    title="Đại hội có hai ngày khác nhau",
    why="Ngày đại hội quyết định áp dụng quy định nào và các thời hạn báo cáo, chuẩn y; hai bảng phải ghi một ngày.",
    hint="Đối chiếu với biên bản đại hội; sửa ngày ở bảng “Mốc thời gian” hoặc bảng “Bầu cử”.",
    hint_district="Hỏi lại xã ngày đại hội đúng.",
    bad=Edit({"moc[11].ngay": "18/11/2024"}),
    good=Edit({"moc[11].ngay": "18/11/2024", "bau_cu[3].ngay": "18/11/2024"}),
    severity=WARNING,
    needs=("bau_cu.ngay", StepKind.CONGRESS),
)
def congress_of_two_dates(case: Case) -> Iterator[Finding]:
    """The step of the congress on a day on which none of its rounds voted. A congress of several days is none of two dates."""
    step, days = case.dossier.step(StepKind.CONGRESS), days_of_votes(case)
    if step is None or step.day is None or not days or step.day in days.values():
        return
    rounds = ", ".join(short_date(day) for day in sorted(set(days.values())))
    facts = {"step": short_date(step.day), "rounds": rounds}
    yield Finding(step.at("ngay"), facts, reads=tuple(days), related=tuple(days), day=case.congress_day)


@rule(
    "DT518",
    "báo cáo kết quả ngày {reported}, đại hội ngày {held}: hạn báo cáo là ngày {due} ({law.words})",
    title="Báo cáo kết quả đại hội chậm",
    why="Kết quả bầu cử của đại hội phải được báo cáo lên cấp ủy cấp trên trong {law.words}.",
    hint="Xem lại ngày trên tờ trình, báo cáo; nếu đúng là chậm thì nêu lý do khi gửi.",
    hint_district="Nhắc xã báo cáo đúng hạn; chuẩn y vẫn xem xét bình thường.",
    bad=Edit({"moc[12].ngay": "27/11/2024"}),
    good=Edit({"moc[12].ngay": "26/11/2024"}),
    rests_on=law.CONGRESS_REPORT_DAYS,
    severity=WARNING,
    needs=(("bau_cu.ngay", StepKind.CONGRESS),),
)
def reported_late(case: Case) -> Iterator[Finding]:
    """The result of the congress reported after its last working day."""
    step, days = case.dossier.step(StepKind.CONGRESS_REPORT), days_of_congress(case)
    if step is None or step.day is None or not days:
        return
    route = max(days, key=days.__getitem__)
    held = days[route]
    deadline = deadlines.congress_report(case.law, held, step.day)
    if deadline is not None and deadline.late:
        facts = {"reported": short_date(step.day), "held": short_date(held), "due": short_date(deadline.due)}
        yield Finding(step.at("ngay"), facts, reads=tuple(days), related=(route,), day=held)


@rule(
    "DT519",
    "chuẩn y ngày {approved}, báo cáo ngày {reported}: hạn chuẩn y là ngày {due} ({law.words})",
    title="Chuẩn y bí thư chậm",
    why="Cấp ủy cấp trên chuẩn y trong {law.words} kể từ ngày nhận báo cáo.",
    hint="Xem lại ngày trên quyết định chuẩn y và ngày báo cáo; đúng như đã ghi thì không phải sửa.",
    hint_district="Xem lại vì sao chuẩn y chậm; lần sau ra quyết định đúng hạn.",
    bad=Edit({"moc[13].ngay": "12/12/2024"}),
    good=Edit({"moc[13].ngay": "11/12/2024"}),
    rests_on=law.CONGRESS_APPROVAL_DAYS,
    severity=WARNING,
    needs=(StepKind.CONGRESS_REPORT,),
)
def approved_late(case: Case) -> Iterator[Finding]:
    """The elected secretary approved after the last working day that the report gave."""
    approval, reported = case.dossier.step(StepKind.APPROVAL), case.dossier.step(StepKind.CONGRESS_REPORT)
    if approval is None or approval.day is None or reported is None or reported.day is None:
        return
    days = days_of_congress(case)
    # An undated congress was held by the day of its report at the latest; a report dated before the congress is out of order.
    day = max(days.values(), default=reported.day)
    deadline = deadlines.approval(case.law, reported.day, day, approval.day)
    if deadline is not None and deadline.late and reported.day >= day:
        report = reported.at("ngay")
        facts = {
            "approved": short_date(approval.day),
            "reported": short_date(reported.day),
            "due": short_date(deadline.due),
        }
        yield Finding(approval.at("ngay"), facts, reads=(report, *days), related=(report,), day=day)
