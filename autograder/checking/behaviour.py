"""What one answer does in an exercise's checks, each run at most once.

The verdict and the explanation ask the same questions again and again: how did it
end in this round, and what does this check see if it goes on after a wrong value?
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.checking.quiet import quiet
from autograder.checking.trace import Trace
from autograder.checking.verdict import CheckResult, Verdict

if TYPE_CHECKING:
    from autograder.checking.exercise import Exercise


@dataclass(frozen=True)
class Run:
    """One answer put through every check: the results, and the calls behind each."""

    results: tuple[CheckResult, ...]
    traces: tuple[Trace, ...]

    @property
    def wrong(self) -> tuple[int, ...]:
        """The indices of the checks that failed."""
        return tuple(i for i, r in enumerate(self.results) if r.verdict is Verdict.WRONG)

    @property
    def earned(self) -> frozenset[int]:
        """The indices of the checks that are right."""
        return frozenset(i for i, r in enumerate(self.results) if r.verdict is Verdict.RIGHT)


class Behaviour:
    """An answer, name → function or class, and what is known of it so far.

    silent: it is nobody's answer, so that what it prints belongs to nobody.
    """

    def __init__(
        self, exercise: Exercise, names: Mapping[str, Any], *, silent: bool = False
    ) -> None:
        self.exercise, self.names, self._silent = exercise, names, silent
        self._runs: dict[int, Run] = {}
        self._replays: dict[tuple[int, int, bool], tuple[CheckResult, Trace]] = {}

    def run(self, round_number: int = 0) -> Run:
        """The verdicts of all checks in a round."""
        if round_number not in self._runs:
            with quiet() if self._silent else nullcontext():
                self._runs[round_number] = self.exercise.run(self.names, round_number)
        return self._runs[round_number]

    def replay(
        self, check: int, round_number: int = 0, *, whole: bool = False
    ) -> tuple[CheckResult, Trace]:
        """One check that goes on after a wrong value; whole: with whole numbers."""
        key = check, round_number, whole
        if key not in self._replays:
            with quiet() if self._silent else nullcontext():
                self._replays[key] = self.exercise.replay(
                    self.names, check, round_number, whole=whole, go_on=True
                )
        return self._replays[key]
