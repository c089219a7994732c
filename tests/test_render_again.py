"""Papers rendered again: what was made from other data is written anew and told, what was changed by hand is left alone."""

import io
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.ooxml import read_parts, write_parts
from dantin.word.readback import text_of
from dantin.word.seal import Seal, seal_of, sealed
from tests.conftest import ROOT
from tests.templates import saved, template_of

DOSSIER = (ROOT / "examples" / "khu-pho-4.yaml").read_text("utf-8")
PAPERS = ("giay-moi-hop", "danh-sach-ung-cu")
NAMED = [option for name in PAPERS for option in ("--paper", name)]


def render(folder: Path, text: str = DOSSIER, *more: str) -> tuple[int, str]:
    (folder / "hs.yaml").write_text(text, "utf-8")
    result = CliRunner().invoke(
        app, ["render", str(folder / "hs.yaml"), "--as-of", "2024-12-20", "--out", str(folder / "out"), *NAMED, *more]
    )
    return result.exit_code, result.output


def paper(folder: Path, name: str) -> Path:
    return next((folder / "out").rglob(f"{name}.docx"))


def retyped(path: Path, old: str, new: str) -> None:
    """As somebody does in Word: the text changed, everything saved anew."""

    def change(document: docx.document.Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        runs = [run for p in (*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)) for run in p.runs]
        (run, *_) = [run for run in runs if old in run.text]
        run.text = run.text.replace(old, new)

    path.write_bytes(saved(change, docx.Document(str(path))))


def test_the_same_again_is_the_same(tmp_path: Path) -> None:
    assert render(tmp_path)[0] == 0
    first = {name: paper(tmp_path, name).read_bytes() for name in PAPERS}
    status, out = render(tmp_path)
    assert status == 0
    assert "Lập lại" not in out
    assert first == {name: paper(tmp_path, name).read_bytes() for name in PAPERS}


def test_what_was_made_from_other_data_is_written_anew_and_told(tmp_path: Path) -> None:
    render(tmp_path)
    status, out = render(tmp_path, DOSSIER.replace("Trần Văn Thuận", "Trần Văn Thuần"))
    assert status == 0
    assert "Lập lại vì số liệu trong hồ sơ đã khác lần lập trước: danh sách" in out
    assert "Trần Văn Thuần" in "\n".join(text_of(paper(tmp_path, "danh-sach-ung-cu").read_bytes()))


def test_what_was_changed_by_hand_is_left_alone(tmp_path: Path) -> None:
    render(tmp_path)
    path = paper(tmp_path, "danh-sach-ung-cu")
    retyped(path, "Trần Văn Thuận", "Trần Văn Sửa")
    mine = path.read_bytes()
    status, out = render(tmp_path)
    assert (status, path.read_bytes()) == (0, mine)
    assert "danh-sach-ung-cu.docx: đã sửa tay sau khi lập, nên giữ nguyên; muốn ghi đè: thêm --force." in out
    status, out = render(tmp_path, DOSSIER.replace("Trần Văn Thuận", "Trần Văn Thuần"))
    assert (status, path.read_bytes()) == (1, mine)
    assert "không ghi đè, vì đã sửa tay" in out
    status, out = render(tmp_path, DOSSIER, "--force")
    assert status == 0
    assert "Trần Văn Sửa" not in "\n".join(text_of(path.read_bytes()))


def test_where_all_were_changed_by_hand_it_is_not_said_to_be_too_early(tmp_path: Path) -> None:
    render(tmp_path)
    for name in PAPERS:
        retyped(paper(tmp_path, name), "CỘNG HÒA", "(sửa) CỘNG HÒA")
    status, out = render(tmp_path)
    assert (status, out.count("đã sửa tay sau khi lập")) == (0, len(PAPERS))
    assert "Chưa đến lúc" not in out


def test_saved_without_a_change_is_not_changed(tmp_path: Path) -> None:
    render(tmp_path)
    path = paper(tmp_path, "danh-sach-ung-cu")
    path.write_bytes(saved(lambda _document: None, docx.Document(str(path))))
    assert render(tmp_path)[0] == 0
    assert seal_of(path.read_bytes()) is not None


@pytest.mark.parametrize("there", [b"", b"notes", template_of("Ghi chép của tôi")], ids=["empty", "no Word file", "a file of one's own"])
def test_what_dantin_did_not_write_is_left_alone(tmp_path: Path, there: bytes) -> None:
    render(tmp_path)
    path = paper(tmp_path, "giay-moi-hop")
    path.write_bytes(there)
    status, out = render(tmp_path)
    assert (status, path.read_bytes()) == (1, there)
    assert "không do dantin lập" in out


def test_what_lies_there_of_a_paper_that_is_refused_now_is_told(tmp_path: Path) -> None:
    render(tmp_path)
    status, out = render(tmp_path, DOSSIER.replace("xa: ", "xa_la: ", 1))
    assert status == 1
    assert "giay-moi-hop.docx: giấy của lần lập trước, lần này không lập được; đừng ký, xóa đi." in out


def test_a_seal_beside_properties_of_others() -> None:
    properties = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="a"><vt:lpwstr>b</vt:lpwstr></property></Properties>'
    )
    paper = write_parts({**read_parts(template_of("a & b")), "docProps/custom.xml": properties})
    marked = sealed(paper, "12ab-34cd")
    assert seal_of(paper) is None
    assert seal_of(marked) == Seal("12ab-34cd", True)
    assert b'pid="8" name="dantin"' in read_parts(marked)["docProps/custom.xml"]
    assert docx.Document(io.BytesIO(marked)).paragraphs[0].text == "a & b"


def test_one_hamlet_asked_for_is_told_of_alone(tmp_path: Path) -> None:
    """Whatever is wrong with its neighbours: one cannot be read, one has errors, papers of a third lie there."""
    (tmp_path / "hs").mkdir()
    (tmp_path / "hs" / "a.yaml").write_text(DOSSIER, "utf-8")
    (tmp_path / "hs" / "b.yaml").write_text("don_vi: [", "utf-8")
    (tmp_path / "hs" / "c.yaml").write_text(DOSSIER.replace("TB-KP4", "TB-KP5").replace("Trần Văn Thuận", "@", 1), "utf-8")
    asked = ["render", str(tmp_path / "hs"), "--as-of", "2024-12-20", "--hamlet", "TB-KP4", "--out", str(tmp_path / "out"), *NAMED]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == len(PAPERS)
    assert all(line.startswith("Đã ghi: ") and "tb-kp4-" in line for line in result.output.splitlines())
