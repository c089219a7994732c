"""A mended copy of a dossier: cells of a workbook, and a last sheet that tells them; scalars of YAML; all else as it was.

What is to be written is said by `readers.dossier.mends`. Imports `patching` for workbooks and the YAML reader; no rule, no folder.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from dantin.errors import CannotDo
from dantin.legacy_fonts import coding_of_font
from dantin.readers.dossier.mends import Left, Mend, Why
from dantin.readers.dossier.quoting import decimal
from dantin.records import dataclass
from dantin.vietnamese import short_date
from dantin.workbooks.journal_page import journal_page
from dantin.workbooks.patching import Workbook

_FONT = "Times New Roman"
_DAY, _NUMBER, _TEXT = "dd/mm/yyyy", "General", "@"


@dataclass(frozen=True)
class Mended:
    """What came of it: the copy (None: nothing could be changed), what was changed, and what was left."""

    data: bytes | None
    done: Sequence[Mend]
    left: Sequence[Left]

    @classmethod
    def of(cls, data: bytes | None, done: Sequence[Mend], left: Sequence[Left]) -> "Mended":
        """The same, in the order of places."""
        return cls(data, sorted(done, key=lambda entry: entry.place.order), sorted(left, key=lambda entry: entry.place.order))


def written(value: str | int | float | date) -> str:
    """A value as a person would write it."""
    return short_date(value) if isinstance(value, date) else decimal(value) if isinstance(value, float) else str(value)


def mend_workbook(data: bytes, mends: Sequence[Mend], left: Sequence[Left]) -> Mended:
    """Mend the cells of an .xlsx or .xlsm. Raises CannotDo for a workbook in which nothing can be changed."""
    book = Workbook(data)
    sheets = frozenset(book.sheets)
    done, kept = [], list(left)
    for mend in mends:
        why = _in_the_way(book, sheets, mend)
        if why is None:
            try:
                _put(book, mend)
            except CannotDo as error:
                why = str(error)
        if why is None:
            done.append(mend)
        elif why:
            kept.append(Left(mend.place, written(mend.old), why))
    if not done:
        return Mended.of(None, (), kept)
    if any(not isinstance(mend.new, str) for mend in done):
        book.recalculate()
    kept.sort(key=lambda entry: entry.place.order)
    book.add_sheet(journal_page([(mend, written(mend.old), written(mend.new)) for mend in done], kept))
    return Mended.of(book.data(), done, kept)


def _in_the_way(book: Workbook, sheets: Collection[str], mend: Mend) -> str | None:
    """Why a cell is left as it is; empty where that is nothing to be told, None where nothing is in the way."""
    sheet, cell = mend.place.sheet, mend.place.cell
    if sheet is None or cell is None or sheet not in sheets:
        return "không có ô nào để sửa"
    if book.has_formula(sheet, cell):
        return "ô có công thức: sửa ở ô mà công thức lấy số liệu"
    if not book.holds(sheet, cell, mend.old):
        # What a merged cell says to each of its rows stands in its first.
        return ""
    if book.has_rich_text(sheet, cell):
        return "trong ô có chữ định dạng riêng (đậm, màu) sẽ mất nếu sửa: tự gõ lại"
    if mend.header is None and book.has_tables(sheet):
        return "trang có bảng (Table) của Excel, tiêu đề cột phải sửa trong Excel"
    return None


def _put(book: Workbook, mend: Mend) -> None:
    sheet, cell = str(mend.place.sheet), str(mend.place.cell)
    if isinstance(mend.new, date):
        shape: str | None = _DAY
    elif isinstance(mend.new, int):
        shape = None if book.shows_numbers(sheet, cell) else _NUMBER
    else:
        # Typed anew in a cell for numbers it would lose its zeros once more.
        shape = _TEXT if mend.why is Why.LOST_ZERO else None
    book.put(sheet, cell, mend.new, shape)
    if isinstance(mend.new, date) and isinstance(mend.old, str):
        book.shrink(sheet, cell)
    if isinstance(mend.new, str) and coding_of_font(book.font(sheet, cell)) is not None:
        book.set_font(sheet, cell, _FONT)


# --- YAML -----------------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[^\W_][^\[\]{},&*!|>%@`\"'#:\n]*[^\s\[\]{},&*!|>%@`\"'#:]|[^\W_]")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_BLOCKS = ("|", ">")


@dataclass(frozen=True)
class _Scalar:
    start: int
    end: int
    style: str


def mend_yaml(data: bytes, mends: Sequence[Mend], left: Sequence[Left]) -> Mended:
    """Mend the scalars of YAML where they stand; every other byte stays."""
    import yaml

    from dantin.readers.files.yaml import text_of

    coding, mark, text = text_of(data)
    scalars: dict[tuple[int, str], list[_Scalar]] = defaultdict(list)
    for event in yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader)):
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            # An anchor in front of it is part of the event.
            begins = _PROPERTIES.match(text, start.index) if event.anchor or event.tag else None
            first = begins.end() if begins is not None else start.index
            scalars[start.line + 1, event.value].append(_Scalar(first, end.index, event.style or ""))
    wanted: dict[tuple[int, str], list[Mend]] = defaultdict(list)
    for mend in mends:
        wanted[mend.place.line or 0, str(mend.old)].append(mend)
    done, kept, changes = [], list(left), []
    for (line, old), mine in wanted.items():
        there = scalars.get((line, old), [])
        news = {written(mend.new) for mend in mine}
        if not there:
            # What an alias stands for is mended where it is written.
            continue
        if len(news) > 1 or len(there) > len(mine):
            kept += [Left(mend.place, old, "cùng dòng có giá trị khác giống hệt") for mend in mine]
        elif any(at.style in _BLOCKS for at in there):
            kept += [Left(mend.place, old, "chữ viết thành khối (“|”, “>”): tự gõ lại") for mend in mine]
        else:
            changes += [(at, _scalar(news.copy().pop(), at.style)) for at in there]
            done += mine[: len(there)]
    for at, new in sorted(changes, key=lambda change: change[0].start, reverse=True):
        text = text[: at.start] + new + text[at.end :]
    return Mended.of(mark + text.encode(coding) if done else None, done, kept)


def _scalar(text: str, style: str) -> str:
    """A text as a scalar: in the style of what stood there where that can hold it."""
    if not style and _PLAIN.fullmatch(text):
        return text
    if style == "'" and "\n" not in text and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


# --- What is told -----------------------------------------------------------------------------------------------------------


def counted(mends: Sequence[Mend]) -> str:
    """How many of each kind: "3 tên viết hoa toàn bộ; 1 số ghi dạng chữ"."""
    numbers = Counter(mend.why for mend in mends)
    return "; ".join(f"{numbers[why]} {why}" for why in Why if numbers[why])
