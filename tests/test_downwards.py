"""dantin.readers.downwards and form: a count written downwards, as it is typed on the evening of the vote, is the ordinary table of it."""

from datetime import date
from typing import Any

import pytest

from dantin.model import Dossier, Office
from dantin.readers import Reading
from tests.sheets import UNIT_SHEET, found, read_xlsx, workbook

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
        (r.office and r.office.value, r.number, r.present, r.issued, r.returned, r.valid, r.invalid, {c.name: c.votes for c in r.candidates})
        for r in dossier.rounds
    ]
    return (u.name, u.commune, u.district, u.province, u.households), rounds


def read(rows: Rows, name: str = "Sheet1", **more: Any) -> Reading:
    return read_xlsx(workbook({name: rows}, **more))


SAME: dict[str, Rows] = {
    "as most people type it": [*PLACE, *FIGURES, *LIST],
    "labels only, candidates like labels": [*PLACE, *FIGURES, [A, 28], [B, 11]],
    "candidates below a heading": [*PLACE, *FIGURES, ["Số phiếu của từng người"], [f"1. {A}", 28], [f"2. {B}", 11]],
    "numbered lines": [*PLACE, *([n, *row] for n, row in enumerate(FIGURES, 1)), *([n, *row] for n, row in enumerate([[A, 28], [B, 11]], 7))],
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
    "with a column of units under its heading": [*PLACE, ["Nội dung", "ĐVT", "Số lượng"], *([l, "phiếu", v] for l, v in FIGURES), *LIST],
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
    "the unit by labels, the kind in the label": [["Ấp", 9], ["Xã", "xã Tam An"], ["Huyện", "Long Thành"], ["Tỉnh", "Đồng Nai"], *FIGURES, *LIST],
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
    "a total and signatures below": [*PLACE, *FIGURES, *LIST, ["Tổng cộng", None, 39], [], [None, "Người lập biểu"], [], [None, "Trần Thị Lan"]],
    "what follows from the others": [*PLACE, *FIGURES[:2], ["Số hộ vắng mặt", 5], *FIGURES[2:], ["Tỷ lệ dự họp", "88,89%"], *LIST],
    "what a formula works out is not read": [*PLACE, ["Nội dung", "Số lượng", "Máy tính"], *([l, v, 999] for l, v in FIGURES), *LIST],
    "what formulas work out below is not read": [*PLACE, *FIGURES, *LIST, [], ["Máy tính"], ["Số phiếu hợp lệ", 999], ["Số hộ có mặt", 999]],
    "votes under another heading": [*PLACE, *FIGURES, ["TT", "Ứng cử viên", "Số phiếu đồng ý", "Tỷ lệ"], [1, A, 28, "62,22"], [2, B, 11, "24,44"]],
    "a header of two rows": [*PLACE, *FIGURES, ["STT", "Họ và tên", "Kết quả bầu lần 1", None], [None, None, "Số phiếu", "Tỷ lệ"], [1, A, 28], [2, B, 11]],
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
