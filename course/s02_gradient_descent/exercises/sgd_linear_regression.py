"""sgd_linear_regression(X, y, lr, batch_size, epochs, rng): a linear model by mini-batch SGD."""

import math
from itertools import permutations
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import mse_gradient, sgd_linear_regression
from solutions_lib.linear_regression import mean_squared_error, predict_linear

SGD = "Stochastic gradient descent"
HOW_TO_CUT = "How to cut the batches"

exercise = Exercise(sgd_linear_regression, read=SGD)

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-2.
TOLERANCE = 1e-10

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """X (n, d) of the size of standardised features, and y (n,) well away from zero."""
    X = np.round(0.3 + case.rng.normal(size=(n, d)), 1)
    return X, np.round(4 + X.sum(axis=1) + case.rng.normal(size=n), 1)


def alike(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """n equal samples: every batch has the same gradient, whoever draws it."""
    X, y = draw(case, 1, d)
    return np.repeat(X, n, axis=0), np.repeat(y, n)


def generator(case: Case) -> np.random.Generator:
    """A generator for the answer, another one at each call."""
    return np.random.default_rng(case.rng.integers(2**32))


def parameters(case: Case, got: Any, d: int) -> tuple[Array, float]:
    """w and b out of what came back, as float64; their containers have a check of their own."""
    w, b, _ = case.unpack(got, "w", "b", "losses")
    try:
        return np.array(w, dtype=float).reshape(d), float(np.array(b, dtype=float).reshape(()))
    except (TypeError, ValueError, OverflowError):
        case.fail(f"{case.called} returned no w with {d} entries and no number b")
        raise


def run(
    answer: Answer, case: Case, X: Array, y: Array, lr: float, size: int, epochs: int, rng: Any
) -> tuple[Array, float]:
    """w and b of one call."""
    got = answer.sgd_linear_regression(X, y, lr, size, epochs, rng)
    return parameters(case, got, X.shape[1])


def outcomes(X: Array, y: Array, lr: float, size: int, epochs: int) -> list[tuple[Array, float]]:
    """(w, b) after every way to cut the samples into batches, epoch by epoch."""
    n = len(X)
    orders = {
        tuple(tuple(sorted(order[start : start + size])) for start in range(0, n, size))
        for order in permutations(range(n))
    }
    reached = [(np.zeros(X.shape[1]), 0.0)]
    for _ in range(epochs):
        before, reached = reached, []
        for w, b in before:
            for batches in sorted(orders):
                new_w, new_b = w, b
                for chosen in map(list, batches):
                    dw, db = mse_gradient(X[chosen], y[chosen], new_w, new_b)
                    new_w, new_b = new_w - lr * dw, new_b - lr * db
                reached.append((new_w, new_b))
    return reached


def descends(answer: Answer, case: Case, n: int, d: int, lr: float, epochs: int) -> None:
    """Fail unless w and b are right with all samples in one batch."""
    X, y = draw(case, n, d)
    rng = generator(case)
    got = run(answer, case, X, y, lr, n, epochs, rng)
    want = sgd_linear_regression(X, y, lr, n, epochs, rng)[:2]
    case.equal(got, want, tol=TOLERANCE, about="The pair (w, b) of {call}")


def steps_are_right(answer: Answer, case: Case, n: int, size: int) -> bool:
    """Whether the steps are right with equal samples: if not, that is said, and costs, once."""
    X, y = alike(case, n, 2)
    rng = generator(case)
    w, b = run(answer, case, X, y, 0.03, size, 2, rng)
    right_w, right_b, _ = sgd_linear_regression(X, y, 0.03, size, 2, rng)
    return np.allclose(w, right_w) and np.allclose(b, right_b)


def counts_its_steps(answer: Answer, case: Case, n: int, d: int, size: int, epochs: int) -> None:
    """Fail unless, with equal samples, batches lead as far as as many epochs of one batch."""
    X, y = alike(case, n, d)
    steps = epochs * math.ceil(n / size)
    want = run(answer, case, X, y, 0.03, n, steps, generator(case))
    got = run(answer, case, X, y, 0.03, size, epochs, generator(case))
    case.equal(got, want, tol=TOLERANCE, about="The pair (w, b) of {call}")


def is_reached(answer: Answer, case: Case, n: int, d: int, size: int, epochs: int) -> None:
    """Fail unless some order of the samples leads to the answer's w and b, exactly."""
    X, y = draw(case, n, d)
    w, b = run(answer, case, X, y, 0.1, size, epochs, generator(case))
    ends = outcomes(X, y, 0.1, size, epochs)
    far = [np.max(np.abs(np.append(end_w - w, end_b - b))) for end_w, end_b in ends]
    about = "The pair (w, b) of {call}, beside the nearest right one,"
    case.equal((w, b), ends[int(np.argmin(far))], tol=TOLERANCE, about=about)


def losses_fit(case: Case, got: Any, X: Array, y: Array, before: list[tuple[Array, float]]) -> None:
    """Fail unless the losses are those of the answer's own w and b; before: in earlier epochs."""
    ends = [*before, parameters(case, got, X.shape[1])]
    want = np.array([mean_squared_error(y, predict_linear(X, *end)) for end in ends])
    case.equal(case.numbers(got[2], want), want, tol=TOLERANCE, about="The losses of {call}")


@exercise.check("returns w, b and losses")
def returns_three_parts(answer: Answer, case: Case) -> None:
    for n, d in ((5, 2), (4, 3)):
        X, y = draw(case, n, d)
        rng = generator(case)
        got = answer.sgd_linear_regression(X, y, 0.1, n, 2, rng)
        w, b, _ = case.unpack(got, "w", "b", "losses")
        want = sgd_linear_regression(X, y, 0.1, n, 2, rng)
        case.numbers(w, want[0])
        case.numbers(b, want[1])


@exercise.check(
    "w has shape (d,), b is a number, losses has shape (epochs,)", needs=[returns_three_parts]
)
def has_the_shapes(answer: Answer, case: Case) -> None:
    for n, d, epochs, kind in ((3, 2, 3, float), (4, 3, 1, int)):
        X, y = (part.astype(kind) for part in draw(case, n, d))  # of whole numbers: float64, too
        rng = generator(case)
        got = answer.sgd_linear_regression(X, y, 0.1, n, epochs, rng)
        parts = case.unpack(got, "w", "b", "losses")
        case.like(tuple(parts), sgd_linear_regression(X, y, 0.1, n, epochs, rng))


@exercise.check(
    "with all samples in one batch it is gradient descent", weight=30, needs=[returns_three_parts]
)
def is_gradient_descent(answer: Answer, case: Case) -> None:
    for n, d, epochs in ((5, 2, 3), (3, 1, 1), (2, 3, 2), (20, 4, 3)):
        descends(answer, case, n, d, 0.1, epochs)


@exercise.check("takes one step for each batch", weight=12, needs=[returns_three_parts])
def takes_one_step_for_each_batch(answer: Answer, case: Case) -> None:
    for n, d, size, epochs in ((6, 2, 2, 2), (3, 1, 1, 1), (20, 4, 5, 1)):
        counts_its_steps(answer, case, n, d, size, epochs)


@exercise.check("takes a step for a smaller batch, too", weight=3, needs=[returns_three_parts])
def steps_for_the_rest(answer: Answer, case: Case) -> None:
    # Where steps are wrong with the full batches, too, that has been said.
    if steps_are_right(answer, case, 5, 2) or steps_are_right(answer, case, 4, 2):
        for n, d, size, epochs in ((5, 2, 2, 2), (3, 1, 2, 1), (3, 1, 5, 1)):
            counts_its_steps(answer, case, n, d, size, epochs)


@exercise.check(
    "uses every sample once in an epoch, with its own y", weight=10, needs=[returns_three_parts]
)
def uses_every_sample_once(answer: Answer, case: Case) -> None:
    if steps_are_right(answer, case, 4, 2):
        for n, d, size, epochs in ((4, 2, 2, 1), (3, 1, 1, 1), (2, 3, 1, 2)):
            is_reached(answer, case, n, d, size, epochs)
    if steps_are_right(answer, case, 5, 3):
        for n, d, size in ((5, 2, 3), (3, 1, 2), (4, 1, 3)):
            is_reached(answer, case, n, d, size, 1)


@exercise.check(
    "works for one sample, and where it diverges", weight=2, needs=[returns_three_parts]
)
def works_at_the_extremes(answer: Answer, case: Case) -> None:
    if steps_are_right(answer, case, 2, 2):
        descends(answer, case, 1, 2, 0.1, 2)
        descends(answer, case, 3, 2, 3.0, 12)


@exercise.check(
    "losses are those of the whole set, after each epoch", weight=10, needs=[returns_three_parts]
)
def losses_are_of_the_whole_set(answer: Answer, case: Case) -> None:
    # The losses of the answer's own w and b, which have checks of their own.
    for n, d, size, lr in ((4, 2, 2, 0.1), (3, 1, 1, 0.02), (1, 3, 1, 0.1)):
        X, y = draw(case, n, d)
        got = answer.sgd_linear_regression(X, y, lr, size, 1, generator(case))
        losses_fit(case, got, X, y, [])
    X, y = alike(case, 4, 2)
    before = [run(answer, case, X, y, 0.03, 2, k, generator(case)) for k in (1, 2)]
    got = answer.sgd_linear_regression(X, y, 0.03, 2, 3, generator(case))
    losses_fit(case, got, X, y, before)


def own_features(n: int) -> tuple[Array, Array, float]:
    """X, y and lr, with which w tells the order of the samples in an epoch.

    Each sample has a feature of its own, so that its weight tells how large b was at its
    turn, and b grows from 0 all the time.
    """
    return np.eye(n), np.full(n, 5.0), 0.01


@exercise.check("mixes the samples", needs=[returns_three_parts])
def mixes_the_samples(answer: Answer, case: Case) -> None:
    # In 3 of 10 billion orders of 14 samples, 12 follow their neighbour in X, all up or all down.
    X, y, lr = own_features(14)
    w, _ = run(answer, case, X, y, lr, 1, 1, generator(case))
    jumps = np.diff(np.argsort(-w))
    case.that(
        max(np.sum(jumps == 1), np.sum(jumps == -1)) < 12,
        "The samples are used in the order in which they stand in X",
    )


@exercise.check("draws the order from rng", weight=5, needs=[returns_three_parts])
def draws_from_rng(answer: Answer, case: Case) -> None:
    X, y = alike(case, 3, 2)
    rng = generator(case)
    held = case.hold(rng)
    run(answer, case, X, y, 0.03, 2, 4, held)
    case.that(
        held.read().bit_generator.state != rng.bit_generator.state,
        "The generator that was passed is as it was before: no order was drawn from it",
    )
    # Two orders of 14 are the same with probability 1/14!, below 1e-10.
    X, y, lr = own_features(14)
    seed = int(case.rng.integers(2**32))
    first, other, again = (
        run(answer, case, X, y, lr, 1, 1, np.random.default_rng(s))[0]
        for s in (seed, seed + 1, seed)
    )
    case.that(np.array_equal(first, again), "Two generators of the same seed give two results")
    case.that(
        not np.array_equal(first, other), "Generators of different seeds give the same result"
    )


@exercise.check("draws a new order in every epoch", weight=2, needs=[returns_three_parts])
def draws_in_every_epoch(answer: Answer, case: Case) -> None:
    X, y, lr = own_features(14)  # as above: probability 1/14! of an old order
    seed = int(case.rng.integers(2**32))
    one, two = (
        run(answer, case, X, y, lr, 1, epochs, np.random.default_rng(seed))[0] for epochs in (1, 2)
    )
    b_in_second = y - one - (two - one) / (2 * lr)
    case.that(
        not np.array_equal(np.argsort(-one), np.argsort(b_in_second)),
        "The second epoch has the order of the first",
    )


@exercise.check("changes nothing and remembers nothing", needs=[returns_three_parts])
def is_pure(answer: Answer, case: Case) -> None:
    calls = [(*draw(case, n, 2), 0.1, n, 2, generator(case)) for n in (7, 5)]
    case.pure(answer.sgd_linear_regression, *calls)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def plain_loops_over_batches(X, y, lr, batch_size, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            chosen = order[start : start + batch_size]
            error = X[chosen] @ w + b - y[chosen]
            w = w - lr * 2 * X[chosen].T @ error / len(chosen)
            b = b - lr * 2 * error.mean()
        losses[epoch] = np.mean((X @ w + b - y) ** 2)
    return w, b, losses


@exercise.accepts
def with_helper_functions(X, y, lr, batch_size, epochs, rng):
    def batches():
        order = np.arange(len(y))
        rng.shuffle(order)
        for start in range(0, len(y), batch_size):
            chosen = order[start : start + batch_size]
            yield X[chosen], y[chosen]

    def gradient(X, y):
        error = X.dot(w) + b - y
        return 2 / len(y) * error @ X, 2 / len(y) * error.sum()

    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for X_batch, y_batch in batches():
            dw, db = gradient(X_batch, y_batch)
            w -= lr * dw
            b -= lr * db
        error = y - X.dot(w) - b
        losses.append(error @ error / len(y))
    return w, float(b), np.array(losses)


@exercise.accepts
def bias_as_one_more_weight(X, y, lr, batch_size, epochs, rng):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.zeros(A.shape[1])
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(A))
        for chosen in np.split(order, range(batch_size, len(A), batch_size)):
            B = A[chosen]
            theta = theta - 2 * lr / len(B) * (B.T @ (B @ theta - y[chosen]))
        losses.append(np.square(A @ theta - y).mean())
    return theta[:-1], theta[-1], np.array(losses)


@exercise.accepts
def one_number_at_a_time(X, y, lr, batch_size, epochs, rng):
    n, d = X.shape
    w, b, losses = [0.0] * d, 0.0, []
    for _ in range(epochs):
        left = np.argsort(rng.random(n)).tolist()
        while left:
            batch, left = left[:batch_size], left[batch_size:]
            dw, db = [0.0] * d, 0.0
            for i in batch:
                error = sum(w[j] * X[i, j] for j in range(d)) + b - y[i]
                for j in range(d):
                    dw[j] += 2 * error * X[i, j] / len(batch)
                db += 2 * error / len(batch)
            w = [w[j] - lr * dw[j] for j in range(d)]
            b -= lr * db
        squares = [(sum(w[j] * X[i, j] for j in range(d)) + b - y[i]) ** 2 for i in range(n)]
        losses.append(sum(squares) / n)
    return np.array(w), b, np.array(losses)


@exercise.accepts
def shuffled_copies(X, y, lr, batch_size, epochs, rng):
    w, b = np.zeros(X.shape[1]), 0.0
    losses = np.empty(epochs)
    for epoch in range(epochs):
        table = rng.permutation(np.column_stack([X, y]))
        start = 0
        while start < len(table):
            batch = table[start : start + batch_size]
            features, labels = batch[:, :-1], batch[:, -1]
            error = labels - features @ w - b
            w, b = w + 2 * lr * (error @ features) / len(batch), b + 2 * lr * np.average(error)
            start += batch_size
        losses[epoch] = np.var(y - X @ w) + np.mean(y - X @ w - b) ** 2
    return w, b, losses


@exercise.accepts
def whole_set_without_a_shuffle(X, y, lr, batch_size, epochs, rng):
    n = len(X)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = np.arange(n)
        if batch_size < n:  # else the one batch holds them all
            order = rng.choice(n, size=n, replace=False)
        for start in range(0, n, batch_size):
            part = order[start : min(start + batch_size, n)]
            error = np.einsum("ij,j->i", X[part], w) + b - y[part]
            gradient = np.einsum("i,ij->j", error, X[part])
            w = w - lr * 2 * gradient / part.size
            b = b - lr * 2 * np.mean(error)
        losses.append(np.linalg.norm(X @ w + b - y) ** 2 / n)
    return [w, np.float64(b), np.array(losses)]


@exercise.accepts
def weights_as_a_column(X, y, lr, batch_size, epochs, rng):
    Y = y.reshape(-1, 1)
    W, b = np.zeros((X.shape[1], 1)), np.zeros((1, 1))
    losses = []
    for _ in range(epochs):
        order = rng.permuted(np.arange(len(X)))
        for k in range(-(-len(X) // batch_size)):
            chosen = order[k * batch_size : (k + 1) * batch_size]
            slope = 2 * (X[chosen] @ W + b - Y[chosen]) / len(chosen)
            W, b = W - lr * (X[chosen].T @ slope), b - lr * slope.sum()
        losses.append(((X @ W + b - Y) ** 2).mean())
    return W.ravel(), b.item(), np.array(losses)


exercise.equivalent("X, y = (_floats(X), _floats(y))", "the gradient makes floats of whole numbers")
exercise.equivalent(
    "mean_squared_error(y, predict_linear(X, w, b))",
    "(a − b)² = (b − a)²",
    after="mean_squared_error(predict_linear(X, w, b), y)",
)
exercise.equivalent(
    "np.zeros(X.shape[1])",
    "the first step makes a new array of floats",
    answer="whole_set_without_a_shuffle",
    after="np.zeros(X.shape[1], dtype=int)",
)
exercise.equivalent(
    "batch_size < n", "one batch of all samples may be shuffled or not", after="batch_size <= n"
)


# --- wrong answers ----------------------------------------------------------


def cut(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.T @ error / len(y), 2 * np.mean(error)


def stepped(X, y, lr, w, b):
    dw, db = gradient(X, y, w, b)
    return w - lr * dw, b - lr * db


def mse(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2)


def trained(X, y, lr, batch_size, epochs, rng, step=stepped, w=None, b=0.0):
    if w is None:
        w = np.zeros(X.shape[1])
    losses = []
    for _ in range(epochs):
        for chosen in cut(len(X), batch_size, rng):
            w, b = step(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "The gradient of a batch is divided by n, the size of the whole set; divide by the number of "
    "samples in the batch."
)
def divides_by_n(X, y, lr, batch_size, epochs, rng):
    def step(X_batch, y_batch, lr, w, b):
        return stepped(X_batch, y_batch, lr * len(y_batch) / len(y), w, b)

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "The gradient is a sum over the batch, so a larger batch takes longer steps: divide by the "
    "number of its samples."
)
def sums_over_the_batch(X, y, lr, batch_size, epochs, rng):
    def step(X_batch, y_batch, lr, w, b):
        return stepped(X_batch, y_batch, lr * len(y_batch), w, b)

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "You divide by batch_size even where fewer samples are left; the last batch has a mean of its "
    "own."
)
def divides_the_rest_by_batch_size(X, y, lr, batch_size, epochs, rng):
    def step(X_batch, y_batch, lr, w, b):
        m = min(batch_size, len(y))
        return stepped(X_batch, y_batch, lr * len(y_batch) / m, w, b)

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "The learning rate is divided by the number of batches; neither n nor the number of batches "
    "belongs in a step."
)
def divides_by_the_number_of_batches(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, lr / np.ceil(len(X) / batch_size), batch_size, epochs, rng)


@exercise.rejects(
    "b moves by a gradient that was taken at the new w: work out both gradients first, then move "
    "both parameters."
)
def moves_w_before_the_slope_of_b(X, y, lr, batch_size, epochs, rng):
    def step(X, y, lr, w, b):
        w = w - lr * gradient(X, y, w, b)[0]
        return w, b - lr * gradient(X, y, w, b)[1]

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "w moves by a gradient that was taken at the new b: work out both gradients before you change "
    "either parameter."
)
def moves_b_before_the_slope_of_w(X, y, lr, batch_size, epochs, rng):
    def step(X, y, lr, w, b):
        b = b - lr * gradient(X, y, w, b)[1]
        return w - lr * gradient(X, y, w, b)[0], b

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "The factor 2 of the gradient is missing, so each step is half as long as it should be: this "
    "loss carries no 1/2."
)
def forgets_the_factor_2(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, lr / 2, batch_size, epochs, rng)


