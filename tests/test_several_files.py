"""The dossier of one hamlet in several files, which the district's list names: read as one, each value keeping its own place."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.found import Report
from dantin.model import Dossier
from dantin.readers.config import find_configs
from dantin.readers.sources import with_parts
from dantin.run import find_files, gather, run
from tests.conftest import AS_OF
from tests.sheets import workbook

Row = dict[str, object]
Tables = Mapping[str, Sequence[Any]]

UNIT: Row = {"ma": "A-1", "ten": "Ấp 1", "loai": "ấp", "xa": "xã Tam An", "tinh": "Đồng Nai", "chi_bo": "Chi bộ Ấp 1"}
HOUSES: list[Row] = [{"ma_ho": f"H{n}", "ho_ten": f"Lê Văn {name}", "ngay_sinh": f"0{n}/02/1970"} for n, name in enumerate("ABCD", 1)]
MEMBERS: list[Row] = [{"ho_ten": "Trần Văn Bảy", "ngay_chinh_thuc": "03/02/2001"}, {"ho_ten": "Lê Văn A", "ngay_chinh_thuc": "03/02/2011"}]
ROUND: Row = {"chuc_danh": "trưởng ấp", "ngay": "10/11/2024", "tong_so": 4, "co_mat": 4, "phat_ra": 4, "thu_ve": 4}
ROUND |= {"hop_le": 4, "khong_hop_le": 0}
VOTES: list[Row] = [{"chuc_danh": "trưởng ấp", "ho_ten": "Lê Văn A", "so_phieu": 3}]
STEPS: list[Row] = [{"buoc": "quyết định tổ chức bầu cử", "ngay": "10/10/2024"}, {"buoc": "gửi kết quả bầu cử", "ngay": "11/11/2024"}]
WHOLE: Tables = {"don_vi": [UNIT], "ho_gia_dinh": HOUSES, "dang_vien": MEMBERS, "moc": STEPS, "bau_cu": [ROUND], "ket_qua": VOTES}


def only(*slugs: str) -> Tables:
    return {slug: WHOLE[slug] for slug in slugs}


def write(path: Path, tables: Tables) -> None:
    """Tables as a file of the kind that its name says."""
    if path.suffix == ".yaml":
        path.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
        return
    grids: dict[str, Sequence[Sequence[object]]] = {}
    for slug, rows in tables.items():
        if rows is COUNT:
            grids[slug] = COUNT
            continue
        header = list(dict.fromkeys(key for row in rows for key in row))
        grids[slug] = [header, *([row.get(key) for key in header] for row in rows)]
    if path.suffix == ".csv":
        ((_, grid),) = grids.items()
        path.write_text("\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in grid), "utf-8")
    else:
        path.write_bytes(workbook(grids))


def district(folder: Path, files: Mapping[str, Tables], entries: Sequence[Mapping[str, object]]) -> Path:
    for name, tables in files.items():
        write(folder / name, tables)
    (folder / "dantin.yaml").write_text(json.dumps({"danh_sach": entries}, ensure_ascii=False), "utf-8")
    return folder


def check(*paths: Path, executor: ProcessPoolExecutor | None = None) -> Report:
    files = find_files(*paths)
    configs = with_parts(find_configs(files))
    reports = run(files, AS_OF, configs=configs, executor=executor, keep_cases=True)
    return gather(reports, configs, whole=[path for path in paths if path.is_dir()])


def dossiers(report: Report) -> list[Dossier]:
    return [hamlet.case.dossier for hamlet in report.hamlets if hamlet.case is not None]


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(d.code, Path(d.place.file).name, str(d.place)) for d in report.diagnostics]


COUNT: Sequence[Sequence[object]] = (
    ["Ấp 1, xã Tam An, tỉnh Đồng Nai"],
    ["BẦU TRƯỞNG ẤP"],
    ["Ngày bầu cử", "10/11/2024"],
    ["Tổng số đại diện hộ gia đình", 4],
    ["Số hộ có mặt", 4],
    ["Số phiếu phát ra", 4],
    ["Số phiếu thu vào", 4],
    ["Số phiếu hợp lệ", 4],
    ["Số phiếu không hợp lệ", 0],
    [],
    ["Họ và tên", "Số phiếu"],
    ["Lê Văn A", 3],
)
"""The count as it is typed on the evening."""

LAYOUTS: Mapping[str, Mapping[str, Tables]] = {
    "roster, export, count": {
        "ho_gia_dinh.csv": only("ho_gia_dinh"),
        "dang-vien.xlsx": only("dang_vien"),
        "kiem-phieu.yaml": only("don_vi", "moc", "bau_cu", "ket_qua"),
    },
    "the count written downwards": {
        "ho_gia_dinh.csv": only("ho_gia_dinh"),
        "dang_vien.xlsx": only("dang_vien", "moc"),
        "kiem phieu.xlsx": {"Sheet1": COUNT},
    },
    "votes apart from their round": {
        "a.yaml": only("don_vi", "ho_gia_dinh", "moc", "bau_cu"),
        "ket_qua.csv": only("ket_qua"),
        "b.xlsx": only("dang_vien"),
    },
    "the unit in each": {
        "a.xlsx": only("don_vi", "ho_gia_dinh", "dang_vien"),
        "b.xlsx": only("don_vi", "moc"),
        "c.yaml": only("don_vi", "bau_cu", "ket_qua"),
    },
    "the unit without a code in one": {
        "a.yaml": {**only("ho_gia_dinh", "dang_vien", "moc"), "don_vi": [{"ten": "Ấp 1", "xa": "Tam An", "tinh": "Đồng Nai"}]},
        "b.xlsx": only("don_vi", "bau_cu", "ket_qua"),
    },
    "steps and rounds in two files, some twice": {
        "a.xlsx": {**only("don_vi", "ho_gia_dinh", "dang_vien"), "moc": STEPS[:1], "bau_cu": [{"chuc_danh": "trưởng ấp", "tong_so": 4}]},
        "b.yaml": {**only("moc", "bau_cu", "ket_qua")},
    },
    "a copy of the roster": {
        "a.xlsx": only("don_vi", "ho_gia_dinh", "dang_vien", "moc"),
        "b.xlsx": only("ho_gia_dinh", "bau_cu", "ket_qua"),
    },
}


def content(dossier: Dossier) -> object:
    """What a dossier says, in whatever order its files told it."""
    unit = (dossier.unit.code, dossier.unit.name, dossier.unit.province)
    people = [[(p.name, p.birth) for p in pool] for pool in (dossier.households, dossier.members)]
    votes = [[(candidate.name, candidate.votes) for candidate in r.candidates] for r in dossier.rounds]
    rounds = [(r.offices, r.day, r.total or dossier.unit.households, r.present, r.issued, r.returned, r.valid) for r in dossier.rounds]
    return unit, people, sorted((str(s.kind), s.day) for s in dossier.steps), rounds, votes


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_files_are_one_dossier(tmp_path: Path, layout: str) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    write(whole / "x.yaml", WHOLE)
    alone = check(whole)
    files = LAYOUTS[layout]
    for names in (tuple(files), tuple(reversed(files))):
        folder = tmp_path / names[0]
        folder.mkdir()
        tep = list(names) if names[0] == next(iter(files)) else " ; ".join(names)
        district(folder, files, [{"ma": "A-1", "ten": "Ấp 1", "tep": tep}])
        # Of the folder or of any of the files alone, it is all read, and is the same.
        for path in (folder, *(folder / name for name in names)):
            report = check(path)
            assert [content(d) for d in dossiers(report)] == [content(d) for d in dossiers(alone)], path
            assert sorted(d.code for d in report.diagnostics) == sorted(d.code for d in alone.diagnostics), told(report)
            assert (len(report.files), sorted(report.files[0].files)) == (1, sorted((folder / name).as_posix() for name in names))


def test_without_a_list_they_are_two_dossiers(tmp_path: Path) -> None:
    for name, tables in LAYOUTS["the unit in each"].items():
        write(tmp_path / name, tables)
    report = check(tmp_path)
    assert len(report.hamlets) == 3
    assert [code for code, _, _ in told(report)].count("DT009") == 2


SPOILT: Mapping[str, tuple[Mapping[str, Tables], list[tuple[str, str, str]]]] = {
    "two rosters": (
        {
            "a.xlsx": only("don_vi", "ho_gia_dinh"),
            "b.xlsx": {"ho_gia_dinh": [*HOUSES[:3], {"ma_ho": "H9", "ho_ten": "Phạm Thị Mới", "ngay_sinh": "01/02/1970"}]},
        },
        [("DT009", "b.xlsx", "ho_gia_dinh!B5")],
    ),
    "other figures of the unit": (
        {"a.xlsx": {"don_vi": [UNIT | {"tong_so_ho": 4}]}, "b.xlsx": {"don_vi": [UNIT | {"tong_so_ho": 5}]}},
        [("DT009", "b.xlsx", "don_vi!G2")],
    ),
    "another commune": (
        {"a.xlsx": only("don_vi"), "b.xlsx": {"don_vi": [UNIT | {"xa": "xã Tam Phước"}]}},
        [("DT009", "b.xlsx", "don_vi!D2")],
    ),
    "other votes": (
        {
            "a.yaml": only("don_vi", "ho_gia_dinh", "bau_cu", "ket_qua"),
            "ket_qua.csv": {"ket_qua": [VOTES[0] | {"so_phieu": 4}]},
        },
        [("DT009", "ket_qua.csv", "ket_qua!C2")],
    ),
    "another day of a step": (
        {"a.xlsx": only("don_vi", "moc"), "b.xlsx": {"moc": [STEPS[0] | {"ngay": "11/10/2024"}]}},
        [("DT009", "b.xlsx", "moc!B2")],
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_contradicts_is_told_at_its_cell(tmp_path: Path, spoilt: str) -> None:
    files, expected = SPOILT[spoilt]
    district(tmp_path, files, [{"ma": "A-1", "ten": "Ấp 1", "tep": list(files)}])
    for path in (tmp_path, *(tmp_path / name for name in files)):
        report = check(path)
        assert [found for found in told(report) if found[0].startswith("DT0")] == expected
    first = next(d for d in report.diagnostics if d.code == "DT009")
    assert (tmp_path / next(iter(files))).as_posix() in first.message


EXPORT: list[Row] = [
    {"Họ và tên": name, "Chi bộ đang sinh hoạt": cell} for name, cell in (("Trần Văn Bảy", "CB Ấp 1"), ("Lê Văn A", "Chi bộ ấp 2"))
]


def commune(folder: Path, export: Sequence[Row] = EXPORT) -> Path:
    files: dict[str, Tables] = {f"ap-{n}.xlsx": {"don_vi": [{**UNIT, "ma": f"A-{n}", "ten": f"Ấp {n}", "chi_bo": None}]} for n in (1, 2, 3)}
    files["dang-vien.csv"] = {"x": export}
    names = [{"ma": f"A-{n}", "ten": f"Ấp {n}", "tep": [f"ap-{n}.xlsx", "dang-vien.csv"]} for n in (1, 2)]
    return district(folder, files, [*names, {"ma": "A-3", "ten": "Ấp 3", "tep": "ap-3.xlsx"}])


def test_the_export_of_the_party_serves_several_hamlets(tmp_path: Path) -> None:
    folder = commune(tmp_path)
    report = check(folder)
    members = {d.code: [m.name for m in d.members] for d in dossiers(report)}
    assert members == {"A-1": ["Trần Văn Bảy"], "A-2": ["Lê Văn A"], "A-3": []}
    assert (told(report), sum(len(read.files) for read in report.files)) == ([], 4)
    # One hamlet's own file brings that hamlet alone; the export brings all that it serves.
    assert [d.code for d in dossiers(check(folder / "ap-1.xlsx"))] == ["A-1"]
    assert [d.code for d in dossiers(check(folder / "dang-vien.csv"))] == ["A-1", "A-2"]
    with ProcessPoolExecutor(2) as executor:
        assert [content(d) for d in dossiers(check(folder, executor=executor))] == [content(d) for d in dossiers(report)]


def test_a_hamlet_without_a_member_in_the_export_is_told(tmp_path: Path) -> None:
    folder = commune(tmp_path, [*EXPORT[:1], {**EXPORT[1], "Chi bộ đang sinh hoạt": "Chi bộ ấp 7"}])
    found = [(code, file, place) for code, file, place in told(check(folder))]
    assert found == [("DT005", "dang-vien.csv", "dang-vien!B1"), ("DT010", "dang-vien.csv", "dang-vien!B3")]
    assert check(folder).diagnostics[0].hamlet == "A-2"
    assert [code for code, _, _ in told(check(folder / "ap-1.xlsx"))] == ["DT010"]


def test_a_file_that_is_not_there_is_told_at_its_entry(tmp_path: Path) -> None:
    files = LAYOUTS["the unit in each"]
    district(tmp_path, files, [{"ma": "A-1", "ten": "Ấp 1", "tep": [*files, "dang-vien.xlsx"]}])
    for path in (tmp_path, tmp_path / "a.xlsx"):
        report = check(path)
        assert [(d.code, Path(d.place.file).name, d.place.line) for d in report.diagnostics if d.code == "DT601"] == [
            ("DT601", "dantin.yaml", 1)
        ]
        assert "“dang-vien.xlsx”" in next(d.message for d in report.diagnostics if d.code == "DT601")


def test_a_file_that_cannot_be_read_leaves_its_hamlet_in_doubt(tmp_path: Path) -> None:
    folder = commune(tmp_path)
    (folder / "ap-1.xlsx").write_bytes(b"")
    report = check(folder)
    assert [(code, file) for code, file, _ in told(report)] == [("DT001", "ap-1.xlsx")]
    assert [len(d.members) for d in dossiers(report)] == [1, 1, 0]


def test_validate_and_tally_of_any_of_them_read_all(tmp_path: Path) -> None:
    files = LAYOUTS["roster, export, count"]
    district(tmp_path, files, [{"ma": "A-1", "ten": "Ấp 1", "tep": list(files)}])
    for name in files:
        validated = CliRunner().invoke(app, ["validate", str(tmp_path / name), "--format", "json", "--as-of", "20/12/2024"])
        assert json.loads(validated.stdout)["files"] == 3
        tallied = CliRunner().invoke(app, ["tally", str(tmp_path / name), "--format", "json", "--as-of", "20/12/2024"])
        (contest,) = json.loads(tallied.stdout)["contests"]
        assert (contest["hamlet"], contest["ballots"]["returned"]) == ("A-1", 4)
