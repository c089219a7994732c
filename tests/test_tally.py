"""dantin.tally: one round counted. Each case says the figures it is about, all others are in order; names are invented."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantin import law
from dantin.ballots import count_ballots
from dantin.base import Base, BaseSource
from dantin.case import count_dossier
from dantin.model import Electorate, Member, MemberState, Office, Remark, Round, RoundKind, StepKind
from dantin.output.json import contest
from dantin.readers import read_bytes
from dantin.tally import Count, Outcome, elect
from dantin.wording import outcome_provision, outcome_sentence
from tests.builders import (
    AS_OF,
    CONGRESS_DAY,
    NAMES,
    VOTE_DAY,
    by_hands,
    candidates,
    cell,
    congress,
    count,
    counted,
    held,
    member,
    nominee,
    paper,
    step,
    taken_round,
    unheld,
)

ELECTED, INCOMPLETE, NOT_ELECTED = Outcome.ELECTED, Outcome.INCOMPLETE, Outcome.NOT_ELECTED
TIE, NO_QUORUM, VOID = Outcome.TIE, Outcome.NO_QUORUM, Outcome.VOID
A, B, C, D, E = NAMES
HOUSEHOLDS, VOTERS = Electorate.HOUSEHOLDS, Electorate.VOTERS
YEAR_2019, AUTUMN_2022, JULY_2023 = date(2019, 5, 12), date(2022, 10, 9), date(2023, 7, 16)


def names(counted_round: Count) -> list[str | None]:
    return [candidate.name for candidate in counted_round.elected]


def result(counted_round: Count) -> tuple[Outcome | None, list[str | None]]:
    return counted_round.outcome, names(counted_round)


# --- The hamlet head: half, quorum, base --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "votes", "needed", "outcome"),
    [
        pytest.param(310, [155, 155], 156, NOT_ELECTED, id="even base, exactly half"),
        pytest.param(310, [156, 154], 156, ELECTED, id="even base, one more"),
        pytest.param(311, [155, 156], 156, ELECTED, id="odd base, the second passes"),
        pytest.param(311, [155, 155], 156, NOT_ELECTED, id="odd base, just below"),
        pytest.param(1, [1], 1, ELECTED, id="one household"),
        pytest.param(2, [1, 1], 2, NOT_ELECTED, id="two households, one each"),
        pytest.param(2, [2, 0], 2, ELECTED, id="two households, both"),
        pytest.param(3, [1, 0], 2, NOT_ELECTED, id="three households, one"),
        pytest.param(3, [2, 1], 2, ELECTED, id="three households, two"),
    ],
)
def test_head_needs_more_than_half_of_all_households(base: int, votes: list[int], needed: int, outcome: Outcome) -> None:
    found = count(held(votes, present=base), households=base)
    expected = [max(zip(votes, NAMES, strict=False))[1]] if outcome is ELECTED else []
    assert (found.needed, *result(found)) == (needed, outcome, expected)


def test_head_half_is_neither_of_those_present_nor_of_the_valid_ballots() -> None:
    """100 of 160 present, and of 150 valid ballots, are not more than half of 310 households."""
    assert result(count(held([100, 50], present=160, invalid=10), households=310)) == (NOT_ELECTED, [])


@pytest.mark.parametrize(
    ("base", "present", "needed", "outcome"),
    [
        (310, 155, 156, NO_QUORUM),
        (310, 156, 156, ELECTED),
        (311, 155, 156, NO_QUORUM),
        (311, 156, 156, ELECTED),
        (2, 1, 2, NO_QUORUM),
        (2, 2, 2, ELECTED),
        (1, 1, 1, ELECTED),
        (310, 0, 156, NO_QUORUM),
    ],
)
def test_head_quorum_is_more_than_half_of_the_base(base: int, present: int, needed: int, outcome: Outcome) -> None:
    found = count(held([present], present=present), households=base)
    assert (found.quorum, found.short_of_quorum, found.outcome) == (needed, outcome is NO_QUORUM, outcome)


TOTAL, UNIT = "bau_cu[0].tong_so", "don_vi.tong_so_ho"


@pytest.mark.parametrize(
    ("round_", "rest", "base", "source", "conflicts", "outcome"),
    [
        pytest.param({}, {"roster": 10}, 10, "roster", (), ELECTED, id="roster alone"),
        pytest.param({"total": 10}, {"roster": 10, "households": 10}, 10, "roster", (), ELECTED, id="all three agree"),
        pytest.param({"total": 12}, {"roster": 10}, 10, "roster", ((TOTAL, 12, 10),), None, id="round against roster"),
        pytest.param({}, {"roster": 10, "households": 9}, 10, "roster", ((UNIT, 9, 10),), None, id="unit against roster"),
        pytest.param({"total": 10}, {"households": 12}, 10, "round", (), ELECTED, id="round before unit"),
        pytest.param({}, {"households": 10}, 10, "unit", (), ELECTED, id="unit alone"),
        pytest.param({}, {}, None, None, (), None, id="nothing known"),
        pytest.param({}, {"households": 0}, None, None, (), None, id="no household"),
        pytest.param({"electorate": VOTERS, "total": 10}, {"roster": 4, "households": 4}, 10, "round", (), ELECTED, id="voters"),
        pytest.param({"electorate": VOTERS}, {"roster": 10, "households": 10}, None, None, (), None, id="voters not counted"),
        pytest.param({"electorate": HOUSEHOLDS, "total": 99}, {"roster": 10}, 10, "roster", ((TOTAL, 99, 10),), None, id="households"),
    ],
)
def test_head_base(
    round_: dict[str, Any],
    rest: dict[str, Any],
    base: int | None,
    source: str | None,
    conflicts: tuple[tuple[str, int, int], ...],
    outcome: Outcome | None,
) -> None:
    found = count(held([6, 4], present=10, day=AUTUMN_2022, **round_), **rest)
    assert found.base[:4] == (base, source and BaseSource(source), None, 0)
    assert (found.base.conflicts, found.outcome) == (conflicts, outcome)
    assert found.needed == (6 if base else None)


@pytest.mark.parametrize(("day", "outcome"), [(date(2023, 6, 30), ELECTED), (date(2023, 7, 1), None)])
@pytest.mark.parametrize("figures", [{}, {"day": None}], ids=["dated", "undated"])
def test_voters_elect_the_head_only_before_the_law(day: date, outcome: Outcome | None, figures: dict[str, Any]) -> None:
    round_ = held([6, 4], present=10, electorate=VOTERS, total=10, **({"day": day} | figures))
    found = count(round_, as_of=day)
    assert (found.by_voters_no_more, found.outcome) == (outcome is None, outcome)
    households_ = count(replace(round_, electorate=HOUSEHOLDS), as_of=day)
    assert (households_.by_voters_no_more, households_.outcome) == (False, ELECTED)


@pytest.mark.parametrize(
    ("round_", "outcome"),
    [
        pytest.param(taken_round([156, 150], issued=310), ELECTED, id="ballots to all households"),
        pytest.param(taken_round([156], issued=311), None, id="more ballots than households"),
        pytest.param(taken_round([155], issued=155), NOT_ELECTED, id="ballots to half of them: no quorum is asked"),
        pytest.param(taken_round([156], issued=310, returned=156), ELECTED, id="half of the ballots not returned"),
        pytest.param(taken_round([156], issued=310, returned=311), VOID, id="more returned than issued"),
        pytest.param(replace(taken_round([156], issued=310), present=9), ELECTED, id="an attendance was written all the same"),
    ],
)
def test_ballots_taken_to_the_households(round_: Round, outcome: Outcome | None) -> None:
    found = count(round_, households=310)
    assert (found.quorum_rule, found.quorum, found.whole.issue_limit, found.missing) == (None, None, 310, ())
    assert (found.short_of_quorum, found.outcome) == (False, outcome)


@pytest.mark.parametrize(
    ("round_", "outcome", "missing"),
    [
        pytest.param(by_hands([156, 60], present=216), ELECTED, (), id="more than half"),
        pytest.param(by_hands([155, 61], present=216), NOT_ELECTED, (), id="exactly half"),
        pytest.param(by_hands([156], present=156), ELECTED, (), id="all who are present"),
        pytest.param(by_hands([157], present=156), None, (), id="more hands than people"),
        pytest.param(by_hands([156, 61], present=216), None, (), id="more hands than people, all together"),
        pytest.param(by_hands([155], present=155), NO_QUORUM, (), id="no quorum"),
        pytest.param(by_hands([156], present=None), None, ("bau_cu[0].co_mat",), id="attendance missing"),
        pytest.param(by_hands([156, None], present=216), None, ("bau_cu[0].ung_cu[1].so_phieu",), id="votes missing"),
        pytest.param(by_hands([], present=216), None, ("bau_cu[0].ung_cu",), id="nobody listed"),
    ],
)
def test_show_of_hands_needs_attendance_and_votes_only(round_: Round, outcome: Outcome | None, missing: tuple[str, ...]) -> None:
    found = count(round_, households=310)
    assert (found.outcome, found.missing, found.swing) == (outcome, missing, None)


# --- Rounds that gave no result, or not yet -----------------------------------------------------------------------


def test_second_round_decides() -> None:
    first, second = held([150, 100], present=250), held([160, 90], present=250, number=2, kind=RoundKind.AGAIN)
    for order in ([first, second], [second, first]):
        case = counted(*order, households=310)
        assert [c.round.number for c in case.counts] == [1, 2]
        assert [(c.outcome, c.superseded, c.given_up) for c in case.counts] == [(NOT_ELECTED, True, True), (ELECTED, False, False)]
        assert case.deciding(Office.HEAD) is case.counts[1]
        assert [c.name for c in case.elected(Office.HEAD)] == [A]


@pytest.mark.parametrize(
    ("later", "announced", "superseded"),
    [
        (unheld(number=2), (), True),
        (unheld(number=2), (A,), False),
        (unheld(number=1), (), False),
        (unheld(Office.SECRETARY, number=2), (), False),
    ],
    ids=["followed", "announced somebody", "no later number", "another contest"],
)
def test_a_round_claims_no_result_where_it_announces_nobody_and_another_follows(
    later: Round, announced: tuple[str, ...], superseded: bool
) -> None:
    first = counted(held([150, 100], present=250, announced=announced), later, households=310).counts[0]
    assert (first.superseded, first.given_up) == (superseded, superseded)


def test_the_last_round_held_decides_not_one_that_is_planned() -> None:
    case = counted(held([160], present=250), unheld(number=2), households=310)
    assert case.deciding(Office.HEAD) is case.counts[0]
    assert case.deciding(Office.SECRETARY) is None
    assert (case.held(Office.HEAD), case.elected(Office.SECRETARY)) == (case.counts[:1], ())


@pytest.mark.parametrize(
    ("round_", "rest", "planned"),
    [
        pytest.param(unheld(), {}, True, id="candidates only"),
        pytest.param(unheld(total=310), {}, True, id="with the total to be summoned"),
        pytest.param(unheld(), {"flawed": ["bau_cu[0].ngay"]}, True, id="its date cannot be read: no figure"),
        pytest.param(unheld(), {"flawed": ["bau_cu[0].dia_diem"]}, True, id="its place cannot be read: no figure"),
        pytest.param(unheld(), {"flawed": ["bau_cu[1].co_mat"]}, True, id="a figure of another round cannot be read"),
        pytest.param(unheld(), {"flawed": ["bau_cu[0].co_mat"]}, False, id="a figure cannot be read"),
        pytest.param(unheld(), {"flawed": ["bau_cu[0].ung_cu[1].so_phieu"]}, False, id="votes cannot be read"),
        pytest.param(unheld(present=0), {}, False, id="nobody came"),
        pytest.param(unheld(issued=0), {}, False, id="issued"),
        pytest.param(unheld(returned=0), {}, False, id="returned"),
        pytest.param(unheld(valid=0), {}, False, id="valid"),
        pytest.param(unheld(remark=Remark.NO_QUORUM), {}, False, id="recorded as short of quorum"),
        pytest.param(replace(unheld(), invalid=0), {}, False, id="invalid"),
        pytest.param(replace(unheld(), candidates=candidates([None, 0])), {}, False, id="votes"),
        pytest.param(unheld(), {"papers": [paper(A)]}, False, id="a single ballot"),
    ],
)
def test_a_round_without_any_figure_is_planned(round_: Round, rest: dict[str, Any], planned: bool) -> None:
    found = count(round_, households=310, **rest)
    assert found.planned is planned
    if planned:
        assert not found.sound
        assert (found.outcome, found.missing, found.voted, found.void, found.short_of_quorum) == (None, (), False, False, False)


@pytest.mark.parametrize(
    ("round_", "outcome"),
    [
        pytest.param(unheld(present=155), NO_QUORUM, id="head: one short of quorum"),
        pytest.param(unheld(present=156), None, id="head: quorum, but no vote yet"),
        pytest.param(unheld(Office.SECRETARY, present=6), NO_QUORUM, id="congress: one short of two thirds"),
        pytest.param(unheld(Office.SECRETARY, present=7), None, id="congress: two thirds"),
        pytest.param(unheld(remark=Remark.NO_QUORUM), NO_QUORUM, id="recorded, attendance not counted"),
        pytest.param(unheld(remark=Remark.VOID), VOID, id="recorded as void, nothing counted"),
    ],
)
def test_meeting_without_quorum_is_complete(round_: Round, outcome: Outcome | None) -> None:
    found = count(round_, households=310, party=cell(10))
    assert (found.outcome, found.missing == (), names(found)) == (outcome, outcome is not None, [])


@pytest.mark.parametrize(
    ("figures", "voted"),
    [
        ({}, False),
        ({"present": 155}, False),
        *(({"present": 155, name: 0}, True) for name in ("issued", "returned", "valid", "invalid")),
        ({"present": 155, "candidates": candidates([None, 0])}, True),
    ],
    ids=lambda value: ", ".join(value) or "nothing" if isinstance(value, dict) else None,
)
def test_a_meeting_voted_where_any_ballot_or_vote_was_counted(figures: dict[str, Any], voted: bool) -> None:
    found = count(replace(unheld(), **figures), households=310)
    assert found.voted is voted
    assert bool(found.missing) is voted


@pytest.mark.parametrize(
    ("round_", "rest"),
    [
        pytest.param(held([160], present=250, issued=200, returned=201), {}, id="one ballot too many in the box"),
        pytest.param(held([160], present=250, remark=Remark.VOID), {}, id="declared void, the figures in order"),
        pytest.param(held([None], present=250, issued=200, returned=201, invalid=None), {}, id="nothing more was counted"),
        pytest.param(held([160], present=250, issued=200, returned=201, valid=1), {}, id="other figures contradict too"),
        pytest.param(congress([7], present=8, issued=8, returned=9), {}, id="congress"),
        pytest.param(held([160], present=250, issued=200, returned=201), {"flawed": ["bau_cu[0].hop_le"]}, id="another figure unread"),
    ],
)
def test_void_box_elects_nobody_and_needs_no_more_figures(round_: Round, rest: dict[str, Any]) -> None:
    found = count(round_, households=310, party=cell(10), **rest)
    assert (found.void, found.given_up, *result(found), found.missing) == (True, round_.remark is not None, VOID, [], ())


@pytest.mark.parametrize("flaw", ["bau_cu[0].phat_ra", "bau_cu[0].thu_ve", "bau_cu[0]", "bau_cu"])
def test_box_is_not_void_on_figures_that_could_not_be_read(flaw: str) -> None:
    assert count(held([160], present=250, issued=200, returned=201), households=310, flawed=[flaw]).outcome is None


def test_equal_numbers_issued_and_returned_are_no_void_box() -> None:
    found = count(held([160], present=250, issued=200, returned=200), households=310)
    assert (found.box_overfull, found.ballots_missing, found.outcome) == (False, 0, ELECTED)


# --- Figures missing, contradicting, unread -----------------------------------------------------------------------

CONTRADICTIONS = {"box_overfull", "over_issued", "unbalanced", "over_voted", "over_total", "ballots_differ"}


@pytest.mark.parametrize(
    ("gap", "routes"),
    [
        ({"present": None}, ["co_mat"]),
        ({"issued": None}, ["phat_ra"]),
        ({"returned": None}, ["thu_ve"]),
        ({"valid": None}, ["hop_le"]),
        ({"invalid": None}, ["khong_hop_le"]),
        ({"invalid": None, "valid": 199, "candidates": candidates([160, 39])}, ["khong_hop_le"]),
        ({"valid": None, "invalid": 1}, ["hop_le"]),
        ({"candidates": candidates([160, None])}, ["ung_cu[1].so_phieu"]),
        ({"candidates": candidates([None, None])}, ["ung_cu[0].so_phieu", "ung_cu[1].so_phieu"]),
        ({"candidates": ()}, ["ung_cu"]),
        ({"present": None, "issued": None, "valid": None}, ["co_mat", "phat_ra", "hop_le"]),
    ],
    ids=lambda value: ",".join(value),
)
@pytest.mark.parametrize("office", [Office.HEAD, Office.SECRETARY], ids=lambda office: office.name)
def test_missing_figures_leave_the_outcome_open(gap: dict[str, Any], routes: list[str], office: Office) -> None:
    whole = held([160, 40], present=200, office=office)
    assert count(whole, households=310, party=cell(290)).sound
    found = count(replace(whole, **gap), households=310, party=cell(290))
    assert (*result(found), found.sound) == (None, [], False)
    assert found.missing == tuple(f"bau_cu[0].{route}" for route in routes)
    assert not any(getattr(found.whole, contradiction) for contradiction in CONTRADICTIONS), "what is missing contradicts nothing"


def test_a_figure_that_could_not_be_read_is_not_called_missing() -> None:
    unread = {"bau_cu[0].hop_le", "bau_cu[0].ung_cu[0].so_phieu"}
    found = count(held([None, 40], present=200, valid=None), households=310, flawed=unread)
    assert (found.missing, found.outcome) == ((), None)
    nobody = count(held([], present=200), households=310, flawed={"bau_cu[0].ung_cu"})
    assert (nobody.missing, nobody.outcome) == ((), None)


@pytest.mark.parametrize(
    ("round_", "rest", "says"),
    [
        pytest.param(held([160], present=200, issued=201), {}, "over_issued", id="more issued than present"),
        pytest.param(held([160], present=200, issued=201, returned=199), {}, "over_issued", id="more issued than present, fewer returned"),
        pytest.param(held([160], present=200, valid=199), {}, "unbalanced", id="valid and invalid below returned"),
        pytest.param(held([160], present=200, valid=200, invalid=1), {}, "unbalanced", id="valid and invalid above returned"),
        pytest.param(held([161], present=200, returned=160), {}, "over_voted", id="more votes than valid ballots"),
        pytest.param(congress([9, 0, 0], seats=2, present=10, returned=8), {}, "over_voted", id="more votes than ballots, two seats"),
        pytest.param(held([160, 41], present=200), {}, "over_total", id="all together more than valid ballots"),
        pytest.param(congress([8, 7, 6], seats=2, present=10), {}, "over_total", id="all together more than valid x 2 seats"),
        pytest.param(held([160], present=200), {"papers": [paper(A)]}, "ballots_differ", id="single ballots say otherwise"),
    ],
)
def test_contradictory_figures_leave_the_outcome_open(round_: Round, rest: dict[str, Any], says: str) -> None:
    found = count(round_, households=310, party=cell(10), **rest)
    assert bool(getattr(found.whole, says)) is True
    others = CONTRADICTIONS - {says} - ({"over_total"} if says == "over_voted" else set())
    assert not any(getattr(found.whole, other) for other in others)
    assert (*result(found), found.sound, found.swing) == (None, [], False, None)


@pytest.mark.parametrize(
    "round_",
    [
        pytest.param(held([160], present=200, issued=200), id="issued to all present"),
        pytest.param(held([160], present=200, returned=160), id="every valid ballot for one"),
        pytest.param(held([160, 40], present=200), id="every valid ballot for somebody"),
        pytest.param(held([156, 0], present=200, returned=156), id="44 ballots not returned"),
    ],
)
def test_figures_on_the_edge_do_not_contradict(round_: Round) -> None:
    found = count(round_, households=310)
    assert (found.sound, found.outcome) == (True, ELECTED)


ROUND_ROUTES = ["ngay", "so_can_bau", "loai_vong", "cach_thuc", "hinh_thuc", "dien_bau", "ghi_nhan", "co_mat", "phat_ra", "thu_ve"]
ROUND_ROUTES += ["hop_le", "khong_hop_le", "ung_cu", "ung_cu[1].so_phieu", "ung_cu[0].ho_ten", "tong_so"]


@pytest.mark.parametrize(
    ("rest", "route"),
    [
        *(({"households": 310}, f"bau_cu[0].{route}") for route in ROUND_ROUTES),
        *(({"households": 310}, route) for route in ("bau_cu[0]", "bau_cu", "don_vi.tong_so_ho", "don_vi")),
        *(({"roster": 310}, route) for route in ("ho_gia_dinh.#", "ho_gia_dinh", "don_vi.tong_so_ho", "bau_cu[0].tong_so")),
        ({"households": 310}, "ho_gia_dinh.#"),
        ({"households": 310}, "la_phieu"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_nothing_is_decided_on_what_could_not_be_read(rest: dict[str, Any], route: str) -> None:
    """Each of these, read otherwise, could have changed the result; a remark, a kind of round or a total as much as a figure."""
    round_ = held([160, 40], present=200)
    assert count(round_, **rest).outcome is ELECTED
    assert result(count(round_, flawed=[route], **rest)) == (None, [])


@pytest.mark.parametrize("route", ["bau_cu[1].thu_ve", "bau_cu[0].dia_diem", "bau_cu[0].ung_cu[0].ngay_sinh", "nhan_su[0]", "don_vi.ten"])
def test_an_error_elsewhere_does_not_stop_the_count(route: str) -> None:
    assert count(held([160, 40], present=200), households=310, flawed=[route]).outcome is ELECTED


@pytest.mark.parametrize(
    ("round_", "rest", "route"),
    [
        pytest.param({}, {"party": cell(10)}, "dang_vien.#", id="a row of the roster"),
        pytest.param({}, {"party": cell(10)}, "dang_vien", id="the roster"),
        pytest.param({}, {"party": cell(10)}, "bau_cu[0].tong_so", id="the total beside the roster"),
        pytest.param({}, {"party": cell(10)}, "don_vi.tong_dang_vien", id="the unit's total beside the roster"),
        pytest.param({"total": 10}, {}, "dang_vien.#", id="a roster of which no row could be read"),
        pytest.param({"total": 10}, {}, "bau_cu[0].tong_so", id="the total"),
        pytest.param({"total": 10}, {}, "bau_cu[0].duoc_tru", id="the deduction"),
        pytest.param({}, {"members": 10}, "don_vi.tong_dang_vien", id="the unit's total"),
        pytest.param({}, {"members": 10}, "bau_cu[0].duoc_tru", id="the deduction from the unit's total"),
        pytest.param({}, {"members": 10}, "bau_cu[0].tong_so", id="the round's total, which goes before the unit's"),
    ],
)
def test_no_congress_is_decided_on_a_base_that_could_not_be_read(round_: dict[str, Any], rest: dict[str, Any], route: str) -> None:
    found = congress([8], present=10, **round_)
    assert count(found, **rest).outcome is ELECTED
    assert count(found, flawed=[route], **rest).outcome is None


# --- Which law, and what it says first ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "round_", "citation", "grade"),
    [
        (YEAR_2019, {}, "Điều 8 Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN", "A"),
        (YEAR_2019, {"present": 150}, "Điều 8 khoản 1 Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN", "A"),
        (date(2023, 6, 30), {}, "Điều 8 Nghị quyết liên tịch 09/2008/NQLT-CP-UBTWMTTQVN", "A"),
        (date(2023, 7, 1), {}, "Điều 21 khoản 1 Luật 10/2022/QH15", "A"),
        (JULY_2023, {"present": 150}, "Điều 19 khoản 1 điểm b Luật 10/2022/QH15", "A"),
        (date(2023, 8, 14), {"present": 150}, "Điều 19 khoản 1 điểm b Luật 10/2022/QH15", "A"),
        (date(2023, 8, 15), {"present": 150}, "Điều 4 khoản 1 điểm b Nghị định 59/2023/NĐ-CP", "A"),
        (VOTE_DAY, {}, "Điều 21 khoản 1 Luật 10/2022/QH15", "A"),
    ],
)
def test_head_outcome_cites_the_law_of_its_day(day: date, round_: dict[str, Any], citation: str, grade: str) -> None:
    found = count(held([100, 40], **({"present": 200, "day": day} | round_)), households=310)
    assert found.outcome is (NO_QUORUM if round_ else NOT_ELECTED)
    version = outcome_provision(found)
    assert version is not None
    assert (version.citation, version.grade) == (citation, grade)
    undated = replace(found.round, day=None)
    assert outcome_provision(count(undated, as_of=day, households=310)) == version


@pytest.mark.parametrize(
    ("round_", "before", "since", "grade"),
    [
        pytest.param(congress([11, 9], present=20), "Điều 32 khoản 2 {old}", "Điều 30 {new}", "A", id="elected"),
        pytest.param(congress([10, 9], present=20), "Điều 32 khoản 2 {old}", "Điều 30 {new}", "A", id="not elected"),
        pytest.param(congress([11, 9], present=20, seats=2), "Điều 32 khoản 2 {old}", "Điều 30 {new}", "A", id="incomplete"),
        pytest.param(congress([15, 12, 12], present=20, seats=2), "{old}", "{new}", "B", id="tie"),
        pytest.param(congress([5, 4], present=20, kind=RoundKind.AMONG_TIED), "{old}", "{new}", "B", id="among the tied"),
        pytest.param(congress([5], present=13), "Điều 11 Điều lệ Đảng", "Điều 11 Điều lệ Đảng", "B", id="no quorum"),
        pytest.param(congress([5], present=20, returned=21, valid=5), "{box}", "{box}", "A", id="void"),
        pytest.param(congress([5], present=20, remark=Remark.VOID), None, None, None, id="declared void"),
        pytest.param(congress([21], present=20), None, None, None, id="figures in error"),
    ],
)
def test_congress_outcome_cites_the_rules_of_its_day(round_: Round, before: str | None, since: str | None, grade: str | None) -> None:
    short = {"old": law.QC_244.short, "new": law.QC_190.short, "box": law.ANSWER_BALLOT_BOX.short}
    for day, expected in ((date(2024, 10, 9), before), (date(2024, 10, 10), since)):
        version = outcome_provision(count(replace(round_, day=day), party=cell(20)))
        if expected is None:
            assert version is None
        else:
            assert version is not None
            assert (version.citation, version.grade) == (expected.format_map(short), grade)


def test_void_head_election_cites_the_same_answer_as_our_reading() -> None:
    version = outcome_provision(count(held([160], present=200, returned=201, valid=201), households=310))
    assert version is not None
    assert (version.instrument, version.grade) == (law.ANSWER_BALLOT_BOX, "B")


@pytest.mark.parametrize("round_", [held([160], present=200, day=date(2008, 4, 16)), congress([15], present=20, day=date(2014, 6, 8))])
def test_nothing_is_decided_by_a_law_not_yet_in_force(round_: Round) -> None:
    found = count(round_, households=310, party=cell(20))
    assert (found.majority_rule, found.needed, *result(found)) == (None, None, None, [])


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [
        ({"roster": 310}, NO_QUORUM),
        ({"roster": 310, "households": 300}, None),
        ({"households": 310, "flawed": ["don_vi.tong_so_ho"]}, None),
        ({"households": 310, "flawed": ["bau_cu[0].co_mat"]}, None),
        ({"households": 310, "flawed": ["don_vi.ten"]}, NO_QUORUM),
    ],
    ids=["in order", "totals disagree", "total unread", "attendance unread", "something else unread"],
)
def test_a_meeting_is_not_short_of_a_quorum_in_error(rest: dict[str, Any], outcome: Outcome | None) -> None:
    assert count(held([155], present=155), **rest).outcome is outcome


@pytest.mark.parametrize(
    ("days", "step_day", "expected"),
    [
        ([None], None, AS_OF),
        ([None], CONGRESS_DAY, CONGRESS_DAY),
        ([None, date(2024, 10, 9)], CONGRESS_DAY, date(2024, 10, 9)),
        ([VOTE_DAY], CONGRESS_DAY, VOTE_DAY),
    ],
    ids=["undated: today", "its step's", "another round's", "its own"],
)
def test_day_of_a_congress_round(days: list[date | None], step_day: date | None, expected: date) -> None:
    steps = [step(StepKind.CONGRESS, step_day)] if step_day else []
    rounds = [congress([11], present=20, number=i + 1, day=day) for i, day in enumerate(days)]
    case = counted(*rounds, held([160], present=200, day=None), steps=steps, party=cell(20), households=310)
    head, first = case.counts[:2]
    assert (head.day, first.day) == (AS_OF, expected)


@pytest.mark.parametrize(
    ("round_", "outcome"),
    [
        pytest.param(congress([6, 6, 6], present=6, seats=2, returned=7, valid=7), VOID, id="void before no quorum"),
        pytest.param(congress([6, 6, 6], present=10, seats=2, returned=11, valid=11), VOID, id="void before tie"),
        pytest.param(congress([6], present=6, remark=Remark.VOID), VOID, id="declared void before no quorum"),
        pytest.param(congress([6, 6], present=6), NO_QUORUM, id="no quorum before contradictory votes"),
        pytest.param(congress([6, 3, 3], present=6, seats=2), NO_QUORUM, id="no quorum before anybody elected"),
        pytest.param(congress([10, 6, 6, 6], present=10, seats=3), TIE, id="tie before incomplete"),
        pytest.param(congress([6, 4, 5], present=10, seats=2), INCOMPLETE, id="incomplete before not elected"),
        pytest.param(congress([5, 5, 5], present=10, seats=2), NOT_ELECTED, id="level at half is no tie"),
    ],
)
def test_precedence_of_outcomes(round_: Round, outcome: Outcome) -> None:
    assert count(round_, party=cell(10)).outcome is outcome


def test_head_precedence_void_before_no_quorum_before_not_elected() -> None:
    assert count(held([100], present=155, issued=155, returned=156), households=310).outcome is VOID
    assert count(held([100], present=155), households=310).outcome is NO_QUORUM
    assert count(held([155], present=156), households=310).outcome is NOT_ELECTED


# --- The congress: who is counted ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "summoned", "base"),
    [
        *((member(None, present=p), 10, 10) for p in (True, False, None)),
        *((member(MemberState.ACTIVE, present=p), 10, 10) for p in (True, False, None)),
        *((member(state, present=True), 10, 10) for state in (MemberState.EXEMPT, MemberState.ELSEWHERE)),
        *((member(state, present=p), 9, 9) for state in (MemberState.EXEMPT, MemberState.ELSEWHERE) for p in (False, None)),
        *((member(state, present=p), 9, 9) for state in (MemberState.SUSPENDED, MemberState.PROSECUTED) for p in (True, False, None)),
        *((member(MemberState.EXCUSED, present=p), 10, 9) for p in (True, False, None)),
        *((member(MemberState.VISITING, present=p), 9, 9) for p in (True, False, None)),
        (member(official=CONGRESS_DAY, present=True), 10, 10),
        (member(official=date(2024, 11, 18), present=True), 9, 9),
        (member(official=None, present=True), 9, 9),
        (member(MemberState.EXCUSED, official=None), 9, 9),
        (member(MemberState.EXEMPT, official=date(2024, 11, 18), present=True), 9, 9),
    ],
    ids=lambda value: (
        f"{value.state.name if value.state else 'blank'}, {value.official_since}, {value.present}" if isinstance(value, Member) else None
    ),
)
def test_congress_summoned_and_base(extra: Member, summoned: int, base: int) -> None:
    found = count(congress([9], present=9), party=[*cell(9), extra])
    assert found.base == Base(base, BaseSource.ROSTER, summoned, summoned - base, found.base.reads)
    assert (found.needed, found.quorum) == (base // 2 + 1, -(-2 * summoned // 3))


@pytest.mark.parametrize(
    ("party", "flawed", "summoned"),
    [([member(MemberState.EXCUSED)] * 3, [], 3), ([], ["dang_vien.#"], None), ([member(official=None)], ["dang_vien.#"], None)],
    ids=["all are excused", "no row of the roster could be read", "no row that could be read is official"],
)
def test_a_roster_that_leaves_nobody_gives_no_base(party: list[Member], flawed: list[str], summoned: int | None) -> None:
    """A declared total does not stand in for a roster that was given."""
    found = count(congress([3], present=3, total=3), party=party, flawed=flawed)
    assert found.base[:4] == (None, BaseSource.ROSTER, summoned, summoned or 0)
    assert (found.needed, found.outcome) == (None, None)


@pytest.mark.parametrize("route", ["don_vi.tong_dang_vien", "dang_vien[0].ho_ten"])
def test_a_congress_with_a_total_of_its_own_needs_no_other(route: str) -> None:
    assert count(congress([8], present=10, total=10), members=10, flawed=[route]).outcome is ELECTED


def test_day_of_a_congress_is_the_first_of_its_own_rounds() -> None:
    earlier = held([160], present=200, day=date(2024, 10, 1))
    unread = replace(earlier, offices=())
    case = counted(earlier, unread, congress([11], present=20, day=None), steps=[step(StepKind.CONGRESS, CONGRESS_DAY)], party=cell(20))
    assert (case.congress_day, case.counts[1].day) == (CONGRESS_DAY, CONGRESS_DAY)
    days = [date(2024, 11, 24), date(2024, 11, 17), None]
    case = counted(*(congress([11], present=20, number=n + 1, day=day) for n, day in enumerate(days)), party=cell(20))
    assert (case.congress_day, case.counts[2].day) == (CONGRESS_DAY, CONGRESS_DAY)


def test_official_on_the_day_of_the_vote_not_of_today() -> None:
    late = member(official=CONGRESS_DAY)
    for day, summoned in ((date(2024, 11, 16), 9), (CONGRESS_DAY, 10)):
        assert count(congress([9], present=9, day=day), party=[*cell(9), late]).base.summoned == summoned


@pytest.mark.parametrize(
    ("round_", "members", "summoned", "base", "source"),
    [
        pytest.param({"total": 20}, None, 20, 20, "round", id="the round's total"),
        pytest.param({"total": 20}, 25, 20, 20, "round", id="before the unit's"),
        pytest.param({}, 25, 25, 25, "unit", id="the unit's"),
        pytest.param({"total": 20, "deducted": 3}, 25, 20, 17, "round", id="less the deduction"),
        pytest.param({"deducted": 3}, 25, 25, 22, "unit", id="the unit's less the deduction"),
        pytest.param({"deducted": 0}, 25, 25, 25, "unit", id="nothing deducted"),
        pytest.param({"total": 4, "deducted": 3}, None, 4, 1, "round", id="one left"),
        pytest.param({"total": 3, "deducted": 3}, None, 3, None, None, id="nobody left"),
        pytest.param({"total": 2, "deducted": 3}, None, 2, None, None, id="more deducted than there are"),
        pytest.param({}, None, None, None, None, id="nothing known"),
        pytest.param({}, 0, None, None, None, id="nobody"),
    ],
)
def test_congress_base_without_a_roster(
    round_: dict[str, Any], members: int | None, summoned: int | None, base: int | None, source: str | None
) -> None:
    found = count(congress([1], present=4, **round_), members=members)
    assert found.base[:4] == (base, source and BaseSource(source), summoned, round_.get("deducted", 0))
    assert found.needed == (None if base is None else base // 2 + 1)
    assert found.quorum == (None if summoned is None else -(-2 * summoned // 3))
    assert found.over_deducted is (summoned is not None and base is None)
    assert base is not None or found.outcome is None


@pytest.mark.parametrize(
    ("round_", "members", "conflicts"),
    [
        pytest.param({"total": 11}, 12, (), id="both agree"),
        pytest.param({"deducted": 5}, None, (), id="a deduction is for cells without a roster"),
        pytest.param({"total": 12}, None, (("bau_cu[0].tong_so", 12, 11),), id="the round's total is of those summoned"),
        pytest.param({}, 11, (("don_vi.tong_dang_vien", 11, 12),), id="the unit's total is of official members"),
    ],
)
def test_declared_totals_of_a_cell_agree_with_its_roster(
    round_: dict[str, Any], members: int | None, conflicts: tuple[tuple[str, int, int], ...]
) -> None:
    """Twelve official members, one of them suspended, one excused, and one on probation."""
    party = [*cell(10), member(MemberState.SUSPENDED), member(MemberState.EXCUSED), member(official=None)]
    found = count(congress([8], present=10, **round_), party=party, members=members)
    assert (found.base.summoned, found.base.number, found.base.deducted) == (11, 10, 1)
    assert (found.base.conflicts, found.outcome) == (conflicts, None if conflicts else ELECTED)


@pytest.mark.parametrize(
    ("summoned", "present", "needed", "met"),
    [
        (9, 5, 6, False),
        (9, 6, 6, True),
        (10, 6, 7, False),
        (10, 7, 7, True),
        (11, 7, 8, False),
        (11, 8, 8, True),
        (21, 14, 14, True),
        (3, 2, 2, True),
    ],
)
def test_congress_quorum_is_two_thirds_of_those_summoned(summoned: int, present: int, needed: int, met: bool) -> None:
    found = count(congress([present], present=present), party=cell(summoned))
    assert (found.quorum, found.short_of_quorum) == (needed, not met)
    assert found.outcome is (ELECTED if met else NO_QUORUM)


def test_quorum_is_of_those_summoned_and_half_of_the_base() -> None:
    """Twelve summoned, three of them excused: eight must be there, five elect."""
    party = [*cell(9), *(member(MemberState.EXCUSED) for _ in range(3))]
    assert count(congress([7], present=7), party=party).outcome is NO_QUORUM
    found = count(congress([5, 3], present=8), party=party)
    assert (found.quorum, found.needed, *result(found)) == (8, 5, ELECTED, [A])


# --- The congress: who is elected ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "votes", "outcome"), [(20, 10, NOT_ELECTED), (20, 11, ELECTED), (21, 10, NOT_ELECTED), (21, 11, ELECTED), (19, 10, ELECTED)]
)
def test_congress_half(base: int, votes: int, outcome: Outcome) -> None:
    found = count(congress([votes], present=20 if base == 20 else base), party=cell(base))
    assert (found.needed, found.outcome) == (base // 2 + 1, outcome)


@pytest.mark.parametrize(
    ("seats", "votes", "outcome", "elected"),
    [
        pytest.param(3, [18, 15, 12, 11], ELECTED, [A, B, C], id="more above half than seats"),
        pytest.param(3, [11, 12, 18, 15], ELECTED, [C, D, B], id="the highest, whatever their place on the list"),
        pytest.param(3, [18, 15, 12, 12], TIE, [A, B], id="tie at the last seat"),
        pytest.param(3, [18, 12, 12, 12], TIE, [A], id="three level for two seats"),
        pytest.param(3, [15, 15, 15, 15], TIE, [], id="everybody level"),
        pytest.param(3, [12, 18, 12, 10], ELECTED, [B, A, C], id="level, but there is a seat for each"),
        pytest.param(3, [18, 15, 10, 10], INCOMPLETE, [A, B], id="level at exactly half is no tie"),
        pytest.param(3, [18, 10, 9, 8], INCOMPLETE, [A], id="two seats left open"),
        pytest.param(3, [10, 10, 10, 10], NOT_ELECTED, [], id="nobody above half"),
        pytest.param(3, [20, 20, 11], ELECTED, [A, B, C], id="as many names as seats"),
        pytest.param(3, [20, 20, 10], INCOMPLETE, [A, B], id="as many names as seats, one not agreed"),
        pytest.param(3, [20, 20], INCOMPLETE, [A, B], id="fewer names than seats"),
        pytest.param(2, [0, 0, 0], NOT_ELECTED, [], id="no votes at all"),
        pytest.param(1, [11, 9], ELECTED, [A], id="one seat"),
        pytest.param(1, [9, 11], ELECTED, [B], id="one seat, the second"),
    ],
)
def test_several_seats(seats: int, votes: list[int], outcome: Outcome, elected: list[str]) -> None:
    found = count(congress(votes, seats=seats, present=20, office=Office.COMMITTEE), party=cell(20))
    assert result(found) == (outcome, elected)
    rest = [v for name, v in zip(NAMES, votes, strict=False) if name not in elected]
    level = [name for name, v in zip(NAMES, votes, strict=False) if name not in elected and v == max(rest)]
    assert [c.name for c in found.tied] == (level if outcome is TIE else [])


@pytest.mark.parametrize(
    ("seats", "votes", "outcome", "elected"),
    [
        pytest.param(1, [9, 8], ELECTED, [A], id="half is not needed"),
        pytest.param(1, [5, 9], ELECTED, [B], id="the higher wins"),
        pytest.param(1, [9, 9], TIE, [], id="still level"),
        pytest.param(2, [9, 5, 5], TIE, [A], id="three for two, two still level"),
        pytest.param(2, [5, 9, 6], ELECTED, [B, C], id="three for two"),
        pytest.param(1, [1, 0], ELECTED, [A], id="one vote is more than none"),
    ],
)
def test_round_among_the_tied(seats: int, votes: list[int], outcome: Outcome, elected: list[str]) -> None:
    round_ = congress(votes, seats=seats, present=20, office=Office.COMMITTEE, number=2, kind=RoundKind.AMONG_TIED)
    found = count(round_, party=cell(20))
    assert (found.needed, *result(found)) == (None, outcome, elected)
    for kind in (None, RoundKind.AGAIN, RoundKind.MORE):
        ordinary = count(replace(round_, kind=kind), party=cell(20))
        assert (ordinary.needed, ordinary.outcome) == (11, NOT_ELECTED)


def test_committee_is_elected_over_all_rounds_the_others_by_the_last() -> None:
    committee = [congress([18, 15, 9], seats=3, present=20, office=Office.COMMITTEE)]
    committee += [congress({D: 16}, present=20, office=Office.COMMITTEE, number=2, kind=RoundKind.MORE)]
    secretary = [congress({A: 15}, present=20), congress({B: 15}, present=20, number=2)]
    case = counted(*secretary, *committee, party=cell(20))
    assert [c.name for c in case.elected(Office.COMMITTEE)] == [A, B, D]
    assert [c.name for c in case.elected(Office.SECRETARY)] == [B]


@pytest.mark.parametrize(
    ("first", "second", "seats", "outcome"),
    [
        pytest.param({}, {}, 2, INCOMPLETE, id="one of three was elected: two are open"),
        pytest.param({}, {"seats_told": 1}, 1, ELECTED, id="one seat, as told"),
        pytest.param({"returned": 21}, {}, 3, INCOMPLETE, id="a void round leaves all of them open"),
        pytest.param({"present": 13}, {}, 3, INCOMPLETE, id="so does a meeting short of quorum"),
        pytest.param({"valid": 19}, {}, 1, None, id="nobody knows after figures in error"),
        pytest.param({"valid": 19}, {"seats_told": 2}, 2, INCOMPLETE, id="but as told"),
        pytest.param({"seats": 1}, {}, 1, ELECTED, id="none is open: one more is elected"),
    ],
)
def test_a_later_round_elects_as_many_as_are_still_open(
    first: dict[str, Any], second: dict[str, Any], seats: int, outcome: Outcome | None
) -> None:
    earlier = congress([18, 9, 8], office=Office.COMMITTEE, **({"seats": 3, "present": 20} | first))
    later = held({B: 12, C: 8}, present=20, office=Office.COMMITTEE, number=2, **second)
    case = counted(earlier, later, party=cell(20))
    assert (case.counts[1].round.seats, case.counts[1].outcome) == (seats, outcome)
    assert case.counts[1].over_seats is case.counts[1].parts[0].over_total is False


def test_after_a_round_of_unknown_seats_those_of_the_next_are_unknown_as_well() -> None:
    rounds = [held({B: 12, C: 8}, present=20, office=Office.COMMITTEE, number=number) for number in (2, 3)]
    case = counted(congress([18, 9, 8], office=Office.COMMITTEE, seats=3, present=20, valid=19), *rounds, party=cell(20))
    assert [count.outcome for count in case.counts] == [None] * 3
    assert [count.round.known_seats for count in case.counts] == [3, None, None]


def test_contests_are_listed_by_office_and_then_by_round() -> None:
    offices = [Office.DEPUTY, Office.SECRETARY, Office.COMMITTEE, Office.HEAD]
    rounds = [held([1], present=1, office=office, number=number) for number in (2, 1) for office in offices]
    case = counted(*rounds, replace(rounds[0], offices=()), households=310, party=cell(20))
    assert [(c.office, c.round.number) for c in case.counts] == [(office, number) for office in offices[::-1] for number in (1, 2)]


@pytest.mark.parametrize(
    ("rounds", "steps", "is_held"),
    [
        pytest.param([congress([11], present=20)], [], True, id="a round was held"),
        pytest.param([unheld(Office.SECRETARY)], [], False, id="a round is planned"),
        pytest.param([held([160], present=200)], [], False, id="the head was elected"),
        pytest.param([], [step(StepKind.CONGRESS, AS_OF)], True, id="its step is dated today"),
        pytest.param([], [step(StepKind.CONGRESS, date(2025, 1, 1))], False, id="its step is dated tomorrow"),
        pytest.param([], [step(StepKind.CONGRESS, None)], False, id="its step is not dated"),
        pytest.param([], [step(StepKind.PREVIOUS_CONGRESS, CONGRESS_DAY)], False, id="the congress before it"),
    ],
)
def test_congress_held(rounds: list[Round], steps: list[Any], is_held: bool) -> None:
    assert counted(*rounds, steps=steps, party=cell(20), households=310).congress_held is is_held


# --- Single ballots -----------------------------------------------------------------------------------------------

ONE_NAME, NO_SURPLUS, SURPLUS = (1, 1), (2, 2), (3, 2)


@pytest.mark.parametrize(
    ("names_and_seats", "ballot", "votes"),
    [
        pytest.param(ONE_NAME, paper(A), [1], id="one name: agree"),
        pytest.param(ONE_NAME, paper(no=True), [0], id="one name: disagree"),
        pytest.param(ONE_NAME, paper(A, no=True), None, id="one name: both"),
        pytest.param(ONE_NAME, paper(), None, id="one name: neither"),
        pytest.param(ONE_NAME, paper(B), None, id="one name: somebody else"),
        pytest.param(ONE_NAME, paper(A, B), None, id="one name: and somebody else"),
        pytest.param((1, 2), paper(no=True), [0], id="one name for two seats: disagree"),
        pytest.param((1, 2), paper(A, no=True), None, id="one name for two seats: both"),
        pytest.param(NO_SURPLUS, paper(A, B), [1, 1], id="no surplus: both names"),
        pytest.param(NO_SURPLUS, paper(B), [0, 1], id="no surplus: one of them"),
        pytest.param(NO_SURPLUS, paper(no=True), [0, 0], id="no surplus: disagrees with all"),
        pytest.param(NO_SURPLUS, paper(A, no=True), [1, 0], id="no surplus: agrees with one, disagrees"),
        pytest.param(NO_SURPLUS, paper(), None, id="no surplus: blank"),
        pytest.param(NO_SURPLUS, paper(A, C), None, id="no surplus: a name outside the list"),
        pytest.param((2, 3), paper(no=True), [0, 0], id="fewer names than seats: disagrees with all"),
        pytest.param(SURPLUS, paper(A, B), [1, 1, 0], id="surplus: as many as seats"),
        pytest.param(SURPLUS, paper(C), [0, 0, 1], id="surplus: fewer than seats"),
        pytest.param(SURPLUS, paper(A, B, C), None, id="surplus: more than seats"),
        pytest.param(SURPLUS, paper(), None, id="surplus: blank"),
        pytest.param(SURPLUS, paper(no=True), None, id="surplus: nobody chosen"),
        pytest.param(SURPLUS, paper(A, D), None, id="surplus: a name outside the list"),
        pytest.param((2, 1), paper(B), [0, 1], id="two for one seat: one"),
        pytest.param((2, 1), paper(A, B), None, id="two for one seat: both"),
        *(pytest.param(size, paper(A, fault="có ký tên"), None, id=f"spoilt, {size}") for size in (ONE_NAME, NO_SURPLUS, SURPLUS)),
        pytest.param(NO_SURPLUS, paper(no=True, fault="gạch xóa"), None, id="spoilt disagreement"),
        pytest.param(SURPLUS, paper("  lê thị  AN "), [1, 0, 0], id="a name spelled otherwise"),
        pytest.param(SURPLUS, paper(A, A), [1, 0, 0], id="a name twice is one vote"),
    ],
)
def test_validity_of_a_ballot(names_and_seats: tuple[int, int], ballot: Any, votes: list[int] | None) -> None:
    """`votes` None: the ballot is invalid, and nobody gains by it."""
    number, seats = names_and_seats
    valid, invalid = (0, 1) if votes is None else (1, 0)
    assert count_ballots((ballot,), candidates([None] * number), seats) == (1, valid, invalid, tuple(votes or [0] * number))


def test_people_of_one_name_on_a_ballot_are_told_apart_by_year() -> None:
    people = candidates({"Nguyễn Văn Ví (1965)": None, "Nguyễn Văn Ví (1970)": None})
    ballots = (paper("Nguyễn Văn Ví (1970)"), paper("Nguyễn Văn Ví (1965)"), paper("nguyễn văn ví (1970)"))
    assert count_ballots(ballots, people, 1) == (3, 3, 0, (1, 2))


BALLOTS = [*[paper(A)] * 6, *[paper(B)] * 2, paper(), paper(A, fault="có ký tên")]


def test_figures_come_from_the_ballots_where_none_was_declared() -> None:
    round_ = held([None, None], present=10, valid=None, invalid=None)
    found = count(round_, households=10, papers=BALLOTS)
    assert (found.planned, found.missing, found.sound, *result(found)) == (False, (), True, ELECTED, [A])
    assert (found.valid, found.invalid, found.votes, found.whole.from_ballots) == (8, 2, (6, 2), (10, 8, 2, (6, 2)))
    assert contest("LT-01", found)["ballots"] == {"issued": 10, "returned": 10, "valid": 8, "invalid": 2, "missing": 0}


def test_ballots_without_a_list_are_for_the_people_introduced() -> None:
    round_ = held([], present=10, valid=None, invalid=None)
    people = [nominee(B, Office.HEAD), nominee(C, Office.SECRETARY), nominee(A, Office.HEAD, Office.SECRETARY)]
    found = count(round_, households=10, papers=BALLOTS, nominees=people)
    assert (result(found), [c.name for c in found.candidates], found.votes) == ((ELECTED, [A]), [B, A], (2, 6))
    assert [c.at("so_phieu") for c in found.candidates] == ["bau_cu[0].ung_cu[0].so_phieu", "bau_cu[0].ung_cu[1].so_phieu"]
    assert [c.at("ho_ten") for c in found.candidates] == ["nhan_su[0].ho_ten", "nhan_su[2].ho_ten"]


@pytest.mark.parametrize("ballot", [paper(A, office=Office.SECRETARY), paper(A, number=2)], ids=["another office", "another round"])
def test_only_the_ballots_of_the_round_count(ballot: Any) -> None:
    found = count(held([6, 2], present=10, invalid=2), households=10, papers=[*BALLOTS, ballot])
    assert (found.whole.from_ballots, found.outcome) == ((10, 8, 2, (6, 2)), ELECTED)


@pytest.mark.parametrize(
    ("changes", "differing"),
    [
        pytest.param({}, [], id="agree"),
        pytest.param(
            {"returned": 9, "valid": 7},
            [("thu_ve", "phiếu thu về", 9, 10), ("hop_le", "phiếu hợp lệ", 7, 8)],
            id="returned and valid",
        ),
        pytest.param(
            {"valid": 7, "invalid": 3},
            [("hop_le", "phiếu hợp lệ", 7, 8), ("khong_hop_le", "phiếu không hợp lệ", 3, 2)],
            id="valid and invalid",
        ),
        pytest.param(
            {"candidates": candidates([5, 3])},
            [("ung_cu[0].so_phieu", f"phiếu cho {A}", 5, 6), ("ung_cu[1].so_phieu", f"phiếu cho {B}", 3, 2)],
            id="votes",
        ),
        pytest.param({"invalid": None}, [], id="what was not declared is not compared"),
        pytest.param({"invalid": 0}, [("khong_hop_le", "phiếu không hợp lệ", 0, 2)], id="declared as none"),
    ],
)
def test_ballots_are_compared_with_the_declared_figures(changes: dict[str, Any], differing: list[tuple[str, str, int, int]]) -> None:
    found = count(replace(held([6, 2], present=10, invalid=2), **changes), households=10, papers=BALLOTS)
    assert list(found.whole.ballots_differ) == [(f"bau_cu[0].{field}", *rest) for field, *rest in differing]
    assert found.votes == tuple(c.votes for c in found.round.candidates)
    assert (found.outcome is ELECTED) == (not changes)


@pytest.mark.parametrize(
    ("ballot", "route", "outcome"),
    [
        *((paper(), route, None) for route in ("la_phieu[9].bau_cho", "la_phieu[9].loi", "la_phieu[9].lan", "la_phieu[9]", "la_phieu")),
        (replace(paper(), office=None), "la_phieu[9].chuc_danh", None),
        (paper(), "la_phieu[9].so", ELECTED),
        (paper(office=Office.SECRETARY), "la_phieu[9].bau_cho", ELECTED),
        (paper(number=2), "la_phieu[9].bau_cho", ELECTED),
    ],
    ids=["names", "fault", "round", "row", "table", "office", "its number", "of another office", "of another round"],
)
def test_nothing_is_decided_on_a_ballot_that_could_not_be_read(ballot: Any, route: str, outcome: Outcome | None) -> None:
    """A cell with #REF! is no blank ballot; where its office is unread it may belong to any round."""
    papers = [*[paper(A)] * 6, *[paper(B)] * 3, ballot]
    own = sum(p.office is Office.HEAD and p.round_number == 1 for p in papers)
    round_ = held([None, None], present=own, valid=None, invalid=None)
    assert count(round_, households=own, papers=papers).outcome is ELECTED
    assert count(round_, households=own, papers=papers, flawed=[route]).outcome is outcome


