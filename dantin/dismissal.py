"""The meeting that lets a hamlet head go: who is counted, how many agreed, whether it passed; and from when on there is no head.

Pure arithmetic on the table "Cuộc họp" (`cuoc` = `cho thôi`), by the law of the day of the meeting. Imports case and model.
"""

from datetime import date
from typing import NamedTuple

from dantin import law
from dantin.base import Base
from dantin.case import Case, count_unknown
from dantin.model import Event, Meeting, Office, Person, Step, StepKind, covers
from dantin.provision import Threshold, Version
from dantin.route import Route


class Dismissal(NamedTuple):
    """One meeting to let the head go. Figures are of household representatives; None: not known.

    `base` is who is counted by the roster or the declared total; where neither is known, those whom the minutes say were summoned.
    """

    case: Case
    meeting: Meeting
    base: Base

    @property
    def day(self) -> date:
        """The day whose law applies: that of the meeting, of one without a day that of checking."""
        return self.meeting.day or self.case.as_of

    @property
    def held(self) -> bool:
        """Whether a figure of it was entered."""
        return self.meeting.present is not None or self.meeting.agreed is not None

    @property
    def whole(self) -> int | None:
        """How many household representatives the hamlet has: more than half of ALL of them have to agree."""
        return self.base.number or self.meeting.summoned or None

    @property
    def source_of_whole(self) -> tuple[Route, ...]:
        """The routes that `whole` comes from."""
        return self.base.reads if self.base.number else (self.meeting.at("trieu_tap"),)

    @property
    def present(self) -> int | None:
        """How many came."""
        return self.meeting.present

    @property
    def absent(self) -> int | None:
        """How many did not; None where either number is not known or they contradict each other."""
        whole, present = self.whole, self.present
        return whole - present if whole is not None and present is not None and present <= whole else None

    @property
    def agreed(self) -> int | None:
        """How many agreed."""
        return self.meeting.agreed

    @property
    def rule(self) -> Version[Threshold] | None:
        """The provision on how many have to agree; None where no law of that day knows such a meeting."""
        known = self.case.law.on(law.HEAD_DISMISSAL, self.day)
        return self.case.law.on(law.HEAD_DISMISSAL_MAJORITY, self.day) if known is not None else None

    @property
    def needed(self) -> int | None:
        """The least number of those who have to agree."""
        return self.rule.value.of(self.whole) if self.rule is not None and self.whole is not None else None

    @property
    def over_agreed(self) -> bool:
        """More agreed than were there."""
        return self.agreed is not None and self.present is not None and self.agreed > self.present

    @property
    def passed(self) -> bool | None:
        """Whether the meeting agreed; None where a figure is missing, could not be read, or contradicts another."""
        needed, agreed = self.needed, self.agreed
        reads = (*(self.meeting.at(field) for field in ("trieu_tap", "co_mat", "dong_y")), *self.base.reads)
        unread = any(covers(route, self.case.dossier.flawed) for route in reads) or self.base.conflicts
        if needed is None or agreed is None or self.absent is None or self.over_agreed or unread:
            return None
        return agreed >= needed


def dismissal_of(case: Case) -> Dismissal | None:
    """The last meeting to let the head go that was held, else one still planned; None where the dossier has none."""
    rows = [meeting for meeting in case.dossier.meetings if meeting.event is Event.DISMISSAL]
    base = count_unknown(case, Office.HEAD).base if rows else None
    meetings = [Dismissal(case, row, base) for row in rows if base is not None]
    return max(meetings, key=lambda d: (d.held, d.meeting.day or date.min, d.meeting.index), default=None)


def let_go(case: Case) -> tuple[date, Step] | None:
    """The decision that last let a head go, with its day; None where there is none by the day of checking, or the law knew of none."""
    steps = [(s.day, s) for s in case.dossier.steps_of(StepKind.HEAD_DISMISSED) if s.day is not None and s.day <= case.as_of]
    steps = [(day, step) for day, step in steps if case.law.on(law.HEAD_DISMISSAL, day) is not None]
    return max(steps, key=lambda entry: (entry[0], entry[1].index), default=None)


def vacant_since(case: Case) -> date | None:
    """Since when there is no elected head, because one was let go; None where there is one, or somebody else was voted on since."""
    gone = let_go(case)
    return gone[0] if gone is not None and not voted_since(case, gone[0]) and not recognised_since(case, gone[0]) else None


def voted_since(case: Case, day: date) -> bool:
    """Whether a head was voted on after a day; of a vote without a day nobody knows that it was not."""
    return any(count.round.day is None or count.round.day >= day for count in case.held(Office.HEAD))


def recognised_since(case: Case, day: date) -> bool:
    """Whether a head was recognised after a day."""
    return any(s.day is not None and s.day >= day for s in case.dossier.steps_of(StepKind.RECOGNITION))


def head_on(case: Case, day: date) -> tuple[Person, Route] | None:
    """Who heads the hamlet on a day, and where the name stands: the sitting head; where there is none, or one was let go, whoever acts."""
    unit, dossier = case.dossier.unit, case.dossier
    gone = [s.day for s in dossier.steps_of(StepKind.HEAD_DISMISSED) if s.day is not None and s.day <= day]
    if not gone and unit.sitting_head:
        return Person(-1, name=unit.sitting_head), unit.at("truong_duong_nhiem")
    since = max(gone, default=date.min)
    acting = [s for s in dossier.steps_of(StepKind.ACTING_HEAD) if s.person and s.day is not None and since <= s.day <= day]
    return (Person(-1, name=acting[-1].person), acting[-1].at("ho_ten")) if acting else None


def who_is_let_go(case: Case) -> tuple[Person, Route] | None:
    """Whose letting go is meant, and where the name stands.

    Whom the decision names; else whom the people elected before and the commune recognised; else the sitting head of the table "Đơn vị".
    """
    dossier, gone, meeting = case.dossier, let_go(case), dismissal_of(case)
    if gone is not None and gone[1].person:
        return Person(-1, name=gone[1].person), gone[1].at("ho_ten")
    day = meeting.day if meeting is not None else gone[0] if gone is not None else case.as_of
    deciding, recognition = case.deciding(Office.HEAD), dossier.step(StepKind.RECOGNITION)
    recognised = recognition is not None and recognition.day is not None and recognition.day <= day
    if deciding is not None and len(deciding.elected) == 1 and deciding.day <= day and recognised:
        return deciding.elected[0], deciding.elected[0].at("ho_ten")
    sitting = dossier.unit.sitting_head
    return (Person(-1, name=sitting), dossier.unit.at("truong_duong_nhiem")) if sitting else None
