"""A hamlet that met by clusters: its rows are parts of one round, each checked by itself, and only their sum decides."""

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dantin.cli.app import app
from tests.sheets import found, read_xlsx, read_yaml, workbook

AN, BINH, CUC = "Lê Thị An", "Trần Văn Bình", "Phạm Thị Cúc"
BOX = ("phat_ra", "thu_ve", "hop_le", "khong_hop_le")
Document = dict[str, Any]


def votes(**numbers: int | None) -> list[Document]:
    named = {"an": AN, "binh": BINH, "cuc": CUC}
    return [{"ho_ten": named[key], "so_phieu": number} for key, number in numbers.items()]


def part(cluster: str, total: int, present: int, an: int, binh: int) -> Document:
    """What one cluster counted: everybody there voted, and every ballot is valid."""
    figures = dict.fromkeys(("co_mat", *BOX[:3]), present)
    row = {"chuc_danh": "trưởng ấp", "cum": cluster, "ngay": "10/11/2024", "tong_so": total, **figures, "khong_hop_le": 0}
    return {**row, "ung_cu": votes(an=an, binh=binh)}


BASE: Document = {
    "don_vi": {"ten": "Thôn 5", "loai": "thôn", "xa": "xã Bình An", "tinh": "Đồng Nai", "tong_so_ho": 310},
    "nhan_su": [{"ho_ten": name, "gioi_thieu": "trưởng ấp"} for name in (AN, BINH)],
    "bau_cu": [part("Cụm 1", 110, 100, 80, 20), part("Cụm 2", 100, 70, 40, 30), part("Cụm 3", 100, 60, 36, 24)],
}


def edited(edits: Document) -> Document:
    """The hamlet with some of its values put in another's place; a row or value None is taken away."""
    dossier = copy.deepcopy(BASE)
    for path, value in edits.items():
        *steps, last = path.split(".")
        at: Any = dossier
        for step in steps:
            at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
        if value is None:
            del at[int(last) if last.isdigit() else last]
        elif last == "+":
            at.append(value)
        else:
            at[int(last) if last.isdigit() else last] = value
    return dossier


def asked(command: str, path: Path) -> Document:
    result = CliRunner().invoke(app, [command, str(path), "--format", "json", "--as-of", "2024-12-05"])
    assert result.exit_code in (0, 1), result.output
    document: Document = json.loads(result.stdout)
    return document


def tallied(dossier: Document, folder: Path) -> tuple[Document, list[Document]]:
    """The only contest, and what was found."""
    file = folder / "thon-5.yaml"
    file.write_text(yaml.safe_dump(dossier, allow_unicode=True, sort_keys=False), "utf-8")
    document = asked("tally", file)
    (contest,) = document["contests"]
    return contest, document["diagnostics"]


def test_the_sum_of_the_clusters_decides(tmp_path: Path) -> None:
    contest, told = tallied(BASE, tmp_path)
    assert told == []
    assert (contest["base"], contest["base_source"], contest["present"], contest["quorum"]) == (
        310,
        "round",
        230,
        {"needed": 156, "met": True},
    )
    assert contest["ballots"] == {"issued": 230, "returned": 230, "valid": 230, "invalid": 0, "missing": 0}
    assert [(c["name"], c["votes"], c["share"], c["elected"]) for c in contest["candidates"]] == [
        (AN, 156, "50.32", True),
        (BINH, 74, "23.87", False),
    ]
    assert (contest["outcome"], contest["elected"], contest["needed"]) == ("elected", [AN], 156)
    assert contest["parts"][1] == {
        "cluster": "Cụm 2",
        "date": "2024-11-10",
        "base": 100,
        "by_hands": False,
        "present": 70,
        "ballots": {"issued": 70, "returned": 70, "valid": 70, "invalid": 0, "missing": 0},
        "votes": [{"name": AN, "votes": 40}, {"name": BINH, "votes": 30}],
    }


