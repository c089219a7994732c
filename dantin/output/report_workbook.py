"""The report as a workbook: in sum, by commune, by hamlet, what is open, what changed; with charts that Excel draws. Counts nothing itself.

Every number is a number and every day a day, so that a table can be sorted, filtered, and worked on. Of a share both its numbers stand
beside it.
"""

from collections.abc import Sequence
from datetime import date

from dantin.diagnostic import Severity, cell_name, column_letters
from dantin.hamlet_entry import HamletEntry, Work
from dantin.output.words import STATES, stage_words
from dantin.overview import (
    APPROVED,
    CONGRESS,
    ELECTED,
    ERRORS,
    EXPECTED,
    FUNNEL,
    IN_TIME,
    LATE,
    MODEL_SHARE,
    RATIOS,
    RECEIVED,
    RECOGNISED,
    SECRETARIES,
    TOPICS,
    TURNOUT,
    WITHOUT_ERROR,
    Measure,
    Overview,
    Ratio,
    group_of,
)
from dantin.overview_words import sentences, title
from dantin.percentage import Percentage
from dantin.readers.files.returned import REPORT
from dantin.since import COURSE, course, figures_since, hamlet_changes
from dantin.vietnamese import sentence_case
from dantin.workbooks.excel import DAY, TEXT, Chart, Look, Page, write_pages

_TITLE = Look(TEXT, bold=True, size=14)
_HEAD = Look(TEXT, bold=True, fill="D9E2F3", border=True, wrap=True, across="center", down="center")
_PART = Look(TEXT, bold=True, fill="EDEDED", border=True)
_WORDS = Look(TEXT, border=True, wrap=True)
_NUMBER = Look("#,##0", border=True)
_SHARE = Look("0.00", border=True)
_DATE = Look(DAY, border=True, across="center")
_PLAIN = Look(TEXT, wrap=True)
_TURNOUT_SHARE = 16
"""The column of a hamlet's turnout in per cent."""
_LETTERS = 110
"""So many letters fit on one line of the sentences."""

_BY_COMMUNE: tuple[Measure | Ratio, ...] = (
    EXPECTED, RECEIVED, WITHOUT_ERROR, ERRORS, LATE, ELECTED, RECOGNISED, IN_TIME, CONGRESS, SECRETARIES, APPROVED, MODEL_SHARE, TURNOUT,
)  # fmt: skip


def report_workbook(overview: Overview) -> bytes:
    """The workbook of a report."""
    pages = [_in_sum(overview), _by_commune(overview), _all_figures(overview), _by_hamlet(overview), _open(overview)]
    if overview.earlier is not None or course(overview):
        pages.append(_changes(overview))
    return write_pages(pages, note=title(overview), properties={REPORT: overview.as_of.isoformat()})


def _in_sum(overview: Overview) -> Page:
    page = Page("Tổng hợp", widths={0: 46, 1: 12, 2: 12, 3: 12, 4: 12}, landscape=True, one_sheet=True)
    page.put(0, 0, title(overview), _TITLE)
    row = 1
    for sentence in sentences(overview):
        page.put(row, 0, sentence, _PLAIN)
        page.merges.append(f"A{row + 1}:E{row + 1}")
        page.lines[row] = 1 + len(sentence) // _LETTERS
        row += 1
    row = _header(page, row + 1, ("Các bước", "Số ấp, khu phố"))
    first = row
    for measure, name in FUNNEL:
        page.put(row, 0, name, _WORDS)
        page.put(row, 1, overview.whole.number(measure), _NUMBER)
        row += 1
    page.charts.append(Chart("Các bước đã xong", _column(0, first, row), (_column(1, first - 1, row),), f"G{first}", across=True))
    row = _header(page, row + 1, ("Tỷ lệ", "Số đạt", "Trên tổng số", "Tỷ lệ (%)"))
    first = row
    for ratio in RATIOS:
        page.put(row, 0, ratio.label, _WORDS)
        _share(page, row, 1, overview.whole.share(ratio))
        row += 1
    if overview.target is not None:
        row = _header(page, row + 1, ("Mô hình “Dân tin, Đảng cử”", "Tỷ lệ (%)"))
        model = overview.whole.share(MODEL_SHARE)
        rows = [("Đã thực hiện", float(model.machine) if model is not None else 0.0), ("Chỉ tiêu", float(overview.target))]
        if overview.previous is not None:
            rows.append(("Nhiệm kỳ trước: bí thư là trưởng ấp", float(overview.previous)))
        for name, value in rows:
            page.put(row, 0, name, _WORDS)
            page.put(row, 1, value, _SHARE)
            row += 1
        labels = _column(0, row - len(rows), row)
        chart = Chart(
            "Mô hình so với chỉ tiêu (%)", labels, (_column(1, row - len(rows) - 1, row),), f"G{first + 8}", across=True, size=(16, 6)
        )
        page.charts.append(chart)
    return page


