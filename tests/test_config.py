"""A district's dantin.yaml, passwords asked for at the prompt, and names of files that no terminal may obey. People are invented."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from dantin import run
from dantin.cli import options
from dantin.errors import CannotDo
from dantin.readers import read, read_bytes
from dantin.readers.config import Config, Level, find_configs, read_config
from dantin.readers.dossier.fields import Names
from dantin.readers.files import formats
from dantin.readers.files.opening import read_file
from dantin.readers.files.raw import Unreadable
from dantin.vietnamese import visible
from tests.conftest import AS_OF, ROOT
from tests.english import english_left
from tests.sheets import workbook
from tests.test_cli import ALLOWED, as_json, dantin

UNIT = "don_vi: {ma: A-1, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
OWN = UNIT + "ho_gia_dinh:\n- Bà con tổ 5: Lê Thị Cúc\n"
"""A dossier that is clean only where the district says what “Bà con tổ 5” means."""

COT = "cot: {Bà con tổ 5: ho_ten}\n"


def config_of(folder: Path, text: str | bytes) -> Config:
    """The config read from a text."""
    path = folder / "dantin.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_config(path, "dantin.yaml")


# --- What it says -----------------------------------------------------------------------------------------------------


def test_the_district_of_the_examples() -> None:
    config = read_config(ROOT / "examples" / "long-thanh" / "dantin.yaml", "dantin.yaml")
    assert (config.name, config.province, config.level) == ("Huyện Long Thành", "Đồng Nai", Level.DISTRICT)
    assert (config.target, config.previous, config.diagnostics) == (Decimal(74), Decimal(50), ())
    assert config.listed is not None
    assert [entry.code for entry in config.listed] == [f"LT-{number:03}" for number in range(1, 84)]
    assert config.listed[0].place.line == 10


def test_every_key(tmp_path: Path) -> None:
    text = """\
