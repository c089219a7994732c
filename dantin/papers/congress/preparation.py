"""The papers that prepare the party-cell congress: introduction of the secretary, programme, members present, candidates, ballots."""

import re
from collections.abc import Iterator, Sequence
from datetime import time

from dantin.case import Case
from dantin.model import Event, ModelChoice, Nominee, Office, Person, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    grounds,
    meeting,
    name_fact,
    particulars,
    party_cell,
    party_grounds,
    recipients,
    secretary_in_office,
    signing,
)
from dantin.papers.congress import attendance, ballots_printed
from dantin.papers.congress.account import OFFICES, congress_day, venue
from dantin.papers.congress.attendance import ATTENDANCE
from dantin.papers.congress.basis import coming, elects_committee, of_congress, secretary_in_time, term_of
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import (
    COMRADE,
    DOTS,
    SHORT_DOTS,
    birth,
    day_words,
    filled,
    hour,
    minute,
    party_dates,
    sex_of,
    share_of,
    told_apart,
)
from dantin.people import birth_of, find
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import name_key, percent, printed_name, sentence_case, short_time
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, hamlet_name, head_of, head_title, vote_unit, voters

MEANINGS = (
    attendance.MEANINGS
    | ballots_printed.MEANINGS
    | {
        "ten_dai_hoi": "đại hội: Đại hội Chi bộ khu phố 4, nhiệm kỳ 2025-2027",
        "nguoi_trieu_tap": "nơi triệu tập đại hội: Chi ủy Chi bộ khu phố 4; chi bộ không bầu chi ủy thì là chi bộ",
        "dan_bau": "kết quả dân bầu và văn bản công nhận, mỗi ý một đoạn; trống nếu không có",
        "nguoi_gioi_thieu": "danh sách người được giới thiệu để bầu bí thư",
        "de_bau": "giới thiệu ai để bầu gì, trọn câu",
        "thoi_gian": "lúc bắt đầu: 07 giờ 30 phút, ngày 17 tháng 11 năm 2024",
        "viec": "việc phải làm",
        "chuong_trinh": "các phần việc của đại hội, theo thứ tự",
        "luc": "giờ bắt đầu một phần việc: 07:30",
        "nguoi_lam": "ai làm việc đó",
        "ung_cu_chi_uy": "danh sách người được giới thiệu bầu chi ủy; trống nếu không có",
        "cot_trich_ngang": "các cột mà ít nhất một người có số liệu: que_quan, noi_o, dan_toc, ton_giao, hoc_van, chuyen_mon, ly_luan",
        "ung_cu_bi_thu": "danh sách người được giới thiệu bầu bí thư; trống nếu không có",
        "ung_cu_pho_bi_thu": "danh sách người được giới thiệu bầu phó bí thư; trống nếu không có",
    }
)

INTRODUCTION = "gioi-thieu-ung-cu-bi-thu"
PROGRAMME = "chuong-trinh-dai-hoi"
CANDIDATES = "danh-sach-trich-ngang"


# --- The introduction of the secretary -------------------------------------------------------------------------------


def heads(case: Case) -> list[Person]:
    """Whom the people elected head; without a vote in the dossier, whom its recognition names."""
    step = case.dossier.step(StepKind.RECOGNITION)
    elected: list[Person] = list(case.elected(Office.HEAD))
    return elected or ([Person(-1, name=step.person)] if step is not None and step.person else [])


def introduced(case: Case) -> list[Nominee]:
    """Who is introduced for secretary as the model wants it: the elected head, the head of the Front; without a model whoever is listed."""
    people = case.dossier.nominees_for(Office.SECRETARY)
    if case.dossier.unit.model is ModelChoice.HEAD:
        people = tuple(person for person in people if find(person, heads(case)))
    elif case.dossier.unit.model is ModelChoice.FRONT:
        people = tuple(person for person in people if person.front_head)
    return sorted(people, key=lambda person: name_key(person.name or ""))


def _introduction(subject: Subject) -> Context:
    case, details = subject.case, subject.details(INTRODUCTION)
    people = introduced(case)
    names = ", ".join(f"đồng chí {told_apart(person, people)}" for person in people) or f"đồng chí {DOTS}"
    cell = party_cell(subject.unit)
    office = f"Bí thư {cell}{term_of(case)}"
    convenes = f"Chi ủy {cell}" if elects_committee(case) else cell
    aim = f"{convenes} giới thiệu {names} để Đại hội bầu giữ chức {office}."
    if elects_committee(case):
        aim = f"{convenes} giới thiệu {names} để Đại hội bầu vào chi ủy và bầu giữ chức {office}."
    return {
        **of_congress(subject, INTRODUCTION, "………-TTr/CB"),
        **grounds(details, *party_grounds(congress_day(subject) or case.as_of)),
        "nguoi_trieu_tap": convenes,
        "dan_bau": list(_people_said(subject, people)),
        "nguoi_gioi_thieu": [_brief(subject, p, people, i) for i, p in enumerate(people, 1)] or [_brief(subject, Nominee(-1), [], 1)],
        "de_bau": aim,
        **_introduces(subject, people),
    }


