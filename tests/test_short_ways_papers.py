"""Short ways of filling and reading papers give what the plain ways give: on every shipped template, and on parts damaged at random."""

import random
import re
from itertools import cycle, islice

import pytest

from dantin.ooxml import read_parts
from dantin.papers.check import samples
from dantin.papers.finished import fill, shipped
from dantin.papers.shelf import PAPERS
from dantin.resources import resource
from dantin.word import filling, readback, widths
from dantin.word.filling import Template
from dantin.word.plain_parts import plain_text
from tests.test_readback import PIECES, T, part

EXTRA = ["<w:tab/>", "<w:p/>", "</w:p>", "<w:tr>", "</w:tr>", "<w:t>", "x", "&amp;", "&", "<w:vanish/>", '"', "\n"]
AWKWARD = ("<w:p/>", "A & B &amp; \"c\" 'd'", "a\u00a0b\u2011c\u2028d", "", "one\ttwo\nthree", "\ue000", "a\rb", "\x07\x0c\x01\ufffe")


def by_tree(data):
    """The text as the tree of the part gives it; None where it is no XML."""
    parse, text_alone = readback._reading()
    try:
        return str(text_alone(parse(data)))
    except SyntaxError:
        return None


def shown(text):
    return [" ".join(line.split()) for line in re.split("[\n\t]", text) if line.split()]


def agree(data):
    """Whether the part is plain; fails where it then reads otherwise than by its tree."""
    plain, tree = plain_text(data), by_tree(data)
    if plain is not None:
        assert tree is not None, data
        assert (shown(plain), plain.count("\n")) == (shown(tree), tree.count("\n")), data
    return plain is not None


def written_parts(data):
    return [xml for name, xml in sorted(read_parts(data).items()) if re.fullmatch(r"word/(document|footer\d+)\.xml", name)]


def contexts(paper):
    """What the example gives the paper; the same with awkward letters behind each text in turn; with all that may be left out gone."""
    for subject in samples(paper):
        context, letters = fill(paper, subject), cycle(AWKWARD)

        def awkward(value, letters=letters):
            if isinstance(value, dict):
                return {key: awkward(text) for key, text in value.items()}
            return [awkward(row) for row in value] if isinstance(value, list) else value and value + next(letters)

        yield context
        yield awkward(context)
        yield {name: "" if isinstance(value, str) else value[:1] for name, value in context.items()}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_shipped_templates_are_filled_as_any_template(paper):
    for draft in (False, True):
        source = resource("templates", f"{paper.name}.docx").read_bytes()
        plainly, quickly = Template.load(source, draft=draft), shipped(paper.name, draft=draft)
        for context in islice(contexts(paper), 1 if draft else None):
            assert quickly.render(context) == plainly.render(context)


def test_columns_are_fitted_as_row_by_row(monkeypatch):
    """Of every set of columns that a list can show."""
    quick, done = widths.quickly_fitted, []

    def both(xml):
        done.append(xml)
        text = quick(xml)
        assert text == widths.fitted(xml)
        return text

    monkeypatch.setattr(filling, "quickly_fitted", both)
    for name, shown_columns in (("danh-sach-ho-gia-dinh", "cot_co_so_lieu"), ("danh-sach-trich-ngang", "cot_co_so_lieu")):
        paper = next(paper for paper in PAPERS if paper.name == name)
        context = fill(paper, samples(paper)[0])
        columns = context.get(shown_columns) or []
        for chosen in [[], *([column] for column in columns), columns, columns[::2]]:
            shipped(name, draft=False).render({**context, shown_columns: chosen})
    assert len(done) > 8


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_papers_read_as_by_their_tree(paper):
    plain = []
    for context in contexts(paper):
        # Each is compared, also those after one that is not plain.
        alike = {agree(xml) for xml in written_parts(shipped(paper.name, draft=False).render(context))}
        plain.append(False not in alike)
    assert plain[0]


def test_pieces_read_as_by_their_tree():
    plain = {name for name, (body, _) in PIECES.items() if agree(part(body))}
    assert plain >= {"runs", "no-break hyphen", "a table", "a table in a table", "a row without cells"}
    assert plain.isdisjoint({"hidden", "hidden no more", "deleted and moved away", "a deleted row", "a space before the end"})


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>a</w:t></w:r></w:p></w:document><w:document>",
        "<w:p w:a='1'/>" + T.format("a"),
        '<w:p w:a="1" w:a="2"/>' + T.format("a"),
        '<w:p q:a="1"/>' + T.format("a"),
        '<w:p xmlns:w="urn:x"/>' + T.format("a"),
        '<w:p xmlns="urn:x"/>' + T.format("a"),
        "<q:p/>" + T.format("a"),
        "<w:p><w:r><w:t><w:tab/>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a<w:tab/>b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a</w:r></w:t></w:p>",
        "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p>",
        "</w:p>" + T.format("a"),
        "a" + T.format("a"),
        T.format("a") + "a",
        T.format("a&b;"),
        T.format("a&"),
        T.format("a]]>b"),
        T.format("a > b"),
        T.format("a\x01"),
        T.format("a\ufffe"),
        "<w:p><w:pPr><w:p/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:r><w:t>a</w:t></w:r></w:rPr></w:pPr></w:p>",
        "<w:tbl><w:tr><w:tc>" + T.format("a") + "</w:tc></w:tr></w:tbl><w:tr/>" + T.format("b"),
        "<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/></w:r></w:p>".replace("'", '"'),
    ],
)
def test_what_is_not_sound_or_stands_elsewhere_is_not_taken_for_plain(body):
    agree(part(body))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_parts_read_as_by_their_tree_or_not_at_all(seed):
    """Tags and letters dropped, doubled, exchanged: what is still taken for plain reads as its tree."""
    chance = random.Random(seed)
    paper = chance.choice([paper for paper in PAPERS if not paper.of_households])
    xml = chance.choice(written_parts(shipped(paper.name, draft=False).render(fill(paper, samples(paper)[0])))).decode()
    tokens = re.findall("<[^>]*>|[^<]+", xml)
    for _ in range(25):
        changed = list(tokens)
        for _ in range(chance.randint(1, 2)):
            at, other = chance.randrange(2, len(changed)), chance.randrange(2, len(changed))
            extra = chance.choice(EXTRA)
            changed[at] = chance.choice(["", changed[at] * 2, changed[other], changed[at] + extra, extra, changed[at][:-1]])
        agree("".join(changed).encode())
    assert agree(xml.encode())
