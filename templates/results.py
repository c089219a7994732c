"""What the papers of the results of the congress say. How they look: `parts.py`; their variables: `dantin/papers/congress/results.py`."""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm
from page import tag
from parts import Column, body
from signatures import Signatures

_TERM = "{% if nhiem_ky_chi_bo %}, nhiệm kỳ {{ nhiem_ky_chi_bo }}{% endif %}"
_FOR_TERM = _TERM.replace(", nhiệm kỳ", " nhiệm kỳ")
_SIGNED = Signatures(("{{ the_thuc_ky }}",), "{{ nguoi_ky }}", position="chuc_vu_ky")
_ATTENDANCE = (
    "- Đảng viên chính thức được triệu tập: {{ trieu_tap }}.",
    "- Có mặt: {{ co_mat }}{% if ty_le_co_mat %}, bằng {{ ty_le_co_mat }} số được triệu tập{% endif %}.",
    "- Vắng mặt: {{ vang }}{% if vang_mat %}: {{ vang_mat }}{% endif %}.",
)


def counting_minutes() -> Document:
    """Biên bản kiểm phiếu of one round of the congress: the fields of the published forms in their order; for all three offices."""
    paper = page.new_paper("Biên bản kiểm phiếu của đại hội")
    parts.party_heading(paper)
    parts.title(paper, "BIÊN BẢN", "kiểm phiếu {{ ve_viec }}")
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ dia_diem }}, Đại hội {{ ten_chi_bo }} họp để {{ ve_viec }}, "
        "theo {{ quy_che }}.",
    )
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "Đại hội biểu quyết số lượng cần bầu là {{ can_bau }}.")
    body(paper, "Đại hội thông qua danh sách bầu cử gồm {{ so_ung_cu }}: {{ danh_sach_bau }}.")
    body(paper, "Đại hội biểu quyết cử Ban kiểm phiếu gồm các đồng chí:", keep=True)
    _people(paper, "kiem_phieu", "{{ nguoi.vai_tro }}")
    tag(paper, "{%p endif %}")

    body(paper, "{% if kiem_phieu %}Kết quả kiểm phiếu{% else %}Tình hình Đại hội{% endif %} như sau:", keep=True)
    for name, text in (
        ("", "- Số đảng viên chính thức được triệu tập: {{ trieu_tap }}."),
        ("", "- Số đảng viên chính thức có mặt khi bầu: {{ co_mat }}."),
        ("", "- Số đảng viên chính thức vắng mặt khi bầu: {{ vang }}."),
        ("duoc_tru", "- Số đảng viên được trừ khi tính kết quả bầu cử: {{ duoc_tru }}; {{ ly_do_tru }}."),
        ("tong_so", "- Số đảng viên làm căn cứ tính kết quả bầu cử: {{ tong_so }}."),
        ("hinh_thuc", "- Hình thức bầu: {{ hinh_thuc }}."),
        ("phat_ra", "- Số phiếu phát ra: {{ phat_ra }}."),
        ("thu_ve", "- Số phiếu thu về: {{ thu_ve }}."),
        ("chenh_lech", "- Chênh lệch giữa số phiếu phát ra và số phiếu thu về: {{ chenh_lech }}."),
        ("hop_le", "- Số phiếu hợp lệ: {{ hop_le }}."),
        ("khong_hop_le", "- Số phiếu không hợp lệ: {{ khong_hop_le }}."),
        ("ly_do_khong_hop_le", "Lý do không hợp lệ: {{ ly_do_khong_hop_le }}."),
    ):
        if name:
            tag(paper, f"{{%p if {name} %}}")
        body(paper, text)
        if name:
            tag(paper, "{%p endif %}")

    tag(paper, "{%p if ung_cu %}")
    body(paper, "- Số phiếu của từng đồng chí, theo thứ tự trên phiếu bầu:", keep=True)
    parts.figures(
        paper,
        "nguoi in ung_cu",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ho_ten }}", Mm(55), page.LEFTWARDS),
            Column("{% if phat_ra %}Số phiếu bầu{% else %}Số người đồng ý{% endif %}", "{{ nguoi.so_phieu }}", Mm(55)),
            Column("Tỷ lệ so với số đảng viên làm căn cứ tính kết quả bầu cử", "{{ nguoi.ty_le }}", Mm(40)),
        ),
    )
    tag(paper, "{%p endif %}")

    body(paper, "Kết luận:", keep=True, bold=True)
    parts.closing_lines(paper, "doan in ket_luan", "{{ doan }}", last="loop.last and not cau_trung_cu")
    elected = "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}: {{ nguoi.so_phieu }}, bằng {{ nguoi.ty_le }}."
    tag(paper, "{%p if cau_trung_cu %}")
    body(paper, "{{ cau_trung_cu }}", keep=True)
    parts.closing_lines(paper, "nguoi in trung_cu", elected)
    tag(paper, "{%p endif %}")
    body(
        paper,
        "Biên bản lập xong vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày, thành {{ so_ban }} bản, đã đọc trước Đại hội.",
        keep=True,
    )
    signatures.signature_block(paper, (Signatures(("T/M ĐOÀN CHỦ TỊCH",), "{{ nguoi_ky_trai }}"), _SIGNED), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def congress_minutes() -> Document:
    """Biên bản đại hội chi bộ: who was there, what was done in its order, every round of the elections, the opinions, the end."""
    paper = page.new_paper("Biên bản đại hội chi bộ")
    parts.party_heading(paper)
    parts.title(paper, "BIÊN BẢN", f"Đại hội {{{{ ten_chi_bo }}}}{_TERM}")
    body(
        paper,
        "Vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ dia_diem }}, {{ ten_chi_bo }} tiến hành Đại hội" + _FOR_TERM + ".",
    )

    body(paper, "I. THÀNH PHẦN", keep=True, bold=True)
    body(paper, "- Đảng viên của Chi bộ: {{ tong_dang_vien }}.")
    tag(paper, "{%p if khong_trieu_tap %}")
    body(paper, "- Đảng viên chính thức không tính vào số được triệu tập: {{ khong_trieu_tap }}.")
    tag(paper, "{%p endif %}")
    for text in _ATTENDANCE:
        body(paper, text)
    body(paper, "- Số phải có mặt để Đại hội tiến hành ({{ muc_co_mat }} số được triệu tập): {{ can_co_mat }}.")
    body(paper, "- Khách mời:", keep=True)
    tag(paper, "{%p for khach in khach_moi %}")
    body(paper, "+ {{ khach }}.")
    tag(paper, "{%p endfor %}")
    body(paper, "- Đại hội biểu quyết cử Đoàn chủ tịch gồm:", keep=True)
    _people(paper, "doan_chu_tich", "{{ nguoi.chuc_vu }}")
    body(paper, "- Đại hội biểu quyết cử thư ký gồm:", keep=True)
    _people(paper, "thu_ky", "{{ nguoi.chuc_vu }}")

    body(paper, "II. NỘI DUNG", keep=True, bold=True)
    body(paper, "1. Chào cờ, tuyên bố lý do, giới thiệu đại biểu; báo cáo tình hình đảng viên dự Đại hội.")
    # Without a counting team too few came, and the congress could not go on.
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "2. Trình bày báo cáo của Chi bộ về nhiệm kỳ qua và phương hướng, nhiệm vụ nhiệm kỳ mới.")
    body(paper, "3. Đại hội thảo luận. Các ý kiến:", keep=True)
    tag(paper, "{%p else %}")
    body(paper, "2. Các ý kiến:", keep=True)
    tag(paper, "{%p endif %}")
    tag(paper, "{%p for doan in y_kien %}")
    body(paper, "- {{ doan }}.")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "4. Bầu cử. Đại hội biểu quyết cử Ban kiểm phiếu gồm:", keep=True)
    tag(paper, "{%p else %}")
    body(paper, "3. Bầu cử:", keep=True)
    tag(paper, "{%p endif %}")
    _people(paper, "kiem_phieu", "{{ nguoi.vai_tro }}")
    _rounds(paper, "{% if kiem_phieu %}4{% else %}3{% endif %}.{{ vong.tt }}. ")
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "5. Thông qua nghị quyết Đại hội: ……… đảng viên tán thành, ……… không tán thành, ……… có ý kiến khác.")
    tag(paper, "{%p endif %}")

    body(paper, "III. BẾ MẠC", keep=True, bold=True)
    body(paper, "Đại hội bế mạc vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày.")
    body(
        paper,
        "Biên bản lập thành {{ so_ban }} bản, đã đọc trước Đại hội và được Đại hội nhất trí thông qua.",
        keep=True,
    )
    signatures.signature_block(paper, (Signatures(("THƯ KÝ ĐẠI HỘI",), "{{ nguoi_ky_trai }}"), _SIGNED), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def resolution() -> Document:
    """Nghị quyết đại hội chi bộ: the report, the targets, who was elected, the tasks."""
    paper = page.new_paper("Nghị quyết đại hội chi bộ")
    parts.party_heading(paper)
    parts.title(paper, "NGHỊ QUYẾT", f"Đại hội {{{{ ten_chi_bo }}}}{_TERM}")
    body(
        paper,
        f"Đại hội {{{{ ten_chi_bo }}}}{_TERM} họp {{{{ ngay }}}}, tại {{{{ dia_diem }}}}; số đảng viên chính thức được triệu tập: "
        "{{ trieu_tap }}, có mặt: {{ co_mat }}. Sau khi nghe báo cáo, thảo luận và bầu cử,",
    )
    heading = body(paper, "ĐẠI HỘI QUYẾT NGHỊ:", keep=True, bold=True)
    heading.alignment, heading.paragraph_format.first_line_indent = page.CENTRED, Mm(0)
    body(paper, "1. Tán thành nội dung cơ bản của báo cáo về nhiệm kỳ qua và phương hướng, nhiệm vụ nhiệm kỳ mới do Chi bộ trình Đại hội.")
    tag(paper, "{%p if chi_tieu %}")
    body(paper, "Kế hoạch và kết quả thực hiện các chỉ tiêu chủ yếu:", keep=True)
    parts.figures(
        paper,
        "dong in chi_tieu",
        (
            Column("TT", "{{ dong.tt }}", Mm(10)),
            Column("Nội dung", "{{ dong.noi_dung }}", Mm(76), page.LEFTWARDS),
            Column("Kế hoạch", "{{ dong.ke_hoach }}", Mm(37)),
            Column("Thực hiện", "{{ dong.thuc_hien }}", Mm(37)),
        ),
    )
    tag(paper, "{%p endif %}")
    body(paper, "2. Thông qua kết quả bầu cử tại Đại hội:", keep=True)
    tag(paper, "{%p if trung_cu_dai_hoi %}")
    parts.figures(
        paper,
        "nguoi in trung_cu_dai_hoi",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Chức danh", "{{ nguoi.chuc_danh_bau }}", Mm(29), page.LEFTWARDS),
            Column("Họ và tên", "{{ nguoi.ho_ten }}", Mm(43), page.LEFTWARDS),
            Column("Số phiếu bầu", "{{ nguoi.so_phieu }}", Mm(55)),
            Column("Tỷ lệ", "{{ nguoi.ty_le }}", Mm(23)),
        ),
    )
    tag(paper, "{%p else %}")
    body(paper, "……………………")
    tag(paper, "{%p endif %}")
    tag(paper, "{%p for doan in chua_bau_duoc %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(
        paper,
        "3. Giao {% if co_chi_uy %}chi ủy{% else %}bí thư{% endif %} khóa mới căn cứ nghị quyết này và ý kiến thảo luận tại Đại hội, xây "
        "dựng chương trình công tác, lãnh đạo và tổ chức thực hiện.",
    )
    body(paper, "4. Toàn thể đảng viên của Chi bộ phát huy tinh thần đoàn kết, thực hiện tốt nghị quyết Đại hội.")
    body(paper, "Nghị quyết này được Đại hội thông qua {{ ngay }}.", keep=True)
    signatures.signature_block(paper, (Signatures(), _SIGNED), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def submission() -> Document:
    """Tờ trình đề nghị chuẩn y: the figures of every round, who was elected, and what is asked of the party committee above."""
    paper = page.new_paper("Tờ trình đề nghị chuẩn y kết quả bầu cử")
    parts.party_heading(paper)
    parts.title(paper, "TỜ TRÌNH", f"đề nghị chuẩn y kết quả bầu cử của Đại hội {{{{ ten_chi_bo }}}}{_TERM}")
    to = body(paper, "Kính gửi: {{ kinh_gui }}.")
    to.alignment, to.paragraph_format.first_line_indent = page.CENTRED, Mm(0)
    tag(paper, "{%p for doan in can_cu %}")
    body(paper, "{{ doan }}").runs[0].italic = True
    tag(paper, "{%p endfor %}")
    body(paper, "{{ ten_chi_bo }} đã tổ chức Đại hội" + _FOR_TERM + " {{ ngay }}, tại {{ dia_diem }}.")
    for text in _ATTENDANCE:
        body(paper, text)

    body(paper, "I. KẾT QUẢ BẦU CỬ", keep=True, bold=True)
    _rounds(paper, "{{ vong.tt }}. ")

    body(paper, "II. ĐỀ NGHỊ", keep=True, bold=True)
    body(paper, "{{ ten_chi_bo }} đề nghị {{ kinh_gui }} xem xét, chuẩn y kết quả bầu cử đối với các đồng chí sau:", keep=True)
    parts.figures(
        paper,
        "nguoi in nhan_su_chuan_y",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(11)),
            Column("Họ và tên, năm sinh", "{{ nguoi.ho_ten }}, {{ nguoi.nam_sinh }}", Mm(33), page.LEFTWARDS),
            Column("Quê quán", "{{ nguoi.que_quan }}", Mm(30), page.LEFTWARDS),
            Column("Ngày vào Đảng, ngày chính thức", "{{ nguoi.ngay_vao_dang }}, {{ nguoi.ngay_chinh_thuc }}", Mm(26)),
            Column("Trình độ", "{{ nguoi.trinh_do }}", Mm(37), page.LEFTWARDS),
            Column("Chức danh", "{{ nguoi.chuc_danh_bau }}", Mm(23), page.LEFTWARDS),
        ),
    )
    tag(paper, "{%p for doan in chua_bau_duoc %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(paper, "Gửi kèm tờ trình: biên bản Đại hội và các biên bản kiểm phiếu.")
    body(paper, "Kính trình {{ kinh_gui }} xem xét, quyết định./.", keep=True)
    signatures.signature_block(paper, (Signatures(), _SIGNED), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def _people(paper: Document, people: str, after: str) -> None:
    """Numbered comrades, each with a duty or post at a tab."""
    tag(paper, f"{{%p for nguoi in {people} %}}")
    body(paper, f"{{{{ loop.index }}}}. {{{{ nguoi.ong_ba }}}} {{{{ nguoi.ho_ten }}}}\t{after}", tab=Mm(115))
    tag(paper, "{%p endfor %}")


def _rounds(paper: Document, number: str) -> None:
    """Each round of the congress: its figures, a table of the candidates, its conclusion."""
    tag(paper, "{%p for vong in cac_luot %}")
    body(paper, f"{number}{{{{ vong.ten_luot }}}}", keep=True, bold=True)
    body(paper, "Số lượng cần bầu: {{ vong.can_bau }}. Số liệu: {{ vong.so_lieu }}.", keep=True)
    tag(paper, "{%p if vong.co_bang %}")
    parts.figures(
        paper,
        "nguoi in ung_cu_cac_luot if nguoi.luot == vong.tt",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ho_ten }}", Mm(38), page.LEFTWARDS),
            Column("Số phiếu bầu", "{{ nguoi.so_phieu }}", Mm(55)),
            Column("Tỷ lệ", "{{ nguoi.ty_le }}", Mm(23)),
            Column("Kết quả", "{{ nguoi.ket_qua }}", Mm(34)),
        ),
    )
    tag(paper, "{%p endif %}")
    body(paper, "{{ vong.ket_qua_luot }}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p if not cac_luot %}")
    body(paper, "……………………")
    tag(paper, "{%p endif %}")


TEMPLATES: dict[str, Callable[[], Document]] = {
    "bien-ban-kiem-phieu-chi-uy": counting_minutes,
    "bien-ban-kiem-phieu-bi-thu": counting_minutes,
    "bien-ban-kiem-phieu-pho-bi-thu": counting_minutes,
    "bien-ban-dai-hoi": congress_minutes,
    "nghi-quyet-dai-hoi": resolution,
    "bao-cao-ket-qua-bau-cu": submission,
}
