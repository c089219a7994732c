"""What is written downwards on a sheet -> tables like any others: the unit, the rounds, the votes; every value with its own cell.

Which column is which round, and what office it is of, is taken from the labels, the headings and the titles. What has not one reading is
told at its cell, and not read. Belongs to what turns grids into tables.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from math import isfinite

from dantin.figures import BALLOT_FIELDS, FIELDS, PRESENT
from dantin.model import Office
from dantin.readers.dossier.fields import CLUSTER, Kind
from dantin.readers.dossier.quoting import nearest_offer, shown
from dantin.readers.files.raw import Raw, SheetTable
from dantin.readers.sheets.downwards import PICTURE, Downwards
from dantin.readers.sheets.form_parts import Block, Cell, Pair, Person, Said
from dantin.readers.sheets.form_tables import Entry, Form, table_of
from dantin.readers.sheets.joints import is_blank
from dantin.readers.sheets.labels import RESULTS, ROUNDS, UNIT, figure, is_beside, is_figure
from dantin.readers.sheets.people_words import address_of, is_aside
from dantin.readers.sheets.row_words import HAMLET_WORDS, group_word, sums_clusters
from dantin.readers.sheets.titles import cluster_in, day_in, offices_in, round_in, unit_in
from dantin.records import dataclass
from dantin.vietnamese import fold, sentence_case, tidy

# A total told of each round apart is the round's.
_TOTALS = {"tong_so_ho": "tong_so", "tong_dang_vien": "tong_so"}
# What one figure may be a part of: "198/310".
_WHOLES = ("tong_so", "tong_so_ho", "tong_dang_vien", "co_mat", "phat_ra", "thu_ve", "hop_le")
# Told once beside several columns of rounds, these are of all of them; told above several votes, the shared ones are of each.
_ONCE = (*_TOTALS, "tong_so", "chuc_danh", "cach_thuc", "hinh_thuc", "dien_bau")
_NAMED_BY = ("chuc_danh", "lan", CLUSTER.slug)
_SHARED = (*_ONCE[2:3], "ngay", "bat_dau", "ket_thuc", "dia_diem", "duoc_tru", "co_mat", "cach_thuc", "hinh_thuc")
_NOT_STANDING = {"-", "–", "—", "/", "x", "X"}
# A title speaks of the vote by one of these; a day beside the number of a document is the document's.
_VOTE_WORDS = {"bau", "phieu", "qua"}
_DOCUMENT_WORDS = {"so", "theo", "kem"}


@dataclass
class _Round:
    """One round: its column where there are several, the cell it begins at, what names it, its values by field, and its candidates."""

    column: int | None
    begins: Cell
    office: Said | None = None
    number: Said | None = None
    cluster: Said | None = None
    values: dict[str, Entry] = field(default_factory=dict)
    people: list[tuple[Person, Said]] = field(default_factory=list)

    @property
    def key(self) -> tuple[tuple[Office, ...], object, object]:
        """What tells the round from others: its offices, its number and its cluster."""
        number = self.number.value if self.number is not None else 1
        cluster = fold(str(self.cluster.value)) if self.cluster is not None else None
        return tuple(offices_in(str(self.office.value))) if self.office is not None else (), number, cluster


def form_of(down: Downwards) -> Form:
    """The form that the rows of a sheet make."""
    return _Builder(down).build()


class _Builder:
    def __init__(self, down: Downwards) -> None:
        self.down, self.sheet = down, down.sheet
        self.form = Form(down.sheet, (down.first, down.label_column), down.titles)
        self.rounds: list[_Round] = []
        self.doubted: set[str] = set()

    def build(self) -> Form:
        blocks = [block for block in self.down.blocks if block.pairs or block.people or block.unread]
        for head in self.of_all_clusters.values():
            self.tell_sums(head, "cột")
        for block in blocks:
            self.take_unit(block)
        self.tell_reversed([pair for block in blocks for pair in block.pairs])
        votes = self.of_votes(blocks)
        for block in votes:
            self.rounds += self.rounds_of(block)
        for block in blocks:
            if block not in votes:
                self.tell_unread(block, [])
        self.form.tables = [table for table in (self.rounds_table(), self.votes_table()) if table is not None]
        return self.form

    # --- The unit -------------------------------------------------------------------------------------------------------------

    def take_unit(self, block: Block) -> None:
        """The fields of the hamlet that a block tells."""
        for pair in block.pairs:
            values = self.main(pair)
            if pair.label.table is not UNIT or not values or self.differs(pair) or self.of_one_cluster(pair, block):
                continue
            value = figure(values[0].value) if pair.label.field.kind is Kind.COUNT else values[0].value
            if pair.slug == "ten":
                value = _with_kind(pair.text, value)
            elif pair.slug == "ma":
                value = _text(value)
            entry = Entry(pair.slug, pair.text, pair.at, Said(value, values[0].at))
            known = self.form.unit.setdefault(pair.slug, entry)
            if known is not entry and fold(str(known.written.value)) != fold(str(value)):
                self.sheet.complain(
                    "DT009", *entry.written.at, what=f"nhãn {shown(pair.text)}", first=str(self.sheet.place(*known.written.at))
                )
            # "Tên ấp | Ấp 9, xã Tam An, huyện Long Thành, tỉnh Đồng Nai" tells more than the name.
            if pair.slug == "ten" and isinstance(value, str) and len(parts := unit_in([value])) > 1:
                for slug, part in parts.items():
                    self.form.unit[slug] = Entry(slug, pair.text, pair.at, Said(part.text, values[0].at))

    def differs(self, pair: Pair) -> bool:
        """Whether a total is told of each round, and not of the hamlet."""
        return pair.slug in _TOTALS and len({str(figure(value.value)) for value in self.main(pair)}) > 1

    def of_one_cluster(self, pair: Pair, block: Block) -> bool:
        """Whether a total stands in what one cluster counted, and is its own, not the hamlet's."""
        named = any(one.slug == CLUSTER.slug and len(self.main(one)) == 1 for one in block.pairs)
        return pair.slug in _TOTALS and (named or any(cluster_in(str(head.value)) for head in block.headings))

    # --- Rounds -----------------------------------------------------------------------------------------------------------------

    @staticmethod
    def of_votes(blocks: Sequence[Block]) -> list[Block]:
        """The blocks that tell of votes; what stands once above several of them (the day, how many are present) is told of each."""
        votes = [block for block in blocks if block.people or block.has(*BALLOT_FIELDS)]
        if not votes:
            return [block for block in blocks if any(pair.label.table is ROUNDS for pair in block.pairs)]
        if blocks[0] not in votes:
            for block in votes:
                known = {pair.slug for pair in block.pairs}
                block.pairs += [pair for pair in blocks[0].pairs if pair.slug in _SHARED and pair.slug not in known]
        return votes

    def rounds_of(self, block: Block) -> list[_Round]:
        """The rounds of a block, each with its office, number and values."""
        named = [value for pair in block.pairs if pair.slug == CLUSTER.slug for value in self.main(pair)]
        sums = [head for head in (*block.headings, *named) if isinstance(head.value, str) and sums_clusters(head.value)]
        if sums and len(named) < 2 and self.named_clusters:
            self.tell_sums(sums[-1], "phần")
            return []
        columns = self.columns_of(block)
        row, at = block.pairs[0].at if block.pairs else block.people[0].name.at
        rounds = [_Round(column, (row, column)) for column in columns] or [_Round(None, (row, at))]
        for round_ in rounds:
            self.name_round(round_, block)
        keys = [round_.key for round_ in rounds]
        if any(keys.count(key) > 1 for key in keys):
            what = "tên lượt bầu ở đầu mỗi cột số (có nhiều cột số mà không biết cột nào của lượt bầu nào)"
            self.give_up(rounds[1].begins, what, "“Lần 1”, “Lần 2”, hoặc tên chức danh, ở ô ngay trên mỗi cột số")
            return []
        if any(round_.office is None for round_ in rounds):
            at_ = next((pair.at for pair in block.pairs if pair.label.party), rounds[0].begins)
            what = "chức danh được bầu (không có chỗ nào ghi rõ bầu chi ủy, bí thư hay phó bí thư)"
            self.give_up(at_, what, "một dòng “Chức danh”, ô bên phải ghi “bí thư”, “phó bí thư” hoặc “chi ủy”")
            return []
        for pair in block.pairs:
            self.spread(pair, rounds, total=self.differs(pair) or self.of_one_cluster(pair, block))
        self.spread_people(block, rounds)
        for round_ in rounds:
            self.settle(round_)
        kept = [r for r in rounds if r.values or r.people or (len(rounds) == 1 and block.has("chuc_danh"))]
        self.tell_unread(block, kept)
        return kept

    @cached_property
    def named_clusters(self) -> bool:
        """Whether any part of the form is of a single cluster, by heading or by label."""
        headings = (str(head.value) for block in self.down.blocks for head in block.headings)
        labels = (
            str(value.value) for block in self.down.blocks for pair in block.pairs if pair.slug == CLUSTER.slug for value in pair.values
        )
        return any(cluster_in(text) is not None for text in headings) or any(not sums_clusters(text) for text in labels)

    def tell_sums(self, head: Said, what: str) -> None:
        """Say that what is headed so adds up the clusters, and is none itself."""
        text = f"{what} {shown(str(head.value))} cộng các cụm, không được đọc như một cụm"
        self.sheet.complain("DT010", *head.at, what=text, remedy="Để nguyên cũng được: dantin tự cộng các cụm.", layout=True)

    def give_up(self, at: Cell, what: str, expected: str) -> None:
        """Say what is missing so that rounds cannot be told, none of which is then read."""
        self.sheet.complain("DT002", *at, what=what, expected=expected)
        self.sheet.raw.doubtful.update((ROUNDS.slug, RESULTS.slug))

    def columns_of(self, block: Block) -> list[int]:
        """The columns of the sheet that hold a round each; none where the block tells of one round only."""
        columns: set[int] = set()
        for pair in block.pairs:
            values = self.main(pair)
            if len(values) > 1 and (pair.label.field.kind is Kind.COUNT or pair.slug in _NAMED_BY):
                columns |= {one.at[1] for one in values}
        for person in block.people:
            if len(values := self.votes_of(person)) > 1 and person.votes[0].head is None:
                columns |= {one.at[1] for one in values}
        if not columns and any(len(person.votes) > 1 and person.votes[0].head is not None for person in block.people):
            columns = {vote.written.at[1] for person in block.people for vote in person.votes}
        return sorted(columns)

    def main(self, pair: Pair) -> list[Said]:
        """The values beside a label, without what only goes with them: units, shares, words, remarks."""
        values = [v for v in pair.values if not is_blank(v.value) and not self.is_aside(*v.at)]
        return _figures(values) if pair.label.field.kind is Kind.COUNT else values

    def votes_of(self, person: Person) -> list[Said]:
        """The votes beside a name, without what only goes with them."""
        return _figures([vote.written for vote in person.votes if not is_blank(vote.written.value) and not self.is_aside(*vote.written.at)])

    def is_aside(self, row: int, column: int) -> bool:
        """Whether the heading above a cell says that the column holds no figures of the vote."""
        if column in self.of_all_clusters:
            return True
        above = [head for block in self.down.blocks for head in block.heads.get(column, ()) if head.at[0] < row]
        return bool(above) and is_aside(str(above[-1].value))

    @cached_property
    def of_all_clusters(self) -> dict[int, Said]:
        """The columns that add up what those of the clusters beside them tell, each by what heads it."""
        columns: dict[int, Said] = {}
        for block in self.down.blocks:
            heads = {column: head for column, own in block.heads.items() for head in own}
            if any(cluster_in(str(head.value)) for head in heads.values()):
                columns |= {column: head for column, head in heads.items() if sums_clusters(str(head.value))}
            for pair in block.pairs:
                if pair.slug == CLUSTER.slug and len(pair.values) > 1:
                    columns |= {value.at[1]: value for value in pair.values if isinstance(value.value, str) and sums_clusters(value.value)}
        return columns

    def name_round(self, round_: _Round, block: Block) -> None:
        """Find out the office, the number and the day of a round: by label, else by heading, title, or the sheet's name."""
        for pair in block.pairs:
            value = self.of_round(pair, round_)
            if pair.slug == "chuc_danh" and value is not None:
                named = offices_in(str(value.value))
                plain = len(named) == 1 and fold(str(value.value)) not in pair.label.field.lookup
                round_.office = Said(named[0].value, value.at) if plain else value
            elif pair.slug == "lan" and value is not None:
                number = round_in(f"lần {value.value}") if isinstance(value.value, str) else None
                round_.number = Said(number if number is not None else figure(value.value), value.at)
            elif pair.slug == CLUSTER.slug and value is not None:
                round_.cluster = Said(_text(value.value), value.at)
        columns = block.heads if round_.column is None else [round_.column]
        heads = [head for column in columns for head in block.heads.get(column, ())]
        lines = [line for line in self.down.titles if not _VOTE_WORDS.isdisjoint(fold(str(line.value)).split("_"))]
        unclear = False
        for places in (heads, block.headings, lines, [Said(self.sheet.grid.name, round_.begins)]):
            offices = {office: one for one in places for office in offices_in(str(one.value))}
            numbers = {nth: one for one in places if (nth := round_in(str(one.value))) is not None}
            unclear = unclear or len(offices) > 1
            if round_.office is None and len(offices) == 1 and not unclear:
                ((office, one),) = offices.items()
                round_.office = Said(office.value, one.at)
            if round_.number is None and len(numbers) == 1:
                ((nth, one),) = numbers.items()
                round_.number = Said(nth, one.at)
            clusters = {name: one for one in places if (name := cluster_in(str(one.value))) is not None}
            if round_.cluster is None and len(clusters) == 1:
                ((name, one),) = clusters.items()
                round_.cluster = Said(name, one.at)
        if round_.office is None and not unclear and not any(pair.label.party for pair in block.pairs):
            round_.office = Said(Office.HEAD.value, round_.begins)
        dated = [one for one in (*heads, *block.headings, *lines) if _DOCUMENT_WORDS.isdisjoint(fold(str(one.value)).split("_"))]
        days = {day: one for one in dated if (day := day_in(str(one.value))) is not None}
        if not block.has("ngay") and len(days) == 1:
            ((day, one),) = days.items()
            round_.values["ngay"] = Entry("ngay", ROUNDS.by_slug["ngay"].header, one.at, Said(day, one.at))

    def of_round(self, pair: Pair, round_: _Round) -> Said | None:
        """The value of a label for one round: in its column, or in a cell merged over it, or told once of all."""
        values = self.main(pair)
        if round_.column is None:
            return values[0] if values else None
        for value in pair.values:
            merge = next((m for m in self.sheet.grid.merges if (m.top, m.left) == value.at), None)
            if value.at[1] == round_.column or (merge is not None and merge.left <= round_.column <= merge.right):
                return None if is_blank(value.value) else value
        return values[0] if len(values) == 1 and pair.slug in _ONCE else None

    def spread(self, pair: Pair, rounds: Sequence[_Round], *, total: bool) -> None:
        """Give each round what a label tells of it; `total`: the number of households or members that it tells is the round's own."""
        slug = pair.slug
        if pair.label.table is UNIT:
            if not total:
                return
            slug = _TOTALS[slug]
        given = [(round_, written) for round_ in rounds if (written := self.of_round(pair, round_)) is not None]
        for round_, written in given:
            value = written.value
            if slug == "ngay" and isinstance(value, str):
                value = day_in(value) or value
            if slug not in _NAMED_BY:
                round_.values[slug] = Entry(slug, pair.text, pair.at, Said(value, written.at))
        if not given and (lost := self.main(pair)):
            what = f"tên lượt bầu mà dòng {shown(pair.text)} nói đến (có nhiều lượt bầu, con số này không ở cột của lượt nào)"
            self.give_up(lost[0].at, what, f"con số ở cột của lượt bầu; {PICTURE}")

    # --- Candidates -----------------------------------------------------------------------------------------------------------

    def spread_people(self, block: Block, rounds: Sequence[_Round]) -> None:
        """Give each round its candidates and their votes."""
        heads: dict[Cell, _Round | None] = {}
        for person in block.people:
            if not person.votes or person.votes[0].head is None:
                row = person.name.at[0]
                beside = {vote.written.at[1]: vote.written for vote in person.votes}
                alone = next(iter(self.votes_of(person)), Said(None, person.name.at))
                for round_ in rounds:
                    votes = alone if round_.column is None else beside.get(round_.column, Said(None, (row, round_.column)))
                    self.stands(round_, person, votes)
                continue
            for vote in person.votes:
                assert vote.head is not None
                if vote.written.at[1] in self.of_all_clusters:
                    continue
                if len(rounds) > 1 and vote.head.at not in heads:
                    heads[vote.head.at] = self.round_headed(vote.head, vote.written.at[1], rounds)
                headed = heads[vote.head.at] if len(rounds) > 1 else rounds[0]
                if headed is not None:
                    self.stands(headed, person, vote.written)
        if len(rounds) > 1:
            for round_ in rounds:
                others = [one for other in rounds if other.key[0] != round_.key[0] for one in other.people]
                self.leave_out_absent(round_, {person.name.at for person, cast in others if not is_blank(cast.value)})

    @staticmethod
    def stands(round_: _Round, person: Person, votes: Said) -> None:
        """Add a candidate to a round, unless a dash says that they did not stand in it."""
        if not (isinstance(votes.value, str) and tidy(votes.value) in _NOT_STANDING):
            round_.people.append((person, votes))

    def round_headed(self, head: Said, column: int, rounds: Sequence[_Round]) -> _Round | None:
        """The round that the heading of a column of votes names; a finding where it names none."""
        text = str(head.value)
        number, offices, cluster = round_in(text), offices_in(text), cluster_in(text)
        fits = [r for r in rounds if (number is None or r.key[1] == number) and (not offices or r.key[0] == tuple(offices))]
        fits = [r for r in fits if cluster is None or r.key[2] == fold(cluster)]
        same = [r for r in rounds if r.column == column]
        if len(fits) != 1 and len(same) != 1:
            what = f"tên lượt bầu ở cột {shown(text)} (có nhiều lượt bầu mà không biết số phiếu này của lượt nào)"
            self.give_up(head.at, what, "“Số phiếu lần 1”, “Số phiếu lần 2” ở đầu mỗi cột")
            return None
        return fits[0] if len(fits) == 1 else same[0]

    @staticmethod
    def leave_out_absent(round_: _Round, elsewhere: set[Cell]) -> None:
        """In a table of several rounds a blank is a person who did not stand only where the others have all the valid votes there are.

        `elsewhere`: who has votes for another office; where all blanks are theirs, the others may be one alone.
        """
        figures = [cast.value for _, cast in round_.people if not is_blank(cast.value)]
        votes = _whole_numbers(map(figure, figures))
        valid = figure(round_.values["hop_le"].written.value) if "hop_le" in round_.values else None
        seats = round_.values.get("so_can_bau")
        one_seat = seats is None or figure(seats.written.value) == 1
        least = 1 if all(person.name.at in elsewhere for person, cast in round_.people if is_blank(cast.value)) else 2
        if not figures or (one_seat and len(votes) == len(figures) >= least and sum(votes) == valid):
            round_.people = [(person, cast) for person, cast in round_.people if not is_blank(cast.value)]

    def settle(self, round_: _Round) -> None:
        """Take the words off the figures of a round, where one reading is possible."""
        known = [entry.written.value for slug, entry in (*round_.values.items(), *self.form.unit.items()) if slug in _WHOLES]
        wholes = {*_whole_numbers(map(figure, known))}
        for slug, entry in round_.values.items():
            if ROUNDS.by_slug[slug].kind is Kind.COUNT:
                round_.values[slug] = entry._replace(written=Said(figure(entry.written.value, wholes), entry.written.at))
        wholes.update(_whole_numbers(entry.written.value for entry in round_.values.values()))
        round_.people = [(person, Said(figure(cast.value, wholes), cast.at)) for person, cast in round_.people]

    def tell_reversed(self, pairs: Sequence[Pair]) -> None:
        """Say that the figures stand before their labels, where they are not read; running numbers there only count the labels."""
        before = []
        for pair in pairs:
            row, column = pair.at
            left = [self.sheet.value(row, c) for c in self.sheet.filled(row) if c < column]
            if not pair.values and pair.label.field.kind is Kind.COUNT and len(left) == 1 and is_figure(left[0]):
                before.append((pair, figure(left[0])))
        numbers = [number for _, number in before if isinstance(number, (int, float))]
        if len(numbers) > 1 and any(later <= earlier for earlier, later in pairwise(numbers)):
            pair = before[0][0]
            what = f"con số bên phải nhãn {shown(pair.text)} (con số ghi ở bên trái nhãn nên không được đọc)"
            self.sheet.complain("DT002", *pair.at, what=what, expected=PICTURE)
            self.sheet.raw.doubtful.update((ROUNDS.slug, RESULTS.slug))

    # --- What is not read -----------------------------------------------------------------------------------------------------

    def tell_unread(self, block: Block, rounds: Sequence[_Round]) -> None:
        """Say which labels nobody knows; where the round is without a figure it needs, one of them may be that."""
        held = [r for r in rounds if r.people or any(slug in r.values for slug in FIELDS)]
        missing = [slug for slug in FIELDS if any(slug not in r.values for r in held)]
        if any(
            fold(str(r.values["hinh_thuc"].written.value)) in ("gio_tay", "bieu_quyet_gio_tay") for r in held if "hinh_thuc" in r.values
        ):
            missing = [slug for slug in missing if slug == PRESENT.field]
        headers = [ROUNDS.by_slug[slug].header for slug in missing]
        unread = sorted(block.unread, key=lambda label: not (label[0] == "" or nearest_offer(label[0], headers)))
        for number, (text, at) in enumerate(unread):
            line = f"dòng {shown(text)}" if text else "dòng không có nhãn"
            if missing and number == 0:
                label = " hoặc ".join(f"“{header}”" for header in headers)
                what = f"nhãn {label} ({line} có số liệu mà không biết là gì)"
                self.sheet.complain("DT002", *at, what=what, expected=f"ở ô nhãn ghi {label}; {PICTURE}")
                self.doubted.update(missing)
            else:
                known = [f.header for table in (ROUNDS, UNIT) for f in table.fields]
                what = f"{line} không có trong mẫu hồ sơ nên không được đọc"
                self.sheet.complain("DT003", *at, what=what, offer=nearest_offer(text, known) if text else "")

    # --- Tables -------------------------------------------------------------------------------------------------------------------

    def rounds_table(self) -> SheetTable | None:
        """The table of rounds."""
        rows = []
        for r in self.rounds:
            rows.append((r.begins, dict(self.names_of(r)) | r.values))
        return table_of(self.form, ROUNDS.slug, rows, frozenset(self.doubted)) if rows else None

    def votes_table(self) -> SheetTable | None:
        """The table of candidates and votes, round by round."""
        rows = []
        for r in self.rounds:
            texts = [str(person.name.value) for person, _ in r.people] or [""]
            # Ông is a family name too: "Ông Ích Khiêm" on a list of one stays as it is.
            addressed = all(map(address_of, texts)) and (len(texts) > 1 or len(texts[0].split()) > 3 or fold(address_of(texts[0])) != "ong")
            for (person, votes), text in zip(r.people, texts, strict=False):
                name = Said(text[len(address_of(text)) :] if addressed else text, person.name.at)
                row = dict(self.names_of(r))
                for slug, entry in (("ho_ten", name), ("ngay_sinh", person.birth), ("so_phieu", votes)):
                    if entry is not None:
                        row[slug] = Entry(slug, RESULTS.by_slug[slug].header, entry.at, entry)
                rows.append((person.name.at, row))
        return table_of(self.form, RESULTS.slug, rows) if rows else None

    def names_of(self, round_: _Round) -> Iterable[tuple[str, Entry]]:
        """What says which round a row is of."""
        if (code := self.form.unit.get("ma")) is not None:
            yield "ma_ap", code._replace(slug="ma_ap")
        for slug, entry in ((CLUSTER.slug, round_.cluster), ("chuc_danh", round_.office), ("lan", round_.number)):
            if entry is not None:
                yield slug, Entry(slug, ROUNDS.by_slug[slug].header, entry.at, entry)


def _figures(values: list[Said]) -> list[Said]:
    """Of several values beside a label those that are figures, else the first that is more than a unit, a share or words."""
    if len(values) < 2:
        return values
    figures = [value for value in values if is_figure(value.value)]
    return figures or [value for value in values if not is_beside(value.value)][:1] or values[:1]


def _whole_numbers(values: Iterable[Raw]) -> list[int]:
    """Those of these values that are numbers, without what is behind the point; a cell may hold one that is no number, or without end."""
    return [int(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool) and isfinite(v)]


def _text(value: Raw) -> Raw:
    """A whole number that names something as its text: 2.0 is "2"."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else value


def _with_kind(label: str, name: Raw) -> Raw:
    """The name of a hamlet with its kind, which its label tells: "Ấp | 9" is "Ấp 9"."""
    kind = tidy(label).casefold().removeprefix("tên ").rstrip(" :.")
    name = _text(name)
    if not isinstance(name, (str, int)) or fold(kind) not in HAMLET_WORDS or group_word(str(name)) is not None:
        return name
    return f"{sentence_case(kind)} {name}"
