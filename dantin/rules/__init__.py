"""The rules of the election, one file per stage. Importing this package enters them all into the catalogue.

Rules ask the counted dossier (`tally.Case`) questions, using the law in force on the day that matters; they open no file and print
nothing. What readers find about files (DT0xx) is declared beside the readers.
"""

from dantin.rules import (
    congress,
    congress_after,
    congress_list,
    congress_votes,
    district,
    figures,
    gatherings,
    head_election,
    members,
    nomination,
    own_papers,
    recognition,
    roster,
    rounds,
    steps,
    teams,
    vacancy,
)

__all__ = [
    "congress",
    "congress_after",
    "congress_list",
    "congress_votes",
    "district",
    "figures",
    "gatherings",
    "head_election",
    "members",
    "nomination",
    "own_papers",
    "recognition",
    "roster",
    "rounds",
    "steps",
    "teams",
    "vacancy",
]
