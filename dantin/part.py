"""The figures of one row of a round: what they are, which are missing, which cannot be true or contradict each other.

A round is counted over its parts: the clusters that met for it, or itself, where the hamlet held one meeting. What it decided is the
`tally`'s to say, of the sums. Imports base, ballots, figures, model and people.
"""

from functools import cached_property

from dantin.ballots import BallotCount
from dantin.base import Base
from dantin.figures import FIELDS, FIGURES, OF_BALLOTS, VALID, VOTES, Figure
from dantin.model import BallotPaper, Candidate, Dossier, Office, Round, covers
from dantin.people import Lookup, all_strangers, find_name
from dantin.records import dataclass
from dantin.route import Route


@dataclass(frozen=True)
class Part:
    """One row of a round; `base`: who could come there. `valid`, `invalid` and the votes come from the declared figures, or from single
    ballots where only those were given.
    """

    dossier: Dossier
    round: Round
    office: Office
    base: Base
    valid: int | None
    invalid: int | None
    votes: tuple[int | None, ...]
    from_ballots: BallotCount | None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The people voted on, as listed."""
        return self.round.candidates

    @cached_property
    def planned(self) -> bool:
        """Not held yet: no figure at all was entered."""
        r = self.round
        if r.remark is not None or self.from_ballots is not None or any(figure.declared(r) is not None for figure in FIGURES):
            return False
        if any(c.votes is not None for c in r.candidates):
            return False
        # A figure that was typed but could not be read was typed all the same.
        routes = (*(r.at(field) for field in FIELDS), *(c.at(VOTES) for c in r.candidates))
        return not self.dossier.flawed.intersection(routes)

    def number(self, figure: Figure) -> int | None:
        """What a figure is: as declared, or as the single ballots say where only they were given."""
        if figure.sorted_out:
            return self.valid if figure is VALID else self.invalid
        return figure.declared(self.round)

    def source(self, figure: Figure) -> tuple[Route, ...]:
        """The routes a figure comes from: its own, or those of the single ballots where only they were given."""
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

    @cached_property
    def voted(self) -> bool:
        """Ballots or votes were entered, whatever the attendance."""
        return any(number is not None for number in (*(f.declared(self.round) for f in OF_BALLOTS), *self.votes))

    @property
    def ballots_missing(self) -> int | None:
        """Issued less returned; below zero only where the box is too full."""
        issued, returned = self.round.issued, self.round.returned
        return None if issued is None or returned is None else issued - returned

    # --- Figures that cannot be true, and contradictions between them ----------------------------------------------------

    @property
    def box_overfull(self) -> bool:
        """More ballots came back than were issued."""
        return (self.ballots_missing or 0) < 0

    @property
    def issue_limit(self) -> int | None:
        """How many ballots could be issued at most: one for each person present, or for each household they were taken to."""
        return self.base.number if self.round.taken_round else self.round.present

    @property
    def over_present(self) -> bool:
        """More people were present than there are. For head, whoever is written down where ballots were taken round counts for nothing."""
        present, most = self.round.present, self.called
        taken_round = self.round.taken_round and not self.office.of_party
        return present is not None and most is not None and not taken_round and present > most

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
        limit, seats = self.vote_limit, self.round.known_seats
        return limit is not None and seats is not None and sum(v or 0 for v in self.votes) > limit * seats

    @cached_property
    def twins(self) -> tuple[tuple[Candidate, Candidate], ...]:
        """Candidates who stand in a row above too, each with that one: nobody can say which of their votes are true."""
        if all_strangers(self.candidates):
            return ()
        # A list may be long where a file is hostile.
        met: Lookup[Candidate] = Lookup()
        pairs = []
        for person in self.candidates:
            twin = met.first(person)
            if twin is None:
                met.add(person, person)
            else:
                pairs.append((person, twin))
        return tuple(pairs)

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

    @cached_property
    def missing(self) -> tuple[Route, ...]:
        """The routes of the figures that it needs and does not have, where it was held and voted; () where it is complete."""
        r = self.round
        unknown = [figure for figure in FIGURES if self.number(figure) is None]
        routes = [r.at(f.field) for f in unknown if f.kept_in(r) and not (f.sorted_out and self.box_overfull)]
        if not self.box_overfull:
            routes += [c.at(VOTES) for c, votes in zip(r.candidates, self.votes, strict=True) if votes is None]
            if not r.candidates:
                routes.append(r.at("ung_cu"))
        return tuple(route for route in routes if not covers(route, self.dossier.flawed))

    @property
    def own(self) -> tuple[Route, ...]:
        """The routes of every figure of it that the outcome depends on, and other rounds do not."""
        r = self.round
        own = ("ngay", "so_can_bau", "loai_vong", "cach_thuc", "hinh_thuc", "dien_bau", "ghi_nhan", *FIELDS)
        people = tuple(route for c in r.candidates for route in (c.at("ho_ten"), c.at(VOTES)))
        # A ballot whose office could not be read may belong to this round.
        ballots = (b for b in self.dossier.ballots if b.office is None or (b.office is self.office and b.round_number == r.number))
        papers = tuple(b.at(field) for b in ballots for field in ("chuc_danh", "lan", "bau_cho", "loi"))
        return (*(r.at(field) for field in own), r.at("ung_cu"), *people, *papers)

    @property
    def contradicts_itself(self) -> bool:
        """Some figure of it cannot be true beside another."""
        return bool(
            self.over_present
            or self.over_issued
            or self.unbalanced
            or self.over_voted
            or self.over_total
            or self.twins
            or self.ballots_differ
            or self.unclear_ballots
        )
