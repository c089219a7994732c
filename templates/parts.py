"""What papers are made of: community and state papers as Phụ lục I of Nghị định 30/2020/NĐ-CP asks, party papers as 36-HD/VPTW.

Each function adds one part to a python-docx document, so that a change is made once for every template.
Lengths are millimetres for the page and points for type, as in the decree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
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
BAR_CELLS = 20
DOTTED = "……………………"
# No line ends inside the day, however long the place before it.
_PLACE_AND_DAY = "{{ dia_danh }}, {{ ngay_lap|replace(' ', '\u00a0') }}"
BALLOT_WIDTH, BALLOT_HEIGHT, HOUSEHOLD_BALLOT_HEIGHT = Mm(96), Mm(90), Mm(135)
STAMP, BOX, BALLOT_EDGE = Mm(40), Mm(12), Mm(6)
"""The room for the stamp, the side of a box to cross, how far a name keeps from the line along which its ballot is cut."""

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


def state_heading(paper: Document, *, numbered: bool = False, one_body: bool = False) -> None:
    """The issuing body at the left, the national heading at the right, place and date under it; a `numbered` paper has its number left.

    The forms of Nghị định 59/2023/NĐ-CP have no line for a number: one of them shows it only where the dossier gives one.

    `one_body`: the two lines at the left are one name, that of a People's Committee, which has no body written above it.
    """
    # A page turned has room for the longest name at either side.
    shares = (80, 80) if paper.sections[0].orientation == WD_ORIENTATION.LANDSCAPE else (67, 93)
    narrow, wide = (Length(text_width(paper) * part // 160) for part in shares)
    heading = _grid(paper, (narrow, wide))
    heading.add_row()
    left, right = heading.rows[0].cells
    _line(left, "{{ co_quan_tren }}", size=Pt(12), bold=one_body)
    _line(left, "{{ co_quan }}", size=Pt(12), bold=True)
    _rule(left, Mm(20), within=narrow)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(12), bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True)
    _rule(right, Mm(57), within=wide)
    if numbered:
        _line(heading.rows[1].cells[0], "{% if so_hieu %}Số: {{ so_hieu }}{% endif %}", size=Pt(13)).paragraph_format.space_before = Pt(6)
    place = _line(heading.rows[1].cells[1], _PLACE_AND_DAY, size=Pt(13), italic=True)
    place.paragraph_format.space_before = Pt(6)


def letter_about(paper: Document, text: str) -> None:
    """What a letter is about, below its number: a letter has no title."""
    _line(paper.tables[0].rows[1].cells[0], text, size=Pt(12)).paragraph_format.space_before = Pt(6)
    _gap(paper, Pt(12))


def party_heading(paper: Document, *, numbered: bool = True) -> None:
    """The heading of a party paper (Hướng dẫn 36-HD/VPTW): the issuing cell at the left, "*" and number under it; no national heading."""
    narrow, wide = (Length(text_width(paper) * part // 160) for part in (70, 90))
    heading = _grid(paper, (narrow, wide))
    heading.add_row()
    left, right = heading.rows[0].cells
    _line(left, "{{ dang_bo }}", size=BODY)
    _line(left, "{{ chi_bo }}", size=BODY, bold=True)
    _line(left, "*", size=BODY)
    _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=Pt(15), bold=True)
    _rule(right, Mm(73), within=wide)
    if numbered:
        _line(heading.rows[1].cells[0], "Số {{ so_hieu }}", size=BODY)
    _line(heading.rows[1].cells[1], _PLACE_AND_DAY, size=BODY, italic=True)
    # Exactly so much from line to line as that guidance asks at the least.
    paper.styles["Thân bài"].paragraph_format.line_spacing = Pt(18)


def title(paper: Document, name: str, about: str) -> None:
    """The kind of paper and, under it, what it is about, with a rule below."""
    first = _line(paper, name, size=BODY, bold=True)
    first.paragraph_format.space_before = Pt(12)
    _line(paper, _unbroken_term(about), size=BODY, bold=True)
    _rule(paper, Mm(45), within=text_width(paper))
    _gap(paper, Pt(8))


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


def signed_minutes(paper: Document, *, of_residents: bool = False) -> Document:
    """The end of minutes: the secretary and whoever signs for the meeting, the recipients, the foot of the page; gives back the paper.

    `of_residents`: where the minutes are a decision of the residents, those whom Luật 10/2022/QH15 Điều 20 khoản 2 điểm g names sign too,
    on the same page: no page has signatures alone.
    """
    block = _on_one_page(paper)
    if of_residents:
        tag(block, "{%p if ky_dai_dien %}")
        signers = (
            Signatures(("ĐẠI DIỆN", "CÁC HỘ GIA ĐÌNH"), "{{ nguoi.ho_ten }}", "nguoi in ky_dai_dien"),
            Signatures(("TRƯỞNG BAN", "CÔNG TÁC MẶT TRẬN"), "{{ ky_mat_tran }}"),
            Signatures(("{{ ky_chuc_danh|upper }}", "{{ ten_ap|upper }}"), "{{ ky_truong_ap }}"),
        )
        _columns_to_sign(block, text_width(paper), signers, by_hand=True)
        tag(block, "{%p endif %}")
    secretary = Signatures(("THƯ KÝ",), "{{ nguoi.ho_ten }}", "nguoi in thu_ky")
    chair = Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")
    _columns_to_sign(block, text_width(paper), (secretary, chair), recipients="noi_nhan", by_hand=True)
    footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def grounds(paper: Document) -> None:
    """What the paper rests on, a line each, in italics as the decree has it."""
    tag(paper, "{%p for dong in can_cu %}")
    body(paper, "{{ dong }}").runs[0].italic = True
    tag(paper, "{%p endfor %}")


def centred(paper: Document, text: str) -> None:
    """A line in bold in the middle, on one page with what follows: who decides, "QUYẾT ĐỊNH:"."""
    line = _line(paper, text, size=BODY, bold=True, keep=True)
    line.paragraph_format.space_before = line.paragraph_format.space_after = GAP


def decided_by(paper: Document, variable: str) -> None:
    """Who decides, in capitals: where it fills more than a line, none ends inside the name of the commune."""
    centred(paper, f"{{{{ {variable}|upper|replace(ten_xa|upper, ten_xa|upper|replace(' ', '\u00a0')) }}}}")


def tag(place: Document | _Cell, text: str) -> None:
    """A line that only steers ({%p if ... %}): grey in the template, gone from the paper."""
    run = place.add_paragraph(style="Canh giữa").add_run(text)
    run.font.size, run.font.color.rgb = SMALL, RGBColor(0x80, 0x80, 0x80)


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
    table = _grid(paper, [column.width for column in columns], style="Table Grid")
    if tight:
        _side_margins(table, Mm(1))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        # Kept, because a heading must not stand alone at the foot of a page.
        _line(cell, column.heading, size=size, bold=True, style="Trong bảng", keep=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _mark(table.rows[0]._tr, "w:tblHeader")
    for text in (f"{{%tr for {loop} %}}", None, "{%tr endfor %}"):
        row = table.add_row()
        _mark(row._tr, "w:cantSplit")
        if text is None:
            for cell, column in zip(row.cells, columns, strict=True):
                _line(cell, column.cell, size=size, style="Trong bảng", align=column.align)
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
    _gap(paper, GAP)


def _only_if(cell: _Cell, condition: str) -> None:
    """Put a cell between two that only steer ({%tc if ... %}), which are gone from the paper."""
    for text, place in ((f"{{%tc if {condition} %}}", cell._tc.addprevious), ("{%tc endif %}", cell._tc.addnext)):
        steers = OxmlElement("w:tc")
        place(steers)
        tag(_Cell(steers, cell._parent), text)


@dataclass(frozen=True)
class Signatures:
    """One column of the signature block: what stands above, and the loop (or the one name) of those who sign. With nothing above: blank.

    `position` is a variable that may be empty; its line under `above` is then left out.
    """

    above: Sequence[str] = ()
    name: str = ""
    loop: str | None = None
    condition: str | None = None
    position: str | None = None

    @property
    def variable(self) -> str:
        """The variable that holds the name: "nguoi_ky"; "" where the name is no variable."""
        return self.name.strip("{ }") if self.name.startswith("{{") else ""


def signature_block(paper: Document, columns: Sequence[Signatures], recipients: str = "", *, by_hand: bool = True) -> None:
    """Two or three columns of signatures, the names at one height; "Nơi nhận" from the list `recipients` (where one is named) at the left.

    The recipients stand beside a single signature, else below all of them. `by_hand`: who signs is told to write the name where none is
    printed; an office leaves the place empty.
    """
    block = _on_one_page(paper)
    _columns_to_sign(block, text_width(paper), columns, recipients, by_hand=by_hand)


def _on_one_page(paper: Document) -> _Cell:
    """A place of the page's width that is one row, the only thing that neither Word nor LibreOffice ever spreads over two pages."""
    cell: _Cell = _grid(paper, (text_width(paper),)).rows[0].cells[0]
    cell._tc.clear_content()
    return cell


