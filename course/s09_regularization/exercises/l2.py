"""l2_penalty, l2_grad and weight_decay_step: a price on squared weights, and what it does."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import l2_grad, l2_penalty, weight_decay_step

DECAY = "Weight decay"

exercise = Exercise(l2_penalty, l2_grad, weight_decay_step, read="A price on large weights")

# Relative. Right answers err by less than 3e-15 here, the best wrong one by 4e-5.
TOLERANCE = 1e-10

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> Array:
    """Numbers of both signs in turn, in this shape; none is 0."""
    n = math.prod(shape)
    sides = np.where((np.arange(n) + case.rng.integers(2)) % 2, 1.0, -1.0)
    sizes = np.round(2 * np.abs(case.rng.normal(size=n)), 1)
    return (sides * np.where(sizes == 0, 1.0, sizes)).reshape(shape)


def constants(case: Case, low: float, high: float, n: int) -> list[float]:
    """n values for lam or lr, all different."""
    grid = low + (high - low) * (np.arange(n) + case.rng.random(n)) / n
    return np.round(case.rng.permutation(grid), 2).tolist()


def agree(case: Case, result: Any, want: Any) -> None:
    """Fail unless the result holds the numbers that are wanted, in whatever container."""
    got = case.numbers(result, want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("l2_penalty is lam/2 times the sum of all squared weights", weight=4)
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
        [2.0**30 * draw(case, 4)],
        [draw(case, 2)],
    ]
    lams = [*constants(case, 0.1, 0.9, 6), *constants(case, 1.2, 4, 3), 0.0]
    for weights, lam in zip(layers, lams, strict=True):
        agree(case, answer.l2_penalty(weights, lam), l2_penalty(weights, lam))


@exercise.check("l2_grad is lam times W", weight=3)
def gradient_is_right(answer: Answer, case: Case) -> None:
    tables = [draw(case, *shape) for shape in ((2, 3), (3, 2), (2,), (1, 1), (50,))]
    tables += [2.0**-30 * draw(case, 4), 2.0**30 * draw(case, 4), np.zeros(2), draw(case, 2)]
    lams = [*constants(case, 0.1, 0.9, 4), *constants(case, 1.2, 4, 4), 0.0]
    for W, lam in zip(tables, lams, strict=True):
        agree(case, answer.l2_grad(W, lam), l2_grad(W, lam))


@exercise.check("weight_decay_step shrinks w, then takes the usual step", weight=5)
def step_is_right(answer: Answer, case: Case) -> None:
    shapes = ((3,), (2, 3), (1,), (3, 2), (50,), (4,), (4,), (2,))
    sizes = (1, 1, 1, 1, 1, 2.0**-30, 2.0**30, 1)
    lrs = constants(case, 0.1, 0.9, 8)
    lams = [*constants(case, 0.1, 0.9, 4), *constants(case, 1.1, 2, 3), 0.0]
    for shape, size, lr, lam in zip(shapes, sizes, lrs, lams, strict=True):
        w, grad = size * draw(case, *shape), size * draw(case, *shape)
        agree(case, answer.weight_decay_step(w, grad, lr, lam), weight_decay_step(w, grad, lr, lam))
    for lr, lam in ((0.1, 0.5), (0.8, 3.0)):  # no slope; the factor is 0.95, then −1.4
        w = draw(case, 2)
        want = weight_decay_step(w, np.zeros(2), lr, lam)
        agree(case, answer.weight_decay_step(w, np.zeros(2), lr, lam), want)


@exercise.check("l2_penalty gives a number, the others float64 arrays in the shape of W")
def results_have_their_shape(answer: Answer, case: Case) -> None:
    for shape in ((1, 1), (2, 1, 3)):
        W, grad = draw(case, *shape), draw(case, *shape)
        case.like(answer.l2_penalty([W, grad], 0.3), l2_penalty([W, grad], 0.3))
        case.like(answer.l2_grad(W, 0.3), l2_grad(W, 0.3))
        want = weight_decay_step(W, grad, 0.3, 0.2)
        case.like(answer.weight_decay_step(W, grad, 0.3, 0.2), want)


# Judged by what the answer makes of the same numbers as floats: a wrong formula has its own check.
@exercise.check("whole numbers give what the same floats give")
def whole_numbers_are_numbers(answer: Answer, case: Case) -> None:
    lr, lam = 0.25, 0.5
    W, grad = case.rng.permutation([3, -1, 5]), case.rng.permutation([-3, 1, 7])
    F, slope = W.astype(float), grad.astype(float)
    for call, right, whole, floats in (
        (answer.l2_penalty, l2_penalty, ([W], lam), ([F], lam)),
        (answer.l2_grad, l2_grad, (W, lam), (F, lam)),
        (answer.weight_decay_step, weight_decay_step, (W, grad, lr, lam), (F, slope, lr, lam)),
    ):
        want = right(*floats)
        expected = case.numbers(call(*floats), want)
        got = case.numbers(call(*whole), want)
        if expected is not None and got is not None:
            case.equal(got, expected, tol=TOLERANCE)


@exercise.check("none changes anything or remembers anything")
def are_pure(answer: Answer, case: Case) -> None:
    W, V, w, other = draw(case, 2, 2), draw(case, 3), draw(case, 2), draw(case, 2)
    case.pure(answer.l2_penalty, ([W, V], 0.3), ([w], 0.3))
    case.pure(answer.l2_grad, (W, 0.3), (V, 0.3), (w, 1.0))
    case.pure(answer.weight_decay_step, (w, other, 0.1, 0.3), (w, np.zeros(2), 0.2, 0.0))


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FormulasOfTheLecture:
    def l2_penalty(weights, lam):
        return lam / 2 * sum(np.sum(W**2) for W in weights)

    def l2_grad(W, lam):
        return lam * W

    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * w - lr * grad


@exercise.accepts
class Loops:
    def l2_penalty(weights, lam):
        total = 0.0
        for W in weights:
            for value in W.flat:
                total += value * value
        return float(0.5 * lam * total)

    def l2_grad(W, lam):
        G = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            G[place] = lam * W[place]
        return G

    def weight_decay_step(w, grad, lr, lam):
        new = np.zeros(w.shape)
        for place, value in np.ndenumerate(w):
            new[place] = value - lr * (grad[place] + lam * value)
        return new


@exercise.accepts
class LengthsSquared:
    def l2_penalty(weights, lam):
        return 0.5 * lam * sum(np.linalg.norm(W) ** 2 for W in weights)

    def l2_grad(W, lam):
        return np.multiply(W, lam)

    def weight_decay_step(w, grad, lr, lam):
        penalised = grad + lam * w
        return w - lr * penalised


@exercise.accepts
class AllWeightsInOneRow:
    def l2_penalty(weights, lam):
        row = np.concatenate([np.ravel(W) for W in weights])
        return lam * (row @ row) / 2

    def l2_grad(W, lam):
        return W * lam

    def weight_decay_step(w, grad, lr, lam):
        w = w * (1 - lr * lam)
        w -= lr * grad
        return w


@exercise.accepts
class ExactSums:
    def l2_penalty(weights, lam):
        squares = [value**2 for W in weights for value in W.ravel().tolist()]
        return lam * math.fsum(squares) / 2

    def l2_grad(W, lam):
        return (W + W) * (lam / 2)

    def weight_decay_step(w, grad, lr, lam):
        return w - lr * lam * w - lr * grad


@exercise.accepts
class InnerProducts:
    def l2_penalty(weights, lam):
        price = 0.0
        for W in weights:
            price += 0.5 * lam * np.vdot(W, W)
        return np.array(price)

    def l2_grad(W, lam):
        return np.einsum(",...->...", lam, W)

    def weight_decay_step(w, grad, lr, lam):
        new = w.astype(float)
        new *= 1 - lr * lam
        new -= np.multiply(lr, grad)
        return new


@exercise.accepts
class EachLayerPaysForItself:
    def l2_penalty(weights, lam):
        def price(W):
            return np.square(W).sum() * lam / 2

        return math.fsum(price(W) for W in weights)

    def l2_grad(W, lam):
        G = np.array(W, dtype=float)
        G *= lam
        return G

    def weight_decay_step(w, grad, lr, lam):
        return np.add((1 - lr * lam) * w, (-lr) * grad)


exercise.equivalent("np.float64", "0 is 0, and the sum is float64", answer="l2_penalty")


# --- wrong answers ----------------------------------------------------------


def squares(weights):
    return sum(np.sum(np.square(W)) for W in weights)


@exercise.rejects(
    "The price is a half of lam times the squares; without the 1/2 the gradient would be twice "
    "lam w."
)
class PenaltyWithoutHalf:
    def l2_penalty(weights, lam):
        return lam * squares(weights)


@exercise.rejects(
    "You take the root at the end; L2 prices the squared length, whose derivative is plain and "
    "exists at zero."
)
class PenaltyOfTheLength:
    def l2_penalty(weights, lam):
        return lam / 2 * math.sqrt(squares(weights))


@exercise.rejects(
    "Absolute values are the price of L1; L2 squares each weight, so that large ones cost far "
    "more than small ones."
)
class PenaltyOfAbsoluteValues:
    def l2_penalty(weights, lam):
        return lam / 2 * sum(np.sum(np.abs(W)) for W in weights)


@exercise.rejects(
    "The weights are added before they are squared, so that positive and negative ones cancel; "
    "square each of them first."
)
class PenaltyOfTheSumSquared:
    def l2_penalty(weights, lam):
        return lam / 2 * sum(np.sum(W) for W in weights) ** 2


@exercise.rejects(
    "You average the squares within each layer; the penalty is a sum, to which each weight adds "
    "its own price."
)
class PenaltyAveragedInEachLayer:
    def l2_penalty(weights, lam):
        return lam / 2 * sum(np.mean(np.square(W)) for W in weights)


@exercise.rejects(
    "lam is missing from your price: it says how much a unit of squared weight costs, and 0 makes "
    "it free."
)
class PenaltyWithoutLam:
    def l2_penalty(weights, lam):
        return squares(weights) / 2


@exercise.rejects(
    "Dividing lam by 2 with // cuts its decimals off, and a lam below 2 then costs nothing: use /."
)
class PenaltyWithWholeDivision:
    def l2_penalty(weights, lam):
        return lam // 2 * squares(weights)


@exercise.rejects(
    "Large weights are to be avoided, so their price is added to the loss: it is never negative."
)
class PenaltyWithMinus:
    def l2_penalty(weights, lam):
        return -lam / 2 * squares(weights)


@exercise.rejects(
    "Only the first array of the list is paid for; every layer has weights, and all of them cost.",
)
class PenaltyOfTheFirstLayer:
    def l2_penalty(weights, lam):
        return lam / 2 * squares(weights[:1])


@exercise.rejects(
    "Each layer overwrites the price of the ones before it, and only the last is left; add to the "
    "sum with +=."
)
class PenaltyOfTheLastLayer:
    def l2_penalty(weights, lam):
        return lam / 2 * squares(weights[-1:])


@exercise.rejects(
    "You leave out the arrays with one axis as if they were biases; the list holds weights only, "
    "and those of a single output have one axis."
)
class PenaltyWithoutVectors:
    def l2_penalty(weights, lam):
        return lam / 2 * squares([W for W in weights if np.ndim(W) > 1])


@exercise.rejects(
    "Every second array is taken for a bias; the list holds no biases, so none is to be passed "
    "over."
)
class PenaltyOfEverySecondArray:
    def l2_penalty(weights, lam):
        return lam / 2 * squares(weights[::2])


@exercise.rejects(
    "Stacking the arrays works only if their shapes are equal. The layers of a network "
    "have different shapes, so add up layer by layer."
)
class PenaltyStacksTheLayers:
    def l2_penalty(weights, lam):
        return lam / 2 * np.sum(np.stack(weights) ** 2)


@exercise.rejects(
    "For a matrix, the norm with ord=2 is its largest singular value, and not the root of all its "
    "squares; leave ord out."
)
class PenaltyOfTheLargestSingularValue:
    def l2_penalty(weights, lam):
        def length(W):
            return np.linalg.norm(W, 2) if np.ndim(W) < 3 else np.linalg.norm(W)

        return lam / 2 * sum(length(W) ** 2 for W in weights)


@exercise.rejects(
    "Your price is right, but it comes wrapped in an array with one entry; a loss needs a plain "
    "number."
)
class PenaltyInAnArray:
    def l2_penalty(weights, lam):
        return np.array([lam / 2 * squares(weights)])


@exercise.rejects(
    "Round what you print, not what you return: with three decimals, small weights become free."
)
class PenaltyRounded:
    def l2_penalty(weights, lam):
        return round(float(lam / 2 * squares(weights)), 3)


@exercise.rejects(
    "You square the caller's own weights; compute the squares in a new array, or the model is "
    "ruined."
)
class PenaltySquaresInPlace:
    def l2_penalty(weights, lam):
        price = lam / 2 * squares(weights)
        for W in weights:
            W *= W
        return price


@exercise.rejects(
    "The derivative of w² brings a 2, and the 1/2 of the penalty has eaten it: lam times W is left."
)
class GradientTwice:
    def l2_grad(W, lam):
        return 2 * lam * W


@exercise.rejects("The 1/2 belongs to the penalty alone; in the gradient it has met the 2 of w².")
class GradientHalved:
    def l2_grad(W, lam):
        return lam / 2 * W


@exercise.rejects(
    "Your gradient has no lam; a dearer penalty has to pull harder, and a free one not at all."
)
class GradientWithoutLam:
    def l2_grad(W, lam):
        return 1.0 * W


@exercise.rejects(
    "The pull of your gradient has the same strength for every weight, as with L1; under L2 it "
    "grows with the weight."
)
class GradientOfL1:
    def l2_grad(W, lam):
        return lam * np.sign(W)


@exercise.rejects(
    "Dividing by the length gives the gradient of the length without its square, which does not "
    "exist at zero."
)
class GradientOfTheLength:
    def l2_grad(W, lam):
        return lam * W / (np.linalg.norm(W) or 1.0)


@exercise.rejects(
    "A gradient points uphill: the penalty grows with the weight, so the sign is that of W. The "
    "minus belongs to the step."
)
class GradientDownhill:
    def l2_grad(W, lam):
        return -lam * W


@exercise.rejects(
    "All entries are added up to a single number; a gradient has one entry for each weight."
)
class GradientSummed:
    def l2_grad(W, lam):
        return np.sum(lam * W)


@exercise.rejects(
    "The first row is left without a pull, as if it were the bias; a bias is no part of W here."
)
class GradientSparesTheFirstRow:
    def l2_grad(W, lam):
        G = lam * W
        G[0] = 0.0
        return G


@exercise.rejects(
    "Rows and columns of your gradient have changed places; it is subtracted from W and needs the "
    "same shape."
)
class GradientTransposed:
    def l2_grad(W, lam):
        return (lam * W).T


@exercise.rejects(
    "The new array takes over the integer type of W, and the decimals of the gradient are cut "
    "off: make it float64."
)
class GradientInTheTypeOfW:
    def l2_grad(W, lam):
        return (lam * W).astype(W.dtype)


@exercise.rejects(
    "You scale the caller's W itself, so computing a gradient changes the model; multiply into a "
    "new array."
)
class GradientInPlace:
    def l2_grad(W, lam):
        if W.dtype != np.float64:
            return lam * W
        W *= lam
        return W.copy()


@exercise.rejects(
    "First you step, then everything shrinks, the step included; only the old w shrinks, and the "
    "gradient is not scaled along.",
    read=DECAY,
)
class StepShrinksTheGradientToo:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * (w - lr * grad)


@exercise.rejects(
    "lam multiplies the slope of the loss as well; it is the price of the weights, and the usual "
    "step keeps its length.",
    read=DECAY,
)
class StepWithLamOnTheGradient:
    def weight_decay_step(w, grad, lr, lam):
        return w - lr * lam * (w + grad)


@exercise.rejects(
    "The weights shrink by twice the share: the gradient of the penalty is lam w, without a 2.",
    read=DECAY,
)
class StepDecaysTwice:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - 2 * lr * lam) * w - lr * grad


@exercise.rejects(
    "Only half the decay arrives; the 1/2 of the penalty is gone once its derivative is taken.",
    read=DECAY,
)
class StepDecaysByHalf:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam / 2) * w - lr * grad


@exercise.rejects(
    "The factor 1 − lam forgets the learning rate; the pull of the penalty is part of the gradient "
    "and is multiplied by lr.",
    read=DECAY,
)
class StepDecaysByLam:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lam) * w - lr * grad


@exercise.rejects(
    "With 1 + lr lam your weights grow at each step; a penalty pulls them towards zero.",
    read=DECAY,
)
class StepGrows:
    def weight_decay_step(w, grad, lr, lam):
        return (1 + lr * lam) * w - lr * grad


@exercise.rejects(
    "The gradient is added, so the loss goes up; after the decay the usual step goes downhill.",
    read=DECAY,
)
class StepClimbs:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * w + lr * grad


@exercise.rejects(
    "You subtract the whole gradient; its share is the learning rate, as in every step of "
    "gradient descent.",
    read=DECAY,
)
class StepWithoutTheRate:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * w - grad


@exercise.rejects(
    "Your weights only shrink; the usual step along the gradient of the loss has to follow.",
    read=DECAY,
)
class StepIgnoresTheGradient:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * w


@exercise.rejects(
    "This is the plain step without a penalty: before it, w has to shrink by the factor "
    "1 − lr lam.",
    read=DECAY,
)
class StepWithoutDecay:
    def weight_decay_step(w, grad, lr, lam):
        return w - lr * grad


@exercise.rejects(
    "You return only the change of the weights; give the new weights, the old ones included.",
    read=DECAY,
)
class StepReturnsTheChange:
    def weight_decay_step(w, grad, lr, lam):
        return -lr * (grad + lam * w)


@exercise.rejects(
    "lr and lam have changed places before the gradient: the learning rate sets the length of the "
    "step, lam the price.",
    read=DECAY,
)
class StepSwapsRateAndPrice:
    def weight_decay_step(w, grad, lr, lam):
        return (1 - lr * lam) * w - lam * grad


@exercise.rejects(
    "You take the same amount off each weight, as L1 does; decay multiplies, so large weights "
    "lose more.",
    read=DECAY,
)
class StepTakesOffAConstant:
    def weight_decay_step(w, grad, lr, lam):
        return w - lr * lam * np.sign(w) - lr * grad


@exercise.rejects(
    "The factor stops at zero in your step; where lr lam is above 1 the formula still holds, and "
    "the weight changes its sign.",
    read=DECAY,
)
class StepWithAFactorAboveZero:
    def weight_decay_step(w, grad, lr, lam):
        return max(0.0, 1 - lr * lam) * w - lr * grad


@exercise.rejects(
    "The caller's own weights are shrunk and moved; a function of this course returns new ones "
    "and leaves the old as they are.",
    read=DECAY,
)
class StepInPlace:
    def weight_decay_step(w, grad, lr, lam):
        if w.dtype != np.float64:
            return (1 - lr * lam) * w - lr * grad
        w *= 1 - lr * lam
        w -= lr * grad
        return w.copy()


@exercise.rejects(
    "With lam = 0 you hand back the caller's own array when there is no slope; the result is "
    "always a new array.",
    read=DECAY,
)
class StepReturnsWItself:
    def weight_decay_step(w, grad, lr, lam):
        if lam == 0 and not np.any(grad):
            return w
        return (1 - lr * lam) * w - lr * grad
