"""dantin.readers.files.formats: what a file is, whatever its suffix says, and what the user is told to do with it."""

import io
import json
import random
import struct
import zipfile
from collections.abc import Mapping

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from xlwt.CompoundDoc import XlsDoc

from dantin.readers.files import formats
from dantin.readers.files.formats import Kind, Ole, Protected, can_decrypt, decrypt, kind_of
from dantin.readers.files.raw import Unreadable
from tests.english import english_left
from tests.sheets import UNIT_SHEET, package, workbook

SAVE_AS = "Mở bằng Excel, lưu lại thành .xlsx rồi kiểm tra lại."
COPY = "Chép bảng trong tệp sang Excel, lưu lại thành .xlsx rồi kiểm tra lại."
ASK = "Xin tệp Excel gốc; nếu không có thì nhập số liệu vào hồ sơ mẫu."
AGAIN = "Xin lại bản gốc hoặc sao chép lại tệp."
UNLOCK = "Mở bằng Excel, bỏ mật khẩu, lưu lại, rồi kiểm tra lại."
BROKEN = "Mở tệp bằng Excel; nếu Excel mở được thì lưu lại thành tệp mới (.xlsx) rồi kiểm tra lại, nếu không thì xin lại bản gốc."
UNPACK = "Giải nén rồi kiểm tra từng tệp ở trong."
TEXT = "Mở bằng Excel (Dữ liệu > Từ văn bản/CSV), để cột số CCCD là văn bản cho khỏi mất số 0 ở đầu, lưu lại thành .xlsx rồi kiểm tra lại."
OLD_BROKEN = "tệp Excel đời cũ (.xls) bị hỏng hoặc bị cắt cụt khi sao chép"
WEB = "tệp thật ra là trang web (HTML) lưu với đuôi của bảng tính"

