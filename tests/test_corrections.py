"""Minutes of correction: what two dossiers of one hamlet say differently, and what that changes. Made from edits of the example."""

import copy
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.papers.corrections import corrections
from dantin.word.readback import text_of
from tests.conftest import ROOT
from tests.papers import CLEAN, CLUSTERS, EARLIER, hamlet_of, made, text

VOTE, CONGRESS = "bien-ban-dinh-chinh", "bien-ban-dinh-chinh-dai-hoi"
DOSSIER = (ROOT / "examples" / "khu-pho-4.yaml").read_text("utf-8")
ROUND = "Bảng Bầu cử, bầu trưởng khu phố lần 1, cột "


def changed(earlier: dict[str, Any], **later: Any) -> list[tuple[str, str | None, str | None, bool]]:
    """What the example, with edits, corrects of the example with other edits."""
    case = hamlet_of({EARLIER: earlier, **later})[0].case
    assert case is not None
    return [(change.where, change.old.text, change.new.text, change.of_party) for change in corrections(case)]


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ({"bau_cu[0].thu_ve": 258}, [(f"{ROUND}Phiếu thu về", "258", "260", False)]),
        ({"bau_cu[0].co_mat": ""}, [(f"{ROUND}Có mặt", None, "262", False)]),
        ({"bau_cu[0].ngay": "11/11/2024"}, [(f"{ROUND}Ngày", "11/11/2024", "10/11/2024", False)]),
        ({"bau_cu[0].trung_cu": "Phạm Thị Hiền"}, [(f"{ROUND}Công bố trúng cử", "Phạm Thị Hiền", "Trần Văn Thuận", False)]),
        (
            {"bau_cu[0].ung_cu[1].so_phieu": 75},
            [("Bảng Kết quả, bầu trưởng khu phố lần 1, Phạm Thị Hiền, cột Số phiếu", "75", "57", False)],
        ),
        (
            {"bau_cu[0].ung_cu[1].ho_ten": "Phạm Thị Hiên"},
            [("Bảng Kết quả, bầu trưởng khu phố lần 1, Phạm Thị Hiền, cột Họ và tên", "Phạm Thị Hiên", "Phạm Thị Hiền", False)],
        ),
        (
            {"bau_cu[3].ung_cu[0].so_phieu": 12},
            [("Bảng Kết quả, bầu phó bí thư lần 1, Nguyễn Quốc Khải, cột Số phiếu", "12", "18", True)],
        ),
        (
            {"ho_gia_dinh[0].ho_ten": "Trần Như Chí"},
            [("Bảng Hộ gia đình, người thứ 1, cột Họ và tên", "Trần Như Chí", "Trần Như Chi", False)],
        ),
        ({"ho_gia_dinh[0].dia_chi": "Tổ 9", "ho_gia_dinh[0].ngay_sinh": "1950"}, []),
        ({"ho_gia_dinh[0].ho_ten": CLEAN["ho_gia_dinh"][0]["ho_ten"].upper()}, []),
    ],
)
def test_each_difference_is_told_where_it_stands(earlier: dict[str, Any], expected: list[Any]) -> None:
    """Figures, days and names; of a household nothing else, and capitals are no other name."""
    assert changed(earlier) == expected


def test_the_order_of_a_list_is_no_difference() -> None:
    assert changed({"bau_cu[0].ung_cu": CLEAN["bau_cu"][0]["ung_cu"][::-1], "thanh_phan": CLEAN["thanh_phan"][::-1]}) == []


def test_a_household_left_out_is_told_and_so_is_the_number_that_counts() -> None:
    rows = copy.deepcopy(CLEAN["ho_gia_dinh"])
    earlier = {"ho_gia_dinh": rows[:-1]}
    assert (f"Bảng Hộ gia đình, người thứ {len(rows)}, cột Họ và tên", None, rows[-1]["ho_ten"], False) in changed(earlier)
    assert ("Bảng Bầu cử, bầu trưởng khu phố lần 1, tổng số đại diện hộ gia đình", str(len(rows) - 1), str(len(rows)), False) in changed(
        earlier
    )


def test_a_cluster_is_named() -> None:
    earlier = copy.deepcopy(CLUSTERS)
    earlier["bau_cu"][1]["ung_cu"][0]["so_phieu"] = 59
    where = "Bảng Kết quả, bầu trưởng khu phố lần 1, Cụm 2, Trần Văn Thuận, cột Số phiếu"
    assert changed(earlier, **CLUSTERS) == [(where, "59", "58", False)]


