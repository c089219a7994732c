"""The plain model of a dossier: what one hamlet's tables say, and nothing about where it was written.

Frozen dataclasses of the standard library; no rule, no law and no file is known here. A value that was not given, or could not be read, is
`None` (or an empty tuple): empty is never zero. The values of the enumerations are the words that users write (contract, section 1).
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, fields
from datetime import date, time
from enum import StrEnum
from functools import cache
from itertools import repeat, starmap
from typing import Any, ClassVar, NamedTuple, Self

from dantin.records import dataclass
from dantin.route import Route, candidate_route, field_route, row_route, rows_route
from dantin.vietnamese import fold


class Office(StrEnum):
    """What is being elected, in the order in which contests are listed."""

    HEAD = "trưởng ấp"
    COMMITTEE = "chi ủy"
    SECRETARY = "bí thư"
    DEPUTY = "phó bí thư"

    @property
    def rank(self) -> int:
        """0 for the head, then committee, secretary, deputy."""
        return list(Office).index(self)

    @property
    def of_party(self) -> bool:
        """Elected by the party-cell congress, not by the households."""
        return self is not Office.HEAD


class ModelChoice(StrEnum):
    """How a hamlet means to follow "Dân tin, Đảng cử"."""

    HEAD = "bí thư là trưởng ấp"
    FRONT = "bí thư là trưởng ban công tác mặt trận"
    NONE = "không thực hiện"


BOTH_FORMS = (ModelChoice.HEAD, ModelChoice.FRONT)
"""The two forms of the model. A hamlet that chose neither does not follow it."""


class MemberState(StrEnum):
    """The state of a party member on the day of the congress."""

    ACTIVE = "đang sinh hoạt"
    EXEMPT = "miễn sinh hoạt"
    ELSEWHERE = "sinh hoạt tạm thời nơi khác"
    SUSPENDED = "đình chỉ sinh hoạt"
    PROSECUTED = "bị khởi tố, tạm giam"
    EXCUSED = "vắng có lý do"
    VISITING = "nơi khác đến sinh hoạt tạm thời"


class Membership(StrEnum):
    """What the list of nominees says of a person's party membership."""

    OFFICIAL = "chính thức"
    PROBATIONARY = "dự bị"
    NONE = "không"


class Source(StrEnum):
    """How a person came onto the list of candidates."""

    OFFICIAL_LIST = "danh sách chính thức"
    AT_MEETING = "giới thiệu tại cuộc họp"
    SELF = "tự ứng cử"


class Event(StrEnum):
    """The gatherings at which people act."""

    CONSULTATION = "hiệp thương"
    HEAD_ELECTION = "trưởng ấp"
    CONGRESS = "đại hội"
    DISMISSAL = "cho thôi"


class Duty(StrEnum):
    """What a person does at a gathering."""

    ELECTION_TEAM_HEAD = "tổ trưởng tổ bầu cử"
    ELECTION_TEAM_MEMBER = "thành viên tổ bầu cử"
    WITNESS = "người chứng kiến"
    CHAIR = "chủ trì"
    CLERK = "thư ký"
    COUNTING_HEAD = "trưởng ban kiểm phiếu"
    COUNTING_MEMBER = "thành viên ban kiểm phiếu"
    PRESIDIUM = "đoàn chủ tịch"
    TAKEN_TEAM_HEAD = "tổ trưởng tổ phát phiếu"
    TAKEN_TEAM_MEMBER = "thành viên tổ phát phiếu"


class StepKind(StrEnum):
    """The dated steps of the work."""

    PUBLIC_OPINION = "lấy ý kiến nhân dân và đảng viên"
    CONSULTATION = "hiệp thương"
    CELL_AGREEMENT = "chi ủy thống nhất"
    DECISION = "quyết định tổ chức bầu cử"
    LIST_SENT = "gửi danh sách ứng cử"
    TEAM_SET_UP = "thành lập tổ bầu cử"
    NOTICE = "niêm yết"
    MEETING_ANNOUNCED = "thông báo họp"
    TAKEN_TEAM_SET_UP = "thành lập tổ phát phiếu"
    TAKEN_MADE_PUBLIC = "công khai phát phiếu"
    RESULT_SENT = "gửi kết quả bầu cử"
    RESULT_RECEIVED = "nhận kết quả bầu cử"
    RECOGNITION = "công nhận trưởng ấp"
    REFUSAL = "từ chối công nhận"
    CONGRESS = "đại hội chi bộ"
    CONGRESS_REPORT = "báo cáo kết quả đại hội"
    APPROVAL = "chuẩn y bí thư"
    PREVIOUS_CONGRESS = "đại hội nhiệm kỳ trước"
    HEAD_DISMISSED = "cho thôi trưởng ấp"
    ACTING_HEAD = "cử trưởng ấp lâm thời"


