"""`dantin rules`: the whole catalogue."""

import sys
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dantin.cli.options import OutputOption, day_of, reporting
from dantin.cli.worded import Worded
from dantin.errors import CannotDo


class CatalogueFormat(StrEnum):
    """The forms of the catalogue."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def rules(
    output: Annotated[
        CatalogueFormat,
        typer.Option(
            "--format",
            metavar="chu|markdown|json",
            click_type=Worded({"chu": "text", "markdown": "markdown", "json": "json"}),
            show_default=False,
            help="Bảng để đọc (mặc định), danh sách để in (Markdown), hoặc JSON cho máy đọc.",
        ),
    ] = CatalogueFormat.TEXT,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", metavar="NGÀY NGÀY", help="Luật thay đổi những gì giữa hai ngày, ví dụ 2024-11-10 2026-08-01."),
    ] = None,
    to: OutputOption = None,
) -> None:
    """Liệt kê mọi quy tắc dantin kiểm tra: mã, mức độ, nội dung, căn cứ; hoặc những gì luật đã thay đổi giữa hai ngày."""
    with reporting(to):
        if between is not None:
            _changes(day_of(between[0], "--between"), day_of(between[1], "--between"), output)
        else:
            _all(output)


def _all(output: CatalogueFormat) -> None:
    import dantin.run  # noqa: F401  (fills the catalogue)
    from dantin import rule
    from dantin.output import catalogue

    entries = rule.rules()
    if output is CatalogueFormat.JSON:
        from dantin.output import json

        sys.stdout.writelines(json.pieces(json.catalogue(catalogue.as_data(entry) for entry in entries)))
    elif output is CatalogueFormat.MARKDOWN:
        sys.stdout.write(catalogue.markdown(entries))
    else:
        from dantin.output import terminal

        catalogue.table(terminal.console(), entries)


def _changes(first: date, second: date, output: CatalogueFormat) -> None:
    from dantin import law
    from dantin.output import changes

    if second < first:
        raise CannotDo("--between: ngày thứ hai phải sau ngày thứ nhất.")
    entries = list(law.changes(first, second))
    if output is CatalogueFormat.JSON:
        from dantin.output import json

        sys.stdout.writelines(json.pieces(json.changes(changes.as_data(entry) for entry in entries)))
    elif output is CatalogueFormat.MARKDOWN:
        sys.stdout.write(changes.markdown(first, second, entries))
    else:
        from dantin.output import terminal

        changes.show(terminal.console(), first, second, entries)
