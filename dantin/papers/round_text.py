"""A counted round as its minutes say it: figures, candidates in ballot order, the outcome in sentences."""

from collections.abc import Callable

from dantin import law
from dantin.base import excused
from dantin.figures import BALLOTS, INVALID, ISSUED, OF_BALLOTS, PRESENT, RETURNED, VALID
from dantin.model import Candidate, Dossier, Duty, Event, Meeting, Office, Official, Person, RoundKind
from dantin.papers.blocks import addressed, nobody, party_cell
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.phrases import (
    COMRADE,
    DOTS,
    MEMBERS,
    SHORT_DOTS,
    counted,
    day_words,
    filled,
    hour,
    listed,
    minute,
    numbered,
    ordinal,
    plain_count,
    sex_of,
    share_of,
    title,
    told_apart,
)
from dantin.part import Part
from dantin.provision import Threshold
from dantin.tally import Count, Outcome
from dantin.vietnamese import name_key, sentence_case
from dantin.wording import cluster_name, hamlet_name, head_of, outcome_sentence, vote_unit, voters, within_cluster, without_majority

MEANINGS = {
    "ve_viec": "việc được bầu, trong câu: bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)",
    "dien_bau": "người được tính vào tổng số: đại diện hộ gia đình, cử tri, đảng viên",
    "hinh_thuc": "bỏ phiếu kín, hoặc biểu quyết giơ tay; trống nếu không bầu",
    "tong_so": "tổng số để tính quá nửa: 310 (ba trăm mười) đại diện",
    "co_mat": "số có mặt, bằng số và chữ",
    "phat_ra": "số phiếu phát ra, bằng số và chữ; trống nếu giơ tay",
    "thu_ve": "số phiếu thu về",
    "chenh_lech": "thiếu hoặc thừa bao nhiêu phiếu và lý do; trống nếu thu về đủ",
    "hop_le": "số phiếu hợp lệ; trống nếu lượt bầu bị hủy",
    "khong_hop_le": "số phiếu không hợp lệ",
    "ly_do_khong_hop_le": "lý do không hợp lệ; trống nếu không có phiếu nào",
    "cot_phieu": "tiêu đề cột số phiếu: Số phiếu bầu, hoặc Số người đồng ý khi giơ tay",
    "ten_cum": "giấy của một cụm dân cư thì là tên cụm: Cụm 1; trống nếu là giấy của cả ấp",
    "cac_cum": "các cụm dân cư đã họp, mỗi cụm một dòng; trống nếu không họp theo cụm",
    "bang_cum": "bảng số liệu của từng cụm, dòng cuối là số cộng; trống nếu không họp theo cụm",
    "cum": "tên cụm dân cư: Cụm 1; ở dòng cuối của bảng: Cộng",
    "so_ho_cum": "số hộ gia đình của cụm, chỉ bằng số",
    "gio_hop": "giờ, ngày cụm họp: 08 giờ 00 phút, ngày 10 tháng 11 năm 2024",
    "noi_hop": "nơi cụm họp",
    "so_du": "số có mặt ở cụm, chỉ bằng số",
    "so_phat": "số phiếu phát ra ở cụm, chỉ bằng số; gạch ngang nếu giơ tay",
    "so_thu": "số phiếu thu về ở cụm",
    "so_hop_le": "số phiếu hợp lệ ở cụm",
    "so_khong_hop_le": "số phiếu không hợp lệ ở cụm",
    "phieu_tung_nguoi": "số phiếu của từng người ở cụm, mỗi người một dòng: Lê Thị An: 80",
    "ung_cu": "danh sách người ứng cử theo thứ tự trên phiếu",
    "so_phieu": "số phiếu của một người, bằng số và chữ: 178 phiếu (một trăm bảy mươi tám phiếu)",
    "so_phieu_so": "số phiếu của một người, chỉ bằng số: 178",
    "ty_le": "tỷ lệ so với tổng số: 57,42 %",
    "ket_luan": "kết luận, mỗi ý một đoạn",
    "trung_cu": "danh sách người trúng cử, theo số phiếu",
    "trieu_tap": "số đảng viên chính thức được triệu tập, bằng số và chữ",
    "vang": "số được triệu tập mà vắng mặt, bằng số và chữ",
    "duoc_tru": "số đảng viên được trừ khi tính kết quả bầu cử, bằng số và chữ; trống nếu không trừ ai",
    "ly_do_tru": "ai được trừ, vì sao",
    "can_bau": "số lượng cần bầu: 3 (ba) đồng chí",
    "so_ung_cu": "số người trong danh sách bầu cử: 4 (bốn) đồng chí",
    "danh_sach_bau": "họ tên những người trong danh sách bầu cử, theo thứ tự trên phiếu, trong một câu",
    "cau_trung_cu": "câu dẫn vào danh sách người trúng cử; trống nếu không ai trúng cử",
}


