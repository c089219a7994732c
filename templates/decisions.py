"""What the papers say by which the commune orders a vote, orders it anew, or does not recognise it. How they look stands in `parts.py`.

Their variables stand in `dantin/papers/before_vote/vote_ordered.py` and `dantin/papers/vote/not_recognised.py`.
"""

from collections.abc import Callable

import page
import parts
import signatures
from docx.document import Document
from docx.shared import Mm
from page import tag
from parts import Column, body
from signatures import Signatures

_HEAD = "{{ chuc_danh }}, {{ dia_chi_ap }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}"
_DOTTED = "…" * 24
_OFFICES = "Văn phòng Ủy ban nhân dân, các tổ chức, cá nhân có liên quan"


def election() -> Document:
    """Quyết định tổ chức bầu trưởng ấp của Chủ tịch Ủy ban nhân dân cấp xã."""
    paper = _decision("Quyết định tổ chức bầu cử")
    _article(paper, 1, f"Tổ chức bầu {_HEAD}, như sau:", keep=True)
    _when_and_where(paper)
    body(paper, "- Người bầu: {{ dien_bau }} của {{ ten_ap }}.")
    _article(paper, 2, "Phân công thực hiện:", keep=True)
    _tasks(paper)
    _article(
        paper,
        3,
        f"Quyết định này có hiệu lực kể từ ngày ký. {_OFFICES} và Ban công tác Mặt trận {{{{ ten_ap }}}} chịu trách nhiệm thi hành "
        "Quyết định này./.",
        keep=True,
    )
    return _signed(paper)


def team() -> Document:
    """Quyết định thành lập Tổ bầu cử của Chủ tịch Ủy ban nhân dân cấp xã."""
    paper = _decision("Quyết định thành lập Tổ bầu cử")
    _article(
        paper,
        1,
        "Thành lập Tổ bầu cử {{ ten_ap }}, {{ dia_chi_ap }}, để {{ ve_viec }}, gồm {{ so_thanh_vien }} ông (bà) có tên sau:",
        keep=True,
    )
    _team(paper)
    _article(paper, 2, "Tổ bầu cử có nhiệm vụ:", keep=True)
    _tasks(paper)
    _article(
        paper,
        3,
        f"Quyết định này có hiệu lực kể từ ngày ký. {_OFFICES} và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này./.",
        keep=True,
    )
    return _signed(paper)


def notice() -> Document:
    """Thông báo niêm yết: the two decisions that Nghị định 59/2023/NĐ-CP Điều 6 khoản 1 wants told, and beside them the list."""
    paper = page.new_paper("Thông báo niêm yết các quyết định bầu cử")
    parts.state_heading(paper, numbered=True)
    parts.title(paper, "THÔNG BÁO", "Về việc {{ ve_viec }}")
    body(
        paper,
        "{{ to_bau_cu }} thông báo để Nhân dân {{ ten_ap }}, {{ dia_chi_ap }} biết các quyết định của {{ nguoi_ban_hanh }} về việc "
        "{{ ve_viec }}:",
    )
    body(paper, "1. {{ quyet_dinh_bau }} về việc tổ chức bầu cử:", bold=True, keep=True)
    _when_and_where(paper)
    body(paper, "- Người bầu: {{ dien_bau }} của {{ ten_ap }}.")
    body(paper, "2. {{ quyet_dinh_to }} về việc thành lập Tổ bầu cử, gồm các ông (bà):", bold=True, keep=True)
    _team(paper)
    body(paper, "{{ noi_niem_yet }}.")
    tag(paper, "{%p if ung_cu %}")
    body(
        paper,
        "Ngoài hai quyết định trên, {{ to_bau_cu }} thông báo thêm để Nhân dân biết danh sách chính thức những người ứng cử "
        "{{ chuc_danh }} do Ban công tác Mặt trận {{ ten_ap }} quyết định:",
        keep=True,
    )
    tag(paper, "{%p for nguoi in ung_cu %}")
    body(paper, "{{ nguoi.tt }}. {{ nguoi.ong_ba }} {{ nguoi.ho_ten }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p endif %}")
    body(paper, "Mọi ý kiến của Nhân dân gửi đến {{ to_bau_cu }} để kịp thời xem xét, giải quyết./.", keep=True)
    return _signed(paper, by_hand=True)


def again() -> Document:
    """Quyết định bầu lại của Ủy ban nhân dân cấp xã."""
    paper = _decision("Quyết định bầu lại", "uy_ban")
    _article(paper, 1, f"Tổ chức bầu lại {_HEAD}{{% if theo_quy_dinh %}}, {{{{ theo_quy_dinh }}}}{{% endif %}}.")
    body(paper, "{{ ly_do_bau_lai }}.")
    # A line less, so that the whole fits on one page with its signature.
    _article(paper, 2, "{{ dien_bau[:1]|upper }}{{ dien_bau[1:] }} của {{ ten_ap }} bầu lại như sau:", keep=True)
    _when_and_where(paper, last=".")
    tag(paper, "{%p if han_bau_lai %}")
    body(paper, "{{ han_bau_lai }}.")
    tag(paper, "{%p endif %}")
    _article(
        paper,
        3,
        "Giao {{ to_bau_cu }} tổ chức bầu lại theo quy định, báo cáo kết quả đến Ủy ban nhân dân, Ủy ban MTTQ Việt Nam {{ ten_xa }}.",
    )
    _article(
        paper,
        4,
        f"Quyết định này có hiệu lực kể từ ngày ký. {_OFFICES} và {{{{ to_bau_cu }}}} chịu trách nhiệm thi hành Quyết định này./.",
        keep=True,
    )
    return _signed(paper, _OF_COMMITTEE)


