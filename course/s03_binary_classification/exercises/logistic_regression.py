"""class LogisticRegression: fit by gradient descent, give probabilities and labels, and count."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import LogisticRegression, sigmoid

exercise = Exercise(LogisticRegression, read="Logistic regression")

STAIRCASE = "Accuracy is a staircase"
WHICH_LOSS = "Which loss pushes a wrong sample?"

# Relative to the largest parameter, absolute for probabilities. Right answers err by less than
# 1e-14 here, the best wrong one (weights in float32) by 1e-8.
TOLERANCE = 1e-11

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """X (n, d) with columns of different sizes, and labels, two thirds of one kind."""
    X = np.round(0.5 + case.rng.normal(size=(n, d)) * np.linspace(1, 2, d), 1) + 0.0  # no −0
    rare = case.rng.integers(2)
    y = (case.rng.permutation(n) + case.rng.integers(3)) % 3 == 0
    return X, np.where(y, rare, 1 - rare)


def fitted(
    answer: Answer, case: Case, X: Array, y: Array, lr: float = 0.5, epochs: int = 2
) -> tuple[Any, Array, float, LogisticRegression]:
    """A new model, fitted, its own w and b, whatever they are worth, and the right model."""
    model = answer.LogisticRegression()
    try:
        fit = model.fit
    except AttributeError:
        case.fail("`LogisticRegression()` gave something that has no method `fit`")
    fit(X, y, lr, epochs)
    right = LogisticRegression().fit(X, y, lr, epochs)
    w, b = case.numbers(model.w, right.w), case.numbers(model.b, right.b)
    if w is None or b is None:  # said already; an explanation goes on after it
        case.fail("`fit` did not set `w` and `b`")
    return model, w, b, right


def follows_the_gradient(
    answer: Answer, case: Case, X: Array, y: Array, lr: float, epochs: int
) -> None:
    """Fail unless w and b are where so many steps lead."""
    _, w, b, right = fitted(answer, case, X, y, lr, epochs)
    largest = max(float(np.max(np.abs(right.w))), abs(right.b))
    n, d = X.shape
    hint = f"This is after fit with lr = {lr}, epochs = {epochs}, on n = {n} samples with d = {d}."
    if X.size < 5:
        hint = f"After fit({X.tolist()}, {y.tolist()}, {lr}, {epochs})."
    case.equal(w, right.w, tol=TOLERANCE, scale=largest, about="w", hint=hint)
    case.equal(b, right.b, tol=TOLERANCE, scale=largest, about="b", hint=hint)


@exercise.check("w and b, probabilities and labels have their shapes")
def shapes(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (1, 2)):
        X, y = draw(case, n, d)
        model, _, _, right = fitted(answer, case, X, y)
        case.like(model.w, right.w)
        case.like(model.b, right.b)
        case.like(model.predict_proba(X), right.predict_proba(X))
        labels = model.predict(X)
        shape = labels.shape if isinstance(labels, np.ndarray) else None
        case.that(shape == (n,), f"`predict` has to return an array of shape ({n},) here")


@exercise.check("one epoch is one step against the gradient", weight=3)
def one_step(answer: Answer, case: Case) -> None:
    for n, d in ((5, 3), (1, 2), (4, 1), (2, 2)):
        X, y = draw(case, n, d)
        lr = float(np.round(0.2 + case.rng.uniform(0.1, 1), 2))
        follows_the_gradient(answer, case, X, y, lr, 1)


@exercise.check("every epoch takes such a step", weight=3, needs=[one_step])
def many_steps(answer: Answer, case: Case) -> None:
    for n, d, epochs in ((5, 3, 4), (1, 2, 3), (4, 1, 2), (50, 2, 5)):
        X, y = draw(case, n, d)
        lr = float(np.round(0.2 + case.rng.uniform(0.1, 1), 2))
        follows_the_gradient(answer, case, X, y, lr, epochs)


@exercise.check("fit returns the model itself")
def fit_returns_the_model(answer: Answer, case: Case) -> None:
    model = answer.LogisticRegression()
    returned = model.fit(*draw(case, 4, 2), 0.5, 2)
    case.that(
        returned is model,
        "`fit` did not return the model itself, so that "
        "LogisticRegression().fit(X, y, lr, epochs).predict(X) cannot work",
    )


@exercise.check("predict_proba gives σ(X w + b)", weight=3)
def probabilities(answer: Answer, case: Case) -> None:
    for n, d in ((5, 3), (4, 1)):
        model, w, b, _ = fitted(answer, case, *draw(case, n, d))
        for rows in (4, 1, 30):
            X, _ = draw(case, rows, d)
            want = sigmoid(X @ w + b)
            got = case.numbers(model.predict_proba(X), want)
            if got is not None:
                hint = "Here w and b are those of your own fit."
                case.equal(got, want, tol=TOLERANCE, scale=1.0, hint=hint)


def as_numbers(labels: Any) -> Any:
    """Labels as they are, but 0 and 1 for truth values."""
    truths = isinstance(labels, np.ndarray) and labels.dtype == bool
    return labels.astype(float) if truths else labels


@exercise.check("predict gives 1 where the probability is above one half, else 0", weight=2)
def labels(answer: Answer, case: Case) -> None:
    for n, d in ((5, 3), (4, 1)):
        model, w, b, _ = fitted(answer, case, *draw(case, n, d))
        for rows in (5, 1, 50):
            X, _ = draw(case, rows, d)
            X = X[np.abs(X @ w + b) > 1e-9]  # at one half either label will do
            want = np.where(X @ w + b > 0, 1.0, 0.0)
            got = case.numbers(as_numbers(model.predict(X)), want)
            if got is not None:
                case.equal(got, want, hint="Here w and b are those of your own fit.")
    X = np.array([[1.0], [-1.0]])  # b stays at 0
    model, _, _, _ = fitted(answer, case, X, np.array([1, 0]), 0.5, 1)
    got = as_numbers(model.predict(np.zeros((1, 1))))
    case.that(
        np.size(got) == 1 and np.ravel(got)[0] in (0, 1),
        "At a probability of exactly one half `predict` may return 0 or 1, but nothing between",
    )


@exercise.check("accuracy is the share of right labels", weight=2)
def share_of_right_labels(answer: Answer, case: Case) -> None:
    model, w, b, _ = fitted(answer, case, *draw(case, 5, 3))
    for rows in (7, 1, 2, 50):
        X, y = draw(case, rows, 3)
        want = float(np.mean((X @ w + b > 0) == y))
        own, got = as_numbers(model.predict(X)), model.accuracy(X, y)
        if isinstance(own, np.ndarray) and own.shape == y.shape and isinstance(got, float):
            share = float(np.mean(own == y))  # a fault of predict costs nothing here
            want = share if abs(got - share) < TOLERANCE else want
        case.equal(got, want, scale=1.0)


@exercise.check("every fit starts anew")
def every_fit_starts_anew(answer: Answer, case: Case) -> None:
    first, second = draw(case, 4, 2), draw(case, 5, 2)
    _, w, b, _ = fitted(answer, case, *second)
    used, _, _, _ = fitted(answer, case, *first)
    used.fit(*second, 0.5, 2)
    keeps(case, used, w, b, "The model had been fitted before; each fit has to start at zero.")
    w, b = case.numbers(used.w, w), case.numbers(used.b, b)
    fitted(answer, case, *first)
    keeps(case, used, w, b, "It changed while another model was fitted.")


def keeps(case: Case, model: Any, w: Array, b: float, hint: str) -> None:
    """Fail unless the model still has these parameters."""
    case.equal(case.numbers(model.w, w), w, about="w", hint=hint)
    case.equal(case.numbers(model.b, b), b, about="b", hint=hint)


@exercise.check(
    "holds for whole numbers and for very large logits", needs=[many_steps, probabilities]
)
def holds_at_the_extremes(answer: Answer, case: Case) -> None:
    X, y = draw(case, 5, 2)
    model, w, b, _ = fitted(answer, case, X, y)
    want = sigmoid(1e5 * X @ w + b)
    got = case.numbers(model.predict_proba(1e5 * X), want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE, scale=1.0)
    follows_the_gradient(answer, case, 1e3 * X, y, 1.0, 2)
    for n, d in ((5, 2), (4, 1)):
        X, y = case.rng.integers(1, 4, size=(n, d)), draw(case, n, d)[1]
        follows_the_gradient(answer, case, X, y, 0.5, 2)


@exercise.check("neither changes nor keeps the caller's arrays")
def leaves_the_callers_arrays(answer: Answer, case: Case) -> None:
    X, y = draw(case, 4, 2)
    X_new, y_new = draw(case, 3, 2)
    model, w, b, _ = fitted(answer, case, X, y)
    model.predict_proba(X_new)
    model.predict(X_new)
    model.accuracy(X_new, y_new)
    case.unchanged()
    keeps(case, model, w, b, "Before the model was used it was another: only fit may change it.")
    held_X, held_y = case.hold(X), case.hold(y)
    model = answer.LogisticRegression()
    model.fit(held_X, held_y, 0.5, 2)
    held_X.write(X[::-1] * 3 - 1)
    held_y.write(1 - y)
    keeps(case, model, w, b, "It changed when the caller wrote new numbers into X and y.")


# --- right answers ----------------------------------------------------------


def squash(o):
    return 1 / (1 + np.exp(-o))


@exercise.accepts
class FormulasOfTheLecture:
    def fit(self, X, y, lr, epochs):
        n, d = X.shape
        self.w = np.zeros(d)
        self.b = 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * (X.T @ error) / n
            self.b = self.b - lr * np.mean(error)
        return self

    def predict_proba(self, X):
        return squash(X @ self.w + self.b)

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)

    def accuracy(self, X, y):
        return np.mean(self.predict(X) == y)


@exercise.accepts
class ColumnOfOnes:
    """One vector of parameters, bias first; w and b are its parts."""

    @property
    def w(self):
        return self.theta[1:]

    @property
    def b(self):
        return float(self.theta[0])

    def fit(self, X, y, lr, epochs):
        A = self.design(X)
        self.theta = np.zeros(A.shape[1])
        for _ in range(epochs):
            gradient = A.T @ (self.predict_proba(X) - y) / len(A)
            self.theta = self.theta - lr * gradient
        return self

    def design(self, X):
        return np.hstack([np.ones((len(X), 1)), X])

    def predict_proba(self, X):
        return 0.5 * (1 + np.tanh(self.design(X) @ self.theta / 2))

    def predict(self, X):
        return np.where(self.design(X) @ self.theta > 0, 1, 0)

    def accuracy(self, X, y):
        return float(np.sum(self.predict(X) == y)) / len(y)


@exercise.accepts
class PlainPython:
    def fit(self, X, y, lr, epochs):
        n, d = X.shape
        self.w, self.b = np.zeros(d), 0.0
        for _ in range(epochs):
            errors = [self.chance(row) - label for row, label in zip(X, y)]
            for j in range(d):
                self.w[j] -= lr * sum(errors[i] * X[i, j] for i in range(n)) / n
            self.b -= lr * sum(errors) / n
        return self

    def chance(self, row):
        o = self.b
        for j, x in enumerate(row):
            o += self.w[j] * x
        return 1 / (1 + math.exp(-o)) if o > 0 else math.exp(o) / (1 + math.exp(o))

    def predict_proba(self, X):
        return np.array([self.chance(row) for row in X])

    def predict(self, X):
        return np.array([1 if self.chance(row) > 0.5 else 0 for row in X])

    def accuracy(self, X, y):
        hits = 0
        for guess, label in zip(self.predict(X), y):
            if guess == label:
                hits += 1
        return hits / len(y)


@exercise.accepts
class InPlaceOnItsOwnArrays:
    """Rounds the probability to a label, and counts what differs."""

    w = b = None

    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X)
            error -= y
            error *= lr / len(X)
            self.w -= np.einsum("ij,i->j", X, error)
            self.b -= error.sum()
        return self

    def predict_proba(self, X):
        o = X.dot(self.w) + self.b
        return np.exp(-np.logaddexp(0, -o))

    def predict(self, X):
        return np.round(self.predict_proba(X))

    def accuracy(self, X, y):
        return 1 - np.abs(self.predict(X) - y).sum() / y.size


@exercise.accepts
class MeanOfTheProducts:
    """The labels are truth values; logits of more than 500 are cut off, which changes nothing."""

    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        while epochs > 0:
            error = y - self.predict_proba(X)
            self.w = self.w + lr * (error.reshape(-1, 1) * X).mean(axis=0)
            self.b += lr * error.mean()
            epochs -= 1
        return self

    def predict_proba(self, X):
        o = (X * self.w).sum(axis=1) + self.b
        o = np.clip(o, -500, 500)
        return np.exp(o) / (1 + np.exp(o))

    def predict(self, X):
        return self.predict_proba(X) > 0.5

    def accuracy(self, X, y):
        return np.count_nonzero(self.predict(X) == (y == 1)) / len(X)


@exercise.accepts
class PushAndPull:
    """The samples of each label apart: ones pull the weights, zeros push them away."""

    def __init__(self, threshold=0.5):
        self.threshold = threshold

    def fit(self, X, y, lr, epochs):
        ones, zeros = X[y == 1], X[y == 0]
        self.w, self.b = np.zeros(X.shape[1]), np.array(0.0)
        for _ in range(epochs):
            pull = 1 - self.predict_proba(ones)
            push = self.predict_proba(zeros)
            self.w = self.w + lr / len(y) * (pull @ ones - push @ zeros)
            self.b = self.b + lr / len(y) * (pull.sum() - push.sum())
        return self

    def predict_proba(self, X):
        o = np.matmul(X, self.w) + self.b
        small = np.exp(-np.abs(o))
        return np.where(o >= 0, 1, small) / (1 + small)

    def predict(self, X):
        labels = np.zeros(len(X), dtype=np.int64)
        labels[self.predict_proba(X) >= self.threshold] = 1
        return labels

    def accuracy(self, X, y):
        y_hat = self.predict(X)
        return np.average(y * y_hat + (1 - y) * (1 - y_hat))


AT_ONE_HALF = "at one half either label will do"
BEFORE_FIT = "what predict does before fit is left open"
exercise.equivalent(
    "self.predict_proba(X) >= 0.5", AT_ONE_HALF, after="self.predict_proba(X) > 0.5"
)
exercise.equivalent(
    "self.predict_proba(X) > 0.5", AT_ONE_HALF, after="self.predict_proba(X) >= 0.5"
)
exercise.equivalent("self.chance(row) > 0.5", AT_ONE_HALF, after="self.chance(row) >= 0.5")
exercise.equivalent("self.design(X) @ self.theta > 0", AT_ONE_HALF)
exercise.equivalent("self.predict_proba(X) >= self.threshold", AT_ONE_HALF)
exercise.equivalent("(self.predict_proba(X) >= 0.5).astype(int)", "True is 1 and False is 0")
exercise.equivalent("if self.w is None or self.b is None:", BEFORE_FIT)
exercise.equivalent("self.w is None or self.b is None", BEFORE_FIT)
exercise.equivalent("np.asarray(X, dtype=np.float64)", "lists as arguments are not judged")
exercise.equivalent("o > 0", "near 0 both forms are right")
exercise.equivalent("o >= 0", "at 0 both forms are right", after="o > 0")
exercise.equivalent("np.logaddexp(0, -o)", "log(eᵃ + eᵇ) is symmetric")
exercise.equivalent("np.clip(o, -500, 500)", "so far out the sigmoid is 0 or 1")
exercise.equivalent("zip(self.predict(X), y)", "equality is symmetric")


# --- wrong answers ----------------------------------------------------------


class Model:
    """A right one, of which each wrong answer changes one thing."""

    w = b = None

    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self

    def predict_proba(self, X):
        return squash(X @ self.w + self.b)

    def predict(self, X):
        return np.where(self.predict_proba(X) >= 0.5, 1, 0)

    def accuracy(self, X, y):
        return np.mean(self.predict(X) == y)


@exercise.rejects(
    "Your gradient is a sum over the samples where the mean is wanted: divide by n, or each step "
    "is n times as long."
)
class NotDividedByN(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error
            self.b = self.b - lr * np.sum(error)
        return self


@exercise.rejects(
    "The bias moves by the sum of the errors, the weights by a mean. Both belong to one loss, so "
    "both are divided by n."
)
class SumForTheBias(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.sum(error)
        return self


@exercise.rejects(
    "You divide by the number of features, or of all entries of X. The loss is a mean over "
    "samples: divide by n."
)
class DividedByTheEntriesOfX(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / X.size
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Your bias stays at zero. It is a parameter like the weights, and its gradient is the mean of "
    "the errors."
)
class BiasThatNeverMoves(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
        return self


@exercise.rejects(
    "The bias takes its step without the learning rate. One learning rate scales the whole step, "
    "that of b included."
)
class BiasWithoutTheLearningRate(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - np.mean(error)
        return self


@exercise.rejects(
    "You walk up the loss: with error = prediction minus truth, the step against the gradient is "
    "subtracted."
)
class WalksUphill(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w + lr * X.T @ error / len(y)
            self.b = self.b + lr * np.mean(error)
        return self


@exercise.rejects(
    "Your steps carry the factor 2 of the squared error. The cross-entropy has no square, and its "
    "gradient has no 2."
)
class TwiceTheGradient(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = 2 * (self.predict_proba(X) - y)
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "You descend on the squared error, whose slope has the factor σ (1 − σ). With the "
    "cross-entropy that factor cancels.",
    read=WHICH_LOSS,
)
class DescendsOnTheSquaredError(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            p = self.predict_proba(X)
            error = 2 * (p - y) * p * (1 - p)
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Your errors compare the label with the logit, as in linear regression. Send the logit through "
    "the sigmoid before you subtract y."
)
class TrainsALine(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = X @ self.w + self.b - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Inside fit you turn the labels into −1 and 1, but σ − y is made for 0 and 1: leave the labels "
    "as they are."
)
class TrainsOnMinusOneAndOne(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, 2 * y - 1, lr, epochs)


@exercise.rejects(
    "Your bias is moved by errors that the new weights make. A step of gradient descent takes all "
    "slopes at one and the same place."
)
class BiasAfterTheWeights(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            self.w = self.w - lr * X.T @ (self.predict_proba(X) - y) / len(y)
            self.b = self.b - lr * np.mean(self.predict_proba(X) - y)
        return self


@exercise.rejects(
    "You take a step after each sample. Full batch means that one epoch is one step, with the mean "
    "gradient of all samples."
)
class SampleAfterSample(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            for x, label in zip(X, y):
                error = squash(x @ self.w + self.b) - label
                self.w, self.b = self.w - lr * error * x, self.b - lr * error
        return self


@exercise.rejects(
    "Only part of the samples enters your gradient. Full batch means all n of them, in every step."
)
class LeavesOutTheLastSample(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X[:-1], y[:-1], lr, epochs) if len(y) > 1 else super().fit(X, y, lr, 0)


@exercise.rejects(
    "The labels are put into another order than the rows of X, so the model learns from pairs that "
    "never were."
)
class SortsTheLabels(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, np.sort(y), lr, epochs)


@exercise.rejects(
    "Your loop ends after its first step, whatever epochs says: the return stands inside the loop."
)
class ReturnsAfterTheFirstStep(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, lr, min(epochs, 1))


@exercise.rejects(
    "You take one step too few: range(1, epochs) has epochs − 1 entries, range(epochs) has as many "
    "as are wanted."
)
class OneEpochTooFew(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, lr, epochs - 1)


@exercise.rejects(
    "You take one step more than epochs says. range(epochs) gives the right number, counted from 0."
)
class OneEpochTooMany(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, lr, epochs + 1)


@exercise.rejects(
    "The learning rate that is passed to fit has no effect in your steps. The caller decides how "
    "long they are."
)
class OwnLearningRate(Model):
    def fit(self, X, y, lr, epochs):
        return super().fit(X, y, 0.1, epochs)


@exercise.rejects(
    "Your learning rate shrinks from epoch to epoch. Here every step has the same lr, the one that "
    "fit is given."
)
class ShrinkingSteps(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for epoch in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr / (1 + epoch) * X.T @ error / len(y)
            self.b = self.b - lr / (1 + epoch) * np.mean(error)
        return self


@exercise.rejects(
    "You divide the gradient by its length, so every step is equally long. Let the steps become "
    "shorter as the slope does."
)
class StepsOfOneLength(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            gradient = np.append(X.T @ error, np.sum(error))
            gradient = gradient / np.linalg.norm(gradient)
            self.w, self.b = self.w - lr * gradient[:-1], self.b - lr * gradient[-1]
        return self


@exercise.rejects(
    "The weights start at one. Start them at zero, where every probability is one half and the "
    "loss is log 2."
)
class StartsAtOne(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.ones(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "A random start is for networks with hidden layers. This loss is a bowl with one bottom, and "
    "fit starts at zero."
)
class StartsAtRandom(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = 0.01 * np.random.default_rng(0).normal(size=X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Your weights decay a little at each step. That is a penalty on large weights, which comes in "
    "a later session and is not asked for."
)
class DecaysTheWeights(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * (X.T @ error / len(y) + 0.01 * self.w)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Keep the weights in float64: float32 has seven digits, and after many steps the rounding of "
    "each shows in the result."
)
class WeightsInSinglePrecision(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)
        self.w = self.w.astype(np.float32).astype(np.float64)
        self.b = float(np.float32(self.b))
        return self


@exercise.rejects(
    "fit standardises X by itself, so its w belongs to other features than the caller's. Take the "
    "data as they are given."
)
class StandardisesInsideFit(Model):
    def fit(self, X, y, lr, epochs):
        sd = X.std(axis=0)
        return super().fit((X - X.mean(axis=0)) / np.where(sd > 0, sd, 1), y, lr, epochs)


@exercise.rejects(
    "A second fit goes on from where the first one ended. Every fit starts at zero, also that of a "
    "model which was fitted before."
)
class GoesOnFromTheLastFit(Model):
    def fit(self, X, y, lr, epochs):
        if self.w is None:
            self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        return self


@exercise.rejects(
    "Your parameters lie in the class, so all models have the same ones, and the last fit decides "
    "them. Store them in self."
)
class OneSetOfParametersForAll(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)
        type(self).w, type(self).b = self.w, self.b
        del self.w, self.b
        return self


@exercise.rejects(
    "fit ends without a return. Return self, so that fitting and predicting can stand in one line."
)
class FitWithoutAReturn(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)


@exercise.rejects(
    "w and b are stored in the model; fit need not return them. What it returns is the model "
    "itself."
)
class FitReturnsWAndB(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)
        return self.w, self.b


@exercise.rejects(
    "Your w is a column (d, 1), and a product with it is a column too. One weight for each "
    "feature, in an array (d,), is wanted."
)
class ColumnOfWeights(Model):
    def fit(self, X, y, lr, epochs):
        super().fit(X, y, lr, epochs)
        self.w = self.w.reshape(-1, 1)
        return self

    def predict_proba(self, X):
        return squash(X @ self.w.ravel() + self.b)


@exercise.rejects(
    "Your array of weights is made like the rows of X. If these hold whole numbers, the decimals "
    "of every step are lost."
)
class WeightsOfTheTypeOfX(Model):
    def fit(self, X, y, lr, epochs):
        self.w, self.b = np.zeros_like(X[0]), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w[:] = self.w - lr * X.T @ error / len(y)
            self.b = self.b - lr * np.mean(error)
        self.w = self.w.astype(float)
        return self


@exercise.rejects(
    "e^o overflows for a large logit, and infinity divided by infinity is nan. Write the sigmoid "
    "so that its exponent is never positive."
)
class NanForLargeLogits(Model):
    def predict_proba(self, X):
        o = X @ self.w + self.b
        return np.exp(o) / (1 + np.exp(o))


@exercise.rejects(
    "predict_proba leaves out b. Without it, the decision line goes through the origin: the logit "
    "is X w + b."
)
class ProbabilityWithoutTheBias(Model):
    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self

    def predict_proba(self, X):
        return squash(X @ self.w)

    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0, 1, 0)


@exercise.rejects(
    "predict_proba gives the probability of the label 0. Wanted is that of the label 1, which is "
    "one minus yours."
)
class ProbabilityOfTheZero(Model):
    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self

    def predict_proba(self, X):
        return squash(-(X @ self.w + self.b))

    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0, 1, 0)


@exercise.rejects(
    "You return logits, which are not held between 0 and 1. The sigmoid turns them into "
    "probabilities."
)
class LogitsForProbabilities(Model):
    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self

    def predict_proba(self, X):
        return X @ self.w + self.b

    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0, 1, 0)


@exercise.rejects(
    "predict_proba standardises the new samples by their own mean. Nothing may depend on which "
    "samples come together: use the parameters alone."
)
class StandardisesTheNewSamples(Model):
    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self

    def predict_proba(self, X):
        return squash((X - X.mean(axis=0)) @ self.w + self.b)

    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0, 1, 0)


@exercise.rejects(
    "The probabilities come as a column (n, 1). Compared with labels (n,) it would broadcast to "
    "(n, n): return an array (n,)."
)
class ColumnOfProbabilities(Model):
    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self

    def predict_proba(self, X):
        return squash(X @ self.w + self.b).reshape(-1, 1)

    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0, 1, 0)


@exercise.rejects(
    "predict asks whether the probability is above 0, which it always is. The border between the "
    "labels lies at one half."
)
class BorderAtProbabilityZero(Model):
    def predict(self, X):
        return np.where(self.predict_proba(X) > 0, 1, 0)


@exercise.rejects(
    "You compare the logit with one half. That border is for probabilities; for the logit it lies "
    "at 0."
)
class BorderAtLogitOneHalf(Model):
    def predict(self, X):
        return np.where(X @ self.w + self.b >= 0.5, 1, 0)


@exercise.rejects(
    "Your labels are turned round: the answer is 1 where the probability of a 1 is high, not where "
    "it is low."
)
class LabelsTurnedRound(Model):
    def predict(self, X):
        return np.where(self.predict_proba(X) < 0.5, 1, 0)


@exercise.rejects(
    "Your labels are −1 and 1. This course counts them as 0 and 1, and so does the y that they are "
    "compared with."
)
class LabelsMinusOneAndOne(Model):
    def predict(self, X):
        return np.where(self.predict_proba(X) >= 0.5, 1, -1)

    def accuracy(self, X, y):
        return np.mean((self.predict(X) > 0) == y)


@exercise.rejects(
    "predict hands out the probabilities themselves. Decide for each sample: 1 from one half "
    "upwards, else 0."
)
class ProbabilitiesForLabels(Model):
    def predict(self, X):
        return self.predict_proba(X)

    def accuracy(self, X, y):
        return np.mean((self.predict_proba(X) >= 0.5) == y)


@exercise.rejects(
    "Your model predicts one class only, the more frequent one. Each sample has a probability of "
    "its own: compare that with one half."
)
class MajorityForEverybody(Model):
    def fit(self, X, y, lr, epochs):
        self.majority = int(np.mean(y) >= 0.5)
        return super().fit(X, y, lr, epochs)

    def predict(self, X):
        return np.full(len(X), self.majority)


@exercise.rejects(
    "The average probability decides for the whole batch in your predict. Every sample is decided "
    "alone."
)
class BorderAtTheMeanProbability(Model):
    def predict(self, X):
        p = self.predict_proba(X)
        return np.where(p >= np.mean(p), 1, 0)


@exercise.rejects(
    "Where the logit is exactly 0, its sign is 0, and your label is one half. There is no such "
    "label: choose 0 or 1."
)
class HalfALabel(Model):
    def predict(self, X):
        return (np.sign(X @ self.w + self.b) + 1) / 2


@exercise.rejects(
    "You compare probabilities with labels, which are never quite equal. Accuracy counts right "
    "labels: predict first, then compare.",
    read=STAIRCASE,
)
class ComparesProbabilities(Model):
    def accuracy(self, X, y):
        return np.mean(self.predict_proba(X) == y)


@exercise.rejects(
    "Your accuracy changes smoothly with the probabilities. It has to be a staircase: a label is "
    "right or wrong, by however much.",
    read=STAIRCASE,
)
class SmoothAccuracy(Model):
    def accuracy(self, X, y):
        return 1 - np.mean(np.abs(self.predict_proba(X) - y))


@exercise.rejects(
    "You count the right labels, but the accuracy is their share: divide the count by the number "
    "of samples.",
    read=STAIRCASE,
)
class CountsTheHits(Model):
    def accuracy(self, X, y):
        return int(np.sum(self.predict(X) == y))


@exercise.rejects(
    "Accuracy is a share between 0 and 1. Yours comes in percent; multiply by 100 only when you "
    "print it.",
    read=STAIRCASE,
)
class AccuracyInPercent(Model):
    def accuracy(self, X, y):
        return 100 * np.mean(self.predict(X) == y)


@exercise.rejects(
    "You return the share of wrong labels, the error rate. The accuracy is the share of right "
    "ones.",
    read=STAIRCASE,
)
class ErrorRate(Model):
    def accuracy(self, X, y):
        return np.mean(self.predict(X) != y)


@exercise.rejects(
    "Only the samples that are 1 and found count as hits in your accuracy. A 0 that is recognised "
    "is right as well.",
    read=STAIRCASE,
)
class HitsAmongTheOnesOnly(Model):
    def accuracy(self, X, y):
        return np.mean(self.predict(X) * y)


@exercise.rejects(
    "Each prediction is compared with every label, not with its own: a column against a row "
    "broadcasts to (n, n).",
    read=STAIRCASE,
)
class EveryPairCompared(Model):
    def accuracy(self, X, y):
        return np.mean(self.predict(X).reshape(-1, 1) == y)


@exercise.rejects(
    "predict_proba centres X inside the caller's own array. The caller needs the data as they "
    "were: write differences into a new array."
)
class CentresTheCallersData(Model):
    def predict_proba(self, X):
        o = X @ self.w + self.b
        if X.dtype == float:
            X -= X.mean(axis=0)
        return squash(o)

    def fit(self, X, y, lr, epochs):
        model = Model().fit(X, y, lr, epochs)
        self.w, self.b = model.w, model.b
        return self


@exercise.rejects(
    "You keep the caller's arrays and train when w is asked for. By then the caller may have "
    "written new numbers into them: train inside fit."
)
class TrainsWhenAsked(Model):
    def fit(self, X, y, lr, epochs):
        self.data = X, y, lr, epochs
        return self

    @property
    def w(self):
        return Model().fit(*self.data).w

    @property
    def b(self):
        return Model().fit(*self.data).b
