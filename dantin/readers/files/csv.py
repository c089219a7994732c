"""A .csv or .tsv file -> the one grid of cells it holds, every cell a text. Understands no value, and looks for no header.

Coding and separator are found, not asked for: Excel writes what the machine it runs on is set to. Belongs to the files.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dantin.legacy_fonts import guess_many
from dantin.readers.files.formats import check_text
from dantin.readers.files.grid import Grid
from dantin.readers.files.limits import AREA, COLUMNS, ROWS, TEXT_LENGTH, dotted
from dantin.readers.files.raw import Raw, Unreadable

SUFFIXES = (".csv", ".tsv")

_SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LOOKED_AT = 50
_SAVE_AGAIN = "Mở bằng Excel, chọn Lưu thành kiểu “CSV UTF-8”, hoặc lưu thành .xlsx, rồi kiểm tra lại."
_SPLIT = "Tách dữ liệu thành nhiều tệp, mỗi ấp một tệp."
_QUOTES = "Xem lại dấu nháy kép ở dòng đó: mở ra thì phải đóng lại; hoặc mở bằng Excel, lưu lại thành .xlsx."


def read_csv(data: bytes, name: str) -> list[Grid]:
    """The table of a file. `name` is that of the file without its suffix, which stands for the name of a sheet.

    Raises Unreadable: not a text, in none of the codings known, quotes that do not close, or beyond the limits.
    """
    text = _decode(data)
    match = _SAID.match(text)
    separator = match[1] if match else _separator(text)
    rows: list[list[Raw]] = [[]] if match else []
    width = 0
    for number, row in enumerate(_records(text[match.end() if match else 0 :], separator, len(rows)), len(rows)):
        # Excel writes a line of separators for each row that once held something, down to the last one.
        if not any(row):
            continue
        width = max(width, len(row))
        if number >= ROWS or width > COLUMNS or (number + 1) * max(26, width) > AREA:
            raise Unreadable(f"tệp quá lớn: giới hạn là {dotted(ROWS)} dòng, {COLUMNS} cột và {dotted(AREA)} ô", _SPLIT)
        rows.extend([] for _ in range(number - len(rows)))
        rows.append(list(row))
    return [Grid(name, rows, named=False)]


def _records(text: str, separator: str, before: int) -> Iterator[list[str]]:
    """The rows; a cell in quotes may go over several lines. `before`: lines of the file above."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(len(cell) > TEXT_LENGTH for cell in row):
                raise Unreadable(f"có đoạn chữ dài hơn {dotted(TEXT_LENGTH)} ký tự", _QUOTES, reader.line_num + before)
            yield row
    except csv.Error as error:
        raise Unreadable("sai cách ghi CSV (dấu nháy kép)", _QUOTES, max(1, reader.line_num) + before) from error


def _decode(data: bytes) -> str:
    """The text, in NFC: UTF-8 or UTF-16 where it is one, else the Windows coding of Vietnamese, else that of the old fonts."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _tried(data, "utf-16")
    # UTF-16 without a mark: every second byte of the separators and of most letters is nought.
    if data[:2].count(0) == 1 and data[:200].count(0) * 3 > len(data[:200]):
        return _tried(data, "utf-16-be" if data[0] == 0 else "utf-16-le")
    check_text(data)
    try:
        # As it was typed: what is decomposed in Unicode is told of as in any other file.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    western = data.decode("cp1252", "replace")
    if guess_many(re.split(r"[,;\t|\r\n\"]+", western[: 2**16])) is not None:
        return western
    return unicodedata.normalize("NFC", _tried(data, "cp1258"))


def _tried(data: bytes, coding: str) -> str:
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable("chữ trong tệp không ở bảng mã nào đọc được", _SAVE_AGAIN, line) from error
    if "\0" in text:
        raise Unreadable("chữ trong tệp không ở bảng mã nào đọc được", _SAVE_AGAIN)
    return text


def _separator(text: str) -> str:
    """The separator that makes most rows of one length, and the most columns; a comma where none makes two columns."""
    lines = "\n".join(islice((line for line in text[: 2**16].splitlines() if line.strip()), _LOOKED_AT))
    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
        try:
            lengths = Counter(len(row) for row in reader if len(row) > 1)
        except csv.Error:
            continue
        if lengths:
            length, rows = lengths.most_common(1)[0]
            if (rows, length) > most:
                best, most = separator, (rows, length)
    return best
