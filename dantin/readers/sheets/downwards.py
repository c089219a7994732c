"""Rows of a sheet that is written downwards, a label in one cell and the value in the next: what each row is, and what belongs together.

So people type the count on the evening of the vote. One sheet may hold the unit, several rounds (a column of values each, or one below
the other) and the candidates under them. Here rows are told apart; `form` makes tables of them. Belongs to what turns grids into tables.
"""

from collections import Counter
from functools import lru_cache
from itertools import islice

from dantin.figures import FIELDS
from dantin.readers.dossier.fields import CLUSTER, Names
from dantin.readers.dossier.quoting import shown
from dantin.readers.files.raw import Fate
from dantin.readers.sheets.form_parts import Block, Pair, Person, Said, Votes
from dantin.readers.sheets.header_search import HeaderFinder
from dantin.readers.sheets.labels import RESULTS, ROUNDS, UNIT, Label, is_derived, is_figure, split_label, unmarked
from dantin.readers.sheets.people_words import heads_people, heads_votes, is_aside, is_person, person_in
from dantin.readers.sheets.row_words import HAMLET_WORDS, is_footer, is_numeral, is_signature, is_total, sums_clusters
from dantin.readers.sheets.sheet import Sheet, runs, span
from dantin.readers.sheets.titles import cluster_in, offices_in, round_in
from dantin.records import dataclass
from dantin.vietnamese import fold, tidy

PICTURE = "mỗi dòng một nhãn và con số ở ô bên phải, ví dụ “Số hộ có mặt” rồi “40”"
_LABELS = 3
# A label is among the first texts of its row: nothing but a number or a code stands before it.
_BEGINS = 2
_ROWS = 400
_UNIT_NEEDS = frozenset(field.slug for field in UNIT.fields if field.required)
_COMPUTED = "may_tinh"


@dataclass
class _List:
    """The columns of a list of candidates."""

    name: int
    votes: dict[int, Said]
    birth: int | None = None


@lru_cache(maxsize=2**9)
def _labelled(filled: tuple[int, ...], texts: tuple[tuple[int, str], ...], names: Names) -> tuple[tuple[int, Label, str, str], ...]:
    """The labels among the texts of a row, each with its column and what stands before and behind its colon; of a header none.

    Remembered: a district's workbooks have the same headers, which are made of labels.
    """
    labelled: list[tuple[int, Label, str, str]] = []
    for column, text in texts:
        if (split := split_label(text, names)) is not None:
            if labelled and labelled[-1][1].field.slug == "loai" and fold(text) in HAMLET_WORDS:
                continue  # "Loại | Ấp": what kind of hamlet it is, and no label
            before, _, rest = text.partition(":")
            labelled.append((column, split[0], before, rest))
    places = [column for column, *_ in labelled]
    alone = [c for c, _, _, rest in labelled if not rest.strip() and (filled[filled.index(c) + 1 :] or [c])[0] in (c, *places)]
    if len(labelled) > 1 and 2 * len(alone) > len(labelled):
        return ()  # a header: it names columns
    return tuple(labelled)


