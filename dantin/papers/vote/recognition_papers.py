"""The papers by which the elected head is put forward to the commune and recognised by its People's Committee."""

from collections.abc import Iterator
from dataclasses import replace

from dantin.case import Case
from dantin.deadlines import answering, ended
from dantin.model import Candidate, Duty, Event, Nominee, Office, PaperDetails, PartialDate, Step, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    committee_grounds,
    grounds,
    hamlet,
    head_grounds,
    name_fact,
    nobody,
    of_committee,
    officials,
    only_name,
    recipients,
    signing,
    state_heading,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import NO_DATE, SHORT_DOTS, copies, day_words, filled, listed, numbered, share_of, told_apart
from dantin.papers.round_facts import elected_facts, figure_facts
from dantin.papers.round_text import address, figures, head_unit_of, subject_line
from dantin.papers.vote.counting import FIGURES, last_round, to_commune, undecided
from dantin.people import birth_of, find
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case, short_date
from dantin.word.facts import Fact, Facts
from dantin.wording import commune, hamlet_name, head_title, vote_unit

PETITION = "to-trinh-cong-nhan"
DECISION = "quyet-dinh-cong-nhan"

MEANINGS = {
    "noi_kinh_gui": "nơi được gửi, mỗi nơi một dòng",
    "cach_bau": "cuộc bầu diễn ra khi nào, ở đâu, cả câu",
    "sinh_ngay": "ngày sinh trong câu: ngày 12 tháng 4 năm 1968, hoặc năm 1968",
    "phieu_tren_tong": "số phiếu trên tổng số: 198/310",
    "don_vi_phieu": "phiếu, hoặc người đồng ý khi biểu quyết giơ tay",
    "kem_theo": "giấy tờ gửi kèm, mỗi thứ một dòng",
    "to_bau_cu": "tổ bầu cử trong câu: Tổ bầu cử khu phố 4",
    "uy_ban": "Ủy ban nhân dân cấp xã trong câu: Ủy ban nhân dân thị trấn Trảng Bom",
}


def _petition(subject: Subject) -> Context:
    """The election team puts the elected head forward to the People's Committee and the Front of the commune."""
    count, unit, details = last_round(subject.case), subject.unit, own_details(subject, PETITION)
    r, who, body = count.round, head_unit_of(count), commune(unit)
    sent = since_vote(subject.case, StepKind.RESULT_SENT)
    minutes = f"Biên bản kiểm phiếu {subject_line(count)}, lập {day_words(r.last_day or r.day)}"
    leaders = officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    return {
        **state_heading(
            unit,
            details,
            sent.day if sent is not None else None,
            above=f"UBND {body}",
            body=_team(subject),
            symbol=_number(sent, f"{SHORT_DOTS}/TTr-TBC"),
        ),
        **hamlet(unit),
        **figures(count, who),
        **grounds(details, *head_grounds(count.day), minutes),
        "co_mat": "" if r.taken_round else numbered(r.present, who),
        "noi_kinh_gui": [f"Ủy ban nhân dân {body};", f"Ủy ban MTTQ Việt Nam {body}."],
        "cach_bau": how_held(count),
        "trung_cu": [_elected(count, person) for person in count.elected] or [_nobody()],
        "to_bau_cu": _team(subject),
        "uy_ban": f"Ủy ban nhân dân {body}",
        "kem_theo": _enclosed(count),
        **signing(details, "TM. TỔ BẦU CỬ", "TỔ TRƯỞNG", only_name(leaders)),
        **to_commune(subject, PETITION),
    }


def _decision(subject: Subject) -> Context:
    """The People's Committee of the commune recognises the elected head, who takes office from then on (Luật 10/2022/QH15 Điều 21)."""
    count, unit, details = last_round(subject.case), subject.unit, own_details(subject, DECISION)
    body = commune(unit)
    recognised = since_vote(subject.case, StepKind.RECOGNITION)
    day = details.signed_on or (recognised.day if recognised is not None else None)
    return {
        **of_committee(unit, details, day, _number(recognised, f"{SHORT_DOTS}/QĐ-UBND")),
        **hamlet(unit),
        **grounds(details, *committee_grounds(subject, day or count.day), _proposal(subject)),
        "trung_cu": [_elected(count, person) for person in count.elected] or [_nobody()],
        "to_bau_cu": _team(subject),
        "uy_ban": f"Ủy ban nhân dân {body}",
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, "Như Điều 3", f"Ủy ban MTTQ Việt Nam {body}", sentence_case(hamlet_name(unit)), "Lưu: VT"),
    }


