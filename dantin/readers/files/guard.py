"""The look into an .xlsx workbook's parts before a reader that trusts it is let near.

One cell at XFD1048576 makes the fast reader abort the whole process, a small file can unpack to a gigabyte, and an error value or a
formula without a stored result looks like an empty cell to it. All three are seen here first, in the parts themselves. That only helps
where both see the same: whatever the two could understand differently is refused.
"""

import re
import zipfile
import zlib
from functools import lru_cache
from heapq import heappop, heappush
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from dantin.ooxml import plainly_read, stored, write_parts
from dantin.readers.files.grid import Merge
from dantin.readers.files.limits import AREA, BROKEN, SHEET_NAME, SHEETS, TEXT_LENGTH, TEXTS, TOO_LARGE, check_unpacked, dotted, in_message
from dantin.readers.files.number_formats import special_cells, special_styles
from dantin.readers.files.raw import Trouble, Unreadable
from dantin.readers.files.sheet_look import TRUE, Look, doubtful, position, quickly_read

# Where the fast reader does not get on with an .xlsx it goes on to try .xlsb and .ods, which nobody has looked at.
_OTHER_FORMATS = {"content.xml", "xl/workbook.bin"}
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ANNOUNCED = re.compile(rb"uniqueCount\s*=\s*[\"']\+?(\d+)")
_NO_SHEETS = ("workbook.xml", "sharedStrings.xml", "styles.xml", "_rels/workbook.xml.rels")
# A letter of Vietnamese takes three bytes, one written as a number up to eight.
_GAP = 8 * TEXT_LENGTH
_OLD_FONT = re.compile(rb"[\"'](?:\.Vn|VNI)", re.IGNORECASE)


# What parts of so few bytes say is remembered: they are the same in many workbooks.
_SMALL = 2**16


class SheetLook(NamedTuple):
    """What one sheet hides from the fast reader, rows and columns counted from 0.

    `faults`: cell -> why it cannot be read, and what it shows; `part`: where in the package the sheet's XML lies; `formats`: cells whose
    format shows a percentage, or a month without its day -> what.
    """

    part: str
    hidden: bool
    faults: dict[tuple[int, int], tuple[Trouble, str]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Merge, ...]
    formats: dict[tuple[int, int], int]


class WorkbookLook(NamedTuple):
    """All worksheets by name, in their order, whether days are counted from 1904, and whether a font of the old codings is there.

    `parts` is the workbook made anew from the very bytes that were looked at: what a zip says twice, and differently, is not in it.
    """

    parts: bytes
    sheets: dict[str, SheetLook]
    from_1904: bool
    old_fonts: bool


