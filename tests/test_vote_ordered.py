"""The papers by which the commune orders a vote, orders it anew, or refuses its result: when due, what they say, what bars them."""

import copy
from typing import Any

import pytest

from dantin.papers.shelf import BY_NAME
from tests.papers import ACTING, AGAIN, CLEAN, CLUSTERS, LET_GO, MET, REFUSED, SHORT, TO_HOUSES, context, hamlet_of, head_rounds, made, text

HOLD, TEAM, NOTICE = "quyet-dinh-to-chuc-bau-cu", "quyet-dinh-to-bau-cu", "thong-bao-niem-yet"
ANEW, REFUSAL = "quyet-dinh-bau-lai", "van-ban-khong-cong-nhan"
ALL = (HOLD, TEAM, NOTICE, ANEW, REFUSAL)
ORDERS = (HOLD, TEAM, NOTICE)
PLANNED = {"chuc_danh": "trưởng khu phố", "lan": 1, "ngay": "10/11/2024", "dia_diem": "Nhà văn hóa khu phố 4"}
NOT_YET: dict[str, Any] = {"la_phieu": None, "van_ban": None, "cuoc_hop": None, "*ho_gia_dinh.du_hop": ""}
VOTE = CLEAN["bau_cu"][0]
BELOW = {"bau_cu[0].ung_cu[0].so_phieu": 155, "bau_cu[0].ung_cu[1].so_phieu": 100, "bau_cu[0].trung_cu": ""}


def steps(last: str) -> list[dict[str, Any]]:
    """The steps of the example up to one of them."""
    names = [row["buoc"] for row in CLEAN["moc"]]
    return copy.deepcopy(CLEAN["moc"][: names.index(last) + 1])


def later(**fields: Any) -> dict[str, Any]:
    """A second vote after one that elected, planned for a day unless told."""
    return {**NOT_YET, "bau_cu": [VOTE, {**PLANNED, "lan": 2, "ngay": "24/11/2024", **fields}], "moc": steps("nhận kết quả bầu cử")}


