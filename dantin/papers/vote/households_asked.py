"""The papers by which ballots are taken to the households after a meeting that too few attended (Luật 10/2022/QH15 Điều 19; NĐ 59 Điều 4).

The plan, the decision on the team, the notice, the ballot of each household. The team's minutes (Mẫu số 04) stand in `counting`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import chain, deadlines, law
from dantin.case import Case, count_unknown
from dantin.figures import BALLOTS
from dantin.model import Event, Office, Step, StepKind
from dantin.papers import gate
from dantin.papers.blocks import ballot_rows, grounds, hamlet, head_grounds, name_fact, of_hamlet, recipients, signing
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject, Touches
from dantin.papers.phrases import DOTS, SHORT_DOTS, copies, day_words, number_of, numbered, short_day
from dantin.papers.round_facts import number_facts
from dantin.papers.round_text import head_unit_of, subject_line
from dantin.papers.vote.counting import (
    TAKEN_TEAM,
    days_of_asking,
    meeting_before,
    meeting_before_facts,
    names_of,
    names_to_mark,
    nominees_as_listed,
    on_ballot,
    team,
    to_commune,
)
from dantin.people import find_name
from dantin.provision import Provision, Version
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import long_date, sentence_case, short_date
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, hamlet_name, head_title

PLAN = "ke-hoach-phat-phieu"
DECISION = "quyet-dinh-to-phat-phieu"
NOTICE = "thong-bao-phat-phieu"
BALLOT = "phieu-lay-y-kien-ho"

MEANINGS = {
    "to_phat_phieu": "tổ phát phiếu lấy ý kiến, tổ trưởng trước; chưa ghi thì ba dòng chấm",
    "nguoi_ban_hanh": "người ra giấy này: Trưởng khu phố (để chấm nếu khuyết, hoặc người đó đang ứng cử), Chủ tịch Ủy ban nhân dân xã",
    "cac_viec": "các việc của kế hoạch phát phiếu, theo thứ tự",
    "viec": "việc phải làm",
    "khi_nao": "khi nào làm: chậm nhất ngày 17/11/2024; từ ngày 19/11/2024",
    "ke_hoach_so": "kế hoạch phát phiếu trong câu: Kế hoạch số 03/KH ngày 12 tháng 11 năm 2024",
    "so_thanh_vien": "số người của tổ được thành lập, bằng số và chữ: 05 (năm)",
    "theo_mau": "mẫu biên bản phải theo, trong câu: theo Mẫu số 04 kèm theo Nghị định 59/2023/NĐ-CP; trống nếu chưa có mẫu",
}
# What the law itself numbers in their sentences: one ballot a household, two households that witness.
_IN_LAW = frozenset((1, 2))


# --- Which vote, who signs -----------------------------------------------------------------------------------------------


def _asked(case: Case) -> list[Subject]:
    """Each time ballots are taken round, planned or held; the first goes without a number, for it is no second vote."""
    rounds = [count for count in case.counts_of(Office.HEAD) if count.round.taken_round]
    return [Subject(case, count, number) for number, count in enumerate(rounds, 1)]


def _count(subject: Subject) -> Count:
    """The vote by ballots taken round; where it has no row yet, one of which nothing is known."""
    return subject.count if subject.count is not None else count_unknown(subject.case, Office.HEAD)


def _due(case: Case) -> bool:
    """Whether ballots are taken round, or may be: too few came to the last meeting, and no other is planned."""
    counts, last = case.counts_of(Office.HEAD), case.deciding(Office.HEAD)
    if any(count.round.taken_round for count in counts):
        return True
    return last is not None and last.outcome is Outcome.NO_QUORUM and not any(c.planned for c in counts) and _lawful(last)


def _lawful(count: Count) -> bool:
    return count.law.on(law.HEAD_BALLOTS_TO_HOUSEHOLDS, count.day) is not None


def _lacks(subject: Subject) -> str | None:
    case, title = subject.case, head_title(subject.unit)
    last = case.deciding(Office.HEAD)
    if not _asked(case) and (last is None or last.outcome is not Outcome.NO_QUORUM):
        return "chỉ phát phiếu lấy ý kiến hộ gia đình sau cuộc họp không đủ số hộ dự; hồ sơ chưa ghi cuộc họp nào như vậy"
    if not _lawful(_count(subject) if subject.count is not None else last or _count(subject)):
        return f"ngày đó pháp luật chưa có quy định phát phiếu lấy ý kiến hộ gia đình để bầu {title}: tổ chức họp lại"
    return None


def _head(subject: Subject) -> str | None:
    """The head of the hamlet, who issues these papers; None where there is none, or they stand themselves: nobody says who does then."""
    head, steps = subject.unit.sitting_head, subject.dossier.steps
    if head is None or any(step.kind in (StepKind.HEAD_DISMISSED, StepKind.ACTING_HEAD) for step in steps):
        return None
    return None if find_name(head, on_ballot(_count(subject))) else head


def _issuer(subject: Subject) -> str:
    return sentence_case(head_title(subject.unit)) if _head(subject) is not None else DOTS


def _signed(subject: Subject, name: str) -> Context:
    return signing(subject.details(name), "", _issuer(subject), _head(subject))


def _usual(subject: Subject, name: str, step: Step | None, symbol: str) -> Context:
    """What stands on all of them but the ballot."""
    unit, count, details = subject.unit, _count(subject), subject.details(name)
    number = step.document if step is not None else None
    return {
        **of_hamlet(unit, details, step.day if step is not None else None, number or f"{SHORT_DOTS}/{symbol}"),
        **hamlet(unit),
        "ve_viec": subject_line(count),
        "tu_ngay": day_words(count.round.day),
        "den_ngay": day_words(count.round.last_day),
        "cuoc_hop_truoc": meeting_before(subject.case, count),
        "to_phat_phieu": team(subject),
        "nguoi_ban_hanh": _issuer(subject),
        **names_to_mark(count),
        **_signed(subject, name),
        **to_commune(subject, name),
    }


def _common_facts(subject: Subject) -> Facts:
    """The meeting before, the days, who stands: what all but the ballot and the decision tell."""
    count = _count(subject)
    people, days = on_ballot(count), days_of_asking(count)
    standing = Facts(tuple((name_fact(person, people),) for person in people))
    return meeting_before_facts(subject.case, count) + standing + Facts(tuple((day,) for day in days), _IN_LAW)


# --- The plan --------------------------------------------------------------------------------------------------------


class _Task(NamedTuple):
    """A line of the plan: what is done, by whom, when, by which provision; `fact`: its day, where the dossier or the law tell it."""

    what: str
    who: str
    when: str
    version: Version[object] | None
    fact: Fact | None = None


def _plan(subject: Subject) -> Context:
    """What Điều 4 khoản 2 asks of the plan: purpose, content, who, time, time limit, tasks, means."""
    count, details = _count(subject), subject.details(PLAN)
    return {
        **_usual(subject, PLAN, None, "KH"),
        **grounds(details, *head_grounds(count.day)),
        "dien_bau": "đại diện hộ gia đình",
        "tong_so": numbered(count.base.number, head_unit_of(count)),
        "cac_viec": [_row(number, task) for number, task in enumerate(_tasks(subject), 1)],
    }


def _row(number: int, task: _Task) -> Row:
    cited = task.version.citation if task.version is not None else ""
    return {"tt": str(number), "viec": task.what, "noi_lam": task.who, "khi_nao": task.when, "quy_dinh": cited}


def _tasks(subject: Subject) -> Iterator[_Task]:
    count, unit, body = _count(subject), subject.unit, commune(subject.unit)
    r, day, in_force = count.round, count.day, count.law
    head, members = _issuer(subject), f"Tổ phát phiếu {hamlet_name(unit)}"
    signed = subject.details(PLAN)
    sent = deadlines.taken_plan_sent(in_force, signed.signed_on) if signed.signed_on is not None else None
    if (version := in_force.on(law.HEAD_TAKEN_PLAN_SENT_DAYS, day)) is not None:
        term = f"({law.HEAD_TAKEN_PLAN_SENT_DAYS.alone(version)} kể từ ngày ban hành)"
        what = f"Gửi Kế hoạch này đến Chủ tịch UBND và Chủ tịch Ủy ban MTTQ Việt Nam {body}"
        yield _Task(what, head, f"Chậm nhất ngày {_last(sent)} {term}", version, _fact(sent, signed.at("ngay_ky")))
    set_up = subject.dossier.step(StepKind.TAKEN_TEAM_SET_UP)
    done = set_up.day if set_up is not None else None
    set_up_on = Fact(short_date(done), set_up.at("ngay")) if set_up is not None and done is not None else None
    when = f"Ngày {short_date(done)}" if done is not None else "Trước ngày công khai"
    yield _Task(_to_do(StepKind.TAKEN_TEAM_SET_UP, subject), head, when, in_force.on(law.HEAD_TAKEN_TEAM, day), set_up_on)
    public = deadlines.made_public(in_force, r.day) if r.day is not None else None
    if (version := in_force.on(law.HEAD_TAKEN_PUBLIC_DAYS, day)) is not None:
        term = f"(ít nhất {law.HEAD_TAKEN_PUBLIC_DAYS.alone(version)} trước ngày phát phiếu)"
        when = f"Chậm nhất ngày {_last(public)} {term}"
        yield _Task(_to_do(StepKind.TAKEN_MADE_PUBLIC, subject), head, when, version, _fact(public, r.at("ngay")))
    one_each = in_force.on(law.HOUSEHOLD_REPRESENTED, day)
    yield _Task(
        "Phát phiếu trực tiếp đến từng hộ, mỗi hộ 01 phiếu", members, f"Từ ngày {short_day(r.day)}", one_each, _day(r.day, r.at("ngay"))
    )
    ends = _day(r.last_day, r.at("ngay_ket_thuc"))
    yield _Task("Thu phiếu", members, f"Hết ngày {short_day(r.last_day)}", in_force.on(law.HEAD_TAKEN_BALLOT, day), ends)
    form = in_force.on(law.HEAD_TAKEN_MINUTES, day)
    seen = ", mời đại diện 02 hộ gia đình chứng kiến" if form is not None else ""
    yield _Task(f"Kiểm phiếu{seen}; lập biên bản kiểm phiếu", members, "Sau khi hết hạn thu phiếu", form)
    if (version := in_force.on(law.HEAD_TAKEN_RESULT_SENT_DAYS, day)) is not None:
        result = deadlines.result_sent(count) if r.last_day is not None else None
        term = f"({law.HEAD_TAKEN_RESULT_SENT_DAYS.alone(version)} kể từ ngày hết hạn thu phiếu)"
        what, when = _to_do(StepKind.RESULT_SENT, subject), f"Chậm nhất ngày {_last(result)} {term}"
        yield _Task(what, f"Tổ bầu cử {hamlet_name(unit)}", when, version, _fact(result, r.at("ngay_ket_thuc")))


def _to_do(kind: StepKind, subject: Subject) -> str:
    return chain.to_do(chain.stage_of(kind), subject.unit)


def _last(deadline: deadlines.Deadline | None) -> str:
    return short_day(deadline.due if deadline is not None else None)


def _fact(deadline: deadlines.Deadline | None, since: Route) -> Fact | None:
    return Fact(short_date(deadline.due), since, version=deadline.version) if deadline is not None else None


def _day(day: date | None, route: Route) -> Fact | None:
    return Fact(short_date(day), route) if day is not None else None


def _plan_facts(subject: Subject) -> Facts:
    count = _count(subject)
    base = Facts(tuple(number_facts((count.base.number, head_unit_of(count), count.base.reads))))
    lines: list[Group] = []
    for task in _tasks(subject):
        cited = (Fact(task.version.citation, version=task.version),) if task.version is not None else ()
        lines.append((Fact(task.what, version=task.version), *((task.fact,) if task.fact is not None else ()), *cited))
    return _common_facts(subject) + names_of(subject, *TAKEN_TEAM) + base + Facts(tuple(lines))


# --- The team --------------------------------------------------------------------------------------------------------


def _decision(subject: Subject) -> Context:
    """The head of the hamlet sets up the team."""
    count, details = _count(subject), subject.details(DECISION)
    people = subject.dossier.officials
    number = sum(o.event is Event.HEAD_ELECTION and o.duty in TAKEN_TEAM for o in people)
    plan = _plan_in_words(subject)
    return {
        **_usual(subject, DECISION, subject.dossier.step(StepKind.TAKEN_TEAM_SET_UP), "QĐ"),
        **grounds(details, *head_grounds(count.day), f"{plan} về việc phát phiếu lấy ý kiến của hộ gia đình"),
        "ke_hoach_so": plan,
        "so_thanh_vien": copies(number) if number else SHORT_DOTS,
        "theo_mau": _form(count, law.HEAD_TAKEN_MINUTES),
        **recipients(details, "Như Điều 3", f"UBND {commune(subject.unit)}", f"Lưu: hồ sơ {hamlet_name(subject.unit)}"),
    }


def _plan_in_words(subject: Subject) -> str:
    plan = subject.details(PLAN)
    return f"Kế hoạch số {plan.symbol or SHORT_DOTS} {day_words(plan.signed_on)}"


def _form(count: Count, provision: Provision[object]) -> str:
    version = count.law.on(provision, count.day)
    return f"theo {version.article} kèm theo {version.instrument.short}" if version is not None else ""


def _decision_facts(subject: Subject) -> Facts:
    people = [o for o in subject.dossier.officials if o.event is Event.HEAD_ELECTION and o.duty in TAKEN_TEAM]
    number = ((Fact(copies(len(people)), *(o.at("vai_tro") for o in people)),),) if people else ()
    plan = subject.details(PLAN)
    signed = ((Fact(long_date(plan.signed_on), plan.at("ngay_ky")),),) if plan.signed_on is not None else ()
    return Facts((*signed, *number), _IN_LAW) + names_of(subject, *TAKEN_TEAM)


# --- The notice ------------------------------------------------------------------------------------------------------


def _notice(subject: Subject) -> Context:
    """What Luật Điều 19 khoản 2 wants made public: content, time, time limit, the team."""
    name = hamlet_name(subject.unit)
    step = subject.dossier.step(StepKind.TAKEN_MADE_PUBLIC)
    usual = (f"Các hộ gia đình {name}", "Niêm yết tại nhà văn hóa, điểm sinh hoạt cộng đồng", f"Lưu: hồ sơ {name}")
    return {**_usual(subject, NOTICE, step, "TB"), **recipients(subject.details(NOTICE), *usual)}


def _notice_facts(subject: Subject) -> Facts:
    return _common_facts(subject) + names_of(subject, *TAKEN_TEAM)


# --- The ballot ------------------------------------------------------------------------------------------------------


def _ballot(subject: Subject) -> Context:
    """One ballot for each household, all alike: content, choices, how to mark, other opinions, time limit, the head's own signature."""
    unit, count = subject.unit, _count(subject)
    number = count.base.number or 0
    return {
        **of_hamlet(unit, subject.details(BALLOT), None),
        **hamlet(unit),
        "ve_viec": subject_line(count),
        "hang_phieu": ballot_rows(number),
        **names_to_mark(count),
        "den_ngay": day_words(count.round.last_day),
        "so_phieu_in": numbered(number, BALLOTS),
        **_signed(subject, BALLOT),
    }


