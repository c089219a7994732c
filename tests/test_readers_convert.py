"""dantin.readers.dossier.conversion: one raw cell becomes one value of the model, or is refused."""

import math
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dantin.model import (
    Duty,
    Electorate,
    Event,
    Membership,
    MemberState,
    ModelChoice,
    Office,
    PartialDate,
    Remark,
    RoundKind,
    Setting,
    Source,
    StepKind,
    VotingForm,
)
from dantin.readers.dossier import conversion
from dantin.readers.dossier.conversion import convert, convert_column, split_choices
from dantin.readers.dossier.fields import BY_SLUG, TABLES, Field, Kind
from dantin.readers.dossier.quoting import Refused, nearest
from dantin.readers.files.raw import CellFault, MonthOfYear, Percent, Trouble, YamlTable

DAY = date(1965, 2, 5)
SERIAL = (DAY - date(1899, 12, 30)).days
BIRTH = PartialDate(1965, 2, 5)

# One column of each kind, by a short name.
COLUMNS = {
    "text": ("bau_cu", "dia_diem"),
    "name": ("ho_gia_dinh", "ho_ten"),
    "names": ("bau_cu", "trung_cu"),
    "list": ("van_ban", "can_cu"),
    "count": ("bau_cu", "co_mat"),
    "round": ("bau_cu", "lan"),
    "date": ("bau_cu", "ngay"),
    "birth": ("ho_gia_dinh", "ngay_sinh"),
    "time": ("bau_cu", "bat_dau"),
    "tick": ("dang_vien", "co_mat"),
    "model": ("don_vi", "mo_hinh"),
    "state": ("dang_vien", "tinh_trang"),
    "setting": ("bau_cu", "cach_thuc"),
    "office": ("la_phieu", "chuc_danh"),
    "offices": ("nhan_su", "gioi_thieu"),
    "sex": ("ho_gia_dinh", "gioi_tinh"),
    "cccd": ("ho_gia_dinh", "cccd"),
    "ballot": ("la_phieu", "bau_cho"),
}


def column(name: str) -> Field:
    table, slug = COLUMNS[name]
    return BY_SLUG[table].by_slug[slug]


def test_every_kind_of_column_is_tried() -> None:
    assert {column(name).kind for name in COLUMNS} == set(Kind)


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


