"""Patterns of text that are compiled when they are first used: one dossier has use for few of all that are known. Standard library only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, AnyStr, cast


class Late:
    """Stands in the place of a compiled pattern, and becomes one when it is first asked."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        """`text` and `flags` are those of `re.compile`."""
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has by that name; from now on it is here."""
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def late(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`; for patterns that most dossiers never ask."""
    return cast("re.Pattern[AnyStr]", Late(text, flags))


@contextmanager
def all_late() -> Iterator[None]:
    """A library that is imported inside has none of its patterns compiled before they are used."""
    compiled_now = re.compile
    re.compile = late  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compiled_now
