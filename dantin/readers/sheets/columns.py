"""The rows of a header -> the columns of a table: headings over several columns, and one field told in several columns.

"Giới tính" over "Nam" and "Nữ" is one field with a tick in one of two columns; "Năm sinh" over the same two is a birth and a sex at once;
"Ngày sinh" over "Ngày", "Tháng", "Năm" is one date. Works on texts alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property, lru_cache

from dantin.readers.dossier.fields import BY_SLUG, Field, Kind, Names, NamesKey, Table
from dantin.vietnamese import fold

_SEXES = ("nam", "nữ")
_DATE = ("ngày", "tháng", "năm")
# A name is often split before the given name, so that lists can be sorted by it.
_FAMILY = {"ho", "ho_dem", "ho_lot", "ho_va_dem", "ho_va_ten_dem", "ho_va_ten_lot", "ho_va_chu_lot", "ho_va_lot", "ho_chu_dem"}
_GIVEN = {"ten", "ten_goi"}
SEX_FIELD, BIRTH_FIELD, NAME_FIELD = "gioi_tinh", "ngay_sinh", "ho_ten"


class Joint(Enum):
    """How the values of several columns make one."""

    SEX = auto()
    BIRTH_BY_SEX = auto()
    SEX_BY_BIRTH = auto()
    DATE = auto()
    NAME = auto()


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands, the text that names it, and the row and column of that text.

    `field` is None where nobody knows the text. `sources` are the columns of the sheet that a joint column takes its value from; `loose`:
    they are headed "Nam" and "Nữ" and nothing else, so that only the data tell whether they hold ticks or births.
    """

    at: int
    header: str
    named_at: tuple[int, int]
    field: Field | None = None
    joint: Joint | None = None
    sources: tuple[int, ...] = ()
    loose: bool = False


@dataclass(frozen=True)
class Header:
    """A table's header: its rows on the sheet, the table, and its columns from left to right.

    `understood` counts the columns of the sheet whose field is known, of two for one field only the first.
    """

    rows: range
    table: Table
    columns: tuple[Column, ...]
    understood: int

    @cached_property
    def places(self) -> frozenset[int]:
        """The columns of the sheet that have a heading."""
        return frozenset(at for column in self.columns for at in (column.at, *column.sources))

    @cached_property
    def width(self) -> int:
        """How many columns of the sheet have a heading."""
        return len({at for column in self.columns for at in (column.sources or (column.at,))})

    @cached_property
    def known(self) -> Mapping[str, tuple[int, Field]]:
        """The columns whose field is known, with that field, by its slug; of two for one field the last."""
        return {column.field.slug: (column.at, column.field) for column in self.columns if column.field is not None}

    @cached_property
    def by_slug(self) -> Mapping[str, int]:
        """The columns whose field is known, by its slug."""
        return {slug: at for slug, (at, _) in self.known.items()}

    @cached_property
    def required(self) -> Sequence[int]:
        """The columns of which no cell may be blank."""
        return [at for at, field in self.known.values() if field.required]

    @cached_property
    def worded(self) -> Mapping[int, Field]:
        """The columns that hold words of a list."""
        return {at: field for at, field in self.known.values() if field.words is not None}

    @cached_property
    def dated(self) -> frozenset[int]:
        """The columns that hold days."""
        return frozenset(at for at, field in self.known.values() if field.kind in (Kind.DATE, Kind.BIRTH))

    def with_wide_names(self, merged: Iterable[range]) -> "Header":
        """The same header where the heading of the name is merged over further columns that have none: the name is split over them."""
        columns = []
        for column in self.columns:
            over = next((span for span in merged if span.start == column.at and self.places.isdisjoint(span[1:])), None)
            if over is not None and column.field is not None and column.field.slug == NAME_FIELD and column.joint is None:
                column = replace(column, joint=Joint.NAME, sources=tuple(over))
            columns.append(column)
        return replace(self, columns=tuple(columns))

    @cached_property
    def sure(self) -> bool:
        """Whether this is a header beyond doubt: two fields or more, and most of its columns known."""
        return self.fields > 1 and self.understood * 2 > self.width

    @cached_property
    def fields(self) -> int:
        """How many fields are known."""
        return len(self.known)

    @cached_property
    def rank(self) -> tuple[int, int, int]:
        """The better header knows more fields, then more columns; of two that know as many, the one with fewer columns unknown."""
        return self.fields, self.understood, -self.width

    def with_births(self) -> "Header":
        """The same header where loose columns "Nam" and "Nữ" turned out to hold births."""
        columns: list[Column] = []
        for column in self.columns:
            columns += _births(column.sources, column.named_at, self.table, set()) if column.loose else (column,)
        return replace(self, columns=tuple(columns))


