"""Both sides of boundaries that no other file comes near: in the chain, in local guidance, and in the rules."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

import dantin.run  # noqa: F401  (fills the catalogue)
from dantin import law
from dantin.case import Case
from dantin.chain import Link, Stage, planned_nominee, progress
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.model import Electorate, Household, MemberState, ModelChoice, Nominee, Office, PartialDate, Remark, Round, StepKind
from dantin.provision import Guidance, Law
from dantin.rule import apply
from dantin.rules.between_hamlets import share_of_model, standing
from tests.builders import AS_OF, CONGRESS_DAY, NAMES, VOTE_DAY, cell, congress, counted, dossier, held, member, nominee, step

AN, BINH, CUC, DUNG, EN = NAMES
HEAD, COMMITTEE, SECRETARY, DEPUTY = Office.HEAD, Office.COMMITTEE, Office.SECRETARY, Office.DEPUTY
DAY = timedelta(days=1)
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def findings(code: str, case: Case) -> list[Diagnostic]:
    """What one rule finds on a case, as if it were the only one."""
    found, faults = apply(
        case, flawed=case.dossier.flawed, as_of=case.as_of, hamlet=None, place_of=lambda route: Place(route), only=lambda c: c == code
    )
    assert not faults
    return found


def routes(code: str, *rounds: Round, as_of: date = AS_OF, **rest: Any) -> list[str]:
    """Where one rule finds something on a dossier, as for `counted`."""
    return [d.route for d in findings(code, counted(*rounds, as_of=as_of, **rest))]


# --- Local guidance -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "days"),
    [(date(2023, 8, 14), None), (date(2023, 8, 15), 20), (date(2024, 8, 31), 20), (date(2024, 9, 1), 26), (date(2024, 9, 2), 26)],
)
def test_guidance_holds_from_its_day_where_the_law_does(day: date, days: int | None) -> None:
    since = date(2024, 9, 1) if day > date(2024, 1, 1) else date(2023, 1, 1)
    in_force = Law((Guidance(law.MODEL_DAN_TIN, since, terms={law.HEAD_DECISION_DAYS.title: 26}),))
    version = in_force.on(law.HEAD_DECISION_DAYS, day)
    if since < date(2023, 8, 15):
        days = 26 if days is not None else None
    assert (version and version.value) == days


# --- The chain ----------------------------------------------------------------------------------------------------------


def links(*rounds: Round, as_of: date = AS_OF, **rest: Any) -> dict[Stage, Link]:
    """The links of a hamlet's chain."""
    return {link.stage: link for link in progress(counted(*rounds, as_of=as_of, **rest)).links}


VOTE = held({AN: 90, BINH: 10}, present=100)
OLD = date(2010, 6, 6)


@pytest.mark.parametrize(("offices", "planned"), [((HEAD, SECRETARY), True), ((HEAD, COMMITTEE, SECRETARY), True), ((HEAD,), False)])
def test_a_planned_nominee_is_introduced_for_both(offices: tuple[Office, ...], planned: bool) -> None:
    assert (planned_nominee(dossier(nominees=[nominee(AN, *offices)])) is not None) == planned


@pytest.mark.parametrize(("day", "wanted"), [(date(2023, 8, 14), False), (date(2023, 8, 15), True)])
def test_without_the_model_conferring_is_a_step_since_the_decree(day: date, wanted: bool) -> None:
    found = links(held({AN: 90}, present=90, day=day), households=100)
    assert (Stage.CONFERRED in found, Stage.AGREED in found, Stage.NOTICED in found) == (wanted,) * 3
    assert Stage.CONFERRED in links(held({AN: 90}, present=90, day=day), households=100, model=ModelChoice.FRONT)


@pytest.mark.parametrize(
    ("model", "people", "recognised", "wanted"),
    [
        (ModelChoice.HEAD, [nominee(AN, SECRETARY)], True, True),
        (ModelChoice.HEAD, [nominee(AN, SECRETARY)], False, False),
        (ModelChoice.HEAD, [nominee(BINH, SECRETARY)], True, False),
        (ModelChoice.FRONT, [nominee(BINH, SECRETARY, front_head=True)], False, True),
        (ModelChoice.FRONT, [nominee(BINH, SECRETARY)], False, False),
        (None, [nominee(BINH, SECRETARY)], False, True),
        (None, [], False, False),
    ],
)
def test_who_is_introduced_for_secretary(model: ModelChoice | None, people: list[Nominee], recognised: bool, wanted: bool) -> None:
    steps = [step(StepKind.RECOGNITION, VOTE_DAY + 5 * DAY)] if recognised else []
    assert links(VOTE, households=100, model=model, nominees=people, steps=steps)[Stage.INTRODUCED].reached == wanted


