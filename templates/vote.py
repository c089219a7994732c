"""What the papers of the vote for the hamlet head say. How they look stands in `parts.py`, their variables in `dantin/papers/vote.py`."""

from collections.abc import Callable

import parts
from docx.document import Document
from docx.shared import Mm
from parts import Column, Signatures, body, tag


def counting_minutes_head() -> Document:
    """Biên bản kiểm phiếu bầu trưởng ấp: the published fields of Mẫu số 02, Nghị định 59/2023/NĐ-CP, in their order."""
    paper = parts.new_paper("Biên bản kiểm phiếu")
    parts.state_heading(paper)
    parts.title(paper, "BIÊN BẢN KIỂM PHIẾU", "Về việc {{ ve_viec }}")
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ dia_diem }}, {{ ten_ap }}, {{ dia_chi_ap }} "
        "tổ chức cuộc họp của cộng đồng dân cư về việc {{ ve_viec }}.",
    )

    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "Ban kiểm phiếu gồm các ông (bà) có tên sau:", keep=True)
    tag(paper, "{%p for nguoi in kiem_phieu %}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}\t{{ nguoi.vai_tro }}", tab=Mm(136))
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")

    tag(paper, "{%p if chung_kien %}")
    body(paper, "{{ dien_bau|capitalize }} chứng kiến việc kiểm phiếu gồm:", keep=True)
    tag(paper, "{%p for nguoi in chung_kien %}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")

    body(paper, "{% if kiem_phieu %}Kết quả kiểm phiếu{% else %}Tình hình cuộc họp{% endif %} như sau:", keep=True)
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Số {{ dien_bau }} dự họp: {{ co_mat }}.")
    for name, text in (
        ("hinh_thuc", "- Hình thức bầu: {{ hinh_thuc }}."),
        ("phat_ra", "- Số phiếu phát ra: {{ phat_ra }}."),
        ("thu_ve", "- Số phiếu thu về: {{ thu_ve }}."),
        ("chenh_lech", "- Chênh lệch giữa số phiếu phát ra và số phiếu thu về: {{ chenh_lech }}."),
        ("hop_le", "- Số phiếu hợp lệ: {{ hop_le }}."),
        ("khong_hop_le", "- Số phiếu không hợp lệ: {{ khong_hop_le }}."),
        ("ly_do_khong_hop_le", "Lý do không hợp lệ: {{ ly_do_khong_hop_le }}."),
    ):
        tag(paper, f"{{%p if {name} %}}")
        body(paper, text)
        tag(paper, "{%p endif %}")

    tag(paper, "{%p if ung_cu %}")
    body(paper, "- Kết quả của từng người ứng cử:", keep=True)
    parts.figures(
        paper,
        "nguoi in ung_cu",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(51), parts.LEFTWARDS),
            Column("{% if phat_ra %}Số phiếu bầu{% else %}Số người đồng ý{% endif %}", "{{ nguoi.so_phieu }}", Mm(62)),
            Column("Tỷ lệ so với tổng số {{ dien_bau }}", "{{ nguoi.ty_le }}", Mm(37)),
        ),
        whole=True,
    )
    tag(paper, "{%p endif %}")

    # The outcome stands on the page that is signed.
    body(paper, "Kết luận:", keep=True, bold=True)
    tag(paper, "{%p for doan in ket_luan %}")
    body(paper, "{{ doan }}", keep=True)
    tag(paper, "{%p endfor %}")
    body(
        paper,
        "Biên bản này được lập xong vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày, thành {{ so_ban }} bản "
        "có giá trị như nhau, đã đọc cho mọi người cùng nghe, công nhận là đúng và ký tên dưới đây./.",
        keep=True,
    )
    parts.signature_block(
        paper,
        (
            Signatures(("{{ dien_bau|upper }}", "CHỨNG KIẾN"), "{{ nguoi.ho_ten }}", "nguoi in chung_kien", "chung_kien"),
            Signatures(("THÀNH VIÊN", "BAN KIỂM PHIẾU"), "{{ nguoi.ho_ten }}", "nguoi in kiem_phieu[1:]", "kiem_phieu[1:]"),
            Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}"),
        ),
        recipients="noi_nhan",
    )
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {
    "bien-ban-kiem-phieu-truong-ap": counting_minutes_head,
}
