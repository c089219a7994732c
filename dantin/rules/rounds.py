"""Rules about one round of whatever office: who stands in it and is announced, its single ballots, its place among the rounds."""

from collections.abc import Iterator, Sequence

from dantin import law
from dantin.case import Case
from dantin.gathering import against_ticks
from dantin.model import BallotPaper, Candidate, Event, Nominee, Office, Person, StepKind
from dantin.people import distinct, find, find_name, fitting_in, nearest
from dantin.route import Route
from dantin.rule import WARNING, Edit, Finding, check, rule
from dantin.rules.questions import RETURN, TOTAL_TOLD, base_place, held, parts, results_provision
from dantin.tally import Count
from dantin.wording import ONE_ROUND_TWICE, of_cluster, office_name, round_name

_AS_LISTED = "Sửa tên ở cột “Công bố trúng cử” cho đúng như trong danh sách bầu; người không có trong danh sách thì không thể trúng cử."


@check("DT009")
def candidate_twice(case: Case) -> Iterator[Finding]:
    """The same person twice among the candidates of one round."""
    for count, (person, twin) in ((one, pair) for one in case.counts for part in one.parts for pair in part.twins):
        facts = {"what": f"{person.name} ({round_name(count)})", "first": "một dòng trên của cùng lượt bầu"}
        again = f"{ONE_ROUND_TWICE} Nếu là hai người trùng tên thì ghi thêm ngày sinh của từng người."
        yield Finding(person.at("ho_ten"), facts, reads=(twin.at("ho_ten"),), related=(twin.at("ho_ten"),), hint=again)


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
    order=160,
    bears_on_count=True,
    needs=("nhan_su.gioi_thieu", "ket_qua"),
)
def voted_but_not_introduced(case: Case) -> Iterator[Finding]:
    """Round 1: a candidate who is not among those introduced for the office (silent where nobody is)."""
    listed: tuple[Route, ...] = ()
    for count in held(case):
        pool = case.dossier.nominees_for(count.office)
        if count.round.number != 1 or not pool:
            continue
        for person in count.candidates:
            if person.name and not find(person, pool):
                others = [n for n in fitting_in(person, case.dossier.nominees) if n.offices]
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
                listed = listed or tuple(n.at(f) for n in case.dossier.nominees for f in ("ho_ten", "gioi_thieu"))
                yield Finding(
                    person.at("ho_ten"),
                    facts,
                    common=listed,
                    related=tuple(n.at("ho_ten") for n in namesakes or others) or (Route(Nominee.table),),
                    day=count.day,
                    provision=law.CONGRESS_LIST if count.office.of_party else law.HEAD_CANDIDATES,
                )


@rule(
    "DT313",
    "{message}",
    title="Từng lá phiếu và số liệu khai không khớp",
    why="Số cộng từ từng lá phiếu là bằng chứng gốc; số ghi trong biên bản phải đúng bằng số đó.",
    hint="Đối chiếu lại từng lá phiếu với biên bản; sửa chỗ nhập sai.",
    hint_district=RETURN,
    bad=Edit({"bau_cu[2].ung_cu[0].so_phieu": 18}),
    good=Edit({"la_phieu[0].bau_cho": "không đồng ý", "bau_cu[2].ung_cu[0].so_phieu": 18}),
    rests_on=(law.HEAD_BALLOT, law.CONGRESS_BALLOT),
    order=170,
    bears_on_count=True,
    needs=("la_phieu",),
)
def ballots_and_figures(case: Case) -> Iterator[Finding]:
    """Declared figures that are not what the single ballots add up to: one finding a round, at the first that differs."""
    for count, part in parts(case):
        differ = part.ballots_differ
        if differ:
            message = of_cluster(part) + "; ".join(
                f"{what}: biên bản ghi {declared}, từng lá phiếu cộng lại là {n}" for _, what, declared, n in differ
            )
            path, *others = (route for route, *_ in differ)
            strange = [b for b in case.dossier.ballots_of(part.round) if any(not find_name(name, part.candidates) for name in b.choices)]
            yield Finding(
                path,
                {"message": message},
                reads=part.own,
                given=count.shared,
                related=(*others, *(ballot.at("bau_cho") for ballot in strange), *(() if strange else (Route(BallotPaper.table),))),
                day=count.day,
                provision=law.CONGRESS_BALLOT if count.office.of_party else law.HEAD_BALLOT,
            )


