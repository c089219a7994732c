"""The figures of a commune, a district or a province: what `report` says in every form.

A figure is a `Measure`: what it is called, and how much of it one hamlet has. Of some hamlets it is the sum over them, so a total is the
sum of its parts by construction, and no form of the report counts anything itself. A share is a `Ratio` of two measures. `MEASURES` and
`RATIOS` are all there are, in the order in which they are told. Imports hamlet_entry and the board; reads no file, prints nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property

from dantin.board import Board, Figures
from dantin.brief import HeadResult, InTime, SecretaryIs
from dantin.diagnostic import Diagnostic
from dantin.elected_people import Band, ElectedPerson, Party
from dantin.found import Report, Spoken, State, Whose
from dantin.hamlet_entry import Checked, HamletEntry, Work, as_work, hamlet_entry
from dantin.law import DISTRICT_LEVEL
from dantin.model import ModelChoice, Office
from dantin.percentage import Percentage, of_one_whole, percentage
from dantin.provision import NATIONAL
from dantin.readers.config import Level
from dantin.records import dataclass
from dantin.saved_report import Saved
from dantin.vietnamese import TextKey, sentence_case, text_key
from dantin.wording import level_in


@dataclass(frozen=True)
class Measure:
    """One figure: its key in JSON, its name, and how much of it one hamlet has. A whole number, never negative.

    No two have one `label`; `short` says it where the title of its topic stands above it. `personal`: of one hamlet alone it would tell of
    somebody what is not public, so it is shown of communes and of the whole only.
    """

    key: str
    label: str
    of: Callable[[HamletEntry], int]
    under_title: str = ""
    personal: bool = False

    @property
    def short(self) -> str:
        """Its name where its topic is named above it."""
        return self.under_title or self.label


@dataclass(frozen=True)
class Ratio:
    """One share: its key in JSON, its name, and the two figures it is of."""

    key: str
    label: str
    part: Measure
    whole: Measure


@dataclass(frozen=True)
class Topic:
    """Figures that are told together under one heading. `parts`: each hamlet is in exactly one, so they add up to what is looked for."""

    title: str
    measures: tuple[Measure, ...]
    parts: bool = False


def _if(key: str, label: str, holds: Callable[[HamletEntry], bool]) -> Measure:
    """In how many hamlets something holds."""
    return Measure(key, label, lambda entry: int(holds(entry)))


def _checked(far: Checked) -> Measure:
    return _if(f"checked_{far.name.lower()}", sentence_case(far.value), lambda entry: entry.checked is far)


def _result(result: HeadResult) -> Measure:
    return _if(f"heads_{result.name.lower()}", sentence_case(result.value), lambda entry: entry.head is result)


def _secretary(who: SecretaryIs) -> Measure:
    return _if(f"secretary_is_{who.name.lower()}", sentence_case(who.value), lambda entry: entry.secretary is who)


# --- Every figure ----------------------------------------------------------------------------------------------------

EXPECTED = _if("expected", "Phải có hồ sơ", lambda entry: entry.row.seat.listed)
RECEIVED = _if("received", "Đã nhận hồ sơ", lambda entry: entry.row.seat.state is not State.MISSING)
WITHOUT_ERROR = _if("without_error", "Hồ sơ không có lỗi", lambda entry: entry.row.seat.state is State.READ and not entry.errors)
UNREADABLE = _if("unreadable", "Hồ sơ không đọc được", lambda entry: entry.row.seat.state is State.UNREADABLE)
MISSING = _if("missing", "Hồ sơ chưa nộp", lambda entry: entry.row.seat.state is State.MISSING)
CHECKED = {far: _checked(far) for far in Checked}
ERRORS = Measure("errors", "Số lỗi", lambda entry: entry.errors)
WARNINGS = Measure("warnings", "Số cảnh báo", lambda entry: entry.warnings)
LATE = _if("late", "Trễ hạn việc tiếp theo", lambda entry: entry.row.late)

ELECTED = _if("elected_heads", "Đã bầu được trưởng ấp, khu phố", lambda entry: entry.head is HeadResult.ELECTED)
ROUND_1 = _if("elected_in_round_1", "Bầu được ở lần 1", lambda entry: entry.round == 1)
ROUND_2 = _if("elected_in_round_2", "Bầu được ở lần 2", lambda entry: entry.round == 2)
ROUND_3 = _if("elected_in_round_3", "Bầu được từ lần 3 trở đi", lambda entry: entry.round is not None and entry.round > 2)
TAKEN_ROUND = _if("elected_taken_round", "Trong đó bầu bằng phát phiếu đến hộ", lambda entry: entry.taken_round)
RESULTS = {result: ELECTED if result is HeadResult.ELECTED else _result(result) for result in HeadResult}
REELECTED_HEADS = _if(
    "reelected_heads", "Trưởng ấp, khu phố tái cử", lambda e: e.head_elected is not None and e.head_elected.reelected is True
)
KNOWN_HEADS = _if(
    "heads_before_known",
    "Biết được trưởng ấp, khu phố trúng cử có tái cử không",
    lambda e: e.head_elected is not None and e.head_elected.reelected is not None,
)
CAME = Measure("turnout_present", "Đại diện hộ dự bầu", lambda entry: entry.turnout[0] if entry.turnout else 0)
BASE = Measure("turnout_base", "Tổng số đại diện hộ nơi đã bầu", lambda entry: entry.turnout[1] if entry.turnout else 0)
TURNOUT_HAMLETS = _if("turnout_hamlets", "Số ấp, khu phố tính tỷ lệ dự bầu", lambda entry: entry.turnout is not None)
RETURNED = Measure("ballots_returned", "Phiếu thu về", lambda entry: entry.ballots.returned if entry.ballots else 0)
VALID = Measure("ballots_valid", "Phiếu hợp lệ", lambda entry: entry.ballots.valid if entry.ballots else 0)
INVALID = Measure("ballots_invalid", "Phiếu không hợp lệ", lambda entry: entry.ballots.invalid if entry.ballots else 0)

RECOGNISED = _if("recognised", "Trưởng ấp, khu phố đã được công nhận", lambda entry: entry.recognised)
IN_TIME = _if("recognised_in_time", "Công nhận đúng hạn", lambda entry: entry.in_time is InTime.YES)
OVER_TIME = _if("recognised_late", "Công nhận quá hạn", lambda entry: entry.in_time is InTime.LATE)
TIME_UNKNOWN = _if("recognised_time_unknown", "Công nhận, không rõ có đúng hạn", lambda entry: entry.in_time is InTime.UNKNOWN)
TIME_KNOWN = _if("recognised_time_known", "Công nhận, biết rõ thời hạn", lambda e: e.in_time in (InTime.YES, InTime.LATE))

CONGRESS = _if("congress_held", "Chi bộ đã đại hội", lambda entry: entry.congress_held)
PILOT = _if("congress_pilot", "Trong đó đại hội điểm", lambda entry: entry.congress_held and entry.pilot)
SECRETARIES = _if("elected_secretaries", "Đã bầu được bí thư chi bộ", lambda entry: entry.secretary_elected is not None)
REELECTED_SECRETARIES = _if(
    "reelected_secretaries", "Bí thư tái cử", lambda e: e.secretary_elected is not None and e.secretary_elected.reelected is True
)
KNOWN_SECRETARIES = _if(
    "secretaries_before_known",
    "Biết được bí thư trúng cử có tái cử không",
    lambda e: e.secretary_elected is not None and e.secretary_elected.reelected is not None,
)
APPROVED = _if("approved", "Bí thư đã được chuẩn y", lambda entry: entry.approved)
SECRETARY = {who: _secretary(who) for who in SecretaryIs}
MODEL_HEAD = _if("model_head", "Theo mô hình: bí thư là trưởng ấp, khu phố", lambda entry: entry.row.model is ModelChoice.HEAD)
MODEL_FRONT = _if("model_front", "Theo mô hình: bí thư là trưởng ban công tác Mặt trận", lambda entry: entry.row.model is ModelChoice.FRONT)
MODEL_NONE = _if("model_none", "Không thực hiện mô hình", lambda entry: entry.row.model is ModelChoice.NONE)
MODEL_UNDECIDED = _if("model_undecided", "Chưa xác định được theo mô hình", lambda entry: entry.row.model is None)
FOLLOWING = _if("model_following", "Thực hiện mô hình", lambda e: e.row.model in (ModelChoice.HEAD, ModelChoice.FRONT))
TIES = _if("ties", "Có lượt bầu bằng phiếu chưa giải quyết", lambda entry: bool(entry.ties))
INCOMPLETE_COMMITTEES = _if("incomplete_committees", "Chi ủy bầu còn thiếu", lambda entry: entry.committee_incomplete)

# --- Of the people elected ---

OFFICES = {Office.HEAD: "head", Office.SECRETARY: "secretary", Office.DEPUTY: "deputy_secretary", Office.COMMITTEE: "committee"}
_OFFICE_WORDS = {
    Office.HEAD: "Trưởng ấp, khu phố trúng cử",
    Office.SECRETARY: "Bí thư trúng cử",
    Office.DEPUTY: "Phó bí thư trúng cử",
    Office.COMMITTEE: "Chi ủy viên trúng cử",
}


@dataclass(frozen=True)
class OfPeople:
    """The figures of the people elected to one office; `bands` and `party` make up `elected`, and so do women, men and unknown sex."""

    office: Office
    title: str
    elected: Measure
    women: Measure
    men: Measure
    sex_unknown: Measure
    party: dict[Party, Measure]
    bands: dict[Band, Measure]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All of them, in the order in which they are told."""
        return (self.elected, self.women, self.men, self.sex_unknown, *self.party.values(), *self.bands.values())


