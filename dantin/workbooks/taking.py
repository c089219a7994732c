"""What a new dossier takes from files that people have: a list of households, the party's export, the dossier of the last term.

Whose a row is, is told by the readers alone, as where a district's list names the files of a hamlet. Nothing is guessed: what was taken,
what was left and why is noted. A value that does not read is carried as it stands, so that the new dossier shows the same fault at it and
nothing of the list is lost; what has no text (an error value, a formula without a result) is left blank. Writes nothing itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

from dantin.case import Case
from dantin.diagnostic import Diagnostic, Severity
from dantin.errors import CannotDo
from dantin.model import MemberState, Office, PartialDate, Row, StepKind
from dantin.people import find_name
from dantin.readers import ReadDossier, Reading, read, read_source
from dantin.readers.dossier.fields import BY_SLUG, Kind, Names, Table
from dantin.readers.dossier.hamlets import code_text, empty
from dantin.readers.dossier.party_cells import PartyCell, read_cell
from dantin.readers.dossier.quoting import shown
from dantin.readers.dossier.unfinished import Owner
from dantin.readers.files.raw import CellFault, MonthOfYear, Percent, RawTable, SheetTable
from dantin.readers.sheets.row_words import GROUP_WORDS
from dantin.readers.sources import Source
from dantin.records import dataclass
from dantin.run import check_reading
from dantin.vietnamese import fold, fold_code, sentence_case
from dantin.wording import titled
from dantin.workbooks.dossier_files import Values, as_text

ROSTERS = {"ho_gia_dinh": "hộ", "dang_vien": "đảng viên"}
"""The tables that are taken, and what is counted in them."""
_TAKEN_OF_UNIT = ("ma", "ten", "loai", "xa", "huyen", "tinh", "chi_bo", "dang_bo")
_LEFT_OF_UNIT = ("nhiem_ky_truong", "nhiem_ky_chi_bo", "mo_hinh", "tong_so_ho", "tong_dang_vien", "dai_hoi_diem")
_OF_A_MEETING = "của cuộc họp, đại hội lần trước"
_UNREAD = "DT001"
# A hamlet that has a number, anywhere in a title. With words alone, "bản", "làng" may be part of anything.
_NUMBERED = re.compile(rf"\b(?:{'|'.join(GROUP_WORDS[:14])}|kp)\.?\s*\d+\b", re.IGNORECASE)
_MOST = 200


class Fate(StrEnum):
    """What became of something that a file holds."""

    TAKEN = "Đã lấy"
    LEFT = "Không lấy"
    LOOK = "Cần xem lại"


@dataclass(frozen=True)
class Note:
    """One line of the account: the file, what became of what in it, and why. `brief`: how a screen says it, where that is shorter."""

    file: str
    fate: Fate
    what: str
    why: str = ""
    brief: str = ""


@dataclass
class Taken:
    """What one new dossier takes: fields of the unit, rows by table; and the account."""

    unit: dict[str, object]
    rows: dict[str, list[Values]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, file: str, fate: Fate, what: str, why: str = "", brief: str = "") -> None:
        """Add one line to the account."""
        self.notes.append(Note(file, fate, what, why, brief))


@dataclass(frozen=True)
class Given:
    """A file that was read. `served`: by code, as the readers were told it, the place among the new hamlets; empty where the file says
    itself which hamlets it holds, or nobody knows.
    """

    path: str
    reading: Reading
    served: Mapping[str, int] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Its name, as the account calls it: where it lay on somebody's machine tells the next reader nothing."""
        return self.path.rpartition("/")[2]

    def of(self, unit: Values, number: int) -> ReadDossier | None:
        """What it holds of a new hamlet, the `number`th of them; None where that is nothing, or it cannot be told."""
        entries = self.reading.dossiers
        if self.served:
            return next((entry for entry in entries if self.served.get(fold_code(entry.dossier.code or "")) == number), None)
        code, name = unit.get("ma"), unit.get("ten")
        if code is not None and (coded := [e for e in entries if e.dossier.code and fold_code(e.dossier.code) == fold_code(str(code))]):
            return coded[0]
        if name is None:
            return entries[0] if len(entries) == 1 and code is None else None
        cell = read_cell(str(name))
        named = [e for e in entries if e.dossier.unit.name and read_cell(e.dossier.unit.name).may_be(cell)]
        here = [e for e in named if fold(e.dossier.unit.commune or "") == fold(str(unit.get("xa") or ""))]
        alike = here if len(named) > 1 else named
        return alike[0] if len(alike) == 1 else None

    @property
    def hamlets(self) -> str:
        """The hamlets it holds, as they are told to the user."""
        there = [e for e in self.reading.dossiers if _holds(e)]
        names = [e.dossier.unit.name or e.dossier.code for e in there if e.dossier.unit.name or e.dossier.code]
        return ", ".join(shown(name) for name in names[:5]) + (f" và {len(names) - 5} nơi khác" if len(names) > 5 else "")