@rule(
    "DT311",
    "{message}",
    title="Người được công bố trúng cử không phải người đủ phiếu",
    why="Người trúng cử là người có số phiếu {law.value.passed} tổng số theo luật, không phải của số người dự họp hay số phiếu hợp lệ.",
    hint="Chưa ký biên bản. Xem lại số phiếu và tổng số; công bố đúng người trúng cử, hoặc công bố chưa ai trúng cử.",
    hint_district="Trả hồ sơ: công bố sai kết quả; không công nhận, không chuẩn y.",
    bad=Edit({"bau_cu[0].trung_cu": "Phạm Thị Hiền"}),
    good=Edit(
        {"bau_cu[0].ung_cu[0].so_phieu": 156, "bau_cu[0].ung_cu[1].so_phieu": 99, "bau_cu[0].khong_hop_le": 5},
    ),
    rests_on=(law.HEAD_MAJORITY, law.CONGRESS_MAJORITY),
    order=180,
    bears_on_count=True,
    needs=("bau_cu.trung_cu", "ket_qua.so_phieu", TOTAL_TOLD),
)
def announced_and_computed(case: Case) -> Iterator[Finding]:
    """An announced winner who is not elected by the figures, or one elected who was not announced."""
    for count in held(case):
        r = count.round
        if count.outcome is None or r.announced is None:
            continue
        announced = [find_name(name, count.candidates) for name in r.announced]
        known = {people[0].path for people in announced if len(people) == 1}
        if len(known) == len(announced) and known == {c.path for c in count.elected}:
            continue
        chosen = known.union(c.path for c in count.elected)
        related = [c.at("so_phieu") for c in count.candidates if c.path in chosen]
        if not count.elected and count.needed:
            related.append(base_place(count))
        message, hint = _announced(count)
        yield Finding(
            r.at("trung_cu"),
            {"message": message},
            reads=count.own,
            given=count.shared,
            related=tuple(related),
            day=count.day,
            provision=law.CONGRESS_MAJORITY if count.office.of_party else law.HEAD_MAJORITY,
            hint=hint,
        )


def _announced(count: Count) -> tuple[str, str | None]:
    """What is wrong with the names announced, and what to do where that is to mend a name: one misspelt, one written twice, or others."""
    names = count.round.announced or ()
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
    return f"công bố {', '.join(names) or 'không ai'} trúng cử, nhưng {computed}", None


@rule(
    "DT320",
    "có {round} nhưng {before}",
    title="Có lượt bầu sau mà không có lượt bầu trước",
    why="Lượt sau chỉ có khi lượt trước không bầu được hoặc chưa đủ người; thiếu lượt trước thì không biết "
    "danh sách và lý do bầu tiếp có đúng không.",
    hint="Đây là lượt đầu thì sửa số ở cột “Lần”; nếu không thì ghi thêm lượt trước vào bảng “Bầu cử”, đúng như biên bản của lượt đó.",
    hint_district="Trả hồ sơ: yêu cầu gửi biên bản của lượt bầu trước.",
    bad=Edit({"bau_cu[3].lan": 2}),
    good=Edit({"bau_cu[3].lan": 1}),
    bears_on_count=True,
    needs=("bau_cu.lan",),
)
def later_round_alone(case: Case) -> Iterator[Finding]:
    """A round that was held, of a number above 1, where the one before it is not written down or has not been held."""
    dossier = case.dossier
    for count in held(case):
        r = count.round
        if r.number == 1:
            continue
        before = [c for c in case.counts if set(c.round.offices) & set(r.offices) and c.round.number == r.number - 1]
        if any(not c.planned for c in before):
            continue
        unread = tuple(r.at(field) for r in dossier.rounds for field in ("chuc_danh", "lan"))
        missing = f"lần {r.number - 1} chưa có số liệu nào" if before else f"không có lần {r.number - 1}"
        related = tuple(c.round.at("lan") for c in before)
        yield Finding(r.at("lan"), {"round": round_name(count), "before": missing}, reads=unread, related=related, day=count.day)


