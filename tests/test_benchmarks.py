"""The arithmetic of the table that `make bench` prints, and that what is measured is what it says; no speed is tested here."""

import json
import math
from datetime import date

import pytest

from dantin.readers import read
from dantin.run import check_file
from tests.benchmarks import rosters
from tests.benchmarks.__main__ import DANTIN, DAY, main
from tests.benchmarks.peers import PINNED, bare_typer, versions
from tests.benchmarks.ratios import Aim, Line, Took, compared, exponent, growth, median_ratio, slope, table
from tests.benchmarks.started import after_start
from tests.benchmarks.timing import in_turn


@pytest.mark.parametrize("power", [0.5, 1, 1.26, 2])
def test_the_exponent_of_a_power_is_found(power):
    points = [(n, 0.003 * n**power) for n in (1, 10, 83, 1000)]
    assert exponent(points) == pytest.approx(power)


def test_one_slow_run_moves_the_spread_and_not_the_median():
    pairs = [(2.0, 1.0), (2.2, 1.1), (9.0, 1.0), (4.0, 2.0), (1.0, 2.0)]
    assert median_ratio(pairs) == (2.0, 0.5, 9.0)


def test_a_line_is_of_the_time_it_names():
    pairs = [(Took(1.0, 6.0, 50.0), Took(2.0, 2.0, 25.0)), (Took(3.0, 8.0, 60.0), Took(4.0, 2.0, 30.0))]
    by_user = compared("ours", "theirs", pairs, Aim.at_most(3))
    assert (by_user.figure, by_user.least, by_user.largest, by_user.met) == (3.5, 3.0, 4.0, False)
    assert compared("ours", "theirs", pairs, Aim.at_most(3), by="wall").figure == 0.625
    assert compared("ours", "theirs", pairs, Aim.at_most(2), by="memory").met is True
    assert by_user.values["ours_user"] == 7.0
    assert by_user.values["peer_wall"] == 3.0
    assert compared("ours", "theirs", pairs, None).met is None


def test_what_it_takes_to_start_is_no_growth():
    sizes = (100, 1000, 20_000)
    times = [[0.4 + n * 1e-5 * factor for factor in factors] for n, factors in zip(sizes, [(1, 1, 1), (1, 1, 1.5), (1,)], strict=True)]
    line = growth("rows", sizes, times, [0.4, 0.4, 0.9], Aim.at_most(1.05))
    assert line.figure == pytest.approx(1.0)
    slow = exponent([(100, 1), (1000, 15), (20_000, 200)])
    assert (line.least, line.largest) == (pytest.approx(min(slow, 1.0)), pytest.approx(max(slow, 1.0)))
    assert line.met
    assert [line.values[name] for name in ("at_1000_least", "at_1000", "at_1000_largest")] == pytest.approx([0.41, 0.41, 0.415])
    steep = growth("rows", sizes, [[0.4 + (n / 1000) ** 2] for n in sizes], [0.4], Aim.at_most(1.05))
    assert steep.figure == pytest.approx(2.0)
    assert steep.values["last_step"] == pytest.approx(2.0)
    assert not steep.met


def test_a_size_faster_than_the_floor_is_no_fault():
    assert math.isfinite(growth("rows", (1, 10), [[0.3], [0.5]], [0.4], Aim.at_most(1)).figure)


def test_each_further_one_is_told_in_milliseconds():
    line = slope("each", "limit", 83, 1083, [(1.0, 9.0), (1.0, 7.0), (2.0, 12.0)], Aim.at_most(8, " ms"))
    assert (line.figure, line.least, line.largest, line.met) == (8.0, 6.0, 10.0, True)
    assert line.values == {"at_83": 1.0, "at_1083": 9.0}


def test_the_table_says_which_aims_are_met():
    lines = [Line("a", "x", 1.0, 0.5, 2.0, Aim.at_most(1), "x"), Line("bbb", "y", 3.0, 3.0, 3.0, Aim(2, "< 2")), Line("c", "z", 1, 1, 1)]
    head, *rows = table(lines).splitlines()
    assert head.split() == ["against", "median", "spread", "aim", "met"]
    assert [row.split()[-1] for row in rows] == ["yes", "NO", "-"]
    assert json.loads(json.dumps([line.as_json() for line in lines]))[1]["met"] is False


def test_peers_are_pinned_and_no_index_is_named():
    text = PINNED.read_text("utf-8")
    assert {"pandas", "frictionless", "python-calamine", "openpyxl", "typer"} <= versions(text).keys()
    assert all("==" in line for line in text.splitlines() if not line.startswith("#"))
    assert "://" not in text


def test_the_bare_program_has_as_many_commands():
    assert compile(bare_typer(["a", "b"]), "bare", "exec")
    assert bare_typer(["a", "b"]).count("@app.command()") == 2


def test_a_part_that_there_is_not_is_told_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--only", "rows,tally"])
    assert end.value.code == 2
    assert "'tally'; there are readers, frictionless" in capsys.readouterr().err


@pytest.mark.parametrize(("what", "codes"), [("members", []), ("households", []), ("candidates", ["DT509"])])
@pytest.mark.parametrize("size", [2, 40, 400])
def test_long_rosters_are_in_order_whatever_their_length(what, codes, size, tmp_path):
    """Else it is errors that are measured, which also keep other rules from asking. So many cannot stand for three seats in order."""
    report = check_file(rosters.write(tmp_path, what, size), date.fromisoformat(DAY))
    assert [diagnostic.code for diagnostic in report.diagnostics] == codes
    names = {"members": "members", "households": "households", "candidates": "nominees"}
    own, longer = (len(getattr(read(rosters.write(tmp_path, what, rows), "a").dossiers[0].dossier, names[what])) for rows in (0, size))
    assert longer - own == size


def test_what_is_measured_after_the_start_is_without_it(tmp_path):
    dossier = tmp_path / "a.yaml"
    dossier.write_text("don_vi:\n  ma: A1\n  ten: Ấp 1\n  xa: xã A\n  tinh: tỉnh B\n", "utf-8")
    (whole,) = in_turn([[*DANTIN, "validate", str(dossier)]], 1)[0]
    few, many = after_start([["validate", str(dossier)], ["validate", str(dossier), "--all"]], [3, 1])
    assert (len(few), len(many)) == (3, 1)
    assert max(took.user for took in (*few, *many)) < whole.user / 2
    with pytest.raises(RuntimeError, match=r"none\.yaml"):
        after_start([["validate", str(tmp_path / "none.yaml")]], [1])
