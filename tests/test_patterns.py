"""No pattern uses what Python before 3.11.5 gets wrong, and those that need it least take time in proportion to length."""

import ast
import contextlib
import importlib
import pkgutil
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any, cast
from xml.parsers.expat import ExpatError

import pytest

import dantin
from dantin import legacy_fonts
from dantin.patterns import Late, all_late, late
from dantin.readers.files import number_formats, sheet_look
from tests.conftest import ROOT

# A quantifier with a plus behind it, not escaped; a group that is not gone back into.
POSSESSIVE = re.compile(r"(?<!\\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def patterns(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern | Late):
        yield cast("re.Pattern[Any]", value)
    elif isinstance(value, (tuple, list, dict, set, frozenset)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns(part)


def gives_nothing_back(parsed: object) -> bool:
    """Whether a parsed pattern has a possessive quantifier or an atomic group in it."""
    if str(parsed) in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"):
        return True
    return isinstance(parsed, (tuple, list, _parser.SubPattern)) and any(map(gives_nothing_back, parsed))


@pytest.mark.parametrize("wrong", ["a*+", "a++b", "a?+", "a{1,2}+", "(?>a)", "(x|(?:[+*]a*+)*)"])
def test_such_a_pattern_would_be_seen(wrong: str) -> None:
    assert gives_nothing_back(_parser.parse(wrong))
    assert POSSESSIVE.search(wrong)


def test_no_pattern_of_a_module_is_such() -> None:
    modules = [
        importlib.import_module(m.name) for m in pkgutil.walk_packages(dantin.__path__, "dantin.") if not m.name.endswith("__main__")
    ]
    found = {pattern for module in modules for value in vars(module).values() for pattern in patterns(value)}
    assert len(found) > 60
    for pattern in found:
        text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        assert not gives_nothing_back(_parser.parse(text, pattern.flags & ~re.UNICODE)), text


def test_a_late_pattern_is_the_pattern() -> None:
    text, plain, pattern = "Ấp 4, xã AN PHƯỚC", re.compile("[a-z]+", re.IGNORECASE), late("[a-z]+", re.IGNORECASE)
    for _ in range(2):
        assert pattern.findall(text) == plain.findall(text) == ["p", "x", "AN", "PH", "C"]
        assert pattern.sub("-", text) == plain.sub("-", text)
        assert (pattern.pattern, pattern.flags) == (plain.pattern, plain.flags)


def test_patterns_are_late_while_a_library_is_imported_and_not_after_it() -> None:
    for fails in (False, True):
        with contextlib.suppress(ImportError), all_late():
            pattern = re.compile("[a-z]+", re.IGNORECASE)
            if fails:
                raise ImportError
        assert isinstance(pattern, Late)
        assert pattern.findall("Ấp 4, xã") == ["p", "x"]
        assert type(re.compile("[a-z]+ (?# not compiled before)")) is re.Pattern


UNDERSTOOD = r"""
texts = [
    "[1, -2, 0x1F, 0b11, 1_000, 1:30, 1.5, 1e3, .inf, ~, yes, Off, 2024-12-20, 2001-12-14t21:59:43.10-05:00, =]",
    "%YAML 1.1\n---\n<<: {a: 1}\nb: !!timestamp 2024-12-20",
    "a: \x01",
]
for text in texts:
    for loader in (yaml.Loader, yaml.CLoader):
        try:
            print(yaml.load(text, loader))
        except yaml.YAMLError as error:
            print(error)
print(yaml.dump(["1", "yes", "2024-12-20", "a: b", 1.5]))
"""


def test_yaml_with_late_patterns_understands_what_it_understands() -> None:
    """All that it has patterns for: numbers of every kind, days, words of truth, directives, what cannot be printed."""
    plain, hurried = (
        subprocess.run([sys.executable, "-c", start + UNDERSTOOD], capture_output=True, check=True, cwd=ROOT).stdout
        for start in ("import yaml", "import dantin.readers.files.yaml, yaml")
    )
    assert plain == hurried
    assert b"datetime.date(2024, 12, 20)" in plain


def test_no_pattern_inside_a_function_is_such() -> None:
    """As it stands in the code, pieces of patterns that are put together among them; the words of docstrings are none."""
    files = sorted((ROOT / "dantin").rglob("*.py"))
    assert files
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in told:
                text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
                # Between two braces of an f-string stands the doubled brace as one.
                assert not POSSESSIVE.search(text), f"{file}:{node.lineno}: {text}"


def test_words_are_those_of_the_plain_pattern() -> None:
    """The words of texts in old fonts as one slow pattern has them."""
    signs = legacy_fonts._SIGNS
    slow = re.compile(rf"(?<!\w)(?:[^\W\d_]|['’{signs}]){{2,}}(?![\w'’{signs}])")
    chance = random.Random(0)
    for _ in range(3000):
        text = "".join(chance.choices("aÔđ5_ -'’×¹µ¼\xad.\u0301", k=chance.randint(0, 9)))
        assert legacy_fonts._words(text) == slow.findall(text), text


CELL = b'<c r="A1" s="1"><v>1</v></c>'
LONG: dict[str, Callable[[int], object]] = {
    "cells": lambda n: sheet_look._ODD_ROW.match(b'<row r="1">' + CELL * n + b"</rox>"),
    "attributes of a cell": lambda n: sheet_look._ROW.match(b'<row r="1">' + CELL * 700 + b'<c r="A1"' + b' s="1"' * n + b"!"),
    "attributes of a row": lambda n: sheet_look._ROW.match(b'<row r="1"' + b' a="b"' * n + b"!"),
    "a formula": lambda n: sheet_look._ODD_ROW.match(b'<row r="1"><c r="A1"><f>' + b"x" * n + b"</f><v>" + b"1" * n + b"</v></d>"),
    "an inline text": lambda n: sheet_look._ROW.match(b'<row r="1"><c r="A1" t="i"><is><t' + b' x="1"' * n + b">a</t></is></d>"),
    "texts by number": lambda n: sheet_look.Look("a").at(b"<w><sheetData></sheetData><a" + b' t="s"' * n + b"/></w>"),
    "a number format": lambda n: number_formats.shown_by("[" * n),
    "number formats": lambda n: number_formats.special_styles(b"<s><numFmts>" + b'<numFmt formatCode="[d]m/y"/>' * n + b"</numFmts></s>"),
    "signs": lambda n: legacy_fonts._words("×" * n + "4"),
    "letters": lambda n: legacy_fonts._words("a" * n + "4"),
}


@pytest.mark.parametrize("look", LONG.values(), ids=LONG)
def test_hostile_length_takes_time_in_proportion(look: Callable[[int], object]) -> None:
    """Two hundred thousand of anything; by the square of it this would be minutes."""
    start = time.process_time()
    with contextlib.suppress(ExpatError):
        look(200_000)
    assert time.process_time() - start < 3
