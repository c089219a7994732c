"""Word and Excel open what dantin writes without repairing it: openxml-audit, which knows their schemas, finds nothing."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from dantin.ooxml import read_parts, write_parts
from dantin.papers.finished import fill, shipped
from dantin.papers.paper import Paper
from dantin.papers.shelf import PAPERS
from dantin.resources import resource
from dantin.word.seal import sealed
from dantin.workbooks.new_dossier import Days, new_file
from tests.conftest import ROOT
from tests.papers import EXAMPLES, hamlet_of

FORMATS = (FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365)
UNIT = {"ma": "LT-01", "ten": "Ấp 1", "loai": "ấp", "xa": "xã Lộc An", "huyen": "huyện Long Thành", "tinh": "tỉnh Đồng Nai"}


@cache
def _validator(of: FileFormat) -> OpenXmlValidator:
    return OpenXmlValidator(file_format=of)


def findings(path: Path) -> list[str]:
    return [f"{of.value}: {error}" for of in FORMATS for error in _validator(of).validate(path).errors]


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    parts = read_parts(resource("templates", f"{PAPERS[0].name}.docx").read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body><w:cantSplit/>")
    (tmp_path / "x.docx").write_bytes(write_parts(parts))
    assert findings(tmp_path / "x.docx")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_templates_and_papers_pass(paper: Paper, tmp_path: Path) -> None:
    assert findings(resource("templates", f"{paper.name}.docx")) == []
    case = hamlet_of(EXAMPLES.get(paper.name, {}))[0].case
    assert case is not None
    subjects = list(paper.subjects(case))
    assert subjects
    for subject, draft in ((subjects[0], False), (subjects[-1], True)):
        written = tmp_path / f"{draft}.docx"
        # Three rows of a table are built as three hundred are.
        few = {name: value[:3] if isinstance(value, list) else value for name, value in fill(paper, subject).items()}
        written.write_bytes(sealed(shipped(paper.name, draft=draft).render(few), "12ab-34cd"))
        assert findings(written) == []


@pytest.mark.parametrize(
    "book", [ROOT / "examples" / "khu-pho-4.xlsx", min((ROOT / "examples").rglob("LT-*.xlsx"))], ids=lambda path: path.stem
)
def test_workbooks_of_the_examples_pass(book: Path) -> None:
    assert findings(book) == []


def test_a_new_workbook_passes(tmp_path: Path) -> None:
    (tmp_path / "moi.xlsx").write_bytes(new_file(UNIT, Days(date(2024, 12, 1), date(2024, 12, 20)), ".xlsx"))
    assert findings(tmp_path / "moi.xlsx") == []
