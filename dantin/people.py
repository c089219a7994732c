"""Whether two entries name the same person. Imports the model, `cccd` and `vietnamese` only.

Where both entries carry a well-formed identity number, it decides; else the folded name and whatever is known of the birth date: a number
that lost its leading zero makes nobody a stranger. A name alone can fit two people: then it decides nothing, and the caller says so.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress, product
from operator import itemgetter
from typing import Any, Generic, TypeVar

from dantin.cccd import mended, well_formed
from dantin.model import Dossier, PartialDate, Person
from dantin.records import dataclass
from dantin.vietnamese import fold, fold_name, split_year

P = TypeVar("P", bound=Person)
T = TypeVar("T")

_LETTERS_APART = 2
# In a longer pool people are looked up: the same rosters are asked for many people one after the other.
_SHORT = 32
# So many are looked for among all names of a pool before these are put in order.
_FEW = 8
_ANY = object()
_DAY: Callable[[Any], int | None] = itemgetter(2)
_ONE_CASE = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_LONE_MARK = b"\xcc"  # with which a mark that stands on its own begins in UTF-8, and nothing else
_NO_CONSONANTS = bytes(code for code in range(256) if chr(code) not in "bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ\n")


def birth_of(person: Person) -> PartialDate | None:
    """The birth date given in its own field, else the year written behind the name: "Nguyễn Văn An (1965)"."""
    if person.birth is not None:
        return person.birth
    year = split_year(person.name or "")[1]
    return PartialDate(year) if year else None


def births_of(people: tuple[Person, ...]) -> Sequence[PartialDate | None]:
    """The birth of each, see `birth_of`: of a long roster that tells them all, no name is asked for a year."""
    return _births(_Pool(people))[0]


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
    return bool(_fitting(reference, (person,)))


def _fitting(reference: Person, people: Iterable[P]) -> list[P]:
    """Those whom `reference` can mean."""
    number = reference.cccd if _numbered(reference) else None
    name = fold_name(reference.name) if reference.name else None
    if number is not None:
        fitting = [p for p in people if (number == p.cccd if _numbered(p) else name is not None and p.name and name == fold_name(p.name))]
    elif name is not None:
        fitting = [person for person in people if person.name and name == fold_name(person.name)]
    else:
        return []
    birth = birth_of(reference) if fitting else None
    if birth is None:
        return fitting
    sure = (number is not None and number == person.cccd for person in fitting)
    return [p for p, same in zip(fitting, sure, strict=True) if same or (theirs := birth_of(p)) is None or birth.agrees(theirs)]


def find(reference: Person, pool: Iterable[P]) -> Sequence[P]:
    """Everyone in `pool` whom `reference` can mean: none, one, or several people of one name.

    Where an entry agrees in the identity number, or else in the birth date, entries that agree in the name alone no longer count.
    """
    fitting = fitting_in(reference, pool)
    if len(fitting) > 1 and _numbered(reference):
        fitting = [person for person in fitting if _numbered(person)] or fitting
    if len(fitting) > 1 and (birth := birth_of(reference)) is not None:
        surer = [p for p in fitting if (theirs := birth_of(p)) is not None and theirs.agrees(birth)]
        fitting = surer or fitting
    return fitting


def fitting_in(reference: Person, pool: Iterable[P]) -> Sequence[P]:
    """Everyone in `pool` whom `reference` can mean by itself, however much surer it means one of them."""
    if not isinstance(pool, tuple) or len(pool) <= _SHORT:
        return _fitting(reference, pool)
    roster = _Pool(pool)
    numbered = _by_number(roster).get(reference.cccd, []) if reference.cccd is not None and _numbered(reference) else []
    consonants = _consonants((reference.name,))[0] if reference.name else None
    named = _names(roster).places(consonants) if consonants is not None else ()
    if consonants is None or len(named) <= _SHORT:
        return _fitting(reference, [pool[place] for place in sorted({*named, *numbered})])
    return _agreeing(roster, consonants, tuple(numbered), tuple(_sought(reference)))  # type: ignore[return-value]  # those of the pool


def _under(person: Person) -> Iterator[object]:
    """Under what somebody is kept, so that whoever looks under what is `_sought` finds all whom they fit, and nobody else.

    The name with the birth, and the number. One name may fill a long roster: then it is the birth that finds somebody. Two who have
    numbers are not found by their names.
    """
    numbered, birth = _numbered(person), birth_of(person)
    if person.name:
        name = fold_name(person.name)
        for born in (_ANY, None) if birth is None else (_ANY, birth, birth.year):
            yield name, False, born
            if not numbered:
                yield name, True, born
    if numbered:
        yield person.cccd


def _sought(reference: Person) -> Iterator[object]:
    """What to look under for everyone whom `reference` fits."""
    numbered, birth = _numbered(reference), birth_of(reference)
    if reference.name:
        name = fold_name(reference.name)
        births: tuple[object, ...] = (_ANY,)
        if birth is not None:
            # A bare year agrees with every day of it, a day with itself and with the bare year, and what is not known with all.
            births = (birth, PartialDate(birth.year), None) if birth.full is not None else (birth.year, None)
        yield from ((name, numbered, born) for born in births)
    if numbered:
        yield reference.cccd


def rows_of(person: Person, dossier: Dossier) -> tuple[Person, ...]:
    """The rows of the nominees and of the rosters that tell more of a person, where they are surely the same."""
    people: list[Person] = []
    for pool in (dossier.nominees, dossier.members, dossier.households):
        same = find(person, pool)
        people += same if len(same) == 1 else []
    return tuple(people)


def _consonants(names: Sequence[str]) -> list[bytes]:
    """The unmarked consonants of each name, without case: names that are equal when folded have the same, most others have not.

    Of a whole roster in one go, so that hardly any of its names has to be folded.
    """
    text = "\n".join(names)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    letters = text.encode("utf-8", "ignore")
    if _LONE_MARK in letters:  # small letters may be one with it where capitals are not
        letters = unicodedata.normalize("NFC", text.lower()).encode("utf-8", "ignore")
    bare = letters.translate(_ONE_CASE, _NO_CONSONANTS).split(b"\n")
    return bare if len(bare) == len(names) else [_consonants((name.replace("\n", ""),))[0] for name in names]


def _keys(person: Person) -> set[str]:
    """Name, folded, and well-formed number: two people who have neither alike do not fit. No number is a name."""
    keys = {fold_name(person.name)} if person.name else set[str]()
    return keys | {person.cccd} if person.cccd is not None and well_formed(person.cccd) else keys


def all_strangers(people: Sequence[Person]) -> bool:
    """Whether no two of these people can be one: no two have a name or a number in common."""
    names = [fold_name(person.name) for person in people if person.name]
    numbers = [person.cccd for person in people if person.cccd]
    return len(set(names)) == len(names) and len(set(numbers)) == len(numbers)


def strangers(people: Iterable[Person], others: Iterable[Person]) -> bool:
    """Whether none of these people can be any of others: they have no name and no identity number in common."""
    keys = {key for person in people for key in _keys(person)}
    return all(keys.isdisjoint(_keys(other)) for other in others)


@dataclass(frozen=True, eq=False, slots=True)
class _Pool:
    """The people of a roster, remembered by: of one roster asked about again only that it is the same one has to be looked at."""

    people: tuple[Person, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pool) and other.people is self.people

    def __hash__(self) -> int:
        return id(self.people)


@lru_cache(maxsize=8)
def _births(pool: _Pool) -> tuple[Sequence[PartialDate | None], bool]:
    """The birth of each, and whether all of them are known to the day."""
    births = [person.birth for person in pool.people]
    if all(births):
        return births, all(map(_DAY, births))
    return [birth_of(person) for person in pool.people], False


class _Names:
    """The names of a roster by their consonants: looked through for a few people, put in order for more."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._consonants = _consonants([person.name or "" for person in people])
        self._asked = 0

    def places(self, consonants: bytes) -> Sequence[int]:
        """The places of those whose names have these consonants."""
        self._asked += 1
        if self._asked > _FEW:
            return self._in_order.get(consonants, ())
        return [place for place, theirs in enumerate(self._consonants) if theirs == consonants] if consonants in self._consonants else ()

    @cached_property
    def _in_order(self) -> dict[bytes, list[int]]:
        places: defaultdict[bytes, list[int]] = defaultdict(list)
        for place, consonants in enumerate(self._consonants):
            places[consonants].append(place)
        return places


