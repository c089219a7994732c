"""What was found in files: plain data that batches fill and outputs show."""

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.readers.findings import DT001
from dantin.readers.sources import Source
from dantin.records import dataclass
from dantin.rule import RuleFault
from dantin.rules.between_hamlets import Standing
from dantin.vietnamese import fold_code

if TYPE_CHECKING:
    from dantin.brief import Brief
    from dantin.case import Case
    from dantin.coverage import Coverage

REPORT_TABLE = "Báo cáo dantin"
"""What a table of figures written by `report` begins with: by it one that lies among dossiers is not taken for a dossier."""


@dataclass(frozen=True)
class Hamlet:
    """One hamlet of a file, as summaries name it. `index` is its number in the file.

    `case` and `given`, a brief of it, are None where only the findings were asked for, `standing` where hamlets are not compared. `file`
    is the one that says which hamlet it is; `source` all that were read with it, None for standard input.
    `withheld`: the rules that cannot tell what they find there until an error is mended.
    """

    file: str
    code: str | None
    name: str | None
    commune: str | None
    code_place: Place
    case: "Case | None" = None
    given: "Brief | None" = None
    standing: Standing | None = None
    index: int = 0
    source: Source | None = None
    withheld: frozenset[str] = frozenset()

    @cached_property
    def brief(self) -> "Brief | None":
        """What the board and the report say of it; None where neither was asked for."""
        if self.given is not None or self.case is None:
            return self.given
        from dantin.brief import brief_of

        return brief_of(self.case, self.withheld)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that its dossier may be read from."""
        return self.source.names if self.source is not None else (self.file,)

    @property
    def label(self) -> str:
        """How a person calls it: code and name, whichever are given; else the file."""
        return " ".join(part for part in (self.code, self.name) if part) or self.file


class State(StrEnum):
    """Whether the dossier of a hamlet could be looked at."""

    READ = "read"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Seat:
    """One hamlet as the district looks for it: of its official list where there is one, else of what was found.

    `hamlet` is its dossier, None where there is none that could be read; `files` are those of its dossier, none of a missing one.
    `listed`: it is one of those expected; False of a dossier that the list does not know. Where a file could not be read and nobody knows
    whose it is, code and name are None.
    """

    code: str | None
    name: str | None
    commune: str | None
    state: State
    hamlet: Hamlet | None = None
    files: tuple[str, ...] = ()
    listed: bool = True

    @property
    def label(self) -> str:
        """How a person calls it: code and name, whichever are given; else the file."""
        return " ".join(part for part in (self.code, self.name) if part) or next(iter(self.files), "")

    @property
    def address(self) -> str:
        """The same with its commune: "LT-020 Ấp 4, xã Bàu Cạn"."""
        return ", ".join(part for part in (self.label, self.commune) if part)


@dataclass(slots=True)
class FileReport:
    """What was found in one file, or in several that are read as one. `returned`: a copy that was sent back with marks.

    `contents`: the digest of each file as it was read, where it was asked for.
    """

    file: str
    hamlets: tuple[Hamlet, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    faults: tuple[RuleFault, ...] = ()
    further: tuple[str, ...] = ()
    returned: bool = False
    contents: tuple[bytes, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of it."""
        return (self.file, *self.further)

    @property
    def unreadable(self) -> bool:
        """The file as a whole could not be read."""
        return any(d.code == DT001.code for d in self.diagnostics)


@dataclass
class Report:
    """What was found in all files of one run, in the order of the contract: file, sheet, row, column, code.

    `seats` are the hamlets that were looked for, found or not; `passed_over` are copies sent back with marks, whose
    hamlets other files hold.
    """

    files: list[FileReport]
    diagnostics: list[Diagnostic]
    seats: list[Seat] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()

    @property
    def hamlets(self) -> list[Hamlet]:
        """Every hamlet, by file and then as written."""
        return [hamlet for report in self.files for hamlet in report.hamlets]

    @property
    def faults(self) -> list[RuleFault]:
        """Every fault of the program that was met."""
        return [fault for report in self.files for fault in report.faults]

    def number(self, severity: Severity) -> int:
        """How many findings of one severity."""
        return sum(d.severity is severity for d in self.diagnostics)


class Spoken:
    """Which rules could speak on each of the hamlets looked for."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        """`findings` are all of the run."""
        self._codes: dict[tuple[str, str | None], set[str]] = {}
        for d in findings:
            self._codes.setdefault((d.place.file, d.hamlet), set()).add(d.code)

    def on(self, seat: Seat) -> "Coverage | None":
        """Of one of them; None where there was no dossier to read."""
        hamlet = seat.hamlet
        if hamlet is None or hamlet.brief is None:
            return None
        return hamlet.brief.checked.with_findings({code for file in hamlet.files for code in self._codes.get((file, hamlet.code), ())})


class Whose:
    """Which of the hamlets looked for a finding is about; None where it is of none alone."""

    def __init__(self, report: Report) -> None:
        """`report` has the hamlets that were looked for."""
        self._by_code = {fold_code(seat.code): seat for seat in report.seats if seat.code}
        # None where a file is of several.
        self._by_file: dict[str, Seat | None] = {}
        for seat in report.seats:
            for file in seat.files:
                self._by_file[file] = None if file in self._by_file else seat

    def __call__(self, diagnostic: Diagnostic) -> Seat | None:
        """The hamlet of a finding: by its code, else where its file is of one hamlet alone."""
        named = self._by_code.get(fold_code(diagnostic.hamlet)) if diagnostic.hamlet is not None else None
        return named or self._by_file.get(diagnostic.place.file)

    def label(self, diagnostic: Diagnostic) -> str | None:
        """What the hamlet of a finding is called; None where it has neither code nor name."""
        seat = self(diagnostic)
        return seat.address if seat is not None and (seat.code or seat.name) else None
