"""Linear regression: the model, its loss, and two ways to its parameters.

Conventions of the whole course: rows are samples, ``X (n, d)``, ``w (d,)``,
``y (n,)``; a loss is a mean over samples unless its name says otherwise; the
squared error carries no 1/2; functions never change their arguments.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def predict_linear(X: ArrayLike, w: ArrayLike, b: float) -> NDArray[np.float64]:
    r"""ŷ = X w + b: one prediction for each row of X.

    X: (n, d), w: (d,), b: a number; returns (n,) float64.
    Accepts complex input, so that derivatives can be taken by the complex step.
    Source: deck L, "linear regression", ŷ = Xw + b.

    >>> predict_linear([[63, 13], [78, 2]], [0.02, -0.02], 0.4)
    array([1.4 , 1.92])
    """
    X, w = np.asarray(X), np.asarray(w)
    return X @ w + np.asarray(b, dtype=np.result_type(X, w, b, np.float64))


def mean_squared_error(y: ArrayLike, y_hat: ArrayLike) -> float:
    r"""L = 1/n Σᵢ (ŷ⁽ⁱ⁾ − y⁽ⁱ⁾)²: the mean of the squared errors, without a 1/2.

    y, y_hat: arrays of one and the same shape; returns a float ≥ 0, in squared
    units of y. Accepts complex y_hat.
    Raises ValueError if the shapes differ: (n, 1) against (n,) would broadcast
    to (n, n) and give a wrong number without a word.
    Source: deck L, "loss function".

    >>> float(mean_squared_error([1, 2, 3], [1, 2, 5]))
    1.3333333333333333
    """
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.shape != y_hat.shape:
        raise ValueError(f"y has shape {y.shape} but y_hat has shape {y_hat.shape}")
    return np.mean((y_hat - y) ** 2)


def add_bias_column(X: ArrayLike) -> NDArray[np.float64]:
    r"""[X 1]: X with a last column of ones, so that X w + b = [X 1] [w; b].

    X: (n, d); returns a new array (n, d + 1) float64. Accepts complex input.
    Source: deck L, "optimisation": b joins w and a 1 joins every sample.

    >>> add_bias_column([[63, 13], [78, 2]])
    array([[63., 13.,  1.],
           [78.,  2.,  1.]])
    """
    X = np.asarray(X)
    ones = np.ones((X.shape[0], 1), dtype=np.result_type(X, np.float64))
    return np.concatenate([X, ones], axis=1)


def normal_equation(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], float]:
    r"""(w, b) with AᵀA [w; b] = Aᵀy, A = [X 1]: the least-squares solution.

    X: (n, d), y: (n,); returns w (d,) float64 and b, a float. If the columns of
    A depend on one another there are many solutions; this one has the smallest norm.
    Solved by the singular value decomposition: forming AᵀA squares the condition
    number, and inverting it fails on a duplicated column.
    Source: deck L, "optimisation", w* = X†y.

    >>> w, b = normal_equation([[63, 13], [78, 2], [95, 9]], [1.4, 1.95, 2.12])
    >>> np.round(w, 5), round(b, 5)
    (array([ 0.01959, -0.02329]), 0.46863)
    """
    A = add_bias_column(X).astype(np.float64)
    theta = np.linalg.lstsq(A, np.asarray(y, dtype=np.float64), rcond=None)[0]
    return np.asarray(theta[:-1], dtype=np.float64), float(theta[-1])


def gaussian_nll(y: ArrayLike, y_hat: ArrayLike, sigma: float) -> float:
    r"""−log P(y | X) = Σᵢ [½ log(2πσ²) + (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾)² / (2σ²)], natural logarithm.

    y, y_hat: (n,), sigma > 0 in the units of y; returns a float: the **sum** over
    the samples, in nats. It can be negative, because a density can exceed 1.
    Accepts complex y_hat and sigma.
    Source: deck L, "maximum likelihood".

    >>> round(float(gaussian_nll([1.0], [2.0], 1.0)), 4)
    1.4189
    """
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


def fit_gaussian_mle(x: ArrayLike) -> tuple[float, float]:
    r"""μ = 1/n Σᵢ xᵢ and σ² = 1/n Σᵢ (xᵢ − μ)²: the most likely normal distribution.

    x: (n,) with n ≥ 1; returns two floats, in units of x and of x squared. The
    maximum-likelihood variance divides by n, not by n − 1. Accepts complex input.
    Source: deck L, "maximum likelihood estimator", ten response times.

    >>> mu, sigma2 = fit_gaussian_mle([1.0, 2.0, 6.0])
    >>> float(mu), round(float(sigma2), 4)
    (3.0, 4.6667)
    """
    x = np.asarray(x)
    mu = np.mean(x)
    return mu, np.mean((x - mu) ** 2)


class LinearRegression:
    r"""ŷ = X w + b with (w, b) from the normal equations.

    After ``fit``: ``w`` (d,) float64 and ``b``, a float.

    >>> model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> model.predict([[10.0]]).round(6)
    array([21.])
    >>> round(model.score([[0.0], [1.0]], [1.0, 3.0]), 6)
    1.0
    """

    w: NDArray[np.float64] | None = None
    b: float | None = None

    def fit(self, X: ArrayLike, y: ArrayLike) -> LinearRegression:
        """Set w and b to the least-squares solution for X (n, d), y (n,); returns self."""
        self.w, self.b = normal_equation(X, y)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """X w + b, (n,). Raises RuntimeError before ``fit``."""
        if self.w is None or self.b is None:
            raise RuntimeError("call fit(X, y) before predict(X)")
        return predict_linear(X, self.w, self.b)

    def score(self, X: ArrayLike, y: ArrayLike) -> float:
        """R² = 1 − Σᵢ (y⁽ⁱ⁾ − ŷ⁽ⁱ⁾)² / Σᵢ (y⁽ⁱ⁾ − ȳ)², with ȳ the mean of this y.

        1 is perfect, 0 is as good as always answering ȳ, below 0 is worse.
        Raises RuntimeError before ``fit``.
        """
        y = np.asarray(y)
        residual = y - self.predict(X)
        centred = y - np.mean(y)
        return float(1 - np.sum(residual**2) / np.sum(centred**2))
