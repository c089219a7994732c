"""The plan of the vote for the hamlet head: each step with its last lawful day, who does it and the provision; nothing of the Party's."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import chain, deadlines, law
from dantin.case import Case, count_unknown
from dantin.chain import Stage
from dantin.deadlines import Deadline
from dantin.dismissal import let_go
from dantin.model import Office, Step, StepKind, Unit
from dantin.papers import gate
from dantin.papers.blocks import grounds, hamlet, head_grounds, of_committee, recipients, signing
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import SHORT_DOTS, day_words, day_words_of_week, filled, numbered
from dantin.papers.round_facts import number_facts
from dantin.papers.round_text import head_unit_of, subject_line
from dantin.papers.vote.counting import next_round
from dantin.provision import Version
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case, short_date
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, hamlet_name, head_title, voters

PLAN = "ke-hoach-bau-cu"

MEANINGS = {
    "cac_buoc": "các việc phải làm, theo thứ tự thời gian",
    "noi_lam": "đơn vị thực hiện: UBND thị trấn Trảng Bom",
    "han": "ngày chậm nhất theo luật: 31/10/2024",
    "quy_dinh": "căn cứ: điều luật quy định thời hạn đó",
}

_COMMITTEE, _FRONT, _TEAM = "UBND", "Mặt trận", "Tổ bầu cử"
# The steps of the plan, and who usually takes each, where the dossier does not say. The People's Committee gives no tasks to the Party.
_STEPS = {
    StepKind.DECISION: _COMMITTEE,
    StepKind.LIST_SENT: _FRONT,
    StepKind.TEAM_SET_UP: _COMMITTEE,
    StepKind.NOTICE: _TEAM,
    StepKind.MEETING_ANNOUNCED: _TEAM,
    StepKind.RESULT_SENT: _TEAM,
    StepKind.RECOGNITION: _COMMITTEE,
}


class _Line(NamedTuple):
    """One line of the plan: what is to be done, by when, by which provision, and which step it is (None: the vote)."""

    what: str
    due: date
    version: Version[object] | None
    step: StepKind | None


def _plan(subject: Subject) -> Context:
    """When and where is elected, and each step around that day."""
    unit, details, count = subject.unit, subject.details(PLAN), first_round(subject.case)
    decided = step_of_first(subject.case, StepKind.DECISION)
    kept = (f"Ủy ban MTTQ Việt Nam {commune(unit)}", sentence_case(hamlet_name(unit)), "Lưu: VT")
    return {
        **of_committee(unit, details, decided.day if decided is not None else None, "………/KH-UBND"),
        **hamlet(unit),
        **grounds(details, *head_grounds(count.day)),
        "ve_viec": subject_line(count),
        "ngay": day_words_of_week(count.round.day) if count.round.day is not None else day_words(None),
        "dia_diem": filled(count.round.venue),
        "hinh_thuc": _form(count),
        "dien_bau": voters(count),
        "tong_so": numbered(count.base.number, head_unit_of(count)),
        "cac_buoc": _rows(subject) or [dict.fromkeys(("tt", "viec", "noi_lam", "han", "quy_dinh"), SHORT_DOTS)],
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, *kept),
    }


def first_round(case: Case) -> Count:
    """The first round for head that has a day, from which all terms are counted; else the next one.

    Where a head was let go, what was voted before that is another election's.
    """
    gone = let_go(case)
    if gone is None:
        return next((count for count in case.counts_of(Office.HEAD) if count.round.day is not None), next_round(case))
    since = [count for count in case.counts_of(Office.HEAD) if count.round.day is None or count.round.day >= gone[0]]
    return next((count for count in since if count.round.day is not None), since[0] if since else count_unknown(case, Office.HEAD))


def step_of_first(case: Case, kind: StepKind) -> Step | None:
    """The last step of that kind before this first vote, else one without a day; a later one is of a vote that is held anew."""
    vote, gone = first_round(case).round.day, let_go(case)
    steps = [step for step in case.dossier.steps if step.kind is kind]
    before = [s for s in steps if s.day is not None and (vote is None or s.day <= vote) and (gone is None or s.day >= gone[0])]
    return max(before, key=lambda step: (step.day, step.index), default=next((step for step in steps if step.day is None), None))


def _form(count: Count) -> str:
    """How is voted; where nothing is laid down, the meeting decides (NĐ 59 Điều 3 khoản 5; before: NQLT 09)."""
    if count.round.form is None:
        return "bỏ phiếu kín hoặc biểu quyết giơ tay, do cuộc họp quyết định"
    return "biểu quyết giơ tay" if count.round.by_hands else count.round.form.value


def _rows(subject: Subject) -> list[Row]:
    unit = subject.unit
    named = {_COMMITTEE: f"UBND {commune(unit)}", _FRONT: f"Ban công tác Mặt trận {hamlet_name(unit)}"}
    named[_TEAM] = f"Tổ bầu cử {hamlet_name(unit)}"
    rows: list[Row] = []
    for line in _lines(subject):
        usual = _STEPS[line.step] if line.step is not None else _TEAM
        step = subject.dossier.step(line.step) if line.step is not None else None
        rows.append(
            {
                "tt": str(len(rows) + 1),
                "viec": line.what,
                "noi_lam": (step.body if step is not None else None) or named.get(usual, usual),
                "han": short_date(line.due),
                "quy_dinh": line.version.citation if line.version is not None else "",
            }
        )
    return rows


def _lines(subject: Subject) -> Iterator[_Line]:
    """The steps before the vote, the vote, a second vote where the law of the day knows one, and what follows."""
    unit, day = subject.unit, first_round(subject.case).round.day
    if day is None:
        return
    terms = [_Line(_to_do(deadline, unit), deadline.due, deadline.version, deadline.step) for deadline in _terms(subject, day)]
    yield from (line for line in terms if line.due < day)
    yield _Line(chain.to_do(Stage.VOTED, unit), day, subject.law.on(law.HEAD_MAJORITY, day), None)
    if (second := deadlines.vote_again(subject.law, day, day)) is not None:
        yield _Line(f"Bầu lại {head_title(unit)}, nếu không ai đủ số phiếu", second.due, second.version, None)
    yield from (line for line in terms if line.due >= day)


def _terms(subject: Subject, day: date) -> list[Deadline]:
    """The terms of the vote itself: those of the congress and of the party committee above are the Party's own."""
    return [deadline for deadline in deadlines.timetable(subject.law, day, None) if deadline.step in _STEPS]


