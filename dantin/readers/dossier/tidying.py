"""Texts as people type them: what wants tidying (DT007), and what is typed in a font from before Unicode and is decoded (DT006).

Nothing is changed silently: what was read, and what stood there, is kept for the finding.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import chain, filterfalse
from typing import Any, NamedTuple

from dantin.patterns import late
from dantin.readers.dossier.fields import Field, Kind
from dantin.readers.files.raw import Raw, RawTable
from dantin.vietnamese import in_capitals, show_hidden, split_year, tidy, title_name

_VOWEL = late("[aeiouy]", re.IGNORECASE)
TIDIED = (Kind.TEXT, Kind.NAME, Kind.NAMES, Kind.LIST, Kind.BALLOT)
_LOOSE = late(r"^[^\S\n]|[^\S\n]$|[^\S\n]{2}|[^\S\n ]", re.MULTILINE)
_BREAK = late(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_EXTRA = late(r"^[^\S\n]+|[^\S\n]+$|[^\S\n]{2,}|[^\S\n ]", re.MULTILINE)


class Want(Enum):
    """What wants tidying in a text, as it is told, and what to do about it."""

    HIDDEN = "có ký tự ẩn", "Gõ lại ô này để bỏ ký tự ẩn."
    APART = "viết bằng chữ và dấu tách rời (Unicode tổ hợp)", "Chuyển sang Unicode dựng sẵn (UniKey: Ctrl+Shift+F6), hoặc gõ lại."
    SPACES = "thừa dấu cách", "Xóa dấu cách thừa."
    BREAK = "có xuống dòng", "Gõ lại họ tên trên một dòng."
    CAPITALS = "viết hoa toàn bộ", "Gõ lại họ tên, chỉ viết hoa chữ cái đầu mỗi tiếng."


class Untidy(NamedTuple):
    """A text that wants tidying, with what cannot be seen in it made visible, what is wrong with it, and how it should be.

    `sure` is as much of that as can be said without knowing the person: capitals stay where a word may be written with several.
    """

    text: str
    wants: tuple[Want, ...]
    better: str
    sure: str


def surely_decoded(text: str) -> bool:
    """Whether a text that was decoded by its letters alone is Vietnamese throughout."""
    from dantin.legacy_fonts import is_syllable

    words = re.findall(r"[^\W\d_]+", text)
    return all(word.isascii() or is_syllable(word) for word in words)


class Decoded(NamedTuple):
    """What stood in a cell before it was decoded, and in which coding."""

    text: str
    coding: str


def untidy(field: Field, cells: Sequence[Raw], *, neat: bool = False) -> dict[int, Untidy]:
    """The cells of one column that want tidying, by row. `neat`: it is known that there is nothing about them but, it may be, capitals."""
    names = field.kind in (Kind.NAME, Kind.NAMES)
    if field.kind not in TIDIED or (neat and not names):
        return {}
    texts: list[Any] = [*filter(str.__instancecheck__, cells)]
    # In a cell of several names each may have a line of its own.
    one = field.kind is Kind.NAME
    if (neat or _are_neat(texts, one=one)) and not (names and any(map(str.isupper, texts))):
        return {}
    looks = ((row, _look(cell, names=names, one=one)) for row, cell in enumerate(cells) if isinstance(cell, str))
    return {row: look for row, look in looks if look is not None}


def _are_neat(texts: Sequence[str], *, one: bool) -> bool:
    """Whether texts want no tidying but, it may be, of capitals; asked of all at once, which spares nearly every one a closer look."""
    joined = "\n".join(texts)
    if not joined.replace("\n", "").isprintable() or not unicodedata.is_normalized("NFC", joined) or _LOOSE.search(joined):
        return False
    return not (one and any(map(_BREAK.search, texts)))


def _look(text: str, *, names: bool, one: bool) -> Untidy | None:
    # In a cell of several names, or a long text, each line stays one.
    better = tidy(text) if one else "\n".join(map(tidy, text.split("\n")))
    if not better.strip():
        return None
    sure, wants = better, []
    if one and _BREAK.search(text):
        wants.append(Want.BREAK)
        text = _BREAK.sub("⏎", text)
    if show_hidden(text) != text:
        wants.append(Want.HIDDEN)
    if not unicodedata.is_normalized("NFC", text):
        wants.append(Want.APART)
    if any(map(_LOOSE.search, text.split("\n"))):
        wants.append(Want.SPACES)
    if names and in_capitals(tidy(better)):
        wants.append(Want.CAPITALS)
        better = "\n".join(map(title_name, better.split("\n")))
        sure = better if _sure_of_case(sure) else sure
    visible = _EXTRA.sub(lambda spaces: "␣" * len(spaces[0]), text) if Want.SPACES in wants else text
    return Untidy(visible, tuple(wants), better, sure) if wants else None


def _sure_of_case(names: str) -> bool:
    """Whether of names in capitals each word surely has but one: no title or number among them, nothing in brackets, no hyphen."""
    return all(_plain_word(word) for name in re.split("[;\n]", names) for word in split_year(tidy(name))[0].split())


def _plain_word(word: str) -> bool:
    from dantin.legacy_fonts import is_syllable

    # H'Bia, K'Brôi: the letter in front stands for a word of its own.
    prefix, apostrophe, rest = word.rpartition(next((mark for mark in "'’‘ʼ`´" if mark in word), "'"))
    if apostrophe and not (len(prefix) == 1 and prefix.isalpha()):
        return False
    if not rest.isalpha():
        return False
    if len(rest) == 1 or is_syllable(rest):
        return True
    # "II" is a number, "TS" a degree; names of the highlands and of abroad have a vowel: Niê, Ksor.
    return not re.fullmatch("[IVX]+", rest) and bool(_VOWEL.search(unicodedata.normalize("NFD", rest)))


def decode_rows(rows: Sequence[list[Raw]], fonts: Mapping[tuple[int, int], str] | None = None) -> dict[tuple[int, int], Decoded]:
    """Decode, in place, the texts typed in the old codings; gives what stood in each cell changed, by row and column.

    `fonts` are those of the cells that the file says are set in an old font; without it the letters themselves have to tell.
    """
    from dantin.legacy_fonts import Coding, coding_of_font, decode, guess, guess_many, reads_better

    texts = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if isinstance(value, str) and value}
    common = guess_many(list(texts.values()))
    changed: dict[tuple[int, int], Decoded] = {}
    for place, text in texts.items():
        by_font = coding_of_font(fonts[place]) if fonts is not None and place in fonts else None
        coding: Coding | None = by_font[0] if by_font is not None else guess(text)
        if coding is None and common is not None and reads_better(text, common):
            coding = common
        if coding is None:
            continue
        # What has letters of its own in Unicode was typed in Unicode, whatever the font; Excel shows it in another one.
        if by_font is not None and not text.isascii() and not _one_byte(text):
            continue
        decoded = decode(text, coding, capitals=by_font is not None and by_font[1])
        if decoded != unicodedata.normalize("NFC", text):
            changed[place] = Decoded(text, coding.value)
            rows[place[0]][place[1]] = decoded
    return changed


def _one_byte(text: str) -> bool:
    """Whether every character of a text can come from one byte of an old font."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return all(ord(c) < 256 for c in text)
    return True


