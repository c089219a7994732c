"""Opening what a user or a district's config names: regular files alone, no more of one than the limit, and nothing outside a folder.

A pipe would wait for ever, an endless device fills the memory, and a name may lead to another machine. Imports `limits` and `raw` only.
"""

import os
import re
import stat
from hashlib import blake2b
from pathlib import Path

from dantin.readers.files.limits import check_size
from dantin.readers.files.raw import Unreadable

_DRIVE_OR_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_SEPARATORS = re.compile(r"[/\\]")
_NAME_BYTES, _PATH_BYTES = 255, 1000
_KINDS = (
    (stat.S_ISDIR, "một thư mục"),
    (stat.S_ISFIFO, "một đường ống (FIFO)"),
    (stat.S_ISSOCK, "một ổ cắm (socket)"),
    (lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode), "một thiết bị"),
)


class Unopened(Unreadable):
    """A file that is not there, or that the system does not open."""

    def __init__(self) -> None:
        """Says so."""
        super().__init__("không mở được", "Kiểm tra tệp có đang mở ở chương trình khác không, và quyền đọc tệp.")


def real(path: Path) -> Path:
    """Where a path leads, without any link or ".." in it; unlike `Path.resolve` it has an answer for links in a circle too."""
    return Path(os.path.realpath(path))


def mode_of(path: Path) -> int:
    """What a path leads to, see `stat`; 0 where it leads nowhere, or nowhere that can be told."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def not_regular(mode: int) -> str | None:
    """What something of this mode (`os.stat`) is where it is no regular file, in words: "một thư mục"; None for a regular file."""
    return None if stat.S_ISREG(mode) else next((words for fits, words in _KINDS if fits(mode)), "một thứ khác")


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes, whatever a link to it is called. Raises Unreadable for all else."""
    try:
        _check(path.stat(), limit)
        # Not waiting: what is at the path may have become a pipe since.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _check(status, limit)
            # Room is made for as much as is asked for. What is longer than it says is read on.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(limit)
    except (OSError, ValueError) as error:  # ValueError: no system has such a name
        raise Unopened from error
    check_size(len(data), limit)
    return data


def content_digest(data: bytes) -> bytes:
    """By what the content of a file is known again."""
    return blake2b(data, digest_size=32).digest()


def _check(status: os.stat_result, limit: int) -> None:
    kind = not_regular(status.st_mode)
    if kind is not None:
        raise Unreadable(f"đây là {kind}, không phải là tệp thường", "Chép nội dung vào một tệp thường, hoặc đưa nó ra khỏi thư mục hồ sơ.")
    check_size(status.st_size, limit)


class Outside(ValueError):
    """A name that does not lead to a place in the folder it is looked for in; the text says why."""


def parts_inside(name: str) -> tuple[str, ...]:
    """The parts of a path in a folder, written with "/" or "\\"; looks at the name alone. Raises Outside for any other path."""
    if not name.isprintable():
        raise Outside("có ký tự ẩn")
    if _DRIVE_OR_ADDRESS.match(name):
        raise Outside("là tên ổ đĩa hoặc địa chỉ mạng")
    if name.startswith(("//", "\\\\", "/\\", "\\/")):
        raise Outside("chỉ đến một máy khác")
    if name.startswith(("/", "\\")):
        raise Outside("là đường dẫn tuyệt đối")
    parts: list[str] = []
    for part in _SEPARATORS.split(name):
        if part == "..":
            if not parts:
                raise Outside("ra ngoài thư mục này")
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if any(len(part.encode()) > _NAME_BYTES for part in parts) or len(name.encode()) > _PATH_BYTES:
        raise Outside("quá dài, không phải là tên tệp")
    return tuple(parts)


def path_inside(folder: Path, name: str) -> Path:
    """Where a name in a folder leads, links followed. Raises Outside where that is not in the folder."""
    path = folder.joinpath(*parts_inside(name))
    if not leads_inside(path, folder):
        raise Outside("là liên kết dẫn ra ngoài thư mục này")
    return path


def leads_inside(path: Path, folder: Path) -> bool:
    """Whether a path, once all links are followed, is still in a folder."""
    return real(path).is_relative_to(real(folder))
