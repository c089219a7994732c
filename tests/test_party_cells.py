"""The party's own export: members of several hamlets in one file, under its names of columns and states."""

from collections.abc import Callable
from datetime import date

import pytest

from dantin.model import MemberState
from dantin.readers import Reading, read_bytes
from dantin.readers.dossier.party_cells import kind_of, read_cell
from tests.sheets import found, read_xlsx, read_yaml, workbook

EXPORT = (
    "STT",
    "Họ và tên",
    "Số thẻ Đảng viên",
    "Số CCCD",
    "Ngày sinh",
    "Ngày kết nạp",
    "Ngày vào Đảng chính thức",
    "Chi bộ đang sinh hoạt",
    "Chi bộ nơi cư trú",
    "Trạng thái",
)
UNIT = ("Mã ấp", "Tên", "Xã", "Tỉnh", "Chi bộ")


def member(number: int, name: str, cell: str | None, state: str = "Đang sinh hoạt") -> tuple[object, ...]:
    return (number, name, f"DCS{number:05}", f"0750800{number:05}", "01/02/1980", "03/02/2010", "03/02/2011", cell, None, state)


NAMES = {
    # what is written: the hamlet, the commune
    "Chi bộ Ấp 1": ("Ấp 1", None),
    "CB KP4": ("Khu phố 4", None),
    "CBKP4": ("Khu phố 4", None),
    "Cb. K.P 4": ("Khu phố 4", None),
    "Chi bộ khu phố 4 thị trấn Trảng Bom": ("Khu phố 4", "thị trấn Trảng Bom"),
    "CHI BỘ ẤP TÂN BÌNH": ("Ấp Tân Bình", None),
    "Chi bộ TDP 3 - phường Tân Hiệp": ("Tổ dân phố 3", "phường Tân Hiệp"),
    "Chi bộ Ấp Bình Phú (xã Tam An)": ("Ấp Bình Phú", "xã Tam An"),
    "Chi bộ: thôn Đông, xã An Phước": ("Thôn Đông", "xã An Phước"),
    "Chi bộ ấp1": ("Ấp 1", None),
    "Tân Bình": ("Tân Bình", None),
    "Chi bộ Công an xã": ("Công an xã", None),
}


@pytest.mark.parametrize("text", NAMES)
def test_what_a_cell_is_called(text: str) -> None:
    cell = read_cell(text)
    assert (cell.hamlet, cell.commune) == NAMES[text]


ONE = [
    ("CB KP4", "Khu phố 04", True),
    ("Chi bộ 4", "Khu phố 4", True),
    ("Chi bộ Ấp 4", "Khu phố 4", False),
    ("Chi bộ Tân Bình", "ẤP TÂN BÌNH", True),
    ("Chi bộ thôn Đông", "Thôn Đồng", False),
    ("Chi bộ ấp 1 xã Tam An", "Ấp 1, xã Tam An", True),
    ("Chi bộ ấp 1 xã Tam An", "Ấp 1, xã An Phước", False),
    ("Chi bộ ấp 1", "Ấp 11", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ONE)
def test_whether_two_names_can_mean_one_hamlet(one: str, other: str, same: bool) -> None:
    assert read_cell(one).may_be(read_cell(other)) is same


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Khu phố 4", "khu phố"), ("ẤP 1", "ấp"), ("Bản Lầu", "bản"), ("Bàn Thạch", None), ("Bốn Thước", None), ("Tân Bình", None)],
)
def test_the_kind_is_that_of_the_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
    reading = read_yaml(f"don_vi: {{ma: LT-01, ten: {name}, xa: x, tinh: y}}\n")
    assert reading.dossiers[0].dossier.unit.kind == kind


ROWS = [
    member(1, "LÊ VĂN AN", "Chi bộ Khu phố 4"),
    member(2, "TRẦN THỊ BÌNH", "CB KP4", "Miễn sinh hoạt Đảng"),
    member(3, "NGUYỄN VĂN CƯỜNG", "Chi bộ khu phố 5"),
    member(4, "H'BIA NIÊ", "CB KP 04, thị trấn Trảng Bom"),
]


