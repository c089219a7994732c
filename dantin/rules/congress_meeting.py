"""Rules about the party-cell congress."""

from collections.abc import Iterator

from dantin import law
from dantin.base import MEMBER_ROWS, official_members
from dantin.case import Case
from dantin.model import MemberState, ModelChoice, Office, Step, StepKind
from dantin.people import find
from dantin.route import Route
from dantin.rule import WARNING, Edit, Files, Finding, TooEarly, rule
from dantin.rules.questions import MEMBERS_TOLD, base_place
from dantin.tally import Count, Outcome
from dantin.vietnamese import short_date
from dantin.wording import head_title

_SMALL_CELL = """don_vi:
  ten: Ấp 1
  xa: xã Phước Thái
  tinh: Đồng Nai
  tong_dang_vien: {members}
bau_cu:
  - chuc_danh: bí thư
    ngay: 15/12/2024
    co_mat: 8
    phat_ra: 8
    thu_ve: 8
    hop_le: 8
    khong_hop_le: 0
    ung_cu: [{{ho_ten: Lý Thị Mai Hoa, so_phieu: 8}}]
"""


@rule(
    "DT501",
    "đại hội chi bộ ngày {congress}, trước khi {head} được công nhận ngày {recognised}",
    title="Đại hội chi bộ trước khi trưởng ấp được công nhận",
    why="Mô hình “Dân tin, Đảng cử”: dân bầu trước, được công nhận rồi mới giới thiệu ra đại hội để bầu bí thư.",
    hint="Xem lại hai ngày. Nếu đúng như đã ghi thì hồ sơ không theo mô hình: báo cáo cấp trên trước khi làm tiếp.",
    hint_district="Trả hồ sơ: sai trình tự của mô hình; không tính ấp này là thực hiện mô hình.",
    bad=(
        Edit({"moc[10].ngay": "18/11/2024"}, at="bau_cu[1].ngay"),
        # The step alone tells of a congress.
        Edit(
            {"moc[10].ngay": "18/11/2024", **dict.fromkeys(("bau_cu[3]", "bau_cu[2]", "bau_cu[1]", "la_phieu")), "*dang_vien.co_mat": ""},
            at="moc[11].ngay",
        ),
    ),
    good=Edit({"moc[10].ngay": "17/11/2024", "van_ban[5].ngay_ky": "17/11/2024"}),
    rests_on=law.MODEL_ORDER,
    undoes_model=True,
    models=(ModelChoice.HEAD,),
    too_early=TooEarly.BEFORE_RECOGNITION,
    needs=(StepKind.RECOGNITION, ("bau_cu.ngay", StepKind.CONGRESS)),
)
def congress_before_recognition(case: Case) -> Iterator[Finding]:
    """Model "secretary is head": the congress on a day before the recognition."""
    dossier, day = case.dossier, case.congress_day
    recognition = dossier.step(StepKind.RECOGNITION)
    if day is None or recognition is None or recognition.day is None:
        return
    if day < recognition.day:
        rounds = [count.round.at("ngay") for count in case.counts if count.office.of_party and count.round.day == day]
        step = dossier.step(StepKind.CONGRESS)
        path = rounds[0] if rounds else step.at("ngay") if step is not None else Route(Step.table)
        facts = {"congress": short_date(day), "recognised": short_date(recognition.day), "head": head_title(dossier.unit)}
        reads = (recognition.at("ngay"), *rounds)
        yield Finding(path, facts, reads=reads, related=(recognition.at("ngay"),), day=day)


