"""The district at a glance: the board, the screens of `validate` and `tally` for many hamlets, and the forms they are written in."""

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.board import Board, Phase, board
from dantin.cli.app import app
from dantin.coverage import lacking
from dantin.next_step import NextStep
from dantin.output.excel_csv import MARK, table
from dantin.readers.config import find_configs
from dantin.rule import CATALOGUE, ordered_checks
from dantin.run import find_files, gather, run
from tests.conftest import AS_OF
from tests.editing import CLEAN

LIST = """\
ten: Xã Mẫu
cap: xã
danh_sach:
  - {ma: A1, ten: Ấp 1, xa: xã An Phước, tep: an-phuoc/a1.yaml}
  - {ma: A2, ten: Ấp 2, xa: xã An Phước, tep: an-phuoc/a2.yaml}
  - {ma: A3, ten: Ấp 3, xa: xã An Phước, tep: an-phuoc/a3.yaml}
  - {ma: B1, ten: Ấp 1, xa: xã Bàu Cạn, tep: bau-can/b1.yaml}
"""
UNIT = "don_vi: {{ma: {code}, ten: {name}, loai: ấp, xa: {commune}, tinh: Đồng Nai, tong_so_ho: 100}}\n"
VOTED = """\
bau_cu:
  - {chuc_danh: trưởng ấp, ngay: 10/11/2024, co_mat: 80, phat_ra: 80, thu_ve: 80, hop_le: 80, khong_hop_le: 0,
     ung_cu: [{ho_ten: Lê Văn Mẫu, so_phieu: 70}]}
"""
SENT = "moc:\n  - {buoc: gửi kết quả bầu cử, ngay: 15/11/2024}\n"
"""The commune has to recognise by 22/11/2024: five working days after it received the result."""


def a_district(folder: Path, files: dict[str, str], listed: str = LIST) -> Path:
    for name, text in {"dantin.yaml": listed, **files}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    return folder