HANDS = {f"bau_cu.1.{field}": None for field in BOX} | {"bau_cu.1.hinh_thuc": "giơ tay"}
NOT_COUNTED = {f"bau_cu.2.{field}": None for field in ("co_mat", *BOX, "ung_cu")}
SHORT = {f"bau_cu.{i}.{field}": 40 for i in range(3) for field in ("co_mat", *BOX[:3])} | {
    f"bau_cu.{i}.ung_cu": votes(an=39, binh=1) for i in range(3)
}
AT_MEETING = {"nhan_su.+": {"ho_ten": CUC, "gioi_thieu": "trưởng ấp", "nguon": "giới thiệu tại cuộc họp"}}
ROSTER = [{"ho_ten": f"Chủ Hộ Số {n}", "cum": f"cụm {1 if n < 110 else 2 if n < 210 else 3}"} for n in range(310)]
TICKED = [{**home, "du_hop": "x" if n < 100 or 110 <= n < 180 or n >= 250 else ""} for n, home in enumerate(ROSTER)]

CASES: dict[str, tuple[Document, str | None, list[str]]] = {
    # What was typed, the outcome, and what is found at which message.
    "one vote less in one cluster": ({"bau_cu.2.ung_cu": votes(an=35, binh=25)}, "not_elected", []),
    "a name spelt otherwise is the same cluster": ({"bau_cu.1.cum": "cum so 2"}, "elected", []),
    "the same cluster twice": ({"bau_cu.1.cum": "1"}, None, ["DT009 lần 1, Cụm 1"]),
    "the same cluster with a zero": ({"bau_cu.1.cum": "01"}, None, ["DT009 lần 1, Cụm 1"]),
    "a row without its cluster": ({"bau_cu.1.cum": None}, None, ["DT009 lần 1"]),
    "more returned than issued in one cluster": ({"bau_cu.1.phat_ra": 69}, "void", ["DT307 Cụm 2: thu về 70"]),
    "valid and invalid do not add up in one cluster": ({"bau_cu.1.hop_le": 71}, None, ["DT308 Cụm 2: phiếu hợp lệ 71"]),
    "more issued than present": ({"bau_cu.1.phat_ra": 71}, None, ["DT309 Cụm 2: phát ra 71"]),
    "more votes than valid ballots": ({"bau_cu.1.ung_cu": votes(an=41, binh=30)}, None, ["DT310 Cụm 2: cộng số phiếu"]),
    "more present than the cluster's households, fewer than all": (
        {f"bau_cu.2.{field}": 101 for field in ("co_mat", *BOX[:3])},
        None,
        ["DT319 Cụm 3: có mặt 101 người nhưng chỉ có 100"],
    ),
    "all of a cluster present": ({f"bau_cu.2.{field}": 100 for field in ("co_mat", *BOX[:3])}, "elected", []),
    "single ballots of one cluster differ": (
        {f"bau_cu.2.{field}": 2 for field in ("co_mat", *BOX[:3])}
        | {"bau_cu.2.ung_cu": votes(an=2, binh=0), "bau_cu.0.ung_cu": votes(an=100, binh=0), "bau_cu.1.ung_cu": votes(an=70, binh=0)}
        | {"la_phieu": [{"chuc_danh": "trưởng ấp", "cum": "cụm 3", "bau_cho": name} for name in (AN, BINH)]},
        None,
        ["DT313 Cụm 3: phiếu cho Lê Thị An"],
    ),
    "the clusters are not all households": (
        {"bau_cu.2.tong_so": 99},
        None,
        ["DT105 khai 309 đại diện hộ được triệu tập (cộng các cụm), nhưng bảng Đơn vị ghi 310"],
    ),
    "a cluster was forgotten": ({"bau_cu.2": None}, None, ["DT105 khai 210"]),
    "the roster has more": (
        {"ho_gia_dinh": [*ROSTER, {"ho_ten": "Chủ Hộ Thêm"}], "don_vi.tong_so_ho": 311},
        None,
        ["DT105 danh sách có 311"],
    ),
    "no totals by cluster: the unit's counts": ({f"bau_cu.{i}.tong_so": None for i in range(3)}, "elected", []),
    "quorum of the sum": (SHORT, "no_quorum", []),
    "recorded as short of quorum, and it is": (SHORT | {"bau_cu.1.ghi_nhan": "không đủ số dự"}, "no_quorum", []),
    "recorded as short of quorum though the sum suffices": (
        {"bau_cu.1.ghi_nhan": "không đủ số dự"},
        None,
        ["DT005 các cụm cộng lại có 230 người dự, đủ để bầu (cần ít nhất 156)"],
    ),
    "only attendances, enough together": (
        {f"bau_cu.{i}.{field}": None for i in range(3) for field in (*BOX, "ung_cu")},
        None,
        ["DT008 (bầu trưởng thôn lần 1, Cụm 1)"] * 5 + ["DT008 Cụm 2"] * 5 + ["DT008 Cụm 3"] * 5,
    ),
    "only attendances, too few together": (
        {f"bau_cu.{i}.{field}": None for i in range(3) for field in (*BOX, "ung_cu")} | {f"bau_cu.{i}.co_mat": 50 for i in range(3)},
        "no_quorum",
        [],
    ),
    "one cluster is not counted yet": (NOT_COUNTED, None, []),
    "no cluster is counted yet": (
        {f"bau_cu.{i}.{field}": None for i in range(3) for field in ("co_mat", *BOX, "ung_cu")},
        None,
        [],
    ),
    "a cluster with too full a box, another not counted": (NOT_COUNTED | {"bau_cu.1.phat_ra": 69}, "void", ["DT307 Cụm 2"]),
    "announced in one cluster": ({"bau_cu.1.trung_cu": AN}, "elected", []),
    "announced in the last, and wrongly": ({"bau_cu.2.trung_cu": BINH}, "elected", [f"DT311 công bố {BINH}"]),
    "announced differently in two": ({"bau_cu.0.trung_cu": AN, "bau_cu.2.trung_cu": BINH}, "elected", ["DT009 Công bố trúng cử"]),
    "announced alike in two": ({"bau_cu.0.trung_cu": AN, "bau_cu.2.trung_cu": "lê thị an"}, "elected", []),
    "void as one cluster records": ({"bau_cu.2.ghi_nhan": "hủy"}, "void", []),
    "one cluster by hands": (HANDS, "elected", []),
    "a candidate is missing from a cluster": (
        {"bau_cu.1.ung_cu": votes(an=40)},
        None,
        ["DT008 số phiếu của Trần Văn Bình (bầu trưởng thôn lần 1, Cụm 2)"],
    ),
    "put forward at the other meeting": (AT_MEETING | {"bau_cu.1.ung_cu": votes(an=40, binh=25, cuc=5)}, "elected", []),
    "put forward on the official list": (
        {"nhan_su.+": {"ho_ten": CUC, "gioi_thieu": "trưởng ấp"}, "bau_cu.1.ung_cu": votes(an=40, binh=25, cuc=5)},
        None,
        [f"DT008 số phiếu của Phạm Thị Cúc (bầu trưởng thôn lần 1, Cụm {n})" for n in (1, 3)],
    ),
    "a name misspelt in one cluster": (
        {"bau_cu.1.ung_cu": [{"ho_ten": "Trần Văn Bính", "so_phieu": 30}, *votes(an=40)]},
        None,
        ["DT312 Trần Văn Bính"],
    ),
    "a name misspelt where nobody is introduced": (
        {"nhan_su": [], "bau_cu.1.ung_cu": [{"ho_ten": "Trần Văn Bính", "so_phieu": 30}, *votes(an=40)]},
        None,
        ["DT008 số phiếu của Trần Văn Bình ở cụm ghi “Trần Văn Bính” (bầu trưởng thôn lần 1)"],
    ),
    "no votes in one cluster": ({"bau_cu.1.hop_le": None}, None, ["DT008 phiếu hợp lệ (bầu trưởng thôn lần 1, Cụm 2)"]),
    "votes of a cluster that there is not": (
        {"bau_cu.0.ung_cu": None, "ket_qua": [{"chuc_danh": "trưởng ấp", "cum": "Cụm 4", "ho_ten": AN, "so_phieu": 1}]},
        None,
        ["DT005 lần 1 của Cụm 4"],
    ),
    "votes without their cluster": (
        {"bau_cu.0.ung_cu": None, "ket_qua": [{"chuc_danh": "trưởng ấp", "ho_ten": AN, "so_phieu": 1}]},
        None,
        ["DT005 mà không ghi cụm"],
    ),
    "ticks by cluster agree": ({"ho_gia_dinh": TICKED}, "elected", []),
    "ticks of one cluster differ": (
        {"ho_gia_dinh": [{**home, "du_hop": ""} if n == 150 else home for n, home in enumerate(TICKED)]},
        "elected",
        ["DT314 Cụm 2: biên bản ghi 70 người có mặt, danh sách đánh dấu 69"],
    ),
    "ticks moved from one cluster to another": (
        {"ho_gia_dinh": [{**home, "du_hop": "x" if n == 105 else "" if n == 150 else home["du_hop"]} for n, home in enumerate(TICKED)]},
        "elected",
        ["DT314 Cụm 1: biên bản ghi 100", "DT314 Cụm 2: biên bản ghi 70"],
    ),
    "ticks without clusters are of the sum": (
        {"ho_gia_dinh": [{"ho_ten": home["ho_ten"], "du_hop": home["du_hop"]} for home in TICKED]},
        "elected",
        [],
    ),
    "ticks without clusters differ from the sum": (
        {"ho_gia_dinh": [{"ho_ten": home["ho_ten"], "du_hop": "x" if n == 105 else home["du_hop"]} for n, home in enumerate(TICKED)]},
        "elected",
        ["DT314 biên bản ghi 230 người có mặt, danh sách đánh dấu 231"],
    ),
    "loose ballots of all clusters decide": (
        {"bau_cu.2.ung_cu": votes(an=35, binh=24), "bau_cu.2.hop_le": 59, "bau_cu.2.khong_hop_le": 1},
        "not_elected",
        ["DT315 còn 1 phiếu"],
    ),
}


