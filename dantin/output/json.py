"""Results as JSON, exactly as the contract fixes it: one document, schema 1. Builds plain data and text; prints nothing.

A list of a document that is as long as a country is an iterator: each item is made as it is written, none is kept.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from json.encoder import encode_basestring

from dantin.board import Board, Figures, Row
from dantin.brief import InTime
from dantin.chain import Stage
from dantin.coverage import Coverage
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.dismissal import Dismissal, dismissal_of
from dantin.elected_people import ElectedPerson
from dantin.figures import OF_BALLOTS
from dantin.found import Hamlet, Report, Seat, State, Whose
from dantin.hamlet_entry import HamletEntry, Work
from dantin.model import ModelChoice, Office
from dantin.output.words import stage_words
from dantin.overview import (
    MEASURES,
    MODEL_FRONT,
    MODEL_HEAD,
    MODEL_NONE,
    MODEL_SHARE,
    MODEL_UNDECIDED,
    RATIOS,
    TURNOUT,
    Group,
    Overview,
)
from dantin.overview_words import headline
from dantin.part import Part
from dantin.percentage import Percentage, per_cent, percentage
from dantin.since import COURSE, course, figures_since, hamlet_changes
from dantin.tally import Count
from dantin.vietnamese import share

SCHEMA = 1
OFFICES = {
    Office.HEAD: "hamlet_head",
    Office.COMMITTEE: "cell_committee",
    Office.SECRETARY: "secretary",
    Office.DEPUTY: "deputy_secretary",
}
MODELS = {ModelChoice.HEAD: "head", ModelChoice.FRONT: "front", ModelChoice.NONE: "none"}


def pieces(document: Mapping[str, object]) -> Iterator[str]:
    """The text of a document, readable and with its letters as they are; what a terminal would obey or hide is written as an escape.

    Of what an iterator gives each item is a piece of its own.
    """
    before = "{"
    for key, value in document.items():
        yield f"{before}\n  {_word(key)}: "
        if isinstance(value, Iterator):
            yield from _items(value)
        else:
            yield _text(value, "\n  ")
        before = ","
    yield "\n}\n"


def _items(items: Iterator[object]) -> Iterator[str]:
    before, margin, after = "[", "\n    ", "[]"
    for item in items:
        yield f"{before}{margin}{_text(item, margin)}"
        before, after = ",", "\n  ]"
    yield after


def _text(value: object, margin: str) -> str:
    """A value of which each line but the first is after a margin. Python's own encoder leaves a circle behind for each value."""
    if isinstance(value, str):
        return _word(value)
    deeper = f"{margin}  "
    if isinstance(value, dict) and value:
        return f"{{{','.join(f'{deeper}{_word(key)}: {_text(of, deeper)}' for key, of in value.items())}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{','.join(f'{deeper}{_text(each, deeper)}' for each in value)}{margin}]"
    return "null" if value is None else _encoded(value)


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _word(text: str) -> str:
    encoded = encode_basestring(text)
    if encoded.isprintable():
        return encoded
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else json.dumps(c)[1:-1] for c in encoded)


def validation(report: Report, coverage: Iterable[tuple[Seat, Coverage | None]] | None = None) -> dict[str, object]:
    """The document of `dantin validate`; `coverage`, where asked for, tells which rules spoke on each hamlet."""
    whose = Whose(report)
    return {
        "schema": SCHEMA,
        "files": sum(len(read.files) for read in report.files),
        "hamlets": len(report.hamlets),
        "errors": report.number(Severity.ERROR),
        "warnings": report.number(Severity.WARNING),
        "diagnostics": ({**diagnostic(d), **_named(whose(d))} for d in report.diagnostics),
        "missing": ({"hamlet": seat.code, **_named(seat)} for seat in _at(State.MISSING, report)),
        "unreadable": ({"hamlet": seat.code, **_named(seat), "files": list(seat.files)} for seat in _at(State.UNREADABLE, report)),
        **({"coverage": (_coverage(seat, checked) for seat, checked in coverage)} if coverage is not None else {}),
    }


def _at(state: State, report: Report) -> list[Seat]:
    return [seat for seat in report.seats if seat.state is state]


def _named(seat: Seat | None) -> dict[str, object]:
    return {"name": seat.name if seat is not None else None, "commune": seat.commune if seat is not None else None}


def _coverage(seat: Seat, checked: Coverage | None) -> dict[str, object]:
    known = {"hamlet": seat.code, **_named(seat), "state": seat.state.value}
    if checked is None:
        return {**known, "found": [], "clear": [], "silent": [], "not_concerned": []}
    silent = [{"code": code, "why": why} for code, why in checked.silent]
    return {**known, "found": [*checked.spoke], "clear": [*checked.clear], "silent": silent, "not_concerned": [*checked.apart]}


