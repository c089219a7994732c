"""People looked up in short ways are those that comparing each with all gives: on drawn ones, of whom many are alike."""

import random
import unicodedata
from dataclasses import replace
from itertools import combinations

import pytest
from rapidfuzz.distance import OSA

from dantin.cccd import well_formed
from dantin.model import Household, PartialDate, Person
from dantin.people import (
    Lookup,
    _alike,
    _consonants,
    _left_out,
    all_strangers,
    birth_of,
    doubles,
    find,
    fits,
    fitting_in,
    look_alikes,
    nearest,
    strangers,
    together,
)
from dantin.vietnamese import fold, fold_name, split_year
from tests.short_ways import BIRTHS, NAMES, drawn_in, drawn_people


def test_somebody_is_found_in_a_long_roster_as_in_a_short_one():
    draw = random.Random(12)
    names = ["Trần Văn An", "Tran Van An", "Lý Thị Hoà", "Lí Thị Hòa", "TRẦN VĂN AN", None, "Trần Văn An (1965)"]
    births = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1970, 1, 1)]
    numbers = [None, "075065000001", "075065000002", "chưa có"]

    def people(count):
        return tuple(Household(i, name=draw.choice(names), birth=draw.choice(births), cccd=draw.choice(numbers)) for i in range(count))

    roster = people(400)
    for reference in people(200):
        assert find(reference, roster) == find(reference, list(roster))
        assert {p.index for p in find(reference, roster)} <= {p.index for p in roster if fits(reference, p)}


def doubles_plainly(people):
    """Each entry held against all before it: by the first of its number, else by the first of its name and whole birth date."""

    def numbered(person):
        return person.cccd if person.cccd and well_formed(person.cccd) else None

    def born(person):
        birth = birth_of(person)
        return (fold_name(person.name), birth) if person.name and birth is not None and birth.full is not None else None

    for place, person in enumerate(people):
        before = people[:place]
        same = next((p for p in before if numbered(person) and numbered(p) == numbered(person)), None)
        alike = next((p for p in before if born(person) and born(p) == born(person)), None)
        if same is not None:
            yield person, same, True
        elif alike is not None:
            yield person, alike, False


@pytest.mark.parametrize("seed", range(20))
def test_doubles_are_those_of_comparing_each_with_all_before(seed):
    people = drawn_people(seed, 2 + seed * 3)
    assert list(doubles(people)) == list(doubles_plainly(people))


@pytest.mark.parametrize("seed", range(20))
def test_people_are_put_together_as_by_comparing_each_with_every_group(seed):
    people = drawn_people(seed, 3 + seed * 4)
    groups = []
    for person in people:
        rows = next((rows for rows in groups if find(person, rows)), None)
        if rows is not None:
            rows.append(person)
        else:
            groups.append([person])
    assert together(people) == groups


@pytest.mark.parametrize("seed", range(20))
def test_the_first_that_fits_is_looked_up_as_by_comparing_with_all(seed):
    people = drawn_people(seed, 60)
    lookup, kept = Lookup(), []
    for person in people:
        first = next((other for other in kept if fits(other, person)), None)
        assert lookup.first(person) is first
        if first is None:
            kept.append(person)
            lookup.add(person, person)
    assert len(kept) > 3


@pytest.mark.parametrize("births", [BIRTHS, BIRTHS[1:], BIRTHS[2:]], ids=["some not told", "some bare years", "days"])
@pytest.mark.parametrize("seed", range(10))
def test_look_alikes_are_those_of_comparing_all_by_name(seed, births):
    draw = random.Random(seed)
    names = [*NAMES, *(f"Người {n}" for n in range(20))]
    people = [replace(person, name=draw.choice(names), birth=draw.choice(births)) for person in drawn_in(seed, 3 + seed * 6)]
    assert list(look_alikes(people)) == list(_alike(people))
    numbered = [replace(person, cccd=f"0750650{person.index:05}") for person in people]
    assert list(look_alikes(numbered)) == list(_alike(numbered)) == []


