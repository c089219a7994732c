"""Write every example file anew, byte for byte the same each time: `python examples/generate.py [FOLDER]`.

`khu-pho-4.yaml` and `.xlsx`: one complete dossier, in both forms. `long-thanh/`: a district of 83 hamlets. `long-thanh-loi.json`: the
faults planted in twelve of them, beside the folder and not in it, where it would be taken for a dossier. No person in any of it exists.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import khu_pho_4
from hamlet import Hamlet
from invent import NOTE
from long_thanh import TODAY, Plan, plans
from plant import Planted, plant

from dantin.vietnamese import short_date
from dantin.workbooks.dossier_files import Sheet, dump_yaml, lay_out, write_workbook

DISTRICT = "long-thanh"
_TITLES = {
    "ho_gia_dinh": "DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH",
    "dang_vien": "DANH SÁCH ĐẢNG VIÊN",
    "nhan_su": "NHÂN SỰ ĐƯỢC GIỚI THIỆU",
    "bau_cu": "CÁC LƯỢT BẦU",
    "ket_qua": "SỐ PHIẾU TỪNG NGƯỜI",
}


def files() -> dict[str, bytes]:
    """Every example file by its path in the folder of examples."""
    return _one_hamlet() | _district()


def _one_hamlet() -> dict[str, bytes]:
    tables = khu_pho_4.dossier()
    titles = {slug: f"{title} ({NOTE.rstrip('.')})" for slug, title in khu_pho_4.TITLES.items()}
    return {
        "khu-pho-4.yaml": dump_yaml(tables, note=NOTE).encode(),
        "khu-pho-4.xlsx": write_workbook(tables, titles=titles, note=NOTE),
    }


def _district() -> dict[str, bytes]:
    hamlets = plans()
    numbers, people = set[str](), set[tuple[str, date]]()
    dossiers = []
    for plan in hamlets:
        sheets = lay_out(Hamlet(plan, numbers, people).tables())
        dossiers.append({sheet.slug: [dict(row) for row in sheet.rows] for sheet in sheets})
    planted = plant(hamlets, dossiers)
    titles = [_titles(plan) for plan in hamlets]
    written = {f"{DISTRICT}/{plan.path}": write_workbook(dossiers[i], titles=titles[i], note=NOTE) for i, plan in enumerate(hamlets)}
    faults = [_told(fault, hamlets[fault.hamlet], lay_out(dossiers[fault.hamlet], titles[fault.hamlet])) for fault in planted]
    about = {"note": NOTE, "folder": DISTRICT, "as_of": TODAY.isoformat(), "faults": faults}
    manifest = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    return written | {f"{DISTRICT}/dantin.yaml": _folder(hamlets).encode(), f"{DISTRICT}-loi.json": manifest.encode()}


def _titles(plan: Plan) -> dict[str, str]:
    """Every workbook says on its first sheet that nobody in it exists; every other one has titles above its long tables too."""
    titles = {slug: f"{title} {plan.name.upper()}" for slug, title in _TITLES.items()} if int(plan.code[-1]) % 2 else {}
    return {"don_vi": NOTE} | titles


def _folder(hamlets: list[Plan]) -> str:
    """`dantin.yaml`: what the district expects."""
    expected: list[dict[str, object]] = [{"ma": p.code, "ten": p.name, "xa": p.commune, "tep": p.path} for p in hamlets]
    return (
        f"# {NOTE}\n"
        f"# Tình hình đến ngày {short_date(TODAY)}: dantin status . --as-of {TODAY}\n"
        "ten: Huyện Long Thành\n"
        "tinh: Đồng Nai\n"
        "cap: huyện\n"
        "# Tỷ lệ phần trăm số ấp, khu phố thực hiện mô hình.\n"
        "chi_tieu: {mo_hinh: 74}\n"
        "nhiem_ky_truoc: {bi_thu_la_truong_ap: 50}\n" + dump_yaml({"danh_sach": expected})
    )


def _told(fault: Planted, plan: Plan, sheets: list[Sheet]) -> dict[str, Any]:
    """One fault as the manifest tells it: where it has to be reported, and what was edited to make it."""
    by_slug = {sheet.slug: sheet for sheet in sheets}

    def place(spot: tuple[str, int, str]) -> dict[str, str]:
        table, row, field = spot
        return {"sheet": by_slug[table].name, "cell": by_slug[table].cell(row, field)}

    was, now = (short_date(value) if isinstance(value, date) else value for value in (fault.was, fault.now))
    return {
        "code": fault.code,
        "severity": "error",
        "hamlet": plan.code,
        "file": plan.path,
        **place(fault.reported),
        "description": fault.description,
        "edited": {**place(fault.edited), "from": was, "to": now},
    }


def main() -> None:
    """Write all files into the folder named on the command line, else beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
