"""The ballots of a congress: for each office its candidates by given name, as many ballots as members are summoned, none numbered."""

from collections.abc import Callable
from typing import NamedTuple

from dantin.base import Base
from dantin.case import Case
from dantin.model import Office, Person
from dantin.papers.blocks import NO_BREAK, ballot_rows, comrade, name_fact, party_cell, party_committee, party_heading
from dantin.papers.congress.basis import base_of, elects_committee, term_of
from dantin.papers.paper import Context, Subject
from dantin.papers.phrases import COMRADE, DOTS, counted, ordinal, told_apart
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import name_key, sentence_case
from dantin.word.facts import Fact, Facts, Group

NAMES = {Office.COMMITTEE: "phieu-bau-chi-uy", Office.SECRETARY: "phieu-bau-bi-thu", Office.DEPUTY: "phieu-bau-pho-bi-thu"}
MEANINGS = {"dong_dau": "nơi đóng dấu ở góc trên bên trái phiếu: (Đóng dấu Đảng ủy)"}


_BESIDE_THE_STAMP = 20


class _Ballot(NamedTuple):
    """What one ballot is about. `vote`: the round it is for, where the dossier has one; `people` in the order of the ballot."""

    vote: Count | None
    people: list[Person]
    seats: int | None
    base: Base


def each_of(office: Office) -> Callable[[Case], list[Subject]]:
    """The rounds of an office that have ballots of their own: the first, and each later one that has its list."""

    def each(case: Case) -> list[Subject]:
        return [Subject(case, count) for place, count in enumerate(case.counts_of(office)) if not place or count.candidates]

    return each


def ballot_of(subject: Subject, office: Office) -> _Ballot:
    """The ballot of an office: of the round it is for, else by who is introduced."""
    case, count = subject.case, subject.count
    people: list[Person] = list(count.candidates) if count is not None else []
    people = people or list(case.dossier.nominees_for(office))
    # A committee of one is none: how many it has must be told. A secretary and a deputy are one each.
    seats = count.round.known_seats if count is not None else None if office is Office.COMMITTEE else 1
    return _Ballot(count, sorted(people, key=lambda person: name_key(person.name or "")), seats, base_of(case, count))


def fill_of(office: Office) -> Callable[[Subject], Context]:
    """The variables of the ballots of one office."""

    def fill(subject: Subject) -> Context:
        unit, ballot = subject.unit, ballot_of(subject, office)
        cell = party_cell(unit)
        number = ballot.vote.round.number if ballot.vote is not None else 1
        lines = [sentence_case(office.value), _unbroken(cell), sentence_case(_unbroken(term_of(subject.case).lstrip(", ")))]
        people = [comrade(person, tt=str(i)) for i, person in enumerate(ballot.people, 1)]
        for row, person in zip(people, ballot.people, strict=True):
            row["ho_ten"] = told_apart(person, ballot.people)
        printed = ballot.base.summoned
        return {
            **party_heading(unit, subject.details(NAMES[office]), None, ""),
            "dong_dau": f"(Đóng dấu {' '.join(party_committee(unit).split()[:2])})",
            "ten_phieu": [*filter(None, lines), *([f"(Lần {ordinal(number)})"] if number > 1 else [])],
            "huong_dan": _how(ballot),
            "danh_dau": "" if ballot.seats is not None and len(ballot.people) > ballot.seats else "x",
            "ung_cu": people or [{"tt": "1", "ong_ba": "Đồng chí", "ho_ten": DOTS}],
            "hang_phieu": ballot_rows(printed or 1),
            "so_phieu_in": counted(printed, "phiếu"),
        }

    return fill


def _unbroken(text: str) -> str:
    """A line of the ballot that is not broken, unless it is longer than what stands beside the stamp."""
    return text.replace(" ", NO_BREAK) if len(text) <= _BESIDE_THE_STAMP else text


