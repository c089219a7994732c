"""Vietnamese as it is written: numbers, shares, dates and times for papers, and names compared, sorted and spelled.

Imports nothing of dantin and nothing beyond the standard library.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import filterfalse
from typing import TypeAlias

TextKey: TypeAlias = tuple[tuple[str, str], ...]
"""One (letters, tones) pair for each word, both coded so that plain comparison gives Vietnamese order."""

NameKey: TypeAlias = tuple[TextKey, TextKey, TextKey, int]
"""Given name, middle names, family name, year of birth (0 where none is written)."""

# --- numbers ---

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((10**9, " tỷ"), (10**6, " triệu"), (10**3, " nghìn"), (1, ""))


def number_words(n: int) -> str:
    """Read a whole number from 0 to 10**12 - 1 as Vietnamese words: 1005 is "một nghìn không trăm linh năm".

    "linh" stands for a zero tens digit, "không trăm" for the missing hundreds of every group but the first; a group
    of zeros is left unsaid (1000005 is "một triệu không trăm linh năm"). Raises ValueError outside the range.
    """
    if not 0 <= n < 10**12:
        raise ValueError(f"no words for {n}: only 0 to 10**12 - 1")
    if n == 0:
        return _DIGITS[0]
    spoken: list[str] = []
    for size, scale in _SCALES:
        group = n // size % 1000
        if group:
            spoken.append(_group_words(group, leading=not spoken) + scale)
    return " ".join(spoken)


def _group_words(group: int, *, leading: bool) -> str:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    spoken: list[str] = []
    if hundreds or not leading:
        spoken.append(f"{_DIGITS[hundreds]} trăm")
    if tens == 1:
        spoken.append("mười")
    elif tens:
        spoken.append(f"{_DIGITS[tens]} mươi")
    elif ones and spoken:
        spoken.append("linh")
    if ones == 1 and tens > 1:
        spoken.append("mốt")
    elif ones == 5 and tens:
        spoken.append("lăm")
    elif ones:
        spoken.append(_DIGITS[ones])
    return " ".join(spoken)


def count_words(n: int, unit: str) -> str:
    """Write a count as minutes want it, in digits and in words: "312 phiếu (ba trăm mười hai phiếu)".

    Raises ValueError where number_words does.
    """
    return f"{n} {unit} ({number_words(n)} {unit})"


def percent(part: int, whole: int) -> str:
    """Share of part in whole in per cent, two decimals, half up, decimal comma, no sign: (110, 310) is "35,48".

    A part larger than the whole gives more than 100: faulty data must still be printable. Raises ValueError for a
    negative part or a whole below 1. Source of the rounding: the National Election Council (a third decimal of 5 or
    more rounds up). For reading only: a threshold is decided on the counts, never on this.
    """
    return _two_decimals(_hundredths(part, whole), ",")


def share(part: int, whole: int) -> str:
    """The same as percent with a decimal point, for machines: (110, 310) is "35.48"."""
    return _two_decimals(_hundredths(part, whole), ".")


def _hundredths(part: int, whole: int) -> int:
    if part < 0 or whole < 1:
        raise ValueError(f"no share of {part} in {whole}")
    # Half up on whole numbers: a float would put some exact halves just below themselves.
    return (2 * part * 100_00 + whole) // (2 * whole)


def _two_decimals(hundredths: int, mark: str) -> str:
    return f"{hundredths // 100}{mark}{hundredths % 100:02}"


# --- dates and times ---


def long_date(day: dt.date) -> str:
    """Write a date as papers want it: "ngày 05 tháng 02 năm 1965", "ngày 10 tháng 3 năm 2024".

    Days below 10 and the months 1 and 2 take a zero so that no digit can be put before them. Source: Nghị định
    30/2020/NĐ-CP, Phụ lục I.
    """
    month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: dt.date) -> str:
    """Write a date as day, month, year, for tables: "05/02/1965"."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def weekday(day: dt.date) -> str:
    """The day of the week: "thứ Hai", "Chủ nhật"."""
    return ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[day.weekday()]


def long_time(time: dt.time) -> str:
    """Write a time of day as papers want it, without seconds: "7 giờ 30 phút", "7 giờ 00 phút"."""
    return f"{time.hour} giờ {time.minute:02} phút"


def short_time(time: dt.time) -> str:
    """Write a time of day for tables, without seconds: "07:30"."""
    return f"{time.hour:02}:{time.minute:02}"


# --- text as people type it ---

# Pasted along with text from web pages and Windows dialogs; they can never be seen, and make equal texts differ.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Highland names (H'Hen) come with whichever apostrophe the keyboard had, and sometimes with a space after it.
_APOSTROPHE = re.compile(r"['’‘ʼ`´′]\s*")
_MARKS = "\u0300-\u036f"
_WORD_START = re.compile(rf"(?:^|[^\w{_MARKS}]|ʼ)\w")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NOT_IN_A_WORD = re.compile(rf"[^\w'{_MARKS}]|_")
_YEAR = re.compile(r"\(\s*((?:18|19|20)[0-9]{2})\s*\)\s*$")


