"""clipped_linear_, mse_ and bce_logit_gradient(o, y): three slopes by the logit, per sample."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import (
    bce_logit_gradient,
    clipped_linear_logit_gradient,
    mse_logit_gradient,
)

exercise = Exercise(
    clipped_linear_logit_gradient,
    mse_logit_gradient,
    bce_logit_gradient,
    read="Which loss pushes a wrong sample?",
)

CUT_OFF = "The straight line, cut off"

# Absolute: σ(o) − y may lose its digits where σ(o) is 1. Right answers err by less than
# 4e-16 here, the best wrong one (a logit cut off at 20) by 2e-9.
TOLERANCE = 1e-12


# --- checks -----------------------------------------------------------------


def on_and_off_the_ramp(case: Case, n: int) -> tuple[np.ndarray, np.ndarray]:
    """o (n,) between 0 and 1, below and above in turn, y (n,) both labels; no o at a kink."""
    turn = case.rng.permutation(n) + case.rng.integers(6)
    inside = np.round(case.rng.uniform(0.15, 0.85, size=n), 2)
    far = np.round(case.rng.uniform(0.3, 5, size=n), 2)
    return np.choose(turn % 3, [inside, -far, 1 + far]), turn // 3 % 2


def moderate(case: Case, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits (n,) and labels, both of either kind in turn."""
    sides = np.where((case.rng.permutation(n) + case.rng.integers(2)) % 2, 1, -1)
    o = sides * np.round(2 * np.abs(case.rng.normal(size=n)), 2)
    return o + 0.0, (case.rng.permutation(n) + case.rng.integers(2)) % 2  # no −0


def saturated(size: float) -> tuple[np.ndarray, np.ndarray]:
    """Large logits, right and wrong, for both labels."""
    return size * np.array([1.0, -1.0, 1.0, -1.0]), np.array([0, 0, 1, 1])


def agree(case: Case, result: Any, want: np.ndarray) -> None:
    """Fail unless the result holds the numbers that are wanted, in whatever container."""
    got = case.numbers(result, want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE, scale=1.0)


@exercise.check("the line cut off: slope 2 (o − y) on the ramp, 0 beside it", weight=4)
def slope_of_the_clipped_line(answer: Answer, case: Case) -> None:
    for n in (6, 1, 1, 1, 2, 7, 50):
        o, y = on_and_off_the_ramp(case, n)
        agree(case, answer.clipped_linear_logit_gradient(o, y), clipped_linear_logit_gradient(o, y))
    o, y = saturated(800)
    agree(case, answer.clipped_linear_logit_gradient(o, y), np.zeros(4))


@exercise.check(
    "the line cut off: at a kink, a slope between those beside it",
    needs=[slope_of_the_clipped_line],
)
def any_slope_at_a_kink(answer: Answer, case: Case) -> None:
    order = case.rng.permutation(4)
    o, y = np.array([0.0, 1.0, 0.0, 1.0])[order], np.array([0, 0, 1, 1])[order]
    ramp = 2 * (o - y)  # the slope on the one side; on the other side it is 0
    got = case.numbers(answer.clipped_linear_logit_gradient(o, y), ramp)
    if got is None:
        return
    outside = np.max(np.maximum(got - np.maximum(ramp, 0), np.minimum(ramp, 0) - got))
    message = (
        "At o = 0 and o = 1 any number between the slopes on the two sides will do; "
        f"{got.tolist()} for o = {o.tolist()}, y = {y.tolist()} has one outside"
    )
    case.small(outside, message, tol=TOLERANCE)


@exercise.check("squared error behind a sigmoid: its slope by the logit", weight=4)
def slope_of_the_squared_error(answer: Answer, case: Case) -> None:
    for n in (5, 1, 2, 7, 50):
        o, y = moderate(case, n)
        agree(case, answer.mse_logit_gradient(o, y), mse_logit_gradient(o, y))


