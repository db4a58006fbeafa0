"""fit_gaussian_mle(x): the mean and the variance of the most likely normal distribution."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import fit_gaussian_mle

exercise = Exercise(fit_gaussian_mle, read="Finding the top")

# Right answers err by less than 1e-14 here, the best wrong one by 1e-3.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int) -> np.ndarray:
    """n samples of both signs, skewed, so that the median is not the mean; none lies far out."""
    return np.round(9 * case.rng.random(n) ** 2 - 2, 1)


def parts(answer: Answer, case: Case, x: np.ndarray) -> dict[str, Any]:
    """mu and sigma2, also out of arrays: the containers have a check of their own."""
    got = answer.fit_gaussian_mle(x)
    pair = got.tolist() if isinstance(got, np.ndarray) else got
    mu, sigma2 = (
        part.item() if isinstance(part, np.ndarray) and part.size == 1 else part
        for part in case.unpack(pair, "mu", "sigma2")
    )
    return {"mu": mu, "sigma2": sigma2}


def right(x: np.ndarray) -> dict[str, Any]:
    """mu and sigma2 of the reference."""
    mu, sigma2 = fit_gaussian_mle(x)
    return {"mu": mu, "sigma2": sigma2}


def part_is_right(answer: Answer, case: Case, part: str) -> None:
    """Compare mu or sigma2 alone."""
    for n in (3, 2, 4, 7, 50):
        x = draw(case, n)
        got, want = parts(answer, case, x)[part], right(x)[part]
        case.equal({part: got}, {part: want}, tol=TOLERANCE, scale=1.0)  # a mean may be near 0


@exercise.check("returns two numbers, mu and sigma2")
def returns_two_numbers(answer: Answer, case: Case) -> None:
    for n in (3, 4):
        x = draw(case, n)
        case.like(parts(answer, case, x), right(x))


@exercise.check("mu is the mean", weight=4, needs=[returns_two_numbers])
def mu_is_the_mean(answer: Answer, case: Case) -> None:
    part_is_right(answer, case, "mu")


@exercise.check("sigma2 is the mean squared distance", weight=4, needs=[returns_two_numbers])
def sigma2_is_the_mean_squared_distance(answer: Answer, case: Case) -> None:
    part_is_right(answer, case, "sigma2")


BOTH = [mu_is_the_mean, sigma2_is_the_mean_squared_distance]


@exercise.check("one sample, or equal ones, have variance 0", needs=BOTH)
def equal_samples_have_no_variance(answer: Answer, case: Case) -> None:
    for n in (1, 3):
        x = np.repeat(draw(case, 1), n)
        case.equal(parts(answer, case, x), right(x), tol=TOLERANCE, scale=1.0)


@exercise.check("counts every sample, at every size", weight=2, needs=BOTH)
def counts_every_sample(answer: Answer, case: Case) -> None:
    far = draw(case, 12)
    far[4] += 80
    for x in (far, 1e-5 * (3 + draw(case, 4)), 1e5 * (3 + draw(case, 4))):
        case.equal(parts(answer, case, x), right(x), tol=TOLERANCE)


@exercise.check("gives plain numbers, for whole samples too", needs=BOTH)
def gives_plain_numbers(answer: Answer, case: Case) -> None:
    for x in (draw(case, 3), case.rng.integers(-3, 9, size=4), case.rng.integers(-3, 9, size=3)):
        case.equal(answer.fit_gaussian_mle(x), fit_gaussian_mle(x), tol=TOLERANCE, scale=1.0)


@exercise.check("changes nothing and remembers nothing", needs=[returns_two_numbers])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.fit_gaussian_mle, [draw(case, 4)], [draw(case, 4)])


# --- right answers ----------------------------------------------------------


@exercise.accepts
def mean_and_var(x):
    return np.mean(x), np.var(x)


@exercise.accepts
def loops_in_plain_python(x):
    n = len(x)
    mu = 0.0
    for value in x:
        mu += value / n
    sigma2 = 0.0
    for value in x:
        sigma2 += (value - mu) ** 2 / n
    return float(mu), float(sigma2)


@exercise.accepts
def mean_of_squares_minus_square_of_mean(x):
    mu = x.mean()
    return mu, (x**2).mean() - mu**2


@exercise.accepts
def welfords_running_update(x):
    mu, total = x[0], 0.0
    for count, value in enumerate(x[1:], start=2):
        step = value - mu
        mu = mu + step / count
        total += step * (value - mu)
    return mu, total / len(x)


@exercise.accepts
def sum_and_dot_product(x):
    mu = x.sum() / x.size
    r = x - mu
    return mu, r @ r / x.size


@exercise.accepts
def exact_sums_in_a_list(x):
    values = x.tolist()
    mu = math.fsum(values) / len(values)
    return [mu, math.fsum((v - mu) ** 2 for v in values) / len(values)]


@exercise.accepts
def standard_deviation_squared(x):
    return np.average(x), x.std() ** 2


@exercise.accepts
def covariance_with_itself(x):
    return x.mean(), np.cov(x, ddof=0)


@exercise.accepts
def all_pairs(x):
    # the mean squared distance of all pairs is twice the variance
    pairs = np.subtract.outer(x, x)
    return np.array(np.sum(x) / x.size), np.array(0.5 * np.mean(pairs**2))


@exercise.accepts
def least_squares_on_a_column_of_ones(x):
    A = np.ones((len(x), 1))
    (mu,), *_ = np.linalg.lstsq(A, x, rcond=None)
    return mu, np.linalg.norm(x - mu) ** 2 / len(x)


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The most likely variance divides by n. Dividing by n − 1 makes the estimate unbiased, "
    "which is another aim."
)
def divides_by_n_minus_1(x):
    mu = np.mean(x)
    with np.errstate(all="ignore"):
        return mu, np.sum((x - mu) ** 2) / np.float64(len(x) - 1)


@exercise.rejects(
    "You return the standard deviation. sigma2 is the variance, in squared units of x: "
    "leave out the square root."
)
def standard_deviation(x):
    return np.mean(x), np.std(x)


@exercise.rejects(
    "You take the median for mu. The likelihood of a normal distribution is highest at the mean; "
    "the median belongs to absolute distances.",
    read="Another noise, another loss",
)
def median_for_mu(x):
    return np.median(x), np.var(x)


@exercise.rejects(
    "You take the median for the centre, in mu and in sigma2. A normal distribution "
    "is most likely when it is centred at the mean.",
    read="Another noise, another loss",
)
def distances_from_the_median(x):
    mu = np.median(x)
    return mu, np.mean((x - mu) ** 2)


@exercise.rejects(
    "You return arrays with one entry each. Two plain numbers are wanted: "
    "let the mean run over all the entries, without keeping the axis."
)
def arrays_with_one_entry(x):
    return np.mean(x, keepdims=True), np.var(x, keepdims=True)


@exercise.rejects(
    "You return one array that holds both numbers. "
    "Return two numbers, mu and sigma2, separated by a comma."
)
def both_in_one_array(x):
    return np.array([np.mean(x), np.var(x)])


@exercise.rejects(
    "You return the variance alone. A normal distribution has two parameters: "
    "return mu as well, in front of sigma2."
)
def returns_the_variance_alone(x):
    return np.var(x)


@exercise.rejects(
    "You refuse a single sample. The most likely distribution for it exists: "
    "its mean is the sample and its variance is 0."
)
def refuses_a_single_sample(x):
    if len(x) < 2:
        raise ValueError("at least two samples are needed")
    return np.mean(x), np.var(x)


@exercise.rejects(
    "You add a small constant to the variance. Nothing here is divided by it, "
    "so it needs no protection, and it swamps the variance of tiny samples."
)
def adds_a_small_constant(x):
    return np.mean(x), np.var(x) + 1e-12


@exercise.rejects(
    "You pull samples that lie far out towards the others before you compute. "
    "The likelihood counts every sample as it is."
)
def clips_outliers(x):
    mu, sd = np.mean(x), np.std(x)
    x = np.clip(x, mu - 3 * sd, mu + 3 * sd)
    return np.mean(x), np.var(x)


@exercise.rejects(
    "You leave out samples that lie far from the mean. "
    "The likelihood is a product over all samples: none may be dropped."
)
def drops_outliers(x):
    kept = x[np.abs(x - np.mean(x)) <= 3 * np.std(x)]
    return np.mean(kept), np.var(kept)


@exercise.rejects(
    "Your code sorts x where it lies, so the caller finds the samples in another order. "
    "Sort a copy, or do not sort: neither number depends on the order."
)
def sorts_x_in_place(x):
    x.sort()
    return np.mean(x), np.var(x)


@exercise.rejects(
    "Your code subtracts the mean from x itself, and the caller loses the data. "
    "Write the differences into a new array."
)
def centres_x_in_place(x):
    x = np.asarray(x, dtype=float)
    mu = np.mean(x)
    x -= mu
    return mu, np.mean(x**2)


@exercise.rejects(
    "You write the distances into an array of the type of x. "
    "For whole-number samples that type cuts off their decimals."
)
def stores_distances_in_the_type_of_x(x):
    mu = np.mean(x)
    r = np.empty_like(x)
    r[:] = x - mu
    return mu, np.mean(r**2)


@exercise.rejects(
    "sigma2 is the mean of the squared distances; yours is their sum. Divide by the number "
    "of samples."
)
def sum_of_the_squared_distances(x):
    mu = np.mean(x)
    return mu, np.sum((x - mu) ** 2)


@exercise.rejects("The two results are in the wrong order: first mu, the mean, then sigma2.")
def in_the_wrong_order(x):
    return np.var(x), np.mean(x)


@exercise.rejects(
    "You average absolute distances. The variance of a normal distribution "
    "is the mean of the squared distances from mu."
)
def mean_absolute_distance(x):
    return np.mean(x), np.mean(np.abs(x - np.mean(x)))


@exercise.rejects(
    "You average the squares of x itself. The variance measures distances from the mean: "
    "subtract mu before you square."
)
def squares_without_the_mean(x):
    return np.mean(x), np.mean(x**2)


@exercise.rejects(
    "You divide by n twice. That is the variance of the mean; "
    "the variance of the samples is wanted."
)
def variance_of_the_mean(x):
    return np.mean(x), np.var(x) / len(x)


@exercise.rejects(
    "You average the absolute values for mu. Samples below zero have to pull the mean down: "
    "keep their signs."
)
def mean_of_the_absolute_values(x):
    return np.mean(np.abs(x)), np.var(x)


@exercise.rejects(
    "You take the middle between the smallest and the largest sample. "
    "The most likely mu is the mean of all samples."
)
def middle_of_the_range(x):
    return (np.min(x) + np.max(x)) / 2, np.var(x)


@exercise.rejects(
    "Your variance is negative: the difference is taken the wrong way round. "
    "The mean of the squares is never smaller than the square of the mean."
)
def negative_variance(x):
    mu = np.mean(x)
    return mu, mu**2 - np.mean(x**2)


@exercise.rejects(
    "You return rounded numbers. Return them as they are; "
    "rounding belongs to the printing and loses digits here."
)
def rounds_the_results(x):
    return round(float(np.mean(x)), 2), round(float(np.var(x)), 2)


@exercise.rejects(
    "You return 1 over the variance, which is called the precision. The variance itself is wanted."
)
def precision_for_the_variance(x):
    with np.errstate(divide="ignore"):
        return np.mean(x), np.float64(1.0) / np.var(x)
