"""What the papers say by which the commune orders a vote, orders it anew, or does not recognise it. How they look stands in `parts.py`.

Their variables stand in `dantin/papers/before_vote/vote_ordered.py` and `dantin/papers/vote/not_recognised.py`.
"""

from collections.abc import Callable

import parts
from docx.document import Document
from docx.shared import Mm
from parts import Column, Signatures, body, tag

_HEAD = "{{ chuc_danh }}, {{ dia_chi_ap }}{% if nhiem_ky %}, nhiệm kỳ {{ nhiem_ky }}{% endif %}"
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
    paper = parts.new_paper("Thông báo niêm yết các quyết định bầu cử")
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
    return _signed(paper)


# --- What several of them say --------------------------------------------------------------------------------------


def _decision(name: str) -> Document:
    """The head of a decision, down to "QUYẾT ĐỊNH:"."""
    paper = parts.new_paper(name)
    parts.state_heading(paper, numbered=True, one_body=True)
    parts.title(paper, "QUYẾT ĐỊNH", "Về việc {{ viec_quyet_dinh }}")
    parts.centred(paper, "{{ nguoi_ban_hanh|upper }}")
    parts.grounds(paper)
    parts.centred(paper, "QUYẾT ĐỊNH:")
    return paper


def _article(paper: Document, number: int, text: str, *, keep: bool = False) -> None:
    body(paper, f"Điều {number}. ", bold=True, keep=keep).add_run(text)


def _when_and_where(paper: Document) -> None:
    """The day and the place, or those of each cluster."""
    tag(paper, "{%p if cac_cum_hop %}")
    body(paper, "- Bầu tại các cuộc họp theo {{ so_cum }} cụm dân cư:", keep=True)
    tag(paper, "{%p for dong in cac_cum_hop %}")
    body(paper, "+ {{ dong.cum }}: {{ dong.gio_hop }}, tại {{ dong.noi_hop }};")
    tag(paper, "{%p endfor %}")
    tag(paper, "{%p else %}")
    body(paper, "- Ngày bầu: {{ ngay }};", keep=True)
    body(paper, "- Địa điểm: {{ dia_diem }};", keep=True)
    tag(paper, "{%p endif %}")


def _team(paper: Document) -> None:
    represents = "{{ nguoi.chuc_vu }}{% if nguoi.chuc_vu and nguoi.dai_dien %}, {% endif %}{{ nguoi.dai_dien }}"
    parts.figures(
        paper,
        "nguoi in thanh_vien",
        (
            Column("TT", "{{ nguoi.tt }}", Mm(10)),
            Column("Họ và tên", "{{ nguoi.ong_ba }} {{ nguoi.ho_ten }}", Mm(50), parts.LEFTWARDS),
            Column("Chức vụ, đại diện", represents, Mm(72), parts.LEFTWARDS),
            Column("Nhiệm vụ", "{{ nguoi.vai_tro }}", Mm(28)),
        ),
    )


def _tasks(paper: Document) -> None:
    tag(paper, "{%p for dong in nhiem_vu %}")
    body(paper, "{{ loop.index }}. {{ dong }}{% if loop.last %}.{% else %};{% endif %}")
    tag(paper, "{%p endfor %}")


def _signed(paper: Document) -> Document:
    """The recipients at the left, one signature at the right; whoever decides alone signs under the office alone."""
    signature = Signatures(("{{ the_thuc_ky }}",), "{{ nguoi_ky }}", position="chuc_vu_ky")
    parts.signature_block(paper, (Signatures(), signature), recipients="noi_nhan")
    parts.footer(paper, "{{ mau_so }}", "{{ ma_du_lieu }}")
    return paper


TEMPLATES: dict[str, Callable[[], Document]] = {
    "quyet-dinh-to-chuc-bau-cu": election,
    "quyet-dinh-to-bau-cu": team,
    "thong-bao-niem-yet": notice,
}
