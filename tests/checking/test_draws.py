"""The inputs of a check."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checking.draws import MOST_DRAWS, TooManyDraws, generator


def draws(*args: object, **kwargs: bool) -> list[float]:
    return generator(*args, **kwargs).random(3).tolist()  # type: ignore[arg-type]


def test_the_inputs_are_the_same_at_every_run() -> None:
    assert draws("double", "doubles") == draws("double", "doubles")
    # the same on every machine, and after every change of this package
    assert draws("double", "doubles")[0] == pytest.approx(0.8823782359212028)


def test_another_exercise_another_check_or_another_round_has_other_inputs() -> None:
    first = draws("double", "doubles")
    for other in (("double", "keeps zero"), ("triple", "doubles"), ("double", "doubles", 1)):
        assert draws(*other) != first


def test_whole_numbers_are_easy_to_work_with_by_hand() -> None:
    rng = generator("double", "doubles", whole=True)
    for drawn in (rng.normal(3, 5, size=50), rng.standard_normal(50)):
        assert np.array_equal(drawn, np.round(drawn))
        assert not np.any(np.signbit(drawn) & (drawn == 0))
    for drawn in (rng.uniform(0, 2, 50), rng.random(50)):
        assert np.array_equal(drawn, np.round(drawn, 1))
    assert rng.integers(0, 5, size=50).max() < 5
    assert sorted(rng.permutation(4)) == [0, 1, 2, 3]


def test_a_check_that_waits_for_a_number_that_never_comes_is_ended() -> None:
    rng = generator("double", "doubles", whole=True)
    for _ in range(MOST_DRAWS):
        rng.normal()
    with pytest.raises(TooManyDraws):
        rng.normal()
