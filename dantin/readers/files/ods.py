"""An .ods workbook (LibreOffice, Excel, Google) -> grids of cells. Understands no value, and looks for no header.

Everything, values too, comes from one look through `content.xml`: calamine gives error values and lengths of 24 hours as texts and shows
neither what is hidden nor what a formula never gave. What is not a cell of a sheet (comments, drawings, recorded changes) is passed over.
"""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from itertools import islice
from xml.parsers import expat

from dantin.diagnostic import cell_name
from dantin.readers.files.formats import ZIP_FAULTS, refuse_locked
from dantin.readers.files.grid import Grid, Merge
from dantin.readers.files.limits import (
    AREA,
    BROKEN,
    COLUMNS,
    MERGES,
    ODS_BYTES,
    ODS_DEPTH,
    ODS_FONTS,
    ODS_TAG_BYTES,
    ROWS,
    SHEETS,
    SPLIT,
    TEXT_LENGTH,
    TOO_LARGE,
    check_unpacked,
    dotted,
    in_message,
)
from dantin.readers.files.ods_values import cell_value
from dantin.readers.files.raw import Raw, Unreadable

_OFFICE, _TABLE, _TEXT, _STYLE, _FO, _SVG = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 "
    for name in ("office", "table", "text", "style", "xsl-fo-compatible", "svg-compatible")
)

