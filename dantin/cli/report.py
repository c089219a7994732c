"""`dantin report`: the figures of a commune, a district or a province, on the screen or as a file to hand upward."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dantin.cli.options import (
    AsOfOption,
    TableFormat,
    TableFormatOption,
    briefed,
    day_of,
    named_mode,
    named_path,
    notice,
    quoted,
    status_of,
)
from dantin.cli.remembered import remembered
from dantin.cli.streams import tell
from dantin.errors import CannotDo

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from dantin.overview import Overview
    from dantin.saved_report import Saved


def _json(overview: "Overview") -> Iterable[bytes]:
    from dantin.output import json

    return map(str.encode, json.pieces(json.report(overview)))


def _csv(overview: "Overview") -> Iterable[bytes]:
    from dantin.output import excel_csv

    return map(str.encode, excel_csv.report(overview))


def _html(overview: "Overview") -> Iterable[bytes]:
    from dantin.output import html

    return (html.report(overview).encode(),)


def _xlsx(overview: "Overview") -> Iterable[bytes]:
    from dantin.output.report_workbook import report_workbook

    return (report_workbook(overview),)


def _docx(overview: "Overview") -> Iterable[bytes]:
    from dantin.papers.summary_report import summary_report

    return (summary_report(overview),)


_KEPT = "bao-cao"
WRITERS: "Mapping[str, Callable[[Overview], Iterable[bytes]]]" = {
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".html": _html,
}
"""What makes the pieces of the file of a report, by the suffix it is asked for under. What it needs is imported when it is called."""


@remembered
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
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="TỆP", help="So với báo cáo đã lưu (.json): việc mới xong, mới trễ, đã sửa, xấu đi.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Lưu số liệu hôm nay vào THƯ_MỤC/bao-cao, để so và vẽ diễn biến theo ngày.")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Thư mục giữ các báo cáo đã lưu.")] = Path("out"),
    as_of: AsOfOption = None,
) -> None:
    """Báo cáo tổng hợp: bầu xong bao nhiêu, tỷ lệ dự bầu, công nhận, đại hội, thực hiện mô hình; theo xã và toàn bộ."""
    writer = _writer(to) if to is not None else None
    day = day_of(as_of)
    earlier = _saved(compare) if compare is not None else None
    from dantin.board import board
    from dantin.overview import overview
    from dantin.readers.config import CONFIG
    from dantin.run import each_once

    paths = each_once(paths)
    if to is not None:
        _refuse_tables_of_others(to)
    checked, configs = briefed(paths, day)
    heads = [configs.get(path / CONFIG) for path in paths]
    target = _common([head.target if head else None for head in heads])
    previous = _common([head.previous if head else None for head in heads])
    names = [head.name if head else None for head in heads]
    whole = board(", ".join(name for name in names if name) if all(names) else None, checked.seats, day)
    level = heads[0].level if len(heads) == 1 and heads[0] is not None else None
    made = overview(whole, checked, level=level, target=target, previous=previous, folders=len(paths))
    if earlier is not None:
        _check_comparable(made, earlier)
    kept = out / _KEPT if save else compare.parent if compare is not None else None
    made = replace(made, earlier=earlier, history=_history(kept, made) if kept is not None else ())
    if save:
        from dantin.papers.folders import folder_name
        from dantin.resources import written_whole

        saved = out / _KEPT / f"{folder_name(made.name, made.as_of.isoformat(), usual='bao-cao')}.json"
        with written_whole(saved) as file:
            file.writelines(_json(made))
        notice(f"Đã lưu: {saved}")
    if to is not None and writer is not None:
        from dantin.resources import written_whole

        pieces = writer(made)
        with written_whole(to) as file:
            file.writelines(pieces)
        notice(f"Đã ghi: {to}")
    elif output is TableFormat.TEXT:
        from dantin.output import overview_screen, terminal

        overview_screen.show(terminal.console(), made)
    else:
        sys.stdout.writelines(map(bytes.decode, WRITERS[f".{output.value}"](made)))
    code = status_of(checked, one_file_named=len(paths) == 1 and paths[0].is_file())
    if code == 1:
        tell("Hồ sơ còn lỗi, số liệu trong báo cáo có thể còn thay đổi.")
    raise typer.Exit(code)


def _writer(to: Path) -> "Callable[[Overview], Iterable[bytes]]":
    """What makes the file asked for. Raises CannotDo for a suffix that stands for no form of the report, naming those that do."""
    writer = WRITERS.get(to.suffix.lower())
    if writer is None:
        ending = f"đuôi {quoted(to.suffix)}" if to.suffix else "tệp không có đuôi"
        raise CannotDo(f"-o: chưa lập được báo cáo dạng {ending}. Dùng một trong các đuôi: {', '.join(sorted(WRITERS))}.")
    return writer


def _refuse_tables_of_others(to: Path) -> None:
    """A report goes over an earlier one; never over another table, which may be a dossier or the district's list. Raises CannotDo."""
    from dantin.readers import SUFFIXES
    from dantin.run import is_own_report

    if to.suffix.lower() in SUFFIXES and to.is_file() and not is_own_report(to):
        raise CannotDo(
            f"-o: {quoted(to)} có thể là một hồ sơ hoặc danh sách, dantin chỉ ghi đè lên báo cáo do dantin lập. Chọn tên tệp khác."
        )


def _saved(path: Path) -> "Saved":
    """A report that was kept. Raises CannotDo for what is none."""
    from dantin.readers.files.limits import WORKBOOK_BYTES
    from dantin.readers.files.opening import read_file
    from dantin.readers.files.raw import Unreadable
    from dantin.saved_report import read_saved

    named_mode(path)
    try:
        return read_saved(read_file(path, WORKBOOK_BYTES), str(path))
    except Unreadable as trouble:
        raise CannotDo(f"--compare: {quoted(path)}: {trouble.problem}. {trouble.remedy}") from trouble


def _check_comparable(made: "Overview", earlier: "Saved") -> None:
    from dantin.vietnamese import short_date

    if earlier.unit != made.name:
        raise CannotDo(
            f"--compare: {quoted(earlier.name)} là báo cáo của {earlier.unit or 'nơi khác'}, không phải của {made.name or 'thư mục này'}."
        )
    if earlier.as_of >= made.as_of:
        days = f"ngày {short_date(earlier.as_of)}, không trước ngày {short_date(made.as_of)}"
        raise CannotDo(f"--compare: {quoted(earlier.name)} là báo cáo {days}. Chọn báo cáo của ngày trước.")


def _history(folder: Path, made: "Overview") -> "tuple[Saved, ...]":
    """The reports of the same unit that a folder keeps, by day; other files in it are passed over."""
    kept = []
    for path in sorted(folder.glob("*.json")):
        with suppress(CannotDo):
            kept.append(_saved(path))
    return tuple(sorted((saved for saved in kept if saved.unit == made.name), key=lambda saved: saved.as_of))


def _common(shares: "Sequence[Decimal | None]") -> "Fraction | None":
    """What all folders set alike, as a fraction; None where they do not."""
    from fractions import Fraction

    first = shares[0]
    return Fraction(first) if first is not None and all(share == first for share in shares) else None