def one(code: str, name: str, commune: str, more: str = "") -> str:
    return UNIT.format(code=code, name=name, commune=commune) + more


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A1 waits for recognition, A2 cannot be read, A3 is missing, B1 has not voted."""
    return a_district(
        tmp_path,
        {
            "an-phuoc/a1.yaml": one("A1", "Ấp 1", "xã An Phước", VOTED + SENT),
            "an-phuoc/a2.yaml": "don_vi: [",
            "bau-can/b1.yaml": one("B1", "Ấp 1", "xã Bàu Cạn"),
        },
    )


def called(*args: str | Path, columns: int = 100) -> tuple[int, str, str]:
    """A command in this process: status, output, what went to standard error."""
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit) or result.exit_code == 1, result.exception
    return result.exit_code, result.stdout, result.stderr


def the_board(folder: Path, day: date) -> Board:
    files = find_files(folder)
    configs = find_configs(files)
    report = gather(run(files, day, configs=configs, keep_cases=True), configs, whole=[folder])
    return board("Xã Mẫu", report.seats, day)


# --- Who is looked for ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "named", "wanted"),
    [
        ({}, ".", {"A1": "missing", "A2": "missing", "A3": "missing", "B1": "read"}),
        ({"an-phuoc/a1.yaml": one("A1", "Ấp 1", "xã An Phước")}, "an-phuoc", {"A1": "read", "A2": "missing", "A3": "missing"}),
        ({"an-phuoc/a1.yaml": one("A1", "Ấp 1", "xã An Phước")}, "an-phuoc/a1.yaml", {"A1": "read"}),
        ({"an-phuoc/a2.yaml": "["}, "an-phuoc", {"A1": "missing", "A2": "unreadable", "A3": "missing"}),
        # The code of the list is found though it is spelled otherwise, and by the file where it is lost or wrong.
        ({"an-phuoc/a1.yaml": one("a 1", "Ấp 1", "xã An Phước")}, "an-phuoc", {"A1": "read", "A2": "missing", "A3": "missing"}),
        ({"an-phuoc/a1.yaml": one("X9", "Ấp 1", "xã An Phước")}, "an-phuoc", {"A1": "read", "A2": "missing", "A3": "missing"}),
        (
            {"an-phuoc/x.yaml": one("X9", "Ấp 9", "xã An Phước")},
            "an-phuoc",
            {"A1": "missing", "A2": "missing", "A3": "missing", "X9": "read"},
        ),
    ],
)
def test_every_hamlet_of_the_list_has_its_place(tmp_path: Path, files: dict[str, str], named: str, wanted: dict[str, str]) -> None:
    folder = a_district(tmp_path, {"bau-can/b1.yaml": one("B1", "Ấp 1", "xã Bàu Cạn"), **files})
    paths = find_files(folder / named)
    configs = find_configs(paths)
    report = gather(run(paths, AS_OF, configs=configs), configs, whole=[folder / named] if (folder / named).is_dir() else [])
    assert {seat.code: seat.state.value for seat in report.seats} == wanted
    missing = sorted(code for code, state in wanted.items() if state == "missing")
    assert sorted(str(d.hamlet) for d in report.diagnostics if d.code == "DT601" and "chưa có hồ sơ" in d.message) == missing
    assert [seat.code for seat in report.seats if not seat.listed] == (["X9"] if "X9" in wanted else [])


def test_a_list_without_files_knows_a_folder_by_the_name_of_its_commune(tmp_path: Path) -> None:
    listed = (
        "danh_sach:\n  - {ma: A1, ten: Ấp 1, xa: xã An Phước}\n  - {ma: A2, ten: Ấp 2, xa: xã An Phước}\n  - {ma: B1, xa: xã Bàu Cạn}\n"
    )
    folder = a_district(tmp_path, {"an-phuoc/a1.yaml": one("A1", "Ấp 1", "xã An Phước")}, listed)
    other = a_district(tmp_path, {"khac/a1.yaml": one("A1", "Ấp 1", "xã An Phước")}, listed)
    assert [d["hamlet"] for d in json.loads(called("validate", folder / "an-phuoc", "--format", "json")[1])["diagnostics"]] == ["A2"]
    assert json.loads(called("validate", other / "khac", "--format", "json")[1])["missing"] == []


# --- The board ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "late", "left"),
    [(date(2024, 11, 21), 0, "còn 1"), (date(2024, 11, 22), 0, "hôm nay"), (date(2024, 11, 23), 1, "trễ 1")],
)
def test_the_last_lawful_day_is_still_in_time(district: Path, day: date, late: int, left: str) -> None:
    status, text, _ = called("status", district, "--as-of", day.isoformat())
    first = text.splitlines()[0]
    told = f"{late} việc trễ hạn" if late else "không việc nào trễ hạn"
    assert first == f"4 ấp: 1 chờ công nhận, 1 chưa bầu, 1 hồ sơ không đọc được, 1 chưa có hồ sơ; {told}"
    assert status == 1
    assert (left in text, "22/11/2024" in text, "A3 Ấp 3" in text, "A2 Ấp 2" in text) == (True, True, True, True)
    shown = called("status", district, "--late", "--as-of", day.isoformat())[1]
    assert ("A1 Ấp 1" in shown, "B1" in shown) == (bool(late), False)


def test_one_commune(district: Path) -> None:
    text = called("status", district, "--commune", "bàu cạn", "--as-of", "2024-11-23")[1]
    assert text.splitlines()[0] == "1 ấp: 1 chưa bầu; không việc nào trễ hạn"
    unknown = CliRunner().invoke(app, ["status", str(district), "--commune", "An Phuoc 2"])
    assert "“xã An Phước”" in str(unknown.exception)


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
def test_the_board_fits_the_screen(district: Path, columns: int) -> None:
    lines = called("status", district, "--as-of", "2024-11-23", columns=columns)[1].splitlines()
    # The first line is one line, whatever the screen.
    assert max(map(len, lines[1:])) <= columns


def test_every_form_tells_the_same(district: Path) -> None:
    day = date(2024, 11, 23)
    whole = the_board(district, day)
    document: dict[str, Any] = json.loads(called("status", district, "--format", "json", "--as-of", day.isoformat())[1])
    page = called("status", district, "--format", "csv", "--as-of", day.isoformat())[1]
    assert page.startswith(MARK)
    lines = list(csv.DictReader(io.StringIO(page.removeprefix(MARK))))
    assert list(document)[:5] == ["schema", "unit", "as_of", "headline", "expected"]
    assert (document["unit"], document["as_of"], document["expected"], document["received"], document["late"]) == (
        "Xã Mẫu",
        "2024-11-23",
        4,
        3,
        1,
    )
    assert sum(document["stages"].values()) == sum(document["phases"].values()) == document["expected"] == len(document["hamlets"])
    assert Counter(hamlet["stage"] for hamlet in document["hamlets"]) == document["stages"]
    for key in ("expected", "received", "late"):
        assert sum(commune[key] for commune in document["communes"]) == document[key]
    assert [hamlet["code"] for hamlet in document["hamlets"]] == [line["Mã"] for line in lines] == ["A1", "A2", "A3", "B1"]
    assert (
        [str(hamlet["days_left"] or "") for hamlet in document["hamlets"]] == [line["Còn (ngày)"] for line in lines] == ["-1", "", "", ""]
    )
    assert [hamlet["state"] for hamlet in document["hamlets"]] == ["read", "unreadable", "missing", "read"]
    assert document["hamlets"][0] | {"files": [], "next_step": ""} == {
        "code": "A1", "name": "Ấp 1", "commune": "xã An Phước", "state": "read", "files": [], "stage": "sent",
        "stage_words": "đã gửi kết quả bầu cử", "phase": "waiting", "next_step": "", "due": "2024-11-22", "days_left": -1,
        "outcome": "elected", "model": None,
    }  # fmt: skip
    assert whole.headline == document["headline"]


STEPS = "moc:\n  - {{buoc: {step}, ngay: {day}}}\n"
LOST = VOTED.replace("so_phieu: 70", "so_phieu: 50")
PLANNED = "bau_cu:\n  - {chuc_danh: trưởng ấp, ngay: 10/12/2024}\n"


@pytest.mark.parametrize(
    ("more", "phase", "late"),
    [
        ("", Phase.NOT_VOTED, False),
        # The vote is on 10/12: its decision had to be taken by 20/11.
        (PLANNED, Phase.NOT_VOTED, True),
        (PLANNED.replace("10/12/2024", "22/11/2024"), Phase.NOT_VOTED, True),
        (VOTED, Phase.WAITING, True),
        (LOST, Phase.NOT_ELECTED, False),
        (VOTED.replace("khong_hop_le: 0", "khong_hop_le: 1"), Phase.UNCLEAR, False),
        (VOTED + STEPS.format(step="công nhận trưởng ấp", day="20/11/2024"), Phase.RECOGNISED, False),
        (LOST + STEPS.format(step="công nhận trưởng ấp", day="20/11/2024"), Phase.NOT_ELECTED, False),
        (VOTED + STEPS.format(step="từ chối công nhận", day="20/11/2024"), Phase.REFUSED, False),
    ],
)
def test_phase_and_what_is_late(tmp_path: Path, more: str, phase: Phase, late: bool) -> None:
    folder = a_district(tmp_path, {"bau-can/b1.yaml": one("B1", "Ấp 1", "xã Bàu Cạn", more)})
    (row,) = [row for row in the_board(folder, date(2024, 11, 23)).rows if row.seat.code == "B1"]
    assert (row.phase, row.late) == (phase, late)


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        (
            "Gửi kết quả đến UBND và Ủy ban MTTQ xã A chậm nhất ngày 15/11/2024 (05 ngày); sau đó",
            "Gửi kết quả đến UBND và Ủy ban MTTQ xã A",
        ),
        ("Cấp ủy cấp trên chuẩn y, chậm nhất ngày 02/01/2025.", "Cấp ủy cấp trên chuẩn y"),
        ("Tổ chức bầu trưởng ấp.", "Tổ chức bầu trưởng ấp"),
    ],
)
def test_a_next_step_in_brief(text: str, brief: str) -> None:
    assert NextStep(text).brief == brief


# --- validate and tally over many hamlets -----------------------------------------------------------------------------------

FAULTY = VOTED.replace("thu_ve: 80", "thu_ve: 79")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    files = {
        "an-phuoc/a1.yaml": one("A1", "Ấp 1", "xã An Phước", FAULTY),
        "an-phuoc/a2.yaml": "don_vi: [",
        "bau-can/b1.yaml": one("B1", "Ấp 1", "xã Bàu Cạn", FAULTY),
    }
    return a_district(tmp_path, files)


def test_a_finding_names_the_hamlet_first_and_the_file_last(faulty: Path) -> None:
    text = called("validate", faulty, "--select", "DT308,DT601")[1]
    (line,) = [line for line in text.splitlines() if line.startswith("A1 ")]
    assert line.startswith("A1 Ấp 1, xã An Phước: dòng 3: ")
    assert line.endswith(f"[LỖI DT308] ({(faulty / 'an-phuoc/a1.yaml').as_posix()})")
    assert "Căn cứ" not in line
    assert "Căn cứ: Mẫu số 02 Nghị định 59/2023/NĐ-CP (mức A)" in next(hint for hint in text.splitlines() if hint.startswith("  DT308 "))
    (missing,) = [line for line in text.splitlines() if "DT601]" in line]
    assert missing.startswith("A3 Ấp 3, xã An Phước: dòng 6: chưa có hồ sơ")
    for words in ("chưa có hồ sơ", "không đọc được", "2/4 đã đọc", "1/3 đã đọc"):
        assert words in text, words


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("hamlet", ["A1 Ấp 1, xã An Phước: 1 lỗi", "A3 Ấp 3, xã An Phước: 1 lỗi", "B1 Ấp 1, xã Bàu Cạn: 1 lỗi"]),
        ("commune", ["Xã An Phước: 3 lỗi", "Xã Bàu Cạn: 1 lỗi"]),
        ("code", ["DT308 Phiếu hợp lệ cộng phiếu không hợp lệ khác phiếu thu về: 2 lỗi"]),
    ],
)
def test_findings_are_put_together(faulty: Path, group: str, headings: list[str]) -> None:
    lines = called("validate", faulty, "--select", "DT308,DT601", "--group", group)[1].splitlines()
    assert [line for line in lines if line in headings] == headings


@pytest.mark.parametrize(
    ("code", "says"),
    [("A3", "A3 Ấp 3, xã An Phước: dòng 6: chưa có hồ sơ"), ("a2", "A2 Ấp 2, xã An Phước: dòng 1: không đọc được tệp")],
)
def test_one_hamlet_that_is_missing_or_damaged_is_told(faulty: Path, code: str, says: str) -> None:
    status, text, _ = called("validate", faulty, "--hamlet", code)
    assert (status, says in text, "DT308" in text) == (1, True, False)


def test_the_table_of_findings(faulty: Path) -> None:
    page = called("validate", faulty, "--format", "csv")[1]
    lines = list(csv.DictReader(io.StringIO(page.removeprefix(MARK))))
    document = json.loads(called("validate", faulty, "--format", "json")[1])
    assert page.startswith(MARK)
    assert [line["Mã lỗi"] for line in lines] == [d["code"] for d in document["diagnostics"]]
    assert {(line["Mã ấp"], line["Xã"]) for line in lines} == {(c, "xã An Phước") for c in ("A1", "A2", "A3")} | {("B1", "xã Bàu Cạn")}
    assert [(seat["hamlet"], seat["commune"]) for seat in document["missing"]] == [("A3", "xã An Phước")]
    assert [seat["hamlet"] for seat in document["unreadable"]] == ["A2"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 %", "@SUM", "\tx"])
def test_a_text_stays_a_text_in_excel(text: str) -> None:
    assert "".join(table(["A"], [[text, -12]])).splitlines()[1] in (f"'{text},-12", f'"\'{text}",-12')


def test_tally_of_many_is_one_line_a_contest(faulty: Path) -> None:
    (faulty / "an-phuoc/a1.yaml").write_text(one("A1", "Ấp 1", "xã An Phước", VOTED), "utf-8")
    text = called("tally", faulty, columns=160)[1]
    (line,) = [line for line in text.splitlines() if line.startswith("A1 Ấp 1")]
    assert (
        " ".join(line.split())
        == "A1 Ấp 1, xã An Phước Bầu trưởng ấp lần 1 10/11/2024 80/100 Lê Văn Mẫu trúng cử trưởng ấp: 70/100, 70,00 %"
    )
    assert ("Chưa có hồ sơ" in text, "Không đọc được" in text, "Cần để trúng cử" in text) == (True, True, False)
    assert "Cần để trúng cử" in called("tally", faulty, "--hamlet", "A1")[1]


# --- What could be checked --------------------------------------------------------------------------------------------------


def test_every_rule_is_in_one_of_four_places(faulty: Path) -> None:
    document = json.loads(called("validate", faulty, "--all", "--format", "json")[1])
    first, unread, missing, _ = document["coverage"]
    codes = [*first["found"], *first["clear"], *(s["code"] for s in first["silent"]), *first["not_concerned"]]
    assert sorted(codes) == sorted({rule.code for rule, _ in ordered_checks()} | set(first["found"]))
    assert "DT308" in first["found"]
    assert {"code": "DT313", "why": "chưa có bảng “Lá phiếu”"} in first["silent"]
    assert (unread["state"], unread["clear"], missing["state"], missing["clear"]) == ("unreadable", [], "missing", [])
    assert called("validate", faulty, "--all", "--format", "csv")[0] != 0


def test_a_rule_that_waits_for_another_error_is_not_among_those_that_found_nothing(tmp_path: Path) -> None:
    """Whoever stands for secretary is neither head nor head of the Front: not told while it is an error that nobody introduced them."""
    more = VOTED + (
        "  - {chuc_danh: bí thư, ngay: 24/11/2024, cach_thuc: đại hội, co_mat: 8, phat_ra: 8, thu_ve: 8, hop_le: 8, khong_hop_le: 0, "
        "ung_cu: [{ho_ten: Đỗ Văn Én, so_phieu: 8}]}\n"
        "nhan_su:\n  - {ho_ten: NAME, gioi_thieu: bí thư}\n  - {ho_ten: Lê Văn Mẫu, gioi_thieu: trưởng ấp}\n"
    )
    text = one("A1", "Ấp 1", "xã An Phước", more).replace("tong_so_ho: 100", "tong_so_ho: 100, mo_hinh: bí thư là trưởng ấp")
    by_name: dict[str, tuple[bool, bool, list[str]]] = {}
    for name in ("Đỗ Thị Lan", "Đỗ Văn Én"):
        (tmp_path / "a1.yaml").write_text(text.replace("NAME", name), "utf-8")
        (checked,) = json.loads(called("validate", tmp_path, "--all", "--format", "json")[1])["coverage"]
        silent = [s["why"] for s in checked["silent"] if s["code"] == "DT503"]
        by_name[name] = ("DT312" in checked["found"], "DT503" in checked["found"], silent)
        assert "DT503" not in checked["clear"]
    assert by_name["Đỗ Văn Én"] == (False, True, [])
    assert by_name["Đỗ Thị Lan"] == (True, False, ["còn lỗi ở số liệu hoặc tên người mà quy tắc này xét; sửa lỗi đó rồi kiểm tra lại"])


def test_seats_that_are_not_told_are_one() -> None:
    from dantin.readers import read_bytes

    (entry,) = read_bytes(one("A1", "Ấp 1", "xã An Phước", VOTED).encode(), "a.yaml", ".yaml").dossiers
    assert [round_.seats_told for round_ in entry.dossier.rounds] == [None]
    assert [lacking(CATALOGUE[code], entry.dossier) for code in ("DT505", "DT515")] == ["", ""]


def test_what_is_not_told_is_named() -> None:
    from dantin.readers import read_bytes

    (entry,) = read_bytes(b"don_vi: {ma: A1, ten: 'Ap 1', xa: X, tinh: T}\n", "a.yaml", ".yaml").dossiers
    assert "Tổng số hộ" in lacking(CATALOGUE["DT305"], entry.dossier)
    (clean,) = read_bytes(CLEAN.read_bytes(), "a.yaml", ".yaml").dossiers
    assert lacking(CATALOGUE["DT305"], clean.dossier) == ""


# --- The timetable --------------------------------------------------------------------------------------------------------


def test_the_timetable_as_text_calendar_and_paper(tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    files = ["--ics", str(tmp_path / "a.ics"), "--word", str(tmp_path / "a.docx")]
    status, text, _ = called("plan", "--ngay-bau", "10/11/2024", "--ten", "Khu phố 4", "--xa", "phường 4", *files, columns=140)
    assert status == 0
    for line in (
        "21/10/2024 thứ Hai",
        "26/10/2024 thứ Bảy thứ Bảy: làm xong từ thứ Sáu 25/10/2024",
        "Tổ chức bầu trưởng khu phố 10/11/2024 Chủ nhật",
    ):
        assert line in " ".join(text.split()), line
    data = (tmp_path / "a.ics").read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    events = {str(event["SUMMARY"]): event["DTSTART"].dt for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    assert events["Tổ chức bầu trưởng khu phố"] == date(2024, 11, 10)
    assert events["UBND cấp xã quyết định tổ chức bầu cử"] == date(2024, 10, 21)
    # A last day on which offices are closed is kept by the working day before.
    assert events["Gửi danh sách ứng cử chính thức đến cấp xã"] == date(2024, 10, 25)
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("model", "congress", "steps_hurried"),
    [
        ("bí thư là trưởng ấp", "21/11/2024", 1),
        ("bí thư là trưởng ấp", "14/11/2024", 2),
        # The last lawful day of the recognition is early enough.
        ("bí thư là trưởng ấp", "22/11/2024", 0),
        ("bí thư là trưởng ban công tác mặt trận", "14/11/2024", 0),
    ],
)
def test_a_plan_says_what_a_congress_waits_for(model: str, congress: str, steps_hurried: int, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    args = ["--ngay-bau", "10/11/2024", "--ngay-dai-hoi", congress, "--mo-hinh", model, "--ics", str(tmp_path / "a.ics")]
    status, text, _ = called("plan", *args, columns=160)
    assert status == 0
    assert text.count(f"đại hội họp ngày {congress}: phải xong trước khi đại hội họp") == steps_hurried
    events = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    days = {str(event["SUMMARY"]): event["DTSTART"].dt for event in events}
    held = date(int(congress[6:]), int(congress[3:5]), int(congress[:2]))
    recognised = days["UBND cấp xã công nhận kết quả"]
    assert recognised == (held if steps_hurried else date(2024, 11, 22))
    assert sum("Phải xong trước khi đại hội họp" in str(event.get("DESCRIPTION")) for event in events) == steps_hurried


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--mo-hinh", "khác"], "không thực hiện"),
        (["--ngay-dai-hoi", "09/11/2024"], "trước ngày bầu"),
        (["--ngay-dai-hoi", "x"], "--ngay-dai-hoi"),
        (["khong-co"], "“khong-co”"),
        ([__file__], "không phải là thư mục"),
        # By its name a file may be a dossier, which would be lost.
        (["--ics", "a1.yaml"], "phải có đuôi .ics"),
        (["--word", "a1.xlsx"], "phải có đuôi .docx"),
    ],
)
def test_a_plan_that_cannot_be(args: list[str], says: str) -> None:
    result = CliRunner().invoke(app, ["plan", "--ngay-bau", "10/11/2024", *args])
    assert says in str(result.exception)


def test_a_plan_keeps_to_the_guidance_of_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guidance = "dia_phuong: {van_ban: Hướng dẫn của Huyện ủy, so: 12-HD/BTC, ngay: 01/09/2024, thoi_han: {DT301: 25}}\n"
    (tmp_path / "dantin.yaml").write_text(guidance, "utf-8")
    line = ["plan", "--ngay-bau", "06/12/2026"]
    monkeypatch.chdir(tmp_path.parent)
    assert "16/11/2026" in CliRunner().invoke(app, line).output
    named = CliRunner().invoke(app, [*line, tmp_path.name]).output
    monkeypatch.chdir(tmp_path)
    for output in (named, CliRunner().invoke(app, line).output):
        assert "11/11/2026" in output
        assert "12-HD/BTC" in output