_OF_TABLE = {
    **dict.fromkeys((f"{_TABLE}table-{name}" for name in ("columns", "header-columns", "column-group")), "group"),
    **dict.fromkeys((f"{_TABLE}table-{name}" for name in ("rows", "header-rows", "row-group")), "group"),
    _TABLE + "table-column": "column",
    _TABLE + "table-row": "row",
}
# Where an element stands -> the elements in it that are looked into -> what it is there. All others are passed over whole.
_INSIDE: dict[str, dict[str, str]] = {
    "file": {_OFFICE + "document-content": "document", _OFFICE + "document-styles": "document"},
    "document": {
        _OFFICE + "font-face-decls": "fonts",
        _OFFICE + "styles": "styles",
        _OFFICE + "automatic-styles": "styles",
        _OFFICE + "body": "body",
    },
    "fonts": {_STYLE + "font-face": "font"},
    "styles": {_STYLE + "style": "style", _STYLE + "default-style": "style"},
    "style": {_STYLE + "text-properties": "letters", _STYLE + "table-properties": "shown"},
    "body": {_OFFICE + "spreadsheet": "book"},
    "book": {_TABLE + "calculation-settings": "settings", _TABLE + "table": "table"},
    "settings": {_TABLE + "null-date": "start"},
    "table": _OF_TABLE,
    "group": _OF_TABLE,
    "row": {_TABLE + "table-cell": "cell", _TABLE + "covered-table-cell": "cell"},
    "cell": {_TEXT + "p": "paragraph", _TEXT + "h": "paragraph"},
}
_SPACES = {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
# Within a paragraph all is text, but for what only hangs on it.
_ASIDE = {_OFFICE + "annotation", _TEXT + "note", _TEXT + "ruby-text", _TEXT + "tracked-changes"}

_HIDDEN = ("collapse", "filter")
_OLD_FONT = re.compile(r"\.vn|vni", re.IGNORECASE)
_FIRST_DAY = date(1899, 12, 30)
_WHITE = re.compile(r"[ \t\r\n]+")


def read_ods(data: bytes) -> list[Grid]:
    """The sheets of a workbook, in their order. Raises Unreadable: not a workbook, damaged, locked by a password, beyond the limits."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(set(archive.namelist())) < len(archive.namelist()):
                raise _broken()
            check_unpacked(archive, len(data))
            refuse_locked(archive)
            scan = _Scan()
            _parse(archive, "styles.xml", scan)
            _parse(archive, "content.xml", scan)
    except (*ZIP_FAULTS, expat.ExpatError) as error:
        raise _broken() from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("tệp .ods được nén hoặc mã hóa theo cách không đọc được", BROKEN) from error
    if not scan.is_book:
        raise Unreadable("tệp OpenDocument không phải là bảng tính", "Mở bằng LibreOffice, lưu lại thành .xlsx rồi kiểm tra lại.")
    return scan.grids


def _broken() -> Unreadable:
    return Unreadable("tệp .ods bị hỏng", BROKEN)


def _doubtful() -> Unreadable:
    return Unreadable("tệp .ods bị hỏng hoặc bị sửa một cách đáng ngờ", BROKEN)


def _parse(archive: zipfile.ZipFile, part: str, scan: "_Scan") -> None:
    """Look through one part. A workbook without styles is one all the same; without content it is none."""
    if part == "styles.xml" and part not in archive.namelist():
        return
    info = archive.getinfo(part)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(info.compress_type)
    if info.file_size > ODS_BYTES:
        raise Unreadable(
            f"nội dung bảng tính quá lớn: {info.file_size // 2**20} MB khi giải nén, giới hạn là {ODS_BYTES // 2**20} MB", SPLIT
        )
    # One byte more than the directory promises: where there is more, the checksum tells.
    info.file_size += 1
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = scan.start, scan.end, scan.text
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = _only_utf8, _no_definitions
    read = 0
    with archive.open(info) as stream:
        while piece := stream.read(ODS_TAG_BYTES):
            if b"\0" in piece:
                raise _doubtful()
            parser.Parse(piece, False)
            read += len(piece)
            if read - parser.CurrentByteIndex > ODS_TAG_BYTES:
                raise _doubtful()
    parser.Parse(b"", True)


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
        raise _doubtful()


def _no_definitions(*_: object) -> None:
    raise _doubtful()


class _Scan:
    """The look through the styles, then the content: what has been found so far, and where the look is."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.is_book = False
        self._zero = _FIRST_DAY
        self._at = ["file"]  # what the element is in which the look is, and those around it
        self._blank_before = False
        self._passed = 0  # how deep it is in an element that is passed over
        self._area = 0
        self._start: dict[str, Callable[[str, dict[str, str]], None]] = {
            "font": self._font,
            "style": self._style,
            "letters": self._letters,
            "shown": self._shown,
            "book": self._book,
            "start": self._null_date,
            "table": self._table,
            "column": self._column,
            "row": self._row,
            "cell": self._cell,
            "paragraph": self._paragraph,
        }
        self._end: dict[str, Callable[[], None]] = {"table": self._end_table, "row": self._end_row, "cell": self._end_cell}
        # Styles: of each font face its font, of each style (family and name) its font and the style it is made from.
        self._faces: dict[str, str] = {}
        self._style_fonts: dict[tuple[str, str], str] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._hidden_styles: set[str] = set()
        self._style_key = ("", "")
        self._old_styles: dict[tuple[str, str], str | None] = {}

    # The handlers that expat calls.

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._passed:
            self._passed += 1
            if self._passed + len(self._at) > ODS_DEPTH:
                raise _too_deep()
            return
        here = self._at[-1]
        what = _INSIDE.get(here, {}).get(name)
        if here == "paragraph" and name not in _ASIDE:
            what = here
        if what is None or (what == "table" and _is_copy(attributes)):
            self._passed = 1
            return
        self._at.append(what)
        if len(self._at) > ODS_DEPTH:
            raise _too_deep()
        if (handler := self._start.get(what)) is not None:
            handler(name, attributes)

    def end(self, _name: str) -> None:
        """An element ends."""
        if self._passed:
            self._passed -= 1
        elif (handler := self._end.get(self._at.pop())) is not None:
            handler()

    def text(self, text: str) -> None:
        """Letters between the tags."""
        if self._passed or self._at[-1] != "paragraph":
            return
        # Blanks and line breaks that count are elements of their own; the others are one blank, and none at the beginning.
        text = _WHITE.sub(" ", text)
        if self._blank_before and text.startswith(" "):
            text = text[1:]
        if text:
            self._blank_before = text.endswith(" ")
            self._write(text)

    # Styles

    def _font(self, _name: str, attributes: dict[str, str]) -> None:
        self._faces[attributes.get(_STYLE + "name", "")] = attributes.get(_SVG + "font-family", "").strip("'\"")

    def _style(self, _name: str, attributes: dict[str, str]) -> None:
        self._style_key = key = attributes.get(_STYLE + "family", ""), attributes.get(_STYLE + "name", "")
        self._parents[key] = attributes.get(_STYLE + "parent-style-name", "")

    def _letters(self, _name: str, attributes: dict[str, str]) -> None:
        if face := attributes.get(_STYLE + "font-name"):
            self._style_fonts[self._style_key] = self._faces.get(face, face)
        elif font := attributes.get(_FO + "font-family"):
            self._style_fonts[self._style_key] = font.strip("'\"")

    def _shown(self, _name: str, attributes: dict[str, str]) -> None:
        if attributes.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style_key[1])

    def _old_font(self, family: str, name: str) -> str | None:
        """The font of a style, where it is one of the old codings."""
        key = family, name
        if key not in self._old_styles:
            font, at = None, key
            for _ in range(ODS_DEPTH):
                font = self._style_fonts.get(at)
                if font is not None or not at[1]:
                    break
                at = family, self._parents.get(at, "")
            self._old_styles[key] = font if font is not None and _OLD_FONT.match(font) else None
        return self._old_styles[key]

    # Sheets

    def _book(self, _name: str, _attributes: dict[str, str]) -> None:
        self.is_book = True

    def _null_date(self, _name: str, attributes: dict[str, str]) -> None:
        self._zero = date.fromisoformat(attributes.get(_TABLE + "date-value", "1899-12-30")[:10])

    def _table(self, _name: str, attributes: dict[str, str]) -> None:
        if len(self.grids) == SHEETS:
            raise Unreadable(f"tệp có quá nhiều trang tính, giới hạn là {dotted(SHEETS)}", "Chép dữ liệu sang tệp mới.")
        self._sheet = attributes.get(_TABLE + "name", "")[:255]
        self._hidden = attributes.get(_TABLE + "style-name", "") in self._hidden_styles
        self._rows: list[list[Raw]] = []
        self._row_at = self._column_at = self._width = 0
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._column_styles: list[str] = []
        self._merges: list[Merge] = []
        self._fonts: list[tuple[range, range, str]] = []

    def _end_table(self) -> None:
        self._area += len(self._rows) * max(26, self._width)
        self.grids.append(
            Grid(
                self._sheet,
                self._rows,
                self._hidden,
                _within(self._hidden_rows, len(self._rows)),
                _within(self._hidden_columns, self._width),
                tuple(self._merges),
                (self._zero - _FIRST_DAY).days,
                partial(_spread, self._fonts) if self._fonts else None,
            )
        )

    def _column(self, _name: str, attributes: dict[str, str]) -> None:
        repeat = _repeat(attributes, "number-columns-repeated")
        if attributes.get(_TABLE + "visibility") in _HIDDEN:
            self._hidden_columns.append(range(self._column_at, self._column_at + repeat))
        style = attributes.get(_TABLE + "default-cell-style-name", "")
        self._column_styles += [style] * (min(self._column_at + repeat, COLUMNS) - self._column_at)
        self._column_at += repeat

    def _row(self, _name: str, attributes: dict[str, str]) -> None:
        self._repeat = _repeat(attributes, "number-rows-repeated")
        if attributes.get(_TABLE + "visibility") in _HIDDEN:
            self._hidden_rows.append(range(self._row_at, self._row_at + self._repeat))
        self._row_style = attributes.get(_TABLE + "default-cell-style-name", "")
        self._cells: list[Raw] = []
        self._column_at = 0

    def _end_row(self) -> None:
        if self._cells:
            self._rows.extend([] for _ in range(self._row_at - len(self._rows)))
            self._rows.append(self._cells)
            self._rows.extend(list(self._cells) for _ in range(self._repeat - 1))
        self._row_at += self._repeat

    # Cells

    def _cell(self, _name: str, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._pieces: list[str] = []
        self._written = 0
        self._paragraphs = 0
        self._span_font: str | None = None

    def _paragraph(self, name: str, attributes: dict[str, str]) -> None:
        if name in (_TEXT + "p", _TEXT + "h"):
            if self._paragraphs:
                self._write("\n")
            self._paragraphs += 1
            self._blank_before = True
        elif (space := _SPACES.get(name)) is not None:
            self._write(space * min(_repeat(attributes, "c", _TEXT), TEXT_LENGTH + 1))
            self._blank_before = False
        elif style := attributes.get(_TEXT + "style-name"):
            self._span_font = self._span_font or self._old_font("text", style)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._written += len(text)
        if self._written > TEXT_LENGTH:
            self._too_long()

    def _too_long(self) -> None:
        where = f"ô {in_message(self._sheet)}!{cell_name(self._row_at, self._column_at)}"
        raise Unreadable(f"{where} có đoạn chữ dài hơn {dotted(TEXT_LENGTH)} ký tự", "Xóa bớt chữ ở ô đó rồi kiểm tra lại.")

    def _end_cell(self) -> None:
        attributes = self._attributes
        column, repeat = self._column_at, _repeat(attributes, "number-columns-repeated")
        value = cell_value(attributes, "".join(self._pieces) if self._paragraphs else None, self._zero)
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            self._too_long()
        across, down = _repeat(attributes, "number-columns-spanned"), _repeat(attributes, "number-rows-spanned")
        if across > 1 or down > 1:
            last = min(self._row_at + down - 1, ROWS), min(column + across - 1, COLUMNS)
            self._merges.append(Merge(self._row_at, column, *last))
            if len(self._merges) > MERGES:
                raise Unreadable(f"trang “{in_message(self._sheet)}” có quá nhiều ô gộp, giới hạn là {dotted(MERGES)}", TOO_LARGE)
        self._column_at += repeat
        if value is None or value == "":
            return
        self._reach(self._row_at + self._repeat, column + repeat)
        self._cells.extend([None] * (column - len(self._cells)))
        self._cells.extend([value] * repeat)
        if isinstance(value, str):
            style = attributes.get(_TABLE + "style-name") or self._row_style
            if not style and column < len(self._column_styles):
                style = self._column_styles[column]
            if font := self._old_font("table-cell", style) or self._span_font:
                self._fonts.append((range(self._row_at, self._row_at + self._repeat), range(column, column + repeat), font))

    def _reach(self, rows: int, columns: int) -> None:
        """Raise Unreadable where the cells reach beyond the limits."""
        if rows > ROWS or columns > COLUMNS:
            where = cell_name(rows - 1, columns - 1)
            limit = f"giới hạn là {dotted(ROWS)} dòng và {COLUMNS} cột"
            raise Unreadable(f"trang “{in_message(self._sheet)}” kéo dài đến ô {where}; {limit}", TOO_LARGE)
        self._width = max(self._width, columns)
        area = self._area + rows * max(26, self._width)
        if area > AREA:
            spread = f"{dotted(area)} ô kể cả ô trống; giới hạn là {dotted(AREA)} ô"
            raise Unreadable(f"các trang tính, đến trang “{in_message(self._sheet)}”, trải rộng {spread}", TOO_LARGE)


def _too_deep() -> Unreadable:
    return Unreadable(f"nội dung tệp .ods lồng nhau quá {ODS_DEPTH} lớp", BROKEN)


def _is_copy(attributes: dict[str, str]) -> bool:
    """Whether a table is the copy that LibreOffice keeps of a sheet in another file, to which a formula refers: no sheet of this one."""
    name = attributes.get(_TABLE + "name", "")
    return name.startswith("'") and "'#$" in name


def _repeat(attributes: dict[str, str], name: str, space: str = _TABLE) -> int:
    """How many times over, or how many cells far, as an attribute says; once where it does not."""
    digits = attributes.get(space + name)
    if digits is None:
        return 1
    if not (digits.isdecimal() and len(digits) < 10):
        raise _broken()
    return max(1, int(digits))


def _within(ranges: list[range], end: int) -> frozenset[int]:
    return frozenset(number for one in ranges for number in range(one.start, min(one.stop, end)))


def _spread(fonts: list[tuple[range, range, str]]) -> dict[tuple[int, int], str]:
    """The fonts cell by cell, up to a number of cells that no roster has: few words can stand for millions of cells."""
    cells = ((row, column, font) for rows, columns, font in fonts for row in rows for column in columns)
    return {(row, column): font for row, column, font in islice(cells, ODS_FONTS)}
