"""A count written downwards, as it is typed on the evening of the vote, is the ordinary table of it."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.model import Dossier, Office
from dantin.output import inspection
from dantin.readers import Reading, read_bytes
from dantin.readers.dossier.fields import BY_SLUG
from tests.sheets import UNIT_SHEET, edited, found, read_xlsx, workbook

Rows = list[list[object]]

TITLE = "Ấp 9, xã Tam An, huyện Long Thành, tỉnh Đồng Nai"
PLACE: Rows = [["KẾT QUẢ BẦU TRƯỞNG ẤP"], [TITLE], []]
FIGURES: Rows = [
    ["Tổng số hộ", 45],
    ["Số hộ có mặt", 40],
    ["Số phiếu phát ra", 40],
    ["Số phiếu thu vào", 40],
    ["Số phiếu hợp lệ", 39],
    ["Số phiếu không hợp lệ", 1],
]
A, B = "Lê Văn Hòa", "Nguyễn Thị Bích Thủy"
LIST: Rows = [[], ["STT", "Họ tên người ứng cử", "Số phiếu"], [1, A, 28], [2, B, 11]]

UNIT = ("Ấp 9", "xã Tam An", "Long Thành", "Đồng Nai", 45)
ROUND = ("trưởng ấp", 1, 40, 40, 40, 39, 1, {A: 28, B: 11})


def told(dossier: Dossier) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
    """The unit, and each round with its figures and votes."""
    u = dossier.unit
    rounds = [
        (
            r.office and r.office.value,
            r.number,
            r.present,
            r.issued,
            r.returned,
            r.valid,
            r.invalid,
            {c.name: c.votes for c in r.candidates},
        )
        for r in dossier.rounds
    ]
    return (u.name, u.commune, u.district, u.province, u.households), rounds


def read(rows: Rows, name: str = "Sheet1", **more: Any) -> Reading:
    return read_xlsx(workbook({name: rows}, **more))


SAME: dict[str, Rows] = {
    "as most people type it": [*PLACE, *FIGURES, *LIST],
    "labels only, candidates like labels": [*PLACE, *FIGURES, [A, 28], [B, 11]],
    "candidates below a heading": [*PLACE, *FIGURES, ["Số phiếu của từng người"], [f"1. {A}", 28], [f"2. {B}", 11]],
    "numbered lines": [
        *PLACE,
        *([n, *row] for n, row in enumerate(FIGURES, 1)),
        *([n, *row] for n, row in enumerate([[A, 28], [B, 11]], 7)),
    ],
    "dashes and colons": [*PLACE, *([f"- {label}:", value] for label, value in FIGURES), *LIST],
    "all in one cell": [*PLACE, *([f"{label}: {value}"] for label, value in FIGURES), [f"- Ông {A}: 28 phiếu"], [f"- Bà {B}: 11 phiếu"]],
    "with units in the value": [
        *PLACE,
        ["Tổng số hộ", "45 hộ"],
        ["Số hộ có mặt", "40 hộ"],
        ["Số phiếu phát ra", "40 phiếu"],
        ["Số phiếu thu vào", "40 phiếu"],
        ["Số phiếu hợp lệ", "39 phiếu"],
        ["Số phiếu không hợp lệ", "01 phiếu"],
        [A, "28 phiếu"],
        [B, "11 phiếu"],
    ],
    "with units in a column": [*PLACE, *([label, "hộ" if "hộ" in str(label) else "phiếu", value] for label, value in FIGURES), *LIST],
    "with a column of units under its heading": [
        *PLACE,
        ["Nội dung", "ĐVT", "Số lượng"],
        *([label, "phiếu", value] for label, value in FIGURES),
        *LIST,
    ],
    "with shares beside": [*PLACE, *([label, value, "88,89 %"] for label, value in FIGURES), [A, 28, "62,22 %"], [B, 11, "24,44 %"]],
    "with shares in the value": [
        *PLACE,
        *FIGURES[:4],
        ["Số phiếu hợp lệ", "39 phiếu, chiếm tỷ lệ 97,50 %"],
        ["Số phiếu không hợp lệ", "1 phiếu (2,50%)"],
        [A, "28/45 phiếu, đạt 62,22 %"],
        [B, "11/45"],
    ],
    "with the words": [*PLACE, *([label, value, "(bốn mươi)"] for label, value in FIGURES), *LIST],
    "figures as text": [*PLACE, *([label, str(value)] for label, value in FIGURES), [A, "28"], [B, "11"]],
    "blank columns between": [*PLACE, *([None, label, None, None, value] for label, value in FIGURES), *([None, *row] for row in LIST)],
    "blank rows between": [*PLACE, *(row for pair in FIGURES for row in (pair, [])), *LIST],
    "two pairs in a row": [
        *PLACE,
        ["Tổng số hộ", 45, "Số hộ có mặt", 40],
        ["Số phiếu phát ra", 40, "Số phiếu thu vào", 40],
        ["Số phiếu hợp lệ", 39, "Số phiếu không hợp lệ", 1],
        *LIST,
    ],
    "Mẫu số 02": [
        ["UBND XÃ TAM AN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["ẤP 9", None, "Độc lập - Tự do - Hạnh phúc"],
        ["BIÊN BẢN KIỂM PHIẾU"],
        ["Về việc bầu Trưởng ấp 9, huyện Long Thành, tỉnh Đồng Nai"],
        ["- Tổng số đại diện hộ gia đình của ấp:", 45],
        ["- Số đại diện hộ gia đình tham dự cuộc họp:", 40],
        ["- Tổng số phiếu phát ra:", 40],
        ["- Tổng số phiếu thu vào:", 40],
        ["- Số phiếu hợp lệ:", 39],
        ["- Số phiếu không hợp lệ:", 1],
        ["Kết quả kiểm phiếu như sau:"],
        [f"1. Ông {A}:", "28 phiếu"],
        [f"2. Bà {B}:", "11 phiếu"],
    ],
    "the unit by labels": [
        ["Tên ấp", "Ấp 9"],
        ["Xã", "xã Tam An"],
        ["Huyện", "Long Thành"],
        ["Tỉnh", "Đồng Nai"],
        [],
        *FIGURES,
        *LIST,
    ],
    "the unit by labels, the kind in the label": [
        ["Ấp", 9],
        ["Xã", "xã Tam An"],
        ["Huyện", "Long Thành"],
        ["Tỉnh", "Đồng Nai"],
        *FIGURES,
        *LIST,
    ],
    "the unit in one value": [["Đơn vị bầu cử"], ["Tên ấp", TITLE], *FIGURES, *LIST],
    "the office and round by labels": [*PLACE[1:], ["Chức danh", "Trưởng ấp"], ["Lần bầu", 1], *FIGURES, *LIST],
    "the office with the name": [*PLACE[1:], ["Bầu chức danh", "Trưởng ấp 9"], *FIGURES, *LIST],
    "no word of the office": [[TITLE], *FIGURES, *LIST],
    "other words": [
        *PLACE,
        ["Số hộ trong ấp", 45],
        ["Đại diện hộ dự họp", 40],
        ["Phiếu phát", 40],
        ["Phiếu thu về", 40],
        ["Hợp lệ", 39],
        ["Không hợp lệ", 1],
        [A, 28],
        [B, 11],
    ],
    "a total and signatures below": [
        *PLACE,
        *FIGURES,
        *LIST,
        ["Tổng cộng", None, 39],
        [],
        [None, "Người lập biểu"],
        [],
        [None, "Trần Thị Lan"],
    ],
    "what follows from the others": [*PLACE, *FIGURES[:2], ["Số hộ vắng mặt", 5], *FIGURES[2:], ["Tỷ lệ dự họp", "88,89%"], *LIST],
    "what a formula works out is not read": [
        *PLACE,
        ["Nội dung", "Số lượng", "Máy tính"],
        *([label, value, 999] for label, value in FIGURES),
        *LIST,
    ],
    "what formulas work out below is not read": [
        *PLACE,
        *FIGURES,
        *LIST,
        [],
        ["Máy tính"],
        ["Số phiếu hợp lệ", 999],
        ["Số hộ có mặt", 999],
    ],
    "votes under another heading": [
        *PLACE,
        *FIGURES,
        ["TT", "Ứng cử viên", "Số phiếu đồng ý", "Tỷ lệ"],
        [1, A, 28, "62,22"],
        [2, B, 11, "24,44"],
    ],
    "a header of two rows": [
        *PLACE,
        *FIGURES,
        ["STT", "Họ và tên", "Kết quả bầu lần 1", None],
        [None, None, "Số phiếu", "Tỷ lệ"],
        [1, A, 28],
        [2, B, 11],
    ],
}
TOLD = {
    "with shares beside": set(),
    "a total and signatures below": {"DT010"},
    "what follows from the others": {"DT003"},
    "votes under another heading": {"DT003"},
}


@pytest.mark.parametrize("name", SAME)
def test_shapes_that_say_the_same(name: str) -> None:
    reading = read(SAME[name])
    assert {code for code, _ in found(reading)} == TOLD.get(name, set()), [str(d.place) + d.message for d in reading.diagnostics]
    assert [told(entry.dossier) for entry in reading.dossiers] == [(UNIT, [ROUND])]


# --- Several rounds -----------------------------------------------------------------------------------------------------------

FIRST = ("trưởng ấp", 1, 40, 40, 40, 39, 1, {A: 20, B: 19})
SECOND = ("trưởng ấp", 2, 42, 42, 42, 42, 0, {A: 30, B: 12})
TWICE: Rows = [
    ["Số hộ có mặt", 40, 42],
    ["Số phiếu phát ra", 40, 42],
    ["Số phiếu thu về", 40, 42],
    ["Số phiếu hợp lệ", 39, 42],
    ["Số phiếu không hợp lệ", 1, 0],
]
DOWN = [["Số hộ có mặt", 40], ["Số phiếu phát ra", 40], ["Số phiếu thu về", 40], ["Số phiếu hợp lệ", 39], ["Số phiếu không hợp lệ", 1]]
AGAIN = [["Số hộ có mặt", 42], ["Số phiếu phát ra", 42], ["Số phiếu thu về", 42], ["Số phiếu hợp lệ", 42], ["Số phiếu không hợp lệ", 0]]

ROUNDS: dict[str, Rows] = {
    "a column each, candidates below": [*PLACE, [None, "Lần 1", "Lần 2"], ["Tổng số hộ", 45], *TWICE, [A, 20, 30], [B, 19, 12]],
    "a column each, the total in both": [*PLACE, ["Nội dung", "Lần 1", "Lần 2"], ["Tổng số hộ", 45, 45], *TWICE, [A, 20, 30], [B, 19, 12]],
    "a list with a column each": [
        *PLACE,
        ["Nội dung", "Lần thứ nhất", "Lần thứ hai"],
        ["Tổng số hộ", 45],
        *TWICE,
        [],
        ["Họ và tên", "Lần 1", "Lần 2"],
        [A, 20, 30],
        [B, 19, 12],
    ],
    "a list with other columns": [
        *PLACE,
        ["Nội dung", "Vòng 1", "Vòng 2"],
        ["Tổng số hộ", 45],
        *TWICE,
        ["STT", "Họ và tên người ứng cử", "Số phiếu lần 1", "Số phiếu lần 2"],
        [1, A, 20, 30],
        [2, B, 19, 12],
    ],
    "rounds by a label": [*PLACE, ["Lần bầu", 1, 2], ["Tổng số hộ", 45], *TWICE, [A, 20, 30], [B, 19, 12]],
    "shares between": [
        *PLACE,
        [None, "Lần 1", "Tỷ lệ", "Lần 2", "Tỷ lệ"],
        ["Tổng số hộ", 45],
        *([label, one, 88.9, two, 93.3] for label, one, two in TWICE),
        [A, 20, 44.44, 30, 66.67],
        [B, 19, 42.22, 12, 26.67],
    ],
    "worked out between": [
        *PLACE,
        [None, "Lần 1", "Máy tính", "Lần 2", "Máy tính"],
        ["Tổng số hộ", 45],
        *([label, one, 999, two, 999] for label, one, two in TWICE),
        [A, 20, 7, 30, 7],
        [B, 19, 7, 12, 7],
    ],
    "one below the other": [
        *PLACE,
        ["Tổng số hộ", 45],
        ["I. Bầu lần 1"],
        *DOWN,
        [A, 20],
        [B, 19],
        [],
        ["II. Bầu lần 2"],
        *AGAIN,
        [A, 30],
        [B, 12],
    ],
    "one below the other, each with its list": [
        *PLACE,
        ["Tổng số hộ", 45],
        ["Lần 1"],
        *DOWN,
        ["STT", "Họ tên", "Số phiếu"],
        [1, A, 20],
        [2, B, 19],
        [],
        ["Lần 2"],
        *AGAIN,
        ["STT", "Họ tên", "Số phiếu"],
        [1, A, 30],
        [2, B, 12],
    ],
    "one below the other by a label": [
        *PLACE,
        ["Tổng số hộ", 45],
        ["Lần", 1],
        *DOWN,
        [A, 20],
        [B, 19],
        ["Lần", 2],
        *AGAIN,
        [A, 30],
        [B, 12],
    ],
}


@pytest.mark.parametrize("name", ROUNDS)
def test_two_rounds(name: str) -> None:
    reading = read(ROUNDS[name])
    assert found(reading) == [], [d.message for d in reading.diagnostics]
    assert [told(entry.dossier) for entry in reading.dossiers] == [(UNIT, [FIRST, SECOND])]


def test_who_did_not_stand_in_a_round_is_told_by_a_dash_or_by_the_sum() -> None:
    three = [*PLACE, [None, "Lần 1", "Lần 2"], ["Tổng số hộ", 45], *TWICE]
    others = [["Trần Văn Ba", 9, None], [A, 20, 30], [B, 10, 12]]
    # The two others have all 42 valid votes: a blank can only be somebody who did not stand.
    reading = read([*three, *others])
    assert [[c.name for c in r.candidates] for r in reading.dossiers[0].dossier.rounds] == [["Trần Văn Ba", A, B], [A, B]]
    # Here a vote is missing, and the blank may hold it.
    doubtful = read([*three, *others[:2], [B, 10, 11]])
    assert [c.votes for c in doubtful.dossiers[0].dossier.rounds[1].candidates] == [None, 30, 11]
    told_so = read([*three, ["Trần Văn Ba", 9, "-"], others[1], [B, 10, 11]])
    assert [c.votes for c in told_so.dossiers[0].dossier.rounds[1].candidates] == [30, 11]


@pytest.mark.parametrize(("votes", "standing"), [(11, [[A, B], [A], [B]]), (10, [[A, B], [A, B], [A, B]])])
def test_who_stands_for_one_office_of_several(votes: int, standing: list[list[str]]) -> None:
    """The one candidate has all the valid votes, or else the blank beside may hold the one that is missing."""
    heads: Rows = [[None, "Chi ủy", "Bí thư", "Phó bí thư"], ["Số đảng viên được triệu tập", 12, 12, 12], ["Có mặt", 11, 11, 11]]
    figures: Rows = [
        ["Số lượng cần bầu", 2, 1, 1],
        *([label, 11, 11, 11] for label in ("Phát ra", "Thu vào", "Hợp lệ")),
        ["Không hợp lệ", 0, 0, 0],
    ]
    reading = read([["ĐẠI HỘI CHI BỘ ẤP 9"], [TITLE], *heads, *figures, [A, 11, votes, None], [B, 9, None, votes]])
    assert [[c.name for c in r.candidates] for r in reading.dossiers[0].dossier.rounds] == standing


CONGRESS: dict[str, Rows] = {
    "one below the other": [
        ["ĐẠI HỘI CHI BỘ ẤP 9 LẦN THỨ V"],
        [TITLE],
        ["Ngày đại hội", "17/11/2024"],
        ["Số đảng viên được triệu tập", 12],
        ["Số đảng viên có mặt", 11],
        ["1. Bầu Chi ủy"],
        ["Số lượng cần bầu", 3],
        ["Số phiếu phát ra", 11],
        ["Số phiếu thu về", 11],
        ["Số phiếu hợp lệ", 11],
        ["Số phiếu không hợp lệ", 0],
        [A, 11],
        [B, 10],
        ["Trần Văn Ba", 9],
        ["2. Bầu Bí thư Chi bộ"],
        ["Số phiếu phát ra", 11],
        ["Số phiếu thu về", 11],
        ["Số phiếu hợp lệ", 11],
        ["Số phiếu không hợp lệ", 0],
        [f"Đồng chí {A}", 11],
    ],
    "a column each": [
        ["BIÊN BẢN KIỂM PHIẾU ĐẠI HỘI CHI BỘ"],
        [TITLE],
        [None, "Chi ủy", "Bí thư"],
        ["Ngày đại hội", "17/11/2024", "17/11/2024"],
        ["Số đảng viên được triệu tập", 12],
        ["Số đại biểu có mặt", 11, 11],
        ["Số lượng cần bầu", 3, 1],
        ["Số phiếu phát ra", 11, 11],
        ["Số phiếu thu về", 11, 11],
        ["Số phiếu hợp lệ", 11, 11],
        ["Số phiếu không hợp lệ", 0, 0],
        [A, 11, 11],
        [B, 10, "-"],
        ["Trần Văn Ba", 9, "-"],
    ],
}


@pytest.mark.parametrize("name", CONGRESS)
def test_a_congress(name: str) -> None:
    reading = read(CONGRESS[name])
    assert found(reading) == [], [d.message for d in reading.diagnostics]
    committee, secretary = reading.dossiers[0].dossier.rounds
    assert (committee.office, committee.total, committee.present, committee.seats) == (Office.COMMITTEE, 12, 11, 3)
    assert (secretary.office, secretary.total, secretary.present, secretary.day) == (Office.SECRETARY, 12, 11, date(2024, 11, 17))
    assert [(c.name, c.votes) for c in committee.candidates] == [(A, 11), (B, 10), ("Trần Văn Ba", 9)]
    assert [(c.name, c.votes) for c in secretary.candidates] == [(A, 11)]


def test_a_show_of_hands_and_a_meeting_short_of_quorum() -> None:
    hands = read([*PLACE, ["Tổng số hộ", 45], ["Số hộ có mặt", 40], ["Hình thức bầu", "giơ tay"], [A, 38]])
    assert found(hands) == []
    (r,) = hands.dossiers[0].dossier.rounds
    assert (r.by_hands, r.present, [(c.name, c.votes) for c in r.candidates]) == (True, 40, [(A, 38)])
    short = read([*PLACE, ["Ngày họp", "08/12/2024"], ["Tổng số hộ", 45], ["Số hộ có mặt", 20]])
    assert found(short) == []
    assert [(r.present, r.day) for r in short.dossiers[0].dossier.rounds] == [(20, date(2024, 12, 8))]


@pytest.mark.parametrize("number", [b"1e999", b"nan"])
@pytest.mark.parametrize("told", [b"45", b"39", b"28"])
def test_no_number_can_stop_the_reader(number: bytes, told: bytes) -> None:
    data = workbook({"Sheet1": [*PLACE, *FIGURES, *LIST]})
    odd = edited(data, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"<v>" + told + b"</v>", b"<v>" + number + b"</v>")})
    assert {code for code, _ in found(read_xlsx(odd))} == {"DT004"}


def test_every_value_keeps_its_own_cell() -> None:
    rows = [
        *PLACE,
        [None, "Lần 1", "Lần 2"],
        ["Tổng số hộ", "bốn lăm"],
        *TWICE[:4],
        ["Số phiếu không hợp lệ", "một", 0],
        [A, 20, "ba mươi"],
    ]
    assert sorted(found(read(rows))) == [("DT004", "Sheet1!B10"), ("DT004", "Sheet1!B5"), ("DT004", "Sheet1!C11")]
    places = read([*PLACE, *FIGURES, *LIST]).dossiers[0].places
    wanted = {
        "don_vi.ten": "A2",
        "don_vi.tong_so_ho": "B4",
        "bau_cu[0].co_mat": "B5",
        "bau_cu[0].khong_hop_le": "B9",
        "bau_cu[0].ung_cu[1].so_phieu": "C13",
        "bau_cu[0].ung_cu[0].ho_ten": "B12",
    }
    assert {route: places(route).cell for route in wanted} == wanted


# --- What has not one reading is told -------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[Rows, list[tuple[str, str]]]] = {
    "two columns that nothing tells apart": ([*PLACE, ["Tổng số hộ", 45], *TWICE, [A, 20, 30], [B, 19, 12]], [("DT002", "C4")]),
    "a congress without its office": (
        [[TITLE], ["Số đảng viên được triệu tập", 12], ["Số đảng viên có mặt", 11], *DOWN[1:], [A, 11]],
        [("DT002", "A2")],
    ),
    "a label misspelt": ([*PLACE, *FIGURES[:4], ["Phiếu đúng", 39], FIGURES[5], *LIST], [("DT002", "A8")]),
    "a figure without its label": ([*PLACE, *FIGURES[:4], [None, 39], FIGURES[5], *LIST], [("DT002", "A8")]),
    "a label that is not needed": ([*PLACE, *FIGURES, ["Số trẻ em", 7], *LIST], [("DT003", "A10")]),
    "votes under “Phiếu”": ([*PLACE, *FIGURES, ["STT", "Họ tên", "Phiếu"], [1, A, 28], [2, B, 11]], [("DT002", "C10")]),
    "votes under nothing": (
        [*PLACE, *FIGURES, ["STT", "Họ tên", None, "Tỷ lệ"], [1, A, 28, "62 %"], [2, B, 11, "24 %"]],
        [("DT002", "C10"), ("DT003", "D10")],
    ),
    "one label twice": ([*PLACE, *FIGURES, ["Phiếu hợp lệ", 38], *LIST], [("DT009", "A10")]),
    "a figure out of another whole": ([*PLACE, FIGURES[0], ["Số hộ có mặt", "40/54"], *FIGURES[2:], *LIST], [("DT004", "B5")]),
    "a number that may be two": ([*PLACE, FIGURES[0], ["Số hộ có mặt", "1.040 hộ"], *FIGURES[2:], *LIST], [("DT004", "B5")]),
    "figures before their labels": ([*PLACE, *([value, label] for label, value in FIGURES), [28, A], [11, B]], [("DT002", "B4")]),
    "no province": ([["Ấp 9, xã Tam An"], *FIGURES, *LIST], [("DT002", "A1")]),
    "no place at all": ([*FIGURES, *LIST], [("DT002", "A1")]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_has_not_one_reading_is_told_at_its_cell(name: str) -> None:
    rows, wanted = WRONG[name]
    reading = read(rows)
    assert found(reading) == [(c, f"Sheet1!{cell}") for c, cell in wanted], [f"{d.place} {d.message}" for d in reading.diagnostics]


def test_a_count_told_in_sentences_is_told_how_to_write() -> None:
    rows: Rows = [*PLACE, ["Số phiếu phát ra: 40; thu vào: 40; hợp lệ: 39; không hợp lệ: 1"], [f"Ông {A} được 28 phiếu"]]
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, "Sheet1": rows}))
    assert found(reading) == [("DT002", "Sheet1!A4")]
    assert "con số ở ô bên phải" in reading.diagnostics[0].hint


# --- Beside other tables ----------------------------------------------------------------------------------------------------------

LISTED = {"Đơn vị": [[*UNIT_SHEET[0], "Tổng số hộ"], [*UNIT_SHEET[1], 45]]}
ACROSS: Rows = [
    ["Chức danh", "Lần", "Có mặt", "Phiếu phát ra", "Phiếu thu về", "Phiếu hợp lệ", "Phiếu không hợp lệ"],
    ["trưởng khu phố", 1, 40, 40, 40, 39, 1],
]
VOTES: Rows = [["Chức danh", "Lần", "Họ và tên", "Số phiếu"], ["trưởng ấp", 1, A, 28], ["trưởng ấp", 1, B, 11]]


def test_the_count_beside_the_ordinary_tables_is_one_with_them() -> None:
    plain = read_xlsx(workbook({**LISTED, "Bầu cử": ACROSS, "Kết quả": VOTES}))
    beside = read_xlsx(workbook({**LISTED, "Kiểm phiếu": [*FIGURES, *LIST], "Bầu cử": ACROSS, "Kết quả": VOTES}))
    alone = read_xlsx(workbook({**LISTED, "Kiểm phiếu": [*FIGURES, *LIST]}))
    partly = read_xlsx(workbook({**LISTED, "Bầu cử": [row[:3] for row in ACROSS], "Kiểm phiếu": [*FIGURES, *LIST]}))
    assert [found(r) for r in (plain, beside, alone, partly)] == [[], [], [], []]
    assert told(beside.dossiers[0].dossier) == told(plain.dossiers[0].dossier) == told(alone.dossiers[0].dossier)
    assert told(partly.dossiers[0].dossier) == told(plain.dossiers[0].dossier)
    assert str(partly.dossiers[0].places("bau_cu[0].co_mat")) == "Bầu cử!C2"
    assert str(partly.dossiers[0].places("bau_cu[0].hop_le")) == "Kiểm phiếu!B5"


def test_only_figures_that_differ_are_a_finding() -> None:
    other = [*FIGURES[:4], ["Số phiếu hợp lệ", 38], FIGURES[5], [A, 28], [B, 10]]
    reading = read_xlsx(workbook({**LISTED, "Kiểm phiếu": other, "Bầu cử": ACROSS, "Kết quả": VOTES}))
    assert found(reading) == [("DT009", "Kiểm phiếu!B5"), ("DT009", "Kiểm phiếu!B8")]
    assert "Bầu cử!F2" in reading.diagnostics[0].message or "Bầu cử!F2" in reading.diagnostics[1].message
    flawed = reading.dossiers[0].dossier.flawed
    assert {"bau_cu[0].hop_le", "bau_cu[0].ung_cu[1].so_phieu"} <= flawed


def test_a_roster_on_the_same_sheet_and_titles_on_another() -> None:
    people: Rows = [
        [],
        ["DANH SÁCH HỘ GIA ĐÌNH"],
        ["STT", "Họ và tên chủ hộ", "Địa chỉ", "Dự họp"],
        [1, A, "Tổ 1", "x"],
        [2, B, "Tổ 1", "x"],
    ]
    below = read([*PLACE, *FIGURES, *LIST, *people])
    assert found(below) == []
    assert told(below.dossiers[0].dossier) == (UNIT, [ROUND])
    assert [h.name for h in below.dossiers[0].dossier.households] == [A, B]
    above = read([*people[1:], [], *PLACE, *FIGURES, *LIST])
    assert told(above.dossiers[0].dossier) == (UNIT, [ROUND])
    assert [h.name for h in above.dossiers[0].dossier.households] == [A, B]
    heading: Rows = [["UBND XÃ TAM AN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Huyện Long Thành, tỉnh Đồng Nai"]]
    apart = read_xlsx(workbook({"Hộ gia đình": [*heading, *people], "Kiểm phiếu": [["KẾT QUẢ BẦU TRƯỞNG ẤP 9"], *FIGURES, *LIST]}))
    assert found(apart) == []
    assert told(apart.dossiers[0].dossier) == (UNIT, [ROUND])
    assert str(apart.dossiers[0].places("don_vi.xa")) == "Hộ gia đình!A1"


def test_a_sheet_for_each_hamlet() -> None:
    other = [["Ấp 8, xã Tam An, huyện Long Thành, tỉnh Đồng Nai"], ["Mã ấp", "LT-08"], *FIGURES, *LIST]
    reading = read_xlsx(workbook({"Ấp 9": [[TITLE], ["Mã ấp", "LT-09"], *FIGURES, *LIST], "Ấp 8": other}))
    assert found(reading) == []
    assert [(told(e.dossier)[0][0], told(e.dossier)[1]) for e in reading.dossiers] == [("Ấp 9", [ROUND]), ("Ấp 8", [ROUND])]


def test_ordinary_tables_are_no_forms() -> None:
    steps = [["Nội dung", "Kế hoạch", "Thực hiện"], ["Tổng số hộ", 40, 45], ["Số hộ có mặt", 30, 40], ["Số phiếu phát ra", 30, 40]]
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, "Chỉ tiêu": steps}))
    assert found(reading) == []
    assert len(reading.dossiers[0].dossier.targets) == 3
    assert not reading.dossiers[0].dossier.rounds


# --- Any layout ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(150))
def test_any_way_of_writing_a_count_is_the_ordinary_one(seed: int) -> None:
    random = Random(seed)
    rounds = [_invented(random) for _ in range(random.choice((1, 1, 2, 3)))]
    names = random.sample(PEOPLE, random.randint(1, 4))
    votes = [[random.randint(0, r["hop_le"]) for _ in names] for r in rounds]
    total = max(r["co_mat"] for r in rounds) + random.randint(0, 30)
    across: Rows = [["Chức danh", "Lần", *(ROUND_HEADERS[slug] for slug in rounds[0])]]
    across += [["trưởng ấp", number, *r.values()] for number, r in enumerate(rounds, 1)]
    listed: Rows = [["Chức danh", "Lần", "Họ và tên", "Số phiếu"]]
    listed += [["trưởng ấp", n, name, v] for n, row in enumerate(votes, 1) for name, v in zip(names, row, strict=True)]
    unit: Rows = [["Tên", "Xã", "Huyện", "Tỉnh", "Tổng số hộ"], ["Ấp 9", "xã Tam An", "Long Thành", "Đồng Nai", total]]
    plain = read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": across, "Kết quả": listed}))
    rows = _written_down(random, total, rounds, names, votes)
    reading = read(rows, random.choice(("Sheet1", "Kiểm phiếu", "Kết quả kiểm phiếu", "Trưởng ấp")))
    assert [d for d in found(reading) if d[0] != "DT010"] == found(plain) == [], rows
    assert told(reading.dossiers[0].dossier) == told(plain.dossiers[0].dossier), rows


ROUND_HEADERS = {slug: BY_SLUG["bau_cu"].by_slug[slug].header for slug in ("co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le")}
PEOPLE = [A, B, "Trần Văn Ba", "H'Hen Niê", "Ông Ích Khiêm", "Đỗ Thị Phượng", "Y Bhăm Êban"]
LABELS = {
    "tong_so_ho": ["Tổng số hộ", "Số hộ", "Tổng số đại diện hộ gia đình", "Tổng số hộ gia đình trong ấp", "Tổng số hộ dân"],
    "co_mat": ["Có mặt", "Số hộ có mặt", "Số đại diện hộ gia đình dự họp", "Số người có mặt", "Số hộ tham dự cuộc họp"],
    "phat_ra": ["Phiếu phát ra", "Số phiếu phát ra", "Tổng số phiếu phát ra", "Số phiếu đã phát ra"],
    "thu_ve": ["Phiếu thu về", "Số phiếu thu vào", "Số phiếu thu về", "Tổng số phiếu thu vào"],
    "hop_le": ["Phiếu hợp lệ", "Số phiếu hợp lệ", "Số phiếu bầu hợp lệ"],
    "khong_hop_le": ["Phiếu không hợp lệ", "Số phiếu không hợp lệ"],
}


def _invented(random: Random) -> dict[str, int]:
    present = random.randint(20, 400)
    issued = random.randint(10, present)
    returned = random.randint(5, issued)
    valid = random.randint(1, returned)
    return dict(zip(ROUND_HEADERS, (present, issued, returned, valid, returned - valid), strict=True))


def _written_down(random: Random, total: int, rounds: list[dict[str, int]], names: list[str], votes: list[list[int]]) -> Rows:
    """The same count as a clerk may type it: titles, labels, units, numbers, a column or a part for each round, a list or none."""
    title = random.choice(([[TITLE]], [["UBND XÃ TAM AN"], ["ẤP 9"], ["Huyện Long Thành, tỉnh Đồng Nai"]], [["Tên ấp", TITLE]]))
    mark, end = random.choice(("", "- ", "* ")), random.choice(("", ":", " :"))
    indent = [None] * random.choice((0, 0, 1))
    unit = random.random() < 0.4

    def line(slug: str, values: list[object]) -> list[object]:
        thing = "hộ" if slug in ("tong_so_ho", "co_mat") else "phiếu"
        typed = [f"{value} {thing}" if unit and value is not None else value for value in values]
        return [*indent, f"{mark}{random.choice(LABELS[slug])}{end}", *typed]

    rows: Rows = [["KẾT QUẢ BẦU TRƯỞNG ẤP"], *title, *[[] for _ in range(random.choice((0, 1, 2)))]]
    several = len(rounds) > 1
    if several and random.random() < 0.5:
        rows += [line("tong_so_ho", [total]), []]
        for number, (figures, row) in enumerate(zip(rounds, votes, strict=True), 1):
            rows.append([random.choice((f"Lần {number}", f"{'I' * number}. Bầu lần {number}", f"Kết quả bầu lần thứ {number}"))])
            rows += [line(slug, [value]) for slug, value in figures.items()]
            rows += _list(random, indent, names, [[v] for v in row], ["Số phiếu"])
            rows += [[]] * random.choice((0, 1))
    else:
        heads = [f"Lần {number}" for number in range(1, len(rounds) + 1)]
        if several:
            rows.append([*indent, random.choice((None, "Nội dung")), *heads])
        rows.append(line("tong_so_ho", [total] if random.random() < 0.5 else [total] * len(rounds)))
        rows += [line(slug, [r[slug] for r in rounds]) for slug in ROUND_HEADERS]
        rows += _list(random, indent, names, [[row[i] for row in votes] for i in range(len(names))], heads if several else ["Số phiếu"])
    if random.random() < 0.3:
        rows += [[], [None, None, "Tam An, ngày 08 tháng 12 năm 2024"], ["Người lập biểu"], [], ["Trần Thị Lan"]]
    return rows


def _list(random: Random, indent: list[None], names: list[str], votes: list[list[int]], heads: list[str]) -> Rows:
    if random.random() < 0.5:
        return [[*indent, name, *row] for name, row in zip(names, votes, strict=True)]
    header: Rows = [[], [*indent, "STT", random.choice(("Họ và tên", "Họ tên người ứng cử", "Người ứng cử")), *heads]]
    return [*header, *([*indent, n, name, *row] for n, (name, row) in enumerate(zip(names, votes, strict=True), 1))]


# --- Other kinds of files ----------------------------------------------------------------------------------------------------------


def as_xls(rows: Rows) -> bytes:
    """The rows as an .xls."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                page.write(r, c, cell)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def as_ods(rows: Rows) -> bytes:
    """The rows as an .ods."""
    document = OpenDocumentSpreadsheet()
    page = Table(name="Sheet1")
    for row in rows:
        line = TableRow()
        for cell in row or [None]:
            if isinstance(cell, (int, float)):
                made = TableCell(valuetype="float", value=cell)
            else:
                made = TableCell(valuetype="string") if cell is not None else TableCell()
            if cell is not None:
                made.addElement(P(text=str(cell)))
            line.addElement(made)
        page.addElement(line)
    document.spreadsheet.addElement(page)
    memory = io.BytesIO()
    document.write(memory)
    return memory.getvalue()


