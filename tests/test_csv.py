"""dantin.readers.files.csv: coding and separator are found, and a table of texts reads like the same table of a workbook."""

import unicodedata
from pathlib import Path

import pytest

from dantin.readers import Reading, read, read_bytes
from dantin.readers.files.limits import COLUMNS, ROWS, TEXT_LENGTH
from dantin.run import find_files
from tests.sheets import UNIT_SHEET, found, read_yaml, workbook

HEADER = ["TT", "Họ và tên", "Năm sinh", "Địa chỉ"]
PEOPLE = [["1", "Nguyễn Thị Hường", "1965", "Số 12/4, ấp Đồng; tổ 1"], ["2", "Đỗ Ước", "10/11/1970", "dòng một\ndòng hai"]]
MARKS = "\u0300\u0301\u0303\u0309\u0323"


def lines(separator: str, rows: list[list[str]] | None = None) -> str:
    quoted = ([f'"{cell}"' if any(c in cell for c in ",;\t\n|") else cell for cell in row] for row in rows or [HEADER, *PEOPLE])
    return "".join(separator.join(row) + "\r\n" for row in quoted)


def as_windows(text: str) -> bytes:
    """Text in the Windows coding of Vietnamese, in which the tones stand behind their vowels."""
    apart = []
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        base, marks = decomposed[0], decomposed[1:]
        apart.append(unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in MARKS)))
        apart += [mark for mark in marks if mark in MARKS]
    return "".join(apart).encode("cp1258")


def houses(data: bytes, name: str = "ho-gia-dinh.csv") -> Reading:
    return read_bytes(data, name, Path(name).suffix)


CODINGS = {
    "UTF-8": lines(",").encode(),
    "UTF-8 with a mark": lines(",").encode("utf-8-sig"),
    "UTF-16 with a mark": lines("\t").encode("utf-16"),
    "UTF-16 big-endian, no mark": lines(";").encode("utf-16-be"),
    "UTF-16 little-endian, no mark": lines(";").encode("utf-16-le"),
    "Windows-1258": as_windows(lines(";")),
    "semicolons": lines(";").encode(),
    "tabs": lines("\t").encode(),
    "bars": lines("|").encode(),
    "the separator said": b"sep=;\r\n" + lines(";").encode(),
    "Unix lines": lines(",").replace("\r\n", "\n").encode(),
    "old Mac lines": lines(",", [HEADER, *PEOPLE]).replace("\r\n", "\r").encode(),
    "a title above": ("DANH SÁCH ĐẠI DIỆN HỘ,,,\r\n" + lines(",")).encode(),
    "blank lines of separators below": (lines(",") + ",,,\r\n" * 500).encode(),
}


@pytest.mark.parametrize("name", CODINGS)
def test_codings_and_separators(name: str) -> None:
    reading = houses(CODINGS[name])
    # A file of one table does not say whose it is.
    assert found(reading) == [("DT002", "")]
    told = [(h.number, h.name, h.birth.year if h.birth else None, h.address) for h in reading.dossiers[0].dossier.households]
    assert told == [("1", PEOPLE[0][1], 1965, PEOPLE[0][3]), ("2", PEOPLE[1][1], 1970, "dòng một dòng hai")]


def test_the_old_fonts_are_told() -> None:
    data = lines(
        ",", [["TT", "Ho va ten", "Nam sinh", "Dia chi"], *([str(n), "NguyÔn V¨n H\xadng", "1965", "Sè 1"] for n in range(1, 6))]
    ).encode("cp1252")
    assert "DT006" in [code for code, _ in found(houses(data))]


def test_places_are_those_of_the_file_in_excel() -> None:
    rows = [HEADER, PEOPLE[1], ["2", "Lê Văn An", "hôm qua", "Số 1"]]
    assert found(houses(lines(";", rows).encode())) == [("DT002", ""), ("DT004", "ho-gia-dinh!C3")]


