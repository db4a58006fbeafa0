"""dead_relu_fraction(H): the share of units that are 0 for every sample."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import dead_relu_fraction

exercise = Exercise(dead_relu_fraction, read="Dead units")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-3.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, h: int, dead: int) -> np.ndarray:
    """H (n, h) with so many dead units, in any place; the others are silent now and then."""
    z = case.rng.normal(size=(n, h))
    H = np.round(np.maximum(z, 0) + 0.3 * (z > 0), 1)
    awake = case.rng.permutation(h)
    H[:, awake[:dead]] = 0.0
    for unit in awake[dead:]:
        H[case.rng.integers(n), unit] += 1.0
    return H


def agrees(answer: Answer, case: Case, H: np.ndarray) -> None:
    """Compare the number; its container has a check of its own."""
    want = dead_relu_fraction(H)
    got = case.numbers(answer.dead_relu_fraction(H), want)
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n, h, dead in ((4, 6, 2), (3, 5, 1)):
        H = draw(case, n, h, dead)
        case.numbers(answer.dead_relu_fraction(H), dead_relu_fraction(H))


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    H = draw(case, 4, 5, 2)
    case.like(answer.dead_relu_fraction(H), dead_relu_fraction(H))


@exercise.check(
    "is the share of columns without an entry > 0", weight=7, needs=[returns_one_number]
)
def is_the_share_of_dead_columns(answer: Answer, case: Case) -> None:
    for n, h, dead in ((4, 7, 3), (3, 4, 1), (6, 3, 2), (3, 3, 1), (2, 5, 2), (2, 3, 1)):
        agrees(answer, case, draw(case, n, h, dead))
    agrees(answer, case, draw(case, 50, 30, 13))
    agrees(answer, case, np.zeros((3, 4)))


@exercise.check(
    "is right for one sample, for one unit, and where all or none are dead",
    weight=2,
    needs=[is_the_share_of_dead_columns],
)
def is_right_at_the_ends(answer: Answer, case: Case) -> None:
    for n, h, dead in ((1, 4, 1), (1, 1, 0), (3, 1, 0), (3, 1, 1), (2, 3, 0), (3, 2, 2), (1, 1, 1)):
        agrees(answer, case, draw(case, n, h, dead))


@exercise.check(
    "looks at every sample, and takes any entry > 0 for life",
    weight=3,
    needs=[is_the_share_of_dead_columns],
)
def looks_at_every_sample(answer: Answer, case: Case) -> None:
    for n in (3, 200):  # units that wake up once: at the end, at the beginning, and in between
        for row in (n - 1, 0, n // 2):
            H = np.zeros((n, 4))
            H[row, case.rng.permutation(4)[:3]] = 0.4
            agrees(answer, case, H)
    for size in (1e-9, 1e-100, 1e100):
        agrees(answer, case, size * draw(case, 3, 4, 1))
    whole = case.rng.integers(1, 4, size=4) + np.array([[0], [1], [3]])
    agrees(answer, case, whole * np.array([1, 0, 1, 1]))


@exercise.check("refuses an empty H", weight=2, needs=[returns_one_number])
def refuses_an_empty_array(answer: Answer, case: Case) -> None:
    for shape in ((0, 3), (3, 0), (0, 0)):
        case.raises(ValueError, answer.dead_relu_fraction, np.zeros(shape))


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.dead_relu_fraction, [draw(case, 3, 5, 2)], [draw(case, 3, 5, 1)])


# --- right answers ----------------------------------------------------------


def not_empty(H):
    if H.size == 0:
        raise ValueError(f"H is empty, its shape is {H.shape}")


@exercise.accepts
def mean_of_never_active(H):
    if H.size == 0:
        raise ValueError("H is empty")
    return np.mean(np.all(H == 0, axis=0))


@exercise.accepts
def largest_output_of_each_unit(H):
    not_empty(H)
    largest = H.max(axis=0)
    return np.sum(largest <= 0) / H.shape[1]


@exercise.accepts
def columns_that_sum_to_zero(H):
    if 0 in H.shape:
        raise ValueError("no samples or no units")
    return np.count_nonzero(H.sum(axis=0) == 0) / H.shape[1]


@exercise.accepts
def loops_in_plain_python(H):
    n, h = H.shape
    if n == 0 or h == 0:
        raise ValueError(f"nothing to look at: {n} samples, {h} units")
    dead = 0
    for j in range(h):
        active = False
        for i in range(n):
            if H[i, j] > 0:
                active = True
        if not active:
            dead += 1
    return dead / h


@exercise.accepts
def units_as_rows(H):
    not_empty(H)
    silent = [not any(unit) for unit in H.T.tolist()]
    return silent.count(True) / len(silent)


@exercise.accepts
def one_minus_the_share_alive(H):
    not_empty(H)
    alive = {int(unit) for unit in np.nonzero(H)[1]}
    return 1 - len(alive) / H.shape[1]


@exercise.accepts
def norms_of_the_columns(H):
    not_empty(H)
    return float((np.linalg.norm(H, axis=0) == 0).mean())


@exercise.accepts
def sample_after_sample(H):
    not_empty(H)
    dead = set(range(H.shape[1]))
    for row in H:
        dead -= set(np.flatnonzero(row))
    return len(dead) / H.shape[1]


exercise.equivalent("H = _numbers(H)", "lists are not judged", answer="dead_relu_fraction")
exercise.equivalent(
    "H.sum(axis=0)",
    "a sum is 0 exactly where the mean is",
    answer="columns_that_sum_to_zero",
    after="H.mean(axis=0)",
)


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "You count zero entries. A zero entry is nothing bad; a unit is dead only if its whole column "
    "is zero."
)
def share_of_zero_entries(H):
    not_empty(H)
    return np.mean(H == 0)


@exercise.rejects(
    "You look along the rows and count samples for which all units are silent; a unit is a column, "
    "so go down over the samples."
)
def silent_samples(H):
    not_empty(H)
    return np.mean(np.all(H == 0, axis=1))


@exercise.rejects(
    "H holds outputs of a ReLU, which are never negative, so looking for negative columns finds "
    "no unit at all: a dead unit puts out 0."
)
def looks_for_negative_outputs(H):
    not_empty(H)
    return np.mean(np.all(H < 0, axis=0))


@exercise.rejects(
    "A fraction lies between 0 and 1; leave out the factor 100, which makes it a percentage."
)
def in_percent(H):
    not_empty(H)
    return 100 * np.mean(np.all(H == 0, axis=0))


@exercise.rejects(
    "You look at the first batch of samples only. There many units are silent without being dead; "
    "use all rows of H."
)
def first_batch_only(H):
    not_empty(H)
    return np.mean(np.all(H[:32] == 0, axis=0))


@exercise.rejects(
    "A single sample decides in your answer; a unit that is silent for the first one may well be "
    "active for another."
)
def first_sample_only(H):
    not_empty(H)
    return np.mean(H[0] == 0)


@exercise.rejects(
    "Only the last sample counts, because each turn of your loop forgets the ones before; one "
    "activity in any row keeps a unit alive."
)
def last_sample_only(H):
    not_empty(H)
    return np.mean(H[-1] == 0)


@exercise.rejects(
    "The first row never enters: Python counts from 0, and a unit that is active for that sample "
    "alone is not dead."
)
def leaves_out_the_first_sample(H):
    not_empty(H)
    return np.mean(np.all(H[1:] == 0, axis=0))


@exercise.rejects(
    "The last row never enters, so a unit that is active for that sample alone seems dead to you."
)
def leaves_out_the_last_sample(H):
    not_empty(H)
    return np.mean(np.all(H[:-1] == 0, axis=0))


@exercise.rejects(
    "An H without samples or without units has no share of dead units; say so with a ValueError "
    "before you compute anything."
)
def computes_on_an_empty_array(H):
    with np.errstate(all="ignore"):
        return np.sum(np.all(H == 0, axis=0)) / np.float64(H.shape[1])


@exercise.rejects(
    "For an empty H you return 0, which reads like good news; nobody has looked at anything, so "
    "raise ValueError."
)
def zero_for_an_empty_array(H):
    if H.size == 0:
        return 0.0
    return np.mean(np.all(H == 0, axis=0))


@exercise.rejects(
    "You refuse an H without samples, but one without units is empty too and leaves nothing to "
    "divide by: raise ValueError for both."
)
def forgets_that_units_may_be_missing(H):
    if len(H) == 0:
        raise ValueError("no samples")
    with np.errstate(all="ignore"):
        return np.sum(np.all(H == 0, axis=0)) / np.float64(H.shape[1])


@exercise.rejects(
    "With no samples at all every unit seems dead to you; refuse that H with a ValueError, as you "
    "refuse one without units."
)
def forgets_that_samples_may_be_missing(H):
    if H.shape[1] == 0:
        raise ValueError("no units")
    return np.mean(np.all(H == 0, axis=0))


@exercise.rejects(
    "An assert is for bugs of your own and can be switched off; an empty H comes from the caller "
    "and calls for a ValueError."
)
def asserts_that_there_is_something(H):
    assert H.size > 0, "H is empty"
    return np.mean(np.all(H == 0, axis=0))


@exercise.rejects(
    "You return the number of dead units; divide it by the number of all units to get a fraction."
)
def number_of_dead_units(H):
    not_empty(H)
    return float(np.sum(np.all(H == 0, axis=0)))


@exercise.rejects("That is the share of units that are alive; the dead ones are the rest, up to 1.")
def share_of_living_units(H):
    not_empty(H)
    return np.mean(np.any(H > 0, axis=0))


@exercise.rejects(
    "One silent sample is enough for you to call a unit dead; it has to be silent for all of them."
)
def silent_at_least_once(H):
    not_empty(H)
    return np.mean(np.any(H == 0, axis=0))


@exercise.rejects(
    "A unit that is silent for most samples is not dead yet: as long as one sample reaches it, a "
    "gradient does too."
)
def silent_most_of_the_time(H):
    not_empty(H)
    return np.mean(np.mean(H == 0, axis=0) > 0.5)


@exercise.rejects(
    "You divide by the number of samples; the share is one of units, of which there are as many "
    "as columns."
)
def divided_by_the_samples(H):
    not_empty(H)
    return np.sum(np.all(H == 0, axis=0)) / H.shape[0]


@exercise.rejects(
    "You divide by the number of all entries; the dead units are counted against all units, not "
    "against n times as many."
)
def divided_by_all_entries(H):
    not_empty(H)
    return np.sum(np.all(H == 0, axis=0)) / H.size


@exercise.rejects(
    "A unit whose output never varies is not the same as a dead one: it may be constant and "
    "positive, as every unit is for a single sample."
)
def constant_units(H):
    not_empty(H)
    return np.mean(np.ptp(H, axis=0) == 0)


@exercise.rejects(
    "Small is not zero: a unit with a tiny output still has slope 1 and learns. Compare with 0 "
    "itself, without a tolerance."
)
def nearly_zero_counts_as_dead(H):
    not_empty(H)
    return np.mean(np.all(np.isclose(H, 0), axis=0))


@exercise.rejects(
    "With 32 bits the smallest outputs become 0, and a unit that is alive seems dead; stay with "
    "float64."
)
def in_single_precision(H):
    not_empty(H)
    return np.mean(np.all(H.astype(np.float32) == 0, axis=0))


@exercise.rejects(
    "Whole numbers cut off what comes after the point, and an output of 0.4 becomes 0; compare H "
    "as it is."
)
def cuts_off_the_decimals(H):
    not_empty(H)
    return np.mean(np.all(H.astype(int) == 0, axis=0))


@exercise.rejects(
    "You count units that are never the largest of their row; being second is no death, as long "
    "as the output is above 0."
)
def units_that_never_win(H):
    not_empty(H)
    return 1 - len(set(np.argmax(H, axis=1).tolist())) / H.shape[1]


@exercise.rejects(
    "You tell for each unit whether it is dead; the mean over the units is missing, which makes "
    "one number of it."
)
def one_answer_for_each_unit(H):
    not_empty(H)
    return np.all(H == 0, axis=0).astype(float)


@exercise.rejects(
    "You average, for each unit, how often it is silent; first decide for each unit whether it is "
    "dead, and then take the share of the dead ones."
)
def silence_of_each_unit(H):
    not_empty(H)
    return np.mean(H == 0, axis=0)


@exercise.rejects(
    "The value is right, but it sits in an array with one entry; return it as a plain number."
)
def array_with_one_entry(H):
    not_empty(H)
    return np.mean(np.all(H == 0, axis=0), keepdims=True)


@exercise.rejects(
    "A whole-number division leaves only 0 or 1 of the fraction; divide with a single slash."
)
def divides_whole_numbers(H):
    not_empty(H)
    return float(np.sum(np.all(H == 0, axis=0)) // H.shape[1])


@exercise.rejects(
    "Return the share as it is; rounding belongs where a number is printed, and one dead unit of "
    "many disappears in it."
)
def rounds_the_share(H):
    not_empty(H)
    return round(float(np.mean(np.all(H == 0, axis=0))), 2)


@exercise.rejects(
    "You overwrite H with ones where a unit is active, and the caller loses the outputs of the "
    "layer; put the comparison into a new array."
)
def overwrites_the_outputs(H):
    not_empty(H)
    H[H > 0] = 1
    return np.mean(H.sum(axis=0) == 0)
