"""The words by which a clerk's own rows are told from data: totals, signatures, group headings, ticks.

Imports patterns and `vietnamese` only.
"""

import re
from collections.abc import Sequence

from dantin.patterns import late
from dantin.vietnamese import fold, tidy

_WHAT = "số|cả|hộ|người|đại|đảng|phiếu|cử|ấp|khu|thôn|tổ|trang|theo|dân|nam|nữ|ap|nguoi|phieu|ho|so"
_AMOUNT = rf"(?:\s*[:=\-–]|\s+\d|\s*\(|\s+(?:{_WHAT})\b|\s*$)"
# With its accents, or with none at all: "Tống" and "Tông" are family names.
_TOTAL = late(rf"(?:[ivx\d]+[.)]\s*)?(?:tổng cộng|tong cong|tổng số|tong so|tổng|cộng|cong){_AMOUNT}", re.IGNORECASE)
_FOOTER = late(
    r"(?:nguoi|can_bo)_(?:lap|tong_hop|ghi|kiem_tra|danh_may|ky)|noi_nhan|xac_nhan|ky_ten|ky_va|ky_ghi|t_m_|tm_|kt_|tl_|tuq_"
    r"|danh_sach_(?:nay|tren|gom|co|duoc)|\(?an_dinh|lap_bang|lap_bieu|nguon_|bang_chu"
    r"|(?:.*_)?ngay(?:_\d+)?_thang(?:_\d+)?_nam(?:_|$)"
)
# "Lưu Ý Nhi" is a person.
_REMARK = late(r"\(?\*?\s*(?:ghi chú|lưu ý|chú thích)\s*(?:[:.)]|$)", re.IGNORECASE)
_SIGNATURE = late(
    r"chu_tich|pho_chu_tich|truong_(?:ap|thon|khu_pho|ban|doan|xom)|bi_thu|pho_bi_thu|to_truong|thu_ky|chu_toa|chu_tri|cong_chuc|ubnd"
    r"|uy_ban_nhan_dan|ban_cong_tac|chi_bo|chi_uy|dang_uy|dai_dien_ho$|nguoi_chung_kien"
)
_LETTERS = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS_IN_USE = _LETTERS.replace("Đ", "")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
# Whatever columns are numbered with, the first of them begins with one of these.
_FIRST = ("1", "A", "I")
# A column that is worked out from others says how: "3=1+2".
_SUM = re.compile(r"\s*=.*$")
_EXAMPLE = re.compile(
    r"[(\[*]*\s*(?:(?:ví dụ|vi du|thí dụ)\b|vd(?:\s*[:.)]|\s+\D|$)|mẫu\s*:|(?:dòng|hàng) mẫu\b|minh h(?:ọa|oạ)\b)|\(mẫu\)", re.IGNORECASE
)
_SAMPLE_NAME = re.compile(
    r"(?:(?:nguyễn|nguyen) {0} (?:[abxyz]|[x.…]{{2,}})|(?:trần|tran) {0} b|(?:lê|le) {0} c|(?:phạm|pham) {0} d)".format(
        "(?:văn|thị|van|thi)"
    ),
    re.IGNORECASE,
)
_ROMAN = late(r"\(?(?:[ivx]{1,5}|[a-h]|\d{1,3})[.)\-:]*", re.IGNORECASE)
_MARKED = {"x", "co", "v", "1", "true", "dung"}
_UNMARKED = {"khong", "0", "false", "sai"}
_MARKS = {"×", "✓", "✔", "☑", "☒", "✗", "✘", "✕", "✖", "√", "+", "ｘ", "Ｘ"}
# Wingdings keeps its tick, its cross and the boxes around them under these letters, which no word of ours is made of alone; a symbol
# that was inserted stands in the private area of Unicode.
_SYMBOLS = {"ü": True, "û": True, "þ": True, "ý": True, "¨": False, "☐": False, "□": False}
_PRIVATE = range(0xF020, 0xF100)

GROUP_WORDS = (
    "ấp",
    "khu phố",
    "thôn",
    "tổ dân phố",
    "tdp",
    "khóm",
    "làng",
    "bản",
    "buôn",
    "bon",
    "phum",
    "sóc",
    "xóm",
    "tiểu khu",
    "khu vực",
    "khu",
    "tổ nhân dân",
    "tổ",
    "cụm",
    "đội",
    "liên gia",
    "nhóm",
    "chi bộ",
    "đường",
    "hẻm",
)
"""What a heading of a group of rows begins with, longer words before those they begin with; the first ones are kinds of hamlets."""

HAMLET_WORDS = frozenset(fold(word) for word in GROUP_WORDS[:14])
# With their accents: Dương, Tô and Bàn are family names. Without any only those that are no name.
_BARE_WORDS = ("ap", "khu pho", "thon", "to dan pho", "khom", "buon", "xom")
_GROUP = late(rf"({'|'.join((*GROUP_WORDS, *_BARE_WORDS))})(?:[\s.:]+(?=\S)|(?=\d))", re.IGNORECASE)
_ALL_CLUSTERS = late(
    r"(?:(?:tong|cong|so_cong|tong_hop|ket_qua|so_lieu)_)*(?:cong|tong|tong_hop|chung|tat_ca|toan_bo|(?:ca|cac|tat_ca_cac|cong(?:_[a-z0-9]+)?)_cum(?:_dan_cu)?"
    rf"|(?:chung_)?(?:ca|toan)_(?:{'|'.join(sorted(HAMLET_WORDS, key=len, reverse=True))}|dan)(?:_\w+)?)"
)
_NUMBERED = late(r"^\s*(?:[IVXivx]{1,5}|[A-Ha-h]|\d{1,3})\s*[.)/\-:]+\s*")
_AFTER = late(r"\s*(?:[:(,;–]|\s-\s).*$")


