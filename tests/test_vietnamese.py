"""dantin.vietnamese: numbers in words, shares, dates, and names compared, sorted and spelled."""

import datetime as dt
import itertools
import random
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin import vietnamese as vi

NUMBERS = {
    0: "không",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi bốn",
    25: "hai mươi lăm",
    65: "sáu mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    312: "ba trăm mười hai",
    555: "năm trăm năm mươi lăm",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1005: "một nghìn không trăm linh năm",
    1015: "một nghìn không trăm mười lăm",
    1100: "một nghìn một trăm",
    2024: "hai nghìn không trăm hai mươi bốn",
    10_000: "mười nghìn",
    10_005: "mười nghìn không trăm linh năm",
    21_000: "hai mươi mốt nghìn",
    105_000: "một trăm linh năm nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    10**9: "một tỷ",
    10**9 + 1: "một tỷ không trăm linh một",
    10**12 - 1: "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
}

# The rules once more, as a grammar that reads words back. It accepts one spelling of each number, so that
# "reads back to n" means "is the right spelling of n".
ANY = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
READ = {word: value for value, word in enumerate(ANY.split("|"), 1)}
READ |= {"mốt": 1, "lăm": 5, "không": 0}
AFTER_TEN = ANY.replace("năm", "lăm")
AFTER_TENS = AFTER_TEN.replace("một", "mốt")
TEENS = rf"(?P<ten>mười)(?: (?P<a>{AFTER_TEN}))?"
TENS = rf"(?P<tens>{ANY.removeprefix('một|')}) mươi(?: (?P<b>{AFTER_TENS}))?"
BELOW_TEN = rf"(?P<c>{ANY})"
LEADING = re.compile(rf"{TEENS}|{TENS}|{BELOW_TEN}")
HUNDREDS = re.compile(rf"(?P<hundreds>không|{ANY}) trăm(?: (?:{TEENS}|{TENS}|linh {BELOW_TEN}))?")
WHOLE = re.compile(r"(?:(.+) tỷ ?)?(?:(.+) triệu ?)?(?:(.+) nghìn ?)?(.+)?")


def read_words(words: str) -> int:
    if words == "không":
        return 0
    groups = WHOLE.fullmatch(words)
    assert groups, words
    total, leading = 0, True
    for group in groups.groups():
        total *= 1000
        if group is None:
            continue
        found = HUNDREDS.fullmatch(group) or (LEADING.fullmatch(group) if leading else None)
        assert found, words
        parts = found.groupdict()
        value = 100 * READ[parts.get("hundreds") or "không"] + 10 * READ[parts["tens"] or "không"]
        value += 10 * bool(parts["ten"]) + sum(READ[parts[ones]] for ones in "abc" if parts[ones])
        assert value, words
        assert not (leading and group.startswith("không")), words
        total, leading = total + value, False
    assert total, words
    return total


@pytest.mark.parametrize(("n", "words"), NUMBERS.items())
def test_number_words_listed(n: int, words: str) -> None:
    assert vi.number_words(n) == words
    assert read_words(words) == n


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "một trăm lẻ năm",
        "mười năm",
        "hai mươi năm",
        "hai mươi một",
        "mười mốt",
        "một mươi",
        "một trăm năm",
        "một trăm linh mười",
        "một trăm linh lăm",
        "linh năm",
        "không trăm linh năm",
        "một nghìn năm",
        "một nghìn linh năm",
        "một nghìn mười lăm",
        "hai nghìn hai mươi bốn",
        "một nghìn không trăm",
        "một triệu không trăm nghìn",
        "một triệu năm nghìn",
        "một triệu không nghìn không trăm linh năm",
        "một nghìn hai triệu",
    ],
)
def test_the_reader_of_these_tests_rejects_wrong_words(wrong: str) -> None:
    with pytest.raises(AssertionError):
        read_words(wrong)


def test_number_words_all_small() -> None:
    assert [n for n in range(10_000) if read_words(vi.number_words(n)) != n] == []


def test_number_words_samples() -> None:
    rng = random.Random(2024)
    samples = [rng.randrange(10 ** rng.randint(5, 12)) for _ in range(5_000)]
    # Zero groups in every place, which random numbers hardly ever have.
    groups = itertools.product((0, 1, 20), (0, 5, 100), (0, 15), (0, 1))
    samples += [a * 10**9 + b * 10**6 + c * 1000 + d for a, b, c, d in groups]
    assert [n for n in samples if read_words(vi.number_words(n)) != n] == []


