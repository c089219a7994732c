"""Letting a hamlet head go: the meeting counted, its papers, what comes next, and what the screens say."""

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from dantin.chain import Stage, progress
from dantin.dismissal import dismissal_of, head_on
from dantin.next_step import next_step
from dantin.output import json, terminal
from dantin.papers.paper import Subject
from dantin.papers.shelf import BY_NAME
from dantin.rule import Edit
from dantin.run import check_reading
from tests.editing import edited, read_as
from tests.papers import ACTING, CLEAN, LET_GO, MET, context, hamlet_of, made, text

MINUTES, SUBMISSION = "bien-ban-hop-cho-thoi", "to-trinh-cong-nhan-cho-thoi"
DECISION, NAMED = "quyet-dinh-cong-nhan-cho-thoi", "quyet-dinh-cu-lam-thoi"
ALL = (MINUTES, SUBMISSION, DECISION, NAMED)
UBND, BOTH = "UBND thị trấn Trảng Bom", "UBND và Ủy ban MTTQ thị trấn Trảng Bom"
NOT_AGREED = {**MET, "cuoc_hop": [{**MET["cuoc_hop"][0], "dong_y": 155}]}
FRONT_HEAD = {"don_vi.truong_duong_nhiem": "Huỳnh Văn Lộc"}


def met(**figures: Any) -> dict[str, Any]:
    """The meeting with other figures."""
    return {**MET, "cuoc_hop": [{**MET["cuoc_hop"][0], **figures}]}


def on(day: date, changes: dict[str, Any]) -> Any:
    """The hamlet as of another day."""
    (hamlet,) = check_reading(read_as("yaml", edited(Edit(changes), CLEAN)), day, tally_only=False, keep_cases=True).hamlets
    return hamlet.case


# --- The count ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "passed"),
    [
        pytest.param(met(dong_y=156), True, id="more than half of all"),
        pytest.param(met(dong_y=155), False, id="half of all is not more than half, however many of those present"),
        pytest.param(met(co_mat=155, dong_y=155), False, id="everyone there, half of all"),
        pytest.param(met(dong_y=""), None, id="nobody wrote down how many agreed"),
        pytest.param(met(co_mat=""), None, id="nor how many came"),
        pytest.param(met(co_mat=170, dong_y=171), None, id="more agreed than were there"),
        pytest.param(met(co_mat=311), None, id="more were there than there are"),
        pytest.param({**met(dong_y=156), "don_vi.tong_so_ho": 311}, None, id="the total is not the roster's"),
        pytest.param({**met(dong_y=151), "ho_gia_dinh": None, "don_vi.tong_so_ho": "", "cuoc_hop": [
            {**MET["cuoc_hop"][0], "trieu_tap": 300, "dong_y": 151}]}, True, id="only those summoned are known"),
        pytest.param(met(dong_y="x"), None, id="a figure that cannot be read"),
        pytest.param(met(ngay="12/05/2019", dong_y=200), None, id="before there was such a meeting"),
        pytest.param(met(ngay="14/08/2023", dong_y=200), None, id="the day before the decree"),
        pytest.param(met(ngay="15/08/2023", dong_y=200), True, id="the day of the decree"),
    ],
)  # fmt: skip
def test_who_let_the_head_go(changes: dict[str, Any], passed: bool | None) -> None:
    case = hamlet_of(changes)[0].case
    assert case is not None
    dismissal = dismissal_of(case)
    assert dismissal is not None
    assert dismissal.passed is passed


@pytest.mark.parametrize(
    ("changes", "code", "field", "says"),
    [
        (met(co_mat=311), "DT319", "co_mat", "có mặt 311 người nhưng chỉ có 310 đại diện hộ gia đình"),
        (met(co_mat=170, dong_y=171), "DT310", "dong_y", "171 người đồng ý cho thôi trưởng khu phố, nhiều hơn số người có mặt là 170"),
    ],
)
def test_figures_that_cannot_be_are_found_and_bar_the_papers(changes: dict[str, Any], code: str, field: str, says: str) -> None:
    (finding,) = [d for d in hamlet_of(changes)[1] if d.code == code]
    assert (finding.route, finding.message) == (f"cuoc_hop[0].{field}", says)
    for paper in made(changes, MINUTES, SUBMISSION):
        assert (paper.data, paper.refused) == (None, True)


def test_as_many_as_there_are_may_come_and_agree() -> None:
    assert [d.code for d in hamlet_of(met(co_mat=310, dong_y=310))[1]] == []


# --- The papers -----------------------------------------------------------------------------------------------------

