"""The report as a page: the same figures as every other form, one file that needs no other, to be read on a telephone, and printed."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from dantin.found import Report
from dantin.output import html as as_page
from dantin.output import json as as_json
from dantin.overview import BY_COMMUNE, MEASURES, RATIOS, TOPICS, Measure, Overview
from dantin.overview_words import headline, sentences
from dantin.vietnamese import sentence_case
from tests.chromium import CHROMIUM, Page, chromium
from tests.conftest import ROOT
from tests.test_report import DAY, called, counted, gathered, hamlet, introduced, long_thanh, voted

__all__ = ["long_thanh"]

AXE = ROOT / ".axe" / "node_modules" / "axe-core" / "axe.min.js"
"""What `make axe` brings."""
BETWEEN_MARGINS = 703
"""Of A4, in the pixels of a style sheet."""
LISTED = ROOT / "examples" / "long-thanh" / "dantin.yaml"


def words(text: str) -> str:
    """Text with one plain space where there is any."""
    return " ".join(text.split())


def text_of(element: Any) -> str:
    return words(element.text_content())


class Read:
    """A page as its reader finds it."""

    def __init__(self, text: str) -> None:
        self.root = lxml_html.document_fromstring(text)

    def all(self, tag: str, name: str = "") -> list[Any]:
        """Every element of this tag, of this class where one is given."""
        return [e for e in self.root.iter(tag) if not name or name in (e.get("class") or "").split()]

    def tables(self) -> dict[str, dict[str, dict[str, str]]]:
        """The tables of figures: by caption, by line, by heading."""
        tables = {}
        for table in self.all("table", "figures"):
            _, *headings = map(text_of, table.findall("thead/tr/th"))
            assert len(set(headings)) == len(headings)
            tables[text_of(table.find("caption"))] = {
                text_of(line.find("th")): dict(zip(headings, map(text_of, line.findall("td")), strict=True))
                for line in table.findall("tbody/tr")
            }
        return tables

    def sections(self) -> list[Any]:
        """The hamlets."""
        return self.all("section", "hamlet")


# --- What it says ----------------------------------------------------------------------------------------------------


def test_the_page_has_the_figures_of_every_other_form(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    document: Any = json.loads("".join(as_json.pieces(as_json.report(made))))
    page = Read(as_page.report(made))
    tables, shown = page.tables(), text_of(page.root)
    assert len(tables) == len(TOPICS) + 1
    read: set[str] = set()
    for entry in (document, *document["communes"]):
        line = made.level_words if entry is document else sentence_case(entry["unit"])
        for topic in TOPICS:
            cells = tables[topic.title][line]
            for measure in topic.measures:
                assert int(cells[measure.short]) == entry[measure.key], (line, measure.key)
            shares = [ratio for ratio in RATIOS if ratio.part in topic.measures]
            for ratio in shares:
                assert cells[ratio.label] == share_of(entry["shares"][ratio.key]), (line, ratio.key)
            read |= {measure.key for measure in topic.measures} | {ratio.key for ratio in shares}
        for label, one in BY_COMMUNE:
            value = str(entry[one.key]) if isinstance(one, Measure) else share_of(entry["shares"][one.key])
            assert tables["So sánh các xã"][line][label] == value
    assert read == {one.key for one in (*MEASURES, *RATIOS)}
    assert headline(made) in shown
    assert all(sentence in shown for sentence in sentences(made))


def share_of(share: dict[str, Any] | None) -> str:
    return f"{share['part']}/{share['whole']} ({share['share'].replace('.', ',')} %)" if share else "—"


def test_a_tile_and_a_section_for_each_hamlet(long_thanh: tuple[Report, Overview]) -> None:
    _, made = long_thanh
    document: Any = json.loads("".join(as_json.pieces(as_json.report(made))))
    page = Read(as_page.report(made))
    sections = {section.get("id"): section for section in page.sections()}
    tiles = [link for items in page.all("ul", "tiles") for link in items.iter("a")]
    assert len(tiles) == len(sections) == 83
    phases: Counter[str] = Counter()
    for tile, hamlet_entry in zip(tiles, document["hamlets"], strict=True):
        told, shown = text_of(tile), text_of(sections[tile.get("href").removeprefix("#")])
        name = f"{hamlet_entry['code']} {hamlet_entry['name']}"
        assert told.startswith(name)
        assert shown.startswith(name)
        phases[text_of(tile.find("span"))] += 1
        turnout = share_of(hamlet_entry["turnout"]) if hamlet_entry["turnout"] else ""
        assert turnout in told
        assert turnout in shown
        for person in hamlet_entry["elected"]:
            assert f"{person['name']}, {person['votes']}/{person['base']} phiếu" in shown
        assert words(hamlet_entry["next_step"] or "") in shown
    assert phases == {sentence_case(phase.value): number for phase, number in made.whole.phases.items()}
    works = [line for table in page.all("table", "works") for line in table.findall("tbody/tr")]
    for line, work in zip(works, document["work"], strict=True):
        assert f"{work['message']} ({work['code']})" in text_of(line)
        assert text_of(line).endswith(words(work["hint_district"]))


def test_what_is_late_is_on_the_first_screen(tmp_path: Path) -> None:
    (tmp_path / "a1.yaml").write_text(hamlet(voted(70)), "utf-8")
    page = Read(as_page.report(counted(gathered(tmp_path, DAY), DAY)))
    late = next(section for section in page.root.iter("section") if section.get("id") == "tre-han")
    assert re.search(r"A1 Ấp 1, xã Mẫu: .*\(hạn \d\d/11/2024, trễ \d+ ngày\)", text_of(late))
    assert [text_of(key) for key in page.all("div", "late")] == ["Trễ hạn việc tiếp theo1"]
    assert late.find(".//a").get("href").removeprefix("#") in {section.get("id") for section in page.sections()}


def test_of_one_hamlet_alone_the_page_tells_no_sex_age_or_party(tmp_path: Path) -> None:
    (tmp_path / "a1.yaml").write_text(hamlet(voted(70), more=introduced("10/11/1974")), "utf-8")
    made = counted(gathered(tmp_path, DAY), DAY)
    page = Read(as_page.report(made))
    (line,) = page.tables()["Trưởng ấp, khu phố trúng cử"].values()
    assert line.pop("Trưởng ấp, khu phố trúng cử") == "1"
    assert set(line.values()) == {"—"}
    assert re.search(r"nữ 1/1|50|1974", text_of(next(s for s in page.root.iter("section") if s.get("id") == "tom-tat"))) is None
    assert "không nêu riêng" in text_of(page.root)


HOSTILE = '<img src=x onerror="alert(1)">&{{ 7 * 7 }}\\x07\\u202e'


def test_what_others_wrote_is_text_on_the_page(tmp_path: Path) -> None:
    """In a name of a hamlet, of a commune, in a file's name: neither markup nor template, and no letter that cannot be seen."""
    name = HOSTILE.replace('"', '\\"')
    (tmp_path / "dantin.yaml").write_text(
        f'ten: "{name}"\ndanh_sach:\n  - {{ma: A1, ten: "{name}", xa: "{name}"}}\n  - {{ma: A2, ten: Ấp 2, xa: xã Mẫu}}\n', "utf-8"
    )
    (tmp_path / "<b>a9.yaml").write_text("don_vi: [", "utf-8")
    report = gathered(tmp_path, DAY)
    text = as_page.report(counted(report, DAY, HOSTILE))
    page = Read(text)
    assert not [
        e for tag in ("img", "script", "b") for e in page.root.iter(tag) if e.get("src") or "a9" in (e.text or "") or tag == "script"
    ]
    assert "{{ 7 * 7 }}" in text_of(page.root)
    assert not set("\x07\u202e") & set(text)
    assert text.encode("utf-8")


