"""Random dossiers in order are rendered whole, and a paper with any one figure changed by one is refused: `python -m tests.fuzz.papers`.

Every dossier follows from its seed alone (`--only 4711`). Exit status 1 if anything was found.
"""

import argparse
import itertools
import random
import re
import sys
import time
from collections.abc import Iterator

from dantin.diagnostic import Severity
from dantin.papers.finished import fill, shipped
from dantin.papers.gate import hindrances, out_of_order
from dantin.papers.shelf import PAPERS
from dantin.run import check_reading
from dantin.vietnamese import count_words
from dantin.word.readback import differences_in, text_of
from tests.dossiers import dossier
from tests.editing import read_as

# A number of people, ballots or votes with what it counts, votes of all, a share, a least number, a figure alone in its cell. A number with
# a zero before it is of the template's own text; numbers that only count lines (1, 2, 3 at the start of a row) are no figures of the vote.
_UNIT = r"(?:phiếu|đại diện|cử tri|đảng viên|đồng chí|người|chính thức|dự bị)"
_FIGURE = re.compile(
    rf"(?<![\d.,/-])(?!0\d)\d+(?= {_UNIT}(?!\w))|(?<![\d/])\d+(?=/\d+(?![\d/]))|(?<=\d/)(?<!/\d/)(?<!/\d\d/)\d+(?![\d/])"
    r"|\d+,\d\d(?= %)|(?<=ít nhất )(?!0)\d+|(?<=\| )\d+(?= \|)|(?<=\| )\d+$"
)


def faults(seed: int, most: int | None = None) -> Iterator[str]:
    """What is wrong with the papers of one dossier, each in a sentence. Of each paper `most` figures are changed, chosen by the seed."""
    tables, day = dossier(seed)
    report = check_reading(read_as("yaml", tables), day, tally_only=False, keep_cases=True)
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    yield from (f"{fault}" for fault in report.faults)
    yield from (f"{d.code}: {d.message}" for d in report.diagnostics if d.severity is Severity.ERROR)
    chance = random.Random(seed)
    for paper in PAPERS:
        for subject in paper.subjects(hamlet.case) if paper.due(hamlet.case) else ():
            # Where too few came nobody voted: there is nothing to count.
            if not paper.of_use(subject):
                continue
            if hindrances(paper, subject, report.diagnostics) or out_of_order(paper, hamlet.case) or paper.lacks(subject):
                yield f"{paper.name}: refused: {paper.lacks(subject)}"
                continue
            lines, facts = text_of(shipped(paper.name, draft=False).render(fill(paper, subject))), paper.facts(subject)
            yield from (f"{paper.name}: {difference}" for difference in differences_in(lines, facts))
            changes = list(_changes(lines))
            for index, changed in changes if most is None else chance.sample(changes, min(most, len(changes))):
                if not differences_in([*lines[:index], changed, *lines[index + 1 :]], facts):
                    yield f"{paper.name}: not refused: {changed}"


def _changes(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line with one of its figures changed by one, in digits and, where they follow, in words; of lines that are alike the first."""
    seen = set()
    for index, line in enumerate(lines):
        # A ballot has its place in the list before each name, and no figure of the vote but those in its instructions.
        if line in seen or "PHIẾU BẦU" in line:
            continue
        seen.add(line)
        for found in _FIGURE.finditer(line):
            before, figure, after = line[: found.start()], found[0], line[found.end() :]
            if "," in figure:
                yield index, f"{before}{figure[:-1]}{(int(figure[-1]) + 1) % 10}{after}"
                continue
            for number in (int(figure) + 1, int(figure) - 1):
                if number >= 0:
                    told = re.match(r" ([^\W\d_]+(?: [^\W\d_]+)?) \([^()\d]+ \1\)", after)
                    said = f"{count_words(number, told[1])}{after[told.end() :]}" if told else f"{number}{after}"
                    yield index, f"{before}{said}"


def main() -> int:
    """Try dossiers until the time is up; 1 if anything was found."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz.papers", description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1000, help="the first dossier; the tests have those below 1000")
    options.add_argument("--only", type=int, metavar="SEED", help="try one dossier alone")
    given = options.parse_args()
    end, found, tried = time.monotonic() + given.seconds, 0, 0
    for seed in [given.only] if given.only is not None else itertools.count(given.seed):
        if time.monotonic() >= end:
            break
        tried += 1
        for fault in faults(seed):
            found += 1
            print(f"dossier {seed}: {fault}", flush=True)
    print(f"{tried} dossiers from {given.seed} on, {found} finds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
