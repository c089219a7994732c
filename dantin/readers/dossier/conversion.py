"""One raw cell -> one value of the model, by the kind of its column. Nothing is guessed: what does not read is refused, with an offer.

Imports the table of fields, the raw cells and `vietnamese`.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from dantin.patterns import late
from dantin.readers.dossier.cell_days import (
    SERIALS,
    SHOWN_LENGTH,
    YEARS,
    bare_year,
    births_at_once,
    days_at_once,
    quick_birth,
    quick_date,
    to_birth,
    to_date,
    to_time,
    typed_as,
    typed_of_shown,
    whole_days,
)
from dantin.readers.dossier.fields import Field, Kind
from dantin.readers.dossier.quoting import Refused, decimal, nearest_offer, shown
from dantin.readers.files.raw import CellFault, Percent, Raw, RawTable, Trouble
from dantin.readers.sheets.row_words import ticked
from dantin.vietnamese import fold, is_tidy, show_hidden, tidy

LARGEST_COUNT = 10_000_000

# "12 phiếu", "1.234", "310,0": clear to a reader, and yet not to be taken for granted.
_NEARLY_A_COUNT = late(
    r"(\d{1,3}(?:[.\s]\d{3})+|\d{1,7})(?:[.,]0{1,2})?\s*(?:phiếu|người|hộ|đại biểu|đảng viên|đại diện|cử tri)?", re.IGNORECASE
)
_MANY = (Kind.NAMES, Kind.LIST, Kind.WORDS, Kind.BALLOT)
_AS_TYPED = (Kind.TEXT, Kind.NAME, Kind.NAMES, Kind.LIST, Kind.BALLOT)
_DISAGREE = {"khong_dong_y", "khong_tan_thanh"}
_TYPED = (Kind.TEXT, Kind.NAME)
_BLANK_KINDS, _TEXT_KINDS, _DAY_KINDS = {type(None)}, {type(None), str}, {type(None), date}
# Of these only what is blank is false.
_BLANK_WHERE_FALSE = _TEXT_KINDS | _DAY_KINDS
# Of these no two different cells are one key of a dictionary; 1, 1.0 and True would be.
_KEYS = {type(None), str, float, date}
_REMEMBERED = 2**12
_NOBODY = {"khong", "khong_ai", "khong_co", "khong_co_ai"}


def convert(field: Field, raw: Raw) -> Any:
    """The value of a cell for the model; None where it is blank. Raises Refused."""
    if isinstance(raw, str) and field.kind not in _AS_TYPED and show_hidden(raw) != raw and (better := tidy(raw)):
        raise Refused("DT004", f"{shown(raw)} có ký tự ẩn", field.kind.value, f" Có phải là {shown(better)}?", better)
    if isinstance(raw, (list, tuple)):
        items = [text for item in raw if (text := tidy(item))]
        several = field.kind in _MANY or len(items) > 1
        raw = items if several else next(iter(items), None)
    elif isinstance(raw, str) and field.kind not in _MANY:  # a line break in a cell parts one item of a list from the next
        raw = tidy(raw)
    if raw is None or raw in ("", []):
        return None
    if isinstance(raw, CellFault):
        raise Refused("DT004", _FAULTS[raw.trouble].format(raw.text), field.kind.value)
    if isinstance(raw, RawTable) or (isinstance(raw, list) and field.kind not in (*_MANY, Kind.TEXT)):
        raise Refused("DT004", _FAULTS[Trouble.NESTED], field.kind.value)
    if isinstance(raw, float) and not math.isfinite(raw):
        raise Refused("DT004", f"{shown(raw)} không phải là số", field.kind.value)
    value = _CONVERTERS[field.kind](field, raw)
    # Of names "không ai" says that there is nobody, a blank or a lone ";" says nothing.
    return None if value == () and not (field.kind is Kind.NAMES and _list(field, raw)) else value


def convert_column(field: Field, cells: Iterable[Raw], serial_shift: int = 0, *, neat: bool | None = None) -> list[Any]:
    """A whole column converted: for each cell its value, None where it is blank, or the `Refused` that says why it does not read.

    `serial_shift` is added to a bare number that stands for a day, in a workbook that counts days from 1904. `neat`: whether the texts are
    surely tidy, where that is known.
    """
    if serial_shift and field.kind in (Kind.DATE, Kind.BIRTH):
        cells = [c + serial_shift if type(c) in (int, float) and c not in YEARS else c for c in cells]  # type: ignore[operator]
    cells = cells if isinstance(cells, (list, tuple)) else list(cells)
    kinds = set(map(type, cells))
    if str in kinds and kinds <= _BLANK_WHERE_FALSE and "" in cells:
        cells = [cell or None for cell in cells]
        kinds = set(map(type, cells))
    if kinds <= _BLANK_KINDS:
        return [None] * len(cells)
    if (values := _at_once(field, cells, kinds, neat)) is not None:
        return values
    if field.kind is Kind.BIRTH and any(map(bare_year, cells)):
        # Among years a number of five digits is one of them mistyped, and no day as Excel counts them.
        # Of a number with a point Python asks each day in turn whether it is it.
        cells = [str(int(c)) if isinstance(c, (int, float)) and float(c).is_integer() and int(c) in SERIALS else c for c in cells]
    if field.kind in _TYPED and kinds != {float}:
        return _converted_as_typed(field, cells, neat)
    if kinds <= _KEYS:
        return _converted_by_value(field, cells)
    return [_converted(field, cell) for cell in cells]


def _at_once(field: Field, cells: Sequence[Any], kinds: set[type], neat: bool | None) -> list[Any] | None:
    """A column of texts or days that need no second look, which is asked of all of them together; None where some do."""
    if kinds <= _DAY_KINDS and field.kind in (Kind.BIRTH, Kind.DATE):
        return births_at_once(cells) if field.kind is Kind.BIRTH else days_at_once(cells)
    if not kinds <= _TEXT_KINDS or field.kind not in (*_TYPED, Kind.CCCD):
        return None
    texts = cells if kinds == {str} else [*filter(None, cells)]
    joined = "".join(texts)
    if field.kind is Kind.CCCD:
        plain = joined.isascii() and joined.isdigit()
    else:
        plain = "-" not in joined and (is_tidy(texts) if neat is None else neat)
    return list(cells) if plain else None


def _converted_by_value(field: Field, cells: Sequence[Any]) -> list[Any]:
    """A column converted once for each different value in it: words, ticks, numbers and days come again and again."""
    known = field.remembered
    try:
        return [*map(known.__getitem__, cells)]
    except KeyError:
        pass
    if len(known) > _REMEMBERED:
        known.clear()
    # A copy: where a machine of a cluster reads several files at once, another one may clear what is known.
    values = known.copy()
    new = {cell: _converted(field, cell) for cell in set(cells).difference(values)}
    # What is refused may keep frames all the same, by what it was raised from: too much to remember from one file to the next.
    known.update((cell, value) for cell, value in new.items() if not isinstance(value, Refused))
    values |= new
    return [*map(values.__getitem__, cells)]


def _converted_as_typed(field: Field, cells: Sequence[Raw], neat: bool | None) -> list[Any]:
    """A column of texts that stand for themselves, among them what is none, or wants tidying."""
    values: list[Any] = []
    quick = _QUICK.get(field.kind, {})
    neat = is_tidy([cell for cell in cells if type(cell) is str]) if neat is None else neat
    for raw in cells:
        value: Any
        if raw is None or raw == "":
            value = None
        elif type(raw) is not str:
            # None from the short way means that the cell needs the long one.
            value = quick[type(raw)](raw) if type(raw) in quick else None
            value = _tried(field, raw) if value is None else value
        elif len(raw) <= SHOWN_LENGTH and "-" in raw:
            value = _tried(field, raw)
        else:
            value = raw if neat else tidy(raw) or None
        values.append(value)
    return values


def _converted(field: Field, raw: Raw) -> Any:
    """One cell of a column, the plain way but for the days that rosters are full of."""
    if raw is None or raw == "":
        return None
    quick = _QUICK.get(field.kind, {}).get(type(raw))
    value = quick(raw) if quick is not None else None
    # None from the short way means that the cell needs the long one.
    return _tried(field, raw) if value is None else value


def _tried(field: Field, raw: Raw) -> Any:
    try:
        return convert(field, raw)
    except Refused as refused:
        # The frames it was raised in would hold all that was read.
        return refused.with_traceback(None)


_FAULTS = {
    Trouble.ERROR: "ô báo lỗi {0}",
    Trouble.FORMULA: "ô có công thức nhưng chưa có kết quả (mở bằng Excel, bấm F9 rồi lưu lại)",
    Trouble.NESTED: "có nhiều giá trị lồng nhau ở chỗ chỉ cần một giá trị",
    Trouble.REPEATED: "viết hai lần",
    Trouble.BOTH: "ghi ở cả hai cột Nam và Nữ",
    Trouble.NO_TICK: "“{0}” không phải là dấu x",
    Trouble.SPLIT: "“{0}” không ghép được thành ngày, tháng, năm",
    Trouble.PART_MISSING: "còn thiếu một phần của ngày, tháng, năm",
}


def _text(_field: Field, raw: Raw) -> str:
    if isinstance(raw, bool):
        return "x" if raw else "không"
    if isinstance(raw, float):
        return decimal(raw)
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        first, *others = typed_as(raw)
        offer = f" Có phải là “{first}”{''.join(f', “{other}”' for other in others[:-1])} hay “{others[-1]}”?"
        raise Refused("DT004", f"{shown(raw)} là ngày do Excel tự đổi từ chữ", f"chữ (gõ dấu nháy đơn ở đầu: '{first})", offer)
    if isinstance(raw, (time, timedelta)):
        return shown(raw)[1:-1]
    if isinstance(raw, (list, tuple)):
        return "; ".join(tidy(item) for item in raw)
    if isinstance(raw, str) and (typed := typed_of_shown(raw)) is not None:
        why, expected = f"{shown(raw)} là ngày do Excel tự đổi từ chữ", f"chữ (gõ dấu nháy đơn ở đầu: '{typed})"
        raise Refused("DT004", why, expected, f" Có phải là “{typed}”?")
    return raw if isinstance(raw, str) else str(raw)


def _name(field: Field, raw: Raw) -> str:
    if not isinstance(raw, str):
        raise Refused("DT004", f"{shown(raw)} không phải là tên người", field.kind.value)
    return raw


def _list(field: Field, raw: Raw) -> tuple[str, ...]:
    items: Sequence[str] = raw if isinstance(raw, (list, tuple)) else re.split(r"[;\n]", _text(field, raw))
    return tuple(text for item in items if (text := tidy(item)))


def _names(field: Field, raw: Raw) -> tuple[str, ...]:
    return tuple(name for name in _list(field, raw) if fold(name) not in _NOBODY)


def _count(field: Field, raw: Raw) -> int:
    expected = field.kind.value
    if isinstance(raw, str):
        if raw.isascii() and raw.isdigit():
            number = int(raw) if len(raw) < 12 else LARGEST_COUNT + 1
        else:
            if re.fullmatch(r"-\s?\d+", raw):
                raise Refused("DT004", f"{shown(raw)} là số âm", expected)
            match = _NEARLY_A_COUNT.fullmatch(raw)
            if match and not raw.isascii() and raw.isdecimal():
                expected = "chữ số thường (tắt kiểu gõ chữ số khổ rộng)"
            if match is None and re.fullmatch(r"-?\d+[.,]\d+", raw):
                # By commas English parts thousands: which is meant, only who wrote it knows.
                whole = raw.replace(",", "") if re.fullmatch(r"[1-9]\d?\d?,\d{3}", raw) else ""
                raise Refused("DT004", f"{shown(raw)} là số lẻ", expected, f" Có phải là {whole}?" if whole else "")
            digits = "".join(str(unicodedata.decimal(c)) for c in match.group(1) if c.isdecimal()) if match else ""
            meant = int(digits) if digits and int(digits) <= LARGEST_COUNT else None
            offer = f" Có phải là {digits}?" if meant is not None else ""
            raise Refused("DT004", f"{shown(raw)} không phải là số nguyên", expected, offer, meant)
    elif isinstance(raw, Percent):
        typed = raw.shown.removesuffix(" %")
        raise Refused("DT004", f"{shown(raw)} là tỷ lệ phần trăm", expected, f" Có phải là {typed}?" if typed.isdecimal() else "")
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw != int(raw):
            raise Refused("DT004", f"{shown(raw)} là số lẻ", expected)
        number = int(raw)
    elif isinstance(raw, (date, time, timedelta)):
        days = whole_days(raw)
        meant = days if days is not None and 0 <= days < SERIALS.start else None
        offer = f" Có phải là {days}?" if meant is not None else ""
        why = f"{shown(raw)} là số gõ vào ô định dạng ngày, giờ"
        raise Refused("DT004", why, f"{expected} (đổi định dạng ô thành General)", offer, meant)
    else:
        raise Refused("DT004", f"{shown(raw)} không phải là số nguyên", expected)
    if number < 0:
        raise Refused("DT004", f"“{number}” là số âm", expected)
    if number > LARGEST_COUNT:
        raise Refused("DT004", f"{shown(raw)} là con số quá lớn", f"số nguyên không quá {LARGEST_COUNT}")
    if number < field.least:
        raise Refused("DT004", f"“{number}” nhỏ hơn {field.least}", f"số nguyên từ {field.least} trở lên")
    return number


def _tick(_field: Field, raw: Raw) -> bool:
    if (tick := ticked(raw)) is None:
        raise Refused("DT005", f"{shown(raw)} không có trong danh sách", "“x” hoặc “không”")
    return tick


def _word(field: Field, raw: Raw) -> StrEnum:
    text = _text(field, raw)
    if (word := field.lookup.get(fold(text))) is not None:
        return word
    expected = ", ".join(f"“{word}”" for word in field.allowed)
    raise Refused("DT005", not_listed(raw), expected, nearest_offer(text, list(field.allowed)))


def not_listed(raw: Raw) -> str:
    """What is wrong with a word that is none of those allowed."""
    return f"{shown(raw)} không có trong danh sách"


def _words(field: Field, raw: Raw) -> tuple[StrEnum, ...]:
    words = (_word(field, item) for item in _list(field, raw))
    return tuple(dict.fromkeys(words))


def _sex(field: Field, raw: Raw) -> str:
    sex = {"nam": "Nam", "nu": "Nữ"}.get(fold(_text(field, raw)))
    if sex is None:
        raise Refused("DT005", not_listed(raw), "“Nam”, “Nữ”")
    return sex


def _cccd(field: Field, raw: Raw) -> str:
    text = _text(field, raw)
    if not text.isascii() and re.sub(r"[\s.\-]", "", text).isdecimal():
        raise Refused("DT004", "số gõ bằng chữ số khổ rộng", "12 chữ số thường (tắt kiểu gõ chữ số khổ rộng)")
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if digits.isascii() and digits.isdigit() else text


def _ballot(field: Field, raw: Raw) -> tuple[str, ...]:
    return _list(field, raw)


def split_choices(choices: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The names on a ballot, and whether "disagree" stands on it."""
    names = tuple(choice for choice in choices if fold(choice) not in _DISAGREE)
    return names, len(names) < len(choices)


_CONVERTERS: dict[Kind, Callable[[Field, Raw], Any]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.NAMES: _names,
    Kind.LIST: _list,
    Kind.COUNT: _count,
    Kind.DATE: to_date,
    Kind.BIRTH: to_birth,
    Kind.TIME: to_time,
    Kind.TICK: _tick,
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.SEX: _sex,
    Kind.CCCD: _cccd,
    Kind.BALLOT: _ballot,
}


def _quick_number(number: float) -> str | None:
    return str(int(number)) if number.is_integer() else None


# The cells that long rosters are full of, read without further questions.
_QUICK: dict[Kind, dict[type, Callable[[Any], Any]]] = {
    Kind.BIRTH: {date: quick_birth},
    Kind.DATE: {date: quick_date},
    Kind.TEXT: {float: _quick_number},
}
