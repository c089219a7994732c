"""The invitation to the meeting once more, for each household of the roster by the name of its representative; two to a page, to be cut."""

from dantin import law
from dantin.base import HOUSEHOLD_ROWS
from dantin.case import Case
from dantin.model import Event, Household, PaperDetails
from dantin.papers import gate
from dantin.papers.before_vote.for_voters import INVITATION, invitation, meeting_reads, on_list, roll_lacks
from dantin.papers.blocks import addressed
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import bare_name
from dantin.papers.vote.counting import each_gathering, next_round, round_of
from dantin.vietnamese import long_date
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import head_title

INVITATIONS = "giay-moi-tung-ho"
_UNIT = "giấy mời"

MEANINGS = {
    "ho_duoc_moi": "các hộ được mời, mỗi hộ một giấy, theo thứ tự trong danh sách hộ gia đình",
    "ho_nao": "hộ nào, trong câu, sau họ tên người đại diện: mã hộ H001, địa chỉ: tổ 2; trống nếu hồ sơ không ghi",
    "so_giay": "số giấy mời được in: 310 giấy mời",
}


def _invitations(subject: Subject) -> Context:
    """What the invitation says, and to whom it goes: its own row of "Văn bản" first, else that of the invitation of all."""
    households = on_list(subject)
    return {
        **invitation(subject, _details(subject)),
        "ho_duoc_moi": [_household(household) for household in households],
        "so_giay": f"{len(households):02d} {_UNIT}",
    }


def _details(subject: Subject) -> PaperDetails:
    own = subject.details(INVITATIONS)
    return own if own.index >= 0 else subject.details(INVITATION)


def _household(household: Household) -> Row:
    return {**addressed(household), "ho_nao": ", ".join(f"{name}{text}" for _, name, text in _which(household))}


def _which(household: Household) -> list[tuple[str, str, str]]:
    """What tells one household from another, as far as the roster has it: its field, the words before it, its text."""
    known = (("ma_ho", "mã hộ ", household.code), ("dia_chi", "địa chỉ: ", household.address))
    return [(field, name, " ".join(text.split())) for field, name, text in known if text]


def _facts(subject: Subject) -> Facts:
    """On the invitation of each household stand its name, what tells it from others, and when and where the meeting is."""
    r, households = round_of(subject).round, on_list(subject)
    meeting: Group = (
        *((Fact(f"{r.begins:%H giờ %M phút}", r.at("bat_dau")),) if r.begins is not None else ()),
        *((Fact(long_date(r.day), r.at("ngay")),) if r.day is not None else ()),
        *((Fact(" ".join(r.venue.split()), r.at("dia_diem")),) if r.venue else ()),
    )
    rows = ((h, tuple(Fact(text, h.at(field)) for field, _, text in _which(h))) for h in households)
    lines = (((Fact(bare_name(h), h.at("ho_ten")), *which, *meeting)) for h, which in rows)
    return Facts((*lines, (Fact(f"{len(households):02d} {_UNIT}", HOUSEHOLD_ROWS),)))


def to_come(case: Case) -> bool:
    """Whether the vote is still to be held at a meeting whose day is known."""
    count = next_round(case)
    return count.planned and count.round.day is not None and not count.round.taken_round


def _due(case: Case) -> bool:
    return bool(case.dossier.households) and to_come(case)


def meetings(case: Case) -> list[Subject]:
    """The meetings still to come, or where none is, those that were held."""
    every = each_gathering(case)
    return [subject for subject in every if round_of(subject).planned] or every


def undated(subject: Subject) -> str | None:
    """That nobody knows when the meeting is, where that is so."""
    if round_of(subject).round.day is not None:
        return None
    return f"chưa có ngày họp bầu {head_title(subject.unit)}: điền bảng Bầu cử, cột Ngày"


def _lacks(subject: Subject) -> str | None:
    return undated(subject) or roll_lacks(subject)


def _nobody_to_invite(subject: Subject) -> str | None:
    return None if subject.dossier.households else roll_lacks(subject)


PAPERS = (
    Paper(
        INVITATIONS,
        "giấy mời từng hộ họp bầu trưởng ấp",
        Occasion.BEFORE,
        _invitations,
        due=_due,
        each=meetings,
        reads=(
            gate.unit,
            gate.households,
            meeting_reads,
            gate.officials(Event.HEAD_ELECTION),
            gate.meetings(Event.HEAD_ELECTION),
            gate.details(INVITATIONS),
            gate.details(INVITATION),
        ),
        form=("ho_duoc_moi.ho_ten", "ho_duoc_moi.ho_nao", "thoi_gian", "dia_diem", "chu_tri.ho_ten", "noi_dung_hop", "lien_he", "tai_lieu"),
        facts=_facts,
        lacks=_lacks,
        senseless=_nobody_to_invite,
        based_on=law.HEAD_INVITATION,
        of_households=True,
    ),
)
