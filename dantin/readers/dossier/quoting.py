"""How what stands in a cell is quoted to the user, what is said where it does not read, and which name is offered instead.

Imports the raw cells and `vietnamese`.
"""

import re
from datetime import date, datetime, time, timedelta

from dantin.readers.files.raw import MonthOfYear, Percent, Raw
from dantin.vietnamese import fold, short_date, show_hidden, tidy

_QUOTED = 60
_DENIED = re.compile(r"(?:^|_)(?:khong|ko|khg|k|chua|bat_hop)(?:_|$)")
# Twelve digits, nine on an old card, and what is left where zeros were lost; also in groups of three.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{9,12}|\d{3}(?: \d{3}){2,3})(?!\d)")


class Refused(Exception):
    """A cell that does not read. `code` is DT004 or DT005; the rest are the facts of its message.

    `meant` is the value that was surely meant, where what stands there allows no other reading; what is only offered may be another.
    """

    def __init__(self, code: str, fault: str, expected: str, offer: str = "", meant: str | int | date | None = None) -> None:
        """`offer`: a whole sentence beginning with a space, or nothing."""
        super().__init__(fault)
        self.code, self.fault, self.expected, self.offer, self.meant = code, fault, expected, offer, meant


def shown(raw: Raw) -> str:
    """What stands in a cell, as it is quoted to the user."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return f"“{raw.shown if isinstance(raw, MonthOfYear) else short_date(raw)}”"
    if isinstance(raw, float):
        return f"“{decimal(raw)}”"
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


def decimal(number: float) -> str:
    """A number as Excel shows it in Vietnamese: no more than fifteen digits, after a comma where it is none of the whole ones."""
    if isinstance(number, Percent):
        return number.shown
    if number.is_integer():
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def nearest(text: str, names: list[str]) -> str | None:
    """The one of `names` that a misspelt text comes nearest to; None where none is near."""
    from rapidfuzz import fuzz, process

    if _DENIED.search(fold(text)):
        # "Vắng không lý do" is never "vắng có lý do". The other way round the very word may be what is misspelt.
        names = [name for name in names if _DENIED.search(fold(name))]
    begins = [name for name in names if fold(text) and fold(name).startswith(fold(text))]
    if len(begins) == 1:
        return begins[0]
    best = process.extractOne(text[: _QUOTED * 2], names, scorer=fuzz.ratio, processor=fold, score_cutoff=60)
    return best[0] if best else None


def nearest_offer(text: str, names: list[str]) -> str:
    """The nearest of `names` as a sentence to be appended, or nothing where none is near."""
    name = nearest(text, names)
    return f" Có phải là “{name}”?" if name is not None else ""
