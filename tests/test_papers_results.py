"""The papers of the results of the congress: what each outcome makes them say, when they are due, what refuses them, what is dotted."""

import copy
from typing import Any

import pytest

from dantin.papers.finished import make_papers, shipped
from dantin.papers.paper import Paper
from dantin.papers.phrases import DOTS
from dantin.papers.shelf import BY_NAME
from dantin.word.readback import differences
from tests.papers import CLEAN, context, hamlet_of, made, text
from tests.test_clean_dossiers import dossier

COMMITTEE, SECRETARY, DEPUTY = "bien-ban-kiem-phieu-chi-uy", "bien-ban-kiem-phieu-bi-thu", "bien-ban-kiem-phieu-pho-bi-thu"
MINUTES, RESOLUTION, SUBMISSION = "bien-ban-dai-hoi", "nghi-quyet-dai-hoi", "bao-cao-ket-qua-bau-cu"
ALL = (COMMITTEE, SECRETARY, DEPUTY, MINUTES, RESOLUTION, SUBMISSION)
NO_FIGURES = {f"bau_cu[1].{field}": "" for field in ("phat_ra", "thu_ve", "hop_le", "khong_hop_le", "trung_cu")}
NO_BALLOTS = {"la_phieu": None}


def votes(round_: int, *numbers: int) -> dict[str, Any]:
    """The votes of the candidates of one round, as listed."""
    return {f"bau_cu[{round_}].ung_cu[{i}].so_phieu": n for i, n in enumerate(numbers)}


