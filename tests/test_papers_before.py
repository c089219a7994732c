"""The papers before the vote for the hamlet head: what they say, when they are due, what refuses them. People are invented."""

import re
from typing import Any

import pytest

from dantin.ooxml import read_parts
from dantin.papers.before_vote import for_voters
from dantin.papers.paper import rests_on
from dantin.papers.shelf import BY_NAME
from dantin.word.readback import lines_of, text_of
from tests.papers import CLEAN, context, hamlet_of, made, text

PLAN, PROPOSAL, LIST = "ke-hoach-bau-cu", "bien-ban-du-kien-ung-cu", "danh-sach-ung-cu"
INVITATION, ROLL, BALLOTS = "giay-moi-hop", "danh-sach-ho-gia-dinh", "phieu-bau-truong-ap"
DOTS = "……………………"

ROUND = {
    "chuc_danh": "trưởng ấp",
    "lan": "1",
    "ngay": "12/01/2025",
    "bat_dau": "7 giờ 05",
    "dia_diem": "Nhà văn hóa",
    "cach_thuc": "cuộc họp",
}
HELD = {"co_mat": "262", "phat_ra": "262", "thu_ve": "262", "hop_le": "262", "khong_hop_le": "0"}


def planned(**fields: str) -> dict[str, Any]:
    """The example before its vote: consulted and agreed, one round planned, nothing of the congress yet."""
    round_ = {key: value for key, value in {**ROUND, **fields}.items() if value}
    return {"bau_cu": [round_], "moc": CLEAN["moc"][:4], "la_phieu": None, "van_ban": None, "don_vi.dai_hoi_diem": ""}


def people(*names: str, **fields: str) -> dict[str, Any]:
    """The people introduced for head."""
    return {"nhan_su": [{"ho_ten": name, "gioi_thieu": "trưởng ấp", "thuong_tru": "x", **fields} for name in names]}


def households(number: int) -> dict[str, Any]:
    rows = [{"ma_ho": f"H{i}", "ho_ten": f"Hộ Thứ {i}", "ngay_sinh": "1970", "cccd": f"0750700{i:05d}"} for i in range(number, 0, -1)]
    return {"ho_gia_dinh": rows, "don_vi.tong_so_ho": str(number)}


def said(changes: dict[str, Any], name: str) -> str:
    """The paper as text; of several rounds that of the last one."""
    return text(made(changes, name)[-1])


WARD = {"don_vi.ten": "Tổ dân phố 12", "don_vi.loai": "tổ dân phố", "don_vi.xa": "phường Hố Nai"}
BEFORE_LAW = planned(ngay="12/06/2022") | {"moc": None}
TWO = people("Trần Thị Ánh", "Lê Văn An")
NO_MODEL = {"don_vi.mo_hinh": "không thực hiện"}
SECOND = {**ROUND, "lan": "2", "ngay": "25/12/2024", "loai_vong": "bầu lại", "bat_dau": "8 giờ 00"}

