"""The papers that prepare the party-cell congress: what they say, when they are due, what refuses them, what is dotted."""

import copy
from typing import Any

import pytest

from dantin.papers.phrases import DOTS, SHORT_DOTS
from dantin.papers.shelf import BY_NAME
from dantin.word.readback import text_of
from tests.papers import CLEAN, context, hamlet_of, made, text

INTRODUCTION, PROGRAMME, LIST = "gioi-thieu-ung-cu-bi-thu", "chuong-trinh-dai-hoi", "danh-sach-trich-ngang"
REPORT, COMMITTEE = "bao-cao-tinh-hinh-dang-vien", "phieu-bau-chi-uy"
SECRETARY, DEPUTY, RULES = "phieu-bau-bi-thu", "phieu-bau-pho-bi-thu", "quy-che-dai-hoi"
ALL = (INTRODUCTION, PROGRAMME, RULES, LIST, COMMITTEE, SECRETARY, DEPUTY, REPORT)
FIGURES = ("co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le", "trung_cu")
FRONT = {"don_vi.mo_hinh": "bí thư là trưởng ban công tác mặt trận", "nhan_su[0].truong_ban_ctmt": "x", "van_ban": None}
NO_MODEL = {"don_vi.mo_hinh": "không thực hiện"}


def planned(*indices: int, **more: Any) -> list[dict[str, Any]]:
    """The rounds of the example with these indices, not held yet: no figures, no votes."""
    found = []
    for index in indices:
        row = {key: value for key, value in copy.deepcopy(CLEAN["bau_cu"][index]).items() if key not in FIGURES}
        row["ung_cu"] = [{"ho_ten": person["ho_ten"]} for person in row["ung_cu"]]
        found.append({**row, **more})
    return found


