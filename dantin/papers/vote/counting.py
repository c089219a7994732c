"""The papers of the vote for the hamlet head: the tally sheet and the minutes of counting. The meeting's own minutes: `meeting`."""

from collections.abc import Iterator, Sequence

from dantin import law
from dantin.case import Case, count_unknown
from dantin.figures import BALLOT_FIELDS
from dantin.gathering import meeting_of
from dantin.model import Duty, Event, Meeting, Nominee, Office, Official, Person, Round, StepKind
from dantin.papers import gate
from dantin.papers.blocks import (
    addressed,
    hamlet,
    meeting_place,
    name_fact,
    nobody,
    of_hamlet,
    of_people,
    officials,
    only_name,
    recipients,
    signing,
)
from dantin.papers.paper import Context, Occasion, Paper, Row, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, bare_name, day_words, filled, hour, minute, numbered, told_apart
from dantin.papers.round_facts import conclusion_facts, figure_facts, number_facts
from dantin.papers.round_text import address, conclusion, figures, head_unit, head_unit_of, subject_line
from dantin.papers.vote.signers import copies_facts, copies_made, copies_sent
from dantin.route import Route
from dantin.tally import Count, Outcome
from dantin.vietnamese import long_date, name_key, sentence_case
from dantin.word.facts import Fact, Facts, Group
from dantin.wording import cluster_name, commune, hamlet_name, uncounted, voters, within_cluster

_OF_SQUARE, _OF_LINE = 5, 50
_VALIDITY = ("Phiếu hợp lệ", "Phiếu không hợp lệ")

MEANINGS = {
    "gio": "giờ bắt đầu cuộc họp: 08",
    "phut": "phút bắt đầu: 00",
    "ngay": "ngày họp: ngày 10 tháng 11 năm 2024",
    "dia_diem": "nơi họp: Nhà văn hóa khu phố 4",
    "gio_xong": "giờ lập xong biên bản",
    "phut_xong": "phút lập xong biên bản",
    "so_ban": "số bản của biên bản: 03 (ba); để chỗ trống nếu luật của ngày họp không quy định",
    "kiem_phieu": "ban kiểm phiếu, hoặc tổ phát phiếu khi phát phiếu lấy ý kiến, người đứng đầu trước; trống nếu không kiểm phiếu",
    "chung_kien": "hai người chứng kiến việc kiểm phiếu; trống nếu không kiểm phiếu",
    "o_phieu": "các ô vuông để gạch khi kiểm phiếu, mỗi ô năm phiếu, mỗi hàng mười ô",
    "luy_ke": "số phiếu cộng dồn ở cuối mỗi hàng ô: 50, 100, 150...",
    "phan_loai": "hai hàng của bảng kiểm phiếu: phiếu hợp lệ, phiếu không hợp lệ",
    "loai_phieu": "phiếu hợp lệ, hoặc phiếu không hợp lệ",
    "tu_ngay": "ngày bắt đầu phát phiếu đến hộ: ngày 12 tháng 11 năm 2024",
    "den_ngay": "ngày thu phiếu xong: ngày 15 tháng 11 năm 2024",
    "dai_dien": "người này đại diện cho ai: Ban công tác Mặt trận khu phố 4",
    "huong_dan": "cách ghi phiếu, một câu",
    "danh_dau": "“x” nếu mỗi tên có ô Đồng ý, Không đồng ý; trống nếu gạch tên người không bầu",
    "cuoc_hop_truoc": "cuộc họp trước đó không đủ số người dự, cả câu",
}

TAKEN_TEAM = (Duty.TAKEN_TEAM_HEAD, Duty.TAKEN_TEAM_MEMBER)
CLUSTER_UNKNOWN = "chưa biết số hộ của {cluster}: điền cột Tổng số của {cluster} ở bảng Bầu cử, hoặc cột Cụm của bảng Hộ gia đình"
TALLY_SHEET = "bang-kiem-phieu"
COUNTING_MINUTES = "bien-ban-kiem-phieu-truong-ap"
TAKEN_MINUTES = "bien-ban-lay-y-kien-ho"


# --- The tally sheet ---------------------------------------------------------------------------------------------