@pytest.mark.parametrize(
    ("earlier", "conclusion"),
    [
        ({"bau_cu[0].ung_cu[0].so_phieu": 190, "bau_cu[0].hop_le": 247}, "không làm thay đổi người trúng cử của việc bầu trưởng khu phố"),
        (
            {"bau_cu[0].ung_cu[0].so_phieu": 57, "bau_cu[0].ung_cu[1].so_phieu": 198, "bau_cu[0].trung_cu": "Phạm Thị Hiền"},
            "theo hồ sơ đã ghi, người trúng cử là Phạm Thị Hiền; sau đính chính, người trúng cử là Trần Văn Thuận.",
        ),
        (
            {"bau_cu[0].ung_cu[0].so_phieu": 150, "bau_cu[0].hop_le": 207, "bau_cu[0].khong_hop_le": 53, "bau_cu[0].trung_cu": ""},
            "theo hồ sơ đã ghi, không ai trúng cử; sau đính chính, người trúng cử là Trần Văn Thuận.",
        ),
        (
            {"bau_cu[0].hop_le": 250, "bau_cu[0].trung_cu": "Phạm Thị Hiền"},
            "theo hồ sơ đã ghi, người đã công bố trúng cử là Phạm Thị Hiền; sau đính chính, người trúng cử là Trần Văn Thuận.",
        ),
    ],
)
def test_the_minutes_say_whether_somebody_else_is_elected(earlier: dict[str, Any], conclusion: str) -> None:
    """By the figures of both; where those that were written down decide nothing, by who was announced."""
    (minutes,) = made({EARLIER: earlier}, VOTE)
    assert conclusion in text(minutes)


def test_a_vote_and_a_congress_are_corrected_on_papers_of_their_own() -> None:
    congress = {EARLIER: {"bau_cu[3].ung_cu[0].so_phieu": 12}}
    (vote,), (party,) = made(congress, VOTE), made(congress, CONGRESS)
    assert vote.refused
    assert vote.absent.endswith(f"phần khác nhau lập bằng --paper {CONGRESS}")
    assert "CỘNG HÒA" not in text(party)


def test_an_error_on_what_is_corrected_bars_the_minutes() -> None:
    wrong = {"bau_cu[0].hop_le": 250, EARLIER: {"bau_cu[0].hop_le": 240}}
    (minutes,) = made(wrong, VOTE)
    assert [d.code for d in minutes.wrong] == ["DT308"]


def render(folder: Path, later: str, earlier: str | None, *more: str) -> tuple[int, str]:
    (folder / "moi.yaml").write_text(later, "utf-8")
    asked = ["render", str(folder / "moi.yaml"), "--as-of", "2024-12-20", "--out", str(folder / "out"), *more]
    if earlier is not None:
        (folder / "cu.yaml").write_text(earlier, "utf-8")
        asked += ["--corrects", str(folder / "cu.yaml")]
    result = CliRunner().invoke(app, asked)
    return result.exit_code, f"{result.output} {result.exception or ''}"


def test_the_command_writes_the_minutes(tmp_path: Path) -> None:
    status, _ = render(tmp_path, DOSSIER, DOSSIER.replace("thu_ve: 260", "thu_ve: 258"), "--paper", VOTE)
    assert status == 0
    (written,) = (tmp_path / "out").rglob("*.docx")
    assert f"{ROUND}Phiếu thu về | 258 | 260 | ………" in text_of(written.read_bytes())


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        (None, "cần hồ sơ trước khi đính chính để so sánh. Thêm --corrects: dantin render HỒ_SƠ_MỚI"),
        (DOSSIER, "hai hồ sơ không khác nhau ở số liệu, ngày, họ tên nào, không có gì để đính chính"),
        (DOSSIER.replace("ma: TB-KP4", "ma: TB-KP5"), "là hồ sơ của TB-KP5 Khu phố 4, không phải của TB-KP4 Khu phố 4"),
        ("don_vi: [", "--corrects: "),
    ],
)
def test_without_two_dossiers_that_differ_nothing_is_written(tmp_path: Path, earlier: str | None, message: str) -> None:
    status, out = render(tmp_path, DOSSIER, earlier, "--paper", VOTE)
    assert status != 0
    assert message in out
    assert not list(tmp_path.rglob("*.docx"))


def test_without_an_earlier_dossier_they_are_not_due() -> None:
    assert not {VOTE, CONGRESS} & {paper.path.stem for paper in made({})}
