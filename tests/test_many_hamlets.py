"""A country as a district: what is kept of each hamlet is little and flat, and found by the short way as by the plain one."""

import json
import pickle
import random
import subprocess
import sys
import tracemalloc
from concurrent.futures import Future
from dataclasses import field, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import dantin.run
from dantin import district
from dantin.compact import compact
from dantin.diagnostic import Place
from dantin.found import FileReport, Hamlet
from dantin.output import excel_csv
from dantin.output import json as as_json
from dantin.readers.config import Config
from dantin.readers.hamlet_list import Entry
from dantin.readers.sources import Source
from dantin.records import dataclass
from dantin.route import NOWHERE
from dantin.rules import between_hamlets
from dantin.rules.between_hamlets import Post, Roster, Standing, codes_meant, held_twice, shared_people
from dantin.vietnamese import code_meant, fold_code
from tests import country
from tests.conftest import ROOT

DAY = date(2024, 12, 20)


def standings(seed, hamlets=40, people=30, all_people=700):
    draw = random.Random(seed)
    numbers = [draw.randbytes(10) for _ in range(all_people)]
    drawn = [{digest: row for row, digest in enumerate(draw.sample(numbers, draw.randint(0, people)))} for _ in range(hamlets)]
    codes = [draw.choice((None, f"A{draw.randint(1, hamlets)}")) for _ in range(hamlets)]
    made = [Standing({"ho_gia_dinh": Roster.of(rows)} if rows else {}, (), False, False) for n, rows in enumerate(drawn)]
    return drawn, codes, made


def plainly(drawn, codes):
    """Everybody held against the first hamlet that has them, once for each hamlet."""
    twice, first, reported = set(), {}, set()
    for number, rows in enumerate(drawn):
        for digest, row in rows.items():
            other = first.setdefault(digest, number)
            same = other == number or (codes[number] is not None and codes[number] == codes[other])
            if not same and (codes[number] is None or (digest, codes[number]) not in reported):
                reported.add((digest, codes[number]))
                twice.add((number, f"ho_gia_dinh[{row}].cccd", other, f"ho_gia_dinh[{drawn[other][digest]}].cccd"))
    return twice


@pytest.mark.parametrize("at_once", [1, 7, 100, 10**6])
@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_on_two_rosters_is_found_in_parts_as_all_at_once(seed, at_once, monkeypatch):
    monkeypatch.setattr(between_hamlets, "_AT_ONCE", at_once)
    drawn, codes, made = standings(seed)
    twice = [(f.hamlet, f.route, *f.related) for f in shared_people(made, codes, str)]
    assert len(twice) == len(set(twice)) > 10
    assert set(twice) == plainly(drawn, codes)


def test_a_roster_of_any_length_gives_back_its_rows():
    for rows in ({}, {bytes(10): 0}, {n.to_bytes(10, "big"): 70_000 - n for n in range(300)}):
        roster = pickle.loads(pickle.dumps(Roster.of(rows)))
        assert dict(zip(roster.upto(0, None), roster.rows, strict=True)) == rows
        assert all(roster.row(digest) == row for digest, row in rows.items())
        assert len(roster) == len(rows)


def test_little_is_kept_of_a_hamlet():
    rows = {random.Random(n).randbytes(10): n for n in range(300)}
    Roster.of(rows)
    tracemalloc.start()
    kept = [Roster.of(rows) for _ in range(20)]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert size / len(kept) < 300 * 12 + 600


@pytest.mark.parametrize("at_once", [200_000, 20])
def test_who_holds_two_posts_is_found_in_parts_as_all_at_once(at_once, monkeypatch):
    monkeypatch.setattr(between_hamlets, "_AT_ONCE", at_once)
    draw = random.Random(1)
    everybody = [draw.randbytes(10) for _ in range(300)]
    posts = [[tuple(draw.sample(everybody, draw.randint(0, 2))) for _ in range(draw.randint(0, 3))] for _ in range(150)]
    made = [Standing({}, tuple(Post(b"".join(d), "", "", NOWHERE) for d in mine), False, False) for n, mine in enumerate(posts)]
    held = [{digest for mine in hamlet for digest in mine} for hamlet in posts]
    twice = {digest for digest in everybody if sum(digest in mine for mine in held) > 1}
    assert 50 < len(twice) < len(everybody)
    assert held_twice(made) == twice


def _from_elsewhere(paths):
    """Reports as they come back from another process, each with its source."""
    for path in paths:
        source = Source((path.as_posix(),))
        report = dantin.run.check_source(source, DAY, key=b"k", briefed=True)
        report.hamlets = tuple(replace(hamlet, source=None) for hamlet in report.hamlets)
        yield report, pickle.dumps(report), source


