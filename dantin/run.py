"""Many files -> one report: read, count, check, in a fixed order, over any `concurrent.futures` executor. Prints nothing.

One file that cannot be read, and one rule that fails, never stop the others.
"""

import os
import stat
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dantin.case import count_dossier
from dantin.compact import compact
from dantin.diagnostic import Diagnostic
from dantin.district import completeness, expected, holds, seats, share_missed, shared_people, total
from dantin.found import REPORT_TABLE, FileReport, Hamlet, Report, Seat
from dantin.kept_reports import Store, Unfinished, contents_of, keep_report, keep_shared, kept_report, key_of, recall_shared
from dantin.provision import NATIONAL, Law
from dantin.readers import SUFFIXES, Reading, is_misnamed, read_bytes, read_source
from dantin.readers.config import CONFIG, Config, every_level
from dantin.readers.dossier.fields import Names
from dantin.readers.files.limits import FINDINGS
from dantin.readers.files.opening import real
from dantin.readers.files.returned import is_report
from dantin.readers.findings import DT009
from dantin.readers.sources import Source, sources
from dantin.rule import CATALOGUE, RuleFault, apply, as_guided, diagnose, reworded
from dantin.rules.between_hamlets import standing
from dantin.vietnamese import fold, fold_code
from dantin.wording import titled

if TYPE_CHECKING:
    from concurrent.futures import Executor

SKIPPED_FOLDERS = {"out"}
# Enough that nobody waits for work, few enough that what waits takes no memory to speak of.
_HANDED_OUT = 1000
T = TypeVar("T")


def find_files(*paths: Path) -> list[Path]:
    """The dossiers at these paths: a file itself, or every dossier below a folder; each once, in an order that no spelling changes.

    Lock files (~$), hidden files and folders, `out/`, the district's `dantin.yaml` and tables that `report` wrote are passed over. What
    cannot be looked into is among the files: reading it tells so; and so is a workbook under a strange suffix. Links are followed, but not
    to a folder that holds them, and no folder is looked into twice.
    """
    files = [path for path in paths if not path.is_dir()]
    # What a link leads to may be below the folder as well: then it goes by its own name.
    folders, links = deque(path for path in paths if path.is_dir()), deque[Path]()
    seen: set[object] = set()
    while folders or links:
        folder = (folders or links).popleft()
        if (mark := _identity(folder)) in seen:
            continue
        seen.add(mark)
        for entry, is_folder in _entries(folder):
            if not is_folder:
                files.append(entry)
            elif not entry.is_symlink():
                folders.append(entry)
            elif (target := real(entry)).name not in SKIPPED_FOLDERS and not real(folder).is_relative_to(target):
                links.append(entry)
    placed = sorted((file.is_symlink(), real(file).as_posix(), file.as_posix(), file) for file in files)
    once = {_identity(file): (place, name, file) for _, place, name, file in reversed(placed)}
    return [file for _, _, file in sorted(once.values())]


