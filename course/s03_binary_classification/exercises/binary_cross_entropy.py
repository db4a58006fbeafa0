"""binary_cross_entropy(y, y_hat): the mean of −log of the probability given to what happened."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import binary_cross_entropy

exercise = Exercise(binary_cross_entropy, read="Binary cross-entropy")

# Relative. Nothing says how the logarithm is kept off 0: log(ŷ + 1e-9) errs by 3e-9 here, and with
# 1e-7, the largest that makes a sure and wrong sample cost ENOUGH, by 3e-7. Rounding errs by 1e-3.
TOLERANCE = 1e-5
NEAR = 0.02  # where the idea counts; how exact it is has a check of its own
ENOUGH = 15.0


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, low: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Labels of both kinds, more ones, and probabilities between low and 1 − low, (n,) each."""
    y = case.rng.permutation(np.arange(n) % 3 > 0).astype(int)
    return y, np.round(case.rng.uniform(low, 1 - low, size=n), 2)


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n in (5, 4):
        y, y_hat = draw(case, n)
        case.numbers(answer.binary_cross_entropy(y, y_hat), binary_cross_entropy(y, y_hat))


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 4)
    case.like(answer.binary_cross_entropy(y, y_hat), binary_cross_entropy(y, y_hat))


@exercise.check("is the mean cost of a sample", weight=8, needs=[returns_one_number])
def is_the_mean_cost(answer: Answer, case: Case) -> None:
    pairs = [draw(case, n) for n in (5, 4, 2, 3, 7)]
    pairs += [draw(case, n, low=0.02) for n in (4, 50)]
    pairs += [(np.array([label]), draw(case, 1)[1]) for label in (1, 0)]
    for y, y_hat in pairs:
        want = binary_cross_entropy(y, y_hat)
        got = case.numbers(answer.binary_cross_entropy(y, y_hat), want)
        case.equal(got, want, tol=NEAR)


