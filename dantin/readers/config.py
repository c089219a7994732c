"""A district's `dantin.yaml`: what it says, what is wrong with it, and which one applies to a dossier. Knows no rule of the election.

A config at fault never stops a dossier from being read: what is right in it applies, the rest is reported at its line.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dantin.diagnostic import Diagnostic, Place, cell_name
from dantin.law import Guidance, Instrument, Law
from dantin.readers import findings
from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.fields import TABLES, Field, Kind, Names
from dantin.readers.dossier.quoting import Refused, nearest_offer, shown
from dantin.readers.files import limits
from dantin.readers.files.opening import Outside, Unopened, parts_inside, path_inside, read_file, real
from dantin.readers.files.raw import CellFault, Trouble, Unreadable
from dantin.rule import CATALOGUE, Rule, diagnose, rules
from dantin.vietnamese import fold, fold_code, short_date

if TYPE_CHECKING:
    from dantin.readers.files.grid import Grid
    from dantin.readers.files.yaml import Node

CONFIG = "dantin.yaml"

Section: TypeAlias = Mapping[str, tuple[int, "Node"]]
"""The values of a mapping by key, each with the line at which it is reported."""

_KEYS = ("ten", "tinh", "cap", "chi_tieu", "nhiem_ky_truoc", "danh_sach", "cot", "dia_phuong", "mau_giay")
_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*%?")
_ANY_FIELD = "tên trường hoặc tiêu đề cột của mẫu hồ sơ, ví dụ “ho_ten”, “Họ và tên”"
_REMEDY = "Ghi ít nhất tên đơn vị, ví dụ “ten: Huyện Long Thành”; nếu không cần tệp này thì xóa đi."


class Level(StrEnum):
    """At which level of government the folder is kept."""

    COMMUNE = "xã"
    DISTRICT = "huyện"
    PROVINCE = "tỉnh"


@dataclass(frozen=True)
class Entry:
    """One hamlet of the official list, and where it stands. `file`: where its dossier is to lie, from the folder of the config; several
    files are parted by ";".
    """

    code: str
    name: str | None
    commune: str | None
    file: str | None
    place: Place

    @property
    def files(self) -> tuple[str, ...]:
        """Each file of the dossier, once."""
        return tuple(dict.fromkeys(name.strip(" ") for name in (self.file or "").split(";") if name.strip(" ")))


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
    found = {}
    for path in files:
        config = _nearest(path.parent, by_folder, by_path) or _nearest(real(path).parent, by_folder, by_path)
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
    reader = _Reader(file)
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
        problem = "không phải là tệp cấu hình của huyện (ở mức ngoài cùng phải là các mục như “ten:”, “cot:”)"
        raise Unreadable(problem, _REMEDY, root.line)
    return root


class _Reader:
    """Reads the parts of one config, collecting what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def report(self, rule: Rule, at: int | Place | None, slug: str | None = None, /, **facts: str) -> None:
        """Note a finding at a line of the config, or at a place in another file. The district itself is who mends either."""
        place = at if isinstance(at, Place) else Place(self.file, line=at)
        found = diagnose(rule, place, {"offer": "", "zero": "", **facts}, day=date.min, field=slug)
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

    def outside(self, at: int | Place, entry: str, name: str, why: Outside, what: str) -> None:
        """Report a name that leads out of the district's folder; `what` it should be."""
        facts = {"field": entry, "found": f"{shown(name)} {why}", "expected": f"tên {what} nằm trong thư mục của dantin.yaml"}
        self.report(findings.DT004, at, entry, **facts)

    def folder(self, top: Section, name: str, home: Path) -> tuple[Path | None, str]:
        """The folder below `home` that an entry names, None where it names none; and why it was refused, if it was."""
        if self.value(top, Field(name, name, "")) is None:
            return None, ""
        # As it was written: what is tidied away could not be told.
        text = (top[name][1].text or "").strip(" ")
        try:
            return path_inside(home, text), ""
        except Outside as why:
            self.outside(top[name][0], name, text, why, "một thư mục")
            return None, f"{shown(text)} {why}; ghi tên một thư mục nằm trong thư mục của dantin.yaml"

    def dossier(self, at: int | Place, name: str | None) -> str | None:
        """The file, or files parted by ";", in which a hamlet's dossier is to lie, as given; None where any lies outside the folder."""
        for each in (name or "").split(";"):
            try:
                parts_inside(each.strip(" "))
            except Outside as why:
                self.outside(at, "tep", each, why, "một tệp")
                return None
        return convert(_FILE, name)  # type: ignore[no-any-return]

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
        elif (standard := _standard(header, slug)) is not None:
            facts["found"] += f"là tên chuẩn của cột “{standard.header}”, không chuyển sang trường khác được"
            self.report(findings.DT004, line, "cot", **facts, expected="tiêu đề riêng của huyện, không có trong mẫu hồ sơ")
            return None
        return slug