TÊN: " Huyện  Mẫu "
tinh: Đồng Nai
Cấp: Xã
chi_tieu: {mo_hinh: "74,5 %"}
nhiem_ky_truoc:
danh_sach: danh-sach.xlsx
cot: {Bà con tổ 5: ho_ten, Sinh năm (*): Ngày sinh}
dia_phuong: {van_ban: Hướng dẫn, so: 12-HD/HU, ngay: 01/09/2024, thoi_han: {DT301: 25}, nang_thanh_loi: DT306}
"""
    (tmp_path / "danh-sach.xlsx").write_bytes(
        workbook({"DS": [["Danh sách ấp"], ["Mã ấp", "Tên ấp", "Tệp"], ["A1", "Ấp 1", "a1.xlsx"], ["A2"]]})
    )
    config = config_of(tmp_path, text)
    assert config.diagnostics == ()
    assert (config.name, config.level, config.target, config.previous) == ("Huyện Mẫu", Level.COMMUNE, Decimal("74.5"), None)
    assert config.columns == {"Bà con tổ 5": "ho_ten", "Sinh năm (*)": "ngay_sinh"}


# What stands there, and code, line and part of the message of everything found.
WRONG: dict[str, tuple[str | bytes, list[tuple[str, int | None, str]]]] = {
    "syntax": ("ten: Huyện Mẫu\ncot: {a: [b\ntinh: x\n", [("DT001", 3, "sai cú pháp YAML")]),
    "not UTF-8": ("ten: Mẫu\ntinh: Đồng Nai\n".encode("utf-16-be"), [("DT001", 1, "")]),
    "latin-1": (b"ten: a\ntinh: \xe9\n", [("DT001", 2, "UTF-8")]),
    "an alias without an anchor": ("ten: *a\n", [("DT001", 1, "neo")]),
    "a tag": ("ten: !!python/object:os.system x\n", [("DT001", 1, "thẻ")]),
    "too deep": ("ten: " + "[" * 20 + "]" * 20, [("DT001", 1, "tầng")]),
    "two documents": ("ten: a\n---\nten: b\n", [("DT001", 2, "nhiều tài liệu")]),
    "empty": ("", [("DT001", None, "tệp trống")]),
    "only a comment": ("# chưa ghi\n", [("DT001", None, "tệp trống")]),
    "a list": ("\n- ten: a\n", [("DT001", 2, "tệp cấu hình")]),
    "a text": ("Huyện Mẫu\n", [("DT001", 1, "tệp cấu hình")]),
    "an unknown key": ("ten: a\ndanhsach: []\n", [("DT003", 2, "“danh_sach”")]),
    "an unknown key inside": ("chi_tieu:\n  mohinh: 74\n", [("DT003", 2, "“mohinh” trong “chi_tieu”")]),
    "a key twice": ("ten: a\ntinh: b\nTên: c\n", [("DT009", 3, "“Tên” đã có ở dòng 1")]),
    "a key twice inside": ("chi_tieu: {mo_hinh: 1, mo_hinh: 2}\n", [("DT009", 1, "trong “chi_tieu”")]),
    "a header twice": ("cot:\n  Bà con tổ 5: ho_ten\n  BÀ CON TỔ 5 (*): ho_ten\n", [("DT009", 3, "trong “cot” đã có ở dòng 2")]),
    "a list of columns": ("cot:\n  - Bà con tổ 5\n", [("DT004", 1, "“cot”")]),
    "a text for columns": ("cot: ho_ten\n", [("DT004", 1, "“cot”")]),
    "a list for a field": ("cot:\n  Bà con tổ 5: [ho_ten]\n", [("DT004", 2, "lồng nhau")]),
    "no field": ("cot:\n  Bà con tổ 5:\n", [("DT008", 2, "“Bà con tổ 5”")]),
    "no header": ('cot:\n  "(*)": ho_ten\n', [("DT004", 2, "không có chữ hay số nào")]),
    "a field nobody has": ("cot:\n  Bà con tổ 5: ho_te\n", [("DT005", 2, "“ho_ten”")]),
    "a standard header for another field": (
        "cot:\n  phat_ra: thu_ve\n  thu_ve: phat_ra\n",
        [("DT004", 2, "“Phiếu phát ra”"), ("DT004", 3, "")],
    ),
    "a standard header spelled otherwise": ("cot:\n  PHIẾU THU VỀ (tờ): hop_le\n", [("DT004", 2, "“Phiếu thu về”")]),
    "another name of a standard header": ("cot:\n  Sinh năm: ngay_vao_dang\n", [("DT004", 2, "“Ngày sinh”")]),
    "a standard header for its own field": ("cot:\n  Họ và tên: ho_ten\n  Địa chỉ: dia_chi\n", []),
    "a header nobody has": ("cot:\n  Số thẻ: Số CCC\n", [("DT005", 2, "“Số CCCD”")]),
    "no number": ("ten: a\nchi_tieu: {mo_hinh: nhiều}\n", [("DT004", 2, "“chi_tieu.mo_hinh”: “nhiều”")]),
    "more than a hundred": ("nhiem_ky_truoc: {bi_thu_la_truong_ap: 101}\n", [("DT004", 1, "“101”")]),
    "below nought": ("chi_tieu: {mo_hinh: -1}\n", [("DT004", 1, "“-1”")]),
    "a number of its own": ("chi_tieu: 74\n", [("DT004", 1, "“chi_tieu”")]),
    "a list for a number": ("chi_tieu: {mo_hinh: [74]}\n", [("DT004", 1, "lồng nhau")]),
    "a mapping for a name": ("ten: {a: b}\n", [("DT004", 1, "“ten”")]),
    "an unknown level": ("cap: quyện\n", [("DT005", 1, "“huyện”")]),
    "several at once": ("cap: quận\nten: a\nten: b\ncot: x\n", [("DT005", 1, ""), ("DT009", 3, ""), ("DT004", 4, "")]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_findings(tmp_path: Path, text: str | bytes, expected: list[tuple[str, int | None, str]]) -> None:
    found = sorted(config_of(tmp_path, text).diagnostics, key=lambda d: d.order)
    assert [(d.code, d.place.line) for d in found] == [(code, line) for code, line, _ in expected]
    for diagnostic, (_, _, words) in zip(found, expected, strict=True):
        assert words in diagnostic.message
        assert diagnostic.hint_district == diagnostic.hint != ""
        assert english_left(diagnostic.message + diagnostic.hint, ALLOWED | {"Notepad", "Tab", "examples"}) == []
        assert diagnostic.place.file == "dantin.yaml"


def test_what_is_right_in_a_wrong_one_applies(tmp_path: Path) -> None:
    config = config_of(tmp_path, "ten: a\ncap: quận\nchi_tieu: {mo_hinh: 200}\ncot: {Bà con tổ 5: ho_ten, Thẻ: cccdd, bà con tổ 5: tt}\n")
    assert [d.code for d in config.diagnostics] == ["DT005", "DT004", "DT005", "DT009"]
    assert (config.name, config.level, config.target, config.columns) == ("a", None, None, {"Bà con tổ 5": "ho_ten"})


def test_a_config_that_is_too_large_or_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = config_of(tmp_path, b"#" * (20 * 2**20 + 1)).diagnostics
    assert (found.code, "quá lớn" in found.message) == ("DT001", True)

    def refuse(_path: Path, _flags: int) -> int:
        raise PermissionError

    config_of(tmp_path, COT)
    monkeypatch.setattr(os, "open", refuse)
    (found,) = read_config(tmp_path / "dantin.yaml", "dantin.yaml").diagnostics
    assert (found.code, "không mở được" in found.message) == ("DT001", True)


# --- What lies elsewhere, or is no file ---------------------------------------------------------------------------------

LIST = "danh_sach:\n- {ma: A-1, ten: Ấp 1}\n- {ma: A-2, ten: Ấp 2}\n"
LIST_SHEET = {"DS": [["Mã ấp", "Tên", "Tệp"], ["A-1", "Ấp 1", "a.yaml"], ["A-2", "Ấp 2", "{tep}"]]}
ELSEWHERE = {
    "absolute": ("/dev/zero", "tuyệt đối"),
    "above": ("../l.yaml", "ra ngoài"),
    "above, by way of a folder": ("ds/../../l.yaml", "ra ngoài"),
    "above, as Windows writes it": ("ds\\..\\..\\l.yaml", "ra ngoài"),
    "another machine": ("//may-khac/chia-se/l.yaml", "máy khác"),
    "another machine, as Windows writes it": ("\\\\may-khac\\chia-se\\l.yaml", "máy khác"),
    "a drive": ("C:\\ds\\l.yaml", "ổ đĩa"),
    "a drive's own folder": ("d:l.yaml", "ổ đĩa"),
    "an address": ("file:///etc/passwd", "địa chỉ"),
    "an address of the web": ("https://example.org/l.yaml", "địa chỉ"),
    "a NUL": ("a\0b.yaml", "ký tự ẩn"),
    "a long name": ("y" * 5000 + ".yaml", "quá dài"),
    "a long path": ("y/" * 600 + "l.yaml", "quá dài"),
    "a link": ("ngoai/l.yaml", "liên kết"),
}


def in_yaml(entry: str, name: str) -> str:
    """An entry of the config that names a file or a folder."""
    quoted = json.dumps(name)
    return f"danh_sach:\n- {{ma: A-1, tep: {quoted}}}\n" if entry == "tep" else f"{entry}: {quoted}\n"


@pytest.mark.parametrize("entry", ["danh_sach", "mau_giay", "tep"])
@pytest.mark.parametrize(("name", "why"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_lies_elsewhere_is_refused(tmp_path: Path, entry: str, name: str, why: str) -> None:
    home = tmp_path / "huyen"
    (home / "ds").mkdir(parents=True)
    (tmp_path / "l.yaml").write_text(LIST, "utf-8")
    (home / "ngoai").symlink_to(tmp_path)
    config = config_of(home, in_yaml(entry, name))
    if entry == "tep" and why == "liên kết":
        # Nothing is opened by that name: the dossiers are those found in the folder.
        assert config.diagnostics == ()
        return
    (found,) = config.diagnostics
    assert (found.code, found.place.file, found.place.line, found.field) == ("DT004", "dantin.yaml", 1 + (entry == "tep"), entry)
    assert f"“{entry}”" in found.message
    assert why in found.message
    assert "nằm trong thư mục của dantin.yaml" in found.hint
    assert (config.templates, bool(config.templates_refused)) == (None, entry == "mau_giay")
    assert [e.file for e in config.listed or ()] == ([None] if entry == "tep" else [])


@pytest.mark.parametrize("name", ["l.yaml", "./l.yaml", "ds/../l.yaml", "ds/l.yaml", "ds\\l.yaml", "trong/l.yaml"])
def test_what_lies_in_the_folder_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "ds").mkdir()
    (tmp_path / "trong").symlink_to(tmp_path / "ds")
    for file in ("l.yaml", "ds/l.yaml"):
        (tmp_path / file).write_text(LIST, "utf-8")
    config = config_of(tmp_path, in_yaml("danh_sach", name))
    assert (config.diagnostics, [entry.code for entry in config.listed or ()]) == ((), ["A-1", "A-2"])


@pytest.mark.parametrize("file", ["b.yaml", "ds/b.yaml; ds/b-2.yaml", "/b.yaml", "ds/b.yaml; //x/y.yaml"])
def test_the_files_of_a_list_in_a_workbook(tmp_path: Path, file: str) -> None:
    rows = [[str(cell).format(tep=file) for cell in row] for row in LIST_SHEET["DS"]]
    (tmp_path / "l.xlsx").write_bytes(workbook({"DS": rows}))
    config = config_of(tmp_path, "danh_sach: l.xlsx\n")
    places = [(d.code, d.place.file, d.place.sheet, d.place.cell) for d in config.diagnostics]
    refused = file.startswith("/") or "//" in file
    assert places == ([("DT004", (tmp_path / "l.xlsx").as_posix(), "DS", "A3")] if refused else [])
    assert [entry.file for entry in config.listed or ()] == ["a.yaml", None if refused else file]


@pytest.fixture
def odd_things(tmp_path: Path) -> dict[str, Path]:
    """What is no regular file, or is none that can be opened, by kind."""
    made = {name: tmp_path / name for name in ("đường ống", "thiết bị", "thư mục", "không mở được")}
    os.mkfifo(made["đường ống"])
    made["thiết bị"].symlink_to("/dev/zero")
    made["thư mục"].mkdir()
    made["không mở được"].symlink_to(made["không mở được"])
    return made


ODD = ("đường ống", "thiết bị", "thư mục", "không mở được")


@pytest.mark.parametrize("kind", ODD)
def test_only_a_regular_file_is_opened(odd_things: dict[str, Path], kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_file(odd_things[kind], 1000)
    assert kind in caught.value.problem


@pytest.mark.parametrize("kind", ODD)
def test_a_dossier_that_is_no_regular_file(odd_things: dict[str, Path], kind: str) -> None:
    (found,) = read(odd_things[kind], "a.yaml").diagnostics
    assert (found.code, found.place.file, kind in found.message) == ("DT001", "a.yaml", True)


def test_no_more_is_read_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1000)
    assert len(read_file(tmp_path / "a", 1000)) == 1000
    with pytest.raises(Unreadable, match="quá lớn"):
        read_file(tmp_path / "a", 999)


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(bytes(1000))
    real = os.fstat
    monkeypatch.setattr(os, "fstat", lambda number: os.stat_result([*real(number)[:6], 10, 0, 0, 0]))
    assert len(read_file(tmp_path / "a", 1000)) == 1000
    with pytest.raises(Unreadable, match="quá lớn"):
        read_file(tmp_path / "a", 999)


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", ["l.xlsx", "l.yaml"])
def test_a_list_that_is_no_regular_file(tmp_path: Path, odd_things: dict[str, Path], kind: str, name: str) -> None:
    if kind == "thiết bị":
        # A device in the folder itself needs rights to be made; a link to one leads out.
        return
    odd_things[kind].rename(tmp_path / name) if kind != "không mở được" else (tmp_path / name).symlink_to(name)
    config = config_of(tmp_path, f"ten: H\ndanh_sach: {name}\n")
    (found,) = config.diagnostics
    assert (found.code, found.place.line, config.listed) == ("DT001", 2, None)
    assert kind in found.message
    assert f"danh sách “{name}”" in found.message


@pytest.mark.parametrize("kind", ["đường ống", "thiết bị", "không mở được"])
def test_a_config_that_is_no_regular_file_is_told(tmp_path: Path, odd_things: dict[str, Path], kind: str) -> None:
    home = tmp_path / "huyen"
    home.mkdir()
    (home / "a.yaml").write_text(UNIT, "utf-8")
    config = home / "dantin.yaml"
    odd_things[kind].rename(config) if kind != "không mở được" else config.symlink_to("dantin.yaml")
    found = find_configs([home / "a.yaml"])[home / "a.yaml"].diagnostics
    assert [(d.code, kind in d.message) for d in found] == [("DT001", True)]


def test_a_folder_of_templates_elsewhere_is_not_replaced_by_ours(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNIT, "utf-8")
    (tmp_path / "dantin.yaml").write_text("mau_giay: ../mau\n", "utf-8")
    result = dantin("render", "a.yaml", "--paper", "giay-moi-hop", "--draft", cwd=tmp_path)
    assert result.returncode == 2
    assert "dantin.yaml, mục mau_giay: “../mau” ra ngoài thư mục này" in result.stderr


def test_a_template_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "huyen"
    (home / "mau").mkdir(parents=True)
    (tmp_path / "giay-moi-hop.docx").write_bytes(b"x")
    (home / "mau" / "giay-moi-hop.docx").symlink_to(tmp_path / "giay-moi-hop.docx")
    (home / "a.yaml").write_text(UNIT, "utf-8")
    (home / "dantin.yaml").write_text("mau_giay: mau\n", "utf-8")
    result = dantin("render", "a.yaml", "--paper", "giay-moi-hop", "--draft", cwd=home)
    assert (result.returncode, "liên kết dẫn ra ngoài" in result.stderr) == (2, True)


# --- Which one applies --------------------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district with a commune that has a config of its own, and folders below; the commune is where the user is."""
    for folder in ("huyen/xa/ap/sau", "huyen/khac"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "huyen" / "dantin.yaml").write_text("ten: Huyện Mẫu\n", "utf-8")
    (tmp_path / "huyen" / "xa" / "dantin.yaml").write_text("ten: Xã Mẫu\n", "utf-8")
    monkeypatch.chdir(tmp_path / "huyen" / "xa")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "config", "name"),
    [
        ("a.yaml", "dantin.yaml", "Xã Mẫu"),
        ("ap/a.yaml", "dantin.yaml", "Xã Mẫu"),
        ("ap/sau/a.yaml", "dantin.yaml", "Xã Mẫu"),
        ("../a.yaml", "../dantin.yaml", "Huyện Mẫu"),
        ("../khac/a.yaml", "../dantin.yaml", "Huyện Mẫu"),
        ("ap/../../khac/a.yaml", "ap/../../dantin.yaml", "Huyện Mẫu"),
        ("{root}/huyen/khac/a.yaml", "{root}/huyen/dantin.yaml", "Huyện Mẫu"),
        ("{root}/a.yaml", None, None),
        ("../../a.yaml", None, None),
    ],
)
def test_the_nearest_config(tree: Path, file: str, config: str | None, name: str | None) -> None:
    path = Path(file.format(root=tree))
    found = find_configs([path]).get(path)
    assert (found.file if found else None, found.name if found else None) == (config and config.format(root=tree.as_posix()), name)