def tidy(text: str) -> str:
    """Text as NFC, without white space at its ends, every run of white space inside (NBSP too) one space.

    Characters that print nothing (control characters, zero-width space, byte order mark, soft hyphen, direction marks) are dropped.
    """
    # Two cheap questions spare nearly every cell of a roster the work.
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def is_tidy(texts: Sequence[str]) -> bool:
    """Whether `tidy` would leave every one of these texts as it is, asked of all of them at once; False may also mean: not known."""
    joined = "|".join(texts)
    loose = "  " in joined or "| " in joined or " |" in joined or joined[:1] == " " or joined[-1:] == " "
    return not loose and joined.isprintable() and unicodedata.is_normalized("NFC", joined)


def show_hidden(text: str) -> str:
    """Text with each character that prints nothing shown by its number: "An\\u202e" becomes "An⟨U+202E⟩". Line breaks and tabs stay."""
    return text if text.isprintable() else _INVISIBLE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def visible(text: str) -> str:
    """Text from outside as it may be printed on one line: each character that a terminal would obey or hide is shown by its number.

    "An\\u202e" becomes "An⟨U+202E⟩"; unlike `show_hidden`, line breaks and tabs are shown too. Names of files and sheets can hold anything.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else f"⟨U+{ord(c):04X}⟩" for c in text)


def title_name(name: str) -> str:
    """A tidied name with each word's first letter in upper case and the rest in lower: "H'HEN NIÊ" is "H'Hen Niê"."""
    return _WORD_START.sub(lambda start: start[0].upper(), tidy(name).lower())


def in_capitals(name: str) -> bool:
    """Whether a name of several words is written in capitals throughout; of "Y B" and "An" nobody can tell."""
    return name.isupper() and sum(sum(map(str.isalpha, word)) > 1 for word in name.split()) > 1


@lru_cache(maxsize=2**12)
def printed_name(name: str) -> str:
    """A name as papers print it: one written in capitals in proper case ("NGUYỄN VĂN AN" is "Nguyễn Văn An"), any other as it is."""
    return title_name(name) if in_capitals(tidy(name)) else name


def sentence_case(text: str) -> str:
    """Text with its first character in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def split_year(name: str) -> tuple[str, int | None]:
    """Take off the year of birth that tells two people of one name apart: "Nguyễn Văn An (1965)".

    Returns the name before it and the year (1800 to 2099), or the name untouched and None.
    """
    match = _YEAR.search(name) if "(" in name else None
    return (name[: match.start()].rstrip(), int(match[1])) if match else (name, None)


# --- the same name or not ---

# Ð (eth) and Ɖ print like Đ, and converters from old fonts write them for it.
_ONE_DJ = str.maketrans("ðɖ", "đđ")
# In Vietnamese order. Subscripts, because they are in no name: "an2" typed by a clerk must not turn into "ản".
_TONES = {"\u0300": "₁", "\u0309": "₂", "\u0303": "₃", "\u0301": "₄", "\u0323": "₅"}
_CONSONANT = "[^aăâeêioôơuưy]"
# The u of "qu" belongs to the consonant: quý is quí, but thúy is not thúi.
_LONE_Y = re.compile(rf"^((?:qu|{_CONSONANT})*)y({_CONSONANT}*)$")
_LETTER_APART = re.compile(r"(?<!\S)(\w)[' ](?=\w)")
# A roster of 50,000 names is made of a few thousand different words.
_WORDS_KEPT = 2**14
# Each name of a roster is asked for several times: where fewer are kept than a long one has, none is ever there when asked for again.
_NAMES_KEPT = 2**15


@lru_cache(maxsize=_NAMES_KEPT)
def fold_name(name: str) -> str:
    """The form in which two spellings of one name are equal; for comparing, not for showing.

    Evens out case, spacing, NFC and NFD, where the tone mark sits (Hoà, Hòa), y and i as a syllable's only vowel (Lý,
    Lí), the kinds of apostrophe, and any other punctuation, which counts as a space. What stands after a letter of its
    own belongs to it: H'Bia, H Bia; Ê-ban, Êban. Keeps vowels, đ and tones: Hùng, Hưng and Hung stay three names. A
    trailing "(1965)" is not part of the name.
    """
    words = [*map(_lone_piece, name.split())]
    return " ".join(words) if None not in words else _fold_name(name)  # type: ignore[arg-type]


def _fold_name(name: str) -> str:
    words = [word for piece in _pieces(split_year(name)[0]) for word in _folded_words(piece)]
    return _LETTER_APART.sub(r"\1", " ".join(words))


@lru_cache(maxsize=_WORDS_KEPT)
def _lone_piece(piece: str) -> str | None:
    """What stands between two spaces of a name, folded; None where that is not one word that is the same whatever stands beside it."""
    text = tidy(piece)
    words = _folded_words(text) if "(" not in text and not _APOSTROPHE.search(text) else ()
    return words[0] if len(words) == 1 and len(words[0]) > 1 else None


@lru_cache(maxsize=2**12)
def fold(text: str) -> str:
    """The loose form of a header or of a word from a fixed list: "Họ và tên (*)" is "ho_va_ten".

    Lower case, no diacritics, d for đ, one "_" for each run of anything but letters and digits and none at the ends.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    apart = unicodedata.normalize("NFD", _INVISIBLE.sub("", text).lower().translate(_ONE_DJ)).replace("đ", "d")
    return _BETWEEN_WORDS.sub("_", "".join(filterfalse(unicodedata.combining, apart))).strip("_")


