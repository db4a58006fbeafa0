"""sigmoid_gradient_bound(n_layers, w_max): the most that n sigmoid layers leave of a gradient."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import sigmoid_gradient_bound

exercise = Exercise(sigmoid_gradient_bound, read="A product of small factors")

# Relative. Right answers err by less than 1e-14 here, the best wrong one by 1e-5.
TOLERANCE = 1e-11


# --- checks -----------------------------------------------------------------


def weight(case: Case) -> float:
    """A w_max between 0.6 and 3.9, near no number that is special here."""
    return float(np.round(case.rng.choice([0.5, 1.5, 2.5, 3.5]) + case.rng.uniform(0.1, 0.4), 2))


def gives_bound(answer: Answer, case: Case, n_layers: int, w_max: float) -> None:
    """Compare the bound; its container has a check of its own."""
    want = sigmoid_gradient_bound(n_layers, w_max)
    got = case.numbers(answer.sigmoid_gradient_bound(n_layers, w_max), want)
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n_layers in (3, 2, 1):
        w_max = weight(case)
        want = sigmoid_gradient_bound(n_layers, w_max)
        case.numbers(answer.sigmoid_gradient_bound(n_layers, w_max), want)


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    for n_layers in (3, 1):
        w_max = weight(case)
        want = sigmoid_gradient_bound(n_layers, w_max)
        case.like(answer.sigmoid_gradient_bound(n_layers, w_max), want)


@exercise.check(
    "is w_max / 4 for one layer, however large w_max is", weight=3, needs=[returns_one_number]
)
def one_layer(answer: Answer, case: Case) -> None:
    for _ in range(4):
        gives_bound(answer, case, 1, weight(case))
    for w_max in (0.5, 3, 8.0, 6, 4.0, 5.5, 20.0, 400.0):
        gives_bound(answer, case, 1, w_max)


# The cases above have one layer, and these have weights below 4. So who cuts a large bound off,
# or does not multiply the layers, fails one of the two only and keeps the marks of the other.
@exercise.check(
    "multiplies a factor w_max / 4 for every layer", weight=7, needs=[returns_one_number]
)
def one_factor_for_each_layer(answer: Answer, case: Case) -> None:
    for n_layers in (3, 2, 5, 4, 6):
        gives_bound(answer, case, n_layers, weight(case))
    for n_layers, w_max in (
        *((2, 1.0), (3, 2.0), (2, 1), (3, 2), (0, 0.7)),
        *((19, 1.0), (40, 3.5), (60, 3), (100, 2)),
    ):
        gives_bound(answer, case, n_layers, w_max)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def power(n_layers, w_max):
    return (w_max / 4) ** n_layers


@exercise.accepts
def one_factor_after_the_other(n_layers, w_max):
    bound = 1.0
    for _ in range(n_layers):
        bound *= w_max * 0.25
    return bound


@exercise.accepts
def two_powers(n_layers, w_max):
    return w_max**n_layers * 0.25**n_layers


@exercise.accepts
def product_of_an_array(n_layers, w_max):
    return float(np.prod(np.full(n_layers, w_max / 4)))


@exercise.accepts
def recursion(n_layers, w_max):
    if n_layers == 0:
        return 1.0
    return 0.25 * w_max * recursion(n_layers - 1, w_max)


@exercise.accepts
def product_in_the_math_module(n_layers, w_max):
    return math.prod([w_max / 4] * n_layers)


@exercise.accepts
def float_power(n_layers, w_max):
    return np.float_power(w_max / 4, n_layers)


@exercise.accepts
def slope_in_the_middle(n_layers, w_max):
    s = 1 / (1 + math.exp(0))
    return math.pow(w_max * s * (1 - s), n_layers)


@exercise.accepts
def powers_of_two(n_layers, w_max):
    return w_max**n_layers / 2 ** (2 * n_layers)


@exercise.accepts
def repeated_factors(n_layers, w_max):
    return np.multiply.reduce(np.repeat(w_max / 4, n_layers))


@exercise.accepts
def through_logarithms(n_layers, w_max):
    return math.exp(n_layers * (math.log(w_max) - math.log(4)))


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The layers multiply: a quarter of a quarter is a sixteenth, so n layers give a power, not n "
    "times the factor."
)
def factor_times_the_layers(n_layers, w_max):
    return n_layers * w_max / 4


@exercise.rejects(
    "You count one layer too many: the exponent is the number of sigmoids that the gradient passes."
)
def one_layer_more(n_layers, w_max):
    return (w_max / 4) ** (n_layers + 1)


@exercise.rejects(
    "You count one layer too few: with one layer there is already one factor, w_max / 4."
)
def one_layer_less(n_layers, w_max):
    with np.errstate(all="ignore"):
        return float(np.float64(w_max / 4) ** (n_layers - 1))


@exercise.rejects(
    "The weights are missing: each layer multiplies the gradient by its slope and by its weight."
)
def slopes_without_the_weights(n_layers, w_max):
    return 0.25**n_layers


@exercise.rejects(
    "The slopes are missing: each layer multiplies the gradient by its weight and by the slope of "
    "the sigmoid, which is at most 1/4."
)
def weights_without_the_slopes(n_layers, w_max):
    return float(w_max) ** n_layers


@exercise.rejects(
    "One half is the value of the sigmoid at 0; what the chain rule multiplies is its slope, which "
    "is 1/4 there."
)
def value_of_the_sigmoid(n_layers, w_max):
    return (w_max / 2) ** n_layers


@exercise.rejects(
    "The weight enters once here, but every layer has one: it belongs inside the power."
)
def weight_outside_the_power(n_layers, w_max):
    return w_max * 0.25**n_layers


@exercise.rejects(
    "The quarter enters once here, but every layer has a slope of its own: it belongs inside the "
    "power."
)
def quarter_outside_the_power(n_layers, w_max):
    return float(w_max) ** n_layers / 4


@exercise.rejects(
    "You return what is lost on the way; asked for is what is left of the gradient at the most."
)
def what_is_lost(n_layers, w_max):
    return 1 - (w_max / 4) ** n_layers


@exercise.rejects(
    "A bound above 1 is right where the weights are larger than 4: it says that nothing is "
    "promised there, so do not cut it off."
)
def never_above_one(n_layers, w_max):
    return min(1.0, (w_max / 4) ** n_layers)


@exercise.rejects(
    "Two slashes divide whole numbers and drop the rest, so every weight below 4 becomes 0; divide "
    "with one slash."
)
def division_without_rest(n_layers, w_max):
    return float((w_max // 4) ** n_layers)


@exercise.rejects(
    "You round w_max to a whole number first; weights are real numbers, and the bound depends on "
    "all their digits."
)
def whole_weights(n_layers, w_max):
    return (int(w_max) / 4) ** n_layers


@exercise.rejects(
    "Your fraction stands on its head: a sigmoid divides the gradient by 4 at least, so the weight "
    "is above the line and the 4 below."
)
def upside_down(n_layers, w_max):
    with np.errstate(all="ignore"):
        return float((4 / np.float64(w_max)) ** n_layers)


@exercise.rejects(
    "You multiply by 4; the slope of the sigmoid is at most 1/4, so each layer divides by 4."
)
def times_four(n_layers, w_max):
    return (4.0 * w_max) ** n_layers


@exercise.rejects(
    "You take the slope of the sigmoid at w_max; a bound takes its largest value, 1/4, wherever "
    "the units happen to sit."
)
def slope_at_the_weight(n_layers, w_max):
    s = 1 / (1 + math.exp(-w_max))
    return (w_max * s * (1 - s)) ** n_layers


@exercise.rejects(
    "The quarter has to be raised to the power as well; you multiply it by the number of layers "
    "instead."
)
def weight_to_a_power_times_slopes(n_layers, w_max):
    return w_max**n_layers * 0.25 * n_layers


@exercise.rejects(
    "Base and exponent have changed places: the factor w_max / 4 is repeated, n_layers times."
)
def base_and_exponent_exchanged(n_layers, w_max):
    return float(n_layers) ** (w_max / 4)


@exercise.rejects(
    "You add the factors of the layers up to the power; a gradient that passes all layers meets "
    "their product alone."
)
def sum_of_all_powers(n_layers, w_max):
    return float(np.sum((w_max / 4) ** np.arange(1, n_layers + 1)))


@exercise.rejects(
    "You return the bound after each layer; one number is asked for, the bound after all of them."
)
def bound_after_each_layer(n_layers, w_max):
    return (w_max / 4) ** np.arange(n_layers + 1)


@exercise.rejects(
    "The bound is right, but it comes in an array with one entry; return it as a plain number."
)
def array_with_one_entry(n_layers, w_max):
    return np.array([(w_max / 4) ** n_layers])


@exercise.rejects(
    "You return the power of ten; the bound itself is asked for, and the axis of a figure can take "
    "the logarithm."
)
def power_of_ten(n_layers, w_max):
    with np.errstate(all="ignore"):
        return float(n_layers * np.log10(w_max / 4))


@exercise.rejects(
    "Vanishing gradients are tiny, and rounding turns them into zero; return every digit and round "
    "only where you print."
)
def rounded_bound(n_layers, w_max):
    return round((w_max / 4) ** n_layers, 3)


@exercise.rejects(
    "Powers of integers in NumPy overflow without a word beyond 64 bits; make the numbers floats "
    "before you raise them to the power."
)
def integers_that_overflow(n_layers, w_max):
    return float(np.power(w_max, n_layers) / np.power(4, n_layers).astype(float))


@exercise.rejects(
    "The largest weight cannot make a layer grow here, because you stop it at 1; the bound takes "
    "w_max as it is."
)
def weights_up_to_one(n_layers, w_max):
    return (min(w_max, 1.0) / 4) ** n_layers


@exercise.rejects(
    "You divide by the number of layers; the same factor w_max / 4 appears once for each layer, "
    "and no average is taken."
)
def average_factor(n_layers, w_max):
    return (w_max / 4) ** n_layers / max(n_layers, 1)


@exercise.rejects(
    "You square the weight, as if the gradient passed it twice; in each layer it meets one weight "
    "and one slope."
)
def weights_squared(n_layers, w_max):
    return (w_max**2 / 4) ** n_layers


@exercise.rejects(
    "A product over no layers is 1: where the gradient passes none, all of it is left."
)
def nothing_without_layers(n_layers, w_max):
    return (w_max / 4) ** n_layers if n_layers else 0.0


@exercise.rejects(
    "Your bound is a percentage; return the factor itself, which is 1 where nothing is lost."
)
def in_per_cent(n_layers, w_max):
    return 100 * (w_max / 4) ** n_layers