@dataclass
class _Lane:
    """One column of the sheet below a header: its headings from the top, each with the row and column where it is written."""

    at: int
    texts: list[str] = field(default_factory=list)
    written: list[tuple[int, int]] = field(default_factory=list)


def read_header(rows: Mapping[int, Mapping[int, str]], table: Table, names: Names) -> Header:
    """The header that these rows (number -> column -> text) make for a table. Remembered: a district's workbooks have the same headers."""
    return _read_header(tuple((row, tuple(texts.items())) for row, texts in rows.items()), table.slug, names.key)


@lru_cache(maxsize=512)
def _read_header(written: tuple[tuple[int, tuple[tuple[int, str], ...]], ...], slug: str, own: NamesKey) -> Header:
    rows, table, names = {row: dict(texts) for row, texts in written}, BY_SLUG[slug], Names(dict(own))
    lanes = _lanes(rows)
    shared = Counter(place for lane in lanes for place in lane.written)
    single = {lane.at: _column(lane, shared, table, names) for lane in lanes}
    joined = _joined(lanes, {column.field.slug for column in single.values() if column.field is not None}, table, names)
    columns: list[Column] = []
    for lane in lanes:
        if lane.at in joined:
            columns += joined[lane.at] or ()
        else:
            columns.append(single[lane.at])
    known = {column.field.slug: column.sources or (column.at,) for column in reversed(columns) if column.field is not None}
    understood = len({at for sources in known.values() for at in sources})
    return Header(range(min(rows), max(rows) + 1), table, tuple(columns), understood)


def is_part(text: str) -> bool:
    """Whether a heading only makes sense below another one: "Nam", "Nữ", "Ngày", "Tháng", "Năm"."""
    return text.casefold().strip(" .:") in (*_SEXES, *_DATE)


def _lanes(rows: Mapping[int, Mapping[int, str]]) -> list[_Lane]:
    """The columns that have a heading. One that stands above several is theirs where they have headings of their own below it."""
    order = sorted(rows)
    lanes = []
    for at in sorted({column for texts in rows.values() for column in texts}):
        lane = _Lane(at)
        for i, row in enumerate(order):
            origin = at if at in rows[row] else None
            if origin is None and _named_below(rows, order[i + 1 :], at):
                left = max((column for column in rows[row] if column < at), default=None)
                # What stands over others stands over its own column too; else it is merged downwards, over nothing.
                origin = left if left is not None and _named_below(rows, order[i + 1 :], left) else None
            if origin is not None:
                lane.texts.append(rows[row][origin])
                lane.written.append((row, origin))
        lanes.append(lane)
    return lanes


def _named_below(rows: Mapping[int, Mapping[int, str]], below: Sequence[int], column: int) -> bool:
    return any(column in rows[row] for row in below)


