"""What must be read in a finished paper, as whoever ordered the paper knows it. Imports nothing of dantin."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What must be read in the finished paper.

    Each of `lines` is a group of texts that stand together in one paragraph or table row, the groups in about the order of the paper;
    the same group twice must be found twice. `if_told` are groups that a changed template may leave out: where the paper says anything of
    the kind, the same words with whatever figures, it must be these. `others` are further numbers of ballots or people that the paper may
    mention.
    """

    lines: tuple[tuple[str, ...], ...] = ()
    others: frozenset[int] = frozenset()
    if_told: tuple[tuple[str, ...], ...] = ()

    def __add__(self, other: "Facts") -> "Facts":
        """Both together."""
        return Facts(self.lines + other.lines, self.others | other.others, self.if_told + other.if_told)
