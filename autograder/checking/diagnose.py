"""Which known mistake explains a wrong answer?

A mistake explains a check when the answer and the mistake failed it alike:
every call in it returned the same, raised the same, changed the same. The
inputs are drawn at random and are the same for both, so agreement by accident
is not to be expected. Where no mistake explains the first failure, or two
explain equally much, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.checking.verdict import Diagnosis, Verdict

if TYPE_CHECKING:
    from autograder.checking.exercise import BankAnswer, Run


def diagnose(run: Run, mistakes: Sequence[tuple[BankAnswer, Run]]) -> Diagnosis | None:
    """The one known mistake that behaves like this answer, or None.

    A candidate has to explain the first check that the answer failed. Among the
    candidates the one that behaves alike in the most checks wins.
    """
    first = next(i for i, result in enumerate(run.results) if result.verdict is Verdict.WRONG)
    agreement = [
        (sum(alike), wrong) for wrong, known in mistakes if (alike := _alike(run, known))[first]
    ]
    if not agreement:
        return None
    most = max(count for count, _ in agreement)
    best = [wrong for count, wrong in agreement if count == most]
    if len({wrong.message for wrong in best}) > 1:
        return None
    return Diagnosis(best[0].name, best[0].message or "")


def _alike(run: Run, known: Run) -> list[bool]:
    return [
        mine.verdict == theirs.verdict and mine_trace.same(their_trace)
        for mine, theirs, mine_trace, their_trace in zip(
            run.results, known.results, run.traces, known.traces, strict=True
        )
    ]
