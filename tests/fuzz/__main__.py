"""`make fuzz SECONDS=60`: damage good files at random and read them, until the time is up.

Every input follows from the seed, another in each run, and its number alone: `--seed 17 --only 4711` makes and reads one of them again.
Inputs are read in processes of their own, many in one. A find is what ends such a process, stops it for more than 20 seconds, takes more
than 600 MiB, is told as a fault of the program (status 3), or shows or prints what it should not. Of finds that look alike one is kept, as
`tests/files/found-….EXT` with a sidecar that fails until the file is read as that then says. Exit status 1 if anything was found.
"""

import argparse
import hashlib
import io
import itertools
import json
import os
import random
import re
import resource
import select
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests import hostile
from tests.conftest import AS_OF, ROOT
from tests.sheets import parts_of, workbook

FORMATS = (".yaml", ".xlsx", ".xls", ".ods", ".csv")
FILES = ROOT / "tests" / "files"
SECONDS = 20
MEBIBYTES = 600
LINE = 10_000
INPUTS_PER_PROCESS = 300

Chance = random.Random

# --- What is put in ---------------------------------------------------------------------------------------------------------

NUMBERS = [
    *["0", "-0", "1", "-1", "2", "7", "32767", "65535", "65536", "1048576"],
    *["2147483647", "2147483648", "-2147483648", "4294967295", "4294967296", "9223372036854775807", "1e18", "-1e18", "1e308", "-1e308"],
    *["1e999", "-1e999", "nan", "NaN", "inf", "-inf", ".5", "0.3125", "12.5", "45606"],
    *["45606.3125", "-5", "60", "2958465", "2958466", "1e10", "-1e11", "0x10", "1_000", "٣"],
    *["²", "½", "+5", "5.", "1,5", "1.000", "00012", "99999999999999999999999999"],
]
WORDS = [
    *["", " ", "x", "X", "không", "Không đồng ý", "trưởng ấp", "bí thư", "chi ủy; bí thư", ";", ";;;", "a;b;c", "Nguyễn Văn An (1965)"],
    *[
        "10/11/2024",
        "2024-11-10",
        "29/02/2023",
        "30/02/2024",
        "31/12/9999",
        "1/1/1",
        "0/0/0",
        "10/11/24",
        "11/2024",
        "2024",
        "1965",
        "9999",
    ],
    *[
        "7 giờ 30",
        "24:00",
        "25:61",
        "07:30:15",
        "7h",
        "hôm qua",
        "#REF!",
        "=1+1",
        "001085012345",
        "001 085 012 345",
        "LT-01",
        "lt-01",
        "KP4",
    ],
    *[
        "\u0301",
        "a\u0301" * 50,
        "\u202eabc",
        "\u200b",
        "\ufeff",
        "\xa0",
        "\u3000",
        "İ",
        "ß",
        "ﬁ",
        "\U0001f600",
        "ｘ",
        "١٢٣",
        "\u1d400",
        "[red]x[/red]",
    ],
    *[
        "{0}",
        "{x!r}",
        "%s",
        "%(a)s",
        "\\",
        "'",
        '"',
        "`",
        "<b>",
        "&amp;",
        "&",
        "]]>",
        "a" * 5000,
        "A B" * 300,
        "ẤP 1",
        "hoà",
        "hòa",
        "TỔNG CỘNG",
    ],
    *["Cộng", "Tổng số", "\x85", "\u2028", "a\nb", "a\tb", "\t", "\r", "\x7f", "\x00", "\x1b[31m", "\x9b"],
]
REFERENCES = [
    *["A1", "B2", "XFD1048576", "XFD1", "A1048576", "A99999", "ZZ99999", "AAA1", "A0", "A"],
    *["a1", "1", "$A$1", "A1:B2", "A1:XFD1048576", "R1C1", "A4294967296", "A-1", "Ａ1"],
]
KINDS = ["s", "str", "e", "b", "d", "n", "inlineStr", "", "x", "S"]
BYTES = [
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\x80",
    b"\xc3",
    b"\r",
    b"\n",
    b"\t",
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"/",
    b"-",
    b":",
    b"#",
    b"{",
    b"[",
    b"*",
    b"&a",
]


