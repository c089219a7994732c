"""Short ways of reading and comparing give what the plain ways give: on every workbook of tests and examples, and on made-up people."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays.countries.vietnam import Vietnam

from dantin.cccd import well_formed
from dantin.model import Household, PartialDate
from dantin.people import Lookup, birth_of, doubles, find, fits, together
from dantin.readers import SUFFIXES, read
from dantin.readers.dossier import assembly
from dantin.readers.dossier.cell_days import bare_year
from dantin.readers.dossier.conversion import convert, convert_column
from dantin.readers.dossier.fields import BY_SLUG, Kind
from dantin.readers.dossier.quoting import Refused
from dantin.readers.files.raw import SheetTable
from dantin.readers.sheets import columns
from dantin.readers.sheets.body import Body
from dantin.vietnamese import fold_name
from dantin.working_days import _DECIDED, is_working_day

ROOT = Path(__file__).parents[1]
FILES = sorted(p for folder in ("tests/files", "examples") for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES)


def plainly(field, cell):
    try:
        return convert(field, cell)
    except Refused as refused:
        return refused


def comparable(value):
    return value.args if isinstance(value, Refused) else (type(value), value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_columns_read_as_their_cells_one_by_one(path, monkeypatch):
    numbered = []
    quick = Body.plain_rows

    def both(body, first):
        rows = quick(body, first)
        plain = {r for r in range(first, len(body.sheet.rows)) if body.is_numbered(r) and body.is_plain(r)}
        numbered.append((rows, plain if body.number_at is not None and body.required else set()))
        return rows

    monkeypatch.setattr(Body, "plain_rows", both)
    reading = read(path, path.name)
    assert all(rows == plain for rows, plain in numbered)
    for table in reading.tables:
        if not isinstance(table, SheetTable) or table.slug not in BY_SLUG or table.serial_shift:
            continue
        for column, slug in table.fields.items():
            field = BY_SLUG[table.slug].by_slug.get(slug)
            cells = [row[column] for row in table.rows]
            if field is None or (field.kind is Kind.BIRTH and any(map(bare_year, cells))):
                continue
            quickly = list(map(comparable, convert_column(field, cells)))
            assert quickly == [comparable(plainly(field, cell)) for cell in cells], slug


@pytest.mark.parametrize(
    "cell", ["", None, "x", " x", "Nam", "12-Dec", "-0", 0.0, -0.0, 1, 1.0, True, 1965.0, "075059409703", "07505 9", "٣"]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_cell_reads_the_same_whatever_was_read_before(kind, cell):
    field = next((f for table in BY_SLUG.values() for f in table.fields if f.kind is kind), None)
    if field is None or (kind is Kind.BIRTH and bare_year(cell)):
        return
    for before in ([], [1.0], [True], ["x"], [0.0], [date(1965, 2, 5)]):
        assert comparable(convert_column(field, [*before, cell])[-1]) == comparable(plainly(field, cell))


def test_somebody_is_found_in_a_long_roster_as_in_a_short_one():
    draw = random.Random(12)
    names = ["Trần Văn An", "Tran Van An", "Lý Thị Hoà", "Lí Thị Hòa", "TRẦN VĂN AN", None, "Trần Văn An (1965)"]
    births = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1970, 1, 1)]
    numbers = [None, "075065000001", "075065000002", "chưa có"]

    def people(count):
        return tuple(Household(i, name=draw.choice(names), birth=draw.choice(births), cccd=draw.choice(numbers)) for i in range(count))

    roster = people(400)
    for reference in people(200):
        assert find(reference, roster) == find(reference, list(roster))
        assert {p.index for p in find(reference, roster)} <= {p.index for p in roster if fits(reference, p)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_remembered_headers_and_rows_added_at_once_make_the_same_dossier(path, monkeypatch):
    quick, numbers = assembly._Assembly.plain_rows, []

    def counted(known):
        rows = quick(known)
        numbers.append(len(rows))
        return rows

    monkeypatch.setattr(assembly._Assembly, "plain_rows", staticmethod(counted))
    quickly = read(path, path.name)
    monkeypatch.setattr(assembly._Assembly, "plain_rows", staticmethod(lambda _known: frozenset()))
    monkeypatch.setattr(columns, "_read_header", columns._read_header.__wrapped__)
    plainly_read = read(path, path.name)
    assert quickly.diagnostics == plainly_read.diagnostics
    assert [entry.dossier for entry in quickly.dossiers] == [entry.dossier for entry in plainly_read.dossiers]
    for mine, theirs in zip(quickly.dossiers, plainly_read.dossiers, strict=True):
        for household in mine.dossier.households:
            assert mine.places(household.at("ho_ten")) == theirs.places(household.at("ho_ten"))
    if "long-thanh" in path.parts and path.suffix == ".xlsx":
        assert sum(numbers) > 100


NAMES = ["Trần Văn An", "Tran Van An", "TRẦN VĂN AN", "Lý Thị Hoà", "Lí Thị Hòa", None, "", "Trần Văn An (1965)"]
BIRTHS = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1965, 2, 6), PartialDate(1970, 1, 1)]
NUMBERS = [None, "075065000001", "075065000002", "75065000001", "chưa có"]


def drawn_people(seed, count):
    draw = random.Random(seed)
    return [Household(i, name=draw.choice(NAMES), birth=draw.choice(BIRTHS), cccd=draw.choice(NUMBERS)) for i in range(count)]


def doubles_plainly(people):
    """Each entry held against all before it: by the first of its number, else by the first of its name and whole birth date."""

    def numbered(person):
        return person.cccd if person.cccd and well_formed(person.cccd) else None

    def born(person):
        birth = birth_of(person)
        return (fold_name(person.name), birth) if person.name and birth is not None and birth.full is not None else None

    for place, person in enumerate(people):
        before = people[:place]
        same = next((p for p in before if numbered(person) and numbered(p) == numbered(person)), None)
        alike = next((p for p in before if born(person) and born(p) == born(person)), None)
        if same is not None:
            yield person, same, True
        elif alike is not None:
            yield person, alike, False


@pytest.mark.parametrize("seed", range(20))
def test_doubles_are_those_of_comparing_each_with_all_before(seed):
    people = drawn_people(seed, 2 + seed * 3)
    assert list(doubles(people)) == list(doubles_plainly(people))


@pytest.mark.parametrize("seed", range(20))
def test_people_are_put_together_as_by_comparing_each_with_every_group(seed):
    people = drawn_people(seed, 3 + seed * 4)
    groups = []
    for person in people:
        rows = next((rows for rows in groups if find(person, rows)), None)
        if rows is not None:
            rows.append(person)
        else:
            groups.append([person])
    assert together(people) == groups


@pytest.mark.parametrize("seed", range(20))
def test_the_first_that_fits_is_looked_up_as_by_comparing_with_all(seed):
    people = drawn_people(seed, 60)
    lookup, kept = Lookup(), []
    for person in people:
        first = next((other for other in kept if fits(other, person)), None)
        assert lookup.first(person) is first
        if first is None:
            kept.append(person)
            lookup.add(person, person)
    assert len(kept) > 3


@pytest.mark.parametrize("year", _DECIDED)
def test_days_off_of_years_that_are_decided_are_those_of_the_calendar(year):
    calendar = Vietnam(years=year)
    days = [day for n in range(366) if (day := date(year, 1, 1) + timedelta(n)).year == year]
    assert [day for day in days if is_working_day(day)] == [day for day in days if day.weekday() < 5 and day not in calendar]
    assert not any("dự kiến" in name for name in calendar.values())
