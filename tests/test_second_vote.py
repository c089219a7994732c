"""A second vote has papers of its own: another name, its own day, place and people, and never the number and date of the first one's."""

from typing import Any

import pytest

from tests.papers import CLEAN, SHORT, TAKEN_ROUND, hamlet_of, head_rounds, made, text

EVEN = {"hop_le": 200, "khong_hop_le": 60, "trung_cu": "", "la_phieu": None}
PEOPLE = [{"ho_ten": "Trần Văn Thuận", "so_phieu": 100}, {"ho_ten": "Phạm Thị Hiền", "so_phieu": 100}]
FIRST: dict[str, Any] = {**EVEN, "ung_cu": PEOPLE}
LATER = {"ngay": "24/11/2024", "dia_diem": "Trường tiểu học", "bat_dau": "14:15", "ung_cu": [PEOPLE[0] | {"so_phieu": 198}]}
LATER |= {"hop_le": 255, "khong_hop_le": 5}
PLANNED = {"chuc_danh": "trưởng khu phố", "lan": 2, "ngay": "24/11/2024", "dia_diem": "Trường tiểu học", "bat_dau": "14:15"}
INVITATION, ROLL, BALLOTS, TALLY, MEETING = (
    "giay-moi-hop",
    "danh-sach-ho-gia-dinh",
    "phieu-bau-truong-ap",
    "bang-kiem-phieu",
    "bien-ban-cuoc-hop",
)
ALL = (INVITATION, ROLL, BALLOTS, TALLY, MEETING)
PARTY = ("phieu-bau-chi-uy", "phieu-bau-bi-thu", "phieu-bau-pho-bi-thu")


def voted_twice(*later: dict[str, Any]) -> dict[str, Any]:
    """The example with a first vote in which nobody reached the half, and then others; each paper of the first has a number and a date."""
    given = [{"giay": name, "so_hieu": f"77{i}/VB", "ngay_ky": "03/11/2024", "nguoi_ky": "Lê Thị Ký"} for i, name in enumerate(ALL)]
    return {**head_rounds(FIRST, *later), "la_phieu": None, "van_ban": given}


