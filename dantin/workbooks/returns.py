"""What is sent back after a check: of each file with findings a copy with marks, or a list where no marks can be put into it; and where.

Of a folder the copies lie below "tra-lai", those of a commune together. Reads the dossiers again, and writes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from dantin.diagnostic import Diagnostic
from dantin.errors import CannotDo
from dantin.found import Report
from dantin.readers import TEXT_SUFFIXES, YAML_SUFFIXES
from dantin.readers.config import Config
from dantin.readers.files import limits
from dantin.readers.files.formats import Kind, kind_of
from dantin.readers.files.opening import read_file
from dantin.readers.files.raw import Unreadable
from dantin.records import dataclass
from dantin.vietnamese import fold
from dantin.workbooks.marks import About, faults_workbook, marked_workbook, marked_yaml

FOLDER = "tra-lai"
_LIST = "-loi-can-sua"
_UNREAD = "DT001"
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Place:
    """Where the copy of a file goes: `marked` below the folder that was named, or `listed` where it can only be listed."""

    file: str
    commune: str | None
    marked: PurePosixPath
    listed: PurePosixPath


@dataclass(frozen=True)
class Copy:
    """One copy. `why`: it is only a list, since no marks could be put into the file; or where `data` is None, nothing could be made."""

    place: Place
    path: PurePosixPath
    data: bytes | None
    findings: Sequence[Diagnostic]
    why: str = ""


def places(report: Report, folder_of: Callable[[str], str], *, whole: bool) -> list[Place]:
    """Where the copy of every file of a run goes; `whole`: folders were checked, not single files. `folder_of` names a commune's folder."""
    taken: set[PurePosixPath] = set()
    made = []
    for file in (name for read in report.files for name in read.files):
        commune = _commune(report, file)
        folder = PurePosixPath(FOLDER, folder_of(commune)) if whole and commune else PurePosixPath(FOLDER if whole else "")
        name = PurePosixPath(PurePosixPath(file).name)
        suffix = name.suffix if name.suffix.lower() in (*YAML_SUFFIXES, *_WORKBOOKS) else ".xlsx"
        stem, number = name.stem, 1
        while not taken.isdisjoint(pair := (folder / f"{stem}{suffix}", folder / f"{stem}-{name.suffix[1:].lower()}{_LIST}.xlsx")):
            number += 1
            stem = f"{name.stem}-{number}"
        taken.update(pair)
        made.append(Place(file, commune, *pair))
    return made


def copies(findings: Sequence[Diagnostic], at: Sequence[Place], senders: Mapping[str, Config], day: date) -> Iterator[Copy]:
    """A copy of each file that has any of the findings. `senders`: by file, the config of whoever sends it back and is to have it again."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for d in findings:
        by_file[d.place.file].append(d)
    for place in at:
        mine = by_file.get(place.file)
        if mine:
            sender = senders.get(place.file)
            about = About(place.file.rpartition("/")[2], day, sender.name if sender is not None else None)
            yield _copy(place, mine, about)


def _copy(place: Place, findings: Sequence[Diagnostic], about: About) -> Copy:
    try:
        data = read_file(Path(place.file), limits.WORKBOOK_BYTES)
        if any(d.code == _UNREAD for d in findings):
            return Copy(place, place.listed, faults_workbook(findings, about), findings, "tệp không đọc được")
        if place.marked.suffix.lower() in YAML_SUFFIXES:
            return Copy(place, place.marked, marked_yaml(data, findings, about), findings)
        why = _unmarkable(data, place.file)
        if not why:
            try:
                return Copy(place, place.marked, marked_workbook(data, findings, about), findings)
            except CannotDo as error:
                why = str(error)
        return Copy(place, place.listed, faults_workbook(findings, about), findings, why)
    except (Unreadable, CannotDo) as error:
        return Copy(place, place.marked, None, findings, str(error))


def _unmarkable(data: bytes, file: str) -> str:
    """Why no marks can be put into a workbook; empty where they can."""
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in TEXT_SUFFIXES and not data.startswith(b"PK"):
        return f"tệp {suffix} không chứa màu và chú thích được"
    try:
        kind = kind_of(data)
    except Unreadable:
        return "tệp có mật khẩu"
    return "" if kind is Kind.XLSX else f"không ghi dấu được vào tệp .{kind}"


def _commune(report: Report, file: str) -> str | None:
    """The commune of the hamlets in a file, where it is but one."""
    communes = {seat.commune for seat in report.seats if file in seat.files and seat.commune}
    communes = communes or {hamlet.commune for hamlet in report.hamlets if file in hamlet.files and hamlet.commune}
    return communes.pop() if len({fold(commune) for commune in communes}) == 1 else None
