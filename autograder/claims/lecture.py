"""A lecture as the table of claims sees it: its sections, their remarks, what it claims."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.build.script import Script, read_script
from autograder.errors import UsageError

_HEADING = re.compile(r"#{1,6} +(.+?) *")
_REMARK = re.compile(r"> *\*{1,2}Remark on the slides?\.\*{1,2}")
_SESSION = re.compile(r"s(\d+)_\w+")


@dataclass(frozen=True)
class Section:
    """A heading, the line where it stands, and the remarks up to the next heading."""

    heading: str
    line: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """One place of a lecture that claims a number."""

    name: str
    line: int
    heading: str


@dataclass(frozen=True)
class Lecture:
    """course/<session>/lecture.py."""

    session: str
    number: int
    path: Path
    sections: tuple[Section, ...]
    calls: tuple[Call, ...]

    def section(self, heading: str) -> Section | None:
        """The first section with this heading."""
        return next((found for found in self.sections if found.heading == heading), None)

    def at(self, line: int) -> str:
        """A place of the file, for a sentence."""
        return f"{self.path.parent.name}/{self.path.name}, line {line}"


def lectures(course: Path) -> dict[str, Lecture]:
    """The lectures of a folder ``course`` by session, in order."""
    found = {}
    for path in sorted(course.glob("s*/lecture.py")):
        known = _SESSION.fullmatch(path.parent.name)
        if known is not None:
            found[path.parent.name] = _read(path, int(known[1]))
    return found


def _read(path: Path, number: int) -> Lecture:
    session = path.parent.name
    script = read_script(path, f"{session}/{path.name}")
    sections = tuple(_sections(script))
    return Lecture(session, number, path, sections, tuple(_calls(script, sections)))


def _sections(script: Script) -> Iterator[Section]:
    heading, where = "", 1
    remarks: list[list[str]] = []
    for cell in script.cells:
        in_remark = fenced = False
        for line, number in zip(cell.lines, cell.numbers, strict=True):
            if cell.kind != "markdown":
                break
            fenced ^= line.startswith("```")
            known = None if fenced else _HEADING.fullmatch(line)
            if known is not None:
                yield Section(heading, where, tuple(" ".join(words) for words in remarks))
                heading, where, remarks = known[1], number, []
            if _REMARK.match(line):
                in_remark = True
                remarks.append([])
            in_remark &= line.startswith(">")
            if in_remark:
                remarks[-1] += line.lstrip("> ").split()
    yield Section(heading, where, tuple(" ".join(words) for words in remarks))


def _calls(script: Script, sections: tuple[Section, ...]) -> Iterator[Call]:
    try:
        tree = ast.parse(script.text)
    except SyntaxError as error:
        raise UsageError(f"{script.name}, line {error.lineno}: {error.msg}.") from None
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id != "claim":
            continue
        name = node.args[0] if node.args else None
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
            raise UsageError(
                f"{script.name}, line {node.lineno}: write the name of what is claimed as a text, "
                'claim("P7.sum", …), so that it can be found.'
            )
        heading = [found.heading for found in sections if found.line <= node.lineno][-1]
        yield Call(name.value, node.lineno, heading)