@exercise.check(
    "squared error behind a sigmoid: exact for very large logits",
    needs=[slope_of_the_squared_error],
)
def squared_error_at_large_logits(answer: Answer, case: Case) -> None:
    for size in (23.0, 40.0, 710.0, 800.0):
        o, y = saturated(size)
        agree(case, answer.mse_logit_gradient(o, y), mse_logit_gradient(o, y))


@exercise.check("cross-entropy behind a sigmoid: its slope by the logit", weight=4)
def slope_of_the_cross_entropy(answer: Answer, case: Case) -> None:
    for n in (5, 1, 2, 7, 50):
        o, y = moderate(case, n)
        agree(case, answer.bce_logit_gradient(o, y), bce_logit_gradient(o, y))


@exercise.check(
    "cross-entropy behind a sigmoid: exact for very large logits",
    needs=[slope_of_the_cross_entropy],
)
def cross_entropy_at_large_logits(answer: Answer, case: Case) -> None:
    for size in (23.0, 40.0, 710.0, 800.0):
        o, y = saturated(size)
        agree(case, answer.bce_logit_gradient(o, y), bce_logit_gradient(o, y))


@exercise.check("each returns an array (n,) of float64")
def return_an_array(answer: Answer, case: Case) -> None:
    for n in (4, 3, 1):
        o, y = moderate(case, n)
        whole = case.rng.integers(-4, 4, size=n)
        for logits in (o, whole + 2 * (whole >= 0)):  # whole numbers too, none at a kink
            case.like(
                answer.clipped_linear_logit_gradient(logits, y),
                clipped_linear_logit_gradient(logits, y),
            )
            case.like(answer.mse_logit_gradient(logits, y), mse_logit_gradient(logits, y))
            case.like(answer.bce_logit_gradient(logits, y), bce_logit_gradient(logits, y))


@exercise.check("none changes anything or remembers anything")
def are_pure(answer: Answer, case: Case) -> None:
    first, second = on_and_off_the_ramp(case, 4), on_and_off_the_ramp(case, 4)
    case.pure(answer.clipped_linear_logit_gradient, first, second)
    case.pure(answer.mse_logit_gradient, first, second)
    case.pure(answer.bce_logit_gradient, first, second)


# --- right answers ----------------------------------------------------------


def squash(o):
    return 1 / (1 + np.exp(-o))


@exercise.accepts
class FormulasOfTheLecture:
    """An overflow in exp gives ∞, and 1 / ∞ = 0 is right."""

    def clipped_linear_logit_gradient(o, y):
        return np.where((o > 0) & (o < 1), 2.0 * (o - y), 0.0)

    def mse_logit_gradient(o, y):
        s = 1 / (1 + np.exp(-o))
        return -2 * (y - s) * s * (1 - s)

    def bce_logit_gradient(o, y):
        return 1 / (1 + np.exp(-o)) - y


def by_sign(z):
    if z < 0:
        return math.exp(z) / (1 + math.exp(z))
    return 1 / (1 + math.exp(-z))


@exercise.accepts
class OneSampleAfterAnother:
    def clipped_linear_logit_gradient(o, y):
        slopes = []
        for logit, label in zip(o, y):
            if 0 < logit < 1:
                slopes.append(2.0 * (logit - label))
            else:
                slopes.append(0.0)
        return np.array(slopes)

    def mse_logit_gradient(o, y):
        slopes = np.zeros(len(o))
        for i, logit in enumerate(o):
            p = by_sign(logit)
            slopes[i] = 2 * (p - y[i]) * p * (1 - p)
        return slopes

    def bce_logit_gradient(o, y):
        return np.array([by_sign(logit) - label for logit, label in zip(o, y)])


@exercise.accepts
class HyperbolicTangent:
    def clipped_linear_logit_gradient(o, y):
        flat = np.abs(o - 0.5) > 0.5  # at the kinks the slope of the ramp
        return np.where(flat, 0.0, 2.0 * o - 2.0 * y)

    def mse_logit_gradient(o, y):
        t = np.tanh(o / 2)
        return (t + 1 - 2 * y) * (1 - t * t) / 4

    def bce_logit_gradient(o, y):
        return (np.tanh(o / 2) + 1) / 2 - y