@pytest.mark.parametrize(("edits", "outcome", "messages"), CASES.values(), ids=CASES)
def test_each_sentence_of_the_contract(edits: Document, outcome: str | None, messages: list[str], tmp_path: Path) -> None:
    contest, told = tallied(edited(edits), tmp_path)
    texts = [f"{diagnostic['code']} {diagnostic['message']}" for diagnostic in told]
    assert (contest["outcome"], len(texts)) == (outcome, len(messages)), texts
    for text, message in zip(texts, messages, strict=True):
        code, words = message.split(" ", 1)
        assert text.startswith(code)
        assert words in text


def test_single_ballots_of_a_cluster_are_its_figures(tmp_path: Path) -> None:
    ballots = [{"chuc_danh": "trưởng ấp", "cum": "cụm 3", "bau_cho": name} for name in [AN] * 36 + [BINH] * 24]
    edits: Document = {f"bau_cu.2.{field}": None for field in ("hop_le", "khong_hop_le", "ung_cu")}
    contest, told = tallied(edited(edits | {"la_phieu": ballots}), tmp_path)
    assert (contest["outcome"], contest["ballots"]["valid"], told) == ("elected", 230, [])
    assert contest["parts"][2]["votes"] == [{"name": AN, "votes": 36}, {"name": BINH, "votes": 24}]


