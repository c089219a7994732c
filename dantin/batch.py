"""Many files -> one report: read, count, check, in a fixed order, over any `concurrent.futures` executor. Prints nothing.

One file that cannot be read, and one rule that fails, never stop the others.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dantin.diagnostic import Diagnostic
from dantin.law import under
from dantin.neighbours import between, holds
from dantin.readers import SUFFIXES, Reading, is_misnamed, read, read_bytes
from dantin.readers.config import CONFIG, Config
from dantin.readers.fields import Names
from dantin.readers.findings import DT009
from dantin.readers.limits import FINDINGS
from dantin.report import FileReport, Hamlet, Report
from dantin.rule import Local, RuleFault, apply, diagnose
from dantin.rules.district import standing
from dantin.tally import count_dossier
from dantin.vietnamese import fold

_SKIPPED_FOLDERS = {"out"}
TALLY_CODES = ("DT0", "DT105", "DT502", *(f"DT{n}" for n in range(305, 319)), *(f"DT{n}" for n in range(504, 511)))


def find_files(path: Path) -> Iterator[Path]:
    """The dossiers at a path: the file itself, or every dossier below a folder, sorted.

    Lock files (~$), hidden files and folders, `out/` and the district's `dantin.yaml` are passed over. A workbook under a strange suffix is
    among them, to be told of.
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
        elif entry.suffix.lower() in SUFFIXES or (entry.is_file() and is_misnamed(entry)):
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
                only=(lambda code: code.startswith(TALLY_CODES)) if tally_only else (lambda _code: True),
                local=local,
            )
        report.diagnostics += _capped(found)
        report.faults += faults
        unit = dossier.unit
        label = " ".join(part for part in (unit.code, unit.name) if part) or reading.file
        told = standing(case, {d.code for d in found}, label, key) if key is not None else None
        kept = case if keep_cases else None
        report.hamlets.append(Hamlet(reading.file, unit.code, unit.name, unit.commune, places("don_vi.ma"), kept, told, index))
    return report


def _capped(found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings on one hamlet, `FINDINGS` of each code; the last of these says how many more there are."""
    kept: list[Diagnostic] = []
    told = Counter(d.code for d in found)
    if not any(number > FINDINGS for number in told.values()):
        return found
    seen: Counter[str] = Counter()
    for d in found:
        seen[d.code] += 1
        if seen[d.code] == FINDINGS < told[d.code]:
            d = replace(d, message=f"{d.message} (và {told[d.code] - FINDINGS} chỗ khác như vậy trong hồ sơ này)")
        if seen[d.code] <= FINDINGS:
            kept.append(d)
    return kept


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
        across += between(mine, config, whole=config is not None and holds(whole, config))
    wrong = [d for config in unique.values() for d in config.diagnostics]
    diagnostics = sorted((*(d for r in reports for d in r.diagnostics), *across, *wrong), key=lambda d: d.order)
    return Report(reports, diagnostics)
