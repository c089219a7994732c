"""Rules about the rosters, households and party members, and about the identity numbers of everyone listed anywhere."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, BaseSource, official_members
from dantin.case import Case
from dantin.cccd import LENGTH, OLD_LENGTH, PROVINCES, agrees, all_digits, contradicts, told, well_formed
from dantin.deadlines import completed
from dantin.model import Electorate, Household, Member, Office, PartialDate, Person, covers
from dantin.people import birth_of, births_of, born_alike, earliest, look_alikes, whole_number
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import NAMELESS
from dantin.vietnamese import fold, fold_name, short_date
from dantin.wording import office_name


@rule(
    "DT101",
    "“{name}” đã có trong danh sách {roster} (trùng {by})",
    title="Một người có hai dòng trong một danh sách",
    why="Một người ghi hai lần làm tổng số tăng lên, và số phiếu cần để trúng cử sai theo.",
    hint="Xóa dòng ghi trùng; nếu là hai người khác nhau thì sửa lại ngày sinh hoặc số CCCD cho đúng.",
    hint_district="Trả hồ sơ: đề nghị xã đối chiếu danh sách với dữ liệu cư trú của công an xã, sổ đảng viên.",
    bad=Edit({"ho_gia_dinh[5].cccd": "={ho_gia_dinh[2].cccd}", "ho_gia_dinh[5].ngay_sinh": "", "ho_gia_dinh[5].gioi_tinh": ""}),
    good=Edit({"ho_gia_dinh[5].ho_ten": "={ho_gia_dinh[2].ho_ten}"}),
    order=50,
    needs=(("ho_gia_dinh", "dang_vien"),),
    beside="dòng của cùng người đó",
)
def person_twice(case: Case) -> Iterator[Finding]:
    """The same identity number, or the same name and full birth date, on two rows of a roster.

    What is no identity number ("chưa có", an old card) may stand on many rows; DT102 stands on each, and none is another's twin by it.
    """
    yield from _twice(case.household_doubles, "hộ gia đình", HOUSEHOLD_ROWS)
    yield from _twice(case.member_doubles, "đảng viên", MEMBER_ROWS)


def _twice(doubles: Iterable[tuple[Person, Person, bool]], roster: str, number_of_rows: Route) -> Iterator[Finding]:
    for person, twin, by_number in doubles:
        field, by, compared = ("cccd", "số CCCD", "cccd") if by_number else ("ho_ten", "họ tên và ngày sinh", "ngay_sinh")
        facts = {"name": person.name or "", "roster": roster, "by": by}
        reads = (number_of_rows, person.at(compared), twin.at(compared))
        yield Finding(person.at(field), facts, reads=reads, related=(twin.at(field),))


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
    needs=(("ho_gia_dinh.cccd", "dang_vien.cccd", "nhan_su.cccd", "ket_qua.cccd", "thanh_phan.cccd"),),
)
def identity_number(case: Case) -> Iterator[Finding]:
    """An identity number that is not twelve digits, or that denies the sex or the birth year written beside it."""
    for person in case.numbered:
        birth = birth_of(person)
        if agrees(person.cccd or "", person.sex, birth.year if birth is not None else None):
            continue
        what, compared = _wrong_number(person)
        if what:
            facts = {"name": person.name or NAMELESS, "what": what}
            beside = tuple(person.at(field) for field in compared)
            yield Finding(person.at("cccd"), facts, reads=beside, related=beside)


# What a number wider than its column leaves in a file saved as CSV.
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


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
        if whole := whole_number(person):
            lost = "số 0" if len(whole) - len(number) == 1 else "hai số 0"
            offer = f": thêm {lost} ở đầu (Excel đã bỏ mất)"
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
    needs=(("ho_gia_dinh.cccd", "dang_vien.cccd", "nhan_su.cccd", "ket_qua.cccd", "thanh_phan.cccd"),),
)
def identity_province(case: Case) -> Iterator[Finding]:
    """Twelve digits of which the first three are the code of no province."""
    for person in case.numbered:
        number = person.cccd or ""
        if number[:3] not in PROVINCES and well_formed(number):
            yield Finding(person.at("cccd"), {"name": person.name or NAMELESS, "code": number[:3]})


_LISTED = "danh sách có"
_ALL_CLUSTERS = (
    "Tổng số của mỗi dòng là số hộ của cụm đó, cộng lại phải bằng số hộ của cả ấp, khu phố. Ghi đủ mỗi cụm một dòng ở bảng “Bầu cử”; "
    "sửa số nhập sai."
)


@rule(
    "DT105",
    "khai {declared} {what}, nhưng {against} {counted}",
    title="Tổng số khai báo khác với danh sách",
    why="Tổng số là gốc để tính số dự họp tối thiểu và số phiếu cần để trúng cử: hai con số khác nhau có thể cho hai kết quả khác nhau.",
    hint="Đối chiếu với danh sách gốc; sửa tổng số, hoặc thêm, bớt người trong danh sách cho khớp.",
    hint_district="Trả hồ sơ: chưa thể tính kết quả khi tổng số chưa khớp danh sách.",
    bad=Edit({"don_vi.tong_so_ho": 311}),
    good=Edit({"don_vi.tong_so_ho": 310}),
    order=70,
    bears_on_count=True,
    needs=(("don_vi.tong_so_ho", "don_vi.tong_dang_vien", "bau_cu.tong_so"), ("ho_gia_dinh", "dang_vien", "bau_cu.cum")),
)
def total_and_roster(case: Case) -> Iterator[Finding]:
    """A declared total that is not the number of people on the roster."""
    dossier = case.dossier
    unit, rows = dossier.unit, len(dossier.households)
    if rows and unit.households not in (None, rows):
        facts = {"declared": unit.households, "what": "hộ gia đình", "against": _LISTED, "counted": rows}
        reads = (HOUSEHOLD_ROWS, *_one_too_many(case, unit.households))
        yield Finding(unit.at("tong_so_ho"), facts, reads=reads, related=(HOUSEHOLD_ROWS,))
    official = official_members(dossier, case.congress_day or case.as_of)
    if official is not None and unit.members not in (None, official):
        facts = {"declared": unit.members, "what": "đảng viên chính thức", "against": _LISTED, "counted": official}
        yield Finding(unit.at("tong_dang_vien"), facts, reads=(MEMBER_ROWS,), related=(MEMBER_ROWS,))
    for count in case.counts:
        for route, declared, counted in count.base.conflicts:
            if route == count.round.at("tong_so"):
                what = "người được triệu tập" if count.office.of_party else "đại diện hộ được triệu tập"
                what += " (cộng các cụm)" if count.by_clusters else ""
                listed = count.base.source is BaseSource.ROSTER
                held_against = (MEMBER_ROWS if count.office.of_party else HOUSEHOLD_ROWS) if listed else unit.at("tong_so_ho")
                reads = (held_against, *(() if count.office.of_party else _one_too_many(case, declared)))
                facts = {"declared": declared, "what": what, "against": _LISTED if listed else "bảng Đơn vị ghi", "counted": counted}
                others = count.round.each("tong_so")[1:]
                hint = _ALL_CLUSTERS if count.by_clusters else None
                yield Finding(route, facts, reads=(*reads, *others), related=(*others, held_against), hint=hint)


# --- Households ------------------------------------------------------------------------------------------------------


@rule(
    "DT103",
    "hộ{code} có {number} người đại diện: {names}",
    title="Một hộ có hai người đại diện",
    why="Mỗi hộ có một người đại diện: hộ có hai dòng thì tổng số đại diện hộ tăng lên, số dự họp tối thiểu và số phiếu cần để trúng cử "
    "sai theo. Hộ chưa có người đại diện là dòng còn trống họ tên (DT008).",
    hint="Giữ một người đại diện cho hộ và xóa dòng kia; nếu là hai hộ khác nhau thì sửa lại mã hộ.",
    hint_district="Trả hồ sơ: đề nghị xã đối chiếu mã hộ và người đại diện với danh sách hộ gia đình của ấp.",
    bad=(Edit({"ho_gia_dinh[5].ma_ho": "={ho_gia_dinh[2].ma_ho}"}), Edit({"ho_gia_dinh[7].ma_ho": "kp4-007"})),
    good=Edit({"ho_gia_dinh[5].ma_ho": "KP4-003A"}),
    rests_on=law.HOUSEHOLD_REPRESENTED,
    order=60,
    needs=("ho_gia_dinh.ma_ho",),
    beside="dòng cùng mã hộ",
)
def household_twice(case: Case) -> Iterator[Finding]:
    """One code of a household beside two people or more.

    A household with nobody shows only as a row without a name, where DT008 stands: no other table tells of single households.
    """
    day = _represented_on(case)
    if day is None:
        return
    for first, second, *more in _sharing(case):
        names = ", ".join(row.name or "" for row in (first, second, *more[: _NAMED - 2]))
        unnamed = len(more) + 2 - _NAMED
        facts = {
            "code": _household_code(second),
            "number": len(more) + 2,
            "names": f"{names} và {unnamed} người khác" if unnamed > 0 else names,
        }
        others = tuple(row.at("ma_ho") for row in (first, *more))
        yield Finding(second.at("ma_ho"), facts, reads=others, related=others, day=day)


_YEAR: Callable[[Any], int] = itemgetter(0)
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n")
_NAMED = 3
"""How many people a message names before it only counts the others."""


def _sharing(case: Case) -> list[list[Household]]:
    """The rows, two or more, that stand for one household; whoever is listed twice counts once, for DT101 says so.

    Of a list of everybody who lives there reading has said so at every name: nobody on it stands for a household.
    """
    if _all_differ([row.code for row in case.households if row.code]):
        return []
    rows = [row for row in case.households if row.name is not None and row.code]
    codes = [fold(row.code or "") for row in rows]
    by_code: dict[str, list[Household]] = {}
    for row, code in zip(rows, codes, strict=True):
        if code:
            by_code.setdefault(code, []).append(row)
    several = (rows for rows in by_code.values() if len(rows) > 1)
    named = ([row for row in rows if not covers(row.at("ho_ten"), case.dossier.flawed)] for rows in several)
    return [rows for rows in named if len(rows) > 1]


def _all_differ(codes: Sequence[str]) -> bool:
    """Whether no two codes are surely one when folded: they differ in their letters and digits, as those of nearly every roster do."""
    text = "\n".join(codes)
    bare = text.lower().encode().translate(None, _SIGNS).split(b"\n") if text.isascii() else ()
    return len(set(bare)) == len(codes) == len(bare)


def _household_code(row: Household) -> str:
    """The code behind "hộ", as written; nothing where it may be somebody's identity number."""
    code = row.code or ""
    return "" if len(code) >= OLD_LENGTH and all_digits(code) else f" {code}"