def test_parts_by_hands_and_by_ballot_add_up(tmp_path: Path) -> None:
    contest, _ = tallied(edited(HANDS), tmp_path)
    assert contest["ballots"] == {"issued": 160, "returned": 160, "valid": 160, "invalid": 0, "missing": 0}
    assert (contest["parts"][1]["ballots"], contest["parts"][1]["by_hands"]) == (None, True)
    all_by_hands = {path.replace(".1.", f".{i}."): value for i in range(3) for path, value in HANDS.items()}
    contest, _ = tallied(edited(all_by_hands), tmp_path)
    assert (contest["ballots"], contest["outcome"]) == (None, "elected")


def test_the_day_is_that_of_the_last_cluster_and_terms_run_from_it(tmp_path: Path) -> None:
    file = tmp_path / "thon-5.yaml"
    sent = {"moc": [{"buoc": "gửi kết quả bầu cử", "ngay": "18/11/2024"}]}
    for last, late in (("10/11/2024", True), ("11/11/2024", False)):
        file.write_text(yaml.safe_dump(edited({"bau_cu.1.ngay": last} | sent), allow_unicode=True), "utf-8")
        codes = [d["code"] for d in asked("validate", file)["diagnostics"]]
        assert ("DT405" in codes) is late, codes
        (contest,) = asked("tally", file)["contests"]
        assert contest["date"] == f"2024-11-{last[:2]}"


