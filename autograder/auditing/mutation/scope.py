"""What happens to a name in the function around it: enough to leave out idle mutations."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

Function = ast.FunctionDef | ast.AsyncFunctionDef

CHANGES_ITS_OBJECT = {
    *("sort", "fill", "append", "extend", "insert", "pop", "remove", "put", "resize", "shuffle"),
    *("update", "clear", "reverse"),
}


def copy_matters(original: ast.expr, above: Sequence[ast.AST]) -> bool:
    """Whether something could notice if `original.copy()` were the original.

    Nothing can where the original is an array made here, and neither it nor the
    copy is changed in place.
    """
    function, name = _function(above), _root(original)
    if name is None or not _is_made_here(name, function):
        return True
    changed = _changed_in_place(function)
    return name in changed or any(target in changed for target in _targets(above))


def is_filled_later(above: Sequence[ast.AST]) -> bool:
    """Whether the new array gets a name under which its entries are set, never added to."""
    function = _function(above)
    added = {_root(n.target) for n in ast.walk(function) if isinstance(n, ast.AugAssign)}
    stored = {
        _root(n)
        for n in ast.walk(function)
        if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store)
    }
    return any(target in stored - added for target in _targets(above))


def gets_entries(above: Sequence[ast.AST]) -> bool:
    """Whether the new array gets a name under which it is changed in place."""
    changed = _changed_in_place(_function(above))
    return any(target in changed for target in _targets(above))


def counts_turns(above: Sequence[ast.AST]) -> bool:
    """Whether what stands here is gone through by a loop that does not look at the values."""
    loop = above[-1]
    if not isinstance(loop, ast.For | ast.comprehension):
        return False
    target = loop.target
    if not isinstance(target, ast.Name):
        return False
    scope = loop if isinstance(loop, ast.For) else above[-2]
    return not any(
        isinstance(n, ast.Name) and n.id == target.id and isinstance(n.ctx, ast.Load)
        for n in ast.walk(scope)
    )


def used_names(function: ast.AST) -> set[str]:
    """The names that a function or a lambda reads."""
    return {
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    }


def _function(above: Sequence[ast.AST]) -> ast.AST:
    return next((node for node in reversed(above) if isinstance(node, Function)), above[0])


def _root(node: ast.expr) -> str | None:
    """x for x, x[0], x.T and x[0].T; self.x is no name of the function."""
    while isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "T"):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _is_made_here(name: str, function: ast.AST) -> bool:
    """Whether the function binds the name, and never to something that had a name before."""
    values = [
        value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if any(isinstance(n, ast.Name) and n.id == name and _stores(n) for n in ast.walk(target))
        for value in (node.value.elts if isinstance(node.value, ast.Tuple) else [node.value])
    ]
    return bool(values) and not any(
        isinstance(value, ast.Attribute) or _root(value) is not None for value in values
    )


def _stores(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _changed_in_place(function: ast.AST) -> set[str | None]:
    found: set[str | None] = set()
    for node in ast.walk(function):
        match node:
            case ast.AugAssign(target=target):
                found.add(_root(target))
            case ast.Subscript(ctx=ast.Store()):
                found.add(_root(node))
            case ast.Call(func=ast.Attribute(attr=method, value=value)):
                if method in CHANGES_ITS_OBJECT:
                    found.add(_root(value))
    return found


def _targets(above: Sequence[ast.AST]) -> Iterator[str]:
    """The names that the statement around this binds."""
    statement = next((node for node in reversed(above) if isinstance(node, ast.stmt)), None)
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name) and _stores(n))
