"""Rules about a post of head without an elected head: recognition refused, the head let go, somebody acting in their place."""

from collections.abc import Iterator
from datetime import date

from dantin import law
from dantin.case import Case
from dantin.deadlines import acting_ends, decision_after_dismissal
from dantin.model import BOTH_FORMS, Office, StepKind
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.rules.questions import (
    acting_at_congress,
    acting_head,
    acting_recognised,
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
    why="Kết quả bầu chỉ có hiệu lực từ ngày được công nhận: bị từ chối thì ấp chưa có trưởng ấp. UBND cấp xã trả lời bằng văn bản, nêu "
    "rõ lý do, hoặc quyết định bầu lại.",
    hint="Làm theo lý do nêu trong văn bản từ chối; đề nghị UBND cấp xã quyết định bầu lại. Đã bầu lại thì ghi lượt bầu mới vào bảng “Bầu "
    "cử”.",
    hint_district="Theo dõi để xã quyết định bầu lại, hoặc nêu rõ căn cứ công nhận lại; chưa rõ thì chưa giới thiệu người này ra đại "
    "hội chi bộ.",
    bad=Edit(
        {"moc[10].buoc": "từ chối công nhận", "moc[10].ho_ten": "", "don_vi.mo_hinh": "không thực hiện"},
        at="moc[10].ngay",
    ),
    good=Edit({"moc[0].buoc": "từ chối công nhận", "moc[0].ngay": "09/11/2024"}),
    rests_on=law.HEAD_RECOGNISED_OR_NOT,
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
    recognised = next((entry for entry in case.dossier.dated_steps(StepKind.RECOGNITION) if entry[0] > refused_on), None)
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
    "cho thôi {head} ngày {dismissed}, hạn quyết định tổ chức bầu cử là ngày {due} ({law.words}), nhưng {what}",
    title="Cho thôi trưởng ấp quá {law.words} mà chưa quyết định tổ chức bầu cử",
    why="Trong {law.words} kể từ ngày có quyết định công nhận cho thôi trưởng ấp, UBND cấp xã phải quyết định việc tiến hành bầu trưởng ấp "
    "mới; người lâm thời chỉ làm việc đến khi bầu được.",
    hint="Xem lại ngày của quyết định cho thôi và của quyết định tổ chức bầu cử; còn thiếu thì ghi vào bảng “Mốc thời gian”. Chưa có thì "
    "đề nghị UBND cấp xã quyết định tổ chức bầu cử ngay.",
    hint_district="Nhắc UBND cấp xã quyết định tổ chức bầu cử; hỏi lý do chậm.",
    bad=Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "15/08/2024"}, at="moc[0].ngay"),
    good=(
        Edit({"moc[0].buoc": "cho thôi trưởng ấp", "moc[0].ngay": "16/08/2024"}),
        Edit({"moc[+]": {"buoc": "cho thôi trưởng ấp", "ngay": "11/09/2024"}}),
    ),
    rests_on=law.HEAD_VACANCY_DAYS,
    severity=WARNING,
    needs=(StepKind.HEAD_DISMISSED,),
)
def vacant_too_long(case: Case) -> Iterator[Finding]:
    """A head let go, and no decision to hold a vote by its last lawful day.

    A vote held after that, without a decision that is dated, tells of a decision that another rule misses.
    """
    dossier, held = case.dossier, case.held(Office.HEAD)
    for dismissed, step in dossier.dated_steps(StepKind.HEAD_DISMISSED):
        decided = next((entry for entry in dossier.dated_steps(StepKind.DECISION) if entry[0] >= dismissed), None)
        # Without a day nobody knows whether a vote came after it; and who was voted on before it may take the place by recognition.
        recognised = any(day >= dismissed for day, _ in dossier.dated_steps(StepKind.RECOGNITION))
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
    good=(
        Edit({"moc[0].buoc": "cử trưởng ấp lâm thời", "moc[0].ngay": "15/11/2024", "moc[0].ho_ten": "Trần Văn Thuận"}),
        Edit({"moc[+]": {"buoc": "cử trưởng ấp lâm thời", "ngay": "20/09/2024", "ho_ten": "Phạm Thị Hiền"}}),
    ),
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


@rule(
    "DT409",
    "{who} làm {head} lâm thời từ ngày {named}, hạn là ngày {due} ({law.words}{counted}), nhưng {what}",
    title="Trưởng ấp lâm thời làm việc quá thời hạn",
    why="Trưởng ấp lâm thời chỉ điều hành ấp trong thời gian có hạn; quá hạn mà chưa bầu thì ấp không có trưởng ấp do dân bầu.",
    hint="Đề nghị UBND cấp xã tổ chức bầu {head}; đã bầu và được công nhận thì ghi lượt bầu vào bảng “Bầu cử”, ngày công nhận vào bảng "
    "“Mốc thời gian”.",
    hint_district="Nhắc UBND cấp xã tổ chức bầu; hỏi lý do để lâm thời quá hạn.",
    bad=Edit(
        {
            "don_vi.mo_hinh": "không thực hiện",
            "moc[0].buoc": "cử trưởng ấp lâm thời",
            "moc[0].ngay": "27/05/2026",
            "moc[0].ho_ten": "Trần Văn Thuận",
            "moc[+]": {"buoc": "cử trưởng ấp lâm thời", "ngay": "28/11/2026", "ho_ten": "Phạm Thị Hiền"},
        },
        at="moc[0].ngay",
    ),
    good=Edit(
        {
            "don_vi.mo_hinh": "không thực hiện",
            "moc[0].buoc": "cử trưởng ấp lâm thời",
            "moc[0].ngay": "27/05/2026",
            "moc[0].ho_ten": "Trần Văn Thuận",
            "moc[+]": {"buoc": "cử trưởng ấp lâm thời", "ngay": "27/11/2026", "ho_ten": "Phạm Thị Hiền"},
        }
    ),
    rests_on=law.HEAD_ACTING_MONTHS,
    severity=WARNING,
    needs=(StepKind.ACTING_HEAD,),
)
def acting_too_long(case: Case) -> Iterator[Finding]:
    """An acting head past the last lawful day: until a head was recognised or another named in their place, else until today."""
    dossier = case.dossier
    acting = dossier.dated_steps(StepKind.ACTING_HEAD)
    for named, step in acting:
        others = [entry for entry in acting if not is_acting(step, entry[1].person)]
        following = [entry for entry in (*dossier.dated_steps(StepKind.RECOGNITION), *others) if entry[0] > named]
        replaced = min(following, key=lambda entry: entry[0], default=None)
        day = replaced[0] if replaced is not None else case.as_of
        deadline = acting_ends(case.law, named, day, replaced[0] if replaced is not None else None)
        if deadline is None or day <= deadline.due:
            continue
        facts = {
            "who": step.person or "người được cử",
            "head": head_title(dossier.unit),
            "named": short_date(named),
            "due": short_date(deadline.due),
            "counted": f" kể từ ngày {short_date(deadline.since)}" if deadline.since != named else "",
            "what": f"đến ngày {short_date(day)} {'mới' if replaced is not None else 'vẫn chưa'} có người thay",
        }
        reads = (*step_routes(case, StepKind.ACTING_HEAD, StepKind.RECOGNITION), *unread_steps(dossier))
        yield Finding(step.at("ngay"), facts, reads, (replaced[1].at("ngay"),) if replaced is not None else (), day)
