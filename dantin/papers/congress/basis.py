"""What the papers of a congress of a party cell rest on: its day, whether it elects a committee, who is summoned."""

from datetime import date

from dantin import law
from dantin.base import Base, congress_base, official_members
from dantin.case import Case
from dantin.model import Event, MemberState, ModelChoice, Office, Round, StepKind
from dantin.papers.blocks import hamlet, party_cell, party_committee, party_heading, recipients, secretary_in_office, signing
from dantin.papers.congress.account import OFFICES, congress_day
from dantin.papers.paper import Context, Subject
from dantin.papers.phrases import unbroken_term
from dantin.tally import Count


def elects_committee(case: Case) -> bool:
    """Whether this congress elects a committee before the secretary (Điều lệ Đảng, Điều 24 khoản 4).

    Where only exempted members bring the cell to 9, or its number is not known, the dossier decides: by a round or by people introduced.
    """
    dossier, day = case.dossier, congress_day(Subject(case)) or case.as_of
    least, number = case.law.on(law.COMMITTEE_FROM, day), official_members(dossier, day)
    exempt = sum(m.state is MemberState.EXEMPT and m.official_on(day) for m in dossier.members)
    if number is None:
        # Where nothing else tells, those summoned to the congress are its official members.
        count = first_count(case, *OFFICES)
        number = dossier.unit.members or (count.base.summoned if count is not None else None)
    meant = bool(dossier.rounds_of(Office.COMMITTEE) or dossier.nominees_for(Office.COMMITTEE))
    if least is None or number is None or number >= least.value > number - exempt:
        return meant
    return number >= least.value


def term_of(case: Case) -> str:
    """The term of the cell, ready to follow an office: ", nhiệm kỳ 2025-2027"; nothing where it is not known."""
    return f", nhiệm kỳ {case.dossier.unit.cell_term}" if case.dossier.unit.cell_term else ""


def coming(case: Case) -> bool:
    """A congress is in sight: it is written down somewhere, or the head is recognised."""
    dossier = case.dossier
    written = any(m.event is Event.CONGRESS for m in dossier.meetings) or any(count.office.of_party for count in case.counts)
    return written or case.congress_day is not None or recognised(case)


def recognised(case: Case) -> bool:
    """The head is recognised, no later than today."""
    step = case.dossier.step(StepKind.RECOGNITION)
    return step is not None and step.day is not None and step.day <= case.as_of


def secretary_in_time(case: Case) -> bool:
    """Under the model "bí thư là trưởng ấp" the congress that elects a secretary opens no earlier than the head is recognised."""
    return coming(case) and (case.dossier.unit.model is not ModelChoice.HEAD or recognised(case) or case.congress_held)


def of_congress(subject: Subject, name: str, symbol: str, day: date | None = None) -> Context:
    """What every paper of the cell before its congress carries: heading, signature of the sitting secretary, recipients.

    Without a `day` the paper is dated by hand, for it is signed before the congress.
    """
    unit, details = subject.unit, subject.details(name)
    return {
        **party_heading(unit, details, day, symbol),
        **hamlet(unit),
        "ten_dai_hoi": unbroken_term(f"Đại hội {party_cell(unit)}{term_of(subject.case)}"),
        **signing(details, "T/M CHI BỘ", "BÍ THƯ", secretary_in_office(unit)),
        **recipients(details, party_committee(unit), "Lưu Chi bộ"),
    }


def first_count(case: Case, *offices: Office) -> Count | None:
    """The first round of these offices that was held, else the first planned; None where the dossier has none."""
    counts = [count for count in case.counts if count.office in offices]
    return next((count for count in counts if not count.planned), next(iter(counts), None))


def base_of(case: Case, count: Count | None) -> Base:
    """Who is summoned and counted, of a round or, where none is written down, by the roster and the totals of the hamlet."""
    day = congress_day(Subject(case)) or case.as_of
    return count.base if count is not None else congress_base(case.dossier, Round(-1, offices=(Office.SECRETARY,)), day)