def _how(ballot: _Ballot) -> str:
    seats, names = ballot.seats, len(ballot.people)
    whom = f"{seats:02d}" if seats is not None else "………"
    if seats is not None and names > seats:
        return f"Bầu {whom} trong danh sách {names:02d} đồng chí: gạch ngang cả họ và tên người không bầu, để lại không quá {whom}."
    if names > 1:
        return f"Bầu {whom} đồng chí: ở mỗi đồng chí, đánh dấu X vào ô “Đồng ý” hoặc ô “Không đồng ý”."
    return f"Bầu {whom} đồng chí: đánh dấu X vào ô “Đồng ý” hoặc ô “Không đồng ý”."


def facts_of(office: Office) -> Callable[[Subject], Facts]:
    """On each ballot all the names, as often as members are summoned."""

    def facts(subject: Subject) -> Facts:
        ballot = ballot_of(subject, office)
        names: Group = tuple(name_fact(person, ballot.people) for person in ballot.people)
        if names and ballot.seats is not None:
            chosen = f"{ballot.seats:02d}"
            whole = Fact(f"danh sách {len(names):02d} {COMRADE}", *(person.path for person in ballot.people))
            of_seats = (ballot.vote.round.at("so_can_bau"),) if ballot.vote is not None else ()
            of_list = (whole, Fact(f"quá {chosen}", *of_seats)) if len(names) > ballot.seats else ()
            names = (Fact(f"Bầu {chosen}", *of_seats), *of_list, *names)
        printed = ballot.base.summoned
        return Facts(
            (*((names,) * (printed or 1) if names else ()), *([(Fact(f"{printed} phiếu", *ballot.base.reads),)] if printed else []))
        )

    return facts


def reads_of(office: Office) -> Callable[[Subject], list[Route]]:
    """What its ballots repeat: the list and the seats of their round, and who is summoned; none of the figures of the vote."""

    def routes(subject: Subject) -> list[Route]:
        ballot = ballot_of(subject, office)
        of_ballot = list(ballot.base.reads)
        if ballot.vote is not None:
            r = ballot.vote.round
            of_ballot += [r.at(name) for name in ("chuc_danh", "lan", "so_can_bau")]
            of_ballot += [person.at(name) for person in r.candidates for name in ("ho_ten", "ngay_sinh")]
        return of_ballot

    return routes


def lacks_of(office: Office) -> Callable[[Subject], str | None]:
    """What keeps the ballots from being printed, and where to enter it."""

    def lacks(subject: Subject) -> str | None:
        case, ballot = subject.case, ballot_of(subject, office)
        if office is Office.COMMITTEE and not elects_committee(case):
            return "chi bộ có dưới 09 đảng viên chính thức không bầu chi ủy: đại hội bầu thẳng bí thư và, nếu cần, phó bí thư"
        if not ballot.people:
            return f"chưa có người ứng cử {office.value}: điền bảng Nhân sự, cột Giới thiệu bầu ghi “{office.value}”"
        if ballot.seats is None and ballot.vote is not None:
            return "chưa biết còn bầu mấy người: sửa đủ số liệu các lần bầu trước, hoặc điền cột Số cần bầu của lần này ở bảng Bầu cử"
        if ballot.seats is None:
            return f"chưa biết bầu mấy người: thêm lượt “{office.value}” lần 1 ở bảng Bầu cử, điền cột Số cần bầu"
        if not ballot.base.summoned:
            return "chưa biết phải in bao nhiêu phiếu: điền bảng Đảng viên, hoặc cột Tổng số được triệu tập ở bảng Bầu cử"
        return None

    return lacks


def due_of(office: Office) -> Callable[[Case], bool]:
    """There is somebody to be voted on; for the committee also a round that says for how many seats."""

    def due(case: Case) -> bool:
        if office is Office.COMMITTEE and not elects_committee(case):
            return False
        ballots = [ballot_of(subject, office) for subject in each_of(office)(case) or [Subject(case)]]
        return any(ballot.people and ballot.seats is not None and ballot.base.summoned for ballot in ballots)

    return due
