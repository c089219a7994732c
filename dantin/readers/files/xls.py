"""An .xls workbook (Excel 97-2003, and 5/95) -> grids of cells. Understands no value, and looks for no header.

The cells come from xlrd, which tells error values, as calamine does not. It is handed only the records it is wanted to understand, each
sheet once: what it makes of drawings, names and comments can neither stop nor stall the reading of the cells. Where xlrd breaks down (at a
table of texts that miscounts itself) calamine reads, if it finds a text wherever there has to be one; the grid says what it cannot see.
"""

import io
import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, NamedTuple

from dantin.readers.files.formats import Ole, Protected
from dantin.readers.files.grid import FROM_1904, Grid, Merge
from dantin.readers.files.limits import AREA, BROKEN, MERGES, SHEETS, TEXTS, TOO_LARGE, XLS_STYLES, XLS_TEXT_BYTES, dotted, in_message
from dantin.readers.files.number_formats import as_shown, shown_by
from dantin.readers.files.raw import CellFault, Raw, Trouble, Unreadable

_TOO_OLD = "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại."

_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET, _SST, _STRING, _FORMAT = 0x809, 0x0A, 0x3C, 0x2F, 0x85, 0xFC, 0x207, 0xE0
_WORKSHEET, _OTHER_SHEETS = 0x10, (0x20, 0x40, 0x06)
_STYLES = frozenset({0x31, 0x41E, _FORMAT})  # fonts, number formats, the formats of cells
_OF_BOOK = _STYLES | {_BOF, _EOF, _SST, 0x42, 0x22}  # and the code page, the start of the calendar
# Row and column of a cell are the first two numbers of each: NUMBER, LABEL, LABELSST, RSTRING, RK, FORMULA, BOOLERR, MULRK.
_MULRK, _LABELSST = 0xBD, 0xFD
_CELLS = frozenset({0x203, 0x204, _LABELSST, 0xD6, 0x27E, 0x06, 0x206, 0x406, 0x205, _MULRK})
_OF_SHEET = _CELLS | {_BOF, _EOF, _STRING}
_ROW, _COLUMNS, _MERGED = _OF_LAYOUT = 0x208, 0x7D, 0xE5
_DIMENSIONS = 0x200

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_OLD_FONT = re.compile(r"\.vn|vni", re.IGNORECASE)
_DAY = 24 * 60 * 60 * 1000
_FIRST, _LAST = datetime(1899, 12, 30), 2_958_466 * _DAY


_WIDEST = 256
_TEXTS = frozenset({_LABELSST, 0x204, 0xD6})
_SECOND = (
    "tệp .xls này ghi không đúng quy cách nên phải đọc bằng cách dự phòng: ô báo lỗi (#REF!, #N/A) thành ô trống, "
    "và có thể không thấy hết dòng, cột bị ẩn"
)


