"""Binary classification: probability, the sigmoid, its losses, and logistic regression.

Conventions of the whole course: rows are samples, ``X (n, d)``, ``w (d,)``, labels
``y (n,)`` are 0 or 1; ``o = X w + b`` (n,) are the logits and ``y_hat = sigmoid(o)``
the probabilities of the label 1; a loss is a mean over samples; functions never
change their arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.linear_regression import predict_linear

Array = NDArray[np.float64]


def empirical_probability(outcomes: Iterable[Any], event: Collection[Any]) -> float:
    r"""P(A) ≈ (number of outcomes that lie in A) / (number of outcomes).

    outcomes: what was observed, n ≥ 1 values, repetitions and all; event: the set A
    of values; returns a float in [0, 1]. The outcomes are counted, so a loaded die is
    judged by its throws and not by the number of its faces.
    Raises ValueError if there are no outcomes.
    Source: deck P, "probability".

    >>> empirical_probability([3, 1, 3, 6], {3}), empirical_probability("HTHH", {"H"})
    (0.5, 0.75)
    """
    hits = [outcome in event for outcome in outcomes]
    if not hits:
        raise ValueError("no outcomes: a probability cannot be estimated from nothing")
    return sum(hits) / len(hits)


def complement(p: float) -> float:
    r"""P(not A) = 1 − P(A).

    p: a probability; returns a float in [0, 1]. Raises ValueError for p outside [0, 1].
    Source: deck P, "properties of probability".

    >>> complement(0.25)
    0.75
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a probability lies between 0 and 1, not at {p}")
    return 1.0 - p


def sigmoid(z: ArrayLike) -> Array:
    r"""σ(z) = 1 / (1 + e⁻ᶻ) = eᶻ / (1 + eᶻ).

    z: a number or any shape; returns the same shape, float64, in [0, 1], rising. The
    two forms are equal; each entry uses the one whose exponent is not above 0, so that
    nothing overflows and a small probability keeps all its digits.
    Accepts complex input, for the complex step.
    Source: deck L, "binary classification", and deck P, "activation function".

    >>> sigmoid([2.0, 0.0, -5.6, 1000.0]).round(4)
    array([0.8808, 0.5   , 0.0037, 1.    ])
    """
    z = _numbers(z)
    power = np.exp(_minus_distance(z))
    return np.where(z.real < 0, power, 1.0)[()] / (1.0 + power)


def sigmoid_derivative(z: ArrayLike) -> Array:
    r"""σ'(z) = σ(z) (1 − σ(z)) = σ(z) σ(−z), a function of z, not of σ(z).

    z: a number or any shape; returns the same shape, float64, in [0, 1/4]: largest at
    0, the same at z and −z. 1 − σ(z) would be exactly 0 from z = 37 on; σ(−z) is not.
    Accepts complex input.
    Source: decks L and B, "derivative of the sigmoid".

    >>> sigmoid_derivative([0.0, 5.6, -5.6]).round(4)
    array([0.25  , 0.0037, 0.0037])
    """
    z = _numbers(z)
    return sigmoid(z) * sigmoid(-z)


def binary_cross_entropy(y: ArrayLike, y_hat: ArrayLike) -> float:
    r"""L = −1/n Σᵢ [y⁽ⁱ⁾ log ŷ⁽ⁱ⁾ + (1 − y⁽ⁱ⁾) log(1 − ŷ⁽ⁱ⁾)], natural log, 0 log 0 = 0.

    y: labels 0 or 1 (or anything between), y_hat: probabilities in [0, 1], of one and
    the same shape; returns a float ≥ 0, in nats. A probability below the smallest
    normal float64 counts as that number, so a sure and wrong answer costs 708.4, not ∞.
    Accepts complex y_hat. Raises ValueError if the shapes differ: (n, 1) against (n,)
    would broadcast to (n, n) and give a wrong number without a word.
    Source: deck L, "maximum likelihood", and deck P, "binary cross-entropy loss".

    >>> round(float(binary_cross_entropy([1], [0.8])), 4)
    0.2231
    """
    y, y_hat = _numbers(y), _numbers(y_hat)
    _require_one_shape(y, y_hat, "y_hat")
    return np.mean(-y * _finite_log(y_hat) - (1 - y) * _finite_log(1 - y_hat))


def clipped_linear_logit_gradient(o: ArrayLike, y: ArrayLike) -> Array:
    r"""d/do (y − clip(o, 0, 1))² = 2 (o − y) for 0 < o < 1, and 0 outside.

    o: logits, y: labels, one shape; returns the same shape: one number a sample. At
    the kinks o = 0 and o = 1 any number between the two slopes would do; this takes 0.
    Accepts complex o.
    Source: deck L, "binary classification", max{0, min{1, wᵀx + b}}.

    >>> clipped_linear_logit_gradient([5.6, 0.5, -3.0], [0, 0, 1])
    array([0., 1., 0.])
    """
    o, y = _numbers(o), _numbers(y)
    on_the_ramp = (o.real > 0) & (o.real < 1)
    return np.where(on_the_ramp, 2.0 * (o - y), 0.0)[()]


