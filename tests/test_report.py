"""The figures of a district: each is the sum over its hamlets, the same in every form, and nothing of a person but name and votes."""

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from dantin.board import board
from dantin.cli.app import app
from dantin.cli.report import WRITERS
from dantin.found import REPORT_TABLE, Report
from dantin.model import Person
from dantin.output import excel_csv, overview_screen
from dantin.output import html as as_page
from dantin.output import json as as_json
from dantin.output.report_workbook import report_workbook
from dantin.overview import FOLLOWING, MEASURES, RATIOS, TOPICS, TURNOUT, Overview, overview
from dantin.overview_words import headline, sentences
from dantin.papers.summary_report import summary_report
from dantin.percentage import Percentage, of_one_whole, per_cent, percentage
from dantin.readers.config import Level, find_configs
from dantin.run import find_files, gather, run
from dantin.vietnamese import short_date
from dantin.word.readback import text_of
from dantin.wording import party_committee
from tests.conftest import ROOT
from tests.test_openxml import findings

LONG_THANH, TODAY = ROOT / "examples" / "long-thanh", date(2024, 12, 20)


def gathered(folder: Path, day: date) -> Report:
    files = find_files(folder)
    configs = find_configs(files)
    return gather(run(files, day, configs=configs, keep_cases=True), configs, whole=[folder])


def counted(report: Report, day: date, name: str | None = None, **options: Any) -> Overview:
    return overview(board(name, report.seats, day), report, **options)


@pytest.fixture(scope="module")
def long_thanh() -> tuple[Report, Overview]:
    report = gathered(LONG_THANH, TODAY)
    return report, counted(report, TODAY, "Huyện Long Thành", target=Fraction(74), previous=Fraction(50))


def on_screen(made: Overview, width: int = 200) -> str:
    out = Console(file=io.StringIO(), width=width)
    overview_screen.show(out, made)
    file = out.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_briefs_made_by_other_processes_give_the_same_report(long_thanh: tuple[Report, Overview]) -> None:
    """No dossier is kept where only the board and the report are asked for."""
    files = find_files(LONG_THANH)
    configs = find_configs(files)
    with ProcessPoolExecutor(2) as executor:
        report = gather(run(files, TODAY, configs=configs, executor=executor, briefed=True), configs, whole=[LONG_THANH])
    assert not [hamlet for hamlet in report.hamlets if hamlet.case is not None]
    made = counted(report, TODAY, "Huyện Long Thành", target=Fraction(74), previous=Fraction(50))
    assert [*as_json.pieces(as_json.report(made))] == [*as_json.pieces(as_json.report(long_thanh[1]))]


# --- Shares ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(81, 83, "97,59"), (1, 8, "12,50"), (1, 800, "0,13"), (8, 390, "2,05"), (0, 5, "0,00"), (5, 5, "100,00"), (17, 20000, "0,09")],
)
def test_a_share_has_both_numbers_and_rounds_half_up(part: int, whole: int, text: str) -> None:
    share = percentage(part, whole)
    assert share is not None
    assert (str(share), share.machine) == (f"{part}/{whole} ({text} %)", text.replace(",", "."))


def test_of_nothing_there_is_no_share() -> None:
    assert (percentage(0, 0), of_one_whole(()), of_one_whole((0, 0))) == (None, (), ())


@pytest.mark.parametrize(
    ("parts", "texts"),
    [
        # Both end in half a hundredth: rounded half up they would make 100,01 %.
        ((15999, 1), ["99,99", "0,01"]),
        ((799, 1), ["99,88", "0,12"]),
        ((1, 799), ["0,13", "99,87"]),
        ((1, 1, 1), ["33,34", "33,33", "33,33"]),
        ((2, 2, 2, 1), ["28,57", "28,57", "28,57", "14,29"]),
        ((381, 8), ["97,94", "2,06"]),
    ],
)
def test_shares_of_one_whole_make_a_hundred(parts: tuple[int, ...], texts: list[str]) -> None:
    assert [share.text for share in of_one_whole(parts)] == texts


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_shares_of_one_whole_always_make_a_hundred(parts: list[int]) -> None:
    shares = of_one_whole(parts)
    if sum(parts):
        assert sum(Fraction(share.machine) for share in shares) == 100
        assert all(abs(Fraction(s.machine) - Fraction(100 * n, sum(parts))) < Fraction(1, 100) for s, n in zip(shares, parts, strict=True))


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(74), "74"), (Fraction(149, 2), "74,50"), (Fraction(-250, 83), "3,01"), (Fraction(1, 200), "0,01")]
)
def test_a_number_of_per_cent(value: Fraction, text: str) -> None:
    assert per_cent(value) == text


