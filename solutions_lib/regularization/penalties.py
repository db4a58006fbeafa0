"""Penalties on the size of the weights: squares (L2), absolute values (L1), and their steps.

The penalised loss is L̃ = L + penalty. Only weights are penalised, never a bias: a large
bias makes no function more complicated. Accepts complex weights throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def l2_penalty(weights: Sequence[ArrayLike], lam: float) -> float:
    r"""λ/2 Σ w²: half of λ times the sum of the squares of all weights.

    weights: a list of arrays of any shapes, the W of each layer and no b; lam ≥ 0;
    returns a float ≥ 0. It is the *squared* Euclidean length, without a root.
    Source: deck R, "L2 regularisation", Ω(w) = 1/2 ‖w‖².

    >>> float(l2_penalty([[[1.0, 2.0]], [3.0]], lam=0.1))
    0.7000000000000001
    """
    return lam / 2 * sum((np.sum(_numbers(W) ** 2) for W in weights), np.float64(0))


def l2_grad(W: ArrayLike, lam: float) -> Array:
    r"""λ W: the gradient of λ/2 Σ w². The 1/2 has eaten the 2.

    W: any shape, lam ≥ 0; returns the shape of W.
    Source: deck R, ∇L̃ = ∇L + λw.

    >>> l2_grad([1.0, -4.0], lam=0.5)
    array([ 0.5, -2. ])
    """
    return lam * _numbers(W)


def weight_decay_step(w: ArrayLike, grad: ArrayLike, lr: float, lam: float) -> Array:
    r"""(1 − ηλ) w − η ∂L/∂w: first w shrinks by a constant factor, then the usual step.

    w, grad: one shape, grad without the penalty's part; lr > 0, lam ≥ 0; returns that
    shape. For plain gradient descent it is the step on L + λ/2 Σ w²; for Adam it is not.
    Source: deck R, "weight decay".

    >>> weight_decay_step([2.0, -1.0], [0.0, 0.0], lr=0.1, lam=0.5)
    array([ 1.9 , -0.95])
    """
    return (1 - lr * lam) * _numbers(w) - lr * _numbers(grad)


def l1_penalty(weights: Sequence[ArrayLike], lam: float) -> float:
    r"""λ Σ |w|: λ times the sum of the absolute values of all weights, without a 1/2.

    weights: a list of arrays of any shapes, the W of each layer and no b; lam ≥ 0;
    returns a float ≥ 0.
    Source: deck R, "L1 regularisation", Ω(w) = ‖w‖₁.

    >>> float(l1_penalty([[[1.0, -2.0]], [3.0]], lam=0.5))
    3.0
    """
    return lam * sum((np.sum(_numbers(W) * _sign(W)) for W in weights), np.float64(0))


def l1_subgradient(W: ArrayLike, lam: float) -> Array:
    r"""λ sign(W): λ above zero, −λ below, and 0 at zero.

    W: any shape, lam ≥ 0; returns the shape of W. At w = 0 the penalty has a kink, and every
    number in [−λ, λ] is a subgradient: the slope of a line that touches the V from below.
    Source: deck R, ∇L̃ = ∇L + λ sign(w).

    >>> l1_subgradient([3.0, -0.1, 0.0], lam=0.5)
    array([ 0.5, -0.5,  0. ])
    """
    return lam * _sign(W)


def soft_threshold(w: ArrayLike, t: float) -> Array:
    r"""sign(w) · max(|w| − t, 0): moves each number towards 0 by t, and not past it.

    w: any shape, t ≥ 0; returns the shape of w. Numbers with |w| ≤ t become exactly 0. It is
    the v with the smallest ½(v − w)² + t|v|. With t = ηλ, after a step on L alone, it is the
    step for the L1 penalty that gives exact zeros (a proximal step).
    Source: not on the slides; what deck R's sign(w) would need to set weights to zero.

    >>> soft_threshold([3.0, -0.2, -1.5], t=0.5)
    array([ 2.5,  0. , -1. ])
    """
    w = _numbers(w)
    return np.where(np.abs(w.real) <= t, 0, w - t * _sign(w))[()]


def _numbers(x: ArrayLike) -> NDArray[Any]:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)


def _sign(x: ArrayLike) -> Array:
    """−1, 0 or 1, by the real part."""
    return np.sign(_numbers(x).real)