def give(path: Path, units: Sequence[Values], password: str | None = None) -> Given:
    """Read a file for new hamlets. Raises CannotDo for one that cannot be read at all."""
    file = path.as_posix()
    reading = read(path, file, password=password)
    for fault in reading.diagnostics:
        if fault.code == _UNREAD:
            raise CannotDo(f"“{file}”: {fault.message}")
    if any("don_vi" in entry.places.rows for entry in reading.dossiers):
        return Given(file, reading)
    named = {number: unit for number, unit in enumerate(units) if unit.get("ten")}
    if not named:
        return Given(file, reading)
    codes = {number: str(unit.get("ma") or f"{unit['ten']}, {unit.get('xa') or ''}") for number, unit in named.items()}
    header, called = _column_of_hamlets(reading, codes, [read_cell(str(unit["ten"])) for unit in named.values()])
    codes |= _called(file, header, called, named)
    owners = [Owner(codes[number], str(unit["ten"]), str(unit["xa"]) if unit.get("xa") else None) for number, unit in named.items()]
    ours = [read_cell(owner.name or "") for owner in owners]
    owners += [Owner(text, text) for text in called if not any(mine.may_be(read_cell(text)) for mine in ours)] or _others(reading, ours)
    source = Source((file,), {file: tuple(owners)}, frozenset(fold_code(owner.code) for owner in owners))
    own = Names({header: "ma_ap"} if header else None)
    reading = read_source(source, own, passwords={path: password} if password is not None else None)
    return Given(file, reading, {fold_code(code): number for number, code in codes.items()})


def _column_of_hamlets(reading: Reading, codes: Mapping[int, str], ours: Sequence[PartyCell]) -> tuple[str, list[str]]:
    """The header of a roster's column that calls the hamlet of each row by its name and not by a code, and what stands in it, each once.

    A column of which the header is not understood is one where every hamlet in it is of the kind of ours, or where the header names that
    kind and one of ours is in it. Nothing where there is no such column, or where a name is that of two of ours.
    """
    kinds = {mine.kind for mine in ours if mine.kind}
    ours_by_code = {fold_code(code) for code in codes.values()}
    for table in reading.tables:
        for column, header in enumerate(table.headers if table.slug in ROSTERS else ()):
            texts = {fold_code(text): text for row in table.rows if (text := code_text(row[column])) is not None}
            if table.fields.get(column, "ma_ap") != "ma_ap" or not texts or ours_by_code & {*texts}:
                continue
            cells = [read_cell(text) for text in texts.values()]
            fitting = [[mine for mine in ours if mine.may_be(cell)] for cell in cells]
            headed = any(f"_{kind}_" in f"_{fold(header)}_" for kind in kinds)
            named = headed and any(fitting) and all(cell.kind in {None, *kinds} for cell in cells)
            if (named or all(cell.kind in kinds for cell in cells)) and all(len(mine) < 2 for mine in fitting):
                return header, list(texts.values())
    return "", []


def _called(file: str, header: str, called: Sequence[str], named: Mapping[int, Values]) -> dict[int, str]:
    """What a file calls each new hamlet that is in it. Raises CannotDo for one that is called two things."""
    codes: dict[int, str] = {}
    for number, unit in named.items():
        mine = [text for text in called if read_cell(str(unit["ten"])).may_be(read_cell(text))]
        if len(mine) > 1:
            spelled = ", ".join(map(shown, mine))
            raise CannotDo(f"“{file}”: cột {shown(header)} ghi {unit['ten']} bằng nhiều cách: {spelled}. Ghi cùng một cách rồi chạy lại.")
        codes |= {number: mine[0]} if mine else {}
    return codes