# --- Damage to any bytes ----------------------------------------------------------------------------------------------------


def cut(chance: Chance, data: bytes, most: int = 64) -> tuple[int, int]:
    """A short stretch of the data."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice([1, 2, 4, 8, chance.randint(1, most)]))


def flip(chance: Chance, data: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def delete(chance: Chance, data: bytes) -> bytes:
    start, end = cut(chance, data)
    return data[:start] + data[end:]


def repeat(chance: Chance, data: bytes) -> bytes:
    start, end = cut(chance, data)
    return data[:end] + data[start:end] * chance.choice([1, 1, 2, 20]) + data[end:]


def move(chance: Chance, data: bytes) -> bytes:
    start, end = cut(chance, data)
    to, _ = cut(chance, data)
    return data[:to] + data[start:end] + data[to:]


def insert(chance: Chance, data: bytes) -> bytes:
    at, _ = cut(chance, data)
    return data[:at] + (chance.choice(BYTES) if chance.random() < 0.5 else chance.choice([*WORDS, *NUMBERS]).encode()) + data[at:]


def write_over(chance: Chance, data: bytes) -> bytes:
    """A number laid over the bytes, as programs write them."""
    at = chance.randrange(len(data) + 1)
    new = struct.pack(
        *chance.choice([("<B", 255), ("<H", 0xFFFF), ("<L", 0xFFFFFFFF), ("<L", 0x7FFFFFFF), ("<L", 0), ("<H", 0), ("<d", 1e300)])
    )
    return data[:at] + new + data[at + len(new) :]


def end_early(chance: Chance, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


ON_BYTES = [flip, flip, flip, delete, repeat, move, insert, write_over, end_early]
Change = Callable[[Chance, bytes], bytes]


def some(chance: Chance, changes: Sequence[Change], data: bytes) -> bytes:
    """One change as a rule, now and then many."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        data = chance.choice(changes)(chance, data)
    return data


# --- YAML -------------------------------------------------------------------------------------------------------------------


def lines_changed(chance: Chance, data: bytes) -> bytes:
    lines = data.split(b"\n")
    a, b = sorted(chance.randrange(len(lines)) for _ in range(2))
    end = min(a + chance.choice([1, 1, 2, 5]), len(lines))
    match chance.randrange(6):
        case 0:
            lines[a], lines[b] = lines[b], lines[a]
        case 1:
            del lines[a:end]
        case 2:
            lines[b:b] = lines[a:end]
        case 3:
            block = lines[a : a + 8]
            chance.shuffle(block)
            lines[a : a + 8] = block
        case 4:
            lines[a:end] = [b" ".join(lines[a:end])]
        case 5:
            lines[a] += chance.choice([b" # x", b":", b" |", b" >-", b",", b"\\", b" ", b"\t", b"\r", b" {}", b" []", b" ''"])
    return b"\n".join(lines)


def indent_changed(chance: Chance, data: bytes) -> bytes:
    lines = data.split(b"\n")
    a = chance.randrange(len(lines))
    more = chance.choice([b" ", b"  ", b"    ", b"\t", b"- ", b"- - ", b"? ", b"", None])
    for at in range(a, min(a + chance.choice([1, 2, 10]), len(lines))):
        lines[at] = lines[at].lstrip() if more is None else more + lines[at] if more else lines[at][1:]
    return b"\n".join(lines)


_PAIR = re.compile(rb"(?m)([\w./ ]+):([ \t]+|$)([^\n,}\]]*)")
_MARKS = [
    b"~",
    b"null",
    b"''",
    b"[]",
    b"{}",
    b"[~]",
    b"[[x]]",
    b"{a: 1}",
    b"[a, b, c]",
    b"|\n  x\n",
    b"!!str x",
    b"&a x",
    b"*a",
    b"&a [*a, *a]",
    b"[*a, *a, *a, *a]",
    b"- x",
    b'"\\u0000\\e[31m"',
]


