"""Texts as people type them: what wants tidying is told (DT007), old font codings are decoded and told (DT006), nothing is obeyed."""

import io
import re
import unicodedata
from typing import Any

import pytest
from xlsxwriter import Workbook

from dantin.model import StepKind
from dantin.readers import Reading
from tests.sheets import UNIT_SHEET, found, read_xlsx, read_yaml, sheet_of, workbook

HOUSES = "Hộ gia đình"
HEADER = ("Họ và tên", "Địa chỉ")


def houses(*rows: tuple[object, ...], header: tuple[object, ...] = HEADER) -> Reading:
    return read_xlsx(sheet_of(HOUSES, header, *rows))


def names(reading: Reading) -> list[str | None]:
    return [house.name for house in reading.dossiers[0].dossier.households]


WANTS: dict[str, tuple[str, str, str]] = {
    "a doubled space": ("Lê  Văn Mẫu", "“Lê␣␣Văn Mẫu” thừa dấu cách; nên là “Lê Văn Mẫu”", "Lê Văn Mẫu"),
    "a space at the end": ("Lê Văn Mẫu ", "“Lê Văn Mẫu␣” thừa dấu cách", "Lê Văn Mẫu"),
    "a space that does not break": ("Lê\xa0Văn Mẫu", "“Lê␣Văn Mẫu” thừa dấu cách", "Lê Văn Mẫu"),
    "capitals": ("LÊ VĂN MẪU", "“LÊ VĂN MẪU” viết hoa toàn bộ; nên là “Lê Văn Mẫu”", "LÊ VĂN MẪU"),
    "capitals of the highlands": ("H'HEN NIÊ", "nên là “H'Hen Niê”", "H'HEN NIÊ"),
    "decomposed": (unicodedata.normalize("NFD", "Lê Văn Mẫu"), "tách rời", "Lê Văn Mẫu"),
    "a mark of direction": ("Lê \u202eVăn Mẫu", "“Lê ⟨U+202E⟩Văn Mẫu” có ký tự ẩn", "Lê Văn Mẫu"),
    "no width": ("Lê Văn\u200b Mẫu", "“Lê Văn⟨U+200B⟩ Mẫu” có ký tự ẩn", "Lê Văn Mẫu"),
    "an isolate": ("\u2067Lê Văn Mẫu\u2069", "⟨U+2067⟩", "Lê Văn Mẫu"),
    "a line break": ("Lê Văn\nMẫu", "“Lê Văn⏎Mẫu” có xuống dòng; nên là “Lê Văn Mẫu”", "Lê Văn Mẫu"),
    "a line break at the end": ("Lê Văn Mẫu\n", "“Lê Văn Mẫu⏎” có xuống dòng", "Lê Văn Mẫu"),
    "a line break between capitals": ("LÊ VĂN\nMẪU", "có xuống dòng, viết hoa toàn bộ", "LÊ VĂN MẪU"),
    "several at once": ("LÊ  VĂN MẪU", "thừa dấu cách, viết hoa toàn bộ; nên là “Lê Văn Mẫu”", "LÊ VĂN MẪU"),
}


@pytest.mark.parametrize(("typed", "said", "name"), WANTS.values(), ids=WANTS)
def test_what_wants_tidying_is_told_and_read(typed: str, said: str, name: str) -> None:
    reading = houses(("Trần Thị Thử", "số 1"), (typed, "số 2"))
    assert found(reading) == [("DT007", f"{HOUSES}!A3")]
    assert said in reading.diagnostics[0].message
    assert reading.diagnostics[0].message.isprintable()
    assert names(reading) == ["Trần Thị Thử", name]


def test_lines_of_an_address_and_of_several_names_are_in_order() -> None:
    assert found(houses(("Lê Văn Mẫu", "số 1\ntổ 2"))) == []
    assert found(read_xlsx(sheet_of("Bầu cử", ["Chức danh", "Công bố trúng cử"], ["chi ủy", "Lê Văn Mẫu\nTrần Thị Thử"]))) == []


def test_a_line_break_in_a_name_of_a_yaml_file() -> None:
    reading = read_yaml('don_vi: {ten: Ấp 1, xa: xã A, tinh: Đồng Nai}\nho_gia_dinh:\n- {ho_ten: "Lê Văn\\nMẫu"}\n')
    assert [(code, name) for (code, _), name in zip(found(reading), names(reading), strict=True)] == [("DT007", "Lê Văn Mẫu")]


@pytest.mark.parametrize("name", ["Lê Văn Mẫu", "H'Hen Niê", "Y Bhăm", "An", "LÊ", "Ê", "K", "Y H"])
def test_what_is_in_order_is_not_told(name: str) -> None:
    assert found(houses((name, "KHU PHỐ 4"))) == []


def test_a_whole_column_is_told_once() -> None:
    reading = houses(*((f"LÊ VĂN {word}", "số 1") for word in ("MỘT", "HAI", "BA")))
    (told,) = reading.diagnostics
    assert (told.code, str(told.place), [str(place) for place in told.related]) == (
        "DT007",
        f"{HOUSES}!A2",
        [f"{HOUSES}!A3", f"{HOUSES}!A4"],
    )
    assert "và 2 ô khác trong cột này" in told.message