def _one_too_many(case: Case, declared: int | None) -> tuple[Route, ...]:
    """The codes of households with two representatives, where these are just why the roster is longer than the declared total."""
    sharing = _sharing(case)
    households = len(case.dossier.households) - sum(len(rows) - 1 for rows in sharing)
    return tuple(row.at("ma_ho") for rows in sharing for row in rows) if declared == households else ()


def _represented_on(case: Case) -> date | None:
    """The day on which people stand for their households: of the first dated vote for head, else of checking; None where voters elect."""
    rounds = case.dossier.rounds_of(Office.HEAD)
    if any(r.electorate is Electorate.VOTERS for r in rounds) or case.dossier.unread(rounds, "dien_bau"):
        return None
    return min((count.round.day for count in case.counts_of(Office.HEAD) if count.round.day is not None), default=case.as_of)


@rule(
    "DT104",
    "{name} đại diện hộ khi chưa đủ {law.words} (tính đến ngày {day})",
    title="Đại diện hộ chưa đủ {law.words}",
    why="Đại diện hộ là người có năng lực hành vi dân sự đầy đủ; người chưa đủ {law.words} thì chưa có.",
    hint="So lại ngày sinh với giấy tờ của người này. Nếu đúng như đã ghi thì thay bằng một người đủ {law.words} của hộ; hộ không có ai "
    "thì các thành viên cử hoặc ủy quyền cho một người.",
    hint_district="Đề nghị xã xác nhận ngày sinh, hoặc ai được hộ cử, ủy quyền làm đại diện.",
    bad=(
        Edit({"ho_gia_dinh[5].ngay_sinh": "11/11/2006", "ho_gia_dinh[5].cccd": ""}),
        Edit({"ho_gia_dinh[5].ngay_sinh": "2007", "ho_gia_dinh[5].cccd": ""}),
    ),
    good=Edit({"ho_gia_dinh[5].ngay_sinh": "10/11/2006", "ho_gia_dinh[5].cccd": ""}),
    rests_on=law.HOUSEHOLD_ADULT,
    severity=WARNING,
    needs=("ho_gia_dinh",),
)
def household_by_a_minor(case: Case) -> Iterator[Finding]:
    """A household's representative who is surely too young on the day of the vote."""
    day = _represented_on(case)
    adult = case.law.on(law.HOUSEHOLD_ADULT, day) if day is not None else None
    if day is None or adult is None:
        return
    # Of a roster's hundreds of births the years tell all but a few.
    youngest, births = day.year - adult.value, births_of(case.households)
    if all(births) and max(map(_YEAR, births), default=0) < youngest:
        return
    for person, birth in zip(case.households, births, strict=True):
        if birth is not None and birth.year >= youngest and not completed(law.HOUSEHOLD_ADULT, adult, earliest(birth), day):
            facts = {"name": person.name or NAMELESS, "day": short_date(day)}
            path = person.at("ngay_sinh" if person.birth is not None else "ho_ten")
            vote = tuple(r.at("ngay") for r in case.dossier.rounds_of(Office.HEAD) if r.day == day)[:1]
            yield Finding(path, facts, reads=(person.at("ho_ten"),), related=vote, day=day)


