"""Rules about the figures of one round: what is missing, what cannot be true, what contradicts another. Each asks the count a question."""

from collections.abc import Iterator

from dantin import law
from dantin.base import left_out_unticked
from dantin.case import Case
from dantin.clusters import OF_THE_WHOLE, told_by
from dantin.dismissal import dismissal_of
from dantin.figures import FIGURES, ISSUED, PRESENT, RETURNED, VOTES
from dantin.gathering import over_present
from dantin.model import Candidate, Member, Office
from dantin.part import Part
from dantin.people import find, nearest
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, check, rule
from dantin.rules.questions import RETURN, TOTAL_TOLD, base_place, held, parts, results_provision
from dantin.tally import Count
from dantin.wording import cluster_name, head_title, of_cluster, office_name, part_name, round_name, voters

_LABELS = {figure.field: f"số {figure.label}" for figure in FIGURES} | {"ung_cu": "số phiếu của từng người"}


@check("DT008")
def figures_missing(case: Case) -> Iterator[Finding]:
    """A held round without a figure it needs, or without any total to take half of."""
    reported: set[str] = set()
    for count in held(case):
        r = count.round
        lacking = [(part, missing) for part in count.parts for missing in count.missing_in(part)]
        named = {c.at(VOTES): f"số phiếu của {c.name}" for part in count.parts for c in part.candidates} if lacking else {}
        for part, route in lacking:
            field = route.rpartition(".")[2]
            what = named.get(route) or _LABELS[field]
            zero = " Lấy số theo biên bản; thật sự không có phiếu nào thì ghi 0." if field not in (PRESENT.field, "ung_cu") else ""
            if field == "ung_cu":  # most likely the whole sheet is not there
                what += " ở trang “Kết quả”"
                zero = " Chưa có trang “Kết quả” (YAML: “ung_cu”) thì thêm: mỗi người một dòng, ghi chức danh, họ tên và số phiếu."
            yield Finding(route, {"what": f"{what} ({part_name(count, part)})", "zero": zero}, day=count.day)
        yield from _left_out(case, count)
        if count.base.number is None and r.remark is None and not count.over_deducted and not count.by_voters_no_more:
            route, what = _no_base(count)
            if route not in reported:
                reported.add(route)
                yield Finding(route, {"what": what, "zero": ""}, reads=count.base.reads, day=count.day)


def _left_out(case: Case, count: Count) -> Iterator[Finding]:
    """Candidates whom one cluster has and another does not; two spellings of one name are told once, at the rarer one."""
    pool = case.dossier.nominees_for(count.office) if count.round.number == 1 else ()
    lacking: dict[Candidate, list[Part]] = {}
    for part, person in count.unlisted:
        lacking.setdefault(person, []).append(part)
    # That nobody introduced a name is told at the name, and then it is no wonder where another one is missing.
    strange = [person for person in lacking if pool and not find(person, pool)]
    settled: list[Candidate] = []
    for person, parts_without in lacking.items():
        if strange or person in settled:
            continue
        apart = [other for other in lacking if other is not person and all(p in lacking[other] or p in parts_without for p in count.parts)]
        twin = nearest(person.name or "", apart)
        if twin is not None:
            rare, usual = sorted((person, twin), key=lambda one: len(lacking[one]), reverse=True)
            settled.append(twin)
            ask = f" “{rare.name}” có phải là {usual.name}? Nếu phải thì sửa cho giống nhau ở các cụm."
            what = f"số phiếu của {usual.name} ở cụm ghi “{rare.name}” ({round_name(count)})"
            yield Finding(rare.at("ho_ten"), {"what": what, "zero": ask}, related=(usual.at("ho_ten"),), day=count.day)
            continue
        for part in parts_without:
            what = f"số phiếu của {person.name} ({part_name(count, part)})"
            zero = " Không ai bầu người này thì ghi 0; người được giới thiệu tại cuộc họp của cụm khác thì ghi nguồn ở bảng “Nhân sự”."
            yield Finding(part.round.at("ung_cu"), {"what": what, "zero": zero}, related=(person.at("ho_ten"),), day=count.day)


