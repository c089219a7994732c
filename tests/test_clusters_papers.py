"""Papers of a hamlet that voted by clusters: one of each cluster with its own figures, and the hamlet's own with the sums that decide."""

import copy
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from dantin.case import Case
from dantin.cli.app import app
from dantin.papers.finished import Made, fill, make_papers, shipped
from dantin.papers.paper import rests_on
from dantin.papers.shelf import BY_NAME
from dantin.run import check_file
from dantin.vietnamese import number_words
from dantin.word.readback import differences, text_of
from tests.conftest import AS_OF
from tests.papers import CLUSTERS, hamlet_of, text
from tests.test_clusters import HANDS, NOT_COUNTED, SHORT, edited, one_meeting_and_its_clusters

COUNTING, MEETING = "bien-ban-kiem-phieu-truong-ap", "bien-ban-cuoc-hop"
ALL = (COUNTING, MEETING, "giay-moi-hop", "danh-sach-ho-gia-dinh", "bang-kiem-phieu", "phieu-bau-truong-ap", "phuong-an-hop-cum")
TABLE = ("so_ho_cum", "so_du", "so_phat", "so_thu", "so_hop_le", "so_khong_hop_le", "phieu_tung_nguoi")


def papers_of(document: dict[str, Any], *names: str) -> dict[str, Made]:
    """The papers of these names, by the name of their file."""
    hamlet, found = hamlet_of({}, document)
    assert hamlet.case is not None
    made = make_papers(hamlet.case, found, [BY_NAME[name] for name in names], ahead=True)
    return {paper.path.stem: paper for paper in made}


def example(**changes: Any) -> tuple[Case, list[Any]]:
    hamlet, found = hamlet_of(CLUSTERS | changes)
    assert hamlet.case is not None
    return hamlet.case, found


def written(*names: str, **changes: Any) -> dict[str, Made]:
    case, found = example(**changes)
    return {paper.path.stem: paper for paper in make_papers(case, found, [BY_NAME[name] for name in names], ahead=True)}


def test_each_paper_of_clusters_reads_as_it_should(snapshot: SnapshotAssertion) -> None:
    papers = written(COUNTING, MEETING, "giay-moi-hop", "to-trinh-cong-nhan")
    shown = [text(papers[name]) for name in papers if not name.endswith("-cum-2")]
    assert "\n\n=== \n\n".join(shown) == snapshot


def test_there_is_a_paper_for_each_cluster_and_one_for_all() -> None:
    names, clusters = set(written(*ALL)), ("cum-1", "cum-2", "cum-bau-ca")
    each = ("bang-kiem-phieu", COUNTING, MEETING, "giay-moi-hop", "danh-sach-ho-gia-dinh")
    whole = {COUNTING, MEETING, "phieu-bau-truong-ap", "phuong-an-hop-cum"}
    assert names == whole | {f"{name}-{cluster}" for name in each for cluster in clusters}


def test_each_list_has_the_households_of_its_cluster() -> None:
    lists = {name: text(paper) for name, paper in written("danh-sach-ho-gia-dinh").items()}
    assert [re.findall(r"Tổng cộng: (\d+) \([^()]+\) đại diện", told) for told in lists.values()] == [["110"], ["100"], ["100"]]
    codes = [set(re.findall(r"KP4-\d+", told)) for told in lists.values()]
    assert [len(own) for own in codes] == [110, 100, 100]
    assert len(set.union(*codes)) == 310


def test_a_household_of_no_cluster_is_not_lost() -> None:
    homes = copy.deepcopy(CLUSTERS["ho_gia_dinh"])
    homes[5]["cum"] = ""
    for paper in written("danh-sach-ho-gia-dinh", ho_gia_dinh=homes).values():
        assert paper.data is None
        assert "1 hộ chưa ghi thuộc cụm nào" in paper.absent


WITHHELD: dict[str, tuple[dict[str, Any], set[str], str]] = {
    # What was typed, which minutes of counting are made, and why the hamlet's are not.
    "all counted": ({}, {"", "-cum-1", "-cum-2", "-cum-3"}, ""),
    "one not counted": (NOT_COUNTED, {"-cum-1", "-cum-2"}, "chưa có số liệu của Cụm 3"),
    "one contradicts itself": ({"bau_cu.1.hop_le": 71}, {"-cum-1", "-cum-3"}, "hồ sơ còn lỗi"),
    "the clusters are not all households": ({"bau_cu.2.tong_so": 99}, set(), "hồ sơ còn lỗi"),
    "hands in one": (HANDS, {"", "-cum-1", "-cum-2", "-cum-3"}, ""),
    "short of quorum": (SHORT, {"", "-cum-1", "-cum-2", "-cum-3"}, ""),
    "too full a box in one": ({"bau_cu.1.phat_ra": 69, "bau_cu.1.ghi_nhan": "hủy"}, {"", "-cum-1", "-cum-2", "-cum-3"}, ""),
}


