"""A share in per cent that never goes without its two numbers; and shares that make up one whole, so that they add up to 100,00 %.

Whole numbers throughout: a share is for reading, a threshold is never decided on it. Imports `vietnamese` only.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from dantin.vietnamese import percent, share

_WHOLE = 100_00


class Percentage(NamedTuple):
    """So many of a whole. `adjusted`: its hundredths of a per cent, where shares of one whole were made to add up; None: half up.

    The whole is at least 1: of nothing there is no share, see `percentage`.
    """

    part: int
    whole: int
    adjusted: int | None = None

    @property
    def text(self) -> str:
        """As Vietnamese writes it, without the sign: "97,59"."""
        return percent(self.part, self.whole) if self.adjusted is None else percent(self.adjusted, _WHOLE)

    @property
    def machine(self) -> str:
        """The same for machines: "97.59"."""
        return share(self.part, self.whole) if self.adjusted is None else share(self.adjusted, _WHOLE)

    @property
    def counted(self) -> str:
        """The two numbers: "81/83"."""
        return f"{self.part}/{self.whole}"

    def __str__(self) -> str:
        """The numbers and the share: "81/83 (97,59 %)"."""
        return f"{self.counted} ({self.text} %)"


def percentage(part: int, whole: int) -> Percentage | None:
    """So many of a whole; None of a whole of nothing: empty is never zero."""
    return Percentage(part, whole) if whole > 0 else None


def per_cent(value: Fraction) -> str:
    """A number of per cent, or of points of it, as Vietnamese writes it: "74", "3,01"; half up, without a sign before or behind."""
    return str(abs(value)) if value.denominator == 1 else percent(abs(value).numerator, 100 * abs(value).denominator)


def of_one_whole(parts: Sequence[int]) -> tuple[Percentage, ...]:
    """The shares of parts in their sum, rounded so that they add up to 100,00 % (the National Election Council's rule); () of nothing.

    What is lost by cutting off at two decimals goes, a hundredth each, to those cut the most, of equal ones to the earlier.
    """
    whole = sum(parts)
    if whole <= 0:
        return ()
    cut = [divmod(part * _WHOLE, whole) for part in parts]
    left = _WHOLE - sum(hundredths for hundredths, _ in cut)
    raised = sorted(range(len(parts)), key=lambda i: (-cut[i][1], i))[:left]
    return tuple(Percentage(part, whole, cut[i][0] + (i in raised)) for i, part in enumerate(parts))
