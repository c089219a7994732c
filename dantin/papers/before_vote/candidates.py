"""The papers that put people up for head of the hamlet: the minutes that propose them (Mẫu số 05), and the official list of candidates."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.model import Duty, Event, Membership, Nominee, Office, Person, Source, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    addressed,
    hamlet,
    meeting,
    meeting_place,
    minutes_written,
    name_fact,
    nobody,
    of_hamlet,
    of_people,
    officials,
    only_name,
    particulars,
    party_cell,
    recipients,
    signing,
    state_heading,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject, Touches
from dantin.papers.phrases import (
    DOTS,
    SHORT_DOTS,
    birth,
    copies,
    day_words,
    filled,
    hour,
    minute,
    number_of,
    numbered,
    plain_count,
    sex_of,
    title,
    told_apart,
)
from dantin.papers.vote.counting import next_round
from dantin.people import birth_of, find
from dantin.route import Route
from dantin.vietnamese import fold, name_key
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, hamlet_name, head_of, head_title

PROPOSAL = "bien-ban-du-kien-ung-cu"
LIST = "danh-sach-ung-cu"
_COPIES = 3

MEANINGS = {
    "chi_uy_thong_nhat": "câu về việc chi ủy thống nhất giới thiệu người ứng cử",
    "dan_vao": "câu dẫn vào danh sách ứng cử: đã qua hiệp thương ngày nào, chi ủy thống nhất ngày nào",
    "dong_y": "số người đồng ý giới thiệu, chỉ bằng số",
    "dang_vien": "đảng viên: chính thức, dự bị, không",
}


# --- Who stands ----------------------------------------------------------------------------------------------------


def official_list(subject: Subject) -> list[Nominee]:
    """The people of the official list for head, in Vietnamese name order: not those put up at the meeting itself, nor by themselves."""
    people = [n for n in subject.dossier.nominees_for(Office.HEAD) if n.source in (None, Source.OFFICIAL_LIST)]
    return sorted(people, key=lambda person: name_key(person.name or ""))


def _rows(subject: Subject) -> list[Row]:
    people = official_list(subject)
    return [_row(subject, number, nominee, people) for number, nominee in enumerate(people, 1)]


def _row(subject: Subject, number: int, nominee: Nominee, people: list[Nominee]) -> Row:
    sex = sex_of(nominee, subject.dossier.members, subject.dossier.households)
    known = particulars(nominee)
    return {
        **known,
        "tt": str(number),
        "ong_ba": title(sex),
        "ho_ten": told_apart(nominee, people),
        "gioi_tinh": sex or SHORT_DOTS,
        "dong_y": plain_count(nominee.backing),
        "dang_vien": _membership(subject, nominee),
    }


def _membership(subject: Subject, nominee: Nominee) -> str:
    """Whether a person is a party member on the day of the vote: as the member roster has it, else as the list of people says."""
    members = find(nominee, subject.dossier.members)
    if len(members) == 1:
        since = members[0].official_since
        return (Membership.OFFICIAL if since is not None and since <= next_round(subject.case).day else Membership.PROBATIONARY).value
    return nominee.membership.value if nominee.membership is not None else SHORT_DOTS


# --- The minutes that propose --------------------------------------------------------------------------------------


def _proposal(subject: Subject) -> Context:
    """Mẫu số 05: the meeting of the Ban công tác Mặt trận that proposes the candidates."""
    unit, details = subject.unit, subject.details(PROPOSAL)
    held, day, people = meeting(subject, Event.CONSULTATION), _day(subject), _rows(subject)
    names = ", ".join(f"{row['ong_ba'][:1].lower()}{row['ong_ba'][1:]} {row['ho_ten']}" for row in people)
    agreed = f"thống nhất danh sách dự kiến những người ứng cử {head_of(unit)} gồm {numbered(len(people), 'người')}"
    kept = f"Lưu: Ban công tác Mặt trận {hamlet_name(unit)}"
    return {
        **of_hamlet(unit, details, day),
        **hamlet(unit),
        "gio": hour(held.begins),
        "phut": minute(held.begins),
        "ngay": day_words(day),
        "dia_diem": filled(held.venue),
        "noi_hop_day_du": meeting_place(unit, held.venue),
        "chu_tri": _acting(subject, Duty.CHAIR),
        "thu_ky": _acting(subject, Duty.CLERK),
        "trieu_tap": numbered(held.summoned, "người"),
        "co_mat": numbered(held.present, "người"),
        "khach_moi": [text.rstrip(".;, ") for text in held.guests],
        "ung_cu": people,
        "y_kien": [text.rstrip(".;, ") for text in held.opinions] or [DOTS],
        "chi_uy_thong_nhat": _cell_agreement(subject),
        "ket_luan": [f"Ban công tác Mặt trận {hamlet_name(unit)} {agreed}: {names or DOTS}."],
        "gio_xong": hour(held.ends),
        "phut_xong": minute(held.ends),
        "so_ban": copies(_COPIES),
        **_signed(subject, PROPOSAL),
        **recipients(details, f"Chi ủy {party_cell(unit)}", f"Ủy ban MTTQ Việt Nam {commune(unit)}", kept),
    }


def _day(subject: Subject) -> date | None:
    """The day of the consultation, as its meeting or as its step has it."""
    step = subject.dossier.step(StepKind.CONSULTATION)
    return meeting(subject, Event.CONSULTATION).day or (step.day if step is not None else None)


def _acting(subject: Subject, duty: Duty) -> list[Row]:
    acting = officials(subject, Event.CONSULTATION, duty)[:1]
    return [{**addressed(o), "chuc_vu": o.position or o.represents or DOTS} for o in acting] or [nobody(chuc_vu=DOTS)]


def _signed(subject: Subject, name: str) -> Context:
    """Who signs for the Ban công tác Mặt trận: the one who chaired its meeting, as its head or deputy head."""
    chairs = officials(subject, Event.CONSULTATION, Duty.CHAIR)
    deputy = bool(chairs) and fold(chairs[0].position or "").startswith("pho_")
    position = "Phó trưởng ban" if deputy else "Trưởng ban"
    return signing(subject.details(name), "TM. BAN CÔNG TÁC MẶT TRẬN", position, only_name(chairs))


def _cell_agreement(subject: Subject) -> str:
    """What the cell committee says: that it has agreed, or that it is to be asked, for minutes know nothing of later days."""
    step, day, cell = subject.dossier.step(StepKind.CELL_AGREEMENT), _day(subject), party_cell(subject.unit)
    if step is not None and step.day is not None and (day is None or step.day <= day):
        number = f"văn bản số {step.document} " if step.document else ""
        return f"Chi ủy {cell} đã thống nhất giới thiệu những người có tên nêu trên ({number}{day_words(step.day)})."
    return (
        f"Ban công tác Mặt trận báo cáo danh sách này để chi ủy {cell} thống nhất giới thiệu ít nhất 01 (một) người, "
        "rồi quyết định danh sách chính thức."
    )


def _proposal_facts(subject: Subject) -> Facts:
    held, people = meeting(subject, Event.CONSULTATION), official_list(subject)
    acting = [o for duty in (Duty.CHAIR, Duty.CLERK) for o in officials(subject, Event.CONSULTATION, duty)[:1]]
    numbers = ((held.summoned, "trieu_tap"), (held.present, "co_mat"))
    attendance = tuple(Fact(number_of(n, "người"), held.at(field)) for n, field in numbers if n is not None)
    lines: list[Group] = [attendance] if attendance else []
    # In a cell after the name, so that the number of the row does not stand for it.
    for n in people:
        backing = [Fact(f"| {n.backing}", n.at("phieu_gioi_thieu"))] if n.backing is not None else []
        lines.append((name_fact(n, people), *backing))
    if people:
        lines.append((Fact(number_of(len(people), "người"), *(n.path for n in people)), *(name_fact(n, people) for n in people)))
    return of_people(acting) + Facts(tuple(lines)) + minutes_written(held)


def _proposal_due(case: Case) -> bool:
    return bool(case.dossier.nominees_for(Office.HEAD)) and _reached(case, StepKind.CONSULTATION)


# --- The official list ---------------------------------------------------------------------------------------------


def _list(subject: Subject) -> Context:
    """The list that the Ban công tác Mặt trận sends to the commune."""
    unit, details, people = subject.unit, subject.details(LIST), _rows(subject)
    sent, front = subject.dossier.step(StepKind.LIST_SENT), f"Ban công tác Mặt trận {hamlet_name(unit)}"
    number = (sent.document if sent is not None else None) or "………/DS-BCTMT"
    above = f"Ủy ban MTTQ Việt Nam {commune(unit)}"
    return {
        **state_heading(unit, details, sent.day if sent is not None else None, above=above, body=front, symbol=number),
        **hamlet(unit),
        "dan_vao": _opening(subject),
        "ung_cu": people,
        "so_ung_cu": numbered(len(people), "người"),
        **_signed(subject, LIST),
        **recipients(details, f"UBND {commune(unit)}", above, f"Lưu: {front}"),
    }


def _opening(subject: Subject) -> str:
    """How the list came about: each step that is dated, or that the law of the day of the vote asks for."""
    unit, required = subject.unit, subject.law.on(law.HEAD_NOMINATION, next_round(subject.case).day) is not None
    steps = ((StepKind.CONSULTATION, "đã hiệp thương"), (StepKind.CELL_AGREEMENT, f"chi ủy {party_cell(unit)} đã thống nhất"))
    passed = ""
    for kind, words in steps:
        step = subject.dossier.step(kind)
        day = step.day if step is not None else None
        passed += f", {words} {day_words(day)}" if day is not None or required else ""
    return f"Ban công tác Mặt trận {hamlet_name(unit)} gửi danh sách chính thức những người ứng cử {head_of(unit)}{passed}, gồm:"


def _list_facts(subject: Subject) -> Facts:
    people = official_list(subject)
    lines: list[Group] = []
    for n in people:
        born, columns = birth_of(n), ("que_quan", "noi_o", "hoc_van", "chuyen_mon", "nghe_nghiep", "chuc_vu_hien_nay")
        texts = zip((n.birthplace, n.home, n.schooling, n.profession, n.occupation, n.position), columns, strict=True)
        of_person = [Fact(" ".join(text.split()), n.at(field)) for text, field in texts if text]
        lines.append((name_fact(n, people), *([Fact(birth(born), n.at("ngay_sinh"))] if born is not None else []), *of_person))
    return Facts((*lines, (Fact(number_of(len(people), "người"), *(n.path for n in people)),)) if people else ())


def _list_due(case: Case) -> bool:
    return bool(case.dossier.nominees_for(Office.HEAD)) and _reached(case, StepKind.CONSULTATION, StepKind.LIST_SENT)


def _reached(case: Case, *kinds: StepKind) -> bool:
    """Whether one of these steps was taken, or a vote has a row of its own already."""
    steps = [case.dossier.step(kind) for kind in kinds]
    taken = any(step is not None and step.day is not None and step.day <= case.as_of for step in steps)
    return taken or bool(case.counts_of(Office.HEAD))


def nobody_listed(subject: Subject, people: list[Person] | list[Nominee]) -> str | None:
    """Why a paper of candidates cannot be made: there are none."""
    if people:
        return None
    return f"chưa có người nào được giới thiệu bầu {head_title(subject.unit)}: điền bảng Nhân sự, cột Giới thiệu bầu"


def _reads(*kinds: StepKind) -> Touches:
    """The days of these steps, where they are there: that one is missing is told elsewhere."""

    def routes(subject: Subject) -> Iterator[Route]:
        for step in subject.dossier.steps:
            if step.kind is None or step.kind in kinds:
                yield from (step.at(field) for field in ("buoc", "ngay", "so_van_ban"))

    return routes


PAPERS = (
    Paper(
        PROPOSAL,
        "biên bản cuộc họp dự kiến danh sách người ứng cử trưởng ấp",
        Occasion.BEFORE,
        _proposal,
        due=_proposal_due,
        reads=(
            gate.unit,
            gate.nominees(Office.HEAD),
            gate.officials(Event.CONSULTATION),
            gate.meetings(Event.CONSULTATION),
            _reads(StepKind.CONSULTATION, StepKind.CELL_AGREEMENT),
            gate.details(PROPOSAL),
        ),
        form=("ung_cu.ho_ten", "ung_cu.dong_y", "ket_luan", "chi_uy_thong_nhat"),
        facts=_proposal_facts,
        lacks=lambda subject: nobody_listed(subject, official_list(subject)),
        based_on=law.HEAD_NOMINATION_MINUTES,
    ),
    Paper(
        LIST,
        "danh sách người ứng cử trưởng ấp",
        Occasion.BEFORE,
        _list,
        due=_list_due,
        reads=(
            gate.unit,
            gate.nominees(Office.HEAD),
            gate.members,
            gate.steps(StepKind.CONSULTATION, StepKind.CELL_AGREEMENT, StepKind.LIST_SENT),
            gate.details(LIST),
        ),
        form=("ung_cu.ho_ten", "ung_cu.ngay_sinh", "ung_cu.gioi_tinh", "ung_cu.noi_o", "ung_cu.dang_vien"),
        facts=_list_facts,
        lacks=lambda subject: nobody_listed(subject, official_list(subject)),
    ),
)
