"""Where nobody was elected: the minutes say why, the commune decides on a new vote, and nothing offers a recognition."""

import io
import re
from typing import Any

import pytest
from rich.console import Console

from dantin.output import json, terminal
from dantin.papers.finished import make_papers
from dantin.papers.shelf import PAPERS
from tests.papers import CLEAN, hamlet_of, made, text
from tests.test_papers_vote import NOBODY, QUORUMLESS, VOID

MEETING = "bien-ban-cuoc-hop"
VOTED = {"moc": CLEAN["moc"][:8]}
AGAIN = (
    "Tổ bầu cử báo cáo Ủy ban nhân dân thị trấn Trảng Bom xem xét, quyết định việc tổ chức bầu lại (Điều 3 khoản 5 điểm d Nghị định "
    "59/2023/NĐ-CP)."
)
LEVEL = {"bau_cu[0].ung_cu[0].so_phieu": 120, "bau_cu[0].ung_cu[1].so_phieu": 120, "bau_cu[0].trung_cu": ""}
SHORT = {**QUORUMLESS, "bau_cu[0].co_mat": 155, "bau_cu[0].ung_cu": [], "cuoc_hop[1].co_mat": "", "*ho_gia_dinh.du_hop": ""}
BY_HANDS = {
    **LEVEL,
    "bau_cu[0].hinh_thuc": "giơ tay",
    **{f"bau_cu[0].{field}": "" for field in ("phat_ra", "thu_ve", "hop_le", "khong_hop_le", "ly_do", "ly_do_khong_hop_le")},
}
WHY: dict[str, tuple[dict[str, Any], list[str]]] = {
    "one vote short of half": (
        NOBODY,
        [
            "Lý do không bầu được Trưởng khu phố 4: người được nhiều phiếu nhất là ông Trần Văn Thuận, được 155/310 phiếu, bằng 50,00 % "
            "tổng số đại diện hộ gia đình của khu phố 4, chưa đạt số cần thiết (ít nhất 156 phiếu).",
            AGAIN,
        ],
    ),
    "two level below half": (
        LEVEL,
        [
            "Lý do không bầu được Trưởng khu phố 4: bà Phạm Thị Hiền và ông Trần Văn Thuận cùng được nhiều phiếu nhất, mỗi người 120/310 "
            "phiếu, bằng 38,71 % tổng số đại diện hộ gia đình của khu phố 4, chưa đạt số cần thiết (ít nhất 156 phiếu).",
            AGAIN,
        ],
    ),
    "by hands": (BY_HANDS, ["mỗi người 120/310 người đồng ý, bằng 38,71 %", "(ít nhất 156 người đồng ý).", AGAIN]),
    "void": (
        VOID,
        [
            "Lý do không bầu được Trưởng khu phố 4: số phiếu thu về (263 phiếu) nhiều hơn số phiếu phát ra (262 phiếu), toàn bộ số phiếu "
            "bị hủy.",
            AGAIN,
        ],
    ),
    "void for another reason": (
        {"bau_cu[0].ghi_nhan": "hủy", "bau_cu[0].trung_cu": "", "bau_cu[0].ly_do": "hòm phiếu không niêm phong."},
        ["Lý do không bầu được Trưởng khu phố 4: lượt bầu bị hủy, hòm phiếu không niêm phong.", AGAIN],
    ),
    "too few came": (
        SHORT,
        [
            "chỉ có 155/310 đại diện hộ gia đình dự họp, cần ít nhất 156 mới có thể đạt tỷ lệ tán thành tối thiểu.",
            "tổ chức phát phiếu lấy ý kiến của hộ gia đình (Điều 4 khoản 1 điểm b Nghị định 59/2023/NĐ-CP).",
        ],
    ),
    "before the Law: again within days": (
        {**LEVEL, "bau_cu[0].ngay": "10/11/2019", "cuoc_hop[1].ngay": "10/11/2019"},
        ["tổ chức bầu lại trong 15 ngày kể từ ngày bầu lần đầu, chậm nhất ngày 25/11/2019."],
    ),
}


@pytest.mark.parametrize(("changes", "says"), WHY.values(), ids=WHY)
def test_the_minutes_of_the_meeting_say_why(changes: dict[str, Any], says: list[str]) -> None:
    (paper,) = made({**changes, **VOTED, "van_ban": None}, MEETING, draft=True)
    said = text(paper)
    assert [part for part in says if part not in said] == [], said
    assert "NỘI DUNG QUYẾT ĐỊNH" not in said
    assert "nhận nhiệm vụ" not in said


def test_who_is_elected_needs_no_reason() -> None:
    (paper,) = made({}, MEETING)
    assert "Lý do không bầu được" not in text(paper)
    assert "bầu lại" not in text(paper)


OF_OTHER_THINGS = {"ke-hoach-bau-cu", "bien-ban-hop-cho-thoi", "to-trinh-cong-nhan-cho-thoi", "quyet-dinh-cong-nhan-cho-thoi"}
"""The plan, made before the vote, tells the steps of every vote; and that a head is let go is another thing to recognise."""
_OFFER = re.compile(r"(?<!chờ )(?<!ai để )(?<!được )công nhận(?! là đúng)(?! Trần)", re.IGNORECASE)


@pytest.mark.parametrize("changes", [NOBODY, LEVEL, VOID, SHORT], ids=["below half", "level", "void", "too few"])
@pytest.mark.parametrize("after", [9, len(CLEAN["moc"])], ids=["sent", "recognised"])
def test_nothing_offers_recognition(changes: dict[str, Any], after: int) -> None:
    """Whatever is written down after the vote: no paper, not even a draft, and no line of the screen but the finding on it."""
    hamlet, found = hamlet_of({**changes, "moc": CLEAN["moc"][:after], "van_ban": None})
    assert hamlet.case is not None
    for one in make_papers(hamlet.case, found, [paper for paper in PAPERS if paper.name not in OF_OTHER_THINGS], ahead=True, draft=True):
        told = text(one) if one.data is not None else ""
        assert not _OFFER.search(told), (one.path, told)
    refused = {p.name: p for p in PAPERS if p.name in ("to-trinh-cong-nhan", "quyet-dinh-cong-nhan", "gioi-thieu-ung-cu-bi-thu")}
    for paper in refused.values():
        (one,) = make_papers(hamlet.case, found, [paper], ahead=True, draft=True)
        assert one.data is None
        assert "không có ai trúng cử" in one.absent

    screen = io.StringIO()
    terminal.tally(Console(file=screen, width=400), [hamlet], [])
    lines = [line for line in screen.getvalue().splitlines() if _OFFER.search(line)]
    assert lines == [], lines
    contest: Any = json.tally([hamlet], [])["contests"]
    assert contest[0]["elected"] == []


def test_a_congress_without_an_elected_head_is_told_to_vote_again_not_to_write_a_recognition() -> None:
    _, found = hamlet_of({**LEVEL, "moc": [*CLEAN["moc"][:8], *CLEAN["moc"][11:]], "van_ban": None})
    (finding,) = [d for d in found if d.code == "DT401"]
    assert finding.hint.startswith("Lần bầu cuối cùng không ai trúng cử trưởng khu phố")
