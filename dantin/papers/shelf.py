"""All papers dantin writes, in the order in which they are needed, and what each variable of their templates means."""

from dantin.errors import CannotDo
from dantin.papers import blocks, round_text
from dantin.papers.before_vote import for_voters
from dantin.papers.congress import account, elected, preparation, results
from dantin.papers.paper import Paper
from dantin.papers.vote import counting, meeting, recognition_papers

PAPERS: tuple[Paper, ...] = (
    *for_voters.PAPERS,
    *counting.PAPERS,
    *meeting.PAPERS,
    *recognition_papers.PAPERS,
    *preparation.PAPERS,
    *results.PAPERS,
)
MINUTES = tuple(paper for paper in PAPERS if paper.office is not None)
"""The minutes of single rounds, which `tally --minutes` writes too."""
BY_NAME = {paper.name: paper for paper in PAPERS}
MEANINGS = (
    blocks.MEANINGS
    | for_voters.MEANINGS
    | round_text.MEANINGS
    | counting.MEANINGS
    | meeting.MEANINGS
    | recognition_papers.MEANINGS
    | preparation.MEANINGS
    | account.MEANINGS
    | elected.MEANINGS
    | results.MEANINGS
)


def paper_of(name: str) -> Paper:
    """The paper of that name. Raises CannotDo for none, offering the nearest."""
    if name not in BY_NAME:
        from dantin.readers.dossier.quoting import nearest_offer

        raise CannotDo(f"không có giấy tờ nào tên “{name}”.{nearest_offer(name, sorted(BY_NAME))} Xem tất cả: dantin templates list")
    return BY_NAME[name]