SECTOR, END, NONE = 512, 0xFFFFFFFE, 0xFFFFFFFF
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def compound(streams: Mapping[str, bytes], *, storages: tuple[str, ...] = (), shift: int = 9) -> bytes:
    """An OLE file of the streams, each padded to where it lies in sectors (of 2**`shift` bytes) of its own.

    `storages` are empty folders at its root.
    """
    size = 1 << shift
    lengths = [-(-max(len(content), 4096) // size) for content in streams.values()]
    tables = 1
    while tables * size // 4 < tables + 1 + sum(lengths):
        tables += 1
    table = [*[0xFFFFFFFD] * tables, END]
    body = b""
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    names = [*streams, *storages]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else NONE
        if name in storages:
            entries.append(_entry(name, 1, 0, 0, right=right))
            continue
        content = streams[name].ljust(4096, b"\0")
        sectors = -(-len(content) // size)
        entries.append(_entry(name, 2, len(table), len(content), right=right))
        table += [*range(len(table) + 1, len(table) + sectors), END]
        body += content.ljust(sectors * size, b"\0")
    head = formats.OLE + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, shift, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[NONE] * (109 - tables))
    numbers = struct.pack(f"<{tables * size // 4}I", *table, *[NONE] * (tables * size // 4 - len(table)))
    return head.ljust(size, b"\0") + numbers + b"".join(entries).ljust(size, b"\0") + body


def _entry(name: str, kind: int, first: int, size: int, *, child: int = NONE, right: int = NONE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3I", NONE, right, child)
    return coded.ljust(64, b"\0") + struct.pack("<H2B", len(coded), kind, 1) + links + bytes(36) + struct.pack("<IQ", first, size)


def old_workbook(rows: int = 2) -> bytes:
    """A small .xls: shorter than 4,096 bytes inside where there are few rows, longer where there are many."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Đơn vị")
    for row in range(rows):
        sheet.write(row, 0, f"Lê Thị Cúc {row}")
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def old_locked(password: str) -> bytes:
    """The same, locked by a password as Excel 97 does it."""
    plain = Ole(old_workbook(300)).workbook().rstrip(b"\0") + bytes(3)
    salt = bytes(range(16))
    end_of_first = 4 + struct.unpack_from("<H", plain, 2)[0]
    verifier = _rc4(password, salt, bytes(16) + bytes.fromhex("4ae71336e44bf9bf79d2752e234818a5"))
    lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + verifier
    stream = bytearray(plain[:end_of_first] + lock + plain[end_of_first:])
    # What is never encrypted: the heads of the records, the first record and the lock, and where the sheets begin.
    kept = [(0, end_of_first + len(lock))]
    at = end_of_first + len(lock)
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == 0x85:
            struct.pack_into("<I", stream, at + 4, struct.unpack_from("<I", stream, at + 4)[0] + len(lock))
        kept.append((at, at + 4 + {0x809: length, 0x85: 4}.get(code, 0)))
        at += 4 + length
    secret = bytearray(_rc4(password, salt, bytes(stream)))
    for start, end in kept:
        secret[start:end] = stream[start:end]
    return compound({"Workbook": bytes(secret)})


def _rc4(password: str, salt: bytes, data: bytes) -> bytes:
    return bytes(DocumentRC4.decrypt(password, salt, io.BytesIO(data), blocksize=1024).read())


def locked(password: str) -> bytes:
    """An .xlsx locked by a password as Excel 2010 and later does it."""
    memory = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook({"Đơn vị": UNIT_SHEET}))).encrypt(password, memory)
    return memory.getvalue()


def zipped(*names: str, mimetype: str = "", manifest: bytes = b"<manifest/>") -> bytes:
    """A zip of parts with these names, `mimetype` first and not packed."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as out:
        if mimetype:
            out.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            out.writestr(name, manifest if name == "META-INF/manifest.xml" else b"<x/>")
    return memory.getvalue()


WORKBOOKS = {
    "xlsx": (lambda: workbook({"Đơn vị": UNIT_SHEET}), Kind.XLSX),
    "xlsx of another program": (lambda: zipped("[Content_Types].xml", "_rels/.rels", "book/workbook.xml"), Kind.XLSX),
    "xlsx with slashes turned round": (lambda: zipped("[Content_Types].xml", "XL\\Workbook.xml"), Kind.XLSX),
    "xls": (old_workbook, Kind.XLS),
    "long xls": (lambda: old_workbook(3_000), Kind.XLS),
    "xls of Excel 5": (lambda: compound({"Book": b"\x09\x08\x08\0\0\x05\x05\0" + bytes(4) + b"\x0a\0\0\0"}), Kind.XLS),
    "ods": (lambda: zipped("content.xml", "META-INF/manifest.xml", mimetype=OPEN_DOCUMENT + "spreadsheet"), Kind.ODS),
    "ods without its kind": (lambda: zipped("content.xml", "styles.xml"), Kind.ODS),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks(name: str) -> None:
    make, kind = WORKBOOKS[name]
    assert kind_of(make()) is kind


CSV = "Họ và tên;Ngày sinh\nLê Thị Cúc;1965\n"
OTHERS: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "tệp trống (0 byte)", AGAIN),
    "noughts": (bytes(9_000), "tệp chỉ toàn byte 0, không còn nội dung", AGAIN),
    "noise": (random.Random(1).randbytes(5_000), "không rõ là tệp gì, không phải là bảng tính Excel", ASK),
    "xlsb": (zipped("[Content_Types].xml", "xl/workbook.bin"), "tệp là bảng tính Excel dạng nhị phân (.xlsb)", SAVE_AS),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), "tệp là văn bản Word (.docx), không phải là bảng tính", COPY),
    "pptx": (
        zipped("[Content_Types].xml", "ppt/presentation.xml"),
        "tệp là bài trình chiếu PowerPoint (.pptx), không phải là bảng tính",
        COPY,
    ),
    "odt": (zipped("content.xml", mimetype=OPEN_DOCUMENT + "text"), "tệp là văn bản OpenDocument (.odt), không phải là bảng tính", COPY),
    "odp": (
        zipped("content.xml", mimetype=OPEN_DOCUMENT + "presentation"),
        "tệp là bài trình chiếu OpenDocument (.odp), không phải là bảng tính",
        COPY,
    ),
    "numbers": (
        zipped("Index/Document.iwa", "Metadata/Properties.plist"),
        "tệp của Apple (Numbers, Pages), Excel không mở được",
        "Trong Numbers chọn Xuất sang Excel (.xlsx), rồi kiểm tra lại.",
    ),
    "workbooks in a zip": (zipped("ấp 1.xlsx", "ấp 2.xls"), "tệp nén (.zip) chứa các tệp khác", UNPACK),
    "some zip": (zipped("a.txt"), "tệp nén (.zip), không phải là bảng tính", ASK),
    "zip cut off": (workbook({"Đơn vị": UNIT_SHEET})[:-400], "tệp bị hỏng hoặc bị cắt cụt khi sao chép", AGAIN),
    "zip of many parts": (b"PK\3\4" + b"PK\1\2" * 10_001, "tệp nén có quá nhiều phần, giới hạn là 10.000", BROKEN),
    "ods locked": (
        zipped("content.xml", "META-INF/manifest.xml", mimetype=OPEN_DOCUMENT + "spreadsheet", manifest=b"<manifest:encryption-data/>"),
        "tệp có mật khẩu",
        UNLOCK,
    ),
    "ods locked as a whole": (
        zipped("encrypted-package", "META-INF/manifest.xml", mimetype=OPEN_DOCUMENT + "spreadsheet"),
        "tệp có mật khẩu",
        UNLOCK,
    ),
    "doc": (compound({"WordDocument": b"x", "1Table": b"x"}), "tệp là văn bản Word đời cũ (.doc), không phải là bảng tính", COPY),
    "doc with a workbook inside": (
        compound({"WordDocument": b"x"}, storages=("ObjectPool",)),
        "tệp là văn bản Word đời cũ (.doc), không phải là bảng tính",
        COPY,
    ),
    "ppt": (
        compound({"PowerPoint Document": b"x"}),
        "tệp là bài trình chiếu PowerPoint đời cũ (.ppt), không phải là bảng tính",
        COPY,
    ),
    "vsd": (compound({"VisioDocument": b"x"}), "tệp là bản vẽ Visio, không phải là bảng tính", ASK),
    "msg": (
        compound({"__properties_version1.0": b"x"}),
        "tệp là thư Outlook (.msg), không phải là bảng tính",
        "Mở thư, lưu tệp Excel đính kèm ra rồi kiểm tra tệp đó.",
    ),
    "other ole": (compound({"Contents": b"x"}), "tệp của một chương trình khác, không phải là bảng tính Excel", ASK),
    "ole cut off": (old_workbook()[:2_000], OLD_BROKEN, BROKEN),
    "ole, its beginning": (formats.OLE, OLD_BROKEN, BROKEN),
    "Excel 4": (b"\x09\x04\x06\0\0\0\x10\0\0\0", "tệp Excel đời rất cũ (Excel 5/95 trở về trước)", SAVE_AS),
    "Excel 2": (b"\x09\0\x04\0\x02\0\x10\0", "tệp Excel đời rất cũ (Excel 5/95 trở về trước)", SAVE_AS),
    "Excel 5 without OLE": (b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0", "tệp Excel đời rất cũ (Excel 5/95 trở về trước)", SAVE_AS),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "tệp là PDF, không phải là bảng tính", ASK),
    "rtf": (b"{\\rtf1\\ansi}", "tệp là văn bản RTF, không phải là bảng tính", COPY),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "tệp là hình ảnh, không phải là bảng tính", ASK),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "tệp là hình ảnh, không phải là bảng tính", ASK),
    "bmp": (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "tệp là hình ảnh, không phải là bảng tính", ASK),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "tệp là hình ảnh, không phải là bảng tính", ASK),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 ", "tệp là hình ảnh, không phải là bảng tính", ASK),
    "rar": (b"Rar!\x1a\x07\x01\0", "tệp nén, không phải là bảng tính", UNPACK),
    "html": (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</table>", WEB, SAVE_AS),
    "html with a mark": ("\ufeff\r\n<!DOCTYPE html>\n<p>1".encode(), WEB, SAVE_AS),
    "html in UTF-16": ("<TABLE><tr><td>Họ và tên".encode("utf-16"), WEB, SAVE_AS),
    "xhtml": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', WEB, SAVE_AS),
    "mhtml": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--=_x\r\n",
        "tệp thật ra là trang web (MHTML) lưu với đuôi của bảng tính",
        SAVE_AS,
    ),
    "xml of Excel": (
        b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook/>',
        "tệp là bảng tính Excel 2003 dạng XML",
        SAVE_AS,
    ),
    "xml of Excel without a program": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>',
        "tệp là bảng tính Excel 2003 dạng XML",
        SAVE_AS,
    ),
    "xml of Word": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "tệp là văn bản Word dạng XML, không phải là bảng tính",
        COPY,
    ),
    "fods": (
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
        "tệp là bảng tính OpenDocument dạng XML (.fods)",
        "Mở bằng LibreOffice, lưu lại thành .xlsx rồi kiểm tra lại.",
    ),
    "some xml": (b'<?xml version="1.0"?><a/>', "tệp là XML, không phải là bảng tính Excel", ASK),
    "csv": (CSV.encode(), "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", TEXT),
    "csv as Excel writes it": (CSV.encode("utf-8-sig"), "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", TEXT),
    "text of Excel": (CSV.encode("utf-16"), "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", TEXT),
    "csv in an old coding": (
        b"H\xe4 v\xb5 t\xaan,Ng\xb5y sinh\r\n",
        "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính",
        TEXT,
    ),
    "csv that begins like a zip": (b"PK;T\xean\n1;a\n", "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", TEXT),
    "csv that begins like a picture": (b"BM01;A\n", "tệp chỉ có chữ (CSV hoặc văn bản thường), không phải là bảng tính", TEXT),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_files(name: str) -> None:
    data, problem, remedy = OTHERS[name]
    with pytest.raises(Unreadable) as caught:
        kind_of(data)
    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
    assert not isinstance(caught.value, Protected)
    names = {"Word", "PowerPoint", "Outlook", "Numbers", "Pages", "Excel", "Visio"}
    assert english_left(f"{problem}. {remedy}", names) == []