ELSEWHERE = [
    "as most people type it",
    "numbered lines",
    "with units in a column",
    "two pairs in a row",
    "Mẫu số 02",
    "a header of two rows",
]


@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize(("suffix", "made"), [(".xls", as_xls), (".ods", as_ods)], ids=["xls", "ods"])
def test_other_kinds_of_files_say_the_same(name: str, suffix: str, made: Callable[[Rows], bytes]) -> None:
    reading = read_bytes(made(SAME[name]), f"ho-so{suffix}", suffix)
    assert found(reading) == []
    assert [told(entry.dossier) for entry in reading.dossiers] == [(UNIT, [ROUND])]


# --- How it is shown ----------------------------------------------------------------------------------------------------------------


def test_inspect_tells_each_label_with_its_cell() -> None:
    tables = {table["table"]: table for table in inspection.document(read([*PLACE, *FIGURES, *LIST]))["tables"]}
    assert {slug: (table["downwards"], table["rows"]) for slug, table in tables.items()} == {
        "bau_cu": (True, 1),
        "ket_qua": (True, 2),
        "don_vi": (True, 1),
    }
    labels = [(column["cell"], column["header"], column["field"]) for column in tables["bau_cu"]["columns"]]
    assert ("A5", "Số hộ có mặt", "co_mat") in labels
    assert ("A7", "Số phiếu thu vào", "thu_ve") in labels