SAYS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "the head of the Front chairs": (
        MINUTES,
        MET,
        {
            "mau_so": "Mẫu số 03, Nghị định 59/2023/NĐ-CP",
            "chu_tri": [{"ong_ba": "Ông", "ho_ten": "Huỳnh Văn Lộc", "chuc_vu": "Trưởng ban công tác Mặt trận"}],
            "tong_so_ho": "310 (ba trăm mười) hộ",
            "ho_vang": "70 (bảy mươi) hộ",
            "can_dat": "156 (một trăm năm mươi sáu) đại diện",
            "so_ban": "03 (ba)",
            "ky_truong_ap": "Trần Văn Thuận",
            "ky_mat_tran": "Huỳnh Văn Lộc",
        },
    ),
    "who is both is let go under the commune's chairman": (
        MINUTES,
        {**MET, **FRONT_HEAD},
        {"chu_tri": [{"ong_ba": "Ông (bà)", "ho_ten": "……………………", "chuc_vu": "Chủ tịch Ủy ban nhân dân thị trấn Trảng Bom"}]},
    ),
    "and it is not the Front that puts it forward": (SUBMISSION, {**MET, **FRONT_HEAD}, {"co_quan": "KHU PHỐ 4"}),
    "who chaired is written down": (
        MINUTES,
        {**MET, "thanh_phan[+]": {"cuoc": "cho thôi", "vai_tro": "chủ trì", "ho_ten": "Lê Văn Chủ", "chuc_vu": "Chủ tịch UBND thị trấn"}},
        {"chu_tri": [{"ong_ba": "Ông (bà)", "ho_ten": "Lê Văn Chủ", "chuc_vu": "Chủ tịch UBND thị trấn"}], "nguoi_ky": "Lê Văn Chủ"},
    ),
    "the meeting did not agree": (
        MINUTES,
        NOT_AGREED,
        {
            "ket_luan": [
                "Cuộc họp không thống nhất được việc cho thôi làm Trưởng khu phố 4: 155/310 đại diện hộ gia đình tán thành, bằng 50,00 % "
                "tổng số đại diện hộ gia đình của khu phố 4 (cần ít nhất 156).",
                "Báo cáo Ủy ban nhân dân thị trấn Trảng Bom xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ Việt Nam thị trấn Trảng "
                "Bom (Điều 3 khoản 1 điểm c, Điều 9 Nghị định 59/2023/NĐ-CP).",
            ]
        },
    ),
    "recognised: sixty days for the decision on a new vote": (
        DECISION,
        LET_GO,
        {
            "so_hieu": "12/QĐ-UBND",
            "tan_thanh_tren_tong": "178/310",
            "han_bau_moi": "Trong thời hạn 60 ngày kể từ ngày ký Quyết định này, chậm nhất ngày 11 tháng 02 năm 2025, Ủy ban nhân dân "
            "thị trấn Trảng Bom quyết định việc tiến hành bầu Trưởng khu phố 4 mới.",
        },
    ),
    "the commune decided with the Front against the meeting": (
        DECISION,
        {**LET_GO, "cuoc_hop": NOT_AGREED["cuoc_hop"]},
        {
            "quyet_nghi": "Cho thôi làm Trưởng khu phố 4 đối với ông Trần Văn Thuận",
            "tan_thanh_tren_tong": "",
            "can_cu": [
                "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015, được sửa đổi, bổ sung bởi "
                "Luật số 47/2019/QH14 ngày 22 tháng 11 năm 2019;",
                "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;",
                "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của "
                "Luật Thực hiện dân chủ ở cơ sở;",
                "Căn cứ ý kiến thống nhất của Ủy ban MTTQ Việt Nam thị trấn Trảng Bom tại Văn bản số ……….",
            ],
        },
    ),
    "acting until somebody is elected": (
        NAMED,
        ACTING,
        {
            "nguoi_lam_thoi": [{"ong_ba": "Bà", "ho_ten": "Phạm Thị Hiền"}],
            "thoi_han_lam_thoi": "cho đến khi bầu được Trưởng khu phố 4 mới",
        },
    ),
    "nobody named yet": (NAMED, LET_GO, {"nguoi_lam_thoi": [{"ong_ba": "Ông (bà)", "ho_ten": "……………………"}], "so_hieu": "………/QĐ-UBND"}),
}


@pytest.mark.parametrize(("name", "changes", "says"), SAYS.values(), ids=SAYS)
def test_what_a_paper_says(name: str, changes: dict[str, Any], says: dict[str, Any]) -> None:
    said = context(changes, name)
    assert {key: said[key] for key in says} == says
    (paper,) = made(changes, name)
    assert "None" not in text(paper)


