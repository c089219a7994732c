"""The hamlets of one district side by side: which are looked for and found, and what only shows between them (DT601-DT604)."""

import os
import posixpath
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

from dantin.diagnostic import Diagnostic, Place
from dantin.found import FileReport, Hamlet, Seat, State
from dantin.model import Unit
from dantin.readers import ReadDossier, Reading, read_source
from dantin.readers.config import Config
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.files.opening import real
from dantin.readers.hamlet_list import Entry
from dantin.readers.sources import Source, lost_parts
from dantin.route import Route
from dantin.rule import as_guided, diagnose, field_of
from dantin.rules import between_hamlets
from dantin.vietnamese import fold, fold_code
from dantin.wording import commune_place


def holds(folders: Collection[Path], config: Config) -> bool:
    """Whether a config lies in one of these folders, or below."""
    home = real(Path(config.file).parent)
    return any(home.is_relative_to(real(folder)) for folder in folders)


def expected(folders: Collection[Path], config: Config, below: Iterable[Config] = ()) -> frozenset[int]:
    """The entries of the official list whose dossiers must lie in these folders, of which everything was looked at.

    All of them where the config lies there too. Of folders below it those whose own file lies in one; where the list names no file, those
    of the commune that a folder is called after. What a list `below`, of a commune's own config, has as well is looked for there.
    """
    listed = config.listed or ()
    elsewhere = _codes(below)
    mine = [number for number, entry in enumerate(listed) if fold_code(entry.code) not in elsewhere]
    if holds(folders, config):
        return frozenset(mine)
    home = real(Path(config.file).parent)
    parts = [folder.relative_to(home) for folder in map(real, folders) if folder.is_relative_to(home)]
    return frozenset(number for number in mine if any(_belongs(listed[number], folder) for folder in parts))


def total(configs: Iterable[Config]) -> int | None:
    """How many hamlets the lists of these configs have together; None where none of them has one."""
    return len(_codes(configs)) or None


def _codes(configs: Iterable[Config]) -> set[str]:
    return {fold_code(entry.code) for config in configs for entry in config.listed or ()}


def _belongs(entry: Entry, folder: Path) -> bool:
    if entry.files:
        return all(_plain(name).startswith(f"{_plain(folder.as_posix())}/") for name in entry.files)
    if entry.commune is None:
        return False
    return fold(folder.name) in {fold(entry.commune), fold(commune_place(Unit(0, commune=entry.commune)))}


def seats(reports: Sequence[FileReport], config: Config | None, wanted: Collection[int]) -> list[Seat]:
    """Every hamlet that is looked for, with what was found of it; then what was found and no list knows.

    `wanted` are the entries of the official list that had to be there; where there is no list every hamlet found is looked for. Of two
    dossiers of one code only one can count, the later.
    """
    listed = config.listed if config is not None else None
    hamlets = [hamlet for report in reports for hamlet in report.hamlets]
    unread = [report for report in reports if not report.hamlets]
    if listed is None or config is None:
        once = {fold_code(h.code) if h.code else str(number): h for number, h in enumerate(hamlets)}
        return [_found(h) for h in once.values()] + [Seat(None, None, None, State.UNREADABLE, files=r.files) for r in unread]
    own = _own_files([file for report in reports for file in report.files], config)
    by_code: dict[str, Hamlet] = {}
    strays = _Strays()
    for hamlet, code in zip(hamlets, between_hamlets.codes_meant([h.code for h in hamlets], [e.code for e in listed]), strict=True):
        if code is None:
            strays.add(hamlet)
        else:
            by_code[code] = hamlet
    listed_ones: list[Seat] = []
    for number, entry in enumerate(listed):
        files = own.get(number, ())
        read = by_code.get(entry.code)
        if read is None:
            # A dossier in the entry's own file is this hamlet's, though its code was lost or is not the list's.
            read = strays.taken_from(files)
        state = State.READ if read is not None else State.UNREADABLE if files else State.MISSING
        if state is not State.MISSING or number in wanted:
            listed_ones.append(Seat(entry.code, entry.name, entry.commune, state, read, read.files if read is not None else files))
    taken = {file for seat in listed_ones for file in seat.files}
    lost = [Seat(None, None, None, State.UNREADABLE, files=r.files, listed=False) for r in unread if not taken & set(r.files)]
    return listed_ones + [_found(hamlet, listed=False) for hamlet in strays.left] + lost