@pytest.mark.parametrize(("members", "wanted"), [(8, False), (9, True), (10, True)])
def test_a_committee_is_a_link_from_nine_members_on(members: int, wanted: bool) -> None:
    assert (Stage.COMMITTEE in links(members=members)) == wanted
    assert Stage.COMMITTEE in links(congress((8, 7, 6), present=8, office=COMMITTEE, seats=2), members=members)
    assert Stage.COMMITTEE not in links(members=members, as_of=OLD)


def test_the_last_day_of_the_next_congress() -> None:
    before = step(StepKind.PREVIOUS_CONGRESS, date(2022, 6, 12))
    deadline = links(steps=[before])[Stage.SECRETARY].deadline
    assert deadline is not None
    assert (deadline.due, deadline.version.article) == (date(2025, 6, 12), "Điều 24 khoản 3")
    assert links(steps=[step(StepKind.PREVIOUS_CONGRESS, None)])[Stage.SECRETARY].deadline is None
    assert links()[Stage.SECRETARY].deadline is None
    assert links(steps=[before], as_of=OLD)[Stage.SECRETARY].deadline is None


def test_the_last_days_after_the_vote() -> None:
    def due(found: dict[Stage, Link], stage: Stage) -> date | None:
        deadline = found[stage].deadline
        return deadline.due if deadline is not None else None

    sent = step(StepKind.RESULT_SENT, VOTE_DAY + DAY)
    found = links(VOTE, households=100, steps=[sent])
    assert [due(found, stage) for stage in (Stage.SENT, Stage.RECOGNISED)] == [date(2024, 11, 15), date(2024, 11, 18)]
    nothing = links()
    assert [due(nothing, stage) for stage in (Stage.SENT, Stage.RECOGNISED, Stage.REPORTED, Stage.APPROVED)] == [None] * 4
    old = links(held({AN: 90}, present=90, day=OLD), households=100, steps=[step(StepKind.RESULT_SENT, OLD + DAY)])
    assert [due(old, stage) for stage in (Stage.SENT, Stage.RECOGNISED)] == [None, None]


# --- The congress -------------------------------------------------------------------------------------------------------


BOARD = congress((10, 9, 8), present=10, office=COMMITTEE, seats=2)
LED = congress({AN: 9}, present=10)


@pytest.mark.parametrize(
    ("full", "exempt", "rounds", "wanted"),
    [
        (9, 0, [LED], [ERROR]),
        (8, 1, [LED], [WARNING]),
        (8, 2, [LED], [WARNING]),
        (9, 1, [LED], [ERROR]),
        (7, 1, [LED], []),
        (8, 0, [BOARD, LED], [ERROR]),
        (7, 1, [BOARD, LED], [ERROR]),
        (8, 1, [BOARD, LED], [WARNING]),
        (9, 0, [BOARD, LED], []),
        (9, 1, [BOARD, LED], []),
    ],
)
def test_only_exempted_members_make_nine(full: int, exempt: int, rounds: list[Round], wanted: list[Severity]) -> None:
    party = [*cell(full), *(member(MemberState.EXEMPT, present=True, name=f"Được Miễn Số {i}") for i in range(exempt))]
    found = findings("DT504", counted(*rounds, party=party))
    assert [d.severity for d in found] == wanted
    assert all(("chỉ nhờ đảng viên được miễn" in d.message) == (d.severity is WARNING) for d in found)
    assert all(("dưới 09" in d.message) == (full + exempt < 9) for d in found)


@pytest.mark.parametrize(
    ("votes", "wanted"), [((10, 9, 1), False), ((10, 1, 1), False), ((8, 8, 8), False), ((4, 3, 2), True), ((None, None, None), False)]
)
def test_a_committee_of_nobody_is_none(votes: tuple[int | None, ...], wanted: bool) -> None:
    """A tie leaves it open who sits on the committee, and so do figures that are missing."""
    board = congress(votes, present=10, office=COMMITTEE, seats=2)
    assert bool(routes("DT504", board, LED, members=10)) == wanted


def test_a_committee_too_large_names_the_rounds_before() -> None:
    names = [f"Chi Ủy Viên {letter}" for letter in "ABCDEĐGHI"]
    sizes = [(1, names[:4]), (2, names[4:6]), (3, names[6:])]
    boards = [congress(dict.fromkeys(group, 9), present=10, office=COMMITTEE, seats=len(group), number=n) for n, group in sizes]
    (found,) = findings("DT505", counted(*boards, members=10))
    assert found.route == "bau_cu[2].so_can_bau"
    assert [place.file for place in found.related] == ["bau_cu[0].so_can_bau", "bau_cu[1].so_can_bau"]


# --- The district -------------------------------------------------------------------------------------------------------

KEY = b"khoa"
CCCD = "075065000001"


@pytest.mark.parametrize(
    ("state", "counts"),
    [(None, True), (MemberState.EXCUSED, True), (MemberState.VISITING, False), (MemberState.ELSEWHERE, False)],
)
def test_a_member_here_or_elsewhere_for_a_time_may_be_on_two_rosters(state: MemberState | None, counts: bool) -> None:
    told = standing(counted(party=[replace(member(state), cccd=CCCD)]), (), "A1", KEY)
    assert ("dang_vien" in told.rosters) == counts


