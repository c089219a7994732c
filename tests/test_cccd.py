"""dantin.cccd and the rules that rest on it: what an identity number tells, and what is said of a wrong one. Numbers are invented."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin.cccd import PROVINCES, Told, all_digits, contradicts, mended, province_of, told, well_formed
from dantin.model import PartialDate
from dantin.rule import Edit
from tests.editing import check, edited, plain, read_as

CLEAN = plain()

# --- The number ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "formed"),
    [
        pytest.param("075085012345", True, id="12 digits"),
        pytest.param("999999999999", True, id="12 digits that say nothing"),
        pytest.param("75085012345", False, id="11"),
        pytest.param("1085012345", False, id="10"),
        pytest.param("271234567", False, id="9"),
        pytest.param("0750850123456", False, id="13"),
        pytest.param("", False, id="nothing"),
        pytest.param("07508501234O", False, id="the letter O"),
        pytest.param("075085 01234", False, id="a space"),
        pytest.param("075.085.0123", False, id="dots"),
        pytest.param(" 07508501234", False, id="a space before"),
        pytest.param("０７５０８５０１２３４５", False, id="wide digits"),
        pytest.param("07508501234²", False, id="a raised two"),
        pytest.param("+75085012345", False, id="a sign"),
        pytest.param("075085012345\n", False, id="a line end"),
    ],
)
def test_well_formed(number: str, formed: bool) -> None:
    assert well_formed(number) is formed


def test_all_digits() -> None:
    assert [all_digits(text) for text in ("0", "0123456789", "", "1 2", "1.5", "a", "٣")] == [True, True, *[False] * 5]


def test_provinces() -> None:
    assert len(PROVINCES) == 63
    assert {"001", "075", "079", "096"} <= PROVINCES
    assert not {"000", "003", "005", "009", "097", "099", "100", "007", "013"} & PROVINCES
    assert {len(code) for code in PROVINCES} == {3}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("075085012345", "075"),
        ("096085012345", "096"),
        ("097085012345", None),
        ("000085012345", None),
        ("07508501234", None),
        ("0750850123456", None),
    ],
)
def test_province_of(number: str, code: str | None) -> None:
    assert province_of(number) == code


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("075000012345", Told("Nam", 1900)),
        ("075100012345", Told("Nữ", 1900)),
        ("075099012345", Told("Nam", 1999)),
        ("075199012345", Told("Nữ", 1999)),
        ("075200012345", Told("Nam", 2000)),
        ("075300012345", Told("Nữ", 2000)),
        ("075299012345", Told("Nam", 2099)),
        ("075399012345", Told("Nữ", 2099)),
        ("075065012345", Told("Nam", 1965)),
        ("075400012345", None),
        ("075965012345", None),
        ("75085012345", None),
        ("07508501234x", None),
    ],
)
def test_told(number: str, says: Told | None) -> None:
    assert told(number) == says


@pytest.mark.parametrize(
    ("number", "sex", "year", "denied"),
    [
        pytest.param("075065012345", "Nam", 1965, (), id="agrees"),
        pytest.param("075065012345", "Nữ", 1965, ("sex",), id="other sex"),
        pytest.param("075065012345", "Nam", 1956, ("year",), id="digits changed over"),
        pytest.param("075065012345", "Nữ", 1966, ("sex", "year"), id="both"),
        pytest.param("075065012345", None, None, (), id="nothing known"),
        pytest.param("075065012345", None, 1965, (), id="year known, agrees"),
        pytest.param("075065012345", None, 1964, ("year",), id="year known, differs"),
        pytest.param("075065012345", "Nữ", None, ("sex",), id="sex known, differs"),
        pytest.param("075099012345", "Nam", 1999, (), id="the last of the century"),
        pytest.param("075099012345", "Nam", 2000, ("year",), id="a year later"),
        pytest.param("075200012345", "Nam", 2000, (), id="the first of the next"),
        pytest.param("075200012345", "Nam", 1999, ("year",), id="a year earlier"),
        pytest.param("075000012345", "Nam", 2000, ("year",), id="the right digits, another century"),
        pytest.param("75065012345", "Nữ", 1970, (), id="11 digits tell nothing"),
        pytest.param("075765012345", "Nữ", 1970, (), id="nor does a century to come"),
    ],
)
def test_contradicts(number: str, sex: str | None, year: int | None, denied: tuple[str, ...]) -> None:
    assert contradicts(number, sex, year) == denied


@pytest.mark.parametrize(
    ("number", "sex", "year", "whole"),
    [
        pytest.param("75085012345", "Nam", 1985, "075085012345", id="11 digits"),
        pytest.param("1185012345", "Nữ", 1985, "001185012345", id="10 digits"),
        pytest.param("1200012345", "Nam", 2000, "001200012345", id="10 digits, born 2000"),
        pytest.param("75185012345", "Nữ", 1985, "075185012345", id="a woman"),
        pytest.param("75085012345", "Nữ", 1985, None, id="other sex"),
        pytest.param("75085012345", "Nam", 1958, None, id="other year"),
        pytest.param("75099012345", "Nam", 2099, None, id="other century"),
        pytest.param("75085012345", None, 1985, None, id="sex not known"),
        pytest.param("75085012345", "Nam", None, None, id="year not known"),
        pytest.param("97085012345", "Nam", 1985, None, id="no province"),
        pytest.param("3085012345", "Nam", 1985, None, id="no province, 10 digits"),
        pytest.param("01085012345", "Nam", 1985, None, id="a zero is still there, so none was dropped"),
        pytest.param("085012345", "Nam", 1985, None, id="9 digits"),
        pytest.param("075085012345", "Nam", 1985, None, id="12 digits lack nothing"),
        pytest.param("7508501234567", "Nam", 1985, None, id="13 digits"),
        pytest.param("7508501234x", "Nam", 1985, None, id="a letter"),
        pytest.param("75 085012345", "Nam", 1985, None, id="a space"),
        pytest.param("", "Nam", 1985, None, id="nothing"),
    ],
)
def test_mended(number: str, sex: str | None, year: int | None, whole: str | None) -> None:
    assert mended(number, sex, year) == whole


SEX, YEAR = st.sampled_from([None, "Nam", "Nữ"]), st.none() | st.integers(1900, 2099)


@given(st.text("0123456789x ", max_size=14), SEX, YEAR)
def test_whatever_is_mended_is_whole_and_confirmed(number: str, sex: str | None, year: int | None) -> None:
    whole = mended(number, sex, year)
    if whole is not None:
        assert well_formed(whole)
        assert whole.lstrip("0") == number
        assert told(whole) == (sex, year)
        assert province_of(whole)


@given(st.sampled_from(sorted(PROVINCES)), st.sampled_from("0123"), st.integers(0, 99), st.integers(0, 999_999))
def test_what_a_numeric_cell_drops_is_put_back(code: str, fourth: str, year: int, rest: int) -> None:
    number = f"{code}{fourth}{year:02}{rest:06}"
    says = told(number)
    assert says is not None
    assert contradicts(number, *says) == ()
    assert mended(str(int(number)), *says) == number


# --- What is said of it --------------------------------------------------------------------------------------------

# The row that the cases change: Đặng Văn Trí, Nam, 22/07/1959, 075059409703.
ROW = "ho_gia_dinh[5]"
OF = "số CCCD của Đặng Văn Trí "


def said(changes: dict[str, Any], form: str = "yaml") -> list[tuple[str, str, str]]:
    """Code, place and message of everything found after these edits of the clean dossier."""
    reading = read_as(form, edited(Edit(changes), CLEAN))
    return [(d.code, d.route, d.message) for d in check(reading).diagnostics]


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"cccd": "75059409703"}, "có 11 chữ số, phải có 12: thêm số 0 ở đầu (Excel đã bỏ mất)", id="a zero lost"),
        pytest.param({"cccd": "1059409703"}, "có 10 chữ số, phải có 12: thêm hai số 0 ở đầu (Excel đã bỏ mất)", id="two lost"),
        pytest.param(
            {"cccd": "75059409703", "ngay_sinh": "1959"},
            "có 11 chữ số, phải có 12: thêm số 0 ở đầu (Excel đã bỏ mất)",
            id="a zero lost, only the year known",
        ),
        pytest.param({"cccd": "75059409703", "ngay_sinh": ""}, "có 11 chữ số, phải có 12", id="a zero lost, birth not known"),
        pytest.param({"cccd": "75059409703", "gioi_tinh": ""}, "có 11 chữ số, phải có 12", id="a zero lost, sex not known"),
        pytest.param({"cccd": "75059409703", "ngay_sinh": "22/07/1995"}, "có 11 chữ số, phải có 12", id="a zero lost, not confirmed"),
        pytest.param({"cccd": "271234567"}, "có 9 chữ số: đây là số CMND cũ", id="an old card"),
        pytest.param({"cccd": "0750594097033"}, "có 13 chữ số, phải có 12", id="a digit too many"),
        pytest.param({"cccd": "5"}, "có 1 chữ số, phải có 12", id="one digit"),
        pytest.param({"cccd": "07505940970O"}, "có chữ, không phải là số", id="the letter O"),
        pytest.param({"cccd": "chưa có"}, "có chữ, không phải là số", id="words"),
        pytest.param({"cccd": "075059409703/"}, "có ký tự không phải là chữ số", id="a slash"),
        pytest.param({"cccd": "7.50594E+10"}, "bị Excel rút gọn thành dạng có chữ E, đã mất các chữ số cuối", id="an exponent"),
        pytest.param({"gioi_tinh": "Nữ"}, "cho biết giới tính Nam, nhưng cột giới tính ghi Nữ", id="other sex"),
        pytest.param({"ngay_sinh": "22/07/1995"}, "cho biết năm sinh 1959, nhưng ngày sinh ghi năm 1995", id="other year"),
        pytest.param({"ngay_sinh": "1960"}, "cho biết năm sinh 1959, nhưng ngày sinh ghi năm 1960", id="other bare year"),
        pytest.param({"ngay_sinh": "", "gioi_tinh": "Nữ"}, "cho biết giới tính Nam, nhưng cột giới tính ghi Nữ", id="other sex, no birth"),
        pytest.param(
            {"ngay_sinh": "1960", "gioi_tinh": "Nữ"},
            "cho biết giới tính Nam và năm sinh 1959, nhưng cột giới tính ghi Nữ, ngày sinh ghi năm 1960",
            id="both",
        ),
        pytest.param(
            {"cccd": "075759409703"},
            "có chữ số thứ tư là 7; chữ số này cho biết giới tính và thế kỷ sinh, chỉ có thể là 0, 1, 2 hoặc 3",
            id="a century to come",
        ),
    ],
)
def test_what_is_said_of_a_wrong_number(fields: dict[str, str], message: str, form: str) -> None:
    assert said({f"{ROW}.{field}": value for field, value in fields.items()}, form) == [("DT102", f"{ROW}.cccd", OF + message)]


@pytest.mark.parametrize(
    "fields",
    [
        {"ngay_sinh": "1959"},
        {"ngay_sinh": ""},
        {"ngay_sinh": "", "gioi_tinh": ""},
        {"cccd": ""},
        {"cccd": "075 059 409 703"},
        {"cccd": "075.059.409.703"},
        {"ngay_sinh": "", "ho_ten": "Đặng Văn Trí (1959)"},
        {"ngay_sinh": "31/12/1999", "cccd": "075099409703"},
        {"ngay_sinh": "01/01/2000", "cccd": "075200409703"},
        {"ngay_sinh": "01/01/2000", "cccd": "075300409703", "gioi_tinh": "Nữ"},
    ],
)
def test_nothing_is_said_of_a_right_number(fields: dict[str, str]) -> None:
    assert said({f"{ROW}.{field}": value for field, value in fields.items()}) == []


def test_the_year_behind_a_name_is_compared_too() -> None:
    changes = {f"{ROW}.ho_ten": "Đặng Văn Trí (1960)", f"{ROW}.ngay_sinh": ""}
    message = "số CCCD của Đặng Văn Trí (1960) cho biết năm sinh 1959, nhưng sau họ tên ghi năm 1960"
    assert said(changes) == [("DT102", f"{ROW}.cccd", message)]


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize("row", ["ho_gia_dinh[0]", "dang_vien[3]", "nhan_su[0]", "thanh_phan[0]", "bau_cu[0].ung_cu[0]"])
def test_everyone_listed_is_checked_and_stays_who_they_are(row: str, form: str) -> None:
    """A number that lost its zero is one finding: nobody becomes a stranger to the other tables by it."""
    lost = {"ho_gia_dinh[0]": "75160445347", "dang_vien[3]": "75075111133"}.get(row, "75068363581")
    assert [(code, route) for code, route, _ in said({f"{row}.cccd": lost}, form)] == [("DT102", f"{row}.cccd")]


def test_one_finding_at_each_table_that_has_the_wrong_number() -> None:
    changes = {f"{row}.cccd": "75068363581" for row in ("ho_gia_dinh[17]", "dang_vien[0]", "nhan_su[0]")}
    found = said(changes)
    assert [(code, route) for code, route, _ in found] == [("DT102", route) for route in changes]
    assert all("thêm số 0 ở đầu" in message for _, _, message in found)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        pytest.param({f"{ROW}.gioi_tinh": "Namm"}, [("DT005", f"{ROW}.gioi_tinh")], id="a sex that is none"),
        pytest.param({f"{ROW}.ngay_sinh": "31/02/1960"}, [("DT004", f"{ROW}.ngay_sinh")], id="a day that is none"),
        pytest.param(
            {f"{ROW}.ngay_sinh": "31/02/1959", f"{ROW}.cccd": "75059409703"},
            [("DT004", f"{ROW}.ngay_sinh"), ("DT102", f"{ROW}.cccd")],
            id="a day that is none, and another fault",
        ),
        pytest.param({f"{ROW}.cccd": "097059409703"}, [("DT109", f"{ROW}.cccd")], id="no province"),
        pytest.param({f"{ROW}.cccd": "097159409703"}, [("DT102", f"{ROW}.cccd")], id="no province, other sex: said once"),
        pytest.param({f"{ROW}.cccd": "97059409703"}, [("DT102", f"{ROW}.cccd")], id="no province, 11 digits: said once"),
        pytest.param({f"{ROW}.cccd": "={ho_gia_dinh[2].cccd}"}, [("DT101", f"{ROW}.cccd")], id="somebody else's number"),
        pytest.param({"ho_gia_dinh[2].cccd": f"={{{ROW}.cccd}}"}, [("DT101", f"{ROW}.cccd")], id="the other way round"),
        pytest.param(
            {"ho_gia_dinh[2].cccd": "chưa có", f"{ROW}.cccd": "chưa có"},
            [("DT102", "ho_gia_dinh[2].cccd"), ("DT102", f"{ROW}.cccd")],
            id="the same words on two rows make nobody a twin",
        ),
        pytest.param(
            {f"{ROW}.{field}": f"={{ho_gia_dinh[2].{field}}}" for field in ("ho_ten", "ngay_sinh", "gioi_tinh")},
            [("DT101", f"{ROW}.ho_ten")],
            id="a twin by name and birth, of another sex and year by its number",
        ),
    ],
)
def test_one_fault_one_finding(changes: dict[str, Any], wanted: list[tuple[str, str]]) -> None:
    assert [(code, route) for code, route, _ in said(changes)] == wanted


def test_no_number_is_told() -> None:
    numbers = ["75059409703", "271234567", "0750594097033", "07505940970O", "075159409703", "075060409703", "097059409703", "075759409703"]
    for number in numbers:
        (_, _, message), *_ = said({f"{ROW}.cccd": number})
        assert re.findall(r"\d{5,}", message) == [], number


def test_what_is_said_of_a_province() -> None:
    message = "ba chữ số đầu trong số CCCD của Đặng Văn Trí là 097, không phải mã của tỉnh nào"
    assert said({f"{ROW}.cccd": "097059409703"}) == [("DT109", f"{ROW}.cccd", message)]


def test_the_row_the_cases_change() -> None:
    house = read_as("yaml", CLEAN).dossiers[0].dossier.households[5]
    assert (house.name, house.sex, house.birth, house.cccd) == ("Đặng Văn Trí", "Nam", PartialDate(1959, 7, 22), "075059409703")
