"""Short ways of reading and comparing give what the plain ways give: on every workbook of tests and examples, and on made-up people."""

import dataclasses
import random
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.parsers.expat import ExpatError

import pytest
from holidays.countries.vietnam import Vietnam
from rapidfuzz.distance import OSA

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin import law
from dantin import rule as engine
from dantin.case import count_dossier
from dantin.cccd import agrees, well_formed
from dantin.deadlines import _last_day, completed
from dantin.diagnostic import Place
from dantin.model import Dossier, Duty, Event, Household, Member, Nominee, Office, Official, PartialDate, Person, Unit
from dantin.ooxml import write_parts
from dantin.people import (
    Lookup,
    T,
    _alike,
    _consonants,
    _left_out,
    all_strangers,
    birth_of,
    doubles,
    find,
    fits,
    fitting_in,
    look_alikes,
    nearest,
    strangers,
    together,
)
from dantin.readers import SUFFIXES, read
from dantin.readers.dossier import assembly, tables
from dantin.readers.dossier.cell_days import bare_year
from dantin.readers.dossier.conversion import convert, convert_column
from dantin.readers.dossier.fields import BY_SLUG, TABLES, Kind
from dantin.readers.dossier.quoting import Refused
from dantin.readers.dossier.unfinished import Rows
from dantin.readers.files import guard, sheet_look
from dantin.readers.files.guard import scan_workbook
from dantin.readers.files.number_formats import MONTH, _Formats, shown_by, special_styles
from dantin.readers.files.raw import MonthOfYear, SheetTable, Unreadable
from dantin.readers.files.sheet_look import Look, quickly_read
from dantin.readers.files.xlsx import read_xlsx
from dantin.readers.sheets import columns
from dantin.rule import Finding
from dantin.rules import teams
from dantin.rules.roster import _all_differ, _two_numbers, _wrong_number
from dantin.rules.teams import candidate_acts
from dantin.vietnamese import fold, fold_name, split_year
from dantin.working_days import _DECIDED, is_working_day
from tests.sheets import workbook

ROOT = Path(__file__).parents[1]
FILES = sorted(p for folder in ("tests/files", "examples") for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES)


def plainly(field, cell):
    try:
        return convert(field, cell)
    except Refused as refused:
        return refused