@pytest.mark.parametrize("n", [-1, 10**12])
def test_number_words_out_of_range(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        vi.number_words(n)


def test_count_words() -> None:
    assert vi.count_words(312, "phiếu") == "312 phiếu (ba trăm mười hai phiếu)"
    assert vi.count_words(0, "phiếu") == "0 phiếu (không phiếu)"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (110, 310, "35,48"),
        (0, 7, "0,00"),
        (7, 7, "100,00"),
        (1, 3, "33,33"),
        (2, 3, "66,67"),
        (1, 16, "6,25"),
        (1, 32, "3,13"),  # 3,125
        (201, 20_000, "1,01"),  # 1,005, which a float holds as 1,00499...
        (1, 2_000_000, "0,00"),
        (1, 20_000, "0,01"),  # 0,005
        (1_999, 2_000, "99,95"),
        (19_999, 20_000, "100,00"),  # 99,995
        (12, 10, "120,00"),
    ],
)
def test_percent_and_share(part: int, whole: int, expected: str) -> None:
    assert vi.percent(part, whole) == expected
    assert vi.share(part, whole) == expected.replace(",", ".")


# Few pairs fall on an exact half by chance; with these wholes many do.
@given(st.integers(0, 10**6), st.integers(1, 10**6) | st.sampled_from([16, 32, 64, 160, 2_000, 20_000, 40_000]))
def test_percent_is_decimal_half_up(part: int, whole: int) -> None:
    exact = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert vi.percent(part, whole) == str(exact).replace(".", ",")


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (1, 0), (0, 0), (1, -1)])
def test_no_share(part: int, whole: int) -> None:
    for function in (vi.percent, vi.share):
        with pytest.raises(ValueError, match="no share"):
            function(part, whole)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (dt.date(2024, 11, 10), "ngày 10 tháng 11 năm 2024", "10/11/2024"),
        (dt.date(1965, 2, 5), "ngày 05 tháng 02 năm 1965", "05/02/1965"),
        (dt.date(2025, 1, 31), "ngày 31 tháng 01 năm 2025", "31/01/2025"),
        (dt.date(2025, 3, 9), "ngày 09 tháng 3 năm 2025", "09/03/2025"),
    ],
)
def test_dates(day: dt.date, long: str, short: str) -> None:
    assert (vi.long_date(day), vi.short_date(day)) == (long, short)


@pytest.mark.parametrize(
    ("time", "long", "short"),
    [
        (dt.time(7, 30), "7 giờ 30 phút", "07:30"),
        (dt.time(7), "7 giờ 00 phút", "07:00"),
        (dt.time(19, 5, 59), "19 giờ 05 phút", "19:05"),
        (dt.time(0, 0), "0 giờ 00 phút", "00:00"),
    ],
)
def test_times(time: dt.time, long: str, short: str) -> None:
    assert (vi.long_time(time), vi.short_time(time)) == (long, short)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Nguyễn   Văn\tAn\n", "Nguyễn Văn An"),
        ("Nguyễn\u00a0\u00a0Văn An\u00a0", "Nguyễn Văn An"),
        (nfd("Khu phố Đồng Tâm"), "Khu phố Đồng Tâm"),
        ("\ufeffẤp\u200b 2\u202c", "Ấp 2"),
        (" \n ", ""),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert vi.tidy(text) == expected
    assert vi.tidy(expected) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("  đỗ  thị ÁNH ", "Đỗ Thị Ánh"),
        (nfd("ĐẶNG THỊ ƯỚC"), "Đặng Thị Ước"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("k’brơm", "K’Brơm"),
        ("hʼlê", "HʼLê"),
        ("Y BÊ̆N NIÊ", "Y Bê̆n Niê"),
        ("LÊ ANH-THƯ (1990)", "Lê Anh-Thư (1990)"),
        ("", ""),
    ],
)
def test_title_name(name: str, expected: str) -> None:
    assert vi.title_name(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("đồng chí Lê Văn An", "Đồng chí Lê Văn An"), ("312 phiếu", "312 phiếu"), ("Ấp 2", "Ấp 2"), ("", "")],
)
def test_sentence_case(text: str, expected: str) -> None:
    assert vi.sentence_case(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nguyễn Văn An (1965)", ("Nguyễn Văn An", 1965)),
        ("Nguyễn Văn An( 1965 ) ", ("Nguyễn Văn An", 1965)),
        ("Nguyễn Văn An", ("Nguyễn Văn An", None)),
        ("Nguyễn Văn An (Bảy)", ("Nguyễn Văn An (Bảy)", None)),
        ("Nguyễn Văn An (0965)", ("Nguyễn Văn An (0965)", None)),
        ("Nguyễn (1965) Văn An", ("Nguyễn (1965) Văn An", None)),
    ],
)
def test_split_year(name: str, expected: tuple[str, int | None]) -> None:
    assert vi.split_year(name) == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ["Nguyễn Văn Hoà", "NGUYỄN VĂN HÒA", " nguyễn  văn\u00a0hòa ", "Nguyễn Văn Hòa (1965)", "Nguyễn Văn Hòa."],
        ["Thuý", "Thúy"],
        ["Khoẻ", "Khỏe"],
        ["Hoàn", "Hòan"],
        ["Lý", "Lí"],
        ["Mỹ", "Mĩ"],
        ["Sỹ", "Sĩ"],
        ["Kỳ", "Kì"],
        ["Quý", "Quí", "Qúy", "QÚI"],
        ["Quỳnh", "Qùynh", "Quình"],
        ["Ý Nhi", "Í Nhi", "Ý Nhy"],
        ["Đỗ Thị Đào", "Ðỗ Thị Ðào", "ĐỖ THỊ ĐÀO"],
        ["Lê Anh-Thư", "Lê Anh Thư", "Lê Anh – Thư"],
        ["H'Hen Niê", "H’HEN NIÊ", "Hʼ Hen Niê", "h`hen niê"],
        ["Lê Văn An", "'Lê Văn An", "\u200bLê Văn An\ufeff"],
        # The acute typed before the circumflex, which NFC cannot put right.
        ["Ấn", "A\u0301\u0302n"],
    ],
)
def test_fold_name_same(spellings: list[str]) -> None:
    forms = {vi.fold_name(form(name)) for name in spellings for form in (str, nfd)}
    assert len(forms) == 1


