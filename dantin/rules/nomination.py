"""Rules about who is introduced for head, and under the model for secretary too."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.chain import planned_for_secretary
from dantin.deadlines import completed
from dantin.model import BOTH_FORMS, Dossier, Membership, MemberState, ModelChoice, Nominee, Office, StepKind
from dantin.people import birth_of, find
from dantin.provision import Area
from dantin.route import Route
from dantin.rule import WARNING, Edit, Files, Finding, rule
from dantin.rules.questions import list_sent, on_list, standing, under_way
from dantin.vietnamese import short_date
from dantin.wording import commune, hamlet_name, head_title

_LISTED = """don_vi:
  ten: Ấp 1
  xa: xã Phước Thái
  tinh: Đồng Nai
nhan_su:
  - ho_ten: Lê Văn Mẫu
    gioi_thieu: {office}
moc:
  - buoc: hiệp thương
    ngay: 05/10/2024
  - buoc: chi ủy thống nhất
    ngay: 08/10/2024
  - buoc: quyết định tổ chức bầu cử
    ngay: 15/10/2024
  - buoc: gửi danh sách ứng cử
    ngay: 24/10/2024
"""


def _for_both(dossier: Dossier) -> Iterator[tuple[Nominee, ...]]:
    """The rows of each person of the official list who is introduced for head and for secretary, in one row or in two."""
    for nominee in on_list(dossier):
        if Office.SECRETARY in nominee.offices:
            yield (nominee,)
        elif others := find(nominee, dossier.nominees_for(Office.SECRETARY)):
            yield (nominee, *others)


# --- Who is introduced -----------------------------------------------------------------------------------------------


@rule(
    "DT201",
    "{name} được giới thiệu bầu {office} và bầu bí thư, nhưng {what}",
    title="Người giới thiệu làm trưởng ấp và bí thư chưa phải là đảng viên chính thức",
    why="Theo mô hình, trưởng ấp do dân bầu sẽ được giới thiệu bầu bí thư; chỉ đảng viên chính thức mới được ứng cử vào cấp ủy.",
    hint="Xem lại ngày chính thức ở bảng “Đảng viên” và cột “Đảng viên” ở bảng “Nhân sự”. Nếu ghi đúng thì chọn người khác để giới thiệu, "
    "hoặc bỏ chức danh bí thư của người này.",
    hint_district="Trả hồ sơ: người này không thể bầu làm bí thư; đề nghị chi bộ chọn nhân sự khác.",
    bad=Edit({"dang_vien[0].ngay_vao_dang": "11/11/2023", "dang_vien[0].ngay_chinh_thuc": "11/11/2024"}, at="nhan_su[0].dang_vien"),
    good=Edit({"dang_vien[0].ngay_vao_dang": "10/11/2023", "dang_vien[0].ngay_chinh_thuc": "10/11/2024", "nhan_su[0].dang_vien": "dự bị"}),
    rests_on=law.MODEL_NOMINEE,
    models=(ModelChoice.HEAD,),
    needs=("nhan_su.gioi_thieu", ("dang_vien.ngay_chinh_thuc", "nhan_su.dang_vien")),
)
def not_an_official_member(case: Case) -> Iterator[Finding]:
    """A nominee for head and secretary who is no official party member on the day of the vote: the roster says, else the nominee's row."""
    dossier, day = case.dossier, case.vote_day
    for rows in _for_both(dossier):
        stating = next((row for row in rows if row.membership is not None), rows[0])
        what, reads = _not_official(dossier, rows[0], stating, day)
        if what:
            facts = {"name": stating.name, "office": head_title(dossier.unit), "what": what}
            yield Finding(stating.at("dang_vien"), facts, reads=reads, related=reads[:1], day=day)


def _not_official(dossier: Dossier, nominee: Nominee, stating: Nominee, day: date) -> tuple[str, tuple[Route, ...]]:
    """Why somebody is no official member, and the fields of the roster that say so; "" where official, or where it is not known."""
    # A roster without a single date of becoming official does not tell who is.
    dated = any(member.official_since for member in dossier.members)
    on_roster = find(nominee, dossier.members) if dated else []
    if on_roster:
        member, *others = on_roster
        if others or member.official_on(day):
            return "", ()
        reads = (member.at("ngay_chinh_thuc"), member.at("tinh_trang"))
        if member.state is MemberState.VISITING:
            return "là đảng viên nơi khác đến sinh hoạt tạm thời", reads
        return f"đến ngày {short_date(day)} chưa phải là đảng viên chính thức", reads
    match stating.membership:
        case Membership.PROBATIONARY:
            return "là đảng viên dự bị", ()
        case Membership.NONE:
            return "không phải là đảng viên", ()
        case _:
            return "", ()


