"""dantin.readers.files.xlsx and guard: workbooks as clerks make them, as programs write them, and as attackers bend them."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from dantin.diagnostic import Severity
from dantin.model import PartialDate
from dantin.readers import read_bytes
from tests.sheets import (
    STRICT_MAIN,
    STRICT_RELATIONS,
    UNIT,
    UNIT_HEADER,
    UNIT_SHEET,
    Formula,
    Shown,
    edited,
    found,
    package,
    parts_of,
    raw_parts,
    read_apart,
    read_xlsx,
    rows_xml,
    sheet_of,
    workbook,
)

HOUSES = "Hộ gia đình"
ROUNDS = "Bầu cử"
SHEET_1, SHEET_2 = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def test_the_least_workbook() -> None:
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET}))
    assert found(reading) == []
    unit = reading.dossiers[0].dossier.unit
    assert (unit.code, unit.name, unit.commune, unit.province) == UNIT


# --- Headers ----------------------------------------------------------------------------------------------------------------

HEADERS = {
    "name": [
        "Họ và tên",
        "HỌ VÀ TÊN",
        "họ và tên",
        "Ho va ten",
        "  Họ  và   tên ",
        "Họ\nvà tên",
        "Họ và\r\ntên",
        "Họ và tên (*)",
        "Họ và tên(*)",
        "Họ và tên *",
        "Họ và tên:",
        "Họ\xa0và tên",
        unicodedata.normalize("NFD", "Họ và tên"),
        "ho_ten",
        "HO_TEN",
        "Họ tên",
        "Họ, tên",
        "Họ tên chủ hộ",
    ],
    "birth": ["Ngày sinh", "ngay_sinh", "Năm sinh", "NĂM SINH", "Ngày, tháng, năm sinh", "Ngày tháng\nnăm sinh"],
    "cccd": ["Số CCCD", "CCCD", "cccd", "Số căn cước", "Số căn cước công dân", "Số ĐDCN", "SỐ ÐDCN", "Số định danh cá nhân"],
    "attends": ["Dự họp", "du_hop", "DỰ HỌP"],
}
VALUES = {"name": "1965", "birth": "1965", "cccd": "1965", "attends": "x"}
WANTED = {"name": "1965", "birth": PartialDate(1965), "cccd": "1965", "attends": True}


@pytest.mark.parametrize(("attribute", "header"), [(key, header) for key, headers in HEADERS.items() for header in headers])
def test_headers(attribute: str, header: str) -> None:
    others = () if attribute == "name" else ("Họ và tên",)
    reading = read_xlsx(sheet_of(HOUSES, [header, *others], [VALUES[attribute], *["A"] * len(others)]))
    assert found(reading) == []
    (house,) = reading.dossiers[0].dossier.households
    assert getattr(house, attribute) == WANTED[attribute]


SHEET_NAMES = ["Hộ gia đình", "HỘ GIA ĐÌNH", "ho gia dinh", "ho_gia_dinh", " Hộ  gia đình ", unicodedata.normalize("NFD", "Hộ gia đình")]


@pytest.mark.parametrize("name", SHEET_NAMES, ids=ascii)
def test_names_of_sheets(name: str) -> None:
    reading = read_xlsx(sheet_of(name, ["Họ và tên"], ["Lê Thị Cúc"]))
    assert found(reading) == []
    assert [house.name for house in reading.dossiers[0].dossier.households] == ["Lê Thị Cúc"]


TITLE = "DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH DỰ HỌP"
HEADER = ("TT", "Họ và tên", "Ngày sinh", "Dự họp")
WRONG = (1, "Lê Thị Cúc", "hôm qua", "x")
"""A row whose third cell cannot be read: its place shows whether rows and columns are counted as Excel does."""

LAYOUTS: dict[str, tuple[list[Sequence[object]], dict[str, Any], str]] = {
    "header in the first row": ([HEADER, WRONG], {}, "C2"),
    "a title": ([[TITLE], HEADER, WRONG], {}, "C3"),
    "a title over merged cells": ([[TITLE, None, None, None], HEADER, WRONG], {"merges": {HOUSES: ["A1:D1"]}}, "C3"),
    "merged title rows": (
        [[TITLE, None, None, None], ["Khu phố 4", None, None, None], [None] * 4, HEADER, WRONG],
        {"merges": {HOUSES: ["A1:D1", "A2:D3"]}},
        "C5",
    ),
    "national motto and date above": (
        [
            ["ỦY BAN NHÂN DÂN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["XÃ AN PHƯỚC", None, "Độc lập - Tự do - Hạnh phúc"],
            [None, None, date(2024, 11, 1)],
            [TITLE],
            ["Ngày:", "10/11/2024"],
            HEADER,
            WRONG,
        ],
        {},
        "C7",
    ),
    "blank rows first": ([[], [], [], HEADER, WRONG], {}, "C5"),
    "blank columns first": ([[None, None, *HEADER], [None, None, *WRONG]], {}, "E2"),
    "blank rows and columns first": ([[], [], [None, *HEADER], [None, *WRONG]], {}, "D4"),
    "a blank row below the header": ([HEADER, [], WRONG], {}, "C3"),
    "blank rows inside": ([HEADER, (1, "A", 1965, "x"), [], [], WRONG], {}, "C5"),
    "rows of blanks inside": ([HEADER, (1, "A", 1965, "x"), (" ", "  ", "\xa0", None), WRONG], {}, "C4"),
    "rows with a number only": ([HEADER, (1, None, None, None), (2, "", "", ""), WRONG], {}, "C4"),
    "rows numbered by a formula": ([HEADER, (Formula("=ROW()-1", 1), None, None, None), WRONG], {}, "C3"),
    "a blank column between": ([["TT", "Họ và tên", None, "Ngày sinh", "Dự họp"], [1, "Lê Thị Cúc", None, "hôm qua", "x"]], {}, "D2"),
    "columns in another order": ([["Dự họp", "Ngày sinh", "Họ và tên"], ["x", "hôm qua", "Lê Thị Cúc"]], {}, "B2"),
    "beyond column Z": ([[None] * 30 + list(HEADER), [None] * 30 + list(WRONG)], {}, "AG2"),
    "a second header line of numbers": ([HEADER, ("(1)", None, None, None), WRONG], {}, "C3"),
}


@pytest.mark.parametrize(("rows", "options", "cell"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_header_is_found_and_cells_keep_their_names(rows: list[Sequence[object]], options: dict[str, Any], cell: str) -> None:
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, HOUSES: rows}, **options))
    assert found(reading) == [("DT004", f"{HOUSES}!{cell}")]
    assert reading.diagnostics[0].field == "ngay_sinh"
    last = reading.dossiers[0].dossier.households[-1]
    assert (last.name, last.attends) == ("Lê Thị Cúc", True)


def test_a_row_that_only_looks_blank_names_nobody() -> None:
    reading = read_xlsx(sheet_of(HOUSES, ["Họ và tên"], ["A"], ["\u200b"], ["\ufeff "], ["B"]))
    assert found(reading) == []
    assert [house.name for house in reading.dossiers[0].dossier.households] == ["A", "B"]


def test_columns_may_be_written_in_any_order_of_sheets() -> None:
    results = [["Chức danh", "Lần", "Họ và tên", "Số phiếu"], ["trưởng ấp", 1, "Nguyễn Văn An", 110]]
    rounds = [["Chức danh", "Lần", "Có mặt"], ["trưởng ấp", 1, 216]]
    first = read_xlsx(workbook({"Kết quả": results, ROUNDS: rounds, "Đơn vị": UNIT_SHEET}))
    last = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, ROUNDS: rounds, "Kết quả": results}))
    assert found(first) == found(last) == []
    assert first.dossiers[0].dossier == last.dossiers[0].dossier
    assert [c.votes for c in first.dossiers[0].dossier.rounds[0].candidates] == [110]


# --- What is missing, unknown, or there twice -------------------------------------------------------------------------------

TABLES: dict[str, tuple[dict[str, Any], list[tuple[str, str]], str]] = {
    "an empty workbook": ({"Sheet1": []}, [("DT002", "")], "bảng “Đơn vị”"),
    "no unit": ({HOUSES: [["Họ và tên"], ["A"]]}, [("DT002", "")], "bảng “Đơn vị”"),
    "a unit without a row": ({"Đơn vị": [UNIT_HEADER]}, [("DT002", "Đơn vị!A1")], "bảng “Đơn vị”"),
    "no column of the province": ({"Đơn vị": [UNIT_HEADER[:3], UNIT[:3]]}, [("DT002", "Đơn vị!A1")], "cột “Tỉnh”"),
    "no column of names, below a title": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [[TITLE], [], [None, "Ngày sinh", "Dự họp"], [None, 1965, "x"]]},
        [("DT002", f"{HOUSES}!B3")],
        "cột “Họ và tên”",
    ),
    "no column of offices": ({"Đơn vị": UNIT_SHEET, ROUNDS: [["Lần", "Có mặt"], [1, 3]]}, [("DT002", f"{ROUNDS}!A1")], "cột “Chức danh”"),
    "a header alone": ({"Đơn vị": UNIT_SHEET, HOUSES: [["TT", "Dự họp"]]}, [], ""),
    "an empty sheet of a table": ({"Đơn vị": UNIT_SHEET, HOUSES: []}, [], ""),
    "an empty sheet of no table": ({"Đơn vị": UNIT_SHEET, "Sheet2": []}, [], ""),
    "a sheet misspelt": (
        {"Đơn vị": UNIT_SHEET, "Hộ gia đinhh": [HEADER]},
        [("DT003", "Hộ gia đinhh!A1")],
        "đổi tên trang thành “Hộ gia đình”",
    ),
    "a sheet of another purpose": ({"Đơn vị": UNIT_SHEET, "Sheet2": [[], [None, "abc"]]}, [("DT003", "Sheet2!B2")], "trang “Sheet2”"),
    "a sheet named with markup": ({"Đơn vị": UNIT_SHEET, "A & B <c>": [["x"]]}, [("DT003", "A & B <c>!A1")], "trang “A & B <c>”"),
    "a column misspelt": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["Họ và tên", "Giói tinh nhé"], ["A", "Nam"]]},
        [("DT003", f"{HOUSES}!B1")],
        "Có phải là “Giới tính”?",
    ),
    "a needed column misspelt": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["TT", "Họ và tê", "Ngày sinh"], [1, "A", 1965]]},
        [("DT002", f"{HOUSES}!B1")],
        "cột “Họ và tê” có chữ mà không biết là gì",
    ),
    "a needed column without a header": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["TT", None, "Ngày sinh"], [1, "A", 1965], [2, "B", 1966]]},
        [("DT002", f"{HOUSES}!B1")],
        "cột này có chữ mà không biết là gì",
    ),
    "a needed column that one of several may be": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["TT", "Ai đó", "Gì nữa"], [1, "A", "b"], [2, "B", "c"]]},
        [("DT002", f"{HOUSES}!A1"), ("DT003", f"{HOUSES}!B1"), ("DT003", f"{HOUSES}!C1")],
        "cột “",
    ),
    "a column without a header": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["Họ và tên", None, "Dự họp"], ["A", "gì đó", "x"]]},
        [("DT003", f"{HOUSES}!B1")],
        "không có tiêu đề",
    ),
    "a column twice": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["Họ và tên", "Năm sinh", "Ngày sinh"], ["A", 1965, 1966]]},
        [("DT009", f"{HOUSES}!C1")],
        "đã có ở Hộ gia đình!B1",
    ),
    "a table on two sheets": (
        {"Đơn vị": UNIT_SHEET, HOUSES: [["Họ và tên"], ["A"]], "ho_gia_dinh": [[TITLE], ["Họ và tên"], ["B"]]},
        [("DT003", "ho_gia_dinh!A2")],
        "1 + 1 = 2",
    ),
}


@pytest.mark.parametrize(("sheets", "wanted", "said"), TABLES.values(), ids=TABLES)
def test_tables_and_columns(sheets: dict[str, Any], wanted: list[tuple[str, str]], said: str) -> None:
    reading = read_xlsx(workbook(sheets))
    assert found(reading) == wanted
    assert all(said in d.message for d in reading.diagnostics)
    assert all((d.severity is Severity.WARNING) == (d.code == "DT003") for d in reading.diagnostics)


# --- Cells ------------------------------------------------------------------------------------------------------------------

CELLS: dict[str, tuple[str, object, str, object]] = {
    "a number as text": ("Có mặt", "216", "present", 216),
    "a formula with its value": ("Có mặt", Formula("=200+16", 216), "present", 216),
    "a formula of text": ("Địa điểm", Formula('="Hội "&"trường"', "Hội trường"), "venue", "Hội trường"),
    "a formula of a date": ("Ngày", Formula("=TODAY()", 45606), "day", date(2024, 11, 10)),
    "a real date": ("Ngày", date(2024, 11, 10), "day", date(2024, 11, 10)),
    "a real date with a time": ("Ngày", Shown(45606.3125, "dd/mm/yyyy hh:mm"), "day", date(2024, 11, 10)),
    "a date in a format of one's own": ("Ngày", Shown(45606, '"ngày" dd "tháng" mm "năm" yyyy'), "day", date(2024, 11, 10)),
    "a serial without a format": ("Ngày", 45606, "day", date(2024, 11, 10)),
    "a date as text": ("Ngày", "10/11/2024", "day", date(2024, 11, 10)),
    "a number in a text column": ("Địa điểm", 4, "venue", "4"),
    "a real time": ("Bắt đầu", time(7, 30), "begins", time(7, 30)),
    "a time without a format": ("Bắt đầu", 0.3125, "begins", time(7, 30)),
    "a time in the format for lengths": ("Bắt đầu", Shown(0.3125, "[h]:mm"), "begins", time(7, 30)),
    "a time as text": ("Bắt đầu", "7 giờ 30", "begins", time(7, 30)),
    "text that looks like a formula": ("Địa điểm", "=1+1", "venue", "=1+1"),
    "text of markup": ("Địa điểm", '<c r="A1" t="e"><v>#REF!</v></c>', "venue", '<c r="A1" t="e"><v>#REF!</v></c>'),
    "text that names an error": ("Địa điểm", "#REF!", "venue", "#REF!"),
    "a list over lines": ("Công bố trúng cử", "Nguyễn Văn An\nTrần B", "announced", ("Nguyễn Văn An", "Trần B")),
}


@pytest.mark.parametrize(("header", "cell", "attribute", "value"), CELLS.values(), ids=CELLS)
def test_cells(header: str, cell: object, attribute: str, value: object) -> None:
    reading = read_xlsx(sheet_of(ROUNDS, ["Chức danh", header], ["trưởng ấp", cell]))
    assert found(reading) == []
    assert getattr(reading.dossiers[0].dossier.rounds[0], attribute) == value


REFUSED_CELLS: dict[str, tuple[str, object]] = {
    "TRUE for a count": ("Có mặt", True),
    "a date that Excel made of a text": ("Địa điểm", date(2024, 11, 10)),
    "a date for a count": ("Có mặt", date(2024, 11, 10)),
    "a negative count": ("Có mặt", -1),
    "a fraction for a count": ("Có mặt", 12.5),
    "a time for a date": ("Ngày", time(7, 30)),
    "a year for a date": ("Ngày", 2024),
    "a date far ahead": ("Ngày", date(2924, 11, 10)),
    "a date beyond Excel's calendar": ("Ngày", Shown(1e10, "dd/mm/yyyy")),
    "a negative date": ("Ngày", Shown(-5, "dd/mm/yyyy")),
    "a date for a time": ("Bắt đầu", date(2024, 11, 10)),
}


@pytest.mark.parametrize(("header", "cell"), REFUSED_CELLS.values(), ids=REFUSED_CELLS)
def test_cells_of_the_wrong_kind(header: str, cell: object) -> None:
    reading = read_xlsx(sheet_of(ROUNDS, ["Chức danh", header], ["trưởng ấp", cell]))
    assert found(reading) == [("DT004", f"{ROUNDS}!B2")]


def test_a_unit_of_blanks() -> None:
    reading = read_xlsx(workbook({"Đơn vị": [UNIT_HEADER, [" ", " ", "\xa0", " "]]}))
    assert {code for code, _ in found(reading)} in ({"DT002"}, {"DT008"})
    assert all(place.startswith("Đơn vị!") for _, place in found(reading))
    assert len(reading.dossiers) == 1


IDENTITY: dict[str, tuple[object, str]] = {
    "text": ("001085012345", "001085012345"),
    "a number": (175085012345.0, "175085012345"),
    "a number that lost its nought": (75085012345.0, "75085012345"),
    "a number shown with noughts": (Shown(1085012345, "000000000000"), "1085012345"),
    "grouped": ("075 085 012 345", "075085012345"),
}


@pytest.mark.parametrize(("cell", "value"), IDENTITY.values(), ids=IDENTITY)
def test_identity_numbers(cell: object, value: str) -> None:
    reading = read_xlsx(sheet_of(HOUSES, ["Họ và tên", "Số CCCD"], ["A", cell]))
    assert [d for d in found(reading) if d[0] != "DT102"] == []
    assert reading.dossiers[0].dossier.households[0].cccd == value


@pytest.mark.parametrize("system", [{}, {"date_1904": True}], ids=["1900", "1904"])
def test_both_calendars_of_excel(system: dict[str, bool]) -> None:
    reading = read_xlsx(sheet_of(HOUSES, ["Họ và tên", "Ngày sinh"], ["A", date(1965, 2, 5)], options=system))
    assert found(reading) == []
    assert reading.dossiers[0].dossier.households[0].birth == PartialDate(1965, 2, 5)


# --- What the fast reader does not see ----------------------------------------------------------------------------------------


def houses(*rows: Sequence[object], header: Sequence[object] = ("Họ và tên", "Dự họp", "Ngày sinh"), **how: Any) -> bytes:
    """A workbook written by hand: texts and numbers plain, what begins with "<" as it stands. `how` goes to `raw_parts`, `rows_xml`."""
    spelled = {key: how.pop(key) for key in ("references",) if key in how}
    prefix = how.get("prefix", "")
    sheets = {
        "Đơn vị": rows_xml(UNIT_SHEET, prefix=prefix),
        HOUSES: rows_xml([header, *rows], prefix=prefix, **spelled),
    }
    return package(raw_parts(sheets, **how))


UNSEEN: dict[str, tuple[list[Sequence[object]], list[str]]] = {
    "an error": ([["A", '<c r="B2" t="e"><v>#REF!</v></c>']], ["B2"]),
    "an error of a formula": ([["A", '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>']], ["B2"]),
    "an error, attributes turned round": ([["A", '<c t="e" s="0" r="B2"><v>#REF!</v></c>']], ["B2"]),
    "an error in single quotes": ([["A", "<c r='B2' t='e'><v>#REF!</v></c>"]], ["B2"]),
    "an error, blanks about the equals signs": ([["A", '<c r = "B2" t = "e"><v>#REF!</v></c>']], ["B2"]),
    "an error over two lines": ([["A", '<c\n r="B2"\n t="e"\n><v>#REF!</v></c>']], ["B2"]),
    "an error in lower case letters": ([["A", '<c r="b2" t="e"><v>#REF!</v></c>']], ["B2"]),
    "errors in every column": ([[f'<c r="{c}2" t="e"><v>#N/A</v></c>' for c in "ABC"]], ["A2", "B2", "C2"]),
    "an error behind an empty styled cell": ([["A"], ["B", '<c r="B3" s="0"/>', '<c r="C3" t="e"><v>#REF!</v></c>']], ["C3"]),
    "an error below all values": ([["A"], [], [], ['<c r="A5" t="e"><v>#NAME?</v></c>']], ["A5"]),
    "an error in a comment's words": ([["A", '<c r="B2" t="inlineStr"><!-- t="e" --><is><t>x</t></is></c>']], []),
    "an error in the words of a cell": ([["A", '<c r="B2" t="inlineStr"><is><t><![CDATA[x]]></t></is></c>']], []),
    "a formula never calculated": ([["A", '<c r="B2"><f>1+1</f></c>']], ["B2"]),
    "a formula with an empty value": ([["A", '<c r="B2"><f>1+1</f><v></v></c>']], ["B2"]),
    "a formula with an empty value, short": ([["A", '<c r="B2"><f>1+1</f><v/></c>']], ["B2"]),
    "a shared formula never calculated": ([["A", '<c r="B2"><f t="shared" si="0"/></c>']], ["B2"]),
    "a formula in single quotes": ([["A", "<c r='B2'><f>1+1</f></c>"]], ["B2"]),
    "a formula below all values": ([["A"], [], ['<c r="A4"><f>A2</f></c>']], ["A4"]),
    "formulas below all values": ([["A"], [], ['<c r="A4"><f>A2</f></c>', '<c r="B4"><f>B2</f></c>']], ["A4", "B4"]),
    "a formula whose text is empty": ([["A", '<c r="B2" t="str"><f>""</f><v></v></c>']], []),
    "a formula with a text": ([["A", '<c r="B2" t="str"><f>"x"</f><v>x</v></c>']], []),
    "a formula with a truth": ([["A", '<c r="B2" t="b"><f>TRUE()</f><v>1</v></c>']], []),
}


@pytest.mark.parametrize(("rows", "cells"), UNSEEN.values(), ids=UNSEEN)
def test_errors_and_formulas_without_a_value(rows: list[Sequence[object]], cells: list[str]) -> None:
    reading = read_xlsx(houses(*rows))
    assert found(reading) == [("DT004", f"{HOUSES}!{cell}") for cell in cells]
    named = 1 + max((int(cell[1:]) > 2 for cell in cells), default=False)
    assert len(reading.dossiers[0].dossier.households) == named


def test_rows_of_formulas_that_show_nothing_name_nobody() -> None:
    nothing = [f'<c r="{letter}3" t="str"><f>""</f><v></v></c>' for letter in "ABC"]
    reading = read_xlsx(houses(["A", "x"], nothing, ["B", None]))
    assert found(reading) == []
    assert [(house.name, house.attends) for house in reading.dossiers[0].dossier.households] == [("A", True), ("B", False)]


def test_an_error_in_cells_that_do_not_say_where_they_are() -> None:
    reading = read_xlsx(houses(["A", '<c t="e"><v>#REF!</v></c>'], references=False))
    assert found(reading) == [("DT004", f"{HOUSES}!B2")]


@pytest.mark.parametrize(
    "how",
    [{"prefix": "x:"}, {"main": STRICT_MAIN, "relations": STRICT_RELATIONS}, {"targets": {HOUSES: f"/{SHEET_2}"}}],
    ids=["a prefix on every element", "strict OOXML", "an absolute target"],
)
def test_other_ways_to_write_a_workbook(how: dict[str, Any]) -> None:
    p = how.get("prefix", "")
    error = f'<{p}c r="B2" t="e"><{p}v>#REF!</{p}v></{p}c>'
    formula = f'<{p}c r="C3"><{p}f>1+1</{p}f></{p}c>'
    reading = read_xlsx(houses(["Lê Thị Cúc", error], ["B", None, formula], **how))
    assert found(reading) == [("DT004", f"{HOUSES}!B2"), ("DT004", f"{HOUSES}!C3")]
    assert reading.dossiers[0].dossier.households[0].name == "Lê Thị Cúc"


TARGETS = [
    "xl/worksheets/sheet2.xml",
    "./worksheets/sheet2.xml",
    "../xl/worksheets/sheet2.xml",
    "worksheets\\sheet2.xml",
    "worksheets/Sheet2.xml",
    "worksheets/%73heet2.xml",
    "worksheets/nowhere.xml",
]


@pytest.mark.parametrize("target", TARGETS)
def test_a_sheet_is_read_or_refused_but_never_passed_over(target: str) -> None:
    reading = read_xlsx(houses(["Lê Thị Cúc", '<c r="B2" t="e"><v>#REF!</v></c>'], targets={HOUSES: target}))
    assert found(reading) in ([("DT004", f"{HOUSES}!B2")], [("DT001", "")])


def test_a_column_of_the_hamlet_with_an_error() -> None:
    reading = read_xlsx(sheet_of(HOUSES, ["Mã ấp", "Họ và tên"], [Formula("=A0", "#REF!"), "A"], ["LT-01", "B"]))
    assert found(reading) == [("DT004", f"{HOUSES}!A2")]


# --- Files that cannot be read --------------------------------------------------------------------------------------------

WHOLE = workbook({"Đơn vị": UNIT_SHEET, HOUSES: [HEADER, (1, "A", 1965, "x")]})


def flipped(part: str) -> bytes:
    """One bit of a part's compressed bytes turned over."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as package_:
        info = package_.getinfo(part)
    data = bytearray(WHOLE)
    data[info.header_offset + 30 + len(part) + info.compress_size // 2] ^= 0x10
    return bytes(data)


def locked() -> bytes:
    """The parts marked as encrypted by the zip itself."""
    data = bytearray(WHOLE)
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        for at in (found_.start() for found_ in re.finditer(re.escape(mark), WHOLE)):
            data[at + flags] |= 1
    return bytes(data)


def without(part: str) -> bytes:
    return package({name: content for name, content in parts_of(WHOLE).items() if name != part})


def declaring(part: str, *, after: int = 0, text: str = '<!DOCTYPE a [<!ENTITY e "boom">]>') -> bytes:
    """A document type put into a part, behind a comment of so many letters."""
    comment = f"<!-- {'x' * after} -->" if after else ""
    return edited(WHOLE, {part: lambda xml: xml.replace(b"?>", f"?>{comment}{text}".encode(), 1)})


def laughing() -> str:
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "lol">{lol}]>'


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "an empty file": lambda: b"",
    "text": lambda: "Hồ sơ ấp 1".encode(),
    "HTML under a wrong name": lambda: b"<html><table><tr><td>x</td></tr></table></html>",
    "CSV under a wrong name": lambda: "Mã ấp,Tên\nLT-01,Ấp 1\n".encode(),
    "an old workbook, or a password": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
    "OLE cut short": lambda: bytes.fromhex("d0cf11e0a1b11ae1"),
    "two letters of a zip": lambda: b"PK",
    "an empty zip": lambda: package({}),
    "a Word paper": lambda: package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
    "cut at the end": lambda: WHOLE[:-40],
    "cut by half": lambda: WHOLE[: len(WHOLE) // 2],
    "the beginning lost": lambda: b"PK" + WHOLE[40:],
    "rubbish in a sheet": lambda: flipped(SHEET_2),
    "rubbish in the workbook": lambda: flipped("xl/workbook.xml"),
    "rubbish in the texts": lambda: flipped("xl/sharedStrings.xml"),
    "parts marked as encrypted": locked,
    "no workbook part": lambda: without("xl/workbook.xml"),
    "no relations": lambda: without("xl/_rels/workbook.xml.rels"),
    "no texts": lambda: without("xl/sharedStrings.xml"),
    "a sheet of rubbish": lambda: edited(WHOLE, {SHEET_1: lambda _xml: b"\xff\xfe\x00rubbish"}),
    "a sheet cut short": lambda: edited(WHOLE, {SHEET_1: lambda xml: xml[: len(xml) // 2]}),
    "a workbook part of rubbish": lambda: edited(WHOLE, {"xl/workbook.xml": lambda _xml: b"rubbish"}),
    "a coding nobody knows": lambda: edited(WHOLE, {"xl/workbook.xml": lambda xml: xml.replace(b"UTF-8", b"UUF-8")}),
    "a coding of many bytes": lambda: edited(WHOLE, {"xl/workbook.xml": lambda xml: xml.replace(b"UTF-8", b"UTF-7")}),
    "a coding that is no coding of text": lambda: edited(WHOLE, {"xl/workbook.xml": lambda xml: xml.replace(b"UTF-8", b"zlib")}),
    "a document type in the workbook": lambda: declaring("xl/workbook.xml"),
    "a document type in a sheet": lambda: declaring(SHEET_1),
    "a document type in the texts": lambda: declaring("xl/sharedStrings.xml"),
    "a document type far down the workbook": lambda: declaring("xl/workbook.xml", after=10_000),
    "a document type far down a sheet": lambda: declaring(SHEET_1, after=10_000),
    "a billion laughs": lambda: declaring("xl/workbook.xml", text=laughing()),
    "a billion laughs further down": lambda: declaring("xl/workbook.xml", after=10_000, text=laughing()),
    "two parts of one name": lambda: package([*parts_of(WHOLE).items(), (SHEET_2, parts_of(WHOLE)[SHEET_2])]),
    "two parts of one name but for the case": lambda: package([*parts_of(WHOLE).items(), (SHEET_2.upper(), parts_of(WHOLE)[SHEET_2])]),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(make: Callable[[], bytes]) -> None:
    reading = read_xlsx(make())
    assert found(reading) == [("DT001", "")]
    assert reading.dossiers == []
    (finding,) = reading.diagnostics
    assert finding.severity is Severity.ERROR
    assert finding.hint


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_both_suffixes(suffix: str) -> None:
    reading = read_bytes(WHOLE, f"ho-so{suffix}", suffix)
    assert found(reading) == []
    assert len(reading.dossiers[0].dossier.households) == 1


# --- Hostile files: each in a process of its own, for some of them kill it ------------------------------------------------------

NAME = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c></row>'
FAR = "<v>1</v></c></row>"

FAR_CELLS = {
    "the last cell of all": f'<row r="1048576"><c r="XFD1048576">{FAR}',
    "the last row": f'<row r="1048576"><c r="A1048576">{FAR}',
    "the last column": f'<row r="2"><c r="XFD2">{FAR}',
    "in single quotes": f"<row r='1048576'><c r='XFD1048576'>{FAR}",
    "blanks about the equals signs": f'<row r = "1048576"><c r = "XFD1048576">{FAR}',
    "over several lines": f'<row\nr="1048576"\n><c\nr="XFD1048576"\n>{FAR}',
    "in lower case": f'<row r="2"><c r="xfd1048576">{FAR}',
    "the row does not say so": f'<row><c r="XFD1048576">{FAR}',
    "the row says something else": f'<row r="2"><c r="ZZ1048576">{FAR}',
    "a mark of greater in an attribute": f'<row r="2"><c x=">" r="XFD1048576">{FAR}',
    "a number too large for a row": f'<row r="2"><c r="A99999999999">{FAR}',
    "letters too many for a column": f'<row r="2"><c r="ABCDEFGHIJKLMNOP2">{FAR}',
    "a character given by its number": f'<row r="2"><c r="&#88;FD1048576">{FAR}',
    "just inside the limits of rows and of columns": f'<row r="99999"><c r="SE99999">{FAR}',
}


@pytest.mark.parametrize("xml", FAR_CELLS.values(), ids=FAR_CELLS)
def test_a_cell_far_off_is_refused(xml: str) -> None:
    data = package(raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME + xml}))
    assert [code for code, _ in read_apart(data, ".xlsx")] == ["DT001"]


def test_what_a_sheet_claims_of_its_size_is_not_believed() -> None:
    parts = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME})
    parts[SHEET_2] = parts[SHEET_2].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert read_apart(package(parts), ".xlsx") == []


