"""The zip for Windows: what is in it, its .bat files line by line (and in wine's cmd, where there is wine), what they start.

A tiny house of wheels stands for the real one, which only `make windows` brings.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.editing import CLEAN
from tests.windows import bundle as bundles
from tests.windows import chay
from tests.windows.bundle import bundle, embedded_version, guide, ready
from tests.windows.wheels import VERSIONS, fits, lacking

README = (ROOT / "README.md").read_text("utf-8")
BATS = ("cai-dat.bat", "dantin.bat", "kiem-phieu.bat", "kiem-tra.bat", "lap-giay-to.bat", "noi-bo/chay.bat")
WINE = shutil.which("wine64") or next(iter(map(str, Path("/usr/lib/wine").glob("wine64"))), None)


def wheel(name: str, version: str = "1.0", requires: tuple[str, ...] = (), tag: str = "py3-none-any", extra: str = "") -> tuple[str, bytes]:
    """A wheel of one module that says its own name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = f"{name}-{version}.dist-info"
        needs = "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
        archive.writestr(f"{name}/__init__.py", f"NAME = {name!r}\n")
        archive.writestr(f"{name}-{version}.data/platlib/{name}_native.pyd", "native")
        archive.writestr(f"{name}-{version}.data/scripts/{name}", "script")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{extra}{needs}")
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
    return f"{name}-{version}-{tag}.whl", packed.getvalue()


OURS = wheel(
    "dantin",
    requires=("yaml_like>=2", 'windows_only; sys_platform == "win32"', 'linux_only; sys_platform == "linux"', "locks; extra == 'xls'"),
    extra="Provides-Extra: xls\n",
)
OTHERS = [
    wheel("yaml_like", "2.1", tag="cp312-cp312-win_amd64"),
    wheel("yaml_like", "2.1", tag="cp313-cp313-win_amd64"),
    wheel("windows_only", requires=('old; python_version < "3.13"',)),
    wheel("old"),
    wheel("locks", tag="cp311-abi3-win_amd64"),
]


def house(tmp_path: Path, *wheels: tuple[str, bytes]) -> list[Path]:
    for name, data in wheels:
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name, _ in wheels]


# --- Wheels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "without", "missing"),
    [
        ("3.12", "", []),
        ("3.13", "", []),
        ("3.11", "", ["yaml-like"]),
        ("3.14", "", ["yaml-like"]),
        ("3.12", "windows_only", ["windows-only"]),
        ("3.12", "locks", ["locks"]),
        ("3.12", "old", ["old"]),
        ("3.13", "old", []),
    ],
)
def test_wheels_that_are_missing_are_named(tmp_path: Path, version: str, without: str, missing: list[str]) -> None:
    """With the answers of Windows to the markers, whatever this machine is."""
    wheels = house(tmp_path, OURS, *(entry for entry in OTHERS if not without or not entry[0].startswith(f"{without}-")))
    assert lacking(wheels, version) == missing


def test_a_version_too_old_is_missing(tmp_path: Path) -> None:
    assert lacking(house(tmp_path, OURS, wheel("yaml_like", "1.9"), *OTHERS[2:]), "3.12") == ["yaml-like"]


@pytest.mark.parametrize(
    ("name", "versions"),
    [
        ("a-1-py3-none-any.whl", VERSIONS),
        ("a-1-py2.py3-none-any.whl", VERSIONS),
        ("a-1-cp311-abi3-win_amd64.whl", VERSIONS),
        ("a-1-cp312-cp312-win_amd64.whl", ("3.12",)),
        ("a-1-cp312-cp312-manylinux_2_17_x86_64.whl", ()),
        ("a-1-cp312-cp312-win32.whl", ()),
        ("a-1-cp313-abi3-win_amd64.whl", ("3.13", "3.14")),
    ],
)
def test_which_wheels_fit(name: str, versions: tuple[str, ...]) -> None:
    assert tuple(version for version in VERSIONS if fits(name, version)) == versions


