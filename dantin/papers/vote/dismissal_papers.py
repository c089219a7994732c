"""The papers by which a hamlet head is let go: the minutes of the meeting, its submission, the two decisions of the commune.

Only under the decree that knows such a meeting: before it there is none of them.
"""

from datetime import date

from dantin import deadlines, law
from dantin.case import Case, count_unknown
from dantin.dismissal import Dismissal, dismissal_of, let_go, recognised_since, vacant_since, who_is_let_go
from dantin.model import Duty, Event, Meeting, Office, Official, Person, Step, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    addressed,
    as_written,
    committee_grounds,
    grounds,
    hamlet,
    head_grounds,
    meeting_place,
    minutes_written,
    nobody,
    of_committee,
    of_hamlet,
    of_people,
    officials,
    recipients,
    signing,
    state_heading,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, bare_name, day_words, filled, hour, minute, numbered, sex_of, share_of, title
from dantin.papers.round_facts import number_facts
from dantin.papers.vote.counting import counting_team, to_commune
from dantin.papers.vote.signers import copies_facts, copies_made, decision_signers, front_head, signers_facts
from dantin.people import find
from dantin.vietnamese import long_date, percent, sentence_case, short_date
from dantin.word.facts import Fact, Facts
from dantin.wording import commune, hamlet_name, head_of, head_title

MINUTES = "bien-ban-hop-cho-thoi"
SUBMISSION = "to-trinh-cong-nhan-cho-thoi"
DECISION = "quyet-dinh-cong-nhan-cho-thoi"
ACTING = "quyet-dinh-cu-lam-thoi"
_WHO, _HOUSEHOLDS = "đại diện", "hộ"
_VOTERS = "đại diện hộ gia đình"

MEANINGS = {
    "nguoi_thoi": "người được cho thôi làm trưởng ấp, trong câu: ông Trần Văn Thuận",
    "nguoi_lam_thoi": "người được cử làm trưởng ấp lâm thời",
    "tan_thanh": "số đại diện hộ gia đình tán thành cho thôi: 178 (một trăm bảy mươi tám) đại diện",
    "can_dat": "số đại diện ít nhất phải tán thành, trên tổng số đại diện hộ gia đình: 156 (một trăm năm mươi sáu) đại diện",
    "muc_kien_nghi": "mức các hộ kiến nghị để xem xét cho thôi, theo luật: ít nhất một nửa",
    "cach_hop": "cuộc họp cho thôi diễn ra khi nào, ở đâu, cả câu",
    "ben_trinh": "người trình việc cho thôi: Ban công tác Mặt trận khu phố 4",
    "viec_quyet_dinh": "việc được quyết định, trong câu: công nhận kết quả cho thôi làm Trưởng khu phố 4",
    "quyet_nghi": "điều UBND cấp xã quyết định về việc cho thôi, cả câu không có dấu chấm",
    "tan_thanh_tren_tong": "số tán thành trên tổng số đại diện hộ gia đình: 178/310; trống nếu cuộc họp không tán thành",
    "han_bau_moi": "hạn UBND cấp xã quyết định việc tiến hành bầu trưởng ấp mới, cả câu",
    "thoi_han_lam_thoi": "người lâm thời làm việc đến khi nào, trong câu",
}


# --- The minutes of the meeting ------------------------------------------------------------------------------------


def _minutes(subject: Subject) -> Context:
    """Mẫu số 03 for the meeting that lets a head go: who was there, how many agreed, what is decided."""
    dismissal, unit, details = _dismissal(subject), subject.unit, subject.details(MINUTES)
    meeting, day = dismissal.meeting, dismissal.day
    (chair,) = _chair(subject)
    asked = subject.law.on(law.HEAD_DISMISSAL_ASKED, day)
    return {
        **of_hamlet(unit, details, meeting.day),
        **hamlet(unit),
        **_figures(dismissal),
        **decision_signers(subject, day),
        "gio": hour(meeting.begins),
        "phut": minute(meeting.begins),
        "ngay": day_words(meeting.day),
        "dia_diem": filled(meeting.venue),
        "noi_hop_day_du": meeting_place(unit, meeting.venue),
        "nguoi_thoi": _name(subject.case),
        "muc_kien_nghi": asked.value.words if asked is not None else DOTS,
        "chu_tri": [chair],
        "thu_ky": [_acting_as(o) for o in officials(subject, Event.DISMISSAL, Duty.CLERK)[:1]] or [nobody(chuc_vu=DOTS)],
        "khach_moi": list(meeting.guests),
        "y_kien": list(meeting.opinions),
        "kiem_phieu": counting_team(subject, Event.DISMISSAL) if _counters(subject) else [],
        "ket_luan": _conclusion(dismissal),
        "gio_xong": hour(meeting.ends),
        "phut_xong": minute(meeting.ends),
        "so_ban": copies_made(subject, day),
        **signing(details, "CHỦ TRÌ CUỘC HỌP", chair["chuc_vu"] if chair["chuc_vu"] != DOTS else "", _named(chair)),
        **to_commune(subject, MINUTES),
    }