def test_hands_are_told_once(tmp_path: Path) -> None:
    two = HANDS | {path.replace(".1.", ".2."): value for path, value in HANDS.items()}
    _, told = tallied(edited(two | {"don_vi.mo_hinh": "bí thư là trưởng ấp"}), tmp_path)
    assert [d["code"] for d in told] == ["DT306"]


COUNTERS = ("trưởng ban kiểm phiếu", "thành viên ban kiểm phiếu", "thành viên ban kiểm phiếu", "người chứng kiến", "người chứng kiến")


@pytest.mark.parametrize(
    ("clusters", "left_out", "codes"),
    [
        pytest.param((1, 2, 3), (), [], id="three counting teams, each by itself"),
        pytest.param((1, 2, 3), (1,), [("DT211", "(Cụm 1)")], id="one of them too small"),
        pytest.param((1, 2, 3), (9,), [("DT212", "(Cụm 2)")], id="one witness too few"),
        pytest.param((None, None, None), (), [], id="nobody says of which cluster they are"),
    ],
)
def test_counting_teams_and_witnesses_are_counted_by_cluster(
    clusters: tuple[int | None, ...], left_out: tuple[int, ...], codes: list[tuple[str, str]], tmp_path: Path
) -> None:
    rows = [
        {"cuoc": "trưởng ấp", "vai_tro": duty, "ho_ten": f"Đặng Văn {chr(65 + n)}{'abcde'[k]}"}
        | ({"cum": f"Cụm {cluster}"} if cluster else {})
        for n, cluster in enumerate(clusters)
        for k, duty in enumerate(COUNTERS)
    ]
    file = tmp_path / "thon-5.yaml"
    kept = [row for n, row in enumerate(rows) if n not in left_out]
    file.write_text(yaml.safe_dump(edited({"thanh_phan": kept}), allow_unicode=True, sort_keys=False), "utf-8")
    told = [d for d in asked("validate", file)["diagnostics"] if d["code"] in ("DT211", "DT212")]
    assert [d["code"] for d in told] == [code for code, _ in codes]
    for diagnostic, (_, words) in zip(told, codes, strict=True):
        assert words in diagnostic["message"]


@pytest.mark.parametrize(
    ("present", "codes"),
    [((100, 70, 60), []), ((100, 70, None), []), ((100, 71, 60), ["DT520"]), ((100, 101, 60), ["DT319"])],
    ids=["as the rounds", "one not told", "one more", "more than the cluster has"],
)
def test_minutes_of_the_clusters_meetings_are_of_one_gathering(present: tuple[int | None, ...], codes: list[str], tmp_path: Path) -> None:
    rows = [{"cuoc": "trưởng ấp", "cum": f"cụm {n}", "ngay": "10/11/2024", "co_mat": number} for n, number in enumerate(present, 1)]
    file = tmp_path / "thon-5.yaml"
    file.write_text(yaml.safe_dump(edited({"cuoc_hop": rows}), allow_unicode=True, sort_keys=False), "utf-8")
    assert [d["code"] for d in asked("validate", file)["diagnostics"] if d["code"] in ("DT318", "DT319", "DT520")] == codes


def test_ballots_are_taken_round_after_clusters_short_of_quorum(tmp_path: Path) -> None:
    taken = {**part("", 310, 200, 160, 40), "lan": 2, "cach_thuc": "phát phiếu", "ngay": "15/11/2024"}
    del taken["cum"], taken["co_mat"]
    file = tmp_path / "thon-5.yaml"
    for first, told in ((SHORT, []), ({}, ["DT318"])):
        file.write_text(yaml.safe_dump(edited(first | {"bau_cu.+": taken}), allow_unicode=True, sort_keys=False), "utf-8")
        document = asked("tally", file)
        assert [d["code"] for d in document["diagnostics"] if d["code"] == "DT318"] == told
        assert [(c["round"], c["outcome"]) for c in document["contests"]] == [(1, "no_quorum" if first else "elected"), (2, "elected")]


