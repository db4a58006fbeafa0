"""bce_with_logits(o, y): the mean cross-entropy, straight from the logits."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import bce_with_logits

exercise = Exercise(bce_with_logits, read="The loss straight from the logit")

# Relative, but absolute below 1: log(1 + t) in place of log1p(t) is right too. Right answers
# err by less than 1e-15 here, the best wrong one (in float32) by 1e-8.
TOLERANCE = 1e-11


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits (n,) and labels, both of either kind in turn."""
    sides = np.where((case.rng.permutation(n) + case.rng.integers(2)) % 2, 1, -1)
    o = sides * np.round(0.3 + 2 * np.abs(case.rng.normal(size=n)), 2)
    return o, (case.rng.permutation(n) + case.rng.integers(2)) % 2


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        o, y = draw(case, n)
        case.numbers(answer.bce_with_logits(o, y), bce_with_logits(o, y))


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    for n in (3, 1):
        o, y = draw(case, n)
        case.like(answer.bce_with_logits(o, y), bce_with_logits(o, y))


@exercise.check("is the mean of the cross-entropies", weight=6, needs=[returns_one_number])
def is_the_mean_cross_entropy(answer: Answer, case: Case) -> None:
    for n in (5, 1, 2, 7, 50):
        o, y = draw(case, n)
        want = bce_with_logits(o, y)
        got = case.numbers(answer.bce_with_logits(o, y), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("is exact for very large logits", weight=4, needs=[is_the_mean_cross_entropy])
def is_exact_at_large_logits(answer: Answer, case: Case) -> None:
    for size in (40.0, 710.0, 800.0):
        for o, y in ((size, 0), (-size, 1), (size, 1), (-size, 0)):
            case_of_one = np.array([o]), np.array([y])
            want = bce_with_logits(*case_of_one)
            got = case.numbers(answer.bce_with_logits(*case_of_one), want)
            case.equal(got, want, tol=TOLERANCE, scale=max(1.0, want))
    o, y = draw(case, 4)
    o[:2] *= 800  # among ordinary ones
    want = bce_with_logits(o, y)
    got = case.numbers(answer.bce_with_logits(o, y), want)
    case.equal(got, want, tol=TOLERANCE, scale=max(1.0, want))


@exercise.check("is right for whole-number logits too", needs=[is_the_mean_cross_entropy])
def is_right_for_whole_numbers(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        o, y = case.rng.integers(-4, 5, size=n), case.rng.integers(0, 2, size=n)
        want = bce_with_logits(o, y)
        got = case.numbers(answer.bce_with_logits(o, y), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.bce_with_logits, draw(case, 3), draw(case, 3))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def boxed_formula(o, y):
    return np.mean(np.maximum(o, 0) - o * y + np.log1p(np.exp(-np.abs(o))))


@exercise.accepts
def plain_logarithm(o, y):
    losses = np.maximum(o, 0) - o * y + np.log(1 + np.exp(-np.abs(o)))
    return losses.sum() / losses.size


@exercise.accepts
def softplus_minus_product(o, y):
    return (np.logaddexp(0, o) - y * o).mean()


@exercise.accepts
def logit_against_the_own_side(o, y):
    side = 1 - 2 * y  # what pushes towards the wrong label is positive
    return float(np.average(np.logaddexp(0.0, side * o)))


@exercise.accepts
def sample_by_sample(o, y):
    total = 0.0
    for logit, label in zip(o, y):
        wrong = -logit if label else logit
        if wrong > 0:
            total += wrong + math.log1p(math.exp(-wrong))
        else:
            total += math.log1p(math.exp(wrong))
    return total / len(o)


@exercise.accepts
def exact_sum_of_a_list(o, y):
    losses = [max(z, 0) - z * t + math.log(1 + math.exp(-abs(z))) for z, t in zip(o, y)]
    return math.fsum(losses) / len(losses)


@exercise.accepts
def two_logits_of_a_softmax(o, y):
    scores = np.stack([np.zeros(len(o)), o], axis=1)
    top = scores.max(axis=1)
    log_sum = top + np.log(np.exp(scores - top.reshape(-1, 1)).sum(axis=1))
    return np.mean(log_sum - scores[np.arange(len(o)), y])


@exercise.accepts
def log_of_the_probability_by_sign(o, y):
    small = np.exp(-np.abs(o))
    log_yes = np.where(o > 0, 0.0, o) - np.log1p(small)
    log_no = np.where(o > 0, -o, 0.0) - np.log1p(small)
    return -np.mean(np.where(y == 1, log_yes, log_no))


@exercise.accepts
def in_place_on_copies(o, y):
    losses = 0.0 - np.abs(o)
    np.exp(losses, out=losses)
    losses += 1
    np.log(losses, out=losses)
    losses -= o * y
    losses[o > 0] += o[o > 0]
    return np.array(losses.mean())


@exercise.accepts
def straight_part_and_bend(o, y):
    above = o > 0
    bend = np.log1p(np.exp(np.where(above, -o, o)))
    return (np.sum(o * (above - y)) + np.sum(bend)) / len(o)


AT_ZERO = "near 0 both forms are right"
SYMMETRIC = "log(eᵃ + eᵇ) is symmetric"
exercise.equivalent("o.real < 0", AT_ZERO, after="o.real <= 0")
exercise.equivalent("o > 0", AT_ZERO, after="o >= 0")
exercise.equivalent("wrong > 0", AT_ZERO, after="wrong >= 0")
exercise.equivalent("wrong > 0", AT_ZERO, after="wrong > 1")
exercise.equivalent("o > 0", AT_ZERO, answer="straight_part_and_bend", after="o > 1")
exercise.equivalent("np.logaddexp(0, o)", SYMMETRIC)
exercise.equivalent("np.logaddexp(0.0, side * o)", SYMMETRIC, after="np.logaddexp(side * o, 0.0)")
exercise.equivalent("o, y = (_numbers(o), _numbers(y))", "lists as arguments are not judged")
exercise.equivalent("_require_one_shape(y, o, 'o')", "shapes that differ are left open")


# --- wrong answers ----------------------------------------------------------


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def sigmoid_of(z):
    return 1 / (1 + np.exp(-z))


@exercise.rejects(
    "You go through the sigmoid. For a large logit it is exactly 0 or 1, and the logarithm of 0 "
    "follows; go from the logit straight to the loss."
)
def detour_through_the_sigmoid(o, y):
    p = sigmoid_of(o)
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))


