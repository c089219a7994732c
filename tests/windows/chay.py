"""What the .bat files beside it start: does one job with the dossiers dropped on them, and leaves the window open.

What was dropped comes by the environment, see `chay.bat`. Imports dantin late, so that a broken installation is told in words.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

JOBS = {
    "kiem-tra": "Kiểm tra hồ sơ",
    "kiem-phieu": "Kiểm phiếu, lập biên bản",
    "lap-giay-to": "Lập giấy tờ",
    "dantin": "dantin",
}
_WORD = re.compile(r'(?:"[^"]*"|[^\s"])+')


def dropped(job: str, line: str, arguments: str) -> list[str]:
    """The paths dropped on `<job>.bat`.

    `line` is the command line of the window: Explorer puts a path in quotes only for a space, and cmd breaks the others at "&", so
    that `arguments`, what it handed the file, may be cut short. They count where the file was called by name in a window of the user's.
    """
    before, started, rest = line.rpartition(f"{job}.bat")
    if not started:
        before, started, rest = line.lower().rpartition(f"{job}.bat")
        rest = line[len(before) + len(started) :]
    if started:
        arguments = rest.removeprefix('"')
        # The whole command is in quotes of its own: cmd /c ""...kiem-tra.bat" C:\a.xlsx"
        if arguments.count('"') % 2:
            arguments = arguments.rstrip().removesuffix('"')
    return [word.replace('"', "") for word in _WORD.findall(arguments)]


def commands(job: str, paths: list[str]) -> Iterator[tuple[list[str], Path | None]]:
    """The command lines that do a job with some dossiers, each with the folder in which it writes papers, if it does."""
    if job == "kiem-tra":
        yield ["validate", *paths], None
        return
    for path in paths:
        out = (Path(path) if Path(path).is_dir() else Path(path).parent) / "out"
        yield (["tally", path, "--minutes", str(out)] if job == "kiem-phieu" else ["render", path, "--out", str(out)]), out


def run(arguments: list[str]) -> int:
    """Run one command, shown first so that it can be learnt."""
    from dantin.cli.app import main
    from dantin.cli.menu import command_line

    print(f"Lệnh: {command_line(arguments)}\n", flush=True)
    sys.argv = ["dantin", *arguments]
    return main()


def written(out: Path, since: float) -> bool:
    """Whether papers were written below a folder since then; file systems of USB sticks count in steps of two seconds."""
    return any(paper.stat().st_mtime >= since - 2 for paper in out.rglob("*.docx"))


def title(words: str) -> None:
    """The title of the window."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleTitleW(words)


def show(folder: Path) -> None:
    """Open a folder in Explorer."""
    if sys.platform == "win32":
        os.startfile(folder)


def work(job: str, paths: list[str]) -> int:
    """Do a job with dossiers, asking for one where none was dropped; the highest status."""
    from dantin.cli.menu import dropped as typed

    if not paths:
        print(f"{JOBS[job]}. Lần sau kéo tệp hồ sơ thả lên biểu tượng {job}.bat.")
        paths = [typed(input("Kéo tệp hồ sơ vào cửa sổ này rồi nhấn Enter: "))]
    status = 0
    for arguments, out in commands(job, paths):
        begun = time.time()
        status = max(status, run(arguments))
        if out is not None and out.is_dir() and written(out, begun):
            print(f"\nGiấy tờ nằm ở: {out}", flush=True)
            show(out)
    return status


def main() -> int:
    """Do the job named; its status."""
    job = sys.argv[1]
    title(JOBS[job])
    paths = dropped(job, os.environ.get("DANTIN_LINE", ""), os.environ.get("DANTIN_ARGS", ""))
    if job == "dantin" and paths and Path(paths[0]).exists():
        job = "kiem-tra"  # dropped there all the same
    if job == "dantin":
        from dantin.cli.app import main as dantin

        sys.argv = ["dantin", *paths]
        return dantin()
    status = 2
    try:
        status = work(job, paths)
    except (KeyboardInterrupt, EOFError):
        print("\nĐã dừng.")
    except ImportError as error:
        print(f"Bản cài đặt thiếu tệp ({error}). Nhấp đúp cai-dat.bat để cài lại.")
    try:
        input("\nNhấn Enter để đóng cửa sổ này.")
    except (KeyboardInterrupt, EOFError):
        print()
    return status


if __name__ == "__main__":
    sys.exit(main())
