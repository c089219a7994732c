"""What runs took -> ratios with their spread, fitted exponents and the table of both. Starts nothing."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Took:
    """One run of a process with all that it started: seconds on the clock, of processors as the user's, the most memory of one (MiB)."""

    wall: float
    user: float
    memory: float = 0.0


@dataclass(frozen=True)
class Aim:
    """What a figure has to keep: at most `most`."""

    most: float
    text: str

    @classmethod
    def at_most(cls, most: float, unit: str = "") -> "Aim":
        """The aim in the words of the table."""
        return cls(most, f"<= {most:g}{unit}")


@dataclass(frozen=True)
class Line:
    """One line of the table. `least` and `largest` are the spread of `figure`; `values` what it was worked out from."""

    title: str
    peer: str
    figure: float
    least: float
    largest: float
    aim: Aim | None = None
    unit: str = ""
    values: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        return None if self.aim is None else self.figure <= self.aim.most

    def as_json(self) -> dict[str, object]:
        """The line for machines."""
        return {**asdict(self), "aim": self.aim.most if self.aim is not None else None, "met": self.met}


def median_ratio(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The median of the ratios pair by pair, the least and the largest of them: what slows both of a pair down changes none."""
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    return statistics.median(ratios), ratios[0], ratios[-1]


def compared(title: str, peer: str, pairs: Sequence[tuple[Took, Took]], aim: Aim | None, *, by: str = "user") -> Line:
    """A line of paired runs of ours and the peer's; `by`: the time that counts, "user" or "wall"."""
    figure, least, largest = median_ratio([(getattr(ours, by), getattr(theirs, by)) for ours, theirs in pairs])
    values = {
        f"{who}_{what}": statistics.median(getattr(took[side], what) for took in pairs)
        for side, who in enumerate(("ours", "peer"))
        for what in ("wall", "user", "memory")
    }
    return Line(f"{title} [{by}]", peer, figure, least, largest, aim, "x", values)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The p of the t = a * n**p that lies nearest to the points (n, t), by least squares of the logarithms."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(t) for _, t in points]
    return statistics.linear_regression(xs, ys).slope


def growth(title: str, sizes: Sequence[int], times: Sequence[Sequence[float]], floors: Sequence[float], aim: Aim) -> Line:
    """The exponent in a size, of what each run took beyond the floor: what it takes to read the same with next to none.

    The larger of two counts: the one fitted to all sizes, and that of the last step alone, which small sizes cannot hide. `times`: by
    size, of as many runs as it had; the figure is that of the medians, the spread that of single runs.
    """
    floor = statistics.median(floors)
    beyond = [[max(time - floor, _LEAST) for time in of_size] for of_size in times]
    singly = [[of_size[run % len(of_size)] for of_size in beyond] for run in range(max(map(len, beyond)))]
    middle = [statistics.median(of_size) for of_size in beyond]
    fitted, last = (exponent(list(zip(sizes, middle, strict=True))[start:]) for start in (0, -2))
    single = [exponent(list(zip(sizes, run, strict=True))) for run in singly]
    values = {
        f"at_{size}{what}": of(of_size)
        for size, of_size in zip(sizes, times, strict=True)
        for what, of in (("", statistics.median), ("_least", min), ("_largest", max))
    }
    peer = f"{', '.join(f'{size:,}' for size in sizes)}: fitted {fitted:.2f}, last step {last:.2f}"
    values |= {"floor": floor, "last_step": last, "fitted": fitted}
    return Line(title, peer, max(fitted, last), min(single), max(single), aim, "", values)


_LEAST = 0.001


def slope(title: str, peer: str, smaller: int, larger: int, runs: Sequence[tuple[float, float]], aim: Aim) -> Line:
    """Milliseconds for each further one, from what the smaller and the larger number took in each run."""
    each = sorted((more - less) / (larger - smaller) * 1000 for less, more in runs)
    values = {f"at_{size}": statistics.median(took) for size, took in zip((smaller, larger), zip(*runs, strict=True), strict=True)}
    return Line(title, peer, statistics.median(each), each[0], each[-1], aim, " ms", values)


def table(lines: Sequence[Line]) -> str:
    """The lines as a table."""
    rows = [("", "against", "median", "spread", "aim", "met")]
    verdicts: dict[bool | None, str] = {True: "yes", False: "NO", None: ""}
    for line in lines:
        spread = f"{line.least:.2f} to {line.largest:.2f}"
        aim = line.aim.text if line.aim is not None else "-"
        rows.append((line.title, line.peer, f"{line.figure:.2f}{line.unit}", spread, aim, verdicts[line.met]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    align: tuple[Callable[[str, int], str], ...] = (str.ljust, str.ljust, str.rjust, str.rjust, str.rjust, str.ljust)
    return "\n".join("  ".join(put(cell, width) for put, cell, width in zip(align, row, widths, strict=True)).rstrip() for row in rows)
