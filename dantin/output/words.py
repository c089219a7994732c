"""What every form of a result says in the same words: the stage of a hamlet on the board, and which hamlet a finding is about."""

from dantin.board import Row
from dantin.chain import reached
from dantin.model import Unit


def stage_words(row: Row) -> str:
    """How far a hamlet has come, in its own words; where there is no dossier to tell, that."""
    if row.stage is None:
        return row.phase.value
    return reached(row.stage, row.case.dossier.unit if row.case is not None else Unit(0))
