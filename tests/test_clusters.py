"""A hamlet that met by clusters: its rows are parts of one round, each checked by itself, and only their sum decides."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dantin.cli.app import app

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
    contest, found = tallied(BASE, tmp_path)
    assert found == []
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
    contest, found = tallied(edited(edits), tmp_path)
    told = [f"{diagnostic['code']} {diagnostic['message']}" for diagnostic in found]
    assert (contest["outcome"], len(told)) == (outcome, len(messages)), told
    for text, message in zip(told, messages, strict=True):
        code, words = message.split(" ", 1)
        assert text.startswith(code)
        assert words in text
