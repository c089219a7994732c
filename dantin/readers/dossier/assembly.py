"""Raw tables -> dossiers, one for each hamlet, with the place of every value and what was found wrong on the way.

One path for workbooks and YAML. Knows the shape of a dossier and its words, but no rule of the election.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from dantin import model
from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings
from dantin.readers.dossier.conversion import convert_column, not_listed, split_choices
from dantin.readers.dossier.fields import BY_NAME, BY_SLUG, NESTED_CANDIDATES, TABLES, Field, Kind, Names, Table
from dantin.readers.dossier.hamlets import ELSEWHERE, Hamlets, code_text, empty, go_astray, is_form
from dantin.readers.dossier.name_lists import fault_of, settle_names
from dantin.readers.dossier.party_cells import bare_commune, kind_of, read_cell
from dantin.readers.dossier.places import Places
from dantin.readers.dossier.quoting import Refused, nearest_offer, shown
from dantin.readers.dossier.tables import CODE, FIGURES, Known, Reporter, any_figure, both_spellings, understand
from dantin.readers.dossier.tidying import Untidy, decode_table
from dantin.readers.dossier.unfinished import Owner, Unfinished
from dantin.readers.files.limits import HAMLETS, SHORT_TABLE, dotted
from dantin.readers.files.raw import CellFault, Fate, RawFile, RawTable, SheetAccount, SheetTable, Trouble, Unreadable
from dantin.readers.sheets import asides
from dantin.readers.sheets.people_words import is_person
from dantin.readers.sheets.row_words import group_word
from dantin.route import Route, candidate_route, field_route, row_route, rows_route
from dantin.rule import CATALOGUE, field_of
from dantin.vietnamese import code_meant, fold, fold_code, fold_name
from dantin.wording import ONE_ROUND_TWICE, office_name

# The tables that may well be long.
_LONG = {"ho_gia_dinh", "dang_vien", "la_phieu"}
# What tells that rows of two files are of one thing.
_TOLD_BY = {
    "nhan_su": ("ho_ten",),
    "thanh_phan": ("cuoc", "vai_tro", "ho_ten"),
    "moc": ("buoc",),
    "van_ban": ("giay",),
    "cuoc_hop": ("cuoc",),
    "chi_tieu": ("noi_dung",),
}
_UNIT_CODE = field_route(model.Unit.table, "ma")
# The figures of a round, as the model calls them.
_FIGURES = tuple(BY_SLUG["bau_cu"].by_slug[slug].attribute for slug in FIGURES if slug in BY_SLUG["bau_cu"].by_slug)


@dataclass(frozen=True)
class ReadDossier:
    """One hamlet of a file: what its tables say, and where."""

    dossier: model.Dossier
    places: Places


@dataclass
class Reading:
    """One file, read: its hamlets and what was found wrong with the file itself.

    `tables` and `sheets` tell how it was understood: each table with the fields of its columns, each sheet with the fate of its rows.
    """

    file: str
    dossiers: list[ReadDossier] = dataclasses.field(default_factory=list)
    diagnostics: list[Diagnostic] = dataclasses.field(default_factory=list)
    tables: list[RawTable] = dataclasses.field(default_factory=list)
    sheets: list[SheetAccount] = dataclasses.field(default_factory=list)


def assemble(
    raws: Sequence[RawFile], names: Names, serves: Mapping[str, Sequence[Owner]] | None = None, wanted: Collection[str] = ()
) -> Reading:
    """Put the tables of one file together into the dossiers of its hamlets. `names` knows the headers of columns.

    Where the district's list says which hamlets several files serve, the files are read as one; see `sources.Source`.
    """
    return _Assembly(raws, names, serves or {}, wanted).run()


class Told(NamedTuple):
    """One text that wants tidying: where it stands, the route to it, what it wants, and the hamlet whose it is."""

    place: Place
    route: Route
    untidy: Untidy
    hamlet: Unfinished


class _Assembly:
    def __init__(self, raws: Sequence[RawFile], names: Names, serves: Mapping[str, Sequence[Owner]], wanted: Collection[str]) -> None:
        self.raws, self.names, self.serves, self.wanted = raws, names, serves, wanted
        self.tables = [table for raw in raws for table in raw.tables]
        self.reading = Reading(raws[0].name, tables=self.tables, sheets=[sheet for raw in raws for sheet in raw.sheets])
        # By table; several only where each is of a hamlet of its own.
        self.known: dict[str, list[Known]] = {}
        # By file, as is what a table that nobody knows may be.
        self.doubtful: dict[str, set[str]] = defaultdict(set)
        self.report = Reporter(self.reading.diagnostics)
        self.hamlets = Hamlets(self.report)
        # Texts that want tidying, by table, field and what they want.
        self.untidy: dict[tuple[object, ...], list[Told]] = defaultdict(list)
        self.missed: set[tuple[object, ...]] = set()
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
            self.find_listed()
        else:
            self.find_hamlets()
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
        for table in TABLES:  # in this order: results and ballots need the rounds they belong to
            if table.slug != "don_vi":
                for known in self.known.get(table.slug, ()):
                    self.fill(known)
        self.hamlets.tell_unknown()
        self.tell_untidy()
        for hamlet in self.hamlets.unfinished:
            if not hamlet.files or fold_code(hamlet.code or "") in self.wanted:
                self.finish(hamlet)
        self.report.close()
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
        return any(map(any_figure, self.known.get("bau_cu", ())))

    # --- Hamlets ----------------------------------------------------------------------------------------------------

    def find_hamlets(self) -> None:
        units = self.known.get("don_vi", [])
        forms = [known for known in units if is_form(known)]
        known = next((known for known in units if not is_form(known)), None)
        if (known is None or not known.raw.rows) and forms:
            self.add_hamlet(forms.pop(0), 0)
        elif known is None or not known.raw.rows:
            self.tell_no_unit(known.raw.place() if known is not None else Place(self.reading.file))
            self.hamlets.unfinished.append(Unfinished(Places(self.reading.file)))
        else:
            # A unit without a word in it is a unit all the same, where it is the only one.
            rows = [row for row, values in enumerate(known.raw.rows) if not all(map(empty, values))] or [0]
            if len(rows) > HAMLETS:
                problem = f"tệp có {dotted(len(rows))} ấp, khu phố, giới hạn là {dotted(HAMLETS)}"
                raise Unreadable(problem, "Tách hồ sơ thành nhiều tệp, mỗi xã một tệp.")
            for row in rows:
                if len(rows) == 1 or not self.is_somebody(known, row):
                    self.add_hamlet(known, row)
        for form in forms:
            self.add_form(form, listed=known is not None)
        for hamlet in self.hamlets.unfinished:
            if hamlet.code is None and len(self.hamlets.unfinished) > 1:
                what = "“Mã ấp” (tệp có nhiều ấp nên mỗi ấp phải có mã)"
                self.report(findings.DT008, hamlet.places(_UNIT_CODE), None, "ma", _UNIT_CODE, what=what)

    def tell_no_unit(self, place: Place, hamlet: str | None = None) -> None:
        """Report that nowhere it is said which hamlet this is."""
        if not any("don_vi" in doubtful for doubtful in self.doubtful.values()):
            self.report(findings.DT002, place, hamlet, what="bảng “Đơn vị”", expected="trang “Đơn vị” (trong YAML là “don_vi”)")

    def find_listed(self) -> None:
        """The hamlets of the district's list whose dossiers these files are, each with what any file tells of it."""
        served: dict[str, list[Unfinished]] = defaultdict(list)
        for file, owners in self.serves.items():
            for owner in owners:
                hamlet = self.hamlets.by_code.get(fold_code(owner.code))
                if hamlet is None:
                    hamlet = Unfinished(Places(file), {"code": owner.code})
                    self.hamlets.by_code[fold_code(owner.code)] = hamlet
                    self.hamlets.unfinished.append(hamlet)
                hamlet.files += (file,)
                served[file].append(hamlet)
        named = {fold_code(owner.code): (owner.name, owner.commune) for owners in self.serves.values() for owner in owners}
        in_units: dict[str, list[Unfinished]] = defaultdict(list)
        for known in self.known.get("don_vi", ()):
            file = known.raw.file
            for row, values in enumerate(known.raw.rows):
                if not is_form(known) and (all(map(empty, values)) or (len(known.raw.rows) > 1 and self.is_somebody(known, row))):
                    continue
                hamlet = self.listed_hamlet(known, row, served[file], named)
                if hamlet is None:
                    self.add_hamlet(known, row)
                    hamlet = self.hamlets.unfinished[-1]
                elif "don_vi" in hamlet.places.rows:
                    if hamlet.places.rows["don_vi"][0][0] is known.raw and not is_form(known):
                        self.report_code_twice(known, row, hamlet)
                    self.join(known, row, hamlet, model.Unit.table, hamlet.values)
                else:
                    hamlet.places.file = file
                    hamlet.places.rows["don_vi"] = [(known.raw, row)]
                    hamlet.values.update(self.settle(known, row, hamlet, model.Unit.table))
                in_units[file].append(hamlet)
        for code, (name, commune) in named.items():
            hamlet = self.hamlets.by_code[code]
            if "don_vi" not in hamlet.places.rows:
                if code in self.wanted:
                    self.tell_no_unit(Place(hamlet.places.file), hamlet.code)
                hamlet.values.update(name=name, commune=commune)
        for parts in self.known.values():
            for known in parts:
                file = known.raw.file
                mine = list({id(hamlet): hamlet for hamlet in (in_units[file] or served[file])}.values())
                known.hamlet = mine[0] if len(mine) == 1 else None
        self.hamlets.served = served

    def listed_hamlet(
        self, known: Known, row: int, served: Sequence[Unfinished], named: Mapping[str, tuple[str | None, str | None]]
    ) -> Unfinished | None:
        """Which of the hamlets that a file serves a row of units is of: by its code, else by its name, else the only one."""
        code, name = code_text(known.value(row, "ma")), known.value(row, "ten")
        codes = {fold_code(hamlet.code or ""): hamlet for hamlet in served}
        if code is not None:
            return codes.get(fold_code(code)) or codes.get(code_meant(code, codes) or "")
        if len(served) == 1:
            return served[0]
        alike = [codes[one] for one in codes if isinstance(name, str) and read_cell(name).may_be(read_cell(named[one][0] or ""))]
        return alike[0] if len(alike) == 1 else None

    def is_somebody(self, known: Known, row: int) -> bool:
        """Whether a person's name alone stands in a row of the units, which is said: no hamlet is called so."""
        given = known.given(row)
        name = given.get("name")
        column = next((c for c, f in known.columns if f.slug == "ten"), None)
        if not isinstance(name, str) or len(given) > 1 or column is None or group_word(name) is not None or not is_person(name):
            return False
        listed = (part.value(r, "ho_ten") for parts in self.known.values() for part in parts for r in range(len(part.raw.rows)))
        if len(name.split()) < 3 and fold_name(name) not in {fold_name(other) for other in listed if isinstance(other, str)}:
            return False
        facts = {"field": "Tên", "found": f"{shown(name)} là tên người", "expected": "tên ấp, khu phố"}
        offer = " Người ứng cử ghi ở trang “Nhân sự”, số phiếu ở trang “Kết quả”; trưởng ấp đương nhiệm ghi ở cột của họ."
        self.report(findings.DT004, known.raw.cell_place(row, column), None, "ten", **facts, offer=offer)
        return True

    def add_form(self, form: Known, *, listed: bool) -> None:
        """A hamlet that is told downwards: more of one that is known, or one more where no table lists them."""
        code, name = code_text(form.value(0, "ma")), form.value(0, "ten")
        hamlet = self.hamlets.same_as(code, name if isinstance(name, str) else None)
        if hamlet is None and listed and len(self.hamlets.unfinished) == 1:
            hamlet = self.hamlets.unfinished[0]
        if hamlet is not None:
            self.join(form, 0, hamlet, model.Unit.table, hamlet.values)
            self.belongs(form, hamlet)
        elif not listed:
            self.add_hamlet(form, 0)

    def belongs(self, form: Known, hamlet: Unfinished) -> None:
        """Note whose the tables are that stand on the sheet of a form."""
        for parts in self.known.values():
            for known in parts:
                if is_form(known) and (known.raw.file, known.raw.name) == (form.raw.file, form.raw.name):
                    known.hamlet = hamlet

    def add_hamlet(self, known: Known, row: int) -> None:
        values = known.raw.rows[row]
        code_at = next((c for c, f in known.columns if f.slug == "ma"), None)
        code = code_text(values[code_at]) if code_at is not None else None
        hamlet = Unfinished(Places(known.raw.file))
        hamlet.places.rows["don_vi"] = [(known.raw, row)]
        hamlet.values["code"] = code
        hamlet.values.update(self.settle(known, row, hamlet, model.Unit.table))
        if code is not None and (twin := self.hamlets.by_code.get(fold_code(code))) is not None and code_at is not None:
            self.report_code_twice(known, row, twin)
            for doubted in (twin, hamlet):
                doubted.flawed |= {Route(t.slug) for t in TABLES if t.slug != "don_vi"}
        elif code is not None:
            self.hamlets.by_code[fold_code(code)] = hamlet
        self.hamlets.unfinished.append(hamlet)
        if is_form(known):
            self.belongs(known, hamlet)

    def report_code_twice(self, known: Known, row: int, twin: Unfinished) -> None:
        """One hamlet's code in two rows."""
        place = next((known.raw.cell_place(row, c) for c, f in known.columns if f.slug == "ma"), known.raw.row_place(row))
        what, first = f"mã ấp {shown(twin.code or '')}", twin.places(_UNIT_CODE)
        self.report(findings.DT009, place, twin.code, "ma", what=what, first=str(first))

    # --- Rows -------------------------------------------------------------------------------------------------------

    def fill(self, known: Known) -> None:
        number = next((i for i, (_, field) in enumerate(known.columns) if field.slug == "tt"), None)
        add = self.add_result if known.table.slug == "ket_qua" else self.add_row
        sheet = known.raw if isinstance(known.raw, SheetTable) else None
        by_code: dict[str, Unfinished] = {}
        group: Unfinished | None = None
        lost = False
        first = True
        for row, values in enumerate(known.values):
            if sheet is None and self.set_aside(known, row, first=first):
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
                self.refuse(refused, known, row, known.code_at, code, self.hamlets.unfinished[0], Route(known.table.slug))
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
            add(known, row, hamlet)

    def set_aside(self, known: Known, row: int, *, first: bool) -> bool:
        """Whether a row of YAML is none of data (on sheets this is found with the rows); what was decided is told."""
        cells = {column: value for column, value in enumerate(known.raw.rows[row]) if not empty(value)}
        names = {slug: column for column, slug in known.raw.fields.items()}
        following = [rows[names["tt"]] for rows in known.raw.rows[row + 1 : row + 2]] if "tt" in names else []
        table = known.table.slug
        aside = (
            (asides.lettering(cells, len(known.raw.headers)) if first else None)
            or asides.example(table, cells, names, following, first=first)
            or asides.total(table, cells, names.get("ho_ten"))
        )
        if aside is not None:
            self.report(findings.DT010, known.raw.cell_place(row, aside.at), **aside.facts)
        return aside is not None and aside.fate is not Fate.READ

    def add_row(self, known: Known, row: int, hamlet: Unfinished) -> None:
        slug = known.table.slug
        rows = hamlet.rows[slug]
        read_from = hamlet.read_from.setdefault(slug, set())
        elsewhere = not read_from <= {known.raw.file}
        if elsewhere and slug in _LONG:
            if self.conflicting(known, row, hamlet):
                return
        elif (is_form(known) or elsewhere) and (earlier := self.told_already(known, row, hamlet)) is not None:
            self.join(known, row, hamlet, row_route(slug, earlier), rows[earlier])
            if known.nested is not None:
                self.add_nested(known, row, hamlet, earlier)
            return
        index = len(rows)
        if index >= SHORT_TABLE and slug not in _LONG:
            raise _too_many(f"bảng “{known.table.sheet}” của một ấp")
        hamlet.places.rows.setdefault(slug, []).append((known.raw, row))
        read_from.add(known.raw.file)
        values = self.settle(known, row, hamlet, row_route(slug, index))
        if slug == "la_phieu":
            values["choices"], values["disagrees"] = split_choices(values.get("choices") or ())
            values["fault"] = fault_of(values.get("fault"))
        if len(values.get("offices", ())) > 1 and slug == "bau_cu":
            # That several offices stand on one ballot is told at the round, not once more at each ballot.
            typed = known.raw.rows[row][next(column for column, field in known.columns if field.slug == "chuc_danh")]
            hamlet.misread.add(("chuc_danh", not_listed(typed)))
        rows.append(values)
        if known.nested is not None:
            self.add_nested(known, row, hamlet, index)

    def told_already(self, known: Known, row: int, hamlet: Unfinished) -> int | None:
        """The round of the hamlet, or in another file the person, step, paper or meeting, of which a row tells more."""
        if known.table.slug != "bau_cu":
            return self.told_elsewhere(known, row, hamlet)
        offices, number = known.value(row, "chuc_danh"), known.value(row, "lan")
        if not isinstance(offices, tuple) or isinstance(number, Refused):
            return None
        return self.round_index(hamlet, offices[0], number or 1)

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
            of_round = [given.get(attribute) for attribute in ("office", "round_number")]
            others = [(values, raw) for values, raw in others if [values.get(a) for a in ("office", "round_number")] == of_round]
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
                    findings.DT009, place, hamlet.code, None, Route(slug), (first,), what=what, first=_seen_from(known.raw.file, first)
                )
            hamlet.flawed |= {Route(slug), rows_route(slug)}
        return True

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
        self.report(findings.DT009, place, hamlet.code, field.slug, route, (first,), what=what, first=_seen_from(place.file, first))
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
        planned = table.slug == "bau_cu" and not any(attribute in values for attribute in _FIGURES)
        for slug in known.doubted:
            if not (planned and slug in FIGURES):
                self.flaw(hamlet, table, path, table.by_slug[slug])

    def refuse(self, refused: Refused, known: Known, row: int, column: int, field: Field, hamlet: Unfinished, path: Route) -> None:
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
        facts = {"field": field.header, "found": refused.fault, "expected": refused.expected, "offer": refused.offer}
        self.report(CATALOGUE[refused.code], place, hamlet.code, field.slug, route, **facts)

    @staticmethod
    def flaw(hamlet: Unfinished, table: Table, path: Route, field: Field) -> None:
        hamlet.flawed.add(field_route(path, field.slug))
        if field.slug in table.counts:
            hamlet.flawed.add(rows_route(table.slug))

    # --- Candidates and their votes -----------------------------------------------------------------------------------

    def add_nested(self, known: Known, row: int, hamlet: Unfinished, index: int) -> None:
        assert known.nested is not None
        raw = known.raw.rows[row][known.nested]
        route = field_route(row_route("bau_cu", index), NESTED_CANDIDATES)
        if empty(raw):
            return
        if isinstance(raw, CellFault) and raw.trouble is Trouble.REPEATED:
            place = known.raw.cell_place(row, known.nested)
            what, first = f"trường “{NESTED_CANDIDATES}”", f"dòng {raw.line}"
            self.report(findings.DT009, place, hamlet.code, NESTED_CANDIDATES, route, what=what, first=first)
            hamlet.flawed.add(route)
            return
        if not isinstance(raw, RawTable):
            fault = "không phải là danh sách người và số phiếu"
            expected = "danh sách “- ho_ten: …, so_phieu: …”"
            place = known.raw.cell_place(row, known.nested)
            facts = {"field": NESTED_CANDIDATES, "found": fault, "expected": expected}
            self.report(findings.DT004, place, hamlet.code, NESTED_CANDIDATES, **facts)
            hamlet.flawed.add(route)
            return
        held = any(slug in hamlet.rows["bau_cu"][index] for slug in _FIGURES)
        inner = understand(raw, BY_SLUG["ket_qua"], self.names, self.report, report_missing=False, held=held)
        name = BY_SLUG["ket_qua"].by_slug["ho_ten"]
        if name.slug not in {f.slug for _, f in inner.columns}:
            what = f"trường “{name.slug}” trong “{NESTED_CANDIDATES}”"
            self.report(findings.DT002, raw.place(), hamlet.code, name.slug, what=what, expected=f"“{name.slug}”")
            hamlet.flawed.add(route)
            return
        for inner_row, cells in enumerate(raw.rows):
            if not all(empty(cell) for cell in cells) and not self.set_aside(inner, inner_row, first=inner_row == 0):
                self.add_candidate(inner, inner_row, hamlet, index)

    def add_candidate(self, known: Known, row: int, hamlet: Unfinished, round_index: int) -> None:
        placed = hamlet.places.candidates.setdefault(round_index, [])
        if len(placed) >= SHORT_TABLE:
            raise _too_many("danh sách bầu của một lượt")
        elsewhere = any(raw.file != known.raw.file for raw, _ in placed)
        if (is_form(known) or elsewhere) and (earlier := self.listed_already(known, row, hamlet, round_index)) is not None:
            path = candidate_route(round_index, earlier)
            candidate = hamlet.candidates[round_index][earlier]
            more: dict[str, Any] = {"votes": candidate.votes, "birth": candidate.birth, "name": candidate.name}
            self.join(known, row, hamlet, path, more)
            hamlet.candidates[round_index][earlier] = dataclasses.replace(candidate, votes=more["votes"], birth=more["birth"])
            return
        path = candidate_route(round_index, len(placed))
        values = self.settle(known, row, hamlet, path)
        for attribute in ("offices", "number"):  # these said which round it is
            values.pop(attribute, None)
        hamlet.candidates[round_index].append(model.Candidate(len(placed), round_index=round_index, **values))
        placed.append((known.raw, row))

    @staticmethod
    def listed_already(known: Known, row: int, hamlet: Unfinished, round_index: int) -> int | None:
        """The candidate of a round, told by another table, whom a row written downwards, or of another file, names."""
        name = known.value(row, "ho_ten")
        if not isinstance(name, str):
            return None
        listed = zip(hamlet.candidates[round_index], hamlet.places.candidates[round_index], strict=True)
        same = [c.index for c, (raw, _) in listed if raw is not known.raw and c.name is not None and fold_name(c.name) == fold_name(name)]
        return same[0] if len(same) == 1 else None

    def add_result(self, known: Known, row: int, hamlet: Unfinished) -> None:
        """A row of the table of results: it belongs to the round of its office and number."""
        offices, number = known.value(row, "chuc_danh"), known.value(row, "lan")
        if not offices or isinstance(offices, Refused) or isinstance(number, Refused):
            self.settle(known, row, hamlet, row_route("ket_qua", row))
            go_astray(known.table, [hamlet])
            return
        # Where one round was held for several offices, the first says which it is; that it was is told at the round.
        office = offices[0]
        index = self.round_index(hamlet, office, number or 1)
        if index is not None:
            self.add_candidate(known, row, hamlet, index)
            return
        slug = "lan" if number is not None else "chuc_danh"
        column = next(column for column, f in known.columns if f.slug == slug)
        self.no_such_round(hamlet, known.table, known.raw.cell_place(row, column), slug, office, number or 1)

    def no_such_round(self, hamlet: Unfinished, table: Table, place: Place, slug: str, office: model.Office, number: int) -> None:
        """A row of votes without its round: told once for each round missed, and not where a round itself could not be read."""
        go_astray(table, [hamlet])
        keys = (hamlet.places.file, id(hamlet), table.slug, office, number)
        unread = any(self.unreadable_round(hamlet, index) for index in range(len(hamlet.rows["bau_cu"])))
        rounds = [(v.get("offices"), v.get("number", 1)) for v in hamlet.rows["bau_cu"]]
        # One round entered twice is another one missing.
        if unread or len(set(rounds)) < len(rounds) or "bau_cu" in hamlet.astray or keys in self.missed:
            return
        self.missed.add(keys)
        fault = f"bảng “Bầu cử” không có lượt bầu {_called(hamlet, office)} lần {number}"
        expected = "chức danh và lần của một dòng trong bảng “Bầu cử”"
        self.report(findings.DT005, place, hamlet.code, slug, field="Lượt bầu", found=fault, expected=expected)

    @staticmethod
    def unreadable_round(hamlet: Unfinished, index: int) -> bool:
        """Whether it cannot be told which round a row of the table of rounds is."""
        return not hamlet.rows["bau_cu"][index].get("offices") or any(
            field_route(row_route("bau_cu", index), slug) in hamlet.flawed for slug in ("chuc_danh", "lan")
        )

    def round_index(self, hamlet: Unfinished, office: model.Office, number: int) -> int | None:
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            same = office in values.get("offices", ()) and values.get("number", 1) == number
            if same and not self.unreadable_round(hamlet, index):
                return index
        return None

    # --- The whole hamlet -----------------------------------------------------------------------------------------------

    def tell_untidy(self) -> None:
        """One finding for each column with texts that want tidying, however many hamlets its rows are of."""
        for texts in self.untidy.values():
            place, route, untidy, hamlet = texts[0]
            wants = ", ".join(want.value[0] for want in untidy.wants)
            what = f"{shown(untidy.text)} {wants}{_others(len(texts) - 1)}; nên là {shown(untidy.better)}"
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

    def finish(self, hamlet: Unfinished) -> None:
        def refused(path: Route, field: Field, why: Refused) -> None:
            route = field_route(path, field.slug)
            hamlet.flawed.add(route)
            self.report_refused(why, hamlet.places(route), hamlet, field, route)

        settle_names(hamlet, refused)
        self.tell_decoded(hamlet)
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            values["candidates"] = tuple(hamlet.candidates[index])
        fields: dict[str, Any] = {}
        unticked: set[Route] = set()
        for table in TABLES:
            if table.attribute and table.slug != "don_vi":
                rows = hamlet.rows[table.slug]
                unticked.update(_untick(rows, table))
                fields[table.attribute] = tuple(table.row(index, **row) for index, row in enumerate(rows))
        self.check_rounds(hamlet, fields["rounds"], fields["ballots"])
        if hamlet.values.get("kind") is None and "don_vi.loai" not in hamlet.flawed:
            hamlet.values["kind"] = kind_of(hamlet.values.get("name") or "")
        unit = model.Unit(0, **{attribute: value for attribute, value in hamlet.values.items() if value is not None})
        dossier = model.Dossier(unit=unit, flawed=frozenset(hamlet.flawed), unticked=frozenset(unticked), **fields)
        self.reading.dossiers.append(ReadDossier(dossier, hamlet.places))

    def check_rounds(self, hamlet: Unfinished, rounds: Sequence[model.Round], ballots: Iterable[model.BallotPaper]) -> None:
        """One round twice, and ballots of a round that there is not."""
        seen: dict[tuple[model.Office, int], model.Round] = {}
        places = hamlet.places
        for round_ in rounds:
            if self.unreadable_round(hamlet, round_.index):
                continue
            for position, office in enumerate(round_.offices):
                first = seen.setdefault((office, round_.number), round_)
                if first is not round_ and position == 0:
                    what = f"lượt bầu {_called(hamlet, office)} lần {round_.number}"
                    route = round_.at("chuc_danh")
                    where = str(places(first.at("chuc_danh")))
                    self.report(findings.DT009, places(route), hamlet.code, "chuc_danh", route, (), ONE_ROUND_TWICE, what=what, first=where)
                    hamlet.flawed |= {round_.path, first.path}
        for ballot in ballots:
            key = (ballot.office, ballot.round_number)
            if ballot.office is not None and key not in seen and ballot.at("lan") not in hamlet.flawed:
                table = BY_SLUG[ballot.table]
                self.no_such_round(hamlet, table, places(ballot.at("lan")), "lan", ballot.office, ballot.round_number)
        if "la_phieu" in hamlet.astray:
            hamlet.flawed.add(model.BallotPaper.table)
        if "ket_qua" in hamlet.astray:
            # Votes are missing from a round, and nobody can say which.
            hamlet.flawed |= {round_.at(NESTED_CANDIDATES) for round_ in rounds}


def _called(hamlet: Unfinished, office: model.Office) -> str:
    return office_name(model.Unit(0, kind=hamlet.values.get("kind")), office)


def _too_many(what: str) -> Unreadable:
    return Unreadable(f"{what} có quá nhiều dòng, giới hạn là {dotted(SHORT_TABLE)}", "Xem lại bảng này; nên ghi mỗi ấp một tệp.")


def _others(number: int) -> str:
    return f" (và {number} ô khác trong cột này)" if number else ""


def _seen_from(file: str, place: Place) -> str:
    """A place as it is called in a finding on a file."""
    return str(place) if place.file == file else f"{place.file}: {place}".removesuffix(": ")


def _plain(value: object) -> object:
    """A value as it is compared with that of another file."""
    return fold(value) if isinstance(value, str) else value


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


def _untick(rows: list[dict[str, Any]], table: Table) -> Iterator[Route]:
    """Make no of what is blank in a tick column that holds any tick, and give its routes; a column without one stays unrecorded."""
    for field in table.fields:
        if field.kind is Kind.TICK and any(field.attribute in row for row in rows):
            for index, row in enumerate(rows):
                if field.attribute not in row:
                    row[field.attribute] = False
                    yield field_route(row_route(table.slug, index), field.slug)
