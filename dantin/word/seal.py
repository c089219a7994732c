"""A mark inside a written paper: from which data it was made, and whether anybody has changed its text since.

It is a document property, which Word and LibreOffice keep when they save. Imports ooxml only.
"""

import hashlib
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from dantin.ooxml import CONTENT_TYPES, BadPackage, Package, Prepared, read_parts, write_parts

_PART, _LINKS, _NAME = "docProps/custom.xml", "_rels/.rels", "dantin"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
)
_PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>'
)
_NUMBER = re.compile(r'\bpid="(\d+)"')
_SEAL = re.compile(rf'\bname="{_NAME}"[^>]*>\s*<(?:\w+:)?lpwstr>([^<]*)</')

_PAGE = re.compile(r"word/document\d*\.xml")
_LETTERS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_MOST_BYTES = 64 << 20


class Seal(NamedTuple):
    """What the mark of a paper tells: the code of its data, and whether its text is still that which was written."""

    code: str
    untouched: bool


def sealed(paper: bytes, code: str) -> bytes:
    """The paper with its mark; what the mark does not change is not compressed again."""
    package = Package(paper)
    kinds, links = package.read(CONTENT_TYPES), package.read(_LINKS)
    # A writer that gives these lists a prefix is left alone.
    if b"</Types>" not in kinds or b"</Relationships>" not in links:
        return paper
    xml = package.read(_PART).decode() if _PART in package.names else _EMPTY
    number = max([1, *map(int, _NUMBER.findall(xml))]) + 1
    pages = {name: package.read(name) for name in package.names if _PAGE.fullmatch(name)}
    property_ = _PROPERTY.format(number, _NAME, escape(f"{code} {_text_code(pages)}"))
    parts: dict[str, bytes | Prepared] = {name: package.prepared(name) for name in package.names}
    if _PART not in parts:
        kind = f'<Override PartName="/{_PART}" ContentType="{_KIND}"/></Types>'
        link = f'<Relationship Id="rIdDantin" Type="{_RELATION}" Target="{_PART}"/></Relationships>'
        parts[CONTENT_TYPES] = kinds.replace(b"</Types>", kind.encode())
        parts[_LINKS] = links.replace(b"</Relationships>", link.encode())
    parts[_PART] = xml.replace("</Properties>", property_).encode()
    return write_parts(parts)


def seal_of(paper: bytes) -> Seal | None:
    """The mark of a paper; None where it has none, or is no Word file that can be read."""
    try:
        parts = read_parts(paper, _MOST_BYTES)
    except BadPackage:
        return None
    sealed = _SEAL.search(parts.get(_PART, b"").decode("utf-8", "replace"))
    if sealed is None:
        return None
    code, _, text = unescape(sealed[1]).partition(" ")
    return Seal(code, text == _text_code(parts))


def _text_code(parts: Mapping[str, bytes]) -> str:
    """A code over the letters of the page, however they are cut into runs: enough to tell a change, and much faster than reading back."""
    pages = (parts[name].decode("utf-8", "replace") for name in sorted(parts) if _PAGE.fullmatch(name))
    letters = "".join(unescape("".join(_LETTERS.findall(page))) for page in pages)
    return hashlib.sha256("".join(letters.split()).encode()).hexdigest()[:16]
