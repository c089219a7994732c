"""Dossiers of one long roster each: an approved hamlet of the country, with as many people more as asked for; each of them in order."""

import random
from datetime import date
from pathlib import Path
from typing import Any

from dantin.workbooks.dossier_files import rows_of
from tests import country

Row = dict[str, Any]
_OF_PARTY = ("chi ủy", "bí thư", "phó bí thư")
_HAMLET = 3
"""One that has voted, held its congress and has identity numbers."""
_FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Phan", "Vũ", "Đinh"]
_GIVEN = ["An", "Bình", "Bảo", "Cường", "Danh", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hậu", "Hòa", "Hùng", "Khoa", "Long", "Nam"]
_MIDDLE = [f"{a} {b}" for a in ["Văn", "Hữu", "Đức", "Minh", "Công", "Quốc", "Thanh", "Ngọc", "Xuân", "Đình"] for b in ("", *_GIVEN)]


def people(count: int) -> list[Row]:
    """So many people with names, births and numbers, as a roster has them: some of one name, none of one number."""
    draw = random.Random(count)
    rows = []
    for place in range(count):
        name = " ".join(f"{draw.choice(_FAMILIES)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}".split())
        year = draw.randint(1945, 1995)
        birth = date(year, draw.randint(1, 12), draw.randint(1, 28))
        rows.append({"tt": place + 1, "ho_ten": name, "ngay_sinh": birth, "gioi_tinh": "Nam", "cccd": f"0750{year % 100:02}{place:06}"})
    return rows


def tables(what: str, count: int) -> dict[str, Any]:
    """The tables of a dossier in which one roster has so many rows more: in order, whatever their number."""
    made = {slug: [dict(row) for row in rows_of(rows)] for slug, rows in country.made(_HAMLET, numbered=1.0).tables.items()}
    unit = made["don_vi"][0]
    more = [{"ma_ap": unit["ma"], **row} for row in people(count)]
    if what == "households":
        made["ho_gia_dinh"] += [row | {"ma_ho": f"M{row['tt']}", "du_hop": "x"} for row in more]
        unit["tong_so_ho"] += count
    else:
        joined = {"ngay_vao_dang": date(2015, 6, 1), "ngay_chinh_thuc": date(2016, 6, 1), "tinh_trang": "đang sinh hoạt", "co_mat": "x"}
        made["dang_vien"] += [row | joined for row in more]
        unit["tong_dang_vien"] += count
    for round_ in made["bau_cu"]:
        if (round_["chuc_danh"] in _OF_PARTY) == (what != "households"):
            _attend(round_, made["ket_qua"], count)
    if what == "candidates":
        introduced = {"dang_vien": "chính thức", "gioi_thieu": "chi ủy", "thuong_tru": "x"}
        made["nhan_su"] += [row | introduced for row in more]
        votes = {"chuc_danh": "chi ủy", "lan": 1, "so_phieu": 0}
        made["ket_qua"] += [votes | {name: row[name] for name in ("ma_ap", "ho_ten", "ngay_sinh")} for row in more]
    return made


def _attend(round_: Row, results: list[Row], count: int) -> None:
    """So many more people come, and vote for those whom the others elected."""
    for figure in ("co_mat", "phat_ra", "thu_ve", "hop_le"):
        round_[figure] += count
    for row in results:
        if row["chuc_danh"] == round_["chuc_danh"] and row["ho_ten"] in round_["trung_cu"].split("; "):
            row["so_phieu"] += count


def write(folder: Path, what: str, count: int) -> Path:
    """Write such a dossier as a workbook."""
    path = folder / f"{what}-{count}.xlsx"
    path.write_bytes(country.workbook(tables(what, count)))
    return path
