"""expected_preactivation(w, x, keep_prob): a mean over all masks; number_of_masks(units)."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import expected_preactivation, number_of_masks

AT_TEST_TIME = "Which mask at test time?"

exercise = Exercise(expected_preactivation, number_of_masks, read="The mask lottery")

# Relative. Right answers err by less than 1e-14 here, the best wrong one by 1e-8.
TOLERANCE = 1e-11

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, d: int) -> tuple[Array, Array, float]:
    """w and x, (d,) each, whose terms do not cancel, and keep_prob, which is not near 0.5."""
    keep_prob = case.rng.choice([0.15, 0.2, 0.3, 0.35, 0.65, 0.7, 0.8, 0.9])
    while True:
        w, x = np.round(case.rng.normal(size=(2, d)), 1)
        terms = w * x
        if np.all(terms) and abs(np.sum(terms)) > 0.2 * np.sum(np.abs(terms)):
            return w, x, float(keep_prob)


def expects(answer: Answer, case: Case, w: Array, x: Array, keep_prob: float) -> None:
    """Compare the mean, whatever it came in, with the right one."""
    want = expected_preactivation(w, x, keep_prob)
    got = case.numbers(answer.expected_preactivation(w, x, keep_prob), want)
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("expected_preactivation returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for d in (3, 2):
        args = draw(case, d)
        case.numbers(answer.expected_preactivation(*args), expected_preactivation(*args))


@exercise.check(
    "expected_preactivation is the mean over all masks", weight=9, needs=[returns_one_number]
)
def is_the_mean_over_all_masks(answer: Answer, case: Case) -> None:
    # An answer may add up all 2^d masks, so d stays small.
    for d in (3, 2, 4, 1, 5, 7):
        expects(answer, case, *draw(case, d))
    w, x, keep_prob = draw(case, 3)
    expects(answer, case, -np.abs(w), np.abs(x), keep_prob)
    for size in (1e-9, 1e9):
        expects(answer, case, size * w, x, keep_prob)
    expects(answer, case, w, 0 * x, keep_prob)


# Judged by what the answer itself says of the same numbers as floats.
@exercise.check("expected_preactivation takes whole numbers as well", needs=[returns_one_number])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for d in (3, 1):
        w, x = case.rng.integers(1, 9, size=(2, d))
        want = expected_preactivation(w, x, 0.7)
        floats = case.numbers(answer.expected_preactivation(1.0 * w, 1.0 * x, 0.7), want)
        got = case.numbers(answer.expected_preactivation(w, x, 0.7), want)
        if got is None or floats is None:
            continue
        case.small(
            abs(got - floats) / want,
            f"{case.called} returned {got:g}, and {floats:g} where w and x are the same numbers as "
            "floats",
            tol=TOLERANCE,
        )


# Judged by what the answer itself says right beside the ends.
@exercise.check(
    "expected_preactivation makes no jump where keep_prob is 0 or 1", needs=[returns_one_number]
)
def takes_the_ends(answer: Answer, case: Case) -> None:
    for d in (2, 1, 3):
        w, x, _ = draw(case, d)
        want = float(np.sum(w * x))
        for end, near in ((0.0, 1e-12), (1.0, 1 - 1e-12)):
            beside = case.numbers(answer.expected_preactivation(w, x, near), near * want)
            got = case.numbers(answer.expected_preactivation(w, x, end), end * want)
            if got is None or beside is None:
                continue
            case.small(
                abs(got - beside) / abs(want),
                f"{case.called} returned {got:g}, and with a keep_prob of {near:.12g} it returned "
                f"{beside:g}",
                tol=1e-9,
            )


@exercise.check("expected_preactivation gives a plain number", needs=[returns_one_number])
def gives_a_plain_number(answer: Answer, case: Case) -> None:
    for d in (3, 1):
        args = draw(case, d)
        case.like(answer.expected_preactivation(*args), expected_preactivation(*args))


@exercise.check(
    "expected_preactivation changes nothing and gives the same at every call",
    needs=[returns_one_number],
)
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.expected_preactivation, draw(case, 3), draw(case, 2))


@exercise.check("number_of_masks is 2 to the power of units", weight=3)
def is_a_power_of_two(answer: Answer, case: Case) -> None:
    for units in (3, 5, 1, 2, 10, 0, int(case.rng.integers(11, 30))):
        want = number_of_masks(units)
        got = answer.number_of_masks(units)
        is_float = isinstance(got, float | np.floating)  # a matter of the next check
        case.equal(got, float(want) if is_float else want, tol=TOLERANCE)


@exercise.check(
    "number_of_masks is an exact integer, for thousands of units too",
    weight=2,
    needs=[is_a_power_of_two],
)
def is_an_exact_integer(answer: Answer, case: Case) -> None:
    for units in (3, 0, 70, 64, 1100, 4096):
        case.equal(answer.number_of_masks(units), number_of_masks(units))


# --- right answers ----------------------------------------------------------


@exercise.accepts
class ShortFormula:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.sum(w * x)

    def number_of_masks(units):
        return 2**units


@exercise.accepts
class AllMasksWithTheirProbabilities:
    def expected_preactivation(w, x, keep_prob):
        total = 0.0
        for mask in np.ndindex((2,) * len(w)):
            probability, preactivation = 1.0, 0.0
            for j, kept in enumerate(mask):
                probability *= keep_prob if kept else 1 - keep_prob
                preactivation += kept * w[j] * x[j]
            total += probability * preactivation
        return total

    def number_of_masks(units):
        masks = 1
        for _ in range(units):
            masks *= 2
        return masks


@exercise.accepts
class MasksByNumberOfOnes:
    def expected_preactivation(w, x, keep_prob):
        d = len(w)
        masks = (np.arange(2**d)[:, None] >> np.arange(d)) & 1
        kept = masks.sum(axis=1)
        chances = keep_prob**kept * (1 - keep_prob) ** (d - kept)
        return np.sum(chances * (masks @ (w * x)))

    def number_of_masks(units):
        return 1 << int(units)


@exercise.accepts
class LoopInPlainPython:
    def expected_preactivation(w, x, keep_prob):
        total = 0.0
        for j in range(len(w)):
            total += keep_prob * w[j] * x[j]
        return total

    def number_of_masks(units):
        return pow(2, units)


@exercise.accepts
class UnitByUnit:
    def expected_preactivation(w, x, keep_prob):
        def mean(first):
            if first == len(w):
                return 0.0
            rest = mean(first + 1)
            return keep_prob * (w[first] * x[first] + rest) + (1 - keep_prob) * rest

        return mean(0)

    def number_of_masks(units):
        return int("1" + units * "0", 2)


@exercise.accepts
class ScaledInputs:
    def expected_preactivation(w, x, keep_prob):
        return np.array(np.sum(w * np.multiply(keep_prob, x)))

    def number_of_masks(units):
        return math.prod([2] * units)


@exercise.accepts
class ExactSum:
    def expected_preactivation(w, x, keep_prob):
        return math.fsum((w * x).tolist()) * keep_prob

    def number_of_masks(units):
        with_so_many_ones, masks = 1, 1
        for k in range(units):
            with_so_many_ones = with_so_many_ones * (units - k) // (k + 1)
            masks += with_so_many_ones
        return masks


@exercise.accepts
class TableOfProbabilities:
    def expected_preactivation(w, x, keep_prob):
        chances, sums = np.ones(1), np.zeros(1)
        for term in np.multiply(w, x):
            chances = np.append((1 - keep_prob) * chances, keep_prob * chances)
            sums = np.append(sums, sums + term)
        return np.average(sums, weights=chances)

    def number_of_masks(units):
        half, odd = divmod(units, 2)
        return 4**half * (2 if odd else 1)


# --- wrong answers: the mean ----------------------------------------------------


def masks_of(d):
    return np.array(list(np.ndindex((2,) * d)), dtype=float)


def chances_of(masks, keep_prob):
    return np.prod(np.where(masks == 1, keep_prob, 1 - keep_prob), axis=1)


@exercise.rejects(
    "You count all masks alike, which is right for a keep_prob of 0.5 alone; give each mask its "
    "probability as weight.",
    read=AT_TEST_TIME,
)
class MasksEquallyLikely:
    def expected_preactivation(w, x, keep_prob):
        return np.mean(masks_of(len(w)) @ (w * x))


@exercise.rejects(
    "You multiply by the probability of dropping a unit; keep_prob is the probability of keeping "
    "it.",
    read="Keep or drop?",
)
class DropForKeep:
    def expected_preactivation(w, x, keep_prob):
        return (1 - keep_prob) * np.sum(w * x)


@exercise.rejects(
    "You divide by keep_prob, as inverted dropout does in training; here the masks hold 0 and 1, "
    "and the mean becomes smaller.",
    read="Two ways to predict",
)
class DividesByKeepProb:
    def expected_preactivation(w, x, keep_prob):
        return np.sum(w * x) / np.float64(keep_prob)


@exercise.rejects(
    "That is the sum with all units on, which happens for one mask only; the mean over all of them "
    "depends on keep_prob.",
    read=AT_TEST_TIME,
)
class AllUnitsOn:
    def expected_preactivation(w, x, keep_prob):
        return np.sum(w * x)


@exercise.rejects(
    "You apply a ReLU before you take the mean; asked for is the mean of the sum itself, which may "
    "be negative.",
    read=AT_TEST_TIME,
)
class ReluBeforeTheMean:
    def expected_preactivation(w, x, keep_prob):
        masks = masks_of(len(w))
        return np.sum(chances_of(masks, keep_prob) * np.maximum(masks @ (w * x), 0))


@exercise.rejects(
    "You apply a ReLU to the mean; the sum before the activation is asked for, and its mean may "
    "well be negative.",
    read=AT_TEST_TIME,
)
class ReluOfTheMean:
    def expected_preactivation(w, x, keep_prob):
        return max(0.0, keep_prob * np.sum(w * x))


@exercise.rejects(
    "keep_prob enters twice, for w and for x; a unit is dropped once, so its term is multiplied "
    "once.",
    read=AT_TEST_TIME,
)
class KeepProbTwice:
    def expected_preactivation(w, x, keep_prob):
        return np.sum((keep_prob * w) * (keep_prob * x))


@exercise.rejects(
    "You take only the mask that keeps everything, with its probability keep_prob^d; all the other "
    "masks add to the mean as well.",
    read=AT_TEST_TIME,
)
class FullMaskOnly:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob ** len(w) * np.sum(w * x)


@exercise.rejects(
    "The mask that drops everything is left out and the other probabilities are stretched to 1; it "
    "adds nothing to the sum, but it does happen.",
    read=AT_TEST_TIME,
)
class WithoutTheEmptyMask:
    def expected_preactivation(w, x, keep_prob):
        masks = masks_of(len(w))[1:]
        chances = chances_of(masks, keep_prob)
        if np.sum(chances) == 0:
            return 0.0
        return np.sum(chances * (masks @ (w * x))) / np.sum(chances)


@exercise.rejects(
    "Your probabilities do not add up to 1: a mask needs a factor keep_prob for every unit that is "
    "kept and a factor 1 − keep_prob for every one that is dropped.",
    read=AT_TEST_TIME,
)
class WithoutTheDroppedUnits:
    def expected_preactivation(w, x, keep_prob):
        masks = masks_of(len(w))
        return np.sum(keep_prob ** masks.sum(axis=1) * (masks @ (w * x)))


@exercise.rejects(
    "Masks with the same number of ones share one term in your sum, but there are several of them, "
    "and each counts.",
    read=AT_TEST_TIME,
)
class OneMaskForEachNumberOfOnes:
    def expected_preactivation(w, x, keep_prob):
        d = len(w)
        masks = np.tri(d + 1, d, -1)
        return np.sum(chances_of(masks, keep_prob) * (masks @ (w * x)))


@exercise.rejects(
    "You average over a few masks drawn at random, so your result is only near the mean; here it "
    "can be computed exactly.",
    read=AT_TEST_TIME,
)
class SomeRandomMasks:
    def expected_preactivation(w, x, keep_prob):
        masks = np.random.default_rng(0).random((1000, len(w))) < keep_prob
        return np.mean(masks @ (w * x * 1.0))


@exercise.rejects(
    "You look only for the likeliest mask; the mean adds up all of them, the unlikely ones as "
    "well.",
    read=AT_TEST_TIME,
)
class LikeliestMask:
    def expected_preactivation(w, x, keep_prob):
        return float(keep_prob > 0.5) * np.sum(w * x)


@exercise.rejects(
    "You keep a fixed number of units, as many as are kept on average; every unit is drawn by "
    "itself, and their number varies.",
    read=AT_TEST_TIME,
)
class FixedNumberOfUnits:
    def expected_preactivation(w, x, keep_prob):
        return round(keep_prob * len(w)) / len(w) * np.sum(w * x)


@exercise.rejects(
    "You divide by the number of inputs; a neuron adds its terms up, and the mean is taken over "
    "the masks, not over the terms.",
    read=AT_TEST_TIME,
)
class MeanOverTheInputs:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.mean(w * x)


@exercise.rejects(
    "You add up the probabilities and sums without multiplying them mask by mask; each sum counts "
    "as much as its own mask is likely.",
    read=AT_TEST_TIME,
)
class SumOfAllMasks:
    def expected_preactivation(w, x, keep_prob):
        masks = masks_of(len(w))
        return np.sum(chances_of(masks, keep_prob)) * np.sum(masks @ (w * x))


@exercise.rejects(
    "You multiply by keep_prob · (1 − keep_prob), the variance of one unit's mask; for the mean, "
    "keep_prob alone is right.",
    read=AT_TEST_TIME,
)
class VarianceOfTheMask:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * (1 - keep_prob) * np.sum(w * x)


@exercise.rejects(
    "You take the square root of keep_prob, which would fit a squared sum; the sum itself is "
    "linear in the mask.",
    read=AT_TEST_TIME,
)
class RootOfKeepProb:
    def expected_preactivation(w, x, keep_prob):
        return math.sqrt(keep_prob) * np.sum(w * x)


@exercise.rejects(
    "You take absolute values on the way; terms of opposite signs may cancel, in every mask and so "
    "in the mean.",
    read=AT_TEST_TIME,
)
class AbsoluteTerms:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.sum(np.abs(w * x))


@exercise.rejects(
    "Every weight meets every input in your product; weight j belongs to input j alone.",
    read=AT_TEST_TIME,
)
class EveryWeightWithEveryInput:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.sum(np.outer(w, x))


@exercise.rejects(
    "Two formulas are mixed: you weigh only the first input with keep_prob, and every input has a "
    "mask of its own.",
    read=AT_TEST_TIME,
)
class FirstInputOnly:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * w[0] * x[0] + np.sum(w[1:] * x[1:])


@exercise.rejects(
    "The last input never enters your sum; the loop has to run over all d of them.",
    read=AT_TEST_TIME,
)
class WithoutTheLastInput:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.sum((w * x)[:-1])


@exercise.rejects(
    "You return one term for each input; a neuron adds them up to a single number.",
    read=AT_TEST_TIME,
)
class TermsNotAdded:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * (w * x)


@exercise.rejects(
    "Your number is right, but it comes wrapped in an array with one entry; return it as a plain "
    "number.",
    read=AT_TEST_TIME,
)
class ArrayWithOneEntry:
    def expected_preactivation(w, x, keep_prob):
        return keep_prob * np.sum(w * x, keepdims=True)


@exercise.rejects(
    "The mean is rounded; return all its digits, since rounding belongs where a number is printed.",
    read=AT_TEST_TIME,
)
class RoundsTheMean:
    def expected_preactivation(w, x, keep_prob):
        return round(float(keep_prob * np.sum(w * x)), 2)


@exercise.rejects(
    "The sum passes through single precision, which keeps about seven digits; stay with float64.",
    read=AT_TEST_TIME,
)
class ThroughSinglePrecision:
    def expected_preactivation(w, x, keep_prob):
        return float(np.float32(keep_prob * np.sum(w * x)))


@exercise.rejects(
    "You multiply the caller's w in place, so the weights shrink at every call; put the products "
    "into a new array.",
    read=AT_TEST_TIME,
)
class ScalesTheCallersWeights:
    def expected_preactivation(w, x, keep_prob):
        w *= keep_prob
        return np.sum(w * x)


@exercise.rejects(
    "The products are written over the caller's x, which the next neuron still needs; make an "
    "array of their own for them.",
    read=AT_TEST_TIME,
)
class WritesProductsOverTheInputs:
    def expected_preactivation(w, x, keep_prob):
        x *= w
        return keep_prob * np.sum(x)


@exercise.rejects(
    "You make keep_prob a number of the type of w; where w holds whole numbers it becomes 0, and "
    "everything is dropped.",
    read=AT_TEST_TIME,
)
class KeepProbInTheTypeOfW:
    def expected_preactivation(w, x, keep_prob):
        return np.sum(np.full_like(w, keep_prob) * w * x)


@exercise.rejects(
    "You take logarithms of the probabilities, and at a keep_prob of 0 or 1 one of them is the "
    "logarithm of 0; multiply instead.",
    read=AT_TEST_TIME,
)
class LogarithmsOfProbabilities:
    def expected_preactivation(w, x, keep_prob):
        masks = masks_of(len(w))
        with np.errstate(all="ignore"):
            logs = masks @ np.full(len(w), np.log(keep_prob))
            logs = logs + (1 - masks) @ np.full(len(w), np.log(1 - keep_prob))
            return np.exp(logs) @ (masks @ (w * x))


@exercise.rejects(
    "A keep_prob of 0 is taken for one that is missing, and replaced; where nothing is kept, the "
    "mean is simply 0.",
    read=AT_TEST_TIME,
)
class ZeroIsTakenForMissing:
    def expected_preactivation(w, x, keep_prob):
        return (keep_prob or 0.5) * np.sum(w * x)


# --- wrong answers: the number of masks -------------------------------------------


@exercise.rejects(
    "A float with a decimal point in 2.0 cannot hold a number of 1,234 digits; compute with whole "
    "numbers throughout."
)
class PowerOfAFloat:
    def number_of_masks(units):
        return 2.0**units


@exercise.rejects(
    "You compute with a float and turn it into an integer at the end, which is too late: beyond "
    "about 10^308 there is no float any more."
)
class IntegerAtTheEnd:
    def number_of_masks(units):
        return int(2.0**units)


@exercise.rejects(
    "NumPy's integers have 64 bits, and beyond them they overflow without a word; Python's own "
    "have as many digits as they need."
)
class SixtyFourBits:
    def number_of_masks(units):
        return np.left_shift(np.int64(1), np.int64(min(units, 63))) * np.int64(units < 64)


@exercise.rejects(
    "You go through logarithms, and a float logarithm keeps sixteen digits of the result, if it "
    "does not overflow; multiply whole numbers."
)
class ThroughLogarithms:
    def number_of_masks(units):
        return round(math.exp(units * math.log(2)))


@exercise.rejects(
    "Your function calls itself once for each unit, and Python stops at about a thousand calls; "
    "use a power or a loop."
)
class CallsItselfForEachUnit:
    def number_of_masks(units):
        def masks(left):
            return 1 if left == 0 else 2 * masks(left - 1)

        return masks(units)


@exercise.rejects(
    "Two possibilities for each unit multiply; adding them up, 2 · units, is far too few."
)
class TwiceTheUnits:
    def number_of_masks(units):
        return 2 * units


@exercise.rejects(
    "Base and exponent have changed places: 2 possibilities for each of the units make 2^units, "
    "not units²."
)
class UnitsSquared:
    def number_of_masks(units):
        return units**2


@exercise.rejects(
    "You leave out the mask that drops every unit; it is unlikely, but it is one of the masks."
)
class WithoutTheMaskOfZeros:
    def number_of_masks(units):
        return 2**units - 1


@exercise.rejects(
    "You leave out both the mask of ones and the mask of zeros; both of them can be drawn."
)
class WithoutBothEnds:
    def number_of_masks(units):
        return 2**units - 2


@exercise.rejects(
    "You count the orders in which units can stand, which is a factorial; a mask says for each "
    "unit kept or dropped, and nothing more."
)
class Factorial:
    def number_of_masks(units):
        return math.factorial(units)


@exercise.rejects(
    "You count only the masks that keep half of the units; all the others happen, too."
)
class HalfOfTheUnits:
    def number_of_masks(units):
        return math.comb(units, units // 2)


@exercise.rejects(
    "You count numbers of kept units, of which there are units + 1; which ones are kept matters, "
    "too."
)
class HowManyAreKept:
    def number_of_masks(units):
        return units + 1


@exercise.rejects(
    "One power is too many: with no units at all there is one mask, the empty one, and each unit "
    "doubles their number."
)
class OnePowerTooMany:
    def number_of_masks(units):
        return 2 ** (units + 1)


@exercise.rejects(
    "The sign ^ is no power in Python: it compares numbers bit by bit. Write two stars."
)
class BitsInsteadOfAPower:
    def number_of_masks(units):
        return 2 ^ units


@exercise.rejects(
    "Natural growth takes e as its base; there are two possibilities for each unit, so the base "
    "is 2."
)
class PowerOfE:
    def number_of_masks(units):
        return int(math.exp(min(units, 700)))


@exercise.rejects(
    "You return the digits as a text, with which nobody can compute; return the integer itself."
)
class DigitsAsAText:
    def number_of_masks(units):
        return str(2**units)


@exercise.rejects("You return how many digits the number has; the number itself is asked for.")
class NumberOfDigits:
    def number_of_masks(units):
        return len(str(2**units))
