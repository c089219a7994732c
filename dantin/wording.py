"""What offices, bodies, rounds and outcomes are called, in Vietnamese: one wording for messages, screens and papers.

Computes nothing: it words what `tally` found. Imports tally, law, model and `vietnamese`.

Numbers laid down by law (days, months, people of a team) are written with two digits, "07 ngày", as the acts write them; numbers that
were counted, or reckoned from what was counted, as they are: "8 đảng viên".
"""

import re

from dantin import law
from dantin.base import BaseSource
from dantin.dismissal import Dismissal
from dantin.model import Office, Remark, Unit
from dantin.part import Part
from dantin.provision import Provision, Version
from dantin.tally import Count, Outcome
from dantin.vietnamese import fold, percent, printed_name, sentence_case

ONE_ROUND_TWICE = "Nếu là lần bầu khác thì sửa số ở cột “Lần”; nếu trùng thì xóa một dòng."
"""What to do where one round, or one person in it, is written twice."""

# A deputy or a former head of the Front committee is not its head.
_FRONT_HEAD = re.compile(r"(?<!pho_)(?<!nguyen_)(?<!cuu_)truong_(ban_)?(b?ctmt|(cong_tac_)?mat_tran)")
_HAMLET_KINDS = ("ấp", "khu phố", "thôn", "tổ dân phố", "khóm", "làng", "bản", "buôn")
_COMMUNE_KINDS = {"xa": "xã", "phuong": "phường", "thi_tran": "thị trấn", "dac_khu": "đặc khu"}

_LEVEL_KINDS = (*_COMMUNE_KINDS.values(), "huyện", "quận", "thị xã", "thành phố", "tỉnh")


def hamlet_kind(name: str | None) -> str | None:
    """The kind of hamlet that its name begins with: "khu phố" of "Khu phố 4"; None where it says none."""
    return next((kind for kind in _HAMLET_KINDS if fold(name or "").startswith(f"{fold(kind)}_")), None)


def level_in(name: str | None) -> str | None:
    """The kind of commune, district or province that a name begins with: "huyện" of "Huyện Long Thành"; None where it says none."""
    return next((kind for kind in _LEVEL_KINDS if fold(name or "").startswith(f"{fold(kind)}_")), None)


_COMMITTEES = {"huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy", "tỉnh": "Tỉnh ủy"}


def party_committee(name: str | None) -> tuple[str, str]:
    """The Party committee of a commune, district or province, and its body that reports on cells: "Huyện ủy Long Thành", "Ban Tổ chức".

    Each is "" where it is not known; of a commune no body is.
    """
    kind = level_in(name)
    if name is None or kind is None:
        return "", ""
    if kind in _COMMITTEES:
        return f"{_COMMITTEES[kind]}{name[len(kind) :]}", "Ban Tổ chức"
    return f"Đảng ủy {name[:1].lower()}{name[1:]}", ""


def head_title(unit: Unit) -> str:
    """What the hamlet's head is called, by the kind of hamlet: "trưởng khu phố", "tổ trưởng tổ dân phố"; "trưởng ấp" where unknown."""
    kind = (unit.kind or "ấp").lower()
    return "tổ trưởng tổ dân phố" if fold(kind) == "to_dan_pho" else f"trưởng {kind}"


def titled(text: str, unit: Unit) -> str:
    """A text that says "trưởng ấp" of any hamlet's head, with the title that this hamlet's has.

    What stands between “ and ” is left: it names a column, or repeats what somebody wrote.
    """
    title = head_title(unit)
    parts = re.split("(“[^”]*”)", text)
    outside = (part.replace("trưởng ấp", title).replace("Trưởng ấp", title[:1].upper() + title[1:]) for part in parts[::2])
    parts[::2] = outside
    return "".join(parts)


def hamlet_name(unit: Unit) -> str:
    """The hamlet with its kind, as inside a sentence: "khu phố 4", "ấp Phước Hòa"."""
    name, kind = unit.name or "", (unit.kind or "").lower()
    if not kind or fold(name).startswith(fold(kind)):
        return name[:1].lower() + name[1:] if kind else name
    return f"{kind} {name}".strip()


def head_of(unit: Unit) -> str:
    """The head of this very hamlet: "Trưởng khu phố 4", "Tổ trưởng tổ dân phố 5"."""
    title = head_title(unit)
    kind = (unit.kind or "ấp").lower()
    if not unit.name:
        return title[:1].upper() + title[1:]
    return f"{title[: -len(kind)].strip().capitalize()} {hamlet_name(unit) if unit.kind else f'ấp {unit.name}'}"


def office_name(unit: Unit, office: Office) -> str:
    """An office as this hamlet calls it."""
    return head_title(unit) if office is Office.HEAD else office.value