@rule(
    "DT202",
    "{message}",
    title="Người giới thiệu làm trưởng ấp và bí thư không trong quy hoạch bí thư",
    why="Theo mô hình, người được giới thiệu bầu trưởng ấp phải là người đã có trong quy hoạch để giới thiệu bầu bí thư chi bộ.",
    hint="Ghi “bí thư” ở cột “Quy hoạch”, và đủ hai chức danh trưởng ấp, bí thư ở cột “Giới thiệu bầu”, cho người được chọn theo mô hình. "
    "Nếu người đó chưa có trong quy hoạch thì đề nghị bổ sung quy hoạch trước khi giới thiệu.",
    hint_district="Trả hồ sơ: đối chiếu với quy hoạch bí thư đã phê duyệt; chưa có trong quy hoạch thì không theo mô hình.",
    bad=Edit({"nhan_su[0].quy_hoach": "phó bí thư"}),
    good=Edit({"nhan_su[0].quy_hoach": "Bí thư chi bộ"}),
    rests_on=law.MODEL_NOMINEE,
    models=(ModelChoice.HEAD,),
    needs=("nhan_su.gioi_thieu",),
)
def not_in_the_plan(case: Case) -> Iterator[Finding]:
    """A nominee for head and secretary not planned for secretary; or, once the list went out, nobody introduced for both.

    A blank plan is no plan where any nominee has one; where nobody has, it was not recorded.
    """
    dossier, day = case.dossier, case.vote_day
    office = head_title(dossier.unit)
    both = list(_for_both(dossier))
    recorded = any(nominee.planned_for for nominee in dossier.nominees)
    for rows in both:
        if recorded and not any(planned_for_secretary(row) for row in rows):
            stating = next((row for row in rows if row.planned_for), rows[0])
            plan = f"ghi “{stating.planned_for}”" if stating.planned_for else "để trống"
            message = (
                f"{stating.name} được giới thiệu bầu {office} và bầu bí thư, nhưng không trong quy hoạch bí thư (cột quy hoạch {plan})"
            )
            yield Finding(stating.at("quy_hoach"), {"message": message}, day=day)
    listed = on_list(dossier)
    unread = dossier.unread(dossier.nominees, "ho_ten", "gioi_thieu", "nguon")
    if listed and not both and not unread and under_way(case):
        message = f"không ai trong danh sách ứng cử {office} được giới thiệu bầu cả {office} và bí thư"
        others = tuple(nominee.at("gioi_thieu") for nominee in listed[1:])
        yield Finding(listed[0].at("gioi_thieu"), {"message": message}, related=others, day=day)


# --- Who stands ------------------------------------------------------------------------------------------------------


@rule(
    "DT205",
    "đã {done} nhưng không có ai được giới thiệu ứng cử {office}",
    title="Chưa có ai được giới thiệu ứng cử trưởng ấp",
    why="Danh sách ứng cử chính thức phải có ít nhất {HEAD_CANDIDATES_LEAST.numbers[0]} người; không giới thiệu ai thì cuộc bầu "
    "không thể tiến hành.",
    hint="Ghi người ứng cử vào bảng “Nhân sự”, cột “Giới thiệu bầu” ghi chức danh trưởng ấp.",
    hint_district="Trả hồ sơ: yêu cầu gửi danh sách ứng cử có tên người ứng cử.",
    bad=Files({"ho-so.yaml": _LISTED.format(office="bí thư")}, at="ho-so.yaml", line=5),
    good=Files({"ho-so.yaml": _LISTED.format(office="trưởng ấp")}),
    rests_on=law.HEAD_CANDIDATES_LEAST,
    needs=((StepKind.LIST_SENT, "bau_cu"),),
)
def nobody_introduced(case: Case) -> Iterator[Finding]:
    """Nobody introduced for head: an error once a list was sent, under the model a warning once a vote was taken without one."""
    dossier, day = case.dossier, case.vote_day
    least = case.law.on(law.HEAD_CANDIDATES_LEAST, day)
    unread = dossier.unread(dossier.nominees, "gioi_thieu")
    sent = list_sent(case)
    voted = next((count.round for count in case.held(Office.HEAD) if count.voted), None)
    follows = dossier.unit.model in BOTH_FORMS
    if least is None or unread or len(dossier.nominees_for(Office.HEAD)) >= least.value:
        return
    office, path = head_title(dossier.unit), Nominee.rows()
    if sent is not None:
        facts = {"done": "gửi danh sách ứng cử", "office": office}
        yield Finding(path, facts, related=(sent[1].at("ngay"),), day=day)
    elif voted is not None and follows:
        # Votes typed in on the evening, before anything else: that the list is missing is told too, as an error of its own.
        facts = {"done": f"bầu {office}", "office": office}
        yield Finding(path, facts, related=(voted.at("chuc_danh"),), day=day, severity=WARNING)