# --- Perhaps one person ----------------------------------------------------------------------------------------------


@rule(
    "DT108",
    "“{name}” {what}",
    title="Nghi trùng: có thể một người được ghi hai lần, hoặc có hai số CCCD",
    why="Cùng họ tên mà chỉ biết năm sinh, hoặc không có gì khác nhau, thì không rõ là một người ghi hai lần hay hai người trùng tên. "
    "Một người ghi hai lần làm tổng số tăng lên, và số phiếu cần để trúng cử sai theo. Cùng họ tên và ngày sinh mà ở hai bảng ghi hai số "
    "CCCD thì thường một số ghi nhầm, và các bảng không nhận ra nhau.",
    hint="Nếu là một người thì xóa dòng thừa, hoặc sửa số CCCD ghi nhầm theo thẻ căn cước; nếu là hai người thì ghi đủ ngày, tháng, năm "
    "sinh hoặc số CCCD của từng người.",
    hint_district="Đề nghị xã xác nhận là một người hay hai người trùng tên, và ghi thêm ngày sinh hoặc số CCCD.",
    bad=Edit(
        {
            "ho_gia_dinh[5].ho_ten": "={ho_gia_dinh[2].ho_ten}",
            "ho_gia_dinh[5].ngay_sinh": "1958",
            "ho_gia_dinh[5].gioi_tinh": "",
            "ho_gia_dinh[5].cccd": "",
        }
    ),
    good=Edit(
        {
            "ho_gia_dinh[5].ho_ten": "={ho_gia_dinh[2].ho_ten}",
            "ho_gia_dinh[5].ngay_sinh": "1959",
            "ho_gia_dinh[5].gioi_tinh": "",
            "ho_gia_dinh[5].cccd": "",
        }
    ),
    severity=WARNING,
    needs=(("ho_gia_dinh", "dang_vien"),),
    beside="dòng có thể là cùng người",
)
def perhaps_one_person(case: Case) -> Iterator[Finding]:
    """Rows of one name, in one roster or introduced for one office, between which nothing tells two people apart; or two numbers of one.

    Whoever is surely one person twice is DT101's in a roster; among those introduced nobody else says so.
    """
    dossier = case.dossier
    for group in look_alikes(case.households):
        yield _alike(group, "hộ gia đình")
    for members in look_alikes(case.members):
        yield _alike(members, "đảng viên")
    reported: set[int] = set()
    for office in Office:
        # Two rows that are both for several offices are one doubt.
        for nominees in look_alikes(nominee for nominee in dossier.nominees_for(office) if nominee.index not in reported):
            yield _alike(nominees, f"giới thiệu bầu {office_name(dossier.unit, office)}")
            reported.update(nominee.index for nominee in nominees[1:])
    yield from _two_numbers(case.numbered)


