"""The parts of an .xlsx or .xlsm as they lie in its zip: found, related to one another, some written anew, all others byte for byte kept.

Knows of no cell. Excel, LibreOffice, WPS and Google name parts and write relations in different ways, and a workbook may be of the
"strict" kind, whose names of everything differ: that is seen to here. Imports ooxml and errors; lxml only when a part is parsed.
"""

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from dantin.errors import CannotDo
from dantin.ooxml import CONTENT_TYPES, read_parts

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_LINK = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CUSTOM, _CUSTOM_KIND = "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NEVER_USED = (1980, 1, 1, 0, 0, 0)


class Unpatchable(CannotDo):
    """The workbook is written in a way in which nothing can be put into it without risk to the rest."""


class Package:
    """The zip of a workbook. What is parsed by `tree` and named by `touch`, or handed to `put`, is written anew; all else is kept."""

    def __init__(self, data: bytes) -> None:
        """Raises BadPackage for what is no zip, or too large when unpacked; Unpatchable for a zip that holds no workbook."""
        self._data = data
        self._parts = read_parts(data)
        self._names = {name.replace("\\", "/").casefold(): name for name in self._parts}
        self._trees: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._new: list[str] = []
        books = list(self.related("", "officeDocument"))
        if len(books) != 1 or books[0][1] not in self:
            raise Unpatchable("không tìm thấy phần chính của tệp Excel")
        self.book = books[0][1]
        self.main = self.tree(self.book).nsmap.get(self.tree(self.book).prefix) or MAIN
        self.link = STRICT_LINK if self.main == STRICT_MAIN else LINK

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part; letter case does not count."""
        return part.casefold() in self._names

    def names(self) -> Iterator[str]:
        """Every part, with slashes as they should be."""
        return (name.replace("\\", "/") for name in self._parts)

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises Unpatchable where there is none."""
        try:
            return self._parts[self._names[part.casefold()]]
        except KeyError:
            raise Unpatchable(f"tệp Excel thiếu phần “{part}”") from None

    def put(self, part: str, content: bytes) -> None:
        """Write a part anew, or a new one."""
        key = part.casefold()
        if key not in self._names:
            self._names[key] = part
            self._new.append(part)
        self._parts[self._names[key]] = content
        self._trees.pop(key, None)
        self._touched.discard(key)

    def remove(self, part: str) -> None:
        """Take a part out, with its relations and its entry in the list of kinds."""
        name = self._names.pop(part.casefold(), None)
        if name is None:
            return
        del self._parts[name]
        self._trees.pop(part.casefold(), None)
        self._touched.discard(part.casefold())
        self.remove(_relations_of(part))
        kinds = self.tree(CONTENT_TYPES)
        for entry in kinds.findall(f"{{{_TYPES}}}Override"):
            if entry.get("PartName", "").lstrip("/").casefold() == part.casefold():
                kinds.remove(entry)
                self.touch(CONTENT_TYPES)

    def tree(self, part: str) -> Any:
        """The root of a part, parsed once; a change of it is written only once `touch` has named the part."""
        from lxml import etree

        key = part.casefold()
        if key not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
            try:
                root = etree.fromstring(self.read(part), parser)
            except etree.XMLSyntaxError as fault:
                raise Unpatchable(f"phần “{part}” của tệp Excel bị hỏng") from fault
            if root.getroottree().docinfo.doctype:
                raise Unpatchable(f"phần “{part}” của tệp Excel có khai báo không cho phép")
            self._trees[key] = root
        return self._trees[key]

    def touch(self, part: str) -> Any:
        """The root of a part that is being changed."""
        root = self.tree(part)
        self._touched.add(part.casefold())
        return root

    def named(self, tag: str) -> str:
        """An element of spreadsheets, as lxml calls it."""
        return f"{{{self.main}}}{tag}"

    @property
    def id_name(self) -> str:
        """The attribute by which an element names a relation."""
        return f"{{{self.link}}}id"

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Identifier and part of each relation of a kind ("comments") that a part has; "" stands for the package itself."""
        name = _relations_of(part)
        if name in self:
            for relation in self.tree(name).iterchildren(f"{{{_RELATIONS}}}Relationship"):
                if relation.get("Type", "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                    yield relation.get("Id", ""), _resolved(part, relation.get("Target", ""))

    def relate(self, part: str, kind: str, target: str, link: str | None = None) -> str:
        """Relate a part to another; gives the identifier."""
        from lxml import etree

        name = _relations_of(part)
        if name not in self:
            self.put(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"/>'.encode())
        relations = self.touch(name)
        taken = {relation.get("Id", "").casefold() for relation in relations}
        identifier = next(i for i in (f"rIdDantin{n}" for n in range(1, len(taken) + 2)) if i.casefold() not in taken)
        about = {"Id": identifier, "Type": f"{link or self.link}/{kind}", "Target": f"/{target}"}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", about)
        return identifier

    def unrelate(self, part: str, identifier: str) -> None:
        """Take a relation out."""
        relations = self.touch(_relations_of(part))
        for relation in [relation for relation in relations if relation.get("Id") == identifier]:
            relations.remove(relation)

    def declare(self, part: str, kind: str) -> None:
        """Enter a part in the list of kinds."""
        from lxml import etree

        etree.SubElement(self.touch(CONTENT_TYPES), f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": kind})

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Enter the kind of every part of a suffix, unless it is there."""
        from lxml import etree

        kinds = self.tree(CONTENT_TYPES)
        if not any(entry.get("Extension", "").casefold() == suffix for entry in kinds):
            kinds.insert(0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": suffix, "ContentType": kind}))
            self.touch(CONTENT_TYPES)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern ("xl/comments{}.xml") that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def property(self, name: str) -> str | None:
        """A document property of one's own; None where there is none of that name."""
        for _, part in self.related("", "custom-properties"):
            if part in self:
                for entry in self.tree(part):
                    if entry.get("name") == name:
                        return "".join(entry.itertext())
        return None

    def set_property(self, name: str, value: str) -> None:
        """Set a document property of one's own."""
        from lxml import etree

        part = next((part for _, part in self.related("", "custom-properties") if part in self), None)
        if part is None:
            part = _CUSTOM
            self.put(part, f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>'.encode())
            self.declare(part, _CUSTOM_KIND)
            self.relate("", "custom-properties", part, LINK)
        properties = self.touch(part)
        namespace = etree.QName(properties).namespace
        entry = next((entry for entry in properties if entry.get("name") == name), None)
        if entry is None:
            number = max((int(entry.get("pid", 1)) for entry in properties), default=1) + 1
            about = {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
            entry = etree.SubElement(properties, f"{{{namespace}}}property", about)
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, f"{{{_values(properties)}}}lpwstr").text = value

    def digest(self) -> str:
        """A code of the content, its properties left out: enough to tell whether anybody has saved the workbook since."""
        self._settle()
        code = hashlib.sha256()
        for name in sorted(name for name in self._parts if name.casefold().startswith("xl")):
            code.update(name.encode() + b"\0" + hashlib.sha256(self._parts[name]).digest())
        return code.hexdigest()[:16]

    def _settle(self) -> None:
        from lxml import etree

        for key in sorted(self._touched):
            tree = self._trees[key].getroottree()
            self._parts[self._names[key]] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._touched.clear()

    def data(self) -> bytes:
        """The zip: the parts in their order and with their times, the new ones at the end."""
        self._settle()
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(made, "w") as new:
            entries = [entry for entry in old.infolist() if entry.filename in self._parts]
            held = {entry.filename for entry in entries}
            for name, old_entry in [
                *((e.filename, e) for e in entries),
                *((n, None) for n in self._new if n in self._parts and n not in held),
            ]:
                entry = zipfile.ZipInfo(name, old_entry.date_time if old_entry is not None else _NEVER_USED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                # On every system the same.
                entry.create_system, entry.external_attr = 0, 0
                new.writestr(entry, self._parts[name], compresslevel=6)
        return made.getvalue()


def _values(properties: Any) -> str:
    """The names of the values among properties, which differ in a strict workbook."""
    return next((uri for uri in properties.nsmap.values() if re.search("docPropsVTypes$", uri or "", re.IGNORECASE)), _VALUES)


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _resolved(part: str, target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