@lru_cache(maxsize=2**12)
def fold_code(code: str) -> str:
    """The form in which two spellings of one code are equal: like `fold`, but letters keep their marks: Đ1 is not D1."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", code)).lower().translate(_ONE_DJ)
    return re.sub(rf"(?:[^\w{_MARKS}]|_)+", "_", text).strip("_")


def code_meant(code: str, codes: Iterable[str]) -> str | None:
    """Which of these codes is meant: the same one, else the only one that differs in its diacritics alone ("D1" for "Đ1")."""
    known = list(codes)
    same = next((other for other in known if fold_code(other) == fold_code(code)), None)
    if same is not None:
        return same
    near = {fold_code(other): other for other in reversed(known) if fold(other) == fold(code)}
    return next(iter(near.values())) if len(near) == 1 else None


def _words(text: str) -> list[str]:
    return [word for piece in _pieces(text) for word in _words_of_piece(piece)]


def _pieces(text: str) -> list[str]:
    """A text tidied and cut at its spaces; a highland letter's apostrophe, and the space after it, parts nothing."""
    return _APOSTROPHE.sub("'", tidy(text)).split()


@lru_cache(maxsize=_WORDS_KEPT)
def _words_of_piece(piece: str) -> tuple[str, ...]:
    lowered = piece.lower().translate(_ONE_DJ)
    # Excel's leading apostrophe ("this is text") is sometimes typed or exported into the name itself.
    return tuple(word for part in _NOT_IN_A_WORD.sub(" ", lowered).split() if (word := part.strip("'")))


@lru_cache(maxsize=_WORDS_KEPT)
def _folded_words(piece: str) -> tuple[str, ...]:
    return tuple(map(_fold_word, _words_of_piece(piece)))


def _fold_word(word: str) -> str:
    letters, tones = _letters_and_tones(word)
    return _LONE_Y.sub(r"\1i\2", letters) + tones


def _letters_and_tones(word: str) -> tuple[str, str]:
    letters = tones = base = ""
    for char in unicodedata.normalize("NFD", word):
        # Only a vowel bears a tone: the tilde of the highland ñ is part of the letter.
        if char in _TONES and base in "aeiouy":
            tones += _TONES[char]
        else:
            letters += char
            base = base if unicodedata.combining(char) else char
    return unicodedata.normalize("NFC", letters), tones


# --- Vietnamese order ---

_ALPHABET = "0123456789aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyz"
# Ranks stay within ASCII, so every letter from outside the alphabet comes after it.
_RANK = {letter: chr(ord("0") + place) for place, letter in enumerate(_ALPHABET)}


@lru_cache(maxsize=512)
def name_key(name: str) -> NameKey:
    """Sort key for lists of people: given name (the last word), then middle names, then family name.

    Each in Vietnamese alphabetical order with tones, as in text_key; a trailing "(1965)" only breaks ties. Names that
    differ in case, spacing, NFC or NFD, or the place of the tone mark have equal keys.
    """
    name, year = split_year(name)
    words = text_key(name)
    return words[-1:], words[1:-1], words[:-1][:1], year or 0


def text_key(text: str) -> TextKey:
    """Sort key for other text: word by word from the left, a ă â b c d đ ..., f j w z in their Latin places.

    Within a word all letters are compared before the tones (ngang, huyền, hỏi, ngã, sắc, nặng), and a number by its
    value: "Ấp 2" comes before "Ấp 10". Punctuation does not count.
    """
    return tuple([_word_key(word) for word in _words(text)])


@lru_cache(maxsize=_WORDS_KEPT)
def _word_key(word: str) -> tuple[str, str]:
    letters, tones = _letters_and_tones(word)
    numbered = re.sub("[0-9]+", lambda number: number[0].zfill(12), letters.replace("'", ""))
    # A highland letter such as č sorts with the letter it is built on.
    ranks = [_RANK.get(char) or _RANK.get(unicodedata.normalize("NFD", char)[0], char) for char in numbered]
    return "".join(rank for rank in ranks if not unicodedata.combining(rank)), tones
