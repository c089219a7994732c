"""`python -m dantin`."""

from dantin.cli import run

run()