def _ballot_facts(subject: Subject) -> Facts:
    """Every single ballot bears every name and the day by which it is collected."""
    count = _count(subject)
    people, number, last = on_ballot(count), count.base.number or 0, count.round.last_day
    limit = (Fact(long_date(last), count.round.at("ngay_ket_thuc")),) if last is not None else ()
    each = (*(name_fact(person, people) for person in people), *limit)
    return Facts((*((each,) * number if each else ()), (Fact(number_of(number, BALLOTS), *count.base.reads),)), _IN_LAW)


def _ballot_lacks(subject: Subject) -> str | None:
    count = _count(subject)
    if why := _lacks(subject):
        return why
    if not on_ballot(count):
        return f"chưa có người nào được giới thiệu bầu {head_title(subject.unit)}: điền bảng Nhân sự, cột Giới thiệu bầu"
    if count.base.number is None:
        return "chưa biết tổng số đại diện hộ gia đình: điền bảng Hộ gia đình, hoặc cột Tổng số hộ của bảng Đơn vị"
    return None


# --- What touches them -----------------------------------------------------------------------------------------------


def _rounds(subject: Subject) -> Iterator[Route]:
    """When and how is asked, not what came of it; and of the meeting before it how many came."""
    for r in subject.dossier.rounds:
        if r.office in (None, Office.HEAD):
            fields = ("chuc_danh", "lan", "cach_thuc", "tong_so", "ngay", "ngay_ket_thuc")
            yield from (r.at(field) for field in (*fields, *(() if r.taken_round else ("co_mat",))))


