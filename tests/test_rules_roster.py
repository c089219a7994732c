"""The rules on households and party members, on both sides of every boundary. Names and numbers are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.case import Case, count_dossier
from dantin.diagnostic import Diagnostic, Place
from dantin.model import Electorate, Household, Member, MemberState, Office, PartialDate, StepKind
from dantin.readers import read
from dantin.rule import Edit, apply
from tests.builders import AS_OF, CONGRESS_DAY, VOTE_DAY, congress, counted, held, member, nominee, step, unheld
from tests.conftest import ROOT
from tests.editing import check, edited, plain, read_as
from tests.sheets import read_xlsx, workbook

CODES = ("DT101", "DT102", "DT103", "DT104", "DT105", "DT106", "DT107", "DT108", "DT109", "DT317")
MAN, WOMAN, YOUNG = "075065000001", "075165000002", "075206000003"
AN, BE = "Nguyễn Văn An", "Trần Thị Bé"
VOTE = unheld(day=VOTE_DAY)


def diagnostics(case: Case, codes: Sequence[str] = CODES) -> list[Diagnostic]:
    """What the rules on rosters find, each at a place named as its route."""
    found, faults = apply(
        case,
        flawed=case.dossier.flawed,
        as_of=case.as_of,
        hamlet="LT-01",
        place_of=Place,
        only=lambda code: code in codes,
    )
    assert not faults
    return found


def told(case: Case) -> list[tuple[str, str, tuple[str, ...]]]:
    """The findings: code, route, related routes."""
    return [(d.code, d.route, tuple(place.file for place in d.related)) for d in diagnostics(case)]


def codes(case: Case) -> list[str]:
    return [d.code for d in diagnostics(case)]


def birth(text: str | int | None) -> PartialDate | None:
    """A year, or year-month-day."""
    return PartialDate(*map(int, str(text).split("-"))) if text is not None else None


def home(name: str | None = AN, code: str | None = None, born: str | int | None = None, **fields: Any) -> Household:
    return Household(0, name=name, code=code, birth=birth(born), **fields)


def comrade(name: str = AN, born: str | int | None = None, joined: str | None = None, official: str | None = None, **rest: Any) -> Member:
    admitted, since = (date.fromisoformat(day) if day else None for day in (joined, official))
    return Member(0, name=name, birth=birth(born), admitted=admitted, official_since=since, **rest)


# --- DT103 -----------------------------------------------------------------------------------------------------------

TWO = [home(AN, "H1"), home(BE, "H1")]
IN_H1 = [("DT103", "ho_gia_dinh[1].ma_ho", ("ho_gia_dinh[0].ma_ho",))]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param(TWO, IN_H1, id="two"),
        pytest.param([home(AN, "KP4-001"), home(BE, " kp4  001 ")], IN_H1, id="one code, spelled otherwise"),
        pytest.param([home(AN, "H1"), home(BE, "H2")], [], id="two codes"),
        pytest.param([home(AN, "H1"), home(BE, "H1A")], [], id="nearly one code"),
        pytest.param([home(AN), home(BE)], [], id="no codes"),
        pytest.param([home(AN, "-"), home(BE, "-")], [], id="dashes for no code"),
        pytest.param([home(AN, "H1"), home(BE)], [], id="a code and none"),
        pytest.param([home(AN, "H1"), home(None, "H1")], [], id="nobody named: DT008 says so"),
        pytest.param(
            [home(AN, "H1"), home(BE, "H2"), home("Lê Văn Ba", "H1"), home("Đỗ Thị Tư", "H1")],
            [("DT103", "ho_gia_dinh[2].ma_ho", ("ho_gia_dinh[0].ma_ho", "ho_gia_dinh[3].ma_ho"))],
            id="three are one finding",
        ),
        pytest.param(
            [home(AN, "H1"), home(BE, "H2"), home("Lê Văn Ba", "H2"), home("Đỗ Thị Tư", "H1")],
            [
                ("DT103", "ho_gia_dinh[3].ma_ho", ("ho_gia_dinh[0].ma_ho",)),
                ("DT103", "ho_gia_dinh[2].ma_ho", ("ho_gia_dinh[1].ma_ho",)),
            ],
            id="two households",
        ),
        pytest.param(
            [home(AN, "H1", cccd=MAN), home(BE, "H1", cccd=MAN)],
            [("DT101", "ho_gia_dinh[1].cccd", ("ho_gia_dinh[0].cccd",))],
            id="one person twice, by number",
        ),
        pytest.param(
            [home(AN, "H1", "1965-03-02"), home("NGUYỄN VĂN AN", "H1", "1965-03-02")],
            [("DT101", "ho_gia_dinh[1].ho_ten", ("ho_gia_dinh[0].ho_ten",))],
            id="one person twice, by name and birth",
        ),
        pytest.param(
            [home(AN, "H1", cccd=MAN), home(AN, "H1", cccd=MAN), home(BE, "H1")],
            [
                ("DT101", "ho_gia_dinh[1].cccd", ("ho_gia_dinh[0].cccd",)),
                ("DT103", "ho_gia_dinh[2].ma_ho", ("ho_gia_dinh[0].ma_ho",)),
            ],
            id="one person twice, and another",
        ),
        pytest.param([home(AN, "H1", 1965), home(AN, "h1")], IN_H1, id="perhaps one person twice, said once"),
        pytest.param(
            [home(AN, "H1", 1965), home(BE, "H1"), home(AN, "H1")],
            [("DT103", "ho_gia_dinh[1].ma_ho", ("ho_gia_dinh[0].ma_ho", "ho_gia_dinh[2].ma_ho"))],
            id="perhaps one person twice, beside another",
        ),
        pytest.param(
            [home(AN, "H1", 1965), home(AN, "H2", 1965), home(BE, "H1")],
            [
                ("DT103", "ho_gia_dinh[2].ma_ho", ("ho_gia_dinh[0].ma_ho",)),
                ("DT108", "ho_gia_dinh[1].ho_ten", ("ho_gia_dinh[0].ho_ten",)),
            ],
            id="perhaps one person for two households",
        ),
    ],
)
def test_household_with_two_representatives(rows: list[Household], wanted: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert told(counted(VOTE, roster=rows)) == wanted
    assert told(counted(roster=rows)) == wanted


PEOPLE = (AN, BE, "Lê Văn Ba", "Đỗ Thị Tư", "Võ Văn Năm")


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (2, "H1", "hộ H1 có 2 người đại diện: Nguyễn Văn An, Trần Thị Bé"),
        (3, "H1", "hộ H1 có 3 người đại diện: Nguyễn Văn An, Trần Thị Bé, Lê Văn Ba"),
        (4, "H1", "hộ H1 có 4 người đại diện: Nguyễn Văn An, Trần Thị Bé, Lê Văn Ba và 1 người khác"),
        (5, "H1", "hộ H1 có 5 người đại diện: Nguyễn Văn An, Trần Thị Bé, Lê Văn Ba và 2 người khác"),
        (2, "12345678", "hộ 12345678 có 2 người đại diện: Nguyễn Văn An, Trần Thị Bé"),
        (2, "271234567", "hộ có 2 người đại diện: Nguyễn Văn An, Trần Thị Bé"),
        (2, MAN, "hộ có 2 người đại diện: Nguyễn Văn An, Trần Thị Bé"),
        (2, "LONG-THANH-01", "hộ LONG-THANH-01 có 2 người đại diện: Nguyễn Văn An, Trần Thị Bé"),
    ],
)
def test_the_representatives_are_named_and_no_identity_number_is(number: int, code: str, words: str) -> None:
    (found,) = diagnostics(counted(roster=[home(name, code) for name in PEOPLE[:number]]))
    assert found.message == words


OLD, LAW = "Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN", "Luật 10/2022/QH15"


@pytest.mark.parametrize(
    ("days", "citation"),
    [
        ([date(2008, 4, 16)], None),
        ([date(2008, 4, 17)], OLD),
        ([date(2023, 6, 30)], OLD),
        ([date(2023, 7, 1)], LAW),
        ([None], LAW),
        ([None, date(2023, 6, 30)], OLD),
        ([date(2023, 6, 30), date(2023, 7, 9)], OLD),
        ([], LAW),
    ],
    ids=str,
)
@pytest.mark.parametrize("rows", [TWO, [home(born="2023-01-01")]], ids=["two representatives", "an infant"])
def test_the_law_of_the_first_vote_applies(rows: list[Household], days: list[date | None], citation: str | None) -> None:
    rounds = [unheld(day=day, number=number) for number, day in enumerate(days, 1)]
    cited = [str(d.citation) for d in diagnostics(counted(*rounds, roster=rows))]
    assert len(cited) == (citation is not None)
    assert all(text.endswith(str(citation)) for text in cited)


@pytest.mark.parametrize("rows", [TWO, [home(born=2020)]], ids=["two of one household", "a minor"])
def test_where_voters_elect_nobody_stands_for_a_household(rows: list[Household]) -> None:
    voters = unheld(day=date(2020, 5, 10), electorate=Electorate.VOTERS)
    assert codes(counted(voters, roster=rows)) == []
    assert len(codes(counted(replace(voters, electorate=Electorate.HOUSEHOLDS), roster=rows))) == 1
    assert codes(counted(VOTE, roster=rows, flawed=["bau_cu[0].dien_bau"])) == []
    assert len(codes(counted(VOTE, roster=rows, flawed=["bau_cu[0].ngay_ket_thuc"]))) == 1


@pytest.mark.parametrize(
    ("rows", "route", "left"),
    [
        (TWO, "ho_gia_dinh[0].ho_ten", []),
        (TWO, "ho_gia_dinh[1].ho_ten", []),
        (TWO, "ho_gia_dinh", []),
        (TWO, "ho_gia_dinh.#", ["DT103"]),
        ([home(born=2020)], "ho_gia_dinh[0].ho_ten", []),
        ([home(born=2020)], "ho_gia_dinh[0].ngay_sinh", []),
        ([home(born=2020)], "ho_gia_dinh.#", ["DT104"]),
    ],
)
def test_who_could_not_be_read_stands_for_no_household(rows: list[Household], route: str, left: list[str]) -> None:
    assert codes(counted(VOTE, roster=rows, flawed=[route])) == left


def test_a_list_of_everybody_is_told_once() -> None:
    header = ("Mã hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ")
    people = (("H1", AN, 1965, "Chủ hộ"), ("H1", BE, 1970, "Vợ"), ("H1", "Nguyễn Thị Út", 2015, "Con"))
    unit = (("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã Phước Thái", "Đồng Nai"))
    reading = read_xlsx(workbook({"Đơn vị": unit, "Hộ gia đình": (header, *people)}))
    assert [d.code for d in check(reading).diagnostics] == ["DT004"]


ADDED = {"tt": "311", "ma_ho": "KP4-003", "ho_ten": "Lê Thị Lạ"}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        pytest.param({"ho_gia_dinh[+]": ADDED}, ["DT103"], id="a second one added"),
        pytest.param({"ho_gia_dinh[+]": ADDED, "don_vi.tong_so_ho": 311}, ["DT103"], id="and counted"),
        pytest.param({"ho_gia_dinh[+]": ADDED, "don_vi.tong_so_ho": 312}, ["DT103", "DT105"], id="and the total is another fault"),
        pytest.param(
            {"ho_gia_dinh[5].ma_ho": "KP4-003", "don_vi.tong_so_ho": 311}, ["DT103", "DT105"], id="a slip in a code, and in the total"
        ),
        pytest.param({"ho_gia_dinh[+]": ADDED, "bau_cu[0].tong_so": 310}, ["DT103"], id="the round's total too"),
        pytest.param({"ho_gia_dinh[+]": ADDED | {"ma_ho": "KP4-311"}}, ["DT105"], id="a household too many"),
    ],
)
def test_a_household_told_twice_explains_the_total(changes: dict[str, Any], wanted: list[str]) -> None:
    (entry,) = read_as("yaml", edited(Edit(changes), plain())).dossiers
    assert codes(count_dossier(entry.dossier, AS_OF)) == wanted


# --- DT104 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "day", "minor"),
    [
        pytest.param(home(born="2006-11-10"), VOTE_DAY, False, id="eighteen that day"),
        pytest.param(home(born="2006-11-11"), VOTE_DAY, True, id="eighteen the day after"),
        pytest.param(home(born="2006-11-09"), VOTE_DAY, False, id="eighteen the day before"),
        pytest.param(home(born="2024-11-11"), VOTE_DAY, True, id="not born yet"),
        pytest.param(home(born="2004-02-29"), date(2022, 2, 28), False, id="born on a leap day"),
        pytest.param(home(born="2004-02-29"), date(2022, 2, 27), True, id="born on a leap day, the day before"),
        pytest.param(home(born=2005), VOTE_DAY, False, id="a year, all of it over"),
        pytest.param(home(born=2006), VOTE_DAY, False, id="a year, part of it over"),
        pytest.param(home(born=2006), date(2024, 1, 1), False, id="a year, its first day over"),
        pytest.param(home(born=2006), date(2023, 12, 31), True, id="a year, none of it over"),
        pytest.param(home(born=2007), VOTE_DAY, True, id="a later year"),
        pytest.param(home(f"{AN} (2007)"), VOTE_DAY, True, id="a year behind the name"),
        pytest.param(home(f"{AN} (2006)"), VOTE_DAY, False, id="a year behind the name, part of it over"),
        pytest.param(home(), VOTE_DAY, False, id="no birth date"),
        pytest.param(home(cccd=YOUNG), VOTE_DAY, False, id="a number tells no birth date"),
    ],
)
def test_representative_too_young(person: Household, day: date, minor: bool) -> None:
    for case in (counted(unheld(day=day), roster=[person]), counted(roster=[person], as_of=day)):
        assert codes(case) == (["DT104"] if minor else [])


def test_how_a_minor_is_told() -> None:
    rows = [home(BE, "H1", 1965), home(AN, "H2", "2006-11-11"), home(f"{BE} (2010)", "H3")]
    first, second = diagnostics(counted(VOTE, roster=rows, as_of=date(2025, 6, 1)))
    assert (first.route, second.route) == ("ho_gia_dinh[1].ngay_sinh", "ho_gia_dinh[2].ho_ten")
    assert first.message == f"{AN} đại diện hộ khi chưa đủ 18 tuổi (tính đến ngày 10/11/2024)"
    assert "2006" not in first.message


def test_a_minor_whose_birth_is_in_doubt_is_not_told() -> None:
    assert codes(counted(VOTE, roster=[home(born=2010, cccd=MAN)])) == ["DT102"]


def test_a_minor_listed_twice_is_told_once() -> None:
    assert codes(counted(VOTE, roster=[home(born=2006, cccd=YOUNG), home(BE, born=2006, cccd=YOUNG)], as_of=AS_OF)) == ["DT101"]
    young = [home(born=2007), home(born=2007)]
    assert codes(counted(VOTE, roster=[replace(p, cccd="075207000003") for p in young])) == ["DT101", "DT104"]


# --- DT106 -----------------------------------------------------------------------------------------------------------

OFFICIAL, ADMITTED, BORN, NAMED = (f"dang_vien[0].{field}" for field in ("ngay_chinh_thuc", "ngay_vao_dang", "ngay_sinh", "ho_ten"))


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        pytest.param(comrade(joined="2016-07-28", official="2017-07-28"), [], id="twelve months"),
        pytest.param(comrade(joined="2016-07-28", official="2017-07-27"), [(OFFICIAL, ADMITTED)], id="a day short of twelve months"),
        pytest.param(comrade(joined="2016-02-29", official="2017-02-28"), [], id="from a leap day"),
        pytest.param(comrade(joined="2016-02-29", official="2017-02-27"), [(OFFICIAL, ADMITTED)], id="from a leap day, a day short"),
        pytest.param(comrade(joined="2016-07-28", official="2016-07-28"), [(OFFICIAL, ADMITTED)], id="no probation"),
        pytest.param(comrade(joined="2016-07-28", official="2015-07-28"), [(OFFICIAL, ADMITTED)], id="official before admitted"),
        pytest.param(comrade(joined="2011-01-19", official="2012-01-18"), [(OFFICIAL, ADMITTED)], id="first day of the charter"),
        pytest.param(comrade(joined="2011-01-18", official="2012-01-18"), [], id="under the charters before, twelve months"),
        pytest.param(comrade(joined="2011-01-18", official="2012-01-17"), [(OFFICIAL, ADMITTED)], id="and a day short"),
        pytest.param(comrade(joined="1991-01-01", official="1991-12-31"), [(OFFICIAL, ADMITTED)], id="in 1991, a day short"),
        pytest.param(comrade(joined="1990-12-31", official="1990-12-31"), [], id="before 1991, no probation"),
        pytest.param(comrade(joined="1990-12-31", official="1990-12-30"), [(OFFICIAL, ADMITTED)], id="before 1991, out of order"),
        pytest.param(comrade(joined="2024-05-19"), [], id="probationary"),
        pytest.param(comrade(official="2015-05-19"), [], id="admitted on a day not recorded"),
        pytest.param(comrade(), [], id="no dates"),
        pytest.param(comrade(joined="2016-07-28", official="2017-07-27", state=MemberState.VISITING), [(OFFICIAL, ADMITTED)], id="a guest"),
        pytest.param(comrade(born="2016-07-29", joined="2016-07-28"), [(ADMITTED, BORN)], id="born after"),
        pytest.param(comrade(born="2016-07-28", joined="2016-07-28"), [], id="born that day, which is not after"),
        pytest.param(comrade(born=2016, joined="2016-07-28"), [], id="born in that year"),
        pytest.param(comrade(born=2017, joined="2016-12-31"), [(ADMITTED, BORN)], id="born in the year after"),
        pytest.param(comrade(f"{AN} (2017)", joined="2016-12-31"), [(ADMITTED, NAMED)], id="born in the year after, behind the name"),
        pytest.param(comrade(born="2015-05-20", official="2015-05-19"), [(OFFICIAL, BORN)], id="born after becoming official"),
        pytest.param(comrade(born="2015-05-19", official="2015-05-19"), [], id="born on becoming official"),
        pytest.param(
            comrade(born="1968-01-01", joined="1960-01-01", official="1959-01-01"),
            [(ADMITTED, BORN), (OFFICIAL, ADMITTED)],
            id="two faults",
        ),
        pytest.param(comrade(born=1968, joined="1993-12-04", official="1994-12-04"), [], id="all in order"),
    ],
)
def test_party_dates(person: Member, wanted: list[tuple[str, str]]) -> None:
    assert [(d.route, d.related[0].file) for d in diagnostics(counted(party=[person]), ["DT106"])] == wanted


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (
            comrade(joined="2016-07-28", official="2017-07-27"),
            f"{AN} chính thức ngày 27/07/2017, chưa đủ 12 tháng kể từ ngày vào Đảng 28/07/2016",
        ),
        (comrade(joined="2016-07-28", official="2016-07-27"), f"{AN} chính thức ngày 27/07/2016, trước ngày vào Đảng 28/07/2016"),
        (comrade(born=2018, joined="2016-07-28"), f"{AN} vào Đảng ngày 28/07/2016, trước khi sinh"),
        (comrade(born=2018, official="2016-07-28"), f"{AN} chính thức ngày 28/07/2016, trước khi sinh"),
        (
            replace(comrade(joined="2016-07-28", official="2016-07-27"), name=None),
            "người ở dòng này chính thức ngày 27/07/2016, trước ngày vào Đảng 28/07/2016",
        ),
    ],
)
def test_how_party_dates_are_told(person: Member, words: str) -> None:
    (found,) = diagnostics(counted(party=[person]), ["DT106"])
    assert (found.message, found.citation) == (words, "Điều 5 Điều lệ Đảng")


@pytest.mark.parametrize(
    ("joined", "citation", "grade"), [("2011-01-18", "Điều lệ Đảng từ năm 1991", "B"), ("2011-01-19", "Điều 5 Điều lệ Đảng", "A")]
)
def test_probation_is_that_of_the_charter_at_admission(joined: str, citation: str, grade: str) -> None:
    (found,) = diagnostics(counted(party=[comrade(joined=joined, official="2011-06-01")]), ["DT106"])
    assert (found.citation, found.grade) == (citation, grade)


@pytest.mark.parametrize("late", [comrade(joined="1985-05-01", official="1985-04-30"), comrade(born=1986, joined="1985-05-01")])
def test_party_dates_before_the_charters(late: Member) -> None:
    for day, wanted in ((date(1990, 12, 31), []), (date(1991, 1, 1), ["DT106"])):
        case = counted(steps=[step(StepKind.CONGRESS, day)], party=[late])
        assert [d.code for d in diagnostics(case, ["DT106"])] == wanted


def test_party_dates_of_a_doubled_row_are_told_once() -> None:
    wrong = comrade(joined="2016-07-28", official="2016-07-27", cccd=MAN)
    assert codes(counted(party=[wrong, wrong, member(), member(name=BE), member(name="Lê Văn Ba")])) == ["DT101", "DT106"]


def test_party_dates_rest_on_a_birth_date_that_stands() -> None:
    assert [d.code for d in diagnostics(counted(party=[comrade(born=2018, joined="2016-07-28", cccd=MAN)]), ("DT102", "DT106"))] == [
        "DT102"
    ]


def test_party_dates_rest_on_an_admission_that_was_read() -> None:
    wrong = comrade(joined="2016-07-28", official="2016-07-27")
    assert diagnostics(counted(party=[wrong], flawed=[ADMITTED]), ["DT106"]) == []


# --- DT107 -----------------------------------------------------------------------------------------------------------


def cell(*official: str | None, **fields: Any) -> list[Member]:
    return [comrade(name, official=day, **fields) for name, day in zip(PEOPLE, official, strict=False)]


LONG = "2015-05-19"
HELD = step(StepKind.CONGRESS, CONGRESS_DAY)
BY_LIST, DECLARED = "dang_vien.#", "don_vi.tong_dang_vien"


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        pytest.param(counted(party=cell(LONG, LONG)), [("DT107", BY_LIST)], id="two"),
        pytest.param(counted(party=cell(LONG, LONG, LONG)), [], id="three"),
        pytest.param(counted(party=cell(LONG, LONG, None)), [("DT107", BY_LIST)], id="two and one on probation"),
        pytest.param(counted(party=cell(None, None)), [], id="a roster without dates"),
        pytest.param(counted(party=cell(None, None), members=2), [("DT107", DECLARED)], id="a roster without dates, two declared"),
        pytest.param(counted(members=2), [("DT107", DECLARED)], id="two declared"),
        pytest.param(counted(members=3), [], id="three declared"),
        pytest.param(counted(), [], id="nothing known"),
        pytest.param(counted(party=cell(LONG, LONG, LONG), members=2), [("DT105", DECLARED)], id="the roster outranks the total"),
        pytest.param(counted(party=cell(LONG, LONG), members=3), [("DT105", DECLARED)], id="they disagree: said once"),
        pytest.param(counted(party=cell(LONG, LONG), members=2), [("DT107", BY_LIST)], id="they agree"),
        pytest.param(counted(party=cell(LONG, LONG, "2024-11-17"), steps=[HELD]), [], id="official on the day of the congress"),
        pytest.param(counted(party=cell(LONG, LONG, "2024-11-18"), steps=[HELD]), [("DT107", BY_LIST)], id="official the day after"),
        pytest.param(counted(party=cell(LONG, LONG, "2024-12-31")), [], id="official today"),
        pytest.param(counted(party=cell(LONG, LONG, "2025-01-01")), [("DT107", BY_LIST)], id="official tomorrow"),
        pytest.param(counted(party=cell("2025-01-01")), [("DT107", BY_LIST)], id="none yet"),
        pytest.param(
            counted(party=[*cell(LONG, LONG), comrade("Đỗ Thị Tư", official=LONG, state=MemberState.VISITING)]),
            [("DT107", BY_LIST)],
            id="guests do not count",
        ),
        pytest.param(counted(party=cell(LONG, LONG, LONG, state=MemberState.SUSPENDED)), [], id="suspended, and members all the same"),
        pytest.param(counted(party=cell(LONG, LONG), flawed=[BY_LIST]), [], id="a roster not read in full"),
        pytest.param(counted(members=2, steps=[step(StepKind.CONGRESS, date(2011, 1, 18))]), [], id="before the charter"),
        pytest.param(
            counted(members=2, steps=[step(StepKind.CONGRESS, date(2011, 1, 19))]), [("DT107", DECLARED)], id="from the charter on"
        ),
    ],
)
def test_cell_too_small(case: Case, wanted: list[tuple[str, str]]) -> None:
    assert [(d.code, d.route) for d in diagnostics(case)] == wanted


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (counted(members=1), "chi bộ có 1 đảng viên chính thức (theo tổng số đã khai), ít nhất phải có 03"),
        (
            counted(party=cell(LONG), steps=[HELD]),
            "chi bộ có 1 đảng viên chính thức (theo danh sách, tính đến ngày 17/11/2024), ít nhất phải có 03",
        ),
    ],
)
def test_how_a_small_cell_is_told(case: Case, words: str) -> None:
    (found,) = diagnostics(case)
    assert (found.message, found.citation) == (words, "Điều 24 khoản 1 Điều lệ Đảng")


def test_the_roster_outranks_the_total_whatever_else_is_asked() -> None:
    case = counted(party=cell(LONG, LONG, LONG), members=2)
    assert diagnostics(case, ["DT107"]) == []


def test_a_cell_too_small_is_not_told_again_by_its_congress() -> None:
    small = counted(congress([2], present=2, office=Office.COMMITTEE), party=cell(LONG, LONG))
    assert [d.code for d in diagnostics(small, ("DT107", "DT504"))] == ["DT107"]


# --- DT108 -----------------------------------------------------------------------------------------------------------

ALIKE = [("DT108", 1, (0,))]
TWICE = [("DT101", 1, (0,))]


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        pytest.param([{"born": 1965}, {"born": 1965}], ALIKE, id="one year"),
        pytest.param([{"born": 1965}, {"born": 1966}], [], id="two years"),
        pytest.param([{"born": 1965}, {"born": "1965-03-02"}], ALIKE, id="a year and a day of it"),
        pytest.param([{"born": 1966}, {"born": "1965-03-02"}], [], id="a year and a day of another"),
        pytest.param([{"born": "1965-03-02"}, {"born": "1965-03-02"}], TWICE, id="one day: DT101"),
        pytest.param([{"born": "1965-03-02"}, {"born": "1965-02-03"}], [], id="two days of one year"),
        pytest.param([{}, {"born": "1965-03-02"}], ALIKE, id="a birth on one side"),
        pytest.param([{}, {}], ALIKE, id="nothing known"),
        pytest.param([{"name": "NGUYỄN  VĂN AN"}, {}], ALIKE, id="a name spelled otherwise"),
        pytest.param([{"name": f"{AN} (1965)"}, {}], ALIKE, id="a year behind one name"),
        pytest.param([{"name": f"{AN} (1965)"}, {"name": f"{AN} (1970)"}], [], id="told apart by years behind the names"),
        pytest.param([{"name": "Nguyễn Văn Ân"}, {}], [], id="another name"),
        pytest.param([{"cccd": MAN}, {"cccd": MAN}], TWICE, id="one number: DT101"),
        pytest.param([{"cccd": MAN}, {"cccd": "075065000009"}], [], id="two numbers"),
        pytest.param([{"cccd": MAN, "born": 1965}, {"cccd": "075065000009", "born": 1965}], [], id="two numbers, one year"),
        pytest.param([{"cccd": MAN}, {}], ALIKE, id="a number on one side"),
        pytest.param([{"sex": "Nam"}, {"sex": "Nữ"}], [], id="a man and a woman"),
        pytest.param([{"sex": "Nam"}, {"sex": "Nam"}], ALIKE, id="two men"),
        pytest.param([{"sex": "Nam"}, {}], ALIKE, id="a sex on one side"),
        pytest.param([{}, {"name": BE}, {}, {}], [("DT108", 2, (0, 3))], id="three are one finding"),
        pytest.param([{}, {"born": 1965}, {"born": 1970}], [("DT108", 1, (0, 2))], id="one who may be either"),
        pytest.param([{"born": 1965}, {"born": 1970}, {}], [("DT108", 1, (0, 2))], id="one who may be either, in another order"),
        pytest.param([{"born": 1965}, {"born": 1970}, {"born": 1970}], [("DT108", 2, (1,))], id="a third apart"),
        pytest.param(
            [{"born": 1965}, {"born": 1970}, {"born": 1970}, {"born": 1965}], [("DT108", 3, (0,)), ("DT108", 2, (1,))], id="two doubts"
        ),
        pytest.param([{"born": "1965-03-02"}, {"born": "1965-03-02"}, {"born": 1965}], TWICE, id="a doubled row is told first"),
    ],
)
def test_perhaps_one_person(people: list[dict[str, Any]], wanted: list[tuple[str, int, tuple[int, ...]]]) -> None:
    homes = [home(**fields) for fields in people]
    members = [comrade(**fields) for fields in people]
    for table, case in (("ho_gia_dinh", counted(VOTE, roster=homes)), ("dang_vien", counted(VOTE, party=members))):
        field = "cccd" if wanted == TWICE and "cccd" in people[0] else "ho_ten"
        assert told(case) == [
            (code, f"{table}[{at}].{field}", tuple(f"{table}[{i}].{field}" for i in others)) for code, at, others in wanted
        ]


@pytest.mark.parametrize("fields", [{"cccd": MAN}, {"born": "1965-03-02"}], ids=["number", "birth"])
def test_who_is_surely_one_person_is_no_doubt(fields: dict[str, Any]) -> None:
    case = counted(roster=[home(**fields)] * 2, party=[comrade(**fields)] * 2)
    assert diagnostics(case, ["DT108"]) == []


HEAD, BOARD, SECRETARY = Office.HEAD, Office.COMMITTEE, Office.SECRETARY


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        pytest.param([nominee(AN, HEAD), nominee(AN, HEAD)], ["trưởng khu phố"], id="one office"),
        pytest.param([nominee(AN, HEAD), nominee(AN, SECRETARY)], [], id="two offices, two rows"),
        pytest.param([nominee(AN, BOARD, SECRETARY), nominee(AN, BOARD, SECRETARY)], ["chi ủy"], id="two offices are one doubt"),
        pytest.param([nominee(AN, HEAD, BOARD), nominee(AN, HEAD), nominee(AN, BOARD)], ["trưởng khu phố", "chi ủy"], id="two doubts"),
        pytest.param([nominee(AN, HEAD, cccd=MAN), nominee(AN, HEAD, cccd=MAN)], ["trưởng khu phố"], id="surely one, and told by no other"),
        pytest.param([nominee(AN, HEAD, cccd=MAN), nominee(AN, HEAD, cccd="075065000009")], [], id="two numbers"),
        pytest.param([nominee(AN), nominee(AN)], [], id="introduced for nothing"),
        pytest.param([nominee(AN, HEAD), nominee(BE, HEAD)], [], id="two names"),
    ],
)
def test_perhaps_introduced_twice(people: list[Any], wanted: list[str]) -> None:
    found = diagnostics(counted(VOTE, nominees=people))
    assert [d.message for d in found] == [
        f"“{AN}” có 2 dòng trong danh sách giới thiệu bầu {office}, có thể là một người (cùng họ tên, không có gì khác nhau)"
        for office in wanted
    ]


def test_how_the_doubt_is_told() -> None:
    messages = [d.message for d in diagnostics(counted(roster=[home(born=1965), home(born=1965), home(BE), home(BE, born=1970), home(BE)]))]
    assert messages == [
        f"“{AN}” có 2 dòng trong danh sách hộ gia đình, có thể là một người (cùng họ tên và năm sinh)",
        f"“{BE}” có 3 dòng trong danh sách hộ gia đình, có thể là một người (cùng họ tên, không có gì khác nhau)",
    ]
    (party,) = diagnostics(counted(party=[comrade(), comrade()]))
    assert "danh sách đảng viên" in party.message


def test_one_person_in_two_tables_is_no_doubt() -> None:
    homes, members = [home(born=1965)], [comrade(born=1965)]
    case = counted(held({AN: 8}, present=8), roster=[*homes, home(BE)], party=members, nominees=[nominee(AN, HEAD, birth=birth(1965))])
    assert codes(case) == []


FULL, ANOTHER = "1965-03-02", "075065000009"
FIRST = {"born": FULL, "cccd": MAN}
TWO_NUMBERS = f"“{AN}” có hai số CCCD khác nhau trong hồ sơ, cùng ngày sinh: có thể là một người"


@pytest.mark.parametrize(
    ("second", "told_of"),
    [
        pytest.param({"born": FULL, "cccd": ANOTHER}, True, id="one name and day"),
        pytest.param({"name": "NGUYỄN VĂN  AN", "born": FULL, "cccd": ANOTHER}, True, id="a name spelled otherwise"),
        pytest.param({"born": FULL, "cccd": ANOTHER, "sex": "Nam"}, True, id="a sex on one side"),
        pytest.param(FIRST, False, id="one number"),
        pytest.param({"born": FULL}, False, id="a number on one side"),
        pytest.param({"born": 1965, "cccd": ANOTHER}, False, id="a year only"),
        pytest.param({"born": "1965-03-03", "cccd": ANOTHER}, False, id="two days"),
        pytest.param({"cccd": ANOTHER}, False, id="no birth"),
        pytest.param({"name": BE, "born": FULL, "cccd": ANOTHER}, False, id="two names"),
    ],
)
def test_two_numbers_of_one_person_in_two_tables(second: dict[str, Any], told_of: bool) -> None:
    case = counted(VOTE, roster=[home(**FIRST)], party=[comrade(**second)])
    found = [(d.code, d.severity.value, d.route, d.related[0].file) for d in diagnostics(case, ("DT101", "DT108", "DT317"))]
    assert found == ([("DT108", "warning", "dang_vien[0].cccd", "ho_gia_dinh[0].cccd")] if told_of else [])


def test_two_numbers_of_a_man_and_a_woman_are_two_people() -> None:
    case = counted(VOTE, roster=[home(**FIRST, sex="Nam")], party=[comrade(born=FULL, cccd=WOMAN, sex="Nữ")])
    assert diagnostics(case, ["DT108"]) == []


def test_two_numbers_are_told_once_and_without_them() -> None:
    both = [nominee(AN, HEAD, birth=birth(FULL), cccd=ANOTHER), nominee(AN, SECRETARY, birth=birth(FULL), cccd=MAN)]
    case = counted(VOTE, roster=[home(**FIRST)], party=[comrade(born=FULL, cccd=ANOTHER)], nominees=both)
    found = diagnostics(case, ["DT108"])
    assert [(d.route, d.message) for d in found] == [("dang_vien[0].cccd", TWO_NUMBERS)]
    apart = diagnostics(counted(VOTE, nominees=both), ["DT108"])
    assert [(d.route, d.related[0].file) for d in apart] == [("nhan_su[1].cccd", "nhan_su[0].cccd")]


def test_two_numbers_in_one_roster_are_one_person_twice() -> None:
    assert codes(counted(VOTE, roster=[home(**FIRST), home(born=FULL, cccd=ANOTHER)])) == ["DT101"]


@pytest.mark.parametrize("field", ["ho_ten", "ngay_sinh", "gioi_tinh", "cccd"])
@pytest.mark.parametrize("row", [0, 1])
def test_no_doubt_on_what_could_not_be_read(field: str, row: int) -> None:
    assert codes(counted(roster=[home(), home()], flawed=[f"ho_gia_dinh[{row}].{field}"])) == []
    assert codes(counted(roster=[home(), home()], flawed=[f"ho_gia_dinh[{row}].dia_chi"])) == ["DT108"]


def test_a_number_to_mend_comes_before_the_doubt() -> None:
    assert codes(counted(roster=[home(cccd="75065000001"), home()])) == ["DT102"]


def test_a_name_that_fits_two_members_is_told_where_it_is_used() -> None:
    case = counted(party=[comrade(born=1965), comrade(born=1965)], nominees=[nominee(AN, SECRETARY)])
    assert told(case) == [("DT317", "nhan_su[0].ho_ten", ("dang_vien[0].ho_ten", "dang_vien[1].ho_ten"))]


def test_namesakes_of_the_district_are_no_doubt() -> None:
    """Every large roster there has people of one name; numbers, or where there are none birth dates, tell them apart."""
    path = ROOT / "examples" / "long-thanh" / "loc-an" / "LT-039-ap-hang-gon.xlsx"
    (entry,) = read(path, path.name).dossiers
    people = entry.dossier.households
    assert len({p.name for p in people}) < len(people)
    assert codes(count_dossier(entry.dossier, date(2024, 12, 20))) == ["DT101"]
    bare = [replace(p, birth=None, cccd=None) for p in people]
    assert set(codes(counted(roster=bare))) == {"DT108"}


def test_a_roster_with_nothing_is_silent() -> None:
    assert codes(counted()) == []
    assert codes(counted(roster=[home(None)], party=[comrade()], nominees=[nominee(AN)])) == []