@rule(
    "DT502",
    "chỉ có {present} đảng viên dự trên {summoned} được triệu tập, cần ít nhất {quorum} ({law.value.level})",
    title="Đại hội không đủ {law.value.level} đảng viên dự",
    why="Đại hội chỉ hợp lệ khi có {law.words} số đảng viên chính thức được triệu tập có mặt.",
    hint="Không lập biên bản bầu cử. Hoãn đại hội, triệu tập lại; nếu nhập sai số có mặt thì sửa lại.",
    hint_district="Trả hồ sơ: đại hội không hợp lệ, kết quả không được chuẩn y.",
    bad=Edit(
        {
            "bau_cu[3].co_mat": 13,
            "bau_cu[3].phat_ra": 13,
            "bau_cu[3].thu_ve": 13,
            "bau_cu[3].hop_le": 13,
            "bau_cu[3].ung_cu[0].so_phieu": 13,
            "*dang_vien.co_mat": "",
        }
    ),
    good=Edit(
        {
            "bau_cu[3].co_mat": 14,
            "bau_cu[3].phat_ra": 14,
            "bau_cu[3].thu_ve": 14,
            "bau_cu[3].hop_le": 14,
            "bau_cu[3].ung_cu[0].so_phieu": 14,
            "*dang_vien.co_mat": "",
        }
    ),
    rests_on=law.CONGRESS_QUORUM,
    order=110,
    bears_on_count=True,
    needs=("bau_cu.co_mat", MEMBERS_TOLD),
)
def congress_without_quorum(case: Case) -> Iterator[Finding]:
    """Fewer than two thirds of the summoned members present, yet the congress voted."""
    short = [c for c in case.counts if c.office.of_party and c.short_of_quorum and c.voted]
    # One congress is one fact, in however many of its rounds its attendance is written.
    for key in dict.fromkeys((c.day, c.round.present, c.base.summoned, c.given_up) for c in short):
        count, *same = (c for c in short if (c.day, c.round.present, c.base.summoned, c.given_up) == key)
        r = count.round
        others = tuple(c.round.at("co_mat") for c in same)
        yield Finding(
            r.at("co_mat"),
            {"present": r.present, "summoned": count.base.summoned, "quorum": count.quorum},
            reads=others,
            given=count.base.reads,
            related=(*others, base_place(count)),
            day=count.day,
            severity=WARNING if count.given_up else None,
            stands=True,
        )


_COMMITTEE_LATER = {"bau_cu[1].bat_dau": "10 giờ 05", "bau_cu[1].ket_thuc": ""}
"""The committee elected on the day of its secretary, five minutes after."""
_NO_COMMITTEE = "Nếu nhập nhầm thì xóa lượt bầu chi ủy hoặc sửa danh sách đảng viên; nếu đúng như đã ghi thì báo cáo cấp ủy cấp trên."


@rule(
    "DT504",
    "{message}",
    title="Bầu hoặc không bầu chi ủy trái với số đảng viên của chi bộ",
    why="Từ {law.words} đảng viên chính thức trở lên phải bầu chi ủy trước, rồi bầu bí thư, phó bí thư trong chi ủy; "
    "dưới {law.words} thì chỉ bầu bí thư và, nếu cần, phó bí thư.",
    hint="Bổ sung lượt bầu chi ủy nếu nhập thiếu; nếu đại hội bầu sai cách thì báo cáo cấp ủy cấp trên để bầu lại.",
    hint_district="Trả hồ sơ: cách bầu không đúng {law.version.instrument.short}; không chuẩn y.",
    bad=(
        Files({"ho-so.yaml": _SMALL_CELL.format(members=9)}, at="ho-so.yaml", line=7),
        Edit(_COMMITTEE_LATER, at="bau_cu[2].chuc_danh"),
        Edit({**_COMMITTEE_LATER, "bau_cu[1].ngay": ""}, at="bau_cu[2].chuc_danh"),
        Edit({**_COMMITTEE_LATER, "bau_cu[2].ngay": ""}, at="bau_cu[2].chuc_danh"),
        Edit({"bau_cu[1].ngay": "18/11/2024"}, at="bau_cu[2].chuc_danh"),
    ),
    good=(
        Files({"ho-so.yaml": _SMALL_CELL.format(members=8)}),
        Edit({"bau_cu[1].bat_dau": "10 giờ 00", "bau_cu[1].ket_thuc": ""}),
        Edit({"bau_cu[1].bat_dau": ""}),
        Edit({"bau_cu[2].bat_dau": ""}),
        Edit({**_COMMITTEE_LATER, "bau_cu[1].ngay": "16/11/2024"}),
        Edit({"bau_cu[1].ngay": "18/11/2024", "bau_cu[2].ngay": ""}),
    ),
    rests_on=law.COMMITTEE_FROM,
    bears_on_count=True,
    needs=("bau_cu", MEMBERS_TOLD),
)
def committee_first(case: Case) -> Iterator[Finding]:
    """A cell of 9 or more without a committee elected first, or a smaller one that elected a committee.

    Where only exempted members bring the cell to 9 it may do either, and either is only pointed out.
    """
    dossier = case.dossier
    day = case.congress_day or case.as_of
    version = case.law.on(law.COMMITTEE_FROM, day)
    number, counts = official_members(dossier, day), MEMBER_ROWS
    if number is None:
        number, counts = dossier.unit.members, dossier.unit.at("tong_dang_vien")
    committee = case.held(Office.COMMITTEE)
    led = [c for c in (*case.held(Office.SECRETARY), *case.held(Office.DEPUTY)) if c.round.remark is None]
    if number is None:
        # Where nothing else tells, those summoned to the congress are its official members.
        summoning = next((c for c in (*committee, *led) if c.base.summoned is not None), None)
        number, counts = (summoning.base.summoned, base_place(summoning)) if summoning is not None else (None, counts)
    if version is None or number is None:
        return
    exempt = sum(m.state is MemberState.EXEMPT for m in dossier.official_on(day))
    either = number >= version.value > number - exempt
    severity = WARNING if either else None
    in_minutes = (
        ("Ghi rõ vào biên bản cách đại hội đã chọn.", "Xem biên bản có ghi rõ cách đại hội đã chọn không.") if either else (None, None)
    )
    note = (
        f" (đạt {version.value:02d} chỉ nhờ đảng viên được miễn sinh hoạt: đại hội được chọn một trong hai cách, ghi rõ vào biên bản)"
        if either
        else ""
    )
    if number >= version.value and led and not _elected_before(committee, led[0]):
        message = f"chi bộ có {number} đảng viên chính thức nhưng bầu {led[0].office.value} khi chưa bầu chi ủy{note}"
        reads = tuple(route for c in committee for route in c.own)
        given = (counts, *(route for c in committee for route in c.shared))
        path = led[0].round.at("chuc_danh")
        hint, hint_district = in_minutes
        yield Finding(
            path, {"message": message}, reads, (counts,), day, severity=severity, hint=hint, hint_district=hint_district, given=given
        )
    elif committee and (number < version.value or either):
        fewer = f", dưới {version.value:02d}," if number < version.value else ""
        message = f"chi bộ có {number} đảng viên chính thức{fewer} mà bầu chi ủy{note}"
        path = committee[0].round.at("chuc_danh")
        hint, hint_district = in_minutes
        hint = hint or _NO_COMMITTEE
        yield Finding(
            path, {"message": message}, (), (counts,), day, severity=severity, hint=hint, hint_district=hint_district, given=(counts,)
        )


