"""softmax_cross_entropy_backward(Z, Y): (softmax(Z) − Y) / n, the gradient of the mean loss."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import softmax_cross_entropy_backward

exercise = Exercise(softmax_cross_entropy_backward, read="The gradient is p − y")

# In units of 1/n, the largest size an entry can have. Right answers err by less than 1e-12, the
# best wrong one by 1e-7.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, q: int) -> tuple[np.ndarray, np.ndarray]:
    """Z (n, q), logits of ordinary size, and Y (n, q), one-hot, with as many classes as can be."""
    labels = case.rng.permutation((np.arange(n) + case.rng.integers(q)) % q)
    return np.round(2 * case.rng.normal(size=(n, q)), 1), np.eye(q)[labels]


def gradient(answer: Answer, case: Case, Z: np.ndarray, Y: np.ndarray) -> Any:
    """What the answer returns, as float64: its container and dtype have their own check."""
    got, want = answer.softmax_cross_entropy_backward(Z, Y), softmax_cross_entropy_backward(Z, Y)
    if isinstance(got, np.ndarray) and got.shape != want.shape:
        case.like(got, want)  # read row by row into another shape, its numbers would be a jumble
        return got
    return case.numbers(got, want)


def agrees(answer: Answer, case: Case, Z: np.ndarray, Y: np.ndarray) -> None:
    """Compare the values. The entries of a row cancel, so that their own size is no measure."""
    got, want = gradient(answer, case, Z, Y), softmax_cross_entropy_backward(Z, Y)
    case.equal(got, want, tol=TOLERANCE, scale=1 / len(Z))


@exercise.check("returns a table of the shape of Z")
def returns_the_shape_of_z(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3), (2, 5)):
        gradient(answer, case, *draw(case, n, q))


@exercise.check("is (P − Y) / n", weight=8, needs=[returns_the_shape_of_z])
def is_p_minus_y_over_n(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3), (2, 5), (7, 2), (3, 3), (50, 6)):
        agrees(answer, case, *draw(case, n, q))


@exercise.check("works for one sample and for one class", needs=[is_p_minus_y_over_n])
def works_for_one_sample_and_one_class(answer: Answer, case: Case) -> None:
    for n, q in ((1, 3), (1, 2), (3, 1), (1, 1)):
        agrees(answer, case, *draw(case, n, q))


@exercise.check("takes soft labels", weight=2, needs=[is_p_minus_y_over_n])
def takes_soft_labels(answer: Answer, case: Case) -> None:
    for n, q in ((3, 4), (2, 3), (4, 2)):
        soft = case.rng.multinomial(10, np.full(q, 1 / q), size=n) / 10  # rows sum to 1
        agrees(answer, case, draw(case, n, q)[0], soft)


@exercise.check("is exact for logits of any size", weight=2, needs=[is_p_minus_y_over_n])
def is_exact_for_any_size(answer: Answer, case: Case) -> None:
    for n, q in ((2, 3), (3, 4)):
        Z, Y = draw(case, n, q)
        beside = np.zeros((n, q))
        beside[0] = 1000  # a modest row beside a large one
        for shift in (1000, -1000, beside, -beside, -1000 * Y, 1000 * Y, 999 * Z):
            agrees(answer, case, Z + shift, Y)


@exercise.check("is a float64 array, for whole numbers too", weight=2, needs=[is_p_minus_y_over_n])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for n, q in ((3, 2), (2, 4)):
        Z, Y = draw(case, n, q)
        whole = case.rng.integers(-3, 4, size=(n, q))
        for logits, truth in ((Z, Y), (whole, Y), (Z, Y.astype(int)), (whole, Y.astype(int))):
            got = answer.softmax_cross_entropy_backward(logits, truth)
            want = softmax_cross_entropy_backward(logits, truth)
            case.like(got, want)
            case.equal(got, want, tol=TOLERANCE, scale=1 / n)


@exercise.check("changes nothing and remembers nothing", needs=[returns_the_shape_of_z])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.softmax_cross_entropy_backward, draw(case, 2, 3), draw(case, 2, 3))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def prediction_minus_truth(Z, Y):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    return (P - Y) / len(Z)


@exercise.accepts
def loop_in_plain_python(Z, Y):
    rows = []
    for z, y in zip(Z.tolist(), Y.tolist()):
        m = max(z)
        powers = [math.exp(value - m) for value in z]
        total = math.fsum(powers)
        rows.append([(power / total - truth) / len(Z) for power, truth in zip(powers, y)])
    return np.array(rows)


@exercise.accepts
def exponential_of_the_log_softmax(Z, Y):
    lse = np.logaddexp.reduce(Z, axis=1)[:, None]
    return np.exp(Z - lse - np.log(Z.shape[0])) - Y / Z.shape[0]


@exercise.accepts
def in_place_on_an_array_of_its_own(Z, Y, axis=1):
    P = Z.astype(np.float64)
    P -= np.amax(P, axis=axis, keepdims=True)
    np.exp(P, out=P)
    P /= np.sum(P, axis=axis, keepdims=True)
    P -= Y
    P /= P.shape[0]
    return P


@exercise.accepts
def jacobian_of_the_log_softmax(Z, Y):
    n, q = Z.shape
    dZ = np.empty((n, q))
    for i in range(n):
        e = np.exp(Z[i] - np.max(Z[i]))
        log_softmax_by_z = np.eye(q) - e / np.sum(e)
        dZ[i] = -Y[i] @ log_softmax_by_z / n
    return dZ


@exercise.accepts
def columns_as_samples(Z, Y):
    shifted = Z.T - np.max(Z, axis=1)
    powers = np.exp(shifted)
    return (powers / np.sum(powers, axis=0)).T / Y.shape[0] - np.divide(Y, Y.shape[0])


@exercise.accepts
def complex_step(Z, Y):
    def loss_in_direction(i, k):
        z = Z[i].astype(complex)
        z[k] += 1e-30j
        return np.log(np.exp(z - z.real.max()).sum()) - np.sum(Y[i] * z)

    n, q = Z.shape
    dZ = [[loss_in_direction(i, k).imag / 1e-30 for k in range(q)] for i in range(n)]
    return np.array(dZ) / n


@exercise.accepts
def differences_of_all_pairs(Z, Y):
    with np.errstate(over="ignore"):
        P = 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)
    return -(Y - P) * (1 / len(Y))


exercise.equivalent("Y = _floats(Y)", "the difference with an array of floats is one, too")
exercise.equivalent(
    "np.exp(z - z.real.max()).sum()",
    "a constant factor inside the logarithm has no derivative",
    after="np.exp(z - z.real.max()).mean()",
)


# --- wrong answers ----------------------------------------------------------


def probabilities(Z):
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@exercise.rejects(
    "The loss is a mean over n samples, so its gradient carries 1/n as well; yours grows with the "
    "batch."
)
def forgets_to_divide_by_n(Z, Y):
    return probabilities(Z) - Y


@exercise.rejects(
    "You divide by n twice: the mean of the loss brings one 1/n into the gradient, no more."
)
def divides_by_n_twice(Z, Y):
    return (probabilities(Z) - Y) / len(Z) ** 2


@exercise.rejects(
    "You divide by all n q entries; the loss is a mean over the samples only, so the gradient "
    "carries 1/n."
)
def divides_by_all_entries(Z, Y):
    return (probabilities(Z) - Y) / Z.size


@exercise.rejects(
    "You divide by the number of classes; the mean of the loss runs over the samples, which are "
    "the rows."
)
def divides_by_the_classes(Z, Y):
    return (probabilities(Z) - Y) / Z.shape[1]


@exercise.rejects(
    "Prediction minus truth, not the other way round: with your sign a step of gradient descent "
    "would climb."
)
def truth_minus_prediction(Z, Y):
    return (Y - probabilities(Z)) / len(Z)


@exercise.rejects(
    "You keep only the diagonal of the Jacobian, so the false classes get no gradient; every logit "
    "moves all probabilities of its row.",
    read="The long way round: the Jacobian",
)
def diagonal_of_the_jacobian_only(Z, Y):
    return -Y * (1 - probabilities(Z)) / len(Z)


@exercise.rejects(
    "Only the false classes get a gradient from you; for the true class it is p − 1, and raises "
    "its logit."
)
def false_classes_only(Z, Y):
    return probabilities(Z) * (1 - Y) / len(Z)


@exercise.rejects(
    "You subtract the truth from the logits themselves; the gradient takes the probabilities, so "
    "the softmax comes first."
)
def logits_minus_truth(Z, Y):
    return (Z - Y) / len(Z)


@exercise.rejects(
    "Your softmax runs down the columns, over the samples; each sample is a row, and its own "
    "probabilities sum to 1.",
    read="Each row by itself",
)
def softmax_down_the_columns(Z, Y):
    return (probabilities(Z.T).T - Y) / len(Z)


@exercise.rejects(
    "Your softmax divides by the sum over the whole table; each row is a distribution of its own.",
    read="Each row by itself",
)
def softmax_over_the_whole_table(Z, Y):
    return (probabilities(Z.ravel()).reshape(Z.shape) - Y) / len(Z)


@exercise.rejects(
    "A sigmoid for each class answers separate questions; in a softmax the classes share a sum of "
    "1, and so do their gradients.",
    read="Why not three sigmoids?",
)
def sigmoid_of_each_logit(Z, Y):
    e = np.exp(-np.abs(Z))
    return (np.where(Z >= 0, 1, e) / (1 + e) - Y) / len(Z)


@exercise.rejects(
    "You apply the softmax twice: probabilities are no logits, and a second softmax makes them "
    "nearly equal."
)
def softmax_of_the_softmax(Z, Y):
    return (probabilities(probabilities(Z)) - Y) / len(Z)


@exercise.rejects(
    "You multiply p − y by p(1 − p) once more; with the cross-entropy that factor has cancelled "
    "already.",
    read='"As in linear regression"',
)
def another_factor_p_times_1_minus_p(Z, Y):
    P = probabilities(Z)
    return (P - Y) * P * (1 - P) / len(Z)


@exercise.rejects(
    "The factor 2 belongs to the squared error; the gradient of the cross-entropy is p − y, "
    "without it.",
    read='"As in linear regression"',
)
def twice_the_gradient(Z, Y):
    return 2 * (probabilities(Z) - Y) / len(Z)


@exercise.rejects(
    "−y/p is the derivative by the probabilities; wanted is that by the logits, one step of the "
    "chain rule further back.",
    read="The long way round: the Jacobian",
)
def derivative_by_the_probabilities(Z, Y):
    with np.errstate(all="ignore"):
        return np.where(Y == 0, 0.0, -Y / probabilities(Z)) / len(Z)


@exercise.rejects(
    "The long way divides by p, which may have become 0, and the result is nan; in p − y nothing "
    "is divided.",
    read="The long way round: the Jacobian",
)
def jacobian_times_y_over_p(Z, Y):
    P = probabilities(Z)
    with np.errstate(all="ignore"):
        upstream = -Y / P
        return P * (upstream - np.sum(P * upstream, axis=1, keepdims=True)) / len(Z)


@exercise.rejects(
    "exp overflows above 709, and far below zero all powers of a row vanish: subtract the largest "
    "logit of the row first.",
    read="Numbers too large for exp",
)
def exp_without_a_shift(Z, Y):
    with np.errstate(all="ignore"):
        e = np.exp(Z)
        return (e / e.sum(axis=1, keepdims=True) - Y) / len(Z)


@exercise.rejects(
    "You subtract one maximum from the whole table: beside a large row, all powers of a modest "
    "row vanish, and 0/0 is nan.",
    read="Numbers too large for exp",
)
def maximum_of_the_whole_table(Z, Y):
    with np.errstate(all="ignore"):
        e = np.exp(Z - Z.max())
        return (e / e.sum(axis=1, keepdims=True) - Y) / len(Z)


@exercise.rejects(
    "You cut the logits at a bound, which makes a sure prediction less sure; a shift by the row's "
    "maximum is exact at any size.",
    read="Numbers too large for exp",
)
def clips_the_logits(Z, Y):
    return (probabilities(np.clip(Z, -50, 50)) - Y) / len(Z)


@exercise.rejects(
    "A small constant in the denominator keeps your probabilities from a sum of 1; after the shift "
    "the sum is at least 1 and needs no help.",
    read="Numbers too large for exp",
)
def constant_in_the_denominator(Z, Y):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (e / (e.sum(axis=1, keepdims=True) + 1e-6) - Y) / len(Z)


@exercise.rejects(
    "You keep the probabilities away from 0 and 1, as one does before a logarithm; p − y takes no "
    "logarithm, so leave them."
)
def clips_the_probabilities(Z, Y):
    return (np.clip(probabilities(Z), 1e-6, 1 - 1e-6) - Y) / len(Z)


@exercise.rejects(
    "You turn Y into single labels, so a soft label is lost; p − y works with any row of Y that "
    "sums to 1.",
    read="Soft labels, and zero times log zero",
)
def takes_only_hard_labels(Z, Y):
    P = probabilities(Z)
    P[np.arange(len(Z)), np.argmax(Y, axis=1)] -= 1
    return P / len(Z)


@exercise.rejects(
    "You leave out the truth: without − y every logit is pushed down, also that of the true class."
)
def forgets_the_truth(Z, Y):
    return probabilities(Z) / len(Z)


@exercise.rejects(
    "You sum over the samples; the gradient has the shape of Z, one row for each sample.",
)
def sums_over_the_samples(Z, Y):
    return np.sum(probabilities(Z) - Y, axis=0) / len(Z)


@exercise.rejects(
    "You returned the loss; wanted is its gradient, one number for each logit.",
)
def loss_in_place_of_the_gradient(Z, Y):
    m = Z.max(axis=1)
    lse = m + np.log(np.exp(Z - m[:, None]).sum(axis=1))
    return np.mean(lse * Y.sum(axis=1) - (Y * Z).sum(axis=1))


@exercise.rejects(
    "The gradient is measured by small steps, which leaves about seven digits; the formula is "
    "exact and much faster."
)
def measured_by_small_steps(Z, Y):
    def losses(rows):
        m = rows.max(axis=1)
        return m + np.log(np.exp(rows - m[:, None]).sum(axis=1)) - (Y * rows).sum(axis=1)

    steps = 1e-5 * np.eye(Z.shape[1])
    return np.stack([(losses(Z + s) - losses(Z)) / 1e-5 for s in steps], axis=1) / len(Z)


@exercise.rejects(
    "Return the exact gradient: rounding belongs where a number is printed, and it turns a small "
    "push into none."
)
def rounds_the_gradient(Z, Y):
    return np.round((probabilities(Z) - Y) / len(Z), 3)


@exercise.rejects(
    "Your values are right, but they come as nested lists; return a NumPy array, with which one "
    "can go on computing."
)
def nested_lists(Z, Y):
    return ((probabilities(Z) - Y) / len(Z)).tolist()


@exercise.rejects(
    "You fill an array that has the type of Z, so with whole numbers as logits all decimals are "
    "cut off."
)
def stores_in_the_type_of_z(Z, Y):
    dZ = np.zeros_like(Z)
    dZ[:] = (probabilities(Z) - Y) / len(Z)
    return dZ


@exercise.rejects(
    "You subtract the probabilities inside Y, and the caller's labels are gone; put the difference "
    "into a new array."
)
def subtracts_inside_y(Z, Y):
    if Y.dtype.kind != "f":
        return (probabilities(Z) - Y) / len(Z)
    Y -= probabilities(Z)
    return -Y / len(Z)


@exercise.rejects(
    "You shift the logits in Z itself, so the caller's table changes; put the shifted ones into a "
    "new array."
)
def shifts_z_in_place(Z, Y):
    P = probabilities(Z)
    Z[...] = Z - Z.max(axis=1, keepdims=True)
    return (P - Y) / len(Z)


@exercise.rejects(
    "For a single sample your result loses its row axis; it has to keep the shape of Z, (1, q).",
)
def squeezes_a_single_sample(Z, Y):
    dZ = (probabilities(Z) - Y) / len(Z)
    return dZ[0] if len(Z) == 1 else dZ
