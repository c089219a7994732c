"""Figures that cannot be true, through the command line: what is found and where, that nobody is elected, and that no paper is written."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dantin.case import count_dossier
from dantin.cli.app import app
from dantin.diagnostic import Diagnostic, Place, Severity
from dantin.model import ModelChoice, RoundKind
from dantin.papers import gate
from dantin.papers.paper import Subject
from dantin.papers.phrases import share_of
from dantin.papers.shelf import BY_NAME, MINUTES
from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.fields import BY_SLUG
from dantin.readers.sheets.row_words import ticked
from dantin.tally import Outcome
from dantin.wording import votes_of_base
from tests.builders import NAMES, count, held
from tests.papers import hamlet_of, made
from tests.sheets import read_xlsx, read_yaml, serious, workbook

AN, BINH, *_ = NAMES
UNIT = {"ma": "A1", "ten": "Ấp 1", "loai": "ấp", "xa": "xã An Phước", "tinh": "Đồng Nai"}
BOX = ("phat_ra", "thu_ve", "hop_le")

COMMITTEE_FIRST = ("DT504", "chuc_danh")
SUBMISSION = "bao-cao-ket-qua-bau-cu"
Row = dict[str, Any]


def vote(office: str, present: int | None, *votes: int, box: int | None = None, **more: Any) -> Row:
    """A round in which everyone present cast a valid ballot, unless told otherwise."""
    box = present if box is None else box
    row: Row = {"chuc_danh": office, "ngay": "10/11/2024" if office == "trưởng ấp" else "17/11/2024", "co_mat": present}
    row |= dict.fromkeys(BOX, box) | {"khong_hop_le": 0}
    row["ung_cu"] = [{"ho_ten": name, "so_phieu": number} for name, number in zip(NAMES, votes, strict=False)]
    return {key: value for key, value in (row | more).items() if value is not None}


def head(present: int | None, *votes: int, **more: Any) -> Row:
    return vote("trưởng ấp", present, *votes, **more)


def secretary(present: int | None, *votes: int, **more: Any) -> Row:
    return vote("bí thư", present, *votes, **more)


def hands(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in (*BOX, "khong_hop_le")} | {"hinh_thuc": "giơ tay"}


def hamlet(*rounds: Row, **more: Any) -> Row:
    """310 households, 8 members, unless told otherwise."""
    unit = UNIT | {"tong_so_ho": 310, "tong_dang_vien": 8} | more.pop("unit", {})
    return {"don_vi": {key: value for key, value in unit.items() if value is not None}, "bau_cu": list(rounds), **more}


def roster(*states: str) -> list[Row]:
    """So many active members, and one in each of these states."""
    people = [{"ho_ten": f"Đảng Viên {chr(65 + i)}", "ngay_chinh_thuc": "19/05/2015"} for i in range(8)]
    return people + [{"ho_ten": f"Lý Thị {chr(65 + i)}", "ngay_chinh_thuc": "19/05/2015", "tinh_trang": s} for i, s in enumerate(states)]


def meeting(event: str, present: int, day: str) -> list[Row]:
    return [{"cuoc": event, "ngay": day, "co_mat": present}]


TAKEN = {"cach_thuc": "phát phiếu", "lan": 2}
TOO_FEW = {"chuc_danh": "trưởng ấp", "lan": 1, "ngay": "09/11/2024", "co_mat": 20}
CROWD, SEATS = ("DT319", "co_mat"), ("DT319", "so_can_bau")
CASES: dict[str, tuple[Row, list[tuple[str, str]], list[str | None]]] = {
    "all households came": (hamlet(head(310, 300)), [], ["elected"]),
    "one more than there are": (hamlet(head(311, 300)), [CROWD], [None]),
    "one hand more than there are": (hamlet(hands(head(311, 300))), [CROWD], [None]),
    "one more than on the roster": (
        hamlet(head(4, 3), unit={"tong_so_ho": None}, ho_gia_dinh=[{"ho_ten": f"Chủ Hộ {c}"} for c in "ABC"]),
        [CROWD],
        [None],
    ),
    "one voter more than there are": (hamlet(head(129, 120, ngay="12/05/2019", dien_bau="cử tri", tong_so=128)), [CROWD], [None]),
    "one more, and nothing else": (
        hamlet({"chuc_danh": "trưởng ấp", "ngay": "10/11/2024", "co_mat": 311}),
        [("DT008", name) for name in (*BOX, "khong_hop_le", "ung_cu")] + [CROWD],
        [None],
    ),
    "nobody knows how many there are": (hamlet(head(400, 390), unit={"tong_so_ho": None}), [("DT008", "tong_so_ho")], [None]),
    "the total is doubted already": (
        hamlet(head(311, 300), ho_gia_dinh=[{"ho_ten": f"Chủ Hộ {c}"} for c in "ABC"]),
        [("DT105", "tong_so_ho")],
        [None],
    ),
    "ballots taken round": (hamlet(TOO_FEW, head(400, 300, box=310, **TAKEN)), [], ["no_quorum", "elected"]),
    "more ballots taken round than households": (
        hamlet(TOO_FEW, head(None, 300, box=311, **TAKEN)),
        [("DT309", "phat_ra")],
        ["no_quorum", None],
    ),
    "more ballots from the households than there are": (
        hamlet(TOO_FEW, head(None, 300, box=311, **TAKEN) | {"phat_ra": None}),
        [("DT008", "phat_ra"), ("DT309", "thu_ve")],
        ["no_quorum", None],
    ),
    "a void box stays void": (hamlet(head(311, 300, thu_ve=312)), [CROWD, ("DT307", "thu_ve")], ["void"]),
    "a void box stays void, whatever the total": (
        hamlet(head(60, 50, thu_ve=61, ghi_nhan="hủy"), unit={"tong_so_ho": None}),
        [("DT307", "thu_ve")],
        ["void"],
    ),
    "a round struck out stays void": (hamlet(head(311, 300, ghi_nhan="hủy")), [CROWD], ["void"]),
    "a round that claims too few came": (hamlet(head(311, ghi_nhan="không đủ số dự", box=0)), [CROWD], [None]),
    "a round that another followed": (
        hamlet(head(311, 100), head(300, 290, lan=2, ngay="12/11/2024")),
        [CROWD],
        [None, "elected"],
    ),
    "one round does not hide another's fault": (
        hamlet(head(311, 100), head(300, 290, lan=2, ngay="12/11/2024", trung_cu=BINH)),
        [CROWD, ("DT311", "trung_cu")],
        [None, "elected"],
    ),
    "a round without quorum does not hide another's fault": (
        hamlet(head(100, 90), head(300, 290, lan=2, ngay="12/11/2024", trung_cu=BINH)),
        [("DT305", "co_mat"), ("DT311", "trung_cu")],
        ["no_quorum", "elected"],
    ),
    "more heads than one": (hamlet(head(300, 160, 160, hop_le=300, so_can_bau=2)), [("DT004", "so_can_bau")], [None]),
    "all members came": (hamlet(secretary(8, 7)), [], ["elected"]),
    "one member more than there are": (hamlet(secretary(9, 7)), [CROWD], [None]),
    "one more than was summoned": (hamlet(secretary(8, 7, tong_so=7), unit={"tong_dang_vien": None}), [CROWD], [None]),
    "no deduction is made from those summoned": (hamlet(secretary(8, 7, duoc_tru=2)), [], ["elected"]),
    "one member's hand more": (hamlet(hands(secretary(9, 7))), [CROWD, ("DT510", "hinh_thuc")], [None]),
    "a whole congress": (hamlet(secretary(9, 7), vote("phó bí thư", 9, 8)), [CROWD], [None, None]),
    "as many seats as members": (hamlet(vote("chi ủy", 8, 7, so_can_bau=8)), [COMMITTEE_FIRST], ["incomplete"]),
    "more seats than members": (hamlet(vote("chi ủy", 8, 7, so_can_bau=9)), [SEATS, COMMITTEE_FIRST], [None]),
    "more of both": (hamlet(vote("chi ủy", 9, 7, so_can_bau=9)), [CROWD, SEATS, COMMITTEE_FIRST], [None]),
    "more seats in a round that is only planned": (hamlet({"chuc_danh": "chi ủy", "so_can_bau": 9}), [], [None]),
    "the minutes of the meeting alone": (hamlet(cuoc_hop=meeting("trưởng ấp", 311, "10/11/2024")), [CROWD], []),
    "the minutes say all came": (hamlet(cuoc_hop=meeting("trưởng ấp", 310, "10/11/2024")), [], []),
    "the minutes of the congress alone": (hamlet(cuoc_hop=meeting("đại hội", 9, "17/11/2024")), [CROWD], []),
    "the minutes and the round": (hamlet(head(311, 300), cuoc_hop=meeting("trưởng ấp", 311, "10/11/2024")), [CROWD], [None]),
    "conferring is of whoever comes": (hamlet(cuoc_hop=meeting("hiệp thương", 900, "10/10/2024")), [], []),
}


def run(document: Row, home: Path, command: str, *more: str) -> tuple[int, dict[str, Any]]:
    """One command on a dossier: its exit status and its JSON."""
    file = home / "ho-so.yaml"
    file.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
    result = CliRunner().invoke(app, [command, str(file), "--as-of", "2024-12-05", *more])
    return result.exit_code, json.loads(result.stdout) if "json" in more else {"text": result.output}


def told(document: dict[str, Any], *ignored: str) -> list[tuple[str, str]]:
    return [(d["code"], d["field"]) for d in document["diagnostics"] if d["severity"] == "error" and d["code"] not in ignored]


@pytest.mark.parametrize(("document", "wanted", "outcomes"), CASES.values(), ids=CASES)
def test_figures_that_cannot_be_true_elect_nobody(
    document: Row, wanted: list[tuple[str, str]], outcomes: list[str | None], tmp_path: Path
) -> None:
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    found = sorted((d["code"], d["field"]) for d in tally["diagnostics"] if d["code"] not in ("DT314", "DT315", "DT520"))
    # Warned of only: the round claims no result.
    assert found == sorted(wanted)
    assert [contest["outcome"] for contest in tally["contests"]] == outcomes
    for contest in tally["contests"]:
        assert bool(contest["elected"]) == (contest["outcome"] in ("elected", "incomplete"))
    status, validated = run(document, tmp_path, "validate", "--format", "json")
    assert {d["code"] for d in validated["diagnostics"]} >= {code for code, _ in wanted}
    assert status == any(d["severity"] == "error" for d in validated["diagnostics"])


def test_an_impossible_figure_is_an_error_even_where_no_result_is_claimed(tmp_path: Path) -> None:
    for more in ({"ghi_nhan": "hủy"}, {"ghi_nhan": "không đủ số dự"}, {}):
        _, tally = run(hamlet(head(311, 100, **more), head(300, 290, lan=2, ngay="12/11/2024")), tmp_path, "tally", "--format", "json")
        assert told(tally) == [CROWD]


def test_members_who_may_have_come_are_named(tmp_path: Path) -> None:
    states = ("miễn sinh hoạt", "đình chỉ sinh hoạt", "sinh hoạt tạm thời nơi khác", "vắng có lý do")
    document = hamlet(secretary(10, 7), dang_vien=roster(*states), unit={"tong_dang_vien": 12})
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    (found,) = [d for d in tally["diagnostics"] if d["code"] == "DT319"]
    assert found["message"] == "có mặt 10 người nhưng chỉ có 9 đảng viên được triệu tập"
    assert "(Lý Thị A, Lý Thị C)" in found["hint"]
    assert "đánh dấu x ở cột “Có mặt”" in found["hint"]
    for row in document["dang_vien"]:
        row["co_mat"] = "không" if row.get("tinh_trang") in states[1::2] else "x"
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    assert [d["code"] for d in tally["diagnostics"] if d["code"] == "DT319"] == []
    assert [contest["summoned"] for contest in tally["contests"]] == [11]


# --- Papers and screen ---------------------------------------------------------------------------------------------------


FULL_HALL = {"bau_cu[0].co_mat": 311, "cuoc_hop[1].co_mat": 311, "*ho_gia_dinh.du_hop": ""}
FULL_CONGRESS = {f"bau_cu[{i}].co_mat": 22 for i in (1, 2, 3)} | {"cuoc_hop[2].co_mat": 22, "*dang_vien.co_mat": ""}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        (FULL_HALL, ["bien-ban-kiem-phieu-truong-ap", "to-trinh-cong-nhan", "quyet-dinh-cong-nhan"]),
        (
            FULL_CONGRESS,
            [*(paper.name for paper in MINUTES if paper.office and paper.office.of_party), "bien-ban-dai-hoi", SUBMISSION],
        ),
    ],
)
def test_no_paper_says_what_cannot_be_true(changes: dict[str, Any], names: list[str]) -> None:
    assert all(paper.data is not None for name in names for paper in made({}, name))
    assert {(name, paper.data) for name in names for paper in made(changes, name)} == {(name, None) for name in names}


def test_render_and_minutes_end_with_1(tmp_path: Path) -> None:
    document = hamlet(head(311, 300))
    for command, option in (("tally", "--minutes"), ("render", "--out")):
        status, _ = run(document, tmp_path, command, option, str(tmp_path / command))
        assert status == 1
        assert not list((tmp_path / command).rglob("bien-ban*"))


SHOWN = {
    "elected": (hamlet(head(300, 200, 90)), "200/310, 64,52 %", "█"),
    "void": (hamlet(head(300, 200, 90, thu_ve=301)), "200 phiếu", ""),
    "struck out": (hamlet(head(300, 200, 90, ghi_nhan="hủy")), "200 phiếu", ""),
    "unbalanced": (hamlet(head(300, 200, 90, hop_le=299)), "200 phiếu", ""),
    "too few came": (hamlet(head(155, 150)), "150 phiếu", ""),
    "said to be too few": (hamlet(head(155, 150, ghi_nhan="không đủ số dự")), "150 phiếu", ""),
    "too many present": (hamlet(head(311, 200, 90)), "200 phiếu", ""),
}


@pytest.mark.parametrize(("document", "votes", "bar"), SHOWN.values(), ids=SHOWN)
def test_what_decides_nothing_is_read_aloud_without_shares(document: Row, votes: str, bar: str, tmp_path: Path) -> None:
    _, shown = run(document, tmp_path, "tally")
    lines = [line for line in shown["text"].splitlines() if AN in line and line.startswith("   1.")]
    assert [(votes in line, "%" in line, "█" in line) for line in lines] == [(True, bool(bar), bool(bar))]


def test_too_many_present_is_said_where_the_figures_are(tmp_path: Path) -> None:
    _, shown = run(hamlet(head(311, 200)), tmp_path, "tally")
    assert "311, NHIỀU HƠN tổng số 310" in shown["text"]
    assert "TRÚNG CỬ" not in shown["text"]


# --- A round alone, voters, the day of a congress --------------------------------------------------------------------------


ALONE = {
    "the second alone": ([secretary(8, 7, lan=2)], ["lan"]),
    "the second of the committee alone": ([vote("chi ủy", 8, 7, 6, 5, so_can_bau=2, lan=2)], ["lan"]),
    "the first and the third": ([secretary(8, 4), secretary(8, 7, lan=3)], ["lan"]),
    "the first and the second": ([secretary(8, 4), secretary(8, 7, lan=2)], []),
    "the first only planned": ([{"chuc_danh": "bí thư", "lan": 1}, secretary(8, 7, lan=2)], ["lan"]),
    "the second only planned": ([{"chuc_danh": "bí thư", "lan": 2}], []),
    "the first of another office": ([vote("phó bí thư", 8, 7), secretary(8, 7, lan=2)], ["lan"]),
    "the first was void": ([secretary(8, 7, ghi_nhan="hủy"), secretary(8, 7, lan=2)], []),
    "of the head": ([head(300, 290, lan=2)], ["lan"]),
    "a number that could not be read": ([secretary(8, 4, lan="một"), secretary(8, 7, lan=2)], []),
    "an office that could not be read": ([vote("bí thưu", 8, 4), secretary(8, 7, lan=2)], []),
}


@pytest.mark.parametrize(("rounds", "wanted"), ALONE.values(), ids=ALONE)
def test_a_later_round_needs_the_one_before_it(rounds: list[Row], wanted: list[str], tmp_path: Path) -> None:
    _, tally = run(hamlet(*rounds), tmp_path, "tally", "--format", "json")
    assert [d["field"] for d in tally["diagnostics"] if d["code"] == "DT320"] == wanted


def test_no_paper_of_a_round_alone() -> None:
    changes = {"bau_cu[1].lan": 2, "bau_cu[2].lan": 2, "bau_cu[3].lan": 2}
    names = [*(p.name for p in MINUTES if p.office and p.office.of_party), "bien-ban-dai-hoi", SUBMISSION]
    assert all(paper.data is None and "DT320" in {d.code for d in paper.wrong} for name in names for paper in made(changes, name))


@pytest.mark.parametrize(
    ("day", "who", "said", "offered"),
    [
        ("12/05/2019", "cử tri", "155/310 cử tri dự họp", False),
        ("12/05/2019", "đại diện hộ", "155/310 đại diện hộ dự họp", False),
        ("30/06/2023", "", "155/310 đại diện hộ dự họp", False),
        ("01/07/2023", "", "155/310 đại diện hộ dự họp", True),
        ("10/11/2024", "đại diện hộ", "155/310 đại diện hộ dự họp", True),
    ],
)
def test_without_quorum_it_is_said_who_was_missing_and_what_the_law_of_that_day_offers(
    day: str, who: str, said: str, offered: bool, tmp_path: Path
) -> None:
    _, tally = run(hamlet(head(155, 150, ngay=day, dien_bau=who, tong_so=310)), tmp_path, "tally", "--format", "json")
    (found,) = tally["diagnostics"]
    assert (found["code"], said in found["message"], "phát phiếu" in found["hint"]) == ("DT305", True, offered)
    assert (who or "đại diện hộ") in found["hint"]


@pytest.mark.parametrize(
    "more", [{"tong_so": 107}, {}, {"tong_so": 20}, {"cach_thuc": "phát phiếu", "tong_so": 20}, {"so_can_bau": 1, "tong_so": 31}]
)
def test_voters_under_the_law_are_told_once(more: Row, tmp_path: Path) -> None:
    document = hamlet(head(30, 28, box=28, dien_bau="cử tri", **more), unit={"tong_so_ho": None})
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    assert [(d["code"], d["field"]) for d in tally["diagnostics"] if d["code"] != "DT318"] == [("DT005", "dien_bau")]
    assert tally["contests"][0]["outcome"] is None


STEP = [{"buoc": "đại hội chi bộ", "ngay": "17/11/2024"}]


@pytest.mark.parametrize(
    ("rounds", "steps", "days"),
    [
        ([secretary(8, 7, ngay=None)], STEP, ["2024-11-17"]),
        ([secretary(8, 7, ngay=None)], [], [None]),
        ([secretary(8, 7, ngay="16/11/2024")], STEP, ["2024-11-16"]),
        ([secretary(8, 7, ngay="16/11/2024"), vote("phó bí thư", 8, 7, ngay=None)], STEP, ["2024-11-16", "2024-11-16"]),
        ([head(300, 290, ngay=None)], STEP, [None]),
    ],
)
def test_the_day_of_a_congress(rounds: list[Row], steps: list[Row], days: list[str | None], tmp_path: Path) -> None:
    document = hamlet(*rounds, moc=steps)
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    assert [contest["date"] for contest in tally["contests"]] == days
    _, shown = run(document, tmp_path, "tally")
    for day in filter(None, days):
        year, month, date = day.split("-")
        assert f"ngày {date}/{month}/{year}" in shown["text"]


@pytest.mark.parametrize("table", ["ket_qua", "la_phieu"])
def test_two_offices_on_one_ballot_are_told_once(table: str, tmp_path: Path) -> None:
    round_ = secretary(8, 7) | {"chuc_danh": "bí thư; phó bí thư"}
    extra: list[Row] = [{"chuc_danh": "bí thư; phó bí thư", **row} for row in round_["ung_cu"]]
    if table == "ket_qua":
        del round_["ung_cu"]
    else:
        extra = [{"chuc_danh": "bí thư; phó bí thư", "so": i + 1, "bau_cho": AN} for i in range(8)]
    _, tally = run(hamlet(round_, **{table: extra}), tmp_path, "tally", "--format", "json")
    assert [d["code"] for d in tally["diagnostics"]] == ["DT507"]


# --- What is said ------------------------------------------------------------------------------------------------------


def said(code: str, document: Row, home: Path) -> tuple[str, str]:
    """The message and the hint of the only finding of a code."""
    _, found = run(document, home, "validate", "--format", "json")
    (one,) = [d for d in found["diagnostics"] if d["code"] == code]
    return one["message"], one["hint"]


NAMED = {
    "misspelt": ("Lê Thị Ân", f"công bố trúng cử: “Lê Thị Ân” không có trong danh sách. Có phải “{AN}”?"),
    "letters turned round": ("Trần Văn Bìhn", f"công bố trúng cử: “Trần Văn Bìhn” không có trong danh sách. Có phải “{BINH}”?"),
    "a word left out": ("Lê An", f"công bố trúng cử: “Lê An” không có trong danh sách. Có phải “{AN}”?"),
    "a stranger": ("Hồ Quang Tám", f"công bố trúng cử: “Hồ Quang Tám” không có trong danh sách; theo số phiếu người trúng cử là {AN}"),
    "nobody": ("không ai", f"công bố không ai trúng cử, nhưng theo số phiếu người trúng cử là {AN}"),
    "twice": (f"{AN}; {AN}", f"công bố {AN} trúng cử hai lần; theo số phiếu người trúng cử là {AN}"),
    "another": (BINH, f"công bố {BINH} trúng cử, nhưng theo số phiếu người trúng cử là {AN}"),
}


@pytest.mark.parametrize(("announced", "message"), NAMED.values(), ids=NAMED)
def test_a_name_announced_that_is_not_the_elected_one(announced: str, message: str, tmp_path: Path) -> None:
    assert said("DT311", hamlet(head(300, 200, 90, trung_cu=announced)), tmp_path)[0] == message


@pytest.mark.parametrize(
    ("name", "offices", "message"),
    [
        ("Lê Thị Ân", "trưởng thôn", "Lê Thị Ân có phiếu nhưng không có trong danh sách giới thiệu bầu trưởng thôn. Có phải “Lê Thị An”?"),
        ("Hồ Quang Tám", "trưởng thôn", "Hồ Quang Tám có phiếu nhưng không có trong danh sách giới thiệu bầu trưởng thôn"),
        (
            BINH,
            "trưởng thôn",
            f"{BINH} có phiếu nhưng không có trong danh sách giới thiệu bầu trưởng thôn; "
            "người này được giới thiệu bầu chức danh khác: bí thư",
        ),
    ],
)
def test_a_name_that_nobody_introduced(name: str, offices: str, message: str, tmp_path: Path) -> None:
    people = [{"ho_ten": AN, "gioi_thieu": offices}, {"ho_ten": BINH, "gioi_thieu": "bí thư"}]
    round_ = head(300, 200)
    round_["ung_cu"][0]["ho_ten"] = name
    assert said("DT312", hamlet(round_, nhan_su=people, unit={"loai": "thôn"}), tmp_path)[0] == message


AGAIN = "Nếu là lần bầu khác thì sửa số ở cột “Lần”; nếu trùng thì xóa một dòng."
COMMITTEE_OF = {
    8: "Nếu nhập nhầm thì xóa lượt bầu chi ủy hoặc sửa danh sách đảng viên; nếu đúng như đã ghi thì báo cáo cấp ủy cấp trên.",
    9: "Ghi rõ vào biên bản cách đại hội đã chọn.",
}


def test_what_to_do_about_a_round_or_a_candidate_written_twice(tmp_path: Path) -> None:
    assert said("DT009", hamlet(secretary(8, 7), secretary(8, 7)), tmp_path)[1] == AGAIN
    twice = secretary(8, 7, 1)
    twice["ung_cu"][1]["ho_ten"] = AN
    assert said("DT009", hamlet(twice), tmp_path)[1].startswith(AGAIN)
    _, tally = run(hamlet(twice), tmp_path, "tally", "--format", "json")
    assert [(contest["outcome"], contest["elected"]) for contest in tally["contests"]] == [(None, [])]


@pytest.mark.parametrize(("exempt", "hint"), [(0, COMMITTEE_OF[8]), (1, COMMITTEE_OF[9])])
def test_what_to_do_about_a_committee_of_a_small_cell(exempt: int, hint: str, tmp_path: Path) -> None:
    board = vote("chi ủy", 8, 7, 6, 5, so_can_bau=2)
    document = hamlet(board, dang_vien=roster(*["miễn sinh hoạt"] * exempt), unit={"tong_dang_vien": 8 + exempt})
    assert said("DT504", document, tmp_path)[1] == hint


def test_what_to_do_about_ballots_taken_round_after_a_meeting_with_enough_households(tmp_path: Path) -> None:
    taken = head(None, 300, box=310, **TAKEN)
    enough = "Cuộc họp đã đủ số hộ: phải bầu tại cuộc họp; báo cáo UBND cấp xã."
    assert said("DT318", hamlet(head(200, 100, ngay="09/11/2024"), taken), tmp_path)[1] == enough
    assert said("DT318", hamlet(taken | {"lan": 1}), tmp_path)[1].startswith("Ghi cuộc họp không đủ số hộ dự")


@pytest.mark.parametrize(("day", "citation"), [("14/08/2023", "Luật 10/2022/QH15"), ("15/08/2023", "Mẫu số 04 Nghị định 59/2023/NĐ-CP")])
def test_ballots_taken_round_have_minutes_of_their_own_form(day: str, citation: str, tmp_path: Path) -> None:
    for more, code in (({"phat_ra": 311}, "DT309"), ({"hop_le": 309}, "DT308")):
        document = hamlet(TOO_FEW | {"ngay": day}, head(None, 300, box=310, ngay=day, **TAKEN) | more)
        _, found = run(document, tmp_path, "tally", "--format", "json")
        assert [(d["code"], d["citation"]) for d in found["diagnostics"] if d["code"] not in ("DT315",)] == [(code, citation)]


def test_no_message_ends_in_a_full_stop(tmp_path: Path) -> None:
    document = hamlet(head(300, 200, hinh_thuc="bỏ thăm", ghi_chu="lạ"), dang_vien=[{"ho_ten": AN, "ngay_vao_dang": "không rõ"}])
    _, found = run(document, tmp_path, "validate", "--format", "json")
    assert {"DT003", "DT004", "DT005"} <= {d["code"] for d in found["diagnostics"]}
    assert not [d["message"] for d in found["diagnostics"] if d["message"].endswith(".")]


@pytest.mark.parametrize(("note", "code"), [("lạ", "DT003"), ("hủy phiếu thừa", "DT003"), ("hủy", "DT002"), ("Không đủ số dự", "DT002")])
def test_a_column_of_notes_is_no_lost_remark(note: str, code: str, tmp_path: Path) -> None:
    _, found = run(hamlet(head(300, 200, ghi_chu=note)), tmp_path, "validate", "--format", "json")
    assert [d["code"] for d in found["diagnostics"] if "ghi_chu" in d["message"]] == [code]


# --- Edges that a change of one sign would move ---------------------------------------------------------------------------


def test_a_round_for_head_among_those_level_keeps_the_half() -> None:
    found = count(held([155, 100], present=310, kind=RoundKind.AMONG_TIED), households=310)
    assert (found.needed, found.outcome, found.elected) == (156, Outcome.NOT_ELECTED, ())
    found = count(held([156, 100], present=310, kind=RoundKind.AMONG_TIED), households=310)
    assert (found.outcome, [person.name for person in found.elected]) == (Outcome.ELECTED, [AN])


@pytest.mark.parametrize(("typed", "tick"), [("v", True), ("V", True), ("x", True), ("w", None)])
def test_the_tick_v(typed: str, tick: bool | None) -> None:
    assert ticked(typed) is tick
    if tick is not None:
        assert convert(BY_SLUG["ho_gia_dinh"].by_slug["du_hop"], typed) is tick
    (dossier,) = read_yaml(f"don_vi: {{ten: Ấp 1, xa: xã A, tinh: Đồng Nai}}\nho_gia_dinh: [{{ho_ten: An, du_hop: {typed}}}]\n").dossiers
    assert dossier.dossier.households[0].attends is tick


def test_nobody_s_vote_is_a_share_too(tmp_path: Path) -> None:
    assert (votes_of_base(0, 310), share_of(0, 310)) == ("0/310, 0,00 %", "0,00\N{NO-BREAK SPACE}%")
    document = hamlet(head(300, 300, 0))
    assert re.search(rf"2\. {BINH} +0/310, 0,00 %", run(document, tmp_path, "tally")[1]["text"])
    _, tally = run(document, tmp_path, "tally", "--format", "json")
    assert [c["share"] for c in tally["contests"][0]["candidates"]] == ["96.77", "0.00"]


@pytest.mark.parametrize(("days", "early"), [(-1, True), (0, False), (1, False)])
def test_who_is_recognised_today_may_be_introduced_today(days: int, early: bool) -> None:
    hamlet_, _ = hamlet_of({})
    assert hamlet_.case is not None
    dossier = hamlet_.case.dossier
    assert dossier.unit.model is ModelChoice.HEAD
    (recognised,) = [step.day for step in dossier.steps if step.kind == "công nhận trưởng ấp"]
    assert recognised is not None
    case = count_dossier(dossier, recognised + timedelta(days=days))
    assert (gate.out_of_order(BY_NAME[SUBMISSION], case) is not None) == early


@pytest.mark.parametrize("paper", [*MINUTES, BY_NAME["bien-ban-dai-hoi"], BY_NAME[SUBMISSION]], ids=lambda paper: paper.name)
def test_an_error_on_a_single_ballot_shuts_the_gate(paper: Any) -> None:
    hamlet_, _ = hamlet_of({})
    assert hamlet_.case is not None
    counts = [c for c in hamlet_.case.counts if paper.office in (None, c.office)]
    subject = Subject(hamlet_.case, counts[0])
    for route, shut in (("la_phieu[3].bau_cho", True), ("la_phieu[3].loi", True), ("la_phieu", True), ("thanh_phan[99].chuc_vu", False)):
        fault = Diagnostic("DT005", Severity.ERROR, "sai", Place("ho-so.yaml"), route=route)
        assert bool(gate.hindrances(paper, subject, [fault])) == shut, route


# Two rows, which count as 26 cells each: the reader makes that many.
TWO_ROWS = {"Đơn vị": [["Tên", "Xã", "Tỉnh"], ["Ấp 1", "xã An Phước", "Đồng Nai"]]}


@pytest.mark.parametrize(("area", "refused"), [(52, []), (51, ["DT001"])])
def test_a_workbook_may_fill_the_area_that_is_read_and_no_more(area: int, refused: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dantin.readers.files.guard.AREA", area)
    assert [code for code, _ in serious(read_xlsx(workbook(TWO_ROWS)))] == refused


@pytest.mark.parametrize(("area", "refused"), [(6, []), (5, ["DT001"])])
def test_a_table_of_yaml_may_fill_the_area_that_is_read_and_no_more(area: int, refused: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dantin.readers.files.yaml.AREA", area)
    text = "don_vi: {ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\nho_gia_dinh:\n" + "".join(
        f"  - {{tt: {i}, ho_ten: Chủ Hộ {letter}}}\n" for i, letter in enumerate("ABC", 1)
    )
    assert [code for code, _ in serious(read_yaml(text))] == refused
