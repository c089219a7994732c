"""One dossier in three years, side by side: what 2019, 2024 and 2026 are told on the screens and in the papers, each by the law of its day.

What is expected was written down by hand from the acts. In 2026 the hamlet is one made by re-drawing: in a ward, with a first vote.
"""

import copy
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.papers.finished import make_papers
from dantin.rule import Edit
from dantin.run import check_reading
from tests.editing import as_yaml, edited, read_as
from tests.papers import text

YEARS = (2019, 2024, 2026)
UNITS: dict[int, dict[str, str]] = {
    2019: {"ten": "Ấp 5", "loai": "ấp", "xa": "xã Bình Minh", "huyen": "Trảng Bom", "truong_duong_nhiem": "Lê Văn Tư"},
    2024: {"ten": "Khu phố 5", "loai": "khu phố", "xa": "thị trấn Trảng Bom", "huyen": "Trảng Bom", "truong_duong_nhiem": "Lê Văn Tư"},
    # A file that was copied from the year before still names a district.
    2026: {"ten": "Tổ dân phố 5", "loai": "tổ dân phố", "xa": "phường Trảng Bom", "huyen": "Trảng Bom"},
}
DOSSIER = """
don_vi: {ma: A-5, tinh: Đồng Nai, nhiem_ky_truong: "%(year)d-%(until)d", nhiem_ky_chi_bo: "%(year)d-%(term)d",
  mo_hinh: bí thư là trưởng ấp, tong_so_ho: 310}
dang_vien:
  - {ho_ten: Trần Văn Thuận, ngay_vao_dang: 03/02/2000, ngay_chinh_thuc: 03/02/2001, co_mat: x}
  - {ho_ten: Nguyễn Quốc Khải, ngay_vao_dang: 03/02/2000, ngay_chinh_thuc: 03/02/2001, co_mat: x}
  - {ho_ten: Võ Minh Đạt, ngay_vao_dang: 03/02/2000, ngay_chinh_thuc: 03/02/2001, co_mat: x}
  - {ho_ten: Lê Thị Bích Ngà, ngay_vao_dang: 03/02/2000, ngay_chinh_thuc: 03/02/2001, co_mat: x}
nhan_su:
  - {ho_ten: Trần Văn Thuận, ngay_sinh: 12/04/1968, gioi_tinh: Nam, dang_vien: chính thức, quy_hoach: bí thư,
     gioi_thieu: trưởng ấp; bí thư, thuong_tru: x}
  - {ho_ten: Phạm Thị Hiền, ngay_sinh: 21/08/1979, gioi_tinh: Nữ, dang_vien: không, quy_hoach: không, gioi_thieu: trưởng ấp, thuong_tru: x}
thanh_phan:
  - {cuoc: hiệp thương, vai_tro: chủ trì, ho_ten: Huỳnh Văn Lộc, dai_dien: Ban công tác Mặt trận}
  - {cuoc: trưởng ấp, vai_tro: tổ trưởng tổ bầu cử, ho_ten: Huỳnh Văn Lộc, dai_dien: Ban công tác Mặt trận}
  - {cuoc: trưởng ấp, vai_tro: thành viên tổ bầu cử, ho_ten: Hà Duy Quang, dai_dien: Hộ gia đình}
  - {cuoc: trưởng ấp, vai_tro: trưởng ban kiểm phiếu, ho_ten: Ngô Ngọc Tươi}
  - {cuoc: trưởng ấp, vai_tro: thành viên ban kiểm phiếu, ho_ten: Tạ Hoàng Hậu}
  - {cuoc: trưởng ấp, vai_tro: thành viên ban kiểm phiếu, ho_ten: Đoàn Tuyết Lý}
  - {cuoc: trưởng ấp, vai_tro: người chứng kiến, ho_ten: Lê Bá Công}
  - {cuoc: trưởng ấp, vai_tro: người chứng kiến, ho_ten: Hồ Trọng Tín}
moc:
  - {buoc: lấy ý kiến nhân dân và đảng viên, ngay: 01/10/%(year)d}
  - {buoc: hiệp thương, ngay: 03/10/%(year)d}
  - {buoc: chi ủy thống nhất, ngay: 05/10/%(year)d}
  - {buoc: quyết định tổ chức bầu cử, ngay: 07/10/%(year)d}
  - {buoc: gửi danh sách ứng cử, ngay: 14/10/%(year)d}
  - {buoc: thành lập tổ bầu cử, ngay: 18/10/%(year)d}
  - {buoc: niêm yết, ngay: 21/10/%(year)d}
  - {buoc: gửi kết quả bầu cử, ngay: 11/11/%(year)d}
  - {buoc: nhận kết quả bầu cử, ngay: 11/11/%(year)d}
  - {buoc: công nhận trưởng ấp, ngay: 15/11/%(year)d, ho_ten: Trần Văn Thuận}
  - {buoc: báo cáo kết quả đại hội, ngay: 20/11/%(year)d}
  - {buoc: chuẩn y bí thư, ngay: 02/12/%(year)d, ho_ten: Trần Văn Thuận}
bau_cu:
  - {chuc_danh: trưởng ấp, lan: 1, ngay: 10/11/%(year)d, dia_diem: Nhà văn hóa, cach_thuc: cuộc họp, hinh_thuc: bỏ phiếu kín, tong_so: 310,
     co_mat: 262, phat_ra: 262, thu_ve: 262, hop_le: 260, khong_hop_le: 2, trung_cu: Trần Văn Thuận,
     ung_cu: [{ho_ten: Trần Văn Thuận, so_phieu: 198}, {ho_ten: Phạm Thị Hiền, so_phieu: 62}]}
  - {chuc_danh: bí thư, lan: 1, ngay: 17/11/%(year)d, dia_diem: Nhà văn hóa, cach_thuc: đại hội, hinh_thuc: bỏ phiếu kín,
     co_mat: 4, phat_ra: 4, thu_ve: 4, hop_le: 4, khong_hop_le: 0, trung_cu: Trần Văn Thuận,
     ung_cu: [{ho_ten: Trần Văn Thuận, so_phieu: 4}]}
"""
NQLT, LUAT, ND = "Nghị quyết liên tịch 09/2008", "Luật Thực hiện dân chủ ở cơ sở", "Nghị định 59/2023"
QC_244, QC_190 = "244-QĐ/TW", "190-QĐ/TW"
ON_PAPER: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2019: (
        ("xã Bình Minh, huyện Trảng Bom, tỉnh Đồng Nai", "cử tri", NQLT, QC_244, "Trưởng ấp 5"),
        (LUAT, ND, QC_190, "đại diện hộ", "Mẫu số"),
    ),
    2024: (
        ("thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai", "đại diện hộ gia đình", LUAT, ND, "Mẫu số 02", QC_190, "Trưởng khu phố 5"),
        (NQLT, QC_244, "cử tri"),
    ),
    2026: (
        ("phường Trảng Bom, tỉnh Đồng Nai", "đại diện hộ gia đình", LUAT, ND, "Mẫu số 02", QC_190, "Tổ trưởng tổ dân phố 5"),
        (NQLT, QC_244, "cử tri", "huyện", "nhiệm kỳ trước", "tái cử", "đương nhiệm", "trưởng ấp"),
    ),
}
"""By year: what the papers say, and what none of them does."""
ON_SCREEN: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2019: (
        (
            "huyện Trảng Bom",
            "310 cử tri",
            "Căn cứ: Điều 8 Nghị quyết liên tịch 09/2008",
            "Điều 32 khoản 2 Quy chế bầu cử trong Đảng",
            QC_244,
        ),
        ("đại diện hộ", "Luật 10/2022", QC_190),
    ),
    2024: (
        ("huyện Trảng Bom", "310 đại diện hộ gia đình", "Căn cứ: Điều 21 khoản 1 Luật 10/2022/QH15 (mức A)", QC_190),
        ("cử tri", QC_244),
    ),
    2026: (
        ("phường Trảng Bom, tỉnh Đồng Nai", "310 đại diện hộ gia đình", "Căn cứ: Điều 21 khoản 1 Luật 10/2022/QH15 (mức A)", QC_190),
        ("cử tri", QC_244, "huyện", "trưởng ấp"),
    ),
}
LATE = {"moc[11].ngay": "31/12/{year}"}
"""The secretary approved after the fifteenth working day."""
NOBODY: dict[str, Any] = {
    "bau_cu[0].ung_cu": [{"ho_ten": "Trần Văn Thuận", "so_phieu": 140}, {"ho_ten": "Phạm Thị Hiền", "so_phieu": 120}],
    **{"bau_cu[0].trung_cu": "", "bau_cu[1]": None, "moc[11]": None, "moc[10]": None, "moc[9]": None},
}
NOT_RESIDENT = {"nhan_su[1].thuong_tru": "không"}
ON_FAULTS: list[tuple[dict[str, Any], str, dict[int, tuple[str, ...]]]] = [
    (
        LATE,
        "DT519",
        {2019: (), 2024: ("mục 16.1 Quy định 24-QĐ/TW (30/7/2021) (mức A)",), 2026: ("Căn cứ: Quy định 208-QĐ/TW (26/7/2026) (mức B)",)},
    ),
    (
        NOT_RESIDENT,
        "DT207",
        {
            2019: ("ở ấp", "Điều 11 Thông tư 04/2012/TT-BNV (mức A)"),
            2024: ("ở khu phố", "Điều 11 Thông tư 04/2012/TT-BNV (mức A)"),
            2026: ("ở phường", "Điều 7 Nghị định 185/2026/NĐ-CP (mức B)"),
        },
    ),
]
AFTER_NOBODY = {
    2019: ("Bầu lại chậm nhất ngày 25/11/2019", "Nghị quyết liên tịch 09/2008"),
    2024: ("UBND thị trấn Trảng Bom xem xét, quyết định bầu lại", "Điều 3 khoản 5 điểm d Nghị định 59/2023/NĐ-CP"),
    2026: ("UBND phường Trảng Bom xem xét, quyết định bầu lại", "Điều 3 khoản 5 điểm d Nghị định 59/2023/NĐ-CP"),
}


