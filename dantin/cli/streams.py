"""The standard streams, and the one place where an error is told: in UTF-8 (on a terminal of an old code page: in what that has), with
nothing in it that a terminal would obey.

What cannot be written out is told as such, and is no fault of the program. Imports nothing that takes time to load.
"""

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from dantin.errors import CannotDo

INTERRUPTED = 130
"""The exit status after Ctrl-C, as everywhere."""
listeners: list[Callable[[str], None]] = []
"""Who is to hear what is told."""


class OutputLost(CannotDo):
    """Nothing more can be written to a standard stream. `stream` is that stream."""

    def __init__(self, error: OSError, stream: IO[str]) -> None:
        """`error` is what the system said."""
        super().__init__(f"Không ghi được kết quả ra ngoài: {_why(error)}.")
        self.stream = stream


class _Checked(io.TextIOWrapper):
    """A standard stream that raises OutputLost."""

    before: Any

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise OutputLost(error, self) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise OutputLost(error, self) from error


def prepare() -> None:
    """Put checked streams in place of standard output and error. Raises CannotDo where there is no standard output to write to."""
    # Where somebody closed standard error, nothing can be told; what was asked can be done all the same.
    sys.stderr = _checked(sys.stderr) if sys.stderr is not None else open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        raise CannotDo("Không ghi được kết quả ra ngoài: đầu ra chuẩn đã bị đóng.")
    sys.stdout = _checked(sys.stdout)


def _checked(stream: Any) -> Any:
    if not hasattr(stream, "buffer"):
        return stream
    encoding, errors = "utf-8", "replace"
    if stream.isatty() and not stream.encoding.lower().startswith("utf"):
        from dantin.cli.code_pages import nearest

        encoding, errors = stream.encoding, nearest(stream.encoding)
    checked = _Checked(stream.buffer, encoding=encoding, errors=errors, line_buffering=stream.line_buffering)
    # Let go of, the stream it takes the place of would close what both write to.
    checked.before = stream
    return checked


def tell(text: str, *, of_answer: bool = True) -> None:
    """Say something on standard error, on one line; where that is lost too, nothing more can be said. `of_answer`: listeners hear it."""
    from dantin.vietnamese import visible

    for hear in listeners if of_answer else ():
        hear(text)
    try:
        print(visible(text), file=sys.stderr, flush=True)
    except OutputLost as lost:
        give_up(lost.stream)


def give_up(stream: IO[str]) -> None:
    """Let everything still to be written to a stream go nowhere, so that the end of the program does not stumble over it once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _why(error: OSError) -> str:
    if error.errno == errno.EPIPE:
        return "nơi nhận đã đóng"
    return "ổ đĩa đã đầy" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "hệ thống không cho ghi"
