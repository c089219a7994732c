"""What a Word file of other people may hold: kinds of parts, of relationships and of fields. All else is refused, however it is named.

A file is looked at before it is used as a template, and once more when it is filled: Jinja can put together what no template shows. Knows
the package, no tag and no paper. Imports ooxml and the faults of `filling`.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote
from xml.parsers import expat

from dantin.ooxml import CONTENT_TYPES, BadPackage, read_parts
from dantin.records import dataclass
from dantin.word.filling import NoWordFile, TemplateFault

_MOST_BYTES = 40 << 20
_OPEN_XML = "application/vnd.openxmlformats-"
_WORD_KIND = f"{_OPEN_XML}officedocument.wordprocessingml."
_RELATIONSHIPS = f"{_OPEN_XML}package.relationships+xml"
_MAIN = f"{_WORD_KIND}document.main+xml"
# What pages show is in these: each with the element it begins with.
_SHOWN = {
    _MAIN: "document",
    f"{_WORD_KIND}header+xml": "hdr",
    f"{_WORD_KIND}footer+xml": "ftr",
    f"{_WORD_KIND}footnotes+xml": "footnotes",
    f"{_WORD_KIND}endnotes+xml": "endnotes",
}
_STYLES = f"{_WORD_KIND}styles+xml"
_KINDS = {
    *_SHOWN,
    _STYLES,
    _RELATIONSHIPS,
    *(f"{_WORD_KIND}{kind}+xml" for kind in ("settings", "websettings", "fonttable", "numbering", "people")),
    f"{_WORD_KIND}printersettings",
    f"{_OPEN_XML}officedocument.theme+xml",
    f"{_OPEN_XML}officedocument.extended-properties+xml",
    f"{_OPEN_XML}officedocument.custom-properties+xml",
    f"{_OPEN_XML}officedocument.customxmlproperties+xml",
    f"{_OPEN_XML}package.core-properties+xml",
    "application/vnd.ms-word.styleswitheffects+xml",
    "application/vnd.ms-office.classificationlabels+xml",
    "application/xml",
    *(f"image/{kind}" for kind in ("png", "jpeg", "jpg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "emf", "wmf")),
}
_OFFICE = "http://schemas.openxmlformats.org/officedocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_DOCUMENT, _LINK = f"{_OFFICE}officedocument", f"{_OFFICE}hyperlink"
_RELATED = {
    _DOCUMENT,
    _LINK,
    *(f"{_OFFICE}{kind}" for kind in ("styles", "settings", "websettings", "fonttable", "theme", "numbering", "footnotes", "endnotes")),
    *(f"{_OFFICE}{kind}" for kind in ("header", "footer", "image", "customxml", "customxmlprops", "printersettings")),
    *(f"{_OFFICE}{kind}" for kind in ("extended-properties", "custom-properties", "metadata/core-properties")),
    f"{_PACKAGE}core-properties",
    f"{_PACKAGE}thumbnail",
    "http://schemas.microsoft.com/office/2007/relationships/styleswitheffects",
    "http://schemas.microsoft.com/office/2011/relationships/people",
    "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
}
_LINKED_TO = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|HYPERLINK)(?:[\s\"\\][^\x00]*)?", re.IGNORECASE)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_EMBEDDED = {"object", "control", "OLEObject", "altChunk", "subDoc", "contentPart", "webVideoPr", "movie", "audioFile", "videoFile"}
_SOURCES = {"mailMerge", "attachedTemplate", "saveThroughXslt"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
_HIDING = {"vanish", "specVanish", "webHidden"}
_FETCHING = {"src", "href", "althref", f"{_R}link", f"{_R}href"}
_OFF = {"0", "false", "off"}
_TOO_SMALL = 8  # half-points

# What text stands in; whose properties decide how it looks (those of the mark that ends a paragraph do not).
_SCOPES = {f"{_W}{name}" for name in ("tbl", "tc", "p", "r")}
_OF_TEXT = [[f"{_W}{name}", f"{_W}rPr"] for name in ("r", "style", "rPrDefault")]
_HIDDEN = "có chữ bị ẩn, in ra không thấy; chọn chữ đó trong Word, vào Font, bỏ dấu ở ô Hidden (hoặc đổi màu, cỡ chữ) rồi lưu lại"


def vet(data: bytes, name: str) -> None:
    """Refuse a Word file that unpacks to too much, or holds what is not allowed. Raises NoWordFile, TemplateFault."""
    try:
        parts = read_parts(data, _MOST_BYTES)
    except BadPackage as fault:
        raise NoWordFile(f"Mẫu {name}: {fault}") from fault
    _Vetting(name, parts).look()


class _Vetting:
    """One file being looked at."""

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self._name = name
        self._parts = {part.lower(): content for part, content in parts.items()}
        self._as_written = {part.lower(): part for part in parts}
        if len(self._parts) != len(parts):
            raise self.fault("có hai phần chỉ khác nhau ở chữ hoa, chữ thường, điều Word không bao giờ ghi; không dùng tệp này")
        self.styles: dict[str, _Look] = {}
        """How the text of a style looks, once its part is read."""

    def fault(self, what: str) -> TemplateFault:
        """What to raise: the file, and what is wrong with it."""
        return TemplateFault(f"Mẫu {self._name} {what}")

    def look(self) -> None:
        """Look at all of it. Raises TemplateFault, NoWordFile."""
        kinds = self._kinds()
        for part in self._parts:
            kind = kinds.get(part, "")
            if kind not in _KINDS or (kind == _RELATIONSHIPS) != part.endswith(".rels"):
                raise self.fault(
                    f"chứa phần “{self._as_written[part][:80]}” không thuộc loại được phép (chữ, bảng, hình ảnh), ví dụ đối tượng nhúng, "
                    "macro, nhận xét; mở bằng Word, xóa đối tượng đó rồi lưu lại thành tệp .docx"
                )
        mains = [part for part in self._parts if kinds[part] == _MAIN]
        roots = [self._target("_rels/.rels", link) for link in self._links("_rels/.rels") if link.get("Type", "").lower() == _DOCUMENT]
        if not mains or not roots:
            raise NoWordFile(f"Mẫu {self._name} không phải là văn bản Word (.docx) hợp lệ")
        if roots != mains:
            raise self.fault("có hai phần cùng nhận là nội dung văn bản nên không biết trang nào được in ra; không dùng tệp này")
        for part in self._parts:
            if part.endswith(".rels"):
                self._vet_links(part)
        # Styles come first: they tell which text is hidden.
        for part in sorted((p for p in self._parts if p != CONTENT_TYPES.lower()), key=lambda p: kinds[p] != _STYLES):
            if kinds[part].startswith(_OPEN_XML):
                _Part(self, part, kinds[part]).read()
            elif kinds[part].endswith("xml"):
                self.parse(self.parser(part), part)

    def _kinds(self) -> dict[str, str]:
        """The kind of each part; part and kind in lower case, as Word compares them."""
        by_ending: dict[str, str] = {}
        by_name: dict[str, str] = {}
        for tag, about in self._elements(CONTENT_TYPES.lower()):
            kind = about.get("ContentType", "").lower()
            if tag == "Default":
                by_ending[about.get("Extension", "").lower()] = kind
            elif tag == "Override":
                by_name[unquote(about.get("PartName", "")).lstrip("/").lower()] = kind
        kinds = {part: by_name.get(part) or by_ending.get(part.rpartition(".")[2], "") for part in self._parts}
        return {**kinds, CONTENT_TYPES.lower(): "application/xml"}

    def _links(self, part: str) -> Iterator[dict[str, str]]:
        yield from (about for tag, about in self._elements(part) if tag == "Relationship")

    def _elements(self, part: str) -> list[tuple[str, dict[str, str]]]:
        """The elements of one of the small parts that tell of the others, without their namespace, with their attributes."""
        elements: list[tuple[str, dict[str, str]]] = []
        if part in self._parts:
            parser = self.parser(part)
            parser.StartElementHandler = lambda tag, about: elements.append((tag.rpartition(" ")[2], about))
            self.parse(parser, part)
        return elements

    def parser(self, part: str) -> expat.XMLParserType:
        """A parser for a part, which refuses entities."""

        def doctype(*_about: object) -> None:
            raise self.fault(f": phần {part} khai báo kiểu tài liệu (DOCTYPE), điều Word không bao giờ ghi; không dùng tệp này")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = doctype
        parser.buffer_text = True
        return parser

    def parse(self, parser: expat.XMLParserType, part: str) -> None:
        """Parse a part. Raises NoWordFile where it is no XML."""
        try:
            parser.Parse(self._parts[part], True)
        except expat.ExpatError as fault:
            raise NoWordFile(f"Mẫu {self._name}: phần {self._as_written[part]} của tệp bị hỏng") from fault

    def _target(self, links: str, link: Mapping[str, str]) -> str:
        """The part to which a relationship leads, as it is named here."""
        folder = posixpath.dirname(posixpath.dirname(links))
        return posixpath.normpath(posixpath.join("/", folder, unquote(link.get("Target", "")))).lstrip("/").lower()

    def _vet_links(self, part: str) -> None:
        for link in self._links(part):
            kind, target = link.get("Type", ""), link.get("Target", "")
            outside = link.get("TargetMode", "Internal").lower() != "internal"
            if outside and (kind.lower() != _LINK or not _LINKED_TO.match(target)):
                raise self.fault(f"lấy nội dung từ nơi khác ({target[:80]}); gỡ liên kết đó trong Word rồi lưu lại")
            if kind.lower() not in _RELATED:
                raise self.fault(
                    f"có liên kết loại “{kind.rpartition('/')[2][:40]}” không được phép ở mẫu giấy tờ (đối tượng nhúng, điều khiển, macro, "
                    "đoạn lấy từ tệp khác); mở bằng Word, xóa đối tượng đó rồi lưu lại"
                )
            if not outside and not target.startswith("#") and self._target(part, link) not in self._parts:
                raise self.fault(f"có liên kết tới “{target[:80]}” không nằm trong tệp; gỡ liên kết hoặc hình đó trong Word rồi lưu lại")


class _Field:
    """A field that is open: its instruction so far, and whether that is still being told."""

    def __init__(self) -> None:
        self.instruction, self.telling = "", True


@dataclass
class _Look:
    """How text looks in a table, cell, paragraph or run, as far as that decides whether it can be seen."""

    hidden: bool = False
    white: bool = False
    shaded: bool = False

    @property
    def unseen(self) -> bool:
        """Nobody would see text of it."""
        return self.hidden or (self.white and not self.shaded)

    def __or__(self, other: "_Look") -> "_Look":
        return _Look(self.hidden or other.hidden, self.white or other.white, self.shaded or other.shaded)


class _Part:
    """One part of Word's own XML being read: its fields, its hidden text, what it embeds or fetches."""

    def __init__(self, vetting: "_Vetting", part: str, kind: str) -> None:
        self._vetting, self._part, self._kind = vetting, part, kind
        self._path: list[str] = []
        self._fields: list[_Field] = []
        self._stray = ""
        self._looks = [_Look()]
        self._style, self._usual = "", False
        self._based_on: dict[str, str] = {}
        self._versions: list[list[str]] = []

    def read(self) -> None:
        """Read it whole. Raises TemplateFault, NoWordFile."""
        parser = self._vetting.parser(self._part)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._begin, self._end, self._text
        self._vetting.parse(parser, self._part)
        for instruction in (*(field.instruction for field in self._fields), *filter(None, [self._stray])):
            self._allow(instruction)
        if self._kind == _STYLES:
            self._inherit()

    def _inherit(self) -> None:
        styles = self._vetting.styles
        for style in list(self._based_on):
            above, seen = style, set[str]()
            while above and above not in seen:
                seen.add(above)
                styles[style] = styles.get(style, _Look()) | styles.get(above, _Look())
                above = self._based_on.get(above, "")

    def _begin(self, tag: str, about: dict[str, str]) -> None:
        fault = self._vetting.fault
        if tag.startswith("http://purl.oclc.org/"):
            raise fault("lưu ở dạng Strict Open XML; trong Word chọn lưu lại ở dạng Word Document (.docx)")
        if not self._path and self._kind in _SHOWN and tag != f"{_W}{_SHOWN[self._kind]}":
            raise fault(f"có phần {self._part} không phải là thứ mà tệp ghi (hai nội dung trong một tệp); không dùng tệp này")
        self._path.append(tag)
        local = tag.rpartition(" ")[2]
        self._refuse_what_acts(tag, local, about)
        if tag == f"{_MC}AlternateContent":
            self._versions.append([])
        elif tag in (f"{_MC}Choice", f"{_MC}Fallback") and self._versions:
            self._versions[-1].append("")
        elif tag in _SCOPES:
            self._looks.append(replace(self._looks[-1]))
        elif tag.startswith(_W):
            self._field(local, about)
            self._look(local, about)

    def _refuse_what_acts(self, tag: str, local: str, about: Mapping[str, str]) -> None:
        fault = self._vetting.fault
        if local in _EMBEDDED:
            raise fault(f"có đối tượng nhúng ({local}); mở bằng Word, xóa đối tượng đó rồi lưu lại")
        if local in _SOURCES:
            raise fault(f"lấy dữ liệu từ nơi khác ({local}); trong Word chọn Mailings, Start Mail Merge, Normal Word Document rồi lưu lại")
        if local == "dataBinding":
            raise fault(
                "có ô nội dung (content control) nối với dữ liệu ẩn trong tệp, trang in ra có thể khác chữ trong mẫu; "
                "bấm phải vào ô, chọn Remove Content Control rồi lưu lại"
            )
        if local in _CHANGES and tag.startswith(_W):
            raise fault("còn dấu vết sửa chữa (Track Changes); trong Word chọn Review, Accept All Changes rồi lưu lại")
        for attribute, value in about.items():
            if (attribute in _FETCHING or attribute.endswith((" href", " althref"))) and value and not value.startswith("#"):
                raise fault(f"có hình lấy từ nơi khác ({value[:80]}); xóa hình, chèn lại bằng Insert, Pictures rồi lưu lại")

    def _field(self, local: str, about: Mapping[str, str]) -> None:
        if local == "fldSimple":
            self._allow(about.get(f"{_W}instr", ""))
        elif local == "fldChar":
            kind = about.get(f"{_W}fldCharType", "")
            if kind == "begin":
                if self._fields and self._fields[-1].telling:
                    self._allow("")
                self._fields.append(_Field())
            elif kind == "separate" and self._fields:
                self._fields[-1].telling = False
            elif kind == "end" and self._fields:
                self._allow(self._fields.pop().instruction)

    def _allow(self, instruction: str) -> None:
        if not _FIELD.fullmatch(instruction):
            name = re.match(r"\s*([A-Za-z]+)", instruction)
            shown = name[1].upper() if name else f"“{' '.join(instruction.split())[:40]}”" if instruction.strip() else "lồng nhau"
            raise self._vetting.fault(
                f"có trường {shown}; mẫu chỉ được có trường số trang (PAGE, NUMPAGES, SECTION, SECTIONPAGES) và liên kết (HYPERLINK): "
                "xóa trường đó trong Word rồi lưu lại"
            )

    def _look(self, local: str, about: Mapping[str, str]) -> None:
        value = about.get(f"{_W}val", "")
        if local == "style":
            self._style = about.get(f"{_W}styleId", "")
            self._usual = about.get(f"{_W}default", "0").lower() not in _OFF
        elif local == "basedOn":
            self._based_on[self._style] = value
        elif local in ("rStyle", "pStyle", "tblStyle"):
            self._looks[-1] |= self._vetting.styles.get(value, _Look())
        elif local == "shd":
            self._looks[-1] |= _Look(shaded=about.get(f"{_W}fill", "auto").lower() not in ("auto", "ffffff"))
        elif local == "highlight":
            self._looks[-1] |= _Look(shaded=value not in ("none", "white"))
        elif self._path[-3:-1] in _OF_TEXT:
            hidden = (local in _HIDING and value.lower() not in _OFF) or (local == "sz" and value.isdecimal() and int(value) <= _TOO_SMALL)
            look = _Look(hidden=hidden, white=local == "color" and value.lower() == "ffffff")
            if self._kind != _STYLES:
                self._looks[-1] |= look
            else:
                self._vetting.styles[self._style] = self._vetting.styles.get(self._style, _Look()) | look
            if look.unseen and (self._usual or f"{_W}docDefaults" in self._path):
                raise self._vetting.fault(_HIDDEN)

    def _end(self, tag: str) -> None:
        self._path.pop()
        if tag in _SCOPES:
            self._looks.pop()
        elif tag == f"{_MC}AlternateContent":
            versions = self._versions.pop()
            if len({"".join(text.split()) for text in (*versions, *([""] if len(versions) < 2 else []))}) > 1:
                raise self._vetting.fault(
                    f"có khung chữ ghi chữ khác nhau cho Word cũ và Word mới (“{max(versions, key=len).strip()[:60]}”); "
                    "xóa khung đó, gõ chữ thẳng vào trang rồi lưu lại"
                )
            if self._versions and self._versions[-1]:
                self._versions[-1][-1] += versions[0] if versions else ""

    def _text(self, text: str) -> None:
        where = self._path[-1]
        if where == f"{_W}instrText":
            if self._fields and self._fields[-1].telling:
                self._fields[-1].instruction += text
            else:
                self._stray += text
        elif where == f"{_W}t":
            if text.strip() and self._looks[-1].unseen:
                raise self._vetting.fault(f"{_HIDDEN} (ở chữ: “{text.strip()[:60]}”)")
            if self._versions and self._versions[-1]:
                self._versions[-1][-1] += text
