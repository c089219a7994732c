"""What one cell of an .ods holds, from its attributes and the text it shows."""

import re
from datetime import date, datetime, time, timedelta

from dantin.readers.files.raw import CellFault, MonthOfYear, Percent, Raw, Trouble

OFFICE, TABLE, CALC = (
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0 ",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0 ",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 ",
)

_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|Err:\d{3}")
_LENGTH = re.compile(r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,20})?)S)?)?", re.ASCII)
_SHOWN = re.compile(r"[.,](\d+)\s*%")
# A month by its name or its number, and the year.
_SHOWN_MONTH = re.compile(r"(?:[^\W\d]+[\W_]*(?=\d{2,4}$)|(?:[^\W\d]+[\W_]*)?(\d{1,2})[\W_]+(?:năm\s+)?)(\d{2}|\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})[\W_]+(\d{1,2})$")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d{1,20})?Z?)?", re.ASCII)


def cell_value(attributes: dict[str, str], text: str | None, zero: date) -> Raw:
    """What a cell holds, from its attributes and the text it shows (None: not even an empty text). `zero`: day 0 of the calendar."""
    kind, known_kind = attributes.get(OFFICE + "value-type"), attributes.get(CALC + "value-type")
    formula = attributes.get(TABLE + "formula")
    if known_kind == "error" or (known_kind is None and formula is not None and _ERROR.fullmatch(text or "")):
        return CellFault(Trouble.ERROR, (text or "")[:100])
    if kind == "string":
        return attributes.get(OFFICE + "string-value", text)
    if kind is not None and (attribute := attributes.get(OFFICE + _SAID.get(kind, "value"), "")[:100]):
        if kind == "boolean":
            return attribute == "true"
        if kind == "date":
            moment = _moment(attribute, zero)
            return _month(moment, text or "") if type(moment) is date and moment.day == 1 else moment
        if kind == "time":
            return _length(attribute)
        # How LibreOffice keeps a TRUE that was typed, or came with an .xlsx.
        if formula in _CONSTANTS and attribute in ("0", "1"):
            return attribute == "1"
        try:
            return float(attribute) if kind != "percentage" else Percent(float(attribute), _decimals(text or ""))
        except ValueError:
            return attribute
    # Of a formula that gives an empty text LibreOffice writes no kind of value, but the empty text.
    return CellFault(Trouble.FORMULA) if formula is not None and text is None else text


def _decimals(text: str) -> int:
    """How many decimals a percentage shows: "98,39%" two."""
    match = _SHOWN.search(text)
    return len(match[1]) if match else 0


def _month(day: date, text: str) -> date:
    """The first of a month, as a month where the cell shows no day: "Dec-65", "12/1965", "tháng 12 năm 1965"."""
    match = _SHOWN_MONTH.fullmatch(_YEAR_FIRST.sub(r"\2-\1", text.strip()))
    if match is None or (match[1] and int(match[1]) != day.month) or int(match[2]) not in (day.year, day.year % 100):
        return day
    return MonthOfYear(day.year, day.month, 1)


_SAID = {"boolean": "boolean-value", "date": "date-value", "time": "time-value"}
_CONSTANTS = ("of:=TRUE()", "of:=FALSE()")


def _moment(text: str, zero: date) -> Raw:
    """A date, or with a time other than midnight a moment; on the day of zero only its time, as a bare time has no day."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return text
    day, clock, fraction = match.groups()
    try:
        if clock is None:
            return date.fromisoformat(day)
        moment = datetime.fromisoformat(f"{day}T{clock}") + timedelta(milliseconds=round(float(fraction or 0) * 1000))
    except (ValueError, OverflowError):
        return text
    if moment.date() == zero:
        return moment.time()
    return moment.date() if moment.time() == time.min else moment


def _length(text: str) -> Raw:
    """A time where it is one of a day, else a length; to the millisecond, so that 10:29:59,9999999 is half past ten."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        return text
    sign, days, hours, minutes, seconds = match.groups()
    try:
        length = timedelta(int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), milliseconds=round(float(seconds or 0) * 1000))
    except OverflowError:
        return text
    if sign:
        return -length
    return (datetime.min + length).time() if length < timedelta(days=1) else length
