"""A report in sentences, as an official would write them: the same on the terminal, in Word and on a page. Works nothing out itself.

Every sentence asks `overview` for its figures; a share never goes without its two numbers.
"""

from collections.abc import Iterable

from dantin.brief import HeadResult, SecretaryIs
from dantin.elected_people import Band, Party
from dantin.hamlet_entry import HamletEntry
from dantin.overview import (
    APPROVED,
    APPROVED_SHARE,
    CHECKED,
    CONGRESS_SHARE,
    ELECTED,
    ELECTED_SHARE,
    IN_TIME_SHARE,
    INCOMPLETE_COMMITTEES,
    INVALID_SHARE,
    MISSING,
    MODEL_FRONT,
    MODEL_HEAD,
    MODEL_HEAD_SHARE,
    MODEL_SHARE,
    PEOPLE,
    PILOT,
    RECEIVED_SHARE,
    RECOGNISED_SHARE,
    REELECTED_SECRETARY_SHARE,
    REELECTED_SHARE,
    RESULTS,
    ROUND_1,
    ROUND_2,
    ROUND_3,
    SECRETARIES,
    SECRETARY,
    TAKEN_ROUND,
    TIES,
    TIME_UNKNOWN,
    TURNOUT,
    TURNOUT_HAMLETS,
    UNREADABLE,
    WITHOUT_ERROR,
    Group,
    Measure,
    OfPeople,
    Overview,
)
from dantin.percentage import per_cent, percentage
from dantin.vietnamese import sentence_case, short_date


def title(overview: Overview) -> str:
    """What the report is: "Tình hình bầu cử và đại hội chi bộ, Huyện Long Thành, đến ngày 20/12/2024"."""
    return sentence_case(subject(overview))


def subject(overview: Overview) -> str:
    """The same as it follows the name of a kind of paper, "Báo cáo tình hình ..."."""
    whose = f", {overview.name}" if overview.name else ""
    return f"tình hình bầu trưởng ấp, khu phố và đại hội chi bộ{whose}, đến ngày {short_date(overview.as_of)}"


def late_line(entry: HamletEntry) -> str:
    """What is late in a hamlet, since when."""
    row = entry.row
    due = f" (hạn {short_date(row.due)}, trễ {-(row.days_left or 0)} ngày)" if row.due is not None else ""
    return f"{row.seat.address}: {row.next.brief if row.next is not None else ''}{due}"


def headline(overview: Overview) -> str:
    """The first sentence: how many hamlets, how many of them are done, what share follows the model, what is late."""
    whole = overview.whole
    late = f"{whole.late} việc trễ hạn" if whole.late else "không có việc trễ hạn"
    if not whole.expected:
        return f"{overview.level_words} chưa có ấp, khu phố nào trong danh sách."
    return (
        f"{overview.level_words} có {whole.expected} {whole.kinds}; đã bầu xong {whole.share(ELECTED_SHARE)}, "
        f"thực hiện mô hình {whole.share(MODEL_SHARE)}; {late}."
    )


def sentences(overview: Overview) -> tuple[str, ...]:
    """The report on the whole, one paragraph each: headline, dossiers, elections, recognition, congresses, model, people."""
    whole = overview.whole
    if not whole.expected:
        return (headline(overview),)
    people = (_people(whole, of) for of in PEOPLE)
    return tuple(
        text
        for text in (
            headline(overview),
            _dossiers(whole),
            _elections(whole),
            _turnout(whole),
            _recognition(whole),
            _congresses(whole),
            _secretaries(whole),
            model_sentence(overview),
            *people,
        )
        if text
    )


def absent_words(group: Group) -> str:
    """What there is no dossier of to read: "3 hồ sơ chưa nộp, 1 hồ sơ không đọc được"; nothing where all are there."""
    return _listed(group, "", (MISSING, UNREADABLE))


def _dossiers(group: Group) -> str:
    absent = absent_words(group)
    checked = _listed(group, "hồ sơ", CHECKED.values())
    absent = f" ({absent})" if absent else ""
    return (
        f"Đã nhận hồ sơ {group.share(RECEIVED_SHARE)}{absent}; {group.number(WITHOUT_ERROR)} hồ sơ không có lỗi. "
        f"Mức độ kiểm tra: {checked}."
    )


def _elections(group: Group) -> str:
    rounds = [(ROUND_1, "lần 1"), (ROUND_2, "lần 2"), (ROUND_3, "lần 3 trở đi")]
    won = ", ".join(f"{number} ở {name}" for measure, name in rounds if (number := group.number(measure)))
    taken = f", trong đó {n} nơi phát phiếu đến hộ" if (n := group.number(TAKEN_ROUND)) else ""
    others = _listed(group, "nơi", (measure for result, measure in RESULTS.items() if result is not HeadResult.ELECTED))
    text = f"Bầu trưởng ấp, khu phố: đã bầu được {group.number(ELECTED)}" + (f" ({won}{taken})" if won else "")
    text += f"; {others}." if others else "."
    reelected = group.share(REELECTED_SHARE)
    return f"{text} Tái cử {reelected} số người trúng cử biết được." if reelected is not None else text