def refusal() -> Document:
    """Văn bản không công nhận, nêu rõ lý do (Luật 10/2022/QH15 Điều 21 khoản 2): a letter."""
    paper = page.new_paper("Văn bản không công nhận kết quả bầu cử")
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.letter_about(paper, "V/v {{ viec_quyet_dinh }}")
    parts.addressed(paper)
    parts.grounds(paper)
    body(paper, "{{ cach_bau }}")
    tag(paper, "{%p for nguoi in trung_cu %}")
    body(
        paper,
        "{{ ngay_nhan[:1]|upper }}{{ ngay_nhan[1:] }}, {{ uy_ban }} nhận được {{ to_trinh }} của {{ to_bau_cu }} đề nghị công nhận "
        "{{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }} trúng cử {{ chuc_danh }}.",
    )
    body(
        paper,
        "Sau khi xem xét hồ sơ, {% if theo_quy_dinh %}{{ theo_quy_dinh }}, {% endif %}{{ uy_ban }} không công nhận kết quả bầu "
        "{{ chuc_danh }} đối với {{ nguoi.ong_ba|lower }} {{ nguoi.ho_ten }}. Lý do:",
        keep=True,
    )
    tag(paper, "{%p endfor %}")
    for number in (1, 2, 3):
        body(paper, f"{number}. {_DOTTED}", keep=True).alignment = page.LEFTWARDS
    body(paper, f"Yêu cầu đối với {{{{ to_bau_cu }}}}: {_DOTTED[:14]}").alignment = page.LEFTWARDS
    body(
        paper,
        "{{ uy_ban }} trả lời để {{ to_bau_cu }}, Ban công tác Mặt trận {{ ten_ap }} biết, thông báo đến Nhân dân {{ ten_ap }}./.",
        keep=True,
    )
    return _signed(paper, _OF_COMMITTEE)


# --- What several of them say --------------------------------------------------------------------------------------


def _decision(name: str, decides: str = "nguoi_ban_hanh") -> Document:
    """The head of a decision, down to "QUYẾT ĐỊNH:"."""
    paper = page.new_paper(name)
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.title(paper, "QUYẾT ĐỊNH", "Về việc {{ viec_quyet_dinh }}")
    parts.decided_by(paper, decides)
    parts.grounds(paper)
    parts.centred(paper, "QUYẾT ĐỊNH:")
    return paper


def _article(paper: Document, number: int, text: str, *, keep: bool = False) -> None:
    body(paper, f"Điều {number}. ", bold=True, keep=keep).add_run(text)


def _when_and_where(paper: Document, last: str = ";") -> None:
    """The day and the place, or those of each cluster; `last` is what the list ends in."""
    tag(paper, "{%p if cac_cum_hop %}")
    body(paper, "- Bầu tại các cuộc họp theo {{ so_cum }} cụm dân cư:", keep=True)
    tag(paper, "{%p for dong in cac_cum_hop %}")
    body(
        paper,
        f"+ {{{{ dong.cum }}}}: {{{{ dong.gio_hop }}}}, tại {{{{ dong.noi_hop }}}}{{% if loop.last %}}{last}{{% else %}};{{% endif %}}",
    )
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p else %}")
    body(paper, "- Ngày bầu: {{ ngay }};", keep=True)
    body(paper, f"- Địa điểm: {{{{ dia_diem }}}}{last}", keep=last == ";")
    tag(paper, "{%p endif %}")


def _team(paper: Document) -> None:
    represents = "{{ nguoi.chuc_vu }}{% if nguoi.chuc_vu and nguoi.dai_dien %}, {% endif %}{{ nguoi.dai_dien }}"
    parts.figures(
        paper,
        "nguoi in thanh_vien",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(50), page.LEFTWARDS),
            Column("Chức vụ, đại diện", represents, Mm(72), page.LEFTWARDS),
            Column("Nhiệm vụ", "{{ nguoi.vai_tro }}", Mm(28)),
        ),
    )


def _tasks(paper: Document) -> None:
    tag(paper, "{%p for dong in nhiem_vu %}")
    body(paper, "{{ loop.index }}. {{ dong }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")


# Whoever decides alone signs under the office alone, whoever decides for a committee under its name first.
_OWN = Signatures(("{{ the_thuc_ky }}",), "{{ nguoi_ky }}", position="chuc_vu_ky")
_OF_COMMITTEE = Signatures(("{{ the_thuc_ky }}", "{{ chuc_vu_ky }}"), "{{ nguoi_ky }}")


def _signed(paper: Document, signature: Signatures = _OWN, *, by_hand: bool = False) -> Document:
    """The recipients at the left, one signature at the right."""
    signatures.signature_block(paper, (Signatures(), signature), recipients="noi_nhan", by_hand=by_hand)
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {
    "quyet-dinh-to-chuc-bau-cu": election,
    "quyet-dinh-to-bau-cu": team,
    "thong-bao-niem-yet": notice,
    "quyet-dinh-bau-lai": again,
    "van-ban-khong-cong-nhan": refusal,
}