def _team(subject: Subject) -> str:
    return f"Tổ bầu cử {hamlet_name(subject.unit)}"


def _number(step: Step | None, blank: str) -> str:
    return (step.document if step is not None else None) or blank


def _proposal(subject: Subject) -> str:
    """The petition that the decision answers, as its ground."""
    return f"Theo đề nghị của {_team(subject)} tại {petition_told(subject)}"


def petition_told(subject: Subject) -> str:
    """The petition in a sentence, its number and day as far as they are known."""
    given, sent = own_details(subject, PETITION), since_vote(subject.case, StepKind.RESULT_SENT)
    day = given.signed_on or (sent.day if sent is not None else None)
    if sent is not None and sent.day is not None and day is not None and day > sent.day:
        # Signed after it was sent (DT410): nobody knows which of the two days is right.
        day = None
    return f"Tờ trình số {given.symbol or _number(sent, SHORT_DOTS)} {day_words(day)}"


def how_held(count: Count) -> str:
    """When and where the vote was held, in a sentence."""
    r, name = count.round, hamlet_name(count.dossier.unit)
    if not r.taken_round:
        if count.by_clusters:
            days = dict.fromkeys(day_words(part.round.day) for part in count.parts)
            clusters = f"theo {copies(len(count.parts))} cụm dân cư"
            return f"{sentence_case(listed(list(days)))}, {name} đã tổ chức các cuộc họp {clusters} về việc {subject_line(count)}."
        day = sentence_case(day_words(r.day))
        return f"{day}, {name} đã tổ chức cuộc họp của cộng đồng dân cư tại {filled(r.venue)} về việc {subject_line(count)}."
    one_day = r.last_day is not None and r.last_day == r.day
    when = sentence_case(day_words(r.day)) if one_day else f"Từ {day_words(r.day)} đến {day_words(r.last_day)}"
    return f"{when}, {name} đã phát phiếu lấy ý kiến của hộ gia đình về việc {subject_line(count)}."


def _elected(count: Count, person: Candidate) -> Row:
    votes = next(v for _, candidate, v in count.ranking if candidate is person)
    nominee = _nominee(count, person)
    return {
        "ong_ba": address(count, person),
        "ho_ten": told_apart(person, count.candidates),
        "sinh_ngay": _born(birth_of(person) or (birth_of(nominee) if nominee is not None else None)),
        "noi_o": (nominee.home if nominee is not None else None) or "",
        "phieu_tren_tong": f"{votes}/{count.base.number}",
        "don_vi_phieu": vote_unit(count),
        "ty_le": share_of(votes, count.base.number),
    }


def _nobody() -> Row:
    return nobody(sinh_ngay=NO_DATE, noi_o="", phieu_tren_tong=f"{SHORT_DOTS}/{SHORT_DOTS}", don_vi_phieu="phiếu", ty_le=SHORT_DOTS)


def _nominee(count: Count, person: Candidate) -> Nominee | None:
    nominees = find(person, count.dossier.nominees_for(Office.HEAD))
    return nominees[0] if len(nominees) == 1 else None


def _born(birth: PartialDate | None) -> str:
    if birth is None:
        return NO_DATE
    return long_date(birth.full) if birth.full is not None else f"năm {birth.year}"


def _enclosed(count: Count) -> list[str]:
    if count.round.taken_round:
        return ["Biên bản kiểm phiếu về việc phát phiếu lấy ý kiến của hộ gia đình;", "Biên bản cuộc họp không đủ số người dự."]
    if count.by_clusters:
        return ["Biên bản kiểm phiếu của từng cụm dân cư và biên bản cộng kết quả chung;", "Biên bản các cuộc họp của cộng đồng dân cư."]
    return ["Biên bản kiểm phiếu;", "Biên bản cuộc họp của cộng đồng dân cư."]


def _petition_facts(subject: Subject) -> Facts:
    count = last_round(subject.case)
    return figure_facts(count, head_unit_of(count)) + elected_facts(count)


def _decision_facts(subject: Subject) -> Facts:
    count = last_round(subject.case)
    lines = []
    for person in count.elected:
        nominee = _nominee(count, person)
        born = birth_of(person) or (birth_of(nominee) if nominee is not None else None)
        of_birth = (person.at("ngay_sinh"), *((nominee.at("ngay_sinh"),) if nominee is not None else ()))
        lines.append((name_fact(person, count.candidates), *((Fact(str(born.year), *of_birth),) if born is not None else ())))
    return Facts(tuple(lines))


