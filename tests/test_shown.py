"""What cells show rather than hold: percentages, blank cells far away, days that Excel made of texts, days and months turned round."""

import struct
from collections.abc import Sequence
from datetime import date

import pytest
import xlwt

from dantin.readers import Reading, read_bytes
from dantin.readers.files.formats import Ole
from tests.sheets import UNIT_SHEET, Shown, edited, found, read_xlsx, sheet_of, workbook
from tests.test_readers_ods import ods, text
from tests.test_readers_xls import old

TARGETS = "Chỉ tiêu"


def told(reading: Reading) -> list[str | None]:
    return [target.done for target in reading.dossiers[0].dossier.targets]


FORMATS = {
    # number, format: what is read
    "whole": (0.97, "0%", "97 %"),
    "two decimals": (0.9839, "0.00%", "98,39 %"),
    "a format of one's own": (0.5, '0.0" "%', "50,0 %"),
    "rounded as shown": (0.975, "0%", "98 %"),
    "a fraction under no format": (15.5, "General", "15,5"),
    "a percent sign that is only text": (12.0, '0" %"', "12"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_percentages_of_xlsx_and_xls(name: str) -> None:
    number, form, wanted = FORMATS[name]
    header = ("Nội dung", "Thực hiện")
    assert told(read_xlsx(sheet_of(TARGETS, header, ("Hộ văn hóa", Shown(number, form))))) == [wanted]

    def fill(book: "xlwt.Workbook") -> None:
        for title, rows in {"Đơn vị": UNIT_SHEET, TARGETS: [header, ("Hộ văn hóa", number)]}.items():
            sheet = book.add_sheet(title)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    style = xlwt.easyxf(num_format_str=form) if value == number else xlwt.XFStyle()
                    sheet.write(row, column, value, style)

    assert told(read_bytes(old(fill), "t.xls", ".xls")) == [wanted]


def test_percentages_of_ods() -> None:
    def table(name: str, rows: Sequence[str]) -> str:
        return f'<table:table table:name="{name}">' + "".join(f"<table:table-row>{x}</table:table-row>" for x in rows) + "</table:table>"

    share = '<table:table-cell office:value-type="percentage" office:value="0.9839"><text:p>98,39%</text:p></table:table-cell>'
    unit = ["".join(text(str(value)) for value in row) for row in UNIT_SHEET]
    data = ods(table("Đơn vị", unit) + table(TARGETS, [text("Nội dung") + text("Thực hiện"), text("Hộ văn hóa") + share]))
    assert told(read_bytes(data, "t.ods", ".ods")) == ["98,39 %"]


def test_a_percentage_is_no_count() -> None:
    reading = read_xlsx(sheet_of("Bầu cử", ("Chức danh", "Có mặt"), ("trưởng ấp", Shown(1.0, "0%"))))
    assert found(reading) == [("DT004", "Bầu cử!B2")]
    assert "“100 %” là tỷ lệ phần trăm" in reading.diagnostics[0].message


HOUSES = "Hộ gia đình"
PLAIN = sheet_of(HOUSES, ("Họ và tên",), ("Lê Văn An",))
SHEET = "xl/worksheets/sheet2.xml"
FAR = {
    "in colour": ('<c r="DHV2" s="0"/>', True),
    "in colour, opened and closed": ('<c r="DHV2" s="0"></c>', True),
    "with an empty value": ('<c r="DHV2"><v></v></c>', True),
    "a text without a number": ('<c r="DHV2" t="s"><v></v></c>', True),
    "a number": ('<c r="DHV2"><v>1</v></c>', False),
    "a text": ('<c r="DHV2" t="inlineStr"><is><t>x</t></is></c>', False),
    "a text in a cell of another kind": ('<c r="DHV2" t="s"><is><t>x</t></is></c>', False),
    "an empty text of a formula": ('<c r="DHV2" t="str"><f>""</f><v></v></c>', False),
    "a formula": ('<c r="DHV2"><f>1+1</f></c>', False),
}


@pytest.mark.parametrize("name", FAR)
@pytest.mark.parametrize("row", [2, 99_999, 1_048_576])
def test_blank_cells_far_away_refuse_nothing(name: str, row: int) -> None:
    cell, blank = FAR[name]
    added = f'<row r="{row}">{cell.replace("DHV2", f"DHV{row}")}</row>'.encode()

    def edit(xml: bytes) -> bytes:
        return xml.replace(b"</row></sheetData>", b"</row>" + added + b"</sheetData>")

    reading = read_xlsx(edited(PLAIN, {SHEET: edit}))
    if blank:
        assert (found(reading), [h.name for h in reading.dossiers[0].dossier.households]) == ([], ["Lê Văn An"])
    else:
        assert [code for code, _ in found(reading)] == ["DT001"]


def test_many_blank_rows_in_colour_take_no_room() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 99_000, 10)).encode()
    data = workbook({"Đơn vị": UNIT_SHEET, **{name: [("Họ và tên",), ("Lê Văn An",)] for name in (HOUSES, "Đảng viên", "Nhân sự")}})
    sheets = {f"xl/worksheets/sheet{n}.xml": lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>") for n in (2, 3, 4)}
    assert found(read_xlsx(edited(data, sheets))) == []


# --- .xls that only the second reader reads -----------------------------------------------------------------------------------------


def miscounted(number: int) -> bytes:
    """An old workbook whose table of texts says that it holds so many."""

    def fill(book: "xlwt.Workbook") -> None:
        for title, rows in {"Đơn vị": UNIT_SHEET, HOUSES: [("Họ và tên", "Ngày sinh"), ("Lê Văn An", date(1965, 2, 5))]}.items():
            sheet = book.add_sheet(title)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    style = xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(value, date) else xlwt.XFStyle()
                    sheet.write(row, column, value, style)
            sheet.row(1).hidden = title == HOUSES

    data = bytearray(old(fill))
    stream = Ole(bytes(data)).workbook()
    at = 0
    while struct.unpack_from("<H", stream, at)[0] != 0xFC:
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    struct.pack_into("<I", data, data.find(stream[at : at + 40]) + 8, number)
    return bytes(data)


@pytest.mark.parametrize("number", [1, 500])
def test_a_table_of_texts_that_miscounts_itself(number: int) -> None:
    reading = read_bytes(miscounted(number), "t.xls", ".xls")
    assert [(code, place) for code, place in found(reading) if place != f"{HOUSES}!A2"] == [("DT010", "")]
    assert "ô báo lỗi" in reading.diagnostics[0].message
    (house,) = reading.dossiers[0].dossier.households
    assert (house.name, house.birth.full if house.birth else None) == ("Lê Văn An", date(1965, 2, 5))


@pytest.mark.parametrize("dimensions", [(1024, 11, 0, 6), (0, 2, 6, 0), (0, 0xFFFFFFFF, 0, 6), (0, 2, 0, 0xFFFF)])
def test_a_sheet_that_announces_what_cannot_be_is_not_read_again(dimensions: tuple[int, int, int, int]) -> None:
    """The second reader takes memory for it on the file's word alone, and ends the process where there is none."""
    data = bytearray(miscounted(1))
    at = data.find(struct.pack("<2H", 0x200, 14))
    struct.pack_into("<2L2H", data, at + 4, *dimensions)
    assert found(read_bytes(bytes(data), "t.xls", ".xls")) == [("DT001", "")]


def test_texts_that_cannot_be_there_are_not_counted_on() -> None:
    assert found(read_bytes(miscounted(0x7FFFFFFF), "t.xls", ".xls")) == [("DT001", "")]


# --- Days -----------------------------------------------------------------------------------------------------------------------------

SMALL = [date(1958, 11, 4), date(1980, 9, 8), date(1971, 3, 2), date(1966, 12, 12), date(1990, 7, 1)]
TURNED: dict[str, tuple[list[object], str | None]] = {
    # the births of a roster, and the cell at which it is told
    "five small days and a text": (["24/05/1960", *SMALL], "B3"),
    "the text last": ([*SMALL, "13/5/1960"], "B2"),
    "four small days": (["24/05/1960", *SMALL[:4]], None),
    "one day above twelve": (["24/05/1960", *SMALL, date(1970, 3, 13)], None),
    "a text with a small day": (["12/05/1960", *SMALL], None),
    "no text": ([*SMALL], None),
    "years among them": (["24/05/1960", 1965, *SMALL], "B4"),
}


@pytest.mark.parametrize("name", TURNED)
def test_days_and_months_turned_round(name: str) -> None:
    births, cell = TURNED[name]
    rows = [(f"Lê Văn {chr(ord('D') + number)}", birth) for number, birth in enumerate(births)]
    reading = read_xlsx(sheet_of(HOUSES, ("Họ và tên", "Ngày sinh"), *rows))
    assert found(reading) == ([("DT011", f"{HOUSES}!{cell}")] if cell else [])
    # No birth is repeated in a report.
    assert all("19" not in finding.message for finding in reading.diagnostics)


def test_texts_that_became_dates_in_every_column_of_texts() -> None:
    header = ("Họ và tên", "Mã hộ", "Địa chỉ", "TT")
    made = [date(2024, 12, 12), date(2024, 4, 12), date(2024, 10, 2)]
    reading = read_xlsx(sheet_of(HOUSES, header, ("Lê Văn An", *made)))
    assert found(reading) == [("DT004", f"{HOUSES}!{letter}2") for letter in "BCD"]
    assert ["“12/12”" in d.message or "“12/4”" in d.message or "“02/10”" in d.message for d in reading.diagnostics] == [True] * 3
    codes = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, HOUSES: [("Mã ấp", "Họ và tên"), (date(2024, 4, 12), "Lê Văn An")]}))
    assert found(codes) == [("DT004", f"{HOUSES}!A2")]