class _Look(NamedTuple):
    """What the records of one sheet tell beside its cells, rows and columns counted from 0."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Merge, ...]


class _Sifted(NamedTuple):
    """A workbook stream with nothing in it but what xlrd is to see; what the rest tells, by sheet; where each sheet has cells with texts.

    `whole`: every cell has a format that is there, and no count announces what cannot be: the second reader makes room for it unasked.
    """

    stream: bytes
    looks: list[_Look]
    texts: list[list[tuple[int, int]]]
    whole: bool


def read_xls(data: bytes) -> list[Grid]:
    """The worksheets of a workbook, in their order; sheets of charts and macros are passed over.

    Raises Protected where a password locks it, Unreadable where it is damaged, too old or beyond the limits.
    """
    try:
        sifted = _sift(Ole(data).workbook())
        try:
            return _read(sifted.stream, sifted.looks)
        # There is hardly an exception that xlrd does not raise on damaged bytes.
        except Exception:
            return _second_reading(data, sifted)
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged() from error


def _damaged() -> Unreadable:
    return Unreadable("tệp Excel đời cũ (.xls) bị hỏng", BROKEN)


# --- What xlrd is let see -----------------------------------------------------------------------------------------------------


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """The code, start and end of each record from `at` on. Raises Unreadable where the stream ends inside one, or before the last."""
    try:
        while True:
            code, length = struct.unpack_from("<HH", stream, at)
            end = at + 4 + length
            if end > len(stream):
                raise _damaged()
            yield code, at, end
            at = end
    except struct.error as error:
        raise _damaged() from error


def _sift(stream: bytes) -> _Sifted:
    """The workbook stream sifted for xlrd. Raises Unreadable, Protected."""
    if stream[:2] != b"\x09\x08" or stream[4:6] not in (b"\x00\x06", b"\x00\x05"):
        raise Unreadable("tệp Excel đời rất cũ (trước Excel 5)", _TOO_OLD)
    sheets: list[tuple[str, int, int]] = []
    kept = bytearray()
    texts = styles = formats = last = announced = 0
    for code, start, end in _records(stream, 0):
        if code == _FILEPASS:
            raise Protected
        if code == _CONTINUE:
            code = last if last == _SST else 0
        last = code
        if code == _SST:
            texts += end - start
            announced = max(announced, *struct.unpack_from("<2I", stream, start + 4))
        styles += code in _STYLES
        formats += code == _FORMAT
        if code == _BOUNDSHEET and _is_worksheet(stream, start):
            sheets.append((_name(stream[start + 10 : end]), struct.unpack_from("<I", stream, start + 4)[0], len(kept) + 4))
        elif code not in _OF_BOOK:
            continue
        kept += stream[start:end]
        if code == _EOF:
            break
    if texts > XLS_TEXT_BYTES:
        limit = f"giới hạn là {XLS_TEXT_BYTES // 2**20} MB"
        raise Unreadable(f"tệp có quá nhiều chữ: {texts // 2**20} MB, {limit}", "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp.")
    if styles > XLS_STYLES:
        raise _damaged()
    if len(sheets) > SHEETS:
        raise Unreadable(f"tệp có {dotted(len(sheets))} trang tính, giới hạn là {dotted(SHEETS)}", "Chép dữ liệu sang tệp mới.")
    sifter = _Sifter(stream, kept)
    for name, old, place in sheets:
        struct.pack_into("<I", kept, place, len(kept))
        sifter.sheet(name, old)
    return _Sifted(bytes(kept), sifter.looks, sifter.texts, sifter.formats <= formats and announced <= TEXTS and sifter.sound)


def _is_worksheet(stream: bytes, start: int) -> bool:
    """Whether the record of a sheet names one with cells, in what it says and in what it points to."""
    position, _, kind = struct.unpack_from("<IBB", stream, start + 4)
    if kind != 0:
        return False
    code, content = struct.unpack_from("<H4xH", stream, position)
    if code != _BOF or content not in (_WORKSHEET, *_OTHER_SHEETS):
        raise _damaged()
    return bool(content == _WORKSHEET)


def _name(data: bytes) -> str:
    """A sheet's name as far as a message needs it: its length, in Excel 97 and later how it is written, its letters."""
    wide = data[1:2] == b"\1"
    return data[2 : 2 + data[0] * 2].decode("utf-16-le", "replace") if wide else data[1 : 2 + data[0]].strip(b"\0").decode("latin-1")


class _Arrangement:
    """What is hidden and merged in one sheet, as its records tell."""

    def __init__(self) -> None:
        self.merges: list[Merge] = []
        self._rows: set[int] = set()
        self._columns: set[int] = set()

    def take(self, code: int, stream: bytes, start: int, end: int) -> None:
        """One record more."""
        if code == _ROW:
            row, height, flags = struct.unpack_from("<H4xH4xB", stream, start + 4)
            if flags & 0x20 or height == 0:
                self._rows.add(row)
        elif code == _COLUMNS:
            first, final, width, flags = struct.unpack_from("<HHH2xB", stream, start + 4)
            if flags & 1 or width == 0:
                self._columns.update(range(first, min(final, 255) + 1))
        else:
            places = struct.iter_unpack("<4H", _ranges(stream, start, end))
            self.merges += (Merge(top, left, bottom, right) for top, bottom, left, right in places)

    def look(self, rows: int) -> _Look:
        """The same, of the rows that there are."""
        return _Look(frozenset(row for row in self._rows if row < rows), frozenset(self._columns), tuple(self.merges))


