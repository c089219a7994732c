"""Who was at a meeting or congress: one account for every paper, and the rule on two accounts of it."""

import re
from typing import Any

import pytest

from tests.papers import SHORT, hamlet_of, head_rounds, made, text

OPENING = ("bao-cao-tinh-hinh-dang-vien", "bien-ban-dai-hoi", "nghi-quyet-dai-hoi", "bao-cao-ket-qua-bau-cu")
"""The papers that say who was summoned to the congress, came to its opening and stayed away."""
VOTE = ("bien-ban-kiem-phieu-chi-uy", "bien-ban-kiem-phieu-bi-thu", "bien-ban-kiem-phieu-pho-bi-thu")
"""Those that say it of a vote."""
HEAD_OPENING, HEAD_VOTE = ("bien-ban-cuoc-hop",), ("bien-ban-kiem-phieu-truong-ap", "to-trinh-cong-nhan")
_FIGURES = {
    "summoned": r"chính thức được triệu tập: (\d+)(?: \([^)]*\))? đảng viên",
    "present": r"(?:[Cc]ó mặt(?: khi bầu)?: |dự họp: )(\d+)(?: \([^)]*\))? (?:đảng viên|đại diện)",
    "absent": (
        r"(?:[Vv]ắng mặt(?: khi bầu)?: |không dự họp: |không có người đại diện tham dự: )"
        r"(\d+)(?: \([^)]*\))? (?:đảng viên|đại diện|hộ)"
    ),
}
COMMITTEE_19 = {f"bau_cu[1].{field}": 19 for field in ("co_mat", "phat_ra", "thu_ve", "hop_le")}
NO_TICKS = {"*dang_vien.co_mat": "", "*ho_gia_dinh.du_hop": ""}


def attendance(paper: str, changes: dict[str, Any]) -> dict[str, int]:
    """The figures of attendance that a finished paper prints, by what they are; a paper that prints two of one kind fails."""
    (only,) = made(changes, paper)
    told: dict[str, int] = {}
    # "Có mặt 20 đảng viên" in the sentence of a round is of that vote, and is not part of the attendance.
    lines = [line for line in text(only).splitlines() if "phát ra" not in line]
    for what, pattern in _FIGURES.items():
        found = {int(number) for line in lines for number in re.findall(rf"(?<!không ){pattern}" if what == "present" else pattern, line)}
        assert len(found) <= 1, (paper, what, found)
        if found:
            (told[what],) = found
    return told


CONGRESS: dict[str, tuple[dict[str, Any], dict[str, int], dict[str, int]]] = {
    # What was changed; the figures at the opening; those of the vote for secretary.
    "every source agrees": ({}, {"summoned": 21, "present": 20, "absent": 1}, {"summoned": 21, "present": 20, "absent": 1}),
    "the table of meetings goes before the round": (
        {"cuoc_hop[2].co_mat": 18},
        {"summoned": 21, "present": 18, "absent": 3},
        {"summoned": 21, "present": 20, "absent": 1},
    ),
    "the first round, where no table tells": (
        {**NO_TICKS, **COMMITTEE_19, "bau_cu[1].ung_cu[0].so_phieu": 18, "cuoc_hop[2].co_mat": ""},
        {"summoned": 21, "present": 19, "absent": 2},
        {"summoned": 21, "present": 20, "absent": 1},
    ),
    "the round goes before the ticks": (
        {"cuoc_hop[2].co_mat": "", "dang_vien[19].co_mat": "không"},
        {"summoned": 21, "present": 20, "absent": 1},
        {"summoned": 21, "present": 20, "absent": 1},
    ),
    "a table of another day is of another gathering": (
        {"cuoc_hop[2].co_mat": 12, "cuoc_hop[2].ngay": "16/11/2024"},
        {"summoned": 21, "present": 20, "absent": 1},
        {"summoned": 21, "present": 20, "absent": 1},
    ),
}


@pytest.mark.parametrize(("changes", "opening", "vote"), CONGRESS.values(), ids=CONGRESS)
def test_every_paper_of_a_congress_tells_one_attendance(changes: dict[str, Any], opening: dict[str, int], vote: dict[str, int]) -> None:
    for paper in OPENING:
        told = attendance(paper, changes)
        assert told == {what: opening[what] for what in told}, paper
        assert {"summoned", "present"} <= set(told), paper
    assert attendance(VOTE[1], changes) == vote
    for paper in VOTE:
        assert attendance(paper, {})["present"] == 20


HEAD: dict[str, tuple[dict[str, Any], dict[str, int], int]] = {
    "every source agrees": ({}, {"present": 262, "absent": 48}, 262),
    "the table of meetings goes before the round": ({"cuoc_hop[1].co_mat": 270}, {"present": 270, "absent": 40}, 262),
    "the round goes before the ticks": ({"cuoc_hop[1].co_mat": "", "bau_cu[0].co_mat": 263}, {"present": 263, "absent": 47}, 263),
}