@exercise.check("is exact, and not rounded", needs=[is_the_mean_cost])
def is_exact(answer: Answer, case: Case) -> None:
    for n in (3, 2, 4, 8):
        y, y_hat = draw(case, n)
        want = binary_cross_entropy(y, y_hat)
        got = case.numbers(answer.binary_cross_entropy(y, y_hat), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("holds for thousands of samples", needs=[is_the_mean_cost])
def holds_for_thousands(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3000)  # their likelihood is below the smallest float
    want = binary_cross_entropy(y, y_hat)
    got = case.numbers(answer.binary_cross_entropy(y, y_hat), want)
    case.equal(got, want, tol=NEAR)


@exercise.check("costs nothing to be sure and right", weight=2, needs=[is_the_mean_cost])
def sure_and_right(answer: Answer, case: Case) -> None:
    _, (p,) = draw(case, 1)
    for labels, probabilities in (
        ([1, 0, 1], [1.0, 0.0, p]),
        ([0, 1], [0.0, 1.0]),
        ([1], [1.0]),
        ([0], [0.0]),
    ):
        y, y_hat = np.array(labels), np.array(probabilities)
        want = binary_cross_entropy(y, y_hat)
        got = case.numbers(answer.binary_cross_entropy(y, y_hat), want)
        case.equal(got, want, tol=NEAR, scale=1.0)


@exercise.check(
    "costs much, and not infinity, to be sure and wrong", weight=2, needs=[is_the_mean_cost]
)
def sure_and_wrong(answer: Answer, case: Case) -> None:
    for labels, probabilities in (([1], [0.0]), ([0], [1.0]), ([1, 0], [0.0, 1.0])):
        y, y_hat = np.array(labels), np.array(probabilities)
        got = answer.binary_cross_entropy(y, y_hat)
        call = f"`binary_cross_entropy(y={labels}, y_hat={probabilities})` returned"
        infinite = isinstance(got, float) and not math.isfinite(got)
        case.that(not infinite, f"{call} {got}; a finite number is wanted")
        got = case.numbers(got, binary_cross_entropy(y, y_hat))
        message = f"{call} {got:.6g}; what is wholly wrong has to cost more than {ENOUGH:g}"
        case.small(max(0.0, ENOUGH - got), message, tol=0.0)


@exercise.check("refuses shapes that differ", weight=2, needs=[returns_one_number])
def refuses_shapes_that_differ(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 3)
    for fewer in (1, 2):
        case.raises(ValueError, answer.binary_cross_entropy, y, y_hat[:fewer])
        case.raises(ValueError, answer.binary_cross_entropy, y[:fewer], y_hat)
    hint = "(n, 1) against (n,) broadcasts to (n, n): every label against every prediction."
    column = y_hat.reshape(3, 1)
    case.raises(ValueError, answer.binary_cross_entropy, y, column, hint=hint)
    case.raises(ValueError, answer.binary_cross_entropy, y.reshape(3, 1), y_hat, hint=hint)


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    y, y_hat = draw(case, 4)
    sure = np.array([0.0, 1.0, *y_hat[2:]])  # what is kept off 0 and 1 may be kept off in place
    case.pure(answer.binary_cross_entropy, (y, sure), draw(case, 3))


# --- right answers ----------------------------------------------------------


def same_shape(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError(f"{y.shape} against {y_hat.shape}")


@exercise.accepts
def formula_with_a_clip(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("y and y_hat differ in shape")
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.accepts
def small_number_inside_the_logarithm(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("shapes")
    return np.mean(-y * np.log(y_hat + 1e-9) - (1 - y) * np.log(1 - y_hat + 1e-9))


@exercise.accepts
def probability_of_what_happened(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    p = np.where(y == 1, y_hat, 1 - y_hat)
    return -np.log(np.maximum(p, 1e-300)).mean()


@exercise.accepts
def loop_in_plain_python(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    total = 0.0
    for truth, p in zip(y, y_hat):
        happened = p if truth == 1 else 1 - p
        total -= math.log(max(happened, 1e-12))
    return total / len(y)


@exercise.accepts
def two_dot_products(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("shape mismatch")
    p = y_hat.clip(1e-12, 1 - 1e-12)
    return float(-(y @ np.log(p) + (1 - y) @ np.log1p(-p)) / y.size)


@exercise.accepts
def logarithm_cut_at_minus_100(y, y_hat):
    if list(y.shape) != list(y_hat.shape):
        raise ValueError("the shapes differ")
    no, yes = np.maximum(np.log([1 - y_hat, y_hat]), -100)
    return -np.average(y * yes + (1 - y) * no)


@exercise.accepts
def positives_and_negatives_apart(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError
    p = y_hat.clip(1e-10, 1 - 1e-10)
    cost = -np.log(p[y == 1]).sum() - np.log(1 - p[y == 0]).sum()
    return np.array(cost / len(y))


@exercise.accepts
def exact_sum_of_logarithms(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("y and y_hat must match")
    happened = np.abs(1 - y - y_hat).tolist()
    return -math.fsum(math.log(p or 1e-300) for p in happened) / len(happened)


@exercise.accepts
def column_of_the_label(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    both = np.stack([1 - y_hat, y_hat], axis=1) + 1e-12
    return -np.log(both[np.arange(len(y)), y]).mean()


@exercise.accepts
def from_the_logits(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    p = y_hat.clip(1e-14, 1 - 1e-14)
    o = np.log(p) - np.log(1 - p)
    return np.mean(np.logaddexp(0, o) - y * o)


@exercise.accepts
def in_place_on_a_copy(y, y_hat):
    if y.shape != y_hat.shape:
        raise ValueError("the shapes differ")
    work = y_hat.copy()
    work[y == 0] = 1 - work[y == 0]
    np.maximum(work, 1e-16, out=work)
    np.log(work, out=work)
    return -work.sum() / work.size


SYMMETRIC = "the two may change places"
exercise.equivalent("_require_one_shape(y, y_hat, 'y_hat')", SYMMETRIC)
exercise.equivalent("np.clip(y_hat, 1e-15, 1 - 1e-15)", SYMMETRIC)
exercise.equivalent("y @ np.log(p)", SYMMETRIC)
exercise.equivalent("(1 - y) @ np.log1p(-p)", SYMMETRIC)
exercise.equivalent("np.logaddexp(0, o)", SYMMETRIC)
exercise.equivalent("y, y_hat = (_numbers(y), _numbers(y_hat))", "they are arrays already")
EVERY_COST = "every cost above 15 is right"
exercise.equivalent("np.maximum(np.log([1 - y_hat, y_hat]), -100)", EVERY_COST)


# --- wrong answers ----------------------------------------------------------


def cost(y, y_hat):
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "The term for y = 0 is missing, so a false alarm costs nothing; add (1 − y) times the "
    "logarithm of 1 − ŷ."
)
def only_the_term_for_1(y, y_hat):
    same_shape(y, y_hat)
    return -np.mean(y * np.log(np.maximum(y_hat, 1e-15)))


@exercise.rejects(
    "The term for y = 1 is missing, so a positive that was not found costs nothing; both terms "
    "belong into the sum."
)
def only_the_term_for_0(y, y_hat):
    same_shape(y, y_hat)
    return -np.mean((1 - y) * np.log(np.maximum(1 - y_hat, 1e-15)))


@exercise.rejects(
    "Divide by the number of samples: the loss is a mean, and a sum grows with every sample added."
)
def sum_instead_of_mean(y, y_hat):
    same_shape(y, y_hat)
    return np.sum(cost(y, y_hat))


@exercise.rejects(
    "You divide by the number of ones; every sample counts in the mean, so divide by all of them."
)
def divides_by_the_positives(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return np.sum(cost(y, y_hat)) / np.float64(np.sum(y))


@exercise.rejects(
    "You take the mean over the ones and the mean over the zeros, and add them; every sample has "
    "the same weight here."
)
def adds_the_means_of_both_classes(y, y_hat):
    same_shape(y, y_hat)
    each = cost(y, y_hat)
    return sum(float(np.mean(each[y == k])) for k in (0, 1) if np.any(y == k))


@exercise.rejects(
    "The mean divides by n; with n − 1 in its place the loss is too large, and breaks down for one "
    "sample."
)
def divides_by_n_minus_1(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return np.sum(cost(y, y_hat)) / np.float64(y.size - 1)


@exercise.rejects("You return one cost for each sample; the loss is one number, their mean.")
def costs_not_averaged(y, y_hat):
    same_shape(y, y_hat)
    return cost(y, y_hat)


@exercise.rejects(
    "The value is right, but it stands in an array with one entry; take the mean without keeping "
    "the axis."
)
def array_with_one_entry(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y, y_hat), keepdims=True)


@exercise.rejects(
    "The minus in front is missing: logarithms of probabilities are negative, and a loss has to be "
    "positive."
)
def minus_missing(y, y_hat):
    same_shape(y, y_hat)
    return -np.mean(cost(y, y_hat))


@exercise.rejects(
    "Your logarithm has base 10. The likelihood asks for the natural one, which is np.log."
)
def logarithm_of_base_10(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y, y_hat)) / math.log(10)


@exercise.rejects(
    "Your logarithm has base 2, which measures in bits; this course takes the natural one."
)
def logarithm_of_base_2(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y, y_hat)) / math.log(2)


@exercise.rejects(
    "Labels and predictions have changed places: the logarithm belongs to the predictions, the "
    "labels choose the term."
)
def arguments_swapped(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y_hat, y))


@exercise.rejects(
    "Your logarithms are of the labels, which are 0 or 1, so they are infinite; take those of the "
    "predictions."
)
def logarithms_of_the_labels(y, y_hat):
    same_shape(y, y_hat)
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    with np.errstate(all="ignore"):
        return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))


@exercise.rejects(
    "The two terms have changed places: a label 1 goes with the logarithm of ŷ, a label 0 with "
    "that of 1 − ŷ."
)
def terms_swapped(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(1 - y, y_hat))


@exercise.rejects(
    "Both of your logarithms are of ŷ; for a label 0 the probability of what happened is 1 − ŷ."
)
def same_logarithm_twice(y, y_hat):
    same_shape(y, y_hat)
    return -np.mean(np.log(np.maximum(y_hat, 1e-15)))


@exercise.rejects(
    "The second term has the wrong sign: the minus in front belongs to the whole bracket, so both "
    "terms are costs.",
)
def minus_for_the_first_term_only(y, y_hat):
    same_shape(y, y_hat)
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "You average the probabilities first and take the logarithm afterwards; every sample has its "
    "own logarithm, then comes the mean."
)
def logarithm_of_the_mean(y, y_hat):
    same_shape(y, y_hat)
    return -np.log(max(np.mean(np.abs(1 - y - y_hat)), 1e-15))


@exercise.rejects(
    "You multiply all probabilities before the logarithm, and the product of many becomes 0; add "
    "their logarithms instead.",
    read="Never multiply the probabilities",
)
def logarithm_of_the_product(y, y_hat):
    same_shape(y, y_hat)
    p = np.maximum(np.abs(1 - y - y_hat), 1e-15)
    with np.errstate(all="ignore"):
        return -np.log(np.prod(p)) / y.size


@exercise.rejects(
    "That is the squared error of the probability, which stays below 1 however wrong it is; take "
    "the logarithm."
)
def squared_error(y, y_hat):
    same_shape(y, y_hat)
    return np.mean((y - y_hat) ** 2)


@exercise.rejects(
    "You turn the probabilities into yes and no before the loss, so it no longer sees how sure "
    "they were."
)
def rounds_the_probabilities(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y, np.round(y_hat)))


@exercise.rejects(
    "y_hat holds probabilities already; you send them through the sigmoid once more, as if they "
    "were logits."
)
def sigmoid_once_more(y, y_hat):
    same_shape(y, y_hat)
    return np.mean(cost(y, 1 / (1 + np.exp(-y_hat))))


@exercise.rejects(
    "Your code returns a rounded loss; round only what you print, or small improvements stay "
    "invisible."
)
def rounds_the_loss(y, y_hat):
    same_shape(y, y_hat)
    return round(float(np.mean(cost(y, y_hat))), 2)


@exercise.rejects(
    "At 0 and 1 you compute 0 times minus infinity, which is nan; raise the probability to some "
    "tiny number before the logarithm.",
    read="At 0 and at 1, and other traps",
)
def zero_times_infinity(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


@exercise.rejects(
    "The logarithm of 0 is still taken where a sample is sure and wrong, and one infinite cost "
    "spoils the whole mean.",
    read="At 0 and at 1, and other traps",
)
def infinite_where_wrong(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return np.mean(np.where(y == 1, -np.log(y_hat), -np.log(1 - y_hat)))


@exercise.rejects(
    "math.log refuses 0 with an error; keep the probability above 0 before you take its logarithm.",
    read="At 0 and at 1, and other traps",
)
def math_log_of_0(y, y_hat):
    same_shape(y, y_hat)
    costs = [-math.log(p if truth == 1 else 1 - p) for truth, p in zip(y, y_hat)]
    return sum(costs) / len(costs)


@exercise.rejects(
    "The logarithm of 1 − ŷ is not guarded where ŷ is 1: a tiny number beside 1 is rounded away, "
    "so give it a floor of its own.",
    read="At 0 and at 1, and other traps",
)
def guard_lost_beside_1(y, y_hat):
    same_shape(y, y_hat)
    p = np.clip(y_hat, 1e-20, 1 - 1e-20)
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "With a floor of 0.001 no answer ever costs more than 6.9; raise the probability to a much "
    "smaller number.",
    read="At 0 and at 1, and other traps",
)
def floor_of_a_thousandth(y, y_hat):
    same_shape(y, y_hat)
    p = np.clip(y_hat, 1e-3, 1 - 1e-3)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "A floor of 0.01 makes one in a hundred and one in a million cost the same; the floor has to "
    "be tiny.",
    read="At 0 and at 1, and other traps",
)
def floor_of_a_hundredth(y, y_hat):
    same_shape(y, y_hat)
    p = np.clip(y_hat, 1e-2, 1 - 1e-2)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.rejects(
    "You leave out samples whose probability is 0 or 1; among them are the very worst mistakes, "
    "and they have to be paid for.",
    read="At 0 and at 1, and other traps",
)
def leaves_out_the_sure_ones(y, y_hat):
    same_shape(y, y_hat)
    inside = (y_hat > 0) & (y_hat < 1)
    return np.sum(cost(y, y_hat)[inside]) / max(np.sum(inside), 1)


@exercise.rejects(
    "np.nanmean leaves out the samples that gave nan; they are sure and right, cost 0, and count "
    "in the mean like all others.",
    read="At 0 and at 1, and other traps",
)
def nan_left_out_of_the_mean(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        each = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return np.nanmean(np.minimum(each, 100.0))


@exercise.rejects(
    "You replace every nan and every infinity by 0, so the worst possible answer costs nothing at "
    "all.",
    read="At 0 and at 1, and other traps",
)
def infinity_replaced_by_0(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        each = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return np.mean(np.where(np.isfinite(each), each, 0.0))


@exercise.rejects(
    "An infinite cost replaced by the largest float becomes infinite again as soon as two of them "
    "are added.",
    read="At 0 and at 1, and other traps",
)
def infinity_replaced_by_the_largest_float(y, y_hat):
    same_shape(y, y_hat)
    with np.errstate(all="ignore"):
        return np.mean(np.nan_to_num(-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))))


@exercise.rejects(
    "The shapes are never compared, so (n,) against (n, 1) broadcasts to (n, n) without a word: "
    "raise ValueError where they differ.",
    read="At 0 and at 1, and other traps",
)
def broadcasts_silently(y, y_hat):
    return np.mean(cost(y, y_hat))


@exercise.rejects(
    "You compare the lengths only: (n, 1) and (n,) have equal lengths and still broadcast to "
    "(n, n); compare the whole shapes.",
    read="At 0 and at 1, and other traps",
)
def compares_lengths_only(y, y_hat):
    if len(y) != len(y_hat):
        raise ValueError("the lengths differ")
    return np.mean(cost(y, y_hat))


@exercise.rejects(
    "You flatten both arrays before you compare them, so a column passes for a row; the caller "
    "needs to hear of it.",
    read="At 0 and at 1, and other traps",
)
def flattens_before_comparing(y, y_hat):
    y, y_hat = np.ravel(y), np.ravel(y_hat)
    same_shape(y, y_hat)
    return np.mean(cost(y, y_hat))


@exercise.rejects(
    "An assert can be switched off and says that your own code is at fault; for wrong input raise "
    "ValueError.",
    read="At 0 and at 1, and other traps",
)
def asserts_the_shapes(y, y_hat):
    assert y.shape == y_hat.shape, "the shapes differ"
    return np.mean(cost(y, y_hat))


@exercise.rejects(
    "Your clip writes into y_hat itself, so the caller's probabilities are changed; let it make a "
    "new array.",
    read="At 0 and at 1, and other traps",
)
def clips_in_place(y, y_hat):
    same_shape(y, y_hat)
    np.clip(y_hat, 1e-15, 1 - 1e-15, out=y_hat)
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
