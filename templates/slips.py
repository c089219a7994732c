"""Ballots, and slips of one page that are cut apart: how they are arranged, the room for the stamp, the boxes to mark."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from page import BODY, LEFTWARDS, RIGHTWARDS, TABLE, gap, grid, mark, new_paper, put_line, side_margins, tag, text_width

BALLOT_WIDTH, BALLOT_HEIGHT, HOUSEHOLD_BALLOT_HEIGHT = Mm(96), Mm(90), Mm(135)
STAMP, BOX, BALLOT_EDGE = Mm(40), Mm(12), Mm(6)
"""The room for the stamp, the side of a box to cross, how far a name keeps from the line along which its ballot is cut."""


def ballot_paper(name: str) -> Document:
    """A4 pages to be cut into ballots: narrow margins, no page number. Filled by `ballots`.

    What stands in the margins (`footer`) is cut away; it has to be the same on every page, so that no ballot can be told from another.
    """
    paper = new_paper(name)
    page = paper.sections[0]
    page.left_margin = page.right_margin = Length((Mm(210) - 2 * BALLOT_WIDTH) // 2)
    page.top_margin, page.bottom_margin = Mm(8), Mm(13)
    page.header_distance = page.footer_distance = Mm(5)
    page.different_first_page_header_footer = False
    number = page.header.paragraphs[0]
    for field in list(number._p.iterchildren(qn("w:fldSimple"))):
        number._p.remove(field)
    return paper


def ballots(paper: Document, issuer: Sequence[str], *, stamp: str = "(Đóng dấu)") -> None:
    """The ballots of a vote, cut apart (`_cut_apart`). `issuer`: the lines at the top left, over the room for the `stamp`. They need:

    - `ten_phieu`: the lines under "PHIẾU BẦU" (the office, the term);
    - `huong_dan`: how to vote, one sentence;
    - `danh_dau`: "x" where each name has the boxes agree and disagree, "" where the names not wanted are struck out;
    - `ung_cu`: the candidates in the order of the ballot, with `tt`, `ong_ba`, `ho_ten`.
    """
    _cut_apart(paper, BALLOT_HEIGHT, lambda cell: _ballot(cell, issuer, stamp))


def household_ballots(paper: Document) -> None:
    """The ballots that are taken to the households: no stamp, but the signature of the head of the hamlet at the bottom right."""
    _cut_apart(paper, HOUSEHOLD_BALLOT_HEIGHT, _household_ballot)


def slips(paper: Document, loop: str, height: Length) -> _Cell:
    """One slip for each turn of `loop`, over the whole width of a page of `ballot_paper`, to be cut apart; gives back what to fill."""
    table = grid(paper, (text_width(paper),))
    side_margins(table, Mm(6))
    edges(table._tbl.tblPr, "w:tblBorders", "dashed", ("top", "bottom", "insideH"), before=("w:shd", "w:tblLayout", *_LAST))
    first, middle, last = table.rows[0], table.add_row(), table.add_row()
    for row, text in ((first, f"{{%tr for {loop} %}}"), (last, "{%tr endfor %}")):
        row.cells[0]._tc.clear_content()
        tag(row.cells[0], text)
    mark(middle._tr, "w:cantSplit")
    middle.height, middle.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    gap(paper, Pt(1))
    slip: _Cell = middle.cells[0]
    slip._tc.clear_content()
    return slip


def slip_columns(slip: _Cell, width: Length) -> tuple[_Cell, _Cell]:
    """Two columns inside a slip, the left one of that width: for its heading, and for who signs it."""
    left, right = grid(slip, (width, Length(Mm(210) - 2 * Mm(9) - 2 * Mm(6) - width))).rows[0].cells
    return left, right


def _cut_apart(paper: Document, height: Length, one: Callable[[_Cell], None]) -> None:
    """As many of one as there are, two to a row, inside dashed lines to cut along, all of one size, none ever split.

    For a page of `ballot_paper`; how many rows fit on it follows from how many names a ballot bears. `hang_phieu` are the rows, from
    `blocks.ballot_rows`: nothing of them is printed, for ballots are not numbered.
    """
    table = grid(paper, (BALLOT_WIDTH, BALLOT_WIDTH))
    edges(table._tbl.tblPr, "w:tblBorders", "dashed", (*_AROUND, "insideH", "insideV"), before=("w:shd", "w:tblLayout", *_LAST))
    table.add_row()
    table.add_row()
    for row, text in ((table.rows[0], "{%tr for hang in hang_phieu %}"), (table.rows[2], "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[1])
        merged._tc.clear_content()
        tag(merged, text)
    row = table.rows[1]
    mark(row._tr, "w:cantSplit")
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    left, right = row.cells
    for cell in (left, right):
        cell._tc.clear_content()
        if cell is right:
            tag(cell, "{%p if hang.phai %}")
        one(cell)
        if cell is right:
            tag(cell, "{%p endif %}")
        # Word calls a file damaged where a cell has no paragraph at its end.
        gap(cell, Pt(4))
    # What has to follow a table: so low that it never takes a page of its own.
    gap(paper, Pt(1))


def _ballot(cell: _Cell, issuer: Sequence[str], stamp: str) -> None:
    """One ballot: whose it is, the room for the stamp at the left, what is voted on beside it, below how to vote and the names."""
    gap(cell, Pt(4)).add_run()
    for text in issuer:
        line = put_line(cell, text, size=Pt(9), bold=text is issuer[-1], align=LEFTWARDS)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = BALLOT_EDGE
    line = put_line(cell, stamp, size=Pt(8), italic=True, align=LEFTWARDS)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = BALLOT_EDGE
    head = grid(cell, (STAMP, Length(BALLOT_WIDTH - 2 * BALLOT_EDGE - STAMP)))
    left, right = head.rows[0].cells
    head.rows[0].height, head.rows[0].height_rule = STAMP, WD_ROW_HEIGHT_RULE.AT_LEAST
    right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    # Nothing is printed in there: the stamp is less than 40 mm wide, and has to be read whole.
    edges(left._tc.get_or_add_tcPr(), "w:tcBorders", "dotted", _AROUND, before=("w:shd", "w:noWrap", "w:vAlign"))
    put_line(right, "PHIẾU BẦU", size=Pt(15), bold=True)
    tag(right, "{%p for dong in ten_phieu %}")
    put_line(right, "{{ dong }}", size=Pt(12), bold=True)
    tag(right, "{%p endfor %}")
    # Word calls a file damaged where a cell has no paragraph at its end.
    gap(right, Pt(2))
    _names_to_mark(cell)


def _household_ballot(cell: _Cell) -> None:
    """What NĐ 59 Điều 4 khoản 5 asks: title, content, choices and how to mark them, other opinions, the time limit, who signs."""
    gap(cell, Pt(4)).add_run()
    for text in ("{{ co_quan_tren }}", "{{ co_quan }}"):
        put_line(cell, text, size=Pt(9), bold=text == "{{ co_quan }}", align=LEFTWARDS).paragraph_format.left_indent = BALLOT_EDGE
    put_line(cell, "PHIẾU LẤY Ý KIẾN HỘ GIA ĐÌNH", size=BODY, bold=True).paragraph_format.space_before = Pt(4)
    about = put_line(cell, "Nội dung lấy ý kiến: {{ ve_viec }}.", size=Pt(12))
    about.paragraph_format.left_indent = about.paragraph_format.right_indent = BALLOT_EDGE
    _names_to_mark(cell)
    other = put_line(cell, "Ý kiến khác (nếu có):", size=Pt(11), align=LEFTWARDS)
    other.paragraph_format.left_indent, other.paragraph_format.space_before = BALLOT_EDGE, Pt(6)
    for _ in range(4):
        put_line(cell, "…" * 22, size=Pt(11)).paragraph_format.space_before = Pt(6)
    limit = put_line(cell, "Thời hạn thu phiếu: hết {{ den_ngay }}.", size=Pt(11), bold=True, align=LEFTWARDS)
    limit.paragraph_format.left_indent = limit.paragraph_format.right_indent = BALLOT_EDGE
    limit.paragraph_format.space_before = Pt(10)
    signed = [
        put_line(cell, "{% if the_thuc_ky %}{{ the_thuc_ky }} {% endif %}{{ chuc_vu_ky }}", size=Pt(11), bold=True),
        put_line(cell, "(Ký trực tiếp)", size=Pt(10), italic=True),
        put_line(cell, "{{ nguoi_ky }}", size=Pt(11), bold=True),
    ]
    for paragraph in signed:
        paragraph.paragraph_format.left_indent = Mm(42)
    signed[0].paragraph_format.space_before, signed[-1].paragraph_format.space_before = Pt(8), Pt(40)


def _names_to_mark(cell: _Cell) -> None:
    """How a ballot is marked, and its names over its whole width: with boxes under each where there are any, else to be struck out."""
    names = [put_line(cell, "{{ huong_dan }}", size=Pt(11), italic=True)]
    tag(cell, "{%p if danh_dau %}")
    width = Length(BALLOT_WIDTH - 2 * BALLOT_EDGE - 2 * BOX)
    boxes = grid(cell, (Length(width * 2 // 5), BOX, Length(width * 3 // 5), BOX))
    boxes.add_row()
    boxes.add_row()
    boxes.add_row()
    first, name, below, last = boxes.rows
    for row, text in ((first, "{%tr for nguoi in ung_cu %}"), (last, "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[-1])
        merged._tc.clear_content()
        tag(merged, text)
    whole = name.cells[0].merge(name.cells[-1])
    put_line(whole, "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", size=TABLE, bold=True, align=LEFTWARDS, keep=True)
    whole.paragraphs[0].paragraph_format.space_before = Pt(4)
    _boxes(below)
    tag(cell, "{%p else %}")
    tag(cell, "{%p for nguoi in ung_cu %}")
    names.append(put_line(cell, "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", size=TABLE, bold=True, align=LEFTWARDS))
    tag(cell, "{%p endfor %}")
    tag(cell, "{%p endif %}")
    for paragraph in names:
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = BALLOT_EDGE
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
    for table in cell.tables:
        # python-docx puts an empty paragraph after a table in a cell: the height of a line for nothing.
        after = table._tbl.getnext()
        if after is not None and after.find(qn("w:r")) is None:
            cell._tc.remove(after)


def _boxes(row: Any) -> None:
    """The two boxes of one name, large enough for a cross drawn by an old hand, each behind its word."""
    row.height, row.height_rule = BOX, WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, text in zip(row.cells, ("Đồng ý", "", "Không đồng ý", ""), strict=True):
        line = put_line(cell, text, size=Pt(12), align=RIGHTWARDS)
        line.paragraph_format.right_indent = Mm(2)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if not text:
            edges(cell._tc.get_or_add_tcPr(), "w:tcBorders", "single", _AROUND, before=("w:shd", "w:noWrap", "w:vAlign"))


_AROUND = ("top", "left", "bottom", "right")
_LAST = ("w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")


def edges(holder: Any, name: str, line: str, sides: Sequence[str], before: Sequence[str]) -> None:
    """Lines of one kind around a table (or inside it), put where the schema wants them."""
    borders = OxmlElement(name)
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", line), ("sz", "6"), ("space", "0"), ("color", "808080")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    holder.insert_element_before(borders, *before)
