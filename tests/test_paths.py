"""How a path is written changes no finding; each real folder and file is read once; and only regular files are opened."""

import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from dantin import run
from dantin.cli import options
from dantin.district import _own_files
from dantin.errors import CannotDo
from dantin.readers import read
from dantin.readers.config import read_config
from dantin.run import find_files
from tests.test_cli import dantin

UNIT = "don_vi: {{ma: {ma}, ten: Ấp {ma}, loai: ấp, xa: xã Một, tinh: Đồng Nai}}\n"
HOUSE = "ho_gia_dinh:\n  - {ma_ho: H1, ho_ten: Lê Văn Mẫu, ngay_sinh: 1965, cccd: '075065000001'}\n"
LIST = """ten: Huyện Mẫu
danh_sach:
  - {ma: A1, tep: mot/a1.yaml}
  - {ma: A2, tep: hai/a2.yaml}
  - {ma: A3, tep: hai/a3.yaml}
  - {ma: A4, tep: hai/a4.yaml}
"""
FINDINGS = [("DT601", "dantin.yaml"), ("DT602", "mot/a1.yaml"), ("DT001", "hai/a3.yaml")]
"""What is wrong with the district: A4 is missing, one person is on two rosters, A3 cannot be read (and is not missing)."""


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district with a list, in which something is wrong; beside it a link to it, and another folder to stand in."""
    home = tmp_path / "huyen"
    for file, text in {
        "dantin.yaml": LIST,
        "mot/a1.yaml": UNIT.format(ma="A1") + HOUSE,
        "hai/a2.yaml": UNIT.format(ma="A2") + HOUSE,
        "hai/a3.yaml": "don_vi: [",
    }.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text, "utf-8")
    (tmp_path / "lien-ket").symlink_to(home, target_is_directory=True)
    (tmp_path / "khac").mkdir()
    return home


def found(home: Path, path: str, cwd: str) -> list[tuple[str, str]]:
    """The findings, each with the real file that it lies in."""
    result = dantin("validate", path.format(home=home), "--format", "json", "--as-of", "20/12/2024", cwd=home.parent / cwd)
    document: dict[str, Any] = json.loads(result.stdout)
    assert result.returncode == 1
    places = ((d["code"], (home.parent / cwd / d["file"]).resolve().relative_to(home).as_posix()) for d in document["diagnostics"])
    return sorted(places)


@pytest.mark.parametrize(
    ("path", "cwd"),
    [
        ("{home}", "khac"),
        ("{home}/", "khac"),
        (".", "huyen"),
        ("./", "huyen"),
        ("..", "huyen/hai"),
        ("../huyen", "huyen"),
        ("hai/..", "huyen"),
        ("huyen", "."),
        ("./huyen/../huyen/.", "."),
        ("lien-ket", "."),
        ("../lien-ket/", "khac"),
        (".", "lien-ket"),
        ("{home}/../lien-ket/mot/..", "khac"),
    ],
)
def test_the_way_a_path_is_written_changes_no_finding(district: Path, path: str, cwd: str) -> None:
    assert found(district, path, cwd) == sorted(FINDINGS)


@pytest.mark.parametrize("path", ["a1.yaml", "./a1.yaml", "../mot/a1.yaml", "{home}/mot/a1.yaml", "../../lien-ket/mot/a1.yaml"])
def test_nor_which_config_applies(district: Path, path: str) -> None:
    (district / "dantin.yaml").write_text("ten: Huyện Mẫu\nlạ: 1\n", "utf-8")
    result = dantin("validate", path.format(home=district), cwd=district / "mot")
    assert ("DT003" in result.stdout, "Dùng cấu hình “" in result.stderr) == (True, True)


def test_a_file_that_a_link_leads_to_belongs_where_it_lies_if_nothing_applies_where_it_was_found(district: Path, tmp_path: Path) -> None:
    (tmp_path / "khac" / "a1.yaml").symlink_to(district / "mot" / "a1.yaml")
    (tmp_path / "khac" / "lk").symlink_to(district / "hai", target_is_directory=True)
    for path in ("a1.yaml", "lk/a2.yaml", "lk"):
        assert "huyen/dantin.yaml”" in dantin("tally", path, cwd=tmp_path / "khac").stderr


COMMANDS = [["validate"], ["tally"], ["render", "--out", "../ra"], ["inspect"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_config_used_is_named_where_it_lies_outside_the_path(district: Path, command: list[str]) -> None:
    outside = dantin(*command, "mot/a1.yaml", cwd=district)
    assert "Dùng cấu hình “dantin.yaml”." in outside.stderr
    if command != ["inspect"]:
        assert "Dùng cấu hình “mot/../dantin.yaml”." not in dantin(*command, ".", cwd=district).stderr
        assert "Dùng cấu hình" not in dantin(*command, ".", cwd=district).stderr
        assert "Dùng cấu hình “../dantin.yaml”." in dantin(*command, ".", cwd=district / "mot").stderr


# --- Between two files of one code ----------------------------------------------------------------------------------

ELECTED = """bau_cu:
  - {chuc_danh: trưởng ấp, ngay: 05/05/2019, tong_so: 1, co_mat: 1, phat_ra: 1, thu_ve: 1, hop_le: 1, khong_hop_le: 0,
     ung_cu: [{ho_ten: Lê Văn Mẫu, ngay_sinh: 05/02/1965, so_phieu: 1}]}
