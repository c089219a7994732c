"""The counting minutes of a dossier, as finished Word papers: through the gate, with the shipped template."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from dantin.diagnostic import Diagnostic
from dantin.model import Office, Unit
from dantin.papers.gate import hindrances
from dantin.papers.render import Template
from dantin.papers.variables import MINUTES_HEAD, minutes_head
from dantin.resources import resource
from dantin.tally import Case, Count
from dantin.vietnamese import fold
from dantin.wording import round_name


@dataclass(frozen=True)
class Minutes:
    """One round's minutes: the paper, or why there is none.

    `path` is relative to the folder the user named; `data` is None where there is no paper, and `absent` says why. `refused`: the
    data is not in order, with the errors in `wrong`; else dantin has no form for such a round.
    """

    name: str
    path: PurePosixPath
    data: bytes | None = None
    absent: str = ""
    refused: bool = False
    wrong: tuple[Diagnostic, ...] = ()


@lru_cache(maxsize=8)
def _template(name: str) -> Template:
    return Template.load(resource("templates", f"{name}.docx"), f"{name}.docx")


def folder_name(unit: Unit) -> str:
    """The hamlet's folder, safe on every system: "tb-kp4-khu-pho-4"."""
    return "-".join(fold(part).replace("_", "-") for part in (unit.code, unit.name) if part) or "ap"


def write_minutes(case: Case, diagnostics: Iterable[Diagnostic]) -> Iterator[Minutes]:
    """The minutes of every round that was held, in the order of the contests. `diagnostics` are those of the hamlet."""
    found = list(diagnostics)
    for count in case.counts:
        if not count.planned:
            yield _one(case, count, found)


def _one(case: Case, count: Count, found: list[Diagnostic]) -> Minutes:
    suffix = "" if count.round.number == 1 else f"-lan-{count.round.number}"
    path = PurePosixPath(folder_name(case.dossier.unit)) / f"{MINUTES_HEAD}{suffix}.docx"
    name = f"biên bản kiểm phiếu {round_name(count)}"
    if count.office is not Office.HEAD:
        return Minutes(name, path, absent="dantin chưa có mẫu của đại hội chi bộ")
    if count.round.taken_round:
        return Minutes(name, path, absent="phát phiếu lấy ý kiến hộ gia đình dùng Mẫu số 04, dantin chưa có mẫu đó")
    wrong = hindrances(count, found)
    if wrong or count.outcome is None:
        return Minutes(name, path, absent="hồ sơ còn lỗi, chưa thể lập biên bản để ký", refused=True, wrong=tuple(wrong))
    return Minutes(name, path, data=_template(MINUTES_HEAD).render(dict(minutes_head(count))))
