"""What of a dossier that was read can be written better without asking anybody, cell by cell, and what looks so and is left as it is.

Decides nothing anew: each value is the one that reading has found (a text tidied or decoded, a figure that allows one reading) or that an
identity number confirms. Knows no bytes; imports what reads cells.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from dantin.diagnostic import Place, cell_name
from dantin.model import PartialDate, Person
from dantin.people import whole_number
from dantin.readers.dossier.assembly import Reading
from dantin.readers.dossier.cell_days import has_late_text, turned_day
from dantin.readers.dossier.conversion import convert_column
from dantin.readers.dossier.fields import Field, Kind
from dantin.readers.dossier.quoting import Refused
from dantin.readers.dossier.tables import Known
from dantin.readers.dossier.tidying import Untidy, Want, surely_decoded, untidy
from dantin.readers.files.raw import Fate, MonthOfYear, Raw, SheetTable
from dantin.records import dataclass

# Earlier days have numbers that are read as years.
_FIRST_DAY = date(1906, 1, 1)


class Why(StrEnum):
    """The kinds of mends, as they are told."""

    FONT = "chữ phông cũ (TCVN3, VNI) đổi sang Unicode"
    TIDY = "thừa dấu cách, ký tự ẩn, chữ và dấu tách rời"
    CASE = "tên viết hoa toàn bộ"
    NUMBER = "số ghi không ở dạng số"
    DAY = "ngày ghi không ở dạng ngày"
    LOST_ZERO = "số CCCD mất số 0 ở đầu"
    TURNED = "ngày và tháng bị đảo"


@dataclass(frozen=True)
class Mend:
    """One cell, or scalar of YAML: what stands there and what is to stand there. `header` is None for what is in no known column.

    `old` is as the file has it. `visible` shows of a text what cannot be seen in it.
    """

    place: Place
    header: str | None
    old: str | int | float | date
    new: str | int | date
    why: Why
    visible: str | None = None

    @property
    def unsafe(self) -> bool:
        """Whether it is only likely."""
        return self.why is Why.TURNED


@dataclass(frozen=True)
class Left:
    """What looks as if it could be mended, and why it is not."""

    place: Place
    text: str
    why: str


def mends(reading: Reading, *, unsafe: bool = False) -> tuple[list[Mend], list[Left]]:
    """What can be mended in one file, in order, and what is left. `unsafe`: days and months of a column that seem turned round as well."""
    entries: list[Mend | Left] = [*_coded(reading)]
    for known in reading.known:
        entries += _in_table(known, on_sheets=isinstance(known.raw, SheetTable), unsafe=unsafe)
    by_place: dict[Place, list[Mend | Left]] = {}
    for entry in entries:
        by_place.setdefault(entry.place, []).append(entry)
    settled = [entry for place, here in by_place.items() for entry in (here if place.cell is None else _one(place, here))]
    settled.sort(key=lambda entry: entry.place.order)
    return [e for e in settled if isinstance(e, Mend)], [e for e in settled if isinstance(e, Left)]


def _one(place: Place, entries: list[Mend | Left]) -> list[Mend | Left]:
    """The one thing to be done to a cell. What a column says of it goes before what its letters alone do."""
    doubts = [entry for entry in entries if isinstance(entry, Left)]
    if doubts:
        return [doubts[0]]
    sure = [e for e in entries if isinstance(e, Mend)]
    known = [entry for entry in sure if entry.header is not None] or sure
    if len({(type(entry.new), entry.new) for entry in known}) > 1:
        return [Left(place, str(known[0].old), "ô này được đọc theo hai cách")]
    return [known[0]]


def _coded(reading: Reading) -> Iterator[Mend | Left]:
    """The cells of sheets typed in an old coding, titles and notes too: beside the rest they would not be understood."""
    for sheet in reading.sheets:
        for (row, column), (old, new, sure) in sheet.decoded.items():
            place = Place(reading.file, sheet.name, cell_name(row, column))
            yield Mend(place, None, old, new, Why.FONT) if sure else Left(place, old, _UNSURE_CODING)


_UNSURE_CODING = "không chắc là chữ phông cũ, hoặc có tên riêng không phải tiếng Việt: so với bản giấy rồi gõ lại"
_UNSURE_CASE = "không chắc chữ nào viết hoa: gõ lại họ tên, chỉ viết hoa chữ cái đầu mỗi tiếng"


def _in_table(known: Known, *, on_sheets: bool, unsafe: bool) -> Iterator[Mend | Left]:
    raw = known.raw
    rows = [row for row in range(len(raw.rows)) if _is_data(known, row)]
    for index, (column, field) in enumerate(known.columns):
        cells = [cells[column] for cells in raw.rows]
        if field.kind in _TEXTS:
            looks = untidy(field, cells)
            for row in rows:
                if row in looks or (row, column) in raw.decoded:
                    yield from _text(known, row, column, field, looks.get(row))
        else:
            values = [known.values[row][index] for row in range(len(raw.rows))]
            days = field.kind in (Kind.DATE, Kind.BIRTH)
            turned = days and turned_day(cells) is not None
            # While it is not certain which of day and month comes first, the texts are what betrays it.
            untouched = days and has_late_text(cells) and not (turned and unsafe)
            for row in rows:
                place = raw.cell_place(row, column)
                if turned and unsafe and (other := _turned(cells[row])) is not None:
                    yield Mend(place, field.header, _plain_day(cells[row]), other, Why.TURNED)
                elif not untouched and (new := _value(field, cells[row], values[row], on_sheets=on_sheets)) is not None:
                    old = raw.decoded[row, column][0] if (row, column) in raw.decoded else cells[row]
                    if isinstance(old, (str, int, float, date)):
                        yield Mend(place, field.header, old, new, _kind(new))
    yield from _numbers(known, rows)


_SMALL = re.compile(r"(?:(?<=^)|(?<=[\s;]))[^\W\d_a-z]", re.MULTILINE)
_TEXTS = {Kind.TEXT, Kind.NAME, Kind.NAMES, Kind.LIST, Kind.BALLOT}


def _is_data(known: Known, row: int) -> bool:
    raw = known.raw
    return not isinstance(raw, SheetTable) or raw.account is None or raw.account.fates[raw.numbers[row]] is Fate.READ


def _text(known: Known, row: int, column: int, field: Field, look: Untidy | None) -> Iterator[Mend | Left]:
    raw, place = known.raw, known.raw.cell_place(row, column)
    read = str(raw.rows[row][column])
    old, why = read, Why.FONT
    if (row, column) in raw.decoded:
        old = raw.decoded[row, column][0]
        # Of sheets this is asked where fonts are known.
        if not isinstance(raw, SheetTable) and not surely_decoded(read):
            yield Left(place, old, _UNSURE_CODING)
            return
    elif look is not None:
        why = Why.CASE if Want.CAPITALS in look.wants and look.sure == look.better else Why.TIDY
    new = look.sure if look is not None else read
    if why is Why.FONT and field.kind in (Kind.NAME, Kind.NAMES):
        # TCVN3 has no capitals with a tone: "Trần ánh" was as much as it could write.
        new = _SMALL.sub(lambda first: first[0].upper(), new)
    if new != old:
        yield Mend(place, field.header, old, new, why, look.text if look is not None and old == read else None)
    elif look is not None and Want.CAPITALS in look.wants:
        yield Left(place, old, _UNSURE_CASE)


def _value(field: Field, cell: Raw, value: object, *, on_sheets: bool) -> str | int | date | None:
    """What is to stand in a cell that is no text: a figure or a day that is written as text, or the only reading of what does not read."""
    if isinstance(value, Refused):
        read = _read(field, value)
        if isinstance(read, Refused):
            return None
        return _native(field, read) or value.meant
    return _native(field, value) if on_sheets and isinstance(cell, str) else None


def _read(field: Field, value: object) -> object:
    """What a value will be once it is mended: that of what was surely meant, which may be a text that has to be read in turn."""
    for _ in range(_IN_TURN):
        if not isinstance(value, Refused) or value.meant is None:
            break
        (value,) = convert_column(field, [value.meant])
    return value


_IN_TURN = 2


def _native(field: Field, value: object) -> int | date | None:
    """A figure or a day as a cell holds it best; None for what is neither."""
    if isinstance(value, PartialDate):
        value = value.full or value.year
    if field.kind not in (Kind.COUNT, Kind.DATE, Kind.BIRTH):
        return None
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else None
    return value if isinstance(value, int) else None


def _kind(new: str | int | date) -> Why:
    return Why.DAY if isinstance(new, date) else Why.NUMBER if isinstance(new, int) else Why.TIDY


def _turned(cell: Raw) -> date | None:
    """A day with its month for its day; None where that is no other, or more than a day is told."""
    day = _plain_day(cell) if isinstance(cell, date) and not isinstance(cell, MonthOfYear) else None
    return day.replace(day=day.month, month=day.day) if day is not None and day.day != day.month else None


def _plain_day(cell: Raw) -> date:
    assert isinstance(cell, date)
    return cell.date() if isinstance(cell, datetime) and cell.time() == time.min else cell


def _numbers(known: Known, rows: Sequence[int]) -> Iterator[Mend]:
    """Identity numbers that have lost their zeros."""
    at = next(((column, field) for column, field in known.columns if field.kind is Kind.CCCD), None)
    if at is None:
        return
    column, field = at
    person = {field.attribute: field for _, field in known.columns if field.attribute in _OF_PERSON}
    for row in rows:
        given = {name: _read(person[name], value) for name, value in known.given(row).items() if name in person}
        known_of: dict[str, Any] = {name: value for name, value in given.items() if not isinstance(value, Refused)}
        old = known.raw.rows[row][column]
        if (whole := whole_number(Person(row, **known_of))) is not None and isinstance(old, (str, int, float)):
            yield Mend(known.raw.cell_place(row, column), field.header, old, whole, Why.LOST_ZERO)


_OF_PERSON = ("name", "birth", "sex", "cccd")
