"""One answer put through an exercise's checks, whatever the answer does.

Mutants are the course's own code with a fault in it, so they may loop for ever or
ask for all the memory there is. An answer that uses more processor time than it
is given counts as wrong: it is stopped, as a student's would be.
"""

from __future__ import annotations

import math
import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from autograder.checking.behaviour import Behaviour, Run
from autograder.checking.exercise import Exercise
from autograder.checking.quiet import quiet
from autograder.checking.verdict import Verdict

SECONDS = 3.0
MEMORY = 4 * 2**30


class _OutOfTime(BaseException):
    """Not an Exception, so that an answer that catches everything does not catch it."""


@dataclass(frozen=True)
class Trial:
    """What the checks said of one answer.

    wrong, judged: the indices of the checks that failed, and of those that were run.
    errors: check -> the largest error of its comparisons, in units of their scale;
    failing: check -> the largest error of those that failed. stopped: out of time.
    """

    wrong: tuple[int, ...]
    right: bool
    errors: Mapping[int, float]
    failing: Mapping[int, float]
    stopped: bool = False
    broken: str = ""


class Catches:
    """Which checks catch something, and which of them something that no other one does."""

    def __init__(self, checks: int) -> None:
        self._all = set(range(checks))
        self._tripped: set[int] = set()
        self._alone: set[int] = set()

    def add(self, found: Trial) -> None:
        """An answer that was run until two checks were wrong, or to the end."""
        self._tripped.update(found.wrong)
        if len(found.wrong) == 1:
            self._alone.update(found.wrong)

    def knows(self, found: Trial) -> bool:
        """Whether an answer, run until one check was wrong, can tell nothing new."""
        return set(found.wrong) <= self._alone and self._tripped == self._all

    @property
    def vacuous(self) -> list[int]:
        """The checks that nothing trips."""
        return sorted(self._all - self._tripped)

    @property
    def redundant(self) -> list[int]:
        """Those that are never the only one to catch something."""
        return sorted(self._tripped - self._alone)


def trial(
    exercise: Exercise,
    names: Mapping[str, Any],
    round_number: int = 0,
    *,
    enough: int | None = None,
    seconds: float = SECONDS,
) -> Trial:
    """Run the checks on an answer, within so many seconds of processor time.

    enough: stop when so many of them are wrong.
    """
    return _bounded(lambda: exercise.run(names, round_number, enough=enough), seconds)


def trial_of(known: Behaviour) -> Trial:
    """What the checks say of an answer of which the exercise remembers what it does."""
    return _bounded(known.run, SECONDS)


def load(
    source: str, names: tuple[str, ...], space: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """The names that the text of an answer defines; None if it cannot even be run."""
    given = {"np": np, "math": math} if space is None else dict(space)
    if run_text(source, given) is not None:
        return None
    return {name: given[name] for name in names if name in given}


def run_text(source: str, space: dict[str, Any]) -> BaseException | None:
    """Run a text in a namespace; the error that ended it, if one did."""
    try:
        with _at_most(SECONDS), quiet():
            exec(compile(source, "<answer>", "exec"), space)
    except (Exception, SystemExit, _OutOfTime) as error:
        return error
    return None


def limit_memory() -> None:
    """Let a mutant that asks for all the memory fail, and not the machine."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _bounded(run: Callable[[], Run], seconds: float) -> Trial:
    try:
        with _at_most(seconds), quiet():
            done = run()
    except _OutOfTime:
        return Trial((), False, {}, {}, stopped=True)
    return _read(done)


def _read(run: Run) -> Trial:
    errors: dict[int, float] = {}
    failing: dict[int, float] = {}
    for index, trace in enumerate(run.traces):
        for found in trace.comparisons:
            if found.error is None:
                continue
            errors[index] = max(found.error, errors.get(index, 0.0))
            if found.message and found.kind in ("value", "property"):
                failing[index] = max(found.error, failing.get(index, 0.0))
    broken = next((r.message for r in run.results if "The check itself" in r.message), "")
    right = all(result.verdict is Verdict.RIGHT for result in run.results)
    return Trial(run.wrong, right, errors, failing, broken=broken)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    # again and again, should a `finally` or a destructor swallow the first one
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