@pytest.mark.parametrize(
    ("declared", "names_on_them"),
    [([None, None], ["Nguyễn Văn Ví"]), ([6, 0], ["Nguyễn Văn Ví"]), ([6, 4], ["Nguyễn Văn Ví", "Nguyễn Văn Ví (1970)"])],
    ids=["nothing declared", "declared", "beside a name that is clear"],
)
def test_nothing_is_decided_on_a_ballot_whose_name_fits_two_candidates(declared: list[int | None], names_on_them: list[str]) -> None:
    """DT317: such a name is an error, so the ballot is neither valid nor invalid until it is mended, and compared with nothing."""
    people = dict(zip(("Nguyễn Văn Ví (1965)", "Nguyễn Văn Ví (1970)"), declared, strict=True))
    given_figures: dict[str, Any] = {"valid": None, "invalid": None} if None in declared else {}
    unclear, clear = [paper(*names_on_them)] * 2, [paper("Nguyễn Văn Ví (1970)")] * 2
    papers = [*[paper("Nguyễn Văn Ví (1965)")] * 6, *clear, *unclear]
    found = count(held(people, present=10, **given_figures), households=10, papers=papers)
    assert [p.index for p in found.whole.unclear_ballots] == [8, 9]
    assert (found.whole.ballots_differ, found.sound, found.outcome) == ((), False, None)


