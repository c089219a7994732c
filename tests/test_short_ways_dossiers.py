"""Columns and tables taken at once make the dossiers that cell by cell and row by row make: all files of tests and examples."""

import dataclasses
import random
from datetime import date, datetime

import pytest

from dantin.readers import read
from dantin.readers.dossier import assembly, tables
from dantin.readers.dossier.cell_days import bare_year
from dantin.readers.dossier.conversion import convert, convert_column
from dantin.readers.dossier.fields import BY_SLUG, TABLES, Kind
from dantin.readers.dossier.quoting import Refused
from dantin.readers.dossier.unfinished import Rows
from dantin.readers.files.raw import MonthOfYear, SheetTable
from dantin.readers.sheets import columns
from tests.short_ways import FILES


def plainly(field, cell):
    try:
        return convert(field, cell)
    except Refused as refused:
        return refused


def comparable(value):
    return value.args if isinstance(value, Refused) else (type(value), value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_columns_read_as_their_cells_one_by_one(path):
    reading = read(path, path.name)
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
    "cell",
    [
        *["", None, "x", " x", "Nam", "12-Dec", "-0", 0.0, -0.0, 1, 1.0, True, 1965.0, "075059409703", "07505 9", "٣"],
        *[date(1965, 2, 5), date(1905, 12, 31), date(1906, 1, 1), date(2100, 12, 31), date(2101, 1, 1), MonthOfYear(1965, 12, 1)],
        *[datetime(1965, 2, 5), float("nan")],
    ],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_cell_reads_the_same_whatever_was_read_before(kind, cell):
    field = next((f for table in BY_SLUG.values() for f in table.fields if f.kind is kind), None)
    if field is None or (kind is Kind.BIRTH and bare_year(cell)):
        return
    for before in ([], [1.0], [True], ["x"], [0.0], [date(1965, 2, 5)]):
        assert comparable(convert_column(field, [*before, cell])[-1]) == comparable(plainly(field, cell))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_remembered_headers_and_tables_taken_as_they_stand_make_the_same_dossier(path, monkeypatch):
    take, taken = Rows.take, []

    def counted(rows, slug, columns):
        taken.append(slug)
        take(rows, slug, columns)

    monkeypatch.setattr(Rows, "take", counted)
    quickly = read(path, path.name)
    if "long-thanh" in path.parts and path.suffix == ".xlsx":
        assert "ho_gia_dinh" in taken
    taken.clear()
    monkeypatch.setattr(assembly._Assembly, "as_it_stands", staticmethod(lambda _known: False))
    monkeypatch.setattr(columns, "_read_header", columns._read_header.__wrapped__)
    monkeypatch.setattr(tables, "_headings", tables._headings.__wrapped__)
    plainly_read = read(path, path.name)
    assert not taken
    assert quickly.diagnostics == plainly_read.diagnostics
    assert [sheet.fates for sheet in quickly.sheets] == [sheet.fates for sheet in plainly_read.sheets]
    # Written out, so that what is equal and of another type is seen as well.
    assert [repr(entry.dossier) for entry in quickly.dossiers] == [repr(entry.dossier) for entry in plainly_read.dossiers]
    for mine, theirs in zip(quickly.dossiers, plainly_read.dossiers, strict=True):
        assert mine.dossier == theirs.dossier
        rows = [row for table in TABLES[1:] if table.attribute for row in getattr(mine.dossier, table.attribute)]
        routes = [row.at(field.slug) for row in rows for field in BY_SLUG[row.table].fields]
        assert list(map(mine.places, routes)) == list(map(theirs.places, routes))


@pytest.mark.parametrize("table", [table for table in TABLES if table.attribute], ids=lambda table: table.slug)
def test_rows_made_of_columns_are_those_of_calling_their_class(table):
    draw = random.Random(12)
    names = [attribute.name for attribute in dataclasses.fields(table.row) if attribute.name != "index"]
    for given in (names, names[:1], names[::2]):
        rows = [{name: draw.choice([None, f"{name} {row}"]) for name in given} for row in range(20)]
        quickly = table.row.of_columns({name: [row[name] for row in rows] for name in given})
        told = [{name: value for name, value in row.items() if value is not None} for row in rows]
        assert quickly == tuple(table.row(index, **row) for index, row in enumerate(told))
    assert table.row.of_columns({}) == ()
