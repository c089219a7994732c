"""Rules about the roster of party members: the dates of their membership, and how many there are."""

from collections.abc import Iterator

from dantin import law
from dantin.base import MEMBER_ROWS, official_members
from dantin.case import Case
from dantin.deadlines import completed
from dantin.people import birth_of, earliest
from dantin.rule import Edit, Files, Finding, rule
from dantin.rules.questions import NAMELESS
from dantin.vietnamese import short_date


@rule(
    "DT106",
    "{name} {what}",
    title="Ngày vào Đảng, ngày chính thức không theo thứ tự, hoặc chưa đủ {law.words} dự bị",
    why="Đảng viên mới là đảng viên dự bị {law.words} kể từ ngày kết nạp; chỉ đảng viên chính thức mới được bầu cử, ứng cử và được tính. "
    "Ngày ghi sai thì số đảng viên chính thức sai theo.",
    hint="Đối chiếu với quyết định kết nạp và quyết định công nhận đảng viên chính thức; sửa ngày nhập sai.",
    hint_district="Trả hồ sơ: đề nghị đối chiếu ngày vào Đảng, ngày chính thức với hồ sơ đảng viên.",
    bad=Edit({"dang_vien[11].ngay_chinh_thuc": "27/07/2017"}),
    good=Edit({"dang_vien[11].ngay_chinh_thuc": "28/07/2017"}),
    rests_on=law.PROBATION_MONTHS,
    needs=(("dang_vien.ngay_vao_dang", "dang_vien.ngay_chinh_thuc"),),
)
def party_dates(case: Case) -> Iterator[Finding]:
    """A member born after joining, official before being admitted, or official before the months of probation were over.

    How long probation was before 1991 is not known to us: of whoever was admitted before only the order is asked.
    """
    held = case.congress_day or case.as_of
    for member in case.members:
        name, birth, admitted, official = member.name or NAMELESS, birth_of(member), member.admitted, member.official_since
        first, field, did = (official, "ngay_chinh_thuc", "chính thức") if admitted is None else (admitted, "ngay_vao_dang", "vào Đảng")
        if birth is not None and first is not None and earliest(birth) > first:
            born = (member.at("ngay_sinh" if member.birth is not None else "ho_ten"),)
            facts = {"name": name, "what": f"{did} ngày {short_date(first)}, trước khi sinh"}
            yield Finding(member.at(field), facts, reads=born, related=born, day=held)
        if admitted is None or official is None:
            continue
        probation = case.law.on(law.PROBATION_MONTHS, admitted)
        if official < admitted:
            after, day = f"trước ngày vào Đảng {short_date(admitted)}", held
        elif probation is not None and not completed(law.PROBATION_MONTHS, probation, admitted, official):
            after, day = f"chưa đủ {law.PROBATION_MONTHS.said(probation).words} kể từ ngày vào Đảng {short_date(admitted)}", admitted
        else:
            continue
        facts = {"name": name, "what": f"chính thức ngày {short_date(official)}, {after}"}
        route = (member.at("ngay_vao_dang"),)
        yield Finding(member.at("ngay_chinh_thuc"), facts, reads=route, related=route, day=day)


_CELL = """don_vi:
  ten: Ấp 1
  xa: xã Phước Thái
  tinh: Đồng Nai
  tong_dang_vien: {members}
"""


@rule(
    "DT107",
    "chi bộ có {number} đảng viên chính thức ({by}), ít nhất phải có {law.words}",
    title="Chi bộ có dưới {law.words} đảng viên chính thức",
    why="Chi bộ phải có ít nhất {law.words} đảng viên chính thức; ít hơn thì không đủ điều kiện là một chi bộ và không tự đại hội được.",
    hint="Xem lại tổng số đã khai, hoặc ngày chính thức của từng đảng viên; nhập thiếu thì bổ sung. Nếu đúng như đã ghi thì báo cáo cấp ủy "
    "cấp trên trước khi đại hội.",
    hint_district="Xác minh số đảng viên chính thức; nếu đúng là dưới {law.words} thì sắp xếp lại chi bộ, chưa cho tổ chức đại hội.",
    bad=Files({"ho-so.yaml": _CELL.format(members=2)}, at="ho-so.yaml", line=5),
    good=Files({"ho-so.yaml": _CELL.format(members=3)}),
    rests_on=law.CELL_LEAST,
    needs=(("don_vi.tong_dang_vien", "dang_vien"),),
)
def cell_too_small(case: Case) -> Iterator[Finding]:
    """Too few official members on the day of the congress, by the roster, else as declared."""
    day = case.congress_day or case.as_of
    least = case.law.on(law.CELL_LEAST, day)
    listed, declared = official_members(case.dossier, day), case.dossier.unit.members
    number = declared if listed is None else listed
    if least is None or number is None or number >= least.value:
        return
    path = case.dossier.unit.at("tong_dang_vien") if listed is None else MEMBER_ROWS
    by = "theo tổng số đã khai" if listed is None else f"theo danh sách, tính đến ngày {short_date(day)}"
    yield Finding(path, {"number": number, "by": by, "least": least.value}, day=day)
