"""What changed since an earlier report of the same hamlets: figures then and now, and hamlet by hamlet what is new, mended, or worse."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from dantin.brief import HeadResult
from dantin.found import State
from dantin.hamlet_entry import HamletEntry
from dantin.model import BOTH_FORMS
from dantin.overview import (
    APPROVED,
    CONGRESS,
    ELECTED,
    ERRORS,
    EXPECTED,
    FOLLOWING,
    LATE,
    RECEIVED,
    RECOGNISED,
    WITHOUT_ERROR,
    Measure,
    Overview,
)
from dantin.records import dataclass
from dantin.saved_report import Saved, SavedHamlet, hamlet_key
from dantin.vietnamese import short_date

FOLLOWED = (EXPECTED, RECEIVED, WITHOUT_ERROR, ERRORS, ELECTED, RECOGNISED, CONGRESS, APPROVED, FOLLOWING, LATE)
"""The figures that are set side by side."""
COURSE = (EXPECTED, RECEIVED, ELECTED, RECOGNISED, CONGRESS, FOLLOWING)
"""The figures whose course over the days is drawn, first that of which the others are."""

NOTHING = "Không có gì thay đổi"


class Kind(StrEnum):
    """In what way a hamlet changed; in the order in which they are told."""

    RECOGNISED = "Mới được công nhận"
    ELECTED = "Mới bầu được"
    CONGRESS = "Mới đại hội"
    APPROVED = "Mới được chuẩn y"
    FOLLOWING = "Mới thực hiện mô hình"
    HANDED_IN = "Mới nộp hồ sơ"
    CORRECTED = "Đã sửa lỗi"
    IN_TIME = "Hết trễ hạn"
    LATE = "Mới trễ hạn"
    WORSE = "Xấu đi"
    LISTED = "Mới vào danh sách"
    DROPPED = "Không còn trong danh sách"


@dataclass(frozen=True)
class Change:
    """One change of one hamlet. `detail`: numbers or words that say more, "" where the kind says all."""

    kind: Kind
    label: str
    commune: str | None
    detail: str = ""

    def __str__(self) -> str:
        """The hamlet, and what there is to say of it."""
        return f"{self.label} ({self.detail})" if self.detail else self.label


def figures_since(overview: Overview) -> tuple[tuple[Measure, int, int], ...]:
    """Each figure that is followed, then and now; () without an earlier report. A figure that the earlier one does not have is left out."""
    earlier = overview.earlier
    if earlier is None:
        return ()
    return tuple((m, earlier.numbers[m.key], overview.whole.number(m)) for m in FOLLOWED if m.key in earlier.numbers)


def hamlet_changes(overview: Overview) -> tuple[Change, ...]:
    """What changed in each hamlet since the earlier report, by kind and then in the order of the hamlets; () without one."""
    if overview.earlier is None:
        return ()
    then = dict(overview.earlier.hamlets)
    everything: list[Change] = []
    for entry in overview.whole.entries:
        seat = entry.row.seat
        before = then.pop(hamlet_key(seat.code, seat.name, seat.commune), None)
        if before is None:
            everything.append(Change(Kind.LISTED, seat.label, seat.commune))
        else:
            everything += (Change(kind, seat.label, seat.commune, detail) for kind, detail in _changes(before, entry))
    everything += (Change(Kind.DROPPED, before.label, before.commune) for before in then.values())
    order = list(Kind)
    return tuple(sorted(everything, key=lambda change: order.index(change.kind)))


def _changes(before: SavedHamlet, now: HamletEntry) -> Iterator[tuple[Kind, str]]:
    elected = HeadResult.ELECTED.name.lower()
    steps = (
        (Kind.RECOGNISED, "công nhận trưởng ấp, khu phố", before.recognised, now.recognised),
        (Kind.ELECTED, "người trúng cử", before.head == elected, now.head is HeadResult.ELECTED),
        (Kind.CONGRESS, "đại hội chi bộ", before.congress_held, now.congress_held),
        (Kind.APPROVED, "chuẩn y bí thư", before.approved, now.approved),
        (Kind.FOLLOWING, "thực hiện mô hình", before.model in _FOLLOWING, now.row.model in BOTH_FORMS),
    )
    for kind, _, was, holds in steps:
        if holds and not was:
            yield kind, ""
    state = now.row.seat.state
    if before.state == State.MISSING.value and state is not State.MISSING:
        yield Kind.HANDED_IN, "" if state is State.READ else "không đọc được"
    if before.late and not now.row.late:
        yield Kind.IN_TIME, ""
    if now.row.late and not before.late:
        due = f"hạn {short_date(now.row.due)}" if now.row.due is not None else ""
        yield Kind.LATE, due
    if before.state == State.READ.value:
        if state is not State.READ:
            yield Kind.WORSE, "hồ sơ không còn" if state is State.MISSING else "hồ sơ không đọc được nữa"
        elif now.errors != before.errors:
            kind = Kind.CORRECTED if now.errors < before.errors else Kind.WORSE
            yield kind, f"số lỗi {before.errors} → {now.errors}"
    elif before.state == State.UNREADABLE.value and state is State.READ:
        yield Kind.CORRECTED, "hồ sơ đã đọc được"
    for _, what, was, holds in steps:
        if was and not holds:
            yield Kind.WORSE, f"không còn được tính là có {what}"


_FOLLOWING = {"head", "front"}


def course(overview: Overview) -> tuple[tuple[date, tuple[int, ...]], ...]:
    """The figures of COURSE on every day of which a report was kept, and today; () where none was."""
    kept: dict[date, tuple[int, ...]] = {
        saved.as_of: tuple(saved.numbers[m.key] for m in COURSE)
        for saved in overview.history
        if saved.as_of < overview.as_of and _has_all(saved)
    }
    today = {overview.as_of: tuple(overview.whole.number(m) for m in COURSE)}
    return tuple(sorted((kept | today).items())) if kept else ()


def _has_all(saved: Saved) -> bool:
    return all(measure.key in saved.numbers for measure in COURSE)
