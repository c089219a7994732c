"""Sheets asked by whole columns, and headers remembered, are read as row by row: all workbooks of tests and examples, and drawn ones."""

import random
from datetime import date
from itertools import zip_longest

import pytest

from dantin.legacy_fonts import suspicious
from dantin.readers import read
from dantin.readers.dossier import tidying
from dantin.readers.dossier.fields import Names
from dantin.readers.dossier.tidying import looks_odd
from dantin.readers.files.grid import Grid, Merge
from dantin.readers.files.raw import Fate
from dantin.readers.sheets import body, columns, downwards, header_search, layout, row_words
from dantin.readers.sheets.body import Body
from dantin.readers.sheets.header_search import HeaderFinder
from dantin.readers.sheets.joints import is_blank
from dantin.readers.sheets.row_words import is_numbering
from dantin.readers.sheets.sheet import Sheet
from tests.short_ways import FILES


@pytest.fixture
def laid_out(monkeypatch):
    """What the sheets of files are read as, in the order of reading, with whatever became of their rows."""
    raws, lay_out, begin = [], layout.lay_out, Sheet.__init__

    def kept(*args):
        raws.append(lay_out(*args))
        return raws[-1]

    def asked_both_ways(sheet, raw, grid):
        odd = looks_odd(list(zip_longest(*grid.rows)))
        assert odd == suspicious("\n".join(cell for cells in grid.rows for cell in cells if isinstance(cell, str)))
        begin(sheet, raw, grid)
        assert [fate is Fate.BLANK for fate in sheet.fates] == [all(map(is_blank, cells)) for cells in grid.rows]

    monkeypatch.setattr(layout, "lay_out", kept)
    monkeypatch.setattr(Sheet, "__init__", asked_both_ways)
    return raws


