"""The commands as a user runs them: exit statuses, JSON, screens, files. Each runs as a process of its own."""

import io
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli.app import COMMANDS, app, application
from dantin.rule import CATALOGUE, Edit
from tests import program
from tests.conftest import ROOT
from tests.editing import CLEAN, as_yaml, edited, plain
from tests.english import english_left
from tests.papers import TAKEN_ROUND

DISTRICT = ROOT / "examples" / "long-thanh"
ALLOWED = {
    "dantin",
    "new",
    "validate",
    "tally",
    "rules",
    "explain",
    "render",
    "inspect",
    "templates",
    "completion",
    "export",
    "check",
    "list",
    "variables",
    "paper",
    "Word",
    "text",
    "before",
    "vote",
    "congress",
    "json",
    "JSON",
    "YAML",
    "yaml",
    "xlsx",
    "xlsm",
    "Excel",
    "as_of",
    "csv",
    "CSV",
    "hamlet",
    "code",
    "commune",
    "status",
    "report",
    "plan",
    "ics",
    "fix",
}
VOID = """\
don_vi: {ma: A-1, ten: Ấp 1, loai: ấp, xa: xã An Phước, tinh: Đồng Nai, tong_so_ho: 100}
bau_cu:
  - {chuc_danh: trưởng ấp, ngay: 10/11/2024, co_mat: 60, phat_ra: 60, thu_ve: 61, trung_cu: ""}
"""
FAULTY = VOID.replace("thu_ve: 61", "thu_ve: 60, hop_le: 50, khong_hop_le: 5, ung_cu: [{ho_ten: Lê Văn Mẫu, so_phieu: 50}]")
CONTEST_KEYS = [
    "hamlet",
    "office",
    "round",
    "date",
    "seats",
    "base",
    "base_source",
    "summoned",
    "deducted",
    "present",
    "quorum",
    "ballots",
    "needed",
    "candidates",
    "elected",
    "outcome",
    "parts",
]


def dantin(
    *args: str | Path, stdin: str = "", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program; what it prints is text."""
    return program.run([*map(str, args)], stdin=stdin, cwd=cwd, env={"COLUMNS": "100", **(env or {})})


def as_json(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Standard output, which must be one document and nothing else."""
    document: dict[str, Any] = json.loads(result.stdout)
    assert document["schema"] == 1
    return document


# --- Exit statuses ------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of dossiers: a clean one, a faulty one, and things that are no dossiers."""
    (tmp_path / "tot.yaml").write_text(CLEAN.read_text("utf-8"), "utf-8")
    (tmp_path / "loi.yaml").write_text(FAULTY, "utf-8")
    (tmp_path / "~$tot.xlsx").write_bytes(b"lock")
    (tmp_path / ".an.yaml").write_text("x", "utf-8")
    (tmp_path / "dantin.yaml").write_text("ten: Huyện Mẫu\n", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "cu.yaml").write_text("[", "utf-8")
    (tmp_path / "trong").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["validate", "tot.yaml"], 0, "Hồ sơ không có lỗi"),
        (["validate", "loi.yaml"], 1, "DT308"),
        (["validate", "."], 1, "2 tệp"),
        (["validate", "loi.yaml", "--ignore", "DT308,DT2,DT30"], 0, "0 lỗi"),
        (["validate", "loi.yaml", "--ignore", "dt3;dt2"], 0, "0 lỗi"),
        (["validate", "loi.yaml", "--select", "DT307"], 0, "0 lỗi"),
        (["validate", ".", "--hamlet", "tb-kp4"], 0, "Hồ sơ không có lỗi"),
        (["validate", ".", "--hamlet", "A-2"], 2, "A-1"),
        (["validate", "loi.yaml", "--select", "DT999"], 2, "DT999"),
        (["validate", "khong-co.yaml"], 2, "khong-co.yaml"),
        (["validate", "trong"], 2, "Không có hồ sơ nào"),
        (["validate", "out/cu.yaml"], 2, "DT001"),
        (["validate", "out/cu.yaml", "tot.yaml"], 1, "DT001"),
        (["validate", "tot.yaml", "--as-of", "hôm qua"], 2, "hôm qua"),
        (["validate", "tot.yaml", "--jobs", "0"], 2, "--jobs"),
        (["validate", "tot.yaml", "--jobs", "2"], 0, "Hồ sơ không có lỗi"),
        (["validate", "tot.yaml", "--format", "xml"], 2, "xml"),
        (["validate"], 2, "TỆP_HOẶC_THƯ_MỤC"),
        (["tally", "tot.yaml"], 0, "trúng cử trưởng khu phố"),
        (["tally", "loi.yaml"], 1, "Chưa kết luận được"),
        (["tally", "khong-co.yaml"], 2, "khong-co.yaml"),
        (["tally", "tot.yaml", "loi.yaml"], 2, "loi.yaml"),
        (["explain", "dt501"], 0, "DT501"),
        (["explain", "DT510X"], 2, "DT51"),
        (["rules"], 0, "DT501"),
        (["valdate"], 2, "validate"),
        ([], 2, "validate"),
    ],
)
def test_exit_status_and_words(files: Path, args: list[str], status: int, says: str) -> None:
    result = dantin(*args, cwd=files)
    assert (result.returncode, says in result.stdout + result.stderr) == (status, True), result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert english_left(result.stdout + result.stderr, ALLOWED) == []


