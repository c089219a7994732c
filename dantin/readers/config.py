"""A district's `dantin.yaml`: what it says, what is wrong with it, and which one applies to a dossier. Knows no rule of the election.

A config at fault never stops a dossier from being read: what is right in it applies, the rest is reported at its line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings, limits
from dantin.readers.convert import Refused, convert, nearest_offer, shown
from dantin.readers.fields import TABLES, Field, Kind, Names
from dantin.readers.raw import CellFault, Trouble, Unreadable
from dantin.rule import CATALOGUE, Rule, diagnose
from dantin.vietnamese import fold

if TYPE_CHECKING:
    from dantin.readers.yaml import Node

CONFIG = "dantin.yaml"

Section: TypeAlias = Mapping[str, tuple[int, "Node"]]
"""The values of a mapping by key, each with the line at which it is reported."""

# `danh_sach` and `dia_phuong` may stand here; what they say is not read yet.
_KEYS = ("ten", "tinh", "cap", "chi_tieu", "nhiem_ky_truoc", "danh_sach", "cot", "dia_phuong")
_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*%?")
_ANY_FIELD = "tên trường hoặc tiêu đề cột của mẫu hồ sơ, ví dụ “ho_ten”, “Họ và tên”"
_REMEDY = "Ghi ít nhất tên đơn vị, ví dụ “ten: Huyện Long Thành”; nếu không cần tệp này thì xóa đi."


class Level(StrEnum):
    """At which level of government the folder is kept."""

    COMMUNE = "xã"
    DISTRICT = "huyện"
    PROVINCE = "tỉnh"


@dataclass(frozen=True)
class Config:
    """What one `dantin.yaml` says. `file` is what findings call it.

    `columns` are the headers of the district's own and the slugs of the fields they stand for; `target` is the share of hamlets that are
    to follow the model, `previous` that of the term before whose secretary was head, both in per cent.
    """

    file: str
    name: str | None = None
    province: str | None = None
    level: Level | None = None
    target: Decimal | None = None
    previous: Decimal | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def names(self) -> Names:
        """The names of columns where this config applies."""
        return Names(self.columns)


def find_configs(files: Iterable[Path]) -> dict[Path, Config]:
    """Of each file, the config that applies to it: the nearest in its own folder or in one above. Files without any are left out.

    Every folder is looked into once, every config read once, and called as the first file it applies to is called.
    """
    by_folder: dict[Path, Config | None] = {}
    by_path: dict[Path, Config] = {}
    found = {}
    for path in files:
        config = _nearest(path.parent, by_folder, by_path)
        if config is not None:
            found[path] = config
    return found


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
        if path.is_file():
            known = path.resolve()
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
    reader = _Reader(file)
    try:
        root = _load(path)
    except Unreadable as trouble:
        reader.report(findings.DT001, trouble.line, problem=trouble.problem, remedy=trouble.remedy)
        return Config(file, diagnostics=tuple(reader.diagnostics))
    top = reader.section(root, 1, "", _KEYS)
    return Config(
        file,
        name=reader.value(top, Field("ten", "ten", "")),
        province=reader.value(top, Field("tinh", "tinh", "")),
        level=reader.value(top, Field("cap", "cap", "", Kind.WORD, Level)),
        target=reader.share(top, "chi_tieu", "mo_hinh"),
        previous=reader.share(top, "nhiem_ky_truoc", "bi_thu_la_truong_ap"),
        columns=reader.columns(top),
        diagnostics=tuple(reader.diagnostics),
    )


def _load(path: Path) -> "Node":
    from dantin.readers.yaml import compose

    try:
        limits.check_size(path.stat().st_size, limits.YAML_BYTES)
        root = compose(path.read_bytes())
    except OSError as error:
        raise Unreadable("không mở được", "Kiểm tra tệp có đang mở ở chương trình khác không, và quyền đọc tệp.") from error
    if root is None or root.text == "":
        raise Unreadable("tệp trống", _REMEDY)
    if root.pairs is None:
        problem = "không phải là tệp cấu hình của huyện (ở mức ngoài cùng phải là các mục như “ten:”, “cot:”)"
        raise Unreadable(problem, _REMEDY, root.line)
    return root


class _Reader:
    """Reads the parts of one config, collecting what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def report(self, rule: Rule, line: int | None, slug: str | None = None, /, **facts: str) -> None:
        """Note a finding. The district itself is who mends this file."""
        found = diagnose(rule, Place(self.file, line=line), {"offer": "", "zero": "", **facts}, day=date.min, field=slug)
        assert found is not None
        self.diagnostics.append(replace(found, hint_district=found.hint))

    def entries(self, node: "Node", line: int, route: str, example: str) -> Iterator[tuple[str, int, "Node"]]:
        """Key, line and value of each entry of a mapping; one whose key was there before, and what is no mapping, is reported instead."""
        if node.pairs is None and node.text != "":
            facts = {"found": "không phải là các mục “tên: giá trị”", "expected": f"các mục như “{example}”"}
            self.report(findings.DT004, line, route, field=route, **facts)
        seen: dict[str, int] = {}
        for key, key_line, value in node.pairs or ():
            name = fold(key) or key
            if name in seen:
                what = f"mục {shown(key)}{_inside(route)}"
                self.report(findings.DT009, key_line, route or name, what=what, first=f"dòng {seen[name]}")
            else:
                seen[name] = key_line
                yield key, key_line, value

    def section(self, node: "Node", line: int, route: str, known: Sequence[str]) -> Section:
        """The values of the known keys of a mapping; an unknown key is reported."""
        given: dict[str, tuple[int, Node]] = {}
        for key, key_line, value in self.entries(node, line, route, f"{known[0]}: …"):
            if (slug := fold(key)) in known:
                given[slug] = value.line if value.text else key_line, value
            else:
                what = f"mục {shown(key)}{_inside(route)} không có trong mẫu cấu hình nên không được đọc"
                self.report(findings.DT003, key_line, what=what, offer=nearest_offer(key, list(known)))
        return given

    def value(self, section: Section, field: Field) -> Any:
        """One value, of the type that the field's kind gives in a dossier; None where it is absent, blank or refused."""
        line, node = section.get(field.slug, (0, None))
        if node is None:
            return None
        try:
            return convert(field, CellFault(Trouble.NESTED) if node.text is None else node.text)
        except Refused as refused:
            facts = {"field": field.header, "found": refused.found, "expected": refused.expected, "offer": refused.offer}
            self.report(CATALOGUE[refused.code], line, field.slug, **facts)
            return None

    def share(self, top: Section, name: str, slug: str) -> Decimal | None:
        """The number of per cent, from 0 to 100, in a mapping of its own."""
        line, node = top.get(name, (0, None))
        section = self.section(node, line, name, (slug,)) if node is not None else {}
        text = self.value(section, Field(slug, f"{name}.{slug}", ""))
        if text is None:
            return None
        match = _PER_CENT.fullmatch(text)
        number = Decimal(match[1].replace(",", ".")) if match else None
        if number is None or number > 100:
            facts = {"field": f"{name}.{slug}", "found": f"{shown(text)} không phải là số từ 0 đến 100"}
            self.report(findings.DT004, section[slug][0], slug, **facts, expected="số phần trăm, ví dụ 74")
            return None
        return number

    def columns(self, top: Section) -> dict[str, str]:
        """The district's own headers, each with the slug of a field."""
        line, node = top.get("cot", (0, None))
        if node is None:
            return {}
        entries = self.entries(node, line, "cot", "Tên chủ hộ: ho_ten")
        slugs = ((header, self.slug(header, header_line, value)) for header, header_line, value in entries)
        return {header: slug for header, slug in slugs if slug is not None}

    def slug(self, header: str, line: int, value: "Node") -> str | None:
        """The field for which a header of the district's own stands; it may be named by its slug or by the header of the model."""
        facts = {"field": "cot", "found": f"tiêu đề {shown(header)} "}
        if not fold(header):
            # Every column without a header would go by this name.
            facts["found"] += "không có chữ hay số nào"
            self.report(findings.DT004, line, "cot", **facts, expected="tiêu đề của một cột")
            return None
        if value.text is None:
            facts["found"] += "chỉ đến nhiều giá trị lồng nhau"
            self.report(findings.DT004, line, "cot", **facts, expected="tên của một trường, ví dụ ho_ten")
            return None
        if not value.text.strip():
            self.report(findings.DT008, line, "cot", what=f"tên trường ứng với tiêu đề {shown(header)}")
            return None
        slug = _field_names().get(fold(value.text))
        if slug is None:
            facts["found"] += f"chỉ đến trường {shown(value.text)}, không có trong mẫu hồ sơ"
            offer = nearest_offer(value.text, [name for table in TABLES for f in table.fields for name in (f.slug, f.header)])
            self.report(findings.DT005, value.line, "cot", **facts, expected=_ANY_FIELD, offer=offer)
        return slug


def _inside(route: str) -> str:
    return f" trong “{route}”" if route else ""


@lru_cache(maxsize=1)
def _field_names() -> Mapping[str, str]:
    """Folded slug or header -> slug, of every field of every table."""
    fields = [field for table in TABLES for field in table.fields]
    return {fold(field.header): field.slug for field in fields} | {fold(field.slug): field.slug for field in fields}
