"""Rules about what the households are told before they vote: of a meeting, and of ballots that are taken round."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.deadlines import Deadline, announced, made_public
from dantin.model import Event, Office, Step, StepKind
from dantin.provision import Law
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.vietnamese import short_date

_Term = Callable[[Law, date, date], Deadline | None]
_TAKEN_ROUND = {
    "bau_cu[0].cach_thuc": "phát phiếu",
    "bau_cu[0].co_mat": "",
    "cuoc_hop[1].co_mat": "150",
    "cuoc_hop[1].ngay": "09/11/2024",
    "*ho_gia_dinh.du_hop": "",
}


@rule(
    "DT213",
    "{message}",
    title="Thông báo họp, hoặc công khai việc phát phiếu, không trước đủ {HEAD_ANNOUNCED_DAYS.words}",
    why="Người dân phải được báo ít nhất {HEAD_ANNOUNCED_DAYS.words} trước ngày họp, {HEAD_TAKEN_PUBLIC_DAYS.words} trước ngày phát phiếu "
    "lấy ý kiến, thì mới thu xếp để dự họp, để trả phiếu được.",
    hint="Xem lại ngày đã báo cho dân và ngày họp, ngày phát phiếu; nhập sai thì sửa. Chưa họp, chưa phát phiếu thì lùi ngày cho đủ hạn; "
    "đã làm thì ghi rõ lý do vào biên bản, báo cáo UBND cấp xã.",
    hint_district="Đề nghị xã đối chiếu giấy mời, thông báo đã gửi; nhắc những ấp chưa họp báo trước cho đủ hạn.",
    bad=(
        Edit({"moc[+]": {"buoc": "thông báo họp", "ngay": "09/11/2024"}}, at="moc[14].ngay", says="hạn cuối là ngày 08/11/2024"),
        Edit(
            {**_TAKEN_ROUND, "moc[+]": {"buoc": "công khai phát phiếu", "ngay": "09/11/2024"}},
            at="moc[14].ngay",
            says="trước ngày phát phiếu 10/11/2024",
        ),
    ),
    good=(
        Edit({"moc[+]": {"buoc": "thông báo họp", "ngay": "08/11/2024"}}),
        Edit({**_TAKEN_ROUND, "moc[+]": {"buoc": "công khai phát phiếu", "ngay": "08/11/2024"}}),
    ),
    severity=WARNING,
    rests_on=(law.HEAD_ANNOUNCED_DAYS, law.HEAD_TAKEN_PUBLIC_DAYS),
    needs=((StepKind.MEETING_ANNOUNCED, StepKind.TAKEN_MADE_PUBLIC), ("bau_cu.ngay", "cuoc_hop.ngay")),
)
def told_late(case: Case) -> Iterator[Finding]:
    """A meeting announced, or ballots taken round made public, later than so many days before."""
    meetings, rounds = _days(case)
    yield from _late(case, StepKind.MEETING_ANNOUNCED, meetings, announced, "họp")
    yield from _late(case, StepKind.TAKEN_MADE_PUBLIC, rounds, made_public, "phát phiếu")


def _days(case: Case) -> tuple[dict[date, Route], dict[date, Route]]:
    """The days of the meetings that vote for head, and those from which ballots are taken round, each with where it is written."""
    meetings = {m.day: m.at("ngay") for m in case.dossier.meetings if m.event is Event.HEAD_ELECTION and m.day is not None}
    rounds: dict[date, Route] = {}
    for round_ in case.dossier.rounds_of(Office.HEAD):
        if round_.day is not None:
            (rounds if round_.taken_round else meetings)[round_.day] = round_.at("ngay")
    return meetings, rounds


def _late(case: Case, kind: StepKind, days: Mapping[date, Route], term: _Term, what: str) -> Iterator[Finding]:
    """What was told too late for the first day that was still to come, or where none was for the last one."""
    by_day: dict[date, list[tuple[date, Step]]] = {}
    for done, step in case.dossier.dated_steps(kind):
        if days:
            by_day.setdefault(min((day for day in days if day >= done), default=max(days)), []).append((done, step))
    for day, entries in by_day.items():
        # Who is told again was told the first time.
        done, step = entries[0]
        deadline = term(case.law, day, done)
        if deadline is not None and deadline.late:
            before = f"ít nhất {deadline.words} trước ngày {what} {short_date(day)}"
            message = f"{kind.value} ngày {short_date(done)}, hạn cuối là ngày {short_date(deadline.due)} ({before})"
            others = tuple(s.at("ngay") for s in case.dossier.steps_of(kind) if s is not step)
            yield Finding(step.at("ngay"), {"message": message}, others, (days[day],), day, deadline.provision)
