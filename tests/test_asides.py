"""Rows that are no data, and values that nobody sees: left out and told, the same in every kind of file."""

import io
from collections.abc import Callable, Sequence

import pytest
import xlwt
import yaml

from dantin.readers import Reading, read_bytes
from dantin.readers.dossier.fields import BY_NAME, Names
from dantin.vietnamese import fold
from tests.sheets import UNIT_SHEET, edited, found, read_xlsx, read_yaml, workbook
from tests.test_readers_ods import ods, text

HOUSES = "Hộ gia đình"
HEADER = ("TT", "Họ và tên", "Năm sinh", "Số CCCD", "Địa chỉ")
AN, BINH = (1, "Lê Văn An", 1965, "", "Số 1"), (2, "Trần Thị Bình", 1970, "", "Số 2")
Rows = Sequence[Sequence[object]]


def as_xlsx(rows: Rows) -> Reading:
    return read_xlsx(workbook({"Đơn vị": UNIT_SHEET, HOUSES: [HEADER, *rows]}))


def as_xls(rows: Rows) -> Reading:
    book = xlwt.Workbook()
    for name, cells in {"Đơn vị": UNIT_SHEET, HOUSES: [HEADER, *rows]}.items():
        sheet = book.add_sheet(name)
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
    memory = io.BytesIO()
    book.save(memory)
    return read_bytes(memory.getvalue(), "t.xls", ".xls")


def as_ods(rows: Rows) -> Reading:
    def table(name: str, cells: Rows) -> str:
        lines = ("".join(text(str(value)) for value in row) for row in cells)
        inside = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        return f'<table:table table:name="{name}">{inside}</table:table>'

    return read_bytes(ods(table("Đơn vị", UNIT_SHEET) + table(HOUSES, [HEADER, *rows])), "t.ods", ".ods")


def as_csv(rows: Rows) -> Reading:
    lines = "\n".join(";".join(map(str, row)) for row in (HEADER, *rows))
    return read_bytes(lines.encode(), "ho-gia-dinh.csv", ".csv")


def as_yaml(rows: Rows) -> Reading:
    keys = [BY_NAME[fold(HOUSES)].by_name[fold(header)].slug for header in HEADER]
    people = [{key: str(value) for key, value in zip(keys, row, strict=True) if value != ""} for row in rows]
    unit = dict(zip(("ma", "ten", "xa", "tinh"), UNIT_SHEET[1], strict=True))
    return read_yaml(yaml.safe_dump({"don_vi": unit, "ho_gia_dinh": people}, allow_unicode=True, sort_keys=False))


FILES: dict[str, Callable[[Rows], Reading]] = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "csv": as_csv, "yaml": as_yaml}
# The rows, and whether the first of the rows beside Lê Văn An and Trần Thị Bình is read, and told of.
ASIDES: dict[str, tuple[Rows, bool]] = {
    "letters": ((("A", "B", "C", "D", "E"), AN, BINH), True),
    "letters in brackets": ((("(a)", "(b)", "(c)", "(d)", "(e)"), AN, BINH), True),
    "small letters": ((("a", "b", "c", "d", "e"), AN, BINH), True),
    "letters of Vietnamese": ((("A", "B", "C", "D", "Đ"), AN, BINH), True),
    "letters, a remark without one": ((("A", "B", "C", "D", ""), AN, BINH), True),
    "Roman numerals": ((("I", "II", "III", "IV", "V"), AN, BINH), True),
    "letters for what is known, numbers for what is filled in": ((("(A)", "(B)", "(1)", "(2)", "(3)"), AN, BINH), True),
    "Roman numerals, then numbers": ((("I", "II", "1", "2", "3"), AN, BINH), True),
    "an example, said in front": ((("Ví dụ", "Nguyễn Văn A", 1980, "", "Tổ 1"), AN, BINH), True),
    "an example, said with the name": ((("", "VD: Phạm Thị Hoa", 1980, "", "Tổ 1"), AN, BINH), True),
    "an example further down": ((AN, ("VD", "Phạm Thị Hoa", 1980, "", "Tổ 1"), BINH), True),
    "a sample": ((("Mẫu", "Phạm Thị Hoa", 1980, "", "Tổ 1"), AN, BINH), True),
    "a sample without a number": ((("", "Nguyễn Văn A", 1980, "", "Tổ 1"), AN, BINH), True),
    "a sample, and numbers begin below it": (((1, "Nguyễn Văn A", 1980, "012345678901", "Tổ 1"), AN, BINH), True),
    "a total": ((AN, BINH, ("", "Tổng cộng: 2 hộ", "", "", "")), True),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ASIDES)
def test_rows_that_are_none(kind: str, name: str) -> None:
    rows, _ = ASIDES[name]
    reading = FILES[kind](rows)
    told = [place for code, place in found(reading) if code == "DT010"]
    number = next(i for i, row in enumerate(rows) if row not in (AN, BINH))
    column = next((i for i, value in enumerate(rows[number]) if value != ""), 0)
    column = 1 if name == "a sample, and numbers begin below it" else column
    if kind == "yaml":
        assert len(told) == 1
    else:
        assert told == [f"{'ho-gia-dinh' if kind == 'csv' else HOUSES}!{'ABCDE'[column]}{number + 2}"]
    assert [house.name for house in reading.dossiers[0].dossier.households] == [AN[1], BINH[1]]