@exercise.rejects(
    "Your steps climb: the gradient points uphill, so it has to be subtracted from the parameters.",
    read="Why against the gradient?",
)
def climbs(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, -lr, batch_size, epochs, rng)


@exercise.rejects(
    "b never moves from 0; it has a gradient like the weights, the mean of twice the errors, and "
    "takes the same kind of step."
)
def never_moves_b(X, y, lr, batch_size, epochs, rng):
    def step(X, y, lr, w, b):
        return w - lr * gradient(X, y, w, b)[0], b

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "One step is taken for each epoch, with the first batch alone; an epoch goes through all of "
    "its batches."
)
def one_step_an_epoch(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        chosen = cut(len(X), batch_size, rng)[0]
        w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "batch_size is not used: every step takes the gradient of the whole set, where it should take "
    "that of one batch."
)
def ignores_the_batch_size(X, y, lr, batch_size, epochs, rng):
    rng.permutation(len(X))
    return trained(X, y, lr, len(X), epochs, rng)


@exercise.rejects(
    "Each of your steps uses the gradient of all samples; a step of SGD looks at those of its "
    "batch only."
)
def whole_gradient_at_every_step(X, y, lr, batch_size, epochs, rng):
    def step(X_batch, y_batch, lr, w, b):
        return stepped(X, y, lr, w, b)

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "The samples that are left over at the end of an epoch take no step; they make one more, "
    "smaller batch.",
    read=HOW_TO_CUT,
)
def drops_the_rest(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for chosen in cut(len(X), min(batch_size, len(X)), rng):
            if len(chosen) == min(batch_size, len(X)):
                w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "A batch size above the number of samples is no error: all of them make one batch, and an "
    "epoch takes one step.",
    read=HOW_TO_CUT,
)
def refuses_a_large_batch_size(X, y, lr, batch_size, epochs, rng):
    if batch_size > len(X):
        raise ValueError("the batch is larger than the data")
    return trained(X, y, lr, batch_size, epochs, rng)


