"""dantin.readers.files.yaml: YAML as clerks and programs write it, and as nobody should."""

import os
import unicodedata
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from dantin.diagnostic import Severity
from dantin.model import Office
from dantin.readers import read
from tests.sheets import found, read_apart, read_yaml, serious

UNIT = "don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
"""One line, so that what follows begins on line 2."""

MEMBER = UNIT + "dang_vien:\n- ho_ten: Lê Thị Cúc\n  "
ROUND = UNIT + "bau_cu:\n- chuc_danh: trưởng ấp\n  "
STEP = UNIT + "moc:\n- buoc: niêm yết\n  "
HOUSE = UNIT + "ho_gia_dinh:\n- ho_ten: Lê Thị Cúc\n  "


def test_the_least_dossier() -> None:
    reading = read_yaml(UNIT)
    assert found(reading) == []
    (entry,) = reading.dossiers
    unit = entry.dossier.unit
    assert (unit.code, unit.name, unit.commune, unit.province) == ("LT-01", "Ấp 1", "xã An Phước", "Đồng Nai")
    assert entry.dossier.flawed == frozenset()


# What YAML 1.1 would turn into something else. (beginning, key and value as typed, table, attribute, value of the model)
TYPED: dict[str, tuple[str, str, str, str, Any]] = {
    "12 digits with noughts": (HOUSE, "cccd: 001085012345", "households", "cccd", "001085012345"),
    "octal to be 83": (HOUSE, "cccd: 00123", "households", "cccd", "00123"),
    "octal to be 10": (HOUSE, "ma_ho: 012", "households", "code", "012"),
    "no octal": (HOUSE, "ma_ho: 08", "households", "code", "08"),
    "hexadecimal": (HOUSE, "ma_ho: 0x1F", "households", "code", "0x1F"),
    "underscores": (HOUSE, "ma_ho: 1_000", "households", "code", "1_000"),
    "an exponent": (HOUSE, "ma_ho: 1e3", "households", "code", "1e3"),
    "a float": (HOUSE, "ma_ho: 1.50", "households", "code", "1.50"),
    "infinity": (HOUSE, "ma_ho: .inf", "households", "code", ".inf"),
    "no": (HOUSE, "dia_chi: no", "households", "address", "no"),
    "yes": (HOUSE, "dia_chi: yes", "households", "address", "yes"),
    "on": (HOUSE, "dia_chi: on", "households", "address", "on"),
    "true": (HOUSE, "dia_chi: true", "households", "address", "true"),
    "an equals sign": (HOUSE, "dia_chi: =1+1", "households", "address", "=1+1"),
    "a time in a text": (HOUSE, "dia_chi: 10:30", "households", "address", "10:30"),
    "a date in a text": (STEP, "so_van_ban: 2024-11-10", "steps", "document", "2024-11-10"),
    "a count with a nought": (ROUND, "co_mat: 012", "rounds", "present", 12),
    "a count that is no octal": (ROUND, "co_mat: 08", "rounds", "present", 8),
    "a count in quotes": (ROUND, "co_mat: '310'", "rounds", "present", 310),
    "a time, sexagesimal": (ROUND, "bat_dau: 10:30", "rounds", "begins", time(10, 30)),
    "a time with a nought": (ROUND, "bat_dau: 07:05", "rounds", "begins", time(7, 5)),
    "a date": (ROUND, "ngay: 2024-11-10", "rounds", "day", date(2024, 11, 10)),
    "a date with a time": (ROUND, "ngay: 2024-11-10T07:00:00", "rounds", "day", date(2024, 11, 10)),
    "a tilde in quotes": (HOUSE, 'dia_chi: "~"', "households", "address", "~"),
    "null in quotes": (HOUSE, "dia_chi: 'null'", "households", "address", "null"),
    "nullity as part of a text": (HOUSE, "dia_chi: ~ 5", "households", "address", "~ 5"),
    "x": (MEMBER, "co_mat: x", "members", "present", True),
    "không": (MEMBER, "co_mat: không", "members", "present", False),
    "a comment behind": (HOUSE, "dia_chi: Ấp 1 # tạm", "households", "address", "Ấp 1"),
    "a hash inside": (HOUSE, "dia_chi: Ấp 1#2", "households", "address", "Ấp 1#2"),
    "folded over two lines": (HOUSE, "dia_chi: >\n    Ấp 1,\n    xã An Phước", "households", "address", "Ấp 1, xã An Phước"),
    "escapes": (HOUSE, 'dia_chi: "\\u1EA4p\\t1"', "households", "address", "Ấp 1"),
    "the header for a key": (HOUSE, "Số CCCD (*): 001085012345", "households", "cccd", "001085012345"),
    "a key in quotes": (HOUSE, '"cccd": 001085012345', "households", "cccd", "001085012345"),
}


