"""A later step without the earlier one it needs: for every step of the chain what it gives alone, and what silence there is and why."""

import io
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from rich.console import Console

from dantin.case import count_dossier
from dantin.chain import progress
from dantin.diagnostic import Severity
from dantin.found import FileReport
from dantin.output import terminal
from dantin.papers.finished import make_papers
from dantin.papers.shelf import BY_NAME
from dantin.readers import Reading
from dantin.rule import Edit
from dantin.rules.own_papers import STEP_OF
from dantin.run import check_reading
from dantin.vietnamese import fold
from tests.editing import edited, plain, read_as

CLEAN = plain()
AS_OF = date(2024, 12, 5)
UNIT = {"ten": "Khu phố 1", "loai": "khu phố", "xa": "phường A", "tinh": "Đồng Nai", "tong_so_ho": 310, "tong_dang_vien": 8}
HEAD, FRONT, NONE = "bí thư là trưởng ấp", "bí thư là trưởng ban công tác mặt trận", "không thực hiện"
NAME = "Trần Văn An"
NOMINEE = {"ho_ten": NAME, "dang_vien": "chính thức", "quy_hoach": "bí thư", "gioi_thieu": "trưởng ấp; bí thư"}
FIGURES = {"co_mat": 300, "phat_ra": 300, "thu_ve": 300, "hop_le": 300, "khong_hop_le": 0}


def vote(votes: int = 290, **more: Any) -> dict[str, Any]:
    figures = {"cach_thuc": "cuộc họp", "hinh_thuc": "bỏ phiếu kín", **FIGURES, "ung_cu": [{"ho_ten": NAME, "so_phieu": votes}]}
    return {"chuc_danh": "trưởng ấp", "lan": 1, "ngay": "10/11/2024", **figures, **more}


def secretary(votes: int = 8, present: int = 8, **more: Any) -> dict[str, Any]:
    figures = {"co_mat": present, "phat_ra": present, "thu_ve": present, "hop_le": present, "khong_hop_le": 0}
    held = {"chuc_danh": "bí thư", "lan": 1, "ngay": "17/11/2024", "cach_thuc": "đại hội", "hinh_thuc": "bỏ phiếu kín"}
    return {**held, **figures, "ung_cu": [{"ho_ten": NAME, "so_phieu": votes}], **more}


# Of the chain, in its order: the name of a step, or the round that is one.
CHAIN: dict[str, dict[str, Any]] = {
    "lấy ý kiến nhân dân và đảng viên": {"ngay": "01/10/2024"},
    "hiệp thương": {"ngay": "05/10/2024"},
    "chi ủy thống nhất": {"ngay": "08/10/2024"},
    "quyết định tổ chức bầu cử": {"ngay": "15/10/2024"},
    "gửi danh sách ứng cử": {"ngay": "24/10/2024"},
    "thành lập tổ bầu cử": {"ngay": "25/10/2024"},
    "niêm yết": {"ngay": "01/11/2024"},
    "bầu": vote(),
    "gửi kết quả bầu cử": {"ngay": "11/11/2024"},
    "nhận kết quả bầu cử": {"ngay": "11/11/2024"},
    "công nhận trưởng ấp": {"ngay": "15/11/2024", "ho_ten": NAME},
    "đại hội": secretary(),
    "báo cáo kết quả đại hội": {"ngay": "20/11/2024"},
    "chuẩn y bí thư": {"ngay": "02/12/2024", "ho_ten": NAME},
}
FOUR = ["DT301", "DT302", "DT303", "DT304"]


def dossier(*steps: str, model: str = HEAD, nominees: bool = True, **unit: Any) -> dict[str, Any]:
    """A hamlet in which just these links of the chain are recorded."""
    rounds = [CHAIN[name] for name in steps if "chuc_danh" in CHAIN[name]]
    rows = [{"buoc": name, **CHAIN[name]} for name in steps if "chuc_danh" not in CHAIN[name]]
    found: dict[str, Any] = {"don_vi": {**UNIT, "mo_hinh": model, **unit}, "moc": rows, "bau_cu": rounds}
    if nominees:
        found["nhan_su"] = [NOMINEE]
    return {name: rows for name, rows in found.items() if rows}


