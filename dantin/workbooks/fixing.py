"""One dossier file -> its mended copy in memory, or why there is none. Reads and checks; writes nothing.

A mended copy must not have more findings than its original: where a figure that reads at last brings out more faults than it cured, the
figures are left for a person. Imports the readers, `run` and `mending`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dantin.errors import CannotDo
from dantin.readers import TEXT_SUFFIXES, YAML_SUFFIXES, read
from dantin.readers.dossier.fields import Names
from dantin.readers.dossier.mends import Left, Mend, Why, mends
from dantin.readers.files import limits
from dantin.readers.files.formats import Kind, kind_of
from dantin.readers.files.opening import read_file
from dantin.readers.files.raw import Unreadable
from dantin.records import dataclass
from dantin.run import check_bytes
from dantin.workbooks.mending import Mended, mend_workbook, mend_yaml, written

_UNREAD = "DT001"
_SAVE_AS = "mở tệp bằng Excel, lưu thành tệp .xlsx rồi chạy lại"
_BRINGS_OUT = "đọc được ô này thì lộ thêm lỗi khác mà máy không sửa được: sửa tay, rồi chạy dantin validate"


@dataclass(frozen=True)
class Fix:
    """What can be mended in one file (`done`), what is left, and the copy; `why` says why there is none though there is what to mend."""

    done: Sequence[Mend]
    left: Sequence[Left]
    data: bytes | None = None
    why: str = ""
    turned: int = 0
    """Days in columns that seem turned round and were not touched."""


def fix(path: Path, names: Names | None, day: date, *, unsafe: bool, password: str | None = None) -> Fix:
    """Mend one file. Raises CannotDo for one that cannot be read."""
    name, suffix = path.as_posix(), path.suffix.lower()
    reading = read(path, name, names, password=password)
    if (unread := next((d for d in reading.diagnostics if d.code == _UNREAD), None)) is not None:
        raise CannotDo(f"{name}: {unread.message}. {unread.hint}")
    wanted, left = mends(reading, unsafe=unsafe)
    turned = 0 if unsafe else sum(mend.unsafe for mend in mends(reading, unsafe=True)[0])
    if not wanted:
        return Fix((), left, turned=turned)
    try:
        data = read_file(path, limits.WORKBOOK_BYTES)
    except Unreadable as trouble:
        raise CannotDo(f"{name}: {trouble.problem}. {trouble.remedy}") from trouble
    if why := _unmendable(data, suffix):
        return Fix(wanted, left, why=why, turned=turned)
    mend = mend_yaml if suffix in YAML_SUFFIXES else mend_workbook
    try:
        made = _no_worse(data, wanted, left, mend, lambda copy: _number(copy, name, suffix, day, names))
    except (CannotDo, Unreadable) as error:
        return Fix(wanted, left, why=str(error), turned=turned)
    return Fix(made.done, made.left, made.data, turned=turned)


def _no_worse(
    data: bytes,
    wanted: Sequence[Mend],
    left: Sequence[Left],
    mend: Callable[[bytes, Sequence[Mend], Sequence[Left]], Mended],
    findings: Callable[[bytes], int],
) -> Mended:
    """The copy with as many mends as leave no more findings than there were."""
    before = findings(data)
    figures = [entry for entry in wanted if entry.why in (Why.NUMBER, Why.DAY, Why.LOST_ZERO, Why.TURNED)]
    coded = [entry for entry in wanted if entry.why is Why.FONT]
    for held_back in ([], figures, [*figures, *coded]):
        without = set(held_back)
        held = [Left(entry.place, written(entry.old), _BRINGS_OUT) for entry in held_back]
        made = mend(data, [entry for entry in wanted if entry not in without], [*left, *held])
        if made.data is None or findings(made.data) <= before:
            return made
    return Mended(None, (), [*left, *(Left(entry.place, written(entry.old), _BRINGS_OUT) for entry in wanted)])


def _number(data: bytes, name: str, suffix: str, day: date, names: Names | None) -> int:
    return len(check_bytes(data, name, suffix, day, names=names).diagnostics)


def _unmendable(data: bytes, suffix: str) -> str:
    """Why no copy of a file can be made; empty where one can."""
    if suffix in YAML_SUFFIXES:
        return ""
    if suffix in TEXT_SUFFIXES and not data.startswith(b"PK"):
        return f"tệp {suffix} không ghi lại được: {_SAVE_AS}"
    try:
        kind = kind_of(data)
    except Unreadable:
        return "tệp có mật khẩu: bỏ mật khẩu, lưu lại rồi chạy lại"
    return "" if kind is Kind.XLSX else f"tệp .{kind} không ghi lại được: {_SAVE_AS}"
