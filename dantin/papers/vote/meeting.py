"""The minutes of the residents' meeting that votes for the hamlet head (Mẫu số 03)."""

from collections.abc import Iterator, Sequence

from dantin import law
from dantin.case import Case
from dantin.gathering import meeting_of
from dantin.model import Duty, Event, Office, Official, Person, Source
from dantin.papers import gate
from dantin.papers.blocks import addressed, as_written, hamlet, minutes_written, name_fact, nobody, of_hamlet, officials, only_name, signing
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, bare_name, copies, counted, day_words, filled, hour, minute, told_apart
from dantin.papers.round_facts import conclusion_facts, figure_facts, number_facts
from dantin.papers.round_text import address, conclusion, figures, head_unit_of, subject_line
from dantin.papers.vote.counting import (
    COPIES,
    FIGURES,
    counting_team,
    gatherings,
    meeting_held,
    meeting_round,
    names_of,
    nominees_as_listed,
    on_ballot,
    to_commune,
    undecided,
)
from dantin.people import find
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.word.facts import Fact, Facts
from dantin.wording import commune

MEETING_MINUTES = "bien-ban-cuoc-hop"
_FROM = {Source.SELF: "tự ứng cử", Source.AT_MEETING: "được giới thiệu tại cuộc họp"}

MEANINGS = {
    "chu_tri": "người chủ trì cuộc họp",
    "thu_ky": "thư ký cuộc họp",
    "chuc_vu": "chức vụ của một người",
    "khach_moi": "khách mời dự họp, mỗi nơi một dòng",
    "chinh_thuc": "người ứng cử trong danh sách chính thức; trống nếu cuộc họp không bầu",
    "gioi_thieu_them": "người được giới thiệu thêm hoặc tự ứng cử tại cuộc họp",
    "nguon": "vì sao có tên trong danh sách: danh sách chính thức, được giới thiệu tại cuộc họp, tự ứng cử",
    "y_kien": "ý kiến phát biểu tại cuộc họp, mỗi ý kiến một dòng",
}


def _meeting_minutes(subject: Subject) -> Context:
    """Mẫu số 03: who was there, what was discussed, the result of the vote, the conclusion."""
    count, unit, details = _round(subject), subject.unit, subject.details(MEETING_MINUTES)
    gathering, who = meeting_of(subject.case, count), head_unit_of(count)
    r, minutes = count.round, gathering.minutes
    begins, ends = r.begins or minutes.begins, minutes.ends or r.ends
    leaders = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    people = on_ballot(count) if count.voted else []
    return {
        **of_hamlet(unit, details, r.day or minutes.day),
        **hamlet(unit),
        **figures(count, who),
        "ve_viec": subject_line(count),
        "gio": hour(begins),
        "phut": minute(begins),
        "ngay": day_words(r.day or minutes.day),
        "dia_diem": filled(r.venue or minutes.venue),
        "chu_tri": [_acting(o) for o in _chairs(subject)] or [nobody(chuc_vu=DOTS)],
        "thu_ky": [_acting(o) for o in _clerks(subject)] or [nobody(chuc_vu=DOTS)],
        "co_mat": counted(gathering.present, who),
        "vang": counted(gathering.absent, who),
        "khach_moi": list(minutes.guests),
        "chinh_thuc": [_standing(count, p, people) for p in people if _source(count, p) not in _FROM],
        "gioi_thieu_them": [_standing(count, p, people) for p in people if _source(count, p) in _FROM],
        "y_kien": list(minutes.opinions),
        "kiem_phieu": counting_team(subject) if count.voted and not r.by_hands else [],
        "ket_luan": [*conclusion(count), *_in_office(count)],
        "gio_xong": hour(ends),
        "phut_xong": minute(ends),
        "so_ban": copies(COPIES),
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(leaders)),
        **to_commune(subject, MEETING_MINUTES),
    }


def _chairs(subject: Subject) -> list[Official]:
    """Who chairs: the head of the election team where nobody else is written down."""
    return officials(subject, Event.HEAD_ELECTION, Duty.CHAIR, Duty.ELECTION_TEAM_HEAD)[:1]


