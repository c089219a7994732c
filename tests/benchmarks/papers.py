"""The papers of the example district, made by dantin and filled one by one with docxtpl, hamlet by hamlet in turn.

Each run has its part of the hamlets: every paper is made once.
"""

import io
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from dantin.case import Case
from dantin.diagnostic import Diagnostic
from dantin.papers.finished import make_papers, shipped
from dantin.papers.shelf import PAPERS
from dantin.readers.config import find_configs
from dantin.resources import resource
from dantin.run import find_files, run
from dantin.word.filling import Template
from dantin.word.readback import differences
from tests.benchmarks.ratios import Aim, Line, Took, compared

DAY = date(2024, 12, 20)


def hamlets(district: Path) -> list[tuple[Case, list[Diagnostic]]]:
    """Every hamlet of the district, counted and checked, with what was found."""
    files = list(find_files(district))
    reports = run(files, DAY, configs=find_configs(files), keep_cases=True)
    return [(h.case, [d for d in r.diagnostics if d.hamlet in (h.code, None)]) for r in reports for h in r.hamlets if h.case is not None]


class _Noting:
    """Shipped templates that note what they were filled with."""

    def __init__(self) -> None:
        self.filled: list[tuple[str, Mapping[str, object]]] = []

    def __call__(self, name: str, *, draft: bool) -> "_Filler":
        return _Filler(shipped(name, draft=draft), name, self.filled)


class _Filler:
    differences = staticmethod(differences)

    def __init__(self, template: Template, name: str, filled: list[tuple[str, Mapping[str, object]]]) -> None:
        self.template, self.name, self.filled = template, name, filled

    def render(self, context: Mapping[str, object]) -> bytes:
        self.filled.append((self.name, context))
        return self.template.render(context)


def one_by_one(filled: list[tuple[str, Mapping[str, Any]]]) -> None:
    """The same papers as docxtpl is used by its book: a template opened, filled and saved for each."""
    for name, context in filled:
        template = DocxTemplate(str(resource("templates", f"{name}.docx")))
        template.render(dict(context), autoescape=True)
        template.save(io.BytesIO())


def compare(district: Path, runs: int = 3) -> list[Line]:
    """The ratios of processor times: of filling alone, and of all that making a paper is (its words, the gate, the reading back)."""
    papers = 0
    filled: list[tuple[Took, Took]] = []
    made: list[tuple[Took, Took]] = []
    cases = hamlets(district)
    for paper in PAPERS:
        shipped(paper.name, draft=False)
    for number in range(runs):
        filling = making = theirs = 0.0
        for case, found in cases[number::runs]:
            # First of all, so that nothing of this hamlet is remembered yet.
            started = time.process_time()
            list(make_papers(case, found))
            making += time.process_time() - started
            noting = _Noting()
            list(make_papers(case, found, templates=noting))
            times = [time.process_time()]
            for name, context in noting.filled:
                shipped(name, draft=False).render(context)
            times.append(time.process_time())
            one_by_one(noting.filled)
            times.append(time.process_time())
            filling, theirs = filling + times[1] - times[0], theirs + times[2] - times[1]
            papers += len(noting.filled)
        filled.append((Took(filling, filling), Took(theirs, theirs)))
        made.append((Took(making, making), Took(theirs, theirs)))
    aim = Aim(0.1, "<= 0.1")
    peer = "docxtpl, one by one"
    return [compared(f"{papers} papers filled", peer, filled, aim), compared("the same with words, gate, reading back", peer, made, aim)]
