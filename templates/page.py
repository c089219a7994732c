"""A page and the little that everything on it is made of: margins, styles, lines, rules, grids. Lengths: millimetres, type in points."""

from collections.abc import Sequence
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from typeface import FONT, add_typeface

TOP = BOTTOM = RIGHT = Mm(20)
LEFT = Mm(30)
BODY, TABLE, SMALL = Pt(14), Pt(13), Pt(10)
GAP = Pt(6)
DOTTED = "……………………"
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
    add_typeface(paper)
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


def landscape(paper: Document) -> None:
    """Turn the page: for a table of many columns. Called first, for what comes after takes its widths from the page."""
    page = paper.sections[0]
    page.orientation = WD_ORIENTATION.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)


def text_width(paper: Document) -> Length:
    """How wide the text of the page is, between its margins."""
    page = paper.sections[0]
    return Length((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))


def tag(place: Document | _Cell, text: str) -> None:
    """A line that only steers ({%p if ... %}): grey in the template, gone from the paper."""
    run = place.add_paragraph(style="Canh giữa").add_run(text)
    run.font.size, run.font.color.rgb = SMALL, RGBColor(0x80, 0x80, 0x80)


def put_line(
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
    """Write a line of a style and a size, the first of a cell into the paragraph that it has."""
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    paragraph.style, paragraph.alignment = style, align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = size, bold or None, italic or None
    paragraph.paragraph_format.keep_with_next = keep or None
    return paragraph


def gap(place: Document | _Cell, height: Length) -> Paragraph:
    """Nothing, of an exact height: an empty line is otherwise as high as the type of the page."""
    paragraph = place.add_paragraph(style="Canh giữa")
    paragraph.paragraph_format.line_spacing = height
    return paragraph


def rule(place: Document | _Cell, length: Length, within: Length) -> None:
    """A rule of its own length, centred: the border of a paragraph too low to be seen."""
    paragraph = gap(place, Pt(3))
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


def grid(
    paper: Document | _Cell, widths: Sequence[Length], style: str = "Normal Table"
) -> Any:  # a Table, half of which python-docx leaves untyped
    """A table that nobody sees, of these widths, for what stands side by side; no row of it is split."""
    table: Any = paper.add_table(1, len(widths))
    table.style = style
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        column.cells[0].width = width
    if style == "Normal Table":
        side_margins(table, Mm(0))
    mark(table.rows[0]._tr, "w:cantSplit")
    return table


def side_margins(table: Any, width: Length) -> None:
    """How far the text of each cell keeps from the lines at its sides."""
    for margins in table._tbl.tblPr.findall(qn("w:tblCellMar")):
        table._tbl.tblPr.remove(margins)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width.twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def mark(row: Any, name: Literal["w:cantSplit", "w:tblHeader"]) -> None:
    """Say of a row that it is not split, or that it comes again on each page."""
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
    # The least that the decree allows between paragraphs, and between lines.
    text.first_line_indent, text.space_after, text.line_spacing = Mm(10), GAP, 1
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
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), "vi-VN")
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for name in ("w:rsids", "w:zoom", "w:proofState", "w:savePreviewPicture"):
        settings.remove(settings.find(qn(name)))
