"""Augmentation and dropout: mirrored, shifted and noisy inputs, and units that are switched off.

Conventions of the whole course: rows are samples, a layer is ``O = X @ W + b`` with
``X (n, d)``, ``W (d, q)``, ``b (q,)``; pictures are ``(n, H, W)``, row 0 on top; functions
never change their arguments; randomness comes only through a generator that is passed in.
``keep_prob`` is the probability of keeping a unit, never that of dropping it. Everything
random here happens in training only.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from solutions_lib.multilayer_perceptron import mlp_forward, relu

Array = NDArray[np.float64]


def horizontal_flip(images: ArrayLike) -> Array:
    r"""out[i, r, c] = images[i, r, W − 1 − c]: each picture in the mirror, left for right.

    images: (n, H, W); returns a new array (n, H, W). Accepts complex input.
    Source: deck R, "data augmentation: flip".

    >>> horizontal_flip([[[1, 2, 3], [4, 5, 6]]])
    array([[[3., 2., 1.],
            [6., 5., 4.]]])
    """
    return _numbers(images)[:, :, ::-1].copy()


def flip_safe(task: str) -> bool:
    r"""Whether y(mirrored x) = y(x) for every picture x: may a flip keep the label?

    ==================================== ===== ===========================================
    "cat or dog"                         True  a cat in the mirror is a cat
    "which flower"                       True  so is a rose
    "day or night"                       True  light has no left and right
    "digit 0 or digit 8"                 True  a mirrored 0 or 8 can still be read
    "which digit"                        False a mirrored 2, 3, 4, 5, 6, 7 or 9 is no digit
    "which letter"                       False b becomes d
    "left hand or right hand"            False one becomes the other
    "arrow to the left or to the right"  False one becomes the other
    ==================================== ===== ===========================================

    Raises ValueError for any other task. One unsafe class makes the whole task unsafe.
    Source: deck R, "data augmentation: flip", where the labels are not mentioned.

    >>> flip_safe("cat or dog"), flip_safe("which digit")
    (True, False)
    """
    safe = ("cat or dog", "which flower", "day or night", "digit 0 or digit 8")
    unsafe = (
        "which digit",
        "which letter",
        "left hand or right hand",
        "arrow to the left or to the right",
    )
    if task not in (*safe, *unsafe):
        raise ValueError(f"no task is called {task!r}")
    return task in safe


def random_shift(images: ArrayLike, max_shift: int, rng: np.random.Generator) -> Array:
    r"""out[i, r, c] = images[i, r − dyᵢ, c − dxᵢ], and 0 where that lies outside the picture.

    images: (n, H, W); dyᵢ and dxᵢ are drawn for each picture from the whole numbers
    −max_shift … max_shift, all equally likely; dy > 0 moves it down, dx > 0 to the right.
    max_shift ≥ 0 may be larger than the picture. Returns (n, H, W). Accepts complex input.
    Source: deck R, "data augmentation", new pairs by transforming x.

    >>> random_shift(np.ones((1, 3, 3)), 1, np.random.default_rng(0))  # down by one
    array([[[0., 0., 0.],
            [1., 1., 1.],
            [1., 1., 1.]]])
    """
    images = _numbers(images)
    n, height, width = images.shape
    dy, dx = rng.integers(-max_shift, max_shift, size=(2, n), endpoint=True)
    # Shifted by its own size a picture is empty; a wider border would only cost memory.
    border = min(max_shift, max(height, width))
    dy, dx = np.clip(dy, -border, border), np.clip(dx, -border, border)
    framed = np.pad(images, ((0, 0), (border, border), (border, border)))
    windows = sliding_window_view(framed, (height, width), axis=(1, 2))
    return windows[np.arange(n), border - dy, border - dx]


def add_gaussian_noise(
    X: ArrayLike, std: float, rng: np.random.Generator, train: bool = True
) -> Array:
    r"""X + std · Z in training, every entry of Z its own draw from N(0, 1); X otherwise.

    X: any shape; std ≥ 0 is the standard deviation, in the unit of X; returns a new array
    of the shape of X. Nothing is clipped: that would move the mean. With train=False the
    generator is not used. Accepts complex X. For a linear model with squared error this
    is on average the penalty std² ‖w‖² (Bishop 1995).
    Source: deck R, "data augmentation: adding noise", to inputs or to hidden layers.

    >>> add_gaussian_noise([[1.0, 2.0]], 0.5, np.random.default_rng(0), train=False)
    array([[1., 2.]])
    >>> noisy = add_gaussian_noise(np.zeros(10_000), 0.5, np.random.default_rng(0))
    >>> bool(abs(noisy.mean()) < 0.02), round(float(noisy.std()), 2)
    (True, 0.5)
    """
    X = _numbers(X)
    return X + std * rng.standard_normal(X.shape) if train else X.copy()


def dropout_forward(
    X: ArrayLike, keep_prob: float, rng: np.random.Generator, train: bool = True
) -> tuple[Array, Array]:
    r"""out = X ∘ M with Mᵢⱼ = 1/keep_prob with probability keep_prob, else 0: E[out] = X.

    Inverted dropout. X: any shape, a draw for every entry; 0 < keep_prob ≤ 1, else
    ValueError. Returns (out, mask), both of the shape of X; the mask holds the factors
    themselves, 0 or 1/keep_prob. With train=False out equals X, the mask is all ones and
    the generator is not used. Accepts complex X.
    Source: deck R, "inverted dropout"; Srivastava et al. 2014.

    >>> out, mask = dropout_forward([[3.0, 3.0, 3.0]], 0.75, np.random.default_rng(1))
    >>> out.tolist(), (mask * 0.75).tolist()
    ([[4.0, 0.0, 4.0]], [[1.0, 0.0, 1.0]])
    """
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob has to be above 0 and at most 1, not {keep_prob}")
    X = _numbers(X)
    if not train:
        return X.copy(), np.ones(X.shape)
    mask = (rng.random(X.shape) < keep_prob) / keep_prob
    return X * mask, mask


def dropout_backward(dout: ArrayLike, mask: ArrayLike) -> Array:
    r"""∂L/∂X = ∂L/∂out ∘ M, with the mask that the forward pass has used and returned.

    dout, mask: any one shape; returns that shape. The mask has its factor 1/keep_prob
    already. Accepts complex input.
    Source: deck R, "backward pass (not shown)".

    >>> dropout_backward([[10.0, 20.0, 30.0]], [[1.25, 0.0, 1.25]])
    array([[12.5,  0. , 37.5]])
    """
    return _numbers(dout) * _numbers(mask)


def expected_preactivation(w: ArrayLike, x: ArrayLike, keep_prob: float) -> float:
    r"""Σ_z p(z) Σⱼ wⱼ zⱼ xⱼ = keep_prob Σⱼ wⱼ xⱼ, over all masks z of zeros and ones.

    Each zⱼ is 1 with probability keep_prob, by itself, so p(z) = Πⱼ keep_prob^zⱼ
    (1 − keep_prob)^(1 − zⱼ): masks with more ones are likelier if keep_prob > 1/2.
    w, x: (d,), 0 ≤ keep_prob ≤ 1; returns a float. It is the mean of the sum *before* the
    activation and without a bias, which is never dropped. Accepts complex input.
    Source: deck R, the neuron with two inputs.

    >>> round(expected_preactivation([2, -1], [3, 5], 0.7), 12)
    0.7
    """
    return (keep_prob * np.sum(_numbers(w) * _numbers(x))).item()


def number_of_masks(units: int) -> int:
    r"""2^units: each unit is either kept or dropped. An exact integer of any length.

    units ≥ 0, a whole number, else ValueError or TypeError.
    Source: deck R, a layer of 4096 units.

    >>> number_of_masks(3), len(str(number_of_masks(4096)))
    (8, 1234)
    """
    return 1 << operator.index(units)


def dropout_mlp_predict(
    X: ArrayLike,
    params: Sequence[tuple[ArrayLike, ArrayLike]],
    keep_prob: float,
    variant: str,
) -> Array:
    r"""H₀ = X, Hₖ = s · ReLU(Hₖ₋₁ Wₖ + bₖ), O = H_L₋₁ W_L + b_L: all units, no chance.

    variant: "standard", masks of 0 and 1 in training, so s = keep_prob at test time;
    "inverted", masks of 0 and 1/keep_prob in training, so s = 1; another raises ValueError.
    X: (n, d); params: a list of (W, b), one layer each; returns O (n, q). The scale is for
    the hidden outputs, once for each hidden layer: not for X, nor the biases, nor O.
    Without activations, or with one hidden layer, this is exactly the mean over all masks;
    with more ReLU layers it is near it. Accepts complex input.
    Source: deck R, the two ``predict`` listings.

    >>> params = [([[1.0]], [1.0]), ([[10.0]], [5.0])]
    >>> dropout_mlp_predict([[2.0]], params, 0.75, "standard").item()
    27.5
    >>> dropout_mlp_predict([[2.0]], params, 0.75, "inverted").item()
    35.0
    """
    scales = {"standard": keep_prob, "inverted": 1.0}
    if variant not in scales:
        raise ValueError(f"no variant of dropout is called {variant!r}")
    logits, _ = mlp_forward(X, params, lambda Z: scales[variant] * relu(Z))
    return logits


def _numbers(x: ArrayLike) -> NDArray[Any]:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)
