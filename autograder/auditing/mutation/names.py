"""Mutations of names: one argument taken for another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.auditing.mutation.calls import called
from autograder.auditing.mutation.operators import Above, Change
from autograder.auditing.mutation.scope import Function

SIZES = {"shape", "size", "ndim", "dtype"}
ASK_FOR_SIZES = {"len", "isinstance", "shape", "size", "ndim", "zeros_like", "ones_like"}


def name_changes(node: ast.AST, above: Above) -> Iterator[Change]:
    """For an argument that is read, the next argument of the function in its place."""
    function = next((outer for outer in reversed(above) if isinstance(outer, Function)), None)
    if function is None or not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    arguments = function.args
    required = len(arguments.args) - len(arguments.defaults)
    names = [one.arg for one in arguments.args[:required] if one.arg not in ("self", "cls")]
    # two arguments of one shape have one length: y.size for y_hat.size is no fault
    if node.id in names and len(names) > 1 and not _asks_for_the_size(above[-1]):
        following = names[(names.index(node.id) + 1) % len(names)]
        yield "wrong name", ast.Name(following, ast.Load())


def _asks_for_the_size(parent: ast.AST) -> bool:
    if isinstance(parent, ast.Attribute):
        return parent.attr in SIZES
    if isinstance(parent, ast.Call):
        return called(parent) in ASK_FOR_SIZES
    return False