# --- Small districts, one figure each --------------------------------------------------------------------------------

DAY = date(2024, 12, 31)
PEOPLE = {"a": "Lê Văn Mẫu", "b": "Trần Thị Mẫu"}


def voted(a: int, b: int = 0, *, present: int = 80, number: int = 1, day: str = "10/11/2024", more: str = "", invalid: int = 0) -> str:
    """A round for head in a hamlet of 100 households."""
    valid = present - invalid
    return (
        f"  - {{chuc_danh: trưởng ấp, lan: {number}, ngay: {day}, co_mat: {present}, phat_ra: {present}, thu_ve: {present}, "
        f"hop_le: {valid}, khong_hop_le: {invalid}, {more}"
        f"ung_cu: [{{ho_ten: {PEOPLE['a']}, so_phieu: {a}}}, {{ho_ten: {PEOPLE['b']}, so_phieu: {b}}}]}}\n"
    )


def hamlet(*rounds: str, unit: str = "", more: str = "", code: str = "A1") -> str:
    head = f"don_vi: {{ma: {code}, ten: Ấp 1, loai: ấp, xa: xã Mẫu, tinh: Đồng Nai, tong_so_ho: 100, tong_dang_vien: 8{unit}}}\n"
    return head + ("bau_cu:\n" + "".join(rounds) if rounds else "") + more


CONGRESS = (
    "  - {chuc_danh: bí thư, lan: 1, ngay: 17/11/2024, cach_thuc: đại hội, hinh_thuc: bỏ phiếu kín, co_mat: 8, phat_ra: 8, thu_ve: 8, "
    "hop_le: 8, khong_hop_le: 0, ung_cu: [{ho_ten: NAME, so_phieu: VOTES}]}\n"
)


def secretary(name: str = PEOPLE["a"], votes: int = 8) -> str:
    return CONGRESS.replace("NAME", name).replace("VOTES", str(votes))


def committee(*votes: int) -> str:
    """Two seats of a cell committee voted on."""
    names = ("Đỗ Thị An", "Đỗ Thị Bình", "Đỗ Thị Cúc")
    people = ", ".join(f"{{ho_ten: {name}, so_phieu: {number}}}" for name, number in zip(names, votes, strict=False))
    return secretary().replace("bí thư,", "chi ủy, so_can_bau: 2,").replace("{ho_ten: Lê Văn Mẫu, so_phieu: 8}", people)


STEPS = "moc:\n  - {buoc: gửi kết quả bầu cử, ngay: 15/11/2024}\n  - {buoc: công nhận trưởng ấp, ngay: DAY, ho_ten: Lê Văn Mẫu}\n"
PEOPLE_INTRODUCED = (
    "nhan_su:\n  - {ho_ten: Lê Văn Mẫu, ngay_sinh: BIRTH, gioi_tinh: nữ, dang_vien: chính thức, gioi_thieu: trưởng ấp, tai_cu: TICK}\n"
)


def recognised_on(day: str) -> str:
    return STEPS.replace("DAY", day)


def introduced(birth: str = "1970", tick: str = "") -> str:
    return PEOPLE_INTRODUCED.replace("BIRTH", birth).replace("TICK", tick or "''")


