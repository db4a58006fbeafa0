"""Training a network: layers with their backward passes, a gradient check, mini-batch descent.

Conventions of the whole course: rows are samples, a layer is ``O = X @ W + b`` with
``X (n, d)``, ``W (d, q)``, ``b (q,)``; labels ``y (n,)`` are integers; a loss L is a mean
over samples; randomness comes only through a generator that is passed in. For any
array A, ``dA`` means ∂L/∂A, and it has the shape of A.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.binary_classification import sigmoid
from solutions_lib.gradient_descent import iterate_minibatches, numerical_gradient
from solutions_lib.multiclass_classification import (
    one_hot,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_with_logits,
)
from solutions_lib.multilayer_perceptron import activation_grad, prelu, relu

Array = NDArray[np.float64]


def affine_forward(
    X: ArrayLike, W: ArrayLike, b: ArrayLike
) -> tuple[Array, tuple[Array, Array, Array]]:
    r"""O = X W + b, and the cache (X, W, b) that the way back needs.

    X: (n, d), W: (d, q), b: (q,); returns O (n, q), float64, and the three arrays. The
    cache holds the arrays themselves, not copies. Accepts complex input.
    Source: deck L, "multilayer perceptron", and deck B, "cache".

    >>> O, cache = affine_forward([[1, 2, 3]], [[1, 0], [0, 1], [1, 1]], [10, 20])
    >>> O, [array.shape for array in cache]
    (array([[14., 25.]]), [(1, 3), (3, 2), (2,)])
    """
    X, W, b = _numbers(X), _numbers(W), _numbers(b)
    return X @ W + b, (X, W, b)


def affine_backward(
    dO: ArrayLike, cache: tuple[ArrayLike, ArrayLike, ArrayLike]
) -> tuple[Array, Array, Array]:
    r"""dX = dO Wᵀ, dW = Xᵀ dO, db = Σᵢ dOᵢ: the three gradients of a layer O = X W + b.

    dO: (n, q), the gradient that arrives from above, cache: (X (n, d), W (d, q), b (q,))
    from affine_forward; returns dX (n, d), dW (d, q), db (q,), float64. Nothing is divided
    by n: the 1/n of a mean is already in dO. Accepts complex input.
    Source: deck B, multiply and add gates, for whole arrays.

    >>> dX, dW, db = affine_backward([[1, -1], [2, 0]], ([[1], [5]], [[3, 4]], [0, 0]))
    >>> dX.tolist(), dW.tolist(), db.tolist()
    ([[-1.0], [6.0]], [[11.0, -1.0]], [3.0, -1.0])
    """
    dO = _numbers(dO)
    X, W, _ = (_numbers(array) for array in cache)
    return dO @ W.T, X.T @ dO, np.sum(dO, axis=0)


def activation_layer(
    name: str,
) -> tuple[Callable[[ArrayLike], tuple[Array, Array]], Callable[[ArrayLike, Array], Array]]:
    r"""forward(Z) = (g(Z), cache) and backward(dH, cache) = dH ∘ g′(Z), entry by entry.

    name: "relu", "leaky_relu" (slope 0.01 below zero), "tanh" or "sigmoid"; another one
    raises ValueError. Z, dH, H and dZ have one shape, any. The cache is the slope g′(Z)
    itself, made on the way forward: nothing that happens to Z or H afterwards can spoil
    it. At the kink z = 0 it is the slope from the left. Accepts complex Z and dH.
    Source: decks L and A, activation functions; deck B, "cache".

    >>> forward, backward = activation_layer("relu")
    >>> H, cache = forward([[-1.0, 2.0]])
    >>> H.tolist(), backward([[10.0, 10.0]], cache).tolist()
    ([[0.0, 2.0]], [[0.0, 10.0]])
    """
    values: dict[str, Callable[[Array], Array]] = {
        "relu": relu,
        "leaky_relu": lambda Z: prelu(Z, 0.01),
        "tanh": np.tanh,
        "sigmoid": sigmoid,
    }
    if name not in values:
        raise ValueError(f"no activation layer is called {name!r}")
    slope_name = "prelu" if name == "leaky_relu" else name

    def forward(Z: ArrayLike) -> tuple[Array, Array]:
        Z = _numbers(Z)
        return values[name](Z), activation_grad(slope_name, Z, 0.01)

    def backward(dH: ArrayLike, cache: Array) -> Array:
        return _numbers(dH) * cache

    return forward, backward


def gradient_check(
    f: Callable[[dict[str, Array]], float],
    grad: Mapping[str, ArrayLike],
    params: Mapping[str, ArrayLike],
    h: float = 1e-6,
) -> dict[str, float]:
    r"""max|numeric − grad| / max(max|numeric|, max|grad|) for each array of params.

    f: takes a dict like params and returns the loss, a float; grad: the gradients to be
    tested, params: where they were computed, two dicts with the same names and shapes;
    h > 0, the step of the central difference. Returns name → relative error, a float
    in [0, 2], 0 where both gradients are zero, inf where one of them is not finite. params
    is never changed: f receives copies, and is called twice for each number in params.
    Raises ValueError if a shape differs: (1, q) against (q,) would broadcast and look right.
    Source: not on the slides; deck L has the derivative that it measures.

    >>> f = lambda p: float(np.sum(p["W"] ** 2))
    >>> W = np.array([[1.0, 2.0]])
    >>> gradient_check(f, {"W": 2 * W}, {"W": W})["W"] < 1e-8
    True
    """
    errors = {}
    for name, array in params.items():
        value, claimed = _numbers(array), _numbers(grad[name])
        if claimed.shape != value.shape:
            raise ValueError(f"{name} has shape {value.shape}, its gradient {claimed.shape}")

        def loss_at(changed: Array, name: str = name) -> float:
            copies = {other: _numbers(array).copy() for other, array in params.items()}
            return f(copies | {name: changed})

        numeric = numerical_gradient(loss_at, value, h)
        scale = float(np.max(np.maximum(np.abs(numeric), np.abs(claimed))))
        difference = float(np.max(np.abs(numeric - claimed)))
        errors[name] = 0.0 if scale == 0 else difference / scale
        if not np.isfinite(scale):
            errors[name] = math.inf
    return errors


class MLPClassifier:
    r"""P = softmax(Hₖ Wₖ₊₁ + bₖ₊₁) with Hⱼ = ReLU(Hⱼ₋₁ Wⱼ + bⱼ) and H₀ = X: any depth.

    sizes: the width of the input, of each hidden layer and of the output, for example
    [64, 100, 10]; two sizes give softmax regression. rng draws the weights from
    N(0, 2 / fan_in) (He), first layer first; the biases are zero. lam ≥ 0: the loss has
    the penalty lam / 2 Σ W² over all weights, none over the biases.
    ``params`` is a dict of float64 arrays, W1 (d, h), b1 (h,), W2, b2, …, in this order;
    loss and predict use what it holds at that moment, whoever has put it there.
    Accepts complex params. Source: decks L and A, the perceptron with a softmax on top.

    >>> model = MLPClassifier([2, 5, 3], np.random.default_rng(0))
    >>> loss, grads = model.loss([[1.0, 2.0], [3.0, -1.0]], [0, 2])
    >>> {name: grad.shape for name, grad in grads.items()}
    {'W1': (2, 5), 'b1': (5,), 'W2': (5, 3), 'b2': (3,)}
    """

    def __init__(self, sizes: Sequence[int], rng: np.random.Generator, lam: float = 0.0) -> None:
        self.lam = lam
        self.params: dict[str, Array] = {}
        for layer, (fan_in, fan_out) in enumerate(pairwise(sizes), start=1):
            self.params[f"W{layer}"] = rng.normal(0.0, np.sqrt(2 / fan_in), (fan_in, fan_out))
            self.params[f"b{layer}"] = np.zeros(fan_out)

    def loss(self, X: ArrayLike, y: ArrayLike) -> tuple[float, dict[str, Array]]:
        r"""The mean cross-entropy plus the penalty, and its gradient in each of ``params``.

        X: (n, d), y: (n,) labels 0 … q−1, or ValueError; returns (loss, grads): a float, and
        a dict with the names, shapes and order of ``params``. Changes nothing.
        """
        Z, caches = self._forward(X)
        loss = softmax_cross_entropy_with_logits(Z, y)
        dO = softmax_cross_entropy_backward(Z, one_hot(y, Z.shape[1]))
        _, backward = activation_layer("relu")
        grads: dict[str, Array] = {}
        for layer in range(len(caches), 0, -1):
            (H, W, _), relu_cache = caches[layer - 1]
            if layer < len(caches):
                dO = backward(dO, relu_cache)
            # affine_backward in its parts: the first layer's dX would be a third of the work
            grads[f"W{layer}"] = H.T @ dO + self.lam * W
            grads[f"b{layer}"] = np.sum(dO, axis=0)
            loss = loss + self.lam / 2 * np.sum(W**2)
            if layer > 1:
                dO = dO @ W.T
        return loss, {name: grads[name] for name in self.params}

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """The class with the largest logit for each row of X (n, d): (n,) integers."""
        Z, _ = self._forward(X)
        return np.argmax(Z.real, axis=1)

    def _forward(self, X: ArrayLike) -> tuple[Array, list[tuple[Any, Any]]]:
        """The logits (n, q), and for each layer the caches of its affine map and its ReLU."""
        forward, _ = activation_layer("relu")
        depth = len(self.params) // 2
        H = _numbers(X)
        caches: list[tuple[Any, Any]] = []
        for layer in range(1, depth + 1):
            Z, affine_cache = affine_forward(H, self.params[f"W{layer}"], self.params[f"b{layer}"])
            H, relu_cache = forward(Z) if layer < depth else (Z, None)
            caches.append((affine_cache, relu_cache))
        return H, caches


class ToyModel:
    """A model made of two plain functions: all that ``train`` has to know of a model.

    params: a dict of arrays, as an MLPClassifier has; loss: (params, X, y) → (loss, grads);
    predict: (params, X) → labels. Both are asked with what params holds at that moment.

    >>> toy = ToyModel({"b1": np.ones(2)}, lambda p, X, y: (0.5, p), lambda p, X: [0] * len(X))
    >>> toy.params = {"b1": np.zeros(2)}
    >>> toy.loss([[1.0]], [1]), toy.predict([[1.0]])
    ((0.5, {'b1': array([0., 0.])}), [0])
    """

    def __init__(
        self,
        params: dict[str, Array],
        loss: Callable[..., tuple[float, dict[str, Array]]],
        predict: Callable[..., Any],
    ) -> None:
        self.params = params
        self._loss = loss
        self._predict = predict

    def loss(self, X: ArrayLike, y: ArrayLike) -> tuple[float, dict[str, Array]]:
        """The loss with these params, and its gradients."""
        return self._loss(self.params, X, y)

    def predict(self, X: ArrayLike) -> Any:
        """A label for each row of X, with these params."""
        return self._predict(self.params, X)


def train(
    model: MLPClassifier | ToyModel,
    X: ArrayLike,
    y: ArrayLike,
    X_val: ArrayLike,
    y_val: ArrayLike,
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    r"""θ ← θ − lr ∂L_B/∂θ for each θ of model.params and one batch B after the other.

    model: an MLPClassifier, a ToyModel, or anything with params, loss and predict like
    them; X: (n, d), y: (n,) the samples to learn from, X_val, y_val: others, which are only
    measured; lr > 0, epochs ≥ 0, batch_size ≥ 1. One epoch visits every sample once, in a
    new order drawn from rng. Puts new arrays into model.params and changes nothing else.
    Returns a dict of four lists of ``epochs`` floats: loss and val_loss (by model.loss, with
    its penalty), accuracy and val_accuracy, over the whole set after the epoch.
    Source: deck B, a loss on a mini-batch; deck A, the newswire network.

    >>> model = MLPClassifier([1, 2], np.random.default_rng(0))
    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1]
    >>> history = train(model, X, y, X, y, 1.0, 30, 2, np.random.default_rng(1))
    >>> len(history["loss"]), history["val_accuracy"][-1]
    (30, 1.0)
    """
    history: dict[str, list[float]]
    history = {name: [] for name in ("loss", "val_loss", "accuracy", "val_accuracy")}
    for _ in range(epochs):
        for X_batch, y_batch in iterate_minibatches(X, y, batch_size, rng):
            _, grads = model.loss(X_batch, y_batch)
            for name, grad in grads.items():
                model.params[name] = model.params[name] - lr * grad
        for prefix, X_all, y_all in (("", X, y), ("val_", X_val, y_val)):
            loss, _ = model.loss(X_all, y_all)
            right = model.predict(X_all) == np.asarray(y_all)
            history[f"{prefix}loss"].append(float(loss))
            history[f"{prefix}accuracy"].append(float(np.mean(right)))
    return history


def _numbers(x: ArrayLike) -> NDArray[Any]:
    """x as an array of float64, or of complex numbers if it holds some."""
    x = np.asarray(x)
    return x.astype(np.result_type(x, np.float64), copy=False)