@exercise.accepts
class LabelByLabel:
    """Every sample is pushed towards its own side, the harder the more it is wrong."""

    def clipped_linear_logit_gradient(o, y):
        slopes = np.zeros(len(o))
        ramp = (o > 0) & (o <= 1)
        slopes[ramp] = 2 * (o[ramp] - y[ramp])
        return slopes

    def mse_logit_gradient(o, y):
        side = np.where(y == 1, 1.0, -1.0)
        slope = 2 * squash(-side * o) ** 2 * squash(side * o)
        return np.where(y == 1, -slope, slope)

    def bce_logit_gradient(o, y):
        return np.where(y == 1, -squash(-o), squash(o))


@exercise.accepts
class InPlaceOnCopies:
    def clipped_linear_logit_gradient(o, y):
        slopes = 2.0 * o
        slopes -= 2 * y
        slopes[o < 0] = 0
        slopes[o > 1] = 0
        return slopes

    def mse_logit_gradient(o, y):
        s = np.exp(-np.logaddexp(0, -o))
        slopes = 2 * s
        slopes -= 2 * y
        slopes *= s
        slopes *= np.exp(-np.logaddexp(0, o))
        return slopes

    def bce_logit_gradient(o, y):
        slopes = np.exp(-np.logaddexp(0, -o))
        slopes -= y
        return slopes


@exercise.accepts
class OneRuleForThree:
    """2 (ŷ − y) times the slope of ŷ, which is the average of both sides at a kink."""

    def clipped_linear_logit_gradient(o, y):
        return (o - y) * (np.sign(o) + np.sign(1.0 - o))

    def mse_logit_gradient(o, y):
        small = np.exp(-abs(o))
        y_hat = np.where(o < 0, small, 1) / (1 + small)
        return 2 * (y_hat - y) * small / (1 + small) ** 2

    def bce_logit_gradient(o, y):
        small = np.exp(-abs(o))
        return np.where(o < 0, small, 1) / (1 + small) - y


@exercise.accepts
class TwoClassesOfASoftmax:
    def clipped_linear_logit_gradient(o, y):
        return np.select([o < 0, o < 1], [0.0, 2.0 * (o - y)], 0.0)

    def mse_logit_gradient(o, y):
        largest = np.maximum(o, 0)
        yes, no = np.exp(o - largest), np.exp(-largest)
        return 2 * (yes / (yes + no) - y) * yes * no / (yes + no) ** 2

    def bce_logit_gradient(o, y):
        scores = np.column_stack([np.zeros(len(o)), o])
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers[:, 1] / powers.sum(axis=1) - y


AT_A_KINK = "at a kink the slope of either side will do"
exercise.equivalent("o.real > 0", AT_A_KINK, after="o.real >= 0")
exercise.equivalent("o.real < 1", AT_A_KINK, after="o.real <= 1")
exercise.equivalent("o > 0", AT_A_KINK, after="o >= 0")
exercise.equivalent("o < 1", AT_A_KINK, after="o <= 1")
exercise.equivalent("o < 0", "at 0 both forms are right, and so are both slopes", after="o <= 0")
exercise.equivalent("o > 1", AT_A_KINK, after="o >= 1")
exercise.equivalent("o <= 1", AT_A_KINK, after="o < 1")
exercise.equivalent("0 < logit < 1", AT_A_KINK, after="0 <= logit < 1")
exercise.equivalent("0 < logit < 1", AT_A_KINK, after="0 < logit <= 1")
exercise.equivalent("np.abs(o - 0.5) > 0.5", AT_A_KINK, after="np.abs(o - 0.5) >= 0.5")
exercise.equivalent("np.logaddexp(0, o)", "log(eᵃ + eᵇ) is symmetric")
exercise.equivalent("np.logaddexp(0, -o)", "log(eᵃ + eᵇ) is symmetric")
exercise.equivalent("np.maximum(o, 0)", "any shift will do that prevents an overflow")
exercise.equivalent("o, y = (_numbers(o), _numbers(y))", "lists as arguments are not judged")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "Beside the ramp the cut-off line is flat: there the loss does not change with o, and the "
    "slope is 0, however wrong the sample is.",
    read=CUT_OFF,
)
class ForgetsToCutOff:
    def clipped_linear_logit_gradient(o, y):
        return 2.0 * (o - y)