# What is written for the rounds: of each paper the numbers (1 is not written down) it is written for.
WRITTEN: dict[str, tuple[dict[str, Any], dict[str, list[int]]]] = {
    "one vote": ({}, {name: [1] for name in ALL}),
    "a second one on another day": (voted_twice(LATER), {name: [1, 2] for name in ALL}),
    "a second one on the same evening": (
        voted_twice({**LATER, "ngay": "10/11/2024"}),
        {INVITATION: [1], ROLL: [1], BALLOTS: [1, 2], TALLY: [1, 2], MEETING: [1]},
    ),
    "two on one evening and a third one later": (
        voted_twice({**FIRST}, {**LATER}),
        {INVITATION: [1, 3], ROLL: [1, 3], BALLOTS: [1, 2, 3], TALLY: [1, 2, 3], MEETING: [1, 3]},
    ),
    "a second one with hands raised": (
        voted_twice({**LATER, "hinh_thuc": "giơ tay", "phat_ra": "", "thu_ve": "", "hop_le": "", "khong_hop_le": ""}),
        {INVITATION: [1, 2], ROLL: [1, 2], BALLOTS: [1], TALLY: [1], MEETING: [1, 2]},
    ),
    "too few came, ballots are taken round": (
        TAKEN_ROUND,
        {INVITATION: [1], ROLL: [1], BALLOTS: [1], TALLY: [1, 2], MEETING: [1]},
    ),
    "a second meeting that is planned": (
        {"bau_cu": [*head_rounds({**FIRST, **SHORT})["bau_cu"], PLANNED], "la_phieu": None, "*ho_gia_dinh.du_hop": ""},
        {INVITATION: [1, 2], ROLL: [1, 2], BALLOTS: [1, 2], TALLY: [1, 2], MEETING: [1]},
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_each_vote_has_its_own_papers(case: str) -> None:
    changes, expected = WRITTEN[case]
    for name, numbers in expected.items():
        papers = made(changes, name)
        assert [p.path.name for p in papers] == [f"{name}{'' if n == 1 else f'-lan-{n}'}.docx" for n in numbers], name
        assert len({p.data for p in papers}) == len(papers), name


@pytest.mark.parametrize("name", ALL)
def test_the_second_paper_says_its_own_day_and_place_and_people_and_never_the_number_of_the_first(name: str) -> None:
    first, second = map(text, made(voted_twice(LATER), name))
    number = f"77{ALL.index(name)}/VB"
    if name in (INVITATION, MEETING):
        assert number in first
        assert "ngày 03 tháng 11 năm 2024" in first
    assert "Phạm Thị Hiền" in first or name in (INVITATION, ROLL)
    assert number not in second
    assert "ngày 03 tháng 11 năm 2024" not in second
    assert "ngày 10 tháng 11 năm 2024" not in second
    assert "Phạm Thị Hiền" not in second.replace("1 | KP4", "") or name == ROLL
    if name in (INVITATION, MEETING):
        assert all(words in second for words in ("ngày 24 tháng 11 năm 2024", "Trường tiểu học", "14 giờ 15 phút"))
    if name != ROLL and name != BALLOTS:
        # Who signs is the same person.
        assert ("Lê Thị Ký" in first) == ("Lê Thị Ký" in second)


def test_a_row_of_its_own_gives_the_second_paper_its_number() -> None:
    changes = voted_twice(LATER)
    changes["van_ban"].append({"giay": f"{INVITATION}-lan-2", "so_hieu": "88/VB", "ngay_ky": "20/11/2024"})
    second = text(made(changes, INVITATION)[-1])
    assert "88/VB" in second
    assert "ngày 20 tháng 11 năm 2024" in second


@pytest.mark.parametrize(
    ("notices", "first", "second"),
    [
        ([], "……", "……"),
        (["05/11/2024"], "05 tháng 11", "……"),
        (["05/11/2024", "20/11/2024"], "05 tháng 11", "20 tháng 11"),
        (["20/11/2024"], "……", "20 tháng 11"),
    ],
)
def test_an_invitation_bears_the_day_on_which_its_own_meeting_was_announced(notices: list[str], first: str, second: str) -> None:
    steps = [step for step in CLEAN["moc"] if step["buoc"] != "niêm yết"]
    changes = voted_twice(LATER) | {"van_ban": None, "moc": [*steps, *({"buoc": "niêm yết", "ngay": day} for day in notices)]}
    for paper, day in zip(made(changes, INVITATION), (first, second), strict=True):
        dated = next(line for line in text(paper).splitlines() if "Trảng Bom, ngày" in line)
        assert day in dated, dated


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_second_vote_of_the_congress_has_ballots_of_its_own(place: int) -> None:
    row = CLEAN["bau_cu"][place]
    again = {"chuc_danh": row["chuc_danh"], "lan": 2, "so_can_bau": 1, "ung_cu": [{"ho_ten": row["ung_cu"][-1]["ho_ten"]}]}
    papers = made({"bau_cu[+]": again, "don_vi.mo_hinh": "không thực hiện"}, PARTY[place - 1])
    assert [p.path.name for p in papers] == [f"{PARTY[place - 1]}.docx", f"{PARTY[place - 1]}-lan-2.docx"]
    first, second = map(text, papers)
    assert "(Lần thứ hai)" in second
    assert "Lần thứ" not in first


def test_no_paper_bears_a_number_of_seats_that_nobody_knows() -> None:
    first = CLEAN["bau_cu"][1]
    again = {**first, "lan": 2, "so_can_bau": None, "ung_cu": [first["ung_cu"][-1]]}
    changes: dict[str, Any] = {"bau_cu[1].hop_le": 1, "bau_cu[+]": again, "don_vi.mo_hinh": "không thực hiện"}
    assert [paper.data is None for paper in made(changes, PARTY[0])] == [False, True]
    assert "chưa biết còn bầu mấy người" in (made(changes, PARTY[0])[1].absent or "")
    *_, minutes, whole = made(changes, "bien-ban-kiem-phieu-chi-uy", "bien-ban-dai-hoi", draft=True)
    assert ("cần bầu là …" in text(minutes), "cần bầu: …" in text(whole)) == (True, True)
    assert "Bầu 02 đồng chí" in text(made({**changes, "bau_cu[+]": {**again, "so_can_bau": 2}}, PARTY[0])[1])


def test_a_vote_after_one_that_elected_somebody_is_put_forward_anew() -> None:
    given = [{"giay": name, "so_hieu": "77/VB", "ngay_ky": "12/11/2024"} for name in ("to-trinh-cong-nhan", "quyet-dinh-cong-nhan")]
    steps = [
        *(s for s in CLEAN["moc"] if s["buoc"] not in ("gửi kết quả bầu cử", "công nhận trưởng ấp", "nhận kết quả bầu cử")),
        {"buoc": "từ chối công nhận", "ngay": "14/11/2024"},
    ]
    changes = {**head_rounds({"la_phieu": None}, LATER), "la_phieu": None, "van_ban": given, "moc": steps}
    (paper,) = made(changes, "to-trinh-cong-nhan")
    assert paper.path.name == "to-trinh-cong-nhan-lan-2.docx"
    assert "77/VB" not in text(paper)
    assert "ngày 12 tháng 11 năm 2024" not in text(paper)


@pytest.mark.parametrize(
    ("signed", "number", "day"),
    [
        ("12/11/2024", False, "ngày …… tháng …… năm ……"),
        ("23/11/2024", False, "ngày …… tháng …… năm ……"),
        ("24/11/2024", True, "ngày 24 tháng 11 năm 2024"),
    ],
)
def test_a_petition_signed_before_the_vote_that_elected_is_another_one(signed: str, number: bool, day: str) -> None:
    steps = [s for s in CLEAN["moc"] if s["buoc"] not in ("gửi kết quả bầu cử", "công nhận trưởng ấp", "nhận kết quả bầu cử")]
    given = [{"giay": "to-trinh-cong-nhan", "so_hieu": "77/VB", "ngay_ky": signed, "noi_ky": "Trảng Bom", "nguoi_ky": "Lê Thị Ký"}]
    (paper,) = made({**head_rounds(FIRST, LATER), "la_phieu": None, "van_ban": given, "moc": steps}, "to-trinh-cong-nhan")
    words = text(paper)
    assert paper.path.name == "to-trinh-cong-nhan.docx"
    assert ("77/VB" in words) is number
    assert f"Trảng Bom, {day}" in words
    assert "Lê Thị Ký" in words


def test_rounds_of_one_number_do_not_write_over_each_other() -> None:
    changes = head_rounds({}, {**LATER, "lan": 1}) | {"la_phieu": None}
    papers = made(changes, "bien-ban-kiem-phieu-truong-ap", draft=True)
    assert [(p.path.name, p.data is not None, "cùng số lần" in p.absent) for p in papers] == [
        ("bien-ban-kiem-phieu-truong-ap.docx", True, False),
        ("bien-ban-kiem-phieu-truong-ap.docx", False, True),
    ]
    assert papers[1].refused
    assert hamlet_of(changes)[1]
