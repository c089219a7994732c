"""The parts of a sheet written downwards, as plain data: what a cell says, a label with its values, a candidate, a block of them."""

from dataclasses import field

from dantin.diagnostic import Place
from dantin.readers.files.raw import Raw
from dantin.readers.sheets.labels import ROUNDS, Label
from dantin.records import dataclass

Cell = tuple[int, int]


@dataclass
class Said:
    """A value and the cell that says it; `elsewhere` is that cell's place where it is on another sheet."""

    value: Raw
    at: Cell
    elsewhere: Place | None = None


@dataclass
class Pair:
    """A label, its text and cell, and the values beside it."""

    label: Label
    text: str
    at: Cell
    values: list[Said]

    @property
    def slug(self) -> str:
        """The field that the label names."""
        return self.label.field.slug


@dataclass
class Votes:
    """The votes beside a name, and the heading of their column where there is one."""

    written: Said
    head: Said | None = None


@dataclass
class Person:
    """A candidate as written: the name, the votes, the birth where it is told."""

    name: Said
    votes: list[Votes]
    birth: Said | None = None


@dataclass
class Block:
    """What belongs together: the labels of one vote, what heads it and its columns, and the candidates below."""

    headings: list[Said] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    heads: dict[int, list[Said]] = field(default_factory=dict)
    unread: list[tuple[str, Cell]] = field(default_factory=list)

    def has(self, *slugs: str) -> bool:
        """Whether a label names one of these fields of a round."""
        return any(pair.label.table is ROUNDS and pair.slug in slugs for pair in self.pairs)
