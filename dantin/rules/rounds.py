"""Rules about the figures of one round, whoever is elected by it. Each asks the count a question that `tally` answers."""

from collections.abc import Iterator, Sequence

from dantin import law
from dantin.base import HOUSEHOLD_ROWS, MEMBER_ROWS, BaseSource
from dantin.law import Provision
from dantin.model import BallotPaper, Candidate, MemberState, Nominee, Office, Person, Setting, StepKind
from dantin.people import distinct, find, find_name, fits
from dantin.rule import WARNING, Edit, Finding, check, rule
from dantin.tally import Case, Count
from dantin.vietnamese import fold_name
from dantin.wording import round_name, voters

_RETURN = "Trả hồ sơ: đề nghị xã đối chiếu biên bản kiểm phiếu và phiếu bầu đã niêm phong."
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
    return law.CONGRESS_RESULTS if count.office.of_party else law.HEAD_MINUTES


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
            if field == "ung_cu":  # most likely the whole sheet is not there
                what += " ở trang “Kết quả”"
                zero = " Chưa có trang “Kết quả” (YAML: “ung_cu”) thì thêm: mỗi người một dòng, ghi chức danh, họ tên và số phiếu."
            yield Finding(route, {"what": f"{what} ({round_name(count)})", "zero": zero}, day=count.day)
        if count.base.number is None and r.remark is None and not count.over_deducted:
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
                yield Finding(person.at("ho_ten"), facts, reads=(twin.at("ho_ten"),), related=(twin.at("ho_ten"),))


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
    "phát ra {issued} phiếu nhưng chỉ có {limit} {who}",
    title="Phiếu phát ra nhiều hơn số người được phát",
    why="Mỗi người dự họp (hoặc mỗi hộ, khi phát phiếu đến hộ) chỉ được một phiếu.",
    hint="Đối chiếu số phiếu phát ra với danh sách ký nhận phiếu; sửa con số sai.",
    hint_district=_RETURN,
    bad=Edit({"bau_cu[0].phat_ra": 263}),
    good=Edit({"bau_cu[0].phat_ra": 262}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
)
def more_issued_than_present(case: Case) -> Iterator[Finding]:
    """More ballots issued than people present, or than households where ballots were taken round."""
    for count in _held(case):
        if count.over_issued:
            r = count.round
            limit = base_place(count) if r.taken_round else r.at("co_mat")
            yield Finding(
                r.at("phat_ra"),
                {
                    "issued": r.issued,
                    "limit": count.issue_limit,
                    "who": "hộ gia đình" if r.taken_round else "người có mặt",
                },
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
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
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
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
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
    "{name} có phiếu nhưng không có trong danh sách giới thiệu bầu {office}.{offer}",
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
                if namesakes:
                    offer = " Trong danh sách có người cùng tên nhưng khác ngày sinh hoặc số CCCD."
                elif others:
                    offer = f" Người này được giới thiệu bầu chức danh khác: {', '.join(others[0].offices)}."
                facts = {"name": person.name, "office": count.office.value, "offer": offer}
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
    "công bố {announced} trúng cử, nhưng theo số phiếu {computed}",
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
        elected = ", ".join(c.name or "" for c in count.elected)
        chosen = known.union(c.index for c in count.elected)
        computed = f"người trúng cử là {elected}" if elected else "không ai trúng cử"
        related = [c.at("so_phieu") for c in count.candidates if c.index in chosen]
        if not elected and count.needed:
            computed += f" (cần ít nhất {count.needed} phiếu)"
            related.append(base_place(count))
        yield Finding(
            r.at("trung_cu"),
            {"announced": ", ".join(r.announced), "computed": computed},
            reads=count.reads,
            related=tuple(related),
            day=count.day,
            provision=law.CONGRESS_MAJORITY if count.office.of_party else law.HEAD_MAJORITY,
        )


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