class _Sifter:
    """Sheet after sheet of a stream, each put behind what has been kept so far."""

    def __init__(self, stream: bytes, kept: bytearray) -> None:
        self.looks: list[_Look] = []
        self.texts: list[list[tuple[int, int]]] = []
        self.formats = 0
        self.sound = True
        self._stream, self._kept = stream, kept
        self._area = self._walked = 0

    def sheet(self, name: str, at: int) -> None:
        """Keep the wanted records of the sheet that begins there."""
        stream, kept = self._stream, self._kept
        rows = depth = last = 0
        texts: list[tuple[int, int]] = []
        columns = 26  # as for other workbooks: up to Z the width makes no difference to any limit
        arrangement = _Arrangement()
        end = at
        for code, start, end in _records(stream, at):
            if code == _BOF:
                depth += 1
            if depth > 1:  # a chart in the sheet
                depth -= code == _EOF
                continue
            if code == _CONTINUE:
                code = last if last == _STRING else 0
            last = code
            if code in _OF_LAYOUT:
                arrangement.take(code, stream, start, end)
                if len(arrangement.merges) > MERGES:
                    raise Unreadable(f"trang “{in_message(name)}” có quá nhiều ô gộp, giới hạn là {dotted(MERGES)}", TOO_LARGE)
            elif code == _DIMENSIONS and end - start >= 12:
                top, bottom, left, right = struct.unpack_from("<2I2H" if end - start >= 18 else "<4H", stream, start + 4)
                self.sound = self.sound and top <= bottom and left <= right <= _WIDEST and (bottom - top) * (right - left) <= AREA
            elif code in _OF_SHEET:
                kept += stream[start:end]
            if code in _CELLS:
                row, column, form = struct.unpack_from("<HHH", stream, start + 4)
                self.formats = max(self.formats, form + 1)
                if code in _TEXTS:
                    texts.append((row, column))
                if code == _MULRK:
                    (column,) = struct.unpack_from("<H", stream, end - 2)
                # The number of a text: below nought xlrd would count from the last one.
                elif code == _LABELSST and stream[end - 1] > 127:
                    raise _damaged()
                rows, columns = max(rows, row + 1), max(columns, column + 1)
            elif code == _EOF:
                break
        self.texts.append(texts)
        self.looks.append(arrangement.look(rows))
        self._area += rows * columns
        if self._area > AREA:
            area = f"{dotted(self._area)} ô kể cả ô trống; giới hạn là {dotted(AREA)} ô"
            raise Unreadable(f"các trang tính, đến trang “{in_message(name)}”, trải rộng {area}", TOO_LARGE)
        # Sheets that lie upon one another, a thousand times the same: in earnest each has a place of its own.
        self._walked += end - at
        if self._walked > len(stream):
            raise _damaged()


