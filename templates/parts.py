"""What papers are made of: community and state papers as Phụ lục I of Nghị định 30/2020/NĐ-CP asks, party papers as 36-HD/VPTW.

Each function adds one part to a python-docx document, so that a change is made once for every template.
Lengths are millimetres for the page and points for type, as in the decree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
TOP = BOTTOM = RIGHT = Mm(20)
LEFT = Mm(30)
TEXT_WIDTH = Mm(210 - 30 - 20)
BODY, TABLE, SMALL = Pt(14), Pt(13), Pt(10)
GAP = Pt(6)

LEFTWARDS, CENTRED, RIGHTWARDS, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

# A clerk sees these names in Word's list of styles; the ids stay ASCII, as other programs expect.
_STYLES = {
    "Thân bài": ("ThanBai", BODY, JUSTIFIED),
    "Canh giữa": ("CanhGiua", BODY, CENTRED),
    "Trong bảng": ("TrongBang", TABLE, LEFTWARDS),
    "Chân trang": ("ChanTrang", SMALL, LEFTWARDS),
}
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", *_STYLES}


def new_paper(name: str) -> Document:
    """An empty A4 page with the margins, the type and the page number of the decree."""
    paper = docx.Document()
    paper.core_properties.title = name
    paper.core_properties.author = paper.core_properties.comments = ""
    _define_styles(paper)
    _drop_what_no_paper_uses(paper)
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    page.header_distance = page.footer_distance = Mm(10)
    # The first page bears no number.
    page.different_first_page_header_footer = True
    page.first_page_header.is_linked_to_previous = False
    page.first_page_header.paragraphs[0].style = "Canh giữa"
    number = page.header.paragraphs[0]
    number.style, number.alignment = "Canh giữa", CENTRED
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    return paper


def state_heading(paper: Document, *, numbered: bool = False) -> None:
    """The issuing body at the left, the national heading at the right, place and date under it; a `numbered` paper has its number left."""
    heading = _grid(paper, (Mm(63), Mm(97)))
    heading.add_row()
    left, right = heading.rows[0].cells
    _line(left, "{{ co_quan_tren }}", size=Pt(12))
    _line(left, "{{ co_quan }}", size=Pt(12), bold=True)
    _rule(left, Mm(20), within=Mm(63))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(12), bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True)
    _rule(right, Mm(57), within=Mm(97))
    if numbered:
        _line(heading.rows[1].cells[0], "{{ so_hieu }}", size=Pt(13)).paragraph_format.space_before = Pt(6)
    place = _line(heading.rows[1].cells[1], "{{ dia_danh }}, {{ ngay_lap }}", size=Pt(13), italic=True)
    place.paragraph_format.space_before = Pt(6)


def party_heading(paper: Document) -> None:
    """The heading of a party paper (Hướng dẫn 36-HD/VPTW): the issuing cell at the left, "*" and number under it; no national heading."""
    heading = _grid(paper, (Mm(75), Mm(85)))
    heading.add_row()
    left, right = heading.rows[0].cells
    _line(left, "{{ dang_bo }}", size=BODY)
    _line(left, "{{ chi_bo }}", size=BODY, bold=True)
    _line(left, "*", size=BODY)
    _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=Pt(15), bold=True)
    _rule(right, Mm(73), within=Mm(85))
    _line(heading.rows[1].cells[0], "{{ so_hieu }}", size=BODY)
    _line(heading.rows[1].cells[1], "{{ dia_danh }}, {{ ngay_lap }}", size=BODY, italic=True)


def title(paper: Document, name: str, about: str) -> None:
    """The kind of paper and, under it, what it is about, with a rule below."""
    first = _line(paper, name, size=BODY, bold=True)
    first.paragraph_format.space_before = Pt(18)
    _line(paper, about, size=BODY, bold=True)
    _rule(paper, Mm(45), within=TEXT_WIDTH)
    _gap(paper, Pt(12))


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


def tag(place: Document | _Cell, text: str) -> None:
    """A line that only steers ({%p if ... %}): grey in the template, gone from the paper."""
    run = place.add_paragraph(style="Canh giữa").add_run(text)
    run.font.size, run.font.color.rgb = SMALL, RGBColor(0x80, 0x80, 0x80)


@dataclass(frozen=True)
class Column:
    """One column of a table of figures."""

    heading: str
    cell: str
    width: Length
    align: WD_ALIGN_PARAGRAPH = CENTRED


def figures(paper: Document, loop: str, columns: Sequence[Column], *, whole: bool = False) -> None:
    """A ruled table, one row for each turn of `loop`; no row is split and the heading comes again on each page.

    A table that is to stay `whole` goes to the next page rather than break.
    """
    table = _grid(paper, [column.width for column in columns], style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        # Kept, because a heading must not stand alone at the foot of a page.
        _line(cell, column.heading, size=TABLE, bold=True, style="Trong bảng", keep=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _mark(table.rows[0]._tr, "w:tblHeader")
    for text in (f"{{%tr for {loop} %}}", None, "{%tr endfor %}"):
        row = table.add_row()
        _mark(row._tr, "w:cantSplit")
        if text is None:
            for cell, column in zip(row.cells, columns, strict=True):
                _line(cell, column.cell, size=TABLE, style="Trong bảng", align=column.align, keep=whole)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        else:
            merged = row.cells[0].merge(row.cells[-1])
            merged._tc.clear_content()
            tag(merged, text)
    # Ends the chain of rows kept together, which would else take what follows along.
    _gap(paper, GAP)


@dataclass(frozen=True)
class Signatures:
    """One column of the signature block: what stands above, and the loop (or the one name) of those who sign. With nothing above: blank."""

    above: Sequence[str] = ()
    name: str = ""
    loop: str | None = None
    condition: str | None = None


def signature_block(paper: Document, columns: Sequence[Signatures], recipients: str) -> None:
    """Two or three columns of signatures, with "Nơi nhận" from the list `recipients` at the foot of the left one.

    All of it is one row, the only thing that neither Word nor LibreOffice ever spreads over two pages.
    """
    width = Length(TEXT_WIDTH // len(columns))
    table = _grid(paper, [width] * len(columns))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell._tc.clear_content()
        if not column.above:
            _gap(cell, GAP)
            continue
        if column.condition:
            tag(cell, f"{{%p if {column.condition} %}}")
        for number, text in enumerate(column.above):
            _line(cell, text, size=TABLE, bold=True).paragraph_format.space_before = None if number else GAP
        _line(cell, "(Ký, ghi rõ họ tên)", size=Pt(12), italic=True)
        if column.loop:
            tag(cell, f"{{%p for {column.loop} %}}")
        _line(cell, column.name, size=TABLE, bold=True).paragraph_format.space_before = Pt(54)
        if column.loop:
            tag(cell, "{%p endfor %}")
        if column.condition:
            tag(cell, "{%p endif %}")
        # Word calls a file damaged where a cell has no paragraph, which a false condition would leave.
        _gap(cell, GAP)
    left = table.rows[0].cells[0]
    tag(left, f"{{%p if {recipients} %}}")
    _line(left, "Nơi nhận:", size=Pt(12), bold=True, italic=True, align=LEFTWARDS).paragraph_format.space_before = GAP
    tag(left, f"{{%p for noi in {recipients} %}}")
    _line(left, "- {{ noi }}", size=Pt(11), align=LEFTWARDS)
    tag(left, "{%p endfor %}")
    tag(left, "{%p endif %}")


def footer(paper: Document, left: str, right: str) -> None:
    """One small line at the foot of every page."""
    page = paper.sections[0]
    for foot in (page.first_page_footer, page.footer):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph.style = "Chân trang"
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\t{right}")


def _line(
    place: Document | _Cell,
    text: str,
    *,
    size: Length,
    bold: bool = False,
    italic: bool = False,
    style: str = "Canh giữa",
    align: WD_ALIGN_PARAGRAPH = CENTRED,
    keep: bool = False,
) -> Paragraph:
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    paragraph.style, paragraph.alignment = style, align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = size, bold or None, italic or None
    paragraph.paragraph_format.keep_with_next = keep or None
    return paragraph


def _gap(place: Document | _Cell, height: Length) -> Paragraph:
    """Nothing, of an exact height: an empty line is otherwise as high as the type of the page."""
    paragraph = place.add_paragraph(style="Canh giữa")
    paragraph.paragraph_format.line_spacing = height
    return paragraph


def _rule(place: Document | _Cell, length: Length, within: Length) -> None:
    """A rule of its own length, centred: the border of a paragraph too low to be seen."""
    paragraph = _gap(place, Pt(3))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Length((within - length) // 2)
    form.space_before = Pt(3)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{key}"), value)
    border.append(top)
    # The schema has an order, and Word holds to it: borders come before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _grid(
    paper: Document, widths: Sequence[Length], style: str = "Normal Table"
) -> Any:  # a Table, half of which python-docx leaves untyped
    table = paper.add_table(1, len(widths), style=style)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        column.cells[0].width = width
    if style == "Normal Table":
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:w"), "0")
            edge.set(qn("w:type"), "dxa")
            margins.append(edge)
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    _mark(table.rows[0]._tr, "w:cantSplit")
    return table


def _mark(row: Any, name: Literal["w:cantSplit", "w:tblHeader"]) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def _define_styles(paper: Document) -> None:
    styles = paper.styles
    for name, (identity, size, align) in _STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), identity)
        style.base_style = styles["Normal"]
        style.quick_style = True
        style.font.size = size
        style.paragraph_format.alignment = align
    text = styles["Thân bài"].paragraph_format
    text.first_line_indent, text.space_after, text.line_spacing = Mm(10), Pt(4), 1.1
    cell = styles["Trong bảng"].paragraph_format
    cell.space_before = cell.space_after = Pt(3)
    for style in list(styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    root = styles.element
    root.remove(root.find(qn("w:latentStyles")))
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    # Otherwise Word underlines every Vietnamese word as misspelt English.
    defaults.find(qn("w:lang")).set(qn("w:val"), "vi-VN")
    spacing = root.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    spacing.attrib.clear()
    spacing.set(qn("w:after"), "0")
    styles["Normal"].font.size = BODY


def _drop_what_no_paper_uses(paper: Document) -> None:
    """python-docx starts from a file with a picture of itself and 900 KB of styles, which each paper would carry."""
    needed = ("styles", "settings", "header", "footer", "officeDocument", "core-properties")
    for owner in (paper.part, paper.part.package):
        for key, relation in list(owner.rels.items()):
            if not relation.reltype.endswith(needed):
                del owner.rels[key]
    settings = paper.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for name in ("w:rsids", "w:zoom", "w:proofState", "w:savePreviewPicture"):
        settings.remove(settings.find(qn(name)))
