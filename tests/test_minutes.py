"""The counting minutes made from a dossier: every word and figure that is handed to the template, and when there is no paper."""

import io
from typing import Any

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from syrupy.assertion import SnapshotAssertion

from dantin.batch import check_reading
from dantin.papers.minutes import Minutes, folder_name, write_minutes
from dantin.papers.variables import DOTS, minutes_head
from dantin.rule import Edit
from tests.conftest import AS_OF
from tests.editing import edited, plain, read_as

CLEAN = plain()
QUORUMLESS = {f"bau_cu[0].{field}": "" for field in ("phat_ra", "thu_ve", "hop_le", "khong_hop_le", "trung_cu")}


def papers(changes: dict[str, Any]) -> list[Minutes]:
    """The minutes of the example dossier with edits made to it."""
    report = check_reading(read_as("yaml", edited(Edit(changes), CLEAN)), AS_OF, tally_only=True, keep_cases=True)
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    return list(write_minutes(hamlet.case, report.diagnostics))


def context(changes: dict[str, Any]) -> Any:
    """The variables of the head election's minutes."""
    report = check_reading(read_as("yaml", edited(Edit(changes), CLEAN)), AS_OF, tally_only=True, keep_cases=True)
    assert report.hamlets[0].case is not None
    return minutes_head(report.hamlets[0].case.counts[0])


def text_of(data: bytes) -> str:
    """A paper as text: its paragraphs and the rows of its tables in order, then the footer."""
    paper = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in paper.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
    lines += [p.text for p in paper.sections[0].footer.paragraphs]
    return "\n".join(lines)


def test_the_minutes_of_the_example_read_as_they_should(snapshot: SnapshotAssertion) -> None:
    first, *others = papers({})
    assert first.data is not None
    assert text_of(first.data) == snapshot
    assert [(p.data, p.refused) for p in others] == [(None, False)] * 3
    assert all(p.absent for p in others)


SAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "as it is": (
        {},
        {
            "co_quan_tren": "UBND THỊ TRẤN TRẢNG BOM",
            "co_quan": "KHU PHỐ 4",
            "dia_danh": "Trảng Bom",
            "ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029",
            "tong_so": "310 đại diện (ba trăm mười đại diện)",
            "chenh_lech": "thiếu 2 phiếu (hai phiếu), lý do: 02 đại diện hộ về sớm, không nộp lại phiếu",
            "mau_so": "Mẫu số 02, Nghị định 59/2023/NĐ-CP",
            "hinh_thuc": "bỏ phiếu kín",
        },
    ),
    "a neighbourhood group of a ward": (
        {"don_vi.loai": "tổ dân phố", "don_vi.ten": "Tổ dân phố 5", "don_vi.xa": "Phường 7", "van_ban": None},
        {"co_quan_tren": "UBND PHƯỜNG 7", "dia_danh": "Phường 7", "ve_viec": "bầu Tổ trưởng tổ dân phố 5, nhiệm kỳ 2024-2029"},
    ),
    "a hamlet named without its kind, a bare commune": (
        {"don_vi.loai": "ấp", "don_vi.ten": "Phước Hòa", "don_vi.xa": "Long Phước", "don_vi.nhiem_ky_truong": "", "van_ban": None},
        {"co_quan_tren": "UBND XÃ LONG PHƯỚC", "co_quan": "ẤP PHƯỚC HÒA", "dia_danh": "Long Phước", "ve_viec": "bầu Trưởng ấp Phước Hòa"},
    ),
    "nothing missing, nothing invalid": (
        {"bau_cu[0].thu_ve": 262, "bau_cu[0].hop_le": 262, "bau_cu[0].khong_hop_le": 0, "bau_cu[0].ly_do_khong_hop_le": ""},
        {"chenh_lech": "", "khong_hop_le": "0 phiếu (không phiếu)", "ly_do_khong_hop_le": ""},
    ),
    "a second round": ({"bau_cu[0].lan": 2}, {"ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)"}),
    "a fourth round": ({"bau_cu[0].lan": 4}, {"ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ tư)"}),
    "what nobody wrote down": (
        {
            "thanh_phan": None,
            "van_ban": None,
            "bau_cu[0].dia_diem": "",
            "bau_cu[0].bat_dau": "",
            "bau_cu[0].ly_do": "",
            "bau_cu[0].hinh_thuc": "",
        },
        {
            "dia_diem": DOTS,
            "gio": "………",
            "chenh_lech": f"thiếu 2 phiếu (hai phiếu), lý do: {DOTS}",
            "hinh_thuc": DOTS,
            "kiem_phieu": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": role} for role in ("Tổ trưởng", "Thành viên", "Thành viên")],
            "chung_kien": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS}] * 2,
            "nguoi_ky": "",
        },
    ),
    "a void box": (
        {"bau_cu[0].thu_ve": 263, "bau_cu[0].hop_le": 258, "bau_cu[0].ghi_nhan": "hủy", "bau_cu[0].trung_cu": ""},
        {
            "thu_ve": "263 phiếu (hai trăm sáu mươi ba phiếu)",
            "hop_le": "",
            "ung_cu": [],
            "ket_luan": [
                "Lượt bầu bị hủy: thu về 263 phiếu nhưng chỉ phát ra 262; không ai trúng cử.",
                "Toàn bộ số phiếu trong hòm được niêm phong và lập biên bản hủy; tổ chức bầu lại theo quy định.",
            ],
        },
    ),
    "too few to vote": (
        {**QUORUMLESS, "van_ban": None, "bau_cu[0].co_mat": 155, "bau_cu[0].ung_cu": []},
        {
            "phat_ra": "",
            "kiem_phieu": [],
            "ung_cu": [],
            "the_thuc_ky": "TM. TỔ BẦU CỬ",
            "ket_luan": ["Không đủ số người dự để bầu: có mặt 155/310, cần ít nhất 156."],
        },
    ),
    "a show of hands": (
        {"bau_cu[0].hinh_thuc": "giơ tay"},
        {"hinh_thuc": "biểu quyết giơ tay", "phat_ra": "", "hop_le": ""},
    ),
    "nobody reaches half": (
        {"bau_cu[0].ung_cu[0].so_phieu": 155, "bau_cu[0].ung_cu[1].so_phieu": 100, "bau_cu[0].trung_cu": ""},
        {"ket_luan": ["Không ai trúng cử trưởng khu phố: cần ít nhất 156 phiếu trên tổng số 310 đại diện hộ gia đình, không ai đạt."]},
    ),
    "before the decree": ({"bau_cu[0].ngay": "10/11/2019"}, {"mau_so": ""}),
    "signed by someone on another day": (
        {
            "van_ban": [
                {
                    "giay": "bien-ban-kiem-phieu-truong-ap",
                    "ngay_ky": "11/11/2024",
                    "nguoi_ky": "Đỗ Văn Ký",
                    "chuc_vu_ky": "Tổ phó",
                    "noi_nhan": "UBND thị trấn; Lưu",
                }
            ]
        },
        {"ngay_lap": "ngày 11 tháng 11 năm 2024", "nguoi_ky": "Đỗ Văn Ký", "chuc_vu_ky": "TỔ PHÓ", "noi_nhan": ["UBND thị trấn;", "Lưu."]},
    ),
}


