"""One fault is one finding: slips of one cell whose consequences reach far, each named once and at its place, with nothing beside it."""

import io
from typing import Any

import openpyxl
import pytest

from dantin.diagnostic import Severity, cell_name
from dantin.readers import read_bytes
from dantin.readers.dossier.fields import BY_SLUG
from dantin.rule import Edit
from dantin.workbooks.dossier_files import lay_out, write_workbook
from tests.editing import check, edited, plain, read_as
from tests.sheets import read_xlsx, workbook

CLEAN = plain()
EXCUSED = next(i for i, row in enumerate(CLEAN["dang_vien"]) if row.get("tinh_trang") == "vắng có lý do")

SLIPS: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "seats that are no number": ({"bau_cu[1].so_can_bau": "ba"}, [("DT004", "bau_cu[1].so_can_bau")]),
    "a tick that is none": ({"ho_gia_dinh[3].du_hop": "cóo"}, [("DT005", "ho_gia_dinh[3].du_hop")]),
    "a member's tick that is none": ({"dang_vien[3].co_mat": "cóo"}, [("DT005", "dang_vien[3].co_mat")]),
    "a ballot of no round": ({"la_phieu[2].lan": 2}, [("DT005", "la_phieu[2].lan")]),
    "a candidate twice, another lost": ({"bau_cu[1].ung_cu[3].ho_ten": "Lê Thị Bích Ngà"}, [("DT009", "bau_cu[1].ung_cu[3].ho_ten")]),
    "a candidate of the head twice": ({"bau_cu[0].ung_cu[1].ho_ten": "Trần Văn Thuận"}, [("DT009", "bau_cu[0].ung_cu[1].ho_ten")]),
    "an excused member with a tick": ({f"dang_vien[{EXCUSED}].co_mat": "x"}, [("DT513", f"dang_vien[{EXCUSED}].tinh_trang")]),
    "one member's tick lost": ({"dang_vien[0].co_mat": ""}, [("DT314", "bau_cu[1].co_mat")]),
    "one tick lost, after a meeting that too few attended": (
        {
            "ho_gia_dinh[3].du_hop": "",
            "bau_cu[0].lan": 2,
            "bau_cu[+]": {"chuc_danh": "trưởng khu phố", "lan": 1, "ngay": "08/11/2024", "co_mat": 100, "ghi_nhan": "không đủ số dự"},
        },
        [("DT314", "bau_cu[0].co_mat")],
    ),
    "too few at the whole congress": (
        {
            **{f"bau_cu[{i}].{f}": 13 for i in (1, 2, 3) for f in ("co_mat", "phat_ra", "thu_ve", "hop_le")},
            **{f"bau_cu[1].ung_cu[{i}].so_phieu": v for i, v in enumerate((13, 10, 3, 9))},
            "bau_cu[2].ung_cu[0].so_phieu": 13,
            "bau_cu[3].ung_cu[0].so_phieu": 13,
            "la_phieu": [],
            "*dang_vien.co_mat": "",
        },
        [("DT502", "bau_cu[1].co_mat")],
    ),
    "voters after the Law": (
        {"bau_cu[0].dien_bau": "cử tri", "bau_cu[0].tong_so": 310, "*ho_gia_dinh.du_hop": ""},
        [("DT005", "bau_cu[0].dien_bau")],
    ),
    "one person under two numbers": (
        {"ho_gia_dinh[5].ho_ten": "={ho_gia_dinh[2].ho_ten}", "ho_gia_dinh[5].ngay_sinh": "={ho_gia_dinh[2].ngay_sinh}"},
        [("DT101", "ho_gia_dinh[5].ho_ten")],
    ),
    "no household at all": ({"don_vi.tong_so_ho": 0}, [("DT004", "don_vi.tong_so_ho")]),
    "more votes in all than ballots": ({"bau_cu[0].ung_cu[1].so_phieu": 58}, [("DT310", "bau_cu[0].ung_cu[0].so_phieu")]),
    "a birth date that is not the nominee's": ({"bau_cu[0].ung_cu[0].ngay_sinh": "13/04/1968"}, [("DT312", "bau_cu[0].ung_cu[0].ho_ten")]),
    "an office misspelt in its round": ({"bau_cu[2].chuc_danh": "bí thưu"}, [("DT005", "bau_cu[2].chuc_danh")]),
    "a round named as another": ({"bau_cu[3].chuc_danh": "bí thư"}, [("DT009", "bau_cu[3].chuc_danh")]),
    "nobody announced, in a word": (
        {
            "bau_cu[0].trung_cu": "không ai",
            "bau_cu[0].ung_cu[0].so_phieu": 100,
            "bau_cu[0].ung_cu[1].so_phieu": 100,
            "moc[10].ho_ten": "",
            "moc[10].ngay": "",
            "don_vi.mo_hinh": "không thực hiện",
        },
        [],
    ),
}


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize(("changes", "wanted"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_once_and_at_its_place(changes: dict[str, Any], wanted: list[tuple[str, str]], form: str) -> None:
    reading = read_as(form, edited(Edit(changes), CLEAN))
    places = reading.dossiers[0].places
    assert [(d.code, str(d.place)) for d in check(reading).diagnostics] == [(code, str(places(route))) for code, route in wanted]


HEADERS = {
    "a column of figures misspelt": ("Có mặt", "Có mawt", [("DT002", "Bầu cử!K1")], "bau_cu"),
    "votes under a strange name": ("Số phiếu", "Sô phiêu bầu đc", [("DT002", "Kết quả!F1")], "ket_qua"),
    "votes under no name": ("Số phiếu", "", [("DT002", "Kết quả!F1")], "ket_qua"),
    "a required column misspelt": ("Chức danh", "Chứ danh", [("DT002", "Bầu cử!B1")], "bau_cu"),
}


@pytest.mark.parametrize(("header", "typed", "wanted", "slug"), HEADERS.values(), ids=HEADERS)
def test_a_header_misspelt_is_not_a_column_of_blanks(header: str, typed: str, wanted: list[tuple[str, str]], slug: str) -> None:
    """The cells below are filled in; only their heading is not understood."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(CLEAN)))
    (cell,) = (cell for cell in book[BY_SLUG[slug].sheet][1] if cell.value == header)
    cell.value = typed
    book.save(saved := io.BytesIO())
    reading = read_bytes(saved.getvalue(), "ho-so.xlsx", ".xlsx")
    found = {(d.code, str(d.place)) for d in check(reading).diagnostics}
    assert set(wanted) <= found
    assert not {code for code, _ in found} & {"DT008", "DT005", "DT312"}


RESTS_ON = {
    "Bầu cử": [
        "Lần",
        "Ngày",
        "Cách thức",
        "Hình thức",
        "Số cần bầu",
        "Có mặt",
        "Phiếu phát ra",
        "Phiếu thu về",
        "Phiếu hợp lệ",
        "Phiếu không hợp lệ",
    ],
    "Kết quả": ["Số phiếu"],
    "Đơn vị": ["Tổng số hộ", "Tổng số đảng viên chính thức"],
    "Đảng viên": ["Ngày chính thức", "Tình trạng"],
}


FIGURE_HEADERS = [*RESTS_ON["Bầu cử"][5:], "Số phiếu"]


@pytest.mark.parametrize(("sheet", "header"), [(sheet, header) for sheet, headers in RESTS_ON.items() for header in headers])
@pytest.mark.parametrize("typed", ["{}x", "{} ?", "Số liệu"])
def test_no_result_is_withheld_without_an_error(sheet: str, header: str, typed: str) -> None:
    """Whatever heading is misspelt, and however: where no result is told, an error says why, once and at the heading."""
    pages = {
        page.name: [list(page.columns.values()), *([row.get(slug) for slug in page.columns] for row in page.rows)]
        for page in lay_out(CLEAN)
    }
    column = pages[sheet][0].index(header)
    pages[sheet][0][column] = typed.format(header)
    cells = {name: [[_typed(value) for value in row] for row in rows] for name, rows in pages.items()}
    checked = check(read_xlsx(workbook(cells)))
    errors = [(d.code, str(d.place)) for d in checked.diagnostics if d.severity is Severity.ERROR]
    case = checked.hamlets[0].case
    assert case is not None
    if any(count.outcome is None for count in case.counts):
        # Under a name that has nothing to do with it only a figure that is missed can be known.
        assert errors if typed == "Số liệu" and header not in FIGURE_HEADERS else errors == [("DT002", f"{sheet}!{cell_name(0, column)}")]


def _typed(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 5 else value


def test_a_sheet_misspelt_is_not_a_step_missed() -> None:
    document = {("moc_thoi_gia" if slug == "moc" else slug): rows for slug, rows in CLEAN.items()}
    document["Mốc thời gia"] = document.pop("moc_thoi_gia")
    assert [d.code for d in check(read_as("yaml", document)).diagnostics] == ["DT003"]


@pytest.mark.parametrize(("deducted", "wanted"), [(6, ["DT004"]), (5, ["DT004"]), (4, [])])
def test_more_deducted_than_summoned(deducted: int, wanted: list[str]) -> None:
    figures = {"co_mat": 5, "phat_ra": 5, "thu_ve": 5, "hop_le": 5, "khong_hop_le": 0, "tong_so": 5, "duoc_tru": deducted}
    round_ = {"chuc_danh": "bí thư", "ngay": "17/11/2024", **figures, "ung_cu": [{"ho_ten": "Lê Văn Mẫu", "so_phieu": 5}]}
    unit = {"ten": "Ấp 1", "xa": "xã Phước Thái", "tinh": "Đồng Nai"}
    approved = [{"buoc": "báo cáo kết quả đại hội", "ngay": "18/11/2024"}, {"buoc": "chuẩn y bí thư", "ngay": "19/11/2024"}]
    reading = read_as("yaml", {"don_vi": unit, "moc": approved, "bau_cu": [round_]})
    assert [d.code for d in check(reading).diagnostics] == wanted
