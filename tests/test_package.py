"""The project as a package: it works from an installed wheel in another folder, and its parts keep to their places."""

import ast
import platform
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dantin.rules import MODULES
from tests import pythons
from tests.conftest import ROOT


@pytest.mark.slow
def test_the_wheel_works_in_another_folder(tmp_path: Path) -> None:
    """Built, installed beside nothing of the checkout, and run from an empty folder: templates and examples are inside."""
    built = tmp_path / "built"
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, ROOT], check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", site, wheel]
    subprocess.run(pip, check=True, capture_output=True)
    (tmp_path / "work").mkdir()

    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        # -P and the bare environment keep the checkout out of sight, but for the libraries beside it.
        code = f"import sys; sys.path.insert(0, {str(site)!r}); import dantin; assert dantin.__file__.startswith({str(site)!r}); "
        code += f"sys.argv[1:] = {list(map(str, command))!r}; from dantin.cli import run; run()"
        return subprocess.run(
            [sys.executable, "-P", "-c", code], cwd=tmp_path / "work", capture_output=True, text=True, encoding="utf-8", check=False
        )

    # Templates as Word files, the one example that `explain` and `templates check` need; no scripts that make them, no other dossier.
    data = site / "dantin" / "_data"
    templates = {f"templates/{path.name}" for path in (ROOT / "templates").glob("*.docx")}
    shipped = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert shipped == {*templates, "examples/khu-pho-4.yaml"}
    assert {path.name for path in site.iterdir()} <= {"dantin", "bin", f"dantin-{version('dantin')}.dist-info"}

    dossier = ROOT / "examples" / "khu-pho-4.xlsx"
    result = run("tally", dossier, "--minutes", "giay")
    assert result.returncode == 0, result.stderr
    written = {p.name for p in (tmp_path / "work").rglob("*.docx")}
    assert written == {f"bien-ban-kiem-phieu-{contest}.docx" for contest in ("truong-ap", "chi-uy", "bi-thu", "pho-bi-thu")}
    assert run("validate", ROOT / "examples" / "long-thanh").returncode == 1
    assert run("explain", "DT307").returncode == 0
    assert run("templates", "check", data / "templates" / "giay-moi-hop.docx").returncode == 0


def test_what_is_needed_is_at_least_what_the_tests_run_on() -> None:
    """No older version is said to do that nobody has tried."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    tried = {canonicalize_name(name): version for name, version in pinned.items()}
    needed = [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["xls"])]
    least = {canonicalize_name(r.name): s.version for r in needed for s in r.specifier if s.operator == ">="}
    assert len(least) == len(needed)
    assert least == {name: tried[name] for name in least}


def test_imports_go_one_way() -> None:
    result = subprocess.run([str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


SOURCES = sorted((ROOT / "dantin").rglob("*.py"))


def imported(source: Path) -> Iterator[tuple[str, str]]:
    """What a module of dantin takes from the others: each module with the name taken, whether imported or asked of it as an attribute."""
    tree = ast.parse(source.read_text("utf-8"))
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dantin"):
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield str(node.module), alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr


def test_what_is_private_to_a_module_is_used_by_no_other() -> None:
    taken = [(source.name, f"{module}.{name}") for source in SOURCES for module, name in imported(source)]
    assert [entry for entry in taken if entry[1].rpartition(".")[2].startswith("_") and not entry[1].endswith("__")] == []


def test_modules_of_rules_ask_nothing_of_each_other() -> None:
    """What several rules ask stands in one place."""
    rules = {module.__name__ for module in MODULES}
    asked = {(source.stem, module) for source in SOURCES if source.parent.name == "rules" for module, _ in imported(source)}
    assert {(stem, module) for stem, module in asked if module in rules} == set()


def test_no_two_modules_have_one_name() -> None:
    """But for the module of a command, which may be called as what it calls."""
    names = Counter(source.stem for source in SOURCES if source.stem != "__init__" and source.parent.name != "cli")
    names.update(source.parent.name for source in SOURCES if source.stem == "__init__" and source.parent.name != "dantin")
    assert [name for name, number in names.items() if number > 1] == []


def named(tree: ast.AST) -> Iterator[str]:
    """Every variable, parameter and field that a module gives a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)) and node.name:
            yield node.name


@pytest.mark.parametrize("vague", ["found", "told", "said"])
def test_variables_say_what_they_hold(vague: str) -> None:
    assert [source.name for source in SOURCES if vague in named(ast.parse(source.read_text("utf-8")))] == []


_NEVER = "openpyxl xlsxwriter docx docxtpl lxml holidays jinja2 asyncio"
HEAVY = {
    "--help": f"{_NEVER} yaml rapidfuzz python_calamine",
    "validate examples/long-thanh/an-phuoc --jobs 1 --no-cache": f"{_NEVER} concurrent ssl",
    "tally examples/khu-pho-4.yaml": f"{_NEVER} concurrent ssl python_calamine",
}


@pytest.mark.parametrize("command", HEAVY)
def test_a_command_loads_nothing_heavy_that_it_does_not_need(command: str) -> None:
    code = (
        f"import sys\nfrom dantin.cli import run\nsys.argv = ['dantin', *{command.split()}]\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set('{HEAVY[command]}'.split()) & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.stdout
    assert result.stderr.strip().splitlines()[-1] == "[]"


def test_the_pythons_of_this_machine() -> None:
    """Each build once, without the one that runs this; no other program is taken for one."""
    mine, found = pythons.about(Path(sys.executable)), pythons.others()
    assert mine is not None
    assert mine.version == platform.python_version()
    builds = [build.build for build in found]
    assert len({mine.build, *builds}) == len(builds) + 1
    assert pythons.about(Path("/bin/sh")) is None
    assert pythons.about(ROOT / "none") is None
