"""What a paper is: when it is due, what it says, which faults of the dossier touch it. Imports the model, tally and wording below.

A paper says nothing of its looks, which are its Word template's; and its template computes nothing: `fill` hands it every word and figure
ready to print, and `facts` the same figures once more, taken from the outcome, against which the finished paper is read back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from dantin.case import Case
from dantin.model import Dossier, Office, PaperDetails, Unit
from dantin.provision import Law, Provision
from dantin.records import dataclass
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import fold
from dantin.word.facts import Cited, Facts
from dantin.wording import cluster_name

_LONGEST = 60
Row: TypeAlias = dict[str, str]
Context: TypeAlias = dict[str, str | list[str] | list[Row]]
"""The variables of one paper. `""` or an empty list: there is no such thing here, and its line is left out of the paper."""


class Occasion(StrEnum):
    """When a paper is needed."""

    BEFORE = "before"
    VOTE = "vote"
    CONGRESS = "congress"


@dataclass(frozen=True)
class Subject:
    """What one paper is about: a hamlet, and for a paper of one round that round, counted.

    `first`: where several rounds were held at one gathering, the number of the first of them, by which the gathering's paper goes.
    `cluster`: the paper is about that cluster of the hamlet alone; `count` is then what it counted, where it has a row.
    """

    case: Case
    count: Count | None = None
    first: int | None = None
    cluster: str | None = None

    @property
    def number(self) -> int:
        """By which number the paper goes: 1 is never written down."""
        return self.first or (self.count.round.number if self.count is not None else 1)

    @property
    def dossier(self) -> Dossier:
        """The hamlet's dossier."""
        return self.case.dossier

    @property
    def unit(self) -> Unit:
        """The hamlet itself, as it lay on the day of the round; where the paper is of none, as it lies."""
        return self.case.unit_on(self.count.day) if self.count is not None else self.case.unit

    @property
    def law(self) -> Law:
        """The law that holds for the hamlet."""
        return self.case.law

    @property
    def round(self) -> Count:
        """The round, for a paper that always has one."""
        assert self.count is not None
        return self.count

    def details(self, name: str) -> PaperDetails:
        """What the table "Văn bản" gives for the paper of that name; all empty where it gives nothing.

        A later round has a row of its own, "...-lan-2"; without one it keeps of the first round's row whatever is not that round's alone.
        Likewise a cluster, "...-cum-1": there other people sign.
        """
        rows = {fold(p.paper or ""): p for p in reversed(self.dossier.papers)}
        row = rows.get(fold(name), PaperDetails(-1))
        if self.number > 1:
            row = rows.get(fold(f"{name}-lan-{self.number}"), replace(row, symbol=None, signed_on=None))
        if self.cluster is None:
            return row
        of_hamlet = PaperDetails(-1, recipients=row.recipients, grounds=row.grounds, signed_at=row.signed_at)
        return rows.get(fold(f"{name}{self.suffix}"), of_hamlet)

    @property
    def suffix(self) -> str:
        """What the name of its paper carries behind: "" for the first round, "-lan-2", "-cum-1", "-lan-2-cum-1"."""
        of_round = "" if self.number == 1 else f"-lan-{self.number}"
        if self.cluster is None:
            return of_round
        return f"{of_round}-{fold(cluster_name(self.cluster)).replace('_', '-')[:_LONGEST]}"

    def by_cluster(self) -> "list[Subject]":
        """The same of each cluster that met for it; none where it was not held by clusters."""
        count = self.count
        if count is None or not count.by_clusters:
            return []
        return [replace(self, count=count.of_cluster(part), cluster=part.round.cluster) for part in count.parts]


Touches: TypeAlias = Callable[[Subject], Iterable[Route]]
"""The routes of the dossier that a paper repeats or rests on."""


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `name` is its template's, `title` what it is called inside a sentence. `due` tells whether the hamlet has come so far that the paper is
    of use. `reads`: an error that touches one of these routes keeps the paper from being final. `form` are the variables without which a
    template is not this paper ("ung_cu.so_phieu": that column of that list). `lacks` says what is missing and where to enter it, or None;
    `senseless` why there is nothing to write, not even a draft.
    With an `office` there is one paper for each round held of it, at the meeting or (`taken_round`) with ballots taken to the households
    (`by_cluster`: and one for each cluster that has counted);
    with `each` one for each of what that gives, or for the hamlet where it gives nothing. `of_use`: whether it is of use for one of them.
    `elects_secretary`: the paper introduces or elects the secretary, or opens the congress that does, for which the model wants the head
    recognised first. `based_on` is the provision whose form it follows, for its footer, as the law of its `day` has it: that of the vote
    unless said. `compares`: it needs an earlier dossier of the same hamlet beside this one. `of_households`: it has a slip for
    each household.
    """

    name: str
    title: str
    occasion: Occasion
    fill: Callable[[Subject], Context]
    due: Callable[[Case], bool]
    reads: tuple[Touches, ...]
    form: tuple[str, ...]
    facts: Callable[[Subject], Facts] = lambda _subject: Facts()
    lacks: Callable[[Subject], str | None] = lambda _subject: None
    senseless: Callable[[Subject], str | None] = lambda _subject: None
    office: Office | None = None
    taken_round: bool = False
    by_cluster: bool = False
    each: Callable[[Case], Sequence[Subject]] | None = None
    of_use: Callable[[Subject], bool] = lambda _subject: True
    elects_secretary: bool = False
    compares: bool = False
    of_households: bool = False
    based_on: Provision[object] | None = field(default=None, compare=False)
    day: Callable[[Subject], date] | None = None

    def subjects(self, case: Case) -> Iterator[Subject]:
        """What the paper is to be written about: the hamlet, or each round held."""
        if self.office is None:
            yield from (self.each(case) if self.each is not None else ()) or (Subject(case),)
            return
        for count in case.held(self.office):
            if count.round.taken_round == self.taken_round:
                subject = Subject(case, count)
                yield from (one for one in subject.by_cluster() if self.by_cluster and not one.round.planned)
                yield subject

    def file_name(self, subject: Subject) -> str:
        """The name of its file: "giay-moi-hop.docx", from the second round on "...-lan-2.docx", of a cluster "...-cum-1.docx"."""
        return f"{self.name}{subject.suffix}.docx"


def rests_on(paper: Paper, subject: Subject) -> list[tuple[str, tuple[Route, ...], Cited | None]]:
    """What each figure and name on a paper rests on: its text, the routes of the dossier it comes from, the version of law if any."""
    return [(str(fact), fact.routes, fact.version) for fact in paper.facts(subject).parts]