def test_beyond_what_the_user_wrote(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "huyen" / "khac")
    assert find_configs([Path("a.yaml")])[Path("a.yaml")].file == "../dantin.yaml"


def test_each_is_read_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def count(_path: Path, file: str) -> Config:
        seen.append(file)
        return Config(file)

    monkeypatch.setattr("dantin.readers.config.read_config", count)
    files = [Path("a.yaml"), Path("b.yaml"), Path("ap/a.yaml"), Path("ap/sau/a.yaml"), tree / "huyen" / "xa" / "c.yaml"]
    assert len(set(map(id, find_configs(files).values()))) == 1
    assert sorted(seen) == ["../dantin.yaml", "dantin.yaml"]


def test_a_folder_by_another_name_counts_where_the_user_is(tree: Path) -> None:
    (tree / "huyen" / "xa" / "moi").symlink_to(tree / "huyen" / "khac")
    assert find_configs([Path("moi/a.yaml")])[Path("moi/a.yaml")].name == "Xã Mẫu"


def test_a_folder_of_that_name_is_no_config(tree: Path) -> None:
    (tree / "huyen" / "xa" / "ap" / "dantin.yaml").mkdir()
    assert find_configs([Path("ap/a.yaml")])[Path("ap/a.yaml")].name == "Xã Mẫu"


