"""Text for a terminal in an old code page (1258, 437) that lacks letters of ours: the nearest it has, never a fault.

A console of Windows today takes any letter; it comes to this with PYTHONLEGACYWINDOWSSTDIO, and in terminals that are not UTF-8 elsewhere.
"""

import codecs
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SIGNS = {
    "█": "#", "·": ".", "…": "...", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "–": "-", "—": "-",
    "“": '"', "”": '"', "‘": "'", "’": "'", "⟨": "<", "⟩": ">", "đ": "d", "Đ": "D",
}  # fmt: skip


def nearest(encoding: str) -> str:
    """The name of an error handler for `open` and its like that writes the nearest text this encoding has."""
    name = f"dantin-nearest-{encoding}"

    def handler(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(_nearest(char, encoding) for char in error.object[error.start : error.end]), error.end

    codecs.register_error(name, handler)
    return name


def _nearest(char: str, encoding: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in apart if mark in _TONES)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    # Code page 1258 has the letters of Vietnamese and its tones, but not both in one: "ế" is "ê" and the tone.
    for text in (letter + tone, letter, _SIGNS.get(char, bare)):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return text
    return "?"
