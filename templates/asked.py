"""What the papers of ballots taken to the households say. Looks: `parts.py`; variables: `dantin/papers/vote/households_asked.py`."""

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

_ABOUT = "phát phiếu lấy ý kiến của hộ gia đình để {{ ve_viec }}"


def plan() -> Document:
    """Kế hoạch phát phiếu: what Nghị định 59/2023/NĐ-CP Điều 4 khoản 2 lists."""
    paper = page.new_paper("Kế hoạch phát phiếu lấy ý kiến hộ gia đình")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "KẾ HOẠCH", f"Tổ chức {_ABOUT}")
    parts.grounds(paper)
    body(
        paper,
        "{{ cuoc_hop_truoc }} {{ nguoi_ban_hanh }} phối hợp với Trưởng ban công tác Mặt trận {{ ten_ap }} xây dựng "
        "Kế hoạch phát phiếu lấy ý kiến của hộ gia đình như sau:",
    )
    _heading(paper, "I. MỤC ĐÍCH, YÊU CẦU")
    body(paper, "1. Mục đích: để từng hộ gia đình trong {{ ten_ap }} biểu quyết bằng phiếu về việc {{ ve_viec }}.")
    body(
        paper,
        "2. Yêu cầu: mỗi hộ gia đình được phát 01 phiếu; gửi phiếu trực tiếp đến từng hộ, thu phiếu đúng thời hạn ghi trên phiếu; "
        "tổng hợp kết quả đầy đủ, khách quan.",
    )
    _heading(paper, "II. NỘI DUNG LẤY Ý KIẾN")
    _content(paper)
    _heading(paper, "III. THÀNH PHẦN")
    body(paper, "1. Được lấy ý kiến: {{ dien_bau }} của {{ ten_ap }}, tổng số {{ tong_so }}.")
    body(paper, "2. Tổ phát phiếu lấy ý kiến, gồm:", keep=True)
    _team(paper)
    _heading(paper, "IV. THỜI GIAN, THỜI HẠN, PHÂN CÔNG THỰC HIỆN")
    body(paper, "Phát phiếu từ {{ tu_ngay }}; thời hạn thu phiếu: đến hết {{ den_ngay }}.", keep=True)
    parts.figures(
        paper,
        "viec in cac_viec",
        (
            Column("TT", "{{ viec.tt }}", Mm(10)),
            Column("Nội dung công việc", "{{ viec.viec }}", Mm(50), page.LEFTWARDS),
            Column("Đơn vị thực hiện", "{{ viec.noi_lam }}", Mm(28), page.LEFTWARDS),
            Column("Thời gian", "{{ viec.khi_nao }}", Mm(38), page.LEFTWARDS),
            Column("Căn cứ", "{{ viec.quy_dinh }}", Mm(34), page.LEFTWARDS),
        ),
        size=Pt(12),
        tight=True,
    )
    _heading(paper, "V. ĐIỀU KIỆN BẢO ĐẢM")
    body(paper, "1. Mẫu phiếu: theo mẫu và hướng dẫn do Ủy ban nhân dân {{ ten_xa }} ban hành.")
    body(paper, "2. Danh sách hộ gia đình, số phiếu in đủ cho mỗi hộ 01 phiếu, hòm phiếu niêm phong do Tổ phát phiếu chuẩn bị.")
    body(paper, "3. Kinh phí: ……………………").alignment = page.LEFTWARDS
    body(
        paper,
        "Các đơn vị, cá nhân nêu tại Kế hoạch này tổ chức thực hiện đúng nội dung, thời hạn. Quá trình thực hiện nếu có khó khăn, "
        "vướng mắc, kịp thời báo cáo {{ chuc_danh_chung }} để xem xét, giải quyết./.",
        keep=True,
    )
    return _signed(paper)


