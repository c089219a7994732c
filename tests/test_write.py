"""Writing a dossier as a workbook and as YAML: what is written is what the readers read. People are invented."""

import io
from datetime import date, time
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dantin.errors import CannotDo
from dantin.legacy_fonts import suspicious
from dantin.model import Dossier
from dantin.readers import read_bytes
from dantin.workbooks.dossier_files import dump_yaml, lay_out, write_workbook
from tests.conftest import examples

UNIT = {"ma": "KP-1", "ten": "Khu phố 1", "xa": "thị trấn Ví Dụ", "tinh": "Đồng Nai"}
TRICKY = [
    "=1+1",
    "+84 900",
    "-5",
    "@SUM(A1)",
    "'tên",
    '"tên"',
    "null",
    "no",
    "~",
    "x: y",
    "a # b",
    "[a, b]",
    "{a: b}",
    "- a",
    "* a",
    "&a",
    "!a",
    "%a",
    "a, b",
    "00123",
    "1e5",
    "07:30",
    "12/12",
    "http://a.vn",
    "a\\b",
    "H'Hen Niê",
    "“quỹ”",
]


def dossiers(tables: dict[str, Any]) -> tuple[list[Dossier], list[Dossier]]:
    """The same tables read back from a workbook and from YAML, with nothing to complain about."""
    both = []
    for data, suffix in ((write_workbook(tables), ".xlsx"), (dump_yaml(tables).encode(), ".yaml")):
        reading = read_bytes(data, f"ho-so{suffix}", suffix)
        # Text of other scripts may want tidying; it is read all the same.
        assert {d.code for d in reading.diagnostics} <= {"DT007"}
        both.append([read.dossier for read in reading.dossiers])
    return both[0], both[1]


@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_the_text_it_is(text: str) -> None:
    tables = {"don_vi": UNIT, "ho_gia_dinh": [{"tt": 1, "ho_ten": "Nguyễn Văn An", "dia_chi": text}], "cuoc_hop": [{"y_kien": [text]}]}
    from_workbook, from_yaml = dossiers(tables)
    assert from_workbook == from_yaml
    assert from_workbook[0].households[0].address == text
    assert from_workbook[0].meetings[0].opinions == (text,)


@examples(60)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30))
def test_any_text_is_read_alike_from_both(text: str) -> None:
    # What may be typed in an old font is decoded, by what stands around it.
    assume(not suspicious(text))
    tables = {"don_vi": UNIT | {"chi_bo": text}, "moc": [{"buoc": "niêm yết", "so_van_ban": text}]}
    from_workbook, from_yaml = dossiers(tables)
    assert from_workbook == from_yaml


def test_values_of_every_kind_are_read_alike_from_both() -> None:
    tables = {
        "don_vi": UNIT | {"dai_hoi_diem": True, "tong_so_ho": 2},
        "ho_gia_dinh": [
            {"tt": 1, "ho_ten": "Nguyễn Văn An", "ngay_sinh": date(1965, 2, 5), "cccd": "075065000001", "du_hop": "x"},
            {"tt": 2, "ho_ten": "Trần Thị Bình", "ngay_sinh": "1970", "cccd": "", "du_hop": False},
        ],
        "bau_cu": [
            {
                "chuc_danh": "chi ủy; bí thư",
                "ngay": date(2024, 11, 17),
                "bat_dau": time(7, 30),
                "trung_cu": ["Nguyễn Văn An", "Trần Thị Bình"],
                "ung_cu": [{"ho_ten": "Nguyễn Văn An", "so_phieu": 2}, {"ho_ten": "Trần Thị Bình", "so_phieu": 0}],
            }
        ],
    }
    from_workbook, from_yaml = dossiers(tables)
    assert from_workbook == from_yaml
    assert from_workbook[0].rounds[0].begins == time(7, 30)
    assert [c.votes for c in from_workbook[0].rounds[0].candidates] == [2, 0]


def test_several_hamlets_keep_their_codes() -> None:
    units = [UNIT, UNIT | {"ma": "KP-2", "ten": "Khu phố 2"}]
    rows = [
        {"ma_ap": code, "ho_ten": name} for code, name in (("KP-1", "Nguyễn Văn An"), ("KP-2", "Trần Thị Bình"), ("KP-1", "Lê Văn Cảnh"))
    ]
    from_workbook, from_yaml = dossiers({"don_vi": units, "ho_gia_dinh": rows})
    assert from_workbook == from_yaml
    assert [len(dossier.households) for dossier in from_workbook] == [2, 1]


