"""What a student reads about a wrong answer: one cause, in its smallest case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checking.behaviour import Behaviour
from autograder.checking.diagnose import diagnose
from autograder.checking.trace import Call, Trace
from autograder.checking.verdict import CheckResult, Explanation, Verdict

WHOLE_ROUNDS = (1, 2, 3)


def explain(answer: Behaviour, without: str = "") -> Explanation:
    """The first check that failed, its smallest failing case, and the mistake behind it."""
    exercise, run = answer.exercise, answer.run()
    first = run.wrong[0]
    diagnosis = diagnose(answer, without)
    case, call = _smallest(answer, first)
    part = _part(call) if exercise.has_parts else ""
    heading = exercise.read(diagnosis)
    number = re.match(r"s(\d+)_", exercise.session)
    place = f"session {int(number[1])}, " if number else ""
    read = f"{place}“{heading}”" if heading else ""
    return Explanation(run.results[first].name, case, diagnosis, part, read)


def _smallest(answer: Behaviour, check: int) -> tuple[str, Call | None]:
    """What the smallest failing case says, and the call behind it.

    The check runs again without stopping at the first wrong value, then with whole
    numbers, where the reference passes with them too.
    """
    run, exercise = answer.run(), answer.exercise
    calls = run.traces[check].calls
    found = [(run.results[check].message, calls[-1] if calls else None)]
    found += _failures(*answer.replay(check))
    for number in WHOLE_ROUNDS:
        if exercise.right.replay(check, number, whole=True)[0].verdict is Verdict.RIGHT:
            found += _failures(*answer.replay(check, number, whole=True))
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
