"""A report beside one kept on an earlier day: what is new, mended, late, worse; and the course over the days."""

import html
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.errors import CannotDo
from dantin.saved_report import read_saved
from dantin.word.readback import text_of

LIST = "ten: Xã Một\ncap: xã\ndanh_sach:\n" + "".join(f"  - {{ma: A{n}, ten: Ấp {n}, xa: xã Một}}\n" for n in range(1, 5))
VOTE = """bau_cu:
  - {chuc_danh: trưởng ấp, ngay: 10/11/2024, tong_so: 10, co_mat: 10, phat_ra: 10, thu_ve: %d, hop_le: 10, khong_hop_le: 0,
     ung_cu: [{ho_ten: Lê Văn Mẫu, so_phieu: 10}]}
"""
SENT = "moc: [{buoc: gửi kết quả bầu cử, ngay: 11/11/2024}]\n"
RECOGNISED = "moc: [{buoc: gửi kết quả bầu cử, ngay: 11/11/2024}, {buoc: công nhận trưởng ấp, ngay: 14/11/2024, ho_ten: Lê Văn Mẫu}]\n"


def unit(number: int) -> str:
    return f"don_vi: {{ma: A{number}, ten: Ấp {number}, loai: ấp, xa: xã Một, tinh: Đồng Nai, mo_hinh: không thực hiện}}\n"


def write(folder: Path, dossiers: dict[int, str]) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    (folder / "dantin.yaml").write_text(LIST, "utf-8")
    for number, more in dossiers.items():
        (folder / f"a{number}.yaml").write_text(unit(number) + more, "utf-8")


def report(folder: Path, day: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["report", str(folder), "--as-of", day, "--out", str(folder.parent / "out"), *more])


@pytest.fixture
def xa(tmp_path: Path) -> tuple[Path, Path]:
    """A commune as it stands on 20/11, and the report kept of it on 12/11."""
    folder = tmp_path / "xa"
    write(folder, {1: VOTE % 10 + SENT, 2: "", 3: VOTE % 11})
    report(folder, "12/11/2024", "--save")
    write(folder, {1: VOTE % 10 + RECOGNISED, 2: VOTE % 11, 3: VOTE % 10 + SENT, 4: ""})
    return folder, tmp_path / "out" / "bao-cao" / "xa-mot-2024-11-12.json"