HEAD_MODEL = ", mo_hinh: bí thư là trưởng ấp"
CASES: dict[str, tuple[str, Mapping[str, int]]] = {
    "nothing yet": (
        hamlet(),
        {"heads_not_voted": 1, "elected_heads": 0, "without_error": 1, "received": 1, "turnout_hamlets": 0, "secretary_is_not_yet": 1},
    ),
    "elected, round 1": (
        hamlet(voted(70, 5, invalid=5)),
        {
            "elected_heads": 1,
            "elected_in_round_1": 1,
            "turnout_present": 80,
            "turnout_base": 100,
            "ballots_returned": 80,
            "ballots_valid": 75,
            "ballots_invalid": 5,
            "recognised": 0,
        },
    ),
    "elected, round 2": (
        hamlet(voted(45, 35), voted(60, 30, present=90, number=2, day="24/11/2024")),
        {"elected_in_round_1": 0, "elected_in_round_2": 1, "turnout_present": 90, "elected_taken_round": 0},
    ),
    "half is not enough": (hamlet(voted(50, 30)), {"elected_heads": 0, "heads_not_elected": 1, "turnout_present": 80}),
    "no quorum": (
        hamlet("  - {chuc_danh: trưởng ấp, lan: 1, ngay: 10/11/2024, co_mat: 40}\n"),
        {"heads_no_quorum": 1, "turnout_present": 40, "ballots_returned": 0},
    ),
    "ballots taken round": (
        hamlet(
            "  - {chuc_danh: trưởng ấp, lan: 1, ngay: 10/11/2024, co_mat: 40}\n",
            voted(60, 27, present=87, number=2, day="17/11/2024", more="cach_thuc: phát phiếu, ").replace("co_mat: 87, ", ""),
        ),
        {"elected_in_round_2": 1, "elected_taken_round": 1, "turnout_present": 87, "turnout_base": 100, "ballots_returned": 87},
    ),
    "void": (
        hamlet(voted(70).replace("thu_ve: 80", "thu_ve: 81")),
        {"heads_void": 1, "ballots_returned": 0, "elected_heads": 0, "without_error": 0},
    ),
    "figures in error": (
        hamlet(voted(70).replace("hop_le: 80,", "hop_le: 79,")),
        {"heads_unclear": 1, "turnout_hamlets": 0, "without_error": 0},
    ),
    "let go": (
        hamlet(voted(70), more="moc:\n  - {buoc: cho thôi trưởng ấp, ngay: 20/12/2024}\n"),
        {"heads_let_go": 1, "elected_heads": 0, "head_elected_people": 0, "turnout_present": 80},
    ),
    "recognised on the last day": (
        hamlet(voted(70), more=recognised_on("22/11/2024")),
        {"recognised": 1, "recognised_in_time": 1, "recognised_late": 0, "recognised_time_known": 1},
    ),
    "recognised a day later": (
        hamlet(voted(70), more=recognised_on("25/11/2024")),
        {"recognised": 1, "recognised_in_time": 0, "recognised_late": 1, "recognised_time_known": 1},
    ),
    "recognised, when received nobody knows": (
        hamlet(voted(70), more=recognised_on("22/11/2024").replace("  - {buoc: gửi kết quả bầu cử, ngay: 15/11/2024}\n", "")),
        {"recognised": 1, "recognised_in_time": 0, "recognised_time_unknown": 1, "recognised_time_known": 0},
    ),
    "the sitting head again": (
        hamlet(voted(70), unit=", truong_duong_nhiem: Lê Văn Mẫu"),
        {"reelected_heads": 1, "heads_before_known": 1},
    ),
    "another than the sitting head, whatever the tick": (
        hamlet(voted(70), unit=", truong_duong_nhiem: Trần Thị Mẫu", more=introduced(tick="x")),
        {"reelected_heads": 0, "heads_before_known": 1},
    ),
    "the tick alone": (hamlet(voted(70), more=introduced(tick="x")), {"reelected_heads": 1, "heads_before_known": 1}),
    "nobody says who was head": (hamlet(voted(70)), {"reelected_heads": 0, "heads_before_known": 0}),
    "a woman, a member, of an age known for sure": (
        hamlet(voted(70), more=introduced("10/11/1974")),
        {"head_women": 1, "head_men": 0, "head_party_official": 1, "head_age_to_50": 1, "head_elected_people": 1},
    ),
    "one day more than fifty": (hamlet(voted(70), more=introduced("10/11/1973")), {"head_age_to_60": 1}),
    "a day short of 51": (hamlet(voted(70), more=introduced("11/11/1973")), {"head_age_to_50": 1}),
    "a bare year that may be either": (hamlet(voted(70), more=introduced("1973")), {"head_age_unknown": 1, "head_age_to_50": 0}),
    "a bare year of which every day agrees": (hamlet(voted(70), more=introduced("1970")), {"head_age_to_60": 1}),
    "nobody tells sex, age, party": (
        hamlet(voted(70)),
        {"head_sex_unknown": 1, "head_women": 0, "head_age_unknown": 1, "head_party_unknown": 1},
    ),
    "secretary is head, in order": (
        hamlet(
            voted(70), secretary(), unit=HEAD_MODEL + ", bi_thu_duong_nhiem: Lê Văn Mẫu, dai_hoi_diem: x", more=recognised_on("16/11/2024")
        ),
        {
            "congress_held": 1,
            "congress_pilot": 1,
            "elected_secretaries": 1,
            "secretary_is_head": 1,
            "model_head": 1,
            "model_following": 1,
            "reelected_secretaries": 1,
            "approved": 0,
        },
    ),
    "a congress before the recognition breaks the model": (
        hamlet(voted(70), secretary(), unit=HEAD_MODEL, more=recognised_on("18/11/2024")),
        {"secretary_is_head": 1, "model_head": 0, "model_undecided": 1, "model_following": 0},
    ),
    "secretary is neither": (
        hamlet(voted(70), secretary("Đỗ Thị Én"), unit=", mo_hinh: không thực hiện", more=recognised_on("16/11/2024")),
        {"secretary_is_neither": 1, "model_none": 1, "model_following": 0},
    ),
    "nobody is elected secretary": (
        hamlet(voted(70), secretary(votes=4), more=recognised_on("16/11/2024")),
        {"congress_held": 1, "elected_secretaries": 0, "secretary_is_not_yet": 1},
    ),
    "a tie at the last seat of the committee": (
        hamlet(committee(6, 5, 5)),
        {"ties": 1, "incomplete_committees": 1, "committee_elected_people": 1},
    ),
    "a seat of the committee is left": (hamlet(committee(8, 4)), {"ties": 0, "incomplete_committees": 1, "committee_elected_people": 1}),
    "the whole committee": (hamlet(committee(8, 5, 3)), {"ties": 0, "incomplete_committees": 0, "committee_elected_people": 2}),
    "a pilot still to come": (hamlet(unit=", dai_hoi_diem: x"), {"congress_pilot": 0}),
    "approved": (
        hamlet(voted(70), secretary(), more=recognised_on("16/11/2024") + "  - {buoc: chuẩn y bí thư, ngay: 25/11/2024}\n"),
        {"approved": 1},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_figures_of_one_hamlet(tmp_path: Path, name: str) -> None:
    text, expected = CASES[name]
    (tmp_path / "a1.yaml").write_text(text, "utf-8")
    whole = counted(gathered(tmp_path, DAY), DAY).whole
    numbers = {measure.key: whole.number(measure) for measure in MEASURES}
    assert {key: numbers[key] for key in expected} == expected
    for topic in TOPICS:
        if topic.parts:
            assert sum(whole.number(measure) for measure in topic.measures) == whole.expected == 1, topic.title


LIST = """\
ten: Xã Mẫu
cap: xã
chi_tieu: {mo_hinh: 50}
danh_sach:
  - {ma: A1, ten: Ấp 1, xa: xã Mẫu}
  - {ma: A2, ten: Ấp 2, xa: xã Mẫu, tep: a2.yaml}
  - {ma: A3, ten: Ấp 3, xa: xã Mẫu}
"""


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    """A1 has elected its head, A2 cannot be read, A3 is missing."""
    folder = tmp_path / "mau"
    folder.mkdir()
    (folder / "dantin.yaml").write_text(LIST, "utf-8")
    (folder / "a1.yaml").write_text(hamlet(voted(70)), "utf-8")
    (folder / "a2.yaml").write_text("don_vi: [", "utf-8")
    return folder


def called(*args: str | Path) -> tuple[int, str, str]:
    line = ["report", "--as-of", "2024-12-31", *map(str, args)]
    result = CliRunner(env={"COLUMNS": "120"}).invoke(app, line)
    error = str(result.exception) if result.exception is not None and not isinstance(result.exception, SystemExit) else ""
    return getattr(result.exception, "exit_status", result.exit_code), result.stdout, result.stderr + error


def test_what_is_missing_and_what_cannot_be_read_are_counted(commune: Path) -> None:
    code, text, _ = called(commune, "--format", "json")
    document = json.loads(text)
    keys = ("unit", "level", "expected", "received", "unreadable", "missing", "without_error", "checked_not", "elected_heads")
    assert (code, [document[key] for key in keys]) == (1, ["Xã Mẫu", "xã", 3, 2, 1, 1, 0, 2, 1])
    assert document["target"] == {"model": "50", "hamlets": 2, "met": False}
    assert document["shares"]["elected_share"] == {"part": 1, "whole": 3, "share": "33.33"}
    assert [(work["hamlet"], work["code"]) for work in document["work"] if work["hamlet"] != "A1"] == [("A2", "DT001"), ("A3", "DT601")]
    assert document["headline"].startswith("Toàn xã có 3 ấp; đã bầu xong 1/3 (33,33 %)")


def test_several_folders_are_one_report(commune: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    (other / "dantin.yaml").write_text("ten: Xã Khác\ncap: xã\nchi_tieu: {mo_hinh: 60}\n", "utf-8")
    (other / "b1.yaml").write_text(hamlet(code="B1").replace("xã Mẫu", "xã Khác"), "utf-8")
    document = json.loads(called(commune, other, "--format", "json")[1])
    assert (document["unit"], document["expected"], document["target"]) == ("Xã Mẫu, Xã Khác", 4, None)
    assert [(one["unit"], one["expected"]) for one in document["communes"]] == [("xã Khác", 1), ("xã Mẫu", 3)]
    assert document["headline"].startswith("Xã Mẫu, Xã Khác có 4 ấp")


def test_a_folder_of_folders_has_its_own_name_and_level(commune: Path) -> None:
    tmp_path = commune.parent
    (tmp_path / "dantin.yaml").write_text("ten: Đồng Nai\ncap: tỉnh\nchi_tieu: {mo_hinh: 70}\n", "utf-8")
    document = json.loads(called(tmp_path, "--format", "json")[1])
    assert (document["unit"], document["level"], document["expected"]) == ("Đồng Nai", "tỉnh", 3)
    assert document["target"] == {"model": "70", "hamlets": 3, "met": False}
    assert document["headline"].startswith("Toàn tỉnh có 3 ấp")


@pytest.mark.parametrize(
    ("name", "level", "day", "words"),
    [
        ("Huyện Long Thành", None, DAY, "Toàn huyện"),
        ("Phường Trảng Dài", Level.COMMUNE, DAY, "Toàn phường"),
        ("Thị trấn Trảng Bom", None, DAY, "Toàn thị trấn"),
        ("Thành phố Biên Hòa", None, DAY, "Toàn thành phố"),
        ("Tỉnh Đồng Nai", None, DAY, "Toàn tỉnh"),
        (None, Level.PROVINCE, DAY, "Toàn tỉnh"),
        (None, None, DAY, "Toàn xã"),
    ],
)
def test_the_words_follow_the_level(tmp_path: Path, name: str | None, level: Level | None, day: date, words: str) -> None:
    (tmp_path / "a1.yaml").write_text(hamlet(), "utf-8")
    assert counted(gathered(tmp_path, day), day, name, level=level).level_words == words


@pytest.mark.parametrize(("day", "level"), [(date(2025, 6, 30), Level.DISTRICT), (date(2025, 7, 1), Level.PROVINCE)])
def test_several_communes_are_a_district_while_there_are_districts(tmp_path: Path, day: date, level: Level) -> None:
    (tmp_path / "a1.yaml").write_text(hamlet(), "utf-8")
    (tmp_path / "b1.yaml").write_text(hamlet(code="B1").replace("xã Mẫu", "xã Khác"), "utf-8")
    assert counted(gathered(tmp_path, day), day).level is level


# --- Files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bao-cao.pdf", "bao-cao"])
def test_a_suffix_that_is_no_form_of_the_report(commune: Path, name: str) -> None:
    code, _, error = called(commune, "-o", commune.parent / name)
    assert (code, all(suffix in error for suffix in WRITERS), (commune.parent / name).exists()) == (2, True, False)


@pytest.mark.parametrize("folder", [".", "out", "../khac"])
def test_neither_a_dossier_nor_a_list_is_written_over(commune: Path, folder: str) -> None:
    """Whether this run reads it or not: the list of the district, or a dossier of another commune, is lost as surely."""
    table = commune / folder / "a4.csv"
    table.parent.mkdir(exist_ok=True)
    table.write_text("Mã hộ;Họ và tên\n1;Lê Văn Mẫu\n", "utf-8")
    before = table.read_bytes()
    code, _, error = called(commune, "-o", table)
    assert (code, "chỉ ghi đè lên báo cáo" in error, table.read_bytes()) == (2, True, before)


def test_a_folder_named_twice_is_one(commune: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(commune)
    assert called(".", "../mau/.")[1] == called(".")[1]


def test_a_report_among_the_dossiers_is_no_dossier(commune: Path) -> None:
    target = commune / "bao-cao.csv"
    first = called(commune, "-o", target)[0]
    written = target.read_bytes()
    assert (first, called(commune, "-o", target)[0], target.read_bytes()) == (1, 1, written)
    assert written.decode("utf-8-sig").startswith(REPORT_TABLE)
    called(commune, "-o", commune / "bao-cao.xlsx")
    assert (commune / "bao-cao.xlsx").exists()
    assert [path.name for path in find_files(commune)] == ["a1.yaml", "a2.yaml"]


def test_the_file_is_what_the_screen_has(commune: Path) -> None:
    for suffix in (".json", ".csv"):
        target = commune.parent / f"bao-cao{suffix}"
        called(commune, "-o", target)
        assert target.read_text("utf-8") == called(commune, "--format", suffix[1:])[1]


# --- The example district --------------------------------------------------------------------------------------------


def test_every_total_is_the_sum_of_communes_and_of_hamlets(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    assert len(made.whole.entries) == made.whole.expected == 83
    for measure in MEASURES:
        total = made.whole.number(measure)
        assert total == sum(map(measure.of, made.whole.entries)) == sum(commune.number(measure) for commune in made.communes), measure.key
    for topic in TOPICS:
        for group in made.groups:
            assert not topic.parts or sum(map(group.number, topic.measures)) == group.expected, topic.title
    assert {measure.key for measure in MEASURES if made.whole.number(measure)} > {"elected_heads", "turnout_present", "head_women"}
    assert len({measure.key for measure in MEASURES} | {ratio.key for ratio in RATIOS}) == len(MEASURES) + len(RATIOS)
    assert len({measure.label for measure in MEASURES}) == len(MEASURES)


def rows_of_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(excel_csv.MARK))))


def test_every_form_has_the_same_figures(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    document, rows = json.loads("".join(as_json.pieces(as_json.report(made)))), rows_of_csv("".join(excel_csv.report(made)))
    whole, *communes = [document, *document["communes"]]
    lines = {"": rows[0], **{row["Xã"]: row for row in rows if row[REPORT_TABLE] == "Xã"}}
    hamlets = [row for row in rows if row[REPORT_TABLE] == "Ấp, khu phố"]
    for entry in (whole, *communes):
        line = lines[entry["unit"] if entry is not whole else ""]
        assert {m.key: entry[m.key] for m in MEASURES} == {m.key: int(line[m.label]) for m in MEASURES}
        for ratio in RATIOS:
            share = entry["shares"][ratio.key]
            assert line[f"{ratio.label} (%)"] == (share["share"].replace(".", ",") if share else "")
    for measure in MEASURES:
        if measure.personal:
            assert {row[measure.label] for row in hamlets} == {""}
        else:
            assert sum(int(row[measure.label]) for row in hamlets) == document[measure.key]
    assert [row["Mã"] for row in hamlets] == [entry["code"] for entry in document["hamlets"]]
    assert sum(entry["head"] == "elected" for entry in document["hamlets"]) == document["elected_heads"]
    assert sum(entry["model"] in ("head", "front") for entry in document["hamlets"]) == document["model_following"]
    text = on_screen(made)
    assert document["headline"] in text
    for key in ("elected_share", "turnout", "model_share", "recognised_share", "congress_share", "invalid_share"):
        share = document["shares"][key]
        assert f"{share['part']}/{share['whole']} ({share['share'].replace('.', ',')} %)" in text


def sheet_of(book: openpyxl.Workbook, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


def test_of_one_hamlet_alone_no_form_tells_sex_age_or_party(tmp_path: Path) -> None:
    """Where a commune has one hamlet the sums would be of one person; who is elected and the votes are told all the same."""
    one = hamlet(voted(70), more=introduced("10/11/1974"))
    for code, place in (("A1", "xã Mẫu"), ("B1", "xã Hai"), ("B2", "xã Hai")):
        (tmp_path / f"{code}.yaml").write_text(one.replace("ma: A1", f"ma: {code}").replace("xã Mẫu", place), "utf-8")
    made = counted(gathered(tmp_path, DAY), DAY, "Huyện Mẫu")
    document = json.loads("".join(as_json.pieces(as_json.report(made))))
    lines = {row["Xã"]: row for row in rows_of_csv("".join(excel_csv.report(made))) if row[REPORT_TABLE] == "Xã"}
    header, *figures = sheet_of(openpyxl.load_workbook(io.BytesIO(report_workbook(made))), "Đủ số liệu")
    figures = [row for row in figures if row[1] is not None]
    in_forms: dict[str, dict[str, list[object]]] = {}
    for column, commune in enumerate(document["communes"], 2):
        name = commune["unit"]
        assert str(header[column]) == f"X{name[1:]}"
        in_forms[name] = {
            measure.key: [commune[measure.key], lines[name][measure.label], row[column]]
            for measure, row in zip(MEASURES, figures, strict=True)
        }
    personal = [measure.key for measure in MEASURES if measure.personal]
    assert all(in_forms["xã Mẫu"][key] == [None, "", None] for key in personal)
    assert in_forms["xã Mẫu"]["head_elected_people"] == [1, "1", 1]
    assert [in_forms["xã Hai"][key] for key in ("head_women", "head_age_to_50", "head_party_official")] == [[2, "2", 2]] * 3
    assert document["head_women"] == 3
    assert [entry["elected"][0]["votes"] for entry in document["hamlets"]] == [70, 70, 70]


def test_the_workbook_has_the_same_figures(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    data = report_workbook(made)
    assert data == report_workbook(made)
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=False)
    document = json.loads("".join(as_json.pieces(as_json.report(made))))
    # Every figure, of the whole and of each commune, under its heading.
    header, *rows = sheet_of(book, "Đủ số liệu")
    assert list(header) == ["Số liệu", "Toàn huyện", *(f"{c['unit'][:1].upper()}{c['unit'][1:]}" for c in document["communes"])]
    figures = [row[1:] for row in rows if row[1] is not None]
    assert figures == [tuple(entry[m.key] for entry in (document, *document["communes"])) for m in MEASURES]
    # The shares, each with its numbers.
    shares = {row[0]: row[1:4] for row in sheet_of(book, "Tổng hợp") if row[3] is not None}
    for ratio in RATIOS:
        share = document["shares"][ratio.key]
        assert shares[ratio.label] == (share["part"], share["whole"], float(share["share"]))
    by_commune = sheet_of(book, "Theo xã")[1 : len(document["communes"]) + 2]
    assert [row[6] for row in by_commune] == [entry["elected_heads"] for entry in (*document["communes"], document)]
    assert [row[-1] for row in by_commune] == [float(entry["turnout"]) for entry in (*document["communes"], document)]
    _, *hamlets = sheet_of(book, "Theo ấp")
    assert [row[0] for row in hamlets] == [entry["code"] for entry in document["hamlets"]]
    heads = [p for entry in document["hamlets"] for p in entry["elected"] if p["office"] == "hamlet_head"]
    assert [row[11:14] for row in hamlets if row[12]] == [(p["name"], p["votes"], p["base"]) for p in heads]
    assert {type(row[7]) for row in hamlets} <= {datetime, type(None)}
    _, *work = sheet_of(book, "Việc cần xử lý")
    assert [row[4] for row in work] == [entry["code"] for entry in document["work"]]
    assert [len(book[name]._charts) for name in book.sheetnames] == [2, 1, 0, 0, 0]
    assert [bool(book[name].auto_filter.ref) for name in book.sheetnames] == [False, True, False, True, True]


def test_the_paper_has_the_same_figures(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    data = summary_report(made)
    assert data == summary_report(made)
    lines = text_of(data)
    document = json.loads("".join(as_json.pieces(as_json.report(made))))
    assert [line for line in lines if line in sentences(made)] == list(sentences(made))
    for entry in (*document["communes"], document):
        name = "Toàn huyện" if entry is document else f"{entry['unit'][:1].upper()}{entry['unit'][1:]}"
        figures = [str(entry[key]) for key in ("expected", "elected_heads", "recognised", "congress_held")]
        shares = [entry["shares"][key] for key in ("model_share", "turnout")]
        shown = [f"{s['part']}/{s['whole']} ({s['share'].replace('.', ',')} %)" for s in shares]
        assert " | ".join([name, *figures, *shown]) in lines
        assert " | ".join([name, shown[0]]) in lines  # its bar
    assert "HUYỆN ỦY LONG THÀNH | BAN TỔ CHỨC | * | ĐẢNG CỘNG SẢN VIỆT NAM" in lines


@pytest.mark.parametrize("width", [80, 120])
def test_no_figure_on_the_screen_is_broken(long_thanh: tuple[Report, Overview], width: int) -> None:
    _, made = long_thanh
    shares = {share.counted for group in made.groups if (share := group.share(TURNOUT)) is not None}
    assert len(shares) == 15
    assert shares <= {*on_screen(made, width).split()}


def test_no_line_of_the_word_report_begins_with_a_percent_sign(long_thanh: tuple[Report, Overview]) -> None:
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(summary_report(long_thanh[1]))).paragraphs]
    assert any("77,11\N{NO-BREAK SPACE}%)" in text for text in paragraphs)
    assert not any(re.search(r",\d\d %", text) for text in paragraphs)


def test_bars_have_as_many_dark_cells_as_the_share(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    document = docx.Document(io.BytesIO(summary_report(made)))
    bars = next(table for table in document.tables if len(table.columns) == 22)
    dark = [sum("1F4E79" in cell.xml for cell in row._tr.tc_lst) for row in bars.rows]
    pale = [sum("E7E6E6" in cell.xml for cell in row._tr.tc_lst) for row in bars.rows]
    assert dark == [20 * g.number(FOLLOWING) // g.expected for g in made.groups]
    assert {d + p for d, p in zip(dark, pale, strict=True)} == {20}


@pytest.mark.parametrize(
    ("name", "above", "body"),
    [
        ("Huyện Long Thành", "Huyện ủy Long Thành", "Ban Tổ chức"),
        ("Tỉnh Đồng Nai", "Tỉnh ủy Đồng Nai", "Ban Tổ chức"),
        ("Thị xã Mẫu", "Thị ủy Mẫu", "Ban Tổ chức"),
        ("Thị trấn Mẫu", "Đảng ủy thị trấn Mẫu", ""),
        ("Phường 4", "Đảng ủy phường 4", ""),
        ("Long Thành", "", ""),
        (None, "", ""),
    ],
)
def test_whose_report_it_is(name: str | None, above: str, body: str) -> None:
    assert party_committee(name) == (above, body)


def test_office_repairs_nothing_in_workbook_and_paper(commune: Path, long_thanh: tuple[Report, Overview], tmp_path: Path) -> None:
    called(commune, "--save", "--out", tmp_path / "out")
    called(commune, "-o", tmp_path / "xa.xlsx", "--compare", next((tmp_path / "out").rglob("*.json")), "--as-of", "2025-01-05")
    (tmp_path / "huyen.xlsx").write_bytes(report_workbook(long_thanh[1]))
    nothing = counted(Report([], []), TODAY)
    (tmp_path / "khong.xlsx").write_bytes(report_workbook(nothing))
    (tmp_path / "khong.docx").write_bytes(summary_report(nothing))
    (tmp_path / "huyen.docx").write_bytes(summary_report(long_thanh[1]))
    for name in ("xa.xlsx", "huyen.xlsx", "khong.xlsx", "khong.docx", "huyen.docx"):
        assert findings(tmp_path / name) == [], name
    assert "Thay đổi" in openpyxl.load_workbook(tmp_path / "xa.xlsx").sheetnames


def test_the_keys_of_the_contract(long_thanh: tuple[Report, Overview]) -> None:
    document = json.loads("".join(as_json.pieces(as_json.report(long_thanh[1]))))
    common = {"expected", "received", "elected_heads", "reelected_heads", "recognised", "congress_held", "model", "turnout"}
    assert {"schema", "unit", "communes", "hamlets", *common} <= set(document)
    communes, hamlets, model = document["communes"], document["hamlets"], document["model"]
    assert isinstance(communes, list)
    assert isinstance(hamlets, list)
    assert isinstance(model, dict)
    assert all({"unit", *common} <= set(entry) for entry in communes)
    assert all({"code", "name", "commune", "stage", "next_step", "due", "outcome", "model"} <= set(entry) for entry in hamlets)
    assert (set(model), model["share"]) == ({"head", "front", "none", "undecided", "share"}, "53.01")


def test_the_report_in_sentences(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    text = "\n".join(sentences(made))
    assert headline(made) == (
        "Toàn huyện có 83 ấp, khu phố; đã bầu xong 64/83 (77,11 %), thực hiện mô hình 44/83 (53,01 %); không có việc trễ hạn."
    )
    assert "chưa đạt chỉ tiêu 74 % (62/83)" in text
    assert "39/83 (46,99 %), thấp hơn 3,01 điểm phần trăm so với nhiệm kỳ trước (50 %)" in text
    valid, invalid = made.whole.ballot_shares
    assert Fraction(valid.machine) + Fraction(invalid.machine) == 100
    assert isinstance(valid, Percentage)


# --- Nothing of a person but name and votes --------------------------------------------------------------------------


def people_of(report: Report) -> Iterator[Person]:
    for one in report.hamlets:
        assert one.case is not None
        dossier = one.case.dossier
        yield from (*dossier.households, *dossier.members, *dossier.nominees, *dossier.officials)


def _cells(data: bytes) -> Iterator[list[object]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        yield [
            value.strftime("%d/%m/%Y") if isinstance(value, datetime) else value
            for row in sheet.iter_rows(values_only=True)
            for value in row
        ]


def test_no_output_holds_anything_else_of_a_person(long_thanh: tuple[Report, Overview]) -> None:
    report, made = long_thanh
    public = {candidate.name for one in report.hamlets if one.case for r in one.case.dossier.rounds for candidate in r.candidates}
    public |= {name for one in report.hamlets if one.case for n in one.case.dossier.nominees for name in (n.name,)}
    outputs = {
        "json": "".join(as_json.pieces(as_json.report(made))),
        "csv": "".join(excel_csv.report(made)),
        "text": on_screen(made),
        "docx": "\n".join(text_of(summary_report(made))),
        "xlsx": "\n".join(str(value) for sheet in _cells(report_workbook(made)) for value in sheet),
        "html": html.unescape(as_page.report(made)),
    }
    steps = {step.day for one in report.hamlets if one.case for step in one.case.dossier.steps}
    births = {p.birth.full for p in people_of(report) if p.birth is not None and p.birth.full is not None} - steps
    names = {p.name for p in people_of(report) if p.name} - public
    assert len(births) > 1000
    assert len(names) > 1000
    dates = {short_date(birth) for birth in births} | {birth.isoformat() for birth in births}
    for form, text in outputs.items():
        assert re.findall(r"(?<!\d)\d{12}(?!\d)", text) == [], form
        assert {day for day in re.findall(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}", text) if day in dates} == set(), form
        assert {name for name in names if name in text} == set(), form
