"""The words of papers: dates, counts, people, and the dotted line for what the dossier does not hold. Never "None", never a gap."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time

from dantin.figures import BALLOTS
from dantin.model import Member, Nominee, PartialDate, Person
from dantin.people import find
from dantin.vietnamese import count_words, long_date, number_words, percent, printed_name, short_date, split_year, weekday

DOTS = "……………………"
SHORT_DOTS = "………"
NO_DATE = "ngày ……… tháng ……… năm ………"
COMRADE = "đồng chí"
MEMBERS = "đảng viên"
_PEOPLE = (MEMBERS, COMRADE)


def filled(text: str | None) -> str:
    """The text, or a dotted line."""
    return text or DOTS


def unbroken_term(text: str) -> str:
    """A text in which no line ends inside "nhiệm kỳ 2025-2027": a title never leaves the years alone on a line."""
    return re.sub(r"nhiệm kỳ (?=\d)", "nhiệm\u00a0kỳ\u00a0", text)


def counted(figure: int | None, unit: str) -> str:
    """A count as papers of the Party have it, "11 phiếu (mười một phiếu)", "20 (hai mươi) đảng viên", or a dotted line."""
    if figure is None:
        return DOTS
    return party_number(figure, unit) if unit in _PEOPLE else count_words(figure, unit)


def party_number(figure: int, unit: str) -> str:
    """The same without the words for ballots: "11 phiếu", "20 (hai mươi) đảng viên"."""
    return f"{figure} ({number_words(figure)}) {unit}" if unit in _PEOPLE else f"{figure} {unit}"


def plain_count(figure: int | None) -> str:
    """A count in digits, for a column of figures, or a short dotted line."""
    return SHORT_DOTS if figure is None else str(figure)


def share_of(part: int | None, whole: int | None) -> str:
    """A share, "57,42 %" with no line ending inside it, or a dotted line where either is not known."""
    return f"{percent(part, whole)}\u00a0%" if part is not None and whole else DOTS


def day_words(day: date | None) -> str:
    """A day, "ngày 10 tháng 11 năm 2024", or its dotted form."""
    return long_date(day) if day is not None else NO_DATE


def day_words_of_week(day: date) -> str:
    """A day with its day of the week, for who is to come: "Chủ nhật, ngày 10 tháng 11 năm 2024"."""
    return f"{weekday(day)}, {long_date(day)}"


def short_day(day: date | None) -> str:
    """A day for tables, "10/11/2024", or a dotted line."""
    return short_date(day) if day is not None else SHORT_DOTS


def hour(moment: time | None) -> str:
    """The hour of a time of day, "08"."""
    return f"{moment.hour:02d}" if moment is not None else SHORT_DOTS


def minute(moment: time | None) -> str:
    """The minutes of a time of day, "00"."""
    return f"{moment.minute:02d}" if moment is not None else SHORT_DOTS


def copies(number: int) -> str:
    """How many copies, "03 (ba)"."""
    return f"{number:02d} ({number_words(number)})"


def number_of(figure: int, unit: str) -> str:
    """A number of ballots or people as state papers have it: "05 phiếu", "310 (ba trăm mười) đại diện". Below ten it has two digits."""
    return f"{two_digits(figure)} {unit}" if unit == BALLOTS else f"{two_digits(figure)} ({number_words(figure)}) {unit}"


def numbered(figure: int | None, unit: str) -> str:
    """The same in words as well where it is ballots, "198 phiếu (một trăm chín mươi tám phiếu)"; or a dotted line."""
    if figure is None:
        return DOTS
    return f"{number_of(figure, unit)} ({number_words(figure)} {unit})" if unit == BALLOTS else number_of(figure, unit)


def two_digits(figure: int) -> str:
    """ "05", "12"; nothing at all stays "0"."""
    return f"{figure:02d}" if figure else "0"


def ordinal(number: int) -> str:
    """ "thứ nhất", "thứ hai", "thứ tư", "thứ năm"."""
    return {1: "thứ nhất", 4: "thứ tư"}.get(number, f"thứ {number_words(number)}")


def title(sex: str | None) -> str:
    """How a person is addressed outside the Party: "Ông", "Bà", or "Ông (bà)" where the sex is not known."""
    return {"Nam": "Ông", "Nữ": "Bà"}.get(sex or "", "Ông (bà)")


def bare_name(person: Person | str | None) -> str:
    """A name without the year that tells two people apart, or a dotted line."""
    name = person.name if isinstance(person, Person) else person
    return printed_name(split_year(name or "")[0]) or DOTS


def told_apart(person: Person, others: Iterable[Person]) -> str:
    """A name as it stands in a list: the year stays behind it where two of the list bear the name."""
    bare = printed_name(split_year(person.name or "")[0])
    twins = sum(printed_name(split_year(other.name or "")[0]) == bare for other in others)
    if twins < 2 or not bare:
        return bare or DOTS
    year = split_year(person.name or "")[1] or (person.birth.year if person.birth is not None else None)
    return f"{bare} ({year})" if year else bare


def sex_of(person: Person, *pools: Sequence[Person]) -> str | None:
    """A person's sex as given, else as the first of these lists gives it in which one person fits; where several do, nobody can tell."""
    for pool in pools if person.sex is None else ():
        entries = find(person, pool)
        if len(entries) > 1:
            return None
        if len(entries) == 1 and entries[0].sex is not None:
            return entries[0].sex
    return person.sex


def birth(born: PartialDate | None) -> str:
    """A birth date for tables, "12/04/1968", or its year alone."""
    if born is None:
        return SHORT_DOTS
    return short_date(born.full) if born.full is not None else str(born.year)


def listed(texts: Sequence[str]) -> str:
    """Words in one line: "A, B và C"."""
    return f"{', '.join(texts[:-1])} và {texts[-1]}" if len(texts) > 1 else "".join(texts)


def numbers_in(*texts: str | None) -> frozenset[int]:
    """Every whole number told in free texts, which a paper may then repeat."""
    return frozenset(int(number) for text in texts for number in re.findall(r"\d+", text or ""))


def party_dates(member: Member | Nominee | None) -> tuple[str, str]:
    """The days of admission and of becoming official, for tables; dotted where the roster does not give them."""
    if isinstance(member, Member):
        return short_day(member.admitted), short_day(member.official_since)
    return SHORT_DOTS, SHORT_DOTS
