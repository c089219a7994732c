"""The tables of a filled part brought back into columns where cells were left out or repeated.

Imports nothing of dantin.
"""

import re
from functools import cache, lru_cache
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = re.compile(">([^<]+)<")
_MARK = "\ue000"
_END_OF_ROW = "</w:tr>"


@cache
def docxtpl() -> Any:
    """The part of docxtpl that works on text alone. Imported late: it takes as long as `dantin --help`."""
    from docxtpl import DocxTemplate

    return DocxTemplate(None)


def fitted(xml: str) -> str:
    """A part with as many columns in each table as its rows have cells, as wide in proportion as these say."""
    text: str = docxtpl().xml_to_string(_proportioned(docxtpl().fix_tables(xml)))
    return text


def quickly_fitted(xml: str) -> str:
    """The same of a part that is sound and has no text but what was escaped: of six hundred rows of one shape only one is looked at.

    The letters decide nothing, so that what becomes of the markup is worked out once for each way in which a template comes.
    """
    rows = xml.split(_END_OF_ROW)
    # Of each row its markup and its texts by turns.
    pieces = [_TEXT.split(row) for row in rows]
    shapes = [f">{_MARK}<".join(of_row[::2]) for of_row in pieces]
    whole, first = False, []
    for before, shape in zip(["", *shapes], shapes, strict=False):
        first.append(shape != before or not whole)
        whole = _whole_row(shape) if first[-1] else whole
    remade = _remade(_END_OF_ROW.join(shape for shape, new in zip(shapes, first, strict=True) if new)).split(_END_OF_ROW)
    # What stands in the text already, or is another letter once it is read, is left to the plain way.
    if _MARK in xml or "\r" in xml or len(remade) != sum(first):
        return fitted(xml)
    fresh, markup, quoted = iter(remade), [""], "&#" in xml
    for of_row, new in zip(pieces, first, strict=True):
        if new:
            markup = next(fresh).split(_MARK)
        of_row[::2] = markup
        if quoted:
            of_row[1::2] = [text.replace("&#34;", '"').replace("&#39;", "'") for text in of_row[1::2]]
    return _END_OF_ROW.join(map("".join, pieces))


def _whole_row(shape: str) -> bool:
    """Whether what stands between the ends of two rows is one row, with no table in it."""
    return shape.startswith(("<w:tr>", "<w:tr ")) and not any(tag in shape[1:] for tag in ("<w:tr>", "<w:tr ", "<w:tbl>", "<w:tbl "))


@lru_cache(maxsize=32)
def _remade(shape: str) -> str:
    return fitted(shape)


def _proportioned(root: Any) -> Any:
    """Columns as wide in proportion as their cells say: what docxtpl leaves goes by the number of columns alone."""
    for table in root.iter("{*}tbl"):
        grid = table.findall("{*}tblGrid/{*}gridCol")
        rows = [row for row in table.iterchildren("{*}tr") if len(row.findall("{*}tc")) == len(grid)]
        cells = [row.findall("{*}tc/{*}tcPr/{*}tcW") for row in rows]
        if not cells or any(len(row) != len(grid) or any(cell.get(f"{_W}type") != "dxa" for cell in row) for row in cells):
            continue
        wanted, whole = [int(cell.get(f"{_W}w")) for cell in cells[0]], sum(int(column.get(f"{_W}w")) for column in grid)
        if not sum(wanted) or sum(wanted) == whole:
            continue
        for columns in (grid, *cells):
            for column, width in zip(columns, wanted, strict=True):
                column.set(f"{_W}w", str(width * whole // sum(wanted)))
    return root
