"""Minutes that correct what was written down, of the vote for head and of the congress. Looks: `parts.py`."""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm, Pt
from page import tag
from parts import Column, body


def of_vote() -> Document:
    """Biên bản đính chính số liệu bầu trưởng ấp."""
    paper = page.new_paper("Biên bản đính chính số liệu")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "BIÊN BẢN", "Đính chính số liệu bầu {{ chuc_danh }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}")
    return _corrected(
        paper, "Hôm nay, {{ ngay }}, tại {{ ten_ap }}, {{ dia_chi_ap }}, {{ ben_lap }} gồm các ông (bà) có tên sau:", "{{ uy_ban }}"
    )


def of_congress() -> Document:
    """Biên bản đính chính số liệu đại hội chi bộ."""
    paper = page.new_paper("Biên bản đính chính số liệu đại hội")
    parts.party_heading(paper)
    parts.title(
        paper, "BIÊN BẢN", "đính chính số liệu Đại hội {{ ten_chi_bo }}{% if nhiem_ky_chi_bo %}, nhiệm kỳ {{ nhiem_ky_chi_bo }}{% endif %}"
    )
    return _corrected(paper, "Hôm nay, {{ ngay }}, {{ ben_lap }} Đại hội {{ ten_chi_bo }} gồm các đồng chí có tên sau:", "{{ cap_uy }}")


def _corrected(paper: Document, opening: str, above: str) -> Document:
    body(paper, opening, keep=True)
    tag(paper, "{%p for nguoi in kiem_phieu %}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}\t{{ nguoi.vai_tro }}", tab=Mm(136))
    tag(paper, "{%p endfor %}")
    body(paper, "đã kiểm tra lại hồ sơ, đối chiếu số liệu và thống nhất đính chính {{ so_cho }} chỗ như sau:", keep=True)
    body(paper, "I. NỘI DUNG ĐÍNH CHÍNH", keep=True, bold=True)
    parts.figures(
        paper,
        "dong in dinh_chinh",
        (
            Column("Chỗ được đính chính", "{{ dong.cho }}", Mm(62), page.LEFTWARDS),
            Column("Đã ghi", "{{ dong.da_ghi }}", Mm(32)),
            Column("Nay sửa lại là", "{{ dong.nay_sua }}", Mm(32)),
            Column("Lý do", "{{ dong.ly_do_sua }}", Mm(34)),
        ),
        size=Pt(12),
        tight=True,
    )
    body(paper, "II. KẾT QUẢ TRƯỚC VÀ SAU KHI ĐÍNH CHÍNH", keep=True, bold=True)
    tag(paper, "{%p for dong in ket_qua_hai_ben %}")
    body(paper, "{{ loop.index }}. Việc {{ dong.viec_bau }}:", keep=True)
    body(paper, "- Theo số liệu đã ghi: {{ dong.ket_qua_cu }}", keep=True)
    body(paper, "- Theo số liệu đã đính chính: {{ dong.ket_qua_moi }}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p if not ket_qua_hai_ben %}")
    body(paper, "Chưa tổ chức bầu.")
    tag(paper, "{%p endif %}")
    body(paper, "III. KẾT LUẬN", keep=True, bold=True)
    tag(paper, "{%p for doan in ket_luan %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(
        paper,
        f"Biên bản này là một phần của hồ sơ, gửi {above} xem xét, quyết định; đã đọc cho mọi người cùng nghe, công nhận là đúng và ký tên "
        "dưới đây./.",
        keep=True,
    )
    return signatures.signed_minutes(paper)


TEMPLATES: dict[str, Callable[[], Document]] = {
    "bien-ban-dinh-chinh": of_vote,
    "bien-ban-dinh-chinh-dai-hoi": of_congress,
}
