"""What a template of other people may hold, and the paper filled from it: kinds of parts, relationships and fields, and no hidden text.

Each case is the shipped counting minutes with one thing changed. Nothing here is a file of anybody's.
"""

import time
from collections.abc import Iterator

import pytest

from dantin.ooxml import read_parts, write_parts
from dantin.papers import check
from dantin.papers.finished import fill
from dantin.papers.own_templates import Workshop
from dantin.papers.paper import Paper
from dantin.papers.shelf import PAPERS
from dantin.papers.vote.counting import COUNTING_MINUTES
from dantin.resources import resource
from dantin.word.allowed import vet
from dantin.word.facts import Facts
from dantin.word.filling import Template, TemplateFault
from dantin.word.readback import differences, text_of
from tests.templates import template_of

Parts = dict[str, bytes]
BODY, STYLES, KINDS, ROOT = "word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"
LINKS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f'xmlns:r="{OFFICE}"'
RUN = "<w:r><w:t>{}</w:t></w:r>"
VALID = "- Số phiếu hợp lệ: {{ hop_le }}"


def shipped_parts() -> Parts:
    return read_parts(resource("templates", f"{COUNTING_MINUTES}.docx").read_bytes())


def xml(said: str) -> dict[str, tuple[str, str]]:
    """A paragraph more at the end of the page."""
    return {BODY: ("<w:sectPr", f"{said}<w:sectPr")}


def field(*pieces: str) -> dict[str, tuple[str, str]]:
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return xml(f"<w:p>{begin}{told}{middle}{RUN.format(1)}{end}</w:p>")