@pytest.mark.parametrize(("rows", "known"), [(0, False), (1, True), (2, False)])
def test_a_roster_tells_who_is_elected_where_one_row_alone_fits(rows: int, known: bool) -> None:
    births = [PartialDate(1965, 2, 5), PartialDate(1970, 3, 6)]
    case = counted(VOTE, households=100, nominees=[nominee(AN, HEAD, birth=birth) for birth in births[:rows]])
    (post,) = standing(case, (), "A1", KEY).posts
    assert bool(post.digests) == known


@pytest.mark.parametrize(("target", "said"), [(Fraction(60), "chỉ tiêu 60 % là"), (Fraction(149, 2), "chỉ tiêu 74,50 % là")])
def test_a_target_is_written_with_a_decimal_comma(target: Fraction, said: str) -> None:
    missed = share_of_model([standing(counted(model=ModelChoice.NONE), (), "A1", KEY)], 1, target)
    assert missed is not None
    assert said in str(missed.facts["what"])


# --- Identity numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "birth", "beside"), [(AN, PartialDate(1970), "ho_gia_dinh[0].ngay_sinh"), (f"{AN} (1970)", None, "ho_gia_dinh[0].ho_ten")]
)
def test_a_number_is_held_against_the_year_where_it_stands(name: str, birth: PartialDate | None, beside: str) -> None:
    (found,) = findings("DT102", counted(roster=[Household(0, name=name, cccd=CCCD, birth=birth)]))
    assert [place.file for place in found.related] == [beside]


# --- The figures of a round ---------------------------------------------------------------------------------------------


def missed(*rounds: Round, **rest: Any) -> list[tuple[str, bool]]:
    """Where a figure is missed, and whether a nought is offered for it."""
    return [(d.route, "thì ghi 0" in f"{d.message} {d.hint}") for d in findings("DT008", counted(*rounds, **rest))]


def test_a_missing_figure_is_named_and_a_nought_offered_only_for_ballots() -> None:
    (found,) = findings("DT008", counted(held({AN: 90, BINH: None}, present=100), households=100))
    assert (found.route, f"số phiếu của {BINH}" in found.message) == ("bau_cu[0].ung_cu[1].so_phieu", True)
    figures = held({AN: 90, BINH: 10}, present=None, issued=100, returned=100, valid=None, invalid=0)
    assert missed(figures, households=100) == [("bau_cu[0].co_mat", False), ("bau_cu[0].hop_le", True)]
    assert missed(held({}, present=100), households=100) == [("bau_cu[0].ung_cu", False)]


FORMER = date(2019, 5, 5)


@pytest.mark.parametrize(
    ("rounds", "wanted"),
    [
        ([VOTE], ["don_vi.tong_so_ho"]),
        ([VOTE, replace(VOTE, number=2)], ["don_vi.tong_so_ho"]),
        ([replace(VOTE, remark=Remark.NO_QUORUM)], []),
        ([replace(VOTE, remark=Remark.NO_QUORUM), replace(VOTE, number=2)], ["don_vi.tong_so_ho"]),
        ([replace(VOTE, electorate=Electorate.VOTERS, day=FORMER)], ["bau_cu[0].tong_so"]),
        ([replace(VOTE, electorate=Electorate.HOUSEHOLDS, day=FORMER)], ["don_vi.tong_so_ho"]),
        ([LED], ["don_vi.tong_dang_vien"]),
    ],
)
def test_a_missing_total_is_told_once_where_it_belongs(rounds: list[Round], wanted: list[str]) -> None:
    assert missed(*rounds) == [(route, False) for route in wanted]


@pytest.mark.parametrize(
    ("days", "present", "wanted"),
    [
        ([0, 0], [8, 8], []),
        ([0, 0], [8, 7], [1]),
        ([0, 0], [7, 7], [0]),
        ([0, 0], [7, 6], [0, 1]),
        ([0, 1], [8, 5], []),
        ([0, 1], [5, 8], []),
        ([0, 1], [7, 5], [0]),
        ([0, 1], [5, 7], [1]),
    ],
)
def test_ticks_are_those_of_one_gathering(days: list[int], present: list[int], wanted: list[int]) -> None:
    """Eight are ticked. Of two gatherings the column tells of one; of two rounds on one day it tells of both."""
    rounds = [
        congress({AN: 5}, present=number, number=i, day=CONGRESS_DAY + day * DAY)
        for i, (day, number) in enumerate(zip(days, present, strict=True), 1)
    ]
    party = [*cell(8), member(present=False)]
    assert routes("DT314", *rounds, party=party) == [f"bau_cu[{i}].co_mat" for i in wanted]
