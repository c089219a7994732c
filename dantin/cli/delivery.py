"""Put made papers into a folder and tell what was written, what was not and why: shared by `render` and `tally --minutes`."""

import sys
from collections.abc import Collection
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dantin.cli.streams import tell
from dantin.errors import CannotDo, DantinError, ProgramFault
from dantin.records import dataclass
from dantin.vietnamese import visible

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.found import Hamlet, Report
    from dantin.papers.finished import Made
    from dantin.papers.folders import Folders
    from dantin.papers.own_templates import TemplatesOf
    from dantin.papers.paper import Paper
    from dantin.word.seal import Seal

_NAMED_ONE_BY_ONE = 3
_LARGEST = 32 << 20


@dataclass
class Written:
    """What came of the papers: the exit status (1: one was refused, 2: one could not be written, 3: one did not read as the outcome does).

    `papers` are the files written, `kept` those that lie there changed by hand, `in_the_way` the findings that stood in the way of others.
    """

    status: int = 0
    papers: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    in_the_way: "set[Diagnostic]" = field(default_factory=set)


def write_papers(
    report: "Report",
    diagnostics: "list[Diagnostic]",
    out: Path,
    folders: "Folders",
    wanted: "Collection[Paper] | None",
    *,
    stage: str | None = None,
    ahead: bool = False,
    draft: bool = False,
    force: bool = False,
    templates: "TemplatesOf | None" = None,
    to: TextIO | None = None,
    quiet: bool = False,
) -> Written:
    """Write the papers of every hamlet of a report, each into its own of the `folders` below `out`, and say on `to` what came of each.

    A paper that cannot be written is told on standard error, and the others still are; raises CannotDo where there is no room for any
    other. What was changed by hand since it was written is left as it is, unless `force`d. `diagnostics` are all findings of the run,
    whatever was asked to be shown; `templates` gives those that apply to a file's hamlets, by default the shipped ones. With `quiet` only
    the papers that were not made are told.
    """
    from dantin.papers.finished import make_papers, shipped
    from dantin.resources import DiskFull, write_whole
    from dantin.word.seal import sealed

    to = to or sys.stdout
    result = Written()
    hamlets = [hamlet for hamlet in report.hamlets if hamlet.case is not None]
    for hamlet in hamlets:
        assert hamlet.case is not None
        mine = [d for d in diagnostics if d.place.file in hamlet.files and d.hamlet in (hamlet.code, None)]
        written: list[Path] = []
        earlier = _Earlier()
        absent: dict[tuple[str, tuple[Diagnostic, ...], tuple[str, ...]], list[Made]] = {}
        its = templates(hamlet.file) if templates is not None else shipped
        folder = folders[hamlet.file, hamlet.index]
        for made in make_papers(hamlet.case, mine, wanted, stage=stage, ahead=ahead, draft=draft, templates=its, folder=folder):
            path = out / made.path
            if made.data is None:
                earlier.not_made(path, made)
                absent.setdefault((made.absent, made.wrong, made.faults), []).append(made)
                continue
            if not earlier.may_write(path, made, force=force):
                continue
            try:
                write_whole(path, sealed(made.data, made.code))
            except DiskFull:
                raise
            except CannotDo as error:
                result.status = max(result.status, error.exit_status)
                tell(f"Lỗi: {error}")
            else:
                written.append(path)
        if len(hamlets) <= _NAMED_ONE_BY_ONE:
            for path in () if quiet else written:
                print(visible(f"Đã ghi: {path}"), file=to)
        elif written and not quiet:
            print(visible(f"{hamlet.label}: đã ghi {len(written)} giấy tờ vào {written[0].parent}"), file=to)
        for (why, wrong, faults), papers in absent.items():
            result.status = max(result.status, 1 if papers[0].refused else 3 if faults else 0)
            result.in_the_way.update(wrong)
            _tell_absent(hamlet if len(hamlets) > 1 else None, [p.name for p in papers], why, wrong, faults, to)
        result.status = max(result.status, earlier.tell(hamlet if len(hamlets) > 1 else None, to))
        result.papers += written
        result.kept += earlier.kept
    return result