SECRETARY_FAILS = {**NO_BALLOTS, **votes(2, 10), "bau_cu[2].trung_cu": ""}
AGAIN = {key: value for key, value in CLEAN["bau_cu"][2].items() if key != "trung_cu"} | {
    "ung_cu": [{"ho_ten": "Trần Văn Thuận", "so_phieu": "10"}]
}
OUTCOMES: dict[str, tuple[dict[str, Any], str, list[str], list[str]]] = {
    "elected: by votes, the base apart from the summoned": (
        {},
        COMMITTEE,
        [
            "Số 02-BB/CB",
            "kiểm phiếu bầu chi ủy Chi bộ khu phố 4, nhiệm kỳ 2025-2027",
            "theo Điều lệ Đảng và Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW)",
            "danh sách bầu cử gồm 4 (bốn) đồng chí: Võ Minh Đạt, Nguyễn Quốc Khải, Lê Thị Bích Ngà và Trần Văn Thuận.",
            "được triệu tập: 21 (hai mươi mốt) đảng viên",
            "vắng mặt khi bầu: 1 (một) đảng viên",
            "1 (một) đảng viên; vắng có lý do được chấp nhận: đồng chí Thái Văn Hòa (đang điều trị tại bệnh viện, có đơn",
            "làm căn cứ tính kết quả bầu cử: 20 (hai mươi) đảng viên",
            "Điều 30 Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW), người trúng cử phải đạt số phiếu quá một nửa so với 20 đảng viên "
            "làm căn cứ tính kết quả, tức là ít nhất 11 phiếu.",
            "1. Đồng chí Trần Văn Thuận: 19 phiếu (mười chín phiếu), bằng 95,00 %.\n2. Đồng chí Nguyễn Quốc Khải: 17 phiếu",
        ],
        ["trưởng ấp", "ấp 4"],
    ),
    "nobody deducted": (
        {"dang_vien[21].tinh_trang": "đang sinh hoạt", "dang_vien[21].ly_do_vang": ""},
        COMMITTEE,
        [
            "vắng mặt khi bầu: 1 (một) đảng viên",
            "làm căn cứ tính kết quả bầu cử: 21 (hai mươi mốt) đảng viên",
            "15 phiếu (mười lăm phiếu) | 71,43 %",
        ],
        ["được trừ"],
    ),
    "without a roster the round tells who is summoned and how many are deducted": (
        {"dang_vien": None, "don_vi.tong_dang_vien": "", "bau_cu[1].tong_so": 21, "bau_cu[1].duoc_tru": 1},
        COMMITTEE,
        [
            "được triệu tập: 21 (hai mươi mốt) đảng viên",
            f"1 (một) đảng viên; vắng có lý do được chấp nhận: {DOTS}.",
            "căn cứ tính kết quả bầu cử: 20",
        ],
        [],
    ),
    "one more passes half than there are seats": (
        votes(1, 19, 17, 11, 13),
        COMMITTEE,
        ["Đồng chí Lê Thị Bích Ngà được quá một nửa nhưng không trúng cử, vì đã đủ 3 đồng chí được nhiều phiếu hơn."],
        ["4. Đồng chí"],
    ),
    "incomplete": (
        {**votes(1, 19, 12, 5, 10), "bau_cu[1].trung_cu": "Trần Văn Thuận; Nguyễn Quốc Khải"},
        COMMITTEE,
        [
            "Lượt này bầu được 2/3 đồng chí, còn thiếu 1 đồng chí; Đại hội quyết định có bầu tiếp hay không.",
            "2. Đồng chí Nguyễn Quốc Khải: 12 phiếu",
        ],
        ["Đồng chí Võ Minh Đạt: 10"],
    ),
    "a tie at the last seat": (
        {**votes(1, 19, 16, 12, 12), "bau_cu[1].trung_cu": "Trần Văn Thuận; Nguyễn Quốc Khải"},
        COMMITTEE,
        ["Các đồng chí Võ Minh Đạt và Lê Thị Bích Ngà cùng được 12 phiếu, mà chỉ còn bầu 1 đồng chí; bầu lại giữa những người bằng phiếu"],
        ["3. Đồng chí Lê", "3. Đồng chí Võ"],
    ),
    "nobody elected": (
        {**votes(3, 10), "bau_cu[3].trung_cu": ""},
        DEPUTY,
        ["10 phiếu (mười phiếu) | 50,00 %", "Lượt này không có đồng chí nào trúng cử; Đại hội quyết định có bầu tiếp hay không."],
        ["trúng cử phó bí thư"],
    ),
    "more ballots than were issued": (
        {
            "bau_cu[1].thu_ve": 21,
            "bau_cu[1].hop_le": "",
            "bau_cu[1].khong_hop_le": "",
            "bau_cu[1].ghi_nhan": "hủy",
            "bau_cu[1].trung_cu": "",
        },
        COMMITTEE,
        ["thừa 1 phiếu (một phiếu)", "Đại hội hủy toàn bộ số phiếu trong hòm và bầu lại; lượt này không ai trúng cử."],
        ["hợp lệ", "95,00 %", "19 phiếu"],
    ),
    "void for another reason": (
        {"bau_cu[1].ghi_nhan": "hủy", "bau_cu[1].trung_cu": "", "bau_cu[1].ly_do": "phiếu in thiếu tên."},
        COMMITTEE,
        ["Lượt bầu này bị hủy, không ai trúng cử. Lý do hủy: phiếu in thiếu tên."],
        ["tên.."],
    ),
    "too few came": (
        {**NO_FIGURES, "bau_cu[1].co_mat": 13, "bau_cu[1].ung_cu": []},
        COMMITTEE,
        ["Có mặt 13/21 đảng viên chính thức được triệu tập, chưa đủ hai phần ba (cần ít nhất 14 đảng viên)", "THƯ KÝ ĐẠI HỘI"],
        ["cử Ban kiểm phiếu", "danh sách bầu cử", "phát ra", "T/M BAN KIỂM PHIẾU", "làm căn cứ"],
    ),
    "among the tied the higher wins": (
        {
            "bau_cu[1].lan": 2,
            "bau_cu[1].loai_vong": "giữa những người bằng phiếu",
            "bau_cu[1].so_can_bau": 1,
            "bau_cu[1].ung_cu": [{"ho_ten": "Võ Minh Đạt", "so_phieu": 9}, {"ho_ten": "Lê Thị Bích Ngà", "so_phieu": 10}],
            "bau_cu[1].trung_cu": "Lê Thị Bích Ngà",
        },
        COMMITTEE,
        [
            "(lần thứ hai, giữa những người bằng phiếu)",
            "người được nhiều phiếu hơn trúng cử, không cần quá một nửa.",
            "Đồng chí có tên sau đây trúng cử chi ủy Chi bộ khu phố 4, nhiệm kỳ 2025-2027:\n1. Đồng chí Lê Thị Bích Ngà: 10 phiếu",
            f"Số {'………'}-BB/CB",
        ],
        ["ít nhất 11", "Số 02-BB/CB"],
    ),
    "under the former rules": (
        {"bau_cu[1].ngay": "05/10/2024"},
        COMMITTEE,
        ["Theo Điều 32 khoản 2 Quy chế bầu cử trong Đảng (Quyết định 244-QĐ/TW)"],
        ["190-QĐ/TW"],
    ),
    "a paper hamlet of another kind": (
        {
            "don_vi.loai": "tổ dân phố",
            "don_vi.ten": "Tổ dân phố 5",
            "don_vi.chi_bo": "",
            "don_vi.dang_bo": "",
            "don_vi.xa": "phường Hố Nai",
        },
        DEPUTY,
        ["ĐẢNG BỘ PHƯỜNG HỐ NAI", "CHI BỘ TỔ DÂN PHỐ 5", "bầu phó bí thư Chi bộ tổ dân phố 5, nhiệm kỳ 2025-2027"],
        ["ĐẢNG BỘ THỊ TRẤN"],
    ),
}