def _by_commune(overview: Overview) -> Page:
    page = Page("Theo xã", widths={0: 26}, landscape=True, header=0)
    labels: list[str] = []
    for one in _BY_COMMUNE:
        labels += (one.label,) if isinstance(one, Measure) else (one.part.label, one.whole.label, f"{one.label} (%)")
    row = _header(page, 0, ("Xã, phường", *labels))
    page.lines[0] = 5
    page.widths |= dict.fromkeys(range(1, len(labels) + 1), 11.0)
    for group in overview.groups:
        total = group is overview.whole
        page.put(row, 0, overview.level_words if total else group.title, _PART if total else _WORDS)
        column = 1
        for one in _BY_COMMUNE:
            if isinstance(one, Measure):
                page.put(row, column, group.shown(one), _NUMBER)
                column += 1
            else:
                _share(page, row, column, group.share(one))
                column += 3
        row += 1
    communes = len(overview.communes)
    if communes:
        page.sorted_by = f"A1:{column_letters(len(labels))}{communes + 1}"
        share = len(labels)
        chart = Chart(
            "Tỷ lệ dự bầu theo xã (%)", _column(0, 1, communes + 1), (_column(share, 0, communes + 1),), f"B{communes + 4}", (26, 9)
        )
        page.charts.append(chart)
    return page


def _all_figures(overview: Overview) -> Page:
    """Every figure in a line, under the headings under which they are told; the whole, then the communes, in columns."""
    page = Page("Đủ số liệu", widths={0: 52} | dict.fromkeys(range(1, len(overview.groups) + 1), 12.0), landscape=True, header=0)
    groups = (overview.whole, *overview.communes)
    row = _header(page, 0, ("Số liệu", overview.level_words, *(commune.title for commune in overview.communes)))
    page.lines[0] = 3
    for topic in TOPICS:
        page.put(row, 0, topic.title, _PART)
        row += 1
        for measure in topic.measures:
            page.put(row, 0, measure.short, _WORDS)
            for column, group in enumerate(groups, 1):
                page.put(row, column, group.shown(measure), _NUMBER)
            row += 1
    return page


def _by_hamlet(overview: Overview) -> Page:
    header = (
        "Mã", "Ấp, khu phố", "Xã", "Hồ sơ", "Tình hình", "Đã đến bước", "Việc tiếp theo", "Hạn cuối", "Còn (ngày)", "Kết quả bầu trưởng",
        "Trúng cử ở lần", "Trưởng trúng cử", "Số phiếu", "Trên tổng số", "Dự bầu", "Tổng số đại diện hộ", "Tỷ lệ dự bầu (%)",
        "Bí thư trúng cử", "Bí thư kiêm", "Mức kiểm tra", "Số lỗi", "Số cảnh báo",
    )  # fmt: skip
    widths = (9, 18, 18, 11, 16, 22, 34, 11, 8, 18, 8, 22, 8, 8, 8, 9, 9, 22, 20, 20, 7, 9)
    page = Page("Theo ấp", widths=dict(enumerate(map(float, widths))), landscape=True, header=0)
    row = _header(page, 0, header)
    page.lines[0] = 3
    for entry in overview.whole.entries:
        values = _of_hamlet(entry)
        for column, value in enumerate(values):
            page.put(row, column, value, _SHARE if column == _TURNOUT_SHARE else _look_of(value))
        _fit(page, row, values)
        row += 1
    page.sorted_by = f"A1:{column_letters(len(header) - 1)}{row}"
    return page


def _of_hamlet(entry: HamletEntry) -> Sequence[object]:
    row, head, secretary = entry.row, entry.head_elected, entry.secretary_elected
    turnout = group_of(None, (entry,)).share(TURNOUT)
    return (
        row.seat.code, row.seat.name or row.seat.label, row.seat.commune, STATES[row.seat.state], row.phase.value, stage_words(row),
        row.next.text if row.next is not None else None, row.due, row.days_left, sentence_case(entry.head.value), entry.round,
        head.name if head is not None else None, head.votes if head is not None else None, head.base if head is not None else None,
        turnout.part if turnout is not None else None, turnout.whole if turnout is not None else None,
        float(turnout.machine) if turnout is not None else None, secretary.name if secretary is not None else None,
        entry.secretary.value, entry.checked.value, entry.errors, entry.warnings,
    )  # fmt: skip