def test_a_folder_of_which_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "dantin.yaml").write_text("ten: Xã Mẫu\ncap: xã\n", "utf-8")
    text = as_page.report(counted(gathered(tmp_path, DAY), DAY, "Xã Mẫu"))
    page = Read(text)
    assert "chưa có ấp, khu phố nào trong danh sách" in text_of(page.root)
    assert (page.tables(), page.sections(), page.all("svg")) == ({}, [], [])


# --- One file, whatever shows it -------------------------------------------------------------------------------------


def test_the_same_dossiers_make_the_same_bytes(tmp_path: Path) -> None:
    for code in ("A1", "A2", "A3"):
        (tmp_path / f"{code}.yaml").write_text(hamlet(voted(70), code=code), "utf-8")
    first, second = (as_page.report(counted(gathered(tmp_path, DAY), DAY, "Xã Mẫu")) for _ in range(2))
    assert first == second


def test_the_page_is_one_small_file_that_names_no_other(long_thanh: tuple[Report, Overview]) -> None:
    text = as_page.report(long_thanh[1])
    page = Read(text)
    assert len(text.encode()) < 1_000_000
    assert re.findall(r"https?:|//|url\(|@import|<script|<iframe|<img|\son\w+=", text) == []
    addresses = {e.get(name) for e in page.root.iter() for name in ("href", "src", "srcset", "data", "action") if e.get(name)}
    assert {address for address in addresses if not address.startswith("#")} == {"data:,"}
    ids = [e.get("id") for e in page.root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    assert {address[1:] for address in addresses if address.startswith("#")} <= set(ids)


def test_headings_tables_and_charts_can_be_heard(long_thanh: tuple[Report, Overview]) -> None:
    page = Read(as_page.report(long_thanh[1]))
    assert page.root.get("lang") == "vi"
    levels = [int(e.tag[1]) for e in page.root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.all("table"):
        assert text_of(table.find("caption"))
        assert {heading.get("scope") for heading in table.iter("th")} == {"col", "row"}
    charts = [svg for svg in page.all("svg") if svg.get("aria-hidden") != "true"]
    assert len(charts) == 3
    for chart in charts:
        told = [text_of(e) for e in chart if e.get("id") in chart.get("aria-labelledby").split()]
        assert chart.get("role") == "img"
        assert len(told) == 2
        assert all(told)


# --- In a browser ----------------------------------------------------------------------------------------------------

in_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def pages(long_thanh: tuple[Report, Overview], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example district; a list as long of one commune, with no dossier handed in; names that are long and without a space."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "none").mkdir()
    (folder / "none" / "dantin.yaml").write_text(re.sub("xa: [^,]+", "xa: xã Mẫu", LISTED.read_text("utf-8")), "utf-8")
    (folder / "long").mkdir()
    long = "Nghiêng" * 12
    (folder / "long" / "a1.yaml").write_text(hamlet(voted(70)).replace("Ấp 1", f"Ấp {long}").replace("xã Mẫu", f"xã {long}"), "utf-8")
    (folder / "long" / "a2.yaml").write_text(hamlet(code="A2"), "utf-8")
    overviews = {
        "whole": long_thanh[1],
        "long": counted(gathered(folder / "long", DAY), DAY, f"Huyện {long}"),
    }
    files = {name: folder / f"{name}.html" for name in overviews}
    for name, made in overviews.items():
        files[name].write_text(as_page.report(made), "utf-8")
    files["none"] = folder / "none.html"
    assert called(folder / "none", "-o", files["none"])[0] == 1
    return files


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@in_chromium
@pytest.mark.slow
def test_in_a_browser_nothing_is_asked_for_and_nothing_is_wrong(browser: Page, pages: dict[str, Path]) -> None:
    for file in pages.values():
        browser.requests.clear()
        browser.open(file)
        assert (browser.requests, browser.messages) == ([file.as_uri()], [])


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280])
def test_no_screen_is_too_narrow(browser: Page, pages: dict[str, Path], width: int) -> None:
    """Only a table of figures is moved sideways, inside its own frame."""
    for name, file in pages.items():
        browser.wide(width)
        browser.open(file)
        assert browser.run("document.documentElement.scrollWidth") <= width, name
        outside = browser.run(
            f"[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, thead') && !e.textContent.endsWith('…')"
            f" && e.getBoundingClientRect().right > {width} + 1).map(e => e.outerHTML.slice(0, 80))"
        )
        assert outside == [], name


@in_chromium
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_printed_no_table_is_cut(browser: Page, pages: dict[str, Path], tmp_path: Path) -> None:
    """Every word lies inside the margins, every row is whole on one page, under the headings of its table."""
    for name, file in pages.items():
        browser.on_paper(BETWEEN_MARGINS)
        browser.open(file)
        # Else all of it would be printed smaller.
        assert browser.run("document.documentElement.scrollWidth") <= BETWEEN_MARGINS, name
        printed = tmp_path / f"{name}.pdf"
        printed.write_bytes(browser.pdf())
        boxes = subprocess.run(["pdftotext", "-bbox", printed, "-"], check=True, capture_output=True, text=True).stdout
        sheets = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
        assert {(round(float(w)), round(float(h))) for w, h, _ in sheets} == {(595, 842)}
        places = [
            tuple(map(float, box))
            for *_, sheet in sheets
            for box in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', sheet)
        ]
        assert len(places) > 500
        assert all(left > 30 and right < 565 and top > 40 and bottom < 825 for left, top, right, bottom in places), name
        raw = subprocess.run(["pdftotext", "-raw", printed, "-"], check=True, capture_output=True, text=True).stdout
        texts = ["".join(sheet.split()) for sheet in raw.split("\f")]
        read = Read(file.read_text("utf-8"))
        for table in (*read.all("table", "works"), *read.all("table", "figures")):
            caption, headings = squeezed(table.find("caption")), "".join(map(squeezed, table.findall("thead/tr/th")))
            for line in table.findall("tbody/tr"):
                row = squeezed(line)
                assert [sheet for sheet in texts if row in sheet and headings in sheet], (name, caption, row)


def squeezed(element: Any) -> str:
    return "".join(text_of(element).split())


@in_chromium
@pytest.mark.slow
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: make axe")
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Page, pages: dict[str, Path], width: int) -> None:
    for name, file in pages.items():
        browser.wide(width)
        browser.open(file)
        browser.run(AXE.read_text("utf-8"))
        violations = browser.run("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html]))")
        assert violations == [], name
