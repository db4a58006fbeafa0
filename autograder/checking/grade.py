"""grade: what a hidden test cell calls, under plain nbgrader and here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from autograder.checking.catalogue import catalogue, find_course
from autograder.checking.quiet import quiet
from autograder.checking.verdict import Report
from autograder.errors import UsageError

_collected: ContextVar[list[Report] | None] = ContextVar("collected", default=None)


def grade(exercise: str, *answers: Any, points: float) -> float:
    """The marks for an answer: points · (weight of the right checks / weight of all).

    exercise: its id; answers: the student's functions or classes, in the order
    in which the exercise defines them; points: what a right answer earns.
    Returns a plain float, rounded to 0.01, which nbgrader takes as partial credit
    when it is the last line of a test cell. Prints what is not right, and why.
    Raises UsageError for an exercise that does not exist, or for the wrong
    number of answers.
    """
    known = catalogue(find_course(Path.cwd())).load(exercise)
    if len(answers) != len(known.names):
        wanted = ", ".join(known.names)
        raise UsageError(f"grade({exercise!r}, …) takes {wanted}; it was given {len(answers)}.")
    with quiet(stdout=False):
        report = known.judge(dict(zip(known.names, answers, strict=True)))
    reports = _collected.get()
    if reports is not None:
        reports.append(report)
    print(report.text())
    return round(float(points) * report.score, 2)


@contextmanager
def collecting() -> Iterator[list[Report]]:
    """Gather the reports of every ``grade`` call inside the block."""
    reports: list[Report] = []
    token = _collected.set(reports)
    try:
        yield reports
    finally:
        _collected.reset(token)
