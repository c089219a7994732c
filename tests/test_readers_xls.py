"""dantin.readers.files.xls: old workbooks as xlwt writes them, record by record where it cannot write what is meant, and damaged ones."""

import io
import random
import struct
import time as clock
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import xlwt

from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.fields import TABLES, Kind
from dantin.readers.dossier.quoting import Refused
from dantin.readers.files.formats import Ole, Protected
from dantin.readers.files.grid import Grid, Merge
from dantin.readers.files.raw import CellFault, Raw, Trouble, Unreadable
from dantin.readers.files.xls import read_xls
from dantin.readers.files.xlsx import read_xlsx
from tests.sheets import Shown, read_or_refused, workbook
from tests.test_readers_formats import BROKEN, compound

DAMAGED = "tệp Excel đời cũ (.xls) bị hỏng"
TOO_LARGE = "Chọn các dòng, cột trống ở cuối trang, bấm chuột phải, chọn Xóa, rồi lưu lại; hoặc chép dữ liệu sang tệp mới."
FAMILY, MIDDLE, GIVEN = ("Lê", "Trần", "Nguyễn", "Đỗ"), ("Thị", "Văn", "Hữu"), ("Cúc", "Bé", "Ước", "Quỳnh")


def names(number: int, seed: int = 1) -> list[str]:
    """Made-up names, the same each time."""
    generator = random.Random(seed)
    return [" ".join(map(generator.choice, (FAMILY, MIDDLE, GIVEN))) for _ in range(number)]