@pytest.mark.parametrize(("before", "typed", "table", "attribute", "value"), TYPED.values(), ids=TYPED)
def test_what_is_typed_is_read(before: str, typed: str, table: str, attribute: str, value: object) -> None:
    reading = read_yaml(before + typed + "\n")
    assert serious(reading) == []
    (row,) = getattr(reading.dossiers[0].dossier, table)
    assert getattr(row, attribute) == value


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "''", '""', "' '", "[]", "[~]", "# chưa có"])
class TestBlank:
    def test_in_a_column_that_may_be_empty(self, typed: str) -> None:
        reading = read_yaml(f"{HOUSE}dia_chi: {typed}\n  cccd: {typed}\n  ngay_sinh: {typed}\n  du_hop: {typed}\n")
        assert serious(reading) == []
        (house,) = reading.dossiers[0].dossier.households
        assert (house.address, house.cccd, house.birth, house.attends) == (None, None, None, None)

    def test_in_a_column_that_may_not(self, typed: str) -> None:
        reading = read_yaml(f"don_vi:\n  ma: LT-01\n  ten: {typed}\n  xa: xã An Phước\n  tinh: Đồng Nai\n")
        assert serious(reading) == [("DT008", "dòng 3")]

    def test_as_the_office_of_a_round(self, typed: str) -> None:
        reading = read_yaml(f"{UNIT}bau_cu:\n- lan: 1\n  chuc_danh: {typed}\n")
        assert serious(reading) == [("DT008", "dòng 4")]

    def test_as_the_candidates_of_a_planned_round(self, typed: str) -> None:
        reading = read_yaml(f"{ROUND}ung_cu: {typed}\n")
        assert serious(reading) == []
        assert reading.dossiers[0].dossier.rounds[0].candidates == ()


@pytest.mark.parametrize("typed", ["", "~", "null", "[]", "[~]", "{}", "[{}]", "[{ho_ten: }]", "# chưa có"])
def test_a_table_not_yet_reached_is_no_finding(typed: str) -> None:
    reading = read_yaml(f"{UNIT}ho_gia_dinh: {typed}\n")
    assert found(reading) == []
    assert reading.dossiers[0].dossier.households == ()


@pytest.mark.parametrize("typed", ["1_000", "1e3", "0x10", "0b11", "0o17", ".5", "-1", "12.5", "true", "[1, 2]", "{a: 1}", "12 phiếu"])
def test_what_is_no_count(typed: str) -> None:
    reading = read_yaml(f"{ROUND}lan: 1\n  co_mat: {typed}\n")
    assert found(reading) == [("DT004", "dòng 5")]
    assert reading.diagnostics[0].field == "co_mat"
    assert reading.diagnostics[0].route == "bau_cu[0].co_mat"


@pytest.mark.parametrize("typed", ["yes", "no", "on", "2", "có mặt"])
def test_what_is_no_tick(typed: str) -> None:
    assert found(read_yaml(f"{MEMBER}co_mat: {typed}\n")) == [("DT005", "dòng 4")]


NESTED = {
    "a mapping for a name": (HOUSE.replace("Lê Thị Cúc", "{ho: Lê, ten: Cúc}"), "dòng 3"),
    "a list for a name": (HOUSE.replace("Lê Thị Cúc", "[Lê, Cúc]"), "dòng 3"),
    "a list of lists for a text": (HOUSE + "dia_chi: [[a], [b]]", "dòng 4"),
    "a list of mappings for a date": (HOUSE + "ngay_sinh:\n  - {ngay: 1}", "dòng 4"),
    "a mapping for a count": (ROUND + "co_mat:\n    nam: 3\n    nu: 4", "dòng 4"),
    "names alone for candidates": (ROUND + "ung_cu: [Nguyễn Văn An, Trần B]", "dòng 4"),
    "a text for candidates": (ROUND + "ung_cu: Nguyễn Văn An", "dòng 4"),
    "a number for candidates": (ROUND + "ung_cu: 3", "dòng 4"),
}