def test_from_the_decree_of_2026_an_acting_head_has_six_months() -> None:
    named = {"moc": [{**ACTING["moc"][0], "ngay": "01/06/2026"}, {**ACTING["moc"][1], "ngay": "05/06/2026"}]}
    case = on(date(2026, 6, 10), {**ACTING, **met(ngay="28/05/2026"), **named})
    said: Any = BY_NAME[NAMED].fill(Subject(case))
    assert said["thoi_han_lam_thoi"].endswith("nhưng không quá 06 tháng, đến hết ngày 05 tháng 12 năm 2026")
    assert any("Nghị định 185/2026/NĐ-CP" in line for line in said["can_cu"])
    step = progress(case).next
    assert step is not None
    assert "Phạm Thị Hiền làm trưởng khu phố lâm thời đến khi bầu được trưởng khu phố mới, không quá 06 tháng" in step.text
    assert step.due == date(2026, 7, 31)


DUE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "no such meeting": ({}, set()),
    "planned": (met(co_mat="", dong_y=""), set()),
    "agreed": (MET, {MINUTES, SUBMISSION, DECISION}),
    "not agreed": (NOT_AGREED, {MINUTES}),
    "recognised": (LET_GO, {MINUTES, SUBMISSION, DECISION, NAMED}),
    "before there was such a meeting": (met(ngay="12/05/2019"), {*()}),
    "an acting head, of whose letting go nothing is known": ({**ACTING, "cuoc_hop": None, "moc": ACTING["moc"][1:]}, {NAMED}),
}


@pytest.mark.parametrize(("changes", "names"), DUE.values(), ids=DUE)
def test_when_they_are_due(changes: dict[str, Any], names: set[str]) -> None:
    case = hamlet_of(changes)[0].case
    assert case is not None
    assert {name for name in ALL if BY_NAME[name].due(case)} == names


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        (MINUTES, {}, "chưa có cuộc họp cho thôi trưởng khu phố"),
        (MINUTES, met(ngay="12/05/2019"), "chỉ lập theo Nghị định 59/2023/NĐ-CP, có hiệu lực từ ngày 15/08/2023"),
        (SUBMISSION, NOT_AGREED, "không có kết quả để công nhận"),
        (DECISION, NOT_AGREED, "xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ thị trấn Trảng Bom"),
        (NAMED, {}, "chưa khuyết trưởng khu phố"),
        (NAMED, {**MET, "moc": [{"buoc": "cử trưởng ấp lâm thời", "ngay": "12/05/2019"}]}, "quyết định cử người lâm thời"),
    ],
)  # fmt: skip
def test_why_one_cannot_be_written(name: str, changes: dict[str, Any], why: str) -> None:
    (paper,) = made(changes, name)
    assert (paper.data, paper.refused) == (None, True)
    assert why in paper.absent


@pytest.mark.parametrize(("name", "step"), [(DECISION, 0), (NAMED, 1)])
def test_a_decision_whose_own_number_is_not_its_steps_is_not_written(name: str, step: int) -> None:
    changes = {**ACTING, "van_ban": [{"giay": name, "so_hieu": "99/QĐ-UBND"}]}
    (finding,) = [d for d in hamlet_of(changes)[1] if d.code == "DT410"]
    assert str(ACTING["moc"][step]["so_van_ban"]) in finding.message
    assert {paper.name: paper.refused for paper in made(changes, DECISION, NAMED)} == {
        "quyết định công nhận kết quả cho thôi trưởng khu phố": name == DECISION,
        "quyết định cử trưởng khu phố lâm thời": name == NAMED,
    }


@pytest.mark.parametrize(
    ("changes", "heads"),
    [
        (ACTING, ["Trần Văn Thuận", None, "Phạm Thị Hiền"]),
        ({**ACTING, "moc": ACTING["moc"][1:]}, ["Trần Văn Thuận"] * 3),
        ({**ACTING, "moc": ACTING["moc"][1:], "don_vi.truong_duong_nhiem": ""}, [None, None, "Phạm Thị Hiền"]),
    ],
    ids=["let go, then somebody acts", "somebody acts beside the head", "a new hamlet, in which somebody acts"],
)
def test_who_heads_the_hamlet_on_a_day(changes: dict[str, Any], heads: list[str | None]) -> None:
    case = hamlet_of(changes)[0].case
    assert case is not None
    named = [head_on(case, date(2024, 12, day)) for day in (12, 13, 16)]
    assert [entry[0].name if entry is not None else None for entry in named] == heads


# --- What comes next, what the screens say ----------------------------------------------------------------------------