def test_what_comes_from_another_process_says_the_same():
    for report, data, source in _from_elsewhere(sorted(Path("examples/long-thanh/phuoc-thai").glob("*.xlsx"))):
        copy = pickle.loads(data)
        compact(copy, source)
        assert {hamlet.source.names for hamlet in copy.hamlets} == {source.names}
        copy.hamlets = tuple(replace(hamlet, source=None) for hamlet in copy.hamlets)
        assert copy == report
        assert repr(copy) == repr(report)


@pytest.mark.parametrize(("briefed", "most"), [(False, 2500), (True, 4500)])
def test_of_each_hamlet_of_a_country_little_is_in_memory(briefed, most, tmp_path):
    """What is alike in all is there once; 90,000 hamlets at these sizes take 210 and 395 MB."""
    made = []
    for n in range(2 * country.DISTRICT, 2 * country.DISTRICT + 12):
        path = tmp_path / f"{n}.yaml"
        path.write_text(country.dump_yaml(country.made(n).tables))
        report = dantin.run.check_source(Source((path.as_posix(),)), DAY, key=b"k", briefed=briefed)
        report.hamlets = tuple(replace(hamlet, source=None) for hamlet in report.hamlets)
        made.append((pickle.dumps(report), Source((path.as_posix(),))))

    def back(data, source):
        report = pickle.loads(data)
        compact(report, source)
        return report

    # As many more, when what is alike is known.
    kept = [back(*each) for each in made]
    tracemalloc.start()
    kept += [back(*each) for each in made]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert size / len(made) < most


CIRCLES = ["khu-pho-4.yaml", "khu-pho-4.xlsx", "long-thanh/cam-duong/LT-036-ap-rung-dau.xlsx", "long-thanh/long-an/LT-047-ap-6.xlsx"]


LEFT = """
import gc, sys
from datetime import date
from pathlib import Path
from dantin.readers.sources import Source
from dantin.run import check_source
for _ in range(2):
    gc.collect()
    gc.disable()
    check_source(Source((Path(sys.argv[1]),)), date(2024, 12, 20), key=b"k", briefed=True)
print(gc.collect())
"""


@pytest.mark.parametrize("path", CIRCLES)
def test_nothing_of_a_dossier_waits_for_the_search_for_circles(path):
    """Cells that a circle holds pile up over thousands of hamlets; two of these have cells that do not read.

    In a process of its own: what other tests have loaded and remembered is not asked.
    """
    left = subprocess.run([sys.executable, "-c", LEFT, str(ROOT / "examples" / path)], capture_output=True, text=True, check=True)
    assert left.stdout == "0\n"


@pytest.mark.parametrize("seed", range(3))
def test_codes_are_known_in_a_long_list_as_by_comparing_each(seed):
    draw = random.Random(seed)
    letters = "ĐDÂA1"

    def code():
        return "".join(draw.choice(letters) for _ in range(draw.randint(1, 3))).lower()

    listed = [code() for _ in range(40)]
    codes = [None, *(code().upper() for _ in range(60))]
    wanted = {fold_code(c): c for c in listed}
    plain = [(wanted.get(fold_code(c)) or code_meant(c, wanted.values())) if c else None for c in codes]
    assert codes_meant(codes, listed) == plain
    assert None in plain[1:]


def test_the_files_of_a_list_are_found_by_any_end_of_their_paths(tmp_path):
    names = ["a.xlsx", "x/a.xlsx", "x/y/a.xlsx", "y/a.xlsx", "aa.xlsx", "./x//a.xlsx"]
    entries = tuple(Entry(str(n), None, None, name, Place("")) for n, name in enumerate(names))
    config = Config((tmp_path / "dantin.yaml").as_posix(), listed=entries)
    files = [(tmp_path / name).as_posix() for name in ("a.xlsx", "x/a.xlsx", "z/x/y/a.xlsx", "aa.xlsx", "xx/a.xlsx")]
    owned = district._own_files(files, config)
    plain = {}
    for number, name in enumerate(names):
        end = "/" + name.removeprefix("./").replace("//", "/")
        if mine := tuple(file for file in files if file.endswith(end)):
            plain[number] = mine
    assert owned == plain


DEEP = {"a": [], "b": {}, "c": {"d": ["Ấp 1", {"e": None}], "g": 1}, "x\u202e\x1b": "\n\u2028\x9b tên"}


@pytest.mark.parametrize("items", [[], [1], [DEEP, [], DEEP, "ấp"]])
def test_a_document_is_written_in_pieces_as_all_at_once(items):
    whole = json.dumps({"schema": 1, "many": items, **DEEP, "few": items}, ensure_ascii=False, indent=2)
    for hidden in ("\x1b", "\x9b", "\u2028", "\u202e"):
        whole = whole.replace(hidden, json.dumps(hidden)[1:-1])
    pieces = [*as_json.pieces({"schema": 1, "many": iter(items), **DEEP, "few": items})]
    assert "".join(pieces) == whole + "\n"
    assert len(pieces) == 15 + len(items)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_is_written_is_not_held(form):
    def rows():
        for number in range(3000):
            yield {"name": f"Ấp {number}"} if form == "json" else [f"Ấp {number}"] * 9

    pieces = as_json.pieces({"hamlets": rows()}) if form == "json" else excel_csv.table(["a"] * 9, rows())
    next(pieces)
    tracemalloc.start()
    size = sum(map(len, pieces))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 60_000 > 3 * most


