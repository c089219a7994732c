"""The sheet "Lỗi cần sửa" of a copy that is sent back: what is wrong, by kind, each with a link to its cell; how many of each kind.

Describes a page, as plain data; `excel` and `patching` write it. Nothing of it is read again, see `own_pages`.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from dantin.diagnostic import Diagnostic, Severity, cell_name
from dantin.readers.sheets.own_pages import TO_MEND
from dantin.rule import CATALOGUE
from dantin.vietnamese import sentence_case, short_date
from dantin.workbooks.dossier_files import HEADER
from dantin.workbooks.excel import NUMBER, TEXT, Look, Page

FILLS = {Severity.ERROR: "FFC7CF", Severity.WARNING: "FFEB9D"}
"""The colours of cells that are marked. By them marks are known again, so they are none that a program offers."""
KINDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo"}
_COLUMNS = (
    ("TT", 5),
    ("Mức", 10),
    ("Mã", 8),
    ("Loại", 24),
    ("Chỗ cần sửa", 18),
    ("Nội dung", 42),
    ("Việc cần làm", 44),
    ("Ấp, khu phố", 12),
)
_LIST_FROM = 5


def faults_page(findings: Sequence[Diagnostic], file: str, day: date, recipient: str | None, sheets: Collection[str]) -> Page:
    """The sheet. `file` is the name of the dossier, `sheets` those of its workbook to which a link can lead."""
    page = Page(TO_MEND[0], landscape=True, tab="C00000")
    page.put(0, 0, TO_MEND[1], Look(TEXT, bold=True, size=13, colour="C00000"))
    back = f"Sửa xong, gửi lại tệp này cho: {recipient}." if recipient else "Sửa xong, gửi lại tệp này cho nơi đã chuyển đến."
    colours = "ô đỏ là lỗi, phải sửa; ô vàng là cảnh báo, cần xem lại"
    texts = (
        f"Hồ sơ: {file}. Kiểm tra ngày {short_date(day)}: {counted(findings)}.",
        f"Bấm vào chỗ cần sửa ở cột “{_COLUMNS[4][0]}” để đến ô đó ({colours}). Sửa ngay trong tệp này; trang này, màu và chú thích không "
        "được tính là số liệu."
        if sheets
        else "Không ghi dấu được vào tệp loại này: mở hồ sơ, sửa theo từng chỗ dưới đây. Nên lưu hồ sơ thành tệp .xlsx.",
        back,
    )
    for row, text in enumerate(texts, 1):
        page.put(row, 0, text, Look(TEXT))
    for column, (header, width) in enumerate(_COLUMNS):
        page.widths[column] = width
        page.put(_LIST_FROM - 1, column, header, HEADER)
    page.lines[_LIST_FROM - 1] = 2
    ordered = sorted(findings, key=lambda d: (d.severity is not Severity.ERROR, d.code, d.place.order, d.message))
    for number, d in enumerate(ordered, 1):
        _put_row(page, _LIST_FROM + number - 1, number, d, sheets)
    last = _LIST_FROM + len(ordered) - 1
    if ordered:
        page.header = _LIST_FROM - 1
        page.sorted_by = f"{cell_name(_LIST_FROM - 1, 0)}:{cell_name(last, len(_COLUMNS) - 1)}"
    _put_sums(page, last + 2, ordered)
    return page


def counted(findings: Sequence[Diagnostic]) -> str:
    """How many errors and warnings: "2 lỗi, 1 cảnh báo"."""
    errors = sum(d.severity is Severity.ERROR for d in findings)
    return f"{errors} lỗi, {len(findings) - errors} cảnh báo"


def _put_row(page: Page, row: int, number: int, d: Diagnostic, sheets: Collection[str]) -> None:
    title = CATALOGUE[d.code].title
    ground = f" Căn cứ: {d.citation}." if d.citation else ""
    todo = f"{d.hint}{ground}".strip()
    where, what = str(d.place) or "Cả hồ sơ", sentence_case(d.message)
    values = (number, KINDS[d.severity], d.code, sentence_case(title), where, what, todo, d.hamlet or "")
    for column, value in enumerate(values):
        fill = FILLS[d.severity] if column == 1 else ""
        linked = column == 4 and d.place.sheet in sheets
        shape = NUMBER if column == 0 else TEXT
        page.put(row, column, value, Look(shape, border=True, wrap=True, fill=fill, colour="0563C1" if linked else "000000"))
        if linked:
            quoted = str(d.place.sheet).replace("'", "''")
            page.links[row, column] = f"'{quoted}'!{d.place.cell or 'A1'}"
    page.lines[row] = max(-(-len(str(value)) // width) for value, (_, width) in zip(values, _COLUMNS, strict=True)) or 1


def _put_sums(page: Page, row: int, findings: Sequence[Diagnostic]) -> None:
    """How many of each kind, below the list, where filtering it hides nothing."""
    numbers = Counter((d.severity, d.code) for d in findings)
    page.put(row, 3, "Cộng theo loại", HEADER)
    page.put(row, 4, "Số chỗ", HEADER)
    for at, ((severity, code), number) in enumerate(numbers.items(), row + 1):
        page.put(at, 1, KINDS[severity], Look(TEXT, border=True, fill=FILLS[severity]))
        page.put(at, 2, code, Look(TEXT, border=True))
        title = sentence_case(CATALOGUE[code].title)
        page.put(at, 3, title, Look(TEXT, border=True, wrap=True))
        page.put(at, 4, number, Look(NUMBER, border=True))
        page.lines[at] = -(-len(title) // _COLUMNS[3][1]) or 1