def lying() -> bytes:
    """A sheet whose directory entry promises only its harmless beginning, with the checksum of that."""
    parts = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME + FAR_CELLS["the last cell of all"]})
    whole = parts[SHEET_2]
    kept = whole[: whole.index(b'<row r="1048576"')]
    data = bytearray(package(parts))
    for match in re.finditer(re.escape(struct.pack("<L", zlib.crc32(whole))), bytes(data)):
        at = match.start()
        data[at : at + 4] = struct.pack("<L", zlib.crc32(kept))
        data[at + 8 : at + 12] = struct.pack("<L", len(kept))
    return bytes(data)


def twins(*, first: bool) -> bytes:
    """A second part whose name differs by case alone, with a cell far off."""
    parts = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME})
    far = raw_parts({"Đơn vị": "", HOUSES: NAME + FAR_CELLS["the last cell of all"]})[SHEET_2]
    other = (SHEET_2.replace("sheet2", "Sheet2"), far)
    return package([other, *parts.items()] if first else [*parts.items(), other])


def elsewhere() -> bytes:
    """Two workbooks in one archive; the relations of the package point at the one in the other folder, with a cell far off."""
    near = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME})
    far = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME + FAR_CELLS["the last cell of all"]})
    moved = {name.replace("xl/", "khac/"): part for name, part in far.items() if name.startswith("xl/")}
    relations = near["_rels/.rels"].replace(b"xl/workbook", b"khac/workbook")
    return package({**near, **moved, "_rels/.rels": relations})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a workbook in another folder": elsewhere,
    "texts announced without end": lambda: edited(
        WHOLE, {"xl/sharedStrings.xml": lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="1000000000000"', xml)}
    ),
    "another format inside": lambda: package({**parts_of(WHOLE), "content.xml": b"<a/>"}),
    "a sheet in UTF-16": lambda: edited(WHOLE, {SHEET_1: lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    "a cell whose row is that of its row": lambda: package(
        raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: NAME + '<row r="1048576"><c r="A1"/><c><v>1</v></c></row>'})
    ),
    "packed in another way": lambda: package(parts_of(WHOLE), method=zipfile.ZIP_LZMA),
    "a bomb of one part": lambda: package({**parts_of(WHOLE), "xl/media/image1.bin": bytes(64 << 20)}),
    "a bomb of many parts": lambda: package({**parts_of(WHOLE), **{f"xl/media/{i}.bin": bytes(4 << 20) for i in range(16)}}),
    "a sheet that is a bomb": lambda: edited(WHOLE, {SHEET_1: lambda xml: xml.replace(b"<sheetData>", b" " * (64 << 20) + b"<sheetData>")}),
    "a part longer than it says": lying,
    "a twin of a sheet, first": lambda: twins(first=True),
    "a twin of a sheet, last": lambda: twins(first=False),
    "rows never closed": lambda: package(raw_parts({"Đơn vị": rows_xml(UNIT_SHEET) + "<row " * 100_000})),
    "cells never closed": lambda: package(raw_parts({"Đơn vị": rows_xml(UNIT_SHEET) + "<row><c><f>1</f></c>" + "<c >" * 100_000})),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_at_once(make: Callable[[], bytes]) -> None:
    assert [code for code, _ in read_apart(make(), ".xlsx")] == ["DT001"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET_1])