def scan_workbook(data: bytes, opened: zipfile.ZipFile | None = None) -> WorkbookLook:
    """Look through an .xlsx before it is read. Gives, of each of its worksheets, what the fast reader does not tell.

    `opened` is its zip, if that was opened before. Raises Unreadable: not a workbook, encrypted, damaged, or larger than the limits when
    unpacked.
    """
    try:
        with opened or zipfile.ZipFile(BytesIO(data)) as archive:
            check_unpacked(archive, len(data))
            return _scan(_Package(archive, data))
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError, EOFError, OSError, ValueError, LookupError) as error:
        raise Unreadable("tệp Excel bị hỏng", BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("tệp Excel được nén hoặc mã hóa theo cách không đọc được", BROKEN) from error


class _Package:
    """The parts of a workbook, found by name as the fast reader finds them: letter case and the direction of slashes do not count."""

    def __init__(self, archive: zipfile.ZipFile, data: bytes) -> None:
        self._archive, self._data = archive, data
        self._read: dict[str, bytes] = {}
        self._names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
        # A part with a second name in its extra field is one part to Excel and another here.
        renamed = any(b"up" in info.extra for info in archive.infolist())
        if renamed or len(self._names) < len(archive.namelist()) or not _OTHER_FORMATS.isdisjoint(self._names):
            raise doubtful()

    def read(self, part: str) -> bytes | None:
        """One part, never more of it than its directory entry promised, and never one that may define entities; None if not there."""
        name = self._names.get(part.casefold())
        if name is None:
            return None
        if name in self._read:
            return self._read[name]
        info = self._archive.getinfo(name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(info.compress_type)
        plain = plainly_read(self._data, info)
        data = plain[0] if plain is not None else self._read_with_care(info)
        # The fast reader knows UTF-8 alone: in UTF-16, with its bytes of nought, it sees an empty sheet and says nothing.
        declared = _DECLARED.match(data)
        coded = b"\0" in data or (declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"))
        if coded and len(data) == info.file_size:
            raise Unreadable("tệp Excel ghi bằng bảng mã ít gặp (không phải UTF-8)", BROKEN)
        # One letter is looked for much faster than more.
        if len(data) != info.file_size or (b"!" in data and b"<!DOCTYPE" in data):
            raise doubtful()
        self._read[name] = data
        return data

    def _read_with_care(self, info: zipfile.ZipInfo) -> bytes:
        # One byte more than the directory promises: where there is more, it shows.
        promised = info.file_size
        info.file_size += 1
        with self._archive.open(info) as stream:
            data = stream.read(promised + 1)
        info.file_size = promised
        return data

    def put(self, part: str, data: bytes) -> bytes:
        """Put another content for a part that was read; gives it back."""
        self._read[self._names[part.casefold()]] = data
        return data

    def anew(self) -> bytes:
        """A zip of the parts that were read, or put for them, and of nothing else."""
        return write_parts({name.replace("\\", "/"): stored(data) for name, data in self._read.items()})

    def need(self, part: str) -> bytes:
        """One part that must be there."""
        data = self.read(part)
        if data is None:
            raise Unreadable(f"tệp không phải là bảng tính Excel, hoặc bị hỏng: thiếu phần “{part}”", BROKEN)
        return data


def _scan(package: _Package) -> WorkbookLook:
    relations = package.need("_rels/.rels")
    folder = (_folder if len(relations) < _SMALL else _folder.__wrapped__)(relations)
    package.read("[Content_Types].xml")
    for part in ("sharedStrings.xml", "styles.xml"):
        data = package.read(folder + part) or b""
        if any(int(count) > TEXTS for count in _ANNOUNCED.findall(data)):
            raise Unreadable(f"tệp Excel bị hỏng: số đoạn chữ ghi trong tệp quá lớn, giới hạn là {dotted(TEXTS)}", BROKEN)
        # A text is made of many tags, or of letters alone; either way something has to come every so often.
        texts = part == "sharedStrings.xml"
        if _gap(data, b"<") or (texts and (_gap(data, b"si>") or (b"<![CDATA[" in data and len(data) > _GAP))):
            raise _too_long()
    about = package.need(f"{folder}workbook.xml"), package.need(f"{folder}_rels/workbook.xml.rels")
    book = (_book if sum(map(len, about)) < _SMALL else _book.__wrapped__)(*about, folder)
    styles = special_styles(package.read(f"{folder}styles.xml") or b"")
    sheets: dict[str, SheetLook] = {}
    shortest: list[tuple[int, int, Look]] = []
    area = 0
    for sheet, part, hidden in book.sheets:
        xml = package.read(part)
        if xml is None:
            raise Unreadable(f"không tìm thấy nội dung của trang “{sheet}” trong tệp", BROKEN)
        if _gap(xml, b"<"):
            raise _too_long()
        xml = package.put(part, quickly_read(xml))
        look = Look(sheet)
        look.at(xml)
        heappush(shortest, (len(xml), len(sheets), look))
        area += look.rows * look.columns
        # Those that are measured soonest first: as a rule the others need not be.
        while area > AREA and shortest:
            earlier = heappop(shortest)[2]
            area -= earlier.rows * earlier.columns
            earlier.measure()
            area += earlier.rows * earlier.columns
        if area > AREA:
            raise Unreadable(
                f"các trang tính, đến trang “{sheet}”, trải rộng {dotted(area)} ô kể cả ô trống; giới hạn là {dotted(AREA)} ô", TOO_LARGE
            )
        sheets[sheet] = SheetLook(
            part,
            hidden,
            look.faults,
            frozenset(look.hidden_rows),
            frozenset(look.hidden_columns),
            tuple(look.merges),
            _formats(xml, styles),
        )
    return WorkbookLook(package.anew(), sheets, book.from_1904, _OLD_FONT.search(package.read(f"{folder}styles.xml") or b"") is not None)


def _formats(xml: bytes, styles: dict[str, int]) -> dict[tuple[int, int], int]:
    cells = special_cells(xml, styles) if styles else ()
    places = ((position(name.decode("ascii", "replace")), what) for name, what in cells)
    return {place: what for place, what in places if place is not None}


def _gap(xml: bytes, mark: bytes) -> bool:
    """Whether a stretch of the XML longer than any text may be goes without a mark."""
    return any(xml.find(mark, start, start + _GAP) < 0 for start in range(0, len(xml) - _GAP, _GAP))


def _too_long() -> Unreadable:
    return Unreadable(f"tệp có ô chứa đoạn chữ dài hơn {dotted(TEXT_LENGTH)} ký tự", "Xóa bớt chữ ở ô đó rồi kiểm tra lại.")


class _Book(NamedTuple):
    """Of each worksheet its name, its part, and whether it is hidden, in order; and whether days are counted from 1904."""

    sheets: tuple[tuple[str, str, bool], ...]
    from_1904: bool


@lru_cache(maxsize=64)
def _folder(relations_xml: bytes) -> str:
    """The folder of the workbook part, "xl/" as a rule; what the file in it is called does not matter to the fast reader."""
    relations = ElementTree.fromstring(relations_xml).findall(".//{*}Relationship")
    targets = [r.get("Target") or "" for r in relations if (r.get("Type") or "").endswith("/relationships/officeDocument")]
    if len(targets) != 1:
        raise doubtful()
    folder, slash, _ = targets[0].rpartition("/")
    return folder.removeprefix("/") + slash if folder else ""


@lru_cache(maxsize=64)
def _book(book_xml: bytes, relations_xml: bytes, folder: str) -> _Book:
    """What the workbook part says; sheets of charts and dialogs are passed over."""
    book = ElementTree.fromstring(book_xml)
    targets: dict[str, tuple[str, str]] = {}
    for relation in ElementTree.fromstring(relations_xml).findall(".//{*}Relationship"):
        identifier, target = relation.get("Id") or "", relation.get("Target") or ""
        # The fast reader does not decode "&amp;" here, and takes the last of two: neither is ever written in earnest.
        if identifier in targets or "&" in target:
            raise doubtful()
        path = target.removeprefix("/") if target.startswith("/") else folder + target
        targets[identifier] = (relation.get("Type") or "").rpartition("/")[2], path
    parts: dict[str, tuple[str, bool]] = {}
    known = {f"{folder}{part}".casefold() for part in _NO_SHEETS}
    for sheet in book.findall(".//{*}sheet"):
        name = sheet.get("name") or ""
        identifiers = [value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"]
        if len(identifiers) != 1 or identifiers[0] not in targets:
            raise Unreadable(f"không tìm thấy nội dung của trang “{name}” trong tệp", BROKEN)
        kind, path = targets[identifiers[0]]
        if kind in ("chartsheet", "dialogsheet"):
            continue
        if kind.casefold().endswith("macrosheet"):
            raise Unreadable(
                f"tệp có trang macro đời cũ “{in_message(name)}”", "Mở bằng Excel, xóa trang đó, lưu lại thành .xlsx rồi kiểm tra lại."
            )
        if name in parts or path.casefold() in known or len(name) > SHEET_NAME:
            raise doubtful()
        known.add(path.casefold())
        parts[name] = path, sheet.get("state", "visible") != "visible"
        if len(parts) > SHEETS:
            raise Unreadable(f"tệp có quá nhiều trang tính, giới hạn là {dotted(SHEETS)}", "Chép dữ liệu sang tệp mới.")
    settings = book.find("{*}workbookPr")
    from_1904 = settings is not None and settings.get("date1904") in TRUE
    return _Book(tuple((name, path, hidden) for name, (path, hidden) in parts.items()), from_1904)
