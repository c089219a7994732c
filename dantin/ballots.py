"""Single ballots added up by the rules of validity: which count, and for whom. Imports the model and `people` only."""

from typing import NamedTuple

from dantin.model import BallotPaper, Candidate, Dossier, Office, Round
from dantin.people import find_name


class BallotCount(NamedTuple):
    """What single ballots add up to. `votes` is by candidate, in the order of the round's list."""

    papers: int
    valid: int
    invalid: int
    votes: tuple[int, ...]


def count_ballots(papers: tuple[BallotPaper, ...], candidates: tuple[Candidate, ...], seats: int) -> BallotCount:
    """Single ballots added up by the rules of validity (244 Điều 17 and 32, 190 Điều 15 and 30; for the head our reading, grade B).

    Invalid: spoilt (`loi`), blank, a name outside the list; on one name: agree and disagree both; on a list with a surplus: nobody
    chosen, or more names than seats. With one name, or no surplus, "disagree" is a vote against and the ballot is valid.
    """
    votes = [0] * len(candidates)
    place = {id(person): place for place, person in enumerate(candidates)}
    valid = 0
    surplus = len(candidates) > max(seats, 1)
    for paper in papers:
        meant = [find_name(choice, candidates) for choice in paper.choices]
        chosen = {place[id(people[0])] for people in meant if len(people) == 1}
        outside = any(len(people) != 1 for people in meant)
        blank = not paper.choices and not paper.disagrees
        if paper.fault or blank or outside:
            continue
        if surplus and (paper.disagrees or len(chosen) > seats):
            continue
        if len(candidates) == 1 and chosen and paper.disagrees:
            continue
        valid += 1
        for index in chosen:
            votes[index] += 1
    return BallotCount(len(papers), valid, len(papers) - valid, tuple(votes))


def voted_on(dossier: Dossier, round_: Round, office: Office) -> tuple[Candidate, ...]:
    """The round's candidates; where single ballots were entered and no list, the people introduced for the office."""
    if round_.candidates or not dossier.ballots_of(round_):
        return round_.candidates
    return tuple(
        Candidate(i, name=n.name, birth=n.birth, sex=n.sex, cccd=n.cccd, round_index=round_.index, nominee=n.index)
        for i, n in enumerate(dossier.nominees_for(office))
    )
