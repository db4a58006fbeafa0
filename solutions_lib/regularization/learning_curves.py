"""Learning curves of networks that were really trained, one of eight illnesses each.

The curves lie in the file beside this module. `course/s09_regularization/
train_learning_curves.py` has trained the networks, on the small digits, and has written the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions_lib.regularization.diagnosis import DIAGNOSES

FILE = Path(__file__).with_name("learning_curves.npz")
CURVES = ("loss", "val_loss", "accuracy", "val_accuracy", "dead_fraction", "majority_answers")
NUMBERS = ("majority_share", "test_accuracy")


def draw_histories(
    rng: np.random.Generator, diagnoses: Sequence[str] = ()
) -> tuple[list[dict[str, Any]], list[str]]:
    r"""(histories, diagnoses): learning curves for ``diagnose``, and what they are of.

    rng chooses one of the trainings of each illness; diagnoses: which illnesses, in which
    order, with repetitions if wanted; unless given, all eight in a random order. A history
    is plain data, as described at the head of the module ``diagnosis``: new lists of
    floats with four decimals. Raises ValueError for an illness that does not exist.

    >>> histories, names = draw_histories(np.random.default_rng(0))
    >>> len(histories), sorted(names) == sorted(DIAGNOSES), len(histories[0]["loss"])
    (8, True, 24)
    """
    names = list(diagnoses) or [DIAGNOSES[i] for i in rng.permutation(len(DIAGNOSES))]
    if unknown := sorted(set(names) - set(DIAGNOSES)):
        raise ValueError(f"no illness is called {', '.join(unknown)}")
    stored = _stored()
    runs = len(stored["numbers"][0])
    return [
        _history(stored, DIAGNOSES.index(name), int(rng.integers(runs))) for name in names
    ], names


def all_histories(diagnosis: str) -> list[dict[str, Any]]:
    """Every stored training with this illness."""
    stored = _stored()
    number = DIAGNOSES.index(diagnosis)
    return [_history(stored, number, run) for run in range(len(stored["numbers"][0]))]


def _history(stored: dict[str, NDArray[np.int_]], illness: int, run: int) -> dict[str, Any]:
    """One training as plain data."""
    curves = stored["curves"][illness, run] / 10_000
    numbers = stored["numbers"][illness, run] / 10_000
    return dict(zip(CURVES, curves.tolist(), strict=True)) | dict(
        zip(NUMBERS, numbers.tolist(), strict=True)
    )


@cache
def _stored() -> dict[str, NDArray[np.int_]]:
    """In ten-thousandths: curves (8, runs, 6, epochs), numbers (8, runs, 2)."""
    with np.load(FILE) as file:
        return {"curves": file["curves"], "numbers": file["numbers"]}
