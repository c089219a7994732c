"""What is wrong with a changed Word template, told to whoever changed it; and the list of what a template may show.

What is known is what the papers of the shipped example dossier are given, and what the shipped templates use.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from dantin.case import Case, count_dossier
from dantin.errors import CannotDo
from dantin.model import Office, Setting
from dantin.papers.finished import fill
from dantin.papers.own_templates import Workshop, template_bytes
from dantin.papers.paper import Context, Paper, Subject
from dantin.papers.shelf import BY_NAME, MEANINGS, PAPERS
from dantin.records import dataclass
from dantin.resources import resource
from dantin.word.filling import TemplateFault
from dantin.word.tags import Use, examine, in_paragraph

EXAMPLE = "khu-pho-4.yaml"
_EXAMPLE_DAY = date(2024, 12, 20)
_MARK = "ma_du_lieu"
_CLUSTER = "Cụm 1"
# How many households are enough to try a paper that has a slip for each.
_TRIED = 10


@dataclass(frozen=True)
class Variable:
    """A variable as a template may use it: "ten_ap", the list "ung_cu", its field "ung_cu.ho_ten". `papers`: those that are given it.

    The `example` of a list of plain lines is the first of them.
    """

    name: str
    is_list: bool
    meaning: str
    example: str
    papers: tuple[Paper, ...]


def paper_for(path: Path, name: str | None) -> Paper:
    """The paper of which a file is a template: the one named, else that of the file's name. Raises CannotDo, offering the nearest."""
    wanted = name or path.stem.lower()
    if wanted in BY_NAME:
        return BY_NAME[wanted]
    from dantin.readers.dossier.quoting import nearest_offer

    offer = nearest_offer(wanted, sorted(BY_NAME))
    how = "Xem tên: dantin templates list" if name else "Đổi tên tệp cho đúng, hoặc thêm --paper TÊN. Xem tên: dantin templates list"
    raise CannotDo(f"không có giấy tờ nào tên “{wanted}”.{offer} {how}")


def check(path: Path, paper: Paper, workshop: Workshop) -> list[str]:
    """What is wrong with a template, each in a sentence; empty where it can be used. Raises NoWordFile, TemplateFault."""
    data, name = template_bytes(path), path.name
    examined = workshop.examine(data, name)
    problems = [f"{what}{in_paragraph(where)}" for what, where in examined["problems"]]
    uses = [Use(*use) for use in examined["uses"]]
    problems += _unknown(paper, uses)
    if not examined["problems"]:
        problems += _lacking(paper, uses)
    return problems or list(dict.fromkeys(_tried(paper, path, data, workshop)))


def _unknown(paper: Paper, uses: list[Use]) -> Iterator[str]:
    """Variables that the paper is not given, each once a paragraph."""
    known = given(paper)
    reported: set[str] = set()
    for use in dict.fromkeys(Use(use.path, True, use.where) for use in uses):
        above = use.path.removesuffix("[]") if use.path.endswith("[]") else use.path.rpartition(".")[0]
        if use.path in known or (above and above not in known and above in reported):
            reported.update([use.path] if above in reported else [])
            continue
        reported.add(use.path)
        yield f"{_why_unknown(use.path, above, known)}{in_paragraph(use.where)}"


def _why_unknown(path: str, above: str, known: dict[str, str]) -> str:
    from dantin.readers.dossier.quoting import nearest_offer

    lists = sorted(name.removesuffix("[]") for name in known if name.endswith("[]"))
    field = path.rpartition(".")[2]
    if path.endswith("[]"):
        return f"“{above}” không phải là danh sách, không dùng được trong thẻ for"
    if above.endswith("[]"):
        fields = sorted(name.rpartition(".")[2] for name in known if name.startswith(f"{above}."))
        return f"danh sách “{above.removesuffix('[]')}” không có phần “{field}”.{nearest_offer(field, fields)}"
    if above in lists:
        return f"“{above}” là danh sách: viết {{{{ x.{field} }}}} giữa {{%p for x in {above} %}} và {{%p endfor %}}"
    if above:
        return f"“{above}” là chữ, không có phần “{field}”"
    if owner := next((name for name in lists if f"{name}[].{path}" in known), None):
        return f"không có biến “{path}” đứng riêng; nó thuộc danh sách “{owner}”: {{%p for x in {owner} %}} … {{{{ x.{path} }}}}"
    if path in MEANINGS:
        return f"biến “{path}” ({MEANINGS[path]}) không có ở giấy này"
    return f"không có biến “{path}”.{nearest_offer(path, sorted(name for name in known if name.isidentifier()))}"


def _lacking(paper: Paper, uses: list[Use]) -> Iterator[str]:
    """Variables without which the paper is not what its form asks for: to be shown, unless the shipped template only tests them."""
    for name in (*paper.form, _MARK):
        owner, _, field = name.partition(".")
        if not (_shows(uses, name) or (_uses(uses, name) and not _shows(_shipped_uses(paper), name))):
            tag = f"{{{{ x.{field} }}}} giữa {{%p for x in {owner} %}} và {{%p endfor %}}" if field else f"{{{{ {owner} }}}}"
            yield f"thiếu “{name}” ({MEANINGS[name.rpartition('.')[2]]}), mẫu phải có: thêm {tag}"


