"""A workbook patched in its parts: what was asked for is there, and nothing else is another, whoever wrote the workbook."""

import io
import posixpath
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from dantin.errors import CannotDo
from dantin.readers import open_workbook
from dantin.workbooks.excel import Look, Page
from dantin.workbooks.patching import Workbook
from dantin.workbooks.zip_parts import Unpatchable
from tests.sheets import MAIN, STRICT_MAIN, STRICT_RELATIONS, edited, package, parts_of, raw_parts, rows_xml, with_cell, workbook
from tests.test_openxml import findings

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
RED = "FFC7CF"


def rich() -> bytes:
    """A workbook with one of everything that saving with openpyxl drops, or may."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        first, other = book.add_worksheet("Một"), book.add_worksheet("Trang hai")
        green = book.add_format({"bold": True, "bg_color": "#00FF00", "num_format": "0.00"})
        first.write("A1", "x", green)
        first.write_formula("B1", "=1+1", None, 2)
        first.write_formula("B2", '="a"&"b"', None, "ab")
        first.write_rich_string("C1", "a", green, "b")
        first.write_comment("A1", "chú thích cũ", {"author": "Bà Lan"})
        first.insert_textbox("E5", "hộp chữ")
        first.insert_image("G5", "x.png", {"image_data": io.BytesIO(PNG)})
        first.add_sparkline("F1", {"range": "Một!A1:B1"})
        first.data_validation("A5", {"validate": "list", "source": ["a", "b"]})
        first.conditional_format("A1:A9", {"type": "cell", "criteria": ">", "value": 3, "format": green})
        first.set_column("J:J", 12, green)
        first.set_row(7, 30, green)
        first.insert_button("K5", {"macro": "m"})
        other.write_column("A1", [1, 2, 3])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Trang hai'!$A$1:$A$3"})
        other.insert_chart("C3", chart)
        other.add_table("F1:G3")
        other.autofilter("A1:A3")
        other.activate()
        book.define_name("'Trang hai'!Số", "='Trang hai'!$A$1")
    return memory.getvalue()


def with_pivot(data: bytes) -> bytes:
    """The workbook with the parts of a pivot table, as far as they concern anybody else."""
    types = b'<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="application/x"/></Types>'
    link = b'<Relationship Id="rId77" Type="x/pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>'
    parts = parts_of(
        edited(
            data,
            {
                "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", types),
                "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", link),
                "xl/workbook.xml": lambda xml: xml.replace(
                    b"</workbook>", b'<pivotCaches><pivotCache cacheId="1" r:id="rId77"/></pivotCaches></workbook>'
                ),
            },
        )
    )
    return package({**parts, "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition  />", "xl/vbaProject.bin": b"\0macro"})


def page() -> Page:
    made = Page("Lỗi", header=1, sorted_by="A2:B3", tab="C00000")
    made.put(0, 0, "=tiêu đề", Look(bold=True, size=13))
    made.put(1, 0, "cột", Look(border=True, fill="E2EFDA"))
    made.put(2, 0, "đến", Look(colour="0563C1"))
    made.put(2, 1, 5, Look())
    made.links[2, 0] = "'Một'!A1"
    made.widths[0] = 30
    return made


def patched(data: bytes) -> Workbook:
    """Everything that can be patched, at once."""
    book = Workbook(data)
    for cell in ("A1", "J9", "K8", "D2"):
        book.fill("Một", cell, RED)
    book.put("Một", "B3", "=không phải công thức")
    book.put("Một", "D3", 12.5)
    book.comments("Một").add("A1", "[x] thêm", "dantin")
    book.comments("Một").add("J9", "[x] mới", "dantin")
    book.comments("Trang hai").add("A2", "[x] trang hai", "dantin")
    assert book.add_sheet(page(), first=True) == "Lỗi"
    book.package.set_property("dantin-thu", "đ & <x>")
    return book


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        # It warns of what it does not know, which is why it saves nothing here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def test_all_that_was_asked_for_is_there(tmp_path: Path) -> None:
    data = patched(rich()).data()
    book = opened(data)
    assert book.sheetnames == ["Lỗi", "Một", "Trang hai"]
    assert book.active.title == "Trang hai"
    assert book.views[0].firstSheet == 0
    one = book["Một"]
    assert {name: one[name].fill.fgColor.rgb for name in ("A1", "J9", "K8", "D2")} == dict.fromkeys(("A1", "J9", "K8", "D2"), f"FF{RED}")
    # What a cell takes from its column, or its row, stays its own.
    assert [one[name].font.b for name in ("A1", "J9", "K8", "D2")] == [True, True, True, False]
    assert [one[name].number_format for name in ("A1", "J9")] == ["0.00", "0.00"]
    assert (one["B3"].value, one["B3"].data_type, one["D3"].value) == ("=không phải công thức", "s", 12.5)
    comments = {(s.title, c.coordinate): c.comment.text for s in book for row in s.iter_rows() for c in row if c.comment}
    assert comments == {
        ("Một", "A1"): "chú thích cũ\n[x] thêm",
        ("Một", "J9"): "[x] mới",
        ("Trang hai", "A2"): "[x] trang hai",
    }
    added = book["Lỗi"]
    assert (added["A1"].value, added["A1"].font.sz, added["A2"].fill.fgColor.rgb, added["B3"].value) == ("=tiêu đề", 13, "FFE2EFDA", 5)
    assert (added["A3"].hyperlink.location, added.auto_filter.ref, added.freeze_panes) == ("'Một'!A1", "A2:B3", "A3")
    assert Workbook(data).package.property("dantin-thu") == "đ & <x>"
    (tmp_path / "x.xlsx").write_bytes(data)
    (tmp_path / "o.xlsx").write_bytes(rich())
    assert findings(tmp_path / "x.xlsx") == findings(tmp_path / "o.xlsx")


def test_nothing_else_is_another() -> None:
    before = with_pivot(rich())
    after = patched(before).data()
    old, new = parts_of(before), parts_of(after)
    may_change = {
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert {name for name in old if new[name] != old[name]} == may_change
    assert [name for name in new if name in old] == list(old)
    marked = {"A1", "B3", "D2", "D3", "J9", "K8"}
    assert _without(old["xl/worksheets/sheet1.xml"], marked) == _without(new["xl/worksheets/sheet1.xml"], marked)
    assert b"<v>ab</v>" in new["xl/worksheets/sheet1.xml"]
    assert b"sparkline" in new["xl/worksheets/sheet1.xml"]
    was, now = old["xl/drawings/vmlDrawing1.vml"], new["xl/drawings/vmlDrawing1.vml"]
    # The button stays, and the comment of before, which is only higher.
    assert was.count(b"<v:shape ") + 1 == now.count(b"<v:shape ")
    assert b'ObjectType="Button"' in now
    # Dropped and put on again, nothing adds up.
    assert patched(before).data() == after


def _without(xml: bytes, cells: set[str]) -> bytes:
    """A sheet without some of its cells, the rows that only they fill, and how far it reaches."""
    root = etree.fromstring(xml)
    for cell in [c for c in root.iter(f"{{{MAIN}}}c") if c.get("r") in cells]:
        row = cell.getparent()
        row.remove(cell)
        row.attrib.pop("spans", None)
        if not len(row) and len(row.attrib) == 1:
            row.getparent().remove(row)
    for row in root.iter(f"{{{MAIN}}}row"):
        row.attrib.pop("spans", None)
    for dimension in root.findall(f"{{{MAIN}}}dimension"):
        root.remove(dimension)
    return bytes(etree.tostring(root, method="c14n"))


def test_taken_off_again_all_is_as_it_was() -> None:
    book = Workbook(patched(rich()).data())
    book.remove_sheet("Lỗi")
    for sheet in book.sheets:
        book.unfill(sheet, [RED])
        book.comments(sheet).cut("[x]")
    after, before = opened(book.data()), opened(rich())
    assert after.sheetnames == before.sheetnames
    assert after.active.title == before.active.title
    assert after["Trang hai"].defined_names.keys() == before["Trang hai"].defined_names.keys()
    one = after["Một"]
    assert [one[name].fill.fgColor.rgb for name in ("A1", "J9", "K8")] == ["FF00FF00"] * 3
    assert one["D2"].fill.patternType is None
    assert {cell.coordinate: cell.comment.text for row in one for cell in row if cell.comment} == {"A1": "chú thích cũ"}


def _prefixed() -> bytes:
    return package(raw_parts({"T": rows_xml([("a", 1), ("b", 2)], prefix="x:")}, prefix="x:"))


def _strict() -> bytes:
    parts = raw_parts({"T": rows_xml([("a", 1), ("b", 2)])}, main=STRICT_MAIN, relations=STRICT_RELATIONS)
    return package(parts)


def _backslashes() -> bytes:
    parts = raw_parts({"T": rows_xml([("a", 1), ("b", 2)])})
    return package({name.replace("/", "\\") if name.endswith("sheet1.xml") else name: content for name, content in parts.items()})


WRITERS: dict[str, Callable[[], bytes]] = {
    "XlsxWriter": lambda: workbook({"T": [("a", 1), ("b", 2)]}),
    "no styles, no shared texts": lambda: package(raw_parts({"T": rows_xml([("a", 1), ("b", 2)])})),
    "no references": lambda: package(raw_parts({"T": rows_xml([("a", 1), ("b", 2)], references=False)})),
    "a prefix before every name": _prefixed,
    "strict": _strict,
    "absolute targets": lambda: package(raw_parts({"T": rows_xml([("a", 1), ("b", 2)])}, targets={"T": "/xl/worksheets/sheet1.xml"})),
    "backslashes": _backslashes,
}


@pytest.mark.parametrize("writer", WRITERS)
def test_workbooks_of_any_writer(writer: str) -> None:
    book = Workbook(WRITERS[writer]())
    assert (book.sheets, book.text("T", "A1")) == (["T"], "a")
    book.fill("T", "B2", RED)
    book.put("T", "D2", "mới")
    book.put("T", "A2", date(2024, 11, 10), "dd/mm/yyyy")
    book.put("T", "B5", "dưới cùng")
    book.put("T", "A4", 4)
    book.comments("T").add("B2", "chú thích", "dantin")
    book.add_sheet(page(), first=True)
    book.add_sheet(page())
    data = book.data()
    grids = {grid.name: grid.rows for grid in open_workbook(data)}
    assert list(grids) == ["Lỗi", "T", "Lỗi (2)"]
    cells = {(r, c): value for r, row in enumerate(grids["T"]) for c, value in enumerate(row) if value not in (None, "")}
    assert cells == {
        (0, 0): "a", (0, 1): 1, (1, 0): date(2024, 11, 10), (1, 1): 2, (1, 3): "mới", (3, 0): 4, (4, 1): "dưới cùng",
    }  # fmt: skip
    again = Workbook(data)
    assert again.comments("T").text("B2") == "chú thích"
    if writer not in ("strict", "backslashes"):  # openpyxl knows neither
        assert opened(data)["T"]["B2"].fill.fgColor.rgb == f"FF{RED}"


def _formula(of: str) -> bytes:
    data = workbook({"T": [(1, 2, 3)]})
    chain = b'<calcChain xmlns="%b"><c r="C1" i="1"/></calcChain>' % MAIN.encode()
    link = b'<Relationship Id="rId77" Type="x/calcChain" Target="calcChain.xml"/></Relationships>'
    parts = parts_of(with_cell(data, "xl/worksheets/sheet1.xml", "C1", of))
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    return package({**parts, "xl/calcChain.xml": chain})


def test_a_value_takes_the_place_of_a_formula() -> None:
    data = _formula('<c r="C1"><f>A1+B1</f><v>3</v></c>')
    book = Workbook(data)
    assert book.has_formula("T", "C1")
    book.fill("T", "A1", RED)
    assert "xl/calcChain.xml" in parts_of(book.data())
    book.put("T", "C1", "ba")
    parts = parts_of(book.data())
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"]
    assert opened(book.data())["T"]["C1"].value == "ba"


@pytest.mark.parametrize("formula", ['<f t="shared" ref="C1:C9" si="0">A1</f>', '<f t="array" ref="C1">A1</f>'])
def test_a_formula_of_several_cells_is_left_alone(formula: str) -> None:
    book = Workbook(_formula(f'<c r="C1">{formula}<v>3</v></c>'))
    with pytest.raises(Unpatchable, match="C1"):
        book.put("T", "C1", 1)


def test_rich_text_is_known() -> None:
    book = Workbook(rich())
    assert [book.has_rich_text("Một", cell) for cell in ("C1", "A1", "B1", "Z9")] == [True, False, False, False]
    assert book.text("Một", "C1") == "ab"


def test_a_threaded_comment_is_left_alone() -> None:
    thread = b'<ThreadedComments xmlns="x"><threadedComment ref="A1" id="{1}"/></ThreadedComments>'
    link = b'<Relationship Id="rId77" Type="x/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    parts = parts_of(rich())
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = parts["xl/worksheets/_rels/sheet1.xml.rels"].replace(b"</Relationships>", link)
    before = {**parts, "xl/threadedComments/threadedComment1.xml": thread}
    book = Workbook(package(before))
    assert book.comments("Một").is_threaded("A1")
    book.comments("Một").add("A1", "[x] thêm", "dantin")
    assert parts_of(book.data()) == before


def test_more_comments_than_one_block_of_numbers_holds() -> None:
    book = Workbook(workbook({"T": [("a",)] * 1200, "U": [("a",)]}))
    for row in range(1, 1201):
        book.comments("T").add(f"A{row}", "chữ", "dantin")
    book.comments("U").add("A1", "chữ", "dantin")
    data = book.data()
    numbers = [
        set(etree.fromstring(content).xpath("//*[local-name()='shape']/@id"))
        for name, content in parts_of(data).items()
        if posixpath.dirname(name) == "xl/drawings"
    ]
    assert [len(ids) for ids in numbers] == [1200, 1]
    assert numbers[0].isdisjoint(numbers[1])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4 hong",
        package({"a.txt": b""}),
        edited(rich(), {"xl/styles.xml": lambda xml: xml[: len(xml) // 2]}),
        edited(rich(), {"xl/styles.xml": lambda xml: xml.replace(b"<styleSheet", b'<!DOCTYPE s [<!ENTITY a "b">]><styleSheet')}),
    ],
    ids=["empty", "cut", "no workbook", "damaged part", "entities"],
)
def test_what_cannot_be_patched_is_refused(data: bytes) -> None:
    with pytest.raises(CannotDo):
        Workbook(data).fill("Một", "A1", RED)
