"""`dantin new --nhap` and `--gop`: what a new dossier takes from the lists people have, and what it says of it. People are invented."""

import dataclasses
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.errors import CannotDo
from dantin.model import Dossier, MemberState
from dantin.readers import read
from tests.conftest import ROOT
from tests.editing import CLEAN, check, plain
from tests.sheets import workbook

RUNNER = CliRunner()
CASE = ("--ten", "Khu phố 4", "--xa", "thị trấn Trảng Bom", "--tinh", "tỉnh Đồng Nai")
EXAMPLE = ROOT / "examples" / "khu-pho-4.xlsx"


def new(*words: object) -> Any:
    result = RUNNER.invoke(app, ["new", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def dossier(path: Path) -> Dossier:
    (entry,) = read(path, path.as_posix()).dossiers
    return entry.dossier


def account(path: Path) -> list[tuple[str, ...]]:
    """The sheet "Nguồn", below its header."""
    page = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["Nguồn"]
    return [tuple(str(cell.value or "") for cell in row) for row in page.iter_rows(min_row=3)]


def found(path: Path) -> list[str]:
    return sorted(d.code for d in check(read(path, path.as_posix())).diagnostics)


def put(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    path.write_bytes(workbook(sheets))
    return path


# --- Last term's dossier ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml"])
def test_last_terms_rosters_are_those_of_its_yaml(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"moi{suffix}"
    said = new(path, "--nhap", EXAMPLE).output
    mine, example = dossier(path), dossier(CLEAN)
    assert mine.households == tuple(dataclasses.replace(h, attends=None) for h in example.households)
    excused = [m.name for m in example.members if m.state is MemberState.EXCUSED]
    assert mine.members == tuple(
        dataclasses.replace(m, present=None, reason=None, state=None if m.name in excused else m.state) for m in example.members
    )
    assert len(excused) == 1
    unit = mine.unit
    assert (unit.code, unit.name, unit.commune, unit.cell) == (
        example.unit.code,
        example.unit.name,
        example.unit.commune,
        example.unit.cell,
    )
    assert (unit.sitting_head, unit.sitting_secretary) == ("Trần Văn Thuận", "Trần Văn Thuận")
    assert (unit.model, unit.households, unit.head_term, mine.nominees, mine.ballots) == (None, None, None, (), ())
    assert all(r.present is None for r in mine.rounds)
    assert found(path) == []
    assert "310 hộ" in said
    assert "Không lấy: " in said
    assert 3 <= len(said.splitlines()) <= 6


UNCERTAIN: dict[str, tuple[dict[str, Any], str]] = {
    # what is changed in last term's dossier, and why nobody is taken for the sitting head
    "not recognised": ({"moc": "công nhận trưởng ấp"}, "chưa ghi ngày “công nhận trưởng ấp”"),
    "let go": ({"add": {"buoc": "cho thôi trưởng ấp", "ngay": "01/03/2026"}}, "cho thôi"),
    "wrong figures": ({"hop_le": "999"}, "hồ sơ đó còn lỗi"),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_nobody_is_taken_for_the_sitting_head_who_may_not_be(name: str, tmp_path: Path) -> None:
    from dantin.workbooks.dossier_files import write_workbook

    change, why = UNCERTAIN[name]
    document = plain()
    if "moc" in change:
        document["moc"] = [
            step for step in document["moc"] if step["buoc"] not in ("công nhận trưởng ấp", "chuẩn y bí thư", "đại hội chi bộ")
        ]
        document["moc"] = [step for step in document["moc"] if "đại hội" not in step["buoc"]]
        document["bau_cu"] = document["bau_cu"][:1]
        document["la_phieu"] = [b for b in document.get("la_phieu", []) if b["chuc_danh"] == "trưởng ấp"]
    if "add" in change:
        document["moc"].append(change["add"])
    if "hop_le" in change:
        document["bau_cu"][0]["hop_le"] = change["hop_le"]
    old, path = tmp_path / "cu.xlsx", tmp_path / "moi.xlsx"
    old.write_bytes(write_workbook(document))
    new(path, "--nhap", old)
    assert dossier(path).unit.sitting_head is None
    (line,) = [line for line in account(path) if line[1] == "Không lấy" and line[2].startswith("Trưởng khu phố đương nhiệm")]
    assert why in line[3]


# --- A commune's list ------------------------------------------------------------------------------------------------

PEOPLE = (("Lê Văn Hòa", "1965"), ("Trần Thị Bình", "12/03/1971"), ("Nguyễn Văn Cường", "1980"), ("Phạm Thị Dung", "01/02/1990"))
HEAD = ("TT", "Họ và tên chủ hộ", "Năm sinh", "Số nhà")


def people(numbers: Sequence[int]) -> list[tuple[object, ...]]:
    return [(number + 1, *PEOPLE[number], f"Số {number}") for number in numbers]


LAYOUTS: dict[str, dict[str, Sequence[Sequence[object]]]] = {
    "no hamlet said": {"Sheet1": [("DANH SÁCH HỘ GIA ĐÌNH",), HEAD, *people([0, 1])]},
    "groups": {"Hộ": [HEAD, ("Khu phố 4",), *people([0, 1]), ("Khu phố 5",), *people([2, 3])]},
    "a sheet for each": {"Khu phố 5": [HEAD, *people([2, 3])], "Khu phố 4": [HEAD, *people([0, 1])]},
    "sheets whose codes meet": {
        "KP5": [("Mã hộ", *HEAD), *(("H1", *p) for p in people([2]))],
        "KP4": [("Mã hộ", *HEAD), *(("H1", *p) for p in people([0])), *(("H2", *p) for p in people([1]))],
    },
    "short headings": {"Hộ": [HEAD, ("KP 5",), *people([2, 3]), ("II. KP4",), *people([0, 1])]},
    "codes": {"Hộ": [("Mã khu phố", *HEAD), *(("KP-4", *p) for p in people([0, 1])), *(("KP-5", *p) for p in people([2, 3]))]},
    "a column of names": {"Hộ": [(*HEAD, "Khu phố"), *((*p, "khu phố 4") for p in people([0, 1])), *((*p, "KP5") for p in people([2, 3]))]},
    "a column of numbers": {"Hộ": [(*HEAD, "Tên khu phố"), *((*p, 4) for p in people([0, 1])), *((*p, 5) for p in people([2, 3]))]},
    "names for codes": {
        "Hộ": [("Mã ấp", *HEAD), *(("Khu phố 4", *p) for p in people([0, 1])), *(("Khu phố 5", *p) for p in people([2, 3]))]
    },
    "parts of the hamlet": {"Hộ": [(*HEAD, "Tổ dân phố"), *((*p, f"Tổ dân phố {n}") for n, p in enumerate(people([0, 1])))]},
    "units": {
        "Đơn vị": [
            ("Mã ấp", "Tên", "Xã", "Tỉnh"),
            *((f"KP-{n}", f"Khu phố {n}", "thị trấn Trảng Bom", "Đồng Nai") for n in (4, 5)),
        ],
        "Hộ gia đình": [("Mã ấp", *HEAD), *(("KP-4", *p) for p in people([0, 1])), *(("KP-5", *p) for p in people([2, 3]))],
    },
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_this_hamlets_households_are_taken(name: str, tmp_path: Path) -> None:
    path = tmp_path / "moi.xlsx"
    new(path, *CASE, "--ma", "KP-4", "--nhap", put(tmp_path / "ho.xlsx", LAYOUTS[name]))
    assert [(h.name, h.address) for h in dossier(path).households] == [("Lê Văn Hòa", "Số 0"), ("Trần Thị Bình", "Số 1")]
    assert found(path) == []


def test_a_list_of_other_hamlets_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "moi.xlsx"
    with pytest.raises(CannotDo, match="không thấy số liệu của “Khu phố 7”"):
        new(path, *("--ten", "Khu phố 7", *CASE[2:]), "--nhap", put(tmp_path / "ho.xlsx", LAYOUTS["units"]))
    with pytest.raises(CannotDo, match="--ten"):
        new(path, "--nhap", put(tmp_path / "ho.xlsx", LAYOUTS["units"]))
    with pytest.raises(CannotDo, match="Tệp có: “khu phố 4”, “KP5”"):
        new(path, *("--ten", "Khu phố 7", *CASE[2:]), "--nhap", put(tmp_path / "ho.xlsx", LAYOUTS["a column of names"]))
    spelled = [(*HEAD, "Khu phố"), *((*p, name) for p, name in zip(people([0, 1]), ("Khu phố 4", "KP 04"), strict=True))]
    with pytest.raises(CannotDo, match="nhiều cách: “Khu phố 4”, “KP 04”"):
        new(path, *CASE, "--nhap", put(tmp_path / "ho.xlsx", {"Hộ": spelled}))
    title = ("DANH SÁCH HỘ GIA ĐÌNH KHU PHỐ 7, THỊ TRẤN TRẢNG BOM",)
    with pytest.raises(CannotDo, match="không thấy số liệu của “Khu phố 4”"):
        new(path, *CASE, "--nhap", put(tmp_path / "ho.xlsx", {"Sheet1": [title, HEAD, *people([0, 1])]}))
    assert not path.exists()


def test_what_does_not_read_is_carried_as_it_stands_and_named(tmp_path: Path) -> None:
    rows = [
        ("Mã hộ", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"),
        ("H1", "Lê Văn Hòa", "31/02/1965", "Nam", "75065000001"),
        ("H2", "Trần Thị Bình", "12/03/1971", "gái", "075171000002"),
    ]
    source, path = put(tmp_path / "ho.xlsx", {"Hộ gia đình": rows}), tmp_path / "moi.xlsx"
    said = new(path, *CASE, "--nhap", source).output
    before = [d for d in check(read(source, source.as_posix())).diagnostics if d.code != "DT002"]
    after = list(check(read(path, path.as_posix())).diagnostics)
    assert sorted(d.code for d in after) == sorted(d.code for d in before)
    assert {"DT004", "DT102"} <= {d.code for d in after}
    page = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["Hộ gia đình"]
    assert "31/02/1965" in [cell.value for row in page.iter_rows() for cell in row]
    look = [line for line in account(path) if line[1] == "Cần xem lại"]
    assert any("C2" in line[2] and "31/02/1965" in line[2] for line in look)
    assert "Cần xem lại" in said


# --- The party's export ----------------------------------------------------------------------------------------------


def test_members_of_other_cells_stay_where_they_are(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ đang sinh hoạt", "Trạng thái"),
        (1, "Lê Văn Hòa", "03/02/2010", "03/02/2011", "Chi bộ Khu phố 5", None),
        (2, "Trần Thị Bình", "03/02/2010", "03/02/2011", "CB KP4", "Miễn sinh hoạt Đảng"),
        (3, "Nguyễn Văn Cường", "03/02/2012", "03/02/2013", "Chi bộ khu phố 4", None),
    ]
    export, path = put(tmp_path / "dv.xlsx", {"Sheet1": rows}), tmp_path / "moi.xlsx"
    households = put(tmp_path / "ho.xlsx", LAYOUTS["groups"])
    new(path, *CASE, "--nhap", export, households)
    mine = dossier(path)
    assert [(m.number, m.name, m.state) for m in mine.members] == [
        ("1", "Trần Thị Bình", MemberState.EXEMPT),
        ("2", "Nguyễn Văn Cường", None),
    ]
    assert len(mine.households) == 2
    taken = {(line[0], line[2]) for line in account(path) if line[1] == "Đã lấy"}
    assert taken == {("dv.xlsx", "Đảng viên: 2 đảng viên"), ("ho.xlsx", "Hộ gia đình: 2 hộ")}


def test_of_two_lists_the_first_is_taken_and_the_other_named(tmp_path: Path) -> None:
    first = put(tmp_path / "a.xlsx", {"Hộ gia đình": [HEAD, *people([0, 1])]})
    second = put(tmp_path / "b.xlsx", {"Hộ gia đình": [HEAD, *people([2])]})
    path = tmp_path / "moi.xlsx"
    said = new(path, *CASE, "--nhap", first, "--nhap", second).output
    assert [h.name for h in dossier(path).households] == ["Lê Văn Hòa", "Trần Thị Bình"]
    assert any(line[:3] == ("b.xlsx", "Không lấy", "Hộ gia đình: 1 hộ") for line in account(path))
    assert "đã lấy ở “a.xlsx”" in said


def test_a_whole_commune_takes_its_members_and_households(tmp_path: Path) -> None:
    listing = put(
        tmp_path / "xa.xlsx",
        {"Đơn vị": [("Mã ấp", "Tên", "Xã"), *((f"KP-{n}", f"Khu phố {n}", "thị trấn Trảng Bom") for n in (4, 5, 6))]},
    )
    out = tmp_path / "ra"
    said = new("--list", listing, "--tinh", "tỉnh Đồng Nai", "--out", out, "--nhap", put(tmp_path / "ho.xlsx", LAYOUTS["groups"])).output
    numbers = {path.stem: len(dossier(path).households) for path in sorted(out.glob("*.xlsx"))}
    assert list(numbers.values()) == [2, 2, 0]
    assert "Đã lấy 4 hộ của 2/3 ấp, khu phố." in said
    assert "Chưa có danh sách hộ: Khu phố 6." in said


# --- Two hamlets merged ----------------------------------------------------------------------------------------------


def old(path: Path, number: int, households: Sequence[Sequence[object]], members: Sequence[Sequence[object]]) -> Path:
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "Đơn vị": [("Mã ấp", "Tên", "Xã", "Tỉnh"), (f"AP-{number}", f"Ấp {number}", "xã An Phước", "tỉnh Đồng Nai")],
        "Hộ gia đình": [("TT", "Mã hộ", "Họ và tên", "Ngày sinh", "Cụm"), *households],
    }
    if members:
        sheets["Đảng viên"] = [("TT", "Họ và tên", "Ngày chính thức"), *members]
    return put(path, sheets)


def test_two_hamlets_are_merged(tmp_path: Path) -> None:
    one = old(
        tmp_path / "ap-1.xlsx",
        1,
        [(1, "H1", "Lê Văn Hòa", "05/02/1965", "Cụm 1"), (2, "H2", "Trần Thị Bình", "1971", "Cụm 1"), (3, "X9", "Võ Văn Em", "1970", None)],
        [(1, "Lê Văn Hòa", "03/02/2011")],
    )
    two = old(tmp_path / "ap-2.xlsx", 2, [(1, "H1", "Lê Văn Hòa", "05/02/1965", None), (2, "H2", "Phạm Văn Gấm", "1980", None)], [])
    path = tmp_path / "ap-moi.xlsx"
    said = new(path, "--ten", "Ấp Tân Bình", "--gop", one, two).output
    mine = dossier(path)
    assert (mine.unit.name, mine.unit.commune, mine.unit.province, mine.unit.code) == (
        "Ấp Tân Bình",
        "xã An Phước",
        "tỉnh Đồng Nai",
        None,
    )
    assert [(h.number, h.code, h.name, h.cluster) for h in mine.households] == [
        ("1", "Ấp 1 - H1", "Lê Văn Hòa", None),
        ("2", "Ấp 1 - H2", "Trần Thị Bình", None),
        ("3", "X9", "Võ Văn Em", None),
        ("4", "Ấp 2 - H1", "Lê Văn Hòa", None),
        ("5", "Ấp 2 - H2", "Phạm Văn Gấm", None),
    ]
    assert mine.members == ()
    # Who stands in both is the one finding: two dossiers of one person were at fault before.
    assert found(path) == ["DT101"]
    look = " ".join(" ".join(line) for line in account(path) if line[1] == "Cần xem lại")
    assert "Lê Văn Hòa có ở cả Ấp 1 và Ấp 2" in look
    assert "Mã hộ trùng (2 mã): H1, H2" in look
    left = " ".join(" ".join(line) for line in account(path) if line[1] == "Không lấy")
    assert "không có danh sách này của Ấp 2" in left
    assert "2 mã hộ trùng nhau" in said


def test_what_does_not_read_in_merged_rosters_is_named(tmp_path: Path) -> None:
    one = old(tmp_path / "ap-1.xlsx", 1, [(1, "H1", "Lê Văn Hòa", "31/02/1965", None)], [])
    two = old(tmp_path / "ap-2.xlsx", 2, [(1, "H2", "Phạm Văn Gấm", "1980", None)], [])
    path = tmp_path / "ap-moi.xlsx"
    new(path, "--ten", "Ấp Tân Bình", "--gop", one, two)
    assert [line[0] for line in account(path) if "31/02/1965" in line[2]] == ["ap-1.xlsx"]
    assert found(path) == ["DT004"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("moi.xlsx", "--gop", EXAMPLE, ROOT / "examples" / "long-thanh"), "không phải là tệp"),
        (("moi.xlsx", "--gop", EXAMPLE, EXAMPLE, "--nhap", EXAMPLE), "--gop"),
        (("moi.xlsx", "--nhap", "khong-co.xlsx"), "Không có tệp"),
        (("moi.xlsx", "them.xlsx"), "dantin new ap-8.xlsx"),
    ],
)
def test_what_cannot_be_taken_is_said(words: tuple[object, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotDo, match=says):
        new(*words)
    assert list(tmp_path.iterdir()) == []


def test_the_sheet_of_sources_is_no_data(tmp_path: Path) -> None:
    path = tmp_path / "moi.xlsx"
    new(path, "--nhap", EXAMPLE)
    reading = read(path, path.as_posix())
    assert "Nguồn" in {sheet.name for sheet in reading.sheets}
    assert reading.diagnostics == []
