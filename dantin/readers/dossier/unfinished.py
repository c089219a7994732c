"""One hamlet while it is put together, and what the district's list says of it. Plain data; `hamlets` and `assembly` fill it."""

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from dantin import model
from dantin.diagnostic import Place
from dantin.readers.dossier.places import Places
from dantin.route import Route


class Owner(NamedTuple):
    """A hamlet as the district's list calls it, which names the files of its dossier."""

    code: str
    name: str | None = None
    commune: str | None = None


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
    rows: dict[str, list[dict[str, Any]]] = dataclasses.field(default_factory=lambda: defaultdict(list))
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
