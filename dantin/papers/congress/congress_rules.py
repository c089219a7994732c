"""The rules of a congress, for its working and its elections: the provisions in force that day, and the numbers the dossier gives."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import law
from dantin.gathering import congress
from dantin.model import Duty, Event, Office
from dantin.papers import gate
from dantin.papers.blocks import grounds, hamlet, officials, only_name, party_committee, party_grounds, party_heading, recipients, signing
from dantin.papers.congress import attendance
from dantin.papers.congress.account import congress_day
from dantin.papers.congress.basis import elects_committee, first_count, of_congress, secretary_in_time
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import COMRADE, MEMBERS, SHORT_DOTS
from dantin.provision import Provision, Version
from dantin.route import Route
from dantin.word.facts import Fact, Facts

RULES = "quy-che-dai-hoi"
MEANINGS = {
    "quy_dinh": "các chương, điều, khoản của quy chế, theo thứ tự",
    "chuong": "tên chương, viết hoa; trống ở dòng khác",
    "dieu": "tên điều: Điều 1. Nguyên tắc làm việc; trống ở dòng khác",
    "so_khoan": "số của khoản, có dấu chấm: 1. ; trống nếu điều chỉ có một khoản",
    "khoan": "một khoản của điều; trống ở dòng khác",
}
_BY_HANDS = "biểu quyết giơ tay"
_NAMED = (("đại hội", "Đại hội"), ("ban kiểm phiếu", "Ban kiểm phiếu"), ("bí thư", "Bí thư"), ("phó Bí thư", "Phó Bí thư"))


class _Clause(NamedTuple):
    """One clause of an article. `rests_on`: what of it the law or the dossier decides, to be read again."""

    text: str
    rests_on: tuple[Fact, ...] = ()


class _Article(NamedTuple):
    title: str
    clauses: list[_Clause]


class _Chapter(NamedTuple):
    title: str
    articles: list[_Article]


def _chapters(subject: Subject) -> list[_Chapter]:
    committee = elects_committee(subject.case)
    convenes = "chi ủy" if committee else "Bí thư Chi bộ"
    return [
        _Chapter("QUY CHẾ LÀM VIỆC", list(_working(subject, convenes))),
        _Chapter("QUY CHẾ BẦU CỬ", list(_electing(subject, committee=committee))),
    ]


def _working(subject: Subject, convenes: str) -> Iterator[_Article]:
    by_hands = _cited(subject, law.CONGRESS_SECRET)
    yield _Article(
        "Nguyên tắc làm việc",
        [
            _Clause("Đại hội làm việc theo nguyên tắc tập trung dân chủ, thảo luận công khai, quyết định theo đa số."),
            *_provision(subject, law.CONGRESS_QUORUM),
            _quorum(subject),
            _Clause(f"Việc nào không bầu bằng phiếu kín thì {_BY_HANDS}."),
        ],
    )
    yield _Article(
        "Đảng viên dự Đại hội",
        [
            *_provision(subject, law.OFFICIAL_ONLY),
            _Clause("Đảng viên dự bị được dự Đại hội và phát biểu ý kiến."),
            *_provision(subject, law.TEMPORARY_NONE),
            _Clause(
                f"Đảng viên có mặt đúng giờ, dự đủ thời gian; vắng mặt phải báo cáo lý do với {convenes}. Muốn phát biểu thì đăng ký "
                f"với Đoàn chủ tịch, mỗi lần không quá {SHORT_DOTS} phút."
            ),
        ],
    )
    yield _Article(
        "Đoàn chủ tịch, thư ký Đại hội",
        [
            _team(subject, "Đoàn chủ tịch", f"do Đại hội bầu bằng {_BY_HANDS}{by_hands}", Duty.PRESIDIUM, Duty.CHAIR),
            _Clause("Đoàn chủ tịch điều hành Đại hội theo chương trình đã thông qua, hướng dẫn thảo luận, bầu cử, kết luận từng việc."),
            _team(subject, "Thư ký", f"do Đại hội bầu bằng {_BY_HANDS}{by_hands}, ghi biên bản, dự thảo nghị quyết Đại hội", Duty.CLERK),
        ],
    )


def _electing(subject: Subject, *, committee: bool) -> Iterator[_Article]:
    by_hands = _cited(subject, law.CONGRESS_SECRET)
    yield _Article(
        "Hình thức bầu cử",
        [
            *_provision(subject, law.CONGRESS_SECRET),
            _Clause(f"Bầu Đoàn chủ tịch, thư ký Đại hội, Ban kiểm phiếu bằng {_BY_HANDS}{by_hands}."),
            *_provision(subject, law.SEPARATE_BALLOTS),
        ],
    )
    yield _Article(
        "Trình tự bầu cử, số lượng cần bầu",
        [
            *_provision(subject, law.COMMITTEE_FROM),
            *(_provision(subject, law.COMMITTEE_MOST) if committee else ()),
            *([_seats(subject)] if committee else []),
            *_provision(subject, law.ONE_DEPUTY),
        ],
    )
    yield _Article(
        "Danh sách bầu cử",
        [
            _Clause("Đại hội thảo luận, biểu quyết số lượng cần bầu rồi biểu quyết thông qua danh sách bầu cử của từng lần bầu."),
            *_provision(subject, law.CONGRESS_LIST),
            *(_provision(subject, law.LIST_SURPLUS) if committee else ()),
            _Clause("Họ tên trong danh sách và trên phiếu bầu xếp theo thứ tự A, B, C của tên."),
        ],
    )
    yield _Article(
        "Ban kiểm phiếu",
        [
            _team(subject, "Ban kiểm phiếu", f"do Đại hội bầu bằng {_BY_HANDS}{by_hands}", Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER),
            *_provision(subject, law.CONGRESS_COUNTING_TEAM),
            _Clause("Ban kiểm phiếu hướng dẫn cách bầu, phát phiếu, thu phiếu, kiểm phiếu, lập biên bản và công bố kết quả trước Đại hội."),
        ],
    )
    yield _Article(
        "Phiếu bầu",
        [
            _Clause(f"Phiếu bầu đóng dấu của {party_committee(subject.unit)} ở góc trên bên trái."),
            _Clause("Danh sách nhiều người hơn số cần bầu: gạch ngang cả họ và tên người không bầu."),
            _Clause(
                "Danh sách một người, hoặc không có số dư: đánh dấu X vào ô “Đồng ý” hoặc ô “Không đồng ý” của từng người; chỉ có một "
                "người thì phiếu đánh dấu X vào ô “Không đồng ý” vẫn hợp lệ."
            ),
            *_provision(subject, law.CONGRESS_BALLOT),
            _Clause(
                "Phiếu không hợp lệ: không do Ban kiểm phiếu phát; bầu nhiều hơn số cần bầu; không bầu ai trong danh sách nhiều người; "
                "danh sách một người mà đánh dấu cả hai ô; bầu người ngoài danh sách; ký tên, đánh dấu, dùng nhiều màu mực, viết thêm."
            ),
            _Clause("Danh sách nhiều người không có số dư: không tính phiếu cho người bị đánh dấu cả hai ô hoặc để trống cả hai ô."),
        ],
    )
    yield _Article(
        "Kiểm phiếu, kết quả bầu cử",
        [
            *_provision(subject, law.BALLOT_BOX),
            *_provision(subject, law.CONGRESS_RESULTS),
            *_provision(subject, law.CONGRESS_MAJORITY),
            *_provision(subject, law.CONGRESS_DEDUCTIONS),
            _Clause("Nhiều người đạt mức trúng cử hơn số cần bầu: lấy người được nhiều phiếu hơn, từ cao xuống thấp, cho đủ số cần bầu."),
            *_provision(subject, law.CONGRESS_TIE),
            *_provision(subject, law.CONGRESS_FEWER),
            *_provision(subject, law.APPOINTED_SECRETARY),
        ],
    )
    yield _Article(
        "Báo cáo, chuẩn y kết quả bầu cử",
        [*_provision(subject, law.CONGRESS_REPORT_DAYS), *_provision(subject, law.CONGRESS_APPROVED)],
    )


def _in_force(subject: Subject, provision: Provision[object]) -> Version[object] | None:
    return subject.law.on(provision, _day(subject))


def _day(subject: Subject) -> date:
    """The day whose law holds: that of the congress, else today."""
    return congress_day(subject) or subject.case.as_of


def _provision(subject: Subject, provision: Provision[object]) -> Iterator[_Clause]:
    """What a provision lays down on the day of the congress, as its sentence has it, with its citation; nothing where none is in force."""
    version = _in_force(subject, provision)
    if version is None:
        return
    text = provision.sentence.format(law=provision.said(version))
    for plain, named in _NAMED:
        text = text.replace(plain, named)
    text += _citation(version)
    yield _Clause(f"{text}.", (Fact(text, version=version),))


def _cited(subject: Subject, provision: Provision[object]) -> str:
    """The citation of a provision, ready to follow a text."""
    version = _in_force(subject, provision)
    return _citation(version) if version is not None else ""


def _citation(version: Version[object]) -> str:
    """The article by which it is so; an instrument without one is among the grounds, or is not cited."""
    return f", theo {version.citation}" if version.article else ""


def _quorum(subject: Subject) -> _Clause:
    """How many are summoned, and how many of them have to be there."""
    gathering, rule = congress(subject.case), subject.law.on(law.CONGRESS_QUORUM, _day(subject))
    summoned = gathering.summoned
    needed = rule.value.of(summoned) if rule is not None and summoned else None
    facts = (Fact(f"{summoned} {MEMBERS} chính thức", *gathering.source_of_summoned),) if summoned else ()
    if needed is not None:
        facts = (*facts, Fact(f"ít nhất {needed} {MEMBERS}", *gathering.source_of_summoned, version=rule))
    whole, enough = (str(number) if number else SHORT_DOTS for number in (summoned, needed))
    return _Clause(f"Đại hội triệu tập {whole} {MEMBERS} chính thức, phải có mặt ít nhất {enough} {MEMBERS}.", facts)


def _team(subject: Subject, name: str, rest: str, *duties: Duty) -> _Clause:
    """A team of the congress and of how many it is; dotted where nobody is recorded."""
    people = officials(subject, Event.CONGRESS, *duties)
    number = f"{name} gồm {len(people):02d} {COMRADE}"
    facts = (Fact(number, *(person.at("vai_tro") for person in people)),) if people else ()
    return _Clause(f"{number if people else f'{name} gồm {SHORT_DOTS} {COMRADE}'}, {rest}.", facts)


def _seats(subject: Subject) -> _Clause:
    """How many the committee has; dotted where no round says so."""
    count = first_count(subject.case, Office.COMMITTEE)
    if count is None:
        return _Clause(f"Số chi ủy viên cần bầu: {SHORT_DOTS} {COMRADE}.")
    number = f"Số chi ủy viên cần bầu: {count.round.seats:02d} {COMRADE}"
    return _Clause(f"{number}.", (Fact(number, count.round.at("so_can_bau")),))


def _rules(subject: Subject) -> Context:
    unit, details = subject.unit, subject.details(RULES)
    presidium = officials(subject, Event.CONGRESS, Duty.PRESIDIUM, Duty.CHAIR)
    return {
        **of_congress(subject, RULES, ""),
        **party_heading(unit, details, congress_day(subject), f"{SHORT_DOTS}-QC/CB"),
        **hamlet(unit),
        **grounds(details, *party_grounds(_day(subject))),
        "quy_dinh": list(_lines(subject)),
        **signing(details, "T/M ĐOÀN CHỦ TỊCH", "", only_name(presidium)),
        **recipients(details, party_committee(unit), "Đảng viên Chi bộ", "Lưu Chi bộ"),
    }


def _lines(subject: Subject) -> Iterator[Row]:
    """Chapters, articles (numbered throughout) and clauses, a line each."""
    numbers = itertools.count(1)
    for number, chapter in enumerate(_chapters(subject), 1):
        yield _line(chuong=f"CHƯƠNG {'I' * number}. {chapter.title}")
        for title, clauses in chapter.articles:
            yield _line(dieu=f"Điều {next(numbers)}. {title}")
            for place, clause in enumerate(clauses, 1):
                yield _line(so=f"{place}. " if len(clauses) > 1 else "", khoan=clause.text)


def _line(chuong: str = "", dieu: str = "", so: str = "", khoan: str = "") -> Row:
    return {"chuong": chuong, "dieu": dieu, "so_khoan": so, "khoan": khoan}


def _facts(subject: Subject) -> Facts:
    """Every clause that the law or the dossier decides, with what it rests on."""
    clauses = (clause for chapter in _chapters(subject) for article in chapter.articles for clause in article.clauses)
    return Facts(tuple(clause.rests_on for clause in clauses if clause.rests_on))


def _seats_read(subject: Subject) -> Iterator[Route]:
    count = first_count(subject.case, Office.COMMITTEE)
    if count is not None:
        yield count.round.at("so_can_bau")


PAPERS = (
    Paper(
        RULES,
        "quy chế làm việc và bầu cử của đại hội chi bộ",
        Occasion.CONGRESS,
        _rules,
        due=secretary_in_time,
        reads=(gate.unit, gate.members, attendance.reads, _seats_read, gate.officials(Event.CONGRESS), gate.details(RULES)),
        form=("quy_dinh.khoan", "quy_dinh.dieu"),
        facts=_facts,
        elects_secretary=True,
    ),
)
