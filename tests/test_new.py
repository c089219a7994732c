"""`dantin new`: the workbook as a person gets it and fills it in, its YAML twin, and the folder of a whole commune. People are invented."""

import csv
import io
import re
import subprocess
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from dantin import law
from dantin.cli.app import app
from dantin.deadlines import timetable
from dantin.errors import CannotDo
from dantin.model import Office, StepKind
from dantin.provision import Law
from dantin.readers import Reading, read_bytes
from dantin.readers.config import find_configs
from dantin.readers.dossier import field_notes
from dantin.readers.dossier.conversion import convert
from dantin.readers.dossier.field_notes import note_on
from dantin.readers.dossier.fields import BY_SLUG, TABLES, Field, Kind
from dantin.run import check_reading, find_files, run
from dantin.word.pdf import libreoffice
from dantin.workbooks.blank_form import GUIDE_LINES, VERSION, VERSION_PROPERTY, blank_workbook
from dantin.workbooks.dossier_files import as_text
from dantin.workbooks.evening_sheet import EVENING
from dantin.workbooks.new_dossier import Days, new_file, new_tables
from tests.editing import CLEAN, check, plain
from tests.sheets import parts_of, workbook

TODAY = date(2024, 9, 1)
UNIT = {"ten": "Ấp 8", "loai": "ấp", "xa": "xã An Phước", "tinh": "tỉnh Đồng Nai"}
QUARTER = {"ma": "KP-4", "ten": "Khu phố 4", "loai": "khu phố", "xa": "thị trấn Trảng Bom", "tinh": "tỉnh Đồng Nai"}
PLANNED = Days(TODAY, date(2024, 11, 10), date(2024, 12, 1))
HALF = law.MORE_THAN_HALF
RUNNER = CliRunner()


def read(data: bytes, suffix: str = ".xlsx") -> Reading:
    return read_bytes(data, f"ap-8{suffix}", suffix)


def opened(unit: Mapping[str, object] = UNIT, days: Days = PLANNED) -> Any:
    return openpyxl.load_workbook(io.BytesIO(new_file(unit, days, ".xlsx")))


@cache
def blank() -> Any:
    """The new workbook of a hamlet, to be looked at only."""
    return opened()


def saved(book: Any) -> bytes:
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def rows(page: Worksheet) -> dict[str, int]:
    """The labels of the sheet of the evening and their rows."""
    return {str(page.cell(row, 1).value): row for row in range(1, page.max_row + 1) if page.cell(row, 1).value}


EVENING_VALUES = {
    "Tổng số hộ": 310,
    "Số hộ có mặt": 262,
    "Phiếu phát ra": 262,
    "Phiếu thu về": 260,
    "Phiếu hợp lệ": 255,
    "Phiếu không hợp lệ": 5,
}
VOTES = (("Trần Văn Thuận", 198), ("Phạm Thị Hiền", 57))


def fill_evening(book: Any, values: Mapping[str, object] = EVENING_VALUES) -> None:
    page = book[EVENING]
    at = rows(page)
    for label, value in values.items():
        page.cell(at[label], 2).value = value
    for row, (name, votes) in enumerate(VOTES, at["Họ và tên người ứng cử"] + 1):
        page.cell(row, 1).value, page.cell(row, 2).value = name, votes


# --- Nothing filled in -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml"])
@pytest.mark.parametrize("model", [None, "bí thư là trưởng ấp", "bí thư là trưởng ban công tác mặt trận", "không thực hiện"])
@pytest.mark.parametrize("days", [Days(TODAY), PLANNED], ids=["no day", "days planned"])
def test_with_nothing_filled_in_it_is_clean(suffix: str, model: str | None, days: Days) -> None:
    reading = read(new_file(UNIT | ({"mo_hinh": model} if model else {}), days, suffix), suffix)
    for as_of in (TODAY, date(2025, 6, 1)):
        report = check_reading(reading, as_of, tally_only=False, keep_cases=True)
        assert [(d.code, str(d.place), d.message) for d in report.diagnostics] == []
    (hamlet,) = reading.dossiers
    assert all(step.day is None for step in hamlet.dossier.steps)
    assert [count.outcome for h in report.hamlets if h.case for count in h.case.counts] == [None] * 4


