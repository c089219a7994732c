"""The papers of the results of the party-cell congress: counting minutes, minutes of the congress, resolution, submission for approval."""

from collections.abc import Callable, Sequence
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.deadlines import answering, congress_ended
from dantin.figures import BALLOT_FIELDS
from dantin.gathering import congress
from dantin.model import Duty, Event, Office, Official, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    as_written,
    comrade,
    elected_name,
    grounds,
    hamlet,
    meeting,
    minutes_written,
    name_fact,
    nobody,
    of_people,
    officials,
    only_name,
    party_cell,
    party_committee,
    party_grounds,
    party_heading,
    recipients,
    signing,
)
from dantin.papers.congress.account import (
    OFFICES,
    all_rounds,
    attendance,
    attendance_facts,
    congress_day,
    held,
    presence_facts,
    rounds_facts,
    venue,
)
from dantin.papers.congress.elected import CALLED, approval_rows, each_once, elected_at, elected_rows, not_filled
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import (
    COMRADE,
    DOTS,
    MEMBERS,
    SHORT_DOTS,
    copies,
    day_words,
    filled,
    hour,
    listed,
    minute,
    numbers_in,
    party_number,
)
from dantin.papers.round_facts import congress_facts, number_facts, vote_fact
from dantin.papers.round_text import ballot_order, congress_figures, subject_line
from dantin.tally import Outcome
from dantin.word.facts import Fact, Facts

_COPIES = 2

MEANINGS = {
    "quy_che": "quy định về bầu cử được áp dụng, trong câu: Điều lệ Đảng và Quy chế bầu cử trong Đảng (Quyết định 190-QĐ/TW)",
    "nguoi_ky_trai": "họ tên người ký ở cột bên trái (đoàn chủ tịch, thư ký); chưa biết thì để trống",
    "co_chi_uy": "x nếu đại hội bầu được chi ủy; trống ở chi bộ chỉ bầu bí thư",
    "doan_chu_tich": "đoàn chủ tịch đại hội",
    "chi_tieu": "bảng chỉ tiêu; trống nếu hồ sơ không có",
    "noi_dung": "nội dung chỉ tiêu",
    "ke_hoach": "kế hoạch",
    "thuc_hien": "đã thực hiện",
    "kinh_gui": "nơi được gửi, được trình: Đảng ủy thị trấn Trảng Bom",
}

