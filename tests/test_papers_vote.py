"""The papers of the vote for the hamlet head: what they say, when they are due, what refuses them, what is dotted."""

import re
from typing import Any

import pytest

from dantin.papers.finished import make_papers, shipped
from dantin.papers.folders import folder_name
from dantin.papers.paper import Context, rests_on
from dantin.papers.phrases import DOTS
from dantin.papers.shelf import BY_NAME
from dantin.rule import Edit
from dantin.run import check_reading
from dantin.word.readback import differences, text_of
from dantin.wording import head_of
from tests.conftest import AS_OF
from tests.editing import edited, read_as
from tests.papers import CLEAN, EXAMPLES, SHORT, TAKEN_ROUND, TO_HOUSES, context, hamlet_of, head_rounds, made, text

TALLY, MINUTES, TAKEN = "bang-kiem-phieu", "bien-ban-kiem-phieu-truong-ap", "bien-ban-lay-y-kien-ho"
MEETING, PETITION, DECISION = "bien-ban-cuoc-hop", "to-trinh-cong-nhan", "quyet-dinh-cong-nhan"
ALL = (TALLY, MINUTES, TAKEN, MEETING, PETITION, DECISION)
BALLOTS = ("phat_ra", "thu_ve", "hop_le", "khong_hop_le")
QUORUMLESS = {f"bau_cu[0].{field}": "" for field in (*BALLOTS, "trung_cu", "ly_do", "ly_do_khong_hop_le")}
BY_HANDS = {"bau_cu[0].hinh_thuc": "giơ tay", **{f"bau_cu[0].{field}": "" for field in (*BALLOTS, "ly_do", "ly_do_khong_hop_le")}}
NOBODY = {"bau_cu[0].ung_cu[0].so_phieu": 155, "bau_cu[0].ung_cu[1].so_phieu": 100, "bau_cu[0].trung_cu": "", "moc": CLEAN["moc"][:10]}
VOID = {"bau_cu[0].thu_ve": 263, "bau_cu[0].hop_le": 258, "bau_cu[0].ghi_nhan": "hủy", "bau_cu[0].trung_cu": ""}


def due(changes: dict[str, Any]) -> set[str]:
    """The papers of the vote for which it is time."""
    case = hamlet_of(changes)[0].case
    assert case is not None
    return {name for name in ALL if (paper := BY_NAME[name]).due(case) and any(map(paper.of_use, paper.subjects(case)))}


# --- What they say -----------------------------------------------------------------------------------------------

