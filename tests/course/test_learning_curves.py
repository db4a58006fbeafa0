"""The learning curves that `diagnose` is judged on: clear, named rightly, and really trained."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from solutions_lib.regularization import DIAGNOSES, OFFERED, REMEDIES, diagnose, draw_histories
from solutions_lib.regularization.diagnosis import is_clear
from solutions_lib.regularization.learning_curves import CURVES, NUMBERS, all_histories

SCRIPT = Path(__file__).parents[2] / "course/s09_regularization/train_learning_curves.py"
FEWEST, EPOCHS = 12, 24

every_illness = pytest.mark.parametrize("illness", DIAGNOSES)


@every_illness
def test_every_stored_curve_shows_its_illness_clearly(illness: str) -> None:
    assert all(is_clear(history, illness) for history in all_histories(illness))


@every_illness
def test_a_curve_of_another_illness_is_not_clear_for_this_one(illness: str) -> None:
    others = [other for other in DIAGNOSES if other != illness]
    mistaken = [o for o in others for history in all_histories(o) if is_clear(history, illness)]
    assert mistaken == []


@every_illness
def test_there_are_enough_different_curves_of_an_illness(illness: str) -> None:
    histories = all_histories(illness)
    assert len({tuple(history["loss"]) for history in histories}) == len(histories) >= FEWEST


@every_illness
def test_the_reference_names_every_stored_curve(illness: str) -> None:
    found = {diagnose(history) for history in all_histories(illness)}
    assert found == {(illness, REMEDIES[illness][0])}


def test_every_right_remedy_is_offered_and_cross_validation_is_none() -> None:
    right = {remedy for remedies in REMEDIES.values() for remedy in remedies}
    assert set(OFFERED) - right == {"cross-validation"}
    assert right < set(OFFERED)


@every_illness
def test_a_history_is_plain_data(illness: str) -> None:
    for history in all_histories(illness):
        assert set(history) == {*CURVES, *NUMBERS}
        assert all(type(history[name]) is float for name in NUMBERS)
        for name in CURVES:
            assert type(history[name]) is list
            assert len(history[name]) == EPOCHS
            assert all(type(value) is float and np.isfinite(value) for value in history[name])
        shares = [history[name] for name in CURVES if "loss" not in name]
        assert np.min(shares) >= 0
        assert np.max(shares) <= 1


def test_the_same_seed_draws_the_same_curves_and_two_students_get_different_ones() -> None:
    first, again, other = (draw_histories(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert sorted(first[1]) == sorted(other[1]) == sorted(DIAGNOSES)


def test_a_drawn_history_may_be_changed_without_harm() -> None:
    drawn, _ = draw_histories(np.random.default_rng(3), ["leak"])
    drawn[0]["loss"].clear()
    assert draw_histories(np.random.default_rng(3), ["leak"])[0][0]["loss"]


def test_an_illness_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no illness is called a cold"):
        draw_histories(np.random.default_rng(0), ["leak", "a cold"])


# --- really trained -----------------------------------------------------------


def training_script() -> ModuleType:
    """The script that has written the file."""
    spec = importlib.util.spec_from_file_location("train_learning_curves", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_stored_training_comes_out_again() -> None:
    # The file has four decimals. Pictures that differ by 1e-13, as sums do that are rounded in
    # another order, change these losses by 1e-13. (A rate that is too high is chaos: there they
    # would change by more than 1, and only the machine that wrote the file gets its curves again.)
    again = training_script().draw_training("overfit", np.random.default_rng([6, 0]))
    stored, other = all_histories("overfit")[:2]
    for name in CURVES:
        assert np.max(np.abs(np.subtract(again[name], stored[name]))) < 6e-5, name
    for name in NUMBERS:
        assert again[name] == pytest.approx(stored[name], abs=6e-5)
    assert np.max(np.abs(np.subtract(again["loss"], other["loss"]))) > 0.01


def test_a_training_without_the_illness_is_thrown_away() -> None:
    # the first network with this illness learns too much to show it: the file begins with a later
    history = training_script().draw_training("underfit", np.random.default_rng([5, 0]))
    assert not is_clear(history, "underfit")
    assert all(stored["loss"] != history["loss"] for stored in all_histories("underfit"))