def _tally_sheet(subject: Subject) -> Context:
    """The sheet on which the counting table ticks each ballot: five to a square, its four sides and a diagonal."""
    unit, details, count = subject.unit, subject.details(TALLY_SHEET), round_of(subject)
    people, base = on_ballot(count), count.base.number
    return {
        **of_hamlet(unit, details, count.round.last_day or count.round.day),
        **hamlet(unit, subject.cluster),
        "ve_viec": subject_line(count),
        "dien_bau": voters(count),
        "tong_so": numbered(base, head_unit_of(count)),
        "phan_loai": [{"tt": str(i), "loai_phieu": text, **_to_stroke(most)} for i, (text, most) in enumerate(_sorted_out(base), 1)],
        "ung_cu": [
            {"tt": str(i), "ong_ba": address(count, p), "ho_ten": told_apart(p, people), **_to_stroke(base)}
            for i, p in enumerate(people, 1)
        ],
    }


def _sorted_out(base: int | None) -> list[tuple[str, int | None]]:
    """The two kinds of ballots, with how many squares for: of invalid ones there are few, in whole lines for a tenth of all."""
    every = base or _OF_LINE
    lines_for_a_tenth = -(-every // (10 * _OF_LINE))
    return list(zip(_VALIDITY, (base, min(every, lines_for_a_tenth * _OF_LINE)), strict=True))


def _to_stroke(most: int | None) -> Row:
    return {"o_phieu": _squares(most), "luy_ke": _running_totals(most)}


def on_ballot(count: Count) -> list[Person]:
    """Who stands in a round, in the order of the ballot: its candidates, before it is held the people introduced."""
    listed = count.candidates or (count.part_of.candidates if count.part_of is not None else ())
    people: Sequence[Person] = listed or count.dossier.nominees_for(Office.HEAD)
    return sorted(people, key=lambda person: name_key(person.name or ""))


def names_to_mark(count: Count) -> Context:
    """Who stands on a ballot, and how it is marked: with one name by a box, else by striking out the others."""
    people = on_ballot(count)
    boxes = "Đánh dấu X vào ô “Đồng ý” hoặc ô “Không\u00a0đồng\u00a0ý”."
    strike = "Chỉ bầu 01 (một) người: gạch ngang cả họ và tên những người không bầu, để nguyên họ và tên người được bầu."
    return {
        "huong_dan": boxes if len(people) == 1 else strike,
        "danh_dau": "x" if len(people) == 1 else "",
        "ung_cu": [{"tt": str(i), "ong_ba": address(count, p), "ho_ten": told_apart(p, people)} for i, p in enumerate(people, 1)],
    }


def _lines(base: int | None) -> Iterator[int]:
    """How many squares each line has, so that there is one for every five ballots of the whole base."""
    left = _whole_squares(base or _OF_LINE)
    while left > 0:
        yield min(left, _OF_LINE // _OF_SQUARE)
        left -= _OF_LINE // _OF_SQUARE


def _whole_squares(base: int) -> int:
    return -(-base // _OF_SQUARE)


def _squares(base: int | None) -> str:
    """Empty squares, a line for each fifty ballots, a gap after the fifth."""
    halves = (("\u00a0".join("□" * min(n, 5)), "\u00a0".join("□" * (n - 5))) for n in _lines(base))
    return "\n".join(f"{first}\u00a0\u00a0\u00a0{second}".rstrip("\u00a0") for first, second in halves)


def _running_totals(base: int | None) -> str:
    """How many ballots all squares up to the end of each line hold."""
    totals = [_OF_LINE * i for i, _ in enumerate(_lines(base), 1)]
    totals[-1] = _whole_squares(base or _OF_LINE) * _OF_SQUARE
    return "\n".join(map(str, totals))


def _tally_lacks(subject: Subject) -> str | None:
    count = round_of(subject)
    if count.round.by_hands:
        return "lượt này biểu quyết giơ tay, không có phiếu để kiểm"
    if not on_ballot(count):
        return "chưa có người ứng cử: ghi ở bảng Nhân sự, cột Giới thiệu bầu"
    if count.base.number is None and subject.cluster is not None:
        return CLUSTER_UNKNOWN.format(cluster=within_cluster(subject.cluster))
    if count.base.number is None:
        return "chưa biết tổng số đại diện hộ gia đình: nhập bảng Hộ gia đình, hoặc cột Tổng số hộ của bảng Đơn vị"
    return None


def _totals(count: Count, most: int | None) -> Group:
    """The running totals of so many ballots, as they stand one below the other; none where it is not known how many there are."""
    if not count.base.number or not most:
        return ()
    last = _whole_squares(most) * _OF_SQUARE
    return (Fact(" ".join(map(str, (*range(_OF_LINE, last, _OF_LINE), last))), *count.base.reads),)


def _tally_facts(subject: Subject) -> Facts:
    count = round_of(subject)
    people, base = on_ballot(count), count.base.number
    whole = number_facts((base or None, head_unit_of(count), count.base.reads))
    kinds = ((text, *_totals(count, most)) for text, most in _sorted_out(base))
    rows = (*kinds, *((name_fact(p, people), *_totals(count, base)) for p in people))
    return Facts((*whole, *rows), frozenset((_OF_SQUARE, _OF_LINE)), ((f"là {_OF_LINE} phiếu",),))


# --- Minutes of counting -----------------------------------------------------------------------------------------


def _counting_minutes(subject: Subject) -> Context:
    """Mẫu số 02: the minutes of counting of one round for the head, at a meeting."""
    r = subject.round.round
    # When the clusters' results were added up is not when they met.
    begins, ends = (None, None) if subject.round.by_clusters else (r.begins, r.ends)
    return {
        **_minutes(subject, COUNTING_MINUTES),
        "gio": hour(begins),
        "phut": minute(begins),
        "gio_xong": hour(ends),
        "phut_xong": minute(ends),
        "ngay": day_words(r.day),
    }


def _taken_minutes(subject: Subject) -> Context:
    """Mẫu số 04: the minutes of counting the ballots that were taken to the households, made by the team that took them."""
    r, details = subject.round.round, subject.details(TAKEN_MINUTES)
    # When counting began is known only where all was done on one day: else `begins` is when the first ballot was handed out.
    begins = r.begins if r.last_day in (None, r.day) else None
    return {
        **_minutes(subject, TAKEN_MINUTES),
        "kiem_phieu": team(subject),
        **signing(details, "TM. TỔ PHÁT PHIẾU", "TỔ TRƯỞNG", only_name(officials(subject, Event.HEAD_ELECTION, Duty.TAKEN_TEAM_HEAD))),
        "gio": hour(begins),
        "phut": minute(begins),
        "ngay": day_words(r.last_day or r.day),
        "tu_ngay": day_words(r.day),
        "den_ngay": day_words(r.last_day or r.day),
        "cuoc_hop_truoc": meeting_before(subject.case, subject.round),
    }


def _minutes(subject: Subject, name: str) -> Context:
    """What both minutes of counting say."""
    count, unit, details = subject.round, subject.unit, subject.details(name)
    r = count.round
    chairs = officials(subject, Event.HEAD_ELECTION, Duty.COUNTING_HEAD if count.voted else Duty.ELECTION_TEAM_HEAD)
    authority = "TM. BAN KIỂM PHIẾU" if count.voted else "TM. TỔ BẦU CỬ"
    if count.by_clusters and not r.taken_round:
        # The clusters have counted; the election team adds up what they report.
        authority, chairs = "TM. TỔ BẦU CỬ", officials(subject, Event.HEAD_ELECTION, Duty.ELECTION_TEAM_HEAD)
    return {
        **of_hamlet(unit, details, r.last_day or r.day),
        **hamlet(unit, subject.cluster),
        **figures(count, head_unit(subject)),
        "ve_viec": subject_line(count),
        "dia_diem": filled(r.venue),
        "noi_hop_day_du": meeting_place(unit, r.venue, subject.cluster),
        "kiem_phieu": counting_team(subject) if count.voted else [],
        "chung_kien": witnesses(subject) if count.voted else [],
        "ket_luan": conclusion(count),
        "gio_xong": hour(r.ends),
        "phut_xong": minute(r.ends),
        "so_ban": copies_made(subject, count.day),
        "gui_ban": "" if r.taken_round else copies_sent(subject, count.day),
        **signing(details, authority, "TỔ TRƯỞNG", only_name(chairs)),
        **to_commune(subject, name),
    }


def to_commune(subject: Subject, name: str) -> Context:
    """Who gets a paper of the vote: the People's Committee and the Front of the commune."""
    body, name_of = commune(subject.unit), hamlet_name(subject.unit)
    added = (f"Tổ bầu cử {name_of} (để tổng hợp)",) if subject.cluster is not None else ()
    return recipients(subject.details(name), *added, f"UBND {body}", f"Ủy ban MTTQ Việt Nam {body}", f"Lưu: hồ sơ {name_of}")


def counting_team(subject: Subject, event: Event = Event.HEAD_ELECTION) -> list[Row]:
    """The counting team, its head first; three dotted lines where nobody is recorded (a team has 3 to 5 people).

    Where the clusters count, each has its own, and the hamlet only one that is written down for all of them.
    """
    team: list[Official] = officials(subject, event, Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER)
    if not team and subject.count is not None and subject.count.by_clusters:
        return []
    if not team:
        return [nobody(vai_tro=role) for role in ("Tổ trưởng", "Thành viên", "Thành viên")]
    return [{**addressed(o), "vai_tro": "Tổ trưởng" if o.duty is Duty.COUNTING_HEAD else "Thành viên"} for o in team]


def team(subject: Subject) -> list[Row]:
    """The team that takes ballots round and counts them, its head first; three dotted lines where nobody is recorded."""
    people = officials(subject, Event.HEAD_ELECTION, *TAKEN_TEAM)
    if not people:
        return [{"tt": str(i), **nobody(vai_tro=_role(i == 1), dai_dien=SHORT_DOTS)} for i in range(1, 4)]
    return [
        {
            "tt": str(i),
            **addressed(o),
            "vai_tro": _role(o.duty is Duty.TAKEN_TEAM_HEAD),
            "dai_dien": o.represents or o.position or SHORT_DOTS,
        }
        for i, o in enumerate(people, 1)
    ]


def _role(leads: bool) -> str:
    return "Tổ trưởng" if leads else "Thành viên"


def witnesses(subject: Subject) -> list[Row]:
    """The witnesses; the form has two lines, so what is missing of two is dotted, but where the clusters have their own."""
    people = [addressed(o) for o in officials(subject, Event.HEAD_ELECTION, Duty.WITNESS)]
    if not people and subject.round.by_clusters:
        return []
    return people + [nobody() for _ in range(2 - len(people))]


def _short_meeting(case: Case, count: Count) -> Round | Meeting | None:
    """The last meeting before ballots are taken round, at which too few came: its round, else what the table "Cuộc họp" tells of it."""
    day, planned = count.round.day, count.round.index < 0
    held = [c for c in case.held(Office.HEAD) if not c.round.taken_round]
    earlier = [c for c in held if planned or c.round.number < count.round.number]
    if earlier:
        return next((c.round for c in reversed(earlier) if c.outcome is Outcome.NO_QUORUM), None)
    meetings = [m for m in case.dossier.meetings if m.event is Event.HEAD_ELECTION and m.present is not None]
    return next((m for m in reversed(meetings) if m.day is None or day is None or m.day <= day), None)


def meeting_before(case: Case, count: Count) -> str:
    """The meeting that too few attended, in a sentence."""
    short, base = _short_meeting(case, count), count.base.number
    present = short.present if short is not None else None
    came = f"{present}/{base}" if present is not None and base is not None else DOTS
    day = day_words(short.day if short is not None else None)
    return f"Cuộc họp của cộng đồng dân cư {day} chỉ có {came} {voters(count)} dự họp, không đủ số người dự để bầu."


def meeting_before_facts(case: Case, count: Count) -> Facts:
    """The same meeting: its day, and how many of all came."""
    short, base = _short_meeting(case, count), count.base.number
    before = [Fact(long_date(short.day), short.at("ngay"))] if short is not None and short.day is not None else []
    if short is not None and short.present is not None and base is not None:
        before.append(Fact(f"{short.present}/{base}", short.at("co_mat"), *count.base.reads))
    return Facts((tuple(before),) if before else ())


def days_of_asking(count: Count) -> Group:
    """From when to when ballots are out, as far as it is known."""
    r = count.round
    return tuple(Fact(long_date(day), r.at(field)) for field, day in (("ngay", r.day), ("ngay_ket_thuc", r.last_day)) if day is not None)


def _taken_facts(subject: Subject) -> Facts:
    count = subject.round
    days, others = days_of_asking(count), names_of(subject, *TAKEN_TEAM, Duty.WITNESS)
    others += figure_facts(count, head_unit(subject)) + conclusion_facts(count)
    return meeting_before_facts(subject.case, count) + Facts((days,) if days else ()) + others


# --- Which round, when due ---------------------------------------------------------------------------------------


def next_round(case: Case) -> Count:
    """The round for head that is planned, else the last one held, else one of which nothing is known."""
    rounds = case.counts_of(Office.HEAD)
    return next((c for c in rounds if c.planned), rounds[-1] if rounds else count_unknown(case, Office.HEAD))


def round_of(subject: Subject) -> Count:
    """The round that a paper is about; of a paper about the hamlet the next one."""
    return subject.count if subject.count is not None else next_round(subject.case)


def by_ballot(case: Case) -> list[Subject]:
    """Each round for head in which ballots are cast, planned or held: it has a list, and no hands are raised."""
    rounds = (count for count in case.counts_of(Office.HEAD) if on_ballot(count) and not count.round.by_hands)
    return [Subject(case, count) for count in rounds]


def sheets(case: Case) -> list[Subject]:
    """Each round in which ballots are cast, or each cluster of it that casts them: a counting table for each."""
    of_rounds = ((subject, subject.by_cluster()) for subject in by_ballot(case))
    return [one for subject, clusters in of_rounds for one in clusters or [subject] if not one.round.round.by_hands]


def ballots_needed(case: Case) -> bool:
    """Whether ballots are to be cast for head: once the list is out or the vote has its row; not where hands are to be raised."""
    if case.counts_of(Office.HEAD):
        return bool(by_ballot(case))
    sent = case.dossier.step(StepKind.LIST_SENT)
    return sent is not None and sent.day is not None and sent.day <= case.as_of and bool(on_ballot(next_round(case)))


def gatherings(case: Case) -> list[list[Count]]:
    """The meetings that vote for head, each as its rounds. Another day is another meeting; so is what is planned without a day yet."""
    meetings: list[list[Count]] = []
    for count in case.counts_of(Office.HEAD):
        if count.round.taken_round:
            continue
        day = meetings[-1][-1].round.day if meetings else None
        if meetings and (count.round.day == day if count.round.day is not None else not count.planned):
            meetings[-1].append(count)
        else:
            meetings.append([count])
    return meetings


def each_gathering(case: Case) -> list[Subject]:
    """Each meeting that votes for head, by its first round; where clusters meet, the meeting of each."""
    meetings = (Subject(case, rounds[0]) for rounds in gatherings(case))
    return [one for meeting in meetings for one in meeting.by_cluster() or [meeting]]


def told_of(subject: Subject) -> Meeting:
    """What the table "Cuộc họp" tells of the meeting of a round: that of its day, or the only one where either is undated."""
    return meeting_of(subject.case, round_of(subject)).minutes


def last_round(case: Case) -> Count:
    """The last round for head held, else as `next_round`."""
    return case.deciding(Office.HEAD) or next_round(case)


def meeting_round(case: Case) -> Count:
    """The last round for head held at a meeting, else as `next_round`."""
    return next((c for c in reversed(case.held(Office.HEAD)) if not c.round.taken_round), next_round(case))


def meeting_held(case: Case) -> bool:
    """Whether a round for head was held at a meeting."""
    return any(not count.round.taken_round for count in case.held(Office.HEAD))


def _counted(subject: Subject) -> bool:
    """Whether there was anything to count: where too few came to a meeting nobody voted, and its own minutes say so.

    Clusters vote each by itself, before anybody knows that all of them together are too few.
    """
    count = subject.round
    return count.outcome is not Outcome.NO_QUORUM or count.by_clusters or count.part_of is not None


def _nothing_counted(subject: Subject) -> str | None:
    if _counted(subject):
        return None
    return "cuộc họp không đủ số hộ dự để bầu nên không bỏ phiếu, không kiểm phiếu: chỉ lập biên bản cuộc họp (bien-ban-cuoc-hop)"


def _taken_round(case: Case) -> bool:
    return any(count.round.taken_round for count in case.held(Office.HEAD))


def _head_facts(subject: Subject) -> Facts:
    counters = (Duty.COUNTING_HEAD, Duty.COUNTING_MEMBER, Duty.WITNESS) if subject.round.voted else ()
    figures_are = figure_facts(subject.round, head_unit(subject)) + conclusion_facts(subject.round)
    return (
        names_of(subject, *counters)
        + meetings_of_clusters(subject)
        + figures_are
        + copies_facts(subject, subject.round.day, subject.round.round.at("ngay"))
    )


def names_of(subject: Subject, *duties: Duty) -> Facts:
    """Those who act in these duties at the vote for head, by name."""
    return of_people(officials(subject, Event.HEAD_ELECTION, *duties))


def undecided(count: Count) -> str | None:
    """Why minutes cannot be signed: they need the outcome of their round, and are of one meeting."""
    if count.outcome is not None or (count.part_of is not None and count.sound):
        return None
    if count.part_of is not None:
        cluster = within_cluster(count.round.cluster or "")
        return f"số liệu của {cluster} chưa đủ: điền đủ ở bảng Bầu cử và bảng Kết quả"
    if count.uncounted:
        return f"chưa có số liệu của {uncounted(count)}: điền bảng Bầu cử và bảng Kết quả, rồi mới cộng được kết quả chung"
    return "chưa kết luận được lượt bầu: điền đủ số liệu ở bảng Bầu cử và bảng Kết quả"


def meetings_of_clusters(subject: Subject) -> Facts:
    """When and where each cluster met, and who chaired there, as the minutes of the whole hamlet tell it."""
    count, lines = subject.round, []
    for part in count.parts if count.by_clusters else ():
        r, minutes = part.round, meeting_of(subject.case, count.of_cluster(part)).minutes
        chairs = officials(Subject(subject.case, cluster=r.cluster), Event.HEAD_ELECTION, Duty.CHAIR)[:1]
        begun = next((row for row in (r, minutes) if row.begins is not None), None)
        held = next((row for row in (r, minutes) if row.day is not None), None)
        where = next((row for row in (r, minutes) if row.venue), None)
        clock = [Fact(f"{begun.begins:%H giờ %M phút}", begun.at("bat_dau"))] if begun is not None else []
        day = [Fact(long_date(held.day), held.at("ngay"))] if held is not None and held.day is not None else []
        venue = [Fact(" ".join((where.venue or "").split()), where.at("dia_diem"))] if where is not None else []
        name = Fact(sentence_case(cluster_name(r.cluster or "")), r.at("cum"))
        lines.append((name, *clock, *day, *venue, *(Fact(bare_name(o), o.at("ho_ten")) for o in chairs if o.name)))
    return Facts(tuple(lines))


def nominees_as_listed(subject: Subject) -> Iterator[Route]:
    """Who is introduced for head and how: nothing else that is told of them."""
    for n in subject.dossier.nominees:
        if not n.offices or Office.HEAD in n.offices:
            yield from (n.at(field) for field in ("ho_ten", "gioi_tinh", "nguon"))
            # Read amiss, it may be another list; whether somebody is rightly introduced is no matter of who stands on it.
            if n.at("gioi_thieu") in subject.dossier.flawed:
                yield n.at("gioi_thieu")
    yield Nominee.rows()


FIGURES = ("tong_so", *BALLOT_FIELDS, "ung_cu.ho_ten", "ung_cu.so_phieu", "ket_luan")
"""What minutes of a vote must show of it, whatever their form."""

PAPERS = (
    Paper(
        TALLY_SHEET,
        "bảng kiểm phiếu bầu trưởng ấp",
        Occasion.VOTE,
        _tally_sheet,
        due=ballots_needed,
        each=sheets,
        reads=(gate.unit, gate.households, nominees_as_listed),
        form=("tong_so", "phan_loai.o_phieu", "ung_cu.ho_ten", "ung_cu.o_phieu", "ung_cu.luy_ke"),
        facts=_tally_facts,
        lacks=_tally_lacks,
    ),
    Paper(
        COUNTING_MINUTES,
        "biên bản kiểm phiếu bầu trưởng ấp",
        Occasion.VOTE,
        _counting_minutes,
        due=meeting_held,
        reads=(gate.unit, gate.households, gate.this_round, gate.officials(Event.HEAD_ELECTION)),
        form=("co_mat", *FIGURES),
        facts=_head_facts,
        lacks=lambda subject: undecided(subject.round) or _nothing_counted(subject),
        senseless=_nothing_counted,
        office=Office.HEAD,
        of_use=_counted,
        by_cluster=True,
        based_on=law.HEAD_MINUTES,
    ),
    Paper(
        TAKEN_MINUTES,
        "biên bản kiểm phiếu lấy ý kiến hộ gia đình bầu trưởng ấp",
        Occasion.VOTE,
        _taken_minutes,
        due=_taken_round,
        reads=(gate.unit, gate.households, gate.this_round, gate.officials(Event.HEAD_ELECTION), gate.meetings(Event.HEAD_ELECTION)),
        form=("tu_ngay", "den_ngay", *FIGURES),
        facts=_taken_facts,
        lacks=lambda subject: undecided(subject.round),
        office=Office.HEAD,
        taken_round=True,
        based_on=law.HEAD_TAKEN_MINUTES,
    ),
)
