"""Every term of the law on a case: its step, its last lawful day, the version of law that says so, when it was done.

Nobody else adds days: rules, the chain, papers and screens ask here. Imports working_days, tally, base and law.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from dantin import law
from dantin.case import Case
from dantin.model import Dossier, Office, Step, StepKind
from dantin.provision import Counted, Law, Provision, Version
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import fold, weekday
from dantin.working_days import (
    days_after,
    days_before,
    holiday,
    is_working_day,
    months_after,
    working_day_before,
    working_days_after,
)

BEFORE_VOTE = {
    StepKind.DECISION: law.HEAD_DECISION_DAYS,
    StepKind.LIST_SENT: law.HEAD_LIST_DAYS,
    StepKind.TEAM_SET_UP: law.HEAD_TEAM_DAYS,
    StepKind.NOTICE: law.HEAD_NOTICE_DAYS,
}
"""The steps with a term before the vote, in the order of the chain: at least so many days."""
AFTER_CONGRESS = (StepKind.CONGRESS_REPORT, StepKind.APPROVAL)
"""The steps whose terms count from the congress, not from the vote."""


class Deadline(NamedTuple):
    """The last lawful day (`due`) of a step, counted from `since` by a version of `provision`; `step` None: of what no step is written.

    `done` is the day on which the step was taken, None where none is known.
    """

    step: StepKind | None
    since: date
    due: date
    provision: Provision[Any]
    version: Version[Any]
    done: date | None = None

    @property
    def late(self) -> bool:
        """Whether the step was taken after its last lawful day."""
        return self.done is not None and self.done > self.due

    @property
    def words(self) -> str:
        """The term as the acts write it: "05 ngày làm việc"."""
        return self.provision.said(self.version).words


_MONTHS: Mapping[Counted | None, int] = {Counted.YEARS: 12, Counted.MONTHS: 1}


def _last_day(counted: Counted | None, since: date, number: int) -> date:
    """The day on which a term counted so from `since` ends."""
    match counted:
        case Counted.DAYS_BEFORE:
            return days_before(since, number)
        case Counted.WORKING_DAYS:
            return working_days_after(since, number)
        case Counted.MONTHS:
            return months_after(since, number)
        case Counted.YEARS:
            return months_after(since, 12 * number)
        case _:
            return days_after(since, number)


def _deadline(
    in_force: Law, step: StepKind | None, provision: Provision[int], since: date, on: date | None = None, done: date | None = None
) -> Deadline | None:
    """The term that the law of a day (`on`, `since` unless said) gives; None where none is in force."""
    version = in_force.on(provision, on or since)
    if version is None:
        return None
    return Deadline(step, since, _last_day(provision.counted, since, version.value), provision, version, done)


def completed(term: Provision[int], version: Version[int], since: date, day: date) -> bool:
    """Whether an age or a time of probation, counted from `since`, is complete on a day."""
    months = version.value * _MONTHS.get(term.counted, 0)
    passed = (day.year - since.year) * 12 + day.month - since.month
    # Of a roster's hundreds of days the months alone tell, all but those of one month.
    if months and passed != months:
        return passed > months
    return _last_day(term.counted, since, version.value) <= day


# --- The vote for head -----------------------------------------------------------------------------------------------


def before_vote(in_force: Law, step: StepKind, vote: date, done: date | None = None) -> Deadline | None:
    """When a step before the vote must be taken, by the law of the day of the vote."""
    return _deadline(in_force, step, BEFORE_VOTE[step], vote, done=done)


def announced(in_force: Law, meeting: date, done: date | None = None) -> Deadline | None:
    """When a meeting that votes must be announced to the households, by the law of its day."""
    return _deadline(in_force, StepKind.MEETING_ANNOUNCED, law.HEAD_ANNOUNCED_DAYS, meeting, done=done)


def made_public(in_force: Law, taken_round: date, done: date | None = None) -> Deadline | None:
    """When it must be made public that ballots are taken round from a day on, by the law of that day."""
    return _deadline(in_force, StepKind.TAKEN_MADE_PUBLIC, law.HEAD_TAKEN_PUBLIC_DAYS, taken_round, done=done)


def taken_plan_sent(in_force: Law, issued: date) -> Deadline | None:
    """When the plan of taking ballots round must have gone to the commune, by the day on which it was issued."""
    return _deadline(in_force, None, law.HEAD_TAKEN_PLAN_SENT_DAYS, issued)


def vote_again(in_force: Law, first: date, on: date, done: date | None = None) -> Deadline | None:
    """When the vote is held again that elected nobody on its first day, by the law of `on`."""
    return _deadline(in_force, None, law.HEAD_VOTE_AGAIN_DAYS, first, on, done)


def ended(count: Count) -> date | None:
    """The day on which a vote came to its end: that on which the last ballots taken round came back."""
    return count.round.last_day or count.round.day


def result_sent(count: Count, done: date | None = None) -> Deadline | None:
    """When the result of a vote must reach the commune; None where the vote is not dated."""
    provision = law.HEAD_TAKEN_RESULT_SENT_DAYS if count.round.taken_round else law.HEAD_RESULT_SENT_DAYS
    end = ended(count)
    return _deadline(count.law, StepKind.RESULT_SENT, provision, end, count.day, done) if end is not None else None


def answering(dossier: Dossier, kind: StepKind, end: date | None) -> Step | None:
    """The last step of a kind that answers a vote or a congress: not one dated before its end, which answers an earlier one."""
    step = dossier.step(kind)
    return None if step is not None and step.day is not None and end is not None and step.day < end else step


def received(case: Case) -> date | None:
    """When the commune received the result of the deciding vote; where it wrote nothing down, when it was sent."""
    deciding = case.deciding(Office.HEAD)
    end = ended(deciding) if deciding is not None else None
    steps = (answering(case.dossier, kind, end) for kind in (StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT))
    return next((step.day for step in steps if step is not None and step.day is not None), None)


def recognition(in_force: Law, since: date, vote: date, done: date | None = None) -> Deadline | None:
    """When the commune must recognise or refuse a result received on `since`, by the law of the day of the vote."""
    return _deadline(in_force, StepKind.RECOGNITION, law.HEAD_RECOGNITION_DAYS, since, vote, done)


def dismissal_sent(in_force: Law, meeting: date) -> Deadline | None:
    """When the decision of a meeting that let a head go must reach the commune."""
    return _deadline(in_force, StepKind.RESULT_SENT, law.HEAD_RESULT_SENT_DAYS, meeting)


def dismissal_recognised(in_force: Law, received_on: date, meeting: date, done: date | None = None) -> Deadline | None:
    """When the commune must recognise, or refuse to, that a head was let go, by the law of the day of the meeting."""
    return _deadline(in_force, StepKind.HEAD_DISMISSED, law.HEAD_DISMISSAL_RECOGNITION_DAYS, received_on, meeting, done)


def decision_after_dismissal(in_force: Law, dismissed: date, done: date | None = None) -> Deadline | None:
    """When the commune must decide to hold a vote after it let a head go."""
    return _deadline(in_force, StepKind.DECISION, law.HEAD_VACANCY_DAYS, dismissed, done=done)


def acting_ends(in_force: Law, named: date, as_of: date, done: date | None = None) -> Deadline | None:
    """Until when an acting head may work, named on a day; who was named before there was a limit has the time from the day it began."""
    provision = law.HEAD_ACTING_MONTHS
    return _deadline(in_force, StepKind.ACTING_HEAD, provision, max(named, provision.versions[0].since), as_of, done)


# --- The congress ----------------------------------------------------------------------------------------------------


class CongressTerm(NamedTuple):
    """When a congress may be held: so many `months` after the one before, `most` months sooner (from `earliest`) or later."""

    earliest: date
    months: int
    most: int
    deadline: Deadline


def congress_term(case: Case, day: date) -> CongressTerm | None:
    """When the congress of this term may be held, by the law of a day; None where the day of the one before is not known.

    60 months where the declared term spans five years, else the usual number.
    """
    dossier, provision = case.dossier, law.CONGRESS_TERM_MONTHS
    previous, version = dossier.step(StepKind.PREVIOUS_CONGRESS), case.law.on(provision, day)
    if previous is None or previous.day is None or version is None:
        return None
    usual, most = version.value
    years = term_years(dossier.unit.cell_term)
    months = 60 if years is not None and years[1] - years[0] == 5 else usual
    latest = months_after(previous.day, months + most)
    deadline = Deadline(StepKind.CONGRESS, previous.day, latest, provision, version, case.congress_day if case.congress_held else None)
    return CongressTerm(months_after(previous.day, months - most), months, most, deadline)


def term_years(term: str | None) -> tuple[int, int] | None:
    """The first and last year of a term as declared, "2024-2029"; None where it does not say two years."""
    years = [int(text) for text in fold(term or "").split("_") if text.isdigit() and len(text) == 4]
    return (years[0], years[1]) if len(years) == 2 else None


def days_of_votes(case: Case) -> dict[Route, date]:
    """Where each round of the congress that voted says its day."""
    voted = (count.round for count in case.counts if count.office.of_party and count.voted)
    return {r.at("ngay"): r.day for r in voted if r.day is not None}


def days_of_congress(case: Case) -> dict[Route, date]:
    """The days of the congress, by where they are written: those of its rounds, else that of its step once it has come."""
    days = days_of_votes(case)
    step = case.dossier.step(StepKind.CONGRESS)
    if not days and step is not None and step.day is not None and step.day <= case.as_of:
        days = {step.at("ngay"): step.day}
    return days


def congress_ended(case: Case) -> date | None:
    """The last day of a congress that was held; None where none was, or on no known day."""
    return max(days_of_congress(case).values(), default=case.congress_day if case.congress_held else None)


def congress_report(in_force: Law, held: date | None, done: date | None = None) -> Deadline | None:
    """When the result of a congress must be reported; None where its day is not known."""
    return _deadline(in_force, StepKind.CONGRESS_REPORT, law.CONGRESS_REPORT_DAYS, held, done=done) if held is not None else None


def approval(in_force: Law, reported: date, held: date, done: date | None = None) -> Deadline | None:
    """When the level above must approve a result reported to it, by the law of the day of the congress."""
    return _deadline(in_force, StepKind.APPROVAL, law.CONGRESS_APPROVAL_DAYS, reported, held, done)


class DayOff(NamedTuple):
    """A day on which offices are closed: `why` in words, and the last working day before it."""

    why: str
    before: date


def day_off(day: date) -> DayOff | None:
    """Whether offices are closed on a day: "Chủ nhật", "ngày nghỉ lễ (Quốc khánh)"; None where they are open."""
    if is_working_day(day):
        return None
    name = holiday(day)
    return DayOff(f"ngày nghỉ lễ ({name})" if name else weekday(day), working_day_before(day))


# --- All of them -----------------------------------------------------------------------------------------------------


def timetable(in_force: Law, vote: date, congress: date | None = None) -> tuple[Deadline, ...]:
    """The last lawful day of each step around a vote on that day, under the law in force that day, in the order of the chain.

    What has no term in law has no deadline here. After the vote each step is taken to be done on its last day; the terms after a congress
    count from its day.
    """
    sent = _deadline(in_force, StepKind.RESULT_SENT, law.HEAD_RESULT_SENT_DAYS, vote)
    terms = [*(before_vote(in_force, step, vote) for step in BEFORE_VOTE), announced(in_force, vote)]
    terms += [sent, recognition(in_force, sent.due if sent is not None else vote, vote)]
    report = congress_report(in_force, congress)
    if congress is not None and report is not None:
        terms += [report, approval(in_force, report.due, congress)]
    return tuple(term for term in terms if term is not None)


def on_case(case: Case) -> dict[StepKind, Deadline]:
    """The terms that run on a case, from the days its dossier tells, with the day on which each step was done."""
    dossier, deciding, held = case.dossier, case.deciding(Office.HEAD), congress_ended(case)
    vote = next((count.round.day for count in case.counts_of(Office.HEAD) if count.round.day is not None), None)
    done = {kind: step.day for kind in StepKind if (step := dossier.step(kind)) is not None}
    terms: list[Deadline | None] = []
    if vote is not None:
        terms += [before_vote(case.law, step, vote, done.get(step)) for step in BEFORE_VOTE]
    days = {r.taken_round: r.day for r in reversed(dossier.rounds_of(Office.HEAD)) if r.day is not None}
    if (meeting := days.get(False)) is not None:
        terms.append(announced(case.law, meeting, done.get(StepKind.MEETING_ANNOUNCED)))
    if (taken := days.get(True)) is not None:
        terms.append(made_public(case.law, taken, done.get(StepKind.TAKEN_MADE_PUBLIC)))
    if deciding is not None:
        sent = answering(dossier, StepKind.RESULT_SENT, ended(deciding))
        terms.append(result_sent(deciding, sent.day if sent is not None else None))
    if (since := received(case)) is not None:
        day = deciding.day if deciding is not None else since
        terms.append(recognition(case.law, since, day, done.get(StepKind.RECOGNITION)))
    if (term := congress_term(case, case.congress_day or case.as_of)) is not None:
        terms.append(term.deadline)
    report = answering(dossier, StepKind.CONGRESS_REPORT, held)
    reported = report.day if report is not None else None
    terms.append(congress_report(case.law, held, reported))
    if reported is not None:
        terms.append(approval(case.law, reported, held or reported, done.get(StepKind.APPROVAL)))
    return {term.step: term for term in terms if term is not None and term.step is not None}
