"""What a provision of law is: dated versions, each with its citation, in numbers and in words; and the law that holds for one dossier.

A `Provision` holds the versions of one rule; `Law.on(provision, day)` is the version in force that day for one dossier, or None where none
was. Those there are stand in `law`. Imports diagnostic; knows no file and no terminal.

Grades: "A", stated in a published text or an official answer that was read; "B", known or inferred, its wording or article not re-read.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from dantin.diagnostic import Severity
from dantin.records import dataclass
from dantin.vietnamese import number_words

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Grade = Literal["A", "B"]
Tighter = Literal["more", "fewer"]
Matter = Literal["head", "congress"]
"""What an instrument is a ground for: electing the head of a hamlet, or a congress of a party cell."""


class Area(Enum):
    """Where somebody has to live."""

    HAMLET = auto()
    COMMUNE = auto()


class Counted(Enum):
    """What a term is counted in, and which way: so many days before a day, or after it, calendar or working days, months, years of age."""

    DAYS_BEFORE = auto()
    DAYS = auto()
    WORKING_DAYS = auto()
    MONTHS = auto()
    YEARS = auto()

    @property
    def words(self) -> str:
        """What a number of them is followed by: "ngày làm việc"."""
        return {Counted.WORKING_DAYS: "ngày làm việc", Counted.MONTHS: "tháng", Counted.YEARS: "tuổi"}.get(self, "ngày")


@dataclass(frozen=True)
class MoreThan:
    """A threshold of more than a share of some whole."""

    share: Fraction

    def of(self, whole: int) -> int:
        """The least whole number that reaches it: more than 1/2 of 310, or of 311, is 156."""
        numerator, denominator = self.share.as_integer_ratio()
        return numerator * whole // denominator + 1

    @property
    def words(self) -> str:
        """As the acts say it: "hơn một nửa"."""
        return f"hơn {_share_words(self.share)}"

    @property
    def level(self) -> str:
        """What a number that reaches it amounts to, after "đủ" or in brackets: "hơn một nửa"."""
        return self.words

    @property
    def passed(self) -> str:
        """In short: "quá nửa"."""
        return f"quá {_share_words(self.share).removeprefix('một ')}"

    @property
    def passed_in_full(self) -> str:
        """The same as minutes have it: "quá một nửa"."""
        return f"quá {_share_words(self.share)}"


@dataclass(frozen=True)
class AtLeast:
    """A threshold of at least a share of some whole. Its words are those of `MoreThan`."""

    share: Fraction

    def of(self, whole: int) -> int:
        """The least whole number that reaches it: at least 2/3 of 10 is 7, of 9 is 6."""
        numerator, denominator = self.share.as_integer_ratio()
        return -(-numerator * whole // denominator)

    @property
    def words(self) -> str:
        """As the acts say it: "ít nhất hai phần ba"."""
        return f"ít nhất {self.level}"

    @property
    def level(self) -> str:
        """What a number that reaches it amounts to: "hai phần ba"."""
        return _share_words(self.share)

    passed = passed_in_full = words


Threshold = MoreThan | AtLeast


def _share_words(share: Fraction) -> str:
    """A share as it is read: "một nửa", "hai phần ba", "ba phần tư"."""
    if share == Fraction(1, 2):
        return "một nửa"
    return f"{number_words(share.numerator)} phần {'tư' if share.denominator == 4 else number_words(share.denominator)}"


@dataclass(frozen=True)
class Instrument:
    """A legal text: how it is cited in short, its full title, the day it took effect (None: not dated here), what it is a ground for.

    `unread`: all that is known to us is that it exists and what it replaced; the values before it are kept, no article of it is cited.
    """

    short: str
    title: str
    in_force: date | None = None
    subject: Matter | None = None
    unread: bool = False


@dataclass(frozen=True)
class Version(Generic[T_co]):
    """One wording of a provision: in force from `since` on, its value, and where it stands."""

    since: date
    value: T_co
    instrument: Instrument
    article: str
    grade: Grade

    @property
    def citation(self) -> str:
        """How messages and papers cite it: "Điều 21 khoản 1 Luật 10/2022/QH15"."""
        return f"{self.article} {self.instrument.short}" if self.article else self.instrument.short


class Said(NamedTuple):
    """A version of a provision in words: what stands for `{law}` in the sentences of provisions and rules."""

    version: Version[Any]
    counted: Counted | None = None

    @property
    def value(self) -> Any:
        """The value itself, to be written as the sentence says: "{law.value:02d}", "{law.value.passed}"."""
        return self.version.value

    @property
    def words(self) -> str:
        """As the acts write it: "05 ngày làm việc", "hơn một nửa", "30%"."""
        if isinstance(self.value, Fraction):
            return f"{self.value * 100}%"
        if isinstance(self.value, Threshold):
            return self.value.words
        number = f"{self.value:02d}" if isinstance(self.value, int) else str(self.value)
        return f"{number} {self.counted.words}" if self.counted is not None else number

    @property
    def numbers(self) -> list[str]:
        """Its numbers in letters: "ba"."""
        return [number_words(number) for number in (self.value if isinstance(self.value, tuple) else (self.value,))]


@dataclass(frozen=True)
class Provision(Generic[T_co]):
    """One rule of law through time, versions in the order of their dates. After `until` it is no longer in force.

    `sentence` tells what it lays down, with `{law}` in the place of its value (see `Said`). `tighter`: its value is a number of days that
    local guidance may tighten, by asking for more of them or for fewer; None: it may not. `counted`: what its value is a number of, where
    it is a term. `says`: its value in words that stand alone, where those of `Said` do not.
    """

    sentence: str
    versions: tuple[Version[T_co], ...]
    until: date | None = None
    tighter: Tighter | None = None
    counted: Counted | None = None
    says: Callable[[Any], str] | None = None

    def __post_init__(self) -> None:
        """Refuse versions that are empty or out of order: `on` relies on the order."""
        days = [version.since for version in self.versions]
        if not days or days != sorted(set(days)):
            raise ValueError(f"{self.sentence}: versions must be dated one after the other")

    @property
    def title(self) -> str:
        """What it lays down, as its newest version has it."""
        return self.sentence.format(law=self.said())

    def said(self, version: Version[Any] | None = None) -> "Said":
        """A version of it, the newest unless given, as sentences tell it."""
        return Said(version or self.versions[-1], self.counted)

    def national(self, day: date) -> Version[T_co] | None:
        """The version in force in the whole country on `day`; None before the first or after `until`. For a dossier ask its `Law`."""
        if self.until is not None and day > self.until:
            return None
        for version in reversed(self.versions):
            if version.since <= day:
                return version
        return None

    def alone(self, version: Version[Any]) -> str:
        """The value of a version in words that stand alone: "từ 03 đến 05 người"; "" where the title says all there is to say."""
        if version.value is None:
            return ""
        return self.says(version.value) if self.says is not None else self.said(version).words

    def tightened_by(self, days: int, version: Version[Any]) -> bool:
        """Whether so many days are as strict as a version of this provision, or stricter."""
        return days >= version.value if self.tighter == "more" else self.tighter == "fewer" and days <= version.value


class Change(NamedTuple):
    """What was in force of a provision on one day and on a later one; None where nothing was."""

    provision: Provision[Any]
    before: Version[Any] | None
    after: Version[Any] | None

    @property
    def of_value(self) -> bool:
        """Whether something else is now asked; else only the instrument or the article is another."""
        return self.before is None or self.after is None or self.before.value != self.after.value


class NotChecked(NamedTuple):
    """An article, or a part of it, that no rule checks: what it says, and why it is left to people."""

    instrument: Instrument
    article: str
    says: str
    why: str


@dataclass(frozen=True)
class Guidance:
    """Guidance of a district: the document that says so, and what it tightens from its date on.

    `raised` are codes whose warnings are errors there, `lowered` codes of the model that are warnings; `terms` numbers of days by the title
    of their provision.
    """

    document: Instrument
    since: date
    raised: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()
    terms: Mapping[str, int] = field(default_factory=dict)

    def severity(self, code: str) -> Severity | None:
        """The severity it gives to a code; None where it says nothing of it."""
        return Severity.ERROR if code in self.raised else Severity.WARNING if code in self.lowered else None


@dataclass(frozen=True)
class Law:
    """The law that holds for one dossier: that of the whole country, tightened by the guidance of its district.

    A value that travels on the case, so that a rule, a screen and a paper cannot each go by another law.
    """

    local: tuple[Guidance, ...] = ()

    def on(self, provision: Provision[T], day: date) -> Version[T] | None:
        """The version in force on `day`; None where none is. A term that guidance of that day or before tightens, as the guidance says."""
        version = provision.national(day)
        if version is None or not self.local or provision.tighter is None:
            return version
        for guidance in self._in_force(day):
            days: Any = guidance.terms.get(provision.title)
            if days is not None and days != version.value and provision.tightened_by(days, version):
                return Version(guidance.since, days, guidance.document, "", "B")
        return version

    def guidance_on(self, provision: Provision[Any], day: date) -> Version[Any] | None:
        """The version in force on `day` where it is one of local guidance; None where the national one holds, or none."""
        version = self.on(provision, day)
        return version if version is not None and any(version.instrument is guidance.document for guidance in self.local) else None

    def severity(self, code: str, day: date) -> tuple[Severity, Instrument] | None:
        """The severity that guidance in force on `day` gives to a code, and its document; None where it says nothing of it."""
        for guidance in self._in_force(day):
            if (severity := guidance.severity(code)) is not None:
                return severity, guidance.document
        return None

    def _in_force(self, day: date) -> list[Guidance]:
        """The guidance that holds on a day, the newest first: of two documents on one matter the later one counts."""
        return sorted((g for g in self.local if g.since <= day), key=lambda g: g.since, reverse=True)


NATIONAL = Law()
"""The law where no district has given guidance."""