def test_hidden_characters_in_figures_are_refused() -> None:
    header = ["Chức danh", "Có mặt"]
    for typed in ("\u202e12", "1\u200b2", "12\u200f"):
        reading = read_xlsx(sheet_of("Bầu cử", header, ["trưởng ấp", typed]))
        assert found(reading) == [("DT004", "Bầu cử!B2")]
        assert "⟨U+" in reading.diagnostics[0].message
        assert "Có phải là “12”?" in reading.diagnostics[0].message


TCVN3 = {"NguyÔn V¨n An": "Nguyễn Văn An", "TrÇn ThÞ Hång": "Trần Thị Hồng"}
VNI = {"Nguyeãn Vaên Bình": "Nguyễn Văn Bình", "Traàn Thò Hoàng": "Trần Thị Hồng"}


@pytest.mark.parametrize(("typed", "meant"), [*TCVN3.items(), *VNI.items()])
def test_an_old_coding_is_decoded_and_told(typed: str, meant: str) -> None:
    reading = houses(("Lê Văn Mẫu", "số 1"), (typed, "số 2"))
    assert found(reading) == [("DT006", f"{HOUSES}!A3")]
    assert f"có phải là “{meant}”?" in reading.diagnostics[0].message
    assert names(reading) == ["Lê Văn Mẫu", meant]
    assert "ho_gia_dinh[1].ho_ten" in reading.dossiers[0].dossier.flawed
    assert "ho_gia_dinh.#" not in reading.dossiers[0].dossier.flawed


def test_yaml_too() -> None:
    unit = "don_vi: {ten: Ấp 1, xa: xã An Phước, tinh: Đồng Nai}\n"
    reading = read_yaml(unit + "bau_cu:\n- chuc_danh: trưởng ấp\n  ung_cu:\n  - {ho_ten: NguyÔn V¨n An, so_phieu: 3}\n")
    assert found(reading) == [("DT006", "dòng 5")]
    assert reading.dossiers[0].dossier.rounds[0].candidates[0].name == "Nguyễn Văn An"


def test_a_whole_sheet_in_an_old_coding_headers_and_all() -> None:
    rows = [["B­íc", "Ngµy", "C¬ quan"], ["niªm yÕt", "01/11/2024", "UBND x· Ph­íc Th¸i"], ["hiÖp th­¬ng", "02/11/2024", None]]
    reading = read_xlsx(workbook({"Đơn vị": UNIT_SHEET, "Mốc thời gian": rows}))
    assert found(reading) == [("DT006", "Mốc thời gian!A1"), ("DT006", "Mốc thời gian!A2"), ("DT006", "Mốc thời gian!C2")]
    steps = reading.dossiers[0].dossier.steps
    assert [(step.kind, step.body) for step in steps] == [(StepKind.NOTICE, "UBND xã Phước Thái"), (StepKind.CONSULTATION, None)]


def in_font(font: str, text: str) -> bytes:
    memory = io.BytesIO()
    book = Workbook(memory, {"in_memory": True})
    unit, page = book.add_worksheet("Đơn vị"), book.add_worksheet(HOUSES)
    for r, row in enumerate(UNIT_SHEET):
        for c, value in enumerate(row):
            unit.write_string(r, c, value)
    form: Any = book.add_format({"font_name": font})
    for c, value in enumerate(HEADER):
        page.write_string(0, c, value)
    page.write_string(1, 0, text, form)
    page.write_string(1, 1, "±")
    book.close()
    return memory.getvalue()


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (".VnTime", "Phan Huy Tù", "Phan Huy Tự"),
        (".VnTimeH", "nguyÔn v¨n an", "NGUYỄN VĂN AN"),
        ("VNI-Times", "Hoaøng Vaên Thuï", "Hoàng Văn Thụ"),
        ("Times New Roman", "Phan Huy Tù", "Phan Huy Tù"),
        (".VnTime", "Lê Văn Mẫu", "Lê Văn Mẫu"),
    ],
)
def test_the_font_tells_where_the_letters_do_not(font: str, typed: str, meant: str) -> None:
    assert names(read_xlsx(in_font(font, typed))) == [meant]


@pytest.mark.parametrize("number", ["075068363581", "075 068 363 581", "271234567", "75068363581", "0750\u200b68363581"])
def test_no_identity_number_is_quoted(number: str) -> None:
    """Wherever it was typed: in a sheet nobody knows, under a figure, beside a hidden character."""
    readings = [
        read_xlsx(workbook({"Đơn vị": UNIT_SHEET, "Trang lạ": [["Lê Văn Mẫu", number], ["Trần Thị Thử", number]]})),
        read_xlsx(sheet_of("Bầu cử", ["Chức danh", "Có mặt"], ["trưởng ấp", number])),
        read_xlsx(sheet_of(HOUSES, ["Họ và tên", "Giới tính"], [number, number])),
        read_xlsx(sheet_of(HOUSES, ["Họ và tên", "Số CCCD"], ["Lê Văn Mẫu", number])),
        read_xlsx(sheet_of(HOUSES, ["Họ và tên", number], ["Lê Văn Mẫu", "x"])),
    ]
    said = [f"{d.message} {d.hint}" for reading in readings for d in reading.diagnostics]
    assert len(said) > 3
    assert [text for text in said if re.search(r"\d{9}|(\d{3} ){2}|68363", text)] == []
