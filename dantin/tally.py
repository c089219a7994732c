"""Counting one round: pure arithmetic on whole numbers. Imports law, people and model; opens no file and asks no rule.

`count_round` gives a `Count`. A count decides nothing on figures that are missing, that contradict each other or that could not be read:
its outcome is then None. Thresholds are whole numbers or `Fraction`, never floats.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from dantin import law
from dantin.ballots import BallotCount, count_ballots, voted_on
from dantin.base import Base, congress_base, day_of_round, head_base
from dantin.figures import FIELDS, FIGURES, OF_BALLOTS, VALID, VOTES, Figure
from dantin.law import Law, Threshold, Version
from dantin.model import BallotPaper, Candidate, Dossier, Electorate, Office, Remark, Round, RoundKind, covers
from dantin.people import find_name
from dantin.route import Route
from dantin.vietnamese import name_key


class Outcome(StrEnum):
    """What a round decided (contract, section 2)."""

    ELECTED = "elected"
    INCOMPLETE = "incomplete"
    NOT_ELECTED = "not_elected"
    TIE = "tie"
    NO_QUORUM = "no_quorum"
    VOID = "void"


@dataclass(frozen=True)
class Count:
    """One round, counted. `day` is the day whose law applies; figures are of people or ballots; None: not known.

    `valid`, `invalid` and the votes come from the declared figures, or from single ballots where only those were given.
    """

    dossier: Dossier
    round: Round
    office: Office
    day: date
    base: Base
    valid: int | None
    invalid: int | None
    votes: tuple[int | None, ...]
    from_ballots: BallotCount | None
    superseded: bool
    law: Law = field(repr=False)

    @property
    def dated(self) -> date | None:
        """The day that the dossier tells for it; None where it tells none."""
        return day_of_round(self.dossier, self.round)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The people voted on, as listed."""
        return self.round.candidates

    @property
    def planned(self) -> bool:
        """Not held yet: no figure at all was entered."""
        r = self.round
        declared = (*(figure.declared(r) for figure in FIGURES), *(c.votes for c in r.candidates))
        if r.remark is not None or self.from_ballots is not None or any(number is not None for number in declared):
            return False
        # A figure that was typed but could not be read was typed all the same.
        routes = (*(r.at(field) for field in FIELDS), *(c.at(VOTES) for c in r.candidates))
        return not self.dossier.flawed.intersection(routes)

    def number(self, figure: Figure) -> int | None:
        """What a figure of the round is: as declared, or as its single ballots say where only they were given."""
        if figure.sorted_out:
            return self.valid if figure is VALID else self.invalid
        return figure.declared(self.round)

    def source(self, figure: Figure) -> tuple[Route, ...]:
        """The routes a figure of the round comes from: its own, or those of the single ballots where only they were given."""
        return self._papers if figure.declared(self.round) is None and self.number(figure) is not None else (self.round.at(figure.field),)

    def source_of_votes(self, candidate: Candidate) -> tuple[Route, ...]:
        """The routes the votes for a candidate come from."""
        return self._papers if candidate.votes is None and self.from_ballots is not None else (candidate.at(VOTES),)

    @property
    def _papers(self) -> tuple[Route, ...]:
        return tuple(ballot.path for ballot in self.dossier.ballots_of(self.round))

    @property
    def called(self) -> int | None:
        """How many could come: the households or voters, of a congress the members summoned."""
        return self.base.summoned if self.office.of_party else self.base.number

    @property
    def absent(self) -> int | None:
        """How many of those summoned did not come; None where either number is not known or they contradict each other."""
        summoned, present = self.base.summoned, self.round.present
        return summoned - present if summoned is not None and present is not None and present <= summoned else None

    # --- Quorum ---------------------------------------------------------------------------------------------------

    @cached_property
    def quorum_rule(self) -> Version[Threshold] | None:
        """The provision on the quorum in force that day; None where none applies (ballots taken to the households)."""
        if self.office.of_party:
            return self.law.on(law.CONGRESS_QUORUM, self.day)
        return None if self.round.taken_round else self.law.on(law.HEAD_QUORUM, self.day)

    @cached_property
    def quorum(self) -> int | None:
        """The least number of people whose presence lets the meeting vote."""
        whole = self.called
        if self.quorum_rule is None or whole is None:
            return None
        return self.quorum_rule.value.of(whole)

    @property
    def short_of_quorum(self) -> bool:
        """Too few people came."""
        return self.quorum is not None and self.round.present is not None and self.round.present < self.quorum

    @property
    def voted(self) -> bool:
        """Ballots or votes were entered, whatever the attendance."""
        return any(number is not None for number in (*(f.declared(self.round) for f in OF_BALLOTS), *self.votes))

    def records(self, figure: Figure) -> bool:
        """Whether papers record a figure of its ballots: none before the vote or of a show of hands, nor what a void box held."""
        return self.voted and figure.kept_in(self.round) and not (figure.sorted_out and self.outcome is Outcome.VOID)

    # --- Figures that cannot be true, and contradictions between them ----------------------------------------------------

    @property
    def void(self) -> bool:
        """More ballots in the box than were issued, or recorded as void."""
        return self.round.remark is Remark.VOID or self.box_overfull

    @property
    def given_up(self) -> bool:
        """It claims no result: it announces nobody and another round follows, or it is marked as void or short of quorum."""
        return self.superseded or self.round.remark is not None

    @property
    def box_overfull(self) -> bool:
        """More ballots came back than were issued."""
        r = self.round
        return r.issued is not None and r.returned is not None and r.returned > r.issued

    @property
    def issue_limit(self) -> int | None:
        """How many ballots could be issued at most: one for each person present, or for each household they were taken to."""
        return self.base.number if self.round.taken_round else self.round.present

    @property
    def over_deducted(self) -> bool:
        """As many are deducted as were summoned, or more: without a roster nobody is left to take half of."""
        deducted, summoned = self.round.deducted, self.base.summoned
        return self.base.number is None and None not in (deducted, summoned) and (deducted or 0) >= (summoned or 0)

    @property
    def by_voters_no_more(self) -> bool:
        """Voters as the electorate on a day when only households elect the head: no base can be taken from them."""
        return self.round.electorate is Electorate.VOTERS and not self.office.of_party and self.law.on(law.HEAD_BY_VOTERS, self.day) is None

    @property
    def over_present(self) -> bool:
        """More people were present than there are. For head, whoever is written down where ballots were taken round counts for nothing."""
        present, most = self.round.present, self.called
        taken_round = self.round.taken_round and not self.office.of_party
        return present is not None and most is not None and not taken_round and present > most

    @property
    def over_seats(self) -> bool:
        """More people are to be elected than there are members to elect, or more heads than the one that a hamlet has."""
        most = self.called if self.office.of_party else 1
        return most is not None and self.round.seats > most

    @property
    def over_issued(self) -> bool:
        """More ballots were issued than there were people to vote; where it is not known how many, more were returned by the households."""
        r, limit = self.round, self.issue_limit
        issued = r.issued if r.issued is not None or not r.taken_round else r.returned
        return issued is not None and limit is not None and issued > limit

    @property
    def unbalanced(self) -> bool:
        """Valid and invalid ballots together are not those returned."""
        returned = self.round.returned
        return None not in (returned, self.valid, self.invalid) and (self.valid or 0) + (self.invalid or 0) != returned

    @property
    def vote_limit(self) -> int | None:
        """The most votes that one person can have: the valid ballots, or for a show of hands the people present."""
        return self.round.present if self.round.by_hands else self.valid

    @property
    def over_voted(self) -> tuple[int, ...]:
        """The candidates (by index) with more votes than there are voters."""
        limit = self.vote_limit
        return () if limit is None else tuple(i for i, v in enumerate(self.votes) if v is not None and v > limit)

    @property
    def over_total(self) -> bool:
        """All together have more votes than valid ballots times seats."""
        limit = self.vote_limit
        return limit is not None and sum(v or 0 for v in self.votes) > limit * self.round.seats

    @cached_property
    def unclear_ballots(self) -> tuple[BallotPaper, ...]:
        """The ballots with a name that fits two candidates: nobody can say whom they elect."""
        papers = self.dossier.ballots_of(self.round) if self.from_ballots is not None else ()
        return tuple(p for p in papers if any(len(find_name(choice, self.candidates)) > 1 for choice in p.choices))

    @property
    def ballots_differ(self) -> tuple[tuple[Route, str, int, int], ...]:
        """Where single ballots and declared figures disagree: route, name of the figure, declared, counted from the ballots."""
        counted, r = self.from_ballots, self.round
        if counted is None or self.unclear_ballots:
            return ()
        pairs = [
            *((r.at(f.field), f.label, f.declared(r), f.counted(counted)) for f in OF_BALLOTS if f.counted is not None),
            *((c.at(VOTES), f"phiếu cho {c.name}", c.votes, votes) for c, votes in zip(r.candidates, counted.votes, strict=True)),
        ]
        return tuple((route, what, declared, n) for route, what, declared, n in pairs if declared not in (None, n))

    @property
    def missing(self) -> tuple[Route, ...]:
        """The routes of the figures that a held round needs and does not have; () where the round is complete."""
        r = self.round
        if self.planned or r.remark is not None:
            return ()
        if self.short_of_quorum and not self.voted:
            return ()
        needed = [f for f in FIGURES if f.kept_in(r) and not (f.sorted_out and self.box_overfull)]
        routes = [r.at(figure.field) for figure in needed if self.number(figure) is None]
        if not self.box_overfull:
            routes += [c.at(VOTES) for c, votes in zip(r.candidates, self.votes, strict=True) if votes is None]
            if not r.candidates:
                routes.append(r.at("ung_cu"))
        return tuple(route for route in routes if not covers(route, self.dossier.flawed))

    @property
    def reads(self) -> tuple[Route, ...]:
        """The routes of every figure that the outcome depends on."""
        return (*self.own, *self.shared)

    @property
    def shared(self) -> tuple[Route, ...]:
        """Those of them that other rounds depend on too: what the base is taken from, and the table of single ballots."""
        ballots = (BallotPaper.table,) if self.dossier.ballots or covers(BallotPaper.table, self.dossier.flawed) else ()
        return (*ballots, *self.base.reads)

    @property
    def own(self) -> tuple[Route, ...]:
        """Those of them that are of this round alone."""
        r = self.round
        own = ("ngay", "so_can_bau", "loai_vong", "cach_thuc", "hinh_thuc", "dien_bau", "ghi_nhan", *FIELDS)
        people = tuple(route for c in r.candidates for route in (c.at("ho_ten"), c.at(VOTES)))
        # A ballot whose office could not be read may belong to this round.
        ballots = (b for b in self.dossier.ballots if b.office is None or (b.office is self.office and b.round_number == r.number))
        papers = tuple(b.at(field) for b in ballots for field in ("chuc_danh", "lan", "bau_cho", "loi"))
        return (*(r.at(field) for field in own), r.at("ung_cu"), *people, *papers)

    @cached_property
    def sound(self) -> bool:
        """Every figure is there, was read without error, and none contradicts another."""
        return not (
            self.planned
            or self.missing
            or self.over_present
            or self.over_seats
            or self.over_issued
            or self.unbalanced
            or self.over_voted
            or self.over_total
            or self.ballots_differ
            or self.unclear_ballots
            or self.base.conflicts
            or any(covers(route, self.dossier.flawed) for route in self.reads)
        )

    # --- The result -----------------------------------------------------------------------------------------------

    @property
    def majority_rule(self) -> Version[Threshold] | None:
        """The provision on who is elected, in force that day."""
        return self.law.on(law.CONGRESS_MAJORITY if self.office.of_party else law.HEAD_MAJORITY, self.day)

    @property
    def among_tied(self) -> bool:
        """A round among those who tied: the higher wins. For the head the law knows no such round, half stays needed."""
        return self.round.kind is RoundKind.AMONG_TIED and self.office.of_party

    @property
    def needed(self) -> int | None:
        """The least whole number of votes that wins; None in a round among the tied, or where the base is not known."""
        rule = self.majority_rule
        if self.among_tied or rule is None or self.base.number is None:
            return None
        return rule.value.of(self.base.number)

    @cached_property
    def _decided(self) -> tuple[Outcome | None, tuple[int, ...]]:
        if self.planned:
            return None, ()
        if self.void:
            unread = any(covers(self.round.at(f), self.dossier.flawed) for f in ("phat_ra", "thu_ve"))
            return (None if unread else Outcome.VOID), ()
        if self.base.number is None or self.majority_rule is None or self.by_voters_no_more or self.over_present or self.over_seats:
            return None, ()
        flawed = any(covers(route, self.dossier.flawed) for route in self.reads) or self.base.conflicts
        if self.round.remark is Remark.NO_QUORUM or (self.short_of_quorum and not flawed):
            return Outcome.NO_QUORUM, ()
        if not self.sound:
            return None, ()
        return elect([v or 0 for v in self.votes], self.round.seats, self.needed)

    @property
    def outcome(self) -> Outcome | None:
        """What the round decided; None for a planned round, an unknown base, or figures in error."""
        return self._decided[0]

    @property
    def elected(self) -> tuple[Candidate, ...]:
        """Those elected by this round, by votes and then by name; in a tie those clear of it."""
        chosen = set(self._decided[1])
        return tuple(c for i, c, _ in self.ranking if i in chosen)

    @property
    def tied(self) -> tuple[Candidate, ...]:
        """Those level at the last seat, where the outcome is a tie."""
        if self.outcome is not Outcome.TIE:
            return ()
        rest = [(c, v) for i, c, v in self.ranking if i not in self._decided[1]]
        return tuple(c for c, v in rest if v == rest[0][1])

    @property
    def passed_over(self) -> list[Candidate]:
        """Those who had the votes needed and are not elected."""
        needed, chosen = self.needed, self._decided[1]
        return [c for i, c, votes in self.ranking if needed is not None and (votes or 0) >= needed and i not in chosen]

    @cached_property
    def ranking(self) -> tuple[tuple[int, Candidate, int | None], ...]:
        """Index, candidate and votes: by votes, then in Vietnamese name order."""
        rows = [(i, c, v) for i, (c, v) in enumerate(zip(self.round.candidates, self.votes, strict=True))]
        return tuple(sorted(rows, key=lambda row: (-(row[2] if row[2] is not None else -1), name_key(row[1].name or ""))))

    @property
    def ballots_missing(self) -> int | None:
        """Issued less returned; below zero only in a void round."""
        issued, returned = self.round.issued, self.round.returned
        return None if issued is None or returned is None else issued - returned

    @property
    def swing(self) -> Candidate | None:
        """Someone not elected who, given every invalid and missing ballot, would change who is elected; None where nobody would."""
        if self.outcome not in (Outcome.ELECTED, Outcome.INCOMPLETE, Outcome.NOT_ELECTED, Outcome.TIE):
            return None
        loose = (self.invalid or 0) + (self.ballots_missing or 0)
        if self.round.by_hands or not loose:
            return None
        now = set(self._decided[1])
        for index, candidate, votes in self.ranking:
            if index not in now:
                changed = [v or 0 for v in self.votes]
                changed[index] = (votes or 0) + loose
                if set(elect(changed, self.round.seats, self.needed)[1]) != now:
                    return candidate
        return None


