"""Rules about who stands at a party-cell congress, and about the list they stand on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from fractions import Fraction

from dantin import law
from dantin.base import MEMBER_ROWS
from dantin.case import Case
from dantin.model import BOTH_FORMS, Candidate, Member, MemberState, ModelChoice, Nominee, Office, Person
from dantin.people import Lookup, birth_of, find, find_name
from dantin.records import dataclass
from dantin.route import Route
from dantin.rule import Edit, Finding, rule
from dantin.rules.questions import heads_front
from dantin.tally import Count
from dantin.vietnamese import short_date
from dantin.wording import office_name

_IDENTITY = ("ho_ten", "ngay_sinh", "cccd")


@dataclass
class _Standing:
    """One person who stood for office, in however many rounds: `people` as each list writes them, `nominees` who introduced them."""

    meant: Person
    counts: list[Count] = field(default_factory=list)
    people: list[Candidate] = field(default_factory=list)
    nominees: list[Nominee] = field(default_factory=list)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Where the lists name this person."""
        return tuple(person.at("ho_ten") for person in self.people)

    @property
    def reads(self) -> tuple[Route, ...]:
        """The routes of everything that says who this is."""
        return tuple(row.at(name) for row in (*self.people, *self.nominees) for name in _IDENTITY)

    @property
    def offices(self) -> str:
        """What the person stood for: "chi ủy, bí thư"."""
        return ", ".join(dict.fromkeys(count.office.value for count in self.counts))


def _meant(person: Candidate, nominees: Iterable[Nominee]) -> tuple[Person, Sequence[Nominee]]:
    """Whom a name on a list means, with the birth date and number of the one introduced under it; and the entry of that one."""
    fitting = find(person, nominees)
    if len(fitting) != 1:
        return person, []
    (nominee,) = fitting
    birth = birth_of(person) or birth_of(nominee)
    return Person(person.index, name=person.name, birth=birth, cccd=person.cccd or nominee.cccd), fitting


def _standing(case: Case, counts: Iterable[Count]) -> list[_Standing]:
    """Everyone on the lists of these rounds, each person once."""
    everyone: list[_Standing] = []
    by_meant: Lookup[_Standing] = Lookup()
    for count in counts:
        nominees = case.dossier.nominees_for(count.office)
        for person in count.candidates:
            if not person.name:
                continue
            meant, others = _meant(person, nominees)
            one = by_meant.first(meant)
            if one is None:
                one = _Standing(meant)
                everyone.append(one)
                by_meant.add(meant, one)
            one.counts.append(count)
            one.people.append(person)
            one.nominees += others
    return everyone


def _party_votes(case: Case) -> list[Count]:
    """The rounds that a congress held, but for those that were struck out or for which too few came."""
    return [count for count in case.counts if count.office.of_party and not count.planned and count.round.remark is None]


_ELECTED_ANOTHER = {
    "bau_cu[0].ung_cu[0].so_phieu": 57,
    "bau_cu[0].ung_cu[1].so_phieu": 198,
    "bau_cu[0].trung_cu": "={nhan_su[1].ho_ten}",
    "moc[10].ho_ten": "={nhan_su[1].ho_ten}",
}
"""The people did not elect the one planned for secretary."""


