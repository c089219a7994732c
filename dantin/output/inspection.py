"""How a file was understood: its sheets, headers, columns, rows read and rows left out, hamlets found. As plain data, and as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from dantin.diagnostic import column_letters
from dantin.output.json import SCHEMA, diagnostic
from dantin.output.terminal import findings
from dantin.readers import ReadDossier, Reading
from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES, TABLES
from dantin.readers.dossier.quoting import nearest, shown
from dantin.readers.files.raw import Fate, RawTable, SheetAccount, SheetTable
from dantin.readers.findings import DT001
from dantin.records import dataclass

_WHY = {
    Fate.TITLE: "tiêu đề, ghi chú phía trên",
    Fate.HEADER: "tiêu đề cột",
    Fate.NUMBERING: "đánh số cột",
    Fate.REPEATED: "tiêu đề cột lặp lại",
    Fate.BLANK: "dòng trống",
    Fate.NUMBER_ONLY: "chỉ có số thứ tự",
    Fate.GROUP: "tên nhóm (ấp, tổ) của các dòng dưới",
    Fate.TOTAL: "dòng tổng cộng",
    Fate.EXAMPLE: "dòng ví dụ, dòng mẫu",
    Fate.FOOTER: "chân trang, người ký",
    Fate.ASTRAY: "không biết của ấp nào",
    Fate.UNKNOWN: "không thuộc bảng nào đọc được",
}
_REASONS = {
    Fate.REPEATED: "repeated_header",
    Fate.NUMBER_ONLY: "number_only",
    Fate.ASTRAY: "hamlet_unknown",
    Fate.UNKNOWN: "table_unknown",
}
_MOST_RUNS = 12
_MOST_NAMES = 3


class Is(StrEnum):
    """What a file or folder in a folder is to dantin."""

    DOSSIER = "dossier"
    CONFIG = "config"
    LIST = "list"
    LOCK = "lock"
    PAPER = "paper"
    MADE = "made"
    HIDDEN = "hidden"
    OTHER = "other"


_WHAT = {
    Is.CONFIG: "tệp cấu hình, áp dụng cho các hồ sơ ở đây",
    Is.LIST: "danh sách ấp, khu phố mà dantin.yaml nêu; không phải hồ sơ",
    Is.LOCK: "tệp khóa của Word, Excel (hồ sơ đang mở, hoặc máy tắt đột ngột); bỏ qua",
    Is.PAPER: "giấy tờ Word; không đọc",
    Is.MADE: "thư mục giấy tờ dantin đã lập; không tìm hồ sơ ở đây",
    Is.HIDDEN: "ẩn; bỏ qua",
    Is.OTHER: "không phải hồ sơ; không đọc",
}


@dataclass(frozen=True)
class Entry:
    """One thing in a folder, what it is and, for a dossier, how it was understood."""

    path: Path
    kind: Is
    reading: Reading | None = None


def unread(reading: Reading) -> bool:
    """Whether the file could not be read at all."""
    return any(finding.code == DT001.code for finding in reading.diagnostics)


def document(reading: Reading) -> dict[str, Any]:
    """The document of `dantin inspect --format json`. Rows count from 1; columns of a workbook are letters."""
    return {
        "schema": SCHEMA,
        "file": reading.file,
        "hamlets": [_hamlet(entry) for entry in reading.dossiers],
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
        "tables": [_table(table) for table in reading.tables if table.slug is not None],
        "diagnostics": [diagnostic(finding) for finding in reading.diagnostics],
    }


def _hamlet(entry: ReadDossier) -> dict[str, Any]:
    unit = entry.dossier.unit
    rows = {table.slug: len(getattr(entry.dossier, table.attribute)) for table in TABLES if table.attribute and table.slug != "don_vi"}
    rows["ket_qua"] = sum(len(round_.candidates) for round_ in entry.dossier.rounds)
    return {"code": unit.code, "name": unit.name, "commune": unit.commune, "rows": {slug: n for slug, n in rows.items() if n}}


def _sheet(sheet: SheetAccount) -> dict[str, Any]:
    left = [
        {"first": first + 1, "last": last + 1, "reason": _REASONS.get(fate, fate.value)}
        for fate, first, last in _runs(sheet.fates)
        if fate is not Fate.READ
    ]
    return {"name": sheet.name, "hidden": sheet.hidden, "rows": len(sheet.fates), "read": sheet.fates.count(Fate.READ), "left_out": left}


def _table(table: RawTable) -> dict[str, Any]:
    sheet = table if isinstance(table, SheetTable) else None
    place = table.place()
    header = [number + 1 for number in _header_rows(sheet)] if sheet is not None else []
    columns = []
    known = BY_SLUG[table.slug or ""]
    for index, text in enumerate(table.headers):
        field, stands = table.fields.get(index), table.header_place(index)
        names = [name for f in known.fields if f.slug not in table.fields.values() for name in (f.header, f.slug)]
        columns.append(
            {
                "column": column_letters(sheet.columns[index]) if sheet is not None else None,
                "cell": stands.cell if stands.sheet == place.sheet else str(stands),
                "line": stands.line,
                "header": text,
                "field": field,
                "nearest": nearest(text, names) if field is None and text else None,
            }
        )
    rows = sum(sheet.account.fates[n] is Fate.READ for n in sheet.numbers) if sheet is not None and sheet.account else len(table.rows)
    return {
        "table": table.slug,
        "sheet": place.sheet,
        "line": place.line,
        "downwards": sheet is not None and sheet.downwards,
        "header_rows": header,
        "columns": columns,
        "rows": rows,
    }


def _header_rows(table: SheetTable) -> range:
    first = table.header_row
    if table.downwards:
        return range(first, first + 1)
    fates = table.account.fates if table.account is not None else []
    while first > 0 and fates[first - 1] is Fate.HEADER:
        first -= 1
    return range(first, table.header_row + 1)


def _runs(fates: Sequence[Fate]) -> list[tuple[Fate, int, int]]:
    """Rows of one fate that follow each other: the fate, the first and the last, from 0."""
    runs: list[tuple[Fate, int, int]] = []
    for number, fate in enumerate(fates):
        if runs and runs[-1][0] is fate:
            runs[-1] = (fate, runs[-1][1], number)
        else:
            runs.append((fate, number, number))
    return runs


def show(out: Console, reading: Reading) -> None:
    """The same for a person: what was found, sheet by sheet, then what was found wrong."""
    fields = document(reading)
    _show_hamlets(out, fields["hamlets"])
    sheets: list[SheetAccount | None] = [*reading.sheets] or [None]
    for sheet in sheets:
        tables = [table for table in fields["tables"] if sheet is None or table["sheet"] == sheet.name]
        for table in tables:
            out.print()
            _show_table(out, table)
        if sheet is not None:
            if not tables:
                out.print()
                out.print(Text(f"Trang {shown(sheet.name)}: không có bảng nào đọc được", style="bold"))
            _show_rows(out, sheet)
    if reading.diagnostics:
        out.print()
        findings(out, sorted(reading.diagnostics, key=lambda diagnostic: diagnostic.order))


def folder_document(folder: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """The document of `dantin inspect FOLDER --format json`: every entry with what it is, a dossier with its hamlets and findings."""
    return {
        "schema": SCHEMA,
        "folder": folder,
        "files": [
            {
                "file": entry.path.as_posix(),
                "kind": entry.kind.value,
                "hamlets": [_hamlet(read) for read in entry.reading.dossiers] if entry.reading is not None else [],
                "diagnostics": [diagnostic(finding) for finding in entry.reading.diagnostics] if entry.reading is not None else [],
            }
            for entry in entries
        ],
    }


def show_folder(out: Console, folder: Path, entries: Sequence[Entry]) -> None:
    """The same for a person, one line for each."""
    readings = [entry.reading for entry in entries if entry.reading is not None]
    hamlets = sum(len(reading.dossiers) for reading in readings)
    counted = f"{len(readings)} hồ sơ, {hamlets} ấp, khu phố" if readings else "Không có hồ sơ nào trong thư mục này"
    out.print(Text(f"{counted}{':' if entries else '.'}", style="bold"))
    for entry in entries:
        words, style = _of_dossier(entry.reading) if entry.reading is not None else (_WHAT[entry.kind], "dim")
        out.print(Text.assemble("  ", (entry.path.relative_to(folder).as_posix(), "cyan"), ": ", (words, style)))
    if any(reading.diagnostics for reading in readings):
        out.print(Text("Xem kỹ một tệp: dantin inspect TỆP. Kiểm tra tất cả: dantin validate THƯ_MỤC."))


def _of_dossier(reading: Reading) -> tuple[str, str]:
    """What is said of a dossier in one line, and its style."""
    lost = next((finding for finding in reading.diagnostics if finding.code == DT001.code), None)
    if lost is not None:
        return lost.message, "bold red"
    names = [" ".join(part for part in (d.dossier.unit.code, d.dossier.unit.name) if part) or "(chưa rõ tên)" for d in reading.dossiers]
    shown_names = ", ".join(names[:_MOST_NAMES]) + (f" và {len(names) - _MOST_NAMES} ấp nữa" if len(names) > _MOST_NAMES else "")
    words = f"hồ sơ của {shown_names}" if names else "đọc được, nhưng không thấy ấp, khu phố nào"
    count = len(reading.diagnostics)
    return (f"{words}; {count} chỗ cần xem khi đọc" if count else words), "yellow" if count or not names else ""


def _show_hamlets(out: Console, hamlets: Sequence[dict[str, Any]]) -> None:
    out.print(Text(f"{len(hamlets)} ấp, khu phố trong tệp:", style="bold"))
    for hamlet in hamlets:
        name = " ".join(part for part in (hamlet["code"], hamlet["name"]) if part) or "(chưa rõ tên)"
        rows = ", ".join(f"{BY_SLUG[slug].sheet} {n}" for slug, n in hamlet["rows"].items()) or "chưa có bảng nào khác"
        out.print(Text(f"  {name}{', ' + hamlet['commune'] if hamlet['commune'] else ''}: {rows}"))


def _show_table(out: Console, table: dict[str, Any]) -> None:
    known = BY_SLUG[table["table"]]
    if table["sheet"] is not None:
        rows = table["header_rows"]
        where = f"Trang {shown(table['sheet'])}, tiêu đề cột ở {_span(rows[0], rows[-1])}"
        if table["downwards"]:
            where = f"Trang {shown(table['sheet'])}, mỗi dòng một nhãn, từ dòng {rows[0]}"
    else:
        where = f"Dòng {table['line']}"
    out.print(Text(f"{where}: bảng “{known.sheet}” ({known.slug}), đọc {table['rows']} dòng", style="bold"))
    for column in table["columns"]:
        at = (column["cell"] if table["downwards"] else column["column"]) or f"dòng {column['line']}"
        field = column["field"]
        if field is not None:
            header = known.by_slug[field].header if field in known.by_slug else "người và số phiếu" if field == NESTED_CANDIDATES else field
            out.print(Text(f"  {at:>4}  {shown(column['header'])} → {header} ({field})"))
            continue
        offer = f" Gần nhất: “{column['nearest']}”." if column["nearest"] else ""
        header = shown(column["header"]) if column["header"] else "(không có tiêu đề)"
        out.print(Text(f"  {at:>4}  {header} → không đọc.{offer}", style="yellow"))


def _show_rows(out: Console, sheet: SheetAccount) -> None:
    """The account of a sheet: rows read, rows left out and why; together they are all its rows."""
    counted = Counter(sheet.fates)
    hidden = ", trang bị ẩn" if sheet.hidden else ""
    out.print(Text(f"  Trang {shown(sheet.name)} có {len(sheet.fates)} dòng{hidden}: đọc {counted[Fate.READ]} dòng"))
    for line in _left_out(sheet):
        out.print(Text(f"    bỏ {line}"))


def _left_out(sheet: SheetAccount) -> Iterator[str]:
    for fate, why in _WHY.items():
        runs = [_span(first + 1, last + 1) for its, first, last in _runs(sheet.fates) if its is fate]
        if runs:
            more = f" và {len(runs) - _MOST_RUNS} chỗ khác" if len(runs) > _MOST_RUNS else ""
            yield f"{sheet.fates.count(fate)} dòng ({why}): {', '.join(runs[:_MOST_RUNS])}{more}"


def _span(first: int, last: int) -> str:
    return f"dòng {first}" if first == last else f"dòng {first}-{last}"