def _others(reading: Reading, ours: Sequence[PartyCell]) -> list[Owner]:
    """The other hamlets that sheets are called by, or titles and headings speak of by a number: what is theirs is none of ours."""
    sheets = [table for table in reading.tables if isinstance(table, SheetTable)]
    texts = [sheet.name for sheet in reading.sheets]
    texts += [match[0] for sheet in sheets for text in (*sheet.about, *sheet.lone.values()) for match in _NUMBERED.finditer(text)]
    cells = {cell.hamlet: cell for cell in map(read_cell, texts) if cell.kind is not None}
    return [Owner(name, name) for name, cell in cells.items() if not any(mine.may_be(cell) for mine in ours)]


def _holds(entry: ReadDossier) -> bool:
    """Whether there is anything of a hamlet to be taken."""
    return any((entry.dossier.households, entry.dossier.members, "don_vi" in entry.places.rows))


def take(unit: Values, number: int, givens: Sequence[Given], today: date, *, all_needed: bool) -> Taken:
    """What a new hamlet, the `number`th of them, takes from files, the first that has a thing going before.

    Raises CannotDo where `all_needed` and a file has nothing of it.
    """
    taken = Taken(dict(unit))
    for given in givens:
        entry = given.of(taken.unit, number)
        if entry is None or not _holds(entry):
            whose = shown(str(unit.get("ten") or unit.get("ma") or "ấp nào cũng được"))
            if all_needed:
                has = f" Tệp có: {given.hamlets}." if given.hamlets else ""
                way = "ghi --ten hoặc --ma đúng như trong tệp" if unit.get("ten") else "ghi --ten, hoặc --ma, để biết lấy của ấp nào"
                raise CannotDo(f"“{given.path}”: không thấy số liệu của {whose}.{has} Cách làm: {way}.")
            taken.note(given.file, Fate.LEFT, "Cả tệp", f"không thấy số liệu của {whose}")
            continue
        _take_unit(taken, given, entry, today)
        sheets = set()
        for slug in ROSTERS:
            if getattr(entry.dossier, BY_SLUG[slug].attribute):
                sheets |= _take_roster(taken, given, entry, slug)
        _leave_election(taken, given.file, entry)
        taken.notes += to_look_at(given, entry, sheets)
    return taken


# --- The unit ----------------------------------------------------------------------------------------------------------


def _take_unit(taken: Taken, given: Given, entry: ReadDossier, today: date) -> None:
    if "don_vi" not in entry.places.rows:
        return
    unit, table, carried = entry.dossier.unit, BY_SLUG["don_vi"], []
    for slug in _TAKEN_OF_UNIT:
        value, field_ = getattr(unit, table.by_slug[slug].attribute), table.by_slug[slug]
        if value is None:
            continue
        mine = taken.unit.get(slug)
        if mine is None:
            taken.unit[slug] = value
            carried.append(f"{field_.header}: {value}")
        elif fold(str(mine)) != fold(str(value)):
            taken.note(given.file, Fate.LEFT, f"{field_.header}: {value}", f"đã ghi “{mine}”")
    if carried:
        taken.note(given.file, Fate.TAKEN, f"Đơn vị: {'; '.join(carried)}", brief="trang Đơn vị")
    left = [table.by_slug[slug].header for slug in _LEFT_OF_UNIT if getattr(unit, table.by_slug[slug].attribute) is not None]
    if left:
        why = "là của nhiệm kỳ trước; tổng số hộ, tổng số đảng viên tính theo danh sách, không có danh sách thì ghi số hiện nay"
        taken.note(given.file, Fate.LEFT, f"Đơn vị: {'; '.join(left)}", why, "nhiệm kỳ và các tổng số cũ")
    report = check_reading(given.reading, today, tally_only=False, keep_cases=True)
    hamlet = next(h for h in report.hamlets if h.index == given.reading.dossiers.index(entry))
    assert hamlet.case is not None
    wrong = any(d.severity is Severity.ERROR and d.hamlet == hamlet.code for d in report.diagnostics)
    for slug, office, step in (
        ("truong_duong_nhiem", Office.HEAD, StepKind.RECOGNITION),
        ("bi_thu_duong_nhiem", Office.SECRETARY, StepKind.APPROVAL),
    ):
        header = sentence_case(titled(table.by_slug[slug].header.lower(), unit))
        name, why = in_office(hamlet.case, office, step, wrong=wrong)
        if name is not None and slug not in taken.unit:
            taken.unit[slug] = name
            taken.note(given.file, Fate.TAKEN, f"{header}: {name}", why)
        elif name is None and why:
            taken.note(given.file, Fate.LEFT, header, f"{why}; biết chắc thì tự ghi vào trang “Đơn vị”")


