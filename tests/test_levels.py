"""A commune, and a province of several communes whose folders have a `dantin.yaml` of their own, one inside the other."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.errors import CannotDo

DAY = ("--as-of", "20/11/2024")
HOUSE = "ho_gia_dinh:\n  - {ho_ten: Lê Văn Mẫu, ngay_sinh: 1965, cccd: '075065000001'}\n"


def unit(code: str, commune: str, more: str = "") -> str:
    return f"don_vi: {{ma: {code}, ten: Ấp {code[-1]}, xa: {commune}, tinh: Đồng Nai, mo_hinh: không thực hiện}}\n{more}"


PROVINCE = {
    "dantin.yaml": "ten: Tỉnh Đồng Nai\ncap: tỉnh\nchi_tieu: {mo_hinh: 50}\ncot: {Bà con trong tổ: ho_ten}\n",
    "mot/dantin.yaml": "ten: Xã Một\ncap: xã\ndanh_sach:\n  - {ma: M1, ten: Ấp 1, xa: xã Một}\n  - {ma: M2, ten: Ấp 2, xa: xã Một}\n",
    "mot/m1.yaml": unit("M1", "xã Một", HOUSE.replace("ho_ten", "Bà con trong tổ")),
    "hai/dantin.yaml": "ten: Xã Hai\ncap: xã\ndanh_sach:\n  - {ma: H1, ten: Ấp 1, xa: xã Hai}\n",
    "hai/h1.yaml": unit("H1", "xã Hai", HOUSE),
    "ba/dantin.yaml": "ten: Xã Ba\ncap: xã\ndanh_sach:\n  - {ma: B1, ten: Ấp 1, xa: xã Ba}\n",
}


@pytest.fixture
def province(tmp_path: Path) -> Path:
    for name, text in PROVINCE.items():
        path = tmp_path / "tinh" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "tinh"


def dantin(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, *DAY])


def findings(*args: object) -> dict[str, list[str | None]]:
    result = dantin("validate", *map(str, args), "--format", "json")
    codes: dict[str, list[str | None]] = {}
    for d in json.loads(result.stdout)["diagnostics"]:
        codes.setdefault(d["code"], []).append(d["hamlet"])
    return codes


def status(folder: Path) -> dict[str, object]:
    whole: dict[str, object] = json.loads(dantin("status", str(folder), "--format", "json").stdout)
    return whole


def test_the_whole_is_the_sum_of_its_communes(province: Path) -> None:
    whole = status(province)
    parts = [status(province / name) for name in ("mot", "hai", "ba")]
    assert (whole["unit"], whole["expected"], whole["received"]) == ("Tỉnh Đồng Nai", 4, 2)
    assert [(part["expected"], part["received"]) for part in parts] == [(2, 1), (1, 1), (1, 0)]


def test_what_shows_between_communes_is_told_for_the_whole(province: Path) -> None:
    # Two hamlets are missing, one of a commune that has handed in nothing; one person is on the rosters of two communes; the share of the
    # model can reach 2 of 4 at most, which is the target.
    assert findings(province) == {"DT601": ["B1", "M2"], "DT602": ["M1"]}
    assert findings(province / "mot") == {"DT601": ["M2"]}
    config = province / "dantin.yaml"
    config.write_text(config.read_text("utf-8").replace("50", "51"), "utf-8")
    assert findings(province)["DT604"] == [None]


def test_a_list_of_the_whole_does_not_ask_twice(province: Path) -> None:
    config = province / "dantin.yaml"
    listed = "danh_sach:\n" + "".join(f"  - {{ma: {code}}}\n" for code in ("M1", "m2", "H1", "B1", "C1"))
    config.write_text(config.read_text("utf-8") + listed, "utf-8")
    assert findings(province)["DT601"] == ["B1", "C1", "M2"]
    assert status(province)["expected"] == 5


def test_what_a_level_says_holds_below_it(province: Path) -> None:
    config, commune = province / "dantin.yaml", province / "mot"
    assert set(findings(commune)) == {"DT601"}
    # The commune's own dantin.yaml names no column; the province's does.
    config.write_text(config.read_text("utf-8").replace("Bà con trong tổ", "Người nhà"), "utf-8")
    assert set(findings(commune)) == {"DT002", "DT601"}


def test_guidance_from_above_holds_below_it(province: Path) -> None:
    notice = "bau_cu: [{chuc_danh: trưởng ấp, ngay: 10/11/2024}]\nmoc: [{buoc: niêm yết, ngay: 01/11/2024}]\n"
    (province / "ba" / "b1.yaml").write_text(unit("B1", "xã Ba", notice), "utf-8")
    assert "DT304" not in findings(province / "ba")
    config = province / "dantin.yaml"
    guidance = "dia_phuong: {van_ban: Hướng dẫn của Tỉnh ủy, so: 01-HD/TU, ngay: 01/09/2024, thoi_han: {DT304: 10}}\n"
    config.write_text(config.read_text("utf-8") + guidance, "utf-8")
    assert findings(province / "ba")["DT304"] == ["B1"]


def test_a_config_at_fault_above_is_told_once(province: Path) -> None:
    (province / "dantin.yaml").write_text("ten: Tỉnh\ncap: huyen nao\n", "utf-8")
    assert findings(province)["DT005"] == [None]


@pytest.mark.parametrize("command", [("validate",), ("status",)])
def test_a_folder_of_which_nothing_came_in_is_answered(province: Path, command: tuple[str, ...]) -> None:
    result = dantin(*command, str(province / "ba"))
    assert result.exit_code == 1
    assert "chưa có hồ sơ" in result.stdout


def test_papers_of_a_whole_lie_below_their_commune(province: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    other = province / "hai" / "h1.yaml"
    other.write_text(other.read_text("utf-8").replace("000001", "000002"), "utf-8")
    dantin("render", str(province), "--paper", "danh-sach-ho-gia-dinh", "--out", str(out))
    assert {path.relative_to(out).parts[0] for path in out.rglob("*.docx")} == {"xa-mot", "xa-hai"}
    shutil.rmtree(out)
    dantin("render", str(province / "mot"), "--paper", "danh-sach-ho-gia-dinh", "--out", str(out))
    assert {path.relative_to(out).parts[0] for path in out.rglob("*.docx")} == {"m1-ap-1"}


def test_a_list_in_a_workbook_is_no_dossier(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Mã ấp", "Tên", "Xã", "Tệp"), ("A1", "Ấp 1", "xã Một", "a1.yaml"), ("A2", "Ấp 2", "xã Một", "a2.yaml")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "danh-sach-ap.xlsx")
    (tmp_path / "dantin.yaml").write_text("ten: Xã Một\ndanh_sach: danh-sach-ap.xlsx\n", "utf-8")
    (tmp_path / "a1.yaml").write_text(unit("A1", "xã Một"), "utf-8")
    assert findings(tmp_path) == {"DT601": ["A2"]}
    assert (status(tmp_path)["expected"], status(tmp_path)["received"]) == (2, 1)
    assert "danh-sach-ap.xlsx: danh sách ấp, khu phố mà dantin.yaml nêu" in CliRunner().invoke(app, ["inspect", str(tmp_path)]).output
    refused = dantin("validate", str(tmp_path / "danh-sach-ap.xlsx"))
    assert isinstance(refused.exception, CannotDo)
