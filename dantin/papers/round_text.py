"""A counted round as its minutes say it: figures, candidates in ballot order, the outcome in sentences."""

from dantin import law
from dantin.base import excused
from dantin.figures import INVALID, OF_BALLOTS, PRESENT, RETURNED
from dantin.model import Candidate, Office, Person, RoundKind
from dantin.papers.blocks import party_cell
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.phrases import (
    COMRADE,
    DOTS,
    MEMBERS,
    counted,
    listed,
    ordinal,
    plain_count,
    sex_of,
    share_of,
    title,
    told_apart,
)
from dantin.tally import Count, Outcome
from dantin.vietnamese import count_words, name_key, percent
from dantin.wording import hamlet_name, head_of, outcome_sentence, voters, without_majority

MEANINGS = {
    "ve_viec": "việc được bầu, trong câu: bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)",
    "dien_bau": "người được tính vào tổng số: đại diện hộ gia đình, cử tri, đảng viên",
    "hinh_thuc": "bỏ phiếu kín, hoặc biểu quyết giơ tay; trống nếu không bầu",
    "tong_so": "tổng số để tính quá nửa: 310 đại diện (ba trăm mười đại diện)",
    "co_mat": "số có mặt, bằng số và chữ",
    "phat_ra": "số phiếu phát ra, bằng số và chữ; trống nếu giơ tay",
    "thu_ve": "số phiếu thu về",
    "chenh_lech": "thiếu hoặc thừa bao nhiêu phiếu và lý do; trống nếu thu về đủ",
    "hop_le": "số phiếu hợp lệ; trống nếu lượt bầu bị hủy",
    "khong_hop_le": "số phiếu không hợp lệ",
    "ly_do_khong_hop_le": "lý do không hợp lệ; trống nếu không có phiếu nào",
    "ung_cu": "danh sách người ứng cử theo thứ tự trên phiếu",
    "so_phieu": "số phiếu của một người, bằng số và chữ: 178 phiếu (một trăm bảy mươi tám phiếu)",
    "so_phieu_so": "số phiếu của một người, chỉ bằng số: 178",
    "ty_le": "tỷ lệ so với tổng số: 57,42 %",
    "ket_luan": "kết luận, mỗi ý một đoạn",
    "trung_cu": "danh sách người trúng cử, theo số phiếu",
    "trieu_tap": "số đảng viên chính thức được triệu tập, bằng số và chữ",
    "vang": "số được triệu tập mà vắng mặt, bằng số và chữ",
    "duoc_tru": "số đảng viên được trừ khi tính quá nửa, bằng số và chữ; trống nếu không trừ ai",
    "ly_do_tru": "ai được trừ, vì sao",
    "can_bau": "số lượng cần bầu: 3 đồng chí (ba đồng chí)",
    "so_ung_cu": "số người trong danh sách bầu cử: 4 đồng chí (bốn đồng chí)",
    "danh_sach_bau": "họ tên những người trong danh sách bầu cử, theo thứ tự trên phiếu, trong một câu",
    "cau_trung_cu": "câu dẫn vào danh sách người trúng cử; trống nếu không ai trúng cử",
}


def figures(count: Count, who: str) -> Context:
    """The figures of a round. What was not counted (a void box, a show of hands) is left out; what is not known is dotted."""
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    return {
        "dien_bau": voters(count),
        "hinh_thuc": _form(count) if count.voted else "",
        "tong_so": counted(count.base.number, who),
        PRESENT.field: counted(r.present, who),
        **{f.field: counted(count.number(f), f.unit) if count.records(f) else "" for f in OF_BALLOTS},
        "chenh_lech": _gap(count) if count.records(RETURNED) else "",
        "ly_do_khong_hop_le": (r.invalid_reasons or DOTS) if count.invalid and count.records(INVALID) else "",
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
    if count.outcome is Outcome.ELECTED and base and not count.office.of_party:
        lines = []
        for _, person, votes in count.ranking:
            if person in count.elected and votes is not None:
                lines.append(
                    f"{address(count, person)} {told_apart(person, count.candidates)} được {votes}/{base} "
                    f"{'phiếu' if not count.round.by_hands else 'người đồng ý'}, bằng {percent(votes, base)} % "
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
        "can_bau": counted(count.round.seats, COMRADE) if voted else "",
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
    needed = f"{rule.value.passed_in_full} của {count.base.number} {MEMBERS}, tức là ít nhất {count.needed} phiếu"
    return f"Theo {rule.citation}, người trúng cử phải được {needed}."


def _outcome_remark(count: Count) -> str:
    seats, number = count.round.seats, len(count.elected)
    match count.outcome:
        case Outcome.ELECTED:
            return _beyond_the_seats(count)
        case Outcome.INCOMPLETE:
            left = f"bầu được {number}/{seats} {COMRADE}, còn thiếu {seats - number} {COMRADE}"
            return f"Lượt này {left}; đại hội quyết định có bầu tiếp hay không."
        case Outcome.NOT_ELECTED:
            return _nobody_elected(count)
        case Outcome.TIE:
            names = listed([told_apart(person, count.candidates) for person in count.tied])
            votes = next(v for _, person, v in count.ranking if person is count.tied[0])
            left = f"Các đồng chí {names} cùng được {votes} phiếu, mà chỉ còn bầu {seats - number} {COMRADE}"
            if count.among_tied:
                return f"{left}; vẫn bằng phiếu, đại hội quyết định có bầu tiếp hay không."
            higher = f"người được nhiều phiếu hơn trúng cử{without_majority(count, in_full=True)}"
            return f"{left}; bầu lại giữa những người bằng phiếu, {higher}."
        case Outcome.NO_QUORUM:
            return _too_few(count)
        case Outcome.VOID:
            if count.box_overfull:
                figures_are = f"Số phiếu thu về ({count.round.returned} phiếu) nhiều hơn số phiếu phát ra ({count.round.issued} phiếu)"
                return f"{figures_are}: đại hội hủy toàn bộ số phiếu trong hòm và bầu lại; lượt này không ai trúng cử."
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
        return f"{nobody}. Đã bầu {len(so_far)} lần không có bí thư: đại hội báo cáo cấp ủy cấp trên xem xét, chỉ định."
    return f"{nobody}; đại hội quyết định có bầu tiếp hay không."


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
        "so_phieu": counted(votes, who if count.round.by_hands else "phiếu"),
        "so_phieu_so": plain_count(votes),
        "ty_le": share_of(votes, count.base.number),
    }


def _form(count: Count) -> str:
    if count.round.by_hands:
        return "biểu quyết giơ tay"
    return count.round.form.value if count.round.form is not None else DOTS


def _gap(count: Count) -> str:
    gap = count.ballots_missing
    if not gap:
        return ""
    words = f"{'thiếu' if gap > 0 else 'thừa'} {count_words(abs(gap), 'phiếu')}"
    return f"{words}, lý do: {count.round.reason or DOTS}"