def _entries(folder: Path) -> Iterator[tuple[Path, bool]]:
    """What a folder holds for us, each with whether it is a folder; the folder itself where it cannot be opened."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder, False
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name == CONFIG:
            continue
        try:
            is_folder = stat.S_ISDIR(entry.stat().st_mode)
        except PermissionError:
            yield entry, False
            continue
        except OSError:  # a link that leads nowhere
            is_folder = False
        if entry.name not in SKIPPED_FOLDERS if is_folder else _may_be_read(entry):
            yield entry, is_folder


def find_config_files(*paths: Path) -> list[Path]:
    """Every `dantin.yaml` in these folders and below, except where no dossier is looked for."""
    configs = []
    for path in paths:
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if name not in SKIPPED_FOLDERS and not name.startswith("."))
            configs += [Path(folder, CONFIG)] if CONFIG in names else []
    return configs


def _may_be_read(file: Path) -> bool:
    return (file.suffix.lower() in SUFFIXES or is_misnamed(file)) and not is_own_report(file)


def is_own_report(file: Path) -> bool:
    """Whether a file is one that `report` wrote, not a dossier; one that cannot be opened is looked at by the reader."""
    suffix = file.suffix.lower()
    if suffix != ".csv":
        return suffix == ".xlsx" and is_report(file)
    try:
        with file.open("rb") as stream:
            return stream.read(64).decode("utf-8-sig", "ignore").lstrip('"').startswith(REPORT_TABLE)
    except OSError:
        return False


def each_once(paths: Sequence[Path]) -> list[Path]:
    """These paths, of two names of one file or folder the first."""
    return list({_identity(path): path for path in reversed(paths)}.values())[::-1]


def _identity(path: Path) -> object:
    """What two names of one file or folder have in common."""
    try:
        status = path.stat()
    except OSError:
        return path
    # Some file systems number nothing.
    return (status.st_dev, status.st_ino) if status.st_ino else real(path)


def check_file(path: Path, as_of: date, **options: Any) -> FileReport:
    """Read, count and check one file; see `check_source`."""
    return check_source(Source((path.as_posix(),)), as_of, **options)


def check_source(
    source: Source,
    as_of: date,
    *,
    names: Names | None = None,
    in_force: Law = NATIONAL,
    passwords: Mapping[Path, str] | None = None,
    key: bytes | None = None,
    tally_only: bool = False,
    keep_cases: bool = False,
    briefed: bool = False,
    marked: bool = False,
) -> FileReport:
    """Read, count and check one file, or several that are one source.

    `in_force` is the law with the guidance of its district, `key` makes the hashes by which hamlets are compared (None: they are not),
    `tally_only` runs just the rules that bear on the count, `briefed` makes a brief of each dossier, `keep_cases` keeps it whole; for the
    rest see `readers.read`. `marked`: by a mark of its rosters and posts it can be told whether they changed, by `contents` what was read.
    """
    name, *further = source.names
    contents: list[bytes] = []
    try:
        reading = read_source(source, names, passwords=passwords, seen=contents.append if marked else None)
        kept = {"tally_only": tally_only, "keep_cases": keep_cases, "briefed": briefed, "marked": marked}
        report = check_reading(reading, as_of, in_force=in_force, key=key, **kept)
    except Exception as error:  # a fault of ours in one file must not cost the user the other files; it ends in status 3
        report = FileReport(name, faults=(RuleFault(name, None, f"{type(error).__name__}: {error}"),))
    report.hamlets = tuple(replace(hamlet, source=source) for hamlet in report.hamlets)
    report.further, report.contents = tuple(further), tuple(contents)
    return report


def check_bytes(data: bytes, name: str, suffix: str, as_of: date, *, names: Names | None = None, tally_only: bool = False) -> FileReport:
    """The same for a dossier that is already in memory (standard input)."""
    return check_reading(read_bytes(data, name, suffix, names), as_of, tally_only=tally_only, keep_cases=True)


def check_reading(
    reading: Reading,
    as_of: date,
    *,
    in_force: Law = NATIONAL,
    key: bytes | None = None,
    tally_only: bool,
    keep_cases: bool,
    briefed: bool = False,
    marked: bool = False,
) -> FileReport:
    """Count and check the dossiers of one file that was read; see `check_file`."""
    hamlets: list[Hamlet] = []
    findings = [as_guided(diagnostic, in_force, as_of) for diagnostic in _worded(reading)]
    all_faults: list[RuleFault] = []
    # A workbook that only lists what is to be mended is no dossier.
    for index, entry in enumerate(reading.dossiers if reading.tables or not reading.returned else ()):
        dossier, places = entry.dossier, entry.places
        case = count_dossier(dossier, as_of, in_force)
        withheld: set[str] = set()
        diagnostics, faults = apply(
            case,
            flawed=dossier.flawed,
            as_of=as_of,
            hamlet=dossier.code,
            place_of=places,
            only=(lambda code: CATALOGUE[code].bears_on_count) if tally_only else None,
            worded=partial(titled, unit=dossier.unit),
            withheld=withheld,
        )
        findings += _capped(diagnostics)
        all_faults += faults
        unit = dossier.unit
        label = " ".join(part for part in (unit.code, unit.name) if part) or places.file
        own_standing = standing(case, {d.code for d in diagnostics}, label, key, marked=marked) if key is not None else None
        barred = frozenset(withheld)
        kept, brief = case if keep_cases else None, None
        if briefed:
            from dantin.brief import brief_of

            brief = brief_of(case, barred)
        place = places(unit.at("ma"))
        hamlets.append(Hamlet(places.file, unit.code, unit.name, unit.commune, place, kept, brief, own_standing, index, withheld=barred))
    return FileReport(reading.file, tuple(hamlets), tuple(findings), tuple(all_faults), returned=reading.returned)


def _worded(reading: Reading) -> list[Diagnostic]:
    """What reading found, in the words of the hamlet each finding is about; of none that is known, in those of any hamlet."""
    units = {entry.dossier.code: entry.dossier.unit for entry in reading.dossiers}
    only = reading.dossiers[0].dossier.unit if len(reading.dossiers) == 1 else None
    pairs = [(d, units.get(d.hamlet) if d.hamlet is not None else only) for d in reading.diagnostics]
    return [reworded(d, partial(titled, unit=unit)) if unit is not None else d for d, unit in pairs]


def _capped(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The findings on one hamlet, `FINDINGS` of each code; the last of these says how many more there are."""
    if len(diagnostics) <= FINDINGS:
        return diagnostics
    kept: list[Diagnostic] = []
    numbers = Counter(d.code for d in diagnostics)
    seen: Counter[str] = Counter()
    for d in diagnostics:
        seen[d.code] += 1
        if seen[d.code] == FINDINGS < numbers[d.code]:
            d = replace(d, message=f"{d.message} (và {numbers[d.code] - FINDINGS} chỗ khác như vậy trong hồ sơ này)")
        if seen[d.code] <= FINDINGS:
            kept.append(d)
    return kept