@pytest.mark.parametrize(("text", "place"), NESTED.values(), ids=NESTED)
def test_nested_where_a_value_belongs(text: str, place: str) -> None:
    assert found(read_yaml(text + "\n")) == [("DT004", place)]


# --- Keys that are not known, keys written twice --------------------------------------------------------------------------

UNKNOWN = {
    "a table": (UNIT + "bau_cuu:\n- chuc_danh: trưởng ấp\n", "dòng 2", "bau_cu"),
    "a table in capitals": (UNIT + "KẾT QUA BẦU:\n- {ho_ten: A}\n", "dòng 2", "ket_qua"),
    "a key in a row": (ROUND + "phieu_thu_hoi: 3\n", "dòng 4", None),
    "a key in a flow row": (UNIT + "bau_cu:\n- {chuc_danh: trưởng ấp,\n   khong_hop_lee: 3}\n", "dòng 4", "khong_hop_le"),
    "a key of the unit": ("don_vi:\n  ten: Ấp 1\n  xa: x\n  tinh: y\n  tong_so_hoo: 3\n", "dòng 5", "tong_so_ho"),
    "the key of the candidates": (ROUND + "ung_cuu:\n  - ho_ten: A\n", "dòng 4", "ung_cu"),
    "a key of a candidate": (ROUND + "ung_cu:\n  - ho_ten: A\n    so_phieuu: 3\n", "dòng 6", "so_phieu"),
    "a key only in the second row": (HOUSE + "tt: 1\n- ho_ten: B\n  gioi_tinhh: Nam\n", "dòng 6", "gioi_tinh"),
    "a text": (UNIT + "phien_ban: 1\n", "dòng 2", None),
    "a long text": (UNIT + "ghi_chu: |\n  Hồ sơ lập lần đầu.\n  Chưa xong.\n", "dòng 2", None),
    "a list of texts": (UNIT + "ghi_chu: [a, b]\n", "dòng 2", None),
    "nothing": (UNIT + "ghi_chu:\n", "dòng 2", None),
    "an empty list": (UNIT + "ghi_chu: []\n", "dòng 2", None),
    "a mapping of mappings": (UNIT + "ghi_chu: {a: {b: {c: 1}}}\n", "dòng 2", None),
    "a merge key": (UNIT + "<<: {ten: A}\n", "dòng 2", None),
}