READ: dict[str, tuple[str, Any, Any]] = {
    # dates
    "a real date": ("date", DAY, DAY),
    "a real date with a time": ("date", datetime(1965, 2, 5, 7, 30), DAY),
    "a serial": ("date", SERIAL, DAY),
    "a serial as calamine gives it": ("date", float(SERIAL), DAY),
    "a serial with a time of day": ("date", SERIAL + 0.99, DAY),
    "day/month/year": ("date", "5/2/1965", DAY),
    "day-month-year": ("date", "05-02-1965", DAY),
    "day.month.year": ("date", "5.2.1965", DAY),
    "blanks about the strokes": ("date", " 5 / 2 / 1965 ", DAY),
    "no-break space": ("date", "5/2/1965\xa0", DAY),
    "in words": ("date", "ngày 5 tháng 2 năm 1965", DAY),
    "in words, padded, capitals": ("date", "NGÀY 05 THÁNG 02 NĂM 1965", DAY),
    "in words, decomposed": ("date", apart("ngày 5 tháng 2 năm 1965"), DAY),
    "ISO": ("date", "1965-02-05", DAY),
    "ISO with a time after T": ("date", "1965-02-05T00:00:00", DAY),
    "ISO with a time after a blank": ("date", "1965-02-05 07:30:00", DAY),
    "the day above 12": ("date", "30/12/1965", date(1965, 12, 30)),
    "the leap day": ("date", "29/2/1964", date(1964, 2, 29)),
    # births
    "a birth date": ("birth", "5/2/1965", BIRTH),
    "a birth serial": ("birth", float(SERIAL), BIRTH),
    "a birth as a real date": ("birth", datetime(1965, 2, 5), BIRTH),
    "a birth year as text": ("birth", "1965", PartialDate(1965)),
    "a birth year as number": ("birth", 1965, PartialDate(1965)),
    "a birth year as calamine gives it": ("birth", 1965.0, PartialDate(1965)),
    "the first birth year": ("birth", "1900", PartialDate(1900)),
    # counts
    "a whole number": ("count", 310, 310),
    "a whole float": ("count", 310.0, 310),
    "a number as text": ("count", "310", 310),
    "a number as text, blanks about": ("count", " 310 ", 310),
    "a number with leading zeros is not octal": ("count", "012", 12),
    "nought is a number": ("count", 0, 0),
    "nought as text": ("count", "0", 0),
    # times
    "a real time": ("time", time(7, 30), time(7, 30)),
    "a real time, seconds dropped": ("time", time(7, 30, 59), time(7, 30)),
    "a date and time": ("time", datetime(2024, 11, 10, 7, 30), time(7, 30)),
    "a fraction of a day": ("time", 0.3125, time(7, 30)),
    "a length of time ([h]:mm)": ("time", timedelta(hours=7, minutes=30), time(7, 30)),
    "7:30": ("time", "7:30", time(7, 30)),
    "07:30:00": ("time", "07:30:00", time(7, 30)),
    "10:30 is not 630": ("time", "10:30", time(10, 30)),
    "7h30": ("time", "7h30", time(7, 30)),
    "7g30": ("time", "7g30", time(7, 30)),
    "7H": ("time", "7H", time(7, 0)),
    "7 giờ": ("time", "7 giờ", time(7, 0)),
    "7 giờ 30": ("time", "7 giờ 30", time(7, 30)),
    "7 giờ 30 phút": ("time", "7 giờ 30 phút", time(7, 30)),
    "7 giờ 30 phút, decomposed": ("time", apart("7 giờ 30 phút"), time(7, 30)),
    "the last minute": ("time", "23:59", time(23, 59)),
    # ticks
    "x": ("tick", "x", True),
    "X with blanks": ("tick", " X ", True),
    "a tick mark": ("tick", "✓", True),
    "the letter that looks like one": ("tick", "v", True),
    "that letter in capitals": ("tick", " V ", True),
    "a tick in Wingdings": ("tick", "ü", True),
    "a box ticked in Wingdings": ("tick", "þ", True),
    "an empty box in Wingdings": ("tick", "¨", False),
    "a tick inserted as a symbol": ("tick", "\uf0fc", True),
    "1": ("tick", 1.0, True),
    "1 as text": ("tick", "1", True),
    "0": ("tick", 0.0, False),
    "0 as text": ("tick", "0", False),
    "TRUE as text": ("tick", "TRUE", True),
    "FALSE as text": ("tick", "false", False),
    "ĐÚNG": ("tick", "ĐÚNG", True),
    "SAI": ("tick", "Sai", False),
    "có": ("tick", "Có", True),
    "TRUE of a checkbox": ("tick", True, True),
    "không": ("tick", "không", False),
    "KHÔNG, decomposed": ("tick", apart("KHÔNG"), False),
    "khong": ("tick", "khong", False),
    "FALSE of a checkbox": ("tick", False, False),
    # words
    "a word": ("state", "miễn sinh hoạt", MemberState.EXEMPT),
    "a word in capitals": ("state", "MIỄN SINH HOẠT", MemberState.EXEMPT),
    "a word without accents": ("state", "mien sinh hoat", MemberState.EXEMPT),
    "a word over two lines": ("state", "miễn\n sinh  hoạt", MemberState.EXEMPT),
    "a word decomposed": ("state", apart("miễn sinh hoạt"), MemberState.EXEMPT),
    "the tone elsewhere": ("office", "chi uỷ", Office.COMMITTEE),
    "trưởng khu phố": ("office", "Trưởng khu phố", Office.HEAD),
    "trưởng thôn": ("office", "trưởng thôn", Office.HEAD),
    "tổ trưởng tổ dân phố": ("office", "tổ trưởng tổ dân phố", Office.HEAD),
    "one office": ("offices", "trưởng ấp", (Office.HEAD,)),
    "two offices": ("offices", "trưởng ấp; bí thư", (Office.HEAD, Office.SECRETARY)),
    "two offices as a list": ("offices", ["trưởng ấp", "bí thư"], (Office.HEAD, Office.SECRETARY)),
    "two offices on two lines": ("offices", "trưởng ấp\nbí thư", (Office.HEAD, Office.SECRETARY)),
    "an office said twice": ("offices", "bí thư; Bí thư;", (Office.SECRETARY,)),
    # sex
    "Nam": ("sex", "NAM", "Nam"),
    "Nữ": ("sex", "nữ", "Nữ"),
    "Nữ without accent": ("sex", "nu", "Nữ"),
    # identity numbers
    "leading zeros": ("cccd", "001085012345", "001085012345"),
    "an identity number as number": ("cccd", 75085012345.0, "75085012345"),
    "twelve digits as number": ("cccd", 175085012345.0, "175085012345"),
    "an identity number with spaces": ("cccd", "075 085 012 345", "075085012345"),
    "an identity number with dots": ("cccd", "075.085.012.345", "075085012345"),
    "an identity number with dashes": ("cccd", "075-085-012-345", "075085012345"),
    "something else in its place": ("cccd", "chưa có", "chưa có"),
    # text
    "text is tidied": ("text", "  Hội trường \n khu  phố ", "Hội trường khu phố"),
    "text is composed": ("text", apart("Hội trường"), "Hội trường"),
    "text from a whole number": ("text", 12.0, "12"),
    "text from a number with a fraction": ("text", 15.5, "15,5"),
    "text from a sum that binary numbers cannot hold": ("text", 0.1 + 0.2, "0,3"),
    "text from a percentage": ("text", Percent(0.97, 0), "97 %"),
    "a percentage with decimals": ("text", Percent(0.9839, 2), "98,39 %"),
    "a percentage of an exact half rounds up": ("text", Percent(0.125, 0), "13 %"),
    "a percentage in a list": ("list", Percent(1.0, 0), ("100 %",)),
    "text from a time": ("text", time(7, 5), "7:05"),
    "text from a length of time": ("text", timedelta(hours=30), "30:00"),
    "text from a list": ("text", ["a", " b "], "a; b"),
    "a name keeps its capitals": ("name", "NGUYỄN VĂN  AN", "NGUYỄN VĂN AN"),
    "a name called Null": ("name", "Null", "Null"),
    # lists
    "one in a list": ("names", "Nguyễn Văn An", ("Nguyễn Văn An",)),
    "a list in one cell": ("names", "Nguyễn Văn An; Trần B;Lê C;", ("Nguyễn Văn An", "Trần B", "Lê C")),
    "a list over lines": ("names", "Nguyễn Văn An\nTrần B;\nLê C", ("Nguyễn Văn An", "Trần B", "Lê C")),
    "a YAML list": ("list", ["a", "", " b  c "], ("a", "b c")),
    "a YAML list keeps a semicolon": ("list", ["Luật; Điều 5", "b"], ("Luật; Điều 5", "b")),
    "a name keeps its comma": ("names", "Nguyễn Văn An, Trần B", ("Nguyễn Văn An, Trần B",)),
    "a ballot": ("ballot", "Nguyễn Văn An; không đồng ý", ("Nguyễn Văn An", "không đồng ý")),
}


