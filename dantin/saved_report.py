"""A report kept as JSON on an earlier day, read again to be set beside today's. Opens no file itself.

What is read back is what `output/json.py` writes; whatever else stands in the file is left alone.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from dantin.errors import CannotDo
from dantin.records import dataclass
from dantin.vietnamese import fold, fold_code

_SAVE = "Chọn tệp .json do dantin report ghi."


@dataclass(frozen=True)
class SavedHamlet:
    """How a hamlet stood then. `errors`: how many findings of that kind were open; `days_left` is negative where it was late."""

    label: str
    commune: str | None
    state: str
    head: str
    recognised: bool
    congress_held: bool
    approved: bool
    model: str | None
    errors: int
    days_left: int | None

    @property
    def late(self) -> bool:
        """Its next step was late."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Saved:
    """A report of an earlier day: its figures by key, its hamlets by `hamlet_key`."""

    name: str
    unit: str | None
    as_of: date
    numbers: Mapping[str, int]
    hamlets: Mapping[str, SavedHamlet]


def hamlet_key(code: str | None, name: str | None, commune: str | None) -> str:
    """By what a hamlet is known again: its code, or its name and commune where it has none."""
    return fold_code(code) if code else f"{fold(name or '')} {fold(commune or '')}"


def read_saved(data: bytes, name: str) -> Saved:
    """Read a saved report; `name` is what messages call it. Raises CannotDo for what is none."""
    try:
        document = json.loads(data)
        return Saved(
            name,
            _of(str | None, document["unit"]),
            date.fromisoformat(document["as_of"]),
            {key: value for key, value in document.items() if type(value) is int and key != "schema"},
            {hamlet_key(h["code"], h["name"], h["commune"]): _hamlet(h) for h in document["hamlets"]},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotDo(f"“{name}” không phải là báo cáo đã lưu. {_SAVE}") from error


def _hamlet(entry: Mapping[str, Any]) -> SavedHamlet:
    return SavedHamlet(
        " ".join(filter(None, (entry["code"], entry["name"]))),
        _of(str | None, entry["commune"]),
        _of(str, entry["state"]),
        _of(str, entry["head"]),
        _of(bool, entry["recognised"]),
        _of(bool, entry["congress_held"]),
        _of(bool, entry["approved"]),
        _of(str | None, entry["model"]),
        _of(int, entry["errors"]),
        _of(int | None, entry["days_left"]),
    )


def _of(kind: Any, value: Any) -> Any:
    """A value, which must be of this kind. Raises TypeError."""
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
