"""Rules about the rosters: households and party members."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, official_members
from dantin.model import Person
from dantin.people import birth_of
from dantin.rule import Edit, Finding, rule
from dantin.tally import Case
from dantin.vietnamese import fold_name

P = TypeVar("P", bound=Person)


@rule(
    "DT101",
    "“{name}” đã có trong danh sách {roster} (trùng {by})",
    title="Một người có hai dòng trong một danh sách",
    why="Một người ghi hai lần làm tổng số tăng lên, và số phiếu cần để trúng cử sai theo.",
    hint="Xóa dòng ghi trùng; nếu là hai người khác nhau thì sửa lại ngày sinh hoặc số CCCD cho đúng.",
    hint_district="Trả hồ sơ: đề nghị xã đối chiếu danh sách với sổ hộ khẩu, sổ đảng viên.",
    bad=Edit({"ho_gia_dinh[5].cccd": "={ho_gia_dinh[2].cccd}", "ho_gia_dinh[5].ngay_sinh": "", "ho_gia_dinh[5].gioi_tinh": ""}),
    good=Edit({"ho_gia_dinh[5].ho_ten": "={ho_gia_dinh[2].ho_ten}"}),
)
def person_twice(case: Case) -> Iterator[Finding]:
    """The same identity number, or the same name and full birth date, on two rows of a roster."""
    yield from _twice(case.dossier.households, "hộ gia đình", HOUSEHOLD_ROWS)
    yield from _twice(case.dossier.members, "đảng viên", MEMBER_ROWS)


def _twice(people: Sequence[P], roster: str, number_of_rows: str) -> Iterator[Finding]:
    by_number: dict[str, P] = {}
    by_birth: dict[date, list[P]] = {}
    for person in people:
        birth = birth_of(person)
        day = birth.full if birth is not None else None
        twin, field, by = (by_number.get(person.cccd), "cccd", "số CCCD") if person.cccd else (None, "", "")
        if twin is None and day is not None and person.name:
            # Name and whole birth date are enough: two identity numbers of one person are a slip of the pen more often than two people.
            folded = (fold_name(p.name) == fold_name(person.name) and p for p in by_birth.get(day, ()) if p.name)
            twin, field, by = next((p for p in folded if p), None), "ho_ten", "họ tên và ngày sinh"
        if twin is not None:
            facts = {"name": person.name or "", "roster": roster, "by": by}
            yield Finding(person.at(field), facts, reads=(number_of_rows,), related=(twin.at(field),))
        if person.cccd:
            by_number.setdefault(person.cccd, person)
        if day is not None:
            by_birth.setdefault(day, []).append(person)


@rule(
    "DT105",
    "khai {declared} {what}, nhưng danh sách có {counted}",
    title="Tổng số khai báo khác với danh sách",
    why="Tổng số là gốc để tính số dự họp tối thiểu và số phiếu cần để trúng cử: hai con số khác nhau có thể cho hai kết quả khác nhau.",
    hint="Đối chiếu với danh sách gốc; sửa tổng số, hoặc thêm, bớt người trong danh sách cho khớp.",
    hint_district="Trả hồ sơ: chưa thể tính kết quả khi tổng số chưa khớp danh sách.",
    bad=Edit({"don_vi.tong_so_ho": 311}),
    good=Edit({"don_vi.tong_so_ho": 310}),
)
def total_and_roster(case: Case) -> Iterator[Finding]:
    """A declared total that is not the number of people on the roster."""
    dossier = case.dossier
    unit, rows = dossier.unit, len(dossier.households)
    if rows and unit.households not in (None, rows):
        facts = {"declared": unit.households, "what": "hộ gia đình", "counted": rows}
        yield Finding(unit.at("tong_so_ho"), facts, reads=(HOUSEHOLD_ROWS,))
    official = official_members(dossier, case.congress_day or case.as_of)
    if official is not None and unit.members not in (None, official):
        facts = {"declared": unit.members, "what": "đảng viên chính thức", "counted": official}
        yield Finding(unit.at("tong_dang_vien"), facts, reads=(MEMBER_ROWS,))
    for count in case.counts:
        for route, declared, counted in count.base.conflicts:
            if route == count.round.at("tong_so"):
                what = "người được triệu tập" if count.office.of_party else "đại diện hộ được triệu tập"
                rows_read = MEMBER_ROWS if count.office.of_party else HOUSEHOLD_ROWS
                yield Finding(route, {"declared": declared, "what": what, "counted": counted}, reads=(rows_read,))