def test_the_workbook_is_one_a_clerk_can_go_on_with() -> None:
    tables = {
        "don_vi": UNIT,
        "ho_gia_dinh": [{"tt": 1, "ho_ten": "An", "ngay_sinh": date(1965, 2, 5), "cccd": "075065000001", "dia_chi": "=A1"}],
    }
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(tables, titles={"ho_gia_dinh": "DANH SÁCH"}, note="Ghi chú")))
    assert book.sheetnames == ["Đơn vị", "Hộ gia đình"]
    assert book.properties.description == "Ghi chú"
    page = book["Hộ gia đình"]
    assert page["A1"].value == "DANH SÁCH"
    assert [cell.value for cell in page[2]] == ["Mã ấp", "TT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
    assert page.freeze_panes == "A3"
    assert page.print_title_rows == "$2:$2"
    code, number, _, birth, cccd, address = page[3]
    assert (code.value, number.value) == ("KP-1", 1)
    assert birth.is_date
    assert birth.number_format == "dd/mm/yyyy"
    assert (cccd.data_type, cccd.number_format, cccd.value) == ("s", "@", "075065000001")
    assert (address.data_type, address.value) == ("s", "=A1")


def test_the_cells_told_are_those_written() -> None:
    tables = {"don_vi": UNIT, "bau_cu": [{"chuc_danh": "bí thư", "lan": 1, "ung_cu": [{"ho_ten": "An", "so_phieu": 7}]}]}
    titles = {"ket_qua": "SỐ PHIẾU"}
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(tables, titles=titles)))
    results = next(sheet for sheet in lay_out(tables, titles) if sheet.slug == "ket_qua")
    assert book[results.name][results.cell(0, "so_phieu")].value == 7


def test_faults_are_written_as_they_stand() -> None:
    tables = {
        "don_vi": UNIT,
        "la": [{"a": 1}],
        "bau_cu": [{"chuc_danh": "bí thư", "phieu_thu_hoi": "260", "thu_ve": "260 phiếu", "hop_le": "", "ngay": date(1850, 1, 1)}],
    }
    found = [
        [(d.code, d.field) for d in read_bytes(data, f"ho-so{suffix}", suffix).diagnostics]
        for data, suffix in ((write_workbook(tables), ".xlsx"), (dump_yaml(tables).encode(), ".yaml"))
    ]
    assert sorted(found[0]) == sorted(found[1]) == [("DT002", None), ("DT003", None), ("DT004", "ngay"), ("DT004", "thu_ve")]


def test_a_table_without_rows_is_an_empty_form() -> None:
    (sheet,) = lay_out({"moc": []})
    assert list(sheet.columns.values()) == ["Mã ấp", "Bước", "Ngày", "Hạn cuối", "Số văn bản", "Cơ quan", "Người được công nhận/chuẩn y"]


def test_the_same_bytes_each_time() -> None:
    assert write_workbook({"don_vi": UNIT}) == write_workbook({"don_vi": [dict(UNIT)]})


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(CannotDo):
        write_workbook({"don_vi": UNIT | {"ten": "a" * 40_000}})


def test_yaml_puts_rosters_one_row_a_line() -> None:
    tables = {
        "don_vi": {"ten": "Ấp 1", "tong_so_ho": 2, "mo_hinh": ""},
        "ho_gia_dinh": [{"tt": 1, "ho_ten": "Nguyễn Văn An", "ngay_sinh": date(1965, 2, 5), "cccd": None, "dia_chi": "tổ 1, ấp 1"}],
        "van_ban": [{"giay": "giay-moi-hop", "noi_nhan": ["UBND xã", "Lưu: hồ sơ"]}, {}],
        "moc": [],
    }
    assert dump_yaml(tables, note="Không có người thật") == (
        "# Không có người thật\n"
        "don_vi:\n"
        "  ten: Ấp 1\n"
        "  tong_so_ho: 2\n"
        "  mo_hinh:\n"
        "ho_gia_dinh:\n"
        '  - {tt: 1, ho_ten: Nguyễn Văn An, ngay_sinh: 05/02/1965, dia_chi: "tổ 1, ấp 1"}\n'
        "van_ban:\n"
        "  - giay: giay-moi-hop\n"
        "    noi_nhan:\n"
        "      - UBND xã\n"
        '      - "Lưu: hồ sơ"\n'
        "  - {}\n"
        "moc: []\n"
    )


def test_results_keep_the_cluster_of_their_round() -> None:
    people = [{"ho_ten": "Trần Văn An", "so_phieu": 40}]
    rounds = [{"cum": name, "chuc_danh": "trưởng ấp", "lan": 1, "ung_cu": people} for name in ("Cụm 1", "Cụm 2")]
    (results,) = (sheet for sheet in lay_out({"bau_cu": rounds}) if sheet.slug == "ket_qua")
    assert [row["cum"] for row in results.rows] == ["Cụm 1", "Cụm 2"]
