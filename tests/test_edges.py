"""The commands at their edges: whatever is typed or closed, a status that means something and nothing that a terminal would obey."""

import errno
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from dantin import resources
from dantin import run as running
from dantin.cli.app import main
from dantin.errors import CannotDo
from dantin.readers import Reading
from dantin.readers.sources import Source
from dantin.resources import DiskFull, write_whole, written_whole
from tests.conftest import ROOT
from tests.hostile import UNSHOWN
from tests.test_cli import CLEAN, FAULTY, dantin

ROLL = "danh-sach-ho-gia-dinh"
UNIT = "don_vi: {ma: A1, ten: Ấp 1, loai: ấp, xa: xã Một, tinh: Đồng Nai}\nho_gia_dinh: [{ma_ho: H1, ho_ten: Lê Văn An}]\n"
HOSTILE = (
    "\x1b[31mđỏ\x1b]0;x\x07",
    "a\nLỗi: b\r",
    "An\u202enA\u2028",
    "\x9b31m\x7f",
    "\udcff\udc9b",
    "x" * 5000,
    "x/" * 3000,
    "-",
    "",
    "..",
    "nul",
    "[bold]{0} %s {{ 7*7 }} 'a' {_{",
    "--",
    "-1",
    "9" * 400,
)
COMMANDS = (
    ("{}",),
    ("validate", "{}"),
    ("validate", "a.yaml", "--{}"),
    ("validate", "a.yaml", "{}"),
    *(("validate", "a.yaml", option, "{}") for option in ("--hamlet", "--select", "--ignore", "--as-of", "--format", "--jobs")),
    ("tally", "{}"),
    ("tally", "a.yaml", "--hamlet", "{}"),
    ("tally", "a.yaml", "--minutes", "{}"),
    ("render", "{}"),
    *(("render", "a.yaml", "--paper", ROLL, option, "{}") for option in ("--out", "--templates", "--stage", "--hamlet", "--paper")),
    ("inspect", "{}"),
    ("explain", "{}"),
    ("rules", "--format", "{}"),
    ("templates", "{}"),
    ("templates", "list", "--format", "{}"),
    ("templates", "variables", "--paper", "{}"),
    ("templates", "check", "{}"),
    ("templates", "check", "a.yaml", "--paper", "{}"),
    ("templates", "export", "a.yaml/{}"),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dossier in it, to stand in."""
    home = tmp_path / "nha"
    home.mkdir()
    (home / "a.yaml").write_text(UNIT, "utf-8")
    monkeypatch.chdir(home)
    monkeypatch.setenv("COLUMNS", "100")
    return home


@pytest.fixture(autouse=True)
def streams() -> Iterator[None]:
    """The standard streams as they were."""
    before = sys.stdin, sys.stdout, sys.stderr, sys.argv
    yield
    sys.stdin, sys.stdout, sys.stderr, sys.argv = before


def run(args: Sequence[str], stdin: bytes = b"") -> tuple[int, str, str]:
    """The program run in this process: its status, what it printed, what it told."""
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    sys.stdout, sys.stderr = io.TextIOWrapper(out), io.TextIOWrapper(err)
    sys.argv = ["dantin", *args]
    try:
        status = main()
    except KeyboardInterrupt:
        status = 130
    sys.stdout.flush()
    sys.stderr.flush()
    return status, out.getvalue().decode(), err.getvalue().decode()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command))
def test_whatever_is_typed(here: Path, command: tuple[str, ...]) -> None:
    for value in HOSTILE:
        status, out, err = run([part.replace("{}", value) for part in command], UNIT.encode())
        assert status in (0, 1, 2), (value, out, err)
        assert "Traceback" not in err
        assert UNSHOWN.findall(out + err) == [], (value, out, err)
        assert out + err
    assert (here / "a.yaml").read_text("utf-8") == UNIT


@pytest.mark.parametrize(
    "name", ["\x1b[31m.yaml", "a\nb.yaml", "\u202e.yaml", os.fsdecode(b"\xff\x9b.yaml"), "-", "./-/a.yaml", "nul/a.yaml"]
)
@pytest.mark.parametrize("text", [UNIT, FAULTY, "don_vi: ["], ids=["clean", "faulty", "unreadable"])
def test_whatever_a_file_is_called(here: Path, name: str, text: str) -> None:
    (here / name).parent.mkdir(exist_ok=True)
    (here / name).write_text(text, "utf-8")
    for command in (
        ["validate", "."],
        ["tally", "."],
        ["render", ".", "--paper", ROLL],
        ["inspect", f"./{name}"],
        ["validate", f"./{name}"],
    ):
        status, out, err = run(command)
        assert status in (0, 1, 2), (out, err)
        assert UNSHOWN.findall(out + err) == []
    _, out, _ = run(["validate", "--format", "json", f"./{name}"])
    assert UNSHOWN.findall(out) == []
    if name.endswith(".yaml"):
        told = json.loads(out)["diagnostics"]
        assert [d["file"] for d in told] == [f"{Path(name).as_posix()}"] * len(told)


@pytest.mark.parametrize("name", ["-", "nul", "aux", "con"])
def test_folders_of_any_name(here: Path, name: str) -> None:
    (here / name).mkdir()
    (here / name / "b.yaml").write_text(FAULTY, "utf-8")
    status, out, _ = run(["validate", f"./{name}"])
    assert (status, "DT308" in out) == (1, True)
    status, out, _ = run(["validate", "-"], UNIT.encode())
    assert (status, "Hồ sơ không có lỗi" in out) == (0, True)


def test_a_fault_of_the_program_is_no_verdict_of_nothing_wrong(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was not checked may be wrong: where reading breaks off, whether or not other files were read."""
    (here / "b.yaml").write_text(UNIT.replace("A1", "A2").replace("H1", "H2"), "utf-8")
    read = running.read_source

    def breaks_off(source: Source, *args: Any, **kwargs: Any) -> Reading:
        if source.names[0].endswith("a.yaml"):
            raise ZeroDivisionError("thử")
        return read(source, *args, **kwargs)

    assert "Hồ sơ không có lỗi" in run(["validate", "."])[1]
    monkeypatch.setattr(running, "read_source", breaks_off)
    for named in ("a.yaml", "."):
        status, out, err = run(["validate", named])
        assert (status, "không có lỗi." in out.replace("chưa kết luận được hồ sơ không có lỗi.", "")) == (3, False), out
        assert "chưa kết luận được hồ sơ không có lỗi" in " ".join(out.split())
        assert "Lỗi chương trình ở a.yaml" in err


def test_folders_of_templates_are_named_visibly(here: Path) -> None:
    (here / "dantin.yaml").write_text('mau_giay: "\\e[31mmau\\a"\n', "utf-8")
    status, out, err = run(["render", ".", "--paper", ROLL])
    assert (status, "mục mau_giay: “⟨U+001B⟩[31mmau⟨U+0007⟩” có ký tự ẩn" in err) == (2, True)
    assert UNSHOWN.findall(out + err) == []


def test_names_of_people_are_printed_visibly(here: Path) -> None:
    (here / "b.yaml").write_text(
        FAULTY.replace("Lê Văn Mẫu", '"Lê\\e[31m\\u202eMẫu"').replace("Ấp 1", '"Ấp \\e]0;x\\a1"').replace("A-1", '"A\\x9b1"'), "utf-8"
    )
    for command in (["tally", "b.yaml"], ["validate", "b.yaml"], ["inspect", "b.yaml"], ["render", "b.yaml", "--draft"]):
        _, out, err = run(command)
        assert UNSHOWN.findall(out + err) == []


# --- Streams that are closed, full, or given up ---------------------------------------------------------------------


ALL = [
    ["validate", "a.yaml"],
    ["validate", "a.yaml", "--format", "json"],
    ["tally", "a.yaml"],
    ["render", "a.yaml", "--paper", ROLL],
    ["inspect", "a.yaml"],
    ["rules"],
    ["explain", "DT501"],
    ["templates", "list"],
    ["--help"],
    ["templates", "check", "--help"],
]


def shell(line: str, here: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line.replace("dantin", f"{sys.executable} -m dantin")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=here,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("args", ALL, ids=" ".join)
def test_an_output_that_cannot_be_written(here: Path, args: list[str]) -> None:
    result = shell(f"dantin {' '.join(args)} > /dev/full", here)
    assert (result.returncode, result.stderr.splitlines()[-1]) == (2, "Lỗi: Không ghi được kết quả ra ngoài: ổ đĩa đã đầy.")


@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        ("dantin rules | true; exit ${PIPESTATUS[0]}", 2, "nơi nhận đã đóng"),
        ("dantin rules >&-", 2, "đầu ra chuẩn đã bị đóng"),
        ("dantin validate khong-co 2>&-", 2, ""),
        ("dantin validate khong-co 2> /dev/full", 2, ""),
        ("dantin validate - <&-", 2, "đầu vào chuẩn đã bị đóng"),
        ("dantin tally - <&-", 2, "đầu vào chuẩn đã bị đóng"),
        ("dantin render - <&-", 2, "đầu vào chuẩn đã bị đóng"),
        ("dantin validate - < /dev/null", 2, ""),
        ("head -c 30000000 /dev/zero | dantin validate -", 2, ""),
        ("dantin validate a.yaml <&- 2>&-", 0, ""),
    ],
)
def test_streams(here: Path, line: str, status: int, says: str) -> None:
    result = shell(line, here)
    assert (result.returncode, says in result.stderr) == (status, True), result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr


# --- Ctrl-C --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args", [["validate", "-"], ["validate", str(ROOT / "examples" / "long-thanh"), "--jobs", "2"]], ids=["input", "processes"]
)
def test_ctrl_c_ends_at_once_with_a_word(here: Path, args: list[str]) -> None:
    """As at a terminal, where every process of the program gets the signal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dantin", *args],
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        time.sleep(3)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(leader)
        os.close(follower)
    told = err.decode()
    assert "Traceback" not in told
    # A fast machine may have done with the district by then.
    if process.returncode not in (0, 1):
        assert (process.returncode, told.strip().endswith("Đã dừng.")) == (130, True), told


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    old = tmp_path / "giay.docx"
    old.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_whole(old, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("giay.docx", b"old")]


def test_what_fails_while_a_file_is_written_is_not_told_of_its_name(tmp_path: Path) -> None:
    old = tmp_path / "bao-cao.json"
    old.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"), written_whole(old) as file:
        file.writelines(pieces())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("bao-cao.json", b"old")]


# --- Papers that cannot be written -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "says", "kind"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy", DiskFull),
        (errno.EDQUOT, "ổ đĩa đã đầy", DiskFull),
        (errno.EACCES, "đang mở trong Word", CannotDo),
        (errno.EROFS, "chỉ cho đọc", CannotDo),
        (errno.ENAMETOOLONG, "tên quá dài", CannotDo),
        (errno.EISDIR, "đang là thứ khác", CannotDo),
    ],
)
def test_why_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str, kind: type[CannotDo]
) -> None:
    def refused(*_args: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(resources.os, "fsync", refused)
    with pytest.raises(CannotDo, match=says) as caught:
        write_whole(tmp_path / "x.docx", b"x")
    assert type(caught.value) is kind
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name there")
def test_only_a_file_is_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "x.json"
    os.mkfifo(pipe)
    with pytest.raises(CannotDo, match="đang là thứ khác"):
        write_whole(pipe, b"x")
    assert (list(tmp_path.iterdir()), pipe.is_fifo()) == ([pipe], True)


def test_one_paper_that_cannot_be_written_does_not_stop_the_others(here: Path) -> None:
    names = ("danh-sach-ho-gia-dinh", "phieu-bau-truong-ap")
    folder = here / "out" / "tb-kp4-khu-pho-4"
    (folder / f"{names[0]}.docx").mkdir(parents=True)
    status, out, err = run(["render", str(CLEAN), "--paper", names[0], "--paper", names[1]])
    assert status == 2
    assert f"{names[0]}.docx”: tên này" in err
    assert f"{names[1]}.docx" in out
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.docx" for name in names]


# --- What render says ----------------------------------------------------------------------------------------------


UNREADABLE = {"b.yaml": "don_vi: ["}
RENDERS: dict[str, tuple[dict[str, str], list[str], int, str, str]] = {
    "all that is due": ({}, ["a.yaml"], 0, "Chưa đến lúc", ""),
    "the paper named": ({}, ["a.yaml", "--paper", ROLL], 0, "Đã ghi", ""),
    "errors elsewhere": ({"b.yaml": FAULTY}, ["b.yaml", "--paper", "ke-hoach-bau-cu"], 0, "Đã ghi", "Hồ sơ còn 7 lỗi"),
    "a paper refused": ({"b.yaml": FAULTY}, ["b.yaml", "--paper", "bien-ban-kiem-phieu-truong-ap"], 1, "[DT308]", "Hồ sơ còn 6 lỗi"),
    "a file that cannot be read": (UNREADABLE, [".", "--paper", ROLL], 1, "Đã ghi", "b.yaml: dòng 1: không đọc được tệp"),
    "the one file": (UNREADABLE, ["b.yaml"], 2, "", "b.yaml: dòng 1: không đọc được tệp"),
    "no hamlet": ({"b.yaml": "ho_gia_dinh: []\n"}, ["b.yaml", "--paper", ROLL], 1, "[DT002]", ""),
    "a hamlet without what it needs": ({"b.yaml": UNIT.replace(", tinh: Đồng Nai", "")}, ["b.yaml"], 0, "Chưa đến lúc", "[DT002]"),
}


@pytest.mark.parametrize("case", RENDERS)
def test_render_says_what_stands_in_the_way(here: Path, case: str) -> None:
    files, args, expected, printed, told = RENDERS[case]
    for name, text in files.items():
        (here / name).write_text(text, "utf-8")
    status, out, err = run(["render", *args, "--as-of", "20/12/2024"])
    assert (status, printed in out, told in err) == (expected, True, True), (out, err)
    assert out + err
    assert bool(err) == bool(told), err


def test_tally_has_its_own_status_with_minutes_too(here: Path) -> None:
    lacking = UNIT + "bau_cu: [{chuc_danh: trưởng ấp, ngay: 10/11/2024, co_mat: 1, phat_ra: 1, thu_ve: 1}]\n"
    (here / "b.yaml").write_text(lacking, "utf-8")
    for text in (UNIT, lacking, FAULTY, VOTED := CLEAN.read_text("utf-8")):
        (here / "b.yaml").write_text(text, "utf-8")
        plain, _, _ = run(["tally", "b.yaml"])
        with_minutes, _, _ = run(["tally", "b.yaml", "--minutes", "giay"])
        assert with_minutes == plain, text
    assert VOTED
    result = dantin("tally", "b.yaml", "--minutes", "b.yaml", cwd=here)
    assert (result.returncode, "đang là thứ khác" in result.stderr) == (2, True)