SAYS: tuple[tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...]], ...] = (
    (PLAN, {}, ("Chậm nhất", "| 21/10/2024 | Điều 6 khoản 1 điểm a Nghị định 59/2023/NĐ-CP\n"), ("Bầu lại", "187/QĐ-UBND")),
    # A People's Committee gives no tasks to the Party.
    (PLAN, {}, ("Các cơ quan, đơn vị nêu tại Mục II tổ chức thực hiện",), ("Chi bộ", "đại hội", "Đảng ủy", "cấp ủy")),
    (
        PLAN,
        planned(),
        (
            "KẾ HOẠCH\nTổ chức bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029\n",
            "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;\nCăn cứ Nghị định số 59/2023/NĐ-CP ngày 14",
            "1. Ngày bầu: Chủ nhật, ngày 12 tháng 01 năm 2025.",
            "3. Hình thức bầu: bỏ phiếu kín hoặc biểu quyết giơ tay, do cuộc họp quyết định.",
            "2 | Gửi danh sách ứng cử chính thức đến cấp xã | Ban công tác Mặt trận khu phố 4 | 28/12/2024 | Điều 6",
            "6 | Tổ chức bầu trưởng khu phố | Tổ bầu cử khu phố 4 | 12/01/2025 | Điều 21 khoản 1 Luật 10/2022/QH15\n",
            "8 | UBND cấp xã công nhận kết quả | UBND thị trấn Trảng Bom | 24/01/2025",
        ),
        ("đại hội", "cấp ủy cấp trên"),
    ),
    (
        PLAN,
        BEFORE_LAW,
        (
            "Căn cứ Nghị quyết liên tịch số 09/2008",
            "1 | Tổ chức bầu trưởng khu phố",
            "2 | Bầu lại trưởng khu phố, nếu không ai đủ số phiếu",
        ),
        ("Nghị định 59", "10/2022", "Thành lập tổ bầu cử"),
    ),
    (
        PLAN,
        planned(dien_bau="cử tri", ngay="12/06/2022", tong_so="820") | {"moc": None},
        ("Tổng số cử tri của khu phố 4: 820 (tám trăm hai mươi) cử tri",),
        (),
    ),
    (PLAN, planned(hinh_thuc="giơ tay"), ("Hình thức bầu: biểu quyết giơ tay.",), ()),
    (
        PROPOSAL,
        {**planned(), **people("Trần Thị Ánh", "Lê Văn An", phieu_gioi_thieu="13")},
        (
            "vào hồi 19 giờ 00 phút, ngày 05 tháng 10 năm 2024, tại Nhà văn hóa khu phố 4",
            "15 (mười lăm) người; số người có mặt: 14 (mười bốn) người",
            "1 | Ông (bà) Lê Văn An | ……… | ……… | 13\n2 | Ông (bà) Trần Thị Ánh | ……… | ……… | 13",
            "gồm 02 (hai) người: ông (bà) Lê Văn An, ông (bà) Trần Thị Ánh.",
            "TM. BAN CÔNG TÁC MẶT TRẬN | TRƯỞNG BAN | Đỗ Gia Giang | Huỳnh Văn Lộc",
            "Mẫu số 05, Nghị định 59/2023/NĐ-CP",
        ),
        (),
    ),
    # Minutes know nothing of what happened after their day.
    (PROPOSAL, {}, ("báo cáo danh sách này để chi ủy Chi bộ khu phố 4 thống nhất",), ("05-NQ/CB",)),
    (PROPOSAL, {"moc[3].ngay": "05/10/2024"}, ("đã thống nhất giới thiệu những người có tên nêu trên (văn bản số 05-NQ/CB ngày 05",), ()),
    (PROPOSAL, {"thanh_phan[0].chuc_vu": "Phó Trưởng ban công tác Mặt trận"}, ("TM. BAN CÔNG TÁC MẶT TRẬN | PHÓ TRƯỞNG BAN |",), ()),
    (PROPOSAL, BEFORE_LAW, ("Cuộc họp dự kiến danh sách",), ("Mẫu số",)),
    (PROPOSAL, {"nhan_su[1].nguon": "tự ứng cử"}, ("gồm 01 (một) người: ông Trần Văn Thuận.",), ("Phạm Thị Hiền",)),
    (
        LIST,
        {},
        ("Số: 03/DS-BCTMT", "đã hiệp thương ngày 05 tháng 10 năm 2024, chi ủy Chi bộ khu phố 4 đã thống nhất ngày 08 tháng 10 năm 2024"),
        (),
    ),
    (LIST, {"nhan_su[1].nguon": "giới thiệu tại cuộc họp"}, ("Danh sách có 01 (một) người./.",), ("Phạm Thị Hiền",)),
    (LIST, {"nhan_su[0].dang_vien": "không"}, ("Bí thư chi bộ, Trưởng khu phố 4 | chính thức",), ()),
    (LIST, planned() | NO_MODEL | {"dang_vien[0].ngay_chinh_thuc": "", "don_vi.tong_dang_vien": "21"}, ("Trưởng khu phố 4 | dự bị",), ()),
    (LIST, planned() | NO_MODEL | {"dang_vien": None, "nhan_su[0].dang_vien": "dự bị"}, ("Trưởng khu phố 4 | dự bị",), ()),
    (LIST, BEFORE_LAW, ("những người ứng cử Trưởng khu phố 4, gồm:",), ("hiệp thương", "thống nhất")),
    (LIST, {**planned(), **people("Trần Văn Thuận", ngay_sinh="12/04/1968")}, ("1 | Ông Trần Văn Thuận | 12/04/1968 | Nam |",), ()),
    (
        INVITATION,
        planned(),
        (
            f"Trân trọng kính mời: ông (bà) {DOTS}, đại diện hộ gia đình của khu phố 4.",
            "- Thời gian: 07 giờ 05 phút, Chủ nhật, ngày 12 tháng 01 năm 2025.",
            "- Chủ trì: Ông Huỳnh Văn Lộc, Trưởng ban công tác Mặt trận.",
            f"4. Đầu mối liên hệ: Ông Huỳnh Văn Lộc, Trưởng ban công tác Mặt trận, điện thoại {DOTS}.",
            "5. Tài liệu: Danh sách chính thức người ứng cử Trưởng khu phố 4.",
            "Mẫu số 01, Nghị định 59/2023/NĐ-CP",
        ),
        (),
    ),
    (INVITATION, planned(bat_dau="", dia_diem=""), ("……… giờ ……… phút, Chủ nhật, ngày 12", f"- Địa điểm: {DOTS}."), ()),
    (INVITATION, {**planned(), "thanh_phan": None, "nhan_su": None}, (f"Chủ trì: Ông (bà) {DOTS}, {DOTS}.", f"5. Tài liệu: {DOTS}."), ()),
    (INVITATION, {"bau_cu[+]": SECOND}, ("08 giờ 00 phút, thứ Tư, ngày 25 tháng 12 năm 2024", "(lần thứ hai)"), ("10 tháng 11",)),
    (INVITATION, {"bau_cu[+]": {**SECOND, "cach_thuc": "phát phiếu"}}, ("ngày 10 tháng 11 năm 2024",), ("lần thứ hai",)),
    (INVITATION, BEFORE_LAW, ("- Bầu Trưởng khu phố 4, kiểm phiếu",), ("tự ứng cử", "Mẫu số")),
    (
        ROLL,
        {},
        ("1 | KP4-001 | Trần Như Chi | 1960 | Nữ | Số 190, tổ 1\n2 | KP4-002", "Tổng cộng: 310 (ba trăm mười) đại diện."),
        (),
    ),
    (
        ROLL,
        planned() | households(3),
        ("TT | Mã hộ | Họ và tên | Năm sinh | Ký nhận\n1 | H3 | Hộ Thứ 3 | 1970\n2 | H2", "03 (ba) đại diện"),
        ("07507",),
    ),
    (BALLOTS, {}, ("Trưởng khu phố 4 | Nhiệm kỳ 2024-2029 | Chỉ bầu 01 (một) người: gạch ngang cả họ và tên",), ("lần", "Đồng ý")),
    (
        BALLOTS,
        {**planned(), **people("Lê Văn An")},
        ("vào ô “Đồng ý” hoặc ô “Không đồng ý”. | 1. Ông (bà) Lê Văn An | Đồng ý | Không đồng ý |",),
        ("gạch",),
    ),
    (BALLOTS, {"bau_cu[+]": SECOND}, ("| (bầu lần thứ hai) | Chỉ bầu", "1. Bà Phạm Thị Hiền | 2. Ông Trần Văn Thuận"), ()),
    (BALLOTS, {"bau_cu[+]": {**SECOND, "ung_cu": [{"ho_ten": "Phạm Thị Hiền"}]}}, ("1. Bà Phạm Thị Hiền | Đồng ý |",), ("Trần Văn Thuận",)),
    (BALLOTS, {"nhan_su[1].nguon": "giới thiệu tại cuộc họp"} | planned(), ("1. Bà Phạm Thị Hiền | 2. Ông Trần Văn Thuận",), ()),
    (
        BALLOTS,
        {**planned(), **people("Lê Văn An (1965)", "Lê Văn An (1970)")},
        ("1. Ông (bà) Lê Văn An (1965) | 2. Ông (bà) Lê Văn An (1970)",),
        (),
    ),
)