class RoundKind(StrEnum):
    """Why a further round is held."""

    AGAIN = "bầu lại"
    MORE = "bầu thêm"
    AMONG_TIED = "giữa những người bằng phiếu"


class Setting(StrEnum):
    """Where the votes are cast."""

    MEETING = "cuộc họp"
    TAKEN_ROUND = "phát phiếu"
    CONGRESS = "đại hội"


class VotingForm(StrEnum):
    """How the votes are cast."""

    SECRET = "bỏ phiếu kín"
    HANDS = "giơ tay"


class Electorate(StrEnum):
    """Who elects the head."""

    HOUSEHOLDS = "đại diện hộ"
    VOTERS = "cử tri"


class Remark(StrEnum):
    """What the clerk recorded of a round that gave no result."""

    VOID = "hủy"
    NO_QUORUM = "không đủ số dự"


class PartialDate(NamedTuple):
    """A birth date, or only its year. `day` and `month` are both given or both `None`."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        """The whole date, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def agrees(self, other: "PartialDate") -> bool:
        """Whether both can be one day: a year alone agrees with any day of it."""
        return self.full == other.full if self.full and other.full else self.year == other.year


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `index` counts the hamlet's rows of that table from 0, in the order written."""

    table: ClassVar[Route]
    index: int

    @classmethod
    def rows(cls) -> Route:
        """The route of how many rows the table has, "bau_cu.#"."""
        return rows_route(cls.table)

    @classmethod
    def of_columns(cls, columns: Mapping[str, Sequence[Any]]) -> tuple[Self, ...]:
        """Rows whose attributes stand in equally long columns, numbered from 0; None is what was not given.

        The same as calling the class for each, at half the time: a roster is most of what there is to read.
        """
        count = len(next(iter(columns.values()), ()))
        # Of `starmap` and `zip`, because they make no new tuple for each call.
        rows = [*starmap(object.__new__, repeat((cls,), count))]
        run_through = deque[None](maxlen=0).extend
        for name, default, set_to in _slots(cls):  # type: ignore[arg-type]  # mypy takes the hash of a row for that of its class
            column = range(count) if name == "index" else columns.get(name) or repeat(default)
            if default is not None and name in columns:
                column = [default if value is None else value for value in columns[name]]
            run_through(map(set_to, rows, column))
        return tuple(rows)

    @property
    def path(self) -> Route:
        """The route to this row in the dossier, "bau_cu[0]", by which readers find its place again."""
        return row_route(self.table, self.index)

    def at(self, field: str) -> Route:
        """The route to one field of this row: `round.at("thu_ve")` -> "bau_cu[0].thu_ve"."""
        return field_route(self.path, field)


@cache
def _slots(kind: type[Row]) -> list[tuple[str, Any, Callable[[Row, Any], None]]]:
    """Of each attribute of a class of rows its name, its default, and what sets it, frozen or not."""
    return [(attribute.name, attribute.default, getattr(kind, attribute.name).__set__) for attribute in fields(kind)]


@dataclass(frozen=True, slots=True)
class Person(Row):
    """A row that names a person."""

    name: str | None = None
    birth: PartialDate | None = None
    sex: str | None = None
    cccd: str | None = None


@dataclass(frozen=True, slots=True)
class Unit(Row):
    """The hamlet itself."""

    table = Route("don_vi")

    code: str | None = None
    name: str | None = None
    kind: str | None = None
    commune: str | None = None
    district: str | None = None
    province: str | None = None
    head_term: str | None = None
    cell_term: str | None = None
    model: ModelChoice | None = None
    households: int | None = None
    members: int | None = None
    cell: str | None = None
    party_above: str | None = None
    sitting_head: str | None = None
    sitting_secretary: str | None = None
    pilot: bool | None = None

    @property
    def path(self) -> Route:
        """A dossier has one unit, so its route carries no index."""
        return self.table


@dataclass(frozen=True, slots=True)
class Household(Person):
    """A household, by the person who represents it."""

    table = Route("ho_gia_dinh")

    number: str | None = None
    code: str | None = None
    address: str | None = None
    attends: bool | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Member(Person):
    """A member of the party cell, or one here for a time. Of no `official_since`, or a later one: probationary."""

    table = Route("dang_vien")

    number: str | None = None
    admitted: date | None = None
    official_since: date | None = None
    state: MemberState | None = None
    reason: str | None = None
    present: bool | None = None

    def official_on(self, day: date) -> bool:
        """An official member of this cell on that day; one here only for a time never is (QĐ 232 mục 6.3.2)."""
        return self.state is not MemberState.VISITING and self.official_since is not None and self.official_since <= day