def _open(overview: Overview) -> Page:
    header = ("Xã", "Mã", "Ấp, khu phố", "Mức", "Mã lỗi", "Nội dung", "Vị trí", "Tệp", "Nhắc ai, làm gì")
    widths = (18, 9, 18, 10, 9, 60, 16, 26, 60)
    page = Page("Việc cần xử lý", widths=dict(enumerate(map(float, widths))), landscape=True, header=0)
    row = _header(page, 0, header)
    lines: list[tuple[HamletEntry | None, Work]] = [(None, work) for work in overview.general]
    lines += overview.whole.work
    for entry, work in lines:
        seat = entry.row.seat if entry is not None else None
        values = (
            seat.commune if seat is not None else None, seat.code if seat is not None else None,
            seat.name or seat.label if seat is not None else overview.level_words, "lỗi" if work.severity is Severity.ERROR else "cảnh báo",
            work.code, work.what, work.place, work.file, work.reminder,
        )  # fmt: skip
        for column, value in enumerate(values):
            page.put(row, column, value, _WORDS)
        _fit(page, row, values)
        row += 1
    page.sorted_by = f"A1:{column_letters(len(header) - 1)}{row}"
    return page


def _changes(overview: Overview) -> Page:
    """What changed since the report it is set beside, and the course over the days."""
    page = Page("Thay đổi", widths={0: 36, 1: 22, 2: 22, 3: 22, 4: 22, 5: 22}, landscape=True)
    row = 0
    if overview.earlier is not None:
        page.put(row, 0, "So với báo cáo ngày", _TITLE)
        page.put(row, 1, overview.earlier.as_of, _DATE)
        row = _header(page, row + 1, ("Số liệu", "Khi ấy", "Nay", "Chênh lệch"))
        for measure, then, now in figures_since(overview):
            page.put(row, 0, measure.label, _WORDS)
            for column, number in enumerate((then, now, now - then), 1):
                page.put(row, column, number, _NUMBER)
            row += 1
        row = _header(page, row + 1, ("Thay đổi", "Xã", "Ấp, khu phố", "Cụ thể"))
        for change in hamlet_changes(overview):
            values = (change.kind.value, change.commune, change.label, change.detail)
            for column, value in enumerate(values):
                page.put(row, column, value, _WORDS)
            _fit(page, row, values)
            row += 1
        row += 1
    if days := course(overview):
        first = row = _header(page, row, ("Ngày", *(measure.label for measure in COURSE)))
        for day, numbers in days:
            page.put(row, 0, day, _DATE)
            for column, number in enumerate(numbers, 1):
                page.put(row, column, number, _NUMBER)
            row += 1
        series = tuple(_column(column, first - 1, row) for column in range(1, len(COURSE) + 1))
        page.charts.append(Chart("Diễn biến theo ngày", _column(0, first, row), series, f"A{row + 3}", (24, 10), lines=True))
    return page


def _header(page: Page, row: int, labels: Sequence[str]) -> int:
    """Write a header; gives the row below."""
    for column, label in enumerate(labels):
        page.put(row, column, label, _HEAD)
    return row + 1


def _share(page: Page, row: int, column: int, share: Percentage | None) -> None:
    """A share in three cells: its two numbers, and the per cent; empty ones where there is none."""
    page.put(row, column, share.part if share is not None else None, _NUMBER)
    page.put(row, column + 1, share.whole if share is not None else None, _NUMBER)
    page.put(row, column + 2, float(share.machine) if share is not None else None, _SHARE)


def _fit(page: Page, row: int, values: Sequence[object]) -> None:
    """Make a row as high as its longest text needs."""
    page.lines[row] = max(
        (1 + int(len(str(value)) // page.widths[column]) for column, value in enumerate(values) if value is not None), default=1
    )


def _look_of(value: object) -> Look:
    return _DATE if isinstance(value, date) else _NUMBER if isinstance(value, int) else _WORDS


def _column(column: int, first: int, after: int) -> str:
    """The cells of a column from one row to that before another, both from 0."""
    return f"{cell_name(first, column)}:{cell_name(after - 1, column)}"
