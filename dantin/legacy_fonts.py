"""Vietnamese typed in the font codings from before Unicode, TCVN3 (.VnTime) and VNI (VNI-Times). Imports only patterns.

Such text arrives as the Latin-1 reading of its bytes: "NguyÔn V¨n An" or "Nguyeãn Vaên An" for "Nguyễn Văn An". Neither
coding has a letter in the bytes 0x80 to 0x9f, the only ones that Latin-1 and Windows-1252 read differently.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from dantin.patterns import late


class Coding(StrEnum):
    """A way of writing Vietnamese in eight bits, readable only in a font made for it."""

    TCVN3 = "TCVN3"
    """One byte for a letter; the standard TCVN 5712:1993 (VN3), also called ABC."""
    VNI = "VNI"
    """A plain letter and a byte for all its marks; VNI for Windows."""


# --- fonts ---

_FONT = late(
    r"""@?(?:
        (?P<tcvn3> \.vn(?=\w) .*? | vn(?:time|arial(?:\ ?narrow)?|avant|aristote|book-antiqua|courier(?:\ new)?) )
        (?P<capitals>h)? (?:\ (?:bold|italic|regular))*
        | vni[-\ _].+ )""",
    re.IGNORECASE | re.VERBOSE,
)


def coding_of_font(font: str) -> tuple[Coding, bool] | None:
    """The coding a font is made for, and whether it draws capitals for small letters: ".VnTimeH" is (TCVN3, True).

    None for every other font. Case does not count, and the commonest TCVN3 fonts are known without their dot too.
    """
    match = _FONT.fullmatch(font.strip())
    if not match:
        return None
    return (Coding.TCVN3, bool(match["capitals"])) if match["tcvn3"] else (Coding.VNI, False)


# --- decoding ---

# TCVN 5712:1993, VN3. The capitals with a tone have no bytes of their own: a capitals font draws them.
_TCVN3_ROWS = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\xad®": "ăâêôơưđ",
    "µ¶·¸¹": "àảãáạ",
    "»¼½¾Æ": "ằẳẵắặ",
    "ÇÈÉÊË": "ầẩẫấậ",
    "ÌÎÏÐÑ": "èẻẽéẹ",
    "ÒÓÔÕÖ": "ềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãä": "òỏõóọ",
    "åæçèé": "ồổỗốộ",
    "êëìíî": "ờởỡớợ",
    "ïñòóô": "ùủũúụ",
    "õö÷øù": "ừửữứự",
    "úûüýþ": "ỳỷỹýỵ",
    "\u03bc": "à",  # what becomes of the micro sign in compatibility normalization
}
_TCVN3 = {ord(code): letter for codes, letters in _TCVN3_ROWS.items() for code, letter in zip(codes, letters, strict=True)}

_TONES, _ACUTE, _DOT = "\u0300\u0301\u0303\u0309\u0323", "\u0301", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_TONES = dict(zip("øùõûï", _TONES, strict=True))
_VNI_HATS = dict(zip("âàáãåä", [_HAT, *(_HAT + tone for tone in _TONES)], strict=True))
_VNI_BREVES = dict(zip("êèéüúë", [_BREVE, *(_BREVE + tone for tone in _TONES)], strict=True))
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    marks = dict.fromkeys("uyôö", _VNI_TONES) | dict.fromkeys("eo", _VNI_TONES | _VNI_HATS)
    marks["a"] = _VNI_TONES | _VNI_HATS | _VNI_BREVES
    table = {base + mark: _VNI_LETTERS.get(base, base) + sign for base in marks for mark, sign in marks[base].items()}
    table |= _VNI_LETTERS
    # The letter settles the case: its mark is often left small.
    capitals = {code: letter.upper() for code, letter in table.items()}
    table |= {code.upper(): letter for code, letter in capitals.items()}
    table |= {code[0].upper() + code[1:]: letter for code, letter in capitals.items()}
    return {code: unicodedata.normalize("NFC", letter) for code, letter in table.items()}


_VNI = _vni_table()
_VNI_CODE = late("|".join(sorted(_VNI, key=len, reverse=True)))
_LETTERS = re.compile(r"[^\W\d_]+")


def decode(text: str, coding: Coding, *, capitals: bool = False) -> str:
    """Text typed for a font of that coding, as NFC Unicode, in upper case if it was set in a capitals font.

    Characters that the coding does not use stay. TCVN3 capitals typed in a font for small letters ("NGUYÔN") become
    capitals throughout. The soft hyphen is the TCVN3 ư: call this before anything that drops it.
    """
    text = unicodedata.normalize("NFC", text)
    if coding is Coding.TCVN3:
        text = text.translate(_TCVN3)
        # A word with one plain letter (VÕ, BÉ) takes its case from the others.
        all_capitals = re.search("[A-Z]{2}", text) and not re.search("[a-z]", text)
        text = text.upper() if all_capitals else _LETTERS.sub(_in_one_case, text)
    else:
        text = _VNI_CODE.sub(lambda code: _VNI[code[0]], text)
    return unicodedata.normalize("NFC", text.upper() if capitals else text)


def _in_one_case(word: re.Match[str]) -> str:
    return word[0].upper() if re.search("[A-Z]", word[0][1:]) and not re.search("[a-z]", word[0]) else word[0]


# --- syllables ---

_RIMES: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y
"""


