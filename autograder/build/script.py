"""What an author writes: a percent-format file, read into cells that know their lines.

jupytext reads the file; it says nothing about line numbers, so each line of a
cell is found again in the file, in order. Everything that the build refuses is
refused with the line that the author has to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext

from autograder.errors import BuildError

# jupytext turns a metadata option that it cannot read into other keys, silently:
# an answer cell would lose its mark and be released as it stands.
_KNOWN_METADATA = {"nbgrader", "tags", "title", "slideshow", "jupyter", "editable", "deletable"}
_OF_JUPYTEXT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}
_MARKER = re.compile(r"^\s*#\s*%%")
_GLUED = re.compile(r"\bnbgrader\s*=\s*\{")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Cell:
    """One cell of an authored notebook.

    kind: "code", "markdown" or "raw".
    lines: its text; numbers: where each line stands in the file, counted from 1.
    line: where the cell begins.
    metadata: as written behind ``# %%``, with ``nbgrader`` among it.
    """

    kind: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    line: int
    metadata: Mapping[str, Any]

    @property
    def nbgrader(self) -> Mapping[str, Any]:
        """nbgrader's metadata, empty where the cell has none."""
        return self.metadata.get("nbgrader") or {}

    @property
    def grade_id(self) -> str:
        return str(self.nbgrader.get("grade_id", ""))

    @property
    def is_answer(self) -> bool:
        """A student writes here; what the author wrote here is a solution."""
        return bool(self.nbgrader.get("solution"))

    @property
    def is_test(self) -> bool:
        """A locked code cell that earns points."""
        return bool(self.nbgrader.get("grade")) and not self.is_answer and self.kind == "code"

    @property
    def is_task(self) -> bool:
        return bool(self.nbgrader.get("task"))

    @property
    def earns_points(self) -> bool:
        return bool(self.nbgrader.get("grade")) or self.is_task


@dataclass(frozen=True)
class Script:
    """One authored file: its name as people know it, its text and its cells."""

    name: str
    text: str
    cells: tuple[Cell, ...]

    def refuse(self, line: int, reason: str) -> BuildError:
        """The error for one line of this file; ``reason`` is the rest of the sentence."""
        return BuildError(f"{self.name}, line {line}: {reason}")


def read_script(path: Path, name: str) -> Script:
    """Read a percent-format file; BuildError where it is not one that can be built."""
    try:
        text = path.read_text(encoding="utf-8")
        notebook = jupytext.reads(text, fmt={"extension": ".py", "format_name": "percent"})
    except Exception as error:  # jupytext passes on whatever YAML and nbformat raise
        reason = " ".join(str(error).split())[:200]
        raise BuildError(f"{name} cannot be read as a percent-format notebook: {reason}") from error
    script = Script(name, text, tuple(_cells(text.splitlines(), notebook.cells)))
    for cell in script.cells:
        _refuse_lost_metadata(script, cell)
    return script


def _cells(file: Sequence[str], cells: Sequence[Any]) -> Iterator[Cell]:
    position = 0
    for cell in cells:
        lines = tuple(cell.source.split("\n")) if cell.source else ()
        start = position
        numbers = []
        for line in lines:
            position = _find(file, line, position)
            numbers.append(position)
        first = numbers[0] if numbers else start + 1
        marker = next((n for n in range(first, start, -1) if _MARKER.match(file[n - 1])), first)
        if not numbers:  # an empty cell stands at the next marker
            later = range(start + 1, len(file) + 1)
            marker = next((n for n in later if _MARKER.match(file[n - 1])), first)
            position = marker
        metadata = {key: value for key, value in cell.metadata.items() if key not in _OF_JUPYTEXT}
        yield Cell(cell.cell_type, lines, tuple(numbers), marker, metadata)


def _find(file: Sequence[str], line: str, position: int) -> int:
    """The number of the first line after ``position`` that reads like ``line``."""
    wanted = line.strip()
    for number in range(position + 1, len(file) + 1):
        found = file[number - 1].strip()
        if _MARKER.match(found) and not _MARKER.match(wanted) and not wanted.startswith("%%"):
            continue
        if wanted in (found, found.removeprefix("#").strip()):
            return number
    return position


def _refuse_lost_metadata(script: Script, cell: Cell) -> None:
    for key in cell.metadata:
        if key not in _KNOWN_METADATA:
            raise script.refuse(
                cell.line,
                f"this cell has metadata that nobody knows ({key!r}), so what nbgrader should know "
                "of it is lost; write it as nbgrader={…} in valid JSON.",
            )
    if "nbgrader" in cell.metadata and not isinstance(cell.metadata["nbgrader"], dict):
        raise script.refuse(cell.line, "nbgrader=… has to be a JSON object in braces.")
    if cell.grade_id and not _ID.fullmatch(cell.grade_id):
        raise script.refuse(
            cell.line,
            f"the grade_id {cell.grade_id!r} may hold only letters, digits, - and _, 64 at most.",
        )
    for line, number in zip(cell.lines, cell.numbers, strict=True):
        if _GLUED.search(line):
            raise script.refuse(
                number,
                "this line looks like the beginning of a cell but is none; "
                "write '# %% nbgrader={…}' with a blank after the percent signs.",
            )
