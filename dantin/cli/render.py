"""`dantin render`: write the official papers of one hamlet or of a whole district in Word."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dantin.cli.options import AsOfOption, HamletOption, chosen, day_of, dossiers, passwords, standard_input, status_of
from dantin.cli.papers import to_pdf, write_papers


class StageName(StrEnum):
    """The stages by which papers are asked for."""

    BEFORE = "before"
    VOTE = "vote"
    CONGRESS = "congress"


OutOption = Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục ghi giấy tờ, mỗi ấp một thư mục con.")]


def render(
    path: Annotated[
        Path, typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", help="Hồ sơ (.xlsx, .xls, .ods, .yaml) hoặc thư mục; “-” đọc YAML từ đầu vào.")
    ],
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", metavar="TÊN", help="Chỉ lập giấy tờ tên này; dùng được nhiều lần. Xem tên: dantin templates list"),
    ] = None,
    stage: Annotated[
        StageName | None,
        typer.Option(
            "--stage", metavar="before|vote|congress", help="Chỉ lập giấy tờ trước bầu cử, của cuộc bầu, hoặc của đại hội chi bộ."
        ),
    ] = None,
    out: OutOption = Path("out"),
    pdf: Annotated[bool, typer.Option("--pdf", help="Chuyển thêm sang PDF (cần có LibreOffice).")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Lập bản nháp, in chữ BẢN NHÁP qua trang, kể cả khi hồ sơ còn lỗi.")] = False,
    templates: Annotated[
        Path | None, typer.Option("--templates", metavar="THƯ_MỤC", help="Dùng mẫu Word đã sửa trong thư mục này (xem dantin templates).")
    ] = None,
    hamlet: HamletOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Lập giấy tờ bằng Word từ hồ sơ: giấy mời, danh sách, phiếu bầu, biên bản, tờ trình, báo cáo... của cả hai cuộc bầu."""
    from dantin.batch import gather, run
    from dantin.output.terminal import visible
    from dantin.papers.foreign import own_templates
    from dantin.papers.shelf import paper_of
    from dantin.readers.config import Config, find_configs

    day = day_of(as_of)
    wanted = [paper_of(name) for name in paper] if paper else None
    piped = str(path) == "-"
    configs: dict[Path, Config] = {}
    if piped:
        report = gather([standard_input(day)])
    else:
        files = dossiers([path])
        configs = find_configs(files)
        reports = run(files, day, configs=configs, passwords=passwords([path]), keep_cases=True)
        report = gather(reports, configs, whole=[path] if path.is_dir() else [])
    report.diagnostics = chosen(report, hamlet, None, None)
    status = status_of(report, one_file_named=piped or path.is_file())
    if status != 2:
        own, notices = own_templates(templates, configs)
        for notice in notices:
            print(visible(notice), file=sys.stderr)
        told, written = write_papers(report, report.diagnostics, out, wanted, stage=stage, ahead=bool(wanted), draft=draft, templates=own)
        status = max(status, told)
        if not written and not told:
            print("Chưa đến lúc lập giấy tờ nào: hồ sơ còn ít bước. Nêu tên giấy bằng --paper để lập trước.")
        if pdf and written:
            status = max(status, to_pdf(written, sys.stdout))
    raise typer.Exit(status)
