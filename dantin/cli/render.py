"""`dantin render`: write the official papers of one hamlet or of a whole district in Word."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import (
    UNREAD,
    AsOfOption,
    DossierArgument,
    HamletOption,
    QuietOption,
    absent_refused,
    checked,
    chosen,
    day_of,
    named_path,
    notice,
    piped,
    tell_faults,
    typed,
    unread,
)
from dantin.cli.streams import tell
from dantin.cli.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dantin.diagnostic import Diagnostic


class StageName(StrEnum):
    """The stages by which papers are asked for."""

    BEFORE = "before"
    VOTE = "vote"
    CONGRESS = "congress"


OutOption = Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục ghi giấy tờ, mỗi ấp một thư mục con.")]


def render(
    path: DossierArgument,
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", metavar="TÊN", help="Chỉ lập giấy tờ tên này; dùng được nhiều lần. Xem tên: dantin templates list"),
    ] = None,
    stage: Annotated[
        StageName | None,
        typer.Option(
            "--stage",
            metavar="truoc|bau|dai-hoi",
            click_type=Worded({"truoc": "before", "bau": "vote", "dai-hoi": "congress"}),
            help="Chỉ lập giấy tờ trước bầu cử, của cuộc bầu, hoặc của đại hội chi bộ.",
        ),
    ] = None,
    out: OutOption = Path("out"),
    pdf: Annotated[bool, typer.Option("--pdf", help="Chuyển thêm sang PDF (cần có LibreOffice).")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Lập bản nháp, in chữ BẢN NHÁP qua trang, kể cả khi hồ sơ còn lỗi.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè cả những giấy đã sửa tay sau lần lập trước.")] = False,
    templates: Annotated[
        Path | None, typer.Option("--templates", metavar="THƯ_MỤC", help="Dùng mẫu Word đã sửa trong thư mục này (xem dantin templates).")
    ] = None,
    corrects: Annotated[
        Path | None,
        typer.Option(
            "--corrects",
            metavar="TỆP",
            parser=named_path,
            help="Hồ sơ trước khi đính chính; lập biên bản đính chính ghi từng chỗ đã sửa, trước và sau.",
        ),
    ] = None,
    hamlet: HamletOption = None,
    as_of: AsOfOption = None,
    quiet: QuietOption = False,
) -> None:
    """Lập giấy tờ bằng Word từ hồ sơ: giấy mời, danh sách, phiếu bầu, biên bản, tờ trình, báo cáo... của cả hai cuộc bầu."""
    from dantin.cli.correcting import compare, comparing_refused
    from dantin.cli.delivery import in_line, to_pdf, write_papers
    from dantin.diagnostic import Severity
    from dantin.papers.folders import folders_of
    from dantin.papers.own_templates import own_templates
    from dantin.papers.shelf import paper_of

    day = day_of(as_of)
    wanted = [paper_of(name) for name in paper] if paper else None
    comparing_refused(wanted or [], path, corrects)
    report, configs = checked(path, day)
    folders = folders_of(report.hamlets, configs)
    report.diagnostics = chosen(report, hamlet, None, None)
    absent_refused(report)
    status = 3 if tell_faults(report) else 0
    lost = [d for d in report.diagnostics if d.code == UNREAD]
    for diagnostic in lost:
        tell(f"{in_line(diagnostic)}. {diagnostic.hint}")
    if unread(report, one_file_named=piped([path]) or path.is_file()):
        raise typer.Exit(status or 2)
    if corrects is not None:
        compare(report, corrects, day)
    own, notices = own_templates(templates, configs)
    for text in notices:
        notice(text)
    made = write_papers(
        report,
        report.diagnostics,
        out,
        folders,
        wanted,
        stage=stage,
        ahead=bool(wanted),
        draft=draft,
        force=force,
        templates=own,
        quiet=quiet,
    )
    status = max(status, made.status, 1 if lost or not report.hamlets else 0)
    if not (made.papers or made.kept or made.status) and report.hamlets:
        print("Chưa đến lúc lập giấy tờ nào: hồ sơ còn ít bước. Nêu tên giấy bằng --paper để lập trước.")
    _tell_others([d for d in report.diagnostics if d.severity is Severity.ERROR and d not in made.in_the_way and d not in lost], path)
    if pdf and made.papers:
        status = max(status, to_pdf(made.papers, sys.stdout))
    raise typer.Exit(status)


def _tell_others(errors: "Sequence[Diagnostic]", path: Path) -> None:
    """Say in one line that there are errors which no paper was refused for."""
    if errors:
        from dantin.cli.delivery import in_line

        first = f"lỗi đầu tiên: {in_line(errors[0])}" if len(errors) > 1 else in_line(errors[0])
        tell(f"Hồ sơ còn {len(errors)} lỗi chưa nói ở trên; {first}. Xem tất cả: {typed('validate', path)}")
