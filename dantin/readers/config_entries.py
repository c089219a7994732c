"""The entries of a config, one by one: a value, a share, a folder, the district's own columns. What is wrong is reported at its line.

Which entries there are is not told here but for the names of columns; a list of hamlets and guidance have modules of their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dantin.diagnostic import Diagnostic, Place
from dantin.readers import findings
from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.fields import TABLES, Field
from dantin.readers.dossier.quoting import Refused, nearest_offer, shown
from dantin.readers.files.opening import Outside, path_inside
from dantin.readers.files.raw import CellFault, Trouble
from dantin.rule import CATALOGUE, Rule, diagnose
from dantin.vietnamese import fold

if TYPE_CHECKING:
    from dantin.readers.files.yaml import Node

Section: TypeAlias = Mapping[str, tuple[int, "Node"]]
"""The values of a mapping by key, each with the line at which it is reported."""

_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*%?")
_ANY_FIELD = "tên trường hoặc tiêu đề cột của mẫu hồ sơ, ví dụ “ho_ten”, “Họ và tên”"


class ConfigReader:
    """Reads the parts of one config, collecting what is wrong with them."""

    def __init__(self, file: str) -> None:
        """`file` is what findings call the config."""
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def report(self, rule: Rule, at: int | Place | None, slug: str | None = None, /, **facts: str) -> None:
        """Note a finding at a line of the config, or at a place in another file. The district itself is who mends either."""
        place = at if isinstance(at, Place) else Place(self.file, line=at)
        diagnostic = diagnose(rule, place, {"offer": "", "zero": "", **facts}, day=date.min, field=slug)
        assert diagnostic is not None
        self.diagnostics.append(replace(diagnostic, hint_district=diagnostic.hint))

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
            facts = {"field": field.header, "found": refused.fault, "expected": refused.expected, "offer": refused.offer}
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
            self.report(findings.DT004, line, "cot", **facts, expected="tiêu đề riêng của đơn vị, không có trong mẫu hồ sơ")
            return None
        return slug


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
