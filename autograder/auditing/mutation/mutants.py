"""Mutants of an answer: its text with one small fault in it, of the kinds that people make.

Whatever says nothing about the mathematics stays as it is: texts, annotations,
decorators, imports, what is raised, defaults that nothing reads, and code that is
never reached. A mutant that compiles to the code of the original or of another
mutant is left out. Many others are right all the same, on every input: who uses
them has to look at those that pass.
"""

from __future__ import annotations

import ast
import dis
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

from autograder.auditing.mutation.calls import call_changes, called
from autograder.auditing.mutation.constants import constant_changes
from autograder.auditing.mutation.names import name_changes
from autograder.auditing.mutation.operators import is_threshold, number, operator_changes
from autograder.auditing.mutation.scope import used_names
from autograder.auditing.mutation.statements import is_text, statement_changes

SHOWN = 70  # characters of a fragment that a person reads

CHANGES = (statement_changes, operator_changes, call_changes, constant_changes, name_changes)


@dataclass(frozen=True)
class Mutant:
    """One fault in one place.

    line: where it is in the given source, counted from 1.
    before, after: the changed fragment, on one line.
    kind: "operator", "constant", "axis", "off by one", "dropped term", ….
    source: the whole source with the fault in it, without comments.
    """

    line: int
    before: str
    after: str
    kind: str
    source: str


@dataclass(frozen=True)
class _Site:
    """A node and the field of its parent that holds it: parent.field or parent.field[index]."""

    node: ast.AST
    above: tuple[ast.AST, ...]
    field: str
    index: int | None

    @property
    def statement(self) -> ast.AST:
        """The statement of the module in which it is."""
        return (*self.above, self.node)[1]

    @property
    def line(self) -> int:
        """Where it begins in the source."""
        places = (getattr(place, "lineno", 0) for place in (self.node, *reversed(self.above)))
        return next((place for place in places if place), 1)

    def put(self, node: ast.AST) -> None:
        """Let another node stand here."""
        if self.index is None:
            setattr(self.above[-1], self.field, node)
        else:
            getattr(self.above[-1], self.field)[self.index] = node


def mutants(source: str, begins: int = 1) -> list[Mutant]:
    """Every mutant of the text of a function or a class, in the order of the text.

    begins: the line from which on faults are made; what stands above is only carried along.
    """
    tree = ast.parse(source)
    # One statement at a time, so that long helpers above cost nothing.
    texts = [ast.unparse(statement) for statement in tree.body]
    seen = {(at, _instructions(_compiled(text))) for at, text in enumerate(texts)}
    found = []
    for site in list(_sites(tree, ())):
        if (line := site.line) < begins:
            continue
        at = next(at for at, statement in enumerate(tree.body) if statement is site.statement)
        for change in CHANGES:
            for kind, node in change(site.node, site.above):
                before, after, text = _changed(site, node)
                try:
                    code = at, _instructions(_compiled(text))
                except SyntaxError:  # a `return` where none may be, a `*` with nothing to unpack
                    continue
                if code not in seen:
                    seen.add(code)
                    whole = "\n\n\n".join([*texts[:at], text, *texts[at + 1 :]])
                    found.append(Mutant(line, before, after, kind, whole))
    return found


def same_code(a: str, b: str) -> bool:
    """Whether two texts compile to the same code, whatever their locals are called."""
    return _instructions(_compiled(a)) == _instructions(_compiled(b))


def _compiled(source: str) -> CodeType:
    with warnings.catch_warnings():  # code that the compiler finds odd, as `x is 1`, is code
        warnings.simplefilter("ignore")
        return compile(source, "answer", "exec")


@lru_cache(maxsize=512)  # the methods of a class are the same in most of its mutants
def _instructions(code: CodeType) -> tuple[Any, ...]:
    """What code does, without lines, names of locals and constants that nothing loads."""
    found: list[Any] = [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount]
    found += [code.co_flags, getattr(code, "co_exceptiontable", b"")]
    for step in dis.get_instructions(code):
        if step.opcode in dis.hasconst:
            value = step.argval
            # by text: 1, 1.0 and True are equal and not the same, nor are 0.0 and −0.0
            plain = _instructions(value) if isinstance(value, CodeType) else repr(value)
            found.append((step.opname, plain))
        elif step.opcode in dis.hasname:
            found.append((step.opname, step.argval))
        elif step.opname != "NOP":
            found.append((step.opname, step.arg))
    return tuple(found)


def _changed(site: _Site, node: ast.AST) -> tuple[str, str, str]:
    """The fragment before and after, and the statement of the module with the fault in it."""
    frame = _frame(site)
    before = _line(frame)
    site.put(node)
    after = _line(node if frame is site.node else frame)
    text = ast.unparse(node if site.statement is site.node else site.statement)
    site.put(site.node)
    return *_shortened(before, after), text


def _frame(site: _Site) -> ast.AST:
    """What a person has to see: with a number, a name or a slice also what it belongs to."""
    small = isinstance(site.node, ast.Slice | ast.Constant | ast.Name)
    if not small and number(site.node) is None:
        return site.node
    bare = ast.Slice | ast.Tuple | ast.List | ast.UnaryOp | ast.Attribute | ast.keyword
    outer = next((node for node in reversed(site.above) if not isinstance(node, bare)), site.node)
    simple = isinstance(outer, ast.expr | ast.arguments | ast.Assign | ast.AugAssign | ast.Return)
    return outer if simple and len(ast.unparse(outer)) <= SHOWN else site.node


def _line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]  # of an `if` its condition


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Both texts at a readable length, with the place where they part in sight."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (old, new) in pairs if old != new), min(len(before), len(after)))
    if max(len(before), len(after)) > SHOWN and same > SHOWN // 2:
        cut = same - SHOWN // 3
        before, after = f"…{before[cut:]}", f"…{after[cut:]}"
    one, two = (t if len(t) <= SHOWN else f"{t[: SHOWN - 1]}…" for t in (before, after))
    return one, two


def _sites(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[_Site]:
    """The places below a node where a change says something, each before those inside it."""
    above = (*above, node)
    for field, index, child in _children(node, above):
        yield _Site(child, above, field, index)
        if number(child) is None:  # −1 is one number
            yield from _sites(child, above)


Child = tuple[str, int | None, ast.AST]


def _children(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[Child]:
    fields = list(node._fields)
    match node:
        case ast.BinOp() if is_threshold(node):
            return
        case ast.Call() if called(node) == "result_type":
            return  # it only says that there are 64 bits, as nearly every argument does
        case ast.Raise() | ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return
        case ast.arguments():
            yield from _defaults(node, above[-2])
            return
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            fields = ["args", "body"]
        case ast.ClassDef() | ast.ExceptHandler():
            fields = ["body"]
        case ast.AnnAssign():
            fields = ["value"]
        case ast.Assert():
            fields = ["test"]
    for field in fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            for index, child in enumerate(value):
                if isinstance(child, ast.AST) and not is_text(child):
                    yield field, index, child
                if isinstance(child, ast.Return | ast.Raise | ast.Break | ast.Continue):
                    break  # what follows is never reached


def _defaults(node: ast.arguments, function: ast.AST) -> Iterator[Child]:
    """The defaults of the parameters that the function reads."""
    names = used_names(function)
    positional = [*node.posonlyargs, *node.args]
    with_default = positional[len(positional) - len(node.defaults) :]
    for field, parameters in (("defaults", with_default), ("kw_defaults", node.kwonlyargs)):
        for index, parameter in enumerate(parameters):
            default = getattr(node, field)[index]
            if default is not None and parameter.arg in names:
                yield field, index, default
