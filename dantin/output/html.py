"""The report of a district as one page for a browser: no script, nothing from elsewhere, to be read on a telephone, sent and printed.

Puts what the overview says into the order of the page; the template lays it out. Counts nothing, prints nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from dantin.brief import Phase
from dantin.diagnostic import Severity
from dantin.elected_people import ElectedPerson
from dantin.hamlet_entry import HamletEntry, Work
from dantin.output.drawings import Bar, bars, steps
from dantin.output.words import STATES, left_words, stage_words
from dantin.overview import (
    BASE,
    BY_COMMUNE,
    CAME,
    ELECTED_SHARE,
    ERRORS,
    EXPECTED,
    FUNNEL,
    LATE,
    MODEL_FRONT,
    MODEL_HEAD,
    MODEL_HEAD_SHARE,
    MODEL_SHARE,
    PEOPLE,
    RATIOS,
    RECEIVED_SHARE,
    TIES,
    TOPICS,
    TURNOUT,
    WARNINGS,
    Group,
    Measure,
    Overview,
    Ratio,
    group_of,
    value_of,
)
from dantin.overview_words import absent_words, headline, late_line, sentences, target_words, title
from dantin.percentage import Percentage, per_cent, percentage
from dantin.records import dataclass
from dantin.since import COURSE, NOTHING, course, figures_since, hamlet_changes
from dantin.vietnamese import sentence_case, short_date, visible

_TONES = {
    Phase.RECOGNISED: "done",
    Phase.WAITING: "wait",
    Phase.NOT_VOTED: "todo",
    Phase.UNREADABLE: "none",
    Phase.MISSING: "none",
}
"""The colour of a phase; every other needs mending. The words always stand beside it."""
_MENDING = "mend"
_SEVERITY = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo"}
_NOTHING = "—"
_NO_BREAK = "\N{NO-BREAK SPACE}"


def report(overview: Overview) -> str:
    """The whole page."""
    return _template().render(page=_Page(overview), style=Markup(_text("report.css"))) + "\n"


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    return environment.from_string(_text("report.html.j2"))


def _text(name: str) -> str:
    return files("dantin.output").joinpath(name).read_text("utf-8")


def _shown(value: object) -> object:
    """Names of files and cells can hold anything: what could not be seen, or not be written as UTF-8, is shown by its number."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return visible(value).replace(" %", f"{_NO_BREAK}%")


@dataclass(frozen=True)
class _Key:
    """A figure of the first screen."""

    label: str
    big: str
    small: str
    late: bool = False


@dataclass(frozen=True)
class _Line:
    """A line of a table of figures; the last of several is their sum."""

    name: str
    cells: tuple[Markup, ...]
    total: bool


@dataclass(frozen=True)
class _Table:
    caption: str
    header: tuple[str, ...]
    lines: tuple[_Line, ...]


@dataclass(frozen=True)
class _Tile:
    anchor: str
    label: str
    phase: str
    tone: str
    figure: str
    late: str
    steps: Markup


@dataclass(frozen=True)
class _Open:
    """One piece of work; `anchor` of its hamlet, "" where it is of none alone."""

    anchor: str
    label: str
    severity: str
    work: Work


@dataclass(frozen=True)
class _Works:
    name: str
    counted: str
    works: tuple[_Open, ...]


@dataclass(frozen=True)
class _Section:
    anchor: str
    label: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    works: tuple[_Open, ...]