def tally(hamlets: Iterable[Hamlet], diagnostics: Iterable[Diagnostic]) -> dict[str, object]:
    """The document of `dantin tally`: contests by hamlet, head, committee, secretary, deputy, then round; meetings to let a head go."""
    cases = [(h.code, h.case) for h in hamlets if h.case is not None]
    return {
        "schema": SCHEMA,
        "contests": [contest(code, count) for code, case in cases for count in case.counts],
        "dismissals": [dismissal(code, met) for code, case in cases if (met := dismissal_of(case)) is not None],
        "diagnostics": [diagnostic(d) for d in diagnostics],
    }


def status(board: Board) -> dict[str, object]:
    """The document of `dantin status`: stages, "missing" and "unreadable" among them, add up to `expected`."""
    return {
        "schema": SCHEMA,
        "unit": board.name,
        "as_of": board.as_of.isoformat(),
        "headline": board.headline,
        **_counted(board),
        "communes": ({"unit": commune.name, **_counted(commune)} for commune in board.communes),
        "hamlets": (_stand(row) for commune in board.communes for row in commune.rows),
        "unlisted": map(_stand, board.unlisted),
    }


def _counted(figures: Figures) -> dict[str, object]:
    return {
        "expected": figures.expected,
        "received": figures.received,
        "late": figures.late,
        "stages": {_stage(stage): number for stage, number in figures.stages.items()},
        "phases": {phase.name.lower(): number for phase, number in figures.phases.items()},
    }


def _stage(stage: Stage | State) -> str:
    return stage.value if isinstance(stage, State) else stage.name.lower()


def _stand(row: Row) -> dict[str, object]:
    outcome = row.brief.outcome if row.brief is not None else None
    return {
        "code": row.seat.code,
        "name": row.seat.name,
        "commune": row.seat.commune,
        "state": row.seat.state.value,
        "files": list(row.seat.files),
        "stage": _stage(row.stage or row.seat.state),
        "stage_words": stage_words(row),
        "phase": row.phase.name.lower(),
        "next_step": row.next.text if row.next is not None else None,
        "due": row.due.isoformat() if row.due is not None else None,
        "days_left": row.days_left,
        "outcome": outcome.value if outcome is not None else None,
        "model": MODELS[row.model] if row.model is not None else None,
    }


def report(overview: Overview) -> dict[str, object]:
    """The document of `dantin report`; every number of the whole and of a commune is the sum over its hamlets, or null, see `shown`."""
    target, previous = overview.target, overview.previous
    return {
        "schema": SCHEMA,
        "unit": overview.name,
        "level": overview.level.value,
        "as_of": overview.as_of.isoformat(),
        "headline": headline(overview),
        **_figures(overview.whole),
        "target": {"model": _number(target), "hamlets": overview.target_number, "met": overview.target_met} if target is not None else None,
        "previous_term": {"head": _number(previous)} if previous is not None else None,
        "communes": ({"unit": commune.name, **_figures(commune)} for commune in overview.communes),
        "hamlets": map(_entry, overview.whole.entries),
        "unlisted": map(_entry, overview.unlisted),
        "since": _since(overview),
        "work": chain(
            ({"hamlet": None, **_named(None), **_work(work)} for work in overview.general),
            ({"hamlet": e.row.seat.code, **_named(e.row.seat), **_work(work)} for e, work in overview.whole.work),
        ),
    }


def _since(overview: Overview) -> dict[str, object] | None:
    """What changed since the earlier report that was asked for; `course` has the figures of every day kept."""
    if overview.earlier is None:
        return None
    return {
        "as_of": overview.earlier.as_of.isoformat(),
        "figures": {measure.key: {"then": then, "now": now} for measure, then, now in figures_since(overview)},
        "hamlets": [
            {"kind": change.kind.name.lower(), "hamlet": change.label, "commune": change.commune, "detail": change.detail or None}
            for change in hamlet_changes(overview)
        ],
        "course": [
            {"as_of": day.isoformat(), **{m.key: number for m, number in zip(COURSE, numbers, strict=True)}}
            for day, numbers in course(overview)
        ],
    }


def _number(value: Fraction) -> str:
    return per_cent(value).replace(",", ".")


def _figures(group: Group) -> dict[str, object]:
    shares = {ratio.key: group.share(ratio) for ratio in RATIOS}
    model, turnout, valid = shares[MODEL_SHARE.key], shares[TURNOUT.key], next(iter(group.ballot_shares), None)
    return {
        **{measure.key: group.shown(measure) for measure in MEASURES},
        "model": {
            **{key: group.number(measure) for key, measure in _MODEL_FIGURES.items()},
            "share": model.machine if model is not None else None,
        },
        "turnout": turnout.machine if turnout is not None else None,
        "shares": {key: _share(one) for key, one in {**shares, "valid_share": valid}.items()},
        "stages": _counted(group)["stages"],
        "phases": _counted(group)["phases"],
    }


_MODEL_FIGURES = {"head": MODEL_HEAD, "front": MODEL_FRONT, "none": MODEL_NONE, "undecided": MODEL_UNDECIDED}


def _share(one: Percentage | None) -> dict[str, object] | None:
    return {"part": one.part, "whole": one.whole, "share": one.machine} if one is not None else None


