"""Rules about the people who act in the votes: the election team, the counting teams and the witnesses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dantin import law
from dantin.case import Case
from dantin.model import Dossier, Duty, Event, Office, Official, Person, covers
from dantin.people import Lookup, find, fits, strangers, together
from dantin.provision import Provision
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import may_stand, standing
from dantin.vietnamese import fold
from dantin.wording import cluster_name, office_name

_TEAM = (Duty.ELECTION_TEAM_HEAD, Duty.ELECTION_TEAM_MEMBER)
_COUNTING = (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
# It counts the ballots that it takes round.
_TAKEN_ROUND = (Duty.TAKEN_TEAM_HEAD, Duty.TAKEN_TEAM_MEMBER)
_BARRED_FROM: Mapping[Event, Mapping[Duty, Provision[None]]] = {
    Event.HEAD_ELECTION: {
        **dict.fromkeys(_TEAM, law.HEAD_TEAM),
        **dict.fromkeys((*_COUNTING, *_TAKEN_ROUND), law.HEAD_COUNTED_BY_OTHERS),
        Duty.WITNESS: law.HEAD_WITNESSED_BY_OTHERS,
    },
    Event.CONGRESS: dict.fromkeys(_COUNTING, law.CONGRESS_COUNTING_TEAM),
}
"""The duties that a candidate of an event may not have, each with the provision that says so, the best known first."""
_FRONT = ("mattran", "ctmt", "mttq")


def _acting(dossier: Dossier, event: Event, duties: Sequence[Duty]) -> tuple[Official, ...]:
    return tuple(official for official in dossier.officials if official.event is event and official.duty in duties)


def _each(officials: Iterable[Official]) -> list[list[Official]]:
    """The rows of each person: who is listed under two duties is one person."""
    return together(officials)


@rule(
    "DT208",
    "{name} vừa ứng cử {office} vừa là {duties}",
    title="Người ứng cử ở trong tổ bầu cử, ban kiểm phiếu hoặc chứng kiến kiểm phiếu",
    why="Người ứng cử không được ở trong tổ bầu cử, không kiểm phiếu hay chứng kiến cuộc bầu của chính mình. Với bầu trưởng ấp, văn bản "
    "chỉ nói đến tổ bầu cử; ban kiểm phiếu và người chứng kiến là cách hiểu của chương trình.",
    hint="Sửa tên nhập sai. Nếu chưa bầu thì thay người khác vào nhiệm vụ này; nếu đã bầu thì báo cáo cấp trên.",
    hint_district="Trả hồ sơ: yêu cầu giải trình; cấp có thẩm quyền xem xét trước khi công nhận, chuẩn y.",
    bad=Edit({"thanh_phan[12].ho_ten": "Phạm Thị Hiền"}),
    good=Edit({"thanh_phan[12].ho_ten": "Võ Minh Đạt", "thanh_phan[20].ho_ten": "Phạm Thị Hiền"}),
    rests_on=(law.HEAD_TEAM, law.HEAD_COUNTED_BY_OTHERS, law.HEAD_WITNESSED_BY_OTHERS, law.CONGRESS_COUNTING_TEAM),
    needs=("thanh_phan", ("nhan_su", "ket_qua")),
)
def candidate_acts(case: Case) -> Iterator[Finding]:
    """A candidate who sits in the election team, the counting team or among the witnesses of the vote they stand in."""
    party = tuple(office for office in Office if office.of_party)
    yield from _both(case, Event.HEAD_ELECTION, (Office.HEAD,), case.vote_day)
    yield from _both(case, Event.CONGRESS, party, case.congress_day or case.as_of)


def _both(case: Case, event: Event, offices: Sequence[Office], day: date) -> Iterator[Finding]:
    """Each person who acts in an event, in a duty that the law of its day keeps from candidates, and stands for one of its offices."""
    dossier = case.dossier
    duties = {duty: provision for duty, provision in _BARRED_FROM[event].items() if case.law.on(provision, day) is not None}
    acting = _acting(dossier, event, tuple(duties))
    if not acting or strangers(acting, (row for office in offices for row in may_stand(case, office))):
        return
    people = [(person, office) for office in offices for person in standing(case, office)]
    lookup: Lookup[tuple[list[Person], Office]] = Lookup()
    for entry in people:
        for row in entry[0]:
            lookup.add(row, entry)
    rosters = (*dossier.households, *dossier.members)
    for rows in _each(acting):
        first, *others = rows
        person, office = lookup.first(first) or (None, None)
        if person is not None and not all(fits(first, row) for row in person):
            person, office = next(((p, o) for p, o in people if all(fits(first, row) for row in p)), (None, None))
        if person is None or office is None or covers(person[0].at("ho_ten"), dossier.flawed) or _somebody_else(rosters, first, person):
            continue
        acts_as = ", ".join(dict.fromkeys(row.duty.value for row in rows if row.duty is not None))
        facts = {"name": first.name, "office": office_name(dossier.unit, office), "duties": acts_as}
        related = (person[0].at("ho_ten"), *(row.at("ho_ten") for row in others))
        held = {row.duty for row in rows}
        barred = next(provision for duty, provision in duties.items() if duty in held)
        yield Finding(first.at("ho_ten"), facts, related=related, day=day, provision=barred)


def _somebody_else(rosters: tuple[Person, ...], official: Official, candidate: Sequence[Person]) -> bool:
    """Whether the name can as well mean another person of the hamlet, who does not stand."""
    return any(not fits(other, row) for other in find(official, rosters) for row in candidate)


@rule(
    "DT209",
    "tổ trưởng tổ bầu cử{name} {told}, không phải đại diện Ban công tác Mặt trận",
    title="Tổ trưởng tổ bầu cử không phải đại diện Ban công tác Mặt trận",
    why="Tổ trưởng tổ bầu cử phải là đại diện Ban công tác Mặt trận của ấp.",
    hint="Ghi rõ ở cột “Đại diện” nếu người này thuộc Ban công tác Mặt trận; nếu không thì đề nghị thay tổ trưởng trước ngày bầu.",
    hint_district="Trả hồ sơ: yêu cầu sửa quyết định thành lập tổ bầu cử.",
    bad=Edit({"thanh_phan[2].dai_dien": "Chi hội Nông dân"}),
    good=Edit({"thanh_phan[2].dai_dien": "BCTMT khu phố 4", "thanh_phan[2].chuc_vu": ""}),
    rests_on=law.HEAD_TEAM_LEADER,
    needs=(("thanh_phan.dai_dien", "thanh_phan.chuc_vu"),),
)
def led_by_another(case: Case) -> Iterator[Finding]:
    """A head of the election team who represents another body than the Front; where that is blank their position tells."""
    for leader in _acting(case.dossier, Event.HEAD_ELECTION, (Duty.ELECTION_TEAM_HEAD,)):
        if (claim := _of_another_body(leader)) is not None:
            name = f" {leader.name}" if leader.name else ""
            facts = {"name": name, "told": claim.statement}
            yield Finding(leader.at(claim.field), facts, reads=(leader.at("dai_dien"),), day=case.vote_day)


class _Claim(NamedTuple):
    """What the dossier says of somebody: in which column, and as a statement."""

    field: str
    statement: str


def _of_another_body(leader: Official) -> _Claim | None:
    """What says that somebody does not represent the Front; None where nothing does."""
    field, text = ("dai_dien", leader.represents) if leader.represents else ("chuc_vu", leader.position)
    bare = fold(text or "").replace("_", "")
    if not text or any(word in bare for word in _FRONT):
        return None
    return _Claim(field, f"ghi đại diện “{text}”" if field == "dai_dien" else f"ghi chức vụ “{text}”")


@rule(
    "DT211",
    "ban kiểm phiếu bầu {office}{cluster} có {number} người, phải có từ {law.value[0]:02d} đến {law.value[1]:02d} người",
    title="Ban kiểm phiếu bầu trưởng ấp không đúng số người",
    why="Khi bỏ phiếu kín, cuộc họp cử ban kiểm phiếu từ {law.value[0]:02d} đến {law.value[1]:02d} người, gồm trưởng ban và các "
    "thành viên.",
    hint="Đối chiếu với biên bản kiểm phiếu; ghi đủ, đúng những người trong ban kiểm phiếu vào bảng “Thành phần”.",
    hint_district="Trả hồ sơ: đề nghị xã đối chiếu với biên bản kiểm phiếu đã ký.",
    bad=Edit({"thanh_phan[11]": None}, at="thanh_phan[9].vai_tro"),
    good=Edit({"thanh_phan[12].vai_tro": "thành viên ban kiểm phiếu", "thanh_phan[13].vai_tro": "thành viên ban kiểm phiếu"}),
    rests_on=law.HEAD_COUNTING_TEAM,
    needs=("thanh_phan.vai_tro",),
)
def counting_team(case: Case) -> Iterator[Finding]:
    """A counting team of the head election that is too small or too large; where several votes were taken, each may have had its own."""
    version = case.law.on(law.HEAD_COUNTING_TEAM, case.vote_day)
    team = _acting(case.dossier, Event.HEAD_ELECTION, _COUNTING)
    if version is None or not team or _unread(case.dossier):
        return
    least, most = version.value
    yield from _miscounted(case, team, least, most)


@rule(
    "DT212",
    "có {number} người chứng kiến kiểm phiếu bầu {office}{cluster}, phải có {law.words} người",
    title="Không đúng {law.numbers[0]} người chứng kiến kiểm phiếu",
    why="Ban kiểm phiếu mời {law.numbers[0]} đại diện hộ gia đình dự họp chứng kiến việc kiểm phiếu; người chứng kiến ký vào biên bản.",
    hint="Đối chiếu với biên bản kiểm phiếu; ghi đủ {law.numbers[0]} người chứng kiến vào bảng “Thành phần”.",
    hint_district="Đề nghị xã đối chiếu với biên bản kiểm phiếu đã ký.",
    bad=Edit({"thanh_phan[13]": None}, at="thanh_phan[12].vai_tro"),
    good=Edit({"thanh_phan[13].ho_ten": "Tô Bích Diễm"}),
    rests_on=law.HEAD_WITNESSES,
    severity=WARNING,
    needs=("thanh_phan.vai_tro",),
)
def witnesses(case: Case) -> Iterator[Finding]:
    """Witnesses of the count who are fewer or more than the minutes have lines for; where several votes were taken, for each of them."""
    version = case.law.on(law.HEAD_WITNESSES, case.vote_day)
    seen = _acting(case.dossier, Event.HEAD_ELECTION, (Duty.WITNESS,))
    if version is None or not seen or _unread(case.dossier):
        return
    yield from _miscounted(case, seen, version.value, version.value)


@rule(
    "DT214",
    "{message}",
    title="Tổ phát phiếu lấy ý kiến không có từ {law.value[0]:02d} đến {law.value[1]:02d} người, hoặc không do Mặt trận làm tổ trưởng",
    why="Tổ phát phiếu có từ {law.value[0]:02d} đến {law.value[1]:02d} thành viên, tổ trưởng là đại diện Ban công tác Mặt trận, vì tổ này "
    "vừa phát, thu, vừa kiểm phiếu.",
    hint="Đối chiếu với quyết định thành lập tổ phát phiếu; sửa bảng “Thành phần” (cột “Đại diện” ghi rõ ai thuộc Ban công tác Mặt trận). "
    "Quyết định sai thì sửa quyết định trước ngày phát phiếu; đã phát thì báo cáo UBND cấp xã.",
    hint_district="Trả hồ sơ: yêu cầu gửi quyết định thành lập tổ phát phiếu; tổ lập sai thì xã phải xem xét trước khi công nhận.",
    bad=(
        Edit(
            {f"thanh_phan[{i}].vai_tro": f"{duty} tổ phát phiếu" for i, duty in ((2, "tổ trưởng"), (3, "thành viên"))},
            says="tổ phát phiếu có 2 người, phải có từ 03 đến 05 người",
        ),
        Edit(
            {f"thanh_phan[{i}].vai_tro": f"{duty} tổ phát phiếu" for i, duty in ((4, "thành viên"), (5, "thành viên"))}
            | {"thanh_phan[3].vai_tro": "tổ trưởng tổ phát phiếu"},
            at="thanh_phan[3].dai_dien",
            says="tổ trưởng tổ phát phiếu Trần Anh Duy ghi đại diện “Chi hội Nông dân”",
        ),
    ),
    good=Edit({f"thanh_phan[{i}].vai_tro": f"{'tổ trưởng' if i == 2 else 'thành viên'} tổ phát phiếu" for i in range(2, 7)}),
    rests_on=(law.HEAD_TAKEN_TEAM, law.HEAD_TAKEN_TEAM_LEADER),
    needs=("thanh_phan.vai_tro",),
)
def taken_round_by(case: Case) -> Iterator[Finding]:
    """A team taking ballots round that is too small or too large, or is headed by another body than the Front."""
    dossier = case.dossier
    team = _acting(dossier, Event.HEAD_ELECTION, _TAKEN_ROUND)
    rounds = [count for count in case.counts_of(Office.HEAD) if count.round.taken_round]
    day = next((count.round.day for count in rounds if count.round.day is not None), None) or case.vote_day
    version = case.law.on(law.HEAD_TAKEN_TEAM, day)
    if version is not None and team and not _unread(dossier):
        (least, most), number = version.value, len(_each(team))
        if not least <= number <= most * max(len(rounds), 1):
            first, *others = (official.at("vai_tro") for official in team)
            message = f"tổ phát phiếu có {number} người, phải có {law.HEAD_TAKEN_TEAM.alone(version)}"
            yield Finding(first, {"message": message}, related=tuple(others), day=day)
    if case.law.on(law.HEAD_TAKEN_TEAM_LEADER, day) is None:
        return
    for leader in _acting(dossier, Event.HEAD_ELECTION, (Duty.TAKEN_TEAM_HEAD,)):
        if (claim := _of_another_body(leader)) is not None:
            name = f" {leader.name}" if leader.name else ""
            message = f"tổ trưởng tổ phát phiếu{name} {claim.statement}, không phải đại diện Ban công tác Mặt trận"
            reads, provision = (leader.at("dai_dien"),), law.HEAD_TAKEN_TEAM_LEADER
            yield Finding(leader.at(claim.field), {"message": message}, reads, day=day, provision=provision)


def _miscounted(case: Case, officials: Sequence[Official], least: int, most: int) -> Iterator[Finding]:
    """Fewer or more people than a count may have, at a place where votes were counted: each cluster, where these are told by cluster.

    Where several votes were taken, each may have had its own people.
    """
    votes = [count for count in case.held(Office.HEAD) if count.voted]
    clusters: dict[str | None, list[Official]] = {}
    for official in officials:
        clusters.setdefault(official.cluster, []).append(official)
    for cluster, mine in clusters.items():
        counted = sum(1 if len(clusters) > 1 or cluster else len(count.parts) for count in votes)
        number = len(_each(mine))
        if not least <= number <= most * max(counted, 1):
            whose = f" ({cluster_name(cluster)})" if cluster else ""
            facts = {"office": office_name(case.dossier.unit, Office.HEAD), "cluster": whose, "number": number}
            first, *others = (official.at("vai_tro") for official in mine)
            yield Finding(first, facts, related=tuple(others), day=case.vote_day)


def _unread(dossier: Dossier) -> bool:
    """Somebody's event, duty or name could not be read: they may be one more of those counted."""
    lost = (official for official in dossier.officials if None in (official.event, official.duty, official.name))
    return dossier.unread(lost, "cuoc", "vai_tro", "ho_ten")
