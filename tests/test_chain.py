"""dantin.chain: how far a hamlet has come, what is missing, the last lawful days, and the timetable of a planned vote."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from rich.console import Console

from dantin.case import count_dossier
from dantin.chain import Stage, progress
from dantin.deadlines import timetable
from dantin.model import ModelChoice, StepKind
from dantin.output import terminal
from dantin.provision import NATIONAL
from dantin.rule import Edit
from dantin.run import check_reading
from tests.editing import check, edited, plain, read_as

CLEAN = plain()
AS_OF = date(2024, 12, 20)


def day_of(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def cut(document: dict[str, Any], day: date) -> dict[str, Any]:
    """The dossier as it stood at the end of a day: later steps and rounds, and what depends on them, are not there yet."""
    kept = {**document}
    kept["moc"] = [row for row in document["moc"] if day_of(row["ngay"]) <= day]
    kept["bau_cu"] = [row for row in document["bau_cu"] if day_of(row["ngay"]) <= day]
    held = {row["chuc_danh"] for row in kept["bau_cu"]}
    kept["la_phieu"] = [row for row in document["la_phieu"] if row["chuc_danh"] in held]
    voted = any("trưởng" in office for office in held)
    if not voted:
        kept["ho_gia_dinh"] = [{k: v for k, v in row.items() if k != "du_hop"} for row in document["ho_gia_dinh"]]
    if not any("bí thư" in office for office in held):
        kept["dang_vien"] = [{k: v for k, v in row.items() if k not in ("co_mat",)} for row in document["dang_vien"]]
    return {key: rows for key, rows in kept.items() if rows}


STAGES = [
    ("12/06/2022", Stage.PLANNED),
    ("01/10/2024", Stage.CONSULTED),
    ("05/10/2024", Stage.CONFERRED),
    ("08/10/2024", Stage.AGREED),
    ("15/10/2024", Stage.DECIDED),
    ("24/10/2024", Stage.LISTED),
    ("25/10/2024", Stage.TEAM),
    ("01/11/2024", Stage.NOTICED),
    ("10/11/2024", Stage.VOTED),
    ("11/11/2024", Stage.RECEIVED),
    ("15/11/2024", Stage.INTRODUCED),
    ("17/11/2024", Stage.SECRETARY),
    ("20/11/2024", Stage.REPORTED),
    ("02/12/2024", Stage.APPROVED),
]


@pytest.mark.parametrize(("day", "stage"), STAGES, ids=[stage.name for _, stage in STAGES])
def test_a_dossier_cut_off_after_any_step_is_clean_and_stands_there(day: str, stage: Stage) -> None:
    reading = read_as("yaml", cut(CLEAN, day_of(day)))
    report = check_reading(reading, day_of(day), tally_only=False, keep_cases=False)
    assert [f"{d.code} {d.place} {d.message}" for d in report.diagnostics] == []
    found = progress(count_dossier(reading.dossiers[0].dossier, day_of(day)))
    assert found.stage is stage
    assert len(found.missing) == (stage is not Stage.APPROVED)
    assert (found.next is None) == (stage is Stage.APPROVED)


NEXT = {
    "12/06/2022": ("Lấy ý kiến nhân dân và đảng viên.", None),
    "15/10/2024": ("Gửi danh sách ứng cử chính thức đến cấp xã.", None),
    "10/11/2024": ("Gửi kết quả đến UBND và Ủy ban MTTQ", date(2024, 11, 15)),
    "11/11/2024": ("công nhận kết quả chậm nhất ngày 18/11/2024", date(2024, 11, 18)),
    "15/11/2024": ("Mở đại hội chi bộ, giới thiệu Trần Văn Thuận", None),
    "17/11/2024": ("Báo cáo kết quả lên cấp ủy cấp trên chậm nhất ngày 26/11/2024", date(2024, 11, 26)),
    "20/11/2024": ("chuẩn y chậm nhất ngày 11/12/2024", date(2024, 12, 11)),
}


@pytest.mark.parametrize(("day", "wanted"), NEXT.items())
def test_the_next_step_and_its_last_lawful_day(day: str, wanted: tuple[str, date | None]) -> None:
    reading = read_as("yaml", cut(CLEAN, day_of(day)))
    step = progress(count_dossier(reading.dossiers[0].dossier, day_of(day))).next
    assert step is not None
    assert wanted[0] in step.text
    assert step.due == wanted[1]


def test_with_the_vote_planned_the_steps_before_it_have_their_last_days() -> None:
    document = cut(CLEAN, day_of("15/10/2024"))
    document["bau_cu"] = [{"chuc_danh": "trưởng khu phố", "lan": 1, "ngay": "10/11/2024", "cach_thuc": "cuộc họp"}]
    found = progress(count_dossier(read_as("yaml", document).dossiers[0].dossier, day_of("15/10/2024")))
    assert found.next is not None
    assert found.next.due == date(2024, 10, 26)
    assert found.next.version is not None
    assert found.next.version.article == "Điều 6 khoản 2"


def test_what_is_missing_before_is_named() -> None:
    document = cut(CLEAN, day_of("11/11/2024"))
    document["moc"] = [row for row in document["moc"] if row["buoc"] != "thành lập tổ bầu cử"]
    found = progress(count_dossier(read_as("yaml", document).dossiers[0].dossier, AS_OF))
    assert [link.stage for link in found.missing] == [Stage.TEAM, Stage.RECOGNISED]
    assert found.missing[0].deadline is not None
    assert found.missing[0].deadline.due == date(2024, 10, 31)


def test_a_planned_nominee_whom_the_people_did_not_elect_is_no_error_and_has_a_way_on() -> None:
    votes = {"bau_cu[0].ung_cu[0].so_phieu": 57, "bau_cu[0].ung_cu[1].so_phieu": 198, "bau_cu[0].trung_cu": "Phạm Thị Hiền"}
    document = cut(edited(Edit({**votes}), CLEAN), day_of("10/11/2024"))
    reading = read_as("yaml", document)
    assert not check(reading).diagnostics
    found = progress(count_dossier(reading.dossiers[0].dossier, AS_OF))
    assert found.way_on is not None
    assert "trưởng ban công tác Mặt trận" in found.way_on
    assert "không thực hiện mô hình" in found.way_on
    whole = progress(count_dossier(read_as("yaml", CLEAN).dossiers[0].dossier, AS_OF))
    assert whole.way_on is None


@pytest.mark.parametrize("model", ["", "không thực hiện"])
def test_without_the_model_nobody_has_to_be_planned(model: str) -> None:
    document = edited(Edit({"don_vi.mo_hinh": model}), CLEAN)
    links = progress(count_dossier(read_as("yaml", document).dossiers[0].dossier, AS_OF)).links
    assert Stage.PLANNED not in [link.stage for link in links]
    assert Stage.CONSULTED not in [link.stage for link in links]
    assert all(link.reached for link in links)


def test_nothing_yet() -> None:
    unit = {"don_vi": {"ten": "Ấp 1", "xa": "xã Phước Thái", "tinh": "Đồng Nai", "mo_hinh": ModelChoice.HEAD.value}}
    found = progress(count_dossier(read_as("yaml", unit).dossiers[0].dossier, AS_OF))
    assert found.stage is Stage.NOTHING
    assert found.next is not None


VOTE = date(2024, 11, 10)


def test_the_timetable_of_a_planned_vote() -> None:
    days = {deadline.step: deadline.due for deadline in timetable(NATIONAL, VOTE, date(2024, 11, 17))}
    assert days == {
        StepKind.DECISION: VOTE - timedelta(days=20),
        StepKind.LIST_SENT: VOTE - timedelta(days=15),
        StepKind.TEAM_SET_UP: VOTE - timedelta(days=10),
        StepKind.NOTICE: VOTE - timedelta(days=7),
        StepKind.MEETING_ANNOUNCED: VOTE - timedelta(days=2),
        StepKind.RESULT_SENT: date(2024, 11, 15),
        StepKind.RECOGNITION: date(2024, 11, 22),
        StepKind.CONGRESS_REPORT: date(2024, 11, 26),
        StepKind.APPROVAL: date(2024, 12, 17),
    }
    assert all(deadline.version.citation for deadline in timetable(NATIONAL, VOTE))


def test_an_old_vote_has_no_such_terms() -> None:
    assert timetable(NATIONAL, date(2019, 5, 5)) == ()
    assert [d.step for d in timetable(NATIONAL, date(2023, 7, 10))] == [StepKind.RESULT_SENT, StepKind.RECOGNITION]


def test_terms_run_over_holidays() -> None:
    """30 April and 1 May are holidays: five working days from Friday 26/4/2024 end after them."""
    days = {deadline.step: deadline.due for deadline in timetable(NATIONAL, date(2024, 4, 26))}
    assert days[StepKind.RESULT_SENT] == date(2024, 5, 8)


SHOWN: list[tuple[str, str, dict[str, Any], list[str], list[str]]] = [
    ("02/12/2024", "", {}, ["Tiến độ: bí thư đã được chuẩn y."], ["Chưa ghi các bước", "Hướng đi tiếp"]),
    ("01/11/2024", "", {}, ["Tiến độ: đã niêm yết.", "Việc tiếp theo: Tổ chức bầu trưởng khu phố."], []),
    ("24/10/2024", "hiệp thương", {}, ["Tiến độ: đã gửi danh sách ứng cử.", "Chưa ghi các bước: Ban công tác Mặt trận hiệp thương."], []),
    (
        "10/11/2024",
        "",
        {"bau_cu[0].ung_cu[0].so_phieu": 57, "bau_cu[0].ung_cu[1].so_phieu": 198, "bau_cu[0].trung_cu": "Phạm Thị Hiền"},
        [
            "Tiến độ: đã bầu được trưởng khu phố.",
            "Hướng đi tiếp: Trần Văn Thuận không được dân bầu làm trưởng khu phố: đây không phải là lỗi.",
        ],
        [],
    ),
]


@pytest.mark.parametrize(("day", "left_out", "changes", "says", "silent"), SHOWN, ids=[row[3][0] for row in SHOWN])
def test_tally_tells_how_far_the_hamlet_has_come(
    day: str, left_out: str, changes: dict[str, Any], says: list[str], silent: list[str]
) -> None:
    document = {**CLEAN, "moc": [row for row in CLEAN["moc"] if row["buoc"] != left_out]}
    reading = read_as("yaml", edited(Edit(changes), cut(document, day_of(day))))
    report = check_reading(reading, day_of(day), tally_only=True, keep_cases=True)
    told = io.StringIO()
    terminal.tally(Console(file=told, soft_wrap=True, markup=False), report.hamlets, [])
    for text in says:
        assert text in told.getvalue()
    for text in silent:
        assert text not in told.getvalue()