def _figures(dismissal: Dismissal) -> Context:
    return {
        "tong_so_ho": numbered(dismissal.whole, _HOUSEHOLDS),
        "tong_so": numbered(dismissal.whole, _WHO),
        "co_mat": numbered(dismissal.present, _WHO),
        "ho_vang": numbered(dismissal.absent, _HOUSEHOLDS),
        "tan_thanh": numbered(dismissal.agreed, _WHO),
        "can_dat": numbered(dismissal.needed, _WHO),
        "ty_le": share_of(dismissal.agreed, dismissal.whole) if dismissal.agreed is not None else DOTS,
    }


def _conclusion(dismissal: Dismissal) -> list[str]:
    """What the meeting decided, and who decides after it; nothing where its figures do not tell."""
    unit, body = dismissal.case.dossier.unit, commune(dismissal.case.dossier.unit)
    if dismissal.passed is None:
        return [DOTS]
    share = share_of(dismissal.agreed or 0, dismissal.whole or 1)
    figures = (
        f"{dismissal.agreed}/{dismissal.whole} {_VOTERS} tán thành, bằng {share} tổng số {_VOTERS} của {hamlet_name(unit)} "
        f"(cần ít nhất {dismissal.needed})"
    )
    procedure = dismissal.case.law.on(law.HEAD_DISMISSAL, dismissal.day)
    by = f" ({procedure.citation})" if procedure is not None else ""
    if not dismissal.passed:
        return [
            f"Cuộc họp không thống nhất được việc cho thôi làm {head_of(unit)}: {figures}.",
            f"Báo cáo Ủy ban nhân dân {body} xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ Việt Nam {body}{by}.",
        ]
    return [
        f"Cộng đồng dân cư {hamlet_name(unit)} quyết định cho thôi làm {head_of(unit)} đối với {_name(dismissal.case)}: {figures}.",
        f"Quyết định này được gửi đến Ủy ban nhân dân, Ủy ban MTTQ Việt Nam {body} và có hiệu lực kể từ ngày Ủy ban nhân dân {body} "
        "ban hành quyết định công nhận.",
    ]


