"""Many files -> one report: read, count, check, in a fixed order, over any `concurrent.futures` executor. Prints nothing.

One file that cannot be read, and one rule that fails, never stop the others.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.law import under
from dantin.readers import SUFFIXES, ReadDossier, Reading, read, read_bytes
from dantin.readers.config import CONFIG, Config
from dantin.readers.fields import BY_SLUG, Names
from dantin.readers.findings import DT001, DT009
from dantin.rule import Local, RuleFault, apply, diagnose, field_of
from dantin.rules import district
from dantin.rules.district import Standing, standing
from dantin.tally import Case, count_dossier
from dantin.vietnamese import fold

_SKIPPED_FOLDERS = {"out"}
_TALLY_CODES = ("DT0", "DT105", "DT502", *(f"DT{n}" for n in range(305, 319)), *(f"DT{n}" for n in range(504, 511)))


@dataclass(frozen=True)
class Hamlet:
    """One hamlet of a file, as summaries name it. `index` is its number in the file.

    `case` is None where only the findings were asked for, `standing` where hamlets are not compared.
    """

    file: str
    code: str | None
    name: str | None
    commune: str | None
    code_place: Place
    case: Case | None = None
    standing: Standing | None = None
    index: int = 0

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
    local: Sequence[Local] = (),
    password: str | None = None,
    key: bytes | None = None,
    tally_only: bool = False,
    keep_cases: bool = False,
) -> FileReport:
    """Read, count and check one file.

    `local` is the guidance of its district, `key` makes the hashes by which hamlets are compared (None: they are not), `tally_only` runs
    just the rules that bear on the count; for the rest see `readers.read`.
    """
    name = path.as_posix()
    try:
        reading = read(path, name, names, password=password)
        return check_reading(reading, as_of, local=local, key=key, tally_only=tally_only, keep_cases=keep_cases)
    except Exception as error:  # a fault of ours in one file must not cost the user the other files; it ends in status 3
        return FileReport(name, faults=[RuleFault(name, None, f"{type(error).__name__}: {error}")])


def check_bytes(data: bytes, name: str, suffix: str, as_of: date, *, names: Names | None = None, tally_only: bool = False) -> FileReport:
    """The same for a dossier that is already in memory (standard input)."""
    return check_reading(read_bytes(data, name, suffix, names), as_of, tally_only=tally_only, keep_cases=True)


def check_reading(
    reading: Reading,
    as_of: date,
    *,
    local: Sequence[Local] = (),
    key: bytes | None = None,
    tally_only: bool,
    keep_cases: bool,
) -> FileReport:
    """Count and check the dossiers of one file that was read; see `check_file`."""
    report = FileReport(reading.file, diagnostics=list(reading.diagnostics))
    terms = {provision: version for guidance in local for provision, version in guidance.versions().items()}
    for index, entry in enumerate(reading.dossiers):
        dossier, places = entry.dossier, entry.places
        with under(terms):
            case = count_dossier(dossier, as_of)
            found, faults = apply(
                case,
                flawed=dossier.flawed,
                as_of=as_of,
                hamlet=dossier.code,
                place_of=places,
                only=(lambda code: code.startswith(_TALLY_CODES)) if tally_only else (lambda _code: True),
                local=local,
            )
        report.diagnostics += found
        report.faults += faults
        unit = dossier.unit
        label = " ".join(part for part in (unit.code, unit.name) if part) or reading.file
        told = standing(case, {d.code for d in found}, label, key) if key is not None else None
        kept = case if keep_cases else None
        report.hamlets.append(Hamlet(reading.file, unit.code, unit.name, unit.commune, places("don_vi.ma"), kept, told, index))
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
    # Made anew each time and never written down, so that no hash can be looked up again.
    key = None if tally_only else secrets.token_bytes(16)

    def options(path: Path) -> dict[str, Any]:
        config = (configs or {}).get(path)
        return {
            "names": config.names if config is not None else None,
            "local": config.local if config is not None else (),
            "key": key,
            "password": (passwords or {}).get(path),
            "tally_only": tally_only,
            "keep_cases": keep_cases,
        }

    if executor is None:
        return (check_file(path, as_of, **options(path)) for path in files)
    futures = [executor.submit(check_file, path, as_of, **options(path)) for path in files]
    return (future.result() for future in futures)


def gather(reports: Iterable[FileReport], configs: Mapping[Path, Config] | None = None, *, whole: Collection[Path] = ()) -> Report:
    """Put the reports of files together, with what only shows between files: one hamlet code in two of them (DT009), and DT601-DT604.

    `configs`: of each file the one that applies to it; what is wrong with one is told once. `whole` are folders of which every dossier is
    among the reports: a district whose config lies in one of them misses what is not there.
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
    by_file = {path.as_posix(): config for path, config in (configs or {}).items()}
    unique = {id(config): config for config in by_file.values()}
    for config in (*unique.values(), None):
        mine = [report for report in reports if by_file.get(report.file) is config]
        across += _between(mine, config, whole=config is not None and _holds(whole, config))
    wrong = [d for config in unique.values() for d in config.diagnostics]
    diagnostics = sorted((*(d for r in reports for d in r.diagnostics), *across, *wrong), key=lambda d: d.order)
    return Report(reports, diagnostics)