_COUNTING = (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
MINUTES, RESOLUTION, SUBMISSION = "bien-ban-dai-hoi", "nghi-quyet-dai-hoi", "bao-cao-ket-qua-bau-cu"
COUNTING_MINUTES = {
    Office.COMMITTEE: "bien-ban-kiem-phieu-chi-uy",
    Office.SECRETARY: "bien-ban-kiem-phieu-bi-thu",
    Office.DEPUTY: "bien-ban-kiem-phieu-pho-bi-thu",
}


# --- Counting minutes --------------------------------------------------------------------------------------------


def _counting_minutes(subject: Subject) -> Context:
    """The counting minutes of one round of the congress, by the fields of the published forms."""
    count, unit, details = subject.round, subject.unit, subject.details(COUNTING_MINUTES[subject.round.office])
    r, day = count.round, count.dated
    team = officials(subject, Event.CONGRESS, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
    presidium = officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR)
    if count.voted:
        signs = signing(details, "T/M BAN KIỂM PHIẾU", "TRƯỞNG BAN", only_name([o for o in team if o.duty is Duty.COUNTING_HEAD]))
    else:
        # Nobody counted: the usual signer of this paper has nothing to sign for.
        clerks = officials(subject, Event.CONGRESS, Duty.CLERK)
        signs = {"the_thuc_ky": "THƯ KÝ ĐẠI HỘI", "chuc_vu_ky": "", "nguoi_ky": only_name(clerks) or ""}
    return {
        **party_heading(unit, details, day, f"{SHORT_DOTS}-BB/CB"),
        **hamlet(unit),
        **congress_figures(count),
        "ve_viec": subject_line(count),
        "gio": hour(r.begins),
        "phut": minute(r.begins),
        "ngay": day_words(day),
        "dia_diem": filled(r.venue or meeting(subject, Event.CONGRESS).venue),
        "quy_che": _rules(count.day),
        "kiem_phieu": _counting_team(team) if count.voted else [],
        "gio_xong": hour(r.ends),
        "phut_xong": minute(r.ends),
        "so_ban": copies(_COPIES),
        "nguoi_ky_trai": only_name(presidium) or "",
        **signs,
        **recipients(details, party_committee(unit), "Lưu Chi bộ"),
    }


def _counting_facts(subject: Subject) -> Facts:
    count = subject.round
    team = officials(subject, Event.CONGRESS, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER) if count.voted else []
    names = tuple(name_fact(person, count.candidates) for person in ballot_order(count)) if count.voted else ()
    listed_number = Fact(party_number(len(names), COMRADE), count.round.at("ung_cu"))
    return Facts(((listed_number, *names),) if names else ()) + of_people(team) + congress_facts(count)


def _counting_team(team: Sequence[Official]) -> list[Row]:
    if not team:
        return [nobody(ong_ba=COMRADE.capitalize(), vai_tro=role) for role in ("Trưởng ban", "Thành viên", "Thành viên")]
    return [comrade(o, vai_tro="Trưởng ban" if o.duty is Duty.COUNTING_HEAD else "Thành viên") for o in team]


def _rules(day: date) -> str:
    """Under which rules the congress elects, inside a sentence."""
    return listed([instrument.short for instrument in law.grounds("congress", day)])


def _undecided(subject: Subject) -> str | None:
    if subject.round.outcome is None:
        return "chưa kết luận được lượt bầu: điền đủ số liệu ở bảng Bầu cử và bảng Kết quả"
    return None


# --- Minutes of the congress -------------------------------------------------------------------------------------


def _minutes(subject: Subject) -> Context:
    unit, details, day = subject.unit, subject.details(MINUTES), congress_day(subject)
    minutes, presidium = meeting(subject, Event.CONGRESS), officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR)
    clerks, rounds = officials(subject, Event.CONGRESS, Duty.CLERK), held(subject.case)
    opening = next((c.round.begins for c in rounds), None) if minutes.day is None else None
    return {
        **party_heading(unit, details, day, f"{SHORT_DOTS}-BB/CB"),
        **hamlet(unit),
        **attendance(subject),
        **all_rounds(subject),
        "gio": hour(minutes.begins or opening),
        "phut": minute(minutes.begins or opening),
        "ngay": day_words(day),
        "dia_diem": filled(venue(subject)),
        "doan_chu_tich": _comrades(presidium),
        "thu_ky": _comrades(clerks),
        "kiem_phieu": [] if _too_few(subject.case) else _counting_team(officials(subject, Event.CONGRESS, *_COUNTING)),
        "khach_moi": _lines(minutes.guests),
        "y_kien": _lines(minutes.opinions),
        "gio_xong": hour(minutes.ends),
        "phut_xong": minute(minutes.ends),
        "so_ban": copies(_COPIES),
        "nguoi_ky_trai": only_name(clerks) or "",
        **signing(details, "T/M ĐOÀN CHỦ TỊCH", "", only_name(presidium)),
        **recipients(details, party_committee(unit), "Lưu Chi bộ"),
    }


def _minutes_facts(subject: Subject) -> Facts:
    minutes = meeting(subject, Event.CONGRESS)
    counting = () if _too_few(subject.case) else _COUNTING
    people = officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR, Duty.CLERK, *counting)
    written = sum((as_written(o.at("chuc_vu"), o.position) for o in people), start=minutes_written(minutes))
    return attendance_facts(subject) + of_people(people) + rounds_facts(subject) + written


# --- Resolution --------------------------------------------------------------------------------------------------


