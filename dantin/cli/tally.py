"""`dantin tally`: count the rounds of a dossier, show them, and write the counting minutes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dantin.cli.options import (
    AsOfOption,
    DossierArgument,
    Format,
    FormatOption,
    HamletOption,
    IgnoreOption,
    OutputOption,
    QuietOption,
    SelectOption,
    absent_refused,
    checked,
    chosen,
    codes_of,
    day_of,
    notice,
    piped,
    reporting,
    status_of,
)


def tally(
    path: DossierArgument,
    output: FormatOption = Format.TEXT,
    hamlet: HamletOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    as_of: AsOfOption = None,
    to: OutputOption = None,
    quiet: QuietOption = False,
    minutes: Annotated[
        Path | None, typer.Option("--minutes", metavar="THƯ_MỤC", help="Ghi biên bản kiểm phiếu (Word) vào thư mục này.")
    ] = None,
) -> None:
    """Kiểm phiếu: tính kết quả từng lượt bầu, nói rõ căn cứ và việc tiếp theo; lập biên bản kiểm phiếu."""
    from dantin.papers.folders import folders_of
    from dantin.rule import CATALOGUE

    day = day_of(as_of)
    only, without = codes_of("--select", select), codes_of("--ignore", ignore)
    report, configs = checked(path, day, tally_only=minutes is None)
    folders = folders_of(report.hamlets, configs)
    # Minutes pass the same gate as all papers; what is shown here bears on the count alone.
    diagnostics = report.diagnostics
    report.diagnostics = [d for d in diagnostics if CATALOGUE[d.code].bears_on_count]
    report.diagnostics = chosen(report, hamlet, only, without)
    absent_refused(report)
    hamlets = sorted(report.hamlets, key=lambda h: (h.code or "", h.file))
    with reporting(to, path):
        if output is Format.JSON:
            from dantin.output import json

            sys.stdout.writelines(json.pieces(json.tally(hamlets, report.diagnostics)))
        else:
            from dantin.found import Whose
            from dantin.output import contests, terminal

            whose, out = Whose(report).label, terminal.console()
            if quiet:
                terminal.findings(out, report.diagnostics, whose)
            else:
                if path.is_dir() and hamlet is None and len(report.seats) > 1:
                    contests.show(out, report.seats)
                    hamlets = []
                terminal.tally(out, hamlets, report.diagnostics, whose)
    status = status_of(report, one_file_named=piped([path]) or path.is_file())
    if minutes is not None and status != 2:
        from dantin.cli.delivery import write_papers
        from dantin.papers.own_templates import own_templates
        from dantin.papers.shelf import MINUTES

        own, notices = own_templates(None, configs)
        for text in notices:
            notice(text)
        made = write_papers(report, diagnostics, minutes, folders, MINUTES, templates=own, to=sys.stderr, quiet=quiet)
        status = max(status, made.status)
    raise typer.Exit(status)