@dataclass(frozen=True, slots=True)
class Nominee(Person):
    """A person introduced for one or more offices."""

    table = Route("nhan_su")

    number: str | None = None
    membership: Membership | None = None
    planned_for: str | None = None
    offices: tuple[Office, ...] = ()
    source: Source | None = None
    backing: int | None = None
    front_head: bool | None = None
    resident: bool | None = None
    sitting: bool | None = None
    birthplace: str | None = None
    home: str | None = None
    ethnicity: str | None = None
    religion: str | None = None
    schooling: str | None = None
    profession: str | None = None
    theory: str | None = None
    occupation: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Official(Person):
    """A person who acts at a gathering: chairs, counts, witnesses."""

    table = Route("thanh_phan")

    event: Event | None = None
    duty: Duty | None = None
    position: str | None = None
    represents: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Step(Row):
    """A dated step. `person` is whoever was recognised or approved by it; `limit` is for people to read, and no step was done by it."""

    table = Route("moc")

    kind: StepKind | None = None
    day: date | None = None
    limit: date | None = None
    document: str | None = None
    body: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate(Person):
    """A person voted on in one round. `votes` is None where the figure is missing; `nominee` is the row of the list of people introduced,
    where the round has no list of its own.
    """

    table = Route("ung_cu")

    votes: int | None = None
    round_index: int = 0
    nominee: int | None = None

    @property
    def path(self) -> Route:
        """The route runs through the round, however the table was written."""
        return candidate_route(self.round_index, self.index)

    def at(self, field: str) -> Route:
        """Who it is stands with the nominee, where the round has no list of its own; the votes are always the round's."""
        of_nominee = self.nominee is not None and field != "so_phieu"
        return field_route(row_route(Nominee.table, self.nominee or 0) if of_nominee else self.path, field)


@dataclass(frozen=True, slots=True)
class Round(Row):
    """One round of one contest, or the part of it that one cluster of the hamlet held. Figures are counts of people or of ballots.

    A round held by clusters has its rows as `parts`, and says their sums; `told_in`: of a field that is of the round as a whole, the
    row that tells it. `seats_open` is for a row that tells no seats: those that the round before left open, None where that is not known.
    """

    table = Route("bau_cu")

    offices: tuple[Office, ...] = ()
    number: int = 1
    kind: RoundKind | None = None
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    last_day: date | None = None
    venue: str | None = None
    setting: Setting | None = None
    form: VotingForm | None = None
    electorate: Electorate | None = None
    seats_told: int | None = None
    seats_open: int | None = 1
    total: int | None = None
    deducted: int | None = None
    present: int | None = None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    invalid_reasons: str | None = None
    announced: tuple[str, ...] | None = None
    remark: Remark | None = None
    reason: str | None = None
    candidates: tuple[Candidate, ...] = ()
    cluster: str | None = None
    parts: tuple["Round", ...] = ()
    told_in: tuple[tuple[str, int], ...] = ()

    def at(self, field: str) -> Route:
        """The route to one field of this round: of several parts the row that tells it of the whole, else the first."""
        return field_route(row_route(self.table, dict(self.told_in).get(field, self.index)), field)

    def each(self, field: str) -> tuple[Route, ...]:
        """The routes to one field in every row of this round."""
        return tuple(part.at(field) for part in self.parts) or (self.at(field),)

    @property
    def office(self) -> Office | None:
        """What the round elects; None where that could not be read."""
        return self.offices[0] if self.offices else None

    @property
    def known_seats(self) -> int | None:
        """How many people it elects: as told, else the seats still open; None where nobody can say."""
        return self.seats_told or self.seats_open

    @property
    def seats(self) -> int:
        """The same to count with: 1 where nobody can say, of which nothing is concluded."""
        return self.known_seats or 1

    @property
    def taken_round(self) -> bool:
        """Ballots were taken to the households, after a meeting that too few attended."""
        return self.setting is Setting.TAKEN_ROUND

    @property
    def by_hands(self) -> bool:
        """A show of hands: there are no ballots."""
        return self.form is VotingForm.HANDS