def value_changed(chance: Chance, data: bytes) -> bytes:
    pairs = list(_PAIR.finditer(data))
    if not pairs:
        return insert(chance, data)
    pair, other = chance.choice(pairs), chance.choice(pairs)
    plain = chance.choice([*WORDS, *NUMBERS])
    new = chance.choice([other[3], chance.choice(_MARKS), plain.encode(), json.dumps(plain, ensure_ascii=False).encode()])
    return data[: pair.start(3)] + (b"" if pair[2] else b" ") + new + data[pair.end(3) :]


def key_changed(chance: Chance, data: bytes) -> bytes:
    pairs = list(_PAIR.finditer(data))
    if not pairs:
        return insert(chance, data)
    pair, other = chance.choice(pairs), chance.choice(pairs)
    new = chance.choice([other[1].strip(), b"<<", b"ung_cu", b"ma_ap", b"? ", b"", chance.choice(WORDS).encode()])
    return data[: pair.start(1)] + new + data[pair.end(1) :]


def value_typed(chance: Chance, data: bytes) -> bytes:
    """A value that is surely one, or a key that stands elsewhere in the file: the file stays YAML."""
    pairs = [pair for pair in _PAIR.finditer(data) if pair[2] and pair[3] and pair[3][:1] not in b"[{|>"]
    if not pairs:
        return value_changed(chance, data)
    pair, other = chance.choice(pairs), chance.choice(pairs)
    if chance.random() < 0.2:
        return data[: pair.start(1)] + pair[1].replace(pair[1].strip(), other[1].strip()) + data[pair.end(1) :]
    new = chance.choice([other[3], json.dumps(chance.choice([*WORDS, *NUMBERS, *NUMBERS])).encode()])
    return data[: pair.start(3)] + new + data[pair.end(3) :]


def yaml_changed(chance: Chance, data: bytes) -> bytes:
    if chance.random() < 0.5:
        return some(chance, [value_typed], data)
    if chance.random() < 0.02:
        return data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-8-sig", "utf-16-le", "cp1258"]), "replace")
    changes = [*ON_BYTES, *[lines_changed] * 4, *[indent_changed] * 3, *[value_changed] * 8, *[key_changed] * 3]
    return some(chance, changes, data)


# --- XML in a zip -----------------------------------------------------------------------------------------------------------

_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TAG = re.compile(rb"<[^<>]+>")
_TEXT = re.compile(rb">([^<>]+)<")
_CELL = re.compile(
    rb"<(?:c|row|si|xf|sheet|Relationship|table:table-row|table:table-cell)\b[^>]*?(?:/>|>.*?</(?:c|row|si|table:table-row|table:table-cell)>)",
    re.S,
)
_PIECES = [
    b"<!-- x -->",
    b"<![CDATA[x]]>",
    b"<?x y?>",
    b"<!DOCTYPE a>",
    b'<!DOCTYPE a [<!ENTITY e "x">]>',
    b"&e;",
    b"&#0;",
    b"&#x1b;",
    b"&#xd800;",
    b"<row/>",
    b"<row><c><v>1</v></c></row>",
    b'<row r="9" hidden="1"><c r="A9"/></row>',
    b'<c t="e"><v>#REF!</v></c>',
    b"<f>1+1</f>",
    b"<f/>",
    b"<v/>",
    b"<is><t>x</t><r><t>y</t></r></is>",
    b'<mergeCells count="1"><mergeCell ref="A1:C3"/></mergeCells>',
    b'<mergeCells><mergeCell ref="A1"/><mergeCell ref="C3:A1"/><mergeCell/></mergeCells>',
    b'<cols><col min="1" max="16384" hidden="1"/></cols>',
    b"<sheetData>",
    b"</sheetData>",
    b'<dimension ref="A1:XFD1048576"/>',
    b"<rPh><t>x</t></rPh>",
    b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:v>1</x:v></x:c>',
    b"<table:table-cell/>",
    b'<table:table-row table:number-rows-repeated="99999"><table:table-cell/></table:table-row>',
    b'<table:covered-table-cell table:number-columns-repeated="3"/>',
    b'<office:annotation><text:p>x</text:p></office:annotation>',
    b"<text:p>x</text:p>",
    b'<text:s text:c="5"/>',
    b"<text:line-break/>",
]  # fmt: skip


