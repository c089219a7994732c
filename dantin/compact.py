"""What was found in a file, made small: a country is thousands of reports, in which much is alike.

What is alike in all of them is there once: words, which came as copies, and what is empty.
"""

from collections.abc import Mapping
from dataclasses import replace
from sys import intern
from typing import TYPE_CHECKING, TypeVar

from dantin.diagnostic import Place
from dantin.found import FileReport
from dantin.readers.sources import Source
from dantin.rules.between_hamlets import Roster, Standing

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from dantin.brief import Brief
    from dantin.coverage import Coverage
    from dantin.provision import Version

    T = TypeVar("T", bound=DataclassInstance)


def compact(report: FileReport, source: Source) -> FileReport:
    """A report that came from another process, or was kept, made as small as one that was made here: itself, of this source."""
    for name in source.names:
        intern(name)
    report.file = intern(report.file)
    report.diagnostics = tuple(
        replace(_alike(d, "code", "hamlet", "field", "citation", "grade", "hint", "hint_district", "route"), place=_alike_place(d.place))
        for d in report.diagnostics
    )
    report.hamlets = tuple(
        replace(
            _alike(hamlet, "file", "name", "commune"),
            source=source,
            code_place=_alike_place(hamlet.code_place),
            withheld=hamlet.withheld or _NOTHING,
            standing=_alike_standing(hamlet.standing) if hamlet.standing is not None else None,
            given=_alike_brief(hamlet.given) if hamlet.given is not None else None,
        )
        for hamlet in report.hamlets
    )
    return report


_NOTHING: frozenset[str] = frozenset()
_NO_ROSTERS: "Mapping[str, Roster]" = {}


def _alike(thing: "T", *names: str) -> "T":
    """The same, its words by these names shared with all that have them."""
    return replace(thing, **{name: intern(word) for name in names if (word := getattr(thing, name)) is not None})


def _alike_place(place: Place) -> Place:
    return _alike(place, "file", "sheet", "cell")


def _alike_brief(brief: "Brief") -> "Brief":
    checked = brief.checked
    known = _COVERAGES.get(checked)
    if known is None:
        silent = tuple(_SILENT.setdefault(pair, pair) for pair in checked.silent)
        # Thousands of hamlets that have come equally far lack the same; the codes come from few.
        known = _COVERAGES[checked] = replace(checked, clear=_codes(checked.clear), silent=silent, apart=_codes(checked.apart))
    step = brief.next
    if step is not None and step.version is not None:
        step = replace(step, version=_VERSIONS.setdefault(step.version, step.version))
    # Some people hold two offices, many have a name that others have as well.
    elected = tuple(_alike(person, "name") for person in brief.elected)
    return replace(_alike(brief, "kind", "reached"), checked=known, next=step, elected=elected)


_VERSIONS: "dict[Version[object], Version[object]]" = {}
_COVERAGES: "dict[Coverage, Coverage]" = {}
_SILENT: dict[tuple[str, str], tuple[str, str]] = {}


def _codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(intern(code) for code in codes)


def _alike_standing(standing: Standing) -> Standing:
    posts = tuple(_alike(post, "name", "office", "route") for post in standing.posts)
    return replace(standing, posts=posts, rosters=standing.rosters or _NO_ROSTERS)
