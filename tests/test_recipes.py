"""The four recipes of the README, cooked: in a copy of the package nothing is touched but what each of them names, and what was added is
there wherever a user meets it.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.editing import as_yaml, plain
from tests.readme import README

RULE = '''

@rule(
    "DT998",
    "số điện thoại “{phone}” không bắt đầu bằng số 0",
    title="Số điện thoại không bắt đầu bằng số 0",
    why="Không gọi được số đó.",
    hint="Sửa số điện thoại.",
    hint_district="Trả hồ sơ: đề nghị sửa số điện thoại.",
    bad=Edit({"don_vi.dien_thoai": "1251"}),
    good=Edit({"don_vi.dien_thoai": "0251"}),
)
def phone_number(case: Case) -> Iterator[Finding]:
    """A number that cannot be dialled."""
    unit = case.dossier.unit
    if unit.phone is not None and not unit.phone.startswith("0"):
        yield Finding(unit.at("dien_thoai"), {"phone": unit.phone})
'''
PAPER = '''"""How the hamlet is reached."""

from dantin.papers import gate
from dantin.papers.paper import Context, Occasion, Paper, Subject
from dantin.papers.phrases import filled
from dantin.word.facts import Fact, Facts

MEANINGS = {"dien_thoai": "số điện thoại của ấp, khu phố"}


def _text(subject: Subject) -> Context:
    return {"dien_thoai": filled(subject.unit.phone)}


def _facts(subject: Subject) -> Facts:
    unit = subject.unit
    return Facts(((Fact(f"Điện thoại: {unit.phone}", unit.at("dien_thoai")),),) if unit.phone else ())


PAPERS = (
    Paper("lien-lac", "giấy liên lạc", Occasion.BEFORE, _text, lambda _case: True, (gate.unit,), ("dien_thoai",), _facts),
)
'''
TEMPLATE = '''def contact() -> Document:
    """How the hamlet is reached."""
    paper = page.new_paper("Giấy liên lạc")
    body(paper, "Điện thoại: {{ dien_thoai }}.")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {
    "lien-lac": contact,
'''
CODE = 'Field("ma", "Mã ấp", "code",'
DECREE = """ND_MAU = Instrument("Nghị định mẫu", "Nghị định mẫu sửa đổi việc công nhận trưởng ấp", date(2027, 1, 1), "head")
HEAD_RECOGNITION_DAYS = Provision("""
OF_LAW = '(Version(_LAW, 5, LUAT_10_2022, "Điều 21 khoản 2", "A"),)'


class Step(NamedTuple):
    """What a recipe has one do in a file: put `new` after or in the place of `old`, or at its end, or make it."""

    file: str
    new: str
    old: str = ""


RECIPES: dict[str, list[Step]] = {
    "rule": [Step("dantin/rules/own_papers.py", RULE)],
    "column": [
        Step("dantin/readers/dossier/fields.py", f'Field("dien_thoai", "Điện thoại", "phone"), {CODE}', CODE),
        Step("dantin/model.py", "    pilot: bool | None = None\n    phone: str | None = None\n", "    pilot: bool | None = None\n"),
    ],
    "paper": [
        Step("dantin/papers/before_vote/contact.py", PAPER),
        Step("dantin/papers/shelf.py", "before_vote import by_clusters, contact, for_voters", "before_vote import by_clusters, for_voters"),
        Step("dantin/papers/shelf.py", "    results,\n    contact,\n)", "    results,\n)"),
        Step("templates/before.py", TEMPLATE, "TEMPLATES: dict[str, Callable[[], Document]] = {\n"),
    ],
    "decree": [
        Step("dantin/law.py", DECREE, "HEAD_RECOGNITION_DAYS = Provision("),
        Step("dantin/law.py", f'{OF_LAW[:-1]} Version(date(2027, 1, 1), 7, ND_MAU, "Điều 3", "A"))', OF_LAW),
    ],
}
LOOK = """
import contextlib, io, json, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, "templates")
import build
build.build(Path("templates"))
from dantin import law
from dantin.provision import NATIONAL
from dantin.cli import run
def seen(*words):
    sys.argv = ["dantin", *words]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        run()
    return out.getvalue()