@pytest.mark.parametrize(
    "command",
    [
        *([], ["new"], ["validate"], ["tally"], ["status"], ["report"], ["rules"], ["explain"], ["render"], ["inspect"], ["fix"]),
        *(["templates"], ["templates", "check"]),
    ],
)
def test_help_is_vietnamese(command: list[str]) -> None:
    result = dantin(*command, "--help")
    assert result.returncode == 0
    assert "Cách dùng" in result.stdout
    assert english_left(result.stdout, ALLOWED) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_made_alone_is_as_among_all_others(command: str) -> None:
    for arguments in (["--help"], ["-h"], ["--khong-co"], ["list", "--help"], ["chu"], ["chu", "--format", "khong-co"]):
        alone, among = (CliRunner().invoke(made, [command, *arguments]) for made in (application([command]), app))
        assert (alone.exit_code, alone.output, repr(alone.exception)) == (among.exit_code, among.output, repr(among.exception)), arguments


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_explain_tells_everything_in_vietnamese(code: str) -> None:
    from rich.console import Console

    from dantin.output.catalogue import explain

    out = Console(width=200, file=io.StringIO())
    explain(out, CATALOGUE[code])
    text = out.file.getvalue()  # type: ignore[attr-defined]
    for heading in ("Vì sao", "Căn cứ", "Ví dụ sai", "Ví dụ đúng", "Người lập hồ sơ cần làm", "Cấp trên cần làm"):
        assert heading in text
    assert english_left(text, ALLOWED) == []
    assert "{" not in text.replace("{ma", "").replace("- {", "").replace("[{", "")


# --- JSON ---------------------------------------------------------------------------------------------------------


def test_tally_json_of_the_example() -> None:
    document = as_json(dantin("tally", CLEAN, "--format", "json"))
    assert set(document) == {"schema", "contests", "dismissals", "diagnostics"}
    assert [list(contest) for contest in document["contests"]] == [CONTEST_KEYS] * 4
    assert [c["office"] for c in document["contests"]] == ["hamlet_head", "cell_committee", "secretary", "deputy_secretary"]
    head = document["contests"][0]
    assert head["quorum"] == {"needed": 156, "met": True}
    assert head["ballots"] == {"issued": 262, "returned": 260, "valid": 255, "invalid": 5, "missing": 2}
    assert head["candidates"][0] == {"name": "Trần Văn Thuận", "votes": 198, "share": "63.87", "elected": True}
    committee = document["contests"][1]
    assert (committee["summoned"], committee["deducted"], committee["base"], committee["base_source"]) == (21, 1, 20, "roster")
    assert (committee["quorum"], committee["needed"], len(committee["elected"])) == ({"needed": 14, "met": True}, 11, 3)


def test_yaml_and_workbook_give_the_same_json() -> None:
    yaml, xlsx = (as_json(dantin("tally", CLEAN.with_suffix(suffix), "--format", "json")) for suffix in (".yaml", ".xlsx"))
    assert yaml == xlsx


def test_standard_input_and_void_box() -> None:
    result = dantin("tally", "-", "--format", "json", stdin=VOID)
    document = as_json(result)
    (contest,) = document["contests"]
    assert (contest["outcome"], contest["elected"], contest["ballots"]["missing"]) == ("void", [], -1)
    assert [(d["code"], d["line"], d["file"]) for d in document["diagnostics"]] == [("DT307", 3, "-")]
    assert result.returncode == 1


def test_validate_json_has_every_key_and_prints_even_with_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("don_vi: [", "utf-8")
    result = dantin("validate", tmp_path / "a.yaml", "--format", "json")
    document = as_json(result)
    assert result.returncode == 2
    assert {k: document[k] for k in ("files", "hamlets", "errors", "warnings")} == {"files": 1, "hamlets": 0, "errors": 1, "warnings": 0}
    (found,) = document["diagnostics"]
    assert set(found) >= {
        "code",
        "severity",
        "message",
        "file",
        "sheet",
        "cell",
        "line",
        "hamlet",
        "field",
        "citation",
        "grade",
        "hint",
        "related",
    }
    assert (found["code"], found["line"], found["sheet"], found["cell"]) == ("DT001", 1, None, None)