def test_how_a_sheet_is_laid_out_is_one_line_and_is_not_read_aloud(tmp_path: Path) -> None:
    below: Rows = [["Tổng cộng", None, 39], [], [None, "Người lập biểu"]]
    path = tmp_path / "ap-9.xlsx"
    path.write_bytes(workbook({"Kiểm phiếu": [*PLACE, *FIGURES, ["STT", "Họ tên", "Số phiếu", "Tỷ lệ"], *LIST[2:], *below]}))
    runner = CliRunner()
    told = runner.invoke(app, ["validate", str(path)]).output
    assert told.count("DT003") == told.count("DT010") == 1
    assert "Cách trình bày trang tính: 3 cảnh báo (DT003, DT010) ở Kiểm phiếu!D10, Kiểm phiếu!A13, Kiểm phiếu!B15" in told
    assert "Kiểm phiếu!D10: cột “Tỷ lệ”" in runner.invoke(app, ["validate", "--select", "DT003", str(path)]).output
    screen = runner.invoke(app, ["tally", str(path)]).output
    assert "28/45" in screen
    assert "DT003" not in screen
    assert "DT010" not in screen
    spoken = runner.invoke(app, ["inspect", str(path)]).output
    assert "Kiểm phiếu!D10: cột “Tỷ lệ”" in spoken
    assert "Kiểm phiếu!A13: dòng tổng cộng" in spoken
    codes = [d["code"] for d in json.loads(runner.invoke(app, ["tally", "--format", "json", str(path)]).output)["diagnostics"]]
    assert codes == ["DT003", "DT010", "DT010"]
