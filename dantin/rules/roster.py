"""Rules about the rosters, households and party members, and about the identity numbers of everyone listed anywhere."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, official_members
from dantin.cccd import LENGTH, OLD_LENGTH, all_digits, contradicts, mended, province_of, told, well_formed
from dantin.model import Dossier, Person
from dantin.people import birth_of
from dantin.rule import WARNING, Edit, Finding, rule
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
    """The same identity number, or the same name and full birth date, on two rows of a roster.

    What is no identity number ("chưa có", an old card) may stand on many rows; DT102 stands on each, and none is another's twin by it.
    """
    yield from _twice(case.dossier.households, "hộ gia đình", HOUSEHOLD_ROWS)
    yield from _twice(case.dossier.members, "đảng viên", MEMBER_ROWS)


def _twice(people: Sequence[P], roster: str, number_of_rows: str) -> Iterator[Finding]:
    by_number: dict[str, P] = {}
    by_birth: dict[date, list[P]] = {}
    for person in people:
        birth = birth_of(person)
        day = birth.full if birth is not None else None
        number = person.cccd if person.cccd and well_formed(person.cccd) else None
        twin, field, by, reads = (by_number.get(number) if number else None), "cccd", "số CCCD", ("cccd",)
        if twin is None and day is not None and person.name:
            # Name and whole birth date are enough: two identity numbers of one person are a slip of the pen more often than two people.
            folded = (fold_name(p.name) == fold_name(person.name) and p for p in by_birth.get(day, ()) if p.name)
            twin, field, by, reads = next((p for p in folded if p), None), "ho_ten", "họ tên và ngày sinh", ("ngay_sinh",)
        if twin is not None:
            facts = {"name": person.name or "", "roster": roster, "by": by}
            compared = tuple(row.at(name) for row in (person, twin) for name in reads)
            yield Finding(person.at(field), facts, reads=(number_of_rows, *compared), related=(twin.at(field),))
        if number:
            by_number.setdefault(number, person)
        if day is not None:
            by_birth.setdefault(day, []).append(person)


@rule(
    "DT102",
    "số CCCD của {name} {what}",
    title="Số CCCD không đúng 12 chữ số, hoặc trái với giới tính hay năm sinh",
    why="Số CCCD có 12 chữ số; chữ số thứ tư cho biết giới tính và thế kỷ sinh, hai chữ số tiếp theo là hai số cuối của năm sinh. "
    "Số ghi sai không nhận ra được một người ghi ở hai nơi, và có thể là số của người khác.",
    hint="Ghi lại theo thẻ căn cước, hoặc sửa giới tính, ngày sinh nếu chúng ghi sai; chưa có số 12 chữ số thì để trống ô này. "
    "Trong Excel, chọn định dạng văn bản cho cột CCCD trước khi gõ để số 0 ở đầu không mất.",
    hint_district="Trả hồ sơ: đề nghị xã đối chiếu số CCCD, giới tính và ngày sinh với thẻ căn cước.",
    bad=Edit({"ho_gia_dinh[5].cccd": "75059409703"}),
    good=Edit({"ho_gia_dinh[5].cccd": "075059409703"}),
    rests_on=law.IDENTITY_NUMBER,
)
def identity_number(case: Case) -> Iterator[Finding]:
    """An identity number that is not twelve digits, or that denies the sex or the birth year written beside it."""
    for person in _numbered(case.dossier):
        what, compared = _wrong_number(person)
        if what:
            facts = {"name": person.name or _NAMELESS, "what": what}
            yield Finding(person.at("cccd"), facts, reads=tuple(person.at(field) for field in compared))


_NAMELESS = "người ở dòng này"
# What a number wider than its column leaves in a file saved as CSV.
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


def _numbered(dossier: Dossier) -> Iterator[Person]:
    """Every row that names a person and has something in the column of the identity number."""
    candidates = chain.from_iterable(round_.candidates for round_ in dossier.rounds)
    people = chain(dossier.households, dossier.members, dossier.nominees, dossier.officials, candidates)
    return (person for person in people if person.cccd)


def _wrong_number(person: Person) -> tuple[str, tuple[str, ...]]:
    """What is wrong with the person's number, without the number, and the other fields it rests on; "" where nothing is."""
    number, sex, birth = person.cccd or "", person.sex, birth_of(person)
    year = birth.year if birth is not None else None
    if not all_digits(number):
        if _EXPONENT.fullmatch(number):
            return "bị Excel rút gọn thành dạng có chữ E, đã mất các chữ số cuối", ()
        letters = any(char.isalpha() for char in number)
        return ("có chữ, không phải là số" if letters else "có ký tự không phải là chữ số"), ()
    if len(number) == OLD_LENGTH:
        return f"có {OLD_LENGTH} chữ số: đây là số CMND cũ", ()
    if len(number) != LENGTH:
        offer = ""
        if whole := mended(number, sex, year):
            lost = "số 0" if len(whole) - len(number) == 1 else "hai số 0"
            offer = f". Có phải là {whole} (Excel đã bỏ mất {lost} ở đầu)?"
        return f"có {len(number)} chữ số, phải có {LENGTH}{offer}", ()
    says = told(number)
    if says is None:
        return f"có chữ số thứ tư là {number[3]}; chữ số này cho biết giới tính và thế kỷ sinh, chỉ có thể là 0, 1, 2 hoặc 3", ()
    denied = contradicts(number, sex, year)
    tells, written, compared = [], [], []
    if "sex" in denied:
        tells.append(f"giới tính {says.sex}")
        written.append(f"cột giới tính ghi {sex}")
        compared.append("gioi_tinh")
    if "year" in denied:
        tells.append(f"năm sinh {says.year}")
        written.append(f"ngày sinh ghi năm {year}" if person.birth is not None else f"sau họ tên ghi năm {year}")
        compared.append("ngay_sinh" if person.birth is not None else "ho_ten")
    return (f"cho biết {' và '.join(tells)}, nhưng {', '.join(written)}" if denied else ""), tuple(compared)


@rule(
    "DT109",
    "ba chữ số đầu trong số CCCD của {name} là {code}, không phải mã của tỉnh nào",
    title="Số CCCD có ba chữ số đầu không phải mã tỉnh",
    why="Ba chữ số đầu là mã tỉnh nơi đăng ký khai sinh. Người đăng ký khai sinh ở nước ngoài có mã khác; còn lại thường là gõ nhầm.",
    hint="So lại với thẻ căn cước: gõ nhầm thì sửa; đúng như trên thẻ (đăng ký khai sinh ở nước ngoài) thì giữ nguyên.",
    hint_district="Đề nghị xã so lại số CCCD với thẻ căn cước; đúng như trên thẻ thì không phải sửa.",
    bad=Edit({"ho_gia_dinh[5].cccd": "097059409703"}),
    good=Edit({"ho_gia_dinh[5].cccd": "096059409703"}),
    rests_on=law.IDENTITY_PROVINCE,
    severity=WARNING,
)
def identity_province(case: Case) -> Iterator[Finding]:
    """Twelve digits of which the first three are the code of no province."""
    for person in _numbered(case.dossier):
        number = person.cccd or ""
        if well_formed(number) and province_of(number) is None:
            yield Finding(person.at("cccd"), {"name": person.name or _NAMELESS, "code": number[:3]})


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
