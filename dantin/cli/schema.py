"""`dantin schema`: the JSON Schema of the YAML form, for editors."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dantin.vietnamese import visible


def schema(
    target: Annotated[Path | None, typer.Option("--output", metavar="TỆP", help="Ghi vào tệp này thay vì in ra màn hình.")] = None,
) -> None:
    """In JSON Schema của hồ sơ YAML: trình soạn thảo dùng nó để gợi ý tên trường, giải thích và báo chữ sai khi gõ."""
    from dantin.output.schema import text

    if target is None:
        sys.stdout.write(text())
        return
    from dantin.resources import write_whole

    write_whole(target, text().encode())
    print(visible(f"Đã ghi: {target}"))
