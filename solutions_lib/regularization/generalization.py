"""How well a model does on samples that it has not learned from, and how to find out honestly.

Conventions of the whole course: rows are samples; functions never change their
arguments; randomness comes only through a generator that is passed in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pair = tuple[NDArray[Any], NDArray[Any]]


def train_val_test_split(
    X: ArrayLike, y: ArrayLike, fractions: Sequence[float], rng: np.random.Generator
) -> tuple[Pair, Pair, Pair]:
    r"""((X_train, y_train), (X_val, y_val), (X_test, y_test)): three sets without overlap.

    X: (n, …), y: (n, …), fractions: three numbers ≥ 0 with the sum 1, for example
    (0.6, 0.2, 0.2). The samples are shuffled by rng, with one order for X and y, and cut at
    the rounded places n·f₁ and n·(f₁ + f₂). Every sample is in exactly one set, and each size
    is at most 1 away from its fraction of n. Returns new arrays with the dtypes of X and y.
    Raises ValueError if X and y differ in length, or if the fractions are no such numbers.
    Source: deck A, validation data = test data: the mistake that three sets prevent.

    >>> X, y = np.arange(20.0).reshape(10, 2), np.arange(10)
    >>> sets = train_val_test_split(X, y, (0.6, 0.2, 0.2), np.random.default_rng(0))
    >>> [len(y_part) for _, y_part in sets]
    [6, 2, 2]
    >>> sorted(int(label) for _, y_part in sets for label in y_part)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} samples but y has {len(y)}")
    if len(fractions) != 3 or min(fractions) < 0 or not math.isclose(sum(fractions), 1):
        raise ValueError(f"three fractions with the sum 1 are needed, not {fractions}")
    order = rng.permutation(len(X))
    first_cut = round(fractions[0] * len(X))
    second_cut = round((fractions[0] + fractions[1]) * len(X))
    train, val, test = np.split(order, [first_cut, second_cut])
    # an array of indices makes copies; slices would be windows into the caller's arrays
    return (X[train], y[train]), (X[val], y[val]), (X[test], y[test])


def permute_labels(y: ArrayLike, fraction: float, rng: np.random.Generator) -> NDArray[Any]:
    r"""y, where round(fraction · n) randomly chosen samples have exchanged their labels.

    y: (n,), 0 ≤ fraction ≤ 1, else ValueError; returns a new array of the same dtype. Each
    class keeps its number of samples. A sample may get a label like its old one: of ten
    equal classes, about a tenth of the chosen ones do.
    Source: deck R, "random labels" (2017).

    >>> y = np.repeat([0, 1, 2], 4)
    >>> mixed = permute_labels(y, 0.5, np.random.default_rng(4))
    >>> mixed, np.bincount(mixed)
    (array([0, 0, 0, 0, 1, 2, 1, 2, 2, 1, 2, 1]), array([4, 4, 4]))
    """
    if not 0 <= fraction <= 1:
        raise ValueError(f"a fraction lies between 0 and 1, not at {fraction}")
    permuted = np.array(y)  # a copy: y[:] of an array would be a window into it
    chosen = rng.choice(len(permuted), size=round(fraction * len(permuted)), replace=False)
    permuted[chosen] = permuted[rng.permutation(chosen)]
    return permuted


def generalization_gap(acc_train: float, acc_test: float) -> float:
    r"""accuracy on the training set − accuracy on the test set.

    Two accuracies in [0, 1]; returns a float in [−1, 1]. Above 0: the model does better
    on what it has learned from.
    Source: deck R, "a distance of up to 90 % between training and test".

    >>> generalization_gap(1.0, 0.1)
    0.9
    """
    return acc_train - acc_test


def bias_variance(preds: ArrayLike, y_true: ArrayLike) -> tuple[float, float]:
    r"""bias² = 1/n Σⱼ (p̄ⱼ − yⱼ)² and variance = 1/(Rn) Σᵣⱼ (pᵣⱼ − p̄ⱼ)², with p̄ⱼ = 1/R Σᵣ pᵣⱼ.

    preds: (R, n), the predictions at n points by R models, each from its own training set;
    y_true: (n,), the values without noise; returns two floats ≥ 0. Their sum is the mean
    of all squared errors (pᵣⱼ − yⱼ)². Accepts complex input.
    Raises ValueError if y_true has not one value for each column of preds.
    Source: deck P, "bias, variance, generalisation", as numbers.

    >>> bias2, variance = bias_variance([[1.0, 4.0], [3.0, 4.0]], [2.0, 5.0])
    >>> float(bias2), float(variance)
    (0.5, 0.5)
    """
    preds, y_true = np.asarray(preds), np.asarray(y_true)
    if preds.ndim != 2 or y_true.shape != preds.shape[1:]:
        raise ValueError(f"preds has shape {preds.shape}, y_true has {y_true.shape}")
    middle = np.mean(preds, axis=0)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


def early_stopping(val_losses: Sequence[float], patience: int) -> tuple[int, int]:
    r"""(best_epoch, stop_epoch), counted from 0: where the loss was lowest, and where one stops.

    One stops at the first epoch at which ``patience`` epochs have passed since the best
    one so far, or at the last. Better means strictly lower: of equals the first stays the
    best. A loss that is not a number is never better. What comes after the stop is unseen.

    val_losses: (epochs,) with at least one, patience ≥ 1, else ValueError; two ints.
    Source: deck P, validation loss that falls and then rises; the cure is not on the slides.

    >>> early_stopping([0.9, 0.6, 0.5, 0.7, 0.6, 0.4], patience=2)
    (2, 4)
    >>> early_stopping([0.9, 0.6, 0.5, 0.7, 0.6, 0.4], patience=3)
    (5, 5)
    """
    if len(val_losses) == 0 or patience < 1:
        raise ValueError(f"{len(val_losses)} losses, patience {patience}: at least 1 is needed")
    best_epoch, best_loss = 0, math.inf
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
        if epoch - best_epoch >= patience:
            break
    return best_epoch, epoch
