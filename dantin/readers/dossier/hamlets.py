"""The hamlets of one file while they are put together, and which of them a row, a table or a heading belongs to."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dantin.diagnostic import Place
from dantin.readers import findings
from dantin.readers.dossier.fields import BY_NAME, Table
from dantin.readers.dossier.party_cells import PartyCell, read_cell
from dantin.readers.dossier.places import Places
from dantin.readers.dossier.quoting import nearest_offer, shown
from dantin.readers.dossier.tables import CODE, PARTY_CELL, Known, Reporter
from dantin.readers.dossier.unfinished import Unfinished
from dantin.readers.files.raw import CellFault, Fate, Raw, RawTable, SheetTable
from dantin.readers.sheets.row_words import HAMLET_WORDS, bare_heading, group_word
from dantin.records import dataclass
from dantin.route import NOWHERE, rows_route
from dantin.vietnamese import code_meant, fold, fold_code, fold_name, tidy

# What a heading inside a table can be besides a hamlet's: that of a part of the list, or of a hamlet that is not there.
PART, ELSEWHERE = object(), object()
ROSTERS = {"ho_gia_dinh", "dang_vien"}
"""The tables that may go on on a further sheet."""


@dataclass
class Hamlets:
    """All hamlets of a file, in its order. `listed`: a table of units says which they are; else there is one, of which nothing is known.

    `served`: of each of several files the hamlets that it serves by the district's list.
    """

    report: Reporter
    unfinished: list[Unfinished] = dataclasses.field(default_factory=list)
    by_code: dict[str, Unfinished] = dataclasses.field(default_factory=dict)
    listed: bool = False
    unknown: dict[str, list[tuple[str, Place]]] = dataclasses.field(default_factory=dict)
    uncoded: dict[int, tuple[Known, list[int]]] = dataclasses.field(default_factory=dict)
    served: Mapping[str, Sequence[Unfinished]] = dataclasses.field(default_factory=dict)

    def of(self, known: Known, row: int, raw: Raw, group: Unfinished | None) -> Unfinished | None:
        """The hamlet that a row belongs to, which its code tells, else the heading of its group, else the table's title.

        None, and a finding, where none of them does.
        """
        code, code_at = code_text(raw), known.code_at
        if code is None and known.cell_at is not None and (cell := cell_text(known, row)) is not None:
            return known.cells.get(cell)
        if (hamlet := self.owner(known, code, group)) is not None:
            return hamlet
        if code is None and code_at is None and known.cell_at is not None:
            what = "“Chi bộ đang sinh hoạt” (tệp có đảng viên của nhiều chi bộ)"
            self.report(findings.DT008, known.raw.cell_place(row, known.cell_at), None, CODE, what=what)
        elif code is None:
            self.uncoded.setdefault(id(known), (known, []))[1].append(row)
        elif code_at is not None:
            self.unknown.setdefault(fold_code(code), []).append((code, known.raw.cell_place(row, code_at)))
        go_astray(known.table, self.unfinished)
        return None

    def owner(self, known: Known, code: str | None, group: Unfinished | None = None) -> Unfinished | None:
        """The hamlet of the rows of one code, or of those without one that stand below a group's heading; None where nothing tells it."""
        if code is None:
            return self.unfinished[0] if len(self.unfinished) == 1 else group or known.hamlet
        hamlet = self._coded(code)
        if hamlet is not None and (not hamlet.files or known.raw.file in hamlet.files):
            return hamlet
        return self.unfinished[0] if not self.listed and len(self.unfinished) == 1 else None

    def owner_of_all(self, known: Known) -> Unfinished | None:
        """The hamlet of all rows of a table on a sheet, where one question tells it."""
        if known.cell_at is not None or not isinstance(known.raw, SheetTable) or known.raw.lone:
            return None
        codes = set(known.raw_columns[known.code_at]) if known.code_at is not None else {None}
        if len(codes) != 1:
            return None
        (code,) = codes
        return self.owner(known, code_text(code)) if code is None or isinstance(code, (str, float)) else None

    def _coded(self, code: str) -> Unfinished | None:
        """The hamlet that a code means, written as it is in the table of units or without its diacritics."""
        hamlet = self.by_code.get(fold_code(code))
        if hamlet is None and (meant := code_meant(code, self.by_code)) is not None:
            hamlet = self.by_code[meant]
        return hamlet

    def tell_unknown(self) -> None:
        """One finding for each code that is nobody's, however many rows have it: "1" for "01" is one slip and not four hundred.

        One too for each table of which no column says whose its rows are.
        """
        for known, numbers in self.uncoded.values():
            self._tell_uncoded(known, numbers)
        codes = [h.code for h in self.unfinished if h.code]
        expected = ", ".join(shown(c) for c in codes[:10]) or "các mã ghi ở bảng “Đơn vị”"
        for rows in self.unknown.values():
            code, place = rows[0]
            more = f" (và {len(rows) - 1} dòng khác)" if len(rows) > 1 else ""
            fault = f"bảng “Đơn vị” không có ấp mang mã {shown(code)}{more}"
            alike = [other for other in codes if _bare_code(other) == _bare_code(code)]
            offer = f" Có phải là “{alike[0]}”?" if len(alike) == 1 else nearest_offer(code, codes)
            facts = {"field": "Mã ấp", "found": fault, "expected": expected, "offer": offer}
            self.report(findings.DT005, place, None, CODE, NOWHERE, tuple(other for _, other in rows[1:]), **facts)

    def _tell_uncoded(self, known: Known, rows: Sequence[int]) -> None:
        """Report the rows of a table that do not say whose they are: once where none does, else at each blank cell of the column."""
        raw, at = known.raw, known.code_at
        fates = [raw.account.fates[number] for number in raw.numbers] if isinstance(raw, SheetTable) and raw.account is not None else None
        whole = Fate.READ not in fates if fates is not None else len(rows) == len(raw.rows)
        if at is None and whole:
            columns = f"“Mã ấp”{' hoặc “Chi bộ đang sinh hoạt”' if PARTY_CELL in known.table.by_slug else ''}"
            what = f"{columns} của các dòng trong bảng “{known.table.sheet}” (tệp có nhiều ấp nên bảng phải có cột này)"
            self.report(findings.DT008, raw.place(), None, CODE, what=what)
            return
        once = at is None or whole
        for row in rows[:1] if once else rows:
            more = f" ở dòng này và {len(rows) - 1} dòng khác" if once and len(rows) > 1 else ""
            place = raw.row_place(row) if at is None else raw.cell_place(row, at)
            self.report(findings.DT008, place, None, CODE, what=f"“Mã ấp” (tệp có nhiều ấp nên mỗi dòng phải ghi mã ấp){more}")

    def take_cells(self, known: Known, *, alone: bool) -> None:
        """Settle which hamlet each party cell of a roster is of, by its name. Without a table of units each cell of a roster that stands
        `alone` in its file makes a hamlet.

        A cell of nobody's is told of once: its members are not read where others are of a hamlet here, else nobody's can be told.
        """
        rows: dict[str, list[int]] = {}
        for row in range(len(known.raw.rows)):
            coded = known.code_at is not None and code_text(known.raw.rows[row][known.code_at]) is not None
            if not coded and (cell := cell_text(known, row)) is not None:
                rows.setdefault(cell, []).append(row)
        if not self.listed and (alone or len(rows) == 1):
            if rows:
                self.unfinished.clear()
            for cell in rows:
                known.cells[cell] = self._of_cell(read_cell(cell), self.unfinished) or self._new(read_cell(cell), known.raw.file)
            return
        among = self.served.get(known.raw.file, self.unfinished)
        known.cells = {cell: self._of_cell(read_cell(cell), among) for cell in rows}
        any_known = any(known.cells.values())
        if self.listed and not any_known and len(among) == len(rows) == 1:
            # The one cell of the one hamlet, whatever it is called.
            known.cells = dict.fromkeys(rows, among[0])
            return
        for cell, at in rows.items():
            if known.cells[cell] is not None or known.cell_at is None:
                continue
            place = known.raw.cell_place(at[0], known.cell_at)
            if any_known:
                what = f"{len(at)} đảng viên của {shown(cell)} không thuộc ấp, khu phố nào trong tệp này nên không được đọc"
                self.report(findings.DT010, place, what=what, remedy="Để nguyên cũng được, nếu đó là chi bộ của nơi khác.")
                continue
            names = [name for h in among for name in (h.values.get("cell"), h.values.get("name")) if name]
            expected = ", ".join(shown(name) for name in names[:10]) or "tên chi bộ ghi ở bảng “Đơn vị”"
            fault = f"không có ấp, khu phố nào ứng với {shown(cell)}"
            facts = {"field": "Chi bộ đang sinh hoạt", "found": fault, "expected": expected, "offer": nearest_offer(cell, names)}
            self.report(findings.DT005, place, None, PARTY_CELL, **facts)
            go_astray(known.table, among)
        if any_known and known.raw.file in self.served:
            self._tell_without(known, among)

    def _tell_without(self, known: Known, among: Sequence[Unfinished]) -> None:
        """Report each hamlet that a roster is to serve and of which nobody stands in it."""
        codes = (code_text(row[known.code_at]) for row in known.raw.rows) if known.code_at is not None else ()
        there = [*known.cells.values(), *(self._coded(code) for code in codes if code is not None)]
        for hamlet in among:
            if known.cell_at is not None and not any(hamlet is other for other in there):
                label = " ".join(part for part in (hamlet.code, hamlet.values.get("name")) if part)
                fault = f"không có đảng viên nào của {shown(label)}, mà danh sách chung ghi tệp này là của cả ấp, khu phố đó"
                names = list(known.cells)
                offer = nearest_offer(hamlet.values.get("name") or "", names)
                facts = {"field": "Chi bộ đang sinh hoạt", "found": fault, "expected": "tên chi bộ có tên ấp, khu phố", "offer": offer}
                self.report(findings.DT005, known.raw.header_place(known.cell_at), hamlet.code, PARTY_CELL, **facts)
                go_astray(known.table, [hamlet])

    @staticmethod
    def _of_cell(cell: PartyCell, among: Iterable[Unfinished]) -> Unfinished | None:
        """The one hamlet that a cell can be of, by its own cell's name or its own."""
        fitting = [
            hamlet
            for hamlet in among
            if any(
                own._replace(commune=own.commune or hamlet.values.get("commune")).may_be(cell)
                for own in (read_cell(text) for text in (hamlet.values.get("cell"), hamlet.values.get("name")) if text)
            )
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _new(self, cell: PartyCell, file: str) -> Unfinished:
        """A hamlet of which nothing is known but its party cell."""
        hamlet = Unfinished(Places(file))
        hamlet.values.update(name=cell.hamlet, cell=cell.text, commune=cell.commune)
        self.unfinished.append(hamlet)
        return hamlet

    def heading(self, known: Known, sheet: SheetTable, row: int) -> Unfinished | object | None:
        """What the single text of a row heads: a hamlet's rows, a part of the list (`PART`), or nobody's (`ELSEWHERE`); None for data."""
        text = sheet.lone[row]
        spelled = read_cell(bare_heading(text)).hamlet  # "KP4" is "Khu phố 4"
        bare = {fold(bare_heading(text)), fold(spelled)}
        word = group_word(text) or group_word(spelled)
        named = [h for h in self.unfinished if not bare.isdisjoint(fold(n) for n in (h.code, h.values.get("name")) if n)]
        if len(named) > 1:
            named = [hamlet] if (hamlet := _of_commune(named, text)) is not None else named
        if word is None and (not named or len(self.unfinished) == 1):
            return None
        sheet.set_fate(row, Fate.GROUP)
        if len(named) == 1:
            return named[0]
        column = next((c for c, value in enumerate(sheet.rows[row]) if not empty(value) and fold(str(value)) == fold(text)), 0)
        place = sheet.cell_place(row, column)
        kinds = {fold(k) for h in self.unfinished for k in (h.values.get("kind"), group_word(h.values.get("name") or "")) if k}
        if named or (word in HAMLET_WORDS and word in kinds):
            fault = f"bảng “Đơn vị” có nhiều ấp tên {shown(text)}" if named else f"bảng “Đơn vị” không có {shown(text)}"
            names = [h.values["name"] for h in self.unfinished if h.values.get("name")]
            expected = ", ".join(shown(name) for name in names[:10]) or "tên các ấp ghi ở bảng “Đơn vị”"
            facts = {"field": "Nhóm", "found": fault, "expected": expected, "offer": nearest_offer(text, names)}
            self.report(findings.DT005, place, None, CODE, **facts)
            go_astray(known.table, self.unfinished)
            return ELSEWHERE
        what = f"dòng nhóm {shown(text)} chỉ chia danh sách, không được đọc như số liệu"
        remedy = "Để nguyên cũng được. Nếu đó là một dòng số liệu thì điền đủ các cột khác."
        self.report(findings.DT010, place, what=what, remedy=remedy, layout=True)
        return PART

    def part_tables(self, known_tables: Mapping[str, list[Known]]) -> set[str]:
        """Settle where one table is there twice: each may be of a hamlet of its own, which its title or its sheet's name says.

        Gives the tables of which that cannot be told; only the first one is kept of each.
        """
        doubtful: set[str] = set()
        for slug, parts in known_tables.items():
            for known in parts:
                if isinstance(known.raw, SheetTable) and slug != "don_vi" and len(self.unfinished) > 1 and known.hamlet is None:
                    known.hamlet = self.spoken_of(known.raw.about)
            if len(parts) == 1:
                continue
            # What is written downwards may be part of what another table tells.
            forms = [known for known in parts if is_form(known)]
            first, *others = sorted((known for known in parts if not is_form(known)), key=_named_otherwise) or forms[:1]
            kept: list[Known] = []
            for known in others:
                apart = [k.hamlet for k in (*kept, first, known)]
                if None not in apart and len(set(map(id, apart))) == len(apart):
                    kept.append(known)
                    continue
                if slug in ROSTERS and isinstance(known.raw, SheetTable) and isinstance(first.raw, SheetTable):
                    if self.goes_on([first, *kept], known):
                        kept.append(known)
                        continue
                    if not _is_copy([first, *kept], known):
                        doubtful.add(slug)
                    _leave_out(known)
                    continue
                facts = {"what": f"bảng “{known.table.sheet}”", "first": str(first.raw.place())}
                self.report(findings.DT009, known.raw.place(), **facts)
                doubtful.add(slug)
                _leave_out(known)
            parts[:] = [first, *kept, *(known for known in forms if known is not first)]
        return doubtful

    def goes_on(self, parts: Sequence[Known], known: Known) -> bool:
        """Whether a roster goes on in a further table; what was decided is said."""
        before, more = [_people(part) for part in parts], _people(known)
        here, there, table = shown(known.raw.name), shown(parts[0].raw.name), f"bảng “{known.table.sheet}”"
        same_columns = {f.slug for _, f in known.columns} == {f.slug for _, f in parts[0].columns} and (known.code_at is None) == (
            parts[0].code_at is None
        )
        if (same := _repeated(before, more)) is None and same_columns:
            total = " + ".join(str(len(people)) for people in (*before, more))
            whole = sum(map(len, before)) + len(more)
            what = f"trang {here} ghi tiếp danh sách của trang {there}; đọc chung thành một: {total} = {whole} người"
            self.report(findings.DT003, known.raw.place(), what=what)
            return True
        if _is_copy(parts, known):
            what = f"trang {here} có các cột của {table}, mà mọi người ở đó đã có ở trang {there}, nên không được đọc"
            self.report(findings.DT003, known.raw.place(), what=what)
            return False
        why = f"{same} có ở cả hai" if same is not None else "hai trang không cùng các cột"
        what = f"một danh sách chung cho {table}: trang {here} có vẻ ghi tiếp trang {there} nhưng {why}, nên không đọc chung được"
        self.report(findings.DT002, known.raw.place(), what=what, expected="một trang, mỗi người một dòng; trang không dùng thì xóa")
        return False

    def same_as(self, code: str | None, name: str | None) -> Unfinished | None:
        """The hamlet of this code, else the only one of this name; the only one there is where neither is told."""
        if code is not None or name is None:
            return self.by_code.get(fold(code)) if code is not None else self.unfinished[0] if len(self.unfinished) == 1 else None
        named = [hamlet for hamlet in self.unfinished if fold(hamlet.values.get("name") or "") == fold(name)]
        return named[0] if len(named) == 1 else None

    def spoken_of(self, texts: Iterable[str]) -> Unfinished | None:
        """The one hamlet whose code or name stands in these texts; None where that is not plain."""
        words = [f"_{fold(one)}_" for text in texts for one in (text, read_cell(text).hamlet)]
        named = [
            h for h in self.unfinished for name in (h.code, h.values.get("name")) if name and any(f"_{fold(name)}_" in w for w in words)
        ]
        return named[0] if named and all(h is named[0] for h in named) else None


def is_form(known: Known) -> bool:
    """Whether a table was written downwards."""
    return isinstance(known.raw, SheetTable) and known.raw.downwards


def _leave_out(known: Known) -> None:
    """Note that no row of a table was read."""
    if isinstance(known.raw, SheetTable):
        for row in range(len(known.raw.rows)):
            known.raw.set_fate(row, Fate.UNKNOWN)


def _named_otherwise(known: Known) -> bool:
    """Whether a sheet's name is not that of its table."""
    return BY_NAME.get(fold(known.raw.name)) is not known.table


def _people(known: Known) -> list[tuple[str, str, str, str]]:
    """Who stands in a roster: name, birth, identity number and household of each row that names somebody."""
    slugs = ("ho_ten", "ngay_sinh", "cccd", "ma_ho")
    rows = [tuple("" if (v := known.value(row, slug)) is None else str(v) for slug in slugs) for row in range(len(known.raw.rows))]
    return [(fold_name(name), birth, cccd, household) for name, birth, cccd, household in rows if name]


def _repeated(before: Iterable[list[tuple[str, str, str, str]]], more: Iterable[tuple[str, str, str, str]]) -> str | None:
    """Somebody, or a household, of a further part of a roster who stands in the parts before it; None where nobody does."""
    known = [one for part in before for one in part]
    persons = {(name, birth) for name, birth, _, _ in known}
    numbers, households = {cccd for _, _, cccd, _ in known} - {""}, {household for *_, household in known} - {""}
    for name, birth, cccd, household in more:
        if (name, birth) in persons or cccd in numbers:
            return f"“{name.title()}”"
        if household in households:
            return f"hộ “{household}”"
    return None


def _is_copy(parts: Sequence[Known], known: Known) -> bool:
    """Whether everybody in a further part stands in the parts before it."""
    persons = {one[0] for part in parts for one in _people(part)}
    return all(one[0] in persons for one in _people(known)) and {f.slug for _, f in known.columns} != {f.slug for _, f in parts[0].columns}


def _of_commune(hamlets: Sequence[Unfinished], text: str) -> Unfinished | None:
    """Of hamlets of one name the one whose commune the text names too."""
    words = f"_{fold(text)}_"
    named = [h for h in hamlets if h.values.get("commune") and f"_{fold(h.values['commune'])}_" in words]
    return named[0] if len(named) == 1 else None


def go_astray(table: Table, hamlets: Iterable[Unfinished]) -> None:
    """Note that a row of a table is missing from one of these hamlets."""
    for hamlet in hamlets:
        hamlet.astray.add(table.slug)
        if table.counts:
            hamlet.flawed.add(rows_route(table.slug))


def cell_text(known: Known, row: int) -> str | None:
    """The party cell that a row names; None where it names none."""
    value = known.raw.rows[row][known.cell_at] if known.cell_at is not None else None
    return (tidy(value) or None) if isinstance(value, str) else code_text(value)


def empty(value: Raw) -> bool:
    """Whether a cell or a list holds nothing but white space."""
    if isinstance(value, (list, tuple)):
        return not any(value)
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def _bare_code(code: str) -> str:
    """A code without what a workbook loses of it: "001" is 1."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", fold_code(code)).replace("_", "")


def code_text(value: Raw) -> str | None:
    """A code as text: 12.0 from a workbook and "12" from YAML are one."""
    if value is None or isinstance(value, (CellFault, RawTable, date)) or empty(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
