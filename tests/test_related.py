"""A finding that concerns two places names both: the other figure, row or table that it was held against."""

from typing import Any

import pytest

from dantin.rule import Edit
from tests.editing import check, edited, plain, read_as

CLEAN = plain()
TAKEN = {
    "don_vi": {"ten": "Ấp 1", "xa": "xã Phước Thái", "tinh": "Đồng Nai"},
    "bau_cu": [
        {
            "chuc_danh": "trưởng ấp",
            "cach_thuc": "phát phiếu",
            "phat_ra": 11,
            "thu_ve": 8,
            "hop_le": 8,
            "khong_hop_le": 0,
            "ung_cu": [{"ho_ten": "Lê Văn Mẫu", "so_phieu": 8}],
        }
    ],
}
CONGRESS = {
    "don_vi": TAKEN["don_vi"],
    "bau_cu": [
        {
            "chuc_danh": "bí thư",
            "ngay": "17/11/2024",
            "duoc_tru": 5,
            "co_mat": 5,
            "phat_ra": 5,
            "thu_ve": 5,
            "hop_le": 5,
            "khong_hop_le": 0,
            "ung_cu": [{"ho_ten": "Lê Văn Mẫu", "so_phieu": 5}],
        }
    ],
}
HOMES = [{"ho_ten": f"Chủ Hộ {word}"} for word in ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"]]
FIVE = {"don_vi": TAKEN["don_vi"] | {"tong_dang_vien": 5}}
MEETING = {
    "don_vi": TAKEN["don_vi"],
    "bau_cu": [
        {
            "chuc_danh": "trưởng ấp",
            "ngay": "07/05/2023",
            **dict.fromkeys(("co_mat", "phat_ra", "thu_ve", "hop_le"), 5),
            "khong_hop_le": 0,
            "ung_cu": [{"ho_ten": "Lê Văn Mẫu", "so_phieu": 5}],
        }
    ],
}
FEW = {f"bau_cu[0].{field}": 155 for field in ("co_mat", "phat_ra", "thu_ve", "hop_le")} | {
    "bau_cu[0].khong_hop_le": 0,
    "bau_cu[0].ung_cu[0].so_phieu": 150,
    "bau_cu[0].ung_cu[1].so_phieu": 5,
    "*ho_gia_dinh.du_hop": "",
}
FEW_MEMBERS = {f"bau_cu[3].{field}": 13 for field in ("co_mat", "phat_ra", "thu_ve", "hop_le", "ung_cu[0].so_phieu")} | {
    "*dang_vien.co_mat": ""
}
NINE = {f"bau_cu[0].{field}": 9 for field in ("co_mat", "phat_ra", "thu_ve", "hop_le", "ung_cu[0].so_phieu")} | {"bau_cu[0].duoc_tru": ""}
NO_COMMITTEE = CLEAN | {"bau_cu": [CLEAN["bau_cu"][0], CLEAN["bau_cu"][2]]}
TOLD: dict[str, tuple[dict[str, Any], dict[str, Any], str, list[str]]] = {
    "number and sex": (CLEAN, {"ho_gia_dinh[5].gioi_tinh": "Nữ"}, "DT102", ["ho_gia_dinh[5].gioi_tinh"]),
    "number and birth": (CLEAN, {"ho_gia_dinh[5].ngay_sinh": "22/07/1958"}, "DT102", ["ho_gia_dinh[5].ngay_sinh"]),
    "number alone": (CLEAN, {"ho_gia_dinh[5].cccd": "271234567"}, "DT102", []),
    "total and households": (CLEAN, {"don_vi.tong_so_ho": 311}, "DT105", ["ho_gia_dinh.#"]),
    "total and members": (CLEAN, {"don_vi.tong_dang_vien": 21}, "DT105", ["dang_vien.#"]),
    "the round's total and households": (CLEAN, {"bau_cu[0].tong_so": 311}, "DT105", ["ho_gia_dinh.#"]),
    "the round's total and members": (CLEAN, {"bau_cu[3].tong_so": 22}, "DT105", ["dang_vien.#"]),
    "voters and the day": (
        CLEAN,
        {"bau_cu[0].dien_bau": "cử tri", "bau_cu[0].tong_so": 310, "*ho_gia_dinh.du_hop": ""},
        "DT005",
        ["bau_cu[0].ngay"],
    ),
    "deducted and the round's total": (CONGRESS, {"bau_cu[0].tong_so": 5}, "DT004", ["bau_cu[0].tong_so"]),
    "deducted and the unit's total": (CONGRESS | FIVE, {}, "DT004", ["don_vi.tong_dang_vien"]),
    "issued and present": (CLEAN, {"bau_cu[0].phat_ra": 263}, "DT309", ["bau_cu[0].co_mat"]),
    "taken round, and the round's total": (TAKEN, {"bau_cu[0].tong_so": 10}, "DT309", ["bau_cu[0].tong_so"]),
    "taken round, and the unit's total": (TAKEN, {"don_vi.tong_so_ho": 10}, "DT309", ["don_vi.tong_so_ho"]),
    "taken round, and the roster": (TAKEN | {"ho_gia_dinh": HOMES}, {}, "DT309", ["ho_gia_dinh.#"]),
    "taken round of a cell, and the unit's total": (
        CONGRESS | FIVE,
        {"bau_cu[0].cach_thuc": "phát phiếu", "bau_cu[0].duoc_tru": 0, "bau_cu[0].phat_ra": 6},
        "DT309",
        ["don_vi.tong_dang_vien"],
    ),
    "taken round of a cell, and the roster": (
        CLEAN,
        {"bau_cu[3].cach_thuc": "phát phiếu", "bau_cu[3].phat_ra": 21},
        "DT309",
        ["dang_vien.#"],
    ),
    "votes and valid ballots": (CLEAN, {"bau_cu[3].ung_cu[0].so_phieu": 21}, "DT310", ["bau_cu[3].hop_le"]),
    "a figure and the ballots": (CLEAN, {"bau_cu[2].ung_cu[0].so_phieu": 18}, "DT313", ["la_phieu"]),
    "announced and elected": (
        CLEAN,
        {"bau_cu[0].trung_cu": "Phạm Thị Hiền"},
        "DT311",
        ["bau_cu[0].ung_cu[0].so_phieu", "bau_cu[0].ung_cu[1].so_phieu"],
    ),
    "announced, and nobody elected": (
        CLEAN,
        {"bau_cu[0].ung_cu[0].so_phieu": 155, "bau_cu[0].ung_cu[1].so_phieu": 99, "bau_cu[0].khong_hop_le": 5},
        "DT311",
        ["bau_cu[0].ung_cu[0].so_phieu", "ho_gia_dinh.#"],
    ),
    "all votes, ballots and seats": (
        CLEAN,
        {"bau_cu[0].ung_cu[1].so_phieu": 58},
        "DT310",
        ["bau_cu[0].ung_cu[1].so_phieu", "bau_cu[0].hop_le", "bau_cu[0].so_can_bau"],
    ),
    "a name and the people introduced": (CLEAN, {"bau_cu[0].ung_cu[1].ho_ten": "Tạ Bích Nga"}, "DT312", ["nhan_su"]),
    "a name and the one introduced for another office": (
        CLEAN,
        {"bau_cu[0].ung_cu[1].ho_ten": "Võ Minh Đạt"},
        "DT312",
        ["nhan_su[4].ho_ten"],
    ),
    "present and ticks": (CLEAN, {"ho_gia_dinh[5].du_hop": ""}, "DT314", ["ho_gia_dinh.#"]),
    "present and members' ticks": (
        CLEAN,
        {"dang_vien[0].co_mat": ""},
        "DT314",
        ["bau_cu[2].co_mat", "bau_cu[3].co_mat", "dang_vien.#"],
    ),
    "loose ballots and whom they would elect": (
        CLEAN,
        {"bau_cu[0].ung_cu[0].so_phieu": 106, "bau_cu[0].ung_cu[1].so_phieu": 149, "bau_cu[0].trung_cu": ""},
        "DT315",
        ["bau_cu[0].thu_ve", "bau_cu[0].ung_cu[1].so_phieu"],
    ),
    "missing ballots alone and whom they would elect": (
        CLEAN,
        {
            "bau_cu[0].khong_hop_le": 0,
            "bau_cu[0].hop_le": 260,
            "bau_cu[0].ung_cu[0].so_phieu": 104,
            "bau_cu[0].ung_cu[1].so_phieu": 154,
            "bau_cu[0].trung_cu": "",
        },
        "DT315",
        ["bau_cu[0].ung_cu[1].so_phieu"],
    ),
    "a quorum and the households": (CLEAN, FEW, "DT305", ["ho_gia_dinh.#"]),
    "a quorum and the round's total": (MEETING, {"bau_cu[0].tong_so": 10}, "DT305", ["bau_cu[0].tong_so"]),
    "a quorum and the unit's total": (MEETING, {"don_vi.tong_so_ho": 10}, "DT305", ["don_vi.tong_so_ho"]),
    "a quorum of voters": (MEETING, {"bau_cu[0].tong_so": 10, "bau_cu[0].dien_bau": "cử tri"}, "DT305", ["bau_cu[0].tong_so"]),
    "a quorum and the members": (CLEAN, FEW_MEMBERS, "DT502", ["dang_vien.#"]),
    "a quorum of the congress and the round's total": (
        CONGRESS,
        {"bau_cu[0].duoc_tru": "", "bau_cu[0].tong_so": 8},
        "DT502",
        ["bau_cu[0].tong_so"],
    ),
    "a quorum of the congress and the unit's total": (
        CONGRESS,
        {"bau_cu[0].duoc_tru": "", "don_vi.tong_dang_vien": 8},
        "DT502",
        ["don_vi.tong_dang_vien"],
    ),
    "no committee, and the members": (NO_COMMITTEE, {}, "DT504", ["dang_vien.#"]),
    "no committee, and the unit's total": (
        CONGRESS,
        NINE | {"don_vi.tong_dang_vien": 9},
        "DT504",
        ["don_vi.tong_dang_vien"],
    ),
    "no committee, and the round's total": (
        CONGRESS,
        NINE | {"bau_cu[0].tong_so": 9},
        "DT504",
        ["bau_cu[0].tong_so"],
    ),
    "no committee, and members of whom none is dated": (
        CONGRESS,
        NINE | {"dang_vien": [{"ho_ten": "Lê Văn Mẫu"}], "don_vi.tong_dang_vien": 9},
        "DT504",
        ["don_vi.tong_dang_vien"],
    ),
    "a committee of a small cell": (
        CONGRESS,
        {"don_vi.tong_dang_vien": 5, "bau_cu[0].duoc_tru": 0, "bau_cu[0].chuc_danh": "chi ủy"},
        "DT504",
        ["don_vi.tong_dang_vien"],
    ),
    "a deputy and the committee that lost them": (
        CLEAN,
        {
            "nhan_su[3].gioi_thieu": "chi ủy; phó bí thư",
            "bau_cu[3].ung_cu[0].ho_ten": "Lê Thị Bích Ngà",
            "bau_cu[3].trung_cu": "Lê Thị Bích Ngà",
        },
        "DT506",
        ["bau_cu[1].chuc_danh", "bau_cu[1].ung_cu[2].so_phieu"],
    ),
    "a deputy who never stood for the committee": (
        CLEAN,
        {
            "nhan_su[5].gioi_thieu": "phó bí thư",
            "bau_cu[3].ung_cu[0].ho_ten": "Đặng Hoàng Phúc",
            "bau_cu[3].trung_cu": "Đặng Hoàng Phúc",
        },
        "DT506",
        ["bau_cu[1].chuc_danh"],
    ),
    "seats and the list": (
        CLEAN,
        {"bau_cu[1].so_can_bau": 4},
        "DT509",
        [f"bau_cu[1].ung_cu[{i}].ho_ten" for i in range(4)],
    ),
    "recognised and elected": (
        CLEAN,
        {"moc[10].ho_ten": "Phạm Thị Hiền"},
        "DT404",
        ["bau_cu[0].ung_cu[0].so_phieu", "bau_cu[0].ung_cu[1].so_phieu"],
    ),
    "approved and elected": (CLEAN, {"moc[13].ho_ten": "Võ Minh Đạt"}, "DT404", ["bau_cu[2].ung_cu[0].so_phieu"]),
    "recognised, and nobody elected": (
        CLEAN,
        {
            "moc[10].ho_ten": "Võ Minh Đạt",
            "bau_cu[0].ung_cu[0].so_phieu": 130,
            "bau_cu[0].ung_cu[1].so_phieu": 125,
            "bau_cu[0].trung_cu": "",
        },
        "DT404",
        ["bau_cu[0].trung_cu"],
    ),
    "a congress and no recognition": (CLEAN, {"moc[10].ngay": ""}, "DT401", ["bau_cu[1].ngay"]),
    "a congress by its step, and no recognition": (
        CLEAN,
        {"moc[10].ngay": "", "bau_cu": CLEAN["bau_cu"][:1], "la_phieu": [], "*dang_vien.co_mat": "", "moc[13].ngay": ""},
        "DT401",
        ["moc[11].ngay"],
    ),
    "an approval and no recognition": (
        CLEAN,
        {
            "moc[10].ngay": "",
            "bau_cu": CLEAN["bau_cu"][:1],
            "la_phieu": [],
            "*dang_vien.co_mat": "",
            "moc[11].ngay": "",
            "moc[12].ngay": "",
        },
        "DT401",
        ["moc[13].ngay"],
    ),
    "an acting head and a congress without a secretary": (
        CLEAN,
        {
            "moc[10].buoc": "cử trưởng ấp lâm thời",
            "moc[10].ho_ten": "",
            "bau_cu": CLEAN["bau_cu"][:1],
            "la_phieu": [],
            "*dang_vien.co_mat": "",
            "moc[13].ngay": "",
        },
        "DT408",
        ["moc[11].ngay"],
    ),
    "too few who count": (CLEAN, {"thanh_phan[11]": None}, "DT211", ["thanh_phan[10].vai_tro"]),
    "too many who watch": (
        CLEAN,
        {"thanh_phan[11].vai_tro": "người chứng kiến", "thanh_phan[20].cuoc": "trưởng ấp"},
        "DT212",
        ["thanh_phan[12].vai_tro", "thanh_phan[13].vai_tro"],
    ),
    "no hiệp thương, and a list": (CLEAN, {"moc[2].ngay": "", "cuoc_hop[0].ngay": ""}, "DT203", ["moc[5].ngay"]),
    "nobody for both offices": (
        CLEAN,
        {"nhan_su[0].gioi_thieu": "trưởng ấp", "bau_cu": CLEAN["bau_cu"][:1], "la_phieu": [], "*dang_vien.co_mat": ""},
        "DT202",
        ["nhan_su[1].gioi_thieu"],
    ),
    "a birth date and the day of the vote": (
        CLEAN,
        {"nhan_su[1].ngay_sinh": "11/11/2003", "nhan_su[1].cccd": ""},
        "DT206",
        ["bau_cu[0].ngay"],
    ),
    "a minor and the day of the vote": (
        CLEAN,
        {"ho_gia_dinh[5].ngay_sinh": "11/11/2006", "ho_gia_dinh[5].cccd": ""},
        "DT104",
        ["bau_cu[0].ngay"],
    ),
    "a candidate for secretary and the elected head": (
        CLEAN,
        {
            "bau_cu[0].ung_cu[0].so_phieu": 57,
            "bau_cu[0].ung_cu[1].so_phieu": 198,
            "bau_cu[0].trung_cu": "Phạm Thị Hiền",
            "moc[10].ho_ten": "Phạm Thị Hiền",
        },
        "DT503",
        ["bau_cu[0].ung_cu[1].ho_ten"],
    ),
    "a candidate and the roster that has them not": (
        CLEAN,
        {
            "bau_cu[1].ung_cu[2].ho_ten": "Tạ Bích Nga",
            "nhan_su[3].ho_ten": "Tạ Bích Nga",
            "nhan_su[3].ngay_sinh": "",
            "nhan_su[3].cccd": "",
        },
        "DT508",
        ["dang_vien.#"],
    ),
    "elected and not approved": (
        CLEAN,
        {
            **{f"bau_cu[{i}].ngay": "01/12/2024" for i in (1, 2, 3)},
            "moc[11].ngay": "01/12/2024",
            "moc[12].ngay": "09/12/2024",
            "moc[13].ngay": "",
        },
        "DT512",
        ["bau_cu[2].ngay", "moc[12].ngay"],
    ),
}


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize(("document", "changes", "code", "related"), TOLD.values(), ids=TOLD)
def test_both_places_are_named(document: dict[str, Any], changes: dict[str, Any], code: str, related: list[str], form: str) -> None:
    reading = read_as(form, edited(Edit(changes), document))
    places = reading.dossiers[0].places
    (found,) = [d for d in check(reading).diagnostics if d.code == code]
    assert found.related == tuple(places(route) for route in related)
    assert all(place.why for place in found.related), found.related
