"""Fill one Word template many times: prepared once, a few milliseconds a paper, the same bytes each time.

May import ooxml, errors and the reading back; knows nothing of elections: every figure and word is handed to it.
"""

import html
import re
import traceback
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from xml.parsers import expat

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from dantin.errors import CannotDo, DantinError
from dantin.ooxml import CONTENT_TYPES, BadPackage, Prepared, prepare, read_parts, write_parts
from dantin.records import dataclass
from dantin.word.facts import Facts
from dantin.word.readback import differences
from dantin.word.watermark import marked
from dantin.word.widths import docxtpl, fitted, quickly_fitted

_FILLED = re.compile(r"wordprocessingml\.(document\.main|header|footer|footnotes)\+xml$")
_MAIN = "wordprocessingml.document.main+xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAG = re.compile(r"{{|{%|{#")
_MARKUP = re.compile(r"<[^>]+>")
# XML allows none of these; a tab, a new line, "\a" (a new paragraph) and "\f" (a new page) become Word's own marks.
_NOT_XML = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]|\r(?=\n)")
_BREAKS = "\t\n\a\f"
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+')
# A tag between cells, or a span that is computed: only these can leave a row at odds with the columns of its table.
_CHANGES_COLUMNS = re.compile(r'%}\s*<w:tc[ >]|<w:gridSpan w:val="{')


class TemplateFault(DantinError):
    """A Word template cannot be used, or cannot be filled with what it was given."""


class NoWordFile(TemplateFault):
    """The file is no Word document at all."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part with tags in it: `source` has one paragraph to a line, which is how a fault finds its paragraph."""

    name: str
    source: str
    filler: jinja2.Template
    columns_change: bool
    drawings: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template ready to be filled. Safe to share between threads."""

    name: str
    _parts: tuple[_Part, ...]
    _static: Mapping[str, Prepared]
    _proven: bool

    @classmethod
    def load(cls, source: Path | bytes, name: str = "mẫu Word", *, draft: bool = False, proven: bool = False) -> "Template":
        """Prepare a .docx file (or its bytes, called `name` in messages): tags found, Jinja compiled, the rest zipped.

        What a `draft` template fills says "BẢN NHÁP" across every page. A template that is `proven` is known to give sound XML, so that
        its papers are parsed once, when they are read back. Raises `TemplateFault` for a file that is no Word document or has
        a tag that does not parse, `CannotDo` for a file that cannot be read.
        """
        if isinstance(source, Path):
            name = source.name
            try:
                data = source.read_bytes()
            except OSError as fault:
                raise CannotDo(f"Không đọc được mẫu {source}") from fault
        else:
            data = source
        try:
            parts = read_parts(data)
            if draft:
                parts = marked(parts)
            filled = {part: _patched(parts[part]) for part in parts_to_fill(parts, name)}
        except BadPackage as fault:
            raise NoWordFile(f"Mẫu {name}: {fault}") from fault
        except (KeyError, StopIteration, SyntaxError) as fault:  # lxml's errors are SyntaxErrors
            raise NoWordFile(f"Mẫu {name} không phải là văn bản Word (.docx) hợp lệ") from fault
        ready = tuple(_compiled(name, part, xml, proven) for part, xml in filled.items() if _TAG.search(xml))
        moving = {part.name for part in ready}
        return cls(name, ready, {part: prepare(part, parts[part]) for part in parts if part not in moving}, proven)

    def sources(self) -> list[str]:
        """Of each part with tags what Jinja compiles, a paragraph to a line."""
        return [part.source for part in self._parts]

    def render(self, context: Mapping[str, object]) -> bytes:
        """Return the filled paper, a .docx file. Raises `TemplateFault` naming the template, variable and paragraph."""
        written: dict[str, bytes | Prepared] = dict(self._static)
        # The first page's footer mostly is that of the others.
        filled: dict[str, Prepared] = {}
        for part in self._parts:
            if part.source not in filled:
                filled[part.source] = prepare(part.name, self._fill(part, context))
            written[part.name] = filled[part.source]
        return write_parts(written)

    def differences(self, paper: bytes, facts: Facts) -> list[str]:
        """What the filled paper does not say as the outcome has it."""
        return differences(paper, facts)

    def _fill(self, part: _Part, context: Mapping[str, object]) -> bytes:
        try:
            xml = part.filler.render(context)
        except Exception as fault:  # an expression of a template can raise anything
            raise TemplateFault(_explained(self.name, part.source, fault)) from fault
        # What docxtpl does after Jinja, but only where there is something to do.
        if any(mark in xml for mark in _BREAKS):
            xml = docxtpl().resolve_listing(xml)
        if part.columns_change:
            xml = quickly_fitted(xml) if self._proven else fitted(xml)
        if part.drawings or (not self._proven and "<wp:docPr" in xml):
            xml = _renumbered(xml)
        data = _DECLARATION + xml.encode()
        if self._proven:
            return data
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as fault:
            raise TemplateFault(
                f"Mẫu {self.name}: điền xong thì tệp Word không còn đúng cấu trúc; "
                "thẻ {% if %} hoặc {% for %} trải qua nhiều đoạn phải viết {%p ... %}, qua nhiều dòng bảng {%tr ... %}"
            ) from fault
        return data


class _Braces(Extension):
    """Braces that a template wants printed, written "{_{" as docxtpl has it. Only in its own text: a name is printed as it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, those of plain text with their braces as meant."""
        for token in stream:
            text = token.value
            if token.type == "data":
                for shown, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                    text = text.replace(shown, meant)
            yield Token(token.lineno, token.type, text)


class _Missing(jinja2.StrictUndefined):
    """A name the template uses and was not given: says so in Vietnamese."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return f"không có biến “{self._undefined_name}”"


def _plain(value: object) -> object:
    if value is None:
        raise jinja2.UndefinedError("một biến chưa có giá trị")
    # A cell of a workbook can hold what XML cannot.
    return _NOT_XML.sub("", value) if type(value) is str and not value.isprintable() else value


@cache
def environment() -> jinja2.Environment:
    """The sandbox in which templates are parsed, and those of other people filled."""
    return ImmutableSandboxedEnvironment(undefined=_Missing, autoescape=True, finalize=_plain, extensions=[_Braces])


class _Rows(ImmutableSandboxedEnvironment):
    """The sandbox, where a row of a list is asked for its field first."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a row, else what Jinja gives."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


@cache
def _shipped_environment() -> jinja2.Environment:
    """That of the templates of dantin, whose values come again: each is made ready once, as `environment` does it every time."""
    return _Rows(undefined=_Missing, finalize=_escaped, extensions=[_Braces])


@lru_cache(maxsize=1 << 12, typed=True)
def _escaped(value: object) -> str:
    return escape(_plain(value))


def parts_to_fill(parts: Mapping[str, bytes], name: str) -> list[str]:
    """The parts of a Word file that may have tags. Raises NoWordFile."""
    from docx.oxml import parse_xml

    try:
        overrides = parse_xml(parts[CONTENT_TYPES]).iterchildren("{*}Override")
        kinds = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in overrides}
    except (KeyError, SyntaxError):  # lxml's errors are SyntaxErrors
        kinds = {}
    if not any(kind.endswith(_MAIN) for kind in kinds.values()):
        raise NoWordFile(f"Mẫu {name} không phải là văn bản Word (.docx) hợp lệ")
    return sorted(part for part, kind in kinds.items() if part in parts and _FILLED.search(kind))


def _patched(part: bytes) -> str:
    """Tags that Word split over several runs joined, and `{%p %}`, `{%tr %}` freed of their paragraph or row."""
    from docx.oxml import parse_xml

    xml: str = docxtpl().patch_xml(docxtpl().xml_to_string(parse_xml(part)))
    return xml.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


def _compiled(template: str, name: str, source: str, proven: bool) -> _Part:
    wanted = _shipped_environment() if proven else environment()
    try:
        tree = wanted.parse(source)
        # The lines are there for faults alone, which are told by the tree's numbers.
        for text in tree.find_all(jinja2.nodes.TemplateData):
            text.data = text.data.replace("\n<w:p", "<w:p")
        filler = jinja2.Template.from_code(wanted, wanted.compile(tree), wanted.make_globals(None))
    except jinja2.TemplateError as fault:
        raise TemplateFault(_explained(template, source, fault)) from fault
    return _Part(name, source, filler, bool(_CHANGES_COLUMNS.search(source)), "<wp:docPr" in source)


def _explained(template: str, source: str, fault: Exception) -> str:
    # Jinja's own words are English; only an UndefinedError carries ours, of `_Missing` and `_plain`.
    if isinstance(fault, jinja2.TemplateSyntaxError):
        what, line = "thẻ viết sai hoặc chưa đóng", fault.lineno
    else:
        what = "không tính được một biểu thức"
        if isinstance(fault, SecurityError):
            what = "dùng một thuộc tính hoặc hàm không được phép"
        elif isinstance(fault, jinja2.UndefinedError):
            what = str(fault)
        seen = [frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == "<template>"]
        line = (seen[-1] if seen else None) or 0
    named = re.search("“(.*)”", what)
    paragraph = shown_paragraph(source, line, named[1] if named else "") if line else ""
    return f"Mẫu {template}: {what}" + (f" (ở đoạn: {paragraph})" if paragraph else "")


def shown_paragraph(source: str, line: int, about: str = "") -> str:
    """The paragraph at a line of a template as a person reads it.

    Tags in paragraphs of their own stand at the end of the line before: of the pieces of a line those count that have a tag, or the word
    that this is `about`.
    """
    pieces = [html.unescape(" ".join(_MARKUP.sub("", piece).split())) for piece in source.split("\n")[line - 1].split("</w:p>")]
    fitting = [piece for piece in pieces if about and about in piece] or [piece for piece in pieces if "{" in piece] or pieces
    return " … ".join(filter(None, fitting))[:120]


def _renumbered(xml: str) -> str:
    """A drawing inside a loop comes out several times with one id, which Word calls a damaged file."""
    ids = count(1001)
    return _DRAWING_ID.sub(lambda match: f"{match[1]}{next(ids)}", xml)