def _minutes_facts(subject: Subject) -> Facts:
    dismissal = _dismissal(subject)
    meeting, whole, present = dismissal.meeting, dismissal.source_of_whole, (dismissal.meeting.at("co_mat"),)
    agreed = (meeting.at("dong_y"),)
    lines = number_facts(
        (dismissal.whole, _HOUSEHOLDS, whole),
        (dismissal.whole, _WHO, whole),
        (dismissal.present, _WHO, present),
        (dismissal.absent, _HOUSEHOLDS, (*whole, *present)),
        (dismissal.agreed, _WHO, agreed),
    )
    acting = [o for o in officials(subject, Event.DISMISSAL, Duty.CHAIR, Duty.CLERK) if o.name]
    team = officials(subject, Event.DISMISSAL, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
    written = sum((as_written(o.at("chuc_vu"), o.position) for o in acting), minutes_written(meeting))
    decided = _decided_facts(dismissal)
    known = of_people([*acting, *team]) + signers_facts(subject, dismissal.day) + copies_facts(subject, dismissal.day, meeting.at("ngay"))
    return Facts((*lines, *decided, *_name_facts(subject)), _needed(dismissal)) + written + known


def _needed(dismissal: Dismissal) -> frozenset[int]:
    return frozenset((dismissal.needed,)) if dismissal.needed is not None else frozenset()


def _decided_facts(dismissal: Dismissal) -> list[tuple[Fact, ...]]:
    """The result of the meeting as a sentence tells it."""
    if dismissal.passed is None:
        return []
    routes = (dismissal.meeting.at("dong_y"), *dismissal.source_of_whole)
    of_all = Fact(f"{dismissal.agreed}/{dismissal.whole}", *routes)
    share = Fact(f"{percent(dismissal.agreed or 0, dismissal.whole or 1)} %", *routes)
    return [(of_all, share, Fact(f"ít nhất {dismissal.needed}", *dismissal.source_of_whole, version=dismissal.rule))]


# --- What goes to the commune ---------------------------------------------------------------------------------------


def _submission(subject: Subject) -> Context:
    """Whoever chaired the meeting puts its decision before the People's Committee and the Front of the commune."""
    dismissal, unit, details = _dismissal(subject), subject.unit, subject.details(SUBMISSION)
    body, meeting = commune(unit), dismissal.meeting
    (chair,) = _chair(subject)
    by_front = _by_front(subject)
    above = f"Ủy ban MTTQ Việt Nam {body}" if by_front else f"UBND {body}"
    minutes = f"Biên bản cuộc họp của cộng đồng dân cư về việc cho thôi làm {head_of(unit)}, lập {day_words(meeting.day)}"
    signs = ("TM. BAN CÔNG TÁC MẶT TRẬN", "TRƯỞNG BAN") if by_front else ("CHỦ TRÌ CUỘC HỌP", chair["chuc_vu"])
    return {
        **state_heading(unit, details, None, above=above, body=_puts_forward(subject), symbol=f"{SHORT_DOTS}/TTr"),
        **hamlet(unit),
        **_figures(dismissal),
        **grounds(details, *head_grounds(dismissal.day), minutes),
        "noi_kinh_gui": [f"Ủy ban nhân dân {body};", f"Ủy ban MTTQ Việt Nam {body}."],
        "cach_hop": f"{sentence_case(day_words(meeting.day))}, {hamlet_name(unit)} đã tổ chức cuộc họp của cộng đồng dân cư "
        f"tại {filled(meeting.venue)} về việc cho thôi làm {head_of(unit)} đối với {_name(subject.case)}.",
        "nguoi_thoi": _name(subject.case),
        "ben_trinh": _puts_forward(subject),
        "uy_ban": f"Ủy ban nhân dân {body}",
        "kem_theo": [
            f"Biên bản cuộc họp của cộng đồng dân cư về việc cho thôi làm {head_of(unit)};",
            "Đơn xin thôi, văn bản đề nghị hoặc văn bản kiến nghị cho thôi.",
        ],
        **signing(details, signs[0], signs[1], _named(chair)),
        **to_commune(subject, SUBMISSION),
    }


def _submission_facts(subject: Subject) -> Facts:
    dismissal = _dismissal(subject)
    whole, present = dismissal.source_of_whole, (dismissal.meeting.at("co_mat"),)
    lines = number_facts(
        (dismissal.whole, _WHO, whole),
        (dismissal.present, _WHO, present),
        (dismissal.agreed, _WHO, (dismissal.meeting.at("dong_y"),)),
    )
    share = percent(dismissal.agreed, dismissal.whole) if dismissal.agreed is not None and dismissal.whole else None
    of_all = [(Fact(f"{share} %", dismissal.meeting.at("dong_y"), *whole),)] if share is not None else []
    return Facts((*lines, *of_all, *_name_facts(subject)), _needed(dismissal))


def _decision(subject: Subject) -> Context:
    """The People's Committee recognises that the head is let go; where the meeting did not agree, it decides with the Front."""
    unit, details, gone = subject.unit, subject.details(DECISION), let_go(subject.case)
    dismissal, body, step = _dismissal(subject), commune(subject.unit), gone[1] if gone is not None else None
    day = details.signed_on or (gone[0] if gone is not None else None)
    passed = dismissal.passed is not False
    asked = _proposal(subject) if passed else f"Căn cứ ý kiến thống nhất của Ủy ban MTTQ Việt Nam {body} tại Văn bản số {SHORT_DOTS}"
    decided = dismissal.passed and f" theo quyết định của cộng đồng dân cư {day_words(dismissal.meeting.day)}"
    deadline = deadlines.decision_after_dismissal(subject.law, day) if day is not None else None
    until = f", chậm nhất {long_date(deadline.due)}" if deadline is not None else ""
    version = subject.law.on(law.HEAD_VACANCY_DAYS, day or subject.case.as_of)
    term = law.HEAD_VACANCY_DAYS.said(version).words if version is not None else SHORT_DOTS
    return {
        **of_committee(unit, details, day, _number(step)),
        **hamlet(unit),
        **grounds(details, *committee_grounds(subject, day or dismissal.day), asked),
        "nguoi_thoi": _name(subject.case),
        "viec_quyet_dinh": _decided_on(subject),
        "quyet_nghi": f"{sentence_case(_decided_on(subject))} đối với {_name(subject.case)}{decided or ''}",
        "tan_thanh_tren_tong": f"{dismissal.agreed}/{dismissal.whole}" if dismissal.passed else "",
        "han_bau_moi": f"Trong thời hạn {term} kể từ ngày ký Quyết định này{until}, Ủy ban nhân dân {body} quyết định việc tiến hành "
        f"bầu {head_of(unit)} mới.",
        "uy_ban": f"Ủy ban nhân dân {body}",
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, "Như Điều 4", f"Ủy ban MTTQ Việt Nam {body}", "Lưu: VT"),
    }


