"""One account of a meeting or a congress: who was summoned, came and stayed away, and where its sources disagree.

Who came stands in up to three places: the table "Cuộc họp", the rounds voted there, the ticks of the roster. Papers, rules and screens ask
here, so that they cannot each believe another one. At the opening: "Cuộc họp", else the first round, else the ticks; at a vote: the round.
Who is counted, of a roster or a declared total, is `base`'s to say, below the count; who was there is told here, above it.
Imports base, tally and model: whether a round was held is for its count to say.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import groupby

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, Base, congress_base, congress_day, excused, official_members, summoned_to_congress
from dantin.case import Case, count_unknown
from dantin.clusters import whole_meetings
from dantin.figures import PRESENT
from dantin.model import Event, Meeting, Member, MemberState, Office, Remark, Round, Setting
from dantin.part import Part
from dantin.patterns import late
from dantin.provision import Provision, Threshold
from dantin.records import dataclass
from dantin.route import Route
from dantin.tally import Count

PARTY = (Office.COMMITTEE, Office.SECRETARY, Office.DEPUTY)
_ARRIVAL = late(r"\b(?:đến|tới|thêm|muộn|trễ|bổ sung|vào họp|vào sau|dự sau)\b")
_ARRIVAL_BARE = late(r"\b(?:den|toi|them|muon|tre|bo sung|vao hop|vao sau|du sau)\b")


@dataclass(frozen=True)
class Gathering:
    """A meeting to elect the head, or a congress. `counts` are the rounds held at it, in their order.

    `minutes` is its row of the table "Cuộc họp", all empty where it has none; `day` the day whose law and roster count. `followed_by` is,
    of a meeting that its minutes alone tell of, the round by ballots taken to the same households.
    """

    case: Case
    event: Event
    day: date
    counts: tuple[Count, ...]
    minutes: Meeting
    followed_by: Count | None = None

    @property
    def leading(self) -> Count | None:
        """Its first round; else the one that followed; of a congress at which none was held yet the first planned."""
        planned = (count for count in self.case.counts if count.office in PARTY and self.event is Event.CONGRESS)
        return next(iter(self.counts), None) or self.followed_by or next(planned, None)

    @property
    def base(self) -> Base:
        """Who is counted: as its first round has it; of a congress without any, by the roster and the totals of the hamlet."""
        if self.leading is not None:
            return self.leading.base
        return congress_base(self.case.dossier, Round(-1, offices=(Office.SECRETARY,)), self.day)

    @property
    def summoned(self) -> int | None:
        """How many were summoned; for the head everyone who is counted."""
        known = self.base.summoned if self.event is Event.CONGRESS else self.base.number
        return known if known is not None else self.minutes.summoned

    @property
    def first(self) -> Count | None:
        """The first of its rounds that tells how many were there."""
        return next((count for count in self.counts if count.round.present is not None), None)

    @property
    def present(self) -> int | None:
        """How many were there when it opened."""
        if self.minutes.present is not None:
            return self.minutes.present
        return self.first.round.present if self.first is not None else self._ticked

    @property
    def source_of_summoned(self) -> tuple[Route, ...]:
        """The routes that `summoned` comes from."""
        known = self.base.summoned if self.event is Event.CONGRESS else self.base.number
        return self.base.reads if known is not None else self.minutes.each("trieu_tap")

    @property
    def source_of_present(self) -> tuple[Route, ...]:
        """The routes that `present` comes from: the minutes, the first round, or the ticks of the roster."""
        if self.minutes.present is not None:
            return self.minutes.each("co_mat")
        if self.first is not None:
            return self.first.source(PRESENT)
        return (HOUSEHOLD_ROWS if self.event is Event.HEAD_ELECTION else MEMBER_ROWS,)

    @property
    def quorum(self) -> int | None:
        """How many of those summoned had to be there for it to vote, by the law of its day."""
        provision: Provision[Threshold] = law.CONGRESS_QUORUM if self.event is Event.CONGRESS else law.HEAD_QUORUM
        version = self.case.law.on(provision, self.day)
        return version.value.of(self.summoned) if version is not None and self.summoned is not None else None

    @property
    def short_of_quorum(self) -> bool:
        """Too few came, as the minutes have it or any of its rounds."""
        if any(count.round.remark is Remark.NO_QUORUM or count.short_of_quorum for count in self.counts):
            return True
        return self.quorum is not None and self.present is not None and self.present < self.quorum

    @property
    def absent(self) -> int | None:
        """How many of those summoned were not there; None where either number is not known or they contradict each other."""
        summoned, present = self.summoned, self.present
        return summoned - present if summoned is not None and present is not None and present <= summoned else None

    @property
    def _ticked(self) -> int | None:
        if self.event is Event.HEAD_ELECTION:
            met = self.leading.round.cluster if self.leading is not None else None
            households = self.case.dossier.households
            attends = [household.attends for household in households if met is None or household.cluster == met]
            return None if all(tick is None for tick in attends) else sum(tick is True for tick in attends)
        if not self._has_ticks or official_members(self.case.dossier, self.day) is None:
            return None
        return sum(member.present is True for member in self._on_roster)

    @property
    def _has_ticks(self) -> bool:
        return any(member.present is not None for member in self.case.dossier.members)

    @cached_property
    def _on_roster(self) -> list[Member]:
        return [member for member in self.case.dossier.members if summoned_to_congress(member, self.day)]

    @property
    def not_summoned(self) -> list[Member]:
        """The official members who are not counted among those summoned to a congress."""
        return [m for m in self.case.dossier.official_on(self.day) if not summoned_to_congress(m, self.day)]

    @property
    def excused(self) -> list[Member]:
        """Those summoned to a congress who are absent for a reason that is accepted."""
        return excused(self.case.dossier, self.day)

    @property
    def absentees(self) -> list[Member] | None:
        """Those summoned to a congress who did not come; None where the roster does not name exactly so many."""
        people = [m for m in self._on_roster if not m.present and (self._has_ticks or m.state is MemberState.EXCUSED)]
        return people if len(people) == self.absent else None

    @property
    def differs(self) -> bool:
        """The table "Cuộc họp" and the first round tell two attendances, and no arrival explains that more voted than were there."""
        first, attendance = self.first, self.minutes.present
        if first is None or attendance is None or first.round.present is None or attendance == first.round.present:
            return False
        return attendance > first.round.present or not arrival_noted(first.round)

    @property
    def risen(self) -> Iterator[tuple[Count, int]]:
        """The later rounds at which more were present than ever before, and no arrival is noted: each with the most so far."""
        most = max((n for n in (self.minutes.present, self.first.round.present if self.first else None) if n is not None), default=None)
        for count in self.counts:
            present = count.round.present
            if present is None or most is None or count is self.first:
                continue
            if present > most and not arrival_noted(count.round):
                yield count, most
            most = max(most, present)


def arrival_noted(round_: Round) -> bool:
    """Whether the reason given with a round says that somebody came later: "01 đồng chí đến muộn", "thêm 02 hộ"."""
    text = unicodedata.normalize("NFC", round_.reason or "").casefold()
    # Without any accent the words are told apart by nothing else.
    return (_ARRIVAL_BARE if text.isascii() else _ARRIVAL).search(text) is not None


def congress(case: Case) -> Gathering:
    """The congress of the cell, held or to be held."""
    counts = tuple(count for office in PARTY for count in case.held(office))
    minutes = _minutes(case, Event.CONGRESS, counts)
    return Gathering(case, Event.CONGRESS, congress_day(case.dossier) or minutes.day or case.as_of, counts, minutes)


def meeting_of(case: Case, count: Count) -> Gathering:
    """The meeting at which a round for head was voted, with the others voted there; of a cluster its own."""
    if count.part_of is not None:
        rows = meeting_of(case, count.part_of).minutes.parts
        own = next((row for row in rows if row.cluster == count.round.cluster), Meeting(-1))
        return Gathering(case, Event.HEAD_ELECTION, count.day, (count,), own)
    same = tuple(other for other in _at_meetings(case, Office.HEAD) if other.round.day == count.round.day) or (count,)
    return Gathering(case, Event.HEAD_ELECTION, count.day, same, _minutes(case, Event.HEAD_ELECTION, same))


def meetings_before(case: Case, count: Count) -> list[Gathering]:
    """The meetings before a round for head: those of the rounds before it, each by itself, then those that only the minutes tell of.

    Up to its day and on that day too, for a meeting may be followed at once by ballots taken to the households.
    """

    def before(day: date | None) -> bool:
        return day is None or count.round.day is None or day <= count.round.day

    held = case.held(Office.HEAD)
    rounds = (c for c in held[: held.index(count)] if not c.round.taken_round and before(c.round.day))
    voted = [Gathering(case, Event.HEAD_ELECTION, c.day, (c,), _minutes(case, Event.HEAD_ELECTION, (c,))) for c in rounds]
    alone = [m for m in whole_meetings(case.dossier, Event.HEAD_ELECTION) if before(m.day)]
    alone = [m for m in alone if m not in [gathering.minutes for gathering in voted]]
    return [*voted, *(Gathering(case, Event.HEAD_ELECTION, m.day or count.day, (), m, count) for m in alone)]


def gatherings(case: Case) -> Iterator[Gathering]:
    """Every meeting to elect the head, and every congress, at which a round was held: those of one day together."""
    for event, offices in ((Event.HEAD_ELECTION, (Office.HEAD,)), (Event.CONGRESS, PARTY)):
        counts = sorted(_at_meetings(case, *offices), key=lambda count: count.day)
        for day, same in groupby(counts, key=lambda count: count.day):
            together = tuple(same)
            yield Gathering(case, event, day, together, _minutes(case, event, together))


def _at_meetings(case: Case, *offices: Office) -> list[Count]:
    held = (count for office in offices for count in case.held(office))
    return [count for count in held if count.round.setting is not Setting.TAKEN_ROUND]


def _minutes(case: Case, event: Event, counts: tuple[Count, ...]) -> Meeting:
    """The row of "Cuộc họp" about a gathering: that of the day of its rounds, or the only one where either is undated."""
    rows = whole_meetings(case.dossier, event)
    if not counts:
        return next(iter(rows), Meeting(-1))
    day = counts[0].round.day or (case.congress_day if event is Event.CONGRESS else None)
    same = [row for row in rows if row.day is not None and row.day == day]
    only = [row for row in rows if len(rows) == 1 and None in (row.day, day)]
    return next(iter(same or only), Meeting(-1))


def over_present(case: Case) -> Iterator[tuple[int, list[tuple[Route, Count, Part]]]]:
    """Each gathering at which more were present than there are: how many, and every place where a round or the minutes say so.

    With each place the count and the part of it by which it is judged: its round's; of minutes the first of their kind, or one of which
    nothing is known.
    """
    # One gathering is one fact, in however many of its rounds and minutes it is written.
    by_day: dict[tuple[Event, date, int | None, str | None, int], list[tuple[Route, Count, Part]]] = {}
    for count in case.counts:
        event = Event.CONGRESS if count.office.of_party else Event.HEAD_ELECTION
        for part in _crowded(count) if not count.planned and count.over_present else ():
            key = (event, count.day, part.called, part.round.cluster, part.round.present or 0)
            by_day.setdefault(key, []).append((part.round.at("co_mat"), count, part))
    for meeting in case.dossier.meetings:
        if meeting.event not in (Event.HEAD_ELECTION, Event.CONGRESS, Event.DISMISSAL) or meeting.present is None:
            continue
        office = Office.SECRETARY if meeting.event is Event.CONGRESS else Office.HEAD
        # Who lets a head go is counted apart from any vote: the households alone, whoever elected.
        rounds = (c for c in case.counts if c.office.of_party == office.of_party and meeting.event is not Event.DISMISSAL)
        first = next(rounds, None) or count_unknown(case, office)
        part = next((part for part in first.parts if meeting.cluster and part.round.cluster == meeting.cluster), first.whole)
        if part.called is not None and meeting.present > part.called:
            day = first.day if part.round.cluster else meeting.day or first.day
            key = (meeting.event, day, part.called, part.round.cluster, meeting.present)
            by_day.setdefault(key, []).append((meeting.at("co_mat"), first, part))
    yield from ((present, places) for (*_, present), places in by_day.items())


def _crowded(count: Count) -> list[Part]:
    """The parts of a round at which too many were present; where it shows in their sum alone, all of them as one."""
    return [part for part in count.parts if part.over_present] or [count.whole]


@dataclass(frozen=True)
class Ticked:
    """An attendance, of a round or of one cluster of it, beside how many the roster ticks as present there."""

    count: Count
    part: Part
    ticked: int


def against_ticks(case: Case, event: Event) -> tuple[list[Ticked], tuple[Route, ...]]:
    """The attendances that the ticks of the roster speak against, and the routes of the ticks where there are any.

    By cluster, where the roster says who is of which.
    """
    dossier = case.dossier
    counts = _at_meetings(case, *((Office.HEAD,) if event is Event.HEAD_ELECTION else PARTY))
    if not counts:
        return [], ()
    if event is Event.HEAD_ELECTION:
        ticks = [household.attends for household in dossier.households]
        excused = 0
    else:
        members = dossier.official_on(case.congress_day) if case.congress_day else ()
        ticks = [member.present for member in members]
        # An excused member with a tick is told as such (DT513); a round that counts without that tick is right.
        excused = sum(m.present is True and m.state is MemberState.EXCUSED for m in members)
    ticked = ticks.count(True)
    if ticks.count(None) == len(ticks):
        return [], ()
    by_clusters = any(part.round.cluster for count in counts for part in count.parts)
    clusters = {household.cluster for household in dossier.households if household.cluster} if by_clusters else set()
    came = Counter(household.cluster for household in dossier.households if household.attends) if clusters else Counter[str | None]()
    attendances: list[Ticked] = []
    for count in counts:
        own = [Ticked(count, part, came[name]) for part in count.parts if (name := part.round.cluster) in clusters and name]
        attendances += own or [Ticked(count, count.whole, ticked)]
    differing = [one for one in attendances if one.part.round.present not in (None, one.ticked, one.ticked - excused)]
    # One column of ticks cannot tell two gatherings apart: it speaks against none where it agrees with one of them, and else against the
    # one it comes nearest to.
    if len({count.round.day for count in counts}) > 1:
        if {id(one.count) for one in differing} != {id(one.count) for one in attendances}:
            return [], ()
        nearest = min(differing, key=lambda one: abs((one.part.round.present or 0) - one.ticked))
        differing = [one for one in differing if one.count.round.day == nearest.count.round.day]
    if not differing:
        return [], ()
    if event is Event.HEAD_ELECTION:
        return differing, (HOUSEHOLD_ROWS, *(household.at("du_hop") for household in dossier.households))
    return differing, (MEMBER_ROWS, *(member.at("co_mat") for member in dossier.members))