class Downwards:
    """A sheet written downwards: `titles` above the labels, then `blocks`; `first` and `end` are the rows it takes (the last excluded)."""

    def __init__(self, sheet: Sheet, names: Names, finder: HeaderFinder) -> None:
        """`finder` tells where another table begins."""
        self.sheet, self.names, self.finder = sheet, names, finder
        self.pairs: dict[int, list[Pair]] = {}
        self.blocks = [Block()]
        self.titles: list[Said] = []
        self.first = self.last = self.end = 0
        self.label_column = 0
        self.list: _List | None = None
        self.computed: list[range] = []
        self.covered = {(m.top, c): (m.top, m.left) for m in sheet.grid.merges for c in range(m.left + 1, min(m.right, m.left + 99) + 1)}

    # --- Is it one? ---------------------------------------------------------------------------------------------------------

    def found(self, *, unit_alone: bool) -> bool:
        """Whether the sheet is written downwards: three labels below one another that tell of a round, or of a unit.

        `unit_alone`: two things that every unit must tell are enough, however they are written.
        """
        columns: Counter[int] = Counter()
        slugs: set[str] = set()
        looked = 0
        for row, fate in enumerate(self.sheet.fates):
            if fate is Fate.BLANK:
                continue
            looked += 1
            if looked > _ROWS:
                break
            self.note_computed(row)
            if fate is Fate.UNKNOWN and (pairs := self.pairs_of(row)):
                self.pairs[row] = pairs
                columns[pairs[0].at[1]] += 1
                slugs |= {pair.slug for pair in pairs}
        self.computed = []
        if not self.pairs:
            return False
        self.first, self.last = min(self.pairs), max(self.pairs)
        ((self.label_column, deep),) = columns.most_common(1)
        units = len(slugs & _UNIT_NEEDS)
        return (units > 1 and unit_alone) or (deep >= _LABELS and (units > 1 or not slugs.isdisjoint(FIELDS)))

    def pairs_of(self, row: int) -> list[Pair]:
        """The labels of a row, each with the values to its right, up to the next label."""
        sheet = self.sheet
        filled = self.filled(row)
        texts = {column: value for column in filled if isinstance(value := sheet.rows[row][column], str)}
        if all(split_label(text, self.names) is None for text in islice(texts.values(), _BEGINS)):
            return []  # the quick way for the rows of ordinary tables
        if not (labelled := _labelled(tuple(filled), tuple(texts.items()), self.names)):
            return []
        places = [column for column, *_ in labelled]
        pairs = []
        for number, (column, label, written, rest) in enumerate(labelled):
            end = places[number + 1] if number + 1 < len(places) else len(sheet.rows[row])
            values = [Said(tidy(rest), (row, column))] if rest.strip() else []
            values += [Said(sheet.value(row, c), (row, c)) for c in filled if column < c < end]
            pairs.append(Pair(label, tidy(written), (row, column), values))
        others = [text for c, text in sheet.texts(row).items() if c in filled and c not in places and not is_numeral(text)]
        return pairs if others == [] or any(pair.values for pair in pairs) else []

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something can be seen that no formula filled in."""
        filled = self.sheet.filled(row)
        return [column for column in filled if not self.is_computed(column)] if self.computed else filled

    def note_computed(self, row: int) -> None:
        """Take note of the heading over cells that formulas fill in: they are never read, nor are the labels among them."""
        filled, cells = self.sheet.filled(row), self.sheet.rows[row]
        marks = [at for at in filled if isinstance(text := cells[at], str) and fold(text) == _COMPUTED]
        if marks:
            for at in marks:
                end = next((column for column in filled if column > at), 1 << 14)
                self.computed.append(range(at, end))
        elif len(filled) == 1 and self.computed and isinstance(self.sheet.value(row, filled[0]), str) and not self.pairs_of(row):
            self.computed = []

    def is_computed(self, column: int) -> bool:
        """Whether a column holds what formulas fill in, as far down as has been read."""
        return any(column in columns for columns in self.computed)

    # --- Row by row ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Go down the sheet and tell what each row is."""
        sheet = self.sheet
        above = [row for row in range(self.above_from(), self.first) if sheet.fates[row] is Fate.UNKNOWN]
        heads: list[int] = []
        while above and self.heads_columns(above[-1]):
            heads.insert(0, above.pop())
        self.titles = [Said(text, (row, column)) for row in above for column, text in sheet.texts(row).items()]
        for row in above:
            sheet.fates[row] = Fate.TITLE
            self.note_computed(row)
        for row in heads:
            self.take_heads(row)
        apart = False
        for row in range(self.first, len(sheet.rows)):
            self.end = row + 1
            if sheet.fates[row] is Fate.BLANK:
                apart = True
                continue
            if sheet.fates[row] in (Fate.HEADER, Fate.TITLE):
                continue
            fate = self.judge(row, apart=apart) if sheet.fates[row] is Fate.UNKNOWN else None
            if fate is None:
                self.end = row
                break
            sheet.fates[row] = fate
            apart = False
        self.leave_footer()

    def above_from(self) -> int:
        """The row at which the titles of the form begin: below what another table above it holds."""
        header = self.finder.later_from(0)
        if header is None or header.rows[0] >= self.first:
            return 0
        row = self.first
        while row > header.rows[-1] + 1:
            texts = self.sheet.texts(row - 1)
            if len(texts) != len(self.sheet.filled(row - 1)) or len(texts) > 2 or self.is_total(texts):
                break
            row -= 1
        return row

    @property
    def block(self) -> Block:
        """The block that rows are added to."""
        return self.blocks[-1]

    def judge(self, row: int, *, apart: bool) -> Fate | None:
        """What one row is, taken where it belongs; None where the form ends above it. `apart`: a blank row stands above."""
        self.note_computed(row)
        pairs = self.pairs_of(row)
        filled = self.filled(row)
        if not filled:
            return Fate.TITLE
        if (fate := self.begin_list(row)) is not None:
            return fate
        if pairs:
            self.take_pairs(pairs)
            return Fate.READ
        if row > self.last and self.finder.later(row) is not None:
            return None
        texts = {column: text for column, text in self.sheet.texts(row).items() if column in filled}
        if self.is_total(texts) and not any(map(cluster_in, texts.values())) and not self.heads_sums(texts):
            what = f"dòng tổng cộng {shown(next(iter(texts.values())))} không được đọc như một dòng số liệu"
            self.sheet.complain("DT010", row, filled[0], what=what, remedy="Để nguyên cũng được: dantin tự cộng.", layout=True)
            return Fate.TOTAL
        if len(filled) == len(texts) == 1:
            return self.judge_lone(row, *next(iter(texts.items())), apart=apart)
        if self.heads_columns(row) and not self.block.has(*FIELDS) and self.list is None:
            self.take_heads(row)
            return Fate.HEADER
        if self.take_person(row):
            return Fate.READ
        if row > self.last and len(texts) == len(filled) and (apart or any(map(is_footer, texts.values()))):
            return None
        return self.leave_unread(row, filled, texts)

    def heads_sums(self, texts: dict[int, str]) -> bool:
        """Whether a row heads what is added up of all clusters, below what each of them tells."""
        by_cluster = any(cluster_in(str(head.value)) for block in self.blocks for head in block.headings)
        return by_cluster and len(texts) == 1 and all(map(sums_clusters, texts.values()))

    def judge_lone(self, row: int, column: int, text: str, *, apart: bool) -> Fate | None:
        """What a row with one text in it is: the head of a vote, a candidate without votes, the foot of the sheet, or a remark."""
        heads = bool(offices_in(text)) or round_in(text) is not None or cluster_in(text) is not None or self.heads_sums({column: text})
        listed = self.list is not None or (column == self.label_column and self.block.has(*FIELDS))
        if listed and not apart and not heads and is_person(text) and self.take_person(row):
            return Fate.READ
        if row > self.last and (is_footer(text) or (apart and (is_signature(text) or is_person(text)))):
            return None
        if heads:
            self.list = None
            if self.block.people or self.block.has(*FIELDS, "tong_so", "ngay"):
                self.blocks.append(Block())
            self.block.headings.append(Said(text, (row, column)))
        elif (split := person_in(text)) is not None and (self.list is not None or self.block.has(*FIELDS)):
            self.block.people.append(Person(Said(split[0], (row, column)), [Votes(Said(split[1], (row, column)))]))
            return Fate.READ
        elif apart:
            self.list = None
        return Fate.TITLE

    def take_pairs(self, pairs: list[Pair]) -> None:
        """Add labels to the block; an office or a round that the block has already begins a new one."""
        self.list = None
        for pair in pairs:
            again = (
                pair.label.table is ROUNDS
                and pair.slug in ("chuc_danh", "lan", CLUSTER.slug)
                and (self.block.has(pair.slug) or self.block.people)
            )
            if again or (pair.slug == "chuc_danh" and self.block.has(*FIELDS)):
                self.blocks.append(Block())
            twin = next((p for p in self.block.pairs if p.label.field is pair.label.field), None)
            if twin is not None and pair.values:
                if twin.values and [v.value for v in twin.values] != [v.value for v in pair.values]:
                    what, first = f"nhãn {shown(pair.text)}", f"{self.sheet.place(*twin.at)}"
                    self.sheet.complain("DT009", *pair.at, what=what, first=first)
                    self.sheet.raw.doubtful.add(pair.label.table.slug)
                if twin.values:
                    continue
                self.block.pairs.remove(twin)
            if twin is None or pair.values:
                self.block.pairs.append(pair)

    # --- Headings of columns, lists of candidates ----------------------------------------------------------------------------

    def heads_columns(self, row: int) -> bool:
        """Whether a row heads columns of values: a text to the right of the labels that names a round, an office, or what is not read."""
        texts = {column: text for column, text in self.sheet.texts(row).items() if column > self.label_column}
        if not texts or len(self.sheet.texts(row)) != len(self.sheet.filled(row)) or row in self.pairs:
            return False
        named = [round_in(t) is not None or cluster_in(t) is not None or len(offices_in(t)) == 1 or is_aside(t) for t in texts.values()]
        return any(named) or (len(texts) == 1 and fold(next(iter(texts.values()))) in ("so_luong", "so_lieu", "ket_qua", "so", "gia_tri"))

    def take_heads(self, row: int) -> None:
        """Note what a row says over columns; over all columns of a merged cell."""
        self.sheet.fates[row] = Fate.HEADER
        self.note_computed(row)
        texts = self.sheet.texts(row)
        for column in range(len(self.sheet.rows[row])):
            origin = self.covered.get((row, column), (row, column))[1]
            if origin in texts and origin > self.label_column:
                self.block.heads.setdefault(column, []).append(Said(texts[origin], (row, origin)))

    def begin_list(self, row: int) -> Fate | None:
        """Whether a row heads a list of candidates, or is the second row of such a header."""
        texts = self.sheet.texts(row)
        if len(texts) < 2 or len(texts) != len(self.sheet.filled(row)):
            return None
        if self.list is not None and not self.block.people and all(heads_votes(t, self.names) or is_aside(t) for t in texts.values()):
            over = self.list.votes
            self.list.votes = {
                c: over[max(o for o in over if o <= c)]
                for c, t in texts.items()
                if heads_votes(t, self.names) and any(o <= c for o in over)
            }
            return Fate.HEADER
        name = next((c for c, t in texts.items() if heads_people(t, self.names)), None)
        if name is None or not any(c > name for c in texts):
            return None
        listing, others = _List(name, {}), []
        for column, text in texts.items():
            known = self.names.field(RESULTS, text)
            if column > name and known is not None and known.slug == "ngay_sinh":
                listing.birth = column
            elif column > name and (heads_votes(text, self.names) or round_in(text) is not None or len(offices_in(text)) == 1):
                listing.votes[column] = Said(text, (row, column))
            elif column > name and fold(text) != _COMPUTED:
                others.append(column)
        if not listing.votes:
            lost = [c for c in self.figure_columns(row, name) if c != listing.birth and (c not in texts or not is_aside(texts[c]))]
            if not lost:
                return None
            for column in lost:
                which = f"cột {shown(texts[column])}" if column in texts else "cột không có tiêu đề"
                what = f"cột số phiếu của từng người ({which} có số liệu mà không biết là gì)"
                self.sheet.complain("DT002", row, column, what=what, expected="“Số phiếu” ở đầu cột này")
            self.sheet.raw.doubtful.add(RESULTS.slug)
            others = [column for column in others if column not in lost]
        for column in others:
            what = f"cột {shown(texts[column])} không có trong mẫu hồ sơ nên không được đọc"
            self.sheet.complain("DT003", row, column, what=what, offer="")
        self.list, self.computed = listing, []
        self.note_computed(row)
        return Fate.HEADER

    def figure_columns(self, row: int, name: int) -> list[int]:
        """The columns right of the names that hold figures below a header."""
        width = max((len(self.sheet.rows[below]) for below in range(row + 1, min(row + 6, len(self.sheet.rows)))), default=0)
        return [column for column in range(name + 1, width) if not self.is_computed(column) and self.holds_figures(row, column)]

    def holds_figures(self, row: int, column: int) -> bool:
        """Whether there is a figure in a column right below a row."""
        below = range(row + 1, min(row + 6, len(self.sheet.rows)))
        return any(is_figure(self.sheet.value(r, column)) for r in below)

    # --- Candidates ---------------------------------------------------------------------------------------------------------

    def take_person(self, row: int) -> bool:
        """Add the candidate that a row names, with the votes beside; False where it names none."""
        sheet = self.sheet
        filled = self.filled(row)
        if self.list is not None:
            name = sheet.value(row, self.list.name)
            if not isinstance(name, str) or not any(c.isalpha() for c in name) or is_footer(name) or heads_people(name, self.names):
                return False
            votes = [Votes(Said(sheet.value(row, c), (row, c)), head) for c, head in self.list.votes.items()]
            birth = self.list.birth
            year = Said(sheet.value(row, birth), (row, birth)) if birth is not None and birth in filled else None
            self.block.people.append(Person(Said(tidy(name), (row, self.list.name)), votes, year))
            return True
        if not self.block.has(*FIELDS):
            return False
        column = next((c for c in filled if isinstance(sheet.value(row, c), str) and not is_numeral(str(sheet.value(row, c)))), None)
        if column is None:
            return False
        text = unmarked(str(sheet.value(row, column)))
        if not is_person(text):
            return False
        beside = [Said(sheet.value(row, c), (row, c)) for c in filled if c > column]
        self.block.people.append(Person(Said(text, (row, column)), [Votes(written) for written in beside]))
        return True

    @staticmethod
    def is_total(texts: dict[int, str]) -> bool:
        """Whether a row sums up what stands above it."""
        return any(is_total(text) for text in texts.values())

    # --- What is not read ------------------------------------------------------------------------------------------------------

    def leave_unread(self, row: int, filled: list[int], texts: dict[int, str]) -> Fate:
        """Say of a row with a label nobody knows that it is not read; where it holds a figure the form may be without one it needs."""
        column = next(iter(texts), filled[0])
        text = texts.get(column, "")
        if text and is_derived(text):
            what = f"dòng {shown(text)} không được đọc: dantin tự tính từ các con số khác"
            self.sheet.complain("DT003", row, column, what=what, offer="")
            return Fate.UNKNOWN
        others = [c for c in filled if c != column or not text]
        if all(c in texts for c in others) and not any(is_figure(self.sheet.value(row, c)) for c in others):
            return Fate.TITLE
        self.block.unread.append((text, (row, column if text else self.label_column)))
        return Fate.UNKNOWN

    def leave_footer(self) -> None:
        """Say which rows below the form were left out, up to the next table."""
        sheet = self.sheet
        below = []
        for row in range(self.end, len(sheet.rows)):
            if sheet.fates[row] is Fate.UNKNOWN:
                if self.finder.later(row) is not None:
                    return
                below.append(row)
        for row in below:
            sheet.fates[row] = Fate.FOOTER
        for start, end in runs(below, sheet.fates):
            text = next(iter(sheet.texts(start).values()), "")
            what = f"{span('dòng', start + 1, end + 1)} ở cuối trang ({shown(text)}) không được đọc như số liệu"
            remedy = "Để nguyên cũng được. Nếu đó là số liệu thì ghi liền vào phần trên rồi kiểm tra lại."
            sheet.complain("DT010", start, sheet.filled(start)[0], what=what, remedy=remedy, layout=True)
