"""Dossiers sent back with marks: exactly what was found stands in them, they are read as before, and nothing is written over."""

import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.errors import CannotDo
from dantin.ooxml import read_parts, write_parts
from dantin.papers.covering_letter import SentBack, letter
from dantin.readers import read_bytes
from dantin.readers.config import Config, Level
from dantin.word.readback import lines_of
from dantin.workbooks.marks import About, is_untouched, marked_workbook, marked_yaml
from tests.conftest import ROOT
from tests.sheets import UNIT_SHEET, parts_of, workbook
from tests.test_openxml import findings as of_schema
from tests.test_patching import opened, rich, with_pivot

DAY = date(2024, 12, 20)
ABOUT = About("ho-so.xlsx", DAY, "huyện Ví Dụ")
DISTRICT = ROOT / "examples" / "long-thanh"
WRONG = [
    ("Mã ấp", "TT", "Họ và tên", "Ngày sinh", "Số CCCD"),
    ("LT-01", 1, "Nguyễn Văn An", "31/02/1960", "012"),
    ("LT-01", 2, "Trần  Thị Bình", "01/02/1960", None),
]
YAML = """\
don_vi: {ma: LT-01, ten: Ấp 1, xa: xã Ví Dụ, tinh: Đồng Nai}
ho_gia_dinh:
  - {tt: 1, ho_ten: Nguyễn Văn An, ngay_sinh: 31/02/1960}
  - tt: 2
    ho_ten: "Trần  Thị Bình"
    ghi_chu: |
      hai
      dòng
"""


def validate(*args: object) -> tuple[int, dict[str, Any], str]:
    """Exit status, what was told, and what was noticed."""
    result = CliRunner().invoke(app, ["validate", *map(str, args), "--format", "json", "--as-of", "20/12/2024"])
    return result.exit_code, json.loads(result.stdout or "{}"), result.stderr


def told(document: Mapping[str, Any]) -> list[tuple[object, ...]]:
    """What was found, but for the files, and the lines, of which marks make more."""
    return sorted(
        tuple(map(str, (d["code"], d["sheet"], d["cell"], d["hamlet"], d["message"], d["hint"]))) for d in document["diagnostics"]
    )


@cache
def dossier() -> bytes:
    return workbook({"Đơn vị": UNIT_SHEET, "Hộ gia đình": WRONG})


