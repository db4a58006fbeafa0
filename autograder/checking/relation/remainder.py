"""What is right about a wrong answer: a mistake that stands alone says so.

These are the plainest of the relations: the verdicts themselves force them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.checking.compare import compare
from autograder.checking.relation.evidence import Pair, Relation
from autograder.checking.show import ordinal, show
from autograder.checking.verdict import Verdict

if TYPE_CHECKING:
    from autograder.checking.exercise import Run

INPUT_CHANGED = Relation(
    "input changed",
    "What it returns is right, but it changes its argument: operations such as `+=`, `sort()` or "
    "`X[:] = …` write into the caller's array.",
)
NOT_REFUSED = Relation(
    "not refused",
    "Everything that it returns is right; what is missing is the error that has to be raised here.",
)
ONE_CHECK_ONLY = Relation(
    "one check only",
    "Everything else that is checked is right, so the mistake lies in what this check asks for, "
    "and there alone.",
)


def remainder(run: Run, pairs: Sequence[Pair]) -> Relation | None:
    """What the right checks, or the right parts of a result, say about the wrong one."""
    if part := _one_part(pairs):
        return part
    if len(run.wrong) != 1 or any(r.verdict is Verdict.NOT_JUDGED for r in run.results):
        return None
    trace = run.traces[run.wrong[0]]
    if any(call.changed for call in trace.calls):
        return INPUT_CHANGED
    return NOT_REFUSED if trace.error_missed else ONE_CHECK_ONLY


def _one_part(pairs: Sequence[Pair]) -> Relation | None:
    """One part of a tuple or a dict is wrong, and the others are right in every case."""
    results = [(pair.got, pair.want) for pair in pairs if isinstance(pair.want, tuple | dict)]
    if not results or len(results) < len(pairs):
        return None
    keys = _keys(results[0][1])
    wrong: set[object] = set()
    for pair in pairs:
        if type(pair.got) is not type(pair.want) or _keys(pair.got) != keys:
            return None
        wrong |= {key for key in keys if compare(pair.got[key], pair.want[key], pair.tol)}
    if len(wrong) != 1 or len(keys) < 2:
        return None
    (key,) = wrong
    name = f"the {ordinal(key)} part" if isinstance(key, int) else f"`{key}`"
    if not isinstance(key, int | str):
        name = show(key)
    return Relation("one part only", f"Only {name} is wrong; the rest of the result is right.")


def _keys(value: tuple | dict) -> list[object]:
    return list(value) if isinstance(value, dict) else list(range(len(value)))