@exercise.rejects(
    "The rest is taken from the end of the table, not of the shuffled order, so some samples come "
    "twice.",
    read=HOW_TO_CUT,
)
def takes_the_rest_from_the_table(X, y, lr, batch_size, epochs, rng):
    def batches():
        parts = cut(len(X), batch_size, rng)
        m = len(parts[-1])
        return [*parts[:-1], parts[-1] if m == batch_size else np.arange(len(X))[-m:]]

    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for chosen in batches():
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "Each batch is drawn anew from all samples, so that some come twice and others never: draw "
    "one order and cut it.",
    read=HOW_TO_CUT,
)
def draws_with_replacement(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            m = min(batch_size, len(X) - start)
            chosen = rng.integers(len(X), size=m)
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "X and y are shuffled by two different orders, so the model learns from the labels of other "
    "samples.",
    read=HOW_TO_CUT,
)
def shuffles_x_and_y_apart(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        batches = zip(cut(len(X), batch_size, rng), cut(len(X), batch_size, rng), strict=True)
        for of_x, of_y in batches:
            w, b = stepped(X[of_x], y[of_y], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "The samples come in the order of the table, in every epoch; draw a new order from rng at the "
    "beginning of each.",
    read=HOW_TO_CUT,
)
def never_shuffles(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            batch = slice(start, start + batch_size)
            w, b = stepped(X[batch], y[batch], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "Only the place where an epoch begins is random; from there on the samples follow one another "
    "as in the table. Draw a whole permutation.",
    read=HOW_TO_CUT,
)
def starts_at_a_random_place(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = np.roll(np.arange(len(X)), int(rng.random() * len(X)))
        for start in range(0, len(X), batch_size):
            chosen = order[start : start + batch_size]
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "The order comes from a generator of your own, or from NumPy's global one, and not from rng; "
    "nobody can repeat or vary your run."
)
def ignores_the_generator(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, lr, batch_size, epochs, np.random.default_rng(0))


@exercise.rejects(
    "The order is drawn once and serves all epochs; each epoch begins with a new one.",
    read=HOW_TO_CUT,
)
def one_order_for_all_epochs(X, y, lr, batch_size, epochs, rng):
    batches = cut(len(X), batch_size, rng)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for chosen in batches:
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "Your loss is that of the last batch alone, which is as noisy as its gradient; measure it on "
    "the whole set."
)
def loss_of_the_last_batch(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for chosen in cut(len(X), batch_size, rng):
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(mse(X[chosen], y[chosen], w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "Your loss is a mean over the batches, each measured before its own step; measure once, on the "
    "whole set, when the epoch is over."
)
def mean_loss_of_the_batches(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        seen = []
        for chosen in cut(len(X), batch_size, rng):
            seen.append(mse(X[chosen], y[chosen], w, b))
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
        losses.append(np.mean(seen))
    return w, b, np.array(losses)


@exercise.rejects(
    "Each loss is measured before its epoch begins, so the first one belongs to w = 0; measure "
    "after the last batch."
)
def loss_before_the_epoch(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(mse(X, y, w, b))
        for chosen in cut(len(X), batch_size, rng):
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
    return w, b, np.array(losses)


@exercise.rejects(
    "You note a loss after every batch; one is wanted for each epoch, when all batches are used up."
)
def one_loss_for_each_batch(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for chosen in cut(len(X), batch_size, rng):
            w, b = stepped(X[chosen], y[chosen], lr, w, b)
            losses.append(mse(X, y, w, b))
    return w, b, np.array(losses)


@exercise.rejects(
    "The loss before the first epoch is in your list as well; it has one entry for each epoch, "
    "measured at its end."
)
def one_loss_too_many(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, np.append(np.mean(y**2), losses)


@exercise.rejects(
    "Only the loss at the very end comes back; keep that of every epoch, so that one can see how "
    "the training went."
)
def last_loss_only(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, losses[-1]


@exercise.rejects(
    "Your losses are sums of squared errors; the loss is their mean, and n does not matter."
)
def losses_are_sums(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, losses * len(y)


@exercise.rejects(
    "Your losses are roots of the mean squared error; leave it in squared units, as the gradient "
    "that you follow belongs to that."
)
def losses_are_roots(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, np.sqrt(losses)


@exercise.rejects(
    "Your losses carry a factor 1/2, which the mean squared error of this course does not have."
)
def losses_are_halved(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, losses / 2


@exercise.rejects(
    "The walk starts at random weights; here it starts at w = 0 and b = 0, and only the order of "
    "the samples is drawn."
)
def starts_at_random_weights(X, y, lr, batch_size, epochs, rng):
    start = np.random.default_rng(1).normal(size=X.shape[1])
    return trained(X, y, lr, batch_size, epochs, rng, w=start)


@exercise.rejects(
    "b starts at the mean of y, which is a good guess, but this walk starts with every parameter "
    "at 0."
)
def starts_at_the_mean_of_y(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, lr, batch_size, epochs, rng, b=float(np.mean(y)))


@exercise.rejects(
    "w and b are set back to zero when an epoch begins, so all that was learned before is lost; "
    "start at zero once."
)
def starts_anew_in_every_epoch(X, y, lr, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        w, b, loss = trained(X, y, lr, batch_size, 1, rng)
        losses.append(loss[0])
    return w, b, np.array(losses)


@exercise.rejects(
    "One epoch too few is walked: the last of them is missing in w and b, though its loss is there."
)
def walks_one_epoch_too_few(X, y, lr, batch_size, epochs, rng):
    before = trained(X, y, lr, batch_size, epochs - 1, rng)
    losses = trained(X, y, lr, batch_size, 1, rng, w=before[0], b=before[1])[2]
    return before[0], before[1], np.append(before[2], losses)


@exercise.rejects(
    "The learning rate shrinks from epoch to epoch; many recipes do that, but here lr stays what "
    "it is."
)
def shrinks_the_learning_rate(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(epochs):
        w, b, loss = trained(X, y, lr / (1 + epoch), batch_size, 1, rng, w=w, b=b)
        losses.append(loss[0])
    return w, b, np.array(losses)


@exercise.rejects(
    "You return the best parameters on the way; wanted are those after the last epoch, better or "
    "not."
)
def returns_the_best_epoch(X, y, lr, batch_size, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    best = np.inf, w, b
    for _ in range(epochs):
        w, b, loss = trained(X, y, lr, batch_size, 1, rng, w=w, b=b)
        losses.append(loss[0])
        if loss[0] < best[0]:
            best = loss[0], w, b
    return best[1], best[2], np.array(losses)


@exercise.rejects(
    "Long gradients are cut off before the step, which hides that a learning rate is too large; "
    "take the gradient as it is."
)
def clips_the_gradient(X, y, lr, batch_size, epochs, rng):
    def step(X, y, lr, w, b):
        dw, db = gradient(X, y, w, b)
        return w - lr * np.clip(dw, -1e3, 1e3), b - lr * np.clip(db, -1e3, 1e3)

    return trained(X, y, lr, batch_size, epochs, rng, step)


@exercise.rejects(
    "X and y are shuffled in place, so the caller's table comes back in another order: shuffle an "
    "array of indices."
)
def rearranges_the_callers_arrays(X, y, lr, batch_size, epochs, rng):
    result = trained(X, y, lr, batch_size, epochs, rng)
    X[:], y[:] = X[::-1].copy(), y[::-1].copy()
    return result


@exercise.rejects(
    "The features are standardised inside, and w belongs to the scaled ones; the caller passes the "
    "features that the model is to use.",
    read="One scale for all features",
)
def standardises_inside(X, y, lr, batch_size, epochs, rng):
    spread = X.std(axis=0)
    Z = (X - X.mean(axis=0)) / np.where(spread == 0, 1.0, spread)
    return trained(Z, y, lr, batch_size, epochs, rng)


@exercise.rejects(
    "Your losses come as a list; make them an array, np.array(losses), so that the caller can "
    "compute with them."
)
def losses_in_a_list(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return w, b, losses.tolist()


@exercise.rejects(
    "b is the last entry of w as well as a part of its own; w has one weight for each feature, and "
    "no more."
)
def leaves_b_inside_w(X, y, lr, batch_size, epochs, rng):
    w, b, losses = trained(X, y, lr, batch_size, epochs, rng)
    return np.append(w, b), b, losses


@exercise.rejects("The losses are missing; return them as a third part, behind w and b.")
def returns_no_losses(X, y, lr, batch_size, epochs, rng):
    return trained(X, y, lr, batch_size, epochs, rng)[:2]
