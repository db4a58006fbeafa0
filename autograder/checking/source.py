"""A bank answer as the text that a student would hand in."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from autograder.checking.exercise import BankAnswer, Exercise

GIVEN = {"np"}  # what the notebooks of a course import themselves

Definition = ast.FunctionDef | ast.ClassDef


def answer_source(file: Path, exercise: Exercise, answer: BankAnswer) -> str:
    """The text of a bank answer, under the names that the exercise asks for.

    Comments inside the answer stay; above it stand the imports that it needs.
    Raises KeyError if the file has no such answer.
    """
    text = file.read_text(encoding="utf-8")
    body = _parsed(text)
    for node in body:
        if isinstance(node, Definition) and node.name == answer.name:
            break
    else:
        raise KeyError(f"{file} defines no bank answer {answer.name!r}")
    lines = text.splitlines()
    if len(exercise.names) == 1:
        parts = [(node, exercise.names[0])]
    else:
        members = [member for member in node.body if isinstance(member, Definition)]
        parts = [(member, member.name) for member in members if member.name in exercise.names]
    imports = "\n".join(_imports(body, [part for part, _ in parts]))
    return "\n\n\n".join(filter(None, [imports, *(_renamed(lines, *part) for part in parts)]))


@lru_cache(maxsize=1)
def _parsed(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


def _imports(body: list[ast.stmt], parts: list[Definition]) -> list[str]:
    """The imports of the file that bind a name which the parts use."""
    used = {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)} - GIVEN
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