def _uses(uses: Iterable[Use], name: str) -> bool:
    owner, _, field = name.partition(".")
    return any(use.path == f"{owner}[].{field}" if field else use.path == owner or use.path.startswith(f"{owner}[]") for use in uses)


def _shows(uses: Iterable[Use], name: str) -> bool:
    return _uses((use for use in uses if use.shown), name)


def _tried(paper: Paper, path: Path, data: bytes, workshop: Workshop) -> Iterator[str]:
    """What comes out when the template is filled: with the example, as a draft, and with everything that may be absent left out."""
    name = path.name
    for subject in samples(paper):
        context = fill(paper, subject)
        for draft, tried in ((False, context), (True, context), (False, _emptied(context))):
            try:
                made = workshop.fill(f"{path}|{draft}", name, data, tried, draft=draft)
                wrong = workshop.differences(name, made, paper.facts(subject)) if tried is context else []
            except TemplateFault as fault:
                absent = " (khi các phần có thể trống đều trống)" if tried is not context else ""
                yield str(fault).removeprefix(f"Mẫu {name}: ") + absent
                return
            yield from (f"điền thử bằng hồ sơ mẫu rồi đọc lại: {fault}" for fault in wrong)


def _emptied(context: Context) -> Context:
    return {name: "" if isinstance(value, str) else [] for name, value in context.items()}


@cache
def _example() -> Case:
    from dantin.run import check_file

    (hamlet,) = check_file(resource("examples", EXAMPLE), _EXAMPLE_DAY, keep_cases=True).hamlets
    assert hamlet.case is not None
    return hamlet.case


@cache
def samples(paper: Paper) -> tuple[Subject, ...]:
    """What the paper would be written about in the example dossier; its vote held by clusters too, or taken to the households."""
    case = _example()
    if paper.compares:
        fewer = tuple(replace(r, present=r.present - 1 if r.present else None) for r in case.dossier.rounds)
        case = replace(case, corrects=count_dossier(replace(case.dossier, rounds=fewer), _EXAMPLE_DAY, case.law))
    if paper.of_households:
        case = count_dossier(replace(case.dossier, households=case.dossier.households[:_TRIED]), _EXAMPLE_DAY, case.law)
    subjects = tuple(paper.subjects(case))
    if paper.taken_round:
        rounds = tuple(replace(r, setting=Setting.TAKEN_ROUND) if r.office is paper.office else r for r in case.dossier.rounds)
        return tuple(paper.subjects(count_dossier(replace(case.dossier, rounds=rounds), _EXAMPLE_DAY, case.law)))
    if not any("cum" in use.path.split(".")[0].removesuffix("[]").split("_") for use in _shipped_uses(paper)):
        return subjects
    # Held by clusters it has variables that one meeting has not.
    rounds = tuple(replace(r, cluster=_CLUSTER) if r.office is Office.HEAD else r for r in case.dossier.rounds)
    households = tuple(replace(household, cluster=_CLUSTER) for household in case.dossier.households)
    clustered = replace(case.dossier, rounds=rounds, households=households)
    return (*subjects, *paper.subjects(count_dossier(clustered, _EXAMPLE_DAY, case.law)))


@cache
def given(paper: Paper) -> dict[str, str]:
    """Each variable a paper's template may use, as `tags.Use` names it, with a value of the example ("" where there is none)."""
    values: dict[str, str] = {}

    def note(path: str, value: str) -> None:
        values[path] = values.get(path) or value

    for subject in samples(paper):
        for name, value in fill(paper, subject).items():
            note(name, value if isinstance(value, str) else "")
            if not isinstance(value, list):
                continue
            note(f"{name}[]", "")
            for row in value:
                for path, text in [(f"{name}[].{f}", t) for f, t in row.items()] if isinstance(row, dict) else [(f"{name}[]", row)]:
                    note(path, text)
    for use in _shipped_uses(paper):
        note(use.path, "")
    return values


@cache
def _shipped_uses(paper: Paper) -> tuple[Use, ...]:
    return tuple(examine(resource("templates", f"{paper.name}.docx").read_bytes(), paper.name)[1])


def variables(papers: tuple[Paper, ...] = PAPERS) -> list[Variable]:
    """What the templates of these papers may show, by name, the fields of a list after it."""
    examples: dict[str, str] = {}
    users: dict[str, dict[Paper, None]] = {}
    lists = set()
    for paper in papers:
        for path, example in given(paper).items():
            name = path.replace("[]", "")
            examples[name] = examples.get(name) or example
            users.setdefault(name, {})[paper] = None
            lists.update([name] if path.endswith("[]") else [])
    return [Variable(n, n in lists, MEANINGS[n.rpartition(".")[2]], examples[n], tuple(users[n])) for n in sorted(examples)]