@pytest.mark.parametrize(
    "names",
    [
        ["Hùng", "Hưng", "Hung", "Húng", "Hửng"],
        ["Đào", "Dào", "Dao", "Đạo"],
        ["Thúy", "Thúi", "Thủy", "Thùy"],
        ["Tây", "Tâi"],
        ["Hay", "Hai"],
        ["Huyên", "Huiên", "Huyền"],
        ["Lan", "Lân", "Lăn"],
        ["Le", "Lê"],
        ["Ho", "Hô", "Hơ"],
        ["An2", "Ản", "An 2", "An"],
        ["Ña", "Na", "Nã"],
        ["Nguyễn Văn An", "Nguyễn Văn An (Bảy)", "Văn An Nguyễn"],
    ],
)
def test_fold_name_different(names: list[str]) -> None:
    assert len({vi.fold_name(form(name)) for name in names for form in (str, nfd)}) == len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Họ và tên (*)", "ho_va_ten"),
        ("Phiếu\nphát ra", "phieu_phat_ra"),
        ("  ĐƠN VỊ / Khu phố:  ", "don_vi_khu_pho"),
        ("Ðảng viên", "dang_vien"),
        ("Ngày_sinh", "ngay_sinh"),
        ("\ufeffSố CMND/CCCD", "so_cmnd_cccd"),
        ("Hợp lệ 2", "hop_le_2"),
        ("(*)", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert vi.fold(text) == expected
    assert vi.fold(nfd(text)) == expected
    assert vi.fold(expected) == expected


IN_ORDER = [
    "Trần Thị Ái",
    "An",
    "Lê An",
    "Lê Văn An",
    "Nguyễn Văn An",
    "Nguyễn Văn An (1958)",
    "Nguyễn Văn An (1965)",
    "Trần Văn An",
    "Trần Văn Đức An",
    "Đỗ Xuân An",
    "Lê Văn Án",
    "Võ Thị Ánh",
    "Phạm Thiên Ân",
    "Lê Xuân Bách",
    "Lê Gia Bảo",
    "Lê Hoài Bắc",
    "Lê Hữu Bằng",
    "Lê Quý Bân",
    "Dương Thị Dung",
    "Đặng Thị Dung",
    "Bùi Tiến Dũng",
    "Bùi Anh Dũng Duy",
    "Bùi Văn Dương",
    "Bùi Thị Đào",
    "Bùi Thành Đạt",
    "Bùi Thị Em",
    "Bùi Thị Êm",
    "Bùi Văn Fa",
    "Bùi Văn Gia",
    "Hồ Thị Hiên",
    "Hồ Thị Hiền",
    "Hồ Thị Hiển",
    "Hồ Thị Hiễn",
    "Hồ Thị Hiến",
    "Hồ Thị Hiện",
    "Hồ Thị Hoa",
    "Hồ Thị Hoà",
    "Hồ Thị Hóa",
    "Hồ Thị Hoạ",
    "Hồ Thị Hoan",
    "Hồ Thị Thoa",
    "Hồ Thị Thôi",
    "Hồ Thị Thơ",
    "Hồ Thị Thu",
    "Hồ Thị Thư",
    "Hồ Thị Vân",
    "Hồ Thị Wa",
    "Hồ Thị Xuân",
    "Hồ Thị Yến",
    "Hồ Thị Za",
]


def test_name_order() -> None:
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=vi.name_key) == IN_ORDER
    assert len({vi.name_key(name) for name in IN_ORDER}) == len(IN_ORDER)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lê Thị Hoà", "LÊ  THỊ HÒA"), ("Lê Thuý", nfd("Lê Thúy")), ("Lê Văn Đức", "Lê Văn Ðức"), ("H'Hen", "H’ Hen")],
)
def test_spelling_variants_sort_together(one: str, other: str) -> None:
    assert vi.name_key(one) == vi.name_key(other)


