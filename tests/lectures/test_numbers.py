"""A number in the text agrees with the computed one, as far as it is written out."""

import numpy as np

from lecture_tools import agrees


def test_a_rounded_number_agrees():
    assert agrees(2.13676, 2.14, 2)


def test_a_number_that_is_off_by_one_in_the_last_place_does_not():
    assert not agrees(2.13676, 2.13, 2)


def test_every_entry_has_to_agree():
    assert agrees(np.array([0.659, 0.2424]), [0.66, 0.24], 2)
    assert not agrees(np.array([0.659, 0.2424]), [0.66, 0.25], 2)


def test_nan_agrees_with_nothing():
    assert not agrees(float("nan"), 0.0, 2)
