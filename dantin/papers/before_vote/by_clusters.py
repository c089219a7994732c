"""The plan of a hamlet that is to vote for its head by clusters: who chairs each, when and where, who reports (NĐ 59 Điều 3 khoản 6)."""

from collections.abc import Iterator
from typing import NamedTuple

from dantin import law
from dantin.case import Case
from dantin.dismissal import head_on
from dantin.model import Duty, Event, Household, Meeting, Office, Official
from dantin.papers import gate
from dantin.papers.blocks import addressed, grounds, hamlet, head_grounds, nobody, of_hamlet, recipients, signing
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, bare_name, copies, day_words, filled, hour, minute, numbered, plain_count
from dantin.papers.round_facts import number_facts
from dantin.papers.round_text import cluster_chair, head_unit_of, subject_line
from dantin.papers.vote.counting import next_round
from dantin.papers.vote.signers import front_head
from dantin.part import Part
from dantin.provision import Version
from dantin.route import Route
from dantin.tally import Count
from dantin.vietnamese import long_date, sentence_case
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import cluster_name, commune, hamlet_name, head_title, voters

PLAN = "phuong-an-hop-cum"

MEANINGS = {
    "so_cum": "số cụm dân cư, bằng số và chữ: 03 (ba)",
    "ly_do_hop_cum": "vì sao được họp theo cụm, trong câu: có từ 200 hộ gia đình trở lên",
    "cac_cum_hop": "các cụm sẽ họp: tên, số hộ, người chủ trì, giờ, nơi họp",
    "mat_tran_ky": "Trưởng ban công tác Mặt trận đã thống nhất phương án; chưa biết thì để chấm",
    "ty_le_dat": "số cần đạt, tính trên toàn ấp, trong câu; trống nếu chưa biết tổng số",
}


class Cluster(NamedTuple):
    """One cluster that is to meet: its name, the row of its meeting if it has one, how many households, where that stands, who chairs."""

    name: str
    part: Part | None
    households: int | None
    reads: tuple[Route, ...]
    chair: Official | None


def on_roster(case: Case) -> dict[str, list[Household]]:
    """The households of each cluster, as the roster has them, in its order."""
    clusters: dict[str, list[Household]] = {}
    for household in case.dossier.households:
        if household.cluster:
            clusters.setdefault(household.cluster, []).append(household)
    return clusters


def count_by_clusters(case: Case) -> Count:
    """The round for head that is held by clusters; the next one, where none is."""
    rounds = [count for count in case.counts_of(Office.HEAD) if count.by_clusters]
    return next((count for count in rounds if count.planned), rounds[-1] if rounds else next_round(case))


def _clusters(case: Case) -> list[Cluster]:
    """The clusters of the vote, by the table of rounds, else by the roster."""
    count, rows = count_by_clusters(case), on_roster(case)
    if count.by_clusters:
        names = [(part.round.cluster or "", part) for part in count.parts]
        return [Cluster(name, part, part.base.number, part.base.reads, cluster_chair(case.dossier, name)) for name, part in names]
    return [
        Cluster(name, None, len(rows[name]), tuple(h.at("cum") for h in rows[name]), cluster_chair(case.dossier, name)) for name in rows
    ]


def due(case: Case) -> bool:
    """Before the vote, where the hamlet is to meet by clusters: it has rows for them, or its roster says who is of which."""
    rounds = case.counts_of(Office.HEAD)
    clusters = any(count.by_clusters for count in rounds) if rounds else bool(on_roster(case))
    return clusters and _rule(count_by_clusters(case)) is not None


def _plan(subject: Subject) -> Context:
    case, unit, details = subject.case, subject.unit, subject.details(PLAN)
    count, clusters, front = count_by_clusters(case), _clusters(case), front_head(subject)
    head, body = head_on(case, count.day), commune(unit)
    bases = [version.citation for version in (_rule(count), count.law.on(law.HEAD_CLUSTER_PLAN, count.day)) if version is not None]
    return {
        **of_hamlet(unit, details, None),
        **hamlet(unit),
        **grounds(details, *head_grounds(count.day), *bases),
        "ve_viec": subject_line(count),
        "dien_bau": voters(count),
        "tong_so": numbered(count.base.number, head_unit_of(count)),
        "ly_do_hop_cum": _why(count),
        "so_cum": copies(len(clusters)) if clusters else "",
        "cac_cum_hop": [_row(case, cluster) for cluster in clusters],
        "ty_le_dat": _whole(count),
        "mat_tran_ky": bare_name(front) if front is not None else DOTS,
        **signing(details, "", sentence_case(head_title(unit)), bare_name(head[0]) if head is not None else None),
        **recipients(details, f"UBND {body} (để xem xét, quyết định)", f"Ban công tác Mặt trận {hamlet_name(unit)}", "Lưu"),
    }


def _rule(count: Count) -> "Version[int] | None":
    return count.law.on(law.HEAD_CLUSTERS, count.day)


