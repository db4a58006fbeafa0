"""dropout_backward(dout, mask): the gradient behind a dropout layer, with the mask it used."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import dropout_backward

exercise = Exercise(dropout_backward, read="The same mask on the way back")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-8.
TOLERANCE = 1e-12

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, keep_prob: float, *shape: int) -> tuple[Array, Array]:
    """dout and a mask of 0 and 1/keep_prob, with both in it wherever there is room."""
    dout = case.rng.normal(size=shape)
    dout = np.round(dout + 0.5 * np.where(dout < 0, -1, 1), 1)
    size = dout.size
    kept = min(max(round(keep_prob * size), 1), max(size - 1, 1))
    places = case.rng.permutation(size).reshape(shape)
    return dout, (places < kept) / keep_prob


def gives(answer: Answer, case: Case, dout: Array, mask: Array) -> None:
    """Compare the gradient; its container has a check of its own."""
    want = dropout_backward(dout, mask)
    got = case.numbers(answer.dropout_backward(dout, mask), want)
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("returns a number for each entry of dout, the same at every call")
def returns_numbers(answer: Answer, case: Case) -> None:
    dout, mask = draw(case, 0.6, 12, 40)
    want = dropout_backward(dout, mask)
    first = case.numbers(answer.dropout_backward(dout, mask), want)
    case.means("once")  # of a result by chance, no more can be said
    second = case.numbers(answer.dropout_backward(dout, mask), want)
    repeats = np.array_equal(first, second)
    case.means(repeats)
    case.that(repeats, f"Two calls of {case.called} gave two different results")
    for keep_prob, *shape in ((0.8, 2, 2), (0.6, 3, 2), (0.75, 2, 4)):
        dout, mask = draw(case, keep_prob, *shape)
        want = dropout_backward(dout, mask)
        case.numbers(answer.dropout_backward(dout, mask), want)


@exercise.check("is dout times the mask", weight=8, needs=[returns_numbers])
def is_dout_times_the_mask(answer: Answer, case: Case) -> None:
    for keep_prob, *shape in (
        (0.8, 4, 3),
        (0.3, 2, 5),
        (0.6, 3, 3),
        (0.75, 1, 4),
        (0.4, 3, 1),
        (0.9, 1, 2),
        (0.7, 1, 1),
    ):
        gives(answer, case, *draw(case, keep_prob, *shape))
    gives(answer, case, *draw(case, 0.8, 25, 20))


@exercise.check(
    "is exact at the extremes: nothing kept, everything kept, dout tiny, huge or zero",
    needs=[is_dout_times_the_mask],
)
def is_exact_at_the_extremes(answer: Answer, case: Case) -> None:
    for size in (1e-12, 1e6, 0.0):
        dout, mask = draw(case, 0.8, 2, 2)
        gives(answer, case, size * dout, mask)
    for factor in (1.0, 0.0):
        for shape in ((2, 3), (1, 1)):
            dout, _ = draw(case, 0.8, *shape)
            gives(answer, case, dout, np.full(shape, factor))


@exercise.check("takes arrays with one axis or with three", needs=[is_dout_times_the_mask])
def takes_any_shape(answer: Answer, case: Case) -> None:
    for keep_prob, *shape in ((0.8, 4), (0.4, 2), (0.6, 2, 3, 2), (0.7, 3, 1, 2)):
        gives(answer, case, *draw(case, keep_prob, *shape))


@exercise.check("changes nothing and remembers nothing", needs=[returns_numbers])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.dropout_backward, draw(case, 0.8, 2, 2), draw(case, 0.6, 2, 2))
    dout, _ = draw(case, 0.8, 2, 2)
    case.pure(answer.dropout_backward, (dout, np.ones((2, 2))))


@exercise.check("returns a float64 array of the shape of dout", needs=[returns_numbers])
def returns_an_array(answer: Answer, case: Case) -> None:
    for keep_prob, *shape in ((0.8, 3, 2), (0.6, 1, 3), (0.4, 2, 1), (0.7, 1, 1)):
        dout, mask = draw(case, keep_prob, *shape)
        case.like(answer.dropout_backward(dout, mask), dropout_backward(dout, mask))
    _, mask = draw(case, 0.8, 2, 2)
    dout = case.rng.integers(1, 9, size=(2, 2))
    case.equal(answer.dropout_backward(dout, mask), dropout_backward(dout, mask), tol=TOLERANCE)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_product(dout, mask):
    return dout * mask


@exercise.accepts
def multiply(dout, mask):
    return np.multiply(mask, dout)


@exercise.accepts
def zero_where_dropped(dout, mask):
    dX = np.max(mask) * dout
    dX[mask == 0] = 0
    return dX


@exercise.accepts
def in_place_on_a_copy(dout, mask):
    dX = dout.astype(float)
    dX *= mask
    return dX


@exercise.accepts
def entry_by_entry(dout, mask):
    dX = np.empty_like(mask)
    for index in np.ndindex(dX.shape):
        dX[index] = dout[index] * mask[index]
    return dX


@exercise.accepts
def einstein_product(dout, mask):
    return np.einsum("...,...->...", dout, mask)


@exercise.accepts
def diagonal_jacobian(dout, mask):
    jacobian = np.diag(mask.ravel())
    return (dout.ravel() @ jacobian).reshape(dout.shape)


exercise.equivalent("np.einsum('...,...->...', dout, mask)", "a product of numbers commutes")
exercise.equivalent("dout.ravel() @ jacobian", "a diagonal matrix is its own transpose")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The mask holds 1 / keep_prob already, and the slope of the forward pass is the mask itself; "
    "do not divide by keep_prob a second time."
)
def divides_by_keep_prob_again(dout, mask):
    return dout * mask * np.max(mask)


@exercise.rejects(
    "You use only which units were kept. The forward pass multiplied them by 1 / keep_prob, so "
    "their gradients need that factor too."
)
def mask_of_zeros_and_ones(dout, mask):
    return dout * (mask > 0)


@exercise.rejects(
    "You draw a new mask; the gradient has to pass through the units that were on, so take the "
    "mask of the forward pass."
)
def draws_a_new_mask(dout, mask):
    return dout * (np.random.default_rng().random(dout.shape) < 0.8) / 0.8


@exercise.rejects(
    "You make a mask of your own from a fixed seed; which units were on is told by the mask that "
    "is passed in."
)
def mask_from_a_fixed_seed(dout, mask):
    rng = np.random.default_rng(0)
    return dout * rng.permutation(mask.ravel()).reshape(mask.shape)


@exercise.rejects(
    "The product is right, but it comes with its axes exchanged; a gradient has the shape of what "
    "it belongs to."
)
def transposed(dout, mask):
    return (dout * mask).T.copy()


@exercise.rejects(
    "The gradient goes through unchanged, as if nothing had been dropped; a dropped unit had no "
    "influence on the loss and gets no gradient."
)
def passes_dout_unchanged(dout, mask):
    return np.array(dout, dtype=float)


@exercise.rejects(
    "You divide by the mask; the way back multiplies by the same factor as the way forward, since "
    "a slope is the factor itself."
)
def divides_by_the_mask(dout, mask):
    with np.errstate(all="ignore"):
        return dout / mask


@exercise.rejects(
    "A dropped unit is 0 with you, but a kept one is divided by its factor where it has to be "
    "multiplied by it."
)
def divides_where_kept(dout, mask):
    return np.where(mask > 0, dout / np.where(mask > 0, mask, 1.0), 0.0)


@exercise.rejects(
    "The gradient reaches the dropped units and not the kept ones; where the mask is 0 the "
    "gradient is 0."
)
def keeps_the_dropped_ones(dout, mask):
    return np.where(mask == 0, dout * np.max(mask), 0.0)


@exercise.rejects(
    "The kept gradients are right, but the dropped ones pass through as they came; they have to "
    "be 0."
)
def leaves_the_dropped_ones(dout, mask):
    return np.where(mask > 0, dout * mask, dout)


@exercise.rejects(
    "You divide by the number of samples; the mean was taken in the loss already, and dout "
    "carries its 1 / n."
)
def divides_by_n(dout, mask):
    return dout * mask / len(dout)


@exercise.rejects("You return the mask alone; the upstream gradient dout has to be in the product.")
def returns_the_mask(dout, mask):
    return mask.copy()


@exercise.rejects(
    "There is a minus sign too many: the forward pass multiplies by a positive factor, so its "
    "slope is positive."
)
def wrong_sign(dout, mask):
    return -dout * mask


@exercise.rejects(
    "You add dout to the product, so that a dropped unit keeps its gradient and a kept one gets "
    "too much; the product alone is right."
)
def adds_dout(dout, mask):
    return dout + dout * mask


@exercise.rejects(
    "You add up over the samples, as for a bias; a mask has an entry for every sample, and so has "
    "the gradient."
)
def sums_over_samples(dout, mask):
    return np.sum(dout * mask, axis=0)


@exercise.rejects(
    "The matrix product mixes units with one another; the mask acts on each entry by itself, which "
    "is the product with *."
)
def matrix_product(dout, mask):
    return dout @ np.swapaxes(mask, -1, 0) if dout.ndim > 1 else dout @ mask


@exercise.rejects(
    "The first sample's mask serves the whole batch in your code; every sample had a mask of its "
    "own."
)
def mask_of_the_first_sample(dout, mask):
    return dout * mask[:1]


@exercise.rejects(
    "A negative gradient is set to 0, as if the mask were a ReLU; the mask alone decides, whatever "
    "the sign of dout is."
)
def drops_negative_gradients(dout, mask):
    return np.maximum(dout, 0) * mask


@exercise.rejects(
    "A small constant is added to the mask, so dropped units get a gradient after all; exact zeros "
    "are right there."
)
def adds_a_small_constant(dout, mask):
    return dout * (mask + 1e-8)


@exercise.rejects(
    "You clip the gradient to a fixed range; a layer passes on what it is given, and clipping is "
    "for the step of the optimiser."
)
def clips_the_gradient(dout, mask):
    return np.clip(dout * mask, -1000, 1000)


@exercise.rejects(
    "Rounding is for printing: small gradients are lost in your result, and the layers before "
    "them stop learning."
)
def rounds_the_gradient(dout, mask):
    return np.round(dout * mask, 6)


@exercise.rejects(
    "The result is stored in float32, which keeps about seven digits; gradients of this course "
    "are float64."
)
def in_single_precision(dout, mask):
    return (dout * mask).astype(np.float32)


@exercise.rejects(
    "You store the result in the type of dout; if that holds whole numbers, the decimals of the "
    "products are cut off. Use float64."
)
def inherits_the_integers_of_dout(dout, mask):
    return (dout * mask).astype(dout.dtype)


@exercise.rejects(
    "The numbers are right, but they come as nested lists; return an array of the shape of dout."
)
def nested_lists(dout, mask):
    return (dout * mask).tolist()


@exercise.rejects(
    "You drop axes of length 1, so one sample or one unit loses its axis; a gradient has the shape "
    "of what it belongs to."
)
def squeezed(dout, mask):
    return np.squeeze(dout * mask)


@exercise.rejects(
    "One long row comes back; the gradient has the shape of dout, so that the next layer can use "
    "it."
)
def one_long_row(dout, mask):
    return (dout * mask).ravel()


@exercise.rejects(
    "You unpack the shape into rows and columns, so only tables pass; dout and mask may have any "
    "shape that they share."
)
def tables_only(dout, mask):
    n, d = dout.shape
    return np.array([[dout[i, j] * mask[i, j] for j in range(d)] for i in range(n)])


@exercise.rejects(
    "You write the product into dout, which belongs to the caller; make a new array, for example "
    "with dout * mask."
)
def writes_into_dout(dout, mask):
    dout *= mask
    return dout


@exercise.rejects(
    "You write the product into the mask, and whoever uses the mask once more finds gradients in "
    "it; make a new array."
)
def writes_into_the_mask(dout, mask):
    mask *= dout
    return mask


@exercise.rejects(
    "Where nothing was dropped you return dout itself; return a new array, or a change to one "
    "would change the other."
)
def returns_dout_itself(dout, mask):
    if np.all(mask == 1):
        return dout if dout.dtype == np.float64 else dout.astype(float)
    return dout * mask