# --- The district's own headers -------------------------------------------------------------------------------------------


def both(table: str, sheet: str, row: Mapping[str, str], own: Mapping[str, str]) -> Iterator[tuple[list[str], Any]]:
    """Codes found and the first hamlet of a dossier with one row, as YAML and as a workbook."""
    text = UNIT + f"{table}:\n- " + "\n  ".join(f'"{key}": {value}' for key, value in row.items()) + "\n"
    unit = (("Mã ấp", "Tên", "Xã", "Tỉnh"), ("A-1", "Ấp 1", "xã An Phước", "Đồng Nai"))
    data = workbook({"Đơn vị": unit, sheet: (tuple(row), tuple(row.values()))})
    for reading in (read_bytes(text.encode(), "a.yaml", ".yaml", Names(own)), read_bytes(data, "a.xlsx", ".xlsx", Names(own))):
        yield [d.code for d in reading.diagnostics], reading.dossiers[0].dossier


def test_own_headers_in_both_formats() -> None:
    for codes, dossier in both("ho_gia_dinh", "Hộ gia đình", {"BÀ CON  TỔ 5 (*)": "Lê Thị Cúc"}, {"Bà con tổ 5": "ho_ten"}):
        assert (codes, dossier.households[0].name) == ([], "Lê Thị Cúc")
    for codes, _ in both("ho_gia_dinh", "Hộ gia đình", {"Bà con tổ 5": "Lê Thị Cúc"}, {}):
        assert "DT002" in codes


