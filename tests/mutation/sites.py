"""The places of a module where a mistake can be planted, and the mistakes that fit there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

from tests.mutation.sql import sql_mistakes

# What changes no behaviour that a test could see: a linter asks for the one, the other saves time.
_LEFT_ALONE = ("strict", "maxsize")
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_Mistake = tuple[str, ast.AST]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node hangs in its tree; `span` are the lines that are run with it."""

    parent: ast.AST
    field: str
    index: int | None
    span: tuple[int, int]
    in_function: bool

    @property
    def node(self) -> ast.AST:
        """What hangs there."""
        held = getattr(self.parent, self.field)
        found: ast.AST = held if self.index is None else held[self.index]
        return found

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one mistake planted in it."""

    module: str
    operator: str
    line: str
    instead: ast.AST
    place: Place
    number: int

    @property
    def key(self) -> str:
        """Tells it from the others of its module, also after lines were added above it."""
        module = self.module.removeprefix("cluneal_tracker.data.")
        return f"{module}: {self.operator}: {self.line} [{self.number}]"


def mutants(module: str, tree: ast.Module, source: str) -> list[Mutant]:
    """Every mutant of a module whose tree this is."""
    lines = source.splitlines()
    found: list[Mutant] = []
    seen: dict[tuple[str, str], int] = {}
    for place in _places(tree, (1, 1), in_function=False):
        node = place.node
        for make in _OPERATORS:
            for operator, instead in make(node, place):
                line = lines[getattr(node, "lineno", place.span[0]) - 1].strip()
                seen[operator, line] = seen.get((operator, line), 0) + 1
                number = seen[operator, line]
                found.append(Mutant(module, operator, line, instead, place, number))
    return found


def _places(node: ast.AST, span: tuple[int, int], *, in_function: bool) -> Iterator[Place]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        within = in_function or (isinstance(node, ast.FunctionDef) and field == "body")
        held = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in held:
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            around = _span(child) if isinstance(child, ast.stmt) else span
            yield Place(node, field, index, around, within)
            yield from _places(child, around, in_function=within)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):  # A docstring.
            return True
        case ast.keyword(arg=name):
            return name in _LEFT_ALONE
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.ImportFrom():
            return True
    return False


def _span(node: ast.stmt) -> tuple[int, int]:
    """The lines of a statement; of one that holds others only its head."""
    body = getattr(node, "body", None)
    if not body:
        return node.lineno, node.end_lineno or node.lineno
    return node.lineno, max(node.lineno, body[0].lineno - 1)


def _comparison(node: ast.AST, _: Place) -> Iterator[_Mistake]:
    if not isinstance(node, ast.Compare):
        return
    for at, is_now in enumerate(node.ops):
        for other in _COMPARISONS[type(is_now)]:
            changed = copy(node)
            changed.ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
            yield f"{type(is_now).__name__} becomes {other.__name__}", changed


def _negation(node: ast.AST, place: Place) -> Iterator[_Mistake]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        return  # Its comparison is turned round.
    elif place.field in ("test", "ifs") and isinstance(node, ast.expr):
        yield "condition negated", ast.UnaryOp(ast.Not(), node)


def _both_and_either(node: ast.AST, _: Place) -> Iterator[_Mistake]:
    if not isinstance(node, ast.BoolOp):
        return
    is_and = isinstance(node.op, ast.And)
    swapped = copy(node)
    swapped.op = ast.Or() if is_and else ast.And()
    yield ("and becomes or" if is_and else "or becomes and"), swapped
    for at in range(len(node.values)):
        rest = [*node.values[:at], *node.values[at + 1 :]]
        left: ast.AST = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield f"part {at + 1} of {'and' if is_and else 'or'} removed", left


def _constant(node: ast.AST, place: Place) -> Iterator[_Mistake]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield f"{value} becomes {not value}", ast.Constant(not value)
    elif isinstance(value, int | float):
        yield f"{value} becomes {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, bytes):
        yield "bytes emptied" if value else "bytes filled", ast.Constant(b"" if value else b"x")
    elif isinstance(value, str):
        told = sql_mistakes(value)
        for what, changed in told:
            yield f"SQL {what}", ast.Constant(changed)
        if not told:
            yield "text emptied" if value else "text filled", ast.Constant("" if value else "x")


def _sum(node: ast.AST, _: Place) -> Iterator[_Mistake]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SUMS:
        changed = copy(node)
        changed.op = _SUMS[type(node.op)]()
        yield f"{type(node.op).__name__} becomes {type(changed.op).__name__}", changed
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus removed", node.operand


def _statement(node: ast.AST, _: Place) -> Iterator[_Mistake]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign() | ast.Delete():
            yield "statement removed", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement removed", ast.Pass()
        case ast.Return(value=ast.Constant(value=None) | None):
            pass
        case ast.Return():
            yield "returns None", ast.Return(ast.Constant(None))
        case ast.Continue():
            yield "continue becomes break", ast.Break()
        case ast.Break():
            yield "break becomes continue", ast.Continue()


_OPERATORS: tuple[Callable[[ast.AST, Place], Iterator[_Mistake]], ...] = (
    _comparison,
    _negation,
    _both_and_either,
    _constant,
    _sum,
    _statement,
)
