"""One dossier in the many shapes that people give their workbooks: title blocks, headers in two rows, footers, totals, hidden rows, groups.

A `Layout` is drawn at random and dresses the plain sheets of a dossier; reading the dressed workbook must give the model of the plain one.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from random import Random
from typing import Any

from xlsxwriter import Workbook

Cells = list[object]


@dataclass
class Dressed:
    """A sheet as it is written: its rows, what is merged and hidden, and where each plain cell (row, column) went."""

    name: str
    rows: list[Cells] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    moved: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


TITLES: Sequence[list[Cells]] = (
    [],
    [["DANH SÁCH TỔNG HỢP"]],
    [["ỦY BAN NHÂN DÂN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["XÃ AN PHƯỚC", None, "Độc lập - Tự do - Hạnh phúc"], []],
    [[], [None, "Biểu số 03"], ["(Kèm theo Kế hoạch số 12/KH-UBND)"]],
)
FOOTERS: Sequence[list[Cells]] = (
    [],
    [
        [],
        [None, None, "An Phước, ngày 10 tháng 11 năm 2024"],
        ["Người lập biểu", None, None, "Trưởng ấp"],
        [],
        ["Lê Văn Mẫu", None, None, "Trần Thị Thử"],
    ],
    [["Người lập biểu"], ["(Ký, ghi rõ họ tên)"]],
    [[], ["Ghi chú: danh sách lập theo sổ hộ"]],
)
TOTALS: Sequence[Cells] = (["Tổng cộng"], ["Cộng:", None, 3], [None, "Tổng số: 12 hộ"], ["Tổng", 12, 12])


def dress(random: Random, name: str, header: Sequence[str], rows: Sequence[Sequence[object]], *, people: bool) -> Dressed:
    """One sheet dressed at random. `people`: a table whose rows name people, under which totals and signatures are usual."""
    sheet = Dressed(name)
    titles = random.choice(TITLES)
    sheet.rows += [list(line) for line in titles]
    columns, split = _header(random, sheet, list(header), rows)
    if random.random() < 0.3:
        sheet.rows.append([f"({number})" for number in range(1, len(sheet.rows[-1]) + 1)])
    for number, row in enumerate(rows):
        for _ in range(random.choice((0, 0, 0, 1, 2))):
            sheet.rows.append([])
        cells: Cells = []
        for column, value in enumerate(row):
            sheet.moved[number, column] = (len(sheet.rows), len(cells))
            if column == split:
                chosen = 1 if value == "Nữ" else 0
                sheet.moved[number, column] = (len(sheet.rows), len(cells) + chosen)
                cells += [random.choice(("x", "X", "1", "✓")) if value == word else None for word in ("Nam", "Nữ")]
            else:
                cells.append(value)
        if random.random() < 0.15:
            sheet.hidden_rows.add(len(sheet.rows))
        sheet.rows.append(cells)
    if people and rows and random.random() < 0.6:
        sheet.rows.append(list(random.choice(TOTALS)))
        sheet.told.append("total")
    if people and rows:
        footer = random.choice(FOOTERS)
        sheet.rows += [list(line) for line in footer]
    if random.random() < 0.3 and columns > 2:
        sheet.hidden_columns.add(random.randrange(columns))
    return sheet


def _header(random: Random, sheet: Dressed, header: list[str], rows: Sequence[Sequence[object]]) -> tuple[int, int | None]:
    """Write the header in one row or two; gives its width and the column that was split into "Nam" and "Nữ"."""
    sex = next((i for i, text in enumerate(header) if text in ("Giới tính", "gioi_tinh")), None)
    plain = sex is not None and all(row[sex] in ("Nam", "Nữ", None, "") for row in rows)
    split = sex if plain and random.random() < 0.7 else None
    two = split is not None or random.random() < 0.3
    if not two:
        sheet.rows.append(list(header))
        return len(header), None
    top: Cells = []
    below: Cells = []
    first = len(sheet.rows)
    for column, text in enumerate(header):
        if column == split:
            sheet.merges.append((first, len(top), first, len(top) + 1))
            top += [text, None]
            below += ["Nam", "Nữ"]
            continue
        sheet.merges.append((first, len(top), first + 1, len(top)))
        top.append(text)
        below.append(None)
    sheet.rows += [top, below] if split is not None else [top]
    if split is None:
        sheet.merges.clear()
    return len(top), split


def write(sheets: Sequence[Dressed]) -> bytes:
    """The workbook of these sheets."""
    memory = io.BytesIO()
    book = Workbook(memory, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    day, hour = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for area in sheet.merges:
            page.merge_range(*area, "")
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                _write(page, r, c, value, {date: day, time: hour})
        for r in sheet.hidden_rows:
            page.set_row(r, None, None, {"hidden": True})
        for c in sheet.hidden_columns:
            page.set_column(c, c, None, None, {"hidden": True})
    book.close()
    return memory.getvalue()


def _write(page: Any, row: int, column: int, value: object, forms: Mapping[type, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, (date, time)):
        page.write_datetime(row, column, value, forms[type(value)])
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value))