def marks(data: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Of each marked cell its colour and its comment."""
    return {
        (sheet.title, cell.coordinate): (cell.fill.fgColor.rgb[2:], cell.comment.text)
        for sheet in opened(data).worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def listed(data: bytes) -> list[tuple[str, ...]]:
    """The rows of the first sheet: kind, code, place, link."""
    sheet = opened(data).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=6) if isinstance(row[0].value, int)]
    return [(row[1].value, row[2].value, row[4].value, row[4].hyperlink.location if row[4].hyperlink else "") for row in rows]


def test_the_district_has_back_exactly_what_was_found(tmp_path: Path) -> None:
    status, before, _ = validate(DISTRICT, "--annotate", tmp_path, "--jobs", "1")
    copies = sorted((tmp_path / "tra-lai").rglob("*.xlsx"))
    assert {path.parent.name for path in copies} >= {"thi-tran-long-thanh", "xa-loc-an"}
    again, after, _ = validate(tmp_path, "--jobs", "1")
    assert (again, told(after)) == (status, told(before))
    by_name: dict[str, list[dict[str, Any]]] = {}
    for d in before["diagnostics"]:
        by_name.setdefault(Path(d["file"]).name, []).append(d)
    assert {path.name for path in copies} == by_name.keys()
    for path in copies:
        data, mine = path.read_bytes(), by_name[path.name]
        assert marks(data).keys() == {(d["sheet"], d["cell"]) for d in mine}
        assert [row[:3] for row in listed(data)] == [("Lỗi", d["code"], f"{d['sheet']}!{d['cell']}") for d in mine]
        old, new = parts_of(Path(mine[0]["file"]).read_bytes()), parts_of(data)
        sheets = opened(data).sheetnames[1:]
        marked = {f"xl/worksheets/sheet{sheets.index(d['sheet']) + 1}.xml" for d in mine}
        about_marks = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
        assert {name for name in old if old[name] != new[name]} == marked | about_marks
    assert of_schema(copies[0]) == []


def test_a_copy_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(dossier())
    status, before, notices = validate(tmp_path / "a.xlsx", "--annotate", tmp_path / "tra")
    data = (tmp_path / "tra" / "a.xlsx").read_bytes()
    assert "Đã ghi bản đánh dấu lỗi" in notices
    found = marks(data)
    assert found.keys() == {("Hộ gia đình", cell) for cell in ("C3", "D2", "E2")}
    colour, comment = found["Hộ gia đình", "E2"]
    assert colour == "FFC7CF"
    first, second = comment.splitlines()
    assert first.startswith("[dantin] DT102: ")
    assert second.startswith("Cần làm: ")
    assert found["Hộ gia đình", "C3"][0] == "FFEB9D"
    sheet = opened(data).worksheets[0]
    assert sheet.title == "Lỗi cần sửa"
    assert "2 lỗi, 1 cảnh báo" in sheet["A2"].value
    assert "20/12/2024" in sheet["A2"].value
    assert sheet.auto_filter.ref == "A5:H8"
    assert listed(data)[-1] == ("Cảnh báo", "DT007", "Hộ gia đình!C3", "'Hộ gia đình'!C3")
    assert (tmp_path / "a.xlsx").read_bytes() == dossier()
    assert validate(tmp_path / "tra" / "a.xlsx")[:2][0] == status
    assert told(validate(tmp_path / "tra" / "a.xlsx")[1]) == told(before)


def test_several_findings_in_one_cell_are_one_comment_below_what_was_there() -> None:
    book = openpyxl.load_workbook(io.BytesIO(dossier()))
    book["Hộ gia đình"]["E2"].comment = openpyxl.comments.Comment("hỏi lại bà An", "Lan")
    memory = io.BytesIO()
    book.save(memory)
    found = [_finding("E2", code, Severity.WARNING) for code in ("DT007", "DT102", "DT109", "DT101", "DT108")]
    found.append(_finding("E2", "DT103", Severity.ERROR))
    data = marked_workbook(memory.getvalue(), found, ABOUT)
    colour, comment = marks(data)["Hộ gia đình", "E2"]
    lines = comment.splitlines()
    assert lines[0] == "hỏi lại bà An"
    assert [line[9:14] for line in lines if line.startswith("[dantin]")] == ["DT007", "DT102", "DT109", "DT101"]
    assert lines[-1] == "Và 2 chỗ nữa ở ô này: xem trang “Lỗi cần sửa”."
    assert colour == "FFC7CF"
    # Marked again with other findings, nothing of the first marks is left but what was there before them.
    again = marks(marked_workbook(data, [_finding("C3", "DT007", Severity.WARNING)], ABOUT))
    assert again["Hộ gia đình", "E2"] == ("000000", "hỏi lại bà An")
    assert again["Hộ gia đình", "C3"][0] == "FFEB9D"


def _finding(cell: str | None, code: str, severity: Severity, sheet: str | None = "Hộ gia đình", line: int | None = None) -> Diagnostic:
    return Diagnostic(code, severity, "chữ " * 90, Place("ho-so.xlsx", sheet, cell, line), hint="Sửa lại. Rồi thôi.")


def test_what_has_no_cell_is_listed_without_a_link() -> None:
    found = [
        _finding(None, "DT002", Severity.ERROR, None),
        _finding(None, "DT003", Severity.WARNING),
        _finding("A1", "DT003", Severity.WARNING, "Không có"),
    ]
    data = marked_workbook(dossier(), found, ABOUT)
    assert marks(data) == {}
    assert [row[2:] for row in listed(data)] == [
        ("Cả hồ sơ", ""), ("Hộ gia đình", "'Hộ gia đình'!A1"), ("Không có!A1", ""),
    ]  # fmt: skip


def test_a_workbook_of_others_comes_back_whole(tmp_path: Path) -> None:
    before = with_pivot(rich())
    after = marked_workbook(before, [_finding("A1", "DT007", Severity.WARNING, "Một")], ABOUT)
    old, new = parts_of(before), parts_of(after)
    assert {name for name in old if old[name] != new[name]} == {
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    (tmp_path / "x.xlsx").write_bytes(marked_workbook(rich(), [_finding("A1", "DT007", Severity.WARNING, "Một")], ABOUT))
    (tmp_path / "o.xlsx").write_bytes(rich())
    assert of_schema(tmp_path / "x.xlsx") == of_schema(tmp_path / "o.xlsx")


def test_a_mark_under_merged_cells_is_where_it_can_be_seen(tmp_path: Path) -> None:
    """What is missing in the second row of merged cells is missing in a cell that nobody sees: colour and comment are on the first."""
    rows = [WRONG[0], ("LT-01", 1, "Nguyễn Văn An", 1960, None), ("LT-01", 2, None, 1961, None)]
    (tmp_path / "a.xlsx").write_bytes(workbook({"Đơn vị": UNIT_SHEET, "Hộ gia đình": rows}, merges={"Hộ gia đình": ["C2:C3"]}))
    status, before, _ = validate(tmp_path / "a.xlsx", "--annotate", tmp_path / "tra")
    assert ("Hộ gia đình", "C3") in {(d["sheet"], d["cell"]) for d in before["diagnostics"]}
    data = (tmp_path / "tra" / "a.xlsx").read_bytes()
    assert [place for place in marks(data) if place[1].startswith("C")] == [("Hộ gia đình", "C2")]
    assert (status, told(before)) == (1, told(validate(tmp_path / "tra" / "a.xlsx")[1]))


YAMLS = {
    "plain": YAML.encode(),
    "with Windows line ends": YAML.replace("\n", "\r\n").encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + YAML.encode(),
    "of two bytes a letter": YAML.encode("utf-16"),
    "of two lines in one text": YAML.replace('"Trần  Thị Bình"', '"Trần\n      Thị Bình"').encode(),
}


@pytest.mark.parametrize("kind", YAMLS)
def test_yaml_has_a_comment_above_each_wrong_line(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(YAMLS[kind])
    status, before, _ = validate(tmp_path / "a.yaml", "--annotate", tmp_path / "tra")
    copy = tmp_path / "tra" / "a.yaml"
    again, after, _ = validate(copy, "--annotate", tmp_path / "tra2")
    assert (again, told(after)) == (status, told(before))
    assert before["diagnostics"]
    assert (tmp_path / "tra2" / "a.yaml").read_bytes() == copy.read_bytes()
    assert validate(tmp_path / "a.yaml", "--annotate", tmp_path / "tra")[0] == status
    lines = copy.read_bytes().decode("utf-16" if "two bytes" in kind else "utf-8-sig").splitlines()
    assert [line for line in lines if "# [dantin]" not in line] == YAMLS[kind].decode(
        "utf-16" if "two bytes" in kind else "utf-8-sig"
    ).splitlines()
    for d in after["diagnostics"]:
        above = lines[: d["line"] - 1][::-1]
        assert any(d["code"] in line for line in above[: next(i for i, line in enumerate(above) if "# [dantin]" not in line)])


def test_yaml_in_which_a_comment_would_be_text_has_all_of_them_at_the_top() -> None:
    text = "don_vi: {ten: 'Ấp\n  1', xa: x}\n"
    data = marked_yaml(text.encode(), [_finding(None, "DT007", Severity.WARNING, None, line=2)], About("a.yaml", DAY))
    assert data.decode().endswith(text)
    # The line is counted as whoever opens the copy counts it, and stays so where the copy is marked again.
    assert data.decode().splitlines()[1].startswith("# [dantin] dòng 4: CẢNH BÁO DT007")
    assert data.decode().splitlines()[3] == "  1', xa: x}"
    assert marked_yaml(data, [_finding(None, "DT007", Severity.WARNING, None, line=4)], About("a.yaml", DAY)) == data
    assert is_untouched(data)
    assert not is_untouched(data + b"\n# x")


def _xls() -> bytes:
    book, memory = xlwt.Workbook(), io.BytesIO()
    for name, rows in {"Đơn vị": UNIT_SHEET, "Hộ gia đình": WRONG}.items():
        sheet = book.add_sheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
    book.save(memory)
    return memory.getvalue()


OTHERS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    ".csv": (lambda: "Mã ấp,TT,Họ và tên,Ngày sinh\nLT-01,1,Nguyễn Văn An,31/02/1960".encode(), "không chứa màu và chú thích được"),
    ".xls": (_xls, "không ghi dấu được vào tệp .xls"),
    ".xlsx": (lambda: dossier()[:900], "tệp không đọc được"),
}


@pytest.mark.parametrize("suffix", OTHERS)
def test_what_cannot_be_marked_is_listed_in_a_workbook(suffix: str, tmp_path: Path) -> None:
    make, why = OTHERS[suffix]
    (tmp_path / f"hộ gia đình{suffix}").write_bytes(make())
    _, before, notices = validate(tmp_path / f"hộ gia đình{suffix}", "--annotate", tmp_path / "tra")
    (copy,) = (tmp_path / "tra").iterdir()
    assert copy.name == f"hộ gia đình-{suffix[1:]}-loi-can-sua.xlsx"
    assert why in notices
    assert sorted(row[1] for row in listed(copy.read_bytes())) == sorted(d["code"] for d in before["diagnostics"])
    # In a folder it is no dossier.
    (tmp_path / "tra" / "khác.yaml").write_text(YAML, encoding="utf-8")
    assert validate(tmp_path / "tra")[1]["files"] == 1


def test_a_copy_is_passed_over_beside_its_dossier_and_read_without(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(dossier())
    validate(tmp_path, "--annotate", tmp_path)
    copy = tmp_path / "tra-lai" / "xa-an-phuoc" / "a.xlsx"
    status, both, notices = validate(tmp_path, "--annotate", tmp_path)
    assert (status, both["files"]) == (1, 1)
    assert "Bỏ qua" in notices
    assert "bản đánh dấu lỗi" in notices
    (tmp_path / "a.xlsx").unlink()
    status, alone, notices = validate(tmp_path)
    assert (status, alone["files"], told(alone)) == (1, 1, told(both))
    assert "Bỏ qua" not in notices
    # Mended and sent back, it is the dossier.
    book = openpyxl.load_workbook(copy)
    for cell, value in (("C3", "Trần Thị Bình"), ("D2", "01/02/1960"), ("E2", None)):
        book["Hộ gia đình"][cell] = value
    book.save(copy)
    status, mended, _ = validate(copy)
    assert (status, mended["diagnostics"]) == (0, [])
    assert read_bytes(copy.read_bytes(), "a.xlsx", ".xlsx").returned


def test_nothing_is_written_over(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "tra"
    source.write_bytes(dossier())
    status, _, notices = validate(source, "--annotate", tmp_path)
    assert (status, source.read_bytes()) == (2, dossier())
    assert "dantin không ghi vào hồ sơ" in notices
    assert "nào để ghi" not in notices
    validate(source, "--annotate", out)
    written = (out / "a.xlsx").read_bytes()
    assert is_untouched(written)
    # Our own copy gives way to a new one, one that somebody has saved since does not.
    assert validate(source, "--annotate", out)[0] == 1
    assert (out / "a.xlsx").read_bytes() == written
    book = openpyxl.load_workbook(out / "a.xlsx")
    book.save(out / "a.xlsx")
    changed = (out / "a.xlsx").read_bytes()
    status, _, notices = validate(source, "--annotate", out)
    assert (status, (out / "a.xlsx").read_bytes()) == (2, changed)
    assert "đã được sửa hoặc không do dantin lập" in notices


def test_a_copy_of_an_earlier_time_is_told_of(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(dossier())
    validate(source, "--annotate", tmp_path / "tra")
    shutil.copy(ROOT / "examples" / "khu-pho-4.xlsx", source)
    status, _, notices = validate(source, "--annotate", tmp_path / "tra")
    assert status == 0
    assert "bản của lần kiểm tra trước" in notices
    assert "Không có bản đánh dấu nào để ghi" in notices


def test_standard_input_cannot_be_marked(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["validate", "-", "--annotate", str(tmp_path)], input=YAML)
    assert isinstance(result.exception, CannotDo)
    assert list(tmp_path.iterdir()) == []


def test_whoever_checks_is_to_have_the_dossiers_back(tmp_path: Path) -> None:
    home = tmp_path / "huyen" / "an-phuoc"
    home.mkdir(parents=True)
    (tmp_path / "huyen" / "dantin.yaml").write_text("ten: Huyện Ví Dụ\ncap: huyện\n", encoding="utf-8")
    (home / "dantin.yaml").write_text("ten: Xã An Phước\ncap: xã\n", encoding="utf-8")
    (home / "a.xlsx").write_bytes(dossier())
    for folder, name, to in ((home.parent, "Huyện Ví Dụ", "Ủy ban nhân dân xã An Phước"), (home, "Xã An Phước", "Trưởng các ấp")):
        out = tmp_path / name
        validate(folder, "--annotate", out)
        back = out / "tra-lai" / "xa-an-phuoc"
        assert opened((back / "a.xlsx").read_bytes()).worksheets[0]["A4"].value == f"Sửa xong, gửi lại tệp này cho: {name}."
        text = "\n".join(lines_of(read_parts((back / "cong-van-tra-ho-so.docx").read_bytes())["word/document.xml"]))
        assert f"Kính gửi: {to}" in text


def test_a_letter_for_each_commune_tells_what_is_sent_back(tmp_path: Path) -> None:
    config = "ten: Huyện Ví Dụ\ncap: huyện\ndanh_sach: [{ma: LT-01, ten: Ấp 1, xa: xã An Phước}, {ma: LT-02, ten: Ấp 2, xa: xã An Phước}]\n"
    (tmp_path / "dantin.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(dossier())
    validate(tmp_path, "--annotate", tmp_path / "tra")
    path = tmp_path / "tra" / "tra-lai" / "xa-an-phuoc" / "cong-van-tra-ho-so.docx"
    text = "\n".join(lines_of(read_parts(path.read_bytes())["word/document.xml"]))
    assert "HUYỆN VÍ DỤ" in text
    assert "Kính gửi: Ủy ban nhân dân xã An Phước" in text
    assert "1 | Ấp 1 | a.xlsx | 2 | 1" in text
    assert "1 ấp, khu phố chưa có hồ sơ: Ấp 2." in text
    assert "chỉ liệt kê" not in text
    assert of_schema(path) == []
    # One that somebody has changed since stays.
    parts = read_parts(path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("Kính gửi".encode(), "Gửi".encode())
    path.write_bytes(changed := write_parts(parts))
    notices = validate(tmp_path, "--annotate", tmp_path / "tra")[2]
    assert path.read_bytes() == changed
    assert "đã sửa tay" in notices


SENDERS: Mapping[str, tuple[Config | None, Sequence[str]]] = {
    "nobody told": (None, ("ỦY BAN NHÂN DÂN", "Kính gửi: Ủy ban nhân dân xã An Phước")),
    "a district": (Config("x", name="Huyện Ví Dụ"), ("HUYỆN VÍ DỤ", "Ví Dụ, ngày", "TM. ỦY BAN NHÂN DÂN")),
    "the commune": (
        Config("x", name="Xã An Phước", level=Level.COMMUNE),
        ("XÃ AN PHƯỚC", "An Phước, ngày", "Trưởng các ấp, khu phố của xã An Phước"),
    ),
    "another body": (Config("x", name="Ban Tổ chức Huyện ủy"), ("BAN TỔ CHỨC HUYỆN ỦY",)),
}


@pytest.mark.parametrize("sender", SENDERS)
def test_the_letter_is_from_whoever_keeps_the_list(sender: str) -> None:
    config, says = SENDERS[sender]
    made = letter(config, "xã An Phước", DAY, [SentBack("Ấp 1", "a-loi-can-sua.xlsx", 1, 0, only_listed=True)], [])
    text = "\n".join(lines_of(read_parts(made.data)["word/document.xml"]))
    assert made.faults == ()
    assert [words for words in says if words not in text] == []
    assert "chỉ liệt kê chỗ cần sửa" in text
    assert "chưa có hồ sơ" not in text
    assert ("TM. ỦY BAN" in text) == (sender in ("a district", "the commune"))
