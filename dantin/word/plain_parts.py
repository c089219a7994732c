"""The text of a part of a Word file that is plainly written, without building its tree: markup that comes again is looked at once.

What is plain is what is let through here: sound XML of a few kinds of elements, nothing hidden, no text but that of runs. Of any other
part nothing is said here, and `readback` parses it. Imports nothing of dantin.
"""

import re
from functools import lru_cache
from xml.parsers import expat

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_END_OF_ROW = b"</w:tr>"
_ROOT = re.compile(rb"<w:(document|ftr)(?=[ >])[^<>]*(?<!/)>")
# What matches has no reference, no control character, and no quotation mark but those around values.
_ATTRIBUTES = r'(?: (?:[a-z]\w*:)?[A-Za-z]\w*="[^"<&\x00-\x1f\ufffe\uffff]*")*'
_TAG = re.compile(rf"<(/?)(w:[A-Za-z]+)({_ATTRIBUTES})(/?)>", re.ASCII)
_ATTRIBUTE = re.compile(r' (?:(\w+):)?(\w+)="[^"]*"', re.ASCII)
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f<\ufffe\uffff]")
_REFERENCE = re.compile("&(amp|lt|gt|quot|apos|#34|#39);")
_REFERENCES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#34": '"', "#39": "'"}
_PROPERTIES = frozenset(("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr"))
_HOLDING = frozenset(("w:body", "w:tbl", "w:tr", "w:tc", "w:p", "w:r", "w:t", "w:sectPr"))
_HIDING = frozenset(("w:del", "w:moveFrom", "w:vanish", "w:specVanish"))
_SIGNS = {"w:tab": " ", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "-"}


def plain_text(part: bytes) -> str | None:
    """The text of a part: a new line after each paragraph and outermost row, a tab after each paragraph inside a row.

    None for a part that is not plain, be it sound or not.
    """
    root = _ROOT.match(part, len(_DECLARATION)) if part.startswith(_DECLARATION) else None
    prefixes = _prefixes(root[0]) if root is not None else None
    if root is None or prefixes is None or not part.endswith(end := b"</w:%b>" % root[1]):
        return None
    inside = part[root.end() : -len(end)]
    if b"\t" in inside or b"\n" in inside or b"\r" in inside:
        return None
    *rows, last = inside.split(_END_OF_ROW)
    # Of six hundred ballots on a sheet each row is as the one before it; of people no row comes again.
    if 2 * len(set(rows)) > len(rows):
        rows, last = [], inside
    known: dict[tuple[str, bytes], tuple[str, str] | None] = {}
    still_open, text = "", []
    for row in rows:
        if (still_open, row) not in known:
            known[still_open, row] = _of_row(still_open, row + _END_OF_ROW, prefixes)
        read = known[still_open, row]
        if read is None:
            return None
        letters, still_open = read
        text.append(letters)
    rest = _of_row(still_open, last, prefixes) if last else ("", still_open)
    return None if rest is None or rest[1] else _resolved("".join((*text, rest[0])))


def _of_row(still_open: str, part: bytes, prefixes: frozenset[str]) -> tuple[str, str] | None:
    """The text of what ends with a row or with the part, as it is written, and which elements are open after it; None as for `_step`."""
    try:
        xml = part.decode()
    except UnicodeDecodeError:
        return None
    ended, text = "", []
    for piece in xml.split("</w:t>"):
        tags, _, letters = piece.rpartition(">")
        step = _step(still_open, ended, tags, prefixes)
        if step is None:
            return None
        sign, still_open = step
        text.append(sign)
        text.append(letters)
        ended = "</w:t>"
    return None if letters else ("".join(text), still_open)


def _resolved(text: str) -> str | None:
    """The letters that are meant; None where there is what may not stand in a text, or a reference that is not known here."""
    if _NO_TEXT.search(text):
        return None
    references = text.count("&")
    if references:
        text, known = _REFERENCE.subn(lambda reference: _REFERENCES[reference[1]], text)
        if known != references:
            return None
    return text.replace("\u2011", "-")


@lru_cache(maxsize=64)
def _prefixes(root: bytes) -> frozenset[str] | None:
    """The prefixes that a first tag declares, each of another namespace, "w" of Word's; None where it does not."""
    declared: dict[str | None, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartNamespaceDeclHandler = declared.__setitem__
    try:
        parser.Parse(root[:-1] + b"/>", True)
    except expat.ExpatError:
        return None
    if declared.get("w") != _MAIN or len(set(declared.values())) < len(declared):
        return None
    return frozenset(prefix for prefix in declared if prefix) | {"", "xml"}


@lru_cache(maxsize=1 << 13)
def _step(still_open: str, ended: str, tags: str, prefixes: frozenset[str]) -> tuple[str, str] | None:
    """What the tags after the end of a row, or of a text that is `ended`, are in the text, and which elements are open after them.

    None where they are not plain, or do not fit to those `still_open` before, each with a "/" behind.
    """
    tags = f"{ended}{tags}>"
    closed: list[str] = []
    begun: list[str] = []
    sign, rows, at, properties = "", still_open.count("w:tr/"), 0, 0
    for tag in _TAG.finditer(tags):
        ends, name, attributes, empty = tag.groups()
        if tag.start() != at or name in _HIDING or begun[-1:] == ["w:t"] or not _sound(attributes, prefixes):
            return None
        at = tag.end()
        if ends and (attributes or empty or (begun and begun[-1] != name)):
            return None
        if ends:
            closed += [] if begun else [name]
            del begun[-1:]
        elif not empty:
            begun.append(name)
        if name in _PROPERTIES:
            properties += 0 if empty else -1 if ends else 1
        elif properties:
            continue
        elif name == "w:tr":
            rows += 0 if empty else -1 if ends else 1
            sign += "\n" if (ends or empty) and rows == 0 else ""
        elif name == "w:p":
            sign += "" if not ends and not empty else "\t" if rows else "\n"
        elif empty:
            sign += _SIGNS.get(name, "")
        elif name not in _HOLDING:
            return None
    before = "".join(f"{name}/" for name in reversed(closed))
    if at != len(tags) or properties or not still_open.endswith(before):
        return None
    return sign, still_open.removesuffix(before) + "".join(f"{name}/" for name in begun)


def _sound(attributes: str, prefixes: frozenset[str]) -> bool:
    """Whether no attribute stands there twice, none declares anything, and the prefix of each is known."""
    names = _ATTRIBUTE.findall(attributes)
    return len(set(names)) == len(names) and all(prefix in prefixes and name != "xmlns" for prefix, name in names)
