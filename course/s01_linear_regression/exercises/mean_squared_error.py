"""mean_squared_error(y, y_hat): the mean of the squared errors, without a 1/2."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import mean_squared_error

exercise = Exercise(mean_squared_error)

TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int) -> tuple[np.ndarray, np.ndarray]:
    """y and y_hat, (n,) each, with errors that do not add up to zero."""
    y = np.round(1 + 2 * case.rng.normal(size=n), 2)
    return y, np.round(y + 0.3 + case.rng.normal(size=n), 2)


def plain(got: Any) -> Any:
    """A number out of an array with a single entry; anything else as it is.

    The container has a check of its own: it must not cost the marks for the value.
    """
    return got.reshape(()) if isinstance(got, np.ndarray) and got.size == 1 else got


@exercise.check("returns one value")
def returns_one_value(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        y, y_hat = draw(case, n)
        want = mean_squared_error(y, y_hat)
        got = plain(answer.mean_squared_error(y, y_hat))
        case.equal(got, want, scale=np.inf)  # any finite number will do here


@exercise.check("returns a number, not an array", needs=[returns_one_value])
def returns_a_number(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    want = mean_squared_error(y, y_hat)
    case.equal(answer.mean_squared_error(y, y_hat), want, scale=np.inf)


@exercise.check("is zero where every prediction is exact", needs=[returns_one_value])
def is_zero_where_exact(answer: Answer, case: Case) -> None:
    for n in (2, 4):
        y, _ = draw(case, n)
        case.equal(plain(answer.mean_squared_error(y, y.copy())), 0.0, tol=TOLERANCE)


@exercise.check("is the mean of the squared errors", weight=6, needs=[returns_one_value])
def is_the_mean_of_the_squares(answer: Answer, case: Case) -> None:
    for n in (3, 1, 2, 7, 50):
        y, y_hat = draw(case, n)
        want = mean_squared_error(y, y_hat)  # first: the answer may spoil y, another check's case
        case.equal(plain(answer.mean_squared_error(y, y_hat)), want, tol=TOLERANCE)


@exercise.check("counts errors of either sign", weight=2, needs=[returns_one_value])
def counts_errors_of_either_sign(answer: Answer, case: Case) -> None:
    for errors in ([2.0, -1.5, -0.5], [0.5, 0.5, 0.5]):  # the first ones add up to zero
        y = np.round(case.rng.normal(size=3), 2)
        y_hat = y + errors
        want = mean_squared_error(y, y_hat)
        case.equal(plain(answer.mean_squared_error(y, y_hat)), want, tol=TOLERANCE)


@exercise.check("grows with the square of the units", needs=[returns_one_value])
def grows_with_the_square(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    got = []
    for factor in (1, 100):
        value = plain(answer.mean_squared_error(factor * y, factor * y_hat))
        case.equal(value, 0.0, scale=np.inf)
        got.append(float(value))
    case.that(
        abs(got[1] - 10_000 * got[0]) <= TOLERANCE * 10_000 * abs(got[0]),
        f"For y = {y.tolist()} and y_hat = {y_hat.tolist()} your loss is {got[0]:.6g}. With both "
        f"100 times as large it is {got[1]:.6g}; it has to be 10,000 times as large.",
    )


@exercise.check("refuses shapes that differ", weight=2, needs=[returns_one_value])
def refuses_shapes_that_differ(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    for other in (y_hat[:1], y_hat[:2]):
        case.raises(ValueError, answer.mean_squared_error, y.copy(), other.copy())
        case.raises(ValueError, answer.mean_squared_error, other.copy(), y.copy())
    hint = "(n, 1) against (n,) broadcasts to (n, n) and averages n² wrong differences."
    column = y.reshape(3, 1)
    case.raises(ValueError, answer.mean_squared_error, column.copy(), y_hat.copy(), hint=hint)
    case.raises(ValueError, answer.mean_squared_error, y_hat.copy(), column.copy(), hint=hint)


@exercise.check("leaves its arguments alone", needs=[returns_one_value])
def leaves_its_arguments_alone(answer: Answer, case: Case) -> None:
    answer.mean_squared_error(*draw(case, 3))
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_line(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("y and y_hat differ in shape")
    return np.mean((np.asarray(y_hat) - np.asarray(y)) ** 2)


@exercise.accepts
def loop_in_plain_python(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("shapes")
    total = 0.0
    for truth, guess in zip(np.ravel(y), np.ravel(y_hat)):
        total += (guess - truth) ** 2
    return total / np.size(y)


@exercise.accepts
def dot_product(y, y_hat):
    y, y_hat = np.array(y, dtype=float), np.array(y_hat, dtype=float)
    if y.shape != y_hat.shape:
        raise ValueError(f"{y.shape} against {y_hat.shape}")
    r = (y - y_hat).ravel()
    return float(r @ r) / r.size


@exercise.accepts
def norm_squared(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("shape mismatch")
    return np.linalg.norm(y - y_hat) ** 2 / len(y)


@exercise.accepts
def exact_sum(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("y and y_hat must match")
    errors = (y_hat - y).ravel().tolist()
    return math.fsum(e * e for e in errors) / len(errors)


@exercise.accepts
def expanded_square(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean(y**2) - 2 * np.mean(y * y_hat) + np.mean(y_hat**2)


@exercise.accepts
def variance_plus_squared_bias(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    error = y_hat - y
    return np.var(error) + np.mean(error) ** 2


@exercise.accepts
def in_place_on_a_copy(y, y_hat):
    if y.ndim != y_hat.ndim or y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    work = y_hat.copy()
    work -= y
    work *= work
    return np.array(work.sum() / work.size)


@exercise.accepts
def einstein_average(y, y_hat):
    class ShapeError(ValueError):
        pass

    if list(y.shape) != list(y_hat.shape):
        raise ShapeError("the shapes differ")
    r = np.subtract(y, y_hat)
    return np.einsum("i,i->", r, r) / np.float64(y.shape[0])


@exercise.accepts
def running_mean(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError
    mean = 0.0
    for count, error in enumerate(y - y_hat, start=1):
        mean += (error * error - mean) / count
    return mean


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "Divide by the number of samples: the loss is a mean, and a sum grows with every sample added."
)
def sum_instead_of_mean(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.sum((y_hat - y) ** 2)


@exercise.rejects(
    "The squared error of this course carries no factor 1/2; its gradient carries the factor 2 "
    "instead."
)
def half_the_mean(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return 0.5 * np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "Square each error before you average: errors of opposite signs cancel in the mean, and no "
    "square brings them back."
)
def square_of_the_mean_error(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return (np.mean(y) - np.mean(y_hat)) ** 2


@exercise.rejects(
    "You average the errors themselves; without the square, positive and negative errors cancel "
    "one another."
)
def mean_error_without_a_square(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean(y_hat - y)


@exercise.rejects(
    "You average absolute errors; this loss averages their squares, which punish a large error "
    "much more than a small one."
)
def mean_absolute_error(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean(np.abs(y_hat - y))


@exercise.rejects(
    "You take the square root at the end; the mean squared error stays in the squared units of y."
)
def root_of_the_mean_square(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return math.sqrt(np.mean((y_hat - y) ** 2))


@exercise.rejects(
    "The shapes of y and y_hat are never compared, so (n, 1) against (n,) broadcasts to (n, n) "
    "without a word: raise ValueError where they differ."
)
def broadcasts_silently(y, y_hat):
    return np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "Comparing lengths is not enough: (n, 1) and (n,) have the same length and still broadcast to "
    "(n, n); compare the whole shapes."
)
def compares_lengths_only(y, y_hat):
    if len(y) != len(y_hat):
        raise ValueError("the lengths differ")
    return np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "You flatten both arrays before comparing them, which hides that (n, 1) and (n,) differ; the "
    "caller needs to hear of it."
)
def flattens_before_comparing(y, y_hat):
    y, y_hat = np.ravel(y), np.ravel(y_hat)
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "Pairing the entries stops silently at the shorter array; compare the shapes first and raise "
    "ValueError where they differ."
)
def stops_at_the_shorter_array(y, y_hat):
    squares = [(guess - truth) ** 2 for truth, guess in zip(y.ravel(), y_hat.ravel())]
    return sum(squares) / len(squares)


@exercise.rejects(
    "An assert reports a bug of your own and can be switched off; wrong input from a caller "
    "calls for a ValueError."
)
def asserts_the_shapes(y, y_hat):
    assert y.shape == y_hat.shape, "the shapes differ"
    return np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "Returning None lets the caller compute on with nothing; where the shapes differ, raise "
    "ValueError."
)
def returns_none_where_shapes_differ(y, y_hat):
    if y.shape != y_hat.shape:
        return None
    return np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "You return one squared error for each sample; the loss is one number, the mean over all of "
    "them."
)
def squared_errors_not_averaged(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return (y_hat - y) ** 2


@exercise.rejects(
    "Your value is right, but it comes wrapped in an array with one entry; return it as a plain "
    "number."
)
def array_with_one_entry(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean((y_hat - y) ** 2, keepdims=True)


@exercise.rejects(
    "The mean divides by n; dividing by n − 1 belongs to the estimate of a variance and breaks "
    "down for one sample."
)
def divides_by_n_minus_1(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    with np.errstate(all="ignore"):
        return np.sum((y_hat - y) ** 2) / np.float64(y.size - 1)


@exercise.rejects(
    "A mean divides by the number of samples once; yours does it twice, so the loss shrinks as "
    "samples are added."
)
def divides_by_n_twice(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean((y_hat - y) ** 2) / y.size


@exercise.rejects(
    "The last sample never enters your sum; Python counts from 0, so the loop has to run over all "
    "n entries."
)
def leaves_out_the_last_sample(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    total = 0.0
    for i in range(len(y) - 1):
        total += (y_hat[i] - y[i]) ** 2
    return total / len(y)


@exercise.rejects(
    "Subtract first, then square: the difference of two squares is not the square of a difference."
)
def difference_of_squares(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean(y_hat**2 - y**2)


@exercise.rejects(
    "You divide each error by its y; the loss wants plain differences, and a y near zero would "
    "blow yours up."
)
def relative_errors(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean(((y_hat - y) / y) ** 2)


@exercise.rejects(
    "The variance of the errors removes their mean first, so a model that is always off by the "
    "same amount would seem perfect."
)
def variance_of_the_errors(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.var(y_hat - y)


@exercise.rejects(
    "A loss is never negative and the best is the smallest; leave out the minus sign in front of "
    "the mean."
)
def negative_loss(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return -np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "A loss that is exact at zero needs no small constant; yours stays above zero for perfect "
    "predictions."
)
def adds_a_small_constant(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return np.mean((y_hat - y) ** 2) + 1e-6


@exercise.rejects(
    "Return the exact loss: rounding belongs where a number is printed, and it turns a small loss "
    "into zero."
)
def rounds_the_loss(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    return round(float(np.mean((y_hat - y) ** 2)), 3)


@exercise.rejects(
    "You compute the differences in y_hat itself, so the caller loses the predictions; put them "
    "into a new array."
)
def subtracts_in_place(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    y_hat -= y
    return np.mean(y_hat**2)
