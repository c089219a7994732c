"""A party-cell congress as several of its papers tell it: who was summoned and came, and every round with its result."""

from datetime import date

from dantin import law
from dantin.base import MEMBER_ROWS, official_members
from dantin.case import Case
from dantin.figures import INVALID, OF_BALLOTS, PRESENT
from dantin.gathering import PARTY, Gathering, congress
from dantin.model import Candidate, Event, Member, MemberState
from dantin.papers.blocks import meeting, name_fact
from dantin.papers.paper import Context, Subject
from dantin.papers.phrases import COMRADE, DOTS, MEMBERS, counted, numbers_in, share_of, told_apart
from dantin.papers.round_facts import as_given, number_facts, remark_facts, vote_fact
from dantin.papers.round_text import ballot_order, candidates, elected_sentence, remarks, subject_line
from dantin.tally import Count, Outcome
from dantin.vietnamese import percent, sentence_case
from dantin.word.facts import Fact, Facts, Group

OFFICES = PARTY

MEANINGS = {
    "tong_dang_vien": "đảng viên của chi bộ: 23 (hai mươi ba) đảng viên, trong đó 22 chính thức, 1 dự bị",
    "khong_trieu_tap": "đảng viên chính thức không tính vào số được triệu tập và vì sao; trống nếu không có",
    "vang_mat": "họ tên và lý do của những người vắng mặt; trống nếu không ai vắng",
    "ty_le_co_mat": "tỷ lệ có mặt so với số được triệu tập: 95,24 %",
    "cac_luot": "các lượt bầu đã tổ chức, theo thứ tự chi ủy, bí thư, phó bí thư",
    "ten_luot": "lượt bầu: Bầu chi ủy Chi bộ khu phố 4, nhiệm kỳ 2025-2027 (lần thứ hai)",
    "so_lieu": "số liệu của lượt bầu trong một câu: phát ra 20 phiếu; thu về 20 phiếu...",
    "ket_qua_luot": "kết luận của lượt bầu",
    "co_bang": "x nếu lượt bầu có kết quả từng người",
    "ung_cu_cac_luot": "người ứng cử của mọi lượt bầu, theo thứ tự trên phiếu; luot cho biết là của lượt nào",
    "luot": "số thứ tự của lượt bầu trong cac_luot",
    "ket_qua": "Trúng cử, Không trúng cử hoặc Bằng phiếu",
    "can_co_mat": "số có mặt ít nhất để đại hội bầu, bằng số và chữ",
    "muc_co_mat": "phần của số được triệu tập phải có mặt, theo luật: ít nhất hai phần ba",
}


def congress_day(subject: Subject) -> date | None:
    """The day of the congress: its rounds', its step's, else that of the table "Cuộc họp"."""
    return subject.case.congress_day or meeting(subject, Event.CONGRESS).day


def venue(subject: Subject) -> str | None:
    """Where it met."""
    places = (meeting(subject, Event.CONGRESS).venue, *(count.round.venue for count in held(subject.case)))
    return next((place for place in places if place), None)


def held(case: Case) -> list[Count]:
    """The rounds held at the congress: committee, secretary, deputy."""
    return [count for office in OFFICES for count in case.held(office)]


def attendance(subject: Subject) -> Context:
    """Who was summoned, came to the opening and stayed away."""
    gathering, quorum = congress(subject.case), next((c.quorum for c in held(subject.case)), None)
    level = subject.law.on(law.CONGRESS_QUORUM, _law_day(subject))
    official, probationary = _members(subject)
    composed = counted(official, MEMBERS)
    if official is not None and probationary is not None:
        composed = f"{counted(official + probationary, MEMBERS)}, trong đó {official} chính thức, {probationary} dự bị"
    return {
        "tong_dang_vien": composed,
        "khong_trieu_tap": _not_summoned(subject, gathering),
        "trieu_tap": counted(gathering.summoned, MEMBERS),
        "co_mat": counted(gathering.present, MEMBERS),
        "ty_le_co_mat": share_of(gathering.present, gathering.summoned),
        "vang": counted(gathering.absent, MEMBERS),
        "vang_mat": _absentees(subject, gathering) if gathering.absent else "",
        "can_co_mat": counted(quorum, MEMBERS),
        "muc_co_mat": level.value.words if level is not None else DOTS,
    }


def attendance_facts(subject: Subject) -> Facts:
    """The same numbers as they must be read again, and the names of those who were not summoned or did not come."""
    official, probationary = _members(subject)
    whole = None if official is None else official + (probationary or 0)
    first = next(iter(held(subject.case)), None)
    roster = subject.unit.at("tong_dang_vien") if probationary is None else MEMBER_ROWS
    composed: list[Group] = []
    if official is not None and probationary is not None:
        composed.append((Fact(f"{official} chính thức", roster), Fact(f"{probationary} dự bị", roster)))
    if first is not None and first.quorum is not None and first.quorum_rule is not None:
        least = f"({first.quorum_rule.value.words} số được triệu tập): {first.quorum}"
        composed.append((Fact(least, *first.base.reads, version=first.quorum_rule),))
    return Facts(tuple(number_facts((whole, MEMBERS, (roster,)))), if_told=tuple(composed)) + presence_facts(subject)