def attribute_changed(chance: Chance, xml: bytes) -> bytes:
    """The value of one attribute: that of another, or one of those that suit its name; or the attribute left out, or put in twice."""
    found = list(_ATTRIBUTE.finditer(xml))
    if not found:
        return insert(chance, xml)
    here = chance.choice(found)
    name = here[1].rpartition(b":")[2]
    suitable: Sequence[str] = {b"r": REFERENCES, b"ref": REFERENCES, b"t": KINDS, b"name": WORDS}.get(name, NUMBERS)
    new = chance.choice([chance.choice(found)[2], quoted(chance.choice(suitable)), quoted(chance.choice([*NUMBERS, *WORDS]))])
    match chance.randrange(8):
        case 0:
            return xml[: here.start()] + xml[here.end() :]
        case 1:
            return xml[: here.start()] + here[0] + b" " + here[0] + xml[here.end() :]
        case 2:
            return xml[: here.start()] + here[1] + b"='" + new.replace(b"'", b"") + b"'" + xml[here.end() :]
        case _:
            return xml[: here.start(2)] + new + xml[here.end(2) :]


def quoted(text: str) -> bytes:
    return escape(text, {'"': "&quot;"}).encode()


def text_changed(chance: Chance, xml: bytes) -> bytes:
    found = list(_TEXT.finditer(xml))
    if not found:
        return insert(chance, xml)
    here = chance.choice(found)
    return xml[: here.start(1)] + escape(chance.choice([*WORDS, *NUMBERS, *NUMBERS])).encode() + xml[here.end(1) :]


def tag_changed(chance: Chance, xml: bytes) -> bytes:
    """One tag left out, put in twice, or put elsewhere; or one element so."""
    found = list((_TAG if chance.random() < 0.5 else _CELL).finditer(xml))
    if not found:
        return insert(chance, xml)
    here, there = chance.choice(found), chance.choice(found)
    match chance.randrange(4):
        case 0:
            return xml[: here.start()] + xml[here.end() :]
        case 1:
            return xml[: here.end()] + here[0] + xml[here.end() :]
        case 2:
            return xml[: here.start()] + there[0] + xml[here.end() :]
        case _:
            return xml[: here.end()] + chance.choice(_PIECES) + xml[here.end() :]


def kind_changed(chance: Chance, xml: bytes) -> bytes:
    """The type or the style of one cell."""
    found = list(re.finditer(rb"<c\b([^>]*?)(/?>)", xml))
    if not found:
        return attribute_changed(chance, xml)
    here = chance.choice(found)
    name, new = chance.choice(
        [(b"t", chance.choice(KINDS)), (b"s", chance.choice([*NUMBERS, *map(str, range(12))])), (b"r", chance.choice(REFERENCES))]
    )
    rest = re.sub(rb'\s%b="[^"]*"' % name, b"", here[1])
    return xml[: here.start(1)] + rest + b' %b="%b"' % (name, new.encode()) + xml[here.end(1) :]


def cell_changed(chance: Chance, xml: bytes) -> bytes:
    """What one cell holds, or all of it but its place, put into another."""
    found = list(
        re.finditer(rb"(<c r=\"\w+\")([^<>]*?>.*?</c>)|(<table:table-cell\b)([^<>]*?(?<!/)>.*?</table:table-cell>)", xml, re.DOTALL)
    )
    if not found:
        return text_changed(chance, xml)
    here, there = chance.choice(found), chance.choice(found)
    return xml[: here.start()] + (here[1] or here[3]) + (there[2] or there[4]) + xml[here.end() :]


