"""The look at the XML of one sheet of an .xlsx: how far it reaches, and what its cells hold that the fast reader does not tell.

Knows no package and no other sheet.
"""

import re
from functools import lru_cache
from xml.parsers import expat

from dantin.diagnostic import cell_name
from dantin.patterns import late
from dantin.readers.files.grid import Merge
from dantin.readers.files.limits import BROKEN, COLUMNS, LOWEST, MERGES, ODD_SHEET_BYTES, ROWS, TOO_LARGE, dotted, in_message
from dantin.readers.files.raw import Trouble, Unreadable


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


def _plainest() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A row of the plainest kind, every digit written as 0: what stands in it up to its first cell, and each cell after `<c r=`.

    Such rows are among those of `_plain_row`, but that a cell may lie in another row than it stands in. No text is written out in them,
    each formula has a number as its result, and nothing is hidden. Rows without an end tag may stand before one.
    """
    row = r'<row r="0{1,5}"(?: (?!r=|hidden=|ht="0(?:\.0)?")[A-Za-z][\w:]{0,19}="(?:[0.: ]{0,20}|true|false)"| hidden="false"){0,12} ?'
    formula = r'(?:<f(?: [A-Za-z][\w:]{0,19}="[^"<>]*"){0,9} ?(?:/>|>[^<]*</f>))?'
    number = r"<v>0[0.]{0,30}(?:E[+-]?0{1,3})?</v></c>"
    rest = rf'(?: t="[nsb]")?(?:/>|>(?:<v>0{{0,8}}</v>)?</c>)|(?: t="n")?>{formula}{number}'
    cell = rf'"[A-Z]0{{1,5}}"(?: s="0{{1,5}}")?(?:{rest})'
    return re.compile(rf"(?:{row}/>){{0,20}}{row}>".encode()), re.compile(cell.encode())


_PLAINEST_ROW, _PLAINEST_CELL = _plainest()
_TO_NOUGHT = bytes.maketrans(b"123456789", b"0" * 9)
# How far such cells can lie, by four digits and a letter; where there are five digits, the numbers themselves are looked at.
_SKIMMED_ROWS, _SKIMMED_COLUMNS = 9_999, 26
_FIVE_DIGITS, _FAR = b'00000"', late(rb' r="[A-Z]?(\d{5})"')
# How much of a sheet is skimmed at a time, and of how long a row the trouble is taken.
_PIECE_BYTES, _ROW_BYTES = 2**17, 4_000


@lru_cache(maxsize=1024)
def _is_plainest(row: bytes) -> bool:
    """Whether what stands between the end tags of two rows is a row of the plainest kind. Remembered: written so, most rows are alike."""
    head, *cells = row.split(b"<c r=")
    return _PLAINEST_ROW.fullmatch(head) is not None and all(map(_PLAINEST_CELL.fullmatch, cells))


def _skimmed_rows(xml: bytes, start: int, end: int) -> int | None:
    """How far rows of the plainest kind can reach at most; None where there is another row, or something else, among them."""
    last = _SKIMMED_ROWS
    while start <= end:
        stop = min(start + _PIECE_BYTES, end)
        cut = xml.rfind(b"</row>", start, stop)
        # One row more after the last one, of which only the beginning is seen: so each part is one. What is cut off is too long for a row.
        rows = xml[start : cut if cut >= 0 else stop].translate(_TO_NOUGHT) + (b"" if cut >= 0 else b'<row r="0">')
        kinds = set(rows.split(b"</row>"))
        if not all(len(row) < _ROW_BYTES and _is_plainest(row) for row in kinds):
            return None
        if any(_FIVE_DIGITS in row for row in kinds):
            last = max(last, int(max(_FAR.findall(xml, start, stop), default=b"0")))
        start = (cut if cut >= 0 else stop) + len(b"</row>")
    return last


_CELL = late(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))?(?:<v>([^<]*)</v>|(<is>))?')
_TYPE = late(rb' t="(\w*)"')
_REFERENCE = late(r"([A-Za-z]{1,9})([0-9]{1,9})")

TRUE = ("1", "true")
# A text of the table of texts goes by its number; for what is none the fast reader says nothing and gives an empty cell. No number at
# all is a blank cell, to the fast reader and to Excel.
_BAD_TEXT = late(rb' t="s"[^<>]*><v>(?!\d{0,8}</v>)')
_FILLED = late(rb"<(?:v>|is>|f[ />])")
# Of these a cell without a value is none to the fast reader, wherever it stands; of others it makes an empty text.
_BLANK_KINDS = ("", "n", "s", "b", "e")
_CLOSED = re.compile(rb' (?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.0)?")')
_ROW_START = late(rb'<row r="(\d+)"([^>]*)>')
_ROW_BODY = late(rb'<row r="(\d+)".*?(?=<row |\Z)', re.DOTALL)
# Of fewer rows than these no number of sheets comes near a limit.
_MANY_ROWS = 2_000
_COLUMN = re.compile(rb"<col ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_MERGE = re.compile(rb'<mergeCell ref="([^"]*)"')


_ROWS, _ROWS_END, _NO_MERGES = b"<sheetData>", b"</sheetData>", b"<mergeCells/>"
_PLAIN_MERGE = re.compile(rb'<mergeCell ref="[A-Z]{1,3}[1-9]\d{0,5}:[A-Z]{1,3}[1-9]\d{0,5}"')


def quickly_read(xml: bytes) -> bytes:
    """The XML of a sheet so that the fast reader does not go through it twice: the second time it looks for merged cells, unasked.

    It stops at a list of these, an empty one of which stands before the rows here. The XML as it is where what is around the rows, which
    then is not judged by it, is not as it should be.
    """
    start, end = xml.find(_ROWS), xml.rfind(_ROWS_END)
    before, after = xml[:start], xml[end:]
    merges = _PLAIN_MERGE.sub(b"", after) if b"mergeCell" in after else b""
    if start < 0 or end < start or b"mergeCell" in before or merges.count(b"mergeCell") > merges.count(b"mergeCells"):
        return xml
    try:
        expat.ParserCreate().Parse(before + _ROWS + after, True)
    except expat.ExpatError:
        return xml
    # A long sheet is not copied twice.
    return before + _NO_MERGES + memoryview(xml)[start:]


def doubtful() -> Unreadable:
    """What two readers could understand differently."""
    return Unreadable("tệp Excel bị hỏng hoặc bị sửa một cách đáng ngờ", BROKEN)


class Look:
    """The look at one sheet: how far it reaches, which of its cells hold what the fast reader does not tell, what is hidden and merged.

    In a sheet of the plainest cells alone each kind of row is looked at once, and it is told only how far such a sheet can reach at most.
    Another one in the plain dialect is searched by regular expressions, at a quarter of the speed; any other is parsed, at a fortieth,
    and places are counted as the fast reader counts them.
    """

    def __init__(self, sheet: str) -> None:
        """`sheet` is its name, by which what is refused in it is told."""
        self.rows = self.columns = 0
        self.faults: dict[tuple[int, int], tuple[Trouble, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        self._sheet = sheet
        self._skimmed = b""
        self._inside = self._formula = self._in_value = self._holds = False
        self._row = self._column = 0
        self._place = (0, 0)
        self._type = self._value = ""

    def at(self, xml: bytes, *, skim: bool = True) -> None:
        """Look at the sheet's XML. Raises Unreadable where it goes beyond the limits, ExpatError where it is no XML.

        Without `skim` it is told exactly how far the sheet reaches.
        """
        start, end = xml.find(_ROWS) + len(_ROWS), xml.rfind(_ROWS_END)
        # Not in a comment, and not twice: the fast reader starts from the same place.
        plain = start <= end and xml.count(b"sheetData", 0, start) == xml.count(b"sheetData", end) == 1 and xml.find(b"<!", 0, start) < 0
        if plain and ((skim and self._skim(xml, start, end)) or self._search(xml, start, end)):
            return
        if len(xml) > ODD_SHEET_BYTES:
            raise Unreadable(
                f"trang “{self._sheet}” quá lớn: {len(xml) // 2**20} MB khi giải nén, giới hạn là {ODD_SHEET_BYTES // 2**20} MB", TOO_LARGE
            )
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._text
        parser.Parse(xml, True)

    def measure(self) -> None:
        """Find out exactly how far the sheet reaches, if that is not known."""
        if self._skimmed:
            exact = Look(self._sheet)
            exact.at(self._skimmed, skim=False)
            self.rows, self.columns, self._skimmed = exact.rows, exact.columns, b""

    def _skim(self, xml: bytes, start: int, end: int) -> bool:
        """Whether the sheet has none but the plainest cells, and the look at it if so."""
        rows = _skimmed_rows(xml, start, end)
        if rows is None:
            return False
        self.rows, self.columns, self._skimmed = rows, _SKIMMED_COLUMNS, xml
        self._look_around(xml, start, end)
        return True

    def _search(self, xml: bytes, start: int, end: int) -> bool:
        """Whether the sheet is in the plain dialect, and the look at it if so."""
        at, last, odd = start, 0, []
        while match := _ROW.match(xml, at, end) or _ODD_ROW.match(xml, at, end):
            at, last = match.end(), max(last, int(match[1]))
            if match.re is _ODD_ROW:
                odd.append(match[0])
        if at != end:
            return False
        if _BAD_TEXT.search(xml, start, end):
            raise doubtful()
        if last > _MANY_ROWS:
            # Rows of blank cells in some colour may go on to the end of the sheet.
            last = max((int(row[1]) for row in _ROW_BODY.finditer(xml, 0, end) if _FILLED.search(row[0])), default=0)
        # Up to Z the width makes no difference to any limit.
        self.rows, self.columns = last, 26
        if _CLOSED.search(xml, start, end):
            self.hidden_rows = {int(number) - 1 for number, attributes in _ROW_START.findall(xml, start, end) if _CLOSED.search(attributes)}
        self._look_around(xml, start, end)
        for letters, number, attributes, formula, value, inside in (cell for row in odd for cell in _CELL.findall(row)):
            found_kind, column = _TYPE.search(attributes), _column(letters.decode())
            kind = found_kind[1].decode() if found_kind else ""
            if formula or value or inside or kind not in _BLANK_KINDS:
                self.columns = max(self.columns, column + 1)
            self._judge((int(number) - 1, column), kind, bool(formula), value.decode("utf-8", "replace"))
        return True

    def _look_around(self, xml: bytes, start: int, end: int) -> None:
        """Note what is told of columns and merged cells before the first row and after the last one."""
        if _CLOSED.search(xml, 0, start):
            for attributes in _COLUMN.findall(xml, 0, start):
                self._close(dict(_ATTRIBUTE.findall(attributes.decode("utf-8", "replace"))))
        for reference in _MERGE.findall(xml, end):
            self._merge(reference.decode("utf-8", "replace"))

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
        place = position(reference)
        if place is None:
            raise Unreadable(f"trang “{self._sheet}” có ô mang địa chỉ “{reference[:20]}”, không phải là địa chỉ ô", BROKEN)
        return place

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > ROWS or self.columns > COLUMNS:
            where = cell_name(row, column)
            raise Unreadable(f"trang “{self._sheet}” kéo dài đến ô {where}; giới hạn là {dotted(ROWS)} dòng và {COLUMNS} cột", TOO_LARGE)

    def _judge(self, place: tuple[int, int], kind: str, formula: bool, value: str) -> None:
        if kind == "e":
            self.faults[place] = Trouble.ERROR, value
        elif kind == "s" and value and not (value.isascii() and value.isdigit() and len(value) < 9):
            raise doubtful()
        elif formula and not value and kind != "str":
            self.faults[place] = Trouble.FORMULA, ""
        elif kind in ("", "n") and value.startswith("-") and _number(value) < LOWEST:
            limit = f"giới hạn là âm {dotted(int(-LOWEST))}"
            raise Unreadable(f"ô {self._sheet}!{cell_name(*place)} có số quá nhỏ: {value[:30]}; {limit}", "Sửa số ở ô đó rồi kiểm tra lại.")


def _closed(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or shrunk to nothing, which looks the same."""
    return attributes.get("hidden") in TRUE or attributes.get(size) in ("0", "0.0")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell's name ("H3"); None for anything else."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match[2]) - 1, _column(match[1].upper())) if match is not None else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
