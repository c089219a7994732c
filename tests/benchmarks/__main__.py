"""Run every benchmark and print its ratios: `python -m tests.benchmarks`.

Each command is timed as a whole process, in turn with its peer (A B A B ...), so that a machine that slows down slows both. The median of
the ratios pair by pair is what counts, with the least and the largest of them beside it; single times are only shown. Everything is
compiled first: where Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE), each start would compile the whole program anew, which
no installed program does.
"""

import compileall
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "examples" / "long-thanh"

OPENPYXL = """
import sys, pathlib, openpyxl
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    openpyxl.load_workbook(path)
"""
CALAMINE = """
import sys, pathlib
from python_calamine import CalamineWorkbook
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""


def bare_typer(commands: Sequence[str]) -> str:
    """A typer program that has as many commands as ours, and nothing in them."""
    lines = ["import typer", "app = typer.Typer()"]
    for name in commands:
        lines += ["@app.command()", f"def {name}(path: str, as_of: str = '') -> None:", f"    '''Do {name}.'''"]
    return "\n".join([*lines, "app()"])


def seconds(command: Sequence[str]) -> float:
    """How long one run of a command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=ROOT)
    return time.perf_counter() - start


def compare(title: str, ours: Sequence[str], peer: Sequence[str], runs: int, aim: str) -> None:
    """Time both in turn and print the medians and the ratio ours / peer."""
    seconds(ours), seconds(peer)
    pairs = [(seconds(ours), seconds(peer)) for _ in range(runs)]
    mine, theirs = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
    ratios = sorted(a / b for a, b in pairs)
    ratio = statistics.median(ratios)
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(f"{title}: {mine:.2f} s / {theirs:.2f} s = {ratio:.2f}, {spread}   ({1 / ratio:.1f}x; aim: {aim})", flush=True)


def main() -> None:
    """Every benchmark of the project."""
    compileall.compile_dir(ROOT / "dantin", quiet=1)
    python = sys.executable
    files = len(list(DISTRICT.rglob("*.xlsx")))
    dantin = [python, "-m", "dantin"]
    validate = [*dantin, "validate", str(DISTRICT)]
    compare(
        f"validate, {files} workbooks / openpyxl load_workbook of the same",
        validate,
        [python, "-c", OPENPYXL, str(DISTRICT)],
        3,
        "at most 0.10",
    )
    compare(
        f"validate, {files} workbooks / calamine reading the same",
        validate,
        [python, "-c", CALAMINE, str(DISTRICT)],
        7,
        "at most 3",
    )
    from tests.benchmarks import again, papers

    papers.compare(DISTRICT)
    again.compare(DISTRICT)
    from dantin.cli.app import app

    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    compare(
        f"dantin --help / bare typer program of {len(names)} commands",
        [*dantin, "--help"],
        [python, "-c", bare_typer(names), "--help"],
        15,
        "at most 1.3",
    )


if __name__ == "__main__":
    main()
