"""What the papers of the vote for the hamlet head say. How they look stands in `parts.py`, their variables in `dantin/papers/vote/`."""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from page import tag
from parts import Column, body
from signatures import Signatures

_TERM = "{{ chuc_danh }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}"


def tally_sheet() -> Document:
    """Bảng kiểm phiếu: squares to be stroked as ballots are read out, five ballots each, for the counting table."""
    paper = page.new_paper("Bảng kiểm phiếu")
    parts.state_heading(paper)
    parts.title(paper, "BẢNG KIỂM PHIẾU", "Về việc {{ ve_viec }}")
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Bàn kiểm phiếu số: ………. Bắt đầu lúc ……… giờ ……… phút; kết thúc lúc ……… giờ ……… phút.")
    body(
        paper,
        "Cách ghi: đọc xong mỗi phiếu thì gạch một nét; bốn cạnh của ô vuông và một đường chéo là 05 phiếu; "
        "mỗi hàng 10 ô là 50 phiếu, số cộng dồn ghi ở cuối hàng.",
    )
    body(paper, "1. Phân loại phiếu", bold=True, keep=True)
    _squares(paper, "phieu in phan_loai", "Loại phiếu", "{{ phieu.loai_phieu }}", "phieu")
    body(paper, "2. Số phiếu của từng người ứng cử", bold=True, keep=True)
    _squares(paper, "nguoi in ung_cu", "Người ứng cử", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", "nguoi")
    body(paper, "3. Tổng hợp", bold=True, keep=True)
    for text in (
        "- Số phiếu phát ra: ……………………",
        "- Số phiếu thu về: ……………………",
        "- Số phiếu hợp lệ: ……………………",
        "- Số phiếu không hợp lệ: ……………………",
        "- Hợp lệ cộng không hợp lệ bằng thu về: □ đúng; □ không đúng, kiểm lại.",
    ):
        body(paper, text, keep=True).alignment = page.LEFTWARDS
    signatures.signature_block(
        paper,
        (
            Signatures(("NGƯỜI ĐỌC PHIẾU",), "……………………"),
            Signatures(("NGƯỜI GHI BẢNG",), "……………………"),
            Signatures(("NGƯỜI GIÁM SÁT",), "……………………"),
        ),
    )
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


def _squares(paper: Document, loop: str, heading: str, name: str, row: str) -> None:
    """A table with a row of empty squares for each turn of the loop, the running total beside each line, and a box for the sum."""
    parts.figures(
        paper,
        loop,
        (
            Column(heading, name, Mm(27), page.LEFTWARDS),
            Column("Mỗi ô 05 phiếu", f"{{{{ {row}.o_phieu }}}}", Mm(105), page.LEFTWARDS),
            Column("Cộng dồn", f"{{{{ {row}.luy_ke }}}}", Mm(12), page.RIGHTWARDS),
            Column("Tổng số", "", Mm(16)),
        ),
        size=Pt(12),
        tight=True,
    )
    # Faint, boxes of 7 mm and as far apart as a pen needs; the totals stand on the same lines.
    for cell, size, color in zip(paper.tables[-1].rows[2].cells[1:3], (Pt(33), Pt(11)), (0xA0, 0x60), strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.runs[0].font.size, paragraph.runs[0].font.color.rgb = size, RGBColor(color, color, color)
        paragraph.paragraph_format.line_spacing_rule, paragraph.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(26)


def counting_minutes_head() -> Document:
    """Biên bản kiểm phiếu bầu trưởng ấp: the published fields of Mẫu số 02, Nghị định 59/2023/NĐ-CP, in their order."""
    paper = page.new_paper("Biên bản kiểm phiếu")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "BIÊN BẢN KIỂM PHIẾU", "Về việc {{ ve_viec }}")
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ noi_hop_day_du }} "
        "{% if cac_cum %}tổng hợp kết quả các cuộc họp theo cụm dân cư{% else %}tổ chức cuộc họp của cộng đồng dân cư{% endif %} "
        "về việc {{ ve_viec }}.",
    )
    _cluster_meetings(paper)
    _counters(paper)
    body(paper, "{% if hinh_thuc %}Kết quả kiểm phiếu{% else %}Tình hình cuộc họp{% endif %} như sau:", keep=True)
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Số {{ dien_bau }} dự họp: {{ co_mat }}.")
    _figures(paper, "Hình thức bầu")
    _conclusion(paper)
    _read_out(paper)
    tag(paper, "{%p if cac_cum %}")
    signatures.signature_block(
        paper,
        (
            Signatures(("NGƯỜI CHỦ TRÌ", "CUỘC HỌP CÁC CỤM"), "{{ nguoi.ho_ten }}", "nguoi in cac_cum"),
            Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}"),
        ),
        recipients="noi_nhan",
    )
    tag(paper, "{%p else %}")
    _counters_sign(paper)
    tag(paper, "{%p endif %}")
    return paper


