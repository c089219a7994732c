"""The papers before the vote for the hamlet head that need only a day and a roll: invitation, roll of households, ballots. See `PAPERS`."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.base import HOUSEHOLD_ROWS
from dantin.case import Case
from dantin.model import Duty, Event, Household, Meeting, Office, PaperDetails, Step, StepKind
from dantin.papers import gate
from dantin.papers.before_vote import by_clusters, candidates, plan
from dantin.papers.before_vote.by_clusters import on_roster
from dantin.papers.before_vote.candidates import nobody_listed, official_list
from dantin.papers.blocks import (
    addressed,
    as_written,
    ballot_rows,
    cluster_of,
    hamlet,
    meeting,
    name_fact,
    nobody,
    of_hamlet,
    of_people,
    officials,
    only_name,
    recipients,
    signing,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import (
    DOTS,
    SHORT_DOTS,
    bare_name,
    day_words,
    day_words_of_week,
    filled,
    hour,
    minute,
    number_of,
    numbered,
    ordinal,
)
from dantin.papers.round_text import subject_line
from dantin.papers.vote.counting import (
    ballots_needed,
    by_ballot,
    each_gathering,
    gatherings,
    names_to_mark,
    nominees_as_listed,
    on_ballot,
    round_of,
    told_of,
)
from dantin.people import birth_of
from dantin.route import Route, field_route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case
from dantin.word.facts import Fact, Facts
from dantin.wording import cluster_name, hamlet_name, head_of, voters

INVITATION = "giay-moi-hop"
ROLL = "danh-sach-ho-gia-dinh"
BALLOTS = "phieu-bau-truong-ap"

MEANINGS = {
    **plan.MEANINGS,
    **candidates.MEANINGS,
    "kinh_moi": "người được mời: ông (bà) …, đại diện hộ gia đình khu phố 4",
    "noi_dung_hop": "các nội dung của cuộc họp, mỗi nội dung một dòng",
    "lien_he": "đầu mối liên hệ: người, chức vụ, điện thoại",
    "tai_lieu": "tài liệu gửi kèm giấy mời",
    "ho_gia_dinh": "danh sách đại diện hộ gia đình, đúng thứ tự trong hồ sơ",
    "cot_co_so_lieu": "các cột của danh sách mà ít nhất một hộ có số liệu: ma_ho, nam_sinh, gioi_tinh, dia_chi",
    "ma_ho": "mã hộ",
    "nam_sinh": "năm sinh",
    "dia_chi": "địa chỉ của hộ",
    "so_ho": "tổng số đại diện hộ trong danh sách, bằng số và chữ",
    "hang_phieu": "các hàng phiếu, mỗi hàng hai lá; phiếu không đánh số nên không in gì của hàng",
    "phai": "“x” nếu hàng có lá phiếu thứ hai, bên phải; trống ở hàng cuối nếu số phiếu lẻ",
    "ten_phieu": "các dòng dưới chữ PHIẾU BẦU: chức danh, nhiệm kỳ, lần bầu",
    "so_phieu_in": "số lá phiếu được in, bằng số và chữ",
}


# --- The invitation ------------------------------------------------------------------------------------------------


def _notice(subject: Subject) -> Step | None:
    """The step by which this meeting was announced, and not another one: the notice, where no announcement of its own is recorded."""
    meetings, day = gatherings(subject.case), round_of(subject).round.day
    own = any(step.kind is StepKind.MEETING_ANNOUNCED for step in subject.dossier.steps)
    kind = StepKind.MEETING_ANNOUNCED if own else StepKind.NOTICE
    if len(meetings) < 2:
        return subject.dossier.step(kind)
    before = [rounds[-1].round.day for rounds in meetings if rounds[0].round.number < subject.number]
    if None in before:
        return None
    after = max((held for held in before if held is not None), default=date.min)
    steps = [s for s in subject.dossier.steps if s.kind is kind and s.day is not None and after < s.day <= (day or date.max)]
    return steps[-1] if steps else None


def invitation(subject: Subject, given: PaperDetails | None = None) -> Context:
    """Mẫu số 01: to the meeting that elects, one for each household, its representative's name written in by hand."""
    unit, details, count = subject.unit, given or subject.details(INVITATION), round_of(subject)
    notice, who, here = _notice(subject), voters(count), cluster_of(unit, subject.cluster)
    heads = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    contact = _acting(subject, Duty.ELECTION_TEAM_HEAD)
    return {
        **of_hamlet(unit, details, notice.day if notice is not None else None, "………/GM-TBC"),
        **hamlet(unit, subject.cluster),
        "ve_viec": subject_line(count),
        "dien_bau": who,
        "kinh_moi": f"ông (bà) {DOTS}, {who} của {here}",
        "thoi_gian": _time(count),
        "dia_diem": filled(count.round.venue),
        "chu_tri": [_acting(subject, *_chairing(subject))],
        "khach_moi": [text.rstrip(".;, ") for text in _told(subject).guests],
        "noi_dung_hop": _agenda(count),
        "lien_he": f"{contact['ong_ba']} {contact['ho_ten']}, {contact['chuc_vu']}, điện thoại {DOTS}",
        "tai_lieu": f"Danh sách chính thức người ứng cử {head_of(unit)}" if official_list(subject) else DOTS,
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(heads)),
        **recipients(details, f"{sentence_case(who)} của {here}", f"Lưu: hồ sơ {hamlet_name(unit)}"),
    }