def check(reading: Reading) -> FileReport:
    """Every finding on a reading, a few days after the last step."""
    return check_reading(reading, AS_OF, tally_only=False, keep_cases=True)


def told(document: Mapping[str, Any]) -> list[str]:
    """The codes found, in the order of the catalogue."""
    return sorted(d.code for d in check(read_as("yaml", document)).diagnostics)


# Each link with nothing before it: under the model that the secretary is the head, and outside the model.
ALONE: dict[str, tuple[list[str], list[str], str]] = {
    "lấy ý kiến nhân dân và đảng viên": ([], [], "the first"),
    "hiệp thương": ([], [], "what comes before a list is asked for once it is sent"),
    "chi ủy thống nhất": ([], [], "the same"),
    "quyết định tổ chức bầu cử": ([], [], "it may come before the people are asked"),
    "gửi danh sách ứng cử": (["DT203", "DT204", "DT204", "DT301"], ["DT203", "DT204", "DT301"], ""),
    "thành lập tổ bầu cử": (["DT301", "DT302"], ["DT301", "DT302"], "names are asked for with the list, which is missed here"),
    "niêm yết": (["DT301", "DT302", "DT303"], ["DT301", "DT302", "DT303"], "the same"),
    "bầu": (["DT203", "DT204", "DT204", *FOUR], ["DT203", "DT204", *FOUR], ""),
    "gửi kết quả bầu cử": (["DT210"], ["DT210"], "no vote"),
    "nhận kết quả bầu cử": (["DT210"], ["DT210"], "no vote; that it was sent shows in its receipt"),
    "công nhận trưởng ấp": (["DT403"], ["DT403"], "no vote; that it was received shows in the answer"),
    "đại hội": (["DT401"], [], "outside the model a congress waits for no head"),
    "báo cáo kết quả đại hội": (["DT210"], ["DT210"], "no congress"),
    "chuẩn y bí thư": (["DT210", "DT401"], ["DT210"], "no congress; under the model no head either"),
}


@pytest.mark.parametrize(("step", "wanted"), ALONE.items(), ids=ALONE)
def test_a_step_alone(step: str, wanted: tuple[list[str], list[str], str]) -> None:
    assert list(ALONE) == list(CHAIN)
    under, outside, _why = wanted
    assert told(dossier(step)) == under
    assert told(dossier(step, model=NONE)) == outside
    assert told(dossier(step, model="")) == outside


# The whole chain up to a step, less one earlier step: what is missed. Whatever is not here is silent, for the reason given.
MISSED: dict[str, tuple[str, str, list[str]]] = {
    # earlier step: (from which later step on it is missed, at which place, the codes)
    "lấy ý kiến nhân dân và đảng viên": ("gửi danh sách ứng cử", "moc", ["DT204"]),
    "hiệp thương": ("gửi danh sách ứng cử", "moc", ["DT203"]),
    "chi ủy thống nhất": ("gửi danh sách ứng cử", "moc", ["DT204"]),
    "quyết định tổ chức bầu cử": ("gửi danh sách ứng cử", "moc", ["DT301"]),
    "gửi danh sách ứng cử": ("thành lập tổ bầu cử", "moc", ["DT302"]),
    "thành lập tổ bầu cử": ("niêm yết", "moc", ["DT303"]),
    "niêm yết": ("bầu", "moc", ["DT304"]),
    "bầu": ("gửi kết quả bầu cử", "gửi kết quả bầu cử", ["DT210"]),
    # From the recognition on, which tells more of the missing vote than the result that was sent.
    "bầu ": ("công nhận trưởng ấp", "công nhận trưởng ấp", ["DT403"]),
    "công nhận trưởng ấp": ("đại hội", "moc", ["DT401"]),
    "đại hội": ("báo cáo kết quả đại hội", "báo cáo kết quả đại hội", ["DT210"]),
}
SILENT = {
    "gửi kết quả bầu cử": "that the commune received the result, or recognised it, shows that it was sent",
    "nhận kết quả bầu cử": "without it the day it was sent counts",
    "báo cáo kết quả đại hội": "the approval shows that it was made",
}


