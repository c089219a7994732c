"""Whether two entries name the same person. Imports the model, `cccd` and `vietnamese` only.

Where both entries carry a well-formed identity number, it decides; else the folded name and whatever is known of the birth date: a number
that lost its leading zero makes nobody a stranger. A name alone can fit two people: then it decides nothing, and the caller says so.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dantin.cccd import well_formed
from dantin.model import PartialDate, Person
from dantin.vietnamese import fold_name, split_year

P = TypeVar("P", bound=Person)


def birth_of(person: Person) -> PartialDate | None:
    """The birth date given in its own field, else the year written behind the name: "Nguyễn Văn An (1965)"."""
    if person.birth is not None:
        return person.birth
    year = split_year(person.name or "")[1]
    return PartialDate(year) if year else None


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
    found = [person for person in pool if fits(reference, person)]
    if len(found) > 1 and _numbered(reference):
        found = [person for person in found if _numbered(person)] or found
    if len(found) > 1 and (birth := birth_of(reference)) is not None:
        surer = [p for p in found if (theirs := birth_of(p)) is not None and theirs.agrees(birth)]
        found = surer or found
    return found


def find_name(name: str, pool: Iterable[P]) -> list[P]:
    """Everyone in `pool` whom a bare name can mean."""
    return find(Person(0, name=name), pool)


def distinct(people: Sequence[Person]) -> bool:
    """Whether these entries stand for at least two people: by identity number, or by birth dates that do not agree, or by nothing known."""
    first, *rest = people
    return any(not _surely_same(first, other) for other in rest)


def _surely_same(a: Person, b: Person) -> bool:
    if _numbered(a) and _numbered(b):
        return a.cccd == b.cccd
    ours, theirs = birth_of(a), birth_of(b)
    return fits(a, b) and ours is not None and ours.full is not None and ours == theirs
