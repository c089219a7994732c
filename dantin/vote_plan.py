"""The timetable of a vote still to come: every step of the chain, backwards and forwards from its day. Prints nothing.

The steps are the chain's, the terms those of `deadlines`, both asked of a dossier that says no more than the day and the model.
"""

from datetime import date
from typing import Any

from dantin.case import Case, count_dossier
from dantin.chain import Stage, progress, stage_of, to_do
from dantin.deadlines import AFTER_CONGRESS, DayOff, Deadline, day_off, timetable
from dantin.model import Dossier, ModelChoice, Office, Round, Step, StepKind, Unit
from dantin.provision import NATIONAL, Law, Version
from dantin.records import dataclass

_AFTER_CONGRESS = {stage_of(kind) for kind in AFTER_CONGRESS}


@dataclass(frozen=True)
class Item:
    """One step of a timetable: what is to be done, and by when.

    `day` is its last lawful day, or with `fixed` the very day it is held; None where the law sets no term and it only has to come before
    the next. `version` is the provision; `off` says where the day is one on which offices are closed. `after_congress`: its term counts
    from the congress, whose day is not given. `congress`: that day, where it comes before `day` and the step has to be done by then.
    """

    what: str
    day: date | None
    version: Version[Any] | None = None
    fixed: bool = False
    off: DayOff | None = None
    after_congress: bool = False
    congress: date | None = None


def bare_case(unit: Unit, vote: date, congress: date | None, in_force: Law = NATIONAL) -> Case:
    """A dossier that says no more than when is voted, and when the congress is held."""
    steps = (Step(0, kind=StepKind.CONGRESS, day=congress),) if congress is not None else ()
    return count_dossier(Dossier(unit, steps=steps, rounds=(Round(0, offices=(Office.HEAD,), day=vote),)), vote, in_force)


def plan(unit: Unit, vote: date, congress: date | None = None, in_force: Law = NATIONAL) -> tuple[Item, ...]:
    """Every step around a vote on that day, in the order of the chain, by the law of that day.

    After the vote each step is taken to be done on its last day. What follows the congress has terms only where its day is given; where
    the model is not carried out, the chain ends with the recognition.
    """
    case = bare_case(unit, vote, congress, in_force)
    terms = {term.step: term for term in timetable(in_force, vote, congress) if term.step is not None}
    items: list[Item] = []
    for link in progress(case).links:
        if link.stage is Stage.VOTED:
            if (announced := terms.get(StepKind.MEETING_ANNOUNCED)) is not None:
                items.append(_of_term(announced, unit))
            items.append(Item(to_do(Stage.VOTED, unit), vote, fixed=True, off=day_off(vote)))
        elif link.stage in (Stage.SECRETARY, Stage.COMMITTEE):
            items.append(Item(to_do(link.stage, unit), congress, fixed=True, off=day_off(congress) if congress is not None else None))
        else:
            term = next((term for term in terms.values() if term.step is not None and stage_of(term.step) is link.stage), None)
            if link.stage is not Stage.RECEIVED:
                after = link.stage in _AFTER_CONGRESS
                if term is None:
                    items.append(Item(to_do(link.stage, unit), None, after_congress=after and congress is None))
                else:
                    # Under the model the congress waits for the recognition.
                    items.append(_of_term(term, unit, congress if unit.model is ModelChoice.HEAD and not after else None))
        if link.stage is Stage.RECOGNISED and unit.model is ModelChoice.NONE and congress is None:
            break
    return tuple(items)


def _of_term(term: Deadline, unit: Unit, congress: date | None = None) -> Item:
    assert term.step is not None
    earlier = congress if congress is not None and congress < term.due else None
    return Item(to_do(stage_of(term.step), unit), term.due, term.version, off=day_off(term.due), congress=earlier)