@dataclass(frozen=True, slots=True)
class BallotPaper(Row):
    """One ballot found in the box: the names chosen, whether "disagree" stands on it, and what spoils it."""

    table = Route("la_phieu")

    office: Office | None = None
    round_number: int = 1
    number: str | None = None
    choices: tuple[str, ...] = ()
    disagrees: bool = False
    fault: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class PaperDetails(Row):
    """What one paper carries besides the figures: number, signer, recipients."""

    table = Route("van_ban")

    paper: str | None = None
    symbol: str | None = None
    signed_on: date | None = None
    signed_at: str | None = None
    authority: str | None = None
    signer: str | None = None
    signer_position: str | None = None
    recipients: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the paper, folded, without the number of the round and the cluster that one of them carries."""
        return fold(self.paper or "").partition("_lan_")[0].partition("_cum_")[0]


@dataclass(frozen=True, slots=True)
class Meeting(Row):
    """A gathering as its minutes tell it. `agreed`: how many agreed to what it decided by itself, to let a head go.

    A hamlet that met by clusters has a row for each as `parts`.
    """

    table = Route("cuoc_hop")

    event: Event | None = None
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    venue: str | None = None
    summoned: int | None = None
    present: int | None = None
    agreed: int | None = None
    guests: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    cluster: str | None = None
    parts: tuple["Meeting", ...] = ()

    def each(self, field: str) -> tuple[Route, ...]:
        """The routes to one field in every row of this gathering."""
        return tuple(part.at(field) for part in self.parts) or (self.at(field),)


@dataclass(frozen=True, slots=True)
class Target(Row):
    """One line of the cell's report: planned and done."""

    table = Route("chi_tieu")

    content: str | None = None
    planned: str | None = None
    done: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything one hamlet's tables say.

    `flawed` holds the routes ("bau_cu[0].thu_ve", "bau_cu[1]", "ho_gia_dinh") at which reading found an error: what stands there is
    not to be relied on. `unticked` holds the routes of cells left blank in a column that has ticks: they are read as no.
    """

    unit: Unit
    households: tuple[Household, ...] = ()
    members: tuple[Member, ...] = ()
    nominees: tuple[Nominee, ...] = ()
    officials: tuple[Official, ...] = ()
    steps: tuple[Step, ...] = ()
    rounds: tuple[Round, ...] = ()
    ballots: tuple[BallotPaper, ...] = ()
    papers: tuple[PaperDetails, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    targets: tuple[Target, ...] = ()
    flawed: frozenset[Route] = frozenset()
    unticked: frozenset[Route] = frozenset()
    _by_office: dict[Office, tuple[Nominee, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_kind: dict[StepKind | None, list[Step]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _official: dict[date, tuple[Member, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _dated: dict[StepKind, Sequence[tuple[date, Step]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def code(self) -> str | None:
        """The hamlet's code, where it has one."""
        return self.unit.code

    def step(self, kind: StepKind) -> Step | None:
        """The last dated step of that kind, else an undated one, else None."""
        dated = self.dated_steps(kind)
        return dated[-1][1] if dated else next(iter(self.steps_of(kind)), None)

    def dated_steps(self, kind: StepKind) -> Sequence[tuple[date, Step]]:
        """The dated steps of one kind with their days, the earliest first."""
        if kind not in self._dated:
            dated = [(step.day, step) for step in self.steps_of(kind) if step.day is not None]
            self._dated[kind] = sorted(dated, key=lambda entry: entry[0])
        return self._dated[kind]

    def steps_of(self, kind: StepKind | None) -> Sequence[Step]:
        """The steps of a kind, as written; of None those whose kind could not be read."""
        # Sorted once: a hundred questions are asked about them.
        if not self._by_kind:
            for step in self.steps:
                self._by_kind.setdefault(step.kind, []).append(step)
        return self._by_kind.get(kind, ())

    def official_on(self, day: date) -> tuple[Member, ...]:
        """The official members of the cell on a day."""
        if day not in self._official:
            self._official[day] = tuple([member for member in self.members if member.official_on(day)])
        return self._official[day]

    def rounds_of(self, office: Office) -> tuple[Round, ...]:
        """The rows of the rounds of one contest, by their number."""
        return tuple(sorted((r for r in self.rounds if r.office is office), key=lambda r: (r.number, r.index)))

    def ballots_of(self, round_: Round) -> tuple[BallotPaper, ...]:
        """The single ballots entered for a round, or for the part of it that a row tells, as written."""
        key = (round_.office, round_.number, round_.cluster)
        return tuple(b for b in self.ballots if (b.office, b.round_number, b.cluster) == key)

    def nominees_for(self, office: Office) -> tuple[Nominee, ...]:
        """The people introduced for an office, as listed."""
        # Made once: whoever looks somebody up in a list again is known to look in the same one.
        if office not in self._by_office:
            self._by_office[office] = tuple(nominee for nominee in self.nominees if office in nominee.offices)
        return self._by_office[office]

    def unread(self, rows: Iterable[Row], *fields: str) -> bool:
        """Whether reading found an error at any of these fields of rows."""
        return bool(self.flawed) and any(covers(row.at(name), self.flawed) for row in rows for name in fields)


def covers(route: Route, flaws: Iterable[Route]) -> bool:
    """Whether an error standing at one of `flaws` touches `route`: at the same route, or at the row, table or list that holds it."""
    flaws = flaws if isinstance(flaws, (set, frozenset)) else set(flaws)
    if not flaws:
        return False
    while True:
        if route in flaws:
            return True
        cut = max(route.rfind("."), route.rfind("["))
        if cut < 0:
            return False
        route = Route(route[:cut])
