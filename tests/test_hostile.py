"""Hostile files through the real command: none may end it, take much memory or time, or keep the other files from being read.

The command is loaded once per batch and forked for each file, so that memory and time are those of one file; a few are run whole.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dantin.readers import read_bytes
from tests import hostile
from tests.conftest import AS_OF, ROOT
from tests.english import english_left
from tests.hostile import HOSTILE, NAMED, READABLE, UNSHOWN

MEBIBYTES = 600
SECONDS = 20.0
LINE = 10_000
"""A line longer than this is no message any more."""

SOUND = list(HOSTILE)
BATCHES = 12

_RUN = """
import os, resource, signal, sys, time
from pathlib import Path
import dantin.cli, dantin.cli.app, dantin.run, dantin.output.terminal, dantin.readers.files.xlsx, dantin.readers.files.yaml
import json
limit, day, *files = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
for file in files:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.alarm(3 * int(limit))
        out = os.open("output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1), os.dup2(out, 2)
        sys.argv = ["dantin", "validate", file, "--as-of", day]
        try:
            dantin.cli.run()
        except SystemExit as end:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(end.code)
        os._exit(99)
    _, status, used = os.wait4(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss >> 10, used.ru_utime + used.ru_stime, Path("output").read_text()]))
"""
DAY = f"{AS_OF:%d/%m/%Y}"


def write(folder: Path, names: Sequence[str]) -> list[str]:
    """Make hostile files in a folder; gives the names of the files."""
    files = []
    for name in names:
        suffix, builder = HOSTILE[name]
        files.append(name + suffix)
        (folder / files[-1]).write_bytes(builder())
    return files


def wrong(name: str, status: int, mebibytes: int, seconds: float, said: str) -> list[str]:
    """What is wrong with the way in which the command met a hostile file."""
    file = name + HOSTILE[name][0]
    read = status in (0, 1) if name in READABLE else status == 1 if name in NAMED else False
    refused = status == 2 and re.search(rf"^{re.escape(file)}: (dòng \d+: )?không đọc được tệp: .* \[LỖI DT001\]$", said, re.MULTILINE)
    troubles = {
        f"ended with {status}": not (read or refused),
        "does not name the file": status != 0 and file not in said.partition("\n")[0],
        "shows the program's own words": "Traceback" in said or "panicked" in said or "memory allocation" in said,
        f"takes {mebibytes} MiB": mebibytes > MEBIBYTES,
        f"takes {seconds:.1f} s": seconds > SECONDS,
        "sends control characters": UNSHOWN.search(said) is not None,
        "writes a line without end": max(map(len, said.split("\n"))) > LINE,
        "speaks English": status == 2 and english_left(said, {"dantin", "explain", "examples", "Word", *re.findall(r"[A-Za-z]+", file)}),
    }
    return [f"{file} {trouble}: {said[:300]!r}" for trouble, found in troubles.items() if found]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_each_alone(tmp_path: Path, batch: int) -> None:
    names = SOUND[batch::BATCHES]
    files = write(tmp_path, names)
    command = [sys.executable, "-c", _RUN, str(int(SECONDS)), DAY, *files]
    ran = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    troubles = [trouble for name, result in zip(names, results, strict=True) for trouble in wrong(name, *result)]
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("name", ["far-last-cell", "xml-laughs-in-the-sheet", "yaml-brackets-100000", "ods-rows-and-columns", "xls-half"])
def test_the_whole_command(tmp_path: Path, name: str) -> None:
    (file,) = write(tmp_path, [name])
    ran = subprocess.run(
        [sys.executable, "-m", "dantin", "validate", file, "--as-of", DAY],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert wrong(name, ran.returncode, 0, 0, ran.stdout + ran.stderr) == []


GOOD = [
    "examples/khu-pho-4.yaml",
    "examples/long-thanh/binh-an/LT-024-ap-an-lam.xlsx",
    "examples/long-thanh/binh-an/LT-026-ap-binh-lam.xlsx",
]
LARGE = 5 * 2**20
"""Larger files stay out of the folder: each alone has shown what it does, and all together they only take time."""


def validated(folder: Path) -> tuple[int, dict[str, Any]]:
    """Exit status and result of checking a folder."""
    command = [sys.executable, "-m", "dantin", "validate", ".", "--as-of", DAY, "--format", "json"]
    ran = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr[-2000:]
    assert ran.stderr == ""
    return ran.returncode, json.loads(ran.stdout)


def test_all_together_beside_good_ones(tmp_path: Path) -> None:
    good, mixed = tmp_path / "good", tmp_path / "mixed"
    for folder in (good, mixed):
        folder.mkdir()
        for file in GOOD:
            shutil.copy(ROOT / file, folder)
    _, alone = validated(good)
    names = []
    for name, file in zip(SOUND, write(mixed, SOUND), strict=True):
        if (mixed / file).stat().st_size < LARGE:
            names.append(name)
        else:
            (mixed / file).unlink()
    status, result = validated(mixed)
    assert status == 1
    assert result["files"] == len(names) + len(GOOD)
    found: dict[str, set[str]] = {}
    for one in result["diagnostics"]:
        found.setdefault(one["file"], set()).add(one["code"])
    assert [name for name in names if name not in READABLE and name not in NAMED and found.get(name + HOSTILE[name][0]) != {"DT001"}] == []
    assert [name for name in names if name in NAMED and not found.get(name + HOSTILE[name][0])] == []
    theirs = {Path(file).name for file in GOOD}
    assert [one for one in result["diagnostics"] if one["file"] in theirs] == alone["diagnostics"]


@pytest.mark.parametrize("form", ["yaml", "xlsx", "xls", "ods"])
def test_as_many_cells_as_the_limit_allows_are_read(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"yaml": lambda: hostile.UNIT_YAML, "xlsx": hostile.good, "xls": hostile.xls, "ods": hostile.ods}[form]()
    reader = {"xlsx": "guard"}.get(form, form)

    def refused(limit: int) -> int | None:
        """How many cells a file beyond the limit is said to have; None where it is read."""
        monkeypatch.setattr(f"dantin.readers.files.{reader}.AREA", limit)
        said = next((d.message for d in read_bytes(data, "a", f".{form}").diagnostics if d.code == "DT001"), None)
        if said is None:
            return None
        cells, limit_told = map(int, re.findall(r"([\d.]+) ô", said.replace(".", ""))) if form != "yaml" else (4, limit)
        assert limit_told == limit
        return cells

    least = 0
    # Sheets are counted one after the other: each is refused until the limit allows it.
    while (cells := refused(least)) is not None:
        assert cells > least
        least = cells
    assert least > 0
    assert refused(least - 1) == least
