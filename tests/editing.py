"""Examples of rules brought to life: the clean example dossier with edits made, written as YAML and as a workbook."""

import copy
import pickle
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dantin.found import FileReport
from dantin.readers import Reading, read_bytes
from dantin.rule import Edit
from dantin.run import check_reading
from dantin.workbooks.dossier_files import write_workbook
from tests.conftest import AS_OF, ROOT

CLEAN = ROOT / "examples" / "khu-pho-4.yaml"
_STEP = re.compile(r"(\w+)(?:\[(\d+|\+)\])?")


def plain(path: Path = CLEAN) -> dict[str, Any]:
    """A YAML dossier as lists and mappings of text."""
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return data


def edited(edit: Edit, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the edits of an example made, in their order."""
    result = copy.deepcopy(dict(document))
    for route, value in edit.changes.items():
        if isinstance(value, str) and value.startswith("={"):
            value = _get(document, value[2:-1])
        if route.startswith("*"):
            table, _, name = route[1:].partition(".")
            for row in result[table]:
                row[name] = value
        else:
            # A later change may reach into the value: the change itself stays as it is.
            _set(result, route, copy.deepcopy(value))
    return result


def _steps(route: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in route.split("."):
        match = _STEP.fullmatch(part)
        assert match, route
        steps.append(match.group(1))
        if match.group(2):
            steps.append(match.group(2) if match.group(2) == "+" else int(match.group(2)))
    return steps


def _get(document: Any, route: str) -> Any:
    for step in _steps(route):
        document = document[step]
    return document


def _set(document: Any, route: str, value: Any) -> None:
    *path, last = _steps(route)
    for step in path:
        document = document[step]
    if value is None:
        del document[last]
    elif last == "+":
        document.append(value)
    else:
        document[last] = value


def as_yaml(document: Mapping[str, Any]) -> bytes:
    """The document as YAML text. What several documents have in common is written once."""
    return b"".join(_table_as_yaml(pickle.dumps({name: table})) for name, table in document.items())


@lru_cache(maxsize=256)
def _table_as_yaml(pickled: bytes) -> bytes:
    return yaml.dump(pickle.loads(pickled), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


def read_as(form: str, document: Mapping[str, Any]) -> Reading:
    """The document written in one form ("yaml" or "xlsx") and read back; the same one once, which nobody changes."""
    return _read_as(form, as_yaml(document) if form == "yaml" else pickle.dumps(document))


@lru_cache(maxsize=64)
def _read_as(form: str, data: bytes) -> Reading:
    return read_bytes(data if form == "yaml" else write_workbook(pickle.loads(data)), f"ho-so.{form}", f".{form}")


def check(reading: Reading) -> FileReport:
    """Every finding on a reading."""
    return check_reading(reading, AS_OF, tally_only=False, keep_cases=True)
