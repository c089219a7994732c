"""Whatever the figures of a dossier in order: every paper due is written, and with any one figure changed by one it is refused."""

from collections import Counter

import pytest

from dantin.model import Office
from dantin.run import check_reading
from dantin.tally import Outcome
from tests.dossiers import dossier
from tests.editing import read_as
from tests.fuzz.papers import faults

SEEDS = 40
FIGURES = 8


@pytest.mark.parametrize("first", range(0, SEEDS, 4))
def test_papers_of_random_dossiers(first: int) -> None:
    assert [(seed, fault) for seed in range(first, first + 4) for fault in faults(seed, FIGURES)] == []


def test_the_dossiers_are_of_all_sorts() -> None:
    """Every office, several rounds, every outcome there is on papers, both kinds of voting, lists of one and of many."""
    outcomes: set[tuple[Office, Outcome | None]] = set()
    seen: Counter[str] = Counter()
    for seed in range(SEEDS):
        tables, day = dossier(seed)
        (hamlet,) = check_reading(read_as("yaml", tables), day, tally_only=True, keep_cases=True).hamlets
        assert hamlet.case is not None
        for count in hamlet.case.counts:
            outcomes.add((count.office, count.outcome))
            r = count.round
            seen["a later round"] += r.number > 1
            seen["among the tied"] += count.among_tied
            seen["a show of hands"] += r.by_hands and count.voted
            seen["taken round"] += r.taken_round
            seen["the old law"] += day.year == 2019
            seen["one candidate"] += len(r.candidates) == 1
            seen["many candidates"] += len(r.candidates) > 8
    party = {(office, Outcome.ELECTED) for office in Office}
    head = {(Office.HEAD, outcome) for outcome in (None, Outcome.NOT_ELECTED, Outcome.NO_QUORUM, Outcome.VOID)}
    committee = {(Office.COMMITTEE, outcome) for outcome in (Outcome.INCOMPLETE, Outcome.TIE, Outcome.NO_QUORUM)}
    assert party | head | committee <= outcomes
    assert all(seen.values()), seen
