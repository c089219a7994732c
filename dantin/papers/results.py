"""A counted round as its minutes say it: figures, candidates in ballot order, the outcome in sentences; and the same as facts."""

import re

from dantin.model import Office, Person
from dantin.papers.paper import Context, Facts, Row, Subject
from dantin.papers.words import COMRADE, DOTS, counted, ordinal, plain_count, sex_of, share_of, title, told_apart
from dantin.tally import Count, Outcome
from dantin.vietnamese import count_words, name_key, percent
from dantin.wording import hamlet_name, head_of, outcome_sentence, voters

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
}


def figures(count: Count, who: str) -> Context:
    """The figures of a round. What was not counted (a void box, a show of hands) is left out; what is not known is dotted."""
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    ballots = count.voted and not r.by_hands
    return {
        "dien_bau": voters(count),
        "hinh_thuc": _form(count) if count.voted else "",
        "tong_so": counted(count.base.number, who),
        "co_mat": counted(r.present, who),
        "phat_ra": counted(r.issued, "phiếu") if ballots else "",
        "thu_ve": counted(r.returned, "phiếu") if ballots else "",
        "chenh_lech": _gap(count) if ballots else "",
        "hop_le": counted(count.valid, "phiếu") if ballots and whole else "",
        "khong_hop_le": counted(count.invalid, "phiếu") if ballots and whole else "",
        "ly_do_khong_hop_le": (r.invalid_reasons or DOTS) if ballots and whole and count.invalid else "",
        "ung_cu": candidates(count, who) if whole else [],
        "trung_cu": elected(count, who) if whole else [],
    }


def figure_facts(count: Count, who: str) -> Facts:
    """The figures of a round from the round itself, as they must be read in its minutes."""
    r = count.round
    whole = count.voted and count.outcome is not Outcome.VOID
    ballots = count.voted and not r.by_hands
    wanted = [(count.base.number, who)]
    wanted += [] if r.taken_round else [(r.present, who)]
    wanted += [(r.issued, "phiếu"), (r.returned, "phiếu")] if ballots else []
    wanted += [(count.valid, "phiếu"), (count.invalid, "phiếu")] if ballots and whole else []
    lines: list[tuple[str, ...]] = [(f"{number} {unit}",) for number, unit in wanted if number is not None]
    if whole:
        by_ballot = sorted(count.ranking, key=lambda row: name_key(row[1].name or ""))
        for _, person, votes in by_ballot:
            share = f"{percent(votes, count.base.number)} %" if votes is not None and count.base.number else None
            lines.append(tuple(x for x in (told_apart(person, count.candidates), str(votes) if votes is not None else None, share) if x))
        lines += [(told_apart(person, count.candidates),) for person in count.elected]
    known = {count.needed, count.quorum, abs(count.ballots_missing or 0), count.base.summoned, r.seats}
    told = {int(n) for text in (r.invalid_reasons, r.reason) for n in re.findall(r"\d+", text or "")}
    return Facts(tuple(lines), frozenset(n for n in known if n is not None) | told)


def subject_line(count: Count) -> str:
    """What was voted on: "bầu Trưởng khu phố 4, nhiệm kỳ 2024-2029 (lần thứ hai)"."""
    unit, number = count.dossier.unit, count.round.number
    again = "" if number == 1 else f" (lần {ordinal(number)})"
    if count.office is Office.HEAD:
        return f"bầu {head_of(unit)}{term(count)}{again}"
    return f"bầu {count.office.value}{term(count)}{again}"


def term(count: Count) -> str:
    """The term for which is elected, ready to follow the office: ", nhiệm kỳ 2024-2029"; nothing where it is not known."""
    years = count.dossier.unit.cell_term if count.office.of_party else count.dossier.unit.head_term
    return f", nhiệm kỳ {years}" if years else ""


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


def address(count: Count, person: Person) -> str:
    """How a candidate is addressed: "Ông", "Bà"; in the Party "Đồng chí"."""
    if count.office.of_party:
        return COMRADE.capitalize()
    return title(sex_of(person, count.dossier.nominees_for(count.office)))


def head_unit(subject: Subject) -> str:
    """What the people of a head election are counted in: "đại diện", or "cử tri"."""
    return "cử tri" if voters(subject.round) == "cử tri" else "đại diện"


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