def _why(count: Count) -> str:
    """Which of the two cases of the law it is: so many households, or scattered ones."""
    rule, number = _rule(count), count.base.number
    if rule is not None and number is not None and number >= rule.value:
        return f"có từ {rule.value} hộ gia đình trở lên"
    return "có địa bàn dân cư sinh sống không tập trung"


def _whole(count: Count) -> str:
    """That quorum and majority are of the whole hamlet."""
    if count.base.number is None or count.needed is None or count.quorum is None:
        return ""
    votes = f"người trúng cử phải được ít nhất {count.needed}/{count.base.number} {voters(count)} tán thành"
    return f"các cụm cộng lại phải có ít nhất {count.quorum} {voters(count)} dự họp; {votes}"


def _row(case: Case, cluster: Cluster) -> Row:
    r, minutes = (cluster.part.round if cluster.part is not None else None), _minutes(case, cluster)
    begins = (r.begins if r is not None else None) or minutes.begins
    day = (r.day if r is not None else None) or minutes.day
    return {
        "cum": sentence_case(cluster_name(cluster.name)),
        "so_ho_cum": plain_count(cluster.households),
        **(addressed(cluster.chair) if cluster.chair is not None else nobody()),
        "gio_hop": f"{hour(begins)} giờ {minute(begins)} phút, {day_words(day)}",
        "noi_hop": filled((r.venue if r is not None else None) or minutes.venue),
    }


def _minutes(case: Case, cluster: Cluster) -> Meeting:
    rows = (m for m in case.dossier.meetings if m.event is Event.HEAD_ELECTION and m.cluster == cluster.name)
    return next(rows, Meeting(-1))


def _facts(subject: Subject) -> Facts:
    case = subject.case
    count, clusters = count_by_clusters(case), _clusters(case)
    named = tuple(cluster.part.round.at("cum") for cluster in clusters if cluster.part is not None)
    every = named or tuple(route for cluster in clusters for route in cluster.reads)
    lines: list[Group] = [(Fact(f"{copies(len(clusters))} cụm", *every),)] if clusters else []
    for cluster in clusters:
        part = cluster.part.round if cluster.part is not None else None
        rows = [row for row in (part, _minutes(case, cluster)) if row is not None]
        name = Fact(sentence_case(cluster_name(cluster.name)), *cluster.reads)
        number = [Fact(str(cluster.households), *cluster.reads)] if cluster.households is not None else []
        chair = [Fact(bare_name(cluster.chair), cluster.chair.at("ho_ten"))] if cluster.chair is not None and cluster.chair.name else []
        clock = [Fact(f"{row.begins:%H giờ %M phút}", row.at("bat_dau")) for row in rows if row.begins is not None][:1]
        day = [Fact(long_date(row.day), row.at("ngay")) for row in rows if row.day is not None][:1]
        venue = [Fact(" ".join(row.venue.split()), row.at("dia_diem")) for row in rows if row.venue][:1]
        lines.append((name, *number, *chair, *clock, *day, *venue))
    needed = []
    if count.base.number is not None and count.needed is not None and count.quorum is not None:
        quorum = Fact(f"ít nhất {count.quorum}", *count.base.reads, version=count.quorum_rule)
        majority = Fact(f"ít nhất {count.needed}/{count.base.number}", *count.base.reads, version=count.majority_rule)
        needed = [(quorum, majority)]
    rule = _rule(count)
    others = frozenset((rule.value,)) if rule is not None else frozenset()
    base = number_facts((count.base.number, head_unit_of(count), count.base.reads))
    return Facts((*base, *lines), others) + Facts(tuple(needed))


def _lacks(subject: Subject) -> str | None:
    count = count_by_clusters(subject.case)
    if not _clusters(subject.case):
        return "hồ sơ không ghi cụm dân cư nào: điền cột Cụm ở bảng Bầu cử, mỗi cụm một dòng"
    if _rule(count) is None:
        return f"ngày bầu pháp luật chưa có quy định họp theo cụm dân cư để bầu {head_title(subject.unit)}"
    return None


def _reads(subject: Subject) -> Iterator[Route]:
    """Of the rounds what the plan tells of them, not their figures; of those who act only the chairs."""
    for round_ in subject.dossier.rounds:
        if round_.office in (None, Office.HEAD):
            yield from (round_.at(field) for field in ("chuc_danh", "lan", "cum", "ngay", "bat_dau", "dia_diem", "dien_bau", "tong_so"))
    yield from (o.path for o in subject.dossier.officials if o.event is Event.HEAD_ELECTION and o.duty in (None, Duty.CHAIR))


PAPERS = (
    Paper(
        PLAN,
        "phương án họp theo cụm dân cư",
        Occasion.BEFORE,
        _plan,
        due=due,
        reads=(gate.unit, gate.households, _reads, gate.details(PLAN)),
        form=("so_cum", "cac_cum_hop.cum", "cac_cum_hop.ho_ten", "cac_cum_hop.gio_hop", "cac_cum_hop.noi_hop"),
        facts=_facts,
        lacks=_lacks,
        based_on=law.HEAD_CLUSTER_PLAN,
    ),
)