def _chairing(subject: Subject) -> tuple[Duty, ...]:
    """In which duty one chairs the meeting: the head of the election team, where nobody else does; in a cluster only a chair of its own."""
    return (Duty.CHAIR,) if subject.cluster is not None else (Duty.CHAIR, Duty.ELECTION_TEAM_HEAD)


def _told(subject: Subject) -> Meeting:
    """The meeting as its minutes tell it, which name the guests; where only one meeting is told of and one held, that one."""
    only_one = len(gatherings(subject.case)) < 2 and subject.cluster is None
    return meeting(subject, Event.HEAD_ELECTION) if only_one else told_of(subject)


def _acting(subject: Subject, *duties: Duty) -> Row:
    """The first who acts at the vote in one of these duties, with position, or dotted lines."""
    acting = officials(subject, Event.HEAD_ELECTION, *duties)
    if not acting:
        return nobody(chuc_vu=DOTS)
    return {**addressed(acting[0]), "chuc_vu": acting[0].position or acting[0].represents or DOTS}


def _time(count: Count) -> str:
    """When the meeting begins: hour, day of the week, day."""
    begins, day = count.round.begins, count.round.day
    return f"{hour(begins)} giờ {minute(begins)} phút, {day_words_of_week(day) if day is not None else day_words(None)}"


def _agenda(count: Count) -> list[str]:
    """What the meeting does: since the decree what it lays down (Điều 3 khoản 5, Điều 6), before it the election."""
    result = "công bố kết quả" if count.part_of is None else "báo cáo kết quả của cụm để cộng vào kết quả chung"
    elect = f"Bầu {head_of(count.dossier.unit)}, kiểm phiếu và {result}"
    if count.law.on(law.HEAD_NOMINATION, count.day) is None:
        return [elect]
    return [
        "Giới thiệu những người trong danh sách ứng cử chính thức; giới thiệu thêm người ứng cử, tự ứng cử tại cuộc họp",
        "Quyết định hình thức bầu: bỏ phiếu kín hoặc biểu quyết giơ tay; thông qua ban kiểm phiếu",
        elect,
    ]


def _invitation_facts(subject: Subject) -> Facts:
    r = round_of(subject).round
    clock = (Fact(f"{r.begins:%H giờ %M phút}", r.at("bat_dau")),) if r.begins is not None else ()
    when = (*clock, *((Fact(long_date(r.day), r.at("ngay")),) if r.day is not None else ()))
    where = (Fact(" ".join(r.venue.split()), r.at("dia_diem")),) if r.venue else ()
    chairs = officials(subject, Event.HEAD_ELECTION, *_chairing(subject))[:1]
    guests = as_written(_told(subject).at("khach_moi"), *_told(subject).guests)
    return Facts(tuple(filter(None, (when, where)))) + of_people(chairs) + guests


