"""One row of a table -> the values of what it tells, with a finding for whatever in it does not read, contradicts or wants tidying.

Knows no table in particular: which row is of which hamlet, and what follows from it, is for `assembly` to say.
"""

from collections import defaultdict
from typing import Any, NamedTuple

from dantin.diagnostic import Place
from dantin.readers import findings
from dantin.readers.dossier.fields import BY_SLUG, Field, Kind, Table
from dantin.readers.dossier.hamlets import empty
from dantin.readers.dossier.party_cells import bare_commune
from dantin.readers.dossier.quoting import Refused, shown
from dantin.readers.dossier.tables import FIGURES, Known, Reporter
from dantin.readers.dossier.tidying import Untidy
from dantin.readers.dossier.unfinished import Unfinished
from dantin.readers.files.raw import CellFault, Fate, Trouble
from dantin.readers.sheets import asides
from dantin.route import Route, field_route, rows_route
from dantin.rule import CATALOGUE, field_of
from dantin.vietnamese import fold

# The figures of a round, as the model calls them.
FIGURES_OF_ROUND = tuple(BY_SLUG["bau_cu"].by_slug[slug].attribute for slug in FIGURES if slug in BY_SLUG["bau_cu"].by_slug)


class Told(NamedTuple):
    """One text that wants tidying: where it stands, the route to it, what it wants, and the hamlet whose it is."""

    place: Place
    route: Route
    untidy: Untidy
    hamlet: Unfinished