@pytest.mark.parametrize(("text", "place", "offer"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_a_warning_and_never_dropped_in_silence(text: str, place: str, offer: str | None) -> None:
    reading = read_yaml(text)
    assert found(reading) == [("DT003", place)]
    (warning,) = reading.diagnostics
    assert warning.severity is Severity.WARNING
    assert offer is None or warning.message.endswith(f" Có phải là “{offer}”?")
    assert reading.dossiers[0].dossier.unit.name == "Ấp 1"


TWICE = {
    "a table": (UNIT + "moc:\n- buoc: niêm yết\nmoc:\n- buoc: hiệp thương\n", "dòng 4", "moc"),
    "a table, first empty": (UNIT + "moc:\nmoc:\n- buoc: hiệp thương\n", "dòng 3", "moc"),
    "a table under both names": (UNIT + "moc:\n- buoc: niêm yết\nMốc thời gian:\n- buoc: hiệp thương\n", "dòng 4", "moc"),
    "the unit": (UNIT + "don_vi: {ten: Ấp 2}\n", "dòng 2", "don_vi"),
    "a key of the unit": ("don_vi:\n  ten: Ấp 1\n  xa: x\n  tinh: y\n  ten: Ấp 2\n", "dòng 5", "don_vi.ten"),
    "a key of a row": (ROUND + "thu_ve: 3\n  phat_ra: 4\n  thu_ve: 4\n", "dòng 6", "bau_cu[0].thu_ve"),
    "a key of a row, with one value": (ROUND + "thu_ve: 3\n  thu_ve: 3\n", "dòng 5", "bau_cu[0].thu_ve"),
    "a key of a row, the first empty": (ROUND + "thu_ve:\n  thu_ve: 3\n", "dòng 5", "bau_cu[0].thu_ve"),
    "a key of a flow row": (UNIT + "bau_cu: [{chuc_danh: trưởng ấp, thu_ve: 3,\n thu_ve: 4}]\n", "dòng 3", "bau_cu[0].thu_ve"),
    "a key and its header": (ROUND + "thu_ve: 3\n  Phiếu thu về: 4\n", "dòng 5", "bau_cu[0].thu_ve"),
    "a required key": (UNIT + "bau_cu:\n- chuc_danh: trưởng ấp\n  chuc_danh: bí thư\n", "dòng 4", "bau_cu[0].chuc_danh"),
    "a key of a candidate": (
        ROUND + "ung_cu:\n  - {ho_ten: A, so_phieu: 1}\n  - ho_ten: B\n    so_phieu: 2\n    so_phieu: 3\n",
        "dòng 8",
        "bau_cu[0].ung_cu[1].so_phieu",
    ),
    "the candidates": (ROUND + "ung_cu: [{ho_ten: A, so_phieu: 1}]\n  ung_cu: [{ho_ten: B, so_phieu: 1}]\n", "dòng 5", "bau_cu[0].ung_cu"),
    "the code of a hamlet": ("don_vi:\n  ma: LT-01\n  ten: Ấp 1\n  xa: x\n  tinh: y\n  ma: LT-02\n", "dòng 6", "don_vi.ma"),
    "the hamlet of a row": (UNIT + "ho_gia_dinh:\n- ma_ap: LT-01\n  ho_ten: A\n  ma_ap: LT-02\n", "dòng 5", "ho_gia_dinh.#"),
}


@pytest.mark.parametrize(("text", "place", "flawed"), TWICE.values(), ids=TWICE)
def test_a_key_written_twice(text: str, place: str, flawed: str) -> None:
    reading = read_yaml(text)
    assert found(reading) == [("DT009", place)]
    assert flawed in reading.dossiers[0].dossier.flawed


def test_rows_may_spell_one_key_in_two_ways() -> None:
    reading = read_yaml(f"{UNIT}bau_cu:\n- chuc_danh: trưởng ấp\n  co_mat: 3\n- Chức danh: bí thư\n  Có mặt: 4\n")
    assert found(reading) == []
    assert [(r.office, r.present) for r in reading.dossiers[0].dossier.rounds] == [(Office.HEAD, 3), (Office.SECRETARY, 4)]


# --- Shapes ---------------------------------------------------------------------------------------------------------------

STYLES = {
    "block": """
don_vi:
  ma: LT-01
  ten: Ấp 1
  xa: xã An Phước
  tinh: Đồng Nai
bau_cu:
  - chuc_danh: trưởng ấp
    co_mat: 216
    trung_cu:
      - Nguyễn Văn An
    ung_cu:
      - ho_ten: Nguyễn Văn An
        so_phieu: 110
""",
    "block, lists not indented": """
don_vi:
- ma: LT-01
  ten: Ấp 1
  xa: xã An Phước
  tinh: Đồng Nai
bau_cu:
- chuc_danh: trưởng ấp
  co_mat: 216
  trung_cu: Nguyễn Văn An
  ung_cu:
  - ho_ten: Nguyễn Văn An
    so_phieu: 110
""",
    "flow": """
don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}
bau_cu: [{chuc_danh: trưởng ấp, co_mat: 216, trung_cu: [Nguyễn Văn An], ung_cu: [{ho_ten: Nguyễn Văn An, so_phieu: 110}]}]
""",
    "JSON": """
{"don_vi": {"ma": "LT-01", "ten": "Ấp 1", "xa": "xã An Phước", "tinh": "Đồng Nai"},
 "bau_cu": [{"chuc_danh": "trưởng ấp", "co_mat": 216, "trung_cu": "Nguyễn Văn An",
             "ung_cu": [{"ho_ten": "Nguyễn Văn An", "so_phieu": 110}]}]}
""",
    "mappings where lists of one belong": """
don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}
bau_cu:
  chuc_danh: trưởng ấp
  co_mat: 216
  trung_cu: Nguyễn Văn An
  ung_cu:
    ho_ten: Nguyễn Văn An
    so_phieu: 110
""",
    "headers, comments, markers, blank rows": """
%YAML 1.1
---
# Hồ sơ
Đơn vị:  # một ấp
  Mã ấp: LT-01
  TÊN ẤP: Ấp 1
  Xã/phường/thị trấn (*): xã An Phước

  tinh: 'Đồng Nai'
BẦU CỬ:
  -
  - {}
  - Chức danh: trưởng ấp
    Số có mặt: "216"
    trung cu: "Nguyễn Văn An;"
    ung_cu:
      - Họ tên: Nguyễn  Văn An
        Số phiếu: 110
      - {Họ tên: , Số phiếu: ~}
...
""",
    "the table of results": """
ket_qua: [{ma_ap: LT-01, chuc_danh: trưởng khu phố, lan: 1, ho_ten: Nguyễn Văn An, so_phieu: 110}]
bau_cu: [{ma_ap: lt-01, chuc_danh: trưởng ấp, co_mat: 216, trung_cu: [Nguyễn Văn An]}]
don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}
""",
}


@pytest.mark.parametrize("style", [style for style in STYLES if style != "block"])
def test_one_dossier_in_every_style(style: str) -> None:
    block = read_yaml(STYLES["block"].lstrip())
    reading = read_yaml(STYLES[style].lstrip())
    assert serious(reading) == serious(block) == []
    assert reading.dossiers[0].dossier == block.dossiers[0].dossier
    assert block.dossiers[0].dossier.rounds[0].candidates[0].votes == 110


CODINGS = {
    "a mark and UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16, little end first": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "lines ended as on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "no end of the last line": lambda text: text.rstrip("\n").encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_codings(coding: str) -> None:
    text = STYLES["block"].lstrip().replace("216", "216 người")
    reading = read_yaml(CODINGS[coding](text))
    assert serious(reading) == serious(read_yaml(text)) == [("DT004", "dòng 8")]
    assert reading.dossiers[0].dossier == read_yaml(text).dossiers[0].dossier


# --- Files that cannot be read --------------------------------------------------------------------------------------------

UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing": (b"", ""),
    "a byte order mark": (b"\xef\xbb\xbf", ""),
    "blank lines": ("\n\n  \n", ""),
    "a comment": ("# hồ sơ\n", ""),
    "a text": ("hồ sơ\n", "dòng 1"),
    "a text further down": ("\n\nhồ sơ\n", "dòng 3"),
    "null": ("~\n", "dòng 1"),
    "a list": ("# hồ sơ\n- don_vi\n", "dòng 2"),
    "a tab for indent": ("don_vi:\n  ten: a\n\txa: b\n", "dòng 3"),
    "a bracket never closed": ("don_vi:\n  ten: Khu phố 4\n  xa: [thị trấn\n  tinh: Đồng Nai\n", "dòng 4"),
    "a quote never closed": ('don_vi:\n  ten: "Ấp 1\n  xa: b\n', "dòng 3"),
    "a colon in a text": ("don_vi:\n  ten: Ấp 1: mới\n", "dòng 2"),
    "a wrong indent": ("don_vi:\n  ten: Ấp 1\n xa: b\n", "dòng 3"),
    "no blank after the colon": ("don_vi:\n  ten: a\n  xa:b\n  tinh: c\n", "dòng 4"),
    "a key that is a list": ("don_vi: {ten: a}\n? [a, b]\n: 1\n", "dòng 2"),
    "an alias without an anchor": ("don_vi: {ten: Ấp 1}\nmoc: *u\n", "dòng 2"),
    "an alias before its anchor": ("don_vi: {ten: *t, xa: &t Ấp 1}\n", "dòng 1"),
    "an alias to itself": ("don_vi: {ten: Ấp 1}\nmoc: &m\n- buoc: *m\n", "dòng 3"),
    "a billion laughs": (
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} {[f'*a{n - 1}'] * 9}\n".replace("'", "") for n in range(1, 9)),
        "dòng 5",
    ),
    "aliases deeper and deeper": ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 20)), "dòng 12"),
    "a tag": ("don_vi:\n  ten: !!str Ấp 1\n", "dòng 2"),
    "a tag that runs": ("don_vi:\n  ten: !!python/object/apply:os.system ['true']\n", "dòng 2"),
    "a tag of one's own": ("don_vi: !ap\n  ten: Ấp 1\n", "dòng 1"),
    "two documents": (UNIT + "---\n" + UNIT, "dòng 2"),
    "a document behind an empty one": ("---\n---\n" + UNIT, "dòng 2"),
    "a NUL": ("don_vi:\n  ten: Ấp\0 1\n", "dòng 2"),
    "an escape character": ("don_vi:\n  ten: a\n  xa: \x1b[31mb\n", "dòng 3"),
    "Windows-1258": ("don_vi:\n  ten: Ấp 1\n  xa: Đồng Nai\n".encode("cp1258", "replace"), "dòng 3"),
    "bytes of no text": (b"don_vi:\n  ten: a\n  xa: \xff\xfe\n", "dòng 3"),
    "UTF-16 without a mark": (UNIT.encode("utf-16-le"), "dòng 1"),
    "half a UTF-16": (b"\xff\xfe" + UNIT.encode("utf-16-le")[:-1], "dòng 1"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff", ""),
    "a text for a table": (UNIT + "bau_cu: trưởng ấp\n", "dòng 2"),
}


