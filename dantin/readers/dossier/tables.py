"""A raw table -> a table of the contract: its columns by field, its cells converted, and what in it wants tidying."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from dantin.diagnostic import Diagnostic, Place
from dantin.figures import FIELDS, VOTES
from dantin.readers import findings
from dantin.readers.dossier.cell_days import turned_day
from dantin.readers.dossier.conversion import convert_column
from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES, Field, Kind, Names, NamesKey, Table
from dantin.readers.dossier.quoting import Refused, nearest_offer, shown
from dantin.readers.dossier.tidying import TIDIED, Untidy, untidy
from dantin.readers.dossier.unfinished import Unfinished
from dantin.readers.files.limits import FINDINGS
from dantin.readers.files.raw import Raw, RawTable, SheetTable
from dantin.records import dataclass
from dantin.route import NOWHERE, Route
from dantin.rule import Rule, diagnose
from dantin.vietnamese import fold, is_tidy

CODE = "ma_ap"
PARTY_CELL = "chi_bo"
# A list of everybody who lives in a household says so in a column of its own.
_KINSHIP = ("quan_he_voi_chu_ho", "quan_he_chu_ho", "quan_he_voi_nguoi_dai_dien")
# Without these nothing is decided anyway, so a column that has lost its header may well be one of them.
FIGURES = (*FIELDS, VOTES)
# A result also rests on these: where one of them is misspelt, the result is in doubt.
_COUNTED: Mapping[str, tuple[str, ...]] = {
    "don_vi": ("tong_so_ho", "tong_dang_vien"),
    "bau_cu": ("lan", "ngay", "cach_thuc", "hinh_thuc", "dien_bau", "so_can_bau", "tong_so", "duoc_tru", "ghi_nhan"),
}


@dataclass
class Reporter:
    """Takes down what is found wrong with a file, in the order found."""

    diagnostics: list[Diagnostic]
    reported: Counter[str] = dataclasses.field(default_factory=Counter)
    seen: set[tuple[str, Place, str]] = dataclasses.field(default_factory=set)

    def __call__(
        self,
        rule: Rule,
        place: Place,
        hamlet: str | None = None,
        slug: str | None = None,
        route: Route = NOWHERE,
        related: tuple[Place, ...] = (),
        hint: str | None = None,
        /,
        **facts: object,
    ) -> None:
        """Note a finding; `hint` in the place of the rule's own. DT0xx rest on no provision, so no day matters.

        Beyond `FINDINGS` of one code only their number is kept.

        The fact `layout` says that the finding is about how a sheet is laid out, as all of DT003 are.
        """
        self.reported[rule.code] += 1
        if self.reported[rule.code] > FINDINGS:
            return
        facts = {"offer": "", "zero": "", **facts}
        layout = bool(facts.pop("layout", rule is findings.DT003)) and place.sheet is not None
        diagnostic = diagnose(rule, place, facts, day=date.min, hamlet=hamlet, field=slug, route=route, related=related, hint=hint)
        assert diagnostic is not None
        diagnostic = replace(diagnostic, layout=True) if layout else diagnostic
        # One cell merged over several rows is wrong once.
        if (key := (diagnostic.code, diagnostic.place, diagnostic.message)) not in self.seen:
            self.seen.add(key)
            self.diagnostics.append(diagnostic)

    def close(self) -> None:
        """Say how many findings were not told one by one, at the last of their code that was."""
        for code, number in self.reported.items():
            if number > FINDINGS:
                last = next(i for i in range(len(self.diagnostics) - 1, -1, -1) if self.diagnostics[i].code == code)
                diagnostic = self.diagnostics[last]
                self.diagnostics[last] = replace(
                    diagnostic, message=f"{diagnostic.message} (và {number - FINDINGS} chỗ khác như vậy trong tệp này)"
                )


@dataclass
class Known:
    """A raw table that was recognised: its columns by field, and the cells of these columns converted.

    `code_at` is the column of the hamlet's code, `cell_at` that of a member's party cell, `nested` that of the candidates; none is among
    `columns`. `doubted` names fields
    that have two columns, or none and a column that nobody knows in its place. `hamlet` is the one that a title or the sheet's name says
    the whole table is of, `cells` those of its party cells.
    """

    raw: RawTable
    table: Table
    columns: list[tuple[int, Field]]
    doubted: set[str] = dataclasses.field(default_factory=set)
    nested: int | None = None
    code_at: int | None = None
    cell_at: int | None = None
    hamlet: Unfinished | None = None
    cells: dict[str, Unfinished | None] = dataclasses.field(default_factory=dict)
    everybody: bool = False

    @cached_property
    def values(self) -> list[tuple[Any, ...]]:
        """The converted values of each row, in the order of `columns`; `Refused` where a cell does not read."""
        return list(zip(*self.by_column, strict=True)) if self.columns else [()] * len(self.raw.rows)

    @cached_property
    def by_column(self) -> list[list[Any]]:
        """The converted values of each of `columns`."""
        shift = self.raw.serial_shift if isinstance(self.raw, SheetTable) else 0
        cells = self.raw_columns
        columns = zip(self.columns, self.neat, strict=True)
        return [convert_column(field, cells[column], shift, neat=neat) for (column, field), neat in columns]

    @cached_property
    def neat(self) -> list[bool]:
        """Whether there is surely nothing to tidy in the texts of each of `columns`, asked of all of them at once."""
        return [
            field.kind in TIDIED and is_tidy([*filter(str.__instancecheck__, self.raw_columns[column])])  # type: ignore[list-item]
            for column, field in self.columns
        ]

    @cached_property
    def raw_columns(self) -> list[tuple[Raw, ...]]:
        """The raw cells by column; of a table without rows each column is empty."""
        return list(zip(*self.raw.rows, strict=True)) or [()] * len(self.raw.headers)

    @cached_property
    def _attributes(self) -> tuple[str, ...]:
        return tuple(field.attribute for _, field in self.columns)

    def given(self, row: int) -> dict[str, Any]:
        """What one row holds, by attribute; blanks left out, so that the model's own defaults stand for them."""
        values = self.values[row]
        given = dict(zip(self._attributes, values, strict=True))
        return {name: value for name, value in given.items() if value is not None} if None in values else given

    @cached_property
    def held(self) -> bool:
        """Whether a round of a table of rounds has a figure: it was held."""
        columns = zip(self.columns, self.by_column, strict=True)
        return self.table.slug == "bau_cu" and any(
            field.slug in FIGURES and any(value is not None for value in column) for (_, field), column in columns
        )

    @cached_property
    def full(self) -> bool:
        """Whether every row holds more than its number, by a column that is nowhere blank."""
        columns = zip(self.columns, self.by_column, strict=True)
        return any(field.slug != "tt" and None not in column for (_, field), column in columns)

    @cached_property
    def troubled(self) -> set[int]:
        """The rows in which a cell does not read or a required one is blank."""
        if self.doubted:
            return set(range(len(self.raw.rows)))
        required = [column for column, (_, field) in zip(self.by_column, self.columns, strict=True) if field.required]
        blank = {row for column in required if None in column for row, value in enumerate(column) if value is None}
        return blank | {
            row for column in self.by_column if Refused in map(type, column) for row, v in enumerate(column) if type(v) is Refused
        }

    @cached_property
    def noteworthy(self) -> list[int]:
        """The rows of which something is to be told: what they hold is not all there is to them."""
        return sorted({*self.untidy, *self.troubled, *(row for row, _ in self.raw.decoded if row >= 0)})

    @cached_property
    def untidy(self) -> Mapping[int, list[tuple[int, Field, Untidy]]]:
        """The rows with texts that want tidying: in which columns, and what."""
        by_row: dict[int, list[tuple[int, Field, Untidy]]] = defaultdict(list)
        for (column, field), neat in zip(self.columns, self.neat, strict=True):
            if field.kind in TIDIED:
                for row, what in untidy(field, self.raw_columns[column], neat=neat).items():
                    by_row[row].append((column, field, what))
        return by_row

    def value(self, row: int, slug: str) -> Any:
        """The converted value of one field of a row; None where there is no such column."""
        return next((v for (_, f), v in zip(self.columns, self.values[row], strict=True) if f.slug == slug), None)


