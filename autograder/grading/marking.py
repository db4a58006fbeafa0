"""From what a test cell did to the marks that it gives, and the words for them.

nbgrader pays a test cell in full that returned nan, False or a text, or that
never ran, and takes every point for a warning. Here a test is worth what it
says: no exception and no number is full marks, a finite number from 0 to the
cell's points is that many, and anything else earns nothing and asks for a person.
"""

from __future__ import annotations

import ast
import math

from autograder.checking.verdict import Report, Verdict
from autograder.grading.rebuild import Cell
from autograder.grading.results import CellResult
from autograder.grading.trusted import OutOfTime, TestRun
from autograder.isolation.failures import NotPlainData, StudentStopped

# as nbgrader looks for them: anywhere in a line
HIDDEN_BEGIN, HIDDEN_END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
MESSAGE_CHARS = 2_000


class InsideError(Exception):
    """What stopped a test inside the student process, where all code looks alike.

    kind: the name of its class there.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def mark(cell: Cell, run: TestRun, judged: str, expected_kind: str, why: str = "") -> CellResult:
    """The marks for one test cell.

    expected_kind: the kind of value that the instructor's own solution gave.
    why: what failed, if the caller knows better than the test.
    """
    reports = tuple(report.to_json() for report in run.reports)
    score, verdict, message = _outcome(cell, run, expected_kind)
    message = why or message
    return CellResult(
        grade_id=cell.grade_id or "",
        points=cell.points,
        score=score,
        verdict=verdict,
        message=message[:MESSAGE_CHARS],
        judged=judged,
        reports=reports,
    )


def not_judged(cell: Cell, reason: str) -> CellResult:
    """No marks, and a person has to look."""
    return CellResult(cell.grade_id or "", cell.points, 0.0, Verdict.NOT_JUDGED.value, reason)


def by_hand(cell: Cell) -> CellResult:
    """A cell that a person marks; an answer that was not touched is worth nothing."""
    if cell.unchanged:
        return CellResult(cell.grade_id or "", cell.points, 0.0, "manual", "No response.")
    return CellResult(cell.grade_id or "", cell.points, None, "manual", "Waits for a person.")


def _outcome(cell: Cell, run: TestRun, expected_kind: str) -> tuple[float, str, str]:
    if run.error is not None:
        if getattr(run.error, "fatal", False):
            return 0.0, Verdict.NOT_JUDGED.value, str(run.error)
        return 0.0, Verdict.WRONG.value, _why(cell, run)
    text = "\n".join(report.text() for report in run.reports if not _right(report))
    if any(report.verdict is Verdict.NOT_JUDGED for report in run.reports):
        return 0.0, Verdict.NOT_JUDGED.value, text
    if expected_kind == "number":
        return _partial(cell, run, text)
    if run.kind == "bool" and not run.value:
        return 0.0, Verdict.WRONG.value, "The test ended with False."
    if run.kind == expected_kind:
        return cell.points, Verdict.RIGHT.value, ""
    reason = f"The test ended with {run.kind}, but with {expected_kind} for the right answer."
    return 0.0, Verdict.NOT_JUDGED.value, reason


def _partial(cell: Cell, run: TestRun, text: str) -> tuple[float, str, str]:
    value = float(run.value) if run.kind == "number" else math.nan
    if not 0.0 <= value <= cell.points:
        shown = f"{value:g}" if run.kind == "number" else run.kind
        reason = f"The test ended with {shown}, which is no mark from 0 to {cell.points:g}."
        return 0.0, Verdict.NOT_JUDGED.value, reason
    if value == cell.points:
        return value, Verdict.RIGHT.value, ""
    return value, Verdict.WRONG.value, text or f"The test gave {value:g} of {cell.points:g} points."


def _right(report: Report) -> bool:
    return report.verdict is Verdict.RIGHT


def _why(cell: Cell, run: TestRun) -> str:
    """What failed, in words that give away nothing of a hidden test."""
    error = run.error
    text = " ".join(str(error).split())
    if isinstance(error, OutOfTime):
        return f"The test {text}."
    if isinstance(error, NotImplementedError):
        return "The answer is not written yet."
    if isinstance(error, StudentStopped):
        return f"Your code did not come to an end: {text}."
    if isinstance(error, NotPlainData):
        return f"Your code gave something that is not plain data: {text}."
    if isinstance(error, NameError) and error.name:
        return f"`{error.name}` is not defined."
    if remote_type := getattr(error, "remote_type", ""):
        return f"Your code stopped with {remote_type}{': ' if text else ''}{text}"
    return _where(cell, run, text)


def _where(cell: Cell, run: TestRun, text: str) -> str:
    """What failed in the test's own lines, and nothing of them if one of them is hidden."""
    error, line = run.error, run.lines[-1] if run.lines else 0
    hidden = hidden_lines(cell.source)
    if hidden and not (run.lines and hidden.isdisjoint(run.lines)):
        authored = isinstance(error, AssertionError) and _has_own_message(cell.source, line)
        return text if authored and text else "A test that you cannot see failed."
    lines = cell.source.splitlines()
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if isinstance(error, AssertionError):
        return text or (f"This test failed: `{shown}`" if shown else "The test failed.")
    name = error.kind if isinstance(error, InsideError) else type(error).__name__
    message = f"The test stopped with {name}{': ' if text else ''}{text}"
    return f"{message} in `{shown}`" if shown else message


def hidden_lines(source: str) -> frozenset[int]:
    """The lines of a test cell, from 1, that students never see."""
    found = set()
    hidden = False
    for number, line in enumerate(source.splitlines(), 1):
        hidden = hidden or HIDDEN_BEGIN in line
        if hidden:
            found.add(number)
        hidden = hidden and HIDDEN_END not in line
    return frozenset(found)


def _has_own_message(source: str, line: int) -> bool:
    """Whether the line is an ``assert`` for which the instructor wrote a message."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    return any(
        isinstance(node, ast.Assert)
        and node.msg is not None
        and node.lineno <= line <= (node.end_lineno or node.lineno)
        for node in ast.walk(tree)
    )