# --- Margins ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("round_", "who"),
    [
        pytest.param(held([156, 50], present=310, invalid=104), None, id="104 loose: 154 is half at most"),
        pytest.param(held([160, 50], present=310, issued=310, returned=210, invalid=0), None, id="100 loose: 150"),
        pytest.param(held([150, 50], present=210, invalid=5), None, id="five loose: 155 is exactly half"),
        pytest.param(held([150, 50], present=210, invalid=6), A, id="six loose: 156 passes"),
        pytest.param(held([150, 50], present=210, issued=210, returned=207, invalid=3), A, id="three invalid and three missing"),
        pytest.param(held([150, 50], present=210, issued=210, returned=207, invalid=2), None, id="two invalid and three missing"),
        pytest.param(held([50, 150], present=210, invalid=6), B, id="the nearest to it"),
        pytest.param(held([150, 50], present=210, returned=205), None, id="five missing and none invalid: exactly half"),
        pytest.param(held([0], present=310, invalid=155), None, id="nobody voted for him, half of all spoilt"),
        pytest.param(held([0], present=310, invalid=156), A, id="nobody voted for him, more than half spoilt"),
        pytest.param(held([156, 0], present=156), None, id="nothing loose"),
        pytest.param(held([155, 0], present=156, returned=157, valid=155, invalid=2), None, id="void"),
        pytest.param(held([155, 0], present=155), None, id="no quorum"),
        pytest.param(taken_round([150, 50], issued=310, returned=200), A, id="110 not returned to the households' team"),
    ],
)
def test_swing(round_: Round, who: str | None) -> None:
    swing = count(round_, households=310).swing
    assert (swing.name if swing else None) == who


