"""Where the shipped templates and examples lie, and how a file is put in place whole. Imports errors only."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from dantin.errors import CannotDo


def resource(*parts: str) -> Path:
    """A shipped file or folder ("templates", "x.docx"): inside an installed wheel, else beside `pyproject.toml` in a checkout.

    Raises CannotDo where the installation lacks it.
    """
    for root in (Path(str(files("dantin"))) / "_data", Path(__file__).parent.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise CannotDo(f"Bản cài đặt thiếu tệp {'/'.join(parts)}. Cài lại dantin.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is in memory, see `written_whole`."""
    with written_whole(path) as stream:
        stream.write(data)


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """What to write a file to, so that a crash leaves the old one or the new one, never half of it. Makes its folder.

    Raises CannotDo; DiskFull where no other file can be written either. However it ends, nothing but the file is left behind. Whatever
    else is done meanwhile opens no file: its failure would be told as one of writing.
    """
    is_open = False
    # Named before it is made, so that an interruption at any moment knows what to take away.
    temporary = path.parent / f".dantin-{secrets.token_hex(8)}{path.suffix}"
    try:
        if path.exists() and not path.is_file():
            raise FileExistsError(errno.EEXIST, "no file", str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            is_open = True
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
        # Of a path that was opened no value is wrong.
        if isinstance(error, OSError) or (isinstance(error, ValueError) and not is_open):
            raise _unwritten(path, error) from error
        raise


class DiskFull(CannotDo):
    """There is no room left."""


def _unwritten(path: Path, error: OSError | ValueError) -> CannotDo:
    """Why a file could not be written, and what to do about it."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"Không ghi được “{path}”: ổ đĩa đã đầy. Xóa bớt tệp, hoặc ghi vào ổ đĩa khác, rồi chạy lại.")
    if number in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
        return CannotDo(f"Không ghi được “{path}”: tên này, hoặc một thư mục trên nó, đang là thứ khác. Đổi tên hoặc chọn thư mục khác.")
    if number in (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, None):
        return CannotDo(f"Không ghi được “{path}”: tên quá dài hoặc có ký tự không dùng được. Chọn thư mục khác.")
    if number == errno.EROFS:
        return CannotDo(f"Không ghi được “{path}”: ổ đĩa chỉ cho đọc. Ghi vào ổ đĩa khác.")
    return CannotDo(f"Không ghi được “{path}”: kiểm tra tệp có đang mở trong Word, Excel không, và thư mục có cho ghi không.")
