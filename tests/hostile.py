"""Files made to break a reader, each a function that gives its bytes. Nothing large is ever held: what is long is packed as it is made.

`HOSTILE` names them all: name -> (suffix, builder). All are to be refused (DT001) but for those in `READABLE`, which are odd and not
broken, or broken where it does no harm: they may be read. Those in `NAMED` may be read if something is found in them.

Most attacks on a workbook hide one cell at XFD1048576, at which calamine ends the process: in a part that the look ahead does not see, or
sees otherwise than calamine does. Whoever reads such a file at all dies, so a wrong reader cannot pass by luck.
"""

import io
import random
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import xlwt

from tests.sheets import RELATIONS, UNIT_SHEET, raw_parts, rows_xml

MiB = 2**20
HOUSES = "Hộ gia đình"
BOOK, RELS, TEXTS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"
SHEET_1, SHEET_2 = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
UNIT_YAML = b"don_vi: {ma: LT-01, ten: 'Khu 1', xa: 'xa A', tinh: 'tinh B'}\n"

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {}
UNSHOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must never reach a terminal: control characters, and those that turn text round."""
READABLE: set[str] = set()
NAMED: set[str] = set()


def hostile(name: str, suffix: str, *, readable: bool = False) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a builder under a name."""

    def enter(builder: Callable[[], bytes]) -> Callable[[], bytes]:
        assert name not in HOSTILE, name
        HOSTILE[name] = (suffix, builder)
        if readable:
            READABLE.add(name)
        return builder

    return enter


def each(suffix: str, makers: dict[str, Callable[[], bytes]], *, readable: bool = False, named: bool = False) -> None:
    """Enter many builders at once."""
    for name, maker in makers.items():
        hostile(name, suffix, readable=readable)(maker)
        if named:
            NAMED.add(name)


# --- Zips, written byte by byte, so that they can lie -------------------------------------------------------------------------


@dataclass
class Entry:
    """One part of a zip. `local` and `central` are the sizes and so on that one of its two headers gives instead of the truth."""

    name: str
    packed: bytes
    crc: int
    size: int
    method: int = 8
    flags: int = 0x800
    extra: bytes = b""
    local_name: str | None = None
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)

    def header(self, lies: dict[str, int], name: str) -> bytes:
        """What both headers of an entry share, from the version to the length of the extra field."""
        told = {"flags": self.flags, "method": self.method, "crc": self.crc, "packed": len(self.packed), "size": self.size} | lies
        numbers = (20, told["flags"], told["method"], 0, 0x21, told["crc"], told["packed"], told["size"])
        return struct.pack("<5H3L2H", *numbers, len(name.encode()), len(self.extra))

    def written(self) -> bytes:
        """Local header and data."""
        name = self.name if self.local_name is None else self.local_name
        return b"PK\3\4" + self.header(self.local, name) + name.encode() + self.extra + self.packed

    def listed(self, offset: int) -> bytes:
        """The entry of the central directory."""
        rest = struct.pack("<3H2L", 0, 0, 0, 0, offset)
        return b"PK\1\2" + struct.pack("<H", 20) + self.header(self.central, self.name) + rest + self.name.encode() + self.extra


def entry(name: str, data: bytes, **more: object) -> Entry:
    """A part as it should be."""
    return long_entry(name, data, b"", 0, b"", **more)


def long_entry(name: str, head: bytes, unit: bytes, times: int, tail: bytes, **more: object) -> Entry:
    """A part `head + unit * times + tail`, of which only what it is packed to is ever made: a flushed block may simply be repeated."""

    def packed(data: bytes, flush: int) -> bytes:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(data) + deflate.flush(flush)

    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    crc = zlib.crc32(tail, crc)
    body = packed(head, zlib.Z_FULL_FLUSH) + packed(unit, zlib.Z_FULL_FLUSH) * times if times else b""
    whole = body + packed(tail if times else head + tail, zlib.Z_FINISH)
    return Entry(name, whole, crc, len(head) + len(unit) * times + len(tail), **more)  # type: ignore[arg-type]


def directory(entries: Sequence[Entry], start: int) -> bytes:
    """The central directory of entries that were written one after another from `start` on."""
    listed = b""
    for one in entries:
        listed += one.listed(start)
        start += len(one.written())
    return listed