def test_the_screen_shows_each_cluster_then_the_sum(tmp_path: Path) -> None:
    file = tmp_path / "thon-5.yaml"
    for edits, last in (
        (HANDS, "Lê Thị An trúng cử trưởng thôn: 156/310"),
        (NOT_COUNTED, "chưa có số liệu của Cụm 3"),
        (SHORT, "(3 cụm cộng lại)"),
    ):
        file.write_text(yaml.safe_dump(edited(edits), allow_unicode=True, sort_keys=False), "utf-8")
        screen = CliRunner().invoke(app, ["tally", str(file), "--as-of", "2024-12-05"]).output
        places = [screen.index(text) for text in ("  Cụm 1", "  Cụm 2", "  Cụm 3", "  Cộng 3 cụm", "  Tổng số", last)]
        assert places == sorted(places)
    file.write_text(yaml.safe_dump(edited(NOT_COUNTED), allow_unicode=True, sort_keys=False), "utf-8")
    assert "Việc tiếp theo: Kiểm phiếu ở Cụm 3, rồi cộng kết quả các cụm" in CliRunner().invoke(app, ["tally", str(file)]).output


# --- Written downwards -------------------------------------------------------------------------------------------------

PLACE: list[list[object]] = [["Tên ấp", "Thôn 5"], ["Xã", "xã Bình An"], ["Tỉnh", "Đồng Nai"]]
LABELS = ("Số hộ có mặt", "Số phiếu phát ra", "Số phiếu thu về", "Số phiếu hợp lệ", "Số phiếu không hợp lệ")
COLUMNS = ((110, 100, 100, 100, 100, 0), (100, 70, 70, 70, 70, 0))


def block(head: list[list[object]], number: int, an: int, binh: int) -> list[list[object]]:
    total, *figures = COLUMNS[number]
    return [*head, ["Tổng số hộ", total], *([label, value] for label, value in zip(LABELS, figures, strict=True)), [AN, an], [BINH, binh]]


DOWNWARDS: dict[str, list[list[object]]] = {
    "a column for each cluster": [
        *PLACE,
        [None, "Cụm 1", "Cụm 2"],
        ["Tổng số hộ", 110, 100],
        *([label, COLUMNS[0][n], COLUMNS[1][n]] for n, label in enumerate(LABELS, 1)),
        [AN, 80, 40],
        [BINH, 20, 30],
    ],
    "a line that names the cluster of each column": [
        *PLACE,
        ["Cụm", "Cụm 1", "Cụm 2"],
        ["Tổng số hộ", 110, 100],
        *([label, COLUMNS[0][n], COLUMNS[1][n]] for n, label in enumerate(LABELS, 1)),
        [AN, 80, 40],
        [BINH, 20, 30],
    ],
    "one below the other by a label": [*PLACE, *block([["Cụm", 1]], 0, 80, 20), *block([["Cụm", 2]], 1, 40, 30)],
    "one below the other by a heading": [
        *PLACE,
        *block([["Kết quả kiểm phiếu cụm 1"]], 0, 80, 20),
        *block([["Kết quả kiểm phiếu cụm 2"]], 1, 40, 30),
    ],
}


@pytest.mark.parametrize("name", DOWNWARDS)
def test_clusters_written_downwards(name: str) -> None:
    reading = read_xlsx(workbook({"Kiểm phiếu": DOWNWARDS[name]}))
    assert found(reading) == [], [d.message for d in reading.diagnostics]
    (entry,) = reading.dossiers
    assert entry.dossier.unit.households is None
    told = [
        (r.cluster and r.cluster[-1], r.total, r.present, r.valid, [(c.name, c.votes) for c in r.candidates]) for r in entry.dossier.rounds
    ]
    assert told == [("1", 110, 100, 100, [(AN, 80), (BINH, 20)]), ("2", 100, 70, 70, [(AN, 40), (BINH, 30)])]


