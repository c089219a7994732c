"""What the papers before the vote for the hamlet head say. Looks: `parts.py`; variables: `dantin/papers/before_vote/for_voters.py`."""

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


def plan() -> Document:
    """Kế hoạch bầu cử: the day of the vote, and every step with its last lawful day, who does it, and the law."""
    paper = page.new_paper("Kế hoạch bầu cử")
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.title(paper, "KẾ HOẠCH", "Tổ chức {{ ve_viec }}")
    _grounds(paper)
    body(paper, "Ủy ban nhân dân {{ ten_xa }} ban hành Kế hoạch tổ chức {{ ve_viec }} ở {{ ten_ap }}, {{ dia_chi_ap }} như sau:")
    body(paper, "I. NGÀY BẦU, NƠI BẦU", keep=True, bold=True)
    body(paper, "1. Ngày bầu: {{ ngay }}.")
    body(paper, "2. Nơi bầu: {{ dia_diem }}.")
    body(paper, "3. Hình thức bầu: {{ hinh_thuc }}.")
    body(paper, "4. Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "II. NỘI DUNG CÔNG VIỆC VÀ THỜI HẠN", keep=True, bold=True)
    parts.figures(
        paper,
        "buoc in cac_buoc",
        (
            Column("TT", "{{ buoc.tt }}", Mm(8)),
            Column("Nội dung công việc", "{{ buoc.viec }}", Mm(46), page.LEFTWARDS),
            Column("Đơn vị thực hiện", "{{ buoc.noi_lam }}", Mm(35), page.LEFTWARDS),
            Column("Chậm nhất", "{{ buoc.han }}", Mm(23)),
            Column("Căn cứ", "{{ buoc.quy_dinh }}", Mm(48), page.LEFTWARDS),
        ),
        size=Pt(12),
        tight=True,
    )
    body(paper, "III. TỔ CHỨC THỰC HIỆN", keep=True, bold=True)
    body(
        paper,
        "Các cơ quan, đơn vị nêu tại Mục II tổ chức thực hiện đúng nội dung, thời hạn. Quá trình thực hiện nếu có khó khăn, vướng mắc, "
        "kịp thời báo cáo Ủy ban nhân dân {{ ten_xa }} để xem xét, giải quyết./.",
        keep=True,
    )
    office = Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")
    signatures.signature_block(paper, (Signatures(), office), "noi_nhan", by_hand=False)
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def cluster_plan() -> Document:
    """Phương án họp theo cụm dân cư: what Nghị định 59/2023/NĐ-CP Điều 3 khoản 6 lists, for the People's Committee to decide on."""
    paper = page.new_paper("Phương án họp theo cụm dân cư")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "PHƯƠNG ÁN", "Tổ chức họp theo cụm dân cư để {{ ve_viec }}")
    _grounds(paper)
    body(
        paper,
        "{{ ten_ap[:1]|upper }}{{ ten_ap[1:] }}, {{ dia_chi_ap }} {{ ly_do_hop_cum }}. "
        "Sau khi thống nhất với Ban công tác Mặt trận {{ ten_ap }}, "
        "{{ chuc_danh_chung }} báo cáo Ủy ban nhân dân {{ ten_xa }} xem xét, quyết định phương án họp theo cụm dân cư như sau:",
    )
    body(paper, "I. SỐ LƯỢNG CỤM, NGƯỜI CHỦ TRÌ, DỰ KIẾN THỜI GIAN, ĐỊA ĐIỂM", keep=True, bold=True)
    body(paper, "1. Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "2. Số cụm dân cư: {{ so_cum }} cụm, gồm:", keep=True)
    parts.figures(
        paper,
        "cum in cac_cum_hop",
        (
            Column("Cụm", "{{ cum.cum }}", Mm(25), page.LEFTWARDS),
            Column("Số hộ", "{{ cum.so_ho_cum }}", Mm(14)),
            Column("Người chủ trì hoặc được ủy quyền chủ trì", "{{ cum.ong_ba }} {{ cum.ho_ten }}", Mm(43), page.LEFTWARDS),
            Column("Thời gian", "{{ cum.gio_hop }}", Mm(40), page.LEFTWARDS),
            Column("Địa điểm", "{{ cum.noi_hop }}", Mm(38), page.LEFTWARDS),
        ),
        size=Pt(12),
        tight=True,
    )
    body(paper, "II. PHÂN CÔNG THỰC HIỆN", keep=True, bold=True)
    body(paper, "1. Tổ bầu cử {{ ten_ap }} chuẩn bị danh sách hộ gia đình, phiếu bầu, hòm phiếu và giấy mời cho từng cụm.")
    body(
        paper,
        "2. Người chủ trì từng cụm điều hành cuộc họp của cụm theo chương trình chung; cuộc họp của cụm quyết định thư ký, hình thức "
        "bầu và ban kiểm phiếu của cụm.",
    )
    body(paper, "3. Ban kiểm phiếu của từng cụm kiểm phiếu ngay tại cụm, lập biên bản kiểm phiếu riêng của cụm.")
    body(paper, "III. BÁO CÁO, TỔNG HỢP KẾT QUẢ", keep=True, bold=True)
    body(
        paper,
        "1. Ngay sau cuộc họp, người chủ trì từng cụm báo cáo kết quả kèm biên bản kiểm phiếu của cụm; không công bố người "
        "trúng cử tại cụm.",
    )
    body(
        paper,
        "2. Kết quả các cụm được cộng vào kết quả chung của toàn {{ ten_ap }}{% if ty_le_dat %}: {{ ty_le_dat }}{% endif %}.",
    )
    body(
        paper,
        "{{ chuc_danh_chung[:1]|upper }}{{ chuc_danh_chung[1:] }} kính báo cáo Ủy ban nhân dân {{ ten_xa }} xem xét, quyết định./.",
        keep=True,
    )
    signatures.signature_block(
        paper,
        (
            Signatures(("TRƯỞNG BAN", "CÔNG TÁC MẶT TRẬN"), "{{ mat_tran_ky }}"),
            Signatures(("{% if the_thuc_ky %}{{ the_thuc_ky }} {% endif %}{{ chuc_vu_ky }}",), "{{ nguoi_ky }}"),
        ),
        "noi_nhan",
    )
    answer = body(paper, "Ý kiến của Ủy ban nhân dân {{ ten_xa }}: ……………………", keep=True)
    answer.alignment, answer.paragraph_format.space_before = page.LEFTWARDS, Pt(12)
    signatures.signature_block(paper, (Signatures(), Signatures(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), page.DOTTED)), by_hand=False)
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def proposal_minutes() -> Document:
    """Biên bản cuộc họp dự kiến danh sách người ứng cử: Mẫu số 05, Nghị định 59/2023/NĐ-CP."""
    paper = page.new_paper("Biên bản cuộc họp dự kiến danh sách người ứng cử")
    parts.state_heading(paper)
    parts.title(
        paper, "BIÊN BẢN", "Cuộc họp dự kiến danh sách người ứng cử {{ chuc_danh }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}"
    )
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ noi_hop_day_du }}, "
        "Ban công tác Mặt trận {{ ten_ap }} tổ chức cuộc họp dự kiến danh sách người ứng cử "
        "{{ chuc_danh }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}.",
    )
    body(paper, "I. THÀNH PHẦN", keep=True, bold=True)
    _people(paper, "1. Chủ trì: ", "chu_tri")
    _people(paper, "2. Thư ký: ", "thu_ky")
    body(paper, "3. Số người được triệu tập: {{ trieu_tap }}; số người có mặt: {{ co_mat }}.").alignment = page.LEFTWARDS
    tag(paper, "{%p if khach_moi %}")
    body(paper, "4. Khách mời:", keep=True)
    tag(paper, "{%p for khach in khach_moi %}")
    body(paper, "- {{ khach }}.")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")
    body(paper, "II. NỘI DUNG", keep=True, bold=True)
    body(paper, "1. Những người được giới thiệu ứng cử {{ chuc_danh }}:", keep=True)
    parts.figures(
        paper,
        "nguoi in ung_cu",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(48), page.LEFTWARDS),
            Column("Ngày sinh", "{{ nguoi.ngay_sinh }}", Mm(26)),
            Column("Chức vụ hiện nay", "{{ nguoi.chuc_vu_hien_nay }}", Mm(46), page.LEFTWARDS),
            Column("Số người đồng ý giới thiệu", "{{ nguoi.dong_y }}", Mm(30)),
        ),
    )
    body(paper, "2. Ý kiến tại cuộc họp:", keep=True)
    tag(paper, "{%p for doan in y_kien %}")
    body(paper, "- {{ doan }}.")
    tag(paper, "{%p endfor %}")
    body(paper, "3. Ý kiến của chi ủy:", keep=True)
    body(paper, "{{ chi_uy_thong_nhat }}")
    body(paper, "III. KẾT LUẬN", keep=True, bold=True)
    tag(paper, "{%p for doan in ket_luan %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(paper, "Cuộc họp kết thúc vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày.")
    body(
        paper,
        "Biên bản này được lập thành {{ so_ban }} bản có giá trị như nhau, đã đọc cho mọi người cùng nghe, công nhận là đúng và ký tên "
        "dưới đây./.",
        keep=True,
    )
    return signatures.signed_minutes(paper)


def candidate_list() -> Document:
    """Danh sách người ứng cử: the official list that the Ban công tác Mặt trận sends to the commune, on a page turned for its columns."""
    paper = page.new_paper("Danh sách người ứng cử")
    page.landscape(paper)
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "DANH SÁCH CHÍNH THỨC", "Người ứng cử {{ chuc_danh }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}")
    body(paper, "{{ dan_vao }}", keep=True)
    parts.figures(
        paper,
        "nguoi in ung_cu",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(9)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(33), page.LEFTWARDS),
            Column("Ngày sinh", "{{ nguoi.ngay_sinh }}", Mm(21)),
            Column("Giới tính", "{{ nguoi.gioi_tinh }}", Mm(14)),
            Column("Dân tộc", "{{ nguoi.dan_toc }}", Mm(14)),
            Column("Tôn giáo", "{{ nguoi.ton_giao }}", Mm(14)),
            Column("Quê quán", "{{ nguoi.que_quan }}", Mm(27), page.LEFTWARDS),
            Column("Nơi ở", "{{ nguoi.noi_o }}", Mm(27), page.LEFTWARDS),
            Column("Học vấn", "{{ nguoi.hoc_van }}", Mm(14)),
            Column("Chuyên môn", "{{ nguoi.chuyen_mon }}", Mm(17), page.LEFTWARDS),
            Column("Lý luận chính trị", "{{ nguoi.ly_luan }}", Mm(15)),
            Column("Nghề nghiệp, chức vụ hiện nay", "{{ nguoi.nghe_va_chuc_vu }}", Mm(28), page.LEFTWARDS),
            Column("Đảng viên", "{{ nguoi.dang_vien }}", Mm(14)),
        ),
        size=Pt(11),
        tight=True,
    )
    body(paper, "Danh sách có {{ so_ung_cu }}./.", keep=True)
    signatures.signature_block(paper, (Signatures(), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")), "noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def invitation() -> Document:
    """Giấy mời họp: the published fields of Mẫu số 01, Nghị định 59/2023/NĐ-CP, in their order."""
    paper = page.new_paper("Giấy mời họp")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "GIẤY MỜI", "Về việc {{ ve_viec }}")
    body(paper, "Trân trọng kính mời: {{ kinh_moi }}.")
    body(paper, "Dự cuộc họp của cộng đồng dân cư {{ ten_ap }}, {{ dia_chi_ap }} về việc {{ ve_viec }}.")
    body(paper, "1. Thời gian, địa điểm:", keep=True, bold=True)
    body(paper, "- Thời gian: {{ thoi_gian }}.", keep=True).alignment = page.LEFTWARDS
    body(paper, "- Địa điểm: {{ dia_diem }}.").alignment = page.LEFTWARDS
    body(paper, "2. Thành phần:", keep=True, bold=True)
    _people(paper, "- Chủ trì: ", "chu_tri")
    body(paper, "- Đại biểu: {% for khach in khach_moi %}{{ khach }}; {% endfor %}các {{ dien_bau }} của {{ ten_ap }}.")
    body(paper, "3. Nội dung:", keep=True, bold=True)
    tag(paper, "{%p for doan in noi_dung_hop %}")
    body(paper, "- {{ doan }}.")
    tag(paper, "{%p endfor %}")
    # Dots in a line that is spread between both margins would tear it apart.
    for heading, text in (("4. Đầu mối liên hệ: ", "{{ lien_he }}."), ("5. Tài liệu: ", "{{ tai_lieu }}.")):
        line = body(paper, heading, bold=True)
        line.add_run(text)
        line.alignment = page.LEFTWARDS
    body(paper, "Đề nghị ông (bà) đến dự đúng thời gian, địa điểm nêu trên./.", keep=True)
    signatures.signature_block(paper, (Signatures(), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")), "noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def household_roll() -> Document:
    """Danh sách đại diện hộ gia đình, with room to sign in each row."""
    paper = page.new_paper("Danh sách đại diện hộ gia đình")
    parts.state_heading(paper)
    parts.title(paper, "DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH", "{% if ten_cum %}{{ ten_cum }}, v{% else %}V{% endif %}ề việc {{ ve_viec }}")
    parts.figures(
        paper,
        "ho in ho_gia_dinh",
        (
            Column("TT", "{{ ho.tt }}", Mm(10)),
            Column("Mã hộ", "{{ ho.ma_ho }}", Mm(18), condition="'ma_ho' in cot_co_so_lieu"),
            Column("Họ và tên", "{{ ho.ho_ten }}", Mm(41), page.LEFTWARDS),
            Column("Năm sinh", "{{ ho.nam_sinh }}", Mm(13), condition="'nam_sinh' in cot_co_so_lieu"),
            Column("Giới tính", "{{ ho.gioi_tinh }}", Mm(12), condition="'gioi_tinh' in cot_co_so_lieu"),
            Column("Địa chỉ", "{{ ho.dia_chi }}", Mm(31), page.LEFTWARDS, condition="'dia_chi' in cot_co_so_lieu"),
            Column("Ký nhận", "", Mm(35)),
        ),
        size=Pt(12),
        height=Mm(9),
        tight=True,
    )
    body(paper, "Tổng cộng: {{ so_ho }}.", keep=True)
    signatures.signature_block(
        paper,
        (Signatures(("NGƯỜI LẬP DANH SÁCH",)), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")),
        "noi_nhan",
    )
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def ballots_head() -> Document:
    """Phiếu bầu trưởng ấp, to be cut apart. What stands at the foot of each page is the same on all of them, and is cut away."""
    paper = slips.ballot_paper("Phiếu bầu")
    slips.ballots(paper, ("{{ co_quan_tren }}", "{{ co_quan }}"))
    parts.footer(paper, "Tổng số in: {{ so_phieu_in }}. Cắt theo đường đứt nét, bỏ phần lề này.", "{{ ma_du_lieu }}")
    return paper


def _grounds(paper: Document) -> None:
    """The lines on what the paper rests on."""
    tag(paper, "{%p for dong in can_cu %}")
    body(paper, "{{ dong }}").runs[0].italic = True
    tag(paper, "{%p endfor %}")


def _people(paper: Document, before: str, loop: str) -> None:
    """A line for each of a list of people: "Chủ trì: Ông Nguyễn Văn An, Trưởng ban công tác Mặt trận."."""
    tag(paper, f"{{%p for nguoi in {loop} %}}")
    body(paper, f"{before}{{{{ nguoi.ong_ba }}}} {{{{ nguoi.ho_ten }}}}, {{{{ nguoi.chuc_vu }}}}.")
    tag(paper, "{%p endfor %}")


TEMPLATES: dict[str, Callable[[], Document]] = {
    "ke-hoach-bau-cu": plan,
    "phuong-an-hop-cum": cluster_plan,
    "bien-ban-du-kien-ung-cu": proposal_minutes,
    "danh-sach-ung-cu": candidate_list,
    "giay-moi-hop": invitation,
    "danh-sach-ho-gia-dinh": household_roll,
    "phieu-bau-truong-ap": ballots_head,
}
