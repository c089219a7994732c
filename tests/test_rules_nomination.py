"""Who is introduced for head, through which steps, in which order, and who acts in the vote: both sides of every boundary (DT201-DT212)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dantin import law
from dantin.case import count_dossier
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.model import (
    Dossier,
    Duty,
    Event,
    Meeting,
    Member,
    Membership,
    MemberState,
    ModelChoice,
    Nominee,
    Office,
    Official,
    PartialDate,
    Round,
    Source,
    StepKind,
)
from dantin.rule import Edit, apply
from tests.builders import AS_OF, VOTE_DAY, candidates, congress, dossier, held, member, nominee, step, unheld
from tests.editing import check, edited, plain, read_as

HEAD, COMMITTEE, SECRETARY, DEPUTY = Office.HEAD, Office.COMMITTEE, Office.SECRETARY, Office.DEPUTY
AN, BINH = "Lê Thị An", "Trần Văn Bình"
STEPS = {
    StepKind.PREVIOUS_CONGRESS: date(2022, 6, 12),
    StepKind.PUBLIC_OPINION: date(2024, 10, 1),
    StepKind.CONSULTATION: date(2024, 10, 5),
    StepKind.CELL_AGREEMENT: date(2024, 10, 8),
    StepKind.DECISION: date(2024, 10, 15),
    StepKind.LIST_SENT: date(2024, 10, 24),
    StepKind.TEAM_SET_UP: date(2024, 10, 25),
    StepKind.NOTICE: date(2024, 11, 1),
}
AFTER = {
    StepKind.RESULT_SENT: date(2024, 11, 11),
    StepKind.RESULT_RECEIVED: date(2024, 11, 12),
    StepKind.RECOGNITION: date(2024, 11, 15),
    StepKind.CONGRESS: date(2024, 11, 17),
    StepKind.CONGRESS_REPORT: date(2024, 11, 20),
    StepKind.APPROVAL: date(2024, 12, 2),
}
BEFORE_DECREE = date(2023, 8, 14)
DECREE = date(2023, 8, 15)
Days = Mapping[StepKind, date | None]


def planned(name: str | None = AN, *offices: Office, **fields: Any) -> Nominee:
    """The nominee whom the model wants: for head and secretary, an official member, in the plan."""
    fields = {"membership": Membership.OFFICIAL, "planned_for": "bí thư", "birth": PartialDate(1970, 1, 1), "resident": True} | fields
    return replace(nominee(AN, *(offices or (HEAD, SECRETARY)), **fields), name=name)


RIVAL = nominee(BINH, HEAD, membership=Membership.NONE, planned_for="không", birth=PartialDate(1980, 1, 1), resident=True)
VOTE = held({AN: 60, BINH: 30}, present=90)


def made(
    *rounds: Round,
    nominees: Iterable[Nominee] = (planned(), RIVAL),
    days: Days | None = None,
    officials: Sequence[Official] = (),
    meetings: Sequence[Meeting] = (),
    model: ModelChoice | None = ModelChoice.HEAD,
    **rest: Any,
) -> Dossier:
    """A hamlet in good order up to its vote, unless said otherwise; steps of `days` replace or join the usual ones, None undates them."""
    steps = [step(kind, day) for kind, day in (STEPS | dict(days or {})).items()]
    plain = dossier(*(rounds or (VOTE,)), nominees=nominees, steps=steps, model=model, **({"roster": 100} | rest))
    return replace(
        plain,
        officials=tuple(replace(row, index=i) for i, row in enumerate(officials)),
        meetings=tuple(replace(row, index=i) for i, row in enumerate(meetings)),
    )


def without(made_: Dossier, *kinds: StepKind) -> Dossier:
    """The dossier without the steps of some kinds."""
    steps = [s for s in made_.steps if s.kind not in kinds]
    return replace(made_, steps=tuple(replace(s, index=i) for i, s in enumerate(steps)))


def diagnosed(made_: Dossier, code: str = "DT2", as_of: date = AS_OF) -> list[Diagnostic]:
    """What the rules of these codes find."""

    def place_of(route: str) -> Place:
        return Place(route)

    case = count_dossier(made_, as_of)
    found, faults = apply(
        case, flawed=made_.flawed, as_of=as_of, hamlet=None, place_of=place_of, only=lambda checked: checked.startswith(code)
    )
    assert not faults
    return found


def found(made_: Dossier, code: str = "DT2", as_of: date = AS_OF) -> list[tuple[str, str]]:
    """Code and route of each finding."""
    return [(d.code, d.route) for d in diagnosed(made_, code, as_of)]


def where(made_: Dossier, code: str, as_of: date = AS_OF) -> list[str]:
    """The routes at which one rule finds something."""
    return [route for _, route in found(made_, code, as_of)]


def absent(made_: Dossier, kind: StepKind) -> str:
    """The row, past the last, at which a step that is not there is missed."""
    return f"moc[{len(made_.steps) + list(StepKind).index(kind)}]"


def on(day: date | None) -> Round:
    """The vote, held on a day."""
    return replace(VOTE, day=day)


def test_what_is_in_order_is_not_told() -> None:
    assert found(made()) == []
    assert found(made(days=AFTER)) == []


# --- DT201 -----------------------------------------------------------------------------------------------------------

NOT_YET = ["nhan_su[0].dang_vien"]
OFFICIAL, PROBATIONARY, NO_MEMBER = Membership.OFFICIAL, Membership.PROBATIONARY, Membership.NONE
OTHER = member(name="Ngô Thị Khác")


def roll(official: date | None, state: MemberState | None = None, **fields: Any) -> tuple[Member, ...]:
    return (replace(member(state, official=official, name=AN), **fields), OTHER)


MEMBERSHIP: dict[str, tuple[Sequence[Member], Membership | None, list[str]]] = {
    "official on the day of the vote": (roll(VOTE_DAY), OFFICIAL, []),
    "official the day after": (roll(date(2024, 11, 11)), OFFICIAL, NOT_YET),
    "the roster outranks the row": (roll(date(2010, 1, 1)), NO_MEMBER, []),
    "probationary on the roster": (roll(None), OFFICIAL, NOT_YET),
    "here for a time only": (roll(date(2010, 1, 1), MemberState.VISITING), OFFICIAL, NOT_YET),
    "a roster without dates, official": ((member(official=None, name=AN),), OFFICIAL, []),
    "a roster without dates, probationary": ((member(official=None, name=AN),), PROBATIONARY, NOT_YET),
    "not on the roster, official": ((OTHER,), OFFICIAL, []),
    "not on the roster, probationary": ((OTHER,), PROBATIONARY, NOT_YET),
    "another of the name on the roster": (roll(None, birth=PartialDate(1999)), OFFICIAL, []),
    "two of the name on the roster": ((*roll(None, cccd="075070000001"), *roll(None, cccd="075070000002")), OFFICIAL, []),
    "the same member twice, once undated": ((*roll(None), *roll(VOTE_DAY)), OFFICIAL, []),
    "no roster, official": ((), OFFICIAL, []),
    "no roster, probationary": ((), PROBATIONARY, NOT_YET),
    "no roster, no member": ((), NO_MEMBER, NOT_YET),
    "nothing said": ((), None, []),
    "nothing said, not on the roster": ((OTHER,), None, []),
}


@pytest.mark.parametrize(("party", "own", "wanted"), MEMBERSHIP.values(), ids=MEMBERSHIP)
def test_dt201_roster_before_own_row(party: Sequence[Member], own: Membership | None, wanted: list[str]) -> None:
    birth = None if any(m.cccd for m in party) else PartialDate(1970, 1, 1)
    assert where(made(party=party, nominees=(planned(membership=own, birth=birth), RIVAL)), "DT201") == wanted


def test_dt201_an_undated_vote_is_judged_as_of_today() -> None:
    assert where(made(on(None), party=roll(AS_OF)), "DT201") == []
    assert where(made(on(None), party=roll(date(2025, 1, 1))), "DT201") == NOT_YET


def test_dt201_says_why_and_where_it_was_read() -> None:
    (told,) = diagnosed(made(party=roll(date(2024, 11, 11))), "DT201")
    assert (
        told.message
        == "Lê Thị An được giới thiệu bầu trưởng khu phố và bầu bí thư, nhưng đến ngày 10/11/2024 chưa phải là đảng viên chính thức"
    )
    assert told.related == (Place("dang_vien[0].ngay_chinh_thuc"),)
    messages = [
        diagnosed(made(party=party, nominees=(planned(membership=own), RIVAL)), "DT201")[0].message.partition("nhưng ")[2]
        for party, own in ((roll(date(2010, 1, 1), MemberState.VISITING), None), ((), PROBATIONARY), ((), NO_MEMBER))
    ]
    assert messages == ["là đảng viên nơi khác đến sinh hoạt tạm thời", "là đảng viên dự bị", "không phải là đảng viên"]


BAD_NOMINEE = planned(membership=NO_MEMBER, planned_for="không")
OUT_OF_MODEL: dict[str, dict[str, Any]] = {
    "the other form of the model": {"model": ModelChoice.FRONT},
    "not the model": {"model": ModelChoice.NONE},
    "not chosen": {"model": None},
    "from the floor": {"nominees": (replace(BAD_NOMINEE, source=Source.AT_MEETING),)},
    "by themselves": {"nominees": (replace(BAD_NOMINEE, source=Source.SELF),)},
    "a source that could not be read": {"flawed": {"nhan_su[0].nguon"}},
}


@pytest.mark.parametrize("changes", OUT_OF_MODEL.values(), ids=OUT_OF_MODEL)
def test_dt201_and_dt202_concern_the_official_list_under_the_model(changes: dict[str, Any]) -> None:
    assert found(made(**({"nominees": (BAD_NOMINEE, RIVAL)} | changes)), "DT201") == []
    assert found(made(**({"nominees": (BAD_NOMINEE, RIVAL)} | changes)), "DT202") == []


@pytest.mark.parametrize("source", [None, Source.OFFICIAL_LIST])
def test_dt201_and_dt202_are_two_faults_of_one_nominee(source: Source | None) -> None:
    wanted = [("DT201", "nhan_su[0].dang_vien"), ("DT202", "nhan_su[0].quy_hoach")]
    assert found(made(nominees=(replace(BAD_NOMINEE, source=source), RIVAL))) == wanted


def test_a_person_in_two_rows_is_introduced_for_both() -> None:
    rows = (
        planned(AN, HEAD, membership=None, planned_for=None),
        RIVAL,
        planned(AN, SECRETARY, membership=NO_MEMBER, planned_for="phó bí thư"),
    )
    assert found(made(nominees=rows)) == [("DT201", "nhan_su[2].dang_vien"), ("DT202", "nhan_su[2].quy_hoach")]
    rows = (planned(AN, HEAD, membership=None, planned_for=None), RIVAL, planned(AN, SECRETARY))
    assert found(made(nominees=rows)) == []
    rows = (planned(AN, HEAD), RIVAL, planned(AN, SECRETARY, membership=NO_MEMBER, planned_for=None))
    assert found(made(nominees=rows)) == []


def test_a_row_without_a_name_is_only_that() -> None:
    """The blank name is told by the reader."""
    nameless = planned(None, membership=NO_MEMBER, planned_for="không", birth=PartialDate(2010, 5, 5), resident=False)
    assert found(made(nominees=(planned(), nameless, RIVAL))) == []
    assert found(made(nominees=(nameless,), flawed={"nhan_su[0].ho_ten"})) == []


def test_a_date_that_could_not_be_read_tells_nothing() -> None:
    for field in ("ngay_chinh_thuc", "tinh_trang"):
        assert found(made(party=roll(None), flawed={f"dang_vien[0].{field}"})) == []


# --- DT202 -----------------------------------------------------------------------------------------------------------

PLAN: dict[str, tuple[str | None, str | None, bool]] = {
    "secretary": ("bí thư", "không", True),
    "secretary in other words": ("Bí thư Chi bộ", "không", True),
    "secretary among others": ("phó bí thư; bí thư", "không", True),
    "deputy": ("phó bí thư", "không", False),
    "nothing": ("không", "không", False),
    "blank beside a plan": (None, "không", False),
    "blank for everyone": (None, None, True),
}


@pytest.mark.parametrize(("plan", "other", "fine"), PLAN.values(), ids=PLAN)
def test_dt202_the_plan(plan: str | None, other: str | None, fine: bool) -> None:
    nominees = (planned(planned_for=plan), replace(RIVAL, planned_for=other))
    assert where(made(nominees=nominees), "DT202") == ([] if fine else ["nhan_su[0].quy_hoach"])


def test_dt202_quotes_the_plan() -> None:
    messages = [diagnosed(made(nominees=(planned(planned_for=plan), RIVAL)), "DT202")[0].message for plan in ("không", None)]
    assert [message.partition("(")[2] for message in messages] == ["cột quy hoạch ghi “không”)", "cột quy hoạch để trống)"]


FOR_HEAD = (planned(AN, HEAD), RIVAL)
NOBODY_FOR_BOTH: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the vote held": ({}, ["nhan_su[0].gioi_thieu"]),
    "the vote held, no list": ({"days": {StepKind.LIST_SENT: None}}, ["nhan_su[0].gioi_thieu"]),
    "the list sent": ({"rounds": (unheld(),)}, ["nhan_su[0].gioi_thieu"]),
    "not so far": ({"rounds": (unheld(),), "days": {StepKind.LIST_SENT: None}}, []),
    "the list is for tomorrow": ({"rounds": (unheld(),), "days": {StepKind.LIST_SENT: date(2025, 1, 1)}}, []),
    "the list is of today": ({"rounds": (unheld(),), "days": {StepKind.LIST_SENT: AS_OF}}, ["nhan_su[0].gioi_thieu"]),
    "nobody listed for head": ({"nominees": (planned(AN, SECRETARY),)}, []),
    "all from the floor": ({"nominees": tuple(replace(n, source=Source.SELF) for n in FOR_HEAD)}, []),
    "for both, from the floor": ({"nominees": (planned(source=Source.SELF), RIVAL)}, ["nhan_su[1].gioi_thieu"]),
    "an introduction unread": ({"flawed": {"nhan_su[1].gioi_thieu"}}, []),
    "a source unread": ({"flawed": {"nhan_su[1].nguon"}}, []),
    "a name unread": ({"nominees": (*FOR_HEAD, planned(None)), "flawed": {"nhan_su[2].ho_ten"}}, []),
    "the other form": ({"model": ModelChoice.FRONT}, []),
}


@pytest.mark.parametrize(("changes", "wanted"), NOBODY_FOR_BOTH.values(), ids=NOBODY_FOR_BOTH)
def test_dt202_nobody_for_both(changes: dict[str, Any], wanted: list[str]) -> None:
    changes = {"nominees": FOR_HEAD} | changes
    assert where(made(*changes.pop("rounds", ()), **changes), "DT202") == wanted


# --- DT203 -----------------------------------------------------------------------------------------------------------


def meeting(day: date | None, event: Event | None = Event.CONSULTATION) -> Meeting:
    return Meeting(0, event=event, day=day)


CONFERRED = StepKind.CONSULTATION
NO_HIEP_THUONG: dict[str, tuple[dict[str, Any], str]] = {
    "before the vote": ({}, ""),
    "on the day of the vote": ({"days": {CONFERRED: VOTE_DAY}}, ""),
    "the day after": ({"days": {CONFERRED: date(2024, 11, 11)}}, "moc[2].ngay"),
    "undated": ({"days": {CONFERRED: None}}, "moc[2].ngay"),
    "undated, could not be read": ({"days": {CONFERRED: None}, "flawed": {"moc[2].ngay"}}, ""),
    "its meeting dated": ({"days": {CONFERRED: None}, "meetings": [meeting(VOTE_DAY)]}, ""),
    "its meeting too late": ({"days": {CONFERRED: None}, "meetings": [meeting(date(2024, 11, 11))]}, "cuoc_hop[0].ngay"),
    "its meeting undated": ({"days": {CONFERRED: None}, "meetings": [meeting(None)]}, "moc[2].ngay"),
    "its meeting's date could not be read": (
        {"days": {CONFERRED: None}, "meetings": [meeting(None)], "flawed": {"cuoc_hop[0].ngay"}},
        "",
    ),
    "both too late": ({"days": {CONFERRED: date(2024, 11, 11)}, "meetings": [meeting(date(2024, 11, 11))]}, "moc[2].ngay"),
    "another meeting": ({"days": {CONFERRED: None}, "meetings": [meeting(VOTE_DAY, Event.HEAD_ELECTION)]}, "moc[2].ngay"),
    "a meeting that could not be read": (
        {"days": {CONFERRED: None}, "meetings": [meeting(VOTE_DAY, None)], "flawed": {"cuoc_hop[0].cuoc"}},
        "",
    ),
    "meetings that could not be read": ({"days": {CONFERRED: None}, "flawed": {"cuoc_hop"}}, ""),
    "the vote undated": ({"rounds": (on(None),), "days": {CONFERRED: AS_OF}}, ""),
    "the vote undated, and no date": ({"rounds": (on(None),), "days": {CONFERRED: None}}, "moc[2].ngay"),
    "the list sent, the vote planned": ({"rounds": (unheld(),), "days": {CONFERRED: None}}, "moc[2].ngay"),
    "neither": ({"rounds": (unheld(),), "days": {CONFERRED: None, StepKind.LIST_SENT: None}}, ""),
    "before the second vote only": (
        {"rounds": (VOTE, replace(held({AN: 60}, present=90, number=2), day=date(2024, 12, 1))), "days": {CONFERRED: date(2024, 11, 20)}},
        "moc[2].ngay",
    ),
    "not the model, under the decree": ({"model": None, "days": {CONFERRED: None}}, "moc[2].ngay"),
    "not the model, before the decree": ({"rounds": (on(BEFORE_DECREE),), "model": ModelChoice.NONE, "days": {CONFERRED: None}}, ""),
    "not the model, on the day of the decree": (
        {"rounds": (on(DECREE),), "model": ModelChoice.NONE, "days": {CONFERRED: None}},
        "moc[2].ngay",
    ),
    "the model, before the decree": ({"rounds": (on(BEFORE_DECREE),), "days": {CONFERRED: None}}, "moc[2].ngay"),
    "its other form, before the decree": (
        {"rounds": (on(BEFORE_DECREE),), "model": ModelChoice.FRONT, "days": {CONFERRED: None}},
        "moc[2].ngay",
    ),
}


@pytest.mark.parametrize(("changes", "wanted"), NO_HIEP_THUONG.values(), ids=NO_HIEP_THUONG)
def test_dt203(changes: dict[str, Any], wanted: str) -> None:
    changes = dict(changes)
    assert where(made(*changes.pop("rounds", ()), **changes), "DT203") == [wanted][: bool(wanted)]


def test_dt203_two_hiep_thuong_the_first_counts() -> None:
    twice = made()
    for day, wanted in ((date(2024, 11, 20), []), (date(2024, 10, 4), [])):
        again = replace(step(CONFERRED, day), index=len(twice.steps))
        assert where(replace(twice, steps=(*twice.steps, again)), "DT203") == wanted


def test_dt203_no_step_at_all_is_missed_past_the_last_row() -> None:
    bare = without(made(), CONFERRED)
    assert where(bare, "DT203") == [absent(bare, CONFERRED)]
    assert where(replace(bare, flawed=frozenset({"moc"})), "DT203") == []
    unread = replace(bare, steps=(*bare.steps, replace(step(StepKind.NOTICE, None), kind=None, index=len(bare.steps))))
    assert where(replace(unread, flawed=frozenset({f"moc[{len(bare.steps)}].buoc"})), "DT203") == []


def test_dt203_cites_the_law_of_the_vote() -> None:
    late = {CONFERRED: date(2024, 11, 11)}
    (told,) = diagnosed(made(days=late), "DT203")
    assert told.message == "hiệp thương ngày 11/11/2024, sau ngày bầu 10/11/2024"
    assert told.related == (Place("bau_cu[0].ngay"),)
    assert (told.citation or "").endswith("Nghị định 59/2023/NĐ-CP")
    (told,) = diagnosed(made(on(BEFORE_DECREE)), "DT203")
    assert "Dân tin, Đảng cử" in (told.citation or "")


# --- DT204 -----------------------------------------------------------------------------------------------------------

OPINION, AGREEMENT, LIST = StepKind.PUBLIC_OPINION, StepKind.CELL_AGREEMENT, StepKind.LIST_SENT
LIST_DAY, NEXT_DAY = date(2024, 10, 24), date(2024, 10, 25)
FLOOR = (planned(source=Source.AT_MEETING), replace(RIVAL, source=Source.SELF))
NO_AGREEMENT: dict[str, tuple[dict[str, Any], list[str]]] = {
    "agreed on the day of the list": ({"days": {AGREEMENT: LIST_DAY}}, []),
    "agreed the day after": ({"days": {AGREEMENT: NEXT_DAY}}, ["moc[5].ngay"]),
    "asked on the day of the list": ({"days": {OPINION: LIST_DAY}}, []),
    "asked the day after": ({"days": {OPINION: NEXT_DAY}}, ["moc[5].ngay"]),
    "both the day after": ({"days": {OPINION: NEXT_DAY, AGREEMENT: NEXT_DAY}}, ["moc[5].ngay", "moc[5].ngay"]),
    "undated": ({"days": {OPINION: None, AGREEMENT: None}}, ["moc[1].ngay", "moc[3].ngay"]),
    "dates that could not be read": (
        {"days": {OPINION: None, AGREEMENT: None}, "flawed": {"moc[1].ngay", "moc[3].ngay"}},
        [],
    ),
    "the other form of the model": ({"model": ModelChoice.FRONT, "days": {OPINION: None}}, ["moc[1].ngay"]),
    "not the model, nobody asked": ({"model": ModelChoice.NONE, "days": {OPINION: None}}, []),
    "no model chosen, nobody asked": ({"model": None, "days": {OPINION: None}}, []),
    "not the model, not agreed": ({"model": ModelChoice.NONE, "days": {AGREEMENT: None}}, ["moc[3].ngay"]),
    "no list: on the day of the vote": ({"days": {LIST: None, OPINION: VOTE_DAY, AGREEMENT: VOTE_DAY}}, []),
    "no list: after the vote": ({"days": {LIST: None, AGREEMENT: date(2024, 11, 11)}}, ["moc[3].ngay"]),
    "no list, the vote undated": ({"rounds": (on(None),), "days": {LIST: None, AGREEMENT: AS_OF}}, []),
    "no list, no vote": ({"rounds": (unheld(),), "days": {LIST: None, OPINION: None, AGREEMENT: None}}, []),
    "a list, the vote planned": ({"rounds": (unheld(),), "days": {OPINION: None, AGREEMENT: None}}, ["moc[1].ngay", "moc[3].ngay"]),
    "all from the floor": ({"nominees": FLOOR, "days": {OPINION: None, AGREEMENT: None}}, []),
    "nobody listed": ({"nominees": (), "days": {AGREEMENT: None}}, ["moc[3].ngay"]),
    "one of the list": ({"nominees": (FLOOR[0], RIVAL), "days": {AGREEMENT: None}}, ["moc[3].ngay"]),
    "before the decree": ({"rounds": (on(BEFORE_DECREE),), "model": None, "days": {LIST: None, AGREEMENT: None}}, []),
    "on the day of the decree": ({"rounds": (on(DECREE),), "model": None, "days": {LIST: None, AGREEMENT: None}}, ["moc[3].ngay"]),
    "before the decree, under the model": ({"rounds": (on(BEFORE_DECREE),), "days": {LIST: None, OPINION: None}}, ["moc[1].ngay"]),
}


@pytest.mark.parametrize(("changes", "wanted"), NO_AGREEMENT.values(), ids=NO_AGREEMENT)
def test_dt204(changes: dict[str, Any], wanted: list[str]) -> None:
    changes = dict(changes)
    assert where(made(*changes.pop("rounds", ()), **changes), "DT204") == wanted


def test_dt204_each_missing_step_is_a_row_of_its_own() -> None:
    bare = without(made(), OPINION, AGREEMENT, CONFERRED)
    wanted = [("DT203", CONFERRED), ("DT204", OPINION), ("DT204", AGREEMENT)]
    assert found(bare) == [(code, absent(bare, kind)) for code, kind in wanted]
    unread = replace(bare, steps=(*bare.steps, replace(step(StepKind.NOTICE, None), kind=None, index=len(bare.steps))))
    assert found(replace(unread, flawed=frozenset({f"moc[{len(bare.steps)}].buoc"}))) == []


def test_dt204_words_and_other_place() -> None:
    (told,) = diagnosed(made(days={AGREEMENT: NEXT_DAY}), "DT204")
    assert told.message == "gửi danh sách ứng cử ngày 24/10/2024, trước ngày chi ủy thống nhất (25/10/2024)"
    assert told.related == (Place("moc[3].ngay"),)
    (told,) = diagnosed(made(days={AGREEMENT: None}), "DT204")
    assert told.message == "đã gửi danh sách ứng cử mà chưa ghi ngày chi ủy thống nhất"
    assert told.related == (Place("moc[5].ngay"),)
    (told,) = diagnosed(made(days={LIST: None, AGREEMENT: date(2024, 11, 11)}), "DT204")
    assert told.message == "bầu trưởng khu phố ngày 10/11/2024, trước ngày chi ủy thống nhất (11/11/2024)"
    assert told.related == (Place("bau_cu[0].ngay"),)


def test_dt204_the_first_list_and_the_first_agreement_count() -> None:
    """A second vote has its own list and agreement; those of the first are in order."""
    twice = made()
    more = (step(AGREEMENT, date(2024, 11, 12)), step(LIST, date(2024, 11, 14)))
    twice = replace(twice, steps=(*twice.steps, *(replace(s, index=len(twice.steps) + i) for i, s in enumerate(more))))
    assert found(twice) == []
    late = made(days={AGREEMENT: None})
    late = replace(late, steps=(*late.steps, *(replace(s, index=len(late.steps) + i) for i, s in enumerate(more))))
    assert where(late, "DT204") == ["moc[5].ngay"]
    # Where one of two agreements could not be read, it may be the one in time.
    blank = replace(late, steps=tuple(replace(s, day=None) if s.kind is AGREEMENT else s for s in late.steps))
    assert where(blank, "DT204") == ["moc[3].ngay"]
    assert where(replace(blank, flawed=frozenset({f"moc[{len(STEPS)}].ngay"})), "DT204") == []
    # Two steps on one day are nothing special.
    assert found(replace(twice, steps=tuple(replace(s, day=LIST_DAY) if s.kind is LIST else s for s in twice.steps))) == []


# --- DT205 -----------------------------------------------------------------------------------------------------------

EMPTY, UNSET = replace(VOTE, candidates=()), replace(unheld(), candidates=())
NOBODY: dict[str, tuple[tuple[Round, ...], dict[str, Any], bool]] = {
    "a list, nobody on it": ((UNSET,), {}, True),
    "a list, no round": ((), {"drop": True}, True),
    "a list, others introduced": ((), {"drop": True, "nominees": (planned(AN, SECRETARY),)}, True),
    "a list with one": ((), {"drop": True, "nominees": (planned(),)}, False),
    "a list with one put forward at the meeting": ((), {"drop": True, "nominees": (planned(source=Source.AT_MEETING),)}, False),
    "nobody introduced, somebody voted on": ((VOTE,), {}, True),
    "nobody introduced, somebody voted on, whatever the model": ((VOTE,), {"model": None}, True),
    "no list, no vote": ((UNSET,), {"days": {LIST: None}}, False),
    "a list not sent yet": ((UNSET,), {"days": {LIST: date(2025, 1, 1)}}, False),
    "a vote without a list": ((VOTE,), {"days": {LIST: None}}, True),
    "a vote without a list, the other form": ((VOTE,), {"days": {LIST: None}, "model": ModelChoice.FRONT}, True),
    "a vote without a list, not the model": ((VOTE,), {"days": {LIST: None}, "model": ModelChoice.NONE}, False),
    "counts alone, no model chosen": ((VOTE,), {"days": {LIST: None}, "model": None}, False),
    "a meeting too few came to, no list": ((unheld(present=40),), {"days": {LIST: None}}, False),
    "two votes without a list": ((VOTE, replace(VOTE, number=2)), {"days": {LIST: None}}, True),
    "a vote without anybody": ((EMPTY,), {"days": {LIST: None}}, True),
    "an introduction that could not be read": ((), {"drop": True, "nominees": (nominee(AN),), "flawed": {"nhan_su[0].gioi_thieu"}}, False),
    "somebody without a name": ((), {"drop": True, "nominees": (planned(None),)}, False),
    "a table that could not be read": ((), {"drop": True, "flawed": {"nhan_su"}}, False),
    "before the decree": ((replace(EMPTY, day=BEFORE_DECREE),), {}, False),
    "on the day of the decree": ((replace(EMPTY, day=DECREE),), {}, True),
}


@pytest.mark.parametrize(("rounds", "changes", "told"), NOBODY.values(), ids=NOBODY)
def test_dt205(rounds: tuple[Round, ...], changes: dict[str, Any], told: bool) -> None:
    changes = {"nominees": ()} | changes
    drop = changes.pop("drop", False)
    hamlet = made(*rounds, **changes)
    assert where(replace(hamlet, rounds=()) if drop else hamlet, "DT205") == ["nhan_su.#"] * told


def test_dt205_tells_what_was_done_without_candidates() -> None:
    listed, voted = made(UNSET, nominees=()), made(EMPTY, nominees=(), days={LIST: None})
    told = [(d.message, d.related) for hamlet in (listed, voted) for d in diagnosed(hamlet, "DT205")]
    assert told == [
        ("đã gửi danh sách ứng cử nhưng không có ai được giới thiệu ứng cử trưởng khu phố", (Place("moc[5].ngay"),)),
        ("đã bầu trưởng khu phố nhưng không có ai được giới thiệu ứng cử trưởng khu phố", (Place("bau_cu[0].chuc_danh"),)),
    ]
    assert [d.severity for hamlet in (listed, voted) for d in diagnosed(hamlet, "DT205")] == [Severity.ERROR, Severity.WARNING]
    assert {d.hint for hamlet in (listed, voted) for d in diagnosed(hamlet, "DT205")} == {
        "Ghi người ứng cử vào bảng “Nhân sự”, cột “Giới thiệu bầu” ghi chức danh trưởng ấp."
    }


# --- DT206 -----------------------------------------------------------------------------------------------------------

YOUNG = ["nhan_su[0].ngay_sinh"]
AGES: dict[str, tuple[PartialDate | None, date | None, list[str]]] = {
    "21 on the day": (PartialDate(2003, 11, 10), VOTE_DAY, []),
    "21 the day after": (PartialDate(2003, 11, 11), VOTE_DAY, YOUNG),
    "a year in which somebody is 21": (PartialDate(2003), VOTE_DAY, []),
    "a year in which nobody is": (PartialDate(2004), VOTE_DAY, YOUNG),
    "a year of which only the first is": (PartialDate(2003), date(2024, 1, 1), []),
    "a year of which not even the first is": (PartialDate(2003), date(2023, 12, 31), YOUNG),
    "no birth date": (None, VOTE_DAY, []),
    "undated: 21 today": (PartialDate(2003, 12, 31), None, []),
    "undated: 21 tomorrow": (PartialDate(2004, 1, 1), None, YOUNG),
    "a leap day": (PartialDate(2004, 2, 29), date(2025, 2, 28), []),
    "a leap day, the day before": (PartialDate(2004, 2, 29), date(2025, 2, 27), YOUNG),
    "before the age was set": (PartialDate(2000, 1, 1), date(2012, 12, 31), []),
    "on the first day of the age": (PartialDate(2000, 1, 1), date(2013, 1, 1), YOUNG),
}


@pytest.mark.parametrize(("birth", "day", "wanted"), AGES.values(), ids=AGES)
def test_dt206(birth: PartialDate | None, day: date | None, wanted: list[str]) -> None:
    assert where(made(on(day), nominees=(planned(birth=birth), RIVAL)), "DT206") == wanted


def test_dt206_a_planned_vote_counts_and_so_does_a_vote_never_set() -> None:
    nominees = (planned(birth=PartialDate(2003, 12, 31)), RIVAL)
    assert where(made(unheld(day=date(2024, 12, 30)), nominees=nominees), "DT206") == YOUNG
    assert where(made(unheld(day=date(2024, 12, 31)), nominees=nominees), "DT206") == []
    assert where(replace(made(nominees=nominees), rounds=()), "DT206") == []
    assert where(replace(made(nominees=nominees), rounds=()), "DT206", date(2024, 12, 30)) == YOUNG


def voted(birth: PartialDate | None, name: str = AN, **figures: Any) -> Round:
    """The vote with a birth date given for one of those voted on."""
    people = tuple(replace(c, birth=birth) if c.name == name else c for c in VOTE.candidates)
    return replace(VOTE, candidates=people, **figures)


def test_dt206_names_each_person_once_at_the_better_place() -> None:
    child, year, grown = PartialDate(2010, 5, 5), PartialDate(2010), PartialDate(1970)
    assert where(made(voted(child), nominees=(planned(birth=child), RIVAL)), "DT206") == YOUNG
    assert where(made(voted(child), nominees=(planned(birth=None), RIVAL)), "DT206") == ["bau_cu[0].ung_cu[0].ngay_sinh"]
    assert where(made(voted(child), nominees=(planned(birth=year), RIVAL)), "DT206") == ["bau_cu[0].ung_cu[0].ngay_sinh"]
    assert where(made(voted(child), nominees=()), "DT206") == ["bau_cu[0].ung_cu[0].ngay_sinh"]
    assert where(made(voted(year), nominees=(planned(birth=child), RIVAL)), "DT206") == YOUNG
    # A name that nobody introduced is told by another rule.
    assert where(made(voted(child), nominees=(planned(birth=grown), RIVAL)), "DT206") == []
    rows = (planned(AN, HEAD, birth=child), RIVAL, planned(AN, HEAD, birth=child))
    assert where(made(nominees=rows), "DT206") == YOUNG


def test_dt206_the_year_behind_a_name() -> None:
    assert where(made(nominees=(planned(f"{AN} (2010)", birth=None), RIVAL)), "DT206") == ["nhan_su[0].ho_ten"]


def test_dt206_somebody_of_the_second_round_is_judged_by_its_day() -> None:
    later = replace(held({"Võ Thị Út": 60, BINH: 20}, present=90, number=2), day=date(2024, 12, 1))
    for birth, wanted in ((PartialDate(2003, 12, 1), []), (PartialDate(2003, 12, 2), ["bau_cu[1].ung_cu[0].ngay_sinh"])):
        second = replace(later, candidates=(replace(later.candidates[0], birth=birth), later.candidates[1]))
        assert where(made(VOTE, second), "DT206") == wanted


def test_dt206_somebody_of_both_rounds_is_judged_by_the_first() -> None:
    again = replace(VOTE, number=2, day=date(2024, 12, 1))
    nominees = (planned(birth=PartialDate(2003, 11, 20)), RIVAL)
    assert where(made(VOTE, again, nominees=nominees), "DT206") == YOUNG
    # Two rounds on one day are nothing special.
    assert where(made(VOTE, replace(again, day=VOTE_DAY), nominees=nominees), "DT206") == YOUNG


def test_dt206_not_of_other_offices_nor_of_a_day_unread_and_says_no_birth_date() -> None:
    child = PartialDate(2010, 5, 5)
    assert where(made(nominees=(planned(AN, SECRETARY, birth=child), RIVAL)), "DT206") == []
    assert where(made(on(None), nominees=(planned(birth=child), RIVAL), flawed={"bau_cu[0].ngay"}), "DT206") == []
    (told,) = diagnosed(made(nominees=(planned(birth=child), RIVAL)), "DT206")
    assert told.message == "Lê Thị An chưa đủ 21 tuổi vào ngày 10/11/2024"


# --- DT207 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resident", "office", "source", "wanted"),
    [
        (False, HEAD, None, ["nhan_su[0].thuong_tru"]),
        (False, HEAD, Source.SELF, ["nhan_su[0].thuong_tru"]),
        (True, HEAD, None, []),
        (None, HEAD, None, []),
        (False, SECRETARY, None, []),
    ],
)
def test_dt207(resident: bool | None, office: Office, source: Source | None, wanted: list[str]) -> None:
    hamlet = made(nominees=(planned(AN, office, resident=resident, source=source), RIVAL))
    assert where(hamlet, "DT207") == wanted
    assert all(d.severity is Severity.WARNING for d in diagnosed(hamlet, "DT207"))


def test_dt207_not_before_its_law() -> None:
    nominees = (planned(resident=False), RIVAL)
    assert where(made(on(date(2012, 12, 31)), nominees=nominees), "DT207") == []
    assert where(made(on(date(2013, 1, 1)), nominees=nominees), "DT207") == ["nhan_su[0].thuong_tru"]


# --- DT208 -----------------------------------------------------------------------------------------------------------

LAW = date(2023, 7, 1)
ELECTION, CONGRESS = Event.HEAD_ELECTION, Event.CONGRESS


def acting(duty: Duty | None, name: str = AN, event: Event | None = ELECTION, **fields: Any) -> Official:
    return Official(0, name=name, event=event, duty=duty, **fields)


HEAD_DUTIES = [Duty.ELECTION_TEAM_HEAD, Duty.ELECTION_TEAM_MEMBER, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER, Duty.WITNESS]
FREE_DUTIES = [Duty.CHAIR, Duty.CLERK, Duty.PRESIDIUM, None]


@pytest.mark.parametrize("day", [VOTE_DAY, DECREE, BEFORE_DECREE, LAW])
@pytest.mark.parametrize("duty", [*HEAD_DUTIES, *FREE_DUTIES])
def test_dt208_a_candidate_for_head(duty: Duty | None, day: date) -> None:
    wanted = ["thanh_phan[0].ho_ten"] if duty in HEAD_DUTIES else []
    assert where(made(on(day), officials=[acting(duty)]), "DT208") == wanted
    assert where(made(on(day), officials=[acting(duty, event=CONGRESS)], nominees=(planned(AN, HEAD),)), "DT208") == []
    assert where(made(on(day), officials=[acting(duty, event=Event.CONSULTATION)]), "DT208") == []
    assert where(made(on(day), officials=[acting(duty, event=None)]), "DT208") == []


@pytest.mark.parametrize("duty", HEAD_DUTIES)
def test_dt208_before_the_law_it_was_the_witnesses_alone(duty: Duty) -> None:
    wanted = ["thanh_phan[0].ho_ten"] if duty is Duty.WITNESS else []
    for day in (date(2008, 4, 17), date(2023, 6, 30)):
        assert where(made(on(day), officials=[acting(duty)]), "DT208") == wanted
    assert where(made(on(date(2008, 4, 16)), officials=[acting(duty)]), "DT208") == []


@pytest.mark.parametrize("office", [COMMITTEE, SECRETARY, DEPUTY])
@pytest.mark.parametrize("duty", [*HEAD_DUTIES, *FREE_DUTIES])
def test_dt208_a_candidate_of_the_congress(duty: Duty | None, office: Office) -> None:
    wanted = ["thanh_phan[0].ho_ten"] if duty in (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER) else []
    stands = (planned(AN, office), RIVAL)
    assert where(made(officials=[acting(duty, event=CONGRESS)], nominees=stands), "DT208") == wanted
    assert where(made(officials=[acting(duty, event=ELECTION)], nominees=stands), "DT208") == []
    voted_on = made(congress({AN: 9}, present=9, office=office), nominees=(), members=9, officials=[acting(duty, event=CONGRESS)])
    assert where(voted_on, "DT208") == wanted


def test_dt208_not_before_the_rules_of_elections_in_the_party() -> None:
    counting = [acting(Duty.COUNTING_HEAD, event=CONGRESS)]
    for day, wanted in ((date(2014, 6, 8), []), (date(2014, 6, 9), ["thanh_phan[0].ho_ten"])):
        assert where(made(congress({AN: 9}, present=9, day=day), members=9, officials=counting), "DT208") == wanted


def test_dt208_cites_the_rules_of_each_vote() -> None:
    officials = [acting(Duty.WITNESS), acting(Duty.COUNTING_HEAD, event=CONGRESS)]
    told = diagnosed(made(congress({AN: 9}, present=9), VOTE, members=9, officials=officials), "DT208")
    assert [(d.citation, d.grade) for d in told] == [(law.ND_59_2023.short, "B"), (f"Điều 8 khoản 1 {law.QC_190.short}", "A")]


def test_dt208_one_person_once_with_every_duty() -> None:
    officials = [
        acting(Duty.ELECTION_TEAM_MEMBER),
        acting(Duty.ELECTION_TEAM_MEMBER, "Ngô Văn Khác"),
        acting(Duty.COUNTING_HEAD, "lê thị an"),
    ]
    (told,) = diagnosed(made(officials=officials), "DT208")
    assert told.route == "thanh_phan[0].ho_ten"
    assert told.message == "Lê Thị An vừa ứng cử trưởng khu phố vừa là thành viên tổ bầu cử, trưởng ban kiểm phiếu"
    assert told.related == (Place("nhan_su[0].ho_ten"), Place("thanh_phan[2].ho_ten"))


def test_dt208_somebody_voted_on() -> None:
    witness = [acting(Duty.WITNESS)]
    (told,) = diagnosed(made(nominees=(), officials=witness), "DT208")
    assert told.related == (Place("bau_cu[0].ung_cu[0].ho_ten"),)
    # A name of round 1 that nobody introduced is told by another rule; one of a later round may be new.
    assert where(made(nominees=(RIVAL,), officials=witness), "DT208") == []
    second = replace(VOTE, number=2, day=date(2024, 12, 1))
    assert where(made(replace(VOTE, candidates=candidates({BINH: 30})), second, nominees=(RIVAL,), officials=witness), "DT208") == [
        "thanh_phan[0].ho_ten"
    ]


def test_dt208_namesakes_are_not_taken_for_one_another() -> None:
    stands = (planned(birth=PartialDate(1970)), RIVAL)
    assert where(made(nominees=stands, officials=[acting(Duty.WITNESS, f"{AN} (1971)")]), "DT208") == []
    other = member(name=f"{AN} (1971)")
    witness = [acting(Duty.WITNESS)]
    assert where(made(nominees=stands, officials=witness, party=[other]), "DT208") == []
    homes = made(roster=2).households
    assert where(made(nominees=stands, officials=witness, roster=[replace(homes[0], name=f"{AN} (1971)"), homes[1]]), "DT208") == []
    assert where(made(nominees=stands, officials=witness, party=[member(name=f"{AN} (1970)")]), "DT208") == ["thanh_phan[0].ho_ten"]


def test_dt208_a_name_decoded_from_an_old_font_is_not_relied_on() -> None:
    for route in ("thanh_phan[0].ho_ten", "nhan_su[0].ho_ten"):
        assert where(made(officials=[acting(Duty.WITNESS)], flawed={route}), "DT208") == []


# --- DT209 -----------------------------------------------------------------------------------------------------------

LEADERS: dict[str, tuple[str | None, str | None, str]] = {
    "Front": ("Ban công tác Mặt trận khu phố 4", None, ""),
    "in capitals": ("BAN CÔNG TÁC MẶT TRẬN", None, ""),
    "BCTMT": ("BCTMT", None, ""),
    "CTMT": ("Ban CTMT ấp", None, ""),
    "MTTQ": ("UB MTTQ", None, ""),
    "in pieces": ("Ban CT MT", None, ""),
    "another body, though of the Front": ("Chi hội Nông dân", "Trưởng ban công tác Mặt trận", "thanh_phan[0].dai_dien"),
    "another body": ("Chi hội Nông dân", None, "thanh_phan[0].dai_dien"),
    "only the position": (None, "Trưởng ban công tác Mặt trận", ""),
    "only another position": (None, "Chi hội trưởng", "thanh_phan[0].chuc_vu"),
    "nothing": (None, None, ""),
}


@pytest.mark.parametrize(("represents", "position", "wanted"), LEADERS.values(), ids=LEADERS)
def test_dt209(represents: str | None, position: str | None, wanted: str) -> None:
    leader = acting(Duty.ELECTION_TEAM_HEAD, "Huỳnh Văn Lộc", represents=represents, position=position)
    assert where(made(officials=[leader]), "DT209") == [wanted][: bool(wanted)]
    assert where(made(officials=[replace(leader, duty=Duty.ELECTION_TEAM_MEMBER)]), "DT209") == []
    assert where(made(officials=[replace(leader, event=CONGRESS)]), "DT209") == []
    assert where(made(on(BEFORE_DECREE), officials=[leader]), "DT209") == []
    assert where(made(on(DECREE), officials=[leader]), "DT209") == [wanted][: bool(wanted)]


def test_dt209_a_column_that_could_not_be_read() -> None:
    leader = acting(Duty.ELECTION_TEAM_HEAD, "Huỳnh Văn Lộc", position="Chi hội trưởng")
    assert where(made(officials=[leader], flawed={"thanh_phan[0].dai_dien"}), "DT209") == []


def test_dt209_says_what_is_written() -> None:
    rows = [
        acting(Duty.ELECTION_TEAM_HEAD, "Huỳnh Văn Lộc", represents="Chi hội Nông dân"),
        acting(Duty.ELECTION_TEAM_HEAD, "Huỳnh Văn Lộc", position="Chi hội trưởng"),
        replace(acting(Duty.ELECTION_TEAM_HEAD, represents="Hộ gia đình"), name=None),
    ]
    assert [d.message.partition(",")[0] for d in diagnosed(made(officials=rows), "DT209")] == [
        "tổ trưởng tổ bầu cử Huỳnh Văn Lộc ghi đại diện “Chi hội Nông dân”",
        "tổ trưởng tổ bầu cử Huỳnh Văn Lộc ghi chức vụ “Chi hội trưởng”",
        "tổ trưởng tổ bầu cử ghi đại diện “Hộ gia đình”",
    ]


# --- DT210 -----------------------------------------------------------------------------------------------------------

NOTICE, SENT, RECEIVED = StepKind.NOTICE, StepKind.RESULT_SENT, StepKind.RESULT_RECEIVED
RECOGNISED, REPORT, APPROVED = StepKind.RECOGNITION, StepKind.CONGRESS_REPORT, StepKind.APPROVAL
ORDER = list(STEPS | AFTER)
# The step that comes too early, the day on which it is still in order, and the step that goes before it (None: the vote).
PAIRS: list[tuple[StepKind, date, StepKind | None]] = [
    (CONFERRED, date(2024, 10, 1), OPINION),
    (AGREEMENT, date(2024, 10, 5), CONFERRED),
    (NOTICE, date(2024, 10, 24), LIST),
    (SENT, VOTE_DAY, None),
    (RECEIVED, date(2024, 11, 11), SENT),
    (RECOGNISED, date(2024, 11, 12), RECEIVED),
    (REPORT, date(2024, 11, 17), StepKind.CONGRESS),
    (APPROVED, date(2024, 11, 20), REPORT),
]


def day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def row(kind: StepKind | None) -> str:
    return f"moc[{ORDER.index(kind)}].ngay" if kind is not None else "bau_cu[0].ngay"


@pytest.mark.parametrize(("later", "day", "before"), PAIRS, ids=lambda value: value.value if isinstance(value, StepKind) else "")
def test_dt210_the_same_day_is_in_order_the_day_before_is_not(later: StepKind, day: date, before: StepKind | None) -> None:
    assert found(made(days=AFTER | {later: day})) == []
    (told,) = diagnosed(made(days=AFTER | {later: day_before(day)}))
    assert (told.code, told.severity, told.route, told.related) == ("DT210", Severity.WARNING, row(later), (Place(row(before)),))


def test_dt210_words() -> None:
    (told,) = diagnosed(made(days={CONFERRED: date(2024, 9, 30)}))
    assert told.message == "hiệp thương ngày 30/09/2024, sớm hơn ngày lấy ý kiến nhân dân và đảng viên (01/10/2024)"
    (told,) = diagnosed(made(days={SENT: date(2024, 11, 9)}))
    assert told.message == "gửi kết quả bầu cử ngày 09/11/2024, sớm hơn ngày bầu trưởng khu phố (10/11/2024)"
    (told,) = diagnosed(made(days=AFTER | {RECOGNISED: VOTE_DAY}))
    assert told.message == "công nhận trưởng khu phố ngày 10/11/2024, sớm hơn ngày nhận kết quả bầu cử (12/11/2024)"
    (told,) = diagnosed(made(days=AFTER | {REPORT: date(2024, 11, 16)}))
    assert told.message == "báo cáo kết quả đại hội ngày 16/11/2024, sớm hơn ngày đại hội chi bộ (17/11/2024)"


# Changes to the dates of the whole chain, and the steps that are out of order then.
DISORDER: dict[str, tuple[Days, list[StepKind]]] = {
    "one step too early is one finding": ({CONFERRED: date(2022, 1, 1)}, [CONFERRED]),
    "what is not dated is passed over": ({CONFERRED: None, AGREEMENT: date(2024, 9, 30)}, [AGREEMENT]),
    "a vote may come before the last congress": ({OPINION: date(2022, 6, 11), CONFERRED: date(2022, 6, 11)}, []),
    "the previous congress after this one": ({StepKind.PREVIOUS_CONGRESS: date(2024, 11, 18)}, [StepKind.PREVIOUS_CONGRESS]),
    "both on one day": ({StepKind.PREVIOUS_CONGRESS: date(2024, 11, 17)}, []),
    "received passed over": ({RECEIVED: None, RECOGNISED: VOTE_DAY}, [RECOGNISED]),
    "sent passed over": ({SENT: None, RECEIVED: date(2024, 11, 9)}, [RECEIVED]),
    "the report passed over": ({REPORT: None, APPROVED: date(2024, 11, 16)}, [APPROVED]),
    "recognised before the vote is another rule's": ({RECOGNISED: date(2024, 11, 9)}, []),
    "recognised and sent before the vote": ({SENT: date(2024, 11, 9), RECOGNISED: date(2024, 11, 9)}, []),
    "then too, received after sent": ({RECEIVED: date(2024, 11, 10), RECOGNISED: date(2024, 11, 9)}, [RECEIVED]),
    "the congress before the recognition is another rule's": ({RECOGNISED: date(2024, 11, 18)}, []),
    "the notice before a list sent in time": ({LIST: date(2024, 10, 26), NOTICE: date(2024, 10, 25)}, [NOTICE]),
    "the notice before a list sent too late": ({LIST: date(2024, 10, 27), NOTICE: date(2024, 10, 26)}, []),
    "not recognised": ({RECOGNISED: None}, []),
    "no list dated": ({LIST: None, NOTICE: date(2024, 10, 1)}, []),
    "the team before the list": ({StepKind.TEAM_SET_UP: date(2024, 10, 1)}, []),
    "the list before the decision": ({StepKind.DECISION: date(2024, 10, 25)}, []),
    "the decision before the agreement": ({StepKind.DECISION: date(2024, 10, 1)}, []),
    "let go and acting have no order": ({StepKind.HEAD_DISMISSED: date(2020, 1, 1), StepKind.ACTING_HEAD: date(2019, 1, 1)}, []),
}


@pytest.mark.parametrize(("days", "wanted"), DISORDER.values(), ids=DISORDER)
def test_dt210_one_wrong_date_is_told_once(days: Days, wanted: list[StepKind]) -> None:
    assert where(made(days=AFTER | dict(days), model=ModelChoice.NONE), "DT210") == [row(kind) for kind in wanted]


def test_dt210_a_list_before_the_decree_has_no_term() -> None:
    days = {LIST: date(2023, 8, 10), NOTICE: date(2023, 8, 9)}
    assert where(made(on(BEFORE_DECREE), days=days), "DT210") == [row(NOTICE)]
    assert where(made(on(DECREE), days=days), "DT210") == []
    assert where(made(on(None), days={LIST: date(2024, 11, 2)}), "DT210") == [row(NOTICE)]


@pytest.mark.parametrize(
    ("first", "second", "wanted"), [(10, 9, True), (10, 10, False), (10, 11, False), (None, 9, False), (10, None, False)]
)
def test_dt210_a_round_dated_before_the_one_it_follows(first: int | None, second: int | None, wanted: bool) -> None:
    earlier, later = (replace(on(date(2024, 11, day) if day else None), number=n, index=n - 1) for n, day in ((1, first), (2, second)))
    dossier = made(earlier, later, days={})
    assert where(dossier, "DT210") == ["bau_cu[1].ngay"][: int(wanted)]
    if wanted:
        (told,) = diagnosed(dossier, "DT210")
        assert told.message == "bầu trưởng khu phố lần 2 ngày 09/11/2024, sớm hơn ngày bầu trưởng khu phố lần 1 (10/11/2024)"
        assert told.related == (Place("bau_cu[0].ngay"),)


def test_dt210_what_is_not_dated_or_not_read_is_passed_over() -> None:
    assert where(made(on(None), days=AFTER), "DT210") == []
    strange = replace(VOTE, offices=(), day=date(2024, 12, 31))
    assert where(made(VOTE, strange, days=AFTER), "DT210") == []


def test_dt210_ballots_taken_round_end_on_their_last_day() -> None:
    taken = replace(VOTE, last_day=date(2024, 11, 12))
    (told,) = diagnosed(made(taken, days={SENT: date(2024, 11, 11)}), "DT210")
    assert told.related == (Place("bau_cu[0].ngay_ket_thuc"),)
    assert where(made(taken, days={SENT: date(2024, 11, 12)}), "DT210") == []
    assert where(made(taken, days=AFTER | {SENT: date(2024, 11, 11), RECOGNISED: date(2024, 11, 11)}), "DT210") == []


def test_dt210_a_second_vote_sends_its_own_result() -> None:
    first = replace(held({AN: 40, BINH: 40}, present=90), day=VOTE_DAY)
    second = replace(held({AN: 60, BINH: 30}, present=90, number=2), day=date(2024, 12, 1))
    assert where(made(first, second, days={SENT: date(2024, 11, 11)}), "DT210") == []
    short = replace(unheld(present=40, day=VOTE_DAY), number=1)
    (told,) = diagnosed(made(short, second, days={SENT: date(2024, 11, 11)}), "DT210")
    assert told.related == (Place("bau_cu[1].ngay"),)
    # A result that was sent, and a vote that is still to come.
    assert where(made(unheld(), days={SENT: date(2024, 11, 1)}), "DT210") == [f"moc[{len(STEPS)}].ngay"]


def test_dt210_steps_taken_twice_are_held_against_the_first() -> None:
    twice = made(days={SENT: date(2024, 11, 11), RECEIVED: date(2024, 11, 11)})
    more = (step(SENT, date(2024, 12, 2)), step(CONFERRED, date(2024, 11, 20)), step(RECEIVED, date(2024, 11, 9)))
    twice = replace(twice, steps=(*twice.steps, *(replace(s, index=len(twice.steps) + i) for i, s in enumerate(more))))
    assert where(twice, "DT210") == [f"moc[{len(twice.steps) - 1}].ngay"]


def test_dt210_the_congress_is_dated_by_its_rounds_too() -> None:
    round_ = congress({AN: 9}, present=9)
    assert where(made(round_, VOTE, members=9, days={REPORT: date(2024, 11, 16)}), "DT210") == ["moc[8].ngay"]
    assert where(made(round_, VOTE, members=9, days={REPORT: date(2024, 11, 17)}), "DT210") == []
    # With two dates of the congress, which is another finding, the earlier counts.
    for when in (date(2024, 11, 27), date(2024, 11, 16)):
        report = min(when, date(2024, 11, 17))
        days = {StepKind.CONGRESS: when, REPORT: report}
        assert where(made(round_, VOTE, members=9, days=days), "DT210") == []


def test_dt210_is_silent_over_an_error_on_either_date() -> None:
    """The late hiệp thương is told; that the agreement came before it follows."""
    assert found(made(days={CONFERRED: date(2024, 11, 11)})) == [("DT203", "moc[2].ngay")]
    assert found(made(days={OPINION: NEXT_DAY})) == [("DT204", "moc[5].ngay")]


# --- DT211 and DT212 -------------------------------------------------------------------------------------------------


def team(number: int, duty: Duty = Duty.COUNTING_MEMBER) -> list[Official]:
    """So many people of one duty; the first of a counting team leads it."""
    duties = [Duty.COUNTING_HEAD if duty is Duty.COUNTING_MEMBER and i == 0 else duty for i in range(number)]
    return [acting(d, f"Người Số {i + 1}") for i, d in enumerate(duties)]


@pytest.mark.parametrize(("number", "told"), [(0, False), (1, True), (2, True), (3, False), (5, False), (6, True)])
def test_dt211(number: int, told: bool) -> None:
    wanted = ["thanh_phan[0].vai_tro"] * told
    assert where(made(officials=team(number)), "DT211") == wanted
    assert where(made(on(DECREE), officials=team(number)), "DT211") == wanted
    assert where(made(on(BEFORE_DECREE), officials=team(number)), "DT211") == []
    assert where(made(officials=[replace(o, event=CONGRESS) for o in team(number)]), "DT211") == []


def test_dt211_says_how_many_and_counts_people() -> None:
    leader, *others = team(3)
    (told,) = diagnosed(made(officials=[leader, replace(leader, duty=Duty.COUNTING_MEMBER), others[0]]), "DT211")
    assert told.message == "ban kiểm phiếu bầu trưởng khu phố có 2 người, phải có từ 03 đến 05 người"
    namesakes = [acting(Duty.COUNTING_MEMBER, f"Lê Văn Mẫu ({year})") for year in (1970, 1971, 1972)]
    assert where(made(officials=namesakes), "DT211") == []


def test_dt211_each_of_several_votes_may_have_a_team_of_its_own() -> None:
    second = replace(VOTE, number=2, day=date(2024, 12, 1))
    assert where(made(VOTE, second, officials=team(10)), "DT211") == []
    assert where(made(VOTE, second, officials=team(11)), "DT211") == ["thanh_phan[0].vai_tro"]
    assert where(made(VOTE, second, officials=team(2)), "DT211") == ["thanh_phan[0].vai_tro"]
    short = unheld(present=40, day=VOTE_DAY)
    assert where(made(short, second, officials=team(6)), "DT211") == ["thanh_phan[0].vai_tro"]
    assert where(made(unheld(), officials=team(5)), "DT211") == []


@pytest.mark.parametrize(("number", "told"), [(0, False), (1, True), (2, False), (3, True)])
def test_dt212(number: int, told: bool) -> None:
    seen = team(number, Duty.WITNESS)
    wanted = ["thanh_phan[0].vai_tro"] * told
    assert where(made(officials=seen), "DT212") == wanted
    assert where(made(on(DECREE), officials=seen), "DT212") == wanted
    assert where(made(on(BEFORE_DECREE), officials=seen), "DT212") == []
    assert where(made(officials=[replace(o, event=CONGRESS) for o in seen]), "DT212") == []
    assert all(d.severity is Severity.WARNING for d in diagnosed(made(officials=seen), "DT212"))


def test_dt212_counts_people_over_several_votes() -> None:
    one, two, three, four, five = team(5, Duty.WITNESS)
    second = replace(VOTE, number=2, day=date(2024, 12, 1))
    assert where(made(officials=[one, two, one]), "DT212") == []
    assert where(made(VOTE, second, officials=[one, two, three, four]), "DT212") == []
    assert where(made(VOTE, second, officials=[one, two, three, four, five]), "DT212") == ["thanh_phan[0].vai_tro"]
    (told,) = diagnosed(made(officials=[one]), "DT212")
    assert told.message == "có 1 người chứng kiến kiểm phiếu bầu trưởng khu phố, phải có 02 người"


@pytest.mark.parametrize("field", ["cuoc", "vai_tro", "ho_ten"])
def test_dt211_and_dt212_are_silent_where_one_more_may_be_unread(field: str) -> None:
    lost = {"cuoc": acting(Duty.WITNESS, "X", None), "vai_tro": acting(None, "X"), "ho_ten": replace(acting(Duty.WITNESS), name=None)}[
        field
    ]
    rows = [*team(2), *team(1, Duty.WITNESS), lost]
    flawed = {f"thanh_phan[3].{field}"}
    assert [code for code, _ in found(made(officials=rows), "DT21")] == ["DT211", *(["DT212"] if field != "ho_ten" else [])]
    assert found(made(officials=rows, flawed=flawed), "DT21") == []


# --- The whole dossier -----------------------------------------------------------------------------------------------

CLEAN = plain()
SLIPS: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a hiệp thương of another year": ({"moc[2].ngay": "05/10/2025", "cuoc_hop[0].ngay": ""}, [("DT203", "moc[2].ngay")]),
    "an agreement of another year": ({"moc[3].ngay": "08/10/2025"}, [("DT204", "moc[5].ngay")]),
    "a consultation of another year": ({"moc[1].ngay": "01/10/2025"}, [("DT204", "moc[5].ngay")]),
    "a previous congress of another year": ({"moc[0].ngay": "12/06/2025"}, [("DT210", "moc[0].ngay")]),
    "recognised before the vote": ({"moc[10].ngay": "09/11/2024"}, [("DT403", "moc[10].ngay")]),
    "received before it was sent": ({"moc[9].ngay": "01/11/2024"}, [("DT210", "moc[9].ngay")]),
    "reported after the approval": ({"moc[12].ngay": "03/12/2024"}, [("DT210", "moc[13].ngay")]),
    "a birth date of the candidate that is not the nominee's": (
        {"bau_cu[0].ung_cu[0].ngay_sinh": "12/04/2008"},
        [("DT312", "bau_cu[0].ung_cu[0].ho_ten")],
    ),
    "a step misspelt": ({"moc[2].buoc": "hiệp thươngg", "cuoc_hop": []}, [("DT005", "moc[2].buoc")]),
    "a date that is none": ({"moc[3].ngay": "08/13/2024"}, [("DT004", "moc[3].ngay")]),
    "a duty misspelt": ({"thanh_phan[10].vai_tro": "thành viên kiểm"}, [("DT005", "thanh_phan[10].vai_tro")]),
    "an introduction misspelt": ({"nhan_su[0].gioi_thieu": "trưởng âp; bí thưu"}, [("DT005", "nhan_su[0].gioi_thieu")]),
}


@pytest.mark.parametrize(("changes", "wanted"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_once(changes: dict[str, Any], wanted: list[tuple[str, str]]) -> None:
    reading = read_as("yaml", edited(Edit(changes), CLEAN))
    places = reading.dossiers[0].places
    assert [(d.code, str(d.place)) for d in check(reading).diagnostics] == [(code, str(places(route))) for code, route in wanted]


# Two faults, of which neither follows from the other: no warning about the order of dates, and no step missed, hides another error.
TWO_SLIPS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "recognised before received, and after the congress": ({"moc[9].ngay": "20/11/2024", "moc[10].ngay": "18/11/2024"}, ["DT210", "DT501"]),
    "sent before the vote, another recognised": (
        {"moc[8].ngay": "09/11/2024", "van_ban[4].ngay_ky": "09/11/2024", "moc[10].ho_ten": "Phạm Thị Hiền"},
        ["DT210", "DT404"],
    ),
    "no hiệp thương in time, another recognised": (
        {"moc[2].ngay": "11/11/2024", "cuoc_hop": [], "moc[10].ho_ten": "Phạm Thị Hiền"},
        ["DT203", "DT404"],
    ),
    "no hiệp thương at all, another recognised": (
        {"moc[10].ho_ten": "Phạm Thị Hiền", "moc[2]": None, "cuoc_hop": []},
        ["DT203", "DT404"],
    ),
    "reported before the congress, and it too early": (
        {"moc[12].ngay": "16/11/2024", "van_ban[11].ngay_ky": "16/11/2024", "moc[10].ngay": "18/11/2024"},
        ["DT210", "DT501"],
    ),
}


@pytest.mark.parametrize(("changes", "wanted"), TWO_SLIPS.values(), ids=TWO_SLIPS)
def test_one_fault_hides_no_other(changes: dict[str, Any], wanted: list[str]) -> None:
    assert [d.code for d in check(read_as("yaml", edited(Edit(changes), CLEAN))).diagnostics] == wanted


def test_a_dossier_that_has_not_come_so_far_is_clean() -> None:
    """Only the unit and its roster; then the nominees; then the steps up to the agreement."""
    for tables in (("ho_gia_dinh",), ("ho_gia_dinh", "dang_vien", "nhan_su"), ("nhan_su",), ("dang_vien",)):
        begun = {name: rows for name, rows in CLEAN.items() if name in ("don_vi", *tables)}
        begun = {
            name: [{k: v for k, v in r.items() if k not in ("du_hop", "co_mat")} for r in rows] if name != "don_vi" else rows
            for name, rows in begun.items()
        }
        assert not check(read_as("yaml", begun)).diagnostics
        for steps in range(5):
            assert not check(read_as("yaml", begun | {"moc": CLEAN["moc"][:steps]})).diagnostics