@lru_cache(maxsize=8)
def _names(pool: _Pool) -> _Names:
    return _Names(pool.people)


@lru_cache(maxsize=8)
def _by_number(pool: _Pool) -> dict[str, list[int]]:
    """Under what stands for each identity number the places of those who have it."""
    places: dict[str, list[int]] = {}
    for place, person in enumerate(pool.people):
        if person.cccd:
            places.setdefault(person.cccd, []).append(place)
    return places


@lru_cache(maxsize=8)
def _by_facts(pool: _Pool, consonants: bytes) -> dict[object, list[int]]:
    """Of those whose names have these consonants the places, by all that they are found under."""
    places: dict[object, list[int]] = {}
    for place in _names(pool).places(consonants):
        for key in _under(pool.people[place]):
            places.setdefault(key, []).append(place)
    return places


@lru_cache(maxsize=8)
def _agreeing(pool: _Pool, consonants: bytes, numbered: tuple[int, ...], sought: tuple[object, ...]) -> Sequence[Person]:
    """Those at these places, and those whose names have these consonants and who are found under what is sought.

    Remembered, because a long list may have thousands whom nothing tells apart: they are put together once.
    """
    by_facts = _by_facts(pool, consonants)
    return [pool.people[place] for place in sorted({*numbered, *(place for facts in sought for place in by_facts.get(facts, ()))})]