def test_elements_very_deep(part: str) -> None:
    deep = b"<a>" * 300_000 + b"</a>" * 300_000
    data = edited(WHOLE, {part: lambda xml: re.sub(rb"</(\w+)>\s*$", lambda end: deep + end[0], xml)})
    assert {code for code, _ in read_apart(data, ".xlsx")} <= {"DT001"}


def test_a_bomb_is_told_in_numbers_that_agree() -> None:
    (finding,) = read_xlsx(HOSTILE["a bomb of one part"]()).diagnostics
    sizes = [int(number) for number in re.findall(r"(\d+) MB", finding.message)]
    assert sizes[0] == 64
    assert all(limit < sizes[0] for limit in sizes[1:])


ODD_NUMBERS = ["nan", "inf", "-inf", "1e999", "-1e308", "4294967296", "-2147483648", "2147483647", "1e18", "-0", "", "abc", "0x10"]
FORMS = {"plain": "General", "a date": "dd/mm/yyyy", "a time": "hh:mm:ss.000", "a length": "[h]:mm"}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("header", ["Có mặt", "Ngày", "Bắt đầu", "Địa điểm", "Hình thức", "Công bố trúng cử"])
def test_no_number_can_stop_the_reader(form: str, header: str) -> None:
    rows = [["trưởng ấp", number, Shown(1, form)] for number in range(1, len(ODD_NUMBERS) + 1)]
    data = sheet_of(ROUNDS, ["Chức danh", "Lần", header], *rows)

    def odd(xml: bytes) -> bytes:
        numbers = iter(ODD_NUMBERS)
        return re.sub(
            rb'(<c r="C\d+"[^>]*><v>)1(</v>)', lambda cell: cell[1] + next(numbers).encode() + cell[2], xml, count=len(ODD_NUMBERS)
        )

    reading = read_xlsx(edited(data, {SHEET_2: odd}))
    assert {code for code, _ in found(reading)} <= {"DT001", "DT004", "DT005"}
    assert all(re.fullmatch(rf"{ROUNDS}!C\d+|", place) for _, place in found(reading))


def test_a_whole_district_of_rows_is_read() -> None:
    rows = [(number, f"Nguyễn Văn {number}", 1965, "x") for number in range(5_000)]
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, HOUSES: [HEADER, *rows, (1, "A", datetime(2965, 1, 1), "gì")]}))
    assert len(reading.dossiers[0].dossier.households) == 5_001
    assert [d for d in found(reading) if d[0] == "DT005"] == [("DT005", f"{HOUSES}!D5002")]
