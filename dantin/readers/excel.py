"""An .xlsx or .xlsm workbook -> raw tables, each cell with its place. Finds the header row of every sheet; understands no value.

The values come from calamine; what calamine cannot tell (error values, formulas without a stored result) from the look that `guard` takes
at the parts first.
"""

from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from dantin.readers.fields import BY_NAME, Table
from dantin.readers.guard import SheetFaults, scan_workbook
from dantin.readers.raw import CellFault, Raw, RawFile, SheetTable, Unreadable
from dantin.vietnamese import fold, tidy

HEADER_WITHIN = 30
"""Among how many rows of a sheet, blank ones not counted, the header row is looked for."""

_SAVE_AGAIN = "Mở tệp bằng Excel, lưu lại thành tệp mới (.xlsx) rồi kiểm tra lại."


def read_excel(data: bytes, name: str) -> RawFile:
    """Read workbook bytes. Raises Unreadable for anything that is not a whole workbook."""
    faults = scan_workbook(data)
    file = RawFile(name)
    sheet_name = ""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            if [sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet] != list(faults):
                raise Unreadable("các trang tính được ghi trong tệp theo cách không đọc được", _SAVE_AGAIN)
            for sheet_name in faults:
                grid = workbook.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
                if (table := _find_table(name, sheet_name, grid, faults[sheet_name])) is not None:
                    file.tables.append(table)
    except (CalamineError, OSError) as error:
        raise Unreadable("tệp Excel bị hỏng", _SAVE_AGAIN) from error
    except OverflowError as error:
        raise Unreadable(f"trang “{sheet_name}” có số quá lớn trong ô định dạng ngày, giờ", "Sửa các ô đó rồi kiểm tra lại.") from error
    except BaseException as error:
        # A fault of calamine itself ends in a class that is no Exception, and that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("tệp Excel ghi theo cách không đọc được", _SAVE_AGAIN) from error
    return file


def _find_table(file: str, sheet: str, grid: Sequence[Sequence[Raw]], faults: SheetFaults) -> SheetTable | None:
    """The sheet as one table: the header row, then the rows below it; None for a sheet without any value."""
    table = BY_NAME.get(fold(sheet))
    header = _header_row(grid, table)
    if header is None:
        return None
    below = grid[header + 1 :]
    named = {i for i, value in enumerate(grid[header]) if _said(value)}
    unnamed = {i for i in range(len(grid[header])) if i not in named and any(_said(row[i]) for row in below)}
    columns = sorted(named | unnamed)
    headers = [tidy(str(grid[header][i])) for i in columns]
    whole = len(columns) == len(grid[header])
    rows: list[list[Raw]] = []
    numbers: list[int] = []
    faulty_rows = {row for row, _ in faults.cells}
    for number in range(header + 1, len(grid)):
        values: list[Raw] = list(grid[number] if whole else map(grid[number].__getitem__, columns))
        if number in faulty_rows:
            values = [
                CellFault(*faults.cells[number, column]) if (number, column) in faults.cells else value
                for value, column in zip(values, columns, strict=True)
            ]
        elif all(value == "" for value in values):
            continue
        rows.append(values)
        numbers.append(number)
    for number in sorted({row for row, column in faults.cells if row > header and row >= len(grid) and column in columns}):
        rows.append([CellFault(*faults.cells[number, c]) if (number, c) in faults.cells else None for c in columns])
        numbers.append(number)
    return SheetTable(file, sheet, headers, rows, header_row=header, columns=columns, numbers=numbers)


def _said(value: Raw) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _header_row(grid: Sequence[Sequence[Raw]], table: Table | None) -> int | None:
    """The first row most of whose cells name columns, else the one that names most; where no row names any, the first with a value."""
    best, best_score, first = None, 0, None
    looked = 0
    for number, row in enumerate(grid):
        texts = [value for value in row if isinstance(value, str) and value.strip()]
        if not any(_said(value) for value in row):
            continue
        first = number if first is None else first
        names = table.by_name if table is not None else {}
        score = len({names[key].slug for key in map(fold, texts) if key in names})
        if score > best_score:
            best, best_score = number, score
            if score > 1 and score * 2 > len(texts):
                break
        looked += 1
        if looked >= HEADER_WITHIN:
            break
    return best if best is not None else first
