"""`dantin validate`: check dossiers against the law and the rules of the model."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.machines import machines
from dantin.cli.options import (
    DOSSIERS,
    AsOfOption,
    HamletOption,
    IgnoreOption,
    OutputOption,
    QuietOption,
    SelectOption,
    TableFormat,
    TableFormatOption,
    chosen,
    codes_of,
    day_of,
    dossiers_and_configs,
    named_path,
    passwords,
    piped,
    reporting,
    standard_input,
    status_of,
    tell_passed_over,
)
from dantin.cli.pool import pool
from dantin.cli.remembered import remembered, store
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from dantin.readers.config import Config


class GroupName(StrEnum):
    """By what findings may be put together; the same as `output.validation.Group`, which loads too much for a help page."""

    HAMLET = "hamlet"
    CODE = "code"
    COMMUNE = "commune"


@remembered
def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC...", parser=named_path, help=DOSSIERS),
    ],
    output: TableFormatOption = TableFormat.TEXT,
    hamlet: HamletOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    as_of: AsOfOption = None,
    to: OutputOption = None,
    quiet: QuietOption = False,
    group: Annotated[
        GroupName | None,
        typer.Option("--group", metavar="hamlet|code|commune", help="Xếp các phát hiện theo ấp, theo mã quy tắc, hoặc theo xã."),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="Nói rõ với từng ấp: quy tắc nào không thấy gì, quy tắc nào chưa kiểm tra được và vì sao."),
    ] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="THƯ_MỤC",
            help="Ghi vào thư mục này bản sao từng hồ sơ có lỗi, đã đánh dấu ô sai, để gửi trả nơi lập sửa.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ĐỊA_CHỈ",
            help="Chia việc cho cụm máy dask ở địa chỉ này, ví dụ tcp://10.0.0.5:8786; cần dantin[cluster].",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="SỐ", help="Số tệp kiểm tra cùng lúc, từ 1 đến 64. Mặc định: tự chọn theo máy.")
    ] = None,
) -> None:
    """Kiểm tra hồ sơ: đọc từng tệp, báo từng lỗi ở đúng ô, đúng dòng, kèm căn cứ và việc cần làm."""
    from dantin.found import Spoken, Whose
    from dantin.run import gather, run

    if jobs is not None and not 1 <= jobs <= 64:
        raise CannotDo(f"--jobs: {jobs} không dùng được, phải từ 1 đến 64.")
    if every and output is TableFormat.CSV:
        raise CannotDo("--all dùng với --format text hoặc json; bảng CSV chỉ có các phát hiện.")
    if annotate is not None and piped(paths):
        raise CannotDo("--annotate: không đánh dấu được đầu vào “-”. Ghi tên tệp hoặc thư mục.")
    if scheduler is not None:
        # Elsewhere another folder is the one stood in.
        paths = [path.absolute() for path in paths]
    day = day_of(as_of)
    configs: Mapping[Path, Config] = {}
    only, without = codes_of("--select", select), codes_of("--ignore", ignore)
    if piped(paths):
        report = gather([standard_input(day)])
    else:
        (files, configs), unlocking = dossiers_and_configs(paths), passwords(paths) if scheduler is None else {}
        kept = store() if scheduler is None else None
        with machines(scheduler, paths) if scheduler is not None else pool(len(files), jobs) as executor:
            reports = run(files, day, configs=configs, passwords=unlocking, executor=executor, briefed=every, store=kept)
            number = len(files)
            # A country has many, and their names are known by now.
            del files
            from dantin.output.terminal import progress  # late, so that the processes are at work while it loads

            if output is TableFormat.TEXT:
                from dantin.output import validation  # for the end
            with progress(0 if quiet else number, "Đang kiểm tra") as tick:
                report = gather((tick(checked) for checked in reports), configs, whole=[path for path in paths if path.is_dir()])
        tell_passed_over(report)
    findings = report.diagnostics
    report.diagnostics = chosen(report, hamlet, only, without)
    spoken = Spoken(findings)
    coverage = [(seat, spoken.on(seat)) for seat in report.seats] if every else None
    with reporting(to, *paths):
        if output is TableFormat.JSON:
            from dantin.output import json

            sys.stdout.writelines(json.pieces(json.validation(report, coverage)))
        elif output is TableFormat.CSV:
            from dantin.output import excel_csv

            sys.stdout.writelines(excel_csv.validation(report))
        else:
            from dantin.output import terminal, validation

            if quiet:
                terminal.findings(terminal.console(), report.diagnostics, Whose(report).label)
            else:
                put_together = validation.Group(group) if group is not None else None
                validation.show(terminal.console(), report, chosen=select is not None, group=put_together, coverage=coverage or ())
    returned = 0
    if annotate is not None:
        from dantin.cli.annotating import write_copies

        returned = write_copies(report, report.diagnostics, configs, day, annotate, [path for path in paths if path.is_dir()])
    status = status_of(report, one_file_named=piped(paths) or (len(paths) == 1 and paths[0].is_file()))
    raise typer.Exit(max(status, returned))