class _Strays:
    """Hamlets that no entry of the list names, until an entry takes them: thousands of them where a whole district lost its codes."""

    def __init__(self) -> None:
        self._numbers = count()
        self._left: dict[int, Hamlet] = {}
        self._by_file: dict[str, deque[int]] = {}

    def add(self, hamlet: Hamlet) -> None:
        number = next(self._numbers)
        self._left[number] = hamlet
        for file in hamlet.files:
            self._by_file.setdefault(file, deque()).append(number)

    def taken_from(self, files: Iterable[str]) -> Hamlet | None:
        """The first that may be read from one of these files and is not taken yet; it is then."""
        numbers = [number for file in files if (number := self._first(self._by_file.get(file, deque()))) is not None]
        return self._left.pop(min(numbers)) if numbers else None

    def _first(self, numbers: "deque[int]") -> int | None:
        while numbers and numbers[0] not in self._left:
            numbers.popleft()
        return numbers[0] if numbers else None

    @property
    def left(self) -> Iterable[Hamlet]:
        """Those that nobody took, in their order."""
        return self._left.values()


def _found(hamlet: Hamlet, *, listed: bool = True) -> Seat:
    return Seat(hamlet.code, hamlet.name, hamlet.commune, State.READ, hamlet, hamlet.files, listed)


def completeness(reports: Sequence[FileReport], config: Config, wanted: Collection[int]) -> Iterator[Diagnostic]:
    """What of a config's list is missing, whole or in part, and what it does not know. `wanted`: see `seats`."""
    hamlets = _compared(reports)
    if config.listed is None or (not hamlets and any(report.hamlets for report in reports)):
        return
    files = [file for report in reports for file in report.files]
    yield from _lost_parts(config, files)
    entries = [between_hamlets.Listed(e.code, e.name, e.commune, e.file) for e in config.listed]
    for finding in between_hamlets.completeness([h.code for h in hamlets], entries, _own_files(files, config), wanted):
        if finding.hamlet is not None:
            hamlet = hamlets[finding.hamlet]
            yield from _told(finding, hamlet.code_place, hamlet.code)
        elif finding.listed is not None:
            entry = config.listed[finding.listed]
            yield from _told(finding, entry.place, entry.code)


def shared_people(reports: Sequence[FileReport], configs: Mapping[Path, Config]) -> Iterator[Diagnostic]:
    """Who stands on the rosters, or holds posts, of two hamlets. `configs`: of each file the one by which it was read."""
    hamlets = _compared(reports)
    standings = [hamlet.standing for hamlet in hamlets if hamlet.standing is not None]
    places = _Reread(configs)
    for finding in between_hamlets.shared_people(standings, [hamlet.code for hamlet in hamlets], lambda number: hamlets[number].label):
        if finding.hamlet is None or finding.related is None:
            continue
        hamlet = hamlets[finding.hamlet]
        # Who is elected is named by the finding; who stands on a roster only by the roster, which no run keeps.
        facts = finding.facts if "name" in finding.facts else {"name": places.name(hamlet, finding.route), **finding.facts}
        related = places(hamlets[finding.related[0]], finding.related[1])
        yield from _told(replace(finding, facts=facts), places(hamlet, finding.route), hamlet.code, related)


def share_missed(reports: Sequence[FileReport], config: Config, total: int | None) -> Iterator[Diagnostic]:
    """That the share of the model missed the target of a config. `total`: how many hamlets there are, None where no list says."""
    if config.target is None:
        return
    # Of two dossiers of one code only one can count.
    counted = {fold_code(h.code) if h.code else number: h.standing for number, h in enumerate(_compared(reports))}
    standings = [standing for standing in counted.values() if standing is not None]
    if not standings and any(report.hamlets for report in reports):
        return
    missed = between_hamlets.share_of_model(standings, total, Fraction(config.target))
    if missed is not None:
        place = Place(config.file, line=config.lines.get("chi_tieu"))
        diagnostic = diagnose(missed.rule, place, missed.facts, day=date.min, field="mo_hinh")
        assert diagnostic is not None
        # The district as a whole has no day of a vote: whatever guidance its config holds applies.
        yield as_guided(diagnostic, config.law, date.max)


def _compared(reports: Sequence[FileReport]) -> list[Hamlet]:
    return [hamlet for report in reports for hamlet in report.hamlets if hamlet.standing is not None]


