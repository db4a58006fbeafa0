"""Secrets of an assignment, and the places where students would read them.

A secret is a statement inside a solution or hidden-test region, or the value that
it assigns or returns. It leaks when its tokens stand, in a row, in anything that
students see: another cell, a hint, a comment, a tag. Blanks, line breaks and the
kind of quotes do not matter; capitals do, ``X @ W + b`` is another formula.

Not every line is a secret, or no assignment could be written:

* plumbing gives nothing away: imports, ``def`` and ``class`` lines, ``else``,
  ``return w, b``, ``n = X.shape[0]``, data, and calls of the functions that the
  assignment itself defines (``w, b = normal_equation(X, y)`` in a visible test);
* a statement of fewer than 5 tokens, or a bare value of fewer than 8, is too
  short to be copied; a line of prose needs 6 words;
* whatever else has to stand in both places says so itself, with ``# not secret``
  at the end of its line (``<!-- not secret -->`` in prose, where capitals do not matter).
"""

from __future__ import annotations

import ast
import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.build.script import Cell, Script

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DEFINES = re.compile(r"^\s*(?:def|class)\s+(\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*#.*|(?<=\s)#.*$")
_IMPORTS = re.compile(
    r"\bsolutions_lib\b|\bfrom\s+autograder[\w.]*\s+import\b|\bimport\s+[\w., ]*\bautograder\b"
    r"|\bimport(?:_module|__)\(\s*.autograder"
)
_PLAIN_CALL = re.compile(
    r"len|float|int|bool|str|list|tuple|dict|set|range|enumerate|zip|print|isinstance|type|super"
    r"|super\.__init__|np\.(array|asarray|shape|zeros|ones|empty|random\.default_rng)|plt\.show"
)
_OPERATORS = (ast.BinOp, ast.BoolOp, ast.Compare, ast.AugAssign, ast.Lambda, ast.comprehension)
_STATEMENT, _VALUE, _WORDS = 5, 8, 6
_NOT_SECRET = re.compile(r"(#|<!--) not secret( -->)?\s*$")


@dataclass(frozen=True)
class Secret:
    """kind: "solution", "hidden test" or "mark scheme"; tokens: what must not be seen."""

    kind: str
    line: int
    tokens: str
    prose: bool

    def position(self, text: str) -> int:
        """Where this secret stands in a text of tokens, -1 where it does not."""
        return text.lower().find(self.tokens.lower()) if self.prose else text.find(self.tokens)


def secrets(
    script: Script, hidden: Sequence[Mapping[int, str]], stubs: Sequence[str]
) -> tuple[Secret, ...]:
    """The secrets of an assignment; ``hidden`` holds regions.secret_lines of each cell.

    stubs: what nbgrader puts in place of an answer; students see it anyway.
    """
    own = frozenset(_DEFINES.findall("\n".join(line for c in script.cells for line in c.lines)))
    placeholders = {_join(_tokens(stub)) for stub in stubs}
    found: dict[str, Secret] = {}
    for cell, lines in zip(script.cells, hidden, strict=True):
        for block in _blocks(lines):
            kind = lines[block[0]].lower().removesuffix("s")
            texts = [cell.lines[index] for index in block]
            prose = cell.kind != "code"
            guarded = _prose(texts) if prose else _code(texts, own)
            for offset, tokens in guarded:
                if tokens not in placeholders:
                    number = cell.numbers[block[0] + offset]
                    found.setdefault(tokens, Secret(kind, number, tokens, prose))
    return tuple(found.values())


def refuse_leaks(
    script: Script, hidden: Sequence[Mapping[int, str]], known: Sequence[Secret]
) -> None:
    """BuildError for the first line that students see and that holds a secret."""
    for cell, lines in zip(script.cells, hidden, strict=True):
        visible = [index for index in range(len(cell.lines)) if index not in lines]
        _refuse_imports(script, cell, visible)
        tokens = [(token, cell.line) for token in _tokens(str(dict(cell.metadata)))]
        tokens += [
            (token, cell.numbers[index])
            for index in visible
            for token in _tokens(cell.lines[index])
        ]
        text = _join(token for token, _ in tokens)
        for secret in known:
            at = secret.position(text)
            if at >= 0:
                mark = "<!-- not secret -->" if secret.prose else "# not secret"
                raise script.refuse(
                    tokens[text.count(" ", 0, at)][1],
                    f"students see here what line {secret.line} hides (a {secret.kind}); take it "
                    f"out, or end line {secret.line} with '{mark}' if they may see it.",
                )