@rule(
    "DT503",
    "{name} {act} bí thư nhưng không phải {head} do dân bầu ({elected}), cũng không phải trưởng ban công tác Mặt trận",
    title="Người ứng cử bí thư không phải trưởng ấp, cũng không phải trưởng ban công tác Mặt trận",
    why="Mô hình “Dân tin, Đảng cử”: chi bộ bầu bí thư trong số người được dân bầu làm trưởng ấp, hoặc người làm trưởng ban công tác "
    "Mặt trận của ấp. Dân không bầu người đã dự kiến thì gắn bí thư với trưởng ban công tác Mặt trận, hoặc không thực hiện mô hình.",
    hint="Xem lại tên người ứng cử bí thư. Là trưởng ban công tác Mặt trận thì đánh dấu x ở cột “Trưởng ban CTMT” của bảng “Nhân sự” "
    "và ghi mô hình “bí thư là trưởng ban công tác mặt trận”; không phải thì ghi “không thực hiện” và báo cáo cấp trên.",
    hint_district="Hỏi lại xã: không gắn được với chức danh nào thì không tính ấp này là thực hiện mô hình.",
    bad=Edit(_ELECTED_ANOTHER, at="bau_cu[2].ung_cu[0].ho_ten"),
    good=(
        Edit({"nhan_su[0].truong_ban_ctmt": "x", **_ELECTED_ANOTHER}),
        Edit({**_ELECTED_ANOTHER, "nhan_su[0].truong_ban_ctmt": "x", "don_vi.mo_hinh": "bí thư là trưởng ban công tác mặt trận"}),
        Edit({**_ELECTED_ANOTHER, "don_vi.mo_hinh": "không thực hiện"}),
    ),
    rests_on=law.MODEL_SECRETARY,
    models=BOTH_FORMS,
    needs=("bau_cu", "ket_qua.so_phieu"),
)
def secretary_of_the_people(case: Case) -> Iterator[Finding]:
    """Under the model: somebody stands for secretary who is neither the head elected by the people nor head of the Front committee.

    Silent while it is not known whom the people elected; and, where the secretary is to head the Front, while no tick says who does.
    """
    dossier, deciding = case.dossier, case.deciding(Office.HEAD)
    if deciding is None or deciding.outcome is None:
        return
    has_front_head = any(nominee.front_head is not None for nominee in dossier.nominees)
    if dossier.unit.model is ModelChoice.FRONT and not has_front_head:
        return
    elected = [_meant(person, dossier.nominees_for(Office.HEAD))[0] for person in deciding.elected]
    names = ", ".join(person.name or "" for person in elected)
    head, who = office_name(dossier.unit, Office.HEAD), f"người trúng cử là {names}" if names else "chưa ai trúng cử"
    chosen = tuple(person.at("ho_ten") for person in deciding.elected) or (deciding.round.at("chuc_danh"),)
    day = case.congress_day
    voted = case.held(Office.SECRETARY)
    standing = [one for one in _standing(case, voted) if not find(one.meant, elected) and not heads_front(case, one.meant)]
    introduced: list[Nominee] = []
    if not voted and any(count.office.of_party and not count.planned for count in case.counts):
        named = [nominee for nominee in dossier.nominees_for(Office.SECRETARY) if nominee.name]
        introduced = [nominee for nominee in named if not find(nominee, elected) and not heads_front(case, nominee)]
    if not standing and not introduced:
        return
    ticks = tuple(nominee.at(name) for nominee in dossier.nominees for name in ("truong_ban_ctmt", "chuc_vu_hien_nay"))
    reads = (dossier.unit.at("mo_hinh"), *deciding.reads, *ticks)
    for one in standing:
        path, *others = one.routes
        facts = {"name": one.people[0].name, "act": "ứng cử", "head": head, "elected": who}
        yield Finding(path, facts, reads=one.reads, common=reads, related=(*others, *chosen), day=day)
    for nominee in introduced:
        facts = {"name": nominee.name, "act": "được giới thiệu bầu", "head": head, "elected": who}
        identity = tuple(nominee.at(name) for name in _IDENTITY)
        yield Finding(nominee.at("gioi_thieu"), facts, reads=identity, common=reads, related=chosen, day=day)