def comparable(value):
    return value.args if isinstance(value, Refused) else (type(value), value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_columns_read_as_their_cells_one_by_one(path):
    reading = read(path, path.name)
    for table in reading.tables:
        if not isinstance(table, SheetTable) or table.slug not in BY_SLUG or table.serial_shift:
            continue
        for column, slug in table.fields.items():
            field = BY_SLUG[table.slug].by_slug.get(slug)
            cells = [row[column] for row in table.rows]
            if field is None or (field.kind is Kind.BIRTH and any(map(bare_year, cells))):
                continue
            quickly = list(map(comparable, convert_column(field, cells)))
            assert quickly == [comparable(plainly(field, cell)) for cell in cells], slug


@pytest.mark.parametrize(
    "cell",
    [
        *["", None, "x", " x", "Nam", "12-Dec", "-0", 0.0, -0.0, 1, 1.0, True, 1965.0, "075059409703", "07505 9", "٣"],
        *[date(1965, 2, 5), date(1905, 12, 31), date(1906, 1, 1), date(2100, 12, 31), date(2101, 1, 1), MonthOfYear(1965, 12, 1)],
        *[datetime(1965, 2, 5), float("nan")],
    ],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_cell_reads_the_same_whatever_was_read_before(kind, cell):
    field = next((f for table in BY_SLUG.values() for f in table.fields if f.kind is kind), None)
    if field is None or (kind is Kind.BIRTH and bare_year(cell)):
        return
    for before in ([], [1.0], [True], ["x"], [0.0], [date(1965, 2, 5)]):
        assert comparable(convert_column(field, [*before, cell])[-1]) == comparable(plainly(field, cell))


def test_somebody_is_found_in_a_long_roster_as_in_a_short_one():
    draw = random.Random(12)
    names = ["Trần Văn An", "Tran Van An", "Lý Thị Hoà", "Lí Thị Hòa", "TRẦN VĂN AN", None, "Trần Văn An (1965)"]
    births = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1970, 1, 1)]
    numbers = [None, "075065000001", "075065000002", "chưa có"]

    def people(count):
        return tuple(Household(i, name=draw.choice(names), birth=draw.choice(births), cccd=draw.choice(numbers)) for i in range(count))

    roster = people(400)
    for reference in people(200):
        assert find(reference, roster) == find(reference, list(roster))
        assert {p.index for p in find(reference, roster)} <= {p.index for p in roster if fits(reference, p)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_remembered_headers_and_tables_taken_as_they_stand_make_the_same_dossier(path, monkeypatch):
    take, taken = Rows.take, []

    def counted(rows, slug, columns):
        taken.append(slug)
        take(rows, slug, columns)

    monkeypatch.setattr(Rows, "take", counted)
    quickly = read(path, path.name)
    if "long-thanh" in path.parts and path.suffix == ".xlsx":
        assert "ho_gia_dinh" in taken
    taken.clear()
    monkeypatch.setattr(assembly._Assembly, "as_it_stands", staticmethod(lambda _known: False))
    monkeypatch.setattr(columns, "_read_header", columns._read_header.__wrapped__)
    monkeypatch.setattr(tables, "_headings", tables._headings.__wrapped__)
    plainly_read = read(path, path.name)
    assert not taken
    assert quickly.diagnostics == plainly_read.diagnostics
    assert [sheet.fates for sheet in quickly.sheets] == [sheet.fates for sheet in plainly_read.sheets]
    # Written out, so that what is equal and of another type is seen as well.
    assert [repr(entry.dossier) for entry in quickly.dossiers] == [repr(entry.dossier) for entry in plainly_read.dossiers]
    for mine, theirs in zip(quickly.dossiers, plainly_read.dossiers, strict=True):
        assert mine.dossier == theirs.dossier
        rows = [row for table in TABLES[1:] if table.attribute for row in getattr(mine.dossier, table.attribute)]
        routes = [row.at(field.slug) for row in rows for field in BY_SLUG[row.table].fields]
        assert list(map(mine.places, routes)) == list(map(theirs.places, routes))


@pytest.mark.parametrize("table", [table for table in TABLES if table.attribute], ids=lambda table: table.slug)
def test_rows_made_of_columns_are_those_of_calling_their_class(table):
    draw = random.Random(12)
    names = [attribute.name for attribute in dataclasses.fields(table.row) if attribute.name != "index"]
    for given in (names, names[:1], names[::2]):
        rows = [{name: draw.choice([None, f"{name} {row}"]) for name in given} for row in range(20)]
        quickly = table.row.of_columns({name: [row[name] for row in rows] for name in given})
        told = [{name: value for name, value in row.items() if value is not None} for row in rows]
        assert quickly == tuple(table.row(index, **row) for index, row in enumerate(told))
    assert table.row.of_columns({}) == ()


NAMES = ["Trần Văn An", "Tran Van An", "TRẦN VĂN AN", "Lý Thị Hoà", "Lí Thị Hòa", None, "", "Trần Văn An (1965)"]
BIRTHS = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1965, 2, 6), PartialDate(1970, 1, 1)]
NUMBERS = [None, "075065000001", "075065000002", "75065000001", "chưa có"]


def drawn_people(seed, count):
    draw = random.Random(seed)
    return [Household(i, name=draw.choice(NAMES), birth=draw.choice(BIRTHS), cccd=draw.choice(NUMBERS)) for i in range(count)]


def doubles_plainly(people):
    """Each entry held against all before it: by the first of its number, else by the first of its name and whole birth date."""

    def numbered(person):
        return person.cccd if person.cccd and well_formed(person.cccd) else None

    def born(person):
        birth = birth_of(person)
        return (fold_name(person.name), birth) if person.name and birth is not None and birth.full is not None else None

    for place, person in enumerate(people):
        before = people[:place]
        same = next((p for p in before if numbered(person) and numbered(p) == numbered(person)), None)
        alike = next((p for p in before if born(person) and born(p) == born(person)), None)
        if same is not None:
            yield person, same, True
        elif alike is not None:
            yield person, alike, False


@pytest.mark.parametrize("seed", range(20))
def test_doubles_are_those_of_comparing_each_with_all_before(seed):
    people = drawn_people(seed, 2 + seed * 3)
    assert list(doubles(people)) == list(doubles_plainly(people))


@pytest.mark.parametrize("seed", range(20))
def test_people_are_put_together_as_by_comparing_each_with_every_group(seed):
    people = drawn_people(seed, 3 + seed * 4)
    groups = []
    for person in people:
        rows = next((rows for rows in groups if find(person, rows)), None)
        if rows is not None:
            rows.append(person)
        else:
            groups.append([person])
    assert together(people) == groups


@pytest.mark.parametrize("seed", range(20))
def test_the_first_that_fits_is_looked_up_as_by_comparing_with_all(seed):
    people = drawn_people(seed, 60)
    lookup, kept = Lookup(), []
    for person in people:
        first = next((other for other in kept if fits(other, person)), None)
        assert lookup.first(person) is first
        if first is None:
            kept.append(person)
            lookup.add(person, person)
    assert len(kept) > 3


# --- Sheets skimmed, searched and parsed ----------------------------------------------------------------------------------


