"""The papers by which the commune answers a vote for head otherwise than by recognising it: the order to vote again, the letter of refusal.

A vote that elected nobody is held again as the commune decides (NĐ 59/2023 Điều 3 khoản 5 điểm d). Of one that elected somebody it may
order another instead of recognising it, or refuse in writing and say why (Điều 8): the reasons are its own, no dossier has them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dantin import deadlines, law
from dantin.case import Case
from dantin.dismissal import let_go
from dantin.model import Office, Step, StepKind
from dantin.papers import gate
from dantin.papers.before_vote.vote_ordered import when_and_where, when_and_where_facts, when_and_where_routes
from dantin.papers.blocks import committee_grounds, grounds, hamlet, name_fact, nobody, of_committee, recipients, signing
from dantin.papers.paper import Context, Occasion, Paper, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, day_words, listed, told_apart
from dantin.papers.round_facts import elected_facts
from dantin.papers.round_text import address, term
from dantin.papers.vote.counting import last_round, undecided
from dantin.papers.vote.meeting import nobody_facts, why_nobody_elected
from dantin.papers.vote.recognition_papers import PETITION, how_held, own_details, petition_told, refused, since_vote
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import long_date, percent, sentence_case, short_date
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import commune, hamlet_name, head_of, head_title, vote_unit, voters

AGAIN = "quyet-dinh-bau-lai"
REFUSAL = "van-ban-khong-cong-nhan"

MEANINGS = {
    "theo_quy_dinh": "điều luật về việc bầu lại, trong câu: theo Điều 8 Nghị định 59/2023/NĐ-CP; trống nếu luật của ngày bầu không nói",
    "ly_do_bau_lai": "vì sao bầu lại, cả câu; lý do của UBND cấp xã thì để chấm",
    "han_bau_lai": "hạn bầu lại theo luật của ngày bầu, cả câu; trống nếu luật không đặt hạn",
    "to_trinh": "tờ trình đề nghị công nhận, trong câu: Tờ trình số 01/TTr-TBC ngày 11 tháng 11 năm 2024",
    "ngay_nhan": "ngày UBND cấp xã nhận kết quả bầu cử",
}


# --- The order to vote again ----------------------------------------------------------------------------------------


class _Vote(NamedTuple):
    """A vote that was held, by its last round, and the next meeting that votes, planned or held, where there is one."""

    held: Count
    later: Count | None


def _votes(case: Case) -> Iterator[_Vote]:
    counts = case.counts_of(Office.HEAD)
    for at, count in enumerate(counts):
        following = counts[at + 1 :]
        goes_on = any(c.round.day == count.round.day and not c.planned for c in following[:1]) and count.round.day is not None
        if not count.planned and not goes_on:
            yield _Vote(count, next((c for c in following if not c.round.taken_round), None))


def _decided_again(case: Case, vote: _Vote) -> Step | None:
    """The decision to hold a vote that was taken after this one, and no later than the next."""
    ended, until = deadlines.ended(vote.held), vote.later.round.day if vote.later is not None else None
    steps = [s for s in case.dossier.steps if s.kind is StepKind.DECISION and s.day is not None]
    after = [s for s in steps if s.day is not None and ended is not None and ended < s.day and (until is None or s.day <= until)]
    return after[-1] if after else None


def _again_due(case: Case, vote: _Vote) -> bool:
    """Whether a vote is to be held again: nobody was elected though enough came; or the commune did not recognise who was."""
    count = vote.held
    if count.outcome in (Outcome.NOT_ELECTED, Outcome.VOID):
        return True
    if count.outcome is not Outcome.ELECTED or count.law.on(law.HEAD_RECOGNISED_OR_NOT, count.day) is None:
        return False
    # The last refusal answers the last vote held.
    last_word = refused(case) if count is case.deciding(Office.HEAD) else None
    goes_on = vote.later is not None and vote.later.round.day is not None
    return (goes_on or last_word is not None) and not _recognised(case, vote)


def _recognised(case: Case, vote: _Vote) -> bool:
    """Whether this vote was recognised before the next one; who was let go since had been."""
    if vote.held is case.deciding(Office.HEAD) and refused(case) is not None:
        return False
    ended, until, gone = deadlines.ended(vote.held), vote.later.round.day if vote.later is not None else None, let_go(case)
    if gone is not None and ended is not None and ended <= gone[0]:
        return True
    steps = (step for step in case.dossier.steps if step.kind is StepKind.RECOGNITION)
    return any(s.day is None or ((ended is None or ended <= s.day) and (until is None or s.day <= until)) for s in steps)


def _ordered(case: Case) -> Sequence[Subject]:
    """Each vote that is to be held again; the order after the first of them goes without a number."""
    counts = [vote.held for vote in _votes(case) if _again_due(case, vote)]
    return [Subject(case, count, number) for number, count in enumerate(counts, 1)]


def _vote_of(subject: Subject) -> _Vote:
    """The vote that an order is about; asked for without one, the last that was held."""
    count = subject.count if subject.count is not None else last_round(subject.case)
    return next((vote for vote in _votes(subject.case) if vote.held is count), _Vote(count, None))


def _again(subject: Subject) -> Context:
    """Why is voted again, when and where, by when at the latest."""
    vote, unit, details, body = _vote_of(subject), subject.unit, subject.details(AGAIN), commune(subject.unit)
    count, step = vote.held, _decided_again(subject.case, vote)
    day = details.signed_on or (step.day if step is not None else None)
    team = f"Tổ bầu cử {hamlet_name(unit)}"
    by = count.law.on(law.HEAD_RECOGNISED_OR_NOT if count.elected else law.HEAD_NOT_REACHED, count.day)
    return {
        **of_committee(unit, details, day, (step.document if step is not None else None) or f"{SHORT_DOTS}/QĐ-UBND"),
        **hamlet(unit),
        **grounds(details, *committee_grounds(subject, day or count.day), f"Xét {_reported(subject, count)}"),
        **when_and_where(vote.later),
        "viec_quyet_dinh": f"tổ chức bầu lại {head_of(unit)}{term(count)}",
        "theo_quy_dinh": f"theo {by.citation}" if by is not None else "",
        "ly_do_bau_lai": _why_again(count),
        "han_bau_lai": _by_when(subject, count),
        "dien_bau": voters(count),
        "to_bau_cu": team,
        "uy_ban": f"Ủy ban nhân dân {body}",
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, "Như Điều 4", f"Ủy ban MTTQ Việt Nam {body}", "Lưu: VT"),
    }


def _reported(subject: Subject, count: Count) -> str:
    """What the election team put before the committee: that somebody was elected, or why nobody was."""
    team, title = f"Tổ bầu cử {hamlet_name(subject.unit)}", head_of(subject.unit)
    if count.elected:
        last = count is last_round(subject.case)
        return f"{petition_told(subject) if last else f'Tờ trình số {SHORT_DOTS} {day_words(None)}'} của {team}"
    return f"Báo cáo số {SHORT_DOTS} {day_words(None)} của {team} về việc không bầu được {title}"


def _why_again(count: Count) -> str:
    held = f"cuộc bầu {day_words(deadlines.ended(count))}"
    if not count.elected:
        why = why_nobody_elected(count) if count.outcome is not None else DOTS
        return f"{sentence_case(held)} không xác định được người trúng cử. Lý do: {why}"
    (person,) = count.elected
    votes = next(v for _, candidate, v in count.ranking if candidate is person)
    share = f"{percent(votes or 0, count.base.number or 1)} % tổng số {voters(count)}"
    figures = f"{votes}/{count.base.number} {vote_unit(count)}, bằng {share}"
    return f"Kết quả {held}, theo đó {_called(count)} được {figures}, không được công nhận. Lý do: {DOTS}"


def _called(count: Count) -> str:
    """Who was elected, in a sentence."""
    (person,) = count.elected
    title = address(count, person)
    return f"{title[:1].lower()}{title[1:]} {told_apart(person, count.candidates)}"


def _last_day(subject: Subject, count: Count) -> deadlines.Deadline | None:
    first = subject.case.held(Office.HEAD)
    return deadlines.vote_again(count.law, (first[0].round.day if first else None) or count.day, count.day)


def _by_when(subject: Subject, count: Count) -> str:
    deadline = _last_day(subject, count)
    if deadline is None:
        return ""
    return f"Việc bầu lại được tổ chức trong {deadline.words} kể từ ngày bầu lần đầu, chậm nhất {long_date(deadline.due)}"


def _again_facts(subject: Subject) -> Facts:
    vote = _vote_of(subject)
    count, deadline = vote.held, _last_day(subject, vote.held)
    ended, r = deadlines.ended(count), count.round
    why = elected_facts(count) if count.elected else nobody_facts(count)
    held = [(Fact(long_date(ended), r.at("ngay_ket_thuc" if r.last_day is not None else "ngay")),)] if ended is not None else []
    first = subject.case.held(Office.HEAD)
    due = [(Fact(long_date(deadline.due), first[0].round.at("ngay"), version=deadline.version),)] if deadline is not None and first else []
    petition = Facts(if_told=_petition_facts(subject)) if count.elected and count is last_round(subject.case) else Facts()
    return petition + Facts(tuple(held)) + why + when_and_where_facts(vote.later) + Facts(tuple(due))


def _nothing_again(subject: Subject) -> str | None:
    """Why there is nothing to order."""
    case, title = subject.case, head_title(subject.unit)
    count = case.deciding(Office.HEAD)
    if count is None:
        return f"chưa bầu {title}"
    if _ordered(case):
        return None
    if count.outcome is None:
        return undecided(count)
    if count.outcome is Outcome.NO_QUORUM:
        taken = count.law.on(law.HEAD_BALLOTS_TO_HOUSEHOLDS, count.day) is not None
        instead = "họp lại, hoặc phát phiếu lấy ý kiến của hộ gia đình" if taken else "họp lại"
        return f"cuộc họp không đủ số người dự thì {instead}; chỉ bầu lại khi đã bầu mà không xác định được người trúng cử"
    return (
        f"lượt bầu cuối cùng đã có người trúng cử {title}; UBND {commune(subject.unit)} quyết định bầu lại thay cho công nhận thì ghi ngày "
        "của lần bầu sau ở bảng Bầu cử, hoặc ghi bước “từ chối công nhận” ở bảng Mốc thời gian"
    )


def _again_reads(subject: Subject) -> Iterator[Route]:
    vote = _vote_of(subject)
    yield from gate.this_round(replace(subject, count=vote.held))
    yield from when_and_where_routes(vote.later)


# --- The letter of refusal -------------------------------------------------------------------------------------------


def _refusal(subject: Subject) -> Context:
    """That the vote is not recognised; why is written in by hand."""
    count, unit, details, body = last_round(subject.case), subject.unit, own_details(subject, REFUSAL), commune(subject.unit)
    step, received = refused(subject.case), since_vote(subject.case, StepKind.RESULT_RECEIVED)
    day = details.signed_on or (step.day if step is not None else None)
    team = f"Tổ bầu cử {hamlet_name(unit)}"
    cited = [v.citation for p in (law.HEAD_IN_OFFICE, law.HEAD_RECOGNISED_OR_NOT) if (v := count.law.on(p, count.day)) is not None]
    return {
        **of_committee(unit, details, day, (step.document if step is not None else None) or f"{SHORT_DOTS}/UBND"),
        **hamlet(unit),
        # A letter names its law in its sentences; a list of grounds stands over it only where the dossier gives one.
        **grounds(details),
        "viec_quyet_dinh": f"không công nhận kết quả bầu {head_of(unit)}",
        "noi_kinh_gui": [f"{team};", f"Ban công tác Mặt trận {hamlet_name(unit)}."],
        "cach_bau": how_held(count),
        "to_trinh": petition_told(subject),
        "ngay_nhan": day_words(received.day if received is not None else None),
        "theo_quy_dinh": f"theo {listed(list(dict.fromkeys(cited)))}" if cited else "",
        "trung_cu": [{"ong_ba": address(count, p), "ho_ten": told_apart(p, count.candidates)} for p in count.elected] or [nobody()],
        "to_bau_cu": team,
        "uy_ban": f"Ủy ban nhân dân {body}",
        **signing(details, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
        **recipients(details, "Như trên", f"Ủy ban MTTQ Việt Nam {body}", "Lưu: VT"),
    }


def _refusal_facts(subject: Subject) -> Facts:
    count, received = last_round(subject.case), since_vote(subject.case, StepKind.RESULT_RECEIVED)
    lines = [(name_fact(person, count.candidates),) for person in count.elected]
    if received is not None and received.day is not None:
        lines.append((Fact(long_date(received.day), received.at("ngay")),))
    return Facts((*lines, *_petition_facts(subject)))


def _petition_facts(subject: Subject) -> tuple[Group, ...]:
    """The number of the petition, from its row of "Văn bản", else from the step that sent it."""
    petition, sent = own_details(subject, PETITION), since_vote(subject.case, StepKind.RESULT_SENT)
    if petition.symbol:
        return ((Fact(petition.symbol, petition.at("so_hieu")),),)
    return ((Fact(sent.document, sent.at("so_van_ban")),),) if sent is not None and sent.document else ()


def _nobody_to_refuse(subject: Subject) -> str | None:
    if not subject.case.nobody_elected:
        return None
    title = head_title(subject.unit)
    return f"lượt bầu cuối cùng không có ai trúng cử {title}, nên không có kết quả để công nhận hay từ chối: lập quyết định bầu lại"


def _not_to_refuse(subject: Subject) -> str | None:
    case, count, title = subject.case, subject.case.deciding(Office.HEAD), head_title(subject.unit)
    if count is None:
        return f"chưa bầu {title}"
    if (why := _nobody_to_refuse(subject)) is not None:
        return why
    if not count.elected:
        return undecided(count)
    first = law.HEAD_RECOGNISED_OR_NOT.versions[0]
    if count.law.on(law.HEAD_RECOGNISED_OR_NOT, count.day) is None:
        return f"văn bản này chỉ lập theo {first.instrument.short}, có hiệu lực từ ngày {short_date(first.since)}"
    recognition = since_vote(case, StepKind.RECOGNITION)
    if refused(case) is None and recognition is not None and recognition.day is not None:
        return f"UBND {commune(subject.unit)} đã công nhận {title} ngày {short_date(recognition.day)}"
    return None


def _refusal_due(case: Case) -> bool:
    return refused(case) is not None and bool(case.elected(Office.HEAD)) and _not_to_refuse(Subject(case)) is None


def _refusal_reads(subject: Subject) -> Iterator[Route]:
    """Who was elected rests on the figures; where nobody can say, the letter tells only of the day and the place."""
    count = last_round(subject.case)
    if count.elected:
        yield from gate.this_round(replace(subject, count=count))
        yield from count.base.reads
    else:
        yield from when_and_where_routes(count)


PAPERS = (
    Paper(
        AGAIN,
        "quyết định bầu lại trưởng ấp",
        Occasion.VOTE,
        _again,
        due=lambda case: bool(_ordered(case)),
        each=_ordered,
        reads=(
            gate.unit,
            gate.households,
            _again_reads,
            gate.steps(StepKind.DECISION, StepKind.RESULT_SENT, StepKind.RECOGNITION, StepKind.REFUSAL),
            gate.details(AGAIN),
            gate.details(PETITION),
        ),
        form=("ly_do_bau_lai", "ngay", "dia_diem"),
        facts=_again_facts,
        lacks=_nothing_again,
    ),
    Paper(
        REFUSAL,
        "văn bản không công nhận kết quả bầu trưởng ấp",
        Occasion.VOTE,
        _refusal,
        due=_refusal_due,
        reads=(
            gate.unit,
            _refusal_reads,
            gate.steps(StepKind.RESULT_SENT, StepKind.RESULT_RECEIVED, StepKind.RECOGNITION, StepKind.REFUSAL),
            gate.details(REFUSAL),
            gate.details(PETITION),
        ),
        form=("trung_cu.ho_ten", "to_trinh", "ngay_nhan"),
        facts=_refusal_facts,
        lacks=_not_to_refuse,
        senseless=_nobody_to_refuse,
    ),
)