@rule(
    "DT508",
    "{name} {what} nhưng ứng cử {offices}{offer}",
    title="Người ứng cử không phải đảng viên chính thức của chi bộ",
    why="Chỉ đảng viên chính thức của chi bộ được bầu cử và ứng cử ở đại hội. Đảng viên dự bị được phát biểu, không được ứng cử; "
    "người nơi khác đến sinh hoạt tạm thời giữ quyền đó ở chi bộ của mình.",
    hint="Xem lại tên, ngày chính thức và tình trạng trong danh sách đảng viên. Nếu đúng như đã ghi thì người này không được ứng cử: "
    "báo cáo cấp ủy cấp trên.",
    hint_district="Trả hồ sơ: đối chiếu với sổ đảng viên; người không có quyền ứng cử mà trúng cử thì không chuẩn y.",
    bad=Edit(
        {
            "bau_cu[1].ung_cu[2].ho_ten": "={dang_vien[22].ho_ten}",
            "nhan_su[3].ho_ten": "={dang_vien[22].ho_ten}",
            "nhan_su[3].ngay_sinh": "={dang_vien[22].ngay_sinh}",
            "nhan_su[3].gioi_tinh": "={dang_vien[22].gioi_tinh}",
            "nhan_su[3].cccd": "={dang_vien[22].cccd}",
            "nhan_su[3].dang_vien": "dự bị",
        }
    ),
    good=Edit(
        {
            "bau_cu[1].ung_cu[2].ho_ten": "={dang_vien[22].ho_ten}",
            "nhan_su[3].ho_ten": "={dang_vien[22].ho_ten}",
            "nhan_su[3].ngay_sinh": "={dang_vien[22].ngay_sinh}",
            "nhan_su[3].gioi_tinh": "={dang_vien[22].gioi_tinh}",
            "nhan_su[3].cccd": "={dang_vien[22].cccd}",
            "dang_vien[22].ngay_vao_dang": "17/11/2023",
            "dang_vien[22].ngay_chinh_thuc": "17/11/2024",
            "don_vi.tong_dang_vien": 23,
        }
    ),
    rests_on=(law.OFFICIAL_ONLY, law.TEMPORARY_NONE),
    bears_on_count=True,
    needs=("dang_vien",),
)
def stands_without_the_right(case: Case) -> Iterator[Finding]:
    """A candidate of the congress who is probationary, here for a time only, or nobody of the cell (silent without a dated roster)."""
    members = case.dossier.members
    if not any(member.official_since for member in members):
        return
    for one in _standing(case, _party_votes(case)):
        day = one.counts[0].day
        namesakes: Sequence[Member] = ()
        fitting = find(one.meant, members)
        if not fitting:
            namesakes = find_name(one.people[0].name or "", members)
            fitting = [member for member in namesakes if _born_alike(member, one.meant)]
        if any(member.official_on(day) for member in fitting):
            continue
        provision, offer = law.OFFICIAL_ONLY, ""
        if not fitting:
            what = "không phải đảng viên của chi bộ"
            if namesakes:
                offer = "; danh sách đảng viên có người cùng tên nhưng khác ngày sinh hoặc số CCCD"
        elif fitting[0].state is MemberState.VISITING:
            what, provision = "là đảng viên nơi khác đến sinh hoạt tạm thời", law.TEMPORARY_NONE
        else:
            since = fitting[0].official_since
            what = f"là đảng viên dự bị ({f'chính thức từ ngày {short_date(since)}' if since else 'chưa có ngày chính thức'})"
        path, *others = one.routes
        shown = fitting or namesakes
        roster = [member.at(name) for member in shown for name in (*_IDENTITY, "ngay_chinh_thuc", "tinh_trang")]
        related = (*others, *(member.at("ho_ten") for member in shown), *(() if shown else (MEMBER_ROWS,)))
        facts = {"name": one.people[0].name, "what": what, "offices": one.offices, "offer": offer}
        reads = (MEMBER_ROWS, *one.reads, *(nominee.at("dang_vien") for nominee in one.nominees), *roster)
        yield Finding(path, facts, reads=reads, related=related, day=day, provision=provision)


def _born_alike(member: Person, person: Person) -> bool:
    """Whole birth dates that agree: with the name they are enough, two identity numbers of one person are a slip of the pen."""
    ours, theirs = birth_of(member), birth_of(person)
    return ours is not None and theirs is not None and ours.full is not None and ours.full == theirs.full


def surplus_allowed(share: Fraction, seats: int) -> int:
    """How many more people than seats a list may have: the whole part of the share of the seats, and one where that gives none."""
    return max(1, int(share * seats))


@rule(
    "DT509",
    "danh sách bầu chi ủy có {candidates} người cho {seats} người cần bầu: {surplus}",
    title="Danh sách bầu chi ủy không có số dư, hoặc dư quá mức",
    why="Danh sách bầu chi ủy lần đầu phải nhiều hơn số cần bầu để đảng viên được lựa chọn; số dư do đại hội quyết định, không quá mức "
    "cho phép. Người được đại hội giới thiệu thêm cũng tính vào danh sách.",
    hint="Xem lại số cần bầu và danh sách đã được đại hội biểu quyết; sửa chỗ nhập sai, hoặc ghi đủ những người có tên trên lá phiếu.",
    hint_district="Trả hồ sơ: yêu cầu gửi biên bản đại hội, phần biểu quyết số lượng và danh sách bầu cử.",
    bad=Edit({"bau_cu[1].so_can_bau": 4}),
    good=Edit({"bau_cu[1].so_can_bau": 3}),
    rests_on=law.LIST_SURPLUS,
    bears_on_count=True,
    needs=("ket_qua",),
)
def list_and_seats(case: Case) -> Iterator[Finding]:
    """Round 1 of the committee: as many people on the list as seats, or too many more. In later rounds the list is what it must be."""
    for count in case.held(Office.COMMITTEE):
        r, version = count.round, case.law.on(law.LIST_SURPLUS, count.day)
        if r.number != 1 or r.remark is not None or version is None or not count.candidates:
            continue
        surplus, most = len(count.candidates) - r.seats, surplus_allowed(version.value, r.seats)
        if surplus <= 0:
            surplus_words = "không có số dư"
        elif surplus > most:
            surplus_words = f"dư {surplus} người, chỉ được dư {most} người"
        else:
            continue
        facts = {"candidates": len(count.candidates), "seats": r.seats, "surplus": surplus_words}
        people = tuple(person.at("ho_ten") for person in count.candidates)
        reads = (r.at("chuc_danh"), r.at("lan"), r.at("ung_cu"), *people)
        yield Finding(r.at("so_can_bau"), facts, reads=reads, related=people, day=count.day)
