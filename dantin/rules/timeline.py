"""What the rules ask of the dated steps and votes of a dossier: which were taken, when, and where what is missing belongs."""

from datetime import date

from dantin.model import Dossier, Office, Round, Step, StepKind
from dantin.tally import Case


def vote_day(case: Case) -> date:
    """The day whose law applies to the vote for head: that of the first round, held or planned; the day of checking where none is dated."""
    vote = first_vote(case)
    return vote[0] if vote is not None else case.as_of


def first_vote(case: Case) -> tuple[date, Round] | None:
    """The first dated round for head, held or planned, with its day."""
    dated = [(round_.day, round_) for round_ in case.dossier.rounds_of(Office.HEAD) if round_.day is not None]
    return min(dated, key=lambda entry: entry[0], default=None)


def dated_steps(dossier: Dossier, kind: StepKind) -> list[tuple[date, Step]]:
    """The dated steps of one kind with their days, the earliest first."""
    dated = [(step.day, step) for step in dossier.steps if step.kind is kind and step.day is not None]
    return sorted(dated, key=lambda entry: entry[0])


def list_sent(case: Case) -> tuple[date, Step] | None:
    """The first list of candidates that was sent, with its day; None where none was by the day of checking."""
    return next((entry for entry in dated_steps(case.dossier, StepKind.LIST_SENT) if entry[0] <= case.as_of), None)


def under_way(case: Case) -> bool:
    """The list of candidates was sent, or a vote for head was held: from then on what comes before has to be there."""
    return list_sent(case) is not None or bool(case.held(Office.HEAD))


def no_step(dossier: Dossier, kind: StepKind) -> str:
    """Where the day of a step that is not dated belongs: its blank cell, else a row of its own after the last.

    Not the table itself: an error on the table would stand on every step in it.
    """
    blank = next((step for step in dossier.steps if step.kind is kind), None)
    return blank.at("ngay") if blank is not None else f"{Step.table}[{len(dossier.steps) + list(StepKind).index(kind)}]"


def unread_steps(dossier: Dossier) -> tuple[str, ...]:
    """Steps whose name could not be read: one of them may be the step that is missed."""
    return tuple(step.at("buoc") for step in dossier.steps if step.kind is None)


def vote_routes(case: Case) -> tuple[str, ...]:
    """The routes that say when the head was voted on; rounds whose office could not be read may be such a vote."""
    rounds = case.dossier.rounds_of(Office.HEAD)
    unread = (r.at("chuc_danh") for r in case.dossier.rounds if r.office is None)
    return (*unread, *(r.at(field) for r in rounds for field in ("ngay", "ngay_ket_thuc")))


def step_routes(case: Case, *kinds: StepKind) -> tuple[str, ...]:
    """The routes of the days of some steps; steps whose name could not be read may be among them."""
    return (*unread_steps(case.dossier), *(step.at("ngay") for step in case.dossier.steps if step.kind in kinds))