def old(fill: Callable[[Any], None], *, from_1904: bool = False) -> bytes:
    """An .xls, filled by a function that gets the empty workbook."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    fill(book)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def one(rows: Sequence[Sequence[object]], **how: Any) -> Grid:
    """The one sheet of these rows, read; a pair of a value and a number format is written as it says."""

    def fill(book: Any) -> None:
        sheet = book.add_sheet("Hộ gia đình")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, tuple):
                    sheet.write(row, column, value[0], xlwt.easyxf(num_format_str=value[1]))
                elif value is not None:
                    sheet.write(row, column, value)

    (grid,) = read_xls(old(fill, **how))
    return grid


# --- What is in the cells ---------------------------------------------------------------------------------------------------------


def test_texts_and_numbers() -> None:
    people = names(300)
    rows: list[list[object]] = [["TT", "Họ và tên", "Số phiếu"], *[[float(n), name, n / 4] for n, name in enumerate(people)]]
    assert one(rows).rows == rows


def test_where_cells_stand() -> None:
    grid = one([[], [], [None, None, "C3"], [], ["A5", None, 1.0]])
    assert grid.rows == [[], [], ["", "", "C3"], [], ["A5", "", 1.0]]
    assert (grid.name, grid.hidden, grid.serial_shift, grid.merges) == ("Hộ gia đình", False, 0, ())


TEXTS = [" đầu", "cuối ", "a\nb\n\nc", "tab\there", "x<y>&'\"", "́", "😀", "1965", "=1+1", "a" * 32_767, "ế" * 20_000, "#REF!", "x" * 8_211]


def test_texts_stay_as_they_are() -> None:
    assert one([[text] for text in TEXTS]).rows == [[text] for text in TEXTS]


def test_booleans_and_errors() -> None:
    def fill(book: Any) -> None:
        row = book.add_sheet("A").row(1)
        row.set_cell_boolean(0, True)
        row.set_cell_boolean(1, False)
        for column, code in enumerate(ERRORS, 2):
            row.set_cell_error(column, code)

    (grid,) = read_xls(old(fill))
    assert grid.rows == [[], [True, False, *[CellFault(Trouble.ERROR, error) for error in ERRORS.values()]]]
    assert all(isinstance(value, bool) for value in grid.rows[1][:2])


ERRORS = {0: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def test_results_of_formulas() -> None:
    """xlwt stores the empty text as the result of every formula; the other kinds are written here as Excel does."""
    results = [
        (b"\x03\0\0\0\0\0\xff\xff", b"", ""),
        (struct.pack("<d", 2.5), b"", 2.5),
        (b"\x01\0\x01\0\0\0\xff\xff", b"", True),
        (b"\x02\0\x17\0\0\0\xff\xff", b"", CellFault(Trouble.ERROR, "#REF!")),
        (b"\0\0\0\0\0\0\xff\xff", record(0x207, struct.pack("<HB", 3, 1) + "Bé!".encode("utf-16-le")), "Bé!"),
        # A formula shared with the cells below stands between the cell and its text.
        (b"\0\0\0\0\0\0\xff\xff", record(0x4BC, bytes(10)) + record(0x207, struct.pack("<HB", 1, 0) + b"x"), "x"),
    ]
    cells = b"".join(
        record(0x06, struct.pack("<HHH", 0, column, 0) + result + bytes(6)) + text for column, (result, text, _) in enumerate(results)
    )
    (grid,) = read_xls(book_of(cells))
    assert grid.rows == [[value for *_, value in results]]
    assert one([[xlwt.Formula("1+1")]]).rows == [[""]]


# A number under a number format, as read from an .xlsx by the fast reader and from an .xls.
FORMATS = ("General", "00000", "0%", '0" ngày"', "dd/mm/yyyy", "d-mmm-yy", "hh:mm", "dd/mm/yyyy hh:mm", "[h]:mm", "[$-42A]dd mmmm yyyy;@")
NUMBERS = (0.0, 0.4375, 0.99999999999, 1.0, 1.5, 59.0, 60.0, 61.25, 1965.0, 45606.0, 45606.4375, 2_958_465.0, 2_958_466.0, 3e6, 1e300)


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_and_times_are_what_they_are_in_a_new_workbook(from_1904: bool) -> None:
    new = workbook(
        {"A": [[Shown(number, form) for number in NUMBERS[:-1]] for form in FORMATS]},
        options={"date_1904": from_1904},
    )
    grid = one([[(number, form) for number in NUMBERS[:-1]] for form in FORMATS], from_1904=from_1904)
    (expected,) = read_xlsx(new)
    assert grid.serial_shift == expected.serial_shift == (1462 if from_1904 else 0)
    assert grid.rows == expected.rows
    assert [list(map(type, row)) for row in grid.rows] == [list(map(type, row)) for row in expected.rows]


DAYS: list[tuple[float, str, Raw]] = [
    (45606, "dd/mm/yyyy", date(2024, 11, 10)),
    (45606.5, "dd/mm/yyyy", datetime(2024, 11, 10, 12)),
    (0.3125, "hh:mm", time(7, 30)),
    (1.5, "[h]:mm", timedelta(hours=36)),
    (1.5, '"[h]"0', 1.5),
    # Outside of the calendar, or no number at all: left as it is, and refused as a date with what stands there.
    (-3.5, "dd/mm/yyyy", -3.5),
    (-0.25, "[h]:mm", timedelta(hours=-6)),
    (1e300, "dd/mm/yyyy", 1e300),
    (1e300, "[h]:mm", 1e300),
    (float("inf"), "dd/mm/yyyy", float("inf")),
]


@pytest.mark.parametrize(("number", "form", "value"), DAYS)
def test_days(number: float, form: str, value: Raw) -> None:
    assert one([[(number, form)]]).rows == [[value]]


def test_a_number_before_the_calendar_is_no_date() -> None:
    field = next(field for table in TABLES for field in table.fields if field.kind is Kind.DATE)
    with pytest.raises(Refused):
        convert(field, one([[(-3.5, "dd/mm/yyyy")]]).rows[0][0])


# --- What values do not tell --------------------------------------------------------------------------------------------------------


def test_hidden_and_merged() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("Một")
        for row, name in enumerate(names(6)):
            sheet.write(row, 0, name)
        sheet.write(0, 3, "x")
        sheet.row(2).hidden = True
        sheet.row(4).height_mismatch = True
        sheet.row(4).height = 0
        sheet.row(90).hidden = True  # below all cells: says nothing of any
        sheet.col(1).hidden = True
        sheet.col(3).width = 0
        sheet.write_merge(7, 8, 0, 2, "gộp")
        sheet.write_merge(9, 9, 1, 3, "dòng")
        book.add_sheet("Ẩn").visibility = 1
        book.add_sheet("Rất ẩn").visibility = 2
        book.add_sheet("Trống")

    one_, hidden, very, empty = read_xls(old(fill))
    assert [(grid.name, grid.hidden) for grid in (one_, hidden, very, empty)] == [
        ("Một", False),
        ("Ẩn", True),
        ("Rất ẩn", True),
        ("Trống", False),
    ]
    assert (one_.hidden_rows, one_.hidden_columns) == ({2, 4}, {1, 3})
    assert set(one_.merges) == {Merge(7, 0, 8, 2), Merge(9, 1, 9, 3)}
    assert one_.rows[7][0] == "gộp"
    assert empty == Grid("Trống", [], fonts=empty.fonts)


def test_fonts() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("A")
        for column, font in enumerate((".VnTime", "VNI-Times", "Arial", ".vnarialH", "Times New Roman")):
            sheet.write(1, column, "H\xe4 v\xb5 t\xaan", xlwt.easyxf(f"font: name {font}"))
            sheet.write(2, column, 1965, xlwt.easyxf(f"font: name {font}"))
        sheet.write_rich_text(3, 0, ["a", ("b", xlwt.easyfont("name .VnTimeH")), "c"])
        sheet.write(4, 0, "", xlwt.easyxf("font: name .VnTime"))

    (grid,) = read_xls(old(fill))
    assert grid.fonts is not None
    assert grid.fonts() == {(1, 0): ".VnTime", (1, 1): "VNI-Times", (1, 3): ".vnarialH", (3, 0): ".VnTimeH"}


# --- Records ----------------------------------------------------------------------------------------------------------------------


def record(code: int, data: bytes = b"") -> bytes:
    """One record of a workbook stream."""
    return struct.pack("<HH", code, len(data)) + data


def begin(kind: int, version: int = 0x600) -> bytes:
    """The record that begins a part of a stream: 5 the workbook, 16 a sheet, 32 a chart, 64 macros."""
    return record(0x809, struct.pack("<HHHHII", version, kind, 0x1000, 0x7CD, 0x41, 6))


END = record(0x0A)
FONT = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\5\0Arial")
FORMAT = record(0xE0, struct.pack("<HHH", 0, 0, 0xFFF5) + bytes(14))
NUMBER = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
Sheets = Sequence[tuple[str, int, int, bytes]]


def stream_of(sheets: Sheets, *, more: bytes = b"", version: int = 0x600) -> bytes:
    """A workbook stream of sheets: name, kind as the list of sheets says and as the sheet itself says, and the records inside."""
    wide = version == 0x600
    head = begin(5, version) + record(0x42, struct.pack("<H", 1200 if wide else 1252)) + FONT * 5 + FORMAT + more
    listed = [name.encode("utf-16-le" if wide else "latin-1") for name, *_ in sheets]
    at = len(head) + sum(len(name) + (12 if wide else 11) for name in listed) + len(END)
    body = b""
    for (name, kind, really, inside), coded in zip(sheets, listed, strict=True):
        head += record(0x85, struct.pack("<IBBB", at + len(body), 0, kind, len(name)) + (b"\1" if wide else b"") + coded)
        body += begin(really, version) + inside + END
    return head + END + body


def book_of(*insides: bytes, more: bytes = b"") -> bytes:
    """An .xls of worksheets that hold these records."""
    stream = stream_of([(f"Trang {n}", 0, 16, inside) for n, inside in enumerate(insides, 1)], more=more)
    return compound({"Workbook": stream}, shift=9 if len(stream) < 2**22 else 12)


def test_other_sheets_are_passed_over() -> None:
    sheets = [("Đồ thị", 2, 32, b""), ("A", 0, 16, NUMBER), ("Lệnh", 1, 64, NUMBER), ("Đồ thị 2", 0, 32, b""), ("B", 0, 16, NUMBER)]
    assert [grid.name for grid in read_xls(compound({"Workbook": stream_of(sheets)}))] == ["A", "B"]


def test_what_is_not_wanted_is_not_looked_at() -> None:
    """Drawings, comments, names, links, a chart in the sheet: empty here, at which xlrd would break down."""
    junk = b"".join(map(record, (0x5D, 0x1B6, 0x1C, 0x1B8, 0x15F, 0x1B0, 0x1B1, 0x872, 0xEC, 0x23E, 0x55, 0x225)))
    chart = begin(32) + NUMBER + record(0x85) + END
    (grid,) = read_xls(book_of(junk + NUMBER + chart + junk, more=b"".join(map(record, (0x18, 0x1AE, 0x17, 0x23, 0x92, 0x293, 0x8C)))))
    assert grid.rows == [[1.0]]


def test_excel_5() -> None:
    label = record(0x204, struct.pack("<HHHH", 1, 1, 0, 6) + b"Ph\xfa M\xfd")
    data = compound({"Book": stream_of([("S", 0, 16, label)], version=0x500).replace(b"\5\0Arial", b"\5Arial\0")})
    (grid,) = read_xls(data)
    assert (grid.name, grid.rows) == ("S", [[], ["", "Phú Mý"]])


def text_table(*texts: str, pieces: int = 8_000) -> bytes:
    """The table of all texts."""
    data = struct.pack("<II", len(texts), len(texts)) + b"".join(struct.pack("<HB", len(t), 1) + t.encode("utf-16-le") for t in texts)
    return record(0xFC, data[:pieces]) + b"".join(record(0x3C, data[at : at + pieces]) for at in range(pieces, len(data), pieces))


def label(row: int, column: int, text: int) -> bytes:
    """A cell with a text of the table."""
    return record(0xFD, struct.pack("<HHHI", row, column, 0, text))


def test_texts_of_the_table() -> None:
    (grid,) = read_xls(book_of(label(0, 0, 1) + label(2, 1, 0), more=text_table("Bé", "Cúc")))
    assert grid.rows == [["Cúc"], [], ["", "Bé"]]


BROKEN_BOOKS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no workbook stream": (
        lambda: compound({"Workbook": b"abc"}),
        "tệp Excel đời rất cũ (trước Excel 5)",
        "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại.",
    ),
    "a text that is not there": (lambda: book_of(label(0, 0, 2), more=text_table("A", "B")), DAMAGED, BROKEN),
    "a text below nought": (lambda: book_of(label(0, 0, 0xFFFFFFFF), more=text_table("A", "B")), DAMAGED, BROKEN),
    "half a text": (lambda: book_of(label(0, 0, 0), more=record(0xFC, struct.pack("<IIHB", 1, 1, 90, 1) + b"abc")), DAMAGED, BROKEN),
    "half a letter": (lambda: book_of(label(0, 0, 0), more=record(0xFC, struct.pack("<IIHB", 1, 1, 1, 1) + b"\0\xd8")), DAMAGED, BROKEN),
    "a format that is not there": (lambda: book_of(NUMBER.replace(b"\0\0\0\0\0\0", b"\0\0\0\0\7\0", 1)), DAMAGED, BROKEN),
    "a record cut off": (
        lambda: compound({"Workbook": stream_of([("A", 0, 16, NUMBER)])[: -len(END)] + b"\x03\x02\xff\xff"}),
        DAMAGED,
        BROKEN,
    ),
    "a sheet nowhere": (
        lambda: compound({"Workbook": begin(5) + record(0x85, struct.pack("<IBBBBB", 1 << 30, 0, 0, 1, 0, 65)) + END}),
        DAMAGED,
        BROKEN,
    ),
    "a sheet that is the workbook": (
        lambda: compound({"Workbook": begin(5) + record(0x85, struct.pack("<IBBBBB", 0, 0, 0, 1, 0, 65)) + END}),
        DAMAGED,
        BROKEN,
    ),
    "a chart without an end": (lambda: book_of(begin(32)), DAMAGED, BROKEN),
    "an unknown code page": (lambda: book_of(NUMBER).replace(record(0x42, b"\xb0\4"), record(0x42, b"\x7b\1")), DAMAGED, BROKEN),
    "sheets upon one another": (
        lambda: compound(
            {
                "Workbook": stream_of([("A", 0, 16, NUMBER * 200)]).replace(
                    END, record(0x85, struct.pack("<IBBBBB", 353, 0, 0, 1, 0, 65)) * 40 + END, 1
                )
            }
        ),
        DAMAGED,
        BROKEN,
    ),
    "many styles": (lambda: book_of(NUMBER, more=FORMAT * 100_001), DAMAGED, BROKEN),
    "many sheets": (lambda: book_of(*[b""] * 1_001), "tệp có 1.001 trang tính, giới hạn là 1.000", "Chép dữ liệu sang tệp mới."),
    "many merged cells": (
        lambda: book_of(record(0xE5, struct.pack("<H", 1_000) + bytes(8_000)) * 101),
        "trang “Trang 1” có quá nhiều ô gộp, giới hạn là 100.000",
        TOO_LARGE,
    ),
    "much text": (
        lambda: book_of(NUMBER, more=text_table(*["x" * 32_000] * 170)),
        "tệp có quá nhiều chữ: 10 MB, giới hạn là 10 MB",
        "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp.",
    ),
    "the last cell": (
        lambda: book_of(NUMBER, record(0x203, struct.pack("<HHHd", 65_535, 255, 0, 1.0))),
        "các trang tính, đến trang “Trang 2”, trải rộng 16.777.242 ô kể cả ô trống; giới hạn là 4.000.000 ô",
        TOO_LARGE,
    ),
    "a last row on many sheets": (
        lambda: book_of(*[record(0x203, struct.pack("<HHHd", 65_535, 0, 0, 1.0))] * 3),
        "các trang tính, đến trang “Trang 3”, trải rộng 5.111.808 ô kể cả ô trống; giới hạn là 4.000.000 ô",
        TOO_LARGE,
    ),
}


@pytest.mark.parametrize("name", BROKEN_BOOKS)
def test_what_cannot_be_read(name: str) -> None:
    make, problem, remedy = BROKEN_BOOKS[name]
    data = make()
    with pytest.raises(Unreadable) as caught:
        read_xls(data)
    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)


def test_a_password() -> None:
    with pytest.raises(Protected):
        read_xls(book_of(NUMBER, more=record(0x2F, bytes(54))))


def test_the_last_row_of_a_sheet_can_be_read() -> None:
    (grid,) = read_xls(book_of(record(0x203, struct.pack("<HHHd", 65_535, 3, 0, 1.0))))
    assert (len(grid.rows), grid.rows[-1]) == (65_536, ["", "", "", 1.0])


# --- Damage -----------------------------------------------------------------------------------------------------------------------


def roster() -> bytes:
    """A workbook with something of everything in it."""

    def fill(book: Any) -> None:
        sheet = book.add_sheet("Hộ gia đình")
        sheet.write_merge(0, 0, 0, 3, "DANH SÁCH")
        for row, name in enumerate(names(40), 1):
            sheet.write(row, 0, row)
            sheet.write(row, 1, name, xlwt.easyxf("font: name .VnTime"))
            sheet.write(row, 2, date(1965, 1, 1) + timedelta(days=row), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
            sheet.write(row, 3, xlwt.Formula("A1&B1"))
        sheet.row(5).hidden = True
        sheet.row(6).set_cell_error(4, "#REF!")
        book.add_sheet("Ẩn").visibility = 1

    return old(fill)


def test_flipped_bytes() -> None:
    data, generator = roster(), random.Random(6)
    for _ in range(250):
        bent = bytearray(data)
        for _ in range(generator.randrange(1, 8)):
            bent[generator.randrange(len(bent))] = generator.choice([0, 1, 127, 128, 255, generator.randrange(256)])
        read_or_refused(read_xls, bytes(bent))


def test_flipped_bytes_in_the_records() -> None:
    """Where the file as such holds together, and xlrd gets to see what is damaged."""
    stream, generator = Ole(roster()).workbook(), random.Random(7)
    for _ in range(250):
        bent = bytearray(stream)
        for _ in range(generator.randrange(1, 8)):
            bent[generator.randrange(len(bent))] = generator.choice([0, 1, 127, 128, 255, generator.randrange(256)])
        read_or_refused(read_xls, compound({"Workbook": bytes(bent)}))


def test_cut_off() -> None:
    data, generator = roster(), random.Random(8)
    stream = Ole(data).workbook()
    for _ in range(100):
        read_or_refused(read_xls, data[: generator.randrange(len(data))])
        read_or_refused(read_xls, compound({"Workbook": stream[: generator.randrange(len(stream))]}))


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    read_or_refused(read_xls, roster()[:-700])
    read_or_refused(read_xls, roster() + b"x")
    read_or_refused(read_xls, book_of(label(0, 0, 2), more=text_table("A")))
    assert capfd.readouterr() == ("", "")


def test_many_records_take_little_time() -> None:
    data = compound({"Workbook": stream_of([("A", 0, 16, NUMBER * 2_000)])})
    started = clock.perf_counter()
    assert read_xls(data)[0].rows == [[1.0]]
    assert clock.perf_counter() - started < 5
