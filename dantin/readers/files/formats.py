"""What kind of file some bytes are, by their content alone: a ".xls" is often an .xlsx, a web page or a text. Opens what a password locks.

Reads no cell. Imports `raw`, `limits` and `patterns` only; msoffcrypto where a password is to be tried.
"""

import re
import struct
import zipfile
import zlib
from enum import StrEnum
from importlib.util import find_spec
from io import BytesIO

from dantin.patterns import late
from dantin.readers.files.limits import BROKEN, ODS_MANIFEST_BYTES, check_parts
from dantin.readers.files.raw import Unreadable

DEFAULT_PASSWORD = "VelvetSweatshop"
"""The password Excel sets, and tries without asking, where only the structure of a workbook is protected."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SAVE_AS = "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại."
_COPY = "Chép bảng trong tệp sang Excel, lưu lại thành .xlsx rồi kiểm tra lại."
_ASK = "Xin tệp Excel gốc; nếu không có thì nhập số liệu vào hồ sơ mẫu."
_AGAIN = "Xin lại bản gốc hoặc sao chép lại tệp."
_UNPACK = "Giải nén rồi kiểm tra từng tệp ở trong."
_UNLOCK = "Mở bằng Excel, bỏ mật khẩu, lưu lại, rồi kiểm tra lại."
_FROM_TEXT = (
    "Mở bằng Excel (Dữ liệu > Từ văn bản/CSV), để cột số CCCD là văn bản cho khỏi mất số 0 ở đầu, lưu lại thành .xlsx rồi kiểm tra lại."
)


class Kind(StrEnum):
    """The workbooks that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


class Protected(Unreadable):
    """A workbook locked by a password that `decrypt` may open."""

    def __init__(self) -> None:
        """Says so, and how to do without a password."""
        super().__init__("tệp có mật khẩu", _UNLOCK)


def kind_of(data: bytes) -> Kind:
    """The kind of workbook. Raises Protected where a password locks it, Unreadable, naming what it is, for everything else."""
    return kind_and_zip(data)[0]


def kind_and_zip(data: bytes) -> tuple[Kind, zipfile.ZipFile | None]:
    """The kind of workbook, and the zip opened, if it is one; raises as `kind_of`."""
    if not data:
        raise Unreadable("tệp trống (0 byte)", _AGAIN)
    if data.startswith(OLE):
        return _kind_of_ole(data), None
    if data.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        archive, names = _opened(data)
        return _kind_of_zip(data, names), archive
    raise _other(data) or Unreadable("tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", _FROM_TEXT)


def check_text(data: bytes) -> None:
    """Raise Unreadable, naming what it is, where bytes are anything but plain text in some coding of single bytes."""
    if not data:
        raise Unreadable("tệp trống (0 byte)", _AGAIN)
    if (other := _other(data)) is not None:
        raise other


# --- Zips -------------------------------------------------------------------------------------------------------------------

ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, OverflowError)
"""What a damaged zip makes `zipfile` raise; beside these NotImplementedError and RuntimeError: packed or locked in a strange way."""
_OPEN_DOCUMENTS = {
    "text": ("tệp là văn bản OpenDocument (.odt), không phải là bảng tính", _COPY),
    "presentation": ("tệp là bài trình chiếu OpenDocument (.odp), không phải là bảng tính", _COPY),
    "graphics": ("tệp là bản vẽ OpenDocument (.odg), không phải là bảng tính", _ASK),
    "database": ("tệp là cơ sở dữ liệu OpenDocument (.odb), không phải là bảng tính", _COPY),
}
_MIMETYPE = late(rb"mimetypeapplication/vnd\.oasis\.opendocument\.(text|presentation|graphics|database)")
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".yaml", ".yml", ".csv")


