"""Regions of a cell that students must not see, between two marker lines.

    ### BEGIN SOLUTION … ### END SOLUTION              in an answer cell
    ### BEGIN HIDDEN TESTS … ### END HIDDEN TESTS      in a graded test cell
    ### BEGIN MARK SCHEME … ### END MARK SCHEME        in a manually graded task

nbgrader looks for the capitals anywhere in a line and passes over everything
else: a misspelt marker releases what follows it, and code beside a marker is
lost. So one spelling is allowed, alone on its line, and what resembles it is refused.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from autograder.build.script import Cell, Script

KINDS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
MARKERS = tuple(f"{edge} {kind}" for edge in ("BEGIN", "END") for kind in KINDS)

_EXACT = re.compile(r"\s*(?:###|===) (BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)(?: ===)?\s*")
_EDGES = ("BEGIN", "END", "START", "STOP")
_LOOKALIKES = tuple(
    edge + kind
    for edge in _EDGES
    for kind in ("SOLUTION", "HIDDENTESTS", "MARKSCHEME", "MARKINGSCHEME")
)


def secret_lines(script: Script, cell: Cell) -> dict[int, str]:
    """index of a line -> "SOLUTION", "HIDDEN TESTS" or "MARK SCHEME"; markers left out.

    An answer cell without a solution region is a solution from its first line to
    its last, because nbgrader replaces the whole cell. BuildError for a marker
    that is misspelt, unpaired, nested, or in a cell where nbgrader will not act on it.
    """
    found: dict[int, str] = {}
    opened: tuple[str, int] | None = None
    has_solution = False
    for index, line in enumerate(cell.lines):
        number = cell.numbers[index]
        match = _marker(script, line, number)
        if match is None:
            if opened:
                found[index] = opened[0]
            continue
        edge, kind = match
        if edge == "BEGIN":
            if opened:
                raise script.refuse(
                    number,
                    f"### BEGIN {kind} stands inside the region that begins at line {opened[1]}; "
                    f"write ### END {opened[0]} before it.",
                )
            _refuse_wrong_cell(script, cell, kind, number)
            opened = (kind, number)
            has_solution |= kind == "SOLUTION"
        else:
            if opened is None or opened[0] != kind:
                raise script.refuse(
                    number,
                    f"### END {kind} ends nothing; write ### BEGIN {kind} where the region begins.",
                )
            opened = None
    if opened:
        raise script.refuse(
            opened[1],
            f"### BEGIN {opened[0]} is never ended; write ### END {opened[0]} in the same cell.",
        )
    if cell.is_answer and not has_solution:
        return dict.fromkeys(range(len(cell.lines)), "SOLUTION")
    return found


def refuse_markers(script: Script) -> None:
    """A lecture has nothing to hide: a marker there is a mistake."""
    for cell in script.cells:
        for line, number in zip(cell.lines, cell.numbers, strict=True):
            if _marker(script, line, number):
                raise script.refuse(
                    number, "a lecture is shown as it stands; take this marker out."
                )


def _marker(script: Script, line: str, number: int) -> tuple[str, str] | None:
    exact = _EXACT.fullmatch(line)
    if exact:
        return exact[1], exact[2]
    letters = "".join(re.findall(r"[^\W\d_]", line)).upper()
    nearest = max(_LOOKALIKES, key=lambda known: _likeness(letters, known))
    if any(marker in line for marker in MARKERS) or _likeness(letters, nearest) >= 0.85:
        raise script.refuse(
            number,
            f"this line looks like a marker ({line.strip()[:60]!r}); write exactly "
            "'### BEGIN SOLUTION', '### BEGIN HIDDEN TESTS' or their END, alone on the line.",
        )
    return None


def _likeness(letters: str, known: str) -> float:
    """1 for equal words, 0 where the line cannot be meant as this marker."""
    edge = next(edge for edge in _EDGES if known.startswith(edge))
    # "# Hidden tests" resembles END HIDDEN TESTS but for its first word
    if abs(len(letters) - len(known)) > 5:
        return 0.0
    if SequenceMatcher(None, letters[: len(edge)], edge).ratio() < 0.6:
        return 0.0
    return SequenceMatcher(None, letters, known).ratio()


def _refuse_wrong_cell(script: Script, cell: Cell, kind: str, number: int) -> None:
    if kind == "SOLUTION" and not cell.is_answer:
        raise script.refuse(
            number,
            "a solution stands in a cell that is not an answer cell; "
            'give the cell "solution": true, or take the region out.',
        )
    if kind == "HIDDEN TESTS" and not cell.is_test:
        raise script.refuse(
            number,
            "hidden tests stand in a cell that is not a graded test; "
            'give the cell "grade": true, "solution": false, or take the region out.',
        )
    if kind == "MARK SCHEME" and not cell.is_task:
        raise script.refuse(
            number,
            "a mark scheme stands in a cell that is not a task; "
            'give the cell "task": true, or take the region out.',
        )
