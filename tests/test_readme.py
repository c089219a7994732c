"""The README cannot lie: its commands are run and its outputs compared; every file it names exists."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.readme import README, agrees, examples, output, sheet_table, with_sheets

TEXT = README.read_text("utf-8")


@pytest.mark.parametrize(("command", "printed"), examples(TEXT), ids=[command for command, _ in examples(TEXT)])
def test_output_is_what_the_command_prints(command: str, printed: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    real = output(command, tmp_path)
    assert agrees(printed, real), f"the README is stale; python -m tests.readme mends it\n{real}"


def test_the_readme_has_examples() -> None:
    assert len(examples(TEXT)) >= 3


def test_every_sheet_is_told_with_its_columns() -> None:
    assert with_sheets(TEXT) == TEXT, "the README is stale; python -m tests.readme mends it"
    assert sheet_table() in TEXT


def test_named_files_exist() -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (ROOT / path).exists(), path


def test_the_two_commands_come_first() -> None:
    first = TEXT.index("make demo")
    assert first < TEXT.index("make test") < 1500


def test_the_floors_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    house = next(contract for contract in contracts if contract["type"] == "layers")
    enforced = [name for layer in house["layers"] for name in layer.split(" | ")]
    assert re.findall(r"^\| `(\w+)` \|", TEXT[TEXT.index("| floor |") :], flags=re.MULTILINE) == enforced