def _introduces(subject: Subject, people: list[Nominee]) -> Context:
    """Who signs: the sitting secretary, or where that is who is introduced, the deputy, by hand: nobody introduces himself."""
    details, secretary = subject.details(INTRODUCTION), secretary_in_office(subject.unit)
    if details.signer is None and secretary is not None and find(Person(-1, name=secretary), people):
        return signing(details, "T/M CHI BỘ", "PHÓ BÍ THƯ", None)
    return signing(details, "T/M CHI BỘ", "BÍ THƯ", secretary)


def _signs_for_himself(subject: Subject) -> str | None:
    """That the table "Văn bản" has the paper signed by somebody whom it introduces."""
    signer, people = subject.details(INTRODUCTION).signer, introduced(subject.case)
    if signer is None or not find(Person(-1, name=signer), people):
        return None
    return (
        f"người ký tờ trình ({printed_name(signer)}) là người được giới thiệu, không ai ký giấy giới thiệu chính mình: sửa bảng Văn bản, "
        f"dòng {INTRODUCTION}, cột Người ký và cột Chức vụ người ký"
    )


def _people_said(subject: Subject, people: list[Nominee]) -> Iterator[str]:
    """What each of them was elected to by the people, and the decision that recognised it."""
    case, unit = subject.case, subject.unit
    for person in people:
        name = told_apart(person, people)
        if find(person, heads(case)):
            yield from _vote_said(case, person, name)
            step = case.dossier.step(StepKind.RECOGNITION)
            if step is not None or unit.model is ModelChoice.HEAD:
                number = re.sub(r"^(quyết định\s*)?(số\s*:?\s*)?", "", step.document or "", flags=re.IGNORECASE) if step else ""
                body = (step.body if step is not None else None) or f"UBND {commune(unit)}"
                day = day_words(step.day if step is not None else None)
                yield f"{body} đã công nhận đồng chí {name} là {head_of(unit)} tại Quyết định số {number or DOTS} {day}."
        if person.front_head:
            yield f"Đồng chí {name} là Trưởng ban công tác Mặt trận {hamlet_name(unit)}."


def _vote_for(case: Case, person: Person) -> tuple[Count, int] | None:
    """The round that elected a person head, and the votes; None where the dossier has no such result."""
    count = case.deciding(Office.HEAD)
    for _, candidate, votes in count.ranking if count is not None else ():
        if count is not None and candidate in count.elected and find(person, [candidate]) and votes is not None and count.base.number:
            return count, votes
    return None


def _vote_said(case: Case, person: Person, name: str) -> Iterator[str]:
    unit, vote = case.dossier.unit, _vote_for(case, person)
    if vote is None:
        return
    count, votes = vote
    base = count.base.number or 0
    term = f", nhiệm kỳ {unit.head_term}" if unit.head_term else ""
    yield (
        f"{sentence_case(day_words(count.round.day))}, nhân dân {hamlet_name(unit)} đã bầu đồng chí {name} làm {head_of(unit)}{term}, "
        f"được {votes}/{base} {vote_unit(count)}, bằng {share_of(votes, base)} tổng số {voters(count)}."
    )


def _introduction_facts(subject: Subject) -> Facts:
    """The people's vote, the day of the recognition, everyone introduced: in the list, and in the sentence below it."""
    case, people, step = subject.case, introduced(subject.case), subject.dossier.step(StepKind.RECOGNITION)
    lines: list[Group] = []
    for person in people:
        name = name_fact(person, people)
        if (vote := _vote_for(case, person)) is not None:
            (count, votes), base = vote, vote[0].base.number or 0
            routes = (*(r for c in find(person, count.candidates) for r in count.source_of_votes(c)), *count.base.reads)
            lines.append((name, Fact(f"{votes}/{base}", *routes), Fact(f"{percent(votes, base)} %", *routes)))
        if step is not None and step.day is not None and find(person, heads(case)):
            lines.append((name, Fact(day_words(step.day), step.at("ngay"))))
    names = [name_fact(person, people) for person in people]
    # In the list a name begins a line, so that the signature of the same person does not stand for it.
    return Facts((*lines, *((Fact(f"{COMRADE.capitalize()} {name}", *name.routes),) for name in names), *([tuple(names)] if names else [])))