@pytest.mark.parametrize("case", OUTCOMES)
def test_the_counting_minutes_say(case: str) -> None:
    changes, name, says, says_not = OUTCOMES[case]
    (paper,) = made(changes, name, draft=True)
    said = text(paper)
    assert [part for part in says if part not in said] == [], said
    assert [part for part in says_not if part in said] == [], said


def test_after_three_rounds_the_level_above_appoints() -> None:
    rounds = {f"bau_cu[{at}]": copy.deepcopy({**AGAIN, "lan": i}) for i, at in enumerate((2, 3, "+"), 1)}
    first, second, third = (text(paper) for paper in made({**NO_BALLOTS, **rounds}, SECRETARY, draft=True))
    assert "Đại hội quyết định có bầu tiếp" in first
    assert "Đại hội quyết định có bầu tiếp" in second
    assert "Đã bầu 3 lần không có bí thư: Đại hội báo cáo cấp ủy cấp trên xem xét, chỉ định." in third


SAYS: dict[str, tuple[dict[str, Any], str, list[str], list[str]]] = {
    "who was there": (
        {},
        MINUTES,
        [
            "23 (hai mươi ba) đảng viên, trong đó 22 chính thức, 1 dự bị",
            "không tính vào số được triệu tập: đồng chí Đỗ Hoài Hường (miễn sinh hoạt)",
            "bằng 95,24 % số được triệu tập",
            "Vắng mặt: 1 (một) đảng viên: đồng chí Thái Văn Hòa (đang điều trị",
            "+ Đại diện Đảng ủy thị trấn Trảng Bom.",
            "- Cần phát triển đảng viên trong thanh niên khu phố.",
        ],
        ["None"],
    ),
    "the roster does not tell who is absent": (
        {"bau_cu[1].co_mat": 19, "bau_cu[1].phat_ra": 19, "cuoc_hop[2].co_mat": 19},
        MINUTES,
        [f"Vắng mặt: 2 (hai) đảng viên: {DOTS}."],
        ["Thái Văn Hòa"],
    ),
    "an exempt member who came": (
        {"dang_vien[20].co_mat": "x", "cuoc_hop[2].co_mat": 21, "cuoc_hop[2].trieu_tap": 22},
        MINUTES,
        ["được triệu tập: 22 (hai mươi hai) đảng viên"],
        ["không tính vào số được triệu tập"],
    ),
    "each round with its outcome": (
        {**votes(3, 10), "bau_cu[3].trung_cu": ""},
        MINUTES,
        [
            "4.1. Bầu chi ủy Chi bộ khu phố 4",
            "phát ra 20 phiếu; thu về 20 phiếu; hợp lệ 20 phiếu; không hợp lệ 0 phiếu; "
            "số đảng viên làm căn cứ tính kết quả bầu cử là 20 đảng viên.",
            "1 | Nguyễn Quốc Khải | 10 phiếu (mười phiếu) | 50,00 % | Không trúng cử",
            "Đồng chí Trần Văn Thuận trúng cử bí thư Chi bộ khu phố 4, nhiệm kỳ 2025-2027.",
        ],
        [],
    ),
    "the resolution without a deputy": (
        {**votes(3, 10), "bau_cu[3].trung_cu": ""},
        RESOLUTION,
        ["4 | Bí thư | Trần Văn Thuận", "Đại hội chưa bầu được phó bí thư", "3. Giao chi ủy khóa mới"],
        ["Phó Bí thư"],
    ),
    "the resolution without targets": ({"chi_tieu": None}, RESOLUTION, ["2. Thông qua kết quả bầu cử"], ["chỉ tiêu", "Kế hoạch"]),
    "a target not yet reported on": (
        {"chi_tieu[0].thuc_hien": ""},
        RESOLUTION,
        ["1 | Tỷ lệ hộ gia đình văn hóa | 97 % | ………", "3 | Kết nạp đảng viên mới | 2 đảng viên | 2 đảng viên"],
        [],
    ),
    "whom approval is asked for": (
        {},
        SUBMISSION,
        [
            "Kính gửi: Đảng ủy thị trấn Trảng Bom",
            "Trảng Bom, ngày 20 tháng 11 năm 2024",
            "1 | Trần Văn Thuận, 1968 | xã Bình Minh, huyện Trảng Bom, tỉnh Đồng Nai | 04/12/1993, 04/12/1994",
            "Chi ủy viên, Bí thư",
            "3 | Võ Minh Đạt, 1986 | ……… | 04/06/2021, 04/06/2022",
            "T/M CHI BỘ | BÍ THƯ | Trần Văn Thuận",
        ],
        ["Lê Thị Bích Ngà, 1982", "12/04/1968"],
    ),
    "grounds of one's own": (
        {"van_ban[11].can_cu": "Hướng dẫn của Đảng ủy"},
        SUBMISSION,
        ["Căn cứ Hướng dẫn của Đảng ủy."],
        ["Căn cứ Điều lệ Đảng"],
    ),
    "not reported yet, nothing in the table of papers": (
        {"moc[12].ngay": "", "van_ban": None},
        SUBMISSION,
        ["Số ………-TTr/CB", "Trảng Bom, ngày …… tháng …… năm ……", "- Lưu Chi bộ."],
        ["ngày 20 tháng 11"],
    ),
}