@rule(
    "DT314",
    "{part}biên bản ghi {present} người có mặt, danh sách đánh dấu {ticked}",
    title="Số có mặt khác số đánh dấu trong danh sách",
    why="Số có mặt quyết định cuộc họp, đại hội có đủ điều kiện bầu hay không.",
    hint="Đối chiếu với danh sách ký tên dự họp; sửa số có mặt hoặc cột đánh dấu.",
    hint_district="Hỏi lại xã số có mặt đúng.",
    bad=Edit({"bau_cu[0].co_mat": 263}),
    good=Edit({"bau_cu[0].co_mat": 262}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
    severity=WARNING,
    bears_on_count=True,
    needs=("bau_cu.co_mat", ("ho_gia_dinh.du_hop", "dang_vien.co_mat")),
)
def present_and_ticks(case: Case) -> Iterator[Finding]:
    """A round's attendance that is not the number of ticks in the roster."""
    for event in (Event.HEAD_ELECTION, Event.CONGRESS):
        differing, rows = against_ticks(case, event)
        # One gathering is one fact, in however many of its rounds it is written.
        facts_told = {(one.part.round.cluster, one.part.round.present, one.ticked): one for one in reversed(differing)}
        for key, first in reversed(facts_told.items()):
            same = [one for one in differing if (one.part.round.cluster, one.part.round.present, one.ticked) == key]
            routes = tuple(route for one in same for route in one.part.round.each("co_mat"))
            facts = {"part": of_cluster(first.part), "present": first.part.round.present, "ticked": first.ticked}
            yield Finding(
                routes[0],
                facts,
                reads=(*rows, *routes[1:]),
                related=(*routes[1:], rows[0]),
                day=first.count.day,
                provision=results_provision(first.count),
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
            "moc[10].ngay": "",
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
            "moc[10].ngay": "",
            "don_vi.mo_hinh": "không thực hiện",
        }
    ),
    rests_on=(law.HEAD_MAJORITY, law.CONGRESS_MAJORITY),
    severity=WARNING,
    bears_on_count=True,
    needs=("ket_qua.so_phieu", TOTAL_TOLD),
)
def loose_ballots_decide(case: Case) -> Iterator[Finding]:
    """Invalid and missing ballots that could have changed who is elected."""
    for count in held(case):
        person = count.swing
        if person is not None:
            r = count.round
            pairs = (("khong_hop_le", count.invalid or 0), ("thu_ve", count.ballots_missing or 0))
            path, *others = (r.at(field) for field, number in pairs if number)
            yield Finding(
                path,
                {"loose": sum(number for _, number in pairs), "name": person.name},
                reads=count.own,
                given=count.shared,
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
    order=150,
    bears_on_count=True,
    beside="người cùng tên",
)
def name_fits_two(case: Case) -> Iterator[Finding]:
    """A name, wherever a person is named, that can mean two people of the hamlet."""
    meant: Sequence[Person] = ()
    routes: tuple[Route, ...] = ()
    for reference, fitting, path in _named(case):
        # A long list may name the same people again and again.
        if fitting is not meant:
            meant, routes = fitting, tuple(p.at("ho_ten") for p in fitting) if fitting and distinct(fitting) else ()
        if routes:
            yield Finding(path, {"name": reference.name, "number": len(fitting)}, common=routes, related=routes)


def _named(case: Case) -> Iterator[tuple[Person, Sequence[Person], Route]]:
    """Everyone named, with those of the hamlet who may be meant, and where the name stands."""
    dossier = case.dossier
    for nominee in dossier.nominees:
        if any(office.of_party for office in nominee.offices):
            yield nominee, find(nominee, dossier.members), nominee.at("ho_ten")
    for count in case.counts:
        nominees = dossier.nominees_for(count.office)
        for person in count.candidates:
            fitting: Sequence[Person] = find(person, nominees)
            if not nominees and not count.office.of_party:
                fitting = find(person, dossier.households)
            if not fitting and count.office.of_party:
                fitting = find(person, dossier.members)
            yield person, fitting, person.at("ho_ten")
        for part in count.parts:
            for ballot in part.unclear_ballots:
                for name in ballot.choices:
                    yield Person(0, name=name), find_name(name, part.candidates), ballot.at("bau_cho")
        for name in count.round.announced or ():
            yield Person(0, name=name), find_name(name, count.candidates), count.round.at("trung_cu")
    for kind, office in ((StepKind.RECOGNITION, Office.HEAD), (StepKind.APPROVAL, Office.SECRETARY)):
        deciding = case.deciding(office)
        pool: tuple[Candidate, ...] = deciding.candidates if deciding is not None else ()
        for step in dossier.steps_of(kind):
            if step.person:
                yield Person(0, name=step.person), find_name(step.person, pool), step.at("ho_ten")
