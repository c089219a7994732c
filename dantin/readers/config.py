"""A district's `dantin.yaml`: what it says, and which one applies to a dossier. Knows no rule of the election.

A config at fault never stops a dossier from being read: what is right in it applies, the rest is reported at its line.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, ValuesView
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dantin.diagnostic import Diagnostic
from dantin.provision import Guidance, Law
from dantin.readers import findings
from dantin.readers.config_entries import ConfigReader
from dantin.readers.dossier.fields import Field, Kind, Names
from dantin.readers.files import limits
from dantin.readers.files.opening import read_file, real
from dantin.readers.files.raw import Unreadable
from dantin.readers.guidance import read_guidance
from dantin.readers.hamlet_list import Entry, read_list
from dantin.records import dataclass

if TYPE_CHECKING:
    from dantin.readers.files.yaml import Node

CONFIG = "dantin.yaml"

_KEYS = ("ten", "tinh", "cap", "chi_tieu", "nhiem_ky_truoc", "danh_sach", "cot", "dia_phuong", "mau_giay")
_REMEDY = "Ghi ít nhất tên đơn vị, ví dụ “ten: Xã Long Thành”; nếu không cần tệp này thì xóa đi."


class Level(StrEnum):
    """At which level of government the folder is kept."""

    COMMUNE = "xã"
    DISTRICT = "huyện"
    PROVINCE = "tỉnh"


@dataclass(frozen=True)
class Config:
    """What one `dantin.yaml` says. `file` is what findings call it.

    `columns` are the headers of the district's own and the slugs of the fields they stand for; `target` is the share of hamlets that are
    to follow the model, `previous` that of the term before whose secretary was head, both in per cent. `listed` is the official list of
    hamlets, None where there is none; `local` the local guidance; `templates` the folder of the district's own Word templates, and
    `templates_refused` why it has none although it names one; `lines` tells where the other entries stand.

    `above` is the config of the level above, in a folder that holds this one: its columns and guidance hold here too; its list and its
    shares are of the whole that it stands for.
    """

    file: str
    name: str | None = None
    province: str | None = None
    level: Level | None = None
    target: Decimal | None = None
    previous: Decimal | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    listed: tuple[Entry, ...] | None = None
    local: tuple[Guidance, ...] = ()
    templates: Path | None = None
    templates_refused: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    above: "Config | None" = None

    @property
    def levels(self) -> Iterator["Config"]:
        """This config and those above it, in order."""
        config: Config | None = self
        while config is not None:
            yield config
            config = config.above

    @property
    def top(self) -> "Config":
        """The config of the highest level."""
        return self if self.above is None else self.above.top

    @property
    def list_files(self) -> frozenset[Path]:
        """The files of their own in which the official list stands, by where they really lie."""
        return frozenset(real(Path(file)) for file in {entry.place.file for entry in self.listed or ()} - {self.file})

    @cached_property
    def names(self) -> Names:
        """The names of columns where this config applies."""
        return Names(self.columns)

    @cached_property
    def law(self) -> Law:
        """The law where this config applies."""
        return Law(self.local)


def every_level(configs: Iterable[Config]) -> list[Config]:
    """Configs and those above them, each once."""
    return list({id(level): level for config in configs for level in config.levels}.values())


class Applying(Mapping[Path, Config]):
    """Of each file the config that applies to it. A country has so many files that of each only the name is held."""

    def __init__(self, configs: Iterable[tuple[Path, Config]]) -> None:
        """Those of some files."""
        self._by_name = {str(path): config for path, config in configs}

    def __getitem__(self, path: Path) -> Config:
        """The config of a file."""
        return self._by_name[str(path)]

    def __iter__(self) -> Iterator[Path]:
        """The files, in order."""
        return map(Path, self._by_name)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._by_name)

    def values(self) -> ValuesView[Config]:
        """The configs, each as often as it applies, without making every path for it."""
        return self._by_name.values()


def find_configs(files: Iterable[Path]) -> Applying:
    """Of each file, the config that applies to it: the nearest in its own folder or in one above. Files without any are left out.

    A file reached through a link belongs where it was found; where nothing applies there, where it really lies. Every folder is looked
    into once, every config read once, and called as the first file it applies to is called.
    """
    by_folder: dict[Path, Config | None] = {}
    by_path: dict[Path, Config] = {}
    applying = ((path, _nearest(path.parent, by_folder, by_path) or _nearest(real(path).parent, by_folder, by_path)) for path in files)
    return Applying((path, config) for path, config in applying if config is not None)


def _nearest(folder: Path, by_folder: dict[Path, Config | None], by_path: dict[Path, Config]) -> Config | None:
    climbed: list[Path] = []
    place: Path | None = folder
    config = None
    while place is not None and config is None:
        if place in by_folder:
            config = by_folder[place]
            break
        climbed.append(place)
        path = place / CONFIG
        if _holds_config(path):
            config = _with_levels_above(path, by_folder, by_path)
        place = _above(place)
    by_folder.update(dict.fromkeys(climbed, config))
    return config


def _holds_config(path: Path) -> bool:
    # A pipe, a device or a broken link of that name is meant for a config: that it cannot be read is told.
    try:
        return os.path.lexists(path) and not path.is_dir()
    except OSError:
        return False


def _with_levels_above(path: Path, by_folder: dict[Path, Config | None], by_path: dict[Path, Config]) -> Config:
    known = Path(os.path.realpath(path))
    if known not in by_path:
        above = _above(path.parent)
        outer = _nearest(above, by_folder, by_path) if above is not None else None
        # Through a link the same config may stand in both folders.
        by_path.setdefault(known, _below(read_config(path, path.as_posix()), outer))
    return by_path[known]


def _below(config: Config, above: Config | None) -> Config:
    """A config with what holds in it of the level above."""
    if above is None:
        return config
    return replace(config, above=above, columns={**above.columns, **config.columns}, local=(*config.local, *above.local))


def _above(folder: Path) -> Path | None:
    """The folder that holds this one; None at the root, or where it cannot be known."""
    if folder.name not in ("", ".."):
        return folder.parent
    # Beyond what the user wrote; only at the root of the file system does ".." lead nowhere.
    above = folder / ".."
    try:
        return None if folder.samefile(above) else above
    except OSError:
        return None


def read_config(path: Path, file: str) -> Config:
    """Read a config. What is wrong with it is among its `diagnostics`, each at its line; never raises."""
    reader = ConfigReader(file)
    try:
        root = _load(path)
    except Unreadable as trouble:
        reader.report(findings.DT001, trouble.line, problem=trouble.problem, remedy=trouble.remedy)
        return Config(file, diagnostics=tuple(reader.diagnostics))
    top = reader.section(root, 1, "", _KEYS)
    templates, refused = reader.folder(top, "mau_giay", path.parent)
    return Config(
        file,
        name=reader.value(top, Field("ten", "ten", "")),
        province=reader.value(top, Field("tinh", "tinh", "")),
        level=reader.value(top, Field("cap", "cap", "", Kind.WORD, Level)),
        target=reader.share(top, "chi_tieu", "mo_hinh"),
        previous=reader.share(top, "nhiem_ky_truoc", "bi_thu_la_truong_ap"),
        columns=reader.columns(top),
        listed=read_list(reader, top, path.parent),
        local=read_guidance(reader, top),
        templates=templates,
        templates_refused=refused,
        lines={key: line for key, (line, _) in top.items()},
        diagnostics=tuple(reader.diagnostics),
    )


def _load(path: Path) -> "Node":
    from dantin.readers.files.yaml import compose

    root = compose(read_file(path, limits.YAML_BYTES))
    if root is None or root.text == "":
        raise Unreadable("tệp trống", _REMEDY)
    if root.pairs is None:
        problem = "không phải là tệp cấu hình (ở mức ngoài cùng phải là các mục như “ten:”, “cot:”)"
        raise Unreadable(problem, _REMEDY, root.line)
    return root
