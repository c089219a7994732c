"""YAML -> raw tables, each value with its line. Built on libyaml's events; converts nothing: every scalar stays the text that was typed.

YAML 1.1 would turn 00123 into 83, 10:30 into 630 and `no` into False; identity numbers and times survive only as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from dantin.diagnostic import Place
from dantin.readers.guard import YAML_DEPTH
from dantin.readers.raw import CellFault, Complaint, Raw, RawFile, RawTable, Trouble, Unreadable, YamlTable

_NULLS = {"", "~", "null", "Null", "NULL"}
_FIX_SYNTAX = (
    "Mở tệp bằng trình soạn thảo văn bản và xem lại dòng đó: thụt dòng bằng dấu cách (không dùng phím Tab), "
    "sau dấu hai chấm có một dấu cách, ngoặc và nháy mở ra thì phải đóng lại."
)
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True)
class _Node:
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`), at a line."""

    line: int
    text: str | None = None
    items: "list[_Node] | None" = None
    pairs: "list[tuple[str, int, _Node]] | None" = None


def read_yaml(data: bytes, name: str) -> RawFile:
    """Read YAML bytes. Raises Unreadable for anything that is not one mapping of tables, naming the line."""
    root = _compose(_decode(data))
    if root is None:
        raise Unreadable("tệp trống", "Kiểm tra lại tệp: hồ sơ phải có ít nhất phần “don_vi”.")
    if root.pairs is None:
        raise Unreadable(
            "tệp YAML không phải là một hồ sơ: ở mức ngoài cùng phải là các bảng như “don_vi:”, “bau_cu:”",
            "Xem tệp mẫu trong thư mục examples.",
            root.line,
        )
    file = RawFile(name)
    seen: dict[str, int] = {}
    for key, line, node in root.pairs:
        if key in seen:
            facts = {"what": f"bảng “{key}”", "first": f"dòng {seen[key]}"}
            file.complaints.append(Complaint("DT009", Place(name, line=line), facts))
            file.repeated.add(key)
            continue
        seen[key] = line
        if (table := _table(name, key, line, node)) is not None:
            file.tables.append(table)
        elif node.text is not None and node.text not in _NULLS:
            raise Unreadable(
                f"“{key}” phải là một bảng (các dòng bắt đầu bằng dấu “-”), nhưng chỉ có “{node.text[:40]}”",
                "Xem tệp mẫu trong thư mục examples.",
                line,
            )
    return file


def _decode(data: bytes) -> str:
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    coding = next((name for mark, name in marks.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable("tệp không ở bảng mã UTF-8", "Mở tệp bằng Notepad, chọn Lưu thành, mã hóa UTF-8, rồi lưu lại.", line) from error


def _compose(text: str) -> _Node | None:
    try:
        events = yaml.parse(text, Loader=_LOADER)
        root: _Node | None = None
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise Unreadable(
                        "tệp có nhiều tài liệu YAML (ngăn bằng “---”)",
                        "Tách mỗi tài liệu thành một tệp riêng.",
                        _line(event),
                    )
                continue
            root = _node(event, events, 0)
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        # At the end of the file libyaml points behind the last line.
        line: int | None = min(mark.line + 1, len(text.splitlines()) or 1) if mark is not None else _control_line(text)
        raise Unreadable("sai cú pháp YAML", _FIX_SYNTAX, line) from error
    return root


def _control_line(text: str) -> int | None:
    """The line of the first character that YAML does not allow at all."""
    for number, line in enumerate(text.split("\n"), 1):
        if any((ord(c) < 32 and c not in "\t\r") or c in "\x7f\ufffe\uffff" for c in line):
            return number
    return None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _node(event: Any, events: Iterator[Any], depth: int) -> _Node:
    line = _line(event)
    if depth > YAML_DEPTH:
        raise Unreadable(
            f"các phần lồng nhau quá {YAML_DEPTH} tầng",
            "Hồ sơ chỉ cần bốn tầng; xem tệp mẫu trong thư mục examples.",
            line,
        )
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Unreadable(
            "tệp dùng neo hoặc bí danh YAML (“&…”, “*…”)",
            "Viết lại đầy đủ giá trị ở từng chỗ; dantin không nhận neo.",
            line,
        )
    if getattr(event, "tag", None) not in (None, "!"):
        raise Unreadable("tệp dùng thẻ YAML (“!…”)", "Xóa thẻ, chỉ để lại giá trị.", line)
    if isinstance(event, yaml.ScalarEvent):
        plain_null = event.style is None and event.value in _NULLS
        return _Node(line, text="" if plain_null else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[_Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, depth + 1))
        return _Node(line, items=items)
    pairs: list[tuple[str, int, _Node]] = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        value = _node(next(events), events, depth + 1)
        if key.text is None:
            raise Unreadable("tên trường phải là chữ", _FIX_SYNTAX, key.line)
        pairs.append((key.text, key.line, value))
    return _Node(line, pairs=pairs)


def _table(file: str, name: str, line: int, node: _Node) -> YamlTable | None:
    """The node as a table: a list of mappings, or one mapping; None where it is neither."""
    if node.pairs is not None:
        mappings = [node]
    elif node.items is not None and all(item.pairs is not None or not item.text for item in node.items):
        mappings = [item for item in node.items if item.pairs is not None]
    else:
        return None
    table = YamlTable(file, name, [], [], line=line)
    columns: dict[str, int] = {}
    for mapping in mappings:
        values: dict[int, Raw] = {}
        lines: dict[int, int] = {}
        for key, key_line, value in mapping.pairs or ():
            if key not in columns:
                columns[key] = len(columns)
                table.headers.append(key)
                table.key_lines.append(key_line)
            column = columns[key]
            if column in values:
                first = values[column]
                if not (isinstance(first, CellFault) and first.trouble is Trouble.REPEATED):
                    values[column] = CellFault(Trouble.REPEATED, key, lines[column])
                lines[column] = key_line
                continue
            values[column] = _value(file, key, key_line, value)
            lines[column] = value.line if value.text else key_line
        table.rows.append([values.get(i) for i in range(len(columns))])
        table.row_lines.append(mapping.line)
        table.cell_lines.append(lines)
    for row in table.rows:
        row.extend([None] * (len(columns) - len(row)))
    return table


def _value(file: str, key: str, line: int, node: _Node) -> Raw:
    if node.text is not None:
        return node.text or None
    if node.items is not None and all(item.text is not None for item in node.items):
        return [item.text for item in node.items if item.text]
    nested: RawTable | None = _table(file, key, line, node)
    return nested if nested is not None else CellFault(Trouble.NESTED)
