"""What is otherwise on Windows, run here: consoles of old code pages, files that others hold open, names of devices, processes started
afresh, no `resource`."""

import errno
import io
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dantin.cli import pool, streams
from dantin.cli.app import app
from dantin.errors import CannotDo
from dantin.papers import own_templates
from dantin.papers.folders import folder_name
from dantin.papers.own_templates import Workshop
from dantin.resources import write_whole
from dantin.word import worker
from tests.conftest import ROOT
from tests.editing import CLEAN

SPOKEN = "Kết quả: “Nguyễn Đình Ước” trúng cử ██··"


class Written(io.BytesIO):
    """What was written, kept after the stream upon it is closed."""

    def close(self) -> None:
        self.flush()


class Terminal(io.TextIOWrapper):
    """A terminal of some code page."""

    def isatty(self) -> bool:
        return True


# --- Consoles ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def streams_put_back() -> Iterator[None]:
    before = sys.stdout, sys.stderr
    yield
    sys.stdout, sys.stderr = before


@pytest.mark.usefixtures("streams_put_back")
@pytest.mark.parametrize(
    ("code_page", "shown"),
    [
        ("cp437", 'Kêt qua: "Nguyên Dình Uoc" trúng cu ██··'),
        ("cp1258", "Kê\u0301t qua\u0309: “Nguyê\u0303n Đi\u0300nh Ươ\u0301c” trúng cư\u0309 ##··"),
        ("ascii", 'Ket qua: "Nguyen Dinh Uoc" trung cu ##..'),
        ("utf-8", SPOKEN),
        ("UTF8", SPOKEN),
    ],
)
def test_a_console_is_told_what_its_code_page_has(code_page: str, shown: str) -> None:
    out, err = Written(), Written()
    sys.stdout, sys.stderr = Terminal(out, encoding=code_page, newline="\n"), Terminal(err, encoding=code_page, newline="\n")
    streams.prepare()
    print(SPOKEN, end="", flush=True)
    streams.tell(SPOKEN)
    assert out.getvalue().decode(code_page) == shown
    assert err.getvalue().decode(code_page).strip() == shown


@pytest.mark.usefixtures("streams_put_back")
def test_a_pipe_is_written_in_utf_8_whatever_the_code_page() -> None:
    out, err = Written(), Written()
    sys.stdout, sys.stderr = io.TextIOWrapper(out, encoding="cp437"), io.TextIOWrapper(err, encoding="cp437")
    streams.prepare()
    print(SPOKEN, end="", flush=True)
    assert out.getvalue().decode() == SPOKEN


@pytest.mark.usefixtures("streams_put_back")
@pytest.mark.parametrize("code_page", ["cp437", "cp1258"])
def test_whole_screens_can_be_printed_there(code_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dantin.cli.app import main

    out = Written()
    for command in (["tally", str(CLEAN)], ["validate", str(CLEAN), "--as-of", "20/12/2024"], ["--help"], ["rules"]):
        sys.stdout, sys.stderr = Terminal(out, encoding=code_page), Terminal(out, encoding=code_page)
        monkeypatch.setattr(sys, "argv", ["dantin", *command])
        assert main() == 0
    text = out.getvalue().decode(code_page)
    assert "198/310, 63,87 %" in text
    assert "DT501" in text


# --- Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("windows", [5, 32], ids=["access denied", "sharing violation"])
def test_a_paper_that_word_holds_open_is_told_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: int) -> None:
    paper = tmp_path / "bien-ban.docx"
    paper.write_bytes(b"old")

    def held(*_: object) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = windows  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(CannotDo, match="đang mở trong Word, Excel"):
        write_whole(paper, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"bien-ban.docx": b"old"}


def test_render_goes_on_past_a_paper_that_is_held_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "giay-moi-hop.docx":
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    papers = ["--paper", "giay-moi-hop", "--paper", "danh-sach-ung-cu"]
    result = CliRunner().invoke(app, ["render", str(CLEAN), "--out", str(tmp_path), "--as-of", "20/12/2024", *papers])
    assert result.exit_code == 2
    assert "giay-moi-hop.docx”: kiểm tra tệp có đang mở trong Word" in result.stderr
    assert [path.name for path in tmp_path.rglob("*.docx")] == ["danh-sach-ung-cu.docx"]