def lay_out_plainly(monkeypatch):
    """From here on each row of a sheet is judged by itself, and nothing is remembered of another sheet."""
    monkeypatch.setattr(Body, "doubtful_rows", lambda body, first: list(range(first, len(body.sheet.rows) + 1)))
    monkeypatch.setattr(HeaderFinder, "stand_below", lambda _finder, _header: False)
    remembering = ((columns, "_read_header"), (header_search, "_row_header"), (header_search, "_names_some"), (downwards, "_labelled"))
    for module, name in remembering:
        monkeypatch.setattr(module, name, getattr(module, name).__wrapped__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_asked_at_once_or_remembered_makes_the_same_tables_and_dossier(path, monkeypatch, laid_out):
    quick_sheet, read_at_once = Body.doubtful_rows, []

    def counted_on_sheet(body, first):
        rows = quick_sheet(body, first)
        read_at_once.append(len(body.sheet.rows) - first + 1 - len(rows))
        return rows

    monkeypatch.setattr(Body, "doubtful_rows", counted_on_sheet)
    quickly = read(path, path.name)
    lay_out_plainly(monkeypatch)
    plainly_read = read(path, path.name)
    assert laid_out[: len(laid_out) // 2] == laid_out[len(laid_out) // 2 :]
    assert quickly.diagnostics == plainly_read.diagnostics
    assert [entry.dossier for entry in quickly.dossiers] == [entry.dossier for entry in plainly_read.dossiers]
    for mine, theirs in zip(quickly.dossiers, plainly_read.dossiers, strict=True):
        for household in mine.dossier.households:
            assert mine.places(household.at("ho_ten")) == theirs.places(household.at("ho_ten"))
    if "long-thanh" in path.parts and path.suffix == ".xlsx":
        assert sum(read_at_once) > 100


COLUMNS = {
    "Mã ấp": ["LT-01"] * 9 + ["", None, "Mã ấp"],
    "TT": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, "8", "9.", "I", "", None],
    "Họ và tên": ["Lê Thị Hòa", "Phạm Văn Bình", "Tống Văn Cộng"] * 3 + ["Minh", "VD: Lê An", " An", "", "Tổng cộng", "Họ và tên"],
    "Ngày sinh": [date(1965, 2, 5), 1970.0] * 4 + ["5/2/1965", "", None],
    "Giới tính": ["Nam", "Nữ"] * 4 + [""],
    "Cụm": ["Cụm 1", "Cụm 2"] * 4 + ["Cộng", ""],
    "Vai trò": ["chủ trì", "thư ký"] * 4 + ["Vai trò", "khác"],
    "Số phiếu": [198.0, 12.0, 0.0, None],
    "Ghi chú": ["", "", "", "Ghi chú", "mới đến"],
}
ODD_ROWS = [
    [],
    [" "],
    ["Cộng: 12"],
    ["Người lập biểu"],
    ["", "Ấp 2"],
    ["A", "B", "C"],
    [1.0, 2.0, 3.0],
    ["(1)", "(2)", "(3)"],
    ["Nam", "Nữ"],
]


def drawn_sheet(draw):
    name = draw.choice(["Hộ gia đình", "Đảng viên", "Thành phần", "Kết quả", "Danh sách"])
    header = draw.sample([column for column in COLUMNS if column != "Họ và tên"], draw.randint(1, 6))
    header.insert(draw.randint(0, len(header)), "Họ và tên")
    rows = [["DANH SÁCH"]] * draw.randint(0, 1) + [header]
    odd, below = draw.choice([0, 1, 8]), draw.choice([[], [], [], ["Nam", "Nữ"], ["x"]])
    if below:
        rows = [*rows[:-1], [*header, "Giới tính"], [""] * len(header) + below]
    for number in range(draw.randint(0, 12)):
        lucky = number == 0 and draw.random() < 0.7
        regular = [COLUMNS[column][0] if lucky else draw.choice(COLUMNS[column][: draw.choice([8, 99])]) for column in header]
        rows.append(draw.choice([*[regular + below[:1]] * 9, *[header, *draw.sample(ODD_ROWS, 7)][:odd]]))
    at = draw.randrange(len(header))
    merges = (Merge(len(rows) - 2, at, len(rows) - 1, at),) if draw.random() < 0.3 and len(rows) > 4 else ()
    return Grid(name, [list(row) for row in rows], merges=merges)


BORN = date(1965, 2, 5)
PERSON = [1.0, "Lê Thị Hòa", BORN]
ODD_SHEETS = {
    "columns numbered by letters and numbers": [
        ["Họ và tên", "Giới tính", "Ngày sinh", "Dự họp"],
        ["A", "B", 1.0, 2.0],
        ["Lê An", "Nam", BORN, "x"],
    ],
    "a name out of forms": [["TT", "Họ và tên", "Ngày sinh"], [1.0, "Nguyễn Văn A", BORN], PERSON],
    "a remark numbered by a letter": [["TT", "Họ và tên", "Ngày sinh"], PERSON, ["I", "Nguồn số liệu", BORN]],
    "a remark beside a day": [["Họ và tên", "Ngày sinh"], ["Lê Thị Hòa", BORN], ["Lê Văn An", BORN], ["Nguồn số liệu", BORN]],
    "somebody whose name sounds like a remark": [["TT", "Họ và tên"], [1.0, "Lê Thị Hòa"], [2.0, "Nguồn Số Liệu"]],
    "an office right below a row": [["TT", "Họ và tên", "Ngày sinh"], PERSON, [], PERSON, ["", "Trưởng ấp"]],
    "a header that goes on below": [["TT", "Họ và tên", "Giới tính"], ["", "", "", "Ngày sinh"], [1.0, "Lê Thị Hòa", "Nữ", BORN]],
    "a header repeated": [["Vai trò", "Họ và tên", "Giới tính"], ["thư ký", "Lê Thị Hòa", "Nữ"], ["Vai trò", "Họ và tên", "Giới tính"]],
}


@pytest.mark.parametrize("sheet", ODD_SHEETS)
def test_odd_rows_are_laid_out_as_row_by_row(sheet, monkeypatch):
    def laid_out():
        return [
            layout.lay_out("x", [Grid(name, [list(row) for row in ODD_SHEETS[sheet]])], Names()) for name in ("Hộ gia đình", "Thành phần")
        ]

    quickly = laid_out()
    lay_out_plainly(monkeypatch)
    assert quickly == laid_out()


@pytest.mark.parametrize("seed", range(40))
def test_drawn_sheets_are_laid_out_as_row_by_row(seed, monkeypatch):
    draws = [f"{seed} {number}" for number in range(20)]
    quickly = [layout.lay_out("x", [drawn_sheet(random.Random(draw))], Names()) for draw in draws]
    lay_out_plainly(monkeypatch)
    for draw, quick in zip(draws, quickly, strict=True):
        assert quick == layout.lay_out("x", [drawn_sheet(random.Random(draw))], Names())


TEXTS = [
    "Tổng cộng",
    "1. Tổng số hộ",
    "a) Danh sách",
    "Minh",
    "Vi Văn An",
    "to",
    "ng",
    "Trần Văn An",
    " An",
    "",
    None,
    3.0,
    "Mẫu : 1",
    "x\ny",
    "(A)",
]


@pytest.mark.parametrize("seed", range(40))
def test_a_column_asked_at_once_passes_over_no_cell_that_may_be_no_data(seed):
    draw = random.Random(seed)
    cells = draw.choices(TEXTS[: draw.choice([4, 7, 11, 14])] * 2 + ["Lê Thị Hòa", "Phạm Văn Bình"] * 20, k=12)
    asked = body._perhaps_not_data(cells)
    assert asked == {row for row, cell in enumerate(cells) if not isinstance(cell, str) or body._begins_no_data(cell)}


@pytest.mark.parametrize("seed", range(40))
def test_texts_are_odd_or_not_whatever_words_are_known(seed, monkeypatch):
    """Words that two codings share with Unicode, between other words and at the ends of lines."""
    monkeypatch.setattr(tidying, "_plain_words", set())
    draw = random.Random(seed)
    words = ["Thò", "Vò", "THÒ", "Ghò", "Lâ", "An", "NguyÔn", "Hòa", "Vaên", "Bò\xa0Vò", "Hòt", "Hòang", "µa", "ng", "Võ", "Oõ", "của"]
    for _ in range(40):
        texts = [draw.choice([" ", "\n", " - "]).join(draw.choices(words, k=draw.randint(1, 3))) for _ in range(3)]
        assert looks_odd([texts, [1.0, None]]) == suspicious("\n".join(texts))


NUMBERS_OF_COLUMNS = [
    "1",
    "(1)",
    1.0,
    2.0,
    3.0,
    "3=1+2",
    "A",
    "(B)",
    "a",
    "b)",
    "C",
    "Đ",
    "I",
    "II",
    "III",
    "LT-012",
    "Lê Thị Hòa",
    0.5,
    "",
]


def test_columns_are_numbered_or_not_whatever_is_asked_first(monkeypatch):
    draw = random.Random(1)
    in_order = [NUMBERS_OF_COLUMNS[i : i + 4] for i in range(len(NUMBERS_OF_COLUMNS))] + [["A", "B", 1.0, 2.0], ["I", "II", "III"]]
    rows = [*in_order, *(draw.choices(NUMBERS_OF_COLUMNS, k=draw.randint(0, 4)) for _ in range(3000))]
    quickly = [is_numbering(row, columns_of_header) for row in rows for columns_of_header in (2, 4)]
    monkeypatch.setattr(row_words, "_FIRST", ("",))
    assert quickly == [is_numbering(row, columns_of_header) for row in rows for columns_of_header in (2, 4)]
    assert 4 < sum(quickly) < len(quickly)