def _invitation_due(case: Case) -> bool:
    return any(count.round.day is not None and not count.round.taken_round for count in case.counts_of(Office.HEAD))


def meeting_reads(subject: Subject) -> Iterator[Route]:
    """What an invitation tells of its round: not the figures of the vote."""
    r = round_of(subject).round
    yield from (r.at(field) for field in ("ngay", "bat_dau", "dia_diem", "dien_bau", "lan"))


# --- The roll of households ----------------------------------------------------------------------------------------


def _roll(subject: Subject) -> Context:
    """The households' representatives in the order of the roster, with room to sign; their identity numbers stay in the dossier."""
    unit, details, households = subject.unit, subject.details(ROLL), on_list(subject)
    heads = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    return {
        **of_hamlet(unit, details, None),
        **hamlet(unit, subject.cluster),
        "ve_viec": subject_line(round_of(subject)),
        "ten_cum": sentence_case(cluster_name(subject.cluster)) if subject.cluster is not None else "",
        "ho_gia_dinh": (rows := [_household(number, household) for number, household in enumerate(households, 1)]),
        "cot_co_so_lieu": [name for name in _MAY_LACK if any(row[name] != SHORT_DOTS for row in rows)],
        "so_ho": numbered(len(households), "đại diện"),
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(heads)),
        **recipients(details),
    }


def on_list(subject: Subject) -> list[Household]:
    """The households on a list: all of them, or those of its cluster."""
    return [h for h in subject.dossier.households if subject.cluster is None or h.cluster == subject.cluster]


def _lists(case: Case) -> list[Subject]:
    """A list for each meeting; for each cluster where the roster says who is of which and the hamlet is to meet so."""
    lists: list[Subject] = []
    for rounds in gatherings(case):
        parts = {part.cluster: part for part in Subject(case, rounds[0]).by_cluster()}
        clusters = on_roster(case) if parts else ()
        lists += [parts.get(name, Subject(case, rounds[0], cluster=name)) for name in clusters] or [Subject(case, rounds[0])]
    return lists if case.counts_of(Office.HEAD) else [Subject(case, cluster=name) for name in on_roster(case)]


def _household(number: int, household: Household) -> Row:
    return {
        "tt": str(number),
        "ma_ho": household.code or SHORT_DOTS,
        "ho_ten": bare_name(household),
        "nam_sinh": _birth_year(household) or SHORT_DOTS,
        "gioi_tinh": household.sex or SHORT_DOTS,
        "dia_chi": household.address or SHORT_DOTS,
    }


# The columns of the roll that are left out where no household has anything there.
_MAY_LACK = ("ma_ho", "nam_sinh", "gioi_tinh", "dia_chi")


def _birth_year(household: Household) -> str:
    born = birth_of(household)
    return str(born.year) if born is not None else ""


def _roll_facts(subject: Subject) -> Facts:
    people = on_list(subject)
    lines = []
    for p in people:
        row, code = p.path, " ".join((p.code or "").split())
        texts = ((bare_name(p), "ho_ten"), (_birth_year(p), "ngay_sinh"), (code, "ma_ho"))
        lines.append(tuple([Fact(text, field_route(row, field)) for text, field in texts if text]))
    return Facts((*lines, (Fact(number_of(len(people), "đại diện"), HOUSEHOLD_ROWS),)))


def _roll_due(case: Case) -> bool:
    return bool(case.dossier.households) and bool(case.counts_of(Office.HEAD) or by_clusters.due(case))


def roll_lacks(subject: Subject) -> str | None:
    """Why the households cannot be listed: there is no roster, or it does not tell who is of which cluster."""
    if not subject.dossier.households:
        return "chưa có danh sách đại diện hộ gia đình: điền bảng Hộ gia đình"
    lost = [bare_name(h) for h in subject.dossier.households if not h.cluster] if subject.cluster is not None else []
    if lost:
        who = f"{', '.join(lost[:3])}{f' và {len(lost) - 3} hộ khác' if len(lost) > 3 else ''}"
        return f"{len(lost)} hộ chưa ghi thuộc cụm nào ({who}): điền cột Cụm của bảng Hộ gia đình"
    return None