def _ranges(stream: bytes, start: int, end: int) -> bytes:
    (count,) = struct.unpack_from("<H", stream, start + 4)
    return stream[start + 6 : min(end, start + 6 + count * 8)][: (end - start - 6) // 8 * 8]


# --- What xlrd makes of it ----------------------------------------------------------------------------------------------------


def _read(stream: bytes, looks: list[_Look]) -> list[Grid]:
    import xlrd

    book = xlrd.open_workbook(file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    elapsed, formats = _elapsed(book), _formats(book)
    grids = []
    for number, look in enumerate(looks):
        sheet = book.sheet_by_index(number)
        grids.append(
            Grid(
                sheet.name,
                [_row(sheet, row, elapsed, formats) for row in range(sheet.nrows)],
                sheet.visibility != 0,
                *look,
                FROM_1904 if book.datemode else 0,
                partial(_old_fonts, book, sheet),
            )
        )
    return grids


def _second_reading(data: bytes, sifted: _Sifted) -> list[Grid]:
    """The sheets as calamine reads them, which xlrd could not read. Raises Unreadable where it cannot either, or loses a text."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    if not sifted.whole:
        raise _damaged()
    grids: list[Grid] = []
    try:
        with _silence(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            if len(names) != len(sifted.looks):
                raise _damaged()
            for name, look, texts in zip(names, sifted.looks, sifted.texts, strict=True):
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > AREA or sheet.total_width > _WIDEST:
                    raise _damaged()
                rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
                if not all(_is_text(rows, *place) for place in texts):
                    raise _damaged()
                grids.append(Grid(name, rows, False, *look, notice=_SECOND if not grids else ""))
    except BaseException as error:
        # A fault of calamine itself ends in a class that is no Exception, and that cannot be imported.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error
    return grids


@contextmanager
def _silence() -> Iterator[None]:
    """Keep from the user what calamine prints, past Python, of the place in it where it broke down."""
    try:
        kept = os.dup(2)
    except OSError:  # there is nobody to print to
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def _is_text(rows: list[list[Raw]], row: int, column: int) -> bool:
    """Whether a whole text stands in a cell; what could not be decoded leaves a mark in it."""
    value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
    return isinstance(value, str) and value != "" and "\ufffd" not in value


def _elapsed(book: Any) -> frozenset[int]:
    """Which formats of cells show how long something takes ("[h]:mm"), not when it is."""
    shown = {key for key, form in book.format_map.items() if _ELAPSED.search(_QUOTED.sub("", form.format_str or ""))}
    return frozenset(xf.xf_index for xf in book.xf_list if xf.format_key in shown)


def _formats(book: Any) -> dict[int, int]:
    """Which formats of cells show a percentage, or a month without its day; see `shown_by`."""
    shown = {key: what for key, form in book.format_map.items() if (what := shown_by(form.format_str or "")) is not None}
    return {xf.xf_index: shown[xf.format_key] for xf in book.xf_list if xf.format_key in shown}


def _row(sheet: Any, row: int, elapsed: frozenset[int], formats: dict[int, int]) -> list[Raw]:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, error_text_from_code

    values: list[Raw] = sheet.row_values(row)
    for column, kind in enumerate(sheet.row_types(row)):
        value: Any = values[column]
        if isinstance(value, float):
            if sheet.cell_xf_index(row, column) in elapsed:
                values[column] = _length(value)
            elif kind == XL_CELL_DATE:
                values[column] = _moment(value, FROM_1904 if sheet.book.datemode else 0)
            if formats and (what := formats.get(sheet.cell_xf_index(row, column))) is not None:
                values[column] = as_shown(values[column], what)
        elif kind == XL_CELL_ERROR:
            values[column] = CellFault(Trouble.ERROR, error_text_from_code.get(value, "#GETTING_DATA"))
        elif kind == XL_CELL_BOOLEAN:
            values[column] = bool(value)
    return values


def _length(days: float) -> Raw:
    """A length of time, to the millisecond; where it is beyond what can be said, the bare number."""
    try:
        return timedelta(milliseconds=round(days * _DAY))
    except (OverflowError, ValueError):
        return days


def _moment(days: float, shift: int) -> Raw:
    """A number under the format of a date or time as the fast reader of .xlsx gives it: less than a day is a time, midnight is a date.

    Where it lies outside of the calendar it stays a bare number. `shift`: days to be added where they are counted from 1904.
    """
    if not 0 <= days < _LAST:
        return days
    milliseconds = round((days + shift) * _DAY)
    if milliseconds >= _LAST:
        return days
    # Excel knows a 29/02/1900: before it each day has the number of the one before.
    moment = _FIRST + timedelta(days=int(days + shift < 60), milliseconds=milliseconds)
    if days < 1:
        return moment.time()
    return moment.date() if moment.time() == time.min else moment


def _old_fonts(book: Any, sheet: Any) -> dict[tuple[int, int], str]:
    """Of the cells with text the font, where it is one of the old codings: that of the cell, else of a piece of its text."""
    fonts = {font.font_index: font.name for font in book.font_list if _OLD_FONT.match(font.name)}
    formats = {xf.xf_index: fonts[xf.font_index] for xf in book.xf_list if xf.font_index in fonts}
    by_cell = {}
    for row in range(sheet.nrows if fonts else 0):
        for column, value in enumerate(sheet.row_values(row)):
            if not value or not isinstance(value, str):
                continue
            pieces = (fonts.get(font) for _, font in sheet.rich_text_runlist_map.get((row, column), ()))
            if font := formats.get(sheet.cell_xf_index(row, column)) or next(filter(None, pieces), None):
                by_cell[row, column] = font
    return by_cell
