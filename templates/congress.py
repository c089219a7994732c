"""What the papers that prepare the party-cell congress say. Looks: `parts.py`; variables: `dantin/papers/congress/preparation.py`."""

from collections.abc import Callable

import page
import parts
import signatures
import slips
from docx.document import Document
from docx.shared import Mm, Pt
from page import tag
from parts import Column, body
from signatures import Signatures


def introduction() -> Document:
    """Tờ trình giới thiệu người ứng cử bí thư: whom the people elected, and that this is who is introduced to the congress."""
    paper = page.new_paper("Tờ trình giới thiệu người ứng cử bí thư")
    parts.party_heading(paper)
    parts.title(
        paper,
        "TỜ TRÌNH",
        "giới thiệu người ứng cử Bí thư Chi bộ{% if nhiem_ky_chi_bo %}, nhiệm kỳ {{ nhiem_ky_chi_bo }}{% endif %}",
    )
    body(paper, "Kính gửi: {{ ten_dai_hoi }}.")
    parts.grounds(paper)
    tag(paper, "{%p for doan in dan_bau %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(paper, "{{ nguoi_trieu_tap }} kính trình Đại hội người được giới thiệu ứng cử Bí thư:", keep=True)
    tag(paper, "{%p for nguoi in nguoi_gioi_thieu %}")
    body(paper, "{% if nguoi_gioi_thieu|length > 1 %}{{ nguoi.tt }}. {% endif %}Đồng chí {{ nguoi.ho_ten }}", keep=True, bold=True)
    for text in (
        "- Năm sinh: {{ nguoi.nam_sinh }}; giới tính: {{ nguoi.gioi_tinh }}; dân tộc: {{ nguoi.dan_toc }}; tôn giáo: {{ nguoi.ton_giao }}.",
        "- Quê quán: {{ nguoi.que_quan }}.",
        "- Nơi ở hiện nay: {{ nguoi.noi_o }}.",
        "- Trình độ: học vấn {{ nguoi.hoc_van }}; chuyên môn {{ nguoi.chuyen_mon }}; lý luận chính trị {{ nguoi.ly_luan }}.",
        "- Ngày vào Đảng: {{ nguoi.ngay_vao_dang }}; ngày chính thức: {{ nguoi.ngay_chinh_thuc }}.",
        "- Nghề nghiệp: {{ nguoi.nghe_nghiep }}; chức vụ hiện nay: {{ nguoi.chuc_vu_hien_nay }}.",
    ):
        body(paper, text)
    tag(paper, "{%p endfor %}")
    body(paper, "{{ de_bau }}")
    body(paper, "Kính trình Đại hội xem xét, quyết định./.", keep=True)
    _signed(paper)
    return paper


def programme() -> Document:
    """Chương trình đại hội: its parts in the order of the regulation, with the hours that are known."""
    paper = page.new_paper("Chương trình đại hội chi bộ")
    parts.party_heading(paper, numbered=False)
    parts.title(paper, "CHƯƠNG TRÌNH", "{{ ten_dai_hoi }}")
    # Dotted it fills more than a line, which spread between both margins would be torn apart.
    body(paper, "1. Thời gian: {{ thoi_gian }}.").alignment = page.LEFTWARDS
    body(paper, "2. Địa điểm: {{ dia_diem }}.")
    body(paper, "3. Nội dung:", keep=True)
    parts.figures(
        paper,
        "phan in chuong_trinh",
        (
            Column("TT", "{{ phan.tt }}", Mm(10)),
            Column("Giờ", "{{ phan.luc }}", Mm(18)),
            Column("Nội dung", "{{ phan.viec }}", Mm(98), page.LEFTWARDS),
            Column("Người thực hiện", "{{ phan.nguoi_lam }}", Mm(34), page.LEFTWARDS),
        ),
        size=Pt(12),
    )
    body(paper, "Chương trình này trình Đại hội thông qua trước khi làm việc./.", keep=True)
    _signed(paper)
    return paper


def rules() -> Document:
    """Quy chế làm việc và bầu cử của đại hội: chapters, articles and clauses as they come; how it was adopted is filled in by hand."""
    paper = page.new_paper("Quy chế làm việc và bầu cử của đại hội chi bộ")
    parts.party_heading(paper)
    parts.title(paper, "QUY CHẾ", "làm việc và bầu cử của {{ ten_dai_hoi }}")
    parts.grounds(paper)
    tag(paper, "{%p for dong in quy_dinh %}")
    for name in ("chuong", "dieu", "khoan"):
        tag(paper, f"{{%p if dong.{name} %}}")
        text = "{{ dong.so_khoan }}{{ dong.khoan }}" if name == "khoan" else f"{{{{ dong.{name} }}}}"
        if name == "chuong":
            parts.centred(paper, text)
        else:
            body(paper, text, keep=name == "dieu", bold=name == "dieu")
        tag(paper, "{%p endif %}")
    tag(paper, "{%p endfor %}")
    body(
        paper,
        "Quy chế này được Đại hội thông qua bằng biểu quyết giơ tay: ……… đảng viên tán thành, ……… không tán thành, ……… có ý kiến khác; có "
        "hiệu lực trong thời gian Đại hội./.",
        keep=True,
    )
    _signed(paper)
    return paper


def candidates_in_brief() -> Document:
    """Danh sách trích ngang: a table for each office, on a page turned for its columns."""
    paper = page.new_paper("Danh sách trích ngang")
    page.landscape(paper)
    parts.party_heading(paper, numbered=False)
    parts.title(paper, "DANH SÁCH TRÍCH NGANG", "người được giới thiệu ứng cử tại {{ ten_dai_hoi }}")
    for name, office in (("ung_cu_chi_uy", "chi ủy"), ("ung_cu_bi_thu", "bí thư"), ("ung_cu_pho_bi_thu", "phó bí thư")):
        tag(paper, f"{{%p if {name} %}}")
        body(paper, f"Giới thiệu bầu {office}:", keep=True, bold=True)
        parts.figures(
            paper,
            f"nguoi in {name}",
            (
                Column("TT", "{{ nguoi.tt }}", Mm(10)),
                Column("Họ và tên", "{{ nguoi.ho_ten }}", Mm(29), page.LEFTWARDS),
                Column("Ngày sinh; giới tính", "{{ nguoi.ngay_sinh }}; {{ nguoi.gioi_tinh }}", Mm(21)),
                Column("Quê quán", "{{ nguoi.que_quan }}", Mm(28), page.LEFTWARDS, condition="'que_quan' in cot_trich_ngang"),
                Column("Nơi ở hiện nay", "{{ nguoi.noi_o }}", Mm(28), page.LEFTWARDS, condition="'noi_o' in cot_trich_ngang"),
                Column("Dân tộc", "{{ nguoi.dan_toc }}", Mm(14), condition="'dan_toc' in cot_trich_ngang"),
                Column("Tôn giáo", "{{ nguoi.ton_giao }}", Mm(15), condition="'ton_giao' in cot_trich_ngang"),
                Column("Học vấn", "{{ nguoi.hoc_van }}", Mm(14), condition="'hoc_van' in cot_trich_ngang"),
                Column("Chuyên môn", "{{ nguoi.chuyen_mon }}", Mm(20), page.LEFTWARDS, condition="'chuyen_mon' in cot_trich_ngang"),
                Column("Lý luận chính trị", "{{ nguoi.ly_luan }}", Mm(17), condition="'ly_luan' in cot_trich_ngang"),
                Column("Nghề nghiệp; chức vụ hiện nay", "{{ nguoi.nghe_va_chuc_vu }}", Mm(29), page.LEFTWARDS),
                Column("Ngày vào Đảng; ngày chính thức", "{{ nguoi.ngay_vao_dang }}; {{ nguoi.ngay_chinh_thuc }}", Mm(22)),
            ),
            size=Pt(10),
        )
        tag(paper, "{%p endif %}")
    body(paper, "Kính trình Đại hội xem xét, quyết định./.", keep=True)
    _signed(paper)
    return paper


def members_present() -> Document:
    """Báo cáo tình hình đảng viên: who is summoned, there and away, and what half and two thirds come to."""
    paper = page.new_paper("Báo cáo tình hình đảng viên dự đại hội")
    parts.party_heading(paper)
    parts.title(paper, "BÁO CÁO", "tình hình đảng viên dự {{ ten_dai_hoi }}")
    body(paper, "Kính thưa Đại hội, {{ ten_chi_bo }} báo cáo tình hình đảng viên dự Đại hội {{ ngay }} như sau:")
    body(paper, "I. TÌNH HÌNH ĐẢNG VIÊN", keep=True, bold=True)
    body(paper, "1. Tổng số đảng viên của Chi bộ: {{ so_dang_vien }}, trong đó:", keep=True)
    body(paper, "- Đảng viên chính thức: {{ so_chinh_thuc }};", keep=True)
    body(paper, "- Đảng viên dự bị: {{ so_du_bi }}.")
    _line_if(
        paper,
        "so_noi_khac_den",
        "- Đảng viên nơi khác đến sinh hoạt tạm thời: {{ so_noi_khac_den }}; không tính vào số đảng viên của Chi bộ, không bầu cử, ứng cử.",
    )
    _line_if(paper, "khong_trieu_tap", "- Đảng viên chính thức không tính vào số được triệu tập: {{ khong_trieu_tap }}.")
    body(paper, "2. Đảng viên chính thức được triệu tập: {{ trieu_tap }}, trong đó:", keep=True)
    body(paper, "- Có mặt: {{ co_mat }};", keep=True)
    body(paper, "- Vắng mặt: {{ vang }};", keep=True)
    body(paper, "- Vắng mặt có lý do, được trừ khi tính kết quả bầu cử: {{ so_duoc_tru }}.")
    body(paper, "3. Số đảng viên làm căn cứ tính kết quả bầu cử: {{ tong_so }}.")
    tag(paper, "{%p if nguoi_vang %}")
    body(paper, "II. ĐẢNG VIÊN CHÍNH THỨC KHÔNG CÓ MẶT", keep=True, bold=True)
    parts.figures(
        paper,
        "nguoi in nguoi_vang",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ho_ten }}", Mm(44), page.LEFTWARDS),
            Column("Tình trạng", "{{ nguoi.tinh_trang }}", Mm(34), page.LEFTWARDS),
            Column("Lý do", "{{ nguoi.ly_do_vang }}", Mm(40), page.LEFTWARDS),
            Column("Cách tính", "{{ nguoi.cach_tinh }}", Mm(32), page.LEFTWARDS),
        ),
    )
    tag(paper, "{%p endif %}")
    body(paper, "{% if nguoi_vang %}III{% else %}II{% endif %}. KẾT LUẬN", keep=True, bold=True)
    parts.closing_lines(paper, "doan in ket_luan", "{{ doan }}")
    body(paper, "Kính báo cáo Đại hội./.", keep=True)
    _signed(paper)
    return paper


