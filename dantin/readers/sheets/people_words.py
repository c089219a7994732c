"""Which texts of a sheet written downwards name a person, head a list of people or the votes for them, or hold no figures."""

import re

from dantin.patterns import late
from dantin.readers.dossier.fields import Names
from dantin.readers.sheets.labels import RESULTS, bare, unmarked
from dantin.vietnamese import fold, tidy

_ASIDE = late(r"(?:.*_)?(?:ty_le|ti_le|phan_tram|ghi_chu|dvt|don_vi_tinh|bang_chu|dien_giai|may_tinh)(?:_.*)?|don_vi|stt|tt|so_tt|")
_WHO = late(r"(?:.*_)?(?:ho_(?:va_)?ten|ung_cu|ung_cu_vien|ung_vien|nguoi_duoc_\w+|dong_chi)(?:_.*)?")
_VOTES = late(
    r"(?:tong_)?(?:so_)?(?:luong_)?(?:phieu|y_kien|nguoi)?_?(?:bau|dat|duoc|nhan|dong_y|tan_thanh|tin_nhiem|bau_duoc|dat_duoc|duoc_bau)"
)
_NAME = late(r"[^\W\d_][^\W\d_'’.\-]*(?:['’\-][^\W\d_]+)*(?:\s+[^\W\d_][^\W\d_'’.\-]*(?:['’\-][^\W\d_]+)*){1,6}")
# No person is called by these, which begin or hold the labels that nobody knows.
_NO_NAMES = {"so", "phieu", "tong", "cong", "ket", "ung", "noi", "bien", "danh", "nguoi", "trong", "tai", "theo", "ty", "ti", "hop"}
_ADDRESS = late(r"(?:ông\s*\(bà\)|ông/bà|ông|bà|đồng chí|đ/c|đc)\s*[.:]?\s+", re.IGNORECASE)
_GOT = late(r"\s*(?::|–|\s-|\bđược\b|\bđạt\b|\bcó\b)\s*(?=\d)", re.IGNORECASE)


def is_person(text: str) -> bool:
    """Whether a text is somebody's name rather than a label nobody knows."""
    name = _ADDRESS.sub("", bare(text), count=1)
    words = fold(name).split("_")
    return _NAME.fullmatch(name) is not None and words[0] not in _NO_NAMES and all(word[0].isupper() for word in name.split())


def person_in(text: str) -> tuple[str, str] | None:
    """The name and the votes that one text tells: "Ông Lê Văn Hòa: 28 phiếu"."""
    text = unmarked(text)
    got = _GOT.search(text)
    if got is None or not is_person(text[: got.start()]):
        return None
    return tidy(text[: got.start()]), tidy(text[got.end() :])


def address_of(text: str) -> str:
    """How a name is addressed ("Ông ", "Đồng chí "), as it is written before it; "" where it is not."""
    match = _ADDRESS.match(text)
    return match[0] if match is not None else ""


def is_aside(text: str) -> bool:
    """Whether a column's heading says that it holds no figures of the vote: shares, remarks, words, running numbers."""
    return _ASIDE.fullmatch(fold(text)) is not None


def heads_people(text: str, names: Names) -> bool:
    """Whether a text heads a column of candidates."""
    known = names.field(RESULTS, text)
    return (known is not None and known.slug == "ho_ten") or _WHO.fullmatch(fold(text)) is not None


def heads_votes(text: str, names: Names) -> bool:
    """Whether a text heads a column of the votes for each."""
    known = names.field(RESULTS, text)
    return (known is not None and known.slug == "so_phieu") or _VOTES.fullmatch(fold(text)) is not None
