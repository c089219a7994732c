"""The limits of what is read, all in one place, and the words in which a file beyond them is refused.

A small file can unpack to a gigabyte, and one cell far off can make a reader walk a million rows: what is announced is looked at first,
and no more than announced is ever read. Imports `raw` only.
"""

import zipfile

from dantin.readers.files.raw import Unreadable

YAML_DEPTH = 12
YAML_BYTES = 20 * 2**20
WORKBOOK_BYTES = 50 * 2**20
UNPACKED_BYTES = 250 * 2**20
UNPACKED_RATIO = 400
ROWS = 99_999
COLUMNS = 702
AREA = 4_000_000
"""Cells of all sheets together, blank ones counted: the fast reader makes every cell between A1 and the last one."""
YAML_NODES = 300_000
"""Keys, values and lists of a YAML file together: rosters of some 15,000 households."""
YAML_EXPANSION = 10_000
"""Keys, values and lists of a YAML file that aliases ("*…") stand for, each as often as it is stood for: enough for any that are typed."""
SHORT_TABLE = 2_000
"""Rows that one hamlet may have in a table other than its rosters and its ballots, and candidates in a round."""
HAMLETS = 2_000
"""How many hamlets one file may hold; a province has fewer in any of its communes."""
FINDINGS = 1_000
"""Findings of one code in one file that are told one by one; of the others only the number is."""
TEXT_LENGTH = 100_000
"""Letters in one cell; Excel allows 32,767."""
SHEET_NAME = 255
"""Letters in the name of a sheet; Excel allows 31."""
SHEETS = 1_000
"""How many sheets a workbook may have: each costs memory, even an empty one."""
MERGES = 100_000
"""How many groups of merged cells a sheet may have."""
PARTS = 10_000
"""How many parts a zip may list: the list is made whole before anything can be asked of it."""
TEXTS = 2_000_000
"""How many texts an .xlsx may announce: the fast reader takes memory for all of them on the file's word alone."""
ODD_SHEET_BYTES = 20 * 2**20
"""Of a sheet of an .xlsx in an unusual spelling of XML, which is looked at slowly (about 4 MB a second)."""
LOWEST = -1e11
"""Below this number (of days, under a date format) the fast reader breaks down, printing its own traceback."""
XLS_TEXT_BYTES = 10 * 2**20
"""Of the texts of all sheets of an .xls together, which lie in one place: xlrd takes up to thirty times as much memory for them."""
XLS_STYLES = 100_000
"""Fonts, number formats and formats of cells together; Excel allows 69,000, and xlrd takes a kilobyte for each."""
ODS_BYTES = 48 * 2**20
"""Of the content of an .ods, and of its styles, unpacked: they are looked through at 5 to 15 MB a second."""
ODS_MANIFEST_BYTES = 2**20
"""How much of the manifest of an .ods is looked at."""
ODS_TAG_BYTES = 2**20
"""Of one tag with all that it says: the parser keeps it whole, at thirty times its size, and begins it again with each piece."""
ODS_DEPTH = 100
"""How deep elements of an .ods may lie in one another; LibreOffice groups rows up to 7 deep."""
ODS_FONTS = 1_000_000
"""For how many cells the font is told."""

BROKEN = "Mở tệp bằng Excel; nếu Excel mở được thì lưu lại thành tệp mới (.xlsx) rồi kiểm tra lại, nếu không thì xin lại bản gốc."
TOO_LARGE = "Chọn các dòng, cột trống ở cuối trang, bấm chuột phải, chọn Xóa, rồi lưu lại; hoặc chép dữ liệu sang tệp mới."
SPLIT = "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp; xóa hình ảnh trong tệp nếu có."


def check_size(size: int, limit: int) -> None:
    """Refuse a file larger than the limit (bytes), before it is read."""
    if size > limit:
        raise Unreadable(f"tệp quá lớn: {size / 2**20:.0f} MB, giới hạn là {limit // 2**20} MB".replace(".", ","), SPLIT)


def check_unpacked(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse a zip of `size` bytes that announces too much content. Raises Unreadable."""
    total = sum(info.file_size for info in archive.infolist())
    if total > UNPACKED_BYTES:
        limit = f"giới hạn là {UNPACKED_BYTES // 2**20} MB"
    elif total > UNPACKED_RATIO * max(size, 2**16):
        limit = f"gấp {total // size} lần, giới hạn là {UNPACKED_RATIO} lần"
    else:
        return
    raise Unreadable(
        f"tệp phình ra {total // 2**20} MB khi giải nén, {limit}",
        "Xóa các dòng, cột trống được tô màu và hình ảnh trong tệp, hoặc chép dữ liệu sang một tệp mới.",
    )


def check_parts(data: bytes) -> None:
    """Refuse a zip that lists too many parts, before the list is made. Raises Unreadable."""
    if data.count(b"PK\1\2") > PARTS:
        raise Unreadable(f"tệp nén có quá nhiều phần, giới hạn là {dotted(PARTS)}", BROKEN)


def dotted(number: int) -> str:
    """A number as it is written in Vietnamese: 99.999."""
    return f"{number:,}".replace(",", ".")


def in_message(name: str) -> str:
    """The name of a sheet as a message shows it: not without end, and with nothing that a terminal would obey rather than show."""
    return "".join(c if c.isprintable() else "·" for c in name[:40])
