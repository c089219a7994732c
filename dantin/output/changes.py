"""What the law changed between two days, as text, Markdown and data. Imports provision; decides nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from dantin.provision import Change, Provision, Version
from dantin.vietnamese import short_date


def as_data(change: Change) -> dict[str, object]:
    """A change as plain data, for JSON; `before` and `after` are null where nothing was in force."""
    return {
        "provision": change.provision.title,
        "value_changed": change.of_value,
        "before": _version(change.provision, change.before),
        "after": _version(change.provision, change.after),
    }


def _version(provision: Provision[Any], version: Version[Any] | None) -> dict[str, object] | None:
    if version is None:
        return None
    return {
        "value": provision.alone(version) or None,
        "citation": version.citation,
        "grade": version.grade,
        "since": version.since.isoformat(),
        "unread": version.instrument.unread,
    }


def _said(provision: Provision[Any], version: Version[Any] | None) -> str:
    """One side of a change: "05 ngày làm việc, Điều 8 Nghị định 59/2023/NĐ-CP (A)"."""
    if version is None:
        return "không quy định"
    words = provision.alone(version)
    unread = ", chưa đọc điều khoản" if version.instrument.unread else ""
    return f"{f'{words}, ' if words else ''}{version.citation} (mức {version.grade}{unread})"


def _parts(entries: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes under what kind they are: what is asked first, then what only stands elsewhere."""
    yield "Nội dung thay đổi", [change for change in entries if change.of_value]
    yield "Nội dung giữ nguyên, chỉ thay văn bản hoặc điều khoản", [change for change in entries if not change.of_value]


def show(out: Console, first: date, second: date, entries: Sequence[Change]) -> None:
    """The changes on the screen, a provision and its two sides on three lines."""
    out.print(Text(_headline(first, second, entries), "bold"))
    for title, part in _parts(entries):
        if not part:
            continue
        out.print()
        out.print(Text(f"{title}:", "bold"))
        for change in part:
            out.print(Text(f"  {change.provision.title}"))
            out.print(Text(f"    trước: {_said(change.provision, change.before)}", "dim"))
            since = f" từ {short_date(change.after.since)}" if change.after is not None else ""
            out.print(Text(f"    nay{since}: {_said(change.provision, change.after)}"))


def markdown(first: date, second: date, entries: Sequence[Change]) -> str:
    """The changes as a document to print."""
    return "\n".join((f"# {_headline(first, second, entries)}", "", *_tables(entries)))


def _tables(entries: Sequence[Change]) -> Iterator[str]:
    for title, part in _parts(entries):
        if part:
            yield from (f"## {title}", "", "| Quy định | Trước | Nay |", "|---|---|---|", *_rows(part), "")


def _rows(part: Iterable[Change]) -> Iterator[str]:
    for change in part:
        yield f"| {change.provision.title} | {_said(change.provision, change.before)} | {_said(change.provision, change.after)} |"


def _headline(first: date, second: date, entries: Sequence[Change]) -> str:
    between = f"từ ngày {short_date(first)} đến ngày {short_date(second)}"
    return f"Luật thay đổi {between}: {len(entries)} quy định" if entries else f"Không quy định nào thay đổi {between}"
