"""What the papers say by which a hamlet head is let go. How they look stands in `parts.py`, their variables in `dantin/papers/vote/`."""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm
from page import tag
from parts import body
from signatures import Signatures

_WHO = "{{ nguoi_thoi }}"
_CASES = (
    "□ Có đơn xin thôi gửi Chủ tịch Ủy ban nhân dân cấp xã, nêu rõ lý do;",
    "□ Trưởng ban công tác Mặt trận đề nghị;",
    "□ Có {{ muc_kien_nghi }} tổng số hộ gia đình hoặc đại diện hộ gia đình kiến nghị.",
)


def minutes() -> Document:
    """Biên bản cuộc họp cho thôi trưởng ấp: Mẫu số 03, Nghị định 59/2023/NĐ-CP, with what Luật Điều 20 khoản 2 asks of a decision."""
    paper = page.new_paper("Biên bản cuộc họp cho thôi")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "BIÊN BẢN CUỘC HỌP CỦA CỘNG ĐỒNG DÂN CƯ", "Về việc cho thôi làm {{ chuc_danh }}")
    body(
        paper,
        "Hôm nay, vào hồi {{ gio }} giờ {{ phut }} phút, {{ ngay }}, tại {{ noi_hop_day_du }} "
        "tổ chức cuộc họp của cộng đồng dân cư về việc cho thôi làm {{ chuc_danh }}.",
    )
    body(paper, "I. THÀNH PHẦN THAM DỰ", bold=True, keep=True)
    for number, (role, people) in enumerate((("Chủ trì", "chu_tri"), ("Thư ký", "thu_ky")), 1):
        tag(paper, f"{{%p for nguoi in {people} %}}")
        body(paper, f"{number}. {role}: {{{{ nguoi.ong_ba }}}} {{{{ nguoi.ho_ten }}}}. Chức vụ: {{{{ nguoi.chuc_vu }}}}.")
        tag(paper, "{%p endfor %}")
    body(paper, "3. Thành phần tham dự:", keep=True)
    body(paper, "- Tổng số hộ gia đình của {{ ten_ap }}: {{ tong_so_ho }}.")
    body(paper, "- Tổng số đại diện hộ gia đình của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Số đại diện hộ gia đình dự họp: {{ co_mat }}.")
    body(paper, "- Số hộ gia đình không có người đại diện tham dự: {{ ho_vang }}.")
    _lines(paper, "khach_moi", "- Khách mời:", "+")

    body(paper, "II. NỘI DUNG CUỘC HỌP", bold=True, keep=True)
    body(paper, f"1. Người chủ trì trình bày việc cho thôi làm {{{{ chuc_danh }}}} đối với {_WHO}. Trường hợp cho thôi:", keep=True)
    for text in _CASES:
        body(paper, text, keep=text is not _CASES[-1])
    body(paper, "Lý do cho thôi: ……………………………………………").alignment = page.LEFTWARDS
    body(
        paper,
        "2. Cuộc họp thống nhất hình thức quyết định: □ biểu quyết giơ tay; □ bỏ phiếu kín; "
        "số đại diện hộ gia đình dự họp tán thành hình thức này: ……………………",
    ).alignment = page.LEFTWARDS
    tag(paper, "{%p if kiem_phieu %}")
    body(paper, "3. Cuộc họp biểu quyết thông qua ban kiểm phiếu gồm các ông (bà) có tên sau:", keep=True)
    tag(paper, "{%p for nguoi in kiem_phieu %}")
    body(paper, "{{ loop.index }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}\t{{ nguoi.vai_tro }}", tab=Mm(136))
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")
    _lines(paper, "y_kien", "Ý kiến phát biểu tại cuộc họp:", "-")
    tag(paper, "{%p if not y_kien %}")
    body(paper, "Ý kiến phát biểu tại cuộc họp: ……………………………………………").alignment = page.LEFTWARDS
    tag(paper, "{%p endif %}")

    body(paper, "III. KẾT QUẢ BIỂU QUYẾT", bold=True, keep=True)
    _result(paper)
    body(paper, "IV. KẾT LUẬN, NỘI DUNG QUYẾT ĐỊNH", bold=True, keep=True)
    tag(paper, "{%p for doan in ket_luan %}")
    body(paper, "{{ doan }}")
    tag(paper, "{%p endfor %}")
    body(paper, "Cuộc họp kết thúc vào hồi {{ gio_xong }} giờ {{ phut_xong }} phút cùng ngày.")
    body(
        paper,
        "Biên bản này được lập thành {{ so_ban }} bản có giá trị như nhau, đã đọc cho mọi người cùng nghe và nhất trí thông qua./.",
        keep=True,
    )
    return signatures.signed_minutes(paper, of_residents=True)