@pytest.mark.parametrize(("name", "raw", "value"), READ.values(), ids=READ)
def test_read(name: str, raw: Any, value: Any) -> None:
    read = convert(column(name), raw)
    assert read == value
    assert type(read) is type(value)


REFUSED: dict[str, tuple[str, Any, str, str]] = {
    # dates: code, and what the offer says (nothing: no offer at all)
    "a year alone as a date": ("date", "2024", "DT004", ""),
    "a year alone as a number": ("date", 2024.0, "DT004", ""),
    "a day not in the calendar": ("date", "30/2/1965", "DT004", ""),
    "no leap day": ("date", "29/2/1965", "DT004", ""),
    "day nought": ("date", "0/2/1965", "DT004", ""),
    "year nought": ("date", "5/2/0000", "DT004", ""),
    "month first": ("date", "12/30/1965", "DT004", "30/12/1965"),
    "month first, in a birth": ("birth", "2-13-1965", "DT004", "13/02/1965"),
    "month first and no such day": ("date", "2/31/1965", "DT004", ""),
    "ISO with the months last": ("date", "1965-30-12", "DT004", "30/12/1965"),
    "two digits of a year": ("date", "5/2/65", "DT004", "05/02/1965"),
    "two digits of a year of this century": ("date", "10-11-24", "DT004", "10/11/2024"),
    "two digits of a year, no such day": ("birth", "31.2.65", "DT004", ""),
    "two digits of a birth year": ("birth", "65", "DT004", "năm 1965"),
    "two digits of a birth year as number": ("birth", 65.0, "DT004", "năm 1965"),
    "a nought under the format of a date": ("date", time(0, 0), "DT004", ""),
    "day and month alone": ("date", "5/2", "DT004", ""),
    "month and year alone": ("birth", "2/1965", "DT004", " Không rõ ngày thì chỉ ghi năm: 1965."),
    "year and month alone": ("birth", "1965-02", "DT004", " Không rõ ngày thì chỉ ghi năm: 1965."),
    "month and year alone, not of a birth": ("date", "02-1965", "DT004", ""),
    "month and year of which Excel made a day": ("birth", MonthOfYear(1965, 12, 1), "DT004", " Không rõ ngày thì chỉ ghi năm: 1965."),
    "the same for another date": ("date", MonthOfYear(2024, 12, 1), "DT004", ""),
    "month and year as Excel shows them": ("birth", "Dec-65", "DT004", " Không rõ ngày thì chỉ ghi năm: 1965."),
    "the same of this century": ("birth", "Thg7-05", "DT004", " Không rõ ngày thì chỉ ghi năm: 2005."),
    "a year in wide digits": ("birth", "１９６５", "DT004", "1965"),
    "a text that Excel shows as a day": ("text", "12-Dec", "DT004", "12/12"),
    "the same under Vietnamese settings": ("text", "04-Thg12", "DT004", "4/12"),
    "a text that Excel shows as a month": ("text", "Jan-32", "DT004", "1/32"),
    "a month in a text": ("text", MonthOfYear(1932, 1, 1), "DT004", " Có phải là “1/32”, “1/1932” hay “01/01/1932”?"),
    "a month of a year that is no such number": ("text", MonthOfYear(2005, 1, 1), "DT004", " Có phải là “1/2005” hay “01/01/2005”?"),
    "no date at all": ("date", "hôm qua", "DT004", ""),
    "TRUE as a date": ("date", True, "DT004", ""),
    "a time as a date": ("date", time(7, 30), "DT004", ""),
    "a length of time as a date": ("birth", timedelta(days=2), "DT004", ""),
    "a year too early": ("birth", "1899", "DT004", ""),
    "a year to come": ("birth", 2101.0, "DT004", ""),
    "a date too early": ("date", "1/1/1899", "DT004", ""),
    "a date mistyped far ahead": ("date", "1/1/2965", "DT004", ""),
    "a real date mistyped far ahead": ("date", datetime(2965, 1, 1), "DT004", ""),
    "a year typed into a date cell": ("birth", datetime(1905, 5, 18), "DT004", "năm 1965"),
    "a year with a digit too many": ("birth", "19655", "DT004", ""),
    "a year mistyped": ("birth", 3965, "DT004", ""),
    "a fraction of a year": ("birth", 1965.5, "DT004", ""),
    "a number below the serials": ("birth", 12.0, "DT004", ""),
    "a number above the serials": ("birth", 75085012345.0, "DT004", ""),
    "a negative serial": ("birth", -1.0, "DT004", ""),
    "not a number (date)": ("date", math.nan, "DT004", ""),
    "beyond all numbers (birth)": ("birth", math.inf, "DT004", ""),
    # counts
    "negative": ("count", -1, "DT004", ""),
    "negative as text": ("count", "-1", "DT004", ""),
    "a fraction": ("count", 12.5, "DT004", ""),
    "a fraction as text": ("count", "12.5", "DT004", ""),
    "a fraction with a comma": ("count", "12,5", "DT004", ""),
    "a whole number with a decimal nought": ("count", "310.0", "DT004", "310"),
    "ballots said": ("count", "12 phiếu", "DT004", "12"),
    "households said, decomposed": ("count", apart("310 hộ"), "DT004", "310"),
    "grouped thousands": ("count", "1.234", "DT004", "1234"),
    "thousands apart": ("count", "1 234", "DT004", "1234"),
    "an underscore": ("count", "1_000", "DT004", ""),
    "an exponent": ("count", "1e3", "DT004", ""),
    "a letter o": ("count", "31O", "DT004", ""),
    "a superscript": ("count", "3²", "DT004", ""),
    "TRUE as a count": ("count", True, "DT004", ""),
    "a date as a count": ("count", DAY, "DT004", ""),
    "a count under the format of a date": ("count", date(1900, 7, 16), "DT004", "198"),
    "a small count under the format of a date": ("count", datetime(1900, 1, 5), "DT004", "5"),
    "a count under the format of a length of time": ("count", timedelta(days=198), "DT004", "198"),
    "a nought under the format of a time": ("count", time(0, 0), "DT004", "0"),
    "a time as a count": ("count", time(7, 30), "DT004", ""),
    "a percentage as a count": ("count", Percent(1.0, 0), "DT004", "100"),
    "full-width digits": ("count", "１９８", "DT004", "198"),
    "full-width thousands": ("count", "１.２３４", "DT004", "1234"),
    "digits of another script": ("count", "١٩٨", "DT004", "198"),
    "full-width digits of an identity number": ("cccd", "０７５０８５０１２３４５", "DT004", ""),
    # texts of which Excel made a date
    "a house that became a date": ("text", datetime(2024, 4, 12), "DT004", "“12/4”, “12/04” hay “12/04/2024”"),
    "a paper that became a date": ("text", date(2024, 10, 2), "DT004", "“2/10”, “02/10” hay “02/10/2024”"),
    "a house that became a month": ("text", date(1932, 1, 1), "DT004", "“1/1”, “01/01”, “1/32” hay “01/01/1932”"),
    "a date in a list": ("list", date(2024, 12, 12), "DT004", "“12/12” hay “12/12/2024”"),
    "a date among names": ("names", date(2024, 12, 12), "DT004", "“12/12” hay “12/12/2024”"),
    "a list as a count": ("count", ["1", "2"], "DT004", ""),
    "far too many": ("count", 10**12, "DT004", ""),
    "far too many as text": ("count", "1" * 5000, "DT004", ""),
    "far too many as a float": ("count", 1e300, "DT004", ""),
    "not a number (count)": ("count", math.nan, "DT004", ""),
    "beyond all numbers (count)": ("count", -math.inf, "DT004", ""),
    "round nought": ("round", 0, "DT004", ""),
    "round in words": ("round", "hai", "DT004", ""),
    # times
    "hour 24": ("time", "24:00", "DT004", ""),
    "minute 60": ("time", "7:60", "DT004", ""),
    "an hour alone": ("time", "7", "DT004", ""),
    "an hour as a number": ("time", 7.0, "DT004", ""),
    "a negative fraction of a day": ("time", -0.5, "DT004", ""),
    "a day as a time": ("time", DAY, "DT004", ""),
    "two days as a time": ("time", timedelta(days=2), "DT004", ""),
    "TRUE as a time": ("time", True, "DT004", ""),
    "no time at all": ("time", "buổi sáng", "DT004", ""),
    "not a number (time)": ("time", math.nan, "DT004", ""),
    # ticks
    "yes": ("tick", "yes", "DT005", ""),
    "no": ("tick", "no", "DT005", ""),
    "2": ("tick", 2.0, "DT005", ""),
    "a length of time in a tick column": ("tick", timedelta(0), "DT005", ""),
    "a remark in a tick column": ("tick", "vắng", "DT005", ""),
    "a date in a tick column": ("tick", DAY, "DT005", ""),
    # words
    "a slip in an office": ("office", "trưởng aap", "DT005", "trưởng ấp"),
    "a slip in a state": ("state", "đang sih hoạt", "DT005", "đang sinh hoạt"),
    "a slip in a setting": ("setting", "cuôc hopp", "DT005", "cuộc họp"),
    "a slip in the model": ("model", "bí thư là trương ấp nhé", "DT005", "bí thư là trưởng ấp"),
    "nothing near": ("setting", "zzzz", "DT005", ""),
    "only dashes": ("state", "---", "DT005", ""),
    "two offices where one belongs": ("office", "trưởng ấp; bí thư", "DT005", "trưởng ấp"),
    "one of two offices unknown": ("offices", "trưởng ấp; bí thơ", "DT005", "bí thư"),
    "a number as a word": ("state", 1.0, "DT005", ""),
    # sex
    "M": ("sex", "M", "DT005", ""),
    "x for the sex": ("sex", "x", "DT005", ""),
    # names
    "a number as a name": ("name", 12.0, "DT004", ""),
    "a date as a name": ("name", DAY, "DT004", ""),
    "TRUE as a name": ("name", True, "DT004", ""),
    "two names where one belongs": ("name", ["Nguyễn Văn An", "Trần B"], "DT004", ""),
}


