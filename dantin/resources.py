"""Where the shipped templates and examples lie, and how a file is put in place whole. Imports errors only."""

import os
import tempfile
from importlib.resources import files
from pathlib import Path

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
    """Write a file so that a crash leaves the old one or the new one, never half of it. Makes its folder. Raises CannotDo."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".dantin-", suffix=path.suffix)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner can read; a paper is as public as its folder.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise CannotDo(f"Không ghi được {path}: kiểm tra tệp có đang mở trong Word, Excel không, và thư mục có cho ghi không.") from error
