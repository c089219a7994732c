"""The tables that sheets written downwards make, every value with its own cell; and the hamlet they are of, which title lines may tell.

Belongs to what turns grids into tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from dantin.diagnostic import Place
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.files.raw import Complaint, Raw, RawFile, SheetTable
from dantin.readers.sheets.form_parts import Cell, Said
from dantin.readers.sheets.labels import UNIT
from dantin.readers.sheets.sheet import Sheet
from dantin.readers.sheets.titles import unit_in
from dantin.records import dataclass
from dantin.vietnamese import fold

_UNIT_PICTURE = "“Ấp 9, xã Tam An, tỉnh Đồng Nai” ở phía trên"


class Entry(NamedTuple):
    """One field of a table: its slug, the label as written, the label's cell, and what is said of it."""

    slug: str
    label: str
    at: Cell | Place
    written: Said


@dataclass
class Form:
    """What one sheet tells downwards: the hamlet's fields, the tables of rounds and votes, and the title lines that may name the hamlet."""

    sheet: Sheet
    first: Cell
    titles: list[Said]
    unit: dict[str, Entry] = field(default_factory=dict)
    tables: list[SheetTable] = field(default_factory=list)


def table_of(form: Form, slug: str, rows: Sequence[tuple[Cell, Mapping[str, Entry]]], doubted: frozenset[str] = frozenset()) -> SheetTable:
    """A table from entries by field; each row with the cell at which it begins."""
    sheet = form.sheet
    order = [field_.slug for field_ in BY_SLUG[slug].fields]
    slugs = sorted({name for _, row in rows for name in row}, key=order.index)
    first = {name: next(row[name] for _, row in rows if name in row) for name in slugs}
    moved: dict[tuple[int, int], Cell | Place] = {(-1, i): first[name].at for i, name in enumerate(slugs)}
    cells: list[list[Raw]] = []
    for number, (begins, row) in enumerate(rows):
        moved[number, -1] = begins
        cells.append([row[name].written.value if name in row else None for name in slugs])
        moved |= {
            (number, i): row[name].written.elsewhere or row[name].written.at if name in row else begins for i, name in enumerate(slugs)
        }
    decoded = {
        where: sheet.decoded[at] for where, at in moved.items() if not isinstance(at, Place) and at in sheet.decoded and where[1] >= 0
    }
    texts = [str(line.value) for line in form.titles] + [str(entry.written.value) for name, entry in form.unit.items() if name == "ten"]
    return SheetTable(
        sheet.raw.name,
        sheet.grid.name,
        [first[name].label for name in slugs],
        cells,
        slug=slug,
        fields=dict(enumerate(slugs)),
        doubted=doubted,
        header_row=form.first[0],
        columns=[form.first[1]] * len(slugs),
        numbers=[form.first[0]] * len(rows),
        moved=moved,
        about=(*texts, sheet.grid.name),
        decoded=decoded,
        serial_shift=sheet.grid.serial_shift,
        downwards=True,
    )


def add_units(raw: RawFile, forms: Sequence[Form], titles: Sequence[tuple[Sheet, Sequence[Said]]]) -> None:
    """Add the hamlet that the forms of a file are of, as a table beside the others.

    Where no table "Đơn vị" is in the file, title lines speak too: each form's own, and where all forms are of one hamlet those of the
    other sheets (`titles`). What every hamlet must tell and nobody does is a finding at the form.
    """
    if all(table.slug != UNIT.slug for table in raw.tables):
        for form in forms:
            fill_in(form, form.sheet, form.titles)
        named = [form for form in forms if "ten" in form.unit]
        if len({fold(str(form.unit["ten"].written.value)) for form in named}) <= 1:
            first = (named or forms)[0]
            for sheet, lines in titles:
                fill_in(first, sheet, lines)
            tell_missing(first, {slug for form in forms for slug in form.unit})
        else:
            for form in named:
                tell_missing(form, set(form.unit))
    for form in forms:
        if form.unit:
            raw.tables.append(table_of(form, UNIT.slug, [(form.first, form.unit)]))


def fill_in(form: Form, sheet: Sheet, lines: Sequence[Said]) -> None:
    """Add what title lines of a sheet say of the hamlet, unless they name another one."""
    unit = unit_in(str(line.value) for line in lines)
    if "ten" in unit and "ten" in form.unit and fold(unit["ten"].text) != fold(str(form.unit["ten"].written.value)):
        return
    for slug, (text, line) in unit.items():
        at = lines[line].at
        elsewhere = sheet.place(*at) if sheet is not form.sheet else None
        form.unit.setdefault(slug, Entry(slug, UNIT.by_slug[slug].header, elsewhere or at, Said(text, at, elsewhere)))


def tell_missing(form: Form, known: set[str]) -> None:
    """Say which of the things that every hamlet must tell are told nowhere, and how they can be written."""
    missing = [field_.header.casefold() for field_ in UNIT.fields if field_.required and field_.slug not in known]
    if not missing:
        return
    at = form.unit["ten"].at if "ten" in form.unit else form.first
    what = f"{', '.join(missing)} của ấp, khu phố"
    expected = f"mỗi dòng một nhãn “Tên ấp”, “Xã”, “Tỉnh”, ô bên phải ghi tên; hoặc một dòng như {_UNIT_PICTURE}"
    place = at if isinstance(at, Place) else form.sheet.place(*at)
    form.sheet.raw.complaints.append(Complaint("DT002", place, {"what": what, "expected": expected}))
    if not form.unit:
        form.sheet.raw.doubtful.add(UNIT.slug)
