"""What two dossiers of one hamlet say differently: figures, days, names, each with where it stands. Compares data, writes no sentence.

Nothing personal is compared but names. The old dossier is the one that is corrected; it may be full of errors, which is why it is.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import TypeVar

from dantin.case import Case
from dantin.figures import FIGURES, VOTES, Figure
from dantin.model import Candidate, Event, Household, Meeting, Member, Nominee, Office, Official, Person, Round, Row, Step, Unit
from dantin.papers.phrases import bare_name
from dantin.part import Part
from dantin.readers.dossier.fields import BY_SLUG
from dantin.records import dataclass
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import fold, fold_name, short_date, split_year
from dantin.wording import office_name, part_name, round_name, titled, voters

_RESULTS = "ket_qua"
T = TypeVar("T")
R = TypeVar("R", bound=Row)
P = TypeVar("P", bound=Person)


@dataclass(frozen=True)
class Value:
    """What one dossier says in one place; `text` is None where it says nothing."""

    text: str | None
    routes: tuple[Route, ...] = ()


NOTHING = Value(None)


@dataclass(frozen=True)
class Change:
    """One place at which the dossiers differ: the table and the row as a clerk calls them, what of it, both values.

    `of_party`: it is of the congress or the cell.
    """

    table: str
    row: str
    what: str
    old: Value
    new: Value
    of_party: bool = False

    @property
    def where(self) -> str:
        """The place in one phrase: "Bảng Bầu cử, bầu trưởng ấp lần 1, cột Phiếu thu về"."""
        return ", ".join(part for part in (f"Bảng {self.table}", self.row, self.what) if part)


def corrections(case: Case) -> tuple[Change, ...]:
    """Every difference between a case and the one that it corrects, in the order of the tables; none where it corrects nothing."""
    earlier = case.corrects
    if earlier is None:
        return ()
    old, new = earlier.dossier, case.dossier
    every = (
        _unit(old.unit, new.unit),
        _people(Household.table, old.households, new.households, lambda _h: "", lambda _h: False),
        _people(Member.table, old.members, new.members, lambda _m: "", lambda _m: True),
        _people(Nominee.table, old.nominees, new.nominees, lambda n: _offices(new.unit, n.offices), _for_party),
        _people(Official.table, old.officials, new.officials, _duty(new.unit), lambda o: o.event is Event.CONGRESS),
        _steps(new.unit, old.steps, new.steps),
        _rounds(earlier, case),
        _meetings(new.unit, old.meetings, new.meetings),
    )
    return tuple(change for changes in every for change in changes if change.old.text != change.new.text)


def _changes(table: str, row: str, columns: Iterable[tuple[str, Value, Value]], *, of_party: bool) -> Iterator[Change]:
    """The columns of one row."""
    for slug, old, new in columns:
        yield Change(BY_SLUG[table].sheet, row, f"cột {BY_SLUG[table].by_slug[slug].header}", old, new, of_party)


def _both(before: T | None, after: T | None, value: Callable[[T], Value]) -> tuple[Value, Value]:
    """What each of two rows says, where it is there."""
    return value(before) if before is not None else NOTHING, value(after) if after is not None else NOTHING


def _number(figure: int | None, *routes: Route) -> Value:
    return Value(str(figure) if figure is not None else None, routes)


def _day(day: date | None, route: Route) -> Value:
    return Value(short_date(day) if day is not None else None, (route,))


def _text(text: str | None, route: Route) -> Value:
    return Value(" ".join(text.split()) if text else None, (route,))


# --- The hamlet, people ----------------------------------------------------------------------------------------------


_OF_UNIT: tuple[tuple[str, bool, Callable[[Unit], Value]], ...] = (
    ("ten", False, lambda u: _text(u.name, u.at("ten"))),
    ("tong_so_ho", False, lambda u: _number(u.households, u.at("tong_so_ho"))),
    ("nhiem_ky_truong", False, lambda u: _text(u.head_term, u.at("nhiem_ky_truong"))),
    ("truong_duong_nhiem", False, lambda u: _name(u.sitting_head, u.at("truong_duong_nhiem"))),
    ("tong_dang_vien", True, lambda u: _number(u.members, u.at("tong_dang_vien"))),
    ("nhiem_ky_chi_bo", True, lambda u: _text(u.cell_term, u.at("nhiem_ky_chi_bo"))),
    ("bi_thu_duong_nhiem", True, lambda u: _name(u.sitting_secretary, u.at("bi_thu_duong_nhiem"))),
)


def _unit(old: Unit, new: Unit) -> Iterator[Change]:
    for slug, of_party, value in _OF_UNIT:
        yield from _changes(Unit.table, "", ((slug, value(old), value(new)),), of_party=of_party)


def _name(name: str | None, *routes: Route) -> Value:
    return Value(bare_name(name) if name else None, routes)


def _people(table: Route, old: Sequence[P], new: Sequence[P], row: Callable[[P], str], of_party: Callable[[P], bool]) -> Iterator[Change]:
    """Names that were added, left out or written otherwise."""
    for before, after in matched(old, new, row):
        person = after or before
        assert person is not None
        values = _both(before, after, lambda p: _name(p.name, p.at("ho_ten")))
        where = row(person) or f"người thứ {person.index + 1}"
        yield from _changes(table, where, (("ho_ten", *values),), of_party=of_party(person))


def matched(old: Sequence[P], new: Sequence[P], row: Callable[[P], str]) -> list[tuple[P | None, P | None]]:
    """Who is who in two lists: by what they do there and their name, then, of one row, by the order in which they are written."""
    left: dict[Hashable, list[P]] = {}
    for person in old:
        left.setdefault((row(person), _key(person)), []).append(person)
    pairs: list[tuple[P | None, P | None]] = []
    fresh: dict[str, list[P]] = {}
    for person in new:
        same = left.get((row(person), _key(person)))
        if same:
            pairs.append((same.pop(0), person))
        else:
            fresh.setdefault(row(person), []).append(person)
    gone: dict[str, list[P]] = {}
    for person in sorted((p for people in left.values() for p in people), key=lambda p: p.index):
        gone.setdefault(row(person), []).append(person)
    for name in dict.fromkeys((*gone, *fresh)):
        pairs += zip_longest(gone.get(name, ()), fresh.get(name, ()))
    return pairs


def _key(person: Person) -> str:
    return fold_name(split_year(person.name or "")[0])


def _offices(unit: Unit, offices: Sequence[Office]) -> str:
    return f"giới thiệu bầu {', '.join(office_name(unit, office) for office in offices)}" if offices else ""


def _for_party(nominee: Nominee) -> bool:
    return bool(nominee.offices) and Office.HEAD not in nominee.offices


def _duty(unit: Unit) -> Callable[[Official], str]:
    def row(official: Official) -> str:
        event = titled(official.event.value, unit) if official.event is not None else ""
        return ", ".join(text for text in (official.duty.value if official.duty is not None else "", event, official.cluster) if text)

    return row


# --- Steps, gatherings -----------------------------------------------------------------------------------------------


def _in_turn(old: Sequence[R], new: Sequence[R], key: Callable[[R], Hashable]) -> Iterator[tuple[R | None, R | None]]:
    """The rows of two tables that are of one kind, the first with the first, the second with the second."""
    kinds: dict[Hashable, tuple[list[R], list[R]]] = {}
    for side, rows in enumerate((old, new)):
        for row in rows:
            kinds.setdefault(key(row), ([], []))[side].append(row)
    for before, after in kinds.values():
        yield from zip_longest(before, after)


def _steps(unit: Unit, old: Sequence[Step], new: Sequence[Step]) -> Iterator[Change]:
    for before, after in _in_turn(old, new, lambda step: step.kind):
        step = after or before
        assert step is not None
        columns = (
            ("ngay", *_both(before, after, lambda s: _day(s.day, s.at("ngay")))),
            ("so_van_ban", *_both(before, after, lambda s: _text(s.document, s.at("so_van_ban")))),
            ("ho_ten", *_both(before, after, lambda s: _name(s.person, s.at("ho_ten")))),
        )
        party = step.kind is not None and any(word in fold(step.kind.value) for word in ("dai_hoi", "bi_thu"))
        yield from _changes(Step.table, titled(step.kind.value, unit) if step.kind is not None else "", columns, of_party=party)


def _meetings(unit: Unit, old: Sequence[Meeting], new: Sequence[Meeting]) -> Iterator[Change]:
    for before, after in _in_turn(old, new, lambda m: (m.event, m.cluster)):
        meeting = after or before
        assert meeting is not None
        columns = (
            ("ngay", *_both(before, after, lambda m: _day(m.day, m.at("ngay")))),
            ("trieu_tap", *_both(before, after, lambda m: _number(m.summoned, m.at("trieu_tap")))),
            ("co_mat", *_both(before, after, lambda m: _number(m.present, m.at("co_mat")))),
            ("dong_y", *_both(before, after, lambda m: _number(m.agreed, m.at("dong_y")))),
        )
        name = titled(meeting.event.value, unit) if meeting.event is not None else ""
        row = ", ".join(text for text in (name, meeting.cluster) if text)
        yield from _changes(Meeting.table, row, columns, of_party=meeting.event is Event.CONGRESS)


# --- Rounds ----------------------------------------------------------------------------------------------------------


def _rounds(earlier: Case, case: Case) -> Iterator[Change]:
    """Each round, by its office, its number and whether ballots were taken round: who is counted, then each of its rows."""
    old, new = ({(c.office.rank, c.round.number, c.round.taken_round): c for c in one.counts} for one in (earlier, case))
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        yield from _base(before, after)
        rows = [{fold(part.round.cluster or ""): (c, part) for part in c.parts} if c is not None else {} for c in (before, after)]
        for cluster in dict.fromkeys((*rows[0], *rows[1])):
            yield from _part(rows[0].get(cluster), rows[1].get(cluster))


def _base(before: Count | None, after: Count | None) -> Iterator[Change]:
    """Who is counted: those who could come, and of the congress those of whom half is taken."""
    count = after or before
    assert count is not None
    row, party = round_name(count), count.office.of_party
    called = _both(before, after, lambda c: _number(c.called, *c.base.reads))
    yield Change(BY_SLUG[Round.table].sheet, row, "số đảng viên được triệu tập" if party else f"tổng số {voters(count)}", *called, party)
    if party:
        base = _both(before, after, lambda c: _number(c.base.number, *c.base.reads))
        yield Change(BY_SLUG[Round.table].sheet, row, "số đảng viên làm căn cứ tính kết quả bầu cử", *base, party)


def _figure(figure: Figure) -> tuple[str, Callable[[Part], Value]]:
    return figure.field, lambda part: _number(part.number(figure), *part.source(figure))


_OF_PART: tuple[tuple[str, Callable[[Part], Value]], ...] = (
    ("ngay", lambda part: _day(part.round.day, part.round.at("ngay"))),
    ("ngay_ket_thuc", lambda part: _day(part.round.last_day, part.round.at("ngay_ket_thuc"))),
    *map(_figure, FIGURES),
    ("trung_cu", lambda part: Value("; ".join(map(bare_name, part.round.announced or ())) or None, (part.round.at("trung_cu"),))),
)


def _part(before: tuple[Count, Part] | None, after: tuple[Count, Part] | None) -> Iterator[Change]:
    """One row of a round: its day, its figures, who was announced, and the votes of each."""
    known = after or before
    assert known is not None
    row, party = part_name(*known), known[0].office.of_party
    old, new = (one[1] if one is not None else None for one in (before, after))
    yield from _changes(Round.table, row, ((slug, *_both(old, new, value)) for slug, value in _OF_PART), of_party=party)
    for one, other in matched(old.candidates if old is not None else (), new.candidates if new is not None else (), lambda _p: ""):
        person = other or one
        assert person is not None
        names = _both(one, other, lambda p: _name(p.name, p.at("ho_ten")))
        columns = (("ho_ten", *names), (VOTES, _votes(old, one), _votes(new, other)))
        yield from _changes(_RESULTS, f"{row}, {bare_name(person)}", columns, of_party=party)


def _votes(part: Part | None, person: Candidate | None) -> Value:
    if part is None or person is None:
        return NOTHING
    return _number(part.votes[part.candidates.index(person)], *part.source_of_votes(person))