def mse_logit_gradient(o: ArrayLike, y: ArrayLike) -> Array:
    r"""d/do (y − σ(o))² = 2 (σ(o) − y) σ(o) (1 − σ(o)).

    o: logits, y: labels, one shape; returns the same shape: one number a sample, of
    absolute value at most 8/27. It is the gradient of the cross-entropy times 2 σ'(o),
    and σ' is nearly 0 where the network is sure. Accepts complex o.
    Source: deck L, "binary classification", o = 5.6, y = 0.

    >>> mse_logit_gradient([5.6, 5.6], [0, 1]).round(6)
    array([ 7.314e-03, -2.700e-05])
    """
    return 2.0 * bce_logit_gradient(o, y) * sigmoid_derivative(o)


def bce_logit_gradient(o: ArrayLike, y: ArrayLike) -> Array:
    r"""d/do [−y log σ(o) − (1 − y) log(1 − σ(o))] = σ(o) − y: prediction minus truth.

    o: logits, y: labels, one shape; returns the same shape: one number a sample, in
    [−1, 1]. Written as (1 − y) σ(o) − y σ(−o), which does not lose the digits of
    σ(o) − 1 for a large o. Accepts complex o.
    Source: deck L, "binary classification", o = 5.6, y = 0.

    >>> bce_logit_gradient([5.6, 5.6], [0, 1]).round(4)
    array([ 0.9963, -0.0037])
    """
    o, y = _numbers(o), _numbers(y)
    return (1 - y) * sigmoid(o) - y * sigmoid(-o)


def bce_with_logits(o: ArrayLike, y: ArrayLike) -> float:
    r"""L = 1/n Σᵢ [max(o, 0) − o y + log(1 + e^−|o|)]: sigmoid and cross-entropy in one step.

    o: logits, y: labels 0 or 1 (or anything between), one shape; returns a float ≥ 0,
    in nats, exact also where σ(o) has become 0 or 1. Accepts complex o.
    Raises ValueError if the shapes differ.
    Source: deck L, "binary classification", l = −y log σ(o) − (1 − y) log(1 − σ(o)).

    >>> round(float(bce_with_logits([5.6], [0])), 4), float(bce_with_logits([-800.0], [1]))
    (5.6037, 800.0)
    """
    o, y = _numbers(o), _numbers(y)
    _require_one_shape(y, o, "o")
    positive_part = np.where(o.real < 0, 0.0, o)
    return np.mean(positive_part - o * y + np.log1p(np.exp(_minus_distance(o))))


class LogisticRegression:
    r"""P(y = 1 | x) = σ(wᵀx + b), fitted by gradient descent on the cross-entropy.

    After ``fit``: ``w`` (d,) float64 and ``b``, a float.
    Source: deck L, "binary classification".

    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1]
    >>> model = LogisticRegression().fit(X, y, lr=1.0, epochs=10)
    >>> model.predict(X), model.accuracy(X, y)
    (array([0, 0, 1, 1]), 1.0)
    """

    w: Array | None = None
    b: float | None = None

    def fit(self, X: ArrayLike, y: ArrayLike, lr: float, epochs: int) -> LogisticRegression:
        r"""From w = 0, b = 0 take so many steps against the gradient; returns self.

        X: (n, d), y: (n,) of 0 and 1. With e = σ(Xw + b) − y the gradient of the mean
        loss is Xᵀe / n for w and the mean of e for b. Every step sees all samples.
        """
        X, y = np.asarray(X, dtype=np.float64), np.asarray(y)
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = bce_logit_gradient(predict_linear(X, w, b), y)
            w = w - lr * (X.T @ error) / len(y)
            b = b - lr * float(np.mean(error))
        self.w, self.b = w, b
        return self

    def predict_proba(self, X: ArrayLike) -> Array:
        """P(y = 1 | x) for each row of X (n, d): (n,). Raises RuntimeError before ``fit``."""
        if self.w is None or self.b is None:
            raise RuntimeError("call fit(X, y, lr, epochs) before predict_proba(X)")
        return sigmoid(predict_linear(X, self.w, self.b))

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """1 where P(y = 1 | x) ≥ 0.5, else 0: (n,) integers. Raises RuntimeError before ``fit``."""
        return np.where(self.predict_proba(X) >= 0.5, 1, 0)

    def accuracy(self, X: ArrayLike, y: ArrayLike) -> float:
        """The share of the rows of X whose predicted label is that of y, in [0, 1]."""
        return float(np.mean(self.predict(X) == np.asarray(y)))


def _numbers(x: ArrayLike) -> NDArray[Any]:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)


def _minus_distance(z: NDArray[Any]) -> NDArray[Any]:
    """−|z|, by the sign of the real part, so that it stays differentiable."""
    return np.where(z.real < 0, z, -z)[()]


def _finite_log(p: NDArray[Any]) -> NDArray[Any]:
    """log p, with p raised to the smallest normal float64 first."""
    tiny = np.finfo(np.float64).tiny
    return np.log(np.where(p.real < tiny, tiny, p))


def _require_one_shape(y: NDArray[Any], other: NDArray[Any], name: str) -> None:
    if y.shape != other.shape:
        raise ValueError(f"y has shape {y.shape} but {name} has shape {other.shape}")
