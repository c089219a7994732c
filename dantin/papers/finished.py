"""A dossier -> its finished papers: through the gate, filled, and read back before anyone gets them. Writes no file itself."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Protocol

from dantin.case import Case
from dantin.diagnostic import Diagnostic
from dantin.model import Office
from dantin.papers.folders import folder_name
from dantin.papers.gate import hindrances, out_of_order
from dantin.papers.paper import Context, Paper, Subject
from dantin.papers.shelf import PAPERS
from dantin.records import dataclass
from dantin.resources import resource
from dantin.word.facts import Facts
from dantin.word.filling import Template, TemplateFault
from dantin.wording import titled, within_cluster

_TWIN = "một lượt bầu khác cùng số lần đã có giấy này: sửa số ở cột “Lần” của bảng Bầu cử"
_CODE = "ma_du_lieu"


class Filler(Protocol):
    """Something that fills one template."""

    def render(self, context: Mapping[str, object]) -> bytes:
        """The finished paper; raises TemplateFault."""

    def differences(self, paper: bytes, facts: Facts) -> list[str]:
        """What the finished paper does not say as the outcome has it; raises TemplateFault where it may not be looked at."""


class Templates(Protocol):
    """Where templates come from."""

    def __call__(self, name: str, *, draft: bool) -> Filler:
        """The template of a paper; raises TemplateFault, CannotDo."""


@dataclass(frozen=True)
class Made:
    """One paper, or why there is none.

    `path` is relative to the folder the user named. `data` is None where there is no paper and `absent` says why. `refused`: the data is
    not in order, with the errors in `wrong`, or the template cannot be filled. `faults`: the finished paper did not say what the outcome
    says, and it is not given out; that is a fault of the template where it is `refused`, else of dantin. `code` is that of its footer.
    """

    name: str
    path: PurePosixPath
    data: bytes | None = None
    absent: str = ""
    refused: bool = False
    wrong: tuple[Diagnostic, ...] = ()
    faults: tuple[str, ...] = ()
    code: str = ""


@lru_cache(maxsize=128)
def shipped(name: str, *, draft: bool) -> Template:
    """A template as it comes with dantin, prepared once."""
    return Template.load(resource("templates", f"{name}.docx"), draft=draft, proven=True)


def make_papers(
    case: Case,
    diagnostics: Iterable[Diagnostic],
    wanted: Collection[Paper] | None = None,
    *,
    stage: str | None = None,
    ahead: bool = False,
    draft: bool = False,
    templates: Templates = shipped,
    folder: PurePosixPath | None = None,
) -> Iterator[Made]:
    """The papers of one hamlet, in their order: those for which it is time, of the `wanted` ones and of one `stage` where these are named.

    `ahead`: also those for which it is not yet time. `diagnostics` are those of the hamlet. A `draft` goes past the gate and says on each
    page that it is one. `folder` is the hamlet's own, where its code and name do not make it. No two papers have one path: of rounds that
    have one number only the first gets its paper.
    """
    unit, findings = case.dossier.unit, list(diagnostics)
    home = folder if folder is not None else PurePosixPath(folder_name(unit.code, unit.name))
    paths: set[PurePosixPath] = set()
    for paper in PAPERS:
        if (wanted is not None and paper not in wanted) or (stage is not None and paper.occasion != stage):
            continue
        if not ahead and not paper.due(case):
            continue
        subjects = [subject for subject in paper.subjects(case) if ahead or paper.of_use(subject)]
        for subject in subjects:
            made = _made(paper, subject, findings, draft, templates, home)
            if made.data is not None and made.path in paths:
                made = replace(made, data=None, absent=_TWIN, refused=True)
            elif made.data is not None:
                paths.add(made.path)
            yield made
        if not subjects and ahead:
            why = "chưa có lượt bầu nào như vậy được tổ chức"
            yield Made(_title(paper, Subject(case)), home / paper.file_name(Subject(case)), absent=why, refused=True)


def fill(paper: Paper, subject: Subject) -> Context:
    """Everything a paper's template may print, with what stands in every footer."""
    context = paper.fill(subject)
    votes = (subject.count,) if subject.count is not None else subject.case.counts_of(Office.HEAD)
    day = paper.day(subject) if paper.day is not None else votes[-1].day if votes else subject.case.as_of
    form = subject.law.on(paper.based_on, day) if paper.based_on is not None else None
    context["mau_so"] = f"{form.article}, {form.instrument.short}" if form is not None and form.article else ""
    context[_CODE] = fingerprint(paper.name, context)
    return context


def fingerprint(name: str, context: Mapping[str, object]) -> str:
    """A short mark of everything a paper says: two papers with the same mark say the same."""
    text = json.dumps([name, context], ensure_ascii=False, sort_keys=True)
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{mark[:4]}-{mark[4:]}"


def _made(paper: Paper, subject: Subject, findings: list[Diagnostic], draft: bool, templates: Templates, home: PurePosixPath) -> Made:
    name, path = _title(paper, subject), home / paper.file_name(subject)
    if not draft:
        if wrong := hindrances(paper, subject, findings):
            return Made(name, path, absent="hồ sơ còn lỗi, chưa thể lập bản để ký", refused=True, wrong=tuple(wrong))
        if why := out_of_order(paper, subject.case) or paper.lacks(subject):
            return Made(name, path, absent=why, refused=True)
    if why := paper.senseless(subject):
        return Made(name, path, absent=why, refused=True)
    try:
        template = templates(paper.name, draft=draft)
        context = fill(paper, subject)
        data = template.render(context)
        faults = template.differences(data, paper.facts(subject))
    except TemplateFault as fault:
        return Made(name, path, absent=str(fault), refused=True)
    if faults:
        whose = "lỗi chương trình" if isinstance(template, Template) else "mẫu đã sửa có chỗ ghi sai; xem: dantin templates check"
        absent = f"đọc lại thấy giấy in ra khác với hồ sơ ({whose})"
        return Made(name, path, absent=absent, refused=not isinstance(template, Template), faults=tuple(faults))
    return Made(name, path, data, code=str(context[_CODE]))


def _title(paper: Paper, subject: Subject) -> str:
    """The paper as a message names it, the head by its title there: "biên bản kiểm phiếu bầu trưởng khu phố lần 2"."""
    title = titled(paper.title, subject.unit)
    if subject.cluster is not None:
        return f"{_title(paper, replace(subject, cluster=None))} ({within_cluster(subject.cluster)})"
    if subject.count is not None and subject.count.round.taken_round:
        return title if paper.taken_round or subject.number == 1 else f"{title} (phát phiếu lấy ý kiến hộ gia đình)"
    return f"{title} lần {subject.number}" if paper.office is not None or subject.number > 1 else title
