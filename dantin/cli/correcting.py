"""Two dossiers of one hamlet put side by side for `render --corrects`: the earlier one becomes what the later one corrects."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dantin.cli.delivery import in_line
from dantin.cli.options import UNREAD, checked, piped, quoted
from dantin.errors import CannotDo
from dantin.vietnamese import fold, fold_code

if TYPE_CHECKING:
    from dantin.found import Hamlet, Report
    from dantin.papers.paper import Paper


def comparing_refused(wanted: "Collection[Paper]", path: Path, corrects: Path | None) -> None:
    """Raise CannotDo where minutes that compare two dossiers are asked for and only one is named, or both are piped in."""
    if corrects is None and (paper := next((paper for paper in wanted if paper.compares), None)) is not None:
        how = f"dantin render HỒ_SƠ_MỚI --paper {paper.name} --corrects HỒ_SƠ_CŨ"
        raise CannotDo(f"{paper.title[:1].upper()}{paper.title[1:]} cần hồ sơ trước khi đính chính để so sánh. Thêm --corrects: {how}")
    if corrects is not None and piped([path]) and piped([corrects]):
        raise CannotDo("--corrects: đầu vào chuẩn chỉ có một hồ sơ. Ghi hồ sơ cũ là một tệp.")


def compare(report: "Report", corrects: Path, day: date) -> None:
    """Give every hamlet of a report the case that it corrects. Raises CannotDo where the earlier dossier is of none of them."""
    earlier, _ = checked(corrects, day)
    lost = [d for d in earlier.diagnostics if d.code == UNREAD]
    if lost:
        raise CannotDo(f"--corrects: {in_line(lost[0])}. {lost[0].hint}")
    paired = 0
    for file in report.files:
        hamlets = list(file.hamlets)
        for index, hamlet in enumerate(hamlets):
            before = next((one for one in earlier.hamlets if one.case is not None and _same(one, hamlet)), None)
            if before is not None and hamlet.case is not None:
                hamlets[index] = replace(hamlet, case=replace(hamlet.case, corrects=before.case))
                paired += 1
        file.hamlets = tuple(hamlets)
    if not paired and report.hamlets:
        old, new = (", ".join(one.label for one in hamlets[:3]) for hamlets in (earlier.hamlets, report.hamlets))
        raise CannotDo(
            f"--corrects: {quoted(corrects)} là hồ sơ của {old or 'không ấp nào'}, không phải của {new}. Ghi hồ sơ cũ của đúng ấp đó."
        )


def _same(earlier: "Hamlet", hamlet: "Hamlet") -> bool:
    """Whether two dossiers are of one hamlet: by its code, or where one of them has none, by its name and its commune."""
    if earlier.code and hamlet.code:
        return fold_code(earlier.code) == fold_code(hamlet.code)
    return [fold(text or "") for text in (earlier.name, earlier.commune)] == [fold(text or "") for text in (hamlet.name, hamlet.commune)]