@pytest.mark.parametrize("seed", range(40))
def test_whom_loose_ballots_would_elect_is_asked_of_the_first_few_as_of_all(seed: int) -> None:
    draw = Random(seed)
    seats, base = draw.randint(1, 3), draw.randint(4, 12)
    votes = [draw.choice([None, 0, *range(base)]) for _ in range(draw.randint(1, 5))]
    round_ = congress(votes, present=base, invalid=draw.randint(0, 4), seats=seats, office=Office.COMMITTEE)
    found = count(round_, members=base)
    loose, now = (found.invalid or 0) + (found.ballots_missing or 0), set(found._decided[1])
    swings = None
    for index, candidate, own in found.ranking if loose else ():
        changed = [v or 0 for v in found.votes]
        changed[index] = (own or 0) + loose
        if swings is None and index not in now and set(elect(changed, seats, found.needed)[1]) != now:
            swings = candidate
    told = found.outcome in (Outcome.ELECTED, Outcome.INCOMPLETE, Outcome.NOT_ELECTED, Outcome.TIE)
    assert found.swing == (swings if told else None)


@pytest.mark.parametrize(
    ("seats", "votes", "invalid", "who"),
    [
        pytest.param(1, [11, 8], 1, None, id="half is out of reach"),
        pytest.param(2, [15, 12, 11], 1, C, id="would draw level at the last seat"),
        pytest.param(2, [13, 13, 11], 1, None, id="would stay one behind"),
        pytest.param(2, [14, 12, 12], 1, B, id="would break the tie"),
        pytest.param(3, [18, 15, 10], 1, C, id="would fill the open seat"),
        pytest.param(3, [18, 15, 9], 1, None, id="would reach exactly half"),
        pytest.param(1, [10, 9], 1, A, id="would be elected"),
    ],
)
def test_swing_at_a_congress(seats: int, votes: list[int], invalid: int, who: str | None) -> None:
    found = count(congress(votes, seats=seats, present=20, invalid=invalid), party=cell(20))
    assert found.sound
    assert (found.swing.name if found.swing else None) == who