def end_of(number: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    """The end-of-central-directory record."""
    return b"PK\5\6" + struct.pack("<4H2LH", 0, 0, number, number, size, offset, len(comment)) + comment


def zipped(entries: Sequence[Entry], *, before: bytes = b"", start: int | None = None, comment: bytes = b"") -> bytes:
    """A zip; `start` is where the directory believes the first entry to stand."""
    body = b"".join(one.written() for one in entries)
    listed = directory(entries, len(before) if start is None else start)
    return before + body + listed + end_of(len(entries), len(listed), (len(before) if start is None else start) + len(body), comment)


def entries_of(parts: dict[str, bytes]) -> list[Entry]:
    """Parts as honest entries."""
    return [entry(name, data) for name, data in parts.items()]


# --- Workbooks ----------------------------------------------------------------------------------------------------------------

HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
ROW = '<row r="2"><c r="A2" t="s"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts(inside: str = ROW, **changed: bytes) -> dict[str, bytes]:
    """The parts of a small good workbook of two sheets; `inside` are the rows of the second below its header."""
    made = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), HOUSES: HEAD + inside})
    made[TEXTS] = b'<sst %b count="2" uniqueCount="2"><si><t>ho_ten</t></si><si><t>Le Thi Cuc</t></si></sst>' % _MAIN
    made[STYLES] = (
        b'<styleSheet %b><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        b'<fonts count="1"><font><name val="Arial"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        b'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    ) % _MAIN
    made[RELS] = made[RELS].replace(
        b"</Relationships>",
        f'<Relationship Id="rId8" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId9" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'.encode(),
    )
    return made | changed


def book(made: dict[str, bytes]) -> bytes:
    """The parts as a zip."""
    return zipped(entries_of(made))


def changed(part: str, edit: Callable[[bytes], bytes], made: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with one part edited."""
    made = parts() if made is None else made
    before = made[part]
    made[part] = edit(before)
    assert made[part] != before, f"the edit changed nothing in {part}"
    return book(made)


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    """The good workbook with one text in one part replaced."""
    return changed(part, lambda xml: xml.replace(old, new))


def good() -> bytes:
    """The good workbook, which every attack starts from."""
    return book(parts())


def instead(name: str, **lies: object) -> list[Entry]:
    """The entries of the good workbook, one of them lying."""
    made = entries_of(parts())
    for one in made:
        if one.name == name:
            for key, value in lies.items():
                setattr(one, key, value)
    return made


each(
    ".xlsx",
    {
        "empty": lambda: b"",
        "one-byte": lambda: b"P",
        "cut-in-the-first-header": lambda: good()[:20],
        "cut-in-the-first-part": lambda: good()[:200],
        "cut-by-half": lambda: good()[: len(good()) // 2],
        "cut-before-the-directory": lambda: good()[: good().index(b"PK\1\2")],
        "cut-in-the-directory": lambda: good()[: good().rindex(b"PK\1\2") + 10],
        "cut-in-the-last-record": lambda: good()[:-4],
        "no-parts": lambda: zipped([]),
        "a-word-paper": lambda: book({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
        "a-picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
        "zeros": lambda: bytes(100_000),
        "noise": lambda: b"PK\3\4" + random.Random(1).randbytes(100_000),
    },
)


# A zip whose directories lie. `far` is the second sheet with the deadly cell, which whoever sees the wrong part reads.


def far_sheet() -> bytes:
    return parts(FAR)[SHEET_2]


def forged(kept: bytes, whole: Entry) -> Entry:
    """An entry whose directory promises only the beginning of what is packed in it, with the checksum of that."""
    whole.central = whole.local = {"size": len(kept), "crc": zlib.crc32(kept)}
    return whole


@hostile("zip-size-nought", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, central={"size": 0, "crc": 0}, local={"size": 0, "crc": 0}))


@hostile("zip-size-too-small", ".xlsx")
def _() -> bytes:
    kept = far_sheet()[: far_sheet().index(b'<row r="1048576"')]
    made = [one for one in entries_of(parts()) if one.name != SHEET_2]
    return zipped([*made, forged(kept, entry(SHEET_2, far_sheet()))])


@hostile("zip-size-too-small-and-well-formed", ".xlsx")
def _() -> bytes:
    """What the directory promises is a whole sheet; more lies behind it."""
    kept = parts()[SHEET_2]
    made = [one for one in entries_of(parts()) if one.name != SHEET_2]
    return zipped([*made, forged(kept, entry(SHEET_2, kept + far_sheet()))])


@hostile("zip-size-too-large", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, central={"size": 200 * MiB}))


@hostile("zip-packed-size-too-large", ".xlsx", readable=True)
def _() -> bytes:
    return zipped(instead(SHEET_2, central={"packed": 2**31}))


@hostile("zip-two-parts-of-one-name", ".xlsx")
def _() -> bytes:
    return zipped([entry(SHEET_2, far_sheet()), *entries_of(parts())])


@hostile("zip-two-parts-of-one-name-the-other-way", ".xlsx")
def _() -> bytes:
    return zipped([*entries_of(parts()), entry(SHEET_2, far_sheet())])


@hostile("zip-names-that-differ-by-case", ".xlsx")
def _() -> bytes:
    return zipped([*entries_of(parts()), entry(SHEET_2.replace("sheet2", "SHEET2"), far_sheet())])


@hostile("zip-a-nought-in-a-name", ".xlsx")
def _() -> bytes:
    """Python cuts a name at the nought, others do not."""
    made = [one for one in entries_of(parts()) if one.name != SHEET_2]
    return zipped([*made, entry(SHEET_2 + "\0.txt", parts()[SHEET_2]), entry(SHEET_2.replace("sheet2", "Sheet2"), far_sheet())])


@hostile("zip-local-name-differs", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, local_name=SHEET_2.replace("sheet2", "sheet3")))


@hostile("zip-local-method-differs", ".xlsx", readable=True)
def _() -> bytes:
    return zipped(instead(SHEET_2, local={"method": 0}))


@hostile("zip-local-sizes-differ", ".xlsx", readable=True)
def _() -> bytes:
    return zipped(instead(SHEET_2, local={"size": 1, "packed": 2, "crc": 3}))


@hostile("zip-checksum-wrong", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, central={"crc": 1}))


@hostile("zip-marked-as-encrypted", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, flags=0x801))


@hostile("zip-method-unknown", ".xlsx")
def _() -> bytes:
    return zipped(instead(SHEET_2, method=99))


@hostile("zip-two-archives-the-first-harmful", ".xlsx", readable=True)
def _() -> bytes:
    """Each half is a whole archive: which one is read depends on who reads."""
    return book(parts(FAR)) + good()


@hostile("zip-two-archives-the-last-harmful", ".xlsx")
def _() -> bytes:
    return good() + book(parts(FAR))


@hostile("zip-two-end-records-the-first-harmful", ".xlsx", readable=True)
def _() -> bytes:
    """The comment of the first end record holds a second one, which leads to other parts."""
    return _two_ends(parts(FAR), parts())


@hostile("zip-two-end-records-the-last-harmful", ".xlsx")
def _() -> bytes:
    return _two_ends(parts(), parts(FAR))


def _two_ends(outer: dict[str, bytes], inner: dict[str, bytes]) -> bytes:
    first, second = entries_of(outer), entries_of(inner)
    bodies = [b"".join(one.written() for one in made) for made in (first, second)]
    lists = [directory(first, 0), directory(second, len(bodies[0]))]
    at = len(bodies[0]) + len(bodies[1])
    # Both directories stand before both records; the second record is the comment of the first.
    last = end_of(len(second), len(lists[1]), at + len(lists[0]))
    return b"".join(bodies) + lists[0] + lists[1] + end_of(len(first), len(lists[0]), at, last)


@hostile("zip-two-directories-the-near-one-harmless", ".xlsx", readable=True)
def _() -> bytes:
    """Python takes the directory that stands before the end record, whatever offset that gives; others follow the offset."""
    return _two_directories(parts(FAR), parts())


@hostile("zip-two-directories-the-near-one-harmful", ".xlsx")
def _() -> bytes:
    return _two_directories(parts(), parts(FAR))


def _two_directories(offered: dict[str, bytes], near: dict[str, bytes]) -> bytes:
    """Two lists of one length: one at the offset that the end record gives, one right before that record."""
    first, second = entries_of(offered), entries_of(near)
    pad = b"PK\3\4" + bytes(5000)  # Python will add to each offset how far its list stands from where it was said to stand
    bodies = [b"".join(one.written() for one in made) for made in (first, second)]
    at = len(pad) + len(bodies[0]) + len(bodies[1])
    lists = [directory(first, len(pad)), directory(second, len(pad) + len(bodies[0]) - len(directory(first, 0)))]
    assert len(lists[0]) == len(lists[1])
    return pad + b"".join(bodies) + lists[0] + lists[1] + end_of(len(second), len(lists[1]), at)


@hostile("zip-another-directory-in-zip64", ".xlsx")
def _() -> bytes:
    return _zip64(parts(), parts(FAR))


@hostile("zip-another-directory-outside-zip64", ".xlsx")
def _() -> bytes:
    return _zip64(parts(FAR), parts())


def _zip64(plain: dict[str, bytes], large: dict[str, bytes]) -> bytes:
    """The old end record leads to one directory, the record for large archives to another."""
    first, second = entries_of(plain), entries_of(large)
    bodies = [b"".join(one.written() for one in made) for made in (first, second)]
    lists = [directory(first, 0), directory(second, len(bodies[0]))]
    at = len(bodies[0]) + len(bodies[1])
    record = b"PK\6\6" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, len(second), len(second), len(lists[1]), at + len(lists[0]))
    locator = b"PK\6\7" + struct.pack("<LQL", 0, at + len(lists[0]) + len(lists[1]), 1)
    return b"".join(bodies) + b"".join(lists) + record + locator + end_of(len(first), len(lists[0]), at)


@hostile("zip-unicode-path", ".xlsx")
def _() -> bytes:
    """An extra field gives the part another name, which Python passes over."""
    name, real = "xl/media/image.xml", SHEET_2.encode()
    extra = struct.pack("<2HBL", 0x7075, 5 + len(real), 1, zlib.crc32(name.encode())) + real
    return zipped([*entries_of(parts()), entry(name, far_sheet(), extra=extra, flags=0)])


@hostile("zip-junk-before", ".xlsx")
def _() -> bytes:
    return zipped(entries_of(parts()), before=b"MZ" + bytes(2000))


@hostile("zip-junk-before-and-offsets-that-do-not-know", ".xlsx", readable=True)
def _() -> bytes:
    return zipped(entries_of(parts()), before=b"PK\3\4" + bytes(2000), start=0)


@hostile("zip-junk-behind", ".xlsx", readable=True)
def _() -> bytes:
    return good() + bytes(3000)


@hostile("zip-parts-over-one-another", ".xlsx")
def _() -> bytes:
    """Two thousand entries that all point at one packed megabyte of blanks."""
    made = entries_of(parts())
    shared = long_entry("xl/media/image.bin", b"", bytes(MiB), 1, b"")
    body = b"".join(one.written() for one in made)
    listed = directory(made, 0) + shared.listed(len(body)) * 2000
    return body + shared.written() + listed + end_of(len(made) + 2000, len(listed), len(body) + len(shared.written()))


@hostile("zip-in-a-zip", ".xlsx", readable=True)
def _() -> bytes:
    data = bytes(MiB)
    for _level in range(30):
        data = zipped([entry("xl/embeddings/again.xlsx", data)])
    return book({**parts(), "xl/embeddings/again.xlsx": data})


@hostile("zip-for-a-sheet", ".xlsx")
def _() -> bytes:
    return book({**parts(), SHEET_2: good()})


# Bombs.


@hostile("bomb-by-size", ".xlsx")
def _() -> bytes:
    """Within the ratio, for it is padded with what cannot be packed."""
    padding = Entry("xl/media/image1.bin", random.Random(2).randbytes(MiB), 0, MiB, method=0)
    return zipped([*entries_of(parts()), padding, long_entry("xl/media/image2.bin", b"", bytes(MiB), 300, b"")])


@hostile("bomb-by-ratio", ".xlsx")
def _() -> bytes:
    return zipped([*entries_of(parts()), long_entry("xl/media/image1.bin", b"", bytes(MiB), 64, b"")])


def with_long(part: str, before: bytes, unit: bytes, times: int) -> Entry:
    """A part of the good workbook with something very long put before the text `before`."""
    whole = parts()[part]
    cut = whole.rindex(before)
    return long_entry(part, whole[:cut], unit, times, whole[cut:])


def long_book(long: Entry, *more: Entry) -> bytes:
    """The good workbook with one part made long."""
    return zipped([*(one for one in entries_of(parts()) if one.name != long.name), long, *more])


def padding(megabytes: int = 2) -> Entry:
    """What keeps the ratio low."""
    data = random.Random(3).randbytes(MiB)
    return Entry("xl/media/image1.bin", data * megabytes, zlib.crc32(data * megabytes), MiB * megabytes, method=0)


@hostile("bomb-a-million-rows", ".xlsx")
def _() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 1_048_577)).encode()
    return changed(SHEET_2, lambda xml: xml.replace(ROW.encode(), rows))


@hostile("bomb-a-million-rows-without-numbers", ".xlsx")
def _() -> bytes:
    return long_book(with_long(SHEET_2, b"</sheetData>", b"<row><c><v>1</v></c></row>" * 1000, 1049), padding())


@hostile("bomb-a-million-rows-that-are-blank", ".xlsx", readable=True)
def _() -> bytes:
    return long_book(with_long(SHEET_2, b"</sheetData>", b"<row/>" * 1000, 2000), padding())


@hostile("bomb-one-cell", ".xlsx")
def _() -> bytes:
    return long_book(_one_cell(600))


@hostile("bomb-one-cell-within-the-limits", ".xlsx", readable=True)
def _() -> bytes:
    return long_book(_one_cell(200), padding(1))


def _one_cell(megabytes: int) -> Entry:
    whole = parts()[SHEET_2].replace(ROW.encode(), b'<row r="2"><c r="A2" t="inlineStr"><is><t>@</t></is></c></row>')
    head, tail = whole.split(b"@")
    return long_entry(SHEET_2, head, b"x" * MiB, megabytes, tail)


@hostile("bomb-one-cell-that-lies", ".xlsx")
def _() -> bytes:
    """The directory promises the harmless beginning; 600 MB are packed."""
    kept = parts()[SHEET_2]
    return long_book(forged(kept, long_entry(SHEET_2, kept, b"<!--" + b"x" * MiB + b"-->", 600, b"")))


@hostile("bomb-one-text-that-lies", ".xlsx")
def _() -> bytes:
    kept = parts()[TEXTS]
    end = kept.index(b"</sst>")
    return long_book(forged(kept, long_entry(TEXTS, kept[:end] + b"<si><t>", b"x" * MiB, 600, b"</t></si></sst>")))


@hostile("bomb-texts", ".xlsx", readable=True)
def _() -> bytes:
    return long_book(with_long(TEXTS, b"</sst>", b"<si><t>x</t></si>" * 1000, 4000), padding())


@hostile("bomb-styles", ".xlsx", readable=True)
def _() -> bytes:
    return long_book(with_long(STYLES, b"</cellXfs>", b'<xf numFmtId="164"/>' * 1000, 4000), padding())


@hostile("bomb-sheets", ".xlsx", readable=True)
def _() -> bytes:
    """Three thousand sheets, each in a part of its own."""
    return book(raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), **{f"S{n}": HEAD.replace(' t="s"', "") for n in range(3000)}}))


@hostile("bomb-sheets-of-one-part", ".xlsx")
def _() -> bytes:
    names = [f"S{n}" for n in range(3000)]
    made = raw_parts({"Đơn vị": rows_xml(UNIT_SHEET), **dict.fromkeys(names, "")}, targets=dict.fromkeys(names, "worksheets/sheet1.xml"))
    return book({name: data for name, data in made.items() if not name.startswith("xl/worksheets/") or name == SHEET_1})


# Cells far off, counts that lie, references that lead nowhere.

each(
    ".xlsx",
    {
        "far-last-cell": lambda: book(parts(FAR)),
        "far-last-column": lambda: book(parts('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        "far-last-row": lambda: book(parts('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
        "far-beyond-the-last": lambda: book(parts('<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>')),
        "far-row-nought": lambda: book(parts('<row r="0"><c r="A0"><v>1</v></c></row>')),
        "far-texts-in-a-comment": lambda: book(parts(f"<!--{ROW}-->{FAR}")),
        "far-in-cdata": lambda: changed(
            SHEET_2, lambda xml: xml.replace(b"<sheetData>", b"<![CDATA[</sheetData>]]><sheetData>" + FAR.encode())
        ),
        "far-in-a-second-list-of-rows": lambda: replaced(
            SHEET_2, b"</sheetData>", b"</sheetData><sheetData>" + FAR.encode() + b"</sheetData>"
        ),
        "count-of-texts": lambda: replaced(TEXTS, b'uniqueCount="2"', b'uniqueCount="4000000000"'),
    },
)
each(
    ".xlsx",
    {
        "count-of-texts-by-its-character": lambda: replaced(TEXTS, b'uniqueCount="2"', b'uniqueCount="&#52;000000000"'),
        "far-claimed-by-the-dimension": lambda: replaced(SHEET_2, b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
        "text-out-of-range": lambda: book(parts(ROW.replace("<v>1</v>", "<v>99</v>"))),
        "style-out-of-range": lambda: book(parts('<row r="2"><c r="A2" s="4000000000"><v>45000</v></c></row>')),
        "count-of-styles": lambda: replaced(STYLES, b'cellXfs count="2"', b'cellXfs count="4000000000"'),
        "merged-everything": lambda: replaced(
            SHEET_2, b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "merged-beyond-the-last": lambda: replaced(
            SHEET_2, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:ZZZZZ9999999999"/></mergeCells>'
        ),
        "hidden-columns-without-end": lambda: replaced(
            SHEET_2, b"<sheetData>", b'<cols><col min="2" max="4000000000" hidden="1"/></cols><sheetData>'
        ),
        "hidden-columns-to-the-last": lambda: replaced(
            SHEET_2, b"<sheetData>", b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'
        ),
        "shared-formula-of-everything": lambda: book(
            parts('<row r="2"><c r="A2"><f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>1</v></c></row>')
        ),
    },
    readable=True,
)
each(
    ".xlsx",
    {
        "text-below-nought": lambda: book(parts(ROW.replace("<v>1</v>", "<v>-1</v>"))),
        "text-huge": lambda: book(parts(ROW.replace("<v>1</v>", "<v>99999999999999999999999</v>"))),
        "text-no-number": lambda: book(parts(ROW.replace("<v>1</v>", "<v>abc</v>"))),
        "sheet-that-is-the-workbook": lambda: replaced(RELS, b"worksheets/sheet2.xml", b"workbook.xml"),
    },
    named=True,
)


@hostile("merged-many-times", ".xlsx", readable=True)
def _() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001)).encode()
    return zipped(
        [
            *(one for one in entries_of(parts()) if one.name != SHEET_2),
            entry(SHEET_2, parts()[SHEET_2].replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")),
            padding(1),
        ]
    )


@hostile("merged-and-laid-over-one-another", ".xlsx", readable=True)
def _() -> bytes:
    """A thousand merged areas of 99,999 rows each: whoever writes out every cell of every area never comes to an end."""
    merges = "".join(f'<mergeCell ref="A{n}:ZZ99999"/>' for n in range(1, 1001)).encode()
    return replaced(SHEET_2, b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")


# XML.


def laughing(root: str, levels: int = 12) -> bytes:
    """A document type whose last entity is ten to the power of `levels` laughs."""
    lines = ['<!ENTITY a0 "ha ha ">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))]
    return f"<!DOCTYPE {root} [{''.join(lines)}]>".encode()


def declaring(part: str, root: str, text: bytes, use: tuple[bytes, bytes]) -> bytes:
    """The good workbook, a document type declared in one part and an entity of it used."""

    def edit(xml: bytes) -> bytes:
        at = xml.index(b"<" + root.encode())
        assert use[0] in xml
        return xml[:at] + text + xml[at:].replace(*use, 1)

    return changed(part, edit)


_PLACES = {
    "workbook": (BOOK, "workbook", (b' name="\xc4\x90', b' name="%b\xc4\x90')),
    "texts": (TEXTS, "sst", (b"<t>", b"<t>%b")),
    "sheet": (SHEET_1, "worksheet", (b"<t>", b"<t>%b")),
    "relations": (RELS, "Relationships", (b' Id="', b' x="%b" Id="')),
}


def _declare_everywhere() -> None:
    kinds = {
        "laughs": (laughing, b"&a11;"),
        "external": (lambda root: f'<!DOCTYPE {root} [<!ENTITY e SYSTEM "file:///etc/hostname">]>'.encode(), b"&e;"),
        "external-type": (lambda root: f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:9/a.dtd">'.encode(), b""),
    }
    for kind, (declare, entity) in kinds.items():
        for where, (part, root, (old, new)) in _PLACES.items():
            if kind != "external-type" or where == "sheet":
                use = old, new.replace(b"%b", entity or b" ")
                hostile(f"xml-{kind}-in-the-{where}", ".xlsx")(partial(declaring, part, root, declare(root), use))


_declare_everywhere()

_DEEP = b"<a>" * 5000 + b"</a>" * 5000

each(
    ".xlsx",
    {
        "xml-noughts": lambda: replaced(SHEET_2, b"<sheetData>", b"\0\0<sheetData>"),
        "xml-utf-16-sheet": lambda: changed(SHEET_2, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "xml-utf-16-without-saying-so": lambda: changed(SHEET_2, lambda xml: xml.decode().split("?>")[1].encode("utf-16-le")),
        "xml-utf-16-workbook": lambda: changed(BOOK, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "xml-utf-7": lambda: replaced(SHEET_2, b"UTF-8", b"UTF-7"),
        "xml-cut": lambda: changed(SHEET_2, lambda xml: xml[:-40]),
        "xml-cut-texts": lambda: changed(TEXTS, lambda xml: xml[:-20]),
        "xml-cells-never-closed": lambda: replaced(SHEET_2, b"</sheetData>", b'<row r="3">' + b"<c>" * (10 * MiB // 3)),
        "xml-formulas-never-closed": lambda: replaced(SHEET_2, b"</sheetData>", b'<row r="3"><c r="A3"><f>' * 100_000),
        "xml-comment-never-closed": lambda: replaced(SHEET_2, b"</sheetData>", b"<!--" + b"x" * MiB),
        "xml-not-utf-8": lambda: replaced(TEXTS, b"Le Thi", b"L\xea Th\xee"),
    },
)
each(
    ".xlsx",
    {
        "xml-deep-in-a-sheet": lambda: replaced(SHEET_2, b"</sheetData>", _DEEP + b"</sheetData>"),
        "xml-deep-in-the-texts": lambda: replaced(TEXTS, b"<t>Le", b"<t>" + _DEEP + b"Le"),
        "xml-deep-in-the-workbook": lambda: replaced(BOOK, b"</sheets>", _DEEP + b"</sheets>"),
        "xml-one-attribute-of-ten-megabytes": lambda: replaced(SHEET_2, b'<row r="2"', b'<row x="' + b"y" * 10 * MiB + b'" r="2"'),
        "xml-a-hundred-thousand-attributes": lambda: replaced(
            SHEET_2, b'<row r="2"', b"<row " + b" ".join(b'x%d="1"' % n for n in range(100_000)) + b' r="2"'
        ),
        "xml-characters-by-number": lambda: replaced(TEXTS, b"Le Thi", b"&#x202e;&#8203;&#xd;&#10;&#9;Le Thi"),
        "xml-a-control-character-by-number": lambda: replaced(TEXTS, b"Le Thi", b"&#27;[31mLe Thi"),
        "xml-half-a-pair-by-number": lambda: replaced(TEXTS, b"Le Thi", b"&#xd800;Le Thi"),
        "xml-escapes-of-excel": lambda: replaced(TEXTS, b"Le Thi", b"_x001B_[31m_x0000_Le Thi"),
        "sheet-named-with-control": lambda: replaced(BOOK, b' name="\xc4\x90', b' name="&#10;&#x202e;[red]&#x9b;\xc4\x90'),
        "sheet-name-of-a-megabyte": lambda: replaced(BOOK, b' name="\xc4\x90', b' name="' + b"x" * MiB + b"\xc4\x90"),
    },
    readable=True,
)


# Parts that are not there, or lead elsewhere.


def without(*names: str) -> bytes:
    return book({name: data for name, data in parts().items() if name not in names})


each(
    ".xlsx",
    {
        "missing-workbook": lambda: without(BOOK),
        "missing-relations": lambda: without(RELS),
        "missing-relations-of-the-package": lambda: without("_rels/.rels"),
        "missing-sheet": lambda: without(SHEET_2),
        "missing-texts": lambda: without(TEXTS),
        "sheet-outside-the-file": lambda: changed(
            RELS, lambda xml: xml.replace(b'Target="worksheets/sheet2.xml"', b'Target="file:///etc/hostname" TargetMode="External"')
        ),
        "sheet-by-an-address": lambda: changed(
            RELS, lambda xml: xml.replace(b'Target="worksheets/sheet2.xml"', b'Target="http://127.0.0.1:9/x.xml" TargetMode="External"')
        ),
        "sheet-further-up": lambda: replaced(RELS, b"worksheets/sheet2.xml", b"../../../../etc/hostname"),
        "another-format-inside": lambda: book({**parts(), "xl/workbook.bin": b"\x83\x01\x00", "content.xml": b"<a/>"}),
    },
)
each(
    ".xlsx",
    {
        "missing-styles": lambda: without(STYLES),
        "missing-content-types": lambda: without("[Content_Types].xml"),
        "external-link": lambda: changed(
            RELS,
            lambda xml: xml.replace(
                b"</Relationships>",
                f'<Relationship Id="rId20" Type="{RELATIONS}/externalLink" Target="file:///etc/hostname" TargetMode="External"/>'
                "</Relationships>".encode(),
            ),
        ),
    },
    readable=True,
)


# --- YAML ---------------------------------------------------------------------------------------------------------------------

_ROUND = UNIT_YAML + b"bau_cu:\n- chuc_danh: bi thu\n  dia_diem: "


def _alias_bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(lines).encode() + b"\n" + UNIT_YAML


each(
    ".yaml",
    {
        "yaml-empty": lambda: b"",
        "yaml-brackets-5000": lambda: b"don_vi: " + b"[" * 5000,
        "yaml-brackets-100000": lambda: b"[" * 100_000,
        "yaml-brackets-closed": lambda: b"a: " + b"[" * 100_000 + b"]" * 100_000,
        "yaml-braces": lambda: b"{a: " * 100_000,
        "yaml-dashes": lambda: UNIT_YAML + b"moc:\n" + b"- " * 100_000 + b"x\n",
        "yaml-indents": lambda: b"".join(b" " * n + b"a:\n" for n in range(5000)),
        "yaml-questions": lambda: b"? " * 100_000,
        "yaml-aliases": _alias_bomb,
        "yaml-alias-to-itself": lambda: b"&a don_vi: *a\n",
        "yaml-merge-of-itself": lambda: UNIT_YAML + b"moc: &m\n  <<: *m\n",
        "yaml-tag-that-runs": lambda: UNIT_YAML + b"moc: !!python/object/apply:os.system ['true']\n",
        "yaml-tag-that-makes": lambda: b"!!python/object/new:tuple [[1]]\n",
        "yaml-tags-declared": lambda: b"%TAG ! tag:yaml.org,2002:python/\n---\n" + UNIT_YAML.replace(b"'Khu 1'", b"!name:os.system 'x'"),
        "yaml-tabs": lambda: b"don_vi:\n\tten: a\n",
        "yaml-latin-1": lambda: b"don_vi:\n  ten: Khu ph\xf4\n",
        "yaml-utf-16-without-a-mark": lambda: UNIT_YAML.decode().encode("utf-16-le"),
        "yaml-utf-32": lambda: UNIT_YAML.decode().encode("utf-32"),
        "yaml-half-a-utf-16": lambda: b"\xff\xfe" + UNIT_YAML.decode().encode("utf-16-le")[:-1],
        "yaml-utf-8-overlong": lambda: UNIT_YAML.replace(b"Khu 1", b"\xc0\xaf\xc0\xae"),
        "yaml-half-a-pair": lambda: UNIT_YAML.replace(b"Khu 1", b"\xed\xa0\x80"),
        "yaml-half-a-pair-in-utf-16": lambda: b"\xff\xfe" + UNIT_YAML.decode().encode("utf-16-le").replace(b"K\0", b"\0\xd8"),
        "yaml-two-marks": lambda: b"\xef\xbb\xbf\xff\xfe" + UNIT_YAML,
        "yaml-noughts": lambda: UNIT_YAML.replace(b"Khu", b"Kh\0u"),
        "yaml-control-characters": lambda: _ROUND + b"\x1b[2Jx\n",
        "yaml-del": lambda: _ROUND + b"a\x7fb\n",
        "yaml-two-documents": lambda: UNIT_YAML + b"---\n" + UNIT_YAML,
        "yaml-documents": lambda: b"--- \n" * 100_000,
        "yaml-too-large": lambda: UNIT_YAML + b"#" * (21 * MiB),
        "yaml-quotes": lambda: b"a: '" + b"''" * 5_000_000,
        "yaml-a-workbook": lambda: good(),
        "yaml-noise": lambda: random.Random(4).randbytes(100_000),
    },
)
each(
    ".yaml",
    {
        "yaml-duplicate-keys": lambda: UNIT_YAML + b"moc: []\n" * 1000,
        "yaml-duplicate-keys-in-a-row": lambda: _ROUND + b"x\n" + b"  lan: 1\n" * 100_000,
        "yaml-utf-8-mark": lambda: b"\xef\xbb\xbf" + UNIT_YAML,
        "yaml-utf-16-mark": lambda: UNIT_YAML.decode().encode("utf-16"),
        "yaml-utf-16-other-end": lambda: b"\xfe\xff" + UNIT_YAML.decode().encode("utf-16-be"),
        "yaml-control-characters-escaped": lambda: _ROUND + b'"\\e[2J\\a\\b\\0\\x9b\\u202e"\n',
        "yaml-half-a-pair-escaped": lambda: _ROUND + b'"\\uD800"\n',
        "yaml-bidi": lambda: UNIT_YAML.replace(b"Khu 1", "Khu \u202e1\u2066\u200f\u061c".encode()),
        "yaml-names-of-marks": lambda: UNIT_YAML.replace(b"'Khu 1'", "'[red]\u0301\u0301\u0301 [/red] %s {0} {x!r}'".encode()),
        "yaml-one-line": lambda: UNIT_YAML.replace(b"Khu 1", b"x" * (19 * MiB)),
        "yaml-one-key": lambda: UNIT_YAML + b"? " + b"k" * (19 * MiB) + b"\n: 1\n",
        "yaml-one-unknown-row": lambda: UNIT_YAML + b"bau_cu:\n- chuc_danh: " + b"k" * (19 * MiB) + b"\n",
        "yaml-a-million-keys": lambda: UNIT_YAML + b"".join(b"k%d: 1\n" % n for n in range(1_000_000)),
        "yaml-many-keys-in-a-row": lambda: _ROUND + b"x\n" + b"".join(b"  k%d: 1\n" % n for n in range(300_000)),
        "yaml-a-million-rows": lambda: UNIT_YAML + b"ho_gia_dinh:\n" + b"- {tt: 1}\n" * 1_000_000,
        "yaml-a-million-rows-without-a-name": lambda: UNIT_YAML + b"ho_gia_dinh:\n- {ho_ten: a, cccd: 1}\n" + b"- {cccd: 1}\n" * 1_000_000,
        "yaml-many-hamlets": lambda: b"don_vi:\n" + b"".join(b"- {ma: a%d, ten: a, xa: b, tinh: c}\n" % n for n in range(300_000)),
        "yaml-many-candidates": lambda: _ROUND + b"x\n  ung_cu:\n" + b"  - {ho_ten: a, so_phieu: 1}\n" * 500_000,
        "yaml-one-list": lambda: _ROUND.replace(b"dia_diem", b"trung_cu") + b"[" + b"a, " * 300_000 + b"b]\n",
        "yaml-one-list-in-a-text": lambda: _ROUND.replace(b"dia_diem", b"trung_cu") + b"a; " * 300_000 + b"b\n",
        "yaml-comments": lambda: UNIT_YAML + b"# x\n" * 4_000_000,
        "yaml-blank-lines": lambda: UNIT_YAML + b"\n" * 19_000_000,
        "yaml-huge-numbers": lambda: UNIT_YAML + b"bau_cu:\n- {chuc_danh: bi thu, lan: 1, co_mat: " + b"9" * 100_000 + b"}\n",
        "yaml-accents": lambda: UNIT_YAML.replace(b"Khu 1", b"Khu " + "\u0301".encode() * 500_000),
    },
    readable=True,
)


# --- .ods ---------------------------------------------------------------------------------------------------------------------

_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n{declared}<office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_ODS_MANIFEST = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">%b</manifest:file-entry></manifest:manifest>'
)
ODS_ROW = "<table:table-row>{}</table:table-row>"
ODS_CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def ods_content(rows: str = "", *, declared: str = "") -> str:
    """The content of a small good spreadsheet; `rows` stand below the header of its second sheet."""
    unit = "".join(ODS_ROW.format("".join(ODS_CELL.format("", text) for text in row)) for row in UNIT_SHEET)
    houses = ODS_ROW.format(ODS_CELL.format("", "ho_ten")) + (rows or ODS_ROW.format(ODS_CELL.format("", "Le Thi Cuc")))
    sheets = "".join(f'<table:table table:name="{name}">{inside}</table:table>' for name, inside in (("Đơn vị", unit), (HOUSES, houses)))
    return _ODS_HEAD.format(declared=declared) + sheets + _ODS_TAIL


def ods_entries(content: bytes, *, encrypted: bool = False) -> list[Entry]:
    """The parts of a spreadsheet in the order in which LibreOffice writes them."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    secret = b'<manifest:encryption-data manifest:checksum="x"/>' if encrypted else b""
    return [
        Entry("mimetype", kind, zlib.crc32(kind), len(kind), method=0),
        entry("content.xml", content),
        entry("META-INF/manifest.xml", _ODS_MANIFEST % secret),
    ]


def ods(rows: str = "", **how: str) -> bytes:
    """A spreadsheet."""
    return zipped(ods_entries(ods_content(rows, **how).encode()))


def _ods_repeated(cell: str, *, rows: str = "", columns: str = "") -> str:
    across = f' table:number-columns-repeated="{columns}"' if columns else ""
    down = f' table:number-rows-repeated="{rows}"' if rows else ""
    inside = ODS_CELL.format(across, cell) if cell else f"<table:table-cell{across}/>"
    return f"<table:table-row{down}>{inside}</table:table-row>"


each(
    ".ods",
    {
        "ods-empty": lambda: b"",
        "ods-cut": lambda: ods()[:-60],
        "ods-half": lambda: ods()[: len(ods()) // 2],
        "ods-a-million-rows": lambda: ods(_ods_repeated("x", rows="1048576")),
        "ods-many-columns": lambda: ods(_ods_repeated("x", columns="16384")),
        "ods-rows-and-columns": lambda: ods(_ods_repeated("x", rows="1048576", columns="16384")),
        "ods-rows-and-columns-within-the-limits": lambda: ods(_ods_repeated("x", rows="99000", columns="700")),
        "ods-repeated-without-end": lambda: ods(_ods_repeated("x", rows="4294967295")),
        "ods-blanks-then-a-value": lambda: ods(_ods_repeated("", rows="1048570") + ODS_ROW.format(ODS_CELL.format("", "x"))),
        "ods-blank-columns-then-a-value": lambda: ods(
            ODS_ROW.format('<table:table-cell table:number-columns-repeated="16000"/>' + ODS_CELL.format("", "x"))
        ),
        "ods-doctype": lambda: ods(declared="<!DOCTYPE office:document-content>"),
        "ods-laughs": lambda: zipped(
            ods_entries(ods_content(declared=laughing("office:document-content").decode()).replace("Le Thi", "&a11;").encode())
        ),
        "ods-external": lambda: zipped(
            ods_entries(ods_content(declared='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>').replace("Le Thi", "&e;").encode())
        ),
        "ods-noughts": lambda: zipped(ods_entries(ods_content().replace("Le Thi", "Le\0Thi").encode())),
        "ods-utf-16": lambda: zipped(ods_entries(ods_content().replace("UTF-8", "UTF-16").encode("utf-16"))),
        "ods-encrypted": lambda: zipped(ods_entries(random.Random(5).randbytes(4000), encrypted=True)),
        "ods-without-content": lambda: zipped(ods_entries(b"")[::2]),
        "ods-without-an-end": lambda: zipped(ods_entries(ods_content().encode()[:-50])),
        "ods-two-contents": lambda: zipped(
            [*ods_entries(ods_content().encode()), entry("content.xml", ods_content(_ods_repeated("x", rows="1048576")).encode())]
        ),
        "ods-size-too-small": lambda: _ods_lying(),
        "ods-bomb": lambda: zipped(_ods_long(600)),
        "ods-bomb-of-blanks": lambda: ods(ODS_ROW.format(ODS_CELL.format("", '<text:s text:c="4000000000"/>'))),
    },
)
each(
    ".ods",
    {
        "ods-a-text-paper": lambda: zipped(ods_entries(ods_content().replace("office:spreadsheet", "office:text").encode())),
        "ods-a-workbook": lambda: good(),
        "ods-blank-to-the-end": lambda: ods(ODS_ROW.format(ODS_CELL.format("", "A")) + _ods_repeated("", rows="1048574", columns="16384")),
        "ods-repeated-below-nought": lambda: ods(_ods_repeated("x", rows="-1")),
        "ods-repeated-nought-times": lambda: ods(_ods_repeated("x", rows="0", columns="0")),
        "ods-repeated-by-a-word": lambda: ods(_ods_repeated("x", rows="many")),
        "ods-covers-everything": lambda: ods(
            ODS_ROW.format(ODS_CELL.format(' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"', "x"))
        ),
        "ods-deep": lambda: ods(ODS_ROW.format(ODS_CELL.format("", "<text:span>" * 5000 + "x" + "</text:span>" * 5000))),
        "ods-tables-in-tables": lambda: ods('<table:table-row><table:table-cell><table:table table:name="x">' + _ROW_IN_ROW),
        "ods-groups-in-groups": lambda: ods(
            "<table:table-row-group>" * 5000 + ODS_ROW.format(ODS_CELL.format("", "x")) + "</table:table-row-group>" * 5000
        ),
        "ods-odd-values": lambda: ods("".join(ODS_ROW.format(_odd_cell(kind, value)) for kind, value in _ODD_VALUES)),
    },
    readable=True,
)
_ROW_IN_ROW = ODS_ROW.format(ODS_CELL.format("", "x")) + "</table:table></table:table-cell></table:table-row>"
_ODD_VALUES = [
    ("float", "nan"),
    ("float", "1e999"),
    ("float", ""),
    ("date", "2024-13-45"),
    ("date", "99999-01-01"),
    ("date", ""),
    ("time", "PT99999999H"),
    ("time", "-P1Y"),
    ("time", "x"),
    ("boolean", "perhaps"),
    ("percentage", "x"),
    ("currency", ""),
    ("nothing", "1"),
]


def _odd_cell(kind: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}" office:value="{value}"/>'


def _ods_long(megabytes: int) -> list[Entry]:
    head, tail = ods_content(ODS_ROW.format(ODS_CELL.format("", "@"))).encode().split(b"@")
    made = ods_entries(b"")
    made[1] = long_entry("content.xml", head, b"x" * MiB, megabytes, tail)
    return made


def _ods_lying() -> bytes:
    kept = ods_content().encode()
    made = ods_entries(b"")
    made[1] = forged(kept, entry("content.xml", kept + ods_content(_ods_repeated("x", rows="1048576")).encode()))
    return zipped(made)


# --- .xls ---------------------------------------------------------------------------------------------------------------------

SECTOR = 512
SST, BOUNDSHEET, LABELSST, DIMENSIONS, FILEPASS = 0xFC, 0x85, 0xFD, 0x200, 0x2F


def xls_sheets(sheets: Iterable[tuple[str, Iterable[Sequence[object]]]]) -> bytes:
    """An old workbook."""
    made = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets:
        page = made.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(number, column, value)
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def xls() -> bytes:
    """A small good old workbook."""
    return xls_sheets([("Đơn vị", UNIT_SHEET), (HOUSES, [["ho_ten", "ngay_sinh"], ["Le Thi Cuc", 1965.0], ["Tran Van Be", 1970.5]])])


def xls_records(data: bytes) -> list[tuple[int, int, int]]:
    """Kind, place and length of every record of an old workbook: xlwt writes its stream first and in one piece."""
    found, at = [], SECTOR
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<2H", data, at)
        if kind == 0 and length == 0:
            break
        found.append((kind, at + 4, length))
        at += 4 + length
    return found


def xls_with(kind: int, at: int, form: str, *values: int) -> bytes:
    """The good old workbook, numbers written over every record of one kind, `at` bytes into it."""
    data = bytearray(xls())
    places = [place for found, place, _ in xls_records(data) if found == kind]
    assert places, kind
    for place in places:
        struct.pack_into(form, data, place + at, *values)
    return bytes(data)


def _fat(data: bytes) -> int:
    """Where the (first sector of the) table of sectors stands."""
    return (struct.unpack_from("<L", data, 76)[0] + 1) * SECTOR


def _xls_poked(place: Callable[[bytes], int], *values: int) -> bytes:
    data = bytearray(xls())
    struct.pack_into(f"<{len(values)}L", data, place(data), *values)
    return bytes(data)


def _xls_directory(data: bytes) -> int:
    return (struct.unpack_from("<L", data, 48)[0] + 1) * SECTOR


def flipped(data: bytes, seed: int, times: int) -> bytes:
    """Bytes changed at random places behind the header."""
    chance, made = random.Random(seed), bytearray(data)
    for _ in range(times):
        made[chance.randrange(SECTOR, len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


_LAST = 0xFFFFFFFE

each(
    ".xls",
    {
        "xls-empty": lambda: b"",
        "xls-header-only": lambda: xls()[:SECTOR],
        "xls-magic-only": lambda: xls()[:8],
        "xls-cut-in-the-header": lambda: xls()[:100],
        "xls-half": lambda: xls()[: len(xls()) // 2],
        "xls-noise": lambda: xls()[:8] + random.Random(6).randbytes(50_000),
        "xls-sectors-in-a-ring": lambda: _xls_poked(_fat, 1, 2, 3, 0),
        "xls-sectors-that-lead-to-themselves": lambda: _xls_poked(_fat, 0),
        "xls-sectors-out-of-range": lambda: _xls_poked(_fat, 0x7FFFFFFF),
        "xls-directory-in-a-ring": lambda: _xls_poked(
            lambda data: _fat(data) + 4 * struct.unpack_from("<L", data, 48)[0], struct.unpack_from("<L", xls(), 48)[0]
        ),
        "xls-directory-out-of-range": lambda: _xls_poked(lambda _data: 48, 0x00FFFFFF),
        "xls-table-out-of-range": lambda: _xls_poked(lambda _data: 76, 0x00FFFFFF),
        "xls-more-tables-in-a-ring": lambda: _xls_poked(lambda _data: 68, 0, 0x00FFFFFF),
        "xls-no-workbook-inside": lambda: xls().replace("Workbook".encode("utf-16-le"), "Document".encode("utf-16-le")),
        "xls-password": lambda: _xls_password(),
        "xls-sheet-out-of-range": lambda: xls_with(BOUNDSHEET, 0, "<L", 0x7FFFFFF0),
        "xls-sheet-that-is-the-book": lambda: xls_with(BOUNDSHEET, 0, "<L", 0),
        "xls-a-page": lambda: b"<html><body><table><tr><td>ho_ten</td></tr></table></body></html>",
        "xls-a-list": lambda: "Họ và tên\tNgày sinh\nA\t1965\n".encode("utf-16"),
        "xls-a-picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    },
)
each(
    ".xls",
    {
        "xls-a-new-workbook": good,
        "xls-sectors-of-huge-size": lambda: xls()[:30] + struct.pack("<2H", 31, 31) + xls()[34:],
        "xls-stream-without-end": lambda: _xls_poked(lambda data: _xls_directory(data) + 128 + 120, 0x7FFFFFFF),
        "xls-last-sectors-cut": lambda: xls()[:-SECTOR],
        "xls-texts-announced": lambda: xls_with(SST, 0, "<2L", 0xFFFFFFFF, 0xFFFFFFFF),
        "xls-texts-announced-too-few": lambda: xls_with(SST, 0, "<2L", 0, 0),
        "xls-texts-announced-below-nought": lambda: xls_with(SST, 4, "<l", -1),
        "xls-a-text-longer-than-its-record": lambda: xls_with(SST, 8, "<H", 0xFFFF),
        "xls-a-text-of-many-runs": lambda: xls_with(SST, 8, "<HBHL", 3, 0x0C, 0xFFFF, 0xFFFFFFFF),
        "xls-text-out-of-range": lambda: xls_with(LABELSST, 6, "<L", 0xFFFFFFFF),
        "xls-format-out-of-range": lambda: xls_with(LABELSST, 4, "<H", 0xFFFF),
        "xls-last-cell": lambda: xls_with(LABELSST, 0, "<2H", 0xFFFF, 0xFF),
        "xls-cell-beyond-the-last": lambda: xls_with(LABELSST, 0, "<2H", 0xFFFF, 0xFFFF),
        "xls-dimensions": lambda: xls_with(DIMENSIONS, 0, "<2L2H", 0, 0xFFFFFFFF, 0, 0xFFFF),
        "xls-dimensions-turned-round": lambda: xls_with(DIMENSIONS, 0, "<2L2H", 0xFFFFFFFF, 0, 0xFFFF, 0),
        "xls-many-sheets": lambda: xls_sheets([("Đơn vị", UNIT_SHEET), *((f"S{n}", [["a"]]) for n in range(500))]),
        "xls-every-row": lambda: xls_sheets([("Đơn vị", UNIT_SHEET), (HOUSES, [["ho_ten"], *[["Le Thi Cuc"]] * 65_535])]),
        **{f"xls-flipped-{seed}": lambda seed=seed: flipped(xls(), seed, 4) for seed in range(6)},
    },
    readable=True,
)


def _xls_password() -> bytes:
    """The record that says the rest is encrypted, in the place of the one behind the first."""
    data = bytearray(xls())
    kind, place, length = xls_records(data)[1]
    assert kind != FILEPASS
    struct.pack_into("<2H", data, place - 4, FILEPASS, length)
    return bytes(data)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each filled up to 4 KiB and not longer than 8."""
    chain: list[int] = [0xFFFFFFFD, _LAST]
    body = b""
    listed = _stream("Root Entry", 5, _LAST, 0, child=1)
    for number, (name, stream) in enumerate(streams.items(), 1):
        first, size = len(chain), max(len(stream), 4096)
        sectors = -(-size // SECTOR)
        chain += [*range(first + 1, first + sectors), _LAST]
        body += stream.ljust(sectors * SECTOR, b" ")
        listed += _stream(name, 2, first, size, right=number + 1 if number < len(streams) else 0xFFFFFFFF)
    table = struct.pack("<128L", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0) + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    return head + table + listed.ljust(SECTOR, b"\0") + body


def locked(information: bytes) -> bytes:
    """What Excel makes of a workbook that has a password: how it is encrypted, and noise for what is."""
    return compound({"EncryptedPackage": random.Random(7).randbytes(4096), "EncryptionInfo": information})


def agile(*, spins: int = 100_000, declared: bytes = b"", salt: bytes = b"AAAAAAAAAAAAAAAAAAAAAA==") -> bytes:
    """How newer versions of Excel encrypt: `spins` times a checksum is taken before it is known whether the password is right."""
    how = b'saltSize="16" blockSize="16" keyBits="256" hashSize="64" '
    how += b'cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"'
    key = b"A" * 43 + b"="
    return (
        struct.pack("<2HL", 4, 4, 0x40)
        + b'<?xml version="1.0" encoding="UTF-8"?>'
        + declared
        + b'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" '
        + b'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
        + b'<keyData %b saltValue="%b"/><dataIntegrity encryptedHmacKey="%b" encryptedHmacValue="%b"/>' % (how, salt, key, key)
        + b'<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
        + b'<p:encryptedKey spinCount="%d" %b saltValue="%b" ' % (spins, how, salt)
        + b'encryptedVerifierHashInput="%b" encryptedVerifierHashValue="%b" encryptedKeyValue="%b"/>' % (salt, key, key)
        + b"</keyEncryptor></keyEncryptors></encryption>"
    )


def _stream(name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3L", 0xFFFFFFFF, right, child)
    return coded.ljust(64, b"\0") + struct.pack("<H2B", len(coded), kind, 1) + links + bytes(36) + struct.pack("<LQ", first, size)


each(
    ".xlsx",
    {
        "password": lambda: locked(agile()),
        "password-noise": lambda: locked(random.Random(8).randbytes(4096)),
        "password-of-many-rounds": lambda: locked(agile(spins=2_000_000)),
        "password-of-rounds-without-end": lambda: locked(agile(spins=2**62)),
        "password-that-laughs": lambda: locked(agile(declared=laughing("encryption", 9), salt=b"&a8;")),
        "password-of-an-older-kind": lambda: locked(struct.pack("<2H4L", 4, 2, 0x24, 0xFFFFFFFF, 0x24, 0) + bytes(4000)),
        "an-old-workbook": xls,
    },
)
each(".xls", {"xls-password-of-a-new-workbook": lambda: locked(agile())})
# An old workbook that only bears the newer suffix may well be read.
READABLE |= {"an-old-workbook", "zip-another-directory-outside-zip64"}