def _holds(folders: Collection[Path], config: Config) -> bool:
    """Whether a config lies in one of these folders, or below."""
    home = Path(config.file).parent.resolve()
    return any(folder.resolve() in (home, *home.parents) for folder in folders)


def _between(reports: Sequence[FileReport], config: Config | None, *, whole: bool) -> Iterator[Diagnostic]:
    """What shows between the hamlets of one district."""
    hamlets = [hamlet for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    if not hamlets:
        return
    standings = [hamlet.standing for hamlet in hamlets if hamlet.standing is not None]
    listed = config.listed if config is not None else None
    entries = None if listed is None else [district.Listed(e.code, e.name, e.commune, e.file) for e in listed]
    places = _Reread(config)
    files = [report.file for report in reports]
    for found in district.across(standings, [hamlet.code for hamlet in hamlets], files, entries, whole=whole):
        facts = dict(found.facts)
        hamlet = hamlets[found.hamlet] if found.hamlet is not None else None
        if hamlet is None:
            place = listed[found.listed].place if listed is not None and found.listed is not None else Place(files[0])
        elif found.route == "don_vi.ma":
            place = hamlet.code_place
        else:
            place = places(hamlet, found.route)
            if "name" not in facts:
                facts["name"] = places.name(hamlet, found.route)
        related = (places(hamlets[found.related[0]], found.related[1]),) if found.related is not None else ()
        code = hamlet.code if hamlet is not None else None
        told = diagnose(
            found.rule, place, facts, day=date.min, hamlet=code, field=field_of(found.route), related=related, route=found.route
        )
        if told is not None:
            yield told
    if whole and config is not None and config.target is not None:
        missed = district.share_of_model(standings, len(entries) if entries is not None else None, Fraction(config.target))
        if missed is not None:
            told = diagnose(missed.rule, Place(config.file, line=config.lines.get("chi_tieu")), missed.facts, day=date.min, field="mo_hinh")
            assert told is not None
            yield told


class _Reread:
    """Places inside dossiers that were let go of: the few files concerned are read once more."""

    def __init__(self, config: Config | None) -> None:
        self._names = config.names if config is not None else None
        self._read: dict[str, Reading] = {}

    def _entry(self, hamlet: Hamlet) -> ReadDossier | None:
        if hamlet.file not in self._read:
            self._read[hamlet.file] = read(Path(hamlet.file), hamlet.file, self._names)
        dossiers = self._read[hamlet.file].dossiers
        return dossiers[hamlet.index] if hamlet.index < len(dossiers) else None

    def __call__(self, hamlet: Hamlet, route: str) -> Place:
        entry = self._entry(hamlet)
        return entry.places(route) if entry is not None else Place(hamlet.file)

    def name(self, hamlet: Hamlet, route: str) -> str:
        """The name of the person on whose row a route ends."""
        entry = self._entry(hamlet)
        slug, _, rest = route.partition("[")
        table = BY_SLUG[slug]
        rows = getattr(entry.dossier, table.attribute) if entry is not None else ()
        index = int(rest.partition("]")[0])
        return (rows[index].name or "") if index < len(rows) else ""
