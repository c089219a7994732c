"""Put the copies with marks into a folder and tell what was written, what was not and why.

Writes over no dossier, and over nothing that others have written.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dantin.cli.options import notice, quoted
from dantin.cli.streams import tell
from dantin.errors import CannotDo
from dantin.vietnamese import fold

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.found import Report
    from dantin.readers.config import Config
    from dantin.workbooks.returns import Copy

_NAMED_ONE_BY_ONE = 3
_LARGEST = 64 << 20


def write_copies(
    report: "Report", findings: "Sequence[Diagnostic]", configs: "Mapping[Path, Config]", day: date, out: Path, folders: Sequence[Path]
) -> int:
    """Write a copy with marks of each file that has findings, below `out`; 2 where one could not be written. Of folders the copies of a
    commune have a letter with them.

    `folders`: those that were checked as a whole, none where single files were.
    """
    from dantin.district import holds
    from dantin.papers.folders import folder_name
    from dantin.resources import DiskFull, write_whole
    from dantin.workbooks.returns import copies, places

    whole = bool(folders)
    at = places(report, partial(folder_name, usual="xa"), whole=whole)
    # Whoever checks sends back: the highest level whose folder was looked at, else the one that the dossier belongs to.
    senders = {
        path.as_posix(): next((level for level in reversed(list(config.levels)) if holds(folders, level)), config)
        for path, config in configs.items()
    }
    inputs = [Path(place.file) for place in at]
    status, written = 0, list[Path]()
    sent: dict[Path, list[Copy]] = {}
    for copy in copies(findings, at, senders, day):
        path = out / copy.path
        if copy.data is None:
            status = 2
            tell(f"Không lập được bản đánh dấu của {quoted(copy.place.file)}: {copy.why}.")
            continue
        if (why := _in_the_way(path, inputs)) is not None:
            status = 2
            tell(f"Không ghi bản đánh dấu {quoted(path)}: {why}.")
            continue
        try:
            write_whole(path, copy.data)
        except DiskFull:
            raise
        except CannotDo as error:
            status = 2
            tell(f"Lỗi: {error}")
            continue
        written.append(path)
        if whole and copy.place.commune:
            sent.setdefault(path.parent, []).append(copy)
        if copy.why:
            notice(f"{copy.place.file}: {copy.why}; đã ghi danh sách chỗ cần sửa vào {quoted(path)}.")
    if written or not status:
        _tell(written, out)
    for folder, its in sent.items():
        status = max(status, _write_letter(report, senders.get(its[0].place.file), str(its[0].place.commune), its, day, folder))
    for place in at:
        for path in (out / place.marked, out / place.listed):
            if path not in written and path.is_file() and not _is_input(path, inputs) and _untouched(path):
                notice(f"{quoted(path)} là bản của lần kiểm tra trước, nay không còn đúng: đừng gửi, xóa đi.")
    return status


def _write_letter(report: "Report", config: "Config | None", commune: str, its: "Sequence[Copy]", day: date, folder: Path) -> int:
    """Write the letter that goes with the copies of a commune, into their folder; one that somebody has changed stays as it is."""
    from dantin.found import State
    from dantin.papers.covering_letter import NAME, SentBack, letter
    from dantin.resources import write_whole
    from dantin.word.seal import seal_of

    dossiers = []
    for copy in its:
        hamlets = [h.name or h.label for h in report.hamlets if copy.place.file in h.files]
        errors = sum(d.severity == "error" for d in copy.findings)
        dossiers.append(SentBack("; ".join(hamlets), copy.path.name, errors, len(copy.findings) - errors, bool(copy.why)))
    missing = [s.name or s.label for s in report.seats if s.state is State.MISSING and s.commune and fold(s.commune) == fold(commune)]
    made = letter(config, commune, day, dossiers, missing)
    path = folder / f"{NAME}.docx"
    if made.faults:
        tell(f"Không giao công văn {quoted(path)}: đọc lại thấy khác với danh sách hồ sơ (lỗi chương trình).")
        return 3
    try:
        there = path.read_bytes() if path.exists() else None
        seal = seal_of(there) if there is not None else None
        if there is not None and (seal is None or not seal.untouched):
            notice(f"{quoted(path)}: đã sửa tay sau khi lập, nên giữ nguyên; muốn lập lại thì đổi tên hoặc xóa tệp đó.")
            return 0
        write_whole(path, made.data)
    except (OSError, CannotDo) as error:
        tell(f"Lỗi: {error if isinstance(error, CannotDo) else f'không đọc được {quoted(path)}.'}")
        return 2
    notice(f"Đã ghi công văn gửi trả: {path}")
    return 0


def _tell(written: Sequence[Path], out: Path) -> None:
    if not written:
        notice("Không có bản đánh dấu nào để ghi.")
    elif len(written) <= _NAMED_ONE_BY_ONE:
        for path in written:
            notice(f"Đã ghi bản đánh dấu lỗi: {path}")
    else:
        notice(f"Đã ghi {len(written)} bản đánh dấu lỗi vào {quoted(out)}.")


def _in_the_way(path: Path, inputs: Sequence[Path]) -> str | None:
    """Why nothing may be written at a path; None where it may."""
    if _is_input(path, inputs):
        return "đây là hồ sơ vừa kiểm tra, dantin không ghi vào hồ sơ. Chọn thư mục khác cho --annotate"
    if path.exists() and not _untouched(path):
        return "tệp ở đó đã được sửa hoặc không do dantin lập. Đổi tên tệp đó hoặc chọn thư mục khác rồi chạy lại"
    return None


def _is_input(path: Path, inputs: Sequence[Path]) -> bool:
    return path.exists() and any(file.exists() and path.samefile(file) for file in inputs)


def _untouched(path: Path) -> bool:
    from dantin.workbooks.marks import is_untouched

    try:
        return path.is_file() and path.stat().st_size <= _LARGEST and is_untouched(path.read_bytes())
    except (OSError, ValueError, CannotDo):
        return False
