"""bias_variance(preds, y_true): how far off many models are on average, and how they scatter."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import bias_variance

exercise = Exercise(bias_variance, read="Bias and variance")

# Relative to the mean squared error. Right answers err by less than 3e-14 here, the best wrong
# one by 2e-5.
TOLERANCE = 1e-10

PARTS = ("bias2", "variance")
Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, R: int, n: int) -> tuple[Array, Array]:
    """Predictions (R, n) and the truth (n,), with a bias at every point."""
    y = np.round(2 * case.rng.normal(size=n), 1)
    off = np.round(1 + case.rng.normal(size=n), 1)
    return np.round(y + off + 1.5 * case.rng.normal(size=(R, n)), 1), y


def parts(answer: Answer, case: Case, preds: Array, y: Array) -> dict[str, Any]:
    """bias2 and variance, also out of arrays: the containers have a check of their own."""
    got = answer.bias_variance(preds, y)
    pair = got.tolist() if isinstance(got, np.ndarray) else got
    found = (
        part.item() if isinstance(part, np.ndarray) and part.size == 1 else part
        for part in case.unpack(pair, *PARTS)
    )
    return dict(zip(PARTS, found, strict=True))


def right(preds: Array, y: Array) -> dict[str, Any]:
    """bias2 and variance of the reference."""
    return dict(zip(PARTS, map(float, bias_variance(preds, y)), strict=True))


def part_is_right(answer: Answer, case: Case, part: str) -> None:
    """Compare bias2 or variance alone: of many sizes, then of tiny and of huge numbers."""
    sizes = ((3, 4), (2, 3), (3, 3), (3, 2), (2, 1), (1, 3), (1, 1), (20, 6))
    cases = [draw(case, R, n) for R, n in sizes]
    for size in (2.0**-20, 2.0**20):
        preds, y = draw(case, 3, 5)
        cases.append((size * preds, size * y))
    for preds, y in cases:
        got, want = parts(answer, case, preds, y)[part], right(preds, y)
        scale = sum(want.values()) or 1.0  # of the two, one may be 0
        case.equal({part: got}, {part: want[part]}, tol=TOLERANCE, scale=scale)


@exercise.check("returns two numbers, bias2 and variance")
def returns_two_numbers(answer: Answer, case: Case) -> None:
    for R, n in ((3, 4), (4, 2)):
        preds, y = draw(case, R, n)
        case.like(parts(answer, case, preds, y), right(preds, y))


@exercise.check(
    "bias2 is the squared distance of the mean prediction from the truth",
    weight=6,
    needs=[returns_two_numbers],
)
def bias2_is_right(answer: Answer, case: Case) -> None:
    part_is_right(answer, case, "bias2")


@exercise.check(
    "variance is the mean squared distance of the models from their mean",
    weight=6,
    needs=[returns_two_numbers],
)
def variance_is_right(answer: Answer, case: Case) -> None:
    part_is_right(answer, case, "variance")


# Judged by what the answer makes of the same numbers as floats: a wrong formula has its own check.
@exercise.check("gives plain numbers, for whole numbers too", needs=[returns_two_numbers])
def gives_plain_numbers(answer: Answer, case: Case) -> None:
    for R, n in ((2, 3), (3, 2)):
        preds, y = case.rng.integers(-3, 4, size=(R, n)), case.rng.integers(-3, 4, size=n)
        preds[0] += 1 - preds.sum(axis=0) % R  # no mean is a whole number
        want = tuple(map(float, bias_variance(preds, y)))
        floats = parts(answer, case, preds.astype(float), y.astype(float))
        expected = case.numbers(tuple(floats.values()), want)
        got = answer.bias_variance(preds, y)
        case.like(got, want)
        if expected is not None:
            case.equal(got, expected, tol=TOLERANCE)


@exercise.check("refuses a y_true without one value for each column of preds")
def refuses_other_shapes(answer: Answer, case: Case) -> None:
    for R, n in ((3, 4), (2, 3)):
        preds, y = draw(case, R, n)
        case.raises(ValueError, answer.bias_variance, preds, y[:-1])
        hint = "One value against n columns broadcasts, and is compared with every point."
        case.raises(ValueError, answer.bias_variance, preds, y[:1], hint=hint)
        case.raises(ValueError, answer.bias_variance, preds, preds[:, 0])
    preds, y = draw(case, 3, 1)
    case.raises(ValueError, answer.bias_variance, preds, np.append(y, [1.0, 2.0]))


@exercise.check("changes nothing and remembers nothing", needs=[returns_two_numbers])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.bias_variance, draw(case, 2, 3), draw(case, 3, 2))


# --- right answers ----------------------------------------------------------


def one_value_for_each_column(preds, y_true):
    if np.shape(y_true) != np.shape(preds)[1:]:
        raise ValueError(f"{np.shape(preds)} against {np.shape(y_true)}")


@exercise.accepts
def formulas_of_the_lecture(preds, y_true):
    if y_true.shape != preds.shape[1:]:
        raise ValueError(f"{preds.shape} against {y_true.shape}")
    middle = preds.mean(axis=0)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


@exercise.accepts
def library_variance(preds, y_true):
    if len(y_true) != preds.shape[1]:
        raise ValueError("one value for each column")
    bias = np.average(preds, axis=0) - y_true
    return bias @ bias / bias.size, np.mean(np.var(preds, axis=0))


@exercise.accepts
def loops_in_plain_python(preds, y_true):
    R, n = preds.shape
    if y_true.shape != (n,):
        raise ValueError("y_true has another length")
    bias2 = variance = 0.0
    for j in range(n):
        middle = 0.0
        for r in range(R):
            middle += preds[r, j] / R
        bias2 += (middle - y_true[j]) ** 2 / n
        for r in range(R):
            variance += (preds[r, j] - middle) ** 2 / (R * n)
    return float(bias2), float(variance)


@exercise.accepts
def all_errors_less_the_bias(preds, y_true):
    one_value_for_each_column(preds, y_true)
    errors = preds - y_true
    bias2 = np.mean(np.mean(errors, axis=0) ** 2)
    return bias2, np.mean(errors**2) - bias2


@exercise.accepts
def squares_of_the_means_from_means_of_the_squares(preds, y_true):
    one_value_for_each_column(preds, y_true)
    middle = preds.sum(axis=0) / len(preds)
    variances = (preds**2).sum(axis=0) / len(preds) - middle**2
    return [np.square(middle - y_true).mean(), variances.mean()]


@exercise.accepts
def column_by_column(preds, y_true):
    one_value_for_each_column(preds, y_true)
    biases, variances = [], []
    for column, truth in zip(preds.T, y_true):
        biases.append((np.mean(column) - truth) ** 2)
        variances.append(np.std(column) ** 2)
    return np.array(np.mean(biases)), np.array(np.mean(variances))


@exercise.accepts
def exact_sums_by_rows(preds, y_true):
    rows = preds.tolist()
    if preds.shape[1] != y_true.size:
        raise ValueError("preds and y_true do not match")
    middle = [math.fsum(column) / len(rows) for column in zip(*rows)]
    bias2 = math.fsum((y - middle[j]) ** 2 for j, y in enumerate(y_true))
    spread = math.fsum((p - middle[j]) ** 2 for row in rows for j, p in enumerate(row))
    return bias2 / len(middle), spread / preds.size


@exercise.accepts
def lengths_of_vectors(preds, y_true):
    one_value_for_each_column(preds, y_true)
    R, n = preds.shape
    middle = np.full(R, 1 / R) @ preds
    work = preds.astype(float)
    work -= middle
    return np.linalg.norm(middle - y_true) ** 2 / n, np.linalg.norm(work) ** 2 / (R * n)


exercise.equivalent(
    "preds.ndim != 2 or y_true.shape != preds.shape[1:]",
    "preds is a table of two axes",
    after="y_true.shape != preds.shape[1:]",
)


# --- wrong answers ----------------------------------------------------------


def pair(preds, y_true):
    one_value_for_each_column(preds, y_true)
    middle = np.mean(preds, axis=0)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


@exercise.rejects(
    "The scatter is measured over the points; it is the models, the rows, that scatter around "
    "their mean at each point."
)
def variance_over_the_points(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.mean(np.var(preds, axis=1))


@exercise.rejects(
    "The variance of all predictions together counts how the curve goes up and down as scatter; "
    "take it at each point, over the models."
)
def variance_of_everything(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.var(preds)


@exercise.rejects(
    "Dividing by R − 1 belongs to the estimate from a sample; here bias2 + variance has to be the "
    "mean squared error, so divide by R."
)
def variance_divided_by_r_minus_1(preds, y_true):
    bias2, variance = pair(preds, y_true)
    R = len(preds)
    return bias2, variance * R / (R - 1) if R > 1 else math.nan


@exercise.rejects(
    "You measure the scatter around the truth; that is the whole error, bias included. Measure it "
    "around the mean of the models."
)
def variance_around_the_truth(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.mean((preds - y_true) ** 2)


@exercise.rejects(
    "Your second number is a standard deviation: without squares, the two numbers do not add up "
    "to the error."
)
def deviation_for_variance(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2, math.sqrt(variance)


@exercise.rejects(
    "You average standard deviations over the points; average the variances, which are their "
    "squares."
)
def mean_deviation_for_variance(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.mean(np.std(preds, axis=0))


@exercise.rejects(
    "The scatter is measured by absolute distances; square them, or the sum with bias2 is no "
    "longer the error."
)
def variance_of_absolute_distances(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.mean(np.abs(preds - np.mean(preds, axis=0)))


@exercise.rejects(
    "The variances of the points are added up; divide by n, as both numbers are averages over the "
    "points."
)
def variance_summed_over_the_points(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2, variance * preds.shape[1]


@exercise.rejects(
    "The squared distances of the models are added up; the variance is their mean, so divide by R."
)
def variance_summed_over_the_models(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2, variance * len(preds)


@exercise.rejects(
    "You measure how far the models are from the first one; their mean is the middle that counts."
)
def variance_around_the_first_model(preds, y_true):
    bias2, _ = pair(preds, y_true)
    return bias2, np.mean((preds - preds[0]) ** 2)


@exercise.rejects(
    "The noise of the data is counted as variance; y_true is without noise, and only the models "
    "scatter here."
)
def adds_the_noise(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2, variance + 0.09


@exercise.rejects(
    "You average the squared errors of the single models, which is bias2 and variance together; "
    "average the predictions first, then square."
)
def bias2_of_every_model(preds, y_true):
    _, variance = pair(preds, y_true)
    return np.mean((preds - y_true) ** 2), variance


@exercise.rejects(
    "Your bias is never squared, so that too high and too low cancel; square it at each point."
)
def bias_not_squared(preds, y_true):
    _, variance = pair(preds, y_true)
    return np.mean(np.mean(preds, axis=0) - y_true), variance


@exercise.rejects(
    "An absolute bias does not add up with the variance to the error; square the distance at each "
    "point."
)
def bias_by_absolute_values(preds, y_true):
    _, variance = pair(preds, y_true)
    return np.mean(np.abs(np.mean(preds, axis=0) - y_true)), variance


@exercise.rejects(
    "The biases of the points are averaged before they are squared, and opposite ones cancel; "
    "square first."
)
def square_of_the_mean_bias(preds, y_true):
    _, variance = pair(preds, y_true)
    return np.mean(preds - y_true) ** 2, variance


@exercise.rejects(
    "The root of bias² is taken at the end; leave the square, so that the two numbers add up to "
    "the error."
)
def root_of_bias2(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return math.sqrt(bias2), variance


@exercise.rejects(
    "A single mean of all predictions stands for every point; each point has a mean of its own, "
    "over the models."
)
def one_mean_for_all_points(preds, y_true):
    one_value_for_each_column(preds, y_true)
    return np.mean((np.mean(preds) - y_true) ** 2), np.mean((preds - np.mean(preds)) ** 2)


@exercise.rejects(
    "Only the bias of the first model is looked at; the bias is that of the mean over all models."
)
def bias2_of_the_first_model(preds, y_true):
    _, variance = pair(preds, y_true)
    return np.mean((preds[0] - y_true) ** 2), variance


@exercise.rejects(
    "You take the median of the models where their mean is asked for; only around the mean do the "
    "mixed terms vanish."
)
def median_for_mean(preds, y_true):
    one_value_for_each_column(preds, y_true)
    middle = np.median(preds, axis=0)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


@exercise.rejects(
    "bias2 is a sum over the points in your function; divide by n, so that more points do not "
    "make it larger."
)
def bias2_summed_over_the_points(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2 * len(y_true), variance


@exercise.rejects(
    "The squared biases are divided by the number of models; their average is over the n points."
)
def bias2_divided_by_the_models(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2 * preds.shape[1] / len(preds), variance


@exercise.rejects(
    "Subtracting the variance from bias² takes it off twice; the mean prediction has left it out "
    "already."
)
def bias2_less_the_variance(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2 - variance, variance


@exercise.rejects(
    "Your numbers come in the wrong order: first how far off the mean is, bias2, then the scatter."
)
def variance_first(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return variance, bias2


@exercise.rejects(
    "You return the numbers of every single point; average them, so that there is one bias2 and "
    "one variance."
)
def one_pair_for_each_point(preds, y_true):
    one_value_for_each_column(preds, y_true)
    return (np.mean(preds, axis=0) - y_true) ** 2, np.var(preds, axis=0)


@exercise.rejects(
    "Both are added up to the whole error; keep the two apart, for they call for different "
    "remedies."
)
def one_number_for_both(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return bias2 + variance


@exercise.rejects(
    "Both numbers are right but sit in arrays with one entry; give two plain numbers."
)
def numbers_in_arrays(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return np.array([bias2]), np.array([variance])


@exercise.rejects(
    "y_true is never compared with preds, and a single value broadcasts over all columns: raise "
    "ValueError unless there is one for each."
)
def broadcasts_silently(preds, y_true):
    middle = np.mean(preds, axis=0)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


@exercise.rejects(
    "You compare y_true with the rows of preds, which are the models; it has one value for each "
    "point, that is, for each column."
)
def compares_with_the_rows(preds, y_true):
    if len(y_true) != len(preds):
        raise ValueError("the shapes do not match")
    return pair(preds, y_true)


@exercise.rejects(
    "Pairing columns and values with zip stops at the shorter side and drops the rest silently; "
    "compare the lengths and raise ValueError."
)
def stops_at_the_shorter_side(preds, y_true):
    both = [((np.mean(c) - y) ** 2, np.var(c)) for c, y in zip(preds.T, y_true)]
    return tuple(np.mean(both, axis=0))


@exercise.rejects(
    "An assert is a note to yourself and can be switched off; tell the caller of wrong shapes by "
    "a ValueError."
)
def asserts_the_shapes(preds, y_true):
    assert len(y_true) == preds.shape[1], "the shapes differ"
    return pair(preds, y_true)


@exercise.rejects(
    "With whole numbers your mean is cut off to a whole number; means need float64, whatever "
    "comes in."
)
def mean_in_the_type_of_preds(preds, y_true):
    one_value_for_each_column(preds, y_true)
    middle = np.mean(preds, axis=0).astype(preds.dtype)
    return np.mean((middle - y_true) ** 2), np.mean((preds - middle) ** 2)


@exercise.rejects("Both numbers are rounded; return them whole, and round where you print them.")
def rounds_both(preds, y_true):
    bias2, variance = pair(preds, y_true)
    return round(float(bias2), 3), round(float(variance), 3)


@exercise.rejects(
    "The caller's predictions lose their mean, because you subtract it in place; subtract into a "
    "new array."
)
def centres_in_place(preds, y_true):
    bias2, variance = pair(preds, y_true)
    preds -= np.mean(preds, axis=0).astype(preds.dtype)
    return bias2, variance
