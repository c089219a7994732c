"""Who signs: columns of signatures with the names at one height, the recipients beside or below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Length, Pt
from docx.table import _Cell
from page import DOTTED, GAP, LEFTWARDS, TABLE, gap, grid, put_line, tag, text_width
from parts import footer


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
    cell: _Cell = grid(paper, (text_width(paper),)).rows[0].cells[0]
    cell._tc.clear_content()
    return cell


def _columns_to_sign(place: _Cell, whole: Length, columns: Sequence[Signatures], recipients: str = "", *, by_hand: bool) -> None:
    """Columns of signatures side by side: who signs, and in a row below the names."""
    table = grid(place, [Length(whole // len(columns))] * len(columns))
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
            gap(cell, Pt(1))
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
        put_line(cell, text, size=TABLE, bold=True).paragraph_format.space_before = None if number else GAP
    position = next((c.position for c in columns if c.position), None)
    if position and column.position:
        tag(cell, f"{{%p if {position} %}}")
        put_line(cell, f"{{{{ {position} }}}}", size=TABLE, bold=True)
        tag(cell, "{%p endif %}")
    if by_hand:
        if column.loop:
            tag(cell, f"{{%p for {column.loop} %}}")
        first, name = "loop.first and " if column.loop else "", column.variable
        if name:
            tag(cell, f"{{%p if {first}(not {name} or {name}[:1] == '…') %}}")
        put_line(cell, "(Ký, ghi rõ họ tên)", size=Pt(12), italic=True)
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
    put_line(cell, text, size=TABLE, bold=True).paragraph_format.space_before = Pt(44)
    if column.loop:
        tag(cell, "{%p endfor %}")
    if column.condition:
        tag(cell, "{%p endif %}")


def _recipients(cell: _Cell, recipients: str) -> None:
    """Who gets the paper, a line each."""
    cell._tc.clear_content()
    tag(cell, f"{{%p if {recipients} %}}")
    put_line(cell, "Nơi nhận:", size=Pt(12), bold=True, italic=True, align=LEFTWARDS).paragraph_format.space_before = GAP
    tag(cell, f"{{%p for noi in {recipients} %}}")
    put_line(cell, "- {{ noi }}", size=Pt(11), align=LEFTWARDS)
    tag(cell, "{%p endfor %}")
    tag(cell, "{%p endif %}")
    # Word calls a file damaged where a cell has no paragraph at its end.
    gap(cell, Pt(1))