def test_both_forms_say_the_same() -> None:
    for unit in (UNIT, QUARTER):
        (book,), (text,) = (read(new_file(unit, PLANNED, suffix), suffix).dossiers for suffix in (".xlsx", ".yaml"))
        assert book.dossier.unit == text.dossier.unit
        assert [(r.office, r.number, r.day, r.setting, r.form) for r in book.dossier.rounds] == [
            (r.office, r.number, r.day, r.setting, r.form) for r in text.dossier.rounds
        ]
        assert [(s.kind, s.limit) for s in book.dossier.steps] == [(s.kind, s.limit) for s in text.dossier.steps]


def test_the_last_lawful_days_are_those_of_the_timetable() -> None:
    (hamlet,) = read(new_file(UNIT, PLANNED, ".xlsx")).dossiers
    limits = {step.kind: step.limit for step in hamlet.dossier.steps if step.limit is not None}
    assert limits == {term.step: term.due for term in timetable(Law(), date(2024, 11, 10), date(2024, 12, 1))}
    assert limits[StepKind.DECISION] == date(2024, 10, 21)


def test_the_same_bytes_each_time() -> None:
    for suffix in (".xlsx", ".yaml"):
        assert new_file(UNIT, PLANNED, suffix) == new_file(dict(UNIT), PLANNED, suffix)


# --- As a person sees it ---------------------------------------------------------------------------------------------


def test_its_sheets_in_their_order() -> None:
    book = blank()
    assert book.sheetnames == [EVENING, *(table.sheet for table in TABLES), "Hướng dẫn", "Danh mục"]
    assert [page.title for page in book if page.sheet_state != "visible"] == ["Danh mục"]
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {VERSION_PROPERTY: VERSION}
    assert len(GUIDE_LINES) == 10
    page = book[EVENING]
    assert (page.page_setup.fitToHeight, page.page_setup.fitToWidth, page.page_setup.paperSize) == (1, 1, 9)
    at = rows(page)
    open_ = [page.cell(row, 2) for label, row in at.items() if label in EVENING_VALUES]
    open_ += [page.cell(at["Họ và tên người ứng cử"] + 1, column) for column in (1, 2)]
    assert not any(cell.protection.locked for cell in open_)
    assert all(page.cell(row, 3).protection.locked for row in range(4, page.max_row + 1))


def columns(page: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in page[1]}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.slug)
def test_each_sheet_tells_what_goes_into_it_and_locks_little(table: Any) -> None:
    page = blank()[table.sheet]
    fields = [field for field in table.fields if field.slug != "ma_ap"]
    assert [cell.value for cell in page[1]] == [field.header for field in fields]
    assert [cell.comment.text for cell in page[1]] == [f"{field.header}: {table.note(field)}" for field in fields]
    assert page.freeze_panes == "A2"
    # In openpyxl, as in the file, True forbids.
    assert page.protection.sheet
    assert not any((page.protection.sort, page.protection.autoFilter, page.protection.insertRows, page.protection.deleteRows))
    assert page.protection.password is None
    for letter, field in zip(page.column_dimensions, fields, strict=True):
        column = page.column_dimensions[letter]
        assert not column.protection.locked
        assert (column.number_format == "@") == (field.kind not in (Kind.COUNT, Kind.DATE, Kind.TIME)), field.slug
    assert all(cell.protection.locked for cell in page[1])


