"""Read a finished paper again and compare it with the outcome: the last look before anyone signs. Imports ooxml and vietnamese only.

The text is taken from the bytes of the Word file itself, by other means than it was written with.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from dantin.ooxml import read_parts
from dantin.papers.paper import Facts
from dantin.vietnamese import number_words

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_IN_WORDS = re.compile(r"(?<![\d.,])(\d+) ([^\W\d_]+(?: [^\W\d_]+)?) \(([^()\d]+?) \2\)")
_FIGURE = re.compile(r"(?<![\d.,/])(\d+) (?:phiếu|đại diện|cử tri|đảng viên)(?!\w)")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d]|[.,]\d)")
_SPACES = re.compile(r"\s+")


def lines_of(part: bytes) -> list[str]:
    """The text of a part of a Word file: a line for each paragraph, and for each row of an outermost table, its cells joined by " | "."""
    lines: list[str] = []
    row: list[str] | None = None
    text: list[str] = []
    depth = 0
    taking = False

    def begin(name: str, _attributes: dict[str, str]) -> None:
        nonlocal row, depth, taking
        if name == f"{_WORD}tbl":
            depth += 1
        elif name == f"{_WORD}tr" and depth == 1:
            row = []
        elif name == f"{_WORD}t":
            taking = True
        elif name in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            text.append(" ")
        elif name == f"{_WORD}noBreakHyphen":
            text.append("-")

    def end(name: str) -> None:
        nonlocal row, depth, taking
        if name == f"{_WORD}t":
            taking = False
        elif name == f"{_WORD}p":
            line = _SPACES.sub(" ", "".join(text)).strip()
            text.clear()
            (lines if row is None else row).append(line)
        elif name == f"{_WORD}tr" and depth == 1:
            lines.append(" | ".join(filter(None, row or ())))
            row = None
        elif name == f"{_WORD}tbl":
            depth -= 1

    def data(piece: str) -> None:
        if taking:
            text.append(piece)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, data
    parser.Parse(part, True)
    return [line for line in lines if line]


def text_of(paper: bytes) -> list[str]:
    """The lines of a whole paper: its body, then its footers."""
    parts = read_parts(paper)
    footers = sorted(name for name in parts if re.fullmatch(r"word/footer[^/]*\.xml", name))
    found = lines_of(parts["word/document.xml"])
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
    before = r"(?<![\d.,])" if part[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\d|[.,]\d)" if part[-1:].isdigit() else r"(?!\w)"
    return len(re.findall(f"{before}{re.escape(part)}{after}", line))


def _at_odds(lines: list[str], facts: Facts) -> Iterator[str]:
    known = set(facts.others)
    for group in facts.lines:
        for part in group:
            known.update(int(number) for number in _NUMBER.findall(part))
    for line in lines:
        for number, unit, words in _IN_WORDS.findall(line):
            if len(number) <= 12 and number_words(int(number)) != words.lower():
                yield f"số và chữ khác nhau: “{number} {unit} ({words} {unit})”"
        if facts.lines:
            for number in _FIGURE.findall(line):
                if int(number) not in known:
                    yield f"giấy ghi “{number}” mà hồ sơ không có số đó: “{line[:80]}”"
