"""weight_gradient_signs(h, dz): which way the gradient of each weight of one unit points."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import weight_gradient_signs

BATCH = "A batch can mix"

exercise = Exercise(weight_gradient_signs, read="One sign for all weights")

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def quarters(case: Case, *shape: int) -> Array:
    """Numbers of both signs, none of them 0, whose sums and products have no rounding error."""
    drawn = case.rng.normal(size=shape)
    return np.where(drawn < 0, -1, 1) * (1 + np.round(np.abs(4 * drawn))) / 4


def draw(case: Case, n: int, d: int, positive: bool = False) -> tuple[Array, Array]:
    """h (n, d) and dz (n,), such that no weight has a gradient of 0."""
    while True:
        h, dz = quarters(case, n, d), quarters(case, n)
        if positive:
            h = np.abs(h)
        if np.all(dz @ h):
            return h, dz


def gives_signs(answer: Answer, case: Case, h: Array, dz: Array, about: str = "") -> None:
    """Compare the signs; their container has a check of its own."""
    want = weight_gradient_signs(h, dz)
    got = case.numbers(answer.weight_gradient_signs(h, dz), want)
    case.equal(got, want, about=about)


@exercise.check("returns one number for each weight")
def returns_one_number_each(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 4), (3, 3), (1, 2), (2, 1)):
        h, dz = quarters(case, n, d), quarters(case, n)
        case.numbers(answer.weight_gradient_signs(h, dz), weight_gradient_signs(h, dz))


@exercise.check("returns them as an array of shape (d,)", needs=[returns_one_number_each])
def returns_an_array(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (1, 3), (2, 1)):
        h, dz = quarters(case, n, d), quarters(case, n)
        got: Any = answer.weight_gradient_signs(h, dz)
        if isinstance(got, np.ndarray) and got.dtype.kind == "i":
            got = got.astype(np.float64)  # −1, 0, 1 are the same as integers
        case.like(got, weight_gradient_signs(h, dz))


@exercise.check("adds the samples of a batch", weight=6, needs=[returns_one_number_each])
def adds_the_samples(answer: Answer, case: Case) -> None:
    for n, d in ((4, 6), (3, 5), (2, 2), (2, 3), (5, 12), (3, 3), (7, 1), (2, 1), (40, 30)):
        gives_signs(answer, case, *draw(case, n, d))
    for n, d in ((2, 6), (3, 4), (5, 12), (2, 2), (30, 20)):  # as behind a sigmoid
        gives_signs(answer, case, *draw(case, n, d, positive=True))
    h, dz = draw(case, 3, 5)
    gives_signs(answer, case, (4 * h).astype(int), (4 * dz).astype(int))


# Whoever fails here fails above too; but who is only right here shall keep these marks.
@exercise.check("is right for a single sample", weight=3, needs=[returns_one_number_each])
def is_right_for_one_sample(answer: Answer, case: Case) -> None:
    for d in (6, 3, 2, 1, 20):
        for positive in (False, True):
            gives_signs(answer, case, *draw(case, 1, d, positive))


@exercise.check("is 0 where the gradient is 0", needs=[is_right_for_one_sample])
def is_zero_where_the_gradient_is(answer: Answer, case: Case) -> None:
    for d in (3, 2, 5, 1):
        h, dz = draw(case, 1, d)
        gives_signs(answer, case, h, np.zeros(1))
        h[0, d - 1] = 0
        gives_signs(answer, case, h, dz)
    for n, d in ((2, 3), (2, 1), (4, 2)):  # samples cancel in pairs, in every weight
        h, dz = draw(case, n // 2, d)
        gives_signs(answer, case, np.vstack([h, h]), np.concatenate([dz, -dz]))
        gives_signs(answer, case, quarters(case, n, d), np.zeros(n))


@exercise.check("is right where the gradient is tiny or huge", needs=[is_right_for_one_sample])
def is_right_at_every_size(answer: Answer, case: Case) -> None:
    # powers of 2, so that nothing is rounded: from about 1e-120 to 1e120
    for of_h, of_dz in ((0, -30), (-200, -200), (200, 200), (-400, 0), (0, -400)):
        for d in (3, 1):
            h, dz = draw(case, 1, d)
            gives_signs(answer, case, 2.0**of_h * h, 2.0**of_dz * dz)


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number_each])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [draw(case, 3, 4) for _ in range(3)]
    case.pure(answer.weight_gradient_signs, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def sign_of_the_product(h, dz):
    return np.sign(h.T @ dz)


@exercise.accepts
def from_the_left(h, dz):
    return np.sign(dz @ h)


@exercise.accepts
def weighted_rows(h, dz):
    gradient = np.sum(dz[:, np.newaxis] * h, axis=0)
    return np.where(gradient > 0, 1.0, np.where(gradient < 0, -1.0, 0.0))


@exercise.accepts
def loops_over_weights_and_samples(h, dz):
    n, d = h.shape
    signs = []
    for j in range(d):
        gradient = 0.0
        for i in range(n):
            gradient += dz[i] * h[i, j]
        if gradient > 0:
            signs.append(1)
        elif gradient < 0:
            signs.append(-1)
        else:
            signs.append(0)
    return np.array(signs)


@exercise.accepts
def difference_of_truth_values(h, dz):
    gradient = np.einsum("ij,i->j", h, dz)
    return np.subtract(gradient > 0, gradient < 0, dtype=int)


@exercise.accepts
def one_sample_after_the_other(h, dz):
    gradient = np.zeros(h.shape[1])
    for i, row in enumerate(h):
        gradient += dz[i] * row
    return np.sign(gradient)


@exercise.accepts
def divided_by_its_size(h, dz):
    gradient = np.dot(dz, h)
    size = np.abs(gradient)
    return gradient / np.where(size == 0, 1, size)


@exercise.accepts
def exact_sums_by_column(h, dz):
    sums = [math.fsum(dz * column) for column in h.T]
    return np.array([0.0 if total == 0 else math.copysign(1, total) for total in sums])


@exercise.accepts
def mean_over_the_batch(h, dz):
    products = h * dz.reshape(-1, 1)
    return np.sign(products.mean(axis=0))


POSITIVE = "a positive factor changes no sign"
exercise.equivalent(
    "np.sum(_scaled(dz)[:, np.newaxis] * _scaled(h), axis=0)",
    POSITIVE,
    after="np.mean(_scaled(dz)[:, np.newaxis] * _scaled(h), axis=0)",
)
exercise.equivalent(
    "np.sum(dz[:, np.newaxis] * h, axis=0)",
    POSITIVE,
    after="np.mean(dz[:, np.newaxis] * h, axis=0)",
)
exercise.equivalent("products.mean(axis=0)", POSITIVE, after="products.sum(axis=0)")
exercise.equivalent(
    "np.where(size == 0, 1, size)", "0 / 2 is 0 too", after="np.where(size == 0, 2, size)"
)
exercise.equivalent("h, dz = (_numbers(h), _numbers(dz))", "lists are not judged", after="pass")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "You give all weights the sign of the summed dz, as if no input were negative and every "
    "sample had the same inputs; weigh each dz with the sample's own input h."
)
def one_sign_for_all(h, dz):
    return np.full(h.shape[1], np.sign(np.sum(dz)))


@exercise.rejects(
    "You take the signs of the inputs alone; the gradient of a weight is dz · h, so dz has its say."
)
def signs_of_the_inputs(h, dz):
    return np.sign(np.sum(h, axis=0))


@exercise.rejects(
    "The sign of dz gets lost here: a sample whose dz is negative turns its contribution round."
)
def sizes_of_dz(h, dz):
    return np.sign(np.abs(dz) @ h)


@exercise.rejects(
    "You only use the sizes of the inputs; after tanh, inputs are negative too, and they turn the "
    "sign round."
)
def sizes_of_the_inputs(h, dz):
    return np.sign(dz @ np.abs(h))


@exercise.rejects(
    "You treat negative inputs as if a ReLU had stopped them; h is what reaches the unit already, "
    "and negative numbers count."
)
def negative_inputs_cut_off(h, dz):
    return np.sign(dz @ np.maximum(h, 0))


@exercise.rejects(
    "The mean of the inputs times the mean of dz is not the mean of their products; multiply in "
    "each sample, then add.",
    read=BATCH,
)
def product_of_the_means(h, dz):
    return np.sign(np.mean(h, axis=0) * np.mean(dz))


@exercise.rejects(
    "Each sample has one vote in your sum of signs; in the gradient a sample with a large dz · h "
    "outweighs several small ones.",
    read=BATCH,
)
def majority_of_the_signs(h, dz):
    return np.sign(np.sum(np.sign(dz[:, np.newaxis] * h), axis=0))


@exercise.rejects(
    "An average of signs is no sign: add the products of all samples first, and take the sign of "
    "the sum.",
    read=BATCH,
)
def mean_of_the_signs(h, dz):
    return np.mean(np.sign(dz[:, np.newaxis] * h), axis=0)


@exercise.rejects(
    "The sample with the largest product decides alone in your answer; the gradient adds all "
    "samples.",
    read=BATCH,
)
def sign_of_the_largest_product(h, dz):
    products = dz[:, np.newaxis] * h
    rows = np.argmax(np.abs(products), axis=0)
    return np.sign(products[rows, np.arange(h.shape[1])])


@exercise.rejects(
    "Only the first sample counts in your answer; the gradient of a batch adds the contributions "
    "of all its samples.",
    read=BATCH,
)
def first_sample_only(h, dz):
    return np.sign(dz[0] * h[0])


@exercise.rejects(
    "The contributions of the samples are added, not multiplied with each other.", read=BATCH
)
def product_over_the_samples(h, dz):
    return np.prod(np.sign(dz[:, np.newaxis] * h), axis=0)


@exercise.rejects(
    "You return a table with the signs of every sample; a weight has one gradient for the whole "
    "batch, so add over the samples first.",
    read=BATCH,
)
def signs_of_every_sample(h, dz):
    return np.sign(dz[:, np.newaxis] * h)


@exercise.rejects(
    "You add along the wrong axis and get one sign for each sample; add over the samples, so that "
    "one for each weight remains."
)
def one_sign_per_sample(h, dz):
    return np.sign(np.sum(dz[:, np.newaxis] * h, axis=1))


@exercise.rejects(
    "In h @ dz the number of weights meets the number of samples; transpose h, so that the sum "
    "runs over the samples."
)
def forgets_to_transpose(h, dz):
    return np.sign(h @ dz)


@exercise.rejects(
    "These are the signs of the step downhill; asked for are those of the gradient itself, which "
    "points uphill."
)
def signs_of_the_step(h, dz):
    return -np.sign(dz @ h)


@exercise.rejects(
    "You return the gradient; only its signs are asked for: −1, 0 or 1 for each weight."
)
def the_gradient_itself(h, dz):
    return dz @ h


@exercise.rejects("Where the gradient is exactly 0, its sign is 0; you count it as positive.")
def zero_counts_as_positive(h, dz):
    return np.where(dz @ h >= 0, 1.0, -1.0)


@exercise.rejects("Where the gradient is exactly 0, its sign is 0; you count it as negative.")
def zero_counts_as_negative(h, dz):
    return np.where(dz @ h > 0, 1.0, -1.0)


@exercise.rejects("Dividing by the size gives nan where the gradient is 0; its sign there is 0.")
def divides_by_zero(h, dz):
    gradient = dz @ h
    with np.errstate(all="ignore"):
        return gradient / np.abs(gradient)


@exercise.rejects(
    "Negative gradients come out as 0 in your answer; their sign is −1, and 0 is for a gradient "
    "that is exactly zero."
)
def one_or_zero(h, dz):
    return (dz @ h > 0).astype(float)


@exercise.rejects(
    "A gradient of 1e-12 still has a sign; you call it 0, and vanishing gradients are just such "
    "small numbers."
)
def small_counts_as_zero(h, dz):
    gradient = dz @ h
    return np.where(np.abs(gradient) < 1e-8, 0.0, np.sign(gradient))


@exercise.rejects(
    "You subtract the mean input first; centred inputs would indeed mix the signs, but the unit "
    "gets h as it is."
)
def centres_the_inputs(h, dz):
    return np.sign(dz @ (h - np.mean(h)))


@exercise.rejects(
    "A sign for the bias stands at the end of yours; only the d weights are asked for."
)
def bias_at_the_end(h, dz):
    return np.append(np.sign(dz @ h), np.sign(np.sum(dz)))


@exercise.rejects(
    "The signs are right, but they come in a list; put them into an array of shape (d,)."
)
def signs_in_a_list(h, dz):
    return np.sign(dz @ h).tolist()


@exercise.rejects(
    "The signs are right, but as a column of shape (d, 1); one unit's d weights make an array of "
    "shape (d,)."
)
def signs_in_a_column(h, dz):
    return np.sign(dz @ h)[:, np.newaxis]


@exercise.rejects(
    "You multiply h in place, so the layer before loses its outputs, which its own gradient still "
    "needs; work on a new array."
)
def multiplies_in_place(h, dz):
    h *= dz[:, np.newaxis]
    return np.sign(np.sum(h, axis=0))


@exercise.rejects(
    "In single precision the smallest numbers become 0 and large ones infinite; leave the arrays "
    "in float64."
)
def in_single_precision(h, dz):
    with np.errstate(all="ignore"):
        return np.sign(dz.astype(np.float32) @ h.astype(np.float32)).astype(float)