def submission() -> Document:
    """Tờ trình đề nghị công nhận kết quả cho thôi trưởng ấp."""
    paper = page.new_paper("Tờ trình đề nghị công nhận kết quả cho thôi")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "TỜ TRÌNH", "Về việc đề nghị công nhận kết quả cho thôi làm {{ chuc_danh }}")
    parts.addressed(paper)
    parts.grounds(paper)
    body(paper, "{{ cach_hop }} Kết quả như sau:", keep=True)
    body(paper, "- Tổng số đại diện hộ gia đình của {{ ten_ap }}: {{ tong_so }}.")
    body(paper, "- Số đại diện hộ gia đình dự họp: {{ co_mat }}.")
    _result(paper)
    body(
        paper,
        "Căn cứ kết quả trên, {{ ben_trinh }} đề nghị {{ uy_ban }} xem xét, công nhận kết quả cho thôi làm {{ chuc_danh }} "
        f"đối với {_WHO}.",
    )
    body(paper, "Gửi kèm Tờ trình này:", keep=True)
    tag(paper, "{%p for dong in kem_theo %}")
    body(paper, "- {{ dong }}")
    tag(paper, "{%p endfor %}")
    body(paper, "{{ ben_trinh }} kính trình {{ uy_ban }} xem xét, quyết định./.", keep=True)
    _signed(paper, by_hand=True)
    return paper


def decision() -> Document:
    """Quyết định công nhận kết quả cho thôi trưởng ấp của Ủy ban nhân dân cấp xã."""
    paper = _of_committee("Quyết định công nhận kết quả cho thôi", "Về việc {{ viec_quyet_dinh }}")
    _articles(
        paper,
        "{{ quyet_nghi }}{% if tan_thanh_tren_tong %} ({{ tan_thanh_tren_tong }} đại diện hộ gia đình tán thành){% endif %}.",
        f"Quyết định này có hiệu lực kể từ ngày ký; {_WHO} bàn giao công việc, hồ sơ, tài liệu của {{{{ ten_ap }}}} theo quy định.",
        "{{ han_bau_moi }}",
        f"Văn phòng Ủy ban nhân dân, các tổ chức, cá nhân có liên quan và {_WHO} chịu trách nhiệm thi hành Quyết định này./.",
    )
    _signed(paper)
    return paper


def acting() -> Document:
    """Quyết định cử trưởng ấp lâm thời của Ủy ban nhân dân cấp xã."""
    who = "{{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }}"
    paper = _of_committee("Quyết định cử lâm thời", "Về việc cử {{ chuc_danh }} lâm thời")
    tag(paper, "{%p for nguoi in nguoi_lam_thoi %}")
    _articles(
        paper,
        f"Cử {who} làm {{{{ chuc_danh }}}} lâm thời để điều hành hoạt động của {{{{ ten_ap }}}}, {{{{ dia_chi_ap }}}}, "
        "{{ thoi_han_lam_thoi }}.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        f"Văn phòng Ủy ban nhân dân, các tổ chức, cá nhân có liên quan và {who} chịu trách nhiệm thi hành Quyết định này./.",
    )
    tag(paper, "{%p endfor %}")
    _signed(paper)
    return paper


# --- What several of them say ------------------------------------------------------------------------------------


def _of_committee(name: str, about: str) -> Document:
    """The head of a decision of the People's Committee, down to "QUYẾT ĐỊNH:"."""
    paper = page.new_paper(name)
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.title(paper, "QUYẾT ĐỊNH", about)
    parts.decided_by(paper, "uy_ban")
    parts.grounds(paper)
    parts.centred(paper, "QUYẾT ĐỊNH:")
    return paper


def _articles(paper: Document, *texts: str) -> None:
    """The articles of a decision, the last on the page that is signed."""
    for number, text in enumerate(texts, 1):
        body(paper, f"Điều {number}. ", bold=True, keep=number == len(texts)).add_run(text)


def _result(paper: Document) -> None:
    body(paper, "- Số đại diện hộ gia đình tán thành cho thôi: {{ tan_thanh }}, bằng {{ ty_le }} tổng số đại diện hộ gia đình.")
    body(paper, "- Số đại diện hộ gia đình phải tán thành ít nhất: {{ can_dat }}.")


def _lines(paper: Document, loop: str, heading: str, mark: str) -> None:
    """A heading and its lines, where there are any."""
    tag(paper, f"{{%p if {loop} %}}")
    body(paper, heading, keep=True)
    tag(paper, f"{{%p for dong in {loop} %}}")
    body(paper, f"{mark} {{{{ dong }}}}{{% if loop.last %}}.{{% else %}};{{% endif %}}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")


def _signed(paper: Document, *, by_hand: bool = False) -> None:
    """The recipients at the left, one signature at the right; a decision is an office's."""
    signature = Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")
    signatures.signature_block(paper, (Signatures(), signature), recipients="noi_nhan", by_hand=by_hand)
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")


TEMPLATES: dict[str, Callable[[], Document]] = {
    "bien-ban-hop-cho-thoi": minutes,
    "to-trinh-cong-nhan-cho-thoi": submission,
    "quyet-dinh-cong-nhan-cho-thoi": decision,
    "quyet-dinh-cu-lam-thoi": acting,
}
