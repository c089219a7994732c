"""The program run as a process of its own, without waiting for Python to start and load it each time.

One process that has loaded the program stands by and forks for every call. Arguments, folder, environment, the three standard streams, the
way it ends and its exit status are those of a process that was started; that one starts at all is seen by the tests of streams, of the
menu and of hostile files, which start it.
"""

import atexit
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import dantin.cli

ROOT = Path(__file__).parents[1]
_LARGEST = 1 << 18
_LOADED = (
    *("dantin.cli.app", "dantin.run", "dantin.rules", "dantin.papers.finished", "dantin.output.validation", "dantin.output.contests"),
    *("dantin.readers.files.xlsx", "dantin.readers.files.yaml", "holidays.countries.vietnam", "openpyxl", "docxtpl", "rich.table"),
)
"""What commands load once they are asked for."""


def run(
    arguments: list[str], *, stdin: str = "", cwd: Path | None = None, env: Mapping[str, str] | None = None, together: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the program with these arguments; what it prints is text. `together`: both streams come as one, on standard output."""
    request = json.dumps({"arguments": arguments, "cwd": str(cwd or Path.cwd()), "env": {**os.environ, **(env or {})}})
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as given,
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        given.write(stdin)
        given.seek(0)
        channel = _standing_by()
        socket.send_fds(channel, [request.encode()], [given.fileno(), output.fileno(), (output if together else errors).fileno()])
        status = int(channel.recv(_LARGEST))
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, status, output.read(), errors.read())


@cache
def _standing_by() -> socket.socket:
    """The way to the process that stands by, which is started when first asked for and ends with the tests."""
    mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.program", str(theirs.fileno())]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=ROOT, pass_fds=[theirs.fileno()])
    theirs.close()

    def end() -> None:
        mine.close()
        process.wait()

    atexit.register(end)
    return mine


def _stand_by(channel: socket.socket) -> None:
    """Fork for each call and tell how it ended. Comes back in the process that is to run the program, or when nobody asks any more."""
    while True:
        message, streams, *_ = socket.recv_fds(channel, _LARGEST, 3)
        if not message:
            sys.exit()
        child = os.fork()
        if not child:
            break
        for stream in streams:
            os.close(stream)
        channel.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    channel.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    request = json.loads(message)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    sys.argv = ["dantin", *request["arguments"]]


if __name__ == "__main__":
    for module in _LOADED:
        import_module(module)
    gc.freeze()
    _stand_by(socket.socket(fileno=int(sys.argv[1])))
    dantin.cli.run()
