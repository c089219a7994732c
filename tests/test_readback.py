"""Reading a finished paper: by the part its package names, and each fact at a place of its own."""

import re
import time
from pathlib import Path

import pytest

from dantin.ooxml import write_parts
from dantin.word import readback
from dantin.word.facts import Facts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def part(body: str, head: str = HEAD, prefix: str = "w") -> bytes:
    return f'{head}<{prefix}:document xmlns:{prefix}="{W}">{body}</{prefix}:document>'.encode()


def links(**targets: str) -> bytes:
    """Relationships by their kind."""
    named = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets.items()))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{named}</Relationships>'.encode()


def paper(*paragraphs: str) -> bytes:
    return write_parts(
        {"_rels/.rels": links(officeDocument="word/document.xml"), "word/document.xml": part("".join(map(T.format, paragraphs)))}
    )


T = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CELL = "<w:tc>{}</w:tc>"
PIECES = {
    "runs": ("<w:p><w:r><w:t>26</w:t></w:r><w:r><w:t>2 phiếu</w:t></w:r></w:p>", ["262 phiếu"]),
    "references": (T.format("A &amp; B &lt;x&gt; &quot;&apos;&#65;&#x42; &amp;lt;"), ["A & B <x> \"'AB &lt;"]),
    "space": ('<w:p><w:r><w:t xml:space="preserve"> a  b&#10;</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>', ["a b c d"]),
    "no-break hyphen": ("<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>", ["a-b"]),
    "nothing": ("<w:p/><w:p w:x='1'/><w:p><w:r><w:t/><w:t xml:space='preserve'/></w:r></w:p>" + T.format("a"), ["a"]),
    "marks in attributes": (
        '<w:p w:a="&lt;/w:p&gt; > <" />'.replace(" <", "") + "<w:p w:a='x>'><w:r><w:t w:b=\"/>\">a</w:t></w:r></w:p>",
        ["a"],
    ),
    "other elements with like names": ("<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:text>b</w:text><w:tblx/><w:t>a</w:t></w:r></w:p>", ["a"]),
    "a table": (f"<w:tbl><w:tr>{CELL.format(T.format('a'))}{CELL.format(T.format('b'))}</w:tr></w:tbl>" + T.format("c"), ["a | b", "c"]),
    "a table in a table": (
        f"<w:tbl><w:tr>{CELL.format('<w:tbl><w:tr>' + CELL.format(T.format('a') * 2) + '</w:tr></w:tbl>' + T.format('b'))}</w:tr></w:tbl>",
        ["a | a | b"],
    ),
    "a row without cells": (f"<w:tbl><w:tr/><w:tr>{CELL.format(T.format('a'))}</w:tr></w:tbl>", ["a"]),
    "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:specVanish/></w:rPr><w:t>x</w:t></w:r></w:p>", []),
    "hidden no more": ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>a</w:t></w:r></w:p>", ["a"]),
    "deleted and moved away": ("<w:p><w:del><w:r><w:t>x</w:t></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>", []),
    "a deleted row": (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{CELL.format(T.format('x'))}</w:tr></w:tbl>", []),
    "a space before the end": ("<w:p><w:r><w:t>a</w:t ></w:r></w:p >" + T.format("b"), ["a", "b"]),
}


@pytest.mark.parametrize(("body", "lines"), PIECES.values(), ids=PIECES)
def test_pieces_are_read(body: str, lines: list[str]) -> None:
    assert readback.lines_of(part(body)) == lines


