"""What the report of a commune, a district or a province says. How it looks: `parts.py`; its variables:
`dantin/papers/summary_report.py`.
"""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm, Pt
from page import LEFTWARDS, tag
from parts import Column, body
from signatures import Signatures


def summary_report() -> Document:
    """Báo cáo tổng hợp: how it stands in sentences, by commune in a table and in bars, what is late, what is open and with whom."""
    paper = page.new_paper("Báo cáo tổng hợp")
    parts.party_heading(paper)
    parts.title(paper, "BÁO CÁO", "{{ ve_viec }}")
    tag(paper, "{%p for dong in cac_cau %}")
    body(paper, "{{ dong }}")
    tag(paper, "{%p endfor %}")

    tag(paper, "{%p if cac_xa %}")
    body(paper, "Số liệu theo xã:", keep=True)
    parts.figures(
        paper,
        "xa in cac_xa",
        (
            Column("Đơn vị", "{{ xa.ten }}", Mm(34), LEFTWARDS),
            Column("Số ấp, khu phố", "{{ xa.phai_co }}", Mm(17)),
            Column("Bầu xong", "{{ xa.bau_xong }}", Mm(17)),
            Column("Công nhận", "{{ xa.cong_nhan }}", Mm(18)),
            Column("Đại hội", "{{ xa.dai_hoi }}", Mm(17)),
            Column("Mô hình", "{{ xa.mo_hinh }}", Mm(27)),
            Column("Dự bầu", "{{ xa.du_bau }}", Mm(30)),
        ),
        size=Pt(11),
        tight=True,
    )
    body(
        paper, "Tỷ lệ thực hiện mô hình (mỗi ô tô đậm là {{ moi_o }} %{% if chi_tieu %}; chỉ tiêu {{ chi_tieu }} %{% endif %}):", keep=True
    )
    parts.bars(paper, "xa in cac_xa", "{{ xa.ten }}", "xa.o_dam", "xa.o_nhat", "{{ xa.mo_hinh }}")
    tag(paper, "{%p endif %}")

    tag(paper, "{%p if thay_doi %}")
    body(paper, "So với báo cáo ngày {{ ngay_truoc }}:", keep=True)
    tag(paper, "{%p for dong in thay_doi %}")
    body(paper, "- {{ dong }}.")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")

    tag(paper, "{%p if tre_han %}")
    body(paper, "Trễ hạn:", keep=True)
    tag(paper, "{%p for dong in tre_han %}")
    body(paper, "- {{ dong }}.")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")

    tag(paper, "{%p if viec %}")
    body(paper, "Việc còn phải xử lý:", keep=True)
    parts.figures(
        paper,
        "viec in viec",
        (
            Column("Ấp, khu phố", "{{ viec.noi }}", Mm(38), LEFTWARDS),
            Column("Nội dung", "{{ viec.noi_dung }}", Mm(61), LEFTWARDS),
            Column("Đôn đốc", "{{ viec.don_doc }}", Mm(61), LEFTWARDS),
        ),
        size=Pt(11),
        tight=True,
    )
    tag(paper, "{%p endif %}")
    body(paper, "Trên đây là báo cáo tình hình đến {{ ngay_so_lieu }}, kính trình xem xét, chỉ đạo./.", keep=True)
    signatures.signature_block(
        paper,
        (Signatures(), Signatures(("{{ the_thuc_ky }}",), "{{ nguoi_ky }}", position="chuc_vu_ky")),
        recipients="noi_nhan",
        by_hand=False,
    )
    parts.footer(paper, "", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {"bao-cao-tong-hop": summary_report}