def test_a_lock_file_that_is_named_says_which_file_to_choose(tmp_path: Path) -> None:
    lock = tmp_path / "~$a.xlsx"
    lock.write_bytes(b"\x04Hoa" + b" " * 161)
    result = CliRunner().invoke(app, ["validate", str(lock)])
    assert result.exit_code == 2
    assert "tệp khóa mà Excel tạo" in result.stdout
    assert "không có “~$” ở đầu" in result.stdout


def test_a_dossier_that_excel_holds_open_is_told_and_its_lock_file_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(CLEAN.read_bytes().replace(b"TB-KP4", name[:1].upper().encode()))
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    opened = os.open

    def held(path: Any, *args: Any, **options: Any) -> int:
        if str(path).endswith("a.yaml"):
            raise PermissionError(errno.EACCES, "held")
        return opened(path, *args, **options)

    monkeypatch.setattr(os, "open", held)
    result = CliRunner().invoke(app, ["validate", str(tmp_path), "--format", "json", "--select", "DT001"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["files"]) == (1, 2)
    (finding,) = document["diagnostics"]
    assert finding["file"].endswith("/a.yaml")
    assert "đang mở ở chương trình khác" in finding["hint"]


DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@pytest.mark.parametrize(
    "parts",
    [
        ("CON",), ("nul.",), ("Aux ",), ("COM1",), ("LPT²",), ("con.txt",), ("Ấp 1.",), ("Ấp 1...",), (" Ấp 1 ",), ("a:b",), ("a*?<>|b",),
        ('"Ấp"',), ("..",), (".",), ("",), ("a\\b", "c/d"), ("ấp " + "x" * 300,), ("x" * 59 + " .",),
    ],
)  # fmt: skip
def test_a_folder_of_papers_has_a_name_that_windows_takes(parts: tuple[str, ...]) -> None:
    for name in (folder_name(*parts), folder_name(*parts, last="CON.xlsx")):
        assert name
        assert name.lower().split(".")[0] not in DEVICES
        assert not set(name) & set('<>:"/\\|?*. ')
        assert len(name) <= 60


# --- Processes --------------------------------------------------------------------------------------------------------


class Windows:
    """`sys` as one module sees it there."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def test_processes_started_afresh_find_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Windows has no fork: each process begins with nothing imported."""
    for number in range(3):
        (tmp_path / f"{number}.yaml").write_bytes(CLEAN.read_bytes().replace(b"TB-KP4", f"A-{number}".encode()))
    context = multiprocessing.get_context
    asked: list[str | None] = []

    def get_context(method: str | None = None) -> Any:
        asked.append(method)
        return context("spawn" if method is None else method)

    monkeypatch.setattr(multiprocessing, "get_context", get_context)
    monkeypatch.setattr(pool, "sys", Windows())
    command = ["validate", str(tmp_path), "--format", "json", "--as-of", "20/12/2024"]
    many = CliRunner().invoke(app, [*command, "--jobs", "2"])
    assert asked == [None]
    assert many.stdout == CliRunner().invoke(app, [*command, "--jobs", "1"]).stdout
    assert json.loads(many.stdout)["hamlets"] == 3


def test_templates_are_filled_where_there_is_no_resource_and_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    hiding = "import sys; sys.modules['resource'] = None; sys.platform = 'win32'; import signal; del signal.alarm; "
    monkeypatch.setattr(own_templates, "_PROGRAM", hiding + own_templates._PROGRAM)
    from dantin.papers import check
    from dantin.papers.shelf import paper_of

    workshop = Workshop()
    try:
        assert check.check(ROOT / "templates" / "giay-moi-hop.docx", paper_of("giay-moi-hop"), workshop) == []
    finally:
        workshop.close()
    assert worker.MEMORY