@exercise.rejects(
    "You cut off the prediction but not its slope. By the chain rule the slope of clip(o, 0, 1) is "
    "a factor, and beside the ramp it is 0.",
    read=CUT_OFF,
)
class ForgetsTheSlopeOfTheClip:
    def clipped_linear_logit_gradient(o, y):
        return 2.0 * (np.clip(o, 0, 1) - y)


@exercise.rejects(
    "You cut the line off at 1 but let it fall below 0; both ends are flat, so both have the "
    "slope 0.",
    read=CUT_OFF,
)
class CutsOffAboveOnly:
    def clipped_linear_logit_gradient(o, y):
        return np.where(o < 1, 2.0 * (o - y), 0.0)


@exercise.rejects(
    "Below 0 your line is flat, but above 1 it still rises. A probability has an upper end too, "
    "and there the slope is 0 as well.",
    read=CUT_OFF,
)
class CutsOffBelowOnly:
    def clipped_linear_logit_gradient(o, y):
        return np.where(o > 0, 2.0 * (o - y), 0.0)


@exercise.rejects(
    "The slope 0 of the slides' example is no general rule: between 0 and 1 the cut-off line "
    "rises, and the loss has a slope there.",
    read=CUT_OFF,
)
class IsAlwaysFlat:
    def clipped_linear_logit_gradient(o, y):
        return np.zeros(len(o))


@exercise.rejects(
    "Differentiating the square (y − o)² on the ramp brings down the exponent: the factor 2 is "
    "missing in your slope.",
    read=CUT_OFF,
)
class ForgetsTheTwoOnTheRamp:
    def clipped_linear_logit_gradient(o, y):
        return np.where((o > 0) & (o < 1), o - y, 0.0)


@exercise.rejects(
    "On the ramp your slope points the wrong way: the inner derivative of y − o is −1, which turns "
    "2 (y − o) into 2 (o − y).",
    read=CUT_OFF,
)
class PointsUphillOnTheRamp:
    def clipped_linear_logit_gradient(o, y):
        return np.where((o > 0) & (o < 1), 2.0 * (y - o), 0.0)


@exercise.rejects(
    "The slope of the clip is there, but it multiplies nothing: the error o − y of the sample "
    "decides how steep the loss is on the ramp.",
    read=CUT_OFF,
)
class SlopeOfTheClipAlone:
    def clipped_linear_logit_gradient(o, y):
        return np.where((o > 0) & (o < 1), 1.0, 0.0)


@exercise.rejects(
    "A nan at the kinks would spread through all weights. Where the slope jumps, choose any number "
    "between its values on the two sides.",
    read=CUT_OFF,
)
class UndefinedAtTheKinks:
    def clipped_linear_logit_gradient(o, y):
        slopes = np.where((o > 0) & (o < 1), 2.0 * (o - y), 0.0)
        slopes[(o == 0) | (o == 1)] = np.nan
        return slopes


@exercise.rejects(
    "For whole-number logits your cut-off line returns integers. A slope is a real number: return "
    "float64, whatever type o has.",
    read=CUT_OFF,
)
class WholeNumbersInWholeNumbersOut:
    def clipped_linear_logit_gradient(o, y):
        return 2 * (o - y) * ((o > 0) & (o < 1))


@exercise.rejects(
    "The derivative of the square (y − σ(o))² begins with a factor 2, which your slope of the "
    "squared error lacks."
)
class ForgetsTheTwoOfTheSquare:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return (s - y) * s * (1 - s)


@exercise.rejects(
    "The slope of the sigmoid is σ(o) (1 − σ(o)), with both factors. In the slides' example σ(o) "
    "is nearly 1, so its loss hardly shows there."
)
class OneSigmoidTooFew:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * (s - y) * (1 - s)