@exercise.rejects(
    "Where the sigmoid is exactly 0 or 1 your formula meets the logarithm of 0: infinity for a "
    "wrong sample, and 0 times infinity, which is nan, for a right one."
)
def zero_times_infinity(o, y):
    p = sigmoid_of(o)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "Raising the probability to a smallest value makes the loss finite but flat: a logit of 800 on "
    "the wrong side has to cost 800."
)
def raised_probability(o, y):
    p = np.clip(sigmoid_of(o), 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "Cutting off the logits cuts off the loss: beyond the cut, a sample that gets worse costs no "
    "more. Make the exponent negative instead."
)
def cut_off_logits(o, y):
    z = np.clip(o, -30, 30)
    return np.mean(softplus(z) - z * y)


@exercise.rejects(
    "log(1 + e^o) is right on paper, but e^o overflows for large o. Pull out the large part: o + "
    "log(1 + e^−o)."
)
def overflowing_exponential(o, y):
    return np.mean(np.log1p(np.exp(o)) - o * y)


@exercise.rejects(
    "log(1 + e^−o) has its overflow on the negative side: e^800 is infinite. Use the absolute "
    "value in the exponent."
)
def overflow_on_the_negative_side(o, y):
    return np.mean(o + np.log1p(np.exp(-o)) - o * y)


@exercise.rejects(
    "math.exp raises OverflowError for an exponent of 800, where NumPy would return infinity. "
    "Arrange the formula so that no exponent is positive."
)
def error_instead_of_infinity(o, y):
    return sum(math.log(1 + math.exp(z)) - z * t for z, t in zip(o, y)) / len(o)


@exercise.rejects(
    "The absolute value in the exponent needs its minus sign: e^|o| grows where e^−|o| should "
    "shrink."
)
def exponent_that_grows(o, y):
    return np.mean(np.maximum(o, 0) - o * y + np.log1p(np.exp(np.abs(o))))


@exercise.rejects(
    "You take the smaller of o and 0 where the larger one is wanted: the large part to pull out "
    "is that of positive logits."
)
def smaller_of_both(o, y):
    return np.mean(np.minimum(o, 0) - o * y + np.log1p(np.exp(-np.abs(o))))


@exercise.rejects(
    "The product o y is taken off the loss: a large logit is good news for a sample with y = 1. "
    "Yours makes it dearer."
)
def product_added(o, y):
    return np.mean(softplus(o) + o * y)


@exercise.rejects(
    "Your arguments come in the other order: this loss is given the logits first and the labels "
    "second, unlike the cross-entropy of probabilities."
)
def labels_before_logits(y, o):
    return np.mean(softplus(o) - o * y)


@exercise.rejects(
    "The product o y is missing, so each sample is treated as if its label were 0, as in the "
    "slides' example."
)
def treats_every_label_as_0(o, y):
    return np.mean(softplus(o))


@exercise.rejects(
    "Only the samples with y = 1 cost anything in your loss. Those with y = 0 have a term of their "
    "own, log(1 + e^o)."
)
def only_the_yes_samples(o, y):
    return np.mean(y * softplus(-o))


@exercise.rejects(
    "Only the samples with y = 0 cost anything in your loss. For y = 1 the loss is log(1 + e^−o), "
    "not zero."
)
def only_the_no_samples(o, y):
    return np.mean((1 - y) * softplus(o))


@exercise.rejects(
    "Your labels are turned round: a positive logit speaks for y = 1, and you charge the loss as "
    "if it spoke for y = 0."
)
def labels_turned_round(o, y):
    return np.mean(softplus(o) - o * (1 - y))


