"""Rules about the recognition of the elected head and the approval of the elected secretary."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dantin import law
from dantin.model import ModelChoice, Office, Person, Step, StepKind
from dantin.people import find, find_name, fits
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.congress_list import _heads_front
from dantin.rules.nomination import dated_steps
from dantin.rules.steps import _no_step, _unread
from dantin.stages import days_after, working_days_after
from dantin.tally import Case, Count
from dantin.vietnamese import short_date
from dantin.wording import commune, head_title

_ANSWERS = (StepKind.RECOGNITION, StepKind.REFUSAL)


# --- The time around a vote ------------------------------------------------------------------------------------------


class _Span(NamedTuple):
    """The days from the end of a vote for head (`ended`) up to that of the next (`until`, no longer in it). `vote` None: none is known."""

    vote: Count | None
    ended: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.ended <= day < self.until


def _ended(count: Count) -> date | None:
    """The day on which a vote came to its end: that on which the last ballots taken round came back."""
    return count.round.last_day or count.round.day


def _spans(case: Case) -> list[_Span]:
    """The time after each vote for head that was held on a known day; all time where there is none."""
    dated = [(count, ended) for count in case.held(Office.HEAD) if (ended := _ended(count)) is not None]
    if not dated:
        return [_Span(None, date.min, date.max)]
    return [_Span(*entry, until) for entry, until in zip(dated, [*(ended for _, ended in dated[1:]), date.max], strict=True)]


def _vote_routes(case: Case) -> tuple[str, ...]:
    """The routes that say when the head was voted on; rounds whose office could not be read may be such a vote."""
    rounds = case.dossier.rounds_of(Office.HEAD)
    unread = (r.at("chuc_danh") for r in case.dossier.rounds if r.office is None)
    return (*unread, *(r.at(field) for r in rounds for field in ("ngay", "ngay_ket_thuc")))


def _step_routes(case: Case, *kinds: StepKind) -> tuple[str, ...]:
    """The routes of the days of some steps; steps whose name could not be read may be among them."""
    return (*_unread(case.dossier), *(step.at("ngay") for step in case.dossier.steps if step.kind in kinds))


def _new_vote(case: Case, since: date) -> Count | None:
    """The first vote for head on or after a day: held, or planned for a day that has not passed."""
    votes = [(count.round.day, count) for count in case.counts_of(Office.HEAD)]
    dated = [(day, count) for day, count in votes if day is not None and day >= since and (not count.planned or day >= case.as_of)]
    return min(dated, key=lambda entry: entry[0])[1] if dated else None


# --- Recognition of the head -----------------------------------------------------------------------------------------


@rule(
    "DT401",
    "đã ghi {what} nhưng chưa có ngày công nhận kết quả bầu trưởng ấp",
    title="Đã đại hội hoặc chuẩn y mà chưa công nhận trưởng ấp",
    why="Theo mô hình, dân bầu trước, được công nhận rồi mới giới thiệu ra đại hội chi bộ để bầu bí thư.",
    hint="Bổ sung ngày và số quyết định công nhận vào bảng “Mốc thời gian”; nếu chưa được công nhận thì chưa tổ chức đại hội.",
    hint_district="Trả hồ sơ: yêu cầu gửi quyết định công nhận trưởng ấp.",
    bad=Edit({"moc[10].ngay": ""}),
    good=Edit({"moc[10].ngay": "", "don_vi.mo_hinh": "không thực hiện"}),
    rests_on=law.MODEL_ORDER,
)
def congress_without_recognition(case: Case) -> Iterator[Finding]:
    """Model "secretary is head": a congress or an approval, and no dated recognition of the head."""
    dossier = case.dossier
    if dossier.unit.model is not ModelChoice.HEAD:
        return
    recognition = dossier.step(StepKind.RECOGNITION)
    approval = dossier.step(StepKind.APPROVAL)
    if recognition is not None and recognition.day is not None:
        return
    if case.congress_held:
        what = "đại hội chi bộ"
    elif approval is not None and approval.day is not None:
        what = "chuẩn y bí thư"
    else:
        return
    if not _acting_at_congress(case):
        path = _no_step(dossier, StepKind.RECOGNITION)
        yield Finding(path, {"what": what}, reads=_unread(dossier), related=_gone_on(case), day=case.congress_day)


def _gone_on(case: Case) -> tuple[str, ...]:
    """Where it shows that a congress was held; else that its secretary was approved."""
    held = [c.round.at("ngay" if c.round.day is not None else "chuc_danh") for c in case.counts if c.office.of_party and not c.planned]
    step = case.dossier.step(StepKind.CONGRESS if case.congress_held else StepKind.APPROVAL)
    return (*held, *((step.at("ngay"),) if step is not None else ()))[:1]


@rule(
    "DT402",
    "{act} ngày {answered}, {received} ngày {received_on}: hạn cuối là ngày {due} ({days:02d} ngày làm việc)",
    title="Công nhận kết quả bầu trưởng ấp chậm",
    why="Cấp xã phải công nhận kết quả, hoặc từ chối bằng văn bản nêu rõ lý do, trong 05 ngày làm việc kể từ ngày nhận được kết quả.",
    hint="Xem lại ngày nhận kết quả và ngày trên quyết định; sửa ngày nhập sai. Đúng như đã ghi thì không phải sửa hồ sơ.",
    hint_district="Nhắc UBND cấp xã trả lời đúng hạn; kết quả công nhận vẫn có giá trị.",
    bad=Edit({"moc[10].ngay": "16/11/2024", "moc[8].ngay": "10/11/2024", "moc[9].ngay": "10/11/2024"}),
    good=Edit({"moc[8].ngay": "10/11/2024", "moc[9].ngay": "10/11/2024"}),
    rests_on=law.HEAD_RECOGNITION_DAYS,
    severity=WARNING,
)
def answered_late(case: Case) -> Iterator[Finding]:
    """The result of a vote recognised, or refused in writing, after the last working day that the commune had."""
    answers = sorted((entry for kind in _ANSWERS for entry in dated_steps(case.dossier, kind)), key=_day)
    reads = (*_step_routes(case, *_ANSWERS, StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT), *_vote_routes(case))
    for span in _spans(case):
        # Only the first answer is due: who was refused in time may be recognised later.
        for answered, answer in [entry for entry in answers if span.holds(entry[0])][:1]:
            received = _received(case, span, answered)
            if received is None:
                continue
            handed_in, step = received
            day = span.vote.day if span.vote is not None else handed_in
            version = case.law.on(law.HEAD_RECOGNITION_DAYS, day)
            due = working_days_after(handed_in, version.value) if version is not None else None
            if version is not None and due is not None and answered > due:
                facts = {
                    "act": "công nhận" if answer.kind is StepKind.RECOGNITION else "từ chối công nhận",
                    "answered": short_date(answered),
                    "received": "nhận kết quả" if step.kind is StepKind.RESULT_RECEIVED else "gửi kết quả",
                    "received_on": short_date(handed_in),
                    "due": short_date(due),
                    "days": version.value,
                }
                yield Finding(answer.at("ngay"), facts, reads, (step.at("ngay"),), day)


def _day(entry: tuple[date, Step]) -> date:
    return entry[0]


def _received(case: Case, span: _Span, answered: date) -> tuple[date, Step] | None:
    """The last time that the commune received the result before it answered; where it wrote none down, when it was sent."""
    for kind in (StepKind.RESULT_RECEIVED, StepKind.RESULT_SENT):
        steps = [entry for entry in dated_steps(case.dossier, kind) if span.holds(entry[0])]
        if steps:
            return max((entry for entry in steps if entry[0] <= answered), key=_day, default=None)
    return None


@rule(
    "DT403",
    "công nhận ngày {recognised}, trước ngày bầu {voted}",
    title="Công nhận trước khi bầu",
    why="Kết quả bầu cử chỉ được công nhận sau khi đã bầu.",
    hint="Xem lại ngày trên quyết định công nhận và ngày bầu; sửa ngày nhập sai.",
    hint_district="Trả hồ sơ: đối chiếu quyết định công nhận với biên bản kiểm phiếu.",
    bad=Edit({"moc[10].ngay": "09/11/2024"}),
    good=Edit({"moc[10].ngay": "10/11/2024", "moc[8].ngay": "10/11/2024", "moc[9].ngay": "10/11/2024"}),
    rests_on=law.HEAD_IN_OFFICE,
)
def recognised_before_vote(case: Case) -> Iterator[Finding]:
    """A recognition dated before the vote that decided."""
    deciding = case.deciding(Office.HEAD)
    step = case.dossier.step(StepKind.RECOGNITION)
    if deciding is None or step is None or step.day is None:
        return
    field, voted = ("ngay_ket_thuc", deciding.round.last_day) if deciding.round.last_day else ("ngay", deciding.round.day)
    if voted is not None and step.day < voted:
        route = deciding.round.at(field)
        facts = {"recognised": short_date(step.day), "voted": short_date(voted)}
        yield Finding(step.at("ngay"), facts, reads=(route,), related=(route,), day=voted)


@rule(
    "DT404",
    "{act} {name}, nhưng {elected}",
    title="Người được công nhận hoặc chuẩn y không phải người trúng cử",
    why="Chỉ người trúng cử theo kết quả kiểm phiếu mới được công nhận hoặc chuẩn y.",
    hint="Đối chiếu quyết định với biên bản kiểm phiếu; sửa tên nhập sai.",
    hint_district="Dừng công nhận, chuẩn y; đối chiếu với biên bản kiểm phiếu đã ký.",
    bad=Edit({"moc[10].ho_ten": "Phạm Thị Hiền"}),
    good=Edit({"moc[10].ho_ten": "trần văn thuận"}),
    rests_on=(law.HEAD_IN_OFFICE, law.CONGRESS_APPROVED),
)
def recognised_is_not_elected(case: Case) -> Iterator[Finding]:
    """A person recognised as head, or approved as secretary, whom the deciding round did not elect."""
    for kind, office, act, provision in (
        (StepKind.RECOGNITION, Office.HEAD, "công nhận", law.HEAD_IN_OFFICE),
        (StepKind.APPROVAL, Office.SECRETARY, "chuẩn y", law.CONGRESS_APPROVED),
    ):
        deciding = case.deciding(office)
        step = case.dossier.step(kind)
        if deciding is None or deciding.outcome is None or step is None or not step.person:
            continue
        if kind is StepKind.RECOGNITION and _acting_recognised(case) is not None:
            continue
        if not find_name(step.person, deciding.elected):
            names = ", ".join(c.name or "" for c in deciding.elected)
            elected = f"người trúng cử là {names}" if names else "không ai trúng cử"
            facts = {"act": act, "name": step.person, "elected": elected}
            announced = deciding.round.at("trung_cu")
            meant = [*deciding.elected, *find_name(step.person, deciding.candidates)]
            related = tuple(person.at("so_phieu") for person in meant) or (announced,)
            reads = (*deciding.reads, announced)
            yield Finding(step.at("ho_ten"), facts, reads=reads, related=related, day=deciding.day, provision=provision)


# --- Result sent, refused, post vacant -------------------------------------------------------------------------------


@rule(
    "DT405",
    "gửi kết quả ngày {sent}, {voted} ngày {ended}: hạn cuối là ngày {due} ({days:02d} ngày làm việc)",
    title="Gửi kết quả bầu trưởng ấp chậm",
    why="Kết quả bầu phải được gửi đến UBND và Ủy ban MTTQ cấp xã trong 05 ngày làm việc để kịp xem xét công nhận.",
    hint="Xem lại ngày bầu và ngày gửi kết quả; sửa ngày nhập sai. Đúng là gửi chậm thì nêu lý do khi gửi.",
    hint_district="Nhắc xã đôn đốc tổ bầu cử gửi kết quả đúng hạn; việc công nhận vẫn xem xét bình thường.",
    bad=Edit({"moc[8].ngay": "16/11/2024", "moc[9].ngay": "16/11/2024", "moc[10].ngay": "16/11/2024"}),
    good=Edit({"moc[8].ngay": "15/11/2024", "moc[9].ngay": "15/11/2024", "moc[10].ngay": "15/11/2024"}),
    rests_on=(law.HEAD_RESULT_SENT_DAYS, law.HEAD_TAKEN_RESULT_SENT_DAYS),
    severity=WARNING,
)
def result_sent_late(case: Case) -> Iterator[Finding]:
    """The result of a vote sent to the commune after its last working day."""
    for span in _spans(case):
        count = span.vote
        if count is None or not count.voted or count.round.remark is not None:
            continue
        provision = law.HEAD_TAKEN_RESULT_SENT_DAYS if count.round.taken_round else law.HEAD_RESULT_SENT_DAYS
        version = case.law.on(provision, count.day)
        for sent, step in [entry for entry in dated_steps(case.dossier, StepKind.RESULT_SENT) if span.holds(entry[0])][:1]:
            due = working_days_after(span.ended, version.value) if version is not None else date.max
            if version is not None and sent > due:
                route = count.round.at("ngay_ket_thuc" if count.round.last_day is not None else "ngay")
                facts = {
                    "sent": short_date(sent),
                    "voted": "thu phiếu xong" if count.round.taken_round else "bầu",
                    "ended": short_date(span.ended),
                    "due": short_date(due),
                    "days": version.value,
                }
                reads = (*_step_routes(case, StepKind.RESULT_SENT), *_vote_routes(case))
                yield Finding(step.at("ngay"), facts, reads, (route,), count.day, provision)


@rule(
    "DT406",
    "UBND {commune} từ chối công nhận ngày {refused} mà chưa bầu lại",
    title="Bị từ chối công nhận mà chưa bầu lại",
    why="Bị từ chối công nhận thì ấp chưa có trưởng ấp: kết quả bầu không có hiệu lực và phải bầu lại.",
    hint="Xem lý do trong văn bản từ chối, cùng UBND cấp xã định ngày bầu lại; đã bầu lại thì ghi lượt bầu mới vào bảng “Bầu cử”.",
    hint_district="Theo dõi để xã tổ chức bầu lại; chưa giới thiệu người này ra đại hội chi bộ.",
    bad=Edit(
        {"moc[10].buoc": "từ chối công nhận", "moc[10].ho_ten": "", "don_vi.mo_hinh": "không thực hiện"},
        at="moc[10].ngay",
    ),
    good=Edit({"moc[0].buoc": "từ chối công nhận", "moc[0].ngay": "14/11/2024"}),
    rests_on=law.HEAD_NOT_REACHED,
    severity=WARNING,
)
def refused_and_not_voted_again(case: Case) -> Iterator[Finding]:
    """Recognition refused, and after that neither a vote, held or still to come, nor a recognition."""
    refusal = case.dossier.step(StepKind.REFUSAL)
    if refusal is None or refusal.day is None:
        return
    later = days_after(refusal.day, 1)
    undated = any(count.round.day is None for count in case.held(Office.HEAD)[1:])
    recognised = any(day >= later for day, _ in dated_steps(case.dossier, StepKind.RECOGNITION))
    if _new_vote(case, later) is None and not undated and not recognised:
        facts = {"commune": commune(case.dossier.unit), "refused": short_date(refusal.day)}
        reads = (*_step_routes(case, *_ANSWERS), *_vote_routes(case))
        yield Finding(refusal.at("ngay"), facts, reads, day=refusal.day)


@rule(
    "DT407",
    "cho thôi {head} ngày {dismissed}, hạn bầu mới là ngày {due} ({days} ngày), nhưng {what}",
    title="Khuyết trưởng ấp quá 60 ngày mà chưa bầu mới",
    why="Khi khuyết trưởng ấp phải bầu người mới trong 60 ngày; người lâm thời chỉ làm việc đến khi bầu được trưởng ấp mới.",
    hint="Xem lại ngày cho thôi và ngày bầu; đã bầu thì ghi lượt bầu vào bảng “Bầu cử”. Chưa bầu thì đề nghị UBND cấp xã định ngày bầu "
    "ngay.",
    hint_district="Nhắc UBND cấp xã tổ chức bầu mới; hỏi lý do chậm.",
    bad=Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "10/09/2024"}, at="moc[0].ngay"),
    good=Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "11/09/2024"}),
    rests_on=law.HEAD_VACANCY_DAYS,
    severity=WARNING,
)
def vacant_too_long(case: Case) -> Iterator[Finding]:
    """A head let go, and no vote for a new one by its last lawful day."""
    dossier = case.dossier
    for dismissed, step in dated_steps(dossier, StepKind.HEAD_DISMISSED):
        version, vote = case.law.on(law.HEAD_VACANCY_DAYS, dismissed), _new_vote(case, dismissed)
        recognised = any(day >= dismissed for day, _ in dated_steps(dossier, StepKind.RECOGNITION))
        # Without a day nobody knows whether a vote came after it; and who was voted on before it may take the place by recognition.
        filled = any(count.round.day is None for count in case.held(Office.HEAD)) or (vote is None and recognised)
        if version is None or filled:
            continue
        due = days_after(dismissed, version.value)
        day = (vote.round.day if vote is not None else None) or case.as_of
        if day > due:
            what = f"đến ngày {short_date(day)} chưa bầu"
            if vote is not None:
                what = f"dự kiến ngày {short_date(day)} mới bầu" if vote.planned else f"đến ngày {short_date(day)} mới bầu"
            facts = {
                "head": head_title(dossier.unit),
                "dismissed": short_date(dismissed),
                "due": short_date(due),
                "days": version.value,
                "what": what,
            }
            reads = (*_step_routes(case, StepKind.RECOGNITION), *_vote_routes(case))
            related = (vote.round.at("ngay"),) if vote is not None else ()
            yield Finding(step.at("ngay"), facts, reads, related, dismissed)


# --- An acting head --------------------------------------------------------------------------------------------------


@rule(
    "DT408",
    "{message}",
    title="Coi trưởng ấp lâm thời là người được dân bầu và được công nhận",
    why="Trưởng ấp lâm thời do cấp xã cử để làm việc đến khi bầu được trưởng ấp mới; dân chưa bầu thì chưa thực hiện mô hình.",
    hint="Đã bầu và được công nhận thì ghi lượt bầu vào bảng “Bầu cử” và ngày công nhận vào bảng “Mốc thời gian”. Nếu mới chỉ có người lâm "
    "thời thì phải bầu trưởng ấp, chờ công nhận rồi mới đại hội.",
    hint_district="Trả hồ sơ: người lâm thời không phải trưởng ấp do dân bầu; không tính ấp này là thực hiện mô hình.",
    bad=Edit({"moc[10].buoc": "cử trưởng ấp lâm thời"}),
    good=Edit({"moc[0].buoc": "cử trưởng ấp lâm thời", "moc[0].ngay": "15/11/2024", "moc[0].ho_ten": "Trần Văn Thuận"}),
    rests_on=law.HEAD_ACTING,
)
def acting_for_elected(case: Case) -> Iterator[Finding]:
    """Under the model: an acting head recognised though the people elected nobody of that name, or the only head at the congress."""
    dossier, acting = case.dossier, _acting(case)
    if acting is None or acting.day is None:
        return
    head, since = head_title(dossier.unit), short_date(acting.day)
    recognition = _acting_recognised(case)
    if recognition is not None:
        message = f"công nhận {recognition.person}, người chỉ được cử làm {head} lâm thời ngày {since} và không được dân bầu"
        # Whatever else would be said of this recognition follows from it.
        reads = (recognition.at("ngay"), *_unread(dossier))
        yield Finding(recognition.at("ho_ten"), {"message": message}, reads, (acting.at("buoc"),), acting.day)
    elif _acting_at_congress(case):
        who = f"{acting.person} chỉ được cử làm" if acting.person else "chỉ có người được cử làm"
        day = case.congress_day
        done = f"đại hội chi bộ{f' ngày {short_date(day)}' if day is not None else ''}" if case.congress_held else "chuẩn y bí thư"
        message = f"{who} {head} lâm thời ngày {since}; từ đó chưa có ai được dân bầu và được công nhận mà đã {done}"
        standing = (person for count in case.held(Office.SECRETARY) for person in count.candidates)
        # That such a person stands for secretary is not another fault.
        names = tuple(person.at("ho_ten") for person in standing if _is_acting(acting, person.name))
        yield Finding(acting.at("buoc"), {"message": message}, (*names, *_unread(dossier)), names or _gone_on(case), acting.day)


def _acting(case: Case) -> Step | None:
    """The step by which an acting head was named, dated when the law knew of one, in a hamlet that follows the model."""
    step = case.dossier.step(StepKind.ACTING_HEAD)
    if case.dossier.unit.model not in (ModelChoice.HEAD, ModelChoice.FRONT) or step is None or step.day is None:
        return None
    return step if case.law.on(law.HEAD_ACTING, step.day) is not None else None


def _is_acting(acting: Step, name: str | None) -> bool:
    """Whether a name can be that of the acting head, where both are given."""
    return fits(Person(0, name=name), Person(0, name=acting.person))


def _acting_recognised(case: Case) -> Step | None:
    """The recognition, where it names the acting head and no vote elected that person; while a result is not known, nobody can say."""
    acting, recognition = _acting(case), case.dossier.step(StepKind.RECOGNITION)
    held = case.held(Office.HEAD)
    if acting is None or recognition is None or not _is_acting(acting, recognition.person) or any(c.outcome is None for c in held):
        return None
    return None if find_name(recognition.person or "", [p for c in held for p in c.elected]) else recognition


def _acting_at_congress(case: Case) -> bool:
    """Whether the acting head was the only head that a congress under the model could go by.

    Not where nobody acted by then, or where somebody was elected, or may have been, or was recognised since. Where somebody was
    recognised before, or the secretary is to head the Front, only an acting head who became secretary is taken for what they are not.
    """
    dossier, acting = case.dossier, _acting(case)
    approval = dossier.step(StepKind.APPROVAL)
    approved = approval.day if approval is not None else None
    done = case.congress_day or approved
    if acting is None or acting.day is None or not (case.congress_held or approved) or (done is not None and done < acting.day):
        return False
    recognitions = [day for day, _ in dated_steps(dossier, StepKind.RECOGNITION)]
    held = case.held(Office.HEAD)
    since = [count for count in held if (ended := _ended(count)) is None or ended >= acting.day]
    if any(day >= acting.day for day in recognitions) or any(count.elected or count.outcome is None for count in since):
        return False
    secretaries = case.elected(Office.SECRETARY)
    acts = any(_is_acting(acting, person.name) for person in secretaries)
    elected = any(find(person, [head for count in held for head in count.elected]) for person in secretaries)
    if recognitions:
        return acts and not elected
    if dossier.unit.model is ModelChoice.FRONT:
        told = any(nominee.front_head is not None for nominee in dossier.nominees)
        return acts and told and not any(_heads_front(case, person) for person in secretaries)
    # The people elected the secretary head before, and somebody else acted: it is only the recognition that is missing.
    return acts or not elected or not acting.person
