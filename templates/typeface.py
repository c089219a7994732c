"""The theme and the font table of every template: Times New Roman throughout, so that Word falls back to no type of its own.

Word asks every document for both; without them it takes Calibri wherever a clerk types into a new style, and checkers of the format find
them wanting.
"""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

FONT = "Times New Roman"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F497D",
    "lt2": "EEECE1",
    "accent1": "4F81BD",
    "accent2": "C0504D",
    "accent3": "9BBB59",
    "accent4": "8064A2",
    "accent5": "4BACC6",
    "accent6": "F79646",
    "hlink": "0000FF",
    "folHlink": "800080",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FONTS = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface="{FONT}"/>'
_THEME = f"""{_DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Dân tin"><a:themeElements>\
<a:clrScheme name="Dân tin">{"".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())}</a:clrScheme>\
<a:fontScheme name="Dân tin"><a:majorFont>{_FONTS}</a:majorFont><a:minorFont>{_FONTS}</a:minorFont></a:fontScheme>\
<a:fmtScheme name="Dân tin"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>\
<a:lnStyleLst>{"".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))}</a:lnStyleLst>\
<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>\
<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"""
# Class, pitch and the scripts it has, as Word writes them of this font.
_TABLE = f"""{_DECLARATION}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="{FONT}">\
<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/>\
<w:sig w:usb0="E0002EFF" w:usb1="C000785B" w:usb2="00000009" w:usb3="00000000" w:csb0="000001FF" w:csb1="00000000"/></w:font></w:fonts>"""
_PARTS = (
    ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", RELATIONSHIP_TYPE.THEME, _THEME),
    (
        "/word/fontTable.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
        RELATIONSHIP_TYPE.FONT_TABLE,
        _TABLE,
    ),
)


def add_typeface(paper: Document) -> None:
    """Give a document both parts."""
    for name, kind, relation, xml in _PARTS:
        paper.part.relate_to(Part(PackURI(name), kind, xml.encode(), paper.part.package), relation)
