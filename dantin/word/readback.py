"""Read a finished paper again and compare it with the outcome: the last look before anyone signs.

The text is taken from the bytes of the Word file itself, by other means than it was written with. Imports ooxml,
vietnamese, `facts` and `plain_parts` only.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any, TypeAlias

from dantin.ooxml import BadPackage, Package
from dantin.vietnamese import number_words
from dantin.word.facts import Facts, Group
from dantin.word.plain_parts import plain_text

# Text alone, as the page shows it: not what is hidden, deleted, moved away or meant for an older Word. What ends a line is a new line,
# what ends a paragraph inside a row a tab; those in the text itself become spaces.
_TEXT_ALONE = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<xsl:output method="text"/>
<xsl:template match="text()|w:pPr|w:rPr|w:tblPr|w:tblGrid|w:trPr|w:tcPr"/>
<xsl:template match="w:del|w:moveFrom|w:tr[w:trPr/w:del]|mc:Fallback" priority="2"/>
<xsl:template match="w:r[w:rPr/w:vanish[not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')]]"/>
<xsl:template match="w:r[w:rPr/w:specVanish[not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')]]"/>
<xsl:template match="w:t"><xsl:value-of select="translate(., '&#9;&#10;&#13;&#8209;', '   -')"/></xsl:template>
<xsl:template match="w:tab|w:br|w:cr"><xsl:text> </xsl:text></xsl:template>
<xsl:template match="w:noBreakHyphen">-</xsl:template>
<xsl:template match="w:tr//w:p"><xsl:apply-templates/><xsl:text>&#9;</xsl:text></xsl:template>
<xsl:template match="w:p"><xsl:apply-templates/><xsl:text>&#10;</xsl:text></xsl:template>
<xsl:template match="w:tr[not(ancestor::w:tr)]"><xsl:apply-templates/><xsl:text>&#10;</xsl:text></xsl:template>
</xsl:stylesheet>"""
_DIGITS = re.compile(r"\d+")
_PACKAGE = ""
_JOINTS = (".", ",", "/")
_APART = ("", " ")
_IN_WORDS = re.compile(r"(?<![\d.,])(\d+) ([^\W\d_]+(?: [^\W\d_]+)?) \(([^()\d\n]+?) \2\)")
# "310 (ba trăm mười) đại diện": number, words, then what is counted.
_BEFORE_UNIT = re.compile(r"(?<![\d.,])(\d+) \(([^()\d\n]+)\) (đại diện|cử tri|đảng viên|đồng chí|phiếu|hộ|người|bản)(?!\w)")
_UNITS = ("phiếu", "đại diện", "cử tri", "đảng viên")
_FIGURE = re.compile(rf"(?<![\d.,/])(\d+)(?: \([^()\d\n]+\))? (?:{'|'.join(_UNITS)})(?!\w)")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d]|[.,]\d)")
# What a finished paper leaves out of a text: XML does not allow it.
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]")

_Span: TypeAlias = tuple[int, int]


@cache
def _reading() -> tuple[Any, Any]:
    """How a part is parsed, with nothing read but the part itself and none with entities of its own; and how its text is taken out."""
    from lxml import etree

    def parse(part: bytes) -> Any:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False))
        if root.getroottree().docinfo.internalDTD is not None:
            raise SyntaxError("no part of a Word file declares entities")
        return root

    return parse, etree.XSLT(etree.XML(_TEXT_ALONE))


def lines_of(part: bytes) -> list[str]:
    """The text of a part of a Word file: a line for each paragraph, and for each row of an outermost table, its cells joined by " | ".

    Raises SyntaxError, as lxml's errors are, where it is no XML.
    """
    text = plain_text(part)
    if text is None:
        parse, text_alone = _reading()
        text = str(text_alone(parse(part)))
    written = text.split("\n")
    # Of six hundred ballots on a sheet each line comes again and again.
    shown = {line: " | ".join([cell for piece in line.split("\t") if (cell := " ".join(piece.split()))]) for line in set(written)}
    return [line for line in map(shown.__getitem__, written) if line]