def dossier(year: int, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """The dossier in a year, with edits made to it."""
    told: dict[str, Any] = yaml.load(DOSSIER % {"year": year, "until": year + 5, "term": year + 2}, Loader=yaml.CBaseLoader)
    told["don_vi"] |= UNITS[year]
    if year < 2023:
        told["bau_cu"][0]["dien_bau"] = "cử tri"
    changes = {route: value.format(year=year) if isinstance(value, str) else value for route, value in (changes or {}).items()}
    return edited(Edit(changes), told)


def dantin(tmp_path: Path, command: str, year: int, changes: dict[str, Any] | None = None) -> Result:
    """A command on the dossier of a year, as of the last day of it."""
    file = tmp_path / "ho-so.yaml"
    file.write_bytes(as_yaml(dossier(year, changes)))
    return CliRunner().invoke(app, [command, str(file), "--as-of", f"{year}-12-31"], env={"COLUMNS": "250"})


@cache
def papers(year: int) -> str:
    """Every paper that is due at the end of a year, as text."""
    report = check_reading(read_as("yaml", dossier(year)), date(year, 12, 31), tally_only=False, keep_cases=True)
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    return "\n".join(text(made) for made in make_papers(hamlet.case, report.diagnostics))


def check(said: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    """All that is wanted is said; of the unwanted nothing, however it is spelled."""
    assert [words for words in wanted if words not in said] == []
    found = [(words, re.findall(f".*{re.escape(words)}.*", said, re.IGNORECASE)) for words in unwanted]
    assert [(words, lines[:3]) for words, lines in found if lines] == []


@pytest.mark.parametrize("year", YEARS)
def test_it_is_clean_in_every_year(tmp_path: Path, year: int) -> None:
    shown = dantin(tmp_path, "validate", year)
    assert (shown.exit_code, "Hồ sơ không có lỗi" in shown.stdout) == (0, True), shown.stdout


@pytest.mark.parametrize("year", YEARS)
def test_the_screen_goes_by_the_law_of_its_year(tmp_path: Path, year: int) -> None:
    shown = dantin(tmp_path, "tally", year)
    assert shown.exit_code == 0
    check(shown.stdout, *ON_SCREEN[year])


@pytest.mark.parametrize("year", YEARS)
def test_the_papers_go_by_the_law_of_their_year(year: int) -> None:
    check(papers(year), *ON_PAPER[year])


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("changes", "code", "wanted"), ON_FAULTS, ids=[code for _, code, _ in ON_FAULTS])
def test_faults_cite_the_act_of_their_year(
    tmp_path: Path, year: int, changes: dict[str, Any], code: str, wanted: dict[int, tuple[str, ...]]
) -> None:
    told = dantin(tmp_path, "validate", year, copy.deepcopy(changes)).stdout.splitlines()
    lines = [line for line in told if f" {code}]" in line or line.startswith(f"  {code} ")]
    assert bool(lines) == bool(wanted[year])
    check("\n".join(lines), wanted[year], ("huyện",) if year == 2026 else ())


@pytest.mark.parametrize("year", YEARS)
def test_what_follows_where_nobody_was_elected(tmp_path: Path, year: int) -> None:
    shown = dantin(tmp_path, "tally", year, copy.deepcopy(NOBODY))
    assert shown.exit_code == 0
    check(shown.stdout, AFTER_NOBODY[year], ("công nhận kết quả", *(("huyện",) if year == 2026 else ())))


def test_a_vote_before_the_districts_ended_keeps_its_district(tmp_path: Path) -> None:
    """The day of the vote decides, not today."""
    file = tmp_path / "ho-so.yaml"
    for day, told in (("30/06/2025", True), ("01/07/2025", False)):
        changes = {"bau_cu[1]": None, "bau_cu[0].ngay": day, "bau_cu[0].trung_cu": "", "moc": []}
        file.write_bytes(as_yaml(dossier(2024, changes)))
        shown = CliRunner().invoke(app, ["tally", str(file), "--as-of", "2026-12-31"], env={"COLUMNS": "250"})
        assert ("huyện Trảng Bom" in shown.stdout.splitlines()[0]) is told