def _two_numbers(numbered: tuple[Person, ...]) -> Iterator[Finding]:
    """One name and whole birth date with another identity number than an entry before it; in one roster that is DT101's.

    Less is not enough: namesakes whose numbers differ are as a rule two people.
    """
    known: dict[tuple[str, PartialDate], list[Person]] = {}
    for person in born_alike(numbered):
        birth = birth_of(person)
        if not person.name or birth is None or birth.day is None or not well_formed(person.cccd or ""):
            continue
        others = known.setdefault((fold_name(person.name), birth), [])
        if all(person.cccd != other.cccd for other in others):
            rival = next((o for o in others if not _of_one_roster(o, person) and (o.sex is None or person.sex in (None, o.sex))), None)
            if rival is not None:
                reads = tuple(one.at(field) for one in (rival, person) for field in ("ho_ten", "ngay_sinh", "gioi_tinh", "cccd"))
                what = "có hai số CCCD khác nhau trong hồ sơ, cùng ngày sinh: có thể là một người"
                yield Finding(person.at("cccd"), {"name": person.name, "what": what}, reads=reads, related=(rival.at("cccd"),))
        others.append(person)


def _of_one_roster(one: Person, other: Person) -> bool:
    return type(one) is type(other) and isinstance(one, (Household, Member))


def _alike(group: Sequence[Person], roster: str) -> Finding:
    first, second, *more = group
    born = all(birth_of(person) is not None for person in group)
    why = "cùng họ tên và năm sinh" if born else "cùng họ tên, không có gì khác nhau"
    facts = {"name": second.name, "what": f"có {len(group)} dòng trong danh sách {roster}, có thể là một người ({why})"}
    fields = ["ho_ten", "ngay_sinh", "gioi_tinh", "cccd"]
    if len({fold(person.code or "") for person in group if isinstance(person, Household)}) == 1:
        # Two representatives of one household are told as that.
        fields.append("ma_ho")
    reads = tuple(person.at(field) for person in group for field in fields)
    return Finding(second.at("ho_ten"), facts, reads=reads, related=tuple(person.at("ho_ten") for person in (first, *more)))
