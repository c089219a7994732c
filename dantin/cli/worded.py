"""Option values by their Vietnamese words; the English ones are understood too, and told to nobody. Imports click and `vietnamese` only."""

from collections.abc import Mapping
from typing import Any

import click

from dantin.vietnamese import fold


class Worded(click.Choice[str]):
    """A choice of which each value has a Vietnamese word beside its own name; case and diacritics do not matter in either."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: what each word stands for, {"truoc": "before"}."""
        self.meanings = {fold(word): value for word, value in [*words.items(), *((value, value) for value in words.values())]}
        super().__init__([*words])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value that a word stands for; any other word fails as in click."""
        meant = self.meanings.get(fold(str(value)))
        return meant if meant is not None else super().convert(value, param, ctx)
