"""Rules about the rounds of a party-cell congress: on which ballot, in which form, how many rounds, and how many are elected."""

from collections.abc import Iterator

from dantin import law
from dantin.case import Case
from dantin.model import Candidate, Office, Remark
from dantin.people import find
from dantin.route import Route
from dantin.rule import WARNING, Edit, Files, Finding, rule
from dantin.tally import Count
from dantin.wording import office_name, round_name

_SMALL_CELL = "don_vi:\n  ten: Ấp 1\n  xa: xã Phước Thái\n  tinh: Đồng Nai\n"


def _committee_of(seats: int) -> dict[str, str]:
    """A cell that votes for so many members of its committee; eight of the nine on the list have more than half of the votes."""
    names = (
        "Lý Văn An",
        "Võ Thị Bông",
        "Hà Văn Cảnh",
        "Tô Thị Diệu",
        "Lê Văn Đông",
        "Vũ Thị Giang",
        "Đỗ Văn Hải",
        "Cao Thị Kim",
        "Bùi Văn Lợi",
    )
    lines = (
        f"{_SMALL_CELL}  tong_dang_vien: 20",
        "bau_cu:",
        "  - chuc_danh: chi ủy",
        f"    so_can_bau: {seats}",
        "    co_mat: 20",
        "    phat_ra: 20",
        "    thu_ve: 20",
        "    hop_le: 20",
        "    khong_hop_le: 0",
        "    ung_cu:",
        *(f"      - {{ho_ten: {name}, so_phieu: {v}}}" for name, v in zip(names, (18, 17, 16, 15, 14, 13, 12, 11, 10), strict=True)),
    )
    return {"ho-so.yaml": "\n".join(lines) + "\n"}


@rule(
    "DT505",
    "đã bầu {number} chi ủy viên ({rounds}), chi ủy có không quá {law.words} người",
    title="Chi ủy nhiều hơn {law.numbers[0]} người",
    why="Chi ủy có không quá {law.words} người, cộng mọi lượt bầu: bầu thêm cũng tính vào số đó.",
    hint="Đối chiếu với biên bản kiểm phiếu của từng lượt; sửa số nhập sai. Nếu đúng như đã ghi thì báo cáo cấp ủy cấp trên trước khi "
    "chi ủy họp phiên đầu.",
    hint_district="Trả hồ sơ: chi ủy đông hơn số cho phép; không chuẩn y, yêu cầu bầu lại cho đúng số.",
    bad=Files(_committee_of(8), at="ho-so.yaml", line=8),
    good=Files(_committee_of(7)),
    rests_on=law.COMMITTEE_MOST,
    bears_on_count=True,
    needs=("bau_cu",),
)
def committee_too_large(case: Case) -> Iterator[Finding]:
    """More people elected to the committee, over all its rounds, than it may have: told at the round that passes the number."""
    elected: list[Candidate] = []
    counts: list[Count] = []
    rounds: list[str] = []
    earlier: list[Route] = []
    for count in case.held(Office.COMMITTEE):
        new = [person for person in count.elected if not find(person, elected)]
        elected += new
        counts.append(count)
        rounds.append(f"lần {count.round.number}: {len(new)}")
        version = case.law.on(law.COMMITTEE_MOST, count.day)
        if version is not None and len(elected) > version.value:
            facts = {"number": len(elected), "rounds": ", ".join(rounds)}
            reads = tuple(route for one in counts for route in one.reads)
            yield Finding(count.round.at("so_can_bau"), facts, reads=reads, related=tuple(earlier), day=count.day)
            return
        earlier.append(count.round.at("so_can_bau"))


@rule(
    "DT507",
    "một lượt bầu ghi {number} chức danh: {offices}",
    title="Bầu hai chức danh trên cùng một lá phiếu",
    why="Chi ủy, bí thư, phó bí thư phải bầu từng lượt riêng, mỗi lượt một lá phiếu: bầu xong chi ủy mới biết ai được ứng cử bí thư.",
    hint="Nếu đã bầu riêng thì ghi mỗi chức danh một dòng, với số phiếu của riêng lượt đó. Nếu đúng là bầu chung một lá phiếu thì báo cáo "
    "cấp ủy cấp trên để bầu lại.",
    hint_district="Trả hồ sơ: bầu chung trên một lá phiếu là sai cách bầu; không chuẩn y.",
    bad=Edit({"bau_cu[2].chuc_danh": "bí thư; phó bí thư", "bau_cu[3]": None}, says="ghi 2 chức danh: bí thư, phó bí thư"),
    good=Edit({"bau_cu[2].chuc_danh": "bí thư", "bau_cu[3]": None}),
    rests_on=law.SEPARATE_BALLOTS,
    bears_on_count=True,
    needs=("bau_cu.chuc_danh",),
)
def two_offices_on_one_ballot(case: Case) -> Iterator[Finding]:
    """A round held for two offices at once: whatever they are, one of them is of the party."""
    for count in case.counts:
        offices = tuple(dict.fromkeys(count.round.offices))
        if len(offices) > 1 and not count.planned:
            facts = {"number": len(offices), "offices": ", ".join(office_name(case.dossier.unit, office) for office in offices)}
            yield Finding(count.round.at("chuc_danh"), facts, day=count.day)


