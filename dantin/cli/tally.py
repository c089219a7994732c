"""`dantin tally`: count the rounds of a dossier, show them, and write the counting minutes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import (
    AsOfOption,
    Format,
    FormatOption,
    HamletOption,
    IgnoreOption,
    SelectOption,
    chosen,
    codes_of,
    day_of,
    dossiers,
    passwords,
    standard_input,
    status_of,
)

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.report import Report


def tally(
    path: Annotated[
        Path, typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", help="Hồ sơ (.xlsx, .xls, .ods, .yaml) hoặc thư mục; “-” đọc YAML từ đầu vào.")
    ],
    output: FormatOption = Format.TEXT,
    hamlet: HamletOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    as_of: AsOfOption = None,
    minutes: Annotated[
        Path | None, typer.Option("--minutes", metavar="THƯ_MỤC", help="Ghi biên bản kiểm phiếu (Word) vào thư mục này.")
    ] = None,
) -> None:
    """Kiểm phiếu: tính kết quả từng lượt bầu, nói rõ căn cứ và việc tiếp theo; lập biên bản kiểm phiếu."""
    from dantin.batch import gather, run
    from dantin.readers.config import find_configs

    day = day_of(as_of)
    only, without = codes_of("--select", select), codes_of("--ignore", ignore)
    piped = str(path) == "-"
    if piped:
        report = gather([standard_input(day, tally_only=True)])
    else:
        files = dossiers([path])
        configs = find_configs(files)
        reports = run(files, day, configs=configs, passwords=passwords([path]), tally_only=True, keep_cases=True)
        report = gather(reports, configs)
    found = report.diagnostics
    report.diagnostics = chosen(report, hamlet, only, without)
    hamlets = sorted(report.hamlets, key=lambda h: (h.code or "", h.file))
    if output is Format.JSON:
        from dantin.output import json

        sys.stdout.write(json.dumps(json.tally(hamlets, report.diagnostics)) + "\n")
    else:
        from dantin.output import terminal

        terminal.tally(terminal.console(), hamlets, report.diagnostics)
    status = status_of(report, one_file_named=piped or path.is_file())
    if minutes is not None and status != 2:
        status = max(status, _write_minutes(report, found, minutes))
    raise typer.Exit(status)


def _write_minutes(report: "Report", found: "list[Diagnostic]", folder: Path) -> int:
    """Write what can be written and say on standard error what was and what was not; 1 where a paper was refused."""
    from dantin.output.terminal import visible
    from dantin.papers.minutes import write_minutes
    from dantin.resources import write_whole

    status = 0
    for hamlet in report.hamlets:
        if hamlet.case is None:
            continue
        mine = [d for d in found if d.place.file == hamlet.file and d.hamlet in (hamlet.code, None)]
        without_form: dict[str, list[str]] = {}
        for paper in write_minutes(hamlet.case, mine):
            if paper.data is not None:
                write_whole(folder / paper.path, paper.data)
                print(visible(f"Đã ghi: {folder / paper.path}"), file=sys.stderr)
            elif paper.refused:
                status = 1
                print(f"Không lập được {paper.name}: {paper.absent}.", file=sys.stderr)
                for wrong in paper.wrong:
                    print(visible(f"  - {wrong.place.file}: {wrong.place}: {wrong.message} [{wrong.code}]"), file=sys.stderr)
            else:
                without_form.setdefault(paper.absent, []).append(paper.name)
        for why, names in without_form.items():
            print(f"Chưa lập {', '.join(names)}: {why}.", file=sys.stderr)
    return status
