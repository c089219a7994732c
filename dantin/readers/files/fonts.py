"""Which cells of an .xlsx are set in a font of the old codings (.VnTime, VNI-Times). Asked only of workbooks whose texts look odd.

The package was looked through by `guard` before; here it is parsed once more, for the styles alone.
"""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from dantin.legacy_fonts import coding_of_font
from dantin.readers.files.sheet_look import position


def old_fonts(data: bytes, part: str) -> dict[tuple[int, int], str]:
    """The font of each cell (row and column from 0) of one sheet that is set in an old font; nothing where the styles cannot be read.

    `part` names the sheet's XML in the package. A text whose letters have fonts of their own ("rich text") counts by its cell.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
            folder = part.rpartition("worksheets/")[0]
            styles = ElementTree.fromstring(archive.read(names[f"{folder}styles.xml".casefold()]))
            sheet = archive.read(names[part.casefold()])
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}
    fonts = [font.find("{*}name") for font in styles.findall("{*}fonts/{*}font")]
    called = [name.get("val", "") if name is not None else "" for name in fonts]
    used = [format_.get("fontId", "") for format_ in styles.findall("{*}cellXfs/{*}xf")]
    old: dict[str, str] = {}
    for style, number in enumerate(used):
        font = called[int(number)] if number.isdecimal() and int(number) < len(called) else ""
        if coding_of_font(font) is not None:
            old[str(style)] = font
    return _cells(sheet, old) if old else {}


def _cells(sheet: bytes, old: dict[str, str]) -> dict[tuple[int, int], str]:
    fonts: dict[tuple[int, int], str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "c" and (font := old.get(attributes.get("s", ""))) and (place := position(attributes.get("r", ""))):
            fonts[place] = font

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(sheet, True)
    return fonts