def round_name(count: Count) -> str:
    """A round as it is called in a sentence: "bầu trưởng khu phố lần 1"; ballots taken to the households are no second vote."""
    if count.round.taken_round:
        return f"phát phiếu lấy ý kiến hộ gia đình bầu {office_name(count.dossier.unit, count.office)}"
    return f"bầu {office_name(count.dossier.unit, count.office)} lần {count.round.number}"


def commune(unit: Unit) -> str:
    """The commune with its kind: "thị trấn Trảng Bom"; "xã" put before a bare name; "xã" alone where none is given."""
    name = unit.commune or ""
    if any(fold(name).startswith(f"{kind}_") for kind in _COMMUNE_KINDS):
        return name
    return f"xã {name}".strip()


def names_front_head(position: str | None) -> bool:
    """Whether a position, as somebody wrote it, is that of head of the Front committee of a hamlet."""
    return _FRONT_HEAD.search(fold(position or "")) is not None


def address(unit: Unit) -> str:
    """Where the hamlet lies: "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai"; what is not given is left out.

    Of a dossier ask its case for the unit: it knows whether there were districts on the day.
    """
    parts = (commune(unit) if unit.commune else "", _with_kind("huyện", unit.district), _with_kind("tỉnh", unit.province))
    return ", ".join(part for part in parts if part)


def _with_kind(kind: str, name: str | None) -> str:
    """A district or province with its kind before it, unless it names one already ("thành phố Long Khánh")."""
    if not name or name.lower().startswith(("huyện ", "quận ", "thị xã ", "thành phố ", "tỉnh ")):
        return name or ""
    return f"{kind} {name}"


def commune_place(unit: Unit) -> str:
    """The commune's own name, as before a date: "Trảng Bom"; a numbered ward keeps its kind: "Phường 4"."""
    kind, _, name = commune(unit).partition(" ")
    if fold(kind) in ("thi", "dac"):
        name = name.partition(" ")[2]
    return commune(unit)[:1].upper() + commune(unit)[1:] if name[:1].isdigit() else name


def cluster_name(cluster: str) -> str:
    """What a cluster is called in a sentence: "cụm 2", "Cụm Bàu Cá" as it is written; "" is of a row that does not say which."""
    return cluster if fold(cluster).startswith("cum") else f"cụm {cluster or 'chưa ghi tên'}"


def within_cluster(cluster: str) -> str:
    """The same inside a sentence of a paper: "cụm 2", "cụm Bàu Cá"."""
    name = cluster_name(cluster)
    return f"cụm{name[3:]}" if name[:4].lower() == "cụm " else name


def of_cluster(part: Part) -> str:
    """Which cluster a sentence speaks of, before it: "Cụm 2: "; nothing of a round held at one meeting."""
    return f"{sentence_case(cluster_name(part.round.cluster))}: " if part.round.cluster else ""


def part_name(count: Count, part: Part) -> str:
    """What a row of a round is called: "bầu trưởng ấp lần 1", "bầu trưởng ấp lần 1, cụm 2"."""
    return f"{round_name(count)}, {cluster_name(part.round.cluster)}" if part.round.cluster else round_name(count)


def voters(count: Count | Part) -> str:
    """Who is counted in the base: "đại diện hộ gia đình", "cử tri", "đảng viên"."""
    if count.office.of_party:
        return "đảng viên"
    by_voters = count.round.electorate is not None and count.round.electorate.value == "cử tri"
    return "cử tri" if by_voters else "đại diện hộ gia đình"


def base_source(count: Count) -> str:
    """Where the base comes from, for the screen; empty where it is not known."""
    base, party = count.base, count.office.of_party
    match base.source:
        case BaseSource.ROSTER:
            return "theo danh sách đảng viên" if party else "theo danh sách hộ gia đình"
        case BaseSource.ROUND:
            return "cộng số hộ của các cụm" if count.by_clusters else "theo tổng số ghi ở lượt bầu"
        case BaseSource.UNIT:
            return "theo tổng số khai ở bảng Đơn vị"
        case _:
            return ""


def vote_unit(count: Count) -> str:
    """What votes are counted in: "phiếu", or "người đồng ý" where hands were raised, be it in one cluster."""
    return "người đồng ý" if count.of_people else "phiếu"


def votes_of_base(votes: int | None, base: int | None) -> str:
    """Votes against the base: "110/310, 35,48 %"; only what is known."""
    if votes is None:
        return "chưa có số phiếu"
    return f"{votes}/{base}, {percent(votes, base)} %" if base else f"{votes} phiếu"


def higher_wins(count: Count) -> str:
    """What decides among people who tied: "nhiều phiếu hơn trúng cử, không cần quá nửa"."""
    return f"nhiều phiếu hơn trúng cử{without_majority(count)}"


def without_majority(count: Count, *, in_full: bool = False) -> str:
    """That the usual majority is not needed: ", không cần quá nửa"; in minutes, `in_full`, "quá một nửa"."""
    rule = count.majority_rule
    if rule is None:
        return ""
    return f", không cần {rule.value.passed_in_full if in_full else rule.value.passed}"