def _to_do(deadline: Deadline, unit: Unit) -> str:
    assert deadline.step is not None
    return chain.to_do(chain.stage_of(deadline.step), unit)


def _facts(subject: Subject) -> Facts:
    count = first_round(subject.case)
    if count.round.day is None:
        return Facts()
    base = (count.base.number, head_unit_of(count), count.base.reads)
    lines: list[Group] = [(Fact(long_date(count.round.day), count.round.at("ngay")),), *number_facts(base)]
    for deadline in _terms(subject, count.round.day):
        version = deadline.version
        due = Fact(short_date(deadline.due), count.round.at("ngay"), version=version)
        lines.append((_to_do(deadline, subject.unit), due, Fact(version.citation, version=version)))
    return Facts(tuple(lines))


def dated(case: Case) -> bool:
    """Whether the day of a vote for head is known."""
    return first_round(case).round.day is not None


def _lacks(subject: Subject) -> str | None:
    if dated(subject.case):
        return None
    return f"chưa có ngày bầu {head_title(subject.unit)}: điền bảng Bầu cử, cột Ngày"


def _reads(subject: Subject) -> Iterator[Route]:
    """Of each round what the plan tells of it, not its figures; of the steps those that are there."""
    for round_ in subject.dossier.rounds:
        if round_.office in (None, Office.HEAD):
            yield from (round_.at(field) for field in ("chuc_danh", "ngay", "dia_diem", "hinh_thuc", "dien_bau", "tong_so"))
    for step in subject.dossier.steps:
        if step.kind is None or step.kind in _STEPS:
            dated = ("ngay",) if step.kind is StepKind.DECISION else ()
            yield from (step.at(field) for field in ("buoc", *dated, "co_quan"))


PAPER = Paper(
    PLAN,
    "kế hoạch bầu cử trưởng ấp",
    Occasion.BEFORE,
    _plan,
    due=dated,
    reads=(gate.unit, gate.households, _reads, gate.details(PLAN)),
    form=("ngay", "tong_so", "cac_buoc.viec", "cac_buoc.han", "cac_buoc.quy_dinh"),
    facts=_facts,
    lacks=_lacks,
)