def not_held(rounds: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The example before its congress; of the congress these rounds are planned, all three where none are named."""
    return {
        "bau_cu": [copy.deepcopy(CLEAN["bau_cu"][0]), *(planned(1, 2, 3) if rounds is None else rounds)],
        "moc": copy.deepcopy(CLEAN["moc"][:11]),
        "la_phieu": None,
        "*dang_vien.co_mat": "",
        "cuoc_hop": copy.deepcopy(CLEAN["cuoc_hop"][:2]),
        "van_ban": None,
    }


def cell_of(official: int) -> dict[str, Any]:
    """The example before the congress of a smaller cell, which plans no committee."""
    members = copy.deepcopy(CLEAN["dang_vien"][:official])
    changes = not_held(planned(2, 3))
    return {**changes, "dang_vien": members, "don_vi.tong_dang_vien": official, "nhan_su[4].gioi_thieu": "", "nhan_su[3].gioi_thieu": ""}


SMALL = {**cell_of(8), "nhan_su[0].gioi_thieu": "trưởng ấp; bí thư", "nhan_su[2].gioi_thieu": "phó bí thư"}

# --- What they say -----------------------------------------------------------------------------------------------

SAYS: dict[str, tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...]]] = {
    "the people's vote, and its recognition": (
        INTRODUCTION,
        {},
        (
            "nhân dân khu phố 4 đã bầu đồng chí Trần Văn Thuận làm Trưởng khu phố 4, nhiệm kỳ 2024-2029, được 198/310 phiếu, bằng 63,87 %",
            "đã công nhận đồng chí Trần Văn Thuận là Trưởng khu phố 4 tại Quyết định số 215/QĐ-UBND ngày 15 tháng 11 năm 2024.",
            "Chi ủy Chi bộ khu phố 4 giới thiệu đồng chí Trần Văn Thuận để Đại hội bầu vào chi ủy và bầu giữ chức Bí thư Chi bộ khu phố 4, "
            "nhiệm kỳ 2025-2027.\nKính trình Đại hội xem xét, quyết định./.",
            "Năm sinh: 1968; giới tính: Nam",
            "Ngày vào Đảng: 04/12/1993; ngày chính thức: 04/12/1994.",
            "T/M CHI BỘ | PHÓ BÍ THƯ | (Ký, ghi rõ họ tên)",
            "Quyết định 190-QĐ/TW",
        ),
        ("244", "Mặt trận", "1. Đồng chí", "12/04/1968"),
    ),
    "under the regulation before": (
        INTRODUCTION,
        {**NO_MODEL, "bau_cu": planned(1, 2, ngay="05/10/2024"), "moc": None, "cuoc_hop": None, "la_phieu": None},
        ("Quyết định 244-QĐ/TW ngày 09/6/2014.",),
        ("190-QĐ/TW", "công nhận", "nhân dân"),
    ),
    "the decision's number without its word twice": (
        INTRODUCTION,
        {"moc[10].so_van_ban": "Quyết định số 215/QĐ-UBND"},
        ("tại Quyết định số 215/QĐ-UBND ngày",),
        ("số Quyết định",),
    ),
    "the head of the Front": (
        INTRODUCTION,
        {**FRONT, "bau_cu": planned(1, 2, 3), "moc": copy.deepcopy(CLEAN["moc"][:3]), "la_phieu": None},
        ("Đồng chí Trần Văn Thuận là Trưởng ban công tác Mặt trận khu phố 4.",),
        ("nhân dân", "công nhận"),
    ),
    "several where no model is followed": (
        INTRODUCTION,
        {**NO_MODEL, **not_held(), "nhan_su[2].gioi_thieu": "chi ủy; bí thư"},
        ("1. Đồng chí Nguyễn Quốc Khải", "2. Đồng chí Trần Văn Thuận", "giới thiệu đồng chí Nguyễn Quốc Khải, đồng chí Trần Văn Thuận để"),
        (),
    ),
    "another secretary signs": (
        INTRODUCTION,
        {"don_vi.bi_thu_duong_nhiem": "Nguyễn Quốc Khải"},
        ("T/M CHI BỘ | BÍ THƯ | Nguyễn Quốc Khải",),
        ("PHÓ BÍ THƯ",),
    ),
    "a small cell introduces for secretary at once": (
        INTRODUCTION,
        SMALL,
        ("Chi bộ khu phố 4 kính trình Đại hội", "để Đại hội bầu giữ chức Bí thư Chi bộ khu phố 4"),
        ("Chi ủy", "chi ủy"),
    ),
    "the parts of a congress with a committee": (
        PROGRAMME,
        {},
        (
            "1. Thời gian: 07 giờ 30 phút, ngày 17 tháng 11 năm 2024.",
            "1 | 07:30 | Khai mạc",
            "2 | ……… | Bầu Đoàn chủ tịch, thư ký Đại hội (biểu quyết giơ tay)",
            "6 | 09:15 | Bầu chi ủy nhiệm kỳ 2025-2027",
            "7 | 10:00 | Bầu bí thư trong số chi ủy viên vừa trúng cử: bỏ phiếu kín",
            "8 | 10:25 | Bầu phó bí thư trong số chi ủy viên vừa trúng cử: bỏ phiếu kín",
            "11 | ……… | Bế mạc",
        ),
        (),
    ),
    "the parts of a congress without one": (
        PROGRAMME,
        SMALL,
        ("6 | 10:00 | Bầu bí thư: phổ biến nguyên tắc", "7 | 10:25 | Bầu phó bí thư: bỏ phiếu kín", "Bí thư Chi bộ"),
        ("chi ủy", "Chi ủy"),
    ),
    "no deputy where a small cell wants none": (
        PROGRAMME,
        {**SMALL, "bau_cu": [CLEAN["bau_cu"][0], *planned(2)], "nhan_su[2].gioi_thieu": ""},
        ("6 | 10:00 | Bầu bí thư", "7 | ……… | Công bố kết quả"),
        ("phó bí thư",),
    ),
    "the rules of a congress with a committee": (
        RULES,
        {},
        (
            "Căn cứ Quy chế bầu cử trong Đảng ban hành kèm theo Quyết định 190-QĐ/TW",
            "có ít nhất hai phần ba số đảng viên chính thức được triệu tập có mặt, theo Điều 11 Điều lệ Đảng.",
            "3. Đại hội triệu tập 21 đảng viên chính thức, phải có mặt ít nhất 14 đảng viên.",
            "Ban kiểm phiếu gồm 03 đồng chí",
            "3. Số chi ủy viên cần bầu: 03 đồng chí.",
            "nhiều nhất 30% số cần bầu; cần bầu từ 03 đến 05 người thì dư không quá 01 người, theo Điều 14 Quy chế",
            "Trúng cử: hơn một nửa số đảng viên chính thức",
            "T/M ĐOÀN CHỦ TỊCH | Huỳnh Văn Lộc",
        ),
        ("244-QĐ/TW", "(văn bản trả lời"),
    ),
    "the rules under the regulation before": (
        RULES,
        {**NO_MODEL, "bau_cu": planned(1, 2, ngay="05/10/2024"), "moc": None, "cuoc_hop": None, "la_phieu": None},
        ("Quyết định 244-QĐ/TW ngày 09/6/2014.", "theo Điều 32 khoản 2 Quy chế bầu cử trong Đảng (Quyết định 244-QĐ/TW)"),
        ("190-QĐ/TW", "Điều 14"),
    ),
    "the rules of a congress without a committee": (
        RULES,
        SMALL,
        ("vắng mặt phải báo cáo lý do với Bí thư Chi bộ", "triệu tập 8 đảng viên chính thức, phải có mặt ít nhất 6 đảng viên"),
        ("Số chi ủy viên", "số dư, nhiều nhất"),
    ),
    "who is summoned and who is away": (
        REPORT,
        {},
        (
            "Tổng số đảng viên của Chi bộ: 23 (hai mươi ba) đảng viên",
            "được triệu tập: 21 (hai mươi mốt) đảng viên",
            "gồm: miễn sinh hoạt 01.",
            "1 | Thái Văn Hòa | vắng có lý do | đang điều trị tại bệnh viện, có đơn xin vắng | được trừ",
            "2 | Đỗ Hoài Hường | miễn sinh hoạt | - | không tính vào số được triệu tập",
            "Có mặt 20/21 đảng viên chính thức được triệu tập, đạt 95,24 %; Đại hội cần ít nhất 14 đảng viên",
            "3. Số đảng viên làm căn cứ tính kết quả bầu cử: 20 (hai mươi) đảng viên",
            "Người trúng cử phải đạt số phiếu quá một nửa so với 20 đảng viên làm căn cứ tính kết quả, tức là ít nhất 11 phiếu.",
        ),
        ("không đủ điều kiện",),
    ),
    "away without an accepted reason": (
        REPORT,
        {"dang_vien[19].co_mat": "không", "dang_vien[19].ly_do_vang": "đi làm ăn xa", "cuoc_hop[2].co_mat": 19},
        (
            "1 | Nguyễn Kim Hà | vắng | đi làm ăn xa | không được trừ",
            "- Vắng mặt: 2 (hai) đảng viên",
            "so với 20 đảng viên làm căn cứ tính kết quả",
        ),
        (),
    ),
    "suspended, and elsewhere": (
        REPORT,
        {
            **not_held(),
            "dang_vien[18].tinh_trang": "đình chỉ sinh hoạt",
            "dang_vien[19].tinh_trang": "sinh hoạt tạm thời nơi khác",
        },
        (
            "được triệu tập: 19 (mười chín) đảng viên",
            "sinh hoạt tạm thời nơi khác 01",
            "đình chỉ sinh hoạt 01",
            "Dương Thị Nhung | đình chỉ sinh hoạt",
        ),
        (),
    ),
    "too few came": (
        REPORT,
        {**not_held(), "*dang_vien.co_mat": "không", **{f"dang_vien[{i}].co_mat": "x" for i in range(13)}},
        ("Có mặt 13/21", "Đại hội không đủ điều kiện tiến hành."),
        (),
    ),
    "ready before anybody came": (
        REPORT,
        not_held(),
        (
            "- Có mặt: ……………………;",
            "- Vắng mặt: ……………………;",
            "1 | Thái Văn Hòa",
            "cần ít nhất 14 đảng viên",
            "tức là ít nhất 11 phiếu",
        ),
        ("không đủ điều kiện", " 0 đảng viên"),
    ),
    "without a roster": (
        REPORT,
        {**not_held(planned(1, 2, 3, tong_so="22", duoc_tru="2")), "dang_vien": None},
        (
            "- Đảng viên chính thức: 22 (hai mươi hai) đảng viên",
            "- Đảng viên dự bị: ……………………",
            "được trừ khi tính kết quả bầu cử: 2 (hai) đảng viên",
            "so với 20 đảng viên",
        ),
        ("Thái Văn Hòa",),
    ),
    "those whose names are not known have a line each": (
        REPORT,
        {**not_held(planned(1, 2, 3, tong_so="22")), "dang_vien": None, "cuoc_hop": [{"cuoc": "đại hội", "co_mat": "20"}]},
        (f"1 | {DOTS} | {DOTS} | {DOTS} | {DOTS}", f"2 | {DOTS} | {DOTS} | {DOTS} | {DOTS}", "Có mặt 20/22"),
        (f"3 | {DOTS}",),
    ),
    "everybody of one office in a table of its own, by given name": (
        LIST,
        {},
        ("1 | Võ Minh Đạt | 17/06/1986; Nam", "4 | Trần Văn Thuận", "Giới thiệu bầu bí thư:", "1 | Nguyễn Quốc Khải | 06/02/1975; Nam"),
        ("Phạm Thị Hiền", "Đặng Hoàng Phúc"),
    ),
    "an office with nobody has no table": (
        LIST,
        SMALL,
        ("Giới thiệu bầu bí thư:", "Giới thiệu bầu phó bí thư:"),
        ("Giới thiệu bầu chi ủy",),
    ),
    "a column in which nobody has anything": (
        LIST,
        {"*nhan_su.dan_toc": "", "*nhan_su.ton_giao": ""},
        ("Nơi ở hiện nay | Học vấn | Chuyên môn",),
        ("Dân tộc", "Tôn giáo"),
    ),
    "what only the roster tells": (
        LIST,
        {**not_held(), "nhan_su[4].ngay_sinh": "", "nhan_su[4].gioi_tinh": ""},
        ("1 | Võ Minh Đạt | 17/06/1986; Nam", "04/06/2021; 04/06/2022"),
        (),
    ),
    "names to be struck out": (
        COMMITTEE,
        {},
        (
            "Bầu 03 trong danh sách 04 đồng chí: gạch ngang cả họ và tên người không bầu, để lại không quá 03.",
            "1. Đồng chí Võ Minh Đạt | 2. Đồng chí Nguyễn Quốc Khải | 3. Đồng chí Lê Thị Bích Ngà | 4. Đồng chí Trần Văn Thuận",
            "(Đóng dấu Đảng ủy) | PHIẾU BẦU | Chi ủy | Chi bộ khu phố 4 | Nhiệm kỳ 2025-2027",
        ),
        ("Đồng ý", "Trảng Bom,"),
    ),
    "boxes for each name of a list without surplus": (
        COMMITTEE,
        {**not_held(), "bau_cu[1].so_can_bau": "4"},
        (
            "Bầu 04 đồng chí: ở mỗi đồng chí, đánh dấu X",
            "1. Đồng chí Võ Minh Đạt | Đồng ý | Không đồng ý | 2. Đồng chí",
        ),
        ("gạch ngang",),
    ),
    "one name": (SECRETARY, {}, ("Bầu 01 đồng chí: đánh dấu X", "1. Đồng chí Trần Văn Thuận | Đồng ý | Không đồng ý"), ("gạch ngang",)),
    "two names for one seat": (
        SECRETARY,
        {**NO_MODEL, **not_held(planned(1)), "nhan_su[2].gioi_thieu": "chi ủy; bí thư"},
        ("Bầu 01 trong danh sách 02 đồng chí: gạch ngang", "1. Đồng chí Nguyễn Quốc Khải | 2. Đồng chí Trần Văn Thuận"),
        ("Đồng ý",),
    ),
    "the deputy": (DEPUTY, {}, ("Phó bí thư | Chi bộ khu phố 4", "1. Đồng chí Nguyễn Quốc Khải | Đồng ý"), ()),
    "a further round that is planned with its list": (
        COMMITTEE,
        {
            "la_phieu": None,
            "bau_cu": [
                *copy.deepcopy(CLEAN["bau_cu"][:2]),
                {**planned(1)[0], "lan": 2, "loai_vong": "bầu thêm", "so_can_bau": "1", "ung_cu": [{"ho_ten": "Lê Thị Bích Ngà"}]},
            ],
        },
        ("(Lần thứ hai)", "1. Đồng chí Lê Thị Bích Ngà | Đồng ý"),
        ("Võ Minh Đạt",),
    ),
}


@pytest.mark.parametrize("case", SAYS)
def test_what_the_papers_say(case: str) -> None:
    name, changes, says, says_not = SAYS[case]
    said = text(made(changes, name)[-1])
    for expected in says:
        assert expected in said, said
    for other in says_not:
        assert other not in said, said


@pytest.mark.parametrize("summoned", [3, 8, 20, 21])
def test_there_are_as_many_ballots_as_members_summoned_and_no_number_on_any(summoned: int) -> None:
    changes = {**SMALL, "dang_vien": copy.deepcopy(CLEAN["dang_vien"][:summoned]), "don_vi.tong_dang_vien": summoned}
    if summoned > 20:
        changes |= {"dang_vien[20].tinh_trang": "đang sinh hoạt"}
    (paper,) = made({**changes, **NO_MODEL}, SECRETARY)
    assert paper.data is not None, paper.absent
    *rows, foot = text_of(paper.data)
    assert [row.count("PHIẾU BẦU") for row in rows] == [2] * (summoned // 2) + [1] * (summoned % 2)
    whole = rows[0].split(" | ")
    half = len(whole) // 2
    assert whole[:half] == whole[half:], "one ballot can be told from another"
    assert len(set(rows[: summoned // 2])) == 1
    assert f"{summoned} phiếu" in foot


def test_members_who_are_not_summoned_get_no_ballot() -> None:
    away = {"dang_vien[18].tinh_trang": "đình chỉ sinh hoạt", "dang_vien[19].tinh_trang": "sinh hoạt tạm thời nơi khác"}
    assert len(context({**not_held(), **away}, SECRETARY)["hang_phieu"]) == 10  # 19 of 21


# --- When they are due ----------------------------------------------------------------------------------------------

NO_CONGRESS = {**not_held([]), "moc": copy.deepcopy(CLEAN["moc"][:9])}
DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "all done": ({}, set(ALL)),
    "planned, the head recognised": (not_held(), set(ALL)),
    "recognised, no round written down": (not_held([]), {INTRODUCTION, PROGRAMME, RULES, LIST, SECRETARY, DEPUTY, REPORT}),
    "the head not yet recognised": (NO_CONGRESS, set()),
    "planned before the head is recognised": ({**not_held(), "moc": copy.deepcopy(CLEAN["moc"][:9])}, {COMMITTEE}),
    "recognised on a day to come": ({**not_held([]), "moc[10].ngay": "15/01/2025"}, set()),
    "held without recognition": ({"moc[10]": None}, set(ALL)),
    "a small cell": (SMALL, {INTRODUCTION, PROGRAMME, RULES, LIST, SECRETARY, DEPUTY, REPORT}),
    "nobody introduced for deputy": ({**not_held(planned(1, 2)), "nhan_su[2].gioi_thieu": "chi ủy"}, set(ALL) - {DEPUTY}),
    "nobody introduced at all": ({**not_held([]), "nhan_su": None, "thanh_phan": None}, {PROGRAMME, RULES, REPORT}),
    "somebody else elected head": (
        {**not_held(), "bau_cu[0].ung_cu[0].so_phieu": 57, "bau_cu[0].ung_cu[1].so_phieu": 198, "bau_cu[0].trung_cu": "Phạm Thị Hiền"},
        set(ALL) - {INTRODUCTION},
    ),
    "no members known": ({**not_held([]), "dang_vien": None, "don_vi.tong_dang_vien": ""}, {INTRODUCTION, PROGRAMME, RULES, LIST}),
}


@pytest.mark.parametrize("case", DUE)
def test_when_they_are_due(case: str) -> None:
    changes, expected = DUE[case]
    found = hamlet_of(changes)[0].case
    assert found is not None
    assert {name for name in ALL if BY_NAME[name].due(found)} == expected


# --- What refuses them ----------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "introduced before the recognition": (INTRODUCTION, NO_CONGRESS, "chỉ giới thiệu và bầu bí thư sau khi trưởng khu phố được công nhận"),
    "ballots before the recognition": (SECRETARY, NO_CONGRESS, "chỉ giới thiệu và bầu bí thư sau khi trưởng khu phố được công nhận"),
    "the programme before the recognition": (PROGRAMME, NO_CONGRESS, "sau khi trưởng khu phố được công nhận"),
    "the rules before the recognition": (RULES, NO_CONGRESS, "sau khi trưởng khu phố được công nhận"),
    "ballots for the deputy before the recognition": (DEPUTY, NO_CONGRESS, "sau khi trưởng khu phố được công nhận"),
    "who is there before the recognition": (REPORT, NO_CONGRESS, "sau khi trưởng khu phố được công nhận"),
    "signed by whom it introduces": (
        INTRODUCTION,
        {"van_ban[0].giay": INTRODUCTION, "van_ban[0].nguoi_ky": "Trần Văn Thuận"},
        "không ai ký giấy giới thiệu chính mình: sửa bảng Văn bản",
    ),
    "nobody to introduce": (
        INTRODUCTION,
        {**not_held([]), "nhan_su[0].gioi_thieu": "trưởng ấp; chi ủy"},
        "bảng Nhân sự, cột Giới thiệu bầu",
    ),
    "the one introduced is not the head": (
        INTRODUCTION,
        {**not_held([]), "nhan_su[0].gioi_thieu": "trưởng ấp; chi ủy", "nhan_su[2].gioi_thieu": "bí thư"},
        "phải là trưởng khu phố do dân bầu",
    ),
    "nobody marked as head of the Front": (
        INTRODUCTION,
        {**not_held([]), "don_vi.mo_hinh": "bí thư là trưởng ban công tác mặt trận"},
        "cột Trưởng ban CTMT",
    ),
    "a list of nobody": (
        LIST,
        {**not_held([]), "nhan_su": CLEAN["nhan_su"][1:2], "thanh_phan": None},
        "điền bảng Nhân sự, cột Giới thiệu bầu",
    ),
    "no candidate for secretary": (
        SECRETARY,
        {**NO_MODEL, **not_held([]), "nhan_su[0].gioi_thieu": "trưởng ấp"},
        "chưa có người ứng cử bí thư: điền bảng Nhân sự, cột Giới thiệu bầu ghi “bí thư”",
    ),
    "no candidate for deputy": (DEPUTY, {**not_held([]), "nhan_su[2].gioi_thieu": "chi ủy"}, "chưa có người ứng cử phó bí thư"),
    "how many the committee has": (COMMITTEE, not_held([]), "thêm lượt “chi ủy” lần 1 ở bảng Bầu cử, điền cột Số cần bầu"),
    "no committee in a small cell": (COMMITTEE, SMALL, "dưới 09 đảng viên chính thức"),
    "how many ballots": (DEPUTY, {**not_held([]), "dang_vien": None, "don_vi.tong_dang_vien": ""}, "điền bảng Đảng viên"),
    "nothing known of the members": (REPORT, {**not_held([]), "dang_vien": None, "don_vi.tong_dang_vien": ""}, "bao nhiêu đảng viên"),
    "excused and present": (REPORT, {"dang_vien[21].co_mat": "x"}, "Thái Văn Hòa vừa ghi vắng có lý do vừa đánh dấu có mặt"),
    "more present than summoned": (
        REPORT,
        {**not_held(), "cuoc_hop": [{"cuoc": "đại hội", "co_mat": "25"}]},
        "có mặt 25 người nhưng chỉ có 21 đảng viên được triệu tập",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_refuses_them(case: str) -> None:
    name, changes, why = REFUSED[case]
    (paper,) = made(changes, name)
    assert paper.data is None
    assert paper.refused
    assert any(why in said for said in (paper.absent, *(d.message for d in paper.wrong))), (paper.absent, paper.wrong)


WRONG: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a figure of the committee's vote": ({"bau_cu[1].hop_le": 19}, set()),
    "a figure of the head's vote": ({"bau_cu[0].hop_le": 254}, {INTRODUCTION}),
    "a member twice": (
        {"dang_vien[5].cccd": "={dang_vien[4].cccd}", "dang_vien[5].gioi_tinh": "Nữ", "dang_vien[5].ngay_sinh": "03/11/1982"},
        {INTRODUCTION, RULES, LIST, COMMITTEE, SECRETARY, DEPUTY, REPORT},
    ),
    "a step of the head's election": ({"moc[4].ngay": "30/10/2024"}, set()),
    "a congress before the recognition": ({"moc[10].ngay": "18/11/2024"}, {INTRODUCTION, PROGRAMME, RULES, SECRETARY, DEPUTY, REPORT}),
    "the hour of the congress": ({"cuoc_hop[2].bat_dau": "25 giờ 70"}, {PROGRAMME}),
    "the seats of the committee": ({"bau_cu[1].so_can_bau": "ba"}, {COMMITTEE, RULES}),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_refuses_only_what_it_touches(case: str) -> None:
    changes, expected = WRONG[case]
    papers = made(changes, *ALL)
    assert not any(paper.faults for paper in papers)
    assert {name for name, paper in ((paper.path.stem, paper) for paper in papers) if paper.wrong} == expected


# --- What the dossier does not hold ---------------------------------------------------------------------------------


def test_a_hand_fills_in_what_is_not_known_of_the_congress() -> None:
    bare = {**not_held([]), "moc[10].so_van_ban": "", "moc[10].co_quan": "", "don_vi.bi_thu_duong_nhiem": ""}
    programme, rules = text(made(bare, PROGRAMME)[0]), text(made({**bare, "thanh_phan": None}, RULES)[0])
    assert f"Đoàn chủ tịch gồm {SHORT_DOTS} đồng chí" in rules
    assert f"Số chi ủy viên cần bầu: {SHORT_DOTS} đồng chí." in rules
    assert f"1. Thời gian: {SHORT_DOTS} giờ {SHORT_DOTS} phút, ngày {SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}." in programme
    assert f"2. Địa điểm: {DOTS}." in programme
    assert f"6 | {SHORT_DOTS} | Bầu chi ủy" in programme
    assert f"UBND thị trấn Trảng Bom đã công nhận đồng chí Trần Văn Thuận là Trưởng khu phố 4 tại Quyết định số {DOTS} ngày 15" in text(
        made(bare, INTRODUCTION)[0]
    )


def test_a_draft_of_the_introduction_comes_before_anybody_is_known() -> None:
    (paper,) = made({**NO_CONGRESS, "nhan_su": None, "thanh_phan": None}, INTRODUCTION, draft=True)
    assert f"giới thiệu đồng chí {DOTS} để Đại hội bầu" in text(paper)


def test_a_draft_of_the_ballots_comes_before_anybody_stands() -> None:
    (paper,) = made({**NO_CONGRESS, "nhan_su": None, "thanh_phan": None}, SECRETARY, draft=True)
    assert f"1. Đồng chí {DOTS}" in text(paper)


@pytest.mark.parametrize("name", ALL)
def test_no_paper_of_another_kind_of_hamlet_says_khu_pho_or_ap(name: str) -> None:
    kind = {"don_vi.loai": "tổ dân phố", "don_vi.ten": "Tổ dân phố Phú Thọ Hòa Bình 12", "don_vi.chi_bo": "", "don_vi.xa": "phường Hố Nai"}
    own = {"van_ban": None, "nhan_su[0].chuc_vu_hien_nay": "", "nhan_su[2].chuc_vu_hien_nay": "", "*nhan_su.noi_o": "", "cuoc_hop": None}
    rounds = {f"bau_cu[{i}].dia_diem": "" for i in range(4)}
    (paper,) = made({**kind, **own, **rounds, "moc[10].co_quan": "", "bau_cu[0].chuc_danh": "trưởng ấp", "*nhan_su.nghe_nghiep": ""}, name)
    said = text(paper).lower()
    assert "khu phố" not in said
    assert "trưởng ấp" not in said
    assert "tổ dân phố phú thọ hòa bình 12" in said
