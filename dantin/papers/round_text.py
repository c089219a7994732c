"""A counted round as its minutes say it: figures, candidates in ballot order, the outcome in sentences; and the same as facts."""

from dantin import law
from dantin.base import excused
from dantin.figures import INVALID, ISSUED, OF_BALLOTS, PRESENT, RETURNED
from dantin.model import Candidate, Office, Person, RoundKind
from dantin.papers.blocks import cell_name, name_fact
from dantin.papers.paper import Context, Row, Subject
from dantin.papers.phrases import COMRADE, DOTS, counted, listed, numbers_in, ordinal, plain_count, sex_of, share_of, title, told_apart
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import count_words, name_key, percent
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import hamlet_name, head_of, outcome_sentence, voters, without_majority

MEMBERS = "đảng viên"

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


def number_facts(*told: tuple[int | None, str, tuple[Route, ...]]) -> list[Group]:
    """Numbers with their units and the routes they come from, each as a fact by itself; what is not known is none."""
    return [(Fact(f"{number} {unit}", *routes),) for number, unit, routes in told if number is not None]


def figure_facts(count: Count, who: str, opening: int | None = None, opened: tuple[Route, ...] = ()) -> Facts:
    """The figures of a round from the round itself, as its minutes must say them.

    `opening`: how many were there then, where the minutes say so; `opened`: the routes this comes from.
    """
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    wanted: list[tuple[int | None, str, tuple[Route, ...]]] = [(count.base.number, who, count.base.reads)]
    if PRESENT.kept_in(r):
        wanted.append((r.present, who, count.source(PRESENT)) if opening is None else (opening, who, opened))
    wanted += [(count.number(figure), figure.unit, count.source(figure)) for figure in OF_BALLOTS if count.records(figure)]
    lines = number_facts(*wanted)
    if whole:
        by_ballot = sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))
        lines += [vote_fact(count, person, votes, who) for _, person, votes in by_ballot]
    gap = count.ballots_missing if count.records(RETURNED) else None
    of_gap = (*count.source(ISSUED), *count.source(RETURNED))
    why = [Fact(as_given(r.reason), r.at("ly_do"))] if r.reason else []
    gaps = [(Fact(f"{'thiếu' if gap > 0 else 'thừa'} {abs(gap)} phiếu", *of_gap), *why)] if gap else []
    told = count.invalid and count.records(INVALID) and r.invalid_reasons
    reasons = [(Fact(as_given(r.invalid_reasons or ""), r.at("ly_do_khong_hop_le")),)] if told else []
    return Facts(tuple(lines), numbers_in(r.invalid_reasons, r.reason), (*gaps, *reasons))


def as_given(reason: str) -> str:
    """A reason as it is written down, without what ends it."""
    return reason.rstrip(". ")


def conclusion_facts(count: Count) -> Facts:
    """What a round decided as it must be read in its minutes: who is elected with which votes, and every other figure of the outcome."""
    elected = [(person, votes) for _, person, votes in count.ranking if person in count.elected]
    if count.office.of_party:
        return Facts((*(vote_fact(count, person, votes, MEMBERS) for person, votes in elected), *remark_facts(count)))
    r, base = count.round, Fact(f"{count.base.number} {voters(count)}", *count.base.reads)
    match count.outcome:
        case Outcome.ELECTED:
            return Facts(tuple((*_of_base(count, person, votes), _needed(count)) for person, votes in elected))
        case Outcome.NOT_ELECTED:
            return Facts(((_needed(count, " người đồng ý" if r.by_hands else " phiếu"), base),))
        case Outcome.NO_QUORUM if count.short_of_quorum:
            came = Fact(f"{r.present}/{count.base.number}", *count.source(PRESENT), *count.base.reads)
            return Facts(((came, _quorum(count)),))
        case Outcome.NO_QUORUM if r.present is not None and count.quorum is not None:
            return Facts(((Fact(f"ghi là {r.present}", *count.source(PRESENT)),),))
        case Outcome.VOID if count.box_overfull:
            returned = Fact(f"{r.returned} phiếu", *count.source(RETURNED))
            return Facts(((returned, Fact(f"phát ra {r.issued}", *count.source(ISSUED))),))
        case _:
            return Facts()


def _needed(count: Count, unit: str = "") -> Fact:
    return Fact(f"ít nhất {count.needed}{unit}", *count.base.reads, version=count.majority_rule)


def _quorum(count: Count, unit: str = "") -> Fact:
    return Fact(f"ít nhất {count.quorum}{unit}", *count.base.reads, version=count.quorum_rule)


