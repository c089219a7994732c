"""Raw tables -> dossiers, one for each hamlet, with the place of every value and what was found wrong on the way.

One path for workbooks and YAML. Knows the shape of a dossier and its words, but no rule of the election.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from dantin import model
from dantin.diagnostic import Diagnostic
from dantin.readers import findings
from dantin.readers.dossier.conversion import convert_column, not_listed, split_choices
from dantin.readers.dossier.fields import BY_NAME, BY_SLUG, CLUSTER, TABLES, Field, Kind, Names, Table
from dantin.readers.dossier.hamlets import ELSEWHERE, Hamlets, code_text, empty, go_astray, is_form
from dantin.readers.dossier.name_lists import fault_of, settle_names
from dantin.readers.dossier.party_cells import kind_of
from dantin.readers.dossier.places import Places
from dantin.readers.dossier.quoting import Refused, nearest_offer, shown
from dantin.readers.dossier.round_votes import RoundVotes, cluster_key, too_many
from dantin.readers.dossier.row_values import RowValues, seen_from
from dantin.readers.dossier.tables import CODE, Known, Reporter, both_spellings, understand
from dantin.readers.dossier.tidying import decode_table
from dantin.readers.dossier.unfinished import Owner, Rows, Unfinished
from dantin.readers.dossier.units import Units
from dantin.readers.files.limits import SHORT_TABLE
from dantin.readers.files.raw import CellFault, Fate, RawFile, RawTable, SheetAccount, SheetTable
from dantin.records import dataclass
from dantin.route import Route, field_route, row_route, rows_route
from dantin.rule import CATALOGUE
from dantin.vietnamese import fold, fold_code

# The tables that may well be long.
_LONG = {"ho_gia_dinh", "dang_vien", "la_phieu"}
# Of these each row is looked at by itself: what it means depends on other rows.
_ROW_BY_ROW = {"don_vi", "bau_cu", "ket_qua", "la_phieu"}
_CLUSTERED = sorted((table.slug for table in TABLES if CLUSTER in table.fields), key=lambda slug: slug != "bau_cu")
# What tells that rows of two files are of one thing.
_TOLD_BY = {
    "nhan_su": ("ho_ten",),
    "thanh_phan": ("cuoc", "vai_tro", "cum", "ho_ten"),
    "moc": ("buoc",),
    "van_ban": ("giay",),
    "cuoc_hop": ("cuoc", "cum"),
    "chi_tieu": ("noi_dung",),
}


class ReadDossier(NamedTuple):
    """One hamlet of a file: what its tables say, and where."""

    dossier: model.Dossier
    places: Places


@dataclass
class Reading:
    """One file, read: its hamlets and what was found wrong with the file itself.

    `tables` and `sheets` tell how it was understood: each table with the fields of its columns, each sheet with the fate of its rows.
    `returned`: it is a copy that was sent back with marks. `known` are the tables as they were understood, cell by cell.
    """

    file: str
    dossiers: list[ReadDossier] = dataclasses.field(default_factory=list)
    diagnostics: list[Diagnostic] = dataclasses.field(default_factory=list)
    tables: list[RawTable] = dataclasses.field(default_factory=list)
    sheets: list[SheetAccount] = dataclasses.field(default_factory=list)
    returned: bool = False
    known: list[Known] = dataclasses.field(default_factory=list)


def assemble(
    raws: Sequence[RawFile], names: Names, serves: Mapping[str, Sequence[Owner]] | None = None, wanted: Collection[str] = ()
) -> Reading:
    """Put the tables of one file together into the dossiers of its hamlets. `names` knows the headers of columns.

    Where the district's list says which hamlets several files serve, the files are read as one; see `sources.Source`.
    """
    return _Assembly(raws, names, serves or {}, wanted).run()


class _Assembly:
    def __init__(self, raws: Sequence[RawFile], names: Names, serves: Mapping[str, Sequence[Owner]], wanted: Collection[str]) -> None:
        self.raws, self.names, self.serves, self.wanted = raws, names, serves, wanted
        self.tables = [table for raw in raws for table in raw.tables]
        sheets = [sheet for raw in raws for sheet in raw.sheets]
        self.reading = Reading(raws[0].name, tables=self.tables, sheets=sheets, returned=any(raw.returned for raw in raws))
        # By table; several only where each is of a hamlet of its own.
        self.known: dict[str, list[Known]] = {}
        # By file, as is what a table that nobody knows may be.
        self.doubtful: dict[str, set[str]] = defaultdict(set)
        self.report = Reporter(self.reading.diagnostics)
        self.hamlets = Hamlets(self.report)
        self.rows = RowValues(self.report)
        self.votes = RoundVotes(self.report, names, self.rows)
        self.units = Units(self.reading.file, self.known, self.doubtful, serves, wanted, self.report, self.hamlets, self.rows)
        self.misnamed: dict[str, set[str]] = defaultdict(set)
        self.conflicts: set[tuple[object, ...]] = set()

    def run(self) -> Reading:
        for file in self.raws:
            for complaint in file.complaints:
                self.report(CATALOGUE[complaint.code], complaint.place, **complaint.facts)
            self.doubtful[file.name] |= {BY_NAME[fold(name)].slug for name in file.doubtful if fold(name) in BY_NAME}
            self.misnamed[file.name] |= file.suspected
        # Whether a column that nobody knows is missed depends on whether any round was held.
        for raw in sorted(self.tables, key=lambda raw: raw.slug != "bau_cu" and BY_NAME.get(fold(raw.name)) is not BY_SLUG["bau_cu"]):
            if not isinstance(raw, SheetTable):
                decode_table(raw)
            self.recognise(raw)
        if self.serves:
            self.units.find_listed()
        else:
            self.units.find_hamlets()
        self.hamlets.listed = "don_vi" in self.known or bool(self.serves)
        for known in self.known.get("dang_vien", ()):
            if known.cell_at is not None:
                self.hamlets.take_cells(known, alone=self.known.keys() == {"dang_vien"})
        for file in self.raws:
            self.part_tables(file.name)
        for hamlet in self.hamlets.unfinished:
            hamlet.places.tables = {slug: self.table_of(hamlet, parts) for slug, parts in self.known.items()}
            for file in self.raws:
                if file.name in (hamlet.files or (file.name,)):
                    hamlet.flawed |= set(map(Route, self.doubtful[file.name]))
        self.reading.known = [known for parts in self.known.values() for known in parts]
        for table in TABLES:  # in this order: results and ballots need the rounds they belong to
            if table.slug != "don_vi":
                for known in self.known.get(table.slug, ()):
                    self.fill(known)
        self.hamlets.tell_unknown()
        self.rows.tell_untidy()
        for hamlet in self.hamlets.unfinished:
            if not hamlet.files or fold_code(hamlet.code or "") in self.wanted:
                self.finish(hamlet)
        self.report.close()
        self.reading.known += self.votes.nested
        if self.serves:
            others = {hamlet.code for hamlet in self.hamlets.unfinished} - {entry.dossier.code for entry in self.reading.dossiers}
            self.reading.diagnostics[:] = [
                diagnostic for diagnostic in self.reading.diagnostics if diagnostic.hamlet is None or diagnostic.hamlet not in others
            ]
        return self.reading

    def part_tables(self, file: str) -> None:
        """Settle what is there twice in one file."""
        mine = {slug: [known for known in parts if known.raw.file == file] for slug, parts in self.known.items()}
        mine = {slug: parts for slug, parts in mine.items() if parts}
        # What a table nobody knows looks like may be the very one that is not there.
        self.doubtful[file] |= self.hamlets.part_tables(mine) | (self.misnamed[file] - self.known.keys())
        for slug, parts in mine.items():
            known = self.known[slug]
            at = next(index for index, one in enumerate(known) if one.raw.file == file)
            known[:] = [*known[:at], *parts, *(one for one in known[at:] if one.raw.file != file)]

    @staticmethod
    def table_of(hamlet: Unfinished, parts: Sequence[Known]) -> RawTable:
        """The table of a kind that a hamlet's rows would stand in."""
        return next((known for known in parts if known.hamlet is hamlet or known.raw.file in hamlet.files), parts[0]).raw

    # --- Tables and columns -----------------------------------------------------------------------------------------

    def recognise(self, raw: RawTable) -> None:
        table = BY_SLUG[raw.slug] if raw.slug is not None else BY_NAME.get(fold(raw.name))
        if table is None:
            what = f"bảng {shown(raw.name)} không có trong mẫu hồ sơ nên không được đọc"
            offer = nearest_offer(raw.name, both_spellings((t.slug, t.sheet) for t in TABLES))
            self.report(findings.DT003, raw.place(), what=what, offer=offer)
            self.misnamed[raw.file] |= {t.slug for t in TABLES if f"“{t.sheet}”" in offer or f"“{t.slug}”" in offer}
            return
        raw.slug = table.slug
        downwards = isinstance(raw, SheetTable) and raw.downwards
        self.known.setdefault(table.slug, []).append(
            understand(raw, table, self.names, self.report, report_missing=not downwards, held=self.held)
        )

    @property
    def held(self) -> bool:
        """Whether some round of the file has figures."""
        return any(known.held for known in self.known.get("bau_cu", ()))

    # --- Rows -------------------------------------------------------------------------------------------------------

    def fill(self, known: Known) -> None:
        number = next((i for i, (_, field) in enumerate(known.columns) if field.slug == "tt"), None)
        add = self.votes.add_result if known.table.slug == "ket_qua" else self.add_row
        sheet = known.raw if isinstance(known.raw, SheetTable) else None
        by_code: dict[str, Unfinished] = {}
        as_it_stands = self.as_it_stands(known)
        if as_it_stands and known.full and (hamlet := self.hamlets.owner_of_all(known)) is not None and self.alone(known, hamlet):
            before = len(hamlet.places.rows.get(known.table.slug, ()))
            for row in known.noteworthy:
                self.rows.settle(known, row, hamlet, row_route(known.table.slug, before + row))
            self.take(known, range(len(known.raw.rows)), hamlet)
            return
        taken: dict[int, tuple[Unfinished, list[int]]] = {}
        noteworthy = set(known.noteworthy) if as_it_stands else set()
        group: Unfinished | None = None
        lost = False
        first = True
        for row, values in enumerate(known.values):
            if sheet is None and self.rows.set_aside(known, row, first=first):
                continue
            first = False
            if sheet is not None and row in sheet.lone and (heading := self.hamlets.heading(known, sheet, row)) is not None:
                group, lost = heading if isinstance(heading, Unfinished) else None, heading is ELSEWHERE
                continue
            # A number in a row of its own is a form not filled in, and no person.
            given = len(values) - values.count(None) - (number is not None and values[number] is not None)
            if not given and (known.nested is None or empty(known.raw.rows[row][known.nested])):
                if sheet is not None:
                    sheet.set_fate(row, Fate.NUMBER_ONLY)
                continue
            raw = known.raw.rows[row][known.code_at] if known.code_at is not None else None
            if isinstance(raw, (CellFault, RawTable, date)) and known.code_at is not None:
                code = known.table.by_slug[CODE]
                (refused,) = convert_column(code, [raw])
                self.rows.refuse(refused, known, row, known.code_at, code, self.hamlets.unfinished[0], Route(known.table.slug))
                go_astray(known.table, self.hamlets.unfinished)
                hamlet = None
            elif lost and code_text(raw) is None:
                hamlet = None
            else:
                hamlet = by_code.get(raw) if isinstance(raw, str) else None
                hamlet = hamlet or self.hamlets.of(known, row, raw, group)
            if hamlet is None:
                if sheet is not None:
                    sheet.set_fate(row, Fate.ASTRAY)
                continue
            if isinstance(raw, str) and raw.strip():
                by_code[raw] = hamlet
            if as_it_stands and self.alone(known, hamlet):
                _, rows = taken.setdefault(id(hamlet), (hamlet, []))
                if row in noteworthy:
                    index = len(hamlet.places.rows.get(known.table.slug, ())) + len(rows)
                    self.rows.settle(known, row, hamlet, row_route(known.table.slug, index))
                rows.append(row)
            else:
                add(known, row, hamlet)
        for hamlet, rows in taken.values():
            self.take(known, rows, hamlet)

    @staticmethod
    def as_it_stands(known: Known) -> bool:
        """Whether the rows of a table are no more than their values, and so can be taken column by column."""
        return known.table.slug not in _ROW_BY_ROW and isinstance(known.raw, SheetTable) and not is_form(known)

    @staticmethod
    def alone(known: Known, hamlet: Unfinished) -> bool:
        """Whether no other file has told rows of a table of this hamlet."""
        return hamlet.read_from.get(known.table.slug, set()) <= {known.raw.file}

    def take(self, known: Known, numbers: Sequence[int], hamlet: Unfinished) -> None:
        """Add rows of a table to a hamlet as they stand, column by column; what is to be told of them was told."""
        slug = known.table.slug
        placed = hamlet.places.rows.setdefault(slug, [])
        if len(placed) + len(numbers) > SHORT_TABLE and slug not in _LONG:
            raise too_many(f"bảng “{known.table.sheet}” của một ấp")
        hamlet.read_from.setdefault(slug, set()).add(known.raw.file)
        columns: dict[str, list[Any]] = {}
        for (_, field), column in zip(known.columns, known.by_column, strict=True):
            values = column if len(numbers) == len(column) else [column[row] for row in numbers]
            columns[field.attribute] = [None if isinstance(value, Refused) else value for value in values] if known.troubled else values
        hamlet.rows.take(slug, columns)
        placed += zip(repeat(known.raw), numbers)

    def add_row(self, known: Known, row: int, hamlet: Unfinished) -> None:
        slug = known.table.slug
        rows = hamlet.rows[slug]
        read_from = hamlet.read_from.setdefault(slug, set())
        elsewhere = not read_from <= {known.raw.file}
        if elsewhere and slug in _LONG:
            if self.conflicting(known, row, hamlet):
                return
        elif (is_form(known) or elsewhere) and (earlier := self.told_already(known, row, hamlet)) is not None:
            self.rows.join(known, row, hamlet, row_route(slug, earlier), rows[earlier])
            if known.nested is not None:
                self.votes.add_nested(known, row, hamlet, earlier)
            return
        index = len(rows)
        if index >= SHORT_TABLE and slug not in _LONG:
            raise too_many(f"bảng “{known.table.sheet}” của một ấp")
        hamlet.places.rows.setdefault(slug, []).append((known.raw, row))
        read_from.add(known.raw.file)
        values = self.rows.settle(known, row, hamlet, row_route(slug, index))
        if slug == "la_phieu":
            values["choices"], values["disagrees"] = split_choices(values.get("choices") or ())
            values["fault"] = fault_of(values.get("fault"))
        if len(values.get("offices", ())) > 1 and slug == "bau_cu":
            # That several offices stand on one ballot is told at the round, not once more at each ballot.
            typed = known.raw.rows[row][next(column for column, field in known.columns if field.slug == "chuc_danh")]
            hamlet.misread.add(("chuc_danh", not_listed(typed)))
        rows.append(values)
        if known.nested is not None:
            self.votes.add_nested(known, row, hamlet, index)

    def told_already(self, known: Known, row: int, hamlet: Unfinished) -> int | None:
        """The round of the hamlet, or in another file the person, step, paper or meeting, of which a row tells more."""
        if known.table.slug != "bau_cu":
            return self.told_elsewhere(known, row, hamlet)
        offices, number = known.value(row, "chuc_danh"), known.value(row, "lan")
        if not isinstance(offices, tuple) or isinstance(number, Refused):
            return None
        return self.votes.round_index(hamlet, offices[0], number or 1, known.value(row, CLUSTER.slug))

    @staticmethod
    def told_elsewhere(known: Known, row: int, hamlet: Unfinished) -> int | None:
        """The one row of another file that tells of the same."""
        slug, given = known.table.slug, known.given(row)
        attributes = [field.attribute for field in known.table.fields if field.slug in _TOLD_BY.get(slug, ())]
        mine = [_plain(given.get(attribute)) for attribute in attributes]
        placed = zip(hamlet.rows[slug], hamlet.places.rows.get(slug, ()), strict=True)
        same = [
            index
            for index, (values, (raw, _)) in enumerate(placed)
            if raw.file != known.raw.file and [_plain(values.get(attribute)) for attribute in attributes] == mine
        ]
        return same[0] if len(same) == 1 and any(mine) else None

    def conflicting(self, known: Known, row: int, hamlet: Unfinished) -> bool:
        """Whether a row of a long table may not be read beside those of another file: it is one of them, or (which is told) none."""
        slug, given = known.table.slug, known.given(row)
        others = [
            (values, raw)
            for values, (raw, _) in zip(hamlet.rows[slug], hamlet.places.rows[slug], strict=True)
            if raw.file != known.raw.file
        ]
        if slug == "la_phieu":
            told_by = ("office", "round_number", CLUSTER.attribute)
            of_round = [given.get(attribute) for attribute in told_by]
            others = [(values, raw) for values, raw in others if [values.get(attribute) for attribute in told_by] == of_round]
        if not others:
            return False
        if slug == "la_phieu" or not any(values == given for values, _ in others):
            key = (id(hamlet), slug, known.raw.file)
            if key not in self.conflicts:
                self.conflicts.add(key)
                column = next((c for c, field in known.columns if field.slug == "ho_ten"), known.columns[0][0])
                place, first = known.raw.cell_place(row, column), others[0][1].place()
                what = f"bảng “{known.table.sheet}” của ấp, khu phố này"
                self.report(
                    findings.DT009, place, hamlet.code, None, Route(slug), (first,), what=what, first=seen_from(known.raw.file, first)
                )
            hamlet.flawed |= {Route(slug), rows_route(slug)}
        return True

    # --- The whole hamlet -----------------------------------------------------------------------------------------------

    def finish(self, hamlet: Unfinished) -> None:
        def refused(path: Route, field: Field, why: Refused) -> None:
            route = field_route(path, field.slug)
            hamlet.flawed.add(route)
            self.rows.report_refused(why, hamlet.places(route), hamlet, field, route)

        _spell_clusters_alike(hamlet)
        settle_names(hamlet, refused)
        self.rows.tell_decoded(hamlet)
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            values["candidates"] = tuple(hamlet.candidates[index])
        fields: dict[str, Any] = {}
        unticked: set[Route] = set()
        for table in TABLES:
            if table.attribute and table.slug != "don_vi":
                unticked.update(_untick(hamlet.rows, table))
                fields[table.attribute] = hamlet.rows.made(table.slug, table.row)
        self.votes.check_rounds(hamlet, fields["rounds"], fields["ballots"])
        if hamlet.values.get("kind") is None and "don_vi.loai" not in hamlet.flawed:
            hamlet.values["kind"] = kind_of(hamlet.values.get("name") or "")
        unit = model.Unit(0, **{attribute: value for attribute, value in hamlet.values.items() if value is not None})
        dossier = model.Dossier(unit=unit, flawed=frozenset(hamlet.flawed), unticked=frozenset(unticked), **fields)
        self.reading.dossiers.append(ReadDossier(dossier, hamlet.places))


def _spell_clusters_alike(hamlet: Unfinished) -> None:
    """Give every cluster one spelling: that of the table of rounds, else the first."""
    spelt: dict[str, str] = {}
    for slug in _CLUSTERED:
        names = hamlet.rows.column(slug, CLUSTER.attribute)
        if any(names):
            hamlet.rows.put(slug, CLUSTER.attribute, [name and spelt.setdefault(cluster_key(name), name) for name in names])


def _plain(value: object) -> object:
    """A value as it is compared with that of another file."""
    return fold(value) if isinstance(value, str) else value


def _untick(rows: Rows, table: Table) -> Iterator[Route]:
    """Make no of what is blank in a tick column that holds any tick, and give its routes; a column without one stays unrecorded."""
    for field in table.fields:
        if field.kind is Kind.TICK:
            ticks = rows.column(table.slug, field.attribute)
            if None in ticks and any(tick is not None for tick in ticks):
                rows.put(table.slug, field.attribute, [tick or False for tick in ticks])
                yield from (field_route(row_route(table.slug, i), field.slug) for i, tick in enumerate(ticks) if tick is None)
