"""What a party cell is called tells which hamlet its members are of: "Chi bộ Ấp 1", "CB KP4", "Chi bộ khu phố 4 thị trấn Trảng Bom".

Words alone; which hamlets there are is not known here. Belongs to the dossier.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from dantin.patterns import late
from dantin.readers.sheets.row_words import GROUP_WORDS, HAMLET_WORDS, group_word
from dantin.vietnamese import fold, fold_name, sentence_case, tidy, title_name

_CELL = late(r"^(?:đảng bộ bộ phận|chi bộ|chi bo|c\.?\s?b\.?)(?:[\s:.\-–]+|(?=[^\W\d_]*\d))(?:cơ sở\s+)?", re.IGNORECASE)
_COMMUNE = late(r"[\s,;(–-]+((?:xã|phường|thị trấn|đặc khu|xa|phuong|thi tran|t\.?t\.?|x\.|p\.)\s*\S.*?)\)?$", re.IGNORECASE)
_SHORT = {"kp": "Khu phố", "tdp": "Tổ dân phố", "tk": "Tiểu khu", "kv": "Khu vực"}
_SHORT_KIND = late(r"^(k\.?\s?p|t\.?\s?d\.?\s?p|tk|kv)\.?\s*(?=\d|\s\S)", re.IGNORECASE)
_TOGETHER = late(r"([^\W\d_])(\d)")


class PartyCell(NamedTuple):
    """A cell as it is written, with the hamlet it is of: its name ("Khu phố 4"), and its commune where that is told."""

    text: str
    hamlet: str
    commune: str | None

    @property
    def kind(self) -> str | None:
        """The kind of hamlet, folded ("khu_pho"); None where it is not told."""
        return _kind(self.hamlet)

    @property
    def proper(self) -> str:
        """The hamlet's own name without its kind, for comparing: with its accents (Thôn Đông, Thôn Đồng), its number without noughts."""
        words = self.hamlet.split()[len(self.kind.split("_")) if self.kind else 0 :]
        return fold_name(" ".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in words))

    def may_be(self, other: "PartyCell") -> bool:
        """Whether both can be of one hamlet: of one name, and nothing that both tell speaks against it."""
        if self.proper != other.proper or not self.proper:
            return False
        if self.kind and other.kind and self.kind != other.kind:
            return False
        return not self.commune or not other.commune or bare_commune(self.commune) == bare_commune(other.commune)


@lru_cache(maxsize=2**12)
def read_cell(text: str) -> PartyCell:
    """A cell's, or a hamlet's, name taken apart."""
    whole = tidy(text)
    name = _CELL.sub("", whole)
    commune = None
    if (match := _COMMUNE.search(name)) is not None:
        commune, name = match[1], name[: match.start()]
    name = _TOGETHER.sub(r"\1 \2", name)
    name = _SHORT_KIND.sub(lambda short: f"{_SHORT[re.sub(r'[^a-z]', '', short[1].lower())]} ", name)
    return PartyCell(whole, _spelled(tidy(name)) or whole, commune)


def kind_of(name: str) -> str | None:
    """The kind of hamlet that a hamlet's name begins with, as it is printed: of "Khu phố 4" it is "khu phố"; None where it is none."""
    kind = read_cell(name).kind
    return next((word for word in GROUP_WORDS if fold(word) == kind), None)


def _kind(name: str) -> str | None:
    word = group_word(name)
    return word if word in HAMLET_WORDS else None


def _spelled(name: str) -> str:
    """A hamlet's name as it is printed: "ẤP TÂN BÌNH" is "Ấp Tân Bình", "khu phố 4" is "Khu phố 4"."""
    if not name.isupper():
        return sentence_case(name)
    words = name.lower().split()
    kind = len((_kind(name) or "").split("_")) if _kind(name) else 0
    return " ".join(part for part in (sentence_case(" ".join(words[:kind])), title_name(" ".join(words[kind:]))) if part)


def bare_commune(name: str) -> str:
    """A commune's name without its kind, folded: of "xã Tam An" it is "tam_an"."""
    return re.sub(r"^(?:xa|phuong|thi_tran|dac_khu|t_?t|x|p)_", "", fold(name))
