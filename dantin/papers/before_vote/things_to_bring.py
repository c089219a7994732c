"""What has to be there on the evening of the vote for head, to be ticked off: papers, ballots, things, people; a list for each cluster."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dantin import deadlines, law
from dantin.model import Duty, Event, Official, StepKind
from dantin.papers import gate
from dantin.papers.before_vote import candidates, for_voters
from dantin.papers.before_vote.household_invitations import meetings, to_come, undated
from dantin.papers.blocks import hamlet, of_hamlet, officials, only_name, recipients, signing
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, bare_name, day_words, day_words_of_week, filled, hour, listed, minute, numbered
from dantin.papers.round_facts import number_facts
from dantin.papers.round_text import head_unit_of, subject_line
from dantin.papers.vote import counting, meeting
from dantin.papers.vote.counting import round_of
from dantin.papers.vote.signers import copies_facts, copies_made
from dantin.provision import Provision
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case, short_date
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import titled, voters

LIST = "chuan-bi-buoi-bau"

MEANINGS = {
    "dieu_kien": "bao nhiêu người có mặt thì bầu được, bao nhiêu phiếu thì trúng cử, cả câu; trống nếu chưa biết tổng số",
    "giay_da_ban_hanh": "giấy tờ đã ban hành trước buổi bầu, phải mang theo; trống nếu luật của ngày bầu không quy định",
    "giay_phai_ky": "giấy tờ in sẵn, ký tại buổi bầu",
    "do_dung": "phiếu bầu, hòm phiếu, con dấu và đồ dùng",
    "nguoi_lam_viec": "những người làm việc tại buổi bầu",
    "noi_dung": "một dòng của danh mục: giấy tờ, đồ dùng, hoặc người",
    "so_luong": "số lượng: 310 phiếu (ba trăm mười phiếu), 03 (ba) bản; chưa biết thì để chấm",
    "nguoi_chuan_bi": "người chuẩn bị, điền tay",
}

_ONE = 1
_ISSUED = {
    StepKind.DECISION: "Quyết định tổ chức bầu cử",
    StepKind.LIST_SENT: "Danh sách chính thức người ứng cử",
    StepKind.TEAM_SET_UP: "Quyết định thành lập tổ bầu cử",
    StepKind.NOTICE: "Bản đã niêm yết, thông báo công khai",
    StepKind.MEETING_ANNOUNCED: "Giấy mời, thông báo cuộc họp",
}
_PAPERS = {paper.name: paper for paper in (*candidates.PAPERS, *for_voters.PAPERS, *counting.PAPERS, *meeting.PAPERS)}
_PEOPLE = (
    ("Chủ trì", (Duty.CHAIR,), None),
    ("Thư ký", (Duty.CLERK,), None),
    ("Tổ bầu cử", (Duty.ELECTION_TEAM_HEAD, Duty.ELECTION_TEAM_MEMBER), None),
    ("Ban kiểm phiếu", (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER), law.HEAD_COUNTING_TEAM),
    ("Người chứng kiến kiểm phiếu", (Duty.WITNESS,), law.HEAD_WITNESSES),
)


def _list(subject: Subject) -> Context:
    """Everything that has to be there, how much of it, who sees to it; nothing that is only guessed."""
    unit, details, count = subject.unit, subject.details(LIST), round_of(subject)
    heads = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    begins, day = count.round.begins, count.round.day
    when = day_words_of_week(day) if day is not None else day_words(None)
    return {
        **of_hamlet(unit, details, None),
        **hamlet(unit, subject.cluster),
        "ve_viec": subject_line(count),
        "dien_bau": voters(count),
        "thoi_gian": f"{hour(begins)} giờ {minute(begins)} phút, {when}",
        "dia_diem": filled(count.round.venue),
        "tong_so": numbered(count.base.number, head_unit_of(count)),
        "dieu_kien": _conditions(count),
        "giay_da_ban_hanh": _numbered([(f"{what}{_state(of_step)}", _copies(_ONE)) for what, of_step in _issued(subject)]),
        "giay_phai_ky": _numbered(list(_to_sign(subject))),
        "do_dung": _numbered(list(_things(count))),
        "nguoi_lam_viec": _numbered([(_named(what, people), number) for what, people, number in _people(subject)]),
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(heads)),
        **recipients(details),
    }


def _numbered(rows: list[tuple[str, str]]) -> list[Row]:
    texts = enumerate(rows, 1)
    return [{"tt": str(i), "noi_dung": what, "so_luong": number, "nguoi_chuan_bi": SHORT_DOTS} for i, (what, number) in texts]


def _copies(number: int) -> str:
    return f"{number:02d} bản"


def _conditions(count: Count) -> str:
    """How many have to come and how many votes elect: of the whole hamlet, where it meets by clusters."""
    whole = count.part_of or count
    if whole.quorum is None or whole.needed is None or whole.base.number is None:
        return ""
    together = "các cụm cộng lại có" if whole.by_clusters else "có"
    came = f"Cuộc họp bầu được khi {together} ít nhất {whole.quorum} {voters(whole)} dự họp"
    return f"{came}; người trúng cử phải được ít nhất {whole.needed}/{whole.base.number} {voters(whole)} tán thành."


def _issued(subject: Subject) -> Iterator[tuple[str, tuple[date, date | None, str | None]]]:
    """The papers that the steps before the vote have left: which, its last day, the day and the number that the dossier gives."""
    for term in _terms(subject):
        assert term.step is not None
        step = subject.dossier.step(term.step)
        yield _ISSUED[term.step], (term.due, step.day if step is not None else None, step.document if step is not None else None)


def _terms(subject: Subject) -> list[deadlines.Deadline]:
    day = round_of(subject).round.day
    return [term for term in deadlines.timetable(subject.law, day) if term.step in _ISSUED] if day is not None else []


def _state(of_step: tuple[date, date | None, str | None]) -> str:
    due, day, symbol = of_step
    if day is None:
        return f" (hồ sơ chưa ghi đã ban hành, hạn chậm nhất ngày {short_date(due)})"
    return f" ({f'số {symbol}, ' if symbol else ''}ngày {short_date(day)})"


def _to_sign(subject: Subject) -> Iterator[tuple[str, str]]:
    """Our papers that are signed at the meeting, with the names of their files."""
    count, copies = round_of(subject), f"{copies_made(subject, round_of(subject).day)} bản"
    secret = not count.round.by_hands
    for name, use, number in (
        (for_voters.ROLL, "từng người ký nhận khi đến", _copies(_ONE)),
        (counting.TALLY_SHEET, "ghi khi kiểm phiếu, mỗi bàn kiểm phiếu một bản", f"{SHORT_DOTS} bản"),
        (counting.COUNTING_MINUTES, "ký ngay sau khi kiểm phiếu", copies),
        (meeting.MEETING_MINUTES, "ký khi kết thúc cuộc họp", copies),
    ):
        if secret or name != counting.TALLY_SHEET:
            paper = _PAPERS[name]
            yield f"{sentence_case(titled(paper.title, subject.unit))}: {use} (tệp {paper.file_name(subject)})", number


def _things(count: Count) -> Iterator[tuple[str, str]]:
    """Ballots, as many as there are representatives, and what goes with them; without ballots only pens."""
    if not count.round.by_hands:
        when = " (dùng nếu cuộc họp quyết định bỏ phiếu kín)" if count.round.form is None else ""
        yield f"Phiếu bầu, đếm đủ trước giờ họp{when}", numbered(count.base.number, "phiếu")
        yield "Hòm phiếu, kiểm tra trước cuộc họp rồi niêm phong", f"{_ONE:02d} hòm"
        yield "Con dấu, hộp mực dấu để đóng dấu phiếu bầu", f"{_ONE:02d} bộ"
    yield "Bút ghi phiếu, bút ghi biên bản", f"{SHORT_DOTS} chiếc"


def _people(subject: Subject) -> Iterator[tuple[str, list[Official], str]]:
    """Who works at the meeting: in which duty, who is named so far, how many the law of the day asks for."""
    count = round_of(subject)
    for what, duties, provision in _PEOPLE:
        if provision is None or not count.round.by_hands:
            people = officials(subject, Event.HEAD_ELECTION, *duties)
            yield what, people, _asked(count, provision) or (f"{len(people):02d} người" if people else f"{SHORT_DOTS} người")


def _asked(count: Count, provision: Provision[Any] | None) -> str:
    version = count.law.on(provision, count.day) if provision is not None else None
    return provision.alone(version) if provision is not None and version is not None else ""


def _named(what: str, people: list[Official]) -> str:
    return f"{what}: {listed([bare_name(person) for person in people]) or DOTS}"


def _facts(subject: Subject) -> Facts:
    count = round_of(subject)
    r, whole = count.round, count.part_of or count
    when = (Fact(f"{r.begins:%H giờ %M phút}", r.at("bat_dau")),) if r.begins is not None else ()
    day = (Fact(long_date(r.day), r.at("ngay")),) if r.day is not None else ()
    lines: list[Group] = [(*when, *day), *number_facts((count.base.number, head_unit_of(count), count.base.reads))]
    if whole.quorum is not None and whole.needed is not None and whole.base.number is not None:
        quorum = Fact(f"ít nhất {whole.quorum}", *whole.base.reads, version=whole.quorum_rule)
        lines.append((quorum, Fact(f"ít nhất {whole.needed}/{whole.base.number}", *whole.base.reads, version=whole.majority_rule)))
    for term in _terms(subject):
        assert term.step is not None
        step = subject.dossier.step(term.step)
        if step is None or step.day is None:
            lines.append((_ISSUED[term.step], Fact(short_date(term.due), r.at("ngay"), version=term.version)))
        else:
            symbol = (Fact(step.document, step.at("so_van_ban")),) if step.document else ()
            lines.append((_ISSUED[term.step], *symbol, Fact(short_date(step.day), step.at("ngay"))))
    if not r.by_hands:
        lines += number_facts((count.base.number, "phiếu", count.base.reads))
    for what, people, number in _people(subject):
        names = [Fact(bare_name(person), person.at("ho_ten")) for person in people if person.name]
        version = next((count.law.on(p, count.day) for name, _, p in _PEOPLE if name == what and p is not None), None)
        asked = [Fact(number, version=version)] if version is not None else []
        lines.append((what, *names, *asked))
    return Facts(tuple(line for line in lines if line)) + copies_facts(subject, count.day, r.at("ngay"))


def _reads(subject: Subject) -> Iterator[Route]:
    """Of its round what the list tells of it, of the steps the day and the number of their papers."""
    r = round_of(subject).round
    yield from (r.at(field) for field in ("chuc_danh", "lan", "cum", "ngay", "bat_dau", "dia_diem", "hinh_thuc", "dien_bau", "tong_so"))
    for step in subject.dossier.steps:
        if step.kind is None or step.kind in _ISSUED:
            yield from (step.at(field) for field in ("buoc", "ngay", "so_van_ban"))


PAPERS = (
    Paper(
        LIST,
        "danh mục chuẩn bị buổi bầu trưởng ấp",
        Occasion.BEFORE,
        _list,
        due=to_come,
        each=meetings,
        reads=(gate.unit, gate.households, _reads, gate.officials(Event.HEAD_ELECTION), gate.details(LIST)),
        form=("tong_so", "thoi_gian", "giay_phai_ky.noi_dung", "do_dung.so_luong", "nguoi_lam_viec.so_luong"),
        facts=_facts,
        lacks=undated,
    ),
)
