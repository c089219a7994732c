"""Raw tables -> dossiers, one for each hamlet, with the place of every value and what was found wrong on the way.

One path for workbooks and YAML. Knows the shape of a dossier and its words, but no rule of the election.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dantin import model
from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings
from dantin.readers.convert import Refused, convert_column, nearest_offer, shown, split_choices
from dantin.readers.fields import BY_NAME, BY_SLUG, NESTED_CANDIDATES, TABLES, Field, Kind, Names, Table
from dantin.readers.places import Places
from dantin.readers.raw import CellFault, Fate, Raw, RawFile, RawTable, SheetAccount, SheetTable, Trouble
from dantin.readers.texts import Untidy, decode_table, untidy
from dantin.readers.words import HAMLET_WORDS, bare_heading, group_word
from dantin.rule import CATALOGUE, Rule, diagnose, field_of
from dantin.vietnamese import fold

_CODE = "ma_ap"
# Without these nothing is decided anyway, so a column that has lost its header may well be one of them.
_FIGURES = ("co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le", "so_phieu")
# What a heading inside a table can be besides a hamlet's.
_PART, _ELSEWHERE = object(), object()


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


@dataclass
class _Known:
    """A raw table that was recognised: its columns by field, and the cells of these columns converted.

    `code_at` is the column of the hamlet's code, `nested` that of the candidates; neither is among `columns`. `doubted` names fields
    that have two columns, or none and a column that nobody knows in its place. `hamlet` is the one that a title or the sheet's name says
    the whole table is of.
    """

    raw: RawTable
    table: Table
    columns: list[tuple[int, Field]]
    doubted: set[str] = dataclasses.field(default_factory=set)
    nested: int | None = None
    code_at: int | None = None
    hamlet: "_Hamlet | None" = None

    @cached_property
    def values(self) -> list[tuple[Any, ...]]:
        """The converted values of each row, in the order of `columns`; `Refused` where a cell does not read."""
        if not self.columns:
            return [()] * len(self.raw.rows)
        shift = self.raw.serial_shift if isinstance(self.raw, SheetTable) else 0
        return list(zip(*(convert_column(f, [row[c] for row in self.raw.rows], shift) for c, f in self.columns), strict=True))

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

    @cached_property
    def untidy(self) -> Mapping[int, list[tuple[int, Field, Untidy]]]:
        """The rows with texts that want tidying: in which columns, and what."""
        found: dict[int, list[tuple[int, Field, Untidy]]] = defaultdict(list)
        for column, field in self.columns:
            for row, what in untidy(field, [cells[column] for cells in self.raw.rows]).items():
                found[row].append((column, field, what))
        return found

    def value(self, row: int, slug: str) -> Any:
        """The converted value of one field of a row; None where there is no such column."""
        return next((v for (_, f), v in zip(self.columns, self.values[row], strict=True) if f.slug == slug), None)


@dataclass
class _Hamlet:
    """One hamlet while it is put together.

    `astray` names tables of which a row could not be placed, and may have been this hamlet's; `misread` holds what was refused in the
    table of rounds (field, found), which its results and ballots are wont to repeat. `untidy` and `decoded` collect texts by column, for
    one finding each: place, route, what stood there.
    """

    places: Places
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    row: tuple[_Known, int] | None = None
    rows: dict[str, list[dict[str, Any]]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    candidates: dict[int, list[model.Candidate]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    flawed: set[str] = dataclasses.field(default_factory=set)
    misread: set[tuple[str, str]] = dataclasses.field(default_factory=set)
    astray: set[str] = dataclasses.field(default_factory=set)
    untidy: dict[tuple[object, ...], list[tuple[Place, str, Untidy]]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    decoded: dict[tuple[object, ...], list[tuple[Place, str, str, str, str]]] = dataclasses.field(default_factory=lambda: defaultdict(list))

    @property
    def code(self) -> str | None:
        return self.values.get("code")


def assemble(raw: RawFile, names: Names) -> Reading:
    """Put the tables of one file together into the dossiers of its hamlets. `names` knows the headers of columns."""
    return _Assembly(raw, names).run()


class _Assembly:
    def __init__(self, raw: RawFile, names: Names) -> None:
        self.raw, self.names = raw, names
        self.reading = Reading(raw.name, tables=raw.tables, sheets=raw.sheets)
        # By table; several only where each is of a hamlet of its own.
        self.known: dict[str, list[_Known]] = {}
        self.doubtful: set[str] = set()
        self.hamlets: list[_Hamlet] = []
        self.by_code: dict[str, _Hamlet] = {}
        self.missed: set[tuple[object, ...]] = set()
        self.misnamed: set[str] = set()

    def report(
        self,
        rule: Rule,
        place: Place,
        hamlet: str | None = None,
        slug: str | None = None,
        route: str = "",
        related: tuple[Place, ...] = (),
        /,
        **facts: object,
    ) -> None:
        """Note a finding. DT0xx rest on no provision, so no day matters."""
        facts = {"offer": "", "zero": "", **facts}
        found = diagnose(rule, place, facts, day=date.min, hamlet=hamlet, field=slug, route=route, related=related)
        assert found is not None
        self.reading.diagnostics.append(found)

    def run(self) -> Reading:
        for complaint in self.raw.complaints:
            self.report(CATALOGUE[complaint.code], complaint.place, **complaint.facts)
        self.doubtful.update(BY_NAME[fold(name)].slug for name in self.raw.doubtful if fold(name) in BY_NAME)
        self.misnamed |= self.raw.suspected
        for raw in self.raw.tables:
            if not isinstance(raw, SheetTable):
                decode_table(raw)
            self.recognise(raw)
        self.find_hamlets()
        self.part_tables()
        # What a table nobody knows looks like may be the very one that is not there.
        self.doubtful |= self.misnamed - self.known.keys()
        for hamlet in self.hamlets:
            hamlet.places.tables = {slug: parts[0].raw for slug, parts in self.known.items()}
            hamlet.flawed |= self.doubtful
        for table in TABLES:  # in this order: results and ballots need the rounds they belong to
            if table.slug != "don_vi":
                for known in self.known.get(table.slug, ()):
                    self.fill(known)
        for hamlet in self.hamlets:
            self.finish(hamlet)
        return self.reading

    # --- Tables and columns -----------------------------------------------------------------------------------------

    def recognise(self, raw: RawTable) -> None:
        table = BY_SLUG[raw.slug] if raw.slug is not None else BY_NAME.get(fold(raw.name))
        if table is None:
            what = f"bảng {shown(raw.name)} không có trong mẫu hồ sơ nên không được đọc"
            offer = nearest_offer(raw.name, _both((t.slug, t.sheet) for t in TABLES))
            self.report(findings.DT003, raw.place(), what=what, offer=offer)
            self.misnamed |= {t.slug for t in TABLES if f"“{t.sheet}”" in offer or f"“{t.slug}”" in offer}
            return
        raw.slug = table.slug
        self.known.setdefault(table.slug, []).append(self.columns(raw, table))

    def part_tables(self) -> None:
        """Settle where one table is there twice: each may be of a hamlet of its own, which its title or its sheet's name says."""
        for slug, parts in self.known.items():
            for known in parts:
                if isinstance(known.raw, SheetTable) and slug != "don_vi" and len(self.hamlets) > 1:
                    known.hamlet = self.spoken_of(known.raw.about)
            first, *others = parts
            told: list[_Known] = []
            for known in others:
                apart = [k.hamlet for k in (*told, first, known)]
                if None not in apart and len(set(map(id, apart))) == len(apart):
                    told.append(known)
                    continue
                facts = {"what": f"bảng “{known.table.sheet}”", "first": str(first.raw.place())}
                self.report(findings.DT009, known.raw.place(), **facts)
                self.doubtful.add(slug)
                self.leave_out(known)
            parts[1:] = told

    @staticmethod
    def leave_out(known: _Known) -> None:
        """Note that no row of a table was read."""
        if isinstance(known.raw, SheetTable):
            for row in range(len(known.raw.rows)):
                known.raw.set_fate(row, Fate.UNKNOWN)

    def spoken_of(self, texts: Iterable[str]) -> "_Hamlet | None":
        """The one hamlet whose code or name stands in these texts; None where that is not plain."""
        words = [f"_{fold(text)}_" for text in texts]
        named = [h for h in self.hamlets for name in (h.code, h.values.get("name")) if name and any(f"_{fold(name)}_" in w for w in words)]
        return named[0] if named and all(h is named[0] for h in named) else None

    def columns(self, raw: RawTable, table: Table, *, report_missing: bool = True) -> _Known:
        known = _Known(raw, table, [])
        seen: dict[str, int] = {}
        repeated: set[str] = set()
        on_sheet = isinstance(raw, SheetTable)
        for column, header in enumerate(raw.headers):
            key = fold(header)
            if table.slug == "bau_cu" and key == NESTED_CANDIDATES:
                known.nested = column
                raw.fields[column] = key
                continue
            field = self.names.field(table, header)
            if field is None:
                kind = "cột" if on_sheet else "trường"
                what = f"{kind} {shown(header)} không có trong mẫu hồ sơ" if header else "cột này có số liệu nhưng không có tiêu đề"
                what += " nên không được đọc"
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
                raw.fields[column] = field.slug
                if field.slug == _CODE:
                    known.code_at = column
                else:
                    known.columns.append((column, field))
        if (old := next((c for c in range(len(raw.headers)) if (-1, c) in raw.decoded), None)) is not None:
            text, coding = raw.decoded[-1, old]
            what = f"tiêu đề các cột viết bằng phông cũ {coding}: {shown(text)} là {shown(raw.headers[old])}"
            self.report(findings.DT006, raw.header_place(old), what=what)
        known.doubted = (known.doubted - seen.keys()) | repeated
        for field in table.fields:
            if field.required and field.slug not in seen and raw.rows and report_missing:
                name = f"cột “{field.header}”" if on_sheet else f"trường “{field.slug}”"
                what = f"{name} trong bảng “{table.sheet}”"
                self.report(findings.DT002, raw.place(), what=what, expected=f"“{field.header}” hoặc “{field.slug}”")
        return known

    # --- Hamlets ----------------------------------------------------------------------------------------------------

    def find_hamlets(self) -> None:
        known = next(iter(self.known.get("don_vi", ())), None)
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

    def hamlet_of(self, known: _Known, row: int, raw: Raw, group: "_Hamlet | None") -> _Hamlet | None:
        """The hamlet that a row belongs to, which its code tells, else the heading of its group, else the table's title.

        None, and a finding, where none of them does.
        """
        code, code_at = _text(raw), known.code_at
        if code is None:
            if len(self.hamlets) == 1:
                return self.hamlets[0]
            if group is not None or known.hamlet is not None:
                return group or known.hamlet
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
        sheet = known.raw if isinstance(known.raw, SheetTable) else None
        by_code: dict[str, _Hamlet] = {}
        group: _Hamlet | None = None
        lost = False
        for row, values in enumerate(known.values):
            if sheet is not None and row in sheet.lone and (heading := self.heading(known, sheet, row)) is not None:
                group, lost = heading if isinstance(heading, _Hamlet) else None, heading is _ELSEWHERE
                continue
            # A number in a row of its own is a form not filled in, and no person.
            told = len(values) - values.count(None) - (number is not None and values[number] is not None)
            if not told and (known.nested is None or _blank(known.raw.rows[row][known.nested])):
                if sheet is not None:
                    sheet.set_fate(row, Fate.NUMBER_ONLY)
                continue
            raw = known.raw.rows[row][known.code_at] if known.code_at is not None else None
            if isinstance(raw, (CellFault, RawTable)) and known.code_at is not None:
                code = known.table.by_slug[_CODE]
                (refused,) = convert_column(code, [raw])
                self.refuse(refused, known, row, known.code_at, code, self.hamlets[0], known.table.slug)
                self.go_astray(known.table, self.hamlets)
                hamlet = None
            elif lost and _text(raw) is None:
                hamlet = None
            else:
                hamlet = by_code.get(raw) if isinstance(raw, str) else None
                hamlet = hamlet or self.hamlet_of(known, row, raw, group)
            if hamlet is None:
                if sheet is not None:
                    sheet.set_fate(row, Fate.ASTRAY)
                continue
            if isinstance(raw, str) and raw.strip():
                by_code[raw] = hamlet
            add(known, row, hamlet)

    def heading(self, known: _Known, sheet: SheetTable, row: int) -> "_Hamlet | object | None":
        """What the single text of a row heads: a hamlet's rows, a part of the list (`_PART`), or nobody's (`_ELSEWHERE`); None for data."""
        text = sheet.lone[row]
        bare = fold(bare_heading(text))
        word = group_word(text)
        named = [h for h in self.hamlets if bare in {fold(n) for n in (h.code, h.values.get("name")) if n}]
        if len(named) > 1:
            named = [hamlet] if (hamlet := self.spoken_of_within(named, text)) is not None else named
        if word is None and (not named or len(self.hamlets) == 1):
            return None
        sheet.set_fate(row, Fate.GROUP)
        if len(named) == 1:
            return named[0]
        column = next((c for c, value in enumerate(sheet.rows[row]) if not _blank(value) and fold(str(value)) == fold(text)), 0)
        place = sheet.cell_place(row, column)
        kinds = {fold(k) for h in self.hamlets for k in (h.values.get("kind"), group_word(h.values.get("name") or "")) if k}
        if named or (word in HAMLET_WORDS and word in kinds):
            found = f"bảng “Đơn vị” có nhiều ấp tên {shown(text)}" if named else f"bảng “Đơn vị” không có {shown(text)}"
            names = [h.values["name"] for h in self.hamlets if h.values.get("name")]
            expected = ", ".join(shown(name) for name in names[:10]) or "tên các ấp ghi ở bảng “Đơn vị”"
            facts = {"field": "Nhóm", "found": found, "expected": expected, "offer": nearest_offer(text, names)}
            self.report(findings.DT005, place, None, _CODE, **facts)
            self.go_astray(known.table, self.hamlets)
            return _ELSEWHERE
        what = f"dòng nhóm {shown(text)} chỉ chia danh sách, không được đọc như số liệu"
        self.report(findings.DT010, place, what=what, remedy="Để nguyên cũng được. Nếu đó là một dòng số liệu thì điền đủ các cột khác.")
        return _PART

    @staticmethod
    def spoken_of_within(hamlets: "Sequence[_Hamlet]", text: str) -> "_Hamlet | None":
        """Of hamlets of one name the one whose commune the text names too."""
        words = f"_{fold(text)}_"
        named = [h for h in hamlets if h.values.get("commune") and f"_{fold(h.values['commune'])}_" in words]
        return named[0] if len(named) == 1 else None

    def add_row(self, known: _Known, row: int, hamlet: _Hamlet) -> None:
        slug = known.table.slug
        rows = hamlet.rows[slug]
        index = len(rows)
        hamlet.places.rows.setdefault(slug, []).append((known.raw, row))
        values = self.settle(known, row, hamlet, f"{slug}[{index}]")
        if slug == "la_phieu":
            values["choices"], values["disagrees"] = split_choices(values.get("choices") or ())
        rows.append(values)
        if known.nested is not None:
            self.add_nested(known, row, hamlet, index)

    def settle(self, known: _Known, row: int, hamlet: _Hamlet, path: str) -> dict[str, Any]:
        """The values of one row by attribute, blanks and what does not read left out; the latter is reported."""
        values = known.given(row)
        if row in known.untidy:
            for column, field, what in known.untidy[row]:
                key = (id(known.raw), field.slug, what.wants)
                hamlet.untidy[key].append((known.raw.cell_place(row, column), f"{path}.{field.slug}", what))
        if known.raw.decoded:
            for column, field in known.columns:
                if (before := known.raw.decoded.get((row, column))) is not None:
                    place, route = known.raw.cell_place(row, column), f"{path}.{field.slug}"
                    hamlet.decoded[id(known.raw), field.slug].append((place, route, *before, str(known.raw.rows[row][column])))
                    if field.kind in (Kind.NAME, Kind.NAMES, Kind.BALLOT):
                        hamlet.flawed.add(route)
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

    def tell_texts(self, hamlet: _Hamlet) -> None:
        """One finding for each column with texts that want tidying, and for each with texts that had to be decoded."""
        for texts in hamlet.untidy.values():
            place, route, untidy = texts[0]
            told = ", ".join(want.value[0] for want in untidy.wants)
            what = f"{shown(untidy.text)} {told}{_others(len(texts) - 1)}; nên là {shown(untidy.better)}"
            remedy = " ".join(want.value[1] for want in untidy.wants)
            others = tuple(other for other, _, _ in texts[1:])
            self.report(findings.DT007, place, hamlet.code, field_of(route), route, others, what=what, remedy=remedy)
        for cells in hamlet.decoded.values():
            place, route, text, coding, better = cells[0]
            what = f"{shown(text)} viết bằng phông cũ {coding}{_others(len(cells) - 1)}; có phải là {shown(better)}?"
            self.report(findings.DT006, place, hamlet.code, field_of(route), route, tuple(c[0] for c in cells[1:]), what=what)

    def finish(self, hamlet: _Hamlet) -> None:
        self.tell_texts(hamlet)
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


def _others(number: int) -> str:
    return f" (và {number} ô khác trong cột này)" if number else ""


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