def find_leak(text: str, known: Sequence[Secret]) -> Secret | None:
    """The first secret that stands in a text, wherever the text comes from."""
    joined = _join(_tokens(text))
    return next((secret for secret in known if secret.position(joined) >= 0), None)


def imports_secrets(text: str) -> bool:
    """Whether code reaches for the reference solutions or for the checks."""
    return any(_IMPORTS.search(_COMMENT.sub("", line)) for line in text.split("\n"))


def _refuse_imports(script: Script, cell: Cell, visible: Sequence[int]) -> None:
    for index in visible:
        if imports_secrets(cell.lines[index]):
            raise script.refuse(
                cell.numbers[index],
                "students would see this import of the solutions or of their checks; "
                "put it between ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS.",
            )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(html.unescape(text).replace('"', "'"))


def _join(tokens: Sequence[str] | Iterator[str]) -> str:
    # a blank on both sides: a token is found whole or not at all
    return f" {' '.join(tokens)} "


def _blocks(lines: Mapping[int, str]) -> list[list[int]]:
    """Runs of neighbouring lines of one kind."""
    blocks: list[list[int]] = []
    for index in sorted(lines):
        if blocks and blocks[-1][-1] == index - 1 and lines[index] == lines[index - 1]:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for offset, line in enumerate(lines):
        if len(re.findall(r"\w+", line)) >= _WORDS and not _NOT_SECRET.search(line):
            yield offset, _join(_tokens(line.strip().rstrip(".")))


def _code(lines: Sequence[str], own: frozenset[str]) -> Iterator[tuple[int, str]]:
    """(index of the line, tokens) of every statement and value worth guarding."""
    text = textwrap.dedent("\n".join(lines))
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a magic, or a region that begins inside a statement
        for offset, line in enumerate(lines):
            tokens = _tokens(_COMMENT.sub("", line))
            if len(tokens) >= _VALUE and not _NOT_SECRET.search(line):
                yield offset, _join(tokens)
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        if any(_NOT_SECRET.search(line) for line in _physical(lines, node)):
            continue
        for part, least in _parts(node):
            if not _plumbing(part, own):
                for form in (ast.get_source_segment(text, part) or "", ast.unparse(part)):
                    bare = "\n".join(_COMMENT.sub("", line) for line in form.split("\n"))
                    if len(_tokens(bare)) >= least:
                        yield node.lineno - 1, _join(_tokens(bare))


def _physical(lines: Sequence[str], node: ast.stmt) -> Sequence[str]:
    """The lines of a simple statement, or the first one of a compound statement."""
    last = node.lineno if hasattr(node, "body") else (node.end_lineno or node.lineno)
    return lines[node.lineno - 1 : last]


def _parts(node: ast.stmt) -> Iterator[tuple[ast.AST, int]]:
    """What of a statement to guard, and the number of tokens that make it worth while."""
    match node:
        case ast.If(test=value) | ast.While(test=value) | ast.For(iter=value):
            yield value, _VALUE
        case ast.Assign(value=value) | ast.Return(value=ast.expr() as value):
            yield node, _STATEMENT
            yield value, _VALUE
        case ast.AugAssign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            yield node, _STATEMENT
            yield value, _VALUE
        case ast.Assert(test=value) | ast.Expr(value=value):
            yield node, _STATEMENT
            yield value, _VALUE
        case ast.Raise() | ast.Delete():
            yield node, _STATEMENT
        case _:
            return  # def, class, with, try: their bodies come as statements of their own


def _plumbing(part: ast.AST, own: frozenset[str]) -> bool:
    if isinstance(part, ast.Assert):
        return False
    for node in ast.walk(part):
        if isinstance(node, _OPERATORS):
            return False
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).replace("super()", "super")
            if name not in own and not _PLAIN_CALL.fullmatch(name):
                return False
    return True