class _Headings(NamedTuple):
    """The columns of a table by what their headers say; `fields` their slugs, `others` those of no field (None) or one that another has."""

    columns: tuple[tuple[int, Field], ...]
    fields: Mapping[int, str]
    others: tuple[tuple[int, Field | None], ...]
    nested: int | None
    code_at: int | None
    cell_at: int | None


@lru_cache(maxsize=2**9)
def _headings(slug: str, headers: tuple[str, ...], given: tuple[tuple[int, str], ...], own: NamesKey) -> _Headings:
    """What these headers of a table say. Remembered: a district's dossiers have the same ones."""
    table, slugs, names = BY_SLUG[slug], dict(given), Names(dict(own))
    columns: dict[str, tuple[int, Field]] = {}
    fields: dict[int, str] = {}
    others: list[tuple[int, Field | None]] = []
    nested: int | None = None
    for column, header in enumerate(headers):
        if slug == "bau_cu" and fold(header) == NESTED_CANDIDATES:
            nested, fields[column] = column, NESTED_CANDIDATES
            continue
        field = table.by_slug[slugs[column]] if column in slugs else names.field(table, header)
        if field is not None and field.slug not in columns:
            columns[field.slug], fields[column] = (column, field), field.slug
        elif field is not None or fold(header) not in map(fold, table.unread):
            others.append((column, field))
    code_at = columns[CODE][0] if CODE in columns else None
    cell_at = columns[PARTY_CELL][0] if PARTY_CELL in columns and not columns[PARTY_CELL][1].attribute else None
    plain = tuple((column, field) for column, field in columns.values() if column not in (code_at, cell_at))
    return _Headings(plain, fields, tuple(others), nested, code_at, cell_at)


