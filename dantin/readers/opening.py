"""The bytes of a file named by a user: of a regular file and of nothing else, looked at before it is opened. Imports `raw` and limits.

A pipe would keep the program waiting for ever, and a device never ends.
"""

import os
import stat
from pathlib import Path

from dantin.readers.limits import check_size
from dantin.readers.raw import Unreadable

_ASK = "Kiểm tra tệp có đang mở ở chương trình khác không, và quyền đọc tệp."
_COPY = "Chép nội dung thành một tệp thường rồi ghi tên tệp đó; dữ liệu YAML của chương trình khác thì đọc qua “-”."
_KINDS = (
    (stat.S_ISFIFO, "là ống dẫn (FIFO), không phải là tệp thường"),
    (stat.S_ISSOCK, "là ổ cắm (socket), không phải là tệp thường"),
    (stat.S_ISCHR, "là thiết bị, không phải là tệp thường"),
    (stat.S_ISBLK, "là thiết bị, không phải là tệp thường"),
)


def real(path: Path) -> Path:
    """Where a path leads, without any link or ".." in it; unlike `Path.resolve` it has an answer for links in a circle too."""
    return Path(os.path.realpath(path))


def mode_of(path: Path) -> int:
    """What a path leads to, see `stat`; 0 where it leads nowhere, or nowhere that can be told."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def read_regular(path: Path, limit: int) -> bytes:
    """All bytes of a regular file (or of one that a link leads to), `limit` at most. Raises Unreadable, before anything is opened."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("không mở được thư mục", "Kiểm tra quyền mở thư mục; các hồ sơ bên trong chưa được đọc.")
        for is_kind, problem in _KINDS:
            if is_kind(status.st_mode):
                raise Unreadable(problem, _COPY)
        check_size(status.st_size, limit)
        with path.open("rb") as file:
            # Not every file is as long as it says.
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Unreadable("không mở được", _ASK) from error
    check_size(len(data), limit)
    return data
