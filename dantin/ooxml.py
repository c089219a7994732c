"""The zip package around Word and Excel files: read its parts, and write parts to the same bytes each time.

Imports nothing of dantin but errors, and only the standard library.
"""

import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping

from dantin.errors import CannotDo
from dantin.records import dataclass

CONTENT_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_MOST_BYTES = 256 << 20

# The zip format cannot say an earlier day, so nobody will take it for the day the paper was made.
_DAY = (1980 - 1980) << 9 | 1 << 5 | 1
_INSTANT = b"1980-01-01T00:00:00Z"
_CORE_TIME = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ZIP_2_0, _UTF8_NAMES, _STORE, _DEFLATE, _FILE = 20, 1 << 11, 0, 8, b"PK\3\4"
_UNREADABLE = 1 | 1 << 5 | 1 << 6  # encrypted, patched, strongly encrypted


class BadPackage(CannotDo):
    """The bytes are no zip package of a Word or Excel file that can be read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One part as packages carry it, compressed by `method`."""

    crc: int
    size: int
    packed: bytes
    method: int = _DEFLATE


def prepare(name: str, content: bytes) -> Prepared:
    """Compress one part, with the times in `docProps/core.xml` pinned."""
    if name == _CORE:
        content = _CORE_TIME.sub(rb"\g<1>" + _INSTANT + rb"\g<3>", content)
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Prepared(zlib.crc32(content), len(content), deflater.compress(content) + deflater.flush())


def stored(content: bytes) -> Prepared:
    """One part that is not compressed."""
    return Prepared(zlib.crc32(content), len(content), content, _STORE)


class Package:
    """A package that was opened: the names of its parts, and each part when it is asked for."""

    def __init__(self, data: bytes, most_bytes: int = _MOST_BYTES) -> None:
        """Raises `BadPackage` when damaged, or over `most_bytes` unpacked."""
        with _readable():
            self._data, self._zip = data, zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
            self._entries = {entry.filename: entry for entry in entries}
            # Readers disagree on which of two parts of one name counts: one could be shown and the other used.
            if len(self._entries) != len(entries):
                raise BadPackage("gói tệp có hai phần trùng tên")
            if sum(entry.file_size for entry in entries) > most_bytes:
                raise BadPackage(f"tệp giải nén ra lớn hơn {most_bytes >> 20} MB")

    @property
    def names(self) -> Collection[str]:
        """The parts there are, in the order in which they lie."""
        return self._entries.keys()

    def read(self, name: str) -> bytes:
        """One part. Raises KeyError where there is none, `BadPackage` when damaged or encrypted."""
        return self._plainly_read(name)[0]

    def prepared(self, name: str) -> Prepared:
        """One part, compressed as it lies there where that is whole and nothing else; raises as `read`."""
        content, deflated = self._plainly_read(name)
        if deflated is None or name == _CORE:
            return prepare(name, content)
        return Prepared(self._entries[name].CRC, len(content), deflated)

    def _plainly_read(self, name: str) -> tuple[bytes, bytes | None]:
        """One part, and as it lies there where that is plain."""
        entry = self._entries[name]
        with _readable():
            return plainly_read(self._data, entry) or (self._zip.read(entry), None)


def plainly_read(data: bytes, entry: zipfile.ZipInfo) -> tuple[bytes, bytes] | None:
    """A part of the zip, and as it lies there: None where that is not the part compressed, under its own name, and nothing else.

    Raises zlib.error where it is damaged.
    """
    at = entry.header_offset + _LOCAL.size
    local = data[entry.header_offset : at]
    if entry.compress_type == _DEFLATE and not entry.flag_bits & _UNREADABLE and len(local) == _LOCAL.size:
        signature, _, flags, *_, named, more = _LOCAL.unpack(local)
        start = at + named + more
        deflated, inflater = data[start : start + entry.compress_size], zlib.decompressobj(-zlib.MAX_WBITS)
        content = inflater.decompress(deflated, entry.file_size + 1)
        whole = inflater.eof and not inflater.unused_data and (len(content), zlib.crc32(content)) == (entry.file_size, entry.CRC)
        if whole and (signature, flags, data[at : at + named]) == (_FILE, entry.flag_bits, entry.filename.encode()):
            return content, deflated
    return None


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError) as fault:
        raise BadPackage("không phải tệp Word hoặc Excel, hoặc tệp bị hỏng hay có mật khẩu") from fault


def read_parts(data: bytes, most_bytes: int = _MOST_BYTES) -> dict[str, bytes]:
    """Every part by its name. Raises `BadPackage` when damaged, encrypted, or over `most_bytes` unpacked."""
    package = Package(data, most_bytes)
    return {name: package.read(name) for name in package.names}


def write_parts(parts: Mapping[str, bytes | Prepared]) -> bytes:
    """Zip the parts: fixed order, no clock, nothing of the machine in it."""
    body: list[bytes] = []
    directory: list[bytes] = []
    start = 0
    for name in sorted(parts, key=_place):
        content = parts[name]
        part = content if isinstance(content, Prepared) else prepare(name, content)
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAMES
        about = (_ZIP_2_0, flags, part.method, 0, _DAY, part.crc, len(part.packed), part.size, len(encoded), 0)
        directory += _CENTRAL.pack(b"PK\1\2", _ZIP_2_0, *about, 0, 0, 0, 0, start), encoded
        body += _LOCAL.pack(_FILE, *about), encoded, part.packed
        start += _LOCAL.size + len(encoded) + len(part.packed)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), sum(map(len, directory)), start, 0)
    return b"".join([*body, *directory, end])


def _place(name: str) -> tuple[bool, bool, str]:
    # Word, and `file`, know the kind of a package by what comes first in it.
    return name != CONTENT_TYPES, not name.startswith("_rels/"), name
