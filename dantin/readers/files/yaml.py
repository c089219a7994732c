"""YAML -> raw tables, each value with its line. Built on libyaml's events; converts nothing: every scalar stays the text that was typed.

YAML 1.1 would turn 00123 into 83, 10:30 into 630 and `no` into False; identity numbers and times survive only as text.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from dantin.diagnostic import Place
from dantin.patterns import all_late
from dantin.readers.dossier.fields import BY_NAME, BY_SLUG, NESTED_CANDIDATES, Names, Table
from dantin.readers.dossier.quoting import shown
from dantin.readers.files.limits import AREA, COLUMNS, TEXT_LENGTH, YAML_DEPTH, YAML_EXPANSION, YAML_NODES, dotted
from dantin.readers.files.raw import CellFault, Complaint, Raw, RawFile, Trouble, Unreadable, YamlTable
from dantin.vietnamese import fold

with all_late():  # half the time that it takes to load goes into patterns for which libyaml has no use
    import yaml

_NULLS = {"", "~", "null", "Null", "NULL"}
_FIX_SYNTAX = (
    "Mở tệp bằng trình soạn thảo văn bản và xem lại dòng đó: thụt dòng bằng dấu cách (không dùng phím Tab), "
    "sau dấu hai chấm có một dấu cách, ngoặc và nháy mở ra thì phải đóng lại."
)
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


class Node(NamedTuple):
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`), at a line."""

    line: int
    text: str | None = None
    items: "list[Node] | None" = None
    pairs: "list[tuple[str, int, Node]] | None" = None


def read_yaml(data: bytes, name: str, names: Names) -> RawFile:
    """Read YAML bytes. Raises Unreadable for anything that is not one mapping of tables, naming the line."""
    root = compose(data)
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
            facts = {"what": f"bảng {shown(key)}", "first": f"dòng {seen[key]}"}
            file.complaints.append(Complaint("DT009", Place(name, line=line), facts))
            file.doubtful.add(key)
            continue
        seen[key] = line
        known = BY_NAME.get(fold(key))
        if known is None:
            file.tables.append(YamlTable(name, key, [], [], line=line))
        elif node.text:
            raise Unreadable(
                f"“{key}” phải là một bảng (các dòng bắt đầu bằng dấu “-”), nhưng chỉ có {shown(node.text)}",
                "Xem tệp mẫu trong thư mục examples.",
                line,
            )
        else:
            table, stray = _table(name, key, line, node, known, names)
            file.tables.append(table)
            if stray is not None:
                what = shown(stray.text) if stray.text else "một danh sách lồng bên trong"
                fault = f"{what} không phải là một dòng của bảng"
                facts = {"field": known.sheet, "found": fault, "expected": "các dòng như “- ho_ten: …”", "offer": ""}
                file.complaints.append(Complaint("DT004", Place(name, line=stray.line), facts))
                file.doubtful.add(key)
    return file


