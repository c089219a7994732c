"""The folder of the cache: where it is, and its entries, each sealed so that only who knows the key can read or forge it.

The key of an entry is made of the content of the dossiers that it is about: who lacks them finds neither name nor number in the cache.
Whatever is wrong with an entry, or with the folder, is no more than an entry that is not there. Knows nothing of what is kept.
"""

import os
import re
import sys
import time
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path

from dantin.cli.cache_files import hold, opened
from dantin.cli.journal import SUFFIX, Journal
from dantin.cli.sealing import name_of, seal, unseal

VARIABLE = "DANTIN_CACHE"
_OFF = "0"
_MOST_BYTES = 200 * 2**20
_MOST_SECONDS = 60 * 24 * 3600
_START = b"dantin cache 1\n"
_NAME = re.compile(rf"[0-9a-f]{{64}}(\.dantin|{re.escape(SUFFIX)})|\.dantin-[0-9a-f]{{16}}\.dantin")
# A run that nobody went on with for so long is forgotten.
_JOURNAL_SECONDS = 7 * 24 * 3600


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

    def __init__(
        self,
        folder: Path,
        program: str,
        *,
        digests: MutableMapping[str, bytes] | None = None,
        going_on: Callable[[int, int, bool], object] = lambda *_: None,
        unwritable: Callable[[Path], object] = lambda *_: None,
    ) -> None:
        """`program`: which program it is of. `going_on` is told where a run goes on: from how many of how many files, and whether these
        are of a run that is still at work; `unwritable`, where a long run cannot be gone on with, the folder.
        """
        self.program, self._folder, self._going_on, self._unwritable = program, folder, going_on, unwritable
        self.digests: MutableMapping[str, bytes] = digests if digests is not None else {}
        self._journals: list[Journal] = []

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key; None where nothing is, or nothing whole."""
        return recall(self._folder, key)

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep something under a key, where that can be done."""
        keep(self._folder, key, content)

    def journal(self, secret: bytes, keys: Sequence[bytes | None]) -> Journal:
        """What a run that was not finished found; and where a run that is not finished yet keeps what it finds."""
        journal = Journal(self._folder, secret, keys, unwritable=lambda: self._unwritable(self._folder))
        self._journals.append(journal)
        if journal.records:
            self._going_on(journal.records, len(keys), journal.held)
        return journal

    def finished(self) -> None:
        """Forget what runs kept to go on from: they are at their end."""
        for journal in self._journals:
            journal.delete()

    def leave(self) -> None:
        """Let go of what runs keep: they are no longer at work, finished or not."""
        for journal in self._journals:
            journal.leave()


def recall(folder: Path, key: bytes) -> bytes | None:
    """What was kept under a key; None where nothing is, or nothing whole."""
    path = _path(folder, key)
    try:
        with opened(path, os.O_RDONLY) as file:
            sealed = file.read()
    except (OSError, ValueError):
        return None
    content = unseal(key, sealed.removeprefix(_START)) if sealed.startswith(_START) else None
    if content is not None:
        with suppress(OSError):
            os.utime(path)
    return content


def keep(folder: Path, key: bytes, content: bytes) -> None:
    """Keep something under a key, where that can be done."""
    temporary = folder / f".dantin-{os.urandom(8).hex()}.dantin"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Half an entry is none, so nothing has to wait for the disk.
        temporary.write_bytes(_START + seal(key, content))
        temporary.replace(_path(folder, key))
    except OSError:
        pass
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _path(folder: Path, key: bytes) -> Path:
    return folder / f"{name_of(key)}.dantin"


def clear(folder: Path) -> None:
    """Delete what is older or more than it may be, the oldest first; nothing that is not of the cache.

    The journal written last stays whatever its size: a country's is large, and who goes on with its run needs it. So does one at work.
    """
    files: list[tuple[float, int, str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                status = entry.stat(follow_symlinks=False)
                files.append((status.st_mtime, status.st_size, entry.path))
    files.sort(reverse=True)
    last = next((path for _, _, path in files if path.endswith(SUFFIX)), None)
    size, now = 0, time.time()
    for when, bytes_, path in files:
        size += bytes_ if path != last else 0
        old = when < now - (_JOURNAL_SECONDS if path.endswith(SUFFIX) else _MOST_SECONDS)
        if (old or (size > _MOST_BYTES and path != last)) and not (path.endswith(SUFFIX) and _at_work(path)):
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108


def _at_work(journal: str) -> bool:
    """Whether a run is at work that keeps this journal."""
    try:
        with opened(Path(journal), os.O_RDWR) as file:
            return not hold(file)
    except OSError:
        return False
