"""Put made papers into a folder and tell what was written, what was not and why: shared by `render` and `tally --minutes`."""

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dantin.errors import DantinError, ProgramFault

if TYPE_CHECKING:
    from dantin.diagnostic import Diagnostic
    from dantin.papers.foreign import TemplatesOf
    from dantin.papers.paper import Paper
    from dantin.papers.write import Made
    from dantin.report import Hamlet, Report

_NAMED_ONE_BY_ONE = 3


def write_papers(
    report: "Report",
    found: "list[Diagnostic]",
    folder: Path,
    wanted: "Collection[Paper] | None",
    *,
    stage: str | None = None,
    ahead: bool = False,
    draft: bool = False,
    templates: "TemplatesOf | None" = None,
    to: TextIO | None = None,
) -> tuple[int, list[Path]]:
    """Write the papers of every hamlet of a report and say on `to` what came of each.

    Gives the exit status (1: a paper was refused, 3: one did not read as the outcome does) and the files written. `found` are all findings
    of the run, whatever was asked to be shown; `templates` gives those that apply to a file's hamlets, by default the shipped ones.
    """
    from dantin.output.terminal import visible
    from dantin.papers.write import make_papers, shipped
    from dantin.resources import write_whole

    to = to or sys.stdout
    status = 0
    written: list[Path] = []
    hamlets = [hamlet for hamlet in report.hamlets if hamlet.case is not None]
    for hamlet in hamlets:
        assert hamlet.case is not None
        mine = [d for d in found if d.place.file == hamlet.file and d.hamlet in (hamlet.code, None)]
        mine_written: list[Path] = []
        absent: dict[tuple[str, tuple[Diagnostic, ...], tuple[str, ...]], list[Made]] = {}
        its = templates(hamlet.file) if templates is not None else shipped
        for made in make_papers(hamlet.case, mine, wanted, stage=stage, ahead=ahead, draft=draft, templates=its):
            if made.data is not None:
                path = folder / made.path
                write_whole(path, made.data)
                mine_written.append(path)
            else:
                absent.setdefault((made.absent, made.wrong, made.faults), []).append(made)
        if len(hamlets) <= _NAMED_ONE_BY_ONE:
            for path in mine_written:
                print(visible(f"Đã ghi: {path}"), file=to)
        elif mine_written:
            print(visible(f"{hamlet.label}: đã ghi {len(mine_written)} giấy tờ vào {mine_written[0].parent}"), file=to)
        for (why, wrong, faults), papers in absent.items():
            status = max(status, 3 if faults else 1 if papers[0].refused else 0)
            _tell_absent(hamlet if len(hamlets) > 1 else None, [p.name for p in papers], why, wrong, faults, to)
        written += mine_written
    return status, written


def _tell_absent(
    hamlet: "Hamlet | None",
    names: list[str],
    why: str,
    wrong: "Collection[Diagnostic]",
    faults: Collection[str],
    to: TextIO,
) -> None:
    from dantin.output.terminal import visible

    whose = f"{hamlet.label}: " if hamlet is not None else ""
    told = "Không giao giấy" if faults else "Không lập được"
    print(visible(f"{whose}{told}: {', '.join(names)}: {why}."), file=to)
    for d in wrong:
        print(visible(f"  - {d.place.file}: {d.place}: {d.message} [{d.code}]"), file=to)
    for fault in faults:
        print(visible(f"  - {fault}"), file=to)


def to_pdf(papers: Collection[Path], to: TextIO) -> int:
    """Turn written papers into PDF beside them and say so; 2 where that cannot be done, and why."""
    from dantin.output.terminal import visible
    from dantin.papers.pdf import convert

    try:
        made = convert(list(papers))
    except DantinError as error:
        print(visible(f"Giấy tờ Word đã ghi xong, nhưng chưa có bản PDF: {error}"), file=sys.stderr)
        return 3 if isinstance(error, ProgramFault) else 2
    print(f"Đã chuyển {len(made)} giấy tờ sang PDF, nằm cạnh tệp Word.", file=to)
    return 0
