"""What was found in files, kept from one run to the next by their content: only what changed is read again.

Nothing by which people of two hamlets are compared is kept once a run is finished: of each dossier only a mark of its rosters and posts,
and of all of them together, by their marks, who stands in two. Where any mark is new everything is read again. What is kept goes to a
`Store`, which hides it.

A run that is not finished keeps the keyed hashes of its people too, in its journal, so that what was read need not be read again only to
compare. They tell nobody anything: the key of the hashes, like that of the journal, is made of the content of every file that the run
looks at and is kept nowhere, so who could open a record has the very rosters that it was made of; the journal goes when the run is
finished; and where one file changed in between, its keys are others, it is not found, and all rosters are read again.
"""

import array
import io
import pickle
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import blake2b
from itertools import count
from typing import Any, Protocol

from dantin.compact import compact
from dantin.found import FileReport, Hamlet
from dantin.readers.config import Config
from dantin.readers.files.limits import WORKBOOK_BYTES
from dantin.readers.files.opening import content_digest, read_file
from dantin.readers.files.raw import Unreadable
from dantin.readers.sources import Source
from dantin.rules.between_hamlets import HASH_BYTES, Post, Roster, Standing, held_twice, repeated

_PLAIN = {("datetime", "date"): date, ("fractions", "Fraction"): Fraction, ("decimal", "Decimal"): Decimal}
_PLAIN |= {("builtins", name): kind for name, kind in (("frozenset", frozenset), ("set", set))}
_PLAIN |= {("array", name): getattr(array, name) for name in ("array", "_array_reconstructor")}


class Store(Protocol):
    """Where something is kept between runs. `program`: which program it is of; `digests`: of files that were looked at, by path."""

    program: str
    digests: MutableMapping[str, bytes]

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key, whole and unchanged; None where nothing was."""

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep something, where that can be done."""

    def journal(self, secret: bytes, keys: Sequence[bytes | None]) -> "Journal":
        """The journal of a run, known by a secret; `keys` are those of its files, None of one of which nothing is kept."""


class Journal(Protocol):
    """What a run found so far, and what one that was cut off had found, by the number of the file."""

    def __contains__(self, number: int) -> bool:
        """Whether it was found before."""

    def recall(self, number: int) -> bytes | None:
        """What was kept of a file, whole and unchanged; None where nothing was."""

    def keep(self, number: int, content: Callable[[], bytes]) -> None:
        """Keep something of a file, where that can be done; `content` makes it."""


def contents_of(source: Source, known: MutableMapping[str, bytes]) -> tuple[bytes, ...] | None:
    """The digest of each file of a source, taken from those `known` where it is among them; None where one cannot be read."""
    try:
        return tuple(known.pop(str(path), b"") or content_digest(read_file(path, WORKBOOK_BYTES)) for path in source.files)
    except Unreadable:
        return None


def key_of(source: Source, contents: Sequence[bytes], config: Config | None, as_of: date, *, briefed: bool, program: str) -> bytes:
    """By what the report of files of such `contents` is known again: all that it hangs on."""
    says = (config.columns, config.local) if config is not None else None
    return _digest("report", program, as_of, briefed, source.names, source.serves, source.wanted, says, contents)


class Unfinished:
    """The reports of one run, kept as they come: whole, with what compares their hamlets, until the run is finished."""

    def __init__(self, store: Store, keys: Sequence[bytes | None]) -> None:
        """`keys`: of each file of the run, None of one of which nothing is kept."""
        self.secret = _of_all("people", (key or b"" for key in keys))
        self._journal, self._keys = store.journal(_of_all("journal", (key or b"" for key in keys)), keys), keys

    def __contains__(self, number: int) -> bool:
        """Whether the report of a file was kept before the run was cut off."""
        return number in self._journal

    def recall(self, number: int, source: Source) -> FileReport | None:
        """The report of a file; None where there is none."""
        return _of_source(_made(self._journal.recall(number)), source)

    def keep(self, number: int, report: FileReport) -> None:
        """Keep the report of a file, where `keep_report` would."""
        if self._keys[number] is not None and _may_be_kept(report):
            self._journal.keep(number, lambda: _pickled(report, _let_go))


def kept_report(store: Store, key: bytes, source: Source) -> FileReport | None:
    """The report kept under a key, without what compares its hamlets with others."""
    return _of_source(_recall(store, key), source)


def _of_source(report: FileReport | None, source: Source) -> FileReport | None:
    return None if report is None else compact(report, source)