@pytest.mark.parametrize(("edits", "made", "why"), WITHHELD.values(), ids=WITHHELD)
def test_a_cluster_withholds_its_own_minutes_and_the_sum(edits: dict[str, Any], made: set[str], why: str) -> None:
    papers = papers_of(edited(edits), COUNTING)
    assert {name.removeprefix(COUNTING) for name, paper in papers.items() if paper.data is not None} == made
    if why:
        assert why in papers[COUNTING].absent


def test_a_cluster_concludes_nothing_and_the_sums_do() -> None:
    papers = papers_of(edited(HANDS), COUNTING, MEETING)
    for name, paper in papers.items():
        told = text(paper)
        assert ("trúng cử Trưởng thôn 5" in told.replace("ai trúng cử Trưởng thôn 5 chỉ kết luận", "")) is ("cum" not in name), name
        assert ("%" in told) is ("cum" not in name)
    whole = text(papers[COUNTING])
    assert "Cộng | 310 | 230 | 160 | 160 | 160 | 0 | Lê Thị An: 156 Trần Văn Bình: 74" in whole
    assert "Cụm 2 | 100 | 70 | - | - | - | - | Lê Thị An: 40 Trần Văn Bình: 30" in whole
    assert "biểu quyết giơ tay ở cụm 2" in whole
    assert "156/310 người đồng ý" in whole


def test_a_box_too_full_is_told_with_the_figures_of_its_cluster() -> None:
    """The sums alone would say that nothing is wrong: 231 issued, 230 returned."""
    papers = papers_of(
        edited({"bau_cu.0.phat_ra": 102, "bau_cu.1.phat_ra": 69, "bau_cu.1.ghi_nhan": "hủy", "bau_cu.0.co_mat": 102}), MEETING
    )
    assert "ở cụm 2, số phiếu thu về (70 phiếu) nhiều hơn số phiếu phát ra (69 phiếu)" in text(papers[MEETING])


def test_every_figure_of_a_cluster_and_of_the_sums_is_read_back() -> None:
    case, _ = example()
    paper = BY_NAME[COUNTING]
    template = shipped(paper.name, draft=False)
    for subject in paper.subjects(case):
        facts, right = paper.facts(subject), fill(paper, subject)
        assert differences(template.render(right), facts) == []
        changed = [{**right, name: raised(right[name])} for name in ("tong_so", "co_mat", "phat_ra", "thu_ve", "hop_le", "khong_hop_le")]
        rows = right["bang_cum"]
        assert isinstance(rows, list)
        for index, cell in [(index, cell) for index in range(len(rows)) for cell in TABLE]:
            other: Any = copy.deepcopy(rows)
            other[index][cell] = raised(other[index][cell])
            changed.append({**right, "bang_cum": other})
        votes: Any = copy.deepcopy(right["ung_cu"])
        votes[-1]["so_phieu"] = raised(votes[-1]["so_phieu"])
        changed.append({**right, "ung_cu": votes})
        for context in changed:
            assert differences(template.render(context), facts)


def raised(said: Any) -> str:
    """A figure more by one."""
    return re.sub(r"\d+", lambda figure: str(int(figure[0]) + 1), said, count=1)


def test_figures_tell_which_cluster_they_come_from() -> None:
    case, _ = example()
    paper = BY_NAME[COUNTING]
    *_, last, whole = paper.subjects(case)
    routes = {str(fact): {str(route) for route in routes} for fact, routes, _ in rests_on(paper, last)}
    assert routes["70 (bảy mươi) đại diện"] == {"bau_cu[2].co_mat"}
    routes = {str(fact): {str(route) for route in routes} for fact, routes, _ in rests_on(paper, whole)}
    assert {f"bau_cu[{row}].co_mat" for row in range(3)} <= routes["240 (hai trăm bốn mươi) đại diện"]
    assert all(routes[fact] for fact in routes if re.search(r"\d", fact))