def looked(xml, monkeypatch, *without):
    """What the look at a sheet gives without some of its ways: where it is refused, how; else what it found, and how far it reaches."""
    look = Look("A")
    with monkeypatch.context() as patched:
        for way in without:
            patched.setattr(Look, way, lambda *_: False)
        try:
            look.at(xml)
        except Unreadable as refused:
            return (refused.problem, refused.remedy), 0
        except ExpatError:
            return "no XML", 0
    return (look.faults, look.hidden_rows, look.hidden_columns, look.merges), look.rows


def was_skimmed(xml, monkeypatch):
    """Whether a sheet is skimmed; if so, it is held against the other ways."""
    skimmed = Look("A")
    try:
        skimmed.at(xml)
    except (Unreadable, ExpatError):
        return False
    if not skimmed._skimmed:
        return False
    for without in (["_skim"], ["_skim", "_search"]):
        seen, rows = looked(xml, monkeypatch, *without)
        assert seen == (skimmed.faults, skimmed.hidden_rows, skimmed.hidden_columns, skimmed.merges)
        assert rows <= skimmed.rows
    exact = looked(xml, monkeypatch, "_skim")[1]
    skimmed.measure()
    assert skimmed.rows == exact
    return True


def test_sheets_of_all_workbooks_are_skimmed_as_they_are_searched_and_parsed(monkeypatch):
    skimmed = []
    for path in FILES:
        if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
            skimmed += [was_skimmed(xml, monkeypatch) for xml in sheets]
    assert sum(skimmed) > 0.9 * len(skimmed) > 500


BEFORE = b'<worksheet><cols><col min="2" max="3" width="9"/></cols><sheetData>'
AFTER = b'</sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>'
ROWS = [
    b'<row r="1" spans="1:3" ht="30" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c></row>',
    b'<row r="2" hidden="false" collapsed="false"><c r="A2" t="n"><v>12</v></c><c r="B2" s="2"/><c r="C2"><v>1.5E-7</v></c></row>',
    b'<row r="3"></row><row r="4"/>',
    b'<row r="12"><c r="A12"><f aca="false">A2+1</f><v>13</v></c><c r="B12" s="2" t="b"><v>1</v></c><c r="C12"></c></row>',
]
PLAINEST = BEFORE + b"".join(ROWS) + AFTER
SEEN = {
    "a hidden row": (b' spans="1:3"', b' hidden="1"'),
    "a row of no height": (b'ht="30"', b'ht="0"'),
    "an error": (b't="n"><v>12', b't="e"><v>#REF!'),
    "a formula without a result": (b"<v>13</v>", b""),
    "a text that is not there": (b"<v>0</v>", b"<v>-1</v>"),
    "a text of a number too long": (b"<v>0</v>", b"<v>123456789</v>"),
    "a number too small": (b"<v>12<", b"<v>-1E30<"),
    "a cell beyond Z": (b'r="C12"', b'r="AA12"'),
    "a cell too far below": (b'r="C12"', b'r="C100000"'),
    "a row too far below": (b'r="12"', b'r="100000"'),
    "too many rows without an end": (b'<row r="4"/>', b'<row r="4"/>' * 21),
    "a text written in place": (b' t="n"><v>12</v>', b' t="inlineStr"><is><t>x</t></is>'),
    "another kind of cell": (b't="n"', b't="str"'),
    "a comment": (b"</row><row", b"</row><!-- --><row"),
    "a cell outside of any row": (b"</row><row", b'</row><c r="A1"/><row'),
    "a cell without a place": (b'<c r="B2" s="2"/>', b'<c s="2"/>'),
    "a cell not closed": (b'<c r="B2" s="2"/>', b'<c r="B2" s="2">'),
    "a row not closed": (b"</row><row", b"<row"),
    "no row at the end": (b"</row></sheetData>", b"</sheetData>"),
    "a second table of cells": (AFTER, b"</sheetData><sheetData>" + AFTER),
    "something else in a row": (b'<c r="B2" s="2"/>', b"<x/>"),
}


def test_the_plainest_sheets_are_skimmed(monkeypatch):
    assert was_skimmed(PLAINEST, monkeypatch)
    assert was_skimmed(BEFORE + AFTER, monkeypatch)
    assert was_skimmed(PLAINEST.replace(b'width="9"', b'width="9" hidden="1"'), monkeypatch)


FAR = {
    "a row": ((b'="12"', b'="10000"'), 10_000),
    "the last row there may be": ((b'="12"', b'="99999"'), 99_999),
    "a row in front of others": ((b'="1"', b'="54321"'), 54_321),
    "a row without a cell": ((b'<row r="4"/>', b'<row r="99998"/>'), 99_998),
    "a cell in a row that is near": ((b'r="C12"', b'r="C12345"'), 12_345),
    "a blank cell": ((b'r="B2"', b'r="B77777"'), 77_777),
    "nothing but numbers": ((b"<v>0</v>", b"<v>99999</v>"), 9_999),
    "a style": ((b's="2"', b's="12345"'), 9_999),
}


