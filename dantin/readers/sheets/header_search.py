"""Where on a sheet a header is, and of which table: by the sheet's name, else by what its columns are called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dantin.readers.dossier.fields import BY_SLUG, TABLES, Names, Table
from dantin.readers.dossier.quoting import nearest_offer
from dantin.readers.files.raw import Fate, Raw
from dantin.readers.sheets.columns import Header, is_part, read_header
from dantin.readers.sheets.joints import is_blank
from dantin.readers.sheets.sheet import Sheet
from dantin.vietnamese import fold, tidy

HEADER_WITHIN = 30
"""Among how many rows of a sheet, blank ones not counted, its first header is looked for."""
HEADER_ROWS = 3
"""In how many rows one header may be written."""

_TEXT = {str, type(None)}
# A table is known by its columns alone where it fits them this much better than any other does.
_MARGIN = 2
_HINTS: Mapping[str, tuple[str, ...]] = {
    "don_vi": ("don_vi", "thong_tin_chung"),
    "ho_gia_dinh": ("ho_gia_dinh", "dai_dien_ho", "chu_ho", "cac_ho", "ho_dan", "cu_tri"),
    "dang_vien": ("danh_sach_dang_vien", "dang_vien", "chi_bo"),
    "nhan_su": ("nhan_su", "ung_cu"),
    "thanh_phan": ("thanh_phan", "to_bau_cu", "ban_kiem_phieu"),
    "moc": ("moc_thoi_gian", "tien_do", "moc"),
    "bau_cu": ("luot_bau", "kiem_phieu"),
    "ket_qua": ("so_phieu_tung_nguoi",),
    "la_phieu": ("la_phieu", "nhat_ky_nhap_phieu"),
}


class HeaderFinder:
    """Looks for headers on one sheet. `table` is the one that the sheet is named for, None where its name is none of the contract's."""

    def __init__(self, sheet: Sheet, names: Names, table: Table | None) -> None:
        """`names` knows the headers of columns."""
        self.sheet, self.names, self.table = sheet, names, table

    def first(self) -> Header | None:
        """The first row most of whose cells name columns; of a sheet with a known name else the row that names most of them."""
        best: Header | None = None
        looked = 0
        for row, fate in enumerate(self.sheet.fates):
            if fate is Fate.BLANK:
                continue
            # A title, or a heading over others: the row below, which names columns, finds the header they make together.
            header = self.header_at(row) if _names_some(tuple(self.sheet.rows[row]), self.names) else None
            if header is not None and header.sure:
                return header
            if header is not None and header.understood and (best is None or header.rank > best.rank):
                best = header
            looked += 1
            if looked >= HEADER_WITHIN:
                break
        return best if self.table is not None else None

    def header_at(self, row: int) -> Header | None:
        """The header that a row is, or is part of: of the table that the sheet is named for, else of the one the columns tell."""
        if self.table is None:
            return self.identified(row)
        header = self.grow(row, self.table)
        if header.sure:
            return header
        return self.identified(row) or (header if header.understood else None)

    def later_from(self, first: int) -> Header | None:
        """The header of the next table at or below a row."""
        return next((header for row in range(first, len(self.sheet.rows)) if (header := self.later(row)) is not None), None)

    def later(self, row: int) -> Header | None:
        """The header of a further table on the sheet. Stricter, for the row could be data."""
        if self.sheet.fates[row] is not Fate.UNKNOWN or not self.heads(row):
            return None
        texts = self.sheet.texts(row)
        known = sum(map(self.names.known, texts.values()))
        if known < 2 or known * 2 <= len(texts):
            return None
        if self.table is not None and (header := self.grow(row, self.table)).sure and header.understood == header.width:
            return header
        return self.identified(row)

    def identified(self, row: int) -> Header | None:
        """The header of the table whose columns a row names, where there is one such table and no other comes near."""
        texts = self.sheet.texts(row)
        scores: Counter[str] = Counter()
        for table in TABLES:
            slugs = {f.slug for text in texts.values() if (f := self.names.field(table, text)) is not None}
            if len(slugs) > 1:
                scores[table.slug] = len(slugs) + sum(f.required for f in table.fields if f.slug in slugs)
        if not scores:
            return None
        most = max(scores.values())
        near = {slug for slug, score in scores.items() if most - score < _MARGIN}
        for hinted in self.hints(row, texts.values()):
            if len(hinted & near) == 1:
                near = hinted & near
                break
        if len(near) > 1:
            return None
        header = self.grow(row, BY_SLUG[near.pop()])
        return header if header.sure else None

    def hints(self, row: int, headings: Iterable[str]) -> Iterable[set[str]]:
        """The tables that the sheet's name speaks of, what stands above the row, and the headings themselves."""
        title = " ".join(text for above in range(max(0, row - HEADER_WITHIN), row) for text in self.sheet.texts(above).values())
        for naming in (self.sheet.grid.name, title, " ".join(headings)):
            words = f"_{fold(naming)}_"
            yield {slug for slug, hints in _HINTS.items() if any(f"_{hint}_" in words for hint in hints)}
            if naming is self.sheet.grid.name:
                yield set(nearest_tables(naming))

    def heads(self, row: int, *, below: bool = True) -> bool:
        """Whether a row can be part of a header: text and nothing else, and, unless it stands above the others, a known name in it."""
        if not 0 <= row < len(self.sheet.rows) or not _TEXT.issuperset(map(type, self.sheet.rows[row])):
            return False
        return not below or _names_some(tuple(self.sheet.rows[row]), self.names)

    def grow(self, row: int, table: Table) -> Header:
        """The header of a table that a row belongs to, with the rows around it that make more columns known."""
        best = _row_header(row, tuple(self.sheet.rows[row]), table.slug, self.names)
        if not self.heads(row + 1):
            if best.understood == best.width:
                return best
        elif self.is_parted(row):
            return self.read_header(range(row, row + 2), table)
        if best.fields == best.width and self.stand_below(best):
            return best
        spans = [range(row - up, row + down + 1) for up in range(HEADER_ROWS) for down in range(HEADER_ROWS) if 0 < up + down < HEADER_ROWS]
        for span in sorted(spans, key=len):
            # The header above, already taken, makes no header of a row of data that has its words.
            if all(r == row or (self.heads(r, below=r > row) and self.sheet.fates[r] is not Fate.HEADER) for r in span):
                header = self.read_header(span, table)
                best = header if header.rank > best.rank else best
        # A line of the title that happens to stand right above does not belong to it.
        while len(best.rows) > 1 and (less := self.read_header(best.rows[1:], table)).rank >= best.rank:
            best = less
        return best

    def stand_below(self, header: Header) -> bool:
        """Whether what is written around a header of one row stands in its columns: where each names a field, no more can be made known."""
        row, columns = header.rows[0], {column.at for column in header.columns}
        around = range(max(0, row - HEADER_ROWS + 1), min(row + HEADER_ROWS, len(self.sheet.rows)))
        return all(columns.issuperset(self.sheet.filled(r)) for r in around)

    def is_parted(self, row: int) -> bool:
        """Whether a header is parted by the row below it, where nothing stands but "Nam", "Nữ", "Ngày" and the like: one alone is data."""
        texts = self.sheet.texts(row + 1).values()
        if not all(map(is_part, texts)):
            return False
        merged = any(merge.top <= row < merge.bottom for merge in self.sheet.grid.merges)
        return merged or len({text.casefold() for text in texts}) > 1

    def read_header(self, span: range, table: Table) -> Header:
        """These rows read as the header of a table."""
        return read_header({row: self.sheet.texts(row) for row in span}, table, self.names)


def _texts(cells: Sequence[Raw]) -> dict[int, str]:
    return {at: tidy(text) for at, text in enumerate(cells) if isinstance(text, str) and not is_blank(text)}


@lru_cache(maxsize=2**9)
def _names_some(cells: tuple[Raw, ...], names: Names) -> bool:
    """Whether a text of a row names a column. Remembered, as what follows: a district's workbooks have the same headers."""
    return any(map(names.known, _texts(cells).values()))


@lru_cache(maxsize=2**9)
def _row_header(row: int, cells: tuple[Raw, ...], table: str, names: Names) -> Header:
    """The header that one row makes for a table."""
    return read_header({row: _texts(cells)}, BY_SLUG[table], names)


def nearest_tables(name: str) -> list[str]:
    """The tables whose name a sheet's misspelt name comes near."""
    offer = nearest_offer(name, [name for table in TABLES for name in (table.sheet, table.slug)])
    return [table.slug for table in TABLES if f"“{table.sheet}”" in offer or f"“{table.slug}”" in offer]
