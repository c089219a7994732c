"""What holds for every paper: its words, its template, its gate, its reading back."""

import copy
import re
from itertools import groupby
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from dantin.ooxml import read_parts
from dantin.papers.finished import make_papers, shipped
from dantin.papers.paper import Paper, rests_on
from dantin.papers.shelf import BY_NAME, MEANINGS, PAPERS
from dantin.resources import resource
from dantin.word.readback import differences, lines_of
from tests.papers import CLEAN, EXAMPLES, context, hamlet_of, made, text

NAMES = [paper.name for paper in PAPERS]
BARE: dict[str, Any] = {
    "thanh_phan": None,
    "van_ban": None,
    "cuoc_hop": None,
    "chi_tieu": None,
    "don_vi.nhiem_ky_truong": "",
    "don_vi.nhiem_ky_chi_bo": "",
    "don_vi.huyen": "",
    "don_vi.chi_bo": "",
    "don_vi.dang_bo": "",
    "don_vi.truong_duong_nhiem": "",
    "don_vi.bi_thu_duong_nhiem": "",
    **{f"bau_cu[{i}].{field}": "" for i in range(4) for field in ("dia_diem", "bat_dau", "ket_thuc", "ly_do", "ly_do_khong_hop_le")},
    "*nhan_su.gioi_tinh": "",
    **{f"*nhan_su.{field}": "" for field in ("que_quan", "noi_o", "dan_toc", "ton_giao", "hoc_van", "chuyen_mon", "ly_luan")},
    **{f"*nhan_su.{field}": "" for field in ("nghe_nghiep", "chuc_vu_hien_nay", "ngay_sinh", "tai_cu")},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_paper_of_the_example_reads_as_it_should(name: str, snapshot: SnapshotAssertion) -> None:
    papers = (text(paper) for paper in made(EXAMPLES.get(name, {}), name) if paper.data is not None or paper.faults)
    assert "\n\n=== \n\n".join(map(once, papers)) == snapshot


def once(printed: str) -> str:
    """A paper's text with each run of equal lines, such as sheets of ballots, told once and counted."""
    runs = ((line, len(list(same))) for line, same in groupby(printed.splitlines()))
    return "\n".join(line if number == 1 else f"{line}  (× {number})" for line, number in runs)


_PEOPLE = {"ho_ten", "trung_cu", "nguoi_ky", "truong_duong_nhiem", "bi_thu_duong_nhiem", "bau_cho"}


def in_capitals(value: Any, key: str = "") -> Any:
    """A dossier with the names of all people in capitals, as the party's export writes them."""
    if isinstance(value, dict):
        return {key: in_capitals(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_capitals(inner, key) for inner in value]
    return value.upper() if key in _PEOPLE and isinstance(value, str) else value


def test_names_typed_in_capitals_are_printed_in_proper_case() -> None:
    """Every paper of the example reads as it does where the names are typed as they should be."""
    typed, document = made({}), in_capitals(copy.deepcopy(CLEAN))
    hamlet, _ = hamlet_of({}, document)
    assert hamlet.case is not None
    assert hamlet.case.dossier.households[0].name == document["ho_gia_dinh"][0]["ho_ten"].upper()
    again = make_papers(hamlet.case, [], None, ahead=False, draft=False)
    assert [text(paper) for paper in again] == [text(paper) for paper in typed if paper.data is not None]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_dossier_does_not_hold_is_dotted(name: str) -> None:
    """Never "None", no empty brackets, no gap in a sentence."""
    for paper in made(BARE, name, draft=True):
        if paper.data is None:
            assert paper.refused, paper.faults
            continue
        said = text(paper)
        assert not re.search(r"None|nan|\{|\}|\(\)|“”|  | [,.;](?!\.)|, ,|: *[.;]$|: *,", said, re.MULTILINE), said


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_has_a_meaning_and_the_form_is_among_them(name: str) -> None:
    given = context(EXAMPLES.get(name, {}), name)
    names = set(given)
    for key, value in given.items():
        if isinstance(value, list):
            for row in value:
                names |= {f"{key}.{field}" for field in row} if isinstance(row, dict) else set()
    assert {n.rpartition(".")[2] for n in names} <= set(MEANINGS)
    assert set(BY_NAME[name].form) <= names


def _tags(name: str) -> str:
    return "\n".join(lines_of(read_parts(resource("templates", f"{name}.docx").read_bytes())["word/document.xml"]))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_template_shows_what_the_form_requires(paper: Paper) -> None:
    tags = _tags(paper.name)
    for variable in paper.form:
        assert re.search(rf"\b{re.escape(variable.rpartition('.')[2])}\b", tags), variable


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_tells_where_it_comes_from(name: str) -> None:
    """From the dossier, from the law, or from both; the steps of the tally sheet are its own."""
    facts = [fact for subject in BY_NAME[name].subjects(_case(name)) for fact in rests_on(BY_NAME[name], subject)]
    assert [text for text, *sources in facts if not any(sources) and re.search(r"\d", text) and text != "là 50 phiếu"] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_changed_by_hand_is_not_given_out(name: str) -> None:
    """Whatever the paper says of a number or a name of the outcome: said otherwise, it is refused."""
    paper = BY_NAME[name]
    if not any(paper.facts(subject).lines for subject in paper.subjects(_case(name))):
        pytest.skip("a paper without figures")
    right = shipped(name, draft=False)

    class Falsified:
        differences = staticmethod(differences)

        def render(self, given: Any) -> bytes:
            return right.render(_falsified(given, paper))

    def templates(name: str, *, draft: bool) -> Falsified:
        assert name == paper.name
        assert not draft
        return Falsified()

    results = list(make_papers(_case(name), [], [paper], ahead=True, templates=templates))
    assert results
    assert all(result.data is None and result.faults for result in results)


def _case(name: str) -> Any:
    return hamlet_of(EXAMPLES.get(name, {}))[0].case


def _falsified(given: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """The same variables with the first one that the form requires changed: a figure by one, a name by a letter."""
    changed = dict(given)
    for variable in paper.form:
        key, _, field = variable.partition(".")
        value = changed[key]
        if field and isinstance(value, list) and value:
            rows = [dict(row) for row in value]
            rows[-1][field] = _other(rows[-1][field])
            changed[key] = rows
            return changed
        if isinstance(value, str) and re.search(r"\d", value):
            changed[key] = _other(value)
            return changed
    raise AssertionError(f"{paper.name}: no figure or name in its form")


def _other(said: str) -> str:
    figure = re.search(r"\d+", said)
    return said.replace(figure[0], str(int(figure[0]) + 1), 1) if figure else f"{said}h"
