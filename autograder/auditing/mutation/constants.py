"""Mutations of numbers, truth values, indices and the bounds of slices."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.auditing.mutation.operators import Above, Change, is_guard, number

SMALL = 10  # whole numbers up to here are counted: one more, one less; larger ones are sizes


def constant_changes(node: ast.AST, above: Above) -> Iterator[Change]:
    """The mutations of a constant or of a slice, if the node is one."""
    if isinstance(node, ast.Slice):
        yield from _slice(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        keeps = isinstance(above[-1], ast.keyword) and above[-1].arg == "keepdims"
        yield "keepdims" if keeps else "constant", ast.Constant(not node.value)
    elif _has_its_own_rule(above):
        return
    elif isinstance(value := number(node), int | float):
        if _is_index(node, above):
            yield from _index(int(value), above)
        elif not is_guard(node):
            parent = above[-1]
            yield from (("constant", of(v)) for v in _others(value) if not _idle(v, node, parent))


def of(value: int | float) -> ast.expr:
    """A number as a node: Python has no negative literals."""
    plain = ast.Constant(abs(value))
    return ast.UnaryOp(ast.USub(), plain) if value < 0 else plain


def _others(value: int | float) -> list[int | float]:
    if isinstance(value, float):
        if value == 0:
            return [1.0]
        return [2 * value, value / 2, *([0.0] if value == 1 else []), *([-value] * (value < 0))]
    if value == 0:
        return [1]
    if abs(value) <= SMALL:
        return [value + 1, value - 1] if value > 0 else [-value, value - 1]
    return [2 * value, value // 2]


def _idle(value: int | float, node: ast.AST, parent: ast.AST) -> bool:
    """Whether the new number does nothing where it stands: that is the dropped term or factor."""
    if not isinstance(parent, ast.BinOp | ast.AugAssign):
        return False
    if isinstance(parent.op, ast.Add | ast.Sub):
        return value == 0
    on_the_left = isinstance(parent, ast.BinOp) and parent.left is node
    return (
        value == 1
        and isinstance(parent.op, ast.Mult | ast.Div)
        and not (on_the_left and isinstance(parent.op, ast.Div))
    )


def _has_its_own_rule(above: Above) -> bool:
    """Axes, bounds of slices, arguments of range and reshape are changed as a whole."""
    match above[-1]:
        case ast.Slice():
            return True
        case ast.keyword(arg="axis" | "keepdims" | "dtype"):
            return True
        case ast.Call(func=ast.Name(id="range") | ast.Attribute(attr="reshape")):
            return True
        case ast.Tuple() if len(above) > 1:
            parent = above[-2]
            return isinstance(parent, ast.keyword) and parent.arg == "axis"
    return False


def _is_index(node: ast.AST, above: Above) -> bool:
    inner = node
    for outer in reversed(above):
        if isinstance(outer, ast.Subscript):
            return outer.slice is inner
        if not isinstance(outer, ast.Tuple):
            return False
        inner = outer
    return False


def _index(value: int, above: Above) -> Iterator[Change]:
    subscript = next(outer for outer in reversed(above) if isinstance(outer, ast.Subscript))
    if isinstance(subscript.value, ast.Attribute) and subscript.value.attr == "shape":
        yield "axis", of(1 if value == 0 else 0)
        return
    others = {0: (1, -1), -1: (0, -2)}.get(value, (value + 1, value - 1))
    yield from (("off by one", of(other)) for other in others)


def _slice(node: ast.Slice) -> Iterator[Change]:
    """Each bound one further in, where that is a number also one further out, and dropped."""
    kind, lower, upper, step = "off by one", node.lower, node.upper, node.step
    for bound in _moved(lower, 1):
        yield kind, ast.Slice(bound, upper, step)
    for bound in _moved(upper, -1):
        yield kind, ast.Slice(lower, bound, step)
    if lower is None and number(upper) == -1:
        yield kind, ast.Slice(ast.Constant(1), None, step)
    if upper is None and number(lower) == 1:
        yield kind, ast.Slice(None, of(-1), step)
    if step is not None:
        yield "dropped step", ast.Slice(lower, upper, None)


def _moved(bound: ast.expr | None, inwards: int) -> Iterator[ast.expr | None]:
    if bound is None:
        return
    value = number(bound)
    if isinstance(value, int):
        # past the end there is nothing: one beyond −1 is the dropped bound, and 0 is no upper bound
        yield from (of(value + by) for by in (inwards, -inwards) if (value + by) * value > 0)
        if value == 0:
            yield of(1)
    elif inwards > 0:
        yield ast.BinOp(bound, ast.Add(), ast.Constant(1))
    else:
        yield ast.BinOp(bound, ast.Sub(), ast.Constant(1))
    if value != 0:
        yield None