@pytest.mark.parametrize(("earlier", "later"), list(combinations(CHAIN, 2)))
def test_a_later_step_without_an_earlier_one(earlier: str, later: str) -> None:
    names = list(CHAIN)
    kept = [name for name in names[: names.index(later) + 1] if name != earlier]
    document = dossier(*kept)
    reading = read_as("yaml", document)
    report = check(reading)
    wanted: list[str] = []
    place = ""
    for key in (f"{earlier} ", earlier):
        since, place, codes = MISSED.get(key, ("", "", []))
        if since and names.index(later) >= names.index(since):
            wanted = codes
            break
    assert wanted or earlier in SILENT or names.index(later) < names.index(MISSED[earlier][0]), "each pair gives something, or has a reason"
    assert [d.code for d in report.diagnostics] == wanted
    if wanted and place != "moc":
        row = next(i for i, step in enumerate(document["moc"]) if step["buoc"] == place)
        assert [d.route for d in report.diagnostics] == [f"moc[{row}].ngay"]


def test_the_steps_up_to_any_one_are_clean() -> None:
    for number in range(len(CHAIN) + 1):
        assert told(dossier(*list(CHAIN)[:number])) == []


# --- A congress in the middle of the head's term ------------------------------------------------------------------------

TERM = {"truong_duong_nhiem": "trần văn an", "nhiem_ky_truong": "2024-2029"}
MIDDLE: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "a congress in mid-term": ({}, {}, True),
    "outside the model": ({"mo_hinh": NONE}, {}, True),
    "the first year of the term": ({"nhiem_ky_truong": "Nhiệm kỳ 2024 – 2026"}, {}, True),
    "the last year of the term": ({"nhiem_ky_truong": "2019-2024"}, {}, True),
    "the term over": ({"nhiem_ky_truong": "2018-2023"}, {}, False),
    "the term still to come": ({"nhiem_ky_truong": "2025-2030"}, {}, False),
    "no term": ({"nhiem_ky_truong": ""}, {}, False),
    "no sitting head": ({"truong_duong_nhiem": ""}, {}, False),
    "another sitting head": ({"truong_duong_nhiem": "Lê Thị Hoa"}, {}, False),
    "nobody named as recognised": ({}, {"moc[0].ho_ten": ""}, False),
    "a round for head planned": ({}, {"bau_cu[+]": {"chuc_danh": "trưởng ấp", "lan": 1, "ngay": "20/12/2024"}}, False),
    "a nominee for head": ({}, {"nhan_su[0].gioi_thieu": "trưởng ấp; bí thư"}, False),
    "a step of preparation": ({}, {"moc[+]": {"buoc": "hiệp thương", "ngay": "05/10/2024"}}, False),
    "a step of preparation that is not done": ({}, {"moc[+]": {"buoc": "hiệp thương", "ngay": ""}}, True),
    "the result of the vote sent": ({}, {"moc[+]": {"buoc": "gửi kết quả bầu cử", "ngay": "03/01/2024"}}, True),
}


