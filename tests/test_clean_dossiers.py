"""Complete clean dossiers raise nothing: the three models, head elections under the old rules and the new, cells of 6, 10 and 30."""

from typing import Any

import pytest

from dantin.model import ModelChoice
from tests.editing import check, plain, read_as

CLEAN = plain()
_DATES = {"ngay_vao_dang": "03/02/2005", "ngay_chinh_thuc": "03/02/2006"}
LEADER = CLEAN["nhan_su"][0]


def dossier(model: str, year: int, members: int) -> dict[str, Any]:
    """The clean example with another model, in another year, with a cell of so many official members."""
    shift = 2024 - year

    def earlier(row: dict[str, Any]) -> dict[str, Any]:
        return {k: v[:-4] + str(int(v[-4:]) - shift) if k == "ngay" else v for k, v in row.items()}

    cell = [dict(row) for row in CLEAN["dang_vien"] if row.get("tinh_trang", "") in ("", "đang sinh hoạt") and row.get("ngay_chinh_thuc")]
    leaders = {row["ho_ten"] for row in CLEAN["nhan_su"]}
    cell.sort(key=lambda row: row["ho_ten"] not in leaders)
    first = next(row for row in cell if row["ho_ten"] == LEADER["ho_ten"])
    people = [first, *(row for row in cell if row is not first)][: min(members, len(cell))]
    for number in range(members - len(people)):
        people.append({**people[-1], "ho_ten": f"Lê Văn {'ABCDEĐGHIKLMNOPQRSTUVXY'[number]}n", "cccd": "", "ngay_sinh": 1950 + number})
    for number, row in enumerate(people, 1):
        row |= {
            "tt": number,
            "tinh_trang": "",
            "ly_do_vang": "",
            "co_mat": "x",
            "ngay_vao_dang": "03/02/2005",
            "ngay_chinh_thuc": "03/02/2006",
        }
    head = {**earlier(CLEAN["bau_cu"][0])}
    figures = dict.fromkeys(("tong_so", "co_mat", "phat_ra", "thu_ve", "hop_le"), members) | {"khong_hop_le": 0}
    held = {"lan": 1, "ngay": f"17/11/{year}", "cach_thuc": "đại hội", "hinh_thuc": "bỏ phiếu kín"}
    rounds = [head]
    if members >= 9:
        named = [row["ho_ten"] for row in people[:4]]
        votes = [members, members - 1, members - 2, 3]
        listed = [{"ho_ten": name, "so_phieu": n} for name, n in zip(named, votes, strict=True)]
        rounds.append({"chuc_danh": "chi ủy", **held, **figures, "so_can_bau": 3, "ung_cu": listed, "trung_cu": named[:3]})
    only = [{"ho_ten": LEADER["ho_ten"], "so_phieu": members}]
    rounds.append({"chuc_danh": "bí thư", **held, **figures, "ung_cu": only, "trung_cu": LEADER["ho_ten"]})
    committee = [{**LEADER, "gioi_thieu": "trưởng ấp; chi ủy; bí thư" if members >= 9 else "trưởng ấp; bí thư"}]
    others = [{"ho_ten": row["ho_ten"], "gioi_thieu": "chi ủy", "dang_vien": "chính thức"} for row in people[1:4]] if members >= 9 else []
    rivals = [row for row in CLEAN["nhan_su"][1:] if row["gioi_thieu"] == "trưởng ấp"]
    term = {"nhiem_ky_truong": f"{year}-{year + 5}", "nhiem_ky_chi_bo": f"{year}-{year + 2}"}
    return {
        "don_vi": {**CLEAN["don_vi"], "mo_hinh": model, "tong_dang_vien": members, **term},
        "ho_gia_dinh": CLEAN["ho_gia_dinh"],
        "dang_vien": people,
        "nhan_su": [*committee, *rivals, *others],
        "thanh_phan": [row for row in CLEAN["thanh_phan"] if row["cuoc"] != "đại hội"],
        "moc": [earlier(row) for row in CLEAN["moc"]],
        "bau_cu": rounds,
    }


@pytest.mark.parametrize("members", [6, 10, 30])
@pytest.mark.parametrize("year", [2019, 2024])
@pytest.mark.parametrize("model", [*(choice.value for choice in ModelChoice), ""])
def test_a_complete_clean_dossier_raises_nothing(model: str, year: int, members: int) -> None:
    reading = read_as("yaml", dossier(model, year, members))
    assert [f"{d.code} {d.place} {d.message}" for d in check(reading).diagnostics] == []
