"""The folder of the cache: where it is, and its entries, each sealed so that only who knows the key can read or forge it.

The key of an entry is made of the content of the dossiers that it is about: who lacks them finds neither name nor number in the cache.
Whatever is wrong with an entry, or with the folder, is no more than an entry that is not there. Knows nothing of what is kept.
"""

import os
import re
import secrets
import sys
import time
import zlib
from contextlib import suppress
from hashlib import blake2b, shake_256
from hmac import compare_digest
from pathlib import Path

VARIABLE = "DANTIN_CACHE"
_OFF = "0"
_MOST_BYTES = 200 * 2**20
_MOST_SECONDS = 60 * 24 * 3600
_START = b"dantin cache 1\n"
_NONCE, _SEAL = 16, 32
_NAME = re.compile(r"[0-9a-f]{64}\.dantin|\.dantin-[0-9a-f]{16}\.dantin")


def cache_folder() -> Path | None:
    """Where the cache is: where DANTIN_CACHE says, else where the system keeps such things; None where there is to be none."""
    named = os.environ.get(VARIABLE, "").strip()
    if named == _OFF:
        return None
    if named:
        return Path(named)
    home = os.path.expanduser("~")  # noqa: PTH111 (Path.home raises where there is none)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path(home, "AppData", "Local"), "dantin", "cache")
    if sys.platform == "darwin":
        return Path(home, "Library", "Caches", "dantin")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path(home, ".cache"), "dantin")


class Cache:
    """The cache as a store of what a program found, see `kept_reports.Store`."""

    def __init__(self, folder: Path, program: str) -> None:
        """`program`: which program it is of."""
        self.program, self._folder = program, folder

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key; None where nothing is, or nothing whole."""
        return recall(self._folder, key)

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep something under a key, where that can be done."""
        keep(self._folder, key, content)


def recall(folder: Path, key: bytes) -> bytes | None:
    """What was kept under a key; None where nothing is, or nothing whole."""
    path = _path(folder, key)
    try:
        sealed = path.read_bytes()
    except (OSError, ValueError):
        return None
    body = len(_START) + _NONCE + _SEAL
    nonce, seal, hidden = sealed[len(_START) : body - _SEAL], sealed[body - _SEAL : body], sealed[body:]
    # Nothing is unpacked but what was sealed here.
    if not sealed.startswith(_START) or len(sealed) < body or not compare_digest(seal, _sealed(key, nonce, hidden)):
        return None
    with suppress(OSError):
        os.utime(path)
    return zlib.decompress(_hidden(key, nonce, hidden))


def keep(folder: Path, key: bytes, content: bytes) -> None:
    """Keep something under a key, where that can be done."""
    nonce = secrets.token_bytes(_NONCE)
    hidden = _hidden(key, nonce, zlib.compress(content))
    temporary = folder / f".dantin-{secrets.token_hex(8)}.dantin"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Half an entry is none, so nothing has to wait for the disk.
        temporary.write_bytes(_START + nonce + _sealed(key, nonce, hidden) + hidden)
        temporary.replace(_path(folder, key))
    except OSError:
        pass
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _path(folder: Path, key: bytes) -> Path:
    return folder / f"{blake2b(key, digest_size=32, person=b'name').hexdigest()}.dantin"


def _hidden(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """Content made unreadable, or readable again."""
    stream = shake_256(b"hide" + key + nonce).digest(len(content))
    return (int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(content), "big")


def _sealed(key: bytes, nonce: bytes, hidden: bytes) -> bytes:
    return blake2b(nonce + hidden, key=key, digest_size=_SEAL, person=b"seal").digest()


def clear(folder: Path) -> None:
    """Delete what is older or more than it may be, the oldest first; nothing that is not of the cache."""
    kept: list[tuple[float, int, str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                status = entry.stat(follow_symlinks=False)
                kept.append((status.st_mtime, status.st_size, entry.path))
    size, oldest = 0, time.time() - _MOST_SECONDS
    for when, bytes_, path in sorted(kept, reverse=True):
        size += bytes_
        if size > _MOST_BYTES or when < oldest:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108