# Words in which nothing is odd wherever they stand. A roster of 50,000 names is made of a few thousand different ones.
_plain_words: set[str] = set()
_WORDS_KEPT = 2**14


def looks_odd(lines: Iterable[Sequence[Raw]]) -> bool:
    """Whether any text of these rows, or columns, has letters, or neighbours among letters, that Vietnamese in Unicode has not."""
    from dantin.legacy_fonts import suspicious

    # Without a step of Python for each cell: this is asked of all there is to read.
    texts: set[Any] = set(filter(str.__instancecheck__, chain.from_iterable(lines)))
    strange = set(" ".join(filterfalse(str.isascii, texts)).split(" ")) - _plain_words
    if not strange or not suspicious(f" {' '.join(strange)} "):
        if len(_plain_words) > _WORDS_KEPT:
            _plain_words.clear()
        _plain_words.update(strange)
        return False
    # Between two spaces a word looks as odd as anywhere, or more so.
    return suspicious("\n".join(texts))


def decode_table(table: RawTable) -> None:
    """Decode the texts of a table of a YAML file, and of the tables nested in it."""
    if looks_odd(table.rows):
        table.decoded = decode_rows(table.rows)
    for row in table.rows:
        for value in row:
            if isinstance(value, RawTable):
                decode_table(value)
