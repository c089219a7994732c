"""Where each hamlet's papers lie, below the folder the user named: no two hamlets in one place. Writes nothing itself."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from dantin.found import Hamlet
from dantin.readers.config import Config, every_level
from dantin.vietnamese import fold

_LONGEST = 60
_LONGEST_STEM = 25
# Windows takes these for devices, whatever folder they are in.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}

Folders: TypeAlias = Mapping[tuple[str, int], PurePosixPath]
"""The folder of each hamlet, by its file and its number in the file."""


def folder_name(*parts: str | None, last: str | None = None, usual: str = "ap") -> str:
    """A folder's name, safe on every system and of 60 letters at most: ("TB-KP4", "Khu phố 4") is "tb-kp4-khu-pho-4".

    `last` is added at the end however long the rest is; `usual` is the name of a folder that would have none, or one that Windows keeps.
    """
    ending = f"-{slug}" if last and (slug := _slug(last)[:_LONGEST_STEM].strip("-")) else ""
    name = "-".join(filter(None, (_slug(part) for part in parts if part)))
    name = name[: _LONGEST - len(ending)].strip("-") + ending
    return f"{usual}-{name}".rstrip("-") if unicodedata.normalize("NFKC", name) in {"", *_RESERVED} else name.lstrip("-")


def _slug(text: str) -> str:
    return fold(text).replace("_", "-")


def folders_of(hamlets: Sequence[Hamlet], configs: Mapping[Path, Config]) -> Folders:
    """The folder of every hamlet of a run: below its commune's where the district's list, or else all files, hold several communes.

    To the names of hamlets that would share a folder the stem of their file is added, and a number where that is the same too. `configs`
    are those that apply to the files.
    """
    of_top: defaultdict[str, set[str]] = defaultdict(set)
    for level in every_level(configs.values()):
        of_top[level.top.file].update(_slug(entry.commune) for entry in level.listed or () if entry.commune)
    listed = {path.as_posix(): len(of_top[config.top.file]) for path, config in configs.items()}
    met = len({_slug(hamlet.commune) for hamlet in hamlets if hamlet.commune})
    usual = [_folder(hamlet, listed.get(hamlet.file) or met) for hamlet in hamlets]
    shared = Counter(usual)
    taken = {folder for folder, number in shared.items() if number == 1}
    folders: dict[tuple[str, int], PurePosixPath] = {}
    for hamlet, folder in zip(hamlets, usual, strict=True):
        if shared[folder] > 1:
            folder = _own(hamlet, folder, taken)
        folders[hamlet.file, hamlet.index] = folder
    return folders


def _folder(hamlet: Hamlet, communes: int) -> PurePosixPath:
    name = folder_name(hamlet.code, hamlet.name)
    return PurePosixPath(folder_name(hamlet.commune, usual="xa"), name) if communes > 1 and hamlet.commune else PurePosixPath(name)


def _own(hamlet: Hamlet, folder: PurePosixPath, taken: set[PurePosixPath]) -> PurePosixPath:
    """The folder of a hamlet that may not have the usual one; it is `taken` from then on."""
    stem = PurePosixPath(hamlet.file).stem
    number = 1
    while (own := folder.with_name(folder_name(hamlet.code, hamlet.name, last=stem if number == 1 else f"{stem}-{number}"))) in taken:
        number += 1
    taken.add(own)
    return own
