"""How many planted copies are found, and how many innocent pairs stand above them.

    python -m tests.similarity.measure [SESSION …]

A class of each session: students who answer independently, each exercise by an answer of
the bank that nobody else has, right and wrong ones mixed. One copier for each disguise
takes over a student's whole notebook; one more takes over half of one, in all disguises
together, and answers the rest independently. The rule by which pairs are ranked was chosen
with classes of the seeds 1 and 2; the figures are those of other seeds.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.checking.catalogue import catalogue
from autograder.checking.source import answer_source
from autograder.grading.gradebook import NbgraderCourse
from autograder.similarity import Submitted, compare, given_in
from autograder.similarity.answers import Answer
from autograder.similarity.pairs import Comparison

from .disguise import DISGUISES, everything

ROOT = Path(__file__).parents[2]
STUDENTS = 24
SEEDS = (3, 4, 5)
HALF = "half of it"


@dataclass(frozen=True)
class Measured:
    """planted: disguise -> the rank of its pair, from 1; None where it was not found at all.

    found: planted pairs with a whole notebook that stand above every innocent pair.
    innocent: innocent pairs above the lowest of these; possible: all innocent pairs.
    highest: the score of the highest innocent pair.
    """

    session: str
    planted: Mapping[str, int | None]
    score: Mapping[str, float]
    found: int
    innocent: int
    possible: int
    highest: float


def measure(session: str, seed: int = 1) -> Measured:
    """Plant copies into a class of a session and look for them."""
    answers, planted = made_class(session, seed)
    compared = compare(Submitted(answers, {}), given_in(NbgraderCourse(ROOT), session))
    return judged(session, compared, planted)


def made_class(
    session: str, seed: int
) -> tuple[dict[str, dict[str, Answer]], dict[str, frozenset[str]]]:
    """The class, and disguise -> the pair of original and copy."""
    rng = random.Random(f"{session} {seed}")
    students = [f"s{number:02d}" for number in range(STUDENTS)]
    texts = {name: _texts(name) for name in _exercises(session)}
    taken: dict[str, Sequence[str]] = {
        name: rng.sample(bank, min(len(bank), STUDENTS + 1)) for name, bank in texts.items()
    }
    answers = {
        student: {
            name: Answer(bank[place], written=False)
            for name, bank in taken.items()
            if place < len(bank)
        }
        for place, student in enumerate(students)
    }
    originals = rng.sample(students, len(DISGUISES) + 1)
    planted = {}
    for (disguise, change), original in zip(DISGUISES.items(), originals, strict=False):
        copier = f"copy of {original}"
        own = answers[original]
        answers[copier] = {name: Answer(change(one.text), False) for name, one in own.items()}
        planted[disguise] = frozenset((original, copier))
    original, copier = originals[-1], f"half of {originals[-1]}"
    names = sorted(answers[original])
    half = rng.sample(names, len(names) // 2)
    answers[copier] = {
        name: Answer(everything(answers[original][name].text), False)
        if name in half
        else Answer(taken[name][-1], False)
        for name in names
    }
    planted[HALF] = frozenset((original, copier))
    return answers, planted


def judged(session: str, compared: Comparison, planted: Mapping[str, frozenset[str]]) -> Measured:
    """Where the planted pairs stand."""
    order = [frozenset((pair.one, pair.other)) for pair in compared.pairs]
    ranks = {d: order.index(p) + 1 if p in order else None for d, p in planted.items()}
    guilty = set(planted.values())
    innocent = [pair for pair, who in zip(compared.pairs, order, strict=True) if who not in guilty]
    highest = max((pair.score for pair in innocent), default=0.0)
    scores = {d: compared.pairs[rank - 1].score if rank else 0.0 for d, rank in ranks.items()}
    whole = [score for disguise, score in scores.items() if disguise != HALF]
    return Measured(
        session,
        ranks,
        scores,
        found=sum(1 for score in whole if score > highest),
        innocent=sum(1 for pair in innocent if pair.score >= min(whole)),
        possible=compared.possible - len(planted),
        highest=highest,
    )


def _exercises(session: str) -> list[str]:
    known = catalogue(ROOT / "course")
    return [name for name in known.ids if known.session(name) == session]


def _texts(name: str) -> list[str]:
    known = catalogue(ROOT / "course")
    exercise, file = known.load(name), known.file(name)
    return list(
        dict.fromkeys(
            answer_source(file, exercise, one) for one in (*exercise.accepted, *exercise.rejected)
        )
    )


def main(sessions: Sequence[str]) -> None:
    known = catalogue(ROOT / "course")
    every = sessions or list(dict.fromkeys(known.session(name) for name in known.ids))
    found = [measure(session, seed) for session in every for seed in SEEDS]
    for one in found:
        ranks = ", ".join(f"{d} {one.score[d]:.1f}" for d in one.planted)
        print(f"{one.session}: {ranks}; the highest innocent pair {one.highest:.1f}")
    whole = len(found) * len(DISGUISES)
    halves = sum(1 for one in found if one.score[HALF] > one.highest)
    scores = [score for one in found for d, score in one.score.items() if d != HALF]
    print(
        f"Whole copies above every innocent pair: {sum(one.found for one in found)} of {whole}; "
        f"they score {min(scores):.1f} to {max(scores):.1f}.\n"
        f"Half copies above every innocent pair: {halves} of {len(found)}.\n"
        f"Innocent pairs above the lowest whole copy of their class: "
        f"{sum(one.innocent for one in found)} of {sum(one.possible for one in found)}; "
        f"the highest scores {max(one.highest for one in found):.1f}."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