@pytest.mark.parametrize("case", SAYS)
def test_the_papers_of_the_congress_say(case: str) -> None:
    changes, name, says, says_not = SAYS[case]
    (paper,) = made(changes, name, draft=True)
    said = text(paper)
    assert [part for part in says if part not in said] == [], said
    assert [part for part in says_not if part in said] == [], said


@pytest.mark.parametrize(("year", "members"), [(2019, 6), (2019, 10), (2024, 6), (2024, 30)])
def test_a_small_cell_has_no_committee_and_an_old_congress_its_own_rules(year: int, members: int) -> None:
    hamlet, found = hamlet_of({}, dossier("không thực hiện", year, members))
    assert hamlet.case is not None
    papers = {p.path.stem: p for p in make_papers(hamlet.case, found, [BY_NAME[n] for n in ALL])}
    committee = members >= 9
    assert set(papers) == {SECRETARY, MINUTES, RESOLUTION, SUBMISSION} | ({COMMITTEE} if committee else set())
    assert f"Giao {'chi ủy' if committee else 'bí thư'} khóa mới" in text(papers[RESOLUTION])
    assert ("244-QĐ/TW" if year == 2019 else "190-QĐ/TW") in text(papers[SUBMISSION])
    assert ("Chi ủy viên" in text(papers[SUBMISSION])) is committee