@pytest.mark.parametrize("name", ["danh-sach.csv", "ap-1.tsv"])
def test_the_headers_tell_which_table_it_is(name: str) -> None:
    rows = [["TT", "Họ và tên", "Ngày vào Đảng", "Ngày chính thức"], ["1", "Lê Văn An", "03/02/2001", "03/02/2002"]]
    reading = houses(lines(",", rows).encode(), name)
    assert found(reading) == [("DT002", "")]
    assert len(reading.dossiers[0].dossier.members) == 1


def test_a_unit_alone_is_a_dossier() -> None:
    assert found(houses(lines(",", [[str(cell) for cell in row] for row in UNIT_SHEET]).encode(), "don-vi.csv")) == []


UNREADABLE = {
    "nothing": (b"", None),
    "a quote never closed": (lines(",").encode() + b'3,"L\xc3\xaa,1965,\r\n', 5),
    "letters behind a quote": (b'TT,"a"b\r\n', 1),
    "noise": (bytes(range(256)) * 20, None),
    "a web page": (b"<html><body><table></table></body></html>", None),
    "a PDF": (b"%PDF-1.7\n", None),
    "half a UTF-16": (lines(",").encode("utf-16")[:-1], 1),
    "too long a text": (b"TT,a\r\n1," + b"x" * (TEXT_LENGTH + 1) + b"\r\n", 2),
    "too many columns": (b"," * COLUMNS + b"x\r\n", None),
    "too many rows": (b"1,2\r\n" * (ROWS + 1), None),
    "a text far below": (b"1,2\r\n" + b",\r\n" * ROWS + b"1,2\r\n", None),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str) -> None:
    data, line = UNREADABLE[name]
    (finding,) = houses(data).diagnostics
    assert finding.code == "DT001"
    assert line is None or finding.place.line is not None


# --- Names of files that say something else -----------------------------------------------------------------------------------------

UNIT = "don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
BOOK = workbook({"Đơn vị": UNIT_SHEET})
# Name, content, the name that is offered; None where the file is passed over in a folder.
MISNAMED = {
    "ho-so.yaml.txt": (UNIT.encode(), "“ho-so.yaml”"),
    "ho-so.yml.txt": (UNIT.encode(), "“ho-so.yml”"),
    "dan.csv.txt": (lines(",").encode(), "“dan.csv”"),
    "ho-so.xlsx.bak": (BOOK, "“ho-so.xlsx”"),
    "ho-so.dat": (BOOK, "“ho-so.xlsx”"),
    "ho-so.docx": (BOOK, "“ho-so.xlsx”"),
    "ho-so": (BOOK, "“ho-so.xlsx”"),
    "ghi-chu.txt": (b"xin chao", None),
    "anh.jpg": (b"\xff\xd8\xff\xe0", None),
    "tep.zip": (b"PK\5\6" + bytes(18), None),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_dossier_under_a_strange_name_is_told_of(tmp_path: Path, name: str) -> None:
    data, offer = MISNAMED[name]
    (tmp_path / name).write_bytes(data)
    listed = list(find_files(tmp_path))
    if offer is None:
        assert listed == []
        return
    assert listed == [tmp_path / name]
    (finding,) = read(tmp_path / name, name).diagnostics
    assert finding.code == "DT001"
    assert offer in (finding.hint or "")


def test_a_text_named_alone_is_offered_its_name() -> None:
    (finding,) = read_bytes(UNIT.encode(), "a/ho-so.txt", ".txt").diagnostics
    assert (finding.code, "“ho-so.yaml”" in (finding.hint or "")) == ("DT001", True)


def test_tables_of_text_lie_in_folders(tmp_path: Path) -> None:
    for name in ("a.csv", "b.TSV", "c.yaml", "~$a.csv", ".d.csv"):
        (tmp_path / name).write_text(UNIT, "utf-8")
    assert [path.name for path in find_files(tmp_path)] == ["a.csv", "b.TSV", "c.yaml"]


def test_a_workbook_under_the_name_of_a_text_is_read_as_one() -> None:
    assert found(read_bytes(BOOK, "don-vi.csv", ".csv")) == []
    assert found(read_yaml(UNIT)) == []