def test_text_that_looks_like_a_day_or_a_number_stays_text() -> None:
    book = blank()
    shapes = {
        (table.slug, field.slug): book[table.sheet].column_dimensions[letter].number_format
        for table in (BY_SLUG["moc"], BY_SLUG["nhan_su"])
        for letter, field in zip(book[table.sheet].column_dimensions, [f for f in table.fields if f.slug != "ma_ap"], strict=True)
    }
    assert {shapes["nhan_su", "cccd"], shapes["nhan_su", "hoc_van"], shapes["moc", "so_van_ban"]} == {"@"}
    tables = new_tables(UNIT, PLANNED) | {
        "ho_gia_dinh": [{"ho_ten": "Lê Văn Hòa", "dia_chi": text} for text in ("=1+1", "+84", "-5", "@a")]
    }
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(tables, HALF, HALF)))
    page = book["Hộ gia đình"]
    cells = [page.cell(row, columns(page)["Địa chỉ"]) for row in range(2, 6)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", "=1+1"), ("s", "+84"), ("s", "-5"), ("s", "@a")]


def validations(page: Worksheet) -> dict[str, Any]:
    """The rule of each column by its header."""
    heads = {cell.column_letter: str(cell.value) for cell in page[1]}
    found = {}
    for rule in page.data_validations.dataValidation:
        found[heads[re.match("[A-Z]+", str(rule.sqref))[0]]] = rule  # type: ignore[index]
    return found


def offered(book: Any, formula: str) -> list[str]:
    """The words of a dropdown, in the rule itself or in the cells it names."""
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    sheet, _, area = formula.partition("!")
    return [cell.value for row in book[sheet.strip("'")][area.replace("$", "")] for cell in row]


@pytest.mark.parametrize("unit", [UNIT, QUARTER], ids=["ấp", "khu phố"])
def test_every_closed_vocabulary_has_its_dropdown(unit: dict[str, str]) -> None:
    book = opened(unit)
    seen = 0
    for table in TABLES:
        rules = validations(book[table.sheet])
        for field in table.fields:
            if field.kind in (Kind.WORD, Kind.WORDS):
                rule = rules[field.header]
                words = offered(book, rule.formula1)
                meant = [convert(field, word) for word in words]
                assert [one[0] if isinstance(one, tuple) else one for one in meant] == list(field.words or ())
                assert len(rule.formula1) <= 255
                assert rule.showDropDown in (None, False)  # in the file, True hides the arrow
                seen += 1
            elif field.kind in (Kind.TICK, Kind.SEX):
                assert [convert(field, word) for word in offered(book, rules[field.header].formula1)]
                seen += 1
    assert seen > 20
    heads = offered(book, validations(book["Bầu cử"])["Chức danh"].formula1)
    assert heads[0] == ("trưởng khu phố" if unit is QUARTER else "trưởng ấp")


def test_numbers_and_days_are_checked_while_typing() -> None:
    book = blank()
    for table in TABLES:
        rules = validations(book[table.sheet])
        for field in table.fields:
            if field.kind is Kind.COUNT:
                rule = rules[field.header]
                assert (rule.type, rule.operator, rule.formula1, rule.errorStyle) == (
                    "whole",
                    "greaterThanOrEqual",
                    str(field.least),
                    "stop",
                )
                assert "số nguyên" in rule.error
                assert "Chỉ ghi số" in rule.prompt or len(rule.prompt) == 255
            elif field.kind is Kind.DATE:
                assert (rules[field.header].type, rules[field.header].errorStyle) == ("date", "warning")
            if field.kind in (Kind.COUNT, Kind.DATE, Kind.CCCD):
                assert rules[field.header].prompt
                assert len(rules[field.header].prompt) <= 255


def test_two_of_one_identity_number_turn_red() -> None:
    book = blank()
    for slug in ("ho_gia_dinh", "dang_vien", "nhan_su"):
        page = book[BY_SLUG[slug].sheet]
        letter = openpyxl.utils.get_column_letter(columns(page)["Số CCCD"])
        red = {str(area.sqref): [rule.type for rule in area.rules] for area in page.conditional_formatting}
        assert red[f"{letter}2:{letter}2000"] == ["duplicateValues"]


def test_every_column_has_its_note_and_no_note_is_left_over() -> None:
    notes = {note_on(table.slug, field.slug) for table in TABLES for field in table.fields}
    source = Path(field_notes.__file__).read_text("utf-8")
    assert len(re.findall(r'^    "[\w.]+": ', source, re.MULTILINE)) == len(notes)


# --- The sheet of the evening ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved_by_excel", [True, False])
def test_tonights_least_is_counted(saved_by_excel: bool) -> None:
    """Filled in by a program the formulas lose their values; by Excel they have new ones: neither is ever read."""
    book = opened(days=Days(TODAY))
    page = book[EVENING]
    fill_evening(book)
    if saved_by_excel:
        for row in range(5, page.max_row + 1):
            if str(page.cell(row, 3).value).startswith("="):
                page.cell(row, 3).value = (999 if row % 2 else "Thiếu 2 phiếu") if page.cell(row, 1).value else None
    reading = read(saved(book))
    report = check(reading)
    assert {d.code for d in report.diagnostics} <= {"DT203", "DT204", "DT205", "DT301", "DT302", "DT303", "DT304"}
    (hamlet,) = report.hamlets
    assert hamlet.case is not None
    count = hamlet.case.counts[0]
    assert (count.office, count.base.number, count.needed, count.elected) == (Office.HEAD, 310, 156, count.elected)
    assert [(c.name, c.votes) for c in count.round.candidates] == list(VOTES)
    assert [person.name for person in count.elected] == ["Trần Văn Thuận"]
    assert (count.round.present, count.round.issued, count.round.returned, count.round.valid, count.round.invalid) == (
        262,
        262,
        260,
        255,
        5,
    )


def test_more_of_the_round_can_be_told_on_its_own_sheet() -> None:
    book = opened()
    fill_evening(book)
    page = book["Bầu cử"]
    at = columns(page)
    assert [page.cell(2, at[header]).value for header in ("Chức danh", "Lần", "Ngày")] == ["trưởng ấp", 1, None]
    page.cell(2, at["Lý do chênh lệch"]).value = "2 người bỏ về"
    page.cell(2, at["Phiếu thu về"]).value = 260
    (hamlet,) = read(saved(book)).dossiers
    round_ = hamlet.dossier.rounds_of(Office.HEAD)[0]
    assert (round_.reason, round_.returned, len(hamlet.dossier.rounds_of(Office.HEAD))) == ("2 người bỏ về", 260, 1)
    page.cell(2, at["Phiếu thu về"]).value = 261
    differ = [d for d in read(saved(book)).diagnostics if d.code == "DT009"]
    assert len(differ) == 1
    assert {differ[0].place.sheet, differ[0].related[0].sheet} == {EVENING, "Bầu cử"}


def test_every_formula_is_stored_with_its_value() -> None:
    tables = new_tables(UNIT | {"tong_so_ho": 310}, PLANNED)
    xml = parts_of(blank_workbook(tables, HALF, HALF))["xl/worksheets/sheet1.xml"].decode()
    formulas = re.findall(r'<c r="(C\d+)"[^>]*>(<f>.*?</f>)(<v>.*?</v>)?', xml)
    assert len(formulas) == 15
    assert all(value for _, _, value in formulas)
    assert [value for _, _, value in formulas if re.search(r"\d", value)] == ["<v>310</v>", f"<v>{HALF.of(310)}</v>"]


def test_impossible_figures_turn_red() -> None:
    page = blank()[EVENING]
    at = rows(page)
    red = {str(area.sqref): area.rules[0].formula[0] for area in page.conditional_formatting}
    names = {f"B{at[label]}": label for label in EVENING_VALUES}
    read_as = {
        names.get(cell, "votes"): re.sub(r"\$?B\$?(\d+)", lambda m: names.get(f"B{m[1]}", m[0]), text.replace("$", ""))
        for cell, text in red.items()
    }
    assert set(read_as) == {"Số hộ có mặt", "Phiếu phát ra", "Phiếu thu về", "Phiếu không hợp lệ", "votes"}
    assert read_as["Số hộ có mặt"].endswith(f"Số hộ có mặt>C{at['Tổng số hộ']})")
    assert read_as["Phiếu phát ra"].endswith("Phiếu phát ra>Số hộ có mặt)")
    assert read_as["Phiếu thu về"].endswith("Phiếu thu về>Phiếu phát ra)")
    assert read_as["Phiếu không hợp lệ"].endswith("Phiếu hợp lệ+Phiếu không hợp lệ<>Phiếu thu về)")
    assert read_as["votes"].endswith(">Phiếu hợp lệ)")


@pytest.mark.slow
@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_what_the_formulas_say_is_what_is_counted(tmp_path: Path) -> None:
    wrong = {"Số hộ có mặt": 320, "Phiếu phát ra": 330, "Phiếu thu về": 340}
    for name, values in (("right", EVENING_VALUES), ("wrong", EVENING_VALUES | wrong)):
        book = opened()
        fill_evening(book, values)
        (tmp_path / f"{name}.xlsx").write_bytes(saved(book))
    profile, form = (tmp_path / "profile").as_uri(), "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [libreoffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.xlsx"))], check=True, capture_output=True, timeout=120)
    right, bad = (
        {row[0]: row[2] for row in csv.reader(io.StringIO((tmp_path / f"{name}.csv").read_text("utf-8")))} for name in ("right", "wrong")
    )
    # As `dantin tally` says of the same figures.
    assert (right["Tổng số hộ"], right["Số phiếu cần để trúng cử"]) == ("Tính trên 310 hộ", "Ít nhất 156 phiếu")
    assert right["Số hộ có mặt"] == "Đủ để bầu (cần ít nhất 156)"
    assert (right["Phiếu phát ra"], right["Phiếu thu về"]) == ("", "Thiếu 2 phiếu")
    assert right["Phiếu không hợp lệ"] == "255 + 5 = 260: khớp số thu về"
    assert [right[name].replace(".", ",") for name, _ in VOTES] == ["63,87 % của tổng số: đủ số phiếu", "18,39 % của tổng số: chưa đủ"]
    assert bad["Số hộ có mặt"].startswith("NHIỀU HƠN tổng số hộ")
    assert bad["Phiếu phát ra"].startswith("NHIỀU HƠN số hộ có mặt")
    assert bad["Phiếu thu về"] == "NHIỀU HƠN số phát ra 10 phiếu"
    assert bad["Phiếu không hợp lệ"] == "255 + 5 = 260: KHÁC số thu về"