def run(
    files: Sequence[Path],
    as_of: date,
    *,
    configs: Mapping[Path, Config] | None = None,
    passwords: Mapping[Path, str] | None = None,
    executor: "Executor | None" = None,
    tally_only: bool = False,
    keep_cases: bool = False,
    briefed: bool = False,
    store: Store | None = None,
) -> Iterator[FileReport]:
    """Check files, one after the other or over an executor, at work before a report is asked for; the reports come in their order.

    Files that the district's list names for one hamlet are read as one, also where only one of them is among `files`.

    `configs` and `passwords`: of each file the one that applies to it, for those that have any. `store`: what an earlier run found is
    taken from there where nothing changed; not where cases are kept.
    """
    # Never written down, so that no hash can be looked up again.
    key = None if tally_only else os.urandom(16)

    def config_of(source: Source) -> Config | None:
        return next((configs[path] for path in source.files if path in configs), None) if configs else None

    def options(source: Source) -> dict[str, Any]:
        config = config_of(source)
        return {
            "names": config.names if config is not None else None,
            "in_force": config.law if config is not None else NATIONAL,
            "key": key,
            "passwords": {path: passwords[path] for path in source.files if path in passwords} if passwords else None,
            "tally_only": tally_only,
            "keep_cases": keep_cases,
            "briefed": briefed,
            "marked": store is not None,
        }

    def check(work: Sequence[Source]) -> Iterator[FileReport]:
        if executor is None:
            return (compact(check_source(source, as_of, **options(source)), source) for source in work)
        # Some executors keep words of their own for what they are given by name.
        return _fetched(executor, work, lambda source: partial(check_source, source, as_of, **options(source)))

    work = sources(files, configs or {})
    if store is None or keep_cases or tally_only:
        return check(work)

    def key_with(source: Source, contents: Sequence[bytes] | None) -> bytes | None:
        """The key of what is found in files of such contents; None of what is not to be kept."""
        if contents is None or (passwords and any(path in passwords for path in source.files)):
            return None
        return key_of(source, contents, config_of(source), as_of, briefed=briefed, program=store.program)

    keys = [key_with(source, contents_of(source, store.digests)) for source in work]
    store.digests.clear()
    unfinished = Unfinished(store, keys)
    key = unfinished.secret
    return _only_what_changed(work, store, check, key_with, keys, unfinished)


def _only_what_changed(
    work: Sequence[Source],
    store: Store,
    check: Callable[[Sequence[Source]], Iterator[FileReport]],
    key_with: Callable[[Source, Sequence[bytes]], bytes | None],
    keys: list[bytes | None],
    unfinished: Unfinished,
) -> Iterator[FileReport]:
    """The reports of files, those that are kept from the store, the others checked and kept; `keys` are theirs."""

    def fresh(numbers: Sequence[int]) -> Iterator[FileReport]:
        """Reports with what compares their hamlets: checked now, or before the run was cut off."""
        checked = check([work[number] for number in numbers if number not in unfinished])

        def reports() -> Iterator[FileReport]:
            for number in numbers:
                report = unfinished.recall(number, work[number])
                if report is None:
                    report = next(checked if number not in unfinished else check([work[number]]))
                    # What changed while it was read may have been read as it was, or as it is.
                    if keys[number] is not None and key_with(work[number], report.contents) != keys[number]:
                        keys[number] = None
                    unfinished.keep(number, report)
                report.contents = ()
                yield report

        return reports()

    kept = [
        kept_report(store, key, source) if key is not None and number not in unfinished else None
        for number, (source, key) in enumerate(zip(work, keys, strict=True))
    ]
    new = fresh([number for number, report in enumerate(kept) if report is None])

    def reports() -> Iterator[FileReport]:
        together = []
        if any(kept):
            together = [report or next(new) for report in kept]
            if not recall_shared(store, together):
                # Who is new on a roster may stand on any other.
                again = fresh([number for number, report in enumerate(kept) if report is not None])
                together = [next(again) if was_kept else report for was_kept, report in zip(kept, together, strict=True)]
                keep_shared(store, together)
            yield from together
        else:
            for report in new:
                together.append(report)
                yield report
            keep_shared(store, together)
        for key, was_kept, report in zip(keys, kept, together, strict=True):
            if key is not None and was_kept is None:
                keep_report(store, key, report)

    return reports()