@pytest.mark.parametrize(("changes", "says"), SAYS.values(), ids=SAYS)
def test_what_the_minutes_say(changes: dict[str, Any], says: dict[str, Any]) -> None:
    said = context(changes)
    assert {key: said[key] for key in says} == says
    paper = papers(changes)[0]
    assert paper.data is not None, paper.wrong
    text = text_of(paper.data)
    assert "None" not in text
    assert "{" not in text


def test_candidates_stand_in_the_order_of_the_ballot_and_with_their_figures() -> None:
    assert [(c["tt"], c["ong_ba"], c["ho_ten"], c["so_phieu"], c["ty_le"]) for c in context({})["ung_cu"]] == [
        ("1", "Bà", "Phạm Thị Hiền", "57 phiếu (năm mươi bảy phiếu)", "18,39 %"),
        ("2", "Ông", "Trần Văn Thuận", "198 phiếu (một trăm chín mươi tám phiếu)", "63,87 %"),
    ]


def test_two_candidates_of_one_name_keep_their_years() -> None:
    said = context(
        {
            "nhan_su[1].ho_ten": "Trần Văn Thuận",
            "bau_cu[0].ung_cu[0].ho_ten": "Trần Văn Thuận (1968)",
            "bau_cu[0].ung_cu[1].ho_ten": "Trần Văn Thuận (1979)",
            "bau_cu[0].trung_cu": "Trần Văn Thuận (1968)",
        }
    )
    assert [c["ho_ten"] for c in said["ung_cu"]] == ["Trần Văn Thuận (1968)", "Trần Văn Thuận (1979)"]
    assert said["ket_luan"][0].startswith("Ông Trần Văn Thuận (1968) được 198/310 phiếu")


REFUSED = {
    "an error on a figure": {"bau_cu[0].hop_le": 254},
    "a wrong winner announced": {"bau_cu[0].trung_cu": "Phạm Thị Hiền"},
    "a total that is not the roster's": {"don_vi.tong_so_ho": 311},
    "a vote without quorum": {"bau_cu[0].co_mat": 155, "bau_cu[0].phat_ra": 155, "bau_cu[0].thu_ve": 155},
    "a household that cannot be read": {"ho_gia_dinh[3].ho_ten": ""},
    "a table twice, where it is not known what it touches": {"HO_GIA_DINH": [{"ho_ten": "Lê Văn Hai"}]},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_no_minutes_on_an_error_that_touches_them(changes: dict[str, Any]) -> None:
    paper = papers(changes)[0]
    assert (paper.data, paper.refused) == (None, True)
    assert paper.wrong


def test_an_error_of_the_congress_does_not_hold_up_the_head() -> None:
    first, second, *_ = papers({"bau_cu[1].hop_le": 19, "dang_vien[1].tinh_trang": "nghỉ"})
    assert first.data is not None
    assert second.data is None


def test_bytes_are_the_same_each_time_and_the_mark_tells_two_papers_apart() -> None:
    one, again, other = papers({})[0], papers({})[0], papers({"bau_cu[0].dia_diem": "Trường học"})[0]
    assert one.data == again.data
    assert context({})["ma_du_lieu"] != context({"bau_cu[0].dia_diem": "Trường học"})["ma_du_lieu"]
    assert other.data != one.data


def test_names_of_files_are_safe_everywhere() -> None:
    from dantin.model import Unit

    assert folder_name(Unit(0, code="LT/01:*?", name='Ấp "Đồng" <1>')) == "lt-01-ap-dong-1"
    assert folder_name(Unit(0)) == "ap"
    assert papers({"bau_cu[0].lan": 2})[0].path.as_posix() == "tb-kp4-khu-pho-4/bien-ban-kiem-phieu-truong-ap-lan-2.docx"
