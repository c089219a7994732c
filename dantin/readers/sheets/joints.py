"""One field told in several columns of a sheet -> its value, and which of the columns it came from. Nothing is guessed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dantin.readers.files.raw import CellFault, Raw, Trouble
from dantin.readers.sheets.columns import Joint
from dantin.readers.sheets.row_words import ticked
from dantin.vietnamese import tidy

_SEXES = ("Nam", "Nữ")


def join(joint: Joint, values: Sequence[Raw]) -> tuple[Raw, int]:
    """The one value that these cells tell, and the index of the cell it stands in; a `CellFault` where they contradict each other."""
    for index, value in enumerate(values):
        if isinstance(value, CellFault):
            return value, index
    return _JOIN[joint](values)


def is_blank(value: Raw) -> bool:
    """Whether nothing can be seen in a cell."""
    # A first letter or digit spares nearly every cell the look for what can be seen.
    return value is None or value == "" or (isinstance(value, str) and not value[0].isalnum() and not tidy(value))


def holds_birth(value: Raw) -> bool:
    """Whether a cell under "Nam" or "Nữ" holds a date or a year rather than a tick."""
    if isinstance(value, str):
        return any(c.isdigit() for c in value) and ticked(value) is None
    return isinstance(value, date) or (isinstance(value, (int, float)) and not isinstance(value, bool) and value > 1)


def _sex(values: Sequence[Raw]) -> tuple[Raw, int]:
    ticks = [ticked(value) for value in values]
    for index, tick in enumerate(ticks):
        if tick is None:
            written = values[index]
            # Some write the word itself into its column.
            if isinstance(written, str) and tidy(written).casefold() == _SEXES[index].casefold():
                ticks[index] = True
                continue
            return CellFault(Trouble.NO_TICK, str(written)), index
    if all(ticks):
        return CellFault(Trouble.BOTH), 1
    return (_SEXES[ticks.index(True)], ticks.index(True)) if any(ticks) else (None, 0)


def _birth(values: Sequence[Raw]) -> tuple[Raw, int]:
    filled = [index for index, value in enumerate(values) if not is_blank(value)]
    if len(filled) > 1:
        return CellFault(Trouble.BOTH), filled[1]
    return (values[filled[0]], filled[0]) if filled else (None, 0)


def _sex_by_birth(values: Sequence[Raw]) -> tuple[Raw, int]:
    filled = [index for index, value in enumerate(values) if not is_blank(value)]
    return (_SEXES[filled[0]], filled[0]) if len(filled) == 1 else (None, 0)


def _date(values: Sequence[Raw]) -> tuple[Raw, int]:
    parts = [str(int(v)) if isinstance(v, float) and v.is_integer() else tidy(str(v)) if not is_blank(v) else "" for v in values]
    day, month, year = parts
    if not any(parts):
        return None, 0
    if year and not day and not month:
        return year, 2
    if "" in parts:
        return CellFault(Trouble.PART_MISSING), parts.index("")
    for index, (part, most) in enumerate(zip(parts, (31, 12, 9999), strict=True)):
        if not (part.isascii() and part.isdigit() and 0 < int(part[:5]) <= most):
            return CellFault(Trouble.SPLIT, part), index
    return f"{day}/{month}/{year}", 0


def _name(values: Sequence[Raw]) -> tuple[Raw, int]:
    filled = [index for index, value in enumerate(values) if not is_blank(value)]
    if not filled:
        return None, 0
    odd = next((index for index in filled if not isinstance(values[index], str)), None)
    return (values[odd], odd) if odd is not None else (" ".join(tidy(str(values[index])) for index in filled), filled[0])


_JOIN: Mapping[Joint, Callable[[Sequence[Raw]], tuple[Raw, int]]] = {
    Joint.SEX: _sex,
    Joint.BIRTH_BY_SEX: _birth,
    Joint.SEX_BY_BIRTH: _sex_by_birth,
    Joint.DATE: _date,
    Joint.NAME: _name,
}