class RowValues:
    """Settles the rows of one reading. `untidy`: the texts that want tidying, by table, field and what they want."""

    def __init__(self, report: Reporter) -> None:
        """`report` takes down what is found."""
        self.report = report
        self.untidy: dict[tuple[object, ...], list[Told]] = defaultdict(list)

    def set_aside(self, known: Known, row: int, *, first: bool) -> bool:
        """Whether a row of YAML is none of data (on sheets this is found with the rows); what was decided is told."""
        cells = {column: value for column, value in enumerate(known.raw.rows[row]) if not empty(value)}
        names = {slug: column for column, slug in known.raw.fields.items()}
        at = names.get("cum")
        following = [rows[names["tt"]] for rows in known.raw.rows[row + 1 : row + 2]] if "tt" in names else []
        table = known.table.slug
        aside = (
            (asides.lettering(cells, len(known.raw.headers)) if first else None)
            or asides.sum_of_clusters(cells, at, [row[at] for row in known.raw.rows] if at is not None else [])
            or asides.example(table, cells, names, following, first=first)
            or asides.total(table, cells, names.get("ho_ten"))
        )
        if aside is not None:
            self.report(findings.DT010, known.raw.cell_place(row, aside.at), **aside.facts)
        return aside is not None and aside.fate is not Fate.READ

    def join(self, known: Known, row: int, hamlet: Unfinished, path: Route, values: dict[str, Any]) -> None:
        """Add what one more row tells of a thing that is known. Only figures that differ are a finding."""
        more = self.settle(known, row, hamlet, path)
        for column, field in known.columns:
            value, route = more.get(field.attribute), field_route(path, field.slug)
            if value is None:
                continue
            if values.get(field.attribute) is None:
                values[field.attribute] = value
                hamlet.places.further[route] = (known.raw, row)
            elif _contradict(field, values[field.attribute], value):
                self.report_twice(known.raw.cell_place(row, column), hamlet, field, route)

    def report_twice(self, place: Place, hamlet: Unfinished, field: Field, route: Route) -> None:
        """Two places tell one thing, and not the same."""
        first = hamlet.places(route)
        what = f"số liệu khác của “{field.header}”"
        self.report(findings.DT009, place, hamlet.code, field.slug, route, (first,), what=what, first=seen_from(place.file, first))
        hamlet.flawed.add(route)

    def settle(self, known: Known, row: int, hamlet: Unfinished, path: Route) -> dict[str, Any]:
        """The values of one row by attribute, blanks and what does not read left out; the latter is reported."""
        values = known.given(row)
        if row in known.untidy:
            for column, field, what in known.untidy[row]:
                if (row, column) in known.raw.decoded:
                    continue
                entry = Told(known.raw.cell_place(row, column), field_route(path, field.slug), what, hamlet)
                self.untidy[id(known.raw), field.slug, what.wants].append(entry)
        if known.raw.decoded:
            for column, field in known.columns:
                if (before := known.raw.decoded.get((row, column))) is not None:
                    place, route = known.raw.cell_place(row, column), field_route(path, field.slug)
                    hamlet.decoded[id(known.raw), field.slug].append((place, route, *before, str(known.raw.rows[row][column])))
                    if field.kind in (Kind.NAME, Kind.NAMES, Kind.BALLOT):
                        hamlet.flawed.add(route)
        if row in known.troubled:
            self.complain(known, row, hamlet, path, values)
        return values

    def complain(self, known: Known, row: int, hamlet: Unfinished, path: Route, values: dict[str, Any]) -> None:
        """Report what does not read in a row and what is required and blank, note it as flawed, and take it out of the values."""
        table = known.table
        for (column, field), value in zip(known.columns, known.values[row], strict=True):
            if isinstance(value, Refused):
                del values[field.attribute]
                self.refuse(value, known, row, column, field, hamlet, path)
            elif value is None and field.required:
                place, what = known.raw.cell_place(row, column), f"“{field.header}”"
                self.report(findings.DT008, place, hamlet.code, field.slug, field_route(path, field.slug), what=what)
                self.flaw(hamlet, table, path, field)
        # A round without any figure is only planned, whatever strange column stands beside it.
        planned = table.slug == "bau_cu" and not any(attribute in values for attribute in FIGURES_OF_ROUND)
        for slug in known.doubted:
            if not (planned and slug in FIGURES):
                self.flaw(hamlet, table, path, table.by_slug[slug])

    def refuse(self, refused: Refused, known: Known, row: int, column: int, field: Field, hamlet: Unfinished, path: Route) -> None:
        """Report a cell that does not read, and note it as flawed; what repeats the fault of a round is told there."""
        cell = known.raw.rows[row][column]
        place = known.raw.cell_place(row, column)
        self.flaw(hamlet, known.table, path, field)
        if known.table.slug == "bau_cu":
            hamlet.misread.add((field.slug, refused.fault))
        elif known.table.slug in ("ket_qua", "la_phieu") and (field.slug, refused.fault) in hamlet.misread:
            return
        if isinstance(cell, CellFault) and cell.trouble is Trouble.REPEATED:
            what, first = f"trường “{field.slug}”", f"dòng {cell.line}"
            self.report(findings.DT009, place, hamlet.code, field.slug, field_route(path, field.slug), what=what, first=first)
        else:
            self.report_refused(refused, place, hamlet, field, field_route(path, field.slug))

    def report_refused(self, refused: Refused, place: Place, hamlet: Unfinished, field: Field, route: Route) -> None:
        """Report why a value does not read, at a place."""
        facts = {"field": field.header, "found": refused.fault, "expected": refused.expected, "offer": refused.offer}
        self.report(CATALOGUE[refused.code], place, hamlet.code, field.slug, route, **facts)

    @staticmethod
    def flaw(hamlet: Unfinished, table: Table, path: Route, field: Field) -> None:
        """Note a field as flawed, and the number of its rows where the field counts for it."""
        hamlet.flawed.add(field_route(path, field.slug))
        if field.slug in table.counts:
            hamlet.flawed.add(rows_route(table.slug))

    def tell_untidy(self) -> None:
        """One finding for each column with texts that want tidying, however many hamlets its rows are of."""
        for texts in self.untidy.values():
            place, route, untidy, hamlet = texts[0]
            wants = ", ".join(want.value[0] for want in untidy.wants)
            better = f"nên là {shown(untidy.better)}" if untidy.better == untidy.sure else "xem lại chữ nào viết hoa"
            what = f"{shown(untidy.text)} {wants}{_others(len(texts) - 1)}; {better}"
            remedy = " ".join(want.value[1] for want in untidy.wants)
            others = tuple(entry.place for entry in texts[1:])
            code = hamlet.code if all(entry.hamlet is hamlet for entry in texts) else None
            self.report(findings.DT007, place, code, field_of(route), route, others, what=what, remedy=remedy)

    def tell_decoded(self, hamlet: Unfinished) -> None:
        """One finding for each column with texts that had to be decoded."""
        for cells in hamlet.decoded.values():
            place, route, text, coding, better = cells[0]
            what = f"{shown(text)} viết bằng phông cũ {coding}{_others(len(cells) - 1)}; có phải là {shown(better)}?"
            self.report(findings.DT006, place, hamlet.code, field_of(route), route, tuple(c[0] for c in cells[1:]), what=what)


def _others(number: int) -> str:
    return f" (và {number} ô khác trong cột này)" if number else ""


def seen_from(file: str, place: Place) -> str:
    """A place as it is called in a finding on a file."""
    return str(place) if place.file == file else f"{place.file}: {place}".removesuffix(": ")


def _contradict(field: Field, first: object, second: object) -> bool:
    """Whether two values of one thing cannot both be right. Of texts only the names of a hamlet and its commune are asked, which may be
    told in part.
    """
    if field.slug == "xa" and isinstance(first, str) and isinstance(second, str):
        return bare_commune(first) != bare_commune(second)
    if field.slug == "ten" and isinstance(first, str) and isinstance(second, str):
        one, other = f"_{fold(first)}_", f"_{fold(second)}_"
        return one not in other and other not in one
    return field.kind not in (Kind.TEXT, Kind.NAME, Kind.NAMES) and first != second