# --- Standards of a head ---------------------------------------------------------------------------------------------


@rule(
    "DT206",
    "{name} chưa đủ {law.words} vào ngày {day}",
    title="Người ứng cử trưởng ấp chưa đủ tuổi",
    why="Trưởng ấp phải từ đủ {law.words}; tính đến ngày bầu.",
    hint="So lại ngày sinh với thẻ căn cước. Nếu ghi đúng thì người này chưa được ứng cử: đưa ra khỏi danh sách.",
    hint_district="Trả hồ sơ: người này không đủ tiêu chuẩn; không công nhận nếu trúng cử.",
    bad=Edit({"nhan_su[1].ngay_sinh": "11/11/2003", "nhan_su[1].cccd": ""}),
    good=Edit({"nhan_su[1].ngay_sinh": "10/11/2003", "nhan_su[1].cccd": ""}),
    rests_on=law.HEAD_AGE,
    needs=(("nhan_su", "ket_qua"),),
)
def too_young(case: Case) -> Iterator[Finding]:
    """Somebody who stands for head under the age on the day of the first vote they stand in; each person once."""
    dossier = case.dossier
    rounds = dossier.rounds_of(Office.HEAD)
    if dossier.unread(rounds, "ngay"):
        return
    first_voted: dict[Route, date] = {}
    for candidate, voted in ((c, r.day) for r in rounds if r.day is not None for c in r.candidates):
        first_voted[candidate.path] = min(voted, first_voted.get(candidate.path, voted))
    first = case.vote_day
    for rows in standing(case, Office.HEAD):
        day = min((first_voted[row.path] for row in rows if row.path in first_voted), default=first)
        age = case.law.on(law.HEAD_AGE, day)
        births = [(row, birth) for row in rows if (birth := birth_of(row)) is not None]
        if age is None or not births:
            continue
        # A whole date tells more than a year, wherever it stands.
        person, birth = next((pair for pair in births if pair[1].full is not None), births[0])
        if not completed(law.HEAD_AGE, age, birth.full or date(birth.year, 1, 1), day):
            path = person.at("ngay_sinh" if person.birth is not None else "ho_ten")
            vote = tuple(r.at("ngay") for r in rounds if r.day == day)[:1]
            yield Finding(path, {"name": person.name, "day": short_date(day)}, related=vote, day=day)


@rule(
    "DT207",
    "{name} được giới thiệu bầu {office} nhưng {what}",
    title="Người ứng cử trưởng ấp không thường trú ở ấp (từ ngày 26/5/2026: ở xã, phường, đặc khu)",
    why="Trưởng ấp phải là người thường trú ở ấp; từ ngày 26/5/2026 chỉ cần cư trú thường xuyên ở xã, phường, đặc khu có ấp.",
    hint="Xem lại nơi thường trú; đúng là thường trú ở {area} thì đánh dấu “x” ở cột “Thường trú”. Nếu không thì chọn người khác.",
    hint_district="Đề nghị xã xác minh nơi thường trú trước khi công nhận.",
    bad=(
        Edit({"nhan_su[1].thuong_tru": "không"}, says="nhưng ghi là không thường trú ở khu phố 4"),
        Edit({"nhan_su[1].thuong_tru": ""}, says="nhưng chưa được đánh dấu thường trú"),
    ),
    good=Edit({"*nhan_su.thuong_tru": ""}),
    rests_on=law.HEAD_RESIDENT,
    severity=WARNING,
    needs=("nhan_su.thuong_tru",),
)
def not_resident(case: Case) -> Iterator[Finding]:
    """A nominee for head of whom the column says no, or is blank beside ticks; a column without a tick was not recorded."""
    day, unit = case.vote_day, case.dossier.unit
    version = case.law.on(law.HEAD_RESIDENT, day)
    if version is None:
        return
    area = commune(unit) if version.value is Area.COMMUNE else hamlet_name(unit)
    for nominee in case.dossier.nominees_for(Office.HEAD):
        if nominee.resident is False and nominee.name:
            blank = nominee.at("thuong_tru") in case.dossier.unticked
            what = "chưa được đánh dấu thường trú" if blank else f"ghi là không thường trú ở {area}"
            facts = {"name": nominee.name, "office": head_title(unit), "what": what, "area": area}
            yield Finding(nominee.at("thuong_tru"), facts, day=day)