def _of_people(office: Office) -> OfPeople:
    key, title = OFFICES[office], _OFFICE_WORDS[office]

    def many(name: str, label: str, holds: Callable[[ElectedPerson], bool]) -> Measure:
        full = label if label == title else f"{title}: {label[:1].lower()}{label[1:]}"
        return Measure(
            f"{key}_{name}", full, lambda entry: sum(map(holds, entry.elected_to(office))), label, personal=name != "elected_people"
        )

    def of_party(party: Party) -> Measure:
        return many(f"party_{party.name.lower()}", sentence_case(party.value), lambda person: person.party is party)

    def of_age(band: Band) -> Measure:
        return many(f"age_{band.name.lower()}", sentence_case(band.value), lambda person: person.band is band)

    return OfPeople(
        office,
        title,
        many("elected_people", title, lambda person: person.office is office),
        many("women", "Nữ", lambda person: person.woman is True),
        many("men", "Nam", lambda person: person.woman is False),
        many("sex_unknown", "Không rõ giới tính", lambda person: person.woman is None),
        {party: of_party(party) for party in Party},
        {band: of_age(band) for band in Band},
    )


PEOPLE = tuple(_of_people(office) for office in OFFICES)

TOPICS = (
    Topic("Hồ sơ", (EXPECTED, RECEIVED, MISSING, UNREADABLE, WITHOUT_ERROR, ERRORS, WARNINGS, LATE)),
    Topic("Mức độ kiểm tra hồ sơ", tuple(CHECKED.values()), parts=True),
    Topic("Kết quả bầu trưởng ấp, khu phố", tuple(RESULTS.values()), parts=True),
    Topic("Bầu được ở lần nào", (ROUND_1, ROUND_2, ROUND_3, TAKEN_ROUND, REELECTED_HEADS, KNOWN_HEADS)),
    Topic("Số dự bầu và phiếu", (CAME, BASE, TURNOUT_HAMLETS, RETURNED, VALID, INVALID)),
    Topic("Công nhận", (RECOGNISED, IN_TIME, OVER_TIME, TIME_UNKNOWN, TIME_KNOWN)),
    Topic(
        "Đại hội chi bộ", (CONGRESS, PILOT, SECRETARIES, REELECTED_SECRETARIES, KNOWN_SECRETARIES, APPROVED, TIES, INCOMPLETE_COMMITTEES)
    ),
    Topic("Bí thư kiêm chức danh", tuple(SECRETARY.values()), parts=True),
    Topic("Mô hình “Dân tin, Đảng cử”", (MODEL_HEAD, MODEL_FRONT, MODEL_NONE, MODEL_UNDECIDED), parts=True),
    Topic("Thực hiện mô hình", (FOLLOWING,)),
    *(Topic(people.title, people.measures) for people in PEOPLE),
)
"""Every figure, under the headings under which it is told."""
MEASURES = tuple(measure for topic in TOPICS for measure in topic.measures)

