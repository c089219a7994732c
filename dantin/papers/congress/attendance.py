"""The report on the members present at a congress: who is summoned, present, absent and why, and what half and two thirds come to."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.base import MEMBER_ROWS, official_members, summoned_to_congress
from dantin.gathering import congress
from dantin.model import Member, MemberState
from dantin.papers.blocks import name_fact
from dantin.papers.congress.account import congress_day
from dantin.papers.congress.basis import of_congress
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.phrases import DOTS, counted, day_words, numbers_in, party_number, share_of, told_apart
from dantin.papers.round_text import votes_needed
from dantin.provision import Threshold
from dantin.records import dataclass
from dantin.route import Route
from dantin.vietnamese import name_key, percent
from dantin.word.facts import Fact, Facts, Group

ATTENDANCE = "bao-cao-tinh-hinh-dang-vien"
MEANINGS = {
    "so_dang_vien": "tổng số đảng viên chính thức và dự bị của chi bộ, bằng số và chữ",
    "so_chinh_thuc": "số đảng viên chính thức",
    "so_du_bi": "số đảng viên dự bị",
    "so_noi_khac_den": "số đảng viên nơi khác đến sinh hoạt tạm thời; trống nếu không có",
    "so_duoc_tru": "số đảng viên vắng có lý do, được trừ khi tính kết quả bầu cử",
    "nguoi_vang": "danh sách đảng viên vắng mặt hoặc không tính vào số được triệu tập; trống nếu không có",
    "tinh_trang": "tình trạng của đảng viên: miễn sinh hoạt, vắng có lý do...",
    "ly_do_vang": "lý do vắng",
    "cach_tinh": "được trừ, không được trừ, hay không tính vào số được triệu tập",
}
_WHO = "đảng viên"


@dataclass(frozen=True)
class _Attendance:
    """The figures of the report, None where the dossier does not tell them; `away` are the members not there, in name order."""

    official: int | None
    probationary: int | None
    visiting: int
    left_out: int
    summoned: int | None
    present: int | None
    deducted: int | None
    whole: int | None
    absent: int | None
    quorum: int | None
    needed: int | None
    quorum_rule: Threshold | None
    majority_rule: Threshold | None
    away: tuple[Member, ...]

    @property
    def over(self) -> bool:
        """More present than summoned, or than those of them who are not excused."""
        return self.present is not None and any(n is not None and self.present > n for n in (self.summoned, self.whole))


def _attendance(subject: Subject) -> _Attendance:
    case, members = subject.case, subject.dossier.members
    day = _day(subject)
    gathering = congress(case)
    base, present = gathering.base, gathering.present
    official = official_members(subject.dossier, day)
    of_cell = [m for m in members if m.state is not MemberState.VISITING]
    # Whom the roster does not name as absent is not guessed: only those excused are then known.
    absentees = gathering.absentees if gathering.absentees is not None else gathering.excused
    away = [*gathering.not_summoned, *(absentees if official is not None else [])]
    # Without a roster nobody can tell beforehand how many will be excused.
    settled = (
        official is not None or present is not None or (gathering.leading is not None and gathering.leading.round.deducted is not None)
    )
    quorum, majority = subject.law.on(law.CONGRESS_QUORUM, day), subject.law.on(law.CONGRESS_MAJORITY, day)
    return _Attendance(
        official=subject.unit.members if official is None else official,
        probationary=None if official is None else len(of_cell) - official,
        visiting=len(members) - len(of_cell),
        left_out=len(gathering.not_summoned),
        summoned=gathering.summoned,
        present=present,
        absent=gathering.absent,
        deducted=base.deducted if settled else None,
        whole=base.number if settled else None,
        quorum=quorum.value.of(base.summoned) if quorum is not None and base.summoned else None,
        needed=majority.value.of(base.number) if majority is not None and base.number and settled else None,
        quorum_rule=quorum.value if quorum is not None else None,
        majority_rule=majority.value if majority is not None else None,
        away=tuple(sorted(away, key=lambda m: name_key(m.name or ""))),
    )


def _day(subject: Subject) -> date:
    """The day whose law says who is summoned."""
    return congress_day(subject) or subject.case.as_of


def report(subject: Subject) -> Context:
    """The report, read out at the opening: its figures, the table of those not there, and what follows from them."""
    attendance = _attendance(subject)
    day = congress_day(subject)
    official, probationary = attendance.official, attendance.probationary
    return {
        **of_congress(subject, ATTENDANCE, "………-BC/CB", day),
        "ngay": day_words(day),
        "so_dang_vien": counted(None if official is None or probationary is None else official + probationary, _WHO),
        "so_chinh_thuc": counted(official, _WHO),
        "so_du_bi": _or_none(probationary),
        "so_noi_khac_den": counted(attendance.visiting, _WHO) if attendance.visiting else "",
        "khong_trieu_tap": _left_out(subject, attendance) if attendance.left_out else "",
        "trieu_tap": counted(attendance.summoned, _WHO),
        "co_mat": counted(attendance.present, _WHO),
        "vang": _or_none(attendance.absent),
        "so_duoc_tru": _or_none(attendance.deducted),
        "tong_so": counted(attendance.whole, _WHO),
        "nguoi_vang": _rows(subject, attendance),
        "ket_luan": _conclusion(attendance),
    }


def _or_none(figure: int | None) -> str:
    return "không có" if figure == 0 else counted(figure, _WHO)


def _left_out(subject: Subject, attendance: _Attendance) -> str:
    day = _day(subject)
    states = [m.state.value for m in attendance.away if m.state is not None and not summoned_to_congress(m, day)]
    kinds = [f"{state} {states.count(state):02d}" for state in dict.fromkeys(states)]
    return f"{counted(attendance.left_out, _WHO)}, gồm: {'; '.join(kinds)}"


def _rows(subject: Subject, attendance: _Attendance) -> list[Row]:
    """Those not there; dotted lines for those whose names the dossier does not tell."""
    day = _day(subject)
    rows: list[Row] = []
    for member in attendance.away:
        summoned = summoned_to_congress(member, day)
        excused = member.state is MemberState.EXCUSED
        state = member.state.value if member.state is not None and (excused or not summoned) else "vắng"
        reason = member.reason or (DOTS if summoned else "-")
        counting = "được trừ" if excused else "không được trừ" if summoned else "không tính vào số được triệu tập"
        rows.append(_row(told_apart(member, subject.dossier.members), state, reason, counting))
    named = sum(summoned_to_congress(m, day) for m in attendance.away)
    rows += [_row(DOTS, DOTS, DOTS, DOTS) for _ in range((attendance.absent or 0) - named)]
    return [{"tt": str(number), **row} for number, row in enumerate(rows, 1)]


def _row(name: str, state: str, reason: str, counting: str) -> Row:
    return {"ho_ten": name, "tinh_trang": state, "ly_do_vang": reason, "cach_tinh": counting}


def _conclusion(attendance: _Attendance) -> list[str]:
    summoned, present = attendance.summoned, attendance.present
    level = attendance.quorum_rule.level if attendance.quorum_rule is not None else ""
    lines = []
    if summoned and present is not None and attendance.quorum is not None:
        enough = present >= attendance.quorum
        lines.append(
            f"Có mặt {present}/{summoned} đảng viên chính thức được triệu tập, đạt {share_of(present, summoned)}; Đại hội cần ít nhất "
            f"{attendance.quorum} đảng viên ({level}). Đại hội {'đủ' if enough else 'không đủ'} điều kiện tiến hành."
        )
    else:
        least = str(attendance.quorum) if attendance.quorum is not None else DOTS
        lines.append(
            f"Có mặt {DOTS} đảng viên, đạt {share_of(None, None)} %; Đại hội cần ít nhất {least} đảng viên ({level} số được triệu tập)."
        )
    if attendance.majority_rule is not None:
        lines.append(f"Người trúng cử {votes_needed(attendance.majority_rule, attendance.whole, attendance.needed)}.")
    return lines


def facts(subject: Subject) -> Facts:
    """The figures by the roster and the rounds, the names of those away."""
    attendance = _attendance(subject)
    official, probationary = attendance.official, attendance.probationary
    whole = None if official is None or probationary is None else official + probationary
    gathering, day = congress(subject.case), _day(subject)
    base, called, came = gathering.base.reads, gathering.source_of_summoned, gathering.source_of_present
    roster = (subject.unit.at("tong_dang_vien") if probationary is None else MEMBER_ROWS,)
    figures = (
        (whole, roster),
        (official, roster),
        (probationary, roster),
        (attendance.visiting, roster),
        (attendance.left_out, roster),
        (attendance.summoned, called),
        (attendance.present, came),
        (attendance.absent, (*called, *came)),
        (attendance.deducted, base),
        (attendance.whole, base),
    )
    lines: list[Group] = [(Fact(party_number(figure, _WHO), *routes),) for figure, routes in figures if figure]
    lines += [(name_fact(member, subject.dossier.members),) for member in attendance.away]
    if attendance.summoned and attendance.present is not None:
        share = f"{percent(attendance.present, attendance.summoned)} %"
        lines.append((Fact(f"{attendance.present}/{attendance.summoned}", *called, *came), Fact(share, *called, *came)))
    if attendance.quorum is not None:
        lines.append((Fact(f"ít nhất {attendance.quorum} {_WHO}", *base, version=subject.law.on(law.CONGRESS_QUORUM, day)),))
    if attendance.whole is not None and attendance.needed is not None:
        needed = Fact(f"ít nhất {attendance.needed} phiếu", *base, version=subject.law.on(law.CONGRESS_MAJORITY, day))
        lines.append((Fact(f"so với {attendance.whole} {_WHO}", *base), needed))
    states = [(m.state.value if m.state is not None else "") for m in attendance.away if not summoned_to_congress(m, _day(subject))]
    left_out = tuple((Fact(f"{state} {states.count(state):02d}", MEMBER_ROWS),) for state in dict.fromkeys(states) if state)
    return Facts(tuple(lines), numbers_in(*(m.reason for m in attendance.away)), left_out)


def reads(subject: Subject) -> Iterator[Route]:
    """The totals and the attendance of the first round; none of the figures of its vote."""
    gathering = congress(subject.case)
    yield from gathering.base.reads
    if gathering.leading is not None:
        yield from (gathering.leading.round.at(name) for name in ("ngay", "co_mat"))
    yield from (m.at(name) for m in subject.dossier.meetings for name in ("cuoc", "ngay", "trieu_tap", "co_mat"))


def lacks(subject: Subject) -> str | None:
    """Without a roster and without a total there is nothing to report; nor while a member is both excused and present."""
    attendance = _attendance(subject)
    if attendance.official is None and attendance.summoned is None:
        return "chưa biết chi bộ có bao nhiêu đảng viên: điền bảng Đảng viên, hoặc Tổng số đảng viên chính thức ở bảng Đơn vị"
    both = next((m for m in congress(subject.case).excused if m.present), None)
    if both is not None:
        return f"{both.name} vừa ghi vắng có lý do vừa đánh dấu có mặt: sửa bảng Đảng viên, cột Tình trạng hoặc cột Có mặt"
    if attendance.over:
        most = f"số được triệu tập ({attendance.summoned})"
        if (
            attendance.deducted
            and attendance.summoned is not None
            and attendance.present is not None
            and attendance.present <= attendance.summoned
        ):
            most = f"số được triệu tập trừ người vắng có lý do ({attendance.whole})"
        return f"số có mặt ({attendance.present}) nhiều hơn {most}: sửa Có mặt ở bảng Bầu cử hoặc bảng Cuộc họp"
    return None