# --- Order, shares, JSON ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "order"),
    [
        pytest.param({B: 5, A: 5}, [A, B], id="level: by given name"),
        pytest.param({A: 4, E: 9, B: 4, C: None, D: 0}, [E, A, B, D, C], id="votes first, a missing figure last"),
        pytest.param(dict.fromkeys(("Trần Văn Đức", "Trần Văn Dũng", "Trần Văn Ân", "Trần Văn Ăn"), 3), None, id="a ă â, d before đ"),
        pytest.param(dict.fromkeys(("Vũ Thị Hồng", "Bùi Văn Hồng", "Vũ Anh Hồng"), 3), None, id="given, middle, family"),
    ],
)
def test_ranking_is_by_votes_and_then_in_vietnamese_name_order(votes: dict[str, int | None], order: list[str] | None) -> None:
    expected = {
        "Trần Văn Đức": ["Trần Văn Ăn", "Trần Văn Ân", "Trần Văn Dũng", "Trần Văn Đức"],
        "Vũ Thị Hồng": ["Vũ Anh Hồng", "Vũ Thị Hồng", "Bùi Văn Hồng"],
    }
    found = count(congress(votes, present=20), party=cell(20))
    ranked = [c.name for _, c, _ in found.ranking]
    assert ranked == (order or expected[next(iter(votes))])
    assert [row["name"] for row in contest(None, found)["candidates"]] == ranked  # type: ignore[attr-defined]