@pytest.mark.parametrize(("changes", "opening", "vote"), HEAD.values(), ids=HEAD)
def test_every_paper_of_a_meeting_tells_one_attendance(changes: dict[str, Any], opening: dict[str, int], vote: int) -> None:
    for paper in HEAD_OPENING:
        assert attendance(paper, changes) == opening
    for paper in HEAD_VOTE:
        assert attendance(paper, changes)["present"] == vote, paper


def test_the_report_names_nobody_whom_the_roster_does_not_tell() -> None:
    """Three are absent and the ticks name one: that one is excused and known; the lines of the others are left for the hand."""
    (report,) = made({"cuoc_hop[2].co_mat": 18}, OPENING[0])
    rows = [line for line in text(report).splitlines() if re.match(r"\d \| ", line)]
    assert [row.split(" | ")[1].strip("…. ") for row in rows] == ["Thái Văn Hòa", "Đỗ Hoài Hường", "", ""]


def test_nobody_excused_can_be_among_those_present() -> None:
    """21 summoned, one of them excused: 21 present is not printed over a base of 20."""
    (report,) = made({**NO_TICKS, "cuoc_hop[2].co_mat": 21}, OPENING[0])
    assert report.refused
    assert "nhiều hơn số được triệu tập trừ người vắng có lý do (20)" in report.absent


LATER_21 = {**NO_TICKS, "dang_vien[7].tinh_trang": "", "bau_cu[2].co_mat": 21}
FOUND: dict[str, tuple[dict[str, Any], list[str]]] = {
    "they agree": ({}, []),
    "one less at the opening": ({"cuoc_hop[2].co_mat": 19}, ["cuoc_hop[2].co_mat"]),
    "one more at the opening": ({"cuoc_hop[2].co_mat": 21}, ["cuoc_hop[2].co_mat"]),
    "no attendance in the table": ({"cuoc_hop[2].co_mat": ""}, []),
    "the table is of another day": ({"cuoc_hop[2].co_mat": 19, "cuoc_hop[2].ngay": "16/11/2024"}, []),
    "the only table is undated": ({"cuoc_hop[2].co_mat": 19, "cuoc_hop[2].ngay": ""}, ["cuoc_hop[2].co_mat"]),
    "an arrival is noted": ({"cuoc_hop[2].co_mat": 19, "bau_cu[1].ly_do": "01 đồng chí đến muộn"}, []),
    "more at the opening, and an arrival noted": (
        {"cuoc_hop[2].co_mat": 21, "bau_cu[1].ly_do": "01 đồng chí đến muộn"},
        ["cuoc_hop[2].co_mat"],
    ),
    "the head's meeting, too few": ({"cuoc_hop[1].co_mat": 261}, ["cuoc_hop[1].co_mat"]),
    "the head's meeting, too many, with another reason": ({"cuoc_hop[1].co_mat": 263}, ["cuoc_hop[1].co_mat"]),
    "the ticks speak against the round": ({"cuoc_hop[1].co_mat": 261, "bau_cu[0].co_mat": 263}, []),
    "one more at a later round": (LATER_21, ["bau_cu[2].co_mat"]),
    "who came stays: said once": ({**LATER_21, "bau_cu[3].co_mat": 21}, ["bau_cu[2].co_mat"]),
    "and another one": (
        {**LATER_21, **COMMITTEE_19, "cuoc_hop[2].co_mat": 19, "bau_cu[2].co_mat": 20, "bau_cu[3].co_mat": 21},
        ["bau_cu[2].co_mat", "bau_cu[3].co_mat"],
    ),
    "more than were summoned is another fault": ({**LATER_21, "bau_cu[3].co_mat": 22}, ["bau_cu[2].co_mat"]),
    "one more, who is noted": ({**LATER_21, "bau_cu[2].ly_do": "thêm 01 đồng chí vào họp"}, []),
    "one more, noted without accents": ({**LATER_21, "bau_cu[2].ly_do": "01 dong chi den muon"}, []),
    "one more, and another reason": ({**LATER_21, "bau_cu[2].ly_do": "01 phiếu bỏ ngoài hòm"}, ["bau_cu[2].co_mat"]),
    "one less at a later round": ({**NO_TICKS, "bau_cu[2].co_mat": 19}, []),
    "without a table, one more later": ({**LATER_21, "cuoc_hop": []}, ["bau_cu[2].co_mat"]),
    "meetings of two days are two gatherings": (
        {**head_rounds({"ngay": "03/11/2024", "co_mat": 250}, {}), "cuoc_hop": []},
        [],
    ),
    "two rounds of one day are one": ({**head_rounds({**SHORT, "ngay": "10/11/2024"}, {}), "cuoc_hop": []}, ["bau_cu[1].co_mat"]),
}


@pytest.mark.parametrize(("changes", "wanted"), FOUND.values(), ids=FOUND)
def test_two_attendances_of_one_gathering(changes: dict[str, Any], wanted: list[str]) -> None:
    _, found = hamlet_of(changes)
    assert [d.route for d in found if d.code == "DT520"] == wanted