RECEIVED_SHARE = Ratio("received_share", "Tỷ lệ hồ sơ đã nhận", RECEIVED, EXPECTED)
ELECTED_SHARE = Ratio("elected_share", "Tỷ lệ đã bầu xong", ELECTED, EXPECTED)
REELECTED_SHARE = Ratio("reelected_share", "Tỷ lệ trưởng ấp, khu phố tái cử", REELECTED_HEADS, KNOWN_HEADS)
TURNOUT = Ratio("turnout", "Tỷ lệ đại diện hộ dự bầu", CAME, BASE)
INVALID_SHARE = Ratio("invalid_share", "Tỷ lệ phiếu không hợp lệ", INVALID, RETURNED)
RECOGNISED_SHARE = Ratio("recognised_share", "Tỷ lệ đã được công nhận", RECOGNISED, EXPECTED)
IN_TIME_SHARE = Ratio("in_time_share", "Tỷ lệ công nhận đúng hạn", IN_TIME, TIME_KNOWN)
CONGRESS_SHARE = Ratio("congress_share", "Tỷ lệ chi bộ đã đại hội", CONGRESS, EXPECTED)
REELECTED_SECRETARY_SHARE = Ratio("reelected_secretary_share", "Tỷ lệ bí thư tái cử", REELECTED_SECRETARIES, KNOWN_SECRETARIES)
APPROVED_SHARE = Ratio("approved_share", "Tỷ lệ bí thư đã được chuẩn y", APPROVED, EXPECTED)
MODEL_SHARE = Ratio("model_share", "Tỷ lệ thực hiện mô hình", FOLLOWING, EXPECTED)
MODEL_HEAD_SHARE = Ratio("model_head_share", "Tỷ lệ bí thư là trưởng ấp, khu phố theo mô hình", MODEL_HEAD, EXPECTED)
RATIOS = (
    RECEIVED_SHARE,
    ELECTED_SHARE,
    REELECTED_SHARE,
    TURNOUT,
    INVALID_SHARE,
    RECOGNISED_SHARE,
    IN_TIME_SHARE,
    CONGRESS_SHARE,
    REELECTED_SECRETARY_SHARE,
    APPROVED_SHARE,
    MODEL_SHARE,
    MODEL_HEAD_SHARE,
)
"""Every share."""
FUNNEL = (
    (EXPECTED, "Phải thực hiện"),
    (RECEIVED, "Đã nhận hồ sơ"),
    (ELECTED, "Đã bầu được trưởng"),
    (RECOGNISED, "Đã được công nhận"),
    (CONGRESS, "Chi bộ đã đại hội"),
    (SECRETARIES, "Đã bầu được bí thư"),
    (APPROVED, "Bí thư được chuẩn y"),
)
"""The stages as they are drawn, each a figure of the report with a short name. One need not be smaller than that before it."""
BY_COMMUNE: tuple[tuple[str, Measure | Ratio], ...] = (
    ("Phải có", EXPECTED),
    ("Đã nhận", RECEIVED),
    ("Không lỗi", WITHOUT_ERROR),
    ("Bầu xong", ELECTED),
    ("Công nhận", RECOGNISED),
    ("Đại hội", CONGRESS),
    ("Mô hình", MODEL_SHARE),
    ("Dự bầu", TURNOUT),
    ("Trễ hạn", LATE),
)
"""The columns of the table that compares communes on one page, each a figure or a share with a short name."""


