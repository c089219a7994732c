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

from dantin.model import PartialDate
from dantin.readers.dossier.fields import Field, Kind
from dantin.readers.files.raw import CellFault, MonthOfYear, Percent, Raw, RawTable, Trouble
from dantin.readers.sheets.row_words import ticked
from dantin.vietnamese import fold, short_date, show_hidden, tidy

LARGEST_COUNT = 10_000_000
_QUOTED = 60
_EPOCH = date(1899, 12, 30)
# Days as Excel counts them, 1927 to 2099: a number of four digits is a year, mistyped or not.
_SERIALS = range(10_000, 73_051)
_YEARS = range(1900, 2101)

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:[T ][\d:.]+Z?)?")
# As Excel shows what it took for a date, in a .csv too: "12-Dec", "4-Thg12", "Dec-65".
_MONTH_NAME = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Thg\s?(?:1[0-2]|[1-9]))"
_SHOWN_DAY = re.compile(rf"(\d{{1,2}})-{_MONTH_NAME}|{_MONTH_NAME}-(\d{{2}})", re.IGNORECASE)
_SHOWN_LENGTH = 8
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\s*[/.\-]\s*(\d{4})|(\d{4})-\d{1,2}")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2})")
_THIS_CENTURY = range(30)
"""Years of two digits that are of this century where one is offered, as Excel takes them."""
_MONTHS = 12
_TRUE_DATES = 5
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam)? (\d{4})")
# "12 phiếu", "1.234", "310,0": clear to a reader, and yet not to be taken for granted.
_NEARLY_A_COUNT = re.compile(
    r"(\d{1,3}(?:[.\s]\d{3})+|\d{1,7})(?:[.,]0{1,2})?\s*(?:phiếu|người|hộ|đại biểu|đảng viên|đại diện|cử tri)?", re.IGNORECASE
)
# Twelve digits, nine on an old card, and what is left where zeros were lost; also in groups of three.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{9,12}|\d{3}(?: \d{3}){2,3})(?!\d)")
_TIME = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ|gio)\s*(?:(\d{1,2})\s*(?:phút|phut|p|')?)?(?::\d{1,2})?", re.IGNORECASE)
_MANY = (Kind.NAMES, Kind.LIST, Kind.WORDS, Kind.BALLOT)
_AS_TYPED = (Kind.TEXT, Kind.NAME, Kind.NAMES, Kind.LIST, Kind.BALLOT)
_DISAGREE = {"khong_dong_y", "khong_tan_thanh"}
_DENIED = re.compile(r"(?:^|_)(?:khong|ko|khg|k|chua|bat_hop)(?:_|$)")
_NOBODY = {"khong", "khong_ai", "khong_co", "khong_co_ai"}


class Refused(Exception):
    """A cell that does not read. `code` is DT004 or DT005; the rest are the facts of its message."""

    def __init__(self, code: str, found: str, expected: str, offer: str = "") -> None:
        """`offer`: a whole sentence beginning with a space, or nothing."""
        super().__init__(found)
        self.code, self.found, self.expected, self.offer = code, found, expected, offer


def shown(raw: Raw) -> str:
    """What stands in a cell, as it is quoted to the user."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return f"“{raw.shown if isinstance(raw, MonthOfYear) else short_date(raw)}”"
    if isinstance(raw, float):
        return f"“{_decimal(raw)}”"
    if isinstance(raw, bool):
        return "“TRUE”" if raw else "“FALSE”"
    if isinstance(raw, time):
        return f"“{raw.hour}:{raw.minute:02}”"
    if isinstance(raw, timedelta):
        minutes = abs(raw) // timedelta(minutes=1)
        return f"“{'-' if raw < timedelta() else ''}{minutes // 60}:{minutes % 60:02}”"
    if isinstance(raw, (list, tuple)):
        raw = "; ".join(raw)
    text = tidy(str(raw)[: _QUOTED * 4])
    # Of somebody's identity number only the beginning is shown; a hidden character in it then shows no more either.
    if (masked := _IDENTITY_NUMBER.sub(lambda number: f"{number[0][:3]}…", text)) == text:
        # What a terminal would obey rather than show is shown by its number, or as a dot.
        masked = tidy(show_hidden(str(raw)[: _QUOTED * 4]))
    text = "".join(c if c.isprintable() else "·" for c in masked)
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”"


def convert(field: Field, raw: Raw) -> Any:
    """The value of a cell for the model; None where it is blank. Raises Refused."""
    if isinstance(raw, str) and field.kind not in _AS_TYPED and show_hidden(raw) != raw and (better := tidy(raw)):
        raise Refused("DT004", f"{shown(raw)} có ký tự ẩn", field.kind.value, f" Có phải là {shown(better)}?")
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
    return None if value == () else value


def convert_column(field: Field, cells: Iterable[Raw], serial_shift: int = 0) -> list[Any]:
    """A whole column converted: for each cell its value, None where it is blank, or the `Refused` that says why it does not read.

    `serial_shift` is added to a bare number that stands for a day, in a workbook that counts days from 1904.
    """
    if serial_shift and field.kind in (Kind.DATE, Kind.BIRTH):
        cells = [c + serial_shift if type(c) in (int, float) and c not in _YEARS else c for c in cells]  # type: ignore[operator]
    if field.kind is Kind.BIRTH:
        cells = list(cells)
        if any(_bare_year(cell) for cell in cells):
            # Among years a number of five digits is one of them mistyped, and no day as Excel counts them.
            cells = [str(int(c)) if isinstance(c, (int, float)) and c in _SERIALS else c for c in cells]
    values: list[Any] = []
    # Words, ticks and dates come again and again, names do not. Only text is remembered: 1, 1.0 and True would be one key.
    known: dict[str, Any] = {}
    as_typed = field.kind in (Kind.TEXT, Kind.NAME)
    quick = _QUICK.get(field.kind, {})
    for raw in cells:
        value: Any
        if raw is None or raw == "":
            value = None
        elif type(raw) is not str:
            # None from the short way means that the cell needs the long one.
            value = quick[type(raw)](raw) if type(raw) in quick else None
            value = _tried(field, raw) if value is None else value
        elif as_typed:
            value = _tried(field, raw) if len(raw) <= _SHOWN_LENGTH and "-" in raw else tidy(raw) or None
        elif (value := known.get(raw, known)) is known:
            value = known[raw] = _tried(field, raw)
        values.append(value)
    return values


def turned_day(cells: Sequence[Raw]) -> tuple[int, int] | None:
    """Where an American Excel seems to have turned days and months round: the rows of the first true date and of the text that betrays it.

    "04/11/1958" then became a date, of the wrong month, and "24/05/1960", which is none to it, stayed a text. None where fewer than
    `_TRUE_DATES` are true dates, or one of these has a day above 12.
    """
    kinds = set(map(type, cells))
    if str not in kinds or not any(issubclass(kind, date) for kind in kinds):
        return None
    first = sure = None
    true_dates = 0
    for row, cell in enumerate(cells):
        if isinstance(cell, date):
            if cell.day > _MONTHS:
                return None
            true_dates += 1
            first = row if first is None else first
        elif sure is None and isinstance(cell, str) and (match := _DAY_FIRST.fullmatch(cell.strip())) and int(match[1]) > _MONTHS:
            sure = row
    return (first, sure) if first is not None and sure is not None and true_dates >= _TRUE_DATES else None


def _bare_year(cell: Raw) -> bool:
    if type(cell) is str:
        return len(cell) == 4 and cell.isdigit()
    return type(cell) in (int, float) and cell in _YEARS


def _tried(field: Field, raw: Raw) -> Any:
    try:
        return convert(field, raw)
    except Refused as refused:
        return refused


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


def _decimal(number: float) -> str:
    """A number as Excel shows it in Vietnamese: no more than fifteen digits, after a comma where it is none of the whole ones."""
    if isinstance(number, Percent):
        return number.shown
    if number.is_integer():
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def _text(_field: Field, raw: Raw) -> str:
    if isinstance(raw, bool):
        return "x" if raw else "không"
    if isinstance(raw, float):
        return _decimal(raw)
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        first, *others = _typed(raw)
        offer = f" Có phải là “{first}”{''.join(f', “{other}”' for other in others[:-1])} hay “{others[-1]}”?"
        raise Refused("DT004", f"{shown(raw)} là ngày do Excel tự đổi từ chữ", f"chữ (gõ dấu nháy đơn ở đầu: '{first})", offer)
    if isinstance(raw, (time, timedelta)):
        return shown(raw)[1:-1]
    if isinstance(raw, (list, tuple)):
        return "; ".join(tidy(item) for item in raw)
    if isinstance(raw, str) and (match := _SHOWN_DAY.fullmatch(raw)):
        first, month = match[1] or match[4], _month(match[2] or match[3])
        typed = f"{int(first)}/{month}" if match[1] else f"{month}/{first}"
        why, expected = f"{shown(raw)} là ngày do Excel tự đổi từ chữ", f"chữ (gõ dấu nháy đơn ở đầu: '{typed})"
        raise Refused("DT004", why, expected, f" Có phải là “{typed}”?")
    return raw if isinstance(raw, str) else str(raw)


def _month(name: str) -> int:
    """The number of a month as Excel names it."""
    return int(name[3:]) if name[3:].strip() else _MONTH_NAMES.index(name.lower()) + 1


def _typed(day: date) -> list[str]:
    """What may have been typed of which Excel made a day: "12/4", "02/10", "1/32" for a house or a paper, or the day itself."""
    # Of "5/9" Excel makes a day, and a month only of "5/32".
    of_month = [f"{day.month}/{day.year % 100}"] if day.day == 1 and day.year % 100 > _MONTHS else []
    if isinstance(day, MonthOfYear):
        return [*of_month, day.shown, short_date(day)]
    return list(dict.fromkeys((f"{day.day}/{day.month}", f"{day.day:02}/{day.month:02}", *of_month, short_date(day))))


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
                raise Refused("DT004", f"{shown(raw)} là số lẻ", expected)
            digits = "".join(str(unicodedata.decimal(c)) for c in match.group(1) if c.isdecimal()) if match else ""
            offer = f" Có phải là {digits}?" if digits and int(digits) <= LARGEST_COUNT else ""
            raise Refused("DT004", f"{shown(raw)} không phải là số nguyên", expected, offer)
    elif isinstance(raw, Percent):
        typed = raw.shown.removesuffix(" %")
        raise Refused("DT004", f"{shown(raw)} là tỷ lệ phần trăm", expected, f" Có phải là {typed}?" if typed.isdecimal() else "")
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw != int(raw):
            raise Refused("DT004", f"{shown(raw)} là số lẻ", expected)
        number = int(raw)
    elif isinstance(raw, (date, time, timedelta)):
        days = _days(raw)
        offer = f" Có phải là {days}?" if days is not None and 0 <= days < _SERIALS.start else ""
        raise Refused("DT004", f"{shown(raw)} là số gõ vào ô định dạng ngày, giờ", f"{expected} (đổi định dạng ô thành General)", offer)
    else:
        raise Refused("DT004", f"{shown(raw)} không phải là số nguyên", expected)
    if number < 0:
        raise Refused("DT004", f"“{number}” là số âm", expected)
    if number > LARGEST_COUNT:
        raise Refused("DT004", f"{shown(raw)} là con số quá lớn", f"số nguyên không quá {LARGEST_COUNT}")
    if number < field.least:
        raise Refused("DT004", f"“{number}” nhỏ hơn {field.least}", f"số nguyên từ {field.least} trở lên")
    return number


def _days(raw: date | time | timedelta) -> int | None:
    """The whole number that Excel shows as a day or a time under a format of these; None where it is none."""
    if isinstance(raw, timedelta):
        return raw.days if raw == timedelta(days=raw.days) else None
    if isinstance(raw, time):
        return 0 if raw == time.min else None
    if isinstance(raw, datetime) and raw.time() != time.min:
        return None
    days = (date(raw.year, raw.month, raw.day) - _EPOCH).days
    # Excel knows a 29/02/1900: before it each day has the number of the one before.
    return days - (0 < days <= 60)


def _date(field: Field, raw: Raw) -> date:
    value = _birth(field, raw)
    if value.full is None:
        raise Refused("DT004", f"{shown(raw)} chỉ là năm, thiếu ngày và tháng", field.kind.value)
    return value.full


def _birth(field: Field, raw: Raw) -> PartialDate:
    expected = field.kind.value
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date) and (raw - _EPOCH).days in _YEARS:
        # A year typed into a cell formatted as a date: Excel makes 1965 the day 18/05/1905.
        raise Refused("DT004", f"{shown(raw)} là một năm gõ vào ô định dạng ngày", expected, f" Có phải là năm {(raw - _EPOCH).days}?")
    if isinstance(raw, MonthOfYear):
        raise _without_day(field, raw, raw.year, f" (Excel tự đổi thành ngày {short_date(raw)})")
    if isinstance(raw, str) and (match := _MONTH_OF_YEAR.fullmatch(raw)):
        raise _without_day(field, raw, int(match[1] or match[2]))
    if isinstance(raw, str) and (match := _SHOWN_DAY.fullmatch(raw)) and match[4]:
        year = int(match[4])
        raise _without_day(field, raw, year + (2000 if year in _THIS_CENTURY else 1900))
    if isinstance(raw, str) and not raw.isascii() and raw.isdecimal() and len(raw) == 4:
        raise Refused("DT004", f"{shown(raw)} gõ bằng chữ số khổ rộng", expected, f" Có phải là {int(raw)}?")
    if isinstance(raw, date) and raw.year in _YEARS:
        return PartialDate(raw.year, raw.month, raw.day)
    # Five digits typed for a birth are a year mistyped as likely as one of Excel's day numbers.
    lengths = (4,) if field.kind is Kind.BIRTH else (4, 5)
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) in lengths:
        raw = int(raw)
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) == 2:
        raw = int(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw in range(_THIS_CENTURY.stop, 100):
            raise Refused("DT004", f"{shown(raw)} thiếu hai chữ số của năm", expected, f" Có phải là năm {1900 + int(raw)}?")
        if raw in _YEARS:
            return PartialDate(int(raw))
        if int(raw) in _SERIALS:
            day = _EPOCH + timedelta(days=int(raw))
            return PartialDate(day.year, day.month, day.day)
        raise Refused("DT004", f"{shown(raw)} không phải là ngày", expected)
    if raw == time.min and isinstance(raw, time):
        # What Excel shows of a nought under the format of a date.
        raise Refused("DT004", "“00/01/1900” là số 0 trong ô định dạng ngày", expected)
    if not isinstance(raw, str):
        raise Refused("DT004", f"{shown(raw)} không phải là ngày", expected)
    if match := _SHORT_YEAR.fullmatch(raw):
        day_, month, year = map(int, match.groups())
        year += 2000 if year in _THIS_CENTURY else 1900
        offer = f" Có phải là {short_date(date(year, month, day_))}?" if _exists(year, month, day_) else ""
        raise Refused("DT004", f"{shown(raw)} thiếu hai chữ số của năm", expected, offer)
    if match := _DAY_FIRST.fullmatch(raw):
        day_, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(raw):
        year, month, day_ = map(int, match.groups())
    elif match := _IN_WORDS.fullmatch(fold(raw).replace("_", " ")):
        day_, month, year = map(int, match.groups())
    else:
        raise Refused("DT004", f"{shown(raw)} không phải là ngày", expected)
    try:
        date(year, month, day_)
    except ValueError:
        offer = ""
        if 1 <= day_ <= 12 < month <= 31:
            offer = f" Có phải là {short_date(date(year, day_, month))}?" if _exists(year, day_, month) else ""
        raise Refused("DT004", f"{shown(raw)} không có trong lịch", expected, offer) from None
    if year not in _YEARS:
        raise Refused("DT004", f"{shown(raw)} có năm {year}", expected)
    return PartialDate(year, month, day_)


def _without_day(field: Field, raw: Raw, year: int, made: str = "") -> Refused:
    """A month and a year: of a birth the year may be told alone. `made`: what Excel made of them."""
    offer = f" Không rõ ngày thì chỉ ghi năm: {year}." if field.kind is Kind.BIRTH and year in _YEARS else ""
    return Refused("DT004", f"{shown(raw)} chỉ có tháng và năm{made}", field.kind.value, offer)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _time(field: Field, raw: Raw) -> time:
    if isinstance(raw, datetime):
        return raw.time().replace(second=0, microsecond=0)
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0)
    if isinstance(raw, timedelta):
        raw = raw / timedelta(days=1)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 <= raw < 1:
        minutes = round(raw * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    match = _TIME.fullmatch(raw) if isinstance(raw, str) else None
    if match and int(match.group(1)) < 24 and int(match.group(2) or 0) < 60:
        return time(int(match.group(1)), int(match.group(2) or 0))
    raise Refused("DT004", f"{shown(raw)} không phải là giờ", field.kind.value)


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
    Kind.DATE: _date,
    Kind.BIRTH: _birth,
    Kind.TIME: _time,
    Kind.TICK: _tick,
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.SEX: _sex,
    Kind.CCCD: _cccd,
    Kind.BALLOT: _ballot,
}


def _quick_birth(day: date) -> PartialDate | None:
    return PartialDate(day.year, day.month, day.day) if 1906 <= day.year <= _YEARS[-1] else None


def _quick_date(day: date) -> date | None:
    return day if 1906 <= day.year <= _YEARS[-1] else None


def _quick_number(number: float) -> str | None:
    return str(int(number)) if number.is_integer() else None


# The cells that long rosters are full of, read without further questions.
_QUICK: dict[Kind, dict[type, Callable[[Any], Any]]] = {
    Kind.BIRTH: {date: _quick_birth},
    Kind.DATE: {date: _quick_date},
    Kind.TEXT: {float: _quick_number},
}


def nearest(text: str, names: list[str]) -> str | None:
    """The one of `names` that a misspelt text comes nearest to; None where none is near."""
    from rapidfuzz import fuzz, process

    if _DENIED.search(fold(text)):
        # "Vắng không lý do" is never "vắng có lý do". The other way round the very word may be what is misspelt.
        names = [name for name in names if _DENIED.search(fold(name))]
    begins = [name for name in names if fold(text) and fold(name).startswith(fold(text))]
    if len(begins) == 1:
        return begins[0]
    found = process.extractOne(text[: _QUOTED * 2], names, scorer=fuzz.ratio, processor=fold, score_cutoff=60)
    return found[0] if found else None


def nearest_offer(text: str, names: list[str]) -> str:
    """The nearest of `names` as a sentence to be appended, or nothing where none is near."""
    found = nearest(text, names)
    return f" Có phải là “{found}”?" if found is not None else ""