def _written(count: Count) -> Callable[[int | None, str], str]:
    """How numbers are written: in papers of the Party, or of the state."""
    return counted if count.office.of_party else numbered


def vote_column(count: Count) -> str:
    """What stands over a column of votes."""
    by_hands = [part.round.by_hands for part in count.parts]
    if all(by_hands):
        return "Số người đồng ý"
    return "Số phiếu bầu, số người đồng ý" if any(by_hands) else "Số phiếu bầu"


def figures(count: Count, who: str) -> Context:
    """The figures of a round. What was not counted (a void box, a show of hands) is left out; what is not known is dotted."""
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    written = _written(count)
    return {
        "dien_bau": voters(count),
        "hinh_thuc": _form(count) if count.voted else "",
        "tong_so": written(count.base.number, who),
        PRESENT.field: written(r.present, who),
        **{f.field: written(count.number(f), f.unit) if count.records(f) else "" for f in OF_BALLOTS},
        "chenh_lech": _gap(count) if count.records(RETURNED) else "",
        "ly_do_khong_hop_le": (r.invalid_reasons or DOTS) if count.invalid and count.records(INVALID) else "",
        **({} if count.office.of_party else _of_clusters(count)),
        "ung_cu": candidates(count, who) if whole else [],
        "trung_cu": elected(count, who) if whole else [],
    }


def subject_line(count: Count) -> str:
    """What was voted on: "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)"; ballots taken to the households are no second vote."""
    unit, number = count.dossier.unit, count.round.number
    again = "" if number == 1 or count.round.taken_round else f" (lần {ordinal(number)})"
    if count.office is Office.HEAD:
        return f"bầu {head_of(unit)}{term(count)}{again}"
    if count.among_tied:
        again = f"{again[:-1]}, {RoundKind.AMONG_TIED.value})" if again else f" ({RoundKind.AMONG_TIED.value})"
    return f"bầu {party_office(count)}{again}"


def party_office(count: Count) -> str:
    """What the congress elects, inside a sentence: "bí thư Chi bộ khu phố 4, nhiệm kỳ 2025-2027"."""
    return f"{count.office.value} {party_cell(count.dossier.unit)}{term(count)}"


def term(count: Count) -> str:
    """The term for which is elected, ready to follow the office: ", nhiệm kỳ 2024-2029"; nothing where it is not known."""
    years = count.dossier.unit.cell_term if count.office.of_party else count.dossier.unit.head_term
    return f", nhiệm kỳ {years}" if years else ""


def ballot_order(count: Count) -> list[Candidate]:
    """The candidates in Vietnamese name order, as on the ballot."""
    return [person for _, person, _ in sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))]


def candidates(count: Count, who: str) -> list[Row]:
    """The candidates in Vietnamese name order, as on the ballot."""
    rows = sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))
    return [_line(count, who, number, person, votes) for number, (_, person, votes) in enumerate(rows, 1)]


def elected(count: Count, who: str) -> list[Row]:
    """Those elected, by votes and then by name."""
    rows = [row for row in count.ranking if row[1] in count.elected]
    return [_line(count, who, number, person, votes) for number, (_, person, votes) in enumerate(rows, 1)]


def conclusion(count: Count) -> list[str]:
    """The outcome, one paragraph each."""
    base, unit = count.base.number, count.dossier.unit
    if count.part_of is not None and count.outcome is None:
        return [_to_be_added(count)]
    if count.outcome is Outcome.ELECTED and base and not count.office.of_party:
        lines = []
        for _, person, votes in count.ranking:
            if person in count.elected and votes is not None:
                lines.append(
                    f"{address(count, person)} {told_apart(person, count.candidates)} được {votes}/{base} "
                    f"{vote_unit(count)}, bằng {share_of(votes, base)} "
                    f"tổng số {voters(count)} của {hamlet_name(unit)} (cần ít nhất {count.needed}), "
                    f"trúng cử {head_of(unit)}{term(count)}."
                )
        return lines
    if count.outcome is Outcome.VOID:
        return [
            outcome_sentence(count),
            "Toàn bộ số phiếu trong hòm được niêm phong và lập biên bản hủy; tổ chức bầu lại theo quy định.",
        ]
    return [outcome_sentence(count)]