def _no_base(count: Count) -> tuple[Route, str]:
    """Where the total belongs that half would be taken of, and what to fill in."""
    if voters(count) == "cử tri":
        return count.round.at("tong_so"), "tổng số cử tri"
    if not count.office.of_party:
        return count.dossier.unit.at("tong_so_ho"), "tổng số hộ của ấp (hoặc danh sách hộ gia đình)"
    if count.dossier.members:
        return Route(Member.table), "ngày chính thức của đảng viên (danh sách chưa có đảng viên chính thức nào)"
    return count.dossier.unit.at("tong_dang_vien"), "tổng số đảng viên chính thức (hoặc danh sách đảng viên)"


@check("DT004")
def more_deducted_than_summoned(case: Case) -> Iterator[Finding]:
    """A deduction that leaves nobody of those summoned."""
    for count in held(case):
        if count.over_deducted:
            r = count.round
            fault = f"“{r.deducted}” không nhỏ hơn tổng số được triệu tập là {count.base.summoned}"
            facts = {"field": "Số được trừ", "found": fault, "expected": "số nhỏ hơn tổng số được triệu tập", "offer": ""}
            whole = r.at("tong_so") if r.total else case.dossier.unit.at("tong_dang_vien")
            yield Finding(r.at("duoc_tru"), facts, related=(whole,), day=count.day, given=count.base.reads)


@check("DT004")
def more_heads_than_one(case: Case) -> Iterator[Finding]:
    """A round for more than one head of the hamlet."""
    for count in held(case):
        if count.over_seats and not count.office.of_party:
            title = office_name(case.dossier.unit, count.office)
            fault = f"“{count.round.seats}”, nhưng mỗi ấp, khu phố chỉ bầu một {title}"
            yield Finding(
                count.round.at("so_can_bau"), {"field": "Số cần bầu", "found": fault, "expected": "số 1", "offer": ""}, day=count.day
            )


@check("DT005")
def voters_no_more(case: Case) -> Iterator[Finding]:
    """Voters as the electorate of a head election on or after 2023-07-01."""
    for count in case.counts:
        if count.by_voters_no_more:
            fault = "“cử tri” chỉ dùng cho cuộc bầu trước ngày 01/7/2023; từ ngày đó đại diện hộ gia đình bầu"
            facts = {"field": "Diện bầu", "found": fault, "expected": "“đại diện hộ”", "offer": ""}
            day = (count.round.at("ngay"),)
            yield Finding(count.round.at("dien_bau"), facts, reads=day, related=day, day=count.day)


@check("DT005")
def quorum_of_clusters_reached(case: Case) -> Iterator[Finding]:
    """A round recorded as short of quorum, though enough people came to the meetings of its clusters together."""
    for count in held(case):
        if count.not_short:
            fault = f"“không đủ số dự”, nhưng các cụm cộng lại có {count.round.present} người dự, đủ để bầu (cần ít nhất {count.quorum})"
            facts = {"field": "Ghi nhận", "found": fault, "expected": "ô trống, khi các cụm cộng lại đủ số người dự", "offer": ""}
            came = count.round.each("co_mat")
            yield Finding(count.round.at("ghi_nhan"), facts, reads=came, given=count.base.reads, related=came, day=count.day)


@check("DT005")
def clusters_of_a_congress(case: Case) -> Iterator[Finding]:
    """A cluster beside an office that the party cell elects."""
    for row in case.dossier.rounds:
        if row.cluster and row.office is not None and row.office.of_party:
            fault = f"“{row.cluster}”, nhưng chỉ cuộc họp bầu {office_name(case.dossier.unit, Office.HEAD)} mới họp theo cụm"
            yield Finding(row.at("cum"), {"field": "Cụm", "found": fault, "expected": "ô trống ở lượt bầu của đại hội", "offer": ""})