@exercise.rejects(
    "For the squared error you keep only σ(o) of the sigmoid's slope. The factor 1 − σ(o), the one "
    "that kills the gradient, is missing."
)
class ForgetsOneMinusSigmoid:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * (s - y) * s


@exercise.rejects(
    "You stop at the derivative by the prediction. The chain rule goes on to the logit and "
    "multiplies by the slope of the sigmoid."
)
class StopsAtThePrediction:
    def mse_logit_gradient(o, y):
        return 2 * (squash(o) - y)


@exercise.rejects(
    "You multiply by the size of the error, so a positive sample is pushed the wrong way. A "
    "gradient keeps the sign of σ(o) − y."
)
class SizeOfTheError:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * np.abs(s - y) * s * (1 - s)


@exercise.rejects(
    "Your slope of the squared error is that of y = 0 for every sample. The label decides the "
    "error: put σ(o) − y where you have σ(o)."
)
class SquaredErrorWithoutTheLabel:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * s * s * (1 - s)


@exercise.rejects(
    "You put σ(o) into the slope of the sigmoid, which applies the sigmoid twice. That slope is "
    "taken at o itself."
)
class SlopeAtTheSigmoid:
    def mse_logit_gradient(o, y):
        s = squash(o)
        twice = squash(s)
        return 2 * (s - y) * twice * (1 - twice)


@exercise.rejects(
    "The slope of the squared error has the wrong sign: the inner derivative of y − σ(o) is "
    "negative. Descent would make the sample more wrong."
)
class SquaredErrorUphill:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * (y - s) * s * (1 - s)


@exercise.rejects(
    "You divide the slopes of the squared error by n. Here each sample has its own loss and its "
    "own slope; the mean comes later."
)
class SquaredErrorOverTheBatch:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return 2 * (s - y) * s * (1 - s) / len(o)


@exercise.rejects(
    "You add up the slopes of the squared error. Each sample has a slope of its own, and they must "
    "stay apart until the chain rule reaches the weights."
)
class SumsTheSlopes:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return np.sum(2 * (s - y) * s * (1 - s))


@exercise.rejects(
    "np.squeeze drops every axis of length 1, so one sample alone comes back without its axis: "
    "(n,) is wanted for n = 1 too."
)
class LosesTheAxisOfOneSample:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return np.squeeze(2 * (s - y) * s * (1 - s))


@exercise.rejects(
    "float32 keeps about seven digits, and 1 − σ(o) needs more of them where the sigmoid is nearly "
    "1. Calculate in float64."
)
class SevenDigits:
    def mse_logit_gradient(o, y):
        s = squash(o).astype(np.float32)
        return (2 * (s - y.astype(np.float32)) * s * (1 - s)).astype(np.float64)


@exercise.rejects(
    "You round σ(o) in the middle of the calculation. What is left of 1 − σ(o) then may well be "
    "zero: round only what you print."
)
class RoundsTheSigmoid:
    def mse_logit_gradient(o, y):
        s = np.round(squash(o), 4)
        return 2 * (s - y) * s * (1 - s)


@exercise.rejects(
    "σ(o) alone is the slope of the cross-entropy for y = 0 only, the slides' example. In general "
    "it is σ(o) − y."
)
class CrossEntropyWithoutTheLabel:
    def bce_logit_gradient(o, y):
        return squash(o)


@exercise.rejects(
    "Prediction minus truth, in this order: with truth minus prediction the gradient descent on "
    "the cross-entropy climbs."
)
class TruthMinusPrediction:
    def bce_logit_gradient(o, y):
        return y - squash(o)


@exercise.rejects(
    "Truth and probability differ by σ(o) − y, not by o − y. A logit is no probability: send it "
    "through the sigmoid first."
)
class LogitMinusTruth:
    def bce_logit_gradient(o, y):
        return o - y


@exercise.rejects(
    "The factor 2 belongs to the squared error. There is no square in the cross-entropy, and its "
    "slope is prediction minus truth without a factor."
)
class CrossEntropyWithATwo:
    def bce_logit_gradient(o, y):
        return 2 * (squash(o) - y)


