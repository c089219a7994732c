"""Minutes that correct what was written down: each figure, day and name as an earlier dossier has it and as this one has it, and what that
changes of the outcome. Of the vote for head a paper of the hamlet, of the congress one of the party cell.
"""

from collections.abc import Callable, Iterator

from dantin.case import Case
from dantin.model import Duty, Event, Office
from dantin.papers import gate
from dantin.papers.blocks import (
    NO_BREAK,
    addressed,
    comrade,
    hamlet,
    nobody,
    of_hamlet,
    officials,
    only_name,
    party_committee,
    party_heading,
    recipients,
    signing,
)
from dantin.papers.corrections import Change, corrections
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import COMRADE, SHORT_DOTS, day_words, listed
from dantin.papers.round_facts import conclusion_facts
from dantin.papers.round_text import conclusion
from dantin.papers.vote.counting import counting_team, meeting_round, to_commune, undecided
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import fold_name, printed_name, sentence_case
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, office_name, outcome_sentence

OF_VOTE, OF_CONGRESS = "bien-ban-dinh-chinh", "bien-ban-dinh-chinh-dai-hoi"
CONGRESS = (Office.COMMITTEE, Office.SECRETARY, Office.DEPUTY)

MEANINGS = {
    "dinh_chinh": "những chỗ được đính chính, mỗi chỗ một dòng",
    "cho": "chỗ được đính chính: Bảng Bầu cử, bầu trưởng khu phố lần 1, cột Thu về",
    "da_ghi": "số liệu, ngày, họ tên đã ghi ở hồ sơ cũ",
    "nay_sua": "số liệu, ngày, họ tên sau khi đính chính",
    "ly_do_sua": "lý do đính chính, điền tay",
    "cap_uy": "cấp ủy cấp trên, trong câu: Đảng ủy thị trấn Trảng Bom",
    "ben_lap": "ai lập biên bản đính chính, trong câu: Ban kiểm phiếu, Tổ bầu cử",
    "so_cho": "số chỗ được đính chính: 03",
    "ket_qua_hai_ben": "kết quả của từng cuộc bầu trước và sau khi đính chính",
    "viec_bau": "việc bầu, trong câu: bầu trưởng khu phố",
    "ket_qua_cu": "kết quả theo số liệu đã ghi, cả câu",
    "ket_qua_moi": "kết quả theo số liệu đã đính chính, cả câu",
}

_NOT_GIVEN = "không ghi"


# --- What both say ---------------------------------------------------------------------------------------------------


def _said(subject: Subject, *offices: Office) -> Context:
    changes = _changes(subject.case, *offices)
    return {
        "dinh_chinh": [_row(change) for change in changes],
        "so_cho": f"{len(changes):02d}",
        "ket_qua_hai_ben": [_outcomes(subject, *pair) for pair in _contests(subject.case, *offices)],
        "ket_luan": [_difference(subject, office, before) for office, before, _ in _contests(subject.case, *offices)],
    }


def _changes(case: Case, *offices: Office) -> list[Change]:
    return [change for change in corrections(case) if change.of_party is (Office.HEAD not in offices)]


def _row(change: Change) -> Row:
    old, new = (value.text or _NOT_GIVEN for value in (change.old, change.new))
    return {"cho": change.where, "da_ghi": old, "nay_sua": new, "ly_do_sua": SHORT_DOTS}


def _contests(case: Case, *offices: Office) -> Iterator[tuple[Office, Count | None, Count | None]]:
    """The contests that were held by one of the two dossiers: the deciding round of each."""
    for office in offices:
        before = case.corrects.deciding(office) if case.corrects is not None else None
        after = case.deciding(office)
        if before is not None or after is not None:
            yield office, before, after


def _outcomes(subject: Subject, office: Office, before: Count | None, after: Count | None) -> Row:
    return {"viec_bau": f"bầu {office_name(subject.unit, office)}", "ket_qua_cu": _outcome(before), "ket_qua_moi": _outcome(after)}


def _outcome(count: Count | None) -> str:
    if count is None:
        return "Chưa bầu."
    # No line ends before a per cent sign.
    return outcome_sentence(count).replace(" %", f"{NO_BREAK}%") if count.office.of_party else " ".join(conclusion(count))


def _difference(subject: Subject, office: Office, before: Count | None) -> str:
    """Whether somebody else is elected than was written down: told of names, for nobody knows whether another name is another person."""
    case, what = subject.case, f"bầu {office_name(subject.unit, office)}"
    assert case.corrects is not None
    old, new = ([printed_name(person.name or "") for person in one.elected(office)] for one in (case.corrects, case))
    undecided_before = before is not None and before.outcome is None
    if undecided_before:
        held = case.corrects.held(office)
        rounds = held if office is Office.COMMITTEE else held[-1:]
        old = [printed_name(name) for count in rounds for name in count.round.announced or ()]
    same = {fold_name(name) for name in old} == {fold_name(name) for name in new}
    was = f"người {'đã công bố' if undecided_before else ''} trúng cử là {listed(old)}".replace("  ", " ") if old else "không ai trúng cử"
    now = f"người trúng cử là {listed(new)}" if new else "không ai trúng cử"
    if same:
        return f"Việc đính chính không làm thay đổi người trúng cử của việc {what}: {now}."
    return f"Việc đính chính làm thay đổi người trúng cử của việc {what}: theo hồ sơ đã ghi, {was}; sau đính chính, {now}."


