"""A unit written as a form, labels with what they name beside them ("Tên: Ấp 1"), instead of one row below a header."""

from dantin.readers.fields import BY_SLUG, Names
from dantin.readers.raw import Fate, Raw, SheetTable
from dantin.readers.sheet import Sheet


def read_form(sheet: Sheet, names: Names) -> SheetTable | None:
    """The unit written as a form ("Tên: Ấp 1" line by line) instead of one row below a header; None where the sheet is no such form."""
    table = BY_SLUG["don_vi"]
    headers: list[str] = []
    cells: list[Raw] = []
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    numbers: list[int] = []
    for row in range(len(sheet.rows)):
        filled = sheet.filled(row)
        at = 0
        while at < len(filled):
            column, label = filled[at], sheet.value(row, filled[at])
            at += 1
            if not isinstance(label, str):
                continue
            said, colon, rest = label.partition(":")
            known = names.field(table, said)
            if known is None:
                continue
            if colon and rest.strip():
                value, place = rest.strip(), (row, column)
            elif at < len(filled) and not _is_label(sheet, names, row, filled[at]):
                value, place = sheet.value(row, filled[at]), (row, filled[at])  # type: ignore[assignment]
                at += 1
            else:
                value, place = "", (row, column)
            moved[-1, len(headers)], moved[0, len(headers)] = (row, column), place
            headers.append(said)
            cells.append(value)
            numbers.append(row)
    required = {field.slug for field in table.fields if field.required}
    told = {f.slug for said in headers if (f := names.field(table, said)) is not None}
    if len(told & required) < 2:
        return None
    for row in range(numbers[-1] + 1):
        if sheet.fates[row] is Fate.UNKNOWN:
            sheet.fates[row] = Fate.READ if row in numbers else Fate.TITLE
    return SheetTable(
        sheet.raw.name,
        sheet.grid.name,
        headers,
        [cells],
        slug=table.slug,
        header_row=numbers[0],
        columns=[place[1] for (row, _), place in moved.items() if row == -1],
        numbers=[numbers[-1]],
        moved=moved,
        about=(sheet.grid.name,),
        decoded={where: sheet.decoded[place] for where, place in moved.items() if place in sheet.decoded},
        account=sheet.account,
        serial_shift=sheet.grid.serial_shift,
    )


def _is_label(sheet: Sheet, names: Names, row: int, column: int) -> bool:
    """Whether a cell is a label of the form rather than what a label names."""
    value = sheet.value(row, column)
    return isinstance(value, str) and value.rstrip().endswith(":") and names.field(BY_SLUG["don_vi"], value) is not None