@exercise.rejects(
    "The sigmoid's slope cancels in the cross-entropy, as the logarithm undoes the exponential; "
    "you multiply by it all the same."
)
class SlopeThatShouldHaveCancelled:
    def bce_logit_gradient(o, y):
        s = squash(o)
        return (s - y) * s * (1 - s)


@exercise.rejects(
    "This is the slope of the cross-entropy by the probability. Times the slope σ(o) (1 − σ(o)) "
    "it becomes the slope by the logit."
)
class SlopeByTheProbability:
    def bce_logit_gradient(o, y):
        small = np.exp(-np.abs(o))
        return (squash(o) - y) * (1 + small) ** 2 / np.where(small > 0, small, 1)


@exercise.rejects(
    "Your formula belongs to labels −1 and 1. Here the labels are 0 and 1, and every sample with "
    "y = 0 falls silent in it."
)
class LabelsOfMinusOneAndOne:
    def bce_logit_gradient(o, y):
        return -y * squash(-y * o)


@exercise.rejects(
    "Each sample has a slope of its own; the average over the batch is one number and mixes them "
    "all."
)
class AveragesTheSlopes:
    def bce_logit_gradient(o, y):
        return np.mean(squash(o) - y)


@exercise.rejects(
    "The gradient of a mean loss carries 1/n. This one is asked for sample by sample, so leave the "
    "division by n to whoever averages."
)
class CrossEntropyOverTheBatch:
    def bce_logit_gradient(o, y):
        return (squash(o) - y) / len(o)


@exercise.rejects(
    "Once σ(o) is exactly 0 or 1, your chain rule divides 0 by 0. Cancel the sigmoid's slope on "
    "paper before you write the code."
)
class DividesZeroByZero:
    def bce_logit_gradient(o, y):
        s = squash(o)
        by_probability = (s - y) / (s * (1 - s))
        return by_probability * s * (1 - s)


@exercise.rejects(
    "For a large logit e^o overflows, and ∞ / ∞ is nan. Let the exponent be negative: divide both "
    "parts by e^o."
)
class InfinityOverInfinity:
    def mse_logit_gradient(o, y):
        s = np.exp(o) / (1 + np.exp(o))
        return 2 * (s - y) * s * (1 - s)

    def bce_logit_gradient(o, y):
        return np.exp(o) / (1 + np.exp(o)) - y


@exercise.rejects(
    "Cutting the logits off before the sigmoid changes the answer, if only a little. With a "
    "negative exponent nothing overflows, and no cut is needed."
)
class CutsTheLogitsOff:
    def mse_logit_gradient(o, y):
        s = squash(np.clip(o, -20, 20))
        return 2 * (s - y) * s * (1 - s)

    def bce_logit_gradient(o, y):
        return squash(np.clip(o, -20, 20)) - y


@exercise.rejects(
    "You subtract the labels inside the array of logits, which belongs to the caller. Put the "
    "differences into an array of your own."
)
class WritesIntoTheLogits:
    def clipped_linear_logit_gradient(o, y):
        flat = (o <= 0) | (o >= 1)
        if o.dtype.kind == "i":
            o = o.astype(float)
        o -= y
        o *= 2
        o[flat] = 0
        return o.copy()


@exercise.rejects(
    "Your cross-entropy slopes come as a column (n, 1). One number a sample is wanted in an array "
    "(n,), or later products broadcast."
)
class ColumnOfSlopes:
    def bce_logit_gradient(o, y):
        return (squash(o) - y).reshape(-1, 1)


@exercise.rejects(
    "Your slopes of the squared error come as a list, and twice a list is a longer list. Return a "
    "NumPy array with one entry a sample."
)
class ListOfSlopes:
    def mse_logit_gradient(o, y):
        s = squash(o)
        return (2 * (s - y) * s * (1 - s)).tolist()


@exercise.rejects(
    "You round your slopes of the cross-entropy. A gradient is no number to print: a small slope "
    "must not become 0."
)
class RoundsTheSlopes:
    def bce_logit_gradient(o, y):
        return np.round(squash(o) - y, 4)
