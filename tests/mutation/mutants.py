"""Which small changes are made: every comparison of a module turned round, and in the law every value changed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import CodeType

# An order is moved by one and turned round; every other comparison is turned round.
_TURNED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


@dataclass(frozen=True)
class Mutant:
    """One change: `old` becomes `new` under `parent` in `tree`, the syntax of the module at `path`. `where` is the function around it."""

    path: str
    where: str
    tree: ast.Module
    parent: ast.AST
    old: ast.expr
    new: ast.expr

    @property
    def line(self) -> int:
        """The line on which what is changed begins."""
        return self.old.lineno

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is known by, wherever the line has gone meanwhile: module, function, what stood there and what stands there now."""
        return self.path, self.where, ast.unparse(self.old), ast.unparse(self.new)

    def __str__(self) -> str:
        """File and line, and the change."""
        _, where, old, new = self.key
        return f"{self.path}:{self.line}{f' ({where})' if where else ''}: {old}  ->  {new}"

    def compiled(self) -> CodeType:
        """The module with the change made. The syntax is changed with it: to be called in a process of its own."""
        for name, value in ast.iter_fields(self.parent):
            if value is self.old:
                setattr(self.parent, name, self.new)
            elif isinstance(value, list):
                value[:] = [self.new if item is self.old else item for item in value]
        return compile(ast.fix_missing_locations(self.tree), self.path, "exec")


def mutants(path: str, source: str, *, values: bool) -> list[Mutant]:
    """Every change of a module, in the order of its text; `values`: of its values too."""
    tree = ast.parse(source)
    found = [
        Mutant(path, where, tree, parent, node, ast.copy_location(new, node))
        for where, parent, node in _expressions(tree)
        for new in (*_comparisons(node), *(_values(parent, node) if values else ()))
    ]
    return sorted(found, key=lambda mutant: (mutant.line, mutant.old.col_offset))


def _expressions(parent: ast.AST, where: str = "") -> Iterator[tuple[str, ast.AST, ast.expr]]:
    """Every expression with its parent and the function or class around it. The parts of a date or of a fraction are no values alone."""
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.expr):
            yield where, parent, node
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from _expressions(node, f"{where}.{node.name}" if where else node.name)
        elif _called(node) not in ("date", "Fraction"):
            yield from _expressions(node, where)


def _called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _comparisons(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for turned in _TURNED[type(op)]:
                yield ast.Compare(node.left, [*node.ops[:i], turned(), *node.ops[i + 1 :]], node.comparators)


def _values(parent: ast.AST, node: ast.expr) -> Iterator[ast.expr]:
    """A number one up and one down, a fraction a little, a date a day; of a version its article and its grade too, and what it names."""
    text = ast.unparse(node)
    if _called(node) == "date":
        day = date(*ast.literal_eval(f"[{text.removeprefix('date(').removesuffix(')')}]"))
        days = [day + timedelta(days=step) for step in (-1, 1) if day > date.min or step > 0]
        changed = [f"date({day.year}, {day.month}, {day.day})" for day in days]
    elif _called(node) == "Fraction":
        changed = [f"{text} - Fraction(1, 1000)", f"{text} + Fraction(1, 1000)"]
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        changed = [str(node.value - 1), str(node.value + 1)]
    elif isinstance(parent, ast.Call) and _called(parent) == "Version" and node in parent.args:
        changed = _of_version(parent.args.index(node), node, text)
    else:
        changed = []
    for new in changed:
        yield ast.parse(new, mode="eval").body


def _of_version(place: int, node: ast.expr, text: str) -> list[str]:
    match node:
        case ast.Name() if place == 0:
            return [f"date.fromordinal({text}.toordinal() {sign} 1)" for sign in "-+" if sign == "+" or text != "ALWAYS"]
        case ast.Name() if place == 1:
            return [f"{text} {sign} Fraction(1, 1000)" for sign in "-+"]
        case ast.Constant(value=bool(value)):
            return [str(not value)]
        case ast.Constant(value=str(value)) if place == 4:
            return [repr("B" if value == "A" else "A")]
        case ast.Constant(value=str(value)):
            return [repr("" if value else "Điều 1")]
        case _:
            return []