found = {
    "rules": seen("rules"), "explain": seen("explain", "DT998"), "validate": seen("validate", "ho-so.yaml", "--as-of", "20/12/2024"),
    "inspect": seen("inspect", "ho-so.yaml"), "papers": seen("templates", "list"),
    "variables": seen("templates", "variables", "--paper", "lien-lac"),
    "render": seen("render", "dung.yaml", "--as-of", "20/12/2024", "--paper", "lien-lac"),
}
for year in (2024, 2027):
    version = NATIONAL.on(law.HEAD_RECOGNITION_DAYS, date(year, 6, 1))
    found[str(year)] = f"{version.value} {version.citation}"
print(json.dumps(found))
"""


def recipes() -> dict[str, tuple[str, list[str]]]:
    """What is to be done for each kind of thing, and the files and folders that it names."""
    text = README.read_text("utf-8")
    start = text.index("**Four recipes**")
    told = re.findall(r"^- \*A new (\w+)\*: (.*?)(?=^- |^$)", text[start:], flags=re.MULTILINE | re.DOTALL)
    return {kind: (words, re.findall(r"\]\(([^)]+)\)", words)) for kind, words in told}


def test_the_readme_has_these_recipes() -> None:
    assert list(recipes()) == list(RECIPES)


@pytest.mark.parametrize("kind", RECIPES)
def test_a_recipe_names_what_has_to_be_touched_and_no_more(kind: str) -> None:
    _, named = recipes()[kind]
    touched = {step.file for step in RECIPES[kind]}
    assert [file for file in sorted(touched) if not any(Path(file).is_relative_to(name) for name in named)] == []
    assert [name for name in named if not any(Path(file).is_relative_to(name) for file in touched)] == []
    assert len(touched) <= {"rule": 1, "column": 2, "paper": 3, "decree": 1}[kind]


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the program says in a copy in which all four recipes were followed."""
    home = tmp_path_factory.mktemp("recipes")
    for name in ("dantin", "templates"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "examples").symlink_to(ROOT / "examples")
    for steps in RECIPES.values():
        for step in steps:
            path = home / step.file
            before = path.read_text("utf-8") if path.exists() else ""
            assert before.count(step.old) == 1 or not step.old, step
            path.write_text(before.replace(step.old, step.new) if step.old else before + step.new, "utf-8")
    for name, phone in (("ho-so", "1251"), ("dung", "0251 386 386")):
        document = plain()
        document["don_vi"]["dien_thoai"] = phone
        (home / f"{name}.yaml").write_bytes(as_yaml(document))
    command = [sys.executable, "-c", LOOK]
    result = subprocess.run(command, cwd=home, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    found: dict[str, str] = json.loads(result.stdout)
    papers = [path.name for path in (home / "out").rglob("*.docx")]
    return found | {"written": " ".join(papers)}


@pytest.mark.parametrize(
    ("output", "holds"),
    [
        ("rules", "DT998"),
        ("explain", "Số điện thoại không bắt đầu bằng số 0"),
        ("validate", "số điện thoại “1251” không bắt đầu bằng số 0 [LỖI DT998]"),
        ("inspect", "dien_thoai"),
        ("papers", "lien-lac"),
        ("variables", "số điện thoại của ấp, khu phố"),
        ("render", "lien-lac.docx"),
        ("written", "lien-lac.docx"),
        ("2024", "5 Điều 21 khoản 2"),
        ("2027", "7 Điều 3"),
    ],
    ids=lambda value: value if value.isascii() else "",
)
def test_what_was_added_is_there(cooked: dict[str, str], output: str, holds: str) -> None:
    assert holds in cooked[output], cooked[output]