# --- Some hamlets, and all of them -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group(Figures):
    """The hamlets of a commune, or all of them, with what is counted over them. `name` is None where the dossiers do not say.

    From `Figures`: `expected`, `received`, `late`, `phases`, `stages`, `summary`, `kinds` ("ấp, khu phố").
    """

    entries: tuple[HamletEntry, ...]

    def number(self, measure: Measure) -> int:
        """A figure: the sum over the hamlets."""
        return sum(map(measure.of, self.entries))

    def share(self, ratio: Ratio) -> Percentage | None:
        """A share; None where there is nothing to take it of. Valid and invalid ballots: see `ballot_shares`."""
        if ratio is INVALID_SHARE:
            shares = self.ballot_shares
            return shares[1] if shares else None
        return percentage(self.number(ratio.part), self.number(ratio.whole))

    def shown(self, measure: Measure) -> int | None:
        """A figure as every form of the report shows it; None for one that is personal, of one hamlet alone."""
        return None if measure.personal and len(self.entries) == 1 else self.number(measure)

    @property
    def ballot_shares(self) -> tuple[Percentage, ...]:
        """The shares of valid and of invalid ballots in those returned, which add up to 100,00 %; () where there are no ballots."""
        return of_one_whole((self.number(VALID), self.number(INVALID)))

    @property
    def work(self) -> tuple[tuple[HamletEntry, Work], ...]:
        """Everything open, by hamlet in the order of the entries, errors first."""
        return tuple((entry, work) for entry in self.entries for work in sorted(entry.work, key=lambda w: w.severity.value))

    @property
    def late_entries(self) -> tuple[HamletEntry, ...]:
        """The hamlets whose next step is late, the longest first."""
        return tuple(sorted((e for e in self.entries if e.row.late), key=lambda entry: entry.row.days_left or 0))

    @property
    def pilots(self) -> tuple[HamletEntry, ...]:
        """The hamlets whose congress is, or was, the pilot one."""
        return tuple(entry for entry in self.entries if entry.pilot)


def group_of(name: str | None, entries: Iterable[HamletEntry]) -> Group:
    """Some hamlets as a group; of one alone its figures are 0 or 1, or its own numbers."""
    chosen = tuple(entries)
    return Group(name, tuple(entry.row for entry in chosen), chosen)