@exercise.rejects(
    "The formula log(1 + e^−yo) is made for labels −1 and 1. With labels 0 and 1, each sample of "
    "y = 0 costs log 2, whatever its logit."
)
def labels_of_minus_one_and_one(o, y):
    return np.mean(softplus(-y * o))


@exercise.rejects(
    "The logarithm of 1 + e^−|o| is missing. It is small for large logits, and largest near 0, "
    "where it keeps the loss smooth."
)
def straight_pieces_only(o, y):
    return np.mean(np.maximum(o, 0) - o * y)


@exercise.rejects(
    "You take the logits for probabilities. A logit may be any number; the sigmoid belongs between "
    "it and the cross-entropy, at least on paper."
)
def logit_as_a_probability(o, y):
    p = np.clip(o, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "The sigmoid is applied twice: your softplus, which has one inside, is given probabilities. "
    "Give it the logits themselves."
)
def sigmoid_applied_twice(o, y):
    p = sigmoid_of(o)
    return np.mean(softplus(p) - p * y)


@exercise.rejects(
    "Divide by the number of samples: this loss is a mean, so that its size does not depend on "
    "that of the batch."
)
def sum_over_the_samples(o, y):
    return np.sum(softplus(o) - o * y)


@exercise.rejects(
    "Your loss has an extra 1/2. The course puts no such factor before the cross-entropy: its "
    "gradient is σ(o) − y as it stands."
)
def half_the_loss(o, y):
    return np.mean(softplus(o) - o * y) / 2


@exercise.rejects(
    "Averaging over the samples is done once; a second division by n makes the loss shrink as the "
    "batch grows."
)
def averaged_twice(o, y):
    return np.mean(softplus(o) - o * y) / len(o)


@exercise.rejects(
    "You divide by n − 1. That belongs to the estimate of a variance: a mean divides by n, and one "
    "sample alone has a loss too."
)
def divided_by_n_minus_1(o, y):
    return np.sum(softplus(o) - o * y) / np.float64(len(o) - 1)


@exercise.rejects(
    "np.squeeze takes the axis away from a single sample, and then there is nothing left to count "
    "or to add up. A batch may have n = 1."
)
def squeezes_one_sample_away(o, y):
    losses = np.squeeze(softplus(o) - o * y)
    return sum(losses) / len(losses)


@exercise.rejects(
    "You divide by the number of samples with y = 1. All n samples cost something, and all n are "
    "counted in the mean."
)
def divided_by_the_positives(o, y):
    return np.sum(softplus(o) - o * y) / np.float64(np.sum(y))


@exercise.rejects(
    "The loss of each sample is right, but the median is no mean: one sample that is badly wrong "
    "would not count."
)
def median_of_the_losses(o, y):
    return np.median(softplus(o) - o * y)


@exercise.rejects(
    "You average the logits first. The loss is curved, so the loss of the average is not the "
    "average of the losses."
)
def loss_of_the_mean_logit(o, y):
    return softplus(np.mean(o)) - np.mean(o * y)


@exercise.rejects(
    "You return a loss for each sample; what is asked for is one number, the mean of them."
)
def losses_not_averaged(o, y):
    return softplus(o) - o * y


@exercise.rejects(
    "The number is right, but it still lies in an array. Average without keepdims, or take the "
    "entry out."
)
def number_in_an_array(o, y):
    return np.mean(softplus(o) - o * y, keepdims=True)


@exercise.rejects(
    "The natural logarithm is meant: with base 2 the loss is in bits, and its gradient is no "
    "longer σ(o) − y."
)
def logarithm_of_base_2(o, y):
    return np.mean(softplus(o) - o * y) / np.log(2)


@exercise.rejects(
    "Your loss is negative. The logarithm of a probability is at most 0, so the likelihood needs "
    "a minus sign to become a loss."
)
def log_likelihood(o, y):
    return -np.mean(softplus(o) - o * y)


@exercise.rejects(
    "You put the losses into an array made like o. Whole-number logits make it an array of "
    "integers, and every loss loses its decimals."
)
def array_of_the_type_of_the_logits(o, y):
    losses = np.empty_like(o)
    for i in range(len(o)):
        losses[i] = softplus(o[i]) - o[i] * y[i]
    return np.mean(losses)


@exercise.rejects(
    "float32 keeps seven digits and no more; a loss is small in the end, so that they matter. "
    "Leave the logits in float64."
)
def in_single_precision(o, y):
    z = o.astype(np.float32)
    return float(np.mean(softplus(z) - z * y.astype(np.float32)))


@exercise.rejects(
    "Round a loss where you print it, not where you compute it: near the end of training all of "
    "yours would be equal."
)
def rounded_loss(o, y):
    return round(float(np.mean(softplus(o) - o * y)), 4)


@exercise.rejects(
    "You turn the sign of the logits inside the caller's own array. Write −o into a new array and "
    "leave the old one alone."
)
def turns_the_callers_logits(o, y):
    o[y == 1] *= -1
    return np.mean(softplus(o))