_CODE, _FILE = Field("ma", "Mã ấp", ""), Field("tep", "Tệp", "", also=("File", "Tên tệp"))
_ENTRY = (_CODE, Field("ten", "Tên", ""), Field("xa", "Xã", ""), _FILE)


def read_list(reader: "_Reader", top: Section, folder: Path) -> tuple[Entry, ...] | None:
    """The official list of hamlets: written in the config, or in a workbook or YAML file that it names (from `folder`)."""
    line, node = top.get("danh_sach", (0, None))
    if node is None:
        return None
    if node.text:
        return _list_of_file(reader, folder, node.text, line)
    entries = []
    for item in node.items or ():
        section = reader.section(item, item.line, "danh_sach", [f.slug for f in _ENTRY])
        code, name, commune = (reader.value(section, f) for f in _ENTRY[:3])
        if code is None:
            reader.report(findings.DT008, item.line, "ma", what="“Mã ấp” trong danh_sach")
            continue
        place = Place(reader.file, line=item.line)
        entries.append(Entry(code, name, commune, reader.dossier(place, _files(reader, section)), place))
    return _once(reader, entries)


def _files(reader: "_Reader", section: Section) -> str | None:
    """The files of an entry as they are written, a list of them parted by ";"; None where none is named."""
    _, node = section.get("tep", (0, None))
    if node is None or node.items is None or any(item.text is None for item in node.items):
        return node.text if node is not None and reader.value(section, _FILE) is not None else None
    return ";".join(item.text for item in node.items if item.text)


def _list_of_file(reader: "_Reader", folder: Path, name: str, line: int) -> tuple[Entry, ...] | None:
    """A list in a file of its own: the first table in it that has a column of codes."""
    try:
        path = path_inside(folder, name.strip(" "))
        data = read_file(path, limits.WORKBOOK_BYTES)
        if path.suffix.lower() in (".yaml", ".yml"):
            from dantin.readers.files.yaml import compose

            root = compose(data)
            inner = _Reader(path.as_posix())
            listing = root if root is None or root.pairs is None else next((v for k, _, v in root.pairs if fold(k) == "danh_sach"), None)
            found = read_list(inner, {"danh_sach": (1, listing)}, folder) if listing is not None and not listing.text else None
            reader.diagnostics += inner.diagnostics
        else:
            from dantin.readers import open_workbook

            found = _list_of_sheets(reader, path.as_posix(), open_workbook(data))
    except Outside as why:
        reader.outside(line, "danh_sach", name, why, "một tệp")
        return None
    except Unopened:
        reader.report(
            findings.DT001, line, problem=f"không mở được danh sách {shown(name)}", remedy="Kiểm tra lại tên tệp ở mục “danh_sach”."
        )
        return None
    except Unreadable as trouble:
        reader.report(findings.DT001, line, problem=f"danh sách {shown(name)}: {trouble.problem}", remedy=trouble.remedy)
        return None
    if found is None:
        what = f"cột “Mã ấp” trong danh sách {shown(name)}"
        reader.report(findings.DT002, line, what=what, expected="một bảng có các cột “Mã ấp”, “Tên”, “Xã”, “Tệp”")
    return found


def _list_of_sheets(reader: "_Reader", file: str, grids: "Sequence[Grid]") -> tuple[Entry, ...] | None:
    names = {fold(name): f.slug for f in _ENTRY for name in (f.slug, f.header, *f.also)}
    names |= {"ma": "ma", "ma_khu_pho": "ma", "ma_thon": "ma", "ten_ap": "ten", "ap": "ten", "xa_phuong": "xa", "xa_phuong_thi_tran": "xa"}
    for grid in grids:
        for number, row in enumerate(grid.rows):
            columns = {names[fold(value)]: c for c, value in enumerate(row) if isinstance(value, str) and fold(value) in names}
            if "ma" not in columns or len(columns) < 2:
                continue
            entries = []
            for below, cells in enumerate(grid.rows[number + 1 :], number + 1):
                told = {
                    slug: convert(_CODE, cells[c]) if c < len(cells) and not isinstance(cells[c], CellFault) else None
                    for slug, c in columns.items()
                }
                if told["ma"]:
                    place = Place(file, grid.name, cell_name(below, columns["ma"]))
                    entries.append(Entry(told["ma"], told.get("ten"), told.get("xa"), reader.dossier(place, told.get("tep")), place))
            return tuple({fold_code(entry.code): entry for entry in reversed(entries)}.values())[::-1]
    return None


