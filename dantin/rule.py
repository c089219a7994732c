"""The catalogue of rules and the one place that runs them. Imports law, model and diagnostic; opens no file, prints nothing.

A rule is declared once, with `@rule` on its check or with `declare` where readers find the fault: code, severity, the provision it rests
on, message, why, what to do, and a wrong and a right example. A check yields `Finding`s: a route into the dossier and the facts of the
message. `apply` adds severity, place and citation, and keeps later rules silent on figures that an error already stands on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.law import Instrument, Provision, Version
from dantin.model import covers

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Edit:
    """An example as edits of the clean example dossier: route -> new value; None takes away; "moc[+]" adds a row.

    `at` is the route at which a wrong example is found; the first one edited unless said.
    """

    changes: Mapping[str, object]
    at: str = ""

    @property
    def place(self) -> str:
        """The route at which the fault is reported."""
        return self.at or next(iter(self.changes))


@dataclass(frozen=True)
class Files:
    """An example that an edit cannot say: small files by name, and the one (with a line, if any) at which the fault is reported."""

    contents: Mapping[str, str]
    at: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Sheets:
    """An example that only a workbook can say: the rows of its sheets, and the cell ("Hộ gia đình!A4") at which the fault is reported."""

    rows: Mapping[str, Sequence[Sequence[object]]]
    at: str = ""


Example = Edit | Files | Sheets


@dataclass(frozen=True)
class Rule:
    """What dantin knows of one code. `hint` is for the clerk, `hint_district` for the district; all words are Vietnamese."""

    code: str
    severity: Severity
    title: str
    message: str
    why: str
    hint: str
    hint_district: str
    bad: Example
    good: Example
    rests_on: tuple[Provision[Any], ...] = ()


@dataclass(frozen=True)
class Finding:
    """A fault found by a check.

    `path` is where it stands, `facts` fill the rule's message; `reads` are the other figures it rests on. `day` is the day whose law
    applies (the day of checking unless said), `provision` the one cited (the rule's first unless said). `stands` says whether later rules
    fall silent on these figures: errors do, warnings only where told.
    """

    path: str
    facts: Mapping[str, object] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    day: date | None = None
    provision: Provision[Any] | None = None
    severity: Severity | None = None
    stands: bool = False


@dataclass(frozen=True)
class RuleFault:
    """An exception inside a rule: a fault of the program, not of the data."""

    code: str
    hamlet: str | None
    error: str


@dataclass(frozen=True)
class Local:
    """Guidance of a district: the document that says so, and what it tightens from its date on.

    `raised` are codes whose warnings are errors there, `lowered` codes of the model that are warnings; `terms` code -> number of days.
    """

    document: Instrument
    since: date
    raised: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()
    terms: Mapping[str, int] = field(default_factory=dict)

    def versions(self) -> dict[Provision[Any], Version[Any]]:
        """The provisions whose terms it tightens, as they hold then."""
        return {
            provision: Version(self.since, days, self.document, "", "B")
            for code, days in self.terms.items()
            for provision in CATALOGUE[code].rests_on
        }

    def severity(self, code: str, day: date) -> Severity | None:
        """The severity it gives to a code on a day; None where it says nothing of it."""
        if day < self.since:
            return None
        return Severity.ERROR if code in self.raised else Severity.WARNING if code in self.lowered else None


Check = Callable[[Any], Iterable[Finding]]
C = TypeVar("C", bound=Check)

CATALOGUE: dict[str, Rule] = {}
_CHECKS: list[tuple[str, Check]] = []

# Within one round the first fault found silences those that follow from it, so these run first and in this order; the rest by code.
_FIRST = (
    "DT008 DT004 DT005 DT009 DT101 DT103 DT105 DT307 DT305 DT502 DT309 DT308 DT310 DT317 DT312 DT313 DT311".split()  # noqa: SIM905
)


def declare(rule: Rule) -> Rule:
    """Enter a rule into the catalogue. Raises ValueError where the code is taken: codes are never reused."""
    if rule.code in CATALOGUE:
        raise ValueError(f"{rule.code} is declared twice")
    CATALOGUE[rule.code] = rule
    return rule


def rule(
    code: str,
    message: str,
    *,
    title: str,
    why: str,
    hint: str,
    hint_district: str,
    bad: Example,
    good: Example,
    rests_on: Provision[Any] | tuple[Provision[Any], ...] = (),
    severity: Severity = ERROR,
) -> Callable[[C], C]:
    """Declare a rule and make the decorated function its check."""
    provisions = rests_on if isinstance(rests_on, tuple) else (rests_on,)
    declare(Rule(code, severity, title, message, why, hint, hint_district, bad, good, provisions))
    return check(code)


def check(code: str) -> Callable[[C], C]:
    """Add a check to a rule, which may be declared elsewhere: some codes are found both by readers and by rules."""

    def register(function: C) -> C:
        _CHECKS.append((code, function))
        return function

    return register


def rules() -> list[Rule]:
    """The whole catalogue, by code."""
    return [CATALOGUE[code] for code in sorted(CATALOGUE)]


def ordered_checks() -> Iterator[tuple[Rule, Check]]:
    """Every check with its rule, in the order of running."""
    rank = {code: i for i, code in enumerate(_FIRST)}
    for code, function in sorted(_CHECKS, key=lambda entry: (rank.get(entry[0], len(rank)), entry[0])):
        yield CATALOGUE[code], function


def diagnose(
    rule: Rule,
    place: Place,
    facts: Mapping[str, object],
    *,
    day: date,
    hamlet: str | None = None,
    field: str | None = None,
    provision: Provision[Any] | None = None,
    severity: Severity | None = None,
    related: tuple[Place, ...] = (),
    route: str = "",
) -> Diagnostic | None:
    """A rule's words for one fault, with the citation in force on `day`; None where the provision was not in force that day."""
    cited = provision or (rule.rests_on[0] if rule.rests_on else None)
    version = cited.on(day) if cited is not None else None
    if cited is not None and version is None:
        return None
    return Diagnostic(
        code=rule.code,
        severity=severity or rule.severity,
        # A sentence that is offered at its end, or not, changes nothing: no message ends in a full stop.
        message=rule.message.format_map(facts).removesuffix("."),
        place=place,
        hamlet=hamlet,
        field=field,
        citation=version.citation if version else None,
        grade=version.grade if version else None,
        hint=rule.hint.format_map(facts),
        hint_district=rule.hint_district.format_map(facts),
        related=related,
        route=route,
    )


def field_of(path: str) -> str | None:
    """The name of the field that a route ends in: "bau_cu[0].thu_ve" -> "thu_ve"; None for a row, a table or a number of rows."""
    name = path.rpartition(".")[2] if "." in path else ""
    return name if name and "[" not in name and name != "#" else None


def apply(
    case: Any,
    *,
    flawed: frozenset[str],
    as_of: date,
    hamlet: str | None,
    place_of: Callable[[str], Place],
    only: Callable[[str], bool] = lambda _code: True,
    local: Sequence[Local] = (),
) -> tuple[list[Diagnostic], list[RuleFault]]:
    """Run every rule (that `only` lets through) on one case.

    `flawed` are the routes at which reading found an error, `place_of` turns a route into its place in the file, `local` is the guidance
    of the district. Gives the findings in the order found, and the faults of rules that raised.
    """
    standing = set(flawed)
    found: list[Diagnostic] = []
    faults: list[RuleFault] = []
    for rule, function in ordered_checks():
        if not only(rule.code):
            continue
        added: set[str] = set()
        try:
            for finding in function(case):
                routes = (finding.path, *finding.reads)
                if any(covers(route, standing) for route in routes):
                    continue
                diagnostic = diagnose(
                    rule,
                    place_of(finding.path),
                    finding.facts,
                    day=finding.day or as_of,
                    hamlet=hamlet,
                    field=field_of(finding.path),
                    provision=finding.provision,
                    severity=finding.severity,
                    related=tuple(place_of(route) for route in finding.related),
                    route=finding.path,
                )
                if diagnostic is None:
                    continue
                diagnostic = _as_guided(diagnostic, local, finding.day or as_of)
                found.append(diagnostic)
                if diagnostic.severity is ERROR or finding.stands:
                    added.update(routes)
        except Exception as error:  # one broken rule must not hide what the others find; the caller ends in status 3
            faults.append(RuleFault(rule.code, hamlet, f"{type(error).__name__}: {error}"))
        standing |= added
    return found, faults


def _as_guided(found: Diagnostic, local: Sequence[Local], day: date) -> Diagnostic:
    """A finding with the severity that local guidance gives it, and the document that does so cited."""
    for guidance in local:
        severity = guidance.severity(found.code, day)
        if severity is not None and severity is not found.severity:
            cited = "; ".join(part for part in (found.citation, guidance.document.short) if part)
            return replace(found, severity=severity, citation=cited, grade=found.grade or "B")
    return found