def bare(*rows: dict[str, Any], moc: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A hamlet with these votes and steps alone, and nobody yet to act in it."""
    return {**NOT_YET, "bau_cu": list(rows), "moc": moc or [], "thanh_phan": None, "nhan_su": None, **more}


# --- When they are due ------------------------------------------------------------------------------------------------

NOBODY = {**BELOW, "moc": steps("niêm yết"), "van_ban": None}
TOO_FEW = {**head_rounds(SHORT), "moc": steps("niêm yết"), "van_ban": None, "cuoc_hop": None}
DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a whole dossier": ({}, set(ORDERS)),
    "nothing is known": (bare(), set()),
    "the day is known": (bare(PLANNED), {HOLD}),
    "decided on, no day yet": (bare(moc=steps("quyết định tổ chức bầu cử")), {HOLD}),
    "the people of the team are known": (bare(PLANNED, thanh_phan=CLEAN["thanh_phan"]), {HOLD, TEAM}),
    "the team is set up": (bare(PLANNED, moc=steps("thành lập tổ bầu cử")), set(ORDERS)),
    "no head any more": (LET_GO, {HOLD}),
    "who was in the team of the vote before is not in the next": ({**ACTING, "bau_cu": [VOTE]}, {HOLD}),
    "let go, but by a meeting that nobody has answered": (MET, {TEAM}),
    "nobody reached the half": (NOBODY, {*ORDERS, ANEW}),
    "and votes anew": (AGAIN, {*ORDERS, ANEW}),
    "too few came": (TOO_FEW, set(ORDERS)),
    "too few came, ballots are taken round": ({**TOO_FEW, **head_rounds(SHORT, TO_HOUSES)}, set(ORDERS)),
    "refused": (REFUSED, {*ORDERS, ANEW, REFUSAL}),
    "refused, then recognised": (
        {**REFUSED, "moc": [*REFUSED["moc"], {"buoc": "công nhận trưởng ấp", "ngay": "20/11/2024", "ho_ten": "Trần Văn Thuận"}]},
        set(ORDERS),
    ),
    "not recognised, another vote has its day": (later(), {*ORDERS, ANEW}),
    "a second row without a day is no order": (later(ngay=""), set(ORDERS)),
    "recognised, another vote has its day": ({**later(ngay="24/11/2025"), "moc": CLEAN["moc"][:11]}, set(ORDERS)),
}


@pytest.mark.parametrize(("changes", "names"), DUE.values(), ids=DUE)
def test_when_they_are_due(changes: dict[str, Any], names: set[str]) -> None:
    case = hamlet_of(changes)[0].case
    assert case is not None
    assert {name for name in ALL if BY_NAME[name].due(case)} == names


# --- What they say ----------------------------------------------------------------------------------------------------

OLD: dict[str, Any] = {**BELOW, "bau_cu[0].ngay": "10/11/2019", "moc": None, "van_ban": None, "cuoc_hop": None}
REASON = "người được nhiều phiếu nhất là ông Trần Văn Thuận, được 155/310 phiếu, bằng 50,00 %"
SAYS: dict[str, tuple[str, dict[str, Any], list[str], list[str]]] = {
    "the chairman alone decides, and signs so": (
        HOLD,
        {},
        ["CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ TRẤN TRẢNG BOM", "Số: 187/QĐ-UBND", "Ngày bầu: Chủ nhật, ngày 10 tháng 11 năm 2024"],
        ["TM."],
    ),
    "somebody signs for the chairman": (
        HOLD,
        {"van_ban[+]": {"giay": HOLD, "the_thuc_ky": "KT. CHỦ TỊCH", "chuc_vu_ky": "Phó Chủ tịch", "nguoi_ky": "Lê Văn Ký"}},
        ["KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Lê Văn Ký"],
        [],
    ),
    "an office alone is written once": (HOLD, {"van_ban[+]": {"giay": HOLD, "chuc_vu_ky": "Chủ tịch"}}, ["Lưu: VT. | CHỦ TỊCH"], []),
    "terms of the law of the day": (
        HOLD,
        {},
        [
            "ít nhất 01 (một) người",
            "chậm nhất 15 ngày trước ngày bầu (ngày 26 tháng 10 năm 2024)",
            "chậm nhất 10 ngày trước ngày bầu (ngày 31 tháng 10 năm 2024)",
            "chậm nhất 07 ngày trước ngày bầu (ngày 03 tháng 11 năm 2024)",
        ],
        [],
    ),
    "before the decree there are no terms": (HOLD, OLD, ["Ban công tác Mặt trận khu phố 4 giới thiệu người ứng cử"], ["chậm nhất"]),
    "clusters meet each at its place": (
        HOLD,
        CLUSTERS,
        ["theo 03 (ba) cụm dân cư", "+ Cụm Bàu Cá: 09 giờ 00 phút, ngày 10 tháng 11 năm 2024, tại Nhà sinh hoạt cộng đồng số 3"],
        ["Ngày bầu:"],
    ),
    "because a head was let go": (HOLD, LET_GO, ["Căn cứ Quyết định số 12/QĐ-UBND ngày 13 tháng 12 năm 2024"], ["187/QĐ-UBND"]),
    "the vote of before a head was let go is another": (HOLD, {**LET_GO, "bau_cu": [VOTE]}, ["Ngày bầu: ngày ………"], ["tháng 11 năm 2024"]),
    "the team": (
        TEAM,
        {},
        [
            "Căn cứ Quyết định số 187/QĐ-UBND ngày 15 tháng 10 năm 2024",
            "Căn cứ ý kiến thống nhất của Ủy ban MTTQ Việt Nam thị trấn Trảng Bom",
            "gồm 05 (năm) ông (bà) có tên sau:",
            "1 | Ông Huỳnh Văn Lộc | Trưởng ban công tác Mặt trận, Ban công tác Mặt trận khu phố 4 | Tổ trưởng",
            "trong 05 ngày làm việc kể từ ngày kết thúc cuộc họp (chậm nhất ngày 15 tháng 11 năm 2024)",
        ],
        [],
    ),
    "nobody is written down": (TEAM, {"thanh_phan": None}, ["gồm …………………… ông (bà)", "1 | Ông (bà) …………………… | ……… | Tổ trưởng"], []),
    "the row of the table of papers before the step": (
        NOTICE,
        {"moc[6].so_van_ban": "", "van_ban[+]": {"giay": TEAM, "so_hieu": "Số: 196/QĐ-UBND"}},
        ["2. Quyết định số 196/QĐ-UBND ngày 25 tháng 10 năm 2024"],
        [],
    ),
    "the list beside the two decisions": (
        NOTICE,
        {},
        ["Hai quyết định trên được thông báo đến Nhân dân và niêm yết", "Ngoài hai quyết định trên", "1. Bà Phạm Thị Hiền;"],
        [],
    ),
    "a list that came after the notice": (
        NOTICE,
        {"moc[5].ngay": "26/10/2024", "moc[7].ngay": "25/10/2024"},
        ["Hai quyết định trên"],
        ["Ngoài hai quyết định", "Phạm Thị Hiền"],
    ),
    "no list": (NOTICE, {"moc[5].ngay": ""}, ["Hai quyết định trên"], ["Ngoài hai quyết định"]),
    "nobody was elected": (
        ANEW,
        NOBODY,
        ["TM. ỦY BAN NHÂN DÂN", "theo Điều 3 khoản 5 điểm d Nghị định 59/2023/NĐ-CP", REASON],
        ["trong 15 ngày"],
    ),
    "voted anew": (
        ANEW,
        AGAIN,
        ["Số: 220/QĐ-UBND | Trảng Bom, ngày 14 tháng 11 năm 2024", "Ngày bầu: Chủ nhật, ngày 24 tháng 11 năm 2024", "Trường tiểu học"],
        ["công nhận"],
    ),
    "the first decision is not the second": (HOLD, AGAIN, ["Số: 187/QĐ-UBND", "ngày 10 tháng 11 năm 2024"], ["220/QĐ-UBND"]),
    "nor is it on the plan": ("ke-hoach-bau-cu", AGAIN, ["Trảng Bom, ngày 15 tháng 10 năm 2024"], ["14 tháng 11"]),
    "before the Law within days": (
        ANEW,
        OLD,
        ["Việc bầu lại được tổ chức trong 15 ngày kể từ ngày bầu lần đầu, chậm nhất ngày 25 tháng 11 năm 2019.", REASON],
        ["Điều 3 khoản 5"],
    ),
    "somebody was elected": (
        ANEW,
        later(),
        [
            "theo Điều 8 Nghị định 59/2023/NĐ-CP",
            "Xét Tờ trình số 01/TTr-TBC ngày 11 tháng 11 năm 2024 của Tổ bầu cử khu phố 4",
            "Kết quả cuộc bầu ngày 10 tháng 11 năm 2024, theo đó ông Trần Văn Thuận được 198/310 phiếu",
            "không được công nhận. Lý do: ……",
        ],
        ["Điều 3 khoản 5"],
    ),
    "the letter leaves the reasons to the commune": (
        REFUSAL,
        REFUSED,
        [
            "Số: 88/UBND | V/v không công nhận kết quả bầu Trưởng khu phố 4 | Trảng Bom, ngày 15 tháng 11 năm 2024",
            "theo Điều 21 khoản 2 Luật 10/2022/QH15 và Điều 8 Nghị định 59/2023/NĐ-CP",
            "Ngày 11 tháng 11 năm 2024, Ủy ban nhân dân thị trấn Trảng Bom nhận được Tờ trình số 01/TTr-TBC",
            "không công nhận kết quả bầu Trưởng khu phố 4 đối với ông Trần Văn Thuận. Lý do:",
            "1. ……",
        ],
        ["198"],
    ),
}


@pytest.mark.parametrize(("name", "changes", "says", "not_said"), SAYS.values(), ids=SAYS)
def test_what_they_say(name: str, changes: dict[str, Any], says: list[str], not_said: list[str]) -> None:
    (paper,) = made(changes, name, draft=True)
    printed = text(paper).replace("\u00a0", " ")
    assert [part for part in says if part not in printed] == [], printed
    assert [part for part in not_said if part in printed] == [], printed


def test_each_vote_that_failed_has_an_order_of_its_own() -> None:
    equal = {"hop_le": 200, "khong_hop_le": 60, "trung_cu": "", "ung_cu": AGAIN["bau_cu"][0]["ung_cu"]}
    changes = {**AGAIN, **head_rounds(equal, {**equal, "ngay": "24/11/2024"}, {"ngay": "08/12/2024"}), "moc": steps("niêm yết")}
    first, second = made(changes, ANEW)
    assert [first.path.name, second.path.name] == [f"{ANEW}.docx", f"{ANEW}-lan-2.docx"]
    days = ("10 tháng 11 năm 2024", "24 tháng 11 năm 2024", "08 tháng 12 năm 2024")
    assert [[day in text(paper) for day in days] for paper in (first, second)] == [[True, True, False], [False, True, True]]


def test_a_second_round_of_the_same_evening_needs_no_order() -> None:
    equal = {"hop_le": 200, "khong_hop_le": 60, "trung_cu": "", "ung_cu": AGAIN["bau_cu"][0]["ung_cu"]}
    case = hamlet_of({**AGAIN, **head_rounds(equal, {})})[0].case
    assert case is not None
    assert not BY_NAME[ANEW].due(case)


# --- What stands against them -----------------------------------------------------------------------------------------

BARRED: dict[str, tuple[dict[str, Any], str, set[str]]] = {
    "decided late": ({"moc[4].ngay": "22/10/2024"}, "DT301", set(ORDERS)),
    "the team set up late": ({"moc[6].ngay": "01/11/2024"}, "DT303", {TEAM, NOTICE}),
    "posted late": ({"moc[7].ngay": "04/11/2024"}, "DT304", {NOTICE}),
    "a candidate in the team": ({"thanh_phan[3].ho_ten": "Phạm Thị Hiền"}, "DT208", {TEAM, NOTICE}),
    "a candidate among the witnesses": ({"thanh_phan[12].ho_ten": "Phạm Thị Hiền"}, "DT208", set()),
    "led by another body": ({"thanh_phan[2].dai_dien": "Chi hội Nông dân"}, "DT209", {TEAM, NOTICE}),
    "a number that is not its step's": ({"van_ban[+]": {"giay": TEAM, "so_hieu": "197/QĐ-UBND"}}, "DT410", {TEAM}),
    "signed another day than its step": ({"van_ban[+]": {"giay": HOLD, "ngay_ky": "14/10/2024"}}, "DT410", {HOLD}),
    "a notice signed after it was posted": ({"van_ban[+]": {"giay": NOTICE, "ngay_ky": "02/11/2024"}}, "DT410", {NOTICE}),
    "figures that cannot be": ({"bau_cu[0].thu_ve": 263}, "", set()),
}


@pytest.mark.parametrize(("changes", "code", "names"), BARRED.values(), ids=BARRED)
def test_what_bars_the_orders(changes: dict[str, Any], code: str, names: set[str]) -> None:
    # The plan's own row would be at odds with a decision of another day.
    changes = {**changes, "van_ban[0].ngay_ky": ""}
    assert not code or code in {d.code for d in hamlet_of(changes)[1]}
    assert {paper.path.stem for paper in made(changes, *ORDERS) if paper.refused} == names


OWN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "as its step has it": ({"so_hieu": "220/QĐ-UBND", "ngay_ky": "14/11/2024"}, []),
    "another number": ({"so_hieu": "221/QĐ-UBND"}, ["van_ban[0].so_hieu"]),
    "the number of the first decision": ({"so_hieu": "187/QĐ-UBND", "ngay_ky": "15/10/2024"}, ["van_ban[0].ngay_ky"]),
}


@pytest.mark.parametrize(("row", "routes"), OWN.values(), ids=OWN)
def test_the_order_anew_is_held_against_the_decision_after_the_vote(row: dict[str, Any], routes: list[str]) -> None:
    found = hamlet_of({**AGAIN, "van_ban": [{"giay": ANEW, **row}]})[1]
    assert [d.route for d in found if d.code == "DT410"] == routes


def test_where_the_order_has_no_step_its_own_row_tells() -> None:
    changes = {**AGAIN, "moc": steps("niêm yết"), "van_ban": [{"giay": ANEW, "so_hieu": "221/QĐ-UBND", "ngay_ky": "13/11/2024"}]}
    assert [d.code for d in hamlet_of(changes)[1] if d.code == "DT410"] == []
    (paper,) = made(changes, ANEW)
    assert "Số: 221/QĐ-UBND | Trảng Bom, ngày 13 tháng 11 năm 2024" in text(paper)


WHY: dict[str, tuple[str, dict[str, Any], str]] = {
    "no vote": (ANEW, bare(PLANNED), "chưa bầu trưởng khu phố"),
    "no vote, no refusal": (REFUSAL, bare(PLANNED), "chưa bầu trưởng khu phố"),
    "too few came": (ANEW, TOO_FEW, "họp lại, hoặc phát phiếu lấy ý kiến của hộ gia đình"),
    "elected": (ANEW, {}, "lượt bầu cuối cùng đã có người trúng cử trưởng khu phố"),
    "recognised": (REFUSAL, {}, "UBND thị trấn Trảng Bom đã công nhận trưởng khu phố ngày 15/11/2024"),
    "nobody to refuse": (REFUSAL, NOBODY, "lập quyết định bầu lại"),
    "before the Law": (
        REFUSAL,
        {**OLD, **{key: VOTE["ung_cu"][i]["so_phieu"] for i, key in enumerate(BELOW) if i < 2}, "bau_cu[0].trung_cu": "Trần Văn Thuận"},
        "chỉ lập theo Luật 10/2022/QH15, có hiệu lực từ ngày 01/07/2023",
    ),
}


@pytest.mark.parametrize(("name", "changes", "why"), WHY.values(), ids=WHY)
def test_why_one_cannot_be_written(name: str, changes: dict[str, Any], why: str) -> None:
    hamlet, _ = hamlet_of(changes)
    assert hamlet.case is not None
    paper = BY_NAME[name]
    (subject,) = paper.subjects(hamlet.case)
    assert why in (paper.lacks(subject) or "")


def test_a_result_that_nobody_can_tell_bars_no_letter_but_names_nobody() -> None:
    changes = {**REFUSED, "bau_cu[0].thu_ve": ""}
    assert context(changes, REFUSAL)["trung_cu"] == [{"ong_ba": "Ông (bà)", "ho_ten": "……………………"}]