# --- The zip ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    data = bundle(dict([OURS, *OTHERS]), README, {"khu-pho-4.xlsx": b"book"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.removeprefix("dantin/"): archive.read(name) for name in archive.namelist()}


def test_what_is_in_the_zip(contents: dict[str, bytes]) -> None:
    texts = {path.name for path in bundles.FILES.glob("*.txt")}
    expected = {*BATS, "huong-dan.html", "vi-du/khu-pho-4.xlsx", "noi-bo/chay.py", *(f"noi-bo/{name}" for name in texts)}
    assert set(contents) == expected | {f"noi-bo/goi/{name}" for name, _ in (OURS, *OTHERS)}
    for name, data in contents.items():
        assert name.isascii()
        if name.endswith((".bat", ".txt")):
            assert data.count(b"\n") == data.count(b"\r\n") > 0, name
            assert not data.startswith(b"\xef\xbb\xbf"), name  # cmd and `type` show it


def test_the_same_contents_make_the_same_bytes() -> None:
    wheels = [OURS, *OTHERS]
    assert bundle(dict(wheels), README, {}) == bundle(dict(reversed(wheels)), README, {})


def test_the_guide_is_for_clerks(contents: dict[str, bytes]) -> None:
    page = contents["huong-dan.html"].decode()
    assert "<h3>" in page
    assert '<html lang="vi">' in page
    assert "For developers" not in page
    assert "make demo" not in page
    assert "cai-dat.bat" in page
    assert {link for link in re.findall(r'href="([^"#]+)"', page) if not link.startswith("http")} <= {"vi-du/khu-pho-4.xlsx"}
    assert "<img" not in page
    assert guide("make\n\n## Cài đặt\n[a](dantin/x.py) [b](https://b.vn) ![c](examples/c.png)\n\n## For developers\nd").count("href") == 1


# --- The embeddable Python ----------------------------------------------------------------------------------------------


def embeddable(*, pth: str = "python312._pth") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in {"python.exe": "MZ", pth: "python312.zip\r\n.\r\n\r\n# import site\r\n", "python312.zip": "PK"}.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_an_embeddable_python_is_made_ready_to_run() -> None:
    files = ready(embeddable(), dict([OURS, *OTHERS]))
    assert files["python312._pth"].decode().splitlines()[-1] == "Lib\\site-packages"
    for name in ("dantin", "yaml_like", "locks", "old"):
        assert f"Lib/site-packages/{name}/__init__.py" in files
        assert f"Lib/site-packages/{name}_native.pyd" in files
    assert not [name for name in files if ".data/" in name or "scripts" in name]
    data = bundle(dict([OURS, *OTHERS]), README, {}, embeddable())
    assert {"dantin/python/python.exe", "dantin/python/Lib/site-packages/dantin/__init__.py"} <= set(
        zipfile.ZipFile(io.BytesIO(data)).namelist()
    )


@pytest.mark.parametrize(("data", "version"), [(embeddable(), "3.12"), (embeddable(pth="x.txt"), None), (OURS[1], None), (b"no zip", None)])
def test_what_is_an_embeddable_python(data: bytes, version: str | None) -> None:
    assert embedded_version(data) == version


# --- The .bat files, line by line ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BATS)
def test_a_bat_file_reads_right(contents: dict[str, bytes], name: str) -> None:
    lines = contents[name].decode("ascii").splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert lines[0] == "@echo off"
    assert {label for line in lines for label in re.findall(r"\bgoto (\w+)", line)} == labels
    for number, line in enumerate(lines):
        if line.startswith("rem "):
            continue
        assert len(line) < 8191
        # A path may have spaces, brackets and "&" in it: wherever one stands it is in quotes.
        bare = re.sub(r'"[^"]*"', '""', line)
        assert not re.search(r"%~|%(?:DANTIN_(?!LAUNCH)|LOCALAPPDATA|USERPROFILE)|!DANTIN_(?!JOB|STATUS)", bare), line
        # What calls another .bat by name hands over to it for good; `call` would read every sign of a path once more.
        assert not re.match(r"\s*call\b", line), line
        if re.match(r":\w+$", line) and number:
            # Nothing runs on into a part that is jumped to, but for the way that is meant.
            before = next(entry for entry in reversed(lines[:number]) if entry)
            assert before.startswith(("exit /b", '"%~dp0noi-bo\\chay.bat"', "set ", "if not errorlevel 1 goto", "if errorlevel 1 goto"))
    assert re.match(r"exit /b (\d|!DANTIN_STATUS!)$", lines[-1])