def _elected_before(committee: tuple[Count, ...], led: Count) -> bool:
    """Whether a committee was elected, or its result is not known, no later than the round that chose its leader."""

    def in_time(count: Count) -> bool:
        ours, theirs = count.round, led.round
        if ours.day is not None and theirs.day is not None:
            if ours.day < theirs.day:
                return True
            if ours.day > theirs.day:
                return False
        return ours.begins is None or theirs.begins is None or ours.begins <= theirs.begins

    return any((c.elected or c.outcome is None or c.outcome is Outcome.TIE) and in_time(c) for c in committee)


@rule(
    "DT506",
    "{name} trúng cử {office} nhưng không trúng cử chi ủy",
    title="Bí thư, phó bí thư không phải chi ủy viên",
    why="Bí thư và phó bí thư được bầu trong số chi ủy viên vừa trúng cử.",
    hint="Xem lại tên người trúng cử; nếu đúng như đã ghi thì phải bầu lại trong số chi ủy viên.",
    hint_district="Trả hồ sơ: không chuẩn y chức danh này.",
    bad=Edit(
        {
            "nhan_su[5].gioi_thieu": "chi ủy; phó bí thư",
            "bau_cu[3].ung_cu[0].ho_ten": "={nhan_su[5].ho_ten}",
            "bau_cu[3].trung_cu": "={nhan_su[5].ho_ten}",
        },
        at="bau_cu[3].ung_cu[0].ho_ten",
    ),
    good=Edit(
        {
            "nhan_su[4].gioi_thieu": "chi ủy; phó bí thư",
            "bau_cu[3].ung_cu[0].ho_ten": "={nhan_su[4].ho_ten}",
            "bau_cu[3].trung_cu": "={nhan_su[4].ho_ten}",
        }
    ),
    rests_on=law.COMMITTEE_FROM,
    bears_on_count=True,
    needs=("ket_qua.so_phieu", MEMBERS_TOLD),
)
def leader_from_committee(case: Case) -> Iterator[Finding]:
    """A secretary or deputy elected who is not among the elected committee members."""
    committee = case.held(Office.COMMITTEE)
    members = case.elected(Office.COMMITTEE)
    if not members or any(count.outcome is None for count in committee):
        return
    for office in (Office.SECRETARY, Office.DEPUTY):
        deciding = case.deciding(office)
        for person in deciding.elected if deciding is not None else ():
            if not find(person, members):
                assert deciding is not None
                facts = {"name": person.name, "office": office.value}
                elected = tuple(count.round.at("chuc_danh") for count in committee if count.elected)
                lost = tuple(c.at("so_phieu") for count in committee for c in find(person, count.candidates))
                reads = (*(route for count in committee for route in count.reads), *deciding.reads, MEMBER_ROWS)
                yield Finding(person.at("ho_ten"), facts, reads, related=(*elected, *lost), day=deciding.day)
