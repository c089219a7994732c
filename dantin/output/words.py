"""What every form of a result says in the same words: the stage of a hamlet on the board, the state of its dossier."""

from collections.abc import Callable
from typing import TypeAlias

from dantin.board import Row
from dantin.chain import reached
from dantin.diagnostic import Diagnostic
from dantin.found import State
from dantin.model import Unit

Who: TypeAlias = Callable[[Diagnostic], str | None]
"""Whose a finding is: code, name and commune of the hamlet; None where nobody knows."""

STATES = {State.READ: "đã đọc", State.UNREADABLE: "không đọc được", State.MISSING: "chưa có hồ sơ"}


def unknown(_diagnostic: Diagnostic) -> None:
    """Of no finding it is said whose it is."""
    return


def stage_words(row: Row) -> str:
    """How far a hamlet has come, in its own words; where there is no dossier to tell, that."""
    if row.stage is None:
        return row.phase.value
    return reached(row.stage, row.case.dossier.unit if row.case is not None else Unit(0))
