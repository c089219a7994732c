"""The rules about a party-cell congress at their boundaries: who stands and on which list, its rounds, its day and what follows it."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.case import Case
from dantin.diagnostic import Diagnostic, Place
from dantin.model import (
    Candidate,
    Duty,
    Event,
    Member,
    MemberState,
    ModelChoice,
    Nominee,
    Office,
    Official,
    PartialDate,
    Remark,
    Round,
    RoundKind,
    StepKind,
)
from dantin.rule import apply
from dantin.rules.congress_list import surplus_allowed
from dantin.run import check_reading
from tests.builders import AS_OF, NAMES, by_hands, congress, counted, held, member, nominee, step, unheld
from tests.editing import plain, read_as

AN, BINH, CUC, DUNG, EN = NAMES
DAY = date(2024, 11, 17)
HEAD_ROUND = held({AN: 90, BINH: 10}, present=100)
FRONT_POST = "Trưởng ban công tác Mặt trận khu phố 4"
CLEAN = plain()


def findings(code: str, case: Case, as_of: date = AS_OF) -> list[Diagnostic]:
    """What one rule finds on a case, as if it were the only rule."""
    found, faults = apply(
        case, flawed=case.dossier.flawed, as_of=as_of, hamlet=None, place_of=lambda route: Place(route), only=lambda c: c == code
    )
    assert not faults
    return found


def routes(code: str, *rounds: Round, as_of: date = AS_OF, **rest: Any) -> list[str]:
    """Where one rule finds something on a dossier, as for `counted`."""
    return [d.route for d in findings(code, counted(*rounds, as_of=as_of, **rest), as_of)]


# --- DT503: who stands for secretary under the model --------------------------------------------------------------------

SECRETARY = ["bau_cu[1].ung_cu[0].ho_ten"]


def official(position: str | None) -> Official:
    return Official(0, event=Event.CONSULTATION, duty=Duty.CHAIR, name=CUC, position=position)


def one_votes(name: str = CUC, **figures: Any) -> Round:
    """A round for secretary with one candidate, elected."""
    return congress({name: 15}, present=20, **figures)


@pytest.mark.parametrize(
    ("model", "first", "second", "nominees", "wanted"),
    [
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(AN), [], [], id="the elected head"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [], SECRETARY, id="somebody else"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(BINH), [], SECRETARY, id="whom the people did not elect"),
        pytest.param(None, HEAD_ROUND, one_votes(CUC), [], [], id="no model chosen"),
        pytest.param(ModelChoice.NONE, HEAD_ROUND, one_votes(CUC), [], [], id="not following the model"),
        pytest.param(ModelChoice.FRONT, HEAD_ROUND, one_votes(CUC), [], [], id="the Front's head not recorded"),
        pytest.param(ModelChoice.FRONT, HEAD_ROUND, one_votes(CUC), [nominee(CUC, front_head=True)], [], id="heads the Front"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(CUC, front_head=True)], [], id="heads the Front, other form"),
        pytest.param(ModelChoice.FRONT, HEAD_ROUND, one_votes(CUC), [nominee(CUC, front_head=False)], SECRETARY, id="does not head it"),
        pytest.param(ModelChoice.FRONT, HEAD_ROUND, one_votes(AN), [nominee(AN, front_head=False)], [], id="head, other form"),
        pytest.param(ModelChoice.FRONT, HEAD_ROUND, one_votes(CUC), [nominee(DUNG, front_head=True)], SECRETARY, id="another heads it"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(CUC, position=FRONT_POST)], [], id="by position"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(CUC, position="Trưởng Ban CTMT")], [], id="abbreviated"),
        pytest.param(
            ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(CUC, position=f"Phó {FRONT_POST}")], SECRETARY, id="its deputy"
        ),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(CUC, position=f"Nguyên {FRONT_POST}")], SECRETARY, id="former"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, one_votes(CUC), [nominee(DUNG, position=FRONT_POST)], SECRETARY, id="another's post"),
        pytest.param(ModelChoice.HEAD, unheld(), one_votes(CUC), [], [], id="the people have not voted"),
        pytest.param(
            ModelChoice.HEAD, held({AN: 90}, present=100, issued=None, returned=None), one_votes(CUC), [], [], id="unknown result"
        ),
        pytest.param(ModelChoice.HEAD, held({AN: 50, BINH: 50}, present=100), one_votes(AN), [], SECRETARY, id="nobody elected"),
        pytest.param(ModelChoice.HEAD, HEAD_ROUND, unheld(Office.SECRETARY), [nominee(CUC, Office.SECRETARY)], [], id="congress planned"),
    ],
)
def test_secretary_of_the_people(
    model: ModelChoice | None, first: Round, second: Round, nominees: list[Nominee], wanted: list[str]
) -> None:
    assert routes("DT503", first, second, nominees=nominees, model=model, households=100, members=20) == wanted


@pytest.mark.parametrize(
    ("position", "wanted"), [(FRONT_POST, []), ("Phó trưởng ban công tác Mặt trận", SECRETARY), ("Đảng viên", SECRETARY), (None, SECRETARY)]
)
def test_the_officials_tell_who_heads_the_front(position: str | None, wanted: list[str]) -> None:
    case = counted(HEAD_ROUND, one_votes(CUC), model=ModelChoice.HEAD, households=100, members=20)
    case = replace(case, dossier=replace(case.dossier, officials=(official(position),)))
    assert [d.route for d in findings("DT503", case)] == wanted


def test_introduced_for_secretary_once_the_congress_began() -> None:
    people = [nominee(AN, Office.SECRETARY), nominee(CUC, Office.SECRETARY), nominee(DUNG, Office.DEPUTY)]
    committee = congress((15, 15, 15, 5), present=20, seats=3, office=Office.COMMITTEE)
    unit: dict[str, Any] = {"model": ModelChoice.HEAD, "households": 100, "members": 20, "nominees": people}
    assert routes("DT503", HEAD_ROUND, committee, **unit) == ["nhan_su[1].gioi_thieu"]
    no_name = Nominee(0, offices=(Office.SECRETARY,))
    fronts = [no_name, nominee(CUC, Office.SECRETARY, front_head=True)]
    assert routes("DT503", HEAD_ROUND, committee, **{**unit, "nominees": fronts}) == []
    assert routes("DT503", HEAD_ROUND, unheld(Office.COMMITTEE), **unit) == []
    assert routes("DT503", HEAD_ROUND, committee, one_votes(AN), **unit) == []


def test_one_candidate_of_three_rounds_is_told_once() -> None:
    rounds = [congress({CUC: 5, AN: 5}, present=20, number=n) for n in (1, 2, 3)]
    (found,) = findings("DT503", counted(HEAD_ROUND, *rounds, model=ModelChoice.HEAD, households=100, members=20))
    assert (found.route, len(found.related)) == ("bau_cu[1].ung_cu[0].ho_ten", 3)
    assert "người trúng cử là Lê Thị An" in found.message


def test_namesakes_are_told_apart_by_those_introduced() -> None:
    born = PartialDate(1965), PartialDate(1980)
    two = [nominee(AN, Office.HEAD, birth=born[0]), nominee(AN, Office.SECRETARY, birth=born[1])]
    unit: dict[str, Any] = {"model": ModelChoice.HEAD, "households": 100, "members": 20}
    assert routes("DT503", HEAD_ROUND, one_votes(AN), nominees=two, **unit) == SECRETARY
    assert routes("DT503", HEAD_ROUND, one_votes(AN), nominees=two[:1], **unit) == []


# --- DT505, DT515: how many are elected ---------------------------------------------------------------------------------


def committee(elected: int, others: int = 1, *, first: int = 1, number: int = 1, **figures: Any) -> Round:
    """A committee round that elects so many of the people numbered from `first`; the others fail."""
    names = [f"Đảng Viên Số {first + i}" for i in range(elected + others)]
    votes = dict.fromkeys(names[:elected], 15) | dict.fromkeys(names[elected:], 5)
    return congress(votes, present=20, seats=elected, office=Office.COMMITTEE, number=number, **figures)


@pytest.mark.parametrize(
    ("rounds", "wanted"),
    [
        ([committee(7)], []),
        ([committee(8)], ["bau_cu[0].so_can_bau"]),
        ([committee(5), committee(2, first=11, number=2)], []),
        ([committee(5), committee(3, first=11, number=2)], ["bau_cu[1].so_can_bau"]),
        ([committee(5), committee(3, first=1, number=2)], []),
        ([committee(3), committee(3, first=11, number=2), committee(2, first=21, number=3)], ["bau_cu[2].so_can_bau"]),
        ([committee(8), committee(1, first=11, number=2)], ["bau_cu[0].so_can_bau"]),
        ([committee(8, remark=Remark.VOID)], []),
        ([committee(8, day=date(2016, 7, 24))], []),
        ([committee(8, day=date(2016, 7, 25))], ["bau_cu[0].so_can_bau"]),
        ([unheld(Office.COMMITTEE, seats_told=8)], []),
    ],
)
def test_committee_of_seven(rounds: list[Round], wanted: list[str]) -> None:
    assert routes("DT505", *rounds, members=20) == wanted


def deputy(*names: str, seats: int = 1, number: int = 1, **figures: Any) -> Round:
    return congress(dict.fromkeys(names, 15), present=20, seats=seats, office=Office.DEPUTY, number=number, **figures)


@pytest.mark.parametrize(
    ("rounds", "wanted"),
    [
        ([deputy(AN)], []),
        ([deputy(AN, BINH, seats=2)], ["bau_cu[0].so_can_bau"]),
        ([deputy(AN, seats=2)], ["bau_cu[0].so_can_bau"]),
        ([deputy(AN, announced=(AN,)), deputy(BINH, number=2)], ["bau_cu[1].ung_cu[0].ho_ten"]),
        ([deputy(AN, announced=(AN,)), deputy(AN, number=2)], []),
        ([deputy(AN), deputy(BINH, number=2)], []),
        ([deputy(AN, announced=(AN,), remark=Remark.VOID), deputy(BINH, number=2)], []),
        ([deputy(AN, announced=(AN,)), deputy(BINH, number=2, announced=(BINH,)), deputy(CUC, number=3)], ["bau_cu[1].ung_cu[0].ho_ten"]),
        ([unheld(Office.DEPUTY, seats_told=2)], []),
        ([deputy(AN, seats=2, day=date(2011, 1, 18))], []),
        ([deputy(AN, seats=2, day=date(2011, 1, 19))], ["bau_cu[0].so_can_bau"]),
        ([congress({AN: 15, BINH: 15}, present=20, seats=2)], []),
    ],
)
def test_one_deputy(rounds: list[Round], wanted: list[str]) -> None:
    assert routes("DT515", *rounds, members=20) == wanted


def test_both_deputies_are_named() -> None:
    (found,) = findings("DT515", counted(deputy(AN, announced=(AN,)), deputy(BINH, number=2), members=20))
    assert found.message == "2 người trúng cử phó bí thư (Lê Thị An, Trần Văn Bình), chi bộ chỉ có 01 phó bí thư"
    assert [place.file for place in found.related] == ["bau_cu[0].ung_cu[0].ho_ten"]


# --- DT507, DT510, DT516: the rounds --------------------------------------------------------------------------------------

BOTH = (Office.SECRETARY, Office.DEPUTY)


def on_one_ballot(*offices: Office, **figures: Any) -> Round:
    return replace(congress({AN: 15}, present=20, **figures), offices=offices)


@pytest.mark.parametrize(
    ("round_", "wanted"),
    [
        (on_one_ballot(Office.SECRETARY), []),
        (on_one_ballot(Office.SECRETARY, Office.SECRETARY), []),
        (on_one_ballot(*BOTH), ["bau_cu[0].chuc_danh"]),
        (on_one_ballot(Office.COMMITTEE, *BOTH), ["bau_cu[0].chuc_danh"]),
        (on_one_ballot(Office.HEAD, Office.SECRETARY), ["bau_cu[0].chuc_danh"]),
        (on_one_ballot(*BOTH, day=date(2014, 6, 8)), []),
        (on_one_ballot(*BOTH, day=date(2014, 6, 9)), ["bau_cu[0].chuc_danh"]),
    ],
)
def test_two_offices_on_one_ballot(round_: Round, wanted: list[str]) -> None:
    assert routes("DT507", round_, members=20, households=30) == wanted


def test_two_offices_only_planned() -> None:
    assert routes("DT507", replace(unheld(Office.SECRETARY), offices=BOTH), members=20) == []


@pytest.mark.parametrize(
    ("round_", "wanted"),
    [
        (by_hands({AN: 15}, present=20, office=Office.SECRETARY), ["bau_cu[0].hinh_thuc"]),
        (by_hands({AN: 15}, present=20, office=Office.COMMITTEE), ["bau_cu[0].hinh_thuc"]),
        (by_hands({AN: 15}, present=20), []),
        (by_hands({AN: 15}, present=20, office=Office.DEPUTY, remark=Remark.VOID), []),
        (by_hands({AN: None}, present=None, office=Office.DEPUTY), []),
        (congress({AN: 15}, present=20), []),
        (congress({AN: 15}, present=20, form=None), []),
        (by_hands({AN: 15}, present=20, office=Office.DEPUTY, day=date(2014, 6, 8)), []),
        (by_hands({AN: 15}, present=20, office=Office.DEPUTY, day=date(2014, 6, 9)), ["bau_cu[0].hinh_thuc"]),
    ],
)
def test_party_votes_are_secret(round_: Round, wanted: list[str]) -> None:
    assert routes("DT510", round_, members=20, households=30) == wanted


def secretary_rounds(number: int, **figures: Any) -> list[Round]:
    return [congress({AN: 5}, present=20, number=n, **figures) for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("rounds", "wanted"),
    [
        (secretary_rounds(3), []),
        (secretary_rounds(4), ["bau_cu[3].lan"]),
        (secretary_rounds(5), ["bau_cu[3].lan"]),
        ([*secretary_rounds(3), unheld(Office.SECRETARY, number=4)], []),
        ([congress((None,), present=5, issued=None, returned=None, valid=None, invalid=None, number=9), *secretary_rounds(3)], []),
        ([congress({AN: 5}, present=20, number=9, remark=Remark.NO_QUORUM), *secretary_rounds(3)], []),
        (secretary_rounds(4, office=Office.DEPUTY), []),
        (secretary_rounds(4, day=date(2016, 7, 24)), []),
        (secretary_rounds(4, day=date(2016, 7, 25)), ["bau_cu[3].lan"]),
    ],
)
def test_a_fourth_round_for_secretary(rounds: list[Round], wanted: list[str]) -> None:
    assert routes("DT516", *rounds, members=20) == wanted


def test_further_rounds_are_told_with_the_fourth() -> None:
    (found,) = findings("DT516", counted(*secretary_rounds(5), members=20))
    assert [str(place.file) for place in found.related] == ["bau_cu[4].lan"]
    assert "đã bầu bí thư 5 lượt; sau 03 lượt" in found.message


# --- DT508: who may stand -----------------------------------------------------------------------------------------------


def roster(*special: Member) -> list[Member]:
    """Nine members in good standing, and the one in question."""
    return [*(member(MemberState.ACTIVE, name=f"Đảng Viên Số {i}") for i in range(9)), *special]


def stands(name: str = CUC, **fields: Any) -> Round:
    return congress({name: 8}, present=9, **fields)


HERE = ["bau_cu[0].ung_cu[0].ho_ten"]


@pytest.mark.parametrize(
    ("round_", "special", "wanted"),
    [
        pytest.param(stands(), member(name=CUC, official=DAY - timedelta(days=900)), [], id="official"),
        pytest.param(stands(), member(name=CUC, official=DAY), [], id="official that very day"),
        pytest.param(stands(), member(name=CUC, official=DAY + timedelta(days=1)), HERE, id="official a day later"),
        pytest.param(stands(), member(name=CUC, official=None), HERE, id="never official"),
        pytest.param(stands(), member(MemberState.VISITING, name=CUC), HERE, id="visiting"),
        pytest.param(stands(), member(MemberState.EXEMPT, name=CUC), [], id="exempt"),
        pytest.param(stands(), member(MemberState.ELSEWHERE, name=CUC), [], id="elsewhere for a time"),
        pytest.param(stands(), member(name=DUNG), HERE, id="not of the cell"),
        pytest.param(stands(office=Office.COMMITTEE), member(name=DUNG), HERE, id="for the committee"),
        pytest.param(stands(number=3), member(name=DUNG), HERE, id="in a later round"),
        pytest.param(stands(remark=Remark.VOID), member(name=DUNG), [], id="in a void round"),
        pytest.param(unheld(Office.SECRETARY), member(name=DUNG), [], id="planned"),
        pytest.param(held({CUC: 8}, present=9), member(name=DUNG), [], id="for head"),
        pytest.param(stands(day=date(2011, 1, 18)), member(name=DUNG), [], id="before the Charter"),
        pytest.param(stands(day=date(2014, 6, 8)), member(MemberState.VISITING, name=CUC), [], id="visiting before the rules"),
        pytest.param(stands(day=date(2014, 6, 9)), member(MemberState.VISITING, name=CUC), HERE, id="visiting under the rules"),
    ],
)
def test_who_may_stand(round_: Round, special: Member, wanted: list[str]) -> None:
    assert routes("DT508", round_, party=roster(special), households=15) == wanted


@pytest.mark.parametrize("party", [[], [member(name=f"Đảng Viên Số {i}", official=None) for i in range(9)]])
def test_who_may_stand_needs_a_dated_roster(party: list[Member]) -> None:
    assert routes("DT508", stands(), party=party, members=9) == []


@pytest.mark.parametrize(
    ("special", "said", "citation"),
    [
        (member(name=CUC, official=None), "là đảng viên dự bị (chưa có ngày chính thức) nhưng ứng cử bí thư", "Điều 3 Điều lệ Đảng"),
        (member(name=CUC, official=date(2025, 1, 5)), "là đảng viên dự bị (chính thức từ ngày 05/01/2025)", "Điều 3 Điều lệ Đảng"),
        (member(MemberState.VISITING, name=CUC), "là đảng viên nơi khác đến sinh hoạt tạm thời", "Điều 3 Điều lệ Đảng"),
        (member(name=DUNG), "Phạm Thị Cúc không phải đảng viên của chi bộ nhưng ứng cử bí thư", "Điều 3 Điều lệ Đảng"),
    ],
)
def test_why_somebody_may_not_stand(special: Member, said: str, citation: str) -> None:
    (found,) = findings("DT508", counted(stands(), party=roster(special)))
    assert (said in found.message, found.citation) == (True, citation), found.message


def test_one_person_of_two_contests_is_told_once() -> None:
    rounds = (stands(office=Office.COMMITTEE), stands(), stands(number=2))
    (found,) = findings("DT508", counted(*rounds, party=roster()))
    assert found.route == HERE[0]
    assert "ứng cử chi ủy, bí thư" in found.message
    assert [place.file for place in found.related] == ["bau_cu[1].ung_cu[0].ho_ten", "bau_cu[2].ung_cu[0].ho_ten", "dang_vien.#"]


def born(birth: PartialDate, number: str | None = None, **fields: Any) -> Member:
    return Member(0, name=CUC, birth=birth, cccd=number, **{"official_since": date(2015, 5, 19), **fields})


@pytest.mark.parametrize(
    ("introduced", "party", "wanted"),
    [
        pytest.param({"birth": PartialDate(1965)}, [born(PartialDate(1965))], [], id="the same year"),
        pytest.param({"birth": PartialDate(1980)}, [born(PartialDate(1965))], HERE, id="a namesake of the member"),
        pytest.param({"birth": PartialDate(1965)}, [born(PartialDate(1965), official_since=None), born(PartialDate(1980))], HERE, id="two"),
        pytest.param({"birth": PartialDate(1980)}, [born(PartialDate(1965), official_since=None), born(PartialDate(1980))], [], id="other"),
        pytest.param({}, [born(PartialDate(1965), official_since=None), born(PartialDate(1980))], [], id="either of two"),
        pytest.param(
            {"birth": PartialDate(1965, 3, 8), "cccd": "075165000001"},
            [born(PartialDate(1965, 3, 8), "075165000002")],
            [],
            id="a slip in the number",
        ),
        pytest.param(
            {"birth": PartialDate(1965), "cccd": "075165000001"}, [born(PartialDate(1965), "075165000002")], HERE, id="other numbers"
        ),
        pytest.param(
            {"birth": PartialDate(1965, 3, 8), "cccd": "075165000001"},
            [born(PartialDate(1965, 3, 9), "075165000002")],
            HERE,
            id="other numbers and days",
        ),
    ],
)
def test_who_is_meant_on_the_list(introduced: dict[str, Any], party: list[Member], wanted: list[str]) -> None:
    people = [nominee(CUC, Office.SECRETARY, **introduced)]
    assert routes("DT508", stands(), party=roster(*party), nominees=people) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ({"birth": PartialDate(1965)}, []),
        ({"birth": PartialDate(1980)}, HERE),
        ({"cccd": "075165000001"}, []),
        ({"cccd": "075165000002"}, HERE),
        ({"name": None}, []),
    ],
)
def test_what_the_list_itself_tells_of_a_candidate(written: dict[str, Any], wanted: list[str]) -> None:
    candidate = Candidate(0, **{"name": CUC, "votes": 8, **written})
    party = roster(born(PartialDate(1965), "075165000001"))
    round_ = replace(stands(), candidates=(candidate,))
    assert routes("DT508", round_, party=party) == wanted
    assert routes("DT508", round_, party=party, nominees=[nominee(CUC, Office.SECRETARY)]) == wanted


def test_a_number_alone_tells_nothing_more() -> None:
    numbers = "075165000001", "075165000002"
    whole = PartialDate(1965, 3, 8)
    for theirs, ours in ((None, whole), (whole, None)):
        people = [nominee(CUC, Office.SECRETARY, cccd=numbers[0], birth=theirs)]
        special = replace(born(whole, numbers[1]), birth=ours)
        assert routes("DT508", stands(), party=roster(special), nominees=people) == HERE


def test_the_member_meant_is_pointed_out_by_whatever_name() -> None:
    people = [nominee(CUC, Office.SECRETARY, cccd="075165000001")]
    special = replace(born(PartialDate(1965), "075165000001", official_since=None), name="Phạm Thị Cúc Hoa")
    (found,) = findings("DT508", counted(stands(), party=roster(special), nominees=people))
    assert [place.file for place in found.related] == ["dang_vien[9].ho_ten"]


def test_a_namesake_on_the_roster_is_pointed_out() -> None:
    people = [nominee(CUC, Office.SECRETARY, birth=PartialDate(1980))]
    (found,) = findings("DT508", counted(stands(), party=roster(born(PartialDate(1965))), nominees=people))
    assert "có người cùng tên nhưng khác ngày sinh" in found.message
    assert [place.file for place in found.related] == ["dang_vien[9].ho_ten"]


# --- DT509: the list and its surplus ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seats", "most"), [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 2)])
def test_surplus_allowed(seats: int, most: int) -> None:
    assert surplus_allowed(Fraction(3, 10), seats) == most
    at, over = committee(seats, most), committee(seats, most + 1)
    assert routes("DT509", committee(seats, 0), members=20) == ["bau_cu[0].so_can_bau"]
    assert routes("DT509", committee(seats, 1), members=20) == []
    assert routes("DT509", at, members=20) == []
    assert routes("DT509", over, members=20) == ["bau_cu[0].so_can_bau"]


@pytest.mark.parametrize(
    ("round_", "wanted"),
    [
        (committee(3, 0, number=2), []),
        (committee(3, 0, remark=Remark.VOID), []),
        (committee(3, 0, day=date(2014, 6, 8)), []),
        (committee(3, 0, day=date(2014, 6, 9)), ["bau_cu[0].so_can_bau"]),
        (congress({}, present=20, office=Office.COMMITTEE), []),
        (congress({AN: 15}, present=20), []),
        (unheld(Office.COMMITTEE, seats_told=5), []),
        (congress((9, 9), present=20, seats=3, office=Office.COMMITTEE), ["bau_cu[0].so_can_bau"]),
    ],
)
def test_the_list_of_the_first_committee_round(round_: Round, wanted: list[str]) -> None:
    assert routes("DT509", round_, members=20) == wanted


# --- DT511: the term ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("previous", "term", "wanted"),
    [
        (date(2021, 11, 16), "2025-2027", True),
        (date(2021, 11, 17), "2025-2027", False),
        (date(2022, 5, 17), None, False),
        (date(2022, 11, 17), "2025-2027", False),
        (date(2022, 11, 18), "2025-2027", True),
        (date(2019, 5, 16), "2025 - 2030", True),
        (date(2019, 5, 17), "2025 - 2030", False),
        (date(2020, 5, 17), "2025-2030", False),
        (date(2020, 5, 18), "2025-2030", True),
        (date(2020, 5, 17), "2025-2029", True),
        (date(2020, 5, 17), "2025", True),
    ],
)
def test_the_term_of_the_cell(previous: date, term: str | None, wanted: bool) -> None:
    steps = [step(StepKind.PREVIOUS_CONGRESS, previous), step(StepKind.CONGRESS, DAY)]
    expected = ["moc[0].ngay"] if wanted else []
    assert routes("DT511", steps=steps, cell_term=term) == expected
    assert routes("DT511", congress({AN: 15}, present=20), steps=steps[:1], cell_term=term, members=20) == expected


@pytest.mark.parametrize(
    ("rounds", "steps"),
    [
        pytest.param([congress({AN: 15}, present=20)], [step(StepKind.PREVIOUS_CONGRESS, None)], id="undated"),
        pytest.param([congress({AN: 15}, present=20)], [], id="no congress before"),
        pytest.param([congress({AN: 15}, present=20, day=None)], [step(StepKind.PREVIOUS_CONGRESS, date(2018, 1, 1))], id="no day"),
        pytest.param([unheld(Office.SECRETARY)], [step(StepKind.PREVIOUS_CONGRESS, date(2018, 1, 1))], id="planned"),
        pytest.param(
            [], [step(StepKind.PREVIOUS_CONGRESS, date(2018, 1, 1)), step(StepKind.CONGRESS, AS_OF + timedelta(days=1))], id="to come"
        ),
        pytest.param(
            [congress({AN: 15}, present=20, day=date(2011, 1, 18))], [step(StepKind.PREVIOUS_CONGRESS, date(2001, 1, 1))], id="old law"
        ),
    ],
)
def test_the_term_where_nothing_is_known(rounds: list[Round], steps: list[Any]) -> None:
    assert routes("DT511", *rounds, steps=steps, members=20) == []


def test_a_congress_today_has_been_held() -> None:
    steps = [step(StepKind.PREVIOUS_CONGRESS, date(2018, 1, 1)), step(StepKind.CONGRESS, AS_OF)]
    assert routes("DT511", steps=steps) == ["moc[0].ngay"]


def test_a_congress_of_two_days_is_of_its_first_for_the_term_and_of_its_last_for_the_report() -> None:
    days = date(2024, 11, 17), date(2024, 11, 18)
    rounds = [congress({AN: 15}, present=20, day=days[1]), congress({AN: 15}, present=20, day=days[0], office=Office.DEPUTY)]
    early, in_time = date(2022, 11, 18), date(2022, 11, 17)
    assert routes("DT511", *rounds, steps=[step(StepKind.PREVIOUS_CONGRESS, early)], members=20) == ["moc[0].ngay"]
    assert routes("DT511", *rounds, steps=[step(StepKind.PREVIOUS_CONGRESS, in_time)], members=20) == []
    # Seven working days after Monday the 18th: Wednesday the 27th.
    assert routes("DT518", *rounds, steps=[step(StepKind.CONGRESS_REPORT, date(2024, 11, 27))], members=20) == []
    assert routes("DT518", *rounds, steps=[step(StepKind.CONGRESS_REPORT, date(2024, 11, 28))], members=20) == ["moc[0].ngay"]


# --- DT512, DT518, DT519: report and approval ---------------------------------------------------------------------------

ELECTED = congress({AN: 15}, present=20)
REPORTED = date(2024, 11, 20)


@pytest.mark.parametrize(
    ("round_", "steps", "as_of", "wanted"),
    [
        # 15 working days after the 20th of November: the 11th of December.
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, REPORTED)], date(2024, 12, 11), [], id="on the last day"),
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, REPORTED)], date(2024, 12, 12), ["moc"], id="a day after"),
        # 7 working days after the 17th: the 26th of November; 15 more: the 17th of December.
        pytest.param(ELECTED, [], date(2024, 12, 17), [], id="not reported, on the last day"),
        pytest.param(ELECTED, [], date(2024, 12, 18), ["moc"], id="not reported, a day after"),
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, None)], date(2024, 12, 17), [], id="report undated, on the last day"),
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, None)], date(2024, 12, 18), ["moc"], id="report undated, a day after"),
        pytest.param(ELECTED, [(StepKind.APPROVAL, None)], date(2024, 12, 18), ["moc[0].ngay"], id="approval undated"),
        pytest.param(ELECTED, [(StepKind.APPROVAL, date(2024, 12, 18))], AS_OF, [], id="approved"),
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, date(2024, 11, 17))], AS_OF, ["moc"], id="reported that very day"),
        pytest.param(ELECTED, [(StepKind.CONGRESS_REPORT, date(2024, 11, 16))], AS_OF, [], id="reported before"),
        pytest.param(congress({AN: 5}, present=20), [], AS_OF, [], id="not elected"),
        pytest.param(unheld(Office.SECRETARY), [(StepKind.CONGRESS, DAY)], AS_OF, [], id="planned"),
        pytest.param(congress({AN: 15}, present=20, office=Office.DEPUTY), [], AS_OF, [], id="only the deputy"),
        pytest.param(congress({AN: 15}, present=20, day=None), [], AS_OF, [], id="undated"),
        pytest.param(congress({AN: 15}, present=20, day=None), [(StepKind.CONGRESS, DAY)], AS_OF, ["moc"], id="dated by its step"),
        pytest.param(congress({AN: 15}, present=20, day=date(2021, 7, 29)), [], AS_OF, [], id="before the term of approval"),
        pytest.param(congress({AN: 15}, present=20, day=date(2021, 7, 30)), [], AS_OF, ["moc"], id="under the term of approval"),
    ],
)
def test_not_approved_in_time(round_: Round, steps: Sequence[tuple[StepKind, date | None]], as_of: date, wanted: list[str]) -> None:
    assert routes("DT512", round_, steps=[step(*s) for s in steps], as_of=as_of, members=20) == wanted


def test_who_is_not_approved_and_since_when() -> None:
    next_day = DAY + timedelta(days=1)
    rounds = (ELECTED, congress({BINH: 15}, present=20, office=Office.DEPUTY, day=next_day))
    # From Monday the 18th: the 27th of November, then the 18th of December.
    assert routes("DT512", *rounds, as_of=date(2024, 12, 18), members=20) == []
    (found,) = findings("DT512", counted(*rounds, as_of=date(2024, 12, 19), members=20), date(2024, 12, 19))
    said = "Lê Thị An trúng cử bí thư ngày 17/11/2024, chưa ghi ngày báo cáo, quá hạn chuẩn y ngày 18/12/2024 mà chưa ghi ngày chuẩn y"
    assert found.message == said
    sent = [step(StepKind.CONGRESS_REPORT, REPORTED)]
    (found,) = findings("DT512", counted(*rounds, steps=sent, members=20))
    assert "báo cáo ngày 20/11/2024, quá hạn chuẩn y ngày 11/12/2024" in found.message


def test_the_rounds_tell_the_day_before_the_step_does() -> None:
    steps = [step(StepKind.CONGRESS, DAY + timedelta(days=1)), step(StepKind.CONGRESS_REPORT, date(2024, 11, 27))]
    assert routes("DT518", ELECTED, steps=steps, members=20) == ["moc[1].ngay"]
    assert routes("DT518", ELECTED, steps=steps[:1], members=20) == []


def test_an_unread_step_may_be_the_approval() -> None:
    case = counted(ELECTED, steps=[step(StepKind.CONGRESS_REPORT, REPORTED)], members=20, flawed=["moc"])
    assert findings("DT512", case) == []
    unread = [step(None, date(2024, 12, 2))]  # type: ignore[arg-type]
    assert routes("DT512", ELECTED, steps=unread, members=20, flawed=["moc[0].buoc"]) == []


@pytest.mark.parametrize(
    ("held_on", "reported", "wanted"),
    [
        # From Sunday the 17th: Tuesday the 26th.
        (DAY, date(2024, 11, 26), []),
        (DAY, date(2024, 11, 27), ["moc[1].ngay"]),
        (DAY, None, []),
        (None, date(2024, 11, 27), []),
        # New Year's Day does not count: from Sunday the 22nd of December to Wednesday the 1st of January it would be.
        (date(2024, 12, 22), date(2024, 12, 31), []),
        (date(2024, 12, 23), date(2025, 1, 2), []),
        (date(2024, 12, 23), date(2025, 1, 3), ["moc[1].ngay"]),
        (date(2014, 6, 8), date(2014, 12, 1), []),
        (date(2014, 6, 9), date(2014, 12, 1), ["moc[1].ngay"]),
    ],
)
def test_reported_late(held_on: date | None, reported: date | None, wanted: list[str]) -> None:
    steps = [step(StepKind.CONGRESS, held_on), step(StepKind.CONGRESS_REPORT, reported)]
    assert routes("DT518", steps=steps) == wanted


def test_a_gathering_too_small_to_vote_was_no_congress() -> None:
    nothing = dict.fromkeys(("issued", "returned", "valid", "invalid"))
    short = congress((None,), present=5, number=1, day=date(2024, 11, 3), **nothing)
    again = congress({AN: 15}, present=20, number=2)
    steps = [step(StepKind.CONGRESS, DAY), step(StepKind.CONGRESS_REPORT, date(2024, 11, 26))]
    for code in ("DT511", "DT512", "DT514", "DT518"):
        assert routes(code, short, again, steps=steps, members=20, as_of=date(2024, 12, 1)) == []
    assert routes("DT514", short, steps=steps, members=20) == []


@pytest.mark.parametrize(
    ("held_on", "reported", "approved", "wanted"),
    [
        (DAY, REPORTED, date(2024, 12, 11), []),
        (DAY, REPORTED, date(2024, 12, 12), ["moc[2].ngay"]),
        (None, REPORTED, date(2024, 12, 12), ["moc[2].ngay"]),
        (DAY, None, date(2024, 12, 31), []),
        (DAY, REPORTED, None, []),
        (DAY, DAY, date(2024, 12, 6), []),
        (DAY, DAY, date(2024, 12, 9), ["moc[2].ngay"]),
        (DAY, date(2024, 11, 16), date(2024, 12, 31), []),
        (date(2021, 7, 29), date(2021, 7, 30), date(2021, 12, 1), []),
        (date(2021, 7, 30), date(2021, 7, 30), date(2021, 12, 1), ["moc[2].ngay"]),
    ],
)
def test_approved_late(held_on: date | None, reported: date | None, approved: date | None, wanted: list[str]) -> None:
    steps = [step(StepKind.CONGRESS, held_on), step(StepKind.CONGRESS_REPORT, reported), step(StepKind.APPROVAL, approved)]
    assert routes("DT519", steps=steps) == wanted


def test_approved_late_needs_both_steps() -> None:
    report, approval = step(StepKind.CONGRESS_REPORT, REPORTED), step(StepKind.APPROVAL, date(2024, 12, 31))
    assert routes("DT519", ELECTED, steps=[report], members=20) == []
    assert routes("DT519", ELECTED, steps=[approval], members=20) == []
    assert routes("DT519", ELECTED, steps=[report, approval], members=20) == ["moc[1].ngay"]
    last = congress({BINH: 15}, present=20, office=Office.DEPUTY, day=REPORTED + timedelta(days=1))
    assert routes("DT519", ELECTED, last, steps=[report, approval], members=20) == []


# --- DT513, DT514: what contradicts itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "present", "day", "wanted"),
    [
        (MemberState.EXCUSED, True, DAY, ["dang_vien[0].tinh_trang"]),
        (MemberState.EXCUSED, False, DAY, []),
        (MemberState.EXCUSED, None, DAY, []),
        (MemberState.EXEMPT, True, DAY, []),
        (MemberState.ELSEWHERE, True, DAY, []),
        (MemberState.SUSPENDED, True, DAY, []),
        (MemberState.ACTIVE, True, DAY, []),
        (None, True, DAY, []),
        (MemberState.EXCUSED, True, None, ["dang_vien[0].tinh_trang"]),
        (MemberState.EXCUSED, True, date(2016, 9, 19), []),
        (MemberState.EXCUSED, True, date(2016, 9, 20), ["dang_vien[0].tinh_trang"]),
    ],
)
def test_excused_yet_present(state: MemberState | None, present: bool | None, day: date | None, wanted: list[str]) -> None:
    assert routes("DT513", party=[member(state, present=present)], steps=[step(StepKind.CONGRESS, day)]) == wanted


TWO_DATES = ["moc[0].ngay"]


@pytest.mark.parametrize(
    ("days", "at", "wanted"),
    [
        ((DAY,), DAY, []),
        ((DAY,), DAY + timedelta(days=1), TWO_DATES),
        ((DAY,), DAY - timedelta(days=1), TWO_DATES),
        ((DAY, DAY + timedelta(days=1)), DAY, []),
        ((DAY, DAY + timedelta(days=1)), DAY + timedelta(days=1), []),
        ((DAY, DAY + timedelta(days=2)), DAY + timedelta(days=1), TWO_DATES),
        ((DAY, None), DAY, []),
        ((None,), DAY, []),
        ((DAY,), None, []),
        ((), DAY, []),
    ],
)
def test_congress_of_two_dates(days: tuple[date | None, ...], at: date | None, wanted: list[str]) -> None:
    rounds = [congress({AN: 15}, present=20, day=day, number=n) for n, day in enumerate(days, 1)]
    assert routes("DT514", *rounds, steps=[step(StepKind.CONGRESS, at)], members=20) == wanted


def test_other_days_are_no_second_date() -> None:
    moved = step(StepKind.CONGRESS, DAY + timedelta(days=7))
    assert routes("DT514", HEAD_ROUND, steps=[moved], households=100) == []
    assert routes("DT514", unheld(Office.SECRETARY), steps=[moved], members=20) == []
    assert routes("DT514", congress({AN: 15}, present=20), members=20) == []


# --- A dossier grows --------------------------------------------------------------------------------------------------------


def grown(steps: int, rounds: int) -> dict[str, Any]:
    """The clean example when so many of its steps and rounds had been recorded: ticks are put down at the gathering itself."""
    document = copy.deepcopy(CLEAN)
    document["moc"], document["bau_cu"] = document["moc"][:steps], document["bau_cu"][:rounds]
    if rounds < 3:
        del document["la_phieu"]
    for table, column, first in (("ho_gia_dinh", "du_hop", 1), ("dang_vien", "co_mat", 2)):
        for row in document[table] if rounds < first else ():
            row.pop(column, None)
    return document


@pytest.mark.parametrize(
    ("steps", "rounds"), [*((n, 0) for n in range(9)), *((n, 1) for n in (8, 9, 10, 11)), *((11, n) for n in (2, 3, 4)), (12, 4), (13, 4)]
)
def test_a_clean_dossier_cut_off_is_clean(steps: int, rounds: int) -> None:
    day = DAY if rounds > 1 else date(2024, 11, 16)
    found = check_reading(read_as("yaml", grown(steps, rounds)), day, tally_only=False, keep_cases=False).diagnostics
    assert [f"{d.code} {d.message}" for d in found if d.code.startswith("DT5")] == []


def test_the_kind_of_a_round_changes_nothing() -> None:
    again = [congress({AN: 5}, present=20, number=n, kind=RoundKind.AGAIN) for n in range(1, 5)]
    assert routes("DT516", *again, members=20) == ["bau_cu[3].lan"]