@pytest.mark.parametrize(("name", "changes", "there", "absent"), SAYS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_it_says(name: str, changes: dict[str, Any], there: tuple[str, ...], absent: tuple[str, ...]) -> None:
    paper = said(changes, name)
    assert [words for words in there if words not in paper] == []
    assert [words for words in absent if words in paper] == []


@pytest.mark.parametrize("name", [paper.name for paper in for_voters.PAPERS])
def test_the_kind_of_hamlet_is_named_everywhere(name: str) -> None:
    paper = said(planned() | WARD | TWO | {"cuoc_hop": None, "thanh_phan": None, "moc": None, "don_vi.chi_bo": ""}, name)
    assert re.search(r"Tổ trưởng tổ dân phố 12", paper)
    assert not re.search(r"khu phố|trưởng ấp|\bấp\b|trưởng thôn", paper, re.IGNORECASE)


DUE: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({}, {PLAN, PROPOSAL, LIST, INVITATION, ROLL, BALLOTS}),
    (planned(), {PLAN, PROPOSAL, LIST, INVITATION, ROLL, BALLOTS}),
    (planned(hinh_thuc="giơ tay"), {PLAN, PROPOSAL, LIST, INVITATION, ROLL}),
    (planned(ngay=""), {PROPOSAL, LIST, ROLL, BALLOTS}),
    (planned() | {"ho_gia_dinh": None}, {PLAN, PROPOSAL, LIST, INVITATION, BALLOTS}),
    (planned() | {"nhan_su": None}, {PLAN, INVITATION, ROLL}),
    (planned() | {"bau_cu": None}, {PROPOSAL, LIST}),
    (planned() | {"bau_cu": None, "moc": None}, set()),
    (planned() | {"bau_cu": None, "moc": [{"buoc": "hiệp thương", "ngay": "02/01/2025"}]}, set()),
    (planned() | {"bau_cu": None, "moc": CLEAN["moc"][:6]}, {PROPOSAL, LIST, BALLOTS}),
)


