"""Make every small change in turn and see that some test fails: `python -m tests.mutation [MODULE[:LINE] ...]`.

The tree is copied first and nothing in it is written: a changed module is put in place of the real one as it is imported, in a process
of its own for each change. Ends in status 1 where a change went unnoticed.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
COPIED = ("dantin", "tests", "examples", "templates", "pyproject.toml")
LAW, PROVISION = "dantin/law.py", "dantin/provision.py"
# What takes long to import and is never changed. Not click: it has to meet the texts of dantin.cli first.
SHARED = ("pytest", "hypothesis.strategies", "yaml", "python_calamine", "openpyxl", "xlsxwriter", "xlrd", "holidays.countries.vietnam")
QUIET = (
    *("-x", "-q", "--assert=plain", "--hypothesis-profile=mutation"),
    # The options of pyproject.toml name one of xdist's.
    *("-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:syrupy", "-k", "not xlsx"),
)

# The tests that concern each module, those that tell most first; the rules' own examples come after the first.
_NOMINATION, _HEAD, _CONGRESS, _ROSTER = ("rules_nomination", "rules_head", "rules_congress", "rules_roster")
_WHOLE = ("boundaries", "one_fault", "related")
TESTS: dict[str, tuple[str, ...]] = {
    LAW: ("law", "boundaries"),
    PROVISION: ("law", "law_changes", "boundaries", "guidance"),
    "dantin/base.py": ("tally", _ROSTER, _CONGRESS, *_WHOLE),
    "dantin/ballots.py": ("tally", *_WHOLE),
    "dantin/case.py": ("tally", "next_step", _HEAD, _CONGRESS, *_WHOLE),
    "dantin/tally.py": ("tally", "next_step", _HEAD, _CONGRESS, *_WHOLE),
    "dantin/working_days.py": ("working_days",),
    "dantin/deadlines.py": ("boundaries", "chain", _HEAD, _CONGRESS),
    "dantin/next_step.py": ("next_step", _HEAD, _CONGRESS),
    "dantin/chain.py": ("boundaries", "chain", _NOMINATION, _HEAD, _CONGRESS),
    "dantin/rules/congress_meeting.py": (_CONGRESS, *_WHOLE),
    "dantin/rules/congress_after.py": (_CONGRESS, *_WHOLE),
    "dantin/rules/congress_list.py": (_CONGRESS, _HEAD, *_WHOLE),
    "dantin/rules/congress_votes.py": (_CONGRESS, *_WHOLE),
    "dantin/rules/between_hamlets.py": ("boundaries", "guidance", "examples"),
    "dantin/rules/head_election.py": (_HEAD, *_WHOLE),
    "dantin/rules/members.py": (_ROSTER, *_WHOLE),
    "dantin/rules/nomination.py": (_NOMINATION, *_WHOLE),
    "dantin/rules/recognition.py": (_HEAD, *_WHOLE),
    "dantin/rules/roster.py": (_ROSTER, "cccd", *_WHOLE),
    "dantin/rules/round_figures.py": ("tally", _ROSTER, _CONGRESS, *_WHOLE),
    "dantin/rules/rounds.py": ("tally", _ROSTER, _CONGRESS, *_WHOLE),
    "dantin/rules/questions.py": (_NOMINATION, _HEAD, _CONGRESS, "tally", *_WHOLE),
    "dantin/rules/steps.py": (_NOMINATION, _HEAD, *_WHOLE),
    "dantin/rules/teams.py": (_NOMINATION, *_WHOLE),
}


@dataclass
class Tally:
    """What became of the mutants of one module."""

    killed: list[Mutant] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)
    seconds: float = 0.0


class _Code(SourceFileLoader):
    """Gives other code for a module than stands in its file."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        return self.code


