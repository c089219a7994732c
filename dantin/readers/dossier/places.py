"""Where every value of one hamlet came from: a route into the dossier ("bau_cu[0].thu_ve") -> its place in the file.

Places are worked out when asked for: most values are never complained about.
"""

import re
from dataclasses import field

from dantin.diagnostic import Place
from dantin.readers.files.raw import RawTable
from dantin.records import dataclass
from dantin.route import Route, row_route

_ROUTE = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.ung_cu\[(\d+)\])?(?:\.(\w+|#))?")


@dataclass
class Places:
    """The places of one hamlet's rows.

    `rows`: by table, then by the row's index in the hamlet, the raw table and the row in it; `candidates` the same by round;
    `further`: by route, where a value stands that another table tells of the same row.
    """

    file: str
    rows: dict[str, list[tuple[RawTable, int]]] = field(default_factory=dict)
    tables: dict[str, RawTable] = field(default_factory=dict)
    candidates: dict[int, list[tuple[RawTable, int]]] = field(default_factory=dict)
    further: dict[Route, tuple[RawTable, int]] = field(default_factory=dict)

    def __call__(self, route: Route) -> Place:
        """The place of a route; of something absent, that of the row, the table or the file that should hold it."""
        match = _ROUTE.fullmatch(route)
        if match is None:
            return Place(self.file)
        slug, index, candidate, name = match.groups()
        if route in self.further:
            return _in_row([self.further[route]], 0, name) or Place(self.file)
        if candidate is not None:
            return _in_row(self.candidates.get(int(index or 0), []), int(candidate), name) or self(row_route(slug, int(index or 0)))
        part = _in_row(self.rows.get(slug, []), int(index or 0), name)
        if part is not None and (index is not None or name not in (None, "#")):
            return part
        return self.tables[slug].place() if slug in self.tables else Place(self.file)


def _in_row(rows: list[tuple[RawTable, int]], index: int, name: str | None) -> Place | None:
    if index >= len(rows):
        return None
    table, row = rows[index]
    if name is not None:
        for column, slug in table.fields.items():
            if slug == name:
                return table.cell_place(row, column)
    return table.row_place(row)
