"""Mutations of calls: axes, reductions, dtypes, copies, and arguments in another order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.auditing.mutation.constants import of
from autograder.auditing.mutation.operators import Above, Change, is_sequence, number
from autograder.auditing.mutation.scope import (
    copy_matters,
    counts_turns,
    gets_entries,
    is_filled_later,
)

EXCHANGED = {
    "sum": "mean",
    "mean": "sum",
    "average": "sum",
    "max": "min",
    "min": "max",
    "amax": "amin",
    "amin": "amax",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "argmin": "argmax",
    "std": "var",
    "var": "std",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
}
DIRECTIONS = {"hstack": "vstack", "vstack": "hstack", "column_stack": "vstack"}
JOINS = {"hstack", "vstack", "column_stack", "concatenate", "stack", "append"}
BUILTINS_EXCHANGED = {"max", "min", "any", "all"}  # there is no built-in mean
ARITHMETIC_EXCHANGED = {
    "add": "subtract",
    "subtract": "add",
    "multiply": "divide",
    "divide": "multiply",
}
FORGOTTEN = {
    *("abs", "absolute", "fabs", "sqrt", "square", "exp", "log", "log2", "log10"),
    *("negative", "transpose", "sort", "sum", "mean"),
    *("ravel", "flatten", "squeeze", "reshape"),
}
FLATTENS_BY_DEFAULT = {  # without an axis they do what they do with axis=None
    *("sum", "mean", "average", "max", "min", "amax", "amin", "argmax", "argmin", "std", "var"),
    *("prod", "any", "all", "median", "norm", "cumsum", "cumprod", "append", "insert", "delete"),
    *("repeat", "unique", "take"),
}
JOINS_ROWS_BY_DEFAULT = {"concatenate", "stack"}  # without an axis they do what they do with 0
FLOAT64_BY_DEFAULT = {"zeros", "ones", "empty", "eye", "identity", "linspace"}
FILLED = {"zeros", "ones", "empty", "full"}
TAKES_A_SHAPE = {"zeros", "ones", "empty", "full", "reshape", "broadcast_to"}
ORDER_IS_NO_MATTER = {
    *("maximum", "minimum", "fmax", "fmin", "max", "min", "add", "multiply", "gcd", "lcm", "hypot"),
    *(
        "result_type",
        "equal",
        "not_equal",
        "array_equal",
        "allclose",
        "isclose",
        "logical_and",
        "logical_or",
    ),
}
ORDER_IS_NO_SLIP = {"range", "isinstance", "issubclass", "getattr", "setattr", "hasattr", "full"}


def call_changes(node: ast.AST, above: Above) -> Iterator[Change]:
    """The mutations of a call, if the node is one."""
    if not isinstance(node, ast.Call):
        return
    name = called(node)
    yield from _function(node, name, above)
    if name == "range":
        yield from _range(node, above)
    for keyword in node.keywords:
        yield from _keyword(node, name, keyword)
    yield from _order(node, name)


def called(call: ast.Call) -> str:
    """The last part of the name of what is called: "sum" for np.sum(x) and for x.sum()."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _function(node: ast.Call, name: str, above: Above) -> Iterator[Change]:
    func, args = node.func, node.args
    module = func.value if isinstance(func, ast.Attribute) else None
    if name in EXCHANGED and (module or name in BUILTINS_EXCHANGED):
        yield "reduction", _calling(node, EXCHANGED[name])
    if name in ARITHMETIC_EXCHANGED and module and len(args) == 2:
        yield "operator", _calling(node, ARITHMETIC_EXCHANGED[name])
    if name in DIRECTIONS and module:
        yield "axis", _calling(node, DIRECTIONS[name])
    if name in FORGOTTEN and (subject := _subject(node)) is not None:
        yield "dropped function", subject
    if name == "exp" and len(args) == 1 and not isinstance(args[0], ast.UnaryOp):
        yield "sign", ast.Call(func, [ast.UnaryOp(ast.USub(), args[0])], node.keywords)
    if name == "ones" and module:
        yield "fill", _calling(node, "zeros")
    if name == "zeros" and module and not is_filled_later(above):
        yield "fill", _calling(node, "ones")
    untyped = all(keyword.arg != "dtype" for keyword in node.keywords)
    if name in FILLED and module and untyped and gets_entries(above):
        integers = ast.keyword("dtype", ast.Name("int", ast.Load()))
        yield "dtype", ast.Call(func, args, [*node.keywords, integers])
    if name in ("copy", "astype") and module:
        of_numpy = isinstance(module, ast.Name) and module.id == "np"
        original = args[0] if of_numpy and args else module
        if name == "astype" or copy_matters(original, above):
            yield "copy" if name == "copy" else "dtype", original
    if name == "astype" and len(args) == 1 and _is_float64(args[0]):
        yield "dtype", ast.Call(func, [_float32()], node.keywords)