def _of_clusters(count: Count) -> Context:
    return {
        "cot_phieu": vote_column(count),
        "ten_cum": sentence_case(cluster_name(count.round.cluster)) if count.round.cluster else "",
        "cac_cum": [cluster_meeting(count, part) for part in count.parts] if count.by_clusters else [],
        "bang_cum": cluster_rows(count) if count.by_clusters else [],
    }


def cluster_meeting(count: Count, part: Part) -> Row:
    """Where and when one cluster met, and who led its meeting, who reports the result."""
    r, case_rows = part.round, count.dossier.meetings
    minutes = next((m for m in case_rows if m.event is Event.HEAD_ELECTION and m.cluster == r.cluster), Meeting(-1))
    begins, chair = r.begins or minutes.begins, cluster_chair(count.dossier, r.cluster)
    return {
        "cum": sentence_case(cluster_name(r.cluster or "")),
        "so_ho_cum": plain_count(part.base.number),
        "gio_hop": f"{hour(begins)} giờ {minute(begins)} phút, {day_words(r.day or minutes.day)}",
        "noi_hop": filled(r.venue or minutes.venue),
        **(addressed(chair) if chair is not None else nobody()),
    }


def cluster_chair(dossier: Dossier, cluster: str | None) -> Official | None:
    """Who chairs the meeting of a cluster, where the dossier names one."""
    chairs = (o for o in dossier.officials if o.event is Event.HEAD_ELECTION and o.duty is Duty.CHAIR and o.cluster == cluster)
    return next(chairs, None) if cluster is not None else None


def cluster_rows(count: Count) -> list[Row]:
    """What each cluster counted, then the sums. What a cluster does not have, or a void round does not record, is a dash."""
    rows = [
        {
            "cum": sentence_case(cluster_name(part.round.cluster or "")),
            "so_ho_cum": plain_count(part.base.number),
            "so_du": plain_count(part.round.present),
            **{_IN_TABLE[f]: plain_count(part.number(f)) if count.records_of(part, f) else "-" for f in OF_BALLOTS},
            "phieu_tung_nguoi": _votes(count, part),
        }
        for part in count.parts
    ]
    total = {
        "cum": "Cộng",
        "so_ho_cum": plain_count(count.base.number),
        "so_du": plain_count(count.round.present),
        **{_IN_TABLE[f]: plain_count(count.number(f)) if count.records(f) else "-" for f in OF_BALLOTS},
        "phieu_tung_nguoi": _votes(count, None),
    }
    return [*rows, total]


_IN_TABLE = {ISSUED: "so_phat", RETURNED: "so_thu", VALID: "so_hop_le", INVALID: "so_khong_hop_le"}


def _votes(count: Count, part: Part | None) -> str:
    """The votes of each candidate, a line each: of one cluster those who stood there, of all (None) the sums."""
    if not (part or count).voted or count.outcome is Outcome.VOID:
        return "-"
    rows = count.votes_in(part) if part is not None else [(person, votes) for _, person, votes in count.ranking]
    rows.sort(key=lambda row: name_key(row[0].name or ""))
    return "\n".join(f"{told_apart(person, count.candidates)}: {plain_count(votes)}" for person, votes in rows)


def _to_be_added(count: Count) -> str:
    """What becomes of the figures of a cluster (Luật 10/2022/QH15 Điều 18 khoản 3)."""
    unit, rule = count.dossier.unit, count.law.on(law.HEAD_CLUSTERS, count.day)
    cluster, by = within_cluster(count.round.cluster or ""), f" ({rule.citation})" if rule is not None else ""
    added = f"được báo cáo để cộng vào kết quả chung của toàn {hamlet_name(unit)}{by}"
    if not count.voted:
        return f"Cuộc họp của {cluster} không bầu; số {voters(count)} dự họp {added}."
    return f"Kết quả trên là của {cluster}, {added}; ai trúng cử {head_of(unit)} chỉ kết luận theo kết quả chung."