def test_text_order() -> None:
    in_order = ["", "2", "10", "Ấp 1", "Ấp 2", "Ấp 2A", "Ấp 10", "Buôn Ƀông", "Buôn Čư", "Buôn Da", "Đồi 61", "Ha", "H'Hen", "Hi", "Ωmega"]
    assert sorted(random.Random(1).sample(in_order, len(in_order)), key=vi.text_key) == in_order
    # A highland letter stands with the letter it is built on.
    assert vi.text_key("Buôn Bê̆") == vi.text_key("Buôn Bê")


WORDS = "An,Án,Ân,Bích,Đào,Dào,Em,Hoà,Hòa,Hưng,Hùng,Khoẻ,Lí,Lý,Nguyễn,Quý,Thuý,Thúy,Văn,H'Hen,Niê,K'Ƀơ,Čư,Anh-Thư"
NAMES = st.lists(st.sampled_from(WORDS.split(",")), min_size=1, max_size=5).map(" ".join)
RETYPINGS: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    nfd,
    lambda name: name.replace(" ", " \u00a0 "),
    lambda name: f" {name}\n",
    vi.title_name,
    vi.tidy,
]


@given(NAMES, st.lists(st.sampled_from(RETYPINGS), max_size=4))
def test_retyping_changes_no_name(name: str, ways: list[Callable[[str], str]]) -> None:
    retyped = name
    for way in ways:
        retyped = way(retyped)
    assert vi.fold_name(retyped) == vi.fold_name(name)
    assert vi.name_key(retyped) == vi.name_key(name)


@given(st.text())
def test_folds_are_stable_and_never_fail(text: str) -> None:
    vi.name_key(text)
    assert vi.tidy(vi.tidy(text)) == vi.tidy(text)
    assert vi.fold_name(nfd(text)) == vi.fold_name(text)
    assert vi.name_key(nfd(text)) == vi.name_key(text)


# Letters that stand alone, marks that join, apostrophes of every kind (two of them only after tidying), brackets, and what splits a name.
ODD_NAMES = st.text(alphabet="aBđÐýạ \u00a0\u0301\u0323\n\u200b'’ʼ`´′\u1fef\u1ffd-._()1965ñň", max_size=14)


@given(st.one_of(NAMES, ODD_NAMES, st.text(), ODD_NAMES.map(lambda text: f"Trần {text} An (1965)")))
def test_names_folded_piece_by_piece_are_those_folded_as_a_whole(name: str) -> None:
    assert vi.fold_name(name) == vi._fold_name(name)


@given(NAMES)
def test_fold_name_of_folded_is_itself(name: str) -> None:
    assert vi.fold_name(vi.fold_name(name)) == vi.fold_name(name)


@given(st.lists(NAMES, max_size=12), st.randoms(use_true_random=False))
def test_order_of_rows_never_matters(names: list[str], rng: random.Random) -> None:
    mixed = [rng.choice(RETYPINGS)(name) for name in rng.sample(names, len(names))]
    assert [vi.name_key(name) for name in sorted(mixed, key=vi.name_key)] == sorted(map(vi.name_key, names))


@given(st.lists(st.text(alphabet="a bạ|\u00a0\u0301\n\u200b", max_size=6), max_size=5))
def test_texts_called_tidy_all_at_once_are_tidy_one_by_one(texts: list[str]) -> None:
    assert not vi.is_tidy(texts) or [vi.tidy(text) for text in texts] == texts
