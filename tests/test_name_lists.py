"""Names as minutes write them are taken apart where every part fits somebody on the list, in announcements and on ballots."""

import pytest

from dantin.readers import Reading
from dantin.vietnamese import in_capitals, printed_name
from tests.sheets import found, read_xlsx, read_yaml, workbook

UNIT = "don_vi: {ma: LT-01, ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
PEOPLE = ("Trần Văn Thuận", "Nguyễn Quốc Khải", "H'Bia Êban")
LIST = "  ung_cu: [" + ", ".join(f'{{ho_ten: "{name}", so_phieu: 5}}' for name in PEOPLE) + "]\n"


def announced(said: str, *, listed: str = LIST) -> Reading:
    quoted = said.replace('"', '\\"').replace("\n", "\\n")
    return read_yaml(f'{UNIT}bau_cu:\n- chuc_danh: chi ủy\n  trung_cu: "{quoted}"\n{listed}')


READ = {
    "commas": "Trần Văn Thuận, Nguyễn Quốc Khải, H'Bia Êban",
    "a semicolon": "Trần Văn Thuận; Nguyễn Quốc Khải; H'Bia Êban",
    "và": "Trần Văn Thuận, Nguyễn Quốc Khải và H'Bia Êban",
    "lines": "Trần Văn Thuận\nNguyễn Quốc Khải\nH'Bia Êban",
    "numbered lines": "1. Trần Văn Thuận\n2. Nguyễn Quốc Khải\n3. H'Bia Êban",
    "numbered in one line": "1. Trần Văn Thuận 2. Nguyễn Quốc Khải 3) H'Bia Êban",
    "with dashes": "- Trần Văn Thuận\n- Nguyễn Quốc Khải\n- H'Bia Êban",
    "with titles": "Ông Trần Văn Thuận, ông Nguyễn Quốc Khải, bà H'Bia Êban",
    "as comrades": "Đồng chí Trần Văn Thuận, đ/c Nguyễn Quốc Khải và đồng chí H'Bia Êban.",
    "with both": "1. Ông (bà) Trần Văn Thuận; 2. Ông: Nguyễn Quốc Khải; 3. Bà H'Bia Êban",
    "strokes": "Ông/bà Trần Văn Thuận/đ/c Nguyễn Quốc Khải / H'Bia Êban",
    "all as comrades": "Các đồng chí: Trần Văn Thuận, Nguyễn Quốc Khải, H'Bia Êban",
    "counted": "Gồm 03 đồng chí: Trần Văn Thuận, Nguyễn Quốc Khải và H'Bia Êban",
    "spelled otherwise": "trần văn thuận, NGUYỄN QUỐC KHẢI, H Bia Ê-ban",
}


@pytest.mark.parametrize("said", READ.values(), ids=READ)
def test_announced(said: str) -> None:
    reading = announced(said)
    assert [code for code, _ in found(reading) if code != "DT007"] == []
    (round_,) = reading.dossiers[0].dossier.rounds
    assert len(round_.announced) == len(PEOPLE)
    assert all(len(name.split()) == len(person.split()) or "Bia" in name for name, person in zip(round_.announced, PEOPLE, strict=True))


TOLD = {
    "somebody who is not on the list": "Trần Văn Thuận, Lê Văn Lạ",
    "a word too many": "Trần Văn Thuận và Nguyễn Quốc Khải trúng cử",
}


@pytest.mark.parametrize("said", TOLD.values(), ids=TOLD)
def test_what_does_not_fit_is_told_how_to_write(said: str) -> None:
    reading = announced(said)
    (finding,) = reading.diagnostics
    assert (finding.code, str(finding.place), finding.route) == ("DT004", "dòng 4", "bau_cu[0].trung_cu")
    assert "“Trần Văn Thuận; " in finding.message
    assert "bau_cu[0].trung_cu" in reading.dossiers[0].dossier.flawed


@pytest.mark.parametrize("said", ["Lê Văn Lạ", "Không ai", "Nguyễn Quốc Khãi"])
def test_one_name_is_left_to_the_rules(said: str) -> None:
    assert found(announced(said)) == []


def test_who_is_introduced_can_be_meant_where_no_list_is_there() -> None:
    people = "nhan_su: [{ho_ten: Trần Văn Thuận, gioi_thieu: chi ủy}, {ho_ten: Nguyễn Quốc Khải, gioi_thieu: [chi ủy, bí thư]}]\n"
    reading = announced("Trần Văn Thuận, Nguyễn Quốc Khải", listed=people)
    assert found(reading) == []
    assert reading.dossiers[0].dossier.rounds[0].announced == PEOPLE[:2]