def congress_figures(count: Count) -> Context:
    """The figures of a round of the congress: those of any round, and who was summoned, absent, deducted; what is to be elected.

    Where too few came to vote, nothing is said of the list, the seats and the base.
    """
    base, people, voted = count.base, ballot_order(count), count.voted
    return {
        **figures(count, MEMBERS),
        "tong_so": counted(base.number, MEMBERS) if voted else "",
        "trieu_tap": counted(base.summoned, MEMBERS),
        "vang": counted(count.absent, MEMBERS),
        "duoc_tru": counted(base.deducted, MEMBERS) if voted and base.deducted else "",
        "ly_do_tru": why_deducted(count) if voted and base.deducted else "",
        "can_bau": counted(count.round.known_seats, COMRADE) if voted else "",
        "so_ung_cu": counted(len(people) or None, COMRADE) if voted else "",
        "danh_sach_bau": (listed([told_apart(person, count.candidates) for person in people]) or DOTS) if voted else "",
        "ket_luan": remarks(count),
        "cau_trung_cu": _elected_heading(count),
    }


def why_deducted(count: Count) -> str:
    """Who is deducted from the base, and why: "vắng có lý do được chấp nhận: đồng chí Thái Văn Hòa (nằm viện)"."""
    people = [f"{COMRADE} {told_apart(m, count.dossier.members)} ({m.reason or DOTS})" for m in excused(count.dossier, count.day)]
    return f"vắng có lý do được chấp nhận: {'; '.join(people) or DOTS}"


def elected_sentence(count: Count) -> str:
    """Who was elected, in one sentence; empty where nobody was."""
    names = [told_apart(person, count.candidates) for person in count.elected]
    if not names:
        return ""
    return f"{'Đồng chí' if len(names) == 1 else 'Các đồng chí'} {listed(names)} trúng cử {party_office(count)}."


def remarks(count: Count) -> list[str]:
    """What decides a round of the congress and what it leaves open, one paragraph each; who is elected is listed by itself."""
    return [text for text in (_threshold(count), _outcome_remark(count)) if text]


def _elected_heading(count: Count) -> str:
    if not count.elected:
        return ""
    if len(count.elected) == 1:
        return f"Đồng chí có tên sau đây trúng cử {party_office(count)}:"
    return f"Các đồng chí có tên sau đây trúng cử {party_office(count)}, xếp theo số phiếu từ cao xuống thấp:"


def _threshold(count: Count) -> str:
    if not count.voted or count.outcome in (None, Outcome.VOID, Outcome.NO_QUORUM):
        return ""
    if count.among_tied:
        return f"Bầu giữa những người bằng phiếu: người được nhiều phiếu hơn trúng cử{without_majority(count, in_full=True)}."
    rule = count.majority_rule
    if rule is None:
        return ""
    return f"Theo {rule.citation}, người trúng cử {votes_needed(rule.value, count.base.number, count.needed)}."


def votes_needed(majority: Threshold, base: int | None, needed: int | None) -> str:
    """How many votes whoever is elected must have, after the words for that person; dotted where the base is not known."""
    whole, least = (SHORT_DOTS if number is None else str(number) for number in (base, needed))
    return f"phải đạt số phiếu {majority.passed_in_full} so với {whole} {MEMBERS} làm căn cứ tính kết quả, tức là ít nhất {least} phiếu"


def _outcome_remark(count: Count) -> str:
    seats, number = count.round.seats, len(count.elected)
    match count.outcome:
        case Outcome.ELECTED:
            return _beyond_the_seats(count)
        case Outcome.INCOMPLETE:
            left = f"bầu được {number}/{seats} {COMRADE}, còn thiếu {seats - number} {COMRADE}"
            return f"Lượt này {left}; Đại hội quyết định có bầu tiếp hay không."
        case Outcome.NOT_ELECTED:
            return _nobody_elected(count)
        case Outcome.TIE:
            names = listed([told_apart(person, count.candidates) for person in count.tied])
            votes = next(v for _, person, v in count.ranking if person is count.tied[0])
            left = f"Các đồng chí {names} cùng được {votes} phiếu, mà chỉ còn bầu {seats - number} {COMRADE}"
            if count.among_tied:
                return f"{left}; vẫn bằng phiếu, Đại hội quyết định có bầu tiếp hay không."
            higher = f"người được nhiều phiếu hơn trúng cử{without_majority(count, in_full=True)}"
            return f"{left}; bầu lại giữa những người bằng phiếu, {higher}."
        case Outcome.NO_QUORUM:
            return _too_few(count)
        case Outcome.VOID:
            if count.box_overfull:
                figures_are = f"Số phiếu thu về ({count.round.returned} phiếu) nhiều hơn số phiếu phát ra ({count.round.issued} phiếu)"
                return f"{figures_are}: Đại hội hủy toàn bộ số phiếu trong hòm và bầu lại; lượt này không ai trúng cử."
            return f"Lượt bầu này bị hủy, không ai trúng cử. Lý do hủy: {(count.round.reason or DOTS).rstrip('.')}."
        case _:
            return outcome_sentence(count)