def outcome_sentence(count: Count) -> str:
    """The outcome of a round in one sentence, with the figures that decide it."""
    office = "chi ủy viên" if count.office is Office.COMMITTEE else office_name(count.dossier.unit, count.office)
    base, names = count.base.number, [printed_name(c.name or "") for c in count.elected]
    whole = f"{base} {voters(count)}"
    votes_are = vote_unit(count)
    needed = f"người {higher_wins(count)}"
    if count.needed is not None:
        of_whole = f", tính trên {whole} làm căn cứ tính kết quả bầu cử" if count.office.of_party else f" trên tổng số {whole}"
        needed = f"cần ít nhất {count.needed} {votes_are}{of_whole}"
    match count.outcome:
        case Outcome.ELECTED:
            if len(names) == 1:
                votes = next(v for _, c, v in count.ranking if c in count.elected)
                return f"{names[0]} trúng cử {office}: {votes_of_base(votes, base)} ({needed})."
            return f"{len(names)} người trúng cử {office}: {', '.join(names)} ({needed})."
        case Outcome.INCOMPLETE:
            seats = count.round.seats
            return f"Mới có {len(names)}/{seats} người trúng cử {office}: {', '.join(names)}; còn thiếu {seats - len(names)} ({needed})."
        case Outcome.NOT_ELECTED:
            return f"Không ai trúng cử {office}: {needed}, không ai đạt."
        case Outcome.TIE:
            clear = f"Trúng cử {office}: {', '.join(names)}. " if names else ""
            tied = count.tied
            votes = next(v for _, c, v in count.ranking if c is tied[0])
            *others, last = [printed_name(c.name or "") for c in tied]
            people = f"{', '.join(others)} và {last}"
            left = count.round.seats - len(names)
            return f"{clear}{people} cùng được {votes} {votes_are}, chỉ còn {left} suất, nên chưa xác định được ai trúng cử."
        case Outcome.NO_QUORUM:
            clusters = f" ({len(count.parts)} cụm cộng lại)" if count.by_clusters else ""
            if count.round.present is None or count.quorum is None:
                return "Không đủ số người dự để bầu."
            if not count.short_of_quorum:
                return f"Lượt này được ghi nhận là không đủ số người dự để bầu (số có mặt ghi là {count.round.present})."
            summoned = count.base.summoned if count.office.of_party else base
            return f"Không đủ số người dự để bầu: có mặt {count.round.present}/{summoned}{clusters}, cần ít nhất {count.quorum}."
        case Outcome.VOID:
            if count.overfull is not None:
                r = count.overfull.round
                place = f"{cluster_name(r.cluster)} " if r.cluster else ""
                return f"Lượt bầu bị hủy: {place}thu về {r.returned} phiếu nhưng chỉ phát ra {r.issued}; không ai trúng cử."
            return "Lượt bầu bị hủy; không ai trúng cử."
        case _:
            if count.planned:
                return "Chưa bầu."
            if count.uncounted:
                return f"Chưa kết luận được: chưa có số liệu của {uncounted(count)}."
            return "Chưa kết luận được: số liệu còn thiếu hoặc sai."


def dismissal_sentence(dismissal: Dismissal) -> str:
    """What the meeting to let a head go decided, in one sentence with the figures that decide it."""
    title, whole = head_title(dismissal.case.dossier.unit), dismissal.whole
    if dismissal.passed is None:
        return "Chưa kết luận được: số liệu còn thiếu hoặc sai." if dismissal.held else "Chưa họp."
    agreed = f"{votes_of_base(dismissal.agreed, whole)} đại diện hộ gia đình đồng ý cho thôi {title} (cần ít nhất {dismissal.needed})"
    if dismissal.passed:
        return f"Cuộc họp tán thành cho thôi {title}: {agreed}."
    return f"Cuộc họp không thống nhất được việc cho thôi {title}: {agreed}."


def uncounted(count: Count) -> str:
    """The clusters that are not counted yet: "cụm 2, cụm 3"."""
    return ", ".join(cluster_name(part.round.cluster or "") for part in count.uncounted)


def outcome_provision(count: Count) -> "Version[object] | None":
    """The provision that the outcome rests on, in force on the day of the vote."""
    party = count.office.of_party
    provision: Provision[object]
    match count.outcome:
        case Outcome.VOID:
            if count.round.remark is Remark.VOID and not count.box_overfull:
                return None
            provision = law.BALLOT_BOX if party else law.HEAD_BALLOT_BOX
        case Outcome.NO_QUORUM:
            return count.quorum_rule
        case Outcome.TIE:
            provision = law.CONGRESS_TIE
        case None:
            return None
        case _ if count.among_tied:
            provision = law.CONGRESS_TIE
        case _:
            return count.majority_rule
    return count.law.on(provision, count.day)