def test_own_headers_turn_no_standard_one_into_another_field() -> None:
    row = {"Họ và tên (*)": "Lê Thị Cúc", "Sinh năm": "1965"}
    for codes, dossier in both("ho_gia_dinh", "Hộ gia đình", row, {"Họ và tên": "ngay_sinh"}):
        (person,) = dossier.households
        assert (codes, person.name, person.birth.year) == ([], "Lê Thị Cúc", 1965)


def test_an_own_header_counts_only_where_the_table_has_the_field() -> None:
    for codes, dossier in both("nhan_su", "Nhân sự", {"Họ và tên": "Lê Thị Cúc", "Ngày": "5"}, {"Họ và tên": "so_phieu", "Ngày": "tt"}):
        assert (codes, dossier.nominees[0].name, dossier.nominees[0].number) == ([], "Lê Thị Cúc", "5")


def test_an_own_and_a_built_in_name_of_one_field_are_one_column() -> None:
    text = UNIT + "ho_gia_dinh:\n- Bà con tổ 5: Lê Thị Cúc\n- ho_ten: Lê Thị Mai\n"
    reading = read_bytes(text.encode(), "a.yaml", ".yaml", Names({"Bà con tổ 5": "ho_ten"}))
    assert reading.diagnostics == []
    assert [person.name for person in reading.dossiers[0].dossier.households] == ["Lê Thị Cúc", "Lê Thị Mai"]


