"""The catalogue of rules as text: the table of all, and one rule fully explained."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dantin.diagnostic import Severity
from dantin.law import ALWAYS, NOT_CHECKED
from dantin.provision import Provision
from dantin.readers.dossier.fields import BY_SLUG, NESTED_CANDIDATES
from dantin.rule import Edit, Example, Files, Rule, Sheets
from dantin.vietnamese import short_date

SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
_UNREAD = "Mới biết có văn bản này, chưa đọc điều khoản nào: giữ nội dung của văn bản trước; phải đối chiếu điều khoản trước khi viện dẫn."
_FACT = re.compile(r"\{([a-z_]+)\}")
_ROUTE = re.compile(r"(\*?)(\w+)(?:\[(\d+|\+)\])?(?:\.(ung_cu)(?:\[(\d+)\])?)?(?:\.(\w+))?")


def as_data(rule: Rule) -> dict[str, object]:
    """A rule as plain data, for JSON."""
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "title": rule.title,
        "why": rule.why,
        "hint": _general(rule, rule.hint, "{{{}}}"),
        "hint_district": _general(rule, rule.hint_district, "{{{}}}"),
        "sources": [source for provision in rule.rests_on for source in _sources(provision)],
    }


def _sources(provision: Provision[Any]) -> Iterator[dict[str, object]]:
    """The versions of a provision, each with the days between which it is in force (None: open)."""
    following = [*(version.since for version in provision.versions[1:]), None]
    for version, until in zip(provision.versions, following, strict=True):
        yield {
            "provision": provision.title,
            "citation": version.citation,
            "title": version.instrument.title,
            "grade": version.grade,
            "since": None if version.since == ALWAYS else version.since.isoformat(),
            "before": until.isoformat() if until else None,
            "until": provision.until.isoformat() if provision.until and until is None else None,
            "unread": version.instrument.unread,
        }


def table(out: Console, rules: Iterable[Rule]) -> None:
    """Every rule on a line or two: code, severity, what it finds, the source now in force."""
    listing = Table(header_style="bold", pad_edge=False)
    listing.add_column("Mã", no_wrap=True)
    listing.add_column("Mức", no_wrap=True)
    listing.add_column("Phát hiện")
    listing.add_column("Căn cứ hiện hành (mức)")
    for rule in rules:
        cited = _in_force(rule)
        style = "red" if rule.severity is Severity.ERROR else "yellow"
        listing.add_row(Text(rule.code, "bold"), Text(SEVERITY[rule.severity], style), Text(rule.title), Text(cited or "—", "dim"))
    out.print(listing)
    out.print("Mức A: đã đọc trong văn bản công bố. Mức B: biết hoặc suy ra, cần đối chiếu lại với bản gốc.")
    out.print("Giải thích một mã: dantin explain DT307")


def markdown(rules: Iterable[Rule]) -> str:
    """Every rule as a list to print, and what no rule checks; the table first."""
    left = [
        f"| {entry.instrument.short}{', ' + entry.article if entry.article else ''} | {entry.says} | {entry.why} |" for entry in NOT_CHECKED
    ]
    return "\n".join(
        (
            "# Các quy tắc dantin kiểm tra",
            "",
            *markdown_table(rules),
            "",
            "Mức A: đã đọc trong văn bản công bố. Mức B: biết hoặc suy ra, cần đối chiếu lại với bản gốc trước khi viện dẫn.",
            "",
            "## Những điều không kiểm tra",
            "",
            "| Văn bản | Nội dung | Vì sao |",
            "|---|---|---|",
            *left,
            "",
        )
    )


def markdown_table(rules: Iterable[Rule]) -> Iterator[str]:
    """The table of all rules in Markdown, line by line."""
    yield "| Mã | Mức | Phát hiện | Căn cứ hiện hành (mức) |"
    yield "|---|---|---|---|"
    for rule in rules:
        yield f"| {rule.code} | {SEVERITY[rule.severity]} | {rule.title} | {_in_force(rule) or '—'} |"


def _in_force(rule: Rule) -> str:
    """What a rule rests on now, each source with its grade."""
    return "; ".join(dict.fromkeys(f"{p.versions[-1].citation} ({p.versions[-1].grade})" for p in rule.rests_on))


def explain(out: Console, rule: Rule) -> None:
    """One rule: what it checks, why, its sources with grade and dates, a wrong and a right example, what to do."""
    style = "bold red" if rule.severity is Severity.ERROR else "bold yellow"
    out.print(Text.assemble((f"{rule.code} ", "bold"), (f"[{SEVERITY[rule.severity]}] ", style), (rule.title, "bold")))
    _section(out, "Vì sao", [rule.why])
    if rule.rests_on:
        _section(out, "Căn cứ", [line for provision in rule.rests_on for line in _cited(provision)])
        out.print("    (mức A: đã đọc trong văn bản công bố; mức B: biết hoặc suy ra, cần đối chiếu lại với bản gốc)", style="dim")
    else:
        _section(out, "Căn cứ", ["Không phải quy định của luật: dữ liệu phải đọc được và khớp nhau thì mới tính đúng."])
    _section(out, "Ví dụ sai (sửa từ hồ sơ mẫu khu-pho-4)", _example(rule.wrong[0]))
    _section(out, "Ví dụ đúng", _example(rule.right[0]))
    _section(out, "Người lập hồ sơ cần làm", [_general(rule, rule.hint)])
    _section(out, "Cấp trên cần làm", [_general(rule, rule.hint_district)])


def _section(out: Console, title: str, lines: Iterable[str]) -> None:
    out.print()
    out.print(f"  {title}:", style="bold")
    for line in lines:
        out.print(f"    {line}")


def _cited(provision: Provision[Any]) -> Iterator[str]:
    yield f"{provision.title}."
    for source in _sources(provision):
        when = []
        if source["since"]:
            when.append(f"từ {_day(source['since'])}")
        if source["before"]:
            when.append(f"trước {_day(source['before'])}")
        if source["until"]:
            when.append(f"đến hết {_day(source['until'])}")
        yield f"  - {source['citation']} (mức {source['grade']}{'; ' + ', '.join(when) if when else ''})"
        if source["unread"]:
            yield f"    {_UNREAD}"


def _day(text: object) -> str:
    from datetime import date

    return short_date(date.fromisoformat(str(text)))


def _general(rule: Rule, hint: str, gap: str = "…") -> str:
    """A hint without the facts of one finding: `gap` stands for each, with its name where {} is in it."""
    return rule.told(hint, {name: gap.format(name) for name in _FACT.findall(hint)})


def _example(example: Example) -> Iterator[str]:
    if isinstance(example, Files):
        for name, content in example.contents.items():
            yield f"{name}:"
            for line in content.rstrip().splitlines():
                yield f"  {line}"
        return
    if isinstance(example, Sheets):
        for name, rows in example.rows.items():
            yield f"trang “{name}”:"
            for number, row in enumerate(rows, 1):
                yield f"  {number:>2}  {' | '.join(map(_cell, row))}"
        return
    yield from (_edit(route, value) for route, value in _changes(example))


def _cell(value: object) -> str:
    return "" if value is None else short_date(value) if isinstance(value, date) else str(value)


def _changes(example: Edit) -> Iterator[tuple[str, object]]:
    yield from example.changes.items()


def _edit(route: str, value: object) -> str:
    """One edit of the example dossier in words: "Bầu cử, dòng 1, “Phiếu thu về”: 263"."""
    where = _where(route)
    if value is None:
        return f"{where}: bỏ đi"
    if value == "":
        return f"{where}: để trống"
    if isinstance(value, str) and value.startswith("={"):
        return f"{where}: như ở {_where(value[2:-1])}"
    if isinstance(value, dict):
        columns = BY_SLUG[route.partition("[")[0]].by_slug
        value = "; ".join(f"“{columns[name].header}” {cell}" for name, cell in value.items())
    return f"{where}: {value}"


def _where(route: str) -> str:
    match = _ROUTE.fullmatch(route)
    if match is None:
        return route
    every, slug, index, nested, candidate, name = match.groups()
    table = BY_SLUG[slug]
    parts = [table.sheet]
    if index == "+":
        parts.append("thêm một dòng")
    elif index is not None:
        parts.append(f"dòng {int(index) + 1}")
    if every:
        parts.append("mọi dòng")
    if nested:
        table = BY_SLUG["ket_qua"]
        parts.append(f"người thứ {int(candidate) + 1}" if candidate else NESTED_CANDIDATES)
    if name:
        parts.append(f"“{table.by_slug[name].header}”" if name in table.by_slug else f"“{name}”")
    return ", ".join(parts)
