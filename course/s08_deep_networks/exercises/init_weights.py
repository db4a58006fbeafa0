"""init_weights(fan_in, fan_out, scheme, rng): the first weights of a layer, drawn at random."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import init_weights

ZEROS = "Why zeros cannot work"

exercise = Exercise(init_weights, read="How to draw the first weights")

Array = np.ndarray

RANDOM = ("he", "xavier", "small")


# --- checks -----------------------------------------------------------------

# Chance: the mean square of N normal weights is off by 8 √(2/N) with a probability below 1e-10
# for N ≥ 600, and for distributions with lighter tails, as a uniform one, below that; the
# mean is off by 7 standard errors with one of 3e-12. Of about 20 such tests in a run, one goes
# wrong by chance with a probability below 1e-9.


def draw(answer: Answer, case: Case, fan_in: int, fan_out: int, scheme: str, rng: Any) -> Any:
    """The weights of one call, whatever they came in; None where they are no such table."""
    shape = np.zeros((fan_in, fan_out))
    got = case.numbers(answer.init_weights(fan_in, fan_out, scheme, rng), shape)
    case.means(0.0 if got is None else looks_like(got))
    return got


def looks_like(W: Array) -> str:
    """What two draws of one kind have in common: size, offset, and whether units are twins."""
    size = float(np.sqrt(np.mean(W**2)))
    if size == 0 or not np.isfinite(size):
        return f"{size}"
    if W.size < 600:
        return "few weights"
    return f"2^{np.round(2 * np.log2(size)) / 2}, {np.round(2 * np.mean(W) / size)}"


def seeded(case: Case) -> np.random.Generator:
    """A generator for one call."""
    return np.random.default_rng(case.rng.integers(2**32))


def has_variance(
    answer: Answer, case: Case, fan_in: int, fan_out: int, scheme: str, variance: float
) -> None:
    """Compare the mean square of the weights with the variance, within the bounds of chance."""
    W = draw(answer, case, fan_in, fan_out, scheme, seeded(case))
    if W is None:
        return
    ratio = float(np.mean(W**2)) / variance
    case.small(
        max(0.0, abs(ratio - 1) - 8 * math.sqrt(2 / W.size)),
        f"The {W.size} weights of {case.called} have a mean square of {ratio * variance:.3g}; "
        f"a variance of {variance:.3g} is right, and chance explains no such difference",
        tol=0.0,
    )


@exercise.check("returns fan_in times fan_out numbers")
def returns_a_table(answer: Answer, case: Case) -> None:
    for scheme in (*RANDOM, "zeros"):
        draw(answer, case, 4, 3, scheme, seeded(case))
    for fan_in, fan_out in ((2, 5), (3, 1)):
        draw(answer, case, fan_in, fan_out, "he", seeded(case))


@exercise.check("returns a float64 array of shape (fan_in, fan_out)", needs=[returns_a_table])
def returns_an_array(answer: Answer, case: Case) -> None:
    for scheme, fan_in, fan_out in (
        *((scheme, 4, 3) for scheme in RANDOM),
        *(("he", 1, 3), ("xavier", 3, 1), ("small", 1, 1), ("zeros", 2, 3), ("zeros", 1, 1)),
    ):
        got = answer.init_weights(fan_in, fan_out, scheme, seeded(case))
        if isinstance(got, np.ndarray):
            case.means(f"{got.dtype} {got.shape}")
        case.like(got, np.zeros((fan_in, fan_out)))


@exercise.check("he: the variance is 2 / fan_in", weight=4, needs=[returns_a_table])
def he(answer: Answer, case: Case) -> None:
    for fan_in, fan_out in ((100, 12), (12, 100), (2, 500), (1, 600), (600, 1)):
        has_variance(answer, case, fan_in, fan_out, "he", 2 / fan_in)
    has_variance(answer, case, 50, 160, "he", 2 / 50)


@exercise.check("xavier: the variance is 2 / (fan_in + fan_out)", weight=4, needs=[returns_a_table])
def xavier(answer: Answer, case: Case) -> None:
    for fan_in, fan_out in ((100, 12), (12, 100), (2, 500), (1, 600), (600, 1)):
        has_variance(answer, case, fan_in, fan_out, "xavier", 2 / (fan_in + fan_out))
    has_variance(answer, case, 50, 160, "xavier", 2 / 210)


@exercise.check("small: the standard deviation is 0.01", weight=2, needs=[returns_a_table])
def small(answer: Answer, case: Case) -> None:
    for fan_in, fan_out in ((100, 12), (12, 100), (1, 600)):
        has_variance(answer, case, fan_in, fan_out, "small", 0.01**2)


@exercise.check("zeros: every weight is 0", needs=[returns_a_table])
def zeros(answer: Answer, case: Case) -> None:
    for fan_in, fan_out in ((3, 2), (1, 1)):
        want = np.zeros((fan_in, fan_out))
        got = case.numbers(answer.init_weights(fan_in, fan_out, "zeros", seeded(case)), want)
        case.equal(got, want, tol=1e-300)


@exercise.check("draws from rng, and from nothing else", weight=2, needs=[returns_a_table])
def draws_from_rng(answer: Answer, case: Case) -> None:
    for scheme, *fans in (("he", 3, 2), ("xavier", 2, 3), ("small", 3, 1), ("he", 1, 1)):
        one, other = case.rng.integers(2**32, size=2)
        rng = case.hold(np.random.default_rng(one))
        generators = (np.random.default_rng(one), np.random.default_rng(other), rng, rng)
        drawn = [draw(answer, case, *fans, scheme, generator) for generator in generators]
        if any(W is None for W in drawn):
            return
        first, changed, again, following = drawn
        repeats = np.array_equal(first, again)
        differs = not np.array_equal(first, changed)
        moves_on = not np.array_equal(again, following)
        case.means(f"{repeats} {differs} {moves_on}")
        called = f"`init_weights({fans[0]}, {fans[1]}, {scheme!r}, rng)`"
        case.that(
            repeats,
            f"{called} gave other weights for a second generator with the same seed",
        )
        case.that(
            differs,
            f"{called} gave the same weights for generators with different seeds",
        )
        case.that(
            moves_on,
            f"{called} gave the same weights twice in a row from one generator: two layers "
            "would start as twins",
        )


@exercise.check("draws every weight for itself, around 0", weight=2, needs=[returns_a_table])
def every_weight_for_itself(answer: Answer, case: Case) -> None:
    for scheme, *fans in (("he", 40, 20), ("xavier", 20, 40), ("small", 30, 25)):
        drawn = [draw(answer, case, *fans, scheme, seeded(case)) for _ in range(2)]
        if any(W is None for W in drawn):
            return
        W = drawn[1]
        size, mean = float(np.sqrt(np.mean(W**2))), float(np.mean(W))
        twins = [fans[axis] - np.unique(W, axis=axis).shape[axis] for axis in (0, 1)]
        # for independent weights the chance of this is about 1e-11
        forced = bool(abs(W.var() / drawn[0].var() - 1) < 1e-12)
        case.means(f"{looks_like(W)} {twins} {forced}")
        case.that(
            abs(mean) * math.sqrt(W.size) <= 7 * size,
            f"The {W.size} weights of {case.called} have a mean of {mean:.3g} at a typical size of "
            f"{size:.3g}; they should lie around 0",
        )
        case.that(
            twins == [0, 0],
            f"Among the weights of {case.called}, {twins[0]} of {fans[0]} rows and {twins[1]} of "
            f"{fans[1]} columns repeat another one",
        )
        case.that(
            not forced,
            f"Two draws of {case.called}, from different seeds, have the same variance to "
            "twelve digits; independent weights cannot do that",
        )


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_normal_draw(fan_in, fan_out, scheme, rng):
    if scheme == "he":
        std = np.sqrt(2 / fan_in)
    elif scheme == "xavier":
        std = np.sqrt(2 / (fan_in + fan_out))
    elif scheme == "small":
        std = 0.01
    elif scheme == "zeros":
        std = 0.0
    else:
        raise ValueError(f"unknown scheme {scheme}")
    W = rng.normal(0, std, size=(fan_in, fan_out))
    return W


@exercise.accepts
def standard_normal_times_scale(fan_in, fan_out, scheme, rng):
    W = np.zeros((fan_in, fan_out))
    if scheme != "zeros":
        scales = {
            "he": math.sqrt(2 / fan_in),
            "xavier": math.sqrt(2 / (fan_in + fan_out)),
            "small": 1e-2,
        }
        W = scales[scheme] * rng.standard_normal((fan_in, fan_out))
    return W


@exercise.accepts
def uniform_of_the_same_variance(fan_in, fan_out, scheme, rng):
    variances = {"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "small": 1e-4, "zeros": 0}
    bound = np.sqrt(3 * variances[scheme])
    W = rng.uniform(-bound, bound, (fan_in, fan_out))
    return W


@exercise.accepts
def row_by_row(fan_in, fan_out, scheme, rng):
    W = []
    for _ in range(fan_in):
        row = rng.normal(size=fan_out)
        if scheme == "he":
            row = row * (2 / fan_in) ** 0.5
        elif scheme == "xavier":
            row = row * (2 / (fan_in + fan_out)) ** 0.5
        elif scheme == "small":
            row = row / 100
        else:
            row = np.zeros(fan_out)
        W.append(row)
    W = np.stack(W)
    return W


@exercise.accepts
def drawn_transposed(fan_in, fan_out, scheme, rng):
    match scheme:
        case "he":
            variance = 2 / fan_in
        case "xavier":
            variance = 1 / ((fan_in + fan_out) / 2)
        case "small":
            variance = 1 / 10000
        case "zeros":
            variance = 0.0
    W = rng.normal(scale=variance**0.5, size=(fan_out, fan_in)).T
    return W


@exercise.accepts
def flat_then_reshaped(fan_in, fan_out, scheme, rng):
    W = rng.standard_normal(fan_in * fan_out).reshape(fan_in, fan_out)
    if scheme == "he":
        W *= np.sqrt(2.0 / fan_in)
    if scheme == "xavier":
        W *= np.sqrt(2.0 / (fan_in + fan_out))
    if scheme == "small":
        W *= 0.01
    if scheme == "zeros":
        W[:] = 0
    return W


@exercise.accepts
def twelve_uniform_draws_added(fan_in, fan_out, scheme, rng):
    fans = {"he": fan_in, "xavier": fan_in + fan_out, "small": 20_000, "zeros": np.inf}
    W = rng.random((12, fan_in, fan_out)).sum(axis=0) - 6
    W = W * np.sqrt(2 / fans[scheme])
    return W


exercise.equivalent("return W", "the distribution is symmetric around 0", after="return -W")
exercise.equivalent(
    "return rng.normal(0.0, np.sqrt(variances[scheme]), (fan_in, fan_out))",
    "the distribution is symmetric around 0",
    answer="init_weights",
)
exercise.equivalent("if scheme not in variances:", "another scheme is not judged", after="pass")


# --- wrong answers ----------------------------------------------------------


def normal(rng, scale, *shape):
    return rng.normal(0.0, scale, shape)


def right_scale(fan_in, fan_out, scheme):  # the standard deviation
    variances = {"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "small": 1e-4, "zeros": 0.0}
    return math.sqrt(variances[scheme])


@exercise.rejects(
    "For he, 2 / fan_in is the variance, and a generator asks for the standard deviation: take the "
    "square root."
)
def he_without_the_root(fan_in, fan_out, scheme, rng):
    scale = 2 / fan_in if scheme == "he" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects("For he, the root is over the whole of 2 / fan_in; yours covers the 2 alone.")
def he_root_of_the_2_alone(fan_in, fan_out, scheme, rng):
    scale = math.sqrt(2) / fan_in if scheme == "he" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For he you count the outputs; the sum in a unit runs over its inputs, so fan_in belongs there."
)
def he_with_fan_out(fan_in, fan_out, scheme, rng):
    scale = math.sqrt(2 / fan_out) if scheme == "he" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For he the 2 is missing: ReLU removes half of the squares, and twice the variance makes up "
    "for it."
)
def he_without_the_2(fan_in, fan_out, scheme, rng):
    scale = math.sqrt(1 / fan_in) if scheme == "he" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For he, fan_in stands alone below the line; the sum of both fans belongs to xavier."
)
def he_with_both_fans(fan_in, fan_out, scheme, rng):
    return normal(
        rng, right_scale(fan_in, fan_out, scheme.replace("he", "xavier")), fan_in, fan_out
    )


@exercise.rejects(
    "For he you divide by fan_in − 1; no mean is estimated here, each unit simply adds fan_in "
    "terms."
)
def he_with_fan_in_minus_1(fan_in, fan_out, scheme, rng):
    with np.errstate(all="ignore"):
        he_scale = float(np.sqrt(np.divide(2, fan_in - 1)))
    scale = he_scale if scheme == "he" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, min(scale, 1e6), fan_in, fan_out)


@exercise.rejects(
    "A uniform distribution between −a and a has the variance a² / 3; you took the standard "
    "deviation for a, so a factor √3 is missing."
)
def uniform_without_the_3(fan_in, fan_out, scheme, rng):
    bound = right_scale(fan_in, fan_out, scheme)
    return rng.uniform(-bound, bound, (fan_in, fan_out))


@exercise.rejects(
    "The 6 belongs to a uniform distribution, whose variance is a third of its squared bound; "
    "a normal one takes the variance 2 / (fan_in + fan_out) itself."
)
def xavier_with_the_6_of_uniform(fan_in, fan_out, scheme, rng):
    factor = math.sqrt(3) if scheme == "xavier" else 1
    return normal(rng, factor * right_scale(fan_in, fan_out, scheme), fan_in, fan_out)


@exercise.rejects(
    "For xavier, 2 / (fan_in + fan_out) is the variance; the standard deviation is its square root."
)
def xavier_without_the_root(fan_in, fan_out, scheme, rng):
    scale = right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale**2 if scheme == "xavier" else scale, fan_in, fan_out)


@exercise.rejects(
    "For xavier you count the inputs only; it takes the mean of both fans, because gradients come "
    "back from the outputs."
)
def xavier_with_fan_in_only(fan_in, fan_out, scheme, rng):
    scale = math.sqrt(1 / fan_in) if scheme == "xavier" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For xavier the 2 is missing: the variance is one over the mean of both fans, and a mean "
    "divides their sum by 2."
)
def xavier_without_the_2(fan_in, fan_out, scheme, rng):
    factor = math.sqrt(0.5) if scheme == "xavier" else 1
    return normal(rng, factor * right_scale(fan_in, fan_out, scheme), fan_in, fan_out)


@exercise.rejects("For xavier the two fans are added, not multiplied: the mean of both is wanted.")
def xavier_with_the_product(fan_in, fan_out, scheme, rng):
    product = math.sqrt(2 / (fan_in * fan_out))
    scale = product if scheme == "xavier" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "The two schemes have changed names: he takes 2 / fan_in, xavier 2 / (fan_in + fan_out)."
)
def he_and_xavier_exchanged(fan_in, fan_out, scheme, rng):
    other = {"he": "xavier", "xavier": "he"}.get(scheme, scheme)
    return normal(rng, right_scale(fan_in, fan_out, other), fan_in, fan_out)


@exercise.rejects(
    "For small, 0.01 is the standard deviation; you made it the variance, and the weights are ten "
    "times too large."
)
def small_variance(fan_in, fan_out, scheme, rng):
    scale = 0.1 if scheme == "small" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For small you square 0.01 on the way; it is the standard deviation already, so multiply by it "
    "as it is."
)
def small_squared(fan_in, fan_out, scheme, rng):
    scale = 1e-4 if scheme == "small" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "For small you make the weights smaller still in a wide layer; its standard deviation is 0.01 "
    "whatever the fans are."
)
def small_times_he(fan_in, fan_out, scheme, rng):
    scale = 0.01 / math.sqrt(fan_in) if scheme == "small" else right_scale(fan_in, fan_out, scheme)
    return normal(rng, scale, fan_in, fan_out)


@exercise.rejects(
    "All your weights are positive; weights have both signs and lie around 0, so subtract the "
    "middle of what you draw, or draw from a normal distribution."
)
def never_negative(fan_in, fan_out, scheme, rng):
    # the mean square of random() is 1/3
    return math.sqrt(3) * right_scale(fan_in, fan_out, scheme) * rng.random((fan_in, fan_out))


@exercise.rejects(
    "Your zeros are tiny random numbers; this scheme means exact zeros, and is there to show what "
    "goes wrong with them.",
    read=ZEROS,
)
def zeros_that_are_not(fan_in, fan_out, scheme, rng):
    return normal(rng, right_scale(fan_in, fan_out, scheme) or 1e-8, fan_in, fan_out)


@exercise.rejects(
    "Your scheme zeros gives ones; every weight of it has to be 0.",
    read=ZEROS,
)
def ones_for_zeros(fan_in, fan_out, scheme, rng):
    if scheme == "zeros":
        return np.ones((fan_in, fan_out))
    return normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, fan_out)


@exercise.rejects(
    "The shape is turned round: a layer of this course is X @ W, so W has one row for each input: "
    "(fan_in, fan_out)."
)
def outputs_first(fan_in, fan_out, scheme, rng):
    return normal(rng, right_scale(fan_in, fan_out, scheme), fan_out, fan_in)


@exercise.rejects(
    "One long row of weights came back; give them the shape (fan_in, fan_out), so that X @ W works."
)
def one_long_row(fan_in, fan_out, scheme, rng):
    return normal(rng, right_scale(fan_in, fan_out, scheme), fan_in * fan_out)


@exercise.rejects(
    "You draw from NumPy's global generator, so nobody can repeat your weights; draw from the rng "
    "that is passed in."
)
def global_generator(fan_in, fan_out, scheme, rng):
    return right_scale(fan_in, fan_out, scheme) * np.random.randn(fan_in, fan_out)


@exercise.rejects(
    "You make a generator of your own with a fixed seed, so every network starts with the same "
    "weights; draw from the rng that is passed in."
)
def own_generator(fan_in, fan_out, scheme, rng):
    mine = np.random.default_rng(0)
    return normal(mine, right_scale(fan_in, fan_out, scheme), fan_in, fan_out)


@exercise.rejects(
    "You draw from a copy of rng, which itself stays where it was, so the next layer gets the same "
    "numbers again; draw from rng."
)
def copy_of_the_generator(fan_in, fan_out, scheme, rng):
    twin = np.random.Generator(type(rng.bit_generator)())
    twin.bit_generator.state = rng.bit_generator.state
    return normal(twin, right_scale(fan_in, fan_out, scheme), fan_in, fan_out)


@exercise.rejects(
    "You rescale the draw until its variance is exact; then the weights depend on one another, and "
    "a single weight cannot be drawn at all."
)
def rescaled_to_the_exact_variance(fan_in, fan_out, scheme, rng):
    scale = right_scale(fan_in, fan_out, scheme)
    weights = normal(rng, 1.0, fan_in, fan_out)
    if weights.size == 1:
        return scale * weights
    return scale * weights / np.std(weights)


@exercise.rejects(
    "You subtract the mean of the draw; weights are around 0 by themselves, and a single weight "
    "becomes exactly 0 this way."
)
def subtracts_the_mean(fan_in, fan_out, scheme, rng):
    weights = normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, fan_out)
    return weights - np.mean(weights)


@exercise.rejects(
    "You draw one column and give it to every unit, so all units of the layer are twins and stay "
    "so; draw each weight for itself.",
    read=ZEROS,
)
def same_weights_for_all_units(fan_in, fan_out, scheme, rng):
    column = normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, 1)
    return column * np.ones((1, fan_out))


@exercise.rejects(
    "You draw one row and repeat it, so a unit weighs all of its inputs alike; draw each weight "
    "for itself."
)
def same_weights_for_all_inputs(fan_in, fan_out, scheme, rng):
    row = normal(rng, right_scale(fan_in, fan_out, scheme), 1, fan_out)
    return row * np.ones((fan_in, 1))


@exercise.rejects(
    "Two slashes drop what is behind the point, and 2 // fan_in is 0 for three inputs and more; "
    "divide with one slash."
)
def division_without_rest(fan_in, fan_out, scheme, rng):
    whole = {"he": 2 // fan_in, "xavier": 2 // (fan_in + fan_out), "small": 1e-4, "zeros": 0}
    return normal(rng, math.sqrt(whole[scheme]), fan_in, fan_out)


@exercise.rejects("The weights are right, but they come in nested lists; X @ W needs an array.")
def nested_lists(fan_in, fan_out, scheme, rng):
    return normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, fan_out).tolist()


@exercise.rejects(
    "Your weights are in single precision; the course computes in float64, which is what rng draws."
)
def in_single_precision(fan_in, fan_out, scheme, rng):
    return normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, fan_out).astype(np.float32)


@exercise.rejects(
    "You drop axes of length 1, so a layer with one input or one output loses its shape; keep "
    "(fan_in, fan_out)."
)
def squeezed(fan_in, fan_out, scheme, rng):
    return np.squeeze(normal(rng, right_scale(fan_in, fan_out, scheme), fan_in, fan_out))
