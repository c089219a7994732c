"""Measure and print one table of ratios: `make bench`, or `python -m tests.benchmarks --peers PYTHON [--json FILE] [--only WORD,WORD]`.

Every line is held against a peer, a program that does a part of the same work on the same files, or against a limit, measured in the same
run. Commands are timed as whole processes, in turn with their peers, so that a machine that slows down slows both; what counts is the
median of the ratios pair by pair. How cost grows with size is measured after the start (see `started`), small sizes oftener than large
ones. Processor time of a process and all it starts ("user") says what work costs however busy the machine is; "wall" is what a user
waits, and is to be believed on a quiet machine only. Everything is compiled first: where Python may not keep what it compiled
(PYTHONDONTWRITEBYTECODE), each start would compile the whole program anew, which no installed program does.
"""

import argparse
import compileall
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dantin.readers.files.limits import SHORT_TABLE
from tests import country
from tests.benchmarks import again, peers, rosters
from tests.benchmarks.ratios import Aim, Line, compared, growth, slope, table
from tests.benchmarks.started import after_start
from tests.benchmarks.timing import ROOT, in_turn, run

DISTRICT = ROOT / "examples" / "long-thanh"
DOSSIER = ROOT / "examples" / "khu-pho-4.yaml"
DAY = "2024-12-20"
# By size, how often it is measured: what takes long varies little.
HAMLETS = {1: 15, 10: 9, 83: 5, 1000: 2}
ROWS = {100: 45, 1000: 15, 20_000: 3}
_FLOOR = 45
_FEW = 2
EXPONENT = Aim.at_most(1.05)
DANTIN = [sys.executable, "-m", "dantin"]


def dantin(command: str, *arguments: object) -> list[str]:
    """A command of ours, on the day of the examples."""
    return [*DANTIN, command, *map(str, arguments), "--as-of", DAY]


def against_readers(python: str) -> Iterator[Line]:
    """`validate` of the example district against what only reads it."""
    theirs = {
        "calamine": [python, "-c", peers.CALAMINE, str(DISTRICT)],
        "pandas": [python, "-c", peers.PANDAS, str(DISTRICT)],
        "openpyxl": [python, "-c", peers.OPENPYXL, str(DISTRICT)],
    }
    ours, alone = dantin("validate", DISTRICT), dantin("validate", DISTRICT, "--jobs", 1)
    books = len(list(DISTRICT.rglob("*.xlsx")))
    took = in_turn([ours, alone, *theirs.values()], 5)
    by_peer = {peer: [times[place] for times in took] for place, peer in enumerate(theirs, 2)}
    both, one = [times[0] for times in took], [times[1] for times in took]

    def line(title: str, mine: list[object], peer: str, what: str, aim: Aim | None, by: str) -> Line:
        return compared(f"{title}, {books} workbooks", f"{peer} only {what}", list(zip(mine, by_peer[peer], strict=True)), aim, by=by)

    yield line("validate", both, "calamine", "reading", Aim.at_most(3), "wall")
    yield line("validate --jobs 1", one, "calamine", "reading", Aim.at_most(5), "user")
    yield line("validate", both, "pandas", "reading", Aim(1, "< 1"), "wall")
    yield line("validate --jobs 1", one, "pandas", "reading", None, "user")
    yield line("validate --jobs 1", one, "openpyxl", "opening", None, "user")


def against_frictionless(python: str) -> Iterator[Line]:
    """`validate` of a whole district against a check of the forms of two of its sheets."""
    took = in_turn([dantin("validate", DISTRICT, "--jobs", 1), [python, "-c", peers.FRICTIONLESS, str(DISTRICT)]], 1)
    yield compared("validate --jobs 1, all sheets", "frictionless, two sheets of each", [(a, b) for a, b in took], None)


def against_typer(python: str) -> Iterator[Line]:
    """How long a start takes, against a program of typer that does nothing."""
    from dantin.cli.app import app

    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    bare = [python, "-c", peers.bare_typer(names), "--help"]
    took = in_turn([dantin("tally", DOSSIER), [*DANTIN, "--help"], bare], 15)
    peer = f"typer, {len(names)} bare commands"
    yield compared("tally of one YAML file", peer, [(tally, bare) for tally, _, bare in took], Aim.at_most(2.5))
    yield compared("--help", peer, [(help_page, bare) for _, help_page, bare in took], Aim.at_most(1.3))