@dataclass(frozen=True)
class Overview:
    """A whole report. `whole` and each of `communes` are counted alike; hamlets stand in `whole` in the order of the communes.

    `name`: what the folder is called, None where nothing says. `target`, `previous`: the share of hamlets to follow the model, and that of
    the term before whose secretary was head, in per cent; None where none is set. `unlisted`: dossiers the list does not know, counted
    nowhere. `general`: findings of no hamlet alone (the district's own file, DT604). `folders`: how many were put together.
    `earlier`: the report of an earlier day that it is set beside; `history`: those kept, by day.
    """

    name: str | None
    level: Level
    as_of: date
    whole: Group
    communes: tuple[Group, ...]
    target: Fraction | None
    previous: Fraction | None
    unlisted: tuple[HamletEntry, ...]
    general: tuple[Work, ...]
    folders: int = 1
    earlier: Saved | None = None
    history: tuple[Saved, ...] = ()

    @property
    def level_words(self) -> str:
        """How all of it is called at the head of a sentence: "Toàn huyện", "Toàn phường"; of several folders their names."""
        if self.folders > 1:
            return self.name or f"{self.folders} đơn vị"
        return f"Toàn {level_in(self.name) or self.level.value}"

    @property
    def target_met(self) -> bool | None:
        """Whether the share of the model has reached the target, on whole numbers; None where none is set or nothing is looked for."""
        if self.target is None or not self.whole.expected:
            return None
        return 100 * self.whole.number(FOLLOWING) >= self.target * self.whole.expected

    @property
    def target_number(self) -> int | None:
        """How many hamlets the target is."""
        return None if self.target is None else -int(-self.target * self.whole.expected // 100)

    @property
    def above_previous(self) -> Fraction | None:
        """How many points of per cent secretary = head is above the term before, see `MODEL_HEAD`; None where that is not known."""
        if self.previous is None or not self.whole.expected:
            return None
        return Fraction(100 * self.whole.number(MODEL_HEAD), self.whole.expected) - self.previous

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The communes, then the whole: the lines of a table by commune."""
        return (*self.communes, self.whole)


def overview(
    board: Board,
    report: Report,
    *,
    level: Level | None = None,
    target: Fraction | None = None,
    previous: Fraction | None = None,
    folders: int = 1,
) -> Overview:
    """The report on the hamlets of a board, with what was found in their dossiers (of a run that made briefs).

    `level` as the folder declares it; None: as its name begins, else by how many communes there are.
    """
    whose, spoken = Whose(report), Spoken(report.diagnostics)
    findings: dict[int, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        seat = whose(diagnostic)
        findings.setdefault(id(seat) if seat is not None else 0, []).append(diagnostic)
    by_seat = {
        id(row.seat): hamlet_entry(row, spoken.on(row.seat), findings.get(id(row.seat), ())) for row in (*board.rows, *board.unlisted)
    }
    communes = tuple(
        group_of(commune.name, sorted((by_seat[id(row.seat)] for row in commune.rows), key=_by_code)) for commune in board.communes
    )
    # The folder of a commune alone is called as the commune.
    alone = communes[0].name if len(communes) == 1 and level in (None, Level.COMMUNE) else None
    name = board.name or (sentence_case(alone) if alone else None)
    return Overview(
        name,
        level or _level(name, len(communes), board.as_of),
        board.as_of,
        group_of(name, (entry for commune in communes for entry in commune.entries)),
        communes,
        target,
        previous,
        tuple(by_seat[id(row.seat)] for row in board.unlisted),
        tuple(as_work(diagnostic) for diagnostic in findings.get(0, ())),
        folders,
    )


def _by_code(entry: HamletEntry) -> tuple[TextKey, TextKey]:
    seat = entry.row.seat
    return text_key(seat.code or ""), text_key(seat.label)


def _level(name: str | None, communes: int, as_of: date) -> Level:
    named = level_in(name)
    # While there were districts a city could be one; since then it has the rank of a province.
    between = Level.DISTRICT if NATIONAL.on(DISTRICT_LEVEL, as_of) is not None else Level.PROVINCE
    if named is None:
        return Level.COMMUNE if communes <= 1 else between
    return _LEVELS.get(named, between)


_LEVELS = {
    **dict.fromkeys(("xã", "phường", "thị trấn", "đặc khu"), Level.COMMUNE),
    **dict.fromkeys(("huyện", "quận", "thị xã"), Level.DISTRICT),
    "tỉnh": Level.PROVINCE,
}


def value_of(group: Group, one: Measure | Ratio) -> int | Percentage | None:
    """A figure or a share of some hamlets, as it may be shown."""
    return group.share(one) if isinstance(one, Ratio) else group.shown(one)