def _decided_on(subject: Subject) -> str:
    """What the decision is about: the result of the meeting, or, where the meeting did not agree, what the commune decides itself."""
    result = "cho thôi" if _dismissal(subject).passed is False else "công nhận kết quả cho thôi"
    return f"{result} làm {head_of(subject.unit)}"


def _decision_facts(subject: Subject) -> Facts:
    dismissal, gone = _dismissal(subject), let_go(subject.case)
    day = subject.details(DECISION).signed_on or (gone[0] if gone is not None else None)
    deadline = deadlines.decision_after_dismissal(subject.law, day) if day is not None else None
    routes = (gone[1].at("ngay"),) if gone is not None else (subject.details(DECISION).at("ngay_ky"),)
    due = [(Fact(long_date(deadline.due), *routes, version=deadline.version),)] if deadline is not None else []
    of_all = Fact(f"{dismissal.agreed}/{dismissal.whole}", dismissal.meeting.at("dong_y"), *dismissal.source_of_whole)
    return Facts((*_name_facts(subject), *(((of_all,),) if dismissal.passed else ()), *due))


def _acting(subject: Subject) -> Context:
    """The People's Committee names somebody to act until a head is elected."""
    unit, details, step = subject.unit, subject.details(ACTING), subject.dossier.step(StepKind.ACTING_HEAD)
    body, day = commune(unit), _acting_day(subject)
    in_force = day or subject.case.as_of
    limit = subject.law.on(law.HEAD_ACTING_MONTHS, in_force)
    return {
        **of_committee(unit, details, day, _number(step)),
        **hamlet(unit),
        **grounds(
            details,
            *committee_grounds(subject, in_force),
            *((limit.instrument.title,) if limit is not None else ()),
            *vacancy_ground(subject),
            f"ý kiến thống nhất của Ủy ban MTTQ Việt Nam {body} tại Văn bản số {SHORT_DOTS}",
        ),
        "nguoi_lam_thoi": [_person(subject, _named_to_act(step))],
        "thoi_han_lam_thoi": _until(subject),
        "uy_ban": f"Ủy ban nhân dân {body}",
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, "Như Điều 3", f"Ủy ban MTTQ Việt Nam {body}", "Lưu: VT"),
    }


def _acting_day(subject: Subject) -> date | None:
    step = subject.dossier.step(StepKind.ACTING_HEAD)
    return subject.details(ACTING).signed_on or (step.day if step is not None else None)


def _until(subject: Subject) -> str:
    """How long an acting head works, as the law of the day of the decision has it."""
    title, day = head_of(subject.unit), _acting_day(subject)
    text = f"cho đến khi bầu được {title} mới"
    limit = subject.law.on(law.HEAD_ACTING_MONTHS, day or subject.case.as_of)
    if limit is None:
        return text
    ends = deadlines.acting_ends(subject.law, day, day) if day is not None else None
    last = f", đến hết {long_date(ends.due)}" if ends is not None else ""
    return f"{text}, nhưng không quá {law.HEAD_ACTING_MONTHS.said(limit).words}{last}"


def _acting_facts(subject: Subject) -> Facts:
    step, day = subject.dossier.step(StepKind.ACTING_HEAD), _acting_day(subject)
    names = [(Fact(bare_name(step.person), step.at("ho_ten")),)] if step is not None and step.person else []
    ends = deadlines.acting_ends(subject.law, day, day) if day is not None else None
    routes = (step.at("ngay"),) if step is not None and step.day == day else (subject.details(ACTING).at("ngay_ky"),)
    due = [(Fact(long_date(ends.due), *routes, version=ends.version),)] if ends is not None else []
    return Facts((*names, *due))