def elect(votes: list[int], seats: int, needed: int | None) -> tuple[Outcome, tuple[int, ...]]:
    """Who is elected: the highest of those with at least `needed` votes, up to `seats`; `needed` None: the highest, whatever they have.

    Gives the outcome and the indices elected. Level at the last seat with more people than seats left: a tie, nobody of them elected.
    """
    passing = [i for i, v in enumerate(votes) if v >= (needed if needed is not None else 1)]
    if len(passing) < seats:
        return (Outcome.INCOMPLETE if passing else Outcome.NOT_ELECTED), tuple(passing)
    last = sorted((votes[i] for i in passing), reverse=True)[seats - 1]
    clear = tuple(i for i in passing if votes[i] > last)
    level = [i for i in passing if votes[i] == last]
    if len(clear) + len(level) > seats:
        return Outcome.TIE, clear
    return Outcome.ELECTED, (*clear, *level)


def count_round(dossier: Dossier, round_: Round, as_of: date, in_force: Law) -> Count | None:
    """One round counted under the law in force on its day (`as_of` where it is undated); None where its office could not be read."""
    office = round_.office
    if office is None:
        return None
    day = day_of_round(dossier, round_) or as_of
    candidates = voted_on(dossier, round_, office)
    papers = dossier.ballots_of(round_)
    counted = count_ballots(papers, candidates, round_.seats) if papers and candidates else None
    votes = tuple(c.votes for c in candidates)
    valid, invalid = round_.valid, round_.invalid
    if counted is not None and (valid, invalid, *votes) == (None, None, *(None for _ in votes)):
        valid, invalid, votes = counted.valid, counted.invalid, counted.votes
    if candidates is not round_.candidates:
        round_ = replace(round_, candidates=candidates)
    return Count(
        dossier=dossier,
        round=round_,
        office=office,
        day=day,
        base=congress_base(dossier, round_, day) if office.of_party else head_base(dossier, round_),
        valid=valid,
        invalid=invalid,
        votes=votes,
        from_ballots=counted,
        superseded=not round_.announced and any(r.number > round_.number for r in dossier.rounds_of(office)),
        law=in_force,
    )
