"""sigmoid(z): 1 / (1 + e⁻ᶻ) for every entry of z."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import sigmoid

exercise = Exercise(sigmoid, read="The sigmoid")

# Beside 1, the largest probability. Right answers err by 2e-16 here, the best wrong one by 1e-8.
TOLERANCE = 1e-12
NEAR = 1e-3  # where the idea counts; how exact it is has a check of its own
# Relative. (1 + tanh(z/2)) / 2 and 1 − σ(z) keep the digits of 1 only: they err by 1e-2 at 32.
TAIL = 0.1


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> np.ndarray:
    """Numbers of both signs, in this shape; none is 0."""
    z = np.round(2 * case.rng.normal(size=shape), 1)
    return np.where(z == 0, 0.7, z)


@exercise.check("returns one number for each entry")
def returns_a_number_for_each_entry(answer: Answer, case: Case) -> None:
    for n in (3, 4):
        z = draw(case, n)
        case.numbers(answer.sigmoid(z), sigmoid(z))


@exercise.check("is 1 / (1 + e^−z)", weight=6, needs=[returns_a_number_for_each_entry])
def is_right_everywhere(answer: Answer, case: Case) -> None:
    for z in (draw(case, 4), draw(case, 3), draw(case, 1), np.zeros(2), draw(case, 50)):
        got = case.numbers(answer.sigmoid(z), sigmoid(z))
        case.equal(got, sigmoid(z), tol=NEAR, scale=1.0)


@exercise.check("is exact to the last digits", needs=[is_right_everywhere])
def is_exact(answer: Answer, case: Case) -> None:
    for n in (3, 4, 20):
        z = draw(case, n)
        got = case.numbers(answer.sigmoid(z), sigmoid(z))
        case.equal(got, sigmoid(z), tol=TOLERANCE, scale=1.0)


@exercise.check("keeps the shape of z, whatever it is", weight=2, needs=[is_right_everywhere])
def keeps_the_shape(answer: Answer, case: Case) -> None:
    for shape in ((3,), (2, 3), (3, 2), (1,), (1, 1), (2, 1, 3)):
        z = draw(case, *shape)
        got = answer.sigmoid(z)
        case.like(got, sigmoid(z))
        case.equal(got, sigmoid(z), tol=NEAR, scale=1.0)


@exercise.check("takes a single number, too", needs=[is_right_everywhere])
def takes_a_single_number(answer: Answer, case: Case) -> None:
    for z in draw(case, 4).tolist():
        case.equal(answer.sigmoid(z), sigmoid(z), tol=NEAR, scale=1.0)


@exercise.check("takes whole numbers, too", needs=[is_right_everywhere])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for z in (case.rng.integers(1, 4, size=3), np.arange(-2, 3)):
        got = case.numbers(answer.sigmoid(z), sigmoid(z))
        case.equal(got, sigmoid(z), tol=NEAR, scale=1.0)


# What counts is the value: an overflow that ends in 1 / inf = 0 is right, whatever it warns of.
@exercise.check("is finite and right at ±1000", weight=3, needs=[is_right_everywhere])
def is_right_far_out(answer: Answer, case: Case) -> None:
    far = np.round(case.rng.uniform(710, 1000, size=2))
    for z in ([far[0]], [-far[1]], [0.5, -1000.0], [1000.0, -2.0], [-1000.0, 0.5, 1000.0, 0.0]):
        z = np.array(z)
        got = case.numbers(answer.sigmoid(z), sigmoid(z))
        case.equal(got, sigmoid(z), tol=NEAR, scale=1.0)


@exercise.check("goes on rising where it is close to 0 or 1", weight=2, needs=[is_exact])
def goes_on_rising(answer: Answer, case: Case) -> None:
    for size in (32.0, 25.0, 21.0):
        z = np.round(-size + 0.5 * case.rng.random(size=2), 2)
        got = case.numbers(answer.sigmoid(z), sigmoid(z))
        case.equal(got, sigmoid(z), tol=TAIL)
        got = case.numbers(answer.sigmoid(-z), sigmoid(-z))
        case.equal(1 - got, 1 - sigmoid(-z), tol=TAIL, about="1 − sigmoid(z)")


@exercise.check("changes nothing and remembers nothing", needs=[returns_a_number_for_each_entry])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.sigmoid, [draw(case, 4)], [draw(case, 4)], [draw(case, 3)])


# --- right answers ----------------------------------------------------------


@exercise.accepts
def by_the_formula(z):
    # overflows at −1000, harmlessly: 1 / inf is 0
    return 1 / (1 + np.exp(-np.asarray(z)))


@exercise.accepts
def both_branches_then_a_choice(z):
    return np.where(np.less(z, 0), np.exp(z) / (1 + np.exp(z)), 1 / (1 + np.exp(np.negative(z))))


@exercise.accepts
def one_branch_for_each_sign(z):
    z = np.asarray(z)
    result = np.empty(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    power = np.exp(z[~positive])
    result[~positive] = power / (1 + power)
    return result


@exercise.accepts
def power_of_minus_the_absolute_value(z):
    power = np.exp(-np.abs(z))
    return np.where(np.greater_equal(z, 0), 1.0, power) / (1 + power)


@exercise.accepts
def by_the_hyperbolic_tangent(z):
    return 0.5 * (1 + np.tanh(np.multiply(z, 0.5)))


@exercise.accepts
def by_the_logarithm_of_a_sum(z):
    return np.exp(-np.logaddexp(0, np.negative(z)))


@exercise.accepts
def cut_off_far_out(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


@exercise.accepts
def two_sides_of_zero(z):
    below, above = np.exp(np.minimum(z, 0)), np.exp(-np.maximum(z, 0))
    return below / (below + above)


@exercise.accepts
def one_number_at_a_time(z):
    def one(t):
        if t >= 0:
            return 1 / (1 + math.exp(-t))
        return math.exp(t) / (1 + math.exp(t))

    if np.ndim(z) == 0:
        return one(z)
    return np.array([one(t) for t in z.ravel()]).reshape(z.shape)


@exercise.accepts
def vectorised_loop(z):
    return np.vectorize(lambda t: 0.5 + 0.5 * math.tanh(t / 2))(z)


@exercise.accepts
def in_place_on_a_copy(z):
    work = np.array(z, dtype=float)
    np.negative(work, out=work)
    np.exp(work, out=work)
    work += 1
    return 1 / work


AT_ZERO = "at 0 both forms are right"
exercise.equivalent("z.real < 0", AT_ZERO, after="z.real <= 0")
exercise.equivalent("z >= 0", AT_ZERO, after="z > 0")
exercise.equivalent("t >= 0", AT_ZERO, after="t > 0")
NEAR_ZERO = "between 0 and 1 both forms are right"
exercise.equivalent("np.less(z, 0)", NEAR_ZERO, after="np.less(z, 1)")
exercise.equivalent("z >= 0", NEAR_ZERO, after="z >= 1")
exercise.equivalent("t >= 0", NEAR_ZERO, after="t >= 1")
exercise.equivalent("np.clip(z, -700, 700)", "every bound from 40 to 709 is right")
exercise.equivalent("np.logaddexp(0, np.negative(z))", "log(e^a + e^b) is symmetric")
exercise.equivalent("z = _numbers(z)", "a number has a real part, too", answer="sigmoid")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "For large z you divide infinity by infinity, which is nan: use the other form of the sigmoid "
    "where z is not negative.",
    read="Large numbers without overflow",
)
def infinity_by_infinity(z):
    with np.errstate(all="ignore"):
        power = np.exp(z)
        return power / (1 + power)


@exercise.rejects(
    "You replace nan by a number afterwards, but for large z the right value is 1; choose the "
    "form whose exponent is not above 0.",
    read="Large numbers without overflow",
)
def nan_turned_into_0(z):
    with np.errstate(all="ignore"):
        power = np.exp(z)
        return np.nan_to_num(power / (1 + power))


@exercise.rejects(
    "math.exp raises OverflowError for an exponent above 709; where z is negative, use the form "
    "with e to the z.",
    read="Large numbers without overflow",
)
def math_exp_overflows(z):
    if np.ndim(z) == 0:
        return 1 / (1 + math.exp(-z))
    return np.array([1 / (1 + math.exp(-t)) for t in z.ravel()]).reshape(z.shape)


@exercise.rejects(
    "You choose one form for the whole array; entries of both signs can stand in it, so the choice "
    "belongs to each entry.",
    read="Large numbers without overflow",
)
def one_form_for_all_entries(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        if np.all(z >= 0):
            return 1 / (1 + np.exp(-z))
        return np.exp(z) / (1 + np.exp(z))


@exercise.rejects(
    "Subtracting the largest entry belongs to the softmax; in the sigmoid the 1 in the denominator "
    "would have to be scaled with it.",
    read="Large numbers without overflow",
)
def subtracts_the_largest_entry(z):
    power = np.exp(z - np.max(z))
    return power / (1 + power)


@exercise.rejects(
    "The sign in the exponent is turned round: your curve falls, and gives the probability of the "
    "other class."
)
def sign_turned_round(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(np.asarray(z)))


@exercise.rejects(
    "Your curve is flat beyond ±5.6, so large logits look alike and have no slope; nothing has to "
    "be cut off so early.",
    read="Large numbers without overflow",
)
def cut_off_at_5_6(z):
    return 1 / (1 + np.exp(-np.clip(z, -5.6, 5.6)))


@exercise.rejects(
    "Cutting z off at ±20 avoids the overflow, but makes the curve flat outside; choose between "
    "the two forms instead.",
    read="Large numbers without overflow",
)
def cut_off_at_20(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


@exercise.rejects(
    "You keep the result away from 0 and 1 by a small number; the logarithm of a loss may need "
    "that, the sigmoid does not."
)
def keeps_off_0_and_1(z):
    with np.errstate(all="ignore"):
        return np.clip(1 / (1 + np.exp(-np.asarray(z))), 1e-7, 1 - 1e-7)


@exercise.rejects(
    "You return yes or no; the sigmoid returns the probability itself, and a threshold comes only "
    "afterwards."
)
def step(z):
    return np.where(np.greater_equal(z, 0), 1.0, 0.0)


@exercise.rejects(
    "You round the probability. Round only what you print: small probabilities would become "
    "exactly 0."
)
def rounds_the_result(z):
    with np.errstate(all="ignore"):
        return np.round(1 / (1 + np.exp(-np.asarray(z))), 4)


@exercise.rejects(
    "Your function works for a single number only; use NumPy's exp, which takes arrays of any "
    "shape."
)
def single_numbers_only(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


@exercise.rejects(
    "You ask z for what only an array has; a plain number has no shape, so turn z into an array "
    "first."
)
def arrays_only(z):
    result = np.empty(z.shape)
    result[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    result[z < 0] = 1 - 1 / (1 + np.exp(z[z < 0]))
    return result


@exercise.rejects(
    "You loop over the first axis only, so a table with rows fails; treat every entry, whatever "
    "the shape is."
)
def one_axis_only(z):
    if np.ndim(z) == 0:
        return 0.5 + 0.5 * math.tanh(z / 2)
    return np.array([0.5 + 0.5 * math.tanh(t / 2) for t in z])


@exercise.rejects(
    "You store the probabilities in an array of the type of z; with whole numbers they are cut "
    "off to 0 or 1."
)
def stored_in_the_type_of_z(z):
    z = np.asarray(z)
    result = np.empty_like(z)
    result[...] = 0.5 * (1 + np.tanh(z / 2))
    return result


@exercise.rejects(
    "The result comes back as one long row; keep the shape of z, so that each probability stays "
    "in its place."
)
def flattens_the_result(z):
    if np.ndim(z) == 0:
        return 0.5 * (1 + np.tanh(z / 2))
    return 0.5 * (1 + np.tanh(z.ravel() / 2))


@exercise.rejects(
    "Axes of length 1 get lost on the way: leave out the squeeze and return the shape that came in."
)
def squeezes_the_result(z):
    return np.squeeze(0.5 * (1 + np.tanh(np.asarray(z) / 2)))


@exercise.rejects(
    "A single number comes back inside an array; for a number return a number, without adding an "
    "axis."
)
def number_inside_an_array(z):
    return 0.5 * (1 + np.tanh(np.atleast_1d(z) / 2))


@exercise.rejects(
    "The values are right, but you return a list; the caller wants to compute on with an array."
)
def returns_a_list(z):
    return (0.5 * (1 + np.tanh(np.asarray(z) / 2))).tolist()


@exercise.rejects(
    "The hyperbolic tangent runs from −1 to 1; halve z, halve the result and add 1/2 to get the "
    "sigmoid."
)
def hyperbolic_tangent(z):
    return np.tanh(z)


@exercise.rejects(
    "The sigmoid is half of 1 plus the tanh of z/2; you leave z whole, so your curve is twice as "
    "steep."
)
def twice_as_steep(z):
    return 0.5 * (1 + np.tanh(z))


@exercise.rejects(
    "A ramp cut off at 0 and 1 is not the sigmoid: it has corners, and is exactly flat outside.",
    read="The straight line, cut off",
)
def ramp(z):
    return np.clip(0.2 * np.asarray(z) + 0.5, 0, 1)


@exercise.rejects(
    "You divide by the sum over all entries, as the softmax does; the sigmoid treats every entry "
    "by itself."
)
def divides_by_the_sum_of_all(z):
    power = np.exp(z - np.max(z))
    return power / np.sum(power)


@exercise.rejects(
    "A bracket is missing: the division by 1 comes before the sum, so the exponential is added "
    "and not divided by."
)
def bracket_missing(z):
    with np.errstate(all="ignore"):
        return 1 / 1 + np.exp(-np.asarray(z))


@exercise.rejects(
    "The denominator is 1 plus the exponential; yours has a minus, which gives a division by zero "
    "at z = 0."
)
def minus_in_the_denominator(z):
    with np.errstate(all="ignore"):
        return 1 / (1 - np.exp(-np.asarray(z)))


@exercise.rejects(
    "Your exponential has base 2; the sigmoid is built on e, since the logit is a natural "
    "logarithm."
)
def base_2(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + 2.0 ** -np.asarray(z))


@exercise.rejects(
    "With the absolute value in the exponent alone, z and −z get the same probability; negative z "
    "needs its own form.",
    read="Large numbers without overflow",
)
def forgets_the_sign_of_z(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@exercise.rejects(
    "You return the slope of the sigmoid, its derivative; the sigmoid itself is wanted here."
)
def derivative(z):
    s = 0.5 * (1 + np.tanh(np.multiply(z, 0.5)))
    return s * (1 - s)


@exercise.rejects(
    "Your code writes the exponentials into z itself, and the caller loses the logits; use a new "
    "array."
)
def overwrites_z(z):
    z = np.asarray(z, dtype=float)
    z *= -0.5
    np.tanh(z, out=z)
    return 0.5 * (1 - z)


@exercise.rejects(
    "You compute in float32, which keeps only about 7 digits; leave the numbers in float64."
)
def short_floats(z):
    s = 0.5 * (1 + np.tanh(np.asarray(z, dtype=np.float32) / 2))
    return np.asarray(s, dtype=float)
