"""What the letter says with which dossiers are sent back to be mended; its variables are those of `dantin/papers/covering_letter.py`."""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm, Pt
from page import LEFTWARDS, tag
from parts import Column, body
from signatures import Signatures


def letter() -> Document:
    """Công văn trả hồ sơ: official letters have no name of their own; what they are about stands under their number."""
    paper = page.new_paper("Công văn trả hồ sơ để sửa")
    parts.state_heading(paper, numbered=True, one_body=True)
    about = paper.tables[0].rows[1].cells[0].add_paragraph(style="Canh giữa")
    about.add_run("V/v trả hồ sơ bầu cử để sửa").font.size = Pt(12)
    tag(paper, "{%p for dong in noi_kinh_gui %}")
    addressee = body(paper, "Kính gửi: {{ dong }}", keep=True)
    addressee.alignment = page.CENTRED
    addressee.paragraph_format.space_before, addressee.paragraph_format.space_after = Pt(18), Pt(12)
    tag(paper, "{%p endfor %}")
    body(
        paper,
        "Qua kiểm tra hồ sơ bầu cử và đại hội chi bộ của các ấp, khu phố thuộc {{ ten_xa }} (kiểm tra ngày {{ ngay_kiem_tra }}), còn "
        "{{ so_ho_so }} hồ sơ có chỗ cần sửa hoặc cần xem lại, gồm {{ so_loi }} lỗi và {{ so_canh_bao }} cảnh báo, như sau:",
        keep=True,
    )
    parts.figures(
        paper,
        "dong in ho_so",
        (
            Column("TT", "{{ loop.index }}", Mm(12)),
            Column("Ấp, khu phố", "{{ dong.ap }}", Mm(48), LEFTWARDS),
            Column("Tệp gửi trả", "{{ dong.tep }}", Mm(60), LEFTWARDS),
            Column("Lỗi", "{{ dong.loi }}", Mm(16)),
            Column("Cảnh báo", "{{ dong.canh_bao }}", Mm(24)),
        ),
    )
    names = "{% for ten in chua_co %}{{ ten }}{% if not loop.last %}; {% endif %}{% endfor %}"
    tag(paper, "{%p if chua_co %}")
    body(paper, f"Trong danh sách còn {{{{ so_chua_co }}}} ấp, khu phố chưa có hồ sơ: {names}.")
    tag(paper, "{%p endif %}")
    body(paper, "Đề nghị {{ noi_sua }}:", keep=True)
    body(
        paper,
        "1. Sửa ngay trong tệp gửi trả, ở các ô đã tô màu. Trang đầu “Lỗi cần sửa” (tệp YAML: các dòng bắt đầu bằng “# [dantin]”) ghi đủ "
        "từng chỗ và việc cần làm. Lỗi thì phải sửa; cảnh báo thì xem lại, nếu đúng thì để nguyên.",
    )
    tag(paper, "{%p if chi_liet_ke %}")
    body(paper, "Tệp có tên kết thúc bằng “-loi-can-sua” chỉ liệt kê chỗ cần sửa, vì không tô màu được vào hồ sơ gốc: sửa ở hồ sơ gốc.")
    tag(paper, "{%p endif %}")
    body(
        paper,
        "2. Chỉ sửa theo sổ sách, biên bản đã lập. Nếu chính biên bản đã ký có chỗ sai thì báo lại, không tự sửa số liệu cho khớp.",
    )
    body(
        paper,
        "3. Gửi lại đủ các tệp trên{% if chua_co %}, cùng hồ sơ của các ấp, khu phố chưa gửi,{% endif %} trước ngày {{ han }}./.",
        keep=True,
    )
    signature = Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")
    signatures.signature_block(paper, (Signatures(), signature), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {"cong-van-tra-ho-so": letter}
