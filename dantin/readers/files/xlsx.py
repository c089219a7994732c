"""An .xlsx or .xlsm workbook -> grids of cells. Understands no value, and looks for no header.

The values come from calamine; what calamine cannot tell (error values, formulas without a stored result, what is hidden or merged) from
the look that `guard` takes at the parts first.
"""

from functools import partial
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from dantin.readers.files.grid import FROM_1904, Grid
from dantin.readers.files.guard import SheetLook, scan_workbook
from dantin.readers.files.number_formats import put_shown
from dantin.readers.files.raw import CellFault, Raw, Unreadable

_SAVE_AGAIN = "Mở tệp bằng Excel, lưu lại thành tệp mới (.xlsx) rồi kiểm tra lại."


def read_xlsx(data: bytes, opened: ZipFile | None = None) -> list[Grid]:
    """The worksheets of a workbook, in their order. Raises Unreadable for anything that is not a whole workbook.

    `opened` is its zip, if that was opened before.
    """
    look = scan_workbook(data, opened)
    grids = []
    sheet_name = ""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(look.parts)) as workbook:
            if [sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet] != list(look.sheets):
                raise Unreadable("các trang tính được ghi trong tệp theo cách không đọc được", _SAVE_AGAIN)
            for sheet_name, sheet in look.sheets.items():
                rows: list[list[Raw]] = workbook.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)  # type: ignore[assignment]
                _put_faults(rows, sheet)
                put_shown(rows, sheet.formats)
                grids.append(
                    Grid(
                        sheet_name,
                        rows,
                        sheet.hidden,
                        sheet.hidden_rows,
                        sheet.hidden_columns,
                        sheet.merges,
                        FROM_1904 if look.from_1904 else 0,
                        partial(_fonts, look.parts, sheet.part) if look.old_fonts else None,
                    )
                )
    except (CalamineError, OSError) as error:
        raise Unreadable("tệp Excel bị hỏng", _SAVE_AGAIN) from error
    except OverflowError as error:
        raise Unreadable(f"trang “{sheet_name}” có số quá lớn trong ô định dạng ngày, giờ", "Sửa các ô đó rồi kiểm tra lại.") from error
    except BaseException as error:
        # A fault of calamine itself ends in a class that is no Exception, and that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("tệp Excel ghi theo cách không đọc được", _SAVE_AGAIN) from error
    return grids


def _put_faults(rows: list[list[Raw]], sheet: SheetLook) -> None:
    """Put what cannot be read where the fast reader saw a blank cell, or saw no cell at all."""
    for (row, column), fault in sheet.faults.items():
        rows.extend([] for _ in range(len(rows), row + 1))
        cells = rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = CellFault(*fault)


def _fonts(data: bytes, part: str) -> dict[tuple[int, int], str]:
    from dantin.readers.files.fonts import old_fonts

    return old_fonts(data, part)