# --- Filled in whole -------------------------------------------------------------------------------------------------


def typed(field: Field, value: object) -> object:
    """A value as a person's typing leaves it in a cell."""
    if value in (None, ""):
        return None
    result = convert(field, value)
    return result if field.kind in (Kind.COUNT, Kind.DATE, Kind.TIME) and not isinstance(result, str) else as_text(value)


def test_a_whole_dossier_typed_into_it_is_that_dossier() -> None:
    document = plain()
    book = opened({slug: value for slug, value in document["don_vi"].items() if slug in ("ma", "ten", "loai", "xa", "huyen", "tinh")})
    rounds = document["bau_cu"]
    results = [
        {"chuc_danh": round_["chuc_danh"], "lan": round_.get("lan", "1")} | person
        for round_ in rounds
        for person in round_.get("ung_cu", ())
    ]
    tables = document | {"don_vi": [document["don_vi"]], "ket_qua": results}
    for table in TABLES:
        page = book[table.sheet]
        at = columns(page)
        for row in range(2, page.max_row + 1):
            for column in at.values():
                page.cell(row, column).value = None
        for row, values in enumerate(tables.get(table.slug, ()), 2):
            for slug, value in values.items():
                if slug not in ("ung_cu", "ma_ap"):
                    page.cell(row, at[table.by_slug[slug].header]).value = typed(table.by_slug[slug], value)
    at_evening = rows(book[EVENING])
    for label in ("Chức danh", "Lần", "Ngày", "Cách thức", "Hình thức"):
        book[EVENING].cell(at_evening[label], 2).value = None
    reading = read(saved(book))
    assert [d.code for d in check(reading).diagnostics] == []
    (mine,), (example,) = reading.dossiers, read(CLEAN.read_bytes(), ".yaml").dossiers
    assert mine.dossier == example.dossier