# --- In the commands --------------------------------------------------------------------------------------------------------


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """Two dossiers that need the district's headers, in folders of their own."""
    for commune, code in (("xa-1", "A-1"), ("xa-2", "A-2")):
        (tmp_path / commune).mkdir()
        (tmp_path / commune / "a.yaml").write_text(OWN.replace("A-1", code), "utf-8")
    (tmp_path / "dantin.yaml").write_text(COT, "utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("path", [".", "xa-1", "xa-2/a.yaml"])
def test_the_config_applies_to_files_and_folders(district: Path, path: str, jobs: str) -> None:
    document = as_json(dantin("validate", path, "--format", "json", "--jobs", jobs, cwd=district))
    assert (document["diagnostics"], document["files"]) == ([], 2 if path == "." else 1)
    assert as_json(dantin("tally", path, "--format", "json", cwd=district))["diagnostics"] == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_config_is_told_once_and_stops_nothing(district: Path, jobs: str) -> None:
    (district / "dantin.yaml").write_text("ten: Huyện Mẫu\ncot:\n  Bà con tổ 5: ho_ten\n  Thẻ: cccdd\n", "utf-8")
    result = dantin("validate", "xa-1", "xa-2", "--format", "json", "--jobs", jobs, cwd=district)
    document = as_json(result)
    assert [(d["code"], d["file"], d["line"], d["hamlet"]) for d in document["diagnostics"]] == [("DT005", "dantin.yaml", 4, None)]
    assert {k: document[k] for k in ("files", "hamlets", "errors")} == {"files": 2, "hamlets": 2, "errors": 1}
    assert result.returncode == 1
    one = dantin("validate", "a.yaml", "--hamlet", "a-1", cwd=district / "xa-1")
    assert one.returncode == 1
    assert one.stdout.startswith("../dantin.yaml: dòng 4: ")
    assert "1 tệp, 1 ấp, khu phố: 1 lỗi" in one.stdout


def test_a_config_that_cannot_be_read_leaves_the_dossiers_readable(district: Path) -> None:
    (district / "dantin.yaml").write_text("cot: [\n", "utf-8")
    result = dantin("tally", "xa-1/a.yaml", "--format", "json", cwd=district)
    found = as_json(result)["diagnostics"]
    assert [(d["code"], d["file"]) for d in found] == [("DT001", "dantin.yaml"), ("DT002", "xa-1/a.yaml")]
    assert result.returncode == 1


@pytest.mark.parametrize("command", ["validate", "tally"])
def test_the_config_itself_is_no_dossier(district: Path, command: str) -> None:
    result = dantin(command, district / "dantin.yaml")
    assert (result.returncode, result.stdout) == (2, "")
    assert "tệp cấu hình, không phải hồ sơ" in result.stderr
    assert f"“{district}”" in result.stderr


def test_the_config_beside_dossiers_is_passed_over_and_told(district: Path) -> None:
    (district / "dantin.yaml").write_text(COT + "capp: xã\n", "utf-8")
    result = dantin("validate", "dantin.yaml", "xa-1/a.yaml", "--format", "json", cwd=district)
    assert [(d["code"], d["file"]) for d in as_json(result)["diagnostics"]] == [("DT003", "dantin.yaml")]
    assert "Bỏ qua “dantin.yaml”" in result.stderr
    assert result.returncode == 0


# --- Passwords ----------------------------------------------------------------------------------------------------------------

SECRET = "Mật-khẩu 1"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A clean workbook that a password locks."""
    path = tmp_path / "khoa.xlsx"
    lock(path, SECRET)
    return path


def lock(path: Path, password: str) -> None:
    """Write a clean workbook, locked."""
    rows = (("Mã", "Tên", "Xã", "Tỉnh"), ("A-1", "Ấp 1", "xã An Phước", "Đồng Nai"))
    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(workbook({"Đơn vị": rows}))).encrypt(password, file)


def at_terminal(answer: str, *args: str | Path) -> tuple[int, str, str]:
    """Status, output and errors of the program run with a terminal for standard input, on which a line is typed once it asks."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "dantin", *map(str, args)],
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # no other terminal to ask at
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        assert process.stderr is not None
        asked = b""
        while not asked.endswith(b"): ") and (byte := process.stderr.read(1)):
            asked += byte
        os.write(master, answer.encode() + b"\n")
        out, err = process.communicate(timeout=60)
    finally:
        os.close(master)
        os.close(slave)
    return process.returncode, out.decode(), (asked + err).decode()


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [(SECRET, 0, "Hồ sơ không có lỗi"), ("khác", 2, "sai mật khẩu"), ("", 2, "tệp có mật khẩu")],
    ids=["right", "wrong", "none"],
)
def test_a_password_is_asked_for_at_a_terminal(locked: Path, answer: str, status: int, says: str) -> None:
    ended, out, err = at_terminal(answer, "validate", locked)
    assert (ended, says in out) == (status, True), out + err
    assert err.startswith(f"Mật khẩu của tệp “{locked}” (Enter để bỏ qua): ")
    assert not answer or answer not in out + err


