"""The minutes of the residents' meeting that votes for the hamlet head (Mẫu số 03)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dantin import deadlines, law
from dantin.case import Case
from dantin.figures import ISSUED, PRESENT, RETURNED
from dantin.gathering import meeting_of
from dantin.model import Candidate, Duty, Event, Office, Official, Person, Source
from dantin.papers import gate
from dantin.papers.blocks import (
    addressed,
    as_written,
    hamlet,
    meeting_place,
    minutes_written,
    name_fact,
    nobody,
    of_hamlet,
    officials,
    only_name,
    signing,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, bare_name, day_words, filled, hour, listed, minute, numbered, share_of, told_apart
from dantin.papers.round_facts import as_given, conclusion_facts, figure_facts, number_facts
from dantin.papers.round_text import address, conclusion, figures, head_unit_of, subject_line, term
from dantin.papers.vote.counting import (
    FIGURES,
    counting_team,
    gatherings,
    meeting_held,
    meeting_round,
    meetings_of_clusters,
    names_of,
    nominees_as_listed,
    on_ballot,
    to_commune,
    undecided,
)
from dantin.papers.vote.signers import NO_SIGNERS, copies_facts, copies_made, decision_signers, signers_facts
from dantin.people import find
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import percent, short_date
from dantin.word.facts import Fact, Facts
from dantin.wording import cluster_name, commune, hamlet_name, head_of, vote_unit, voters, within_cluster

MEETING_MINUTES = "bien-ban-cuoc-hop"
HOUSEHOLDS = "hộ"
_FROM = {Source.SELF: "tự ứng cử", Source.AT_MEETING: "được giới thiệu tại cuộc họp"}

MEANINGS = {
    "chu_tri": "người chủ trì cuộc họp",
    "thu_ky": "thư ký cuộc họp",
    "chuc_vu": "chức vụ của một người",
    "tong_so_ho": "tổng số hộ gia đình, mỗi hộ một người đại diện: 310 (ba trăm mười) hộ; trống nếu luật của ngày họp không đòi",
    "ho_vang": "số hộ gia đình không có người đại diện tham dự: 48 (bốn mươi tám) hộ; trống nếu luật của ngày họp không đòi",
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
    if count.by_clusters:
        begins = ends = None
    people = on_ballot(count) if count.voted else []
    return {
        **of_hamlet(unit, details, r.day or minutes.day),
        **hamlet(unit, subject.cluster),
        **figures(count, who),
        "ve_viec": subject_line(count),
        "gio": hour(begins),
        "phut": minute(begins),
        "ngay": day_words(r.day or minutes.day),
        "dia_diem": filled(r.venue or minutes.venue),
        "noi_hop_day_du": meeting_place(unit, r.venue or minutes.venue, subject.cluster),
        "chu_tri": [_acting(o) for o in _chairs(subject)] or [nobody(chuc_vu=DOTS)],
        "thu_ky": [_acting(o) for o in _clerks(subject)] or [nobody(chuc_vu=DOTS)],
        "co_mat": numbered(gathering.present, who),
        "vang": numbered(gathering.absent, who),
        "tong_so_ho": numbered(count.base.number, HOUSEHOLDS) if _by_households(count) else "",
        "ho_vang": numbered(gathering.absent, HOUSEHOLDS) if _by_households(count) else "",
        "khach_moi": list(minutes.guests),
        "chinh_thuc": [_standing(count, p, people) for p in people if _source(count, p) not in _FROM],
        "gioi_thieu_them": [_standing(count, p, people) for p in people if _source(count, p) in _FROM],
        "y_kien": list(minutes.opinions),
        "kiem_phieu": counting_team(subject) if count.voted and not r.by_hands else [],
        "ket_luan": [*conclusion(count), *_decided(count), *_why_nobody(subject, count)],
        "gio_xong": hour(ends),
        "phut_xong": minute(ends),
        "so_ban": copies_made(subject, count.day),
        **(decision_signers(subject, count.day) if subject.cluster is None else NO_SIGNERS),
        **_signed(subject),
        **to_commune(subject, MEETING_MINUTES),
    }


def _signed(subject: Subject) -> Context:
    """The head of the election team; of the meeting of a cluster who chaired it."""
    details = subject.details(MEETING_MINUTES)
    if subject.cluster is not None:
        return signing(details, "NGƯỜI CHỦ TRÌ", f"Cuộc họp {cluster_name(subject.cluster)}", only_name(_chairs(subject)))
    leaders = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    return signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(leaders))


def _chairs(subject: Subject) -> list[Official]:
    """Who chairs: the head of the election team where nobody else is written down; in a cluster only who is written down for it."""
    duties = (Duty.CHAIR,) if subject.cluster is not None else (Duty.CHAIR, Duty.ELECTION_TEAM_HEAD)
    return officials(subject, Event.HEAD_ELECTION, *duties)[:1]


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
    last = [Subject(case, held[-1], held[0].round.number) for held in meetings if held]
    return [one for whole in last for one in (*(part for part in whole.by_cluster() if not part.round.planned), whole)]


def _by_households(count: Count) -> bool:
    """Whether the law of the day asks how many households there are and had nobody there: each has one representative."""
    return count.law.on(law.HEAD_DECISION_CONTENT, count.day) is not None and not count.by_voters_no_more


def _decided(count: Count) -> list[str]:
    """What the residents decided, and from when on it holds (Luật 10/2022/QH15 Điều 20 khoản 2 điểm e, Điều 21 khoản 2)."""
    if count.outcome is not Outcome.ELECTED:
        return []
    body, unit = commune(count.dossier.unit), count.dossier.unit
    (person,) = count.elected
    who = f"{address(count, person)[:1].lower()}{address(count, person)[1:]} {told_apart(person, count.candidates)}"
    decided = []
    if count.law.on(law.HEAD_DECISION_CONTENT, count.day) is not None:
        decided = [f"Cộng đồng dân cư {hamlet_name(unit)} quyết định: bầu {who} làm {head_of(unit)}{term(count)}."]
    sent = f"Tổ bầu cử gửi kết quả đến Ủy ban nhân dân và Ủy ban MTTQ Việt Nam {body}."
    return [*decided, f"{sent} Người trúng cử nhận nhiệm vụ từ khi được Ủy ban nhân dân {body} công nhận."]


def _why_nobody(subject: Subject, count: Count) -> list[str]:
    """Why nobody was elected, with the figures, and who decides what follows (NĐ 59/2023 Điều 3 khoản 5 điểm d)."""
    if count.outcome in (None, Outcome.ELECTED) or count.part_of is not None:
        return []
    unit, body = count.dossier.unit, commune(count.dossier.unit)
    return [f"Lý do không bầu được {head_of(unit)}: {why_nobody_elected(count)}.", _what_follows(subject, count, f"Ủy ban nhân dân {body}")]


def why_nobody_elected(count: Count) -> str:
    """Why a vote elected nobody, with the figures, ready to follow a colon."""
    r, base = count.round, count.base.number
    if count.outcome is Outcome.NO_QUORUM:
        if count.quorum is None or r.present is None or not count.short_of_quorum:
            return "cuộc họp được ghi nhận là không đủ số người dự để bầu"
        return f"chỉ có {r.present}/{base} {voters(count)} dự họp, cần ít nhất {count.quorum} mới có thể đạt tỷ lệ tán thành tối thiểu"
    if count.outcome is Outcome.VOID:
        if count.overfull is not None:
            r, cluster = count.overfull.round, count.overfull.round.cluster
            where = f"ở {within_cluster(cluster)}, " if cluster else ""
            return f"{where}số phiếu thu về ({r.returned} phiếu) nhiều hơn số phiếu phát ra ({r.issued} phiếu), toàn bộ số phiếu bị hủy"
        return f"lượt bầu bị hủy, {as_given(r.reason or DOTS)}"
    votes, leading = _leading(count)
    unit = vote_unit(count)
    names = listed([f"{address(count, p)[:1].lower()}{address(count, p)[1:]} {told_apart(p, count.candidates)}" for p in leading])
    most = f"người được nhiều {unit} nhất là {names}, được" if len(leading) == 1 else f"{names} cùng được nhiều {unit} nhất, mỗi người"
    share = f"{votes}/{base} {unit}, bằng {share_of(votes, base or 1)} tổng số {voters(count)} của {hamlet_name(count.dossier.unit)}"
    return f"{most} {share}, chưa đạt số cần thiết (ít nhất {count.needed} {unit})"


def _leading(count: Count) -> tuple[int, list[Candidate]]:
    """The most votes that anybody had, and who had them."""
    most = max(votes or 0 for _, _, votes in count.ranking)
    return most, [person for _, person, votes in count.ranking if (votes or 0) == most]


def _what_follows(subject: Subject, count: Count, committee: str) -> str:
    day, taken = count.day, count.law.on(law.HEAD_BALLOTS_TO_HOUSEHOLDS, count.day)
    if count.outcome is Outcome.NO_QUORUM:
        if taken is None:
            return f"Tổ bầu cử báo cáo {committee} để tổ chức họp lại."
        return f"Tổ bầu cử báo cáo {committee}; tổ chức phát phiếu lấy ý kiến của hộ gia đình ({taken.citation})."
    again = deadlines.vote_again(count.law, subject.case.held(Office.HEAD)[0].round.day or day, day)
    if again is not None:
        within = f"trong {again.words} kể từ ngày bầu lần đầu, chậm nhất ngày {short_date(again.due)}"
        return f"Tổ bầu cử báo cáo {committee}; tổ chức bầu lại {within}."
    decides = count.law.on(law.HEAD_NOT_REACHED, day)
    by = f" ({decides.citation})" if decides is not None else ""
    return f"Tổ bầu cử báo cáo {committee} xem xét, quyết định việc tổ chức bầu lại{by}."


def nobody_facts(count: Count) -> Facts:
    """The figures of the reason why nobody was elected, from the count itself."""
    r, base = count.round, count.base
    match count.outcome:
        case Outcome.NOT_ELECTED:
            votes, leading = _leading(count)
            routes = tuple(route for person in leading for route in count.source_of_votes(person))
            share = Fact(f"{percent(votes, base.number or 1)} %", *routes, *base.reads)
            names = [name_fact(person, count.candidates) for person in leading]
            needed = Fact(f"ít nhất {count.needed}", *base.reads, version=count.majority_rule)
            return Facts(((*names, Fact(f"{votes}/{base.number}", *routes, *base.reads), share, needed),))
        case Outcome.NO_QUORUM if count.short_of_quorum:
            came = Fact(f"{r.present}/{base.number}", *count.source(PRESENT), *base.reads)
            return Facts(((came, Fact(f"ít nhất {count.quorum}", *base.reads, version=count.quorum_rule)),))
        case _ if count.part_of is not None:
            return Facts()
        case Outcome.VOID if (part := count.overfull) is not None:
            returned = Fact(f"{part.round.returned} phiếu", *part.source(RETURNED))
            return Facts(((returned, Fact(f"{part.round.issued} phiếu", *part.source(ISSUED))),))
        case Outcome.VOID if r.reason:
            return Facts(((Fact(as_given(r.reason), *r.each("ly_do")),),))
        case _:
            return Facts()


def _meeting_facts(subject: Subject) -> Facts:
    count = _round(subject)
    gathering, who = meeting_of(subject.case, count), head_unit_of(count)
    minutes, away = gathering.minutes, gathering.absent
    people = on_ballot(count) if count.voted else []
    names = sorted(people, key=lambda person: _source(count, person) in _FROM)
    absent = (*gathering.source_of_summoned, *gathering.source_of_present)
    households = ((count.base.number, HOUSEHOLDS, count.base.reads), (away, HOUSEHOLDS, absent))
    of_absent = households if _by_households(count) else ((away, who, absent),)
    lines = (*number_facts(*of_absent), *((name_fact(person, people),) for person in names))
    team = (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER) if count.voted and not count.round.by_hands else ()
    leading = [o for o in (*_chairs(subject), *_clerks(subject)) if o.name]
    places = [(o, o.position or o.represents, o.at("chuc_vu" if o.position else "dai_dien")) for o in leading]
    chairs = tuple((Fact(bare_name(o), o.at("ho_ten")), *([Fact(text, route)] if text else [])) for o, text, route in places)
    acting = Facts(chairs) + names_of(subject, *team)
    written = sum((as_written(route, text) for _, text, route in places), minutes_written(minutes))
    vote = figure_facts(count, who, gathering.present, gathering.source_of_present) + conclusion_facts(count) + nobody_facts(count)
    signers = signers_facts(subject, count.day) if subject.cluster is None else Facts()
    return (
        acting
        + meetings_of_clusters(replace(subject, count=count))
        + Facts(lines)
        + written
        + vote
        + signers
        + copies_facts(subject, count.day, count.round.at("ngay"))
    )


def _undecided(subject: Subject) -> str | None:
    if not meeting_held(subject.case):
        return "chưa có cuộc họp bầu nào được tổ chức"
    return undecided(_round(subject))


def _its_round(subject: Subject) -> Iterator[Route]:
    """The round at the meeting, its result and its ballots."""
    yield from gate.this_round(replace(subject, count=_round(subject)))


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
        form=("co_mat", "ho_vang", "chu_tri", "thu_ky", "ky_truong_ap", "ky_mat_tran", "ky_dai_dien.ho_ten", *FIGURES),
        facts=_meeting_facts,
        lacks=_undecided,
        based_on=law.HEAD_MEETING_MINUTES,
    ),
)
