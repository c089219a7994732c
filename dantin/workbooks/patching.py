"""Change cells of an .xlsx or .xlsm where they lie in its parts: a fill, a value, a comment, a sheet added or taken out.

Saving with openpyxl loses the stored values of formulas, sparklines, text boxes and rich text. Here all that is not asked to be changed
stays: in a part that is changed every other element, every other part byte for byte. Knows no sheet of a dossier and no finding; the size
of a workbook is the reader's to guard. Imports the neighbours that know the zip, formats and comments.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from dantin.diagnostic import cell_name, column_letters
from dantin.ooxml import read_parts
from dantin.vietnamese import tidy
from dantin.workbooks.cell_comments import Comments
from dantin.workbooks.cell_styles import Styles
from dantin.workbooks.excel import Page, write_pages
from dantin.workbooks.zip_parts import LINK, MAIN, STRICT_LINK, Package, Unpatchable

_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TEXTS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CALCULATED_FIRST = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr")
_AFTER_NAMES = frozenset(("calcPr", *_CALCULATED_FIRST, "webPublishObjects", "extLst"))
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class _Sheet(NamedTuple):
    element: Any
    identifier: str
    part: str


class Workbook:
    """A workbook in memory, patched cell by cell; `data` gives its bytes. Cells go by their name ("H3"), sheets by theirs."""

    def __init__(self, data: bytes) -> None:
        """Raises CannotDo for what is no workbook of this kind, or is damaged."""
        self.package = Package(data)
        self._styles: Styles | None = None
        self._comments: dict[str, Comments] = {}
        self._rows: dict[str, _Rows] = {}
        self._texts: list[Any] | None = None

    @property
    def sheets(self) -> list[str]:
        """The names of its worksheets, in their order."""
        return list(self._sheets())

    def data(self) -> bytes:
        """The workbook as patched."""
        return self.package.data()

    # --- Cells ------------------------------------------------------------------------------------------------------------

    def fill(self, sheet: str, cell: str, colour: str) -> None:
        """Colour a cell ("FFC7CF"), all else of its format kept; a cell that is not there is made."""
        rows = self._rows_of(sheet)
        rows.set_style(cell, self._formats().filled(rows.style(cell), colour))

    def in_view(self, sheet: str, cell: str) -> str:
        """The cell in which a person sees what stands at a place: under merged cells their first, else itself."""
        return self._rows_of(sheet).merged_into(cell)

    def unfill(self, sheet: str, colours: Collection[str]) -> None:
        """Take every fill that `fill` made in one of these colours off the sheet again."""
        rows, wanted = self._rows_of(sheet), frozenset(colours)
        formats = self._formats()
        former: dict[str | None, int] = {}
        for cell in rows.all_cells():
            if (number := cell.get("s")) not in former:
                former[number] = formats.unfilled(int(number or 0), wanted)
            if former[number] != int(number or 0):
                self.package.touch(rows.part)
                cell.set("s", str(former[number]))

    def put(self, sheet: str, cell: str, value: str | int | float | date, shape: str | None = None) -> None:
        """Write a value, the cell's format kept (`shape`: another number format, "dd/mm/yyyy"); a formula in the cell gives way to it.

        A text stays a text, whatever it begins with. Raises Unpatchable where other cells take their formula from this one.
        """
        rows = self._rows_of(sheet)
        if rows.put(cell, self._serial(value) if isinstance(value, date) else value):
            self._forget_order_of_calculation()
        if shape is not None:
            rows.set_style(cell, self._formats().shaped(rows.style(cell), shape))

    def has_formula(self, sheet: str, cell: str) -> bool:
        """Whether a formula stands in a cell."""
        element = self._rows_of(sheet).find(cell)
        return element is not None and element.find(self.package.named("f")) is not None

    def text(self, sheet: str, cell: str) -> str | None:
        """The text in a cell; None where there is none."""
        held = self._text(sheet, cell)
        return "".join(t.text or "" for t in held.iter(self.package.named("t"))) if held is not None else None

    def holds(self, sheet: str, cell: str, value: str | int | float | date) -> bool:
        """Whether this very value stands in a cell; of a text white space does not count."""
        there = self._rows_of(sheet).find(cell)
        if there is None:
            return False
        stored = there.findtext(self.package.named("v"))
        if isinstance(value, str):
            text = stored if there.get("t") == "str" else self.text(sheet, cell)
            return text is not None and tidy(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)) == tidy(value)
        try:
            number = float(stored) if stored is not None and there.get("t", "n") == "n" else None
        except ValueError:
            return False
        return number == (self._serial(value) if isinstance(value, date) else value)

    def font(self, sheet: str, cell: str) -> str:
        """The name of the font of a cell."""
        return self._formats().font(self._rows_of(sheet).style(cell))

    def set_font(self, sheet: str, cell: str, name: str) -> None:
        """Set a cell in another font, of the same size and colour."""
        rows = self._rows_of(sheet)
        rows.set_style(cell, self._formats().fonted(rows.style(cell), name))

    def shrink(self, sheet: str, cell: str) -> None:
        """Let a day be seen in a narrow column, where a text ran over into the next cell."""
        rows = self._rows_of(sheet)
        rows.set_style(cell, self._formats().shrunk(rows.style(cell)))

    def shows_numbers(self, sheet: str, cell: str) -> bool:
        """Whether the format of a cell shows a number as one, and not as a text, a day or a share."""
        return self._formats().shows_numbers(self._rows_of(sheet).style(cell))

    def has_tables(self, sheet: str) -> bool:
        """Whether a sheet has tables of Excel's own kind, which know the texts of their header cells."""
        return any(True for _ in self.package.related(self._sheet(sheet).part, "table"))

    def has_rich_text(self, sheet: str, cell: str) -> bool:
        """Whether single letters of a cell's text have a format of their own, which `put` would lose."""
        held = self._text(sheet, cell)
        return held is not None and held.find(self.package.named("r")) is not None

    def _text(self, sheet: str, cell: str) -> Any:
        """What holds the text of a cell: the cell itself, or the table of texts."""
        element = self._rows_of(sheet).find(cell)
        if element is None or element.get("t") != "s":
            return element.find(self.package.named("is")) if element is not None else None
        if self._texts is None:
            part = next((part for _, part in self.package.related(self.package.book, "sharedStrings") if part in self.package), None)
            self._texts = list(self.package.tree(part)) if part is not None else []
        value, entries = element.findtext(self.package.named("v")) or "", self._texts
        return entries[int(value)] if value.isdecimal() and int(value) < len(entries) else None

    def comments(self, sheet: str) -> Comments:
        """The comments of a sheet, to be read and written."""
        if sheet not in self._comments:
            self._comments[sheet] = Comments(self.package, self._sheet(sheet).part)
        return self._comments[sheet]

    # --- Sheets -----------------------------------------------------------------------------------------------------------

    def add_sheet(self, page: Page, *, first: bool = False) -> str:
        """Add a sheet, the first or the last; gives its name, which has a number where there is a sheet of that name already.

        The sheet in view stays the one that was: to have the new one in view another sheet would have to be written anew.
        """
        from lxml import etree

        book = self.package.touch(self.package.book)
        taken = {(entry.get("name") or "").casefold() for entry in self._entries()}
        name, number = page.name, 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = page.name[: 31 - len(ending)] + ending, number + 1
        parts = read_parts(write_pages([page]))
        part = self.package.free_name(posixpath.join(posixpath.dirname(self.package.book), "worksheets/sheet{}.xml"))
        self.package.put(part, self._grafted(parts))
        self.package.declare(part, _SHEET_KIND)
        sheets = book.find(self.package.named("sheets"))
        entry = etree.SubElement(sheets, self.package.named("sheet"), {"name": name})
        entry.set("sheetId", str(max((int(e.get("sheetId") or 0) for e in self._entries()), default=0) + 1))
        entry.set(self.package.id_name, self.package.relate(self.package.book, "worksheet", part))
        at = 0 if first else len(sheets) - 1
        sheets.insert(at, entry)
        if first:
            self._shift(0, 1)
            # Its tab is the first of those that are shown, else nobody sees that it is there.
            for view in self._views():
                view.attrib.pop("firstSheet", None)
        self._take_names(etree.fromstring(parts["xl/workbook.xml"]), at, page.name, name)
        return name

    def remove_sheet(self, name: str) -> None:
        """Take a sheet out, with the names that are its own."""
        sheet = self._sheet(name)
        at = self._entries().index(sheet.element)
        self.package.touch(self.package.book)
        for defined in list(self._names()):
            if defined.get("localSheetId") == str(at):
                defined.getparent().remove(defined)
        if (names := self.package.tree(self.package.book).find(self.package.named("definedNames"))) is not None and not len(names):
            names.getparent().remove(names)
        sheet.element.getparent().remove(sheet.element)
        self._shift(at + 1, -1)
        for kind in ("comments", "vmlDrawing"):
            for _, part in list(self.package.related(sheet.part, kind)):
                self.package.remove(part)
        self.package.unrelate(self.package.book, sheet.identifier)
        self.package.remove(sheet.part)
        self._rows.pop(name, None)
        self._comments.pop(name, None)

    def _grafted(self, parts: dict[str, bytes]) -> bytes:
        """The one sheet of a workbook of ours, in the formats of this one, its texts in its cells, or where there is no table of texts
        yet, in that.
        """
        from lxml import etree

        # As a list: a long one is slow to look into by number.
        sheet, texts = etree.fromstring(parts["xl/worksheets/sheet1.xml"]), list(etree.fromstring(parts["xl/sharedStrings.xml"]))
        styles, formats = etree.fromstring(parts["xl/styles.xml"]), self._formats()
        shared = "xl/sharedStrings.xml" in self.package or any(
            part in self.package for _, part in self.package.related(self.package.book, "sharedStrings")
        )
        if not shared:
            self.package.put("xl/sharedStrings.xml", self._renamed(parts["xl/sharedStrings.xml"]))
            self.package.declare("xl/sharedStrings.xml", _TEXTS_KIND)
            self.package.relate(self.package.book, "sharedStrings", "xl/sharedStrings.xml")
        for view in sheet.iter("{*}sheetView"):
            view.attrib.pop("tabSelected", None)
        for cell in sheet.iter("{*}c"):
            if shared and cell.get("t") == "s":
                text = texts[int(cell.findtext("{*}v"))]
                text.tag = text.tag.replace("}si", "}is")
                cell[:] = [_copied(text)]
                text.tag = text.tag.replace("}is", "}si")
                cell.set("t", "inlineStr")
        for element in sheet.iter("{*}c", "{*}row", "{*}col"):
            name = "style" if element.tag.endswith("}col") else "s"
            if element.get(name) is not None:
                element.set(name, str(formats.adopted(styles, int(element.get(name)))))
        return self._renamed(etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _renamed(self, xml: bytes) -> bytes:
        """A part of ours in the names of this workbook, which differ where it is a strict one."""
        if self.package.main == MAIN:
            return xml
        return xml.replace(MAIN.encode(), self.package.main.encode()).replace(LINK.encode(), STRICT_LINK.encode())

    def recalculate(self) -> None:
        """Let Excel work out every formula anew when it opens the workbook: what they rest on has changed."""
        from lxml import etree

        book = self.package.touch(self.package.book)
        settings = book.find(self.package.named("calcPr"))
        if settings is None:
            settings = etree.Element(self.package.named("calcPr"))
            local = [etree.QName(child).localname if isinstance(child.tag, str) else "" for child in book]
            book.insert(next((i for i, tag in enumerate(local) if tag in _AFTER_NAMES), len(book)), settings)
        settings.set("fullCalcOnLoad", "1")

    def _take_names(self, theirs: Any, at: int, old: str, new: str) -> None:
        """The rows that are printed on each page, and the area that is filtered, which a workbook keeps apart from the sheet."""
        from lxml import etree

        defined = theirs.findall("{*}definedNames/{*}definedName")
        if not defined:
            return
        book = self.package.touch(self.package.book)
        names = book.find(self.package.named("definedNames"))
        if names is None:
            names = etree.Element(self.package.named("definedNames"))
            local = [etree.QName(child).localname if isinstance(child.tag, str) else "" for child in book]
            book.insert(next((i for i, tag in enumerate(local) if tag in _AFTER_NAMES), len(book)), names)
        for entry in defined:
            about = {**entry.attrib, "localSheetId": str(at)}
            made = etree.SubElement(names, self.package.named("definedName"), about)
            made.text = (entry.text or "").replace(f"'{old}'", f"'{new}'")

    def _shift(self, start: int, by: int) -> None:
        """Sheets from `start` on have moved: what counts sheets is told."""
        for defined in self._names():
            if (number := defined.get("localSheetId", "")).isdecimal() and int(number) >= start:
                defined.set("localSheetId", str(int(number) + by))
        for view in self._views():
            for name in ("activeTab", "firstSheet"):
                number = int(view.get(name, 0))
                moved = max(number + by, 0) if number >= start else number
                if moved != number:
                    view.set(name, str(moved))

    def _views(self) -> list[Any]:
        path = f"{self.package.named('bookViews')}/{self.package.named('workbookView')}"
        return list(self.package.tree(self.package.book).findall(path))

    def _names(self) -> Iterator[Any]:
        names = self.package.tree(self.package.book).findall(f"{self.package.named('definedNames')}/{self.package.named('definedName')}")
        return iter(names)

    def _entries(self) -> list[Any]:
        return list(self.package.tree(self.package.book).findall(f"{self.package.named('sheets')}/{self.package.named('sheet')}"))

    def _sheets(self) -> dict[str, _Sheet]:
        parts = dict(self.package.related(self.package.book, "worksheet"))
        named = ((entry.get("name") or "", entry, entry.get(self.package.id_name) or "") for entry in self._entries())
        return {name: _Sheet(entry, identifier, parts[identifier]) for name, entry, identifier in named if identifier in parts}

    def _sheet(self, name: str) -> _Sheet:
        try:
            return self._sheets()[name]
        except KeyError:
            raise Unpatchable(f"tệp Excel không có trang “{name}”") from None

    def _rows_of(self, sheet: str) -> "_Rows":
        if sheet not in self._rows:
            self._rows[sheet] = _Rows(self.package, self._sheet(sheet).part)
        return self._rows[sheet]

    def _formats(self) -> Styles:
        self._styles = self._styles or Styles(self.package)
        return self._styles

    def _serial(self, day: date) -> int:
        settings = self.package.tree(self.package.book).find(self.package.named("workbookPr"))
        from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        return (day - (_EPOCH_1904 if from_1904 else _EPOCH)).days

    def _forget_order_of_calculation(self) -> None:
        """Excel finds it anew; a formula in it that is no longer there would be taken for damage."""
        for identifier, part in list(self.package.related(self.package.book, "calcChain")):
            self.package.unrelate(self.package.book, identifier)
            self.package.remove(part)


class _Rows:
    """The rows of one sheet, found and made in their order."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self.part = package, part
        self._root = package.tree(part)
        body = self._root.find(package.named("sheetData"))
        if body is None:
            raise Unpatchable(f"phần “{part}” của tệp Excel không có dữ liệu")
        self._body = body
        self._rows: dict[int, Any] = {}
        number = 0
        for row in body.iterchildren(package.named("row")):
            number = int(row.get("r") or number + 1)
            self._rows[number] = row

    def all_cells(self) -> Iterator[Any]:
        """Every cell that is there."""
        for row in self._rows.values():
            yield from row.iterchildren(self._package.named("c"))

    def merged_into(self, name: str) -> str:
        """The first of the merged cells that one is among; itself where it is among none."""
        column, row = _position(name)
        for area in self._root.iterfind(f"{self._package.named('mergeCells')}/{self._package.named('mergeCell')}"):
            first, _, last = (area.get("ref") or "").partition(":")
            if not (_REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last)):
                continue
            (left, top), (right, bottom) = _position(first), _position(last)
            if left <= column <= right and top <= row <= bottom:
                return cell_name(top - 1, left - 1)
        return name

    def find(self, name: str) -> Any:
        """A cell; None where it is not there."""
        column, row = _position(name)
        return self._cells(self._rows[row]).get(column) if row in self._rows else None

    def style(self, name: str) -> int:
        """The format of a cell: its own, or where it is not there that of its row or column."""
        element = self.find(name)
        if element is not None:
            return int(element.get("s", 0))
        column, number = _position(name)
        row = self._rows.get(number)
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s", 0))
        for entry in self._root.iterfind(f"{self._package.named('cols')}/{self._package.named('col')}"):
            if int(entry.get("min", 0)) <= column <= int(entry.get("max", 0)):
                return int(entry.get("style", 0))
        return 0

    def set_style(self, name: str, number: int) -> None:
        """Give a cell a format."""
        self._package.touch(self.part)
        self._made(name).set("s", str(number))

    def put(self, name: str, value: str | int | float) -> bool:
        """Write a value; True where a formula gave way to it."""
        from lxml import etree

        style = self.style(name)
        self._package.touch(self.part)
        cell = self._made(name)
        formula = cell.find(self._package.named("f"))
        if formula is not None and (formula.get("t") in ("array", "dataTable") or (formula.get("t") == "shared" and formula.get("ref"))):
            raise Unpatchable(f"ô {name} có công thức dùng chung cho nhiều ô")
        for child in list(cell):
            cell.remove(child)
        # Of values of newer kinds (a picture in a cell) these tell, and they would be taken for part of the new one.
        for key in ("t", "cm", "vm"):
            cell.attrib.pop(key, None)
        if style:
            cell.set("s", str(style))
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, self._package.named("is")), self._package.named("t"))
            text.text = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
            if value != value.strip() or "\n" in value:
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            etree.SubElement(cell, self._package.named("v")).text = repr(value)
        return formula is not None

    def _cells(self, row: Any) -> dict[int, Any]:
        cells: dict[int, Any] = {}
        column = 0
        for cell in row.iterchildren(self._package.named("c")):
            column = _position(cell.get("r"))[0] if cell.get("r") else column + 1
            cells[column] = cell
        return cells

    def _made(self, name: str) -> Any:
        from lxml import etree

        column, number = _position(name)
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(self._package.named("row"), {"r": str(number)})
            self._insert(self._body, self._rows, number, row)
            # A dictionary keeps the order in which it was filled.
            self._rows = dict(sorted({**self._rows, number: row}.items()))
        cells = self._cells(row)
        if column not in cells:
            cell = etree.Element(self._package.named("c"), {"r": name})
            style = self.style(name)
            if style:
                cell.set("s", str(style))
            for other, its in cells.items():
                its.set("r", f"{column_letters(other - 1)}{number}")
            self._insert(row, cells, column, cell)
            # A hint of how far a row reaches, which would now be wrong.
            row.attrib.pop("spans", None)
            self._reach(number, column)
            return cell
        return cells[column]

    def _insert(self, parent: Any, there: dict[int, Any], number: int, element: Any) -> None:
        following = min((other for other in there if other > number), default=None)
        if parent is self._body:
            for other, row in there.items():
                row.set("r", str(other))
        if following is not None:
            there[following].addprevious(element)
        elif there:
            there[max(there)].addnext(element)
        else:
            parent.insert(0, element)

    def _reach(self, row: int, column: int) -> None:
        dimension = self._root.find(self._package.named("dimension"))
        if dimension is None or not (corners := _REFERENCE.findall(dimension.get("ref", ""))):
            return
        places = [_position(letters + digits) for letters, digits in corners] + [(column, row)]
        low = cell_name(min(r for _, r in places) - 1, min(c for c, _ in places) - 1)
        high = cell_name(max(r for _, r in places) - 1, max(c for c, _ in places) - 1)
        dimension.set("ref", low if low == high else f"{low}:{high}")


def _position(name: str) -> tuple[int, int]:
    """Column and row, both from 1, of a cell's name."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        raise Unpatchable(f"“{name}” không phải là địa chỉ ô")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def _copied(element: Any) -> Any:
    from copy import deepcopy

    copy = deepcopy(element)
    copy.tail = None
    return copy
