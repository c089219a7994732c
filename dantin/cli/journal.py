"""The journal of a run: what was found in each file, put down as it comes, so that a run that was cut off goes on where it stopped.

One file for each run that is not finished, held by that run while it is at work: another that asks the same meanwhile takes what is there
and writes nothing. A record is sealed with a key made of the content of everything that the run looks at, so only who has all of it can
read the record; where anything changed there is no journal of that name. A record that is not whole, and all that follows it, is as if it
had not been written: its files are read again. Nothing waits for the disk.
"""

import os
import struct
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from dantin.cli.cache_files import hold, opened
from dantin.cli.sealing import is_sealed, name_of, seal, unseal

SUFFIX = ".journal"
_START = b"dantin journal 1\n"
# Which file of the run, and how many bytes follow.
_HEAD = struct.Struct(">II")
# What is found in so many seconds is put down at once; what takes no longer needs no journal.
_SECONDS = 1.0
# Of a run that took so long it is told that it cannot be gone on with.
_LONG_SECONDS = 60.0
_NOT_THERE = -1


class Journal:
    """See `kept_reports.Journal`."""

    def __init__(
        self, folder: Path, secret: bytes, keys: Sequence[bytes | None], *, unwritable: Callable[[], object] = lambda: None
    ) -> None:
        """`secret` is the run's, known only from the content of all it looks at; `keys` are its files', None of one that is not kept.

        `unwritable` is told, once, where a long run cannot put down what it finds.
        """
        self._path, self._secret, self._keys, self._unwritable = folder / f"{name_of(secret)}{SUFFIX}", secret, keys, unwritable
        # Where the record of each file is.
        self._places = array("q", [_NOT_THERE] * len(keys))
        self._waiting: list[tuple[int, Callable[[], bytes]]] = []
        self._began = self._since = monotonic()
        self._writable = True
        # Open while this run is at work.
        self._file: BinaryIO | None = None
        self.held = False
        """Whether another run that asks the same is at work."""
        self.records = self._look()

    def __contains__(self, number: int) -> bool:
        """Whether the journal that was there has the record of a file."""
        return self._places[number] != _NOT_THERE

    def recall(self, number: int) -> bytes | None:
        """The record of a file; None where there is none, or none that is whole any more."""
        if number not in self or self._file is None:
            return None
        try:
            self._file.seek(self._places[number])
            _, size = _HEAD.unpack(self._file.read(_HEAD.size))
            return unseal(self._key(number), self._file.read(size))
        except (OSError, struct.error):
            return None

    def keep(self, number: int, content: Callable[[], bytes]) -> None:
        """Put down the record of a file, soon; `content` makes it."""
        self._waiting.append((number, content))
        if monotonic() - self._since >= _SECONDS:
            self._put_down()

    def delete(self) -> None:
        """The run is finished."""
        # One that was at work before this may be at its end.
        over = self._file is not None and (not self.held or hold(self._file))
        self.leave()
        if over:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def leave(self) -> None:
        """The run is no longer at work, finished or not."""
        self._waiting.clear()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _put_down(self) -> None:
        waiting, self._waiting, self._since = self._waiting, [], monotonic()
        try:
            if self._writable and self._file is None:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._open(os.O_CREAT)
            if self._writable and self._file is not None and not self.held:
                self._write(self._file, waiting)
        except OSError:
            self._writable = False
        if not self._writable and monotonic() - self._began >= _LONG_SECONDS:
            self._unwritable()
            self._unwritable = lambda: None

    def _open(self, flags: int = 0) -> BinaryIO:
        """The journal, this run's from now on unless another run holds it."""
        self._file = opened(self._path, os.O_RDWR | os.O_APPEND | flags)
        self.held = not hold(self._file)
        return self._file

    def _write(self, file: BinaryIO, waiting: Sequence[tuple[int, Callable[[], bytes]]]) -> None:
        records = [b"" if file.seek(0, os.SEEK_END) else _START]
        for number, content in waiting:
            sealed = seal(self._key(number), content())
            records.append(_HEAD.pack(number, len(sealed)) + sealed)
        # At once, so that where nothing can be held two that write mix nothing up.
        whole = b"".join(records)
        self._writable = file.write(whole) == len(whole)

    def _look(self) -> int:
        """Find the records of the journal that is there, and cut off what is not whole; how many there are."""
        records = 0
        with suppress(OSError):
            file = self._open()
            end = len(_START) if file.read(len(_START)) == _START else 0
            while end and (number := self._next(file)) is not None:
                self._places[number] = end
                end = file.tell()
                records += 1
            if not self.held and file.seek(0, os.SEEK_END) > end:
                file.truncate(end)
        return records

    def _next(self, file: BinaryIO) -> int | None:
        """Of which file the next record is; None where there is none that is whole."""
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        number, size = _HEAD.unpack(head)
        whole = number < len(self._keys) and self._keys[number] is not None and number not in self
        return number if whole and is_sealed(self._key(number), file.read(size)) else None

    def _key(self, number: int) -> bytes:
        return blake2b(self._secret, key=self._keys[number] or b"", digest_size=64, person=b"record").digest()
