"""The words by which a clerk's own rows are told from data: totals, signatures, group headings, ticks. Imports `vietnamese` only."""

import re
from collections.abc import Sequence

from dantin.vietnamese import fold, tidy

_WHAT = "số|cả|hộ|người|đại|đảng|phiếu|cử|ấp|khu|thôn|tổ|trang|theo|dân|nam|nữ|ap|nguoi|phieu|ho|so"
_AMOUNT = rf"(?:\s*[:=\-–]|\s+\d|\s*\(|\s+(?:{_WHAT})\b|\s*$)"
# With its accents, or with none at all: "Tống" and "Tông" are family names.
_TOTAL = re.compile(rf"(?:[ivx\d]+[.)]\s*)?(?:tổng cộng|tong cong|tổng số|tong so|tổng|cộng|cong){_AMOUNT}", re.IGNORECASE)
_FOOTER = re.compile(
    r"(?:nguoi|can_bo)_(?:lap|tong_hop|ghi|kiem_tra|danh_may|ky)|noi_nhan|xac_nhan|ky_ten|ky_va|ky_ghi|t_m_|tm_|kt_|tl_|tuq_"
    r"|danh_sach_(?:nay|tren|gom|co|duoc)|\(?an_dinh|lap_bang|lap_bieu|nguon_|bang_chu"
    r"|(?:.*_)?ngay(?:_\d+)?_thang(?:_\d+)?_nam(?:_|$)"
)
# "Lưu Ý Nhi" is a person.
_REMARK = re.compile(r"\(?\*?\s*(?:ghi chú|lưu ý|chú thích)\s*(?:[:.)]|$)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"chu_tich|pho_chu_tich|truong_(?:ap|thon|khu_pho|ban|doan|xom)|bi_thu|pho_bi_thu|to_truong|thu_ky|chu_toa|chu_tri|cong_chuc|ubnd"
    r"|uy_ban_nhan_dan|ban_cong_tac|chi_bo|chi_uy|dang_uy|dai_dien_ho$|nguoi_chung_kien"
)
_ROMAN = re.compile(r"\(?(?:[ivx]{1,5}|[a-h]|\d{1,3})[.)\-:]*", re.IGNORECASE)
_MARKED = {"x", "co", "v", "1", "true", "dung"}
_UNMARKED = {"khong", "0", "false", "sai"}
_MARKS = {"×", "✓", "✔", "☑", "☒", "✗", "✘", "√", "+"}
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
_GROUP = re.compile(rf"({'|'.join((*GROUP_WORDS, *_BARE_WORDS))})(?:[\s.:]+(?=\S)|(?=\d))", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:[IVXivx]{1,5}|[A-Ha-h]|\d{1,3})\s*[.)/\-:]+\s*")
_AFTER = re.compile(r"\s*(?:[:(,;–]|\s-\s).*$")


def is_total(text: str) -> bool:
    """Whether a text heads a row of totals: "Tổng cộng: 310 hộ". "Tống Văn Cộng" is a person."""
    return _TOTAL.match(tidy(text)) is not None


def is_footer(text: str) -> bool:
    """Whether a text stands below a table: "Người lập biểu", "Ngày 10 tháng 11 năm 2024", "T/M ...", "Ghi chú:"."""
    return _FOOTER.match(fold(text)) is not None or _REMARK.match(tidy(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a text is the office of somebody who signs: "Trưởng ấp", "TM. UBND xã". In a table of offices it may be data."""
    return _SIGNATURE.match(fold(text)) is not None


def is_numbering(values: Sequence[object], columns: int) -> bool:
    """Whether these cells of a row number the `columns` columns of a header above them: (1) (2) (3), or A B 1 2."""
    if len(values) < 3 or len(values) + 1 < columns:
        return False
    texts = [str(int(v)) if isinstance(v, float) and v.is_integer() else tidy(str(v)).strip("()[]") for v in values]
    letters = sum(not text.isdigit() for text in texts)
    digits = len(texts) - letters
    return digits > 1 and texts == [*(chr(ord("A") + n) for n in range(letters)), *map(str, range(1, digits + 1))]


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
