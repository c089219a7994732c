"""`dantin report`: the figures of a commune, a district or a province, on the screen or as a file to hand upward."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import (
    AsOfOption,
    TableFormat,
    TableFormatOption,
    day_of,
    dossiers_and_configs,
    named_path,
    notice,
    passwords,
    quoted,
    status_of,
)
from dantin.cli.streams import tell
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from dantin.overview import Overview


def _json(overview: "Overview") -> bytes:
    from dantin.output import json

    return f"{json.dumps(json.report(overview))}\n".encode()


def _csv(overview: "Overview") -> bytes:
    from dantin.output import excel_csv

    return excel_csv.report(overview).encode()


def _html(overview: "Overview") -> bytes:
    from dantin.output import html

    return html.report(overview).encode()


WRITERS: "Mapping[str, Callable[[Overview], bytes]]" = {".json": _json, ".csv": _csv, ".html": _html}
"""What makes the file of a report, by the suffix it is asked for under. What it needs is imported when it is called."""


def report(
    paths: Annotated[
        list[Path], typer.Argument(metavar="THƯ_MỤC...", parser=named_path, help="Thư mục hồ sơ của một hay nhiều xã, huyện, tỉnh.")
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="TỆP", help=f"Ghi báo cáo vào tệp này; đuôi tệp cho biết dạng: {', '.join(sorted(WRITERS))}."
        ),
    ] = None,
    output: TableFormatOption = TableFormat.TEXT,
    as_of: AsOfOption = None,
) -> None:
    """Báo cáo tổng hợp: bầu xong bao nhiêu, tỷ lệ dự bầu, công nhận, đại hội, thực hiện mô hình; theo xã và toàn bộ."""
    writer = _writer(to) if to is not None else None
    day = day_of(as_of)
    from dantin.board import board
    from dantin.overview import overview
    from dantin.readers.config import CONFIG
    from dantin.run import gather, run

    files, configs = dossiers_and_configs(paths)
    if to is not None and any(to.exists() and to.samefile(file) for file in files):
        raise CannotDo(f"-o: {quoted(to)} là một hồ sơ, dantin không ghi vào hồ sơ. Chọn tên tệp khác.")
    reports = run(files, day, configs=configs, passwords=passwords(paths), keep_cases=True)
    checked = gather(reports, configs, whole=[path for path in paths if path.is_dir()])
    heads = [configs.get(path / CONFIG) for path in paths]
    target = _common([head.target if head else None for head in heads])
    previous = _common([head.previous if head else None for head in heads])
    names = [head.name if head else None for head in heads]
    whole = board(", ".join(name for name in names if name) if all(names) else None, checked.seats, day)
    level = heads[0].level if len(heads) == 1 and heads[0] is not None else None
    made = overview(whole, checked, level=level, target=target, previous=previous, folders=len(paths))
    if to is not None and writer is not None:
        from dantin.resources import write_whole

        write_whole(to, writer(made))
        notice(f"Đã ghi: {to}")
    elif output is TableFormat.TEXT:
        from dantin.output import overview_screen, terminal

        overview_screen.show(terminal.console(), made)
    else:
        sys.stdout.write(WRITERS[f".{output.value}"](made).decode())
    code = status_of(checked, one_file_named=len(paths) == 1 and paths[0].is_file())
    if code == 1:
        tell("Hồ sơ còn lỗi, số liệu trong báo cáo có thể còn thay đổi.")
    raise typer.Exit(code)


def _writer(to: Path) -> "Callable[[Overview], bytes]":
    """What makes the file asked for. Raises CannotDo for a suffix that stands for no form of the report, naming those that do."""
    writer = WRITERS.get(to.suffix.lower())
    if writer is None:
        ending = f"đuôi {quoted(to.suffix)}" if to.suffix else "tệp không có đuôi"
        raise CannotDo(f"-o: chưa lập được báo cáo dạng {ending}. Dùng một trong các đuôi: {', '.join(sorted(WRITERS))}.")
    return writer


def _common(shares: "Sequence[Decimal | None]") -> "Fraction | None":
    """What all folders set alike, as a fraction; None where they do not."""
    from fractions import Fraction

    first = shares[0]
    return Fraction(first) if first is not None and all(share == first for share in shares) else None
