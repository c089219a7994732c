"""Rules about a post of head without an elected head: recognition refused, the head let go, somebody acting in their place."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.deadlines import decision_after_dismissal
from dantin.model import BOTH_FORMS, Office, StepKind
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import (
    acting_at_congress,
    acting_head,
    acting_recognised,
    dated_steps,
    gone_on,
    is_acting,
    step_routes,
    unread_steps,
    vote_routes,
)
from dantin.tally import Count
from dantin.vietnamese import short_date
from dantin.wording import commune, head_title


def _new_vote(case: Case, since: date) -> Count | None:
    """The first vote for head after a day: held, or planned for a day that has not passed."""
    votes = [(count.round.day, count) for count in case.counts_of(Office.HEAD)]
    dated = [(day, count) for day, count in votes if day is not None and day > since and (not count.planned or day >= case.as_of)]
    return min(dated, key=lambda entry: entry[0])[1] if dated else None


@rule(
    "DT406",
    "{message}",
    title="Bị từ chối công nhận mà chưa bầu lại, hoặc được công nhận lại mà không bầu lại",
    why="Bị từ chối công nhận thì ấp chưa có trưởng ấp: kết quả bầu không có hiệu lực và phải bầu lại.",
    hint="Xem lý do trong văn bản từ chối, cùng UBND cấp xã định ngày bầu lại; đã bầu lại thì ghi lượt bầu mới vào bảng “Bầu cử”.",
    hint_district="Theo dõi để xã bầu lại, hoặc nêu rõ căn cứ công nhận lại; chưa rõ thì chưa giới thiệu người này ra đại hội chi bộ.",
    bad=Edit(
        {"moc[10].buoc": "từ chối công nhận", "moc[10].ho_ten": "", "don_vi.mo_hinh": "không thực hiện"},
        at="moc[10].ngay",
    ),
    good=Edit({"moc[0].buoc": "từ chối công nhận", "moc[0].ngay": "09/11/2024"}),
    rests_on=law.HEAD_NOT_REACHED,
    severity=WARNING,
    needs=(StepKind.REFUSAL,),
)
def refused_and_not_voted_again(case: Case) -> Iterator[Finding]:
    """Recognition refused, and after that no vote, held or still to come, whether or not the commune recognised somebody after all."""
    refusal = case.dossier.step(StepKind.REFUSAL)
    if refusal is None or refusal.day is None:
        return
    refused_on = refusal.day
    undated = any(count.round.day is None for count in case.held(Office.HEAD)[1:])
    if _new_vote(case, refused_on) is not None or undated:
        return
    who, refused = f"UBND {commune(case.dossier.unit)}", short_date(refusal.day)
    message = f"{who} từ chối công nhận ngày {refused} mà chưa bầu lại"
    hint = None
    recognised = next((entry for entry in dated_steps(case.dossier, StepKind.RECOGNITION) if entry[0] > refused_on), None)
    if recognised is not None:
        message = f"{who} từ chối công nhận ngày {refused} rồi công nhận ngày {short_date(recognised[0])} mà không bầu lại"
        hint = (
            "Ghi rõ trong quyết định công nhận căn cứ nào để công nhận kết quả đã từ chối; nhập sai ngày hoặc thừa một bước thì sửa ở bảng "
            "“Mốc thời gian”; đã bầu lại thì ghi lượt bầu mới vào bảng “Bầu cử”."
        )
    reads = (*step_routes(case, StepKind.RECOGNITION, StepKind.REFUSAL), *vote_routes(case))
    related = (recognised[1].at("ngay"),) if recognised is not None else ()
    yield Finding(refusal.at("ngay"), {"message": message}, reads, related, refusal.day, hint=hint)


@rule(
    "DT407",
    "cho thôi {head} ngày {dismissed}, hạn quyết định tổ chức bầu cử là ngày {due} ({days:02d} ngày), nhưng {what}",
    title="Cho thôi trưởng ấp quá 60 ngày mà chưa quyết định tổ chức bầu cử",
    why="Trong 60 ngày kể từ ngày quyết định cho thôi trưởng ấp, UBND cấp xã phải quyết định tổ chức bầu trưởng ấp mới; người lâm thời chỉ "
    "làm việc đến khi bầu được.",
    hint="Xem lại ngày của quyết định cho thôi và của quyết định tổ chức bầu cử; còn thiếu thì ghi vào bảng “Mốc thời gian”. Chưa có thì "
    "đề nghị UBND cấp xã quyết định tổ chức bầu cử ngay.",
    hint_district="Nhắc UBND cấp xã quyết định tổ chức bầu cử; hỏi lý do chậm.",
    bad=Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "15/08/2024"}, at="moc[0].ngay"),
    good=Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "16/08/2024"}),
    rests_on=law.HEAD_VACANCY_DAYS,
    severity=WARNING,
    needs=(StepKind.HEAD_DISMISSED,),
)
def vacant_too_long(case: Case) -> Iterator[Finding]:
    """A head let go, and no decision to hold a vote by its last lawful day.

    A vote held after that, without a decision that is dated, tells of a decision that another rule misses.
    """
    dossier, held = case.dossier, case.held(Office.HEAD)
    for dismissed, step in dated_steps(dossier, StepKind.HEAD_DISMISSED):
        decided = next((entry for entry in dated_steps(dossier, StepKind.DECISION) if entry[0] >= dismissed), None)
        # Without a day nobody knows whether a vote came after it; and who was voted on before it may take the place by recognition.
        recognised = any(day >= dismissed for day, _ in dated_steps(dossier, StepKind.RECOGNITION))
        voted = any(count.round.day is None or count.round.day >= dismissed for count in held)
        deadline = decision_after_dismissal(case.law, dismissed, decided[0] if decided is not None else None)
        if deadline is None or (decided is None and (voted or recognised)):
            continue
        day = deadline.done or case.as_of
        if day > deadline.due:
            what = f"đến ngày {short_date(day)} {'mới' if decided is not None else 'chưa'} quyết định"
            facts = {
                "head": head_title(dossier.unit),
                "dismissed": short_date(dismissed),
                "due": short_date(deadline.due),
                "days": deadline.version.value,
                "what": what,
            }
            reads = (*step_routes(case, StepKind.DECISION, StepKind.RECOGNITION), *vote_routes(case))
            related = (decided[1].at("ngay"),) if decided is not None else ()
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
    models=BOTH_FORMS,
    needs=(StepKind.ACTING_HEAD,),
)
def acting_for_elected(case: Case) -> Iterator[Finding]:
    """Under the model: an acting head recognised though the people elected nobody of that name, or the only head at the congress."""
    dossier, acting = case.dossier, acting_head(case)
    if acting is None or acting.day is None:
        return
    head, since = head_title(dossier.unit), short_date(acting.day)
    recognition = acting_recognised(case)
    if recognition is not None:
        message = f"công nhận {recognition.person}, người chỉ được cử làm {head} lâm thời ngày {since} và không được dân bầu"
        # Whatever else would be said of this recognition follows from it.
        reads = (recognition.at("ngay"), *unread_steps(dossier))
        yield Finding(recognition.at("ho_ten"), {"message": message}, reads, (acting.at("buoc"),), acting.day)
    elif acting_at_congress(case):
        who = f"{acting.person} chỉ được cử làm" if acting.person else "chỉ có người được cử làm"
        day = case.congress_day
        done = f"đại hội chi bộ{f' ngày {short_date(day)}' if day is not None else ''}" if case.congress_held else "chuẩn y bí thư"
        message = f"{who} {head} lâm thời ngày {since}; từ đó chưa có ai được dân bầu và được công nhận mà đã {done}"
        standing = (person for count in case.held(Office.SECRETARY) for person in count.candidates)
        # That such a person stands for secretary is not another fault.
        names = tuple(person.at("ho_ten") for person in standing if is_acting(acting, person.name))
        yield Finding(acting.at("buoc"), {"message": message}, (*names, *unread_steps(dossier)), names or gone_on(case), acting.day)