def keep_report(store: Store, key: bytes, report: FileReport) -> None:
    """Keep a report; not of what could not be read, nor where the program was at fault."""
    if _may_be_kept(report):
        store.keep(key, _pickled(report, _alone))


def _may_be_kept(report: FileReport) -> bool:
    return not report.unreadable and not report.faults


def _pickled(report: FileReport, kept: Callable[[Hamlet], Hamlet]) -> bytes:
    return pickle.dumps(replace(report, hamlets=tuple(kept(hamlet) for hamlet in report.hamlets)))


def _let_go(hamlet: Hamlet) -> Hamlet:
    """A hamlet without what is not kept of any."""
    return replace(hamlet, case=None, source=None)


def _alone(hamlet: Hamlet) -> Hamlet:
    """A hamlet without what compares it with others."""
    standing = hamlet.standing
    return replace(_let_go(hamlet), standing=replace(standing, rosters={}, posts=()) if standing is not None else None)


def recall_shared(store: Store, reports: Sequence[FileReport]) -> bool:
    """Put into reports what is known of people in two hamlets, if anything changed in neither rosters nor posts; whether that is known."""
    shared = _recall(store, _shared_key(store, reports))
    if shared is None:
        return False
    numbers = count()
    for report in reports:
        report.hamlets = tuple(
            hamlet if hamlet.standing is None else _with_shared(hamlet, hamlet.standing, *shared.get(next(numbers), ({}, ())))
            for hamlet in report.hamlets
        )
    return True


def _recall(store: Store, key: bytes) -> Any:
    return _made(store.recall(key))


def _made(content: bytes | None) -> Any:
    if content is None:
        return None
    try:
        return _Careful(io.BytesIO(content)).load()
    except pickle.UnpicklingError:
        return None


def _with_shared(hamlet: Hamlet, standing: Standing, known: Mapping[str, Mapping[bytes, int]], posts: tuple[Post, ...]) -> Hamlet:
    rosters = {slug: Roster.of(rows) for slug, rows in known.items()}
    return replace(hamlet, standing=replace(standing, rosters=rosters, posts=posts))


def keep_shared(store: Store, reports: Sequence[FileReport]) -> None:
    """Keep who stands in two of these hamlets, by numbers that stand for nobody elsewhere; nothing of anybody else."""
    standings = [hamlet.standing for report in reports for hamlet in report.hamlets if hamlet.standing is not None]
    rosters: dict[int, dict[str, dict[bytes, int]]] = {}
    for slug in {slug for s in standings for slug in s.rosters}:
        stands_for = _Numbered()
        for digest, place, row in repeated([(place, s.rosters[slug]) for place, s in enumerate(standings) if slug in s.rosters]):
            rosters.setdefault(place, {}).setdefault(slug, {})[stands_for[digest]] = row
    again, stands_for = held_twice(standings), _Numbered()
    posts: dict[int, tuple[Post, ...]] = {}
    for place, s in enumerate(standings) if again else ():
        for post in s.posts:
            if theirs := b"".join(stands_for[digest] for digest in post.digests if digest in again):
                posts[place] = (*posts.get(place, ()), replace(post, hashes=theirs))
    shared = {place: (rosters.get(place, {}), posts.get(place, ())) for place in rosters | posts}
    store.keep(_shared_key(store, reports), pickle.dumps(shared))


class _Numbered(dict[bytes, bytes]):
    """Of each digest a number in its place, as long as the digests of rosters are."""

    def __missing__(self, digest: bytes) -> bytes:
        self[digest] = number = str(len(self)).zfill(HASH_BYTES).encode()
        return number


def _shared_key(store: Store, reports: Sequence[FileReport]) -> bytes:
    return _of_all(f"shared {store.program}", (h.standing.mark for report in reports for h in report.hamlets if h.standing is not None))


def _of_all(what: str, digests: Iterable[bytes]) -> bytes:
    """One digest of many."""
    whole = blake2b(what.encode(), person=b"all", digest_size=32)
    for digest in digests:
        whole.update(len(digest).to_bytes(1, "big") + digest)
    return whole.digest()


def _digest(*parts: object) -> bytes:
    return blake2b(repr(_in_order(parts)).encode("utf-8", "surrogatepass"), person=b"kept", digest_size=32).digest()


def _in_order(value: Any) -> object:
    """A value as nothing but its content says it: what has no order in an order."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return sorted((key, _in_order(item)) for key, item in value.items())
    if isinstance(value, tuple | list):
        return [_in_order(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, [(field.name, _in_order(getattr(value, field.name))) for field in fields(value)]
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