BEFORE_CONGRESS: dict[str, Any] = {
    **NO_BALLOTS,
    "bau_cu": CLEAN["bau_cu"][:1],
    "moc": [step for step in CLEAN["moc"] if step["buoc"] not in ("đại hội chi bộ", "báo cáo kết quả đại hội", "chuẩn y bí thư")],
}
TOO_FEW: dict[str, Any] = {
    **NO_BALLOTS,
    "bau_cu": [CLEAN["bau_cu"][0], {"chuc_danh": "bí thư", "ngay": "17/11/2024", "co_mat": 13, "ghi_nhan": "không đủ số dự"}],
    "*dang_vien.co_mat": "",
    "cuoc_hop": None,
}
CALLED_AGAIN = {"chuc_danh": "bí thư", "lan": 2, "ngay": "20/11/2024", "cach_thuc": "đại hội", "hinh_thuc": "bỏ phiếu kín", "co_mat": 20}
CALLED_AGAIN |= {"phat_ra": 20, "thu_ve": 20, "hop_le": 20, "khong_hop_le": 0, "ung_cu": [{"ho_ten": "Trần Văn Thuận", "so_phieu": 19}]}
DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "all is done": ({}, set(ALL)),
    "the congress is still to come": (BEFORE_CONGRESS, set()),
    "only the committee was elected": ({**NO_BALLOTS, "bau_cu": CLEAN["bau_cu"][:2]}, {COMMITTEE, MINUTES}),
    "no secretary was elected": (SECRETARY_FAILS, {COMMITTEE, SECRETARY, DEPUTY, MINUTES, RESOLUTION}),
    "too few members came": (TOO_FEW, {SECRETARY, MINUTES}),
    "too few came, it was called again": (
        {**TOO_FEW, "bau_cu": [*TOO_FEW["bau_cu"], CALLED_AGAIN]},
        {SECRETARY, MINUTES, RESOLUTION, SUBMISSION},
    ),
}


@pytest.mark.parametrize("case", DUE)
def test_a_paper_is_due_once_its_time_has_come(case: str) -> None:
    changes, names = DUE[case]
    hamlet, _ = hamlet_of(changes)
    assert hamlet.case is not None
    assert {name for name in ALL if BY_NAME[name].due(hamlet.case)} == names


@pytest.mark.parametrize(("reported", "dated"), [("18/11/2024", "ngày 18 tháng 11 năm 2024"), ("11/11/2024", "ngày …… tháng …… năm ……")])
def test_the_submission_is_not_of_a_day_before_the_congress(reported: str, dated: str) -> None:
    """What was reported before the congress of 17/11 was of an earlier one, short of members."""
    (paper,) = made({"moc[12].ngay": reported, "moc[13].ngay": "", "moc[13].ho_ten": "", "van_ban": []}, "bao-cao-ket-qua-bau-cu")
    assert f"Trảng Bom, {dated}" in text(paper)


def test_minutes_of_a_congress_to_which_too_few_came() -> None:
    """Nobody counts and nothing is resolved where the congress cannot go on."""
    (paper,) = made(TOO_FEW, MINUTES)
    said = text(paper)
    assert "không tiến hành bầu cử" in said
    assert "Ban kiểm phiếu" not in said
    assert "nghị quyết" not in said


REFUSED: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing": ({}, set()),
    "an error in the vote for the head, who is to be secretary": (
        {"bau_cu[0].hop_le": 254},
        {SECRETARY, DEPUTY, MINUTES, RESOLUTION, SUBMISSION},
    ),
    "an error in the vote for the head, who is not": ({"bau_cu[0].hop_le": 254, "don_vi.mo_hinh": "không thực hiện"}, set()),
    "an error in the round for the deputy": ({"bau_cu[3].hop_le": 19}, {DEPUTY, MINUTES, RESOLUTION, SUBMISSION}),
    "an error in the roster of members": ({"dang_vien[0].ngay_chinh_thuc": "04/12/1992"}, set(ALL)),
    "an error in the targets": ({"chi_tieu[0].noi_dung": "NguyÔn V¨n Lîi ®¹t chØ tiªu"}, {RESOLUTION}),
    "an unreadable day of signing": ({"van_ban[6].ngay_ky": "hôm qua"}, {COMMITTEE}),
    "a day that is no day at the gathering": ({"cuoc_hop[2].ngay": "hôm qua"}, {MINUTES, RESOLUTION, SUBMISSION}),
    "the head is not recognised": (
        {"moc[10].ngay": "", "moc[10].ho_ten": "", "don_vi.mo_hinh": "bí thư là trưởng ấp"},
        {SECRETARY, DEPUTY, MINUTES, RESOLUTION, SUBMISSION},
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_only_what_a_paper_touches_refuses_it(case: str) -> None:
    changes, names = REFUSED[case]
    results = {paper.path.stem: paper for paper in made(changes, *ALL)}
    assert {name for name, paper in results.items() if paper.refused} == names, {n: (p.absent, p.wrong) for n, p in results.items()}
    assert not [paper.faults for paper in results.values() if paper.faults]


LACKS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no congress": (BEFORE_CONGRESS | {"cuoc_hop": None}, MINUTES, "chưa có ngày đại hội"),
    "no secretary": (SECRETARY_FAILS, SUBMISSION, "chưa có người trúng cử bí thư"),
    "a congress short of quorum": (TOO_FEW, RESOLUTION, "không đủ số đảng viên dự"),
}