def _no_head_elected(subject: Subject) -> str | None:
    """Under the model "secretary is head": that the people elected nobody who could be introduced."""
    if subject.unit.model is not ModelChoice.HEAD or not subject.case.nobody_elected:
        return None
    return f"lượt bầu cuối cùng không có ai trúng cử {head_title(subject.unit)}: bầu lại, chờ công nhận rồi mới giới thiệu ra đại hội"


def _nobody_to_introduce(subject: Subject) -> str | None:
    case, unit = subject.case, subject.unit
    if introduced(case):
        return _signs_for_himself(subject)
    listed = case.dossier.nominees_for(Office.SECRETARY)
    if not listed:
        return "chưa có người được giới thiệu bầu bí thư: điền bảng Nhân sự, cột Giới thiệu bầu ghi “bí thư”"
    if unit.model is ModelChoice.FRONT:
        return (
            "theo mô hình “bí thư là trưởng ban công tác mặt trận”, chưa biết ai là trưởng ban: đánh dấu x ở bảng Nhân sự, cột "
            "Trưởng ban CTMT, tại dòng người được giới thiệu bầu bí thư"
        )
    title = head_title(unit)
    return (
        f"theo mô hình “bí thư là {title}”, người được giới thiệu bầu bí thư phải là {title} do dân bầu: kiểm tra bảng Nhân sự, cột Giới "
        f"thiệu bầu, và kết quả bầu {title} ở bảng Bầu cử, bảng Kết quả (hoặc người được công nhận ở bảng Mốc thời gian)"
    )


# --- The programme ---------------------------------------------------------------------------------------------------


def _programme(subject: Subject) -> Context:
    gathering = meeting(subject, Event.CONGRESS)
    begins, day = gathering.begins, congress_day(subject)
    return {
        **of_congress(subject, PROGRAMME, ""),
        **recipients(subject.details(PROGRAMME), "Đảng viên Chi bộ", "Lưu Chi bộ"),
        "thoi_gian": f"{hour(begins)} giờ {minute(begins)} phút, {day_words(day)}",
        "dia_diem": filled(gathering.venue or venue(subject)),
        "chuong_trinh": _agenda(subject),
    }


def _agenda(subject: Subject) -> list[Row]:
    """The parts of the congress in the order of the regulation, with the hours that the dossier gives."""
    case, unit = subject.case, subject.unit
    gathering = meeting(subject, Event.CONGRESS)
    committee = elects_committee(case)
    convenes = "Chi ủy" if committee else "Bí thư Chi bộ"
    term = f" nhiệm kỳ {unit.cell_term}" if unit.cell_term else " nhiệm kỳ mới"
    deputy = committee or bool(case.dossier.rounds_of(Office.DEPUTY) or case.dossier.nominees_for(Office.DEPUTY))
    among = " trong số chi ủy viên vừa trúng cử" if committee else ""
    # The counting team is elected once, before the first ballot.
    rules = (
        "phổ biến nguyên tắc, thể lệ bầu cử; thông qua số lượng và danh sách bầu cử; bầu Ban kiểm phiếu (biểu quyết giơ tay); bỏ phiếu kín"
    )
    parts: list[tuple[str, str, str]] = [
        (_at(gathering.begins), "Khai mạc: chào cờ, tuyên bố lý do, giới thiệu đại biểu", convenes),
        (
            SHORT_DOTS,
            "Bầu Đoàn chủ tịch, thư ký Đại hội (biểu quyết giơ tay); thông qua chương trình, quy chế của Đại hội",
            convenes,
        ),
        (SHORT_DOTS, "Báo cáo tình hình đảng viên dự Đại hội", "Đoàn chủ tịch"),
        (SHORT_DOTS, f"Báo cáo tổng kết nhiệm kỳ qua và phương hướng{term}; thảo luận", "Đoàn chủ tịch"),
        (SHORT_DOTS, "Phát biểu chỉ đạo của cấp ủy cấp trên", "Cấp ủy cấp trên"),
    ]
    if committee:
        parts.append(
            (_begins(case, Office.COMMITTEE), f"Bầu chi ủy{term}: {rules}; kiểm phiếu, công bố kết quả", "Đoàn chủ tịch, Ban kiểm phiếu")
        )
    how = "bỏ phiếu kín" if committee else rules
    parts.append((_begins(case, Office.SECRETARY), f"Bầu bí thư{among}: {how}", "Đoàn chủ tịch, Ban kiểm phiếu"))
    if deputy:
        parts.append((_begins(case, Office.DEPUTY), f"Bầu phó bí thư{among}: bỏ phiếu kín", "Đoàn chủ tịch, Ban kiểm phiếu"))
    parts += [
        (SHORT_DOTS, "Công bố kết quả bầu cử; người trúng cử ra mắt", "Ban kiểm phiếu"),
        (SHORT_DOTS, "Thông qua nghị quyết Đại hội (biểu quyết giơ tay)", "Thư ký"),
        (SHORT_DOTS, "Bế mạc; chào cờ", "Đoàn chủ tịch"),
    ]
    return [{"tt": str(i), "luc": at, "viec": what, "nguoi_lam": who} for i, (at, what, who) in enumerate(parts, 1)]


