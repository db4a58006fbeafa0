"""Deep networks: gradients that vanish, first weights, dead units, narrow layers, two tasks.

Conventions of the whole course: rows are samples, a layer is ``O = X @ W + b`` with
``X (n, d)``, ``W (d, q)``, ``b (q,)``; a loss L is a mean over samples; functions never
change their arguments; randomness comes only through a generator that is passed in. For
any array A, ``dA`` means ∂L/∂A, and it has the shape of A.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.multiclass_classification import log_sum_exp, softmax
from solutions_lib.training_networks import MLPClassifier, train

Array = NDArray[np.float64]
History = Mapping[str, Sequence[float]]


def sigmoid_gradient_bound(n_layers: int, w_max: float) -> float:
    r"""(w_max / 4)^n_layers: the most that n sigmoid layers leave of a gradient.

    A chain of single units h ← σ(w h + b): each layer multiplies the gradient by w σ′(z),
    and 0 < σ′ ≤ 1/4. n_layers ≥ 0: how many layers it passes; w_max ≥ 0: the largest
    |w| of the chain; returns a float. Above w_max = 4 the bound grows, and is ∞ where it
    is too large for a float. Accepts complex w_max.
    Source: decks L and P, "vanishing gradient".

    >>> sigmoid_gradient_bound(2, 1.0)
    0.0625
    >>> f"{sigmoid_gradient_bound(19, 1.0):.1e}"
    '3.6e-12'
    """
    with np.errstate(over="ignore", under="ignore"):
        return np.power(_numbers(w_max) / 4, n_layers).item()


def layer_gradient_norms(model: MLPClassifier, X: ArrayLike, y: ArrayLike) -> Array:
    r"""‖∂L/∂Wₖ‖ = √ Σᵢⱼ (∂L/∂Wₖ)ᵢⱼ² for k = 1 … L: the Frobenius norms, first layer first.

    model.loss(X, y) returns (loss, grads), grads a dict with W1, b1, …, WL, bL in any
    order; returns (L,). Layers are sorted by number: as words, W10 would come before W2.
    Each array is scaled before it is squared, because the square of 1e-200 is 0.
    Source: deck P, the table with the gradient norms of layers 1 and 20.

    >>> model = MLPClassifier([2, 3, 4], np.random.default_rng(0))
    >>> layer_gradient_norms(model, [[1.0, 2.0]], [3]).shape
    (2,)
    """
    _, grads = model.loss(X, y)
    numbers = sorted(int(name[1:]) for name in grads if name.startswith("W"))
    return np.array([_frobenius_norm(grads[f"W{number}"]) for number in numbers])


def init_weights(fan_in: int, fan_out: int, scheme: str, rng: np.random.Generator) -> Array:
    r"""First weights with mean 0, drawn from a normal distribution of this variance.

    ======== ==================== =========================================
    he       2 / fan_in           keeps E[h²] from layer to layer with ReLU
    xavier   2 / (fan_in+fan_out) the mean of both ways, for tanh
    small    0.01²                dies out in a deep network
    zeros    0                    all units of a layer stay equal
    ======== ==================== =========================================

    fan_in, fan_out ≥ 1: inputs and outputs of the layer; returns (fan_in, fan_out).
    Raises ValueError for another scheme.
    Source: Glorot and Bengio 2010 (xavier), He et al. 2015 (he).

    >>> init_weights(3, 2, "zeros", np.random.default_rng(0)).shape
    (3, 2)
    >>> round(float(init_weights(500, 400, "he", np.random.default_rng(0)).var() * 500), 2)
    2.0
    """
    variances = {"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "small": 0.01**2, "zeros": 0}
    if scheme not in variances:
        raise ValueError(f"no way to draw first weights is called {scheme!r}")
    return rng.normal(0.0, np.sqrt(variances[scheme]), (fan_in, fan_out))


def weight_gradient_signs(h: ArrayLike, dz: ArrayLike) -> Array:
    r"""sign(Σᵢ dzᵢ hᵢⱼ) for j = 1 … d: the signs of the gradient of one unit's weights.

    The unit is z = w·h + b. h: (n, d), the inputs of n samples, dz: (n,), ∂L/∂z of each;
    returns (d,) of −1, 0, 1. One sample with positive inputs: all signs are that of dz; a
    batch can mix them. Powers of 2 scale both arrays first: 1e-200 times 1e-200 would be 0.
    Source: deck L, "all inputs of a layer positive", and deck A, sigmoid and tanh.

    >>> weight_gradient_signs([[0.2, 0.9, 0.5]], [-3.0])
    array([-1., -1., -1.])
    >>> weight_gradient_signs([[0.2, 0.9], [0.8, 0.1]], [1.0, -1.0])
    array([-1.,  1.])
    """
    h, dz = _numbers(h), _numbers(dz)
    # A sum of rounded products: a fused dot product would leave 1e-17 where they cancel.
    return np.sign(np.sum(_scaled(dz)[:, np.newaxis] * _scaled(h), axis=0))


def dead_relu_fraction(H: ArrayLike) -> float:
    r"""The share of units that are 0 for every sample: columns of H without an entry > 0.

    H: (n, h), outputs of a ReLU layer, n ≥ 1 samples and h ≥ 1 units; returns a float in
    [0, 1]. Raises ValueError if H is empty.
    Source: deck A, "the derivative of ReLU is 0 for negative inputs".

    >>> dead_relu_fraction([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0]])
    0.5
    """
    H = _numbers(H)
    if H.size == 0:
        raise ValueError(f"H has shape {H.shape}: there is no sample or no unit to look at")
    return float(np.mean(~np.any(H > 0, axis=0)))


def multi_hot(sequences: Iterable[Iterable[int]], dimension: int) -> Array:
    r"""Xᵢⱼ = 1 if the number j occurs in sequence i, once or often, else 0.

    sequences: n lists of whole numbers, of any lengths, also empty; returns
    (n, dimension). A number outside 0 … dimension − 1 is left out.
    Source: deck A, the newswire network with its input of 10,000 words.

    >>> multi_hot([[3, 1, 3], [], [0, 7, -1]], 4)
    array([[0., 1., 0., 1.],
           [0., 0., 0., 0.],
           [1., 0., 0., 0.]])
    """
    rows = [list(sequence) for sequence in sequences]
    X = np.zeros((len(rows), dimension))
    for row, numbers in zip(X, rows, strict=True):
        row[[number for number in numbers if 0 <= number < dimension]] = 1.0
    return X


def train_on_topics(widths: Sequence[int], seed: int) -> dict[str, list[float]]:
    r"""Train one ReLU network on a small invented newswire: 20 topics, 60 words, 10 epochs.

    widths: of the hidden layers, for example [64, 4]; seed: of the first weights and of
    the order of the samples. The 600 texts for training, 300 for validation and 600 for
    testing are the same for every seed. Returns three lists with one accuracy for each
    epoch: ``accuracy`` (of the training set), ``val_accuracy``, ``test_accuracy``.
    """
    texts = np.random.default_rng(2024)  # fixed: the data set, not a source of chance
    topics = texts.integers(20, size=1500)
    favourites = texts.random((20, 60)) < 0.2
    chances = np.where(favourites[topics], 0.5, 0.05)
    X = (texts.random(chances.shape) < chances).astype(np.float64)
    rng = np.random.default_rng(seed)
    model = MLPClassifier([60, *widths, 20], rng)
    history: dict[str, list[float]] = {"accuracy": [], "val_accuracy": [], "test_accuracy": []}
    for _ in range(10):
        epoch = train(model, X[:600], topics[:600], X[600:900], topics[600:900], 0.5, 1, 30, rng)
        history["accuracy"] += epoch["accuracy"]
        history["val_accuracy"] += epoch["val_accuracy"]
        history["test_accuracy"].append(float(np.mean(model.predict(X[900:]) == topics[900:])))
    return history


def bottleneck_study(
    hidden: int,
    seeds: Iterable[int],
    run: Callable[[list[int], int], History] = train_on_topics,
) -> tuple[float, float]:
    r"""(mean, std) over the seeds of the test accuracy of a network with a narrow second layer.

    ``run([64, hidden], seed)`` is called once for each seed, in their order. It takes the
    widths of the hidden layers, trains one network, and returns a dict with the lists
    ``accuracy``, ``val_accuracy`` and ``test_accuracy``, one number for each epoch. What
    counts is the test accuracy at the epoch with the best validation accuracy (the
    earliest of equals); the test accuracy has no part in the choice.

    hidden ≥ 1, seeds: at least one, else ValueError; returns two floats, mean and standard
    deviation (of the population: divided by the number of seeds, 0 for one seed).
    Source: deck A, "information bottleneck", 4 units in place of 64: 80 % → 70 %.

    >>> def run(widths, seed):  # the best epoch is the middle one
    ...     val_accuracy, test_accuracy = [0.5, 0.7, 0.6], [0.8, 0.6 + seed / 10, 0.9]
    ...     return {"val_accuracy": val_accuracy, "test_accuracy": test_accuracy}
    >>> mean, std = bottleneck_study(4, [0, 1], run)
    >>> round(mean, 4), round(std, 4)
    (0.65, 0.05)
    """
    accuracies = []
    for seed in seeds:
        history = run([64, hidden], seed)
        best_epoch = int(np.argmax(history["val_accuracy"]))
        accuracies.append(history["test_accuracy"][best_epoch])
    if not accuracies:
        raise ValueError("a study needs at least one seed")
    return float(np.mean(accuracies)), float(np.std(accuracies))


def multi_task_loss_and_grad(
    H: ArrayLike,
    params: Mapping[str, ArrayLike],
    Y_a: ArrayLike,
    Y_b: ArrayLike,
    weights: Sequence[float],
) -> tuple[float, dict[str, Array], Array]:
    r"""L = λ_a L_a + λ_b L_b, two softmax heads on one trunk H, and all gradients.

    Head a: Z = H Wa + ba, L_a = −1/n Σᵢ Σⱼ Yᵢⱼ log softmax(Z)ᵢⱼ, and b alike with its own
    Wb, bb. A row of zeros in Y is a missing label: it adds nothing, and n still counts it.
    dZ = λ (sᵢ softmax(Z) − Y) / n, where sᵢ is the sum of row i of Y: 1, or 0 if missing.
    The trunk hears both heads: dH = dZ_a Waᵀ + dZ_b Wbᵀ.

    H: (n, h); params: Wa (h, q_a), ba (q_a,), Wb (h, q_b), bb (q_b,); Y_a: (n, q_a),
    Y_b: (n, q_b), one-hot, soft or zero rows; weights: (λ_a, λ_b), both ≥ 0. Returns the
    loss, a float, the gradients, a dict like params, and dH (n, h). Works from the logits.
    Accepts complex H and params.
    Source: deck A, "multi-task learning", two heads with softmax and cross-entropy.

    >>> zeros = {"Wa": np.zeros((1, 2)), "ba": [0, 0], "Wb": np.zeros((1, 4)), "bb": [0] * 4}
    >>> loss, grads, dH = multi_task_loss_and_grad([[1.0]], zeros, [[1, 0]], [[0] * 4], (1, 1))
    >>> round(float(loss), 4), grads["ba"], grads["bb"].tolist()
    (0.6931, array([-0.5,  0.5]), [0.0, 0.0, 0.0, 0.0])
    """
    H = _numbers(H)
    loss: Any = 0.0
    dH = np.zeros(H.shape)
    grads: dict[str, Array] = {}
    for head, Y, weight in (("a", Y_a, weights[0]), ("b", Y_b, weights[1])):
        W, b, Y = _numbers(params[f"W{head}"]), _numbers(params[f"b{head}"]), _numbers(Y)
        Z = H @ W + b
        minus_log_P = log_sum_exp(Z)[:, np.newaxis] - Z
        loss = loss + weight * np.sum(Y * minus_log_P) / len(H)
        dZ = weight * (np.sum(Y, axis=1, keepdims=True) * softmax(Z) - Y) / len(H)
        grads[f"W{head}"], grads[f"b{head}"] = H.T @ dZ, np.sum(dZ, axis=0)
        dH = dH + dZ @ W.T
    return loss, grads, dH


def _numbers(x: ArrayLike) -> NDArray[Any]:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)


def _scaled(x: Array) -> Array:
    """Each column of x times a power of 2, so that its largest |entry| lies in [1/2, 1)."""
    _, exponents = np.frexp(np.max(np.abs(x), axis=0))
    return np.ldexp(x, -exponents)


def _frobenius_norm(x: ArrayLike) -> float:
    """√ Σ x², without overflow or underflow of the squares."""
    x = _numbers(x)
    largest = np.max(np.abs(x))
    return 0.0 if largest == 0 else float(largest * np.linalg.norm(x / largest))
