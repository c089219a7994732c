"""dantin.next_step: what comes next after a round. Names and figures are invented."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dantin.chain import Stage, progress
from dantin.model import ModelChoice, Office, Remark, Round, RoundKind, StepKind
from dantin.next_step import NextStep, next_step
from tests.builders import AS_OF, NAMES, VOTE_DAY, cell, congress, counted, held, step, taken_round, unheld

NAME = NAMES[0]
SEND = "chậm nhất ngày {} (05 ngày làm việc);"
UBND = "UBND thị trấn Trảng Bom"
FRONT = "UBND và Ủy ban MTTQ thị trấn Trảng Bom"
LUAT, ND, NQLT = "Luật 10/2022/QH15", "Nghị định 59/2023/NĐ-CP", "Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN"
Q244, Q190 = "Quy chế bầu cử trong Đảng (Quyết định 244-QĐ/TW)", "Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW)"
ANSWER = "văn bản trả lời đã công bố về số phiếu thu về nhiều hơn số phiếu phát ra"
MEND = "Sửa các lỗi đã nêu rồi kiểm phiếu lại; chưa ký biên bản."
IN_FIVE = f"{UBND} công nhận kết quả trong 05 ngày làm việc kể từ ngày nhận."
DECIDE = f"Ghi rõ vào biên bản vì sao không ai trúng cử, báo cáo {UBND}; {UBND} xem xét, quyết định bầu lại."
VOIDED = f"Lập biên bản hủy lượt bầu, niêm phong toàn bộ số phiếu; báo cáo {UBND} xem xét, quyết định bầu lại."
CLOSED = (f"{UBND} công nhận ngày 15/11/2024.", None, "done")
YEAR_2019, JULY_2023 = date(2019, 5, 12), date(2023, 7, 16)

WON, LOST = held([160], present=200), held([150], present=200)
RECEIVED = step(StepKind.RESULT_RECEIVED, date(2024, 11, 11))
SENT = step(StepKind.RESULT_SENT, date(2024, 11, 11))
RECOGNISED = step(StepKind.RECOGNITION, date(2024, 11, 15))
HEAD_MODEL = {"model": ModelChoice.HEAD}


def dated(round_: Round, day: date | None, **figures: Any) -> Round:
    return replace(round_, day=day, **figures)


def said(found: NextStep | None) -> tuple[str, date | None, str | None] | None:
    """The text, the last day, and the citation; for a contest that is closed "done"."""
    if found is None:
        return None
    if found.done:
        assert found.version is None
        return found.text, found.due, "done"
    return found.text, found.due, found.version.citation if found.version else None


def after_last(*rounds: Round, **rest: Any) -> tuple[str, date | None, str | None] | None:
    """What follows the last of these rounds, of 310 households and a cell of 20."""
    case = counted(*rounds, **({"households": 310, "party": cell(20)} | rest))
    count = next(count for count in case.counts if count.round.index == len(rounds) - 1)
    return said(next_step(case, count))


@pytest.mark.parametrize(
    ("round_", "steps", "expected"),
    [
        pytest.param(
            WON,
            [RECEIVED],
            (
                f"{UBND} công nhận kết quả chậm nhất ngày 18/11/2024: 05 ngày làm việc kể từ ngày nhận (11/11/2024).",
                date(2024, 11, 18),
                f"Điều 21 khoản 2 {LUAT}",
            ),
            id="received",
        ),
        pytest.param(
            WON,
            [SENT],
            (
                f"{UBND} công nhận kết quả chậm nhất ngày 18/11/2024: 05 ngày làm việc kể từ ngày nhận (11/11/2024).",
                date(2024, 11, 18),
                f"Điều 21 khoản 2 {LUAT}",
            ),
            id="sent, not known when received",
        ),
        pytest.param(
            WON,
            [SENT, step(StepKind.RESULT_RECEIVED, date(2024, 11, 13))],
            (
                f"{UBND} công nhận kết quả chậm nhất ngày 20/11/2024: 05 ngày làm việc kể từ ngày nhận (13/11/2024).",
                date(2024, 11, 20),
                f"Điều 21 khoản 2 {LUAT}",
            ),
            id="sent and received: the day of receiving",
        ),
        pytest.param(
            WON,
            [],
            (
                f"Gửi kết quả đến {FRONT} {SEND.format('15/11/2024')} {IN_FIVE}",
                date(2024, 11, 15),
                f"Điều 3 khoản 5 điểm d {ND}",
            ),
            id="not sent yet",
        ),
        pytest.param(
            WON,
            [step(StepKind.RESULT_SENT, None), step(StepKind.RECOGNITION, None)],
            (
                f"Gửi kết quả đến {FRONT} {SEND.format('15/11/2024')} {IN_FIVE}",
                date(2024, 11, 15),
                f"Điều 3 khoản 5 điểm d {ND}",
            ),
            id="steps without a date are not done",
        ),
        pytest.param(
            taken_round([160], issued=310, last_day=date(2024, 11, 14)),
            [],
            (
                f"Gửi kết quả đến {FRONT} {SEND.format('21/11/2024')} {IN_FIVE}",
                date(2024, 11, 21),
                f"Điều 4 khoản 7 {ND}",
            ),
            id="ballots taken round: from their last day",
        ),
        pytest.param(dated(WON, None), [], (f"Gửi kết quả đến {FRONT}; {IN_FIVE}", None, f"Điều 21 khoản 2 {LUAT}"), id="undated"),
        pytest.param(
            dated(WON, JULY_2023),
            [],
            (f"Gửi kết quả đến {FRONT} {SEND.format('21/07/2023')} {IN_FIVE}", date(2023, 7, 21), f"Điều 20 khoản 3 {LUAT}"),
            id="before the decree",
        ),
        pytest.param(
            dated(WON, YEAR_2019),
            [RECEIVED],
            (f"Gửi kết quả đến {UBND} để công nhận trưởng khu phố.", None, None),
            id="before the Law: no term",
        ),
        pytest.param(WON, [RECEIVED, RECOGNISED], CLOSED, id="recognised: nothing left"),
        pytest.param(LOST, [], (DECIDE, None, f"Điều 3 khoản 5 điểm d {ND}"), id="nobody elected"),
        pytest.param(dated(LOST, JULY_2023), [], (DECIDE, None, None), id="nobody elected, before the decree"),
        pytest.param(
            dated(LOST, YEAR_2019),
            [],
            ("Bầu lại chậm nhất ngày 27/05/2019: trong 15 ngày kể từ ngày bầu lần đầu.", date(2019, 5, 27), NQLT),
            id="nobody elected, before the Law",
        ),
        pytest.param(
            unheld(present=155, day=YEAR_2019),
            [],
            ("Tổ chức họp lại; chỉ bầu khi có hơn một nửa số người được triệu tập dự họp.", None, f"Điều 8 khoản 1 {NQLT}"),
            id="no quorum, before the Law",
        ),
        pytest.param(
            held([160], present=200, returned=201),
            [],
            (VOIDED, None, ANSWER),
            id="void",
        ),
        pytest.param(
            held([160], present=200, remark=Remark.VOID),
            [],
            (VOIDED, None, f"Điều 3 khoản 5 điểm d {ND}"),
            id="declared void: no rule is known to say so",
        ),
        pytest.param(held([201], present=200), [], (MEND, None, None), id="figures in error"),
        pytest.param(held([160, None], present=200), [], (MEND, None, None), id="figures missing"),
        pytest.param(unheld(), [], None, id="planned"),
    ],
)
def test_after_a_round_for_the_head(round_: Round, steps: list[Any], expected: tuple[str, date | None, str | None] | None) -> None:
    assert after_last(round_, steps=steps) == expected


@pytest.mark.parametrize(
    ("round_", "article"),
    [(WON, "Điều 3 khoản 5 điểm d"), (taken_round([160], issued=310), "Điều 4 khoản 7")],
    ids=["meeting", "ballots taken round"],
)
def test_the_term_for_sending_is_stated_of_a_meeting_and_of_ballots_taken_round(round_: Round, article: str) -> None:
    case = counted(round_, households=310)
    found = next_step(case, case.counts[0])
    assert found is not None
    assert found.version is not None
    assert (found.version.citation, found.version.grade) == (f"{article} {ND}", "A")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        pytest.param({"model": ModelChoice.HEAD}, True, id="secretary is head"),
        pytest.param({"model": ModelChoice.FRONT}, False, id="secretary is head of the Front committee"),
        pytest.param({"model": ModelChoice.NONE}, False, id="not followed"),
        pytest.param({}, False, id="not chosen"),
        pytest.param(HEAD_MODEL | {"steps": [RECOGNISED, step(StepKind.CONGRESS, date(2024, 12, 31))]}, False, id="congress held today"),
        pytest.param(HEAD_MODEL | {"steps": [RECOGNISED, step(StepKind.CONGRESS, date(2025, 1, 1))]}, True, id="congress held tomorrow"),
    ],
)
def test_once_recognised_the_head_is_introduced_to_the_congress(rest: dict[str, Any], expected: bool) -> None:
    introduce = (
        f"Mở đại hội chi bộ, giới thiệu {NAME} để bầu bí thư.",
        None,
        "mô hình “Dân tin, Đảng cử” (Đồng Nai, 11/2024)",
    )
    assert after_last(WON, **({"steps": [RECOGNISED]} | rest)) == (introduce if expected else CLOSED)


REFUSED = f"{UBND} từ chối công nhận ngày 15/11/2024: làm theo lý do trong văn bản, đề nghị quyết định bầu lại."
WAITING = f"{UBND} công nhận kết quả chậm nhất ngày 18/11/2024: 05 ngày làm việc kể từ ngày nhận (11/11/2024)."


@pytest.mark.parametrize(
    ("round_", "steps", "text"),
    [
        pytest.param(WON, [RECEIVED, step(StepKind.REFUSAL, date(2024, 11, 15))], REFUSED, id="refused once received"),
        pytest.param(WON, [SENT, step(StepKind.REFUSAL, date(2024, 11, 15))], REFUSED, id="refused, sent"),
        pytest.param(WON, [step(StepKind.REFUSAL, date(2024, 11, 15))], REFUSED, id="refused, nothing else known"),
        pytest.param(WON, [step(StepKind.REFUSAL, VOTE_DAY)], REFUSED.replace("15", "10", 1), id="refused on the day"),
        pytest.param(dated(WON, None), [step(StepKind.REFUSAL, date(2024, 11, 15))], REFUSED, id="the vote undated"),
        pytest.param(WON, [RECEIVED, step(StepKind.REFUSAL, date(2024, 11, 9))], WAITING, id="an earlier vote was refused"),
        pytest.param(WON, [RECEIVED, step(StepKind.REFUSAL, None)], WAITING, id="a refusal without a date"),
        pytest.param(WON, [RECEIVED, step(StepKind.REFUSAL, date(2024, 11, 13)), RECOGNISED], CLOSED[0], id="recognised in the end"),
    ],
)
def test_a_refused_result_is_not_waited_for(round_: Round, steps: list[Any], text: str) -> None:
    """The commune "recognises, or refuses in writing": once refused, nobody is to recognise it any more (DT406: a new vote)."""
    found = after_last(round_, steps=steps)
    assert found is not None
    assert found[0] == text


@pytest.mark.parametrize(
    ("later", "stage", "due"),
    [
        pytest.param([], Stage.VOTED, date(2024, 11, 29), id="to be sent"),
        pytest.param([(StepKind.RESULT_SENT, 26)], Stage.SENT, date(2024, 12, 3), id="sent"),
        pytest.param([(StepKind.RESULT_RECEIVED, 27)], Stage.RECEIVED, date(2024, 12, 4), id="received"),
    ],
)
def test_what_was_sent_after_the_first_vote_does_not_answer_the_second(later: list[tuple[StepKind, int]], stage: Stage, due: date) -> None:
    """The first vote elected nobody and was reported on 11/11; the term of recognition runs from the result of the vote of 24/11."""
    second = dated(WON, date(2024, 11, 24), number=2)
    steps = [SENT, RECEIVED, *(step(kind, date(2024, 11, day)) for kind, day in later)]
    case = counted(LOST, second, households=310, party=cell(20), steps=steps)
    reached = progress(case)
    assert (reached.stage, reached.next.due if reached.next is not None else None) == (stage, due)


def test_time_to_vote_again_runs_from_the_first_vote() -> None:
    again = dated(LOST, date(2019, 5, 20), number=2)
    found = after_last(dated(LOST, YEAR_2019), again)
    assert found is not None
    assert found[1] == date(2019, 5, 27)


def test_no_last_day_is_reckoned_from_a_vote_of_unknown_day() -> None:
    """`as_of` lends an undated vote its law, not its day."""
    found = after_last(dated(LOST, None), as_of=date(2019, 6, 3))
    assert found == ("Bầu lại trong 15 ngày kể từ ngày bầu lần đầu.", None, NQLT)


APPOINT = "Đã bầu 3 lần không có bí thư: báo cáo cấp ủy cấp trên chỉ định."
MORE = "Đại hội quyết định có bầu tiếp hay không."
AMONG = "Bầu lại giữa những người bằng phiếu; người nhiều phiếu hơn trúng cử, không cần quá nửa."
STILL = "Vẫn bằng phiếu: đại hội quyết định có bầu tiếp hay không."
FROM_COMMITTEE = "Bầu bí thư, rồi phó bí thư, trong số chi ủy viên vừa trúng cử."
POSTPONE = "Hoãn đại hội, triệu tập lại cho đủ hai phần ba số đảng viên."
VOIDED = "Hủy toàn bộ số phiếu trong hòm và bầu lại ngay tại đại hội."
REPORT = "Báo cáo kết quả lên cấp ủy cấp trên chậm nhất ngày 26/11/2024 (07 ngày làm việc) để chuẩn y."
REPORTED = step(StepKind.CONGRESS_REPORT, date(2024, 11, 18))
APPROVE = "Cấp ủy cấp trên chuẩn y chậm nhất ngày 09/12/2024: 15 ngày làm việc kể từ ngày nhận báo cáo."
APPROVED = ("Cấp ủy cấp trên chuẩn y ngày 02/12/2024.", None, "done")
LEADERS = [Office.SECRETARY, Office.DEPUTY]


@pytest.mark.parametrize("office", [Office.COMMITTEE, *LEADERS], ids=lambda office: office.name)
@pytest.mark.parametrize(
    ("votes", "figures", "expected"),
    [
        pytest.param([15, 12, 12], {"seats": 2}, (AMONG, None, Q190), id="tie"),
        pytest.param([5, 5], {"kind": RoundKind.AMONG_TIED}, (STILL, None, Q190), id="still level"),
        pytest.param([15, 9, 2], {"seats": 2}, (MORE, None, Q190), id="incomplete"),
        pytest.param([10, 9], {}, (MORE, None, Q190), id="nobody elected"),
        pytest.param([10, 9], {"day": date(2024, 10, 9)}, (MORE, None, Q244), id="nobody elected, under 244"),
        pytest.param([13], {"present": 13}, (POSTPONE, None, "Điều 11 Điều lệ Đảng"), id="no quorum"),
        pytest.param([10], {"returned": 21}, (VOIDED, None, ANSWER), id="void"),
        pytest.param([10], {"remark": Remark.VOID}, (VOIDED, None, None), id="declared void"),
        pytest.param([21], {}, (MEND, None, None), id="figures in error"),
    ],
)
def test_after_a_round_of_the_congress_that_did_not_elect_all(
    office: Office, votes: list[int], figures: dict[str, Any], expected: tuple[str, date | None, str | None]
) -> None:
    assert after_last(congress(votes, **({"present": 20, "office": office} | figures))) == expected


@pytest.mark.parametrize(
    ("office", "rounds", "expected"),
    [
        (Office.SECRETARY, 2, MORE),
        (Office.SECRETARY, 3, APPOINT),
        (Office.SECRETARY, 4, APPOINT.replace("3", "4")),
        (Office.DEPUTY, 3, MORE),
        (Office.COMMITTEE, 3, MORE),
    ],
)
def test_after_three_rounds_without_a_secretary_one_is_appointed(office: Office, rounds: int, expected: str) -> None:
    found = after_last(*(congress([10, 9], present=20, office=office, number=n + 1) for n in range(rounds)))
    assert found is not None
    assert found[0] == expected


def test_rounds_that_are_planned_are_not_rounds_without_a_secretary() -> None:
    rounds = [unheld(Office.SECRETARY, number=9), *(congress([10, 9], present=20, number=n + 1) for n in range(2))]
    found = after_last(*rounds)
    assert found is not None
    assert found[0] == MORE


@pytest.mark.parametrize("office", LEADERS, ids=lambda office: office.name)
@pytest.mark.parametrize(
    ("figures", "steps", "expected"),
    [
        pytest.param({}, [], (REPORT, date(2024, 11, 26), f"Điều 2 {Q190}"), id="to be reported"),
        pytest.param({"kind": RoundKind.AMONG_TIED}, [], (REPORT, date(2024, 11, 26), f"Điều 2 {Q190}"), id="elected among the tied"),
        pytest.param(
            {},
            [step(StepKind.CONGRESS_REPORT, None), step(StepKind.APPROVAL, None)],
            (REPORT, date(2024, 11, 26), f"Điều 2 {Q190}"),
            id="steps without a date are not done",
        ),
        pytest.param({}, [REPORTED], (APPROVE, date(2024, 12, 9), "mục 16.1 Quy định 24-QĐ/TW (30/7/2021)"), id="reported"),
        pytest.param(
            {},
            [step(StepKind.CONGRESS_REPORT, date(2024, 11, 11))],
            (REPORT, date(2024, 11, 26), f"Điều 2 {Q190}"),
            id="an earlier congress, short of members, was reported",
        ),
        pytest.param({}, [REPORTED, step(StepKind.APPROVAL, date(2024, 12, 2))], APPROVED, id="approved"),
        pytest.param(
            {"day": YEAR_2019},
            [step(StepKind.CONGRESS_REPORT, date(2019, 5, 13))],
            ("Cấp ủy cấp trên xem xét chuẩn y kết quả bầu cử.", None, None),
            id="reported, when no term is known",
        ),
        pytest.param(
            {"day": None},
            [],
            ("Báo cáo kết quả bầu cử lên cấp ủy cấp trên để chuẩn y.", None, f"Điều 2 {Q190}"),
            id="a congress of unknown day",
        ),
        pytest.param(
            {"day": None},
            [step(StepKind.CONGRESS, date(2024, 11, 17))],
            (REPORT, date(2024, 11, 26), f"Điều 2 {Q190}"),
            id="the day of the congress is its step's",
        ),
    ],
)
def test_after_a_secretary_or_deputy_was_elected(
    office: Office, figures: dict[str, Any], steps: list[Any], expected: tuple[str, date | None, str | None] | None
) -> None:
    assert after_last(congress([15], present=20, office=office, **figures), steps=steps) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], (FROM_COMMITTEE, None, "Điều 24 khoản 4 Điều lệ Đảng")),
        ([unheld(Office.SECRETARY)], (FROM_COMMITTEE, None, "Điều 24 khoản 4 Điều lệ Đảng")),
        ([congress([10], present=20)], None),
    ],
    ids=["no secretary yet", "planned", "voted on"],
)
def test_after_the_committee_comes_the_secretary(others: list[Round], expected: tuple[str, date | None, str | None] | None) -> None:
    assert after_last(*others, congress([15, 14], present=20, seats=2, office=Office.COMMITTEE)) == expected


def test_only_the_last_round_held_of_a_contest_has_a_next_step() -> None:
    rounds = [LOST, dated(WON, VOTE_DAY, number=2), unheld(number=3), congress([10], present=20), congress([15], present=20, number=2)]
    case = counted(*rounds, households=310, party=cell(20))
    assert [next_step(case, count) is not None for count in case.counts] == [False, True, False, False, True]


@pytest.mark.parametrize("remark", Remark, ids=lambda remark: remark.name)
@pytest.mark.parametrize("office", [Office.HEAD, Office.SECRETARY], ids=lambda office: office.name)
def test_a_round_that_is_only_remarked_on_has_a_next_step(remark: Remark, office: Office) -> None:
    found = after_last(unheld(office, remark=remark), as_of=AS_OF)
    assert found is not None
    assert found[0] != MEND