def _told(finding: between_hamlets.Across, place: Place, code: str | None, *related: Place) -> Iterator[Diagnostic]:
    field = field_of(finding.route)
    diagnostic = diagnose(finding.rule, place, finding.facts, day=date.min, hamlet=code, field=field, related=related, route=finding.route)
    if diagnostic is not None:
        yield diagnostic


def _lost_parts(config: Config, files: Sequence[str]) -> Iterator[Diagnostic]:
    """A file that the list names for a hamlet and that is not there, though others of that hamlet are."""
    for number, name in lost_parts(config, map(Path, files)):
        entry = (config.listed or ())[number]
        label = " ".join(part for part in (entry.code, entry.name) if part)
        facts = {
            "what": f"chưa có tệp “{name}” trong hồ sơ của {label}",
            "remedy": f"Nộp tệp “{name}”, hoặc sửa tên tệp ở mục “tep” của danh sách.",
        }
        diagnostic = diagnose(between_hamlets.DT601, entry.place, facts, day=date.min, hamlet=entry.code, field="tep")
        if diagnostic is not None:
            yield diagnostic


def _own_files(files: Sequence[str], config: Config) -> Mapping[int, tuple[str, ...]]:
    """Of each entry of the official list its own files that are among these, however the paths to them are written."""
    # Through a link a file lies in two places: where it is, and where it was found.
    homes = {real(Path(config.file).parent), Path(config.file).parent.absolute()}
    wanted: dict[str, list[int]] = {}
    for number, entry in enumerate(config.listed or ()):
        for name in entry.files:
            wanted.setdefault(_plain(name), []).append(number)

    def seen_from_home(path: Path) -> list[str]:
        ways = dict.fromkeys((real(path), path.absolute()))
        return [way.relative_to(home).as_posix() for way in ways for home in homes if way.is_relative_to(home)]

    of_folder = cache(seen_from_home)
    below: dict[str, str] = {}
    for file in files if wanted else ():
        path = Path(file)
        # What is no link lies where its folder does.
        apart = os.path.islink(path) or path.name == ".."  # noqa: PTH114  # where it cannot be told, it is none
        places = seen_from_home(path) if apart else [f"{folder}/{path.name}" for folder in of_folder(path.parent)]
        below.update({_plain(place): file for place in places})
    owned: dict[int, dict[str, None]] = {}
    for place, file in below.items():
        for tail in _tails(place):
            for number in wanted.get(tail, ()):
                owned.setdefault(number, {})[file] = None
    return {number: tuple(mine) for number, mine in sorted(owned.items())}


def _tails(path: str) -> Iterator[str]:
    """A path and what is left of it without its first folders: "a/b/c", "b/c", "c"."""
    yield path
    while path:
        _, _, path = path.partition("/")
        if path:
            yield path


def _plain(path: str) -> str:
    """A path as it is compared: parts between "/", no "." among them, one form of Unicode."""
    return posixpath.normpath(unicodedata.normalize("NFC", path).replace("\\", "/")).lstrip("/")


class _Reread:
    """Places inside dossiers that were let go of: the few files concerned are read once more."""

    def __init__(self, configs: Mapping[Path, Config]) -> None:
        self._configs = configs
        self._read: dict[str, Reading] = {}

    def _entry(self, hamlet: Hamlet) -> ReadDossier | None:
        if hamlet.file not in self._read:
            config = self._configs.get(Path(hamlet.file))
            source = hamlet.source or Source((hamlet.file,))
            self._read[hamlet.file] = read_source(source, config.names if config is not None else None)
        dossiers = self._read[hamlet.file].dossiers
        return dossiers[hamlet.index] if hamlet.index < len(dossiers) else None

    def __call__(self, hamlet: Hamlet, route: Route) -> Place:
        entry = self._entry(hamlet)
        return entry.places(route) if entry is not None else Place(hamlet.file)

    def name(self, hamlet: Hamlet, route: Route) -> str:
        """The name of the person on whose row a route ends."""
        entry = self._entry(hamlet)
        slug, _, rest = route.partition("[")
        table = BY_SLUG[slug]
        rows = getattr(entry.dossier, table.attribute) if entry is not None else ()
        index = int(rest.partition("]")[0])
        return (rows[index].name or "") if index < len(rows) else ""
