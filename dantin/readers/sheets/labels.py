"""The labels of a count that is written downwards, a label in one cell and its value in the next, and the figures typed beside them.

The wordings are those of Mẫu số 02, of congress minutes and of our own papers. A figure is read where it has one reading; anything else
is handed on as it stands, to be refused with an offer. Belongs to what turns grids into tables.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from dantin.patterns import late
from dantin.readers.dossier.fields import BY_SLUG, Field, Names, Table
from dantin.readers.files.raw import Raw
from dantin.vietnamese import fold, tidy

UNIT, ROUNDS, RESULTS = BY_SLUG["don_vi"], BY_SLUG["bau_cu"], BY_SLUG["ket_qua"]
LONGEST = 120
"""No label is longer, in letters."""

_HOUSEHOLDS = r"(?:(?:nguoi_|cu_tri_)?dai_dien_(?:cac_|cua_|cho_)?)?(?:chu_)?ho(?:_gia_dinh|_dan)?"
_MEMBERS = r"(?:dong_chi_)?(?:dang_vien|dai_bieu)(?:_(?:chinh_thuc|cua_chi_bo|trong_chi_bo|toan_chi_bo|chi_bo|hien_co))*"
_WHO = rf"(?:{_HOUSEHOLDS}|{_MEMBERS}|nguoi|cu_tri|dong_chi|thanh_vien|dai_dien)"
_SUM = r"(?:(?:tong_)?so(?:_luong)?_|tong_)"
_KIND = r"(?:ap|thon|khu_pho|khu_dan_cu|to_dan_pho|tdp|khom|lang|ban|buon|bon|phum|soc|xom|tieu_khu)"
_WHOLE = rf"(?:{_KIND}|cong_dong(?:_dan_cu)?|danh_sach)"
_OF = rf"(?:_(?:cua|trong|toan|o|tai|thuoc|theo)(?:_toan)?(?:_{_WHOLE}(?:_\w+)?)?|_{_WHOLE}(?:_\d+)?|_hien_co|_hien_nay|_thuc_te)*"
_GATHERING = rf"(?:cuoc_hop|hoi_nghi|dai_hoi|buoi_hop|hop|bau|bau_cu|bo_phieu|kiem_phieu|{_WHOLE})"
_AT = rf"(?:_(?:tai|o|luc|khi|trong|de|cua)?_?{_GATHERING})*"
_THERE = r"(?:co_mat|du_hop|tham_du|tham_gia|den_du|den_hop|du|hien_dien|di_hop|di_bau|du_dai_hoi)"
_BALLOTS = rf"(?:{_SUM})?(?:la_)?phieu(?:_bau(?:_cu)?)?"

_WORDINGS: tuple[tuple[str, Table, str], ...] = (
    (rf"{_SUM}{_HOUSEHOLDS}{_OF}", UNIT, "tong_so_ho"),
    (rf"{_SUM}{_MEMBERS}{_OF}", UNIT, "tong_dang_vien"),
    (rf"(?:ten_)?{_KIND}", UNIT, "ten"),
    (rf"{_SUM}cu_tri{_OF}", ROUNDS, "tong_so"),
    (rf"(?:{_SUM})?(?:{_WHO}_)?(?:phai_|da_)?(?:duoc_)?trieu_tap(?:_(?:den_)?(?:du_)?(?:dai_hoi|hop|hoi_nghi|bau))?", ROUNDS, "tong_so"),
    (rf"(?:{_SUM})?(?:{_WHO}_)?duoc_tru(?:_khi_tinh(?:_ket_qua)?(?:_bau_cu)?)?", ROUNDS, "duoc_tru"),
    (rf"(?:{_SUM})?(?:{_WHO}_)?(?:co_(?:nguoi_)?dai_dien_)?(?:thuc_te_|hien_)?{_THERE}{_AT}(?:_{_THERE}{_AT})?", ROUNDS, "co_mat"),
    (rf"(?:{_BALLOTS}_)?(?:da_|duoc_|thuc_te_)*(?:phat_ra|phat_hanh|phat_di|phat)", ROUNDS, "phat_ra"),
    (rf"(?:{_BALLOTS}_)?(?:da_|duoc_|thuc_te_)*thu_(?:ve|vao|lai|duoc|hoi)(?:_duoc)?", ROUNDS, "thu_ve"),
    (rf"(?:{_BALLOTS}_)?hop_le", ROUNDS, "hop_le"),
    (rf"(?:{_BALLOTS}_)?(?:khong|bat)_hop_le", ROUNDS, "khong_hop_le"),
    (r"(?:ly_do|nguyen_nhan)(?:_phieu)?_khong_hop_le", ROUNDS, "ly_do_khong_hop_le"),
    (r"so(?:_luong)?(?:_\w+)?_can_bau|so_luong_(?:duoc_)?bau|bau_lay", ROUNDS, "so_can_bau"),
    (r"(?:ngay|thoi_gian)(?:_(?:to_chuc|tien_hanh|hop|cuoc_hop|kiem_phieu|bau|bau_cu|bo_phieu|dai_hoi))*", ROUNDS, "ngay"),
    (r"(?:gio_|thoi_gian_)?(?:bat_dau|khai_mac)", ROUNDS, "bat_dau"),
    (r"(?:gio_|thoi_gian_)?(?:ket_thuc|be_mac)", ROUNDS, "ket_thuc"),
    (r"(?:dia_diem|noi)(?:_(?:to_chuc|hop|bau|bau_cu|bo_phieu|kiem_phieu|dai_hoi))*", ROUNDS, "dia_diem"),
    (r"hinh_thuc(?:_(?:bau|bau_cu|bieu_quyet|bo_phieu))*", ROUNDS, "hinh_thuc"),
    (r"(?:ket_qua_|cong_bo_)?(?:nguoi_|ong_ba_|dong_chi_)?(?:duoc_)?(?:trung_cu|dac_cu)", ROUNDS, "trung_cu"),
    (r"(?:bau_)?chuc_danh(?:_(?:bau|duoc_bau|can_bau))?", ROUNDS, "chuc_danh"),
    (r"(?:bau_)?(?:lan|luot|vong)(?:_(?:bau|bau_cu|thu))*", ROUNDS, "lan"),
)
# What follows from the other figures, or is counted for nobody's sake: known, and not read.
_DERIVED = late(
    r"(?:.*_)?(?:vang|vang_mat|khong_co_mat|khong_du_hop|khong_tham_du|ty_le|ti_le|phan_tram|phieu_trang|that_lac|con_lai|khong_thu_ve|khong_phat_het"
    r"|so_voi|chiem|phieu_in|da_in)(?:_.*)?"
)
_PARTY = late(r"dang_vien|dai_bieu|dai_hoi|chi_bo|chi_uy|dang_uy")
_MARK = late(r"^\s*(?:[-–—+*•●▪]+\s*|(?:[ivx]{1,4}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/\-:]\s*(?=\D))+", re.IGNORECASE)
_REMARK = late(r"\([^()]*\)")

_UNIT_WORDS = (
    r"(?:lá phiếu|phiếu bầu|phiếu|hộ gia đình|hộ dân|hộ|đại diện hộ gia đình|đại diện hộ|đại diện|người|đại biểu|đảng viên|đồng chí"
    r"|đ/c|cử tri)"
)
_SHARE = r"\d{1,3}(?:[.,]\d+)?\s*%"
# "40 hộ", "39 phiếu, chiếm tỷ lệ 97,50 %", "40 phiếu (bốn mươi phiếu)": one number of things, and at most its share and its words.
_FIGURE = late(
    rf"(\d{{1,7}})(?![.,]?\d)\s*{_UNIT_WORDS}?\s*(?:\([^\d()]*\))?\s*{_UNIT_WORDS}?"
    rf"(?:\s*(?:[,;:(=–-]|\bchiếm\b|\bđạt\b|\btỷ lệ\b|\btỉ lệ\b|\s)*{_SHARE}\s*\)?)?\s*[.;]?",
    re.IGNORECASE,
)
_OUT_OF = late(
    rf"(\d{{1,7}})\s*{_UNIT_WORDS}?\s*(?:/|trên|trong)\s*(?:tổng số)?\s*(\d{{1,7}})\s*{_UNIT_WORDS}?(?:\D*{_SHARE}\s*\)?)?", re.IGNORECASE
)
_ONLY_SHARE = late(rf"\(?\s*{_SHARE}\s*\)?")


class Label(NamedTuple):
    """What a text labels: the field, and its table; `party`: it speaks of party members, so the vote is one of a congress."""

    table: Table
    field: Field
    party: bool = False


@cache
def _matchers() -> tuple[tuple[re.Pattern[str], Table, str], ...]:
    return tuple((re.compile(wording), table, slug) for wording, table, slug in _WORDINGS)


@lru_cache(maxsize=2**11)
def _worded(key: str) -> tuple[Table, Field] | None:
    for matcher, table, slug in _matchers():
        if matcher.fullmatch(key):
            return table, table.by_slug[slug]
    return None


def unmarked(text: str) -> str:
    """A text without the dash or number before it and the colon or dots after it: "1. Lê Văn Hòa:"."""
    return _MARK.sub("", tidy(text)).rstrip(" .:;-–…")


def bare(text: str) -> str:
    """The same without remarks in brackets: "- Số phiếu thu về (phiếu):"."""
    return tidy(_REMARK.sub(" ", unmarked(text))).rstrip(" .:;-–…")


def label_of(text: str, names: Names) -> Label | None:
    """What a text labels in a form, by the names of columns and the wordings of minutes; None where it is no label."""
    if not 2 <= len(text) <= LONGEST:
        return None
    plain = bare(text)
    key = fold(plain)
    if not key:
        return None
    if key not in names.own and (worded := _worded(key)) is not None:
        return Label(*worded, party=_PARTY.search(key) is not None)
    for table in (UNIT, ROUNDS):
        if (field := names.field(table, plain)) is not None:
            return Label(table, field, party=_PARTY.search(key) is not None and table is ROUNDS)
    return None


@lru_cache(maxsize=2**12)
def split_label(text: str, names: Names) -> tuple[Label, str] | None:
    """A label and the value behind its colon, both in one text: "Số hộ có mặt: 40"; the value is "" where nothing follows."""
    before, colon, rest = text.partition(":")
    label = label_of(before, names) if colon else label_of(text, names)
    return (label, tidy(rest)) if label is not None else None


def is_derived(text: str) -> bool:
    """Whether a label names what follows from the other figures ("Vắng mặt", "Tỷ lệ"), so that it need not be read."""
    return _DERIVED.fullmatch(fold(bare(text))) is not None


def is_beside(value: Raw) -> bool:
    """Whether a cell only goes with a figure beside it: what is counted ("phiếu"), the share ("63,87 %"), the figure in words."""
    return isinstance(value, str) and (not any(c.isdigit() for c in value) or _ONLY_SHARE.fullmatch(tidy(value)) is not None)


def figure(value: Raw, wholes: Collection[int] = ()) -> Raw:
    """A figure without the words typed with it: "40 hộ" is 40, "198/310" is 198 where 310 is one of the `wholes`; else it stays."""
    if not isinstance(value, str):
        return value
    text = tidy(value)
    if (match := _FIGURE.fullmatch(text)) is not None:
        return int(match[1])
    if (match := _OUT_OF.fullmatch(text)) is not None and int(match[2]) in wholes and int(match[1]) <= int(match[2]):
        return int(match[1])
    return value


def is_figure(value: Raw) -> bool:
    """Whether a cell holds a whole number, with or without the words that go with it."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return float(value).is_integer()
    if not isinstance(value, str):
        return False
    text = tidy(value)
    return _FIGURE.fullmatch(text) is not None or _OUT_OF.fullmatch(text) is not None
