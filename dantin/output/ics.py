"""A timetable as a calendar file (RFC 5545): a whole-day event for each step that has a day. Builds text; prints nothing.

Nothing in it is of this moment: the same timetable gives the same bytes, and read in again it takes the place of its events.
"""

from collections.abc import Iterable
from datetime import date

from dantin.vote_plan import Item

_LONGEST = 75


def calendar(items: Iterable[Item], name: str, vote: date) -> bytes:
    """The calendar. `name` is what it is called, `vote` the day around which everything lies."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dantin//plan//VI", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for number, item in enumerate(items, 1):
        if item.day is None:
            continue
        day = item.day if item.fixed or item.off is None else min(item.day, item.off.before)
        day = day if item.congress is None else min(day, item.congress)
        about = [] if item.fixed else [f"Hạn cuối theo luật: {item.day:%d/%m/%Y}" + (f", {item.off.why}" if item.off is not None else "")]
        about += [f"Phải xong trước khi đại hội họp ngày {item.congress:%d/%m/%Y}"] if item.congress is not None else []
        about += [f"Căn cứ: {item.version.citation} (mức {item.version.grade})"] if item.version is not None else []
        lines += [
            "BEGIN:VEVENT",
            f"UID:{vote:%Y%m%d}-{number}@dantin",
            f"DTSTAMP:{vote:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{_text(item.what)}",
            *([f"DESCRIPTION:{_text('. '.join(about))}"] if about else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line)).encode()


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """A line in pieces of 75 bytes at most, each further one behind a space; no letter is cut."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += letter
    yield piece
