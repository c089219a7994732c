"""The same question asked again of an unchanged folder: against asking it the first time, and against `dantin --help`."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

DAY = "2024-12-20"
RUNS = 5


def many(district: Path, folder: Path, hamlets: int) -> None:
    """Copies of a district's communes, until there are so many hamlets; each copy is a commune of its own, without a list."""
    books = sorted(district.rglob("*.xlsx"))
    for number in range(hamlets):
        book = books[number % len(books)]
        home = folder / f"{book.parent.name}-{number // len(books)}"
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book, home / book.name)


def seconds(*arguments: str, cache: str) -> float:
    """How long one run takes as a whole process."""
    start = time.perf_counter()
    environment = {**os.environ, "DANTIN_CACHE": cache}
    command = [sys.executable, "-m", "dantin", *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=environment)
    return time.perf_counter() - start


def touch(folder: Path) -> None:
    """Change what is in one workbook, and nothing that is read of it."""
    with zipfile.ZipFile(min(folder.rglob("*.xlsx")), "a") as book:
        book.writestr(f"docProps/{time.time_ns()}.txt", "x")


def compare(district: Path, hamlets: int = 1000) -> None:
    """Print how much faster the second answer is, of the district as it is and of one of many hamlets."""
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch, "small"), Path(scratch, "large")
        shutil.copytree(district, small)
        many(district, large, hamlets)
        for folder, number in ((small, len(list(small.rglob("*.xlsx")))), (large, hamlets)):
            for command in ("validate", "status", "report"):
                cache = str(Path(scratch, f"{command}-{number}"))
                first = seconds(command, str(folder), "--as-of", DAY, cache=cache)
                pairs = [(seconds(command, str(folder), "--as-of", DAY, cache=cache), seconds("--help", cache="0")) for _ in range(RUNS)]
                again, help_page = (statistics.median(times) for times in zip(*pairs, strict=True))
                touch(folder)
                changed = seconds(command, str(folder), "--as-of", DAY, cache=cache)
                more = statistics.median(mine - its for mine, its in pairs)
                print(
                    f"{command} of {number} hamlets asked again / first: {again:.2f} s / {first:.2f} s = {again / first:.3f}   "
                    f"({first / again:.1f}x; aim: 10x on 1,000); beyond --help ({help_page:.2f} s): {more:+.2f} s (aim: +0.10 on 83); "
                    f"one workbook changed: {changed:.2f} s ({first / changed:.1f}x)",
                    flush=True,
                )
