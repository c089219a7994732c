"""The comments (notes) on the cells of one sheet of a workbook that is patched: read, written, lengthened, shortened.

A comment lies in two parts, its text in one and the yellow box that shows it in a drawing of the old kind (VML). The comments of others
keep their box and their letters' formats. Threaded comments, which Excel shows in a margin and keeps a copy of here, are left alone.
Imports zip_parts only.
"""

import re
from typing import Any
from xml.sax.saxutils import quoteattr

from dantin.workbooks.zip_parts import Package, Unpatchable

_COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# What may follow the drawing of comments in a sheet.
_LATER = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent")
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_HAS_TYPE = re.compile(rb"[\"']_x0000_t202[\"']")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d+)")
_ID_MAP = re.compile(rb"<(?:\w+:)?idmap\b[^>]*?\bdata=[\"']([\d,]*)[\"']")
_BLOCK = 1024
_WIDTH, _LETTERS, _LINE = 260, 46, 13
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Comments:
    """The comments of one sheet. A cell has one at most."""

    def __init__(self, package: Package, sheet_part: str) -> None:
        """`sheet_part`: the part of the sheet."""
        self._package, self._sheet = package, sheet_part
        self._part = next((part for _, part in package.related(sheet_part, "comments") if part in package), None)
        threads = (part for _, part in package.related(sheet_part, "threadedComment") if part in package)
        self._threaded = {thread.get("ref") for part in threads for thread in package.tree(part)}
        self._by_cell: dict[str, Any] = {}
        if self._part is not None:
            self._by_cell = {entry.get("ref"): entry for entry in package.tree(self._part).iter(package.named("comment"))}
        self._number = 0

    def text(self, cell: str) -> str | None:
        """What the comment on a cell says; None where it has none."""
        comment = self._find(cell)
        return _plain(comment) if comment is not None else None

    def is_threaded(self, cell: str) -> bool:
        """Whether the comment on a cell is a conversation, to which nothing may be put here."""
        return cell in self._threaded

    def add(self, cell: str, text: str, author: str) -> None:
        """Put a comment on a cell; below the one that is there, with a line between them. A threaded one is left as it is."""
        from lxml import etree

        if self.is_threaded(cell):
            return
        text = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        comment = self._find(cell)
        root = self._package.touch(self._made())
        if comment is not None:
            holder = comment.find(self._package.named("text"))
            if holder is None:
                holder = etree.SubElement(comment, self._package.named("text"))
            # A text without formats of its own stands there bare; beside another it has to be a run.
            for bare in holder.findall(self._package.named("t")):
                run = etree.Element(self._package.named("r"))
                bare.addprevious(run)
                run.append(bare)
            self._run(holder, f"\n{text}")
            self._grow(cell, _plain(comment))
            return
        entry = etree.Element(self._package.named("comment"), {"ref": cell, "authorId": str(self._author(root, author))})
        self._run(etree.SubElement(entry, self._package.named("text")), text)
        comments = root.find(self._package.named("commentList"))
        if comments is None:
            comments = etree.SubElement(root, self._package.named("commentList"))
        comments.append(entry)
        self._by_cell[cell] = entry
        self._draw(cell, text)

    def cut(self, mark: str) -> None:
        """Take out of every comment what follows from a line that begins with `mark` on; one that has nothing else goes altogether."""
        if self._part is None:
            return
        for comment in list(self._package.tree(self._part).iter(self._package.named("comment"))):
            whole = _plain(comment)
            at = 0 if whole.startswith(mark) else whole.find(f"\n{mark}")
            if at < 0 or self.is_threaded(comment.get("ref")):
                continue
            self._package.touch(self._part)
            if not whole[:at].strip():
                comment.getparent().remove(comment)
                del self._by_cell[comment.get("ref")]
                self._undraw(comment.get("ref"))
                continue
            left = at
            for text in list(comment.iter(self._package.named("t"))):
                kept = (text.text or "")[:left]
                left -= len(kept)
                text.text = kept
                run = text.getparent()
                if not kept and run.tag == self._package.named("r"):
                    run.getparent().remove(run)

    def _find(self, cell: str) -> Any:
        return self._by_cell.get(cell)

    def _run(self, holder: Any, text: str) -> None:
        from lxml import etree

        run = etree.SubElement(holder, self._package.named("r"))
        look = etree.SubElement(run, self._package.named("rPr"))
        for tag, value in (("sz", "9"), ("rFont", "Tahoma"), ("family", "2")):
            etree.SubElement(look, self._package.named(tag), {"val": value})
        letters = etree.SubElement(run, self._package.named("t"))
        letters.text = text
        letters.set(_SPACE, "preserve")

    def _author(self, root: Any, author: str) -> int:
        from lxml import etree

        authors = root.find(self._package.named("authors"))
        if authors is None:
            authors = etree.Element(self._package.named("authors"))
            root.insert(0, authors)
        names = [entry.text for entry in authors]
        if author not in names:
            etree.SubElement(authors, self._package.named("author")).text = author
            return len(names)
        return names.index(author)

    def _made(self) -> str:
        """The part with the texts, made where there is none."""
        if self._part is None:
            part = self._package.free_name("xl/comments{}.xml")
            start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            xml = f'{start}<comments xmlns="{self._package.main}"><authors/><commentList/></comments>'
            self._package.put(part, xml.encode())
            self._package.declare(part, _COMMENTS_KIND)
            self._package.relate(self._sheet, "comments", part)
            self._part = part
        return self._part

    # --- The boxes --------------------------------------------------------------------------------------------------------

    def _drawing(self) -> str | None:
        sheet = self._package.tree(self._sheet)
        entry = sheet.find(self._package.named("legacyDrawing"))
        if entry is None:
            return None
        parts = dict(self._package.related(self._sheet, "vmlDrawing"))
        return parts.get(entry.get(self._package.id_name) or "")

    def _made_drawing(self) -> str:
        from lxml import etree

        part = self._drawing()
        if part is not None and part in self._package:
            return part
        part = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
        self._package.put(part, _VML.format(self._free_block()).encode())
        self._package.declare_suffix("vml", _VML_KIND)
        sheet = self._package.touch(self._sheet)
        old = sheet.find(self._package.named("legacyDrawing"))
        if old is not None:
            sheet.remove(old)
        entry = etree.Element(self._package.named("legacyDrawing"))
        entry.set(self._package.id_name, self._package.relate(self._sheet, "vmlDrawing", part))
        local = [etree.QName(child).localname if isinstance(child.tag, str) else "" for child in sheet]
        # Controls stand in an alternative of their own, after it; there is none before.
        sheet.insert(next((i for i, tag in enumerate(local) if tag in _LATER), len(sheet)), entry)
        return part

    def _draw(self, cell: str, text: str) -> None:
        part = self._made_drawing()
        vml = self._package.read(part)
        end = vml.rfind(b"</xml>")
        if end < 0:
            raise Unpatchable(f"phần “{part}” của tệp Excel không ghi thêm chú thích được")
        vml, number = self._numbered(vml)
        end = vml.rfind(b"</xml>")
        row, column = _place(cell)
        height = _height(text)
        # Left column and offset, top row and offset, right column and offset, bottom row and offset, all in pixels.
        anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 60, {max(row - 1, 0) + height // 15 + 1}, 4"
        shape = _SHAPE.format(number=number, width=_WIDTH, height=height, anchor=anchor, row=row, column=column)
        kind = b"" if _HAS_TYPE.search(vml) else _SHAPE_TYPE.encode()
        self._package.put(part, vml[:end] + kind + shape.encode() + vml[end:])

    def _numbered(self, vml: bytes) -> tuple[bytes, int]:
        """The number of the next box; numbers come in blocks, which a drawing announces and no other one may use."""
        if not self._number:
            blocks = _blocks(vml)
            self._number = max([min(blocks, default=1) * _BLOCK, *map(int, _SHAPE_NUMBER.findall(vml))])
        self._number += 1
        if self._number % _BLOCK == 0:
            block = self._free_block()
            vml = _ID_MAP.sub(lambda match: match[0].replace(match[1], match[1] + b",%d" % block), vml, count=1)
            self._number = block * _BLOCK + 1
        return vml, self._number

    def _free_block(self) -> int:
        drawings = [self._package.read(name) for name in self._package.names() if name.casefold().endswith(".vml")]
        blocks = {block for data in drawings for block in _blocks(data)}
        return next(n for n in range(1, len(blocks) + 2) if n not in blocks)

    def _undraw(self, cell: str) -> None:
        part = self._drawing()
        if part is not None and part in self._package:
            vml = self._package.read(part)
            start, end = _shape_of(vml, cell)
            self._package.put(part, vml[:start] + vml[end:])

    def _grow(self, cell: str, text: str) -> None:
        """The box of another's comment made as high as its text now needs; where it is written in some other way it stays as it is."""
        part = self._drawing()
        if part is None or part not in self._package:
            return
        vml = self._package.read(part)
        start, end = _shape_of(vml, cell)
        anchor = re.search(rb"(<x:Anchor>)([\s\d,]+)(</x:Anchor>)", vml[start:end])
        numbers = [int(n) for n in anchor[2].split(b",")] if anchor else []
        if anchor is None or len(numbers) != 8:
            return
        numbers[6] = max(numbers[6], numbers[2] + _height(text) // 15 + 1)
        grown = anchor[1] + ", ".join(map(str, numbers)).encode() + anchor[3]
        self._package.put(part, vml[: start + anchor.start()] + grown + vml[start + anchor.end() :])


def _blocks(vml: bytes) -> list[int]:
    return [int(number) for match in _ID_MAP.findall(vml) for number in match.split(b",") if number]


def _shape_of(vml: bytes, cell: str) -> tuple[int, int]:
    """Where the box of a cell's comment begins and ends in the drawing; nothing, at its start, where it has none."""
    row, column = _place(cell)
    for match in re.finditer(rb"<v:shape\b.*?</v:shape>", vml, re.DOTALL):
        shape = match[0]
        if b'ObjectType="Note"' in shape and _says(shape, b"Row", row) and _says(shape, b"Column", column):
            return match.span()
    return 0, 0


def _says(shape: bytes, tag: bytes, number: int) -> bool:
    match = re.search(rb"<x:" + tag + rb">\s*(\d+)\s*</x:" + tag + rb">", shape)
    return match is not None and int(match[1]) == number


def _place(cell: str) -> tuple[int, int]:
    match = _CELL.fullmatch(cell)
    if match is None:
        raise Unpatchable(f"{quoteattr(cell)} không phải là địa chỉ ô")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _height(text: str) -> int:
    return 16 + _LINE * sum(1 + len(line) // _LETTERS for line in text.splitlines())


def _plain(comment: Any) -> str:
    return "".join(t.text or "" for t in comment.iter("{*}t") if not t.getparent().tag.endswith("}rPh"))