def _opened(data: bytes) -> tuple[zipfile.ZipFile, set[str]]:
    """A zip, and what is in it, in small letters. Raises Unreadable."""
    check_parts(data)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = {name.replace("\\", "/").casefold() for name in archive.namelist()}
        if "content.xml" in names or "encrypted-package" in names:
            refuse_locked(archive)
    except ZIP_FAULTS as error:
        raise Unreadable("tệp bị hỏng hoặc bị cắt cụt khi sao chép", _AGAIN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("tệp được nén hoặc mã hóa theo cách không đọc được", BROKEN) from error
    return archive, names


def _kind_of_zip(data: bytes, names: set[str]) -> Kind:
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        raise Unreadable("tệp là bảng tính Excel dạng nhị phân (.xlsb)", _SAVE_AS)
    if "word/document.xml" in names:
        raise Unreadable("tệp là văn bản Word (.docx), không phải là bảng tính", _COPY)
    if "ppt/presentation.xml" in names:
        raise Unreadable("tệp là bài trình chiếu PowerPoint (.pptx), không phải là bảng tính", _COPY)
    if any(name.endswith((".iwa", "index.apxl")) or name in ("index.zip", "buildversionhistory.plist") for name in names):
        raise Unreadable(
            "tệp của Apple (Numbers, Pages), Excel không mở được", "Trong Numbers chọn Xuất sang Excel (.xlsx), rồi kiểm tra lại."
        )
    if "content.xml" in names:
        match = _MIMETYPE.search(data, 0, 200)
        if match is not None:
            raise Unreadable(*_OPEN_DOCUMENTS[match[1].decode()])
        return Kind.ODS
    # A workbook whose parts have uncommon names: `guard` says what is missing.
    if "[content_types].xml" in names and any(name.endswith("workbook.xml") or name.startswith("xl/") for name in names):
        return Kind.XLSX
    if any(name.endswith(_WORKBOOK_SUFFIXES) for name in names):
        raise Unreadable("tệp nén (.zip) chứa các tệp khác", _UNPACK)
    raise Unreadable("tệp nén (.zip), không phải là bảng tính", _ASK)


def refuse_locked(archive: zipfile.ZipFile) -> None:
    """Raise Unreadable where the manifest of an OpenDocument file says that its parts are encrypted; what `zipfile` raises passes."""
    for info in archive.infolist():
        name = info.filename.casefold()
        if name == "encrypted-package" or (name == "meta-inf/manifest.xml" and _mentions_key(archive, info)):
            raise Unreadable("tệp có mật khẩu", _UNLOCK)


def _mentions_key(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(info.compress_type)
    with archive.open(info) as stream:
        return b"encryption-data" in stream.read(ODS_MANIFEST_BYTES)


# --- Files of the old Office --------------------------------------------------------------------------------------------------

_OTHER_OLE = {
    "worddocument": ("tệp là văn bản Word đời cũ (.doc), không phải là bảng tính", _COPY),
    "powerpoint document": ("tệp là bài trình chiếu PowerPoint đời cũ (.ppt), không phải là bảng tính", _COPY),
    "visiodocument": ("tệp là bản vẽ Visio, không phải là bảng tính", _ASK),
    "__properties_version1.0": (
        "tệp là thư Outlook (.msg), không phải là bảng tính",
        "Mở thư, lưu tệp Excel đính kèm ra rồi kiểm tra tệp đó.",
    ),
}
_OLD_BROKEN = "tệp Excel đời cũ (.xls) bị hỏng hoặc bị cắt cụt khi sao chép"
_END = 0xFFFFFFFA
"""From here on a number of a sector is a mark, not a sector."""
_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F


def _kind_of_ole(data: bytes) -> Kind:
    ole = Ole(data)
    if "encryptedpackage" in ole.names:
        raise Protected
    if "workbook" not in ole.names and "book" not in ole.names:
        for name, (problem, remedy) in _OTHER_OLE.items():
            if name in ole.names:
                raise Unreadable(problem, remedy)
        raise Unreadable("tệp của một chương trình khác, không phải là bảng tính Excel", _ASK)
    if _locked(ole.workbook()):
        raise Protected
    return Kind.XLS


def _locked(stream: bytes) -> bool:
    """Whether the first part of a workbook stream, whose records are never encrypted as such, says that their content is."""
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code in (_FILEPASS, _EOF) or (at == 0 and code != _BOF):
            return bool(code == _FILEPASS)
        at += 4 + length
    return False


class Ole:
    """The streams at the root of an OLE file, found with work in proportion to its size, however its tables point in circles."""

    def __init__(self, data: bytes) -> None:
        """Read the tables. Raises Unreadable where they do not hold together."""
        try:
            self._open(data)
        except (struct.error, IndexError, ValueError) as error:
            raise Unreadable(_OLD_BROKEN, BROKEN) from error

    def workbook(self) -> bytes:
        """The stream that holds the cells of an .xls. Raises Unreadable where there is none, or a part of it is missing."""
        try:
            return self._stream(*self.names["workbook" if "workbook" in self.names else "book"])
        except (struct.error, LookupError, ValueError) as error:
            raise Unreadable(_OLD_BROKEN, BROKEN) from error

    def _open(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise ValueError("sector size")
        self._size = 1 << shift
        self._count = len(data) // self._size
        directory, self._cutoff, short_table, spread, lists = struct.unpack_from("<I4xII4xII", data, 48)
        if lists > self._count:
            raise ValueError("lists")
        self._table: tuple[int, ...] = ()
        self._table = self._numbers(self._sectors_of_table(spread))
        entries = b"".join(map(self._sector, self._chain(directory)))
        container, container_size = struct.unpack_from("<II", entries, 116)
        self._short_table = self._numbers(self._chain(short_table)) if short_table < _END else ()
        self._short = self._whole(container, container_size) if container < _END else b""
        self.names = _root_streams(entries)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _sectors_of_table(self, spread: int) -> list[int]:
        """The sectors in which the table of sectors lies: the first 109 are named in the header, the others in a chain of lists."""
        sectors = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _END]
        per_sector = self._size // 4
        lists = 0
        while spread < _END and len(sectors) * per_sector < self._count and lists <= self._count:
            *numbers, spread = struct.unpack(f"<{per_sector}I", self._sector(spread))
            sectors += [number for number in numbers if number < _END]
            lists += 1
        return sectors

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        # More than one number for each sector of the file has no meaning.
        packed = b"".join(self._sector(number) for number in sectors[: self._count // (self._size // 4) + 1])
        return struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])

    def _chain(self, number: int, most: int | None = None) -> list[int]:
        """The numbers that follow one another in the table from the first one on, `most` of them."""
        chain: list[int] = []
        most = self._count if most is None else most
        while number < _END and len(chain) < most:
            chain.append(number)
            number = self._table[number]
        if number < _END and most == self._count:
            raise ValueError("circle")
        return chain

    def _whole(self, number: int, size: int) -> bytes:
        if size > len(self._data):
            raise ValueError("size")
        data = b"".join(map(self._sector, self._chain(number, -(-size // self._size))))[:size]
        if len(data) < size:
            raise ValueError("cut off")
        return data

    def _stream(self, number: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._whole(number, size)
        if size > len(self._data):
            raise ValueError("size")
        pieces = []
        for _ in range(-(-size // 64)):
            pieces.append(self._short[number * 64 : number * 64 + 64])
            number = self._short_table[number]
        data = b"".join(pieces)[:size]
        if len(data) < size:
            raise ValueError("cut off")
        return data


def _root_streams(entries: bytes) -> dict[str, tuple[int, int]]:
    """Of each stream at the root, its name in small letters -> its first sector and its size."""
    names: dict[str, tuple[int, int]] = {}
    waiting = [struct.unpack_from("<I", entries, 76)[0]]
    seen = {0}
    while waiting:
        entry = waiting.pop()
        if entry in seen or entry >= _END:
            continue
        seen.add(entry)
        length, kind, left, right = struct.unpack_from("<HBxII", entries, entry * 128 + 64)
        first, size = struct.unpack_from("<II", entries, entry * 128 + 116)
        name = entries[entry * 128 : entry * 128 + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == 2:
            names.setdefault(name.casefold(), (first, size))
        waiting += [left, right]
    return names


# --- Everything else ------------------------------------------------------------------------------------------------------------

_IMAGE = ("tệp là hình ảnh, không phải là bảng tính", _ASK)
_ARCHIVE = ("tệp nén, không phải là bảng tính", _UNPACK)
_BEGINNINGS = (
    (b"{\\rtf", ("tệp là văn bản RTF, không phải là bảng tính", _COPY)),
    *((magic, _IMAGE) for magic in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    *((magic, _ARCHIVE) for magic in (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ")),
)
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_TOO_OLD = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x14]\0")
_TAGS = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style")
_LOOKED_AT = 4096
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x19\x1b-\x1f\x7f]")


def _other(data: bytes) -> Unreadable | None:
    """What bytes are that are neither a zip nor a file of the old Office; None where they are plain text."""
    if b"%PDF-" in data[:1024]:
        return Unreadable("tệp là PDF, không phải là bảng tính", _ASK)
    for magic, kind in _BEGINNINGS:
        if data.startswith(magic):
            return Unreadable(*kind)
    if _BITMAP.match(data) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        return Unreadable(*_IMAGE)
    if _TOO_OLD.match(data):
        return Unreadable("tệp Excel đời rất cũ (Excel 5/95 trở về trước)", _SAVE_AS)
    if not data.strip(b"\0"):
        return Unreadable("tệp chỉ toàn byte 0, không còn nội dung", _AGAIN)
    head = data[:_LOOKED_AT]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and _CONTROL.search(head):
        return Unreadable("không rõ là tệp gì, không phải là bảng tính Excel", _ASK)
    # Only letters of ASCII are looked for, so that any coding will do in which they are what they are.
    text = head.decode("utf-16", "ignore") if wide else head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return _other_text(text.lstrip().lower())


def _other_text(text: str) -> Unreadable | None:
    if text.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text or 'progid="excel.sheet"' in text:
            return Unreadable("tệp là bảng tính Excel 2003 dạng XML", _SAVE_AS)
        if "urn:oasis:names:tc:opendocument" in text:
            return Unreadable(
                "tệp là bảng tính OpenDocument dạng XML (.fods)", "Mở bằng LibreOffice, lưu lại thành .xlsx rồi kiểm tra lại."
            )
        if 'progid="word.document"' in text:
            return Unreadable("tệp là văn bản Word dạng XML, không phải là bảng tính", _COPY)
        if not any(tag in text for tag in _TAGS):
            return Unreadable("tệp là XML, không phải là bảng tính Excel", _ASK)
    if any(tag in text for tag in _TAGS):
        return Unreadable("tệp thật ra là trang web (HTML) lưu với đuôi của bảng tính", _SAVE_AS)
    if "mime-version:" in text:
        return Unreadable("tệp thật ra là trang web (MHTML) lưu với đuôi của bảng tính", _SAVE_AS)
    return None


# --- Passwords ------------------------------------------------------------------------------------------------------------------


def can_decrypt() -> bool:
    """Whether what `decrypt` needs is installed."""
    return find_spec("msoffcrypto") is not None


def decrypt(data: bytes, password: str) -> bytes:
    """The workbook that a password locks (see Protected), unlocked: again to be asked for its kind.

    Raises Unreadable: a wrong password, a way of encryption that is not known, a damaged file, or nothing installed to unlock it.
    """
    if not can_decrypt():
        raise Unreadable("tệp có mật khẩu", f'{_UNLOCK} Hoặc cài thêm phần mở mật khẩu: pip install "dantin[xls]".')
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    wrong = Unreadable("sai mật khẩu", "Gõ lại mật khẩu: xem phím Caps Lock và tắt bộ gõ tiếng Việt.")
    if not password:
        raise wrong
    unlocked = BytesIO()
    try:
        file = OfficeFile(BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(unlocked)
    except InvalidKeyError as error:
        raise wrong from error
    # Anything may go wrong in a damaged file, and in ways of encryption that are not known.
    except Exception as error:
        raise Unreadable("tệp có mật khẩu, và được mã hóa theo cách không mở được", _UNLOCK) from error
    return unlocked.getvalue()
