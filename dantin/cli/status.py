"""`dantin status`: where every hamlet of a district stands today."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import (
    AsOfOption,
    OutputOption,
    TableFormat,
    TableFormatOption,
    briefed,
    checked,
    day_of,
    named_path,
    nearest_offered,
    piped,
    quoted,
    reporting,
    status_of,
    typed,
)
from dantin.cli.remembered import remembered
from dantin.cli.streams import tell
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from dantin.board import Board


@remembered
def status(
    path: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", parser=named_path, help="Thư mục hồ sơ của một xã, huyện hoặc tỉnh.")],
    output: TableFormatOption = TableFormat.TEXT,
    late: Annotated[bool, typer.Option("--late", help="Chỉ xem những ấp, khu phố đang trễ hạn.")] = False,
    commune: Annotated[str | None, typer.Option("--commune", metavar="XÃ", help="Chỉ xem xã, phường có tên này.")] = None,
    as_of: AsOfOption = None,
    to: OutputOption = None,
) -> None:
    """Tình hình đến hôm nay: từng ấp đã đến bước nào, việc tiếp theo, hạn cuối, còn mấy ngày; cộng theo xã."""
    from dantin.board import board
    from dantin.readers.config import CONFIG

    day = day_of(as_of)
    report, configs = checked(path, day) if piped([path]) else briefed([path], day)
    own = configs.get(path / CONFIG)
    whole = board(own.name if own is not None else None, report.seats, day)
    if commune is not None:
        whole = _one(whole, commune)
    if late and output is not TableFormat.TEXT:
        whole = whole.only_late
    with reporting(to, path):
        _show(whole, output, late_only=late)
        code = status_of(report, one_file_named=path.is_file())
        if code == 1:
            tell(f"Hồ sơ còn lỗi, số liệu trên có thể còn thay đổi. Xem từng lỗi: {typed('validate', path)}")
    raise typer.Exit(code)


def _show(whole: "Board", output: TableFormat, *, late_only: bool) -> None:
    if output is TableFormat.JSON:
        from dantin.output import json

        sys.stdout.writelines(json.pieces(json.status(whole)))
    elif output is TableFormat.CSV:
        from dantin.output import excel_csv

        sys.stdout.writelines(excel_csv.status(whole))
    else:
        from dantin.output import board_screen, terminal

        board_screen.show(terminal.console(), whole, late_only=late_only)


def _one(whole: "Board", commune: str) -> "Board":
    """The board of the commune asked for. Raises CannotDo where there is none of that name."""
    from dantin.board import of_commune
    from dantin.vietnamese import fold

    names = [figures.name or "" for figures in whole.communes]
    wanted = fold(commune)
    communes = [figures for figures in whole.communes if fold(figures.name or "") == wanted]
    communes = communes or [figures for figures in whole.communes if fold(figures.name or "").endswith(f"_{wanted}")]
    if not communes or not wanted:
        raise CannotDo(f"--commune: không có xã, phường nào tên {quoted(commune)}.{nearest_offered(commune, names)}")
    if len(communes) > 1:
        raise CannotDo(f"--commune: {quoted(commune)} chưa rõ là {' hay '.join(quoted(figures.name) for figures in communes)}.")
    return of_commune(whole, communes[0])