@check("DT009")
def clusters_differ(case: Case) -> Iterator[Finding]:
    """What is of the round as a whole, told by two of its clusters, and not alike."""
    for count in case.counts:
        for field, attribute in OF_THE_WHOLE.items():
            telling = [(row, value) for row in count.round.parts if (value := told_by(row, attribute)) is not None]
            for row, value in telling[1:]:
                if value != telling[0][1]:
                    first = telling[0][0]
                    header = _OF_THE_ROUND[field]
                    facts = {
                        "what": f"số liệu khác của “{header}” ({round_name(count)})",
                        "first": f"dòng của {cluster_name(first.cluster or '')}",
                    }
                    hint = f"“{header}” là của cả lượt bầu: chỉ ghi ở một cụm, hoặc ghi giống nhau ở các cụm."
                    yield Finding(row.at(field), facts, related=(first.at(field),), day=count.day, hint=hint)
                    break


_OF_THE_ROUND = {
    "so_can_bau": "Số cần bầu",
    "trung_cu": "Công bố trúng cử",
    "ghi_nhan": "Ghi nhận",
    "loai_vong": "Loại vòng",
    "cach_thuc": "Cách thức",
    "dien_bau": "Diện bầu",
}


@rule(
    "DT319",
    "{message}",
    title="Số người có mặt nhiều hơn số người được tính; hoặc số cần bầu nhiều hơn số đảng viên được triệu tập",
    why="Cuộc họp không thể có nhiều đại diện hộ hơn số hộ của ấp, đại hội không thể có nhiều đảng viên hơn số được triệu tập. "
    "Một trong hai con số sai thì chưa biết ai {HEAD_MAJORITY.value.passed}: chưa kết luận được ai trúng cử.",
    hint="Đối chiếu số có mặt với danh sách ký tên dự họp, tổng số với danh sách; sửa con số sai, chưa ký biên bản.",
    hint_district=RETURN,
    bad=Edit({"bau_cu[0].co_mat": 311, "cuoc_hop[1].co_mat": 311, "*ho_gia_dinh.du_hop": ""}),
    good=Edit({"bau_cu[0].co_mat": 310, "cuoc_hop[1].co_mat": 310, "*ho_gia_dinh.du_hop": ""}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
    order=80,
    bears_on_count=True,
    needs=(TOTAL_TOLD,),
)
def more_present_than_there_are(case: Case) -> Iterator[Finding]:
    """More people present than households, voters or members summoned, in a round or in the minutes of its gathering; too many seats."""
    for present, written in over_present(case):
        (path, count, part), *same = written
        others = tuple(route for route, _, _ in same)
        who = "đảng viên được triệu tập" if count.office.of_party else voters(count)
        yield Finding(
            path,
            {"message": f"{of_cluster(part)}có mặt {present} người nhưng chỉ có {part.called} {who}"},
            reads=others,
            given=tuple(route for _, _, p in written for route in p.base.reads),
            related=(*others, base_place(part)),
            day=count.day,
            provision=results_provision(count),
            hint=_who_may_be_missing(case, count),
        )
    for count in held(case):
        if count.over_seats and count.office.of_party:
            r, place = count.round, base_place(count)
            message = f"cần bầu {r.seats} người nhưng chỉ có {count.called} đảng viên được triệu tập"
            yield Finding(
                r.at("so_can_bau"),
                {"message": message},
                given=count.base.reads,
                related=(place,),
                day=count.day,
                provision=results_provision(count),
                hint="Xem lại số cần bầu đã được đại hội quyết định và tổng số đảng viên; sửa con số sai, chưa ký biên bản.",
            )


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
    "{part}thu về {returned} phiếu nhưng chỉ phát ra {issued}",
    title="Phiếu thu về nhiều hơn phiếu phát ra",
    why="Trong hòm không thể có nhiều phiếu hơn số đã phát; không biết phiếu nào thừa nên cả hòm phiếu bị hủy và phải bầu lại. "
    "Không được bốc thăm bỏ bớt phiếu thừa.",
    hint="Đếm lại phiếu trong hòm, đối chiếu số phát ra trước khi ký. Nếu đúng là thừa phiếu: lập biên bản hủy toàn bộ số phiếu, bầu lại.",
    hint_district="Trả hồ sơ: kết quả lượt này không có giá trị; yêu cầu bầu lại hoặc gửi biên bản có số liệu đúng.",
    bad=Edit({"bau_cu[0].thu_ve": 263, "bau_cu[0].hop_le": 258}),
    good=Edit({"bau_cu[0].thu_ve": 262, "bau_cu[0].hop_le": 257}),
    rests_on=(law.BALLOT_BOX, law.HEAD_BALLOT_BOX),
    order=90,
    bears_on_count=True,
    needs=("bau_cu.phat_ra", "bau_cu.thu_ve"),
)
def more_returned_than_issued(case: Case) -> Iterator[Finding]:
    """More ballots in the box than were issued: the round is void."""
    for count, part in parts(case):
        if part.box_overfull:
            r = part.round
            yield Finding(
                r.at("thu_ve"),
                {"part": of_cluster(part), "returned": r.returned, "issued": r.issued},
                reads=(r.at("phat_ra"), r.at("hop_le"), r.at("khong_hop_le"), r.at("ung_cu")),
                related=(r.at("phat_ra"),),
                day=count.day,
                provision=law.BALLOT_BOX if count.office.of_party else law.HEAD_BALLOT_BOX,
                severity=WARNING if count.given_up else None,
                stands=True,
            )


