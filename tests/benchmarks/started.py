"""Commands of dantin as they run once the program has started: each in a process of its own, forked from one that did the same work before.

`after_start` asks for it; what it starts (`python -m tests.benchmarks.started JSON`) loads the program, runs the first command to load
what work needs, and then forks for each run of each command. So nothing has to be taken off for the start, which varies by more than what
a small dossier costs; and no run knows what another one read.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.benchmarks.ratios import Took
from tests.benchmarks.timing import ROOT


def after_start(commands: Sequence[Sequence[str]], repeats: Sequence[int]) -> list[list[Took]]:
    """What each run of each command took, processor time as `user`; in turn, each as often as `repeats` says."""
    asked = json.dumps([list(commands), list(repeats)])
    program = [sys.executable, "-m", "tests.benchmarks.started", asked]
    answer = subprocess.run(program, cwd=ROOT, env={**os.environ, "DANTIN_CACHE": "0"}, capture_output=True, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode()[-2000:])
    return [[Took(*took) for took in runs] for runs in json.loads(answer.stdout)]


def _dantin(arguments: Sequence[str]) -> None:
    from dantin.cli import run

    sys.argv = ["dantin", *arguments]
    try:
        run()
    except SystemExit as end:
        if end.code not in (0, 1):
            raise RuntimeError(f"{arguments} ended with {end.code}") from end


def _forked(arguments: Sequence[str]) -> Took:
    start = time.perf_counter()
    child = os.fork()
    if not child:
        status = 1
        try:
            _dantin(arguments)
            status = 0
        finally:
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{arguments} ended with {os.waitstatus_to_exitcode(status)}")
    # The two together: how little time is shared out between program and system is a matter of chance.
    return Took(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _main() -> None:
    commands, repeats = json.loads(sys.argv[1])
    answer, nowhere = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    _dantin(commands[0])
    took: list[list[tuple[float, float, float]]] = [[] for _ in commands]
    for turn in range(max(repeats)):
        for command, times, runs in zip(commands, repeats, took, strict=True):
            if turn < times:
                one = _forked(command)
                runs.append((one.wall, one.user, one.memory))
    os.write(answer, json.dumps(took).encode())


if __name__ == "__main__":
    _main()
