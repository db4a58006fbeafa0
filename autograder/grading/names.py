"""The global names that a notebook cell binds and uses, without running it."""

from __future__ import annotations

import ast
import functools
import symtable
from dataclasses import dataclass
from itertools import takewhile

from IPython.core.inputtransformer2 import TransformerManager


@dataclass(frozen=True)
class Names:
    """bound: names that the cell gives a value; used: names that it looks up."""

    bound: frozenset[str]
    used: frozenset[str]


# An assignment's cells are the same for every submission.
@functools.lru_cache(1000)
def plain_python(source: str) -> str:
    """A cell as plain Python, line by line: magics and ``!commands`` become function calls."""
    lines = source.splitlines(keepends=True)
    # IPython drops the blank lines in front, and the numbers of the lines would shift
    blank = sum(1 for _ in takewhile(str.isspace, lines))
    return "\n" * blank + TransformerManager().transform_cell("".join(lines[blank:]))


@functools.lru_cache(1000)
def names_of(source: str) -> Names:
    """The global names that a cell binds and uses, nested functions included.

    A cell that is not Python binds and uses nothing.

    >>> names = names_of("y = f(x)\\ndef g(): return y + z")
    >>> sorted(names.bound), sorted(names.used)
    (['g', 'y'], ['f', 'x', 'y', 'z'])
    """
    try:
        table = symtable.symtable(plain_python(source), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return Names(frozenset(), frozenset())
    bound: set[str] = set()
    used: set[str] = set()
    _gather(table, bound, used)
    return Names(frozenset(bound), frozenset(used))


def _gather(table: symtable.SymbolTable, bound: set[str], used: set[str]) -> None:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if not (top or symbol.is_global()):
            continue
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            bound.add(symbol.get_name())
        if symbol.is_referenced():
            used.add(symbol.get_name())
    for child in table.get_children():
        _gather(child, bound, used)


def split_last_expression(source: str) -> tuple[ast.Module, ast.Expression | None]:
    """A cell's statements, and its trailing expression, whose value Jupyter would show.

    As in Jupyter, a semicolon at the end hides the value. Raises SyntaxError.
    """
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        return tree, ast.Expression(last.value)
    return tree, None


def imports_of(source: str) -> dict[int, str]:
    """The imports at a cell's top level, by line (from 1); none if it is not Python."""
    try:
        body = ast.parse(plain_python(source)).body
    except (SyntaxError, ValueError, RecursionError):
        return {}
    imports = (node for node in body if isinstance(node, ast.Import | ast.ImportFrom))
    return {node.lineno: ast.unparse(node) for node in imports}


def classes_of(source: str) -> frozenset[str]:
    """The classes that a cell defines at its top level; none if it is not Python."""
    try:
        body = ast.parse(plain_python(source)).body
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    return frozenset(node.name for node in body if isinstance(node, ast.ClassDef))


def modules_of(source: str) -> list[str]:
    """The modules that a cell imports, by full name and in order; none if it is not Python."""
    try:
        tree = ast.parse(plain_python(source))
    except (SyntaxError, ValueError, RecursionError):
        return []
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
    return found
