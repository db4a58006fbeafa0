"""Multiclass classification: softmax, its loss and gradient, and the output layer.

Conventions of the whole course: rows are samples, ``X (n, d)``, ``W (d, q)``,
``b (q,)``, logits ``Z = X W + b`` (n, q); labels ``y (n,)`` are integers 0 … q−1,
``Y (n, q)`` is one-hot; a loss is a mean over samples; functions never change
their arguments.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def one_hot(y: ArrayLike, num_classes: int) -> NDArray[np.float64]:
    r"""Yᵢⱼ = 1 if j = yᵢ, else 0: each label becomes a row with a single one.

    y: (n,) whole numbers in 0 … num_classes − 1; returns (n, num_classes) float64.
    Raises ValueError for any other label: −1 would count from the end without a word.
    Source: deck P, "cross-entropy loss", y = A becomes [1, 0, 0].

    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    labels = _checked_labels(y, num_classes)
    Y = np.zeros((len(labels), num_classes))
    Y[np.arange(len(labels)), labels] = 1.0
    return Y


def softmax(Z: ArrayLike) -> NDArray[np.float64]:
    r"""pᵢ = exp(zᵢ) / Σⱼ exp(zⱼ), along the last axis.

    Z: (q,) or (n, q), any finite numbers; returns the same shape, float64: entries
    in [0, 1], each row sums to 1. Accepts complex input, for the complex step.
    The row's own maximum is subtracted first: it cancels in the fraction, and no
    exponent is above 0. The maximum of the whole array would underflow other rows.
    Source: deck P, "activation function", and deck L, "multiclass classification".

    >>> softmax([2.0, 1.0, 0.1]).round(3)
    array([0.659, 0.242, 0.099])
    """
    Z = _floats(Z)
    powers = np.exp(Z - np.max(Z.real, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def categorical_cross_entropy(Y: ArrayLike, P: ArrayLike) -> float:
    r"""L = −1/n Σᵢ Σⱼ Yᵢⱼ log Pᵢⱼ, natural logarithm, with 0 log 0 = 0.

    Y: (n, q) one-hot or soft labels, rows sum to 1; P: (n, q) probabilities in [0, 1];
    returns a float ≥ 0, a mean over the samples (not over n q). A probability below
    the smallest normal float64 counts as that number, so P = 0 costs 708.4, not ∞.
    Accepts complex P. Raises ValueError if the shapes differ.
    Source: deck P, "cross-entropy loss", −log 0.7 = 0.3567.

    >>> round(float(categorical_cross_entropy([[1, 0, 0]], [[0.7, 0.2, 0.1]])), 4)
    0.3567
    """
    Y, P = _floats(Y), _floats(P)
    if Y.shape != P.shape:
        raise ValueError(f"Y has shape {Y.shape} but P has shape {P.shape}")
    tiny = np.finfo(np.float64).tiny
    log_P = np.log(np.where(P.real < tiny, tiny, P))
    return np.mean(-np.sum(Y * log_P, axis=-1))


def log_sum_exp(Z: ArrayLike) -> NDArray[np.float64]:
    r"""log Σⱼ exp(zⱼ), along the last axis: a smooth maximum.

    Z: (q,) or (n, q); returns a number or (n,), between max z and max z + log q.
    Computed as m + log Σⱼ exp(zⱼ − m) with m = max z. Accepts complex input.
    Source: deck L, "derivative of softmax".

    >>> float(log_sum_exp([1000.0, 1000.0]).round(4))
    1000.6931
    """
    Z = _floats(Z)
    m = np.max(Z.real, axis=-1, keepdims=True)
    return np.squeeze(m, axis=-1) + np.log(np.sum(np.exp(Z - m), axis=-1))


def softmax_cross_entropy_with_logits(Z: ArrayLike, y: ArrayLike) -> float:
    r"""L = 1/n Σᵢ [log Σⱼ exp(zᵢⱼ) − zᵢ,yᵢ]: softmax and cross-entropy in one step.

    Z: (n, q) logits, y: (n,) labels 0 … q−1; returns a float ≥ 0, exact where the
    softmax itself has become 0. The true logit is subtracted inside the exponent,
    so that two large numbers never have to cancel. Accepts complex Z.
    Raises ValueError for a label outside 0 … q−1.
    Source: deck L, "derivative of softmax".

    >>> round(float(softmax_cross_entropy_with_logits([[2.0, 1.0, 0.1]], [0])), 4)
    0.417
    >>> float(softmax_cross_entropy_with_logits([[1000.0, 0.0]], [1]))
    1000.0
    """
    Z = _floats(Z)
    labels = _checked_labels(y, Z.shape[1])
    true_logits = Z[np.arange(len(labels)), labels]
    return np.sum(log_sum_exp(Z - true_logits[:, np.newaxis])) / len(labels)


def softmax_cross_entropy_backward(Z: ArrayLike, Y: ArrayLike) -> NDArray[np.float64]:
    r"""∂L/∂Z = (softmax(Z) − Y) / n: prediction minus truth, for the mean loss.

    Z: (n, q) logits, Y: (n, q) one-hot or soft labels whose rows sum to 1;
    returns (n, q) float64, rows sum to 0. Accepts complex Z.
    Source: deck L, "derivative of softmax", ∂l/∂oᵢ = softmax(o)ᵢ − yᵢ.

    >>> softmax_cross_entropy_backward([[2.0, 1.0, 0.1]], [[1, 0, 0]]).round(3)
    array([[-0.341,  0.242,  0.099]])
    """
    Y = _floats(Y)
    return (softmax(Z) - Y) / len(Y)


class SoftmaxRegression:
    r"""P = softmax(X W + b): one linear layer and a softmax.

    n_features = d, n_classes = q. Attributes ``W`` (d, q) and ``b`` (q,), float64,
    which start at zero: then every class has the probability 1/q.
    Source: decks L and A, "multiclass classification".

    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1]
    >>> SoftmaxRegression(1, 2).fit(X, y, lr=1.0, epochs=10).predict(X)
    array([0, 0, 1, 1])
    """

    def __init__(self, n_features: int, n_classes: int) -> None:
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)

    def loss_and_grads(
        self, X: ArrayLike, y: ArrayLike
    ) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        r"""The mean cross-entropy of X (n, d), y (n,), and its gradients.

        Returns (loss, dW (d, q), db (q,)) with dW = Xᵀ dZ and db = Σᵢ dZᵢ,
        dZ = (P − Y) / n.
        """
        X = np.asarray(X)
        Z = X @ self.W + self.b
        loss = softmax_cross_entropy_with_logits(Z, y)
        dZ = softmax_cross_entropy_backward(Z, one_hot(y, len(self.b)))
        return loss, X.T @ dZ, np.sum(dZ, axis=0)

    def fit(self, X: ArrayLike, y: ArrayLike, lr: float, epochs: int) -> SoftmaxRegression:
        """Gradient descent on the whole batch, from the present W and b; returns self."""
        for _ in range(epochs):
            _, dW, db = self.loss_and_grads(X, y)
            self.W = self.W - lr * dW
            self.b = self.b - lr * db
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """The class with the largest logit for each row of X (n, d): (n,) integers."""
        return np.argmax(np.asarray(X) @ self.W + self.b, axis=1)


def output_layer_for(problem: str) -> tuple[str, str]:
    r"""(activation of the last layer, loss) for a kind of problem.

    For "regression in [0, 1]" the loss "binary_crossentropy" is as good as "mse";
    its smallest value is then above 0. Raises ValueError for any other problem.
    Source: deck A, table 4.1.

    >>> output_layer_for("multilabel classification")
    ('sigmoid', 'binary_crossentropy')
    """
    match problem:
        case "binary classification" | "multilabel classification":
            return "sigmoid", "binary_crossentropy"
        case "multiclass classification":
            return "softmax", "categorical_crossentropy"
        case "regression":
            return "linear", "mse"
        case "regression in [0, 1]":
            return "sigmoid", "mse"
        case _:
            raise ValueError(f"there is no kind of problem called {problem!r}")


def _floats(values: ArrayLike) -> NDArray[Any]:
    """values as an array of float64, or of complex128 if they are complex."""
    array = np.asarray(values)
    return array.astype(np.result_type(array, np.float64))


def _checked_labels(y: ArrayLike, num_classes: int) -> NDArray[np.intp]:
    """y as indices, or a ValueError if one is not a whole number in 0 … num_classes − 1."""
    labels = np.asarray(y)
    known = (labels >= 0) & (labels < num_classes) & (labels == np.floor(labels))
    if not np.all(known):
        raise ValueError(f"labels must be 0 … {num_classes - 1}, but y holds {labels[~known][0]}")
    return labels.astype(np.intp)