@pytest.mark.parametrize(("name", "raw", "code", "offer"), REFUSED.values(), ids=REFUSED)
def test_refused(name: str, raw: Any, code: str, offer: str) -> None:
    with pytest.raises(Refused) as refused:
        convert(column(name), raw)
    assert refused.value.code == code
    assert refused.value.expected
    if offer:
        assert refused.value.offer in (f" Có phải là {offer}?", f" Có phải là “{offer}”?", offer)
    else:
        assert refused.value.offer == ""


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("raw", [None, "", "  ", "\n", "\xa0", "\u200b", [], ["", " "]], ids=ascii)
def test_blank_is_none_and_never_a_value(name: str, raw: Any) -> None:
    assert convert(column(name), raw) is None


@pytest.mark.parametrize("name", ["names", "list", "offices", "ballot"])
def test_separators_alone_are_blank(name: str) -> None:
    assert convert(column(name), " ; ;") is None


FAULTS: dict[str, Any] = {trouble.name: CellFault(trouble, "#REF!") for trouble in Trouble} | {
    "a table in a cell": YamlTable("f", "t", ["a"], [["1"]]),
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("raw", FAULTS.values(), ids=FAULTS)
def test_a_cell_that_cannot_be_read_is_refused_in_every_column(name: str, raw: Any) -> None:
    with pytest.raises(Refused) as refused:
        convert(column(name), raw)
    assert refused.value.code == "DT004"


def test_an_error_value_is_quoted() -> None:
    with pytest.raises(Refused) as refused:
        convert(column("count"), CellFault(Trouble.ERROR, "#DIV/0!"))
    assert "#DIV/0!" in refused.value.fault


# The words of the contract, once more: whoever changes a word breaks the files of users.
WORDS: dict[tuple[str, str], dict[str, Any]] = {
    ("don_vi", "mo_hinh"): {
        "bí thư là trưởng ấp": ModelChoice.HEAD,
        "bí thư là trưởng ban công tác mặt trận": ModelChoice.FRONT,
        "không thực hiện": ModelChoice.NONE,
    },
    ("dang_vien", "tinh_trang"): {
        "đang sinh hoạt": MemberState.ACTIVE,
        "miễn sinh hoạt": MemberState.EXEMPT,
        "sinh hoạt tạm thời nơi khác": MemberState.ELSEWHERE,
        "đình chỉ sinh hoạt": MemberState.SUSPENDED,
        "bị khởi tố, tạm giam": MemberState.PROSECUTED,
        "vắng có lý do": MemberState.EXCUSED,
        "nơi khác đến sinh hoạt tạm thời": MemberState.VISITING,
    },
    ("nhan_su", "dang_vien"): {"chính thức": Membership.OFFICIAL, "dự bị": Membership.PROBATIONARY, "không": Membership.NONE},
    ("nhan_su", "gioi_thieu"): {
        "trưởng ấp": (Office.HEAD,),
        "chi ủy": (Office.COMMITTEE,),
        "bí thư": (Office.SECRETARY,),
        "phó bí thư": (Office.DEPUTY,),
    },
    ("nhan_su", "nguon"): {
        "danh sách chính thức": Source.OFFICIAL_LIST,
        "giới thiệu tại cuộc họp": Source.AT_MEETING,
        "tự ứng cử": Source.SELF,
    },
    ("thanh_phan", "cuoc"): {"hiệp thương": Event.CONSULTATION, "trưởng ấp": Event.HEAD_ELECTION, "đại hội": Event.CONGRESS},
    ("thanh_phan", "vai_tro"): {
        "tổ trưởng tổ bầu cử": Duty.ELECTION_TEAM_HEAD,
        "thành viên tổ bầu cử": Duty.ELECTION_TEAM_MEMBER,
        "người chứng kiến": Duty.WITNESS,
        "chủ trì": Duty.CHAIR,
        "thư ký": Duty.CLERK,
        "trưởng ban kiểm phiếu": Duty.COUNTING_HEAD,
        "thành viên ban kiểm phiếu": Duty.COUNTING_MEMBER,
        "đoàn chủ tịch": Duty.PRESIDIUM,
    },
    ("moc", "buoc"): {
        "lấy ý kiến nhân dân và đảng viên": StepKind.PUBLIC_OPINION,
        "hiệp thương": StepKind.CONSULTATION,
        "chi ủy thống nhất": StepKind.CELL_AGREEMENT,
        "quyết định tổ chức bầu cử": StepKind.DECISION,
        "gửi danh sách ứng cử": StepKind.LIST_SENT,
        "thành lập tổ bầu cử": StepKind.TEAM_SET_UP,
        "niêm yết": StepKind.NOTICE,
        "gửi kết quả bầu cử": StepKind.RESULT_SENT,
        "công nhận trưởng ấp": StepKind.RECOGNITION,
        "đại hội chi bộ": StepKind.CONGRESS,
        "báo cáo kết quả đại hội": StepKind.CONGRESS_REPORT,
        "chuẩn y bí thư": StepKind.APPROVAL,
        "đại hội nhiệm kỳ trước": StepKind.PREVIOUS_CONGRESS,
        "nhận kết quả bầu cử": StepKind.RESULT_RECEIVED,
        "từ chối công nhận": StepKind.REFUSAL,
        "cho thôi trưởng ấp": StepKind.HEAD_DISMISSED,
        "cử trưởng ấp lâm thời": StepKind.ACTING_HEAD,
    },
    ("bau_cu", "chuc_danh"): {
        "trưởng ấp": (Office.HEAD,),
        "chi ủy": (Office.COMMITTEE,),
        "bí thư": (Office.SECRETARY,),
        "phó bí thư": (Office.DEPUTY,),
        "trưởng khu phố": (Office.HEAD,),
        "trưởng thôn": (Office.HEAD,),
        "tổ trưởng tổ dân phố": (Office.HEAD,),
        "chi ủy; bí thư": (Office.COMMITTEE, Office.SECRETARY),
    },
    ("bau_cu", "loai_vong"): {
        "bầu lại": RoundKind.AGAIN,
        "bầu thêm": RoundKind.MORE,
        "giữa những người bằng phiếu": RoundKind.AMONG_TIED,
    },
    ("bau_cu", "cach_thuc"): {"cuộc họp": Setting.MEETING, "phát phiếu": Setting.TAKEN_ROUND, "đại hội": Setting.CONGRESS},
    ("bau_cu", "hinh_thuc"): {"bỏ phiếu kín": VotingForm.SECRET, "giơ tay": VotingForm.HANDS},
    ("bau_cu", "dien_bau"): {"đại diện hộ": Electorate.HOUSEHOLDS, "cử tri": Electorate.VOTERS},
    ("bau_cu", "ghi_nhan"): {"hủy": Remark.VOID, "không đủ số dự": Remark.NO_QUORUM},
    ("la_phieu", "chuc_danh"): {"trưởng ấp": Office.HEAD, "phó bí thư": Office.DEPUTY},
    ("cuoc_hop", "cuoc"): {"hiệp thương": Event.CONSULTATION, "trưởng ấp": Event.HEAD_ELECTION, "đại hội": Event.CONGRESS},
}


@pytest.mark.parametrize(
    ("table", "slug", "word", "meaning"),
    [(*key, word, meaning) for key, words in WORDS.items() for word, meaning in words.items()],
)
def test_words_of_the_contract(table: str, slug: str, word: str, meaning: Any) -> None:
    for spelling in (word, word.upper(), apart(word).title(), f" {word} "):
        assert convert(BY_SLUG[table].by_slug[slug], spelling) == meaning


# Slug and header of every column, in the order of the contract. `ma_ap` and `tt` are left out where a table begins with them.
CONTRACT = {
    "don_vi": """ma Mã ấp · ten Tên · loai Loại · xa Xã/phường/thị trấn · huyen Huyện · tinh Tỉnh · nhiem_ky_truong Nhiệm kỳ trưởng ấp ·
        nhiem_ky_chi_bo Nhiệm kỳ chi bộ · mo_hinh Mô hình · tong_so_ho Tổng số hộ · tong_dang_vien Tổng số đảng viên chính thức ·
        chi_bo Chi bộ · dang_bo Đảng bộ cấp trên · truong_duong_nhiem Trưởng ấp đương nhiệm · bi_thu_duong_nhiem Bí thư đương nhiệm ·
        dai_hoi_diem Đại hội điểm""",
    "ho_gia_dinh": """ma_ap Mã ấp · tt TT · ma_ho Mã hộ · ho_ten Họ và tên · ngay_sinh Ngày sinh · gioi_tinh Giới tính · cccd Số CCCD ·
        dia_chi Địa chỉ · du_hop Dự họp""",
    "dang_vien": """ma_ap Mã ấp · tt TT · ho_ten Họ và tên · ngay_sinh Ngày sinh · gioi_tinh Giới tính · cccd Số CCCD ·
        ngay_vao_dang Ngày vào Đảng · ngay_chinh_thuc Ngày chính thức · tinh_trang Tình trạng · ly_do_vang Lý do vắng · co_mat Có mặt""",
    "nhan_su": """ma_ap Mã ấp · tt TT · ho_ten Họ và tên · ngay_sinh Ngày sinh · gioi_tinh Giới tính · cccd Số CCCD · dang_vien Đảng viên ·
        quy_hoach Quy hoạch · gioi_thieu Giới thiệu bầu · nguon Nguồn giới thiệu · phieu_gioi_thieu Số đồng ý giới thiệu ·
        truong_ban_ctmt Trưởng ban CTMT · thuong_tru Thường trú · tai_cu Tái cử · que_quan Quê quán · noi_o Nơi ở · dan_toc Dân tộc ·
        ton_giao Tôn giáo · hoc_van Học vấn · chuyen_mon Chuyên môn · ly_luan Lý luận chính trị · nghe_nghiep Nghề nghiệp ·
        chuc_vu_hien_nay Chức vụ hiện nay""",
    "thanh_phan": """ma_ap Mã ấp · cuoc Cuộc · vai_tro Vai trò · cum Cụm · ho_ten Họ và tên · gioi_tinh Giới tính ·
        chuc_vu Chức vụ · dai_dien Đại diện""",
    "moc": """ma_ap Mã ấp · buoc Bước · ngay Ngày · han Hạn cuối · so_van_ban Số văn bản · co_quan Cơ quan ·
        ho_ten Người được công nhận/chuẩn y""",
    "bau_cu": """ma_ap Mã ấp · cum Cụm · chuc_danh Chức danh · lan Lần · loai_vong Loại vòng · ngay Ngày · bat_dau Bắt đầu ·
        ket_thuc Kết thúc · ngay_ket_thuc Ngày kết thúc · dia_diem Địa điểm · cach_thuc Cách thức · hinh_thuc Hình thức ·
        dien_bau Diện bầu · so_can_bau Số cần bầu · tong_so Tổng số được triệu tập · duoc_tru Số được trừ · co_mat Có mặt ·
        phat_ra Phiếu phát ra · thu_ve Phiếu thu về · hop_le Phiếu hợp lệ · khong_hop_le Phiếu không hợp lệ ·
        ly_do_khong_hop_le Lý do không hợp lệ · trung_cu Công bố trúng cử · ghi_nhan Ghi nhận · ly_do Lý do chênh lệch""",
    "ket_qua": "ma_ap Mã ấp · chuc_danh Chức danh · lan Lần · ho_ten Họ và tên · ngay_sinh Ngày sinh · so_phieu Số phiếu",
    "la_phieu": "ma_ap Mã ấp · chuc_danh Chức danh · lan Lần · so Số · bau_cho Bầu cho · loi Lỗi",
    "van_ban": """ma_ap Mã ấp · giay Tên giấy · so_hieu Số, ký hiệu · ngay_ky Ngày ký · noi_ky Nơi ký · the_thuc_ky Thể thức ký ·
        nguoi_ky Người ký · chuc_vu_ky Chức vụ người ký · noi_nhan Nơi nhận · can_cu Căn cứ""",
    "cuoc_hop": """ma_ap Mã ấp · cuoc Cuộc · dong_y Số đồng ý · ngay Ngày · bat_dau Bắt đầu · ket_thuc Kết thúc · dia_diem Địa điểm ·
        trieu_tap Triệu tập · co_mat Có mặt · khach_moi Khách mời · y_kien Ý kiến""",
    "chi_tieu": "ma_ap Mã ấp · noi_dung Nội dung · ke_hoach Kế hoạch · thuc_hien Thực hiện",
}


@pytest.mark.parametrize("slug", CONTRACT)
def test_columns_of_the_contract(slug: str) -> None:
    wanted = dict(entry.split(None, 1) for entry in CONTRACT[slug].split("·"))
    known = {field.slug: field.header for field in BY_SLUG[slug].fields}
    assert {key: known.get(key) for key in wanted} == {key: header.strip() for key, header in wanted.items()}
    # A person may be named more closely wherever one is named; the party's export tells members apart by their cell.
    more = {"dang_vien": {"chi_bo"}, **{key: {"cum"} for key in ("ho_gia_dinh", "ket_qua", "la_phieu", "cuoc_hop")}}
    assert known.keys() - wanted.keys() <= {"ngay_sinh", "cccd", "gioi_tinh", *more.get(slug, ())}


def test_no_table_is_unknown_to_the_contract() -> None:
    assert [table.slug for table in TABLES] == list(CONTRACT)


@pytest.mark.parametrize(
    ("choices", "names", "disagrees"),
    [
        ((), (), False),
        (("Nguyễn Văn An",), ("Nguyễn Văn An",), False),
        (("không đồng ý",), (), True),
        (("Nguyễn Văn An", "KHÔNG  ĐỒNG Ý"), ("Nguyễn Văn An",), True),
    ],
)
def test_choices_on_a_ballot(choices: tuple[str, ...], names: tuple[str, ...], disagrees: bool) -> None:
    assert split_choices(choices) == (names, disagrees)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_date_reads_the_same_however_it_is_written(day: date) -> None:
    d, m, y = day.day, day.month, day.year
    forms: list[Any] = [f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", f"{d}.{m}.{y}", day.isoformat()]
    forms += [f"ngày {d} tháng {m} năm {y}", f"Ngày {d:02} tháng {m:02} năm {y}", f"{day.isoformat()}T00:00:00"]
    serial = (day - date(1899, 12, 30)).days
    forms += [day, datetime(y, m, d, 23, 59)] if serial not in range(1900, 2101) else []
    forms += [serial] if serial >= 10_000 else []
    assert {convert(column("date"), form) for form in forms} == {day}
    assert {convert(column("birth"), form) for form in forms} == {PartialDate(y, m, d)}


RAW = st.one_of(
    st.text(),
    st.text("0123456789/-.: hgiờngàythámnăx;\n", max_size=25),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.lists(st.text(max_size=5), max_size=3),
)


@given(RAW, st.sampled_from(sorted(COLUMNS)))
@example(math.nan, "count")
@example(math.inf, "birth")
@example(-math.inf, "time")
def test_no_cell_can_stop_the_reader(raw: Any, name: str) -> None:
    value, code = None, "DT004"
    try:
        value = convert(column(name), raw)
    except Refused as refused:
        code = refused.code
    assert code in ("DT004", "DT005")
    assert value == value, "a value that does not equal itself makes equal dossiers differ"


NEAREST: dict[str, tuple[str, list[str], str | None]] = {
    "a slip": ("phiếu hợp  lê", ["Phiếu hợp lệ", "Phiếu không hợp lệ"], "Phiếu hợp lệ"),
    "a word misspelt that denies": ("phiếu hông hợp lệ", ["Phiếu hợp lệ", "Phiếu không hợp lệ"], "Phiếu không hợp lệ"),
    "a short word that denies": ("phiếu k hợp lệ", ["Phiếu hợp lệ", "Phiếu không hợp lệ"], "Phiếu không hợp lệ"),
    "what is denied is never offered": ("vắng không lý do", ["vắng có lý do", "miễn sinh hoạt"], None),
}


@pytest.mark.parametrize(("text", "names", "wanted"), NEAREST.values(), ids=NEAREST)
def test_the_nearest_name(text: str, names: list[str], wanted: str | None) -> None:
    assert nearest(text, names) == wanted


def test_a_column_reads_the_same_where_what_is_known_is_cleared_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """As by another thread that reads the same kind of column."""
    cells = ["05/02/1965", "1980", "06/02/1965", None, "x"]
    field, convert_one = column("birth"), conversion._converted
    convert_column(field, cells[:2])

    def clearing(field: Field, cell: Any) -> Any:
        field.remembered.clear()
        return convert_one(field, cell)

    monkeypatch.setattr(conversion, "_converted", clearing)
    *births, refused = convert_column(field, cells)
    assert births == [BIRTH, PartialDate(1980), PartialDate(1965, 2, 6), None]
    assert isinstance(refused, Refused)