def _resolution(subject: Subject) -> Context:
    unit, details, day = subject.unit, subject.details(RESOLUTION), congress_day(subject)
    presidium = officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR)
    return {
        **party_heading(unit, details, day, f"{SHORT_DOTS}-NQ/CB"),
        **hamlet(unit),
        **attendance(subject),
        "ngay": day_words(day),
        "dia_diem": filled(venue(subject)),
        "chi_tieu": [
            {"tt": str(i), "noi_dung": filled(t.content), "ke_hoach": t.planned or SHORT_DOTS, "thuc_hien": t.done or SHORT_DOTS}
            for i, t in enumerate(subject.dossier.targets, 1)
        ],
        "trung_cu_dai_hoi": elected_rows(subject.case),
        "co_chi_uy": "x" if subject.case.elected(Office.COMMITTEE) else "",
        "chua_bau_duoc": not_filled(subject.case),
        **signing(details, "T/M ĐOÀN CHỦ TỊCH", "", only_name(presidium)),
        **recipients(details, party_committee(unit), "Đảng viên Chi bộ", "Lưu Chi bộ"),
    }


def _resolution_facts(subject: Subject) -> Facts:
    gathering = congress(subject.case)
    present = (gathering.present, MEMBERS, gathering.source_of_present)
    lines = number_facts(present, (gathering.summoned, MEMBERS, gathering.source_of_summoned))
    columns = ("noi_dung", "ke_hoach", "thuc_hien")
    for target in subject.dossier.targets:
        told_of = zip((target.content, target.planned, target.done), columns, strict=True)
        lines.append(tuple(Fact(text, target.at(field)) for text, field in told_of if text))
    elected = [(Fact(CALLED[c.office], c.round.at("chuc_danh")), *vote_fact(c, p, v)) for c, p, v in elected_at(subject.case)]
    numbers = numbers_in(*(text for t in subject.dossier.targets for text in (t.content, t.planned, t.done)))
    return Facts((*lines, *elected), numbers)


# --- Submission for approval -------------------------------------------------------------------------------------


def _submission(subject: Subject) -> Context:
    unit, details, day = subject.unit, subject.details(SUBMISSION), congress_day(subject)
    report = answering(subject.case.dossier, StepKind.CONGRESS_REPORT, congress_ended(subject.case))
    return {
        **party_heading(unit, details, report.day if report is not None else None, f"{SHORT_DOTS}-TTr/CB"),
        **hamlet(unit),
        **attendance(subject),
        **all_rounds(subject),
        "kinh_gui": party_committee(unit),
        **grounds(details, *party_grounds(day or subject.case.as_of), f"kết quả bầu cử tại Đại hội {party_cell(unit)} {day_words(day)}"),
        "ngay": day_words(day),
        "dia_diem": filled(venue(subject)),
        "nhan_su_chuan_y": approval_rows(subject),
        "chua_bau_duoc": not_filled(subject.case),
        **signing(details, "T/M CHI BỘ", "BÍ THƯ", elected_name(subject, Office.SECRETARY)),
        **recipients(details, party_committee(unit), "Lưu Chi bộ"),
    }


def _submission_facts(subject: Subject) -> Facts:
    people = tuple((Fact(name, p.at("ho_ten")), Fact(offices, p.at("so_phieu"))) for name, offices, p in each_once(subject))
    return presence_facts(subject) + rounds_facts(subject) + Facts(people)


def _lines(texts: Sequence[str]) -> list[str]:
    """Texts to be ended by the template; one dotted line where there is none."""
    return [text.rstrip(".; ") for text in texts] or [DOTS]


def _comrades(people: Sequence[Official]) -> list[Row]:
    """Those who act at the congress, with their posts; one dotted line where nobody is recorded."""
    return [comrade(o, chuc_vu=o.position or "") for o in people] or [nobody(ong_ba=COMRADE.capitalize(), chuc_vu="")]


def _round_held(office: Office) -> Callable[[Case], bool]:
    return lambda case: bool(case.held(office))


def _congress_decided(case: Case) -> bool:
    """The congress was in number, and the vote for secretary has an outcome, whoever won it."""
    deciding = case.deciding(Office.SECRETARY)
    return deciding is not None and deciding.outcome is not None and not _never_in_number(case)


def _never_in_number(case: Case) -> bool:
    """No round of the congress had its quorum."""
    return all(count.outcome is Outcome.NO_QUORUM for count in held(case))


def _too_few(case: Case) -> bool:
    """Whether the congress was held and could do nothing: it elects no counting team and resolves nothing."""
    return bool(held(case)) and _never_in_number(case)


