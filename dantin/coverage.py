"""How much of a dossier could be checked: which rules found something, which found nothing, and which could not speak, and why.

Not checked is not passed. Asks what each rule `needs`; imports the table of fields for the words of what is missing.
"""

from collections.abc import Callable, Collection
from dataclasses import MISSING, fields
from functools import cache, partial

from dantin.case import Case
from dantin.model import Dossier, Row, StepKind
from dantin.readers.dossier.fields import BY_SLUG
from dantin.records import dataclass
from dantin.rule import Need, Rule, ordered_checks


@dataclass(frozen=True, slots=True)
class Coverage:
    """The codes of the rules on one hamlet.

    `spoke`: it found something; `clear`: it could speak and found nothing; `silent`: it could not, each with why; `apart`: it concerns
    only hamlets that chose another form of the model.
    """

    spoke: tuple[str, ...]
    clear: tuple[str, ...]
    silent: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]

    def with_findings(self, codes: Collection[str]) -> "Coverage":
        """The same where findings of these codes were made: who found something could speak, whatever is lacking."""
        if not codes:
            return self
        return Coverage(
            tuple(sorted(codes)),
            tuple(code for code in self.clear if code not in codes),
            tuple((code, why) for code, why in self.silent if code not in codes),
            tuple(code for code in self.apart if code not in codes),
        )


_WITHHELD = "còn lỗi ở số liệu hoặc tên người mà quy tắc này xét; sửa lỗi đó rồi kiểm tra lại"


def coverage(case: Case, withheld: Collection[str] = ()) -> Coverage:
    """What the rules on a dossier could say that found nothing; see `Coverage.with_findings`. `withheld`: see `found.Hamlet`."""
    clear: list[str] = []
    silent: list[tuple[str, str]] = []
    apart: list[str] = []
    model = case.dossier.unit.model
    # Many rules need the same.
    known = cache(partial(told, case.dossier))
    for code, rule in sorted({rule.code: rule for rule, _ in ordered_checks()}.items()):
        if not rule.concerns(model):
            if model is None:
                silent.append((code, "chưa chọn mô hình"))
            else:
                apart.append(code)
        elif why := _lacking(rule, known):
            silent.append((code, why))
        elif code in withheld:
            silent.append((code, _WITHHELD))
        else:
            clear.append(code)
    return Coverage((), tuple(clear), tuple(silent), tuple(apart))


def lacking(rule: Rule, dossier: Dossier) -> str:
    """What a dossier does not tell without which the rule has nothing to speak of: "chưa có Tổng số hộ"; empty where it tells all."""
    return _lacking(rule, partial(told, dossier))


def _lacking(rule: Rule, known: Callable[[str], bool]) -> str:
    missing = [_words(need) for need in rule.needs if not any(map(known, _each(need)))]
    return f"chưa có {'; '.join(missing)}" if missing else ""


def _each(need: Need) -> tuple[str, ...]:
    return (need,) if isinstance(need, str) else need


def told(dossier: Dossier, need: str) -> bool:
    """Whether a dossier tells a table, a column or the day of a step (see `rule.Need`)."""
    if need in list(StepKind):
        step = dossier.step(StepKind(need))
        return step is not None and step.day is not None
    slug, _, column = need.partition(".")
    rows = _rows(dossier, slug)
    if not column or not rows:
        return bool(rows)
    attribute = BY_SLUG[slug].by_slug[column].attribute
    return _has_usual(rows[0], attribute) or any(getattr(row, attribute) not in (None, ()) for row in rows)


def _rows(dossier: Dossier, slug: str) -> tuple[Row, ...]:
    if slug == "don_vi":
        return (dossier.unit,)
    if slug == "ket_qua":
        return tuple(candidate for round_ in dossier.rounds for candidate in round_.candidates)
    rows: tuple[Row, ...] = getattr(dossier, BY_SLUG[slug].attribute)
    return rows


def _has_usual(row: Row, attribute: str) -> bool:
    """Whether a row, as all of its table, has a usual value in a column, and so tells it always."""
    (column,) = (each for each in fields(row) if each.name == attribute)
    return column.default not in (None, (), MISSING)


def _words(need: Need) -> str:
    *others, last = dict.fromkeys(_name(each) for each in _each(need))
    return f"{', '.join(others)} hoặc {last}" if others else last


def _name(need: str) -> str:
    if need in list(StepKind):
        return f"ngày của bước “{need}”"
    slug, _, column = need.partition(".")
    table = BY_SLUG[slug]
    if not column:
        return f"bảng “{table.sheet}”"
    header = table.by_slug[column].header
    return header if slug == "don_vi" else f"“{header}” ở bảng “{table.sheet}”"