@pytest.mark.parametrize("households", [None, 310])
def test_with_no_figures_tally_says_what_to_fill_in_tonight(households: int | None, tmp_path: Path) -> None:
    path = tmp_path / "ap-8.xlsx"
    path.write_bytes(new_file(UNIT | ({"tong_so_ho": households} if households else {}), PLANNED, ".xlsx"))
    said = RUNNER.invoke(app, ["tally", str(path)]).output
    (line,) = [line for line in said.splitlines() if "Tối kiểm phiếu" in line]
    assert ("tổng số hộ" in line) == (households is None)
    for words in ("số hộ có mặt", "phiếu phát ra", "phiếu thu về", "phiếu hợp lệ", "phiếu không hợp lệ", "tên và số phiếu", "Kiểm phiếu"):
        assert words in line


# --- What else is read -----------------------------------------------------------------------------------------------


def test_a_sheet_that_is_only_called_like_ours_is_told_of() -> None:
    sheets = {"Đơn vị": [["Tên", "Xã", "Tỉnh"], ["Ấp 8", "xã An Phước", "Đồng Nai"]], "Hướng dẫn": [["Số điện thoại", "0900"]]}
    assert [(d.code, d.place.sheet) for d in read(workbook(sheets)).diagnostics] == [("DT003", "Hướng dẫn")]
    ours = read(new_file(UNIT, PLANNED, ".xlsx"))
    assert {account.name for account in ours.sheets} >= {"Hướng dẫn", "Danh mục"}


