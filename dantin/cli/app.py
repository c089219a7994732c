"""The application: its commands, and the one place where an exception becomes a message and an exit status."""

import sys

import click
import typer
from typer.rich_utils import rich_format_error

from dantin.cli.explain import explain
from dantin.cli.group import VietnameseGroup
from dantin.cli.inspect import inspect
from dantin.cli.plan import plan
from dantin.cli.render import render
from dantin.cli.rules import rules
from dantin.cli.status import status as status_command
from dantin.cli.streams import INTERRUPTED, OutputLost, give_up, prepare, tell
from dantin.cli.tally import tally
from dantin.cli.templates import templates
from dantin.cli.validate import validate
from dantin.errors import CannotDo, DantinError, ProgramFault

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Kiểm tra hồ sơ, kiểm phiếu và lập biên bản bầu trưởng ấp, khu phố và đại hội chi bộ theo mô hình “Dân tin, Đảng cử”.",
    epilog="Chạy trên máy, không cần mạng. Không bao giờ ghi vào hồ sơ của anh/chị.",
)
for command in (validate, tally, render, status_command, plan, inspect, rules, explain):
    app.command()(command)
app.add_typer(templates, name="templates")


def main() -> int:
    """Run the program: 0 no error, 1 errors in the data, 2 could not do what was asked, 3 a fault of the program, 130 interrupted."""
    try:
        prepare()
        status = _run()
        sys.stdout.flush()
    except OutputLost as lost:
        give_up(lost.stream)
        tell(f"Lỗi: {lost}")
        status = lost.exit_status
    except CannotDo as error:
        tell(f"Lỗi: {error}")
        status = error.exit_status
    return status


def _run() -> int:
    try:
        status = app(prog_name="dantin", standalone_mode=False)
    except OutputLost:
        raise
    except click.Abort:  # no answer to a question
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        rich_format_error(error)
        return error.exit_code
    except DantinError as error:
        tell(f"Lỗi chương trình: {error}" if isinstance(error, ProgramFault) else f"Lỗi: {error}")
        return error.exit_status
    except Exception as error:  # nothing is known of what went wrong; no traceback reaches the user all the same
        tell(f"Lỗi chương trình (không phải lỗi của hồ sơ): {type(error).__name__}: {error}")
        tell("Đề nghị gửi câu báo lỗi này, cùng lệnh đã gõ, cho người phụ trách dantin.")
        return ProgramFault.exit_status
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    return status or 0
