"""The pages of a workbook that dantin made and that hold no data: how to fill it in, the words of its dropdowns, what was taken from where,
what is to be mended, what was.

Known by their name and by what stands in their first cell: what a person keeps on a sheet of such a name is not passed over.
"""

from dantin.vietnamese import fold

GUIDE = ("Hướng dẫn", "HƯỚNG DẪN ĐIỀN HỒ SƠ NÀY")
WORDS = ("Danh mục", "DANH MỤC CỦA MẪU, KHÔNG SỬA")
SOURCES = ("Nguồn", "NGUỒN CỦA SỐ LIỆU TRONG HỒ SƠ NÀY")
TO_MEND = ("Lỗi cần sửa", "NHỮNG CHỖ CẦN SỬA TRONG HỒ SƠ NÀY")
MENDED = ("Nhật ký sửa", "NHỮNG CHỖ DANTIN ĐÃ SỬA TRONG TỆP NÀY")
_OWN = {(fold(name), fold(first)) for name, first in (GUIDE, WORDS, SOURCES)}
_TO_MEND, _MENDED = tuple(map(fold, TO_MEND)), tuple(map(fold, MENDED))


def is_own_page(name: str, first: object) -> bool:
    """Whether a sheet, by its name and its first cell, is one of these pages."""
    return isinstance(first, str) and ((fold(name), fold(first)) in _OWN or is_list_of_faults(name, first) or _is(_MENDED, name, first))


def is_list_of_faults(name: str, first: object) -> bool:
    """Whether a sheet is the list of what is to be mended, which has a number in its name where that was taken."""
    return _is(_TO_MEND, name, first)


def _is(page: tuple[str, ...], name: str, first: object) -> bool:
    return isinstance(first, str) and fold(name).startswith(page[0]) and fold(first) == page[1]