class _Changed(MetaPathFinder):
    """Finds one module, before anything else does."""

    def __init__(self, path: str, code: CodeType) -> None:
        self.loader = _Code(path.removesuffix(".py").replace("/", "."), str(ROOT / path), code)

    def find_spec(self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        return spec_from_file_location(fullname, self.loader.path, loader=self.loader) if fullname == self.loader.name else None


def tests_of(path: str, line: int) -> list[str]:
    """The tests that concern a module, as pytest takes them; those come first that most likely notice a change on the line."""
    first, *others = (f"tests/test_{name}.py" for name in TESTS.get(path, _WHOLE))
    codes: list[str] = []
    if "/rules/" in path:
        source = (ROOT / path).read_text("utf-8")
        places = {code: source.count("\n", 0, source.index(f'"{code}"')) for code in re.findall(r'"(DT\d{3})"', source)}
        # A change is noticed soonest by the examples of the rule above it.
        codes = sorted(places, key=lambda code: (places[code] >= line, abs(line - places[code])))
    names = ("test_wrong_example_is_found_once_at_its_place", "test_right_example_raises_nothing")
    examples = [f"tests/test_rules.py::{name}[{code}-yaml]" for code in codes for name in names]
    return [*examples[:2], first, *examples[2:], *others]


def start(tests: Sequence[str], mutant: Mutant | None, limit: int) -> int:
    """Run tests in a process of its own, with a change made; gives the number of the process. One that works too long is ended."""
    child = os.fork()
    if child:
        return child
    signal.setitimer(signal.ITIMER_PROF, limit)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    status = 1
    try:
        if mutant is not None:
            sys.meta_path.insert(0, _Changed(mutant.path, mutant.compiled()))
        status = import_module("pytest").main([*QUIET, *tests])
    finally:
        os._exit(status)


def try_all(path: str, changes: Sequence[Mutant], jobs: int) -> Tally | None:
    """Every change of one module, so many at a time; None where the tests fail without any."""
    tally, begun = Tally(), time.monotonic()
    if os.waitpid(start(tests_of(path, 0), None, 600), 0)[1]:
        return None
    limit = 20 + 5 * round(time.monotonic() - begun)
    waiting, running = iter(changes), dict[int, Mutant]()
    while True:
        while len(running) < jobs and (mutant := next(waiting, None)) is not None:
            running[start(tests_of(path, mutant.line), mutant, limit)] = mutant
        if not running:
            break
        child, status = os.wait()
        mutant = running.pop(child)
        (tally.killed if status else tally.survivors).append(mutant)
        if not status and mutant.key not in EQUIVALENT:
            print(f"survives: {mutant}", flush=True)
    tally.seconds = time.monotonic() - begun
    return tally


def modules() -> list[str]:
    """Every module that is changed: the rules one and all, and what they rest on."""
    rules = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "dantin/rules").glob("*.py")) if path.stem != "__init__")
    return list(dict.fromkeys([*TESTS, *rules]))


def chosen(wanted: Sequence[str]) -> Iterator[tuple[str, list[Mutant]]]:
    """The modules and their mutants, all of them or those named."""
    places = [(path, int(line) if line else None) for path, _, line in (name.partition(":") for name in wanted)]
    for path in modules():
        lines = [line for named, line in places if named == path]
        if lines or not places:
            found = mutants(path, (ROOT / path).read_text("utf-8"), values=path in (LAW, PROVISION))
            yield path, [mutant for mutant in found if not places or None in lines or mutant.line in lines]


def in_a_copy(arguments: Sequence[str]) -> int:
    """Copy the tree, so that whoever edits it meanwhile disturbs nothing, and run there."""
    with tempfile.TemporaryDirectory(prefix="dantin-mutation-") as folder:
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, Path(folder, name), ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, folder)
        # Without compiled files every process would compile every module anew.
        here = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.run([sys.executable, "-m", "tests.mutation", "--here", *arguments], cwd=folder, env=here, check=False).returncode


def main() -> int:
    """Every module, and a table of what became of its mutants."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Changes one thing at a time; some test has to notice.")
    parser.add_argument("modules", nargs="*", help="dantin/tally.py, or dantin/tally.py:120 for one line; all modules unless named")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes at a time")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := sorted({name.partition(":")[0] for name in given.modules}.difference(modules())):
        parser.error(f"no such module: {', '.join(unknown)}")
    if not given.here:
        return in_a_copy(sys.argv[1:])
    for name in SHARED:
        import_module(name)
    failed = False
    total = [0, 0, 0, 0, 0.0]
    print(f"{'module':32} {'mutants':>8} {'killed':>8} {'equivalent':>11} {'survivors':>10} {'seconds':>8}", flush=True)
    for path, changes in chosen(given.modules):
        tally = try_all(path, changes, given.jobs)
        if tally is None:
            print(f"{path:32} its tests fail without any change", flush=True)
            failed = True
            continue
        equal = [mutant.key for mutant in tally.survivors if mutant.key in EQUIVALENT]
        row = [len(changes), len(tally.killed), len(equal), len(tally.survivors) - len(equal), tally.seconds]
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(_row(path, row), flush=True)
        failed |= row[3] > 0
        if path not in given.modules and given.modules:
            continue
        for key in EQUIVALENT:
            if key[0] == path and key not in equal:
                print(f"said to be equivalent, and noticed or gone: {key}", flush=True)
                failed = True
    print(_row("all", total))
    return int(failed)


def _row(name: str, numbers: Sequence[float]) -> str:
    mutated, killed, equivalent, survivors, seconds = numbers
    return f"{name:32} {mutated:8} {killed:8} {equivalent:11} {survivors:10} {seconds:8.0f}"


if __name__ == "__main__":
    sys.exit(main())