SAYS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "as it is": (
        MINUTES,
        {},
        {
            "co_quan_tren": "UBND THỊ TRẤN TRẢNG BOM",
            "co_quan": "KHU PHỐ 4",
            "dia_danh": "Trảng Bom",
            "ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029",
            "tong_so": "310 (ba trăm mười) đại diện",
            "chenh_lech": "thiếu 02 phiếu (hai phiếu), lý do: 02 đại diện hộ về sớm, không nộp lại phiếu",
            "mau_so": "Mẫu số 02, Nghị định 59/2023/NĐ-CP",
            "hinh_thuc": "bỏ phiếu kín",
            "so_hieu": "01/BB-BKP",
        },
    ),
    "a neighbourhood group of a ward": (
        MINUTES,
        {"don_vi.loai": "tổ dân phố", "don_vi.ten": "Tổ dân phố 5", "don_vi.xa": "Phường 7", "van_ban": None},
        {"co_quan_tren": "UBND PHƯỜNG 7", "dia_danh": "Phường 7", "ve_viec": "bầu Tổ trưởng tổ dân phố 5, nhiệm kỳ 2024-2029"},
    ),
    "a hamlet named without its kind, a bare commune": (
        MINUTES,
        {"don_vi.loai": "ấp", "don_vi.ten": "Phước Hòa", "don_vi.xa": "Long Phước", "don_vi.nhiem_ky_truong": "", "van_ban": None},
        {"co_quan_tren": "UBND XÃ LONG PHƯỚC", "co_quan": "ẤP PHƯỚC HÒA", "dia_danh": "Long Phước", "ve_viec": "bầu Trưởng ấp Phước Hòa"},
    ),
    "nothing missing, nothing invalid": (
        MINUTES,
        {"bau_cu[0].thu_ve": 262, "bau_cu[0].hop_le": 262, "bau_cu[0].khong_hop_le": 0, "bau_cu[0].ly_do_khong_hop_le": ""},
        {"chenh_lech": "", "khong_hop_le": "0 phiếu (không phiếu)", "ly_do_khong_hop_le": ""},
    ),
    "a second round, whose number and day are not those of the first": (
        MINUTES,
        {"bau_cu[0].lan": 2, "bau_cu[0].ngay": "12/11/2024"},
        {
            "ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)",
            "ngay_lap": "ngày 12 tháng 11 năm 2024",
            "so_hieu": "",
            "nguoi_ky": "Ngô Ngọc Tươi",
        },
    ),
    "a second round with a row of its own": (
        MINUTES,
        {"bau_cu[0].lan": 2, "van_ban[2].giay": f"{MINUTES}-lan-2"},
        {"so_hieu": "01/BB-BKP", "ngay_lap": "ngày 10 tháng 11 năm 2024"},
    ),
    "a fourth round": (MINUTES, {"bau_cu[0].lan": 4}, {"ve_viec": "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ tư)"}),
    "what nobody wrote down": (
        MINUTES,
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
            "chenh_lech": f"thiếu 02 phiếu (hai phiếu), lý do: {DOTS}",
            "hinh_thuc": DOTS,
            "kiem_phieu": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS, "vai_tro": role} for role in ("Tổ trưởng", "Thành viên", "Thành viên")],
            "chung_kien": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS}] * 2,
            "nguoi_ky": "",
        },
    ),
    "a void box": (
        MINUTES,
        VOID,
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
        MEETING,
        {**QUORUMLESS, "van_ban": None, "bau_cu[0].co_mat": 155, "bau_cu[0].ung_cu": [], "cuoc_hop": None},
        {"phat_ra": "", "kiem_phieu": [], "ung_cu": [], "the_thuc_ky": "TM. TỔ BẦU CỬ"},
    ),
    "a show of hands": (MINUTES, BY_HANDS, {"hinh_thuc": "biểu quyết giơ tay", "phat_ra": "", "hop_le": ""}),
    "nobody reaches half": (
        MINUTES,
        NOBODY,
        {"ket_luan": ["Không ai trúng cử trưởng khu phố: cần ít nhất 156 phiếu trên tổng số 310 đại diện hộ gia đình, không ai đạt."]},
    ),
    "before the decree": (MINUTES, {"bau_cu[0].ngay": "10/11/2019"}, {"mau_so": ""}),
    "signed by someone on another day": (
        MINUTES,
        {
            "van_ban": [
                {
                    "giay": MINUTES,
                    "ngay_ky": "11/11/2024",
                    "nguoi_ky": "Đỗ Văn Ký",
                    "chuc_vu_ky": "Tổ phó",
                    "noi_nhan": "UBND thị trấn; Lưu",
                }
            ]
        },
        {"ngay_lap": "ngày 11 tháng 11 năm 2024", "nguoi_ky": "Đỗ Văn Ký", "chuc_vu_ky": "TỔ PHÓ", "noi_nhan": ["UBND thị trấn;", "Lưu."]},
    ),
    "ballots taken to the households": (
        TAKEN,
        TAKEN_ROUND,
        {
            "mau_so": "Mẫu số 04, Nghị định 59/2023/NĐ-CP",
            "tu_ngay": "ngày 09 tháng 11 năm 2024",
            "den_ngay": "ngày 10 tháng 11 năm 2024",
            "ngay_lap": "ngày 10 tháng 11 năm 2024",
            "gio": "………",
            "cuoc_hop_truoc": "Cuộc họp của cộng đồng dân cư ngày 08 tháng 11 năm 2024 chỉ có 140/310 đại diện hộ gia đình dự họp, "
            "không đủ số người dự để bầu.",
            "chenh_lech": "thiếu 50 phiếu (năm mươi phiếu), lý do: 50 hộ vắng nhà",
        },
    ),
    "the meeting told only in the table of meetings": (
        TAKEN,
        {**head_rounds(TO_HOUSES), "cuoc_hop[1].co_mat": 141, "cuoc_hop[1].ngay": "02/11/2024", "van_ban": None},
        {
            "cuoc_hop_truoc": "Cuộc họp của cộng đồng dân cư ngày 02 tháng 11 năm 2024 chỉ có 141/310 đại diện hộ gia đình dự họp, "
            "không đủ số người dự để bầu."
        },
    ),
    "the minutes of the meeting": (
        MEETING,
        {},
        {
            "mau_so": "Mẫu số 03, Nghị định 59/2023/NĐ-CP",
            "chu_tri": [{"ong_ba": "Ông", "ho_ten": "Huỳnh Văn Lộc", "chuc_vu": "Trưởng ban công tác Mặt trận"}],
            "thu_ky": [{"ong_ba": "Ông", "ho_ten": "Hà Duy Quang", "chuc_vu": "Chi hội trưởng"}],
            "co_mat": "262 (hai trăm sáu mươi hai) đại diện",
            "vang": "48 (bốn mươi tám) đại diện",
            "gioi_thieu_them": [],
            "y_kien": ["Đề nghị khu phố sớm sửa đèn đường tổ 7", "Nhất trí với hai người trong danh sách ứng cử"],
        },
    ),
    "who signs a decision of the residents": (
        MEETING,
        {},
        {
            "ky_chuc_danh": "Trưởng",
            "ky_truong_ap": "Trần Văn Thuận",
            "ky_mat_tran": "Huỳnh Văn Lộc",
            "ky_dai_dien": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS}] * 2,
            "tong_so_ho": "310 (ba trăm mười) hộ",
            "ho_vang": "48 (bốn mươi tám) hộ",
            "so_ban": "03 (ba)",
        },
    ),
    "of whom nobody is known": (
        MEETING,
        {"don_vi.truong_duong_nhiem": "", "don_vi.loai": "tổ dân phố", "don_vi.ten": "Tổ dân phố 5", "thanh_phan": None},
        {
            "ky_chuc_danh": "Tổ trưởng",
            "ky_truong_ap": DOTS,
            "ky_mat_tran": DOTS,
            "ky_dai_dien": [{"ong_ba": "Ông (bà)", "ho_ten": DOTS}] * 2,
        },
    ),
    "a meeting before the Law": (
        MEETING,
        {"bau_cu[0].ngay": "10/11/2019"},
        {"ky_truong_ap": "", "ky_mat_tran": "", "ky_dai_dien": [], "tong_so_ho": "", "ho_vang": "", "so_ban": "………", "mau_so": ""},
    ),
    "where the counting minutes go": (
        MINUTES,
        {},
        {
            "so_ban": "03 (ba)",
            "gui_ban": "gửi kèm quyết định của cộng đồng dân cư đến Ủy ban nhân dân, Ủy ban MTTQ Việt Nam thị trấn Trảng Bom và lưu tại "
            "khu phố 4",
        },
    ),
    "before the decree nothing says where they go": (MINUTES, {"bau_cu[0].ngay": "16/07/2023"}, {"so_ban": "………", "gui_ban": ""}),
    "nominated at the meeting, and self-nominated": (
        MEETING,
        {"nhan_su[1].nguon": "tự ứng cử", "nhan_su[0].nguon": "giới thiệu tại cuộc họp", "don_vi.mo_hinh": "không thực hiện"},
        {
            "chinh_thuc": [],
            "gioi_thieu_them": [
                {"ong_ba": "Bà", "ho_ten": "Phạm Thị Hiền", "nguon": "tự ứng cử"},
                {"ong_ba": "Ông", "ho_ten": "Trần Văn Thuận", "nguon": "được giới thiệu tại cuộc họp"},
            ],
        },
    ),
    "the meeting of another day is not told": (
        MEETING,
        {"cuoc_hop[1].ngay": "03/11/2024"},
        {"khach_moi": [], "y_kien": [], "co_mat": "262 (hai trăm sáu mươi hai) đại diện"},
    ),
    "the last meeting, where ballots were taken round after it": (
        MEETING,
        TAKEN_ROUND,
        {
            "ngay": "ngày 08 tháng 11 năm 2024",
            "vang": "170 (một trăm bảy mươi) đại diện",
            "chinh_thuc": [],
            "ket_luan": [
                "Không đủ số người dự để bầu: có mặt 140/310, cần ít nhất 156.",
                "Lý do không bầu được Trưởng khu phố 4: chỉ có 140/310 đại diện hộ gia đình dự họp, cần ít nhất 156 mới có thể đạt tỷ lệ "
                "tán thành tối thiểu.",
                "Tổ bầu cử báo cáo Ủy ban nhân dân thị trấn Trảng Bom; tổ chức phát phiếu lấy ý kiến của hộ gia đình "
                "(Điều 4 khoản 1 điểm b Nghị định 59/2023/NĐ-CP).",
            ],
        },
    ),
    "the petition": (
        PETITION,
        {},
        {
            "co_quan": "TỔ BẦU CỬ KHU PHỐ 4",
            "so_hieu": "01/TTr-TBC",
            "ngay_lap": "ngày 11 tháng 11 năm 2024",
            "can_cu": [
                "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;",
                "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của "
                "Luật Thực hiện dân chủ ở cơ sở.",
            ],
            "trung_cu": [
                {
                    "ong_ba": "Ông",
                    "ho_ten": "Trần Văn Thuận",
                    "sinh_ngay": "ngày 12 tháng 4 năm 1968",
                    "noi_o": "tổ 1, khu phố 4, thị trấn Trảng Bom",
                    "phieu_tren_tong": "198/310",
                    "don_vi_phieu": "phiếu",
                    "ty_le": "63,87 %",
                }
            ],
        },
    ),
    "the petition without a row of its own": (
        PETITION,
        {"van_ban": None, "moc[8].so_van_ban": ""},
        {
            "so_hieu": "………/TTr-TBC",
            "can_cu": [
                "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;",
                "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của "
                "Luật Thực hiện dân chủ ở cơ sở;",
                "Căn cứ Biên bản kiểm phiếu bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029, lập ngày 10 tháng 11 năm 2024.",
            ],
        },
    ),
    "the petition after ballots taken round": (
        PETITION,
        TAKEN_ROUND,
        {
            "co_mat": "",
            "cach_bau": "Từ ngày 09 tháng 11 năm 2024 đến ngày 10 tháng 11 năm 2024, khu phố 4 đã phát phiếu lấy ý kiến của hộ gia đình "
            "về việc bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029.",
        },
    ),
    "the decision, by the step where the table of papers has nothing": (
        DECISION,
        {"van_ban": None},
        {
            "co_quan_tren": "ỦY BAN NHÂN DÂN",
            "co_quan": "THỊ TRẤN TRẢNG BOM",
            "so_hieu": "215/QĐ-UBND",
            "ngay_lap": "ngày 15 tháng 11 năm 2024",
            "can_cu": [
                "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015, được sửa đổi, bổ sung bởi "
                "Luật số 47/2019/QH14 ngày 22 tháng 11 năm 2019;",
                "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;",
                "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của "
                "Luật Thực hiện dân chủ ở cơ sở;",
                "Theo đề nghị của Tổ bầu cử khu phố 4 tại Tờ trình số 01/TTr-TBC ngày 11 tháng 11 năm 2024.",
            ],
            "the_thuc_ky": "TM. ỦY BAN NHÂN DÂN",
            "nguoi_ky": "",
        },
    ),
    "the decision before its number is known": (
        DECISION,
        {"van_ban": None, "moc": CLEAN["moc"][:10]},
        {"so_hieu": "………/QĐ-UBND", "ngay_lap": "ngày …… tháng …… năm ……"},
    ),
    "the decision on a vote of 2019": (
        DECISION,
        {"van_ban": None, "bau_cu[0].ngay": "10/11/2019", "moc[10].ngay": "15/11/2019", "moc[8].ngay": "", "moc[8].so_van_ban": ""},
        {
            "can_cu": [
                "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015;",
                "Căn cứ Nghị quyết liên tịch số 09/2008/NQLT-CP-UBTWMTTQVN ngày 17 tháng 4 năm 2008 hướng dẫn thi hành "
                "Pháp lệnh 34/2007/PL-UBTVQH11;",
                "Theo đề nghị của Tổ bầu cử khu phố 4 tại Tờ trình số ……… ngày ……… tháng ……… năm ……….",
            ]
        },
    ),
}