def spelling_changed(chance: Chance, xml: bytes) -> bytes:
    """The same XML, or nearly, in another spelling."""
    match chance.randrange(5):
        case 0:
            return xml.replace(b'"', b"'")
        case 1:
            return re.sub(rb'([\w:]+)="', rb'\1 = "', xml)
        case 2:
            return xml.replace(b"><", b">\n<")
        case 3:
            return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")
        case _:
            return re.sub(rb"<(\w+)([^<>]*)/>", rb"<\1\2></\1>", xml)


IN_CELLS: list[Change] = [text_changed, text_changed, kind_changed, cell_changed]
ON_XML: list[Change] = [
    *[attribute_changed] * 6,
    *[text_changed] * 4,
    *[tag_changed] * 5,
    *[kind_changed] * 5,
    spelling_changed,
    *ON_BYTES[:-1],
]


def zip_changed(chance: Chance, data: bytes) -> bytes:
    """Damage inside a part, packed again so that the zip is whole; now and then damage to the zip."""
    if chance.random() < 0.1:
        return some(chance, ON_BYTES, data)
    try:
        parts = parts_of(data)
    except Exception:  # a seed that is no zip
        return some(chance, ON_BYTES, data)
    names = [name for name in parts if ("sheet" in name and name.endswith(".xml")) or name == "content.xml"]
    name = chance.choice(names) if names and chance.random() < 0.6 else chance.choice(list(parts) or [""])
    if not parts or chance.random() < 0.02:
        parts.pop(name, None)
    elif chance.random() < 0.02:
        parts[chance.choice([*parts, name.upper(), "/" + name, name.replace("/", "\\"), "content.xml"])] = parts[name]
    else:
        cells = "sheets/" in name or name.endswith(("sharedStrings.xml", "content.xml"))
        parts[name] = some(chance, IN_CELLS if cells and chance.random() < 0.6 else ON_XML, parts[name])
    return hostile.book(parts)


# --- CSV --------------------------------------------------------------------------------------------------------------------


def cells_changed(chance: Chance, data: bytes) -> bytes:
    """One cell of a table of texts, or the separator of all of it, another one."""
    separator = chance.choice([b",", b";", b"\t"])
    if chance.random() < 0.1:
        return data.replace(separator, chance.choice([b",", b";", b"\t", b"|", b'"']))
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    row = lines[at].split(separator)
    said = chance.choice([*WORDS, *NUMBERS]).encode()
    row[chance.randrange(len(row))] = chance.choice([said, b'"' + said + b'"', b'"', b'""', said + b"\n" + said])
    lines[at] = separator.join(row)
    return b"\n".join(lines)


def csv_changed(chance: Chance, data: bytes) -> bytes:
    if chance.random() < 0.1:
        return data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1258"]), "replace")
    return some(chance, [*ON_BYTES, *[lines_changed] * 4, *[cells_changed] * 8], data)


# --- .xls -------------------------------------------------------------------------------------------------------------------


def records_changed(chance: Chance, data: bytes) -> bytes:
    """Damage inside one record, or a record left out, put in twice or elsewhere; the length of the stream stays."""
    found = hostile.xls_records(data)
    if not found:
        return some(chance, ON_BYTES, data)
    kind, at, length = chance.choice(found)
    whole = data[at - 4 : at + length]
    match chance.randrange(6):
        case 0:
            new = b""
        case 1:
            new = whole * 2
        case 2:
            _, other, size = chance.choice(found)
            new = data[other - 4 : other + size]
        case 3:
            new = struct.pack("<2H", chance.choice([record[0] for record in found]), length) + whole[4:]
        case _:
            inside = some(chance, [flip, write_over, write_over], whole[4:])[:length].ljust(length, b"\0")
            new = struct.pack("<2H", kind, chance.choice([length, length, length, length + 1, 0, 8224])) + inside
    end = found[-1][1] + found[-1][2]
    stream = data[hostile.SECTOR : at - 4] + new + data[at + length : end]
    room = end - hostile.SECTOR
    return data[: hostile.SECTOR] + stream[:room].ljust(room, b"\0") + data[end:]


