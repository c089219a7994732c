"""`dantin inspect`: a file as dantin understands it, as text and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli.app import app
from tests.conftest import ROOT
from tests.english import english_left
from tests.sheets import UNIT_SHEET, workbook

ROWS: list[list[object]] = [
    ["DANH SÁCH CHỦ HỘ"],
    [],
    ["TT", "Họ và tên", "Năm sinh", "Giới tính", None, "Địa chỉi"],
    [None, None, None, "Nam", "Nữ"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    [1, "Lê Văn Mẫu", 1965, "x", None, "số 1"],
    ["Tổ 2"],
    [2, "Trần Thị Thử", 1970, None, "x", "số 2"],
    [3],
    ["Tổng cộng", 2],
    [],
    ["Người lập biểu"],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ho-so.xlsx"
    path.write_bytes(workbook({"Đơn vị": UNIT_SHEET, "Hộ gia đình": ROWS, "Ghi chú": [["việc cần nhớ"]]}))
    return path


def inspected(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["inspect", *arguments])
    return result.exit_code, result.stdout


def as_json(path: Path) -> dict[str, Any]:
    status, text = inspected(str(path), "--format", "json")
    document: dict[str, Any] = json.loads(text)
    assert status in (0, 1, 2)
    return document


def test_sheets_and_their_rows(file: Path) -> None:
    sheet = next(sheet for sheet in as_json(file)["sheets"] if sheet["name"] == "Hộ gia đình")
    left = {(run["first"], run["last"]): run["reason"] for run in sheet["left_out"]}
    assert left == {
        (1, 1): "title",
        (2, 2): "blank",
        (3, 4): "header",
        (5, 5): "numbering",
        (7, 7): "group",
        (9, 9): "number_only",
        (10, 10): "total",
        (11, 11): "blank",
        (12, 12): "footer",
    }
    assert (sheet["rows"], sheet["read"]) == (12, 2)
    assert sheet["read"] + sum(last - first + 1 for first, last in left) == sheet["rows"]


def test_columns_and_what_each_is_nearest_to(file: Path) -> None:
    table = next(table for table in as_json(file)["tables"] if table["table"] == "ho_gia_dinh")
    assert (table["sheet"], table["header_rows"], table["rows"]) == ("Hộ gia đình", [3, 4], 2)
    columns = {column["column"]: (column["header"], column["field"], column["nearest"]) for column in table["columns"]}
    assert columns == {
        "A": ("TT", "tt", None),
        "B": ("Họ và tên", "ho_ten", None),
        "C": ("Năm sinh", "ngay_sinh", None),
        "D": ("Giới tính", "gioi_tinh", None),
        "F": ("Địa chỉi", None, "Địa chỉ"),
    }


def test_hamlets_and_findings(file: Path) -> None:
    document = as_json(file)
    assert document["hamlets"] == [{"code": "LT-01", "name": "Ấp 1", "commune": "xã An Phước", "rows": {"ho_gia_dinh": 2}}]
    assert {d["code"] for d in document["diagnostics"]} == {"DT003", "DT010"}
    assert inspected(str(file))[0] == 0


def test_the_text_tells_the_same(file: Path) -> None:
    status, text = inspected(str(file))
    assert status == 0
    for said in (
        "tiêu đề cột ở dòng 3-4",
        "“Địa chỉi” → không đọc. Gần nhất: “Địa chỉ”",
        "có 12 dòng: đọc 2 dòng",
        "dòng tổng cộng): dòng 10",
    ):
        assert said in text
    assert "Trang “Ghi chú”: không có bảng nào đọc được" in text
    assert english_left(text) == []


@pytest.mark.parametrize("name", ["khu-pho-4.yaml", "khu-pho-4.xlsx"])
def test_the_examples(name: str) -> None:
    document = as_json(ROOT / "examples" / name)
    assert document["diagnostics"] == []
    (hamlet,) = document["hamlets"]
    assert hamlet["rows"]["ho_gia_dinh"] == 310
    assert inspected(str(ROOT / "examples" / name))[0] == 0


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    status, text = inspected(str(broken))
    assert status == 2
    assert "DT001" in text
    assert as_json(broken)["hamlets"] == []
    result = CliRunner().invoke(app, ["inspect", str(tmp_path)])
    assert result.exit_code != 0
