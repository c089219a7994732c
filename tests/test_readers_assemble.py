"""dantin.readers.dossier.assembly: tables become dossiers, one for each hamlet, the same from YAML and from a workbook."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dantin.diagnostic import Place
from dantin.model import Office, covers
from dantin.readers import Reading
from dantin.readers.dossier.fields import BY_SLUG, Field, Kind, Table
from dantin.readers.dossier.places import Places
from dantin.vietnamese import fold
from tests.conftest import examples
from tests.sheets import Formula, found, read_xlsx, read_yaml, serious, workbook

UNIT = "don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
TWO = """don_vi:
- {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}
- {ma: LT-02, ten: Ấp 2, xa: xã An Phước, tinh: Đồng Nai}
"""

Tables = dict[str, list[dict[str, Any]]]


def as_workbook(text: str) -> Reading:
    """The same tables as a workbook: slugs for headers in row 1, candidates on the sheet of results."""
    tables: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)
    return read_xlsx(workbook(sheets_of({slug: rows if isinstance(rows, list) else [rows] for slug, rows in tables.items()})))


def sheets_of(tables: Tables) -> dict[str, list[list[object]]]:
    tables = {slug: [dict(row) for row in rows] for slug, rows in tables.items()}
    results: list[dict[str, Any]] = []
    for round_ in tables.get("bau_cu", []):
        key = {slug: round_[slug] for slug in ("ma_ap", "chuc_danh", "lan", "cum") if slug in round_}
        results += [{**key, **person} for person in round_.pop("ung_cu", None) or []]
    if results:
        tables["ket_qua"] = tables.get("ket_qua", []) + results
    sheets = {}
    for slug, rows in tables.items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheets[BY_SLUG[slug].sheet] = [list(columns), *([_cell(row.get(key)) for key in columns] for row in rows)]
    return sheets


def _cell(value: Any) -> object:
    return "; ".join(value) if isinstance(value, list) else value


READERS: dict[str, Callable[[str], Reading]] = {"yaml": read_yaml, "xlsx": as_workbook}
both = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


def codes(reading: Reading) -> list[str]:
    return [code for code, _ in found(reading)]


# --- One hamlet and several ---------------------------------------------------------------------------------------------------

HAMLETS: dict[str, tuple[str, list[str], list[list[str]]]] = {
    # text, the codes found, the names of the households of each hamlet
    "one, rows without code": (UNIT + "ho_gia_dinh: [{ho_ten: A}, {ho_ten: B}]\n", [], [["A", "B"]]),
    "one, rows with code": (UNIT + "ho_gia_dinh: [{ma_ap: LT-01, ho_ten: A}, {ho_ten: B}]\n", [], [["A", "B"]]),
    "one without a code of its own": ("don_vi: {ten: a, xa: b, tinh: c}\nho_gia_dinh: [{ho_ten: A}]\n", [], [["A"]]),
    "one, a row of another": (UNIT + "ho_gia_dinh: [{ma_ap: LT-02, ho_ten: A}, {ho_ten: B}]\n", ["DT005"], [["B"]]),
    "two, rows mixed": (
        TWO + "ho_gia_dinh: [{ma_ap: LT-02, ho_ten: A}, {ma_ap: LT-01, ho_ten: B}, {ma_ap: LT-02, ho_ten: C}]\n",
        [],
        [["B"], ["A", "C"]],
    ),
    "two, code in another case and spelling": (
        TWO + "ho_gia_dinh: [{ma_ap: lt-02, ho_ten: A}, {ma_ap: ' LT_01 ', ho_ten: B}]\n",
        [],
        [["B"], ["A"]],
    ),
    "two, a row without code": (TWO + "ho_gia_dinh: [{ma_ap: LT-01, ho_ten: A}, {ho_ten: B}]\n", ["DT008"], [["A"], []]),
    "two, no column of codes": (TWO + "ho_gia_dinh: [{ho_ten: A}]\n", ["DT008"], [[], []]),
    "two, an unknown code": (TWO + "ho_gia_dinh: [{ma_ap: LT-03, ho_ten: A}, {ma_ap: LT-02, ho_ten: B}]\n", ["DT005"], [[], ["B"]]),
    "two, an empty row without code": (TWO + "ho_gia_dinh: [{tt: 1, ho_ten: ''}, {ma_ap: LT-02, ho_ten: B}]\n", [], [[], ["B"]]),
    "two, a row with code and number only": (TWO + "ho_gia_dinh: [{ma_ap: LT-01, tt: 1}, {ma_ap: LT-02, ho_ten: B}]\n", [], [[], ["B"]]),
    "codes that are numbers": (
        "don_vi: [{ma: 1, ten: a, xa: b, tinh: c}, {ma: 2, ten: a, xa: b, tinh: c}]\nho_gia_dinh: [{ma_ap: 2, ho_ten: A}]\n",
        [],
        [[], ["A"]],
    ),
    "one code twice": (
        TWO.replace("LT-02", "lt-01") + "ho_gia_dinh: [{ma_ap: LT-01, ho_ten: A}]\n",
        ["DT009"],
        [["A"], []],
    ),
    "no unit at all": ("ho_gia_dinh: [{ma_ap: LT-01, ho_ten: A}, {ho_ten: B}]\n", ["DT002"], [["A", "B"]]),
}


@both
@pytest.mark.parametrize(("text", "wanted", "names"), HAMLETS.values(), ids=HAMLETS)
def test_rows_come_to_their_hamlet(read: Callable[[str], Reading], text: str, wanted: list[str], names: list[list[str]]) -> None:
    reading = read(text)
    assert codes(reading) == wanted
    assert [[house.name for house in entry.dossier.households] for entry in reading.dossiers] == names


def test_numbers_as_codes_are_the_same_as_text() -> None:
    unit = [["Mã ấp", "Tên", "Xã", "Tỉnh"], [1, "a", "b", "c"], [2.0, "a", "b", "c"]]
    reading = read_xlsx(workbook({"Đơn vị": unit, "Hộ gia đình": [["Mã ấp", "Họ và tên"], ["2", "A"], [1, "B"]]}))
    assert found(reading) == []
    assert [entry.dossier.code for entry in reading.dossiers] == ["1", "2"]
    assert [entry.dossier.households[0].name for entry in reading.dossiers] == ["B", "A"]


# --- What reading finds: one fault, one finding, at its place ------------------------------------------------------------------

HEAD = UNIT + "bau_cu:\n- chuc_danh: trưởng ấp\n  lan: 1\n"
VOTES = HEAD + "  ung_cu:\n  - {ho_ten: Nguyễn Văn An, so_phieu: 60}\n  - {ho_ten: Trần Thị Bình, so_phieu: 30}\n"
BALLOTS = "la_phieu:\n" + 3 * "- {chuc_danh: trưởng ấp, lan: 1, bau_cho: Nguyễn Văn An}\n"

FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    # text, code, line in YAML, cell in the workbook, field
    "no name of the hamlet": ("don_vi: {ma: LT-01, ten: '', xa: b, tinh: c}\n", "DT008", "dòng 1", "Đơn vị!B2", "ten"),
    "no province": ("don_vi:\n  ten: a\n  xa: b\n  tinh:\n", "DT008", "dòng 4", "Đơn vị!C2", "tinh"),
    "no name in a roster": (
        UNIT + "ho_gia_dinh:\n- {ho_ten: A}\n- {ho_ten: '', ngay_sinh: 1965}\n",
        "DT008",
        "dòng 4",
        "Hộ gia đình!A3",
        "ho_ten",
    ),
    "no key of the name in a row": (
        UNIT + "ho_gia_dinh:\n- {ho_ten: A}\n- {cccd: 001}\n",
        "DT008",
        "dòng 4",
        "Hộ gia đình!A3",
        "ho_ten",
    ),
    "no office of a round": (UNIT + "bau_cu:\n- {chuc_danh: '', co_mat: 3}\n", "DT008", "dòng 3", "Bầu cử!A2", "chuc_danh"),
    "no step": (UNIT + "moc:\n- {buoc: niêm yết}\n- {ngay: 1/11/2024}\n", "DT008", "dòng 4", "Mốc thời gian!A3", "buoc"),
    "no candidate's name": (
        HEAD + "  ung_cu:\n  - {ho_ten: A, so_phieu: 1}\n  - {so_phieu: 3}\n",
        "DT008",
        "dòng 7",
        "Kết quả!C3",
        "ho_ten",
    ),
    "an office misspelt": (UNIT + "bau_cu:\n- {chuc_danh: trưởng aap, co_mat: 3}\n", "DT005", "dòng 3", "Bầu cử!A2", "chuc_danh"),
    "an office misspelt, its candidates with it": (
        VOTES.replace("trưởng ấp", "trưởng aap"),
        "DT005",
        "dòng 3",
        "Bầu cử!A2",
        "chuc_danh",
    ),
    "a state misspelt": (UNIT + "dang_vien:\n- {ho_ten: A, tinh_trang: nghỉ}\n", "DT005", "dòng 3", "Đảng viên!B2", "tinh_trang"),
    "a vote that is no number": (VOTES.replace("60", "sáu mươi"), "DT004", "dòng 6", "Kết quả!D2", "so_phieu"),
    "one round twice": (HEAD + "- {chuc_danh: trưởng khu phố}\n", "DT009", "dòng 5", "Bầu cử!A3", "chuc_danh"),
    "a ballot of no round": (VOTES + BALLOTS + "- {chuc_danh: trưởng ấp, lan: 2}\n", "DT005", "dòng 12", "Lá phiếu!B5", "lan"),
    "a hamlet nobody knows": (UNIT + "moc:\n- {ma_ap: LT-09, buoc: niêm yết}\n", "DT005", "dòng 3", "Mốc thời gian!A2", "ma_ap"),
}


@pytest.mark.parametrize(("text", "code", "line", "cell", "field"), FAULTS.values(), ids=FAULTS)
def test_one_fault_is_one_finding_at_its_place(text: str, code: str, line: str, cell: str, field: str) -> None:
    for reading, place in ((read_yaml(text), line), (as_workbook(text), cell)):
        assert found(reading) == [(code, place)]
        assert reading.diagnostics[0].field == field
        assert reading.dossiers[0].dossier.unit.commune is not None


@pytest.mark.parametrize(("code", "typed"), [("001", "1"), ("1", "001"), ("A1", "A01"), ("LT-01", "LT1")])
def test_a_code_with_its_noughts_lost_is_offered(code: str, typed: str) -> None:
    text = TWO.replace("LT-01", f"'{code}'") + f"ho_gia_dinh: [{{ma_ap: '{typed}', ho_ten: A}}, {{ma_ap: '{typed}', ho_ten: B}}]\n"
    (finding,) = read_yaml(text).diagnostics
    assert finding.message.endswith(f"(và 1 dòng khác). Có phải là “{code}”?")


def test_the_nearest_code_is_offered() -> None:
    (finding,) = read_yaml(TWO.replace("LT-01", "AP-01") + "moc: [{ma_ap: LT-20, buoc: niêm yết}]\n").diagnostics
    assert finding.message.endswith("Có phải là “LT-02”?")


ROUND_HEAD = ["Chức danh", "Lần"]
RESULT_HEAD = ["Chức danh", "Lần", "Họ và tên", "Số phiếu"]
RESULTS: list[list[object]] = [["trưởng ấp", 1, "Nguyễn Văn An", 60], ["trưởng ấp", 1, "Trần Thị Bình", 30]]
BALLOT_HEAD = ["Chức danh", "Lần", "Bầu cho"]
BALLOT_ROWS: list[list[object]] = [["trưởng ấp", 1, "Nguyễn Văn An"]] * 3

LINKED: dict[str, tuple[list[object], list[list[object]], list[list[object]], tuple[str, str], bool]] = {
    # the round, the results, the ballots; the one finding; whether votes of the round may have gone astray
    "a round of an unknown office": (["trưởng aap", 1], RESULTS, BALLOT_ROWS, ("DT005", "Bầu cử!A2"), False),
    "a round whose office is an error": ([Formula("=A0", "#REF!"), 1], RESULTS, BALLOT_ROWS, ("DT004", "Bầu cử!A2"), False),
    "a round without office": (["", 1], RESULTS, BALLOT_ROWS, ("DT008", "Bầu cử!A2"), False),
    "a round whose number cannot be read": (["trưởng ấp", "một"], RESULTS, BALLOT_ROWS, ("DT004", "Bầu cử!B2"), False),
    "a second round whose number cannot be read": (
        ["trưởng ấp", "hai"],
        [["trưởng ấp", 2, "Nguyễn Văn An", 60]],
        [["trưởng ấp", 2, "Nguyễn Văn An"]],
        ("DT004", "Bầu cử!B2"),
        False,
    ),
    "a result of an unknown office": (["trưởng ấp", 1], [["trưởng aap", *RESULTS[0][1:]]], [], ("DT005", "Kết quả!A2"), True),
    "a result without office": (["trưởng ấp", 1], [["", *RESULTS[0][1:]]], [], ("DT008", "Kết quả!A2"), True),
    "a result whose number cannot be read": (["trưởng ấp", 1], [["trưởng ấp", "một", "A", 3]], [], ("DT004", "Kết quả!B2"), True),
    "a result of no round": (["trưởng ấp", 1], [*RESULTS, ["trưởng ấp", 3, "A", 3]], [], ("DT005", "Kết quả!B4"), True),
    "a ballot of no round": (["trưởng ấp", 1], RESULTS, [*BALLOT_ROWS, ["trưởng ấp", 2, "A"]], ("DT005", "Lá phiếu!B5"), False),
    "a ballot of an unknown office": (["trưởng ấp", 1], RESULTS, [*BALLOT_ROWS, ["trưởng aap", 1, "A"]], ("DT005", "Lá phiếu!A5"), False),
}


def linked(round_: list[object], results: list[list[object]], ballots: list[list[object]], *more: list[object]) -> Reading:
    sheets: dict[str, list[Sequence[object]]] = {
        "Kết quả": [RESULT_HEAD, *results],
        "Lá phiếu": [BALLOT_HEAD, *ballots],
        "Đơn vị": [["Tên", "Xã", "Tỉnh"], ["a", "b", "c"]],
        "Bầu cử": [ROUND_HEAD, round_, *more],
    }
    return read_xlsx(workbook(sheets))


@pytest.mark.parametrize(("round_", "results", "ballots", "wanted", "astray"), LINKED.values(), ids=LINKED)
def test_rows_of_a_round_add_no_finding_to_its_fault(
    round_: list[object], results: list[list[object]], ballots: list[list[object]], wanted: tuple[str, str], astray: bool
) -> None:
    reading = linked(round_, results, ballots)
    assert found(reading) == [wanted]
    if astray:
        assert covers("bau_cu[0].ung_cu", reading.dossiers[0].dossier.flawed)


def test_a_round_of_a_hamlet_nobody_knows_is_one_finding() -> None:
    unit = [["Mã ấp", "Tên", "Xã", "Tỉnh"], ["LT-01", "a", "b", "c"], ["LT-02", "a", "b", "c"]]
    rounds = [["Mã ấp", *ROUND_HEAD], ["LT-09", "trưởng ấp", 1]]
    results = [["Mã ấp", *RESULT_HEAD], *(["LT-01", *row] for row in RESULTS)]
    assert found(read_xlsx(workbook({"Đơn vị": unit, "Bầu cử": rounds, "Kết quả": results}))) == [("DT005", "Bầu cử!A2")]


def test_a_number_that_cannot_be_read_makes_no_twin_of_the_first_round() -> None:
    reading = linked(["trưởng ấp", 1], RESULTS, [], ["trưởng ấp", "hai"])
    assert found(reading) == [("DT004", "Bầu cử!B3")]
    assert [len(round_.candidates) for round_ in reading.dossiers[0].dossier.rounds] == [2, 0]


def test_a_round_of_two_offices_is_found_by_either() -> None:
    reading = linked(["chi ủy; bí thư", 1], [["bí thư", 1, "A", 3], ["chi ủy", 1, "B", 2]], [["bí thư", 1, "A"], ["chi ủy", 1, "B"]])
    assert found(reading) == []
    (round_,) = reading.dossiers[0].dossier.rounds
    assert round_.offices == (Office.COMMITTEE, Office.SECRETARY)
    assert [candidate.name for candidate in round_.candidates] == ["A", "B"]


def test_rounds_of_two_hamlets_are_apart() -> None:
    rounds = "bau_cu: [{ma_ap: LT-01, chuc_danh: trưởng ấp}, {ma_ap: LT-02, chuc_danh: trưởng ấp}]\n"
    results = "ket_qua: [{ma_ap: LT-02, chuc_danh: trưởng ấp, ho_ten: A, so_phieu: 3}]\n"
    reading = read_yaml(TWO + rounds + results)
    assert found(reading) == []
    assert [len(entry.dossier.rounds[0].candidates) for entry in reading.dossiers] == [0, 1]


# --- Flawed ---------------------------------------------------------------------------------------------------------------

FLAWED: dict[str, tuple[str, list[str], list[str]]] = {
    # text, routes that are not to be relied on, routes that are
    "a figure": (HEAD + "  thu_ve: nhiều\n", ["bau_cu[0].thu_ve"], ["bau_cu[0].phat_ra", "bau_cu[0].ung_cu", "bau_cu[1].thu_ve"]),
    "a name in a roster": (
        UNIT + "ho_gia_dinh: [{ho_ten: A}, {ho_ten: '', cccd: 1}]\n",
        ["ho_gia_dinh[1].ho_ten", "ho_gia_dinh.#"],
        ["ho_gia_dinh[0].ho_ten", "ho_gia_dinh[1].cccd", "dang_vien.#"],
    ),
    "a birth in a roster": (
        UNIT + "ho_gia_dinh: [{ho_ten: A, ngay_sinh: 30/2/1965}]\n",
        ["ho_gia_dinh[0].ngay_sinh"],
        ["ho_gia_dinh.#", "ho_gia_dinh[0].ho_ten"],
    ),
    "a state of a member": (
        UNIT + "dang_vien: [{ho_ten: A, tinh_trang: nghỉ}]\n",
        ["dang_vien[0].tinh_trang", "dang_vien.#"],
        ["dang_vien[0].ho_ten", "ho_gia_dinh.#"],
    ),
    "the hamlet of a household": (UNIT + "ho_gia_dinh: [{ma_ap: LT-09, ho_ten: A}]\n", ["ho_gia_dinh.#"], ["dang_vien.#"]),
    "the hamlet of a round": (
        TWO + "bau_cu: [{ma_ap: LT-01, chuc_danh: trưởng ấp}, {ma_ap: LT-09, chuc_danh: bí thư}]\n",
        [],
        ["bau_cu[0].chuc_danh"],
    ),
    "the hamlet of a result": (
        TWO
        + "bau_cu: [{ma_ap: LT-01, chuc_danh: trưởng ấp}, {ma_ap: LT-02, chuc_danh: trưởng ấp}]\n"
        + "ket_qua: [{ma_ap: LT-09, chuc_danh: trưởng ấp, ho_ten: A, so_phieu: 3}]\n",
        ["bau_cu[0].ung_cu"],
        ["don_vi.ten"],
    ),
    "a table twice": (UNIT + "moc: [{buoc: niêm yết}]\nMốc thời gian: [{buoc: hiệp thương}]\n", ["moc", "moc[0].ngay"], ["bau_cu"]),
    "a column twice": (
        UNIT + "ho_gia_dinh:\n- {ho_ten: A, Họ tên: B}\n",
        ["ho_gia_dinh[0].ho_ten", "ho_gia_dinh.#"],
        ["ho_gia_dinh[0].cccd"],
    ),
    "one round twice": (
        HEAD + "- {chuc_danh: trưởng ấp}\n- {chuc_danh: bí thư}\n",
        ["bau_cu[0].thu_ve", "bau_cu[1].thu_ve"],
        ["bau_cu[2].thu_ve"],
    ),
    "a code twice": (
        TWO.replace("LT-02", "LT-01") + "bau_cu: [{ma_ap: LT-01, chuc_danh: trưởng ấp}]\n",
        ["bau_cu[0].thu_ve", "ho_gia_dinh.#", "dang_vien", "moc"],
        ["don_vi.ten"],
    ),
    "votes": (
        VOTES.replace("30", "ba mươi"),
        ["bau_cu[0].ung_cu[1].so_phieu"],
        ["bau_cu[0].ung_cu[0].so_phieu", "bau_cu[0].ung_cu[1].ho_ten"],
    ),
    "candidates that are no table": (HEAD + "  ung_cu: [A, B]\n", ["bau_cu[0].ung_cu[0].so_phieu"], ["bau_cu[0].thu_ve"]),
    "candidates without names": (HEAD + "  ung_cu: [{so_phieu: 1}]\n", ["bau_cu[0].ung_cu"], ["bau_cu[0].thu_ve"]),
}


@pytest.mark.parametrize(("text", "flawed", "sound"), FLAWED.values(), ids=FLAWED)
def test_what_is_not_to_be_relied_on(text: str, flawed: list[str], sound: list[str]) -> None:
    reading = read_yaml(text)
    assert len(reading.diagnostics) == 1
    for entry in reading.dossiers:
        assert [route for route in flawed if not covers(route, entry.dossier.flawed)] == []
        assert [route for route in sound if covers(route, entry.dossier.flawed)] == []


# --- Ticks, blank rows --------------------------------------------------------------------------------------------------------

TICKS: dict[str, tuple[str, list[bool | None]]] = {
    "blank from top to bottom": ("- {ho_ten: A, du_hop: ''}\n- {ho_ten: B}\n", [None, None]),
    "no such column": ("- {ho_ten: A}\n- {ho_ten: B}\n", [None, None]),
    "one tick": ("- {ho_ten: A}\n- {ho_ten: B, du_hop: x}\n- {ho_ten: C, du_hop: ''}\n", [False, True, False]),
    "one no": ("- {ho_ten: A}\n- {ho_ten: B, du_hop: không}\n", [False, False]),
    "a tick in an empty row is none": ("- {ho_ten: A, du_hop: x}\n- {tt: 2}\n", [True]),
}


@both
@pytest.mark.parametrize(("rows", "wanted"), TICKS.values(), ids=TICKS)
def test_blank_in_a_column_of_ticks(read: Callable[[str], Reading], rows: str, wanted: list[bool | None]) -> None:
    reading = read(UNIT + "ho_gia_dinh:\n" + rows)
    assert found(reading) == []
    assert [house.attends for house in reading.dossiers[0].dossier.households] == wanted


@both
def test_each_hamlet_has_a_column_of_ticks_of_its_own(read: Callable[[str], Reading]) -> None:
    rows = "ho_gia_dinh: [{ma_ap: LT-01, ho_ten: A, du_hop: x}, {ma_ap: LT-02, ho_ten: B}, {ma_ap: LT-01, ho_ten: C}]\n"
    assert [[h.attends for h in entry.dossier.households] for entry in read(TWO + rows).dossiers] == [[True, False], [None]]


@both
def test_rows_with_a_number_only_name_nobody(read: Callable[[str], Reading]) -> None:
    reading = read(UNIT + "dang_vien: [{tt: 1, ho_ten: A}, {tt: 2, ho_ten: ''}, {tt: 3, ma_ap: LT-01, ho_ten: ' '}, {tt: 4, ho_ten: D}]\n")
    assert found(reading) == []
    assert [(m.index, m.number, m.name) for m in reading.dossiers[0].dossier.members] == [(0, "1", "A"), (1, "4", "D")]


@pytest.mark.parametrize(
    "text",
    ["don_vi: {}\n", "don_vi: {ten: , xa: , tinh: }\n", "don_vi: [{}, {ten: ''}]\n", "don_vi:\n  ten:\n  xa:\nmoc:\n- buoc: niêm yết\n"],
)
def test_a_unit_that_says_nothing_is_an_error_and_still_a_dossier(text: str) -> None:
    reading = read_yaml(text)
    assert set(codes(reading)) <= {"DT002", "DT008"}
    assert codes(reading)
    assert len(reading.dossiers) == 1


def test_an_empty_dossier_needs_no_more_than_its_unit() -> None:
    empty = "".join(f"{slug}:\n" for slug in BY_SLUG if slug != "don_vi")
    reading = read_yaml(UNIT + empty)
    assert found(reading) == []
    assert reading.dossiers[0].dossier == read_yaml(UNIT).dossiers[0].dossier


# --- Places -----------------------------------------------------------------------------------------------------------------

PLACED = """don_vi:
  ma: LT-01
  ten: Ấp 1
  xa: xã An Phước
  tinh: Đồng Nai