def vacancy_ground(subject: Subject) -> list[str]:
    """The decision that let a head go, as a ground of what is decided because there is none."""
    gone = let_go(subject.case)
    if gone is None:
        return []
    number = gone[1].document or f"{SHORT_DOTS}/QĐ-UBND"
    return [f"Quyết định số {number} {long_date(gone[0])} về việc {_decided_on(subject)}"]


# --- Who and what they name -----------------------------------------------------------------------------------------


def _dismissal(subject: Subject) -> Dismissal:
    """The meeting; one of which nothing is known where the dossier has none."""
    return dismissal_of(subject.case) or Dismissal(subject.case, Meeting(-1), count_unknown(subject.case, Office.HEAD).base)


def _person(subject: Subject, person: Person | None) -> Row:
    """A person, with the sex as any list of the dossier gives it; a dotted line for nobody."""
    dossier = subject.dossier
    if person is None:
        return nobody()
    return {"ong_ba": title(sex_of(person, dossier.nominees, dossier.households, dossier.members)), "ho_ten": bare_name(person)}


def _let_go(subject: Subject) -> Row:
    who = who_is_let_go(subject.case)
    return _person(subject, who[0] if who is not None else None)


def _name(case: Case) -> str:
    row = _let_go(Subject(case))
    return f"{row['ong_ba'][:1].lower()}{row['ong_ba'][1:]} {row['ho_ten']}"


def _name_facts(subject: Subject) -> list[tuple[Fact, ...]]:
    who = who_is_let_go(subject.case)
    return [(Fact(bare_name(who[0]), who[1]),)] if who is not None else []


def _named_to_act(step: Step | None) -> Person | None:
    return Person(-1, name=step.person) if step is not None and step.person else None


def _chair(subject: Subject) -> list[Row]:
    """Who chairs: as written down; else the head of the Front committee, and the commune's chairman where that is who is let go."""
    recorded = officials(subject, Event.DISMISSAL, Duty.CHAIR)
    if recorded:
        return [_acting_as(recorded[0])]
    if not _by_front(subject):
        return [nobody(chuc_vu=f"Chủ tịch Ủy ban nhân dân {commune(subject.unit)}")]
    front = front_head(subject)
    position = "Trưởng ban công tác Mặt trận"
    return [{**_person(subject, front), "chuc_vu": position}]


def _by_front(subject: Subject) -> bool:
    """Whether the Front committee calls the meeting: not where its own head is let go (NĐ 59/2023 Điều 3 khoản 1 điểm c)."""
    who, front = who_is_let_go(subject.case), front_head(subject)
    return who is None or front is None or not find(who[0], [front])


def _puts_forward(subject: Subject) -> str:
    name = hamlet_name(subject.unit)
    return f"Ban công tác Mặt trận {name}" if _by_front(subject) else name


def _acting_as(official: Official) -> Row:
    return {**addressed(official), "chuc_vu": official.position or official.represents or DOTS}


def _named(row: Row) -> str | None:
    return row["ho_ten"] if row["ho_ten"] != DOTS else None


def _counters(subject: Subject) -> list[Official]:
    return officials(subject, Event.DISMISSAL, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)


def _number(step: Step | None) -> str:
    return (step.document if step is not None else None) or f"{SHORT_DOTS}/QĐ-UBND"


def _proposal(subject: Subject) -> str:
    given = subject.details(SUBMISSION)
    day = day_words(given.signed_on)
    return f"Theo đề nghị của {_puts_forward(subject)} tại Tờ trình số {given.symbol or SHORT_DOTS} {day}"


# --- When due, what stands against it -------------------------------------------------------------------------------


def _met(case: Case) -> bool:
    dismissal = dismissal_of(case)
    return dismissal is not None and dismissal.held and dismissal.rule is not None


def _agreed(case: Case) -> bool:
    dismissal = dismissal_of(case)
    return dismissal is not None and dismissal.passed is True


def _acting_due(case: Case) -> bool:
    step = case.dossier.step(StepKind.ACTING_HEAD)
    named = step is not None and (step.day is None or case.law.on(law.HEAD_ACTING, step.day) is not None)
    replaced = step is not None and step.day is not None and recognised_since(case, step.day)
    return vacant_since(case) is not None or (named and not replaced)


def _unknown_to_law(case: Case, day: date, what: str) -> str | None:
    """That no law of that day knows such a paper."""
    first = law.HEAD_DISMISSAL.versions[0]
    if case.law.on(law.HEAD_DISMISSAL, day) is not None:
        return None
    return f"{what} chỉ lập theo {first.instrument.short}, có hiệu lực từ ngày {short_date(first.since)}"


