"""What `dantin` asks on a terminal when it is started without a command: what to do, with which dossier; the answer is a command line.

Each command is shown before it runs, so that people learn to type it. Imports neither click nor the rest of dantin's commands.
"""

import shlex
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from dantin.cli.streams import tell
from dantin.vietnamese import fold, visible


class _Choice(NamedTuple):
    """One thing to do: the command it needs, its words, and the questions that complete the command line (None: given up)."""

    command: str
    words: str
    complete: "Callable[[], list[str] | None]"


_VOTE_DAY = "--ngay-bau"
_DOSSIER = "Kéo tệp hồ sơ (hoặc thư mục) vào cửa sổ này rồi nhấn Enter; Enter để quay lại: "


def ask(commands: Collection[str]) -> Iterator[list[str]]:
    """Command lines, one after another, until the user has enough. `commands`: the names of those that there are."""
    choices = [choice for choice in _CHOICES if choice.command in commands]
    while True:
        print("\nAnh/chị muốn làm gì?")
        for number, choice in enumerate(choices, 1):
            print(f"  {number}  {choice.words}")
        print("  ?  Xem mọi lệnh của dantin")
        print("  0  Thoát")
        answer = _answer("Gõ số rồi nhấn Enter: ")
        if answer is None or fold(answer) in ("0", "thoat", "q", "quit", "exit"):
            return
        if answer == "?":
            yield ["--help"]
        elif answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            chosen = choices[int(answer) - 1]
            arguments = chosen.complete()
            if arguments is not None:
                line = [chosen.command, *arguments]
                print(f"\n{visible(f'Lệnh: {command_line(line)}')}\n", flush=True)
                yield line
        elif answer:
            tell(f"Chưa có việc “{answer}”. Gõ một số từ 0 đến {len(choices)}.")


def dropped(text: str) -> str:
    """The path in what a terminal types when a file is dropped into its window: bare, in quotes, after "&", or with backslashes."""
    text = text.strip().removeprefix("& ").strip()
    for mark, escaped in (('"', None), ("'", "''")):
        inside = text[1:-1]
        if len(text) > 1 and text[0] == text[-1] == mark and (mark not in (inside.replace(escaped, "") if escaped else inside)):
            return inside.replace(escaped, mark) if escaped else inside
    if sys.platform != "win32" and ("\\" in text or "'" in text) and not Path(text).exists():
        try:
            parts = shlex.split(text)
        except ValueError:
            return text
        return parts[0] if len(parts) == 1 else text
    return text


def command_line(arguments: Collection[str]) -> str:
    """A command as it is typed on this system."""
    line = ["dantin", *arguments]
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def _answer(question: str) -> str | None:
    """What was typed; None at the end of input."""
    try:
        return input(question).strip()
    except (EOFError, UnicodeDecodeError):
        print()
        return None


def _path(question: str) -> str | None:
    """A path that leads somewhere; asked again until it does, None where the user gives up."""
    while answer := _answer(question):
        path = dropped(answer)
        if Path(path).exists():
            return path
        tell(f"Không có tệp hoặc thư mục “{path}”. Kéo lại, hoặc gõ lại cho đúng.")
    return None


def _dossier() -> list[str] | None:
    path = _path(_DOSSIER)
    return None if path is None else [path]


def _minutes() -> list[str] | None:
    path = _path(_DOSSIER)
    if path is None:
        return None
    wanted = _answer("Lập luôn biên bản kiểm phiếu (Word)? Gõ c là có, Enter là không: ")
    return [path, "--minutes", str(_out_beside(path))] if wanted and fold(wanted) in ("c", "co") else [path]


def _written_out() -> list[str] | None:
    path = _path(_DOSSIER)
    return None if path is None else [path, "--out", str(_out_beside(path))]


def _out_beside(path: str) -> Path:
    """Where what is made from a dossier goes: a folder that is found again, whatever folder the program was started in."""
    return (Path(path) if Path(path).is_dir() else Path(path).parent) / "out"


def _new() -> list[str] | None:
    line: list[str] = []
    for option, question in (
        ("", "Tên tệp mới, ví dụ ap-8.xlsx; Enter để quay lại: "),
        ("--ten", "Tên ấp, khu phố, ví dụ Ấp 8: "),
        ("--xa", "Xã, phường, thị trấn, ví dụ xã An Phước: "),
        ("--tinh", "Tỉnh, thành phố, ví dụ tỉnh Đồng Nai: "),
        (_VOTE_DAY, "Ngày dự kiến bầu trưởng ấp, ví dụ 10/11/2024; Enter nếu chưa biết: "),
    ):
        answer = _answer(question)
        if not answer:
            if option == _VOTE_DAY:
                break
            return None
        if not option:
            path = dropped(answer)
            line.append(path if Path(path).suffix else f"{path}.xlsx")
        else:
            line += [option, answer]
    return line


_CHOICES = (
    _Choice("validate", "Kiểm tra hồ sơ", _dossier),
    _Choice("tally", "Kiểm phiếu", _minutes),
    _Choice("render", "Lập giấy tờ", _written_out),
    _Choice("report", "Báo cáo của xã, huyện", _dossier),
    _Choice("new", "Tạo hồ sơ mới của một ấp", _new),
    _Choice("fix", "Sửa giúp những chỗ gõ chưa chuẩn (ghi ra bản mới)", _written_out),
)