"""


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("A1", "a1"), ["DT009"]),
        (("A1", "A2"), ["DT602", "DT603"]),
        (("", ""), ["DT602", "DT603"]),
        (("A1", "A1", "A2"), ["DT009", "DT602", "DT603"]),
        (("A2", "A1", "A1"), ["DT009", "DT602", "DT603"]),
    ],
)
def test_one_person_in_two_files_of_one_hamlet_is_told_once(tmp_path: Path, codes: tuple[str, ...], expected: list[str]) -> None:
    for number, code in enumerate(codes):
        unit = UNIT.format(ma=code or "''")
        (tmp_path / f"{number}.yaml").write_text(unit + HOUSE + ELECTED, "utf-8")
    document = json.loads(dantin("validate", tmp_path, "--format", "json", "--select", "DT009,DT6").stdout)
    assert sorted(d["code"] for d in document["diagnostics"]) == expected


# --- Folders and links ------------------------------------------------------------------------------------------------


def names(folder: Path, *paths: str) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in find_files(*(folder / path for path in paths or (".",)))]


def tree(folder: Path, *files: str, links: dict[str, str] | None = None) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(UNIT.format(ma=Path(file).stem), "utf-8")
    for link, target in (links or {}).items():
        (folder / link).symlink_to(target)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ({"l1": ".", "l2": "."}, ["a/x.yaml", "b/y.yaml"]),
        ({"a/l": "..", "b/l": "../a"}, ["a/x.yaml", "b/y.yaml"]),
        ({"a/b": "../b", "b/a": "../a"}, ["a/x.yaml", "b/y.yaml"]),
        ({"a/l": "/"}, ["a/x.yaml", "b/y.yaml"]),
        ({"a/y.yaml": "../b/y.yaml", "0.yaml": "a/x.yaml"}, ["a/x.yaml", "b/y.yaml"]),
        ({"l": "l"}, ["a/x.yaml", "b/y.yaml"]),
        ({"l.yaml": "l.yaml"}, ["a/x.yaml", "b/y.yaml", "l.yaml"]),
        ({"l.yaml": "khong-co"}, ["a/x.yaml", "b/y.yaml", "l.yaml"]),
        ({"l": "out"}, ["a/x.yaml", "b/y.yaml"]),
    ],
)
def test_each_real_folder_and_file_once(tmp_path: Path, links: dict[str, str], expected: list[str]) -> None:
    tree(tmp_path, "a/x.yaml", "b/y.yaml", "out/z.yaml", links=links)
    assert sorted(names(tmp_path)) == expected


def test_a_hard_link_is_no_second_file(tmp_path: Path) -> None:
    tree(tmp_path, "a.yaml")
    (tmp_path / "b.yaml").hardlink_to(tmp_path / "a.yaml")
    assert names(tmp_path) == ["a.yaml"]


def test_a_folder_that_is_elsewhere_is_looked_into(tmp_path: Path) -> None:
    tree(tmp_path, "nha/a.yaml", "kho/xa/b.yaml", links={"nha/xa": "../kho/xa"})
    assert sorted(names(tmp_path, "nha")) == ["nha/a.yaml", "nha/xa/b.yaml"]


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    tree(tmp_path, "a.yaml", links={"l": "."})
    result = dantin("validate", ".", "a.yaml", "./a.yaml", tmp_path, tmp_path / "a.yaml", "l/a.yaml", cwd=tmp_path)
    assert (result.returncode, "1 tệp" in result.stdout, "DT009" in result.stdout) == (0, True, False)


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a/x.yaml", "khoa/y.yaml", "b/z.yaml")
    iterdir = Path.iterdir

    def closed(self: Path) -> Any:
        if self.name == "khoa":
            raise PermissionError(13, "no")
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    files = options.dossiers([tmp_path])
    assert [file.name for file in files] == ["x.yaml", "z.yaml", "khoa"]
    report = run.gather(run.run(files, options.day_of("20/12/2024")))
    assert [(d.code, Path(d.place.file).name) for d in report.diagnostics] == [("DT001", "khoa")]
    assert "không mở được thư mục" in report.diagnostics[0].message
    assert len(report.hamlets) == 2
    assert options.status_of(report, one_file_named=False) == 1
    with pytest.raises(CannotDo, match="Không mở được thư mục"):
        options.dossiers([tmp_path / "khoa"])


# --- What is no regular file --------------------------------------------------------------------------------------------


def make(folder: Path, kind: str, name: str) -> None:
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(name)
    else:
        (folder / name).symlink_to({"device": "/dev/zero", "log": "/proc/self/mem"}[kind])


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize(("kind", "says"), [("pipe", "đường ống"), ("socket", "ổ cắm"), ("device", "thiết bị")])
def test_only_regular_files_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, says: str, suffix: str) -> None:
    monkeypatch.chdir(tmp_path)
    tree(tmp_path, "a.yaml")
    make(tmp_path, kind, f"b{suffix}")
    (found,) = read(tmp_path / f"b{suffix}", "b").diagnostics
    assert (found.code, says in found.message) == ("DT001", True)
    with pytest.raises(CannotDo, match="không phải là tệp, cũng không phải là thư mục"):
        options.dossiers([tmp_path / f"b{suffix}"])


@pytest.mark.parametrize("command", [["validate"], ["tally"], ["render"]], ids=lambda command: command[0])
@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_in_a_folder_it_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    tree(tmp_path, "a.yaml")
    make(tmp_path, kind, "b.yaml")
    result = dantin(*command, ".", cwd=tmp_path)
    assert result.returncode == 1
    assert "b.yaml: không đọc được tệp" in result.stdout + result.stderr
    assert "không phải là tệp thường" in result.stdout + result.stderr


def test_templates_are_regular_files_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "giay-moi-hop.docx")
    assert dantin("templates", "check", ".", cwd=tmp_path).returncode == 1
    assert dantin("templates", "check", "giay-moi-hop.docx", cwd=tmp_path).returncode == 2
    assert dantin("templates", "export", ".", cwd=tmp_path).returncode == 2


def test_an_entry_knows_its_own_files_however_they_are_reached(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its folder, through a link, as a link itself, with dots on the way, from where one stands; not from elsewhere."""
    (district / "lk").symlink_to(district / "mot", target_is_directory=True)
    (district / "hai" / "a4.yaml").symlink_to(district / "mot" / "a1.yaml")
    elsewhere = district.parent / "mot"
    elsewhere.mkdir()
    (elsewhere / "a1.yaml").touch()
    config = read_config(district / "dantin.yaml", str(district / "dantin.yaml"))
    monkeypatch.chdir(district / "hai")
    for file, entries in {
        f"{district}/mot/a1.yaml": [0],
        f"{district}/lk/a1.yaml": [0],
        f"{district}/hai/a4.yaml": [0, 3],
        f"{district}/hai/../mot/a1.yaml": [0],
        f"{district.parent}/lien-ket/hai/a2.yaml": [1],
        "a2.yaml": [1],
        "../mot/./a1.yaml": [0],
        f"{elsewhere}/a1.yaml": [],
    }.items():
        assert _own_files([file], config) == dict.fromkeys(entries, (file,)), file