class Counting:
    """An executor that works when a result is asked for, and knows how much was handed out and not yet fetched."""

    def __init__(self):
        self.waiting = self.most = 0

    def submit(self, work, *args, **options):
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        future = Future()

        def result():
            self.waiting -= 1
            return work(*args, **options)

        future.result = result
        return future


def test_work_is_handed_out_as_reports_are_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr(dantin.run, "_HANDED_OUT", 3)
    paths = [tmp_path / f"{n}.yaml" for n in range(8)]
    for n, path in enumerate(paths):
        path.write_text(f"don_vi:\n  ma: A{n}\n  ten: Ấp {n}\n")
    executor = Counting()
    reports = dantin.run.run(paths, DAY, executor=executor)
    assert executor.waiting == 3
    assert [r.file for r in reports] == [r.file for r in dantin.run.run(paths, DAY)] == [p.as_posix() for p in paths]
    assert executor.most == 3


def test_no_two_hamlets_of_a_country_are_alike():
    numbers = [0, 10, 50, country.DISTRICT, 63 * country.DISTRICT, 64 * country.DISTRICT + 5]
    hamlets = [country.made(n, numbered=1.0) for n in numbers]
    people = [{row["cccd"] for rows in h.tables.values() for row in rows if row.get("cccd")} for h in hamlets]
    assert all(len(mine) > 100 for mine in people)
    assert not any(a & b for a, b in combinations(people, 2))
    assert len({h.path for h in hamlets}) == len(hamlets)
    assert country.made(50) == country.made(50)


def test_what_is_wrong_in_a_country_was_planted(tmp_path):
    made = [country.made(n, suffix=".yaml") for n in range(10, 131, 20)]
    written = dict(country.write(tmp_path, 12, suffix=".yaml"))
    assert len(written) == 12
    folder = Path(tmp_path)
    for hamlet in made:
        path = folder / f"{hamlet.path.rpartition('/')[2]}"
        path.write_text(country.dump_yaml(hamlet.tables))
        report = dantin.run.check_file(path, DAY)
        assert {d.code for d in report.diagnostics} == ({hamlet.fault} if hamlet.fault else set()), hamlet.path
    assert sum(h.fault is not None for h in made) > 2


@dataclass(frozen=True)
class Asked(Hamlet):
    """A hamlet that counts how often anybody asks for its files."""

    times: list[str] = field(default_factory=list)

    @property
    def files(self):
        self.times.append(self.file)
        return super().files


def of_lost_codes(folder, hamlets, together):
    """A district all of whose dossiers lost their codes, each in its own file or `together` in the file of all; and its list."""
    names = ["all.xlsx" if together else f"{number}.xlsx" for number in range(hamlets)]
    entries = tuple(Entry(f"L{number}", None, None, name, Place("")) for number, name in enumerate(names))
    times = []
    files = [(folder / name).as_posix() for name in names]
    reports = [FileReport(file, (Asked(file, f"Q{n}", None, None, Place(file), times=times),)) for n, file in enumerate(files)]
    return reports, Config((folder / "dantin.yaml").as_posix(), listed=entries), times


@pytest.mark.parametrize("together", [False, True])
def test_where_every_dossier_lost_its_code_each_is_asked_for_its_files_once_or_twice(tmp_path, together):
    for hamlets in (30, 300):
        reports, config, times = of_lost_codes(tmp_path, hamlets, together)
        looked_for = district.seats(reports, config, frozenset(range(hamlets)))
        assert [seat.hamlet for seat in looked_for] == [report.hamlets[0] for report in reports]
        assert [seat.code for seat in looked_for] == [f"L{number}" for number in range(hamlets)]
        assert len(times) <= 2 * hamlets


def test_a_dossier_that_lost_its_code_is_taken_by_the_first_entry_that_names_its_file(tmp_path):
    reports, config, _ = of_lost_codes(tmp_path, 6, together=False)
    files = ("5.xlsx; 2.xlsx", "2.xlsx", None, "5.xlsx", "x", "0.xlsx")
    entries = tuple(entry._replace(file=file) for entry, file in zip(config.listed, files, strict=True))
    looked_for = district.seats(reports, replace(config, listed=entries), ())
    taken = [(seat.code, seat.hamlet.code if seat.hamlet else None) for seat in looked_for if seat.listed]
    assert taken == [("L0", "Q2"), ("L1", None), ("L3", "Q5"), ("L5", "Q0")]
    assert [seat.hamlet.code for seat in looked_for if not seat.listed] == ["Q1", "Q3", "Q4"]
