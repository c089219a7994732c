"""What papers are made of: community and state papers as Phụ lục I of Nghị định 30/2020/NĐ-CP asks, party papers as 36-HD/VPTW.

Each function adds one part to a python-docx document, so that a change is made once for every template.
Lengths are millimetres for the page and points for type, as in the decree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from page import BODY, CENTRED, GAP, LEFTWARDS, RIGHTWARDS, TABLE, gap, grid, mark, put_line, rule, side_margins, tag, text_width

BAR_CELLS = 20
# No line ends inside the day, however long the place before it.
_PLACE_AND_DAY = "{{ dia_danh }}, {{ ngay_lap|replace(' ', '\u00a0') }}"


def state_heading(paper: Document, *, numbered: bool = False, one_body: bool = False) -> None:
    """The issuing body at the left, the national heading at the right, place and date under it; a `numbered` paper has its number left.

    The forms of Nghị định 59/2023/NĐ-CP have no line for a number: one of them shows it only where the dossier gives one.

    `one_body`: the two lines at the left are one name, that of a People's Committee, which has no body written above it.
    """
    # A page turned has room for the longest name at either side.
    shares = (80, 80) if paper.sections[0].orientation == WD_ORIENTATION.LANDSCAPE else (67, 93)
    narrow, wide = (Length(text_width(paper) * part // 160) for part in shares)
    heading = grid(paper, (narrow, wide))
    heading.add_row()
    left, right = heading.rows[0].cells
    put_line(left, "{{ co_quan_tren }}", size=Pt(12), bold=one_body)
    put_line(left, "{{ co_quan }}", size=Pt(12), bold=True)
    rule(left, Mm(20), within=narrow)
    put_line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(12), bold=True)
    put_line(right, "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True)
    rule(right, Mm(57), within=wide)
    if numbered:
        number = put_line(heading.rows[1].cells[0], "{% if so_hieu %}Số: {{ so_hieu }}{% endif %}", size=Pt(13))
        number.paragraph_format.space_before = Pt(6)
    place = put_line(heading.rows[1].cells[1], _PLACE_AND_DAY, size=Pt(13), italic=True)
    place.paragraph_format.space_before = Pt(6)


def letter_about(paper: Document, text: str) -> None:
    """What a letter is about, below its number: a letter has no title."""
    put_line(paper.tables[0].rows[1].cells[0], text, size=Pt(12)).paragraph_format.space_before = Pt(6)
    gap(paper, Pt(12))


def party_heading(paper: Document, *, numbered: bool = True) -> None:
    """The heading of a party paper (Hướng dẫn 36-HD/VPTW): the issuing cell at the left, "*" and number under it; no national heading."""
    narrow, wide = (Length(text_width(paper) * part // 160) for part in (70, 90))
    heading = grid(paper, (narrow, wide))
    heading.add_row()
    left, right = heading.rows[0].cells
    put_line(left, "{{ dang_bo }}", size=BODY)
    put_line(left, "{{ chi_bo }}", size=BODY, bold=True)
    put_line(left, "*", size=BODY)
    put_line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=Pt(15), bold=True)
    rule(right, Mm(73), within=wide)
    if numbered:
        put_line(heading.rows[1].cells[0], "Số {{ so_hieu }}", size=BODY)
    put_line(heading.rows[1].cells[1], _PLACE_AND_DAY, size=BODY, italic=True)
    # Exactly so much from line to line as that guidance asks at the least.
    paper.styles["Thân bài"].paragraph_format.line_spacing = Pt(18)


def title(paper: Document, name: str, about: str) -> None:
    """The kind of paper and, under it, what it is about, with a rule below."""
    first = put_line(paper, name, size=BODY, bold=True)
    first.paragraph_format.space_before = Pt(12)
    put_line(paper, _unbroken_term(about), size=BODY, bold=True)
    rule(paper, Mm(45), within=text_width(paper))
    gap(paper, Pt(8))


def _unbroken_term(text: str) -> str:
    """The same with a term of office that no line ends in, "nhiệm kỳ 2025-2027", also where it comes with what was voted on."""
    spaces, hyphen = ("nhiệm kỳ ", "nhiệm\u00a0kỳ\u00a0"), "|replace('-', '\u2011')"
    text = text.replace(*spaces).replace("{{ ve_viec }}", f"{{{{ ve_viec|replace{spaces}{hyphen} }}}}")
    for term in ("nhiem_ky", "nhiem_ky_chi_bo"):
        text = text.replace(f"{{{{ {term} }}}}", f"{{{{ {term}{hyphen} }}}}")
    return text


def body(paper: Document, text: str, *, keep: bool = False, bold: bool = False, tab: Length | None = None) -> Paragraph:
    """A paragraph of running text; `keep` holds it on one page with what follows."""
    paragraph = paper.add_paragraph(style="Thân bài")
    paragraph.add_run(text).bold = bold or None
    paragraph.paragraph_format.keep_with_next = keep or None
    if tab is not None:
        # Spread between both margins, a line with a tab in it is torn apart.
        paragraph.alignment = LEFTWARDS
        paragraph.paragraph_format.tab_stops.add_tab_stop(tab)
    return paragraph


def closing_lines(paper: Document, loop: str, text: str, last: str = "loop.last") -> None:
    """A line for each turn of a loop near the end of a paper: the `last` alone stays on one page with what follows."""
    tag(paper, f"{{%p for {loop} %}}")
    tag(paper, f"{{%p if {last} %}}")
    body(paper, text, keep=True)
    tag(paper, "{%p else %}")
    body(paper, text)
    tag(paper, "{%p endif %}")
    tag(paper, "{%p endfor %}")


def addressed(paper: Document) -> None:
    """To whom a submission is sent, a line each."""
    body(paper, "Kính gửi:", keep=True)
    tag(paper, "{%p for dong in noi_kinh_gui %}")
    body(paper, "- {{ dong }}", keep=True)
    tag(paper, "{%p endfor %}")


def grounds(paper: Document) -> None:
    """What the paper rests on, a line each, in italics as the decree has it."""
    tag(paper, "{%p for dong in can_cu %}")
    body(paper, "{{ dong }}").runs[0].italic = True
    tag(paper, "{%p endfor %}")


def centred(paper: Document, text: str) -> None:
    """A line in bold in the middle, on one page with what follows: who decides, "QUYẾT ĐỊNH:"."""
    line = put_line(paper, text, size=BODY, bold=True, keep=True)
    line.paragraph_format.space_before = line.paragraph_format.space_after = GAP


def decided_by(paper: Document, variable: str) -> None:
    """Who decides, in capitals: where it fills more than a line, none ends inside the name of the commune."""
    centred(paper, f"{{{{ {variable}|upper|replace(ten_xa|upper, ten_xa|upper|replace(' ', '\u00a0')) }}}}")


@dataclass(frozen=True)
class Column:
    """One column of a table of figures; with a `condition` it is there only where that holds, and the others take its room."""

    heading: str
    cell: str
    width: Length
    align: WD_ALIGN_PARAGRAPH = CENTRED
    condition: str = ""


def figures(
    paper: Document,
    loop: str,
    columns: Sequence[Column],
    *,
    size: Length = TABLE,
    height: Length | None = None,
    tight: bool = False,
) -> None:
    """A ruled table, one row for each turn of `loop`; no row is split and the heading comes again on each page.

    `size` is that of its type, `height` the least of a row, where
    something is to be written in by hand; `tight` leaves less room beside the lines, for many columns.
    """
    table = grid(paper, [column.width for column in columns], style="Table Grid")
    if tight:
        side_margins(table, Mm(1))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        # Kept, because a heading must not stand alone at the foot of a page.
        put_line(cell, column.heading, size=size, bold=True, style="Trong bảng", keep=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    mark(table.rows[0]._tr, "w:tblHeader")
    for text in (f"{{%tr for {loop} %}}", None, "{%tr endfor %}"):
        row = table.add_row()
        mark(row._tr, "w:cantSplit")
        if text is None:
            for cell, column in zip(row.cells, columns, strict=True):
                put_line(cell, column.cell, size=size, style="Trong bảng", align=column.align)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if height is not None:
                row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
        else:
            merged = row.cells[0].merge(row.cells[-1])
            merged._tc.clear_content()
            tag(merged, text)
    for row in (table.rows[0], table.rows[2]):
        for cell, column in zip(row.cells, columns, strict=True):
            if column.condition:
                _only_if(cell, column.condition)
    # Ends the chain of rows kept together, which would else take what follows along.
    gap(paper, GAP)


def _only_if(cell: _Cell, condition: str) -> None:
    """Put a cell between two that only steer ({%tc if ... %}), which are gone from the paper."""
    for text, place in ((f"{{%tc if {condition} %}}", cell._tc.addprevious), ("{%tc endif %}", cell._tc.addnext)):
        steers = OxmlElement("w:tc")
        place(steers)
        tag(_Cell(steers, cell._parent), text)


def footer(paper: Document, left: str, right: str) -> None:
    """One small line at the foot of every page: `left`, and at the `right` the code by which two papers are known to say the same."""
    page = paper.sections[0]
    for foot in (page.first_page_footer, page.footer):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph.style = "Chân trang"
        paragraph.paragraph_format.tab_stops.add_tab_stop(text_width(paper), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\tMã dữ liệu: {right}")


def bars(paper: Document, loop: str, name: str, dark: str, pale: str, figure: str) -> None:
    """A bar for each turn of `loop`: its name, as many shaded cells as `dark` has, as many pale ones as `pale` has, its figure.

    The two lists have BAR_CELLS together, so that every row has the columns of the table.
    """
    ends = (Mm(38), Mm(32))
    cell_width = Length((text_width(paper) - sum(ends)) // BAR_CELLS)
    # As many columns as the finished row has; the row of the template has but one cell of each kind.
    table = grid(paper, (ends[0], *[cell_width] * BAR_CELLS, ends[1]))
    side_margins(table, Mm(1))
    table.add_row()
    table.add_row()
    for row, text in ((table.rows[0], f"{{%tr for {loop} %}}"), (table.rows[2], "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[-1])
        merged._tc.clear_content()
        tag(merged, text)
    row = table.rows[1]
    mark(row._tr, "w:cantSplit")
    first, shaded, plain, *others, last = row.cells
    for cell in others:
        row._tr.remove(cell._tc)
    put_line(first, name, size=Pt(11), style="Trong bảng", align=LEFTWARDS)
    put_line(last, figure, size=Pt(11), style="Trong bảng", align=RIGHTWARDS)
    for cell, many, colour in ((shaded, dark, "1F4E79"), (plain, pale, "E7E6E6")):
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
        for text, place in ((f"{{%tc for o in {many} %}}", cell._tc.addprevious), ("{%tc endfor %}", cell._tc.addnext)):
            steers = OxmlElement("w:tc")
            place(steers)
            tag(_Cell(steers, cell._parent), text)
    for cell in (first, shaded, plain, last):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    gap(paper, GAP)
