"""The candidates of a round and their votes, nested in it or in a table of their own, and the ballots: whose round each is of."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from dantin import model
from dantin.diagnostic import Place
from dantin.readers import findings
from dantin.readers.dossier.fields import BY_SLUG, CLUSTER, NESTED_CANDIDATES, Names, Table
from dantin.readers.dossier.hamlets import empty, go_astray, is_form
from dantin.readers.dossier.quoting import Refused
from dantin.readers.dossier.row_values import FIGURES_OF_ROUND, RowValues
from dantin.readers.dossier.tables import Known, Reporter, understand
from dantin.readers.dossier.unfinished import Unfinished
from dantin.readers.files.limits import SHORT_TABLE, dotted
from dantin.readers.files.raw import CellFault, RawTable, Trouble, Unreadable
from dantin.route import candidate_route, field_route, row_route
from dantin.vietnamese import fold, fold_name
from dantin.wording import ONE_ROUND_TWICE, cluster_name, office_name

_ROW_WITHOUT_CLUSTER = (
    "Lượt này có các dòng ghi theo cụm: ghi tên cụm ở cột “Cụm” của dòng này. Nếu đây là dòng cộng cả ấp, khu phố thì xóa đi: các cụm "
    "được tự cộng lại."
)
RoundKey: TypeAlias = tuple[model.Office, int, str | None]
"""What tells a row of rounds from others: its office, its number, its cluster."""


class RoundVotes:
    """Gives rows of votes to the rounds of their hamlets.

    `missed`: the rounds that were told of as not there; `nested`: the tables of candidates that stand in rows of rounds.
    """

    def __init__(self, report: Reporter, names: Names, rows: RowValues) -> None:
        """`names` knows the headers of columns, `rows` settles what stands in a row."""
        self.report, self.names, self.rows = report, names, rows
        self.missed: set[tuple[object, ...]] = set()
        self.nested: list[Known] = []

    def add_nested(self, known: Known, row: int, hamlet: Unfinished, index: int) -> None:
        """Add the candidates that are nested in a row of the table of rounds."""
        assert known.nested is not None
        raw = known.raw.rows[row][known.nested]
        route = field_route(row_route("bau_cu", index), NESTED_CANDIDATES)
        if empty(raw):
            return
        if isinstance(raw, CellFault) and raw.trouble is Trouble.REPEATED:
            place = known.raw.cell_place(row, known.nested)
            what, first = f"trường “{NESTED_CANDIDATES}”", f"dòng {raw.line}"
            self.report(findings.DT009, place, hamlet.code, NESTED_CANDIDATES, route, what=what, first=first)
            hamlet.flawed.add(route)
            return
        if not isinstance(raw, RawTable):
            fault = "không phải là danh sách người và số phiếu"
            expected = "danh sách “- ho_ten: …, so_phieu: …”"
            place = known.raw.cell_place(row, known.nested)
            facts = {"field": NESTED_CANDIDATES, "found": fault, "expected": expected}
            self.report(findings.DT004, place, hamlet.code, NESTED_CANDIDATES, **facts)
            hamlet.flawed.add(route)
            return
        held = any(slug in hamlet.rows["bau_cu"][index] for slug in FIGURES_OF_ROUND)
        inner = understand(raw, BY_SLUG["ket_qua"], self.names, self.report, report_missing=False, held=held)
        self.nested.append(inner)
        name = BY_SLUG["ket_qua"].by_slug["ho_ten"]
        if name.slug not in {f.slug for _, f in inner.columns}:
            what = f"trường “{name.slug}” trong “{NESTED_CANDIDATES}”"
            self.report(findings.DT002, raw.place(), hamlet.code, name.slug, what=what, expected=f"“{name.slug}”")
            hamlet.flawed.add(route)
            return
        for inner_row, cells in enumerate(raw.rows):
            if not all(empty(cell) for cell in cells) and not self.rows.set_aside(inner, inner_row, first=inner_row == 0):
                self.add_candidate(inner, inner_row, hamlet, index)

    def add_candidate(self, known: Known, row: int, hamlet: Unfinished, round_index: int) -> None:
        """Add a candidate to a round, or what one more table tells of a candidate it has."""
        placed = hamlet.places.candidates.setdefault(round_index, [])
        if len(placed) >= SHORT_TABLE:
            raise too_many("danh sách bầu của một lượt")
        files = hamlet.files_of_results.setdefault(round_index, set())
        elsewhere = bool(files - {known.raw.file})
        if (is_form(known) or elsewhere) and (earlier := self.listed_already(known, row, hamlet, round_index)) is not None:
            path = candidate_route(round_index, earlier)
            candidate = hamlet.candidates[round_index][earlier]
            more: dict[str, Any] = {"votes": candidate.votes, "birth": candidate.birth, "name": candidate.name}
            self.rows.join(known, row, hamlet, path, more)
            hamlet.candidates[round_index][earlier] = dataclasses.replace(candidate, votes=more["votes"], birth=more["birth"])
            return
        path = candidate_route(round_index, len(placed))
        values = self.rows.settle(known, row, hamlet, path)
        for attribute in ("offices", "number", "cluster"):  # these said which round it is
            values.pop(attribute, None)
        hamlet.candidates[round_index].append(model.Candidate(len(placed), round_index=round_index, **values))
        placed.append((known.raw, row))
        files.add(known.raw.file)

    @staticmethod
    def listed_already(known: Known, row: int, hamlet: Unfinished, round_index: int) -> int | None:
        """The candidate of a round, told by another table, whom a row written downwards, or of another file, names."""
        name = known.value(row, "ho_ten")
        if not isinstance(name, str):
            return None
        listed = zip(hamlet.candidates[round_index], hamlet.places.candidates[round_index], strict=True)
        same = [c.index for c, (raw, _) in listed if raw is not known.raw and c.name is not None and fold_name(c.name) == fold_name(name)]
        return same[0] if len(same) == 1 else None

    def add_result(self, known: Known, row: int, hamlet: Unfinished) -> None:
        """A row of the table of results: it belongs to the round of its office and number."""
        offices, number = known.value(row, "chuc_danh"), known.value(row, "lan")
        if not offices or isinstance(offices, Refused) or isinstance(number, Refused):
            self.rows.settle(known, row, hamlet, row_route("ket_qua", row))
            go_astray(known.table, [hamlet])
            return
        # Where one round was held for several offices, the first says which it is; that it was is told at the round.
        office, cluster = offices[0], known.value(row, CLUSTER.slug)
        index = self.round_index(hamlet, office, number or 1, cluster)
        if index is not None:
            self.add_candidate(known, row, hamlet, index)
            return
        slug = CLUSTER.slug if cluster else "lan" if number is not None else "chuc_danh"
        column = next(column for column, f in known.columns if f.slug == slug)
        self.no_such_round(hamlet, known.table, known.raw.cell_place(row, column), slug, (office, number or 1, cluster))

    def no_such_round(self, hamlet: Unfinished, table: Table, place: Place, slug: str, key: RoundKey) -> None:
        """A row of votes without its round: told once for each round missed, and not where a round itself could not be read."""
        go_astray(table, [hamlet])
        office, number, cluster = key
        keys = (hamlet.places.file, id(hamlet), table.slug, office, number, cluster_key(cluster))
        unread = any(self.unreadable_round(hamlet, index) for index in range(len(hamlet.rows["bau_cu"])))
        rounds = [(v.get("offices"), v.get("number", 1), cluster_key(v.get("cluster"))) for v in hamlet.rows["bau_cu"]]
        # One round entered twice is another one missing.
        if unread or len(set(rounds)) < len(rounds) or "bau_cu" in hamlet.astray or keys in self.missed:
            return
        self.missed.add(keys)
        fault = f"bảng “Bầu cử” không có lượt bầu {_called(hamlet, office)} lần {number}"
        expected = "chức danh và lần của một dòng trong bảng “Bầu cử”"
        if cluster or any(v.get("cluster") for v in hamlet.rows["bau_cu"]):
            fault += f" của {cluster_name(cluster)}" if cluster else " mà không ghi cụm"
            expected = "chức danh, lần và cụm của một dòng trong bảng “Bầu cử”"
        self.report(findings.DT005, place, hamlet.code, slug, field="Lượt bầu", found=fault, expected=expected)

    @staticmethod
    def unreadable_round(hamlet: Unfinished, index: int) -> bool:
        """Whether it cannot be told which round a row of the table of rounds is."""
        if not hamlet.rows["bau_cu"][index].get("offices"):
            return True
        route = row_route("bau_cu", index)
        return not hamlet.flawed.isdisjoint(field_route(route, slug) for slug in ("chuc_danh", "lan", CLUSTER.slug))

    def round_index(self, hamlet: Unfinished, office: model.Office, number: int, cluster: object = None) -> int | None:
        """The row of the round of an office and number, or of a cluster of it; None where there is none or it is not known which."""
        for index, values in enumerate(hamlet.rows["bau_cu"]):
            same = office in values.get("offices", ()) and values.get("number", 1) == number
            if same and cluster_key(values.get("cluster")) == cluster_key(cluster) and not self.unreadable_round(hamlet, index):
                return index
        return None

    def round_twice(self, hamlet: Unfinished, round_: model.Round, first: model.Round, slug: str, hint: str) -> None:
        """A row of rounds tells what an earlier one tells too."""
        of_cluster = f", {cluster_name(round_.cluster)}" if round_.cluster else ""
        what = f"lượt bầu {_called(hamlet, round_.offices[0])} lần {round_.number}{of_cluster}"
        route, where = round_.at(slug), str(hamlet.places(first.at(slug)))
        self.report(findings.DT009, hamlet.places(route), hamlet.code, slug, route, (), hint, what=what, first=where)
        hamlet.flawed |= {round_.path, first.path}

    def check_rounds(self, hamlet: Unfinished, rounds: Sequence[model.Round], ballots: Iterable[model.BallotPaper]) -> None:
        """One round twice, and ballots of a round that there is not."""
        known = [round_ for round_ in rounds if not self.unreadable_round(hamlet, round_.index)]
        seen: dict[RoundKey, model.Round] = {}
        clustered = {(office, round_.number): round_ for round_ in reversed(known) if round_.cluster for office in round_.offices}
        for round_ in known:
            for position, office in enumerate(round_.offices):
                first = seen.setdefault((office, round_.number, round_.cluster), round_)
                beside = clustered.get((office, round_.number)) if not round_.cluster else None
                if position == 0 and first is not round_:
                    self.round_twice(hamlet, round_, first, "chuc_danh", ONE_ROUND_TWICE)
                elif position == 0 and beside is not None:
                    self.round_twice(hamlet, round_, beside, CLUSTER.slug, _ROW_WITHOUT_CLUSTER)
        places = hamlet.places
        for ballot in ballots:
            key = (ballot.office, ballot.round_number, ballot.cluster) if ballot.office is not None else None
            if key is not None and key not in seen and ballot.at("lan") not in hamlet.flawed:
                slug = CLUSTER.slug if ballot.cluster else "lan"
                self.no_such_round(hamlet, BY_SLUG[ballot.table], places(ballot.at(slug)), slug, key)
        if "la_phieu" in hamlet.astray:
            hamlet.flawed.add(model.BallotPaper.table)
        if "ket_qua" in hamlet.astray:
            # Votes are missing from a round, and nobody can say which.
            hamlet.flawed |= {round_.at(NESTED_CANDIDATES) for round_ in rounds}


def cluster_key(name: object) -> str:
    """A cluster's name as names are compared: "Cụm 1", "cụm số 1", "01" and "1" are one."""
    key = fold(str(name)).removeprefix("cum_").removeprefix("so_") if name is not None else ""
    return key.lstrip("0") or key


def _called(hamlet: Unfinished, office: model.Office) -> str:
    return office_name(model.Unit(0, kind=hamlet.values.get("kind")), office)


def too_many(what: str) -> Unreadable:
    """A table that is short by its nature has more rows than are read."""
    return Unreadable(f"{what} có quá nhiều dòng, giới hạn là {dotted(SHORT_TABLE)}", "Xem lại bảng này; nên ghi mỗi ấp một tệp.")
