"""The command line: parse options, call one function, print, choose the exit status. The only part that prints, exits or reads the clock.

The texts built into click and typer are made Vietnamese here, before either is imported.
"""

import sys

from dantin.cli.builtin_texts import install
from dantin.cli.streams import INTERRUPTED, tell

install()


def run() -> None:
    """Start the program: the entry point of the `dantin` command."""
    try:
        from dantin.cli.app import main

        sys.exit(main())
    except KeyboardInterrupt:
        tell("Đã dừng.")
        sys.exit(INTERRUPTED)