def papers(_python: str) -> Iterator[Line]:
    """Papers against docxtpl, inside one process."""
    from tests.benchmarks.papers import compare

    yield from compare(DISTRICT)


def in_hamlets(_python: str) -> Iterator[Line]:
    """What one more hamlet costs."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {size: Path(scratch, str(size)) for size in HAMLETS}
        for size, folder in folders.items():
            list(country.write(folder, size, jobs=os.cpu_count() or 1))
        none = Path(scratch, "none.xlsx")
        none.write_bytes(country.workbook({"don_vi": [{"ma": "A1", "ten": "Ấp 1"}]}))
        commands = [dantin("validate", path, "--jobs", 1)[len(DANTIN) :] for path in (none, *folders.values())]
        floors, *took = after_start(commands, [_FLOOR, *HAMLETS.values()])
        users = [[one.user for one in runs] for runs in took]
        sizes = [*HAMLETS]
        yield growth("validate, processor time in hamlets", sizes, users, [one.user for one in floors], EXPONENT)
        pairs = list(zip(took[-1], took[-2], strict=False))
        before, largest = sizes[-2:]
        steps = [(fewer.user, more.user) for more, fewer in pairs]
        yield slope("each further hamlet, processor time", "limit", before, largest, steps, Aim.at_most(8, " ms"))
        yield compared(f"validate --jobs 1, {largest:,} hamlets", f"the same of {before}", pairs, Aim.at_most(1.5), by="memory")


def in_rows(_python: str) -> Iterator[Line]:
    """What one more row of one roster costs."""
    with tempfile.TemporaryDirectory() as scratch:
        for command, what in (("validate", "members"), ("report", "members"), ("validate", "households"), ("validate", "candidates")):
            # More people than that, with a few of the hamlet's own, no list of candidates may have.
            sizes = [min(size, SHORT_TABLE - 100) if what == "candidates" else size for size in ROWS]
            files = [rosters.write(Path(scratch), what, size) for size in (_FEW, *sizes)]
            commands = [dantin(command, file)[len(DANTIN) :] for file in files]
            floors, *took = after_start(commands, [_FLOOR, *ROWS.values()])
            users = [[one.user for one in runs] for runs in took]
            yield growth(f"{command}, processor time in {what}", sizes, users, [one.user for one in floors], EXPONENT)


PARTS: dict[str, Callable[[str], Iterator[Line]]] = {
    "readers": against_readers,
    "frictionless": against_frictionless,
    "typer": against_typer,
    "papers": papers,
    "hamlets": in_hamlets,
    "rows": in_rows,
    "again": lambda _python: again.lines(),
}


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    if unknown := [part for part in parts if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)!r}; there are {', '.join(PARTS)}")
    return parts


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was asked for, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--peers", default=sys.executable, help="the Python that the peers are installed for")
    parser.add_argument("--only", type=_parts, default=",".join(PARTS), metavar="PART,PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    compileall.compile_dir(ROOT / "dantin", quiet=1)
    run([*DANTIN, "--help"])
    load = os.getloadavg()[0]
    lines: list[Line] = []
    for part in asked.only:
        for line in PARTS[part](asked.peers):
            lines.append(line)
            print(table([line]).splitlines()[1], file=sys.stderr, flush=True)
    print(table(lines))
    loads = statistics.mean((load, os.getloadavg()[0]))
    versions = peers.versions(peers.PINNED.read_text("utf-8"))
    named = ", ".join(f"{name} {versions[name]}" for name in ("python-calamine", "pandas", "openpyxl", "frictionless", "typer"))
    print(f"\n{os.cpu_count()} processors, load {loads:.1f}, Python {platform.python_version()}; {named}")
    if asked.json is not None:
        about = {"processors": os.cpu_count(), "load": loads, "python": platform.python_version(), "peers": versions}
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps({**about, "lines": [line.as_json() for line in lines]}, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