ho_gia_dinh:
  - {tt: 1,
     ho_ten: A}

  - tt: 2
  - tt: 3
    ho_ten: B
    dia_chi: |
      Ấp 1
bau_cu:
  - chuc_danh: trưởng ấp
    co_mat: 3
    ung_cu:
      - {ho_ten: A, so_phieu: 1}
      - ho_ten: B
        ngay_sinh:
        so_phieu: 2
  - chuc_danh: bí thư
    trung_cu:
      - C
"""
PLACED_SHEETS: dict[str, list[list[object]]] = {
    "Kết quả": [
        ["Lần", "Số phiếu", "Chức danh", "Ngày sinh", "Họ và tên"],
        [1, 1, "trưởng ấp", None, "A"],
        [],
        [1, 2, "trưởng ấp", None, "B"],
    ],
    "Bầu cử": [["Kết quả bầu"], [], [None, "Chức danh", "Có mặt", "Trúng cử"], [None, "trưởng ấp", 3, None], [None, "bí thư", None, "C"]],
    "Đơn vị": [["Mã ấp", "Tên", "Xã", "Tỉnh"], ["LT-01", "Ấp 1", "xã An Phước", "Đồng Nai"]],
    "Hộ gia đình": [["TT", "Họ và tên", "Địa chỉ"], [1, "A"], [], [2], [3, "B", "Ấp 1"]],
}
ROUTES: dict[str, tuple[int | None, str | None]] = {
    # route -> line in YAML, cell in the workbook
    "don_vi": (1, "Đơn vị!A1"),
    "don_vi.ma": (2, "Đơn vị!A2"),
    "don_vi.tinh": (5, "Đơn vị!D2"),
    "don_vi.huyen": (2, "Đơn vị!A2"),
    "ho_gia_dinh": (6, "Hộ gia đình!A1"),
    "ho_gia_dinh[0]": (7, "Hộ gia đình!A2"),
    "ho_gia_dinh[0].ho_ten": (8, "Hộ gia đình!B2"),
    "ho_gia_dinh[0].dia_chi": (7, "Hộ gia đình!C2"),
    "ho_gia_dinh[0].cccd": (7, "Hộ gia đình!A2"),
    "ho_gia_dinh[1]": (11, "Hộ gia đình!A5"),
    "ho_gia_dinh[1].ho_ten": (12, "Hộ gia đình!B5"),
    "ho_gia_dinh[1].dia_chi": (13, "Hộ gia đình!C5"),
    "ho_gia_dinh[7].ho_ten": (6, "Hộ gia đình!A1"),
    "bau_cu[0].chuc_danh": (16, "Bầu cử!B4"),
    "bau_cu[0].co_mat": (17, "Bầu cử!C4"),
    "bau_cu[0].thu_ve": (16, "Bầu cử!B4"),
    "bau_cu[0].ung_cu": (18, "Bầu cử!B4"),
    "bau_cu[0].ung_cu[0]": (19, "Kết quả!A2"),
    "bau_cu[0].ung_cu[0].so_phieu": (19, "Kết quả!B2"),
    "bau_cu[0].ung_cu[1]": (20, "Kết quả!A4"),
    "bau_cu[0].ung_cu[1].ho_ten": (20, "Kết quả!E4"),
    "bau_cu[0].ung_cu[1].ngay_sinh": (21, "Kết quả!D4"),
    "bau_cu[0].ung_cu[1].so_phieu": (22, "Kết quả!B4"),
    "bau_cu[1].co_mat": (23, "Bầu cử!C5"),
    "bau_cu[1].trung_cu": (24, "Bầu cử!D5"),
    "moc": (None, None),
    "moc[0].ngay": (None, None),
    "dang_vien.#": (None, None),
}


@pytest.fixture(scope="module")
def placed() -> dict[str, Places]:
    readings = {"yaml": read_yaml(PLACED), "xlsx": read_xlsx(workbook(PLACED_SHEETS))}
    assert [found(reading) for reading in readings.values()] == [[], []]
    assert readings["yaml"].dossiers[0].dossier == readings["xlsx"].dossiers[0].dossier
    return {form: reading.dossiers[0].places for form, reading in readings.items()}


@pytest.mark.parametrize(("route", "line", "cell"), [(route, *at) for route, at in ROUTES.items()], ids=ROUTES)
def test_a_route_leads_to_its_place(placed: dict[str, Places], route: str, line: int | None, cell: str | None) -> None:
    assert placed["yaml"](route) == Place("ho-so.yaml", line=line)
    sheet, _, name = (cell or "").partition("!")
    assert placed["xlsx"](route) == Place("ho-so.xlsx", sheet or None, name or None)


def test_places_of_the_second_hamlet_are_its_own() -> None:
    reading = read_yaml(TWO + "moc:\n- {ma_ap: LT-01, buoc: niêm yết}\n- {ma_ap: LT-02, buoc: hiệp thương}\n")
    first, second = (entry.places for entry in reading.dossiers)
    assert (first("moc[0].buoc").line, second("moc[0].buoc").line) == (5, 6)
    assert (first("don_vi.ten").line, second("don_vi.ten").line) == (2, 3)


# --- The same dossier, however it is written ----------------------------------------------------------------------------------

# What YAML or a spreadsheet could take for something else is among the words.
ODD = "012 00123 1e3 10:30 no yes null ~ # - : ' \" { } [ ] , & * ! | > % @ ` = + x (1965) 5/2/1965 #REF! <b> ½"
WORDS = st.sampled_from([*["Nguyễn", "Văn", "An", "Bình", "Phước", "phố", "4"], *ODD.split()])
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
DAYS = st.dates(date(1930, 1, 1), date(2030, 12, 31))


class Both:
    """One value as it is written in YAML and in a cell."""

    def __init__(self, typed: object, cell: object) -> None:
        self.typed, self.cell = typed, cell

    def __repr__(self) -> str:
        return f"{self.typed!r}/{self.cell!r}"


def same(value: object) -> Both:
    return Both(value, value)


def _day(day: date, form: int) -> Both:
    d, m, y = day.day, day.month, day.year
    typed = [f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", day.isoformat(), f"ngày {d} tháng {m} năm {y}"][form % 4]
    return Both(typed, [day, typed, f"{m}/{d}/{y}" if d == m else typed, f"{d}.{m}.{y}"][form // 4])


def _time(minutes: int, form: int) -> Both:
    hour, minute = divmod(minutes, 60)
    typed = [f"{hour}:{minute:02}", f"{hour} giờ {minute:02} phút", f"{hour}h{minute:02}"][form % 3]
    return Both(typed, [time(hour, minute), typed, minutes / 1440][form // 3])


def _word(word: str, form: int) -> Both:
    return Both(word, [word, word.upper(), unicodedata.normalize("NFD", word), fold(word).replace("_", " ")][form])


ITEMS = st.lists(TEXTS, min_size=1, max_size=3)
# A list of people is taken apart at more than its semicolons: see tests/test_name_lists.py.
PEOPLE = st.lists(
    st.lists(st.sampled_from(["Nguyễn", "Văn", "An", "Bình", "Phước"]), min_size=2, max_size=5).map(" ".join), min_size=1, max_size=3
)
VALUES: dict[Kind, st.SearchStrategy[Both]] = {
    Kind.TEXT: TEXTS.map(same) | TEXTS.map(lambda text: Both(text, f" {unicodedata.normalize('NFD', text)}  ")),
    Kind.NAME: TEXTS.map(same),
    Kind.COUNT: st.integers(1, 5000).flatmap(lambda n: st.sampled_from([same(n), Both(n, float(n)), Both(n, str(n)), Both(str(n), n)])),
    Kind.DATE: st.builds(_day, DAYS, st.integers(0, 15)),
    Kind.BIRTH: st.builds(_day, DAYS, st.integers(0, 15)) | st.integers(1920, 2010).map(same),
    Kind.TIME: st.builds(_time, st.integers(0, 1439), st.integers(0, 8)),
    Kind.TICK: st.sampled_from([same("x"), Both("x", True), Both("không", False), Both("Không", "khong"), same("")]),
    Kind.SEX: st.sampled_from([same("Nam"), Both("Nữ", "NỮ")]),
    Kind.CCCD: st.integers(0, 10**12 - 1).flatmap(
        lambda n: st.sampled_from([same(f"{n:012}"), Both(f"{n:012}", f"{n:012}"[:3] + " " + f"{n:012}"[3:]), Both(str(n), n)])
    ),
    Kind.LIST: ITEMS.map(lambda items: Both(items, "; ".join(items))),
    Kind.NAMES: PEOPLE.map(lambda people: Both(people, ";".join(people))),
    Kind.BALLOT: PEOPLE.map(lambda items: Both([*items, "không đồng ý"], "; ".join([*items, "Không đồng ý"]))),
}


def values_of(field: Field) -> st.SearchStrategy[Both]:
    if field.kind is Kind.WORD:
        return st.builds(_word, st.sampled_from(field.allowed), st.integers(0, 3))
    if field.kind is Kind.WORDS:
        return st.lists(st.sampled_from(field.allowed), min_size=1, max_size=3).map(lambda words: Both(words, "; ".join(words)))
    return VALUES[field.kind]


KEYS = {"ma_ap", "chuc_danh", "lan", "cum"}


@st.composite
def rows_of(
    draw: st.DrawFn, table: Table, always: Sequence[str], leave: frozenset[str] = frozenset({"ma_ap", "chi_bo"})
) -> dict[str, Both]:
    # A member's party cell says whose member it is, as the code does.
    fields = [field for field in table.fields if field.slug not in leave]
    chosen = draw(st.sets(st.sampled_from([field.slug for field in fields]), max_size=6)) | set(always)
    return {field.slug: draw(values_of(field)) for field in fields if field.slug in chosen}


# The columns without which a row would say nothing, or could not be placed.
ALWAYS = {
    "ho_gia_dinh": ["ho_ten"],
    "dang_vien": ["ho_ten"],
    "nhan_su": ["ho_ten"],
    "thanh_phan": ["ho_ten"],
    "moc": ["buoc"],
    "van_ban": ["giay"],
    "cuoc_hop": ["dia_diem"],
    "chi_tieu": ["noi_dung"],
}


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Tables of rows of `Both`; the candidates nested in their rounds."""
    hamlets = draw(st.lists(st.sampled_from(["LT-01", "lt-02", "12", "Ấp 3"]), min_size=1, max_size=2, unique=True))
    unit = BY_SLUG["don_vi"]
    tables: dict[str, list[dict[str, Any]]] = {
        "don_vi": [{"ma": same(code), **draw(rows_of(unit, ["ten", "xa", "tinh"], frozenset({"ma"})))} for code in hamlets]
    }

    def belongs(code: str) -> dict[str, Both]:
        return {"ma_ap": same(code)} if len(hamlets) > 1 or draw(st.booleans()) else {}

    for slug, always in ALWAYS.items():
        if draw(st.booleans()):
            pairs = draw(st.lists(st.tuples(st.sampled_from(hamlets), rows_of(BY_SLUG[slug], always)), min_size=1, max_size=4))
            tables[slug] = [{**belongs(code), **row} for code, row in pairs]
    rounds = draw(st.sets(st.tuples(st.sampled_from(hamlets), st.sampled_from(list(Office)), st.integers(1, 2)), max_size=3))
    for code, office, number in sorted(rounds):
        key = {**belongs(code), "chuc_danh": same(office.value), "lan": same(number)}
        if office is Office.HEAD and draw(st.booleans()):
            key["cum"] = same("Bàu Cá")
        row = {**key, **draw(rows_of(BY_SLUG["bau_cu"], [], frozenset(KEYS)))}
        people = draw(st.lists(rows_of(BY_SLUG["ket_qua"], ["ho_ten"], frozenset(KEYS)), max_size=3))
        tables.setdefault("bau_cu", []).append({**row, "ung_cu": people} if people else row)
        ballots = draw(st.lists(rows_of(BY_SLUG["la_phieu"], [], frozenset(KEYS)), max_size=3))
        tables.setdefault("la_phieu", []).extend({**key, **ballot} for ballot in ballots)
    return {slug: rows for slug, rows in tables.items() if rows}