def _entry(entry: HamletEntry) -> dict[str, object]:
    turnout, ballots = entry.turnout, entry.ballots
    return {
        **_stand(entry.row),
        "head": entry.head.name.lower(),
        "round": entry.round,
        "taken_round": entry.taken_round,
        "elected": [_person(person) for person in entry.elected],
        "turnout": _share(percentage(*turnout)) if turnout is not None else None,
        "ballots": {"returned": ballots.returned, "valid": ballots.valid, "invalid": ballots.invalid} if ballots is not None else None,
        "recognised": entry.recognised,
        "recognised_in_time": None if entry.in_time in (None, InTime.UNKNOWN) else entry.in_time is InTime.YES,
        "congress_held": entry.congress_held,
        "pilot": entry.pilot,
        "approved": entry.approved,
        "secretary": entry.secretary.name.lower(),
        "ties": [OFFICES[office] for office in entry.ties],
        "committee_incomplete": entry.committee_incomplete,
        "checked": {"level": entry.checked.name.lower(), "able": entry.able, "silent": len(entry.silent)},
        "errors": entry.errors,
        "warnings": entry.warnings,
    }


def _person(person: ElectedPerson) -> dict[str, object]:
    """Name and votes are public; of anything else about a person only sums are given."""
    return {"office": OFFICES[person.office], "name": person.name, "votes": person.votes, "base": person.base}


def _work(work: Work) -> dict[str, object]:
    return {
        "code": work.code,
        "severity": work.severity.value,
        "message": work.what,
        "file": work.file,
        "place": work.place,
        "hint_district": work.reminder,
    }


def place(where: Place) -> dict[str, object]:
    """A place, with its parts that do not apply null."""
    return {"file": where.file, "sheet": where.sheet, "cell": where.cell, "line": where.line}


def diagnostic(finding: Diagnostic) -> dict[str, object]:
    """One finding."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        **place(finding.place),
        "hamlet": finding.hamlet,
        "field": finding.field,
        "citation": finding.citation,
        "grade": finding.grade,
        "hint": finding.hint,
        "hint_district": finding.hint_district,
        "related": [{**place(where), "why": where.why} for where in finding.related],
    }


def contest(hamlet: str | None, count: Count) -> dict[str, object]:
    """One round, counted."""
    r, base = count.round, count.base
    present = r.present
    quorum = None
    if not r.taken_round and count.quorum is not None:
        quorum = {"needed": count.quorum, "met": None if present is None else present >= count.quorum}
    return {
        "hamlet": hamlet,
        "office": OFFICES[count.office],
        "round": r.number,
        "date": count.dated.isoformat() if count.dated else None,
        "seats": r.known_seats,
        "base": base.number,
        "base_source": base.source.value if base.source else None,
        "summoned": base.summoned,
        "deducted": base.deducted,
        "present": present,
        "quorum": quorum,
        "ballots": None if r.by_hands else _ballots(count),
        "needed": count.needed,
        "candidates": [
            {
                "name": candidate.name,
                "votes": votes,
                "share": share(votes, base.number) if votes is not None and base.number else None,
                "elected": candidate in count.elected,
            }
            for _, candidate, votes in count.ranking
        ],
        "elected": [candidate.name for candidate in count.elected],
        "outcome": count.outcome.value if count.outcome else None,
        "parts": [_part(part) for part in count.parts] if count.by_clusters else [],
    }


def dismissal(hamlet: str | None, met: Dismissal) -> dict[str, object]:
    """The meeting to let a head go: `outcome` is "passed", "not_passed", or null where it was not held or its figures do not tell."""
    source = met.base.source.value if met.base.number and met.base.source else None
    return {
        "hamlet": hamlet,
        "date": met.meeting.day.isoformat() if met.meeting.day else None,
        "base": met.whole,
        "base_source": source,
        "present": met.present,
        "agreed": met.agreed,
        "needed": met.needed,
        "share": share(met.agreed, met.whole) if met.agreed is not None and met.whole else None,
        "outcome": None if met.passed is None else "passed" if met.passed else "not_passed",
    }


def _part(part: Part) -> dict[str, object]:
    """What one cluster counted."""
    r = part.round
    return {
        "cluster": r.cluster,
        "date": r.day.isoformat() if r.day else None,
        "base": part.base.number,
        "by_hands": r.by_hands,
        "present": r.present,
        "ballots": None if r.by_hands else _ballots(part),
        "votes": [{"name": person.name, "votes": votes} for person, votes in zip(part.candidates, part.votes, strict=True)],
    }


def _ballots(counted: Count | Part) -> dict[str, int | None]:
    return {**{figure.key: counted.number(figure) for figure in OF_BALLOTS}, "missing": counted.ballots_missing}


def catalogue(rows: Iterable[dict[str, object]]) -> dict[str, object]:
    """The document of `dantin rules`."""
    return {"schema": SCHEMA, "rules": list(rows)}


def changes(rows: Iterable[dict[str, object]]) -> dict[str, object]:
    """The document of `dantin rules --between`."""
    return {"schema": SCHEMA, "changes": list(rows)}
