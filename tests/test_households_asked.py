"""What the households are told before they vote, and the whole way of ballots taken to them: rules, next step, papers. People are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dantin.model import Duty, Event, Office, Official, Round, Step, StepKind
from dantin.next_step import next_step
from tests.builders import VOTE_DAY, by_hands, counted, held, nominee, step, taken_round, unheld
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
TEAM = "thành lập tổ phát phiếu từ 03 đến 05 người, tổ trưởng là đại diện Ban công tác Mặt trận; "
REST = "phát mỗi hộ 01 phiếu; kiểm phiếu, lập biên bản theo Mẫu số 04; gửi kết quả trong 05 ngày làm việc kể từ ngày hết hạn thu phiếu."
WHEN = "công khai (ít nhất 02 ngày trước ngày phát phiếu); "
BY_DAY = "công khai chậm nhất ngày 17/11/2024 (ít nhất 02 ngày trước ngày phát phiếu); "
ASK, OR_ASK = "Phát phiếu lấy ý kiến hộ gia đình: ", "Họp lại, hoặc phát phiếu lấy ý kiến hộ gia đình: "
ND = "Nghị định 59/2023/NĐ-CP"
TAKEN = f"Điều 4 khoản 1 điểm b {ND}"

NEXT: dict[str, tuple[tuple[Round, ...], list[Step], tuple[str, date | None, str]]] = {
    "nothing yet": ((SHORT,), [], (OR_ASK + PLAN + TEAM + WHEN + REST, None, TAKEN)),
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
    "the day is set": ((SHORT, TO_ASK), [], (ASK + PLAN + TEAM + BY_DAY + REST, date(2024, 11, 17), f"Điều 4 khoản 4 {ND}")),
    "the team is set up": ((SHORT,), [step(SET_UP, VOTE_DAY)], (ASK + WHEN + REST, None, TAKEN)),
    "a team of before the meeting": ((SHORT,), [step(SET_UP, VOTE_DAY - DAY)], (OR_ASK + PLAN + TEAM + WHEN + REST, None, TAKEN)),
    "made public": ((SHORT, TO_ASK), [step(PUBLIC, VOTE_DAY + DAY)], (ASK + REST, None, TAKEN)),
}


@pytest.mark.parametrize(("rounds", "steps", "expected"), NEXT.values(), ids=NEXT)
def test_after_a_meeting_that_too_few_attended(rounds: tuple[Round, ...], steps: list[Step], expected: tuple[Any, ...]) -> None:
    made = counted(*rounds, households=100, steps=steps)
    found = next_step(made, made.counts[0])
    assert found is not None
    assert found.version is not None
    assert (found.text, found.due, found.version.citation) == expected
