"""The journal of a run: what was found in each file, put down as it comes, so that a run that was cut off goes on where it stopped.

One file for each run that is not finished. A record is sealed with a key made of the content of everything that the run looks at, so only
who has all of it can read the record; where anything changed there is no journal of that name. A record that is not whole, and all that
follows it, is as if it had not been written: its files are read again. Nothing waits for the disk.
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

from dantin.cli.sealing import is_sealed, name_of, seal, unseal

SUFFIX = ".journal"
_START = b"dantin journal 1\n"
# Which file of the run, and how many bytes follow.
_HEAD = struct.Struct(">II")
# What is found in so many seconds is put down at once; what takes no longer needs no journal.
_SECONDS = 1.0
_NOT_THERE = -1


class Journal:
    """See `kept_reports.Journal`."""

    def __init__(self, folder: Path, secret: bytes, keys: Sequence[bytes | None]) -> None:
        """`secret` is the run's, known only from the content of all it looks at; `keys` are its files', None of one that is not kept."""
        self._path, self._secret, self._keys = folder / f"{name_of(secret)}{SUFFIX}", secret, keys
        # Where the record of each file is.
        self._places = array("q", [_NOT_THERE] * len(keys))
        self._waiting: list[tuple[int, Callable[[], bytes]]] = []
        self._since = monotonic()
        self._writable = True
        self.records = self._look()

    def __contains__(self, number: int) -> bool:
        """Whether the journal that was there has the record of a file."""
        return self._places[number] != _NOT_THERE

    def recall(self, number: int) -> bytes | None:
        """The record of a file; None where there is none, or none that is whole any more."""
        if number not in self:
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(self._places[number])
                _, size = _HEAD.unpack(file.read(_HEAD.size))
                return unseal(self._key(number), file.read(size))
        except (OSError, struct.error):
            return None

    def keep(self, number: int, content: Callable[[], bytes]) -> None:
        """Put down the record of a file, soon; `content` makes it."""
        self._waiting.append((number, content))
        if monotonic() - self._since >= _SECONDS:
            self._put_down()

    def delete(self) -> None:
        """The run is finished."""
        self._waiting.clear()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _put_down(self) -> None:
        records = []
        for number, content in self._waiting if self._writable else ():
            sealed = seal(self._key(number), content())
            records.append(_HEAD.pack(number, len(sealed)) + sealed)
        self._waiting.clear()
        self._since = monotonic()
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(self._path, "ab", buffering=0, opener=_own) as file:
                start = b"" if file.tell() else _START
                # At once, so that of two that write nothing is mixed up.
                whole = start + b"".join(records)
                self._writable = file.write(whole) == len(whole)
        except OSError:
            self._writable = False

    def _look(self) -> int:
        """Find the records of the journal that is there, and cut off what is not whole; how many there are."""
        records = 0
        with suppress(OSError), self._path.open("r+b") as file:
            end = len(_START) if file.read(len(_START)) == _START else 0
            while end and (number := self._next(file)) is not None:
                self._places[number] = end
                end = file.tell()
                records += 1
            if file.seek(0, os.SEEK_END) > end:
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


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
