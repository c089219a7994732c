"""The application: its commands, and the one place where an exception becomes a message and an exit status."""

import sys
from typing import NoReturn

import typer

from dantin.cli.explain import explain
from dantin.cli.group import VietnameseGroup
from dantin.cli.inspect import inspect
from dantin.cli.render import render
from dantin.cli.rules import rules
from dantin.cli.tally import tally
from dantin.cli.templates import templates
from dantin.cli.validate import validate
from dantin.errors import DantinError, ProgramFault

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Kiểm tra hồ sơ, kiểm phiếu và lập biên bản bầu trưởng ấp, khu phố và đại hội chi bộ theo mô hình “Dân tin, Đảng cử”.",
    epilog="Chạy trên máy, không cần mạng. Không bao giờ ghi vào hồ sơ của anh/chị.",
)
for command in (validate, tally, render, inspect, rules, explain):
    app.command()(command)
app.add_typer(templates, name="templates")


def main() -> NoReturn:
    """Run the program and exit: 0 no error, 1 errors in the data, 2 could not do what was asked, 3 a fault of the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="dantin")
    except DantinError as error:
        print(f"Lỗi chương trình: {error}" if isinstance(error, ProgramFault) else f"Lỗi: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except Exception as error:  # nothing is known of what went wrong; no traceback reaches the user all the same
        print(
            f"Lỗi chương trình (không phải lỗi của hồ sơ): {type(error).__name__}: {error}\n"
            "Đề nghị gửi câu báo lỗi này, cùng lệnh đã gõ, cho người phụ trách dantin.",
            file=sys.stderr,
        )
        sys.exit(ProgramFault.exit_status)
    sys.exit(0)