@dataclass
class _Earlier:
    """The papers of a hamlet that lie there already: those made from other data, and those somebody has changed since."""

    renewed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)
    left_over: list[Path] = field(default_factory=list)

    def may_write(self, path: Path, made: "Made", *, force: bool) -> bool:
        """Whether the paper may be put at its place; notes what lies there."""
        there, seal = _at(path)
        if there and not force and (seal is None or not seal.untouched):
            (self.kept if seal is not None and seal.code == made.code else self.outdated).append(path)
            return False
        if seal is not None and seal.code != made.code:
            self.renewed.append(made.name)
        return True

    def not_made(self, path: Path, made: "Made") -> None:
        """Note what lies where a paper would be that is refused now."""
        if (made.refused or made.faults) and _at(path)[1] is not None:
            self.left_over.append(path)

    def tell(self, hamlet: "Hamlet | None", to: TextIO) -> int:
        """Say what was noted; 1 where a paper that lies there is not that of the dossier."""
        whose = f"{hamlet.label}: " if hamlet is not None else ""
        if self.renewed:
            print(visible(f"{whose}Lập lại vì số liệu trong hồ sơ đã khác lần lập trước: {', '.join(self.renewed)}."), file=to)
        for paths, why in (
            (self.kept, "đã sửa tay sau khi lập, nên giữ nguyên; muốn ghi đè: thêm --force"),
            (
                self.outdated,
                "không ghi đè, vì đã sửa tay hoặc không do dantin lập, mà chưa chắc khớp với hồ sơ hiện nay; "
                "đổi tên tệp đó rồi lập lại, hoặc thêm --force để ghi đè",
            ),
            (self.left_over, "giấy của lần lập trước, lần này không lập được; đừng ký, xóa đi"),
        ):
            for path in paths:
                print(visible(f"{whose}{path}: {why}."), file=to)
        return 1 if self.outdated or self.left_over else 0


def _at(path: Path) -> "tuple[bool, Seal | None]":
    """Whether a file lies there, and the mark in it."""
    from dantin.word.seal import seal_of

    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return path.is_file(), None
        return True, seal_of(path.read_bytes())
    except (OSError, ValueError):  # writing tells what is wrong
        return False, None


def _tell_absent(
    hamlet: "Hamlet | None",
    names: list[str],
    why: str,
    wrong: "Collection[Diagnostic]",
    faults: Collection[str],
    to: TextIO,
) -> None:
    whose = f"{hamlet.label}: " if hamlet is not None else ""
    outcome = "Không giao giấy" if faults else "Không lập được"
    print(visible(f"{whose}{outcome}: {', '.join(names)}: {why}."), file=to)
    for d in wrong:
        print(visible(f"  - {in_line(d)}"), file=to)
    for fault in faults:
        print(visible(f"  - {fault}"), file=to)


def in_line(diagnostic: "Diagnostic") -> str:
    """A finding inside a line of its own or of something else: place, what is wrong, code."""
    place = "đầu vào" if diagnostic.place.file == "-" else diagnostic.place.file
    return ": ".join(part for part in (place, str(diagnostic.place), f"{diagnostic.message} [{diagnostic.code}]") if part)


def to_pdf(papers: Collection[Path], to: TextIO) -> int:
    """Turn written papers into PDF beside them and say so; 2 where that cannot be done, and why."""
    from dantin.word.pdf import convert

    try:
        made = convert(list(papers))
    except DantinError as error:
        tell(f"Giấy tờ Word đã ghi xong, nhưng chưa có bản PDF: {error}")
        return 3 if isinstance(error, ProgramFault) else 2
    print(f"Đã chuyển {len(made)} giấy tờ sang PDF, nằm cạnh tệp Word.", file=to)
    return 0