def since(folder: Path, saved: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(report(folder, "20/11/2024", "--compare", str(saved), "--format", "json").stdout)["since"]
    return result


def test_what_changed_hamlet_by_hamlet(xa: tuple[Path, Path]) -> None:
    told = since(*xa)
    assert told["as_of"] == "2024-11-12"
    assert [(c["kind"], c["hamlet"]) for c in told["hamlets"]] == [
        ("recognised", "A1 Ấp 1"),
        ("elected", "A3 Ấp 3"),
        ("handed_in", "A4 Ấp 4"),
        ("corrected", "A3 Ấp 3"),
        ("late", "A3 Ấp 3"),
        ("worse", "A2 Ấp 2"),
    ]
    assert told["figures"]["elected_heads"] == {"then": 1, "now": 2}
    assert told["figures"]["received"] == {"then": 3, "now": 4}


def test_the_screen_says_it_in_words(xa: tuple[Path, Path]) -> None:
    folder, saved = xa
    screen = report(folder, "20/11/2024", "--compare", str(saved)).output
    assert "So với báo cáo ngày 12/11/2024" in screen
    assert "Đã nhận hồ sơ: 3 → 4 (+1)" in screen
    assert "Xấu đi: A2 Ấp 2 (số lỗi 0 → " in screen
    assert "Diễn biến theo ngày" in screen


def test_the_course_over_the_days_kept(xa: tuple[Path, Path]) -> None:
    folder, saved = xa
    report(folder, "20/11/2024", "--save")
    # Of another unit, or no report at all: passed over.
    (saved.parent / "khac.json").write_text('{"schema": 1}', "utf-8")
    other = json.loads(saved.read_text("utf-8")) | {"unit": "Xã Hai"}
    (saved.parent / "xa-hai.json").write_text(json.dumps(other), "utf-8")
    told = json.loads(report(folder, "25/11/2024", "--compare", str(saved), "--format", "json").stdout)["since"]["course"]
    assert [(point["as_of"], point["elected_heads"]) for point in told] == [("2024-11-12", 1), ("2024-11-20", 2), ("2024-11-25", 2)]


def test_every_file_tells_the_changes(xa: tuple[Path, Path], tmp_path: Path) -> None:
    folder, saved = xa
    report(folder, "20/11/2024", "--save")
    line = ("21/11/2024", "--compare", str(saved))
    for suffix in ("html", "docx", "xlsx"):
        report(folder, *line, "-o", str(tmp_path / f"b.{suffix}"))
    page = html.unescape((tmp_path / "b.html").read_text("utf-8"))
    paper = "\n".join(text_of((tmp_path / "b.docx").read_bytes()))
    for text in (page, paper):
        assert "So với báo cáo ngày 12/11/2024" in text
        assert "Đã nhận hồ sơ: 3 → 4 (+1)" in text
        assert re.search("Xấu đi(</b>)?: A2 Ấp 2", text)
    assert re.findall(r"<text[^>]*>(\d\d/\d\d/2024)</text>", page)[:3] == ["12/11/2024", "20/11/2024", "21/11/2024"]
    assert "2/4" in page
    rows = list(openpyxl.load_workbook(tmp_path / "b.xlsx")["Thay đổi"].iter_rows(values_only=True))
    assert ("Đã nhận hồ sơ", 3, 4, 1) in [row[:4] for row in rows]
    assert [row[:4] for row in rows if row[0] == "Xấu đi"] == [("Xấu đi", "xã Một", "A2 Ấp 2", "số lỗi 0 → 7")]
    assert [row[1:4] for row in rows if isinstance(row[0], datetime) and row[2] is not None] == [(4, 3, 1), (4, 4, 2), (4, 4, 2)]


def test_nothing_changed_is_said_by_nothing(xa: tuple[Path, Path]) -> None:
    folder, saved = xa
    report(folder, "20/11/2024", "--save")
    told = since_of(folder, saved.with_name("xa-mot-2024-11-20.json"))
    assert told["hamlets"] == []
    assert all(figure["then"] == figure["now"] for figure in told["figures"].values())
    line = ("21/11/2024", "--compare", str(saved.with_name("xa-mot-2024-11-20.json")))
    assert "Không có gì thay đổi." in report(folder, *line).output
    report(folder, *line, "-o", str(folder.parent / "b.html"))
    assert "Không có gì thay đổi." in (folder.parent / "b.html").read_text("utf-8")


def since_of(folder: Path, saved: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(report(folder, "21/11/2024", "--compare", str(saved), "--format", "json").stdout)["since"]
    return result


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"unit": "Xã Hai"}, "là báo cáo của Xã Hai, không phải của Xã Một"),
        ({"as_of": "2024-11-20"}, "không trước ngày 20/11/2024"),
        ({"hamlets": 3}, "không phải là báo cáo đã lưu"),
        ({"as_of": "hôm qua"}, "không phải là báo cáo đã lưu"),
        ({"unit": 7}, "không phải là báo cáo đã lưu"),
    ],
)
def test_what_cannot_be_compared(xa: tuple[Path, Path], change: dict[str, Any], says: str) -> None:
    folder, saved = xa
    saved.write_text(json.dumps(json.loads(saved.read_text("utf-8")) | change), "utf-8")
    assert says in str(report(folder, "20/11/2024", "--compare", str(saved)).exception)


@pytest.mark.parametrize(
    ("key", "value"), [("days_left", "-3"), ("errors", "1"), ("commune", 3), ("state", None), ("recognised", "có"), ("model", ["head"])]
)
def test_a_figure_of_another_kind_is_no_report(xa: tuple[Path, Path], key: str, value: object) -> None:
    _, saved = xa
    document = json.loads(saved.read_text("utf-8"))
    document["hamlets"][0][key] = value
    with pytest.raises(CannotDo, match="không phải là báo cáo đã lưu"):
        read_saved(json.dumps(document).encode(), "a.json")


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"unit": null}', b"null"])
def test_what_is_no_report(data: bytes) -> None:
    with pytest.raises(CannotDo, match="không phải là báo cáo đã lưu"):
        read_saved(data, "x.json")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path / "xa", {1: ""})
    fault = str(report(tmp_path / "xa", "20/11/2024", "--compare", "khong-co.json").exception)
    assert fault == "Không có tệp hoặc thư mục “khong-co.json”. Kiểm tra lại đường dẫn."