def _clerks(subject: Subject) -> list[Official]:
    return officials(subject, Event.HEAD_ELECTION, Duty.CLERK)[:1]


def _acting(official: Official) -> Row:
    return {**addressed(official), "chuc_vu": official.position or official.represents or DOTS}


def _source(count: Count, person: Person) -> Source:
    """How somebody came onto the list; of the official one where nothing else is written."""
    nominees = find(person, count.dossier.nominees_for(Office.HEAD))
    source = nominees[0].source if len(nominees) == 1 else None
    return source or Source.OFFICIAL_LIST


def _standing(count: Count, person: Person, people: Sequence[Person]) -> Row:
    came = _FROM.get(_source(count, person), Source.OFFICIAL_LIST.value)
    return {"ong_ba": address(count, person), "ho_ten": told_apart(person, people), "nguon": came}


def _round(subject: Subject) -> Count:
    """The last round of the meeting."""
    return subject.count if subject.count is not None else meeting_round(subject.case)


def _each(case: Case) -> list[Subject]:
    """Each meeting at which a round was held, with the last one held there."""
    meetings = ([count for count in rounds if not count.planned] for rounds in gatherings(case))
    return [Subject(case, held[-1], held[0].round.number) for held in meetings if held]


def _in_office(count: Count) -> list[str]:
    """Luật 10/2022/QH15 Điều 21 khoản 2: nobody takes office before the recognition."""
    if count.outcome is not Outcome.ELECTED:
        return []
    body = commune(count.dossier.unit)
    sent = f"Tổ bầu cử gửi kết quả đến Ủy ban nhân dân và Ủy ban MTTQ Việt Nam {body}."
    return [f"{sent} Người trúng cử nhận nhiệm vụ từ khi được Ủy ban nhân dân {body} công nhận."]


def _meeting_facts(subject: Subject) -> Facts:
    count = _round(subject)
    gathering, who = meeting_of(subject.case, count), head_unit_of(count)
    minutes, away = gathering.minutes, gathering.absent
    people = on_ballot(count) if count.voted else []
    names = sorted(people, key=lambda person: _source(count, person) in _FROM)
    absent = (*gathering.source_of_summoned, *gathering.source_of_present)
    lines = (*number_facts((away, who, absent)), *((name_fact(person, people),) for person in names))
    team = (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER) if count.voted and not count.round.by_hands else ()
    leading = [o for o in (*_chairs(subject), *_clerks(subject)) if o.name]
    places = [(o, o.position or o.represents, o.at("chuc_vu" if o.position else "dai_dien")) for o in leading]
    chairs = tuple((Fact(bare_name(o), o.at("ho_ten")), *([Fact(text, route)] if text else [])) for o, text, route in places)
    acting = Facts(chairs) + names_of(subject, *team)
    written = sum((as_written(route, text) for _, text, route in places), minutes_written(minutes))
    return (
        acting + Facts(lines) + written + figure_facts(count, who, gathering.present, gathering.source_of_present) + conclusion_facts(count)
    )


def _undecided(subject: Subject) -> str | None:
    if not meeting_held(subject.case):
        return "chưa có cuộc họp bầu nào được tổ chức"
    return undecided(_round(subject))


def _its_round(subject: Subject) -> Iterator[Route]:
    """The round at the meeting, its result and its ballots."""
    yield from gate.this_round(Subject(subject.case, _round(subject)))


PAPERS = (
    Paper(
        MEETING_MINUTES,
        "biên bản cuộc họp bầu trưởng ấp",
        Occasion.VOTE,
        _meeting_minutes,
        due=meeting_held,
        each=_each,
        reads=(
            gate.unit,
            gate.households,
            _its_round,
            nominees_as_listed,
            gate.officials(Event.HEAD_ELECTION),
            gate.meetings(Event.HEAD_ELECTION),
        ),
        form=("co_mat", "vang", "chu_tri", "thu_ky", *FIGURES),
        facts=_meeting_facts,
        lacks=_undecided,
        based_on=law.HEAD_MEETING_MINUTES,
    ),
)