def cell_written_over(chance: Chance, data: bytes) -> bytes:
    """A number laid over what a cell, a row, a format or the list of texts holds."""
    kinds = {0x203, 0x27E, 0xFD, 0x06, 0x205, 0xBD, 0xBE, 0x208, 0xE0, 0x41E, 0x22, 0xE5, 0x7D, hostile.SST, hostile.DIMENSIONS}
    found = [record for record in hostile.xls_records(data) if record[0] in kinds]
    if not found:
        return flip(chance, data)
    _, at, length = chance.choice(found)
    inside = chance.choice([flip, write_over])(chance, data[at : at + length])[:length]
    return data[:at] + inside + data[at + length :]


def xls_changed(chance: Chance, data: bytes) -> bytes:
    if chance.random() < 0.25:
        return some(chance, [flip, write_over, end_early, delete], data)
    change = cell_written_over if chance.random() < 0.5 else records_changed
    for _ in range(chance.choice([1, 1, 2, 4])):
        data = change(chance, data)
    return data


CHANGES: dict[str, Change] = {
    ".yaml": yaml_changed,
    ".xlsx": zip_changed,
    ".ods": zip_changed,
    ".xls": xls_changed,
    ".csv": csv_changed,
}

# --- What is damaged --------------------------------------------------------------------------------------------------------


def tables() -> dict[str, list[list[Any]]]:
    """The example hamlet, with the first rows of each sheet only."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(ROOT / "examples" / "khu-pho-4.xlsx"))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)[:9] for name in book.sheet_names}


def as_yaml() -> bytes:
    """The same in YAML."""
    import yaml

    whole = yaml.load((ROOT / "examples" / "khu-pho-4.yaml").read_text("utf-8"), yaml.BaseLoader)
    short = {key: value[:6] if isinstance(value, list) else value for key, value in whole.items()}
    return yaml.safe_dump(short, allow_unicode=True, sort_keys=False).encode()


def as_xls() -> bytes:
    """The same in an old workbook, with a formula."""
    import xlwt

    made = xlwt.Workbook(encoding="utf-8")
    styles = {
        kind: xlwt.easyxf(num_format_str=form) for kind, form in ((date, "DD/MM/YYYY"), (clock, "HH:MM"), (str, "@"), (float, "General"))
    }
    for name, rows in tables().items():
        page = made.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                kind = next((kind for kind in styles if isinstance(value, kind)), float)
                if value != "":
                    page.write(number, column, value, styles[kind])
        page.write(len(rows), 0, xlwt.Formula("1+1"))
        page.write_merge(len(rows) + 1, len(rows) + 1, 0, 2, "x")
        page.row(1).hidden = len(rows) > 5
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def as_ods() -> bytes:
    """The same in a spreadsheet of LibreOffice."""

    def cell(value: object) -> str:
        if value == "":
            return "<table:table-cell/>"
        shown = f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
        if isinstance(value, (date, datetime)):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">{shown}'
        if isinstance(value, clock):
            return f'<table:table-cell office:value-type="time" office:time-value="PT{value:%HH%MM%SS}">{shown}'
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value}" table:formula="of:=1">{shown}'
        return f'<table:table-cell office:value-type="string">{shown}'

    sheets = [
        f'<table:table table:name="{escape(name)}">{"".join(hostile.ODS_ROW.format("".join(map(cell, row))) for row in rows)}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
        for name, rows in tables().items()
    ]
    content = hostile.ods_content()
    first, last = content.index("<table:table "), content.rindex("</table:table>") + len("</table:table>")
    return hostile.zipped(hostile.ods_entries((content[:first] + "".join(sheets) + content[last:]).encode()))


def as_csv() -> bytes:
    """Its households as texts."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in tables()["Hộ gia đình"]).encode()


