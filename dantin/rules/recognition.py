"""Rules about the recognition of the elected head and the approval of the elected secretary."""

from collections.abc import Iterator

from dantin import law
from dantin.model import ModelChoice, Office, StepKind
from dantin.people import find_name
from dantin.rule import Edit, Finding, rule
from dantin.tally import Case
from dantin.vietnamese import short_date


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
)
def congress_without_recognition(case: Case) -> Iterator[Finding]:
    """Model "secretary is head": a congress or an approval, and no dated recognition of the head."""
    dossier = case.dossier
    if dossier.unit.model is not ModelChoice.HEAD:
        return
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
    # A step whose name could not be read may be the one that is missed here.
    unread = tuple(step.at("buoc") for step in dossier.steps if step.kind is None)
    path = recognition.at("ngay") if recognition is not None else "moc"
    yield Finding(path, {"what": what}, reads=unread, day=case.congress_day)


@rule(
    "DT403",
    "công nhận ngày {recognised}, trước ngày bầu {voted}",
    title="Công nhận trước khi bầu",
    why="Kết quả bầu cử chỉ được công nhận sau khi đã bầu.",
    hint="Xem lại ngày trên quyết định công nhận và ngày bầu; sửa ngày nhập sai.",
    hint_district="Trả hồ sơ: đối chiếu quyết định công nhận với biên bản kiểm phiếu.",
    bad=Edit({"moc[10].ngay": "09/11/2024"}),
    good=Edit({"moc[10].ngay": "10/11/2024"}),
    rests_on=law.HEAD_IN_OFFICE,
)
def recognised_before_vote(case: Case) -> Iterator[Finding]:
    """A recognition dated before the vote that decided."""
    deciding = case.deciding(Office.HEAD)
    step = case.dossier.step(StepKind.RECOGNITION)
    if deciding is None or step is None or step.day is None:
        return
    field, voted = ("ngay_ket_thuc", deciding.round.last_day) if deciding.round.last_day else ("ngay", deciding.round.day)
    if voted is not None and step.day < voted:
        route = deciding.round.at(field)
        facts = {"recognised": short_date(step.day), "voted": short_date(voted)}
        yield Finding(step.at("ngay"), facts, reads=(route,), related=(route,), day=voted)


@rule(
    "DT404",
    "{act} {name}, nhưng {elected}",
    title="Người được công nhận hoặc chuẩn y không phải người trúng cử",
    why="Chỉ người trúng cử theo kết quả kiểm phiếu mới được công nhận hoặc chuẩn y.",
    hint="Đối chiếu quyết định với biên bản kiểm phiếu; sửa tên nhập sai.",
    hint_district="Dừng công nhận, chuẩn y; đối chiếu với biên bản kiểm phiếu đã ký.",
    bad=Edit({"moc[10].ho_ten": "Phạm Thị Hiền"}),
    good=Edit({"moc[10].ho_ten": "trần văn thuận"}),
    rests_on=(law.HEAD_IN_OFFICE, law.CONGRESS_APPROVED),
)
def recognised_is_not_elected(case: Case) -> Iterator[Finding]:
    """A person recognised as head, or approved as secretary, whom the deciding round did not elect."""
    for kind, office, act, provision in (
        (StepKind.RECOGNITION, Office.HEAD, "công nhận", law.HEAD_IN_OFFICE),
        (StepKind.APPROVAL, Office.SECRETARY, "chuẩn y", law.CONGRESS_APPROVED),
    ):
        deciding = case.deciding(office)
        step = case.dossier.step(kind)
        if deciding is None or deciding.outcome is None or step is None or not step.person:
            continue
        if not find_name(step.person, deciding.elected):
            names = ", ".join(c.name or "" for c in deciding.elected)
            elected = f"người trúng cử là {names}" if names else "không ai trúng cử"
            facts = {"act": act, "name": step.person, "elected": elected}
            reads = (*deciding.reads, deciding.round.at("trung_cu"))
            yield Finding(step.at("ho_ten"), facts, reads=reads, day=deciding.day, provision=provision)