def _column(lane: _Lane, shared: Mapping[tuple[int, int], int], table: Table, names: Names) -> Column:
    texts = lane.texts
    tries = [(" ".join(texts), -1)]
    if len(texts) > 1:
        tries += [(" ".join(texts[-2:]), -1), (f"{texts[-1]} {texts[-2]}", -1), (texts[-1], -1)]
        # What stands above this column alone names it, whatever remark stands below ("Họ và tên" over "in hoa").
        tries += [(texts[i], i) for i in range(len(texts) - 2, -1, -1) if shared[lane.written[i]] == 1]
    for text, level in tries:
        if (field := names.field(table, text)) is not None:
            return Column(lane.at, text, lane.written[level], field)
    return Column(lane.at, " ".join(dict.fromkeys(texts)), lane.written[-1])


def _joined(lanes: Sequence[_Lane], own: set[str], table: Table, names: Names) -> dict[int, tuple[Column, ...] | None]:
    """The columns of the sheet that make one field together: the first of them -> the columns of the table, the others -> None.

    `own` are the fields that have a column of their own.
    """
    joined: dict[int, tuple[Column, ...] | None] = {}
    for i, lane in enumerate(lanes):
        group = lanes[i : i + 3]
        if [_last(g) for g in group] == list(_DATE) and (heading := _heading(group, table, names)) is not None:
            parent, place = heading
            if parent.kind in (Kind.DATE, Kind.BIRTH):
                sources = tuple(g.at for g in group)
                joined[lane.at] = (Column(lane.at, lane.texts[-2], place, parent, Joint.DATE, sources),)
                joined.update(dict.fromkeys(sources[1:], None))
        pair = lanes[i : i + 2]
        if len(pair) == 2 and fold(pair[0].texts[-1]) in _FAMILY and fold(pair[1].texts[-1]) in _GIVEN and NAME_FIELD in table.by_slug:
            name = table.by_slug[NAME_FIELD]
            joined[lane.at] = (Column(lane.at, name.header, lane.written[-1], name, Joint.NAME, (lane.at, pair[1].at)),)
            joined[pair[1].at] = None
            continue
        if sorted(map(_last, pair)) == sorted(_SEXES) and SEX_FIELD in table.by_slug and lane.at not in joined:
            sources = tuple(p.at for p in sorted(pair, key=lambda p: _SEXES.index(_last(p))))
            heading = _heading(pair, table, names)
            sex = table.by_slug[SEX_FIELD]
            if heading is not None and heading[0].slug == BIRTH_FIELD:
                joined[lane.at] = _births(sources, heading[1], table, own)
            elif heading is not None and heading[0].slug == SEX_FIELD:
                joined[lane.at] = (Column(lane.at, sex.header, heading[1], sex, Joint.SEX, sources),)
            elif all(len(p.texts) == 1 for p in pair) and SEX_FIELD not in own:
                loose = BIRTH_FIELD not in own
                joined[lane.at] = (Column(lane.at, sex.header, lane.written[-1], sex, Joint.SEX, sources, loose),)
            else:
                continue
            joined[pair[1].at] = None
    return joined


def _births(sources: tuple[int, ...], place: tuple[int, int], table: Table, own: set[str]) -> tuple[Column, ...]:
    birth, sex = table.by_slug[BIRTH_FIELD], table.by_slug[SEX_FIELD]
    columns = [Column(min(sources), birth.header, place, birth, Joint.BIRTH_BY_SEX, sources)]
    if SEX_FIELD not in own:
        columns.append(Column(min(sources), sex.header, place, sex, Joint.SEX_BY_BIRTH, sources))
    return tuple(columns)


def _last(lane: _Lane) -> str:
    return lane.texts[-1].casefold().strip(" .:") if lane.texts else ""


def _heading(lanes: Sequence[_Lane], table: Table, names: Names) -> tuple[Field, tuple[int, int]] | None:
    """The field that the heading over all these columns, and over no other, names."""
    above = {lane.written[-2] if len(lane.written) > 1 else None for lane in lanes}
    place = above.pop()
    if above or place is None:
        return None
    field = names.field(table, lanes[0].texts[-2])
    return (field, place) if field is not None else None