def taken_minutes_head() -> Document:
    """Biên bản kiểm phiếu về việc phát phiếu lấy ý kiến của hộ gia đình: Mẫu số 04, Nghị định 59/2023/NĐ-CP."""
    paper = page.new_paper("Biên bản kiểm phiếu lấy ý kiến hộ gia đình")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "BIÊN BẢN KIỂM PHIẾU", "Về việc phát phiếu lấy ý kiến của hộ gia đình về việc {{ ve_viec }}")
    body(paper, "{{ cuoc_hop_truoc }}")
    body(
        paper,
        "Từ {{ tu_ngay }} đến {{ den_ngay }}, {{ ten_ap }} đã phát phiếu và thu phiếu lấy ý kiến của hộ gia đình về việc {{ ve_viec }}.",
    )
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ noi_hop_day_du }} "
        "tiến hành kiểm phiếu lấy ý kiến của hộ gia đình.",
    )
    _counters(paper, "Tổ phát phiếu lấy ý kiến")
    body(paper, "Kết quả kiểm phiếu như sau:", keep=True)
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    _figures(paper)
    _conclusion(paper)
    _read_out(paper)
    _counters_sign(paper, "TỔ PHÁT PHIẾU")
    return paper


def meeting_minutes_head() -> Document:
    """Biên bản cuộc họp của cộng đồng dân cư: Mẫu số 03, Nghị định 59/2023/NĐ-CP, in its order."""
    paper = page.new_paper("Biên bản cuộc họp của cộng đồng dân cư")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "BIÊN BẢN CUỘC HỌP CỦA CỘNG ĐỒNG DÂN CƯ", "Về việc {{ ve_viec }}")
    tag(paper, "{%p if cac_cum %}")
    body(
        paper,
        "{{ ten_ap[:1]|upper }}{{ ten_ap[1:] }}, {{ dia_chi_ap }} đã tổ chức các cuộc họp của cộng đồng dân cư "
        "theo cụm về việc {{ ve_viec }}.",
    )
    tag(paper, "{%p else %}")
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ noi_hop_day_du }} "
        "tổ chức cuộc họp của cộng đồng dân cư về việc {{ ve_viec }}.",
    )
    tag(paper, "{%p endif %}")
    _cluster_meetings(paper)
    body(paper, "I. THÀNH PHẦN THAM DỰ", bold=True, keep=True)
    for number, (role, people) in enumerate((("Chủ trì", "chu_tri"), ("Thư ký", "thu_ky")), 1):
        tag(paper, f"{{%p for nguoi in {people} %}}")
        body(paper, f"{number}. {role}: {{{{ nguoi.ong_ba }}}} {{{{ nguoi.ho_ten }}}}. Chức vụ: {{{{ nguoi.chuc_vu }}}}.")
        tag(paper, "{%p endfor %}")
    body(paper, "3. Thành phần tham dự:", keep=True)
    tag(paper, "{%p if tong_so_ho %}")
    body(paper, "- Tổng số hộ gia đình của {{ ten_ap }}: {{ tong_so_ho }}.")
    tag(paper, "{%p endif %}")
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Số {{ dien_bau }} dự họp: {{ co_mat }}.")
    tag(paper, "{%p if ho_vang %}")
    body(paper, "- Số hộ gia đình không có người đại diện tham dự: {{ ho_vang }}.")
    tag(paper, "{%p else %}")
    body(paper, "- Số {{ dien_bau }} không dự họp: {{ vang }}.")
    tag(paper, "{%p endif %}")
    _several(paper, "khach_moi", "- Khách mời:", "+ {{ dong }}{% if loop.last %}.{% else %};{% endif %}")

    body(paper, "II. NỘI DUNG CUỘC HỌP", bold=True, keep=True)
    tag(paper, "{%p if chinh_thuc or gioi_thieu_them %}")
    body(
        paper,
        "1. Tổ bầu cử giới thiệu danh sách chính thức những người ứng cử {{ chuc_danh }}:{% if not chinh_thuc %} không có ai.{% endif %}",
        keep=True,
    )
    tag(paper, "{%p for nguoi in chinh_thuc %}")
    body(paper, "- {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p if gioi_thieu_them %}")
    body(paper, "Người chủ trì hỏi ý kiến cuộc họp về việc giới thiệu thêm, tự ứng cử; có thêm:", keep=True)
    tag(paper, "{%p for nguoi in gioi_thieu_them %}")
    body(paper, "- {{ nguoi.ong_ba }} {{ nguoi.ho_ten }} ({{ nguoi.nguon }}){% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p else %}")
    body(paper, "Người chủ trì hỏi ý kiến cuộc họp về việc giới thiệu thêm, tự ứng cử; không có thêm người ứng cử.")
    tag(paper, "{%p endif %}")
    body(
        paper,
        "2. Cuộc họp thống nhất hình thức bầu: {{ hinh_thuc }}; số {{ dien_bau }} dự họp tán thành hình thức này: ……………………",
    ).alignment = page.LEFTWARDS
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "3. Cuộc họp biểu quyết thông qua ban kiểm phiếu gồm các ông (bà) có tên sau:", keep=True)
    _people(paper, "kiem_phieu")
    tag(paper, "{%p endif %}")
    tag(paper, "{%p endif %}")
    _several(paper, "y_kien", "Ý kiến phát biểu tại cuộc họp:", "- {{ dong }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p if not y_kien %}")
    body(paper, "Ý kiến phát biểu tại cuộc họp: ……………………………………………").alignment = page.LEFTWARDS
    tag(paper, "{%p endif %}")

    tag(paper, "{%p if hinh_thuc %}")
    body(paper, "III. KẾT QUẢ BIỂU QUYẾT", bold=True, keep=True)
    tag(paper, "{%p endif %}")
    _figures(paper)
    _conclusion(
        paper, "{% if hinh_thuc %}IV{% else %}III{% endif %}. KẾT LUẬN{% if trung_cu and ky_dai_dien %}, NỘI DUNG QUYẾT ĐỊNH{% endif %}"
    )
    body(
        paper,
        "{% if cac_cum %}Kết quả các cụm được tổng hợp xong vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút, {{ ngay }}."
        "{% else %}Cuộc họp kết thúc vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày.{% endif %}",
    )
    body(
        paper,
        "Biên bản này được lập thành {{ so_ban }} bản có giá trị như nhau, đã đọc cho mọi người cùng nghe và nhất trí thông qua./.",
        keep=True,
    )
    return signatures.signed_minutes(paper, of_residents=True)


