"""Every rule is tested by its own examples: the wrong one is found once and at its place, the right one raises nothing."""

from dataclasses import replace
from functools import lru_cache, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.case import count_dossier
from dantin.diagnostic import Diagnostic
from dantin.model import Dossier, StepKind
from dantin.readers import read_bytes
from dantin.readers.config import find_configs
from dantin.readers.dossier.fields import BY_SLUG
from dantin.rule import CATALOGUE, Check, Edit, Example, Files, Rule, Sheets, apply, ordered_checks, rules
from dantin.run import find_files, gather, run
from tests.conftest import AS_OF
from tests.editing import check, edited, plain, read_as
from tests.sheets import read_xlsx, workbook

CLEAN = plain()
BY_CODE = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
BY_FORM = pytest.mark.parametrize("form", ["yaml", "xlsx"])


def found_in(example: Example, form: str) -> tuple[list[Diagnostic], object]:
    """The findings on an example, and the place (file, sheet, cell, line) at which its fault belongs."""
    if isinstance(example, Files):
        with TemporaryDirectory() as folder:
            home = Path(folder)
            for name, content in example.contents.items():
                (home / name).write_text(content, "utf-8")
            files = list(find_files(home))
            configs = find_configs(files)
            report = gather(run(files, AS_OF, configs=configs), configs, whole=[home])
        assert not report.faults
        return report.diagnostics, ((home / example.at).as_posix(), None, None, example.line)
    if isinstance(example, Sheets):
        sheet, _, cell = example.at.partition("!")
        return check(read_xlsx(workbook(example.rows))).diagnostics, ("ho-so.xlsx", sheet, cell, None)
    reading = read_as(form, edited(example, CLEAN))
    report = check(reading)
    assert not report.faults
    place = reading.dossiers[0].places(example.place)
    return report.diagnostics, (place.file, place.sheet, place.cell, place.line)


@BY_FORM
@BY_CODE
def test_wrong_example_is_found_once_at_its_place(rule: Rule, form: str) -> None:
    for example in rule.wrong:
        found, place = found_in(example, form)
        assert [(d.code, d.severity) for d in found] == [(rule.code, rule.severity)], [str(d) for d in found]
        diagnostic = found[0]
        assert (diagnostic.place.file, diagnostic.place.sheet, diagnostic.place.cell, diagnostic.place.line) == place
        assert diagnostic.message
        assert not isinstance(example, Edit) or example.says in diagnostic.message
        assert all(other.why for other in diagnostic.related), diagnostic.related
        assert diagnostic.hint
        assert bool(diagnostic.citation) == bool(rule.rests_on)
        assert diagnostic.grade in ({"A", "B"} if rule.rests_on else {None})


@BY_FORM
@BY_CODE
def test_right_example_raises_nothing(rule: Rule, form: str) -> None:
    for example in rule.right:
        found, _ = found_in(example, form)
        assert [f"{d.code} {d.place} {d.message}" for d in found] == [], example


@BY_CODE
def test_a_rule_is_fully_told(rule: Rule) -> None:
    assert rule.title
    assert rule.why.endswith(".")
    assert rule.hint
    assert rule.hint_district.endswith(".")
    edits = [example.changes for example in (*rule.wrong, *rule.right) if isinstance(example, Edit)]
    assert all(changes not in edits[:n] for n, changes in enumerate(edits))


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_the_clean_dossier_is_clean(form: str) -> None:
    assert not check(read_as(form, CLEAN)).diagnostics


def test_a_broken_rule_is_named_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from dantin import rule as engine

    def broken(_case: object) -> list[engine.Finding]:
        raise RuntimeError("nothing works")

    checks = [("DT307", broken), *engine._CHECKS]
    monkeypatch.setattr(engine, "_CHECKS", checks)
    reading = read_as("yaml", edited(Edit({"bau_cu[0].hop_le": 254}), CLEAN))
    dossier = reading.dossiers[0].dossier
    found, faults = apply(
        count_dossier(dossier, AS_OF), flawed=dossier.flawed, as_of=AS_OF, hamlet="TB-KP4", place_of=reading.dossiers[0].places
    )
    assert [(f.code, f.hamlet) for f in faults] == [("DT307", "TB-KP4")]
    assert [d.code for d in found] == ["DT308"]


def test_what_bears_on_the_count_is_as_the_contract_says() -> None:
    told = {rule.code for rule in rules() if rule.bears_on_count}
    numbers = {*range(12), 105, *range(305, 321), 502, *range(504, 511)}
    assert told == {rule.code for rule in rules() if int(rule.code[2:]) in numbers}


def test_the_rules_of_one_round_speak_in_their_order() -> None:
    running = list(dict.fromkeys(rule.code for rule, _ in ordered_checks()))
    of_a_round = "DT105 DT319 DT307 DT305 DT502 DT309 DT308 DT310 DT312 DT313 DT311"
    assert [code for code in running if code in of_a_round] == of_a_round.split()
    first = running.index("DT311") + 1
    assert running[first:-1] == sorted(running[first:-1])
    assert running[-1] == "DT410"


# --- What a rule needs ---------------------------------------------------------------------------------------------------


@lru_cache
def wrong_dossier(code: str) -> Dossier:
    """The wrong example of a rule, read."""
    example = CATALOGUE[code].wrong[0]
    if isinstance(example, Files):
        (content,) = example.contents.values()
        return read_bytes(content.encode(), "ho-so.yaml", ".yaml").dossiers[0].dossier
    assert isinstance(example, Edit)
    return read_as("yaml", edited(example, CLEAN)).dossiers[0].dossier


def without(dossier: Dossier, need: str) -> Dossier:
    """A dossier that does not tell something: no such row, nothing in the column, no day of that step."""
    if need in list(StepKind):
        return replace(dossier, steps=tuple(replace(step, day=None) if step.kind == need else step for step in dossier.steps))
    slug, _, column = need.partition(".")
    table = BY_SLUG[slug]

    def emptied(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        if not column:
            return ()
        attribute = table.by_slug[column].attribute
        return tuple(replace(row, **{attribute: table.row.__dataclass_fields__[attribute].default}) for row in rows)

    if slug == "ket_qua":
        return replace(dossier, rounds=tuple(replace(round_, candidates=emptied(round_.candidates)) for round_ in dossier.rounds))
    if slug == "don_vi":
        return replace(dossier, unit=emptied((dossier.unit,))[0])
    return replace(dossier, **{table.attribute: emptied(getattr(dossier, table.attribute))})


CHECKED = [(rule, check_of) for rule, check_of in ordered_checks() if rule.needs]


@pytest.mark.parametrize(("rule", "check_of"), CHECKED, ids=[rule.code for rule, _ in CHECKED])
def test_a_rule_is_silent_without_what_it_needs(rule: Rule, check_of: Check) -> None:
    dossier = wrong_dossier(rule.code)
    assert list(check_of(count_dossier(dossier, AS_OF)))
    for need in rule.needs:
        lacking = reduce(without, (need,) if isinstance(need, str) else need, dossier)
        assert list(check_of(count_dossier(lacking, AS_OF))) == [], need


def test_every_rule_on_a_dossier_says_what_it_needs() -> None:
    """But for the name of one person that can mean two, wherever it stands."""
    assert {rule.code for rule, _ in ordered_checks() if not rule.needs and not rule.code.startswith("DT0")} == {"DT317"}