def mid_term(unit: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    document = dossier("công nhận trưởng ấp", "đại hội", "báo cáo kết quả đại hội", "chuẩn y bí thư", **{**TERM, **unit})
    document["moc"] = [{**row, "ngay": "05/01/2024"} if "công nhận" in row["buoc"] else row for row in document["moc"]]
    document["nhan_su"] = [{**NOMINEE, "gioi_thieu": "bí thư"}]
    return edited(Edit(changes), document)


@pytest.mark.parametrize(("unit", "changes", "clean"), MIDDLE.values(), ids=MIDDLE)
@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_congress_in_mid_term_needs_no_vote_for_head(unit: dict[str, Any], changes: dict[str, Any], clean: bool, form: str) -> None:
    reading = read_as(form, mid_term(unit, changes))
    report = check(reading)
    found = [(d.code, d.route, d.severity) for d in report.diagnostics if d.code == "DT403"]
    assert found == ([] if clean else [("DT403", "moc[0].ngay", Severity.ERROR)])
    if clean:
        assert [d.code for d in report.diagnostics] == []
    case = report.hamlets[0].case
    assert case is not None
    minutes = [p for p in make_papers(case, report.diagnostics, [BY_NAME["bien-ban-kiem-phieu-bi-thu"]]) if p.data is not None]
    assert bool(minutes) == (clean or unit.get("mo_hinh") == NONE)


def test_in_mid_term_no_step_before_the_recognition_is_missed() -> None:
    found = progress(count_dossier(read_as("yaml", mid_term({}, {})).dossiers[0].dossier, date(2024, 12, 20)))
    assert found.missing == ()
    assert found.next is None


# --- What rests on a step in error stays shut ---------------------------------------------------------------------------

SECRETARY = ("bien-ban-kiem-phieu-bi-thu", "bien-ban-dai-hoi", "nghi-quyet-dai-hoi", "bao-cao-ket-qua-bau-cu")
SHUT: dict[str, tuple[list[str], dict[str, Any], list[str]]] = {
    "recognised without a vote": (["công nhận trưởng ấp", "đại hội"], {}, ["DT403"]),
    "the vote only planned": (
        ["công nhận trưởng ấp", "đại hội"],
        {"bau_cu[+]": {"chuc_danh": "trưởng ấp", "lan": 1, "ngay": "20/12/2024"}},
        ["DT403"],
    ),
    "recognised before the vote": ([*CHAIN][:12], {"moc[9].ngay": "09/11/2024"}, ["DT403"]),
    "recognised where nobody was elected": (
        [*CHAIN][:12],
        {"bau_cu[0].ung_cu[0].so_phieu": 155, "moc[9].ho_ten": ""},
        ["DT404"],
    ),
}


@pytest.mark.parametrize(("steps", "changes", "codes"), SHUT.values(), ids=SHUT)
def test_no_paper_of_the_secretary_rests_on_a_recognition_in_error(steps: list[str], changes: dict[str, Any], codes: list[str]) -> None:
    report = check(read_as("yaml", edited(Edit(changes), dossier(*steps))))
    assert [d.code for d in report.diagnostics if d.code.startswith("DT4")] == codes
    case = report.hamlets[0].case
    assert case is not None
    papers = list(make_papers(case, report.diagnostics, [BY_NAME[name] for name in SECRETARY], ahead=True))
    assert [paper.data for paper in papers] == [None] * len(SECRETARY)
    assert all(paper.refused for paper in papers)


# --- Approved or recognised where nobody was elected --------------------------------------------------------------------

SHORT = {"chuc_danh": "bí thư", "lan": 1, "ngay": "17/11/2024", "cach_thuc": "đại hội", "co_mat": 4, "ghi_nhan": "không đủ số dự"}
NOBODY: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[str, str]]]] = {
    "too few, not named": (SHORT, {}, [("DT404", "moc[0].ngay")]),
    "too few, named": (SHORT, {"ho_ten": NAME}, [("DT404", "moc[0].ho_ten")]),
    "half is not more than half": (secretary(4), {}, [("DT404", "moc[0].ngay")]),
    "one more than half": (secretary(5), {}, []),
    "a tie": (
        secretary(present=8, so_can_bau=1, ung_cu=[{"ho_ten": NAME, "so_phieu": 4}, {"ho_ten": "B", "so_phieu": 4}]),
        {},
        [("DT404", "moc[0].ngay")],
    ),
    "void": ({**secretary(), "ghi_nhan": "hủy"}, {}, [("DT404", "moc[0].ngay")]),
    "void for a box too full (a warning once given up)": (
        {**secretary(), "thu_ve": 9, "hop_le": 9, "ghi_nhan": "hủy"},
        {"ho_ten": NAME},
        [("DT307", "bau_cu[0].thu_ve"), ("DT404", "moc[0].ho_ten")],
    ),
    "too few, who voted all the same": (
        {**secretary(4, present=4), "ghi_nhan": "không đủ số dự"},
        {"ho_ten": NAME},
        [("DT502", "bau_cu[0].co_mat"), ("DT404", "moc[0].ho_ten")],
    ),
    "void, and more present than there are": (
        {**secretary(present=9), "ghi_nhan": "hủy"},
        {"ho_ten": NAME},
        [("DT319", "bau_cu[0].co_mat")],
    ),
    "not approved": (SHORT, {"ngay": ""}, []),
    "not known who was elected": (secretary(9), {}, [("DT310", "bau_cu[0].ung_cu[0].so_phieu")]),
    "not yet held": ({"chuc_danh": "bí thư", "lan": 1, "ngay": "17/12/2024"}, {}, [("DT210", "moc[0].ngay")]),
}


