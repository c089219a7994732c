"""Vietnamese typed in the fonts of before Unicode (TCVN3, VNI): knowing it by its font or by its syllables, and decoding it.

Imports nothing of dantin and nothing beyond the standard library.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache


class Coding(StrEnum):
    """How the letters of one of the old fonts are stored."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3, phông chữ hoa"
    VNI = "VNI"


def decode(text: str, coding: Coding) -> str:
    """Text as an old font stores it, each byte seen as a Latin-1 or cp1252 character, as proper Unicode in NFC.

    "NguyÔn V¨n An" in TCVN3 and "Nguyeãn Vaên An" in VNI are "Nguyễn Văn An". Whatever the coding has no use for
    stays; bytes 0x80-0x9F are punctuation in these fonts (quotes, dashes), so they are read as cp1252 has them. Give
    the text as the file holds it: the TCVN3 ư is U+00AD, a soft hyphen, which tidying takes away.

    TCVN3 has no capitals with tones. TCVN3_CAPITALS is text in a font that draws everything as capitals, and comes out
    in capitals. In plain TCVN3 a toned letter becomes a capital where its surroundings say so: within a word in
    capitals ("NGUYÔN"), and at the start of a word when all the other words start with one ("Lª ThÞ ¸nh").

    Sources: TCVN 5712:1993 (VN3) and the VNI for Windows character set; both tables agree with what the PyPI package
    viparse 0.1.31 decodes, which was checked against old government documents.
    """
    text = _C1.sub(_as_cp1252, text)
    if coding is Coding.VNI:
        decoded = _VNI_PIECE.sub(lambda piece: _VNI[piece[0]], text)
    elif coding is Coding.TCVN3_CAPITALS:
        decoded = text.translate(_TCVN3).upper()
    else:
        decoded = _with_capitals(text)
    return unicodedata.normalize("NFC", decoded)


_FONT = re.compile(r"\s*@?(?:(?P<tcvn3>\.Vn\w.*?)|VNI(?:[-_ ]+\w.*)?)\s*", re.IGNORECASE)


def coding_of_font(name: str | None) -> Coding | None:
    """The coding that a font's name tells: ".VnTime" TCVN3, ".VnTimeH" TCVN3_CAPITALS, "VNI-Times" and "VNI Times" VNI.

    Upper and lower case do not count, as in Windows. None for every other font, and for None.
    """
    known = _FONT.fullmatch(name or "")
    if not known:
        return None
    family = known["tcvn3"]
    if not family:
        return Coding.VNI
    # Where the name is written without capitals, a last "h" is the "H" too: no other name of these fonts ends so.
    return Coding.TCVN3_CAPITALS if family.endswith("H") or (family.islower() and family.endswith("h")) else Coding.TCVN3


# --- the tables ---

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = _TONES = "\u0300\u0301\u0309\u0303\u0323"
_CIRCUMFLEX, _BREVE = "\u0302\u0306"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _toned(vowels: str) -> str:
    return "".join(_nfc(vowel + tone) for vowel in vowels for tone in (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT))


# The bytes of each vowel in the order of _toned: huyền, hỏi, ngã, sắc, nặng.
_TCVN3_BYTES = (
    "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6"
    "D7D8DCDDDE DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE"
)
_TCVN3_TONED = _toned("aăâeêioôơuưy")
_TCVN3_LETTERS = dict(zip(bytes.fromhex(_TCVN3_BYTES).decode("latin-1"), "ĂÂÊÔƠƯĐăâêôơưđ" + _TCVN3_TONED, strict=True))
# Text copied out of a PDF has look-alikes in place of ư (soft hyphen) and ã (middle dot).
_TCVN3_LETTERS |= {"\u2212": "ư", "\u2219": "ã"}
_TCVN3 = str.maketrans(_TCVN3_LETTERS)