def typed(tables: dict[str, list[dict[str, Any]]]) -> str:
    def plain(value: Any) -> Any:
        if isinstance(value, Both):
            return value.typed
        return [{key: plain(cell) for key, cell in row.items()} for row in value]

    return yaml.dump({slug: plain(rows) for slug, rows in tables.items()}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def cells(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[list[object]]]:
    def plain(row: dict[str, Any]) -> dict[str, Any]:
        return {key: [plain(person) for person in value] if key == "ung_cu" else value.cell for key, value in row.items()}

    return sheets_of({slug: [plain(row) for row in rows] for slug, rows in tables.items()})


@examples(40)
@given(dossiers())
def test_yaml_and_workbook_give_equal_models(tables: dict[str, list[dict[str, Any]]]) -> None:
    from_yaml, from_workbook = read_yaml(typed(tables)), read_xlsx(workbook(cells(tables)))
    assert serious(from_yaml) == serious(from_workbook) == []
    assert [entry.dossier for entry in from_yaml.dossiers] == [entry.dossier for entry in from_workbook.dossiers]
    read = sum(len(getattr(entry.dossier, BY_SLUG[slug].attribute)) for entry in from_yaml.dossiers for slug in tables if slug != "don_vi")
    assert read == sum(len(rows) for slug, rows in tables.items() if slug != "don_vi")


def spellings(table: Table, slug: str) -> list[str]:
    """Every name under which a column is known, dressed as clerks dress it."""
    field = table.by_slug[slug]
    names = [name for name in (field.slug, field.header, *field.also) if table.by_name[fold(name)] is field]
    dressed = [field.header.upper(), f" {field.header} (*)", field.header.replace(" ", "\n"), unicodedata.normalize("NFD", field.header)]
    return names + dressed


@examples(40)
@given(dossiers(), st.data())
def test_the_look_of_a_workbook_changes_nothing(tables: dict[str, list[dict[str, Any]]], data: st.DataObject) -> None:
    sheets = cells(tables)
    plain = read_xlsx(workbook(sheets))
    by_sheet = {table.sheet: table for table in BY_SLUG.values()}
    dressed: dict[str, list[list[object]]] = {}
    for name in data.draw(st.permutations(list(sheets)), "sheets"):
        header, *rows = sheets[name]
        table = by_sheet[name]
        order = data.draw(st.permutations(range(len(header))), "columns")
        lines: list[list[object]] = [[data.draw(st.sampled_from(spellings(table, str(header[i]))), "header") for i in order]]
        for row in rows:
            lines += [[] for _ in range(data.draw(st.integers(0, 1), "blank rows"))]
            lines.append([row[i] for i in order])
        before = data.draw(st.integers(0, 2), "columns before")
        above: list[list[object]] = data.draw(st.sampled_from([[], [[]], [["DANH SÁCH"], []], [["Khu phố 4", None, "Năm 2024"]]]), "above")
        title = data.draw(st.sampled_from([name, name.upper(), table.slug, f" {name} "]), "name")
        dressed[title] = [[None] * before + line for line in [*above, *lines]]
    reading = read_xlsx(workbook(dressed))
    assert serious(reading) == serious(plain) == []
    assert [entry.dossier for entry in reading.dossiers] == [entry.dossier for entry in plain.dossiers]


@examples(40)
@given(dossiers(), st.data())
def test_the_spelling_and_order_of_keys_change_nothing(tables: dict[str, list[dict[str, Any]]], data: st.DataObject) -> None:
    plain = read_yaml(typed(tables))
    respelt: dict[str, list[dict[str, Any]]] = {}
    for slug in data.draw(st.permutations(list(tables)), "tables"):
        table = BY_SLUG[slug]
        keys = list(dict.fromkeys(key for row in tables[slug] for key in row))
        names = {key: key if key == "ung_cu" else data.draw(st.sampled_from(spellings(table, key)), "key") for key in keys}
        name = data.draw(st.sampled_from([slug, table.sheet, table.sheet.upper()]), "name")
        respelt[name] = [{names[key]: row[key] for key in data.draw(st.permutations(list(row)), "order")} for row in tables[slug]]
    reading = read_yaml(typed(respelt))
    assert serious(reading) == serious(plain) == []
    assert [entry.dossier for entry in reading.dossiers] == [entry.dossier for entry in plain.dossiers]


def test_a_person_typed_among_the_units_is_told_once() -> None:
    sheets = {
        "Đơn vị": [["Tên ấp", "Xã", "Tỉnh"], ["Ấp 1", "xã An Phước", "Đồng Nai"], ["Nguyễn Thị Bích Thủy", None, None]],
        "Nhân sự": [["Họ tên", "Giới thiệu bầu"], ["Nguyễn Thị Bích Thủy", "trưởng ấp"]],
    }
    reading = read_xlsx(workbook(sheets))
    assert found(reading) == [("DT004", "Đơn vị!A3")]
    (entry,) = reading.dossiers
    assert (entry.dossier.unit.name, len(entry.dossier.nominees)) == ("Ấp 1", 1)
