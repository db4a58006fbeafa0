"""Gradient descent: measure a slope, compute it, walk against it, and do so in small batches.

Conventions of the whole course: rows are samples, ``X (n, d)``, ``w (d,)``,
``y (n,)``; a loss is a mean over samples; the squared error carries no 1/2, so its
gradient carries a 2; functions never change their arguments; randomness comes only
through a generator that is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.linear_regression import mean_squared_error, predict_linear


def numerical_gradient(
    f: Callable[[NDArray[np.float64]], float], theta: ArrayLike, h: float = 1e-6
) -> NDArray[np.float64]:
    r"""gⱼ = (f(θ + h eⱼ) − f(θ − h eⱼ)) / (2h): the central difference, entry by entry.

    f: takes an array of theta's shape and returns a number; theta: any shape;
    h > 0; returns an array of theta's shape, float64. f is called twice for each
    entry, each time with a new array. The error is about h² |f‴| / 6 from the
    curve, and 1e-16 |f| / h from rounding. Accepts complex theta.
    Source: deck L, "gradient descent optimiser", the definition of ∂L/∂θ.

    >>> numerical_gradient(lambda t: np.sum(t**2), [1, -2]).round(6)
    array([ 2., -4.])
    """
    theta = _floats(theta)  # an integer array would cut h to zero
    slopes = np.empty(theta.shape, dtype=theta.dtype)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def mse_gradient(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float
) -> tuple[NDArray[np.float64], float]:
    r"""∂L/∂w = 2/n Xᵀ(ŷ − y) and ∂L/∂b = 2/n Σᵢ (ŷ⁽ⁱ⁾ − y⁽ⁱ⁾), with ŷ = X w + b.

    The gradient of L = 1/n Σᵢ (ŷ⁽ⁱ⁾ − y⁽ⁱ⁾)². X: (n, d), y: (n,), w: (d,), b: a
    number; returns dw (d,) float64 and db, a float. Accepts complex input.
    Raises ValueError if y does not have the shape (n,): (n, 1) would broadcast.
    Source: deck L, "optimisation". The slide has y − Xw, the opposite sign: with it
    a descent climbs.

    >>> dw, db = mse_gradient([[63, 13], [78, 2], [95, 9]], [1.4, 1.95, 2.12], [0.02, -0.02], 0.4)
    >>> dw.round(6), round(float(db), 6)
    (array([-1.56, -0.04]), -0.02)
    """
    X, y = _floats(X), _floats(y)
    y_hat = predict_linear(X, w, b)
    if y.shape != y_hat.shape:
        raise ValueError(f"y has shape {y.shape} but the predictions have shape {y_hat.shape}")
    residual = y_hat - y
    return 2 * (X.T @ residual) / len(y), 2 * np.mean(residual)


def gradient_descent(
    grad_fn: Callable[[NDArray[np.float64]], ArrayLike],
    theta0: ArrayLike,
    lr: float,
    n_steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""θₜ₊₁ = θₜ − lr ∇L(θₜ), n_steps times from θ₀.

    grad_fn: takes an array of theta0's shape and returns the gradient there, the
    same shape; it is called n_steps times, at θ₀ … of all points but the last.
    theta0: any shape; lr > 0; n_steps ≥ 0. Returns the last θ, theta0's shape, and the
    history (n_steps + 1, *theta0's shape), θ₀ first and the last θ last, float64.
    It never stops early: if lr is too large, the history shows how the walk
    diverges, until NumPy warns of an overflow. Accepts complex theta0 and lr.
    Source: deck L, "gradient descent optimiser".

    >>> theta, history = gradient_descent(lambda t: 2 * t, [1.0], lr=0.1, n_steps=3)
    >>> history.round(6).tolist()
    [[1.0], [0.8], [0.64], [0.512]]
    """
    theta = _floats(theta0)
    history = [theta]
    for _ in range(n_steps):
        theta = theta - lr * np.asarray(grad_fn(theta.copy()))  # a new array at each step
        history.append(theta)
    return theta, np.array(history)


def first_order_change(grad: ArrayLike, delta: ArrayLike) -> float:
    r"""L(θ + δ) − L(θ) ≈ δᵀ∇L(θ): the change along the tangent.

    grad, delta: (d,); returns a float, negative if the step goes downhill. It is
    zero for a step at a right angle to the gradient. Accepts complex input.
    Source: deck L, "gradient descent optimiser", Taylor's formula; the slide has
    it for a single number θ.

    >>> round(float(first_order_change([2.0, -4.0], [0.1, 0.2])), 6)
    -0.6
    """
    return np.dot(_floats(grad), _floats(delta))