def _no_meeting(subject: Subject) -> str | None:
    dismissal, title = _dismissal(subject), head_title(subject.unit)
    if not dismissal.held:
        return f"chưa có cuộc họp cho thôi {title}: ghi ở bảng Cuộc họp, cột Cuộc là “cho thôi”"
    if (why := _unknown_to_law(subject.case, dismissal.day, "giấy này")) is not None:
        return why
    if dismissal.passed is None:
        return "chưa kết luận được cuộc họp cho thôi: điền đủ, sửa đúng Có mặt, Số đồng ý ở bảng Cuộc họp và tổng số hộ"
    return None


def _not_to_submit(subject: Subject) -> str | None:
    why = _no_meeting(subject)
    if why is not None or _dismissal(subject).passed:
        return why
    return "cuộc họp không thống nhất được việc cho thôi, nên không có kết quả để công nhận"


def _not_to_decide(subject: Subject) -> str | None:
    gone = let_go(subject.case)
    if gone is not None:
        # What the meeting decided is told on the paper; where its figures cannot be right, nothing is known of it.
        return _no_meeting(subject) if _dismissal(subject).held else None
    why = _no_meeting(subject)
    if why is not None or _dismissal(subject).passed:
        return why
    body = commune(subject.unit)
    return (
        f"cuộc họp không thống nhất được việc cho thôi: UBND {body} xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ {body}; "
        "đã quyết định thì ghi bước “cho thôi trưởng ấp” ở bảng Mốc thời gian"
    )


def _nobody_to_act(subject: Subject) -> str | None:
    step = subject.dossier.step(StepKind.ACTING_HEAD)
    day = (step.day if step is not None else None) or subject.case.as_of
    if (why := _unknown_to_law(subject.case, day, "quyết định cử người lâm thời")) is not None:
        return why
    if step is None and vacant_since(subject.case) is None:
        title = head_title(subject.unit)
        return f"chưa khuyết {title}: ghi bước “cho thôi trưởng ấp” hoặc “cử trưởng ấp lâm thời” ở bảng Mốc thời gian"
    return None


def _day(subject: Subject) -> date:
    return _dismissal(subject).day


_READS = (
    gate.unit,
    gate.households,
    gate.meetings(Event.DISMISSAL),
    gate.officials(Event.DISMISSAL),
    gate.steps(StepKind.HEAD_DISMISSED),
)
_FORM = ("tong_so", "tan_thanh", "nguoi_thoi")

PAPERS = (
    Paper(
        MINUTES,
        "biên bản cuộc họp cho thôi trưởng ấp",
        Occasion.VOTE,
        _minutes,
        due=_met,
        reads=(*_READS, gate.details(MINUTES)),
        form=(*_FORM, "tong_so_ho", "co_mat", "ho_vang", "ket_luan", "chu_tri", "thu_ky", "ky_truong_ap", "ky_mat_tran", "ky_dai_dien"),
        facts=_minutes_facts,
        lacks=_no_meeting,
        based_on=law.HEAD_MEETING_MINUTES,
        day=_day,
    ),
    Paper(
        SUBMISSION,
        "tờ trình đề nghị công nhận kết quả cho thôi trưởng ấp",
        Occasion.VOTE,
        _submission,
        due=_agreed,
        reads=(*_READS, gate.details(SUBMISSION)),
        form=(*_FORM, "co_mat"),
        facts=_submission_facts,
        lacks=_not_to_submit,
        senseless=lambda subject: _not_to_submit(subject) if _dismissal(subject).passed is False else None,
    ),
    Paper(
        DECISION,
        "quyết định công nhận kết quả cho thôi trưởng ấp",
        Occasion.VOTE,
        _decision,
        due=lambda case: _agreed(case) or let_go(case) is not None,
        reads=(*_READS, gate.details(DECISION), gate.details(SUBMISSION)),
        form=("tan_thanh_tren_tong", "quyet_nghi", "han_bau_moi"),
        facts=_decision_facts,
        lacks=_not_to_decide,
    ),
    Paper(
        ACTING,
        "quyết định cử trưởng ấp lâm thời",
        Occasion.VOTE,
        _acting,
        due=_acting_due,
        reads=(gate.unit, gate.steps(StepKind.HEAD_DISMISSED, StepKind.ACTING_HEAD), gate.details(ACTING)),
        form=("nguoi_lam_thoi.ho_ten", "thoi_han_lam_thoi"),
        facts=_acting_facts,
        lacks=_nobody_to_act,
    ),
)