def text_of(paper: bytes) -> list[str]:
    """The lines of a whole paper: the part that its package names as its document, then the footers that this one names.

    Empty where no document is named. Raises BadPackage, SyntaxError for what is no Word file.
    """
    package = Package(paper)
    body = next(_related(package, _PACKAGE, "officeDocument"), None)
    if body is None:
        return []
    lines = lines_of(package.read(body)) if body in package.names else []
    footers = sorted(set(_related(package, body, "footer")))
    feet = [line for part in dict.fromkeys(package.read(name) for name in footers if name in package.names) for line in lines_of(part)]
    known = set(lines)
    return lines + [line for line in dict.fromkeys(feet) if line not in known]


def _related(package: Package, source: str, kind: str) -> Iterator[str]:
    """The parts to which a part, or the package, has relationships of a kind."""
    folder, _, name = source.rpartition("/")
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    for its_kind, target in _links(package.read(links)) if links in package.names else ():
        if its_kind == kind.lower():
            yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


@lru_cache(maxsize=128)
def _links(part: bytes) -> tuple[tuple[str, str], ...]:
    """The relationships inside a package that a part lists: the kind of each, and where it leads."""
    links = _reading()[0](part).iterchildren("{*}Relationship")
    return tuple(
        (link.get("Type", "").rpartition("/")[2].lower(), link.get("Target", "")) for link in links if link.get("TargetMode") != "External"
    )


def differences(paper: bytes, facts: Facts) -> list[str]:
    """What the finished paper does not say as the outcome has it, each in a Vietnamese sentence; empty where all is well."""
    try:
        lines = text_of(paper)
    except (BadPackage, SyntaxError):
        return ["giấy điền ra không phải là tệp Word đọc được"]
    return differences_in(lines, facts)


def differences_in(lines: list[str], facts: Facts) -> list[str]:
    """The same of a paper's lines."""
    return [*_not_found(lines, facts), *_at_odds(lines, facts)]


def _not_found(lines: list[str], facts: Facts) -> Iterator[str]:
    places, of_one_kind = _Places(lines), dict.fromkeys(lines) if facts.if_told else ()
    for group in [*facts.lines, *(group for group in facts.if_told if _told(of_one_kind, group))]:
        if not places.find(tuple([_as_printed(part) for part in group])):
            yield f"giấy không ghi đúng “{' … '.join(group)}”"


def _as_printed(text: str) -> str:
    return " ".join((text if text.isprintable() else _NOT_XML.sub("", text)).split())


def _told(lines: Iterable[str], group: Group) -> bool:
    """Whether the paper says something of the kind: the same words, with whatever figures."""
    masks = [_mask(_as_printed(part)) for part in group]
    return any(all(mask.search(line) for mask in masks) for line in lines)


@lru_cache(maxsize=1024)
def _mask(text: str) -> re.Pattern[str]:
    figures = _DIGITS.sub(lambda _found: r"\d+", re.escape(text))
    return re.compile(rf"(?<!\w){figures}(?!\w)")


