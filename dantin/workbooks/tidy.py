"""What openpyxl writes -> what Excel would write: texts in the table of shared texts, the elements of a font in the order of the schema.

Otherwise Excel rewrites every sheet when it is first saved, and checkers of the format find fault. Works on the parts of the package;
knows no sheet of a dossier. Imports ooxml only.
"""

import re
from collections.abc import Mapping

from dantin.ooxml import CONTENT_TYPES

_INLINE = re.compile(rb'<c ([^>]*?) ?t="inlineStr"([^>]*)><is>(<t\b.*?</t>|<t\b[^>]*/>)</is></c>', re.DOTALL)
_SHARED, _STYLES, _LINKS = "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"
_LINK = b'<Relationship Id="rIdTexts" Type="%b" Target="/xl/sharedStrings.xml"/></Relationships>'
_RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_KIND = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>'
_SHARED_KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_FONT = re.compile(rb"(<font>)(.*?)(</font>)", re.DOTALL)
_CHILD = re.compile(rb"<(\w+)\b[^>]*/>")
_ORDER = (b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign", b"sz", b"color", b"name", b"family")


def tidied(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a workbook as Excel would write them."""
    texts: dict[bytes, int] = {}
    uses = 0

    def share(cell: re.Match[bytes]) -> bytes:
        nonlocal uses
        uses += 1
        number = texts.setdefault(cell[3], len(texts))
        return b'<c %b%b t="s"><v>%d</v></c>' % (cell[1].rstrip(), cell[2], number)

    made = dict(parts)
    for name in sorted(parts):
        if name.startswith("xl/worksheets/sheet"):
            made[name] = _INLINE.sub(share, parts[name])
    table = b"".join(b"<si>%b</si>" % text for text in texts)
    made[_SHARED] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">%b</sst>'
    ) % (uses, len(texts), table)
    # openpyxl's newer versions leave the table out, older ones write it.
    if _SHARED not in parts:
        made[_LINKS] = parts[_LINKS].replace(b"</Relationships>", _LINK % _RELATION)
        made[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", _KIND % _SHARED_KIND)
    made[_STYLES] = _FONT.sub(lambda font: font[1] + _in_order(font[2]) + font[3], parts[_STYLES])
    return made


def _in_order(children: bytes) -> bytes:
    tags = list(_CHILD.finditer(children))
    return b"".join(child[0] for child in sorted(tags, key=lambda child: _ORDER.index(child[1]) if child[1] in _ORDER else len(_ORDER)))
