"""Rules about the figures of one round, whoever is elected by it. Each asks the count a question that `tally` answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, BaseSource, left_out_unticked
from dantin.law import Provision
from dantin.model import BallotPaper, Candidate, Event, Meeting, MemberState, Nominee, Office, Person, Round, Setting, StepKind
from dantin.people import distinct, find, find_name, fits, nearest
from dantin.rule import WARNING, Edit, Finding, check, rule
from dantin.tally import Case, Count, count_round
from dantin.vietnamese import fold_name
from dantin.wording import ONE_ROUND_TWICE, office_name, round_name, voters

_RETURN = "Trả hồ sơ: đề nghị xã đối chiếu biên bản kiểm phiếu và phiếu bầu đã niêm phong."
_AS_LISTED = "Sửa tên ở cột “Công bố trúng cử” cho đúng như trong danh sách bầu; người không có trong danh sách thì không thể trúng cử."
_FIGURES = {
    "co_mat": "số người có mặt",
    "phat_ra": "số phiếu phát ra",
    "thu_ve": "số phiếu thu về",
    "hop_le": "số phiếu hợp lệ",
    "khong_hop_le": "số phiếu không hợp lệ",
    "ung_cu": "số phiếu của từng người",
    "so_phieu": "số phiếu",
}


def _results(count: Count) -> Provision[None]:
    """What says which figures a round has: the form of its minutes, or what stood before there was one."""
    if count.office.of_party:
        return law.CONGRESS_RESULTS
    taken_round = count.round.taken_round and law.HEAD_TAKEN_MINUTES.on(count.day) is not None
    return law.HEAD_TAKEN_MINUTES if taken_round else law.HEAD_MINUTES


def _held(case: Case) -> Iterator[Count]:
    return (count for count in case.counts if not count.planned)


@check("DT008")
def figures_missing(case: Case) -> Iterator[Finding]:
    """A held round without a figure it needs, or without any total to take half of."""
    said: set[str] = set()
    for count in _held(case):
        r = count.round
        for route in count.missing:
            field = route.rpartition(".")[2]
            what = _FIGURES[field]
            if field == "so_phieu":
                candidate = next(c for c in count.candidates if c.at("so_phieu") == route)
                what = f"số phiếu của {candidate.name}"
            zero = " Lấy số theo biên bản; thật sự không có phiếu nào thì ghi 0." if field not in ("co_mat", "ung_cu") else ""
            yield Finding(route, {"what": f"{what} ({round_name(count)})", "zero": zero}, day=count.day)
        if count.base.number is None and r.remark is None and not count.over_deducted and not count.by_voters_no_more:
            route, what = _no_base(count)
            if route not in said:
                said.add(route)
                yield Finding(route, {"what": what, "zero": ""}, reads=count.base.reads, day=count.day)


def _no_base(count: Count) -> tuple[str, str]:
    """Where the total belongs that half would be taken of, and what to fill in."""
    if voters(count) == "cử tri":
        return count.round.at("tong_so"), "tổng số cử tri"
    if not count.office.of_party:
        return "don_vi.tong_so_ho", "tổng số hộ của ấp (hoặc danh sách hộ gia đình)"
    if count.dossier.members:
        return "dang_vien", "ngày chính thức của đảng viên (danh sách chưa có đảng viên chính thức nào)"
    return "don_vi.tong_dang_vien", "tổng số đảng viên chính thức (hoặc danh sách đảng viên)"


def base_place(count: Count) -> str:
    """Where the number stands that half is taken of: the roster, the round's total, or the unit's."""
    party = count.office.of_party
    match count.base.source:
        case BaseSource.ROSTER:
            return MEMBER_ROWS if party else HOUSEHOLD_ROWS
        case BaseSource.ROUND:
            return count.round.at("tong_so")
        case _:
            return "don_vi.tong_dang_vien" if party else "don_vi.tong_so_ho"


@check("DT004")
def more_deducted_than_summoned(case: Case) -> Iterator[Finding]:
    """A deduction that leaves nobody of those summoned."""
    for count in _held(case):
        if count.over_deducted:
            r = count.round
            found = f"“{r.deducted}” không nhỏ hơn tổng số được triệu tập là {count.base.summoned}"
            facts = {"field": "Số được trừ", "found": found, "expected": "số nhỏ hơn tổng số được triệu tập", "offer": ""}
            whole = r.at("tong_so") if r.total else "don_vi.tong_dang_vien"
            yield Finding(r.at("duoc_tru"), facts, reads=count.base.reads, related=(whole,), day=count.day)


@check("DT004")
def more_heads_than_one(case: Case) -> Iterator[Finding]:
    """A round for more than one head of the hamlet."""
    for count in _held(case):
        if count.over_seats and not count.office.of_party:
            title = office_name(case.dossier.unit, count.office)
            found = f"“{count.round.seats}”, nhưng mỗi ấp, khu phố chỉ bầu một {title}"
            yield Finding(
                count.round.at("so_can_bau"), {"field": "Số cần bầu", "found": found, "expected": "số 1", "offer": ""}, day=count.day
            )


@check("DT005")
def voters_no_more(case: Case) -> Iterator[Finding]:
    """Voters as the electorate of a head election on or after 2023-07-01."""
    for count in case.counts:
        if count.by_voters_no_more:
            found = "“cử tri” chỉ dùng cho cuộc bầu trước ngày 01/7/2023; từ ngày đó đại diện hộ gia đình bầu"
            facts = {"field": "Diện bầu", "found": found, "expected": "“đại diện hộ”", "offer": ""}
            day = (count.round.at("ngay"),)
            yield Finding(count.round.at("dien_bau"), facts, reads=day, related=day, day=count.day)


@check("DT009")
def candidate_twice(case: Case) -> Iterator[Finding]:
    """The same person twice among the candidates of one round."""
    for count in case.counts:
        # Only who shares a name or a number can be the same; a list may be long where a file is hostile.
        met: dict[str, list[Candidate]] = {}
        for person in count.candidates:
            keys = [key for key in (fold_name(person.name or ""), person.cccd) if key]
            twin = next((other for key in keys for other in met.get(key, ()) if fits(person, other)), None)
            for key in keys if twin is None else ():
                met.setdefault(key, []).append(person)
            if twin is not None:
                facts = {"what": f"{person.name} ({round_name(count)})", "first": "một dòng trên của cùng lượt bầu"}
                again = f"{ONE_ROUND_TWICE} Nếu là hai người trùng tên thì ghi thêm ngày sinh của từng người."
                yield Finding(person.at("ho_ten"), facts, reads=(twin.at("ho_ten"),), related=(twin.at("ho_ten"),), hint=again)


@rule(
    "DT319",
    "{message}",
    title="Số người có mặt nhiều hơn số người được tính; hoặc số cần bầu nhiều hơn số đảng viên được triệu tập",
    why="Cuộc họp không thể có nhiều đại diện hộ hơn số hộ của ấp, đại hội không thể có nhiều đảng viên hơn số được triệu tập. "
    "Một trong hai con số sai thì chưa biết ai quá nửa: chưa kết luận được ai trúng cử.",
    hint="Đối chiếu số có mặt với danh sách ký tên dự họp, tổng số với danh sách; sửa con số sai, chưa ký biên bản.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[0].co_mat": 311, "cuoc_hop[1].co_mat": 311, "*ho_gia_dinh.du_hop": ""}),
    good=Edit({"bau_cu[0].co_mat": 310, "cuoc_hop[1].co_mat": 310, "*ho_gia_dinh.du_hop": ""}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
)
def more_present_than_there_are(case: Case) -> Iterator[Finding]:
    """More people present than households, voters or members summoned, in a round or in the minutes of its gathering; too many seats."""
    # One gathering is one fact, in however many of its rounds and minutes it is written.
    gatherings: dict[tuple[bool, date, int | None, int | None], list[tuple[str, Count]]] = {}
    for count in _held(case):
        if count.over_present:
            key = (count.office.of_party, count.day, count.called, count.round.present)
            gatherings.setdefault(key, []).append((count.round.at("co_mat"), count))
    for meeting, count in _minutes(case):
        if meeting.present is not None and count.called is not None and meeting.present > count.called:
            key = (count.office.of_party, meeting.day or count.day, count.called, meeting.present)
            gatherings.setdefault(key, []).append((meeting.at("co_mat"), count))
    for (of_party, _, called, present), written in gatherings.items():
        (path, count), *same = written
        others = tuple(route for route, _ in same)
        yield Finding(
            path,
            {"message": f"có mặt {present} người nhưng chỉ có {called} {'đảng viên được triệu tập' if of_party else voters(count)}"},
            reads=(*(route for _, c in written for route in c.base.reads), *others),
            related=(*others, base_place(count)),
            day=count.day,
            provision=_results(count),
            hint=_who_may_be_missing(case, count),
        )
    for count in _held(case):
        if count.over_seats and count.office.of_party:
            r, place = count.round, base_place(count)
            message = f"cần bầu {r.seats} người nhưng chỉ có {count.called} đảng viên được triệu tập"
            yield Finding(
                r.at("so_can_bau"),
                {"message": message},
                reads=count.base.reads,
                related=(place,),
                day=count.day,
                provision=_results(count),
                hint="Xem lại số cần bầu đã được đại hội quyết định và tổng số đảng viên; sửa con số sai, chưa ký biên bản.",
            )


def _minutes(case: Case) -> Iterator[tuple[Meeting, Count]]:
    """The minutes of meetings to elect the head and of the congress, each with its first round, or with one of which nothing is known."""
    for meeting in case.dossier.meetings:
        if meeting.event in (Event.HEAD_ELECTION, Event.CONGRESS):
            office = Office.SECRETARY if meeting.event is Event.CONGRESS else Office.HEAD
            count = next((c for c in case.counts if c.office.of_party == office.of_party), None)
            count = count or count_round(case.dossier, Round(-1, offices=(office,)), case.as_of)
            assert count is not None
            yield meeting, count


def _who_may_be_missing(case: Case, count: Count) -> str | None:
    """What to do where members exempt or elsewhere who did come would make the number right; None where there is nobody like that."""
    people = left_out_unticked(case.dossier, count.day) if count.office.of_party else []
    if not people:
        return None
    names = ", ".join(member.name or "" for member in people)
    return (
        "Đối chiếu số có mặt với danh sách ký tên dự đại hội; sửa con số sai, chưa ký biên bản. "
        f"Đảng viên được miễn sinh hoạt hoặc sinh hoạt tạm thời nơi khác ({names}) nếu có dự thì đánh dấu x ở cột "
        "“Có mặt”, như mọi người có dự: khi đó họ được tính vào số triệu tập."
    )


@rule(
    "DT307",
    "thu về {returned} phiếu nhưng chỉ phát ra {issued}",
    title="Phiếu thu về nhiều hơn phiếu phát ra",
    why="Trong hòm không thể có nhiều phiếu hơn số đã phát; không biết phiếu nào thừa nên cả hòm phiếu bị hủy và phải bầu lại. "
    "Không được bốc thăm bỏ bớt phiếu thừa.",
    hint="Đếm lại phiếu trong hòm, đối chiếu số phát ra trước khi ký. Nếu đúng là thừa phiếu: lập biên bản hủy toàn bộ số phiếu, bầu lại.",
    hint_district="Trả hồ sơ: kết quả lượt này không có giá trị; yêu cầu bầu lại hoặc gửi biên bản có số liệu đúng.",
    bad=Edit({"bau_cu[0].thu_ve": 263, "bau_cu[0].hop_le": 258}),
    good=Edit({"bau_cu[0].thu_ve": 262, "bau_cu[0].hop_le": 257}),
    rests_on=(law.BALLOT_BOX, law.HEAD_BALLOT_BOX),
)
def more_returned_than_issued(case: Case) -> Iterator[Finding]:
    """More ballots in the box than were issued: the round is void."""
    for count in _held(case):
        if count.box_overfull:
            r = count.round
            yield Finding(
                r.at("thu_ve"),
                {"returned": r.returned, "issued": r.issued},
                reads=(r.at("phat_ra"), r.at("hop_le"), r.at("khong_hop_le"), r.at("ung_cu")),
                related=(r.at("phat_ra"),),
                day=count.day,
                provision=law.BALLOT_BOX if count.office.of_party else law.HEAD_BALLOT_BOX,
                severity=WARNING if count.given_up else None,
                stands=True,
            )


@rule(
    "DT309",
    "{what} {issued} phiếu nhưng chỉ có {limit} {who}",
    title="Phiếu phát ra nhiều hơn số người được phát",
    why="Mỗi người dự họp (hoặc mỗi hộ, khi phát phiếu đến hộ) chỉ được một phiếu.",
    hint="Đối chiếu số phiếu phát ra với danh sách ký nhận phiếu; sửa con số sai.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[0].phat_ra": 263}),
    good=Edit({"bau_cu[0].phat_ra": 262}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.CONGRESS_RESULTS),
)
def more_issued_than_present(case: Case) -> Iterator[Finding]:
    """More ballots issued than people present, or than households where ballots were taken round."""
    for count in _held(case):
        if count.over_issued:
            r = count.round
            limit = base_place(count) if r.taken_round else r.at("co_mat")
            people = voters(count).replace("đại diện hộ", "hộ") if r.taken_round else "người có mặt"
            what, issued, path = ("phát ra", r.issued, "phat_ra") if r.issued is not None else ("thu về", r.returned, "thu_ve")
            yield Finding(
                r.at(path),
                {"what": what, "issued": issued, "limit": count.issue_limit, "who": people},
                reads=count.base.reads if r.taken_round else (limit,),
                related=(limit,),
                day=count.day,
                provision=_results(count),
            )


@rule(
    "DT308",
    "phiếu hợp lệ {valid} cộng phiếu không hợp lệ {invalid} là {total}, khác số thu về {returned}",
    title="Phiếu hợp lệ cộng phiếu không hợp lệ khác phiếu thu về",
    why="Mỗi phiếu trong hòm hoặc hợp lệ, hoặc không hợp lệ; hai số cộng lại phải đúng bằng số thu về.",
    hint="Đếm lại phiếu trước khi ký biên bản; sửa con số sai.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[0].hop_le": 254}),
    good=Edit({"bau_cu[0].hop_le": 256, "bau_cu[0].khong_hop_le": 4}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.CONGRESS_RESULTS),
)
def valid_and_invalid(case: Case) -> Iterator[Finding]:
    """Valid and invalid ballots that do not add up to those returned."""
    for count in _held(case):
        if count.unbalanced:
            r = count.round
            valid, invalid = count.valid or 0, count.invalid or 0
            yield Finding(
                r.at("hop_le"),
                {"valid": valid, "invalid": invalid, "total": valid + invalid, "returned": r.returned},
                reads=(r.at("thu_ve"), r.at("khong_hop_le")),
                related=(r.at("thu_ve"), r.at("khong_hop_le")),
                day=count.day,
                provision=_results(count),
            )


@rule(
    "DT310",
    "{message}",
    title="Số phiếu bầu nhiều hơn số phiếu hợp lệ cho phép",
    why="Một người không thể được nhiều phiếu hơn số phiếu hợp lệ (hoặc số người có mặt khi giơ tay); "
    "cộng lại cũng không thể quá số phiếu hợp lệ nhân với số cần bầu.",
    hint="Cộng lại bảng kiểm phiếu từng người trước khi ký; sửa con số sai.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[3].ung_cu[0].so_phieu": 21}),
    good=Edit({"bau_cu[3].ung_cu[0].so_phieu": 20}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.CONGRESS_RESULTS),
)
def more_votes_than_ballots(case: Case) -> Iterator[Finding]:
    """A candidate with more votes than voters, or all together with more than voters times seats."""
    for count in _held(case):
        r, limit = count.round, count.vote_limit
        whole = "số người có mặt" if r.by_hands else "số phiếu hợp lệ"
        source = r.at("co_mat" if r.by_hands else "hop_le")
        votes = tuple(c.at("so_phieu") for c in count.candidates)
        for index in count.over_voted:
            person = count.candidates[index]
            message = f"{person.name} được {count.votes[index]} phiếu, nhiều hơn {whole} là {limit}"
            yield Finding(
                person.at("so_phieu"), {"message": message}, reads=(source,), related=(source,), day=count.day, provision=_results(count)
            )
        if count.over_total and not count.over_voted:
            total = sum(v or 0 for v in count.votes)
            message = f"cộng số phiếu của mọi người là {total}, nhiều hơn {limit} ({whole}) nhân {r.seats} (số cần bầu)"
            reads = (*votes, source, r.at("so_can_bau"))
            yield Finding(
                votes[0],
                {"message": message},
                reads=reads,
                related=(*votes[1:], source, r.at("so_can_bau")),
                day=count.day,
                provision=_results(count),
            )


@rule(
    "DT312",
    "{name} có phiếu nhưng không có trong danh sách giới thiệu bầu {office}{offer}",
    title="Người có phiếu bầu nhưng không được giới thiệu",
    why="Chỉ người trong danh sách (kể cả người được giới thiệu, tự ứng cử tại cuộc họp) mới được bầu.",
    hint="Sửa tên cho đúng danh sách; nếu được giới thiệu hoặc tự ứng cử tại cuộc họp thì thêm vào bảng “Nhân sự”, ghi nguồn giới thiệu.",
    hint_district="Trả hồ sơ: yêu cầu nêu rõ người này được ai giới thiệu, ở đâu.",
    bad=Edit({"bau_cu[0].ung_cu[1].ho_ten": "Phạm Thị Hiên"}),
    good=Edit({"bau_cu[0].ung_cu[1].ho_ten": "phạm thị hiền"}),
    rests_on=(law.HEAD_CANDIDATES, law.CONGRESS_LIST),
)
def voted_but_not_introduced(case: Case) -> Iterator[Finding]:
    """Round 1: a candidate who is not among those introduced for the office (silent where nobody is)."""
    listed = tuple(n.at(f) for n in case.dossier.nominees for f in ("ho_ten", "gioi_thieu"))
    for count in _held(case):
        pool = case.dossier.nominees_for(count.office)
        if count.round.number != 1 or not pool:
            continue
        for person in count.candidates:
            if person.name and not find(person, pool):
                others = [n for n in case.dossier.nominees if n.offices and fits(person, n)]
                namesakes = find_name(person.name, pool)
                offer = ""
                unit, meant = case.dossier.unit, nearest(person.name, pool)
                if namesakes:
                    offer = "; trong danh sách có người cùng tên nhưng khác ngày sinh hoặc số CCCD"
                elif others:
                    offices = ", ".join(office_name(unit, office) for office in others[0].offices)
                    offer = f"; người này được giới thiệu bầu chức danh khác: {offices}"
                elif meant is not None:
                    offer = f". Có phải “{meant.name}”?"
                facts = {"name": person.name, "office": office_name(unit, count.office), "offer": offer}
                yield Finding(
                    person.at("ho_ten"),
                    facts,
                    reads=listed,
                    related=tuple(n.at("ho_ten") for n in namesakes or others) or (Nominee.table,),
                    day=count.day,
                    provision=law.CONGRESS_LIST if count.office.of_party else law.HEAD_CANDIDATES,
                )


@rule(
    "DT313",
    "{message}",
    title="Từng lá phiếu và số liệu khai không khớp",
    why="Số cộng từ từng lá phiếu là bằng chứng gốc; số ghi trong biên bản phải đúng bằng số đó.",
    hint="Đối chiếu lại từng lá phiếu với biên bản; sửa chỗ nhập sai.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[2].ung_cu[0].so_phieu": 18}),
    good=Edit({"la_phieu[0].bau_cho": "không đồng ý", "bau_cu[2].ung_cu[0].so_phieu": 18}),
    rests_on=(law.HEAD_BALLOT, law.CONGRESS_BALLOT),
)
def ballots_and_figures(case: Case) -> Iterator[Finding]:
    """Declared figures that are not what the single ballots add up to: one finding a round, at the first that differs."""
    for count in _held(case):
        differ = count.ballots_differ
        if differ:
            message = "; ".join(f"{what}: biên bản ghi {declared}, từng lá phiếu cộng lại là {n}" for _, what, declared, n in differ)
            path, *others = (route for route, *_ in differ)
            strange = [b for b in case.dossier.ballots_of(count.round) if any(not find_name(name, count.candidates) for name in b.choices)]
            yield Finding(
                path,
                {"message": message},
                reads=count.reads,
                related=(*others, *(ballot.at("bau_cho") for ballot in strange), *(() if strange else (BallotPaper.table,))),
                day=count.day,
                provision=law.CONGRESS_BALLOT if count.office.of_party else law.HEAD_BALLOT,
            )


@rule(
    "DT311",
    "{message}",
    title="Người được công bố trúng cử không phải người đủ phiếu",
    why="Người trúng cử là người có số phiếu quá nửa tổng số theo luật, không phải của số người dự họp hay số phiếu hợp lệ.",
    hint="Chưa ký biên bản. Xem lại số phiếu và tổng số; công bố đúng người trúng cử, hoặc công bố chưa ai trúng cử.",
    hint_district="Trả hồ sơ: công bố sai kết quả; không công nhận, không chuẩn y.",
    bad=Edit({"bau_cu[0].trung_cu": "Phạm Thị Hiền"}),
    good=Edit(
        {"bau_cu[0].ung_cu[0].so_phieu": 156, "bau_cu[0].ung_cu[1].so_phieu": 99, "bau_cu[0].khong_hop_le": 5},
    ),
    rests_on=(law.HEAD_MAJORITY, law.CONGRESS_MAJORITY),
)
def announced_and_computed(case: Case) -> Iterator[Finding]:
    """An announced winner who is not elected by the figures, or one elected who was not announced."""
    for count in _held(case):
        r = count.round
        if count.outcome is None or not r.announced:
            continue
        announced = [find_name(name, count.candidates) for name in r.announced]
        known = {people[0].index for people in announced if len(people) == 1}
        if len(known) == len(announced) and known == {c.index for c in count.elected}:
            continue
        chosen = known.union(c.index for c in count.elected)
        related = [c.at("so_phieu") for c in count.candidates if c.index in chosen]
        if not count.elected and count.needed:
            related.append(base_place(count))
        message, hint = _announced(count)
        yield Finding(
            r.at("trung_cu"),
            {"message": message},
            reads=count.reads,
            related=tuple(related),
            day=count.day,
            provision=law.CONGRESS_MAJORITY if count.office.of_party else law.HEAD_MAJORITY,
            hint=hint,
        )


def _announced(count: Count) -> tuple[str, str | None]:
    """What is wrong with the names announced, and what to do where that is to mend a name: one misspelt, one written twice, or others."""
    names = count.round.announced
    elected = ", ".join(c.name or "" for c in count.elected)
    computed = f"theo số phiếu người trúng cử là {elected}" if elected else "theo số phiếu không ai trúng cử"
    if not elected and count.needed:
        computed += f" (cần ít nhất {count.needed} phiếu)"
    for name in names:
        if not find_name(name, count.candidates):
            meant = nearest(name, count.candidates)
            offer = f". Có phải “{meant.name}”?" if meant is not None else f"; {computed}"
            return f"công bố trúng cử: “{name}” không có trong danh sách{offer}", _AS_LISTED
    people = [find_name(name, count.candidates)[0] for name in names]
    twice = next((person for i, person in enumerate(people) if person in people[:i]), None)
    if twice is not None:
        return f"công bố {twice.name} trúng cử hai lần; {computed}", "Ghi tên mỗi người trúng cử một lần ở cột “Công bố trúng cử”."
    return f"công bố {', '.join(names)} trúng cử, nhưng {computed}", None


@rule(
    "DT320",
    "có {round} nhưng {before}",
    title="Có lượt bầu sau mà không có lượt bầu trước",
    why="Lượt sau chỉ có khi lượt trước không bầu được hoặc chưa đủ người; thiếu lượt trước thì không biết "
    "danh sách và lý do bầu tiếp có đúng không.",
    hint="Đây là lượt đầu thì sửa số ở cột “Lần”; nếu không thì ghi thêm lượt trước vào bảng “Bầu cử”, đúng như biên bản của lượt đó.",
    hint_district="Trả hồ sơ: yêu cầu gửi biên bản của lượt bầu trước.",
    bad=Edit({"bau_cu[3].lan": 2}),
    good=Edit(
        {
            "bau_cu[3].lan": 2,
            "bau_cu[+]": {"chuc_danh": "phó bí thư", "lan": 1, "ngay": "17/11/2024", "ghi_nhan": "hủy", "ly_do": "in sai tên trên phiếu"},
        }
    ),
)
def later_round_alone(case: Case) -> Iterator[Finding]:
    """A round that was held, of a number above 1, where the one before it is not written down or has not been held."""
    dossier = case.dossier
    unread = tuple(r.at(field) for r in dossier.rounds for field in ("chuc_danh", "lan"))
    for count in _held(case):
        r = count.round
        before = [c for c in case.counts if set(c.round.offices) & set(r.offices) and c.round.number == r.number - 1]
        if r.number == 1 or any(not c.planned for c in before):
            continue
        told = f"lần {r.number - 1} chưa có số liệu nào" if before else f"không có lần {r.number - 1}"
        related = tuple(c.round.at("lan") for c in before)
        yield Finding(r.at("lan"), {"round": round_name(count), "before": told}, reads=unread, related=related, day=count.day)


@rule(
    "DT314",
    "biên bản ghi {present} người có mặt, danh sách đánh dấu {ticked}",
    title="Số có mặt khác số đánh dấu trong danh sách",
    why="Số có mặt quyết định cuộc họp, đại hội có đủ điều kiện bầu hay không.",
    hint="Đối chiếu với danh sách ký tên dự họp; sửa số có mặt hoặc cột đánh dấu.",
    hint_district="Hỏi lại xã số có mặt đúng.",
    bad=Edit({"bau_cu[0].co_mat": 263}),
    good=Edit({"bau_cu[0].co_mat": 262}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
    severity=WARNING,
)
def present_and_ticks(case: Case) -> Iterator[Finding]:
    """A round's attendance that is not the number of ticks in the roster."""
    dossier = case.dossier
    head = [c for c in case.held(Office.HEAD) if not c.round.taken_round]
    party = [c for c in _held(case) if c.office.of_party and c.round.setting is not Setting.TAKEN_ROUND]
    members = [m for m in dossier.members if case.congress_day and m.official_on(case.congress_day)]
    # An excused member with a tick is told as such (DT513); a round that counts without that tick is right.
    excused = sum(m.present is True and m.state is MemberState.EXCUSED for m in members)
    for counts, ticks, rows in (
        (head, [h.attends for h in dossier.households], (HOUSEHOLD_ROWS, *(h.at("du_hop") for h in dossier.households))),
        (party, [m.present for m in members], (MEMBER_ROWS, *(m.at("co_mat") for m in dossier.members))),
    ):
        if all(tick is None for tick in ticks):
            continue
        ticked = sum(tick is True for tick in ticks)
        right = {None, ticked, ticked - excused} if counts is party else {None, ticked}
        differing = [c for c in counts if c.round.present not in right]
        # One column of ticks cannot tell two gatherings apart: it speaks against none where it agrees with one of them, and else
        # against the one it comes nearest to.
        if len({c.round.day for c in counts}) > 1:
            if len(differing) < len(counts):
                continue
            nearest = min(differing, key=lambda c: abs((c.round.present or 0) - ticked))
            differing = [c for c in differing if c.round.day == nearest.round.day]
        # One gathering is one fact, in however many of its rounds it is written.
        for present in dict.fromkeys(c.round.present for c in differing):
            count, *same = (c for c in differing if c.round.present == present)
            routes = tuple(c.round.at("co_mat") for c in same)
            facts = {"present": present, "ticked": ticked}
            yield Finding(
                count.round.at("co_mat"),
                facts,
                reads=(*rows, *routes),
                related=(*routes, rows[0]),
                day=count.day,
                provision=_results(count),
            )