def _facts(subject: Subject, *offices: Office) -> Facts:
    """From both dossiers: what each says in every place, and what each decides."""
    lines: list[Group] = []
    for change in _changes(subject.case, *offices):
        old, new = (Fact(value.text or _NOT_GIVEN, *value.routes) for value in (change.old, change.new))
        lines.append((Fact(change.where, *(change.new.routes or change.old.routes)), old, new))
    facts = Facts(tuple(lines))
    for _, *sides in _contests(subject.case, *offices):
        for count in sides:
            facts += _outcome_facts(count) if count is not None else Facts()
    return facts


def _outcome_facts(count: Count) -> Facts:
    if not count.office.of_party:
        return conclusion_facts(count)
    r, base = count.round, count.base
    names = tuple(Fact(printed_name(person.name or ""), person.at("ho_ten")) for person in count.elected)
    needed = (Fact(f"ít nhất {count.needed}", *base.reads, version=count.majority_rule),) if count.needed is not None and names else ()
    figures = (base.number, base.summoned, count.needed, count.quorum, r.present, r.issued, r.returned, r.seats, *count.votes)
    return Facts(((*names, *needed),) if names else (), frozenset(number for number in figures if number is not None))


def _nothing(*offices: Office) -> Callable[[Subject], str | None]:
    """Why there is nothing to write down: nothing to compare with, or no difference."""

    def senseless(subject: Subject) -> str | None:
        case, other = subject.case, OF_CONGRESS if Office.HEAD in offices else OF_VOTE
        if case.corrects is None:
            return "chưa có hồ sơ cũ của ấp này để so sánh: thêm --corrects TỆP, TỆP là hồ sơ trước khi đính chính"
        if _changes(case, *offices):
            return None
        rest = f"; phần khác nhau lập bằng --paper {other}" if corrections(case) else ""
        return f"hai hồ sơ không khác nhau ở số liệu, ngày, họ tên nào{' của phần này' if rest else ''}, không có gì để đính chính{rest}"

    return senseless


def _due(*offices: Office) -> Callable[[Case], bool]:
    return lambda case: bool(_changes(case, *offices))


def _reads(*offices: Office) -> Callable[[Subject], Iterator[Route]]:
    """The places of this dossier that are corrected."""

    def routes(subject: Subject) -> Iterator[Route]:
        for change in _changes(subject.case, *offices):
            yield from change.new.routes

    return routes


def _undecided(*offices: Office) -> Callable[[Subject], str | None]:
    """That nobody knows yet what the corrected figures decide, where a contest was held."""

    def lacks(subject: Subject) -> str | None:
        return next((why for _, _, after in _contests(subject.case, *offices) if after is not None and (why := undecided(after))), None)

    return lacks


# --- Of the vote for head, of the congress ---------------------------------------------------------------------------


def _of_vote(subject: Subject) -> Context:
    unit, details = subject.unit, subject.details(OF_VOTE)
    leaders = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    # Where the clusters counted, each by its own team, the election team added up.
    counters = counting_team(Subject(subject.case, meeting_round(subject.case)))
    return {
        **of_hamlet(unit, details, None),
        **hamlet(unit),
        **_said(subject, Office.HEAD),
        "ngay": day_words(details.signed_on),
        "ben_lap": "Ban kiểm phiếu" if counters else "Tổ bầu cử",
        "kiem_phieu": counters or [{**addressed(o), "vai_tro": "Tổ trưởng"} for o in leaders] or [nobody(vai_tro="Tổ trưởng")],
        "thu_ky": [nobody()],
        "uy_ban": f"Ủy ban nhân dân {commune(unit)}",
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(leaders)),
        **to_commune(subject, OF_VOTE),
    }


def _of_congress(subject: Subject) -> Context:
    unit, details = subject.unit, subject.details(OF_CONGRESS)
    presidium = officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR)
    team = officials(subject, Event.CONGRESS, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
    roles = {Duty.COUNTING_HEAD: "Trưởng ban", Duty.COUNTING_MEMBER: "Thành viên"}
    unknown = [nobody(ong_ba=sentence_case(COMRADE), vai_tro=role) for role in roles.values()]
    return {
        **party_heading(unit, details, None, f"{SHORT_DOTS}-BB/CB"),
        **hamlet(unit),
        **_said(subject, *CONGRESS),
        "ngay": day_words(details.signed_on),
        "ben_lap": "Ban kiểm phiếu",
        "kiem_phieu": [comrade(o, vai_tro=roles[o.duty]) for o in team if o.duty is not None] or unknown,
        "thu_ky": [nobody()],
        "cap_uy": party_committee(unit),
        **signing(details, "T/M ĐOÀN CHỦ TỊCH", "", only_name(presidium)),
        **recipients(details, party_committee(unit), "Lưu Chi bộ"),
    }


def _paper(name: str, title: str, occasion: Occasion, fill: Callable[[Subject], Context], event: Event, *offices: Office) -> Paper:
    """One of the two, which differ in their form alone."""
    return Paper(
        name,
        title,
        occasion,
        fill,
        due=_due(*offices),
        reads=(gate.unit, gate.households, gate.rounds(*offices), _reads(*offices), gate.officials(event), gate.details(name)),
        form=("dinh_chinh.nay_sua", "dinh_chinh.da_ghi", "dinh_chinh.cho", "ket_qua_hai_ben.ket_qua_moi", "ket_luan"),
        facts=lambda subject: _facts(subject, *offices),
        lacks=_undecided(*offices),
        senseless=_nothing(*offices),
        compares=True,
    )


PAPERS = (
    _paper(OF_VOTE, "biên bản đính chính số liệu bầu trưởng ấp", Occasion.VOTE, _of_vote, Event.HEAD_ELECTION, Office.HEAD),
    _paper(OF_CONGRESS, "biên bản đính chính số liệu đại hội chi bộ", Occasion.CONGRESS, _of_congress, Event.CONGRESS, *CONGRESS),
)