def find_name(name: str, pool: Iterable[P]) -> Sequence[P]:
    """Everyone in `pool` whom a bare name can mean."""
    return find(Person(0, name=name), pool)


def nearest(name: str, pool: Iterable[P]) -> P | None:
    """The one of `pool` whom a misspelt name most likely means; None where nobody's name comes near.

    Near is a name of the same letters but for tones and marks, at most two letters apart, or one with words left out ("Trần Thuận")
    or too many ("Nguyễn Thị Bích Thủy Tiên" for "Nguyễn Thị Bích Thủy").
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    people = tuple(pool)
    spelt, alike = _spelt(_Pool(people))
    ours = fold(split_year(name)[0])
    words = ours.split("_")
    near = process.extract(ours, spelt, scorer=OSA.distance, score_cutoff=_LETTERS_APART, limit=None)
    apart = {place: distance for _, distance, place in near}
    for place in {place for part in _parts(words) for place in alike.get(part, ())}:
        if place not in apart and _left_out(words, spelt[place].split("_")):
            apart[place] = OSA.distance(ours, spelt[place])
    by_marks = [(distance, OSA.distance(fold_name(name), fold_name(people[place].name or "")), place) for place, distance in apart.items()]
    return people[min(by_marks)[2]] if by_marks else None


def _parts(words: list[str]) -> tuple[object, ...]:
    """Parts of a name of which it has at least one in common with every name that is it without some words, see `_left_out`."""
    return (True, *words[:3]), (False, *words[-3:]), (words[0], words[-1])


@lru_cache(maxsize=8)
def _spelt(pool: _Pool) -> tuple[dict[int, str], dict[object, list[int]]]:
    """By the place of each who has a name how it is spelt but for marks, and under its parts the places of those who have them."""
    spelt = {place: fold(split_year(person.name)[0]) for place, person in enumerate(pool.people) if person.name}
    alike: dict[object, list[int]] = {}
    for place, theirs in spelt.items():
        for part in _parts(theirs.split("_")):
            alike.setdefault(part, []).append(place)
    return spelt, alike


def _left_out(ours: list[str], theirs: list[str]) -> bool:
    """Whether one name is the other without some words: between its first and its last, or before or behind three words and more."""
    if ours[0] != theirs[0] and ours[-1] != theirs[-1]:
        return False
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
    by_number: dict[str, P] = {}
    by_birth: dict[tuple[str, PartialDate], P] = {}
    for person, birth in _sharing(tuple(people)):
        number = person.cccd if person.cccd and _numbered(person) else None
        born = (fold_name(person.name), birth) if birth is not None and birth.full is not None and person.name else None
        if number is not None and number in by_number:
            yield person, by_number[number], True
        elif born is not None and born in by_birth:
            yield person, by_birth[born], False
        if number is not None:
            by_number.setdefault(number, person)
        if born is not None:
            by_birth.setdefault(born, person)


def _sharing(people: tuple[P, ...]) -> Iterator[tuple[P, PartialDate | None]]:
    """Those whose identity number, as written, or name and birth others of them may have too, with their births: few of a long roster."""
    numbers = [person.cccd for person in people if person.cccd]
    alike = _born_alike(_Pool(people))
    if len(set(numbers)) < len(numbers):
        times, places = Counter(numbers), set(alike)
        alike = [place for place, person in enumerate(people) if place in places or times[person.cccd or ""] > 1]
    yield from ((people[place], birth_of(people[place])) for place in alike)


def born_alike(people: tuple[P, ...]) -> list[P]:
    """Of a list those who may have name and birth, as told, in common with others of it; nobody else has, few of a long one may."""
    return [people[place] for place in _born_alike(_Pool(people))]


@lru_cache(maxsize=8)
def _born_alike(pool: _Pool) -> Sequence[int]:
    """The places of those whose birth, as told, and the consonants of whose name others have too."""
    births = _births(pool)[0]
    shared = {birth for birth, times in Counter(births).items() if times > 1}
    places = [*compress(range(len(births)), map(shared.__contains__, births))]
    consonants = _consonants([pool.people[place].name or "" for place in places])
    keys = [*zip(consonants, map(births.__getitem__, places), strict=True)]
    if len(set(keys)) == len(keys):
        return ()
    alike = Counter(keys)
    return [place for place, key in zip(places, keys, strict=True) if alike[key] > 1]


class Lookup(Generic[T]):
    """Things by the people they are of, found as if each was held against all of them in their order."""

    def __init__(self) -> None:
        """Empty."""
        self._first: dict[object, tuple[int, T]] = {}
        self._order: dict[int, int] = {}

    def add(self, person: Person, thing: T) -> None:
        """Let a thing be found by this person too; its place is that at which it was first added."""
        place = self._order.setdefault(id(thing), len(self._order))
        for key in _under(person):
            if key not in self._first or place < self._first[key][0]:
                self._first[key] = place, thing

    def first(self, person: Person) -> T | None:
        """The first of the things with somebody who fits a person."""
        fitting = [self._first[key] for key in _sought(person) if key in self._first]
        return min(fitting, key=lambda entry: entry[0])[1] if fitting else None


def together(people: Iterable[P]) -> list[list[P]]:
    """Entries that may be of one person in one group: each goes to the first group with an entry that it fits."""
    people = tuple(people)
    if all_strangers(people):
        return [[person] for person in people]
    groups: list[list[P]] = []
    lookup: Lookup[list[P]] = Lookup()
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
    return tuple(person for person in people if person.index not in again) if again else tuple(people)


def look_alikes(people: Iterable[P]) -> Iterator[list[P]]:
    """The entries of one name that may be one person: two or more, as listed, each at one with another of them in all that both tell.

    Sex counts here too: who is written down as a man and as a woman is more likely two people.
    """
    people = tuple(people)
    # Of a long list names are compared only of those not told apart without them; where some are of one name, of all, in their order.
    if len(people) <= _SHORT or any(True for _ in _alike(_not_told_apart(people))):
        yield from _alike(people)


def _alike(people: Iterable[P]) -> Iterator[list[P]]:
    by_name: dict[str, list[P]] = {}
    for person in people:
        if person.name:
            by_name.setdefault(fold_name(person.name), []).append(person)
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            yield from (group for group in _at_one(namesakes) if len(group) > 1)


def _not_told_apart(people: tuple[P, ...]) -> Sequence[P]:
    """All of these people but those whom birth, consonants or number surely tell from every other; what is not known tells nobody apart."""
    births, to_the_day = _births(_Pool(people))
    some: Sequence[P] = people
    if to_the_day:
        some = born_alike(people)
    else:
        years = [birth.year if birth is not None else 0 for birth in births]
        if all(years):
            days, per_year = Counter(births), Counter(years)
            bare = {birth.year for birth in days if birth is not None and birth.day is None}
            alike = [days[birth] > 1 or (year in bare and per_year[year] > 1) for birth, year in zip(births, years, strict=True)]
            some, years = list(compress(people, alike)), list(compress(years, alike))
        else:
            years = [0] * len(people)
        keys = [*zip(_consonants([person.name or "" for person in some]), years, strict=True)]
        times = Counter(keys)
        some = [person for person, key in zip(some, keys, strict=True) if times[key] > 1]
    return () if all(map(_numbered, some)) and len({person.cccd for person in some}) == len(some) else some


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