@pytest.mark.parametrize(("round_", "step", "wanted"), NOBODY.values(), ids=NOBODY)
@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_nobody_elected_yet_approved(round_: dict[str, Any], step: dict[str, Any], wanted: list[tuple[str, str]], form: str) -> None:
    approved = {"buoc": "chuẩn y bí thư", "ngay": "02/12/2024", **step}
    report = check(read_as(form, {"don_vi": {**UNIT, "mo_hinh": NONE}, "moc": [approved], "bau_cu": [round_]}))
    assert [(d.code, d.route) for d in report.diagnostics] == wanted


def test_the_words_where_nobody_was_elected() -> None:
    (found,) = check(
        read_as("yaml", {"don_vi": UNIT, "moc": [{"buoc": "chuẩn y bí thư", "ngay": "02/12/2024"}], "bau_cu": [SHORT]})
    ).diagnostics
    assert found.message == "chuẩn y bí thư ngày 02/12/2024, nhưng không ai trúng cử bí thư ở lần bầu 1"
    assert "sửa tên nhập sai" not in found.hint


REACHED: dict[str, tuple[list[Any], list[str], str]] = {
    "nobody elected head, the result sent": (
        [vote(155)],
        ["niêm yết", "gửi kết quả bầu cử"],
        "đã tổ chức bầu nhưng chưa bầu được trưởng khu phố",
    ),
    "nobody elected head, yet recognised": ([vote(155)], ["công nhận trưởng ấp"], "đã tổ chức bầu nhưng chưa bầu được trưởng khu phố"),
    "figures of the head in error": ([vote(301)], ["niêm yết"], "đã tổ chức bầu trưởng khu phố nhưng chưa kết luận được kết quả"),
    "nobody elected, the next round planned": (
        [vote(155), {"chuc_danh": "trưởng ấp", "lan": 2, "ngay": "15/12/2024"}],
        ["niêm yết"],
        "đã tổ chức bầu nhưng chưa bầu được trưởng khu phố",
    ),
    "recognised without a vote": ([], ["niêm yết", "công nhận trưởng ấp"], "đã niêm yết"),
    "no secretary, yet approved": (
        [SHORT],
        ["báo cáo kết quả đại hội", "chuẩn y bí thư"],
        "đã triệu tập đại hội chi bộ nhưng chưa bầu được bí thư",
    ),
    "figures of the congress in error": ([secretary(9)], ["chuẩn y bí thư"], "đã đại hội chi bộ nhưng chưa kết luận được kết quả bầu"),
    "elected": ([vote()], ["gửi kết quả bầu cử"], "đã gửi kết quả bầu cử"),
    "approved": ([secretary()], ["báo cáo kết quả đại hội", "chuẩn y bí thư"], "bí thư đã được chuẩn y"),
}


@pytest.mark.parametrize(("rounds", "steps", "says"), REACHED.values(), ids=REACHED)
def test_progress_says_what_was_reached(rounds: list[Any], steps: list[str], says: str) -> None:
    document = {**dossier(*steps, model=NONE), "bau_cu": rounds, "nhan_su": [{**NOMINEE, "gioi_thieu": "trưởng ấp"}]}
    report = check_reading(read_as("yaml", document), AS_OF, tally_only=True, keep_cases=True)
    out = io.StringIO()
    terminal.tally(Console(file=out, soft_wrap=True, markup=False), report.hamlets, [])
    assert f"Tiến độ: {says}." in out.getvalue()
    if rounds and rounds[0]["chuc_danh"] == "trưởng ấp":
        assert "Tổ chức bầu trưởng" not in out.getvalue().partition("Chưa ghi các bước")[2]


# --- A paper's own date and number --------------------------------------------------------------------------------------