def _range(node: ast.Call, above: Above) -> Iterator[Change]:
    if not node.args:
        return
    stop, *step = node.args[1:] or node.args
    start = node.args[0] if len(node.args) > 1 else None
    given = [] if start is None else [start]
    yield "off by one", ast.Call(node.func, [*given, _plus(stop, -1), *step], [])
    # for _ in range(n) only counts: a later start and an earlier end are the same
    if not counts_turns(above):
        first = ast.Constant(1) if start is None else _plus(start, 1)
        yield "off by one", ast.Call(node.func, [first, stop, *step], [])


def _plus(bound: ast.expr, by: int) -> ast.expr:
    value = number(bound)
    if isinstance(value, int):
        return of(value + by)
    return ast.BinOp(bound, ast.Add() if by > 0 else ast.Sub(), ast.Constant(1))


def _keyword(node: ast.Call, name: str, keyword: ast.keyword) -> Iterator[Change]:
    if keyword.arg == "axis":
        axis = number(keyword.value)
        if isinstance(axis, int):
            yield "axis", _with_keyword(node, keyword, ast.Constant(1 if axis == 0 else 0))
        if name not in JOINS_ROWS_BY_DEFAULT:
            yield "axis", _with_keyword(node, keyword, None)
        if name not in FLATTENS_BY_DEFAULT:
            yield "axis", _with_keyword(node, keyword, ast.Constant(None))
    elif keyword.arg == "dtype" and _is_float64(keyword.value):
        yield "dtype", _with_keyword(node, keyword, _float32())
        if name not in FLOAT64_BY_DEFAULT:
            yield "dtype", _with_keyword(node, keyword, None)
    elif keyword.arg not in (None, "dtype"):
        # a None, a truth value or a text may well be what it is without
        plain = isinstance(keyword.value, ast.Constant) and number(keyword.value) is None
        if not plain:
            yield "dropped argument", _with_keyword(node, keyword, None)


def _order(node: ast.Call, name: str) -> Iterator[Change]:
    if name in TAKES_A_SHAPE:
        for index, shape in enumerate(node.args):
            if isinstance(shape, ast.Tuple) and _differ(*shape.elts[:2]):
                first, second, *rest = shape.elts
                turned = ast.Tuple([second, first, *rest], ast.Load())
                args = [*node.args[:index], turned, *node.args[index + 1 :]]
                yield "swapped arguments", ast.Call(node.func, args, node.keywords)
    if name in JOINS and node.args and isinstance(node.args[0], ast.List | ast.Tuple):
        parts = node.args[0].elts
        if _differ(*parts):
            together = type(node.args[0])(parts[::-1], ast.Load())
            args = [together, *node.args[1:]]
            yield "swapped arguments", ast.Call(node.func, args, node.keywords)
    if name in ORDER_IS_NO_MATTER | ORDER_IS_NO_SLIP:
        return
    for index, (one, two) in enumerate(zip(node.args, node.args[1:], strict=False)):
        # a condition and a value, or an array and a text, are not mistaken for each other
        no_slip = (name == "where" and index == 0) or is_sequence(one) != is_sequence(two)
        if _differ(one, two) and not no_slip:
            args = [*node.args[:index], two, one, *node.args[index + 2 :]]
            yield "swapped arguments", ast.Call(node.func, args, node.keywords)


def _subject(node: ast.Call) -> ast.expr | None:
    """x in np.f(x), f(x) and x.f(): what is left where the function is forgotten."""
    if not isinstance(node.func, ast.Attribute):
        return node.args[0] if len(node.args) == 1 and not node.keywords else None
    module = node.func.value
    if isinstance(module, ast.Name) and module.id in ("np", "numpy", "math"):
        return node.args[0] if node.args else None
    return module


def _differ(*pair: ast.expr) -> bool:
    starred = any(isinstance(one, ast.Starred) for one in pair)
    return len(pair) == 2 and not starred and ast.dump(pair[0]) != ast.dump(pair[1])


def _calling(node: ast.Call, name: str) -> ast.Call:
    """The call with another function of the same module, or method of the same object."""
    if isinstance(node.func, ast.Attribute):
        return ast.Call(ast.Attribute(node.func.value, name, ast.Load()), node.args, node.keywords)
    return ast.Call(ast.Name(name, ast.Load()), node.args, node.keywords)


def _with_keyword(node: ast.Call, keyword: ast.keyword, value: ast.expr | None) -> ast.Call:
    keywords = [k for k in node.keywords if k is not keyword or value is not None]
    if value is not None:
        new = ast.keyword(keyword.arg, value)
        keywords = [new if k is keyword else k for k in keywords]
    return ast.Call(node.func, node.args, keywords)


def _is_float64(node: ast.expr) -> bool:
    return ast.unparse(node) in ("float", "np.float64", "np.double", "'float64'", "'float'")


def _float32() -> ast.expr:
    return ast.Attribute(ast.Name("np", ast.Load()), "float32", ast.Load())
