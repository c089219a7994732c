"""What must be read in a finished paper, as whoever ordered the paper knows it. Of dantin it imports how a place in a dossier is named."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

from dantin.records import dataclass
from dantin.route import Route


class Cited(Protocol):
    """A version of a provision of law, as far as a paper is concerned: how it is cited, and how sure that is."""

    @property
    def citation(self) -> str:
        """ "Điều 21 khoản 1 Luật 10/2022/QH15"."""

    @property
    def grade(self) -> str:
        """ "A" or "B"."""


class Fact(str):
    """A text that must be read, which knows what it rests on: the routes of the dossier it comes from, and where law decides it, the law.

    It compares and prints as the text it is: reading back looks for nothing else.
    """

    routes: tuple[Route, ...]
    version: Cited | None

    def __new__(cls, text: str, *routes: Route, version: Cited | None = None) -> "Fact":
        """The text, the routes it comes from and the version of law it rests on."""
        fact = super().__new__(cls, text)
        fact.routes, fact.version = routes, version
        return fact


Group: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What must be read in the finished paper.

    Each of `lines` is a group of texts that stand together in one paragraph or table row, the groups in about the order of the paper;
    the same group twice must be found twice. `if_told` are groups that a changed template may leave out: where the paper says anything of
    the kind, the same words with whatever figures, it must be these. `others` are further numbers of ballots or people that the paper may
    mention.
    """

    lines: tuple[Group, ...] = ()
    others: frozenset[int] = frozenset()
    if_told: tuple[Group, ...] = ()

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> "Facts":
        """Those that `as_told` tells of, without what they rest on."""
        lines, if_told = (tuple(tuple(group) for group in plain[name]) for name in ("lines", "if_told"))
        return cls(lines, frozenset(plain["others"]), if_told)

    def as_told(self) -> dict[str, Any]:
        """All that reading back needs, fit for JSON."""
        return {"lines": self.lines, "others": sorted(self.others), "if_told": self.if_told}

    @property
    def parts(self) -> tuple[Fact, ...]:
        """Every text of it, in order; one that is not of the dossier rests on no route."""
        groups = (*self.lines, *self.if_told)
        return tuple(part if isinstance(part, Fact) else Fact(part) for group in groups for part in group)

    def __add__(self, other: "Facts") -> "Facts":
        """Both together."""
        return Facts(self.lines + other.lines, self.others | other.others, self.if_told + other.if_told)
