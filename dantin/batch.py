"""Many files -> one report: read, count, check, in a fixed order, over any `concurrent.futures` executor. Prints nothing.

One file that cannot be read, and one rule that fails, never stop the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import dantin.rules  # noqa: F401  (importing it enters the rules into the catalogue)
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.readers import SUFFIXES, Reading, read, read_bytes
from dantin.readers.config import CONFIG, Config
from dantin.readers.fields import Names
from dantin.readers.findings import DT001, DT009
from dantin.rule import RuleFault, apply, diagnose
from dantin.tally import Case, count_dossier
from dantin.vietnamese import fold

_SKIPPED_FOLDERS = {"out"}
_TALLY_CODES = ("DT0", "DT105", "DT502", *(f"DT{n}" for n in range(305, 319)), *(f"DT{n}" for n in range(504, 511)))


@dataclass(frozen=True)
class Hamlet:
    """One hamlet of a file, as summaries name it. `case` is None where only the findings were asked for."""

    file: str
    code: str | None
    name: str | None
    commune: str | None
    code_place: Place
    case: Case | None = None

    @property
    def label(self) -> str:
        """How a person calls it: code and name, whichever are given; else the file."""
        return " ".join(part for part in (self.code, self.name) if part) or self.file


@dataclass
class FileReport:
    """What was found in one file."""

    file: str
    hamlets: list[Hamlet] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faults: list[RuleFault] = field(default_factory=list)

    @property
    def unreadable(self) -> bool:
        """The file as a whole could not be read."""
        return any(d.code == DT001.code for d in self.diagnostics)


@dataclass
class Report:
    """What was found in all files of one run, in the order of the contract: file, sheet, row, column, code."""

    files: list[FileReport]
    diagnostics: list[Diagnostic]

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


def find_files(path: Path) -> Iterator[Path]:
    """The dossiers at a path: the file itself, or every dossier below a folder, sorted.

    Lock files (~$), hidden files and folders, `out/` and the district's `dantin.yaml` are passed over.
    """
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda p: p.name):
        if entry.name.startswith((".", "~$")) or entry.name == CONFIG:
            continue
        if entry.is_dir():
            if entry.name not in _SKIPPED_FOLDERS:
                yield from find_files(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def check_file(
    path: Path,
    as_of: date,
    *,
    names: Names | None = None,
    password: str | None = None,
    tally_only: bool = False,
    keep_cases: bool = False,
) -> FileReport:
    """Read, count and check one file. `tally_only` runs just the rules that bear on the count; for the rest see `readers.read`."""
    name = path.as_posix()
    try:
        return check_reading(read(path, name, names, password=password), as_of, tally_only=tally_only, keep_cases=keep_cases)
    except Exception as error:  # a fault of ours in one file must not cost the user the other files; it ends in status 3
        return FileReport(name, faults=[RuleFault(name, None, f"{type(error).__name__}: {error}")])


def check_bytes(data: bytes, name: str, suffix: str, as_of: date, *, names: Names | None = None, tally_only: bool = False) -> FileReport:
    """The same for a dossier that is already in memory (standard input)."""
    return check_reading(read_bytes(data, name, suffix, names), as_of, tally_only=tally_only, keep_cases=True)


def check_reading(reading: Reading, as_of: date, *, tally_only: bool, keep_cases: bool) -> FileReport:
    """Count and check the dossiers of one file that was read."""
    report = FileReport(reading.file, diagnostics=list(reading.diagnostics))
    for entry in reading.dossiers:
        dossier, places = entry.dossier, entry.places
        case = count_dossier(dossier, as_of)
        found, faults = apply(
            case,
            flawed=dossier.flawed,
            as_of=as_of,
            hamlet=dossier.code,
            place_of=places,
            only=(lambda code: code.startswith(_TALLY_CODES)) if tally_only else (lambda _code: True),
        )
        report.diagnostics += found
        report.faults += faults
        unit = dossier.unit
        kept = case if keep_cases else None
        report.hamlets.append(Hamlet(reading.file, unit.code, unit.name, unit.commune, places("don_vi.ma"), kept))
    return report


def run(
    files: Sequence[Path],
    as_of: date,
    *,
    configs: Mapping[Path, Config] | None = None,
    passwords: Mapping[Path, str] | None = None,
    executor: Executor | None = None,
    tally_only: bool = False,
    keep_cases: bool = False,
) -> Iterator[FileReport]:
    """Check files, one after the other or over an executor, which is given all the work at once; the reports come in their order.

    `configs` and `passwords`: of each file the one that applies to it, for those that have any.
    """

    def options(path: Path) -> dict[str, Any]:
        config = (configs or {}).get(path)
        return {
            "names": config.names if config is not None else None,
            "password": (passwords or {}).get(path),
            "tally_only": tally_only,
            "keep_cases": keep_cases,
        }

    if executor is None:
        return (check_file(path, as_of, **options(path)) for path in files)
    futures = [executor.submit(check_file, path, as_of, **options(path)) for path in files]
    return (future.result() for future in futures)


def gather(reports: Iterable[FileReport], configs: Iterable[Config] = ()) -> Report:
    """Put the reports of files together, with what only shows between files: one hamlet code in two of them (DT009).

    `configs` are those that applied, in any number; what is wrong with one is told once.
    """
    reports = list(reports)
    first: dict[str, Hamlet] = {}
    across: list[Diagnostic] = []
    for report in reports:
        for hamlet in report.hamlets:
            if hamlet.code is None:
                continue
            twin = first.setdefault(fold(hamlet.code), hamlet)
            if twin.file != hamlet.file:
                facts = {"what": f"mã ấp “{hamlet.code}”", "first": f"tệp {twin.file}"}
                found = diagnose(DT009, hamlet.code_place, facts, day=date.min, hamlet=hamlet.code, field="ma", related=(twin.code_place,))
                across += [found] if found is not None else []
    wrong = [d for config in {id(config): config for config in configs}.values() for d in config.diagnostics]
    diagnostics = sorted((*(d for r in reports for d in r.diagnostics), *across, *wrong), key=lambda d: d.order)
    return Report(reports, diagnostics)
