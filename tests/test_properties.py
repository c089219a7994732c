"""What must hold of any dossier: one fault is found at its place, the order of rows tells nothing, a district is the sum of its hamlets."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import dantin.rules  # noqa: F401  (fills the catalogue)
from dantin.diagnostic import Diagnostic, Place
from dantin.found import FileReport
from dantin.model import Round
from dantin.output.json import contest
from dantin.readers import read_bytes
from dantin.rule import Edit, rules
from dantin.run import find_files, gather, run
from dantin.tally import Count, Outcome
from dantin.workbooks.dossier_files import lay_out, write_workbook
from tests.builders import by_hands, count, held, taken_round
from tests.conftest import AS_OF, examples
from tests.editing import as_yaml, check, edited, plain, read_as
from tests.faults import FAULTS, clean

Tables = dict[str, list[tuple[Hashable, dict[str, Any]]]]
"""A dossier whose rows, and the candidates in them, each have a name that stays theirs wherever they are written."""

EXAMPLE = plain()
SEEDS = st.integers(0, 2**32)


# --- One fault -------------------------------------------------------------------------------------------------------


@examples(25)
@given(SEEDS)
def test_a_random_clean_dossier_is_clean(seed: int) -> None:
    found = check(read_as("yaml", clean(Random(seed)))).diagnostics
    assert [f"{d.code} {d.place} {d.message}" for d in found] == []


def found_where_it_was_made(title: str, seed: int, form: str) -> None:
    fault, random = FAULTS[title], Random(f"{title} {seed}")
    document = clean(random, **fault.needs)
    wanted = fault.make(document, random)
    reading = read_as(form, document)
    report, places = check(reading), reading.dossiers[0].places
    assert not report.faults
    assert [(d.code, d.place) for d in report.diagnostics] == [(code, places(route)) for code, route in wanted], [
        f"{d.code} {d.route} {d.message}" for d in report.diagnostics
    ]


@pytest.mark.parametrize("title", FAULTS)
@examples(2)
@given(seed=SEEDS)
def test_one_fault_is_found_once_and_at_its_place(title: str, seed: int) -> None:
    found_where_it_was_made(title, seed, "yaml")


@pytest.mark.parametrize("title", FAULTS)
def test_one_fault_in_a_workbook_is_found_in_its_cell(title: str) -> None:
    found_where_it_was_made(title, 0, "xlsx")


# --- The order of rows -----------------------------------------------------------------------------------------------

# Told at whichever row comes later or first: which of them it is depends on the order, the rows that it names do not.
AMONG_EQUALS = {"DT009", "DT101", "DT103", "DT108", "DT202", "DT208", "DT211", "DT212", "DT310", "DT313", "DT602", "DT603"}


def named(document: Mapping[str, Any], hamlet: str = "") -> Tables:
    """The rows of a dossier with their names."""
    tables: Tables = {}
    for slug, rows in document.items():
        tables[slug] = []
        for number, row in enumerate([rows] if isinstance(rows, dict) else rows):
            name = (hamlet, slug, number)
            row = dict(row)
            if "ung_cu" in row:
                row["ung_cu"] = [((*name, i), person) for i, person in enumerate(row["ung_cu"])]
            tables[slug].append((name, row))
    return tables


def apart(tables: Tables) -> Tables:
    """The same with the candidates in a table of their own."""
    tables = {slug: list(rows) for slug, rows in tables.items()}
    results = [
        (name, {key: row[key] for key in ("ma_ap", "chuc_danh", "lan") if key in row} | person)
        for _, row in tables.get("bau_cu", [])
        for name, person in row.get("ung_cu", ())
    ]
    if results:
        tables["bau_cu"] = [(name, {k: v for k, v in row.items() if k != "ung_cu"}) for name, row in tables["bau_cu"]]
        tables["ket_qua"] = results
    return tables


def shuffled(random: Random, tables: Tables) -> Tables:
    """The same rows in another order, and so the candidates in them."""
    result: Tables = {}
    for slug, rows in tables.items():
        rows = [(name, {k: shuffle(random, v) if k == "ung_cu" else v for k, v in row.items()}) for name, row in rows]
        result[slug] = shuffle(random, rows)
    return result


def shuffle(random: Random, rows: list[Any]) -> list[Any]:
    return random.sample(rows, len(rows))


class Written:
    """A dossier written in one form and checked, with the names of its rows by their places."""

    def __init__(self, tables: Tables, form: str) -> None:
        self.names: dict[tuple[str | None, int | None], Hashable] = {}
        data = self._workbook(tables) if form == "xlsx" else self._yaml(tables)
        self.report = check(read_bytes(data, f"ho-so.{form}", f".{form}"))
        assert not self.report.faults

    def _workbook(self, tables: Tables) -> bytes:
        document = {slug: [row for _, row in rows] for slug, rows in tables.items()}
        for sheet in lay_out(document):
            for number, (name, _) in enumerate(tables.get(sheet.slug, ())):
                self.names[sheet.name, sheet.header_row + 2 + number] = name
        return write_workbook(document)

    def _yaml(self, tables: Tables) -> bytes:
        lines: list[str] = []

        def add(name: Hashable, row: dict[str, Any], indent: str) -> None:
            text = yaml.dump([row], Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
            for number, line in enumerate(text.splitlines()):
                lines.append(indent + line)
                self.names[None, len(lines)] = name, number

        for slug, rows in tables.items():
            lines.append(f"{slug}:" if rows else f"{slug}: []")
            for name, row in rows:
                add(name, {key: value for key, value in row.items() if key != "ung_cu"}, "")
                if "ung_cu" in row:
                    lines.append("  ung_cu:" if row["ung_cu"] else "  ung_cu: []")
                    for person, values in row["ung_cu"]:
                        add(person, values, "  ")
        return "\n".join(lines).encode() + b"\n"

    def where(self, place: Place) -> Hashable:
        """The name of a row and the place in it; of what is outside of all rows only the sheet."""
        if place.line is not None:
            return self.names.get((None, place.line))
        column, number = re.fullmatch(r"([A-Z]*)(\d*)", place.cell or "").groups()  # type: ignore[union-attr]
        return place.sheet, self.names.get((place.sheet, int(number or 0))), column

    @property
    def told(self) -> Counter[Hashable]:
        """What is told, in such words that only a difference between findings makes a difference here."""
        return canonical(self.report.diagnostics, self.where)


def canonical(found: list[Diagnostic], where: Callable[[Place], Hashable]) -> Counter[Hashable]:
    told: Counter[Hashable] = Counter()
    equals: dict[tuple[str, str | None], list[tuple[set[Hashable], list[str]]]] = {}
    for d in found:
        # Of one round entered twice only the later row is named.
        places = {where(place) for place in (d.place, *d.related)} if d.code != "DT009" else set()
        words = " ".join(sorted(re.findall(r"\w+", d.message.lower())))
        if d.code not in AMONG_EQUALS:
            told[d.code, d.severity, d.hamlet, d.field, d.citation, where(d.place), frozenset(places), d.message] += 1
            continue
        # Three rows that are one person are two findings, in pairs that depend on the order.
        groups = equals.setdefault((d.code, d.hamlet if d.code < "DT6" else None), [])
        joined = [group for group in groups if group[0] & places]
        groups[:] = [group for group in groups if not group[0] & places]
        groups.append((places.union(*(group[0] for group in joined)), [words, *(word for group in joined for word in group[1])]))
    for (code, hamlet), merged in equals.items():
        for places, messages in merged:
            # Of two names of one person the message has the later.
            told[code, hamlet, frozenset(places), len(messages), *(sorted(messages) if code not in ("DT009", "DT101") else ())] += 1
    return told


def spoilt(random: Random) -> dict[str, Any]:
    """A random dossier with up to four faults, of which one may hide or upset another."""
    document = clean(random)
    for title in random.sample([*FAULTS], random.randint(1, 4)):
        changed = deepcopy(document)
        try:
            FAULTS[title].make(changed, random)
        except (KeyError, IndexError, ValueError, StopIteration, TypeError):
            continue
        rounds = [(row["chuc_danh"], str(row["lan"])) for row in changed["bau_cu"]]
        # Of one round entered twice nobody can say which of them counts.
        if len(set(rounds)) == len(rounds):
            document = changed
    return document


BAD = [(rule.code, bad) for rule in rules() for bad in rule.wrong if isinstance(bad, Edit)]


def spoilt_by_examples(random: Random) -> dict[str, Any]:
    """The example dossier with the wrong examples of up to four rules in it."""
    document = EXAMPLE
    for _, bad in random.sample(BAD, random.randint(1, 4)):
        try:
            document = edited(bad, document)
        except (KeyError, IndexError):
            continue
    return document


def order_tells_nothing(random: Random, tables: Tables, form: str) -> None:
    assert Written(shuffled(random, tables), form).told == Written(tables, form).told


@examples(35)
@given(SEEDS)
def test_the_order_of_rows_tells_nothing(seed: int) -> None:
    random = Random(seed)
    tables = named(spoilt(random))
    order_tells_nothing(random, random.choice([tables, apart(tables)]), "yaml")


@examples(12)
@given(SEEDS)
def test_the_order_of_rows_tells_nothing_about_the_wrong_examples_of_rules(seed: int) -> None:
    random = Random(seed)
    tables = named(spoilt_by_examples(random))
    order_tells_nothing(random, random.choice([tables, apart(tables)]), "yaml")


@examples(8)
@given(SEEDS)
def test_the_order_of_rows_of_a_workbook_tells_nothing(seed: int) -> None:
    random = Random(seed)
    order_tells_nothing(random, apart(named(spoilt(random))), "xlsx")


# --- A district and its hamlets --------------------------------------------------------------------------------------


def elsewhere(value: Any, number: int, code: str) -> Any:
    """A dossier as if of another hamlet: other people with other numbers."""
    if isinstance(value, dict):
        moved = {key: elsewhere(inner, number, code) for key, inner in value.items()}
        return moved | {"ma": code} if "ma" in moved else moved
    if isinstance(value, list):
        return [elsewhere(inner, number, code) for inner in value]
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{12}", value):
        return f"{value[:6]}{(int(value[6:]) + number * 7919) % 1_000_000:06}"
    for row in EXAMPLE["nhan_su"]:
        value = value.replace(row["ho_ten"], f"{('Lê', 'Hồ', 'Vũ')[number]} {row['ho_ten']}")
    return value


CODES = ("A1", "A2", "A3")


def hamlets(random: Random) -> dict[str, dict[str, Any]]:
    """Two or three hamlets, faulty or not, in which nobody is the same."""
    return {code: elsewhere(spoilt(random), number, code) for number, code in enumerate(CODES[: random.randint(2, 3)])}


def together(documents: Mapping[str, dict[str, Any]]) -> Tables:
    """The tables of several hamlets as those of one file."""
    tables: Tables = {}
    for code, document in documents.items():
        for slug, rows in named(document, code).items():
            here = rows if slug == "don_vi" else [(name, {"ma_ap": code, **row}) for name, row in rows]
            tables.setdefault(slug, []).extend(here)
    return tables


def said(found: list[Diagnostic]) -> Counter[tuple[str, ...]]:
    return Counter((d.code, d.severity, d.hamlet or "", d.message, d.field or "", d.route) for d in found if d.code != "DT009")


def contests(report: FileReport) -> list[Any]:
    return [contest(h.code, c) for h in report.hamlets if h.case is not None for c in h.case.counts]


@examples(8)
@given(SEEDS)
def test_a_file_of_hamlets_is_the_sum_of_them_in_any_order(seed: int) -> None:
    random = Random(seed)
    documents = hamlets(random)
    one = Written(together(documents), "yaml")
    assert Written(shuffled(random, together(documents)), "yaml").told == one.told
    alone = [check(read_as("yaml", document)) for document in documents.values()]
    assert said(one.report.diagnostics) == sum((said(report.diagnostics) for report in alone), Counter())
    assert contests(one.report) == [each for report in alone for each in contests(report)]


def folder(home: Path, documents: Mapping[str, dict[str, Any]], names: list[str]) -> tuple[list[Diagnostic], dict[str, str]]:
    """What is found in a folder of one file a hamlet, and which file is whose."""
    home.mkdir()
    files = {}
    for (code, document), name in zip(documents.items(), names, strict=True):
        (home / name).write_bytes(as_yaml(document))
        files[(home / name).as_posix()] = code
    report = gather(run([*find_files(home)], AS_OF))
    assert not report.faults
    return report.diagnostics, files


@examples(6)
@given(seed=SEEDS)
def test_a_folder_of_hamlets_is_the_sum_of_them_and_of_what_shows_between_them(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    random, home = Random(seed), tmp_path_factory.mktemp("district")
    documents = hamlets(random)
    alone = sum((said(check(read_as("yaml", document)).diagnostics) for document in documents.values()), Counter())
    names = [f"{code}.yaml" for code in documents]
    found, files = folder(home / "one", documents, names)
    assert said(found) == alone
    # One person of the first hamlet is on the roster of the second too.
    ours, theirs = (document["ho_gia_dinh"] for document in [*documents.values()][:2])
    here, there = random.randrange(len(ours)), random.randrange(len(theirs))
    theirs[there] |= {name: ours[here].get(name, "") for name in ("ho_ten", "ngay_sinh", "gioi_tinh", "cccd")}
    twice = ours[here].get("cccd", "")
    alone = sum((said(check(read_as("yaml", document)).diagnostics) for document in documents.values()), Counter())
    told = []
    for number in (1, 2):
        found, files = folder(home / f"two-{number}", documents, names)
        across = [d for d in found if d.code.startswith("DT6")]
        assert said([d for d in found if d not in across]) == alone
        told.append([(d.code, {(files[p.file], p.line) for p in (d.place, *d.related)}) for d in across])
        assert [code for code, _ in told[-1]] == (["DT602"] if re.fullmatch(r"\d{12}", twice) else [])
        names.reverse()
    assert told[0] == told[1]


# --- Votes -----------------------------------------------------------------------------------------------------------


@st.composite
def head_rounds(draw: st.DrawFn) -> tuple[Round, int]:
    """A round for head whose figures agree, of a meeting, by hands or taken to the households; and how many households there are."""
    homes = draw(st.integers(3, 15))
    came = draw(st.integers(1, homes))
    make = draw(st.sampled_from([held, by_hands, taken_round]))
    issued = draw(st.integers(1, homes if make is taken_round else came))
    returned = draw(st.integers(1, issued))
    invalid = draw(st.integers(0, returned))
    whole = came if make is by_hands else returned - invalid
    votes: list[int | None] = []
    for _ in range(draw(st.integers(1, 4))):
        votes.append(draw(st.integers(0, whole - sum(v or 0 for v in votes))))
    if make is by_hands:
        return by_hands(votes, present=came), homes
    figures = {"issued": issued, "returned": returned, "invalid": invalid}
    return (held(votes, present=came, **figures) if make is held else taken_round(votes, **figures)), homes


def decided(round_: Round, homes: int) -> Count:
    found = count(round_, roster=homes)
    assert found.sound
    return found


def names(found: Count) -> set[str | None]:
    return {person.name for person in found.elected}


@examples(150)
@given(head_rounds(), st.data())
def test_a_vote_more_never_loses_the_head_an_election(drawn: tuple[Round, int], data: st.DataObject) -> None:
    round_, homes = drawn
    before = decided(round_, homes)
    limit = round_.present if round_.by_hands else round_.valid
    if sum(c.votes or 0 for c in round_.candidates) == limit:
        return
    lucky = data.draw(st.sampled_from(round_.candidates)).name
    people = tuple(replace(c, votes=(c.votes or 0) + (c.name == lucky)) for c in round_.candidates)
    after = decided(replace(round_, candidates=people), homes)
    assert lucky in names(after) or lucky not in names(before)


@examples(150)
@given(head_rounds(), st.integers(1, 5))
def test_invalid_ballots_elect_no_head(drawn: tuple[Round, int], more: int) -> None:
    """More ballots come in, all of them invalid: only the quorum can change, by those who brought them."""
    round_, homes = drawn
    if round_.by_hands:
        return
    homes = max(homes, (round_.present or 0) + more, (round_.issued or 0) + more)
    before = decided(round_, homes)
    fields = ("present", "issued", "returned", "invalid")
    figures = {name: number + more for name in fields if (number := getattr(round_, name)) is not None}
    after = decided(replace(round_, **figures), homes)
    assert names(after) == names(before) or before.outcome is Outcome.NO_QUORUM
