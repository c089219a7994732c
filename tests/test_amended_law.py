"""A law that changes: one version more of a provision shows wherever a vote of its time is told of, and an older vote stays as it was."""

import ast
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from dantin import law
from dantin.law import AtLeast, Instrument, Provision, Version
from dantin.output import terminal
from dantin.output.json import tally, validation
from dantin.papers.finished import make_papers
from dantin.rule import Edit
from dantin.run import find_files, gather, run
from dantin.vietnamese import short_date
from dantin.word.readback import text_of
from tests.editing import as_yaml, edited, plain
from tests.test_chain import cut, day_of

SINCE = date(2027, 1, 1)
DECREE = Instrument("Nghị định mẫu 01/2027/NĐ-CP", "Nghị định mẫu 01/2027/NĐ-CP sửa đổi việc bầu trưởng ấp", SINCE, "head")
LATER = timedelta(weeks=156)  # the vote of the example, on a Sunday of November 2024, is then one of November 2027
BARE = {"van_ban": None, "don_vi.nhiem_ky_truong": "", "don_vi.nhiem_ky_chi_bo": ""}


def one_more(provision: Provision[Any], value: object, article: str) -> None:
    """Enter a version, as `law.py` would have it."""
    versions = (*provision.versions, Version(SINCE, value, DECREE, article, "A"))
    object.__setattr__(provision, "versions", versions)


@pytest.fixture
def amended() -> Iterator[None]:
    """Two thirds of the households for the vote, seven working days for its recognition."""
    kept = [(provision, provision.versions) for provision in (law.HEAD_QUORUM, law.HEAD_RECOGNITION_DAYS)]
    one_more(law.HEAD_QUORUM, AtLeast(Fraction(2, 3)), "Điều 2")
    one_more(law.HEAD_RECOGNITION_DAYS, 7, "Điều 3")
    yield
    for provision, versions in kept:
        object.__setattr__(provision, "versions", versions)


def put_off(document: Any) -> Any:
    """The dates of what was done, so much later."""
    if isinstance(document, list):
        return [put_off(row) for row in document]
    if isinstance(document, dict):
        return {key: short_date(day_of(value) + LATER) if key == "ngay" and value else put_off(value) for key, value in document.items()}
    return document


def seen(folder: Path, day: date, changes: dict[str, Any], *, later: bool) -> dict[str, str]:
    """The example as it stood on a day of 2024, or that much later, with changes: what every output says, by its name."""
    document = cut(edited(Edit(BARE | changes), plain()), day)
    folder.mkdir()
    (folder / "ho-so.yaml").write_bytes(as_yaml(put_off(document) if later else document))
    report = gather(run(list(find_files(folder)), day + LATER if later else day, keep_cases=True), {}, whole=[folder])
    assert not report.faults
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    screen = io.StringIO()
    terminal.tally(Console(file=screen, soft_wrap=True, markup=False), report.hamlets, [])
    told = {"message": "\n".join(f"{d.code} {d.message} ({d.citation})" for d in report.diagnostics), "screen": screen.getvalue()}
    told["validate"] = json.dumps(validation(report), ensure_ascii=False)
    told["tally"] = json.dumps(tally(report.hamlets, report.diagnostics), ensure_ascii=False)
    for paper in make_papers(hamlet.case, report.diagnostics, draft=True):
        told[paper.path.stem] = "\n".join(text_of(paper.data)) if paper.data is not None else f"{paper.absent} {paper.faults}"
    return told


WHOLE = date(2024, 12, 20)
RECEIVED = date(2024, 11, 11)
CASES: dict[str, tuple[date, dict[str, Any]]] = {
    "whole": (WHOLE, {}),
    "received": (RECEIVED, {}),
    "sent": (date(2024, 11, 10), {}),
    "short": (RECEIVED, {"bau_cu[0].co_mat": 206, "cuoc_hop[1].co_mat": 206, "*ho_gia_dinh.du_hop": ""}),
    "answered late": (WHOLE, {"moc[10].ngay": "21/11/2024"}),
}


@pytest.mark.parametrize("name", ["whole", "received", "short", "answered late"])
def test_nothing_of_2024_changes(tmp_path: Path, request: pytest.FixtureRequest, name: str) -> None:
    before = seen(tmp_path / "before", *CASES[name], later=False)
    request.getfixturevalue("amended")
    after = seen(tmp_path / "after", *CASES[name], later=False)
    assert {key: text.replace("/after", "/before") for key, text in after.items()} == before
    assert not any(DECREE.short in text for text in after.values())


SHOWS: list[tuple[str, dict[str, tuple[str, ...]]]] = [
    (
        "short",
        {
            "message": ("DT305", "207", f"Điều 2 {DECREE.short}"),
            "validate": (f"Điều 2 {DECREE.short}",),
            "screen": ("207", f"Điều 2 {DECREE.short}"),
        },
    ),
    (
        "received",
        {
            "screen": ("chậm nhất ngày 17/11/2027: 07 ngày làm việc kể từ ngày nhận (08/11/2027)", f"Điều 3 {DECREE.short}"),
            "ke-hoach-bau-cu": (DECREE.title, f"Điều 3 {DECREE.short}", "23/11/2027"),
            "to-trinh-cong-nhan": (DECREE.title,),
        },
    ),
    ("sent", {"screen": ("UBND thị trấn Trảng Bom công nhận kết quả trong 07 ngày làm việc kể từ ngày nhận",)}),
    ("whole", {"quyet-dinh-cong-nhan": (DECREE.title,)}),
    ("answered late", {"message": ("DT402", "hạn cuối là ngày 17/11/2027 (07 ngày làm việc)", f"Điều 3 {DECREE.short}")}),
]


@pytest.mark.usefixtures("amended")
@pytest.mark.parametrize(("name", "wanted"), SHOWS, ids=[name for name, _ in SHOWS])
def test_it_shows_wherever_a_vote_of_2027_is_told_of(tmp_path: Path, name: str, wanted: dict[str, tuple[str, ...]]) -> None:
    told = seen(tmp_path / "later", *CASES[name], later=True)
    for output, texts in wanted.items():
        for text in texts:
            assert text in told[output], (output, text, told[output])
    # No sentence goes on telling the old term.
    assert not any("05 ngày làm việc kể từ ngày nhận" in said for said in told.values())


_SPELLED = re.compile(
    r"một nửa|quá nửa|phần ba|\b0\d (?:ngày|tháng)|\d ngày làm việc|Luật \d|Nghị định|Nghị quyết liên tịch|Quy chế bầu cử|Mẫu số|\bĐiều lệ"
)


def test_no_sentence_spells_a_share_a_term_or_an_instrument() -> None:
    """They come from the version in force. What a rule's declaration, or the meaning of a variable, says is for every time."""
    house, spelled = Path(law.__file__).parent, []
    for path in house.rglob("*.py"):
        if path.name == "law.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        timeless = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("rule", "Rule")]
        timeless += [node.body[0] for node in ast.walk(tree) if isinstance(node, _DOCUMENTED) and ast.get_docstring(node) is not None]
        timeless += [node for node in tree.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").endswith("MEANINGS")]
        skipped = {id(inner) for node in timeless for inner in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped and _SPELLED.search(node.value):
                spelled.append(f"{path.relative_to(house)}:{node.lineno}: {node.value}")
    assert spelled == []


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