def decision() -> Document:
    """Quyết định thành lập Tổ phát phiếu lấy ý kiến."""
    paper = page.new_paper("Quyết định thành lập Tổ phát phiếu lấy ý kiến")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "QUYẾT ĐỊNH", "Về việc thành lập Tổ phát phiếu lấy ý kiến của hộ gia đình để {{ ve_viec }}")
    parts.decided_by(paper, "nguoi_ban_hanh")
    parts.grounds(paper)
    parts.centred(paper, "QUYẾT ĐỊNH:")
    _article(
        paper,
        "Điều 1. ",
        "Thành lập Tổ phát phiếu lấy ý kiến của hộ gia đình {{ ten_ap }} để {{ ve_viec }}, gồm {{ so_thanh_vien }} ông (bà) có tên sau:",
    )
    _team(paper)
    _article(
        paper,
        "Điều 2. ",
        "Tổ phát phiếu gửi phiếu lấy ý kiến trực tiếp đến từng hộ gia đình, mỗi hộ 01 phiếu; thu phiếu đúng thời hạn ghi trên phiếu; "
        "kiểm phiếu với sự chứng kiến của đại diện 02 (hai) hộ gia đình, lập biên bản kiểm phiếu"
        "{% if theo_mau %} {{ theo_mau }}{% endif %}; tổng hợp đầy đủ, khách quan kết quả lấy ý kiến.",
    )
    _article(
        paper,
        "Điều 3. ",
        "Quyết định này có hiệu lực kể từ ngày ký. Các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    return _signed(paper)


def notice() -> Document:
    """Thông báo phát phiếu: what Luật 10/2022/QH15 Điều 19 khoản 2 wants made public."""
    paper = page.new_paper("Thông báo phát phiếu lấy ý kiến hộ gia đình")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "THÔNG BÁO", f"Về việc {_ABOUT}")
    body(
        paper,
        "{{ cuoc_hop_truoc }} {{ ten_ap[:1]|upper }}{{ ten_ap[1:] }} phát phiếu lấy ý kiến của hộ gia đình; "
        "xin thông báo để Nhân dân biết:",
    )
    for number, text in enumerate(
        (
            "Nội dung lấy ý kiến:",
            "Thời điểm phát phiếu: từ {{ tu_ngay }}.",
            "Thời hạn lấy ý kiến: thu phiếu đến hết {{ den_ngay }}.",
            "Thành phần Tổ phát phiếu lấy ý kiến:",
        ),
        1,
    ):
        body(paper, f"{number}. {text}", bold=True, keep=number in (1, 4))
        if number == 1:
            _content(paper)
    _team(paper)
    body(
        paper,
        "Mỗi hộ gia đình được phát 01 phiếu. Tổ phát phiếu gửi phiếu trực tiếp đến từng hộ và thu lại đúng thời hạn. Hộ nào "
        "chưa nhận được phiếu thì báo ngay cho Tổ phát phiếu./.",
        keep=True,
    )
    return _signed(paper)


def ballots() -> Document:
    """Phiếu lấy ý kiến của hộ gia đình, to be cut apart. What stands at the foot of each page is the same on all, and is cut away."""
    paper = slips.ballot_paper("Phiếu lấy ý kiến hộ gia đình")
    slips.household_ballots(paper)
    parts.footer(paper, "Tổng số in: {{ so_phieu_in }}. Cắt theo đường đứt nét, bỏ phần lề này.", "{{ ma_du_lieu }}")
    return paper


def _heading(paper: Document, text: str) -> None:
    body(paper, text, keep=True, bold=True)


def _content(paper: Document) -> None:
    """What is asked, and who stands."""
    body(paper, "{{ ve_viec[:1]|upper }}{{ ve_viec[1:] }}. Người ứng cử:", keep=True)
    tag(paper, "{%p for nguoi in ung_cu %}")
    body(paper, "- {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p if not ung_cu %}")
    body(paper, "- ……………………")
    tag(paper, "{%p endif %}")


def _team(paper: Document) -> None:
    parts.figures(
        paper,
        "nguoi in to_phat_phieu",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(55), page.LEFTWARDS),
            Column("Đại diện", "{{ nguoi.dai_dien }}", Mm(65), page.LEFTWARDS),
            Column("Nhiệm vụ", "{{ nguoi.vai_tro }}", Mm(30)),
        ),
    )


def _article(paper: Document, heading: str, text: str, *, keep: bool = False) -> None:
    body(paper, heading, bold=True, keep=keep).add_run(text)


def _signed(paper: Document) -> Document:
    """The recipients at the left, the head of the hamlet at the right."""
    position = "{% if the_thuc_ky %}{{ the_thuc_ky }} {% endif %}{{ chuc_vu_ky }}"
    signatures.signature_block(paper, (Signatures(), Signatures((position,), "{{ nguoi_ky }}")), "noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {
    "ke-hoach-phat-phieu": plan,
    "quyet-dinh-to-phat-phieu": decision,
    "thong-bao-phat-phieu": notice,
    "phieu-lay-y-kien-ho": ballots,
}