def test_in_a_workbook_the_cell_is_told() -> None:
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Đơn vị": [("Tên", "Xã", "Tỉnh"), ("Ấp 1", "xã An Phước", "Đồng Nai")],
        "Bầu cử": [("Chức danh", "Công bố trúng cử"), ("chi ủy", "Trần Văn Thuận, Lê Văn Lạ")],
        "Kết quả": [("Chức danh", "Họ và tên", "Số phiếu"), ("chi ủy", PEOPLE[0], 5), ("chi ủy", PEOPLE[1], 5)],
    }
    assert found(read_xlsx(workbook(sheets))) == [("DT004", "Bầu cử!B2")]


def ballots(*rows: str, names: tuple[str, ...] = PEOPLE[:1]) -> Reading:
    listed = ", ".join(f'{{ho_ten: "{name}"}}' for name in names)
    papers = "".join(f"- {{chuc_danh: bí thư, {row}}}\n" for row in rows)
    return read_yaml(f"{UNIT}bau_cu:\n- {{chuc_danh: bí thư, ung_cu: [{listed}]}}\nla_phieu:\n{papers}")


def test_agreeing_with_the_one_name_of_a_list() -> None:
    reading = ballots("bau_cho: Đồng ý", "bau_cho: tán thành", "bau_cho: Không đồng ý", "bau_cho: [Đồng ý, không đồng ý]", "loi: trắng")
    told = [(paper.choices, paper.disagrees) for paper in reading.dossiers[0].dossier.ballots]
    assert told == [(PEOPLE[:1], False), (PEOPLE[:1], False), ((), True), (PEOPLE[:1], True), ((), False)]
    several = ballots("bau_cho: Đồng ý", names=PEOPLE[:2])
    assert several.dossiers[0].dossier.ballots[0].choices == ("Đồng ý",)


def test_several_names_on_a_ballot() -> None:
    reading = ballots("bau_cho: 'Trần Văn Thuận, đ/c Nguyễn Quốc Khải'", "bau_cho: 'Trần Văn Thuận, Lê Văn Lạ'", names=PEOPLE[:2])
    assert found(reading) == [("DT004", "dòng 6")]
    assert reading.dossiers[0].dossier.ballots[0].choices == PEOPLE[:2]


@pytest.mark.parametrize(
    ("said", "fault"), [("không", None), ("0", None), ("Không có", None), ("hợp lệ", None), ("-", None), ("có ký tên", "có ký tên")]
)
def test_what_spoils_a_ballot(said: str, fault: str | None) -> None:
    assert ballots(f"bau_cho: Trần Văn Thuận, loi: '{said}'").dossiers[0].dossier.ballots[0].fault == fault


def test_a_title_is_no_part_of_a_name() -> None:
    reading = read_yaml(
        UNIT + "nhan_su: [{ho_ten: Trần Văn Thuận, gioi_thieu: trưởng ấp}]\n"
        "bau_cu: [{chuc_danh: trưởng ấp, ung_cu: [{ho_ten: Ông Trần Văn Thuận}]}]\n"
        "moc: [{buoc: công nhận trưởng ấp, ho_ten: đồng chí Trần Văn Thuận}]\n"
        "thanh_phan: [{vai_tro: thư ký, ho_ten: Ông Văn Lạ}]\n"
    )
    dossier = reading.dossiers[0].dossier
    assert (dossier.rounds[0].candidates[0].name, dossier.steps[0].person) == (PEOPLE[0], PEOPLE[0])
    # Nobody is known by the rest of it: somebody may well be called so.
    assert dossier.officials[0].name == "Ông Văn Lạ"


PRINTED = {
    "NGUYỄN VĂN AN": "Nguyễn Văn An",
    "H'BIA NIÊ": "H'Bia Niê",
    "K’BRÔI": "K’BRÔI",
    "ĐIỂU K’BRÔI": "Điểu K’Brôi",
    "Y MOAN ÊNUÔL": "Y Moan Ênuôl",
    "TÔN NỮ THỊ NINH": "Tôn Nữ Thị Ninh",
    "Nguyễn Văn An": "Nguyễn Văn An",
    "nguyễn văn an": "nguyễn văn an",
    "": "",
}


@pytest.mark.parametrize("typed", PRINTED)
def test_names_as_papers_print_them(typed: str) -> None:
    assert printed_name(typed) == PRINTED[typed]
    assert in_capitals(typed) is (PRINTED[typed] != typed)
