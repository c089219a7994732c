"""Whether two entries name the same person. Imports the model, `cccd` and `vietnamese` only.

Where both entries carry a well-formed identity number, it decides; else the folded name and whatever is known of the birth date: a number
that lost its leading zero makes nobody a stranger. A name alone can fit two people: then it decides nothing, and the caller says so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from dantin.cccd import mended, well_formed
from dantin.model import Dossier, PartialDate, Person
from dantin.vietnamese import fold, fold_name, split_year

P = TypeVar("P", bound=Person)
T = TypeVar("T")

_LETTERS_APART = 2
# In a longer pool people are looked up: the same rosters are asked for many people one after the other.
_SHORT = 32


def birth_of(person: Person) -> PartialDate | None:
    """The birth date given in its own field, else the year written behind the name: "Nguyễn Văn An (1965)"."""
    if person.birth is not None:
        return person.birth
    year = split_year(person.name or "")[1]
    return PartialDate(year) if year else None


def whole_number(person: Person) -> str | None:
    """The identity number with the zeros that Excel has dropped; None where sex and birth do not confirm it."""
    birth = birth_of(person)
    return mended(person.cccd, person.sex, birth.year) if person.cccd and birth is not None else None


def earliest(birth: PartialDate) -> date:
    """The first day that a birth date can be; of a bare year, its first day: whoever was born that year is no older."""
    return birth.full or date(birth.year, 1, 1)


def _numbered(person: Person) -> bool:
    return person.cccd is not None and well_formed(person.cccd)


def fits(reference: Person, person: Person) -> bool:
    """Whether `reference` can mean `person`: nothing they both tell speaks against it."""
    if _numbered(reference) and _numbered(person):
        return reference.cccd == person.cccd
    if not reference.name or not person.name or fold_name(reference.name) != fold_name(person.name):
        return False
    ours, theirs = birth_of(reference), birth_of(person)
    return ours is None or theirs is None or ours.agrees(theirs)


def find(reference: Person, pool: Iterable[P]) -> list[P]:
    """Everyone in `pool` whom `reference` can mean: none, one, or several people of one name.

    Where an entry agrees in the identity number, or else in the birth date, entries that agree in the name alone no longer count.
    """
    if isinstance(pool, tuple) and len(pool) > _SHORT:
        pool = _namesakes(reference, pool)
    fitting = [person for person in pool if fits(reference, person)]
    if len(fitting) > 1 and _numbered(reference):
        fitting = [person for person in fitting if _numbered(person)] or fitting
    if len(fitting) > 1 and (birth := birth_of(reference)) is not None:
        surer = [p for p in fitting if (theirs := birth_of(p)) is not None and theirs.agrees(birth)]
        fitting = surer or fitting
    return fitting


def rows_of(person: Person, dossier: Dossier) -> tuple[Person, ...]:
    """The rows of the nominees and of the rosters that tell more of a person, where they are surely the same."""
    people: list[Person] = []
    for pool in (dossier.nominees, dossier.members, dossier.households):
        same = find(person, pool)
        people += same if len(same) == 1 else []
    return tuple(people)


def _namesakes(reference: Person, pool: tuple[P, ...]) -> list[P]:
    """Those of a pool, in its order, who have the name or the identity number of `reference`: `fits` says no of all others."""
    by_names = _by_names(_Pool(pool))
    places = sorted({place for key in _keys(reference) for place in by_names.get(key, ())})
    return [pool[place] for place in places]


def _keys(person: Person) -> set[str]:
    """Name, folded, and well-formed number: two people who have neither alike do not fit. No number is a name."""
    keys = {fold_name(person.name)} if person.name else set[str]()
    return keys | {person.cccd} if person.cccd is not None and well_formed(person.cccd) else keys


@dataclass(frozen=True, eq=False, slots=True)
class _Pool:
    """The people of a roster, remembered by: of one roster asked about again only that it is the same one has to be looked at."""

    people: tuple[Person, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pool) and other.people is self.people

    def __hash__(self) -> int:
        return id(self.people)


@lru_cache(maxsize=8)
def _by_names(pool: _Pool) -> dict[str, list[int]]:
    """Under each name, folded, and each well-formed identity number the places of those who have it. No number is a name."""
    places: dict[str, list[int]] = {}
    for place, person in enumerate(pool.people):
        for key in _keys(person):
            places.setdefault(key, []).append(place)
    return places


def find_name(name: str, pool: Iterable[P]) -> list[P]:
    """Everyone in `pool` whom a bare name can mean."""
    return find(Person(0, name=name), pool)


def nearest(name: str, pool: Iterable[P]) -> P | None:
    """The one of `pool` whom a misspelt name most likely means; None where nobody's name comes near.

    Near is a name of the same letters but for tones and marks, at most two letters apart, or one with words left out ("Trần Thuận")
    or too many ("Nguyễn Thị Bích Thủy Tiên" for "Nguyễn Thị Bích Thủy").
    """
    from rapidfuzz.distance import OSA

    near: list[tuple[int, int, P]] = []
    for person in pool:
        if person.name:
            ours, theirs = fold(split_year(name)[0]), fold(split_year(person.name)[0])
            apart = OSA.distance(ours, theirs)
            if apart <= _LETTERS_APART or _left_out(ours.split("_"), theirs.split("_")):
                near.append((apart, OSA.distance(fold_name(name), fold_name(person.name)), person))
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _left_out(ours: list[str], theirs: list[str]) -> bool:
    """Whether one name is the other without some words: between its first and its last, or before or behind three words and more."""
    shorter, longer = sorted((ours, theirs), key=len)
    if len(shorter) > 2 and shorter in (longer[: len(shorter)], longer[-len(shorter) :]):
        return True
    words = iter(longer)
    return len(shorter) > 1 and (shorter[0], shorter[-1]) == (longer[0], longer[-1]) and all(word in words for word in shorter)


def distinct(people: Sequence[Person]) -> bool:
    """Whether these entries stand for at least two people: by identity number, or by birth dates that do not agree, or by nothing known."""
    first, *rest = people
    return any(not _surely_same(first, other) for other in rest)


def _surely_same(a: Person, b: Person) -> bool:
    if _numbered(a) and _numbered(b):
        return a.cccd == b.cccd
    ours, theirs = birth_of(a), birth_of(b)
    return fits(a, b) and ours is not None and ours.full is not None and ours == theirs


def doubles(people: Iterable[P]) -> Iterator[tuple[P, P, bool]]:
    """The entries of one list that are surely the person of an earlier one: the entry, that earlier one, and whether by identity number.

    Else it is by name and whole birth date, which are enough: two identity numbers of one person are a slip of the pen more often than
    two people. What is no identity number ("chưa có", an old card) may stand on many entries, and makes none another's double.
    """
    people = list(people)
    births = [birth_of(person) for person in people]
    # Names are compared only of those who are born on one day.
    days = Counter(births)
    by_number: dict[str, P] = {}
    by_birth: dict[tuple[str, PartialDate], P] = {}
    for person, birth in zip(people, births, strict=True):
        number = person.cccd if person.cccd and _numbered(person) else None
        shared = birth is not None and days[birth] > 1 and birth.full is not None
        born = (fold_name(person.name), birth) if birth is not None and shared and person.name else None
        if number is not None and number in by_number:
            yield person, by_number[number], True
        elif born is not None and born in by_birth:
            yield person, by_birth[born], False
        if number is not None:
            by_number.setdefault(number, person)
        if born is not None:
            by_birth.setdefault(born, person)


class Lookup(Generic[T]):
    """Things by the people they are of, found as if each was held against all of them in their order."""

    def __init__(self) -> None:
        """Empty."""
        self._by_key: dict[str, list[tuple[int, Person, T]]] = {}
        self._order: dict[int, int] = {}

    def add(self, person: Person, thing: T) -> None:
        """Let a thing be found by this person too; its place is that at which it was first added."""
        place = self._order.setdefault(id(thing), len(self._order))
        for key in _keys(person):
            self._by_key.setdefault(key, []).append((place, person, thing))

    def first(self, person: Person) -> T | None:
        """The first of the things with somebody who fits a person."""
        fitting = [(place, thing) for key in _keys(person) for place, other, thing in self._by_key.get(key, ()) if fits(person, other)]
        return min(fitting, key=lambda entry: entry[0])[1] if fitting else None


def together(people: Iterable[P]) -> list[list[P]]:
    """Entries that may be of one person in one group: each goes to the first group with an entry that it fits."""
    groups: list[list[P]] = []
    lookup = Lookup[list[P]]()
    for person in people:
        group = lookup.first(person)
        if group is None:
            group = []
            groups.append(group)
        group.append(person)
        lookup.add(person, group)
    return groups


def once_each(people: Sequence[P], doubled: Iterable[tuple[P, P, bool]]) -> tuple[P, ...]:
    """The entries of one list without its `doubles`: everyone by the first entry."""
    again = {person.index for person, _, _ in doubled}
    return tuple(person for person in people if person.index not in again)


def look_alikes(people: Iterable[P]) -> Iterator[list[P]]:
    """The entries of one name that may be one person: two or more, as listed, each at one with another of them in all that both tell.

    Sex counts here too: who is written down as a man and as a woman is more likely two people.
    """
    by_name: dict[str, list[P]] = {}
    for person in people:
        if person.name:
            by_name.setdefault(fold_name(person.name), []).append(person)
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            yield from (group for group in _at_one(namesakes) if len(group) > 1)


def _at_one(people: Sequence[P]) -> Iterator[list[P]]:
    """The entries in groups: who is at one with somebody is in one group with them.

    Everyone is looked up under what agrees with them instead of being held against all others: one name may fill a long roster.
    """
    groups: dict[int, list[P]] = {}
    by_facts: dict[tuple[object, ...], list[P]] = {}
    for person in people:
        groups[person.index] = [person]
        tells, agrees = _facts(person)
        for key in product(*agrees):
            for other in by_facts.get(key, ()):
                larger, smaller = sorted((groups[person.index], groups[other.index]), key=len, reverse=True)
                if larger is not smaller:
                    larger += smaller
                    groups.update((joined.index, larger) for joined in smaller)
            # All of them are in one group now: one stands for them from here on.
            if key in by_facts:
                by_facts[key] = [person]
        for key in product(*tells):
            by_facts.setdefault(key, []).append(person)
    for group in {id(group): group for group in groups.values()}.values():
        yield sorted(group, key=lambda entry: entry.index)


_ANY = object()
Facts = list[tuple[object, ...]]


def _facts(person: Person) -> tuple[Facts, Facts]:
    """Under which number, birth and sex an entry is found, and under which it finds those that agree with it: the same, or not told."""
    number, birth = person.cccd if _numbered(person) else None, birth_of(person)
    tells: Facts = [(number, _ANY), (None, _ANY), (person.sex, _ANY)]
    agrees: Facts = [(None, number) if number else (_ANY,), (_ANY,), (None, person.sex) if person.sex else (_ANY,)]
    if birth is not None:
        # A bare year agrees with every day of it, a day with itself and with the bare year.
        tells[1] = (birth.full or birth.year, (birth.year, _ANY), _ANY)
        agrees[1] = (None, birth.full, birth.year) if birth.full else (None, (birth.year, _ANY))
    return tells, agrees
