"""What `dantin` asks on a terminal, what it prints elsewhere, and the options that every command shares."""

import json
import os
import pty
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dantin.cli import menu
from dantin.cli.app import app
from dantin.cli.completion import COMPLETE_VAR
from dantin.errors import CannotDo
from tests.conftest import ROOT
from tests.editing import CLEAN
from tests.english import english_left
from tests.test_cli import ALLOWED, dantin

# --- The menu ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("ho-so.xlsx", "ho-so.xlsx"),
        ('  "C:\\Hồ sơ & mẫu\\ấp 8.xlsx" ', "C:\\Hồ sơ & mẫu\\ấp 8.xlsx"),
        ("'/nhà/ấp 8.xlsx' ", "/nhà/ấp 8.xlsx"),
        ("& 'C:\\ấp 8.xlsx'", "C:\\ấp 8.xlsx"),
        ("'/nhà/l''an.xlsx'", "/nhà/l'an.xlsx"),
        ("/nhà/ấp\\ 8\\ \\&\\ 9.xlsx", "/nhà/ấp 8 & 9.xlsx"),
        ("'/nhà/l'\\''an.xlsx'", "/nhà/l'an.xlsx"),
        ("l'an.xlsx", "l'an.xlsx"),
        ('"', '"'),
        ("", ""),
    ],
)
def test_a_path_dropped_into_the_window(typed: str, path: str) -> None:
    assert menu.dropped(typed) == path


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_the_command_shown_can_be_typed(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu.sys, "platform", platform)
    line = menu.command_line(["tally", "a b & c.xlsx", "--minutes", "out"])
    monkeypatch.undo()
    assert line == {"linux": "dantin tally 'a b & c.xlsx' --minutes out", "win32": 'dantin tally "a b & c.xlsx" --minutes out'}[platform]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "hồ sơ & mẫu"
    home.mkdir()
    (home / "ấp 8.yaml").write_bytes(CLEAN.read_bytes())
    return home


def asked(monkeypatch: pytest.MonkeyPatch, *answers: str, commands: tuple[str, ...] = ("validate", "tally", "render")) -> list[list[str]]:
    waiting = iter(answers)

    def answer(_: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)
    lines = list(menu.ask(commands))
    assert list(waiting) == []
    return lines


def test_answers_become_commands(monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = str(folder / "ấp 8.yaml"), str(folder / "out")
    lines = asked(monkeypatch, "1", file, "2", f'"{file}"', "có", "2", file, "", "3", str(folder), "?", "0")
    assert lines == [
        ["validate", file],
        ["tally", file, "--minutes", out],
        ["tally", file],
        ["render", str(folder), "--out", out],
        ["--help"],
    ]
    screen = capsys.readouterr().out
    assert f"\nLệnh: dantin tally {shlex.quote(file)} --minutes" in screen
    assert "⟨U+" not in screen
    assert english_left(screen.replace(file, ""), ALLOWED | {"out"}) == []


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (("9", "0"), "Chưa có việc “9”. Gõ một số từ 0 đến 3."),
        (("²", "-1", "thoát"), "Chưa có việc “²”"),
        (("1", "khong-co.xlsx", "", "0"), "Không có tệp hoặc thư mục “khong-co.xlsx”"),
        (("3", ""), ""),
        (("", "", "q"), ""),
        ((), ""),
    ],
)
def test_answers_that_lead_to_nothing(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(monkeypatch, *answers) == []
    assert says in capsys.readouterr().err


def test_a_new_dossier_is_offered_where_there_is_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unit = ("Ấp 8", "xã An Phước", "tỉnh Đồng Nai")
    answers = ("2", "ap-8", *unit, "", "2", "ap-9.yaml", "", "2", "ap-8.yaml", *unit, "10/11/2027", "0")
    line = ["--ten", "Ấp 8", "--xa", "xã An Phước", "--tinh", "tỉnh Đồng Nai"]
    assert asked(monkeypatch, *answers, commands=("validate", "new")) == [
        ["new", "ap-8.xlsx", *line],
        ["new", "ap-8.yaml", *line, "--ngay-bau", "10/11/2027"],
    ]
    monkeypatch.chdir(tmp_path)
    assert run("new", "ap-8.xlsx", *line)[0] == 0


@pytest.fixture
def terminal(folder: Path) -> Iterator["Terminal"]:
    shown = Terminal(folder)
    yield shown
    shown.close()


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.leader, follower = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "TERM": "dumb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dantin"], stdin=follower, stdout=follower, stderr=follower, cwd=folder, env=environment
        )
        os.close(follower)
        self.text = b""

    def read_until(self, words: str) -> str:
        """All that came, once these words have come."""
        end = time.monotonic() + 60
        while words.encode() not in self.text and time.monotonic() < end and select.select([self.leader], [], [], 60)[0]:
            self.text += os.read(self.leader, 4096)
        shown, self.text = self.text.decode(errors="replace"), b""
        assert words in shown
        return shown

    def type(self, text: str) -> None:
        os.write(self.leader, f"{text}\n".encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.leader)