def second_order_change(grad: ArrayLike, H: ArrayLike, delta: ArrayLike) -> float:
    r"""L(θ + δ) − L(θ) ≈ δᵀ∇L(θ) + ½ δᵀHδ: tangent and curvature together.

    grad, delta: (d,), H: (d, d), the second derivatives at θ (the Hessian matrix);
    returns a float. Exact if L is quadratic in θ, as the mean squared error of a
    linear model is. Accepts complex input.
    Source: deck L, "gradient descent optimiser", Taylor's formula.

    >>> round(float(second_order_change([2.0, -4.0], [[2, 0], [0, 2]], [0.1, 0.2])), 6)
    -0.55
    """
    delta = _floats(delta)
    return first_order_change(grad, delta) + np.dot(delta, np.dot(_floats(H), delta)) / 2


def standardize(
    X_train: ArrayLike, X_other: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    r"""Z = (X − μ) / σ for both tables, with μ and σ of the columns of X_train alone.

    X_train: (n, d), X_other: (m, d); returns Z_train (n, d), Z_other (m, d), mu (d,)
    and sd (d,), float64, with σ² = 1/n Σᵢ (xᵢ − μ)². The columns of Z_train have mean 0
    and standard deviation 1. A column that is constant in X_train has sd = 1 here, so
    that it becomes zeros instead of 0/0. Accepts complex input.
    Source: not on the slides; what makes the method of deck L practical.

    >>> Z_train, Z_other, mu, sd = standardize([[1.0, 7.0], [3.0, 7.0]], [[4.0, 8.0]])
    >>> Z_train.tolist(), Z_other.tolist(), mu.tolist(), sd.tolist()
    ([[-1.0, 0.0], [1.0, 0.0]], [[2.0, 1.0]], [2.0, 7.0], [1.0, 1.0])
    """
    X_train, X_other = _floats(X_train), _floats(X_other)
    # The mean of 0.1, 0.1, 0.1 is not 0.1 in float64. Counted from the first row, a
    # constant column has the mean and the deviation that it should have, exactly.
    mu = X_train[0] + np.mean(X_train - X_train[0], axis=0)
    sd = np.sqrt(np.mean((X_train - mu) ** 2, axis=0))
    sd = np.where(sd == 0, 1.0, sd)
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd


def iterate_minibatches(
    X: ArrayLike, y: ArrayLike, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    r"""The samples in a new random order, cut into batches: one epoch.

    X: (n, …), y: (n, …), batch_size ≥ 1; yields pairs (X_batch, y_batch) of new arrays
    with the dtypes of X and y. Each sample is in exactly one batch, beside its own
    label. The last batch has what is left over: it may be smaller.
    Raises ValueError if X and y differ in length or batch_size is below 1.
    Source: deck B, "last layer and loss": a loss has to work on a mini-batch.

    >>> X, y = np.arange(10).reshape(10, 1), np.arange(10)
    >>> batches = list(iterate_minibatches(X, y, 4, np.random.default_rng(0)))
    >>> [len(y_batch) for _, y_batch in batches]
    [4, 4, 2]
    """
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} samples but y has {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}, but a batch has at least one sample")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]  # one order for both keeps the pairs together
        yield X[chosen], y[chosen]


def sgd_linear_regression(
    X: ArrayLike,
    y: ArrayLike,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    r"""w ← w − lr ∂L_B/∂w, b ← b − lr ∂L_B/∂b for one batch B after the other.

    L_B is the mean squared error of the batch. X: (n, d), y: (n,), lr > 0,
    batch_size ≥ 1, epochs ≥ 0; starts at w = 0, b = 0. Returns w (d,) float64, b, a
    float, and losses (epochs,), the mean squared error of the *whole* set after each
    epoch. With batch_size ≥ n it is gradient descent, up to rounding (the order of a
    sum differs). Accepts complex X, y and lr.
    Source: decks L and B, gradient descent on mini-batches.

    >>> X, y = [[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]
    >>> w, b, losses = sgd_linear_regression(X, y, 0.1, 1, 200, np.random.default_rng(0))
    >>> w.round(6), round(float(b), 6), losses.shape
    (array([2.]), 3.0, (200,))
    """
    X, y = _floats(X), _floats(y)
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        for X_batch, y_batch in iterate_minibatches(X, y, batch_size, rng):
            dw, db = mse_gradient(X_batch, y_batch, w, b)  # both at the old (w, b)
            w, b = w - lr * dw, b - lr * db
        losses.append(mean_squared_error(y, predict_linear(X, w, b)))
    return w, b, np.array(losses)


def _floats(values: ArrayLike) -> NDArray[Any]:
    """values as an array of float64, or of complex128 if they are complex."""
    array = np.asarray(values)
    return array.astype(np.result_type(array, np.float64))
