"""The catalogue of rules and the one place that runs them. Imports law, model and diagnostic; opens no file, prints nothing.

A rule is declared once, with `@rule` on its check or with `declare` where readers find the fault: code, severity, the provision it rests
on, message, why, what to do, a wrong and a right example, its place in the order, whom it concerns and what it needs. A check yields
`Finding`s: a route into the dossier and the facts of the message. `apply` adds severity, place and citation, and keeps later rules silent
on figures that an error already stands on.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import Enum, auto
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

from dantin import law
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.model import ModelChoice, covers
from dantin.provision import NATIONAL, Law, Provision, Said
from dantin.records import dataclass
from dantin.route import NOWHERE, Route

ERROR, WARNING = Severity.ERROR, Severity.WARNING
ANY_TIME = 500
"""The order of a rule that need not run before or after others."""


@dataclass(frozen=True)
class Edit:
    """An example as edits of the clean example dossier: route -> new value; None takes away; "moc[+]" adds a row.

    `at` is the route at which a wrong example is found; the first one edited unless said. `says`: words that its message then has.
    """

    changes: Mapping[str, object]
    at: str = ""
    says: str = ""

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
Examples = Example | tuple[Example, ...]
"""One example, or several of which the first is the one to show."""


class TooEarly(Enum):
    """Why, under the model, a paper about the secretary may be too early."""

    NOT_RECOGNISED = auto()
    BEFORE_RECOGNITION = auto()


Need = str | tuple[str, ...]
"""What a dossier has to tell before a rule can speak: a table ("la_phieu"), a column ("bau_cu.thu_ve"), the name of a dated step
(`StepKind`); of several in brackets any will do."""


class _Words(dict[str, object]):
    """What stands for the names in braces in the texts of rules; a name not given is one of `dantin.law`."""

    def __missing__(self, name: str) -> Said:
        provision = getattr(law, name, None)
        if not isinstance(provision, Provision):
            raise KeyError(name)
        return provision.said()


@dataclass(frozen=True)
class Rule:
    """What dantin knows of one code. `hint` is for the clerk, `hint_district` for the district; all words are Vietnamese.

    In all of them a name of `dantin.law` in braces stands for what that provision says, and `{law}` for the one that the rule rests on
    first, or that a finding cites: "trong {law.words}", "chưa ai {HEAD_MAJORITY.value.passed}". In a message and a hint that is the version
    in force on the day of the finding, elsewhere the newest one.

    `order` is its place among the rules: the first fault found on a figure silences those that follow from it, so the lower number speaks
    first; of one number the lower code. `bears_on_count`: what it finds may change a result that was counted. `undoes_model`: a hamlet in
    which it is found does not count as one that follows the model. `models`: it is a rule of the model itself, and concerns only hamlets
    that chose one of these forms; () where it concerns all. `bars_one_paper`: it is about the own date or number of one paper, and bars
    that paper alone. `too_early`: the papers about the secretary are as strict in this as it is.
    `needs`: where any of these is not told, it has nothing to speak of.
    `beside`: why it names other places beside its own, where `HELD_AGAINST` does not say it.
    """

    code: str
    severity: Severity
    stated: str
    message: str
    reason: str
    hint: str
    hint_district: str
    bad: Examples
    good: Examples
    rests_on: tuple[Provision[Any], ...] = ()
    order: int = ANY_TIME
    bears_on_count: bool = False
    undoes_model: bool = False
    models: tuple[ModelChoice, ...] = ()
    bars_one_paper: bool = False
    too_early: TooEarly | None = None
    needs: tuple[Need, ...] = ()
    beside: str = ""

    @property
    def wrong(self) -> tuple[Example, ...]:
        """Its wrong examples: in each it is found once, and nothing else is."""
        return self.bad if isinstance(self.bad, tuple) else (self.bad,)

    @property
    def right(self) -> tuple[Example, ...]:
        """Its right examples: nothing is found in any."""
        return self.good if isinstance(self.good, tuple) else (self.good,)

    @property
    def title(self) -> str:
        """What it finds, as the law is now."""
        return self.told(self.stated)

    @property
    def why(self) -> str:
        """Why it matters, as the law is now."""
        return self.told(self.reason)

    def told(self, text: str, facts: Mapping[str, object] = MappingProxyType({}), in_words: Said | None = None) -> str:
        """A text of its own with what the law says put in, the newest unless a version is given, and the facts of a finding."""
        first = in_words or (self.rests_on[0].said() if self.rests_on else None)
        return text.format_map(_Words(facts, law=first))

    @property
    def tightened(self) -> Provision[Any] | None:
        """The provision whose number of days local guidance may tighten under this code; None where it knows none."""
        return next((provision for provision in self.rests_on if provision.tighter), None)

    @property
    def may_be_raised(self) -> bool:
        """Whether local guidance may make an error of it: of every warning."""
        return self.severity is WARNING

    @property
    def may_be_lowered(self) -> bool:
        """Whether local guidance may make a warning of it: of the rules of the model itself, never of those of the law and the Party."""
        return bool(self.models)

    def concerns(self, model: ModelChoice | None) -> bool:
        """Whether it asks anything of a hamlet that chose so."""
        return not self.models or model in self.models


@dataclass(frozen=True)
class Finding:
    """A fault found by a check.

    `path` is where it stands, `facts` fill the rule's message; `reads` are the other figures it rests on, `given` those it takes as they
    are: it is silent where an error stands on either, but speaks against none of the given, which other rounds share. `common` are figures
    it reads as all findings of a rule on a long list do: one tuple for all of these, which is looked at once. `day` is the day whose law
    applies (the day of checking unless said), `provision` the one cited (the rule's first unless said). `stands` says whether later rules
    fall silent on these figures: errors do, warnings only where told. `hint` and `hint_district` stand in the place of the rule's own where
    those do not fit this case.
    """

    path: Route
    facts: Mapping[str, object] = field(default_factory=dict)
    reads: tuple[Route, ...] = ()
    related: tuple[Route, ...] = ()
    day: date | None = None
    provision: Provision[Any] | None = None
    severity: Severity | None = None
    stands: bool = False
    hint: str | None = None
    hint_district: str | None = None
    given: tuple[Route, ...] = ()
    common: tuple[Route, ...] = ()


@dataclass(frozen=True)
class RuleFault:
    """An exception inside a rule: a fault of the program, not of the data."""

    code: str
    hamlet: str | None
    error: str


Check = Callable[[Any], Iterable[Finding]]
C = TypeVar("C", bound=Check)

CATALOGUE: dict[str, Rule] = {}
_NUMBER = re.compile(r"\[\d+\]")
HELD_AGAINST: Mapping[str, str] = {
    "don_vi.tong_so_ho": "tổng số hộ đã khai",
    "don_vi.tong_dang_vien": "tổng số đảng viên đã khai",
    "don_vi.nhiem_ky_chi_bo": "nhiệm kỳ của chi bộ",
    "ho_gia_dinh.#": "số dòng của danh sách hộ",
    "dang_vien.#": "số dòng của danh sách đảng viên",
    "ho_gia_dinh.du_hop": "đánh dấu dự họp",
    "dang_vien.co_mat": "đánh dấu có mặt",
    "dang_vien.ngay_vao_dang": "ngày vào Đảng",
    "dang_vien.ngay_chinh_thuc": "ngày chính thức",
    "dang_vien.tinh_trang": "tình trạng của đảng viên",
    "nhan_su": "danh sách giới thiệu",
    "nhan_su.#": "danh sách giới thiệu",
    "nhan_su.gioi_thieu": "chức danh được giới thiệu",
    "thanh_phan.vai_tro": "người cùng nhiệm vụ",
    "moc.buoc": "bước đã ghi",
    "moc.ngay": "ngày của bước",
    "moc.ho_ten": "người ghi ở bước",
    "moc.so_van_ban": "số văn bản của bước",
    "bau_cu.chuc_danh": "lượt bầu",
    "bau_cu.lan": "lần bầu",
    "bau_cu.ngay": "ngày bầu",
    "bau_cu.ngay_ket_thuc": "ngày thu phiếu xong",
    "bau_cu.tong_so": "tổng số của lượt bầu",
    "bau_cu.so_can_bau": "số cần bầu",
    "bau_cu.co_mat": "số người có mặt",
    "bau_cu.phat_ra": "số phiếu phát ra",
    "bau_cu.thu_ve": "số phiếu thu về",
    "bau_cu.hop_le": "số phiếu hợp lệ",
    "bau_cu.khong_hop_le": "số phiếu không hợp lệ",
    "bau_cu.cach_thuc": "cách thức bầu",
    "bau_cu.hinh_thuc": "hình thức bỏ phiếu",
    "bau_cu.trung_cu": "người được công bố trúng cử",
    "so_phieu": "số phiếu của từng người",
    "la_phieu": "các lá phiếu",
    "la_phieu.bau_cho": "lá phiếu ghi tên khác",
    "cuoc_hop.cuoc": "cuộc họp",
    "cuoc_hop.ngay": "ngày họp",
    "cuoc_hop.co_mat": "số có mặt theo biên bản",
    "ho_ten": "người được nêu tên",
    "ngay_sinh": "ngày sinh",
    "gioi_tinh": "giới tính",
    "cccd": "số CCCD",
}
"""What stands in the columns, and in those of that name in every table, that findings are held against."""
_CHECKS: list[tuple[str, Check]] = []


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
    bad: Examples,
    good: Examples,
    rests_on: Provision[Any] | tuple[Provision[Any], ...] = (),
    severity: Severity = ERROR,
    order: int = ANY_TIME,
    bears_on_count: bool = False,
    undoes_model: bool = False,
    models: tuple[ModelChoice, ...] = (),
    bars_one_paper: bool = False,
    too_early: TooEarly | None = None,
    needs: tuple[Need, ...] = (),
    beside: str = "",
) -> Callable[[C], C]:
    """Declare a rule and make the decorated function its check."""
    provisions = rests_on if isinstance(rests_on, tuple) else (rests_on,)
    declare(
        Rule(
            code,
            severity,
            title,
            message,
            why,
            hint,
            hint_district,
            bad,
            good,
            provisions,
            order=order,
            bears_on_count=bears_on_count,
            undoes_model=undoes_model,
            models=models,
            bars_one_paper=bars_one_paper,
            too_early=too_early,
            needs=needs,
            beside=beside,
        )
    )
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


def ordered_checks() -> tuple[tuple[Rule, Check], ...]:
    """Every check with its rule, in the order of running."""
    return _in_order(tuple(_CHECKS))


@lru_cache(maxsize=1)
def _in_order(checks: tuple[tuple[str, Check], ...]) -> tuple[tuple[Rule, Check], ...]:
    ruled = [(CATALOGUE[code], function) for code, function in checks]
    return tuple(sorted(ruled, key=lambda entry: (entry[0].order, entry[0].code)))


@lru_cache(maxsize=len(ModelChoice) + 1)
def _concerning(checks: tuple[tuple[str, Check], ...], model: ModelChoice | None) -> tuple[tuple[Rule, Check], ...]:
    """Those of all checks that ask anything of a hamlet that chose so, in the order of running."""
    return tuple((rule, function) for rule, function in _in_order(checks) if rule.concerns(model))


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
    route: Route = NOWHERE,
    in_force: Law = NATIONAL,
    hint: str | None = None,
    hint_district: str | None = None,
) -> Diagnostic | None:
    """A rule's words for one fault, cited and as severe as `in_force` says on `day`; None where the provision was not in force that day.

    `hint` and `hint_district`, where given, are said as they are instead of the rule's own.
    """
    cited = provision or (rule.rests_on[0] if rule.rests_on else None)
    version = in_force.on(cited, day) if cited is not None else None
    if cited is not None and version is None:
        return None
    in_words = cited.said(version) if cited is not None else None
    diagnostic = Diagnostic(
        code=rule.code,
        severity=severity or rule.severity,
        # What is offered at the end may be nothing; no message ends in a full stop.
        message=rule.told(rule.message, facts, in_words).rstrip().removesuffix("."),
        place=place,
        hamlet=hamlet,
        field=field,
        citation=version.citation if version else None,
        grade=version.grade if version else None,
        hint=hint or rule.told(rule.hint, facts, in_words),
        hint_district=hint_district or rule.told(rule.hint_district, facts, in_words),
        related=_explained(rule, related),
        route=route,
    )
    return as_guided(diagnostic, in_force, day)


def _explained(rule: Rule, related: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places beside that of a finding with why the rule names them, where it says so."""
    if all(place.why == rule.beside for place in related) or not rule.beside:
        return related
    return tuple(replace(place, why=rule.beside) for place in related)


def field_of(path: Route) -> str | None:
    """The name of the field that a route ends in: "bau_cu[0].thu_ve" -> "thu_ve"; None for a row, a table or a number of rows."""
    name = path.rpartition(".")[2] if "." in path else ""
    return name if name and "[" not in name and name != "#" else None


def held_against(route: Route) -> str | None:
    """What stands at a route that a finding names beside its own; None where nobody has said it."""
    column = _NUMBER.sub("", route)
    return HELD_AGAINST.get(column) or HELD_AGAINST.get(column.rpartition(".")[2])


def apply(
    case: Any,
    *,
    flawed: frozenset[Route],
    as_of: date,
    hamlet: str | None,
    place_of: Callable[[Route], Place],
    only: Callable[[str], bool] | None = None,
    worded: Callable[[str], str] = str,
    withheld: set[str] | None = None,
) -> tuple[list[Diagnostic], list[RuleFault]]:
    """Run every rule (that `only` lets through) on one case, under the law that holds for it.

    `flawed` are the routes at which reading found an error, `place_of` turns a route into its place in the file, `worded` turns the words
    of a finding into those of this hamlet; `withheld` takes the codes of what was found and not told, because an error stands there.
    Gives the findings in the order found, and the faults of rules that raised.
    """
    standing = set(flawed)
    # Rules of a long list name the same routes with each finding.
    touched = cache(partial(covers, flaws=standing))
    diagnostics: list[Diagnostic] = []
    faults: list[RuleFault] = []
    for rule, function in _concerning(tuple(_CHECKS), case.dossier.unit.model):
        if only is not None and not only(rule.code):
            continue
        added: set[Route] = set()
        common: tuple[Route, ...] = ()
        common_touched = common_added = False
        related: tuple[Route, ...] = ()
        places: tuple[Place, ...] = ()
        try:
            for finding in function(case):
                routes = (finding.path, *finding.reads)
                if finding.common is not common:
                    common, common_touched, common_added = finding.common, any(map(touched, finding.common)), False
                if common_touched or any(map(touched, routes)) or any(map(touched, finding.given)):
                    if withheld is not None:
                        withheld.add(rule.code)
                    continue
                if finding.related is not related:
                    related = finding.related
                    places = tuple(replace(place_of(route), why=rule.beside or held_against(route)) for route in related)
                diagnostic = diagnose(
                    rule,
                    place_of(finding.path),
                    finding.facts,
                    day=finding.day or as_of,
                    hamlet=hamlet,
                    field=field_of(finding.path),
                    provision=finding.provision,
                    severity=finding.severity,
                    related=places,
                    route=finding.path,
                    in_force=case.law,
                    hint=finding.hint,
                    hint_district=finding.hint_district,
                )
                if diagnostic is None:
                    continue
                diagnostic = reworded(diagnostic, worded)
                diagnostics.append(diagnostic)
                if diagnostic.severity is ERROR or finding.stands:
                    added.update(routes if common_added else (*routes, *common))
                    common_added = True
        except Exception as error:  # one broken rule must not hide what the others find; the caller ends in status 3
            faults.append(RuleFault(rule.code, hamlet, f"{type(error).__name__}: {error}"))
        if added:
            standing |= added
            touched.cache_clear()
    return diagnostics, faults


def as_guided(diagnostic: Diagnostic, in_force: Law, day: date) -> Diagnostic:
    """A finding with the severity that local guidance gives it on a day, and the document that does so cited."""
    guided = in_force.severity(diagnostic.code, day)
    if guided is None or guided[0] is diagnostic.severity:
        return diagnostic
    severity, document = guided
    cited = "; ".join(part for part in (diagnostic.citation, document.short) if part)
    return replace(diagnostic, severity=severity, citation=cited, grade=diagnostic.grade or "B")


def reworded(diagnostic: Diagnostic, worded: Callable[[str], str]) -> Diagnostic:
    """A finding with its message and hints put in other words."""
    return replace(
        diagnostic, message=worded(diagnostic.message), hint=worded(diagnostic.hint), hint_district=worded(diagnostic.hint_district)
    )
