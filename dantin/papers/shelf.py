"""All papers dantin writes, in the order in which they are needed, and what each variable of their templates means."""

from dantin.errors import CannotDo
from dantin.papers import before, blocks, congress, congress_elected, congress_results, congress_told, meeting, recognition, results, vote
from dantin.papers.paper import Paper

PAPERS: tuple[Paper, ...] = (
    *before.PAPERS,
    *vote.PAPERS,
    *meeting.PAPERS,
    *recognition.PAPERS,
    *congress.PAPERS,
    *congress_results.PAPERS,
)
MINUTES = tuple(paper for paper in PAPERS if paper.office is not None)
"""The minutes of single rounds, which `tally --minutes` writes too."""
BY_NAME = {paper.name: paper for paper in PAPERS}
MEANINGS = (
    blocks.MEANINGS
    | before.MEANINGS
    | results.MEANINGS
    | vote.MEANINGS
    | meeting.MEANINGS
    | recognition.MEANINGS
    | congress.MEANINGS
    | congress_told.MEANINGS
    | congress_elected.MEANINGS
    | congress_results.MEANINGS
)


def paper_of(name: str) -> Paper:
    """The paper of that name. Raises CannotDo for none, offering the nearest."""
    if name not in BY_NAME:
        from dantin.readers.convert import nearest_offer

        raise CannotDo(f"không có giấy tờ nào tên “{name}”.{nearest_offer(name, sorted(BY_NAME))} Xem tất cả: dantin templates list")
    return BY_NAME[name]
