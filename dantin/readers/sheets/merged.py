"""What lies under merged cells: only the first cell of a group shows, so the others are no part of what a sheet says.

Excel and LibreOffice leave the old values there, and every reader of files hands them on. Belongs to the sheets, before any table is looked
for.
"""

from dantin.diagnostic import cell_name
from dantin.readers.dossier.quoting import shown
from dantin.readers.files.grid import Grid, Merge
from dantin.readers.files.limits import AREA, BROKEN, in_message
from dantin.readers.files.raw import CellFault, Raw, Unreadable
from dantin.readers.sheets.joints import is_blank

REMEDY = "Chọn các ô đó, bấm Merge & Center để bỏ gộp và xem lại; số liệu đúng thì ghi vào ô nhìn thấy được, rồi kiểm tra lại."
"""What to do about each of these findings."""
# A longer number may be an identity number, which no message repeats.
_QUOTED_DIGITS = 8


def uncover(grid: Grid) -> list[tuple[int, int, str]]:
    """Take out, in place, what lies under merged cells. Gives of each group where something was lost its first such cell, and what to say.

    Text or days that repeat what the group shows are taken out without a word. Raises Unreadable where groups lie upon one another.
    """
    covered: list[tuple[int, int, str]] = []
    if not grid.merges:
        return covered
    width = max(map(len, grid.rows), default=0)
    # Groups that lie side by side have no more cells than a sheet may have.
    left = AREA + len(grid.merges)
    for merge in grid.merges:
        bottom, right = min(merge.bottom, len(grid.rows) - 1), min(merge.right, width - 1)
        left -= max(0, bottom - merge.top + 1) * max(0, right - merge.left + 1) + 1
        if left < 0:
            raise Unreadable(f"trang “{in_message(grid.name)}” có các ô gộp chồng lên nhau", BROKEN)
        if lost := _take_out(grid.rows, merge, bottom, right):
            row, column, value = lost[0]
            group = f"{cell_name(merge.top, merge.left)}:{cell_name(merge.bottom, merge.right)}"
            covered.append((row, column, _what(group, cell_name(row, column), value, len(lost) - 1)))
    return covered


def _take_out(rows: list[list[Raw]], merge: Merge, bottom: int, right: int) -> list[tuple[int, int, Raw]]:
    lost: list[tuple[int, int, Raw]] = []
    first: Raw = None
    for row in range(merge.top, bottom + 1):
        cells = rows[row]
        for column in range(merge.left, min(right + 1, len(cells))):
            value = cells[column]
            if (row, column) == (merge.top, merge.left):
                first = value
            elif not is_blank(value):
                cells[column] = None
                if not isinstance(value, CellFault) and (value != first or isinstance(value, (int, float))):
                    lost.append((row, column, value))
    return lost


def _what(group: str, cell: str, value: Raw, others: int) -> str:
    text = shown(value)
    quoted = f" {text}" if sum(map(str.isdigit, text)) <= _QUOTED_DIGITS else ""
    more = f" (và {others} ô khác)" if others else ""
    return f"giá trị{quoted} ở ô {cell}{more} bị ô gộp {group} che khuất, không ai nhìn thấy, nên không được đọc"