def test_the_menu_on_a_terminal(terminal: Terminal, folder: Path) -> None:
    assert "1  Kiểm tra hồ sơ" in terminal.read_until("Gõ số rồi nhấn Enter: ")
    terminal.type("3")
    terminal.read_until("nhấn Enter; Enter để quay lại: ")
    terminal.type(f"'{folder / 'ấp 8.yaml'}' ")
    shown = terminal.read_until("Gõ số rồi nhấn Enter: ")
    assert f"Lệnh: dantin render '{folder}/ấp 8.yaml' --out '{folder}/out'" in shown
    assert "Đã ghi:" in shown
    assert len(list((folder / "out").rglob("*.docx"))) > 20
    terminal.type("0")
    assert terminal.process.wait(60) == 0


def test_elsewhere_it_prints_the_help() -> None:
    result = dantin()
    assert (result.returncode, "Cách dùng: dantin" in result.stdout) == (2, True)


# --- Options ----------------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, CannotDo):
        return result.exception.exit_status, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def test_version_and_short_help() -> None:
    assert run("--version")[:2] == (0, "dantin, phiên bản 0.1.0\n")
    for command in ([], ["validate"], ["templates"], ["templates", "check"]):
        assert run(*command, "-h") == run(*command, "--help")
        assert "Cách dùng" in run(*command, "-h")[1]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (("render", CLEAN, "--stage", "trước"), ("render", CLEAN, "--stage", "before")),
        (("render", CLEAN, "--stage", "bau"), ("render", CLEAN, "--stage", "vote")),
        (("render", CLEAN, "--stage", "Đại hội"), ("render", CLEAN, "--stage", "congress")),
        (("validate", CLEAN, "--format", "chữ"), ("validate", CLEAN, "--format", "text")),
        (("tally", CLEAN, "--format", "chu"), ("tally", CLEAN, "--format", "text")),
        (("rules", "--format", "chu"), ("rules", "--format", "text")),
        (("templates", "list", "--format", "chu"), ("templates", "list", "--format", "text")),
    ],
)
def test_values_in_vietnamese(tmp_path: Path, words: tuple[str, ...], english: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine, theirs = run(*words), run(*english)
    assert mine == theirs
    assert mine[0] == 0


def test_a_value_that_is_none_of_them() -> None:
    told = run("render", CLEAN, "--stage", "giữa")[2]
    assert "“truoc”" in told
    assert "before" not in told


FAULTY = ROOT / "examples" / "long-thanh" / "phuoc-thai"
REPORTING: tuple[tuple[str | Path, ...], ...] = (
    ("validate", FAULTY), ("validate", FAULTY, "--format", "json"), ("tally", CLEAN), ("tally", CLEAN, "--format", "json"),
    ("inspect", CLEAN), ("inspect", FAULTY), ("inspect", FAULTY, "--format", "json"), ("rules",), ("rules", "--format", "markdown"),
    ("status", FAULTY), ("status", FAULTY, "--format", "csv"), ("plan", "--ngay-bau", "06/12/2026"),
    ("explain", "DT307"), ("templates", "list"), ("templates", "variables", "--paper", "giay-moi-hop"),
)  # fmt: skip


@pytest.mark.parametrize("command", REPORTING, ids=lambda command: " ".join(map(str, command[:1])))
def test_a_result_can_go_into_a_file(command: tuple[str | Path, ...], tmp_path: Path) -> None:
    status, shown, notices = run(*command)
    to = tmp_path / "moi" / "ket-qua.txt"
    assert run(*command, "--output", to) == (status, "", f"{notices}Đã ghi: {to}\n")
    assert to.read_text("utf-8") == shown


@pytest.mark.parametrize("name", ["a.yaml", "b.xlsx", "B.CSV", "ho-so.txt"])
def test_a_result_never_goes_into_a_dossier(tmp_path: Path, name: str) -> None:
    (tmp_path / "ho-so.txt").write_bytes(CLEAN.read_bytes())
    status, _, told = run("validate", tmp_path / "ho-so.txt", "--output", tmp_path / name)
    assert (status, "dantin không ghi vào hồ sơ" in told) == (2, True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"ho-so.txt": CLEAN.read_bytes()}


@pytest.mark.parametrize(
    ("command", "status", "shown"),
    [
        (("validate", CLEAN, "--as-of", "20/12/2024"), 0, ""),
        (("tally", CLEAN), 0, ""),
        (("tally", CLEAN, "--minutes", "out"), 0, ""),
        (("render", CLEAN, "--as-of", "20/12/2024"), 0, ""),
        (("validate", FAULTY), 1, "[LỖI DT308]"),
        (("tally", FAULTY), 1, "[LỖI DT308]"),
        (("render", FAULTY, "--paper", "bien-ban-kiem-phieu-truong-ap"), 1, "Không lập được"),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["before the command", "after it"])
def test_quiet_tells_what_needs_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], status: int, shown: str, first: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("--quiet", *command) if first else run(*command, "--quiet")
    assert (code, shown in out) == (status, True)
    assert shown or out + err == ""
    assert "Đã ghi" not in out + err
    assert "83 ấp" not in out


# --- Completion -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_what_a_shell_needs_to_complete(shell: str) -> None:
    status, script, _ = run("completion", shell)
    assert (status, COMPLETE_VAR in script, f"complete_{shell.replace('pwsh', 'powershell')}" in script) == (0, True, True)


def completed(line: str, shell: str = "zsh") -> str:
    if shell == "zsh":
        return dantin(env={COMPLETE_VAR: "complete_zsh", "_TYPER_COMPLETE_ARGS": line}).stdout
    words = line.split(" ")
    return dantin(env={COMPLETE_VAR: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}).stdout


def test_completion_is_vietnamese() -> None:
    shown = completed("dantin ")
    assert '"render":"Lập giấy tờ bằng Word' in shown
    assert english_left(shown, ALLOWED | {"arguments"}) == []
    assert completed("dantin render --stage ", "bash").split() == ["truoc", "bau", "dai-hoi"]


# --- A folder inspected -----------------------------------------------------------------------------------------------


def test_a_folder_is_listed_with_what_each_file_is(tmp_path: Path) -> None:
    for name, data in {
        "dantin.yaml": b"ten: Huyen\n", "xa/a.yaml": CLEAN.read_bytes(), "b.xlsx": b"", "~$b.xlsx": b"", ".an.yaml": b"",
        "to-trinh.docx": b"",
        "out/x.yaml": CLEAN.read_bytes(), "ghi-chu.txt": b"x",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    status, text, _ = run("inspect", tmp_path)
    kinds = {"dantin.yaml": "config", "xa/a.yaml": "dossier", "b.xlsx": "dossier", "~$b.xlsx": "lock", ".an.yaml": "hidden"}
    kinds |= {"to-trinh.docx": "paper", "out": "made", "ghi-chu.txt": "other"}
    document = json.loads(run("inspect", tmp_path, "--format", "json")[1])
    assert {Path(entry["file"]).relative_to(tmp_path).as_posix(): entry["kind"] for entry in document["files"]} == kinds
    assert [h["code"] for entry in document["files"] for h in entry["hamlets"]] == ["TB-KP4"]
    assert status == 1
    assert "2 hồ sơ, 1 ấp, khu phố:" in text
    for words in (
        "  xa/a.yaml: hồ sơ của TB-KP4 Khu phố 4",
        "  b.xlsx: không đọc được tệp",
        "  ~$b.xlsx: tệp khóa",
        "  out: thư mục giấy tờ",
    ):
        assert words in text
    assert run("inspect", tmp_path / "out")[1].startswith("1 hồ sơ, 1 ấp")


def test_a_folder_without_a_dossier(tmp_path: Path) -> None:
    status, text, told = run("inspect", tmp_path)
    assert (status, text, told) == (0, "Không có hồ sơ nào trong thư mục này.\n", "")


def test_a_command_to_type_next_has_a_name_with_spaces_in_quotation_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = run("new", "Ap so 8.xlsx", "--ten", "Ấp 8", "--xa", "xã An Phước", "--tinh", "tỉnh Đồng Nai")[1]
    assert "dantin tally 'Ap so 8.xlsx' --minutes out" in text
