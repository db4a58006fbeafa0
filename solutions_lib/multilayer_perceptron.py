"""The multilayer perceptron: layers, the functions between them, and two networks made by hand.

Conventions of the whole course: rows are samples, a layer is ``O = X @ W + b`` with
``X (n, d)``, ``W (d, q)``, ``b (q,)``; functions never change their arguments.
An activation works on each entry of its argument by itself, whatever the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.binary_classification import sigmoid_derivative
from solutions_lib.linear_regression import mean_squared_error, predict_linear

Array = NDArray[np.float64]


def collapse_linear_layers(
    W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike
) -> tuple[Array, Array]:
    r"""(X W₁ + b₁) W₂ + b₂ = X W + b with W = W₁ W₂ and b = b₁ W₂ + b₂.

    W1: (d, h), b1: (h,), W2: (h, q), b2: (q,); returns W (d, q) and b (q,). It holds
    only if no activation stands between the two layers. Accepts complex input.
    Source: deck L, "multilayer perceptron": two linear layers are no more than one.

    >>> W, b = collapse_linear_layers([[1, 2], [0, 1]], [1, -1], [[1], [3]], [5])
    >>> W.tolist(), b.tolist()
    ([[7.0], [3.0]], [3.0])
    """
    W1, b1, W2, b2 = _numbers(W1), _numbers(b1), _numbers(W2), _numbers(b2)
    return W1 @ W2, b1 @ W2 + b2


def relu(z: ArrayLike) -> Array:
    r"""ReLU(z) = max(0, z), entry by entry.

    z: any shape; returns the same shape, in [0, ∞). Accepts complex input, where the
    real part decides which piece holds.
    Source: deck L, "rectified linear unit".

    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    z = _numbers(z)
    return np.where(z.real <= 0, 0, z)[()]


def prelu(z: ArrayLike, alpha: ArrayLike) -> Array:
    r"""max(0, z) + α min(0, z): slope 1 above zero, slope α below.

    z: any shape, alpha: a number, or one for each unit, (h,) for z (n, h); returns the
    shape of z. α = 0 is ReLU, a small constant is Leaky ReLU, α = −1 is |z|. The
    shorter max(αz, z) is the same for α ≤ 1 only. Accepts complex z and alpha.
    Source: deck L, "ReLU with a slope other than zero", where α is learned.

    >>> prelu([[-3.0, -3.0], [2.0, 2.0]], [0.01, -1.0])
    array([[-0.03,  3.  ],
           [ 2.  ,  2.  ]])
    """
    return relu(z) + _numbers(alpha) * _negative_part(z)


def elu(z: ArrayLike, alpha: float = 1.0) -> Array:
    r"""z for z > 0, α (eᶻ − 1) for z ≤ 0.

    z: any shape, alpha ≥ 0; returns the same shape, in (−α, ∞), or −α where eᶻ is lost
    to rounding. The exponential sees min(0, z) alone: np.where works out both pieces for
    every entry, and e¹⁰⁰⁰ overflows. Accepts complex z and alpha.
    Source: deck P, "alternatives: ReLU, Leaky ReLU, ELU".

    >>> elu([-1.0, 0.0, 1000.0]).round(4)
    array([-6.321e-01,  0.000e+00,  1.000e+03])
    """
    return relu(z) + alpha * np.expm1(_negative_part(z))


def activation_grad(name: str, z: ArrayLike, alpha: float = 1.0) -> Array:
    r"""The slope dg/dz of an activation, as a function of its input z, entry by entry.

    ======== ============================ =============================
    sigmoid  σ(z) (1 − σ(z))              in (0, 1/4]
    tanh     1 − tanh²(z) = 4 σ'(2z)      in (0, 1]
    relu     1 for z > 0, else 0
    prelu    1 for z > 0, else alpha
    elu      1 for z > 0, else alpha eᶻ   not elu(z) + 1, but elu(z) + alpha
    ======== ============================ =============================

    name: one of these five, z: any shape; returns the same shape. At the kink z = 0 any
    number between the two slopes would do; this takes the one from the left. 1 − tanh²
    is exactly 0 from |z| = 20 on, 4 σ'(2z) keeps its digits.
    Raises ValueError for another name.
    Source: deck L, "sigmoid", "tanh", "ReLU" and their derivatives.

    >>> activation_grad("prelu", [-3.0, 3.0], 0.01)
    array([0.01, 1.  ])
    """
    z = _numbers(z)
    if name == "sigmoid":
        return sigmoid_derivative(z)
    if name == "tanh":
        return 4 * sigmoid_derivative(2 * z)
    if name == "relu":
        return np.where(z.real > 0, 1.0, 0.0)[()]
    if name == "prelu":
        return np.where(z.real > 0, 1.0, alpha)[()]
    if name == "elu":
        return np.where(z.real > 0, 1.0, alpha * np.exp(_negative_part(z)))[()]
    raise ValueError(f"no activation is called {name!r}")


def prelu_alpha_grad(dout: ArrayLike, z: ArrayLike) -> float:
    r"""dL/dα = Σ dL/dh · min(0, z): the slope of the loss in the one α that all entries share.

    dout: dL/dh, the gradient that arrives from above, z: the input of the activation,
    both of one shape; returns a float: the sum over samples and units.
    Source: deck L, "PReLU takes α as a trainable variable".

    >>> float(prelu_alpha_grad([[1.0, 2.0], [3.0, 4.0]], [[-1.0, 5.0], [-2.0, -0.5]]))
    -9.0
    """
    return np.sum(_numbers(dout) * _negative_part(z))


