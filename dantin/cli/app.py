"""The application: its commands, and the one place where an exception becomes a message and an exit status."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import click
import typer

from dantin.cli.completion import COMPLETE_VAR, serve
from dantin.cli.group import VietnameseGroup
from dantin.cli.options import QuietOption
from dantin.cli.streams import INTERRUPTED, OutputLost, give_up, prepare, tell
from dantin.errors import CannotDo, DantinError, ProgramFault

COMMANDS = (
    *("new", "validate", "fix", "tally", "render", "status", "report", "plan", "inspect", "rules", "explain", "schema"),
    *("templates", "completion"),
)
"""Every command, called as its module is."""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"dantin, phiên bản {version('dantin')}")
        raise typer.Exit


def _before_every_command(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Hiện phiên bản rồi thoát.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Options that stand before the name of a command; each is seen to by its callback."""


def application(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The application, with these of its commands."""
    made = typer.Typer(
        cls=VietnameseGroup,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        help="Kiểm tra hồ sơ, kiểm phiếu và lập biên bản bầu trưởng ấp, khu phố và đại hội chi bộ theo mô hình “Dân tin, Đảng cử”.",
        context_settings={"help_option_names": ["--help", "-h"]},
        epilog="Chạy trên máy, không cần mạng. Không bao giờ ghi vào hồ sơ của anh/chị.",
    )
    made.callback()(_before_every_command)
    for name in commands:
        module = import_module(f"dantin.cli.{name}")
        command = getattr(module, name)
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command(epilog=getattr(module, "EPILOG", None))(command)
    return made


def __getattr__(name: str) -> typer.Typer:
    """`app`: the application whole, which is not made where one command is enough."""
    if name != "app":
        raise AttributeError(name)
    globals()[name] = application()
    return globals()[name]  # type: ignore[no-any-return]


def main() -> int:
    """Run the program: 0 no error, 1 errors in the data, 2 could not do what was asked, 3 a fault of the program, 130 interrupted."""
    try:
        prepare()
        if COMPLETE_VAR in os.environ:
            serve()
        if len(sys.argv) == 1 and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
            from dantin.cli import menu

            status = 0
            for arguments in menu.ask(COMMANDS):
                status = _run(arguments)
        else:
            status = _run(sys.argv[1:])
        sys.stdout.flush()
    except OutputLost as lost:
        give_up(lost.stream)
        tell(f"Lỗi: {lost}")
        status = lost.exit_status
    except CannotDo as error:
        tell(f"Lỗi: {error}")
        status = error.exit_status
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        # What is named at once does not wait until the others are made.
        app = application([name for name in COMMANDS if name in arguments[:1]] or COMMANDS)
        status = app(args=list(arguments), prog_name="dantin", standalone_mode=False)
    except OutputLost:
        raise
    except click.Abort:  # no answer to a question
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        from typer.rich_utils import rich_format_error  # a sixth of a start, for which only faults and help have use

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