def remark_facts(count: Count) -> list[Group]:
    """The figures of what decides a round of the congress and of what it leaves open, see `remarks`."""
    r, base, seats, left = count.round, count.base, count.round.seats, count.round.seats - len(count.elected)
    to_fill = (r.at("so_can_bau"), *(route for person in count.candidates for route in count.source_of_votes(person)))
    groups: list[Group] = []
    if count.voted and count.outcome not in (None, Outcome.VOID, Outcome.NO_QUORUM) and not count.among_tied:
        groups.append((Fact(f"{base.number} {MEMBERS}", *base.reads), _needed(count, " phiếu")))
    match count.outcome:
        case Outcome.INCOMPLETE:
            groups.append((Fact(f"{seats - left}/{seats} {COMRADE}", *to_fill), Fact(f"{left} {COMRADE}", *to_fill)))
        case Outcome.TIE:
            votes = next(v for _, person, v in count.ranking if person is count.tied[0])
            level = Fact(f"{votes} phiếu", *(route for person in count.tied for route in count.source_of_votes(person)))
            groups.append((*(name_fact(person, count.candidates) for person in count.tied), level, Fact(f"{left} {COMRADE}", *to_fill)))
        case Outcome.NO_QUORUM if count.short_of_quorum:
            came = Fact(f"{r.present}/{base.summoned} {MEMBERS}", *count.source(PRESENT), *base.reads)
            groups.append((came, _quorum(count, f" {MEMBERS}")))
        case Outcome.NO_QUORUM if r.present is not None:
            groups.append((Fact(f"có mặt {r.present} {MEMBERS}", *count.source(PRESENT)),))
        case Outcome.VOID if count.box_overfull:
            returned = Fact(f"{r.returned} phiếu", *count.source(RETURNED))
            groups.append((returned, Fact(f"{r.issued} phiếu", *count.source(ISSUED))))
        case Outcome.ELECTED if count.passed_over:
            groups.append((Fact(f"đã đủ {seats} {COMRADE}", r.at("so_can_bau")),))
        case _:
            pass
    return groups


def _of_base(count: Count, person: Candidate, votes: int | None) -> Group:
    """Somebody elected head as a sentence tells it: name, votes of all, share of all."""
    base, routes = count.base.number, (*count.source_of_votes(person), *count.base.reads)
    share = Fact(f"{percent(votes or 0, base or 1)} %", *routes)
    return name_fact(person, count.candidates), Fact(f"{votes}/{base}", *routes), share


def elected_facts(count: Count) -> Facts:
    """Everyone elected head, with votes of all and their share."""
    return Facts(tuple(_of_base(count, person, votes) for _, person, votes in count.ranking if person in count.elected))


def vote_fact(count: Count, person: Candidate, votes: int | None, who: str = "phiếu") -> Group:
    """A candidate with votes and share, as they stand together wherever a paper lists them; in a show of hands the votes are of `who`."""
    unit = who if count.round.by_hands else "phiếu"
    routes, name, base = count.source_of_votes(person), name_fact(person, count.candidates), count.base
    if votes is None:
        return (name,)
    share = (Fact(f"{percent(votes, base.number)} %", *routes, *base.reads),) if base.number else ()
    return (name, Fact(f"{votes} {unit}", *routes), *share)


def subject_line(count: Count) -> str:
    """What was voted on: "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)"."""
    unit, number = count.dossier.unit, count.round.number
    again = "" if number == 1 else f" (lần {ordinal(number)})"
    if count.office is Office.HEAD:
        return f"bầu {head_of(unit)}{term(count)}{again}"
    if count.among_tied:
        again = f"{again[:-1]}, {RoundKind.AMONG_TIED.value})" if again else f" ({RoundKind.AMONG_TIED.value})"
    return f"bầu {party_office(count)}{again}"


def party_office(count: Count) -> str:
    """What the congress elects, inside a sentence: "bí thư Chi bộ khu phố 4, nhiệm kỳ 2025-2027"."""
    return f"{count.office.value} {cell_name(count.dossier.unit)}{term(count)}"


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
        "vang": counted(absent(count), MEMBERS),
        "duoc_tru": counted(base.deducted, MEMBERS) if voted and base.deducted else "",
        "ly_do_tru": why_deducted(count) if voted and base.deducted else "",
        "can_bau": counted(count.round.seats, COMRADE) if voted else "",
        "so_ung_cu": counted(len(people) or None, COMRADE) if voted else "",
        "danh_sach_bau": (listed([told_apart(person, count.candidates) for person in people]) or DOTS) if voted else "",
        "ket_luan": remarks(count),
        "cau_trung_cu": _elected_heading(count),
    }


def congress_facts(count: Count) -> Facts:
    """The same figures as they must be read in the minutes."""
    r, base, present = count.round, count.base, count.source(PRESENT)
    here = ((base.summoned, MEMBERS, base.reads), (absent(count), MEMBERS, (*base.reads, *present)))
    if not count.voted:
        return Facts(tuple(number_facts(*here, (r.present, MEMBERS, present)))) + conclusion_facts(count)
    deducted = (*base.reads, *(m.at("tinh_trang") for m in excused(count.dossier, count.day)))
    wanted = ((r.seats, COMRADE, (r.at("so_can_bau"),)), *here, (base.deducted or None, MEMBERS, deducted))
    reasons = numbers_in(*(member.reason for member in excused(count.dossier, count.day)))
    return Facts(tuple(number_facts(*wanted)), reasons) + figure_facts(count, MEMBERS) + conclusion_facts(count)


def absent(count: Count) -> int | None:
    """How many of those summoned did not come; None where either number is not known or they contradict each other."""
    summoned, present = count.base.summoned, count.round.present
    return summoned - present if summoned is not None and present is not None and present <= summoned else None


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