@pytest.mark.parametrize("case", LACKS)
def test_a_paper_without_its_matter_tells_where_to_enter_it(case: str) -> None:
    changes, name, why = LACKS[case]
    (paper,) = made(changes, name)
    assert paper.refused
    assert why in paper.absent
    assert "bảng" in paper.absent


def test_what_is_only_planned_is_dotted() -> None:
    for name in (MINUTES, RESOLUTION, SUBMISSION):
        (paper,) = made(BEFORE_CONGRESS | {"cuoc_hop": None, "chi_tieu": None}, name, draft=True)
        said = text(paper)
        assert "None" not in said
        assert DOTS in said
        assert "trúng cử" not in said


CHANGED: dict[str, tuple[str, str, str, str]] = {
    "valid and invalid swapped": (MINUTES, "cac_luot.so_lieu", "hợp lệ 20 phiếu; không hợp lệ 0", "hợp lệ 0 phiếu; không hợp lệ 20"),
    "the elected of a round": (SUBMISSION, "cac_luot.ket_qua_luot", "Thuận", "Thuần"),
    "the name of a candidate": (SUBMISSION, "ung_cu_cac_luot.ho_ten", "Ngà", "Nga"),
    "a person of the submission": (SUBMISSION, "nhan_su_chuan_y.chuc_danh_bau", "Bí thư", "bí thư"),
    "an office of the resolution": (RESOLUTION, "trung_cu_dai_hoi.chuc_danh_bau", "Phó Bí thư", "Chi ủy viên"),
    "a target": (RESOLUTION, "chi_tieu.thuc_hien", "98,39", "98,93"),
    "a member of the counting team": (COMMITTEE, "kiem_phieu.ho_ten", "Duy", "Dũy"),
    "the share of one elected": (COMMITTEE, "trung_cu.ty_le", "85,00", "58,00"),
    "a name in the list": (COMMITTEE, "danh_sach_bau", "Ngà", "Nga"),
    "the base": (COMMITTEE, "tong_so", "20", "21"),
    "the absent": (MINUTES, "vang", "1", "2"),
    "the presidium": (MINUTES, "doan_chu_tich.ho_ten", "Thoa", "Hoa"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_is_said_otherwise_is_not_given_out(case: str) -> None:
    name, variable, old, new = CHANGED[case]
    hamlet, _ = hamlet_of({})
    assert hamlet.case is not None
    key, _, field = variable.partition(".")
    given = context({}, name)[key]
    assert old in str(given)

    class Changed:
        differences = staticmethod(differences)

        def render(self, said: Any) -> bytes:
            value = said[key]
            other = [{**row, field: row[field].replace(old, new)} for row in value] if field else value.replace(old, new)
            return shipped(name, draft=False).render({**said, key: other})

    def templates(_name: str, *, draft: bool) -> Changed:
        assert not draft
        return Changed()

    paper: Paper = BY_NAME[name]
    (result,) = make_papers(hamlet.case, [], [paper], ahead=True, templates=templates)
    assert result.data is None
    assert result.faults
