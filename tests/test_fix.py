"""Mended copies: what is mended and what is left, nothing else changed, nothing written over, and no finding more than before."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner
from xlsxwriter import Workbook

from dantin.cli.app import app
from dantin.output.json import pieces, tally
from dantin.readers import read_bytes
from dantin.readers.dossier.mends import mends
from dantin.run import check_bytes
from dantin.workbooks.dossier_files import write_workbook
from dantin.workbooks.fixing import fix
from dantin.workbooks.mending import mend_workbook, mend_yaml
from tests.conftest import AS_OF, ROOT, examples
from tests.editing import as_yaml, plain
from tests.faults import FAULTS, clean
from tests.sheets import UNIT_SHEET, Formula, sheet_of, workbook
from tests.test_legacy_fonts import in_tcvn3, in_vni
from tests.test_openxml import findings as of_schema

NAME = ("TT", "Họ và tên")
FIGURES = ("Chức danh", "Lần", "Ngày", "Có mặt")
PEOPLE = ("Nguyễn Văn Đức", "Trần Thị Huệ", "Phạm Hữu Lễ", "Võ Thị Mỹ Hạnh", "Đặng Quốc Tuấn")


def found(data: bytes, suffix: str = ".xlsx", *, unsafe: bool = False) -> tuple[dict[str, object], dict[str, str]]:
    """What would be mended and what left, by cell or line."""
    done, left = mends(read_bytes(data, "ho-so" + suffix, suffix), unsafe=unsafe)
    return {str(m.place).partition("!")[2] or str(m.place): m.new for m in done}, {str(entry.place): entry.why for entry in left}


def mended(data: bytes, suffix: str = ".xlsx", *, unsafe: bool = False) -> bytes:
    done, left = mends(read_bytes(data, "ho-so" + suffix, suffix), unsafe=unsafe)
    made = (mend_yaml if suffix == ".yaml" else mend_workbook)(data, done, left)
    assert made.data is not None
    return made.data


def cells(data: bytes, sheet: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[sheet]


def fixed(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["fix", *map(str, args), "--as-of", "20/12/2024"])
    return result.exit_code, result.stdout, result.stderr


# --- One cell ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("TÔN NỮ THỊ NGA", "Tôn Nữ Thị Nga"),
        ("H'BIA ÊBAN", "H'Bia Êban"),
        ("K’BRÔI KSOR", "K’Brôi Ksor"),
        ("Y MOAN ÊNUÔL", "Y Moan Ênuôl"),
        ("NGUYỄN VĂN AN (1965)", "Nguyễn Văn An (1965)"),
        ("  Trần  Thị\u00a0Bình ", "Trần Thị Bình"),
        ("Trần Thị\nBình", "Trần Thị Bình"),
        ("An\u200bna Lê", "Anna Lê"),
        (normalize("NFD", "Lê Thị Hồng"), "Lê Thị Hồng"),
        ("Y MOAN", None),
        ("AN", None),
        ("Trần Thị Bình", None),
        ("nguyễn văn an", None),
    ],
)
def test_a_name(typed: str, better: str | None) -> None:
    assert found(sheet_of("Hộ gia đình", NAME, (1, typed))) == ({"B2": better} if better else {}, {})


@pytest.mark.parametrize("typed", ["LÊ VĂN BA II", "BS. TRẦN VĂN TÁM", "TS LÊ VĂN BA", "MA-RI-A LÊ", "LÊ VĂN TÁM (TÁM ĐEN)", "LÊ VĂN 2"])
def test_a_name_that_may_be_written_with_more_capitals_is_left(typed: str) -> None:
    done, left = found(sheet_of("Hộ gia đình", NAME, (1, typed)))
    assert not done
    assert "viết hoa" in left["Hộ gia đình!B2"]
    # Its spaces are put in order all the same, and the finding offers no wrong name.
    assert found(sheet_of("Hộ gia đình", NAME, (1, typed.replace(" ", "  "))))[0] == {"B2": typed}
    (told,) = (d for d in check_bytes(sheet_of("Hộ gia đình", NAME, (1, typed)), "a", ".xlsx", AS_OF).diagnostics if d.code == "DT007")
    assert "xem lại chữ nào viết hoa" in told.message


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("175 phiếu", 175),
        ("1.234", 1234),
        ("310,0", 310),
        ("１９８", 198),
        ("198\u200b", 198),
        ("175", 175),
        (175, None),
        ("12,5", None),
        ("-3", None),
        ("khoảng 100", None),
        ("", None),
    ],
)
def test_a_figure(typed: object, better: int | None) -> None:
    done, _ = found(sheet_of("Bầu cử", FIGURES, ("trưởng ấp", 1, date(2024, 11, 10), typed)))
    assert done == ({"D2": better} if better is not None else {})


@pytest.mark.parametrize(
    ("typed", "birth", "better"),
    [
        ("05/02/1965", True, date(1965, 2, 5)),
        ("1965-02-05", True, date(1965, 2, 5)),
        ("ngày 5 tháng 2 năm 1965", True, date(1965, 2, 5)),
        ("05/02/65", True, date(1965, 2, 5)),
        ("1965", True, 1965),
        ("１９６５", True, 1965),
        (date(1905, 5, 18), True, 1965),
        ("05/02/25", True, None),
        ("05/02/25", False, date(2025, 2, 5)),
        ("10/11/2024", False, date(2024, 11, 10)),
        ("05/24/1965", True, None),
        ("31/02/1965", True, None),
        ("2/1965", True, None),
        ("65", True, None),
        ("05/02/1903", True, None),
        (date(1965, 2, 5), True, None),
        (1965, True, None),
    ],
)
def test_a_day(typed: object, birth: bool, better: object) -> None:
    row = ("trưởng ấp", 1, typed, 5)
    data = sheet_of("Hộ gia đình", ("TT", "Họ và tên", "Ngày sinh"), (1, "Lê Văn An", typed)) if birth else sheet_of("Bầu cử", FIGURES, row)
    assert found(data)[0] == ({"C2": better} if better is not None else {})


@pytest.mark.parametrize(
    ("number", "sex", "birth", "better"),
    [
        (75065000001, "Nam", date(1965, 2, 5), "075065000001"),
        ("75065000001", "Nam", 1965, "075065000001"),
        (1165000001, "Nữ", 1965, "001165000001"),
        # Confirmed by a birth that is itself mended.
        (75065000001, "Nam", "05/02/65", "075065000001"),
        (75065000001, "Nữ", 1965, None),
        (75065000001, "Nam", 1966, None),
        (75065000001, None, 1965, None),
        (75065000001, "Nam", None, None),
        (97065000001, "Nam", 1965, None),
        (165000001, "Nữ", 1965, None),
    ],
)
def test_an_identity_number_that_lost_its_zeros(number: object, sex: str | None, birth: object, better: str | None) -> None:
    header = ("Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD")
    data = sheet_of("Hộ gia đình", header, ("Lê Văn An", sex, birth, number))
    assert found(data)[0].get("D2") == better
    if better is not None:
        cell = cells(mended(data), "Hộ gia đình")["D2"]
        assert (cell.value, cell.number_format) == (better, "@")


@pytest.mark.parametrize("coded", [in_tcvn3, in_vni])
def test_old_codings(coded: Any) -> None:
    rows = [(number, coded(name)) for number, name in enumerate(PEOPLE, 1)]
    data = workbook({"Đơn vị": UNIT_SHEET, "Hộ gia đình": [(coded("DANH SÁCH HỘ GIA ĐÌNH"),), NAME, *rows]})
    after = mended(data)
    sheet = cells(after, "Hộ gia đình")
    assert [sheet.cell(row, 2).value for row in range(3, 8)] == list(PEOPLE)
    assert found(after) == ({}, {})
    assert {d.code for d in check_bytes(after, "a", ".xlsx", AS_OF).diagnostics} == set()


def test_a_cell_in_an_old_font_is_set_in_another(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with Workbook(memory) as book:
        unit, page = book.add_worksheet("Đơn vị"), book.add_worksheet("Hộ gia đình")
        for row, values in enumerate(UNIT_SHEET):
            unit.write_row(row, 0, values)
        page.write_row(0, 0, (*NAME, "Ngày sinh", "Giới tính", "Số CCCD"))
        for row, name in enumerate(PEOPLE, 1):
            page.write_row(row, 0, (row, "", "05/02/1965", "Nam", 75065000001))
            font = {"font_name": ".VnTimeH" if row == 2 else ".VnTime", "font_size": 13, "bold": True}
            page.write_string(row, 1, in_tcvn3(name), book.add_format(font))
    made = mended(memory.getvalue())
    (tmp_path / "da-sua.xlsx").write_bytes(made)
    assert of_schema(tmp_path / "da-sua.xlsx") == []
    after = cells(made, "Hộ gia đình")
    assert [after.cell(row, 2).value for row in range(2, 7)] == list(PEOPLE)
    assert {(after.cell(row, 2).font.name, after.cell(row, 2).font.size, after.cell(row, 2).font.bold) for row in range(2, 7)} == {
        ("Times New Roman", 13, True)
    }


BIRTHS = ("24/05/1960", *(date(1958 + n, n % 12 + 1, (n + 4) % 12 + 1) for n in range(6)))


def test_days_turned_round_are_mended_only_when_asked_for() -> None:
    rows = [(f"Lê Văn {'ABCDEFGHI'[n]}", birth) for n, birth in enumerate(BIRTHS)]
    data = sheet_of("Hộ gia đình", ("Họ và tên", "Ngày sinh"), *rows)
    # The text that betrays the column stays one until the days are seen to.
    assert found(data)[0] == {}
    done, _ = found(data, unsafe=True)
    assert done == {
        f"B{row}": date(1960, 5, 24) if isinstance(day, str) else day.replace(day=day.month, month=day.day)
        for row, day in enumerate(BIRTHS, 2)
        if isinstance(day, str) or day.day != day.month
    }
    assert found(mended(data, unsafe=True), unsafe=True) == ({}, {})


# --- What is not touched ------------------------------------------------------------------------------------------------


def test_formulas_rich_text_and_what_merged_cells_say_to_other_rows_are_left() -> None:
    data = workbook(
        {
            "Đơn vị": UNIT_SHEET,
            "Hộ gia đình": [
                ("Họ và tên", "Ngày sinh", "Địa chỉ"),
                (Formula("UPPER(A9)", "LÊ VĂN AN"), None, "tổ  1"),
                ("TRẦN THỊ BÌNH", None, None),
            ],
        },
        merges={"Hộ gia đình": ["C2:C3"]},
    )
    done, left = mends(read_bytes(data, "a.xlsx", ".xlsx"))
    made = mend_workbook(data, done, left)
    assert [(str(m.place), m.new) for m in made.done] == [("Hộ gia đình!C2", "tổ 1"), ("Hộ gia đình!A3", "Trần Thị Bình")]
    assert [(str(entry.place), "công thức" in entry.why) for entry in made.left] == [("Hộ gia đình!A2", True)]
    assert made.data is not None
    assert cells(made.data, "Hộ gia đình")["A2"].value == "=UPPER(A9)"


def test_only_the_parts_of_what_is_mended_change() -> None:
    data = (ROOT / "examples" / "long-thanh" / "long-an" / "LT-047-ap-6.xlsx").read_bytes()
    after = mended(data)
    before_parts, after_parts = (
        {info.filename: archive.read(info) for info in archive.infolist()}
        for archive in map(zipfile.ZipFile, (io.BytesIO(data), io.BytesIO(after)))
    )
    changed = {name for name in before_parts if before_parts[name] != after_parts.get(name)}
    assert len([name for name in changed if "worksheets/sheet" in name]) == 1
    assert len(after_parts.keys() - before_parts.keys()) <= 2
    journal = cells(after, "Nhật ký sửa")
    assert [cell.value for cell in journal[5]] == [1, "Bầu cử!L3", "Phiếu thu về", "175 phiếu", "175", "Số ghi không ở dạng số"]
    assert journal["B5"].hyperlink.location == "'Bầu cử'!L3"


YAML = """\
# giữ   nguyên
don_vi: {ma: A-1, ten: "Ấp  1", xa: 'xã  An  Phước', tinh: Đồng Nai, tong_so_ho: 100 hộ}  # cuối dòng
ho_gia_dinh:
  - {tt: 1, ho_ten: NGUYỄN VĂN AN, gioi_tinh: Nam, ngay_sinh: 1965, cccd: 75065000001}
  - ho_ten: H'BIA  ÊBAN
    dia_chi: >
      tổ  1
  - ho_ten: &ten TRẦN  THỊ BÌNH
  - ho_ten: *ten
    dia_chi: "tổ  2: \\"chợ\\""
