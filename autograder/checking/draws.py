"""The inputs of a check: drawn at random, the same for every answer.

The generator is seeded by the exercise, the check and the number of the round,
so that every answer sees the same inputs, on every machine, in every order.
Round 0 decides the verdict. Later rounds serve the explanation: whether a
known mistake goes on predicting the answer, and which failing case is smallest.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

MOST_DRAWS = 2000


class TooManyDraws(Exception):
    """A check goes on drawing; with whole numbers it may never find what it waits for."""


class WholeNumbers(np.random.Generator):
    """Draws like any generator, then rounds: numbers that a person can check by hand."""

    def __init__(self, bit_generator: np.random.BitGenerator) -> None:
        super().__init__(bit_generator)
        self._draws = 0

    def normal(self, *args: Any, **kwargs: Any) -> Any:
        """Whole numbers."""
        return self._rounded(super().normal(*args, **kwargs), 0)

    def standard_normal(self, *args: Any, **kwargs: Any) -> Any:
        """Whole numbers."""
        return self._rounded(super().standard_normal(*args, **kwargs), 0)

    def uniform(self, *args: Any, **kwargs: Any) -> Any:
        """Numbers with one decimal."""
        return self._rounded(super().uniform(*args, **kwargs), 1)

    def random(self, *args: Any, **kwargs: Any) -> Any:
        """Numbers with one decimal."""
        return self._rounded(super().random(*args, **kwargs), 1)

    def exponential(self, *args: Any, **kwargs: Any) -> Any:
        """Numbers with one decimal."""
        return self._rounded(super().exponential(*args, **kwargs), 1)

    def integers(self, *args: Any, **kwargs: Any) -> Any:
        """Integers, as they are."""
        self._count()
        return super().integers(*args, **kwargs)

    def permutation(self, *args: Any, **kwargs: Any) -> Any:
        """A permutation, as it is."""
        self._count()
        return super().permutation(*args, **kwargs)

    def _rounded(self, drawn: Any, decimals: int) -> Any:
        self._count()
        return np.round(drawn, decimals) + 0.0  # no −0

    def _count(self) -> None:
        self._draws += 1
        if self._draws > MOST_DRAWS:
            raise TooManyDraws


def generator(
    exercise: str, check: str, round_number: int = 0, *, whole: bool = False
) -> np.random.Generator:
    """The generator of one round of one check; whole: with numbers for a person."""
    seed = [zlib.crc32(exercise.encode()), zlib.crc32(check.encode()), round_number]
    bits = np.random.PCG64(np.random.SeedSequence(seed))
    return WholeNumbers(bits) if whole else np.random.Generator(bits)