@pytest.mark.parametrize("make", [locked, old_locked], ids=["xlsx", "xls"])
def test_passwords(make: object) -> None:
    assert callable(make)
    data = make("Ấp 1 @2024")
    with pytest.raises(Protected) as caught:
        kind_of(data)
    assert (caught.value.problem, caught.value.remedy) == ("tệp có mật khẩu", UNLOCK)
    assert kind_of(decrypt(data, "Ấp 1 @2024")) is {"locked": Kind.XLSX, "old_locked": Kind.XLS}[make.__name__]
    for wrong in ("", "ấp 1 @2024", "x" * 300):
        with pytest.raises(Unreadable) as caught_wrong:
            decrypt(data, wrong)
        assert caught_wrong.value.problem == "sai mật khẩu"
        assert caught_wrong.value.remedy == "Gõ lại mật khẩu: xem phím Caps Lock và tắt bộ gõ tiếng Việt."


def test_a_way_of_encryption_that_is_not_known() -> None:
    for info in (b"\x03\0\x03\0" + bytes(60), b"\x04\0\x04\0" + bytes(4) + b"<x", b""):
        data = compound({"EncryptedPackage": b"x", "EncryptionInfo": info})
        with pytest.raises(Protected):
            kind_of(data)
        with pytest.raises(Unreadable) as caught:
            decrypt(data, "a")
        assert (caught.value.problem, caught.value.remedy) == ("tệp có mật khẩu, và được mã hóa theo cách không mở được", UNLOCK)