def presence_facts(subject: Subject) -> Facts:
    """How many were summoned, came and stayed away, as minutes and submission tell it."""
    gathering = congress(subject.case)
    summoned, present, absent = gathering.summoned, gathering.present, gathering.absent
    called, came = gathering.source_of_summoned, gathering.source_of_present
    lines = number_facts((summoned, MEMBERS, called), (present, MEMBERS, came))
    away = () if absent is None else ((Fact(f"Vắng mặt: {absent}", *called, *came),),)
    share = ((Fact(f"{percent(present, summoned)} % số được triệu tập", *called, *came),),) if present is not None and summoned else ()
    reasons = numbers_in(*(member.reason for member in subject.dossier.members))
    return Facts(tuple(lines), reasons, (*away, *share))


def _members(subject: Subject) -> tuple[int | None, int | None]:
    """How many official and probationary members the cell has; those here for a time are another cell's."""
    official = official_members(subject.dossier, _law_day(subject))
    if official is None:
        return subject.unit.members, None
    own = [member for member in subject.dossier.members if member.state is not MemberState.VISITING]
    return official, len(own) - official


def _law_day(subject: Subject) -> date:
    return congress_day(subject) or subject.case.as_of


def _not_summoned(subject: Subject, gathering: Gathering) -> str:
    """The official members who are not counted among the summoned, each with the state that takes them out."""
    out = gathering.not_summoned
    return "; ".join(_named(subject, member, member.state.value if member.state is not None else None) for member in out)


def _absentees(subject: Subject, gathering: Gathering) -> str:
    """Those summoned who did not come, with their reasons; dotted where the roster does not tell exactly so many."""
    people = gathering.absentees
    return "; ".join(_named(subject, m, m.reason) for m in people) if people is not None else DOTS


def _named(subject: Subject, member: Member, why: str | None) -> str:
    return f"{COMRADE} {told_apart(member, subject.dossier.members)} ({why or DOTS})"


def all_rounds(subject: Subject) -> Context:
    """Every round held, with its figures and conclusion, and the candidates of all of them."""
    rounds = list(enumerate(held(subject.case), 1))
    return {
        "cac_luot": [
            {
                "tt": str(number),
                "ten_luot": sentence_case(subject_line(count)),
                "can_bau": counted(count.round.known_seats, COMRADE),
                "so_lieu": _figures_sentence(count),
                "ket_qua_luot": " ".join(text for text in (*remarks(count), elected_sentence(count)) if text),
                "co_bang": "x" if _counted_out(count) else "",
            }
            for number, count in rounds
        ],
        "ung_cu_cac_luot": [
            {**row, "luot": str(number), "ket_qua": _standing(count, person)}
            for number, count in rounds
            if _counted_out(count)
            for row, person in zip(candidates(count, MEMBERS), ballot_order(count), strict=True)
        ],
    }


def rounds_facts(subject: Subject) -> Facts:
    """The figures of every round as they must be read again, each with what it is the number of."""
    lines: list[Group] = []
    if_told: list[Group] = []
    others: set[int] = set()
    for count in held(subject.case):
        r, base = count.round, count.base
        figures = [("có mặt", r.present, MEMBERS, count.source(PRESENT))]
        figures += [(f.name, count.number(f), f.unit, count.source(f)) for f in OF_BALLOTS if count.records(f)]
        figures += [("làm căn cứ tính kết quả bầu cử là", base.number, MEMBERS, base.reads)] if base.deducted else []
        lines.append((Fact(sentence_case(subject_line(count)), r.at("chuc_danh"), r.at("lan")),))
        lines.append(tuple(Fact(f"{name} {number} {unit}", *routes) for name, number, unit, routes in figures if number is not None))
        if r.known_seats is not None:
            if_told.append((Fact(f"cần bầu: {r.known_seats}", r.at("so_can_bau")),))
        if _counted_out(count):
            votes = {person: number for _, person, number in count.ranking}
            lines += [vote_fact(count, person, votes[person], MEMBERS) for person in ballot_order(count)]
        if count.elected:
            votes_of = (route for person in count.candidates for route in count.source_of_votes(person))
            elected = Fact("trúng cử", *votes_of, *base.reads, version=count.majority_rule)
            lines.append((*(name_fact(person, count.candidates) for person in count.elected), elected))
        if_told += remark_facts(count)
        if count.invalid and count.records(INVALID) and r.invalid_reasons:
            if_told.append((Fact(as_given(r.invalid_reasons), r.at("ly_do_khong_hop_le")),))
        others |= numbers_in(r.reason, r.invalid_reasons)
    return Facts(tuple(line for line in lines if line), frozenset(others), tuple(if_told))


def _figures_sentence(count: Count) -> str:
    """The figures of a round in one sentence; dotted where none is known."""
    r, base = count.round, count.base
    figures = [(PRESENT.name, r.present, MEMBERS)]
    figures += [(figure.name, count.number(figure), figure.unit) for figure in OF_BALLOTS if count.records(figure)]
    figures += [("số đảng viên làm căn cứ tính kết quả bầu cử là", base.number, MEMBERS)] if base.deducted else []
    phrases = [f"{name} {number} {unit}" for name, number, unit in figures if number is not None]
    phrases += ["biểu quyết giơ tay"] if count.voted and r.by_hands else []
    if count.invalid and count.records(INVALID) and r.invalid_reasons:
        phrases.append(f"lý do không hợp lệ: {r.invalid_reasons.rstrip('.')}")
    return "; ".join(phrases) or DOTS


def _counted_out(count: Count) -> bool:
    return count.voted and count.outcome is not Outcome.VOID and bool(count.candidates)


def _standing(count: Count, person: Candidate) -> str:
    if count.outcome is None:
        return ""
    if person in count.elected:
        return "Trúng cử"
    return "Bằng phiếu" if person in count.tied else "Không trúng cử"
