"""What can stop a command, each with the exit status it ends in. Imports nothing of dantin.

A fault in the user's data is never one of these: it is a `Diagnostic`.
"""

from typing import ClassVar


class DantinError(Exception):
    """A command could not go on. The message is Vietnamese and is shown to the user as it stands."""

    exit_status: ClassVar[int] = 2


class CannotDo(DantinError):
    """What was asked cannot be done: no such file, nothing to read, an unknown code or hamlet (status 2)."""


class ProgramFault(DantinError):
    """A fault of dantin itself, never of the data (status 3)."""

    exit_status = 3