@pytest.mark.parametrize(("name", "changes", "says"), SAYS.values(), ids=SAYS)
def test_what_a_paper_says(name: str, changes: dict[str, Any], says: dict[str, Any]) -> None:
    said = _of_last(name, changes)
    assert {key: said[key] for key in says} == says


@pytest.mark.parametrize(("name", "changes"), [(name, changes) for name, changes, _ in SAYS.values()], ids=SAYS)
def test_a_paper_is_read_back_whole(name: str, changes: dict[str, Any]) -> None:
    """Filled for this dossier, it says every figure of the outcome and no other."""
    for paper in made(changes, name, draft=True):
        said = text(paper)
        assert "None" not in said
        assert "{" not in said


def _of_last(name: str, changes: dict[str, Any]) -> Context:
    hamlet, _ = hamlet_of(changes)
    assert hamlet.case is not None
    return context(changes, name, len(list(BY_NAME[name].subjects(hamlet.case))) - 1)


def test_candidates_stand_in_the_order_of_the_ballot_and_with_their_figures() -> None:
    given: Any = context({}, MINUTES)
    assert [(c["tt"], c["ong_ba"], c["ho_ten"], c["so_phieu"], c["ty_le"]) for c in given["ung_cu"]] == [
        ("1", "Bà", "Phạm Thị Hiền", "57 phiếu (năm mươi bảy phiếu)", "18,39 %"),
        ("2", "Ông", "Trần Văn Thuận", "198 phiếu (một trăm chín mươi tám phiếu)", "63,87 %"),
    ]


