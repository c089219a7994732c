"""Read a finished paper again and compare it with the outcome: the last look before anyone signs. Imports ooxml and vietnamese only.

The text is taken from the bytes of the Word file itself, by other means than it was written with.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias
from xml.parsers import expat

from dantin.ooxml import read_parts
from dantin.papers.paper import Facts
from dantin.vietnamese import number_words

_NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = f"{_NAMESPACE.decode()} "
_INSTEAD = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_PLAIN = re.compile(rb"""<\?xml version=["']1.0["'] encoding=["'](?i:UTF-8)["']""")
_ATTRIBUTES = r"""(?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+"""
_MARK = re.compile(
    rf"<(?:w:(tbl|tr|p|tab|br|cr|noBreakHyphen)(?=[\s/>]){_ATTRIBUTES}(/?)>|w:t(?=[\s>]){_ATTRIBUTES}>([^<]*)|/w:(tbl|tr|p)\s*>)"
)
_PARAGRAPH_ENDS = "</w:p>"
_Mark: TypeAlias = tuple[str, str, str, str]
"""What begins, "/" if it ends at once; or a text, its references as they are written; or what ends."""
_REFERENCE = re.compile(r"&(?:#(x?[0-9a-fA-F]+)|(\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_BODY = "word/document.xml"
_BODY_OR_FOOTER = re.compile(r"word/(document|footer[^/]*)\.xml")
_IN_WORDS = re.compile(r"(?<![\d.,])(\d+) ([^\W\d_]+(?: [^\W\d_]+)?) \(([^()\d\n]+?) \2\)")
_FIGURE = re.compile(r"(?<![\d.,/])(\d+) (?:phiếu|đại diện|cử tri|đảng viên)(?!\w)")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d]|[.,]\d)")


def lines_of(part: bytes) -> list[str]:
    """The text of a part of a Word file: a line for each paragraph, and for each row of an outermost table, its cells joined by " | "."""
    lines: list[str] = []
    row: list[str] | None = None
    text: list[str] = []
    depth = 0
    for begun, alone, piece, ended in _scanned(part) or _parsed(part):
        if piece:
            text.append(piece)
        elif begun in _INSTEAD:
            text.append(_INSTEAD[begun])
        elif ended == "p" or (alone and begun == "p"):
            line = "".join(text)
            text.clear()
            line = _REFERENCE.sub(_character, line) if "&" in line else line
            (lines if row is None else row).append(" ".join(line.split()))
        elif ended == "tr" and depth == 1:
            lines.append(" | ".join(filter(None, row or ())))
            row = None
        elif ended == "tbl":
            depth -= 1
        elif begun == "tbl" and not alone:
            depth += 1
        elif begun == "tr" and not alone and depth == 1:
            row = []
    return [line for line in lines if line]


def _scanned(part: bytes) -> list[_Mark]:
    """The marks of a part written as Word, LibreOffice and we write them, found without parsing it; none for one written otherwise."""
    named = part.count(b'xmlns:w="' + _NAMESPACE + b'"')
    one_way = named == part.count(_NAMESPACE) == part.count(b"xmlns:w=")
    if not (one_way and _PLAIN.match(part)) or b"<!" in part or part.count(b"<?") > 1:
        return []
    *paragraphs, rest = part.decode().split(_PARAGRAPH_ENDS)
    marks: list[_Mark] = []
    for paragraph in paragraphs:
        marks += _marks(paragraph)
        marks.append(("", "", "", "p"))
    return marks + _marks(rest)


@lru_cache(maxsize=4096)
def _marks(paragraph: str) -> list[_Mark]:
    """With its texts in one piece. Kept, because a paper has many paragraphs that are alike, and papers of one kind share most."""
    marks: list[_Mark] = []
    text = ""
    for mark in _MARK.findall(paragraph):
        if mark[2] or mark[0] in _INSTEAD:
            text += mark[2] or _INSTEAD[mark[0]]
            continue
        if text:
            marks.append(("", "", text, ""))
            text = ""
        marks.append(mark)
    return [*marks, ("", "", text, "")] if text else marks


def _character(reference: re.Match[str]) -> str:
    number = reference[1]
    if not number:
        return _NAMED[reference[2]]
    return chr(int(number[1:], 16) if number[0] == "x" else int(number))


def _parsed(part: bytes) -> list[_Mark]:
    """The same for any part that is XML."""
    marks: list[_Mark] = []
    taking = False

    def begin(name: str, _attributes: dict[str, str]) -> None:
        nonlocal taking
        taking = name == f"{_WORD}t"
        if name.startswith(_WORD) and not taking:
            marks.append((name.removeprefix(_WORD), "", "", ""))

    def end(name: str) -> None:
        nonlocal taking
        taking = False
        if name.startswith(_WORD):
            marks.append(("", "", "", name.removeprefix(_WORD)))

    def data(piece: str) -> None:
        if taking:
            marks.append(("", "", piece.replace("&", "&amp;"), ""))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, data
    parser.Parse(part, True)
    return marks


def text_of(paper: bytes) -> list[str]:
    """The lines of a whole paper: its body, then its footers."""
    parts = read_parts(paper, only=_BODY_OR_FOOTER.fullmatch)
    footers = sorted(name for name in parts if name != _BODY)
    found = lines_of(parts[_BODY])
    for name in footers:
        found += [line for line in lines_of(parts[name]) if line not in found]
    return found


def differences(paper: bytes, facts: Facts) -> list[str]:
    """What the finished paper does not say as the outcome has it, each in a Vietnamese sentence; empty where all is well."""
    lines = text_of(paper)
    return [*_not_found(lines, facts), *_at_odds(lines, facts)]


def _not_found(lines: list[str], facts: Facts) -> Iterator[str]:
    used: Counter[tuple[int, str]] = Counter()
    at = 0
    for group in facts.lines:
        # In the order of the paper, so that a roll of six hundred names is gone through once.
        for index in (*range(at, len(lines)), *range(at)):
            line = lines[index]
            if all(part in line and _times(line, part) > used[index, part] for part in group):
                used.update((index, part) for part in group)
                at = index
                break
        else:
            yield f"giấy không ghi đúng “{' … '.join(group)}”"


def _times(line: str, part: str) -> int:
    """How often a text stands in a line by itself: "An" is not in "Ánh An Khang" twice, 12 is not in 112 nor in "12,5"."""
    times, at = 0, line.find(part)
    while at >= 0:
        end = at + len(part)
        before, after, beyond = line[at - 1 : at], line[end : end + 1], line[end + 1 : end + 2]
        begins = not (before.isdecimal() or before in (".", ",")) if part[:1].isdigit() else not _in_word(before)
        ends = not (after.isdecimal() or (after in (".", ",") and beyond.isdecimal())) if part[-1:].isdigit() else not _in_word(after)
        times += begins and ends
        at = line.find(part, max(end, at + 1) if begins and ends else at + 1)
    return times


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _at_odds(lines: list[str], facts: Facts) -> Iterator[str]:
    told = {part for group in facts.lines for part in group}
    known = facts.others | {int(number) for number in _NUMBER.findall("\n".join(told))}
    text = "\n".join(lines)
    for number, unit, words in _IN_WORDS.findall(text):
        if len(number) <= 12 and number_words(int(number)) != words.lower():
            yield f"số và chữ khác nhau: “{number} {unit} ({words} {unit})”"
    if facts.lines:
        for found in _FIGURE.finditer(text):
            if int(found[1]) not in known:
                line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
                yield f"giấy ghi “{found[1]}” mà hồ sơ không có số đó: “{line[:80]}”"