def _rounds_undecided(subject: Subject) -> str | None:
    """The rounds of the congress need their outcomes."""
    open_rounds = [subject_line(count) for count in held(subject.case) if count.outcome is None]
    if open_rounds:
        return f"chưa kết luận được lượt {open_rounds[0]}: điền đủ số liệu ở bảng Bầu cử và bảng Kết quả"
    return None


def _no_resolution(subject: Subject) -> str | None:
    """Only a congress in number resolves anything."""
    if _too_few(subject.case):
        return "đại hội không đủ số đảng viên dự nên không có nghị quyết; triệu tập lại đại hội, rồi ghi lượt bầu vào bảng Bầu cử"
    return _rounds_undecided(subject)


def _no_congress(subject: Subject) -> str | None:
    """The minutes of a congress need one."""
    if congress_day(subject) is None:
        return "chưa có ngày đại hội: điền cột Ngày ở bảng Bầu cử, hoặc bước “đại hội chi bộ” ở bảng Mốc thời gian"
    return _rounds_undecided(subject)


def _no_secretary(subject: Subject) -> str | None:
    """Approval is asked for somebody."""
    if not subject.case.elected(Office.SECRETARY):
        return "chưa có người trúng cử bí thư: điền kết quả bầu bí thư ở bảng Bầu cử và bảng Kết quả"
    return _rounds_undecided(subject)


_CONGRESS = (
    gate.unit,
    gate.members,
    gate.rounds(*OFFICES),
    gate.steps(StepKind.CONGRESS),
    gate.officials(Event.CONGRESS),
    gate.meetings(Event.CONGRESS),
)
_COUNTED = ("trieu_tap", "co_mat", "vang", *BALLOT_FIELDS, "ung_cu.ho_ten", "ung_cu.so_phieu", "ket_luan")

PAPERS = (
    *(
        Paper(
            name,
            f"biên bản kiểm phiếu bầu {office.value}",
            Occasion.CONGRESS,
            _counting_minutes,
            due=_round_held(office),
            reads=(gate.unit, gate.members, gate.this_round, gate.officials(Event.CONGRESS), gate.details(name)),
            form=_COUNTED,
            facts=_counting_facts,
            lacks=_undecided,
            office=office,
            elects_secretary=office is not Office.COMMITTEE,
        )
        for office, name in COUNTING_MINUTES.items()
    ),
    Paper(
        MINUTES,
        "biên bản đại hội chi bộ",
        Occasion.CONGRESS,
        _minutes,
        due=lambda case: case.congress_held,
        reads=(*_CONGRESS, gate.details(MINUTES)),
        form=("trieu_tap", "co_mat", "vang", "doan_chu_tich.ho_ten", "cac_luot.so_lieu", "ung_cu_cac_luot.so_phieu", "y_kien"),
        facts=_minutes_facts,
        lacks=_no_congress,
        elects_secretary=True,
    ),
    Paper(
        RESOLUTION,
        "nghị quyết đại hội chi bộ",
        Occasion.CONGRESS,
        _resolution,
        due=_congress_decided,
        reads=(*_CONGRESS, gate.targets, gate.details(RESOLUTION)),
        form=("trung_cu_dai_hoi.ho_ten", "trung_cu_dai_hoi.so_phieu", "chi_tieu.noi_dung"),
        facts=_resolution_facts,
        lacks=_no_resolution,
        elects_secretary=True,
    ),
    Paper(
        SUBMISSION,
        "tờ trình đề nghị chuẩn y kết quả bầu cử",
        Occasion.CONGRESS,
        _submission,
        due=lambda case: bool(case.elected(Office.SECRETARY)),
        reads=(*_CONGRESS, gate.nominees(*OFFICES), gate.steps(StepKind.CONGRESS_REPORT), gate.details(SUBMISSION)),
        form=("kinh_gui", "cac_luot.so_lieu", "ung_cu_cac_luot.so_phieu", "nhan_su_chuan_y.ho_ten"),
        facts=_submission_facts,
        lacks=_no_secretary,
        elects_secretary=True,
    ),
)