def petition() -> Document:
    """Tờ trình đề nghị công nhận trưởng ấp: the election team to the People's Committee and the Front of the commune."""
    paper = page.new_paper("Tờ trình đề nghị công nhận")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "TỜ TRÌNH", f"Về việc đề nghị công nhận {_TERM}")
    parts.addressed(paper)
    parts.grounds(paper)
    body(paper, "{{ cach_bau }} Kết quả như sau:", keep=True)
    body(paper, "- Tổng số {{ dien_bau }} của {{ ten_ap }}: {{ tong_so }}.")
    tag(paper, "{%p if co_mat %}")
    body(paper, "- Số {{ dien_bau }} dự họp: {{ co_mat }}.")
    tag(paper, "{%p endif %}")
    _figures(paper, "Hình thức bầu")
    body(paper, "Căn cứ kết quả trên, {{ to_bau_cu }} đề nghị {{ uy_ban }} xem xét, công nhận:", keep=True)
    tag(paper, "{%p for nguoi in trung_cu %}")
    body(
        paper,
        "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}, sinh {{ nguoi.sinh_ngay }}{% if nguoi.noi_o %}, nơi ở: {{ nguoi.noi_o }}{% endif %}, "
        "được {{ nguoi.phieu_tren_tong }} {{ nguoi.don_vi_phieu }}, bằng {{ nguoi.ty_le }} tổng số {{ dien_bau }} của {{ ten_ap }}, "
        f"giữ chức {_TERM}.",
    )
    tag(paper, "{%p endfor %}")
    body(paper, "Gửi kèm Tờ trình này:", keep=True)
    tag(paper, "{%p for dong in kem_theo %}")
    body(paper, "- {{ dong }}")
    tag(paper, "{%p endfor %}")
    body(paper, "{{ to_bau_cu }} kính trình {{ uy_ban }} xem xét, quyết định./.", keep=True)
    _office_signs(paper, by_hand=True)
    return paper


