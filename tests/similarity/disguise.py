"""What people do to an answer that they copied: each makes other text of the same program."""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Callable

_KEPT = set(keyword.kwlist) | set(dir(builtins)) | {"np", "math", "self"}


def renamed(source: str) -> str:
    """Every variable, parameter and helper gets another name; the exercise's own name stays."""
    tree = ast.parse(source)
    last = next((n.name for n in reversed(tree.body) if isinstance(n, ast.FunctionDef)), "")
    names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    names |= {n.name for n in tree.body if isinstance(n, ast.FunctionDef)} - {last}
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    names -= _KEPT | imported | {last}
    new = {name: f"{name[:1]}value{number}" for number, name in enumerate(sorted(names))}
    return re.sub(r"(?<![\w.])[^\W\d]\w*", lambda found: new.get(found[0], found[0]), source)


def reordered(source: str) -> str:
    """The definitions in reverse; of one alone, its branches and blank lines stay as they are."""
    tree = ast.parse(source)
    lines = source.splitlines()
    parts = ["\n".join(lines[n.lineno - 1 : n.end_lineno]) for n in tree.body]
    firsts = [
        p for p, n in zip(parts, tree.body, strict=True) if not isinstance(n, ast.FunctionDef)
    ]
    others = [p for p, n in zip(parts, tree.body, strict=True) if isinstance(n, ast.FunctionDef)]
    return "\n\n".join([*firsts, *reversed(others)])


def commented(source: str) -> str:
    """Other comments, a docstring, other blank lines, one blank more around every ``=``."""
    lines = [line for line in source.splitlines() if line.strip()]
    lines = [re.sub(r"\s+#.*", "", line) for line in lines if not line.lstrip().startswith("#")]
    made = []
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        ends = line.rstrip().endswith((",", "(", "[", "\\", "{"))
        made += [line, *([] if ends else ["", f"{indent}# step {number} of my own solution"])]
        if line.startswith("def ") and line.endswith(":"):
            made += ['    """I wrote this."""']
    return "\n".join(made)


def other_constants(source: str) -> str:
    """Every number is another one, and every text."""
    made = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        value = token.string
        if token.type == tokenize.NUMBER:
            value = f"{value}3" if value.isdigit() else "7.25"
        made.append((token.type, value))
    return tokenize.untokenize(made)


def everything(source: str) -> str:
    return commented(other_constants(reordered(renamed(source))))


DISGUISES: dict[str, Callable[[str], str]] = {
    "none": str,
    "renamed": renamed,
    "reordered": reordered,
    "commented": commented,
    "other constants": other_constants,
    "everything": everything,
}
