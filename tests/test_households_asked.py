"""What the households are told before they vote, and ballots taken to them: rules, next step, papers. People are invented."""

import copy
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from rich.console import Console

from dantin.model import Duty, Event, Office, Official, Round, Step, StepKind
from dantin.next_step import next_step
from dantin.output.terminal import tally
from tests.builders import VOTE_DAY, by_hands, counted, held, nominee, step, taken_round, unheld
from tests.papers import CLEAN, HOUSEHOLDS_ASKED, TAKEN_ROUND, TEAM, hamlet_of, head_rounds, made, text
from tests.papers import SHORT as SHORT_MEETING
from tests.test_rules_head import case, findings, meeting, routes

DAY = timedelta(days=1)
LAW, DECREE = date(2023, 7, 1), date(2023, 8, 15)
ANNOUNCED, PUBLIC, SET_UP = StepKind.MEETING_ANNOUNCED, StepKind.TAKEN_MADE_PUBLIC, StepKind.TAKEN_TEAM_SET_UP
SHORT = unheld(present=40)
ASKED = taken_round([90, 5], issued=100, number=2, day=VOTE_DAY + 9 * DAY, last_day=VOTE_DAY + 12 * DAY)
TO_ASK = unheld(number=2, day=ASKED.day, last_day=ASKED.last_day, setting=ASKED.setting)


# --- DT213: told in time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("round_", [held([90, 5], present=95), by_hands([90, 5], present=95), SHORT, unheld()])
def test_a_meeting_is_announced_two_days_before(round_: Round) -> None:
    for days, wanted in ((3, []), (2, []), (1, ["moc[0].ngay"]), (0, ["moc[0].ngay"]), (-1, ["moc[0].ngay"])):
        assert routes("DT213", round_, steps=[step(ANNOUNCED, VOTE_DAY - days * DAY)]) == wanted


@pytest.mark.parametrize("round_", [ASKED, TO_ASK])
def test_ballots_taken_round_are_made_public_two_days_before(round_: Round) -> None:
    assert round_.day is not None
    for days, wanted in ((3, []), (2, []), (1, ["moc[0].ngay"]), (-2, ["moc[0].ngay"])):
        assert routes("DT213", SHORT, round_, steps=[step(PUBLIC, round_.day - days * DAY)]) == wanted
        # It says nothing of the meeting, nor an announcement of the ballots.
        assert routes("DT213", SHORT, steps=[step(PUBLIC, VOTE_DAY - days * DAY)]) == []
        assert routes("DT213", round_, steps=[step(ANNOUNCED, round_.day - days * DAY)]) == []


def test_what_is_not_written_down_is_not_missed() -> None:
    assert routes("DT213", SHORT, ASKED) == routes("DT213", SHORT, ASKED, steps=[step(ANNOUNCED, None), step(PUBLIC, None)]) == []
    assert routes("DT213", steps=[step(ANNOUNCED, VOTE_DAY), step(PUBLIC, VOTE_DAY)]) == []


@pytest.mark.parametrize(("day", "announced", "public"), [(LAW - DAY, 0, 0), (LAW, 0, 1), (DECREE - DAY, 0, 1), (DECREE, 1, 1)])
def test_the_law_of_the_day_says_how_long_before(day: date, announced: int, public: int) -> None:
    assert len(routes("DT213", replace(SHORT, day=day), steps=[step(ANNOUNCED, day)])) == announced
    assert len(routes("DT213", replace(ASKED, day=day, last_day=day), steps=[step(PUBLIC, day)])) == public


def test_each_meeting_is_held_against_its_own_announcement() -> None:
    second = VOTE_DAY + 14 * DAY
    rounds = (SHORT, held([90, 5], present=95, number=2, day=second))
    told = [step(ANNOUNCED, VOTE_DAY - DAY), step(ANNOUNCED, second - DAY), step(ANNOUNCED, VOTE_DAY)]
    assert routes("DT213", *rounds, steps=told) == ["moc[0].ngay", "moc[1].ngay"]
    # Told again, it was told the first time.
    told = [step(ANNOUNCED, VOTE_DAY - DAY), step(ANNOUNCED, VOTE_DAY - 5 * DAY), step(ANNOUNCED, second - 2 * DAY)]
    assert routes("DT213", *rounds, steps=told) == []
    # A meeting that only its minutes tell of.
    assert routes("DT213", ASKED, meetings=[meeting(VOTE_DAY, 40)], steps=[step(ANNOUNCED, VOTE_DAY - DAY)]) == ["moc[0].ngay"]


