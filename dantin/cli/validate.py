"""`dantin validate`: check dossiers against the law and the rules of the model."""

import os
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
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager


_FILES_PER_JOB = 30


def _pool(jobs: int | None, files: int) -> "AbstractContextManager[Executor | None]":
    """Processes to work in, or none for one file at a time. Unless told, as many as the machine has and the files are worth."""
    if jobs is None:
        jobs = min(os.cpu_count() or 1, files // _FILES_PER_JOB)
    if min(jobs, files) > 1:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Where it is safe, a forked process starts with everything imported already.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        return ProcessPoolExecutor(min(jobs, files), mp_context=context)
    from contextlib import nullcontext

    return nullcontext()


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC...", help="Hồ sơ (.xlsx, .xls, .ods, .yaml) hoặc thư mục; “-” đọc YAML từ đầu vào."),
    ],
    output: FormatOption = Format.TEXT,
    hamlet: HamletOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    as_of: AsOfOption = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="SỐ", help="Số tệp kiểm tra cùng lúc, từ 1 đến 64. Mặc định: tự chọn theo máy.")
    ] = None,
) -> None:
    """Kiểm tra hồ sơ: đọc từng tệp, báo từng lỗi ở đúng ô, đúng dòng, kèm căn cứ và việc cần làm."""
    from dantin.batch import gather, run
    from dantin.readers.config import find_configs

    if jobs is not None and not 1 <= jobs <= 64:
        raise CannotDo(f"--jobs: {jobs} không dùng được, phải từ 1 đến 64.")
    day = day_of(as_of)
    only, without = codes_of("--select", select), codes_of("--ignore", ignore)
    piped = [str(path) for path in paths] == ["-"]
    if piped:
        report = gather([standard_input(day)])
    else:
        files = dossiers(paths)
        configs, unlocking = find_configs(files), passwords(paths)
        with _pool(jobs, len(files)) as executor:
            reports = run(files, day, configs=configs, passwords=unlocking, executor=executor)
            from dantin.output.terminal import progress  # late, so that the processes are at work while it loads

            with progress(len(files), "Đang kiểm tra") as tick:
                report = gather((tick(checked) for checked in reports), configs, whole=[path for path in paths if path.is_dir()])
    report.diagnostics = chosen(report, hamlet, only, without)
    if output is Format.JSON:
        from dantin.output import json

        sys.stdout.write(json.dumps(json.validation(report)) + "\n")
    else:
        from dantin.output import terminal

        terminal.validation(terminal.console(), report, chosen=select is not None)
    raise typer.Exit(status_of(report, one_file_named=piped or (len(paths) == 1 and paths[0].is_file())))