def decision() -> Document:
    """Quyết định công nhận trưởng ấp của Ủy ban nhân dân cấp xã."""
    paper = page.new_paper("Quyết định công nhận")
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.title(paper, "QUYẾT ĐỊNH", f"Về việc công nhận {_TERM}")
    parts.decided_by(paper, "uy_ban")
    parts.grounds(paper)
    parts.centred(paper, "QUYẾT ĐỊNH:")
    tag(paper, "{%p for nguoi in trung_cu %}")
    for heading, text in (
        (
            "Điều 1. ",
            "Công nhận {{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }}, sinh {{ nguoi.sinh_ngay }}"
            "{% if nguoi.noi_o %}, nơi ở: {{ nguoi.noi_o }}{% endif %}, giữ chức {{ chuc_danh }}, "
            "{{ dia_chi_ap }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}.",
        ),
        (
            "Điều 2. ",
            "Quyết định này có hiệu lực kể từ ngày ký. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }} nhận nhiệm vụ, thực hiện nhiệm vụ, quyền hạn "
            "và hưởng chế độ, chính sách theo quy định của pháp luật kể từ ngày Quyết định này có hiệu lực.",
        ),
        (
            "Điều 3. ",
            "Văn phòng Ủy ban nhân dân, các tổ chức, cá nhân có liên quan và {{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }} "
            "chịu trách nhiệm thi hành Quyết định này./.",
        ),
    ):
        paragraph = body(paper, heading, bold=True, keep=heading == "Điều 3. ")
        paragraph.add_run(text)
    tag(paper, "{%p endfor %}")
    _office_signs(paper)
    return paper


# --- What several of them say ------------------------------------------------------------------------------------


def _counters(paper: Document, team: str = "Ban kiểm phiếu") -> None:
    """Those who count and the witnesses."""
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, f"{team} gồm các ông (bà) có tên sau:", keep=True)
    _people(paper, "kiem_phieu")
    tag(paper, "{%p endif %}")
    tag(paper, "{%p if chung_kien %}")
    body(paper, "{{ dien_bau|capitalize }} chứng kiến việc kiểm phiếu gồm:", keep=True)
    tag(paper, "{%p for nguoi in chung_kien %}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")


def _people(paper: Document, loop: str) -> None:
    tag(paper, f"{{%p for nguoi in {loop} %}}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}\t{{ nguoi.vai_tro }}", tab=Mm(136))
    tag(paper, "{%p endfor %}")


def _several(paper: Document, loop: str, heading: str, line: str) -> None:
    """A heading and its lines, where there are any."""
    tag(paper, f"{{%p if {loop} %}}")
    body(paper, heading, keep=True)
    tag(paper, f"{{%p for dong in {loop} %}}")
    body(paper, line)
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")


def _cluster_meetings(paper: Document) -> None:
    """When and where each cluster met, and who chaired, where the hamlet met by clusters."""
    tag(paper, "{%p if cac_cum %}")
    body(paper, "Các cụm dân cư đã họp:", keep=True)
    tag(paper, "{%p for cum in cac_cum %}")
    body(
        paper,
        "- {{ cum.cum }}: vào hồi {{ cum.gio_hop }}, tại {{ cum.noi_hop }}; chủ trì: {{ cum.ong_ba|lower }} {{ cum.ho_ten }}"
        "{% if loop.last %}.{% else %};{% endif %}",
    ).alignment = page.LEFTWARDS
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")


def _table_of_clusters(paper: Document) -> None:
    """What each cluster counted, and the sums in the last row."""
    tag(paper, "{%p if bang_cum %}")
    body(paper, "- Kết quả của từng cụm dân cư và số cộng:", keep=True)
    parts.figures(
        paper,
        "dong in bang_cum",
        (
            Column("Cụm", "{{ dong.cum }}", Mm(22), page.LEFTWARDS),
            Column("Tổng số hộ", "{{ dong.so_ho_cum }}", Mm(14)),
            Column("Có mặt", "{{ dong.so_du }}", Mm(13)),
            Column("Phát ra", "{{ dong.so_phat }}", Mm(13)),
            Column("Thu về", "{{ dong.so_thu }}", Mm(13)),
            Column("Hợp lệ", "{{ dong.so_hop_le }}", Mm(13)),
            Column("Không hợp lệ", "{{ dong.so_khong_hop_le }}", Mm(15)),
            Column("{{ cot_phieu }} của từng người", "{{ dong.phieu_tung_nguoi }}", Mm(57), page.LEFTWARDS),
        ),
        size=Pt(12),
        tight=True,
    )
    tag(paper, "{%p endif %}")


