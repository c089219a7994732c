"""Results as text a person reads: on a terminal with colour, to a pipe without. Built on Rich; the caller says where it goes.

Every finding stays one line, however long: lines are never wrapped by the program.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from dantin.base import BaseSource
from dantin.case import Case
from dantin.chain import progress as progress_of
from dantin.chain import reached, to_do
from dantin.diagnostic import Diagnostic, Severity
from dantin.dismissal import Dismissal, dismissal_of
from dantin.figures import FIGURES, OF_BALLOTS, PRESENT, RETURNED
from dantin.found import FileReport, Hamlet
from dantin.model import Office, Unit
from dantin.next_step import NextStep, next_step
from dantin.output.words import Who, unknown
from dantin.part import Part
from dantin.tally import Count, Outcome
from dantin.vietnamese import sentence_case, short_date, visible
from dantin.wording import (
    address,
    base_source,
    cluster_name,
    dismissal_sentence,
    head_title,
    outcome_provision,
    outcome_sentence,
    round_name,
    vote_unit,
    voters,
    votes_of_base,
    without_majority,
)

_SEVERITY = {Severity.ERROR: ("LỖI", "bold red"), Severity.WARNING: ("CẢNH BÁO", "yellow")}
_GOOD, _BAD = "bold green", "bold red"
_BAR = 30


class _Console(Console):
    """A console on which nothing is printed that a terminal would obey, whatever it was given to print."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """As in Rich, the text of each segment made visible; what Rich itself tells the terminal passes."""
        for segment in super().render(renderable, options):
            shown = segment.control or segment.text == "\n" or segment.text.isprintable()
            yield segment if shown else Segment("\n".join(map(visible, segment.text.split("\n"))), segment.style)


def console(*, error: bool = False) -> Console:
    """A console on standard output or error: colour only on a terminal, nothing highlighted by guess."""
    return _Console(stderr=error, highlight=False, soft_wrap=True, emoji=False, markup=False)


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[FileReport], FileReport]]:
    """A progress bar on standard error while files are worked on; silent where standard error is no terminal.

    What it gives is to be told of each file that is done, and gives its report back. The bar is drawn then, by no thread of its own:
    processes may be forked while it stands.
    """
    out = console(error=True)
    if not out.is_terminal:
        yield lambda checked: checked
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=out, transient=True, auto_refresh=False,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=total, now="")

        def tick(checked: FileReport) -> FileReport:
            bar.update(task, advance=1, now=visible(checked.file.rpartition("/")[2]), refresh=True)
            return checked

        yield tick


def finding(diagnostic: Diagnostic, who: str | None = None) -> Text:
    """One finding on one line: whose it is, where in the dossier, what is wrong, code; the file last.

    Where nobody knows whose it is (`who` None), the file stands first.
    """
    word, style = _SEVERITY[diagnostic.severity]
    file, where = "đầu vào" if diagnostic.place.file == "-" else visible(diagnostic.place.file), visible(str(diagnostic.place))
    line = Text()
    line.append(visible(who) if who else file, "cyan")
    line.append(": ")
    if where:
        line.append(where, "bold cyan")
        line.append(": ")
    line.append(visible(diagnostic.message))
    line.append(f" [{word} {diagnostic.code}]", style)
    if who:
        line.append(f" ({file})", "dim")
    return line


def findings(out: Console, diagnostics: Sequence[Diagnostic], who: Who = unknown) -> None:
    """The findings, one line each, then once for each code what to do about it."""
    for diagnostic in diagnostics:
        out.print(finding(diagnostic, who(diagnostic)))
    to_be_done(out, diagnostics)


def to_be_done(out: Console, diagnostics: Sequence[Diagnostic]) -> None:
    """Once for each code, and each way to say it, what to do about it and why."""
    if diagnostics:
        out.print()
        out.print("Việc cần làm:", style="bold")
        todo = {(d.code, d.hint, f"{d.citation} (mức {d.grade})" if d.citation else "") for d in diagnostics if d.hint}
        for code, hint, ground in sorted(todo):
            line = Text.assemble((f"  {code} ", "bold"), visible(hint))
            if ground:
                line.append(f" Căn cứ: {ground}.", "dim")
            out.print(line)
        out.print("  Xem giải thích đầy đủ của một mã: dantin explain <MÃ>, ví dụ dantin explain " + diagnostics[0].code)


def tally(out: Console, hamlets: Iterable[Hamlet], diagnostics: Sequence[Diagnostic], who: Who = unknown) -> None:
    """What `tally` says: each round on a screen that can be read aloud, then what was found wrong."""
    for hamlet in hamlets:
        if hamlet.case is None:
            continue
        out.print(_heading(hamlet.case.unit, hamlet))
        if not hamlet.case.counts:
            out.print("  Chưa có lượt bầu nào trong hồ sơ.")
        for count in hamlet.case.counts:
            out.print()
            _round(out, hamlet.case, count)
        if (dismissal := dismissal_of(hamlet.case)) is not None:
            out.print()
            _dismissal(out, hamlet.case, dismissal)
        out.print()
        _progress(out, hamlet.case)
        out.print()
    # This screen is read aloud: how a sheet is laid out is no part of the count.
    findings(out, [diagnostic for diagnostic in diagnostics if not diagnostic.layout], who)


def _heading(unit: Unit, hamlet: Hamlet) -> Text:
    where = address(unit)
    code = f" ({unit.code})" if unit.code else ""
    return Text(visible((unit.name or hamlet.file) + (f", {where}" if where else "") + code), style="bold reverse")


def _round(out: Console, case: Case, count: Count) -> None:
    r = count.round
    how = [text.value for text in (r.setting, r.form) if text is not None]
    day = f", ngày {short_date(count.dated)}" if count.dated else ""
    out.print(Text.assemble((sentence_case(round_name(count)) + day, "bold underline"), f"  ({', '.join(how)})" if how else ""))
    if count.planned:
        out.print("  Chưa bầu.")
        if count.office is Office.HEAD and not any(r.office is Office.HEAD and r.number < count.round.number for r in case.dossier.rounds):
            out.print(Text.assemble(("  Tối kiểm phiếu, điền: ", "bold"), f"{'; '.join(_to_fill_in(count))}."))
        return
    for part in count.parts if count.by_clusters else ():
        _cluster(out, part)
    if count.by_clusters:
        out.print(Text(f"  Cộng {len(count.parts)} cụm", style="bold"))
    for label, value, style in _figures(count):
        out.print(Text.assemble(f"  {label:<20}", (value, style)))
    width = max((len(c.name or "") for c in count.candidates), default=0)
    # Where nothing is decided on these figures, a share read aloud would be taken for a result.
    base = None if count.outcome in (None, Outcome.VOID, Outcome.NO_QUORUM) else count.base.number
    for place, (_, candidate, votes) in enumerate(count.ranking, 1):
        won = candidate in count.elected
        line = Text(f"  {place:>2}. {candidate.name or '':<{width}}  ")
        line.append(f"{votes_of_base(votes, base):<20} " if base else votes_of_base(votes, base), "bold")
        if base:
            line.append(_bar(votes, base), "green" if won else "blue")
        if won:
            line.append(" TRÚNG CỬ", _GOOD)
        out.print(line)
    _outcome(out, count)
    step = next_step(case, count)
    if step is not None:
        label = "  Đã xong: " if step.done else "  Việc tiếp theo: "
        out.print(Text.assemble((label, "bold"), step.text, (_source(step), "dim")))


def _to_fill_in(count: Count) -> Iterator[str]:
    """What a round that is only planned needs before it can be counted, as the new form calls it."""
    if count.base.number is None:
        yield "tổng số hộ (hoặc danh sách hộ)"
    yield from ("số hộ có mặt" if figure is PRESENT else figure.label for figure in FIGURES if figure.kept_in(count.round))
    yield "tên và số phiếu từng người ứng cử (hồ sơ Excel: trang “Kiểm phiếu” hoặc “Bầu cử”, “Kết quả”)"


def _dismissal(out: Console, case: Case, dismissal: Dismissal) -> None:
    """The meeting to let a head go: who was there, how many agreed, what it decided, what comes next."""
    title, meeting = head_title(case.dossier.unit), dismissal.meeting
    day = f", ngày {short_date(meeting.day)}" if meeting.day else ""
    out.print(Text(f"Họp cho thôi {title}{day}", "bold underline"))
    if not dismissal.held:
        out.print("  Chưa họp.")
        return
    whole, present = dismissal.whole, dismissal.present
    over = present is not None and whole is not None and present > whole
    figures = (
        ("Tổng số", "chưa rõ" if whole is None else f"{whole} đại diện hộ gia đình", "bold"),
        ("Có mặt", f"{_said(present)}{f', NHIỀU HƠN tổng số {whole}' if over else ''}", _BAD if over else ""),
        ("Đồng ý cho thôi", f"{_said(dismissal.agreed)}{', NHIỀU HƠN số có mặt' if dismissal.over_agreed else ''}", "bold"),
    )
    for label, value, style in figures:
        out.print(Text.assemble(f"  {label:<20}", (value, style)))
    style = {True: _GOOD, False: _BAD, None: "bold yellow"}[dismissal.passed]
    rule = dismissal.rule
    source = f" Căn cứ: {rule.citation} (mức {rule.grade})." if rule is not None and dismissal.passed is not None else ""
    out.print(Text.assemble(("  Kết quả: ", "bold"), (dismissal_sentence(dismissal), style), (source, "dim")))


def _cluster(out: Console, part: Part) -> None:
    """What one cluster counted, in a few lines: who came, the ballots, the votes."""
    r = part.round
    day = f", ngày {short_date(r.day)}" if r.day else ""
    out.print(Text(f"  {sentence_case(cluster_name(r.cluster or ''))}{day}", style="bold"))
    if part.planned:
        out.print("    Chưa có số liệu.")
        return
    households = "" if part.called is None else f"{part.called} {voters(part)}"
    present = "" if not PRESENT.kept_in(r) else f"có mặt {_said(r.present)}" + (", NHIỀU HƠN số hộ của cụm" if part.over_present else "")
    ballots = "giơ tay" if r.by_hands else ", ".join(f"{figure.name} {_said(part.number(figure))}" for figure in OF_BALLOTS)
    if not r.by_hands:
        ballots = f"phiếu {ballots}"
    out.print("    " + "; ".join(text for text in (households, present, ballots if part.voted else "chưa bỏ phiếu") if text))
    for candidate, votes in zip(part.candidates, part.votes, strict=True):
        out.print(f"    {candidate.name or ''}: {votes_of_base(votes, None)}")


def _progress(out: Console, case: Case) -> None:
    """How far the hamlet has come along the chain, what it left out on the way, and what comes next where no round has told it."""
    unit, progress = case.dossier.unit, progress_of(case)
    out.print(Text.assemble(("Tiến độ: ", "bold"), f"{reached(progress.stage, unit)}."))
    shown = {step.text for count in case.counts if not count.planned and (step := next_step(case, count)) is not None}
    behind = [
        link
        for link in progress.missing
        if not link.tried and any(later.reached for later in progress.links[progress.links.index(link) + 1 :])
    ]
    if behind:
        out.print(Text.assemble(("  Chưa ghi các bước: ", "bold"), "; ".join(to_do(link.stage, unit) for link in behind), "."))
    if progress.way_on is not None:
        out.print(Text.assemble(("  Hướng đi tiếp: ", "bold"), progress.way_on))
    if progress.next is not None and progress.next.text not in shown:
        out.print(Text.assemble(("  Việc tiếp theo: ", "bold"), progress.next.text, (_source(progress.next), "dim")))


def _figures(count: Count) -> Iterator[tuple[str, str, str]]:
    """The figures of a round, each as label, words and style."""
    r, base = count.round, count.base
    source = base_source(count)
    if count.office.of_party:
        summoned = "chưa rõ" if base.summoned is None else f"{base.summoned} đảng viên chính thức"
        yield "Được triệu tập", summoned + (f" ({source})" if source else ""), ""
        why = " vắng có lý do" if base.source is BaseSource.ROSTER else ""
        less = f" (đã trừ {base.deducted} đảng viên{why})" if base.deducted else ""
        yield "Số để tính kết quả", ("chưa rõ" if base.number is None else f"{base.number} đảng viên{less}"), "bold"
    else:
        whole = "chưa rõ" if base.number is None else f"{base.number} {voters(count)}"
        yield "Tổng số", whole + (f" ({source})" if source else ""), "bold"
    if PRESENT.kept_in(r) or r.present is not None:
        label = sentence_case(PRESENT.name)
        present = "chưa ghi" if r.present is None else str(r.present)
        if count.over_present:
            yield label, f"{present}, NHIỀU HƠN tổng số {count.called}", _BAD
        elif count.quorum is not None and r.present is not None:
            met = r.present >= count.quorum
            verdict = "đủ số để bầu" if met else "KHÔNG đủ số để bầu"
            yield label, f"{present}, cần ít nhất {count.quorum}: {verdict}", "" if met else _BAD
        else:
            yield label, present, ""
    if not r.by_hands and count.voted:
        missing = count.ballots_missing or 0
        gap = "" if not missing else f", thiếu {missing} phiếu" if missing > 0 else f", THỪA {-missing} phiếu"
        for figure in OF_BALLOTS:
            beside, style = (gap, _BAD if missing < 0 else "") if figure is RETURNED else ("", "")
            yield sentence_case(figure.label), _said(count.number(figure)) + beside, style
        if count.valid is not None and count.invalid is not None and r.returned is not None:
            total = count.valid + count.invalid
            equal = total == r.returned
            words = f"{count.valid} + {count.invalid} = {total}, " + ("khớp số thu về" if equal else f"KHÔNG khớp số thu về {r.returned}")
            yield "Đối chiếu", words, "" if equal else _BAD
    if count.voted:
        if count.needed is not None and count.majority_rule is not None:
            yield "Cần để trúng cử", f"{count.needed} {vote_unit(count)} ({count.majority_rule.value.words} của {base.number})", "bold"
        elif count.among_tied:
            yield "Cần để trúng cử", f"nhiều phiếu hơn{without_majority(count)}", "bold"


def _outcome(out: Console, count: Count) -> None:
    good = count.outcome is Outcome.ELECTED
    line = Text.assemble(("  Kết quả: ", "bold"), (outcome_sentence(count), _GOOD if good else _BAD))
    version = outcome_provision(count)
    if version is not None:
        line.append(f" Căn cứ: {version.citation} (mức {version.grade}).", "dim")
    out.print(line)


def _source(step: NextStep) -> str:
    return f" Căn cứ: {step.version.citation} (mức {step.version.grade})." if step.version else ""


def _said(figure: int | None) -> str:
    return "chưa ghi" if figure is None else str(figure)


def _bar(votes: int | None, base: int) -> str:
    filled = min(_BAR, (votes or 0) * _BAR // base)
    return "█" * filled + "·" * (_BAR - filled)
