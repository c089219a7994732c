"""The hamlets of one district side by side: which are looked for and found, and what only shows between them (DT601-DT604)."""

import posixpath
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
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


def expected(folders: Collection[Path], config: Config) -> frozenset[int]:
    """The entries of the official list whose dossiers must lie in these folders, of which everything was looked at.

    All of them where the config lies there too. Of folders below it those whose own file lies in one; where the list names no file, those
    of the commune that a folder is called after.
    """
    listed = config.listed or ()
    if holds(folders, config):
        return frozenset(range(len(listed)))
    home = real(Path(config.file).parent)
    below = [folder.relative_to(home) for folder in map(real, folders) if folder.is_relative_to(home)]
    return frozenset(number for number, entry in enumerate(listed) if any(_belongs(entry, folder) for folder in below))


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
    strays: list[Hamlet] = []
    for hamlet, code in zip(hamlets, between_hamlets.codes_meant([h.code for h in hamlets], [e.code for e in listed]), strict=True):
        if code is None:
            strays.append(hamlet)
        else:
            by_code[code] = hamlet
    listed_ones: list[Seat] = []
    for number, entry in enumerate(listed):
        files = own.get(number, ())
        read = by_code.get(entry.code)
        if read is None and (mine := [h for h in strays if set(h.files) & set(files)]):
            # A dossier in the entry's own file is this hamlet's, though its code was lost or is not the list's.
            read = mine[0]
            strays.remove(read)
        state = State.READ if read is not None else State.UNREADABLE if files else State.MISSING
        if state is not State.MISSING or number in wanted:
            listed_ones.append(Seat(entry.code, entry.name, entry.commune, state, read, read.files if read is not None else files))
    taken = {file for seat in listed_ones for file in seat.files}
    lost = [Seat(None, None, None, State.UNREADABLE, files=r.files, listed=False) for r in unread if not taken & set(r.files)]
    return listed_ones + [_found(hamlet, listed=False) for hamlet in strays] + lost


def _found(hamlet: Hamlet, *, listed: bool = True) -> Seat:
    return Seat(hamlet.code, hamlet.name, hamlet.commune, State.READ, hamlet, hamlet.files, listed)


def between(reports: Sequence[FileReport], config: Config | None, wanted: Collection[int], *, whole: bool) -> Iterator[Diagnostic]:
    """What shows between the hamlets of one district. `wanted`: see `seats`; `whole`: all its dossiers are among the reports."""
    hamlets = [hamlet for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    if not hamlets and any(report.hamlets for report in reports):
        return
    standings = [hamlet.standing for hamlet in hamlets if hamlet.standing is not None]
    listed = config.listed if config is not None else None
    entries = None if listed is None else [between_hamlets.Listed(e.code, e.name, e.commune, e.file) for e in listed]
    places = _Reread(config)
    read_files = [file for report in reports for file in report.files]
    handed_in = _own_files(read_files, config) if config is not None else {}
    if config is not None:
        yield from _lost_parts(config, read_files)
    for finding in between_hamlets.across(standings, [hamlet.code for hamlet in hamlets], entries, handed_in, wanted):
        facts = dict(finding.facts)
        hamlet = hamlets[finding.hamlet] if finding.hamlet is not None else None
        if hamlet is None:
            place = listed[finding.listed].place if listed is not None and finding.listed is not None else Place(reports[0].file)
        elif finding.route == between_hamlets.UNIT_CODE:
            place = hamlet.code_place
        else:
            place = places(hamlet, finding.route)
            if "name" not in facts:
                facts["name"] = places.name(hamlet, finding.route)
        related = (places(hamlets[finding.related[0]], finding.related[1]),) if finding.related is not None else ()
        missing = listed[finding.listed].code if listed is not None and finding.listed is not None else None
        code = hamlet.code if hamlet is not None else missing
        diagnostic = diagnose(
            finding.rule, place, facts, day=date.min, hamlet=code, field=field_of(finding.route), related=related, route=finding.route
        )
        if diagnostic is not None:
            yield diagnostic
    if whole and config is not None and config.target is not None:
        # Of two dossiers of one code only one can count.
        counted = {fold_code(h.code) if h.code else number: s for number, (h, s) in enumerate(zip(hamlets, standings, strict=True))}
        missed = between_hamlets.share_of_model(
            list(counted.values()), len(entries) if entries is not None else None, Fraction(config.target)
        )
        if missed is not None:
            diagnostic = diagnose(
                missed.rule, Place(config.file, line=config.lines.get("chi_tieu")), missed.facts, day=date.min, field="mo_hinh"
            )
            assert diagnostic is not None
            # The district as a whole has no day of a vote: whatever guidance its config holds applies.
            yield as_guided(diagnostic, config.law, date.max)


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
    below: dict[str, str] = {}
    for file in files:
        for path in (real(Path(file)), Path(file).absolute()):
            below.update({_plain(path.relative_to(home).as_posix()): file for home in homes if path.is_relative_to(home)})
    owned = {}
    for number, entry in enumerate(config.listed or ()):
        ends = tuple(f"/{_plain(name)}" for name in entry.files)
        if ends and (mine := tuple(dict.fromkeys(file for path, file in below.items() if f"/{path}".endswith(ends)))):
            owned[number] = mine
    return owned


def _plain(path: str) -> str:
    """A path as it is compared: parts between "/", no "." among them, one form of Unicode."""
    return posixpath.normpath(unicodedata.normalize("NFC", path).replace("\\", "/")).lstrip("/")


class _Reread:
    """Places inside dossiers that were let go of: the few files concerned are read once more."""

    def __init__(self, config: Config | None) -> None:
        self._names = config.names if config is not None else None
        self._read: dict[str, Reading] = {}

    def _entry(self, hamlet: Hamlet) -> ReadDossier | None:
        if hamlet.file not in self._read:
            self._read[hamlet.file] = read_source(hamlet.source or Source((Path(hamlet.file),)), self._names)
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
