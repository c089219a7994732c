"""The tags of a Word template: which are broken, and which variables stand where. Runs in the child process of `worker`, on anyone's file.

Each paragraph is looked at by itself, so that a clerk is told of every fault with the paragraph it is in, not of the first one alone.
May import ooxml and `render`; knows nothing of papers.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes

from dantin.ooxml import read_parts
from dantin.word.filling import Template, environment, parts_to_fill, shown_paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPENS = re.compile(r"{{|{%|{#")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"^(?:(tr|tc|p|r)(?=\s)|-)")
_STRAY = re.compile(r"}}|%}|#}")
_ONE_BRACE = re.compile(r"(?<!{){\s*\w+(?:\.\w+)?\s*}(?!})")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_BLOCKS = {name: f"end{name}" for name in ("for", "if", "set", "macro", "call", "filter", "with", "autoescape", "raw")}
_INSIDE = {"elif": {"if"}, "else": {"if", "for"}}
# What docxtpl itself reads, and Jinja never sees.
_CELLS = {"colspan", "cellbg", "vm", "hm"}
_OTHER_FILES = {"include", "import", "from", "extends", "block"}
_NAMES = [*_BLOCKS, *_BLOCKS.values(), *_INSIDE]
# Filters whose result has the elements of what they are given; those that give one element.
_SAME = {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d"}
_ONE = {"first", "last", "random"}
_METHODS = {name for kind in (str, list, dict) for name in dir(kind) if not name.startswith("_")}


class Problem(NamedTuple):
    """Something that is wrong with a tag, and the paragraph it stands in."""

    what: str
    where: str


class Use(NamedTuple):
    """A variable in a template: "ten_ap", the list "ung_cu", its element "ung_cu[]", a field of that "ung_cu[].ho_ten".

    `shown`: it is printed there, not only tested or gone through.
    """

    path: str
    shown: bool
    where: str


class _Tag(NamedTuple):
    kind: str
    scope: str
    inner: str

    @property
    def word(self) -> str:
        return (self.inner.split() or [""])[0]

    def __str__(self) -> str:
        return f"{self.kind}{self.scope} {self.inner} {_CLOSES[self.kind]}"


def examine(data: bytes, name: str) -> tuple[list[Problem], list[Use]]:
    """What is wrong with the tags of a template, and its variables (none where a tag is wrong). Raises TemplateFault for no Word file."""
    if problems := broken(data, name):
        return problems, []
    return [], [use for source in Template.load(data, name).sources() for use in _uses(source)]


def broken(data: bytes, name: str) -> list[Problem]:
    """What is wrong with the tags of a template. Raises NoWordFile."""
    parts = read_parts(data)
    return [problem for part in parts_to_fill(parts, name) for problem in _broken(parts[part])]


def _broken(part: bytes) -> Iterator[Problem]:
    """What is wrong with the tags of one part, in their order."""
    from docx.oxml import parse_xml

    root = parse_xml(part)
    stack: list[tuple[_Tag, str]] = []
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_W}t") if next(t.iterancestors(f"{_W}p")) is paragraph)
        if not ("{" in text or "}" in text):
            continue
        tags, faults, rest = _scan(text)
        for what in faults:
            yield Problem(what, text)
        for tag in tags:
            if tag.kind == "{%":
                yield from _nesting(tag, text, stack)
            if what := _grammar(tag):
                yield Problem(what, text)
            if tag.scope == "p" and (rest.strip() or len(tags) > 1):
                yield Problem(f"thẻ {tag} phải đứng một mình một đoạn: mọi chữ khác trong đoạn này sẽ bị bỏ", text)
    for tag, text in stack:
        yield Problem(f"thẻ {tag} mở mà chưa có thẻ {{%{tag.scope} {_BLOCKS[tag.word]} %}} đóng lại", text)
    yield from _rows(root)


def _rows(root: Any) -> Iterator[Problem]:
    """A row with a {%tr %} tag is left out whole, with anything else in it."""
    for row in root.iter(f"{_W}tr"):
        text = "".join(t.text or "" for t in row.iter(f"{_W}t") if next(t.iterancestors(f"{_W}tr")) is row)
        tags, _, rest = _scan(text)
        alone = [tag for tag in tags if tag.scope == "tr"]
        if alone and (rest.strip() or len(tags) > 1):
            yield Problem(f"thẻ {alone[0]} phải đứng một mình một dòng bảng: mọi chữ khác trong dòng bảng này sẽ bị bỏ", text)


def _scan(text: str) -> tuple[list[_Tag], list[str], str]:
    """The tags of a paragraph, what is no whole tag, and the text around."""
    tags: list[_Tag] = []
    faults: list[str] = []
    rest, at = "", 0
    while match := _OPENS.search(text, at):
        rest += text[at : match.start()]
        again = _OPENS.search(text, match.end())
        end = text.find(_CLOSES[match[0]], match.end(), again.start() if again else len(text))
        if end < 0:
            faults.append(f"thẻ mở bằng “{match[0]}” mà chưa đóng bằng “{_CLOSES[match[0]]}”")
            at = again.start() if again else len(text)
            continue
        inner = text[match.end() : end].translate(_QUOTES)
        prefix = _PREFIX.match(inner)
        scope = (prefix[1] or "") if prefix else ""
        tags.append(_Tag(match[0], scope, inner[prefix.end() if prefix else 0 :].strip().removesuffix("-").strip()))
        at = end + 2
    rest += text[at:]
    if not faults:
        faults += [f"thừa “{stray}”: thẻ phải viết đủ hai đầu, ví dụ {{{{ ten_ap }}}}" for stray in _STRAY.findall(rest)]
        faults += [f"“{single}” chỉ có một dấu ngoặc nhọn nên không được điền: viết {{{{ … }}}}" for single in _ONE_BRACE.findall(rest)]
    return tags, faults, rest


def _nesting(tag: _Tag, text: str, stack: list[tuple[_Tag, str]]) -> Iterator[Problem]:
    word = tag.word
    if word in _CELLS or (word == "set" and "=" in tag.inner):
        return
    if word in _OTHER_FILES:
        yield Problem(f"thẻ {tag} không dùng được: mẫu không được đọc tệp khác", text)
    elif word in _BLOCKS:
        stack.append((tag, text))
    elif word in _INSIDE:
        if not stack or stack[-1][0].word not in _INSIDE[word]:
            yield Problem(f"thẻ {tag} không nằm trong thẻ if nào", text)
    elif word in _BLOCKS.values():
        if stack and _BLOCKS[stack[-1][0].word] == word:
            if stack.pop()[0].scope != tag.scope:
                yield Problem(f"thẻ {tag} không cùng loại với thẻ mở (đoạn {{%p %}}, dòng bảng {{%tr %}}, trong câu {{% %}})", text)
        elif stack:
            yield Problem(f"thẻ {tag} đóng nhầm: thẻ đang mở là {stack[-1][0]}", text)
        else:
            yield Problem(f"thẻ {tag} đóng mà không có thẻ mở", text)
    else:
        yield Problem(f"không có thẻ nào tên “{word}”{_near(word, _NAMES)}", text)


def _grammar(tag: _Tag) -> str:
    """What is wrong inside one tag, or nothing."""
    if tag.kind == "{#":
        return ""
    if tag.kind == "{{":
        whole = f"{{{{ {tag.inner} }}}}"
    elif tag.word in ("for", "if", "set", "with", "filter"):
        whole = f"{{% {tag.inner} %}}" + ("" if tag.word == "set" and "=" in tag.inner else f"{{% {_BLOCKS[tag.word]} %}}")
    elif tag.word == "elif":
        whole = f"{{% if a %}}{{% {tag.inner} %}}{{% endif %}}"
    else:
        return ""
    try:
        parsed = environment().parse(whole)
    except jinja2.TemplateSyntaxError:
        return f"thẻ viết sai: {tag}"
    filters = [f.name for f in parsed.find_all(nodes.Filter) if f.name not in environment().filters]
    tests = [t.name for t in parsed.find_all(nodes.Test) if t.name not in environment().tests]
    return "; ".join([*(f"không có bộ lọc “{name}”" for name in filters), *(f"không có phép thử “{name}”" for name in tests)])


def _near(word: str, names: list[str]) -> str:
    alike = difflib.get_close_matches(word, names, 1, 0.5)
    return f", có phải là “{alike[0]}”?" if alike else ""


def in_paragraph(text: str) -> str:
    """The paragraph a problem stands in, to be put after it."""
    return f" (ở đoạn: “{' '.join(text.split())[:120]}”)" if text.strip() else ""


def _uses(source: str) -> Iterator[Use]:
    """Every variable of one part, with its paragraph."""
    walker = _Walker()
    walker.visit(environment().parse(source), {}, shown=False)
    for path, shown, line in dict.fromkeys(walker.uses):
        yield Use(path, shown, shown_paragraph(source, line, path.removesuffix("[]").rpartition(".")[2]))


class _Walker:
    """Goes through a parsed template. A scope has, for each name set in the template, what it stands for; None: nobody knows."""

    def __init__(self) -> None:
        self.uses: list[tuple[str, bool, int]] = []

    def visit(self, node: nodes.Node, scope: dict[str, str | None], *, shown: bool) -> str | None:
        """Note the variables below a node; gives what the node itself stands for."""
        special = getattr(self, f"_{type(node).__name__.lower()}", None)
        if special is not None:
            path: str | None = special(node, scope, shown)
            return path
        for child in node.iter_child_nodes():
            self.visit(child, scope, shown=shown)
        return None

    def _note(self, path: str | None, node: nodes.Node, shown: bool) -> str | None:
        if path is not None:
            self.uses.append((path, shown, node.lineno))
        return path

    def _all(self, many: list[Any], scope: dict[str, str | None], *, shown: bool = False) -> None:
        for node in many:
            self.visit(node, scope, shown=shown)

    def _output(self, node: nodes.Output, scope: dict[str, str | None], _shown: bool) -> None:
        self._all(node.nodes, scope, shown=True)

    def _name(self, node: nodes.Name, scope: dict[str, str | None], shown: bool) -> str | None:
        if node.name in scope:
            return self._note(scope[node.name], node, shown)
        return None if node.name in environment().globals else self._note(node.name, node, shown)

    def _getattr(self, node: nodes.Getattr, scope: dict[str, str | None], shown: bool) -> str | None:
        base = self.visit(node.node, scope, shown=False)
        return self._note(base and f"{base}.{node.attr}", node, shown)

    def _getitem(self, node: nodes.Getitem, scope: dict[str, str | None], shown: bool) -> str | None:
        base = self.visit(node.node, scope, shown=False)
        if isinstance(node.arg, nodes.Slice):
            return base
        if not isinstance(node.arg, nodes.Const):
            self.visit(node.arg, scope, shown=False)
            return None
        key = node.arg.value
        return self._note(base and (f"{base}.{key}" if isinstance(key, str) else f"{base}[]"), node, shown)

    def _filter(self, node: nodes.Filter, scope: dict[str, str | None], shown: bool) -> str | None:
        base = self.visit(node.node, scope, shown=shown) if node.node is not None else None
        self._all([*node.args, *node.kwargs], scope)
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        named += node.args[:1] if node.name in ("selectattr", "rejectattr", "groupby") else []
        for value in named:
            if base is not None and isinstance(value, nodes.Const) and isinstance(value.value, str):
                self._note(f"{base}[].{value.value}", node, shown)
        return base if node.name in _SAME else base and f"{base}[]" if node.name in _ONE else None

    def _call(self, node: nodes.Call, scope: dict[str, str | None], shown: bool) -> None:
        self._all([*node.args, *node.kwargs], scope, shown=shown)
        if isinstance(node.node, nodes.Getattr) and node.node.attr in _METHODS:
            self.visit(node.node.node, scope, shown=shown)
        else:
            self.visit(node.node, scope, shown=False)

    def _condexpr(self, node: nodes.CondExpr, scope: dict[str, str | None], shown: bool) -> None:
        self.visit(node.test, scope, shown=False)
        self._all([node.expr1, *([node.expr2] if node.expr2 is not None else [])], scope, shown=shown)

    def _for(self, node: nodes.For, scope: dict[str, str | None], _shown: bool) -> None:
        many = self.visit(node.iter, scope, shown=False)
        one = self._note(many and f"{many}[]", node, shown=False)
        inner = {**scope, "loop": None, **_targets(node.target, one)}
        self._all([*([node.test] if node.test is not None else []), *node.body, *node.else_], inner)

    def _assign(self, node: nodes.Assign, scope: dict[str, str | None], _shown: bool) -> None:
        scope.update(_targets(node.target, self.visit(node.node, scope, shown=False)))

    def _assignblock(self, node: nodes.AssignBlock, scope: dict[str, str | None], _shown: bool) -> None:
        self._all(node.body, scope, shown=True)
        scope.update(_targets(node.target, None))

    def _with(self, node: nodes.With, scope: dict[str, str | None], _shown: bool) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            inner.update(_targets(target, self.visit(value, scope, shown=False)))
        self._all(node.body, inner)

    def _macro(self, node: nodes.Macro, scope: dict[str, str | None], _shown: bool) -> None:
        scope[node.name] = None
        self._all(node.defaults, scope)
        self._all(node.body, {**scope, **{arg.name: None for arg in node.args}, "caller": None, "varargs": None, "kwargs": None})


def _targets(target: nodes.Node, path: str | None) -> Mapping[str, str | None]:
    if isinstance(target, nodes.Name):
        return {target.name: path}
    return {name.name: None for name in target.find_all(nodes.Name)}
