"""One hamlet while it is put together, and what the district's list says of it. Plain data; `hamlets` and `assembly` fill it."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dantin import model
from dantin.diagnostic import Place
from dantin.readers.dossier.places import Places
from dantin.records import dataclass
from dantin.route import Route


class Owner(NamedTuple):
    """A hamlet as the district's list calls it, which names the files of its dossier."""

    code: str
    name: str | None = None
    commune: str | None = None


class Rows(dict[str, list[dict[str, Any]]]):
    """The rows of one hamlet by table: of each its values by attribute, blanks left out.

    `columns`: of a table that was taken as it stands its values by attribute and column, None where blank; at least one column. Its rows
    are made of them when somebody asks for them.
    """

    def __init__(self) -> None:
        """No rows."""
        super().__init__()
        self.columns: dict[str, dict[str, list[Any]]] = {}

    def __missing__(self, slug: str) -> list[dict[str, Any]]:
        """The rows of a table that nobody has asked for before."""
        self[slug] = _by_row(self.columns.pop(slug, {}))
        return self[slug]

    def take(self, slug: str, columns: dict[str, list[Any]]) -> None:
        """Add rows by attribute and column; in place of none they stay so until somebody asks for rows."""
        if slug in self or slug in self.columns:
            self[slug] += _by_row(columns)
        else:
            self.columns[slug] = columns

    def column(self, slug: str, attribute: str) -> list[Any]:
        """What each row of a table has for an attribute, None where blank."""
        if (columns := self.columns.get(slug)) is not None:
            return columns.get(attribute) or [None] * len(next(iter(columns.values())))
        return [row.get(attribute) for row in self.get(slug, ())]

    def put(self, slug: str, attribute: str, values: list[Any]) -> None:
        """Put other values in the place of those of one attribute; what was given stays given."""
        if slug in self.columns:
            self.columns[slug][attribute] = values
        else:
            for row, value in zip(self[slug], values, strict=True):
                if value is not None:
                    row[attribute] = value

    def made(self, slug: str, kind: type[model.Row]) -> tuple[model.Row, ...]:
        """The rows of a table as rows of the model."""
        if (columns := self.columns.get(slug)) is not None:
            return kind.of_columns(columns)
        return tuple(kind(index, **row) for index, row in enumerate(self[slug]))


def _by_row(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    rows = zip(*columns.values(), strict=True)
    return [{name: value for name, value in zip(columns, row, strict=True) if value is not None} for row in rows]


@dataclass
class Unfinished:
    """One hamlet while it is put together.

    `astray` names tables of which a row could not be placed, and may have been this hamlet's; `misread` holds what was refused in the
    table of rounds (field, found), which its results and ballots are wont to repeat. `decoded` collects texts by column, for one finding
    each: place, route, what stood there. `files` are those of its dossier where the district's list names them, `read_from` by table
    those that rows of it were read from, `files_of_results` by round those that its candidates were.
    """

    places: Places
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    rows: Rows = dataclasses.field(default_factory=Rows)
    candidates: dict[int, list[model.Candidate]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    flawed: set[Route] = dataclasses.field(default_factory=set)
    misread: set[tuple[str, str]] = dataclasses.field(default_factory=set)
    astray: set[str] = dataclasses.field(default_factory=set)
    decoded: dict[tuple[object, ...], list[tuple[Place, Route, str, str, str]]] = dataclasses.field(
        default_factory=lambda: defaultdict(list)
    )
    files: tuple[str, ...] = ()
    read_from: dict[str, set[str]] = dataclasses.field(default_factory=dict)
    files_of_results: dict[int, set[str]] = dataclasses.field(default_factory=dict)

    @property
    def code(self) -> str | None:
        """The hamlet's code, where it has one."""
        return self.values.get("code")
