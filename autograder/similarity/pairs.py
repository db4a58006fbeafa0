"""Pairs of students whose answers share what few others have."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from autograder.similarity.answers import Answer, Submitted
from autograder.similarity.given import Given, tokens_of
from autograder.similarity.winnowing import fingerprints, hashes

# What weighs less is the class's way of writing it. It would cost the most time of all, too.
LEAST_WEIGHT = 0.1


@dataclass(frozen=True)
class Shared:
    """What two answers to one exercise have in common.

    evidence: the sum of the weights. share: of what the poorer of the two answers has
    that is not given, how much is in common, by weight, 0 … 1.
    """

    answer: str
    evidence: float
    share: float

    @property
    def score(self) -> float:
        """share × √evidence: what is wholly alike counts more than a long part of much more."""
        return self.share * math.sqrt(self.evidence)


@dataclass(frozen=True)
class Pair:
    """Two students, and what they share, the strongest first."""

    one: str
    other: str
    shared: tuple[Shared, ...]

    @property
    def score(self) -> float:
        """The sum over the answers: several that are alike count more than a long one."""
        return sum(part.score for part in self.shared)


@dataclass(frozen=True)
class Comparison:
    """A class, compared. pairs: those that share anything, the highest score first.

    students: how many were compared; possible: how many pairs there are.
    """

    students: int
    possible: int
    pairs: tuple[Pair, ...]

    def below(self, share: float) -> float:
        """The score that this share of all pairs does not exceed; most pairs have none."""
        every = [pair.score for pair in self.pairs]
        place = math.ceil((1 - share) * self.possible)
        return every[place] if place < len(every) else 0.0


def compare(submitted: Submitted, given: Given) -> Comparison:
    """Rank the pairs of a class."""
    parts: defaultdict[tuple[str, str], list[Shared]] = defaultdict(list)
    names = sorted({name for own in submitted.answers.values() for name in own})
    for name in names:
        mine = {who: own[name] for who, own in submitted.answers.items() if name in own}
        for pair, shared in _shared(name, mine, given).items():
            parts[pair].append(shared)
    pairs = [
        Pair(*who, tuple(sorted(found, key=lambda part: (-part.score, part.answer))))
        for who, found in parts.items()
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.one, pair.other))
    students = len(submitted.answers)
    return Comparison(students, math.comb(students, 2), tuple(pairs))


def _shared(
    name: str, answers: Mapping[str, Answer], given: Given
) -> dict[tuple[str, str], Shared]:
    prints = {who: _prints(answer, given) for who, answer in answers.items()}
    owners: defaultdict[int, list[str]] = defaultdict(list)
    for who in sorted(prints):
        for one in prints[who]:
            owners[one].append(who)
    weights = {one: weight(len(prints), len(whose)) for one, whose in owners.items()}
    own = {who: math.fsum(weights[one] for one in mine) for who, mine in prints.items()}
    evidence: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one, whose in owners.items():
        if weights[one]:
            for pair in combinations(whose, 2):
                evidence[pair].append(weights[one])
    totals = {pair: math.fsum(parts) for pair, parts in evidence.items()}
    return {
        (one, other): Shared(name, total, min(1.0, total / min(own[one], own[other])))
        for (one, other), total in totals.items()
    }


def weight(students: int, owners: int) -> float:
    """(log(n / d) / log(n / 2))²: 1 for what two of n have; 0 where that is less than a tenth.

    >>> weight(100, 2), round(weight(100, 10), 2), weight(100, 60)
    (1.0, 0.35, 0.0)
    """
    if owners <= 2:
        return 1.0
    found = (math.log(students / owners) / math.log(students / 2)) ** 2
    return found if found >= LEAST_WEIGHT else 0.0


def _prints(answer: Answer, given: Given) -> frozenset[int]:
    tokens, grain = tokens_of(answer)
    every = hashes(tokens, grain)
    return fingerprints(every, grain, given.of(answer))
