"""Files of the cache: opened only where they are plain files, never waited for, and held so that other processes can tell.

A hold ends with the process that has it, however that ends. Knows nothing of what is in the files.
"""

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Windows keeps others from what is locked: a byte that no file reaches.
_LOCKED_BYTE = 2**31 - 2


def opened(path: Path, flags: int) -> BinaryIO:
    """A plain file, opened as `os.open` does with these flags; a new one is the user's alone. Raises OSError for what is no plain file."""
    number = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), 0o600)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise FileExistsError(path)
    return os.fdopen(number, "rb" if not flags & (os.O_RDWR | os.O_WRONLY) else "r+b", buffering=0)


def hold(file: BinaryIO) -> bool:
    """Hold an open file until it is closed; False where another process holds it.

    Where the file system knows no holds nobody has one. A process that was forked from the holder has its hold as well.
    """
    try:
        if sys.platform == "win32":
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        pass
    finally:
        file.seek(0)
    return True
