"""gaussian_nll(y, y_hat, sigma): −log of the density of y around ŷ, summed over the samples."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import gaussian_nll

exercise = Exercise(gaussian_nll)


# --- checks -----------------------------------------------------------------


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n in (1, 3):
        y, y_hat = case.rng.normal(size=n), case.rng.normal(size=n)
        case.equal(answer.gaussian_nll(y, y_hat, 1.0), 0.0, scale=np.inf)  # any finite number


@exercise.check("is right for one sample and sigma 1", weight=2, needs=[returns_one_number])
def is_right_for_one_sample(answer: Answer, case: Case) -> None:
    y = np.round(case.rng.normal(size=1), 1)
    for error in (2.0, -1.5, 0.0):  # never ±1, where squared and not squared look alike
        case.equal(answer.gaussian_nll(y, y + error, 1.0), gaussian_nll(y, y + error, 1.0))


@exercise.check("follows sigma", weight=4, needs=[returns_one_number])
def follows_sigma(answer: Answer, case: Case) -> None:
    y = np.round(case.rng.normal(size=1), 1)
    for sigma in (2.0, 3.0, 0.5):
        y_hat = y + 1.5 * sigma * case.rng.choice([-1, 1])
        case.equal(answer.gaussian_nll(y, y_hat, sigma), gaussian_nll(y, y_hat, sigma))


@exercise.check("adds up over the samples", weight=4, needs=[is_right_for_one_sample])
def adds_up(answer: Answer, case: Case) -> None:
    for n in (2, 3, 7, 50):
        y = np.round(3 * case.rng.normal(size=n) + 1, 1)
        y_hat = np.round(y + case.rng.normal(size=n) + 0.3, 1)
        case.equal(answer.gaussian_nll(y, y_hat, 1.0), gaussian_nll(y, y_hat, 1.0))


@exercise.check("is negative where densities exceed 1", weight=2, needs=[follows_sigma, adds_up])
def is_negative_for_high_densities(answer: Answer, case: Case) -> None:
    for n in (1, 4):
        y = case.rng.normal(size=n)
        y_hat = y + 0.03 * case.rng.normal(size=n)
        case.equal(answer.gaussian_nll(y, y_hat, 0.1), gaussian_nll(y, y_hat, 0.1))


@exercise.check("stays finite for 2,000 samples", weight=2, needs=[is_negative_for_high_densities])
def stays_finite(answer: Answer, case: Case) -> None:
    y = case.rng.normal(size=2000)
    y_hat = y + 0.7 * case.rng.normal(size=2000)
    for sigma in (1.5, 0.05):  # densities below 1, and densities above 1
        noisy = y + (y_hat - y) * sigma
        case.equal(
            answer.gaussian_nll(y, noisy, sigma),
            gaussian_nll(y, noisy, sigma),
            hint="A product of 2,000 densities leaves the range of a float.",
        )


@exercise.check("leaves its arguments alone", needs=[returns_one_number])
def leaves_its_arguments_alone(answer: Answer, case: Case) -> None:
    answer.gaussian_nll(case.rng.normal(size=3), case.rng.normal(size=3), 2.0)
    case.unchanged()


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
    variance = float(sigma) * float(sigma)
    logs = [-math.log(1 / math.sqrt(2 * math.pi * variance))] * len(y)
    squares = [(a - b) ** 2 / (2 * variance) for a, b in zip(y.tolist(), y_hat.tolist())]
    return math.fsum(logs + squares)


@exercise.accepts
def standardised_first(y, y_hat, sigma):
    z = np.divide(np.subtract(y, y_hat), sigma)
    log_density = -0.5 * z * z - np.log(sigma) - 0.5 * np.log(2 * np.pi)
    return np.negative(np.add.reduce(log_density))


@exercise.accepts
def by_einsum_into_an_array_without_dimensions(y, y_hat, sigma):
    r = (np.array(y, dtype=float) - np.array(y_hat, dtype=float)).ravel()
    squares = np.einsum("i,i->", r, r)
    return np.array(0.5 * (squares / sigma**2 + r.size * np.log(2 * np.pi * sigma**2)))


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The constant ½ log(2πσ²) belongs to every sample; yours enters once. "
    "Put it inside the sum, or multiply it by n."
)
def constant_only_once(y, y_hat, sigma):
    return 0.5 * np.log(2 * np.pi * sigma**2) + np.sum((y - y_hat) ** 2) / (2 * sigma**2)


@exercise.rejects(
    "The normal density is divided by √(2πσ²). Sigma stands squared under the root, "
    "so it has to be squared inside your logarithm too."
)
def sigma_not_squared_in_the_logarithm(y, y_hat, sigma):
    return np.sum(0.5 * np.log(2 * np.pi * sigma) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "The negative log-likelihood is the sum over the samples; yours is their mean. "
    "Independent samples multiply their densities, so their logarithms add up."
)
def mean_over_the_samples(y, y_hat, sigma):
    return np.mean(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "A product of many densities leaves the range of a float. "
    "Take the logarithm of each density first, then add: the log of a product is a sum of logs."
)
def logarithm_of_the_product(y, y_hat, sigma):
    density = np.exp(-((y - y_hat) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
    with np.errstate(divide="ignore", over="ignore"):
        return -np.log(np.prod(density))


@exercise.rejects(
    "You return the log-likelihood, which is to be large. The negative one is wanted, "
    "which a good model makes small: turn the sign."
)
def log_likelihood_without_the_minus(y, y_hat, sigma):
    return -np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


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
    "It is the standard deviation: square it in the logarithm and under the squared error."
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
    "Use the natural logarithm: only that one undoes the exponential of the normal density."
)
def logarithm_to_base_ten(y, y_hat, sigma):
    return np.sum(0.5 * np.log10(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))


@exercise.rejects(
    "You take the densities' logarithms to base 10. "
    "Use the natural logarithm: only that one undoes the exponential of the normal density."
)
def base_ten_of_each_density(y, y_hat, sigma):
    density = np.exp(-((y - y_hat) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
    return -np.sum(np.log10(density))


@exercise.rejects(
    "In yours an error lowers the loss, so the exact prediction is not the best one. "
    "The exponent of the density is negative: minus its logarithm adds the squared error."
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
    "The squared error lacks its ½. The exponent of the normal density is "
    "the squared error over twice the variance."
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
    "absolute errors belong to another distribution."
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
    return 0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2)


@exercise.rejects(
    "You never let the result fall below zero. A density is no probability: "
    "it can exceed 1, and then its negative logarithm is negative."
)
def never_below_zero(y, y_hat, sigma):
    nll = np.sum(0.5 * np.log(2 * np.pi * sigma**2) + (y - y_hat) ** 2 / (2 * sigma**2))
    return max(nll, 0.0)


@exercise.rejects(
    "You return the likelihood itself, the product of the densities. "
    "Take its negative logarithm, sample by sample, and add."
)
def likelihood_without_the_logarithm(y, y_hat, sigma):
    density = np.exp(-((y - y_hat) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
    return np.prod(density)


@exercise.rejects(
    "Only the first sample counts in your result: the function returns during the first turn "
    "of the loop. Return after the loop."
)
def returns_inside_the_loop(y, y_hat, sigma):
    total = 0.0
    for truth, guess in zip(y, y_hat):
        total += 0.5 * np.log(2 * np.pi * sigma**2) + (truth - guess) ** 2 / (2 * sigma**2)
        return total


@exercise.rejects(
    "Your code writes its intermediate results into y. "
    "The caller still needs y as it was: compute with a new array."
)
def works_in_y_itself(y, y_hat, sigma):
    y -= y_hat
    y /= sigma
    return len(y) * np.log(sigma * np.sqrt(2 * np.pi)) + np.sum(y**2) / 2
