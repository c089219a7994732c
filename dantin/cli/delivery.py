"""Put made papers into a folder and tell what was written, what was not and why: shared by `render` and `tally --minutes`."""

import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dantin.cli.streams import tell
from dantin.errors import CannotDo, DantinError, ProgramFault
from dantin.vietnamese import visible

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.found import Hamlet, Report
    from dantin.papers.finished import Made
    from dantin.papers.folders import Folders
    from dantin.papers.own_templates import TemplatesOf
    from dantin.papers.paper import Paper

_NAMED_ONE_BY_ONE = 3


@dataclass
class Written:
    """What came of the papers: the exit status (1: one was refused, 2: one could not be written, 3: one did not read as the outcome does).

    `papers` are the files written, `in_the_way` the findings that stood in the way of others.
    """

    status: int = 0
    papers: list[Path] = field(default_factory=list)
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
    templates: "TemplatesOf | None" = None,
    to: TextIO | None = None,
) -> Written:
    """Write the papers of every hamlet of a report, each into its own of the `folders` below `out`, and say on `to` what came of each.

    A paper that cannot be written is told on standard error, and the others still are; raises CannotDo where there is no room for any
    other. `diagnostics` are all findings of the run, whatever was asked to be shown; `templates` gives those that apply to a file's
    hamlets, by default the shipped ones.
    """
    from dantin.papers.finished import make_papers, shipped
    from dantin.resources import DiskFull, write_whole

    to = to or sys.stdout
    result = Written()
    hamlets = [hamlet for hamlet in report.hamlets if hamlet.case is not None]
    for hamlet in hamlets:
        assert hamlet.case is not None
        mine = [d for d in diagnostics if d.place.file in hamlet.files and d.hamlet in (hamlet.code, None)]
        written: list[Path] = []
        absent: dict[tuple[str, tuple[Diagnostic, ...], tuple[str, ...]], list[Made]] = {}
        its = templates(hamlet.file) if templates is not None else shipped
        folder = folders[hamlet.file, hamlet.index]
        for made in make_papers(hamlet.case, mine, wanted, stage=stage, ahead=ahead, draft=draft, templates=its, folder=folder):
            if made.data is None:
                absent.setdefault((made.absent, made.wrong, made.faults), []).append(made)
                continue
            path = out / made.path
            try:
                write_whole(path, made.data)
            except DiskFull:
                raise
            except CannotDo as error:
                result.status = max(result.status, error.exit_status)
                tell(f"Lỗi: {error}")
            else:
                written.append(path)
        if len(hamlets) <= _NAMED_ONE_BY_ONE:
            for path in written:
                print(visible(f"Đã ghi: {path}"), file=to)
        elif written:
            print(visible(f"{hamlet.label}: đã ghi {len(written)} giấy tờ vào {written[0].parent}"), file=to)
        for (why, wrong, faults), papers in absent.items():
            result.status = max(result.status, 1 if papers[0].refused else 3 if faults else 0)
            result.in_the_way.update(wrong)
            _tell_absent(hamlet if len(hamlets) > 1 else None, [p.name for p in papers], why, wrong, faults, to)
        result.papers += written
    return result


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
