"""One sigmoid neuron, forward and backward, in ten lines each."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

from solutions_lib.backpropagation.gates import numbers
from solutions_lib.binary_classification import sigmoid

Array = NDArray[Any]


def sigmoid_neuron_backward(
    w0: ArrayLike,
    x0: ArrayLike,
    w1: ArrayLike,
    x1: ArrayLike,
    w2: ArrayLike,
    grad_L: ArrayLike = 1.0,
) -> dict[str, Array]:
    r"""L = σ(w₀x₀ + w₁x₁ + w₂), line by line forward, and line by line back.

    w0 … w2, x0, x1: numbers; grad_L: the gradient that arrives at L. Returns a dict with
    the values s0 s1 s2 s3 L and the gradients grad_s3 grad_w2 grad_s2 grad_s1 grad_s0
    grad_w1 grad_x1 grad_w0 grad_x0. Accepts complex input, and arrays of one shape.
    Source: deck B, "forward pass" and "backward pass". The slide prints grad_w0 = grad_s2
    where grad_s0 = grad_s2 is meant, so that its last two lines use a name without a value.

    >>> neuron = sigmoid_neuron_backward(2, -1, -3, -2, -3)
    >>> {name: round(float(neuron[name]), 4) for name in ("L", "grad_w0", "grad_x1")}
    {'L': 0.7311, 'grad_w0': -0.1966, 'grad_x1': -0.5898}
    """
    w0, x0, w1, x1 = numbers(w0), numbers(x0), numbers(w1), numbers(x1)
    w2, grad_L = numbers(w2), numbers(grad_L)

    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    s3 = s2 + w2
    L = sigmoid(s3)

    grad_s3 = grad_L * L * sigmoid(-s3)  # 1 − L with all its digits
    grad_w2 = grad_s3
    grad_s2 = grad_s3
    grad_s1 = grad_s2
    grad_s0 = grad_s2
    grad_w1 = grad_s1 * x1
    grad_x1 = grad_s1 * w1
    grad_w0 = grad_s0 * x0
    grad_x0 = grad_s0 * w0

    values = {"s0": s0, "s1": s1, "s2": s2, "s3": s3, "L": L}
    gradients = {"grad_s3": grad_s3, "grad_w2": grad_w2, "grad_s2": grad_s2}
    gradients |= {"grad_s1": grad_s1, "grad_s0": grad_s0, "grad_w1": grad_w1}
    gradients |= {"grad_x1": grad_x1, "grad_w0": grad_w0, "grad_x0": grad_x0}
    return values | gradients
