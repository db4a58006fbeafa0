"""A bank answer as the text that a student would hand in."""

from __future__ import annotations

import ast
import copy
import symtable
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from autograder.checking.bank import BankAnswer
from autograder.checking.exercise import Exercise

GIVEN = {"np"}  # what the notebooks of a course import themselves

Definition = ast.FunctionDef | ast.ClassDef


def answer_source(file: Path, exercise: Exercise, answer: BankAnswer) -> str:
    """The text of a bank answer, under the names that the exercise asks for.

    Above it stand the imports, functions, classes and constants of the file that it
    needs. Comments inside stay. A name that it leaves out is written as in the first
    accepted answer that has them all. Raises KeyError if the file has no such answer.
    """
    whole = next((a for a in exercise.accepted if not left_out(exercise, a)), answer)
    return "\n\n\n".join(filter(None, answer_parts(file, exercise, answer, whole)))


def left_out(exercise: Exercise, answer: BankAnswer) -> list[str]:
    """The names that a bank answer takes from the references."""
    if len(exercise.names) == 1:
        return []
    return [name for name in exercise.names if answer.names[name] is exercise.references[name]]


def answer_parts(
    file: Path, exercise: Exercise, answer: BankAnswer, whole: BankAnswer | None = None
) -> tuple[str, str]:
    """What stands above a bank answer, and its own text.

    whole: an answer from which come the names that this one leaves out.
    """
    text = file.read_text(encoding="utf-8")
    body = _parsed(text)
    node = _definition(body, answer.name)
    if len(exercise.names) == 1:
        parts = [(node, exercise.names[0])]
    else:
        parts = _members(node, exercise.names)
        there = {name for _, name in parts}
        if whole is not None:
            others = _members(_definition(body, whole.name), exercise.names)
            parts += [(member, name) for member, name in others if name not in there]
    own = {name for _, name in parts}
    helpers = _helpers([n for n in body if n is not node], [part for part, _ in parts])
    lines = text.splitlines()
    above = ["\n".join(_imports(body, [*helpers, *(part for part, _ in parts)]))]
    above += ["\n".join(lines[h.lineno - 1 : h.end_lineno]) for h in helpers if _bound(h) - own]
    mine = [_renamed(lines, *part) for part in parts]
    return "\n\n\n".join(filter(None, above)), "\n\n\n".join(mine)


def _definition(body: Sequence[ast.stmt], name: str) -> Definition:
    for node in body:
        if isinstance(node, Definition) and node.name == name:
            return node
    raise KeyError(f"the file defines no bank answer {name!r}")


def _members(node: Definition, names: Sequence[str]) -> list[tuple[Definition, str]]:
    """The definitions inside a class that stand for names of the exercise."""
    found = [member for member in node.body if isinstance(member, Definition)]
    return [(member, member.name) for member in found if member.name in names]


@lru_cache(maxsize=1)
def _parsed(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


def _helpers(body: Sequence[ast.stmt], parts: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The definitions of the file that the parts use, those of the helpers too, in order."""
    wanted: list[ast.stmt] = []
    names = set().union(*map(_used, parts))
    while more := [node for node in body if node not in wanted and _bound(node) & names]:
        wanted += more
        names = names.union(*map(_used, more))
    return [node for node in body if node in wanted]


def _bound(node: ast.stmt) -> set[str]:
    """The names that a top-level definition or assignment binds."""
    if isinstance(node, Definition):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


def _used(node: ast.stmt) -> set[str]:
    """The names from outside that a definition uses, its decorators aside."""
    bare = copy.deepcopy(node)
    if isinstance(bare, Definition):
        bare.decorator_list = []
    table = symtable.symtable(ast.unparse(bare), "answer", "exec")
    return {name for scope in _scopes(table) for name in _outside(scope)} - GIVEN


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _scopes(inner)


def _outside(scope: symtable.SymbolTable) -> Iterator[str]:
    top = scope.get_type() == "module"
    for symbol in scope.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or (top and not symbol.is_assigned())):
            yield symbol.get_name()


def _imports(body: Sequence[ast.stmt], parts: Sequence[ast.stmt]) -> list[str]:
    """The imports of the file that bind a name which the parts use."""
    used = set().union(*map(_used, parts))
    found = []
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            wanted = [a for a in node.names if (a.asname or a.name.partition(".")[0]) in used]
            if wanted and getattr(node, "module", "") != "__future__":
                found.append(ast.unparse(_only(node, wanted)))
    return found


def _only(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import(names)
    return ast.ImportFrom(node.module, names, node.level)


def _renamed(lines: list[str], node: Definition, name: str) -> str:
    """The lines of a definition without decorators and indentation, under a new name."""
    body = [line[node.col_offset :] for line in lines[node.lineno - 1 : node.end_lineno]]
    body[0] = body[0].replace(node.name, name, 1)
    calls_itself = [
        (inner.lineno, inner.col_offset)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and inner.id == node.name
    ]
    for line, column in sorted(calls_itself, reverse=True):
        at, start = line - node.lineno, column - node.col_offset
        body[at] = body[at][:start] + name + body[at][start + len(node.name) :]
    return "\n".join(body)
