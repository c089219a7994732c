"""Runs of whole processes, in turn with those they are compared with."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.ratios import Took

ROOT = Path(__file__).parents[2]


def run(command: Sequence[str], *, cache: str = "0") -> Took:
    """Run a command to its end. Answers are remembered from one run to the next only in a `cache` that is named."""
    environment = {**os.environ, "DANTIN_CACHE": cache}
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=ROOT, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)[:200]} ended with {process.returncode}")
    return Took(time.perf_counter() - start, used.ru_utime, used.ru_maxrss / 1024)


def in_turn(commands: Sequence[Sequence[str]], runs: int) -> list[list[Took]]:
    """Every command once and then again, so that a machine that slows down slows all: of each run what each command took."""
    for command in commands if runs > 1 else ():
        run(command)
    return [[run(command) for command in commands] for _ in range(runs)]
