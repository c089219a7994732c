"""What `validate` says on a terminal: findings, a table of every hamlet looked for, a verdict. Built on Rich."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.coverage import Coverage
from dantin.diagnostic import Diagnostic, Severity
from dantin.found import Report, Seat, State, Whose
from dantin.output.terminal import finding, findings, to_be_done
from dantin.output.words import STATES
from dantin.rule import CATALOGUE
from dantin.vietnamese import sentence_case, text_key, visible

_GOOD, _BAD = "bold green", "bold red"
_TABLE_WHOLE = 20
_PLACES = 6
_NOBODY = "Không của riêng ấp, khu phố nào"


class Group(StrEnum):
    """By what findings are put together."""

    HAMLET = "hamlet"
    CODE = "code"
    COMMUNE = "commune"


def show(
    out: Console, report: Report, *, chosen: bool = False, group: Group | None = None, coverage: Iterable[tuple[Seat, Coverage | None]] = ()
) -> None:
    """Findings, what was checked (where asked for), a table by hamlet, how sheets are laid out, and a verdict in one line each.

    `chosen`: the codes to be shown were asked for, so that what is said of the layout is shown like the rest.
    """
    whose = Whose(report)
    laid_out = [diagnostic for diagnostic in report.diagnostics if diagnostic.layout and not chosen]
    shown = [diagnostic for diagnostic in report.diagnostics if chosen or not diagnostic.layout]
    if group is None:
        findings(out, shown, whose.label)
    else:
        _grouped(out, shown, whose, group)
    if shown and report.seats:
        out.print()
    for seat, checked in coverage:
        _coverage(out, seat, checked)
    if report.seats:
        _table(out, report, whose)
    out.print()
    if laid_out:
        out.print(_layout(laid_out))
    out.print(_verdict(report))


def _grouped(out: Console, diagnostics: Sequence[Diagnostic], whose: Whose, group: Group) -> None:
    """The findings under a heading for each hamlet, code or commune, with their number."""
    groups: dict[str, list[Diagnostic]] = {}
    for d in diagnostics:
        seat = whose(d)
        if group is Group.CODE:
            name = f"{d.code} {CATALOGUE[d.code].title}"
        elif group is Group.COMMUNE:
            name = sentence_case(seat.commune) if seat is not None and seat.commune else _NOBODY
        else:
            name = whose.label(d) or _NOBODY
        groups.setdefault(name, []).append(d)
    for name in sorted(groups, key=lambda name: (name == _NOBODY, text_key(name))):
        mine = groups[name]
        out.print(Text(visible(f"{name}: {_numbers(mine)}"), style="bold"))
        for d in mine:
            out.print(Text("  ").append_text(finding(d, None if group is Group.HAMLET else whose.label(d))))
    to_be_done(out, diagnostics)


def _numbers(diagnostics: Sequence[Diagnostic]) -> str:
    errors, warnings = _counted(diagnostics)
    return ", ".join(text for text in (f"{errors} lỗi" if errors else "", f"{warnings} cảnh báo" if warnings else "") if text)


def _counted(diagnostics: Sequence[Diagnostic]) -> tuple[int, int]:
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    return errors, len(diagnostics) - errors


def _coverage(out: Console, seat: Seat, checked: Coverage | None) -> None:
    """Which rules spoke on one hamlet, and why the others could not."""
    if checked is None:
        out.print(Text(visible(f"{seat.address}: {STATES[seat.state]}, chưa kiểm tra được gì."), style=_BAD))
        out.print()
        return
    out.print(Text(visible(seat.address), style="bold"))
    out.print(f"  Đã kiểm tra, không thấy gì: {len(checked.clear)} quy tắc ({', '.join(checked.clear)}).")
    if checked.spoke:
        out.print(f"  Có phát hiện: {', '.join(checked.spoke)}.")
    if checked.silent:
        out.print(f"  Chưa kiểm tra được: {len(checked.silent)} quy tắc.")
        reasons: dict[str, list[str]] = {}
        for code, why in checked.silent:
            reasons.setdefault(why, []).append(code)
        for why, codes in reasons.items():
            out.print(Text(visible(f"    {', '.join(codes)}: {why}")))
    if checked.apart:
        out.print(f"  Không thuộc mô hình đã chọn: {', '.join(checked.apart)}.")
    out.print()


def _layout(laid_out: Sequence[Diagnostic]) -> str:
    """How the sheets are laid out, in one line: where something was left out or read under another name."""
    several = len({diagnostic.place.file for diagnostic in laid_out}) > 1
    places = [
        visible(f"{diagnostic.place.file}: {diagnostic.place}" if several else str(diagnostic.place)) for diagnostic in laid_out[:_PLACES]
    ]
    more = f" và {len(laid_out) - _PLACES} chỗ khác" if len(laid_out) > _PLACES else ""
    codes = ", ".join(sorted({diagnostic.code for diagnostic in laid_out}))
    number, where = len(laid_out), ", ".join(places)
    return f"Cách trình bày trang tính: {number} cảnh báo ({codes}) ở {where}{more}; xem từng chỗ bằng dantin inspect <TỆP>."


def _table(out: Console, report: Report, whose: Whose) -> None:
    """Every hamlet looked for, by commune, with its findings; of many, those with nothing to tell stand together in one line."""
    numbers: dict[int, list[Diagnostic]] = {}
    for d in report.diagnostics:
        seat = whose(d)
        numbers.setdefault(id(seat) if seat is not None else 0, []).append(d)
    communes: dict[str, list[Seat]] = {}
    for seat in report.seats:
        communes.setdefault(seat.commune or "", []).append(seat)
    together = len(report.seats) > _TABLE_WHOLE
    table = Table(title=None, header_style="bold", pad_edge=False)
    table.add_column("Mã", no_wrap=True)
    table.add_column("Ấp, khu phố")
    table.add_column("Hồ sơ")
    table.add_column("Lỗi", justify="right")
    table.add_column("Cảnh báo", justify="right")

    def add(code: str, name: str, state: str, diagnostics: Sequence[Diagnostic], style: str = "") -> None:
        errors, warnings = _counted(diagnostics)
        table.add_row(*(Text(visible(cell)) for cell in (code, name, state, str(errors), str(warnings))), style=style)

    for commune in sorted(communes, key=text_key):
        mine = communes[commune]
        here = [d for seat in mine for d in numbers.get(id(seat), ())]
        read = sum(seat.state is State.READ for seat in mine)
        add("", sentence_case(commune) or "Chưa ghi xã", f"{read}/{len(mine)} đã đọc", here, "bold")
        clean: list[str] = []
        for seat in mine:
            own = numbers.get(id(seat), [])
            if together and not own and seat.state is State.READ:
                clean.append(seat.name or seat.label)
                continue
            state = STATES[seat.state] + ("" if seat.listed else ", ngoài danh sách")
            bad = seat.state is not State.READ or _counted(own)[0]
            add(seat.code or "", seat.name or seat.label, state, own, "red" if bad else "")
        if clean:
            add("", f"{', '.join(clean)} ({len(clean)})", STATES[State.READ], ())
    if 0 in numbers:
        add("", _NOBODY, "", numbers[0])
    if len(communes) > 1:
        table.add_section()
        read = sum(seat.state is State.READ for seat in report.seats)
        add("", "Cộng", f"{read}/{len(report.seats)} đã đọc", report.diagnostics, "bold")
    out.print(table, soft_wrap=False)
    clean_ones = sum(seat.state is State.READ and id(seat) not in numbers for seat in report.seats)
    if together:
        out.print(f"{clean_ones}/{len(report.seats)} ấp, khu phố không có lỗi, không có cảnh báo.")


def _verdict(report: Report) -> Text:
    errors, warnings = report.number(Severity.ERROR), report.number(Severity.WARNING)
    counted = f"{sum(len(read.files) for read in report.files)} tệp, {len(report.hamlets)} ấp, khu phố: {errors} lỗi, {warnings} cảnh báo. "
    if errors:
        return Text.assemble(counted, ("Phải sửa các lỗi trước khi ký biên bản hoặc nộp hồ sơ.", _BAD))
    if report.faults:
        # Not all of it was checked: what was found says nothing of the rest.
        return Text.assemble(counted, ("Có phần chưa kiểm tra được vì lỗi của chương trình: chưa kết luận được hồ sơ không có lỗi.", _BAD))
    if warnings:
        return Text.assemble(counted, ("Không có lỗi; xem lại các cảnh báo.", "bold yellow"))
    return Text.assemble(counted, ("Hồ sơ không có lỗi.", _GOOD))
