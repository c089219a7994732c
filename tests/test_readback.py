"""Reading a finished paper: the quick look finds what a parser finds, and a figure or name counts only where it stands by itself."""

import re

import pytest

from dantin.ooxml import read_parts, write_parts
from dantin.papers import readback
from dantin.papers.check import samples
from dantin.papers.paper import Facts, Paper
from dantin.papers.shelf import PAPERS
from dantin.papers.write import fill, shipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def part(body: str, head: str = HEAD, prefix: str = "w") -> bytes:
    return f'{head}<{prefix}:document xmlns:{prefix}="{W}">{body}</{prefix}:document>'.encode()


def both(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """The lines as they are read, and as they are read with the parser alone."""
    quick = readback.lines_of(data)
    with monkeypatch.context() as patch:
        patch.setattr(readback, "_scanned", lambda _part: [])
        return quick, readback.lines_of(data)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_paper_is_read_alike_both_ways(paper: Paper, draft: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for subject in samples(paper):
        parts = read_parts(shipped(paper.name, draft=draft).render(fill(paper, subject)))
        assert readback._scanned(parts["word/document.xml"])
        for name, content in parts.items():
            if re.fullmatch(r"word/(document|footer\d*|header\d*)\.xml", name):
                quick, parsed = both(content, monkeypatch)
                assert quick == parsed


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
    "a space before the end": ("<w:p><w:r><w:t>a</w:t ></w:r></w:p >" + T.format("b"), ["a", "b"]),
}


@pytest.mark.parametrize(("body", "lines"), PIECES.values(), ids=PIECES)
def test_pieces_are_read_alike_both_ways(body: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert both(part(body), monkeypatch) == (lines, lines)
    assert readback._scanned(part(body))


@pytest.mark.parametrize(
    "data",
    [
        part("<!-- <w:p><w:r><w:t>x</w:t></w:r></w:p> -->" + T.format("a")),
        part("<w:p><w:r><w:t><![CDATA[a]]></w:t></w:r></w:p>"),
        part("<?x <w:p><w:t>x</w:t></w:p> ?>" + T.format("a")),
        part(T.format("a").replace("w:", "v:"), prefix="v"),
        part(f'<v:p xmlns:v="{W}"><v:r><v:t>a</v:t></v:r></v:p>'),
        part(f'<x xmlns:w="urn:other">{T.format("x")}</x>' + T.format("a")),
        part(T.format("a"), head=""),
        part(T.format("a"), head='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"),
    ],
    ids=["comment", "CDATA", "instruction", "prefix", "two prefixes", "prefix of another", "no declaration", "UTF-16"],
)
def test_what_is_written_otherwise_is_parsed(data: bytes) -> None:
    assert readback._scanned(data) == []
    assert readback.lines_of(data) == ["a"]


@pytest.mark.parametrize(
    ("line", "text", "times"),
    [
        ("An, Ánh An Khang, Lan An", "An", 3),
        ("Lan, An_, Anh", "An", 0),
        ("An", "An", 1),
        ("12 phiếu, 112, 12,5, 0.12, 12. 12", "12", 3),
        ("12 phiếu, 12 phiếu.", "12 phiếu", 2),
        ("198/310", "310", 1),
        ("57,42 %", "57,42 %", 1),
        ("157,42 %", "57,42 %", 0),
        (",12", "12", 0),
        ("aa aaa aa", "aa", 2),
        ("", "a", 0),
    ],
)
def test_how_often_a_text_stands_by_itself(line: str, text: str, times: int) -> None:
    before = r"(?<![\d.,])" if text[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\d|[.,]\d)" if text[-1:].isdigit() else r"(?!\w)"
    assert readback._times(line, text) == times == len(re.findall(f"{before}{re.escape(text)}{after}", line))


def test_numbers_at_odds() -> None:
    paper = write_parts(
        {"word/document.xml": part(T.format("Phát ra 12 phiếu (mười hai phiếu)") + T.format("Thu về 11 phiếu (mười hai phiếu)"))}
    )
    assert readback.differences(paper, Facts((("12 phiếu",),))) == [
        "số và chữ khác nhau: “11 phiếu (mười hai phiếu)”",
        "giấy ghi “11” mà hồ sơ không có số đó: “Thu về 11 phiếu (mười hai phiếu)”",
    ]
    assert readback.differences(paper, Facts((("13 phiếu",),), frozenset((11, 12))))[0] == "giấy không ghi đúng “13 phiếu”"