PEOPLE: dict[str, tuple[Rows, bool]] = {
    "called like a sample, numbered with the others": (((1, "Nguyễn Văn A", 1980, "", "Tổ 1"), (2, *BINH[1:])), True),
    "called like a sample, with an identity number": (((1, "Nguyễn Văn A", 1980, "075080000123", "Tổ 1"), BINH), False),
    "called so further down": ((AN, (2, "Nguyễn Văn A", 1980, "", "Tổ 1")), False),
    "whose family is Vũ, in a house called D": (((1, "Vũ Du", 1980, "", "D"), BINH), False),
    "called Mẫu": (((1, "Lê Văn Mẫu", 1980, "", "Mẫu Sơn"), BINH), False),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", PEOPLE)
def test_people_who_are_read(kind: str, name: str) -> None:
    rows, told = PEOPLE[name]
    reading = FILES[kind](rows)
    assert [house.name for house in reading.dossiers[0].dossier.households] == [row[1] for row in rows]
    assert ("DT010" in [code for code, _ in found(reading)]) is told
    if told:
        assert "vẫn được đọc" in next(d.message for d in reading.diagnostics if d.code == "DT010")


def test_a_code_is_no_example() -> None:
    rows = [("Mã ấp", "Họ và tên"), ("VD", "Lê Văn An"), ("VD", "Trần Thị Bình")]
    unit = [("Mã ấp", *UNIT_SHEET[0][1:]), ("VD", *UNIT_SHEET[1][1:])]
    reading = read_xlsx(workbook({"Đơn vị": unit, HOUSES: rows}))
    assert (found(reading), len(reading.dossiers[0].dossier.households)) == ([], 2)


def test_totals_of_a_nested_list() -> None:
    reading = read_yaml(
        "don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
        "bau_cu:\n- chuc_danh: trưởng ấp\n  ung_cu:\n  - {ho_ten: Lê Văn An, so_phieu: 10}\n  - {ho_ten: Tổng cộng, so_phieu: 10}\n"
    )
    assert found(reading) == [("DT010", "dòng 6")]
    assert [c.name for c in reading.dossiers[0].dossier.rounds[0].candidates] == ["Lê Văn An"]


# --- Under merged cells ---------------------------------------------------------------------------------------------------------

RESULTS = [("Chức danh", "Họ và tên", "Số phiếu"), ("trưởng ấp", "Lê Văn An", 57), ("trưởng ấp", "Trần Thị Bình", 157)]
ROUNDS = [("Chức danh", "Có mặt"), ("trưởng ấp", 300)]


def merged_xlsx(area: str, rows: Rows = RESULTS) -> bytes:
    data = workbook({"Đơn vị": UNIT_SHEET, "Bầu cử": ROUNDS, "Kết quả": rows})
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    return edited(data, {"xl/worksheets/sheet3.xml": lambda xml: xml.replace(b"</sheetData>", merge)})


def merged_xls() -> bytes:
    book = xlwt.Workbook()
    for name, cells in {"Đơn vị": UNIT_SHEET, "Bầu cử": ROUNDS, "Kết quả": RESULTS}.items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        if name == "Kết quả":
            sheet.merge(1, 2, 2, 2)
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def merged_ods() -> bytes:
    def table(name: str, lines: Sequence[str]) -> str:
        return f'<table:table table:name="{name}">' + "".join(f"<table:table-row>{x}</table:table-row>" for x in lines) + "</table:table>"

    lines = ["".join(text(str(value)) for value in row) for row in RESULTS]
    lines[1] = lines[1][: lines[1].rindex("<table:table-cell")] + text("57", about='table:number-rows-spanned="2"')
    covered = text("157").replace("table-cell", "covered-table-cell")
    lines[2] = lines[2][: lines[2].rindex("<table:table-cell")] + covered
    others = {name: ["".join(text(str(v)) for v in row) for row in rows] for name, rows in {"Đơn vị": UNIT_SHEET, "Bầu cử": ROUNDS}.items()}
    return ods("".join(table(name, rows) for name, rows in others.items()) + table("Kết quả", lines))


@pytest.mark.parametrize(
    ("data", "suffix"), [(merged_xlsx("C2:C3"), ".xlsx"), (merged_xls(), ".xls"), (merged_ods(), ".ods")], ids=["xlsx", "xls", "ods"]
)
def test_what_is_not_seen_is_not_read(data: bytes, suffix: str) -> None:
    reading = read_bytes(data, f"t{suffix}", suffix)
    assert found(reading) == [("DT010", "Kết quả!C3")]
    assert "157" in reading.diagnostics[0].message
    assert [c.votes for c in reading.dossiers[0].dossier.rounds[0].candidates] == [57, None]


def test_a_merged_word_is_that_of_its_rows_whatever_lies_under_it() -> None:
    """The same word under the merge is no loss; another one is told of, and what is seen counts."""
    assert found(read_xlsx(merged_xlsx("A2:A3"))) == []
    reading = read_xlsx(merged_xlsx("A2:A3", [*RESULTS[:2], ("bí thư", *RESULTS[2][1:])]))
    assert found(reading) == [("DT010", "Kết quả!A3")]
    assert len(reading.dossiers[0].dossier.rounds[0].candidates) == 2


def test_merges_upon_merges_take_no_time() -> None:
    merge = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:ZZ99999"/>' * 50_000 + b"</mergeCells>"
    data = edited(
        workbook({"Đơn vị": UNIT_SHEET, HOUSES: [HEADER, *[AN] * 2_000]}),
        {"xl/worksheets/sheet2.xml": lambda xml: xml.replace(b"</sheetData>", merge)},
    )
    assert [code for code, _ in found(read_xlsx(data))] == ["DT001"]


def test_names_are_known_everywhere() -> None:
    """The names of a district hold in a CSV too."""
    names = Names({"Người đứng sổ": "ho_ten"})
    reading = read_bytes("Người đứng sổ;Địa chỉ\nLê Văn An;Số 1\n".encode(), "ho-gia-dinh.csv", ".csv", names)
    assert [house.name for house in reading.dossiers[0].dossier.households] == ["Lê Văn An"]