def _beyond_the_seats(count: Count) -> str:
    enough = count.passed_over
    if not enough or count.majority_rule is None:
        return ""
    names = listed([told_apart(person, count.candidates) for person in enough])
    who = f"{'Đồng chí' if len(enough) == 1 else 'Các đồng chí'} {names} được {count.majority_rule.value.passed_in_full}"
    return f"{who} nhưng không trúng cử, vì đã đủ {count.round.seats} {COMRADE} được nhiều phiếu hơn."


def _nobody_elected(count: Count) -> str:
    nobody = "Lượt này không có đồng chí nào trúng cử"
    appointed = count.law.on(law.APPOINTED_SECRETARY, count.day)
    so_far = [r for r in count.dossier.rounds_of(count.office) if r.number <= count.round.number]
    if count.office is Office.SECRETARY and appointed is not None and len(so_far) >= appointed.value:
        return f"{nobody}. Đã bầu {len(so_far)} lần không có bí thư: Đại hội báo cáo cấp ủy cấp trên xem xét, chỉ định."
    return f"{nobody}; Đại hội quyết định có bầu tiếp hay không."


def _too_few(count: Count) -> str:
    present = count.round.present
    if count.short_of_quorum and count.quorum_rule is not None:
        here = f"Có mặt {present}/{count.base.summoned} {MEMBERS} chính thức được triệu tập, chưa đủ {count.quorum_rule.value.level}"
        return f"{here} (cần ít nhất {count.quorum} {MEMBERS}): không tiến hành bầu cử."
    here = f" (có mặt {present} {MEMBERS})" if present is not None else ""
    return f"Lượt này được ghi nhận là không đủ số {MEMBERS} dự để bầu{here}: không tiến hành bầu cử."


def address(count: Count, person: Person) -> str:
    """How a candidate is addressed: "Ông", "Bà"; in the Party "Đồng chí"."""
    if count.office.of_party:
        return COMRADE.capitalize()
    return title(sex_of(person, count.dossier.nominees_for(count.office), count.dossier.households, count.dossier.members))


def head_unit(subject: Subject) -> str:
    """What the people of a head election are counted in: "đại diện", or "cử tri"."""
    return head_unit_of(subject.round)


def head_unit_of(count: Count) -> str:
    """The same for a round."""
    return "cử tri" if voters(count) == "cử tri" else "đại diện"


def _line(count: Count, who: str, number: int, person: Person, votes: int | None) -> Row:
    return {
        "tt": str(number),
        "ong_ba": address(count, person),
        "ho_ten": told_apart(person, count.candidates),
        "so_phieu": _written(count)(votes, who if count.of_people else BALLOTS),
        "so_phieu_so": plain_count(votes),
        # Of a cluster a share says nothing: half is of the whole hamlet.
        "ty_le": share_of(votes, count.base.number) if count.part_of is None else "",
    }


def _form(count: Count) -> str:
    if count.by_clusters and count.of_people and not count.round.by_hands:
        by_hands = [within_cluster(part.round.cluster or "") for part in count.parts if part.round.by_hands]
        others = [within_cluster(part.round.cluster or "") for part in count.parts if not part.round.by_hands]
        form = count.round.form.value if count.round.form is not None else DOTS
        return f"{form} ở {listed(others)}; biểu quyết giơ tay ở {listed(by_hands)}"
    if count.round.by_hands:
        return "biểu quyết giơ tay"
    return count.round.form.value if count.round.form is not None else DOTS


def _gap(count: Count) -> str:
    gap = count.ballots_missing
    if not gap:
        return ""
    words = f"{'thiếu' if gap > 0 else 'thừa'} {_written(count)(abs(gap), BALLOTS)}"
    return f"{words}, lý do: {count.round.reason or DOTS}"
