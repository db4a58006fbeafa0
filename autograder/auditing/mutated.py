"""An exercise's right answers with one fault in each: does a check notice?

The reference and every accepted answer are mutated. A mutant that is right all
the same is listed in the exercise's file, with the reason.
"""

from __future__ import annotations

import inspect
import textwrap
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.auditing.mutation import Mutant, mutants
from autograder.auditing.trial import Catches, Trial, load, trial
from autograder.checking.bank import Equivalent
from autograder.checking.exercise import Exercise
from autograder.checking.source import answer_parts

# times the seconds of what is right, and seconds to spare: what takes longer is stopped
SLOWER, SPARE = 10, 0.3
STOPPED = Trial((), False, {}, {}, stopped=True)


@dataclass(frozen=True)
class Tried:
    """A mutant of an answer, and what the checks said of it."""

    answer: str
    mutant: Mutant
    names: Mapping[str, Any]
    trial: Trial

    @property
    def caught(self) -> bool:
        """Whether a check noticed, or it could not be run at all."""
        return not self.trial.right

    def __str__(self) -> str:
        m = self.mutant
        return f"{self.answer}: {m.before} → {m.after} ({m.kind})"


def tried_mutants(exercise: Exercise, file: Path, catches: Catches) -> Iterator[Tried]:
    """Every mutant of the exercise's right answers, put through the checks.

    Each only as far as it says something about a check that is not known yet.
    """
    seconds = SLOWER * _seconds(exercise) + SPARE
    for name, above, own, space in _sources(exercise, file):
        source = f"{above}\n\n\n{own}"
        begins = source.count("\n") - own.count("\n") + 1
        # what several answers share is a helper, and no answer
        for mutant in mutants(source, begins):
            loaded = load(mutant.source, exercise.names, space)
            if loaded is None:
                yield Tried(name, mutant, {}, STOPPED)
                continue
            names = {**exercise.references, **loaded}
            found = trial(exercise, names, enough=1, seconds=seconds)
            if not catches.knows(found):
                found = trial(exercise, names, enough=2, seconds=seconds)
                catches.add(found)
            yield Tried(name, mutant, names, found)


def listed(tried: Tried, listings: list[Equivalent]) -> Equivalent | None:
    """The listing that says that a mutant is right, if there is one."""
    for listing in listings:
        if (
            listing.answer in ("", tried.answer)
            and listing.before == tried.mutant.before
            and listing.after in ("", tried.mutant.after)
        ):
            return listing
    return None


def _seconds(exercise: Exercise) -> float:
    """The processor time that the references need for all checks."""
    began = time.process_time()
    exercise.run(exercise.references)
    return time.process_time() - began


def _sources(
    exercise: Exercise, file: Path
) -> Iterator[tuple[str, str, str, dict[str, Any] | None]]:
    """(name, text above it, own text, namespace) of the references and accepted answers."""
    for name, reference in exercise.references.items():
        own = textwrap.dedent(inspect.getsource(reference))
        yield name, "", own, _surroundings(reference)
    for answer in exercise.accepted:
        yield answer.name, *answer_parts(file, exercise, answer), None


def _surroundings(reference: Any) -> dict[str, Any]:
    """The names that the text of a reference can use: those of its module."""
    functions = [reference, *vars(reference).values()]
    return dict(next(f.__globals__ for f in functions if inspect.isfunction(f)))
