"""The command line: parse options, call one function, print, choose the exit status. The only part that prints, exits or reads the clock.

The texts built into click and typer are made Vietnamese here, before either is imported.
"""

import gc
import sys

from dantin.cli.builtin_texts import install
from dantin.cli.streams import INTERRUPTED, tell

install()

OBJECTS_BETWEEN = 200_000


def run() -> None:
    """Start the program: the entry point of the `dantin` command."""
    # Rosters are a great many objects and hardly a circle among them: looking for circles as often as Python does by itself costs a tenth.
    gc.set_threshold(OBJECTS_BETWEEN)
    try:
        from dantin.cli.app import main

        status = main()
        # All of it goes at once now: no last search for circles among what is left.
        gc.freeze()
        sys.exit(status)
    except KeyboardInterrupt:
        tell("Đã dừng.")
        sys.exit(INTERRUPTED)
