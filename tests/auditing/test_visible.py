"""The visible test of an exercise, run on any answer."""

from pathlib import Path

import numpy as np

from autograder.auditing.visible import VisibleTest


def test_it_passes_and_fails_answers(course: Path) -> None:
    visible = VisibleTest(course.parent, "s01_means", "average")
    assert visible.passes({"average": np.mean})
    assert visible.message({"average": np.sum}) == "AssertionError: The mean of 1, 2 and 6 is 3."


def test_an_answer_that_raises_does_not_pass(course: Path) -> None:
    visible = VisibleTest(course.parent, "s01_means", "average")
    assert visible.message({"average": None}) == "TypeError: 'NoneType' object is not callable"