def test_two_candidates_of_one_name_keep_their_years() -> None:
    twins = {
        "nhan_su[1].ho_ten": "Trần Văn Thuận",
        "bau_cu[0].ung_cu[0].ho_ten": "Trần Văn Thuận (1968)",
        "bau_cu[0].ung_cu[1].ho_ten": "Trần Văn Thuận (1979)",
        "bau_cu[0].trung_cu": "Trần Văn Thuận (1968)",
    }
    said: Any = context(twins, MINUTES)
    assert [c["ho_ten"] for c in said["ung_cu"]] == ["Trần Văn Thuận (1968)", "Trần Văn Thuận (1979)"]
    assert said["ket_luan"][0].startswith("Ông Trần Văn Thuận (1968) được 198/310 phiếu")
    for name in (MEETING, PETITION, DECISION):
        (paper,) = made(twins, name, draft=True)
        assert "Trần Văn Thuận (1968)" in text(paper)


def test_nobody_is_called_head_of_an_ap_where_the_hamlet_is_something_else() -> None:
    for paper in made({}, *(name for name in ALL if name != TAKEN)):
        assert not re.search(r"\bấp\b", text(paper), re.IGNORECASE), paper.name
        assert head_of(hamlet_of({})[0].case.dossier.unit) in text(paper)  # type: ignore[union-attr]