def _reads(name: str, *kinds: StepKind) -> tuple[Touches, ...]:
    steps = gate.steps(*kinds, StepKind.HEAD_DISMISSED, StepKind.ACTING_HEAD)
    return (gate.unit, gate.households, _rounds, nominees_as_listed, gate.meetings(Event.HEAD_ELECTION), steps, gate.details(name))


PAPERS = (
    Paper(
        PLAN,
        "kế hoạch phát phiếu lấy ý kiến hộ gia đình",
        Occasion.VOTE,
        _plan,
        due=_due,
        each=_asked,
        reads=(*_reads(PLAN, StepKind.TAKEN_TEAM_SET_UP), gate.officials(Event.HEAD_ELECTION)),
        form=("tong_so", "cac_viec.viec", "cac_viec.khi_nao", "cac_viec.quy_dinh", "to_phat_phieu.ho_ten", "ung_cu.ho_ten"),
        facts=_plan_facts,
        lacks=_lacks,
    ),
    Paper(
        DECISION,
        "quyết định thành lập tổ phát phiếu lấy ý kiến hộ gia đình",
        Occasion.VOTE,
        _decision,
        due=_due,
        each=_asked,
        reads=(*_reads(DECISION, StepKind.TAKEN_TEAM_SET_UP), gate.details(PLAN), gate.officials(Event.HEAD_ELECTION)),
        form=("to_phat_phieu.ho_ten", "to_phat_phieu.vai_tro", "so_thanh_vien"),
        facts=_decision_facts,
        lacks=_lacks,
    ),
    Paper(
        NOTICE,
        "thông báo phát phiếu lấy ý kiến hộ gia đình",
        Occasion.VOTE,
        _notice,
        due=_due,
        each=_asked,
        reads=(*_reads(NOTICE, StepKind.TAKEN_MADE_PUBLIC), gate.officials(Event.HEAD_ELECTION)),
        form=("tu_ngay", "den_ngay", "to_phat_phieu.ho_ten", "ung_cu.ho_ten"),
        facts=_notice_facts,
        lacks=_lacks,
    ),
    Paper(
        BALLOT,
        "phiếu lấy ý kiến hộ gia đình",
        Occasion.VOTE,
        _ballot,
        due=_due,
        each=_asked,
        reads=_reads(BALLOT),
        form=("ung_cu.ho_ten", "hang_phieu.phai", "huong_dan", "den_ngay", "nguoi_ky"),
        facts=_ballot_facts,
        lacks=_ballot_lacks,
    ),
)
