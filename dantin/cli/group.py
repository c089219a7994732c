"""What click and typer do not send through gettext, in Vietnamese: metavars, names of types, quotation marks.

Imports typer, so only the modules that build the application may import this one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click import types
from click.exceptions import NoArgsIsHelpError
from typer.core import TyperGroup

from dantin.vietnamese import visible

OPTIONS_METAVAR = "[TÙY CHỌN]"
SUBCOMMAND_METAVAR = "LỆNH [THAM SỐ]..."

# Click makes metavars of these ("SỐ NGUYÊN") and writes them into messages ("“x” không phải là số nguyên"). The name
# of `BoolParamType` has to stay: typer knows by it that a flag has no metavar to show.
types.StringParamType.name = "chữ"
types.UnprocessedParamType.name = "chữ"
types.IntParamType.name = "số nguyên"
types.IntRange.name = "số nguyên"
types.FloatParamType.name = "số"
types.FloatRange.name = "số"
types.Choice.name = "lựa chọn"
types.DateTime.name = "ngày giờ"
types.UUIDParameterType.name = "mã UUID"
types.File.name = "tệp"

# A quotation mark inside a word is the user's own (“l'an”), never one that click put around a name.
_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")


def _polish(message: str) -> str:
    """Give the names that click quotes itself ('--format') the quotation marks of our other messages, and show what terminals obey."""
    message = visible(message)
    return _QUOTED.sub(r"“\1”", message).replace("(env var: ", "(biến môi trường: ")


@contextmanager
def _polished_errors() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        # Its message is the help page, which typer has printed by now.
        raise
    except click.UsageError as error:
        raise click.UsageError(_polish(error.format_message()), error.ctx) from error


class VietnameseGroup(TyperGroup):
    """The group of all commands: `typer.Typer(cls=VietnameseGroup, add_completion=False)`.

    `add_completion` is off because the help of its two options is hard-coded English.
    """

    def __init__(self, **attrs: Any) -> None:
        """Take what typer hands every group, with our own metavars put in."""
        # Click 8.4 offers the nearest command by itself, through gettext; typer would add it once more, in English.
        attrs["suggest_commands"] = False
        attrs["options_metavar"] = OPTIONS_METAVAR
        attrs["subcommand_metavar"] = SUBCOMMAND_METAVAR
        super().__init__(**attrs)
        # Typer has no class of commands per application, so they are made Vietnamese where they come together.
        for command in self.commands.values():
            command.options_metavar = OPTIONS_METAVAR
            for param in command.params:
                if isinstance(param, click.Argument) and param.metavar:
                    # Typer would print the Python name of an argument beside its metavar, and reads it from here only.
                    param.opts = []

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """As in click; errors on the way are polished."""
        with _polished_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As in click; errors on the way, those of the commands included, are polished."""
        with _polished_errors():
            return super().invoke(ctx)
