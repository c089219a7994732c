"""What every form of a result says in the same words: the stage of a hamlet, the state of its dossier, how much time is left."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from dantin.diagnostic import Diagnostic
from dantin.found import State

if TYPE_CHECKING:
    from dantin.board import Row

Who: TypeAlias = Callable[[Diagnostic], str | None]
"""Whose a finding is: code, name and commune of the hamlet; None where nobody knows."""

STATES = {State.READ: "đã đọc", State.UNREADABLE: "không đọc được", State.MISSING: "chưa có hồ sơ"}


def unknown(_diagnostic: Diagnostic) -> None:
    """Of no finding it is said whose it is."""
    return


def stage_words(row: "Row") -> str:
    """How far a hamlet has come, in its own words; where there is no dossier to tell, that."""
    return row.brief.reached if row.brief is not None else row.phase.value


def left_words(row: "Row") -> str:
    """How much time is left: "còn 5", "hôm nay", "trễ 12"; nothing where there is no term."""
    days = row.days_left
    if days is None:
        return ""
    return "hôm nay" if days == 0 else f"còn {days}" if days > 0 else f"trễ {-days}"