def _turnout(group: Group) -> str:
    turnout, invalid = group.share(TURNOUT), group.share(INVALID_SHARE)
    if turnout is None:
        return ""
    text = f"Đại diện hộ gia đình dự bầu {turnout}, tính ở {group.number(TURNOUT_HAMLETS)} nơi đã bầu và có đủ số liệu."
    if invalid is None:
        return text
    valid = group.ballot_shares[0]
    return f"{text} Phiếu hợp lệ {valid}, phiếu không hợp lệ {invalid} số phiếu thu về."


def _recognition(group: Group) -> str:
    in_time, unknown = group.share(IN_TIME_SHARE), group.number(TIME_UNKNOWN)
    text = f"Đã công nhận {group.share(RECOGNISED_SHARE)}"
    text += f"; đúng hạn {in_time}" if in_time is not None else ""
    return text + (f"; {unknown} nơi không rõ ngày nhận kết quả nên chưa biết đúng hạn hay không." if unknown else ".")


def _congresses(group: Group) -> str:
    pilots = [entry.row.seat.label for entry in group.pilots if entry.congress_held]
    pilot = f", trong đó {group.number(PILOT)} đại hội điểm ({', '.join(pilots)})" if pilots else ""
    text = f"Chi bộ đã đại hội {group.share(CONGRESS_SHARE)}{pilot}; bầu được bí thư {group.number(SECRETARIES)}"
    reelected = group.share(REELECTED_SECRETARY_SHARE)
    text += f", tái cử {reelected} số biết được" if reelected is not None else ""
    text += f"; đã chuẩn y {group.share(APPROVED_SHARE)}." if group.number(APPROVED) else "; chưa có nơi nào được chuẩn y."
    open_ones = _listed(group, "nơi", (TIES, INCOMPLETE_COMMITTEES))
    return f"{text} Còn phải giải quyết: {open_ones}." if open_ones else text


def _secretaries(group: Group) -> str:
    if not group.number(SECRETARIES):
        return ""
    who = _listed(group, "", (measure for is_, measure in SECRETARY.items() if is_ is not SecretaryIs.NOT_YET))
    return f"Trong {group.number(SECRETARIES)} bí thư đã bầu: {who}."


def model_sentence(overview: Overview) -> str:
    """The share of the model against the target, and secretary = head against the term before."""
    whole = overview.whole
    share = whole.share(MODEL_SHARE)
    if share is None:
        return ""
    text = f"Thực hiện mô hình “Dân tin, Đảng cử”: {share}, gồm bí thư là trưởng ấp, khu phố {whole.number(MODEL_HEAD)}, "
    text += f"bí thư là trưởng ban công tác Mặt trận {whole.number(MODEL_FRONT)}"
    target = target_words(overview)
    text += f"; {target}." if target else "."
    above, head = overview.above_previous, whole.share(MODEL_HEAD_SHARE)
    if above is None or overview.previous is None:
        return text
    change = "bằng" if not above else f"{'cao' if above > 0 else 'thấp'} hơn {per_cent(above)} điểm phần trăm so với"
    return f"{text} Riêng bí thư là trưởng ấp, khu phố {head}, {change} nhiệm kỳ trước ({per_cent(overview.previous)} %)."


def target_words(overview: Overview) -> str:
    """Whether the target is met: "chưa đạt chỉ tiêu 74 % (62/83)"; nothing where none is set."""
    if overview.target is None:
        return ""
    met = "đạt" if overview.target_met else "chưa đạt"
    return f"{met} chỉ tiêu {per_cent(overview.target)} % ({overview.target_number}/{overview.whole.expected})"


def _people(group: Group, of: OfPeople) -> str:
    elected = group.number(of.elected)
    # Where only one hamlet is told of, these would be the sex, age and party of one person.
    if not elected or group.shown(of.women) is None:
        return ""
    women = percentage(group.number(of.women), elected)
    members = sum(group.number(of.party[party]) for party in (Party.OFFICIAL, Party.PROBATIONARY, Party.UNDATED))
    ages = ", ".join(f"{n} người {band.value}" for band in Band if (n := group.number(of.bands[band])))
    unknown = [f"{n} không rõ giới tính" for n in (group.number(of.sex_unknown),) if n]
    unknown += [f"{n} không rõ là đảng viên hay không" for n in (group.number(of.party[Party.UNKNOWN]),) if n]
    text = f"{of.title}: {elected}; nữ {women}; đảng viên {percentage(members, elected)}; {ages}"
    return f"{text} ({', '.join(unknown)})." if unknown else f"{text}."


def _listed(group: Group, unit: str, measures: Iterable[Measure]) -> str:
    """The figures that are not zero, each after its unit: "2 nơi không ai trúng cử, 10 nơi chưa bầu"."""
    figures = ((number, m.label[:1].lower() + m.label[1:]) for m in measures if (number := group.number(m)))
    return ", ".join(" ".join(filter(None, (str(number), unit, label))) for number, label in figures)