@rule(
    "DT309",
    "{part}{what} {issued} phiếu nhưng chỉ có {limit} {who}",
    title="Phiếu phát ra nhiều hơn số người được phát",
    why="Mỗi người dự họp (hoặc mỗi hộ, khi phát phiếu đến hộ) chỉ được một phiếu.",
    hint="Đối chiếu số phiếu phát ra với danh sách ký nhận phiếu; sửa con số sai.",
    hint_district=RETURN,
    bad=Edit({"bau_cu[0].phat_ra": 263}),
    good=Edit({"bau_cu[0].phat_ra": 262}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.CONGRESS_RESULTS),
    order=120,
    bears_on_count=True,
    needs=(("bau_cu.phat_ra", "bau_cu.thu_ve"),),
)
def more_issued_than_present(case: Case) -> Iterator[Finding]:
    """More ballots issued than people present, or than households where ballots were taken round."""
    for count, part in parts(case):
        if part.over_issued:
            r = part.round
            limit = base_place(part) if r.taken_round else r.at("co_mat")
            people = voters(count).replace("đại diện hộ", "hộ") if r.taken_round else "người có mặt"
            figure = ISSUED if r.issued is not None else RETURNED
            yield Finding(
                r.at(figure.field),
                {"part": of_cluster(part), "what": figure.name, "issued": part.number(figure), "limit": part.issue_limit, "who": people},
                reads=() if r.taken_round else (limit,),
                given=part.base.reads if r.taken_round else (),
                related=(limit,),
                day=count.day,
                provision=results_provision(count),
            )