def link(kind: str, target: str, more: str = "") -> dict[str, tuple[str, str]]:
    """A relationship of the page."""
    kind = kind if ":" in kind else f"{OFFICE}/{kind}"
    return {LINKS: ("</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{more}/></Relationships>')}


def kind(part: str, of: str) -> dict[str, tuple[str, str]]:
    return {KINDS: ("</Types>", f'<Override PartName="/{part}" ContentType="{of}"/></Types>')}


def looking(properties: str) -> dict[str, tuple[str, str]]:
    """The line of valid ballots, its run looking so."""
    return {BODY: (f"<w:t>{VALID}", f"<w:rPr>{properties}</w:rPr><w:t>{VALID}")}


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = f"{WORD}document.main+xml"
OUTSIDE = ' TargetMode="External"'
SHAPE = '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape {}>{}</v:shape></w:pict></w:r></w:p>'
ALTERNATE = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
PARTS, ELSEWHERE, HIDDEN = "không thuộc loại được phép", "lấy nội dung từ nơi khác", "có chữ bị ẩn"

# Name -> (text to be replaced, by part; parts more; what is said).
REFUSED: dict[str, tuple[dict[str, tuple[str, str]], Parts, str]] = {
    "an embedded object": (link("oleObject", "embeddings/o.bin"), {"word/embeddings/o.bin": b"x"}, PARTS),
    "an object called a picture": (
        {**link("oleObject", "media/o.png"), KINDS: ("</Types>", '<Default Extension="png" ContentType="image/png"/></Types>')},
        {"word/media/o.png": b"x"},
        "“oleObject”",
    ),
    "an object in the page alone": (xml('<w:p><w:r><w:object w:dxaOrig="1"/></w:r></w:p>'), {}, "đối tượng nhúng"),
    "ActiveX": (link("control", "activeX/a.xml"), {"word/activeX/a.xml": b"<a/>"}, "“control”"),
    "a piece of HTML": (
        {**link("aFChunk", "a.html"), KINDS: ("</Types>", '<Default Extension="html" ContentType="text/html"/></Types>')},
        {"word/a.html": b"<html/>"},
        PARTS,
    ),
    "a piece of HTML called XML": (link("aFChunk", "a.xml"), {"word/a.xml": b"<html/>"}, "“aFChunk”"),
    "another paper in this": (link("subDocument", "file:///c:/a.docx", OUTSIDE), {}, ELSEWHERE),
    "macros under another name": (kind("word/a.xml", "application/vnd.ms-office.vbaProject"), {"word/a.xml": b"x"}, PARTS),
    "a kind written in capitals": (kind("word/A.XML", "APPLICATION/VND.MS-OFFICE.VBAPROJECT"), {"word/a.xml": b"x"}, PARTS),
    "a part of no kind": ({}, {"word/a": b"x"}, PARTS),
    "a font of one's own": (
        kind("word/f.odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
        {"word/f.odttf": b"x"},
        PARTS,
    ),
    "two parts but for capitals": ({}, {"word/Styles.xml": b"<a/>"}, "chữ hoa, chữ thường"),
    "relationships in capitals": (
        {},
        {"word/_rels/settings.xml.RELS": f'<R><Relationship Type="{OFFICE}/attachedTemplate" Target="http://x/y"{OUTSIDE}/></R>'.encode()},
        ELSEWHERE,
    ),
    "a kind of relationship in capitals": (link(f"{OFFICE}/OLEOBJECT".upper(), "styles.xml"), {}, "“OLEOBJECT”"),
    "outside in small letters": (link("image", "http://x/y.png", ' TargetMode="external"'), {}, ELSEWHERE),
    "outside without saying so": (link("image", "http://x/y.png"), {}, "không nằm trong tệp"),
    "a link to a file": (link("hyperlink", "file://x/y", OUTSIDE), {}, ELSEWHERE),
    "a picture by VML": (xml(SHAPE.format("", '<v:imagedata src="http://x/y.png"/>')), {}, "hình lấy từ nơi khác"),
    "a picture by a link": (
        {**xml(SHAPE.format("", f'<v:imagedata {R} r:href="rId99"/>')), **link("hyperlink", "http://x/y.png", OUTSIDE)},
        {},
        "hình lấy từ nơi khác",
    ),
    "mail merge": ({"word/settings.xml": ("<w:compat>", "<w:mailMerge/><w:compat>")}, {}, "lấy dữ liệu từ nơi khác"),
    "a bound control": (
        xml(f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/r"/></w:sdtPr><w:sdtContent><w:p>{RUN.format(1)}</w:p></w:sdtContent></w:sdt>'),
        {},
        "content control",
    ),
    "DDE put together by Jinja": (field('{{ "DDE" ~ "AUTO" }} c:\\\\cmd.exe'), {}, "có trường “{{"),
    "a field without a space": (field('INCLUDETEXT"http://x/y.docx"'), {}, "có trường INCLUDETEXT;"),
    "a field in pieces": (field(" INCL", "UDEPICTURE http://x"), {}, "có trường INCLUDEPICTURE;"),
    "a field in a word allowed": (field("PAGEREF a"), {}, "có trường PAGEREF;"),
    "a sum": (field(" =900+99 "), {}, "có trường “=900"),
    "a field in a field": (field('PAGE </w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE'), {}, "có trường lồng nhau"),
    "a simple field": (xml('<w:p><w:fldSimple w:instr="quote 999"/></w:p>'), {}, "có trường QUOTE;"),
    "words of a field without a field": (xml("<w:p><w:r><w:instrText>DDEAUTO c</w:instrText></w:r></w:p>"), {}, "có trường DDEAUTO;"),
    "a field never ended": (
        xml('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText></w:r></w:p>'),
        {},
        "có trường DDE;",
    ),
    "a decoy": (
        {
            ROOT: ("word/document.xml", "word/real.xml"),
            KINDS: (f'document.xml" ContentType="{MAIN}', f'document.xml" ContentType="{WORD}footer+xml'),
        },
        {"word/real.xml": b""},
        "hai nội dung",
    ),
    "two documents": (kind("word/real.xml", MAIN), {"word/real.xml": b""}, "hai phần cùng nhận"),
    "no document": ({ROOT: (f"{OFFICE}/officeDocument", f"{OFFICE}/image")}, {}, "không phải là văn bản Word"),
    "hidden": (looking("<w:vanish/>"), {}, HIDDEN),
    "hidden in a style": ({STYLES: ('w:styleId="ThanBai">', 'w:styleId="ThanBai"><w:rPr><w:vanish w:val="1"/></w:rPr>')}, {}, HIDDEN),
    "hidden in the style it rests on": ({STYLES: ('w:styleId="Normal">', 'w:styleId="Normal"><w:rPr><w:specVanish/></w:rPr>')}, {}, HIDDEN),
    "white": (looking('<w:color w:val="FFFFFF"/>'), {}, HIDDEN),
    "as small as a dot": (looking('<w:sz w:val="2"/>'), {}, HIDDEN),
    "moved away": ({BODY: (f"<w:t>{VALID}", f'<w:moveFrom w:id="7"/><w:t>{VALID}')}, {}, "Track Changes"),
    "deleted": (xml('<w:p><w:del w:id="7"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'), {}, "Track Changes"),
    "one text for the old Word, another for the new": (xml(ALTERNATE.format("999 phiếu", "198 phiếu")), {}, "chữ khác nhau"),
    "Strict": (
        {BODY: ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")},
        {},
        "Strict",
    ),
}  # fmt: skip
USABLE: dict[str, tuple[dict[str, tuple[str, str]], Parts]] = {
    "as it was shipped": ({}, {}),
    "the number of pages": (field(" NUMPAGES  \\* MERGEFORMAT "), {}),
    "a link": (field(' HYPERLINK "https://dichvucong.gov.vn" '), {}),
    "a picture": (
        {**link("image", "media/o.png"), KINDS: ("</Types>", '<Default Extension="PNG" ContentType="image/png"/></Types>')},
        {"word/media/o.png": b"x"},
    ),
    "hidden no more": (looking('<w:vanish w:val="0"/>'), {}),
    "white on a dark ground": (looking('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'), {}),
    "a hidden mark of a paragraph": (xml("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>"), {}),
    "a hidden space": (xml("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r></w:p>"), {}),
    "a shape drawn twice": (xml(ALTERNATE.format("Mật", "Mật")), {}),
    "data that nothing shows": (link("customXml", "../customXml/item1.xml"), {"customXml/item1.xml": b'<a src="http://x"/>'}),
}


def made(changes: dict[str, tuple[str, str]], more: Parts) -> bytes:
    parts = shipped_parts()
    for part, (old, new) in changes.items():
        text = parts[part].decode()
        assert old in text, (part, old)
        parts[part] = text.replace(old, new).encode() if part == BODY and old.startswith("http") else text.replace(old, new, 1).encode()
    for name, content in more.items():
        parts[name] = content if name != "word/real.xml" else parts[BODY]
    if "word/real.xml" in more:
        parts["word/_rels/real.xml.rels"] = parts[LINKS]
        if (kinds := parts[KINDS].decode()).count("real.xml") == 0:
            parts[KINDS] = kinds.replace("</Types>", f'<Override PartName="/word/real.xml" ContentType="{MAIN}"/></Types>').encode()
    return write_parts(parts)


@pytest.mark.parametrize(("changes", "more", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_allowed_is_refused(changes: dict[str, tuple[str, str]], more: Parts, said: str) -> None:
    with pytest.raises(TemplateFault, match=said) as fault:
        vet(made(changes, more), "mau.docx")
    assert str(fault.value).startswith("Mẫu mau.docx")


@pytest.mark.parametrize(("changes", "more"), USABLE.values(), ids=USABLE)
def test_what_people_put_into_a_template_is_allowed(changes: dict[str, tuple[str, str]], more: Parts) -> None:
    data = made(changes, more)
    vet(data, "mau.docx")
    assert text_of(data)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_what_is_shipped_is_allowed(paper: Paper) -> None:
    data = resource("templates", f"{paper.name}.docx").read_bytes()
    vet(data, paper.name)
    for subject in check.samples(paper):
        vet(Template.load(data, draft=True).render(fill(paper, subject)), paper.name)


# --- What only the filled paper shows ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    workshop = Workshop(8)
    yield workshop
    workshop.close()


MADE_BY_JINJA = {
    "a field": ("{{ '<w:instrText>DDEAUTO c</w:instrText>'|safe }}", "có trường DDEAUTO"),
    "hidden text": ("{{ '</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9'|safe }}", HIDDEN),
    "an object": ("{{ '</w:t><w:object/><w:t>'|safe }}", "đối tượng nhúng"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), MADE_BY_JINJA.values(), ids=MADE_BY_JINJA)
def test_what_jinja_put_together_is_refused(workshop: Workshop, text: str, said: str) -> None:
    with pytest.raises(TemplateFault, match=said):
        workshop.fill(text, "m.docx", template_of("{{ ten_ap }}", text), {"ten_ap": "5"}, draft=False)


def test_what_comes_out_is_looked_at_by_a_child_that_runs_no_template(workshop: Workshop) -> None:
    paper = workshop.fill("plain", "m.docx", template_of("{{ ten_ap }}: 12 phiếu"), {"ten_ap": "5"}, draft=False)
    assert workshop.differences("m.docx", paper, Facts((("12 phiếu",),))) == []
    assert workshop.differences("m.docx", paper, Facts((("13 phiếu",),)))[0] == "giấy không ghi đúng “13 phiếu”"
    assert workshop._process is not None
    assert workshop._reader is not None
    assert workshop._reader._process is not None
    assert workshop._reader._process.pid != workshop._process.pid
    with pytest.raises(TemplateFault, match=HIDDEN):
        workshop.differences("m.docx", made(*REFUSED["hidden"][:2]), Facts())


def test_many_lines_of_a_footer_and_of_like_figures_are_read_in_time() -> None:
    """Twenty thousand lines of each take no longer than their number does."""
    parts = read_parts(template_of("12 phiếu" + "@@5512 phiếu" * 20000))
    between = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    parts[BODY] = parts[BODY].replace(b"@@", between.encode())
    foot = f'<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>{RUN}</w:p></w:ftr>'
    parts["word/f.xml"] = foot.format("".join(f"@@f{number}" for number in range(20000))).replace("@@", between).encode()
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", link("footer", "f.xml")[LINKS][1].encode())
    began = time.monotonic()
    found = differences(write_parts(parts), Facts((("12 phiếu",), *((f"{figure} phiếu",) for figure in ("2", "12", "512")))))
    assert time.monotonic() - began < 6
    assert [said for said in found if "không ghi đúng" in said] == [f"giấy không ghi đúng “{n} phiếu”" for n in ("2", "12", "512")]


def test_a_reading_back_without_end_is_stopped() -> None:
    impatient = Workshop(3)
    impatient._reader = Workshop(0)
    paper = template_of("12 phiếu")
    with pytest.raises(TemplateFault, match="điền hoặc đọc lại quá 0 giây"):
        impatient.differences("m.docx", paper, Facts())
    impatient.close()