def ballots() -> Document:
    """Phiếu bầu của đại hội, to be cut apart; at the top left of each the room for the stamp of the grassroots committee."""
    paper = slips.ballot_paper("Phiếu bầu")
    slips.ballots(paper, ("{{ dang_bo }}", "{{ chi_bo }}"), stamp="{{ dong_dau }}")
    parts.footer(paper, "Tổng số in: {{ so_phieu_in }}. Cắt theo đường đứt nét, bỏ phần lề này.", "{{ ma_du_lieu }}")
    return paper


def _line_if(paper: Document, name: str, text: str) -> None:
    """A paragraph that is left out where there is no such thing."""
    tag(paper, f"{{%p if {name} %}}")
    body(paper, text)
    tag(paper, "{%p endif %}")


def _signed(paper: Document) -> None:
    """The signature of the cell at the right, the recipients at the left, and the foot of the page."""
    signatures.signature_block(paper, (Signatures(), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")), "noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")


TEMPLATES: dict[str, Callable[[], Document]] = {
    "gioi-thieu-ung-cu-bi-thu": introduction,
    "chuong-trinh-dai-hoi": programme,
    "quy-che-dai-hoi": rules,
    "danh-sach-trich-ngang": candidates_in_brief,
    "phieu-bau-chi-uy": ballots,
    "phieu-bau-bi-thu": ballots,
    "phieu-bau-pho-bi-thu": ballots,
    "bao-cao-tinh-hinh-dang-vien": members_present,
}
