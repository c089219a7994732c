"""The look into an .xlsx workbook's parts before a reader that trusts it is let near.

One cell at XFD1048576 makes the fast reader abort the whole process, a small file can unpack to a gigabyte, and an error value or a
formula without a stored result looks like an empty cell to it. All three are seen here first, in the parts themselves. That only helps
where both see the same: whatever the two could understand differently is refused.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from dantin.diagnostic import cell_name
from dantin.readers.files.grid import Merge
from dantin.readers.files.limits import (
    AREA,
    BROKEN,
    COLUMNS,
    LOWEST,
    MERGES,
    ODD_SHEET_BYTES,
    ROWS,
    SHEET_NAME,
    SHEETS,
    TEXT_LENGTH,
    TEXTS,
    TOO_LARGE,
    check_unpacked,
    dotted,
    in_message,
)
from dantin.readers.files.number_formats import special_cells, special_styles
from dantin.readers.files.raw import Trouble, Unreadable

# Where the fast reader does not get on with an .xlsx it goes on to try .xlsb and .ods, which nobody has looked at.
_OTHER_FORMATS = {"content.xml", "xl/workbook.bin"}
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ANNOUNCED = re.compile(rb"uniqueCount\s*=\s*[\"']\+?(\d+)")


def _plain_row(*, odd: bool) -> re.Pattern[bytes]:
    """A row as Excel, LibreOffice, WPS, Google, XlsxWriter and openpyxl write it, every tag of it spelled out: no other can hide inside.

    As many letters and digits as `COLUMNS` and `ROWS` have, so that what matches lies within; the cells' row is that of the row itself
    (`\\1`). With `odd` also cells that want a closer look: beyond column Z, an error, a formula, a number below zero. At each place at
    most one way leads on, so that time stays in proportion to length without the possessive quantifiers (`*+`) that Python before
    3.11.5 gets wrong; and a row has no more cells than there are columns, a cell no more attributes than there are, so that what is kept
    for going back stays small.
    """
    attributes = r'(?: (?!r=)[\w:]+="[^"<>]*")* ?'
    formula = rf"(?:<f{attributes}(?:/>|>[^<]*</f>))?" if odd else ""
    value = rf"<v>{'' if odd else '(?!-)'}[^<]*</v>|<v ?/>|<is><t{attributes}>[^<]*</t></is>"
    kind = rf' t="{"" if odd else "(?!e)"}\w*"'
    column = "[A-Z]{1,2}" if odd else "[A-Z]"
    cell = rf'<c r="{column}\1"(?: (?:s|cm|vm|ph)="\d*"|{kind}){{0,5}} ?(?:/>|>{formula}(?:{value})?</c>)'
    return re.compile(rf'<row r="([1-9]\d{{0,4}})"{attributes}(?:/>|>(?:{cell}){{0,{COLUMNS}}}</row>)'.encode())


_ROW, _ODD_ROW = _plain_row(odd=False), _plain_row(odd=True)
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))?(?:<v>([^<]*)</v>|(<is>))?')
_TYPE = re.compile(rb' t="(\w*)"')
_REFERENCE = re.compile(r"([A-Za-z]{1,9})([0-9]{1,9})")

_TRUE = ("1", "true")
_NO_SHEETS = ("workbook.xml", "sharedStrings.xml", "styles.xml", "_rels/workbook.xml.rels")
# A letter of Vietnamese takes three bytes, one written as a number up to eight.
_GAP = 8 * TEXT_LENGTH
# A text of the table of texts goes by its number; for what is none the fast reader says nothing and gives an empty cell. No number at
# all is a blank cell, to the fast reader and to Excel.
_BAD_TEXT = re.compile(rb' t="s"[^<>]*><v>(?!\d{0,8}</v>)')
_FILLED = re.compile(rb"<(?:v>|is>|f[ />])")
# Of these a cell without a value is none to the fast reader, wherever it stands; of others it makes an empty text.
_BLANK_KINDS = ("", "n", "s", "b", "e")
_OLD_FONT = re.compile(rb"[\"'](?:\.Vn|VNI)", re.IGNORECASE)
_CLOSED = re.compile(rb' (?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.0)?")')
_ROW_START = re.compile(rb'<row r="(\d+)"([^>]*)>')
_ROW_BODY = re.compile(rb'<row r="(\d+)".*?(?=<row |\Z)', re.DOTALL)
# Of fewer rows than these no number of sheets comes near a limit.
_MANY_ROWS = 2_000
_COLUMN = re.compile(rb"<col ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_MERGE = re.compile(rb'<mergeCell ref="([^"]*)"')


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


def scan_workbook(data: bytes) -> WorkbookLook:
    """Look through an .xlsx before it is read. Gives, of each of its worksheets, what the fast reader does not tell.

    Raises Unreadable: not a workbook, encrypted, damaged, or larger than the limits when unpacked.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_unpacked(archive, len(data))
            return _scan(_Package(archive))
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError, EOFError, OSError, ValueError, LookupError) as error:
        raise Unreadable("tệp Excel bị hỏng", BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("tệp Excel được nén hoặc mã hóa theo cách không đọc được", BROKEN) from error


def _doubtful() -> Unreadable:
    return Unreadable("tệp Excel bị hỏng hoặc bị sửa một cách đáng ngờ", BROKEN)


class _Package:
    """The parts of a workbook, found by name as the fast reader finds them: letter case and the direction of slashes do not count."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._read: dict[str, bytes] = {}
        self._names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
        # A part with a second name in its extra field is one part to Excel and another here.
        renamed = any(b"up" in info.extra for info in archive.infolist())
        if renamed or len(self._names) < len(archive.namelist()) or not _OTHER_FORMATS.isdisjoint(self._names):
            raise _doubtful()

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
        # One byte more than the directory promises: where there is more, it shows.
        promised = info.file_size
        info.file_size += 1
        with self._archive.open(info) as stream:
            data = stream.read(promised + 1)
        info.file_size = promised
        # The fast reader knows UTF-8 alone: in UTF-16, with its bytes of nought, it sees an empty sheet and says nothing.
        declared = _DECLARED.match(data)
        coded = b"\0" in data or (declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"))
        if coded and len(data) == promised:
            raise Unreadable("tệp Excel ghi bằng bảng mã ít gặp (không phải UTF-8)", BROKEN)
        if len(data) != promised or b"<!DOCTYPE" in data:
            raise _doubtful()
        self._read[name] = data
        return data

    def anew(self) -> bytes:
        """A zip of the parts that were read, and of nothing else."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self._read.items():
                archive.writestr(zipfile.ZipInfo(name.replace("\\", "/")), data)
        return made.getvalue()

    def tree(self, part: str) -> ElementTree.Element:
        """One part that must be there, parsed."""
        data = self.read(part)
        if data is None:
            raise Unreadable(f"tệp không phải là bảng tính Excel, hoặc bị hỏng: thiếu phần “{part}”", BROKEN)
        return ElementTree.fromstring(data)


def _scan(package: _Package) -> WorkbookLook:
    folder = _folder(package)
    package.read("[Content_Types].xml")
    for part in ("sharedStrings.xml", "styles.xml"):
        found = package.read(folder + part) or b""
        if any(int(count) > TEXTS for count in _ANNOUNCED.findall(found)):
            raise Unreadable(f"tệp Excel bị hỏng: số đoạn chữ ghi trong tệp quá lớn, giới hạn là {dotted(TEXTS)}", BROKEN)
        # A text is made of many tags, or of letters alone; either way something has to come every so often.
        texts = part == "sharedStrings.xml"
        if _gap(found, b"<") or (texts and (_gap(found, b"si>") or (b"<![CDATA[" in found and len(found) > _GAP))):
            raise _too_long()
    book = package.tree(f"{folder}workbook.xml")
    styles = special_styles(package.read(f"{folder}styles.xml") or b"")
    sheets: dict[str, SheetLook] = {}
    area = 0
    for sheet, part, hidden in _sheet_parts(package, folder, book):
        xml = package.read(part)
        if xml is None:
            raise Unreadable(f"không tìm thấy nội dung của trang “{sheet}” trong tệp", BROKEN)
        if _gap(xml, b"<"):
            raise _too_long()
        look = _Look(sheet)
        look.at(xml)
        area += look.rows * look.columns
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
    settings = book.find("{*}workbookPr")
    from_1904 = settings is not None and settings.get("date1904") in _TRUE
    return WorkbookLook(package.anew(), sheets, from_1904, _OLD_FONT.search(package.read(f"{folder}styles.xml") or b"") is not None)


def _formats(xml: bytes, styles: dict[str, int]) -> dict[tuple[int, int], int]:
    cells = special_cells(xml, styles) if styles else ()
    places = ((position(name.decode("ascii", "replace")), what) for name, what in cells)
    return {place: what for place, what in places if place is not None}


def _gap(xml: bytes, mark: bytes) -> bool:
    """Whether a stretch of the XML longer than any text may be goes without a mark."""
    return any(xml.find(mark, start, start + _GAP) < 0 for start in range(0, len(xml) - _GAP, _GAP))


def _too_long() -> Unreadable:
    return Unreadable(f"tệp có ô chứa đoạn chữ dài hơn {dotted(TEXT_LENGTH)} ký tự", "Xóa bớt chữ ở ô đó rồi kiểm tra lại.")


def _folder(package: _Package) -> str:
    """The folder of the workbook part, "xl/" as a rule; what the file in it is called does not matter to the fast reader."""
    relations = package.tree("_rels/.rels").findall(".//{*}Relationship")
    targets = [r.get("Target") or "" for r in relations if (r.get("Type") or "").endswith("/relationships/officeDocument")]
    if len(targets) != 1:
        raise _doubtful()
    folder, slash, _ = targets[0].rpartition("/")
    return folder.removeprefix("/") + slash if folder else ""


def _sheet_parts(package: _Package, folder: str, book: ElementTree.Element) -> list[tuple[str, str, bool]]:
    """Name and part of each worksheet, and whether it is hidden, in order; sheets of charts and dialogs are passed over."""
    relations = package.tree(f"{folder}_rels/workbook.xml.rels")
    targets: dict[str, tuple[str, str]] = {}
    for relation in relations.findall(".//{*}Relationship"):
        identifier, target = relation.get("Id") or "", relation.get("Target") or ""
        # The fast reader does not decode "&amp;" here, and takes the last of two: neither is ever written in earnest.
        if identifier in targets or "&" in target:
            raise _doubtful()
        path = target.removeprefix("/") if target.startswith("/") else folder + target
        targets[identifier] = (relation.get("Type") or "").rpartition("/")[2], path
    parts: dict[str, tuple[str, bool]] = {}
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
        known = {known.casefold() for known, _ in parts.values()} | {f"{folder}{part}".casefold() for part in _NO_SHEETS}
        if name in parts or path.casefold() in known or len(name) > SHEET_NAME:
            raise _doubtful()
        parts[name] = path, sheet.get("state", "visible") != "visible"
        if len(parts) > SHEETS:
            raise Unreadable(f"tệp có quá nhiều trang tính, giới hạn là {dotted(SHEETS)}", "Chép dữ liệu sang tệp mới.")
    return [(name, path, hidden) for name, (path, hidden) in parts.items()]


class _Look:
    """The look at one sheet: how far it reaches, which of its cells hold what the fast reader does not tell, what is hidden and merged.

    A sheet in the plain dialect is searched by regular expressions; any other is parsed, at about a tenth of the speed, and places are
    counted as the fast reader counts them.
    """

    def __init__(self, sheet: str) -> None:
        self.rows = self.columns = 0
        self.faults: dict[tuple[int, int], tuple[Trouble, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        self._sheet = sheet
        self._inside = self._formula = self._in_value = self._holds = False
        self._row = self._column = 0
        self._place = (0, 0)
        self._type = self._value = ""

    def at(self, xml: bytes) -> None:
        """Look at the sheet's XML. Raises Unreadable where it goes beyond the limits, ExpatError where it is no XML."""
        if self._search(xml):
            return
        if len(xml) > ODD_SHEET_BYTES:
            raise Unreadable(
                f"trang “{self._sheet}” quá lớn: {len(xml) // 2**20} MB khi giải nén, giới hạn là {ODD_SHEET_BYTES // 2**20} MB", TOO_LARGE
            )
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._text
        parser.Parse(xml, True)

    def _search(self, xml: bytes) -> bool:
        """Whether the sheet is in the plain dialect, and the look at it if so."""
        start, end = xml.find(b"<sheetData>") + len(b"<sheetData>"), xml.find(b"</sheetData>")
        at = start
        # Not in a comment, and not twice: the fast reader starts from the same place.
        if xml.count(b"sheetData") != 2 or b"<!" in xml[:at]:
            return False
        last, odd = 0, []
        while found := _ROW.match(xml, at, end) or _ODD_ROW.match(xml, at, end):
            at, last = found.end(), max(last, int(found[1]))
            if found.re is _ODD_ROW:
                odd.append(found[0])
        if at != end:
            return False
        if _BAD_TEXT.search(xml, start, end):
            raise _doubtful()
        if last > _MANY_ROWS:
            # Rows of blank cells in some colour may go on to the end of the sheet.
            last = max((int(row[1]) for row in _ROW_BODY.finditer(xml, 0, end) if _FILLED.search(row[0])), default=0)
        # Up to Z the width makes no difference to any limit.
        self.rows, self.columns = last, 26
        if _CLOSED.search(xml, 0, end):
            self.hidden_rows = {int(number) - 1 for number, attributes in _ROW_START.findall(xml, 0, end) if _CLOSED.search(attributes)}
            for attributes in _COLUMN.findall(xml, 0, end):
                self._close(dict(_ATTRIBUTE.findall(attributes.decode("utf-8", "replace"))))
        for reference in _MERGE.findall(xml, end):
            self._merge(reference.decode("utf-8", "replace"))
        for letters, number, attributes, formula, value, inside in (cell for row in odd for cell in _CELL.findall(row)):
            found_kind, column = _TYPE.search(attributes), _column(letters.decode())
            kind = found_kind[1].decode() if found_kind else ""
            if formula or value or inside or kind not in _BLANK_KINDS:
                self.columns = max(self.columns, column + 1)
            self._judge((int(number) - 1, column), kind, bool(formula), value.decode("utf-8", "replace"))
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            self._inside = True
        elif not self._inside:
            if tag == "col":
                self._close(attributes)
            elif tag == "mergeCell":
                self._merge(attributes.get("ref", ""))
        elif tag == "c":
            # A cell that says where it stands moves the column of the cells after it, not their row.
            reference = attributes.get("r")
            self._place = self._position(reference) if reference else (self._row, self._column)
            self._column = self._place[1]
            self._type, self._formula, self._value, self._holds = attributes.get("t", ""), False, "", False
        elif tag == "row":
            if number := attributes.get("r"):
                self._row = self._position(f"A{number}")[0]
            if _closed(attributes, "ht"):
                self.hidden_rows.add(self._row)
        elif tag == "f":
            self._formula = True
        elif tag == "v":
            self._in_value = True
        elif tag == "is":
            self._holds = True

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._inside:
            if self._formula or self._value or self._holds or self._type not in _BLANK_KINDS:
                self._reach(*self._place)
            self._judge(self._place, self._type, self._formula, self._value)
            self._column += 1
        elif tag == "row":
            self._row, self._column = self._row + 1, 0
        elif tag == "sheetData":
            self._inside = False

    def _text(self, text: str) -> None:
        # Long enough for any number or error; adding up a text of megabytes piece by piece would take quadratic time.
        if self._in_value and len(self._value) < 100:
            self._value += text

    def _close(self, attributes: dict[str, str]) -> None:
        """Note the columns of a `col` element as hidden, if they are."""
        first, last = (attributes.get(key, "") for key in ("min", "max"))
        if _closed(attributes, "width") and first.isdecimal() and last.isdecimal():
            self.hidden_columns.update(range(int(first[:9]) - 1, min(int(last[:9]), COLUMNS)))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = position(first), position(last)
        if start is not None and end is not None:
            self.merges.append(Merge(*start, min(end[0], ROWS), min(end[1], COLUMNS)))
            if len(self.merges) > MERGES:
                raise Unreadable(f"trang “{in_message(self._sheet)}” có quá nhiều ô gộp, giới hạn là {dotted(MERGES)}", TOO_LARGE)

    def _position(self, reference: str) -> tuple[int, int]:
        found = position(reference)
        if found is None:
            raise Unreadable(f"trang “{self._sheet}” có ô mang địa chỉ “{reference[:20]}”, không phải là địa chỉ ô", BROKEN)
        return found

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > ROWS or self.columns > COLUMNS:
            where = cell_name(row, column)
            raise Unreadable(f"trang “{self._sheet}” kéo dài đến ô {where}; giới hạn là {dotted(ROWS)} dòng và {COLUMNS} cột", TOO_LARGE)

    def _judge(self, place: tuple[int, int], kind: str, formula: bool, value: str) -> None:
        if kind == "e":
            self.faults[place] = Trouble.ERROR, value
        elif kind == "s" and value and not (value.isascii() and value.isdigit() and len(value) < 9):
            raise _doubtful()
        elif formula and not value and kind != "str":
            self.faults[place] = Trouble.FORMULA, ""
        elif kind in ("", "n") and value.startswith("-") and _number(value) < LOWEST:
            limit = f"giới hạn là âm {dotted(int(-LOWEST))}"
            raise Unreadable(f"ô {self._sheet}!{cell_name(*place)} có số quá nhỏ: {value[:30]}; {limit}", "Sửa số ở ô đó rồi kiểm tra lại.")


def _closed(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or shrunk to nothing, which looks the same."""
    return attributes.get("hidden") in _TRUE or attributes.get(size) in ("0", "0.0")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell's name ("H3"); None for anything else."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, _column(found[1].upper())) if found is not None else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
