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
        ["bau_cu[0].ung_cu[0].so_phieu"],
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
        ["bau_cu[0].ung_cu[1].so_phieu"],
    ),
}


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize(("document", "changes", "code", "related"), TOLD.values(), ids=TOLD)
def test_both_places_are_named(document: dict[str, Any], changes: dict[str, Any], code: str, related: list[str], form: str) -> None:
    reading = read_as(form, edited(Edit(changes), document))
    places = reading.dossiers[0].places
    (found,) = [d for d in check(reading).diagnostics if d.code == code]
    assert found.related == tuple(places(route) for route in related)
