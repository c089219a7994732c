"""The formats of cells in a workbook that is patched: another with one thing changed and all else as it was, or one of another workbook.

Knows the part of styles alone. Imports zip_parts only.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from dantin.workbooks.zip_parts import Package

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
_FIRST_OWN_FORMAT = 164
# General, and numbers with or without parted thousands.
_NUMBERS = ("0", "1", "3", "37", "38")
_PLAIN_SHAPE = re.compile("General|[#0, ]+")
_EMPTY = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# A solid fill shows its first colour alone: the second has room for the one that was there before. Where the alpha is another than this,
# somebody else's program has written the colour.
_KEPT_ALPHA = "DA"
_NO_COLOUR = "64"


class Styles:
    """The formats of cells by their number, the attribute "s" of a cell."""

    def __init__(self, package: Package) -> None:
        """Makes the part where a workbook has none."""
        self._package = package
        part = next((part for _, part in package.related(package.book, "styles") if part in package), None)
        if part is None:
            part = package.free_name("xl/styles{}.xml") if "xl/styles.xml" in package else "xl/styles.xml"
            package.put(part, _EMPTY.format(package.main).encode())
            package.declare(part, _KIND)
            package.relate(package.book, "styles", part)
        self._part = part
        self._root = package.tree(part)
        self._made: dict[tuple[object, ...], int] = {}
        if not len(self._list("cellXfs")):
            self._append("cellXfs", self._new("xf", numFmtId="0", fontId="0", fillId="0", borderId="0"))

    def filled(self, number: int, colour: str) -> int:
        """The format with a fill of one colour ("FFC7CF"); `unfilled` gives back what was there."""
        return self._once((number, "fill", colour), number, lambda xf: self._set_fill(xf, self._solid(xf, colour)))

    def unfilled(self, number: int, colours: frozenset[str]) -> int:
        """The format before `filled` with one of the colours; the same where it has none of them."""
        fill = self._fill(self._xf(number))
        foreground = fill.find("{*}patternFill/{*}fgColor") if fill is not None else None
        if foreground is None or (foreground.get("rgb") or "").upper()[2:] not in colours:
            return number
        return self._once((number, "no fill"), number, lambda xf: self._set_fill(xf, self._former(fill)))

    def shaped(self, number: int, shape: str) -> int:
        """The format with another number format ("dd/mm/yyyy")."""
        return self._once(
            (number, "shape", shape), number, lambda xf: xf.attrib.update({"numFmtId": str(self._shape(shape)), "applyNumberFormat": "1"})
        )

    def font(self, number: int) -> str:
        """The name of the font of a format; empty where it has none."""
        fonts = self._list("fonts")
        at = int(self._xf(number).get("fontId", 0))
        name = fonts[at].find(self._package.named("name")) if at < len(fonts) else None
        return name.get("val", "") if name is not None else ""

    def fonted(self, number: int, name: str) -> int:
        """The format with a font of another name, as large, bold and coloured as it was."""

        def change(xf: Any) -> None:
            font = deepcopy(self._list("fonts")[int(xf.get("fontId", 0))])
            for child in list(font):
                # These describe the letters of the font that was.
                if _local(child) in ("charset", "family", "scheme"):
                    font.remove(child)
                elif _local(child) == "name":
                    child.set("val", name)
            xf.set("fontId", str(self._same_or_new("fonts", font)))
            xf.set("applyFont", "1")

        return self._once((number, "font", name), number, change)

    def shrunk(self, number: int) -> int:
        """The format in which what is too wide for its column is shown smaller, where it does not go on in a further line."""

        def change(xf: Any) -> None:
            alignment = xf.find(self._package.named("alignment"))
            if alignment is None:
                alignment = self._new("alignment")
                xf.insert(0, alignment)
            if alignment.get("wrapText") not in ("1", "true"):
                alignment.set("shrinkToFit", "1")
            xf.set("applyAlignment", "1")

        return self._once((number, "shrunk"), number, change)

    def shows_numbers(self, number: int) -> bool:
        """Whether a format shows a number as one, and not as a text, a day or a share."""
        code = self._xf(number).get("numFmtId", "0")
        own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in self._list("numFmts")} if code not in _NUMBERS else {}
        return code in _NUMBERS or _PLAIN_SHAPE.fullmatch(own.get(code, "")) is not None

    def adopted(self, other: Any, number: int) -> int:
        """A format of another workbook's styles (their root)."""
        key = ("adopted", id(other), number)
        if key not in self._made:
            theirs = other.find("{*}cellXfs")[number]
            xf = self._ours(theirs)
            for tag, name in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                entry = other.find(f"{{*}}{tag}")[int(theirs.get(name, 0))]
                xf.set(name, str(self._same_or_new(tag, self._ours(entry))))
            shapes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in other.findall("{*}numFmts/{*}numFmt")}
            if (code := theirs.get("numFmtId")) in shapes:
                xf.set("numFmtId", str(self._shape(shapes[code])))
            xf.set("xfId", "0")
            for name in ("Font", "Fill", "Border", "NumberFormat", "Alignment", "Protection"):
                xf.set(f"apply{name}", "1")
            self._made[key] = self._same_or_new("cellXfs", xf)
        return self._made[key]

    def _once(self, key: tuple[object, ...], number: int, change: Any) -> int:
        if key not in self._made:
            xf = deepcopy(self._xf(number))
            change(xf)
            self._made[key] = self._same_or_new("cellXfs", xf)
        return self._made[key]

    def _xf(self, number: int) -> Any:
        formats = self._list("cellXfs")
        return formats[number] if 0 <= number < len(formats) else formats[0]

    def _fill(self, xf: Any) -> Any:
        fills = self._list("fills")
        number = int(xf.get("fillId", 0))
        return fills[number] if number < len(fills) else None

    def _set_fill(self, xf: Any, fill: Any) -> None:
        xf.set("fillId", str(self._same_or_new("fills", fill)))
        xf.set("applyFill", "1")

    def _solid(self, xf: Any, colour: str) -> Any:
        before = self._fill(xf)
        pattern = before.find("{*}patternFill") if before is not None else None
        shown = pattern.find("{*}fgColor") if pattern is not None and pattern.get("patternType", "none") != "none" else None
        fill = self._new("fill")
        solid = self._child(fill, "patternFill", patternType="solid")
        self._child(solid, "fgColor", rgb=f"FF{colour}")
        kept = dict(shown.attrib) if shown is not None else {"indexed": _NO_COLOUR}
        if len(kept.get("rgb", "")) == 8:
            kept["rgb"] = _KEPT_ALPHA + kept["rgb"][2:]
        self._child(solid, "bgColor", **kept)
        return fill

    def _former(self, fill: Any) -> Any:
        kept = fill.find("{*}patternFill/{*}bgColor")
        colour: Mapping[str, str] = dict(kept.attrib) if kept is not None else {}
        former = self._new("fill")
        known = colour.get("rgb", "").startswith(_KEPT_ALPHA) or "theme" in colour or colour.get("indexed", _NO_COLOUR) != _NO_COLOUR
        if not known:
            self._child(former, "patternFill", patternType="none")
            return former
        solid = self._child(former, "patternFill", patternType="solid")
        if "rgb" in colour:
            colour = {**colour, "rgb": "FF" + colour["rgb"][2:]}
        self._child(solid, "fgColor", **colour)
        self._child(solid, "bgColor", indexed=_NO_COLOUR)
        return former

    def _shape(self, shape: str) -> int:
        formats = self._list("numFmts")
        for entry in formats:
            if entry.get("formatCode") == shape:
                return int(entry.get("numFmtId"))
        number = max([_FIRST_OWN_FORMAT - 1, *(int(entry.get("numFmtId", 0)) for entry in formats)]) + 1
        self._append("numFmts", self._new("numFmt", numFmtId=str(number), formatCode=shape))
        return number

    def _same_or_new(self, tag: str, entry: Any) -> int:
        from lxml import etree

        entries, text = self._list(tag), etree.tostring(entry, method="c14n", exclusive=True)
        # Only what was added lately can be the same often enough to be worth looking for.
        for number in range(max(len(entries) - 50, 0), len(entries)):
            if etree.tostring(entries[number], method="c14n", exclusive=True, with_tail=False) == text:
                return number
        self._append(tag, entry)
        return len(entries) - 1

    def _append(self, tag: str, entry: Any) -> None:
        self._package.touch(self._part)
        entry.tail = None
        entries = self._list(tag)
        entries.append(entry)
        entries.set("count", str(len(entries)))

    def _list(self, tag: str) -> Any:
        entries = self._root.find(self._package.named(tag))
        if entries is None:
            entries = self._new(tag)
            later = set(_ORDER[_ORDER.index(tag) :])
            place = next((i for i, child in enumerate(self._root) if _local(child) in later), len(self._root))
            self._root.insert(place, entries)
        return entries

    def _new(self, tag: str, **about: str) -> Any:
        from lxml import etree

        return etree.Element(self._package.named(tag), about, nsmap=None if self._root.prefix else {None: self._package.main})

    def _child(self, parent: Any, tag: str, **about: str) -> Any:
        from lxml import etree

        return etree.SubElement(parent, self._package.named(tag), about)

    def _ours(self, element: Any) -> Any:
        """A copy of another workbook's element in the names of this one."""
        copy = self._new(_local(element), **dict(element.attrib))
        for child in element:
            copy.append(self._ours(child))
        return copy


def _local(element: Any) -> str:
    from lxml import etree

    return etree.QName(element).localname if isinstance(element.tag, str) else ""
