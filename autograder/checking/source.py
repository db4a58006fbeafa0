"""A bank answer as the text that a student would hand in."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.checking.exercise import BankAnswer, Exercise


def answer_source(file: Path, exercise: Exercise, answer: BankAnswer) -> str:
    """The text of a bank answer, under the names that the exercise asks for.

    Comments inside the answer stay. Raises KeyError if the file has no such answer.
    """
    text = file.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == answer.name:
            break
    else:
        raise KeyError(f"{file} defines no bank answer {answer.name!r}")
    lines = text.splitlines()
    if len(exercise.names) == 1:
        return _renamed(lines, node, exercise.names[0])
    parts = [
        _renamed(lines, member, member.name)
        for member in node.body
        if isinstance(member, ast.FunctionDef | ast.ClassDef) and member.name in exercise.names
    ]
    return "\n\n".join(parts)


def _renamed(lines: list[str], node: ast.FunctionDef | ast.ClassDef, name: str) -> str:
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
