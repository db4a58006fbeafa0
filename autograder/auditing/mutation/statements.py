"""Mutations of statements: dropped, turned round, or with another assignment."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.auditing.mutation.operators import ARITHMETIC, Above, Change, negated
from autograder.auditing.mutation.scope import gets_entries

SAYS_SOMETHING = {"print", "display", "warn"}  # a call for its text alone


def statement_changes(node: ast.AST, above: Above) -> Iterator[Change]:
    """The mutations of a whole statement, if the node is one."""
    match node:
        case ast.AugAssign():
            for op in ARITHMETIC.get(type(node.op), ()):
                yield "operator", ast.AugAssign(node.target, op(), node.value)
            yield "operator", ast.Assign([node.target], node.value, lineno=node.lineno)
            yield "dropped statement", ast.Pass()
        case ast.Assign():
            yield from _assignment(node, above)
        case ast.Expr(value=ast.Call()):
            yield "dropped statement", ast.Pass()
        case ast.If() | ast.While():
            again = type(node)(negated(node.test), node.body, node.orelse)
            yield "negated condition", again
            if isinstance(node, ast.If) and not node.orelse and _leaves(node):
                yield "dropped statement", ast.Pass()
        case ast.Assert():
            yield "negated condition", ast.Assert(negated(node.test), node.msg)
            yield "dropped statement", ast.Pass()
        case ast.Return(value=value) if value is not None:
            yield from _return(value)


def is_text(statement: ast.AST) -> bool:
    """Whether a statement is a docstring or prints something: nothing that a check looks at."""
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    if isinstance(value, ast.Call):
        function = value.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        return name in SAYS_SOMETHING
    return isinstance(value, ast.Constant)


def _leaves(node: ast.If) -> bool:
    """if …: raise …, if …: return …: a case that is dealt with at once."""
    return len(node.body) == 1 and isinstance(node.body[0], ast.Raise | ast.Return)


def _assignment(node: ast.Assign, above: Above) -> Iterator[Change]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(value.elts) == 2:
        turned = ast.Tuple(value.elts[::-1], ast.Load())
        yield "swapped results", ast.Assign(node.targets, turned, lineno=node.lineno)
    parts = target.elts if isinstance(target, ast.Tuple) else node.targets
    if all(isinstance(part, ast.Subscript | ast.Attribute) for part in parts):
        yield "dropped statement", ast.Pass()
    # a name that is new here is not worth it: without it nothing that follows would run
    read = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
    again = all(isinstance(part, ast.Name) and part.id in read for part in parts)
    if again and not _converts(value, above):
        yield "dropped statement", ast.Pass()


def _converts(value: ast.expr, above: Above) -> bool:
    """x = np.asarray(x), x = np.array(x): idle for an array that is not changed in place."""
    if isinstance(value, ast.Tuple):
        return all(_converts(part, above) for part in value.elts)
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)):
        return False
    copies = value.func.attr in ("array", "copy")
    return value.func.attr == "asarray" or (copies and not gets_entries(above))


def _return(value: ast.expr) -> Iterator[Change]:
    if isinstance(value, ast.Tuple | ast.List):
        if len(value.elts) == 2:
            yield "swapped results", ast.Return(type(value)(value.elts[::-1], ast.Load()))
        for index, part in enumerate(value.elts):
            if _may_be_a_number(part):
                parts = [*value.elts[:index], _minus(part), *value.elts[index + 1 :]]
                yield "sign", ast.Return(type(value)(parts, ast.Load()))
    elif _may_be_a_number(value):
        yield "sign", ast.Return(_minus(value))


def _minus(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), value)


def _may_be_a_number(value: ast.expr) -> bool:
    """A name but self, a call, a part or arithmetic; what bears a minus has a rule of its own."""
    if isinstance(value, ast.Name):
        return value.id != "self"
    return isinstance(value, ast.Call | ast.BinOp | ast.Subscript | ast.Attribute | ast.IfExp)
