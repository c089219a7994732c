"""Raw tables -> dossiers, one for each hamlet, with the place of every value and what was found wrong on the way.

One path for workbooks and YAML. Knows the shape of a dossier and its words, but no rule of the election.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dantin import model
from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings
from dantin.readers.convert import Refused, convert_column, nearest_offer, shown, split_choices
from dantin.readers.fields import BY_NAME, BY_SLUG, NESTED_CANDIDATES, TABLES, Field, Kind, Table
from dantin.readers.places import Places
from dantin.readers.raw import CellFault, Raw, RawFile, RawTable, SheetTable, Trouble
from dantin.rule import CATALOGUE, Rule, diagnose
from dantin.vietnamese import fold

_CODE = "ma_ap"
# Without these nothing is decided anyway, so a column that has lost its header may well be one of them.
_FIGURES = ("co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le", "so_phieu")


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
    """A raw table that was recognised: its columns by field, and the cells of these columns converted.

    `code_at` is the column of the hamlet's code, `nested` that of the candidates; neither is among `columns`. `doubted` names fields
    that have two columns, or none and a column that nobody knows in its place.
    """

    raw: RawTable
    table: Table
    columns: list[tuple[int, Field]]
    doubted: set[str] = dataclasses.field(default_factory=set)
    nested: int | None = None
    code_at: int | None = None

    @cached_property
    def values(self) -> list[tuple[Any, ...]]:
        """The converted values of each row, in the order of `columns`; `Refused` where a cell does not read."""
        if not self.columns:
            return [()] * len(self.raw.rows)
        return list(zip(*(convert_column(f, [row[c] for row in self.raw.rows]) for c, f in self.columns), strict=True))

    @cached_property
    def _attributes(self) -> tuple[str, ...]:
        return tuple(field.attribute for _, field in self.columns)

    def given(self, row: int) -> dict[str, Any]:
        """What one row holds, by attribute; blanks left out, so that the model's own defaults stand for them."""
        return {name: value for name, value in zip(self._attributes, self.values[row], strict=True) if value is not None}

    @cached_property
    def troubled(self) -> set[int]:
        """The rows in which a cell does not read or a required one is blank."""
        if self.doubted:
            return set(range(len(self.raw.rows)))
        columns = list(zip(*self.values, strict=True))
        required = [column for column, (_, field) in zip(columns, self.columns, strict=False) if field.required]
        blank = {row for column in required if None in column for row, value in enumerate(column) if value is None}
        return blank | {
            row for column in columns if Refused in set(map(type, column)) for row, v in enumerate(column) if type(v) is Refused
        }

    def value(self, row: int, slug: str) -> Any:
        """The converted value of one field of a row; None where there is no such column."""
        return next((v for (_, f), v in zip(self.columns, self.values[row], strict=True) if f.slug == slug), None)