MONTHS = {
    # number, format, what an .ods shows: the birth that is read, None where the month is told and not read
    "mmm-yy": (24077, "mmm-yy", "Dec-65", None),
    "a number for the month": (24077, "mm/yyyy", "12/1965", None),
    "in words": (24077, '"tháng "mm" năm "yyyy', "tháng 12 năm 1965", None),
    "the year first": (24077, "yyyy-mm", "1965-12", None),
    "a month under a format of the language": (24077, "[$-42A]mmm\\-yy;@", "Thg12-65", None),
    "a day that is shown": (24077, "dd/mm/yyyy", "01/12/1965", date(1965, 12, 1)),
    "a day and the name of its month": (23743, "d mmm yy", "1 Jan 65", date(1965, 1, 1)),
    "another day of the month": (24078, "mmm-yy", "Dec-65", date(1965, 12, 2)),
}


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize("name", MONTHS)
def test_a_month_is_not_taken_for_its_first_day(name: str, suffix: str) -> None:
    number, form, shown, day = MONTHS[name]
    header = ("Họ và tên", "Ngày sinh")
    if suffix == ".xlsx":
        data = sheet_of(HOUSES, header, ("Lê Văn An", Shown(number, form)))
    elif suffix == ".xls":

        def fill(book: "xlwt.Workbook") -> None:
            for title, rows in {"Đơn vị": UNIT_SHEET, HOUSES: [header, ("Lê Văn An", number)]}.items():
                sheet = book.add_sheet(title)
                for row, values in enumerate(rows):
                    for column, value in enumerate(values):
                        sheet.write(row, column, value, xlwt.easyxf(num_format_str=form) if value == number else xlwt.XFStyle())

        data = old(fill)
    else:
        said = date.fromordinal(date(1899, 12, 30).toordinal() + number)
        cell = f'<table:table-cell office:value-type="date" office:date-value="{said}"><text:p>{shown}</text:p></table:table-cell>'
        data = ods(
            "".join(
                f'<table:table table:name="{title}">{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}</table:table>'
                for title, rows in {
                    "Đơn vị": ["".join(text(str(value)) for value in row) for row in UNIT_SHEET],
                    HOUSES: ["".join(map(text, header)), text("Lê Văn An") + cell],
                }.items()
            )
        )
    reading = read_bytes(data, f"t{suffix}", suffix)
    (house,) = reading.dossiers[0].dossier.households
    assert (house.birth.full if house.birth else None, found(reading)) == (day, [] if day else [("DT004", f"{HOUSES}!B2")])
    assert day or "“12/1965” chỉ có tháng và năm (Excel tự đổi thành ngày 01/12/1965)" in reading.diagnostics[0].message


def test_noughts_and_lengths_are_told_as_excel_shows_them() -> None:
    steps = sheet_of("Mốc thời gian", ("Bước", "Ngày"), ("niêm yết", Shown(0, "dd/mm/yyyy")))
    votes = sheet_of("Bầu cử", ("Chức danh", "Có mặt"), ("trưởng ấp", Shown(198, "[h]:mm")))
    messages = [read_xlsx(data).diagnostics[0].message for data in (steps, votes)]
    assert "“00/01/1900”" in messages[0]
    assert "“4752:00”" in messages[1]
    assert messages[1].endswith("Có phải là 198?")
