"""Results as CSV for Excel: UTF-8 with a mark at its beginning, so that Vietnamese letters stay right. Builds text; prints nothing."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dantin.board import Board
from dantin.diagnostic import Severity
from dantin.found import REPORT_TABLE, Report, Whose
from dantin.hamlet_entry import HamletEntry
from dantin.output.words import STATES, stage_words
from dantin.overview import MEASURES, RATIOS, Group, Overview, group_of
from dantin.vietnamese import short_date

MARK = "\ufeff"
"""By it Excel knows the text for UTF-8."""
_SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What a writer writes to: it gives back the line."""

    def write(self, line: str) -> str:
        return line


def table(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> Iterator[str]:
    """A table as CSV, line by line. A text that Excel would take for a formula gets an apostrophe before it; numbers stay numbers."""
    line = csv.writer(_Line(), lineterminator="\n").writerow
    yield MARK + line(header)
    for row in rows:
        yield line([_cell(value) for value in row])


def _cell(value: str | int | None) -> str | int:
    if isinstance(value, int):
        return value
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def status(board: Board) -> Iterator[str]:
    """The table of `dantin status`: one line a hamlet, in the order of the board."""
    header = (
        "Mã", "Ấp, khu phố", "Xã", "Hồ sơ", "Tình hình", "Đã đến bước", "Việc tiếp theo", "Hạn cuối", "Còn (ngày)",
    )  # fmt: skip
    rows = [row for commune in board.communes for row in commune.rows]
    return table(
        header,
        (
            (
                row.seat.code,
                row.seat.name or row.seat.label,
                row.seat.commune,
                STATES[row.seat.state] if row.seat.listed else f"{STATES[row.seat.state]}, ngoài danh sách",
                row.phase.value,
                stage_words(row),
                row.next.text if row.next is not None else "",
                short_date(row.due) if row.due is not None else "",
                row.days_left,
            )
            for row in (*rows, *board.unlisted)
        ),
    )


def report(overview: Overview) -> Iterator[str]:
    """The table of `dantin report`: a line for the whole, for each commune, for each hamlet; under each figure a whole number.

    The figures of the whole and of a commune are the sums of those of the hamlets below; a share is per cent, with a decimal comma.
    """
    header = (
        REPORT_TABLE, "Mã", "Ấp, khu phố", "Xã", "Hồ sơ", "Tình hình", "Đã đến bước", "Việc tiếp theo", "Hạn cuối", "Còn (ngày)",
        "Trưởng ấp, khu phố trúng cử", "Số phiếu", "Bí thư trúng cử",
        *(measure.label for measure in MEASURES), *(f"{ratio.label} (%)" for ratio in RATIOS),
    )  # fmt: skip
    empty = ("",) * 9
    whole = (overview.level_words, "", "", "", *empty, *_figures(overview.whole))
    communes = (("Xã", "", "", commune.name, *empty, *_figures(commune)) for commune in overview.communes)
    hamlets = (("Ấp, khu phố", *_stand(entry), *_figures(group_of(None, (entry,)))) for entry in overview.whole.entries)
    return table(header, chain((whole,), communes, hamlets))


def _stand(entry: HamletEntry) -> tuple[str | int | None, ...]:
    row, head, secretary = entry.row, entry.head_elected, entry.secretary_elected
    return (
        row.seat.code,
        row.seat.name or row.seat.label,
        row.seat.commune,
        STATES[row.seat.state],
        row.phase.value,
        stage_words(row),
        row.next.text if row.next is not None else "",
        short_date(row.due) if row.due is not None else "",
        row.days_left,
        head.name if head is not None else "",
        head.votes if head is not None else None,
        secretary.name if secretary is not None else "",
    )


def _figures(group: Group) -> tuple[str | int | None, ...]:
    """The figures of some hamlets, and their shares."""
    shares = (group.share(ratio) for ratio in RATIOS)
    numbers = (group.shown(measure) for measure in MEASURES)
    return (*numbers, *(share.text if share is not None else "" for share in shares))


def validation(report: Report) -> Iterator[str]:
    """The table of `dantin validate`: one line a finding, in the order of the report."""
    header = ("Mã ấp", "Ấp, khu phố", "Xã", "Mức", "Mã lỗi", "Nội dung", "Việc cần làm", "Căn cứ", "Mức căn cứ", "Vị trí", "Tệp")
    whose = Whose(report)

    def rows() -> Iterator[tuple[str | None, ...]]:
        for d in report.diagnostics:
            seat = whose(d)
            whose_is = (seat.code, seat.name, seat.commune) if seat is not None else (d.hamlet, None, None)
            yield *whose_is, _SEVERITY[d.severity], d.code, d.message, d.hint, d.citation, d.grade, str(d.place), d.place.file

    return table(header, rows())
