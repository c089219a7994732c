"""The rules about the vote for head and its recognition at their boundaries: the timetable, the terms after the vote, who acts as head."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin import law
from dantin.case import Case, count_dossier
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.model import Event, Meeting, ModelChoice, Office, Remark, Round, RoundKind, Setting, Step, StepKind
from dantin.provision import NATIONAL, Guidance, Instrument, Law, Provision
from dantin.rule import Edit, apply
from tests.builders import AS_OF, NAMES, VOTE_DAY, by_hands, congress, dossier, held, nominee, step, taken_round, unheld
from tests.editing import check, edited, plain, read_as

AN, BINH, CUC, *_ = NAMES
HEAD, FRONT, NONE = ModelChoice.HEAD, ModelChoice.FRONT, ModelChoice.NONE
CLEAN = plain()
DAY = timedelta(days=1)
LAW, DECREE = date(2023, 7, 1), date(2023, 8, 15)
"""The days from which the Law and its decree are in force."""


def on(text: str) -> date:
    """ "10/11/2024" -> that day."""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def case(*rounds: Round, meetings: Sequence[Meeting] = (), as_of: date = AS_OF, in_force: Law = NATIONAL, **rest: Any) -> Case:
    """A hamlet of 100 households and 20 members, counted; `meetings` are the minutes of table "cuoc_hop"."""
    made = dossier(*rounds, **({"households": 100, "members": 20} | rest))
    rows = tuple(replace(meeting, index=i) for i, meeting in enumerate(meetings))
    return count_dossier(replace(made, meetings=rows), as_of, in_force)


def findings(code: str, of: Case, *more: str) -> list[Diagnostic]:
    """What one rule finds (and `more` of them), as if it were the only one."""
    found, faults = apply(
        of, flawed=of.dossier.flawed, as_of=of.as_of, hamlet=None, place_of=lambda route: Place(route), only=lambda c: c in (code, *more)
    )
    assert not faults
    return found


def routes(code: str, *rounds: Round, **rest: Any) -> list[str]:
    """Where one rule finds something, as for `case`."""
    return [d.route for d in findings(code, case(*rounds, **rest))]


def codes_of(changes: Mapping[str, object]) -> list[str]:
    """The codes found on the clean example with these edits."""
    return [d.code for d in check(read_as("yaml", edited(Edit(changes), CLEAN))).diagnostics]


def meeting(day: date | None, present: int | None, event: Event | None = Event.HEAD_ELECTION) -> Meeting:
    """The minutes of a meeting."""
    return Meeting(0, event=event, day=day, present=present)


def elects(name: str = AN, day: date | None = VOTE_DAY, **figures: Any) -> Round:
    """A vote that elects a head."""
    return held({name: 90, "Người Không Trúng": 10}, present=100, day=day, **figures)


def fails(day: date | None = VOTE_DAY, **figures: Any) -> Round:
    """A vote that elects nobody."""
    return held({AN: 50, BINH: 50}, present=100, day=day, **figures)


def short(day: date | None = VOTE_DAY, **figures: Any) -> Round:
    """A meeting that too few attended to vote."""
    none = dict.fromkeys(("issued", "returned", "valid", "invalid"))
    return held((), day=day, **({"present": 50} | none | figures))


def planned(day: date | None = VOTE_DAY, **figures: Any) -> Round:
    """A vote not held yet."""
    return unheld(day=day, **figures)


# --- DT301-DT304: the timetable ---------------------------------------------------------------------------------------

TERMS = {
    "DT301": (StepKind.DECISION, 20),
    "DT302": (StepKind.LIST_SENT, 15),
    "DT303": (StepKind.TEAM_SET_UP, 10),
    "DT304": (StepKind.NOTICE, 7),
}
ALL_TERMS = pytest.mark.parametrize(("code", "kind", "days"), [(code, *term) for code, term in TERMS.items()])
ORDER = [kind for kind, _ in TERMS.values()]


def before(days: int, day: date = VOTE_DAY) -> date:
    return day - timedelta(days=days)


@ALL_TERMS
@pytest.mark.parametrize("vote", [elects(), planned(), fails(), short(), by_hands((90, 10), present=100)])
def test_so_many_days_before_is_in_time_and_a_day_later_is_not(code: str, kind: StepKind, days: int, vote: Round) -> None:
    assert routes(code, vote, steps=[step(kind, before(days))]) == []
    assert routes(code, vote, steps=[step(kind, before(days + 1))]) == []
    (late,) = findings(code, case(vote, steps=[step(kind, before(days - 1))]))
    assert (late.route, late.severity, late.related) == ("moc[0].ngay", Severity.ERROR, (Place("bau_cu[0].ngay"),))
    assert f"ngày {before(days - 1):%d/%m/%Y}" in late.message
    assert f"hạn cuối là ngày {before(days):%d/%m/%Y} (ít nhất {days:02d} ngày trước ngày bầu 10/11/2024)" in late.message


@ALL_TERMS
def test_after_the_vote_is_late_too(code: str, kind: StepKind, days: int) -> None:
    del days
    assert routes(code, elects(), steps=[step(kind, VOTE_DAY + DAY)]) == ["moc[0].ngay"]


@ALL_TERMS
@pytest.mark.parametrize("model", [HEAD, FRONT, NONE, None])
def test_the_timetable_binds_whatever_the_model(code: str, kind: StepKind, days: int, model: ModelChoice | None) -> None:
    assert routes(code, elects(), steps=[step(kind, before(days - 1))], model=model) == ["moc[0].ngay"]


@ALL_TERMS
def test_the_decree_alone_knows_the_timetable(code: str, kind: StepKind, days: int) -> None:
    for vote, wanted in ((DECREE - DAY, []), (DECREE, ["moc[0].ngay"])):
        assert routes(code, elects(day=vote), steps=[step(kind, before(days - 1, vote))]) == wanted
        assert routes(code, elects(day=vote), steps=[step(kind, None)]) == wanted


@ALL_TERMS
def test_held_without_the_step(code: str, kind: StepKind, days: int) -> None:
    (gone,) = findings(code, case(elects()))
    assert (gone.route.partition("[")[0], gone.place.file, gone.related) == ("moc", gone.route, (Place("bau_cu[0].ngay"),))
    assert gone.message == (
        f"đã họp bầu trưởng khu phố ngày 10/11/2024 mà chưa ghi ngày {kind.value} (hạn cuối là ngày {before(days):%d/%m/%Y})"
    )
    assert routes(code, elects(), steps=[step(StepKind.CONSULTATION, on("01/10/2024")), step(kind, None)]) == ["moc[1].ngay"]
    (undated,) = findings(code, case(elects(day=None)))
    assert undated.message == f"đã họp bầu trưởng khu phố mà chưa ghi ngày {kind.value}"
    assert routes(code, short()) != []


@ALL_TERMS
def test_an_undated_vote_makes_nothing_late(code: str, kind: StepKind, days: int) -> None:
    del days
    for vote in (elects(day=None), planned(None)):
        assert routes(code, vote, steps=[step(kind, AS_OF)]) == []
    assert routes(code, steps=[step(kind, AS_OF)]) == []


@ALL_TERMS
def test_what_is_not_reached_is_not_missed(code: str, kind: StepKind, days: int) -> None:
    del days
    earlier = [step(k, before(30)) for k in ORDER[: ORDER.index(kind)]]
    for rounds in ((), (planned(),), (planned(None),)):
        assert routes(code, *rounds) == []
        assert routes(code, *rounds, steps=[*earlier, step(kind, None)]) == []
        assert routes(code, *rounds, steps=[step(StepKind.CONSULTATION, before(30)), step(StepKind.PUBLIC_OPINION, before(40))]) == []


@pytest.mark.parametrize("later", ORDER)
def test_a_later_step_shows_what_was_missed(later: StepKind) -> None:
    for code, (kind, _) in TERMS.items():
        missed = ORDER.index(kind) < ORDER.index(later)
        for rounds in ((), (planned(),), (planned(None),)):
            found = findings(code, case(*rounds, steps=[step(later, before(25))]))
            assert [d.related for d in found] == ([(Place("moc[0].ngay"),)] if missed else [])
            assert all(f"đã {later.value} ngày 16/10/2024 mà chưa ghi ngày {kind.value}" in d.message for d in found)
        assert bool(routes(code, steps=[step(later, AS_OF)])) is missed
        assert routes(code, steps=[step(later, AS_OF + DAY)]) == []
        assert routes(code, steps=[step(later, None)]) == []


def test_without_a_vote_the_law_is_that_of_today() -> None:
    sent = [step(StepKind.LIST_SENT, on("01/07/2023"))]
    assert routes("DT301", steps=sent, as_of=DECREE - DAY) == []
    assert len(routes("DT301", steps=sent, as_of=DECREE)) == 1


def test_a_second_vote_has_its_own_timetable() -> None:
    second = VOTE_DAY + timedelta(days=28)
    kind, days = TERMS["DT301"]
    two = (fails(), elects(day=second, number=2, kind=RoundKind.AGAIN))
    assert routes("DT301", *two, steps=[step(kind, before(days))]) == []
    assert routes("DT301", *two, steps=[step(kind, before(days - 1))]) == ["moc[0].ngay"]
    assert routes("DT301", *two, steps=[step(kind, second), step(kind, before(days))]) == []
    assert routes("DT301", *two, steps=[step(kind, second), step(kind, before(days - 1))]) == ["moc[1].ngay"]
    # A first meeting that was put off is only planned: the one that was held counts.
    assert routes("DT301", planned(), elects(day=second, number=2), steps=[step(kind, before(days, second))]) == []
    assert routes("DT301", planned(None), planned(number=2), steps=[step(kind, before(days - 1))]) == ["moc[0].ngay"]


def test_ballots_taken_round_follow_the_meeting() -> None:
    later = VOTE_DAY + timedelta(days=5)
    kind, days = TERMS["DT304"]
    taken = taken_round((90, 10), issued=100, day=later)
    by_round = (short(), replace(taken, number=2))
    by_minutes = [meeting(later, 60), meeting(VOTE_DAY, 50), meeting(None, 50), meeting(before(9), 50, Event.CONSULTATION)]
    for given in (before(days), before(days - 1)):
        wanted = ["moc[0].ngay"] if given > before(days) else []
        assert routes("DT304", *by_round, steps=[step(kind, given)]) == wanted
        assert routes("DT304", taken, meetings=by_minutes, steps=[step(kind, given)]) == wanted
        # The minutes of a meeting after it are another's.
        assert routes("DT304", taken, meetings=[meeting(later + DAY, 50)], steps=[step(kind, given)]) == []
        # Of a vote at the meeting itself the round tells the day.
        assert routes("DT304", elects(), meetings=[meeting(before(3), 50)], steps=[step(kind, given)]) == wanted
    assert findings("DT304", case(taken, meetings=by_minutes))[0].related == (Place("cuoc_hop[1].ngay"),)


def test_each_step_of_the_timetable_is_told_for_itself() -> None:
    late = case(elects(), steps=[step(kind, before(days - 1)) for kind, days in TERMS.values()])
    assert [(d.code, d.route) for d in findings("", late, *TERMS)] == [(code, f"moc[{i}].ngay") for i, code in enumerate(TERMS)]
    assert [d.code for d in findings("", case(elects()), *TERMS)] == list(TERMS)
    # Nor does one hide what is wrong with the vote or after it.
    changes = {"moc[4].ngay": "22/10/2024", "bau_cu[0].hop_le": 254, "moc[12].ngay": "27/11/2024"}
    assert sorted(codes_of(changes)) == ["DT301", "DT308", "DT518"]
    assert codes_of({"moc[4].ngay": "22/10/2024", "moc[10].ho_ten": "Phạm Thị Hiền"}) == ["DT301", "DT404"]
    assert codes_of({"moc[4]": None, "moc[11].ngay": "27/11/2024"}) == ["DT301", "DT518"]


@ALL_TERMS
def test_what_could_not_be_read_makes_no_step_late_or_missed(code: str, kind: StepKind, days: int) -> None:
    late = [step(kind, before(days - 1))]
    assert routes(code, elects(day=None), flawed=["bau_cu[0].ngay"]) == []
    assert routes(code, elects(), steps=[step(kind, None)], flawed=["moc[0].ngay"]) == []
    assert routes(code, elects(), steps=[Step(0, day=before(30))], flawed=["moc[0].buoc"]) == []
    assert routes(code, elects(), flawed=["moc"]) == []
    assert routes(code, elects(), steps=[*late, step(kind, None)], flawed=["moc[1].ngay"]) == []
    assert routes(code, elects(), steps=[*late, step(kind, None)]) == ["moc[0].ngay"]


# --- Local guidance ---------------------------------------------------------------------------------------------------

GUIDANCE = Instrument("Hướng dẫn số 01-HD/BTCHU ngày 01/10/2024", "", on("01/10/2024"))


def tightened(provision: Provision[int], days: int) -> Law:
    return Law((Guidance(GUIDANCE, on("01/10/2024"), terms={provision.title: days}),))


def test_terms_are_those_in_force_that_day() -> None:
    in_force = tightened(law.HEAD_DECISION_DAYS, 25)
    assert routes("DT301", elects(), steps=[step(StepKind.DECISION, before(25))], in_force=in_force) == []
    (late,) = findings("DT301", case(elects(), steps=[step(StepKind.DECISION, before(24))], in_force=in_force))
    assert "ít nhất 25 ngày" in late.message
    assert late.citation == GUIDANCE.short
    steps = [step(StepKind.RESULT_SENT, on("14/11/2024")), step(StepKind.RECOGNITION, on("18/11/2024"))]
    for code, provision in (("DT402", law.HEAD_RECOGNITION_DAYS), ("DT405", law.HEAD_RESULT_SENT_DAYS)):
        assert routes(code, elects(), steps=steps) == []
        assert len(routes(code, elects(), steps=steps, in_force=tightened(provision, 1))) == 1
    in_force, decided = tightened(law.HEAD_VACANCY_DAYS, 10), step(StepKind.DECISION, VOTE_DAY)
    for dismissed, wanted in (("30/10/2024", ["moc[0].ngay"]), ("31/10/2024", [])):
        assert routes("DT407", steps=[step(StepKind.HEAD_DISMISSED, on(dismissed)), decided], in_force=in_force) == wanted


# --- DT306: a show of hands -------------------------------------------------------------------------------------------

HANDS = by_hands((90, 10), present=100)


@pytest.mark.parametrize(
    ("model", "rounds", "wanted"),
    [
        pytest.param(HEAD, [HANDS], ["bau_cu[0].hinh_thuc"], id="by hands"),
        pytest.param(FRONT, [HANDS], ["bau_cu[0].hinh_thuc"], id="under the other form of the model"),
        pytest.param(NONE, [HANDS], [], id="not under the model"),
        pytest.param(None, [HANDS], [], id="no model chosen"),
        pytest.param(HEAD, [elects()], [], id="by ballot"),
        pytest.param(HEAD, [elects(form=None)], [], id="not told how"),
        pytest.param(HEAD, [replace(HANDS, day=None)], ["bau_cu[0].hinh_thuc"], id="undated"),
        pytest.param(HEAD, [replace(HANDS, day=on("01/06/2023"))], ["bau_cu[0].hinh_thuc"], id="before the Law"),
        pytest.param(HEAD, [planned(form=HANDS.form)], [], id="only planned"),
        pytest.param(HEAD, [short(form=HANDS.form)], [], id="too few to vote"),
        pytest.param(HEAD, [replace(HANDS, remark=Remark.VOID)], [], id="struck out"),
        pytest.param(HEAD, [by_hands((50, 50), present=100), elects(number=2)], [], id="then by ballot"),
        pytest.param(HEAD, [fails(), replace(HANDS, number=2)], ["bau_cu[1].hinh_thuc"], id="by ballot, then by hands"),
        pytest.param(HEAD, [HANDS, short(number=2)], ["bau_cu[0].hinh_thuc"], id="then too few"),
        pytest.param(HEAD, [HANDS, planned(number=2)], ["bau_cu[0].hinh_thuc"], id="then planned"),
        pytest.param(HEAD, [congress((15,), present=20, form=HANDS.form)], [], id="a congress is another's"),
    ],
)
def test_under_the_model_the_people_vote_in_secret(model: ModelChoice | None, rounds: list[Round], wanted: list[str]) -> None:
    found = findings("DT306", case(*rounds, model=model))
    assert [(d.route, d.severity) for d in found] == [(route, Severity.WARNING) for route in wanted]


def test_the_title_of_the_head_is_said() -> None:
    (found,) = findings("DT306", case(HANDS, model=HEAD, kind="thôn"))
    assert found.message == "bầu trưởng thôn bằng giơ tay, không phải bỏ phiếu kín"


# --- DT316: the second vote before the Law ----------------------------------------------------------------------------

FIRST = on("04/06/2023")
IN_TIME, LATE = on("19/06/2023"), on("20/06/2023")


@pytest.mark.parametrize(
    ("rounds", "wanted"),
    [
        pytest.param([fails(FIRST), elects(day=IN_TIME, number=2)], [], id="on the fifteenth day"),
        pytest.param([fails(FIRST), elects(day=LATE, number=2)], ["bau_cu[1].ngay"], id="on the sixteenth"),
        pytest.param([fails(FIRST), fails(LATE, number=2)], ["bau_cu[1].ngay"], id="again nobody"),
        pytest.param([fails(FIRST), planned(LATE, number=2)], ["bau_cu[1].ngay"], id="planned too late"),
        pytest.param([fails(FIRST), planned(IN_TIME, number=2)], [], id="planned in time"),
        pytest.param([fails(FIRST), planned(None, number=2)], [], id="planned for no day"),
        pytest.param([fails(FIRST)], [], id="no second vote"),
        pytest.param([elects(day=FIRST), elects(day=LATE, number=2)], [], id="the first elected"),
        pytest.param([short(FIRST), elects(day=LATE, number=2)], [], id="the first had no quorum"),
        pytest.param([fails(FIRST, remark=Remark.VOID), elects(day=LATE, number=2)], [], id="the first was void"),
        pytest.param([fails(None), elects(day=LATE, number=2)], [], id="the first undated"),
        pytest.param([fails(FIRST), elects(day=None, number=2)], [], id="the second undated"),
        pytest.param([fails(FIRST), fails(IN_TIME, number=2), elects(day=LATE, number=3)], [], id="the second in time, then a third"),
        pytest.param([fails(FIRST), short(IN_TIME, number=2), elects(day=LATE, number=3)], ["bau_cu[2].ngay"], id="too few between"),
        pytest.param([short(on("01/06/2023")), fails(FIRST, number=2), elects(day=IN_TIME, number=3)], [], id="too few before"),
        pytest.param([short(on("01/06/2023")), fails(FIRST, number=2), elects(day=LATE, number=3)], ["bau_cu[2].ngay"], id="and late"),
        pytest.param([planned(None), fails(FIRST, number=2), elects(day=LATE, number=3)], ["bau_cu[2].ngay"], id="put off before"),
        pytest.param(
            [fails(IN_TIME - DAY, remark=Remark.VOID), fails(FIRST, number=2), elects(day=LATE, number=3)],
            ["bau_cu[2].ngay"],
            id="void before",
        ),
        pytest.param([], [], id="no vote"),
        pytest.param([fails(LAW - 17 * DAY), elects(day=LAW - DAY, number=2)], ["bau_cu[1].ngay"], id="the last day before the Law"),
        pytest.param([fails(LAW - 17 * DAY), elects(day=LAW, number=2)], [], id="the second under the Law"),
        pytest.param([fails(LAW), elects(day=LAW + 16 * DAY, number=2)], [], id="under the Law"),
        pytest.param([fails(VOTE_DAY), elects(day=VOTE_DAY + 28 * DAY, number=2)], [], id="under its decree"),
    ],
)
def test_before_the_law_the_second_vote_had_its_day(rounds: list[Round], wanted: list[str]) -> None:
    assert routes("DT316", *rounds) == wanted


def test_the_first_vote_is_named_beside_the_second() -> None:
    (late,) = findings("DT316", case(fails(FIRST), elects(day=LATE, number=2)))
    assert late.message == "bầu lại ngày 20/06/2023, hạn cuối là ngày 19/06/2023 (15 ngày kể từ lần bầu đầu ngày 04/06/2023)"
    assert (late.related, late.severity) == ((Place("bau_cu[0].ngay"),), Severity.ERROR)
    assert "09/2008" in (late.citation or "")


def test_a_first_vote_in_error_makes_no_second_late() -> None:
    """With a wrong winner announced, or figures that do not agree, that is what has to be put right."""
    assert routes("DT316", fails(FIRST, valid=99), elects(day=LATE, number=2)) == []
    wrong = case(fails(FIRST, announced=(AN,)), elects(day=LATE, number=2))
    assert [d.code for d in findings("DT316", wrong, "DT311")] == ["DT311"]


# --- DT318: ballots taken to the households ---------------------------------------------------------------------------

TAKEN = taken_round((90, 10), issued=100, number=2, day=VOTE_DAY)
FOUND = ["bau_cu[1].cach_thuc"]


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        pytest.param(short(), [], id="after a meeting of half"),
        pytest.param(short(present=51), FOUND, id="after a meeting of more than half"),
        pytest.param(short(present=51, remark=Remark.NO_QUORUM), [], id="recorded as short"),
        pytest.param(short(present=None, remark=Remark.NO_QUORUM), [], id="recorded as short, without a number"),
        pytest.param(held((40, 10), present=50), [], id="short, yet it voted (another rule)"),
        pytest.param(fails(), FOUND, id="after a vote that elected nobody"),
        pytest.param(fails(remark=Remark.VOID), FOUND, id="after a vote struck out"),
        pytest.param(planned(), FOUND, id="after a meeting only planned"),
        pytest.param(short(VOTE_DAY + DAY), FOUND, id="the meeting came later"),
        pytest.param(short(VOTE_DAY - DAY), [], id="the meeting came before"),
        pytest.param(short(None), [], id="a meeting of no date"),
        pytest.param(short(setting=Setting.TAKEN_ROUND), ["bau_cu[0].cach_thuc", *FOUND], id="after ballots taken round"),
    ],
)
def test_ballots_are_taken_round_after_a_meeting_that_was_short(first: Round, wanted: list[str]) -> None:
    assert routes("DT318", first, TAKEN) == wanted


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        pytest.param([meeting(VOTE_DAY, 50)], [], id="half, on that day"),
        pytest.param([meeting(VOTE_DAY, 51)], ["bau_cu[0].cach_thuc"], id="more than half"),
        pytest.param([meeting(VOTE_DAY + DAY, 50)], ["bau_cu[0].cach_thuc"], id="later"),
        pytest.param([meeting(None, 50)], [], id="of no date"),
        pytest.param([meeting(VOTE_DAY, None)], ["bau_cu[0].cach_thuc"], id="of no attendance"),
        pytest.param([meeting(VOTE_DAY, 50, Event.CONSULTATION)], ["bau_cu[0].cach_thuc"], id="of another gathering"),
        pytest.param([meeting(VOTE_DAY, 60), meeting(VOTE_DAY, 50)], [], id="one of two"),
        pytest.param([meeting(date(2008, 4, 16), 50)], ["bau_cu[0].cach_thuc"], id="before any law on the quorum"),
    ],
)
def test_the_minutes_of_the_meeting_do_as_well(minutes: list[Meeting], wanted: list[str]) -> None:
    assert routes("DT318", replace(TAKEN, number=1), meetings=minutes) == wanted


def test_only_ballots_taken_round_need_a_meeting_before() -> None:
    assert routes("DT318", elects()) == []
    assert routes("DT318", elects(setting=None)) == []
    assert routes("DT318", planned(setting=Setting.TAKEN_ROUND)) == []
    assert routes("DT318", replace(TAKEN, remark=Remark.VOID)) == []
    assert routes("DT318", replace(TAKEN, day=None)) == ["bau_cu[0].cach_thuc"]
    assert routes("DT318", replace(TAKEN, day=LAW - DAY)) == []
    assert routes("DT318", replace(TAKEN, day=LAW)) == ["bau_cu[0].cach_thuc"]


def test_what_the_meeting_had_is_said() -> None:
    (after,) = findings("DT318", case(fails(), replace(TAKEN, day=on("15/11/2024"))))
    assert after.message == (
        "phát phiếu đến hộ gia đình ngày 15/11/2024 mà trước đó không có cuộc họp nào thiếu số hộ dự; "
        "cuộc họp ngày 10/11/2024 có 100/100 hộ dự, đủ để bầu"
    )
    assert (after.related, after.severity) == ((Place("bau_cu[0].co_mat"),), Severity.ERROR)
    (minutes,) = findings("DT318", case(replace(TAKEN, day=None), meetings=[meeting(None, 51)]))
    assert minutes.message.endswith("thiếu số hộ dự; cuộc họp có 51/100 hộ dự, đủ để bầu")
    assert minutes.related == (Place("cuoc_hop[0].co_mat"),)
    (first,) = findings("DT318", case(TAKEN, meetings=[meeting(VOTE_DAY, None), meeting(VOTE_DAY, 60), meeting(VOTE_DAY, 70)]))
    assert first.message.endswith("thiếu số hộ dự; cuộc họp ngày 10/11/2024 có 60/100 hộ dự, đủ để bầu")
    assert first.related == (Place("cuoc_hop[1].co_mat"),)
    assert routes("DT318", replace(TAKEN, day=None), meetings=[meeting(VOTE_DAY, 50)]) == []
    assert routes("DT318", short(), replace(TAKEN, day=None)) == []
    assert routes("DT318", short(present=51), TAKEN, meetings=[meeting(VOTE_DAY, 50)]) == []


@pytest.mark.parametrize(("came", "wanted"), [(155, None), (156, "cuộc họp ngày 10/11/2024 có 156/310 hộ dự, đủ để bầu")])
def test_where_no_minutes_tell_who_was_at_the_meeting_the_ticks_do(came: int, wanted: str | None) -> None:
    """As on the papers about it."""
    ticks = {f"ho_gia_dinh[{row}].du_hop": "x" if row < came else "" for row in range(310)}
    taken = {"bau_cu[0].cach_thuc": "phát phiếu", "bau_cu[0].co_mat": "", "cuoc_hop[1].co_mat": ""}
    found = [d.message for d in check(read_as("yaml", edited(Edit(taken | ticks), CLEAN))).diagnostics if d.code == "DT318"]
    assert [message.rpartition("; ")[2] for message in found] == ([wanted] if wanted else [])


def test_while_the_quorum_is_not_certain_nothing_is_said() -> None:
    assert routes("DT318", short(present=51), TAKEN, households=None) == []
    assert routes("DT318", short(present=51), TAKEN, roster=101) == []
    assert routes("DT318", short(present=51, total=101), TAKEN, households=None, roster=100) == []
    assert routes("DT318", short(present=51), TAKEN, flawed=["don_vi.tong_so_ho"]) == []
    assert routes("DT318", short(present=None), TAKEN, flawed=["bau_cu[0].co_mat"]) == []
    assert routes("DT318", short(present=51), TAKEN, flawed=["bau_cu[0].ghi_nhan"]) == []
    assert routes("DT318", replace(short(), offices=()), TAKEN, flawed=["bau_cu[0].chuc_danh"]) == []
    assert routes("DT318", TAKEN, meetings=[meeting(VOTE_DAY, None)], flawed=["cuoc_hop[0].co_mat"]) == []
    assert routes("DT318", TAKEN, meetings=[meeting(VOTE_DAY, 50, None)], flawed=["cuoc_hop[0].cuoc"]) == []


# --- DT402: the commune's answer --------------------------------------------------------------------------------------

RECOGNITION, REFUSAL, SENT, RECEIVED = StepKind.RECOGNITION, StepKind.REFUSAL, StepKind.RESULT_SENT, StepKind.RESULT_RECEIVED


def steps(*rows: tuple[StepKind, str]) -> list[Step]:
    return [step(kind, on(text) if text else None) for kind, text in rows]


@pytest.mark.parametrize("answer", [RECOGNITION, REFUSAL])
@pytest.mark.parametrize(
    ("received", "last"),
    [
        pytest.param("11/11/2024", "18/11/2024", id="over a weekend"),
        pytest.param("10/11/2024", "15/11/2024", id="from a Sunday"),
        # Off: 27-28/4 (weekend), 29/4 (against Saturday 04/5), 30/4, 01/5, 04-05/5. Days: 26, 02, 03, 06, 07.
        pytest.param("25/04/2024", "07/05/2024", id="across 30/4 and 01/5"),
        # Off: 01-02/02 (weekend), 25-26/01, 27-31/01. Days: 23, 24, 03, 04, 05.
        pytest.param("22/01/2025", "05/02/2025", id="across Tết"),
        pytest.param("30/08/2024", "10/09/2024", id="across 02/9"),
        pytest.param("27/12/2024", "06/01/2025", id="across the New Year"),
    ],
)
def test_the_commune_answers_within_five_working_days(answer: StepKind, received: str, last: str) -> None:
    vote = elects(day=on(received))
    for kind in (SENT, RECEIVED):
        assert routes("DT402", vote, steps=steps((kind, received), (answer, last))) == []
        (late,) = findings("DT402", case(vote, steps=[step(kind, on(received)), step(answer, on(last) + DAY)]))
        assert (late.route, late.related, late.severity) == ("moc[1].ngay", (Place("moc[0].ngay"),), Severity.WARNING)
        act = "công nhận" if answer is RECOGNITION else "từ chối công nhận"
        verb = "gửi kết quả" if kind is SENT else "nhận kết quả"
        on_day = f"{on(last) + DAY:%d/%m/%Y}"
        assert late.message == f"{act} ngày {on_day}, {verb} ngày {received}: hạn cuối là ngày {last} (05 ngày làm việc)"


ANSWERED = {
    "received counts before sent": (
        [elects()],
        steps((SENT, "11/11/2024"), (RECEIVED, "12/11/2024"), (RECOGNITION, "19/11/2024")),
        [],
    ),
    "received a day earlier": (
        [elects()],
        steps((SENT, "11/11/2024"), (RECEIVED, "11/11/2024"), (RECOGNITION, "19/11/2024")),
        ["moc[2].ngay"],
    ),
    "received undated": ([elects()], steps((SENT, "11/11/2024"), (RECEIVED, ""), (RECOGNITION, "19/11/2024")), ["moc[2].ngay"]),
    "received after the answer": ([elects()], steps((SENT, "11/11/2024"), (RECEIVED, "20/11/2024"), (RECOGNITION, "19/11/2024")), []),
    "received on the day of the answer": (
        [elects()],
        steps((SENT, "11/11/2024"), (RECEIVED, "19/11/2024"), (RECOGNITION, "19/11/2024")),
        [],
    ),
    "handed in again on the day of the answer": (
        [elects()],
        steps((RECEIVED, "11/11/2024"), (RECEIVED, "19/11/2024"), (RECOGNITION, "19/11/2024")),
        [],
    ),
    "handed in again": (
        [elects()],
        steps((RECEIVED, "11/11/2024"), (RECEIVED, "15/11/2024"), (RECEIVED, "27/11/2024"), (RECOGNITION, "22/11/2024")),
        [],
    ),
    "handed in again, and late": (
        [elects()],
        steps((RECEIVED, "11/11/2024"), (RECEIVED, "15/11/2024"), (RECOGNITION, "23/11/2024")),
        ["moc[2].ngay"],
    ),
    "neither sent nor received": ([elects()], steps((RECOGNITION, "30/12/2024")), []),
    "not answered": ([elects()], steps((RECEIVED, "11/11/2024")), []),
    "answer undated": ([elects()], steps((RECEIVED, "11/11/2024"), (RECOGNITION, "")), []),
    "refused in time, recognised later": (
        [elects()],
        steps((RECEIVED, "11/11/2024"), (REFUSAL, "18/11/2024"), (RECOGNITION, "30/11/2024")),
        [],
    ),
    "refused late, then recognised": (
        [elects()],
        steps((RECEIVED, "11/11/2024"), (RECOGNITION, "30/11/2024"), (REFUSAL, "19/11/2024")),
        ["moc[2].ngay"],
    ),
    "refused, voted again, sent anew": (
        [elects(), elects(day=on("08/12/2024"), number=2)],
        steps((RECEIVED, "11/11/2024"), (REFUSAL, "15/11/2024"), (SENT, "09/12/2024"), (RECOGNITION, "16/12/2024")),
        [],
    ),
    "and answered late": (
        [elects(), elects(day=on("08/12/2024"), number=2)],
        steps((RECEIVED, "11/11/2024"), (REFUSAL, "15/11/2024"), (SENT, "09/12/2024"), (RECOGNITION, "17/12/2024")),
        ["moc[3].ngay"],
    ),
    "late both times": (
        [elects(), elects(day=on("08/12/2024"), number=2)],
        steps((SENT, "11/11/2024"), (REFUSAL, "19/11/2024"), (RECEIVED, "09/12/2024"), (RECOGNITION, "17/12/2024")),
        ["moc[1].ngay", "moc[3].ngay"],
    ),
    "the first result is not that of the second vote": (
        [fails(), elects(day=on("08/12/2024"), number=2)],
        steps((SENT, "11/11/2024"), (RECEIVED, "11/11/2024"), (RECOGNITION, "20/12/2024")),
        [],
    ),
    "sent on the day of the second vote": (
        [fails(), elects(day=on("08/12/2024"), number=2)],
        steps((SENT, "11/11/2024"), (SENT, "08/12/2024"), (RECOGNITION, "14/12/2024")),
        ["moc[2].ngay"],
    ),
    "ballots taken round": (
        [short(), replace(TAKEN, day=on("17/11/2024"), last_day=on("20/11/2024"))],
        steps((SENT, "20/11/2024"), (RECOGNITION, "27/11/2024")),
        [],
    ),
    "ballots taken round, and late": (
        [short(), replace(TAKEN, day=on("17/11/2024"), last_day=on("20/11/2024"))],
        steps((SENT, "20/11/2024"), (RECOGNITION, "28/11/2024")),
        ["moc[1].ngay"],
    ),
    "a vote of no date": ([elects(day=None)], steps((RECEIVED, "11/11/2024"), (RECOGNITION, "19/11/2024")), ["moc[1].ngay"]),
    "no vote entered": ([], steps((RECEIVED, "11/11/2024"), (RECOGNITION, "19/11/2024")), ["moc[1].ngay"]),
    "no vote entered, in time": ([], steps((RECEIVED, "11/11/2024"), (RECOGNITION, "18/11/2024")), []),
    "a vote before the Law": ([elects(day=LAW - DAY)], steps((RECEIVED, "03/07/2023"), (RECOGNITION, "30/07/2023")), []),
    "a vote on its first day": ([elects(day=LAW)], steps((RECEIVED, "03/07/2023"), (RECOGNITION, "30/07/2023")), ["moc[1].ngay"]),
    "received before the Law": ([], steps((RECEIVED, "30/06/2023"), (RECOGNITION, "30/07/2023")), []),
    "received on its first day": ([], steps((RECEIVED, "01/07/2023"), (RECOGNITION, "30/07/2023")), ["moc[1].ngay"]),
}


@pytest.mark.parametrize(("rounds", "dated", "wanted"), ANSWERED.values(), ids=ANSWERED)
@pytest.mark.parametrize("model", [HEAD, None])
def test_the_answer_is_held_against_what_it_answers(
    rounds: list[Round], dated: list[Step], wanted: list[str], model: ModelChoice | None
) -> None:
    assert routes("DT402", *rounds, steps=dated, model=model) == wanted


@pytest.mark.parametrize(
    "flawed",
    ["moc[0].ngay", "moc[1].ngay", "moc[2].ngay", "moc[3].buoc", "bau_cu[0].ngay", "bau_cu[0].ngay_ket_thuc", "bau_cu[1].chuc_danh"],
)
def test_what_could_not_be_read_makes_no_answer_late(flawed: str) -> None:
    rows = [*steps((SENT, "11/11/2024"), (RECEIVED, ""), (RECOGNITION, "19/11/2024")), Step(0, day=on("12/11/2024"))]
    rounds = (elects(), replace(planned(), offices=()))
    assert routes("DT402", *rounds, steps=rows) == ["moc[2].ngay"]
    assert routes("DT402", *rounds, steps=rows, flawed=[flawed]) == []


# --- DT405: the result sent -------------------------------------------------------------------------------------------

TAKEN_LATER = replace(TAKEN, day=on("13/11/2024"), last_day=on("17/11/2024"))


@pytest.mark.parametrize(
    ("rounds", "sent", "wanted"),
    [
        pytest.param([elects()], ["15/11/2024"], [], id="on the fifth working day"),
        pytest.param([elects()], ["16/11/2024"], [0], id="after it"),
        pytest.param([elects()], ["10/11/2024"], [], id="on the day of the vote"),
        pytest.param([elects()], ["09/11/2024"], [], id="before the vote (another rule)"),
        pytest.param([elects()], [], [], id="not sent"),
        pytest.param([elects()], [""], [], id="undated"),
        pytest.param([elects(day=None)], ["30/12/2024"], [], id="a vote of no date"),
        pytest.param([planned()], ["30/12/2024"], [], id="a vote only planned"),
        pytest.param([], ["30/12/2024"], [], id="no vote"),
        pytest.param([elects()], ["30/11/2024", "15/11/2024"], [], id="sent twice, once in time"),
        pytest.param([elects()], ["30/11/2024", "18/11/2024"], [1], id="sent twice, the first is late"),
        pytest.param([fails()], ["18/11/2024"], [0], id="nobody was elected"),
        pytest.param([short(), TAKEN_LATER], ["22/11/2024"], [], id="taken round: from the last day"),
        pytest.param([short(), TAKEN_LATER], ["23/11/2024"], [0], id="taken round: late"),
        pytest.param(
            [short(), replace(TAKEN_LATER, last_day=None)], ["21/11/2024"], [0], id="taken round: the first day for want of the last"
        ),
        pytest.param([short(), replace(TAKEN_LATER, day=None)], ["23/11/2024"], [0], id="taken round: only the last day"),
        pytest.param([short()], ["30/11/2024"], [], id="too few to vote"),
        pytest.param([fails(remark=Remark.VOID)], ["30/11/2024"], [], id="struck out"),
        pytest.param([fails(), elects(day=on("08/12/2024"), number=2)], ["13/12/2024"], [], id="the second vote"),
        pytest.param([fails(), elects(day=on("08/12/2024"), number=2)], ["14/12/2024"], [0], id="the second vote, late"),
        pytest.param([fails(), elects(day=on("08/12/2024"), number=2)], ["07/12/2024"], [0], id="the first vote, late"),
        pytest.param([fails(), elects(day=on("08/12/2024"), number=2)], ["07/12/2024", "14/12/2024"], [0, 1], id="both late"),
        pytest.param([fails(), elects(day=on("08/12/2024"), number=2)], ["08/12/2024"], [], id="on the day of the second vote"),
        pytest.param([fails(), replace(TAKEN_LATER, last_day=on("20/11/2024"))], ["19/11/2024"], [0], id="before the second vote ended"),
        pytest.param([fails(), replace(TAKEN_LATER, last_day=on("20/11/2024"))], ["20/11/2024"], [], id="when the second vote ended"),
        pytest.param([fails(), elects(number=2)], ["15/11/2024"], [], id="two votes on one day"),
        pytest.param([fails(), elects(number=2)], ["16/11/2024"], [0], id="two votes on one day, late once"),
        pytest.param([elects(day=on("25/04/2024"))], ["07/05/2024"], [], id="across 30/4 and 01/5"),
        pytest.param([elects(day=on("25/04/2024"))], ["08/05/2024"], [0], id="across 30/4 and 01/5, late"),
        pytest.param([elects(day=on("05/02/2024"))], ["19/02/2024"], [], id="across Tết"),
        pytest.param([elects(day=on("05/02/2024"))], ["20/02/2024"], [0], id="across Tết, late"),
        pytest.param([elects(day=on("30/06/2023"))], ["30/09/2023"], [], id="before the law"),
        pytest.param([elects(day=on("01/07/2023"))], ["30/09/2023"], [0], id="on its first day"),
    ],
)
def test_the_result_is_sent_within_five_working_days(rounds: list[Round], sent: list[str], wanted: list[int]) -> None:
    rows = steps(*((SENT, text) for text in sent))
    assert routes("DT405", *rounds, steps=rows) == [f"moc[{i}].ngay" for i in wanted]


def test_the_term_counts_from_the_meeting_or_from_the_last_ballot_that_came_back() -> None:
    (meeting_,) = findings("DT405", case(elects(), steps=steps((SENT, "16/11/2024"))))
    assert meeting_.message == "gửi kết quả ngày 16/11/2024, bầu ngày 10/11/2024: hạn cuối là ngày 15/11/2024 (05 ngày làm việc)"
    assert (meeting_.citation, meeting_.grade) == ("Điều 3 khoản 5 điểm d Nghị định 59/2023/NĐ-CP", "A")
    assert (meeting_.related, meeting_.severity) == ((Place("bau_cu[0].ngay"),), Severity.WARNING)
    (taken,) = findings("DT405", case(short(), TAKEN_LATER, steps=steps((SENT, "23/11/2024"))))
    assert taken.message == "gửi kết quả ngày 23/11/2024, thu phiếu xong ngày 17/11/2024: hạn cuối là ngày 22/11/2024 (05 ngày làm việc)"
    assert (taken.citation, taken.grade) == ("Điều 4 khoản 7 Nghị định 59/2023/NĐ-CP", "A")
    assert (taken.related) == ((Place("bau_cu[1].ngay_ket_thuc"),))


@pytest.mark.parametrize("flawed", ["moc[1].ngay", "moc[2].buoc", "bau_cu[0].ngay", "bau_cu[1].chuc_danh"])
def test_what_could_not_be_read_makes_no_result_late(flawed: str) -> None:
    rows = [*steps((SENT, "16/11/2024"), (SENT, "")), Step(0, day=on("12/11/2024"))]
    rounds = (elects(), replace(planned(), offices=()))
    assert routes("DT405", *rounds, steps=rows) == ["moc[0].ngay"]
    assert routes("DT405", *rounds, steps=rows, flawed=[flawed]) == []


# --- DT406: recognition refused ---------------------------------------------------------------------------------------

REFUSED = on("15/11/2024")


@pytest.mark.parametrize(
    ("rounds", "rows", "wanted"),
    [
        pytest.param([elects()], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="no new vote"),
        pytest.param([], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="no vote at all"),
        pytest.param([elects()], steps((REFUSAL, "")), [], id="undated"),
        pytest.param([elects()], steps((RECOGNITION, "15/11/2024")), [], id="not refused"),
        pytest.param([elects(), elects(day=REFUSED, number=2)], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="a vote that day"),
        pytest.param([elects(), elects(day=REFUSED + DAY, number=2)], steps((REFUSAL, "15/11/2024")), [], id="a vote the next day"),
        pytest.param([elects(), elects(day=None, number=2)], steps((REFUSAL, "15/11/2024")), [], id="a vote of no date"),
        pytest.param([elects(day=None)], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="the refused vote undated"),
        pytest.param([elects(), planned(AS_OF, number=2)], steps((REFUSAL, "15/11/2024")), [], id="planned for today"),
        pytest.param([elects(), planned(AS_OF - DAY, number=2)], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="planned and missed"),
        pytest.param([elects(), planned(None, number=2)], steps((REFUSAL, "15/11/2024")), ["moc[0].ngay"], id="planned for no day"),
        pytest.param([elects()], steps((REFUSAL, "15/11/2024"), (RECOGNITION, "16/11/2024")), ["moc[0].ngay"], id="recognised after all"),
        pytest.param(
            [elects(), elects(day=REFUSED + DAY, number=2)],
            steps((REFUSAL, "15/11/2024"), (RECOGNITION, "20/11/2024")),
            [],
            id="recognised after a new vote",
        ),
        pytest.param(
            [elects(), elects(day=on("20/11/2024"), number=2)],
            steps((REFUSAL, "15/11/2024"), (RECOGNITION, "18/11/2024")),
            [],
            id="recognised before the new vote (another rule)",
        ),
        pytest.param([elects()], steps((REFUSAL, "15/11/2024"), (RECOGNITION, "")), ["moc[0].ngay"], id="recognition undated"),
        pytest.param([elects()], steps((REFUSAL, "15/11/2024"), (RECOGNITION, "15/11/2024")), ["moc[0].ngay"], id="recognised that day"),
        pytest.param(
            [elects(), fails(REFUSED + DAY, number=2)],
            steps((REFUSAL, "15/11/2024"), (REFUSAL, "20/11/2024")),
            ["moc[1].ngay"],
            id="refused again",
        ),
        pytest.param([elects(day=on("20/06/2023"))], steps((REFUSAL, "30/06/2023")), [], id="before the law"),
        pytest.param([elects(day=on("20/06/2023"))], steps((REFUSAL, "01/07/2023")), ["moc[0].ngay"], id="on its first day"),
    ],
)
def test_who_was_refused_votes_again(rounds: list[Round], rows: list[Step], wanted: list[str]) -> None:
    found = findings("DT406", case(*rounds, steps=rows))
    assert [(d.route, d.severity) for d in found] == [(route, Severity.WARNING) for route in wanted]
    assert all(d.message.startswith("UBND thị trấn Trảng Bom từ chối công nhận ngày ") for d in found)


@pytest.mark.parametrize("flawed", ["moc[1].ngay", "moc[2].buoc", "bau_cu[1].ngay", "bau_cu[2].chuc_danh"])
def test_what_could_not_be_read_may_be_the_new_vote(flawed: str) -> None:
    rows = [*steps((REFUSAL, "15/11/2024"), (RECOGNITION, "")), Step(0)]
    rounds = (elects(), planned(None, number=2), replace(planned(), offices=()))
    assert routes("DT406", *rounds, steps=rows) == ["moc[0].ngay"]
    assert routes("DT406", *rounds, steps=rows, flawed=[flawed]) == []


# --- DT407: the post vacant -------------------------------------------------------------------------------------------

DISMISSED = StepKind.HEAD_DISMISSED
ACTING_STEP = StepKind.ACTING_HEAD
LET_GO = on("01/10/2024")
SIXTIETH = on("30/11/2024")
NOT_DECIDED, DECIDED_LATE = "đến ngày {} chưa quyết định", "đến ngày {} mới quyết định"


def decides(day: date | None) -> Step:
    """The decision to hold a vote."""
    return step(StepKind.DECISION, day)


VACANT: dict[str, tuple[list[Round], date, list[Step], str | None]] = {
    "today is the sixtieth day": ([], SIXTIETH, [], None),
    "today is the sixty-first": ([], SIXTIETH + DAY, [], NOT_DECIDED.format("01/12/2024")),
    "decided on the sixtieth day": ([], AS_OF, [decides(SIXTIETH)], None),
    "decided on the sixty-first": ([], AS_OF, [decides(SIXTIETH + DAY)], DECIDED_LATE.format("01/12/2024")),
    "decided on the day itself": ([], AS_OF, [decides(LET_GO)], None),
    "the decision before it is not the new one": ([], AS_OF, [decides(LET_GO - DAY)], NOT_DECIDED.format("31/12/2024")),
    "decided in time, voted much later": ([elects(day=AS_OF)], AS_OF, [decides(SIXTIETH)], None),
    "decided late, voted and recognised": (
        [elects(day=AS_OF)],
        AS_OF,
        [decides(SIXTIETH + DAY), step(RECOGNITION, AS_OF)],
        DECIDED_LATE.format("01/12/2024"),
    ),
    "decided twice, the first counts": ([], AS_OF, [decides(AS_OF), decides(SIXTIETH)], None),
    "the decision undated": ([], AS_OF, [decides(None)], NOT_DECIDED.format("31/12/2024")),
    "voted, the decision not recorded (another rule)": ([elects(day=AS_OF)], AS_OF, [], None),
    "voted on the day itself": ([elects(day=LET_GO)], AS_OF, [], None),
    "the vote before it is not the new one": ([elects(day=LET_GO - DAY)], AS_OF, [], NOT_DECIDED.format("31/12/2024")),
    "a vote only planned is no decision": ([planned(SIXTIETH)], SIXTIETH + DAY, [], NOT_DECIDED.format("01/12/2024")),
    "a vote planned for no day": ([planned(None)], AS_OF, [], NOT_DECIDED.format("31/12/2024")),
    "a vote planned, the term not over": ([planned(AS_OF)], SIXTIETH, [], None),
    "a vote of no date": ([elects(day=None)], AS_OF, [], None),
    "the new head recognised that day": ([elects(day=LET_GO - DAY)], AS_OF, [step(RECOGNITION, LET_GO)], None),
    "recognised before": ([elects(day=LET_GO - DAY)], AS_OF, [step(RECOGNITION, LET_GO - DAY)], NOT_DECIDED.format("31/12/2024")),
    "recognition undated": ([], AS_OF, [step(RECOGNITION, None)], NOT_DECIDED.format("31/12/2024")),
}


@pytest.mark.parametrize(("rounds", "as_of", "rows", "wanted"), VACANT.values(), ids=VACANT)
def test_a_new_vote_is_decided_on_within_sixty_days(rounds: list[Round], as_of: date, rows: list[Step], wanted: str | None) -> None:
    assert LET_GO + timedelta(days=60) == SIXTIETH
    found = findings("DT407", case(*rounds, steps=[step(DISMISSED, LET_GO), *rows], as_of=as_of))
    assert [(d.route, d.severity) for d in found] == ([("moc[0].ngay", Severity.WARNING)] if wanted else [])
    for d in found:
        assert d.message == (
            f"cho thôi trưởng khu phố ngày 01/10/2024, hạn quyết định tổ chức bầu cử là ngày 30/11/2024 (60 ngày), nhưng {wanted}"
        )
        assert d.related == (() if wanted and "chưa" in wanted else (Place("moc[1].ngay"),))


def test_each_dismissal_has_its_sixty_days() -> None:
    rows = [step(DISMISSED, on("01/01/2024")), step(DISMISSED, LET_GO), step(DISMISSED, None)]
    assert routes("DT407", steps=[*rows, decides(SIXTIETH)]) == ["moc[0].ngay"]
    assert routes("DT407", steps=[*rows, decides(SIXTIETH + DAY)]) == ["moc[0].ngay", "moc[1].ngay"]
    assert routes("DT407", steps=[step(DISMISSED, None)]) == []
    assert routes("DT407", steps=[step(DISMISSED, DECREE - DAY)]) == []
    assert routes("DT407", steps=[step(DISMISSED, DECREE)]) == ["moc[0].ngay"]


@pytest.mark.parametrize("flawed", ["moc[1].ngay", "moc[2].buoc", "bau_cu[0].ngay", "bau_cu[1].chuc_danh"])
def test_what_could_not_be_read_may_fill_the_post(flawed: str) -> None:
    rows = [step(DISMISSED, LET_GO), step(RECOGNITION, None), Step(0)]
    rounds = (planned(None), replace(planned(), offices=()))
    assert routes("DT407", *rounds, steps=rows) == ["moc[0].ngay"]
    assert routes("DT407", *rounds, steps=rows, flawed=[flawed]) == []


# --- DT409: an acting head for too long -------------------------------------------------------------------------------

NAMED_2026 = on("27/05/2026")
BEFORE_LIMIT = on("10/01/2026")


@pytest.mark.parametrize(
    ("rows", "as_of", "says"),
    [
        pytest.param([(ACTING_STEP, NAMED_2026, AN)], on("27/11/2026"), None, id="the last day"),
        pytest.param([(ACTING_STEP, NAMED_2026, AN)], on("28/11/2026"), "(06 tháng), nhưng đến ngày 28/11/2026 vẫn chưa", id="a day later"),
        pytest.param(
            [(ACTING_STEP, BEFORE_LIMIT, AN)],
            on("27/11/2026"),
            "hạn là ngày 26/11/2026 (06 tháng kể từ ngày 26/05/2026)",
            id="named before there was a limit",
        ),
        pytest.param([(ACTING_STEP, BEFORE_LIMIT, AN)], on("26/11/2026"), None, id="named before there was a limit, the last day"),
        pytest.param([(ACTING_STEP, on("10/01/2025"), AN)], on("25/05/2026"), None, id="no limit yet"),
        pytest.param([(ACTING_STEP, NAMED_2026, AN), (RECOGNITION, on("27/11/2026"), BINH)], on("01/02/2027"), None, id="a head in time"),
        pytest.param(
            [(ACTING_STEP, NAMED_2026, AN), (RECOGNITION, on("28/11/2026"), BINH)],
            on("01/02/2027"),
            "đến ngày 28/11/2026 mới có người thay",
            id="a head too late",
        ),
        pytest.param([(ACTING_STEP, NAMED_2026, AN), (ACTING_STEP, on("01/09/2026"), BINH)], on("28/02/2027"), None, id="another in time"),
        pytest.param(
            [(ACTING_STEP, NAMED_2026, AN), (ACTING_STEP, on("01/09/2026"), AN)],
            on("28/11/2026"),
            "hạn là ngày 27/11/2026",
            id="the same named again",
        ),
    ],
)
def test_dt409(rows: list[tuple[StepKind, date, str]], as_of: date, says: str | None) -> None:
    steps_ = [Step(i, kind=kind, day=day, person=person) for i, (kind, day, person) in enumerate(rows)]
    found = findings("DT409", case(steps=steps_, as_of=as_of))
    assert [(d.route, d.severity) for d in found] == ([("moc[0].ngay", Severity.WARNING)] if says else [])
    assert all(says in d.message for d in found if says)


# --- DT408: an acting head --------------------------------------------------------------------------------------------

ACTING = on("12/11/2024")
CONGRESS = on("17/11/2024")
ACTS = ("DT401", "DT404", "DT408", "DT501", "DT503")


def acts(name: str | None = AN, day: date | None = ACTING) -> Step:
    return step(StepKind.ACTING_HEAD, day, person=name)


def secretary(name: str = AN, day: date | None = CONGRESS, **figures: Any) -> Round:
    return congress({name: 15}, present=20, day=day, **figures)


def recognised(day: date | None, name: str | None = None) -> Step:
    return step(RECOGNITION, day, person=name)


AT_MOC = ("DT408", "moc[0].buoc")
CONGRESS_STEP, APPROVAL = step(StepKind.CONGRESS, CONGRESS), step(StepKind.APPROVAL, CONGRESS)
UNDER_HEAD: dict[str, tuple[list[Round], list[Step], list[tuple[str, str]]]] = {
    "the only head": ([secretary()], [acts()], [AT_MOC]),
    "not named": ([secretary()], [acts(None)], [AT_MOC]),
    "by the step of the congress": ([], [acts(), CONGRESS_STEP], [AT_MOC]),
    "by the approval": ([], [acts(), APPROVAL], [AT_MOC]),
    "no congress yet": ([planned()], [acts()], []),
    "a congress still to come": ([], [acts(), step(StepKind.CONGRESS, AS_OF + DAY)], []),
    "the congress only planned": ([unheld(Office.SECRETARY, day=CONGRESS)], [acts()], []),
    "approval undated": ([], [acts(), step(StepKind.APPROVAL, None)], []),
    "undated": ([secretary()], [acts(day=None)], [("DT401", "moc[1]")]),
    "since the day of the congress": ([secretary(day=ACTING)], [acts()], [AT_MOC]),
    "since the day after it": ([secretary(day=ACTING - DAY)], [acts()], [("DT401", "moc[1]")]),
    "a congress of no date": ([secretary(day=None)], [acts()], [AT_MOC]),
    "approved before anybody acted": ([], [acts(), step(StepKind.APPROVAL, ACTING - DAY)], [("DT401", "moc[2]")]),
    "approved on the day": ([], [acts(), step(StepKind.APPROVAL, ACTING)], [AT_MOC]),
    "approved later than the congress": (
        [secretary(day=ACTING - DAY)],
        [acts(), step(StepKind.APPROVAL, ACTING + DAY)],
        [("DT401", "moc[2]")],
    ),
    "elected since, not recognised": ([elects(day=ACTING), secretary()], [acts()], [("DT401", "moc[1]")]),
    "elected the day before": ([elects(day=ACTING - DAY), secretary()], [acts()], [AT_MOC]),
    "elected on no known day": ([elects(day=None), secretary()], [acts()], [("DT401", "moc[1]")]),
    "voted since, nobody elected": (
        [fails(ACTING), secretary()],
        [acts()],
        [AT_MOC],
    ),
    "voted since, the figures in error": ([elects(day=ACTING, valid=99), secretary()], [acts()], [("DT401", "moc[1]")]),
    "elected and recognised since": ([elects(day=ACTING), secretary()], [acts(), recognised(CONGRESS)], []),
    "recognised that day": ([elects(), secretary()], [acts(), recognised(ACTING, AN)], []),
    "a later vote ends it": ([elects(day=on("03/11/2024")), secretary()], [acts(day=on("01/09/2024")), recognised(ACTING, AN)], []),
    "congress before the recognition": (
        [elects(day=ACTING), secretary()],
        [acts(), recognised(CONGRESS + DAY)],
        [("DT501", "bau_cu[1].ngay")],
    ),
    "somebody recognised that day": ([secretary()], [acts(), recognised(ACTING)], []),
    "somebody recognised the day before": ([secretary()], [acts(), recognised(ACTING - DAY)], [AT_MOC]),
    "another was elected, and is secretary": ([elects(BINH, day=ACTING - DAY), secretary(BINH)], [acts()], [("DT401", "moc[1]")]),
    "another was elected, the acting one is secretary": ([elects(BINH, day=ACTING - DAY), secretary()], [acts()], [AT_MOC]),
    "another was elected, nobody is named": ([elects(BINH, day=ACTING - DAY), secretary(BINH)], [acts(None)], [AT_MOC]),
    "recognised before, and secretary": (
        [elects(BINH, day=on("03/11/2024")), secretary(BINH)],
        [acts(), recognised(ACTING - DAY, BINH)],
        [],
    ),
    "recognised before, nobody named": (
        [elects(BINH, day=on("03/11/2024")), secretary(BINH)],
        [acts(None), recognised(ACTING - DAY, BINH)],
        [],
    ),
    "recognised before, but the acting one is secretary": (
        [elects(BINH, day=on("03/11/2024")), secretary()],
        [acts(), recognised(ACTING - DAY, BINH)],
        [AT_MOC],
    ),
    "recognised before, a third is secretary": (
        [elects(BINH, day=on("03/11/2024")), secretary(CUC)],
        [acts(), recognised(ACTING - DAY, BINH)],
        [("DT503", "bau_cu[1].ung_cu[0].ho_ten")],
    ),
    "the same person elected, recognised, then acting": (
        [elects(day=on("03/11/2024")), secretary()],
        [acts(), recognised(ACTING - DAY, AN)],
        [],
    ),
    "recognised before, no secretary yet": (
        [elects(BINH), congress((15, 5), present=20, office=Office.COMMITTEE)],
        [acts(), recognised(ACTING - DAY, BINH)],
        [],
    ),
    "the acting one recognised, no vote": ([secretary()], [acts(), recognised(ACTING, AN)], [("DT408", "moc[1].ho_ten")]),
    "the acting one recognised, no congress": ([], [acts(), recognised(None, AN)], [("DT408", "moc[1].ho_ten")]),
    "the acting one recognised, another elected": ([elects(BINH)], [acts(), recognised(ACTING, "LÊ THỊ AN")], [("DT408", "moc[1].ho_ten")]),
    "the acting one recognised after the congress": (
        [elects(BINH), secretary(BINH)],
        [acts(), recognised(CONGRESS + DAY, AN)],
        [("DT408", "moc[1].ho_ten")],
    ),
    "the acting one recognised, the figures in error": ([elects(AN, valid=99)], [acts(), recognised(ACTING, AN)], []),
    "the acting one elected by an earlier round": (
        [elects(), fails(number=2)],
        [acts(), recognised(ACTING, AN)],
        [("DT404", "moc[1].ho_ten")],
    ),
    "another recognised than elected, a third acts": ([elects(BINH)], [acts(CUC), recognised(ACTING, AN)], [("DT404", "moc[1].ho_ten")]),
    "acting before the decree": ([secretary()], [acts(day=DECREE - DAY)], [("DT401", "moc[1]")]),
    "acting on its first day": ([secretary()], [acts(day=DECREE)], [AT_MOC]),
    "nobody acts": ([secretary()], [], [("DT401", "moc")]),
}


def told(of: Case, *codes: str) -> list[tuple[str, str]]:
    """The codes found and where; of a step that is not there, the table (its row if there are others)."""
    return [(d.code, d.route) for d in findings("", of, *codes)]


@pytest.mark.parametrize(("rounds", "rows", "wanted"), UNDER_HEAD.values(), ids=UNDER_HEAD)
def test_an_acting_head_is_no_elected_head(rounds: list[Round], rows: list[Step], wanted: list[tuple[str, str]]) -> None:
    found = told(case(*rounds, steps=rows, model=HEAD), *ACTS)
    short_of = [(code, route if "." in route else "moc") for code, route in found]
    assert short_of == [(code, route if "." in route else "moc") for code, route in wanted]


@pytest.mark.parametrize("model", [NONE, None])
def test_outside_the_model_nobody_is_taken_for_the_head(model: ModelChoice | None) -> None:
    for rounds, rows, _ in UNDER_HEAD.values():
        assert routes("DT408", *rounds, steps=rows, model=model) == []
    swapped = case(elects(BINH), steps=[acts(), recognised(ACTING, AN)], model=model)
    assert told(swapped, *ACTS) == [("DT404", "moc[1].ho_ten")]


TICK, NO_TICK = nominee(AN, Office.SECRETARY, front_head=True), nominee(AN, Office.SECRETARY, front_head=False)


@pytest.mark.parametrize(
    ("rounds", "rows", "nominees", "wanted"),
    [
        pytest.param([secretary()], [acts()], [NO_TICK], ["moc[0].buoc"], id="the acting head is secretary"),
        pytest.param([secretary()], [acts()], [TICK], [], id="and heads the Front"),
        pytest.param([secretary()], [acts()], [nominee(AN, Office.SECRETARY)], [], id="not recorded who heads the Front"),
        pytest.param([secretary(BINH)], [acts()], [NO_TICK], [], id="another is secretary"),
        pytest.param([secretary()], [acts(None)], [NO_TICK], [], id="not named"),
        pytest.param([], [acts(), CONGRESS_STEP], [NO_TICK], [], id="not known who is secretary"),
        pytest.param([elects(day=ACTING - DAY), secretary()], [acts()], [NO_TICK], ["moc[0].buoc"], id="elected before, not recognised"),
        pytest.param([elects(day=ACTING), secretary()], [acts()], [NO_TICK], [], id="elected since"),
        pytest.param([secretary()], [acts(), recognised(ACTING, AN)], [TICK], ["moc[1].ho_ten"], id="recognised without a vote"),
        pytest.param([elects(), secretary()], [acts(), recognised(ACTING, AN)], [NO_TICK], [], id="elected and recognised"),
    ],
)
def test_under_the_model_of_the_front(rounds: list[Round], rows: list[Step], nominees: list[Any], wanted: list[str]) -> None:
    assert routes("DT408", *rounds, steps=rows, nominees=nominees, model=FRONT) == wanted


def test_an_acting_head_is_told_once() -> None:
    """Who acts as head and stands for secretary is one fault, not that and another about the candidate."""
    of = case(elects(BINH, day=ACTING - DAY), secretary(), steps=[acts()], model=HEAD)
    (found,) = findings("DT408", of, "DT503")
    assert found.message == (
        f"{AN} chỉ được cử làm trưởng khu phố lâm thời ngày 12/11/2024; từ đó chưa có ai được dân bầu và được công nhận "
        "mà đã đại hội chi bộ ngày 17/11/2024"
    )
    assert (found.related, found.severity) == ((Place("bau_cu[1].ung_cu[0].ho_ten"),), Severity.ERROR)
    (nameless,) = findings("DT408", case(steps=[acts(None), APPROVAL], model=HEAD))
    assert nameless.message == (
        "chỉ có người được cử làm trưởng khu phố lâm thời ngày 12/11/2024; từ đó chưa có ai được dân bầu và được công nhận "
        "mà đã chuẩn y bí thư"
    )
    (swapped,) = findings("DT408", case(steps=[acts(), recognised(ACTING, AN)], model=HEAD))
    assert swapped.message == f"công nhận {AN}, người chỉ được cử làm trưởng khu phố lâm thời ngày 12/11/2024 và không được dân bầu"
    assert swapped.related == (Place("moc[0].buoc"),)


def test_a_step_that_could_not_be_read_may_be_the_recognition() -> None:
    rows = [acts(), Step(0, day=ACTING)]
    assert routes("DT408", secretary(), steps=rows, model=HEAD) == ["moc[0].buoc"]
    assert told(case(secretary(), steps=rows, model=HEAD, flawed=["moc[1].buoc"]), *ACTS) == []
    swapped = [acts(), recognised(ACTING, AN), Step(0)]
    assert routes("DT408", steps=swapped, model=HEAD, flawed=["moc[2].buoc"]) == []


# --- The clean example -------------------------------------------------------------------------------------------------

FOLLOWING: dict[str, tuple[Mapping[str, object], list[str]]] = {
    "no step at all": ({"moc": []}, ["DT301", "DT302", "DT303", "DT304", "DT401"]),
    "recognition missing": ({"moc[10]": None, "moc[11].ngay": "27/11/2024"}, ["DT401", "DT518"]),
}


@pytest.mark.parametrize(("changes", "wanted"), FOLLOWING.values(), ids=FOLLOWING)
def test_the_clean_example_with_a_change(changes: Mapping[str, object], wanted: list[str]) -> None:
    assert [code for code in codes_of(changes) if code.startswith(("DT3", "DT4", "DT518"))] == wanted
