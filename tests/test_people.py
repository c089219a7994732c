"""dantin.people: the same person or not. Names and numbers are invented."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin.model import PartialDate, Person
from dantin.people import birth_of, distinct, doubles, earliest, find, find_name, fits, look_alikes, nearest, once_each
from dantin.vietnamese import fold_name
from tests.builders import person

CCCD, OTHER = "075065000001", "075070000002"
LOST = "75065000001"
"""CCCD without its leading zero."""
AN = "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("reference", "other", "same"),
    [
        pytest.param(person(AN, cccd=CCCD), person(AN, cccd=CCCD), True, id="same number"),
        pytest.param(person(AN, cccd=CCCD), person("Trần Thị Bé", cccd=CCCD), True, id="same number, other name"),
        pytest.param(person(AN, cccd=CCCD), person(AN, cccd=OTHER), False, id="other number, same name"),
        pytest.param(person(AN, 1965, CCCD), person(AN, 1970, CCCD), True, id="same number, other birth"),
        pytest.param(person(AN, cccd=CCCD), person(AN), True, id="a number on one side only"),
        pytest.param(person(AN, 1965, CCCD), person(AN, 1970), False, id="a number on one side, births differ"),
        pytest.param(person(cccd=CCCD), person(cccd=CCCD), True, id="numbers without names"),
        pytest.param(person(cccd=CCCD), person(AN), False, id="a number against a name"),
        pytest.param(person(AN, cccd=CCCD), person(AN, cccd=LOST), True, id="a lost zero makes nobody a stranger"),
        pytest.param(person(AN, 1965, CCCD), person(AN, "1965-03-02", LOST), True, id="a lost zero, births agree"),
        pytest.param(person(AN, 1965, CCCD), person(AN, 1970, LOST), False, id="a lost zero, births differ"),
        pytest.param(person(AN, cccd=CCCD), person("Trần Thị Bé", cccd=LOST), False, id="a lost zero, other name"),
        pytest.param(person(AN, cccd=LOST), person("Trần Thị Bé", cccd=LOST), False, id="no number, though the same text"),
        pytest.param(person(AN, cccd="chưa có"), person(AN, cccd=CCCD), True, id="words where a number belongs"),
        pytest.param(person(AN, cccd="271234567"), person(AN, cccd="271234568"), True, id="two old cards"),
        pytest.param(person(cccd=LOST), person(cccd=LOST), False, id="no number and no name"),
        pytest.param(person(AN), person(AN), True, id="names alone"),
        pytest.param(person(AN), person("Nguyễn Văn Ân"), False, id="another vowel"),
        pytest.param(person(AN), person("Nguyễn Văn Án"), False, id="another tone"),
        pytest.param(person(), person(), False, id="nothing known"),
        pytest.param(person(AN), person(), False, id="no name on one side"),
        pytest.param(person(AN, "1965-03-02"), person(AN, "1965-03-02"), True, id="same birth date"),
        pytest.param(person(AN, "1965-03-02"), person(AN, "1965-02-03"), False, id="another day"),
        pytest.param(person(AN, "1965-03-02"), person(AN, 1965), True, id="a date and its year"),
        pytest.param(person(AN, "1965-03-02"), person(AN, 1966), False, id="a date and another year"),
        pytest.param(person(AN, 1965), person(AN, 1965), True, id="same year"),
        pytest.param(person(AN, 1965), person(AN, 1970), False, id="another year"),
        pytest.param(person(AN, 1965), person(AN), True, id="a birth on one side only"),
        pytest.param(person(AN, 1965), person("Trần Thị Bé", 1965), False, id="same birth, other name"),
        pytest.param(person(f"{AN} (1965)"), person(AN, "1965-03-02"), True, id="year behind the name"),
        pytest.param(person(f"{AN} (1965)"), person(AN, 1970), False, id="another year behind the name"),
        pytest.param(person(f"{AN} (1965)"), person(f"{AN} ( 1965 )"), True, id="year behind both names"),
        pytest.param(person(f"{AN} (1965)"), person(f"{AN} (1970)"), False, id="other years behind both names"),
        pytest.param(person(f"{AN} (1965)"), person(AN), True, id="year behind one name"),
        pytest.param(person(f"{AN} (1965)", 1970), person(AN, 1970), True, id="the birth field outranks the year behind the name"),
    ],
)
def test_fits(reference: Person, other: Person, same: bool) -> None:
    assert fits(reference, other) is same
    assert fits(other, reference) is same


@pytest.mark.parametrize(
    ("written", "roster"),
    [
        ("NGUYỄN  VĂN   AN ", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Ẩn"), "Nguyễn Văn Ẩn"),
        ("Trần Thị Thuý", "Trần Thị Thúy"),
        ("Lê Văn Hoà", "Lê Văn Hòa"),
        ("Phan Thị Loé", "Phan Thị Lóe"),
        ("Lí Thị Mĩ", "Lý Thị Mỹ"),
        ("Võ Thị Quí", "Võ Thị Quý"),
        ("Ðỗ Văn Ðạt", "Đỗ Văn Đạt"),
    ],
    ids=["capitals and spaces", "NFD", "uý", "oà", "oé", "i for y", "quí", "eth for đ"],
)
def test_one_name_however_it_is_spelled(written: str, roster: str) -> None:
    assert [p.name for p in find_name(written, [person(roster), person("Bùi Thị Khác")])] == [roster]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trần Thị Thúy", "Trần Thị Thúi"),
        ("Lê Văn Hùng", "Lê Văn Hưng"),
        ("Lê Văn Dũng", "Lê Văn Đũng"),
        ("Lê Hòa", "Lê Hóa"),
        ("Mai", "Mây"),
    ],
)
def test_other_names_stay_other_people(one: str, other: str) -> None:
    assert find_name(one, [person(other)]) == []


OLD, YOUNG, UNDATED = person(AN, "1965-03-02"), person(AN, 1970), person(AN)
NUMBERED, SOMEBODY = person(AN, cccd=CCCD), person("Trần Thị Bé", 1965)


@pytest.mark.parametrize(
    ("reference", "pool", "found"),
    [
        pytest.param(person(AN), [SOMEBODY], [], id="nobody"),
        pytest.param(person(AN), [], [], id="nobody at all"),
        pytest.param(person(AN), [SOMEBODY, OLD], [OLD], id="by name"),
        pytest.param(person(AN), [OLD, YOUNG], [OLD, YOUNG], id="two of one name"),
        pytest.param(person(f"{AN} (1965)"), [OLD, YOUNG], [OLD], id="told apart by year"),
        pytest.param(person(AN, 1970), [OLD, YOUNG], [YOUNG], id="told apart by birth"),
        pytest.param(person(AN, 1980), [OLD, YOUNG], [], id="a third of that name"),
        pytest.param(person(AN, 1965), [UNDATED, OLD], [OLD], id="who agrees in birth goes before who is undated"),
        pytest.param(person(AN, 1965), [UNDATED, YOUNG], [UNDATED], id="undated, and nobody agrees"),
        pytest.param(person(AN, 1965), [UNDATED, UNDATED], [UNDATED, UNDATED], id="two undated"),
        pytest.param(person(AN), [UNDATED, OLD], [UNDATED, OLD], id="a name alone decides nothing"),
        pytest.param(person(AN, cccd=OTHER), [NUMBERED], [], id="another number"),
        pytest.param(person("Đặng Văn Khác", cccd=CCCD), [SOMEBODY, NUMBERED], [NUMBERED], id="by number"),
        pytest.param(person(AN, cccd=CCCD), [UNDATED, NUMBERED], [NUMBERED], id="who agrees in number goes before who has none"),
        pytest.param(person(AN, cccd=CCCD), [UNDATED], [UNDATED], id="no number to compare"),
        pytest.param(person(AN, cccd=LOST), [NUMBERED], [NUMBERED], id="a lost zero"),
        pytest.param(person(AN, cccd=LOST), [UNDATED, NUMBERED], [UNDATED, NUMBERED], id="a lost zero goes before nobody"),
        pytest.param(person(AN, cccd=CCCD), [UNDATED, person(AN, cccd=LOST)], [UNDATED, person(AN, cccd=LOST)], id="nor after"),
        pytest.param(person(AN, 1970, LOST), [OLD, YOUNG], [YOUNG], id="a lost zero, told apart by birth"),
        pytest.param(person(AN), [UNDATED, NUMBERED], [UNDATED, NUMBERED], id="a number nobody asked for decides nothing"),
        pytest.param(
            person(AN, 1965, CCCD), [person(AN, 1970, CCCD), person(AN, 1965, CCCD)], [person(AN, 1965, CCCD)], id="number and birth"
        ),
    ],
)
def test_find(reference: Person, pool: list[Person], found: list[Person]) -> None:
    assert find(reference, pool) == found


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        (person(AN, "1965-03-02"), PartialDate(1965, 3, 2)),
        (person(f"{AN} (1965)"), PartialDate(1965)),
        (person(f"{AN} (1965)", 1970), PartialDate(1970)),
        (person(AN), None),
        (person(), None),
        (person(f"{AN} (65)"), None),
    ],
    ids=["its field", "behind the name", "both: its field", "none", "no name", "no year"],
)
def test_birth_of(written: Person, birth: PartialDate | None) -> None:
    assert birth_of(written) == birth


@pytest.mark.parametrize(
    ("people", "two"),
    [
        pytest.param([OLD], False, id="one entry"),
        pytest.param([NUMBERED, person(AN, 1965, CCCD)], False, id="one number"),
        pytest.param([NUMBERED, person(AN, cccd=OTHER)], True, id="two numbers"),
        pytest.param([person(AN, 1965, LOST), person(AN, 1965, LOST)], True, id="the same lost zero is not enough"),
        pytest.param([person(AN, "1965-03-02", CCCD), person(AN, "1965-03-02", LOST)], False, id="a lost zero, one full birth date"),
        pytest.param([OLD, person(AN, "1965-03-02")], False, id="one full birth date"),
        pytest.param([OLD, person(AN, "1965-03-02", CCCD)], False, id="one full birth date, one number"),
        pytest.param([OLD, YOUNG], True, id="births that do not agree"),
        pytest.param([OLD, person(AN, 1965)], True, id="a year is not enough"),
        pytest.param([YOUNG, person(AN, 1970)], True, id="the same year is not enough"),
        pytest.param([UNDATED, UNDATED], True, id="nothing known"),
        pytest.param([OLD, person(AN, "1965-03-02"), YOUNG], True, id="the third is another"),
        pytest.param([OLD, person("Trần Thị Bé", "1965-03-02")], True, id="one birth date, two names"),
    ],
)
def test_distinct(people: list[Person], two: bool) -> None:
    assert distinct(people) is two


@pytest.mark.parametrize(
    ("written", "first"),
    [(PartialDate(1965), date(1965, 1, 1)), (PartialDate(1965, 3, 2), date(1965, 3, 2))],
    ids=["a year", "a date"],
)
def test_earliest(written: PartialDate, first: date) -> None:
    assert earliest(written) == first


def listed(*people: Person) -> list[Person]:
    """People as rows of one table."""
    return [replace(p, index=i) for i, p in enumerate(people)]


BE = "Trần Thị Bé"
FULL = "1965-03-02"


@pytest.mark.parametrize(
    ("people", "pairs"),
    [
        pytest.param([person(AN, cccd=CCCD), person(BE, cccd=CCCD)], [(1, 0, True)], id="one number"),
        pytest.param([person(AN, cccd=CCCD), person(AN, cccd=OTHER)], [], id="two numbers"),
        pytest.param([person(AN, cccd=LOST), person(BE, cccd=LOST)], [], id="no number, though the same text"),
        pytest.param([person(AN, cccd=""), person(BE, cccd="")], [], id="blank numbers"),
        pytest.param([person(AN, FULL), person("NGUYỄN VĂN AN", FULL)], [(1, 0, False)], id="one name and birth"),
        pytest.param([person(AN, FULL), person(BE, FULL)], [], id="one birth, two names"),
        pytest.param([person(AN, FULL), person(AN, "1965-02-03")], [], id="one name, two births"),
        pytest.param([person(AN, 1965), person(AN, 1965)], [], id="a year is not enough"),
        pytest.param([person(AN, FULL), person(AN, 1965)], [], id="a year on one side is not enough"),
        pytest.param([person(AN), person(AN)], [], id="a name is not enough"),
        pytest.param([person(None, FULL), person(None, FULL)], [], id="a birth is not enough"),
        pytest.param([person(AN, FULL, CCCD), person(AN, FULL, OTHER)], [(1, 0, False)], id="two numbers of one person"),
        pytest.param([person(AN, FULL, CCCD), person(AN, FULL, CCCD)], [(1, 0, True)], id="both: by number"),
        pytest.param([person(BE, FULL), person(AN, cccd=CCCD), person(BE, FULL, CCCD)], [(2, 1, True)], id="of two the number's"),
        pytest.param([person(AN, FULL)] * 3, [(1, 0, False), (2, 0, False)], id="three: each of the first"),
        pytest.param([person(AN, cccd=CCCD)] * 3, [(1, 0, True), (2, 0, True)], id="three by number: each of the first"),
        pytest.param([person(AN, FULL, CCCD), person(AN, FULL), person(BE, cccd=CCCD)], [(1, 0, False), (2, 0, True)], id="one by each"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_doubles(people: list[Person], pairs: list[tuple[int, int, bool]]) -> None:
    rows = listed(*people)
    assert [(one.index, twin.index, by_number) for one, twin, by_number in doubles(rows)] == pairs
    assert [p.index for p in once_each(rows, doubles(rows))] == [i for i in range(len(rows)) if i not in {one for one, _, _ in pairs}]


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        pytest.param([person(AN), person(BE), person(AN)], [[0, 2]], id="nothing known"),
        pytest.param([person(AN), person(BE)], [], id="two names"),
        pytest.param([person(), person()], [], id="no names"),
        pytest.param([person(cccd=CCCD), person(cccd=CCCD)], [], id="numbers without names"),
        pytest.param([person(AN, 1965), person(AN, FULL)], [[0, 1]], id="a date and its year"),
        pytest.param([person(AN, 1965), person(AN, 1970)], [], id="two years"),
        pytest.param([person(AN, cccd=CCCD), person(AN, cccd=OTHER)], [], id="two numbers"),
        pytest.param([person(AN, cccd=CCCD), person(AN, cccd=CCCD)], [[0, 1]], id="one number"),
        pytest.param([person(AN, 1965), person(AN, 1970), person(AN)], [[0, 1, 2]], id="who may be either joins both"),
        pytest.param([person(AN), person(AN, 1965), person(AN, 1970)], [[0, 1, 2]], id="in whatever order"),
        pytest.param(
            [person(AN, 1965), person(AN, 1970), person(AN, 1970), person(AN, 1965)], [[0, 3], [1, 2]], id="two groups of one name"
        ),
        pytest.param([person(AN, 1965), person(BE), person(AN, 1970), person(BE)], [[1, 3]], id="one alike, one not"),
        pytest.param(
            [person(AN, cccd=CCCD), person(AN, cccd=OTHER), person(AN, 1965), person(AN, 1970, CCCD)], [[0, 1, 2, 3]], id="a long chain"
        ),
    ],
)
def test_look_alikes(people: list[Person], groups: list[list[int]]) -> None:
    assert [[p.index for p in group] for group in look_alikes(listed(*people))] == groups


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Nam", "Nữ", False), ("Nữ", "Nam", False), ("Nam", "Nam", True), (None, "Nữ", True), ("Nữ", None, True), (None, None, True)],
)
def test_a_man_and_a_woman_do_not_look_alike(one: str | None, other: str | None, alike: bool) -> None:
    rows = listed(Person(0, name=AN, sex=one), Person(0, name=AN, sex=other))
    assert bool(list(look_alikes(rows))) is alike


PEOPLE = st.builds(
    person,
    st.sampled_from([None, AN, f"{AN} (1965)", "NGUYỄN VĂN AN", "Trần Thị Bé"]),
    st.sampled_from([None, 1965, "1965-03-02", "1965-12-31", 1970]),
    st.sampled_from([None, CCCD, OTHER, LOST, "chưa có"]),
)


@given(PEOPLE, st.lists(PEOPLE, max_size=4))
def test_whoever_is_found_fits_and_nobody_is_lost(reference: Person, pool: list[Person]) -> None:
    found = find(reference, pool)
    assert all(fits(reference, p) for p in found)
    assert bool(found) == any(fits(reference, p) for p in pool)
    assert [p for p in pool if any(p is q for q in found)] == found


def at_one(one: Person, other: Person) -> bool:
    """Whether two entries of one name agree in all that both tell."""
    births, sexes = [p for p in map(birth_of, (one, other)) if p is not None], {one.sex, other.sex} - {None}
    named = one.name is not None and other.name is not None and fold_name(one.name) == fold_name(other.name)
    return named and fits(one, other) and all(b.agrees(births[0]) for b in births) and len(sexes) < 2


@given(st.lists(st.builds(lambda p, sex: replace(p, sex=sex), PEOPLE, st.sampled_from([None, "Nam", "Nữ"])), max_size=7))
def test_groups_are_those_of_entries_held_against_each_other(people: list[Person]) -> None:
    rows = listed(*people)
    listings = [[p.index for p in group] for group in look_alikes(rows)]
    assert all(group == sorted(set(group)) for group in listings)
    groups = {frozenset(group) for group in listings}
    expected = [{p.index} for p in rows]
    for one in rows:
        for other in rows:
            if at_one(one, other):
                (mine,), (theirs,) = ([g for g in expected if i in g] for i in (one.index, other.index))
                if mine is not theirs:
                    mine |= theirs
                    expected.remove(theirs)
    assert groups == {frozenset(group) for group in expected if len(group) > 1}


@given(st.lists(PEOPLE, max_size=6), st.randoms())
def test_the_order_of_rows_changes_no_group(people: list[Person], random: Any) -> None:
    rows = listed(*people)
    shuffled = random.sample(rows, len(rows))
    assert {frozenset(p.index for p in g) for g in look_alikes(rows)} == {frozenset(p.index for p in g) for g in look_alikes(shuffled)}


NEAREST: dict[str, tuple[str, str | None]] = {
    "letters swapped": ("Lê Văn Hào", "Lê Văn Hòa"),
    "words left out": ("Nguyễn Thủy", "Nguyễn Thị Bích Thủy"),
    "a word too many at the end": ("Nguyễn Thị Bích Thuỷ Tiên", "Nguyễn Thị Bích Thủy"),
    "the family name left out": ("Thị Bích Thủy", "Nguyễn Thị Bích Thủy"),
    "two words are too few to go by": ("Lê Văn", None),
    "somebody else": ("Phạm Minh Đức", None),
}


@pytest.mark.parametrize("case", NEAREST)
def test_who_a_misspelt_name_means(case: str) -> None:
    name, meant = NEAREST[case]
    pool = [Person(index, name=listed) for index, listed in enumerate(("Lê Văn Hòa", "Nguyễn Thị Bích Thủy"))]
    found = nearest(name, pool)
    assert (found.name if found is not None else None) == meant
