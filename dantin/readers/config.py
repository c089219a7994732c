"""A district's `dantin.yaml`: what it says, and which one applies to a dossier. Knows no rule of the election.

A config at fault never stops a dossier from being read: what is right in it applies, the rest is reported at its line.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dantin.diagnostic import Diagnostic
from dantin.law import Guidance, Law
from dantin.readers import findings
from dantin.readers.config_entries import ConfigReader
from dantin.readers.dossier.fields import Field, Kind, Names
from dantin.readers.files import limits
from dantin.readers.files.opening import read_file, real
from dantin.readers.files.raw import Unreadable
from dantin.readers.guidance import read_guidance
from dantin.readers.hamlet_list import Entry, read_list

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

    @cached_property
    def names(self) -> Names:
        """The names of columns where this config applies."""
        return Names(self.columns)

    @cached_property
    def law(self) -> Law:
        """The law where this config applies."""
        return Law(self.local)


def find_configs(files: Iterable[Path]) -> dict[Path, Config]:
    """Of each file, the config that applies to it: the nearest in its own folder or in one above. Files without any are left out.

    A file reached through a link belongs where it was found; where nothing applies there, where it really lies. Every folder is looked
    into once, every config read once, and called as the first file it applies to is called.
    """
    by_folder: dict[Path, Config | None] = {}
    by_path: dict[Path, Config] = {}
    applying = {}
    for path in files:
        config = _nearest(path.parent, by_folder, by_path) or _nearest(real(path).parent, by_folder, by_path)
        if config is not None:
            applying[path] = config
    return applying


def _nearest(folder: Path, by_folder: dict[Path, Config | None], by_path: dict[Path, Config]) -> Config | None:
    climbed = []
    while folder not in by_folder:
        climbed.append(folder)
        above, by_folder[folder] = _look(folder, by_path)
        if above is None:
            break
        folder = above
    config = by_folder[folder]
    by_folder.update(dict.fromkeys(climbed, config))
    return config


def _look(folder: Path, by_path: dict[Path, Config]) -> tuple[Path | None, Config | None]:
    """The folder above, where the search has to go on, and the config in this one."""
    path = folder / CONFIG
    try:
        # A pipe, a device or a broken link of that name is meant for a config: that it cannot be read is told.
        if os.path.lexists(path) and not path.is_dir():
            known = Path(os.path.realpath(path))
            if known not in by_path:
                by_path[known] = read_config(path, path.as_posix())
            return None, by_path[known]
        if folder.name not in ("", ".."):
            return folder.parent, None
        # Beyond what the user wrote; only at the root of the file system does ".." lead nowhere.
        above = folder / ".."
        return (None if folder.samefile(above) else above), None
    except OSError:
        return None, None


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
