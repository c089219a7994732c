"""The papers of the vote for the hamlet head: counting, minutes, resolution, recognition."""

from dantin import law
from dantin.model import Duty, Event, Office, Official
from dantin.papers import gate
from dantin.papers.blocks import addressed, hamlet, nobody, of_hamlet, officials, only_name, recipients, signing
from dantin.papers.paper import Context, Facts, Paper, Row, Stage, Subject
from dantin.papers.results import conclusion, figure_facts, figures, head_unit, subject_line
from dantin.papers.words import copies, day_words, filled, hour, minute
from dantin.tally import Case
from dantin.wording import commune, hamlet_name

_COPIES = 3

MEANINGS = {
    "gio": "giờ bắt đầu cuộc họp: 08",
    "phut": "phút bắt đầu: 00",
    "ngay": "ngày họp: ngày 10 tháng 11 năm 2024",
    "dia_diem": "nơi họp: Nhà văn hóa khu phố 4",
    "gio_xong": "giờ lập xong biên bản",
    "phut_xong": "phút lập xong biên bản",
    "so_ban": "số bản của biên bản: 03 (ba)",
    "kiem_phieu": "ban kiểm phiếu, người đứng đầu trước; trống nếu không kiểm phiếu",
    "chung_kien": "hai người chứng kiến việc kiểm phiếu; trống nếu không kiểm phiếu",
}

COUNTING_MINUTES = "bien-ban-kiem-phieu-truong-ap"


def _counting_minutes(subject: Subject) -> Context:
    """Mẫu số 02: the minutes of counting of one round for the head, at a meeting."""
    count, unit, details = subject.round, subject.unit, subject.details(COUNTING_MINUTES)
    r = count.round
    team = officials(subject, Event.HEAD_ELECTION, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
    chairs = officials(subject, Event.HEAD_ELECTION, Duty.COUNTING_HEAD if count.voted else Duty.ELECTION_TEAM_HEAD)
    authority = "TM. BAN KIỂM PHIẾU" if count.voted else "TM. TỔ BẦU CỬ"
    body = commune(unit)
    return {
        **of_hamlet(unit, details, r.day),
        **hamlet(unit),
        **figures(count, head_unit(subject)),
        "ve_viec": subject_line(count),
        "gio": hour(r.begins),
        "phut": minute(r.begins),
        "ngay": day_words(r.day),
        "dia_diem": filled(r.venue),
        "kiem_phieu": counting_team(team) if count.voted else [],
        "chung_kien": witnesses(subject) if count.voted else [],
        "ket_luan": conclusion(count),
        "gio_xong": hour(r.ends),
        "phut_xong": minute(r.ends),
        "so_ban": copies(_COPIES),
        **signing(details, authority, "TỔ TRƯỞNG", only_name(chairs)),
        **recipients(details, f"UBND {body}", f"Ủy ban MTTQ Việt Nam {body}", f"Lưu: hồ sơ {hamlet_name(unit)}"),
    }


def counting_team(team: list[Official]) -> list[Row]:
    """The counting team, its head first; three dotted lines where nobody is recorded (a team has 3 to 5 people)."""
    if not team:
        return [nobody(vai_tro=role) for role in ("Tổ trưởng", "Thành viên", "Thành viên")]
    return [{**addressed(o), "vai_tro": "Tổ trưởng" if o.duty is Duty.COUNTING_HEAD else "Thành viên"} for o in team]


def witnesses(subject: Subject) -> list[Row]:
    """The witnesses; the form has two lines, so what is missing of two is dotted."""
    found = [addressed(o) for o in officials(subject, Event.HEAD_ELECTION, Duty.WITNESS)]
    return found + [nobody() for _ in range(2 - len(found))]


def _meeting_held(case: Case) -> bool:
    return any(not count.round.taken_round for count in case.held(Office.HEAD))


def _head_facts(subject: Subject) -> Facts:
    return figure_facts(subject.round, head_unit(subject))


def undecided(subject: Subject) -> str | None:
    """A round's minutes need its outcome."""
    if subject.round.outcome is None:
        return "chưa kết luận được lượt bầu: điền đủ số liệu ở bảng Bầu cử và bảng Kết quả"
    return None


PAPERS = (
    Paper(
        COUNTING_MINUTES,
        "biên bản kiểm phiếu bầu trưởng ấp",
        Stage.VOTE,
        _counting_minutes,
        due=_meeting_held,
        reads=(gate.unit, gate.households, gate.this_round, gate.officials(Event.HEAD_ELECTION)),
        form=("tong_so", "co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le", "ung_cu.ho_ten", "ung_cu.so_phieu", "ket_luan"),
        facts=_head_facts,
        lacks=undecided,
        office=Office.HEAD,
        based_on=law.HEAD_MINUTES,
    ),
)
