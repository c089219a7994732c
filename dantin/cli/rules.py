"""`dantin rules`: the whole catalogue."""

import sys
from enum import StrEnum
from typing import Annotated

import typer


class CatalogueFormat(StrEnum):
    """The forms of the catalogue."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def rules(
    output: Annotated[
        CatalogueFormat,
        typer.Option("--format", metavar="text|markdown|json", help="Bảng để đọc, danh sách để in (Markdown), hoặc JSON cho máy đọc."),
    ] = CatalogueFormat.TEXT,
) -> None:
    """Liệt kê mọi quy tắc dantin kiểm tra: mã, mức độ, nội dung, căn cứ."""
    import dantin.run  # noqa: F401  (fills the catalogue)
    from dantin import rule
    from dantin.output import catalogue

    entries = rule.rules()
    if output is CatalogueFormat.JSON:
        from dantin.output import json

        sys.stdout.write(json.dumps(json.catalogue(catalogue.as_data(entry) for entry in entries)) + "\n")
    elif output is CatalogueFormat.MARKDOWN:
        sys.stdout.write(catalogue.markdown(entries))
    else:
        from dantin.output import terminal

        catalogue.table(terminal.console(), entries)