def is_total(text: str) -> bool:
    """Whether a text heads a row of totals: "Tổng cộng: 310 hộ". "Tống Văn Cộng" is a person."""
    return _TOTAL.match(tidy(text)) is not None


def sums_clusters(text: str) -> bool:
    """Whether a text that stands where clusters are named says that figures are of all of them: "Cộng", "Toàn thôn", "Các cụm"."""
    return is_total(text) or _ALL_CLUSTERS.fullmatch(fold(text)) is not None


def is_footer(text: str) -> bool:
    """Whether a text stands below a table: "Người lập biểu", "Ngày 10 tháng 11 năm 2024", "T/M ...", "Ghi chú:"."""
    return _FOOTER.match(fold(text)) is not None or _REMARK.match(tidy(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a text is the office of somebody who signs: "Trưởng ấp", "TM. UBND xã". In a table of offices it may be data."""
    return _SIGNATURE.match(fold(text)) is not None


def is_numbering(values: Sequence[object], columns: int) -> bool:
    """Whether these cells of a row number the `columns` columns of a header above them: (1) (2) (3), A B 1 2, 1 2 3=1+2, or A B C."""
    if not values or not _numeral(values[0]).startswith(_FIRST):
        return False
    if len(values) < 3 or len(values) + 1 < columns:
        return is_lettering(values, columns)
    texts = [str(int(v)) if isinstance(v, float) and v.is_integer() else _numeral(v) for v in values]
    letters = sum(not text[:1].isdigit() for text in texts)
    digits = [_SUM.sub("", text) for text in texts[letters:]]
    numbered = len(digits) > 1 and digits == list(map(str, range(1, len(digits) + 1)))
    lettered = texts[:letters] in (list(_LETTERS_IN_USE[:letters]), list(_ROMANS[:letters]))
    return (numbered and lettered) or is_lettering(values, columns)


_PLAINLY = 4


def is_lettering(values: Sequence[object], columns: int) -> bool:
    """Whether the cells of a row letter the `columns` columns above them one after the other: A B C, (a) (b) (c), A B C D Đ E, I II III."""
    if len(values) < 2 or (len(values) < columns and (len(values) < 3 or 2 * len(values) < columns)):
        return False
    letters = [tidy(str(value)) for value in values]
    # A few small letters without a bracket may well be what somebody typed for a name.
    if len(letters) < _PLAINLY and any(text.islower() and not text.endswith(")") for text in letters):
        return False
    texts = [_numeral(value) for value in values]
    if texts == list(_ROMANS[: len(texts)]):
        return True
    if any(len(text) != 1 or text not in _LETTERS for text in texts):
        return False
    places = [_LETTERS.index(text) for text in texts]
    # Some leave out F, J, W, Z, which are no letters of Vietnamese, others Đ.
    return places[0] == 0 and places == sorted(set(places)) and places[-1] <= len(places) + 2


def _numeral(value: object) -> str:
    return tidy(str(value)).strip("()[].").upper()


def is_example(text: str) -> bool:
    """Whether a text says that its row only shows how to fill in a form: "Ví dụ", "VD: Nguyễn Văn A", "(dòng mẫu)"."""
    return _EXAMPLE.match(tidy(text)) is not None


def is_sample_name(text: str) -> bool:
    """Whether a name is one of those that forms are filled in with: "Nguyễn Văn A", "Trần Thị B". Somebody may be called so too."""
    return _SAMPLE_NAME.fullmatch(tidy(text)) is not None


def is_numeral(text: str) -> bool:
    """Whether a text only numbers a row: "I", "A.", "2)"."""
    return _ROMAN.fullmatch(tidy(text)) is not None


def group_word(text: str) -> str | None:
    """The word (folded) that a heading of a group begins with: "II. Ấp 2: 120 hộ" -> "ap"; None for any other text."""
    match = _GROUP.match(bare_heading(text))
    return fold(match[1]) if match else None


def bare_heading(text: str) -> str:
    """A group's heading without its number and what follows: "II. Ấp 2 (120 hộ)" -> "Ấp 2"."""
    return _AFTER.sub("", _NUMBERED.sub("", tidy(text)))


def ticked(value: object) -> bool | None:
    """Whether a cell of a column that only holds ticks is ticked; False where it is blank, None where it says something else."""
    if value is None or value == "" or value is False:
        return False
    if value is True or (isinstance(value, (int, float)) and value in (0, 1)):
        return bool(value)
    if not isinstance(value, str):
        return None
    text = tidy(value)
    if len(text) == 1 and ord(text) in _PRIVATE:
        text = chr(ord(text) - 0xF000)
    if text in _SYMBOLS:
        return _SYMBOLS[text]
    key = fold(text)
    if not text or key in _UNMARKED:
        return False
    return True if text in _MARKS or key in _MARKED else None
