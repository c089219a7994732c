"""The rules of the election, one file per stage. Importing this package enters them all into the catalogue.

Rules ask the counted dossier (`case.Case`) questions, using the law in force on the day that matters; they open no file and print
nothing. What readers find about files (DT0xx) is declared beside the readers.
"""

from dantin.rules import (
    announced,
    between_hamlets,
    congress_after,
    congress_list,
    congress_meeting,
    congress_votes,
    gatherings,
    head_election,
    members,
    nomination,
    own_papers,
    recognition,
    roster,
    round_figures,
    rounds,
    steps,
    teams,
    vacancy,
)

MODULES = (
    announced,
    between_hamlets,
    congress_after,
    congress_list,
    congress_meeting,
    congress_votes,
    round_figures,
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
"""Every module of rules. In which order rules run is told where each is declared."""