@pytest.mark.parametrize(
    "data",
    [
        part("<!-- <w:p><w:r><w:t>x</w:t></w:r></w:p> -->" + T.format("a<!-- x -->")),
        part("<w:p><w:r><w:t><![CDATA[a]]></w:t></w:r></w:p>"),
        part("<?x <w:p><w:t>x</w:t></w:p> ?>" + T.format("a<?x x?>")),
        part(T.format("a").replace("w:", "v:"), prefix="v"),
        part(f'<v:p xmlns:v="{W}"><v:r><v:t>a</v:t></v:r></v:p>'),
        part(f'<x xmlns:w="urn:other">{T.format("x")}</x>' + T.format("a")),
        part(T.format("a"), head=""),
        part(T.format("a"), head='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"),
    ],
    ids=["comment", "CDATA", "instruction", "prefix", "two prefixes", "prefix of another", "no declaration", "UTF-16"],
)
def test_however_it_is_written(data: bytes) -> None:
    assert readback.lines_of(data) == ["a"]


def test_nothing_but_the_part_is_read(tmp_path: Path) -> None:
    """A part with entities of its own, of this file or of another, is refused, as Word refuses it."""
    (tmp_path / "secret").write_text("999 phiếu", "utf-8")
    nested = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY e0 "lol">{nested}<!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    for said in ("a", "&f;", "&e1;", "&e11;"):
        with pytest.raises(SyntaxError):
            readback.lines_of(part(T.format(said), head=head))


def test_the_part_that_the_package_names_is_read() -> None:
    """Not one that merely has the usual name."""
    parts = {
        "_rels/.rels": links(officeDocument="/word/other.xml"),
        "word/document.xml": part(T.format("a decoy")),
        "word/other.xml": part(T.format("what is shown")),
        "word/_rels/other.xml.rels": links(footer="foot/f.xml", image="media/x.png", header="gone.xml"),
        "word/foot/f.xml": part(T.format("what is shown") + T.format("footer")),
        "word/footer1.xml": part(T.format("a decoy")),
    }
    assert readback.text_of(write_parts(parts)) == ["what is shown", "footer"]
    nameless = {**parts, "_rels/.rels": links(image="x.png")}
    assert readback.text_of(write_parts(nameless)) == []
    del nameless["_rels/.rels"]
    assert readback.text_of(write_parts(nameless)) == []


@pytest.mark.parametrize(
    ("line", "text", "times"),
    [
        ("An, Ánh An Khang, Lan An", "An", 3),
        ("Lan, An_, Anh", "An", 0),
        ("An", "An", 1),
        ("12 phiếu, 112, 12,5, 0.12, 12. 12", "12", 3),
        ("12 phiếu, 12 phiếu.", "12 phiếu", 2),
        ("198/310", "310", 0),
        ("198/310 phiếu", "198", 0),
        ("198/310 phiếu", "198/310", 1),
        ("10/11/2024", "11/2024", 0),
        ("57,42 %", "57,42 %", 1),
        ("157,42 %", "57,42 %", 0),
        (",12", "12", 0),
        ("aa aaa aa", "aa", 2),
        ("", "a", 0),
    ],
)
def test_how_often_a_text_stands_by_itself(line: str, text: str, times: int) -> None:
    """Neither inside a word or number nor as one half of "198/310"."""
    before = r"(?<![\d.,/])" if text[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\d|[.,/]\d)" if text[-1:].isdigit() else r"(?!\w)"
    assert len(list(readback._spans(line, text))) == times == len(re.findall(f"{before}{re.escape(text)}{after}", line))


def test_numbers_at_odds() -> None:
    said = paper("Phát ra 12 phiếu (mười hai phiếu)", "Thu về 11 phiếu (mười hai phiếu)")
    assert readback.differences(said, Facts((("12 phiếu",),))) == [
        "số và chữ khác nhau: “11 phiếu (mười hai phiếu)”",
        "giấy ghi “11” mà hồ sơ không có số đó: “Thu về 11 phiếu (mười hai phiếu)”",
    ]
    assert readback.differences(said, Facts((("13 phiếu",),), frozenset((11, 12))))[0] == "giấy không ghi đúng “13 phiếu”"


@pytest.mark.parametrize(
    "said", [b"", b"PK", paper("a")[:-30], write_parts({"_rels/.rels": b"<"})], ids=["nothing", "no zip", "cut", "no XML"]
)
def test_what_is_no_word_file_is_not_given_out(said: bytes) -> None:
    assert readback.differences(said, Facts()) == ["giấy điền ra không phải là tệp Word đọc được"]


def missing(lines: list[str], *groups: tuple[str, ...], if_told: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    others = frozenset(range(1000))
    return [said.removeprefix("giấy không ghi đúng ") for said in readback.differences_in(lines, Facts(groups, others, if_told))]


PLACES: dict[str, tuple[list[str], tuple[tuple[str, ...], ...], list[str]]] = {
    "one place for two facts": (["12 phiếu", "13 phiếu"], (("12 phiếu",), ("12 phiếu",)), ["“12 phiếu”"]),
    "a place for each": (["12 phiếu; 12 phiếu"], (("12 phiếu",), ("12 phiếu",)), []),
    "the first gives way": (["An | 12 phiếu", "12 phiếu"], (("12 phiếu",), ("An", "12 phiếu")), []),
    "one after another gives way": (["1 | 2 | 3 | a", "2 | 3 | b", "3"], (("3",), ("2", "3"), ("1", "2", "3")), []),
    "a name inside a name": (
        ["Lê Văn An Khang | 5 phiếu", "Lê Văn An | 5 phiếu"],
        (("Lê Văn An", "5 phiếu"), ("Lê Văn An Khang", "5 phiếu")),
        [],
    ),
    "nothing gives way": (["An | 12 phiếu", "13 phiếu"], (("12 phiếu",), ("An", "12 phiếu")), ["“An … 12 phiếu”"]),
    "in one line": (["An", "12 phiếu"], (("An", "12 phiếu"),), ["“An … 12 phiếu”"]),
    "not one over the other": (["12 phiếu trắng"], (("12 phiếu", "12 phiếu trắng"),), ["“12 phiếu … 12 phiếu trắng”"]),
    "space and signs as printed": (["a b"], (("a  \x0b b\x01",),), []),
}


@pytest.mark.parametrize(("lines", "groups", "said"), PLACES.values(), ids=PLACES)
def test_each_fact_has_a_place_of_its_own(lines: list[str], groups: tuple[tuple[str, ...], ...], said: list[str]) -> None:
    assert missing(lines, *groups) == said


def test_what_may_be_left_out_is_right_where_it_is_told() -> None:
    told = (("thiếu 2 phiếu",),)
    assert missing(["a"], if_told=told) == []
    assert missing(["thiếu 2 phiếu"], if_told=told) == []
    assert missing(["thiếu 3 phiếu"], if_told=told) == ["“thiếu 2 phiếu”"]


def test_a_paper_in_which_nothing_fits_takes_no_long_time() -> None:
    """Two hundred facts that contend for a hundred places."""
    start = time.process_time()
    assert len(missing(["12 phiếu và 13 phiếu"] * 100, *((("12 phiếu", "13 phiếu"),) * 200))) == 100
    assert time.process_time() - start < 10