def _columns_to_sign(place: _Cell, whole: Length, columns: Sequence[Signatures], recipients: str = "", *, by_hand: bool) -> None:
    """Columns of signatures side by side: who signs, and in a row below the names."""
    table = _grid(place, [Length(whole // len(columns))] * len(columns))
    # What follows a table in a cell: without it two tables grow into one, and Word calls a cell damaged that ends in a table.
    after = place.paragraphs[-1]
    after.style, after.paragraph_format.line_spacing = "Canh giữa", Pt(4)
    table.add_row()
    for number, column in enumerate(columns):
        above, below = (row.cells[number] for row in table.rows)
        for cell in (above, below):
            cell._tc.clear_content()
        if column.above:
            _who_signs(above, column, columns, by_hand=by_hand)
            _names(below, column, by_hand=by_hand)
        # Word calls a file damaged where a cell has no paragraph, which a false condition would leave.
        for cell in (above, below):
            _gap(cell, Pt(1))
    if recipients and columns[0].above:
        last = table.add_row()
        _recipients(last.cells[0].merge(last.cells[-1]), recipients)
    elif recipients:
        _recipients(table.rows[0].cells[0].merge(table.rows[1].cells[0]), recipients)


def _who_signs(cell: _Cell, column: Signatures, columns: Sequence[Signatures], *, by_hand: bool) -> None:
    """For whom and in which office is signed; that the name is to be written, where it is not printed."""
    if column.condition:
        tag(cell, f"{{%p if {column.condition} %}}")
    for number, text in enumerate(column.above):
        _line(cell, text, size=TABLE, bold=True).paragraph_format.space_before = None if number else GAP
    position = next((c.position for c in columns if c.position), None)
    if position and column.position:
        tag(cell, f"{{%p if {position} %}}")
        _line(cell, f"{{{{ {position} }}}}", size=TABLE, bold=True)
        tag(cell, "{%p endif %}")
    if by_hand:
        if column.loop:
            tag(cell, f"{{%p for {column.loop} %}}")
        first, name = "loop.first and " if column.loop else "", column.variable
        if name:
            tag(cell, f"{{%p if {first}(not {name} or {name}[:1] == '…') %}}")
        _line(cell, "(Ký, ghi rõ họ tên)", size=Pt(12), italic=True)
        if name:
            tag(cell, "{%p endif %}")
        if column.loop:
            tag(cell, "{%p endfor %}")
    if column.condition:
        tag(cell, "{%p endif %}")


def _names(cell: _Cell, column: Signatures, *, by_hand: bool) -> None:
    """The names of those who sign, each below the room for a signature; dotted where one is not known and is written by hand."""
    if column.condition:
        tag(cell, f"{{%p if {column.condition} %}}")
    if column.loop:
        tag(cell, f"{{%p for {column.loop} %}}")
    name = column.variable
    if by_hand:
        text = f"{{% if {name} %}}{column.name}{{% else %}}{DOTTED}{{% endif %}}" if name else column.name or DOTTED
    else:
        text = column.name
    _line(cell, text, size=TABLE, bold=True).paragraph_format.space_before = Pt(44)
    if column.loop:
        tag(cell, "{%p endfor %}")
    if column.condition:
        tag(cell, "{%p endif %}")


def _recipients(cell: _Cell, recipients: str) -> None:
    """Who gets the paper, a line each."""
    cell._tc.clear_content()
    tag(cell, f"{{%p if {recipients} %}}")
    _line(cell, "Nơi nhận:", size=Pt(12), bold=True, italic=True, align=LEFTWARDS).paragraph_format.space_before = GAP
    tag(cell, f"{{%p for noi in {recipients} %}}")
    _line(cell, "- {{ noi }}", size=Pt(11), align=LEFTWARDS)
    tag(cell, "{%p endfor %}")
    tag(cell, "{%p endif %}")
    # Word calls a file damaged where a cell has no paragraph at its end.
    _gap(cell, Pt(1))


def footer(paper: Document, left: str, right: str) -> None:
    """One small line at the foot of every page: `left`, and at the `right` the code by which two papers are known to say the same."""
    page = paper.sections[0]
    for foot in (page.first_page_footer, page.footer):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph.style = "Chân trang"
        paragraph.paragraph_format.tab_stops.add_tab_stop(text_width(paper), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\tMã dữ liệu: {right}")


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
    table = _grid(paper, (text_width(paper),))
    _side_margins(table, Mm(6))
    _edges(table._tbl.tblPr, "w:tblBorders", "dashed", ("top", "bottom", "insideH"), before=("w:shd", "w:tblLayout", *_LAST))
    first, middle, last = table.rows[0], table.add_row(), table.add_row()
    for row, text in ((first, f"{{%tr for {loop} %}}"), (last, "{%tr endfor %}")):
        row.cells[0]._tc.clear_content()
        tag(row.cells[0], text)
    _mark(middle._tr, "w:cantSplit")
    middle.height, middle.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    _gap(paper, Pt(1))
    slip: _Cell = middle.cells[0]
    slip._tc.clear_content()
    return slip


def slip_columns(slip: _Cell, width: Length) -> tuple[_Cell, _Cell]:
    """Two columns inside a slip, the left one of that width: for its heading, and for who signs it."""
    left, right = _grid(slip, (width, Length(Mm(210) - 2 * Mm(9) - 2 * Mm(6) - width))).rows[0].cells
    return left, right


def line(
    place: _Cell, text: str, *, size: Length, bold: bool = False, italic: bool = False, align: WD_ALIGN_PARAGRAPH = CENTRED
) -> Paragraph:
    """A line of a slip."""
    return _line(place, text, size=size, bold=bold, italic=italic, align=align)


def rule(place: _Cell, length: Length, within: Length) -> None:
    """A rule under the heading of a slip."""
    _rule(place, length, within)


def _cut_apart(paper: Document, height: Length, one: Callable[[_Cell], None]) -> None:
    """As many of one as there are, two to a row, inside dashed lines to cut along, all of one size, none ever split.

    For a page of `ballot_paper`; how many rows fit on it follows from how many names a ballot bears. `hang_phieu` are the rows, from
    `blocks.ballot_rows`: nothing of them is printed, for ballots are not numbered.
    """
    table = _grid(paper, (BALLOT_WIDTH, BALLOT_WIDTH))
    _edges(table._tbl.tblPr, "w:tblBorders", "dashed", (*_AROUND, "insideH", "insideV"), before=("w:shd", "w:tblLayout", *_LAST))
    table.add_row()
    table.add_row()
    for row, text in ((table.rows[0], "{%tr for hang in hang_phieu %}"), (table.rows[2], "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[1])
        merged._tc.clear_content()
        tag(merged, text)
    row = table.rows[1]
    _mark(row._tr, "w:cantSplit")
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
        _gap(cell, Pt(4))
    # What has to follow a table: so low that it never takes a page of its own.
    _gap(paper, Pt(1))


def _ballot(cell: _Cell, issuer: Sequence[str], stamp: str) -> None:
    """One ballot: whose it is, the room for the stamp at the left, what is voted on beside it, below how to vote and the names."""
    _gap(cell, Pt(4)).add_run()
    for text in issuer:
        line = _line(cell, text, size=Pt(9), bold=text is issuer[-1], align=LEFTWARDS)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = BALLOT_EDGE
    line = _line(cell, stamp, size=Pt(8), italic=True, align=LEFTWARDS)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = BALLOT_EDGE
    head = _grid(cell, (STAMP, Length(BALLOT_WIDTH - 2 * BALLOT_EDGE - STAMP)))
    left, right = head.rows[0].cells
    head.rows[0].height, head.rows[0].height_rule = STAMP, WD_ROW_HEIGHT_RULE.AT_LEAST
    right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    # Nothing is printed in there: the stamp is less than 40 mm wide, and has to be read whole.
    _edges(left._tc.get_or_add_tcPr(), "w:tcBorders", "dotted", _AROUND, before=("w:shd", "w:noWrap", "w:vAlign"))
    _line(right, "PHIẾU BẦU", size=Pt(15), bold=True)
    tag(right, "{%p for dong in ten_phieu %}")
    _line(right, "{{ dong }}", size=Pt(12), bold=True)
    tag(right, "{%p endfor %}")
    # Word calls a file damaged where a cell has no paragraph at its end.
    _gap(right, Pt(2))
    _names_to_mark(cell)


def _household_ballot(cell: _Cell) -> None:
    """What NĐ 59 Điều 4 khoản 5 asks: title, content, choices and how to mark them, other opinions, the time limit, who signs."""
    _gap(cell, Pt(4)).add_run()
    for text in ("{{ co_quan_tren }}", "{{ co_quan }}"):
        _line(cell, text, size=Pt(9), bold=text == "{{ co_quan }}", align=LEFTWARDS).paragraph_format.left_indent = BALLOT_EDGE
    _line(cell, "PHIẾU LẤY Ý KIẾN HỘ GIA ĐÌNH", size=BODY, bold=True).paragraph_format.space_before = Pt(4)
    about = _line(cell, "Nội dung lấy ý kiến: {{ ve_viec }}.", size=Pt(12))
    about.paragraph_format.left_indent = about.paragraph_format.right_indent = BALLOT_EDGE
    _names_to_mark(cell)
    other = _line(cell, "Ý kiến khác (nếu có):", size=Pt(11), align=LEFTWARDS)
    other.paragraph_format.left_indent, other.paragraph_format.space_before = BALLOT_EDGE, Pt(6)
    for _ in range(4):
        _line(cell, "…" * 22, size=Pt(11)).paragraph_format.space_before = Pt(6)
    limit = _line(cell, "Thời hạn thu phiếu: hết {{ den_ngay }}.", size=Pt(11), bold=True, align=LEFTWARDS)
    limit.paragraph_format.left_indent = limit.paragraph_format.right_indent = BALLOT_EDGE
    limit.paragraph_format.space_before = Pt(10)
    signed = [
        _line(cell, "{% if the_thuc_ky %}{{ the_thuc_ky }} {% endif %}{{ chuc_vu_ky }}", size=Pt(11), bold=True),
        _line(cell, "(Ký trực tiếp)", size=Pt(10), italic=True),
        _line(cell, "{{ nguoi_ky }}", size=Pt(11), bold=True),
    ]
    for paragraph in signed:
        paragraph.paragraph_format.left_indent = Mm(42)
    signed[0].paragraph_format.space_before, signed[-1].paragraph_format.space_before = Pt(8), Pt(40)


def _names_to_mark(cell: _Cell) -> None:
    """How a ballot is marked, and its names over its whole width: with boxes under each where there are any, else to be struck out."""
    names = [_line(cell, "{{ huong_dan }}", size=Pt(11), italic=True)]
    tag(cell, "{%p if danh_dau %}")
    width = Length(BALLOT_WIDTH - 2 * BALLOT_EDGE - 2 * BOX)
    boxes = _grid(cell, (Length(width * 2 // 5), BOX, Length(width * 3 // 5), BOX))
    boxes.add_row()
    boxes.add_row()
    boxes.add_row()
    first, name, below, last = boxes.rows
    for row, text in ((first, "{%tr for nguoi in ung_cu %}"), (last, "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[-1])
        merged._tc.clear_content()
        tag(merged, text)
    whole = name.cells[0].merge(name.cells[-1])
    _line(whole, "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", size=TABLE, bold=True, align=LEFTWARDS, keep=True)
    whole.paragraphs[0].paragraph_format.space_before = Pt(4)
    _boxes(below)
    tag(cell, "{%p else %}")
    tag(cell, "{%p for nguoi in ung_cu %}")
    names.append(_line(cell, "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", size=TABLE, bold=True, align=LEFTWARDS))
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
        line = _line(cell, text, size=Pt(12), align=RIGHTWARDS)
        line.paragraph_format.right_indent = Mm(2)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if not text:
            _edges(cell._tc.get_or_add_tcPr(), "w:tcBorders", "single", _AROUND, before=("w:shd", "w:noWrap", "w:vAlign"))


_AROUND = ("top", "left", "bottom", "right")
_LAST = ("w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")


def _edges(holder: Any, name: str, line: str, sides: Sequence[str], before: Sequence[str]) -> None:
    """Lines of one kind around a table (or inside it), put where the schema wants them."""
    borders = OxmlElement(name)
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", line), ("sz", "6"), ("space", "0"), ("color", "808080")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    holder.insert_element_before(borders, *before)


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
    paper: Document | _Cell, widths: Sequence[Length], style: str = "Normal Table"
) -> Any:  # a Table, half of which python-docx leaves untyped
    table: Any = paper.add_table(1, len(widths))
    table.style = style
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        column.cells[0].width = width
    if style == "Normal Table":
        _side_margins(table, Mm(0))
    _mark(table.rows[0]._tr, "w:cantSplit")
    return table


def _side_margins(table: Any, width: Length) -> None:
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


def bars(paper: Document, loop: str, name: str, dark: str, pale: str, figure: str) -> None:
    """A bar for each turn of `loop`: its name, as many shaded cells as `dark` has, as many pale ones as `pale` has, its figure.

    The two lists have BAR_CELLS together, so that every row has the columns of the table.
    """
    ends = (Mm(38), Mm(32))
    cell_width = Length((text_width(paper) - sum(ends)) // BAR_CELLS)
    # As many columns as the finished row has; the row of the template has but one cell of each kind.
    table = _grid(paper, (ends[0], *[cell_width] * BAR_CELLS, ends[1]))
    _side_margins(table, Mm(1))
    table.add_row()
    table.add_row()
    for row, text in ((table.rows[0], f"{{%tr for {loop} %}}"), (table.rows[2], "{%tr endfor %}")):
        merged = row.cells[0].merge(row.cells[-1])
        merged._tc.clear_content()
        tag(merged, text)
    row = table.rows[1]
    _mark(row._tr, "w:cantSplit")
    first, shaded, plain, *others, last = row.cells
    for cell in others:
        row._tr.remove(cell._tc)
    _line(first, name, size=Pt(11), style="Trong bảng", align=LEFTWARDS)
    _line(last, figure, size=Pt(11), style="Trong bảng", align=RIGHTWARDS)
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
    _gap(paper, GAP)