@pytest.mark.parametrize(("changes", "names"), DUE)
def test_when_it_is_due(changes: dict[str, Any], names: set[str]) -> None:
    hamlet, _ = hamlet_of(changes)
    assert hamlet.case is not None
    assert {paper.name for paper in for_voters.PAPERS if paper.due(hamlet.case)} == names


NOBODY = "chưa có người nào được giới thiệu bầu trưởng khu phố: điền bảng Nhân sự, cột Giới thiệu bầu"
LACKS: tuple[tuple[str, dict[str, Any], str], ...] = (
    (PLAN, planned(ngay=""), "chưa có ngày bầu trưởng khu phố: điền bảng Bầu cử, cột Ngày"),
    (PLAN, planned() | {"bau_cu": None}, "chưa có ngày bầu trưởng khu phố: điền bảng Bầu cử, cột Ngày"),
    (PROPOSAL, planned(ngay="") | {"nhan_su": None}, NOBODY),
    (LIST, planned(ngay="") | {"nhan_su": None}, NOBODY),
    (LIST, planned() | people("Lê Văn An", nguon="tự ứng cử"), NOBODY),
    (BALLOTS, planned(ngay="") | {"nhan_su": None}, NOBODY),
    (BALLOTS, planned() | {"ho_gia_dinh": None, "don_vi.tong_so_ho": ""}, "chưa biết tổng số đại diện hộ gia đình"),
    (BALLOTS, planned(hinh_thuc="giơ tay"), "lượt này biểu quyết giơ tay, không dùng phiếu"),
    (ROLL, planned() | {"ho_gia_dinh": None}, "chưa có danh sách đại diện hộ gia đình: điền bảng Hộ gia đình"),
)


@pytest.mark.parametrize(("name", "changes", "why"), LACKS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_missing_stops_it(name: str, changes: dict[str, Any], why: str) -> None:
    (paper,) = made(changes, name)
    assert paper.data is None
    assert paper.refused
    assert why in paper.absent
    assert not paper.wrong


TOUCHED: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"bau_cu[0].ngay": "31/02/2025"}, {PLAN, INVITATION}),
    ({"bau_cu[0].dia_diem": "", "bau_cu[0].thu_ve": "263"}, set()),
    ({"bau_cu[1].thu_ve": "25"}, set()),
    ({"ho_gia_dinh[3].ma_ho": "KP4-003"}, {PLAN, ROLL, BALLOTS}),
    ({"nhan_su[0].phieu_gioi_thieu": "mười"}, {PROPOSAL, LIST}),
    ({"nhan_su[2].ngay_sinh": "31/02/1975"}, set()),
    ({"thanh_phan[0].vai_tro": "người hát"}, {PROPOSAL}),
    ({"cuoc_hop[0].co_mat": "nhiều"}, {PROPOSAL}),
    ({"cuoc_hop[2].co_mat": "nhiều"}, set()),
    ({"moc[1].ngay": ""}, set()),
    ({"don_vi.nhiem_ky_truong": "2024-2029", "don_vi.tong_so_ho": "ba trăm"}, {PLAN, PROPOSAL, LIST, INVITATION, ROLL, BALLOTS}),
)


@pytest.mark.parametrize(("changes", "refused"), TOUCHED)
def test_only_an_error_it_rests_on_refuses_it(changes: dict[str, Any], refused: set[str]) -> None:
    names = [paper.name for paper in for_voters.PAPERS]
    found = {name: made(changes, name)[0] for name in names}
    assert {name for name, paper in found.items() if paper.wrong} == refused
    assert {name for name, paper in found.items() if paper.data is None} == refused


