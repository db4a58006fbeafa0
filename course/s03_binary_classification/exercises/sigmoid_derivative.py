"""sigmoid_derivative(z): the slope σ(z) (1 − σ(z)) at every entry of z."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import sigmoid_derivative

exercise = Exercise(sigmoid_derivative, read="The slope of the sigmoid")

# Beside 1/4, the largest slope. Right answers err by 2e-16 here, the best wrong one by 1e-8.
TOLERANCE = 1e-12
NEAR = 1e-3  # where the idea counts; how exact it is has a check of its own
TOP = 0.25
# Relative. σ(z) (1 − σ(z)) keeps the digits of 1 only: it errs by 1e-2 at 32.
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
        case.numbers(answer.sigmoid_derivative(z), sigmoid_derivative(z))


@exercise.check("is the slope at z", weight=6, needs=[returns_a_number_for_each_entry])
def is_the_slope(answer: Answer, case: Case) -> None:
    for z in (draw(case, 4), draw(case, 3), draw(case, 1), np.zeros(2), draw(case, 50)):
        want = sigmoid_derivative(z)
        got = case.numbers(answer.sigmoid_derivative(z), want)
        case.equal(got, want, tol=NEAR, scale=TOP)


@exercise.check("is exact to the last digits", needs=[is_the_slope])
def is_exact(answer: Answer, case: Case) -> None:
    for n in (3, 4, 20):
        z = draw(case, n)
        want = sigmoid_derivative(z)
        got = case.numbers(answer.sigmoid_derivative(z), want)
        case.equal(got, want, tol=TOLERANCE, scale=TOP)


@exercise.check("keeps the shape of z, whatever it is", weight=2, needs=[is_the_slope])
def keeps_the_shape(answer: Answer, case: Case) -> None:
    for shape in ((3,), (2, 3), (3, 2), (1,), (1, 1), (2, 1, 3)):
        z = draw(case, *shape)
        got, want = answer.sigmoid_derivative(z), sigmoid_derivative(z)
        case.like(got, want)
        case.equal(got, want, tol=NEAR, scale=TOP)


@exercise.check("takes a single number, too", needs=[is_the_slope])
def takes_a_single_number(answer: Answer, case: Case) -> None:
    for z in draw(case, 4).tolist():
        want = sigmoid_derivative(z)
        case.equal(answer.sigmoid_derivative(z), want, tol=NEAR, scale=TOP)


@exercise.check("takes whole numbers, too", needs=[is_the_slope])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for z in (case.rng.integers(1, 4, size=3), np.arange(-2, 3)):
        want = sigmoid_derivative(z)
        got = case.numbers(answer.sigmoid_derivative(z), want)
        case.equal(got, want, tol=NEAR, scale=TOP)


@exercise.check("is 0, and not nan, at ±1000", weight=3, needs=[is_the_slope])
def is_finite_far_out(answer: Answer, case: Case) -> None:
    far = np.round(case.rng.uniform(710, 1000, size=2))
    for z in ([far[0]], [-far[1]], [0.5, -1000.0], [1000.0, -2.0], [-1000.0, 0.5, 1000.0, 0.0]):
        z = np.array(z)
        want = sigmoid_derivative(z)
        got = case.numbers(answer.sigmoid_derivative(z), want)
        case.equal(got, want, tol=NEAR, scale=TOP)


@exercise.check("goes on falling where it is close to 0", weight=2, needs=[is_exact])
def goes_on_falling(answer: Answer, case: Case) -> None:
    for size in (32.0, 25.0, 21.0):
        z = np.round(-size + 0.5 * case.rng.random(size=2), 2)
        for side in (z, -z):
            want = sigmoid_derivative(side)
            got = case.numbers(answer.sigmoid_derivative(side), want)
            case.equal(got, want, tol=TAIL)


@exercise.check("changes nothing and remembers nothing", needs=[returns_a_number_for_each_entry])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.sigmoid_derivative, [draw(case, 4)], [draw(case, 4)], [draw(case, 3)])


# --- right answers ----------------------------------------------------------


def steady_sigmoid(z):
    return 0.5 * (1 + np.tanh(np.multiply(z, 0.5)))


@exercise.accepts
def sigmoid_times_the_rest(z):
    # overflows at −1000, harmlessly: 1 / inf is 0
    s = 1 / (1 + np.exp(np.negative(z)))
    return s * (1 - s)


@exercise.accepts
def sigmoid_minus_its_square(z):
    s = steady_sigmoid(z)
    return s - s**2


@exercise.accepts
def product_of_both_sides(z):
    return np.exp(-np.logaddexp(0, np.negative(z)) - np.logaddexp(0, z))


@exercise.accepts
def quotient_rule_with_the_absolute_value(z):
    power = np.exp(-np.abs(z))
    return power / (1 + power) ** 2


@exercise.accepts
def slope_of_the_tangent_form(z):
    return 0.25 - 0.25 * np.tanh(np.divide(z, 2)) ** 2


@exercise.accepts
def by_the_hyperbolic_cosine(z):
    return 1 / (2 + 2 * np.cosh(z))


@exercise.accepts
def distance_from_one_half(z):
    return 0.25 - (steady_sigmoid(z) - 0.5) ** 2


@exercise.accepts
def one_number_at_a_time(z):
    def one(t):
        power = math.exp(-abs(t))
        return power / (1 + power) / (1 + power)

    if np.ndim(z) == 0:
        return one(z)
    result = np.zeros(z.shape)
    for place, t in np.ndenumerate(z):
        result[place] = one(t)
    return result


@exercise.accepts
def complex_step(z):
    return np.imag(np.tanh(np.multiply(z, 0.5) + 0.5e-30j)) / 2e-30


@exercise.accepts
def in_place_on_a_copy(z):
    work = np.array(z, dtype=float)
    np.tanh(work / 2, out=work)
    work *= work
    return (1 - work) / 4


SYMMETRIC = "the slope is the same at z and −z"
exercise.equivalent("np.negative(z)", SYMMETRIC, answer="sigmoid_times_the_rest", after="z")
exercise.equivalent("np.exp(np.negative(z))", SYMMETRIC)
exercise.equivalent("np.logaddexp(0, np.negative(z))", "log(e^a + e^b) is symmetric")
exercise.equivalent("np.logaddexp(0, z)", "log(e^a + e^b) is symmetric")
exercise.equivalent("z = _numbers(z)", "the sigmoid does it, too", answer="sigmoid_derivative")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "You treat the argument as if it were the probability already; the function is given z, so "
    "compute the sigmoid first."
)
def takes_z_for_the_probability(z):
    return np.multiply(z, 1 - np.asarray(z))


@exercise.rejects(
    "The sigmoid is applied twice: you take the slope at the probability, and the slope at z "
    "itself is wanted."
)
def slope_at_the_probability(z):
    s = steady_sigmoid(steady_sigmoid(z))
    return s * (1 - s)


@exercise.rejects(
    "The second factor is 1 minus the probability, not 1 plus it; the slope has to shrink where "
    "the curve flattens."
)
def plus_in_the_second_factor(z):
    s = steady_sigmoid(z)
    return s * (1 + s)


@exercise.rejects(
    "You return the sigmoid; its slope is wanted here, the sigmoid times what is missing to 1."
)
def the_sigmoid_itself(z):
    return steady_sigmoid(z)


@exercise.rejects(
    "You return 1 minus the sigmoid; that is one factor of the slope, and the sigmoid itself is "
    "the other one."
)
def one_factor_only(z):
    return steady_sigmoid(np.negative(z))


@exercise.rejects(
    "The square of the sigmoid keeps growing with z; one of the two factors has to be 1 minus the "
    "sigmoid."
)
def sigmoid_squared(z):
    return steady_sigmoid(z) ** 2


@exercise.rejects(
    "The second factor has z in it; 1 minus the probability is wanted, not 1 minus z."
)
def one_minus_z(z):
    return steady_sigmoid(z) * (1 - np.asarray(z))


@exercise.rejects(
    "The sigmoid rises everywhere, so its slope is never negative: a minus of the chain rule "
    "cancels against another one."
)
def negative_slope(z):
    s = steady_sigmoid(z)
    return s * (s - 1)


@exercise.rejects(
    "The difference of the two probabilities is no slope; multiply the sigmoid by 1 minus the "
    "sigmoid."
)
def difference_of_both_sides(z):
    s = steady_sigmoid(z)
    return s - (1 - s)


@exercise.rejects(
    "You round the sigmoid before you multiply, so the slope loses its digits; round only what you "
    "print."
)
def rounds_the_sigmoid_first(z):
    s = np.round(steady_sigmoid(z), 4)
    return s - s**2


@exercise.rejects(
    "A one-sided difference quotient is only close to the slope; use the formula, which is exact "
    "and cheaper."
)
def one_sided_difference(z):
    h = 1e-6
    return (steady_sigmoid(np.add(z, h)) - steady_sigmoid(z)) / h


@exercise.rejects(
    "A difference quotient with a step of 0.001 on both sides leaves an error; the slope has an "
    "exact formula."
)
def difference_with_a_wide_step(z):
    h = 1e-3
    return (steady_sigmoid(np.add(z, h)) - steady_sigmoid(np.add(z, -h))) / (2 * h)


@exercise.rejects(
    "For large negative z you divide infinity by infinity, which is nan; build the slope from a "
    "sigmoid that does not overflow.",
    read="Large numbers without overflow",
)
def nan_at_the_left(z):
    with np.errstate(all="ignore"):
        power = np.exp(np.negative(z))
        return power / (1 + power) ** 2


@exercise.rejects(
    "For large positive z you divide infinity by infinity, which is nan; the exponent has to be "
    "kept below 0.",
    read="Large numbers without overflow",
)
def nan_at_the_right(z):
    with np.errstate(all="ignore"):
        s = np.exp(z) / (1 + np.exp(z))
        return s * (1 - s)


@exercise.rejects(
    "math.exp raises OverflowError for an exponent above 709; the slope is the same at z and −z, "
    "so use −|z| there.",
    read="Large numbers without overflow",
)
def math_exp_overflows(z):
    def one(t):
        s = 1 / (1 + math.exp(-t))
        return s * (1 - s)

    if np.ndim(z) == 0:
        return one(z)
    return np.array([one(t) for t in z.ravel()]).reshape(z.shape)


@exercise.rejects(
    "Cutting z off at ±20 leaves the same slope for all larger z; the true one goes on falling to "
    "0.",
    read="Large numbers without overflow",
)
def cut_off_at_20(z):
    s = steady_sigmoid(np.clip(z, -20, 20))
    return s * (1 - s)


@exercise.rejects(
    "You add a small constant so that the slope never vanishes; far out it is then wrong by many "
    "powers of ten."
)
def adds_a_small_constant(z):
    s = steady_sigmoid(z)
    return s * (1 - s) + 1e-7


@exercise.rejects(
    "That is the slope of the hyperbolic tangent; the sigmoid is another curve, half as high and "
    "half as fast."
)
def slope_of_tanh(z):
    return 1 - np.tanh(z) ** 2


@exercise.rejects(
    "The factor 1/4 is missing: halving z and halving the tanh each bring a factor 1/2 into the "
    "slope."
)
def factor_one_quarter_missing(z):
    return 1 - np.tanh(np.multiply(z, 0.5)) ** 2


@exercise.rejects(
    "The chain rule is not finished: the inner derivative, minus e to the −z, is missing behind "
    "the square."
)
def inner_derivative_missing(z):
    with np.errstate(all="ignore"):
        return -((1 + np.exp(np.negative(z))) ** -2)


@exercise.rejects(
    "You differentiate the logarithm of the sigmoid and not the sigmoid itself; multiply by the "
    "sigmoid once more, or start again."
)
def slope_of_the_logarithm(z):
    s = steady_sigmoid(z)
    return 1 / s - 1


@exercise.rejects(
    "The bell of the normal distribution only looks alike; the slope of the sigmoid has wider "
    "sides."
)
def normal_density(z):
    return np.exp(-np.square(z) / 2) / np.sqrt(2 * np.pi)


@exercise.rejects(
    "You add the slopes up; every entry of z has a slope of its own, in an array of the same shape."
)
def sums_the_slopes(z):
    s = steady_sigmoid(z)
    return np.sum(s * (1 - s))


@exercise.rejects(
    "Your function works for a single number only; let NumPy compute all entries at once."
)
def single_numbers_only(z):
    power = math.exp(-abs(z))
    return power / (1 + power) ** 2


@exercise.rejects(
    "A plain number has no shape and no entries to set; turn z into an array before you ask for "
    "them."
)
def arrays_only(z):
    slope = np.zeros(z.shape)
    s = steady_sigmoid(z)
    slope[...] = s * (1 - s)
    return slope


@exercise.rejects(
    "You store the slopes in an array of the type of z; with whole numbers all of them become 0."
)
def stored_in_the_type_of_z(z):
    slope = np.zeros_like(z)
    s = steady_sigmoid(z)
    slope[...] = s * (1 - s)
    return slope


@exercise.rejects(
    "The slopes come back in one long row; give them the shape of z, one slope for each entry in "
    "its place."
)
def flattens_the_result(z):
    if np.ndim(z) == 0:
        return steady_sigmoid(z) * steady_sigmoid(-z)
    return steady_sigmoid(z.ravel()) * steady_sigmoid(-z.ravel())


@exercise.rejects(
    "Axes of length 1 get lost on the way: leave out the squeeze and return the shape of z."
)
def squeezes_the_result(z):
    return np.squeeze(steady_sigmoid(z) * steady_sigmoid(np.negative(z)))


@exercise.rejects(
    "For a single number you return an array with one entry; return a number where a number came "
    "in."
)
def number_inside_an_array(z):
    s = steady_sigmoid(np.atleast_1d(z))
    return s * (1 - s)


@exercise.rejects(
    "Your code writes into z itself, and the caller loses the logits; put the slopes into a new "
    "array."
)
def overwrites_z(z):
    z = np.asarray(z, dtype=float)
    z *= 0.5
    return 0.25 - 0.25 * np.tanh(z) ** 2


@exercise.rejects(
    "You compute in float32, which keeps only about 7 digits; stay in float64 from beginning to "
    "end."
)
def short_floats(z):
    s = steady_sigmoid(np.asarray(z, dtype=np.float32))
    return np.asarray(s * (1 - s), dtype=float)


@exercise.rejects(
    "The factor 2 belongs to the gradient of a squared error; the sigmoid alone has no square to "
    "bring it in."
)
def twice_the_slope(z):
    return 2 * steady_sigmoid(z) * steady_sigmoid(np.negative(z))


@exercise.rejects(
    "You round the slope; return it as it is, since far out it is small and would become exactly 0."
)
def rounds_the_result(z):
    s = steady_sigmoid(z)
    return np.round(s * (1 - s), 4)


@exercise.rejects(
    "The slopes are right, but they come in a list; return an array that can be multiplied entry "
    "by entry."
)
def returns_a_list(z):
    s = steady_sigmoid(z)
    return np.asarray(s * (1 - s)).tolist()
