"""Workbooks looked at and read in short ways give what the plain ways give: all of tests and examples, drawn ones, and bent ones."""

import random
import zipfile
from dataclasses import replace
from xml.parsers.expat import ExpatError

import pytest

from dantin.ooxml import write_parts
from dantin.readers.files import guard, sheet_look
from dantin.readers.files.guard import scan_workbook
from dantin.readers.files.number_formats import MONTH, _Formats, shown_by, special_styles
from dantin.readers.files.raw import Unreadable
from dantin.readers.files.sheet_look import Look, quickly_read
from dantin.readers.files.xlsx import read_xlsx
from tests.sheets import parts_of, workbook
from tests.short_ways import FILES


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


def split_at_rows(data):
    """The XML of the only sheet of a workbook, before and after the end of its rows, and what makes the workbook with another one."""
    parts = parts_of(data)
    (name,) = (name for name in parts if "worksheets/sheet" in name)
    rows, end, behind = parts[name].partition(b"</sheetData>")
    return (rows + end, behind), lambda xml: write_parts({**parts, name: xml})


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
    parts = parts_of(data)
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