def in_office(case: Case, office: Office, step: StepKind, *, wrong: bool) -> tuple[str | None, str]:
    """Who holds an office by the dossier of the last election, and how that is known; without a name why it is not certain.

    `wrong`: an error stands on that dossier. A vote that was counted, recognised or approved, and never undone is certain.
    """
    dossier = case.dossier
    counts = [count for count in case.counts if count.office is office and not count.planned]
    unit_says = dossier.unit.sitting_head if office is Office.HEAD else dossier.unit.sitting_secretary
    undone = (StepKind.REFUSAL, StepKind.HEAD_DISMISSED, StepKind.ACTING_HEAD) if office is Office.HEAD else ()
    if not counts:
        if unit_says is None:
            return None, ""
        ended = next((kind for kind in undone if dossier.step(kind) is not None), None)
        return (None, f"tệp có ghi bước “{ended.value}”") if ended is not None else (unit_says, "tệp ghi ở trang “Đơn vị”")
    elected = [person for count in counts for person in count.elected]
    done = dossier.step(step)
    if wrong:
        return None, "hồ sơ đó còn lỗi"
    if len(elected) != 1 or elected[0].name is None:
        return None, "hồ sơ đó không cho biết ai trúng cử"
    if done is None or done.day is None:
        return None, f"hồ sơ đó chưa ghi ngày “{step.value}”"
    if any(dossier.step(kind) is not None for kind in undone):
        return None, "hồ sơ đó ghi đã cho thôi, từ chối công nhận hoặc cử người lâm thời"
    if done.person is not None and not find_name(done.person, elected):
        return None, f"người ở bước “{step.value}” không phải người trúng cử"
    return elected[0].name, f"trúng cử, và đã ghi ngày “{step.value}”"


# --- Rosters -----------------------------------------------------------------------------------------------------------


def _take_roster(taken: Taken, given: Given, entry: ReadDossier, slug: str) -> set[str]:
    """Take a roster, unless a file before has given it; gives the sheets it stands on."""
    table = BY_SLUG[slug]
    people: Sequence[Row] = getattr(entry.dossier, table.attribute)
    what = f"{table.sheet}: {len(people)} {ROSTERS[slug]}"
    raws = {id(raw): raw for raw, _ in entry.places.rows[slug]}.values()
    if slug in taken.rows:
        first = next(note.file for note in taken.notes if note.fate is Fate.TAKEN and note.what.startswith(f"{table.sheet}: "))
        taken.note(given.file, Fate.LEFT, what, f"danh sách này đã lấy ở “{first}”; cần ghép thì ghép hai danh sách thành một tệp trước")
        return set()
    rows, odd = roster_of(entry, slug)
    taken.rows[slug] = rows
    why = []
    if odd:
        why.append(f"{odd} ô sai được giữ nguyên như trong tệp, hoặc để trống nếu không có chữ, để sửa theo thông báo của dantin")
    if given.served and not any({"ma_ap", "chi_bo"} & {*raw.fields.values()} for raw in raws) and len(given.reading.dossiers) == 1:
        why.append("tệp không ghi từng dòng là của ấp nào nên lấy tất cả")
    taken.note(given.file, Fate.TAKEN, what, "; ".join(why))
    for ticks, of in (("du_hop", "ho_gia_dinh"), ("co_mat", "dang_vien")):
        if of == slug and any(getattr(person, table.by_slug[ticks].attribute) is not None for person in people):
            taken.note(
                given.file,
                Fate.LEFT,
                f"{table.sheet}: cột “{table.by_slug[ticks].header}”",
                f"là {_OF_A_MEETING}",
                f"điểm danh {ROSTERS[slug]}",
            )
    excused = sum(getattr(person, "state", None) is MemberState.EXCUSED for person in people)
    if excused:
        taken.note(
            given.file,
            Fate.LEFT,
            f"{table.sheet}: “{MemberState.EXCUSED.value}” của {excused} người",
            f"là {_OF_A_MEETING}",
            f"{excused} đảng viên “vắng có lý do”",
        )
    return sheets_of(entry, slug)