def test_a_candidate_whose_name_could_not_be_read_is_ranked_all_the_same() -> None:
    nameless = [replace(c, name=None) if c.name == B else c for c in candidates([5, 5])]
    found = count(replace(held([], present=20), candidates=tuple(nameless)), households=20, flawed=["bau_cu[0].ung_cu[1].ho_ten"])
    assert [c.name for _, c, _ in found.ranking] == [None, A]
    assert found.outcome is None


@pytest.mark.parametrize(("issued", "returned", "missing"), [(10, 7, 3), (10, 10, 0), (7, 10, -3), (None, 7, None), (10, None, None)])
def test_ballots_missing(issued: int | None, returned: int | None, missing: int | None) -> None:
    assert count(unheld(present=10, issued=issued, returned=returned), households=10).ballots_missing == missing


def ballots(issued: int | None, returned: int | None, valid: int | None, invalid: int | None, missing: int | None) -> dict[str, Any]:
    return {"issued": issued, "returned": returned, "valid": valid, "invalid": invalid, "missing": missing}


def row(name: str, votes: int | None, share: str | None, elected: bool) -> dict[str, Any]:
    return {"name": name, "votes": votes, "share": share, "elected": elected}


HEAD_JSON = {"hamlet": "LT-01", "office": "hamlet_head", "round": 1, "date": "2024-11-10", "seats": 1, "base": 310, "base_source": "unit"}
HEAD_JSON |= {"summoned": None, "deducted": 0}
PARTY_JSON = {"hamlet": "LT-01", "date": "2024-11-17", "base_source": "roster"}