def understand(raw: RawTable, table: Table, names: Names, report: Reporter, *, report_missing: bool = True, held: bool = False) -> Known:
    """A table recognised: which column holds which field; what is unknown, there twice or missing is reported.

    `held`: some round of the file has figures, which rest on votes and rosters.
    """
    on_sheet = isinstance(raw, SheetTable)
    headings = _headings(table.slug, tuple(raw.headers), tuple(raw.fields.items()), names.key)
    known = Known(raw, table, [*headings.columns], set(raw.doubted), headings.nested, code_at=headings.code_at, cell_at=headings.cell_at)
    raw.fields.update(headings.fields)
    seen = {slug: column for column, slug in headings.fields.items() if slug != NESTED_CANDIDATES}
    repeated: set[str] = set()
    strange: list[tuple[int, str]] = []
    for column, field in headings.others:
        header = raw.headers[column]
        if field is not None:
            first = raw.header_place(seen[field.slug])
            report(findings.DT009, raw.header_place(column), what=f"cột “{field.header}”", first=str(first))
            repeated.add(field.slug)
        elif table.slug == "ho_gia_dinh" and fold(header) in _KINSHIP:
            facts = {"field": header, "found": "danh sách ghi mọi người trong hộ", "expected": "mỗi hộ một dòng, là người đại diện"}
            report(findings.DT004, raw.header_place(column), **facts)
            known.doubted.add("ho_ten")
            known.everybody = True
        elif not header and "ho_ten" in seen and _goes_on(raw, seen["ho_ten"], column):
            what = "tiêu đề của cột ngay sau “Họ và tên” (cột này hình như ghi phần sau của họ tên)"
            report(findings.DT002, raw.header_place(column), what=what, expected="hai cột “Họ và tên đệm” và “Tên”")
            repeated.add("ho_ten")
        else:
            offered = both_spellings((f.header, f.slug) if on_sheet else (f.slug, f.header) for f in table.fields)
            nested = [NESTED_CANDIDATES] if table.slug == "bau_cu" and not on_sheet else []
            strange.append((column, nearest_offer(header, [*offered, *nested]) if header else ""))
    if raw.decoded and (old := next((c for c in range(len(raw.headers)) if (-1, c) in raw.decoded), None)) is not None:
        text, coding = raw.decoded[-1, old]
        what = f"tiêu đề các cột viết bằng phông cũ {coding}: {shown(text)} là {shown(raw.headers[old])}"
        report(findings.DT006, raw.header_place(old), what=what)
    missing = [field for field in table.fields if field.required and field.slug not in seen and raw.rows and report_missing]
    for field in missing:
        if (at := _likely(raw, field, strange)) is None:
            name = f"cột “{field.header}”" if on_sheet else f"trường “{field.slug}”"
            what = f"{name} trong bảng “{table.sheet}”"
            report(findings.DT002, raw.place(), what=what, expected=f"“{field.header}” hoặc “{field.slug}”")
        else:
            strange = [entry for entry in strange if entry[0] != at]
            _tell_lost(known, at, [field], "chữ", report)
            known.doubted.add(field.slug)
    if strange:
        tell_strange(known, strange, seen.keys(), report, held=held)
    known.doubted = (known.doubted - seen.keys()) | repeated | ({"ho_ten"} if known.everybody else set())
    for column, field in known.columns:
        if field.kind in (Kind.DATE, Kind.BIRTH) and (turned := turned_day(known.raw_columns[column])) is not None:
            row, sure = turned
            # Births are nobody's business in a report: the places say enough.
            what = f"cột “{field.header}” hình như bị đảo ngày với tháng: mọi ô kiểu ngày đều có ngày từ 12 trở xuống"
            what += f", còn ô {raw.cell_place(sure, column).cell or sure + 1} có ngày trên 12 thì chỉ là chữ"
            report(findings.DT011, raw.cell_place(row, column), None, field.slug, NOWHERE, (raw.cell_place(sure, column),), what=what)
    return known