class _Page:
    """What the template asks for."""

    def __init__(self, overview: Overview) -> None:
        self._overview, self._whole = overview, overview.whole
        every = [("ap", overview.whole.entries), ("ngoai", overview.unlisted)]
        self._anchors = {id(entry): f"{key}-{i}" for key, entries in every for i, entry in enumerate(entries, 1)}
        self.title, self.headline = title(overview), headline(overview)
        self.sentences = sentences(overview)[1:]
        self.nothing = NOTHING
        self.any = bool(overview.whole.entries)
        self.kinds = sentence_case(overview.whole.kinds)

    # --- The first screen ---

    @property
    def keys(self) -> Iterator[_Key]:
        """How many, what share, what is late."""
        for ratio, more in ((RECEIVED_SHARE, absent_words(self._whole)), (ELECTED_SHARE, ""), (MODEL_SHARE, target_words(self._overview))):
            share = self._whole.share(ratio)
            big, counted = (f"{share.text} %", share.counted) if share is not None else (_NOTHING, "")
            yield _Key(ratio.label, big, "; ".join(filter(None, (counted, more))))
        late = self._whole.number(LATE)
        yield _Key(LATE.label, str(late), "", late=late > 0)

    @property
    def since(self) -> str:
        """The title of what changed; "" without a report to compare with."""
        earlier = self._overview.earlier
        return f"So với báo cáo ngày {short_date(earlier.as_of)}" if earlier is not None else ""

    @property
    def changed_figures(self) -> list[tuple[str, int, int, str]]:
        """The figures that changed: name, then, now, by how many."""
        return [(measure.label, then, now, f"{now - then:+d}") for measure, then, now in figures_since(self._overview) if then != now]

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What changed, by kind, with the hamlets."""
        by_kind = groupby(hamlet_changes(self._overview), key=lambda change: change.kind)
        return [(kind, ", ".join(map(str, of_kind))) for kind, of_kind in by_kind]

    @property
    def course(self) -> list[tuple[str, Markup]]:
        """A chart for each figure that is followed over the days: a bar a day, of as many hamlets as there were."""
        days = course(self._overview)
        charts = []
        for number, measure in enumerate(COURSE[1:], 1):
            rows = [Bar(short_date(day), f"{numbers[number]}/{numbers[0]}", (numbers[number],), numbers[0]) for day, numbers in days]
            charts.append((measure.label, bars(f"dien-bien-{number}", f"{measure.label} theo ngày", rows)))
        return charts if days else []

    @property
    def late(self) -> list[tuple[str, str]]:
        """What is late, the longest first."""
        return [(self._anchors[id(entry)], late_line(entry)) for entry in self._whole.late_entries]

    # --- Charts ---

    @property
    def funnel(self) -> Markup:
        """How many have come to each stage."""
        numbers = [(name, self._whole.number(measure)) for measure, name in FUNNEL]
        rows = [Bar(name, _of(number, self._whole.expected), (number,), self._whole.expected) for name, number in numbers]
        return bars("tien-do", "Tiến độ theo từng bước", rows, centred=True)

    @property
    def model_title(self) -> str:
        """What the chart of the model is called."""
        return "Thực hiện mô hình" + (" so với chỉ tiêu" if self._overview.target is not None else "")

    @property
    def model(self) -> Markup:
        """The share of the model against the target; of secretary = head against the term before."""
        whole, target, previous = self._whole, self._overview.target, self._overview.previous
        head, front = whole.number(MODEL_HEAD), whole.number(MODEL_FRONT)
        aim = (target, target_words(self._overview)) if target is not None else None
        before = (previous, f"nhiệm kỳ trước {per_cent(previous)} %") if previous is not None else None
        rows = [
            Bar(MODEL_SHARE.label, str(whole.share(MODEL_SHARE)), (head, front), whole.expected, aim),
            Bar(MODEL_HEAD_SHARE.label, str(whole.share(MODEL_HEAD_SHARE)), (head,), whole.expected, before),
        ]
        return bars("mo-hinh", self.model_title, rows)

    @property
    def model_parts(self) -> list[tuple[str, int]]:
        """What the pieces of the first bar are."""
        return [(measure.label, self._whole.number(measure)) for measure in (MODEL_HEAD, MODEL_FRONT)]

    @property
    def turnout(self) -> Markup:
        """Turnout by commune, and of all."""
        rows = []
        for name, group, _ in self._groups:
            share = group.share(TURNOUT)
            text = str(share) if share is not None else "chưa có số liệu"
            rows.append(Bar(name, text, (group.number(CAME),), group.number(BASE)))
        return bars("du-bau", "Tỷ lệ đại diện hộ dự bầu theo xã", rows)

    # --- Every hamlet at its stage ---

    @property
    def legend(self) -> list[tuple[str, int, str]]:
        """What the colours of tiles stand for: each phase with how many are in it."""
        return [(sentence_case(phase.value), number, _TONES.get(phase, _MENDING)) for phase, number in self._whole.phases.items()]

    @property
    def stages(self) -> str:
        """What the squares on a tile stand for, from left to right."""
        return ", ".join(name[:1].lower() + name[1:] for measure, name in FUNNEL if measure is not EXPECTED)

    @property
    def tiles(self) -> Iterator[tuple[str, str, list[_Tile]]]:
        """Each commune: its name, its summary, its hamlets."""
        for commune in self._overview.communes:
            yield commune.title, commune.summary, [self._tile(entry) for entry in commune.entries]

    def _tile(self, entry: HamletEntry) -> _Tile:
        row = entry.row
        turnout = group_of(None, (entry,)).share(TURNOUT)
        return _Tile(
            self._anchors[id(entry)],
            row.seat.label,
            sentence_case(row.phase.value),
            _TONES.get(row.phase, _MENDING),
            f"dự bầu {turnout}" if turnout is not None else "",
            f"{left_words(row)} ngày" if row.late else "",
            steps([bool(measure.of(entry)) for measure, _ in FUNNEL if measure is not EXPECTED]),
        )

    # --- Tables ---

    @property
    def _groups(self) -> Iterator[tuple[str, Group, bool]]:
        """The lines of a table by commune; one commune needs no sum."""
        for commune in self._overview.communes:
            yield commune.title, commune, False
        if len(self._overview.communes) > 1:
            yield self._overview.level_words, self._whole, True

    def _table(self, caption: str, columns: Sequence[tuple[str, Measure | Ratio]]) -> _Table:
        lines = tuple(_Line(name, tuple(_cell(group, one) for _, one in columns), total) for name, group, total in self._groups)
        return _Table(caption, tuple(label for label, _ in columns), lines)

    @property
    def compared(self) -> _Table:
        """Communes on one page."""
        return self._table("So sánh các xã" if len(self._overview.communes) > 1 else "Tổng hợp", BY_COMMUNE)

    @property
    def tables(self) -> Iterator[_Table]:
        """Every figure and every share, a table for each topic."""
        for topic in TOPICS:
            columns: list[tuple[str, Measure | Ratio]] = [(measure.short, measure) for measure in topic.measures]
            columns += [(ratio.label, ratio) for ratio in RATIOS if ratio.part in topic.measures]
            yield self._table(topic.title, columns)

    @property
    def withheld(self) -> bool:
        """Whether a figure stays untold because it would be of one person."""
        return any(len(group.entries) == 1 for _, group, _ in self._groups)

    # --- What is open, and each hamlet ---

    @property
    def works(self) -> Iterator[_Works]:
        """What is open, by commune."""
        if self._overview.general:
            works = tuple(_Open("", self._overview.level_words, _SEVERITY[work.severity], work) for work in self._overview.general)
            yield _Works("Chung, không của riêng ấp, khu phố nào", "", works)
        for commune in self._overview.communes:
            if commune.work:
                counted = f"{ERRORS.label} {commune.number(ERRORS)}, {WARNINGS.label.lower()} {commune.number(WARNINGS)}"
                yield _Works(commune.title, counted, tuple(self._open(entry, work) for entry, work in commune.work))

    def _open(self, entry: HamletEntry, work: Work) -> _Open:
        return _Open(self._anchors[id(entry)], entry.row.seat.label, _SEVERITY[work.severity], work)

    @property
    def hamlets(self) -> Iterator[tuple[str, list[_Section]]]:
        """A section for each hamlet, by commune; then those that the list does not know."""
        for commune in self._overview.communes:
            yield commune.title, [self._section(entry) for entry in commune.entries]
        if self._overview.unlisted:
            yield "Ngoài danh sách chung, không tính vào các số trên", [self._section(entry) for entry in self._overview.unlisted]

    def _section(self, entry: HamletEntry) -> _Section:
        alone = group_of(None, (entry,))
        facts = tuple((label, text) for label, text_for in _FACTS for text in (text_for(entry),) if text)
        facts += tuple((of.title, "; ".join(map(_elected, people))) for of in PEOPLE for people in (entry.elected_to(of.office),) if people)
        return _Section(
            self._anchors[id(entry)],
            entry.row.seat.label,
            _TONES.get(entry.row.phase, _MENDING),
            facts,
            tuple(self._open(entry, work) for _, work in alone.work),
        )


def _of(number: int, whole: int) -> str:
    return str(percentage(number, whole) or number)


def _cell(group: Group, one: Measure | Ratio) -> Markup:
    value = value_of(group, one)
    if isinstance(value, Percentage):
        # They part between the numbers and the share, nowhere else.
        return Markup("<span>{}</span> <span>({} %)</span>").format(value.counted, value.text)
    return Markup(_NOTHING if value is None else value)


# --- What is said of one hamlet --------------------------------------------------------------------------------------


def _dossier(entry: HamletEntry) -> str:
    parts = [STATES[entry.row.seat.state]]
    if entry.errors or entry.warnings:
        parts.append(f"{entry.errors} lỗi, {entry.warnings} cảnh báo")
    if entry.able:
        parts.append(f"kiểm tra được {percentage(entry.able, entry.able + len(entry.silent))} số quy tắc")
    return "; ".join(parts)


def _due(entry: HamletEntry) -> str:
    row = entry.row
    if row.due is None:
        return ""
    left = left_words(row)
    return f"{short_date(row.due)} ({left if row.days_left == 0 else f'{left} ngày'})"


def _vote(entry: HamletEntry) -> str:
    number = f" ở lần {entry.round}" if entry.round is not None else ""
    taken = ", phát phiếu đến hộ" if entry.taken_round else ""
    return f"{sentence_case(entry.head.value)}{number}{taken}"


def _turnout(entry: HamletEntry) -> str:
    return str(percentage(*entry.turnout)) if entry.turnout is not None else ""


def _ballots(entry: HamletEntry) -> str:
    shares = group_of(None, (entry,)).ballot_shares
    if entry.ballots is None or not shares:
        return ""
    return f"thu về {entry.ballots.returned}; hợp lệ {shares[0]}; không hợp lệ {shares[1]}"


def _congress(entry: HamletEntry) -> str:
    parts = ["đã đại hội" if entry.congress_held else "chưa đại hội", "đại hội điểm" if entry.pilot else ""]
    parts += [TIES.label if entry.ties else "", "chi ủy bầu còn thiếu" if entry.committee_incomplete else ""]
    return "; ".join(filter(None, parts))


def _elected(person: ElectedPerson) -> str:
    share = percentage(person.votes, person.base) if person.votes is not None and person.base is not None else None
    votes = f"{share.counted} phiếu ({share.text} %)" if share is not None else f"{person.votes} phiếu" if person.votes is not None else ""
    return ", ".join(filter(None, (person.name, votes, "tái cử" if person.reelected else "")))


_FACTS: tuple[tuple[str, Callable[[HamletEntry], str]], ...] = (
    ("Hồ sơ", _dossier),
    ("Tình hình", lambda entry: sentence_case(entry.row.phase.value)),
    ("Đã đến bước", lambda entry: sentence_case(stage_words(entry.row)) if entry.row.stage is not None else ""),
    ("Việc tiếp theo", lambda entry: entry.row.next.text if entry.row.next is not None else ""),
    ("Hạn cuối", _due),
    ("Bầu trưởng ấp, khu phố", lambda entry: _vote(entry) if entry.row.brief is not None else ""),
    ("Đại diện hộ dự bầu", _turnout),
    ("Phiếu", _ballots),
    ("Công nhận", lambda entry: sentence_case(entry.in_time.value) if entry.in_time is not None else ""),
    ("Đại hội chi bộ", lambda entry: sentence_case(_congress(entry)) if entry.row.brief is not None else ""),
    ("Bí thư", lambda entry: sentence_case(entry.secretary.value) if entry.secretary_elected is not None else ""),
    ("Mô hình", lambda entry: _model(entry) if entry.row.brief is not None else ""),
)
"""What is said of a hamlet, in this order; what there is nothing to say of is left out."""


def _model(entry: HamletEntry) -> str:
    topic = next(topic for topic in TOPICS if MODEL_HEAD in topic.measures)
    return next(measure.label for measure in topic.measures if measure.of(entry))
