"""All papers dantin writes, in the order in which they are needed, and what each variable of their templates means."""

from dantin.errors import CannotDo
from dantin.papers import blocks, results, vote
from dantin.papers.paper import Paper

PAPERS: tuple[Paper, ...] = (*vote.PAPERS,)
MINUTES = tuple(paper for paper in PAPERS if paper.office is not None)
"""The minutes of single rounds, which `tally --minutes` writes too."""
BY_NAME = {paper.name: paper for paper in PAPERS}
MEANINGS = blocks.MEANINGS | results.MEANINGS | vote.MEANINGS


def paper_of(name: str) -> Paper:
    """The paper of that name. Raises CannotDo for none, offering the nearest."""
    if name not in BY_NAME:
        from dantin.readers.convert import nearest_offer

        raise CannotDo(f"không có giấy tờ nào tên “{name}”.{nearest_offer(name, sorted(BY_NAME))} Xem tất cả: dantin templates list")
    return BY_NAME[name]
