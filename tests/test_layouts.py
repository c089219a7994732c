"""dantin.readers.sheets.layout: whatever the shape of a workbook, the model is that of the plain one, and every row is accounted for."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from dantin.diagnostic import cell_name
from dantin.model import PartialDate
from dantin.readers import Reading, read
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.files.raw import Fate
from dantin.workbooks.dossier_files import lay_out
from tests.conftest import ROOT
from tests.editing import plain
from tests.layouts import Dressed, dress, write
from tests.sheets import UNIT_SHEET, found, read_xlsx, sheet_of, workbook

HOUSES, MEMBERS, ROUNDS, STEPS = "Hộ gia đình", "Đảng viên", "Bầu cử", "Mốc thời gian"
UNIT = {"Đơn vị": UNIT_SHEET}
TWO_UNITS = {
    "Đơn vị": [
        ("Mã ấp", "Tên", "Xã/phường/thị trấn", "Tỉnh"),
        ("LT-01", "Ấp 1", "xã An Phước", "Đồng Nai"),
        ("LT-02", "Ấp 2", "xã An Phước", "Đồng Nai"),
    ]
}
PEOPLE = {"ho_gia_dinh", "dang_vien", "nhan_su", "thanh_phan"}
CLEAN = plain()
CLEAN["ho_gia_dinh"] = CLEAN["ho_gia_dinh"][:30]
CLEAN["don_vi"] = {**CLEAN["don_vi"], "tong_so_ho": ""}


def sheets_of(document: dict[str, Any]) -> Iterator[tuple[str, str, list[str], list[list[object]]]]:
    for sheet in lay_out(document):
        slugs = list(sheet.columns)
        yield sheet.slug, sheet.name, list(sheet.columns.values()), [[_cell(row.get(slug)) for slug in slugs] for row in sheet.rows]


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def dressed(random: Random, document: dict[str, Any]) -> dict[str, Dressed]:
    return {slug: dress(random, name, header, rows, people=slug in PEOPLE) for slug, name, header, rows in sheets_of(document)}


def accounted(reading: Reading) -> None:
    """Every row of every sheet was read or left out for a reason, and what was read is what the tables hold."""
    for sheet in reading.sheets:
        read_rows = {number for table in reading.tables if table.name == sheet.name for number in table.numbers}  # type: ignore[attr-defined]
        marked = {number for number, fate in enumerate(sheet.fates) if fate is Fate.READ}
        assert marked <= read_rows
        assert len(marked) + sum(fate is not Fate.READ for fate in sheet.fates) == len(sheet.fates)


@pytest.mark.parametrize("seed", range(60))
def test_any_layout_gives_the_model_of_the_plain_one(seed: int) -> None:
    plain_reading = read_xlsx(write([Dressed(name, [list(header), *rows]) for _, name, header, rows in sheets_of(CLEAN)]))
    assert found(plain_reading) == []
    sheets = dressed(Random(seed), CLEAN)
    reading = read_xlsx(write(list(sheets.values())))
    assert {code for code, _ in found(reading)} <= {"DT010"}, found(reading)
    assert reading.dossiers[0].dossier == plain_reading.dossiers[0].dossier
    accounted(reading)


FAULTS = {
    "ho_gia_dinh": ("ngay_sinh", "hôm qua", "DT004"),
    "dang_vien": ("tinh_trang", "nghỉ hẳn", "DT005"),
    "bau_cu": ("thu_ve", "hai trăm", "DT004"),
    "ket_qua": ("so_phieu", -4, "DT004"),
    "moc": ("ngay", "31/02/2024", "DT004"),
    "nhan_su": ("gioi_thieu", "trưởng xứ", "DT005"),
}


@pytest.mark.parametrize("seed", range(60))
def test_a_fault_in_any_layout_is_found_at_its_cell(seed: int) -> None:
    random = Random(seed)
    slug = random.choice(list(FAULTS))
    field, wrong, code = FAULTS[slug]
    sheets = {}
    place = ""
    for table, name, header, rows in sheets_of(CLEAN):
        if table == slug:
            column = header.index(BY_SLUG[slug].by_slug[field].header)
            number = random.randrange(len(rows))
            rows[number][column] = wrong
        sheets[table] = dress(random, name, header, rows, people=table in PEOPLE)
        if table == slug:
            place = f"{name}!{cell_name(*sheets[table].moved[number, column])}"
    reading = read_xlsx(write(list(sheets.values())))
    assert [(c, p) for c, p in found(reading) if c != "DT010"] == [(code, place)]


# --- Shapes by hand ---------------------------------------------------------------------------------------------------------


def people(reading: Reading, hamlet: int = 0) -> list[tuple[object, ...]]:
    """Name, birth, sex of the households of one hamlet."""
    return [(h.name, h.birth, h.sex) for h in reading.dossiers[hamlet].dossier.households]


A, B, C = ("Lê Văn Mẫu", PartialDate(1965), "Nam"), ("Trần Thị Thử", PartialDate(1970), "Nữ"), ("Đỗ Văn Ba", PartialDate(1980), "Nam")

SAME: dict[str, list[list[object]]] = {
    "one row": [["TT", "Họ và tên", "Năm sinh", "Giới tính"], [1, A[0], 1965, "Nam"], [2, B[0], 1970, "Nữ"]],
    "sex in two columns": [
        ["TT", "Họ và tên", "Năm sinh", "Giới tính", None],
        [None, None, None, "Nam", "Nữ"],
        [1, A[0], 1965, "x", None],
        [2, B[0], 1970, None, "x"],
    ],
    "sex in two columns, Nữ first": [
        ["TT", "Họ và tên", "Giới tính", None, "Năm sinh"],
        [None, None, "Nữ", "Nam", None],
        [1, A[0], None, "X", 1965],
        [2, B[0], "✓", None, 1970],
    ],
    "sex in two columns under no heading": [["Họ và tên", "Nam", "Nữ", "Năm sinh"], [A[0], "x", None, 1965], [B[0], None, "x", 1970]],
    "sex ticked with a letter": [["Họ và tên", "Nam", "Nữ", "Năm sinh"], [A[0], "v", None, 1965], [B[0], None, "V", 1970]],
    "births under Nam and Nữ": [
        ["TT", "Họ và tên", "Năm sinh", None, "Địa chỉ"],
        [None, None, "Nam", "Nữ", None],
        [1, A[0], 1965, None, None],
        [2, B[0], None, 1970, None],
    ],
    "births under Nam and Nữ and no heading": [["Họ và tên", "Nam", "Nữ"], [A[0], "1965", None], [B[0], None, 1970]],
    "births under Nam and Nữ, sex beside": [
        ["Họ và tên", "Năm sinh", None, "Giới tính"],
        [None, "Nam", "Nữ", None],
        [A[0], 1965, None, "Nam"],
        [B[0], None, 1970, "Nữ"],
    ],
    "a remark below each heading": [
        ["Họ và tên", "Năm sinh", "Giới tính"],
        ["(viết hoa có dấu)", "(dương lịch)", "(Nam/Nữ)"],
        [A[0], 1965, "Nam"],
        [B[0], 1970, "Nữ"],
    ],
    "a heading over all": [
        [None, "Người đại diện hộ gia đình", None, None],
        ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
        [1, A[0], 1965, "Nam"],
        [2, B[0], 1970, "Nữ"],
    ],
    "three rows of header": [
        ["TT", "Đại diện hộ", None, None, None],
        [None, "Họ và tên", "Năm sinh", "Giới tính", None],
        [None, None, None, "Nam", "Nữ"],
        [1, A[0], 1965, "x", None],
        [2, B[0], 1970, None, "x"],
    ],
    "columns numbered": [
        ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, A[0], 1965, "Nam"],
        [2, B[0], 1970, "Nữ"],
    ],
    "the header again on each page": [
        ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
        [1, A[0], 1965, "Nam"],
        ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
        [2, B[0], 1970, "Nữ"],
    ],
    "blank rows and columns": [
        [],
        [None, "TT", None, "Họ và tên", "Năm sinh", "Giới tính"],
        [],
        [None, 1, None, A[0], 1965, "Nam"],
        [],
        [],
        [None, 2, None, B[0], 1970, "Nữ"],
    ],
}


@pytest.mark.parametrize("rows", SAME.values(), ids=SAME)
def test_shapes_that_say_the_same(rows: list[list[object]]) -> None:
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == []
    assert people(reading) == [A, B]
    accounted(reading)


# The header of a table, its first row of data, and what is told of that row where it is left out.
FIRST_ROWS: dict[str, tuple[str, list[str], list[object], list[tuple[str, str]] | None]] = {
    "a number in brackets": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(1965)"], None),
    "numbers in brackets": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(1965)", "(1965)"], None),
    "from one to another bracket": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(1965) và (1970)"], None),
    "the number of one column": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(1)"], None),
    "words in brackets": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(bổ sung)"], [("DT010", "Chỉ tiêu!A2")]),
    "the numbers of two columns": ("Chỉ tiêu", ["Nội dung", "Kế hoạch"], ["(1)", "(2)"], []),
    "columns and how they are worked out": ("Chỉ tiêu", ["Nội dung", "Kế hoạch", "Thực hiện"], ["(1)", "(2)", "(3)=(1)+(2)"], []),
    "a name that is part of a heading": (HOUSES, ["Họ và tên", "Địa chỉ"], ["Năm"], None),
    "a man and no name": (HOUSES, ["Họ và tên", "Giới tính"], [None, "Nam"], None),
    "a day": (STEPS, ["Bước", "Ngày", "Số văn bản"], [None, None, "Ngày"], None),
    "the words of other headings": ("Thành phần", ["Họ và tên", "Đại diện"], ["Chi bộ", "Chi bộ"], None),
    "allowed words that are headings too": (ROUNDS, ["Chức danh", "Cách thức", "Diện bầu"], ["trưởng ấp", "cuộc họp", "đại diện hộ"], None),
}


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("name", "header", "row", "told"), FIRST_ROWS.values(), ids=FIRST_ROWS)
def test_a_first_row_of_few_cells(name: str, header: list[str], row: list[object], told: list[tuple[str, str]] | None, more: int) -> None:
    """It is data, unless it explains the columns: of that one that might be data is told."""
    below = [[f"Lê Văn {letter}", *[None] * (len(header) - 1)] for letter in "AB"[:more]]
    reading = read_xlsx(workbook({**UNIT, name: [header, row, *below]}))
    (table,) = (table for table in reading.tables if table.name == name)
    assert len(table.rows) == more + (told is None)
    assert [(code, place) for code, place in found(reading) if code == "DT010"] == (told or [])


def test_a_date_in_three_columns() -> None:
    header: list[list[object]] = [["Họ và tên", "Ngày sinh", None, None], [None, "Ngày", "Tháng", "Năm"]]
    rows: list[list[object]] = [[A[0], 5, 2, 1965], [B[0], None, None, 1970], ["Đỗ Văn Ba", 31, 13, 1980], ["Ngô Văn Tư", 31, 2, 1980]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: [*header, *rows]}))
    assert [h.birth for h in reading.dossiers[0].dossier.households[:2]] == [PartialDate(1965, 2, 5), PartialDate(1970)]
    assert found(reading) == [("DT004", f"{HOUSES}!C5"), ("DT004", f"{HOUSES}!B6")]


PAIRS: dict[str, tuple[object, object, str]] = {
    "both ticked": ("x", "x", "E3"),
    "no tick in the first": ("nam giới", None, "D3"),
    "no tick in the second": (None, "?", "E3"),
}


@pytest.mark.parametrize(("male", "female", "cell"), PAIRS.values(), ids=PAIRS)
def test_a_tick_that_is_none_is_found_at_its_cell(male: object, female: object, cell: str) -> None:
    rows = [["TT", "Họ và tên", "Năm sinh", "Giới tính", None], [None, None, None, "Nam", "Nữ"], [1, "Lê Văn Mẫu", 1965, male, female]]
    assert found(read_xlsx(workbook({**UNIT, HOUSES: rows}))) == [("DT004", f"{HOUSES}!{cell}")]


def test_counts_under_nam_and_nu_are_no_sex() -> None:
    rows = [["TT", "Họ và tên chủ hộ", "Số nhân khẩu", None], [None, None, "Nam", "Nữ"], [1, "Lê Văn Mẫu", 3, 2]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert people(reading) == [("Lê Văn Mẫu", None, None)]
    assert found(reading) == [("DT003", f"{HOUSES}!C2"), ("DT003", f"{HOUSES}!D2")]


GROUPED = [
    ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
    ["Ấp 1"],
    [1, A[0], 1965, "Nam"],
    [2, B[0], 1970, "Nữ"],
    [None, "II. ẤP 2: 1 hộ"],
    [1, C[0], 1980, "Nam"],
]


def test_hamlets_under_headings_of_their_own() -> None:
    reading = read_xlsx(workbook({**TWO_UNITS, HOUSES: GROUPED}))
    assert found(reading) == []
    assert (people(reading, 0), people(reading, 1)) == ([A, B], [C])
    fates = next(sheet.fates for sheet in reading.sheets if sheet.name == HOUSES)
    assert [number for number, fate in enumerate(fates) if fate is Fate.GROUP] == [1, 4]


def test_a_heading_of_a_hamlet_that_is_not_there_loses_no_row_silently() -> None:
    rows = [*GROUPED[:4], ["Ấp 3"], [1, C[0], 1980, "Nam"]]
    reading = read_xlsx(workbook({**TWO_UNITS, HOUSES: rows}))
    assert found(reading) == [("DT005", f"{HOUSES}!A5")]
    assert (people(reading, 0), people(reading, 1)) == ([A, B], [])
    assert reading.dossiers[0].dossier.flawed >= {"ho_gia_dinh.#"}


def test_parts_of_one_hamlet_are_only_told() -> None:
    rows = [GROUPED[0], ["Tổ 1"], GROUPED[2], ["Tổ nhân dân số 2"], GROUPED[3]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT010", f"{HOUSES}!A2"), ("DT010", f"{HOUSES}!A4")]
    assert people(reading) == [A, B]


def test_a_sheet_for_each_hamlet() -> None:
    header = GROUPED[0]
    sheets = {
        **TWO_UNITS,
        "Hộ ấp 1": [["DANH SÁCH CHỦ HỘ ẤP 1"], header, *GROUPED[2:4]],
        "Hộ ấp 2": [["DANH SÁCH CHỦ HỘ ẤP 2"], header, GROUPED[5]],
    }
    reading = read_xlsx(workbook(sheets))
    assert found(reading) == [("DT003", "Hộ ấp 1!A2"), ("DT003", "Hộ ấp 2!A2")]
    assert all("Hộ gia đình" in d.message for d in reading.diagnostics)
    assert (people(reading, 0), people(reading, 1)) == ([A, B], [C])


def test_several_tables_on_one_sheet() -> None:
    rows: list[list[object]] = [
        ["HỒ SƠ ẤP 1"],
        [],
        ["Mã ấp", "Tên", "Xã", "Tỉnh"],
        ["LT-01", "Ấp 1", "xã An Phước", "Đồng Nai"],
        [],
        ["Danh sách chủ hộ"],
        ["TT", "Họ và tên", "Năm sinh", "Giới tính"],
        [1, A[0], 1965, "Nam"],
        [2, B[0], 1970, "Nữ"],
        [],
        ["Mốc thời gian"],
        ["Bước", "Ngày", "Số văn bản"],
        ["niêm yết", date(2024, 11, 1), "01/TB"],
    ]
    reading = read_xlsx(workbook({"Đơn vị": rows}))
    assert found(reading) == []
    assert people(reading) == [A, B]
    assert [step.document for step in reading.dossiers[0].dossier.steps] == ["01/TB"]
    accounted(reading)


def test_a_table_under_another_name_is_read_and_told() -> None:
    steps = [["Bước", "Ngày", "Số văn bản"], ["niêm yết", date(2024, 11, 1), "01/TB"]]
    reading = read_xlsx(workbook({**UNIT, "Sheet2": steps}))
    assert found(reading) == [("DT003", "Sheet2!A1")]
    assert len(reading.dossiers[0].dossier.steps) == 1


def test_a_list_that_could_be_two_tables_is_not_guessed() -> None:
    reading = read_xlsx(workbook({**UNIT, "Sheet2": [["TT", "Họ và tên", "Ngày sinh"], [1, "Lê Văn Mẫu", 1965]]}))
    assert found(reading) == [("DT003", "Sheet2!A1")]
    assert "“TT”, “Họ và tên”, “Ngày sinh”" in reading.diagnostics[0].message
    assert not reading.dossiers[0].dossier.households
    assert not reading.dossiers[0].dossier.members


def test_a_second_list_beside_the_named_one_is_not_read() -> None:
    rows = [["TT", "Chủ hộ", "Địa chỉ", "Mã hộ"], [1, "Lê Văn Mẫu", "số 1", "H1"]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: GROUPED[:1] + GROUPED[2:4], "Danh sách cũ": rows}))
    assert found(reading) == [("DT003", "Danh sách cũ!A1")]
    assert people(reading) == [A, B]


FORM: list[list[object]] = [["Mã ấp", "LT-01"], ["Tên:", "Ấp 1"], ["Xã", None, "xã An Phước"], ["Tỉnh: Đồng Nai"], ["Tổng số hộ", "hai"]]


def test_a_unit_written_as_a_form() -> None:
    reading = read_xlsx(workbook({"Đơn vị": [["THÔNG TIN CHUNG"], *FORM]}))
    assert found(reading) == [("DT004", "Đơn vị!B6")]
    unit = reading.dossiers[0].dossier.unit
    assert (unit.code, unit.name, unit.commune, unit.province) == ("LT-01", "Ấp 1", "xã An Phước", "Đồng Nai")


TOTALS = ["Tổng cộng", "TỔNG CỘNG: 2 hộ", "Cộng", "Tổng số hộ: 2", "Tong cong", "Cộng ấp 1"]


@pytest.mark.parametrize("text", TOTALS)
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_is_nobody(text: str, column: int) -> None:
    total: list[object] = [None] * column + [text]
    rows = [GROUPED[0], *GROUPED[2:4], [*total, *[None] * (2 - len(total)), 2]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT010", f"{HOUSES}!{'AB'[column]}4")]
    assert people(reading) == [A, B]


@pytest.mark.parametrize("name", ["Tống Văn Cộng", "Tông Cộng", "Công Thị Tổng", "Tổng Văn An", "Người Thị Lập", "Ngày Văn Tháng"])
def test_people_whose_names_sound_so_are_people(name: str) -> None:
    reading = read_xlsx(workbook({**UNIT, HOUSES: [GROUPED[0], [1, name, 1965, "Nam"], [2, B[0], 1970, "Nữ"]]}))
    assert found(reading) == []
    assert [person[0] for person in people(reading)] == [name, B[0]]


FOOTERS: dict[str, list[list[object]]] = {
    "who drew it up": [["Người lập biểu"]],
    "a date line": [[], [None, None, "An Phước, ngày 10 tháng 11 năm 2024"], [None, None, "Người lập"], [], [], [None, None, "Lê Văn Mẫu"]],
    "three who sign": [[], ["Người lập biểu", "Trưởng ấp", "TM. UBND XÃ"], [], ["Lê Văn Mẫu", "Đỗ Văn Ba", "Trần Thị Thử"]],
    "an office and a name": [[], [None, None, "TRƯỞNG ẤP"], [], [None, None, "Lê Văn Mẫu"]],
    "a remark": [["Ghi chú: lập theo sổ hộ"]],
    "how many": [["Danh sách này có 2 hộ"]],
}


@pytest.mark.parametrize("below", FOOTERS.values(), ids=FOOTERS)
def test_what_stands_below_is_nobody(below: list[list[object]]) -> None:
    reading = read_xlsx(workbook({**UNIT, HOUSES: [GROUPED[0], *GROUPED[2:4], *below]}))
    assert {code for code, _ in found(reading)} == {"DT010"}
    assert people(reading) == [A, B]
    accounted(reading)


def test_data_below_a_signature_is_read() -> None:
    rows = [GROUPED[0], GROUPED[2], ["Người lập biểu"], GROUPED[3]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT010", f"{HOUSES}!A3")]
    assert people(reading) == [A, B]


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    sheet = Dressed(HOUSES, [list(row) for row in [GROUPED[0], *GROUPED[2:4]]], hidden_rows={1, 2}, hidden_columns={2})
    reading = read_xlsx(write([Dressed("Đơn vị", [list(row) for row in UNIT_SHEET]), sheet]))
    assert found(reading) == [("DT010", f"{HOUSES}!A2"), ("DT010", f"{HOUSES}!C2")]
    assert people(reading) == [A, B]
    secret = read_xlsx(workbook({**UNIT, HOUSES: [GROUPED[0], *GROUPED[2:4]]}, hidden=[HOUSES]))
    assert found(secret) == [("DT010", f"{HOUSES}!A1")]


def test_a_cell_merged_downwards_speaks_for_its_rows() -> None:
    rounds = [["Chức danh", "Lần", "Có mặt"], ["trưởng ấp", 1, 216]]
    results = [["Chức danh", "Lần", "Họ và tên", "Số phiếu"], ["trưởng ấp", 1, "Lê Văn Mẫu", 110], [None, None, "Trần Thị Thử", 90]]
    data = workbook({**UNIT, ROUNDS: rounds, "Kết quả": results}, merges={"Kết quả": ["A2:A3", "B2:B3"]})
    reading = read_xlsx(data)
    assert found(reading) == []
    assert [c.votes for c in reading.dossiers[0].dossier.rounds[0].candidates] == [110, 90]


def test_no_header_at_all() -> None:
    reading = read_xlsx(sheet_of(HOUSES, ["Lê Văn Mẫu", "xóm Trên"], ["Trần Thị Thử", "xóm Dưới"]))
    assert found(reading) == [("DT002", f"{HOUSES}!A1")]
    assert "“Lê Văn Mẫu”, “xóm Trên”" in reading.diagnostics[0].message
    assert "“Họ và tên”" in reading.diagnostics[0].hint


def test_days_counted_from_1904() -> None:
    rows = [["Bước", "Ngày"], ["niêm yết", 44144], ["gửi danh sách ứng cử", date(2024, 11, 10)]]
    reading = read_xlsx(workbook({**UNIT, STEPS: rows}, options={"date_1904": True}))
    assert found(reading) == []
    assert [step.day for step in reading.dossiers[0].dossier.steps] == [date(2024, 11, 10)] * 2


EXAMPLES = sorted((ROOT / "examples").rglob("*.xlsx"))


def test_every_row_of_every_example_is_accounted_for() -> None:
    assert len(EXAMPLES) > 80
    for path in EXAMPLES:
        reading = read(path, path.name)
        book = CalamineWorkbook.from_path(str(path))
        for sheet in reading.sheets:
            assert len(sheet.fates) == len(book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)), (path, sheet.name)
        accounted(reading)


# --- People who sound like headings, and lists that are not what they seem ----------------------------------------------------


@pytest.mark.parametrize("name", ["Dương Văn Hùng", "Tô Thị Ấp", "Bàn Văn Sáu", "Lăng Thị Khu", "Lưu Ý Nhi", "Duong Van Hung"])
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "not numbered"])
def test_a_row_with_nothing_but_a_name_is_a_person(name: str, numbered: bool) -> None:
    rows: list[list[object]] = [["TT", "Họ và tên"], [1, A[0]], [2, name], [3, B[0]]]
    reading = read_xlsx(workbook({**TWO_UNITS, HOUSES: [["Mã ấp", *rows[0]], *(["LT-01", *row] for row in rows[1:])]}))
    assert [person[0] for person in people(reading)] == [A[0], name, B[0]]
    lone = read_xlsx(workbook({**UNIT, HOUSES: [row if numbered else row[1:] for row in rows]}))
    assert found(lone) == []
    assert [person[0] for person in people(lone)] == [A[0], name, B[0]]


def test_a_remark_in_the_middle_ends_nothing() -> None:
    rows: list[list[object]] = [["TT", "Họ và tên"], [1, A[0]], ["Ghi chú: hộ ông Ba đã chuyển đi"], [2, B[0]], [3, C[0]]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT010", f"{HOUSES}!A3")]
    assert [person[0] for person in people(reading)] == [A[0], B[0], C[0]]


SPLIT_NAMES: dict[str, tuple[list[list[object]], list[str]]] = {
    "two headings": ([["TT", "Họ và tên đệm", "Tên"], [1, "Lê Văn", "Mẫu"], [2, "Trần Thị", "Thử"]], []),
    "another two": ([["TT", "Họ và chữ đệm", "Tên"], [1, "Lê Văn", "Mẫu"], [2, "Trần Thị", "Thử"]], []),
    "the first cut short": ([["TT", "Họ tên đệm", "Tên"], [1, "Lê Văn", "Mẫu"], [2, "Trần Thị", "Thử"]], []),
    "the family name alone": ([["TT", "Họ", "Chữ đệm và tên"], [1, "Lê", "Văn Mẫu"], [2, "Trần", "Thị Thử"]], []),
    "three headings": ([["TT", "Họ", "Tên đệm", "Tên"], [1, "Lê", "Văn", "Mẫu"], [2, "Trần", "Thị", "Thử"]], []),
    "one heading merged over two": ([["TT", "Họ và tên", None], [1, "Lê Văn", "Mẫu"], [2, "Trần Thị", "Thử"]], ["B1:C1"]),
}


@pytest.mark.parametrize(("rows", "merges"), SPLIT_NAMES.values(), ids=SPLIT_NAMES)
def test_a_name_over_two_columns(rows: list[list[object]], merges: list[str]) -> None:
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}, merges={HOUSES: merges}))
    assert found(reading) == []
    assert [person[0] for person in people(reading)] == [A[0], B[0]]


@pytest.mark.parametrize(
    ("beside", "wrong"), [(("Mẫu", "Thử"), True), (("Nam", "Nữ"), False), (("Kinh", "Kinh"), False), (("x", None), False)]
)
def test_a_name_that_goes_on_without_a_heading(beside: tuple[str, str | None], wrong: bool) -> None:
    rows: list[list[object]] = [["TT", "Họ và tên", None, "Địa chỉ"], [1, "Lê Văn", beside[0], "Tổ 1"], [2, "Trần Thị", beside[1], "Tổ 1"]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT002" if wrong else "DT003", f"{HOUSES}!C1")]


def test_a_remark_in_brackets_is_no_part_of_a_heading() -> None:
    rows: list[list[object]] = [["TT", "HỌ VÀ TÊN\n(chữ in hoa)", "Năm sinh\n(dương lịch)", "Giới tính (x)"], [1, A[0], 1965, "Nam"]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == []
    assert people(reading) == [A]


def test_the_two_dates_of_a_member_under_one_heading() -> None:
    rows: list[list[object]] = [
        ["TT", "Họ và tên", "Ngày vào Đảng", None],
        [None, None, "Dự bị", "Chính thức"],
        [1, A[0], "03/02/2000", "03/02/2001"],
    ]
    reading = read_xlsx(workbook({**UNIT, MEMBERS: rows}))
    assert found(reading) == []
    (member,) = reading.dossiers[0].dossier.members
    assert (member.admitted, member.official_since) == (date(2000, 2, 3), date(2001, 2, 3))


def test_a_mistyped_year_among_years_is_no_day() -> None:
    rows: list[list[object]] = [["Họ và tên", "Năm sinh"], [A[0], 1965], [B[0], 19700]]
    assert found(read_xlsx(workbook({**UNIT, HOUSES: rows}))) == [("DT004", f"{HOUSES}!B3")]


def test_a_list_of_everybody_in_each_household_is_no_list_of_representatives() -> None:
    rows: list[list[object]] = [["Họ và tên", "Quan hệ với chủ hộ"], [A[0], "Chủ hộ"], [B[0], "Vợ"]]
    reading = read_xlsx(workbook({**UNIT, HOUSES: rows}))
    assert found(reading) == [("DT004", f"{HOUSES}!B1")]
    assert "ho_gia_dinh.#" in reading.dossiers[0].dossier.flawed


def test_many_hidden_rows_are_told_once() -> None:
    rows: list[list[object]] = [["TT", "Họ và tên"], *([n, f"Lê Văn {chr(64 + n)}"] for n in range(1, 21))]
    sheet = Dressed(HOUSES, rows, hidden_rows=set(range(1, 21, 2)))
    reading = read_xlsx(write([Dressed("Đơn vị", [list(row) for row in UNIT_SHEET]), sheet]))
    assert found(reading) == [("DT010", f"{HOUSES}!A2")]
    assert "10 dòng bị ẩn" in reading.diagnostics[0].message


def test_a_list_of_people_known_already_goes_nowhere() -> None:
    """Such as the one that they sign."""
    reading = read_xlsx(workbook({**UNIT, HOUSES: HALF, "Ký tên": [row[:2] for row in HALF[1:]]}))
    assert found(reading) == [("DT003", "Ký tên!A1")]


HALF: list[list[object]] = [["TT", "Họ và tên", "Năm sinh", "Mã hộ"], [1, "Lê Văn Một", 1961, "H1"], [2, "Lê Văn Hai", 1962, "H2"]]
OTHER: list[list[object]] = [HALF[0], [3, "Lê Văn Ba", 1963, "H3"], [4, "Lê Văn Bốn", 1964, "H4"], [5, "Lê Văn Năm", 1965, "H5"]]

GOES_ON: dict[str, tuple[dict[str, list[list[object]]], list[tuple[str, str]], int]] = {
    # the sheets, what is found, how many are read
    "on a sheet of another name": ({HOUSES: HALF, "Tổ 2": OTHER}, [("DT003", "Tổ 2!A1")], 5),
    "on a sheet before it": ({"Tổ 2": OTHER, HOUSES: HALF}, [("DT003", "Tổ 2!A1")], 5),
    "on the same sheet": ({HOUSES: [*HALF, [], ["TỔ 2"], *[[*OTHER[0][:3], "Mã số hộ"], *OTHER[1:]]]}, [("DT003", f"{HOUSES}!A6")], 5),
    "a person twice": ({HOUSES: HALF, "Tổ 2": [*OTHER, [6, "LÊ VĂN HAI", 1962, "H9"]]}, [("DT002", "Tổ 2!A1")], 2),
    "a household twice": ({HOUSES: HALF, "Tổ 2": [*OTHER, [6, "Lê Văn Sáu", 1966, "H2"]]}, [("DT002", "Tổ 2!A1")], 2),
    "without a header of its own": ({HOUSES: HALF, "Tổ 2": OTHER[1:]}, [("DT002", "Tổ 2!A1")], 2),
    "without a header, below a title": ({HOUSES: HALF, "Tổ 2": [["TỔ 2"], *OTHER[1:]]}, [("DT002", "Tổ 2!A1")], 2),
    "other columns": ({HOUSES: HALF, "Tổ 2": [[*OTHER[0], "Địa chỉ"], *([*row, "số 1"] for row in OTHER[1:])]}, [("DT002", "Tổ 2!A1")], 2),
}


@pytest.mark.parametrize(("sheets", "wanted", "read"), GOES_ON.values(), ids=GOES_ON)
def test_a_roster_that_goes_on(sheets: dict[str, list[list[object]]], wanted: list[tuple[str, str]], read: int) -> None:
    reading = read_xlsx(workbook({**UNIT, **sheets}))
    assert found(reading) == wanted, [d.message for d in reading.diagnostics]
    dossier = reading.dossiers[0].dossier
    assert len(dossier.households) == read
    # Never is half of the people silently all of them.
    assert (wanted[0][0] == "DT002") == ("ho_gia_dinh" in dossier.flawed)
    if wanted[0][0] == "DT003":
        assert "2 + 3 = 5" in reading.diagnostics[0].message