def xor_parameters() -> dict[str, Array | float]:
    r"""W₁ = [[1, 1], [1, 1]], b₁ = (0, −1), W₂ = (1, −2), b₂ = 0.

    With these, relu(X W₁ + b₁) W₂ + b₂ is exactly XOR on the four points of {0, 1}².
    Keys W1 (2, 2), b1 (2,), W2 (2,), b2, a float.
    Source: deck L, "example": W, c, w, b.

    >>> p = xor_parameters()
    >>> X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> relu(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
    array([0., 1., 1., 0.])
    """
    return {
        "W1": np.ones((2, 2)),
        "b1": np.array([0.0, -1.0]),
        "W2": np.array([1.0, -2.0]),
        "b2": 0.0,
    }


def xor_best_linear() -> tuple[Array, float, float]:
    r"""The least-squares line on XOR: w = 0, b = 1/2, mean squared error 1/4.

    Returns w (2,), b and the loss, two floats. Around their means the two inputs are at a
    right angle and Σ (xⱼ − x̄ⱼ)² = 1, so the normal equations read wⱼ = Σ (xⱼ − x̄ⱼ)(y − ȳ).
    Source: deck L, "example": w = 0, b = 0.5, L = 0.25.

    >>> w, b, loss = xor_best_linear()
    >>> w.tolist(), b, loss
    ([0.0, 0.0], 0.5, 0.25)
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0.0, 1.0, 1.0, 0.0])
    w = (X - X.mean(axis=0)).T @ (y - y.mean())
    b = float(y.mean() - X.mean(axis=0) @ w)
    return w, b, float(mean_squared_error(y, predict_linear(X, w, b)))


def mlp_forward(
    X: ArrayLike,
    params: Sequence[tuple[ArrayLike, ArrayLike]],
    activation: Callable[[Array], Array],
) -> tuple[Array, list[Array]]:
    r"""H₀ = X, Hₖ = g(Hₖ₋₁ Wₖ + bₖ) for all layers but the last, O = H W + b without g.

    X: (n, d), params: (W, b) of each layer, first layer first, activation: the function
    g; returns O (n, q) and the cache: the list of the layers' inputs H₀, H₁, …, one for
    each layer, which backpropagation will need. One layer alone is a linear model.
    Accepts complex input if g does.
    Source: deck L, "multilayer perceptron": H, O and their shapes.

    >>> hidden, output = ([[1.0, -1.0]], [0.0, 0.0]), ([[1.0], [1.0]], [0.5])
    >>> O, cache = mlp_forward([[-3.0], [2.0]], [hidden, output], relu)
    >>> O.tolist(), [H.shape for H in cache]
    ([[3.5], [2.5]], [(2, 1), (2, 2)])
    """
    *hidden_layers, (W_out, b_out) = params
    H = _numbers(X).copy()  # the cache must not change when the caller's X does
    cache = [H]
    for W, b in hidden_layers:
        H = activation(H @ _numbers(W) + _numbers(b))
        cache.append(H)
    return H @ _numbers(W_out) + _numbers(b_out), cache


def count_parameters(sizes: Sequence[int]) -> int:
    r"""Σₖ (sₖ sₖ₊₁ + sₖ₊₁): the weights and the biases of all layers.

    sizes: the width of the input, of each hidden layer and of the output; returns an
    exact int.
    Source: deck A, the newswire network 10000-64-64-46.

    >>> count_parameters([2, 2, 1]), count_parameters([10_000, 64, 64, 46])
    (9, 647214)
    """
    return sum(int(fan_in) * int(fan_out) + int(fan_out) for fan_in, fan_out in pairwise(sizes))


def bump_network(
    centers: ArrayLike, heights: ArrayLike, width: float
) -> tuple[Array, Array, Array, float]:
    r"""Σⱼ heightⱼ · hat((x − cⱼ) / width) as a network with one hidden ReLU layer.

    One hat is three units: hat(u) = ReLU(u + 1) − 2 ReLU(u) + ReLU(u − 1), which is 1 at
    u = 0 and 0 for |u| ≥ 1. Two units would never come down to zero again.

    centers, heights: (k,), width > 0; returns W1 (1, 3k), b1 (3k,), W2 (3k,) and b2, a
    float, for relu(x @ W1 + b1) @ W2 + b2 with x (n, 1). If the centres stand one width
    apart, the sum is the chain of straight lines through the points (cⱼ, heightⱼ).
    Raises ValueError if the lengths differ or the width is not positive.
    Source: deck L, "universal approximator", one hidden layer.

    >>> W1, b1, W2, b2 = bump_network([1.0, 2.0], [10.0, 30.0], 1.0)
    >>> x = np.array([[0.0], [1.0], [1.5], [2.0], [3.0]])
    >>> relu(x @ W1 + b1) @ W2 + b2
    array([ 0., 10., 20., 30.,  0.])
    """
    centers, heights = _numbers(centers), _numbers(heights)
    if centers.shape != heights.shape:
        raise ValueError(f"{centers.shape} centres but {heights.shape} heights")
    if not width > 0:
        raise ValueError(f"the width of a hat has to be positive, not {width}")
    kinks = centers[:, np.newaxis] + width * np.array([-1.0, 0.0, 1.0])
    changes_of_slope = heights[:, np.newaxis] / width * np.array([1.0, -2.0, 1.0])
    return np.ones((1, kinks.size)), -kinks.ravel(), changes_of_slope.ravel(), 0.0


def _numbers(x: ArrayLike) -> Array:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)


def _negative_part(z: ArrayLike) -> Array:
    """min(0, z), by the real part where z is complex."""
    z = _numbers(z)
    return np.where(z.real < 0, z, 0)
