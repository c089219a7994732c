"""The sheet "Nhật ký sửa" of a mended copy: of every cell that was changed what stood there, what stands there now, and why.

Describes a page, as plain data. Nothing of it is read again, see `own_pages`.
"""

from collections.abc import Sequence

from dantin.diagnostic import cell_name
from dantin.readers.dossier.mends import Left, Mend
from dantin.readers.sheets.own_pages import MENDED
from dantin.vietnamese import sentence_case
from dantin.workbooks.dossier_files import HEADER
from dantin.workbooks.excel import NUMBER, TEXT, Look, Page

_COLUMNS = (("TT", 5), ("Ô", 20), ("Cột", 22), ("Giá trị cũ", 34), ("Giá trị mới", 34), ("Vì sao sửa", 34))
_LIST_FROM = 4


def journal_page(done: Sequence[tuple[Mend, str, str]], left: Sequence[Left]) -> Page:
    """The sheet. `done` gives of each mend what stood there and what stands there now, as texts."""
    page = Page(MENDED[0], landscape=True, tab="2E75B6")
    page.put(0, 0, MENDED[1], Look(TEXT, bold=True, size=13, colour="2E75B6"))
    page.put(1, 0, f"Đã sửa {len(done)} ô. Bấm vào cột “{_COLUMNS[1][0]}” để đến ô đó. Tệp gốc không thay đổi.", Look(TEXT))
    page.put(2, 0, "Xem lại trước khi dùng; ô nào sửa không đúng thì gõ lại. Trang này không được tính là số liệu.", Look(TEXT))
    _put_header(page, _LIST_FROM - 1)
    for number, (mend, old, new) in enumerate(done, 1):
        values = (number, str(mend.place), mend.header or "(tiêu đề, ghi chú)", old, new, sentence_case(mend.why))
        _put_row(page, _LIST_FROM + number - 1, values, mend)
    last = _LIST_FROM + len(done) - 1
    page.header = _LIST_FROM - 1
    page.sorted_by = f"{cell_name(_LIST_FROM - 1, 0)}:{cell_name(last, len(_COLUMNS) - 1)}"
    if left:
        page.put(last + 2, 0, "Những ô để nguyên, cần người xem lại:", Look(TEXT, bold=True))
        for number, entry in enumerate(left, 1):
            _put_row(page, last + 2 + number, (number, str(entry.place), "", entry.text, "", sentence_case(entry.why)), entry)
    return page


def _put_header(page: Page, row: int) -> None:
    for column, (header, width) in enumerate(_COLUMNS):
        page.widths[column] = width
        page.put(row, column, header, HEADER)
    page.lines[row] = 2


def _put_row(page: Page, row: int, values: Sequence[str | int], entry: Mend | Left) -> None:
    for column, value in enumerate(values):
        linked = column == 1
        shape = NUMBER if column == 0 else TEXT
        page.put(row, column, value, Look(shape, border=True, wrap=True, colour="0563C1" if linked else "000000"))
        if linked:
            quoted = str(entry.place.sheet).replace("'", "''")
            page.links[row, column] = f"'{quoted}'!{entry.place.cell or 'A1'}"
    page.lines[row] = max(-(-len(str(value)) // width) for value, (_, width) in zip(values, _COLUMNS, strict=True)) or 1
