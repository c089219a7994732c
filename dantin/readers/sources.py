"""Which files are read as one: those that the district's list names for one hamlet. Looks at names and what is there; reads nothing."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dantin.readers.config import Applying, Config
from dantin.readers.dossier.unfinished import Owner
from dantin.readers.files.opening import Outside, path_inside, real
from dantin.readers.hamlet_list import Entry
from dantin.vietnamese import fold_code


@dataclass(frozen=True, slots=True)
class Source:
    """Files that are read together, mostly one. A country has so many that of each only the name is held.

    `names`: the files as findings call them. `serves`: by name, the hamlets of the district's list whose dossiers it is part of; empty
    where a file tells by itself whose it is. `wanted`: the folded codes of those that are asked for.
    """

    names: tuple[str, ...]
    serves: Mapping[str, tuple[Owner, ...]] = field(default_factory=lambda: _NOBODY)
    wanted: frozenset[str] = frozenset()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files themselves."""
        return tuple(map(Path, self.names))


_NOBODY: Mapping[str, tuple[Owner, ...]] = {}


def sources(files: Sequence[Path], configs: Mapping[Path, Config]) -> list[Source]:
    """Every file in a source, each once, in the order of the files; to one of several come the others that the district's list names.

    `configs`: of each file the one that applies to it.
    """
    joined = [source for config, theirs in _listing(configs, files) for source in _joined(theirs, config)]
    by_file = {real(path): source for source in joined for path in source.files}
    of_files = ((by_file.get(real(path)) if joined else None) or Source((path.as_posix(),)) for path in files)
    return list({source.names: source for source in of_files}.values())


def with_parts(configs: Mapping[Path, Config]) -> Mapping[Path, Config]:
    """The configs that apply to files, with the further files of their hamlets, to which the same apply."""
    further: dict[Path, Config] = {}
    for config, theirs in _listing(configs, configs):
        for source in _joined(theirs, config):
            further.update({path: config for path in source.files if path not in configs and path not in further})
    return Applying((*configs.items(), *further.items())) if further else configs


def lost_parts(config: Config, files: Iterable[Path]) -> list[tuple[int, str]]:
    """What the list names and is not there: the entry's number and the file, where other files of that hamlet are among `files`."""
    several = [(number, entry) for number, entry in enumerate(config.listed or ()) if len(entry.files) > 1]
    read = {real(path) for path in files} if several else set()
    lost = []
    for number, entry in several:
        parts = _parts(config, entry)
        if any(path is not None and real(path) in read for path in parts.values()):
            lost += [(number, name) for name, path in parts.items() if path is None]
    return lost


def _listing(configs: Mapping[Path, Config], files: Iterable[Path]) -> list[tuple[Config, list[Path]]]:
    """The configs whose list names several files for a hamlet, each with those of the files to which it applies."""
    unique = {id(config): config for config in configs.values()}
    several = {number: config for number, config in unique.items() if any(len(entry.files) > 1 for entry in config.listed or ())}
    theirs: dict[int, list[Path]] = {number: [] for number in several}
    for path in files if several else ():
        if (mine := theirs.get(id(configs.get(path)))) is not None:
            mine.append(path)
    return [(config, theirs[number]) for number, config in several.items()]


def _parts(config: Config, entry: Entry) -> dict[str, Path | None]:
    """Where each file of an entry is, by its name; None where it is not there."""
    home = Path(config.file).parent
    paths: dict[str, Path | None] = {}
    for name in entry.files:
        try:
            path = path_inside(home, name)
        except Outside:
            paths[name] = None
            continue
        if not path.exists():
            # Some systems write the letters of a name taken apart.
            alike = (path.with_name(unicodedata.normalize(form, path.name)) for form in ("NFC", "NFD"))
            path = next((other for other in alike if other.exists()), path)
        paths[name] = path if path.is_file() else None
    return paths


def _joined(files: Sequence[Path], config: Config) -> list[Source]:
    """The dossiers of several files of which any is among `files`, those of the config; those that share a file are one source."""
    named = {real(path): path for path in files}
    listed: list[tuple[Entry, list[Path]]] = []
    for entry in config.listed or ():
        there = [path for path in _parts(config, entry).values() if path is not None]
        listed.append((entry, [named.get(real(path), path) for path in there]))
    asked = [(entry, paths) for entry, paths in listed if any(real(path) in named for path in paths)]
    groups: dict[int, tuple[list[Path], set[str]]] = {}
    group_of: dict[Path, int] = {}
    for number, (entry, paths) in enumerate(asked):
        mine, codes = list(paths), {fold_code(entry.code)}
        for other in sorted({group_of[path] for path in paths if path in group_of}):
            others, their = groups.pop(other)
            mine, codes = [*others, *mine], codes | their
        groups[number] = (list(dict.fromkeys(mine)), codes)
        group_of.update(dict.fromkeys(mine, number))
    joined = []
    for paths, codes in groups.values():
        if len(paths) > 1:
            serves = {
                path.as_posix(): tuple(Owner(entry.code, entry.name, entry.commune) for entry, theirs in listed if path in theirs)
                for path in paths
            }
            joined.append(Source(tuple(path.as_posix() for path in paths), serves, frozenset(codes)))
    return joined
