"""A law that changes: one version more of a provision shows wherever a vote of its time is told of, and an older vote stays as it was."""

import ast
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from dantin import law
from dantin.output import catalogue, terminal
from dantin.output.json import pieces, tally, validation
from dantin.papers.finished import make_papers
from dantin.provision import AtLeast, Instrument, Provision, Version
from dantin.rule import CATALOGUE, Edit
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
    law.grounds.cache_clear()


@pytest.fixture
def amended() -> Iterator[None]:
    """Two thirds of the households for the vote, seven working days for its recognition; and other shares and terms."""
    changes: tuple[tuple[Provision[Any], object], ...] = (
        (law.HEAD_QUORUM, AtLeast(Fraction(2, 3))),
        (law.HEAD_RECOGNITION_DAYS, 7),
        (law.HEAD_RESULT_SENT_DAYS, 4),
        (law.HEAD_TAKEN_RESULT_SENT_DAYS, 4),
        (law.HEAD_VACANCY_DAYS, 45),
        (law.CONGRESS_QUORUM, AtLeast(Fraction(3, 4))),
        (law.CONGRESS_MAJORITY, AtLeast(Fraction(3, 5))),
        (law.CONGRESS_REPORT_DAYS, 3),
        (law.CONGRESS_APPROVAL_DAYS, 9),
    )
    kept = [(provision, provision.versions) for provision, _ in changes]
    for article, (provision, value) in enumerate(changes, 2):
        one_more(provision, value, f"Điều {article}")
    yield
    for provision, versions in kept:
        object.__setattr__(provision, "versions", versions)
    law.grounds.cache_clear()


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
    told["validate"] = "".join(pieces(validation(report)))
    told["tally"] = "".join(pieces(tally(report.hamlets, report.diagnostics)))
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
    "sent late": (WHOLE, {"moc[8].ngay": "17/11/2024", "moc[9].ngay": "17/11/2024"}),
    "reported late": (WHOLE, {"moc[12].ngay": "27/11/2024", "moc[13].ngay": "15/12/2024"}),
    "let go": (WHOLE, {"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "15/08/2024"}),
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
            "ke-hoach-bau-cu": (DECREE.title, f"Điều 3 {DECREE.short}", "22/11/2027"),
            "to-trinh-cong-nhan": (DECREE.title,),
        },
    ),
    ("sent", {"screen": ("UBND thị trấn Trảng Bom công nhận kết quả trong 07 ngày làm việc kể từ ngày nhận",)}),
    (
        "whole",
        {
            "quyet-dinh-cong-nhan": (DECREE.title,),
            "bao-cao-tinh-hinh-dang-vien": ("phải đạt số phiếu ít nhất ba phần năm so với", "(ba phần tư)"),
            "bien-ban-dai-hoi": ("(ít nhất ba phần tư số được triệu tập)",),
        },
    ),
    ("sent late", {"message": ("DT405", "(04 ngày làm việc)", f"Điều 4 {DECREE.short}")}),
    ("reported late", {"message": ("DT518", "(03 ngày làm việc)", "DT519", "(09 ngày làm việc)")}),
    ("let go", {"message": ("DT407", "(45 ngày)")}),
    ("answered late", {"message": ("DT402", "hạn cuối là ngày 17/11/2027 (07 ngày làm việc)", f"Điều 3 {DECREE.short}")}),
]


@pytest.mark.usefixtures("amended")
@pytest.mark.parametrize(("name", "wanted"), SHOWS, ids=[name for name, _ in SHOWS])
def test_it_shows_wherever_a_vote_of_2027_is_told_of(tmp_path: Path, name: str, wanted: dict[str, tuple[str, ...]]) -> None:
    told = seen(tmp_path / "later", *CASES[name], later=True)
    for output, texts in wanted.items():
        for text in texts:
            assert text in told[output], (output, text, told[output])
    # No sentence goes on telling the old terms.
    assert not any(old in said for said in told.values() for old in ("05 ngày làm việc", "07 ngày làm việc (", "hai phần ba số"))


@pytest.mark.usefixtures("amended")
@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("DT305", ("khi có ít nhất hai phần ba đại diện hộ",)),
        ("DT402", ("trong 07 ngày làm việc kể từ ngày nhận được quyết định", "trong 07 ngày làm việc kể từ ngày nhận.")),
        ("DT405", ("trong 04 ngày làm việc kể từ ngày họp",)),
        ("DT407", ("Cho thôi trưởng ấp quá 45 ngày", "Trong 45 ngày kể từ", "trong 45 ngày kể từ")),
        ("DT502", ("Đại hội không đủ ba phần tư đảng viên", "khi có ít nhất ba phần tư số đảng viên chính thức")),
        ("DT513", ("không tính vào số để lấy ít nhất ba phần năm",)),
        ("DT518", ("trong 03 ngày làm việc.",)),
        ("DT519", ("trong 09 ngày làm việc kể từ ngày nhận báo cáo.",)),
    ],
)
def test_the_catalogue_tells_the_law_as_it_is_now(code: str, texts: tuple[str, ...]) -> None:
    out = io.StringIO()
    catalogue.explain(Console(file=out, soft_wrap=True), CATALOGUE[code])
    for text in texts:
        assert text in out.getvalue()


_TERM = re.compile(r"một nửa|quá nửa|phần ba|\d ngày làm việc|\b\d\d (?:ngày|tuổi)\b|\b(?:0\d|12) tháng(?! \d)|\d ?%(?!\})")
_SPELLED = re.compile(_TERM.pattern + r"|Luật \d|Nghị định|Nghị quyết liên tịch|Quy chế bầu cử|Mẫu số|\bĐiều lệ")


def test_no_sentence_spells_a_share_a_term_or_an_instrument() -> None:
    """They come from the version in force. Only what a variable or a column means is told for every time."""
    house, spelled = Path(law.__file__).parents[1], []
    for path in (*(house / "dantin").rglob("*.py"), *(house / "templates").glob("*.py")):
        if path.name == "provision.py":  # how a share and a term are said
            continue
        tree, spells = ast.parse(path.read_text(encoding="utf-8")), _SPELLED
        if path.name == "law.py":  # what a provision lays down; the instruments are named there
            tree.body, spells = [node for node in tree.body if getattr(getattr(node, "value", None), "func", None)], _TERM
        documented = (node for node in ast.walk(tree) if isinstance(node, _DOCUMENTED) and ast.get_docstring(node) is not None)
        timeless: list[ast.AST] = [node.body[0] for node in documented]
        timeless += [
            node
            for node in tree.body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").endswith(("MEANINGS", "NOTES"))
        ]
        skipped = {id(inner) for node in timeless for inner in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
                # What stands in a tag of a page is a length, and nobody reads it.
                read = re.sub(r"<[^>]*>", "", node.value)
                spelled += [f"{path.relative_to(house)}:{node.lineno}: {node.value}"] * bool(spells.search(read))
    assert spelled == []


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