def test_tally_asks_too(locked: Path) -> None:
    ended, out, _ = at_terminal(SECRET, "tally", locked, "--format", "json")
    assert (ended, out.startswith("{")) == (0, True)


def test_nobody_is_asked_without_a_terminal(locked: Path) -> None:
    result = dantin("validate", locked, stdin=SECRET + "\n")
    assert (result.returncode, "DT001" in result.stdout, "Mật khẩu của tệp" in result.stderr) == (2, True, False)
    assert "pip install" not in result.stdout


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions asked at a terminal, each answered with the password."""
    questions: list[str] = []

    def answer(question: str, _stream: object) -> str:
        questions.append(question)
        return SECRET

    monkeypatch.setattr("getpass.getpass", answer)
    monkeypatch.setattr(sys, "stdin", _Terminal())
    return questions


def test_only_locked_files_that_were_named_are_asked_for(locked: Path, asked: list[str]) -> None:
    folder = locked.parent
    (folder / "mo.xlsx").write_bytes(workbook({"Đơn vị": (("Tên",), ("Ấp 1",))}))
    (folder / "mo.yaml").write_bytes(locked.read_bytes())
    (folder / "cut.xlsx").write_bytes(formats.OLE)
    lock(folder / "excel.xlsx", formats.DEFAULT_PASSWORD)
    assert options.passwords([folder, *(folder / name for name in ("mo.xlsx", "mo.yaml", "cut.xlsx", "no.xlsx", "excel.xlsx"))]) == {}
    assert asked == []
    assert options.passwords([folder, locked]) == {locked: SECRET}
    assert len(asked) == 1


def test_what_to_install_is_told_of_a_file_that_was_named(locked: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "can_decrypt", lambda: False)
    found = options.passwords([locked])
    named, met = (next(run.run([locked], AS_OF, passwords=given)) for given in (found, {}))
    assert asked == []
    assert [d.code for d in (*named.diagnostics, *met.diagnostics)] == ["DT001", "DT001"]
    assert "dantin[xls]" in named.diagnostics[0].hint
    assert "dantin[xls]" not in met.diagnostics[0].hint


# --- Names that no terminal may obey --------------------------------------------------------------------------------------------

NASTY = "a\x1b]0=x\x07\x9b31m\u202egnp\r\nb\u2028\t"
SHOWN = "a⟨U+001B⟩]0=x⟨U+0007⟩⟨U+009B⟩31m⟨U+202E⟩gnp⟨U+000D⟩⟨U+000A⟩b⟨U+2028⟩⟨U+0009⟩"


def test_visible() -> None:
    assert visible(NASTY) == SHOWN
    assert visible("\udc80") == "⟨U+DC80⟩"
    assert visible("xã An Phước, Đồng\u00a0Nai 한") == "xã An Phước, Đồng\u00a0Nai 한"


def hidden_in(text: str) -> set[str]:
    """The characters of a text that a terminal would obey."""
    return {c for c in text if not c.isprintable() and c != "\n"}


def test_names_of_files_are_printed_visibly(tmp_path: Path) -> None:
    folder = tmp_path / NASTY
    folder.mkdir()
    (folder / "[red]a.yaml").write_text("don_vi: {ma: A-1, ten: }\n", "utf-8")
    (folder / "b.yaml").write_text("don_vi: {ma: A-1}\n", "utf-8")
    (folder / "dantin.yaml").write_text("capp: xã\n", "utf-8")
    result = dantin("validate", NASTY, cwd=tmp_path)
    assert result.stdout.count(f"{SHOWN}/dantin.yaml: dòng 1: ") == 1
    assert f"{SHOWN}/[red]a.yaml: dòng 1: " in result.stdout
    assert f"đã có ở tệp {SHOWN}/[red]a.yaml" in result.stdout
    assert hidden_in(result.stdout + result.stderr) == set()
    written = dantin("tally", ROOT / "examples" / "khu-pho-4.yaml", "--minutes", NASTY, cwd=tmp_path)
    assert f"Đã ghi: {SHOWN}/" in written.stderr
    assert hidden_in(written.stderr) == set()


@pytest.mark.parametrize(
    "args",
    [["validate", NASTY], ["tally", NASTY], ["validate", ".", "--hamlet", NASTY], ["validate", ".", "--select", NASTY.strip()]],
    ids=["path", "tally", "hamlet", "select"],
)
def test_messages_quote_what_was_typed_visibly(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "a.yaml").write_text(UNIT, "utf-8")
    result = dantin(*args, cwd=tmp_path)
    assert result.returncode == 2
    assert "⟨U+202E⟩" in result.stderr
    assert hidden_in(result.stderr) == set()
    assert len(result.stderr.splitlines()) == 1


def test_what_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    with pytest.raises(CannotDo, match="không phải là tệp, cũng không phải là thư mục"):
        options.dossiers([tmp_path / "ong"])