def test_the_sheet_written_downwards_is_one_with_the_table_of_rounds() -> None:
    unit = [["Mã ấp", "Tên", "Loại", "Xã", "Tỉnh"], ["T5", "Thôn 5", "thôn", "xã Bình An", "Đồng Nai"]]
    across = [
        ["Mã ấp", "Chức danh", "Lần", "Cụm", "Tổng số", "Có mặt"],
        ["T5", "trưởng ấp", 1, "cụm 1", 110, 100],
        ["T5", "trưởng ấp", 1, "cụm 2", 100, 70],
    ]
    form = DOWNWARDS["a line that names the cluster of each column"][len(PLACE) :]
    reading = read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": across, "Kiểm phiếu": form}))
    assert found(reading) == [], [d.message for d in reading.diagnostics]
    assert [(r.cluster, r.total, r.issued) for r in reading.dossiers[0].dossier.rounds] == [("cụm 1", 110, 100), ("cụm 2", 100, 70)]
    across[2][5] = 71
    reading = read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": across, "Kiểm phiếu": form}))
    assert found(reading) == [("DT009", "Kiểm phiếu!C3")]


def beside(name: str, column: tuple[object, ...]) -> list[list[object]]:
    """A form with a column more on its rows of figures and votes: a heading and the sums."""
    rows = DOWNWARDS[name]
    return [*rows[: len(PLACE)], *([*row, more] for row, more in zip(rows[len(PLACE) :], column, strict=True))]


SUMS = (210, 170, 170, 170, 170, 0, 120, 50)
BELOW: list[list[object]] = [[label, figure] for label, figure in zip(("Tổng số hộ", *LABELS, AN, BINH), SUMS, strict=True)]
ADDED_UP: dict[str, tuple[list[list[object]], str]] = {
    "a column Cộng": (beside("a column for each cluster", ("Cộng", *SUMS)), "D4"),
    "a column of the whole thôn": (beside("a line that names the cluster of each column", ("Toàn thôn", *SUMS)), "D4"),
    "a part below, by heading": ([*DOWNWARDS["one below the other by a heading"], ["Cộng hai cụm"], *BELOW], "A22"),
    "a part below, for all": ([*DOWNWARDS["one below the other by a heading"], ["Kết quả chung toàn thôn"], *BELOW], "A22"),
    "a part below, by label": ([*DOWNWARDS["one below the other by a label"], ["Cụm", "Cộng"], *BELOW], "B22"),
}


@pytest.mark.parametrize(("rows", "cell"), ADDED_UP.values(), ids=ADDED_UP)
def test_what_the_clerk_added_up_is_no_cluster(rows: list[list[object]], cell: str) -> None:
    reading = read_xlsx(workbook({"Kiểm phiếu": rows}))
    assert found(reading) == [("DT010", f"Kiểm phiếu!{cell}")]
    told = [(r.cluster and r.cluster[-1], r.total, [c.votes for c in r.candidates]) for r in reading.dossiers[0].dossier.rounds]
    assert told == [("1", 110, [80, 20]), ("2", 100, [40, 30])]