def _at(moment: time | None) -> str:
    return short_time(moment) if moment is not None else SHORT_DOTS


def _begins(case: Case, office: Office) -> str:
    return next((_at(r.begins) for r in case.dossier.rounds_of(office)), SHORT_DOTS)


def _programme_facts(subject: Subject) -> Facts:
    """The day, and the hour of each vote that has one."""
    day, begins = congress_day(subject), meeting(subject, Event.CONGRESS).begins
    lines: list[Group] = [(Fact(day_words(day), *_days(subject)),)] if day is not None else []
    if begins is not None:
        opening = meeting(subject, Event.CONGRESS).at("bat_dau")
        lines += [(Fact(f"{hour(begins)} giờ {minute(begins)} phút", opening),), (Fact(short_time(begins), opening), "Khai mạc")]
    for office in OFFICES:
        first = next(iter(subject.dossier.rounds_of(office)), None)
        if first is not None and first.begins is not None and (office is not Office.COMMITTEE or elects_committee(subject.case)):
            lines.append((Fact(short_time(first.begins), first.at("bat_dau")), Fact(f"Bầu {office.value}", first.at("chuc_danh"))))
    return Facts(tuple(lines))


def _days(subject: Subject) -> Iterator[Route]:
    """On which day the congress is: under the model not before the head is recognised."""
    yield from (r.at("ngay") for r in subject.dossier.rounds if r.office is not None and r.office.of_party)
    yield from gate.steps(StepKind.CONGRESS)(subject)


def _hours(subject: Subject) -> Iterator[Route]:
    """When and where the rounds are held."""
    for r in subject.dossier.rounds:
        if r.office is not None and r.office.of_party:
            yield from (r.at(name) for name in ("ngay", "bat_dau", "dia_diem"))


# --- The candidates in brief -----------------------------------------------------------------------------------------


def _brief(subject: Subject, person: Nominee, people: Sequence[Person], number: int) -> Row:
    """One candidate; what only the roster tells (party dates, else birth and sex) is taken from it."""
    members = subject.dossier.members
    on_roster = find(person, members) if person.name else []
    member = on_roster[0] if len(on_roster) == 1 else None
    row = particulars(person)
    born = birth_of(person) or (birth_of(member) if member is not None else None)
    admitted, official = party_dates(member)
    return {
        **row,
        "tt": str(number),
        "ho_ten": told_apart(person, people),
        "ngay_sinh": birth(born),
        "nam_sinh": str(born.year) if born is not None else SHORT_DOTS,
        "gioi_tinh": sex_of(person, members) or SHORT_DOTS,
        "ngay_vao_dang": admitted,
        "ngay_chinh_thuc": official,
    }


def _listed(case: Case, office: Office) -> list[Nominee]:
    return sorted(case.dossier.nominees_for(office), key=lambda person: name_key(person.name or ""))


def _candidates(subject: Subject) -> Context:
    lists: Context = {}
    for office, name in _LISTS.items():
        people = _listed(subject.case, office)
        lists[name] = [_brief(subject, person, people, number) for number, person in enumerate(people, 1)]
    rows = [row for people in lists.values() for row in people if isinstance(row, dict)]
    kept = [name for name in _MAY_LACK if any(row[name] != SHORT_DOTS for row in rows)]
    return {**of_congress(subject, CANDIDATES, ""), **lists, "cot_trich_ngang": kept}


# The columns that are left out where nobody has anything there.
_MAY_LACK = ("que_quan", "noi_o", "dan_toc", "ton_giao", "hoc_van", "chuyen_mon", "ly_luan")
_LISTS = {Office.COMMITTEE: "ung_cu_chi_uy", Office.SECRETARY: "ung_cu_bi_thu", Office.DEPUTY: "ung_cu_pho_bi_thu"}