def test_what_could_not_be_read_makes_nothing_late() -> None:
    steps = [step(ANNOUNCED, VOTE_DAY), step(ANNOUNCED, None)]
    assert routes("DT213", SHORT, steps=steps) == ["moc[0].ngay"]
    assert routes("DT213", SHORT, steps=steps, flawed=["moc[1].ngay"]) == []


def test_it_says_the_last_day_and_why() -> None:
    (found,) = findings("DT213", case(SHORT, TO_ASK, steps=[step(PUBLIC, date(2024, 11, 18))]))
    assert found.message == (
        "công khai phát phiếu ngày 18/11/2024, hạn cuối là ngày 17/11/2024 (ít nhất 02 ngày trước ngày phát phiếu 19/11/2024)"
    )
    assert (found.citation, found.grade) == ("Điều 4 khoản 4 Nghị định 59/2023/NĐ-CP", "A")
    (found,) = findings("DT213", case(SHORT, steps=[step(ANNOUNCED, VOTE_DAY)]))
    assert (found.citation, found.grade) == ("Điều 3 khoản 3 Nghị định 59/2023/NĐ-CP", "A")


def test_the_team_is_set_up_before_it_is_made_public() -> None:
    for day, wanted in ((15, []), (16, []), (17, ["moc[1].ngay"])):
        steps = [step(SET_UP, date(2024, 11, day)), step(PUBLIC, date(2024, 11, 16))]
        assert routes("DT210", SHORT, ASKED, steps=steps) == wanted


# --- DT214: the team ---------------------------------------------------------------------------------------------------


def team(number: int, *, head: str | None = "Ban công tác Mặt trận", event: Event = Event.HEAD_ELECTION) -> list[Official]:
    """So many people who take ballots round, the first of them at their head, or nobody where `head` is None."""
    people = [Official(i, name=f"Người Thứ {i}", event=event, duty=Duty.TAKEN_TEAM_MEMBER) for i in range(number)]
    if head is not None:
        people[0] = replace(people[0], duty=Duty.TAKEN_TEAM_HEAD, represents=head)
    return people


