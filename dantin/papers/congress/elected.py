"""Whom the congress elected, over all its rounds: as the resolution lists them, and with what a submission for approval tells of each."""

from collections.abc import Sequence
from typing import TypeVar

from dantin.case import Case
from dantin.model import Candidate, Office, Person
from dantin.papers.congress.account import OFFICES
from dantin.papers.paper import Row, Subject
from dantin.papers.phrases import SHORT_DOTS, counted, party_dates, share_of, told_apart
from dantin.people import birth_of, find
from dantin.tally import Count, Outcome
from dantin.vietnamese import sentence_case

P = TypeVar("P", bound=Person)
CALLED = {Office.COMMITTEE: "Chi ủy viên", Office.SECRETARY: "Bí thư", Office.DEPUTY: "Phó Bí thư"}
"""What those elected are called in a list."""

MEANINGS = {
    "chuc_danh_bau": "chức danh trúng cử: Chi ủy viên, Bí thư, Phó Bí thư",
    "trung_cu_dai_hoi": "người trúng cử ở đại hội, theo chức danh: chi ủy viên, bí thư, phó bí thư",
    "chua_bau_duoc": "những chức danh đã bầu mà chưa có người trúng cử, mỗi chức danh một câu; trống nếu không có",
    "nhan_su_chuan_y": "danh sách người được đề nghị chuẩn y, mỗi người một dòng",
    "nam_sinh": "năm sinh: 1968",
    "ngay_vao_dang": "ngày vào Đảng: 04/12/1993",
    "ngay_chinh_thuc": "ngày chính thức: 04/12/1994",
    "trinh_do": "trình độ học vấn, chuyên môn, lý luận chính trị",
}


def elected_at(case: Case) -> list[tuple[Count, Candidate, int | None]]:
    """Everyone elected by the congress, by office: the committee over all its rounds, secretary and deputy by the deciding one."""
    elected = []
    for office in OFFICES:
        rounds = case.held(office) if office is Office.COMMITTEE else case.held(office)[-1:]
        elected += [(count, person, votes) for count in rounds for _, person, votes in count.ranking if person in count.elected]
    return elected


def elected_rows(case: Case) -> list[Row]:
    """Everyone elected, a row for each office, with votes and share."""
    return [
        {
            "tt": str(number),
            "ho_ten": told_apart(person, count.candidates),
            "chuc_danh_bau": CALLED[count.office],
            "so_phieu": counted(votes, "phiếu"),
            "ty_le": share_of(votes, count.base.number),
        }
        for number, (count, person, votes) in enumerate(elected_at(case), 1)
    ]


def not_filled(case: Case) -> list[str]:
    """The offices for which a vote was held and nobody, or too few, were elected."""
    sentences = []
    for office in OFFICES:
        deciding = case.deciding(office)
        if deciding is None or deciding.outcome is Outcome.ELECTED:
            continue
        some = "đủ số chi ủy viên" if office is Office.COMMITTEE and case.elected(office) else office.value
        sentences.append(f"Đại hội chưa bầu được {some}; giao Chi bộ báo cáo cấp ủy cấp trên xem xét theo quy định.")
    return sentences


def each_once(subject: Subject) -> list[tuple[str, str, Candidate]]:
    """Everyone elected, once, with all offices: "Chi ủy viên, Bí thư"."""
    people: list[tuple[str, list[str], Candidate]] = []
    for count, person, _ in elected_at(subject.case):
        known = next((entry for entry in people if find(person, [entry[2]])), None)
        if known is None:
            people.append((told_apart(person, count.candidates), [CALLED[count.office]], person))
        else:
            known[1].append(CALLED[count.office])
    return [(name, ", ".join(offices), person) for name, offices, person in people]


def approval_rows(subject: Subject) -> list[Row]:
    """Everyone elected, a row for each person, with what the roster and the list of nominees tell; dotted where they do not."""
    rows = []
    for number, (name, offices, person) in enumerate(each_once(subject), 1):
        nominee = _only(find(person, subject.dossier.nominees))
        member = _only(find(person, subject.dossier.members))
        born = next((b for p in (person, nominee, member) if p is not None and (b := birth_of(p)) is not None), None)
        admitted, official = party_dates(member)
        levels = (nominee.schooling, nominee.profession, nominee.theory) if nominee is not None else (None, None, None)
        named = (("Văn hóa", levels[0]), ("chuyên môn", levels[1]), ("lý luận chính trị", levels[2]))
        phrases = [f"{name_}: {level}" for name_, level in named if level]
        rows.append(
            {
                "tt": str(number),
                "ho_ten": name,
                "nam_sinh": str(born.year) if born is not None else SHORT_DOTS,
                "que_quan": (nominee.birthplace if nominee is not None else None) or SHORT_DOTS,
                "ngay_vao_dang": admitted,
                "ngay_chinh_thuc": official,
                "trinh_do": sentence_case("; ".join(phrases)) or SHORT_DOTS,
                "chuc_danh_bau": offices,
            }
        )
    return rows


def _only(people: Sequence[P]) -> P | None:
    return people[0] if len(people) == 1 else None
