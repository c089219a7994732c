"""`dantin inspect`: how a file was understood."""

import stat
import sys
from pathlib import Path
from typing import Annotated

import typer

from dantin.cli.options import Format, FormatOption, configs_of, named_mode, named_path, passwords, quoted
from dantin.errors import CannotDo


def inspect(
    path: Annotated[Path, typer.Argument(metavar="TỆP", parser=named_path, help="Một hồ sơ: .xlsx, .xls, .ods hoặc .yaml.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Xem dantin hiểu một tệp thế nào: trang, tiêu đề cột, dòng đọc, dòng bỏ và vì sao, các ấp tìm thấy."""
    if not stat.S_ISREG(named_mode(path)):
        raise CannotDo(f"Không có tệp {quoted(path)}. Lệnh này xem từng tệp một; kiểm tra lại đường dẫn.")
    from dantin.diagnostic import Severity
    from dantin.output import inspection
    from dantin.readers import read
    from dantin.readers.findings import DT001

    config = configs_of([path], [path]).get(path)
    names = config.names if config is not None else None
    reading = read(path, path.as_posix(), names, password=passwords([path]).get(path))
    reading.diagnostics += config.diagnostics if config is not None else ()
    reading.diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    if output is Format.JSON:
        from dantin.output import json

        sys.stdout.write(json.dumps(inspection.document(reading)) + "\n")
    else:
        from dantin.output import terminal

        inspection.show(terminal.console(), reading)
    codes = {diagnostic.code for diagnostic in reading.diagnostics}
    errors = any(diagnostic.severity is Severity.ERROR for diagnostic in reading.diagnostics)
    raise typer.Exit(2 if DT001.code in codes else 1 if errors else 0)
