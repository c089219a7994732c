"""Counting one round over its parts: pure arithmetic on whole numbers. Imports law, people and model; opens no file and asks no rule.

`count_round` gives a `Count`. A count decides nothing on figures that are missing, that contradict each other or that could not be read:
its outcome is then None. Thresholds are whole numbers or `Fraction`, never floats.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from dantin import law
from dantin.ballots import count_ballots, voted_on
from dantin.base import Base, cluster_base, congress_base, day_of_round, head_base
from dantin.clusters import one_list, total
from dantin.figures import VALID, Figure
from dantin.model import BallotPaper, Candidate, Dossier, Electorate, Nominee, Office, Remark, Round, RoundKind, Source, covers
from dantin.part import Part
from dantin.people import find
from dantin.provision import Law, Threshold, Version
from dantin.records import dataclass
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

    `parts`: its rows, one for each cluster that met for it, or the one; `votes`: by candidate, over all parts. `places`: of each part, at
    which place of its own list each candidate stands there. `part_of`: the whole round, where this is what one cluster of it counted.
    """

    dossier: Dossier
    round: Round
    office: Office
    day: date
    base: Base
    parts: tuple[Part, ...]
    votes: tuple[int | None, ...]
    places: tuple[tuple[int | None, ...], ...]
    superseded: bool
    law: Law = field(repr=False)
    part_of: "Count | None" = field(default=None, repr=False)

    def of_cluster(self, part: Part) -> "Count":
        """What one cluster counted, by itself: it has no quorum and no majority, and decides nothing."""
        own = tuple(range(len(part.votes)))
        return replace(self, round=part.round, base=part.base, parts=(part,), votes=part.votes, places=(own,), part_of=self)

    @property
    def dated(self) -> date | None:
        """The day that the dossier tells for it; None where it tells none."""
        return day_of_round(self.dossier, self.round)

    @property
    def whole(self) -> Part:
        """The whole round as one part: the sums, where it has several."""
        if not self.by_clusters:
            return self.parts[0]
        return Part(self.dossier, self.round, self.office, self.base, self.valid, self.invalid, self.votes, None)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The people voted on, as listed."""
        return self.round.candidates

    @property
    def by_clusters(self) -> bool:
        """The hamlet met by clusters: the round is the sum of its parts."""
        return bool(self.round.parts)

    @cached_property
    def planned(self) -> bool:
        """Not held yet: no figure at all was entered."""
        return all(part.planned for part in self.parts)

    @property
    def uncounted(self) -> tuple[Part, ...]:
        """The clusters of which no figure was entered yet, though others were counted."""
        return () if self.planned else tuple(part for part in self.parts if part.planned)

    def number(self, figure: Figure) -> int | None:
        """What a figure of the round is: as declared, or as its single ballots say where only they were given."""
        if figure.sorted_out:
            return self.valid if figure is VALID else self.invalid
        return figure.declared(self.round)

    @property
    def valid(self) -> int | None:
        """The valid ballots, of every part in which ballots were cast."""
        return total(part.valid for part in self._by_ballot)

    @property
    def invalid(self) -> int | None:
        """The invalid ballots, likewise."""
        return total(part.invalid for part in self._by_ballot)

    @property
    def _by_ballot(self) -> list[Part]:
        return [part for part in self.parts if not part.round.by_hands] or list(self.parts)

    def source(self, figure: Figure) -> tuple[Route, ...]:
        """The routes a figure of the round comes from: its own, or those of the single ballots where only they were given."""
        kept = [part for part in self.parts if figure.kept_in(part.round)] or self.parts
        return tuple(route for part in kept for route in part.source(figure))

    def source_of_votes(self, candidate: Candidate) -> tuple[Route, ...]:
        """The routes the votes for a candidate come from."""
        index = self.candidates.index(candidate)
        rows = ((part, at[index]) for part, at in zip(self.parts, self.places, strict=True))
        return tuple(route for part, own in rows if own is not None for route in part.source_of_votes(part.candidates[own]))

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
        return None if self.round.taken_round or self.part_of is not None else self.law.on(law.HEAD_QUORUM, self.day)

    @cached_property
    def quorum(self) -> int | None:
        """The least number of people whose presence lets the meeting vote."""
        whole = self.called
        if self.quorum_rule is None or whole is None:
            return None
        return self.quorum_rule.value.of(whole)

    @cached_property
    def short_of_quorum(self) -> bool:
        """Too few people came."""
        return self.quorum is not None and self.round.present is not None and self.round.present < self.quorum

    @cached_property
    def voted(self) -> bool:
        """Ballots or votes were entered, whatever the attendance."""
        return any(part.voted for part in self.parts)

    def records(self, figure: Figure) -> bool:
        """Whether papers record a figure of its ballots: none before the vote or of a show of hands, nor what a void box held."""
        return self.voted and figure.kept_in(self.round) and not (figure.sorted_out and self.outcome is Outcome.VOID)

    def records_of(self, part: Part, figure: Figure) -> bool:
        """The same of one part of it."""
        return part.voted and figure.kept_in(part.round) and not (figure.sorted_out and self.outcome is Outcome.VOID)

    def votes_in(self, part: Part) -> list[tuple[Candidate, int | None]]:
        """Who stood in a part of it, as the whole round lists them, with the votes they had there."""
        at = self.places[self.parts.index(part)]
        return [(person, part.votes[own]) for person, own in zip(self.candidates, at, strict=True) if own is not None]

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
    def overfull(self) -> Part | None:
        """The first of its parts in which more ballots came back than were issued."""
        return next((part for part in self.parts if part.box_overfull), None)

    @property
    def box_overfull(self) -> bool:
        """More ballots came back than were issued, in any of its parts."""
        return self.overfull is not None

    @property
    def of_people(self) -> bool:
        """Its votes are of people, not of ballots alone: hands were raised, in the hamlet or in a cluster of it."""
        return any(part.round.by_hands for part in self.parts)

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
        """More people were present than there are: in a part of it, or in all together."""
        return any(part.over_present for part in self.parts) or (self.by_clusters and self.whole.over_present)

    @property
    def over_seats(self) -> bool:
        """More people are to be elected than there are members to elect, or more heads than the one that a hamlet has."""
        most = self.called if self.office.of_party else 1
        return most is not None and self.round.seats > most

    @property
    def not_short(self) -> bool:
        """Recorded as short of quorum, though enough people came to the clusters together."""
        enough = self.quorum is not None and self.round.present is not None and self.round.present >= self.quorum
        return self.by_clusters and self.round.remark is Remark.NO_QUORUM and enough

    def missing_in(self, part: Part) -> tuple[Route, ...]:
        """The routes of the figures that a part of a held round needs and does not have."""
        if part.planned or self.round.remark is not None or (self.short_of_quorum and not part.voted):
            return ()
        return part.missing

    @property
    def unlisted(self) -> tuple[tuple[Part, Candidate], ...]:
        """The candidates who are missing from a part that voted, though they were not put forward at another meeting only."""
        if not self.by_clusters:
            return ()
        nominees = self.dossier.nominees_for(self.office)
        return tuple(
            (part, person)
            for part, at in zip(self.parts, self.places, strict=True)
            if part.candidates and not part.box_overfull and part.voted
            for person, own in zip(self.candidates, at, strict=True)
            if own is None and not _put_forward_there(nominees, person)
        )

    @property
    def missing(self) -> tuple[Route, ...]:
        """The routes of the figures that a held round needs and does not have; () where the round is complete."""
        return tuple(route for part in self.parts for route in (self.part_of or self).missing_in(part))

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
        return tuple(route for part in self.parts for route in part.own)

    @cached_property
    def sound(self) -> bool:
        """Every figure is there, was read without error, and none contradicts another."""
        return not (
            any(part.planned or part.contradicts_itself for part in self.parts)
            or self.missing
            or self.round.known_seats is None
            or self.unlisted
            or self.over_present
            or self.over_seats
            or self.not_short
            or self.base.conflicts
            or self._unread
        )

    @cached_property
    def _unread(self) -> bool:
        """Some figure that the outcome depends on could not be read."""
        flawed = self.dossier.flawed
        return bool(flawed) and any(covers(route, flawed) for route in self.reads)

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
        if self.among_tied or rule is None or self.base.number is None or self.part_of is not None:
            return None
        return rule.value.of(self.base.number)

    @cached_property
    def _decided(self) -> tuple[Outcome | None, tuple[int, ...]]:
        if self.planned:
            return None, ()
        if self.void:
            unread = any(covers(route, self.dossier.flawed) for f in ("phat_ra", "thu_ve") for route in self.round.each(f))
            return (None if unread else Outcome.VOID), ()
        if self.part_of is not None:
            return None, ()
        if self.base.number is None or self.majority_rule is None or self.by_voters_no_more or self.over_present or self.over_seats:
            return None, ()
        flawed = self._unread or self.base.conflicts
        if self.not_short:
            return None, ()
        if self.round.remark is Remark.NO_QUORUM or (self.short_of_quorum and not flawed):
            return Outcome.NO_QUORUM, ()
        if not self.sound:
            return None, ()
        return elect([v or 0 for v in self.votes], self.round.seats, self.needed)

    @property
    def outcome(self) -> Outcome | None:
        """What the round decided; None for a planned round, an unknown base, or figures in error."""
        return self._decided[0]

    @cached_property
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
        # Where no two are level, no name is asked for its place.
        level = len(set(self.votes)) < len(rows)
        by_name = (lambda person: name_key(person.name or "")) if level else (lambda _: None)
        return tuple(sorted(rows, key=lambda row: (-(row[2] if row[2] is not None else -1), by_name(row[1]))))

    @property
    def ballots_missing(self) -> int | None:
        """Issued less returned; below zero only in a void round."""
        return total(part.ballots_missing for part in self._by_ballot)

    @property
    def seats_left(self) -> int | None:
        """How many seats it leaves open for a round after it; None where that is not known."""
        seats = self.round.known_seats
        return None if seats is None or (seats > 1 and self.outcome is None) else max(seats - len(self.elected), 1)

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
            # Who would not even have the votes needed changes nothing, nor does anybody with fewer.
            if (votes or 0) + loose < (self.needed or 1):
                break
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


def count_round(dossier: Dossier, round_: Round, as_of: date, in_force: Law, before: Count | None = None) -> Count | None:
    """One round counted under the law in force on its day (`as_of` where it is undated); None where its office could not be read."""
    office = round_.office
    if office is None:
        return None
    if before is not None:
        round_ = replace(round_, seats_open=before.seats_left)
    day = day_of_round(dossier, round_) or as_of
    base = congress_base(dossier, round_, day) if office.of_party else head_base(dossier, round_)
    rows = round_.parts or (round_,)
    parts = tuple(_part(dossier, row, office, round_, cluster_base(dossier, row) if round_.parts else base) for row in rows)
    candidates, places = one_list([part.candidates for part in parts])
    nominees = dossier.nominees_for(office)
    votes = tuple(
        total(
            part.votes[own] if own is not None else 0 if part.voted and _put_forward_there(nominees, person) else None
            for part, own in ((part, at[index]) for part, at in zip(parts, places, strict=True))
        )
        for index, person in enumerate(candidates)
    )
    whole = parts[0].round
    if round_.parts:
        candidates = tuple(replace(person, votes=number) for person, number in zip(candidates, votes, strict=True))
        whole = replace(round_, candidates=candidates)
    return Count(
        dossier=dossier,
        round=whole,
        office=office,
        day=day,
        base=base,
        parts=parts,
        votes=votes,
        places=places,
        superseded=not round_.announced and any(r.number > round_.number for r in dossier.rounds_of(office)),
        law=in_force,
    )


def _part(dossier: Dossier, row: Round, office: Office, whole: Round, base: Base) -> Part:
    """One row of a round, with what its single ballots add up to."""
    candidates = voted_on(dossier, row, office)
    papers = dossier.ballots_of(row)
    counted = count_ballots(papers, candidates, whole.seats) if papers and candidates else None
    votes = tuple(c.votes for c in candidates)
    valid, invalid = row.valid, row.invalid
    if counted is not None and (valid, invalid, *votes) == (None, None, *(None for _ in votes)):
        valid, invalid, votes = counted.valid, counted.invalid, counted.votes
    if (candidates, whole.seats_told, whole.seats_open) != (row.candidates, row.seats_told, row.seats_open):
        row = replace(row, candidates=candidates, seats_told=whole.seats_told, seats_open=whole.seats_open)
    return Part(dossier, row, office, base, valid, invalid, votes, counted)


def _put_forward_there(nominees: Sequence[Nominee], person: Candidate) -> bool:
    """Whether somebody was put forward at a meeting, and so need not stand at that of another cluster."""
    return any(nominee.source in (Source.AT_MEETING, Source.SELF) for nominee in find(person, nominees))