def _candidates_facts(subject: Subject) -> Facts:
    lines: list[tuple[str, ...]] = []
    for office in _LISTS:
        people = _listed(subject.case, office)
        for person in people:
            on_roster = find(person, subject.dossier.members) if person.name else []
            dates = [d for d in party_dates(on_roster[0]) if d != SHORT_DOTS] if len(on_roster) == 1 else []
            born = [Fact(birth(person.birth), person.at("ngay_sinh"))] if person.birth else []
            lines.append((name_fact(person, people), *born, *(Fact(day, on_roster[0].path) for day in dates)))
    return Facts(tuple(lines))


def _nobody_listed(subject: Subject) -> str | None:
    if any(subject.dossier.nominees_for(office) for office in _LISTS):
        return None
    return "chưa có người được giới thiệu: điền bảng Nhân sự, cột Giới thiệu bầu ghi “chi ủy”, “bí thư” hoặc “phó bí thư”"


# --- All of them -----------------------------------------------------------------------------------------------------


def _report_due(case: Case) -> bool:
    return secretary_in_time(case) and attendance.lacks(Subject(case)) is None


def _ballots(office: Office) -> Paper:
    of_model = office is not Office.COMMITTEE
    in_time = secretary_in_time if of_model else coming
    due = ballots_printed.due_of(office)
    order = (_days,) if of_model else ()
    return Paper(
        ballots_printed.NAMES[office],
        f"phiếu bầu {office.value}",
        Occasion.CONGRESS,
        ballots_printed.fill_of(office),
        due=lambda case: in_time(case) and due(case),
        each=ballots_printed.each_of(office),
        reads=(gate.unit, gate.members, gate.nominees(office), ballots_printed.reads_of(office), *order),
        form=("ung_cu.ho_ten", "hang_phieu.phai", "ten_phieu", "huong_dan"),
        facts=ballots_printed.facts_of(office),
        lacks=ballots_printed.lacks_of(office),
        elects_secretary=of_model,
    )


PAPERS = (
    Paper(
        INTRODUCTION,
        "tờ trình giới thiệu người ứng cử bí thư",
        Occasion.CONGRESS,
        _introduction,
        due=lambda case: secretary_in_time(case) and bool(introduced(case)),
        reads=(
            gate.unit,
            gate.members,
            gate.households,
            gate.nominees(Office.SECRETARY),
            gate.rounds(Office.HEAD),
            gate.steps(StepKind.RECOGNITION),
            _days,
        ),
        form=("nguoi_gioi_thieu.ho_ten", "dan_bau", "de_bau"),
        facts=_introduction_facts,
        lacks=_nobody_to_introduce,
        senseless=_no_head_elected,
        elects_secretary=True,
    ),
    Paper(
        PROGRAMME,
        "chương trình đại hội chi bộ",
        Occasion.CONGRESS,
        _programme,
        due=secretary_in_time,
        reads=(gate.unit, gate.meetings(Event.CONGRESS), gate.steps(StepKind.CONGRESS), _hours),
        form=("thoi_gian", "dia_diem", "chuong_trinh.viec", "chuong_trinh.luc"),
        facts=_programme_facts,
        elects_secretary=True,
    ),
    Paper(
        CANDIDATES,
        "danh sách trích ngang người ứng cử ở đại hội chi bộ",
        Occasion.CONGRESS,
        _candidates,
        due=lambda case: secretary_in_time(case) and any(case.dossier.nominees_for(office) for office in _LISTS),
        reads=(gate.unit, gate.members, gate.nominees(*OFFICES)),
        form=("ung_cu_chi_uy.ho_ten", "ung_cu_bi_thu.ho_ten", "ung_cu_pho_bi_thu.ho_ten"),
        facts=_candidates_facts,
        lacks=_nobody_listed,
        elects_secretary=True,
    ),
    _ballots(Office.COMMITTEE),
    _ballots(Office.SECRETARY),
    _ballots(Office.DEPUTY),
    Paper(
        ATTENDANCE,
        "báo cáo tình hình đảng viên dự đại hội",
        Occasion.CONGRESS,
        attendance.report,
        due=_report_due,
        reads=(gate.unit, gate.members, attendance.reads),
        form=("trieu_tap", "co_mat", "vang", "tong_so", "nguoi_vang.ho_ten", "nguoi_vang.ly_do_vang", "ket_luan"),
        facts=attendance.facts,
        lacks=attendance.lacks,
        elects_secretary=True,
    ),
)