def asked_by(officials: Sequence[Official], *rounds: Round, flawed: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Where DT214 finds something about a team, and the article it cites."""
    made = case(*(rounds or (SHORT, ASKED)), flawed=flawed)
    rows = tuple(replace(official, index=i) for i, official in enumerate(officials))
    whole = replace(made, dossier=replace(made.dossier, officials=rows))
    return [(found.route, found.citation or "") for found in findings("DT214", whole)]


BY_DECREE = "Điều 4 khoản 3 Nghị định 59/2023/NĐ-CP"


@pytest.mark.parametrize(("number", "wrong"), [(0, False), (1, True), (2, True), (3, False), (5, False), (6, True)])
def test_the_team_has_three_to_five_people(number: int, wrong: bool) -> None:
    wanted = [("thanh_phan[0].vai_tro", BY_DECREE)][: int(wrong)]
    assert asked_by(team(number, head="CTMT" if number else None)) == wanted
    assert asked_by(team(number, head=None)) == wanted
    assert asked_by(team(number, head=None, event=Event.CONGRESS)) == []


def test_who_is_written_twice_is_one_and_two_rounds_may_have_two_teams() -> None:
    three = team(3)
    assert asked_by([*three, *three]) == []
    assert asked_by([*three[:2], three[1]]) == [("thanh_phan[0].vai_tro", BY_DECREE)]
    assert asked_by(team(10), SHORT, ASKED, replace(ASKED, number=3)) == []
    assert asked_by(team(2), flawed=["thanh_phan[1].ho_ten"]) == [("thanh_phan[0].vai_tro", BY_DECREE)]
    nameless = [*team(2), Official(2, event=Event.HEAD_ELECTION, duty=Duty.TAKEN_TEAM_MEMBER)]
    assert asked_by(nameless, flawed=["thanh_phan[2].ho_ten"]) == []


@pytest.mark.parametrize("head", ["Ban công tác Mặt trận ấp 1", "BCTMT", "Ủy ban MTTQ xã", "Trưởng ban CTMT"])
def test_the_front_heads_it(head: str) -> None:
    assert asked_by(team(3, head=head)) == []


def test_another_body_does_not() -> None:
    assert asked_by(team(3, head="Chi hội Phụ nữ")) == [("thanh_phan[0].dai_dien", BY_DECREE)]
    first, *others = team(3)
    assert asked_by([replace(first, represents=None, position="Chi hội trưởng"), *others]) == [("thanh_phan[0].chuc_vu", BY_DECREE)]
    assert asked_by([replace(first, represents=None), *others]) == []


@pytest.mark.parametrize(("day", "wanted"), [(LAW - DAY, 0), (LAW, 1), (DECREE - DAY, 1), (DECREE, 2)])
def test_the_law_of_the_day_says_of_whom_it_is(day: date, wanted: int) -> None:
    assert len(asked_by(team(2, head="Chi hội Phụ nữ"), replace(ASKED, day=day, last_day=day))) == wanted


def test_a_candidate_does_not_count_the_own_vote() -> None:
    made = case(SHORT, ASKED, nominees=[nominee("Người Thứ 1", Office.HEAD)])
    whole = replace(made, dossier=replace(made.dossier, officials=tuple(team(3))))
    (found,) = findings("DT208", whole)
    assert (found.route, found.message) == (
        "thanh_phan[1].ho_ten",
        "Người Thứ 1 vừa ứng cử trưởng khu phố vừa là thành viên tổ phát phiếu",
    )
    assert found.grade == "B"


# --- What comes next ---------------------------------------------------------------------------------------------------

PLAN = "lập kế hoạch, gửi Chủ tịch UBND và Chủ tịch Ủy ban MTTQ thị trấn Trảng Bom trong 02 ngày kể từ ngày ban hành; "
SET_UP_TEAM = "thành lập tổ phát phiếu từ 03 đến 05 người, tổ trưởng là đại diện Ban công tác Mặt trận; "
REST = "phát mỗi hộ 01 phiếu; kiểm phiếu, lập biên bản theo Mẫu số 04; gửi kết quả trong 05 ngày làm việc kể từ ngày hết hạn thu phiếu."
WHEN = "công khai (ít nhất 02 ngày trước ngày phát phiếu); "
BY_DAY = "công khai chậm nhất ngày 17/11/2024 (ít nhất 02 ngày trước ngày phát phiếu); "
ASK, OR_ASK = "Phát phiếu lấy ý kiến hộ gia đình: ", "Họp lại, hoặc phát phiếu lấy ý kiến hộ gia đình: "
ND = "Nghị định 59/2023/NĐ-CP"
TAKEN = f"Điều 4 khoản 1 điểm b {ND}"

NEXT: dict[str, tuple[tuple[Round, ...], list[Step], tuple[str, date | None, str]]] = {
    "nothing yet": ((SHORT,), [], (OR_ASK + PLAN + SET_UP_TEAM + WHEN + REST, None, TAKEN)),
    "before the decree": (
        (replace(SHORT, day=date(2023, 7, 16)),),
        [],
        (
            OR_ASK + "lập kế hoạch; thành lập tổ phát phiếu từ 03 đến 05 người; " + WHEN + REST.replace(" theo Mẫu số 04", ""),
            None,
            "Điều 15 khoản 4, Điều 17 khoản 2, Điều 19 khoản 1 điểm b Luật 10/2022/QH15",
        ),
    ),
    "before the Law there was no such way": (
        (replace(SHORT, day=date(2019, 5, 12)),),
        [],
        (
            "Tổ chức họp lại; chỉ bầu khi có hơn một nửa số người được triệu tập dự họp.",
            None,
            "Điều 8 khoản 1 Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN",
        ),
    ),
    "the day is set": ((SHORT, TO_ASK), [], (ASK + PLAN + SET_UP_TEAM + BY_DAY + REST, date(2024, 11, 17), f"Điều 4 khoản 4 {ND}")),
    "the team is set up": ((SHORT,), [step(SET_UP, VOTE_DAY)], (ASK + WHEN + REST, None, TAKEN)),
    "a team of before the meeting": ((SHORT,), [step(SET_UP, VOTE_DAY - DAY)], (OR_ASK + PLAN + SET_UP_TEAM + WHEN + REST, None, TAKEN)),
    "made public": ((SHORT, TO_ASK), [step(PUBLIC, VOTE_DAY + DAY)], (ASK + REST, None, TAKEN)),
}


@pytest.mark.parametrize(("rounds", "steps", "expected"), NEXT.values(), ids=NEXT)
def test_after_a_meeting_that_too_few_attended(rounds: tuple[Round, ...], steps: list[Step], expected: tuple[Any, ...]) -> None:
    made = counted(*rounds, households=100, steps=steps)
    found = next_step(made, made.counts[0])
    assert found is not None
    assert found.version is not None
    assert (found.text, found.due, found.version.citation) == expected


# --- The papers --------------------------------------------------------------------------------------------------------

PLAN_PAPER, TEAM_PAPER, NOTICE_PAPER = "ke-hoach-phat-phieu", "quyet-dinh-to-phat-phieu", "thong-bao-phat-phieu"
BALLOT, MINUTES = "phieu-lay-y-kien-ho", "bien-ban-lay-y-kien-ho"
PAPERS = (PLAN_PAPER, TEAM_PAPER, NOTICE_PAPER, BALLOT)
DOTS = "……………………"
ONLY_SHORT = {
    **HOUSEHOLDS_ASKED,
    **head_rounds(SHORT_MEETING | {"ngay": "04/11/2024", "co_mat": "9"}),
    "ho_gia_dinh": [{**row, "du_hop": ""} for row in CLEAN["ho_gia_dinh"][:20]],
    "don_vi.tong_so_ho": "20",
    "moc": HOUSEHOLDS_ASKED["moc"][:8],
    "van_ban": None,
    "la_phieu": None,
    "don_vi.mo_hinh": "",
    "don_vi.dai_hoi_diem": "",
}
"""A meeting at which too few of 20 households came, and nothing after it."""
ONLY_SHORT["bau_cu"] = ONLY_SHORT["bau_cu"][:1]
PLANNED_ROUND = {"chuc_danh": "trưởng khu phố", "lan": 2, "cach_thuc": "phát phiếu", "ngay": "09/11/2024", "ngay_ket_thuc": "10/11/2024"}


def said(changes: dict[str, Any], name: str) -> str:
    (paper,) = made(changes, name)
    return text(paper)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="a meeting that voted"),
        pytest.param(ONLY_SHORT, PAPERS, id="too few came"),
        pytest.param({**ONLY_SHORT, "bau_cu": [*ONLY_SHORT["bau_cu"], PLANNED_ROUND]}, PAPERS, id="the day is set"),
        pytest.param(
            {**ONLY_SHORT, "bau_cu": [*ONLY_SHORT["bau_cu"], PLANNED_ROUND | {"cach_thuc": "cuộc họp"}]}, (), id="they are to meet again"
        ),
        pytest.param(HOUSEHOLDS_ASKED, (*PAPERS, MINUTES), id="asked"),
    ],
)
def test_when_they_are_due(changes: dict[str, Any], expected: tuple[str, ...]) -> None:
    written = [paper.path.name for paper in made(changes) if paper.data is not None]
    assert [name for name in (*PAPERS, MINUTES) if any(file.startswith(name) for file in written)] == list(expected)
    # They are no second vote, and have no number.
    assert {f"{name}.docx" for name in PAPERS if name in expected} <= set(written)


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_not_known_is_dotted(name: str) -> None:
    words = said(ONLY_SHORT, name)
    assert "tháng 11 năm 2024" not in words.replace("Cuộc họp của cộng đồng dân cư ngày 04 tháng 11 năm 2024", "")
    assert "ngày ……… tháng ……… năm ………" in words


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"don_vi.truong_duong_nhiem": "Trần Văn Thuận"}, id="the head stands"),
        pytest.param({"don_vi.truong_duong_nhiem": ""}, id="no head is known"),
        pytest.param({"moc": [*ONLY_SHORT["moc"], {"buoc": "cho thôi trưởng ấp", "ngay": "01/10/2024"}]}, id="the head was let go"),
        pytest.param({"moc": [*ONLY_SHORT["moc"], {"buoc": "cử trưởng ấp lâm thời", "ngay": "01/10/2024"}]}, id="somebody acts as head"),
    ],
)
def test_where_the_head_is_away_or_stands_nobody_says_who_signs(name: str, change: dict[str, Any]) -> None:
    (paper,) = made({**ONLY_SHORT, **change}, name, draft=True)
    words = text(paper)
    assert "Lê Hoàng Sơn" not in words
    assert "TRƯỞNG KHU PHỐ" not in words
    assert f"{DOTS} | (Ký" in words
    assert re.search(r"TRƯỞNG KHU PHỐ( \| \(Ký trực tiếp\))? \| Lê Hoàng Sơn", said(ONLY_SHORT, name))


def test_the_plan_has_its_days_from_the_law_and_the_dossier() -> None:
    words = said(HOUSEHOLDS_ASKED, PLAN_PAPER)
    assert "Chậm nhất ngày 07/11/2024 (02 ngày kể từ ngày ban hành) | Điều 4 khoản 2" in words
    assert "Chậm nhất ngày 07/11/2024 (ít nhất 02 ngày trước ngày phát phiếu) | Điều 4 khoản 4" in words
    assert "Chậm nhất ngày 15/11/2024 (05 ngày làm việc kể từ ngày hết hạn thu phiếu) | Điều 4 khoản 7" in words
    unsigned = said({**HOUSEHOLDS_ASKED, "van_ban": None}, PLAN_PAPER)
    assert "Chậm nhất ngày ……… (02 ngày kể từ ngày ban hành)" in unsigned
    # When ballots come back is not known by when they go out.
    planned = {key: value for key, value in PLANNED_ROUND.items() if key != "ngay_ket_thuc"}
    begun = said({**ONLY_SHORT, "bau_cu": [*ONLY_SHORT["bau_cu"], planned]}, PLAN_PAPER)
    assert "Từ ngày 09/11/2024" in begun
    assert "Hết ngày ………" in begun
    assert "Chậm nhất ngày ……… (05 ngày làm việc" in begun


@pytest.mark.parametrize(("names", "boxes"), [(1, True), (2, False), (3, False)])
def test_each_household_has_one_ballot_with_all_that_the_decree_asks(names: int, boxes: bool) -> None:
    people = [
        {"ho_ten": name, "gioi_thieu": "trưởng ấp", "thuong_tru": "x"} for name in ("Trần Văn Thuận", "Phạm Thị Hiền", "Lê Văn Năm")[:names]
    ]
    words = said({**ONLY_SHORT, "bau_cu": [*ONLY_SHORT["bau_cu"], PLANNED_ROUND], "nhan_su": people}, BALLOT)
    wanted = ("PHIẾU LẤY Ý KIẾN HỘ GIA ĐÌNH", "Nội dung lấy ý kiến: bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029.", "Ý kiến khác (nếu có):")
    wanted += ("Thời hạn thu phiếu: hết ngày 10 tháng 11 năm 2024.", "TRƯỞNG KHU PHỐ | (Ký trực tiếp) | Lê Hoàng Sơn")
    wanted += tuple(person["ho_ten"] for person in people)
    assert {words.count(part) for part in wanted} == {20}
    assert words.count("Đồng ý | Không đồng ý") == (20 if boxes else 0)
    assert words.count("Chỉ bầu 01 (một) người") == (0 if boxes else 20)
    assert "Đóng dấu" not in words


def test_the_team_that_took_them_counts_them() -> None:
    words = said(HOUSEHOLDS_ASKED, MINUTES)
    assert "Tổ phát phiếu lấy ý kiến gồm các ông (bà) có tên sau:\n1. Ông Huỳnh Văn Lộc Tổ trưởng\n2. Ông Trần Anh Duy" in words
    assert re.search(r"TM. TỔ PHÁT PHIẾU \| TỔ TRƯỞNG \|.*\| Tô Bích Diễm \| Huỳnh Văn Lộc", words)
    # Who counted at the meeting is not who counts here.
    assert "Ngô Ngọc Tươi" not in words
    assert "Ngô Ngọc Tươi" not in said(TAKEN_ROUND, MINUTES)
    assert f"1. Ông (bà) {DOTS} Tổ trưởng" in said(TAKEN_ROUND, MINUTES)


def test_no_paper_and_no_screen_calls_it_a_second_vote() -> None:
    hamlet, found = hamlet_of(HOUSEHOLDS_ASKED)
    assert hamlet.case is not None
    papers = made(HOUSEHOLDS_ASKED)
    assert len(papers) > len(PAPERS)
    told = [text(paper) for paper in papers if paper.data is not None] + [paper.name for paper in papers]
    screen = io.StringIO()
    tally(Console(file=screen, width=200), [hamlet], found)
    assert "Phát phiếu lấy ý kiến hộ gia đình bầu trưởng khu phố" in screen.getvalue()
    # A meeting that came short is the first, and only, meeting.
    assert [words for words in (*told, screen.getvalue()) if re.search(r"lần (2|thứ hai)", words)] == []


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({}, PLAN_PAPER, "sau cuộc họp không đủ số hộ dự; hồ sơ chưa ghi cuộc họp nào như vậy"),
        (
            {**ONLY_SHORT, "nhan_su": None, "moc": HOUSEHOLDS_ASKED["moc"][:5]},
            BALLOT,
            "chưa có người nào được giới thiệu bầu trưởng khu phố",
        ),
        ({**ONLY_SHORT, "*ho_gia_dinh.du_hop": "", "bau_cu[0].ngay": "12/05/2019"}, NOTICE_PAPER, "pháp luật chưa có quy định phát phiếu"),
        (HOUSEHOLDS_ASKED, "phieu-bau-truong-ap", ""),
    ],
)
def test_why_there_is_none(changes: dict[str, Any], name: str, why: str) -> None:
    (paper,) = made({"don_vi.mo_hinh": "không thực hiện", **changes}, name)
    assert (paper.data is None) is bool(why)
    assert why in paper.absent


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        pytest.param({"thanh_phan": [*CLEAN["thanh_phan"], *TEAM[:2]]}, {PLAN_PAPER, TEAM_PAPER, NOTICE_PAPER}, id="a team of two (DT214)"),
        pytest.param({"bau_cu[1].ngay_ket_thuc": "31/02/2025"}, set(PAPERS), id="no such day"),
        pytest.param({"bau_cu[1].thu_ve": "nhiều"}, set(), id="a figure of the count"),
        pytest.param({"van_ban[0].ngay_ky": "31/02/2025"}, {PLAN_PAPER, TEAM_PAPER}, id="when the plan was signed"),
        pytest.param(
            {"van_ban": [{"giay": TEAM_PAPER, "so_hieu": "9/QĐ-KP4", "ngay_ky": "05/11/2024"}]}, {TEAM_PAPER}, id="another number (DT410)"
        ),
    ],
)
def test_an_error_refuses_what_it_touches(change: dict[str, Any], refused: set[str]) -> None:
    papers = {name: made(copy.deepcopy({**HOUSEHOLDS_ASKED, **change}), name)[0] for name in PAPERS}
    assert {name for name, paper in papers.items() if paper.wrong} == refused
    assert {name for name, paper in papers.items() if paper.data is None} == refused


def test_an_invitation_bears_the_day_on_which_the_meeting_was_announced() -> None:
    told = {"moc": [*CLEAN["moc"], {"buoc": "thông báo họp", "ngay": "05/11/2024"}], "van_ban": None}
    assert "Trảng Bom, ngày 05 tháng 11 năm 2024" in said(told, "giay-moi-hop")
