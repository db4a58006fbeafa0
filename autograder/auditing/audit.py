"""The audit of many exercises: side by side, and the same whatever the order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.auditing.examine import Examined, examine
from autograder.auditing.trial import limit_memory
from autograder.checking.catalogue import Catalogue

OWN_SENTENCE, UNLISTED_EXPLAINED, FALSE_CLAIMS = 0.90, 0.40, 0.01


@dataclass(frozen=True)
class Audit:
    """What was found out about every exercise, in the order of the course."""

    exercises: tuple[Examined, ...]

    def total(self, count: Callable[[Examined], int]) -> int:
        """A number of all exercises together."""
        return sum(count(found) for found in self.exercises)

    @property
    def own(self) -> float:
        """The share of the bank's wrong answers that get their own sentence."""
        return self._share(lambda e: len(e.claims.own), lambda e: e.wrong)

    @property
    def unlisted_explained(self) -> float:
        """The share that is still explained when its own entry is left out."""
        return self._share(
            lambda e: len(e.claims.by_neighbour) + len(e.claims.by_relation), lambda e: e.wrong
        )

    @property
    def false_claims(self) -> float:
        """The share of all claims that inputs drawn anew do not confirm."""
        return self._share(lambda e: len(e.claims.false), lambda e: e.claims.made)

    @property
    def faults(self) -> list[str]:
        """What misses a target, one line each; empty where all of them are met."""
        lines = [f"{found.exercise}: {fault}" for found in self.exercises for fault in found.faults]
        if self.own < OWN_SENTENCE:
            lines.append(f"only {self.own:.0%} of the wrong answers get their own sentence")
        if self.unlisted_explained < UNLISTED_EXPLAINED:
            lines.append(f"only {self.unlisted_explained:.0%} of unlisted mistakes are explained")
        if self.false_claims > FALSE_CLAIMS:
            lines.append(f"{self.false_claims:.1%} of the claims are false")
        return lines

    def to_json(self) -> dict[str, Any]:
        """Every exercise, the shares of all together, and what misses a target."""
        return {
            "exercises": [found.to_json() for found in self.exercises],
            "own_sentence": round(self.own, 4),
            "unlisted_explained": round(self.unlisted_explained, 4),
            "false_claims": round(self.false_claims, 4),
            "faults": self.faults,
        }

    def _share(self, part: Callable[[Examined], int], whole: Callable[[Examined], int]) -> float:
        return self.total(part) / max(self.total(whole), 1)


def audit(
    course: Path,
    exercises: Sequence[str],
    workers: int | None = None,
    done: Callable[[Examined], None] = lambda found: None,
) -> Audit:
    """Examine exercises, each in a process of its own; ``done`` hears of each in turn.

    The answer to every question is a function of the exercise's file alone, so that
    neither the number of processes nor their order can change it.
    """
    # a new process for each exercise: what one leaves behind, no other one meets
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["autograder.auditing.examine"])
    found = []
    with ProcessPoolExecutor(
        workers or len(os.sched_getaffinity(0)),
        mp_context=processes,
        max_tasks_per_child=1,
        initializer=limit_memory,
    ) as pool:
        # The long ones first, so that no process is left alone with one at the end.
        known = Catalogue(course)
        by_length = sorted(exercises, key=lambda one: -known.file(one).stat().st_size)
        futures = {one: pool.submit(examine, course, one) for one in by_length}
        for exercise in exercises:
            examined = futures[exercise].result()
            found.append(examined)
            done(examined)
    return Audit(tuple(found))
