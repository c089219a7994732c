"""Papers for the evening of the vote: the invitation of each household, what to bring. Looks: `parts.py`."""

from collections.abc import Callable

import page
import parts
import signatures
import slips
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from page import tag
from parts import Column, body
from signatures import Signatures

_SLIP, _TEXT, _LEFT = Mm(135.5), Pt(11), Mm(80)


def household_invitations() -> Document:
    """Giấy mời từng hộ: Mẫu số 01 for each household by name, two to a page. What stands at the foot of the page is cut away."""
    paper = slips.ballot_paper("Giấy mời từng hộ")
    slip = slips.slips(paper, "ho in ho_duoc_moi", _SLIP)
    _heading(slip)
    page.put_line(slip, "GIẤY MỜI", size=Pt(14), bold=True).paragraph_format.space_before = Pt(3)
    page.put_line(slip, "Về việc {{ ve_viec }}", size=Pt(12), bold=True).paragraph_format.space_after = Pt(3)
    _text(
        slip,
        "Trân trọng kính mời: ",
        "{{ ho.ong_ba|lower }} {{ ho.ho_ten }}",
        ", đại diện hộ gia đình{% if ho.ho_nao %} ({{ ho.ho_nao }}){% endif %}.",
    ).runs[1].bold = True
    _text(slip, "Dự cuộc họp của cộng đồng dân cư {{ ten_ap }}, {{ dia_chi_ap }}.")
    _text(slip, "1. Thời gian: {{ thoi_gian }}. Địa điểm: {{ dia_diem }}.")
    _text(
        slip,
        "2. Thành phần: ",
        "{% for nguoi in chu_tri %}chủ trì: {{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }}, {{ nguoi.chuc_vu }}; {% endfor %}",
        "đại biểu: {% for khach in khach_moi %}{{ khach }}; {% endfor %}các {{ dien_bau }} của {{ ten_ap }}.",
    )
    _text(
        slip,
        "3. Nội dung: {% for doan in noi_dung_hop %}({{ loop.index }}) {{ doan }}{% if loop.last %}.{% else %}; {% endif %}{% endfor %}",
    )
    _text(slip, "4. Đầu mối liên hệ: {{ lien_he }}.")
    _text(slip, "5. Tài liệu: {{ tai_lieu }}.")
    _text(slip, "Đề nghị {{ ho.ong_ba|lower }} đến dự đúng thời gian, địa điểm nêu trên./.")
    _signed(slip)
    parts.footer(
        paper,
        "{% if mau_so %}{{ mau_so }}. {% endif %}Tổng số in: {{ so_giay }}. Cắt theo đường đứt nét, bỏ phần lề này.",
        "{{ ma_du_lieu }}",
    )
    return paper


def evening_list() -> Document:
    """Danh mục chuẩn bị buổi bầu: a table for each kind of thing, with a box to tick."""
    paper = page.new_paper("Danh mục chuẩn bị buổi bầu")
    parts.state_heading(paper)
    parts.title(paper, "DANH MỤC CHUẨN BỊ", "Buổi họp {{ ve_viec }}")
    body(paper, "- Thời gian: {{ thoi_gian }}.", keep=True).alignment = page.LEFTWARDS
    body(paper, "- Địa điểm: {{ dia_diem }}.", keep=True).alignment = page.LEFTWARDS
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    tag(paper, "{%p if dieu_kien %}")
    body(paper, "- {{ dieu_kien }}")
    tag(paper, "{%p endif %}")
    for loop, heading in (
        ("giay_da_ban_hanh", "Giấy tờ đã ban hành, mang theo"),
        ("giay_phai_ky", "Giấy tờ in sẵn, còn phải ký"),
        ("do_dung", "Phiếu bầu, đồ dùng"),
        ("nguoi_lam_viec", "Người làm việc"),
    ):
        tag(paper, f"{{%p if {loop} %}}")
        body(paper, heading, keep=True, bold=True)
        columns = (
            Column("TT", "{{ dong.tt }}", Mm(10)),
            Column("Nội dung", "{{ dong.noi_dung }}", Mm(68), page.LEFTWARDS),
            Column("Số lượng", "{{ dong.so_luong }}", Mm(36)),
            Column("Người chuẩn bị", "{{ dong.nguoi_chuan_bi }}", Mm(32)),
            Column("Đã có", "□", Mm(14)),
        )
        parts.figures(paper, f"dong in {loop}", columns, size=Pt(12), tight=True)
        tag(paper, "{%p endif %}")
    signatures.signature_block(paper, (Signatures(), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")), "noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def _text(slip: _Cell, text: str, *more: str) -> Paragraph:
    """A paragraph of a slip, the first line indented; dots spread between both margins would tear it apart."""
    paragraph = page.put_line(slip, text, size=_TEXT, align=page.LEFTWARDS)
    for further in more:
        paragraph.add_run(further).font.size = _TEXT
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_after = Mm(7), Pt(1)
    return paragraph


def _heading(slip: _Cell) -> None:
    left, right = slips.slip_columns(slip, _LEFT)
    page.put_line(left, "{{ co_quan_tren }}", size=Pt(11)).paragraph_format.space_before = Pt(3)
    page.put_line(left, "{{ co_quan }}", size=Pt(11), bold=True)
    page.rule(left, Mm(20), _LEFT)
    tag(left, "{%p if so_hieu %}")
    page.put_line(left, "Số: {{ so_hieu }}", size=Pt(11))
    tag(left, "{%p endif %}")
    page.put_line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(11), bold=True).paragraph_format.space_before = Pt(3)
    page.put_line(right, "Độc lập - Tự do - Hạnh phúc", size=Pt(12), bold=True)
    page.rule(right, Mm(53), Mm(100))
    page.put_line(right, "{{ dia_danh }}, {{ ngay_lap }}", size=Pt(11), italic=True)


def _signed(slip: _Cell) -> None:
    left, right = slips.slip_columns(slip, Mm(86))
    tag(left, "{%p if noi_nhan %}")
    page.put_line(left, "Nơi nhận:", size=Pt(10), bold=True, italic=True, align=page.LEFTWARDS)
    tag(left, "{%p for noi in noi_nhan %}")
    page.put_line(left, "- {{ noi }}", size=Pt(9), align=page.LEFTWARDS)
    tag(left, "{%p endfor %}")
    tag(left, "{%p endif %}")
    page.put_line(left, " ", size=Pt(4))
    page.put_line(right, "{{ the_thuc_ky }}", size=Pt(11), bold=True).paragraph_format.space_before = Pt(3)
    page.put_line(right, "{{ chuc_vu_ky }}", size=Pt(11), bold=True)
    page.put_line(right, "{{ nguoi_ky }}", size=Pt(11), bold=True).paragraph_format.space_before = Pt(30)
    # A cell ends in a paragraph: this one so low that it takes no room.
    slip.paragraphs[-1].paragraph_format.line_spacing = Pt(1)


TEMPLATES: dict[str, Callable[[], Document]] = {
    "giay-moi-tung-ho": household_invitations,
    "chuan-bi-buoi-bau": evening_list,
}
