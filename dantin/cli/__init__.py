"""The command line: parse options, call one function, print, choose the exit status. The only part that prints, exits or reads the clock.

The texts built into click and typer are made Vietnamese here, before either is imported.
"""

from dantin.cli.vietnamese import install

install()


def run() -> None:
    """Start the program: the entry point of the `dantin` command."""
    from dantin.cli.app import main

    main()