_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def text_of(data: bytes) -> tuple[str, bytes, str]:
    """The coding of YAML bytes, the mark in front that tells it, and the text behind. Raises Unreadable, naming the line."""
    mark, coding = next(((mark, coding) for mark, coding in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return coding, mark, data[len(mark) :].decode(coding)
    except UnicodeDecodeError as error:
        line = data[: len(mark) + error.start].count(b"\n") + 1
        raise Unreadable("tệp không ở bảng mã UTF-8", "Mở tệp bằng Notepad, chọn Lưu thành, mã hóa UTF-8, rồi lưu lại.", line) from error


def compose(data: bytes) -> Node | None:
    """The one document in YAML bytes; None where there is nothing but comments. Raises Unreadable, naming the line."""
    _, _, text = text_of(data)
    try:
        events = _counted(yaml.parse(text, Loader=_LOADER))
        composer = _Composer(events)
        root: Node | None = None
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
            root = composer.node(event, 0)
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        # At the end of the file libyaml points behind the last line.
        line: int | None = min(mark.line + 1, len(text.splitlines()) or 1) if mark is not None else _control_line(text)
        raise Unreadable("sai cú pháp YAML", _FIX_SYNTAX, line) from error
    return root


def _counted(events: Iterator[Any]) -> Iterator[Any]:
    """The same events. Raises Unreadable where there are more of them, or longer texts, than any dossier has."""
    for number, event in enumerate(events):
        if number > YAML_NODES:
            remedy = "Tách hồ sơ thành nhiều tệp, mỗi ấp một tệp."
            raise Unreadable(f"tệp có quá nhiều dòng và giá trị, giới hạn là {dotted(YAML_NODES)}", remedy, _line(event))
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > TEXT_LENGTH:
            raise Unreadable(f"có đoạn chữ dài hơn {dotted(TEXT_LENGTH)} ký tự", "Xóa bớt chữ ở dòng đó rồi kiểm tra lại.", _line(event))
        yield event


def _control_line(text: str) -> int | None:
    """The line of the first character that YAML does not allow at all."""
    for number, line in enumerate(text.split("\n"), 1):
        if any((ord(c) < 32 and c not in "\t\r") or c in "\x7f\ufffe\uffff" for c in line):
            return number
    return None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Composer:
    """Events -> nodes. What an anchor ("&…") names stands again wherever an alias ("*…") does, within a budget of expansion.

    Places inside what an alias stands for are those where it is written; the alias's own line is that of the value as a whole.
    """

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        # Of each anchor the node, how many nodes it is, and how deep.
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._made = self._copied = self._deepest = 0

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with an event. Raises Unreadable, naming the line."""
        line = _line(event)
        self._made += 1
        if depth > self._deepest:
            self._check_depth(depth, line)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), line, depth)
        if event.tag not in (None, "!"):
            raise Unreadable("tệp dùng thẻ YAML (“!…”)", "Xóa thẻ, chỉ để lại giá trị.", line)
        if not event.anchor:
            return self._inside(event, line, depth)
        before, around = self._made, self._deepest
        self._deepest = depth
        made = self._inside(event, line, depth)
        self._anchors[event.anchor] = made, self._made - before + 1, self._deepest - depth
        self._deepest = max(self._deepest, around)
        return made

    def _check_depth(self, depth: int, line: int) -> None:
        self._deepest = max(self._deepest, depth)
        if depth > YAML_DEPTH:
            remedy = "Hồ sơ chỉ cần bốn tầng; xem tệp mẫu trong thư mục examples."
            raise Unreadable(f"các phần lồng nhau quá {YAML_DEPTH} tầng", remedy, line)

    def _alias(self, name: str, line: int, depth: int) -> Node:
        if name not in self._anchors:
            problem = f"bí danh {shown('*' + name)} chỉ đến một neo “&…” không có ở phía trên"
            raise Unreadable(problem, "Đặt neo trước khi dùng, hoặc viết lại đầy đủ giá trị ở dòng đó.", line)
        made, size, height = self._anchors[name]
        self._made += size
        self._copied += size
        self._check_depth(depth + height, line)
        if self._copied > YAML_EXPANSION:
            problem = f"các bí danh (“*…”) lặp lại quá nhiều giá trị, giới hạn là {dotted(YAML_EXPANSION)}"
            raise Unreadable(problem, "Viết lại đầy đủ giá trị ở từng chỗ, không dùng bí danh.", line)
        return made._replace(line=line)

    def _inside(self, event: Any, line: int, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            # libyaml gives a plain scalar the style "", the pure Python parser None.
            text = event.value
            return Node(line, "" if text in _NULLS and not event.style else text)
        events = self._events
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
            return Node(line, items=items)
        pairs: list[tuple[str, int, Node]] = []
        merged: list[tuple[str, int, Node]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            following = next(events)
            value = self.node(following, depth + 1)
            if key.text is None:
                raise Unreadable("tên trường phải là chữ", _FIX_SYNTAX, key.line)
            if key.text == "<<" and isinstance(following, yaml.AliasEvent) and value.pairs is not None:
                merged += value.pairs
            else:
                pairs.append((key.text, key.line, value))
        # What a row says itself goes before what it takes over from another.
        if merged:
            own = {fold(key) for key, _, _ in pairs}
            pairs += [pair for pair in merged if fold(pair[0]) not in own]
        return Node(line, pairs=pairs)


def _table(file: str, name: str, line: int, node: Node, known: Table | None, names: Names) -> tuple[YamlTable, Node | None]:
    """A list of mappings, or one mapping, as a table; and the first thing in the list that is no row, where there is one.

    Keys that name one field are one column, however each row spells them. A mapping without any key is no row.
    """
    items = [node] if node.pairs is not None else node.items or []
    stray = next((item for item in items if item.items is not None or item.text), None)
    table = YamlTable(file, name, [], [], line=line)
    columns: dict[str, int] = {}
    unit = known is not None and known.required
    for item in items:
        if item.pairs is None or not (item.pairs or unit):
            continue
        values: dict[int, Raw] = {}
        lines: dict[int, int] = {}
        for key, key_line, value in item.pairs:
            identity = fold(key) or key
            if known is not None and (field := names.field(known, key)) is not None:
                identity = field.slug
            column = columns.setdefault(identity, len(columns))
            if column == len(table.headers):
                if column == COLUMNS:
                    raise Unreadable(f"một bảng có hơn {COLUMNS} trường khác nhau", "Xem lại tên các trường trong bảng này.", key_line)
                table.headers.append(key)
                table.key_lines.append(key_line)
            if column in values:
                first = values[column]
                if not (isinstance(first, CellFault) and first.trouble is Trouble.REPEATED):
                    values[column] = CellFault(Trouble.REPEATED, key, lines[column])
                lines[column] = key_line
                continue
            values[column] = _value(file, key, key_line, value, names)
            lines[column] = value.line if value.text else key_line
        table.rows.append([values.get(i) for i in range(len(columns))])
        table.row_lines.append(item.line)
        table.cell_lines.append(lines)
    if len(table.rows) * len(columns) > AREA:
        problem = f"một bảng có {dotted(len(table.rows))} dòng và {len(columns)} trường khác nhau, giới hạn là {dotted(AREA)} ô"
        raise Unreadable(problem, "Xem lại tên các trường trong bảng này.", line)
    for row in table.rows:
        row.extend([None] * (len(columns) - len(row)))
    return table, stray


def _value(file: str, key: str, line: int, node: Node, names: Names) -> Raw:
    if node.text is not None:
        return node.text or None
    if node.items is not None and all(item.text is not None for item in node.items):
        return [item.text for item in node.items if item.text]
    nested, stray = _table(file, key, line, node, BY_SLUG["ket_qua"] if fold(key) == NESTED_CANDIDATES else None, names)
    return nested if stray is None else CellFault(Trouble.NESTED)