def test_people_act_in_the_cluster_they_are_written_down_for() -> None:
    papers = {name: text(paper) for name, paper in written(COUNTING, MEETING).items()}
    assert "Chủ trì: Ông Ngô Văn Mạnh. Chức vụ: Phó ban" in papers[f"{MEETING}-cum-1"]
    assert "Ngô Văn Mạnh" not in papers[f"{MEETING}-cum-2"]
    assert "Bà Đặng Thị Hậu Tổ trưởng" in papers[f"{COUNTING}-cum-2"]
    assert "Đặng Thị Hậu" not in papers[f"{COUNTING}-cum-1"]


def test_a_paper_of_a_cluster_has_its_own_number_and_signer() -> None:
    rows = [
        {"giay": COUNTING, "so_hieu": "01/BB", "nguoi_ky": "Huỳnh Văn Lộc", "noi_nhan": "Phòng Nội vụ"},
        {"giay": f"{COUNTING}-cum-2", "so_hieu": "02/BB", "nguoi_ky": "Trịnh Thị Hai"},
    ]
    papers = {name.removeprefix(COUNTING): text(paper) for name, paper in written(COUNTING, van_ban=rows).items()}
    assert ["01/BB" in papers[""], "02/BB" in papers["-cum-2"], "/BB" in papers["-cum-1"]] == [True, True, False]
    assert ["Trịnh Thị Hai" in told for told in (papers["-cum-2"], papers["-cum-1"], papers[""])] == [True, False, False]
    assert "Phòng Nội vụ" in papers["-cum-1"]


def test_the_plan_is_due_with_clusters_of_the_roster_alone() -> None:
    case, found = example(bau_cu=None, moc=None, van_ban=None)
    due = {paper.path.stem: paper for paper in make_papers(case, found)}
    assert "03 (ba) cụm" in text(due["phuong-an-hop-cum"])
    assert "Cụm Bàu Cá | 100 |" in text(due["phuong-an-hop-cum"])
    assert {"danh-sach-ho-gia-dinh-cum-1", "danh-sach-ho-gia-dinh-cum-bau-ca"} <= due.keys()
    one_meeting, _ = hamlet_of({})
    assert one_meeting.case is not None
    assert not BY_NAME["phuong-an-hop-cum"].due(one_meeting.case)


def test_minutes_of_random_clusters_say_what_the_figures_of_the_count_are(tmp_path: Path) -> None:
    random = Random(20261126)
    drawn = {f"A{n:03}": one_meeting_and_its_clusters(random, f"A{n:03}")[1] for n in range(30)}
    units = [{"ma": code, "ten": f"Ấp {code}", "xa": "xã An Phước", "tinh": "Đồng Nai"} for code in drawn]
    file = tmp_path / "cum.yaml"
    file.write_text(
        yaml.safe_dump({"don_vi": units, "bau_cu": [row for rows in drawn.values() for row in rows]}, allow_unicode=True), "utf-8"
    )
    told = json.loads(CliRunner().invoke(app, ["tally", str(file), "--format", "json", "--as-of", "2024-12-05"]).stdout)
    contests = {contest["hamlet"]: contest for contest in told["contests"]}
    read = 0
    for hamlet in check_file(file, AS_OF, keep_cases=True).hamlets:
        assert hamlet.case is not None
        contest = contests[hamlet.code]
        papers = {paper.path.stem: paper for paper in make_papers(hamlet.case, [], [BY_NAME[COUNTING]])}
        whole = papers[COUNTING]
        assert (whole.data is None) is (contest["outcome"] is None), whole.absent
        if whole.data is None:
            continue
        lines = text_of(whole.data)
        rows = {cells[0]: cells[1:7] for line in lines if len(cells := line.split(" | ")) == 8}
        parts = [*contest["parts"], {**contest, "cluster": "Cộng"}]
        for part in parts:
            ballots = [part["ballots"][key] for key in ("issued", "returned", "valid", "invalid")]
            assert rows[part["cluster"]] == [str(number) for number in (part["base"], part["present"], *ballots)], (hamlet.code, lines)
        for part in contest["parts"]:
            own = "\n".join(text_of(papers[f"{COUNTING}-{part['cluster'].lower().replace('ụ', 'u').replace(' ', '-')}"].data or b""))
            assert re.search(rf"dự họp: 0?{part['present']} \({number_words(part['present'])}\) đại diện", own)
            for candidate in part["votes"]:
                assert re.search(rf"{candidate['name']} \| 0?{candidate['votes']} phiếu", own)
            read += 1
    assert read > 40
