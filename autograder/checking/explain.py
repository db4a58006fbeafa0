"""What a student reads about a wrong answer: one cause, in its smallest case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checking.diagnose import diagnose
from autograder.checking.trace import Call, Trace
from autograder.checking.verdict import CheckResult, Explanation, Verdict

if TYPE_CHECKING:
    from autograder.checking.exercise import Exercise, Run

WHOLE_ROUNDS = (1, 2, 3)


def explain(
    exercise: Exercise, names: Mapping[str, Any], run: Run, without: str = ""
) -> Explanation:
    """The first check that failed, its smallest failing case, and the mistake behind it."""
    first = run.wrong[0]
    diagnosis = diagnose(exercise, names, run, without)
    case, call = _smallest(exercise, names, run, first)
    part = _part(call) if exercise.has_parts else ""
    heading = exercise.read(diagnosis)
    number = re.match(r"s(\d+)_", exercise.session)
    place = f"session {int(number[1])}, " if number else ""
    read = f"{place}“{heading}”" if heading else ""
    return Explanation(run.results[first].name, case, diagnosis, part, read)


def _smallest(
    exercise: Exercise, names: Mapping[str, Any], run: Run, check: int
) -> tuple[str, Call | None]:
    """What the smallest failing case says, and the call behind it.

    The check runs again without stopping at the first wrong value, then with whole
    numbers, where the reference passes with them too.
    """
    decided = run.traces[check]
    calls = decided.calls
    found = [(run.results[check].message, calls[-1] if calls else None)]
    found += _failures(*exercise.replay(names, check, go_on=True))
    for number in WHOLE_ROUNDS:
        right, _ = exercise.replay(exercise.references, check, number, whole=True)
        if right.verdict is Verdict.RIGHT:
            found += _failures(*exercise.replay(names, check, number, whole=True, go_on=True))
    return min(found, key=lambda each: (_entries(each[1]), len(each[0])))


def _failures(result: CheckResult, trace: Trace) -> Iterator[tuple[str, Call | None]]:
    """Every case that failed; what follows from a result of the wrong kind says nothing."""
    for comparison in trace.comparisons:
        if comparison.message:
            yield comparison.message, comparison.call
            if comparison.kind not in ("value", "property", "error"):
                return
    if result.verdict is Verdict.WRONG and not trace.first_failure:
        yield result.message, trace.calls[-1] if trace.calls else None


def _entries(call: Call | None) -> int:
    """How many numbers a call was given."""
    if call is None:
        return 0
    return sum(_size(value) for value in (*call.args, *call.kwargs.values()))


def _size(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, list | tuple | set | frozenset):
        return sum(_size(item) for item in value)
    if isinstance(value, dict):
        return sum(_size(item) for item in value.values())
    return 1


def _part(call: Call | None) -> str:
    """The function or the method that was called: ``fit`` of ``linear_regression.fit``."""
    if call is None or call.function is None:
        return ""
    return call.name.rpartition(".")[2]