@rule(
    "DT308",
    "{part}phiếu hợp lệ {valid} cộng phiếu không hợp lệ {invalid} là {total}, khác số thu về {returned}",
    title="Phiếu hợp lệ cộng phiếu không hợp lệ khác phiếu thu về",
    why="Mỗi phiếu trong hòm hoặc hợp lệ, hoặc không hợp lệ; hai số cộng lại phải đúng bằng số thu về.",
    hint="Đếm lại phiếu trước khi ký biên bản; sửa con số sai.",
    hint_district=RETURN,
    bad=Edit({"bau_cu[0].hop_le": 254}),
    good=Edit({"bau_cu[0].hop_le": 256, "bau_cu[0].khong_hop_le": 4}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.CONGRESS_RESULTS),
    order=130,
    bears_on_count=True,
    needs=("bau_cu.thu_ve", "bau_cu.hop_le", "bau_cu.khong_hop_le"),
)
def valid_and_invalid(case: Case) -> Iterator[Finding]:
    """Valid and invalid ballots that do not add up to those returned."""
    for count, part in parts(case):
        if part.unbalanced:
            r = part.round
            valid, invalid = part.valid or 0, part.invalid or 0
            yield Finding(
                r.at("hop_le"),
                {"part": of_cluster(part), "valid": valid, "invalid": invalid, "total": valid + invalid, "returned": r.returned},
                reads=(r.at("thu_ve"), r.at("khong_hop_le")),
                related=(r.at("thu_ve"), r.at("khong_hop_le")),
                day=count.day,
                provision=results_provision(count),
            )


@rule(
    "DT310",
    "{message}",
    title="Số phiếu bầu nhiều hơn số phiếu hợp lệ cho phép",
    why="Một người không thể được nhiều phiếu hơn số phiếu hợp lệ (hoặc số người có mặt khi giơ tay); "
    "cộng lại cũng không thể quá số phiếu hợp lệ nhân với số cần bầu.",
    hint="Cộng lại bảng kiểm phiếu từng người trước khi ký; sửa con số sai.",
    hint_district=RETURN,
    bad=Edit({"bau_cu[3].ung_cu[0].so_phieu": 21}),
    good=Edit({"bau_cu[3].ung_cu[0].so_phieu": 20}),
    rests_on=(law.HEAD_MINUTES, law.HEAD_TAKEN_MINUTES, law.HEAD_DISMISSAL, law.CONGRESS_RESULTS),
    order=140,
    bears_on_count=True,
    needs=(("ket_qua.so_phieu", "cuoc_hop.dong_y"),),
)
def more_votes_than_ballots(case: Case) -> Iterator[Finding]:
    """A candidate with more votes than voters, or all together with more than voters times seats; more to let a head go than were there."""
    for count, part in parts(case):
        r, limit = part.round, part.vote_limit
        whole = "số người có mặt" if r.by_hands else "số phiếu hợp lệ"
        source = r.at("co_mat" if r.by_hands else "hop_le")
        for index in part.over_voted:
            person = part.candidates[index]
            message = f"{of_cluster(part)}{person.name} được {part.votes[index]} phiếu, nhiều hơn {whole} là {limit}"
            yield Finding(
                person.at("so_phieu"),
                {"message": message},
                reads=(source,),
                related=(source,),
                day=count.day,
                provision=results_provision(count),
            )
        if part.over_total and not part.over_voted:
            total = sum(v or 0 for v in part.votes)
            votes = tuple(c.at("so_phieu") for c in part.candidates)
            message = f"{of_cluster(part)}cộng số phiếu của mọi người là {total}, nhiều hơn {limit} ({whole}) nhân {r.seats} (số cần bầu)"
            reads = (*votes, source, r.at("so_can_bau"))
            yield Finding(
                votes[0],
                {"message": message},
                reads=reads,
                related=(*votes[1:], source, r.at("so_can_bau")),
                day=count.day,
                provision=results_provision(count),
            )
    dismissal = dismissal_of(case)
    if dismissal is not None and dismissal.over_agreed:
        meeting, present = dismissal.meeting, dismissal.meeting.at("co_mat")
        title = head_title(case.dossier.unit)
        message = f"{dismissal.agreed} người đồng ý cho thôi {title}, nhiều hơn số người có mặt là {dismissal.present}"
        yield Finding(
            meeting.at("dong_y"),
            {"message": message},
            reads=(present,),
            related=(present,),
            day=dismissal.day,
            provision=law.HEAD_DISMISSAL,
            hint="Đối chiếu số đồng ý với biên bản họp, số có mặt với danh sách ký tên dự họp; sửa con số sai, chưa ký biên bản.",
        )
