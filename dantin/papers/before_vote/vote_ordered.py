"""The papers by which the commune orders a vote for hamlet head: the decision to hold it, that on the election team, the notice of both.

The chairman of the commune takes both decisions, and the people are told of both; of the list of candidates they need not be (NĐ 59/2023
Điều 6 khoản 1).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dantin import deadlines, law
from dantin.case import Case
from dantin.dismissal import vacant_since
from dantin.model import Duty, Event, Nominee, Official, PaperDetails, Round, StepKind
from dantin.papers import gate
from dantin.papers.before_vote.candidates import official_list
from dantin.papers.before_vote.plan import dated, first_round, step_of_first
from dantin.papers.blocks import (
    addressed,
    committee_grounds,
    grounds,
    hamlet,
    name_fact,
    nobody,
    of_committee,
    of_people,
    officials,
    only_name,
    party_cell,
    recipients,
    signing,
    state_heading,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, copies, day_words, day_words_of_week, filled, told_apart
from dantin.papers.round_text import cluster_meeting, subject_line
from dantin.papers.vote.counting import nominees_as_listed
from dantin.papers.vote.dismissal_papers import vacancy_ground
from dantin.people import find
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import cluster_name, commune, hamlet_name, head_of, voters

DECISION = "quyet-dinh-to-chuc-bau-cu"
TEAM = "quyet-dinh-to-bau-cu"
NOTICE = "thong-bao-niem-yet"
_TEAM = (Duty.ELECTION_TEAM_HEAD, Duty.ELECTION_TEAM_MEMBER)

MEANINGS = {
    "nhiem_vu": "các việc được giao, mỗi việc một dòng không có dấu chấm",
    "thanh_vien": "tổ bầu cử, tổ trưởng trước; chưa ghi thì ba dòng chấm",
    "quyet_dinh_bau": "quyết định tổ chức bầu cử trong câu: Quyết định số 187/QĐ-UBND ngày 15 tháng 10 năm 2024",
    "quyet_dinh_to": "quyết định thành lập tổ bầu cử trong câu",
    "noi_niem_yet": "hai quyết định được thông báo, niêm yết ở đâu, từ khi nào, cả câu",
}


# --- When and where is voted, by when each step is taken ------------------------------------------------------------


def when_and_where(count: Count | None) -> Context:
    """The day and place of a vote, or of each cluster that meets for it; dotted where there is no row of it yet."""
    day, venue = (count.round.day, count.round.venue) if count is not None else (None, None)
    parts = count.parts if count is not None and count.by_clusters else ()
    return {
        "ngay": day_words_of_week(day) if day is not None else day_words(None),
        "dia_diem": filled(venue),
        "so_cum": copies(len(parts)) if parts else "",
        "cac_cum_hop": [cluster_meeting(count, part) for part in parts] if count is not None else [],
    }


def when_and_where_facts(count: Count | None) -> Facts:
    """The same day and places, from the rows of the vote."""
    if count is None:
        return Facts()
    if not count.by_clusters:
        day = [(Fact(long_date(count.round.day), count.round.at("ngay")),)] if count.round.day is not None else []
        return Facts((*day, *([_venue(count.round)] if count.round.venue else [])))
    lines: list[Group] = []
    for part in count.parts:
        r = part.round
        held = (Fact(long_date(r.day), r.at("ngay")),) if r.day is not None else ()
        lines.append((Fact(sentence_case(cluster_name(r.cluster or "")), r.at("cum")), *held, *(_venue(r) if r.venue else ())))
    return Facts(tuple(lines))


def _venue(round_: Round) -> Group:
    return (Fact(" ".join((round_.venue or "").split()), round_.at("dia_diem")),)


def when_and_where_routes(count: Count | None) -> Iterator[Route]:
    """Of a vote what these papers tell of it: not its figures."""
    for r in (count.round.parts or (count.round,)) if count is not None else ():
        yield from (r.at(field) for field in ("chuc_danh", "lan", "cum", "ngay", "dia_diem", "dien_bau"))


class _Task(NamedTuple):
    """Something that a decision gives to somebody: what it says, and the last day it names."""

    text: str
    fact: Fact | None = None


def _task(count: Count, what: str, kind: StepKind) -> _Task:
    """What is to be done before the vote, with its term; without one where the law of the day has none."""
    announced, vote = kind is StepKind.MEETING_ANNOUNCED, count.round.day
    provision = law.HEAD_ANNOUNCED_DAYS if announced else deadlines.BEFORE_VOTE[kind]
    version = count.law.on(provision, count.day)
    if version is None:
        return _Task(what)
    what = f"{what} chậm nhất {provision.said(version).words} trước ngày bầu"
    if vote is None:
        return _Task(what)
    deadline = deadlines.announced(count.law, vote) if announced else deadlines.before_vote(count.law, kind, vote)
    return _until(what, deadline, count.round.at("ngay"))


def _until(what: str, deadline: deadlines.Deadline | None, since: Route, last_day: str = "") -> _Task:
    if deadline is None:
        return _Task(what)
    last = Fact(long_date(deadline.due), since, version=deadline.version)
    return _Task(f"{what} ({last_day}{last})", last)


def _told(tasks: Iterator[_Task]) -> Facts:
    return Facts(tuple((task.fact,) for task in tasks if task.fact is not None))


# --- The two decisions ---------------------------------------------------------------------------------------------


class _Decided(NamedTuple):
    """A decision as the papers cite it: its number and day, and the same as facts."""

    number: str | None
    day: date | None
    facts: Group

    @property
    def words(self) -> str:
        """In a sentence, dotted where it has no number or day yet."""
        return f"Quyết định số {self.number or SHORT_DOTS} {day_words(self.day)}"


def _decided(subject: Subject, name: str, kind: StepKind) -> _Decided:
    """The number and day of a decision, from its row of "Văn bản", else from its step."""
    details, step = subject.details(name), step_of_first(subject.case, kind)
    # Without the word "số" before it, as its own heading has it.
    number = (str(of_committee(subject.unit, details, None, "")["so_hieu"]), details.at("so_hieu")) if details.symbol else None
    day = (details.signed_on, details.at("ngay_ky")) if details.signed_on is not None else None
    if step is not None:
        number = number or ((step.document, step.at("so_van_ban")) if step.document else None)
        day = day or ((step.day, step.at("ngay")) if step.day is not None else None)
    facts = [Fact(*number)] if number is not None else []
    facts += [Fact(long_date(day[0]), day[1])] if day is not None else []
    return _Decided(number[0] if number is not None else None, day[0] if day is not None else None, tuple(facts))


def _heading_facts(decided: _Decided) -> Facts:
    return Facts((decided.facts,) if decided.facts else ())


def _of_chairman(subject: Subject, name: str, kind: StepKind, about: str, *bases: str) -> Context:
    """What a decision of the chairman of the commune says at its head and its foot."""
    unit, details, body = subject.unit, subject.details(name), commune(subject.unit)
    decided = _decided(subject, name, kind)
    in_force = decided.day or first_round(subject.case).day
    return {
        **of_committee(unit, details, decided.day, decided.number or f"{SHORT_DOTS}/QĐ-UBND"),
        **hamlet(unit),
        **grounds(details, *committee_grounds(subject, in_force), *bases, f"Theo đề nghị của {DOTS}"),
        "viec_quyet_dinh": about,
        "nguoi_ban_hanh": f"Chủ tịch Ủy ban nhân dân {body}",
        **_signed_by_chairman(details),
        **recipients(
            details, "Như Điều 3", f"Ủy ban MTTQ Việt Nam {body}", f"{party_cell(unit)}", f"{sentence_case(hamlet_name(unit))}", "Lưu: VT"
        ),
    }


def _signed_by_chairman(details: PaperDetails) -> Context:
    """The chairman decides alone, not for the committee: above the name stands the office, and nothing before it."""
    if details.authority:
        return signing(details, "", "CHỦ TỊCH", None)
    alone = replace(details, signer_position=None)
    return signing(alone, (details.signer_position or "CHỦ TỊCH").upper(), "", None)


def _decision(subject: Subject) -> Context:
    """What is voted on, when and where, and who does what until then."""
    count = first_round(subject.case)
    about = f"tổ chức {subject_line(count)}"
    return {
        **_of_chairman(subject, DECISION, StepKind.DECISION, about, *vacancy_ground(subject)),
        **when_and_where(count),
        "dien_bau": voters(count),
        "nhiem_vu": [task.text for task in _preparation(subject)],
    }


def _preparation(subject: Subject) -> Iterator[_Task]:
    """Who prepares the vote: the Front committee its list, the election team the meeting; and that the people are told."""
    count, unit = first_round(subject.case), subject.unit
    name, body = hamlet_name(unit), commune(unit)
    least = count.law.on(law.HEAD_CANDIDATES_LEAST, count.day)
    if count.law.on(law.HEAD_NOMINATION, count.day) is not None and least is not None:
        listed = (
            f"Ban công tác Mặt trận {name} dự kiến danh sách người ứng cử, báo cáo chi ủy {party_cell(unit)} thống nhất giới thiệu "
            f"ít nhất {copies(least.value)} người, quyết định danh sách chính thức, gửi đến Ủy ban nhân dân {body}"
        )
        yield _task(count, listed, StepKind.LIST_SENT)
    else:
        yield _Task(f"Ban công tác Mặt trận {name} giới thiệu người ứng cử {head_of(unit)} theo quy định")
    offices = (
        f"Văn phòng Ủy ban nhân dân phối hợp với Ban Thường trực Ủy ban MTTQ Việt Nam {body} tham mưu kế hoạch, hướng dẫn nghiệp vụ, "
        "trình quyết định thành lập Tổ bầu cử"
    )
    yield _task(count, offices, StepKind.TEAM_SET_UP)
    yield _task(
        count,
        f"Tổ bầu cử {name} thông báo đến Nhân dân, niêm yết Quyết định này và quyết định thành lập Tổ bầu cử",
        StepKind.NOTICE,
    )
    yield _Task(f"Tổ bầu cử {name} triệu tập và chủ trì cuộc họp của cộng đồng dân cư để {subject_line(count)}")


def _decision_facts(subject: Subject) -> Facts:
    decided = _decided(subject, DECISION, StepKind.DECISION)
    return _heading_facts(decided) + when_and_where_facts(first_round(subject.case)) + _told(_preparation(subject))


def _setting_up(subject: Subject) -> Context:
    """Who is in the election team, and what it has to do."""
    count, unit, body = first_round(subject.case), subject.unit, commune(subject.unit)
    held = _decided(subject, DECISION, StepKind.DECISION)
    bases = [f"{held.words} của Chủ tịch Ủy ban nhân dân {body} về việc tổ chức {subject_line(count)}"]
    if count.law.on(law.HEAD_TEAM_DAYS, count.day) is not None:
        bases.append(f"ý kiến thống nhất của Ủy ban MTTQ Việt Nam {body} tại Văn bản số {SHORT_DOTS}")
    people = _team(subject)
    return {
        **_of_chairman(subject, TEAM, StepKind.TEAM_SET_UP, f"thành lập Tổ bầu cử {hamlet_name(unit)}", *bases),
        "ve_viec": subject_line(count),
        "thanh_vien": _team_rows(subject),
        "so_thanh_vien": copies(len(people)) if people else DOTS,
        "nhiem_vu": [task.text for task in _work_of_team(subject)],
    }


def _team(subject: Subject) -> list[Official]:
    return officials(subject, Event.HEAD_ELECTION, *_TEAM)


def _team_rows(subject: Subject) -> list[Row]:
    """The team, its head first; dotted lines where nobody is recorded."""
    roles = {Duty.ELECTION_TEAM_HEAD: "Tổ trưởng"}
    people = _team(subject)
    if not people:
        blank = [nobody(vai_tro=role, chuc_vu="", dai_dien=SHORT_DOTS) for role in ("Tổ trưởng", "Thành viên", "Thành viên")]
        return [{"tt": str(i), **row} for i, row in enumerate(blank, 1)]
    return [
        {
            "tt": str(i),
            **addressed(o, subject.dossier.households, subject.dossier.members),
            "chuc_vu": o.position or "",
            "dai_dien": o.represents or ("" if o.position else SHORT_DOTS),
            "vai_tro": roles.get(o.duty, "Thành viên") if o.duty is not None else "Thành viên",
        }
        for i, o in enumerate(people, 1)
    ]


def _work_of_team(subject: Subject) -> Iterator[_Task]:
    """What the law gives to the team, and what follows of it."""
    count, unit, vote = first_round(subject.case), subject.unit, first_round(subject.case).round.day
    body = commune(unit)
    yield _task(count, "Thông báo đến Nhân dân, niêm yết quyết định tổ chức bầu cử và Quyết định này", StepKind.NOTICE)
    yield _task(count, f"Thông báo cuộc họp đến các {voters(count)} của {hamlet_name(unit)}", StepKind.MEETING_ANNOUNCED)
    yield _Task("Chuẩn bị nơi họp, tài liệu, phiếu bầu và hòm phiếu")
    meeting = f"Triệu tập và chủ trì cuộc họp của cộng đồng dân cư để {subject_line(count)}"
    if vote is None or count.by_clusters:
        yield _Task(meeting)
    else:
        yield _Task(f"{meeting}, vào {day_words_of_week(vote)}", Fact(long_date(vote), count.round.at("ngay")))
    sent = deadlines.result_sent(count)
    what = f"Hoàn thiện hồ sơ cuộc họp, gửi kết quả đến Ủy ban nhân dân và Ủy ban MTTQ Việt Nam {body}"
    version = count.law.on(law.HEAD_RESULT_SENT_DAYS, count.day)
    if version is not None:
        what = f"{what} trong {law.HEAD_RESULT_SENT_DAYS.said(version).words} kể từ ngày kết thúc cuộc họp"
    yield _until(what, sent, count.round.at("ngay"), "chậm nhất ")


def _team_facts(subject: Subject) -> Facts:
    people, held = _team(subject), _decided(subject, DECISION, StepKind.DECISION)
    number = [(Fact(copies(len(people)), *(o.path for o in people)),)] if people else []
    # Grounds of one's own may cite other things.
    cited = Facts(if_told=(held.facts,)) if held.facts else Facts()
    own = _heading_facts(_decided(subject, TEAM, StepKind.TEAM_SET_UP))
    return own + cited + Facts(tuple(number)) + of_people(people) + _told(_work_of_team(subject))


# --- The notice ----------------------------------------------------------------------------------------------------


def _notice(subject: Subject) -> Context:
    """Both decisions as the people are told of them, and the official list of candidates beside them where it was sent by then."""
    unit, details, count = subject.unit, subject.details(NOTICE), first_round(subject.case)
    body, team, step = commune(unit), f"Tổ bầu cử {hamlet_name(unit)}", step_of_first(subject.case, StepKind.NOTICE)
    number = step.document if step is not None else None
    leaders = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    people = _listed(subject)
    return {
        **state_heading(unit, details, _posted(subject), above=f"UBND {body}", body=team, symbol=number or f"{SHORT_DOTS}/TB-TBC"),
        **hamlet(unit),
        **when_and_where(count),
        "ve_viec": subject_line(count),
        "to_bau_cu": team,
        "nguoi_ban_hanh": f"Chủ tịch Ủy ban nhân dân {body}",
        "dien_bau": voters(count),
        "quyet_dinh_bau": _decided(subject, DECISION, StepKind.DECISION).words,
        "quyet_dinh_to": _decided(subject, TEAM, StepKind.TEAM_SET_UP).words,
        "thanh_vien": _team_rows(subject),
        "ung_cu": [
            {"tt": str(i), **addressed(n, subject.dossier.members, subject.dossier.households), "ho_ten": told_apart(n, people)}
            for i, n in enumerate(people, 1)
        ],
        "noi_niem_yet": _posting(subject).text,
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(leaders)),
        **recipients(
            details,
            f"Nhân dân {hamlet_name(unit)}",
            f"UBND {body}",
            f"Ủy ban MTTQ Việt Nam {body}",
            f"Lưu: hồ sơ {hamlet_name(unit)}",
        ),
    }


def _posted(subject: Subject) -> date | None:
    step = step_of_first(subject.case, StepKind.NOTICE)
    return subject.details(NOTICE).signed_on or (step.day if step is not None else None)


def _posting(subject: Subject) -> _Task:
    """Where both decisions are posted, from when on, and the last day for it."""
    count, step = first_round(subject.case), step_of_first(subject.case, StepKind.NOTICE)
    since = day_words(step.day if step is not None else None)
    places = f"tại nhà văn hóa, nhà sinh hoạt cộng đồng của {hamlet_name(subject.unit)}"
    version, vote = count.law.on(law.HEAD_NOTICE_DAYS, count.day), count.round.day
    text = f"Hai quyết định trên được thông báo đến Nhân dân và niêm yết {places} từ {since}"
    if version is None:
        return _Task(text)
    term = f"chậm nhất {law.HEAD_NOTICE_DAYS.said(version).words} trước ngày bầu theo {version.citation}"
    deadline = deadlines.before_vote(count.law, StepKind.NOTICE, vote) if vote is not None else None
    if deadline is None:
        return _Task(f"{text} ({term})")
    last = Fact(long_date(deadline.due), count.round.at("ngay"), version=deadline.version)
    return _Task(f"{text} ({term}: {last})", last)


def _listed(subject: Subject) -> list[Nominee]:
    """The official list, where it was sent to the commune by the day of the notice."""
    sent, posted = step_of_first(subject.case, StepKind.LIST_SENT), _posted(subject)
    if sent is None or sent.day is None or sent.day > (posted or subject.case.as_of):
        return []
    return official_list(subject)


def _notice_facts(subject: Subject) -> Facts:
    step, people, posting = step_of_first(subject.case, StepKind.NOTICE), _listed(subject), _posting(subject)
    decisions = (_decided(subject, DECISION, StepKind.DECISION), _decided(subject, TEAM, StepKind.TEAM_SET_UP))
    since = [Fact(long_date(step.day), step.at("ngay"))] if step is not None and step.day is not None else []
    decided = Facts((*(d.facts for d in decisions if d.facts), *((name_fact(n, people),) for n in people)))
    posted = [fact for fact in (*since, posting.fact) if fact is not None]
    lines = (tuple(posted),) if posted else ()
    return decided + when_and_where_facts(first_round(subject.case)) + of_people(_team(subject)) + Facts(lines)


# --- When due, what stands against it -------------------------------------------------------------------------------


def _taken(case: Case, *kinds: StepKind) -> bool:
    """Whether one of these steps was taken by the day of checking."""
    steps = [step_of_first(case, kind) for kind in kinds]
    return any(step is not None and step.day is not None and step.day <= case.as_of for step in steps)


def _team_known(case: Case) -> bool:
    return any(o.event is Event.HEAD_ELECTION and o.duty in _TEAM for o in case.dossier.officials)


def _vote(subject: Subject) -> Iterator[Route]:
    yield from when_and_where_routes(first_round(subject.case))


def _people(subject: Subject) -> Iterator[Route]:
    """The election team, and whatever else one of it does at the vote: a candidate of it may be told there."""
    team = _team(subject)
    for o in subject.dossier.officials:
        if o.event in (None, Event.HEAD_ELECTION) and (o.duty is None or o in team or find(o, team)):
            yield o.path


def _on_list(subject: Subject) -> Iterator[Route]:
    if _listed(subject):
        yield from nominees_as_listed(subject)


PAPERS = (
    Paper(
        DECISION,
        "quyết định tổ chức bầu trưởng ấp",
        Occasion.BEFORE,
        _decision,
        due=lambda case: dated(case) or _taken(case, StepKind.DECISION) or vacant_since(case) is not None,
        reads=(gate.unit, _vote, gate.steps(StepKind.DECISION, StepKind.HEAD_DISMISSED), gate.details(DECISION)),
        form=("ngay", "dia_diem", "nhiem_vu"),
        facts=_decision_facts,
    ),
    Paper(
        TEAM,
        "quyết định thành lập tổ bầu cử",
        Occasion.BEFORE,
        _setting_up,
        # Where a head was let go since, who is written down was in the team of the vote before.
        due=lambda case: _taken(case, StepKind.TEAM_SET_UP) or (_team_known(case) and vacant_since(case) is None),
        reads=(
            gate.unit,
            _vote,
            _people,
            gate.steps(StepKind.DECISION, StepKind.TEAM_SET_UP),
            gate.details(TEAM),
            gate.details(DECISION),
        ),
        form=("thanh_vien.ho_ten", "thanh_vien.vai_tro", "so_thanh_vien", "nhiem_vu"),
        facts=_team_facts,
    ),
    Paper(
        NOTICE,
        "thông báo niêm yết các quyết định bầu trưởng ấp",
        Occasion.BEFORE,
        _notice,
        due=lambda case: _taken(case, StepKind.TEAM_SET_UP, StepKind.NOTICE),
        reads=(
            gate.unit,
            _vote,
            _people,
            _on_list,
            gate.steps(StepKind.DECISION, StepKind.TEAM_SET_UP, StepKind.NOTICE),
            gate.details(NOTICE),
            gate.details(DECISION),
            gate.details(TEAM),
        ),
        form=("ngay", "dia_diem", "quyet_dinh_bau", "quyet_dinh_to", "thanh_vien.ho_ten"),
        facts=_notice_facts,
    ),
)