def test_nothing_installed_to_unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_decrypt()
    monkeypatch.setattr(formats, "find_spec", lambda _name: None)
    assert not can_decrypt()
    with pytest.raises(Unreadable) as caught:
        decrypt(locked("a"), "a")
    assert caught.value.problem == "tệp có mật khẩu"
    assert caught.value.remedy == f'{UNLOCK} Hoặc cài thêm phần mở mật khẩu: pip install "dantin[xls]".'


# --- The streams of an OLE file -------------------------------------------------------------------------------------------------


def test_streams() -> None:
    content = random.Random(2).randbytes(20_000)
    assert Ole(compound({"Data": bytes(5_000), "Workbook": content})).workbook() == content
    assert Ole(compound({"Data": bytes(5_000), "Workbook": content}, shift=12)).workbook() == content
    # More than the header can name the sectors of the table of: the others are named in a chain of lists.
    long, memory = random.Random(2).randbytes(9 * 2**20), io.BytesIO()
    XlsDoc().save(memory, long)
    assert Ole(memory.getvalue()).workbook().startswith(long)


def test_streams_without_a_last_whole_sector() -> None:
    content = random.Random(3).randbytes(5_000)
    data = compound({"Workbook": content})
    assert Ole(data.rstrip(b"\0")).workbook() == content


