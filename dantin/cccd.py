"""What a Vietnamese identity number (số định danh cá nhân, số CCCD) tells of its bearer. Imports nothing of dantin.

Twelve digits: 1-3 the province, or country, where the birth was registered; 4 century of birth and sex; 5-6 the last two digits of the
birth year; 7-12 random. Source: Nghị định 137/2015/NĐ-CP, Điều 13, and Thông tư 07/2016/TT-BCA, grade A. No number is kept or printed here.
"""

from functools import cache, lru_cache
from typing import Literal, NamedTuple

LENGTH = 12
OLD_LENGTH = 9
"""Digits of the identity card before it (chứng minh nhân dân)."""

PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 "  # noqa: SIM905
    "049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096".split()
)
"""The codes of the 63 provinces; another code may stand for a country of birth."""

_CENTURY_AND_SEX = {"0": (1900, "Nam"), "1": (1900, "Nữ"), "2": (2000, "Nam"), "3": (2000, "Nữ")}
# No province code begins with three zeros, so a number that went through a numeric cell has lost one or two.
_MOST_LOST = 2


class Told(NamedTuple):
    """What a number says of its bearer; `sex` is "Nam" or "Nữ"."""

    sex: str
    year: int


def all_digits(number: str) -> bool:
    """Whether there is nothing but the digits 0 to 9; False for an empty text."""
    return number.isascii() and number.isdigit()


def well_formed(number: str) -> bool:
    """Whether this is twelve digits, and so can tell two people apart; what the digits say is not asked."""
    return len(number) == LENGTH and number.isascii() and number.isdigit()


def province_of(number: str) -> str | None:
    """The code of the province in a well-formed number; None where its first three digits are no province code."""
    code = number[:3]
    return code if well_formed(number) and code in PROVINCES else None


def told(number: str) -> Told | None:
    """Sex and birth year by the fourth to sixth digits: "0751..." is Nữ, 19..; "0752..." is Nam, 20...

    None for a number that is not well formed, or whose fourth digit belongs to nobody born between 1900 and 2099.
    """
    return _told(number[3:6]) if well_formed(number) else None


@cache
def _told(digits: str) -> Told | None:
    if digits[0] not in _CENTURY_AND_SEX:
        return None
    century, sex = _CENTURY_AND_SEX[digits[0]]
    return Told(sex, century + int(digits[1:]))


def contradicts(number: str, sex: str | None, year: int | None) -> tuple[Literal["sex", "year"], ...]:
    """Which of sex and birth year the number denies; what is not known, of the person or from the number, is not denied."""
    says = told(number)
    if says is None:
        return ()
    denied: list[Literal["sex", "year"]] = []
    if sex is not None and says.sex != sex:
        denied.append("sex")
    if year is not None and says.year != year:
        denied.append("year")
    return tuple(denied)


def agrees(number: str, sex: str | None, year: int | None) -> bool:
    """Whether this is a number that says sex and birth year of somebody, and denies neither of these."""
    return well_formed(number) and _agrees(number[3:6], sex, year)


@lru_cache(maxsize=2**12)
def _agrees(digits: str, sex: str | None, year: int | None) -> bool:
    says = _told(digits)
    return says is not None and sex in (None, says.sex) and year in (None, says.year)


def mended(number: str, sex: str | None, year: int | None) -> str | None:
    """The number with the zeros put back that Excel drops from the front of a number; None where that is not sure.

    Sure is: ten or eleven digits, the first no zero (else it was kept as text and lost nothing there), which make a number of a province
    that agrees with both the sex and the birth year, both known.
    """
    if not all_digits(number) or number.startswith("0") or not LENGTH - _MOST_LOST <= len(number) < LENGTH:
        return None
    padded = number.zfill(LENGTH)
    confirmed = sex is not None and year is not None and told(padded) == (sex, year)
    return padded if confirmed and province_of(padded) else None
