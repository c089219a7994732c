"""The hamlets of one district side by side: the findings that only show between them (DT601-DT604), each at its place."""

import posixpath
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from dantin.diagnostic import Diagnostic, Place
from dantin.found import FileReport, Hamlet
from dantin.readers import ReadDossier, Reading, read_source
from dantin.readers.config import Config
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.files.opening import real
from dantin.readers.sources import Source, lost_parts
from dantin.route import Route
from dantin.rule import as_guided, diagnose, field_of
from dantin.rules import between_hamlets
from dantin.vietnamese import fold_code


def holds(folders: Collection[Path], config: Config) -> bool:
    """Whether a config lies in one of these folders, or below."""
    home = real(Path(config.file).parent)
    return any(home.is_relative_to(real(folder)) for folder in folders)


def between(reports: Sequence[FileReport], config: Config | None, *, whole: bool) -> Iterator[Diagnostic]:
    """What shows between the hamlets of one district."""
    hamlets = [hamlet for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    if not hamlets:
        return
    standings = [hamlet.standing for hamlet in hamlets if hamlet.standing is not None]
    listed = config.listed if config is not None else None
    entries = None if listed is None else [between_hamlets.Listed(e.code, e.name, e.commune, e.file) for e in listed]
    places = _Reread(config)
    read_files = [file for report in reports for file in report.files]
    handed_in = _handed_in(read_files, config) if config is not None else frozenset()
    if config is not None:
        yield from _lost_parts(config, read_files)
    for finding in between_hamlets.across(standings, [hamlet.code for hamlet in hamlets], entries, handed_in, whole=whole):
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
        code = hamlet.code if hamlet is not None else None
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


def _handed_in(files: Sequence[str], config: Config) -> frozenset[int]:
    """The entries of the official list whose own file is among these, however the paths to it are written."""
    # Through a link a file lies in two places: where it is, and where it was found.
    homes = {real(Path(config.file).parent), Path(config.file).parent.absolute()}
    paths = {path for file in files for path in (real(Path(file)), Path(file).absolute())}
    below = [f"/{_plain(path.relative_to(home).as_posix())}" for path in paths for home in homes if path.is_relative_to(home)]
    ends = [tuple(f"/{_plain(name)}" for name in entry.files) for entry in config.listed or ()]
    return frozenset(number for number, names in enumerate(ends) if names and any(path.endswith(names) for path in below))


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