"""
MENDED_YAML = """\
# giữ   nguyên
don_vi: {ma: A-1, ten: "Ấp 1", xa: 'xã An Phước', tinh: Đồng Nai, tong_so_ho: 100}  # cuối dòng
ho_gia_dinh:
  - {tt: 1, ho_ten: Nguyễn Văn An, gioi_tinh: Nam, ngay_sinh: 1965, cccd: 075065000001}
  - ho_ten: "H'Bia Êban"
    dia_chi: >
      tổ  1
  - ho_ten: &ten Trần Thị Bình
  - ho_ten: *ten
    dia_chi: "tổ 2: \\"chợ\\""
"""


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_yaml_is_mended_in_place(coding: str, end: str) -> None:
    data = YAML.replace("\n", end).encode(coding)
    assert mended(data, ".yaml").decode(coding) == MENDED_YAML.replace("\n", end)


# --- Files ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "xa" / "ap"
    place.mkdir(parents=True)
    (place / "a.xlsx").write_bytes(sheet_of("Hộ gia đình", NAME, (1, "NGUYỄN VĂN AN")))
    (place / "b.yaml").write_text(YAML, "utf-8")
    (place / "tot.yaml").write_text("don_vi: {ten: Ấp 1, xa: xã Ví Dụ, tinh: Đồng Nai}\n", "utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_written_for_a_look(folder: Path) -> None:
    before = files(folder)
    status, out, _ = fixed("xa", "--diff")
    assert status == 0
    assert "Hộ gia đình!B2: Họ và tên: “NGUYỄN VĂN AN” → “Nguyễn Văn An” (tên viết hoa toàn bộ)" in out
    assert "750…" in out
    assert "75065000001" not in out
    assert files(folder) == before


def test_copies_lie_as_the_dossiers_do_and_over_nothing(folder: Path) -> None:
    status, out, _ = fixed("xa")
    copies = ["out/ap/a-da-sua.xlsx", "out/ap/b-da-sua.yaml"]
    assert (status, [name for name in files(folder) if name.startswith("out/")]) == (0, copies)
    assert all(name in out for name in copies)
    # The same again, and the copies themselves.
    assert "giống hệt" in fixed("xa")[1]
    for name in copies:
        status, out, err = fixed(folder / name, "--out", "lai")
        assert (status, (folder / "lai").exists()) == (0, False), out
        assert "không ghi tệp nào" in err
    (folder / copies[0]).write_bytes(b"khac")
    status, _, err = fixed("xa")
    assert status == 1
    assert "không ghi đè" in err
    assert (folder / copies[0]).read_bytes() == b"khac"


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods"])
def test_other_kinds_of_files_are_shown_and_told_how_to_save(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_other_kind(name))
    status, out, _ = fixed(path, "--diff")
    assert (status, "“NGUYỄN VĂN AN” → “Nguyễn Văn An”" in out) == (0, True)
    status, out, err = fixed(path, "--out", tmp_path / "out")
    assert (status, "lưu thành tệp .xlsx" in err, (tmp_path / "out").exists()) == (2, True, False)


ROSTER = (("Họ và tên", "Địa chỉ"), ("NGUYỄN VĂN AN", "tổ 1"), ("Trần Thị Bình", "tổ 2"))


def _other_kind(name: str) -> bytes:
    if name.endswith(".csv"):
        return "".join(f"{','.join(values)}\n" for values in ROSTER).encode()
    if name.endswith(".ods"):
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableCell, TableRow
        from odf.text import P

        sheet, page, memory = OpenDocumentSpreadsheet(), Table(name="Hộ gia đình"), io.BytesIO()
        for values in ROSTER:
            row = TableRow()
            for value in values:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
                row.addElement(cell)
            page.addElement(row)
        sheet.spreadsheet.addElement(page)
        sheet.write(memory)
        return memory.getvalue()
    import xlwt

    book, memory = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("Hộ gia đình")
    for number, values in enumerate(ROSTER):
        for column, value in enumerate(values):
            page.write(number, column, value)
    book.save(memory)
    return memory.getvalue()


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("don_vi: [", "utf-8")
    status, _, err = fixed(tmp_path / "a.yaml", "--out", tmp_path / "out")
    assert (status, "sai cú pháp YAML" in err) == (2, True)
    status, _, err = fixed(tmp_path, "--out", tmp_path / "out")
    assert (status, "sai cú pháp YAML" in err) == (1, True)


# --- What holds of every dossier ------------------------------------------------------------------------------------------


SLIPS: Sequence[Callable[[str], str]] = (str, str, str.upper, lambda name: normalize("NFD", name), lambda name: name.replace(" ", "  "))


def spoilt(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """The document with slips that can be mended, here and there."""
    people = [row for table in ("ho_gia_dinh", "dang_vien", "nhan_su") for row in document.get(table, ())]
    for row in people:
        row["ho_ten"] = random.choice(SLIPS)(row["ho_ten"])
        number, birth = str(row.get("cccd") or ""), str(row.get("ngay_sinh") or "")
        if number.startswith("0") and random.random() < 0.2:
            row["cccd"] = number.lstrip("0")
        # Of one born since 2000, or before 1930, two digits do not tell the year.
        if len(birth) == 10 and "1930" < birth[6:] < "2000" and random.random() < 0.2:
            row["ngay_sinh"] = birth[:6] + birth[8:]
    for round_ in document.get("bau_cu", ()):
        for slug in ("co_mat", "phat_ra", "thu_ve", "hop_le"):
            if round_.get(slug) and random.random() < 0.3:
                round_[slug] = f"{round_[slug]} phiếu"
        for candidate in round_.get("ung_cu", ()):
            candidate["ho_ten"] = random.choice((str, str.upper))(candidate["ho_ten"])
    return document


def written(document: Mapping[str, Any], form: str) -> bytes:
    return as_yaml(document) if form == "yaml" else write_workbook(document)


def outcomes(data: bytes, form: str) -> str:
    """All that is counted, in whatever capitals people are written."""
    report = check_bytes(data, "ho-so", f".{form}", AS_OF)
    assert report.hamlets
    return normalize("NFC", "".join(pieces(tally(report.hamlets, []))).casefold())


@examples(5)
@given(st.integers(0, 2**32), st.sampled_from(["yaml", "xlsx"]))
def test_a_mended_dossier_is_the_clean_one_again(tmp_path_factory: pytest.TempPathFactory, seed: int, form: str) -> None:
    random = Random(seed)
    document = clean(random)
    counted = outcomes(written(document, form), form)
    path = tmp_path_factory.mktemp("fix") / f"ho-so.{form}"
    path.write_bytes(written(spoilt(document, random), form))
    made = fix(path, None, AS_OF, unsafe=False)
    after = made.data or path.read_bytes()
    assert not [entry for entry in made.left if "viết hoa" not in entry.why]
    assert [
        f"{d.code} {d.place} {d.message}" for d in check_bytes(after, "ho-so", f".{form}", AS_OF).diagnostics if d.code != "DT007"
    ] == []
    assert mends(read_bytes(after, "ho-so", f".{form}"))[0] == []
    assert outcomes(after, form) == counted


@examples(8)
@given(st.integers(0, 2**32), st.sampled_from(sorted(FAULTS)), st.sampled_from(["yaml", "xlsx"]))
def test_no_finding_more_and_every_count_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int, title: str, form: str) -> None:
    random = Random(seed)
    fault = FAULTS[title]
    document = clean(random, **fault.needs)
    fault.make(document, random)
    path = tmp_path_factory.mktemp("fix") / f"ho-so.{form}"
    path.write_bytes(written(spoilt(document, random), form))
    before = check_bytes(path.read_bytes(), "ho-so", f".{form}", AS_OF)
    made = fix(path, None, AS_OF, unsafe=False)
    after = check_bytes(made.data or path.read_bytes(), "ho-so", f".{form}", AS_OF)
    assert len(after.diagnostics) <= len(before.diagnostics)
    assert not mends(read_bytes(made.data or path.read_bytes(), "ho-so", f".{form}"))[0] or made.left


def test_what_would_bring_out_more_faults_than_it_cures_is_left_for_a_person(tmp_path: Path) -> None:
    document = plain()
    team = [row for row in document["thanh_phan"] if row["cuoc"] != "hiệp thương"]
    for row, nominee in zip(team, cycle(document["nhan_su"]), strict=False):
        row["ho_ten"] = in_vni(nominee["ho_ten"])
    document["don_vi"]["ten"] = "Khu  phố 4"
    path = tmp_path / "ho-so.yaml"
    path.write_bytes(as_yaml(document))
    before = check_bytes(path.read_bytes(), "ho-so", ".yaml", AS_OF).diagnostics
    everything = check_bytes(mended(path.read_bytes(), ".yaml"), "ho-so", ".yaml", AS_OF).diagnostics
    assert len(everything) > len(before)
    made = fix(path, None, AS_OF, unsafe=False)
    assert [mend.new for mend in made.done] == ["Khu phố 4"]
    assert {entry.text for entry in made.left} == {row["ho_ten"] for row in team}
    assert made.data is not None
    assert len(check_bytes(made.data, "ho-so", ".yaml", AS_OF).diagnostics) < len(before)
