"""Whether a paper may be final: not while its dossier has an error that touches what the paper says, nor out of the model's order."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.case import Case
from dantin.chain import in_mid_term
from dantin.diagnostic import Diagnostic, Severity
from dantin.model import (
    BallotPaper,
    Dossier,
    Event,
    Household,
    Meeting,
    Member,
    ModelChoice,
    Nominee,
    Office,
    Official,
    Round,
    Row,
    Step,
    StepKind,
    Target,
    Unit,
    covers,
)
from dantin.papers.paper import Paper, Subject, Touches
from dantin.route import Route
from dantin.rule import CATALOGUE, TooEarly, rules
from dantin.vietnamese import fold
from dantin.wording import head_title

R = TypeVar("R", bound=Row)
# The votes of a round may stand in a table of their own, which the model knows as the candidates of its rounds.
RESULTS = Route("ket_qua")


def unit(_subject: Subject) -> Iterator[Route]:
    """The hamlet itself."""
    yield Unit.table


def households(_subject: Subject) -> Iterator[Route]:
    """The list of households."""
    yield Household.table


def members(_subject: Subject) -> Iterator[Route]:
    """The list of party members."""
    yield Member.table


def this_round(subject: Subject) -> Iterator[Route]:
    """The paper's own round, its result and its ballots; of what one cluster counted also the total of each other cluster.

    Where these totals do not add up to the hamlet's, nobody knows which of them is wrong.
    """
    r, whole = subject.round.round, subject.round.part_of
    yield from (*(row.path for row in r.parts or (r,)), RESULTS, BallotPaper.table)
    if whole is not None:
        yield from whole.round.each("tong_so")


def rounds(*offices: Office) -> Touches:
    """Every round of these contests, with results and ballots."""

    def routes(subject: Subject) -> Iterator[Route]:
        of_rounds = [r.path for r in subject.dossier.rounds if r.office is None or r.office in offices]
        yield from (*of_rounds, RESULTS, BallotPaper.table) if of_rounds else (Round.table,)

    return routes


def _rows(table: type[R], rows: Callable[[Dossier], Iterable[R]], concerned: Callable[[R], bool]) -> Touches:
    """The rows of a table that are concerned, and how many rows it has."""

    def routes(subject: Subject) -> Iterator[Route]:
        yield from (row.path for row in rows(subject.dossier) if concerned(row))
        yield table.rows()

    return routes


def nominees(*offices: Office) -> Touches:
    """The people introduced for these offices."""
    return _rows(Nominee, lambda dossier: dossier.nominees, lambda n: not n.offices or bool(set(offices) & set(n.offices)))


def officials(*events: Event) -> Touches:
    """The people who act at these gatherings; for a paper of one cluster nobody of another."""
    return _of_events(Official, lambda dossier: dossier.officials, events)


def meetings(*events: Event) -> Touches:
    """The gatherings as their minutes tell them; for a paper of one cluster not those of another."""
    return _of_events(Meeting, lambda dossier: dossier.meetings, events)


E = TypeVar("E", Official, Meeting)


def _of_events(table: type[E], rows: Callable[[Dossier], Iterable[E]], events: tuple[Event, ...]) -> Touches:
    def routes(subject: Subject) -> Iterator[Route]:
        of_events = (row for row in rows(subject.dossier) if row.event is None or row.event in events)
        yield from (row.path for row in of_events if subject.cluster is None or row.cluster in (None, subject.cluster))
        yield table.rows()

    return routes


def targets(_subject: Subject) -> Iterator[Route]:
    """The table of what the cell planned and did."""
    yield Target.table


def details(name: str) -> Touches:
    """What the table "Văn bản" gives for the paper of that name."""

    def routes(subject: Subject) -> Iterator[Route]:
        yield from (p.path for p in subject.dossier.papers if p.paper is None or p.kind == fold(name))

    return routes


def steps(*kinds: StepKind) -> Touches:
    """These dated steps."""
    return _rows(Step, lambda dossier: dossier.steps, lambda s: s.kind is None or s.kind in kinds)


def hindrances(paper: Paper, subject: Subject, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors that keep a paper from being final: those on what it repeats or rests on.

    `diagnostics` are those of the hamlet. An error whose place in the dossier is not known may touch anything, and counts.
    """
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    if not errors:
        return []
    read = {route for touches in paper.reads for route in touches(subject)}
    if paper.elects_secretary and subject.unit.model is ModelChoice.HEAD:
        read.update(steps(StepKind.RECOGNITION)(subject))
    touching = [d for d in errors if not d.route or covers(d.route, read) or any(covers(route, {d.route}) for route in read)]
    return [d for d in touching if not _of_another_paper(d, paper, subject)]


def _of_another_paper(diagnostic: Diagnostic, paper: Paper, subject: Subject) -> bool:
    """Whether this is an error on the own date or number of another paper: it bars that paper alone, even where this one cites it."""
    if not CATALOGUE[diagnostic.code].bars_one_paper:
        return False
    row = next((p for p in subject.dossier.papers if covers(diagnostic.route, {p.path})), None)
    return row is not None and row.kind != fold(paper.name)


def out_of_order(paper: Paper, case: Case) -> str | None:
    """Under the model "bí thư là trưởng ấp": why a paper that introduces or elects the secretary is too early, or None."""
    if not paper.elects_secretary or case.dossier.unit.model is not ModelChoice.HEAD:
        return None
    title = head_title(case.dossier.unit)
    recognised = case.dossier.step(StepKind.RECOGNITION)
    elected = bool(case.elected(Office.HEAD)) or in_mid_term(case)
    if elected and recognised is not None and recognised.day is not None and recognised.day <= case.as_of:
        return None
    # Where the district treats this order as a warning, the papers are no stricter than the rule.
    why = TooEarly.BEFORE_RECOGNITION if recognised is not None and recognised.day is not None else TooEarly.NOT_RECOGNISED
    guided = (case.law.severity(rule.code, case.as_of) for rule in rules() if rule.too_early is why)
    if any(guidance is not None and guidance[0] is Severity.WARNING for guidance in guided):
        return None
    if not elected:
        missing = f"chưa có kết quả bầu {title}"
    elif recognised is not None and recognised.day is not None:
        missing = f"ngày công nhận ghi ở bảng Mốc thời gian ({recognised.day:%d/%m/%Y}) còn chưa đến"
    else:
        missing = f"bảng Mốc thời gian chưa có ngày của bước “công nhận {title}” (UBND cấp xã công nhận {title} đã trúng cử)"
    return f"theo mô hình “bí thư là {title}”, chỉ giới thiệu và bầu bí thư sau khi {title} được công nhận; {missing}"