@dataclass
class _Hamlet:
    """One hamlet while it is put together.

    `astray` names tables of which a row could not be placed, and may have been this hamlet's; `misread` holds what was refused in the
    table of rounds (field, found), which its results and ballots are wont to repeat.
    """

    places: Places
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    row: tuple[_Known, int] | None = None
    rows: dict[str, list[dict[str, Any]]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    candidates: dict[int, list[model.Candidate]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    flawed: set[str] = dataclasses.field(default_factory=set)
    misread: set[tuple[str, str]] = dataclasses.field(default_factory=set)
    astray: set[str] = dataclasses.field(default_factory=set)

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
        self.missed: set[tuple[object, ...]] = set()
        self.misnamed: set[str] = set()

    def report(
        self, rule: Rule, place: Place, hamlet: str | None = None, slug: str | None = None, route: str = "", /, **facts: object
    ) -> None:
        """Note a finding. DT0xx rest on no provision, so no day matters."""
        found = diagnose(rule, place, {"offer": "", "zero": "", **facts}, day=date.min, hamlet=hamlet, field=slug, route=route)
        assert found is not None
        self.reading.diagnostics.append(found)

    def run(self) -> Reading:
        for complaint in self.raw.complaints:
            self.report(CATALOGUE[complaint.code], complaint.place, **complaint.facts)
        self.doubtful.update(BY_NAME[fold(name)].slug for name in self.raw.doubtful if fold(name) in BY_NAME)
        for raw in self.raw.tables:
            self.recognise(raw)
        # What a table nobody knows looks like may be the very one that is not there.
        self.doubtful |= self.misnamed - self.known.keys()
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
            what = f"{'trang' if isinstance(raw, SheetTable) else 'bảng'} {shown(raw.name)} không có trong mẫu hồ sơ"
            names = _both((t.sheet, t.slug) if isinstance(raw, SheetTable) else (t.slug, t.sheet) for t in TABLES)
            offer = nearest_offer(raw.name, names)
            self.report(findings.DT003, raw.place(), what=what, offer=offer)
            self.misnamed |= {t.slug for t in TABLES if f"“{t.sheet}”" in offer or f"“{t.slug}”" in offer}
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
        repeated: set[str] = set()
        on_sheet = isinstance(raw, SheetTable)
        for column, header in enumerate(raw.headers):
            key = fold(header)
            if table.slug == "bau_cu" and key == NESTED_CANDIDATES:
                known.nested = column
                continue
            field = table.by_name.get(key)
            if field is None:
                kind = "cột" if on_sheet else "trường"
                what = f"{kind} {shown(header)} không có trong mẫu hồ sơ" if header else "cột này có số liệu nhưng không có tiêu đề"
                names = _both((f.header, f.slug) if on_sheet else (f.slug, f.header) for f in table.fields)
                offer = nearest_offer(header, names) if header else ""
                self.report(findings.DT003, raw.header_place(column), what=what, offer=offer)
                # The column may be the one of a field that is then missing: its cells are not blank, only not understood.
                known.doubted |= {
                    f.slug for f in table.fields if (f"“{f.header}”" in offer or f"“{f.slug}”" in offer if header else f.slug in _FIGURES)
                }
            elif field.slug in seen:
                first = raw.header_place(seen[field.slug])
                self.report(findings.DT009, raw.header_place(column), what=f"cột “{field.header}”", first=str(first))
                repeated.add(field.slug)
            else:
                seen[field.slug] = column
                if field.slug == _CODE:
                    known.code_at = column
                else:
                    known.columns.append((column, field))
        known.doubted = (known.doubted - seen.keys()) | repeated
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
            # A unit without a word in it is a unit all the same, where it is the only one.
            for row in [row for row, values in enumerate(known.raw.rows) if not all(map(_blank, values))] or [0]:
                self.add_hamlet(known, row)
        for hamlet in self.hamlets:
            if hamlet.code is None and len(self.hamlets) > 1:
                what = "“Mã ấp” (tệp có nhiều ấp nên mỗi ấp phải có mã)"
                self.report(findings.DT008, hamlet.places("don_vi.ma"), None, "ma", "don_vi.ma", what=what)
            hamlet.places.tables = {slug: k.raw for slug, k in self.known.items()}
            hamlet.flawed |= self.doubtful

    def add_hamlet(self, known: _Known, row: int) -> None:
        values = known.raw.rows[row]
        code_at = next((c for c, f in known.columns if f.slug == "ma"), None)
        code = _text(values[code_at]) if code_at is not None else None
        hamlet = _Hamlet(Places(self.raw.name))
        hamlet.places.rows["don_vi"] = [(known.raw, row)]
        hamlet.values["code"] = code
        hamlet.values.update(self.settle(known, row, hamlet, "don_vi"))
        if code is not None and (twin := self.by_code.get(fold(code))) is not None and code_at is not None:
            first = twin.places("don_vi.ma")
            what = f"mã ấp {shown(code)}"
            self.report(findings.DT009, known.raw.cell_place(row, code_at), code, "ma", what=what, first=str(first))
            for doubted in (twin, hamlet):
                doubted.flawed |= {t.slug for t in TABLES if t.slug != "don_vi"}
        elif code is not None:
            self.by_code[fold(code)] = hamlet
        self.hamlets.append(hamlet)

    def hamlet_of(self, known: _Known, row: int, raw: Raw) -> _Hamlet | None:
        """The hamlet that a row belongs to; None, and a finding, where that cannot be told."""
        code, code_at = _text(raw), known.code_at
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
            expected = ", ".join(shown(c) for c in codes[:10]) or "các mã ghi ở bảng “Đơn vị”"
            offer = nearest_offer(code, codes)
            place = known.raw.cell_place(row, code_at)
            self.report(
                findings.DT005,
                place,
                None,
                _CODE,
                field="Mã ấp",
                found=f"bảng “Đơn vị” không có ấp mang mã {shown(code)}",
                expected=expected,
                offer=offer,
            )
        self.go_astray(known.table, self.hamlets)
        return None

    @staticmethod
    def go_astray(table: Table, hamlets: Iterable[_Hamlet]) -> None:
        """Note that a row of a table is missing from one of these hamlets."""
        for hamlet in hamlets:
            hamlet.astray.add(table.slug)
            if table.counts:
                hamlet.flawed.add(f"{table.slug}.#")

    # --- Rows -------------------------------------------------------------------------------------------------------

    def fill(self, known: _Known) -> None:
        number = next((i for i, (_, field) in enumerate(known.columns) if field.slug == "tt"), None)
        add = self.add_result if known.table.slug == "ket_qua" else self.add_row
        by_code: dict[str, _Hamlet] = {}
        for row, values in enumerate(known.values):
            # A number in a row of its own is a form not filled in, and no person.
            told = len(values) - values.count(None) - (number is not None and values[number] is not None)
            if not told and (known.nested is None or _blank(known.raw.rows[row][known.nested])):
                continue
            raw = known.raw.rows[row][known.code_at] if known.code_at is not None else None
            if isinstance(raw, (CellFault, RawTable)) and known.code_at is not None:
                code = known.table.by_slug[_CODE]
                (refused,) = convert_column(code, [raw])
                self.refuse(refused, known, row, known.code_at, code, self.hamlets[0], known.table.slug)
                self.go_astray(known.table, self.hamlets)
                continue
            hamlet = by_code.get(raw) if isinstance(raw, str) else None
            if hamlet is None:
                hamlet = self.hamlet_of(known, row, raw)
                if hamlet is None:
                    continue
                if isinstance(raw, str):
                    by_code[raw] = hamlet
            add(known, row, hamlet)

    def add_row(self, known: _Known, row: int, hamlet: _Hamlet) -> None:
        slug = known.table.slug
        rows = hamlet.rows[slug]
        index = len(rows)
        hamlet.places.rows.setdefault(slug, []).append((known.raw, row))
        values = known.given(row)
        if row in known.troubled:
            self.complain(known, row, hamlet, f"{slug}[{index}]", values)
        if slug == "la_phieu":
            values["choices"], values["disagrees"] = split_choices(values.get("choices") or ())
        rows.append(values)
        if known.nested is not None:
            self.add_nested(known, row, hamlet, index)

    def settle(self, known: _Known, row: int, hamlet: _Hamlet, path: str) -> dict[str, Any]:
        """The values of one row by attribute, blanks and what does not read left out; the latter is reported."""
        values = known.given(row)
        if row in known.troubled:
            self.complain(known, row, hamlet, path, values)
        return values

    def complain(self, known: _Known, row: int, hamlet: _Hamlet, path: str, values: dict[str, Any]) -> None:
        """Report what does not read in a row and what is required and blank, note it as flawed, and take it out of the values."""
        table = known.table
        for (column, field), value in zip(known.columns, known.values[row], strict=True):
            if isinstance(value, Refused):
                del values[field.attribute]
                self.refuse(value, known, row, column, field, hamlet, path)
            elif value is None and field.required:
                place, what = known.raw.cell_place(row, column), f"“{field.header}”"
                self.report(findings.DT008, place, hamlet.code, field.slug, f"{path}.{field.slug}", what=what)
                self.flaw(hamlet, table, path, field)
        # A round without any figure is only planned, whatever strange column stands beside it.
        planned = table.slug == "bau_cu" and not any(table.by_slug[slug].attribute in values for slug in _FIGURES[:-1])
        for slug in known.doubted:
            if not (planned and slug in _FIGURES):
                self.flaw(hamlet, table, path, table.by_slug[slug])

    def refuse(self, refused: Refused, known: _Known, row: int, column: int, field: Field, hamlet: _Hamlet, path: str) -> None:
        cell = known.raw.rows[row][column]
        place = known.raw.cell_place(row, column)
        self.flaw(hamlet, known.table, path, field)
        if known.table.slug == "bau_cu":
            hamlet.misread.add((field.slug, refused.found))
        elif known.table.slug in ("ket_qua", "la_phieu") and (field.slug, refused.found) in hamlet.misread:
            return
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

    @staticmethod
    def flaw(hamlet: _Hamlet, table: Table, path: str, field: Field) -> None:
        hamlet.flawed.add(f"{path}.{field.slug}")
        if field.slug in table.counts:
            hamlet.flawed.add(f"{table.slug}.#")

    # --- Candidates and their votes -----------------------------------------------------------------------------------

    def add_nested(self, known: _Known, row: int, hamlet: _Hamlet, index: int) -> None:
        assert known.nested is not None
        raw = known.raw.rows[row][known.nested]
        route = f"bau_cu[{index}].{NESTED_CANDIDATES}"
        if _blank(raw):
            return
        if isinstance(raw, CellFault) and raw.trouble is Trouble.REPEATED:
            place = known.raw.cell_place(row, known.nested)
            what, first = f"trường “{NESTED_CANDIDATES}”", f"dòng {raw.line}"
            self.report(findings.DT009, place, hamlet.code, NESTED_CANDIDATES, route, what=what, first=first)
            hamlet.flawed.add(route)
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
        for inner_row, cells in enumerate(raw.rows):
            if not all(_blank(cell) for cell in cells):
                self.add_candidate(inner, inner_row, hamlet, index)

    def add_candidate(self, known: _Known, row: int, hamlet: _Hamlet, round_index: int) -> None:
        placed = hamlet.places.candidates.setdefault(round_index, [])
        path = f"bau_cu[{round_index}].{NESTED_CANDIDATES}[{len(placed)}]"
        values = self.settle(known, row, hamlet, path)
        for attribute in ("offices", "number"):  # these said which round it is
            values.pop(attribute, None)
        hamlet.candidates[round_index].append(model.Candidate(len(placed), round_index=round_index, **values))
        placed.append((known.raw, row))

    def add_result(self, known: _Known, row: int, hamlet: _Hamlet) -> None:
        """A row of the table of results: it belongs to the round of its office and number."""
        office, number = known.value(row, "chuc_danh"), known.value(row, "lan")
        if office is None or isinstance(office, Refused) or isinstance(number, Refused):
            self.settle(known, row, hamlet, f"ket_qua[{row}]")
            self.go_astray(known.table, [hamlet])
            return
        index = self.round_index(hamlet, office, number or 1)
        if index is not None:
            self.add_candidate(known, row, hamlet, index)
            return
        slug = "lan" if number is not None else "chuc_danh"
        column = next(column for column, f in known.columns if f.slug == slug)
        self.no_such_round(hamlet, known.table, known.raw.cell_place(row, column), slug, office, number or 1)

    def no_such_round(self, hamlet: _Hamlet, table: Table, place: Place, slug: str, office: model.Office, number: int) -> None:
        """A row of votes without its round: told once for each round missed, and not where a round itself could not be read."""
        self.go_astray(table, [hamlet])
        keys = (hamlet.places.file, id(hamlet), table.slug, office, number)
        unread = any(self.unreadable_round(hamlet, index) for index in range(len(hamlet.rows["bau_cu"])))
        rounds = [(v.get("offices"), v.get("number", 1)) for v in hamlet.rows["bau_cu"]]
        # One round entered twice is another one missing.
        if unread or len(set(rounds)) < len(rounds) or "bau_cu" in hamlet.astray or keys in self.missed:
            return
        self.missed.add(keys)
        found = f"bảng “Bầu cử” không có lượt bầu {office.value} lần {number}"
        expected = "chức danh và lần của một dòng trong bảng “Bầu cử”"
        self.report(findings.DT005, place, hamlet.code, slug, field="Lượt bầu", found=found, expected=expected)

    @staticmethod
    def unreadable_round(hamlet: _Hamlet, index: int) -> bool:
        """Whether it cannot be told which round a row of the table of rounds is."""
        return not hamlet.rows["bau_cu"][index].get("offices") or any(
            f"bau_cu[{index}].{slug}" in hamlet.flawed for slug in ("chuc_danh", "lan")
        )

    def round_index(self, hamlet: _Hamlet, office: model.Office, number: int) -> int | None:
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            same = office in values.get("offices", ()) and values.get("number", 1) == number
            if same and not self.unreadable_round(hamlet, index):
                return index
        return None

    # --- The whole hamlet -----------------------------------------------------------------------------------------------

    def finish(self, hamlet: _Hamlet) -> None:
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            values["candidates"] = tuple(hamlet.candidates[index])
        fields: dict[str, Any] = {}
        for table in TABLES:
            if table.attribute and table.slug != "don_vi":
                fields[table.attribute] = _rows(hamlet.rows[table.slug], table)
        self.check_rounds(hamlet, fields["rounds"], fields["ballots"])
        unit = model.Unit(0, **{attribute: value for attribute, value in hamlet.values.items() if value is not None})
        dossier = model.Dossier(unit=unit, flawed=frozenset(hamlet.flawed), **fields)
        self.reading.dossiers.append(ReadDossier(dossier, hamlet.places))

    def check_rounds(self, hamlet: _Hamlet, rounds: Sequence[model.Round], ballots: Iterable[model.BallotPaper]) -> None:
        """One round twice, and ballots of a round that there is not."""
        seen: dict[tuple[model.Office, int], model.Round] = {}
        places = hamlet.places
        for round_ in rounds:
            if self.unreadable_round(hamlet, round_.index):
                continue
            for position, office in enumerate(round_.offices):
                first = seen.setdefault((office, round_.number), round_)
                if first is not round_ and position == 0:
                    what = f"lượt bầu {office.value} lần {round_.number}"
                    route = round_.at("chuc_danh")
                    told = str(places(first.at("chuc_danh")))
                    self.report(findings.DT009, places(route), hamlet.code, "chuc_danh", route, what=what, first=told)
                    hamlet.flawed |= {round_.path, first.path}
        for ballot in ballots:
            key = (ballot.office, ballot.round_number)
            if ballot.office is not None and key not in seen and ballot.at("lan") not in hamlet.flawed:
                table = BY_SLUG[ballot.table]
                self.no_such_round(hamlet, table, places(ballot.at("lan")), "lan", ballot.office, ballot.round_number)
        if "la_phieu" in hamlet.astray:
            hamlet.flawed.add("la_phieu")
        if "ket_qua" in hamlet.astray:
            # Votes are missing from a round, and nobody can say which.
            hamlet.flawed |= {f"{round_.path}.{NESTED_CANDIDATES}" for round_ in rounds}


def _both(spellings: Iterable[tuple[str, str]]) -> list[str]:
    """Both spellings of each name, the one in use where it is offered first."""
    return list(dict.fromkeys(name for pair in spellings for name in pair))


def _rows(values: list[dict[str, Any]], table: Table) -> tuple[model.Row, ...]:
    """The rows of a table. In a tick column that holds any tick blank means no; a column without one stays unrecorded."""
    for field in table.fields:
        if field.kind is Kind.TICK and any(field.attribute in row for row in values):
            for row in values:
                row.setdefault(field.attribute, False)
    return tuple(table.row(index, **row) for index, row in enumerate(values))


def _blank(value: Raw) -> bool:
    if isinstance(value, (list, tuple)):
        return not any(value)
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def _text(value: Raw) -> str | None:
    """A code as text: 12.0 from a workbook and "12" from YAML are one."""
    if value is None or isinstance(value, (CellFault, RawTable)) or _blank(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