class _Places:
    """Where in a paper each group of texts stands.

    No place is counted for two groups, so that a figure never stands in for its neighbour; a place that is taken is given up where its
    owner finds another, so that a true figure is never missed.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._taken: list[dict[_Span, int]] = [{} for _ in lines]
        self._groups: list[Group] = []
        self._nowhere: set[Group] = set()
        self._at = 0

    def find(self, group: Group) -> bool:
        """Find the group a place of its own, in one line."""
        self._groups.append(group)
        if group in self._nowhere or not self._place(len(self._groups) - 1, set()):
            self._nowhere.add(group)
        return group not in self._nowhere

    def _place(self, number: int, tried: set[int]) -> bool:
        group, contested = self._groups[number], []
        # In the order of the paper, so that a roll of six hundred names is gone through once.
        for index in chain(range(self._at, len(self._lines)), range(self._at)):
            line = self._lines[index]
            for part in group:
                if part not in line:
                    break
            else:
                if spans := _standing(line, group, tuple(self._taken[index])):
                    self._take(index, spans, number)
                    return True
                contested.append(index)
        for index in contested:
            if index not in tried:
                tried.add(index)
                if self._contend(index, number, tried):
                    return True
        return False

    def _take(self, index: int, spans: tuple[_Span, ...], number: int) -> None:
        self._taken[index] = self._taken[index] | dict.fromkeys(spans, number)
        self._at = index

    def _contend(self, index: int, number: int, tried: set[int]) -> bool:
        """Take a place in a line from the groups that have it, if each of them finds another."""
        spans = _standing(self._lines[index], self._groups[number], ())
        owners = {owner for span, owner in self._taken[index].items() if _overlapping(span, spans)}
        # One that says the same needs just such a place itself.
        if not spans or any(self._groups[owner] == self._groups[number] for owner in owners):
            return False
        before = list(self._taken)
        self._taken[index] = {span: owner for span, owner in self._taken[index].items() if owner not in owners}
        self._take(index, spans, number)
        if all(self._place(owner, tried) for owner in owners):
            return True
        self._taken = before
        return False


@lru_cache(maxsize=256)
def _standing(line: str, group: Group, taken: tuple[_Span, ...]) -> tuple[_Span, ...]:
    """Where the texts of a group stand in a line, none over another nor over what is taken; empty where they do not all."""
    spans: list[_Span] = []
    for part in group:
        for span in _spans(line, part):
            if not (spans and _overlapping(span, spans)) and not (taken and _overlapping(span, taken)):
                spans.append(span)
                break
        else:
            return ()
    return tuple(spans)


def _overlapping(span: _Span, others: Iterable[_Span]) -> bool:
    """Whether a place has letters in common with one of others."""
    begin, end = span
    for first, last in others:  # noqa: SIM110  (asked for every figure of every paper)
        if begin < last and first < end:
            return True
    return False


def _spans(line: str, part: str) -> Iterator[_Span]:
    """Where a text stands in a line by itself: "An" is not in "Ánh An Khang" twice, 12 is not in 112 nor in "12,5" nor in "12/20"."""
    at = line.find(part)
    while at >= 0:
        end = at + len(part)
        before, after, beyond = line[at - 1 : at], line[end : end + 1], line[end + 1 : end + 2]
        begins = before in _APART or not ((before.isdecimal() or before in _JOINTS) if part[:1].isdigit() else _in_word(before))
        ends = after in _APART or not (
            (after.isdecimal() or (after in _JOINTS and beyond.isdecimal())) if part[-1:].isdigit() else _in_word(after)
        )
        if begins and ends:
            yield at, end
        at = line.find(part, max(end, at + 1) if begins and ends else at + 1)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _at_odds(lines: list[str], facts: Facts) -> Iterator[str]:
    ballots, deputies, voters, members = _UNITS
    # Asked for every line of every paper.
    counting = [line for line in lines if " (" in line or ballots in line or deputies in line or voters in line or members in line]
    numbers = [(line, _numbers_in(line)) for line in counting]
    for place in (0, 1):
        yield from (f"số và chữ khác nhau: “{wrong}”" for _, read in numbers for wrong in read[place])
    figures = [(line, figure) for line, read in numbers for figure in read[2]] if facts.lines else ()
    if not figures:
        return
    stated = {part for group in (*facts.lines, *facts.if_told) for part in group}
    known = facts.others | {int(number) for number in _NUMBER.findall("\n".join(stated))}
    for line, figure in figures:
        if int(figure) not in known:
            yield f"giấy ghi “{figure}” mà hồ sơ không có số đó: “{line[:80]}”"


@lru_cache(maxsize=2048)
def _numbers_in(line: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What a line says of numbers: those whose words say another one (the unit before the words, or after), and all figures of a unit."""
    before, after = _IN_WORDS.findall(line), _BEFORE_UNIT.findall(line)
    return (
        tuple(f"{number} {unit} ({words} {unit})" for number, unit, words in before if _other(number, words)),
        tuple(f"{number} ({words}) {unit}" for number, words, unit in after if _other(number, words)),
        tuple(_FIGURE.findall(line)),
    )


def _other(number: str, words: str) -> bool:
    """Whether the words are those of another number."""
    return len(number) <= 12 and number_words(int(number)) != words.lower()