@rule(
    "DT315",
    "còn {loose} phiếu không hợp lệ hoặc không thu về; nếu dồn cho {name} thì kết quả sẽ khác",
    title="Số phiếu không hợp lệ và thất lạc đủ làm đổi kết quả",
    why="Khi chênh lệch nhỏ hơn số phiếu bị loại, người thua dễ khiếu nại; nên xem lại từng phiếu bị loại trước khi công bố.",
    hint="Ban kiểm phiếu xem lại từng phiếu không hợp lệ, ghi rõ lý do, niêm phong riêng và ghi vào biên bản.",
    hint_district="Xem biên bản có ghi rõ lý do từng phiếu không hợp lệ không.",
    bad=Edit(
        {
            "bau_cu[0].ung_cu[0].so_phieu": 106,
            "bau_cu[0].ung_cu[1].so_phieu": 149,
            "bau_cu[0].trung_cu": "",
            "moc[10].ho_ten": "",
            "don_vi.mo_hinh": "không thực hiện",
        },
        at="bau_cu[0].khong_hop_le",
    ),
    good=Edit(
        {
            "bau_cu[0].ung_cu[0].so_phieu": 107,
            "bau_cu[0].ung_cu[1].so_phieu": 148,
            "bau_cu[0].trung_cu": "",
            "moc[10].ho_ten": "",
            "don_vi.mo_hinh": "không thực hiện",
        }
    ),
    rests_on=(law.HEAD_MAJORITY, law.CONGRESS_MAJORITY),
    severity=WARNING,
)
def loose_ballots_decide(case: Case) -> Iterator[Finding]:
    """Invalid and missing ballots that could have changed who is elected."""
    for count in _held(case):
        person = count.swing
        if person is not None:
            r = count.round
            pairs = (("khong_hop_le", count.invalid or 0), ("thu_ve", count.ballots_missing or 0))
            path, *others = (r.at(field) for field, number in pairs if number)
            yield Finding(
                path,
                {"loose": sum(number for _, number in pairs), "name": person.name},
                reads=count.reads,
                related=(*others, person.at("so_phieu")),
                day=count.day,
                provision=law.CONGRESS_MAJORITY if count.office.of_party else law.HEAD_MAJORITY,
            )