def _rimes(listed: str) -> str:
    return "|".join(_rime(rime) for rime in listed.split())


def _rime(rime: str) -> str:
    # A syllable that ends in a stop has one of two tones.
    tone = f"[{_ACUTE}{_DOT}]" if rime.endswith(("c", "ch", "p", "t")) else f"[{_TONES}]?"
    vowels = rime.rstrip("cghmnpt")
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if rime in ("oa", "oe", "uy"):
        at = [0, 1]
    elif marked:
        at = marked[-1:]
    else:
        at = [len(vowels) - 1 if vowels != rime else (len(vowels) - 1) // 2]
    return "|".join(rime[: place + 1] + tone + rime[place + 1 :] for place in at)


@cache
def _syllable() -> re.Pattern[str]:
    # Compiled when the first word is asked about: most dossiers hold nothing suspicious, and compiling takes its time.
    return re.compile(
        rf"""(?: (?:
                (?:k|gh|ngh)(?=[eêiy]) | (?:c|ng)(?![eêiy]) | g(?![eêy]) | gi(?!i) | q(?=uy) | qu(?![ouưy]|ô(?!.c))
                | b|ch|d|đ|h|kh|l|m|n|nh|p|ph|r|s|t|th|tr|v|x
            )? (?:{_rimes(_RIMES)}) | {_rimes("yêm yên yêng yêt yêu")} | kh(?:{_rimes("uyu")}) )""",
        re.VERBOSE,
    )


_TONES_APART = str.maketrans(
    {unicodedata.normalize("NFC", vowel + tone): vowel + tone for vowel in "aăâeêioôơuưy" for tone in _TONES} | {"ð": "đ"}
)
# A roster of 50,000 names is made of a few thousand different words.
_WORDS_KEPT = 2**14


@lru_cache(maxsize=_WORDS_KEPT)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as one Vietnamese syllable: an onset, a rime and a tone that go together.

    In small letters, in capitals or with an initial capital, NFC or NFD; both Hoà and Hòa. A syllable need not be in
    use to be one. Ð (eth) counts as Đ.
    """
    word = unicodedata.normalize("NFC", word)
    small = word.lower()
    return word in (small, word.upper(), small.capitalize()) and bool(_syllable().fullmatch(small.translate(_TONES_APART)))


# --- which coding a text is in ---

_SIGNS = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾×÷"
# What no language has: a sign for a letter, a capital after a small letter, a vowel and a second one for its marks. What several of these
# ask first is asked once for all of them: nearly every letter is let go at the first few questions.
_SURE = rf"""
    (?<=[{_SIGNS}])(?: (?<=[A-Za-zÀ-ÿ].)(?<![§®]) | (?<!µ)(?=[A-Za-zÀ-ÿ]) ) | (?<=[Þþ])
    | (?<=[À-ÖØ-Þ])(?: (?<=[a-z].) | (?<=[A-Z].)(?=[a-z]) )
    | (?<=[AEOUYÔÖaeouyôö].)(?:
        (?<=[Aa][ÂÁÀÅÃÄÊÈØÕÙâáàåãäêèøõù]) | (?<=[Ee][ÂÀÅÃÄØÕÙâàåãäøõù]) | (?<=[Oo][ÂÅÄØâåäø]) | (?<=[Oo][Õõ])(?!ng|NG)
        | (?<=[Uu][ØÕÙøõù]) | (?<=[YyÔôÖö][ØÛÕÙÏøûõùï])
    )
"""
# What Vietnamese has not, but other languages may have.
_FOREIGN = r"""
    (?<=[ÄÅÆÇËÎÏÑÖØÛÜßäåæçëîïñöøûü]) | (?<=[A-Za-z]Ð) | (?<=[A-Z][à-þ])(?=[A-Z])
    | (?<=[AEOUYaeouy].)(?:
        (?<=[Aa][ÉÚéú]) | (?<=[Ee][Áá]) | (?<=[Oo][Ùù]) | (?<=[Uu]ú) | (?<=[Uu][Yy]Ô) | (?<=[Uu][Oo][ÀÁÃàáã])
    )
    | (?<=[âãèêìòóôõùÒÓ])(?:
        (?<=[A-Za-z]â)(?!\w) | (?<=[âãèêìòôõù])(?=[cpt]\b) | (?<=[ÒÓòó])(?: (?=nh|NH|ch|CH) | (?<=[Gg][Hh].) )
    )
"""
# Words that Vietnamese has, but not there: the VNI Thị inside a name and the TCVN3 Vũ before it.
_OUT_OF_PLACE = {Coding.VNI: r"(?<=\ T[Hh][Òò])(?=\ )", Coding.TCVN3: r"(?<=\bV[Òò])(?=\ )"}


def _odd(*signs_of_a_coding: str) -> re.Pattern[str]:
    # One set of characters in front makes the search fast.
    return late(f"[¡-ÿ](?:{'|'.join(signs_of_a_coding)})", re.VERBOSE)


_SURELY_ODD = _odd(_SURE)
_ODD = _odd(_SURE, _FOREIGN)
_SUSPICIOUS = _odd(_SURE, _FOREIGN, *_OUT_OF_PLACE.values())
_HINTS_BY_PLACE = {coding: _odd(signs) for coding, signs in _OUT_OF_PLACE.items()}
_UNICODE = late("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036fẠ-ỹ]")
# No single letters, and nothing that touches a digit: "4m×5m".
_RUN = late(rf"(?:[^\W\d_]|['’{_SIGNS}])+")
_BETWEEN_WORDS = re.compile(r"\W")


def suspicious(text: str) -> bool:
    """Whether a text, or a whole sheet in one string, holds anything that Vietnamese in Unicode does not.

    One fast search, with false alarms. Only a text in which every coded word happens to read as Unicode goes unnoticed
    ("Lý", "Hoàng" for Hồng).
    """
    return bool(_SUSPICIOUS.search(text))


def guess(text: str) -> Coding | None:
    """The coding a text is in, by its words alone: those it misspells as Unicode must be syllables when decoded.

    None where a few letters are all there is to go by (a foreign name can be read as Vietnamese too), and for every
    text with a letter that only Unicode has.
    """
    points, coding = _best(text)
    return coding if points >= _YES else None


def guess_many(texts: Sequence[str]) -> Coding | None:
    """The coding of those texts of one column or sheet that are in any; None unless it is clear.

    It is clear where guess knows two different texts, or where more texts point to the coding than are in Unicode; at
    most one in five may point to the other coding. Ask reads_better which of the texts to decode.
    """
    hints, known = Counter[Coding](), Counter[Coding]()
    in_unicode = 0
    for text in set(texts):
        points, coding = _best(text)
        if coding and points > 0:
            hints[coding] += 1
            known[coding] += points >= _YES
        in_unicode += bool(_UNICODE.search(text))
    if not hints:
        return None
    [(coding, most)] = hints.most_common(1)
    clear = known[coding] > 1 or (most > in_unicode and (known[coding] or most > 2))
    return coding if clear and most * 5 >= hints.total() * 4 else None


def reads_better(text: str, coding: Coding) -> bool:
    """Whether a text of a sheet in that coding is itself in it: decoding makes syllables of what was none.

    False for plain ASCII, for Unicode, and for a text that reads either way ("Hoàng" is also VNI for Hồng).
    """
    if _UNICODE.search(text):
        return False
    words = _words(text)
    points = _points(text, words, coding, foreign_words=0)
    return points > 0 or (points == 0 and any(map(_SURELY_ODD.search, words)) and not _ODD.search(decode(text, coding)))


def _words(text: str) -> list[str]:
    """The words of a text, signs of the codings being letters. Each run of letters is looked at once, however long it is."""
    words = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _in_word(text[end : end + 1]):
            continue
        if _in_word(text[start - 1 : start]):
            between = _BETWEEN_WORDS.search(text, start, end)
            start = between.end() if between is not None else end
        words += [text[start:end]] if end - start > 1 else []
    return words


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


# Family names whose coded forms look like a foreign word or like Unicode.
_FAMILY = late(
    "bùi|dương|đặng|đinh|đỗ|đồng|hồ|huỳnh|lương|lưu|phạm|tạ|thạch|trịnh|trương|từ|võ|vũ|vương",
    re.IGNORECASE,
)
# What a word says for a coding: it becomes a syllable, surely or perhaps; it is foreign; it is spoiled.
_YES, _PERHAPS, _FOREIGN_WORD, _NO = 2, 1, -1, -2


def _best(text: str) -> tuple[int, Coding | None]:
    """The points for the coding that has more of them; (0, None) where none has."""
    if _UNICODE.search(text) or not suspicious(text):
        return 0, None
    words = _words(text)
    tcvn3, vni = (_points(text, words, coding) for coding in Coding)
    if tcvn3 == vni:
        return 0, None
    points, coding = (tcvn3, Coding.TCVN3) if tcvn3 > vni else (vni, Coding.VNI)
    # One hint settles it where all the rest is Vietnamese.
    settled = points == _PERHAPS and len(words) > 2 and all(is_syllable(decode(word, coding)) for word in words)
    return _YES if settled else points, coding


def _points(text: str, words: list[str], coding: Coding, *, foreign_words: int = _FOREIGN_WORD) -> int:
    votes = [_says(word, coding) for word in words]
    by_place = _PERHAPS if _HINTS_BY_PLACE[coding].search(text) else 0
    if votes[:1] == [_PERHAPS] and _FAMILY.fullmatch(decode(words[0], coding)):
        by_place += _PERHAPS
    return by_place + sum(foreign_words if points == _FOREIGN_WORD else points for points in votes)


@lru_cache(maxsize=_WORDS_KEPT)
def _says(word: str, coding: Coding) -> int:
    decoded = decode(word, coding)
    if is_syllable(decoded):
        # Capitals in the wrong place are a slip ("NGuyễn"), but for one after a small letter ("NguyÔn").
        if is_syllable(word.lower()) and not re.search("[a-z][À-ÖØ-Þ]", word):
            return 0
        return _YES if _SURELY_ODD.search(word) else _PERHAPS
    if decoded == word and not _ODD.search(word):
        # Without a vowel it is an abbreviation.
        return _FOREIGN_WORD if re.search("[aeiouy]", word, re.IGNORECASE) else 0
    # A name that is no syllable may be coded as well: Niê, Đắk.
    return 0 if _ODD.search(word) and not _ODD.search(decoded) else _NO