def _figures(paper: Document, form: str = "") -> None:
    """The ballots and the votes of each candidate; what was not counted is left out. `form`: also how it was voted, under that name."""
    lines = [
        ("phat_ra", "- Số phiếu phát ra: {{ phat_ra }}."),
        ("thu_ve", "- Số phiếu thu về: {{ thu_ve }}."),
        ("chenh_lech", "- Chênh lệch giữa số phiếu phát ra và số phiếu thu về: {{ chenh_lech }}."),
        ("hop_le", "- Số phiếu hợp lệ: {{ hop_le }}."),
        ("khong_hop_le", "- Số phiếu không hợp lệ: {{ khong_hop_le }}."),
        ("ly_do_khong_hop_le", "Lý do không hợp lệ: {{ ly_do_khong_hop_le }}."),
    ]
    if form:
        lines.insert(0, ("hinh_thuc", f"- {form}: {{{{ hinh_thuc }}}}."))
    for name, text in lines:
        tag(paper, f"{{%p if {name} %}}")
        body(paper, text)
        tag(paper, "{%p endif %}")
    _table_of_clusters(paper)
    tag(paper, "{%p if ung_cu %}")
    body(paper, "- Kết quả của từng người ứng cử:", keep=True)
    columns = (
        Column("TT", "{{ nguoi.tt }}", Mm(10)),
        Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(51), page.LEFTWARDS),
        Column("{{ cot_phieu }}", "{{ nguoi.so_phieu }}", Mm(62)),
        Column("Tỷ lệ so với tổng số {{ dien_bau }}", "{{ nguoi.ty_le }}", Mm(37)),
    )
    # A share of a cluster decides nothing, and would be taken for one that does.
    tag(paper, "{%p if ten_cum %}")
    parts.figures(paper, "nguoi in ung_cu", columns[:3])
    tag(paper, "{%p else %}")
    parts.figures(paper, "nguoi in ung_cu", columns)
    tag(paper, "{%p endif %}")
    tag(paper, "{%p endif %}")


def _conclusion(paper: Document, heading: str = "Kết luận:") -> None:
    """The outcome, on the page that is signed."""
    body(paper, heading, keep=True, bold=True)
    tag(paper, "{%p for doan in ket_luan %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")


def _read_out(paper: Document) -> None:
    body(
        paper,
        "Biên bản này được lập xong vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày, thành {{ so_ban }} bản "
        "có giá trị như nhau{% if gui_ban %}, {{ gui_ban }}{% endif %}.",
    )
    body(paper, "Biên bản đã đọc cho mọi người cùng nghe, công nhận là đúng và ký tên dưới đây./.", keep=True)


def _counters_sign(paper: Document, team: str = "BAN KIỂM PHIẾU") -> None:
    signatures.signature_block(
        paper,
        (
            Signatures(("{{ dien_bau|upper }}", "CHỨNG KIẾN"), "{{ nguoi.ho_ten }}", "nguoi in chung_kien", "chung_kien"),
            Signatures(("THÀNH VIÊN", team), "{{ nguoi.ho_ten }}", "nguoi in kiem_phieu[1:]", "kiem_phieu[1:]"),
            Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}"),
        ),
        recipients="noi_nhan",
    )
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")


def _office_signs(paper: Document, *, by_hand: bool = False) -> None:
    """The recipients at the left, one signature at the right."""
    signatures.signature_block(
        paper,
        (Signatures(), Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")),
        recipients="noi_nhan",
        by_hand=by_hand,
    )
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")


TEMPLATES: dict[str, Callable[[], Document]] = {
    "bang-kiem-phieu": tally_sheet,
    "bien-ban-kiem-phieu-truong-ap": counting_minutes_head,
    "bien-ban-lay-y-kien-ho": taken_minutes_head,
    "bien-ban-cuoc-hop": meeting_minutes_head,
    "to-trinh-cong-nhan": petition,
    "quyet-dinh-cong-nhan": decision,
}
