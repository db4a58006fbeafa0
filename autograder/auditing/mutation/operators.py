"""Mutations of operators: arithmetic, comparisons, and/or, signs, transposes, factors and terms.

A mutation here and in the modules beside it is a pair (kind, the node that
stands there instead). ``above`` holds the nodes around it, the nearest last.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

Change = tuple[str, ast.AST]
Above = Sequence[ast.AST]

GUARD = 1e-6  # a smaller constant keeps a quotient or a logarithm off zero: it is not content

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def operator_changes(node: ast.AST, above: Above) -> Iterator[Change]:
    """The mutations of an operator, if the node is one."""
    match node:
        case ast.BinOp():
            yield from _arithmetic(node)
        case ast.Compare():
            yield from _comparison(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "operator", ast.BoolOp(other, node.values)
            for index in range(len(node.values)):
                rest = node.values[:index] + node.values[index + 1 :]
                yield "dropped term", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not()):
            yield "negated condition", node.operand
        case ast.UnaryOp(op=ast.USub()) if number(node) is None:
            yield "sign", node.operand
        case ast.IfExp():
            yield "negated condition", ast.IfExp(negated(node.test), node.body, node.orelse)
        case ast.comprehension(ifs=[_, *_]):
            for index, test in enumerate(node.ifs):
                ifs = [*node.ifs[:index], negated(test), *node.ifs[index + 1 :]]
                yield (
                    "negated condition",
                    ast.comprehension(node.target, node.iter, ifs, node.is_async),
                )
        case ast.Subscript(value=ast.Attribute(attr="c_") as c_, slice=ast.Tuple(elts=[one, two])):
            turned = ast.Tuple([two, one], ast.Load())
            yield "swapped arguments", ast.Subscript(c_, turned, ast.Load())
        case ast.Attribute(attr="T", ctx=ast.Load()):
            yield "transpose", node.value
        case ast.Attribute(attr="float64", ctx=ast.Load()):
            yield "dtype", ast.Attribute(node.value, "float32", ast.Load())


def negated(test: ast.expr) -> ast.expr:
    """not test; a simple comparison is turned round, a ``not`` taken away."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return ast.Compare(test.left, [OPPOSITE[type(test.ops[0])]()], test.comparators)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def number(node: ast.AST | None) -> int | float | complex | None:
    """The value of a number as it stands in a source, with its minus sign; else None."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        positive = number(node.operand)
        return None if positive is None else -positive
    if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
        return node.value if isinstance(node.value, int | float | complex) else None
    return None


def is_guard(node: ast.AST) -> bool:
    """Whether a node is a number that is there only to keep something off zero."""
    value = number(node)
    return value is not None and 0 < abs(value) < GUARD


def is_threshold(node: ast.AST) -> bool:
    """Whether a node is like 1e-12 * s[0]: nobody can say what exactly it has to be."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div)):
        return False
    return is_guard(node.left) or is_guard(node.right)


def is_sequence(node: ast.AST) -> bool:
    """Whether a node is plainly a list, a tuple or a text: + joins it and * repeats it."""
    if isinstance(node, ast.BinOp):
        return is_sequence(node.left) or is_sequence(node.right)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    return isinstance(node, ast.List | ast.ListComp | ast.Tuple | ast.JoinedStr)


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    left, op, right = node.left, node.op, node.right
    if is_sequence(left) or is_sequence(right) or is_threshold(node):
        return
    guard = is_guard(left) or is_guard(right)
    by_one = isinstance(op, ast.Mult | ast.Div) and number(right) == 1
    if not guard and not by_one:  # x * 1.0 and x / 1.0 are the same
        yield from (
            ("operator", ast.BinOp(left, other(), right)) for other in ARITHMETIC.get(type(op), ())
        )
    if isinstance(op, ast.MatMult) and ast.dump(left) != ast.dump(right):
        yield "swapped factors", ast.BinOp(right, op, left)
    if isinstance(op, ast.Add | ast.Mult | ast.Div) or (isinstance(op, ast.Sub) and not guard):
        yield from _dropped(node, op)


def _dropped(node: ast.BinOp, op: ast.operator) -> Iterator[Change]:
    """a + b -> a and b; a − b -> a and −b; a · b -> a and b; a / b -> a."""
    adds = isinstance(op, ast.Add | ast.Sub)
    kind = "dropped term" if adds else "dropped factor"
    yield kind, node.left
    if isinstance(op, ast.Div):
        return
    # in a + b + c the a and the b are dropped from a + b, one at a time
    family = (ast.Add, ast.Sub) if adds else (ast.Mult, ast.Div)
    if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, family):
        return
    if ast.dump(node.left) != ast.dump(node.right):
        negative = isinstance(op, ast.Sub)
        yield kind, ast.UnaryOp(ast.USub(), node.right) if negative else node.right


def _comparison(node: ast.Compare) -> Iterator[Change]:
    threshold = any(is_guard(inner) for inner in ast.walk(node))
    sides = [node.left, *node.comparators]
    shapes = [s.value for s in sides if isinstance(s, ast.Attribute) and s.attr == "shape"]
    if len(shapes) == len(sides):
        first, *others = (ast.Attribute(array, "size", ast.Load()) for array in shapes)
        yield "comparison", ast.Compare(first, node.ops, [*others])
    for index, op in enumerate(node.ops):
        # no input lies exactly on a threshold of rounding size
        if type(op) in BOUNDARY and not threshold:
            yield "comparison", _with_operator(node, index, BOUNDARY[type(op)]())
        yield "comparison", _with_operator(node, index, OPPOSITE[type(op)]())


def _with_operator(node: ast.Compare, index: int, op: ast.cmpop) -> ast.Compare:
    return ast.Compare(node.left, [*node.ops[:index], op, *node.ops[index + 1 :]], node.comparators)