@pytest.mark.parametrize(("data", "place"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(data: str | bytes, place: str) -> None:
    reading = read_yaml(data)
    assert found(reading) == [("DT001", place)]
    assert reading.dossiers == []
    (finding,) = reading.diagnostics
    assert finding.severity is Severity.ERROR
    assert finding.hint


def test_aliases_stand_for_what_their_anchors_name() -> None:
    """Each value keeps its place: an alias its own line, what lies inside it the line where it is written."""
    reading = read_yaml(
        "don_vi: {ma: LT-01, ten: &ten Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
        "bau_cu:\n"
        "- &lan1 {chuc_danh: trưởng ấp, lan: 1, ngay: &ngay 10/11/2024, dia_diem: *ten}\n"
        "- <<: *lan1\n"
        "  lan: 2\n"
        "  phat_ra: hai\n"
        "moc:\n"
        "- {buoc: niêm yết, ngay: *ngay}\n"
        "- {buoc: hiệp thương, ngay: &sai hôm qua}\n"
        "- {buoc: gửi danh sách ứng cử, ngay: *sai}\n"
    )
    assert found(reading) == [("DT004", "dòng 6"), ("DT004", "dòng 9"), ("DT004", "dòng 10")]
    dossier, places = reading.dossiers[0].dossier, reading.dossiers[0].places
    first, second = dossier.rounds
    assert (first.number, first.venue, second.number, second.venue, second.day) == (1, "Ấp 1", 2, "Ấp 1", date(2024, 11, 10))
    assert [step.day for step in dossier.steps] == [date(2024, 11, 10), None, None]
    assert [str(places(route)) for route in ("bau_cu[1].lan", "bau_cu[1].dia_diem", "moc[0].ngay")] == ["dòng 5", "dòng 3", "dòng 8"]


NO_ROWS = {
    "a list of names": (UNIT + "ho_gia_dinh:\n- Nguyễn Văn An\n- Trần B\n", 2),
    "a name among rows": (UNIT + "ho_gia_dinh:\n- ho_ten: Nguyễn Văn An\n- Trần B\n", 2),
    "a list of lists": (UNIT + "ho_gia_dinh:\n- [Nguyễn Văn An, 1965]\n- [Trần B, 1970]\n", 2),
    "names for the unit": ("don_vi: [Ấp 1, xã An Phước]\n", 1),
}


@pytest.mark.parametrize(("text", "first"), NO_ROWS.values(), ids=NO_ROWS)
def test_rows_that_are_no_rows_are_never_dropped_in_silence(text: str, first: int) -> None:
    errors = [d for d in read_yaml(text).diagnostics if d.severity is Severity.ERROR and d.code != "DT002"]
    assert [d.code in ("DT001", "DT004") for d in errors] == [True]
    assert errors[0].place.line is not None
    assert errors[0].place.line >= first


HOSTILE = {
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "questions": b"? " * 100_000,
    "indents": b"".join(b" " * i + b"a:\n" for i in range(1000)),
    "deep inside a table": UNIT.encode() + b"moc: [{buoc: " + b"[" * 100_000,
    "aliases": b"a: &a [x]\n" + b"".join(b"k%d: *a\n" % i for i in range(10_000)),
    "quotes": b"a: '" + b"''" * 1_000_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_at_once(data: bytes) -> None:
    assert [code for code, _ in read_apart(data, ".yaml")][:1] == ["DT001"]


LONG = {
    "a table": "? " + "k" * 300_000 + "\n: - {a: 1}\n",
    "a key": "moc:\n- buoc: niêm yết\n  ? " + "k" * 300_000 + "\n  : 1\n",
    "a value": "bau_cu:\n- chuc_danh: " + "k" * 300_000 + "\n",
    "a code": "moc:\n- buoc: niêm yết\n  ma_ap: " + "k" * 300_000 + "\n",
    "a text for a table": "moc: " + "k" * 300_000 + "\n",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_is_quoted_is_kept_short(text: str) -> None:
    (finding,) = read_yaml(UNIT + text).diagnostics
    assert len(finding.message) < 500
    assert len(finding.hint) < 1000


CONTROL = ['"\\e[31mLê\\e]0;x\\a Cúc"', '"Lê\\b\\b Cúc"', '"Lê \\x7fCúc"', '"Lê \\x85Cúc"', '"\\0Lê Cúc"', '"Lê \\uFFFFCúc"']


@pytest.mark.parametrize("typed", CONTROL)
def test_control_characters_reach_neither_a_terminal_nor_a_paper(typed: str) -> None:
    """An escape sequence is run by a terminal, and a Word paper with a control character in it cannot be opened."""
    reading = read_yaml(f"{UNIT}bau_cu:\n- chuc_danh: {typed}\nho_gia_dinh:\n- ho_ten: {typed}\n")
    names = [house.name or "" for entry in reading.dossiers for house in entry.dossier.households]
    assert {"DT004", "DT005"} & {d.code for d in reading.diagnostics} or names == []
    assert [text for text in (*names, *(d.message for d in reading.diagnostics)) if not text.isprintable()] == []


def test_many_keys_in_many_rows_do_not_fill_the_memory() -> None:
    rows = b"".join(b"- {k%d: 1}\n" % i for i in range(8_000))
    findings = read_apart(UNIT.encode() + b"ho_gia_dinh:\n" + rows, ".yaml", megabytes=384)
    assert {code for code, _ in findings} <= {"DT001", "DT002", "DT003"}


def test_a_roster_of_twenty_thousand() -> None:
    rows = b"".join(f"- {{tt: {i}, ho_ten: Nguyễn Văn {i}}}\n".encode() for i in range(20_000))
    assert read_apart(UNIT.encode() + b"ho_gia_dinh:\n" + rows, ".yaml") == []


# --- Files on disk --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ho-so.yaml", "ho-so.yml", "HO-SO.YAML", "hồ sơ ấp 1.yaml"])
def test_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(UNIT + "moc:\n- buoc: niem yetz\n", "utf-8")
    reading = read(path, "x/y.yaml")
    assert [(d.code, d.place.file, d.place.line) for d in reading.diagnostics] == [("DT005", "x/y.yaml", 3)]
    assert reading.dossiers[0].dossier.code == "LT-01"


@pytest.mark.parametrize("name", ["ho-so.yaml", "ho-so.xlsx"])
@pytest.mark.parametrize("kind", ["missing", "a folder", "too large"])
def test_a_file_that_is_not_to_be_read(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    if kind == "a folder":
        path.mkdir()
    elif kind == "too large":
        path.touch()
        os.truncate(path, 60 << 20)
    reading = read(path, name)
    assert found(reading) == [("DT001", "")]
    assert reading.dossiers == []
    assert ("quá lớn: 60 MB" in reading.diagnostics[0].message) == (kind == "too large")