# --- The tally sheet ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "lines", "last", "totals", "invalid"),
    [
        (310, 7, 2, "50 100 150 200 250 300 310", "50"),
        (600, 12, 10, None, "50 100"),
        (50, 1, 10, "50", "50"),
        (51, 2, 1, "50 55", "50"),
        (4, 1, 1, "5", "5"),
    ],
)
def test_squares_for_the_whole_base_and_few_for_invalid_ballots(base: int, lines: int, last: int, totals: str | None, invalid: str) -> None:
    changes = {"ho_gia_dinh": None, "don_vi.tong_so_ho": base, "bau_cu": [], "la_phieu": None, "moc": CLEAN["moc"][:8]}
    given: Any = context(changes, TALLY)
    assert [row["ho_ten"] for row in given["ung_cu"]] == ["Phạm Thị Hiền", "Trần Văn Thuận"]
    assert [row["loai_phieu"] for row in given["phan_loai"]] == ["Phiếu hợp lệ", "Phiếu không hợp lệ"]
    assert given["phan_loai"][1]["luy_ke"].split("\n") == invalid.split()
    for row in (*given["ung_cu"], given["phan_loai"][0]):
        squares = [line.count("□") for line in row["o_phieu"].split("\n")]
        assert (len(squares), squares[-1], squares[:-1]) == (lines, last, [10] * (lines - 1))
        assert sum(squares) * 5 >= base > (sum(squares) - 1) * 5
        if totals is not None:
            assert row["luy_ke"].split("\n") == totals.split()
    (paper,) = made(changes, TALLY)
    assert all(f"NGƯỜI {who}" in text(paper) for who in ("ĐỌC PHIẾU", "GHI BẢNG", "GIÁM SÁT"))


def test_the_tally_sheet_is_that_of_the_round_still_to_come() -> None:
    given: Any = context(head_rounds({**dict.fromkeys(BALLOTS, ""), **SHORT}, {**SHORT, "co_mat": "", "ngay": "24/11/2024"}), TALLY, 1)
    assert given["ve_viec"].endswith("(lần thứ hai)")
    assert given["ngay_lap"] == "ngày 24 tháng 11 năm 2024"


# --- When they are due -------------------------------------------------------------------------------------------

BEGUN: dict[str, Any] = {"bau_cu": [], "la_phieu": None, "cuoc_hop": None, "don_vi.mo_hinh": "không thực hiện"}
DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "all done": ({}, {TALLY, MINUTES, MEETING, PETITION, DECISION}),
    "before the list is sent": ({**BEGUN, "moc": CLEAN["moc"][:5]}, set()),
    "the list is sent": ({**BEGUN, "moc": CLEAN["moc"][:6]}, {TALLY}),
    "the vote is planned": ({**BEGUN, "moc": [], "bau_cu": [{"chuc_danh": "trưởng khu phố", "ngay": "10/11/2024"}]}, {TALLY}),
    "nobody to vote on": ({**BEGUN, "moc": CLEAN["moc"][:6], "nhan_su": []}, set()),
    "by hands there are no ballots": (BY_HANDS, {MINUTES, MEETING, PETITION, DECISION}),
    "voted, the result not sent": ({"moc": CLEAN["moc"][:8]}, {TALLY, MINUTES, MEETING, PETITION}),
    "sent, not yet recognised": ({"moc": CLEAN["moc"][:9]}, {TALLY, MINUTES, MEETING, PETITION, DECISION}),
    "nobody elected": (NOBODY, {TALLY, MINUTES, MEETING}),
    "void": ({**VOID, "moc": CLEAN["moc"][:8]}, {TALLY, MINUTES, MEETING}),
    "ballots taken round": (TAKEN_ROUND, {TALLY, TAKEN, MEETING, PETITION, DECISION}),
    "refused": ({"moc[10].buoc": "từ chối công nhận"}, {TALLY, MINUTES, MEETING, PETITION}),
    "refused, then recognised": (
        {"moc": [*CLEAN["moc"], {"buoc": "từ chối công nhận", "ngay": "13/11/2024"}]},
        {TALLY, MINUTES, MEETING, PETITION, DECISION},
    ),
    "refused, then voted again, the result not sent": (
        {
            **head_rounds({}, {"ngay": "24/11/2024"}),
            "moc": [*CLEAN["moc"][:10], {"buoc": "từ chối công nhận", "ngay": "13/11/2024"}],
        },
        {TALLY, MINUTES, MEETING, PETITION},
    ),
}


@pytest.mark.parametrize(("changes", "names"), DUE.values(), ids=DUE)
def test_when_papers_are_due(changes: dict[str, Any], names: set[str]) -> None:
    assert due(changes) == names


# --- What refuses them -------------------------------------------------------------------------------------------

ON_THE_ROUND: dict[str, dict[str, Any]] = {
    "an error on a figure": {"bau_cu[0].hop_le": 254},
    "a wrong winner announced": {"bau_cu[0].trung_cu": "Phạm Thị Hiền"},
    "a total that is not the roster's": {"don_vi.tong_so_ho": 311},
    "a vote without quorum": {"bau_cu[0].co_mat": 155, "bau_cu[0].phat_ra": 155, "bau_cu[0].thu_ve": 155},
    "a household that cannot be read": {"ho_gia_dinh[3].ho_ten": ""},
    "a table twice, where it is not known what it touches": {"HO_GIA_DINH": [{"ho_ten": "Lê Văn Hai"}]},
}