# --- Ballots -------------------------------------------------------------------------------------------------------


def _ballots(subject: Subject) -> Context:
    """As many ballots as there are household representatives, all alike, with the candidates in Vietnamese name order."""
    unit, count = subject.unit, round_of(subject)
    number = count.base.number or 0
    again = f"(bầu lần {ordinal(count.round.number)})" if count.round.number > 1 else ""
    return {
        **of_hamlet(unit, subject.details(BALLOTS), None),
        **hamlet(unit),
        "hang_phieu": ballot_rows(number),
        "ten_phieu": [line for line in (head_of(unit), f"Nhiệm kỳ {unit.head_term}" if unit.head_term else "", again) if line],
        **names_to_mark(count),
        "so_phieu_in": numbered(number, "phiếu"),
    }


def _at_meetings(case: Case) -> list[Subject]:
    return [subject for subject in by_ballot(case) if not subject.round.round.taken_round]


def _ballots_due(case: Case) -> bool:
    return ballots_needed(case) and (not case.counts_of(Office.HEAD) or bool(_at_meetings(case)))


def _ballot_facts(subject: Subject) -> Facts:
    """Every single ballot bears every name."""
    count = round_of(subject)
    people, number = on_ballot(count), count.base.number or 0
    names = tuple(name_fact(person, people) for person in people)
    return Facts((*((names,) * number if names else ()), (Fact(number_of(number, "phiếu"), *count.base.reads),)))


def _ballots_lack(subject: Subject) -> str | None:
    count = round_of(subject)
    if count.round.by_hands:
        return "lượt này biểu quyết giơ tay, không dùng phiếu"
    if count.round.taken_round:
        return "phát phiếu lấy ý kiến hộ gia đình thì dùng mẫu phieu-lay-y-kien-ho"
    if why := nobody_listed(subject, on_ballot(count)):
        return why
    if count.base.number is None:
        return "chưa biết tổng số đại diện hộ gia đình: điền bảng Hộ gia đình, hoặc cột Tổng số hộ của bảng Đơn vị"
    return None


PAPERS = (
    plan.PAPER,
    *candidates.PAPERS,
    Paper(
        INVITATION,
        "giấy mời họp bầu trưởng ấp",
        Occasion.BEFORE,
        invitation,
        due=_invitation_due,
        each=each_gathering,
        reads=(
            gate.unit,
            meeting_reads,
            gate.officials(Event.HEAD_ELECTION),
            gate.meetings(Event.HEAD_ELECTION),
            gate.details(INVITATION),
        ),
        form=("thoi_gian", "dia_diem", "chu_tri.ho_ten", "noi_dung_hop", "lien_he", "tai_lieu"),
        facts=_invitation_facts,
        based_on=law.HEAD_INVITATION,
    ),
    Paper(
        ROLL,
        "danh sách đại diện hộ gia đình",
        Occasion.BEFORE,
        _roll,
        due=_roll_due,
        each=_lists,
        reads=(gate.unit, gate.households, gate.details(ROLL)),
        form=("ho_gia_dinh.ho_ten", "ho_gia_dinh.nam_sinh", "ho_gia_dinh.dia_chi", "so_ho"),
        facts=_roll_facts,
        lacks=roll_lacks,
    ),
    Paper(
        BALLOTS,
        "phiếu bầu trưởng ấp",
        Occasion.BEFORE,
        _ballots,
        due=_ballots_due,
        each=_at_meetings,
        reads=(gate.unit, gate.households, nominees_as_listed),
        form=("ung_cu.ho_ten", "hang_phieu.phai", "ten_phieu", "huong_dan"),
        facts=_ballot_facts,
        lacks=_ballots_lack,
    ),
)