OWN: dict[str, tuple[dict[str, Any], str]] = {
    "the recognition signed another day": ({"van_ban[5].ngay_ky": "14/11/2024"}, "van_ban[5].ngay_ky"),
    "another number": ({"van_ban[5].so_hieu": "216/QĐ-UBND"}, "van_ban[5].so_hieu"),
    "another kind of paper": ({"van_ban[5].so_hieu": "215/KL-UBND"}, "van_ban[5].so_hieu"),
    "both": ({"van_ban[5].ngay_ky": "01/11/2024", "van_ban[5].so_hieu": "99/QĐ-UBND"}, "van_ban[5].ngay_ky"),
    "the same number as people write it": ({"van_ban[5].so_hieu": "số 0215 / qđ-ubnd"}, ""),
    "the number alone": ({"van_ban[5].so_hieu": "215"}, ""),
    "not signed yet": ({"van_ban[5].ngay_ky": "", "van_ban[5].so_hieu": ""}, ""),
    "the step has no number": ({"moc[10].so_van_ban": ""}, ""),
    "the plan signed another day": ({"van_ban[0].ngay_ky": "14/10/2024"}, "van_ban[0].ngay_ky"),
    "the plan's number is of another kind than the decision's": ({"van_ban[0].so_hieu": "13/KH-UBND"}, ""),
    "the plan's number is not the step's": ({"moc[4].so_van_ban": "13/KH-UBND"}, "van_ban[0].so_hieu"),
    "the petition signed after it was sent": ({"van_ban[4].ngay_ky": "12/11/2024"}, "van_ban[4].ngay_ky"),
    "the petition signed before it was sent": ({"van_ban[4].ngay_ky": "10/11/2024"}, ""),
    "the report signed after it was sent": ({"van_ban[11].ngay_ky": "21/11/2024"}, "van_ban[11].ngay_ky"),
    "the team's decision, another number": (
        {"van_ban[+]": {"giay": "quyet-dinh-to-bau-cu", "so_hieu": "197/QĐ-UBND", "ngay_ky": "25/10/2024"}},
        "van_ban[12].so_hieu",
    ),
    "the list signed after it was sent": ({"van_ban[+]": {"giay": "danh-sach-ung-cu", "ngay_ky": "25/10/2024"}}, "van_ban[12].ngay_ky"),
    "a paper of no step": ({"van_ban[3].ngay_ky": "30/12/2024"}, ""),
    "one of two steps agrees": ({"moc[+]": {"buoc": "gửi kết quả bầu cử", "ngay": "10/11/2024"}}, ""),
    "a date of the step that is in error (another rule)": ({"moc[10].ngay": "09/11/2024"}, ""),
}


@pytest.mark.parametrize(("changes", "route"), OWN.values(), ids=OWN)
@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_paper_is_held_against_its_step(changes: dict[str, Any], route: str, form: str) -> None:
    found = [d for d in check(read_as(form, edited(Edit(changes), CLEAN))).diagnostics if d.code == "DT410"]
    assert [(d.route, d.severity) for d in found] == [(route, Severity.ERROR)][: bool(route)]


@pytest.mark.parametrize(
    ("changes", "barred"),
    [
        ({"van_ban[5].ngay_ky": "14/11/2024"}, "quyet-dinh-cong-nhan"),
        ({"van_ban[4].ngay_ky": "12/11/2024"}, "to-trinh-cong-nhan"),
        ({"van_ban[0].ngay_ky": "14/10/2024"}, "ke-hoach-bau-cu"),
        ({"van_ban[11].ngay_ky": "21/11/2024"}, "bao-cao-ket-qua-bau-cu"),
    ],
)
def test_only_that_paper_is_barred(changes: dict[str, Any], barred: str) -> None:
    report = check(read_as("yaml", edited(Edit(changes), CLEAN)))
    case = report.hamlets[0].case
    assert case is not None
    papers = list(make_papers(case, report.diagnostics))
    assert [paper.path.stem for paper in papers if paper.data is None] == [barred]


def test_the_papers_that_have_a_step_are_papers() -> None:
    written = {fold(name) for name in BY_NAME}
    ordered = ("quyet-dinh-to-chuc-bau-cu", "quyet-dinh-to-bau-cu", "thong-bao-niem-yet", "ke-hoach-bau-cu", "danh-sach-ung-cu")
    before = (*ordered, "quyet-dinh-to-phat-phieu", "thong-bao-phat-phieu")
    after = ("quyet-dinh-cong-nhan", "to-trinh-cong-nhan", "bao-cao-ket-qua-bau-cu", "quyet-dinh-bau-lai", "van-ban-khong-cong-nhan")
    let_go = ("quyet-dinh-cong-nhan-cho-thoi", "quyet-dinh-cu-lam-thoi")
    assert {name for name in STEP_OF if name in written} == {fold(name) for name in (*before, *after, *let_go)}
