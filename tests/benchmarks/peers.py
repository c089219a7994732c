"""What dantin is measured against: small programs that do a part of its work with another library, as its book shows it."""

import re
from collections.abc import Sequence
from pathlib import Path

SHEETS = ("Hộ gia đình", "Đảng viên")

OPENPYXL = """
import sys, pathlib, openpyxl
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    openpyxl.load_workbook(path)
"""
CALAMINE = """
import sys, pathlib
from python_calamine import CalamineWorkbook
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
PANDAS = """
import sys, pathlib, pandas
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    pandas.read_excel(path, sheet_name=None, engine="calamine", header=None)
"""
FRICTIONLESS = f"""
import sys, pathlib
from frictionless import Resource, formats, system
system.trusted = True
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet in {SHEETS!r}:
        Resource(path=str(path), control=formats.ExcelControl(sheet=sheet)).validate()
"""


def bare_typer(commands: Sequence[str]) -> str:
    """A typer program that has as many commands as ours, and nothing in them."""
    lines = ["import typer", "app = typer.Typer()"]
    for name in commands:
        lines += ["@app.command()", f"def {name}(path: str, as_of: str = '') -> None:", f"    '''Do {name}.'''"]
    return "\n".join([*lines, "app()"])


def versions(installed: str) -> dict[str, str]:
    """The version of each package in the text of pip's list, by its name."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", installed, re.MULTILINE))


PINNED = Path(__file__).with_name("peers.txt")