def test_the_yaml_explains_every_field() -> None:
    text = new_file(UNIT, PLANNED, ".yaml").decode()
    silent = [
        (table.slug, field.slug)
        for table in TABLES
        for field in table.fields
        if table.slug != "ket_qua" and field.slug != "ma_ap" and f"#   {field.slug}: {table.note(field)}\n" not in text
    ]
    assert silent == []


# --- The command -----------------------------------------------------------------------------------------------------

NEEDED = ["--ten", "Ấp 8", "--xa", "xã An Phước", "--tinh", "tỉnh Đồng Nai"]


def invoke(*words: object) -> Any:
    return RUNNER.invoke(app, ["new", *map(str, words)])


def refusal(*words: object) -> str:
    """What is said where the command does not do it."""
    error = invoke(*words).exception
    assert isinstance(error, CannotDo)
    return str(error)


def test_one_hamlet(tmp_path: Path) -> None:
    path = tmp_path / "ap-8.xlsx"
    result = invoke(path, *NEEDED, "--ngay-bau", "10/11/2024", "--mo-hinh", "bí thư là trưởng ấp")
    assert result.exit_code == 0
    assert f"dantin tally {path}" in result.output
    (hamlet,) = read(path.read_bytes()).dossiers
    unit = hamlet.dossier.unit
    assert (unit.name, unit.kind, unit.commune, unit.province) == ("Ấp 8", "ấp", "xã An Phước", "tỉnh Đồng Nai")
    assert unit.model is not None
    before = path.read_bytes()
    assert "không ghi đè" in refusal(path, *NEEDED)
    assert path.read_bytes() == before