@pytest.mark.parametrize(
    ("round_", "rest", "expected"),
    [
        pytest.param(
            held([110, 96], present=216, issued=216, returned=210, invalid=4),
            {"households": 310},
            HEAD_JSON
            | {
                "present": 216,
                "quorum": {"needed": 156, "met": True},
                "ballots": ballots(216, 210, 206, 4, 6),
                "needed": 156,
                "candidates": [row(A, 110, "35.48", False), row(B, 96, "30.97", False)],
                "elected": [],
                "outcome": "not_elected",
            },
            id="the contract's own figures",
        ),
        pytest.param(
            held([54, 156], present=216, returned=217, valid=210, invalid=7),
            {"roster": 310},
            HEAD_JSON
            | {
                "base_source": "roster",
                "present": 216,
                "quorum": {"needed": 156, "met": True},
                "ballots": ballots(216, 217, 210, 7, -1),
                "needed": 156,
                "candidates": [row(B, 156, "50.32", False), row(A, 54, "17.42", False)],
                "elected": [],
                "outcome": "void",
            },
            id="void: more returned than issued",
        ),
        pytest.param(
            unheld(present=155),
            {"households": 310},
            HEAD_JSON
            | {
                "present": 155,
                "quorum": {"needed": 156, "met": False},
                "ballots": ballots(None, None, None, None, None),
                "needed": 156,
                "candidates": [row(A, None, None, False), row(B, None, None, False)],
                "elected": [],
                "outcome": "no_quorum",
            },
            id="no quorum, nobody voted",
        ),
        pytest.param(
            taken_round([100, 170], issued=300, returned=280, invalid=10, number=2, total=310),
            {},
            HEAD_JSON
            | {
                "round": 2,
                "base_source": "round",
                "present": None,
                "quorum": None,
                "ballots": ballots(300, 280, 270, 10, 20),
                "needed": 156,
                "candidates": [row(B, 170, "54.84", True), row(A, 100, "32.26", False)],
                "elected": [B],
                "outcome": "elected",
            },
            id="ballots taken round",
        ),
        pytest.param(
            by_hands([1, 2], present=3),
            {"households": 3},
            HEAD_JSON
            | {
                "base": 3,
                "present": 3,
                "quorum": {"needed": 2, "met": True},
                "ballots": None,
                "needed": 2,
                "candidates": [row(B, 2, "66.67", True), row(A, 1, "33.33", False)],
                "elected": [B],
                "outcome": "elected",
            },
            id="show of hands",
        ),
        pytest.param(
            unheld(day=None),
            {"code": None},
            HEAD_JSON
            | {
                "hamlet": None,
                "date": None,
                "base": None,
                "base_source": None,
                "present": None,
                "quorum": None,
                "ballots": ballots(None, None, None, None, None),
                "needed": None,
                "candidates": [row(A, None, None, False), row(B, None, None, False)],
                "elected": [],
                "outcome": None,
            },
            id="planned, nothing known",
        ),
        pytest.param(
            congress([12, 18, 12, 9], present=19, seats=2, invalid=1, office=Office.COMMITTEE),
            {"party": [*cell(20), member(MemberState.EXCUSED), member(official=None)]},
            PARTY_JSON
            | {
                "office": "cell_committee",
                "round": 1,
                "seats": 2,
                "base": 20,
                "summoned": 21,
                "deducted": 1,
                "present": 19,
                "quorum": {"needed": 14, "met": True},
                "ballots": ballots(19, 19, 18, 1, 0),
                "needed": 11,
                "candidates": [],
                "elected": [],
                "outcome": None,
            },
            id="congress: contradictory votes",
        ),
        pytest.param(
            congress([12, 18, 12, 2], present=23, seats=2, invalid=1, office=Office.COMMITTEE),
            {"party": cell(23)},
            PARTY_JSON
            | {
                "office": "cell_committee",
                "round": 1,
                "seats": 2,
                "base": 23,
                "summoned": 23,
                "deducted": 0,
                "present": 23,
                "quorum": {"needed": 16, "met": True},
                "ballots": ballots(23, 23, 22, 1, 0),
                "needed": 12,
                "candidates": [row(B, 18, "78.26", True), row(A, 12, "52.17", False), row(C, 12, "52.17", False), row(D, 2, "8.70", False)],
                "elected": [B],
                "outcome": "tie",
            },
            id="congress: tie at the last seat",
        ),
        pytest.param(
            congress([3, 13, 8], present=15, seats=2, total=15, office=Office.COMMITTEE, day=date(2024, 10, 9)),
            {},
            PARTY_JSON
            | {
                "office": "cell_committee",
                "round": 1,
                "date": "2024-10-09",
                "seats": 2,
                "base": 15,
                "base_source": "round",
                "summoned": 15,
                "deducted": 0,
                "present": 15,
                "quorum": {"needed": 10, "met": True},
                "ballots": ballots(15, 15, 15, 0, 0),
                "needed": 8,
                "candidates": [row(B, 13, "86.67", True), row(C, 8, "53.33", True), row(A, 3, "20.00", False)],
                "elected": [B, C],
                "outcome": "elected",
            },
            id="congress: two elected, exactly the least",
        ),
        pytest.param(
            congress([3, 13, 7], present=15, seats=2, total=15, office=Office.COMMITTEE, number=2),
            {},
            PARTY_JSON
            | {
                "office": "cell_committee",
                "round": 2,
                "seats": 2,
                "base": 15,
                "base_source": "round",
                "summoned": 15,
                "deducted": 0,
                "present": 15,
                "quorum": {"needed": 10, "met": True},
                "ballots": ballots(15, 15, 15, 0, 0),
                "needed": 8,
                "candidates": [row(B, 13, "86.67", True), row(C, 7, "46.67", False), row(A, 3, "20.00", False)],
                "elected": [B],
                "outcome": "incomplete",
            },
            id="congress: incomplete",
        ),
        pytest.param(
            congress([5, 6], present=16, invalid=2, number=3, kind=RoundKind.AMONG_TIED, issued=14, office=Office.DEPUTY),
            {"party": [*cell(16), *[member(MemberState.EXCUSED)] * 3, member(MemberState.EXEMPT)]},
            PARTY_JSON
            | {
                "office": "deputy_secretary",
                "round": 3,
                "seats": 1,
                "base": 16,
                "summoned": 19,
                "deducted": 3,
                "present": 16,
                "quorum": {"needed": 13, "met": True},
                "ballots": ballots(14, 14, 12, 2, 0),
                "needed": None,
                "candidates": [row(B, 6, "37.50", True), row(A, 5, "31.25", False)],
                "elected": [B],
                "outcome": "elected",
            },
            id="congress: among the tied",
        ),
        pytest.param(
            congress([12, 3], present=15, total=19, deducted=3),
            {"members": 25},
            PARTY_JSON
            | {
                "office": "secretary",
                "round": 1,
                "seats": 1,
                "base": 16,
                "base_source": "round",
                "summoned": 19,
                "deducted": 3,
                "present": 15,
                "quorum": {"needed": 13, "met": True},
                "ballots": ballots(15, 15, 15, 0, 0),
                "needed": 9,
                "candidates": [row(A, 12, "75.00", True), row(B, 3, "18.75", False)],
                "elected": [A],
                "outcome": "elected",
            },
            id="congress without a roster",
        ),
    ],
)
def test_json_of_a_contest(round_: Round, rest: dict[str, Any], expected: dict[str, Any]) -> None:
    (only,) = counted(round_, **rest).counts
    found = contest(only.dossier.code, only)
    keys = (
        "hamlet office round date seats base base_source summoned deducted present quorum ballots needed candidates elected outcome parts"
    )
    assert list(found) == keys.split()
    assert found.pop("parts") == []
    if expected["candidates"]:
        assert found == expected
    else:
        assert found | {"candidates": []} == expected


# --- Words --------------------------------------------------------------------------------------------------------