@pytest.mark.parametrize("job", chay.JOBS)
def test_a_file_to_drop_on_hands_over_what_was_dropped(contents: dict[str, bytes], job: str) -> None:
    lines = contents[f"{job}.bat"].decode().splitlines()
    # Delayed expansion would take the "!" out of a path.
    assert lines[1] == "setlocal EnableExtensions DisableDelayedExpansion"
    assert lines.index("set DANTIN_ARGS=%*") < lines.index(f'"%~dp0noi-bo\\chay.bat" {job}')
    assert sum("%*" in line for line in lines) == 1


def test_the_runner_is_started_with_the_job(contents: dict[str, bytes]) -> None:
    lines = contents["noi-bo/chay.bat"].decode().splitlines()
    order = [
        "chcp 65001 >nul",
        'set "DANTIN_PYTHON=%~dp0..\\python\\python.exe"',
        'if not exist "%DANTIN_PYTHON%" goto installed',
        "if not errorlevel 1 goto start",
        'set "DANTIN_PYTHON=%LOCALAPPDATA%\\dantin\\python\\Scripts\\python.exe"',
        'if not exist "%DANTIN_PYTHON%" goto absent',
        "if errorlevel 1 goto absent",
        'set "DANTIN_JOB=%~1"',
        "setlocal EnableDelayedExpansion",
        'set "DANTIN_LINE=!CMDCMDLINE!"',
        '"!DANTIN_PYTHON!" -I "!DANTIN_RUNNER!" !DANTIN_JOB!',
        'set "DANTIN_STATUS=!ERRORLEVEL!"',
        'if not "!DANTIN_LINE:%~1.bat=!"=="!DANTIN_LINE!" exit !DANTIN_STATUS!',
        "exit /b !DANTIN_STATUS!",
    ]
    assert [line for line in lines if line in order] == order


def test_the_installer_needs_neither_network_nor_rights(contents: dict[str, bytes]) -> None:
    text = contents["cai-dat.bat"].decode()
    assert "--no-index" in text
    assert '--find-links "%DANTIN_WHEELS%" "dantin[xls]"' in text
    assert "in (3.11 3.12 3.13 3.14)" in text
    assert 'set "DANTIN_HOME=%LOCALAPPDATA%\\dantin\\python"' in text
    assert (
        "%DANTIN_HOME%\\Scripts\\python.exe".replace("%DANTIN_HOME%", "%LOCALAPPDATA%\\dantin\\python")
        in contents["noi-bo/chay.bat"].decode()
    )
    assert not re.search(r"runas|reg add|setx|pip download|https?:|curl|bitsadmin|powershell", text)
    # Every step that can fail is followed by a look at how it ended.
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if "-m venv" in line or "-m pip" in line or "-m dantin" in line:
            assert "errorlevel 1" in lines[number + 1]
    for code in re.findall(r'-c "([^"]*)"', text):
        compile(code, "", "exec")
        result = subprocess.run([sys.executable, "-I", "-c", code], check=False)
        assert result.returncode == 1  # this machine is no Windows


# --- The .bat files in wine's cmd ---------------------------------------------------------------------------------------

FAKE = """#!/bin/sh
printf '%s\\n' "$@" "DROPPED $DANTIN_ARGS" "JOB $DANTIN_JOB" >> "{log}"
echo seen
"""


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if WINE is None:
        pytest.skip("no wine here")
    return tmp_path_factory.mktemp("wine")


