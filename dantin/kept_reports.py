"""What was found in files, kept from one run to the next by their content: only what changed is read again.

Nothing by which people of two hamlets are compared is kept: of each dossier only a mark of its rosters and posts, and of all of them
together, by their marks, who stands in two. Where any mark is new everything is read again. What is kept goes to a `Store`, which hides it.
"""

import io
import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import blake2b
from typing import Any, Protocol

from dantin.found import FileReport, Hamlet
from dantin.readers.config import Config
from dantin.readers.files.limits import WORKBOOK_BYTES
from dantin.readers.files.opening import read_file
from dantin.readers.files.raw import Unreadable
from dantin.readers.sources import Source
from dantin.rules.between_hamlets import Post, Standing

_PLAIN = {("datetime", "date"): date, ("fractions", "Fraction"): Fraction, ("decimal", "Decimal"): Decimal}
_PLAIN |= {("builtins", name): kind for name, kind in (("frozenset", frozenset), ("set", set))}


class Store(Protocol):
    """Where something is kept between runs. `program`: which program it is of."""

    program: str

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key, whole and unchanged; None where nothing was."""

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep something, where that can be done."""


def key_of(source: Source, config: Config | None, as_of: date, *, briefed: bool, program: str) -> bytes | None:
    """By what the report of files is known again: all that it hangs on; None where a file cannot be read."""
    try:
        contents = [blake2b(read_file(path, WORKBOOK_BYTES)).hexdigest() for path in source.files]
    except Unreadable:
        return None
    says = (config.columns, config.local) if config is not None else None
    return _digest("report", program, as_of, briefed, source.names, source.serves, source.wanted, says, contents)


def kept_report(store: Store, key: bytes, source: Source) -> FileReport | None:
    """The report kept under a key, without what compares its hamlets with others."""
    report: FileReport | None = _recall(store, key)
    if report is None:
        return None
    report.hamlets = [replace(hamlet, source=source) for hamlet in report.hamlets]
    return report


def keep_report(store: Store, key: bytes, report: FileReport) -> None:
    """Keep a report; not of what could not be read, nor where the program was at fault."""
    if report.unreadable or report.faults:
        return
    store.keep(key, pickle.dumps(replace(report, hamlets=[_alone(hamlet) for hamlet in report.hamlets])))


def _alone(hamlet: Hamlet) -> Hamlet:
    standing = hamlet.standing
    return replace(hamlet, case=None, source=None, standing=replace(standing, rosters={}, posts=()) if standing is not None else None)


def recall_shared(store: Store, reports: Sequence[FileReport]) -> bool:
    """Put into reports what is known of people in two hamlets, if anything changed in neither rosters nor posts; whether that is known."""
    shared = _recall(store, _shared_key(store, reports))
    if shared is None:
        return False
    known = iter(shared)
    for report in reports:
        report.hamlets = [
            hamlet if hamlet.standing is None else _with_shared(hamlet, hamlet.standing, next(known)) for hamlet in report.hamlets
        ]
    return True


def _recall(store: Store, key: bytes) -> Any:
    content = store.recall(key)
    if content is None:
        return None
    try:
        return _Careful(io.BytesIO(content)).load()
    except pickle.UnpicklingError:
        return None


def _with_shared(hamlet: Hamlet, standing: Standing, known: tuple[Mapping[str, Mapping[bytes, int]], tuple[Post, ...]]) -> Hamlet:
    return replace(hamlet, standing=replace(standing, rosters=known[0], posts=known[1]))


def keep_shared(store: Store, reports: Sequence[FileReport]) -> None:
    """Keep who stands in two of these hamlets, by numbers that stand for nobody elsewhere; nothing of anybody else."""
    standings = [hamlet.standing for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    of_rosters = {slug: _shared([s.rosters[slug] for s in standings]) for s in standings for slug in s.rosters}
    of_posts = _shared([{digest for post in s.posts for digest in post.digests} for s in standings])
    known = [
        (
            {slug: {of_rosters[slug][d]: row for d, row in roster.items() if d in of_rosters[slug]} for slug, roster in s.rosters.items()},
            tuple(
                replace(post, digests=frozenset(of_posts[d] for d in post.digests if d in of_posts))
                for post in s.posts
                if not post.digests.isdisjoint(of_posts)
            ),
        )
        for s in standings
    ]
    store.keep(_shared_key(store, reports), pickle.dumps(known))


def _shared(hamlets: "Sequence[Mapping[bytes, int] | set[bytes]]") -> dict[bytes, bytes]:
    """Of each digest that more than one hamlet has, a number in its place."""
    numbers = Counter(digest for hamlet in hamlets for digest in hamlet)
    return {digest: f"{n:08}".encode() for n, digest in enumerate(sorted(d for d, number in numbers.items() if number > 1))}


def _shared_key(store: Store, reports: Sequence[FileReport]) -> bytes:
    marks = [hamlet.standing.mark for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    return _digest("shared", store.program, marks)


def _digest(*parts: object) -> bytes:
    return blake2b(repr(_settled(parts)).encode("utf-8", "surrogatepass"), person=b"kept").digest()


def _settled(value: Any) -> object:
    """A value as nothing but its content says it: what has no order in an order."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return sorted((key, _settled(item)) for key, item in value.items())
    if isinstance(value, tuple | list):
        return [_settled(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, [(field.name, _settled(getattr(value, field.name))) for field in fields(value)]
    return value


class _Careful(pickle.Unpickler):
    """Makes nothing but plain data of ours."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.partition(".")[0] == "dantin":
            kind = super().find_class(module, name)
            if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum | str)):
                return kind
        raise pickle.UnpicklingError(f"{module}.{name}")