def sheets_of(entry: ReadDossier, slug: str) -> set[str]:
    """The sheets that a table of a hamlet was read from."""
    return {raw.name for raw, _ in entry.places.rows[slug] if isinstance(raw, SheetTable)}


def roster_of(entry: ReadDossier, slug: str) -> tuple[list[Values], int]:
    """The rows of a roster for a new dossier, numbered anew, and how many of its cells do not read."""
    rows: list[Values] = []
    odd = 0
    people: Sequence[Row] = getattr(entry.dossier, BY_SLUG[slug].attribute)
    for person, (raw, at) in zip(people, entry.places.rows[slug], strict=True):
        values, unread = _row(BY_SLUG[slug], person, raw, at)
        odd += unread
        if values:
            rows.append({"tt": len(rows) + 1, **values} if "tt" in raw.fields.values() else values)
    return rows, odd


def _row(table: Table, person: Row, raw: RawTable, at: int) -> tuple[dict[str, object], int]:
    """What a row says of a person, apart from its number and what was of one meeting; and how many of its cells do not read."""
    columns = {slug: column for column, slug in raw.fields.items()}
    values: dict[str, object] = {}
    odd = 0
    for field_ in table.fields:
        if not field_.attribute or field_.slug in ("tt", "ly_do_vang") or field_.kind is Kind.TICK:
            continue
        value = getattr(person, field_.attribute)
        if value is None and field_.slug in columns and not empty(cell := raw.rows[at][columns[field_.slug]]):
            odd += 1
            value = None if isinstance(cell, (CellFault, RawTable)) else cell
        if value is not None and value is not MemberState.EXCUSED:
            values[field_.slug] = _plain(value)
    return values, odd


def _plain(value: Any) -> object:
    """A value of the model, or of a cell, as plain data."""
    if isinstance(value, PartialDate):
        return value.full or str(value.year)
    if isinstance(value, (MonthOfYear, Percent)):
        return value.shown
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, (str, int, float, date)) else as_text(value)


# --- What was left, and what is to be looked at ------------------------------------------------------------------------


def _leave_election(taken: Taken, file: str, entry: ReadDossier) -> None:
    left = [
        table.sheet
        for table in BY_SLUG.values()
        if table.attribute and table.slug not in ROSTERS and table.slug != "don_vi" and getattr(entry.dossier, table.attribute)
    ]
    if left:
        taken.note(file, Fate.LEFT, "Các trang: " + ", ".join(left), "là của cuộc bầu trước; cuộc bầu mới ghi từ đầu", "cuộc bầu trước")


def to_look_at(given: Given, entry: ReadDossier, sheets: set[str]) -> Iterator[Note]:
    """What the readers found on the rosters taken, of this hamlet or of no one hamlet."""
    notable = [d for d in given.reading.diagnostics if _concerns(d, entry, sheets)]
    for d in notable[:_MOST]:
        yield Note(given.file, Fate.LOOK, f"{d.place}: {d.message}" if str(d.place) else d.message, d.code)
    if len(notable) > _MOST:
        yield Note(given.file, Fate.LOOK, f"và {len(notable) - _MOST} chỗ khác", "xem bằng dantin validate tệp này")


def _concerns(d: Diagnostic, entry: ReadDossier, sheets: set[str]) -> bool:
    if d.hamlet is not None and d.hamlet != entry.dossier.code:
        return False
    return d.place.sheet in sheets if d.place.sheet is not None else d.place.line is not None
