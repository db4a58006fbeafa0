"""mean_squared_error(y, y_hat): the mean of the squared errors, without a 1/2."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import mean_squared_error

exercise = Exercise(mean_squared_error, read="The loss: how wrong is a line?")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-6.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int) -> tuple[np.ndarray, np.ndarray]:
    """y and y_hat, (n,) each, with errors that do not add up to zero."""
    y = np.round(1 + 2 * case.rng.normal(size=n), 2)
    return y, np.round(y + 0.3 + case.rng.normal(size=n), 2)


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        y, y_hat = draw(case, n)
        want = mean_squared_error(y, y_hat)
        case.numbers(answer.mean_squared_error(y, y_hat), want)


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    case.like(answer.mean_squared_error(y, y_hat), mean_squared_error(y, y_hat))


@exercise.check("is the mean of the squared errors", weight=8, needs=[returns_one_number])
def is_the_mean_of_the_squares(answer: Answer, case: Case) -> None:
    for n in (3, 1, 2, 7, 50):
        y, y_hat = draw(case, n)
        want = mean_squared_error(y, y_hat)
        got = case.numbers(answer.mean_squared_error(y, y_hat), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("is exact where the errors are tiny or huge", needs=[is_the_mean_of_the_squares])
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-6, 1e6, 0.0):  # 0: every prediction is exact
        y_hat = size * np.round(1 + case.rng.normal(size=3), 1)
        want = mean_squared_error(np.zeros(3), y_hat)
        got = case.numbers(answer.mean_squared_error(np.zeros(3), y_hat), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("refuses shapes that differ", weight=2, needs=[returns_one_number])
def refuses_shapes_that_differ(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    for other in (y_hat[:1], y_hat[:2]):
        case.raises(ValueError, answer.mean_squared_error, y, other)
        case.raises(ValueError, answer.mean_squared_error, other, y)
    hint = "(n, 1) against (n,) broadcasts to (n, n) and averages n² wrong differences."
    column = y.reshape(3, 1)
    case.raises(ValueError, answer.mean_squared_error, column, y_hat, hint=hint)
    case.raises(ValueError, answer.mean_squared_error, y_hat, column, hint=hint)


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.mean_squared_error, draw(case, 3), draw(case, 3))


# --- right answers ----------------------------------------------------------


def same_shape(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError(f"{y.shape} against {y_hat.shape}")


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
    for truth, guess in zip(y, y_hat):
        total += (guess - truth) ** 2
    return total / np.size(y)


@exercise.accepts
def dot_product(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError(f"{y.shape} against {y_hat.shape}")
    r = y - y_hat
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
    errors = (y_hat - y).tolist()
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
    if not np.array_equal(y.shape, y_hat.shape):
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
    return np.einsum("i,i->", r, r) / y.shape[0]


@exercise.accepts
def running_mean(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError
    mean = 0.0
    for count, error in enumerate(y - y_hat, start=1):
        mean += (error * error - mean) / count
    return mean


SYMMETRIC = "(a − b)² = (b − a)²"
exercise.equivalent("y, y_hat = (np.asarray(y), np.asarray(y_hat))", SYMMETRIC)
exercise.equivalent("zip(y, y_hat)", SYMMETRIC)
exercise.equivalent("np.subtract(y, y_hat)", SYMMETRIC)


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "Divide by the number of samples: the loss is a mean, and a sum grows with every sample added."
)
def sum_instead_of_mean(y, y_hat):
    same_shape(y, y_hat)
    return np.sum((y_hat - y) ** 2)


@exercise.rejects(
    "The squared error of this course carries no factor 1/2; its gradient carries the factor 2 "
    "instead."
)
def half_the_mean(y, y_hat):
    same_shape(y, y_hat)
    return 0.5 * np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "Square each error before you average: errors of opposite signs cancel in the mean, and no "
    "square brings them back."
)
def square_of_the_mean_error(y, y_hat):
    same_shape(y, y_hat)
    return (np.mean(y) - np.mean(y_hat)) ** 2


@exercise.rejects(
    "You average the errors themselves; without the square, positive and negative errors cancel "
    "one another."
)
def mean_error_without_a_square(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(y_hat - y)


@exercise.rejects(
    "You average absolute errors; this loss averages their squares, which punish a large error "
    "much more than a small one."
)
def mean_absolute_error(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(np.abs(y_hat - y))


@exercise.rejects(
    "You take the square root at the end; the mean squared error stays in the squared units of y."
)
def root_of_the_mean_square(y, y_hat):
    same_shape(y, y_hat)
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
    same_shape(y, y_hat)
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
    same_shape(y, y_hat)
    return (y_hat - y) ** 2


@exercise.rejects(
    "Your value is right, but it comes wrapped in an array with one entry; return it as a plain "
    "number."
)
def array_with_one_entry(y, y_hat):
    same_shape(y, y_hat)
    return np.mean((y_hat - y) ** 2, keepdims=True)


@exercise.rejects(
    "The mean divides by n; dividing by n − 1 belongs to the estimate of a variance and breaks "
    "down for one sample."
)
def divides_by_n_minus_1(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return np.sum((y_hat - y) ** 2) / np.float64(y.size - 1)


@exercise.rejects(
    "A mean divides by the number of samples once; yours does it twice, so the loss shrinks as "
    "samples are added."
)
def divides_by_n_twice(y, y_hat):
    same_shape(y, y_hat)
    return np.mean((y_hat - y) ** 2) / y.size


@exercise.rejects(
    "The last sample never enters your sum; Python counts from 0, so the loop has to run over all "
    "n entries."
)
def leaves_out_the_last_sample(y, y_hat):
    same_shape(y, y_hat)
    total = 0.0
    for i in range(len(y) - 1):
        total += (y_hat[i] - y[i]) ** 2
    return total / len(y)


@exercise.rejects(
    "Subtract first, then square: the difference of two squares is not the square of a difference."
)
def difference_of_squares(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(y_hat**2 - y**2)


@exercise.rejects(
    "You divide each error by its y; the loss wants plain differences, and a y near zero would "
    "blow yours up."
)
def relative_errors(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(((y_hat - y) / y) ** 2)


@exercise.rejects(
    "The variance of the errors removes their mean first, so a model that is always off by the "
    "same amount would seem perfect."
)
def variance_of_the_errors(y, y_hat):
    same_shape(y, y_hat)
    return np.var(y_hat - y)


@exercise.rejects(
    "A loss is never negative and the best is the smallest; leave out the minus sign in front of "
    "the mean."
)
def negative_loss(y, y_hat):
    same_shape(y, y_hat)
    return -np.mean((y_hat - y) ** 2)


@exercise.rejects(
    "A loss that is exact at zero needs no small constant; yours stays above zero for perfect "
    "predictions."
)
def adds_a_small_constant(y, y_hat):
    same_shape(y, y_hat)
    return np.mean((y_hat - y) ** 2) + 1e-12


@exercise.rejects(
    "Return the exact loss: rounding belongs where a number is printed, and it turns a small loss "
    "into zero."
)
def rounds_the_loss(y, y_hat):
    same_shape(y, y_hat)
    return round(float(np.mean((y_hat - y) ** 2)), 3)


@exercise.rejects(
    "You compute the differences in y_hat itself, so the caller loses the predictions; put them "
    "into a new array."
)
def subtracts_in_place(y, y_hat):
    same_shape(y, y_hat)
    y_hat -= y
    return np.mean(y_hat**2)