@rule(
    "DT510",
    "{round} bằng giơ tay, không bỏ phiếu kín",
    title="Đại hội không bầu bằng phiếu kín",
    why="Chi ủy, bí thư, phó bí thư bầu bằng phiếu kín. Chỉ đoàn chủ tịch, thư ký, ban kiểm phiếu được bầu bằng giơ tay biểu quyết.",
    hint="Sửa hình thức nếu nhập sai; nếu đúng là đã giơ tay thì báo cáo cấp ủy cấp trên và bầu lại bằng phiếu kín.",
    hint_district="Trả hồ sơ: lượt bầu không bằng phiếu kín thì không chuẩn y.",
    bad=Edit(
        {
            "bau_cu[3].hinh_thuc": "giơ tay",
            "bau_cu[3].phat_ra": "",
            "bau_cu[3].thu_ve": "",
            "bau_cu[3].hop_le": "",
            "bau_cu[3].khong_hop_le": "",
        }
    ),
    good=Edit({"bau_cu[3].hinh_thuc": ""}),
    rests_on=law.CONGRESS_SECRET,
    bears_on_count=True,
    needs=("bau_cu.hinh_thuc",),
)
def party_vote_by_hands(case: Case) -> Iterator[Finding]:
    """A round of the congress held by show of hands."""
    for count in case.counts:
        if count.office.of_party and count.round.by_hands and not count.planned and count.round.remark is None:
            yield Finding(count.round.at("hinh_thuc"), {"round": round_name(count)}, day=count.day)


@rule(
    "DT515",
    "{what}, chi bộ chỉ có {law.words} phó bí thư",
    title="Nhiều hơn một phó bí thư",
    why="Chi bộ bầu bí thư và một phó bí thư.",
    hint="Sửa số cần bầu hoặc người trúng cử nếu nhập sai; nếu đúng như đã ghi thì báo cáo cấp ủy cấp trên.",
    hint_district="Trả hồ sơ: chỉ chuẩn y một phó bí thư; yêu cầu đại hội bầu lại cho đúng số.",
    bad=Edit({"bau_cu[3].so_can_bau": 2}),
    good=Edit({"bau_cu[3].so_can_bau": 1}),
    rests_on=law.ONE_DEPUTY,
    needs=("bau_cu",),
)
def one_deputy(case: Case) -> Iterator[Finding]:
    """A round for more deputies than a cell has, or so many elected over all the rounds that stand."""
    elected: list[Candidate] = []
    counts: list[Count] = []
    for count in case.held(Office.DEPUTY):
        r, version = count.round, case.law.on(law.ONE_DEPUTY, count.day)
        if version is None or count.given_up:
            continue
        if r.seats > version.value:
            facts = {"what": f"{round_name(count)} cần bầu {r.seats} người"}
            yield Finding(r.at("so_can_bau"), facts, reads=(r.at("chuc_danh"),), day=count.day)
            return
        new = [person for person in count.elected if not find(person, elected)]
        elected += new
        counts.append(count)
        if len(elected) > version.value:
            names = ", ".join(person.name or "" for person in elected)
            facts = {"what": f"{len(elected)} người trúng cử phó bí thư ({names})"}
            first = elected[0].at("ho_ten")
            reads = tuple(route for one in counts for route in one.reads)
            yield Finding(new[0].at("ho_ten"), facts, reads=reads, related=(first,), day=count.day)
            return


def _secretary_rounds(*votes: int) -> dict[str, str]:
    """A small cell that votes for its secretary again and again, each round with so many votes of eight."""
    unit = f"{_SMALL_CELL}  tong_dang_vien: 8\nbau_cu:\n"
    figures = "ngay: 15/12/2024, co_mat: 8, phat_ra: 8, thu_ve: 8, hop_le: 8, khong_hop_le: 0"
    rounds = (
        f"  - {{chuc_danh: bí thư, lan: {i}, {figures}, ung_cu: [{{ho_ten: Lý Thị Mai Hoa, so_phieu: {v}}}]}}\n"
        for i, v in enumerate(votes, 1)
    )
    return {"ho-so.yaml": unit + "".join(rounds)}


@rule(
    "DT516",
    "đã bầu bí thư {number} lượt; sau {law.words} lượt không có bí thư thì cấp ủy cấp trên chỉ định",
    title="Bầu bí thư quá {law.numbers[0]} lượt",
    why="Sau {law.numbers[0]} lượt bầu mà không có bí thư thì đại hội dừng lại, cấp ủy cấp trên chỉ định.",
    hint="Xem lại các lượt bầu bí thư đã ghi; nếu đúng là đã bầu quá {law.numbers[0]} lượt thì báo cáo cấp ủy cấp trên quyết định.",
    hint_district="Xem xét việc chỉ định bí thư; hỏi lại xã vì sao bầu thêm lượt.",
    bad=Files(_secretary_rounds(4, 4, 4, 5), at="ho-so.yaml", line=10),
    good=Files(_secretary_rounds(4, 4, 5)),
    rests_on=law.APPOINTED_SECRETARY,
    severity=WARNING,
    needs=("bau_cu",),
)
def fourth_round(case: Case) -> Iterator[Finding]:
    """A further round for secretary after as many as the law allows; a gathering that too few attended and that did not vote is none."""
    rounds = [count for count in case.held(Office.SECRETARY) if count.voted and count.round.remark is not Remark.NO_QUORUM]
    for number, count in enumerate(rounds, 1):
        version = case.law.on(law.APPOINTED_SECRETARY, count.day)
        if version is not None and number > version.value:
            facts = {"number": len(rounds)}
            later = tuple(c.round.at("lan") for c in rounds[number:])
            reads = tuple(c.round.at(name) for c in rounds for name in ("chuc_danh", "lan"))
            yield Finding(count.round.at("lan"), facts, reads=reads, related=later, day=count.day)
            return
