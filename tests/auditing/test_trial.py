"""An answer put through the checks, whatever it does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.auditing.trial import load, run_text, trial
from autograder.checking import Answer, Case, Exercise


def double(x: float) -> float:
    return 2 * x


def doubling() -> Exercise:
    exercise = Exercise(double)

    @exercise.check("doubles")
    def doubles(answer: Answer, case: Case) -> None:
        for x in (1.0, 2.0, 3.0):
            case.equal(answer.double(x), 2 * x)

    @exercise.check("doubles zero")
    def zero(answer: Answer, case: Case) -> None:
        case.equal(answer.double(0.0), 0.0)

    @exercise.check("is large for large numbers")
    def large(answer: Answer, case: Case) -> None:
        case.that(answer.double(1e9) > 1e9, "It is not.")

    return exercise


def loops_for_ever(x: float) -> float:
    while True:
        try:
            x = -x
        except Exception:
            continue


def test_a_right_answer_is_right_and_its_errors_are_known() -> None:
    found = trial(doubling(), {"double": lambda x: x * (2 + 1e-12)})
    assert found.right
    assert found.wrong == ()
    assert found.errors[0] == pytest.approx(1e-12, rel=0.1)
    assert found.errors[1] == 0.0
    assert found.failing == {}


def test_a_wrong_answer_names_the_checks_that_failed_and_by_how_much() -> None:
    found = trial(doubling(), {"double": lambda x: 3 * x})
    assert not found.right
    assert found.wrong == (0,)
    assert found.failing[0] == pytest.approx(0.5)


def test_enough_is_enough() -> None:
    assert trial(doubling(), {"double": lambda x: -1.0}).wrong == (0, 1, 2)
    assert trial(doubling(), {"double": lambda x: -1.0}, enough=2).wrong == (0, 1)


def test_an_answer_that_loops_for_ever_is_stopped() -> None:
    found = trial(doubling(), {"double": loops_for_ever}, seconds=0.2)
    assert found.stopped
    assert not found.right


def test_a_check_that_fails_by_itself_is_told() -> None:
    exercise = doubling()

    @exercise.check("crashes")
    def crashes(answer: Answer, case: Case) -> None:
        raise KeyError("on purpose")

    assert "on purpose" in trial(exercise, exercise.references).broken


def test_the_names_of_a_text_are_loaded() -> None:
    loaded = load("import math\n\ndef double(x):\n    return np.float64(x) * 2", ("double", "half"))
    assert loaded is not None
    assert list(loaded) == ["double"]
    assert loaded["double"](3) == 6


@pytest.mark.parametrize("text", ["1 / 0", "def double(x", "raise SystemExit", "while True: pass"])
def test_a_text_that_cannot_be_run_has_no_names(text: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("autograder.auditing.trial.SECONDS", 0.2)
    assert load(text, ("double",)) is None


def test_the_error_of_a_text_is_given() -> None:
    assert isinstance(run_text("assert False, 'no'", {}), AssertionError)
    assert run_text("x = np.ones(3)", {"np": np}) is None
