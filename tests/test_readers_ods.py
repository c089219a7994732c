"""dantin.readers.files.ods: workbooks as LibreOffice writes them, as odfpy does, and as attackers bend them."""

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from dantin.readers.files.grid import Grid, Merge
from dantin.readers.files.ods import read_ods
from dantin.readers.files.raw import CellFault, Percent, Raw, Trouble, Unreadable
from tests.sheets import read_or_refused
from tests.test_readers_formats import BROKEN

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = {
    **dict.fromkeys(("office", "table", "text", "style", "meta"), "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"),
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
NAMES = " ".join(f'xmlns:{prefix}="{space.format(prefix)}"' for prefix, space in SPACES.items())
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
TOO_LARGE = "Chọn các dòng, cột trống ở cuối trang, bấm chuột phải, chọn Xóa, rồi lưu lại; hoặc chép dữ liệu sang tệp mới."
DOUBTFUL = "tệp .ods bị hỏng hoặc bị sửa một cách đáng ngờ"
DAMAGED = "tệp .ods bị hỏng"


def content(book: str, styles: str = "", *, declared: str = DECLARED) -> bytes:
    """The content of a spreadsheet that holds these elements."""
    styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    body = f"<office:body><office:spreadsheet>{book}</office:spreadsheet></office:body>"
    return f'{declared}<office:document-content {NAMES} office:version="1.3">{styled}{body}</office:document-content>'.encode()


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A file of these parts, `mimetype` before them."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as out:
        out.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        for name, data in parts:
            out.writestr(name, data)
    return memory.getvalue()


def ods(book: str, styles: str = "", *, more: str = "") -> bytes:
    """A file of these elements and automatic styles; `more`: the styles of the other part."""
    others = f"{DECLARED}<office:document-styles {NAMES}>{more}</office:document-styles>".encode()
    return zipped(("content.xml", content(book, styles)), ("styles.xml", others))


def table(*rows: str, name: str = "Hộ gia đình", before: str = "", about: str = "") -> str:
    """A sheet; each row is the XML of its cells, or a whole element that begins with "<table:table-"r or "<table:table-h"."""
    made = (row if re.match(r"<table:table-[rh]", row) else f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"{about}>{before}{"".join(made)}</table:table>'


def row(cells: str, about: str) -> str:
    """A row that says something of itself."""
    return f"<table:table-row {about}>{cells}</table:table-row>"


def text(*paragraphs: str, about: str = "") -> str:
    """A cell with text, as LibreOffice writes it; the paragraphs are XML."""
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f'<table:table-cell {about} office:value-type="string" calcext:value-type="string">{inside}</table:table-cell>'


def value(kind: str, said: str, shown: str = "?", *, about: str = "") -> str:
    """A cell with a value of a kind."""
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}.get(kind, "value")
    known = f'office:value-type="{kind}" calcext:value-type="{kind}"'
    return f'<table:table-cell {about} {known} office:{name}="{said}"><text:p>{shown}</text:p></table:table-cell>'


def blank(columns: int = 1, about: str = "") -> str:
    """Blank cells."""
    return f'<table:table-cell table:number-columns-repeated="{columns}" {about}/>'


def one(*rows: str, before: str = "") -> Grid:
    """The one sheet of these rows, read."""
    (grid,) = read_ods(ods(table(*rows, before=before)))
    return grid


TO_THE_END = row(blank(16_384), 'table:number-rows-repeated="1048574"')


# --- What is in the cells -----------------------------------------------------------------------------------------------------------

VALUES: dict[str, tuple[str, Raw]] = {
    "number": (value("float", "1.5"), 1.5),
    "whole number": (value("float", "1965"), 1965.0),
    "large number": (value("float", "1.2345678901235E+015"), 1.2345678901235e15),
    "percentage": (value("percentage", "0.5", "50%"), Percent(0.5, 0)),
    "currency": (value("currency", "1200", "1.200 ₫", about='office:currency="VND"'), 1200.0),
    "yes": (value("boolean", "true"), True),
    "no": (value("boolean", "false"), False),
    "a TRUE that was typed": (value("float", "1", "TRUE", about='table:formula="of:=TRUE()"'), True),
    "a FALSE that was typed": (value("float", "0", "FALSE", about='table:formula="of:=FALSE()"'), False),
    "date": (value("date", "2024-11-10"), date(2024, 11, 10)),
    "date at midnight": (value("date", "2024-11-10T00:00:00"), date(2024, 11, 10)),
    "moment": (value("date", "2024-11-10T07:30:00"), datetime(2024, 11, 10, 7, 30)),
    "moment in pieces": (value("date", "2024-11-10T07:29:59.999999999"), datetime(2024, 11, 10, 7, 30)),
    "year in a cell for dates": (value("date", "1905-05-18", "1965"), date(1905, 5, 18)),
    "time in a cell for dates": (value("date", "1899-12-30T07:30:00"), time(7, 30)),
    "the year 10000": (value("date", "10000-01-01"), "10000-01-01"),
    "before our era": (value("date", "-0044-03-15"), "-0044-03-15"),
    "no day": (value("date", "2024-02-30"), "2024-02-30"),
    "the last moment": (value("date", "9999-12-31T23:59:59.9999"), "9999-12-31T23:59:59.9999"),
    "time": (value("time", "PT07H30M00S"), time(7, 30)),
    "midnight": (value("time", "PT00H00M00S"), time(0)),
    "time in pieces": (value("time", "PT07H29M59.9999999S"), time(7, 30)),
    "a day and a half": (value("time", "PT36H00M00S"), timedelta(hours=36)),
    "a day": (value("time", "PT23H59M59.9999999S"), timedelta(days=1)),
    "less than nothing": (value("time", "-PT01H30M00S"), timedelta(hours=-1.5)),
    "days": (value("time", "P2DT1H"), timedelta(days=2, hours=1)),
    "years": (value("time", "P2Y"), "P2Y"),
    "too long": (value("time", "PT999999999H"), timedelta(hours=999_999_999)),
    "longer": (value("time", "P999999999DT999999999H"), "P999999999DT999999999H"),
    "text": (text("Lê Thị Cúc"), "Lê Thị Cúc"),
    "text said elsewhere": (value("string", "Cúc", "C."), "Cúc"),
    "text of a number": (text("079065001234"), "079065001234"),
    "text without a kind": ("<table:table-cell><text:p>Cúc</text:p></table:table-cell>", "Cúc"),
    "a number that is none": (value("float", "abc"), "abc"),
    "a number without a number": ('<table:table-cell office:value-type="float"><text:p>12</text:p></table:table-cell>', "12"),
    "of another kind": (value("void", "7", "bảy"), 7.0),
    "blank": (blank(), None),
    "empty text": (text(""), None),
    "result": (value("float", "3", about='table:formula="of:=1+2"'), 3.0),
    "result that is a text": (value("string", "ab", "ab", about='table:formula="of:=[.A1]"'), "ab"),
    "result that is empty": ('<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>', None),
    "no result": ('<table:table-cell table:formula="of:=1+2"/>', CellFault(Trouble.FORMULA)),
    "no result, of a kind": ('<table:table-cell table:formula="of:=1+2" office:value-type="float"/>', CellFault(Trouble.FORMULA)),
    "error": (
        '<table:table-cell table:formula="of:=[#REF!]" office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#REF!</text:p></table:table-cell>",
        CellFault(Trouble.ERROR, "#REF!"),
    ),
    "error of LibreOffice": (
        '<table:table-cell table:formula="of:=SQRT(-1)" office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>Err:502</text:p></table:table-cell>",
        CellFault(Trouble.ERROR, "Err:502"),
    ),
    "error of another program": (
        '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>',
        CellFault(Trouble.ERROR, "#DIV/0!"),
    ),
    "text like an error": (text("#REF!"), "#REF!"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    cell, expected = VALUES[name]
    rows = one(cell + text("x")).rows
    assert rows == [[expected, "x"]]
    assert type(rows[0][0]) is type(expected)


PARAGRAPHS: dict[str, tuple[str, str]] = {
    "lines": (text("a", "b", "", "c"), "a\nb\n\nc"),
    "blanks": (text('<text:s text:c="2"/>hai <text:s text:c="3"/>dấu cách '), "  hai    dấu cách "),
    "a blank": (text("<text:s/>"), " "),
    "tab and line break": (text("a<text:tab/>b<text:line-break/>c"), "a\tb\nc"),
    "pieces": (
        text('<text:span text:style-name="T1">Lê</text:span> Thị <text:a xlink:href="x">C<text:span>ú</text:span>c</text:a>'),
        "Lê Thị Cúc",
    ),
    "entities": (text("x&lt;y&gt;&amp;&quot;&#x1EBF;&#233;<![CDATA[<z>]]>"), 'x<y>&"ếé<z>'),
    "printed on several lines": (text("\n    Lê Thị\n    Cúc"), "Lê Thị Cúc"),
    "fields": (text("Trang <text:sheet-name>1</text:sheet-name>"), "Trang 1"),
    "comment before": (
        '<table:table-cell office:value-type="string"><office:annotation><dc:date>1</dc:date><text:p>ghi chú</text:p></office:annotation>'
        "<text:p>Cúc</text:p></table:table-cell>",
        "Cúc",
    ),
    "comment after": (
        '<table:table-cell office:value-type="string"><text:p>Cúc</text:p><office:annotation><text:p>ghi chú</text:p></office:annotation>'
        "</table:table-cell>",
        "Cúc",
    ),
    "comment inside": (text("Lê <office:annotation><text:p>ghi chú</text:p></office:annotation>Cúc"), "Lê Cúc"),
    "reading aid": (text("<text:ruby><text:ruby-base>Cúc</text:ruby-base><text:ruby-text>kuk</text:ruby-text></text:ruby>"), "Cúc"),
    "drawing": (
        '<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>'
        "<text:p>Cúc</text:p></table:table-cell>",
        "Cúc",
    ),
    "table inside": (
        '<table:table-cell office:value-type="string"><text:p>Cúc</text:p><table:table table:name="B"><table:table-row><table:table-cell>'
        "<text:p>trong</text:p></table:table-cell></table:table-row></table:table></table:table-cell>",
        "Cúc",
    ),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_texts(name: str) -> None:
    cell, expected = PARAGRAPHS[name]
    assert one(cell + text("x")).rows == [[expected, "x"]]


def test_a_comment_alone_is_no_value() -> None:
    cell = "<table:table-cell><office:annotation><text:p>ghi chú</text:p></office:annotation></table:table-cell>"
    assert one(text("a"), cell, cell + text("b")).rows == [["a"], [], [None, "b"]]


# --- Where the cells stand ------------------------------------------------------------------------------------------------------------

C3 = [[], [], [None, None, "x"]]
PLACES: dict[str, tuple[tuple[str, ...], list[list[Raw]]]] = {
    "blank rows and columns first": ((row(blank(5), 'table:number-rows-repeated="2"'), blank(2) + text("x")), C3),
    "blank rows one by one": (("", blank(), blank() + blank() + text("x")), C3),
    "blank to the end": (
        (
            text("a") + blank(16_383),
            row(blank(16_384), 'table:number-rows-repeated="3"'),
            text("b") + blank(16_383),
            TO_THE_END,
        ),
        [["a"], [], [], [], ["b"]],
    ),
    "repeated cells": (
        (blank() + text("x", about='table:number-columns-repeated="3"') + blank(2) + text("y"),),
        [[None, "x", "x", "x", None, None, "y"]],
    ),
    "repeated rows": ((row(text("x") + value("float", "1"), 'table:number-rows-repeated="3"'), text("y")), [["x", 1.0]] * 3 + [["y"]]),
    "repeated nought times": (
        (row(text("x", about='table:number-columns-repeated="0"'), 'table:number-rows-repeated="0"'), text("y")),
        [["x"], ["y"]],
    ),
    "covered cells": (
        (
            text("x", about='table:number-columns-spanned="2" table:number-rows-spanned="2"') + "<table:covered-table-cell/>" + text("y"),
            '<table:covered-table-cell table:number-columns-repeated="2"/>' + text("z"),
        ),
        [["x", None, "y"], [None, None, "z"]],
    ),
    "values in covered cells": ((text("x") + text("y").replace("table-cell", "covered-table-cell") + text("z"),), [["x", "y", "z"]]),
    "head and groups": (
        (
            f"<table:table-header-rows><table:table-row>{text('a')}</table:table-row></table:table-header-rows>",
            f"<table:table-rows><table:table-row>{text('b')}</table:table-row></table:table-rows>",
            f"<table:table-row-group><table:table-row>{text('c')}</table:table-row><table:table-row-group><table:table-row>"
            f"{text('d')}</table:table-row></table:table-row-group></table:table-row-group>",
            text("e"),
        ),
        [["a"], ["b"], ["c"], ["d"], ["e"]],
    ),
    "drawings before the rows": ((text("x"),), [["x"]]),
}


@pytest.mark.parametrize("name", PLACES)
def test_places(name: str) -> None:
    rows, expected = PLACES[name]
    shapes = "<table:shapes><draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame></table:shapes>"
    grid = one(*rows, before=shapes)
    assert grid.rows == expected
    assert len({id(cells) for cells in grid.rows}) == len(grid.rows)


def test_sheets() -> None:
    styles = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    changes = (
        "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>cũ</text:p>"
        "</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    )
    book = (
        changes
        + table(text("a"), name="Một", about=' table:style-name="ta1"')
        + table(text("b"), name="Ẩn &amp; kín", about=' table:style-name="ta2"')
        + table(TO_THE_END, name="Trống")
        + table(text("c"), name="'file:///C:/xa.ods'#$Trang1")
        + "<table:named-expressions/><table:database-ranges/>"
    )
    grids = read_ods(ods(book, styles))
    assert [(grid.name, grid.hidden, grid.rows) for grid in grids] == [
        ("Một", False, [["a"]]),
        ("Ẩn & kín", True, [["b"]]),
        ("Trống", False, []),
    ]


def test_hidden_and_merged() -> None:
    grid = one(
        text("a") + text("b") + text("c", about='table:number-columns-spanned="3" table:number-rows-spanned="1"') + blank() + text("e"),
        row(text("ẩn"), 'table:visibility="collapse" table:number-rows-repeated="2"'),
        text("d"),
        row(text("lọc"), 'table:visibility="filter"'),
        text("f", about='table:number-rows-spanned="2"'),
        row(blank(16_384), 'table:visibility="collapse" table:number-rows-repeated="1048570"'),
        before="<table:table-columns><table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "</table:table-columns><table:table-column-group><table:table-column/></table:table-column-group>"
        '<table:table-column table:visibility="filter" table:number-columns-repeated="16380"/>',
    )
    # Beyond the last cell nothing is there to be hidden.
    assert (grid.hidden_rows, grid.hidden_columns) == ({1, 2, 4}, {1, 2, 4})
    assert grid.merges == (Merge(0, 2, 0, 4), Merge(5, 0, 6, 0))


@pytest.mark.parametrize(("said", "shift"), [("1904-01-01", 1462), ("1899-12-30", 0), ("1900-01-01", 2)])
def test_the_first_day(said: str, shift: int) -> None:
    settings = f'<table:calculation-settings><table:null-date table:date-value="{said}"/></table:calculation-settings>'
    (grid,) = read_ods(ods(settings + table(value("date", "2024-11-10") + value("date", f"{said}T07:30:00") + value("float", "44144"))))
    assert grid.serial_shift == shift
    assert grid.rows == [[date(2024, 11, 10), time(7, 30), 44_144.0]]


FONTS = (
    '<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:font-name=".VnTime1"/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell"><style:text-properties fo:font-family="\'VNI-Times\'"/></style:style>'
    '<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="Cũ"><style:text-properties fo:color="#ff0000"/>'
    "</style:style>"
    '<style:style style:name="ce4" style:family="table-cell"><style:text-properties style:font-name="Arial"/></style:style>'
    '<style:style style:name="ce5" style:family="table-cell" style:parent-style-name="ce6"/>'
    '<style:style style:name="ce6" style:family="table-cell" style:parent-style-name="ce5"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:font-name=".VnTimeH"/></style:style>'
)
MORE_FONTS = (
    '<office:font-face-decls><style:font-face style:name=".VnTime1" svg:font-family="\'.VnTime\'"/></office:font-face-decls>'
    '<office:styles><style:style style:name="Cũ" style:family="table-cell"><style:text-properties style:font-name=".vnArial"/>'
    "</style:style></office:styles>"
)


def test_fonts() -> None:
    cells = "".join(text("H\xe4", about=f'table:style-name="ce{number}"') for number in range(1, 6)) + text(
        '<text:span text:style-name="T1">A</text:span>b'
    )
    more = (
        value("float", "1", about='table:style-name="ce1"') + text("", about='table:style-name="ce1"') + text("x"),
        row(text("a", about='table:number-columns-repeated="2"'), 'table:default-cell-style-name="ce1" table:number-rows-repeated="2"'),
        blank(7) + text("theo cột"),
    )
    columns = '<table:table-column table:number-columns-repeated="7"/><table:table-column table:default-cell-style-name="ce2"/>'
    (grid,) = read_ods(ods(table(cells, *more, before=columns), FONTS, more=MORE_FONTS))
    assert grid.fonts is not None
    assert grid.fonts() == {
        (0, 0): ".VnTime",
        (0, 1): "VNI-Times",
        (0, 2): ".vnArial",
        (0, 5): ".VnTimeH",
        **dict.fromkeys([(2, 0), (2, 1), (3, 0), (3, 1)], ".VnTime"),
        (4, 7): "VNI-Times",
    }


def test_the_font_of_the_whole_workbook() -> None:
    default = (
        '<office:styles><style:default-style style:family="table-cell"><style:text-properties style:font-name=".VnTime"/>'
        "</style:default-style></office:styles>"
    )
    (grid,) = read_ods(ods(table(text("a") + text("b", about='table:style-name="ce4"')), FONTS, more=default))
    assert grid.fonts is not None
    assert grid.fonts() == {(0, 0): ".VnTime"}


def test_as_odfpy_writes_it() -> None:
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Hộ gia đình")
    generator = random.Random(9)
    people = [f"Lê Thị {generator.choice(('Cúc', 'Bé', 'Ước'))}" for _ in range(50)]
    for name in people:
        line = TableRow()
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=name))
        line.addElement(cell)
        line.addElement(TableCell(numbercolumnsrepeated=2))
        line.addElement(TableCell(valuetype="date", datevalue="1965-03-04"))
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    memory = io.BytesIO()
    document.write(memory)
    (grid,) = read_ods(memory.getvalue())
    assert grid.rows == [[name, None, None, date(1965, 3, 4)] for name in people]
    assert (grid.name, grid.fonts) == ("Hộ gia đình", None)


def test_other_prefixes_mean_the_same() -> None:
    data = re.sub(rb"(</?| )(table|office|text):", rb"\1x\2:", content(table(text("a"))))
    (grid,) = read_ods(zipped(("content.xml", re.sub(rb"xmlns:(table|office|text)=", rb"xmlns:x\1=", data))))
    assert grid.rows == [["a"]]


def test_what_is_passed_over_may_be_long() -> None:
    picture = "<office:forms/><table:shapes><draw:frame><draw:image>" + "QUJD" * 700_000 + "</draw:image></draw:frame></table:shapes>"
    assert one(text("a"), before=picture).rows == [["a"]]


# --- What is refused ------------------------------------------------------------------------------------------------------------------


def lying() -> bytes:
    """A content of which the directory promises the beginning only, itself a whole content; behind it there is more."""
    kept, whole = content(table(text("a"))), content(table(text("a"))) + content(table(text("b")))
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("content.xml", whole)
        out.filelist[0].file_size, out.filelist[0].CRC = len(kept), zipfile.crc32(kept)  # type: ignore[attr-defined]
    return memory.getvalue()


def twice() -> bytes:
    """A file with two contents."""
    data = zipped(("content.xml", content(table(text("a")))), ("kontent.xml", content(table(text("b")))))
    return data.replace(b"kontent.xml", b"content.xml")


def far(columns: str = "", rows: str = "") -> bytes:
    """A value repeated."""
    return ods(table(row(text("x", about=columns), rows)))


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no zip": (lambda: b"PK\3\4abc", DAMAGED, BROKEN),
    "no content": (lambda: zipped(("styles.xml", b"<x/>")), DAMAGED, BROKEN),
    "no xml": (lambda: zipped(("content.xml", b"abc")), DAMAGED, BROKEN),
    "cut off": (lambda: zipped(("content.xml", content(table(text("a")))[:-30])), DAMAGED, BROKEN),
    "a paper of text": (
        lambda: zipped(("content.xml", content("").replace(b"office:spreadsheet", b"office:text"))),
        "tệp OpenDocument không phải là bảng tính",
        "Mở bằng LibreOffice, lưu lại thành .xlsx rồi kiểm tra lại.",
    ),
    "locked": (
        lambda: zipped(("content.xml", b"\x80\x81"), ("META-INF/manifest.xml", b"<manifest:encryption-data>")),
        "tệp có mật khẩu",
        "Mở bằng Excel, bỏ mật khẩu, lưu lại, rồi kiểm tra lại.",
    ),
    "packed in another way": (
        lambda: zipped(("content.xml", content("")), method=zipfile.ZIP_BZIP2),
        "tệp .ods được nén hoặc mã hóa theo cách không đọc được",
        BROKEN,
    ),
    "a document type": (
        lambda: zipped(("content.xml", content(table(text("a")), declared=DECLARED + "<!DOCTYPE x>"))),
        DOUBTFUL,
        BROKEN,
    ),
    "laughs": (
        lambda: zipped(("content.xml", content(table(text("&a;")), declared=DECLARED + '<!DOCTYPE x [<!ENTITY a "ha">]>'))),
        DOUBTFUL,
        BROKEN,
    ),
    "UTF-16": (
        lambda: zipped(("content.xml", content(table(text("a"))).decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
        DOUBTFUL,
        BROKEN,
    ),
    "another coding": (lambda: zipped(("content.xml", content(table(text("a"))).replace(b"UTF-8", b"latin1"))), DOUBTFUL, BROKEN),
    "two contents": (twice, DAMAGED, BROKEN),
    "a directory that lies": (lying, DAMAGED, BROKEN),
    "a number that is none": (lambda: far('table:number-columns-repeated="many"'), DAMAGED, BROKEN),
    "rows without end": (lambda: far("", 'table:number-rows-repeated="4294967295"'), DAMAGED, BROKEN),
    "a million rows": (
        lambda: far("", 'table:number-rows-repeated="1048576"'),
        "trang “Hộ gia đình” kéo dài đến ô A1048576; giới hạn là 99.999 dòng và 702 cột",
        TOO_LARGE,
    ),
    "many columns": (
        lambda: far('table:number-columns-repeated="703"'),
        "trang “Hộ gia đình” kéo dài đến ô AAA1; giới hạn là 99.999 dòng và 702 cột",
        TOO_LARGE,
    ),
    "a value at the end": (
        lambda: ods(table(TO_THE_END, text("x"))),
        "trang “Hộ gia đình” kéo dài đến ô A1048575; giới hạn là 99.999 dòng và 702 cột",
        TOO_LARGE,
    ),
    "both within the limits": (
        lambda: far('table:number-columns-repeated="700"', 'table:number-rows-repeated="99000"'),
        "các trang tính, đến trang “Hộ gia đình”, trải rộng 69.300.000 ô kể cả ô trống; giới hạn là 4.000.000 ô",
        TOO_LARGE,
    ),
    "many sheets, each within the limits": (
        lambda: ods("".join(table(row(blank(), 'table:number-rows-repeated="99000"'), text("x"), name=f"T{n}") for n in range(9))),
        "các trang tính, đến trang “T1”, trải rộng 5.148.052 ô kể cả ô trống; giới hạn là 4.000.000 ô",
        TOO_LARGE,
    ),
    "sheets without end": (lambda: ods(table() * 1_001), "tệp có quá nhiều trang tính, giới hạn là 1.000", "Chép dữ liệu sang tệp mới."),
    "many merged cells": (
        lambda: ods(table('<table:table-cell table:number-columns-spanned="2"/>' * 100_001) + noise(100_000)),
        "trang “Hộ gia đình” có quá nhiều ô gộp, giới hạn là 100.000",
        TOO_LARGE,
    ),
    "a long text": (
        lambda: ods(table(text("a") + text("x" * 100_001))),
        "ô Hộ gia đình!B1 có đoạn chữ dài hơn 100.000 ký tự",
        "Xóa bớt chữ ở ô đó rồi kiểm tra lại.",
    ),
    "a long text of blanks": (
        lambda: ods(table(text('<text:s text:c="999999999"/>'))),
        "ô Hộ gia đình!A1 có đoạn chữ dài hơn 100.000 ký tự",
        "Xóa bớt chữ ở ô đó rồi kiểm tra lại.",
    ),
    "a long text said elsewhere": (
        lambda: ods(table(value("string", "x" * 100_001))),
        "ô Hộ gia đình!A1 có đoạn chữ dài hơn 100.000 ký tự",
        "Xóa bớt chữ ở ô đó rồi kiểm tra lại.",
    ),
    "a tag without end": (lambda: ods(table(value("string", "x" * 2_500_000)) + noise(10_000)), DOUBTFUL, BROKEN),
    "a name that a terminal would obey": (
        lambda: ods(table(TO_THE_END, text("x"), name="\u202eT" + "x" * 300)),
        f"trang “·T{'x' * 38}” kéo dài đến ô A1048575; giới hạn là 99.999 dòng và 702 cột",
        TOO_LARGE,
    ),
    "deep": (lambda: ods("<x>" * 200 + "</x>" * 200), "nội dung tệp .ods lồng nhau quá 100 lớp", BROKEN),
    "deep in a text": (
        lambda: ods(table(text("<text:span>" * 200 + "</text:span>" * 200))),
        "nội dung tệp .ods lồng nhau quá 100 lớp",
        BROKEN,
    ),
    "unpacks to much": (
        lambda: ods(table(text("x" * 30_000_000))),
        "tệp phình ra 28 MB khi giải nén, gấp {} lần, giới hạn là 400 lần",
        "Xóa các dòng, cột trống được tô màu và hình ảnh trong tệp, hoặc chép dữ liệu sang một tệp mới.",
    ),
    "a long content": (
        lambda: ods("<!-- -->" * 6_500_000 + noise(200_000)),
        "nội dung bảng tính quá lớn: 49 MB khi giải nén, giới hạn là 48 MB",
        "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp; xóa hình ảnh trong tệp nếu có.",
    ),
}


def noise(size: int) -> str:
    """Letters that cannot be packed well, so that a file does not unpack to too much."""
    return f"<office:forms>{random.Random(size).randbytes(size).hex()}</office:forms>"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    make, problem, remedy = REFUSED[name]
    data = make()
    with pytest.raises(Unreadable) as caught:
        read_ods(data)
    assert re.sub(r"gấp \d+ lần", "gấp {} lần", caught.value.problem) == problem
    assert caught.value.remedy == remedy


def test_the_last_rows_and_columns_can_be_read() -> None:
    grid = one(row(blank(26), 'table:number-rows-repeated="99998"'), blank(10) + text("x"))
    assert (len(grid.rows), grid.rows[-1][-1]) == (99_999, "x")
    assert one(blank(701) + text("x")).rows[0][701] == "x"
    assert one(text("x" * 100_000)).rows == [["x" * 100_000]]


_ALONE = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
from dantin.readers.files.ods import read_ods
from dantin.readers.files.raw import Unreadable
data = sys.stdin.buffer.read()
try:
    for grid in read_ods(data):
        (grid.fonts or dict)()
except Unreadable as trouble:
    print(trouble.problem)
"""
LABORIOUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "100 MB in one cell": (lambda: ods(table(text(random.Random(1).randbytes(24_000_000).hex()))), "ô Hộ gia đình!A1 có đoạn chữ dài hơn"),
    "groups": (
        lambda: ods(table("<table:table-row-group>" * 5_000 + "</table:table-row-group>" * 5_000)),
        "nội dung tệp .ods lồng nhau quá",
    ),
    "rows one by one": (lambda: ods(table(*[value("float", "1")] * 110_000) + noise(100_000)), "trang “Hộ gia đình” kéo dài đến ô A100000"),
    "a tag": (lambda: ods(table() + f"<x{random.Random(2).randbytes(20_000_000).hex()}/>"), DOUBTFUL),
    "attributes": (lambda: ods("<x " + " ".join(f'a{number}=""' for number in range(2_000_000)) + "/>"), DOUBTFUL),
    "a comment": (lambda: ods(f"<!--{random.Random(3).randbytes(20_000_000).hex()}-->"), DOUBTFUL),
    # Read to the end, as all of it could be meant: as much as the limit allows.
    "blank cells": (lambda: ods(table("<table:table-cell/>" * 2_500_000) + noise(200_000)), ""),
    "fonts": (
        lambda: ods(
            table(row(text("a", about='table:style-name="ce1" table:number-columns-repeated="40"'), 'table:number-rows-repeated="99000"')),
            FONTS,
        ),
        "",
    ),
}


@pytest.mark.parametrize("name", LABORIOUS)
def test_little_memory_and_time(name: str) -> None:
    make, problem = LABORIOUS[name]
    ran = subprocess.run([sys.executable, "-c", _ALONE], input=make(), capture_output=True, timeout=20, check=False)
    assert ran.returncode == 0, ran.stderr[-600:]
    assert ran.stdout.decode().startswith(problem)
    assert bool(ran.stdout) == bool(problem)


# --- Damage ---------------------------------------------------------------------------------------------------------------------------


def roster() -> bytes:
    """A workbook with something of everything in it."""
    cells = "".join(cell for cell, _ in [*VALUES.values(), *PARAGRAPHS.values()])
    return ods(table(cells, row(cells, 'table:visibility="collapse"'), TO_THE_END), FONTS, more=MORE_FONTS)


def test_flipped_bytes() -> None:
    data, generator = roster(), random.Random(10)
    for _ in range(200):
        bent = bytearray(data)
        for _ in range(generator.randrange(1, 4)):
            bent[generator.randrange(len(bent))] = generator.randrange(256)
        read_or_refused(read_ods, bytes(bent))


def test_flipped_bytes_in_the_content() -> None:
    """Where the zip holds together, and the parser gets to see what is damaged."""
    with zipfile.ZipFile(io.BytesIO(roster())) as archive:
        data = archive.read("content.xml")
    generator = random.Random(11)
    for _ in range(200):
        bent = bytearray(data)
        for _ in range(generator.randrange(1, 4)):
            bent[generator.randrange(len(bent))] = generator.choice(b'0123456789<>"/= -ax\x80')
        read_or_refused(read_ods, zipped(("content.xml", bytes(bent))))


def test_cut_off() -> None:
    data, generator = roster(), random.Random(12)
    for _ in range(100):
        read_or_refused(read_ods, data[: generator.randrange(len(data))])
