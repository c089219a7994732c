"""The same question asked again of a folder: unchanged, and with one workbook changed; against the first time, and against `--help`."""

import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.ratios import Aim, Line, Took, compared
from tests.benchmarks.timing import ROOT, run

DISTRICT, DAY = ROOT / "examples" / "long-thanh", "2024-12-20"
_RUNS = 5


def many(folder: Path, hamlets: int) -> None:
    """Copies of the example's communes, until there are so many hamlets; each copy is a commune of its own, without a list."""
    books = sorted(DISTRICT.rglob("*.xlsx"))
    for number in range(hamlets):
        book = books[number % len(books)]
        home = folder / f"{book.parent.name}-{number // len(books)}"
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book, home / book.name)


def touch(folder: Path) -> None:
    """Change what is in one workbook, and nothing that is read of it."""
    with zipfile.ZipFile(min(folder.rglob("*.xlsx")), "a") as book:
        book.writestr(f"docProps/{time.time_ns()}.txt", "x")


def lines(hamlets: int = 1000) -> Iterator[Line]:
    """Of the example district as it is, and of one of many hamlets."""
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch, "small"), Path(scratch, "large")
        shutil.copytree(DISTRICT, small)
        many(large, hamlets)
        for folder, number in ((small, len(list(small.rglob("*.xlsx")))), (large, hamlets)):
            for command in ("validate", "status", "report"):
                cache = str(Path(scratch, f"{command}-{number}"))

                def ask(*arguments: object, into: str = cache) -> Took:
                    return run([sys.executable, "-m", "dantin", *map(str, arguments)], cache=into)

                asked = (command, folder, "--as-of", DAY)
                first = ask(*asked)
                pairs = [(ask(*asked), ask("--help")) for _ in range(_RUNS)]
                aim = Aim.at_most(0.1) if number >= 1000 else None
                title = f"{command} of {number:,} hamlets"
                yield compared(f"{title} asked again", "the first time", [(again, first) for again, _ in pairs], aim, by="wall")
                more = sorted(again.wall - its.wall for again, its in pairs)
                beyond = Aim.at_most(0.1, " s") if number < 100 else None
                yield Line(f"{title} asked again, beyond [wall]", "dantin --help", statistics.median(more), more[0], more[-1], beyond, " s")
                touch(folder)
                yield compared(f"{title}, one workbook changed", "the first time", [(ask(*asked), first)], None, by="wall")
