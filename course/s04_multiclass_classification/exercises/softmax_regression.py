"""class SoftmaxRegression: a linear layer and a softmax, trained by gradient descent from zero."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import SoftmaxRegression

exercise = Exercise(SoftmaxRegression, read="Softmax regression")

# Absolute, for numbers of the size of 1. Right answers err by less than 1e-14, the best wrong one
# by 4e-5.
TOLERANCE = 1e-9

Array = np.ndarray


def data(case: Case, n: int, d: int, q: int) -> tuple[Array, Array]:
    """X (n, d), its columns not around 0, and y (n,), with as many classes as can be."""
    y = case.rng.permutation((np.arange(n) + case.rng.integers(q)) % q)
    return np.round(case.rng.normal(size=(n, d)) + 0.5, 1), y


def twin(case: Case, model: Any, expected: SoftmaxRegression) -> SoftmaxRegression:
    """The reference with W and b of the answer, so that what came before is not judged again.

    expected: a model that has the right ones.
    """
    right = SoftmaxRegression(*expected.W.shape)
    right.W = case.numbers(model.W, expected.W)
    right.b = case.numbers(model.b, expected.b)
    return right


def new(answer: Answer, case: Case, d: int, q: int) -> tuple[Any, SoftmaxRegression]:
    """A new model, and the reference with the same parameters."""
    model = answer.SoftmaxRegression(d, q)
    return model, twin(case, model, SoftmaxRegression(d, q))


def trained(answer: Answer, case: Case, n: int, d: int, q: int) -> tuple[Any, SoftmaxRegression]:
    """A model after a few steps, and the reference with the same parameters."""
    X, y = data(case, n, d, q)
    model = answer.SoftmaxRegression(d, q)
    model.fit(X, y, 0.5, 2)
    return model, twin(case, model, SoftmaxRegression(d, q).fit(X, y, 0.5, 2))


def numbers(
    case: Case, model: Any, right: SoftmaxRegression, X: Array, y: Array
) -> tuple[Any, Any]:
    """What loss_and_grads returns, as float64, and what is right."""
    want = right.loss_and_grads(X, y)
    got = case.unpack(model.loss_and_grads(X, y), "loss", "dW", "db")
    return case.numbers(got, want), want


def agrees(
    case: Case, model: Any, right: SoftmaxRegression, X: Array, y: Array, scale: float = 1.0
) -> None:
    """Compare the loss and the gradients; their containers have their own check."""
    got, want = numbers(case, model, right, X, y)
    case.equal(got, want, tol=TOLERANCE, scale=scale)


def same_parameters(case: Case, model: Any, right: SoftmaxRegression, hint: str) -> None:
    """Compare W and b; their containers have their own check."""
    W = case.numbers(model.W, right.W)
    case.equal(W, right.W, tol=TOLERANCE, scale=1.0, hint=hint)
    b = case.numbers(model.b, right.b)
    case.equal(b, right.b, tol=TOLERANCE, scale=1.0, hint=hint)


def fits(case: Case, model: Any, right: SoftmaxRegression, *steps: Any) -> None:
    """Let both take the same steps, each (X, y, lr, epochs), and compare W and b."""
    told = []
    for X, y, lr, epochs in steps:
        model.fit(X, y, lr, epochs)
        right.fit(X, y, lr, epochs)
        shown = (X.tolist(), y.tolist()) if len(X) < 4 else (f"X {X.shape}", f"y {y.shape}")
        told.append(f"`fit({shown[0]}, {shown[1]}, {lr}, {epochs})`")
    same_parameters(case, model, right, f"This is after {' and '.join(told)}.")


def winners(right: SoftmaxRegression, X: Array, got: Array) -> Array:
    """The classes of the largest logits; where several are, the one that was predicted."""
    Z = X @ right.W + right.b
    largest = Z > Z.max(axis=1, keepdims=True) - 1e-9
    fine = np.any(largest & (got[:, np.newaxis] == np.arange(Z.shape[1])), axis=1)
    return np.where(fine, got, np.argmax(Z, axis=1))


# --- checks -----------------------------------------------------------------


@exercise.check("W (d, q) and b (q,) start at zero", weight=2)
def starts_at_zero(answer: Answer, case: Case) -> None:
    for d, q in ((3, 2), (2, 4), (1, 3)):
        model = answer.SoftmaxRegression(d, q)
        case.equal(model.W, np.zeros((d, q)))
        case.equal(model.b, np.zeros(q))


@exercise.check("loss_and_grads returns a loss, dW (d, q) and db (q,)")
def returns_loss_and_grads(answer: Answer, case: Case) -> None:
    model, right = new(answer, case, 3, 4)
    numbers(case, model, right, *data(case, 5, 3, 4))


@exercise.check("loss_and_grads is right before training", weight=4, needs=[returns_loss_and_grads])
def right_before_training(answer: Answer, case: Case) -> None:
    for n, d, q in ((5, 3, 4), (4, 2, 3), (3, 3, 2)):
        agrees(case, *new(answer, case, d, q), *data(case, n, d, q))


@exercise.check("fit takes the steps of gradient descent", weight=5)
def fit_descends(answer: Answer, case: Case) -> None:
    steps = ((5, 3, 4, 0.5, 3), (4, 2, 3, 0.1, 2), (3, 3, 2, 0.5, 1), (50, 3, 5, 1.0, 2))
    for n, d, q, lr, epochs in steps:
        fits(case, *new(answer, case, d, q), (*data(case, n, d, q), lr, epochs))


@exercise.check("fit goes on from the present W and b", needs=[fit_descends])
def fit_goes_on(answer: Answer, case: Case) -> None:
    first, second = data(case, 4, 2, 3), data(case, 5, 2, 3)
    fits(case, *new(answer, case, 2, 3), (*first, 0.5, 2), (*second, 0.2, 3))


@exercise.check("fit returns the model itself")
def fit_returns_the_model(answer: Answer, case: Case) -> None:
    model = answer.SoftmaxRegression(2, 3)
    returned = model.fit(*data(case, 4, 2, 3), 0.5, 2)
    case.that(
        returned is model,
        "`fit` did not return the model itself, so that "
        "SoftmaxRegression(d, q).fit(X, y, lr, epochs).predict(X) cannot work",
    )


@exercise.check("loss_and_grads is right after training", weight=2, needs=[right_before_training])
def right_after_training(answer: Answer, case: Case) -> None:
    for n, d, q in ((5, 3, 4), (4, 2, 3)):
        agrees(case, *trained(answer, case, n, d, q), *data(case, n, d, q))


@exercise.check("predict gives the class of the largest logit", weight=3)
def predicts_the_largest_logit(answer: Answer, case: Case) -> None:
    for n, d, q in ((5, 3, 4), (7, 2, 3)):
        model, right = trained(answer, case, n, d, q)
        for rows in (n + 2, 3, 1):
            X = data(case, rows, d, q)[0] - 0.5  # around the origin, where b counts too
            got = case.numbers(model.predict(X), right.predict(X).astype(float))
            case.equal(got, winners(right, X, got), hint="Here W and b are those of your own fit.")


@exercise.check(
    "arrays and dtypes are as asked for, for whole numbers too",
    weight=2,
    needs=[returns_loss_and_grads, predicts_the_largest_logit],
)
def has_the_right_types(answer: Answer, case: Case) -> None:
    model, right = trained(answer, case, 4, 3, 2)
    X, y = data(case, 5, 3, 2)
    case.like(model.W, right.W)
    case.like(model.b, right.b)
    for inputs in (X, X[:1]):
        got = model.predict(inputs)
        classes = case.numbers(got, right.predict(inputs).astype(float))
        case.like(got, winners(right, inputs, classes).astype(int))
    for inputs in (X, case.rng.integers(-3, 4, size=(5, 3))):
        case.like(model.loss_and_grads(inputs, y), right.loss_and_grads(inputs, y))


@exercise.check(
    "works for one sample, for one feature, and for classes that are missing",
    weight=2,
    needs=[fit_descends, right_after_training],
)
def works_for_special_data(answer: Answer, case: Case) -> None:
    for n, d, q, present in (
        (4, 2, 4, [0, 2]),
        (1, 3, 2, [1]),
        (4, 1, 3, [0, 1, 2]),
    ):
        X, y = data(case, n, d, q)[0], case.rng.permutation(np.resize(present, n))
        model, right = new(answer, case, d, q)
        fits(case, model, right, (X, y, 0.5, 2))
        agrees(case, model, right, X, y)


@exercise.check("is exact for logits of any size", weight=2, needs=[right_after_training])
def is_exact_for_any_size(answer: Answer, case: Case) -> None:
    model, right = trained(answer, case, 4, 2, 3)
    X, y = data(case, 4, 2, 3)
    for size in (1e4, -1e4):
        agrees(case, model, right, size * X, y, scale=1e4)


@exercise.check("only fit changes the model", weight=2, needs=[returns_loss_and_grads])
def only_fit_changes_the_model(answer: Answer, case: Case) -> None:
    X, y = data(case, 4, 3, 2)
    model = answer.SoftmaxRegression(3, 2)
    held_X, held_y = case.hold(X), case.hold(y)
    model.fit(held_X, held_y, 0.5, 2)
    right = twin(case, model, SoftmaxRegression(3, 2).fit(X, y, 0.5, 2))
    X_new, y_new = data(case, 5, 3, 2)
    model.loss_and_grads(X_new, y_new)
    same_parameters(case, model, right, "It was another one before `loss_and_grads`.")
    model.predict(X_new)
    same_parameters(case, model, right, "It was another one before `predict`.")
    held_X.write(X + 1)
    held_y.write(1 - y)
    hint = "It was another one until the caller wrote new numbers into X and y."
    same_parameters(case, model, right, hint)
    answer.SoftmaxRegression(3, 2).fit(X_new, y_new, 0.2, 3)
    same_parameters(case, model, right, "It was another one until a second model was fitted.")
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
class TheFormulasOfTheLecture:
    def __init__(self, n_features, n_classes):
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)

    def loss_and_grads(self, X, y):
        n = len(y)
        Z = X @ self.W + self.b
        Z = Z - Z.max(axis=1, keepdims=True)
        log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
        loss = -log_P[np.arange(n), y].mean()
        dZ = np.exp(log_P)
        dZ[np.arange(n), y] -= 1
        dZ /= n
        return loss, X.T @ dZ, dZ.sum(axis=0)

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            loss, dW, db = self.loss_and_grads(X, y)
            self.W -= lr * dW
            self.b -= lr * db
        return self

    def predict(self, X):
        return (X @ self.W + self.b).argmax(axis=1)


@exercise.accepts
class BiasAsTheLastRow:
    """Keeps all parameters in one table; W and b are its parts."""

    def __init__(self, n_features, n_classes):
        self._theta = np.zeros((n_features + 1, n_classes))

    @property
    def W(self):
        return self._theta[:-1]

    @property
    def b(self):
        return self._theta[-1]

    def _gradient(self, A, y):
        Z = A @ self._theta
        lse = np.logaddexp.reduce(Z, axis=1)
        P = np.exp(Z - lse[:, None])
        Y = np.eye(len(self.b))[y]
        return np.mean(lse - (Y * Z).sum(axis=1)), A.T @ (P - Y) / len(A)

    def loss_and_grads(self, X, y):
        loss, gradient = self._gradient(np.column_stack([X, np.ones(len(X))]), y)
        return loss, gradient[:-1], gradient[-1]

    def fit(self, X, y, lr, epochs):
        A = np.column_stack([X, np.ones(len(X))])
        for _ in range(epochs):
            self._theta = self._theta - lr * self._gradient(A, y)[1]
        return self

    def predict(self, X):
        return np.argmax(np.column_stack([X, np.ones(len(X))]).dot(self._theta), axis=-1)


@exercise.accepts
class SampleBySample:
    """Adds up the gradient in a loop over the samples."""

    def __init__(self, n_features, n_classes):
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros((n_classes,))

    def loss_and_grads(self, X, y):
        loss, dW, db = 0.0, np.zeros(self.W.shape), np.zeros(self.b.shape)
        for x, label in zip(X, y):
            z = x @ self.W + self.b
            powers = np.exp(z - max(z))
            total = math.fsum(powers)
            loss += max(z) - z[label] + math.log(total)
            for k, power in enumerate(powers):
                push = power / total - (k == label)
                dW[:, k] += push * x
                db[k] += push
        return loss / len(X), dW / len(X), db / len(X)

    def fit(self, X, y, lr, epochs):
        while epochs > 0:
            _, dW, db = self.loss_and_grads(X, y)
            self.W, self.b = self.W - lr * dW, self.b - lr * db
            epochs -= 1
        return self

    def predict(self, X):
        return np.array([int(np.argmax(x @ self.W + self.b)) for x in X])


@exercise.accepts
class SamplesAsColumns:
    __slots__ = ("W", "b", "q")

    def __init__(self, n_features, n_classes):
        self.q = n_classes
        self.W = np.array([[0.0] * n_classes for _ in range(n_features)])
        self.b = np.array([0.0] * n_classes)

    def _scores(self, X):
        return np.dot(self.W.T, X.T) + self.b.reshape(self.q, 1)

    def loss_and_grads(self, X, y):
        scores = self._scores(X)
        scores = scores - np.max(scores, axis=0)
        powers = np.exp(scores)
        sums = np.sum(powers, axis=0)
        truth = np.arange(self.q)[:, None] == y
        loss = np.average(np.log(sums) - np.sum(scores * truth, axis=0))
        pushes = powers / sums - truth
        return float(loss), np.dot(pushes, X).T / len(y), np.mean(pushes, axis=1)

    def fit(self, X, y, lr, epochs):
        for _epoch in range(epochs):
            gradients = self.loss_and_grads(X, y)
            self.W = self.W - np.multiply(lr, gradients[1])
            self.b = self.b - np.multiply(lr, gradients[2])
        return self

    def predict(self, X):
        return np.argmax(self._scores(X), axis=0)


@exercise.accepts
class LabelsPreparedOnce:
    def __init__(self, n_features, n_classes, name="softmax regression"):
        self.n_classes = n_classes
        self.W = np.zeros(shape=(n_features, n_classes))
        self.b = np.zeros(shape=n_classes)

    def softmax(self, X):
        Z = np.einsum("ij,jk->ik", X, self.W) + self.b
        return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))

    def one_hot(self, y):
        return np.array([[float(k == label) for k in range(self.n_classes)] for label in y])

    def gradients(self, X, Y):
        dZ = (self.softmax(X) - Y) * (1 / len(X))
        return np.einsum("ij,ik->jk", X, dZ), np.einsum("ik->k", dZ)

    def loss_and_grads(self, X, y):
        Z = X @ self.W + self.b
        gaps = Z - Z[np.arange(len(y)), y].reshape(-1, 1)
        return np.mean(np.logaddexp.reduce(gaps, axis=1)), *self.gradients(X, self.one_hot(y))

    def fit(self, X, y, lr, epochs, report=None):
        Y = self.one_hot(y)
        for _ in range(epochs):
            dW, db = self.gradients(X, Y)
            self.W += -lr * dW
            self.b += -lr * db
        return self

    def predict(self, X):
        return self.softmax(X).argmax(1)


@exercise.accepts
class ParametersInADict:
    def __init__(self, n_features, n_classes):
        self.params = {"W": np.zeros((n_features, n_classes)), "b": np.zeros(n_classes)}

    def __getattr__(self, name):
        if name in self.__dict__["params"]:
            return self.params[name]
        raise AttributeError(name)

    def loss_and_grads(self, X, y):
        Z = np.matmul(X, self.W)
        Z += self.b
        rows, m = range(len(X)), np.amax(Z, axis=1)
        lse = m + np.log(np.exp(Z.T - m).sum(axis=0))
        P = np.exp((Z.T - lse).T)
        counts = np.bincount(y, minlength=Z.shape[1])
        dW = X.T @ P
        np.subtract.at(dW.T, y, X)
        db = P.sum(axis=0) - counts
        return (lse.sum() - Z[rows, y].sum()) / len(X), dW / len(X), db / len(X)

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            _, *grads = self.loss_and_grads(X, y)
            for name, grad in zip(["W", "b"], grads):
                self.params[name] = self.params[name] - lr * grad
        return self

    def predict(self, X):
        best = np.zeros(len(X), dtype=int)
        Z = X @ self.W + self.b
        for k in range(1, Z.shape[1]):
            best[Z[:, k] > Z[np.arange(len(X)), best]] = k
        return best


exercise.equivalent(
    "Z[:, k] > Z[np.arange(len(X)), best]",
    "of several largest logits any will do",
    after="Z[:, k] >= Z[np.arange(len(X)), best]",
)


# --- wrong answers ----------------------------------------------------------


class Model:
    """Right in everything; a wrong answer changes one thing."""

    def __init__(self, n_features, n_classes):
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)

    def logits(self, X):
        return X @ self.W + self.b

    def probabilities(self, Z):
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def truth(self, y):
        return np.eye(len(self.b))[y]

    def loss(self, Z, y):
        return np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y])

    def dz(self, Z, y):
        return (self.probabilities(Z) - self.truth(y)) / len(y)

    def loss_and_grads(self, X, y):
        Z = self.logits(X)
        dZ = self.dz(Z, y)
        return self.loss(Z, y), X.T @ dZ, dZ.sum(axis=0)

    def step(self, lr, dW, db):
        self.W = self.W - lr * dW
        self.b = self.b - lr * db

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            _, dW, db = self.loss_and_grads(X, y)
            self.step(lr, dW, db)
        return self

    def predict(self, X):
        return np.argmax(self.logits(X), axis=1)


# the start


@exercise.rejects(
    "Your weights start at random; started at zero, all classes get 1/q and the first loss is a "
    "free test: it has to be log q."
)
class StartsAtRandomWeights(Model):
    def __init__(self, n_features, n_classes):
        super().__init__(n_features, n_classes)
        self.W = np.random.default_rng(0).normal(size=(n_features, n_classes))


@exercise.rejects(
    "The biases start at 1; equal ones cancel in the softmax, but zero was asked for, as for the "
    "weights."
)
class BiasesStartAtOne(Model):
    def __init__(self, n_features, n_classes):
        super().__init__(n_features, n_classes)
        self.b = np.ones(n_classes)


@exercise.rejects(
    "W has a column for each class here, (d, q); yours has a row for each, as in the other way to "
    "write the layer.",
    read="Three ways to write the same layer",
)
class OneRowForEachClass(Model):
    def __init__(self, n_features, n_classes):
        super().__init__(n_features, n_classes)
        self.W = self.W.T

    def logits(self, X):
        return X @ self.W.T + self.b

    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return loss, dW.T, db


@exercise.rejects(
    "b is kept as a table with one row; one number for each class is wanted in an array (q,)."
)
class BiasAsATableWithOneRow(Model):
    def __init__(self, n_features, n_classes):
        super().__init__(n_features, n_classes)
        self.b = np.zeros((1, n_classes))

    def truth(self, y):
        return np.eye(self.b.size)[y]


# loss_and_grads


@exercise.rejects(
    "The loss is a mean over the samples; you return their sum, which grows with every sample.",
    read="The loss straight from the logits",
)
class SumsTheLoss(Model):
    def loss(self, Z, y):
        return super().loss(Z, y) * len(y)


@exercise.rejects(
    "Your loss has the wrong sign: −log of a probability is never negative, and log q before any "
    "training.",
    read="Cross-entropy: the price of a probability",
)
class NegativeLoss(Model):
    def loss(self, Z, y):
        return -super().loss(Z, y)


@exercise.rejects(
    "You take the logarithm of probabilities that can become 0, and the loss becomes infinite; "
    "compute it straight from the logits.",
    read="Why one step is better than two",
)
class LogarithmOfTheSoftmax(Model):
    def loss(self, Z, y):
        with np.errstate(all="ignore"):
            return -np.mean(np.log(self.probabilities(Z)[np.arange(len(y)), y]))


@exercise.rejects(
    "A floor under the probabilities makes confident mistakes too cheap; straight from the logits "
    "the loss is exact at any size.",
    read="Why one step is better than two",
)
class FloorUnderTheProbabilities(Model):
    def loss(self, Z, y):
        P = self.probabilities(Z)[np.arange(len(y)), y]
        return -np.mean(np.log(np.maximum(P, 1e-15)))


@exercise.rejects(
    "exp overflows above 709, and then loss and gradients are nan: subtract the largest logit of "
    "each row first.",
    read="Numbers too large for exp",
)
class ExpWithoutAShift(Model):
    def probabilities(self, Z):
        with np.errstate(all="ignore"):
            e = np.exp(Z)
            return e / e.sum(axis=1, keepdims=True)

    def loss(self, Z, y):
        with np.errstate(all="ignore"):
            return -np.mean(np.log(self.probabilities(Z)[np.arange(len(y)), y]))


@exercise.rejects(
    "The gradient of a mean carries 1/n; your dW and db are sums over the samples, and grow with "
    "the batch."
)
class GradientsOfTheSum(Model):
    def dz(self, Z, y):
        return super().dz(Z, y) * len(y)


@exercise.rejects(
    "1/n stands in dW and db twice: the mean of the loss brings it in once, and after that only "
    "sums follow."
)
class DividesTheGradientsTwice(Model):
    def dz(self, Z, y):
        return super().dz(Z, y) / len(y)


@exercise.rejects(
    "db is the sum of the rows of dZ, which has its 1/n already; a mean over them divides once "
    "more.",
    read="What the bias is for",
)
class AveragesTheBiasGradient(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return loss, dW, db / len(X)


@exercise.rejects(
    "Your dW and db point downhill: a gradient is prediction minus truth, and it is fit that "
    "subtracts it.",
    read="The gradient is p − y",
)
class GradientsWithTheWrongSign(Model):
    def dz(self, Z, y):
        return -super().dz(Z, y)

    def step(self, lr, dW, db):
        super().step(-lr, dW, db)


@exercise.rejects(
    "dW comes out transposed: Xᵀ dZ has the shape of W, (d, q), while dZᵀ X has the shape (q, d)."
)
class TransposedWeightGradient(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return loss, dW.T, db

    def step(self, lr, dW, db):
        super().step(lr, dW.T, db)


@exercise.rejects(
    "You sum dZ along its rows, which gives 0 for each sample; db has one number for each class, "
    "summed over the samples."
)
class SumsTheBiasGradientOverTheClasses(Model):
    def loss_and_grads(self, X, y):
        Z = self.logits(X)
        dZ = self.dz(Z, y)
        return self.loss(Z, y), X.T @ dZ, dZ.sum(axis=1)

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            dZ = self.dz(self.logits(X), y)
            self.step(lr, X.T @ dZ, dZ.sum(axis=0))
        return self


@exercise.rejects(
    "Your logits leave out b, so the loss and the gradients do not notice how the biases change.",
    read="What the bias is for",
)
class LogitsWithoutTheBias(Model):
    def loss_and_grads(self, X, y):
        Z = X @ self.W
        dZ = self.dz(Z, y)
        return self.loss(Z, y), X.T @ dZ, dZ.sum(axis=0)


@exercise.rejects(
    "Your softmax runs down the columns, over the samples; each sample has its own distribution, "
    "along its row.",
    read="Each row by itself",
)
class SoftmaxDownTheColumns(Model):
    def probabilities(self, Z):
        return super().probabilities(Z.T).T


@exercise.rejects(
    "You give each class a sigmoid of its own; the classes exclude one another, so the softmax has "
    "to share a sum of 1 among them.",
    read="Sigmoids on a multiclass problem",
)
class SigmoidForEachClass(Model):
    def probabilities(self, Z):
        return np.exp(-np.logaddexp(0, -Z))

    def loss(self, Z, y):
        return np.mean(np.sum(np.logaddexp(0, Z), axis=1) - Z[np.arange(len(y)), y])


@exercise.rejects(
    "Only the column of the true class gets a gradient from you; every other one is pushed by its "
    "own probability.",
    read="The long way round: the Jacobian",
)
class GradientForTheTrueClassOnly(Model):
    def dz(self, Z, y):
        return super().dz(Z, y) * self.truth(y)


@exercise.rejects(
    "Classes are counted from 0 here; you compare each sample with the class before its own.",
    read="Labels as one-hot rows",
)
class LabelsCountedFrom1(Model):
    def truth(self, y):
        return super().truth(y - 1)


@exercise.rejects(
    "You count the classes in y; a batch may lack some, so the number has to be that of the "
    "model, n_classes.",
    read="Labels as one-hot rows",
)
class CountsTheClassesInY(Model):
    def truth(self, y):
        return np.eye(np.max(y) + 1)[y]


@exercise.rejects(
    "You number the classes anew by those that occur in y, so with a missing class the labels move "
    "to other columns.",
    read="Labels as one-hot rows",
)
class NumbersTheClassesAnew(Model):
    def loss_and_grads(self, X, y):
        return super().loss_and_grads(X, np.unique(y, return_inverse=True)[1])


@exercise.rejects(
    "loss_and_grads takes a step of descent itself; it may only look, and fit is what moves W and "
    "b."
)
class StepsInsideLossAndGrads(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        super().step(0.1, dW, db)
        return loss, dW, db

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            _, dW, db = super().loss_and_grads(X, y)
            self.step(lr, dW, db)
        return self


@exercise.rejects("The three are returned in the wrong order: first the loss, then dW, then db.")
class GradientsBeforeTheLoss(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return dW, db, loss

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            self.step(lr, *self.loss_and_grads(X, y)[:2])
        return self


@exercise.rejects("The loss is missing: return three things, the loss, dW and db.")
class ReturnsOnlyTheGradients(Model):
    def loss_and_grads(self, X, y):
        return super().loss_and_grads(X, y)[1:]

    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            self.step(lr, *self.loss_and_grads(X, y))
        return self


@exercise.rejects(
    "db keeps its summed axis and comes as a table with one row; wanted is an array (q,), like b."
)
class BiasGradientAsATableWithOneRow(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return loss, dW, db[np.newaxis]

    def step(self, lr, dW, db):
        super().step(lr, dW, db[0])


@exercise.rejects(
    "dW is filled into an array with the type of X, so with whole numbers as features all its "
    "decimals are cut off."
)
class WeightGradientInTheTypeOfX(Model):
    def loss_and_grads(self, X, y):
        loss, dW, db = super().loss_and_grads(X, y)
        return loss, dW.astype(X.dtype), db


@exercise.rejects(
    "predict subtracts the means inside the caller's X; whoever uses X afterwards has other "
    "numbers."
)
class CentresXInPlace(Model):
    def predict(self, X):
        classes = super().predict(X)
        if X.dtype.kind == "f":
            X -= X.mean(axis=0)
        return classes


# fit


@exercise.rejects(
    "fit never moves b, so the model cannot learn how frequent each class is: update b like W.",
    read="What the bias is for",
)
class BiasNotLearned(Model):
    def step(self, lr, dW, db):
        super().step(lr, dW, 0.0)


@exercise.rejects(
    "fit walks uphill: it has to subtract the learning rate times the gradient, not to add it."
)
class ClimbsInPlaceOfDescending(Model):
    def step(self, lr, dW, db):
        super().step(-lr, dW, db)


@exercise.rejects(
    "fit sets W and b to zero first and so forgets what was learned; it has to go on from the "
    "present ones."
)
class FitStartsAnew(Model):
    def fit(self, X, y, lr, epochs):
        self.W, self.b = np.zeros_like(self.W), np.zeros_like(self.b)
        return super().fit(X, y, lr, epochs)


@exercise.rejects(
    "fit returns nothing; return self at its end, so that fitting and predicting can be chained."
)
class FitReturnsNothing(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)


@exercise.rejects(
    "The gradients are computed once, before the loop; every epoch needs those at the present W "
    "and b."
)
class GradientsComputedOnce(Model):
    def fit(self, X, y, lr, epochs):
        _, dW, db = self.loss_and_grads(X, y)
        for _ in range(epochs):
            self.step(lr, dW, db)
        return self


@exercise.rejects(
    "You take a step after every single sample; wanted is one step an epoch, with the gradient of "
    "the whole batch."
)
class StepsAfterEverySample(Model):
    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            for i in range(len(X)):
                _, dW, db = self.loss_and_grads(X[i : i + 1], y[i : i + 1])
                self.step(lr, dW, db)
        return self


@exercise.rejects(
    "db is computed when W has moved already; take both gradients at the same point, then move "
    "both."
)
class BiasAfterTheWeights(Model):
    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            self.W = self.W - lr * self.loss_and_grads(X, y)[1]
            self.b = self.b - lr * self.loss_and_grads(X, y)[2]
        return self


@exercise.rejects(
    "fit moves W and b in variables of its own and never stores them, so the model learns nothing; "
    "assign them to self."
)
class FitKeepsTheStepsToItself(Model):
    def step(self, lr, dW, db):
        W, b = self.W, self.b
        W = W - lr * dW
        b = b - lr * db


@exercise.rejects("fit takes one step too few: as many as there are epochs are wanted.")
class OneEpochTooFew(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, lr, epochs - 1)


@exercise.rejects("fit takes one step too many: count the epochs from 0 up to epochs − 1.")
class OneEpochTooMany(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, lr, epochs + 1)


@exercise.rejects(
    "The learning rate that is given has no effect: multiply the gradients by lr in each step."
)
class IgnoresTheLearningRate(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, 1.0, epochs)


@exercise.rejects(
    "fit shrinks the weights in every step, a regularisation that nobody asked for here: subtract "
    "lr times the gradient, and no more."
)
class DecaysTheWeights(Model):
    def step(self, lr, dW, db):
        super().step(lr, dW + 0.01 * self.W, db)


@exercise.rejects(
    "fit shrinks the biases in every step, and so they cannot show how frequent a class is; leave "
    "them as the gradient says.",
    read="What the bias is for",
)
class DecaysTheBiases(Model):
    def step(self, lr, dW, db):
        super().step(lr, dW, db + 0.01 * self.b)


@exercise.rejects(
    "fit shuffles the labels but not the rows of X, so the samples get the labels of others; keep "
    "the pairs together."
)
class ShufflesTheLabelsOnly(Model):
    def fit(self, X, y, lr, epochs):
        order = np.random.default_rng(1).permutation(len(y))
        return super().fit(X, y[order], lr, epochs)


@exercise.rejects(
    "fit standardizes X and predict does not, so W belongs to other features than those that are "
    "given; leave X as it is."
)
class FitStandardizesX(Model):
    def fit(self, X, y, lr, epochs):
        spread = X.std(axis=0)
        Z = (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        return super().fit(Z, y, lr, epochs)


@exercise.rejects(
    "You hold the weights of the last class at zero; it would be enough to tell the classes apart, "
    "but descent moves all q columns."
)
class LastClassStaysAtZero(Model):
    def step(self, lr, dW, db):
        free = np.arange(len(self.b)) < len(self.b) - 1
        super().step(lr, dW * free, db * free)


@exercise.rejects(
    "W and b belong to the class, not to the object, so all your models share them; set them on "
    "self."
)
class SharesItsParameters(Model):
    def __init__(self, n_features, n_classes):
        type(self).W = np.zeros((n_features, n_classes))
        type(self).b = np.zeros(n_classes)

    def step(self, lr, dW, db):
        type(self).W = self.W - lr * dW
        type(self).b = self.b - lr * db


# predict


@exercise.rejects(
    "argmax runs down the columns and finds a sample for each class; wanted is a class for each "
    "sample, along the row."
)
class PredictsDownTheColumns(Model):
    def predict(self, X):
        return np.argmax(self.logits(X), axis=0)


@exercise.rejects(
    "predict returns probabilities; wanted is the number of the class with the largest one."
)
class PredictsProbabilities(Model):
    def predict(self, X):
        return self.probabilities(self.logits(X))


@exercise.rejects(
    "predict leaves out b, so where X says little it does not fall back on the most frequent "
    "class.",
    read="What the bias is for",
)
class PredictsWithoutTheBias(Model):
    def predict(self, X):
        return np.argmax(X @ self.W, axis=1)


@exercise.rejects(
    "predict takes the smallest logit; the largest one belongs to the likeliest class."
)
class PredictsTheUnlikeliestClass(Model):
    def predict(self, X):
        return np.argmin(self.logits(X), axis=1)


@exercise.rejects("predict counts the classes from 1; the labels of this course start at 0.")
class PredictsClassesFrom1(Model):
    def predict(self, X):
        return super().predict(X) + 1


@exercise.rejects(
    "predict returns floats; a class is a label, not a quantity, and has to be an integer to serve "
    "as an index."
)
class PredictsFloats(Model):
    def predict(self, X):
        return super().predict(X).astype(float)


@exercise.rejects(
    "predict returns a column (n, 1); compared with labels (n,), it would broadcast to n × n: "
    "return (n,)."
)
class PredictsAColumn(Model):
    def predict(self, X):
        return super().predict(X)[:, np.newaxis]


@exercise.rejects(
    "For a single row your predict returns a bare number; it has to stay an array, (1,)."
)
class PredictsABareNumber(Model):
    def predict(self, X):
        classes = super().predict(X)
        return classes[0] if len(X) == 1 else classes


@exercise.rejects(
    "predict fits the model to the data that it is asked about; it may only look at W and b."
)
class PredictMovesTheModel(Model):
    def predict(self, X):
        classes = super().predict(X)
        self.fit(X, classes, 0.01, 1)
        return classes