VOTED_BEFORE = {key: value for key, value in MET.items() if key not in ("bau_cu", "moc")} | {
    "bau_cu": [CLEAN["bau_cu"][0]],
    "moc": [row for row in CLEAN["moc"] if row["buoc"] not in ("đại hội chi bộ", "báo cáo kết quả đại hội", "chuẩn y bí thư")],
}
SEND = (
    f"Gửi quyết định cho thôi trưởng khu phố của cuộc họp đến {BOTH} chậm nhất ngày 13/12/2024 (05 ngày làm việc); {UBND} công nhận kết "
    "quả cho thôi, hoặc trả lời bằng văn bản nêu rõ lý do, trong 05 ngày làm việc kể từ ngày nhận."
)
DECIDE = (
    f"{UBND} quyết định việc tiến hành bầu trưởng khu phố mới chậm nhất ngày 11/02/2025: 60 ngày kể từ ngày công nhận cho thôi (13/12/2024)"
)
NEXT: dict[str, tuple[dict[str, Any], str | None, date | None]] = {
    "agreed": (MET, SEND, date(2024, 12, 13)),
    "agreed, after an election that was recognised": (VOTED_BEFORE, SEND, date(2024, 12, 13)),
    "not agreed": (
        NOT_AGREED,
        f"Cuộc họp không thống nhất cho thôi trưởng khu phố: {UBND} xem xét, quyết định sau khi thống nhất với Ủy ban MTTQ thị trấn Trảng "
        "Bom.",
        None,
    ),
    "figures in error": (
        met(dong_y=""),
        "Điền đủ, sửa đúng số liệu cuộc họp cho thôi trưởng khu phố ở bảng “Cuộc họp”; chưa ký biên bản.",
        None,
    ),
    "let go, nobody acts": (
        LET_GO,
        f"{DECIDE}; trong thời gian khuyết, thống nhất với Ủy ban MTTQ thị trấn Trảng Bom cử trưởng khu phố lâm thời.",
        date(2025, 2, 11),
    ),
    "let go, somebody acts": (
        ACTING,
        f"{DECIDE}; Phạm Thị Hiền làm trưởng khu phố lâm thời đến khi bầu được trưởng khu phố mới.",
        date(2025, 2, 11),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "says", "due"), NEXT.values(), ids=NEXT)
def test_what_comes_next(changes: dict[str, Any], says: str, due: date | None) -> None:
    case = hamlet_of(changes)[0].case
    assert case is not None
    step = progress(case).next
    assert step is not None
    assert (step.text, step.due) == (says, due)
    assert all(next_step(case, count) == step for count in case.counts)


def test_once_a_vote_is_decided_on_or_held_the_chain_goes_on() -> None:
    decided = {**LET_GO, "moc": [*LET_GO["moc"], {"buoc": "quyết định tổ chức bầu cử", "ngay": "20/12/2024"}]}
    voted = {**VOTED_BEFORE, "moc": [*VOTED_BEFORE["moc"], {"buoc": "cho thôi trưởng ấp", "ngay": "01/11/2024"}], "cuoc_hop": None}
    for changes in (decided, voted):
        case = hamlet_of(changes)[0].case
        assert case is not None
        step = progress(case).next
        assert step is None or "cho thôi" not in step.text
    assert progress(hamlet_of(voted)[0].case).stage is Stage.INTRODUCED  # type: ignore[arg-type]


def test_a_hamlet_whose_head_was_let_go_has_no_recognised_head() -> None:
    case = hamlet_of({**VOTED_BEFORE, "moc": [*VOTED_BEFORE["moc"], *LET_GO["moc"]]})[0].case
    assert case is not None
    assert progress(case).stage is Stage.LET_GO


SCREEN: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "passed": (
        MET,
        "Kết quả: Cuộc họp tán thành cho thôi trưởng khu phố: 178/310, 57,42 % đại diện hộ gia đình đồng ý cho thôi trưởng khu phố (cần ít "
        "nhất 156). Căn cứ: Điều 21 khoản 1 Luật 10/2022/QH15 (mức A).",
        "passed",
    ),
    "not passed": (NOT_AGREED, "Kết quả: Cuộc họp không thống nhất được việc cho thôi trưởng khu phố: 155/310, 50,00 %", "not_passed"),
    "impossible": (met(co_mat=311), "311, NHIỀU HƠN tổng số 310", None),
    "more agreed": (met(co_mat=170, dong_y=171), "171, NHIỀU HƠN số có mặt", None),
    "planned": (met(co_mat="", dong_y=""), "Chưa họp.", None),
}


@pytest.mark.parametrize(("changes", "says", "outcome"), SCREEN.values(), ids=SCREEN)
def test_tally_shows_the_meeting(changes: dict[str, Any], says: str, outcome: str | None) -> None:
    hamlet, _ = hamlet_of(changes)
    screen = io.StringIO()
    terminal.tally(Console(file=screen, width=400), [hamlet], [])
    assert "Họp cho thôi trưởng khu phố, ngày 08/12/2024" in screen.getvalue()
    assert says in screen.getvalue()
    (told,) = json.tally([hamlet], [])["dismissals"]  # type: ignore[misc]
    assert told["outcome"] == outcome
    assert (told["base"], told["needed"], told["date"]) == (310, 156, "2024-12-08")


def test_without_such_a_meeting_nothing_is_told_of_one() -> None:
    assert json.tally([hamlet_of({})[0]], [])["dismissals"] == []