SAID = {
    "elected": held([160], present=200),
    "two elected": congress([15, 14, 2], seats=2, present=20),
    "incomplete": congress([15, 9, 2], seats=2, present=20),
    "not elected": held([150], present=200),
    "tie": congress([15, 12, 12], seats=2, present=20),
    "among the tied": congress([5, 4], present=20, kind=RoundKind.AMONG_TIED),
    "still level": congress([5, 5], present=20, kind=RoundKind.AMONG_TIED),
    "no quorum": unheld(present=155),
    "no quorum, recorded": unheld(remark=Remark.NO_QUORUM),
    "no quorum, recorded of ballots taken round": taken_round([None], issued=None, invalid=None, remark=Remark.NO_QUORUM),
    "congress without quorum": unheld(Office.SECRETARY, present=5),
    "void box": held([160], present=200, returned=201),
    "declared void": unheld(remark=Remark.VOID),
    "planned": unheld(),
    "in error": held([201], present=200),
}


@pytest.mark.parametrize("round_", SAID.values(), ids=SAID)
def test_outcome_is_said_with_the_figures_that_decide_it(round_: Round) -> None:
    found = count(round_, households=310, party=cell(20))
    said = outcome_sentence(found)
    assert said.endswith(".")
    assert "None" not in said
    assert all(name in said for name in names(found))
    if found.outcome in (ELECTED, NOT_ELECTED, INCOMPLETE) and found.needed:
        assert f"{found.needed}" in said
    if found.outcome is NO_QUORUM and found.quorum and found.round.present is not None:
        assert f"{found.round.present}/{found.base.summoned or found.base.number}" in said
        assert f"{found.quorum}" in said


# --- What must hold whatever the figures --------------------------------------------------------------------------

VOTE_LISTS = st.lists(st.integers(0, 12), min_size=1, max_size=5)


@given(votes=VOTE_LISTS, seats=st.integers(1, 4), needed=st.none() | st.integers(1, 12))
def test_elected_are_the_highest_of_those_who_pass(votes: list[int], seats: int, needed: int | None) -> None:
    outcome, elected = elect(votes, seats, needed)
    passing = {i for i, v in enumerate(votes) if v >= (needed or 1)}
    rest = passing - set(elected)
    assert len(set(elected)) == len(elected) <= seats
    assert set(elected) <= passing
    assert all(votes[i] > votes[j] for i in elected for j in rest)
    if outcome is TIE:
        level = [i for i in rest if votes[i] == max(votes[j] for j in rest)]
        assert len(level) > seats - len(elected) > 0
    else:
        assert len(elected) == min(seats, len(passing))
        assert outcome is (ELECTED if len(elected) == seats else INCOMPLETE if elected else NOT_ELECTED)


@given(votes=VOTE_LISTS, seats=st.integers(1, 4), needed=st.none() | st.integers(1, 12), data=st.data())
def test_gaining_a_vote_never_loses_an_election(votes: list[int], seats: int, needed: int | None, data: st.DataObject) -> None:
    _, before = elect(votes, seats, needed)
    lucky = data.draw(st.integers(0, len(votes) - 1))
    after = elect([v + (i == lucky) for i, v in enumerate(votes)], seats, needed)[1]
    assert lucky in after or lucky not in before


@given(votes=VOTE_LISTS, seats=st.integers(1, 4), base=st.integers(1, 24), times=st.integers(2, 1000))
def test_many_times_as_many_people_and_votes_decide_the_same(votes: list[int], seats: int, base: int, times: int) -> None:
    """Nothing depends on the size of the hamlet: a rounded threshold would."""
    small = elect(votes, seats, law.MORE_THAN_HALF.of(base))
    assert elect([v * times for v in votes], seats, law.MORE_THAN_HALF.of(base * times)) == small


@st.composite
def consistent_rounds(draw: st.DrawFn) -> tuple[Round, int]:
    """A congress round whose figures agree, and its base."""
    base = draw(st.integers(3, 12))
    present = draw(st.integers(0, base))
    issued = draw(st.integers(0, present))
    returned = draw(st.integers(0, issued))
    invalid = draw(st.integers(0, returned))
    valid, seats = returned - invalid, draw(st.integers(1, 3))
    votes: list[int] = []
    for _ in range(draw(st.integers(1, 4))):
        votes.append(draw(st.integers(0, min(valid, valid * seats - sum(votes)))))
    kind = draw(st.sampled_from([None, RoundKind.AMONG_TIED]))
    return congress(votes, seats=seats, present=present, issued=issued, returned=returned, invalid=invalid, kind=kind), base


def decided(round_: Round, base: int) -> Count:
    found = count(round_, party=cell(base))
    assert found.sound
    return found


@given(consistent_rounds(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_members_never_matters(drawn: tuple[Round, int], random: Any) -> None:
    round_, base = drawn
    people, party = list(round_.candidates), [*cell(base), member(MemberState.EXCUSED), member(MemberState.EXEMPT, present=True)]
    expected = contest("X", count(round_, party=party))
    random.shuffle(people)
    random.shuffle(party)
    assert contest("X", count(replace(round_, candidates=tuple(people)), party=party)) == expected


@given(consistent_rounds(), st.data())
def test_a_ballot_found_valid_after_all_never_loses_its_candidate_the_election(drawn: tuple[Round, int], data: st.DataObject) -> None:
    round_, base = drawn
    before = decided(round_, base)
    if not round_.invalid:
        return
    lucky = data.draw(st.sampled_from(round_.candidates))
    people = tuple(replace(c, votes=(c.votes or 0) + (c.name == lucky.name)) for c in round_.candidates)
    after = decided(replace(round_, valid=(round_.valid or 0) + 1, invalid=round_.invalid - 1, candidates=people), base)
    assert lucky.name in names(after) or lucky.name not in names(before)


@given(consistent_rounds(), st.integers(1, 5))
def test_invalid_ballots_elect_nobody(drawn: tuple[Round, int], more: int) -> None:
    """More people come, and spoil their ballots: nobody but they, who may make the quorum, changes the result."""
    round_, base = drawn
    base = max(base, (round_.present or 0) + more)
    before = decided(round_, base)
    figures = {name: getattr(round_, name) + more for name in ("present", "issued", "returned", "invalid")}
    after = decided(replace(round_, **figures), base)
    assert names(after) == names(before) or before.outcome is NO_QUORUM


@given(st.lists(st.sampled_from([paper(A), paper(B), paper(A, B), paper(no=True), paper(), paper(C)]), max_size=8), st.data())
def test_ballots_add_up_in_any_order_and_a_spoilt_one_adds_nothing(papers: list[Any], data: st.DataObject) -> None:
    people, seats = candidates([None, None]), data.draw(st.integers(1, 2))
    total = count_ballots(tuple(papers), people, seats)
    assert count_ballots(tuple(data.draw(st.permutations(papers))), people, seats) == total
    assert (total.papers, total.valid + total.invalid) == (len(papers), len(papers))
    assert max(total.votes) <= total.valid
    assert sum(total.votes) <= total.valid * seats
    spoilt = replace(data.draw(st.sampled_from([paper(A), paper(B), paper(no=True)])), fault="có ký tên")
    more = count_ballots((*papers, spoilt), people, seats)
    assert more == (total.papers + 1, total.valid, total.invalid + 1, total.votes)


def floats_in(value: object) -> list[object]:
    if isinstance(value, float):
        return [value]
    if is_dataclass(value):
        return [found for field in fields(value) for found in floats_in(getattr(value, field.name))]
    if isinstance(value, dict):
        return floats_in(list(value.values()))
    return [found for item in value for found in floats_in(item)] if isinstance(value, (list, tuple, set, frozenset)) else []


@given(consistent_rounds())
def test_nothing_in_a_count_is_a_float(drawn: tuple[Round, int]) -> None:
    found = decided(*drawn)
    public = [getattr(found, name) for name in dir(found) if not name.startswith("__")]
    assert floats_in([found, public, contest("X", found)]) == []
    assert floats_in([0.5])


@given(consistent_rounds())
def test_the_json_of_a_count_agrees_with_itself(drawn: tuple[Round, int]) -> None:
    found: Any = contest("X", decided(*drawn))
    assert found["elected"] == [c["name"] for c in found["candidates"] if c["elected"]]
    assert [c["votes"] for c in found["candidates"]] == sorted((c["votes"] for c in found["candidates"]), reverse=True)
    assert len(found["elected"]) <= found["seats"]
    assert found["ballots"]["missing"] == found["ballots"]["issued"] - found["ballots"]["returned"] >= 0
    assert (found["outcome"] == "no_quorum") == (not found["quorum"]["met"])


# --- Read from a file: what a dossier of text makes of it ---------------------------------------------------------

DOSSIER = """don_vi: {{ten: Khu phố 4, xa: thị trấn Trảng Bom, tinh: Đồng Nai, tong_so_ho: 310}}
dang_vien:
  - {{ho_ten: Lý Văn Đảng, ngay_chinh_thuc: 19/5/2015, tinh_trang: miễn sinh hoạt, co_mat: {tick}}}
  - {{ho_ten: Lý Văn Viên, ngay_chinh_thuc: 19/5/2015, co_mat: x}}
  - {{ho_ten: Lý Văn Chi, ngay_chinh_thuc: 19/5/2015, co_mat: x}}
bau_cu:
  - {{chuc_danh: bí thư, ngay: 17/11/2024, co_mat: 2, phat_ra: 2, thu_ve: 2, hop_le: 2, khong_hop_le: 0,
     ung_cu: [{{ho_ten: Lý Văn Chi, so_phieu: 2}}]}}
"""


@pytest.mark.parametrize(("tick", "outcome"), [("không", ELECTED), ("x", ELECTED), ("'?'", None)])
def test_presence_of_an_exempted_member_that_cannot_be_read_leaves_the_base_open(tick: str, outcome: Outcome | None) -> None:
    reading = read_bytes(DOSSIER.format(tick=tick).encode(), "ho-so.yaml", ".yaml")
    (entry,) = reading.dossiers
    (found,) = count_dossier(entry.dossier, AS_OF).counts
    assert found.outcome is outcome