def _again(case: Case) -> list[Subject]:
    """The deciding vote, where an earlier one elected somebody too: the papers on that are others, with numbers of their own."""
    *earlier, last = case.held(Office.HEAD) or (None,)
    return [Subject(case, last)] if any(count is not None and count.elected for count in earlier) else []


def own_details(subject: Subject, name: str) -> PaperDetails:
    """What "Văn bản" gives for the paper; of one on a later vote never the number and the day of a paper signed before that vote."""
    details, voted = subject.details(name), last_round(subject.case)
    end = ended(voted)
    if voted.round.number > 1 and details.signed_on is not None and end is not None and details.signed_on < end:
        return replace(details, symbol=None, signed_on=None)
    return details


# --- When due, what stands against it ----------------------------------------------------------------------------


def since_vote(case: Case, kind: StepKind) -> Step | None:
    """The last step of that kind that answers the deciding vote: not one dated before it."""
    return answering(case.dossier, kind, ended(last_round(case)))


def refused(case: Case) -> Step | None:
    """The refusal of the recognition, where it is the last word on the deciding vote."""
    refusal, recognition = since_vote(case, StepKind.REFUSAL), since_vote(case, StepKind.RECOGNITION)
    recognised = recognition.day if recognition is not None else None
    later = refusal is not None and recognised is not None and (refusal.day is None or recognised >= refusal.day)
    return None if later else refusal


def _elected_head(case: Case) -> bool:
    return len(case.elected(Office.HEAD)) == 1


def _handed_in(case: Case) -> bool:
    steps = [since_vote(case, kind) for kind in (StepKind.RESULT_SENT, StepKind.RESULT_RECEIVED, StepKind.RECOGNITION)]
    sent = any(step is not None and step.day is not None and step.day <= case.as_of for step in steps)
    return sent and _elected_head(case) and refused(case) is None


def _not_elected(subject: Subject) -> str | None:
    count = subject.case.deciding(Office.HEAD)
    if count is None:
        return f"chưa bầu {head_title(subject.unit)}"
    if not _elected_head(subject.case):
        return undecided(count) or f"lượt bầu cuối cùng không có ai trúng cử {head_title(subject.unit)}"
    return None


def _nobody_to_recognise(subject: Subject) -> str | None:
    return _not_elected(subject) if subject.case.nobody_elected else None


def _not_to_recognise(subject: Subject) -> str | None:
    refusal = refused(subject.case)
    if refusal is None:
        return _not_elected(subject)
    parts = [f"số {refusal.document}" if refusal.document else "", f"ngày {short_date(refusal.day)}" if refusal.day is not None else ""]
    which = " ".join(part for part in parts if part)
    by = f"UBND {commune(subject.unit)} đã từ chối công nhận kết quả bầu {head_title(subject.unit)}"
    return f"{by}{f' (văn bản {which})' if which else ''}: làm theo lý do nêu trong văn bản, bầu lại rồi mới công nhận"


def _person_elected(subject: Subject) -> Iterator[Route]:
    """What is told of the person elected, and who leads the election team, which signs."""
    count = last_round(subject.case)
    for nominee in (_nominee(count, person) for person in count.elected):
        if nominee is not None:
            yield from (nominee.at(field) for field in ("ho_ten", "ngay_sinh", "gioi_tinh", "noi_o"))
    yield from (o.path for o in officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD))


_STEPS = (StepKind.RESULT_SENT, StepKind.RESULT_RECEIVED, StepKind.RECOGNITION, StepKind.REFUSAL, StepKind.ACTING_HEAD)
_READS = (gate.unit, gate.households, gate.rounds(Office.HEAD), gate.steps(*_STEPS), _person_elected)

PAPERS = (
    Paper(
        PETITION,
        "tờ trình đề nghị công nhận trưởng ấp",
        Occasion.VOTE,
        _petition,
        due=_elected_head,
        each=_again,
        reads=(*_READS, gate.details(PETITION)),
        form=(*(name for name in FIGURES if name != "ket_luan"), "trung_cu.ho_ten", "trung_cu.phieu_tren_tong"),
        facts=_petition_facts,
        lacks=_not_elected,
        senseless=_nobody_to_recognise,
    ),
    Paper(
        DECISION,
        "quyết định công nhận trưởng ấp",
        Occasion.VOTE,
        _decision,
        due=_handed_in,
        each=_again,
        reads=(*_READS, gate.details(DECISION), gate.details(PETITION)),
        form=("trung_cu.ho_ten", "trung_cu.sinh_ngay"),
        facts=_decision_facts,
        lacks=_not_to_recognise,
        senseless=_nobody_to_recognise,
    ),
)