def _vni_table() -> dict[str, str]:
    tones = dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
    round_tones = dict(zip("âàáåãä", ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
    short_tones = dict(zip("êèéúüë", ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
    alone = dict(zip("ñôöìíæóòî", "đơưìíỉĩịỵ", strict=True))
    table = dict(alone)
    # i and y-dot have letters of their own; spelt with a mark, as some converters do, they are as clear.
    for base in "aeiouyôö":
        vowel = alone.get(base, base)
        table |= {base + mark: _nfc(vowel + tone) for mark, tone in tones.items()}
        if base in "aeo":
            table |= {base + mark: _nfc(vowel + _CIRCUMFLEX + tone) for mark, tone in round_tones.items()}
        if base == "a":
            table |= {base + mark: _nfc(vowel + _BREVE + tone) for mark, tone in short_tones.items()}
    # The base letter tells the case: fonts take "Aù" for "AÙ", and people type both.
    cased = {}
    for piece, letter in table.items():
        for base in {piece[0], piece[0].upper()}:
            for mark in {piece[1:], piece[1:].upper()}:
                cased[base + mark] = letter if base == piece[0] else letter.upper()
    return cased


_VNI = _vni_table()
_VNI_PIECE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_C1 = re.compile("[\x80-\x9f]")


def _as_cp1252(control: re.Match[str]) -> str:
    try:
        return control[0].encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:  # five of them have no character there either
        return control[0]


# --- capitals in TCVN3 ---

_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")


def _with_capitals(text: str) -> str:
    # One character becomes one character, so that a letter's place tells whether its case was written (ASCII, Đ, ô) or
    # is that of the only byte there is (toned letters).
    letters = text.translate(_TCVN3)
    written = "".join("?" if letter in _TCVN3_TONED and letter != "ý" else letter for letter in letters)
    words = [(word.start(), word.end()) for word in _WORD_OF_LETTERS.finditer(letters)]
    shouting = [_is_shouted(letters[start:end], written[start:end]) for start, end in words]
    all_shout = any(shouting) and not any(letter.islower() for letter in written)
    titled = [not letters[start].islower() for start, _ in words]
    out = list(letters)
    for at, (start, end) in enumerate(words):
        if shouting[at] or all_shout:
            out[start:end] = letters[start:end].upper()
        elif written[start] == "?" and len(words) > 1 and all(titled[:at] + titled[at + 1 :]):
            out[start] = letters[start].upper()
    return "".join(out)


def _is_shouted(word: str, written: str) -> bool:
    certain = written.replace("?", "")
    if not certain.isupper():
        return False
    # "Sü" is Sỹ: one capital at the start is no sign. "CMND" says nothing of the words beside it.
    return (len(certain) > 1 or written[0] == "?") and is_syllable(word)


# --- syllables ---

_LONGEST_WORD = 12  # "nghiêng" with its marks apart has nine characters; anything longer is not worth remembering
_WORDS_KEPT = 2**14

_ONSETS = frozenset(("", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()))
_FRONT = tuple("eêiy")
# The finals that each nucleus takes; "-" is none. The glides i, y, o, u count as finals.
_FINALS = """
a - i y o u m n ng nh p t c ch    ă m n ng p t c           â y u m n ng p t c
e - o m n ng p t c                ê - u m n nh p t ch      i - u m n nh p t ch
o - i m n ng p t c                ô - i m n ng p t c       ơ - i m n p t
u - i m n ng p t c                ư - i u m n ng p t c     y -
ia -   ua -   ưa -   uya -        iê u m n ng p t c        yê u m n ng t
uô i m n ng p t c                 ươ i u m n ng p t c      oo ng c
oa - i y o m n ng nh p t c ch     oă m n ng p t c          oe - o m n ng t
uâ y m n ng t                     uê - n nh ch             uơ -
uy - u n nh p t ch                uyê n t
"""
# Written after "qu", where the u belongs to the onset.
_FINALS_AFTER_QU = """
a - i y o u m n ng nh p t c ch    ă m n ng p t c           â y n ng t
e - o n ng t                      ê - n nh t ch            i n t nh ch
y - n nh t ch                     yê n t                   ơ -                     ô c
"""
_STOPS = ("p", "t", "c", "ch")


def is_syllable(word: str) -> bool:
    """Whether a word can be a syllable of Vietnamese as it is spelled: "Nguyễn", "HOÀ" and "Hòa", not "Huyn" or "Rẻt".

    Rules of spelling, not a list of words: an onset, a rhyme it can stand before, and a tone that the rhyme can bear,
    on a vowel where it is written (old and new style). Case and NFC or NFD do not count. Accentless text is judged
    letter by letter as it stands: "Tran" is one, "Nguyen" is not.
    """
    return len(word) <= _LONGEST_WORD and _is_syllable(word)


@lru_cache(maxsize=_WORDS_KEPT)
def _is_syllable(word: str) -> bool:
    word = _nfc(word).lower()
    return any(_fits(word[:cut], word[cut:]) for cut in range(min(3, len(word) - 1) + 1))


def _fits(onset: str, rhyme: str) -> bool:
    if onset not in _ONSETS or not rhyme:
        return False
    if onset == "qu":
        return rhyme in _rhymes(_FINALS_AFTER_QU)
    if rhyme not in _rhymes(_FINALS):
        return False
    bare = "".join(letter for letter in unicodedata.normalize("NFD", rhyme) if letter not in _TONES)
    match onset:
        case "":
            return not _nfc(bare).startswith("iê")
        case "k":
            return bare.startswith(_FRONT[0:1] + ("i", "y"))
        case "gh" | "ngh":
            return bare.startswith(("e", "i"))
        case "c" | "ng":
            return not bare.startswith(("e", "i", "y"))
        case "g":
            return not bare.startswith(("e", "y"))  # g before i is the gi of "gì", "giếng"
        case "gi":
            return not bare.startswith(("i", "y"))
    return not _nfc(bare).startswith("yê")


@cache
def _rhymes(finals: str) -> frozenset[str]:
    """Every rhyme in a table with every tone it can bear, in NFC."""
    found: set[str] = set()
    for entry in re.split(r"\s{2,}|\n", finals.strip()):
        nucleus, *ends = entry.split()
        for end in ends:
            final = end.strip("-")
            tones = (_ACUTE, _DOT) if final in _STOPS else ("", *_TONES)
            for place, tone in itertools.product(_tone_places(nucleus, final), tones):
                found.add(_nfc(nucleus[: place + 1] + tone + nucleus[place + 1 :]) + final)
    return frozenset(found)


def _tone_places(nucleus: str, final: str) -> Iterator[int]:
    marked = [place for place, vowel in enumerate(nucleus) if vowel in "ăâêôơư"]
    if marked:
        yield marked[-1] if nucleus != "ưa" else 0
    elif nucleus in ("ia", "ua"):
        yield 0
    elif nucleus == "uya":
        yield 1
    else:
        yield len(nucleus) - 1
        if nucleus in ("oa", "oe", "uy") and not final:
            yield 0  # "hòa" and "hoà"
