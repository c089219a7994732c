"""Which hamlets a reading is of: by its tables of units and forms, or by the district's list where that says which files are whose."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from dantin import model
from dantin.diagnostic import Place
from dantin.readers import findings
from dantin.readers.dossier.fields import TABLES
from dantin.readers.dossier.hamlets import Hamlets, code_text, empty, is_form
from dantin.readers.dossier.party_cells import read_cell
from dantin.readers.dossier.places import Places
from dantin.readers.dossier.quoting import shown
from dantin.readers.dossier.row_values import RowValues
from dantin.readers.dossier.tables import Known, Reporter
from dantin.readers.dossier.unfinished import Owner, Unfinished
from dantin.readers.files.limits import HAMLETS, dotted
from dantin.readers.files.raw import Unreadable
from dantin.readers.sheets.people_words import is_person
from dantin.readers.sheets.row_words import group_word
from dantin.records import dataclass
from dantin.route import Route, field_route
from dantin.vietnamese import code_meant, fold_code, fold_name

_UNIT_CODE = field_route(model.Unit.table, "ma")


@dataclass
class Units:
    """Finds the hamlets. `known` are the tables by kind, `doubtful` by file what a table that nobody knows may be; for the others see
    `assemble` and `Hamlets`.
    """

    file: str
    known: Mapping[str, list[Known]]
    doubtful: Mapping[str, set[str]]
    serves: Mapping[str, Sequence[Owner]]
    wanted: Collection[str]
    report: Reporter
    hamlets: Hamlets
    rows: RowValues

    def find_hamlets(self) -> None:
        """The hamlets by the table of units, else by forms; one of which nothing is known where neither is there."""
        units = self.known.get("don_vi", [])
        forms = [known for known in units if is_form(known)]
        known = next((known for known in units if not is_form(known)), None)
        if (known is None or not known.raw.rows) and forms:
            self.add_hamlet(forms.pop(0), 0)
        elif known is None or not known.raw.rows:
            self.tell_no_unit(known.raw.place() if known is not None else Place(self.file))
            self.hamlets.unfinished.append(Unfinished(Places(self.file)))
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
                    self.rows.join(known, row, hamlet, model.Unit.table, hamlet.values)
                else:
                    hamlet.places.file = file
                    hamlet.places.rows["don_vi"] = [(known.raw, row)]
                    hamlet.values.update(self.rows.settle(known, row, hamlet, model.Unit.table))
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
            self.rows.join(form, 0, hamlet, model.Unit.table, hamlet.values)
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
        """One more hamlet, told by a row of units or a form."""
        values = known.raw.rows[row]
        code_at = next((c for c, f in known.columns if f.slug == "ma"), None)
        code = code_text(values[code_at]) if code_at is not None else None
        hamlet = Unfinished(Places(known.raw.file))
        hamlet.places.rows["don_vi"] = [(known.raw, row)]
        hamlet.values["code"] = code
        hamlet.values.update(self.rows.settle(known, row, hamlet, model.Unit.table))
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