def test_tables_that_point_in_circles() -> None:
    data = old_workbook(3_000)
    (table,) = struct.unpack_from("<I", data, 76)
    (directory,) = struct.unpack_from("<I", data, 48)
    generator = random.Random(4)
    for _ in range(200):
        bent = bytearray(data)
        where = generator.choice([(table + 1) * SECTOR, (directory + 1) * SECTOR, 44])
        for _ in range(generator.randrange(1, 30)):
            struct.pack_into(
                "<I", bent, where + 4 * generator.randrange(128 if where > 44 else 116), generator.choice([0, 1, 2, 40, NONE, END])
            )
        try:
            Ole(bytes(bent)).workbook()
        except Unreadable as trouble:
            assert trouble.problem == OLD_BROKEN  # noqa: PT017


def test_a_directory_that_doubles_with_each_entry() -> None:
    """Each entry has the next one on both sides: followed without a memory that takes 2**60 steps."""
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    entries += [_doubled(_entry(f"Stream {number}", 2, END, 0), number + 1) for number in range(1, 4)]
    data = bytearray(compound({"Workbook": old_workbook()}))
    data[1024:1536] = b"".join(entries)
    assert set(Ole(bytes(data)).names) == {"stream 1", "stream 2", "stream 3"}


def _doubled(entry: bytes, other: int) -> bytes:
    return entry[:68] + struct.pack("<2I", other if other < 4 else NONE, other if other < 4 else NONE) + entry[76:]


# --- Damage -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [lambda: workbook({"A": UNIT_SHEET}), old_workbook, lambda: locked("a"), WORKBOOKS["ods"][0]])
def test_damage(make: object) -> None:
    assert callable(make)
    data = make()
    generator = random.Random(5)
    for turn in range(200):
        bent = bytearray(data)
        for _ in range(generator.randrange(1, 6)):
            bent[generator.randrange(len(bent))] = generator.randrange(256)
        try:
            kind_of(bytes(bent[: generator.randrange(len(bent))] if turn % 2 else bent))
        except Unreadable as trouble:
            assert trouble.problem  # noqa: PT017
            assert trouble.remedy.endswith(".")  # noqa: PT017


def test_json_is_text() -> None:
    with pytest.raises(Unreadable, match="tệp chỉ có chữ"):
        kind_of(json.dumps({"a": 1}).encode())


def test_a_package_is_known_by_its_parts_not_their_order() -> None:
    assert kind_of(package([("xl/workbook.xml", b""), ("word/document.xml", b"")])) is Kind.XLSX