def test_the_last_days_are_those_of_the_guidance_where_it_is_made(tmp_path: Path) -> None:
    """`plan` and the checks hold the decision against 25 days in that folder; a dossier made there says so too."""
    guidance = "dia_phuong: {van_ban: Hướng dẫn, so: 12-HD/HU, ngay: 01/09/2024, thoi_han: {DT301: 25}}\n"
    guided, outside = tmp_path / "huyen", tmp_path / "khac"
    guided.mkdir()
    (guided / "dantin.yaml").write_text("ten: Huyện mẫu\n" + guidance, "utf-8")
    listing = tmp_path / "danh-sach.yaml"
    listing.write_text("don_vi: [{ma: A1, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}]\n", "utf-8")
    for folder in (guided / "ca-xa", outside / "ca-xa"):
        assert invoke("--list", listing, "--out", folder, "--ngay-bau", "10/11/2024").exit_code == 0
    for path in (guided / "moi.xlsx", guided / "xa" / "moi.xlsx", outside / "moi.xlsx"):
        assert invoke(path, *NEEDED, "--ngay-bau", "10/11/2024").exit_code == 0
    for path in tmp_path.rglob("*.xlsx"):
        day = 16 if guided in path.parents else 21
        page = openpyxl.load_workbook(path)["Mốc thời gian"]
        due = page.cell(rows(page)[StepKind.DECISION.value], columns(page)["Hạn cuối"]).value
        assert due.date() == date(2024, 10, day), path
    assert len(list(tmp_path.rglob("*.xlsx"))) == 5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "dantin new ap-8.xlsx"),
        (("a.xlsx", "--ten", "Ấp 8"), "Thiếu --xa, --tinh"),
        (("a.doc", *NEEDED), ".xlsx (Excel) hoặc .yaml"),
        (("a.xlsx", *NEEDED, "--mo-hinh", "bí thư"), "--mo-hinh"),
        (("a.xlsx", *NEEDED, "--ngay-bau", "31/02/2024"), "--ngay-bau"),
        (("a.xlsx", *NEEDED, "--ngay-bau", "10/11/1990"), "--ngay-bau"),
        (("a.xlsx", *NEEDED, "--out", "b"), "--list"),
        (("a.xlsx", *NEEDED, "--list", "b.xlsx"), "danh sách"),
        (("--list", "khong-co.xlsx", "--out", "b"), "Không có tệp"),
        (("--list", "khong-co.xlsx"), "Thiếu --out"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in refusal(*words)
    assert list(tmp_path.iterdir()) == []


LIST = (("Mã ấp", "Tên", "Xã", "Tổng số hộ"), ("AP-1", "Ấp 1", "xã An Phước", 210), ("AP-2", "Ấp 2", "xã An Phước", 180))
TOWN = ("KP-1", "Khu phố 1", "thị trấn Long Thành", 400)


def test_a_whole_commune_and_a_whole_district(tmp_path: Path) -> None:
    for name, listed in (("xa", LIST), ("huyen", (*LIST, TOWN))):
        source, out = tmp_path / f"{name}.xlsx", tmp_path / name
        source.write_bytes(workbook({"Danh sách": listed}))
        assert "--tinh" in refusal("--list", source, "--out", out)
        assert invoke("--list", source, "--out", out, "--tinh", "tỉnh Đồng Nai", "--huyen", "huyện Long Thành").exit_code == 0
        files = find_files(out)
        configs = find_configs(files)
        (config,) = {id(config): config for config in configs.values()}.values()
        assert config.level is not None
        assert (config.level.value, config.name) == (("xã", "Xã An Phước") if name == "xa" else ("huyện", "Huyện Long Thành"))
        assert config.listed is not None
        assert {entry.file for entry in config.listed} == {path.relative_to(out).as_posix() for path in files}
        reports = list(run(files, TODAY, configs=configs))
        assert [d.code for report in reports for d in report.diagnostics] == []
        assert {h.code for report in reports for h in report.hamlets} == {str(row[0]) for row in listed[1:]}
        before = {path: path.read_bytes() for path in files}
        assert "Chưa ghi tệp nào" in refusal("--list", source, "--out", out, "--tinh", "tỉnh Đồng Nai")
        assert before == {path: path.read_bytes() for path in files}


def test_a_list_at_fault_makes_nothing(tmp_path: Path) -> None:
    source, out = tmp_path / "xa.xlsx", tmp_path / "xa"
    source.write_bytes(workbook({"Danh sách": (*LIST, ("AP-2", "Ấp 3", "xã An Phước", 10))}))
    assert "Danh sách còn lỗi" in refusal("--list", source, "--out", out, "--tinh", "tỉnh Đồng Nai")
    assert not out.exists()