def _once(reader: "_Reader", entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries without those whose code was there before, which are reported."""
    first: dict[str, Entry] = {}
    for entry in entries:
        twin = first.setdefault(fold_code(entry.code), entry)
        if twin is not entry:
            reader.report(findings.DT009, entry.place.line, "ma", what=f"mã ấp {shown(entry.code)} trong danh_sach", first=str(twin.place))
    return tuple(first.values())


_GUIDANCE = ("van_ban", "so", "ngay", "thoi_han", "nang_thanh_loi", "ha_thanh_canh_bao")


def read_guidance(reader: "_Reader", top: Section) -> tuple[Guidance, ...]:
    """The local guidance: documents, each with its name, number and date, and what it tightens. What would loosen a rule is refused."""
    line, node = top.get("dia_phuong", (0, None))
    if node is None:
        return ()
    items = [(line, node)] if node.items is None else [(item.line, item) for item in node.items]
    found = [_guidance(reader, reader.section(item, at, "dia_phuong", _GUIDANCE), at) for at, item in items]
    return tuple(local for local in found if local is not None)


def _guidance(reader: "_Reader", section: Section, line: int) -> Guidance | None:
    title = reader.value(section, Field("van_ban", "dia_phuong.van_ban", ""))
    number = reader.value(section, Field("so", "dia_phuong.so", ""))
    day = reader.value(section, Field("ngay", "dia_phuong.ngay", "", Kind.DATE))
    for name, value in (("van_ban", title), ("so", number), ("ngay", day)):
        if value is None:
            what = f"“{name}” của hướng dẫn địa phương (phải ghi tên, số và ngày văn bản)"
            reader.report(findings.DT008, section.get(name, (line, None))[0], name, what=what)
    raised = _codes(reader, section, "nang_thanh_loi", lambda rule: rule.may_be_raised, "mã cảnh báo, ví dụ DT306")
    of_model = ", ".join(rule.code for rule in rules() if rule.may_be_lowered)
    lowered = _codes(reader, section, "ha_thanh_canh_bao", lambda rule: rule.may_be_lowered, f"mã quy tắc của mô hình: {of_model}")
    terms = _terms(reader, section, day)
    if title is None or number is None or day is None:
        return None
    short = f"{title} số {number} ngày {short_date(day)}"
    by_title = {provision.title: days for code, days in terms.items() for provision in CATALOGUE[code].rests_on}
    return Guidance(Instrument(short, short, day), day, raised, lowered, by_title)


def _codes(reader: "_Reader", section: Section, name: str, fits: Callable[[Rule], bool], expected: str) -> frozenset[str]:
    line, node = section.get(name, (0, None))
    texts = [] if node is None else [(node.line, node.text)] if node.items is None else [(item.line, item.text) for item in node.items]
    found = set()
    for at, text in texts:
        for code in (text or "").replace(",", ";").split(";"):
            rule = CATALOGUE.get(code.strip().upper())
            if rule is not None and fits(rule):
                found.add(rule.code)
            elif code.strip():
                refused = "là quy định chung, địa phương không được nới" if rule is not None else "không phải là mã quy tắc"
                facts = {"field": f"dia_phuong.{name}", "found": f"{shown(code)} {refused}", "expected": expected}
                reader.report(findings.DT005, at or line, name, **facts)
    return frozenset(found)


def _terms(reader: "_Reader", section: Section, day: date | None) -> dict[str, int]:
    """The terms that the guidance sets, by code; one that is longer than the law allows is refused."""
    line, node = section.get("thoi_han", (0, None))
    found: dict[str, int] = {}
    if node is None:
        return found
    for key, at, value in reader.entries(node, line, "thoi_han", "DT301: 25"):
        code = key.strip().upper()
        days = reader.value({code: (at, value)}, Field(code, f"thoi_han.{code}", "", Kind.COUNT, least=1))
        provision = CATALOGUE[code].tightened if code in CATALOGUE else None
        if provision is None:
            expected = ", ".join(rule.code for rule in rules() if rule.tightened is not None)
            reader.report(findings.DT005, at, code, field="thoi_han", found=f"{shown(key)} không có thời hạn để siết", expected=expected)
            continue
        if days is None:
            continue
        national = provision.national(day or date.max)
        if national is not None and not provision.tightened_by(days, national):
            facts = {
                "field": f"thoi_han.{code}",
                "found": f"{days:02d} ngày là nới hơn {national.value:02d} ngày của {national.citation}; "
                f"văn bản địa phương chỉ được siết chặt hơn",
                "expected": f"từ {national.value:02d} ngày trở {'lên' if days < national.value else 'xuống'}",
            }
            reader.report(findings.DT005, at, code, **facts)
            continue
        found[code] = days
    return found


def _inside(route: str) -> str:
    return f" trong “{route}”" if route else ""


def _standard(header: str, slug: str) -> Field | None:
    """Another field that a header names in a table which has the field of the slug; None where it names no other."""
    named = (table.named(header) for table in TABLES if slug in table.by_slug)
    return next((field for field in named if field is not None and field.slug != slug), None)


@lru_cache(maxsize=1)
def _field_names() -> Mapping[str, str]:
    """Folded slug or header -> slug, of every field of every table."""
    fields = [field for table in TABLES for field in table.fields]
    return {fold(field.header): field.slug for field in fields} | {fold(field.slug): field.slug for field in fields}