@pytest.mark.parametrize("name", [MINUTES, MEETING, PETITION, DECISION])
@pytest.mark.parametrize("changes", ON_THE_ROUND.values(), ids=ON_THE_ROUND)
def test_none_on_an_error_that_touches_the_round(name: str, changes: dict[str, Any]) -> None:
    (paper,) = made(changes, name)
    assert (paper.data, paper.refused) == (None, True)
    assert paper.wrong


TOUCHED: dict[str, tuple[dict[str, Any], set[str]]] = {
    "recognised before the vote (DT403)": ({"moc[10].ngay": "09/11/2024"}, {PETITION, DECISION}),
    "another person recognised (DT404)": ({"moc[10].ho_ten": "Phạm Thị Hiền"}, {PETITION, DECISION}),
    "the congress, but no recognition (DT401)": ({"moc[10].ngay": ""}, {PETITION, DECISION}),
    "the acting head recognised (DT408)": ({"moc[10].buoc": "cử trưởng ấp lâm thời"}, {PETITION, DECISION}),
    "a date of recognition that is no date": ({"moc[10].ngay": "ngày mai"}, {PETITION, DECISION}),
    "more votes than ballots (DT310)": ({"bau_cu[0].ung_cu[0].so_phieu": 256}, {MINUTES, MEETING, PETITION, DECISION}),
    "a candidate in the counting team (DT208)": ({"thanh_phan[9].ho_ten": "Phạm Thị Hiền"}, {MINUTES, MEETING}),
    "a head elected too young (DT206)": (
        {"nhan_su[0].ngay_sinh": "12/04/2004", "nhan_su[0].cccd": "", "bau_cu[0].ung_cu[0].ngay_sinh": "12/04/2004"},
        {PETITION, DECISION},
    ),
    "a sheet of the vote whose source is no word of the list": ({"nhan_su[1].nguon": "ai đó"}, {TALLY, MEETING}),
    "a list of candidates that cannot be read": ({"nhan_su[1].gioi_thieu": "việc khác"}, {TALLY, MEETING}),
    "the time of the meeting": ({"cuoc_hop[1].bat_dau": "sáng sớm"}, {MEETING}),
    "an error of the congress": ({"bau_cu[1].hop_le": 19, "dang_vien[1].tinh_trang": "nghỉ"}, set()),
    "a nominee who is not in the plan (DT202)": ({"nhan_su[0].quy_hoach": "không"}, set()),
    "a late notice (DT304)": ({"moc[7].ngay": "05/11/2024"}, set()),
    "the meeting of the Front": ({"cuoc_hop[0].bat_dau": "sáng sớm"}, set()),
}


@pytest.mark.parametrize(("changes", "names"), TOUCHED.values(), ids=TOUCHED)
def test_an_error_refuses_what_it_touches_and_nothing_else(changes: dict[str, Any], names: set[str]) -> None:
    papers = [(name, paper) for name in ALL if name != TAKEN for paper in made(changes, name)]
    assert any(d.severity == "error" for d in hamlet_of(changes)[1])
    assert {name for name, paper in papers if paper.wrong} == names
    assert all(paper.data is not None for name, paper in papers if name not in names), [(n, p.absent, p.faults) for n, p in papers]


def test_ballots_taken_round_without_a_meeting_before() -> None:
    changes = {**head_rounds(TO_HOUSES), "cuoc_hop": None, "van_ban": None}
    (paper,) = made(changes, TAKEN)
    assert [d.code for d in paper.wrong] == ["DT318"]
    (draft,) = made(changes, TAKEN, draft=True)
    assert f"ngày ……… tháng ……… năm ……… chỉ có {DOTS} đại diện hộ gia đình dự họp" in text(draft)


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"moc[10].buoc": "từ chối công nhận"}, DECISION, "UBND thị trấn Trảng Bom đã từ chối công nhận kết quả bầu trưởng khu phố"),
        ({"moc[10].buoc": "từ chối công nhận"}, DECISION, "(văn bản số 215/QĐ-UBND ngày 15/11/2024)"),
        (NOBODY, PETITION, "lượt bầu cuối cùng không có ai trúng cử trưởng khu phố"),
        (NOBODY, DECISION, "lượt bầu cuối cùng không có ai trúng cử trưởng khu phố"),
        ({**BEGUN, "moc": CLEAN["moc"][:8]}, PETITION, "chưa bầu trưởng khu phố"),
        (BEGUN, MEETING, "chưa có cuộc họp bầu nào được tổ chức"),
        (BEGUN, MINUTES, "chưa có lượt bầu nào như vậy được tổ chức"),
        ({}, TAKEN, "chưa có lượt bầu nào như vậy được tổ chức"),
        (BY_HANDS, TALLY, "biểu quyết giơ tay"),
        ({**BEGUN, "nhan_su": [], "moc": CLEAN["moc"][:5]}, TALLY, "chưa có người ứng cử: ghi ở bảng Nhân sự"),
        ({**BEGUN, "ho_gia_dinh": None, "don_vi.tong_so_ho": ""}, TALLY, "nhập bảng Hộ gia đình, hoặc cột Tổng số hộ của bảng Đơn vị"),
    ],
)
def test_asked_for_too_early_a_paper_says_what_is_missing(changes: dict[str, Any], name: str, why: str) -> None:
    changes = {**changes, "don_vi.mo_hinh": "không thực hiện"}
    (paper,) = made(changes, name)
    assert (paper.data, paper.refused) == (None, True)
    assert why in paper.absent