def _fetched(executor: "Executor", work: Sequence[Source], check: Callable[[Source], Callable[[], FileReport]]) -> Iterator[FileReport]:
    """The reports of files that an executor checks, in order; it is at work before the first is asked for, never on more than so many."""
    handed_out = ((source, executor.submit(check(source))) for source in work)
    waiting = deque(islice(handed_out, _HANDED_OUT))

    def fetched() -> Iterator[FileReport]:
        while waiting:
            source, checked = waiting.popleft()
            report = checked.result()
            waiting.extend(islice(handed_out, 1))
            yield compact(report, source)

    return fetched()


def gather(reports: Iterable[FileReport], configs: Mapping[Path, Config] | None = None, *, whole: Collection[Path] = ()) -> Report:
    """Put the reports of files together, with what only shows between files: one hamlet code in two of them (DT009), and DT601-DT604.

    `configs`: of each file the one that applies to it; what is wrong with one is told once. `whole` are folders of which every dossier is
    among the reports: what the list of a district has in them and is not there is missing.
    """
    reports, passed_over = _without_copies(list(reports))
    across = list(_one_code_twice(reports))
    configs = configs or {}
    levels = every_level(configs.values())
    applying = [next((configs[path] for path in map(Path, report.files) if path in configs), None) for report in reports]
    looked_for: list[Seat] = []
    together, mine, under, below = (_Grouped[FileReport](), _Grouped[FileReport](), _Grouped[FileReport](), _Grouped[Config]())
    for report, its in zip(reports, applying, strict=True):
        together.add(report, its.top if its is not None else None)
        mine.add(report, _listing(its))
        under.add(report, *(its.levels if its is not None else ()))
    for level in levels:
        below.add(level, *(config for config in level.levels if config is not level))
    for top in (*(config for config in levels if config.above is None), None):
        across += shared_people(together.of(top), configs)
    for config in (*levels, None):
        if config is None:
            looked_for += seats(mine.of(None), None, ())
            continue
        wanted = expected(whole, config, below.of(config))
        across += completeness(mine.of(config), config, wanted)
        looked_for += seats(mine.of(config), config, wanted)
        if holds(whole, config):
            across += share_missed(under.of(config), config, total([config, *below.of(config)]))
    wrong = [as_guided(d, config.law, date.max) for config in levels for d in config.diagnostics]
    diagnostics = sorted((*(d for r in reports for d in r.diagnostics), *across, *wrong), key=lambda d: d.order)
    return Report(reports, diagnostics, looked_for, passed_over)


def _one_code_twice(reports: Iterable[FileReport]) -> Iterator[Diagnostic]:
    """DT009: one hamlet code in two files."""
    first: dict[str, Hamlet] = {}
    for hamlet in (hamlet for report in reports for hamlet in report.hamlets if hamlet.code is not None):
        twin = first.setdefault(fold_code(hamlet.code or ""), hamlet)
        if twin.file != hamlet.file:
            facts = {"what": f"mã ấp “{hamlet.code}”", "first": f"tệp {twin.file}"}
            diagnostic = diagnose(DT009, hamlet.code_place, facts, day=date.min, hamlet=hamlet.code, field="ma", related=(twin.code_place,))
            if diagnostic is not None:
                yield diagnostic


class _Grouped(Generic[T]):
    """Things under the configs that they belong to: a country has thousands of these."""

    def __init__(self) -> None:
        self._by_config: dict[int | None, list[T]] = {}

    def add(self, thing: T, *configs: Config | None) -> None:
        for config in configs:
            self._by_config.setdefault(id(config) if config is not None else None, []).append(thing)

    def of(self, config: Config | None) -> list[T]:
        return self._by_config.get(id(config) if config is not None else None, [])


def _without_copies(reports: list[FileReport]) -> tuple[list[FileReport], tuple[str, ...]]:
    """The reports without those of copies sent back with marks whose every hamlet another file holds; and the files of these."""
    held = {identity for report in reports if not report.returned for hamlet in report.hamlets for identity in _identities(hamlet)}
    kept: list[FileReport] = []
    over: list[str] = []
    for report in reports:
        if report.returned and len(reports) > 1 and all(not held.isdisjoint(_identities(hamlet)) for hamlet in report.hamlets):
            over += report.files
        else:
            kept.append(report)
    return kept, tuple(over)


def _identities(hamlet: Hamlet) -> set[tuple[str, ...]]:
    """By what a hamlet is known to be the same: its code; where it has none, its name and commune."""
    if hamlet.code:
        return {(fold_code(hamlet.code),)}
    return {(fold(hamlet.name), fold(hamlet.commune or ""))} if hamlet.name else set()


def _listing(config: Config | None) -> Config | None:
    """The config whose list a file is to be on: the nearest that has one, else the highest."""
    if config is None:
        return None
    return next((level for level in config.levels if level.listed is not None), config.top)
