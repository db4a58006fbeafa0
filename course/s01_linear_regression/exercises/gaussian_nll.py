"""gaussian_nll(y, y_hat, sigma): −log of the density of y around ŷ, summed over the samples."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import gaussian_nll

NOISE = "From normal noise to the squared error"
PRODUCT = "Never multiply the densities"
LIKELIHOOD = "Maximum likelihood, with ten numbers"

exercise = Exercise(gaussian_nll, read="The negative log-likelihood")

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-7.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, sigma: float = 2.0) -> tuple[np.ndarray, np.ndarray, float]:
    """y and y_hat, (n,) each, with errors of the size of sigma that do not add up to zero."""
    y = np.round(1 + 2 * case.rng.normal(size=n), 2)
    errors = sigma * np.round(0.3 + case.rng.normal(size=n), 2)
    return y, y + errors, sigma


def agrees(answer: Answer, case: Case, y: np.ndarray, y_hat: np.ndarray, sigma: float) -> None:
    want = gaussian_nll(y, y_hat, sigma)
    got = case.numbers(answer.gaussian_nll(y, y_hat, sigma), want)
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        y, y_hat, sigma = draw(case, n)
        case.numbers(answer.gaussian_nll(y, y_hat, sigma), gaussian_nll(y, y_hat, sigma))


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    y, y_hat, sigma = draw(case, 3)
    case.like(answer.gaussian_nll(y, y_hat, sigma), gaussian_nll(y, y_hat, sigma))


@exercise.check("is right where all predictions are exact", weight=3, needs=[returns_one_number])
def is_right_for_exact_predictions(answer: Answer, case: Case) -> None:
    for n, sigma in ((3, 2.0), (2, 3.0), (5, 0.6), (1, 1.5)):
        y, _, sigma = draw(case, n, sigma)
        agrees(answer, case, y, y, sigma)


@exercise.check("is the sum over the samples", weight=6, needs=[returns_one_number])
def is_the_sum_over_the_samples(answer: Answer, case: Case) -> None:
    for n, sigma in ((3, 2.0), (2, 3.0), (1, 0.5), (7, 1.0), (50, 1.5)):
        agrees(answer, case, *draw(case, n, sigma))


@exercise.check(
    "is right where sigma is tiny or huge", weight=2, needs=[is_the_sum_over_the_samples]
)
def is_right_for_every_sigma(answer: Answer, case: Case) -> None:
    for sigma in (1e-6, 1e6, 0.01):  # a small one has densities above 1: the result is negative
        agrees(answer, case, *draw(case, 2, sigma))


@exercise.check("stays finite", weight=2, needs=[is_the_sum_over_the_samples])
def stays_finite(answer: Answer, case: Case) -> None:
    y = np.array([2.0, 3.0])
    agrees(answer, case, y, y + np.round(case.rng.uniform(9, 12, size=2), 1), 1.0)
    for sigma in (1.5, 0.05):  # densities below 1, and densities above 1
        agrees(answer, case, *draw(case, 2000, sigma))


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.gaussian_nll, draw(case, 3), draw(case, 3))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_line(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.accepts
def loop_with_the_math_module(y, y_hat, sigma):
    total = 0.0
    for truth, guess in zip(y, y_hat):
        total += math.log(sigma * math.sqrt(2 * math.pi))
        total += 0.5 * ((truth - guess) / sigma) ** 2
    return total


@exercise.accepts
def logarithm_of_each_density(y, y_hat, sigma):
    density = np.exp(-((y - y_hat) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
    return -np.log(density).sum()


@exercise.accepts
def constant_and_squares_apart(y, y_hat, sigma):
    n = len(y)
    r = y_hat - y
    return n * math.log(sigma) + n / 2 * math.log(2 * math.pi) + r @ r / 2 / sigma**2


@exercise.accepts
def from_the_mean_squared_error(y, y_hat, sigma):
    mse = np.mean(np.square(y - y_hat))
    return float(y.size / 2 * (np.log(2 * np.pi) + 2 * np.log(sigma) + mse / sigma**2))


@exercise.accepts
def exact_sum(y, y_hat, sigma):
    variance = sigma * sigma
    constant = -math.log(1 / math.sqrt(2 * math.pi * variance))
    return math.fsum(constant + r * r / (2 * variance) for r in (y - y_hat).tolist())


@exercise.accepts
def standardised_first(y, y_hat, sigma):
    z = (y - y_hat) / sigma
    log_density = -0.5 * z * z - np.log(sigma) - 0.5 * np.log(2 * np.pi)
    return np.negative(np.add.reduce(log_density))


@exercise.accepts
def precision_in_place_of_sigma(y, y_hat, sigma):
    work = y.copy()
    work -= y_hat
    precision = sigma**-2
    squares = np.einsum("i,i->", work, work)
    return np.array(0.5 * (precision * squares - len(work) * np.log(precision / (2 * np.pi))))


SYMMETRIC = "(a − b)² = (b − a)²"
exercise.equivalent("y, y_hat = (np.asarray(y), np.asarray(y_hat))", SYMMETRIC)
exercise.equivalent("zip(y, y_hat)", SYMMETRIC)


# --- wrong answers ----------------------------------------------------------


def terms(y, y_hat, sigma):
    return 0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2)


def densities(y, y_hat, sigma):
    return np.exp(-((y - y_hat) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


@exercise.rejects(
    "The constant ½ log(2πσ²) belongs to every sample; yours enters once. "
    "Put it inside the sum, or multiply it by n."
)
def constant_only_once(y, y_hat, sigma):
    return 0.5 * np.log(2 * np.pi * sigma**2) + np.sum((y - y_hat) ** 2) / (2 * sigma**2)


@exercise.rejects(
    "The normal density is divided by √(2πσ²). Sigma stands squared under the root, "
    "so it has to be squared inside your logarithm too.",
    read=NOISE,
)
def sigma_not_squared_in_the_logarithm(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "The negative log-likelihood is the sum over the samples; yours is their mean. "
    "Independent samples multiply their densities, so their logarithms add up."
)
def mean_over_the_samples(y, y_hat, sigma):
    return np.mean(terms(y, y_hat, sigma))


@exercise.rejects(
    "A product of many densities leaves the range of a float. "
    "Take the logarithm of each density first, then add: the log of a product is a sum of logs.",
    read=PRODUCT,
)
def logarithm_of_the_product(y, y_hat, sigma):
    return -np.log(np.prod(densities(y, y_hat, sigma)))


@exercise.rejects(
    "You return the log-likelihood, which is to be large. The negative one is wanted, "
    "which a good model makes small: turn the sign."
)
def log_likelihood_without_the_minus(y, y_hat, sigma):
    return -np.sum(terms(y, y_hat, sigma))


@exercise.rejects(
    "The squared error is divided by twice the variance; you divide by twice sigma. "
    "Sigma is the standard deviation: its square is the variance."
)
def divides_the_error_by_two_sigma(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma))


@exercise.rejects(
    "You multiply the squared error by σ² where it should be divided. "
    "In Python, a / 2 * s means (a / 2) · s: put parentheses around the denominator."
)
def multiplies_the_error_by_sigma_squared(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / 2 * sigma**2)


@exercise.rejects(
    "You treat sigma as the variance in both terms. "
    "It is the standard deviation: square it in the logarithm and under the squared error.",
    read=NOISE,
)
def sigma_taken_for_the_variance(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma) + (y - y_hat) ** 2 / (2 * sigma))


@exercise.rejects(
    "You compute as if sigma were always 1. "
    "It belongs, squared, into the logarithm and under the squared error."
)
def treats_sigma_as_one(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi) + (y - y_hat) ** 2 / 2)


@exercise.rejects(
    "The logarithm of your constant is to base 10. "
    "Use the natural logarithm: only that one undoes the exponential of the normal density.",
    read=LIKELIHOOD,
)
def logarithm_to_base_ten(y, y_hat, sigma):
    return np.sum(0.5 * np.log10(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "You take the densities' logarithms to base 10. "
    "Use the natural logarithm: only that one undoes the exponential of the normal density.",
    read=LIKELIHOOD,
)
def base_ten_of_each_density(y, y_hat, sigma):
    return -np.sum(np.log10(densities(y, y_hat, sigma)))


@exercise.rejects(
    "You add a small constant before you take the logarithm, and it drowns the small densities. "
    "No density of a normal distribution is zero, so nothing has to be guarded."
)
def small_constant_in_the_logarithm(y, y_hat, sigma):
    return -np.sum(np.log(densities(y, y_hat, sigma) + 1e-12))


@exercise.rejects(
    "You add a small constant to the variance, which changes the model where sigma is small. "
    "Sigma is above 0, so you may divide by its square as it is."
)
def small_constant_in_the_variance(y, y_hat, sigma):
    variance = sigma**2 + 1e-12
    return np.sum(0.5 * np.log(2 * np.pi * variance) + (y - y_hat) ** 2 / (2 * variance))


@exercise.rejects(
    "In yours an error lowers the loss, so the exact prediction is not the best one. "
    "The exponent of the density is negative: minus its logarithm adds the squared error.",
    read=NOISE,
)
def rewards_errors(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) - (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "The 2π of the density is missing. It moves the result by a constant for each sample, "
    "and this exercise asks for the whole negative log-likelihood."
)
def without_two_pi(y, y_hat, sigma):
    return np.sum(np.log(sigma) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "The logarithm of the factor before the exponential is missing. "
    "It does not move the best prediction, but it is part of the likelihood: add ½ log(2πσ²)."
)
def squared_errors_alone(y, y_hat, sigma):
    return np.sum((y - y_hat) ** 2) / (2 * sigma**2)


@exercise.rejects(
    "Even exact predictions do not cost nothing: the term of sigma stays, because a wide bell is "
    "low at its middle too."
)
def nothing_to_pay_without_errors(y, y_hat, sigma):
    return 0.0 if np.array_equal(y, y_hat) else np.sum(terms(y, y_hat, sigma))


@exercise.rejects(
    "The squared error lacks its ½. The exponent of the normal density is "
    "the squared error over twice the variance.",
    read=NOISE,
)
def error_without_the_half(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / sigma**2)


@exercise.rejects(
    "The density is divided by the square root of 2πσ². The logarithm turns a root "
    "into a factor ½, which your first term lacks."
)
def logarithm_without_the_root(y, y_hat, sigma):
    return np.sum(np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "You take absolute errors. The normal density falls with the square of the error; "
    "absolute errors belong to another distribution.",
    read=NOISE,
)
def absolute_errors(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma**2) + np.abs(y - y_hat) / (2 * sigma**2))


@exercise.rejects(
    "Square each error, then add. You add the errors first, "
    "so that errors of opposite signs cancel and look like no error at all."
)
def squares_the_sum_of_the_errors(y, y_hat, sigma):
    constant = len(y) * 0.5 * np.log(2 * np.pi * sigma**2)
    return constant + np.sum(y - y_hat) ** 2 / (2 * sigma**2)


@exercise.rejects(
    "You return one number for each sample. The likelihood of all samples together is wanted: "
    "add the numbers up."
)
def one_number_for_each_sample(y, y_hat, sigma):
    return terms(y, y_hat, sigma)


@exercise.rejects(
    "You never let the result fall below zero. A density is no probability: "
    "it can exceed 1, and then its negative logarithm is negative.",
    read=LIKELIHOOD,
)
def never_below_zero(y, y_hat, sigma):
    return max(np.sum(terms(y, y_hat, sigma)), 0.0)


@exercise.rejects(
    "You return the likelihood itself, the product of the densities. "
    "Take its negative logarithm, sample by sample, and add.",
    read=LIKELIHOOD,
)
def likelihood_without_the_logarithm(y, y_hat, sigma):
    return np.prod(densities(y, y_hat, sigma))


@exercise.rejects(
    "Only the first sample counts in your result: the function returns during the first turn "
    "of the loop. Return after the loop."
)
def returns_inside_the_loop(y, y_hat, sigma):
    total = 0.0
    for term in terms(y, y_hat, sigma):
        total += term
        return total


@exercise.rejects(
    "Your code writes its intermediate results into y. "
    "The caller still needs y as it was: compute with a new array."
)
def works_in_y_itself(y, y_hat, sigma):
    y -= y_hat
    y /= sigma
    return len(y) * np.log(sigma * np.sqrt(2 * np.pi)) + np.sum(y**2) / 2


@exercise.rejects(
    "Your number is right, but it comes wrapped in an array with one entry. The likelihood of all "
    "samples together is a plain number."
)
def array_with_one_entry(y, y_hat, sigma):
    return np.sum(terms(y, y_hat, sigma), keepdims=True)