@rule(
    "DT317",
    "“{name}” có thể là {number} người khác nhau trong hồ sơ",
    title="Một tên trùng với hai người, chưa rõ là ai",
    why="Không biết chắc phiếu bầu, kết quả hay quyết định nói về ai.",
    hint="Ghi thêm ngày sinh, hoặc viết năm sinh sau tên, ví dụ “Nguyễn Văn An (1965)”.",
    hint_district="Trả hồ sơ: yêu cầu ghi rõ người nào.",
    bad=Edit(
        {
            "nhan_su[1].ho_ten": "Trần Văn Thuận",
            "bau_cu[0].ung_cu[1]": None,
            "bau_cu[0].trung_cu": "",
            "bau_cu[0].ung_cu[0].ngay_sinh": "",
        },
        at="bau_cu[0].ung_cu[0].ho_ten",
    ),
    good=Edit(
        {
            "nhan_su[1].ho_ten": "Trần Văn Thuận",
            "bau_cu[0].ung_cu[1].ho_ten": "Trần Văn Thuận (1979)",
            "bau_cu[0].trung_cu": "Trần Văn Thuận (1968)",
            "moc[10].ho_ten": "Trần Văn Thuận (1968)",
        }
    ),
)
def name_fits_two(case: Case) -> Iterator[Finding]:
    """A name, wherever a person is named, that can mean two people of the hamlet."""
    dossier = case.dossier
    for nominee in dossier.nominees:
        if any(office.of_party for office in nominee.offices):
            yield from _ambiguous(nominee, find(nominee, dossier.members), nominee.at("ho_ten"))
    for count in case.counts:
        nominees = dossier.nominees_for(count.office)
        for person in count.candidates:
            found: Sequence[Person] = find(person, nominees)
            if not nominees and not count.office.of_party:
                found = find(person, dossier.households)
            if not found and count.office.of_party:
                found = find(person, dossier.members)
            yield from _ambiguous(person, found, person.at("ho_ten"))
        for ballot in count.unclear_ballots:
            for name in ballot.choices:
                yield from _ambiguous(Person(0, name=name), find_name(name, count.candidates), ballot.at("bau_cho"))
        for name in count.round.announced:
            yield from _ambiguous(Person(0, name=name), find_name(name, count.candidates), count.round.at("trung_cu"))
    for kind, office in ((StepKind.RECOGNITION, Office.HEAD), (StepKind.APPROVAL, Office.SECRETARY)):
        deciding = case.deciding(office)
        pool: tuple[Candidate, ...] = deciding.candidates if deciding is not None else ()
        for step in dossier.steps:
            if step.kind is kind and step.person:
                yield from _ambiguous(Person(0, name=step.person), find_name(step.person, pool), step.at("ho_ten"))


def _ambiguous(reference: Person, found: Sequence[Person], path: str) -> Iterator[Finding]:
    if found and distinct(found):
        people = tuple(p.at("ho_ten") for p in found)
        yield Finding(path, {"name": reference.name, "number": len(found)}, reads=people, related=people)