@pytest.mark.parametrize("name", [name for name in ALL if name not in (MINUTES, TAKEN)])
def test_a_draft_of_a_hamlet_that_has_hardly_begun(name: str) -> None:
    """Everything the dossier does not hold is dotted: nobody elected, no round, no roster."""
    nothing = {"ho_gia_dinh": None, "nhan_su": None, "thanh_phan": None, "moc": None, "van_ban": None, "don_vi.tong_so_ho": ""}
    (paper,) = made({**BEGUN, **nothing}, name, draft=True)
    said = text(paper)
    assert DOTS in said or "………" in said
    assert not re.search(r"None|\(\)|  | [,.;](?!\.)|, ,|: *[.;]$|: *,", said, re.MULTILINE), said


# --- Files -------------------------------------------------------------------------------------------------------


def test_bytes_are_the_same_each_time_and_the_mark_tells_two_papers_apart() -> None:
    one, again, other = made({}, MINUTES)[0], made({}, MINUTES)[0], made({"bau_cu[0].dia_diem": "Trường học"}, MINUTES)[0]
    assert one.data == again.data
    assert context({}, MINUTES)["ma_du_lieu"] != context({"bau_cu[0].dia_diem": "Trường học"}, MINUTES)["ma_du_lieu"]
    assert other.data != one.data


def test_names_of_files_are_safe_everywhere() -> None:
    assert folder_name("LT/01:*?", 'Ấp "Đồng" <1>') == "lt-01-ap-dong-1"
    assert folder_name(None, None) == "ap"
    assert made({"bau_cu[0].lan": 2}, MINUTES)[0].path.as_posix() == f"tb-kp4-khu-pho-4/{MINUTES}-lan-2.docx"


def test_each_round_has_minutes_of_its_own() -> None:
    nobody = [{**row, "so_phieu": votes} for row, votes in zip(CLEAN["bau_cu"][0]["ung_cu"], (155, 100), strict=True)]
    rounds = head_rounds({"trung_cu": "", "ung_cu": nobody}, {"ngay": "24/11/2024"})
    papers = made({**rounds, "van_ban": None, "cuoc_hop": None}, MINUTES, draft=True)
    assert [paper.path.name for paper in papers] == [f"{MINUTES}.docx", f"{MINUTES}-lan-2.docx"]
    assert ["Không ai trúng cử" in text(paper) for paper in papers] == [True, False]


def test_where_too_few_came_nothing_was_counted() -> None:
    refused, taken = made(TAKEN_ROUND, MINUTES, TAKEN, draft=True)
    assert (refused.data, refused.refused) == (None, True)
    assert "chỉ lập biên bản cuộc họp (bien-ban-cuoc-hop)" in refused.absent
    assert "Số đại diện hộ gia đình dự họp" not in text(taken)
    assert "198 phiếu (một trăm chín mươi tám phiếu) | 63,87 %" in text(taken)
    # Of several rounds only those that voted have minutes, and nothing is told of the others.
    hamlet, found = hamlet_of({**head_rounds(SHORT, {"lan": 2, "ngay": "24/11/2024"}), "van_ban": None, "cuoc_hop": None})
    assert hamlet.case is not None
    counted = [paper.path.name for paper in make_papers(hamlet.case, found, [BY_NAME[MINUTES]], draft=True)]
    assert counted == [f"{MINUTES}-lan-2.docx"]


def test_what_the_table_of_findings_alone_knows_is_enough_for_the_minutes() -> None:
    """`tally --minutes` checks a dossier just as `render` does."""
    report = check_reading(read_as("yaml", edited(Edit({}), CLEAN)), AS_OF, tally_only=False, keep_cases=True)
    case = report.hamlets[0].case
    assert case is not None
    (paper,) = make_papers(case, report.diagnostics, [BY_NAME[MINUTES]])
    assert paper.data is not None
    assert "Mẫu số 02, Nghị định 59/2023/NĐ-CP" in "\n".join(text_of(paper.data))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        (MINUTES, "kiem_phieu"),
        (MINUTES, "chung_kien"),
        (MEETING, "chu_tri"),
        (MEETING, "thu_ky"),
        (MEETING, "kiem_phieu"),
        (TAKEN, "kiem_phieu"),
    ],
)
def test_a_name_that_is_not_the_dossiers_is_not_given_out(name: str, field: str) -> None:
    """Whoever counts, witnesses, chairs or takes the minutes: a template that prints another name is found out."""

    class Other:
        differences = staticmethod(differences)

        def render(self, given: Any) -> bytes:
            return shipped(name, draft=False).render({**given, field: [{**row, "ho_ten": f"{row['ho_ten']}h"} for row in given[field]]})

    case = hamlet_of(EXAMPLES.get(name, {}))[0].case
    assert case is not None

    def templates(name: str, *, draft: bool) -> Other:
        assert (name, draft) == (BY_NAME[name].name, False)
        return Other()

    papers = list(make_papers(case, [], [BY_NAME[name]], ahead=True, templates=templates))
    assert papers
    assert all(paper.data is None and paper.faults for paper in papers)


