"""Train the networks whose learning curves `diagnose` reads, and write the curves to a file.

Run `python course/s09_regularization/train_learning_curves.py` in the project's folder. It takes
a few minutes, and writes `solutions_lib/regularization/learning_curves.npz` and, from other
trainings, `course/data/practice_curves.npz`, which students get with their assignment. Every
curve is the record of one training on the small digits of scikit-learn; nothing is smoothed or
invented. A training whose curves do not show the signs of its illness clearly is thrown away,
and another one with the next seed takes its place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_digits

from solutions_lib.deep_networks import dead_relu_fraction
from solutions_lib.regularization.diagnosis import DIAGNOSES, is_clear
from solutions_lib.regularization.generalization import permute_labels
from solutions_lib.regularization.learning_curves import CURVES, FILE, NUMBERS
from solutions_lib.training_networks import MLPClassifier, train

EPOCHS = 24
RUNS = 16
PRACTICE_FILE = Path(__file__).parents[1] / "data" / "practice_curves.npz"
PRACTICE_RUNS = 6
PRACTICE_SEED = 1000  # far from the seeds of the other file
Set = tuple[np.ndarray, np.ndarray]


def patients(illness: str, rng: np.random.Generator) -> tuple[Set, Set, Set]:
    """The three sets of one training. Some illnesses are illnesses of the data."""
    X, y = load_digits(return_X_y=True)
    order = rng.permutation(len(X))
    X, y = X[order] / 16 - 0.3, y[order]
    noise = {"overfit": 0.5, "leak": 0.5, "rate too high": 0.27, "majority class": 0.7}
    X = X + rng.normal(0.0, noise.get(illness, 0.0), X.shape)  # pictures taken in the dark
    if illness == "majority class":  # a rare class: is it an eight?
        y = (y == 8).astype(int)
    few, noisy = int(rng.integers(60, 101)), int(rng.integers(160, 241))
    n = {"overfit": few, "leak": 160, "label noise": noisy}.get(illness, 700)
    learn, val, test = (X[:n], y[:n]), (X[900:1300], y[900:1300]), (X[1300:], y[1300:])
    if illness == "leak":  # 60 of 160 samples came in five times; then the rows were split
        copies = rng.permutation(np.repeat(np.arange(60), 5))
        rows = np.concatenate([copies[:200], np.arange(60, 160)])
        learn, val = (X[rows], y[rows]), (X[copies[200:]], y[copies[200:]])
    if illness == "label noise":
        learn = learn[0], permute_labels(learn[1], rng.uniform(0.3, 0.4), rng)
    return learn, val, test


def draw_training(illness: str, rng: np.random.Generator) -> dict[str, Any]:
    """Train one network with this illness; its curves and numbers as in ``draw_histories``."""
    learn, val, test = patients(illness, rng)
    hidden = {"underfit": int(rng.integers(2, 4)), "label noise": 100, "overfit": 100}
    lr = {
        "rate too high": rng.uniform(1.4, 1.8),
        "majority class": 0.008,
        "label noise": 0.1,
        "overfit": 0.3,
    }
    model = MLPClassifier([64, hidden.get(illness, 40), int(val[1].max()) + 1], rng)
    if illness == "dead units":
        model.params["b1"] -= np.where(rng.random(40) < 0.96, 8.0, 0.0)
    commonest = np.argmax(np.bincount(val[1]))
    history: dict[str, Any] = {name: [] for name in CURVES}
    for _ in range(EPOCHS):
        rate = lr.get(illness, 0.1)
        epoch = train(model, *learn, *val, rate, 1, 10, rng)
        for name, values in epoch.items():
            history[name] += values
        H = np.maximum(learn[0] @ model.params["W1"] + model.params["b1"], 0)
        history["dead_fraction"].append(dead_relu_fraction(H))
        history["majority_answers"].append(float(np.mean(model.predict(val[0]) == commonest)))
    history["majority_share"] = float(np.mean(val[1] == commonest))
    history["test_accuracy"] = float(np.mean(model.predict(test[0]) == test[1]))
    return history


def clear_trainings(illness: str, count: int, first_seed: int = 0) -> list[dict[str, Any]]:
    """So many trainings with clear signs, from the first seed and those after it."""
    clear: list[dict[str, Any]] = []
    seed = first_seed
    while len(clear) < count:
        history = draw_training(illness, np.random.default_rng([DIAGNOSES.index(illness), seed]))
        seed += 1
        if is_clear(history, illness):
            clear.append(history)
    print(f"{illness}: {count} clear ones of {seed - first_seed} trainings")
    return clear


def write(file: Path, runs: int, first_seed: int) -> None:
    """Train so many networks of each kind, and write their curves."""
    trainings = [clear_trainings(illness, runs, first_seed) for illness in DIAGNOSES]
    curves = [[[h[name] for name in CURVES] for h in kind] for kind in trainings]
    numbers = [[[h[name] for name in NUMBERS] for h in kind] for kind in trainings]
    np.savez_compressed(
        file,
        curves=np.round(np.array(curves) * 10_000).astype(np.int32),
        numbers=np.round(np.array(numbers) * 10_000).astype(np.int32),
    )


if __name__ == "__main__":
    write(FILE, RUNS, first_seed=0)
    write(PRACTICE_FILE, PRACTICE_RUNS, PRACTICE_SEED)
