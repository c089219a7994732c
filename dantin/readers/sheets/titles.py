"""What the title lines of a sheet say: which hamlet it is of, what was elected, in which round. Texts in, texts out.

"Ấp 9, xã Tam An, huyện Long Thành, tỉnh Đồng Nai"; "KẾT QUẢ KIỂM PHIẾU BẦU TRƯỞNG ẤP TÂN BÌNH (LẦN 2)". Where two hamlets or two offices
are named, none is told. Belongs to what turns grids into tables.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dantin.model import Office
from dantin.patterns import late
from dantin.readers.sheets.row_words import GROUP_WORDS
from dantin.vietnamese import fold, sentence_case, tidy, title_name

_HAMLET_KINDS = GROUP_WORDS[:14]
_COMMUNE_KINDS = ("thị trấn", "đặc khu", "phường", "xã")
_DISTRICT_KINDS = ("thị xã", "huyện", "quận")
_PROVINCE_KINDS = ("tỉnh",)
_CITY_KINDS = ("thành phố", "tp.", "tp")
_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(_HAMLET_KINDS, "ten"),
    **dict.fromkeys(_COMMUNE_KINDS, "xa"),
    **dict.fromkeys(_DISTRICT_KINDS, "huyen"),
    **dict.fromkeys(_PROVINCE_KINDS, "tinh"),
    **dict.fromkeys(_CITY_KINDS, "thanh_pho"),
}
_KIND = late(rf"(?<!\w)({'|'.join(re.escape(kind) for kind in sorted(_LEVELS, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
# What ends a name: a sign, or a word that no place is called by.
_END = late(
    r"[,;:()\n/\[\]]|\s[-–—]\s|(?<!\w)(?:ngày|năm|nhiệm kỳ|lần|lượt|vòng|thuộc|họp|theo|bầu|về|tại|dự|tổ chức|kết quả|biên bản|danh sách"
    r"|khóa|hội chủ nghĩa|có|đã|được|và|số|gồm|của|cộng hòa|độc lập|ban công tác|chi bộ|đảng bộ|mặt trận|tháng)(?!\w)",
    re.IGNORECASE,
)
_NOT_A_KIND_AFTER = {"biên", "văn", "nông", "phiên", "kịch", "cơ", "căn", "nguyên", "sao"}
_MOST_WORDS = 5

# The longer words first: "phó bí thư" holds "bí thư".
_OFFICES: tuple[tuple[re.Pattern[str], Office], ...] = (
    (late(r"pho_bi_thu"), Office.DEPUTY),
    (late(r"(?<!pho_)bi_thu"), Office.SECRETARY),
    (late(r"chi_uy(?:_vien)?|cap_uy"), Office.COMMITTEE),
    (late(r"(?:to_)?truong_(?:ap|thon|khu_pho|to_dan_pho|tdp|khom|lang|buon|bon|phum|soc|xom|tieu_khu)(?![a-z])"), Office.HEAD),
)
_ORDINALS = {"nhat": 1, "dau": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "i": 1, "ii": 2, "iii": 3}
_ROUND = late(r"(?:^|_)(?:lan|luot|vong)(?:_bau)?(?:_thu)?_(\d{1,2}|nhat|dau|mot|hai|ba|tu|i{1,3})(?=_|$)")
_CLUSTER = late(r"(?:kết quả|kiểm phiếu|bầu|họp|phiếu|tại|ở|của|\s|[-–:.])*(cụm(?:\s+dân\s+cư)?(?:\s+số)?\s+\S.{0,40})", re.IGNORECASE)
_DAY = late(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2} tháng \d{1,2},? năm \d{4}", re.IGNORECASE)


class Told(NamedTuple):
    """One thing a title says, and which of the lines says it."""

    text: str
    line: int


def unit_in(lines: Iterable[str]) -> dict[str, Told]:
    """The fields of the hamlet that lines name ("ten", "xa", "huyen", "tinh"); one that two lines name differently is left out."""
    parts: dict[str, list[Told]] = {}
    for number, line in enumerate(lines):
        for slug, name in _places_in(tidy(line)):
            parts.setdefault(slug, []).append(Told(name, number))
    city = parts.pop("thanh_pho", [])
    if city:
        parts.setdefault("huyen" if "tinh" in parts else "tinh", []).extend(city)
    return {slug: texts[0] for slug, texts in parts.items() if len({fold(one.text) for one in texts}) == 1}


def _places_in(line: str) -> Iterable[tuple[str, str]]:
    marks = list(_KIND.finditer(line))
    for index, mark in enumerate(marks):
        kind = mark[1].casefold()
        slug = _LEVELS[kind]
        before = line[: mark.start()].casefold().split()
        if slug == "ten":
            if before and before[-1] in _NOT_A_KIND_AFTER:
                continue
            # "Trưởng ấp Lê Văn A" is a person; "bầu trưởng ấp Tân Bình" is an office of a hamlet.
            if before and before[-1].strip('(“"') == "trưởng" and "bầu" not in before:
                continue
        end = marks[index + 1].start() if index + 1 < len(marks) else len(line)
        rest = line[mark.end() : end]
        # What the office is called goes on: "tổ trưởng tổ dân phố 5".
        if (stop := _END.search(rest)) is not None:
            rest = rest[: stop.start()]
        name = rest.strip(" .:-–—_…”“\"'")
        words = name.split()
        if not words or len(words) > _MOST_WORDS or not any(c.isalnum() for c in name):
            continue
        if not (words[0][0].isupper() or words[0][0].isdigit()):
            continue
        if name.isupper() and any(len(word) > 2 for word in words):
            name = title_name(name)
        if slug == "ten":
            yield slug, f"{sentence_case('tổ dân phố' if kind == 'tdp' else kind)} {name}"
        elif slug == "xa":
            yield slug, f"{kind} {name}"
        elif slug == "thanh_pho":
            yield slug, f"thành phố {name}"
        elif kind == "thị xã":
            yield slug, f"{kind} {name}"
        else:
            yield slug, name


def offices_in(text: str) -> list[Office]:
    """The offices that a text names: "Bầu Phó Bí thư chi bộ" names the deputy alone."""
    key = fold(text)
    return [office for pattern, office in _OFFICES if pattern.search(key)]


def round_in(text: str) -> int | None:
    """The number of the round that a text names ("Bầu lại lần 2", "vòng thứ hai"); None where it names none, or a congress's number."""
    key = fold(text)
    if re.search(r"dai_hoi(?:_\w+)?_lan_thu", key):
        return None
    numbers = {_number(match[1]) for match in _ROUND.finditer(key)}
    return numbers.pop() if len(numbers) == 1 else None


def cluster_in(text: str) -> str | None:
    """The cluster that a text names and nothing else: "Kết quả cụm 2" is of "cụm 2"; None where it names none."""
    match = _CLUSTER.fullmatch(tidy(text))
    return match[1].rstrip(" :.") if match is not None else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS[word]


def day_in(text: str) -> str | None:
    """The one day that a text names, as it is written there; None where it names none, or several."""
    days = _DAY.findall(text)
    return days[0] if len(days) == 1 else None
