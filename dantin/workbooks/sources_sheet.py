"""The sheet "Nguồn" of a new workbook, its twin in YAML, and the few lines on the screen: what was taken from where, what was left and why.

Describes pages, as plain data; `excel` writes them.
"""

from collections.abc import Iterator, Sequence

from dantin.readers.sheets.own_pages import SOURCES
from dantin.workbooks.dossier_files import HEADER, Values
from dantin.workbooks.excel import TEXT, Look, Page
from dantin.workbooks.table_sheets import TITLE
from dantin.workbooks.taking import ROSTERS, Fate, Note, Taken

_COLUMNS = (("Tệp", 30), ("Việc", 14), ("Nội dung", 58), ("Vì sao, ghi chú", 42))
_FILLS = {Fate.LOOK: "FFF2CC"}
_NAMED, _LISTED = 5, 10


def sources_page(notes: Sequence[Note]) -> Page:
    """The sheet: one line for each thing taken, left, or to be looked at."""
    page = Page(SOURCES[0], header=1, landscape=True)
    page.put(0, 0, SOURCES[1], TITLE)
    page.merges.append("A1:D1")
    page.lines[0] = 2
    for column, (header, width) in enumerate(_COLUMNS):
        page.widths[column] = width
        page.put(1, column, header, HEADER)
    page.lines[1] = 2
    for row, note in enumerate(notes, 2):
        texts = (note.file, note.fate.value, note.what, note.why)
        look = Look(TEXT, border=True, wrap=True, fill=_FILLS.get(note.fate, ""))
        for column, text in enumerate(texts):
            page.put(row, column, text, look)
        page.lines[row] = max(-(-len(text) // width) for text, (_, width) in zip(texts, _COLUMNS, strict=True)) or 1
    return page


def in_comments(notes: Sequence[Note]) -> Iterator[str]:
    """The same as lines of a comment."""
    yield f"{SOURCES[1].capitalize()}:"
    for note in notes:
        yield f"  {note.fate.value}, {note.file}: " + " ".join(f"{note.what}{f' ({note.why})' if note.why else ''}".split())


def on_screen(notes: Sequence[Note]) -> Iterator[str]:
    """The same in a few lines: what was taken, what was left, and what is to be looked at."""
    for fate in Fate:
        mine = [note for note in notes if note.fate is fate]
        phrases = [note.brief or f"{note.what}{f' ({note.why})' if note.why else ''}" for note in mine]
        if phrases:
            files = [f" ({note.file})" if fate is Fate.TAKEN and len({one.file for one in notes}) > 1 else "" for note in mine]
            texts = [text + file for text, file in zip(phrases, files, strict=True)]
            more = f"; và {len(texts) - _NAMED} mục khác" if len(texts) > _NAMED else ""
            yield f"{fate.value}: {'; '.join(texts[:_NAMED])}{more}."


def of_many(units: Sequence[Values], taken: Sequence[Taken]) -> Iterator[str]:
    """The same of many new hamlets: how many people were taken for how many hamlets, and which hamlets have none."""
    for slug, counted in ROSTERS.items():
        filled = [one for one in taken if slug in one.rows]
        if filled:
            yield f"Đã lấy {sum(len(one.rows[slug]) for one in filled)} {counted} của {len(filled)}/{len(units)} ấp, khu phố."
            without = [str(unit["ten"]) for unit, one in zip(units, taken, strict=True) if slug not in one.rows]
            if without:
                more = f" và {len(without) - _LISTED} nơi khác" if len(without) > _LISTED else ""
                yield f"Chưa có danh sách {counted}: {', '.join(without[:_LISTED])}{more}."
    look = sum(note.fate is Fate.LOOK for one in taken for note in one.notes)
    yield f"Cần xem lại {look} chỗ: xem trang “Nguồn” của từng hồ sơ." if look else "Xem đủ ở trang “Nguồn” của từng hồ sơ."