def _ballots(changes: dict[str, Any]) -> tuple[list[str], bytes]:
    (paper,) = made(changes, BALLOTS)
    assert paper.data is not None, paper
    rows = lines_of(read_parts(paper.data)["word/document.xml"])
    return ["PHIẾU BẦU" + part for row in rows for part in row.split("PHIẾU BẦU")[1:]], paper.data


@pytest.mark.parametrize(("number", "names"), [(310, 2), (7, 1), (8, 9), (600, 9), (1, 3)])
def test_there_are_as_many_ballots_as_households_all_alike(number: int, names: int) -> None:
    candidates = [f"Lê Văn {given}" for given in ["Hà", "Giang", "Dung", "An", "Chi", "Bình", "Em", "Khoa", "Phúc"][:names]]
    papers, data = _ballots(planned() | people(*candidates) | households(number))
    assert len(papers) == number
    # The issuer of the next ballot of a row stands at the end of the text of the one before it.
    bare = {paper.removesuffix(" | UBND THỊ TRẤN TRẢNG BOM | KHU PHỐ 4 | (Đóng dấu) | ") for paper in papers}
    assert len(bare) == 1
    found = re.findall(r"Lê Văn (\w+)", bare.pop())
    assert found == ["An", "Bình", "Chi", "Dung", "Em", "Giang", "Hà", "Khoa", "Phúc"][:names] if names == 9 else sorted(found) == found
    assert len(found) == names
    assert len(data) < 60_000


def test_a_ballot_is_never_split_nor_told_from_another() -> None:
    _, data = _ballots(planned())
    parts = read_parts(data)
    document = parts["word/document.xml"].decode()
    height = re.findall(r'<w:trHeight w:val="51\d\d" w:hRule="atLeast"/>', document)
    assert len(height) == len(re.findall(r"<w:cantSplit/>" + height[0], document)) == 155
    # One footer for all pages, and no number of a page anywhere: nothing tells one sheet from another.
    assert "w:titlePg" not in document
    assert not [name for name, part in parts.items() if re.search(rb"PAGE|NUMPAGES", part) and name.endswith(".xml")]
    assert text_of(data)[-1].startswith("Tổng số in: 310 phiếu (ba trăm mười phiếu).")


def test_the_roll_repeats_its_heading_and_splits_no_row() -> None:
    (paper,) = made(planned() | households(600), ROLL)
    assert paper.data is not None
    document = read_parts(paper.data)["word/document.xml"].decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", document)
    assert sum("w:tblHeader" in row for row in rows) == 1
    assert sum("Hộ Thứ" in row for row in rows) == 600
    assert all("w:cantSplit" in row for row in rows if "Hộ Thứ" in row)


def test_no_identity_number_reaches_a_paper() -> None:
    numbers = {row["cccd"] for row in (*CLEAN["ho_gia_dinh"], *CLEAN["nhan_su"])}
    for paper in for_voters.PAPERS:
        found = said({}, paper.name)
        assert not [number for number in numbers if number in found]


def test_the_list_is_in_vietnamese_order_on_a_page_turned() -> None:
    changes = planned() | people("Nguyễn Thị Ánh", "Lê Ân", "Trần An", "Phạm Đức", "Võ Dũng")
    assert [row["ho_ten"] for row in context(changes, LIST)["ung_cu"] if isinstance(row, dict)] == [
        "Trần An",
        "Nguyễn Thị Ánh",
        "Lê Ân",
        "Võ Dũng",
        "Phạm Đức",
    ]
    (paper,) = made(changes, LIST)
    assert paper.data is not None
    assert 'w:orient="landscape"' in read_parts(paper.data)["word/document.xml"].decode()


def test_each_term_of_the_plan_tells_what_it_rests_on() -> None:
    """The vote that it counts from, and the law that says how long."""
    case = hamlet_of({})[0].case
    assert case is not None
    paper = BY_NAME[PLAN]
    told = {str(text): (routes, version.citation if version else None) for text, routes, version in rests_on(paper, *paper.subjects(case))}
    decree = "Điều 6 khoản 1 điểm a Nghị định 59/2023/NĐ-CP"
    assert told["21/10/2024"] == (("bau_cu[0].ngay",), decree)
    assert told[decree] == ((), decree)