@pytest.mark.parametrize(("names", "read"), [((1, "cụm 2", "Tổng cộng"), 2), (("Toàn thôn",), 1), (("Chung", "Cụm Cộng Hòa"), 1)])
def test_a_row_of_sums_is_no_cluster(names: tuple[object, ...], read: int) -> None:
    """But where no row names a cluster, what stands there is no sum of them."""
    unit = [["Mã ấp", "Tên", "Xã", "Tỉnh"], ["T5", "Thôn 5", "xã Bình An", "Đồng Nai"]]
    rounds = [["Mã ấp", "Cụm", "Chức danh", "Lần", "Có mặt"], *(["T5", name, "trưởng ấp", 1, 7] for name in names)]
    rows = [{"cum": name, "chuc_danh": "trưởng ấp", "co_mat": 7} for name in names]
    in_yaml = read_yaml(yaml.safe_dump({"don_vi": BASE["don_vi"], "bau_cu": rows}, allow_unicode=True))
    for reading in (read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": rounds})), in_yaml):
        assert len(reading.dossiers[0].dossier.rounds) == read
        assert [code for code, _ in found(reading)] == ["DT010"] * (len(names) - read)


def test_votes_in_a_table_of_their_own_go_to_their_cluster() -> None:
    unit = [["Mã ấp", "Tên", "Xã", "Tỉnh"], ["T5", "Thôn 5", "xã Bình An", "Đồng Nai"]]
    rounds = [["Mã ấp", "Cụm", "Chức danh", "Lần"], ["T5", "Cụm 1", "trưởng ấp", 1], ["T5", "Cụm 2", "trưởng ấp", 1]]
    results = [
        ["Mã ấp", "Cụm", "Chức danh", "Lần", "Họ và tên", "Số phiếu"],
        ["T5", 2, "trưởng ấp", 1, AN, 40],
        ["T5", "1", "trưởng ấp", 1, AN, 80],
    ]
    reading = read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": rounds, "Kết quả": results}))
    assert found(reading) == []
    assert [[(c.name, c.votes) for c in r.candidates] for r in reading.dossiers[0].dossier.rounds] == [[(AN, 80)], [(AN, 40)]]


# --- One against the other ---------------------------------------------------------------------------------------------

HAMLETS = 400


def split(random: Random, number: int, most: list[int]) -> list[int]:
    """A number dealt out at random, to each no more than its most."""
    dealt = [0] * len(most)
    while sum(dealt) < number:
        open_ = [i for i, limit in enumerate(most) if dealt[i] < limit]
        i = random.choice(open_)
        dealt[i] += random.randint(1, min(number - sum(dealt), most[i] - dealt[i]))
    return dealt


def one_meeting_and_its_clusters(random: Random, code: str) -> tuple[Document, list[Document]]:
    """The round of a hamlet as one meeting would have counted it, and the same people, ballots and votes told apart by cluster."""
    clusters = random.randint(1, 4)
    totals = [random.randint(5, 40) for _ in range(clusters)]
    total = sum(totals)
    present = split(random, random.choice([total, total // 2, total // 2 + 1, random.randint(0, total)]), totals)
    returned = split(random, max(0, sum(present) - random.choice([0, 0, 1, 3])), present)
    valid = split(random, max(0, sum(returned) - random.choice([0, 0, 1, 4])), returned)
    half = total // 2
    an = split(random, min(sum(valid), random.choice([half, half + 1, random.randint(0, total)])), valid)
    binh = split(random, random.randint(0, sum(valid) - sum(an)), [v - a for v, a in zip(valid, an, strict=True)])
    parts = [
        {
            "ma_ap": code,
            "chuc_danh": "trưởng ấp",
            "cum": f"Cụm {n}",
            "ngay": "10/11/2024",
            "tong_so": totals[i],
            **dict(zip(("co_mat", *BOX), (present[i], present[i], returned[i], valid[i], returned[i] - valid[i]), strict=True)),
            "ung_cu": votes(an=an[i], binh=binh[i]),
        }
        for i, n in enumerate(random.sample(range(1, 9), clusters))
    ]
    whole = {**parts[0], **{name: sum(p[name] for p in parts) for name in ("tong_so", "co_mat", *BOX)}}
    whole["ung_cu"] = votes(an=sum(an), binh=sum(binh))
    del whole["cum"]
    return whole, random.sample(parts, clusters)


def test_the_sum_of_random_clusters_is_the_same_election_held_as_one_meeting(tmp_path: Path) -> None:
    random = Random(20241110)
    drawn = {f"A{n:03}": one_meeting_and_its_clusters(random, f"A{n:03}") for n in range(HAMLETS)}
    units = [{"ma": code, "ten": f"Ấp {code}", "xa": "xã An Phước", "tinh": "Đồng Nai"} for code in drawn]
    contests: list[dict[str, Document]] = []
    for name, rounds in (("mot", [whole for whole, _ in drawn.values()]), ("cum", [row for _, rows in drawn.values() for row in rows])):
        file = tmp_path / f"{name}.yaml"
        file.write_text(yaml.dump({"don_vi": units, "bau_cu": rounds}, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
        contests.append({contest["hamlet"]: contest for contest in asked("tally", file)["contests"]})
    one, by_clusters = contests
    assert one.keys() == by_clusters.keys() == drawn.keys()
    for code, contest in by_clusters.items():
        parts = contest.pop("parts")
        assert len(parts) == len(drawn[code][1])
        assert contest == {key: value for key, value in one[code].items() if key != "parts"}
    assert {"elected", "not_elected", "no_quorum"} == {contest["outcome"] for contest in one.values()}