@pytest.mark.parametrize("name", FAR)
def test_where_there_are_five_digits_the_farthest_row_is_the_bound(name, monkeypatch):
    (old, new), bound = FAR[name]
    assert old in PLAINEST
    xml = PLAINEST.replace(old, new, 1)
    look = Look("A")
    look.at(xml)
    assert (look.rows, look.columns) == (bound, 26)
    assert was_skimmed(xml, monkeypatch)


LONG = [b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d"/></row>' % (row, row, row, row) for row in range(9_500, 10_500)]


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("before", [0, 300, 1_000])
def test_a_long_sheet_is_looked_at_to_its_end(name, before, monkeypatch):
    """It is skimmed piece by piece: what is to be seen lies in the first one, in a later one or in the last one."""
    monkeypatch.setattr(sheet_look, "_PIECE_BYTES", 2**13)
    first, middle, last = BEFORE + b"".join(LONG[:before]), b"".join(ROWS), b"".join(LONG[before:]) + AFTER
    look = Look("A")
    look.at(first + middle + last)
    assert (bool(look._skimmed), look.rows) == (True, 10_499)
    assert was_skimmed(first + middle + last, monkeypatch)
    old, new = SEEN[name]
    assert not was_skimmed(first + (middle + last).replace(old, new, 1), monkeypatch)


@pytest.mark.parametrize("size", range(160, 200))
def test_a_sheet_is_skimmed_alike_wherever_it_is_cut(size, monkeypatch):
    """At each place of a row, or at the end of the sheet, a piece may end."""
    monkeypatch.setattr(sheet_look, "_PIECE_BYTES", size)
    assert was_skimmed(PLAINEST, monkeypatch)
    for old, new in SEEN.values():
        assert not was_skimmed(PLAINEST.replace(old, new, 1), monkeypatch)


@pytest.mark.parametrize("name", SEEN)
def test_what_is_to_be_seen_is_not_skimmed_over(name, monkeypatch):
    old, new = SEEN[name]
    assert old in PLAINEST
    assert not was_skimmed(PLAINEST.replace(old, new, 1), monkeypatch)


@pytest.mark.parametrize("seed", range(10))
def test_no_sheet_bent_at_random_is_skimmed_otherwise_than_parsed(seed, monkeypatch):
    draw = random.Random(seed)
    tags = [b'"', b"<", b">", b"/>", b"</c>", b"</row>", b"0", b"1", b"<v>", b"<f/>", b' r="5"']
    pieces = [*ROWS, *(new for _, new in SEEN.values()), *tags]
    skimmed = 0
    for _ in range(400):
        at = draw.randrange(len(BEFORE), len(PLAINEST) - len(AFTER))
        bent = PLAINEST[:at] + draw.choice(pieces) + PLAINEST[at + draw.choice([0, 0, 1, 5, 20]) :]
        skimmed += was_skimmed(bent, monkeypatch)
    assert 0 < skimmed < 200


def test_sheets_that_are_skimmed_reach_as_far_as_they_reach():
    sheets = {f"S{number}": [["Họ và tên"], *[[]] * 3_798, ["Lê Văn Mẫu"]] for number in range(41)}
    with pytest.raises(Unreadable) as refused:
        scan_workbook(workbook(sheets))
    assert "đến trang “S40”, trải rộng 4.050.800 ô" in refused.value.problem
    del sheets["S0"]
    assert len(scan_workbook(workbook(sheets)).sheets) == 40


@pytest.mark.parametrize("area", [26 * rows for rows in (4, 5, 304, 305, 12_304, 12_305, 12_311, 12_312, 24_306, 50_000, 130_000)])
def test_workbooks_are_refused_for_the_same_area_however_they_are_looked_at(area, monkeypatch):
    lasts = {"A": 5, "B": 300, "C": 12_000, "D": 7, "E": 11_994}
    book = workbook({name: [["Họ và tên"], *[[]] * (last - 2), ["Lê Văn Mẫu"]] for name, last in lasts.items()})

    def scanned():
        try:
            return [sheet.part for sheet in scan_workbook(book).sheets.values()]
        except Unreadable as refused:
            return refused.problem

    monkeypatch.setattr(guard, "AREA", area)
    quickly = scanned()
    monkeypatch.setattr(Look, "_skim", lambda *_: False)
    assert quickly == scanned()
    assert isinstance(quickly, list) == (area >= 26 * sum(lasts.values()))


def read_both_ways(data, monkeypatch):
    """The sheets of a workbook, or how it is refused, read hurriedly and plainly, and which of them could be hurried.

    Hurriedly, its parts may be remembered, and merged cells are not looked for.
    """
    hurried, outcomes = [], []

    def counted(xml):
        hurried.append(quickly_read(xml) != xml)
        return quickly_read(xml)

    for way in (counted, bytes):
        with monkeypatch.context() as patched:
            patched.setattr(guard, "quickly_read", way)
            patched.setattr(guard, "_SMALL", guard._SMALL if way is counted else 0)
            try:
                outcomes.append([replace(grid, fonts=None) for grid in read_xlsx(data)])
            except Unreadable as refused:
                outcomes.append((refused.problem, refused.remedy))
    assert repr(outcomes[0]) == repr(outcomes[1])
    return hurried


def test_sheets_of_all_workbooks_are_read_as_where_merged_cells_are_looked_for(monkeypatch):
    hurried = []
    for path in FILES:
        if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
            hurried += read_both_ways(path.read_bytes(), monkeypatch)
    assert sum(hurried) > 0.9 * len(hurried) > 500


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_bent_workbooks_are_taken_out_as_zipfile_does(seed, monkeypatch):
    draw = random.Random(seed)
    data = workbook({"A": [["x", 1], ["y", 2]]})
    looks = []
    for _ in range(150):
        bent = bytearray(data)
        at = draw.choice([draw.randrange(len(data)), data.find(b"PK\1\2") + draw.randrange(60), draw.randrange(60)])
        bent[at] ^= draw.choice([1, 8, 0x20, 0xFF])
        for plainly in (guard.plainly_read, lambda *_: None):
            with monkeypatch.context() as patched:
                patched.setattr(guard, "plainly_read", plainly)
                try:
                    looks.append(scan_workbook(bytes(bent)))
                except Unreadable as refused:
                    looks.append((refused.problem, refused.remedy))
    assert looks[::2] == looks[1::2]
    assert {type(look) for look in looks} == {tuple, guard.WorkbookLook}


MERGED = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells></worksheet>'
BEHIND = {
    **{place: (MERGED % place.encode(), True) for place in ("A1:B2", "B2:A1")},
    **{place: (MERGED % place.encode(), False) for place in ("A1", "A0:B1", "-:B", "A1:B2:C3", "A1:B99999999999", "", "&#65;1:B2")},
    "nothing to be told": (b'<pageMargins left="0.7"/></worksheet>', True),
    "a place in other quotes": (b"<mergeCells><mergeCell ref='-'/></mergeCells></worksheet>", False),
    "a place of another spelling": (b'<x:mergeCells xmlns:x="x"><x:mergeCell ref="-"/></x:mergeCells></worksheet>', False),
    "a comment": (b"<!-- x --></worksheet>", True),
    "a comment cut off": (b"<!-- x </worksheet>", False),
    "a tag cut off": (b"<pageMargins", False),
    "a value cut off": (b'<pageMargins left="></worksheet>', False),
    "an instruction cut off": (b"<?x </worksheet>", False),
    "a letter cut off": (b"<x>\xff</x></worksheet>", False),
    "a reference cut off": (b"<x>&x</x></worksheet>", False),
    "one end too many": (b"</worksheet></worksheet>", False),
    "no end": (b"", False),
    "cut off after merged cells": (MERGED % b"A1:B2" + b"<!-- ", False),
    "two roots": (b"</worksheet><worksheet/>", False),
}


@pytest.mark.parametrize("name", BEHIND)
def test_what_stands_behind_the_rows_is_judged_as_where_merged_cells_are_looked_for(name, monkeypatch):
    behind, hurried = BEHIND[name]
    (xml, *_), others = split_at_rows(workbook({"A": [["x", 1], ["y", 2]]}))
    assert read_both_ways(others(xml + behind), monkeypatch)[0] is hurried


def test_what_small_parts_of_a_workbook_say_is_remembered():
    guard._book.cache_clear()
    data = workbook({"A": [["x", 1]]})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    padded = parts["xl/workbook.xml"].replace(b"<sheets>", b"<!--" + b" " * guard._SMALL + b"--><sheets>")
    large = write_parts({**parts, "xl/workbook.xml": padded})
    looks = [scan_workbook(each).sheets for each in (data, data, large, large)]
    assert all(look == looks[0] for look in looks)
    remembered = guard._book.cache_info()
    assert (remembered.hits, remembered.currsize) == (1, 1)


def test_merged_cells_told_before_the_rows_are_looked_for(monkeypatch):
    (xml, *behind), others = split_at_rows(workbook({"A": [["x", 1], ["y", 2]]}))
    before = xml.replace(b"<sheetData>", b'<mergeCells><mergeCell ref="-"/></mergeCells><sheetData>')
    assert not any(read_both_ways(others(b"".join([before, *behind])), monkeypatch))


def split_at_rows(data):
    """The XML of the only sheet of a workbook, before and after the end of its rows, and what makes the workbook with another one."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    (name,) = (name for name in parts if "worksheets/sheet" in name)
    rows, end, behind = parts[name].partition(b"</sheetData>")
    return (rows + end, behind), lambda xml: write_parts({**parts, name: xml})


CODES = [
    *("General", "dd/mm/yyyy", "mmm-yy", "0.00%", "#,##0\\ &quot;m y&quot;", "[$-42A]dd mmmm yyyy"),
    *("&#109;/yy", "&quot;d&quot;m/yy", "m/y\\d"),
]


@pytest.mark.parametrize("used", ["0", "9", "10", "17", "164"])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_number_formats_are_passed_over_only_where_none_is_special(code, used, quote):
    styles = f"<s><numFmts><numFmt numFmtId='164' formatCode={quote}{code}{quote}/></numFmts><cellXfs><xf numFmtId='{used}'/></cellXfs></s>"
    formats = _Formats()
    assert formats.read(styles.encode())
    shown = {"9": 0, "10": 2, "17": MONTH, "164": shown_by(formats.codes["164"])}.get(used)
    assert special_styles(styles.encode()) == ({} if shown is None else {"0": shown})


@pytest.mark.parametrize("year", _DECIDED)
def test_days_off_of_years_that_are_decided_are_those_of_the_calendar(year):
    calendar = Vietnam(years=year)
    days = [day for n in range(366) if (day := date(year, 1, 1) + timedelta(n)).year == year]
    assert [day for day in days if is_working_day(day)] == [day for day in days if day.weekday() < 5 and day not in calendar]
    assert not any("dự kiến" in name for name in calendar.values())


# --- People -----------------------------------------------------------------------------------------------------------


def drawn_in(seed, count):
    draw = random.Random(seed)
    sexes = [None, "Nam", "Nữ"]
    return [replace(person, sex=draw.choice(sexes)) for person in drawn_people(seed, count)]


@pytest.mark.parametrize("births", [BIRTHS, BIRTHS[1:], BIRTHS[2:]], ids=["some not told", "some bare years", "days"])
@pytest.mark.parametrize("seed", range(10))
def test_look_alikes_are_those_of_comparing_all_by_name(seed, births):
    draw = random.Random(seed)
    names = [*NAMES, *(f"Người {n}" for n in range(20))]
    people = [replace(person, name=draw.choice(names), birth=draw.choice(births)) for person in drawn_in(seed, 3 + seed * 6)]
    assert list(look_alikes(people)) == list(_alike(people))
    numbered = [replace(person, cccd=f"0750650{person.index:05}") for person in people]
    assert list(look_alikes(numbered)) == list(_alike(numbered)) == []


def two_numbers_plainly(people):
    """Of each number that an entry before it with its name and whole birth date does not have, the entry of such another number."""
    known = []
    for person in people:
        birth = birth_of(person)
        if person.name and birth is not None and birth.full is not None and well_formed(person.cccd or ""):
            others = [p for p in known if fold_name(p.name) == fold_name(person.name) and birth_of(p) == birth]
            rivals = [p for p in others if type(p) is not type(person) and (None in (p.sex, person.sex) or p.sex == person.sex)]
            if rivals and person.cccd not in {p.cccd for p in others}:
                yield rivals[0].at("cccd"), person.at("cccd")
            known.append(person)


def test_two_numbers_of_one_person_are_those_of_comparing_each_with_all_before():
    pairs = 0
    for seed in range(40):
        people = drawn_in(seed, 60)
        people = tuple(
            person if i % 2 else Member(i, person.name, person.birth, person.sex, person.cccd) for i, person in enumerate(people)
        )
        plainly = list(two_numbers_plainly(people))
        assert [(*finding.related, finding.path) for finding in _two_numbers(people)] == plainly
        pairs += len(plainly)
    assert pairs > 20


CODES_OF_HOUSEHOLDS = ["KP4-001", "kp4 001", "KP4001", "KP4-002", "Đ1", "D1", "d-1", "-", "", "H\n1", "H", "1", "HỘ 1", "HO 1"]


def test_codes_that_all_differ_do_when_folded():
    draws = [random.Random(seed).sample(CODES_OF_HOUSEHOLDS, 1 + seed % 5) for seed in range(400)]
    apart = [codes for codes in draws if _all_differ(codes)]
    assert all(len(set(map(fold, codes))) == len(codes) for codes in apart)
    assert len(apart) > 50


@pytest.mark.parametrize("number", ["075065000001", "075165000001", "075965000001", "075265000001", "75065000001", "", "chưa có"])
def test_a_number_agrees_where_nothing_is_wrong_with_it(number):
    for sex in (None, "Nam", "Nữ"):
        for birth in (None, PartialDate(1965), PartialDate(2065, 1, 1), PartialDate(1966)):
            assert agrees(number, sex, birth.year if birth else None) == (not _wrong_number(Person(0, "A", birth, sex, number))[0])


ODD_NAMES = [
    *NAMES,
    "H' Bia",
    "H'Bia",
    "H Bia",
    "Y\nB",
    "Ê-ban",
    "Êban",
    "Ðặng Quý",
    "H\u0331a J\u030ca",
    "Đặng Quí",
    "İnci",
    "inci",
    "Kỳ",
    "Kì",
    "\ufeffAn",
    "安",
    "A.B",
]


def test_names_that_are_one_when_folded_have_the_same_consonants():
    spelt = [unicodedata.normalize(form, name or "") for name in ODD_NAMES for form in ("NFC", "NFD")]
    spelt += [name.upper() for name in spelt] + [f" {name.lower()}  (1965)" for name in spelt]
    by_name = {}
    for name, consonants in zip(spelt, _consonants(spelt), strict=True):
        assert _consonants([name]) == [consonants]
        by_name.setdefault(fold_name(name), set()).add(consonants)
    assert all(len(consonants) == 1 for consonants in by_name.values())
    assert len(by_name) < len(spelt) / 3
    assert _consonants([]) == []


def test_a_name_that_fills_a_roster_is_found_by_its_birth_and_number():
    people = [replace(person, name=draw) for person, draw in zip(drawn_people(3, 600), ["Trần Văn An", "Trân Văn Án"] * 300, strict=True)]
    for reference in drawn_people(4, 60):
        assert find(reference, tuple(people)) == find(reference, people)
        assert fitting_in(reference, tuple(people)) == [person for person in people if fits(reference, person)]


def test_who_has_nothing_in_common_is_no_double():
    for seed in range(30):
        people, others = drawn_people(seed, 3), drawn_people(seed + 100, 3)
        if strangers(people, others):
            assert not any(fits(one, other) for one in people for other in others)
    assert strangers(drawn_people(1, 5), [Household(0, name="Lê Văn Khác")])


def test_of_people_who_are_all_strangers_no_two_fit():
    drawn = [drawn_people(seed, size) for seed in range(200) for size in (2, 3, 4)]
    apart = [people for people in drawn if all_strangers(people)]
    assert 20 < len(apart) < len(drawn)
    assert not any(fits(one, other) for people in apart for one, other in combinations(people, 2))


@pytest.mark.parametrize("term", [law.HOUSEHOLD_ADULT, law.PROBATION_MONTHS])
def test_the_months_tell_what_is_complete_as_its_last_day_does(term):
    draw, version = random.Random(1), term.versions[-1]
    for _ in range(3000):
        since = date(1991, 1, 1) + timedelta(draw.randrange(12000))
        last = _last_day(term.counted, since, version.value)
        day = last + timedelta(draw.randint(*draw.choice([(-3, 3), (-400, 400), (-9000, 9000)])))
        assert completed(term, version, since, day) is (last <= day)


WORDS = ["Nguyễn", "Nguyên", "Trần", "Thị", "Văn", "Van", "Bích", "Hòa", "Hoà", "Hao", "Ð.", "(1965)"]


def nearest_plainly(name, pool):
    """A name held against each of a list: near by its letters, or with words left out."""
    ours, near = fold(split_year(name)[0]), []
    for person in pool:
        theirs = fold(split_year(person.name or "")[0])
        apart = OSA.distance(ours, theirs)
        if person.name and (apart <= 2 or _left_out(ours.split("_"), theirs.split("_"))):
            near.append((apart, OSA.distance(fold_name(name), fold_name(person.name)), person))
    return min(near, key=lambda entry: entry[:2])[2] if near else None


@pytest.mark.parametrize("seed", range(20))
def test_the_nearest_name_is_that_of_holding_it_against_each(seed):
    draw = random.Random(seed)

    def drawn():
        return " ".join(draw.choices(WORDS, k=draw.randint(1, 5)))

    pool = tuple(Person(i, name=draw.choice([drawn(), drawn(), drawn(), None, " "])) for i in range(30))
    names = [drawn() for _ in range(60)] + [person.name[:-1] + "x" for person in pool if person.name]
    near = [nearest(name, pool) for name in names]
    assert near == [nearest_plainly(name, pool) for name in names] == [nearest(name, list(pool)) for name in names]
    assert len({person.index for person in near if person is not None}) > 5


class Compared(Lookup[T]):
    """Things held against somebody one after the other: the first of which every row fits."""

    def __init__(self):
        self.things = []

    def add(self, _person, thing):
        self.things += [thing] if all(thing is not other for other in self.things) else []

    def first(self, person):
        return next((thing for thing in self.things if all(fits(person, row) for row in thing[0])), None)


def test_who_acts_and_stands_is_looked_up_as_by_comparing_with_all(monkeypatch):
    cases = []
    for seed in range(30):
        draw = random.Random(seed)
        drawn = [(p.name, p.birth, None, p.cccd) for p in drawn_people(seed, 30)]
        offices = [(Office.HEAD,), (Office.SECRETARY,), (Office.SECRETARY, Office.DEPUTY)]
        nominees = tuple(Nominee(i, *person, offices=draw.choice(offices)) for i, person in enumerate(drawn[:12]))
        acts = [(Event.HEAD_ELECTION, Duty.WITNESS), (Event.CONGRESS, Duty.COUNTING_MEMBER)]
        officials = []
        for i, person in enumerate(drawn[12:26]):
            event, duty = draw.choice(acts)
            officials.append(Official(i, *person, event=event, duty=duty))
        rosters = tuple(Household(i, *person) for i, person in enumerate(drawn[26:]))
        dossier = Dossier(Unit(0), nominees=nominees, officials=tuple(officials), households=rosters)
        cases.append(count_dossier(dossier, date(2024, 12, 20)))
    looked_up = [list(candidate_acts(case)) for case in cases]
    monkeypatch.setattr(teams, "Lookup", Compared)
    assert looked_up == [list(candidate_acts(case)) for case in cases]
    assert sum(map(len, looked_up)) > 20


@pytest.mark.parametrize("birth", [None, PartialDate(1965, 2, 5)])
def test_people_whom_nothing_tells_apart_are_put_together_once(birth):
    pool = tuple(Household(i, name="Trần Văn An", birth=birth if i % 3 else None) for i in range(60))
    for reference in drawn_people(7, 40):
        first = find(reference, pool)
        assert list(first) == list(find(reference, list(pool)))
        assert first == find(reference, pool)
    alone = Person(0, name="Tran Van An" if birth else "Trần Văn An")
    assert find(alone, pool) == find(alone, list(pool))


def test_places_that_many_findings_name_are_those_that_each_would_name(monkeypatch):
    dossier = read(ROOT / "examples" / "khu-pho-4.yaml", "x").dossiers[0].dossier
    case, shared = count_dossier(dossier, date(2024, 12, 20)), ("nhan_su[0].ho_ten", "ho_gia_dinh.#")
    facts = {"name": "A", "roster": "B", "by": "C", "what": "D", "number": 2}

    def result(related):
        def many(table):
            return lambda _case: [Finding(f"{table}[{n}].ho_ten", facts, related=related(n)) for n in range(6)]

        monkeypatch.setattr(engine, "_CHECKS", [("DT101", many("nhan_su")), ("DT102", many("dang_vien")), ("DT317", many("ho_gia_dinh"))])
        diagnostics, faults = engine.apply(
            case, flawed=frozenset(), as_of=date(2024, 12, 20), hamlet=None, place_of=lambda route: Place("x", route)
        )
        assert not faults
        return [(d.code, [(place, place.why) for place in d.related]) for d in diagnostics]

    told = result(lambda n: shared if n % 4 else ())
    assert told == result(lambda n: (*shared[:1], *shared[1:]) if n % 4 else ())
    assert len({why for _, places in told for _, why in places}) == 4


class Walked(tuple):
    """Routes that count how often anybody walks through them."""

    times = 0

    def __iter__(self):
        Walked.times += 1
        return super().__iter__()


@pytest.mark.parametrize(("flawed", "number"), [((), 20 + 10), (("nhan_su[3]",), 0 + 59), (("ho_gia_dinh[7].ho_ten",), 19 + 10)])
def test_what_all_findings_of_a_rule_rest_on_is_looked_at_as_if_each_had_read_it(flawed, number, monkeypatch):
    dossier = read(ROOT / "examples" / "khu-pho-4.yaml", "x").dossiers[0].dossier
    case, rests_on = count_dossier(dossier, date(2024, 12, 20)), tuple(f"nhan_su[{n}].ho_ten" for n in range(50))
    facts = {"name": "A", "roster": "B", "by": "C", "what": "D"}

    def result(**options):
        def many(_case):
            return [Finding(f"ho_gia_dinh[{n}].ho_ten", facts, **options) for n in range(20)]

        def after(_case):
            return [Finding(f"nhan_su[{n}].ho_ten", facts) for n in range(60)]

        monkeypatch.setattr(engine, "_CHECKS", [("DT101", many), ("DT102", after)])
        withheld = set()
        outcome = engine.apply(
            case,
            flawed=frozenset(flawed),
            as_of=date(2024, 12, 20),
            hamlet=None,
            place_of=lambda _route: Place("x"),
            withheld=withheld,
        )
        return outcome, withheld

    read_by_each = result(reads=rests_on)
    Walked.times = 0
    assert result(common=Walked(rests_on)) == read_by_each
    assert Walked.times <= 2
    assert len(read_by_each[0][0]) == number
