"""softmax(Z): exp(zᵢ) / Σⱼ exp(zⱼ), each row by itself, for logits of any size."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import softmax

exercise = Exercise(softmax, read="Softmax")

# Relative. Right answers err by less than 1e-13, the best wrong formula by 1e-6, and numbers that
# went through float32 by 5e-8. A needless constant of 1e-8 below the fraction does no harm.
TOLERANCE = 1e-8


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> np.ndarray:
    """Logits of ordinary size."""
    return np.round(case.rng.uniform(-4, 4, size=shape), 1)


def probabilities(answer: Answer, case: Case, Z: np.ndarray) -> Any:
    """What the answer makes of Z, as float64: its container and dtype have their own check."""
    got, want = answer.softmax(Z), softmax(Z)
    if isinstance(got, np.ndarray) and got.shape != want.shape:
        case.like(got, want)  # read row by row into another shape, its numbers would be a jumble
        return got
    return case.numbers(got, want)


@exercise.check("returns a table of the shape of Z")
def returns_the_shape_of_z(answer: Answer, case: Case) -> None:
    for shape in ((4, 3), (2, 3), (2, 5)):
        probabilities(answer, case, draw(case, *shape))


@exercise.check("is the softmax of each row", weight=8, needs=[returns_the_shape_of_z])
def is_the_softmax_of_each_row(answer: Answer, case: Case) -> None:
    for shape in ((4, 3), (2, 3), (2, 5), (3, 3), (50, 6)):
        Z = draw(case, *shape)
        case.equal(probabilities(answer, case, Z), softmax(Z), tol=TOLERANCE)


@exercise.check("takes a single row (q,) as well", weight=2, needs=[is_the_softmax_of_each_row])
def takes_a_single_row(answer: Answer, case: Case) -> None:
    for q in (3, 2, 5):
        z = draw(case, q)
        case.equal(probabilities(answer, case, z), softmax(z), tol=TOLERANCE)


@exercise.check("works for one sample and for one class", needs=[is_the_softmax_of_each_row])
def works_for_one_sample_and_one_class(answer: Answer, case: Case) -> None:
    for shape in ((1, 3), (3, 1), (1, 1)):
        Z = draw(case, *shape)
        case.equal(probabilities(answer, case, Z), softmax(Z), tol=TOLERANCE)


@exercise.check("holds for logits of any size", weight=3, needs=[takes_a_single_row])
def holds_for_any_size(answer: Answer, case: Case) -> None:
    beside = draw(case, 2, 3)
    beside[0] += 1000  # a modest row beside a large one
    below = draw(case, 3, 2)
    below[1] -= 1000
    far = draw(case, 2, 4)
    far[:, 0] += 1000
    for Z in (
        draw(case, 2, 3) + 1000,
        draw(case, 3, 2) - 1000,
        beside,
        below,
        far,
        30 * draw(case, 2, 3),
        np.zeros((2, 3)),
        np.array([[800.0, -800.0, 800.0], [-800.0, 0.0, -801.0]]),
        draw(case, 3) + 1000,
        draw(case, 4) - 1000,
    ):
        case.equal(probabilities(answer, case, Z), softmax(Z), tol=TOLERANCE)


@exercise.check(
    "is a float64 array, for whole numbers too", weight=2, needs=[is_the_softmax_of_each_row]
)
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for shape in ((3, 2), (2, 3)):
        for Z in (draw(case, *shape), case.rng.integers(-3, 4, size=shape)):
            got, want = answer.softmax(Z), softmax(Z)
            case.like(got, want)
            case.equal(got, want, tol=TOLERANCE)


@exercise.check("changes nothing and remembers nothing", needs=[returns_the_shape_of_z])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.softmax, [draw(case, 2, 3)], [draw(case, 2, 3)])


# --- right answers ----------------------------------------------------------


@exercise.accepts
def shifted_by_the_row_maximum(Z):
    e = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.accepts
def through_the_log_sum_exp(Z):
    return np.exp(Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True))


@exercise.accepts
def through_the_transpose(Z):
    shifted = Z.T - Z.max(axis=-1)
    e = np.exp(shifted)
    return (e / e.sum(axis=0)).T


@exercise.accepts
def one_row_at_a_time(Z):
    def of_a_row(z):
        powers = [math.exp(value - max(z)) for value in z]
        total = math.fsum(powers)
        return [power / total for power in powers]

    if Z.ndim == 1:
        return np.array(of_a_row(Z))
    return np.array([of_a_row(row) for row in Z])


@exercise.accepts
def function_along_an_axis(Z):
    def of_a_row(z):
        e = np.exp(z - z.max())
        return e / e.sum()

    return np.apply_along_axis(of_a_row, -1, Z)


@exercise.accepts
def from_differences(Z):
    # 1 / Σⱼ exp(zⱼ − zᵢ): where a power overflows, 1/∞ is the 0 that is wanted
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[..., np.newaxis, :] - Z[..., :, np.newaxis]).sum(axis=-1)


@exercise.accepts
def in_place_on_a_copy(Z):
    P = np.array(Z, dtype=float)
    P -= P.max(axis=-1, keepdims=True)
    np.exp(P, out=P)
    P /= P.sum(axis=-1, keepdims=True)
    return P


@exercise.accepts
def always_as_a_table(Z):
    rows = np.atleast_2d(Z)
    e = np.exp(rows - np.amax(rows, axis=1)[:, None])
    P = e / np.einsum("ij->i", e)[:, None]
    return P.reshape(Z.shape)


@exercise.accepts
def powers_of_two(Z):
    e = np.exp2((Z - Z.max(axis=-1, keepdims=True)) / np.log(2))
    return e / e.sum(axis=-1, keepdims=True)


@exercise.accepts
def row_by_row_into_a_table(Z):
    if Z.ndim == 2:
        P = np.zeros(Z.shape)
        for i in range(len(Z)):
            P[i] = row_by_row_into_a_row(Z[i])
        return P
    return row_by_row_into_a_row(Z)


def row_by_row_into_a_row(z):
    largest, total = z[0], 1.0
    for value in z[1:]:
        new = max(largest, value)
        total = total * np.exp(largest - new) + np.exp(value - new)
        largest = new
    return np.exp(z - largest) / total


exercise.equivalent("Z = _floats(Z)", "exp makes floats of whole numbers", answer="softmax")


# --- wrong answers ----------------------------------------------------------


def shifted_powers(Z):
    return np.exp(Z - Z.max(axis=-1, keepdims=True))


def shares(e):
    return e / e.sum(axis=-1, keepdims=True)


@exercise.rejects(
    "exp overflows above 709 and vanishes far below zero: subtract the largest logit of the row "
    "first, which cancels in the fraction.",
    read="Numbers too large for exp",
)
def exp_without_a_shift(Z):
    e = np.exp(Z)
    return e / e.sum(axis=-1, keepdims=True)


@exercise.rejects(
    "Your sum runs down the columns, over the samples; the probabilities of one sample lie side "
    "by side in a row, and these have to add up to 1.",
    read="Each row by itself",
)
def sums_down_the_columns(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


@exercise.rejects(
    "You divide by the sum of the whole table, so all samples share a single 1; every row has to "
    "add up to 1 by itself.",
    read="Each row by itself",
)
def sums_the_whole_table(Z):
    e = shifted_powers(Z)
    return e / e.sum()


@exercise.rejects(
    "You subtract the largest logit of the whole table: beside a large row, a modest row vanishes "
    "to 0 / 0. Each row needs its own maximum.",
    read="Numbers too large for exp",
)
def maximum_of_the_whole_table(Z):
    return shares(np.exp(Z - Z.max()))


@exercise.rejects(
    "The sums of the rows lose their axis, so NumPy lays them along the columns; `keepdims=True` "
    "keeps them as a column.",
    read="Each row by itself",
)
def sums_without_keepdims(Z):
    e = shifted_powers(Z)
    return e / e.sum(axis=-1)


@exercise.rejects(
    "The axis 1 exists in a table only; for a single row (q,) the classes lie along axis 0, and "
    "the last axis, −1, is right for both."
)
def axis_1_for_a_single_row_too(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@exercise.rejects(
    "A single row (q,) comes back as a table with one row; the result has the shape of what goes "
    "in."
)
def single_row_becomes_a_table(Z):
    return shares(shifted_powers(np.atleast_2d(Z)))


@exercise.rejects(
    "Your result loses every axis of length 1, and so a table with one row or one column is no "
    "table any more; keep the shape of Z."
)
def squeezes_the_result(Z):
    return np.squeeze(shares(shifted_powers(Z)))


@exercise.rejects(
    "For a single class you take the sigmoid; whatever its logit is, one class alone has the "
    "probability 1 by this formula.",
    read="Softmax with a single unit",
)
def sigmoid_for_a_single_class(Z):
    if Z.shape[-1] == 1:
        return 1 / (1 + np.exp(-Z))
    return shares(shifted_powers(Z))


@exercise.rejects(
    "You write the powers into Z itself, so the caller loses the logits; put them into a new array."
)
def overwrites_the_logits(Z):
    e = shifted_powers(Z)
    Z[...] = e
    return shares(e)


@exercise.rejects(
    "You shift the rows of a table, but not a single row (q,); its logits may be just as large.",
    read="Numbers too large for exp",
)
def shifts_tables_only(Z):
    return shares(np.exp(Z) if Z.ndim == 1 else shifted_powers(Z))


@exercise.rejects(
    "You shift only where a logit is above a bar; far below zero all powers vanish and leave "
    "0 / 0, so shift always.",
    read="Numbers too large for exp",
)
def shifts_only_above_a_bar(Z):
    if Z.max() > 700:
        return shares(shifted_powers(Z))
    return shares(np.exp(Z))


@exercise.rejects(
    "Shifting by the mean leaves the logits above it positive, and these may still overflow; only "
    "the maximum brings all of them to 0 or below.",
    read="Numbers too large for exp",
)
def shifts_by_the_mean(Z):
    return shares(np.exp(Z - Z.mean(axis=-1, keepdims=True)))


@exercise.rejects(
    "Shifting by the smallest logit makes all others positive, so they may overflow; subtract the "
    "largest one.",
    read="Numbers too large for exp",
)
def shifts_by_the_minimum(Z):
    return shares(np.exp(Z - Z.min(axis=-1, keepdims=True)))


@exercise.rejects(
    "The largest absolute value is not the largest logit: where all logits are far below zero, "
    "subtracting it pushes them down further.",
    read="Numbers too large for exp",
)
def shifts_by_the_largest_absolute_value(Z):
    return shares(np.exp(Z - np.abs(Z).max(axis=-1, keepdims=True)))


@exercise.rejects(
    "You cut the logits at a bound, so those beyond it become equal and the decision is lost; a "
    "shift by the maximum is exact.",
    read="Numbers too large for exp",
)
def clips_the_logits(Z):
    return shares(np.exp(np.clip(Z, -50, 50)))


@exercise.rejects(
    "Replacing nan by 0 hides the overflow and loses the probability of that class; subtract the "
    "largest logit, and there is no nan.",
    read="Numbers too large for exp",
)
def replaces_nan_by_zero(Z):
    return np.nan_to_num(shares(np.exp(Z)))


@exercise.rejects(
    "Above the fraction stand the plain powers, below it the shifted ones; the shift cancels only "
    "if it is the same in both.",
    read="Numbers too large for exp",
)
def shifts_below_the_fraction_only(Z):
    return np.exp(Z) / shifted_powers(Z).sum(axis=-1, keepdims=True)


@exercise.rejects(
    "You take the sigmoid of each logit by itself; these answer separate questions, and their sum "
    "is not 1.",
    read="Why not three sigmoids?",
)
def sigmoid_of_each_logit(Z):
    return 1 / (1 + np.exp(-Z))


@exercise.rejects(
    "You divide the logits by their own sum; logits may be negative, so take exp of each first, "
    "which makes them positive."
)
def logits_divided_by_their_sum(Z):
    return Z / Z.sum(axis=-1, keepdims=True)


@exercise.rejects(
    "Your powers have base 2; the softmax takes powers of e, and another base is another "
    "temperature.",
    read="Temperature",
)
def powers_of_base_2(Z):
    return shares(2.0 ** (Z - Z.max(axis=-1, keepdims=True)))


@exercise.rejects(
    "Return the exact probabilities: rounding belongs where a number is printed, and rounded rows "
    "need not add up to 1."
)
def rounds_the_probabilities(Z):
    return np.round(shares(shifted_powers(Z)), 4)


@exercise.rejects(
    "The powers are right, but the division is missing: only when each row is divided by its sum "
    "do its entries add up to 1."
)
def powers_without_the_division(Z):
    return shifted_powers(Z)


@exercise.rejects(
    "You divide by the Euclidean length of the row; probabilities need a sum of 1, not a length "
    "of 1."
)
def divides_by_the_length(Z):
    e = shifted_powers(Z)
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


@exercise.rejects(
    "You return the logarithms of the probabilities; these are useful in a loss, but the softmax "
    "itself lies between 0 and 1."
)
def logarithm_of_the_softmax(Z):
    m = Z.max(axis=-1, keepdims=True)
    return Z - m - np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))


@exercise.rejects(
    "The sign of the exponent is wrong: the largest logit has to get the largest probability, and "
    "yours gets the smallest."
)
def largest_logit_gets_the_least(Z):
    return shares(np.exp(Z.min(axis=-1, keepdims=True) - Z))


@exercise.rejects(
    "You return 1 for the winner and 0 for all others; the softmax is a soft version of that and "
    "says how sure it is.",
    read="Temperature",
)
def one_for_the_winner(Z):
    return shares((Z == Z.max(axis=-1, keepdims=True)).astype(float))


@exercise.rejects(
    "You rescale each row to spread 1 before the softmax; a common factor changes the "
    "probabilities, only a common shift does not.",
    read="Temperature",
)
def standardises_the_rows(Z):
    spread = Z.std(axis=-1, keepdims=True)
    return shares(shifted_powers(Z / np.where(spread > 0, spread, 1)))


@exercise.rejects(
    "The small constant below the fraction is not needed and spoils the sum of 1: after the shift, "
    "the sum is at least 1."
)
def adds_a_small_constant(Z):
    e = shifted_powers(Z)
    return e / (e.sum(axis=-1, keepdims=True) + 1e-5)


@exercise.rejects(
    "You lift tiny probabilities to a floor, so the rows add up to more than 1; a probability may "
    "become as small as it likes."
)
def lifts_tiny_probabilities(Z):
    return np.maximum(shares(shifted_powers(Z)), 1e-6)


@exercise.rejects(
    "Your result array has the type of Z, so with whole numbers as logits all decimals of the "
    "probabilities are cut off."
)
def stores_in_the_type_of_z(Z):
    P = np.zeros_like(Z)
    P[...] = shares(shifted_powers(Z))
    return P


@exercise.rejects(
    "You compute in float32, which keeps about 7 digits; the course computes in float64 from "
    "beginning to end."
)
def computes_in_float32(Z):
    return shares(shifted_powers(Z.astype(np.float32)))


@exercise.rejects(
    "Your numbers are right, but they come as a list; return a NumPy array, because a loss "
    "computes with arrays."
)
def returns_a_list(Z):
    return shares(shifted_powers(Z)).tolist()
