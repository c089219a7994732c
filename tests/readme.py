"""The README's commands, run for real: `python -m tests.readme` puts their present output into the README.

A block fenced as `console` holds commands behind "$ " and what they print. A line "…" stands for lines left out.
"""

import re
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

from dantin.readers.dossier.fields import TABLES
from tests import program
from tests.conftest import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_ELIDED = "…"


def output(command: str, folder: Path) -> str:
    """What a command of the README prints, as it stands in a terminal 100 columns wide."""
    name, *words = shlex.split(command)
    assert name == "dantin", command
    result = program.run(words, cwd=folder, env={"COLUMNS": "100", "DANTIN_CACHE": "0"}, together=True)
    assert result.returncode in (0, 1), result.stdout
    return "\n".join(line.rstrip() for line in result.stdout.strip("\n").splitlines())


def examples(text: str) -> list[tuple[str, str]]:
    """Every command of the README with the output printed under it."""
    found = []
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            found.append((command, printed.strip("\n")))
    return found


def agrees(printed: str, real: str) -> bool:
    """Whether what the README prints is what the command prints, "…" standing for any lines."""
    parts = [re.escape(part.strip("\n")) for part in re.split(rf"^{_ELIDED}$", printed, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(part + r"\n?" if part else "" for part in parts), real + "\n") is not None


def refresh(text: str, folder: Path) -> str:
    """The README with every output that is given whole put in anew; one with "…" in it is left to be mended by hand."""

    def renew(block: re.Match[str]) -> str:
        parts = re.split(r"^\$ ", block.group(), flags=re.MULTILINE)[1:]
        renewed = []
        for part in parts:
            command, _, printed = part.partition("\n")
            kept = printed.strip("\n") if _ELIDED in printed.splitlines() else output(command, folder)
            renewed.append(f"$ {command}\n{kept}\n")
        return "\n".join(renewed)

    return _BLOCK.sub(renew, text)


_SHEETS = re.compile(r"(?<=<!-- sheets -->\n).*?(?=<!-- /sheets -->)", re.DOTALL)


def sheet_table() -> str:
    """The README's table of sheets with their columns, from the table of fields."""
    lines = ["| Trang tính (khóa YAML) | Cột (khóa YAML); cột in đậm phải có ở mọi dòng |", "|---|---|"]
    for table in TABLES:
        columns = (f"{f'**{f.header}**' if f.required else f.header} `{f.slug}`" for f in table.fields)
        lines.append(f"| {table.sheet} `{table.slug}` | {' · '.join(columns)} |")
    return "\n".join(lines) + "\n"


def with_sheets(text: str) -> str:
    """The README with its table of sheets made anew."""
    return _SHEETS.sub(lambda _old: sheet_table(), text)


if __name__ == "__main__":
    # In an empty folder, as the tests do: papers already in out/ would be told of.
    with TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        README.write_text(refresh(with_sheets(README.read_text("utf-8")), Path(folder)), "utf-8")
