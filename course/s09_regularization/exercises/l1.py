"""l1_penalty, l1_subgradient and soft_threshold: a price on absolute values, and exact zeros."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import l1_penalty, l1_subgradient, soft_threshold

ZEROS = "Why sign(w) gives no zeros"

exercise = Exercise(l1_penalty, l1_subgradient, soft_threshold, read="L1 and the soft threshold")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 6e-9.
TOLERANCE = 1e-12

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> Array:
    """Numbers of both signs in turn, in this shape; none is 0."""
    n = math.prod(shape)
    sides = np.where((np.arange(n) + case.rng.integers(2)) % 2, 1.0, -1.0)
    sizes = np.round(2 * np.abs(case.rng.normal(size=n)), 1)
    return (sides * np.where(sizes == 0, 1.0, sizes)).reshape(shape)


def constants(case: Case, low: float, high: float, n: int) -> list[float]:
    """n values for lam or t, all different."""
    grid = low + (high - low) * (np.arange(n) + case.rng.random(n)) / n
    return np.round(case.rng.permutation(grid), 2).tolist()


def agree(case: Case, result: Any, want: Any) -> None:
    """Fail unless the result holds the numbers that are wanted, in whatever container."""
    got = case.numbers(result, want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("l1_penalty is lam times the sum of all absolute weights", weight=4)
def penalty_is_right(answer: Answer, case: Case) -> None:
    layers = [
        [draw(case, 2, 3), draw(case, 3, 1)],
        [draw(case, 3), draw(case, 2, 2), draw(case, 2)],
        [draw(case, 3, 2)],
        [draw(case, 2)],
        [draw(case, 1, 1)],
        [draw(case, 40), draw(case, 2, 1, 3)],
        [draw(case, 2), draw(case, 1)],
        [2.0**-30 * draw(case, 4)],
        [2.0**30 * draw(case, 4), np.zeros(1)],
        [draw(case, 2)],
    ]
    lams = [*constants(case, 0.1, 0.9, 6), *constants(case, 1.2, 4, 3), 0.0]
    for weights, lam in zip(layers, lams, strict=True):
        agree(case, answer.l1_penalty(weights, lam), l1_penalty(weights, lam))


@exercise.check("l1_subgradient is lam times the sign of W, where W is not 0", weight=3)
def subgradient_is_right(answer: Answer, case: Case) -> None:
    tables = [draw(case, *shape) for shape in ((2, 3), (3, 2), (2,), (1, 1), (50,))]
    tables += [2.0**-30 * draw(case, 4), 2.0**30 * draw(case, 4), draw(case, 2)]
    lams = [*constants(case, 0.1, 0.9, 4), *constants(case, 1.2, 4, 3), 0.0]
    for W, lam in zip(tables, lams, strict=True):
        agree(case, answer.l1_subgradient(W, lam), l1_subgradient(W, lam))


@exercise.check("where W is 0, any number from −lam to lam is right", weight=2)
def any_slope_in_the_kink(answer: Answer, case: Case) -> None:
    lams = [*constants(case, 0.1, 0.4, 2), 1.5]
    for W, lam in zip((draw(case, 2, 2), draw(case, 3), np.zeros(1)), lams, strict=True):
        W.flat[-1] = 0.0
        got = case.numbers(answer.l1_subgradient(W, lam), l1_subgradient(W, lam))
        if got is not None:
            slope = float(got.flat[-1])
            message = (
                f"At a weight of 0, with lam = {lam:g}, {case.called} has the slope {slope:g}; "
                f"right is any number from {-lam:g} to {lam:g}"
            )
            over = max(0.0, abs(slope) - lam) if math.isfinite(slope) else math.inf
            case.small(over, message, tol=TOLERANCE)


@exercise.check("soft_threshold moves towards 0 by t, and not past it", weight=5)
def threshold_is_right(answer: Answer, case: Case) -> None:
    shapes = ((6,), (2, 3), (1,), (3, 2), (2, 2), (50,))
    for shape, t in zip(shapes, constants(case, 0.3, 1.2, 6), strict=True):
        w = draw(case, *shape)
        agree(case, answer.soft_threshold(w, t), soft_threshold(w, t))
    a, b = constants(case, 0.2, 0.9, 2)
    for w, t in (
        ([3.0, -0.2, -1.5, 0.5], 0.5),  # all kinds
        ([1 + a, 1 - a, -1 - b, b - 1], 1.0),
        ([-2 - a, -2 - b], 0.5),  # all negative
        ([-a, 0.0, b], 1.5),  # nothing is left
        ([-a, 0.0, b], 0.0),  # nothing moves
        ([2.0**-30, 2.0**30, -(2.0**30)], 3.0),
        ([3 * 2.0**-30, -(2.0**-30)], 2.0**-29),
    ):
        agree(case, answer.soft_threshold(np.array(w), t), soft_threshold(w, t))


@exercise.check("soft_threshold gives exact zeros", weight=2)
def zeros_are_exact(answer: Answer, case: Case) -> None:
    for n, t in zip((3, 2, 20), constants(case, 0.4, 2, 3), strict=True):
        w = np.round(0.9 * t * (2 * case.rng.random(n) - 1), 3)
        w[0] = case.rng.choice([-t, t])
        got = case.numbers(answer.soft_threshold(w, t), soft_threshold(w, t))
        if got is not None:
            left = got[(got != 0) & (np.abs(got) < 1e-6)]  # what is larger has its own check
            shown = f"{left[0]:.2g}" if left.size else ""
            case.that(
                not left.size,
                f"{case.called} has an entry {shown} where exactly 0 is right, as |w| ≤ t there",
            )


@exercise.check("l1_penalty gives a number, the others float64 arrays in the shape of W")
def results_have_their_shape(answer: Answer, case: Case) -> None:
    for shape in ((1, 1), (2, 1, 3)):
        W = draw(case, *shape)
        case.like(answer.l1_penalty([W, W], 0.3), l1_penalty([W, W], 0.3))
        case.like(answer.l1_subgradient(W, 0.3), l1_subgradient(W, 0.3))
        case.like(answer.soft_threshold(W, 0.3), soft_threshold(W, 0.3))


# Judged by what the answer makes of the same numbers as floats: a wrong formula has its own check.
@exercise.check("whole numbers give what the same floats give")
def whole_numbers_are_numbers(answer: Answer, case: Case) -> None:
    W = case.rng.permutation([3, -1, 5])
    F = W.astype(float)
    for call, whole, floats, want in (
        (answer.l1_penalty, [W], [F], l1_penalty([F], 0.25)),
        (answer.l1_subgradient, W, F, l1_subgradient(F, 0.25)),
        (answer.soft_threshold, W, F, soft_threshold(F, 0.25)),
    ):
        expected = case.numbers(call(floats, 0.25), want)
        got = case.numbers(call(whole, 0.25), want)
        if expected is not None and got is not None:
            case.equal(got, expected, tol=TOLERANCE)


@exercise.check("none changes anything or remembers anything")
def are_pure(answer: Answer, case: Case) -> None:
    W, V, w = draw(case, 2, 2), draw(case, 3), draw(case, 2)
    case.pure(answer.l1_penalty, ([W, V], 0.3), ([w], 0.3))
    case.pure(answer.l1_subgradient, (W, 0.3), (V, 0.3))
    V[1] = 0.25  # below the threshold
    case.pure(answer.soft_threshold, (V, 0.3), (W, 0.3), (w, 0.0))


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FormulasOfTheLecture:
    def l1_penalty(weights, lam):
        return lam * sum(np.sum(np.abs(W)) for W in weights)

    def l1_subgradient(W, lam):
        return lam * np.sign(W)

    def soft_threshold(w, t):
        return np.sign(w) * np.maximum(np.abs(w) - t, 0)


@exercise.accepts
class Loops:
    def l1_penalty(weights, lam):
        total = 0.0
        for W in weights:
            for w in W.flat:
                total += lam * abs(w)
        return float(total)

    def l1_subgradient(W, lam):
        G = np.zeros(W.shape)
        for place, w in np.ndenumerate(W):
            if w > 0:
                G[place] = lam
            else:
                G[place] = -lam
        return G

    def soft_threshold(w, t):
        def moved(w):
            if w > t:
                return w - t
            if w < -t:
                return w + t
            return 0.0

        return np.array([moved(value) for value in w.flat]).reshape(w.shape)


@exercise.accepts
class TwoSides:
    """In the kink the slope is −lam."""

    def l1_penalty(weights, lam):
        return lam * sum(np.linalg.norm(W.ravel(), 1) for W in weights)

    def l1_subgradient(W, lam):
        return np.where(W > 0, lam, -lam)

    def soft_threshold(w, t):
        return np.maximum(w - t, 0) - np.maximum(-w - t, 0)


@exercise.accepts
class WhatTheClipTakesOff:
    """In the kink the slope is lam, or −lam at −0."""

    def l1_penalty(weights, lam):
        row = np.concatenate([np.ravel(W) for W in weights])
        return np.array(lam * np.sum(np.maximum(row, -row)))

    def l1_subgradient(W, lam):
        return np.copysign(lam, W)

    def soft_threshold(w, t):
        return w - np.minimum(np.maximum(w, -t), t)


@exercise.accepts
class MasksOnCopies:
    def l1_penalty(weights, lam):
        return lam * math.fsum(abs(value) for W in weights for value in W.ravel().tolist())

    def l1_subgradient(W, lam):
        G = np.full(W.shape, lam)
        G[W < 0] = -lam
        return G

    def soft_threshold(w, t):
        v = w - np.copysign(t, w)
        v[np.abs(w) <= t] = 0
        return v


@exercise.accepts
class AShareIsKept:
    def l1_penalty(weights, lam):
        price = 0.0
        for W in weights:
            price += lam * np.sqrt(W * W).sum()
        return price

    def l1_subgradient(W, lam):
        return lam * W / np.maximum(np.abs(W), 1e-300)

    def soft_threshold(w, t):
        kept = np.maximum(1 - t / np.maximum(np.abs(w), 1e-300), 0)
        return kept * w


@exercise.accepts
class ChoicesByComparison:
    def l1_penalty(weights, lam):
        return lam * sum(np.sum(W[W > 0]) - np.sum(W[W < 0]) for W in weights)

    def l1_subgradient(W, lam):
        return lam * (W > 0) - lam * (W < 0)

    def soft_threshold(w, t):
        return np.select([w > t, w < -t], [w - t, w + t])


KINK = "in the kink any slope from −lam to lam is right"
exercise.equivalent("W > 0", KINK, after="W >= 0")
exercise.equivalent("W < 0", KINK, after="W <= 0")
exercise.equivalent("w > 0", KINK, after="w >= 0")
AT_T = "where |w| = t, both pieces are 0"
exercise.equivalent("w > t", AT_T, after="w >= t")
exercise.equivalent("w < -t", AT_T, after="w <= -t")
exercise.equivalent("np.abs(w) <= t", AT_T, after="np.abs(w) < t")
exercise.equivalent("np.abs(w.real) <= t", AT_T, after="np.abs(w.real) < t")
exercise.equivalent("t * _sign(w)", "1 divided by ±1 is ±1", answer="soft_threshold")
exercise.equivalent("w = _numbers(w)", "lists are not judged", answer="soft_threshold")
exercise.equivalent("np.float64", "0 is 0, and the sum is float64", answer="l1_penalty")


# --- wrong answers ----------------------------------------------------------


def total(weights):
    return sum(np.sum(np.abs(W)) for W in weights)


@exercise.rejects(
    "The 1/2 is a habit of L2, where it eats a 2; the price of L1 is lam times |w|, whole."
)
class PenaltyHalved:
    def l1_penalty(weights, lam):
        return lam / 2 * total(weights)


@exercise.rejects(
    "You square the weights, which is the price of L2; L1 takes absolute values, so that small "
    "weights stay dear."
)
class PenaltyOfSquares:
    def l1_penalty(weights, lam):
        return lam * sum(np.sum(np.square(W)) for W in weights)


@exercise.rejects(
    "For a matrix, the norm with ord=1 is the largest sum of a column; flatten W first, or add up "
    "absolute values."
)
class PenaltyOfTheMatrixNorm:
    def l1_penalty(weights, lam):
        return lam * sum(
            np.linalg.norm(W, 1) if np.ndim(W) < 3 else np.sum(np.abs(W)) for W in weights
        )


@exercise.rejects(
    "Without absolute values, weights of opposite signs pay for each other; take |w| of each."
)
class PenaltyWithoutAbsoluteValues:
    def l1_penalty(weights, lam):
        return lam * sum(np.sum(W) for W in weights)


@exercise.rejects(
    "The absolute value comes after the sum, when the signs have already cancelled; it belongs to "
    "each weight."
)
class PenaltyOfTheAbsoluteSum:
    def l1_penalty(weights, lam):
        return lam * abs(sum(np.sum(W) for W in weights))


@exercise.rejects(
    "lam does not enter your price; it says what a unit of weight costs, and with 0 nothing costs."
)
class PenaltyWithoutLam:
    def l1_penalty(weights, lam):
        return total(weights)


@exercise.rejects(
    "Within each layer you take a mean; the penalty is a sum, in which every weight counts alike."
)
class PenaltyAveragedInEachLayer:
    def l1_penalty(weights, lam):
        return lam * sum(np.mean(np.abs(W)) for W in weights)


@exercise.rejects(
    "The loop returns within its first turn, or looks at the first array only; the weights of all "
    "layers cost."
)
class PenaltyOfTheFirstLayer:
    def l1_penalty(weights, lam):
        return lam * total(weights[:1])


@exercise.rejects(
    "Arrays with one axis are passed over as if they held biases; there are only weights in the "
    "list."
)
class PenaltyWithoutVectors:
    def l1_penalty(weights, lam):
        return lam * total([W for W in weights if np.ndim(W) > 1])


@exercise.rejects(
    "You count the weights that are not zero; that number has no slope, and L1 adds up their sizes."
)
class PenaltyCountsTheWeights:
    def l1_penalty(weights, lam):
        return lam * sum(np.count_nonzero(W) for W in weights)


@exercise.rejects(
    "A penalty is added to the loss to make large weights dear; with a minus it would reward them."
)
class PenaltyWithMinus:
    def l1_penalty(weights, lam):
        return -lam * total(weights)


@exercise.rejects(
    "The price is right, but wrapped in an array; it is added to a loss, so return a plain number."
)
class PenaltyInAnArray:
    def l1_penalty(weights, lam):
        return np.array([lam * total(weights)])


@exercise.rejects(
    "Your absolute values overwrite the caller's weights, so that the model loses its signs; put "
    "them into a new array."
)
class PenaltyInPlace:
    def l1_penalty(weights, lam):
        for W in weights:
            np.abs(W, out=W)
        return lam * total(weights)


@exercise.rejects(
    "Without lam the pull is ±1 whatever the price; the slope of lam |w| is lam times the sign."
)
class SubgradientWithoutLam:
    def l1_subgradient(W, lam):
        return np.sign(W) * 1.0


@exercise.rejects(
    "A pull that grows with the weight belongs to L2; the slope of |w| is the same all the way "
    "down to zero."
)
class SubgradientOfL2:
    def l1_subgradient(W, lam):
        return lam * W


@exercise.rejects(
    "Your slope points downhill; the penalty rises with |w|, so the sign is that of w, and the "
    "minus comes with the step."
)
class SubgradientDownhill:
    def l1_subgradient(W, lam):
        return -lam * np.sign(W)


@exercise.rejects(
    "You give lam for negative weights too, which pushes them further away from zero; their slope "
    "is −lam."
)
class SubgradientWithoutSigns:
    def l1_subgradient(W, lam):
        return lam * np.abs(np.sign(W))


@exercise.rejects(
    "Negative weights get no slope from you, as with a ReLU; the penalty is a V, and its left side "
    "falls with −lam."
)
class SubgradientOfPositiveWeightsOnly:
    def l1_subgradient(W, lam):
        return lam * (W > 0)


@exercise.rejects(
    "W divided by |W| is 0/0 at a weight of zero, and nan spreads from there; use the sign, or "
    "treat zero by itself."
)
class SubgradientDividesByZero:
    def l1_subgradient(W, lam):
        return lam * W / np.abs(W)


@exercise.rejects(
    "At zero your slope is 1, as steep as for lam = 1; a line that touches the V there rises by "
    "no more than lam."
)
class SubgradientOfOneAtZero:
    def l1_subgradient(W, lam):
        return np.where(W == 0, 1.0, lam * np.sign(W))


@exercise.rejects(
    "At a weight of 0 your slope is 2 lam, which is too steep for a line that touches the V: any "
    "number from −lam to lam will do."
)
class SubgradientAddsBothSides:
    def l1_subgradient(W, lam):
        return lam * ((W >= 0) * 1.0 - (W < 0)) + lam * (W == 0)


@exercise.rejects(
    "A small number below the line guards against 0/0, but bends the V: tiny weights then feel "
    "too small a pull. Use the sign."
)
class SubgradientSmoothedAtZero:
    def l1_subgradient(W, lam):
        return lam * W / (np.abs(W) + 1e-8)


@exercise.rejects(
    "You add up the slopes of all weights; each weight needs its own, in the shape of W."
)
class SubgradientSummed:
    def l1_subgradient(W, lam):
        return lam * np.sum(np.sign(W))


@exercise.rejects(
    "The slopes take over the integer type of W, and a lam of 0.25 is cut off to 0; make them "
    "float64."
)
class SubgradientInTheTypeOfW:
    def l1_subgradient(W, lam):
        return (lam * np.sign(W)).astype(W.dtype)


@exercise.rejects(
    "You overwrite the caller's weights with slopes; a gradient is a new array, and the model "
    "still needs its weights."
)
class SubgradientInPlace:
    def l1_subgradient(W, lam):
        if W.dtype != np.float64:
            return lam * np.sign(W)
        W[...] = lam * np.sign(W)
        return W.copy()


@exercise.rejects(
    "Small numbers shoot past zero and come out on the other side; stop there: where |w| ≤ t the "
    "result is 0.",
    read=ZEROS,
)
class ThresholdShootsPastZero:
    def soft_threshold(w, t):
        return w - t * np.sign(w)


@exercise.rejects(
    "Yours is the hard threshold: what survives is kept as it is. The soft one moves it towards "
    "zero by t as well.",
    read=ZEROS,
)
class ThresholdIsHard:
    def soft_threshold(w, t):
        return np.where(np.abs(w) > t, w, 0.0)


@exercise.rejects(
    "max(w − t, 0) turns every negative number into zero; apply it to |w|, and give the sign back.",
    read=ZEROS,
)
class ThresholdLosesNegatives:
    def soft_threshold(w, t):
        return np.maximum(w - t, 0.0)


@exercise.rejects(
    "The signs are gone: you shrink |w| but never multiply by the sign of w again.",
    read=ZEROS,
)
class ThresholdWithoutSign:
    def soft_threshold(w, t):
        return np.maximum(np.abs(w) - t, 0.0)


@exercise.rejects(
    "Numbers within t of zero stay as they are in your function; they are the very ones that "
    "become zero.",
    read=ZEROS,
)
class ThresholdKeepsSmallOnes:
    def soft_threshold(w, t):
        return np.where(np.abs(w) > t, w - t * np.sign(w), w * 1.0)


@exercise.rejects(
    "Plus t moves the numbers away from zero; a penalty pulls towards it, so |w| loses t.",
    read=ZEROS,
)
class ThresholdMovesOutwards:
    def soft_threshold(w, t):
        return np.sign(w) * (np.abs(w) + t)


@exercise.rejects(
    "You cut off at ±t, so the large numbers become t; keep what sticks out beyond t instead.",
    read=ZEROS,
)
class ThresholdClips:
    def soft_threshold(w, t):
        return np.clip(w, -t, t)


@exercise.rejects(
    "On both sides you subtract t; a negative number moves towards zero when t is added.",
    read=ZEROS,
)
class ThresholdSubtractsOnBothSides:
    def soft_threshold(w, t):
        return np.where(np.abs(w) > t, w - t, 0.0)


@exercise.rejects(
    "All numbers shrink by one factor, which is what L2 does and makes no zeros; take off the same "
    "amount t.",
    read=ZEROS,
)
class ThresholdMultiplies:
    def soft_threshold(w, t):
        return (1 - t) * w


@exercise.rejects(
    "Your threshold is 1 whatever t says; numbers up to t become zero, and the others lose t.",
    read=ZEROS,
)
class ThresholdOfOne:
    def soft_threshold(w, t):
        return np.sign(w) * np.maximum(np.abs(w) - 1.0, 0.0)


@exercise.rejects(
    "Dividing by |w| breaks down at zero and gives nan; a number that is zero already stays zero.",
    read=ZEROS,
)
class ThresholdDividesByZero:
    def soft_threshold(w, t):
        return w * np.maximum(1 - t / np.abs(w), 0.0)


@exercise.rejects(
    "Zero is missed by a rounding error: a difference of two absolute values leaves crumbs. Set "
    "such entries to 0, or use a maximum.",
    read=ZEROS,
)
class ThresholdLeavesCrumbs:
    def soft_threshold(w, t):
        return w - (np.abs(w + t) - np.abs(w - t)) / 2


@exercise.rejects(
    "Instead of zero you leave a tiny number; the point of this step is weights that are exactly "
    "zero.",
    read=ZEROS,
)
class ThresholdLeavesTinyNumbers:
    def soft_threshold(w, t):
        return np.sign(w) * np.maximum(np.abs(w) - t, 1e-8)


@exercise.rejects(
    "The length of the whole vector is compared with t, and all entries shrink together; each "
    "number has its own threshold.",
    read=ZEROS,
)
class ThresholdOfTheLength:
    def soft_threshold(w, t):
        length = np.linalg.norm(w) or 1.0
        return max(0.0, 1 - t / length) * w


@exercise.rejects(
    "If w holds whole numbers, your result does too, and a t of 0.25 changes nothing or too much: "
    "work in float64.",
    read=ZEROS,
)
class ThresholdInTheTypeOfW:
    def soft_threshold(w, t):
        return soft(w, t).astype(w.dtype)


@exercise.rejects(
    "You write the zeros into the caller's own w; copy it first, for the caller still needs the "
    "old numbers.",
    read=ZEROS,
)
class ThresholdInPlace:
    def soft_threshold(w, t):
        v = soft(w, t)
        w[np.abs(w) <= t] = 0
        return v


@exercise.rejects(
    "For t = 0 you return the caller's array itself; give a new one, even where no number changes.",
    read=ZEROS,
)
class ThresholdReturnsWItself:
    def soft_threshold(w, t):
        return w if t == 0 else soft(w, t)


def soft(w, t):
    return np.sign(w) * np.maximum(np.abs(w) - t, 0.0)
