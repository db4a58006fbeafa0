"""softmax_cross_entropy_with_logits(Z, y): the mean of log Σⱼ exp(zⱼ) − z_true, in one step."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import softmax_cross_entropy_with_logits

exercise = Exercise(softmax_cross_entropy_with_logits, read="The loss straight from the logits")

# Relative. Right answers err by less than 1e-13, the best wrong one by 4e-6.
TOLERANCE = 1e-9


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, q: int) -> tuple[np.ndarray, np.ndarray]:
    """Z (n, q), logits of ordinary size, and y (n,), with as many classes as can be."""
    y = case.rng.permutation((np.arange(n) + case.rng.integers(q)) % q)
    return np.round(case.rng.uniform(-4, 4, size=(n, q)), 1), y


def agrees(answer: Answer, case: Case, Z: np.ndarray, y: np.ndarray) -> None:
    """Compare the value; its container has its own check. No difference below 1e-9 counts."""
    want = softmax_cross_entropy_with_logits(Z, y)
    got = case.numbers(answer.softmax_cross_entropy_with_logits(Z, y), want)
    case.equal(got, want, tol=TOLERANCE, scale=max(1.0, want))


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3)):
        Z, y = draw(case, n, q)
        want = softmax_cross_entropy_with_logits(Z, y)
        case.numbers(answer.softmax_cross_entropy_with_logits(Z, y), want)


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    Z, y = draw(case, 3, 2)
    want = softmax_cross_entropy_with_logits(Z, y)
    case.like(answer.softmax_cross_entropy_with_logits(Z, y), want)


@exercise.check(
    "is the mean of log-sum-exp minus the true logit", weight=8, needs=[returns_one_number]
)
def is_the_mean_loss(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3), (2, 5), (7, 2), (3, 3), (50, 6)):
        agrees(answer, case, *draw(case, n, q))
    agrees(answer, case, np.zeros((3, 4)), draw(case, 3, 4)[1])  # log q


@exercise.check("works for one sample and for one class", needs=[is_the_mean_loss])
def works_for_one_sample_and_one_class(answer: Answer, case: Case) -> None:
    for n, q in ((1, 3), (3, 1), (1, 1)):
        agrees(answer, case, *draw(case, n, q))


@exercise.check("is exact for logits of any size", weight=4, needs=[is_the_mean_loss])
def is_exact_for_any_size(answer: Answer, case: Case) -> None:
    for n, q in ((2, 3), (3, 4)):
        Z, y = draw(case, n, q)
        truth = np.eye(q)[y]
        beside = np.zeros((n, q))
        beside[0] = 1000  # a modest row beside a large one
        alone = np.zeros((n, q))
        alone[0, y[0]] = 1000
        for shift in (1000, -1000, beside, -beside, -1000 * truth, 1000 * truth, alone, -alone):
            agrees(answer, case, Z + shift, y)
        # the softmax is not yet 0 here, while exp of the difference is infinite already
        agrees(answer, case, Z - 0.722 * alone, y)
        agrees(answer, case, 30 * Z, y)
        agrees(answer, case, np.full((n, q), 1000.0), y)


@exercise.check("takes whole numbers as logits", needs=[is_the_mean_loss])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for n, q in ((3, 2), (2, 4)):
        agrees(answer, case, case.rng.integers(-3, 4, size=(n, q)), draw(case, n, q)[1])


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.softmax_cross_entropy_with_logits, draw(case, 2, 3), draw(case, 3, 2))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def log_sum_exp_minus_the_true_logit(Z, y):
    m = Z.max(axis=1)
    lse = m + np.log(np.exp(Z - m[:, np.newaxis]).sum(axis=1))
    return np.mean(lse - Z[np.arange(len(y)), y])


@exercise.accepts
def logarithms_added_by_numpy(Z, y):
    lse = np.logaddexp.reduce(Z, axis=1)
    return float(lse.mean() - Z[range(len(Z)), y].mean())


@exercise.accepts
def log_softmax_of_a_one_hot_label(Z, y):
    n, q = Z.shape
    shifted = Z - np.max(Z, axis=1)[:, None]
    log_P = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(np.eye(q)[y] * log_P) / n


@exercise.accepts
def loop_in_plain_python(Z, y):
    losses = []
    for z, label in zip(Z.tolist(), y.tolist()):
        m = max(z)
        total = math.fsum(math.exp(value - m) for value in z)
        losses.append(m - z[label] + math.log(total))
    return math.fsum(losses) / len(losses)


@exercise.accepts
def along_the_last_axis(Z, y):
    shifted = Z - np.amax(Z, axis=-1, keepdims=True)
    true = np.take_along_axis(shifted, y[:, np.newaxis], 1)
    return np.average(np.log(np.exp(shifted).sum(axis=-1))) - np.average(true)


@exercise.accepts
def column_by_column(Z, y):
    lse = np.full(len(Z), -np.inf)
    for column in Z.T:
        lse = np.logaddexp(lse, column)
    return np.mean(lse - np.diag(Z[:, y]))


@exercise.accepts
def distances_to_the_true_logit(Z, y):
    gaps = Z - np.array([z[label] for z, label in zip(Z, y)])[:, None]
    largest = gaps.max(axis=1)
    return np.mean(largest + np.log(np.exp(gaps.T - largest).sum(axis=0)))


@exercise.accepts
def in_place_on_a_copy(Z, y, axis=1):
    Z = Z.astype(float)
    Z -= Z.max(axis=axis, keepdims=True)
    true = Z[np.arange(Z.shape[0]), y]
    np.exp(Z, out=Z)
    return np.array(np.log(Z.sum(axis=axis)).mean() - np.mean(true))


@exercise.accepts
def one_sample_at_a_time(Z, y):
    total = 0.0
    for z, label in zip(Z, y):
        total += np.logaddexp.reduce(z - z[label])
    return total / len(y)


exercise.equivalent(
    "Z = _floats(Z)", "arrays are given", answer="softmax_cross_entropy_with_logits"
)
exercise.equivalent("np.logaddexp(lse, column)", "a + b = b + a")


# --- wrong answers ----------------------------------------------------------


def log_sum_exp(Z):
    m = Z.max(axis=1)
    return m + np.log(np.exp(Z - m[:, None]).sum(axis=1))


def true_logits(Z, y):
    return Z[np.arange(len(y)), y]


def probabilities(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@exercise.rejects(
    "You take the logarithm of the softmax, which may have become 0, and then the loss is "
    "infinite; compute it from the logits in one step.",
    read="Why one step is better than two",
)
def logarithm_of_the_softmax(Z, y):
    return -np.mean(np.log(true_logits(probabilities(Z), y)))


@exercise.rejects(
    "A floor under the softmax makes the logarithm finite but wrong: a logit that trails by 1000 "
    "has to cost 1000.",
    read="Why one step is better than two",
)
def floor_under_the_softmax(Z, y):
    return -np.mean(np.log(np.maximum(true_logits(probabilities(Z), y), 1e-15)))


@exercise.rejects(
    "A constant inside the logarithm makes it finite but spoils the price; from the logits, no "
    "logarithm of 0 can occur.",
    read="Why one step is better than two",
)
def constant_beside_the_softmax(Z, y):
    return -np.mean(np.log(true_logits(probabilities(Z), y) + 1e-5))


@exercise.rejects(
    "You subtract the maximum before exp, but never add it back: it cancels in the softmax, in "
    "log-sum-exp it does not.",
    read="Why one step is better than two",
)
def maximum_not_added_back(Z, y):
    m = Z.max(axis=1)
    return np.mean(log_sum_exp(Z) - m - true_logits(Z, y))


@exercise.rejects(
    "You shift the true logit and add the maximum back as well, so it counts twice; do one of the "
    "two.",
    read="Why one step is better than two",
)
def maximum_counted_twice(Z, y):
    m = Z.max(axis=1)
    return np.mean(log_sum_exp(Z) - (true_logits(Z, y) - m))


@exercise.rejects(
    "`Z[:, y]` is a table of all rows against all labels; pair each row with its own label by the "
    "index `np.arange(n)`.",
    read="Why one step is better than two",
)
def all_rows_against_all_labels(Z, y):
    return np.mean(log_sum_exp(Z)[:, None] - Z[:, y])


@exercise.rejects(
    "Divide by the number of samples: the loss is a mean, and a sum grows with every sample of "
    "the batch."
)
def sum_over_the_batch(Z, y):
    return np.sum(log_sum_exp(Z) - true_logits(Z, y))


@exercise.rejects(
    "The mean is over the samples; you divide by the number of classes too, so the loss is q "
    "times too small."
)
def mean_over_all_entries(Z, y):
    return np.sum(log_sum_exp(Z) - true_logits(Z, y)) / Z.size


@exercise.rejects(
    "You subtract one maximum from the whole table: beside a large row, all powers of a modest "
    "row vanish, and log 0 is −∞.",
    read="Numbers too large for exp",
)
def maximum_of_the_whole_table(Z, y):
    m = Z.max()
    return np.mean(m + np.log(np.exp(Z - m).sum(axis=1)) - true_logits(Z, y))


@exercise.rejects(
    "exp overflows above 709, and far below zero all powers vanish: take the largest logit of the "
    "row out before, and add it back.",
    read="Why one step is better than two",
)
def exp_without_a_shift(Z, y):
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - true_logits(Z, y))


@exercise.rejects(
    "Only the true logit is taken out before exp, so a logit that leads it by more than 709 "
    "overflows; take out the largest one.",
    read="Why one step is better than two",
)
def exp_of_the_lead_over_the_truth(Z, y):
    return np.mean(np.log(np.exp(Z - true_logits(Z, y)[:, None]).sum(axis=1)))


@exercise.rejects(
    "You cut the logits at a bound, so a confident mistake becomes cheap; a shift by the maximum "
    "is exact at any size.",
    read="Numbers too large for exp",
)
def clips_the_logits(Z, y):
    Z = np.clip(Z, -50, 50)
    return np.mean(log_sum_exp(Z) - true_logits(Z, y))


@exercise.rejects(
    "Your sum runs down the columns, over the samples; log-sum-exp belongs to one sample and runs "
    "along its row."
)
def log_sum_exp_down_the_columns(Z, y):
    lse = log_sum_exp(Z.T)
    return np.mean(lse[y] - true_logits(Z, y))


@exercise.rejects(
    "The difference is taken the wrong way round: a price is log-sum-exp minus the true logit, "
    "and never negative."
)
def negative_loss(Z, y):
    return np.mean(true_logits(Z, y) - log_sum_exp(Z))


@exercise.rejects(
    "You take the hard maximum for log-sum-exp; the smooth one lies above it, by as much as log q "
    "where the logits are equal.",
    read="Log-sum-exp is a smooth maximum",
)
def hard_maximum(Z, y):
    return np.mean(Z.max(axis=1) - true_logits(Z, y))


@exercise.rejects(
    "You take the mean of the powers where their sum is wanted, so every loss is log q too low.",
    read="Log-sum-exp is a smooth maximum",
)
def log_mean_exp(Z, y):
    return np.mean(log_sum_exp(Z) - np.log(Z.shape[1]) - true_logits(Z, y))


@exercise.rejects(
    "A 1 too many stands in your logarithm: the true class is already one of the powers in the sum."
)
def one_more_in_the_sum(Z, y):
    return np.mean(np.logaddexp(log_sum_exp(Z), 0) - true_logits(Z, y))


@exercise.rejects(
    "Your sum leaves out the true class; log-sum-exp runs over all classes, and only so the loss "
    "cannot become negative."
)
def sum_over_the_wrong_classes(Z, y):
    others = np.where(np.arange(Z.shape[1]) == y[:, None], -np.inf, Z)
    with np.errstate(all="ignore"):
        return np.mean(log_sum_exp(others) - true_logits(Z, y))


@exercise.rejects(
    "You take the first logit of each row as the true one; which class is true, the labels y say."
)
def first_class_as_the_truth(Z, y):
    return np.mean(log_sum_exp(Z) - Z[:, 0])


@exercise.rejects(
    "You subtract the largest logit in place of the true one, so a confident mistake costs "
    "nothing; the labels y say which class is true."
)
def largest_logit_as_the_truth(Z, y):
    return np.mean(log_sum_exp(Z) - Z.max(axis=1))


@exercise.rejects(
    "Classes are counted from 0 here: you take the logit one place to the left of the true one.",
    read="Labels as one-hot rows",
)
def labels_counted_from_1(Z, y):
    return np.mean(log_sum_exp(Z) - true_logits(Z, y - 1))


@exercise.rejects("Your logarithm has base 2; this course uses the natural one everywhere.")
def logarithm_of_base_2(Z, y):
    return np.mean(log_sum_exp(Z) - true_logits(Z, y)) / np.log(2)


@exercise.rejects(
    "You add up a binary cross-entropy for each class, which belongs to separate sigmoids; the "
    "softmax has one sum for the whole row.",
    read="Cross-entropy: the price of a probability",
)
def binary_cross_entropies_added(Z, y):
    return np.mean(np.logaddexp(0, Z).sum(axis=1) - true_logits(Z, y))


@exercise.rejects("You return one loss for each sample; wanted is one number, their mean.")
def losses_not_averaged(Z, y):
    return log_sum_exp(Z) - true_logits(Z, y)


@exercise.rejects(
    "Your value is right, but it comes wrapped in an array with one entry; return it as a plain "
    "number."
)
def array_with_one_entry(Z, y):
    return np.mean(log_sum_exp(Z) - true_logits(Z, y), keepdims=True)


@exercise.rejects(
    "Return the exact loss: rounding belongs where a number is printed, and it turns a small loss "
    "into zero."
)
def rounds_the_loss(Z, y):
    return round(float(np.mean(log_sum_exp(Z) - true_logits(Z, y))), 4)


@exercise.rejects(
    "You shift the logits in Z itself, so the caller's table changes; put the shifted ones into a "
    "new array."
)
def shifts_z_in_place(Z, y):
    loss = np.mean(log_sum_exp(Z) - true_logits(Z, y))
    Z[...] = Z - Z.max(axis=1, keepdims=True)
    return loss


@exercise.rejects(
    "Your array of losses has the type of Z, so with whole numbers as logits all decimals are cut "
    "off."
)
def stores_in_the_type_of_z(Z, y):
    losses = np.zeros(len(y), dtype=Z.dtype)
    losses[:] = log_sum_exp(Z) - true_logits(Z, y)
    return np.mean(losses)


@exercise.rejects(
    "You drop every axis of length 1, so that samples and classes are mixed up where there is a "
    "single one of either; keep both axes."
)
def squeezes_the_logits(Z, y):
    Z = np.squeeze(Z)
    m = Z.max(axis=-1, keepdims=True)
    shifted = Z - m
    true = shifted[..., y] if Z.ndim == 1 else true_logits(shifted, y)
    return np.mean(np.log(np.exp(shifted).sum(axis=0 if Z.ndim == 1 else 1)) - true)