EXPORT = """STT;Họ và tên;Số thẻ Đảng viên;Ngày sinh;Ngày kết nạp;Chi bộ đang sinh hoạt;Trạng thái
A;B;C;D;E;F;G
1;LÊ VĂN AN;DCS1;01/02/1980;03/02/2010;Chi bộ Ấp 1;Đang sinh hoạt
VD;Nguyễn Văn A;;1980;;CB KP4;
2;H'BIA NIÊ;DCS2;5/6/75;19/05/2012;"Chi bộ khu phố 4, thị trấn Trảng Bom";Miễn sinh hoạt
;Tổng cộng: 2;;;;;
"""


@cache
def seeds(suffix: str) -> list[bytes]:
    """The good files, and those in `tests/files`; the small ones of them most often."""
    small = {".yaml": as_yaml, ".xlsx": lambda: workbook(tables()), ".xls": as_xls, ".ods": as_ods, ".csv": as_csv}[suffix]()
    least = {".yaml": lambda: hostile.UNIT_YAML, ".xlsx": hostile.good, ".xls": hostile.xls, ".ods": hostile.ods, ".csv": EXPORT.encode}[
        suffix
    ]()
    shipped = [ROOT / "examples" / f"khu-pho-4{suffix}", *sorted((ROOT / "examples" / "long-thanh").rglob(f"*{suffix}"))[:40:10]]
    kept = [path.read_bytes() for path in sorted(FILES.glob(f"*{suffix}")) if not path.name.startswith("found-")]
    return [*[small] * 30, *[least] * 10, *(path.read_bytes() for path in shipped if path.exists()), *(data for data in kept if data)]


def made(seed: int, number: int, formats: Sequence[str]) -> tuple[str, bytes]:
    """The input of a number: its suffix and its bytes."""
    suffix = formats[number % len(formats)]
    chance = Chance(f"{seed}-{number}")
    return suffix, CHANGES[suffix](chance, chance.choice(seeds(suffix)))


# --- The processes that read ------------------------------------------------------------------------------------------------


def judge(path: Path) -> str | None:
    """Read one file as the command does, and print what it finds nowhere; gives what is wrong with that, if anything."""
    from rich.console import Console

    from dantin import run
    from dantin.output import json as as_json
    from dantin.output import validation
    from dantin.readers import read

    report = run.check_file(path, AS_OF)
    if report.faults:
        try:
            run.check_reading(read(path, path.name), AS_OF, tally_only=False, keep_cases=False)
        except Exception as error:
            return f"fault: {told(error)}"
        return "fault: " + "; ".join(f"{fault.code}: {fault.error}" for fault in report.faults)
    whole = run.gather([report])
    "".join(as_json.pieces(as_json.validation(whole)))
    page = io.StringIO()
    validation.show(Console(file=page, width=200, highlight=False, soft_wrap=True, emoji=False, markup=False), whole)
    for line in page.getvalue().split("\n"):
        if len(line) > LINE:
            return f"shows a line of {len(line)} characters"
        if odd := hostile.UNSHOWN.search(line):
            return f"shows U+{ord(odd[0]):04X}"
    return None


def told(error: BaseException) -> str:
    """An exception and the last place of ours that it came by."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/dantin/" in frame.filename]
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"[:500]


def work(seed: int, formats: Sequence[str]) -> None:
    """Read the inputs whose numbers come in; a line of JSON goes back for each."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    with tempfile.TemporaryDirectory() as folder:
        noise = os.open(Path(folder) / "noise", os.O_RDWR | os.O_CREAT)
        os.dup2(noise, 1), os.dup2(noise, 2)
        for line in sys.stdin:
            suffix, data = made(seed, int(line), formats)
            path = Path(folder) / f"ho-so{suffix}"
            path.write_bytes(data)
            os.ftruncate(noise, 0), os.lseek(noise, 0, os.SEEK_SET)
            try:
                wrong = judge(path)
            except BaseException as error:
                wrong = f"raises {told(error)}"
            sys.stdout.flush(), sys.stderr.flush()
            if wrong is None and (printed := os.pread(noise, 400, 0)):
                wrong = f"prints {printed.decode(errors='replace')}"
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            if wrong is None and used > MEBIBYTES:
                wrong = f"takes {used} MiB"
            answers.write(json.dumps([wrong, used > MEBIBYTES]) + "\n")


