"""The limits of what is read, all in one place, and the look into a workbook's parts before a reader that trusts it is let near.

One cell at XFD1048576 makes the fast reader abort the whole process, a small file can unpack to a gigabyte, and an error value or a
formula without a stored result looks like an empty cell to it. All three are seen here first, in the parts themselves.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from dantin.readers.raw import Trouble, Unreadable

YAML_DEPTH = 12
YAML_BYTES = 20 * 2**20
WORKBOOK_BYTES = 50 * 2**20
UNPACKED_BYTES = 250 * 2**20
UNPACKED_RATIO = 400
ROWS = 99_999
COLUMNS = 702

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REL_ID = re.compile(r"^\{[^}]*/relationships\}id$")
# A row or a cell beyond the limits: six digits, or three letters.
_FAR = re.compile(rb" r=\"([A-Z]{3,}\d+|[A-Z]{0,2}\d{6,})\"")
# Any of these may stand in a sheet without a formula or an error; then the closer look finds none.
_SUSPECTS = (b't="e"', b"<f", b":f")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")

_BROKEN = "Mở tệp bằng Excel; nếu Excel mở được thì lưu lại thành tệp mới (.xlsx) rồi kiểm tra lại, nếu không thì xin lại bản gốc."


class SheetFaults(NamedTuple):
    """What one sheet hides from the fast reader: cell (row and column from 0) -> why it cannot be read, and what it shows."""

    cells: dict[tuple[int, int], tuple[Trouble, str]]


def check_size(size: int, limit: int) -> None:
    """Refuse a file larger than the limit (bytes), before it is read."""
    if size > limit:
        raise Unreadable(
            f"tệp quá lớn: {size / 2**20:.0f} MB, giới hạn là {limit // 2**20} MB".replace(".", ","),
            "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp; xóa hình ảnh trong tệp nếu có.",
        )


def scan_workbook(data: bytes) -> dict[str, SheetFaults]:
    """Look through an .xlsx before it is read. Gives, by sheet name, the cells that hold an error or a formula without result.

    Raises Unreadable: not a workbook, encrypted, damaged, or larger than the limits when unpacked.
    """
    if data.startswith(_OLE):
        raise Unreadable(
            "tệp có mật khẩu, hoặc là tệp Excel đời cũ (.xls)",
            "Mở bằng Excel, bỏ mật khẩu (nếu có), lưu lại thành .xlsx rồi kiểm tra lại.",
        )
    if not data:
        raise Unreadable("tệp trống (0 byte)", "Xin lại bản gốc hoặc sao chép lại tệp.")
    if not data.startswith(b"PK"):
        raise Unreadable("tệp không phải là bảng tính Excel", _BROKEN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_unpacked(archive, len(data))
            return {name: _scan_sheet(archive, part) for name, part in _sheet_parts(archive)}
    except (zipfile.BadZipFile, zlib.error, KeyError, ElementTree.ParseError, EOFError, OSError, ValueError) as error:
        raise Unreadable("tệp Excel bị hỏng", _BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("tệp Excel được nén hoặc mã hóa theo cách không đọc được", _BROKEN) from error


def _check_unpacked(archive: zipfile.ZipFile, size: int) -> None:
    total = sum(info.file_size for info in archive.infolist())
    if total > UNPACKED_BYTES or total > UNPACKED_RATIO * max(size, 2**16):
        raise Unreadable(
            f"tệp phình ra {total // 2**20} MB khi giải nén, giới hạn là {UNPACKED_BYTES // 2**20} MB",
            "Xóa các dòng, cột trống được tô màu và hình ảnh trong tệp, hoặc chép dữ liệu sang một tệp mới.",
        )


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    """One part, never more of it than its directory entry promised, and never a part that defines entities."""
    info = archive.getinfo(part)
    with archive.open(info) as stream:
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size or b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise Unreadable("tệp Excel bị hỏng hoặc bị sửa một cách đáng ngờ", _BROKEN)
    return data


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and part of each sheet, in the order of the workbook; chart sheets and parts that are not there are left out."""
    book = ElementTree.fromstring(_read(archive, "xl/workbook.xml"))
    relations = ElementTree.fromstring(_read(archive, "xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): (r.get("Type") or "", r.get("Target") or "") for r in relations}
    names = set(archive.namelist())
    parts = []
    for sheet in (*book.iter(f"{_MAIN}sheet"), *book.iter(f"{_STRICT}sheet")):
        identifier = next((value for key, value in sheet.attrib.items() if _REL_ID.match(key)), None)
        kind, target = targets.get(identifier, ("", ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if kind.endswith("/worksheet") and part in names:
            parts.append((sheet.get("name") or "", part))
    return parts


def _scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetFaults:
    xml = _read(archive, part)
    if far := _FAR.search(xml):
        where = far.group(1).decode()
        raise Unreadable(
            f"một trang tính kéo dài đến {'dòng' if where.isdigit() else 'ô'} {where}; giới hạn là {ROWS} dòng và {COLUMNS} cột",
            "Xóa các ô thừa ở cuối trang (chọn các dòng, cột trống rồi Delete), lưu lại; hoặc chép dữ liệu sang tệp mới.",
        )
    faults: dict[tuple[int, int], tuple[Trouble, str]] = {}
    if any(sign in xml for sign in _SUSPECTS):
        for attributes, body in _CELL.findall(xml):
            is_error = b't="e"' in attributes
            if not is_error and b"<f" not in body and b":f" not in body:
                continue
            value = _VALUE.search(body)
            text = value.group(1).decode("utf-8", "replace") if value else ""
            reference = _REFERENCE.search(attributes)
            if reference is None:
                continue
            where_ = (int(reference.group(2)) - 1, _column(reference.group(1)))
            if is_error:
                faults[where_] = (Trouble.ERROR, text)
            elif not text and b't="str"' not in attributes:
                faults[where_] = (Trouble.FORMULA, "")
    return SheetFaults(faults)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