HOUSEHOLDS = ("ho_gia_dinh.#", "don_vi.tong_so_ho", "bau_cu[0].tong_so", "bau_cu[0].dien_bau")
FOR_THUAN = "bau_cu[0].ung_cu[0].so_phieu"
MAJORITY, QUORUM = "Điều 21 khoản 1 Luật 10/2022/QH15", "Điều 4 khoản 1 điểm b Nghị định 59/2023/NĐ-CP"
ONLY_BALLOTS = {
    **{f"bau_cu[0].{field}": "" for field in ("hop_le", "khong_hop_le", "ly_do_khong_hop_le", "trung_cu")},
    "bau_cu[0].ung_cu[0].so_phieu": "",
    "bau_cu[0].ung_cu[1].so_phieu": "",
    "bau_cu[0].phat_ra": 2,
    "bau_cu[0].thu_ve": 2,
    "la_phieu": [{"chuc_danh": "trưởng ấp", "bau_cho": "Trần Văn Thuận"}, {"chuc_danh": "trưởng ấp", "bau_cho": "Phạm Thị Hiền"}],
}
PAPER_BALLOTS = ("la_phieu[0]", "la_phieu[1]")
RESTS: dict[str, tuple[dict[str, Any], dict[str, tuple[tuple[str, ...], str | None]]]] = {
    "elected": (
        {},
        {
            "310 (ba trăm mười) đại diện": (HOUSEHOLDS, None),
            "262 (hai trăm sáu mươi hai) đại diện": (("bau_cu[0].co_mat",), None),
            "262 phiếu": (("bau_cu[0].phat_ra",), None),
            "260 phiếu": (("bau_cu[0].thu_ve",), None),
            "255 phiếu": (("bau_cu[0].hop_le",), None),
            "05 phiếu": (("bau_cu[0].khong_hop_le",), None),
            "198 phiếu": ((FOR_THUAN,), None),
            "63,87 %": ((FOR_THUAN, *HOUSEHOLDS), None),
            "198/310": ((FOR_THUAN, *HOUSEHOLDS), None),
            "thiếu 02 phiếu": (("bau_cu[0].phat_ra", "bau_cu[0].thu_ve"), None),
            "ít nhất 156": (HOUSEHOLDS, MAJORITY),
        },
    ),
    "nobody elected": (NOBODY, {"ít nhất 156 phiếu": (HOUSEHOLDS, MAJORITY), "310 đại diện hộ gia đình": (HOUSEHOLDS, None)}),
    "void": (VOID, {"263 phiếu": (("bau_cu[0].thu_ve",), None), "phát ra 262": (("bau_cu[0].phat_ra",), None)}),
    "too few came": (
        head_rounds(SHORT),
        {"140/310": (("bau_cu[0].co_mat", *HOUSEHOLDS), None), "ít nhất 156": (HOUSEHOLDS, QUORUM)},
    ),
    "only single ballots": (
        ONLY_BALLOTS,
        {"02 phiếu": (("bau_cu[0].phat_ra",), None), "01 phiếu": (PAPER_BALLOTS, None), "0 phiếu": (PAPER_BALLOTS, None)},
    ),
    "only single ballots, no list but that of who was introduced": (
        {**{route: value for route, value in ONLY_BALLOTS.items() if ".ung_cu" not in route}, "bau_cu[0].ung_cu": None},
        {"Trần Văn Thuận": (("nhan_su[0].ho_ten",), None), "Phạm Thị Hiền": (("nhan_su[1].ho_ten",), None)},
    ),
    "no roster": (
        {"ho_gia_dinh": None, "don_vi.tong_so_ho": 310},
        {"310 (ba trăm mười) đại diện": (("don_vi.tong_so_ho", "bau_cu[0].tong_so", "bau_cu[0].dien_bau"), None)},
    ),
}


@pytest.mark.parametrize(("changes", "rests"), RESTS.values(), ids=RESTS)
def test_what_the_minutes_of_counting_rest_on(changes: dict[str, Any], rests: dict[str, tuple[tuple[str, ...], str | None]]) -> None:
    """Each figure tells where it stands in the dossier, and what the law has a part in, which version of it."""
    case = hamlet_of(changes)[0].case
    assert case is not None
    paper = BY_NAME[MINUTES]
    told: dict[str, tuple[tuple[str, ...], str | None]] = {}
    for fact, routes, version in rests_on(paper, next(paper.subjects(case))):
        assert routes, fact
        told.setdefault(fact, (routes, version.citation if version is not None else None))
    assert {fact: told.get(fact) for fact in rests} == rests