def _likely(raw: RawTable, field: Field, strange: Sequence[tuple[int, str]]) -> int | None:
    """The unknown column that a required field likely stands in: one named nearly so, else the only unknown one, if it is full of texts."""
    near = [column for column, offer in strange if f"“{field.header}”" in offer or f"“{field.slug}”" in offer]
    texts = [column for column, offer in strange if not offer and all(isinstance(row[column], str) and row[column] for row in raw.rows)]
    return near[0] if near else texts[0] if len(strange) == len(texts) == 1 else None


def _tell_lost(known: Known, column: int, fields: Sequence[Field], holds: str, report: Reporter) -> None:
    """Report a column that nobody knows where one of these fields has none: it may be that one."""
    raw = known.raw
    on_sheet = isinstance(raw, SheetTable)
    kind = "cột" if on_sheet else "trường"
    stands = f"{kind} {shown(raw.headers[column])}" if raw.headers[column] else f"{kind} này"
    names = " hoặc ".join(f"“{field.header if on_sheet else field.slug}”" for field in fields)
    what = f"{kind} {names} trong bảng “{known.table.sheet}” ({stands} có {holds} mà không biết là gì)"
    report(findings.DT002, raw.header_place(column), what=what, expected=f"ghi {names} cho {kind} này")


def tell_strange(known: Known, strange: Iterable[tuple[int, str]], seen: Collection[str], report: Reporter, *, held: bool) -> None:
    """Report the columns that nobody knows, each with the name offered. One of numbers, where a needed figure has none, may be that."""
    raw, table = known.raw, known.table
    on_sheet = isinstance(raw, SheetTable)
    kind = "cột" if on_sheet else "trường"
    wanted = [field for field in table.fields if field.slug in FIGURES and field.slug not in seen]
    counted = _COUNTED.get(table.slug, table.counts)
    held = held or known.held
    for column, offer in sorted(strange, key=lambda entry: entry[1] == ""):
        header = raw.headers[column]
        stands = f"{kind} {shown(header)}" if header else "cột này" if on_sheet else "trường này"
        # The column may be that of a field that is then missing: its cells are not blank, only not understood.
        near = {f.slug for f in table.fields if f"“{f.header}”" in offer or f"“{f.slug}”" in offer}
        lost = [field for field in wanted if field.slug in near] or ([] if near & {*counted} - {*seen} else wanted)
        numbers = any(is_number(row[column]) for row in raw.rows)
        misspelt = [table.by_slug[slug] for slug in counted if slug in near and slug not in seen]
        # A column of notes is near "Ghi nhận" in name alone: what stands in it has to be a word of that field.
        misspelt = [field for field in misspelt if field.slug != "ghi_nhan" or any(has_word(field, row[column]) for row in raw.rows)]
        if not (lost and numbers) and misspelt and any(row[column] not in (None, "") for row in raw.rows):
            lost, numbers = misspelt, True
        if held and lost and numbers:
            _tell_lost(known, column, lost, "số liệu", report)
            known.doubted |= {field.slug for field in lost}
            wanted = [field for field in wanted if field not in lost]
            continue
        what = f"{stands} không có trong mẫu hồ sơ" if header else f"{stands} có số liệu nhưng không có tiêu đề"
        report(findings.DT003, raw.header_place(column), what=f"{what} nên không được đọc", offer=offer)
        known.doubted |= near - set(FIGURES)


def _goes_on(raw: RawTable, name: int, column: int) -> bool:
    """Whether a column holds the given names of the people whose names are in the column before it on the sheet."""
    if not isinstance(raw, SheetTable) or raw.columns[column] != raw.columns[name] + 1:
        return False
    words = [str(row[column]) for row in raw.rows if row[name] not in (None, "")]
    given = {fold(word) for word in words} - {"nam", "nu"}
    return len(given) > 1 and all(word.strip().isalpha() and word.strip().istitle() for word in words)


def is_number(cell: Raw) -> bool:
    """Whether a cell holds a number, as such or as text."""
    return (isinstance(cell, (int, float)) and not isinstance(cell, bool)) or (isinstance(cell, str) and cell.strip().isdigit())


def has_word(field: Field, cell: Raw) -> bool:
    """Whether a cell holds one of the words that the field allows."""
    return isinstance(cell, str) and fold(cell) in {fold(word) for word in field.allowed}


def both_spellings(spellings: Iterable[tuple[str, str]]) -> list[str]:
    """Both spellings of each name, the one in use where it is offered first."""
    return list(dict.fromkeys(name for pair in spellings for name in pair))