def as_workbook(rows: list[tuple[object, ...]]) -> Reading:
    return read_xlsx(workbook({"Sheet1": [EXPORT, *rows]}))


def as_csv(rows: list[tuple[object, ...]]) -> Reading:
    lines = (",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in (EXPORT, *rows))
    return read_bytes("\n".join(lines).encode(), "dang-vien.csv", ".csv")


@pytest.mark.parametrize("read", [as_workbook, as_csv])
def test_an_export_is_parted_by_cell(read: Callable[[list[tuple[object, ...]]], Reading]) -> None:
    reading = read(ROWS)
    told = {(entry.dossier.unit.name, tuple(m.name for m in entry.dossier.members)) for entry in reading.dossiers}
    assert told == {("Khu phố 4", ("LÊ VĂN AN", "TRẦN THỊ BÌNH", "H'BIA NIÊ")), ("Khu phố 5", ("NGUYỄN VĂN CƯỜNG",))}
    first, second, third = reading.dossiers[0].dossier.members
    assert (first.admitted, first.official_since, first.state) == (date(2010, 2, 3), date(2011, 2, 3), MemberState.ACTIVE)
    assert (second.state, third.index) == (MemberState.EXEMPT, 2)
    assert str(reading.dossiers[1].places("dang_vien[0].ho_ten")).endswith("!B4")
    # One finding on capitals for the column, whoever's members they are; the card's number and where people live are passed over.
    codes = [code for code, _ in found(reading) if code != "DT003"]
    assert codes == ["DT002", "DT007"]
    assert "(và 3 ô khác trong cột này)" in next(d.message for d in reading.diagnostics if d.code == "DT007")
    assert [d.message for d in reading.diagnostics if d.code == "DT003" and "cột" in d.message.split("theo")[0]] == []


def test_a_row_without_a_cell_is_told_of() -> None:
    reading = as_workbook([*ROWS, member(5, "VÕ THỊ DUNG", None)])
    assert ("DT008", "Sheet1!H6") in found(reading)
    assert sum(len(entry.dossier.members) for entry in reading.dossiers) == 4


UNITS = [("Mã ấp", "Tên", "Xã", "Tỉnh"), ("LT-01", "Ấp 1", "xã X", "Đồng Nai"), ("LT-02", "Ấp 2", "xã X", "Đồng Nai")]
WHOSE: dict[str, tuple[str, list[tuple[str, ...]], list[tuple[str, str]], str]] = {
    # the table, its rows, and what is found: once for a table of which no column says whose its rows are
    "no column": ("Hộ gia đình", [("Họ và tên",), ("Lê Văn An",), ("Lê Văn Ba",)], [("DT008", "A1")], "“Mã ấp” của các dòng"),
    "no column in an export": (
        "Đảng viên",
        [("Họ và tên",), ("Lê Văn An",), ("Lê Văn Ba",)],
        [("DT008", "A1")],
        "hoặc “Chi bộ đang sinh hoạt”",
    ),
    "a blank column": (
        "Hộ gia đình",
        [("Mã ấp", "Họ và tên"), ("", "Lê Văn An"), ("", "Lê Văn Ba")],
        [("DT008", "A2")],
        "ở dòng này và 1 dòng khác",
    ),
    "blank cells": (
        "Hộ gia đình",
        [("Mã ấp", "Họ và tên"), ("", "Lê Văn An"), ("LT-01", "Lê Văn Ba")],
        [("DT008", "A2")],
        "“Mã ấp” (tệp có nhiều",
    ),
    "rows above the first heading": (
        "Hộ gia đình",
        [("Họ và tên",), ("Lê Văn An",), ("Lê Văn Ba",), ("Ấp 1",), ("Lê Văn Tư",)],
        [("DT008", "A2")],
        "ở dòng này và 1 dòng khác",
    ),
}


@pytest.mark.parametrize("name", WHOSE)
def test_rows_that_do_not_say_whose_they_are(name: str) -> None:
    table, rows, wanted, said = WHOSE[name]
    reading = read_xlsx(workbook({"Đơn vị": UNITS, table: rows}))
    assert found(reading) == [(code, f"{table}!{cell}") for code, cell in wanted]
    assert said in reading.diagnostics[0].message


def listed(*units: tuple[str, str, str, str, str | None]) -> Callable[..., Reading]:
    return lambda *rows: read_xlsx(workbook({"Đơn vị": [UNIT, *units], "Đảng viên": [EXPORT, *rows]}))


KP4 = ("KP-4", "Khu phố 4", "thị trấn Trảng Bom", "Đồng Nai", None)
KP5 = ("KP-5", "Khu phố 5", "thị trấn Trảng Bom", "Đồng Nai", None)


def test_a_dossier_takes_its_own_members() -> None:
    both = listed(KP4, KP5)(*ROWS)
    assert [len(entry.dossier.members) for entry in both.dossiers] == [3, 1]
    assert [code for code, _ in found(both)] == ["DT007"]
    one = listed(KP4)(*ROWS)
    assert [len(entry.dossier.members) for entry in one.dossiers] == [3]
    assert [(code, place) for code, place in found(one) if code != "DT007"] == [("DT010", "Đảng viên!H4")]


def test_the_one_cell_of_the_one_hamlet_is_its_own_whatever_it_is_called() -> None:
    reading = listed(KP4)(member(1, "Lê Văn An", "Chi bộ Bùi Chu"), member(2, "Trần Thị Bình", "Chi bộ Bùi Chu"))
    assert (found(reading), len(reading.dossiers[0].dossier.members)) == ([], 2)


def test_cells_of_nobody_are_told_of() -> None:
    reading = listed(KP4)(member(1, "Lê Văn An", "Chi bộ Bùi Chu"), member(2, "Trần Thị Bình", "Chi bộ Sông Mây"))
    assert found(reading) == [("DT005", "Đảng viên!H2"), ("DT005", "Đảng viên!H3")]
    assert "dang_vien.#" in reading.dossiers[0].dossier.flawed


def test_the_cell_of_the_unit_goes_before_its_name() -> None:
    reading = listed((*KP4[:4], "Chi bộ Bùi Chu"), KP5)(member(1, "Lê Văn An", "CB Bùi Chu"), member(2, "Trần Thị Bình", "Chi bộ KP5"))
    assert found(reading) == []
    assert [len(entry.dossier.members) for entry in reading.dossiers] == [1, 1]


def test_a_code_goes_before_a_cell() -> None:
    header, rows = ("Mã ấp", *EXPORT), [("KP-5", *ROWS[0]), ("KP-5", *ROWS[2])]
    reading = read_xlsx(workbook({"Đơn vị": [UNIT, KP4, KP5], "Đảng viên": [header, *rows]}))
    assert [len(entry.dossier.members) for entry in reading.dossiers] == [0, 2]


def test_households_beside_an_export_without_a_unit_belong_to_nobody() -> None:
    reading = read_xlsx(workbook({"Hộ gia đình": [("TT", "Họ và tên"), (1, "Lê Văn Hai")], "Đảng viên": [EXPORT, *ROWS]}))
    assert {"DT002", "DT005"} <= {code for code, _ in found(reading)}
    (entry,) = reading.dossiers
    assert (len(entry.dossier.households), len(entry.dossier.members)) == (1, 0)


def test_a_code_that_lost_its_nought_is_one_slip() -> None:
    rows = [("Mã ấp", "Họ và tên"), *((1, f"Lê Văn {name}") for name in ("An", "Bình", "Cường"))]
    reading = read_xlsx(workbook({"Đơn vị": [UNIT, ("01", *KP4[1:])], "Hộ gia đình": rows}))
    (finding,) = reading.diagnostics
    assert (finding.code, str(finding.place), len(finding.related)) == ("DT005", "Hộ gia đình!A2", 2)
    assert finding.message.endswith("(và 2 dòng khác). Có phải là “01”?")
