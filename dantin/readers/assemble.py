"""Raw tables -> dossiers, one for each hamlet, with the place of every value and what was found wrong on the way.

One path for workbooks and YAML. Knows the shape of a dossier and its words, but no rule of the election.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dantin import model
from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings
from dantin.readers.convert import Refused, convert, nearest_offer, split_choices
from dantin.readers.fields import BY_NAME, BY_SLUG, NESTED_CANDIDATES, TABLES, Field, Kind, Table
from dantin.readers.places import Places
from dantin.readers.raw import CellFault, Raw, RawFile, RawTable, SheetTable, Trouble
from dantin.rule import CATALOGUE, Rule, diagnose
from dantin.vietnamese import fold

_CODE = "ma_ap"


@dataclass(frozen=True)
class ReadDossier:
    """One hamlet of a file: what its tables say, and where."""

    dossier: model.Dossier
    places: Places


@dataclass
class Reading:
    """One file, read: its hamlets and what was found wrong with the file itself."""

    file: str
    dossiers: list[ReadDossier] = dataclasses.field(default_factory=list)
    diagnostics: list[Diagnostic] = dataclasses.field(default_factory=list)


@dataclass
class _Known:
    """A raw table that was recognised: its columns by field."""

    raw: RawTable
    table: Table
    columns: list[tuple[int, Field]]
    repeated: set[str] = dataclasses.field(default_factory=set)
    nested: int | None = None
    codes: list[str | None] = dataclasses.field(default_factory=list)


@dataclass
class _Hamlet:
    """One hamlet while it is put together."""

    places: Places
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    row: tuple[_Known, int] | None = None
    rows: dict[str, list[model.Row]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    results: list[tuple[model.Candidate, model.Office | None, int, RawTable, int]] = dataclasses.field(default_factory=list)
    flawed: set[str] = dataclasses.field(default_factory=set)

    @property
    def code(self) -> str | None:
        return self.values.get("code")


def assemble(raw: RawFile) -> Reading:
    """Put the tables of one file together into the dossiers of its hamlets."""
    return _Assembly(raw).run()


class _Assembly:
    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.reading = Reading(raw.name)
        self.known: dict[str, _Known] = {}
        self.doubtful: set[str] = set()
        self.hamlets: list[_Hamlet] = []
        self.by_code: dict[str, _Hamlet] = {}

    def report(
        self, rule: Rule, place: Place, hamlet: str | None = None, slug: str | None = None, route: str = "", /, **facts: object
    ) -> None:
        """Note a finding. DT0xx rest on no provision, so no day matters."""
        found = diagnose(rule, place, {"offer": "", **facts}, day=date.min, hamlet=hamlet, field=slug, route=route)
        assert found is not None
        self.reading.diagnostics.append(found)

    def run(self) -> Reading:
        for complaint in self.raw.complaints:
            self.report(CATALOGUE[complaint.code], complaint.place, **complaint.facts)
        self.doubtful.update(BY_NAME[fold(name)].slug for name in self.raw.repeated if fold(name) in BY_NAME)
        for raw in self.raw.tables:
            self.recognise(raw)
        self.find_hamlets()
        for table in TABLES:  # in this order: results and ballots need the rounds they belong to
            if table.slug != "don_vi" and table.slug in self.known:
                self.fill(self.known[table.slug])
        for hamlet in self.hamlets:
            self.finish(hamlet)
        return self.reading

    # --- Tables and columns -----------------------------------------------------------------------------------------

    def recognise(self, raw: RawTable) -> None:
        table = BY_NAME.get(fold(raw.name))
        if table is None:
            what = f"trang “{raw.name}”" if isinstance(raw, SheetTable) else f"bảng “{raw.name}”"
            names = [t.sheet if isinstance(raw, SheetTable) else t.slug for t in TABLES]
            self.report(findings.DT003, raw.place(), what=what, offer=nearest_offer(raw.name, names))
            return
        if (first := self.known.get(table.slug)) is not None:
            place = first.raw.place()
            self.report(findings.DT009, raw.place(), what=f"bảng “{table.sheet}”", first=str(place))
            self.doubtful.add(table.slug)
            return
        self.known[table.slug] = self.columns(raw, table)

    def columns(self, raw: RawTable, table: Table, *, report_missing: bool = True) -> _Known:
        known = _Known(raw, table, [])
        seen: dict[str, int] = {}
        on_sheet = isinstance(raw, SheetTable)
        for column, header in enumerate(raw.headers):
            key = fold(header)
            if table.slug == "bau_cu" and key == NESTED_CANDIDATES:
                known.nested = column
                continue
            field = table.by_name.get(key)
            if field is None:
                kind = "cột" if on_sheet else "trường"
                what = f"{kind} “{header}”" if header else "cột không có tiêu đề"
                names = [f.header if on_sheet else f.slug for f in table.fields]
                offer = nearest_offer(header, names) if header else ""
                self.report(findings.DT003, raw.header_place(column), what=what, offer=offer)
            elif field.slug in seen:
                first = raw.header_place(seen[field.slug])
                self.report(findings.DT009, raw.header_place(column), what=f"cột “{field.header}”", first=str(first))
                known.repeated.add(field.slug)
            else:
                seen[field.slug] = column
                known.columns.append((column, field))
        for field in table.fields:
            if field.required and field.slug not in seen and raw.rows and report_missing:
                name = f"cột “{field.header}”" if on_sheet else f"trường “{field.slug}”"
                what = f"{name} trong bảng “{table.sheet}”"
                self.report(findings.DT002, raw.place(), what=what, expected=f"“{field.header}” hoặc “{field.slug}”")
        return known

    # --- Hamlets ----------------------------------------------------------------------------------------------------

    def find_hamlets(self) -> None:
        known = self.known.get("don_vi")
        if known is None or not known.raw.rows:
            if "don_vi" not in self.doubtful:
                expected = "trang “Đơn vị” (trong YAML là “don_vi”)"
                place = known.raw.place() if known is not None else Place(self.raw.name)
                self.report(findings.DT002, place, what="bảng “Đơn vị”", expected=expected)
            self.hamlets.append(_Hamlet(Places(self.raw.name)))
        else:
            for row in range(len(known.raw.rows)):
                self.add_hamlet(known, row)
        for hamlet in self.hamlets:
            hamlet.places.tables = {slug: k.raw for slug, k in self.known.items()}
            hamlet.flawed |= self.doubtful

    def add_hamlet(self, known: _Known, row: int) -> None:
        values = known.raw.rows[row]
        if all(_blank(value) for value in values):
            return
        code_at = next((c for c, f in known.columns if f.slug == "ma"), None)
        code = _text(values[code_at]) if code_at is not None else None
        hamlet = _Hamlet(Places(self.raw.name))
        hamlet.places.rows["don_vi"] = [(known.raw, row)]
        hamlet.values["code"] = code
        hamlet.values.update(self.convert_row(known, row, hamlet, "don_vi"))
        if code is not None and (twin := self.by_code.get(fold(code))) is not None and code_at is not None:
            first = twin.places("don_vi.ma")
            what = f"mã ấp “{code}”"
            self.report(findings.DT009, known.raw.cell_place(row, code_at), code, "ma", what=what, first=str(first))
            for doubted in (twin, hamlet):
                doubted.flawed |= {t.slug for t in TABLES if t.slug != "don_vi"}
        elif code is not None:
            self.by_code[fold(code)] = hamlet
        self.hamlets.append(hamlet)

    def hamlet_of(self, known: _Known, row: int, code_at: int | None) -> _Hamlet | None:
        """The hamlet that a row belongs to; None, and a finding, where that cannot be told."""
        raw = known.raw.rows[row][code_at] if code_at is not None else None
        code = _text(raw)
        if code is None:
            if len(self.hamlets) == 1:
                return self.hamlets[0]
            place = known.raw.row_place(row) if code_at is None else known.raw.cell_place(row, code_at)
            what = "“Mã ấp” (tệp có nhiều ấp nên mỗi dòng phải ghi mã ấp)"
            self.report(findings.DT008, place, None, _CODE, what=what)
        elif (hamlet := self.by_code.get(fold(code))) is not None:
            return hamlet
        elif "don_vi" not in self.known and len(self.hamlets) == 1:
            return self.hamlets[0]
        elif code_at is not None:
            codes = [h.code for h in self.hamlets if h.code]
            expected = ", ".join(f"“{c}”" for c in codes[:10]) or "các mã ghi ở bảng “Đơn vị”"
            offer = nearest_offer(code, codes)
            place = known.raw.cell_place(row, code_at)
            self.report(findings.DT005, place, code, _CODE, field="Mã ấp", found=f"“{code}”", expected=expected, offer=offer)
        for hamlet in self.hamlets:
            if known.table.counts:
                hamlet.flawed.add(f"{known.table.slug}.#")
        return None

    # --- Rows -------------------------------------------------------------------------------------------------------

    def fill(self, known: _Known) -> None:
        table = known.table
        code_at = next((column for column, field in known.columns if field.slug == _CODE), None)
        known.columns = [(column, field) for column, field in known.columns if field.slug != _CODE]
        telling = [column for column, field in known.columns if field.slug != "tt"]
        if known.nested is not None:
            telling.append(known.nested)
        for row, values in enumerate(known.raw.rows):
            if all(_blank(values[column]) for column in telling):
                continue
            hamlet = self.hamlet_of(known, row, code_at)
            if hamlet is not None:
                self.add_row(known, row, hamlet, table)

    def add_row(self, known: _Known, row: int, hamlet: _Hamlet, table: Table) -> None:
        if table.slug == "ket_qua":
            self.add_result(known, row, hamlet)
            return
        rows = hamlet.rows[table.slug]
        index = len(rows)
        hamlet.places.rows.setdefault(table.slug, []).append((known.raw, row))
        path = f"{table.slug}[{index}]"
        values = self.convert_row(known, row, hamlet, path)
        if table.slug == "la_phieu":
            values["choices"], values["disagrees"] = split_choices(values.get("choices") or ())
        rows.append(table.row(index, **_given(values)))
        if known.nested is not None:
            self.add_nested(known, row, hamlet, index, values)

    def convert_row(self, known: _Known, row: int, hamlet: _Hamlet, path: str) -> dict[str, Any]:
        """The values of one row by attribute; what does not read is reported, left out and noted as flawed."""
        raw, table = known.raw.rows[row], known.table
        values: dict[str, Any] = {}
        for column, field in known.columns:
            cell = raw[column]
            try:
                value = convert(field, cell)
            except Refused as refused:
                self.refuse(refused, known, row, column, field, hamlet, path)
                continue
            if value is None:
                if field.required:
                    what = f"“{field.header}”"
                    self.report(
                        findings.DT008, known.raw.cell_place(row, column), hamlet.code, field.slug, f"{path}.{field.slug}", what=what
                    )
                    self.flaw(hamlet, table, path, field)
                continue
            values[field.attribute] = value
        for slug in known.repeated:
            self.flaw(hamlet, table, path, table.by_slug[slug])
        return values

    def refuse(self, refused: Refused, known: _Known, row: int, column: int, field: Field, hamlet: _Hamlet, path: str) -> None:
        cell = known.raw.rows[row][column]
        place = known.raw.cell_place(row, column)
        if isinstance(cell, CellFault) and cell.trouble is Trouble.REPEATED:
            what, first = f"trường “{field.slug}”", f"dòng {cell.line}"
            self.report(findings.DT009, place, hamlet.code, field.slug, f"{path}.{field.slug}", what=what, first=first)
        else:
            rule = CATALOGUE[refused.code]
            self.report(
                rule,
                place,
                hamlet.code,
                field.slug,
                f"{path}.{field.slug}",
                **{"field": field.header, "found": refused.found, "expected": refused.expected, "offer": refused.offer},
            )
        self.flaw(hamlet, known.table, path, field)

    @staticmethod
    def flaw(hamlet: _Hamlet, table: Table, path: str, field: Field) -> None:
        hamlet.flawed.add(f"{path}.{field.slug}")
        if field.slug in table.counts:
            hamlet.flawed.add(f"{table.slug}.#")

    # --- Candidates and their votes -----------------------------------------------------------------------------------

    def add_nested(self, known: _Known, row: int, hamlet: _Hamlet, index: int, values: dict[str, Any]) -> None:
        assert known.nested is not None
        raw = known.raw.rows[row][known.nested]
        route = f"bau_cu[{index}].{NESTED_CANDIDATES}"
        if _blank(raw):
            return
        if not isinstance(raw, RawTable):
            found = "không phải là danh sách người và số phiếu"
            expected = "danh sách “- ho_ten: …, so_phieu: …”"
            place = known.raw.cell_place(row, known.nested)
            facts = {"field": NESTED_CANDIDATES, "found": found, "expected": expected}
            self.report(findings.DT004, place, hamlet.code, NESTED_CANDIDATES, **facts)
            hamlet.flawed.add(route)
            return
        inner = self.columns(raw, BY_SLUG["ket_qua"], report_missing=False)
        name = BY_SLUG["ket_qua"].by_slug["ho_ten"]
        if name.slug not in {f.slug for _, f in inner.columns}:
            what = f"trường “{name.slug}” trong “{NESTED_CANDIDATES}”"
            self.report(findings.DT002, raw.place(), hamlet.code, name.slug, what=what, expected=f"“{name.slug}”")
            hamlet.flawed.add(route)
            return
        offices: tuple[model.Office, ...] = values.get("offices") or ()
        for inner_row, cells in enumerate(raw.rows):
            if not all(_blank(cell) for cell in cells):
                self.add_candidate(inner, inner_row, hamlet, index, offices[0] if offices else None)

    def add_candidate(self, known: _Known, row: int, hamlet: _Hamlet, round_index: int, office: model.Office | None) -> None:
        placed = hamlet.places.candidates.setdefault(round_index, [])
        path = f"bau_cu[{round_index}].{NESTED_CANDIDATES}[{len(placed)}]"
        values = self.convert_row(known, row, hamlet, path)
        for attribute in ("offices", "number"):
            values.pop(attribute, None)
        candidate = model.Candidate(len(placed), round_index=round_index, **_given(values))
        placed.append((known.raw, row))
        hamlet.results.append((candidate, office, 0, known.raw, row))

    def add_result(self, known: _Known, row: int, hamlet: _Hamlet) -> None:
        """A row of the table of results: it belongs to the round of its office and number."""
        keys = {f.slug: (column, f) for column, f in known.columns if f.slug in ("chuc_danh", "lan")}
        values: dict[str, Any] = {}
        for slug, (column, field) in keys.items():
            try:
                values[slug] = convert(field, known.raw.rows[row][column])
            except Refused as refused:
                self.refuse(refused, known, row, column, field, hamlet, f"ket_qua[{row}]")
                hamlet.flawed.add("bau_cu")
                return
        office, number = values.get("chuc_danh"), values.get("lan") or 1
        if office is None:
            if "chuc_danh" in keys:
                place = known.raw.cell_place(row, keys["chuc_danh"][0])
                self.report(findings.DT008, place, hamlet.code, "chuc_danh", what="“Chức danh”")
            hamlet.flawed.add("bau_cu")
            return
        index = self.round_index(hamlet, office, number)
        if index is None:
            slug = "lan" if "lan" in keys else "chuc_danh"
            place = known.raw.cell_place(row, keys[slug][0])
            self.no_such_round(hamlet, place, slug, office, number)
            return
        others = [(column, f) for column, f in known.columns if f.slug not in ("chuc_danh", "lan")]
        self.add_candidate(replace(known, columns=others), row, hamlet, index, office)

    def no_such_round(self, hamlet: _Hamlet, place: Place, slug: str, office: model.Office, number: int) -> None:
        found = f"“{office.value}”, lần {number}"
        expected = "chức danh và lần của một dòng trong bảng “Bầu cử”"
        self.report(findings.DT005, place, hamlet.code, slug, field="Lượt bầu", found=found, expected=expected)

    @staticmethod
    def round_index(hamlet: _Hamlet, office: model.Office, number: int) -> int | None:
        for row in hamlet.rows["bau_cu"]:
            assert isinstance(row, model.Round)
            if office in row.offices and row.number == number:
                return row.index
        return None

    # --- The whole hamlet -----------------------------------------------------------------------------------------------

    def finish(self, hamlet: _Hamlet) -> None:
        candidates: dict[int, list[model.Candidate]] = defaultdict(list)
        for candidate, *_ in hamlet.results:
            candidates[candidate.round_index].append(candidate)
        rows = hamlet.rows
        rows["bau_cu"] = [replace(r, candidates=tuple(candidates[r.index])) for r in rows["bau_cu"] if isinstance(r, model.Round)]
        self.check_rounds(hamlet)
        fields: dict[str, Any] = {}
        for table in TABLES:
            if table.attribute and table.slug != "don_vi":
                fields[table.attribute] = _ticked(rows[table.slug], table)
        unit = model.Unit(0, **_given(hamlet.values))
        dossier = model.Dossier(unit=unit, flawed=frozenset(hamlet.flawed), **fields)
        self.reading.dossiers.append(ReadDossier(dossier, hamlet.places))

    def check_rounds(self, hamlet: _Hamlet) -> None:
        seen: dict[tuple[model.Office, int], model.Round] = {}
        for row in hamlet.rows["bau_cu"]:
            assert isinstance(row, model.Round)
            for office in row.offices[:1]:
                first = seen.setdefault((office, row.number), row)
                if first is not row:
                    places = hamlet.places
                    what = f"lượt bầu {office.value} lần {row.number}"
                    place = places(row.at("chuc_danh"))
                    self.report(
                        findings.DT009,
                        place,
                        hamlet.code,
                        "chuc_danh",
                        what=what,
                        first=str(places(first.at("chuc_danh"))),
                    )
                    hamlet.flawed |= {row.path, first.path}
        for ballot in hamlet.rows["la_phieu"]:
            assert isinstance(ballot, model.BallotPaper)
            if ballot.office is not None and (ballot.office, ballot.round_number) not in seen:
                self.no_such_round(hamlet, hamlet.places(ballot.at("lan")), "lan", ballot.office, ballot.round_number)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, so that the model's own defaults stand for the rest."""
    return {attribute: value for attribute, value in values.items() if value is not None and attribute}


def _ticked(rows: Iterable[model.Row], table: Table) -> tuple[model.Row, ...]:
    """The rows, with blank read as "no" in every tick column that holds any tick; a column without one stays unrecorded."""
    rows = tuple(rows)
    for field in table.fields:
        if field.kind is Kind.TICK and any(getattr(row, field.attribute) is not None for row in rows):
            rows = tuple(replace(row, **{field.attribute: False}) if getattr(row, field.attribute) is None else row for row in rows)
    return rows


def _blank(value: Raw) -> bool:
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def _text(value: Raw) -> str | None:
    """A code as text: 12.0 from a workbook and "12" from YAML are one."""
    if value is None or isinstance(value, (CellFault, RawTable)) or _blank(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
