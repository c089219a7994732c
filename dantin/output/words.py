"""What every form of a result says in the same words: the stage of a hamlet on the board, and which hamlet a finding is about."""

from collections.abc import Callable
from typing import TypeAlias

from dantin.board import Row
from dantin.chain import reached
from dantin.diagnostic import Diagnostic
from dantin.found import Report, Seat, State
from dantin.model import Unit
from dantin.vietnamese import fold_code

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


def address_of(seat: Seat) -> str:
    """A hamlet with its commune: "LT-020 Ấp 4, xã Bàu Cạn"; the file where neither code nor name is known."""
    return ", ".join(part for part in (seat.label, seat.commune) if part)


class Whose:
    """Which of the hamlets looked for a finding is about; None where it is of none alone."""

    def __init__(self, report: Report) -> None:
        """`report` has the hamlets that were looked for."""
        self._by_code = {fold_code(seat.code): seat for seat in report.seats if seat.code}
        self._by_file: dict[str, list[Seat]] = {}
        for seat in report.seats:
            for file in seat.files:
                self._by_file.setdefault(file, []).append(seat)

    def __call__(self, diagnostic: Diagnostic) -> Seat | None:
        """The hamlet of a finding: by its code, else where its file is of one hamlet alone."""
        here = self._by_file.get(diagnostic.place.file, [])
        if diagnostic.hamlet is not None:
            named = self._by_code.get(fold_code(diagnostic.hamlet))
            return named or (here[0] if len(here) == 1 else None)
        return here[0] if len(here) == 1 else None

    def label(self, diagnostic: Diagnostic) -> str | None:
        """What the hamlet of a finding is called; None where it has neither code nor name."""
        seat = self(diagnostic)
        return address_of(seat) if seat is not None and (seat.code or seat.name) else None