def in_wine(prefix: Path, line: str, cwd: Path) -> str:
    environment = {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}
    environment.pop("DISPLAY", None)
    assert WINE is not None
    done = subprocess.run(
        [WINE, "cmd", "/c", line], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=240, check=False
    )
    return done.stdout.decode(errors="replace")


def unpack(contents: dict[str, bytes], folder: Path, log: Path | None) -> Path:
    """The zip unpacked; with a Python that writes down what it was started with."""
    home = folder / "giải nén & (1)" / "dantin"
    for name, data in contents.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    if log is not None:
        (home / "python").mkdir()
        (home / "python" / "python.exe").write_text(FAKE.format(log=log))
        (home / "python" / "python.exe").chmod(0o755)
    return home


@pytest.mark.slow
def test_a_dossier_dropped_reaches_the_runner(contents: dict[str, bytes], prefix: Path, tmp_path: Path) -> None:
    home = unpack(contents, tmp_path, tmp_path / "log")
    dossier = "Z:\\hồ sơ & mẫu\\ấp (8)!.xlsx"
    assert "seen" in in_wine(prefix, f'kiem-phieu.bat "{dossier}" C:\\b.xlsx', home)
    log = (tmp_path / "log").read_text("utf-8").replace('\\"', '"')
    assert log.splitlines()[:3] == ["-I", "-c", "import dantin"]
    started = log.split("JOB")[1].splitlines()
    assert started[1] == "-I"
    assert started[2].endswith("giải nén & (1)\\dantin\\noi-bo\\chay.py")
    assert started[3] == "kiem-phieu"
    assert chay.dropped("kiem-phieu", "", started[4].removeprefix("DROPPED ")) == [dossier, "C:\\b.xlsx"]


@pytest.mark.slow
def test_what_is_said_where_python_or_the_rest_is_missing(contents: dict[str, bytes], prefix: Path, tmp_path: Path) -> None:
    home = unpack(contents, tmp_path, None)
    assert "Máy này chưa cài dantin" in in_wine(prefix, "kiem-tra.bat", home)
    assert "Máy này chưa có Python dùng được" in in_wine(prefix, "cai-dat.bat", home)
    shutil.rmtree(home / "noi-bo")
    assert "Hay giai nen ca tep zip truoc" in in_wine(prefix, "kiem-tra.bat", home)


@pytest.mark.slow
def test_with_an_embeddable_python_nothing_is_installed(contents: dict[str, bytes], prefix: Path, tmp_path: Path) -> None:
    home = unpack(contents, tmp_path, tmp_path / "log")
    assert "Đã cài xong" in in_wine(prefix, "cai-dat.bat", home)
    assert (tmp_path / "log").read_text("utf-8").splitlines()[:4] == ["-I", "-m", "dantin", "--version"]


# --- What they start ----------------------------------------------------------------------------------------------------

HOME = "C:\\Users\\Nguyễn An\\dantin"
CMD = "C:\\WINDOWS\\system32\\cmd.exe"


@pytest.mark.parametrize(
    ("line", "arguments", "paths"),
    [
        (f'{CMD} /c ""{HOME}\\kiem-tra.bat" C:\\A&B\\x.xlsx"', "C:\\A", ["C:\\A&B\\x.xlsx"]),
        (f'{CMD} /c ""{HOME}\\kiem-tra.bat" "C:\\A & B\\ấp 8.xlsx""', '"C:\\A & B\\ấp 8.xlsx"', ["C:\\A & B\\ấp 8.xlsx"]),
        (
            f'{CMD} /c ""{HOME}\\kiem-tra.bat" C:\\a.xlsx "C:\\b c.xlsx" C:\\d^e.xlsx"',
            "C:\\a.xlsx",
            ["C:\\a.xlsx", "C:\\b c.xlsx", "C:\\d^e.xlsx"],
        ),
        (f'{CMD} /c ""{HOME}\\KIEM-TRA.BAT" C:\\a.xlsx"', "C:\\a.xlsx", ["C:\\a.xlsx"]),
        (f'{CMD} /c ""{HOME}\\kiem-tra.bat" "', "", []),
        (f'{CMD} /c ""{HOME}\\kiem-tra.bat""', "", []),
        (f'"{CMD}"', 'a.xlsx "b c.xlsx" --out="d e"', ["a.xlsx", "b c.xlsx", "--out=d e"]),
        ("", "", []),
    ],
)
def test_what_was_dropped(line: str, arguments: str, paths: list[str]) -> None:
    assert chay.dropped("kiem-tra", line, arguments) == paths


