"""Dossiers of one long roster each: an approved hamlet of the country in which one table has as many rows as asked for."""

import random
from pathlib import Path
from typing import Any

from dantin.workbooks.dossier_files import rows_of
from tests import country

Row = dict[str, Any]
LONG = {"members": "dang_vien", "households": "ho_gia_dinh", "candidates": "ket_qua"}
"""The tables that may be long, by what is in them."""
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
        birth = f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{year}"
        rows.append({"tt": place + 1, "ho_ten": name, "ngay_sinh": birth, "gioi_tinh": "Nam", "cccd": f"0750{year % 100:02}{place:06}"})
    return rows


def tables(what: str, count: int) -> dict[str, Any]:
    """The tables of a dossier in which one roster has so many rows."""
    made = {slug: [dict(row) for row in rows_of(rows)] for slug, rows in country.made(_HAMLET, numbered=1.0).tables.items()}
    unit = made["don_vi"][0]
    if what == "members":
        joined = {"ngay_vao_dang": "01/06/2015", "ngay_chinh_thuc": "01/06/2016", "tinh_trang": "đang sinh hoạt", "co_mat": "x"}
        made["dang_vien"] = [row | joined for row in people(count)]
        unit["tong_dang_vien"] = count
    elif what == "households":
        made["ho_gia_dinh"] = [row | {"ma_ho": f"H{row['tt']}", "du_hop": "x"} for row in people(count)]
        unit["tong_so_ho"] = count
    else:
        round_ = next(row for row in made["ket_qua"] if row["chuc_danh"] == "chi ủy")
        standing = people(count)
        made["nhan_su"] = [{**row, "dang_vien": "chính thức", "gioi_thieu": "chi ủy", "thuong_tru": "x"} for row in standing]
        others = [row for row in made["ket_qua"] if row["chuc_danh"] != "chi ủy"]
        made["ket_qua"] = others + [{**round_, "ho_ten": row["ho_ten"], "so_phieu": 0} for row in standing]
    return made


def write(folder: Path, what: str, count: int) -> Path:
    """Write such a dossier as a workbook."""
    path = folder / f"{what}-{count}.xlsx"
    path.write_bytes(country.workbook(tables(what, count)))
    return path