class Reader:
    """A process that reads inputs, begun anew when it has died or has read many."""

    def __init__(self, seed: int, formats: Sequence[str]) -> None:
        self._command = [sys.executable, "-m", "tests.fuzz", "--work", "--seed", str(seed), *formats]
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def read(self, number: int) -> str | None:
        """What is wrong with an input."""
        if self._process is None or self._process.poll() is not None or self._read >= INPUTS_PER_PROCESS:
            self.end()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, bufsize=0
            )
            self._read = 0
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"%d\n" % number)
        # The first input of a process waits for everything to be imported.
        ready, _, _ = select.select([process.stdout], [], [], SECONDS + (0 if self._read else 20))
        self._read += 1
        if not ready:
            self.end()
            return f"takes more than {SECONDS} s"
        line = process.stdout.readline()
        if not line:
            status = process.wait()
            self._process = None
            return f"ends the process: {status}"
        wrong, grown = json.loads(line)
        if grown:
            self.end()
        return str(wrong) if wrong is not None else None

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


# --- The command ------------------------------------------------------------------------------------------------------------


@dataclass
class Find:
    """An input and what is wrong with it."""

    number: int
    suffix: str
    data: bytes
    wrong: str

    @property
    def sort(self) -> str:
        """What finds that look alike have in common."""
        return self.suffix + re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "#", self.wrong)[:160]

    def keep(self, folder: Path, seed: int) -> Path:
        """Write the input, and beside it a sidecar to be filled in once it is mended."""
        path = folder / f"found-{hashlib.sha256(self.data).hexdigest()[:8]}{self.suffix}"
        path.write_bytes(self.data)
        said = self.wrong.replace("\n", " ")
        Path(f"{path}.expected").write_text(
            f"# make fuzz, seed {seed}, input {self.number}: {said}\n# When mended: what is found.\n", "utf-8"
        )
        return path


def main() -> int:
    """Damage and read until the time is up; 1 if anything was found."""
    options = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("formats", nargs="*", default=FORMATS, metavar="FORMAT", help=f"of {' '.join(FORMATS)}; all as a rule")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, help="drawn at random unless named")
    options.add_argument("--only", type=int, metavar="NUMBER", help="make and read one input alone")
    options.add_argument("--out", type=Path, default=FILES, help="where finds are kept")
    options.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.seed is None:
        if given.only is not None:
            options.error("--only needs the --seed of the run in which the input was made")
        given.seed = random.SystemRandom().randrange(2**32)
    formats = [suffix for suffix in FORMATS if suffix in given.formats]
    if given.work:
        work(given.seed, formats)
        return 0
    given.out.mkdir(parents=True, exist_ok=True)
    finds: dict[str, Find] = {}
    alike: Counter[str] = Counter()
    numbers = iter([given.only]) if given.only is not None else itertools.count()
    end = time.monotonic() + given.seconds
    lock = threading.Lock()
    read = 0

    def run() -> None:
        nonlocal read
        reader = Reader(given.seed, formats)
        while time.monotonic() < end:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            wrong = reader.read(number)
            with lock:
                read += 1
                if wrong is None:
                    continue
                find = Find(number, *made(given.seed, number, formats), wrong)
                alike[find.sort] += 1
                if find.sort not in finds:
                    finds[find.sort] = find
                    print(f"{find.keep(given.out, given.seed)}: input {number}: {wrong}", flush=True)
        reader.end()

    threads = [threading.Thread(target=run) for _ in range(1 if given.only is not None else os.cpu_count() or 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = f"{sum(alike.values())} finds of {len(finds)} sorts"
    print(f"{read} inputs of {' '.join(formats)} in {given.seconds:.0f} s, seed {given.seed}: {found}")
    for sort, number in alike.most_common():
        print(f"  {number} x {sort}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
