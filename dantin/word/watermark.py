"""Mark a Word file as a draft: "BẢN NHÁP" across every page, in the way of Word's own watermarks. Imports errors and ooxml at most."""

from collections.abc import Mapping
from typing import Any

from dantin.ooxml import CONTENT_TYPES

MARK = "BẢN NHÁP"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = f"{{{_OFFICE}}}"
_NEW_PART, _NEW_ID = "header-ban-nhap.xml", "rIdBanNhap"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RUN = f"""<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="BanNhap%d" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:107pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{MARK}"/></v:shape></w:pict></w:r>"""


def marked(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a Word file with the mark in every header, one being made where there is none. Raises KeyError, SyntaxError as read."""
    from docx.oxml import parse_xml
    from lxml import etree

    made = dict(parts)
    kinds = parse_xml(made[CONTENT_TYPES])
    main = next(entry.get("PartName").lstrip("/") for entry in kinds if entry.get("ContentType") == _MAIN)
    folder, _, name = main.rpartition("/")
    links_name = f"{folder}/_rels/{name}.rels".lstrip("/")
    links, document = parse_xml(made[links_name]), parse_xml(made[main])
    settings = made.get(f"{folder}/settings.xml", b"")
    sections = list(document.iter(f"{_W}sectPr"))
    if sections and _complete(sections[0], even=b"evenAndOddHeaders" in settings):
        link = etree.SubElement(links, f"{{{links.nsmap[None]}}}Relationship")
        link.set("Id", _NEW_ID)
        link.set("Type", f"{_OFFICE}/header")
        link.set("Target", _NEW_PART)
        kind = etree.SubElement(kinds, f"{{{kinds.nsmap[None]}}}Override")
        kind.set("PartName", f"/{folder}/{_NEW_PART}")
        kind.set("ContentType", _HEADER)
        made[f"{folder}/{_NEW_PART}"] = f"<w:hdr {_NAMESPACES}><w:p/></w:hdr>".encode()
        for changed, root in ((CONTENT_TYPES, kinds), (links_name, links), (main, document)):
            made[changed] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    used = {reference.get(f"{_R}id") for section in sections for reference in section.iter(f"{_W}headerReference")}
    headers = [f"{folder}/{link.get('Target')}" for link in links if link.get("Id") in used]
    for number, header in enumerate(sorted(headers), 1):
        root = parse_xml(made[header])
        next(root.iter(f"{_W}p")).append(parse_xml(_RUN % number))
        made[header] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _complete(section: Any, *, even: bool) -> bool:
    """Give the first section a header of every kind its pages use (later ones inherit them); whether any was wanting."""
    needed = ["default", *(["first"] if section.find(f"{_W}titlePg") is not None else []), *(["even"] if even else [])]
    present = {reference.get(f"{_W}type") for reference in section.findall(f"{_W}headerReference")}
    wanting = [kind for kind in needed if kind not in present]
    for kind in wanting:
        reference = section.makeelement(f"{_W}headerReference", {f"{_W}type": kind, f"{_R}id": _NEW_ID})
        section.insert(0, reference)
    return bool(wanting)