def test_one_code_in_two_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("don_vi:\n  ma: A-1\n  ten: Ấp 1\n  xa: xã An Phước\n  tinh: Đồng Nai\n", "utf-8")
    found = as_json(dantin("validate", tmp_path, "--format", "json"))["diagnostics"]
    assert [(d["code"], Path(d["file"]).name, d["line"], Path(d["related"][0]["file"]).name) for d in found] == [
        ("DT009", "b.yaml", 2, "a.yaml")
    ]
    assert found[0]["related"][0]["why"] == "chỗ ghi trước"


def test_rules_json_holds_the_whole_catalogue() -> None:
    document = as_json(dantin("rules", "--format", "json"))
    assert [rule["code"] for rule in document["rules"]] == sorted(CATALOGUE)


# --- Minutes --------------------------------------------------------------------------------------------------------


def test_minutes_are_written_and_the_dossier_is_untouched(tmp_path: Path) -> None:
    dossier = tmp_path / "ho-so.xlsx"
    dossier.write_bytes(CLEAN.with_suffix(".xlsx").read_bytes())
    before = dossier.read_bytes()
    first = dantin("tally", dossier, "--minutes", tmp_path / "giay")
    paper = tmp_path / "giay" / "tb-kp4-khu-pho-4" / "bien-ban-kiem-phieu-truong-ap.docx"
    data = paper.read_bytes()
    assert first.returncode == 0
    assert str(paper) in first.stderr
    assert dantin("tally", CLEAN, "--minutes", tmp_path / "giay").returncode == 0
    assert paper.read_bytes() == data
    assert dossier.read_bytes() == before
    contests = ("truong-ap", "chi-uy", "bi-thu", "pho-bi-thu")
    assert {p.name for p in paper.parent.iterdir()} == {f"bien-ban-kiem-phieu-{contest}.docx" for contest in contests}


def test_minutes_of_the_ballots_taken_round_after_a_meeting_that_counted_none(tmp_path: Path) -> None:
    """The very papers that `render` writes of these rounds: where too few came nothing was counted."""
    dossier = as_yaml(edited(Edit(TAKEN_ROUND), plain())).decode()
    result = dantin("tally", "-", "--minutes", "giay", "--as-of", "31/12/2024", stdin=dossier, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    names = ["bien-ban-lay-y-kien-ho-lan-2.docx"]
    assert not (tmp_path / "giay" / "tb-kp4-khu-pho-4" / "bien-ban-kiem-phieu-truong-ap.docx").exists()
    written = [(tmp_path / "giay" / "tb-kp4-khu-pho-4" / name).read_bytes() for name in names]
    again = dantin("render", "-", "--out", "lai", "--stage", "vote", "--as-of", "31/12/2024", stdin=dossier, cwd=tmp_path)
    assert again.returncode == 0, again.stdout
    assert [(tmp_path / "lai" / "tb-kp4-khu-pho-4" / name).read_bytes() for name in names] == written


@pytest.mark.parametrize("option", [[], ["--ignore", "DT308"]], ids=["plain", "with the error ignored"])
def test_no_minutes_while_the_round_is_in_error(tmp_path: Path, option: list[str]) -> None:
    result = dantin("tally", "-", "--minutes", tmp_path / "giay", *option, stdin=FAULTY)
    assert result.returncode == 1
    assert "DT308" in result.stderr
    assert not (tmp_path / "giay").exists()


# --- The district -----------------------------------------------------------------------------------------------------


def test_jobs_change_nothing() -> None:
    one, two = (dantin("validate", DISTRICT, "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.returncode == two.returncode == 1
    assert as_json(one)["hamlets"] == 83


def test_findings_are_in_the_order_of_the_contract() -> None:
    found = as_json(dantin("validate", DISTRICT, "--format", "json"))["diagnostics"]
    keys = [(d["file"], d["sheet"] or "", int("".join(filter(str.isdigit, d["cell"] or "0")) or 0)) for d in found]
    assert keys == sorted(keys)


def test_nothing_personal_is_printed() -> None:
    text = dantin("validate", DISTRICT).stdout + dantin("tally", CLEAN).stdout
    digits = "".join(c if c.isdigit() else " " for c in text).split()
    assert not [number for number in digits if len(number) in (9, 12)]


def test_no_day_but_the_one_passed_in() -> None:
    at, later = (dantin("tally", CLEAN, "--as-of", day, "--format", "json").stdout for day in ("31/12/2024", "2025-06-30"))
    assert at == later