ODD_NAMES = [
    *NAMES,
    "H' Bia",
    "H'Bia",
    "H Bia",
    "Y\nB",
    "Ê-ban",
    "Êban",
    "Ðặng Quý",
    "H\u0331a J\u030ca",
    "Đặng Quí",
    "İnci",
    "inci",
    "Kỳ",
    "Kì",
    "\ufeffAn",
    "安",
    "A.B",
]


def test_names_that_are_one_when_folded_have_the_same_consonants():
    spelt = [unicodedata.normalize(form, name or "") for name in ODD_NAMES for form in ("NFC", "NFD")]
    spelt += [name.upper() for name in spelt] + [f" {name.lower()}  (1965)" for name in spelt]
    by_name = {}
    for name, consonants in zip(spelt, _consonants(spelt), strict=True):
        assert _consonants([name]) == [consonants]
        by_name.setdefault(fold_name(name), set()).add(consonants)
    assert all(len(consonants) == 1 for consonants in by_name.values())
    assert len(by_name) < len(spelt) / 3
    assert _consonants([]) == []


def test_a_name_that_fills_a_roster_is_found_by_its_birth_and_number():
    people = [replace(person, name=draw) for person, draw in zip(drawn_people(3, 600), ["Trần Văn An", "Trân Văn Án"] * 300, strict=True)]
    for reference in drawn_people(4, 60):
        assert find(reference, tuple(people)) == find(reference, people)
        assert fitting_in(reference, tuple(people)) == [person for person in people if fits(reference, person)]


def test_who_has_nothing_in_common_is_no_double():
    for seed in range(30):
        people, others = drawn_people(seed, 3), drawn_people(seed + 100, 3)
        if strangers(people, others):
            assert not any(fits(one, other) for one in people for other in others)
    assert strangers(drawn_people(1, 5), [Household(0, name="Lê Văn Khác")])


def test_of_people_who_are_all_strangers_no_two_fit():
    drawn = [drawn_people(seed, size) for seed in range(200) for size in (2, 3, 4)]
    apart = [people for people in drawn if all_strangers(people)]
    assert 20 < len(apart) < len(drawn)
    assert not any(fits(one, other) for people in apart for one, other in combinations(people, 2))


WORDS = ["Nguyễn", "Nguyên", "Trần", "Thị", "Văn", "Van", "Bích", "Hòa", "Hoà", "Hao", "Ð.", "(1965)"]


def nearest_plainly(name, pool):
    """A name held against each of a list: near by its letters, or with words left out."""
    ours, near = fold(split_year(name)[0]), []
    for person in pool:
        theirs = fold(split_year(person.name or "")[0])
        apart = OSA.distance(ours, theirs)
        if person.name and (apart <= 2 or _left_out(ours.split("_"), theirs.split("_"))):
            near.append((apart, OSA.distance(fold_name(name), fold_name(person.name)), person))
    return min(near, key=lambda entry: entry[:2])[2] if near else None


@pytest.mark.parametrize("seed", range(20))
def test_the_nearest_name_is_that_of_holding_it_against_each(seed):
    draw = random.Random(seed)

    def drawn():
        return " ".join(draw.choices(WORDS, k=draw.randint(1, 5)))

    pool = tuple(Person(i, name=draw.choice([drawn(), drawn(), drawn(), None, " "])) for i in range(30))
    names = [drawn() for _ in range(60)] + [person.name[:-1] + "x" for person in pool if person.name]
    near = [nearest(name, pool) for name in names]
    assert near == [nearest_plainly(name, pool) for name in names] == [nearest(name, list(pool)) for name in names]
    assert len({person.index for person in near if person is not None}) > 5


@pytest.mark.parametrize("birth", [None, PartialDate(1965, 2, 5)])
def test_people_whom_nothing_tells_apart_are_put_together_once(birth):
    pool = tuple(Household(i, name="Trần Văn An", birth=birth if i % 3 else None) for i in range(60))
    for reference in drawn_people(7, 40):
        first = find(reference, pool)
        assert list(first) == list(find(reference, list(pool)))
        assert first == find(reference, pool)
    alone = Person(0, name="Tran Van An" if birth else "Trần Văn An")
    assert find(alone, pool) == find(alone, list(pool))
