"""One exercise, examined: how often do its checks err, and how often its messages?"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.auditing.claims import Claims, examine_claims
from autograder.auditing.mutated import Tried, listed, tried_mutants
from autograder.auditing.trial import Catches, Trial, trial, trial_of
from autograder.auditing.visible import VisibleTest
from autograder.checking.catalogue import Catalogue
from autograder.checking.exercise import Exercise

ROUNDS = (0, 1, 2)  # a right answer is right with inputs drawn anew, too
FEWEST_RIGHT, FEWEST_WRONG = 5, 10
DECADES, MOST_DECADES = 6.0, 16.0
EXACT = 1e-16  # an error of 0 counts as this much
JUDGED_MUTANTS = 20  # of which the messages are examined too


@dataclass(frozen=True)
class Examined:
    """What the audit found out about one exercise.

    right, wrong: how many answers the bank has; mutants: how many were made that are
    not listed as right. Where it is not a number, the names of what misses the target.
    decades: between the worst right and the best wrong answer, None where no values
    are compared; redundant: checks that are never the only one to catch something;
    vacuous: checks that catch nothing; past_the_slide: wrong answers that pass the
    visible test.
    """

    exercise: str
    session: str
    right: int
    wrong: int
    mutants: int
    listed: int
    right_rejected: tuple[str, ...]
    wrong_accepted: tuple[str, ...]
    mutants_accepted: tuple[str, ...]
    unused_listings: tuple[str, ...]
    broken: tuple[str, ...]
    decades: float | None
    checks: int
    redundant: tuple[str, ...]
    vacuous: tuple[str, ...]
    past_the_slide: tuple[str, ...]
    claims: Claims

    @property
    def faults(self) -> list[str]:
        """What misses a target, one line each; empty where all of them are met."""
        found = [
            ("a right answer is rejected", self.right_rejected),
            ("a wrong answer is accepted", self.wrong_accepted),
            ("a mutant is accepted", self.mutants_accepted),
            ("a listed mutant does not exist, or is rejected", self.unused_listings),
            ("a check fails by itself", self.broken),
            ("a check catches nothing", self.vacuous),
            ("a message is shorter than 20 or longer than 80 words", self.claims.wordy),
        ]
        lines = [f"{what}: {name}" for what, names in found for name in names]
        if self.right < FEWEST_RIGHT:
            lines.append(f"only {self.right} accepted answers; {FEWEST_RIGHT} are wanted")
        if self.wrong < FEWEST_WRONG:
            lines.append(f"only {self.wrong} wrong answers; {FEWEST_WRONG} are wanted")
        if self.decades is not None and self.decades < DECADES:
            lines.append(f"only {self.decades:.1f} decades between right and wrong")
        return lines

    def to_json(self) -> dict[str, Any]:
        """All fields, and the faults."""
        return asdict(self) | {"faults": self.faults}


def examine(course: Path, exercise_id: str) -> Examined:
    """Put an exercise's bank, and mutants of what is right in it, through its checks."""
    catalogue = Catalogue(course)
    exercise = catalogue.load(exercise_id)
    right = {name: _trials(exercise, names) for name, names in _right(exercise)}
    wrong = {answer.name: trial_of(known) for answer, known in exercise.known_mistakes()}
    catches = Catches(len(exercise.check_names))
    for found in wrong.values():
        catches.add(found)
    tried = list(tried_mutants(exercise, catalogue.file(exercise_id), catches))
    listings = exercise.bank.equivalent
    by_listing = {id(mutant): listed(mutant, listings) for mutant in tried}
    accepted = [mutant for mutant in tried if not mutant.caught]
    used = [by_listing[id(mutant)] for mutant in accepted]
    unlisted = [mutant for mutant in tried if by_listing[id(mutant)] is None]
    trials = [*wrong.values(), *(m.trial for m in tried), *(t for ts in right.values() for t in ts)]
    visible = VisibleTest(course.parent, exercise.session, exercise_id)
    return Examined(
        exercise=exercise_id,
        session=exercise.session,
        right=len(exercise.accepted),
        wrong=len(exercise.rejected),
        mutants=len(unlisted),
        listed=len(tried) - len(unlisted),
        right_rejected=tuple(n for n, trials in right.items() if not all(t.right for t in trials)),
        wrong_accepted=tuple(name for name, found in wrong.items() if found.right),
        mutants_accepted=tuple(str(m) for m in unlisted if not m.caught),
        unused_listings=tuple(
            f"{e.answer or 'any answer'}: {e.before}" for e in listings if e not in used
        ),
        broken=tuple(dict.fromkeys(found.broken for found in trials if found.broken)),
        decades=decades([t for trials in right.values() for t in trials], wrong.values()),
        checks=len(exercise.check_names),
        redundant=_named(exercise, catches.redundant),
        vacuous=_named(exercise, catches.vacuous),
        past_the_slide=tuple(a.name for a in exercise.rejected if visible.passes(a.names)),
        claims=examine_claims(exercise, _some(exercise, [m for m in unlisted if m.caught])),
    )


def decades(right: Sequence[Trial], wrong: Iterable[Trial]) -> float | None:
    """log10 of the best wrong over the worst right error, of the same check.

    A wrong answer counts by the check in which its error stands out most.
    """
    worst: dict[int, float] = {}
    for found in right:
        for check, error in found.errors.items():
            worst[check] = max(error, worst.get(check, EXACT))
    margins = []
    for found in wrong:
        stands_out = [
            min(math.log10(min(error, 1e300) / worst.get(check, EXACT)), MOST_DECADES)
            for check, error in found.failing.items()
            if error > 0  # right numbers of a wrong dtype, say
        ]
        margins += [max(stands_out)] if stands_out else []
    return min(margins, default=None)


def _right(exercise: Exercise) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "the reference", exercise.references
    for answer in exercise.accepted:
        yield answer.name, answer.names


def _trials(exercise: Exercise, names: Mapping[str, Any]) -> list[Trial]:
    return [trial(exercise, names, round_number) for round_number in ROUNDS]


def _named(exercise: Exercise, checks: Iterable[int]) -> tuple[str, ...]:
    return tuple(exercise.check_names[index] for index in checks)


def _some(exercise: Exercise, mutants: Sequence[Tried]) -> list[Tried]:
    """A few mutants whose messages are examined: the same ones at every run."""
    runnable = [m for m in mutants if m.names and not m.trial.stopped]
    chooser = random.Random(exercise.id)
    return chooser.sample(runnable, min(JUDGED_MUTANTS, len(runnable)))