@pytest.mark.parametrize("job", ["kiem-tra", "kiem-phieu", "lap-giay-to"])
def test_a_job_is_done_and_its_papers_shown(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = tmp_path / "hồ sơ & mẫu" / "ấp 8.yaml"
    dossier.parent.mkdir()
    dossier.write_bytes(CLEAN.read_bytes())
    opened: list[Path] = []
    questions: list[str] = []
    monkeypatch.setattr(chay, "show", opened.append)
    monkeypatch.setattr(sys, "argv", ["chay.py", job])
    monkeypatch.setattr("builtins.input", lambda question: questions.append(question) or "")
    monkeypatch.setenv("DANTIN_LINE", "")
    monkeypatch.setenv("DANTIN_ARGS", f'"{dossier}"')
    before = sys.stdout, sys.stderr
    calls: list[list[str]] = []

    def main() -> int:
        from typer.testing import CliRunner

        from dantin.cli.app import app

        calls.append(sys.argv[1:])
        return CliRunner().invoke(app, sys.argv[1:]).exit_code

    monkeypatch.setattr("dantin.cli.app.main", main)
    assert chay.main() == 0
    assert (sys.stdout, sys.stderr) == before
    out = dossier.parent / "out"
    assert calls == [{
        "kiem-tra": ["validate", str(dossier)],
        "kiem-phieu": ["tally", str(dossier), "--minutes", str(out)],
        "lap-giay-to": ["render", str(dossier), "--out", str(out)],
    }[job]]  # fmt: skip
    assert opened == ([] if job == "kiem-tra" else [out])
    assert questions == ["\nNhấn Enter để đóng cửa sổ này."]
    assert "Lệnh: dantin " in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "ran"), [("validate -h", ["validate", "-h"]), ("", []), ('"{}" x', ["validate", "{}", "x"])])
def test_dantin_bat_runs_what_is_typed_and_checks_what_is_dropped(
    arguments: str, ran: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["chay.py", "dantin"])
    monkeypatch.setattr("builtins.input", lambda _: "")
    monkeypatch.delenv("DANTIN_LINE", raising=False)
    monkeypatch.setenv("DANTIN_ARGS", arguments.format(tmp_path))
    calls: list[list[str]] = []
    monkeypatch.setattr("dantin.cli.app.main", lambda: calls.append(sys.argv) or 0)
    assert chay.main() == 0
    assert calls == [["dantin", *(word.format(tmp_path) for word in ran)]]


def test_nothing_dropped_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Any] = []
    monkeypatch.setattr("builtins.input", lambda _: f'"{tmp_path / "a b.yaml"}"')
    monkeypatch.setattr(chay, "run", lambda arguments: ran.append(arguments) or 2)
    assert chay.work("kiem-tra", []) == 2
    assert ran == [["validate", str(tmp_path / "a b.yaml")]]


def test_the_highest_status_is_handed_back(monkeypatch: pytest.MonkeyPatch) -> None:
    statuses = iter([1, 0])
    monkeypatch.setattr(chay, "run", lambda _: next(statuses))
    assert chay.work("lap-giay-to", ["a.yaml", "b.yaml"]) == 1
