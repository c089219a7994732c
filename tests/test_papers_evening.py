"""The invitations of the households by name, and the list of what has to be there on the evening of the vote."""

import copy
import time
from typing import Any

import pytest

from tests.papers import BY_NAME, CLUSTERS, INVITED, hamlet_of, made, text

INVITATIONS, LIST = "giay-moi-tung-ho", "chuan-bi-buoi-bau"


def test_every_household_of_a_large_hamlet_is_invited_once_and_soon() -> None:
    households = [{"ma_ho": f"H{n:03}", "ho_ten": f"Nguyễn Văn {chr(65 + n % 26)}{'aeiou'[n % 5]}n"} for n in range(600)]
    started = time.perf_counter()
    (paper,) = made({**INVITED, "ho_gia_dinh": households}, INVITATIONS)
    said = text(paper)
    assert time.perf_counter() - started < 20
    assert [said.count(f"(mã hộ H{n:03})") for n in range(600)] == [1] * 600
    assert "Tổng số in: 600 giấy mời." in said


def test_a_cluster_invites_its_own_households_to_its_own_meeting() -> None:
    papers = made(CLUSTERS, INVITATIONS)
    own = [sum(str(row["cum"]) == name for row in CLUSTERS["ho_gia_dinh"]) for name in ("1", "2", "cụm Bàu Cá")]
    assert [text(paper).count("Trân trọng kính mời") for paper in papers] == own
    assert [f"Nhà sinh hoạt cộng đồng số {n}" in text(paper) for n, paper in enumerate(papers, 1)] == [True] * 3
    assert "Nhà sinh hoạt cộng đồng số 2" not in text(papers[0])


def test_an_address_stands_on_no_other_invitation() -> None:
    rows = [{**row, "dia_chi": address} for row, address in zip(INVITED["ho_gia_dinh"], ("Tổ 1", "", ""), strict=True)]
    (paper,) = made({**INVITED, "ho_gia_dinh": rows}, INVITATIONS)
    assert text(paper).count("địa chỉ") == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ho_gia_dinh": None}, "chưa có danh sách đại diện hộ gia đình: điền bảng Hộ gia đình"),
        ({"bau_cu": None}, "chưa có ngày họp bầu trưởng khu phố: điền bảng Bầu cử, cột Ngày"),
    ],
)
def test_without_a_roster_or_a_day_nobody_is_invited(changes: dict[str, Any], why: str) -> None:
    (paper,) = made({**INVITED, **changes}, INVITATIONS)
    assert (paper.data, paper.absent, paper.refused) == (None, why, True)


@pytest.mark.parametrize("name", [INVITATIONS, LIST])
def test_they_are_due_until_the_meeting_is_held(name: str) -> None:
    due = [BY_NAME[name].due(case) for changes in (INVITED, {}, {**INVITED, "bau_cu": None}) if (case := hamlet_of(changes)[0].case)]
    assert due == [True, False, False]


def test_the_list_counts_what_the_meeting_of_each_cluster_needs() -> None:
    papers = [text(paper) for paper in made(CLUSTERS, LIST)]
    assert ["110 phiếu" in papers[0], "100 phiếu" in papers[1], "100 phiếu" in papers[2]] == [True] * 3
    assert all("các cụm cộng lại có ít nhất 156 đại diện hộ gia đình" in said for said in papers)


@pytest.mark.parametrize(
    ("form", "day", "there", "absent"),
    [
        ("bỏ phiếu kín", "10/11/2024", ["Hòm phiếu", "từ 03 đến 05 người", "| 02 người |"], ["dùng nếu cuộc họp"]),
        ("", "10/11/2024", ["Hòm phiếu", "dùng nếu cuộc họp quyết định bỏ phiếu kín"], []),
        ("giơ tay", "10/11/2024", ["Bút ghi phiếu"], ["Hòm phiếu", "Ban kiểm phiếu", "Bảng kiểm phiếu"]),
        ("bỏ phiếu kín", "10/11/2019", ["Hòm phiếu", "Ban kiểm phiếu"], ["từ 03 đến 05 người", "Giấy tờ đã ban hành"]),
    ],
)
def test_the_list_follows_the_form_of_voting_and_the_law_of_the_day(form: str, day: str, there: list[str], absent: list[str]) -> None:
    row = {**copy.deepcopy(INVITED["bau_cu"][0]), "hinh_thuc": form, "ngay": day}
    (paper,) = made({**INVITED, "bau_cu": [row], "moc": None}, LIST)
    said = text(paper)
    assert [part for part in there if part not in said] == []
    assert [part for part in absent if part in said] == []
