"""All papers dantin writes, in the order in which they are needed, and what each variable of their templates means."""

from types import ModuleType

from dantin.errors import CannotDo
from dantin.papers import blocks, round_text
from dantin.papers.before_vote import by_clusters, for_voters, household_invitations, things_to_bring, vote_ordered
from dantin.papers.congress import account, congress_rules, elected, preparation, results
from dantin.papers.paper import Paper
from dantin.papers.vote import (
    correction_minutes,
    counting,
    dismissal_papers,
    households_asked,
    meeting,
    not_recognised,
    recognition_papers,
    signers,
)

MODULES: tuple[ModuleType, ...] = (
    blocks,
    round_text,
    vote_ordered,
    for_voters,
    household_invitations,
    by_clusters,
    signers,
    counting,
    meeting,
    things_to_bring,
    households_asked,
    recognition_papers,
    not_recognised,
    dismissal_papers,
    preparation,
    congress_rules,
    account,
    elected,
    correction_minutes,
    results,
)
"""Every module whose papers (`PAPERS`) and variables (`MEANINGS`) there are, in the order in which the papers are needed."""
PAPERS: tuple[Paper, ...] = tuple(paper for module in MODULES for paper in getattr(module, "PAPERS", ()))
MINUTES = tuple(paper for paper in PAPERS if paper.office is not None)
"""The minutes of single rounds, which `tally --minutes` writes too."""
BY_NAME = {paper.name: paper for paper in PAPERS}
MEANINGS: dict[str, str] = {name: meaning for module in MODULES for name, meaning in getattr(module, "MEANINGS", {}).items()}


def paper_of(name: str) -> Paper:
    """The paper of that name. Raises CannotDo for none, offering the nearest."""
    if name not in BY_NAME:
        from dantin.readers.dossier.quoting import nearest_offer

        raise CannotDo(f"không có giấy tờ nào tên “{name}”.{nearest_offer(name, sorted(BY_NAME))} Xem tất cả: dantin templates list")
    return BY_NAME[name]
