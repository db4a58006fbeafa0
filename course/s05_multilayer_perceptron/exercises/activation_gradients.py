"""activation_grad(name, z, alpha=1.0): the slope of an activation at every entry of z.

prelu_alpha_grad(dout, z): the slope of the loss by the one alpha of a PReLU layer.
"""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import activation_grad, prelu_alpha_grad

exercise = Exercise(activation_grad, prelu_alpha_grad, read="The slope of an activation")

WHEN_ALPHA_IS_LEARNED = "When α is learned"

# Absolute for the slopes, as 1 − tanh² keeps the digits of 1 only, and relative for the gradient
# of alpha. Right answers err by less than 2e-15 here, the best wrong one by 5e-8.
TOLERANCE = 1e-12

NAMES = ("sigmoid", "tanh", "relu", "prelu", "elu")


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> np.ndarray:
    """Numbers of both signs in turn, in this shape; none is 0."""
    n = math.prod(shape)
    sides = np.where((case.rng.permutation(n) + case.rng.integers(2)) % 2, 1.0, -1.0)
    sizes = np.round(1.5 * np.abs(case.rng.normal(size=n)), 1)
    return (sides * np.where(sizes == 0, 0.7, sizes)).reshape(shape)


def several(case: Case) -> list[np.ndarray]:
    """Both signs, one number of either sign, many, and so large that (e^z)² or e^z is infinite."""
    one = np.abs(draw(case, 1))
    a, b = np.round(case.rng.uniform(710, 1000, size=2))
    far = [[a], [-b], [400.0, -400.0], [-1000.0, 0.5, 1000.0, -0.5]]
    return [draw(case, 5), draw(case, 4), one, -one, draw(case, 50), *map(np.array, far)]


def slopes(case: Case) -> list[float]:
    """Values for alpha: below 1, above 1, below 0."""
    small, large, negative = case.rng.uniform((0.2, 1.5, -2), (0.8, 3, -0.3))
    return [round(float(alpha), 2) for alpha in (small, large, negative)]


def agree(answer: Answer, case: Case, *args: object) -> None:
    """Fail unless the slopes are the numbers that are wanted, in whatever container."""
    want = activation_grad(*args)
    got = case.numbers(answer.activation_grad(*args), want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE, scale=1.0)


# What counts is the value: an overflow that ends in 1 / inf = 0 is right, whatever it warns of.
@exercise.check("sigmoid: σ(z) (1 − σ(z)), at ±1000 too", weight=3)
def slope_of_the_sigmoid(answer: Answer, case: Case) -> None:
    for z in (*several(case), np.zeros(2)):
        agree(answer, case, "sigmoid", z)


@exercise.check("tanh: 1 − tanh²(z), at ±1000 too", weight=3)
def slope_of_tanh(answer: Answer, case: Case) -> None:
    for z in (*several(case), np.zeros(2)):
        agree(answer, case, "tanh", z)


@exercise.check("relu: 1 above zero, 0 below", weight=3)
def slope_of_relu(answer: Answer, case: Case) -> None:
    for z in several(case):
        agree(answer, case, "relu", z)
    z, (small, large, _) = draw(case, 4), slopes(case)
    for alpha in (small, large):  # which is not for relu
        agree(answer, case, "relu", z, alpha)


@exercise.check("prelu: 1 above zero, alpha below", weight=3)
def slope_of_prelu(answer: Answer, case: Case) -> None:
    alphas = [*slopes(case), *slopes(case), *slopes(case), 0.01, -1.0, 0.0, 1.0]
    for z, alpha in zip(several(case) + several(case)[:4], alphas, strict=True):
        agree(answer, case, "prelu", z, alpha)


@exercise.check("elu: 1 above zero, alpha · e^z below, at ±1000 too", weight=3)
def slope_of_elu(answer: Answer, case: Case) -> None:
    small, large, _ = slopes(case)
    for z, alpha in zip(several(case), np.resize([small, large], 9).tolist(), strict=True):
        agree(answer, case, "elu", z, alpha)
    for z in several(case)[:4]:  # alpha is 1 where none is given
        agree(answer, case, "elu", z)


def nearest(got: object, left: float) -> np.ndarray:
    """The slopes between left and 1 that are nearest to what came back."""
    if isinstance(got, np.ndarray) and got.shape == (2,) and got.dtype == float:
        return np.clip(np.nan_to_num(got), min(left, 1), max(left, 1))
    return np.full(2, left)


@exercise.check("at the kink z = 0, a slope between those beside it")
def any_slope_at_the_kink(answer: Answer, case: Case) -> None:
    alphas = slopes(case)
    kinks = [("relu", 1.0, 0.0), ("elu", 1.0, 1.0), *(("prelu", alpha, alpha) for alpha in alphas)]
    for name, alpha, left in (*kinks, *(("elu", alpha, alpha) for alpha in alphas[:2])):
        returned = answer.activation_grad(name, np.zeros(2), alpha)
        want = nearest(returned, left)
        got = case.numbers(returned, want)
        if got is None:
            continue
        message = (
            f"At z = 0 the slope of {name} (alpha = {alpha}) jumps from {left} to 1. Any number "
            f"between will do; {got[0]:.4g} is outside"
        )
        case.small(np.max(np.abs(got - want)), message, tol=TOLERANCE)


@exercise.check("slopes are float64 in the shape of z, whatever it is")
def slopes_have_the_shape_of_z(answer: Answer, case: Case) -> None:
    alpha = slopes(case)[0]
    for shape in ((3,), (2, 3), (1, 1), (2, 1, 3)):
        z = draw(case, *shape)
        for name in NAMES:
            got = answer.activation_grad(name, z, alpha)
            case.like(got, activation_grad(name, z, alpha))


# Judged by what the answer makes of the same numbers as floats.
@exercise.check("whole numbers for z give what the same floats give")
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    alpha = slopes(case)[0]
    for z in (np.array([2, -1, 1, -2]), case.rng.integers(-4, 0, size=2)):
        for name in NAMES:
            floats, got = (
                case.numbers(
                    answer.activation_grad(name, each, alpha), activation_grad(name, each, alpha)
                )
                for each in (z.astype(float), z)
            )
            if floats is None or got is None:
                continue
            message = (
                f"For z = {z.tolist()} the slopes of {name} are {np.round(got, 4).tolist()} if z "
                f"holds integers, and {np.round(floats, 4).tolist()} if it holds floats"
            )
            case.small(np.max(np.abs(got - floats)), message, tol=TOLERANCE)


@exercise.check("gradient of alpha: the sum of dout · min(0, z)", weight=6)
def gradient_of_alpha(answer: Answer, case: Case) -> None:
    sizes = ((3, 2), (2, 4), (3, 3), (1, 3), (4, 1), (3, 2), (3, 2), (20, 6))
    scales = (1, 1, 1, 1, 1, 1e-6, 1000, 1)
    for (n, h), scale in zip(sizes, scales, strict=True):
        dout, z = np.round(1 + 2 * case.rng.normal(size=(n, h)), 1), scale * draw(case, n, h)
        want = prelu_alpha_grad(dout, z)
        got = case.numbers(answer.prelu_alpha_grad(dout, z), want)
        if got is not None:
            case.equal(got, want, tol=TOLERANCE)


@exercise.check("gradient of alpha: a plain number, where z is 0 as well")
def gradient_of_alpha_is_a_number(answer: Answer, case: Case) -> None:
    for z in (draw(case, 2, 3), np.array([[0.0, -1.5], [2.0, 0.0]]), np.zeros((3, 2))):
        dout = np.round(1 + 2 * case.rng.normal(size=z.shape), 1)
        case.like(answer.prelu_alpha_grad(dout, z), prelu_alpha_grad(dout, z))


@exercise.check("neither changes anything or remembers anything")
def are_pure(answer: Answer, case: Case) -> None:
    z, other = draw(case, 4), draw(case, 4)
    for name in NAMES:
        case.pure(answer.activation_grad, [name, z, 0.3], [name, other, 0.5])
    tables = [[draw(case, 2, 3), draw(case, 2, 3)] for _ in range(2)]
    case.pure(answer.prelu_alpha_grad, *tables)


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FormulasOfTheLecture:
    """An overflow in exp gives ∞, and 1 / ∞ = 0 is right."""

    def activation_grad(name, z, alpha=1.0):
        if name == "sigmoid":
            s = 1 / (1 + np.exp(-z))
            return s * (1 - s)
        if name == "tanh":
            return 1 - np.tanh(z) ** 2
        if name == "relu":
            return np.where(z > 0, 1.0, 0.0)
        if name == "prelu":
            return np.where(z > 0, 1.0, alpha)
        if name == "elu":
            return np.where(z > 0, 1.0, alpha * np.exp(z))
        raise ValueError(name)

    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z))


@exercise.accepts
class OneNumberAfterAnother:
    def activation_grad(name, z, alpha=1.0):
        def one(t):
            small = math.exp(-abs(t))
            if name == "sigmoid":
                return small / (1 + small) ** 2
            elif name == "tanh":
                return (2 * small / (1 + small**2)) ** 2
            elif t > 0:
                return 1.0
            elif name == "elu":
                return alpha * small
            else:
                return alpha if name == "prelu" else 0.0

        return np.array([one(t) for t in z.flat]).reshape(z.shape)

    def prelu_alpha_grad(dout, z):
        total = 0.0
        for up, t in zip(dout.flat, z.flat):
            if t < 0:
                total += up * t
        return total


@exercise.accepts
class TableOfFunctions:
    def activation_grad(name, z, alpha=1.0):
        table = {
            "sigmoid": lambda t: 0.25 / np.cosh(t / 2) ** 2,
            "tanh": lambda t: 1 / np.cosh(t) ** 2,
            "relu": lambda t: (t > 0).astype(float),
            "prelu": lambda t: np.where(t >= 0, 1.0, alpha),
            "elu": lambda t: np.where(t >= 0, 1.0, alpha * np.exp(t)),
        }
        return table[name](z)

    def prelu_alpha_grad(dout, z):
        return float((dout * z)[z < 0].sum())


@exercise.accepts
class MasksOnNewArrays:
    def activation_grad(name, z, alpha=1.0):
        match name:
            case "sigmoid":
                t = np.tanh(z / 2)
                return (1 - t * t) / 4
            case "tanh":
                t = np.tanh(z)
                return (1 - t) * (1 + t)
        slope = np.ones(z.shape)
        below = z <= 0
        if name == "elu":
            slope[below] = alpha * np.exp(z[below])
        else:
            slope[below] = alpha if name == "prelu" else 0
        return slope

    def prelu_alpha_grad(dout, z):
        below = z.copy()
        below[z > 0] = 0
        return np.vdot(dout, below)


@exercise.accepts
class InTermsOfTheOutput:
    def activation_grad(name, z, alpha=1.0):
        if name == "sigmoid":
            a = 1 / (1 + np.exp(-z))
            return a - a**2
        if name == "tanh":
            a = 2 / (1 + np.exp(-2 * z)) - 1
            return 1 - a * a
        if name == "elu":
            a = np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))
            return np.where(a > 0, 1.0, a + alpha)
        below = alpha if name == "prelu" else 0
        return below + (1 - below) * np.heaviside(z, 0.5)

    def prelu_alpha_grad(dout, z):
        return np.einsum("ij,ij->", dout, np.clip(z, None, 0))


@exercise.accepts
class ComplexStep:
    def activation_grad(name, z, alpha=1.0):
        w = z + 1e-30j
        if name == "sigmoid":
            value = np.tanh(w / 2) / 2
        elif name == "tanh":
            value = np.tanh(w)
        elif name == "elu":
            value = np.where(z > 0, w, alpha * np.exp(w))
        else:
            value = np.where(z > 0, w, w * (alpha if name == "prelu" else 0))
        return value.imag / 1e-30

    def prelu_alpha_grad(dout, z):
        return np.trace(dout @ np.minimum(z, 0).T)


@exercise.accepts
class SlopesByTheSign:
    def activation_grad(name, z, alpha=1.0):
        if name in ("sigmoid", "tanh"):
            scale = 1 if name == "sigmoid" else 2
            small = np.exp(-np.abs(scale * z))
            return small * (scale / (1 + small)) ** 2
        on = (1 + np.sign(z)) / 2
        left = {"relu": 0.0, "prelu": alpha, "elu": alpha * np.exp(-np.abs(z))}[name]
        return on + (1 - on) * left

    def prelu_alpha_grad(dout, z):
        return math.fsum((dout * (z - np.abs(z)) / 2).flat)


AT_THE_KINK = "at the kink the slope of either side will do"
exercise.equivalent("z.real > 0", AT_THE_KINK, after="z.real >= 0")
exercise.equivalent("z > 0", AT_THE_KINK, after="z >= 0")
exercise.equivalent("z <= 0", AT_THE_KINK, after="z < 0")
exercise.equivalent("t > 0", AT_THE_KINK, after="t >= 0")
exercise.equivalent("t >= 0", AT_THE_KINK, after="t > 0")
exercise.equivalent("a > 0", AT_THE_KINK, after="a >= 0")
exercise.equivalent("np.heaviside(z, 0.5)", AT_THE_KINK)
AT_ZERO = "where z is 0, it adds nothing"
exercise.equivalent("t < 0", AT_ZERO, after="t <= 0")
exercise.equivalent("z < 0", AT_ZERO, after="z <= 0")
SYMMETRIC = "the slope is the same at z and −z"
exercise.equivalent("-z", SYMMETRIC, after="z")
exercise.equivalent("np.exp(-2 * z)", SYMMETRIC)
exercise.equivalent("-2 * z", SYMMETRIC, after="2 * z")
SAME_SUM = "x · y = y · x"
exercise.equivalent("np.vdot(dout, below)", SAME_SUM)
exercise.equivalent("np.einsum('ij,ij->', dout, np.clip(z, None, 0))", SAME_SUM)
exercise.equivalent("dout @ np.minimum(z, 0).T", SAME_SUM, after="np.minimum(z, 0).T @ dout")
exercise.equivalent("np.minimum(z, 0)", "any bound from 0 to 709", after="np.minimum(z, 1)")
exercise.equivalent("z = _numbers(z)", "lists as arguments are not judged")


# --- wrong answers ----------------------------------------------------------


def slope(name, z, alpha):
    """What is right, for all that an answer gets right."""
    if name == "sigmoid":
        return 0.25 - 0.25 * np.tanh(z / 2) ** 2
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    if name == "elu":
        return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))
    return np.where(z > 0, 1.0, alpha if name == "prelu" else 0.0)


@exercise.rejects(
    "z (1 − z) would be the slope if z were the sigmoid's output. You are given the input, so "
    "compute σ(z) first."
)
class SigmoidInTermsOfTheInput:
    def activation_grad(name, z, alpha=1.0):
        return z * (1 - z) if name == "sigmoid" else slope(name, z, alpha)


@exercise.rejects("You return the sigmoid itself. Its slope is the product of σ(z) and 1 − σ(z).")
class SigmoidInsteadOfItsSlope:
    def activation_grad(name, z, alpha=1.0):
        if name == "sigmoid":
            return 0.5 + 0.5 * np.tanh(z / 2)
        return slope(name, z, alpha)


@exercise.rejects(
    "The second factor of the sigmoid's slope is 1 − σ(z). A plus there lets the slope grow where "
    "it should die away."
)
class SigmoidPlus:
    def activation_grad(name, z, alpha=1.0):
        s = 0.5 + 0.5 * np.tanh(z / 2)
        return s * (1 + s) if name == "sigmoid" else slope(name, z, alpha)


@exercise.rejects(
    "1 − σ² follows the rule of tanh. The slope of the sigmoid is σ − σ², which is σ (1 − σ): no 1 "
    "stands alone there."
)
class TanhRuleForTheSigmoid:
    def activation_grad(name, z, alpha=1.0):
        s = 0.5 + 0.5 * np.tanh(z / 2)
        return 1 - s**2 if name == "sigmoid" else slope(name, z, alpha)


@exercise.rejects(
    "For a large z your sigmoid divides infinity by infinity, which is nan; use the form with a "
    "negative exponent."
)
class SigmoidInfinityByInfinity:
    def activation_grad(name, z, alpha=1.0):
        s = np.exp(z) / (1 + np.exp(z))
        return s * (1 - s) if name == "sigmoid" else slope(name, z, alpha)


@exercise.rejects(
    "The square is missing: 1 − tanh(z) agrees with 1 − tanh²(z) at z = 0, and nowhere else near "
    "it."
)
class TanhWithoutTheSquare:
    def activation_grad(name, z, alpha=1.0):
        return 1 - np.tanh(z) if name == "tanh" else slope(name, z, alpha)


@exercise.rejects(
    "1 − z² is the slope in terms of tanh's output. Here z is the input: apply tanh before you "
    "square."
)
class TanhInTermsOfTheInput:
    def activation_grad(name, z, alpha=1.0):
        return 1 - z**2.0 if name == "tanh" else slope(name, z, alpha)


@exercise.rejects("You return tanh itself, where its slope is wanted: 1 minus its square.")
class TanhInsteadOfItsSlope:
    def activation_grad(name, z, alpha=1.0):
        return np.tanh(z) if name == "tanh" else slope(name, z, alpha)


@exercise.rejects(
    "a (1 − a) belongs to the sigmoid. For tanh, which runs from −1 to 1, the slope is 1 − a²."
)
class SigmoidRuleForTanh:
    def activation_grad(name, z, alpha=1.0):
        a = np.tanh(z)
        return a * (1 - a) if name == "tanh" else slope(name, z, alpha)


@exercise.rejects(
    "tanh(z) = 2 σ(2z) − 1 has the slope 4 σ′(2z): one 2 stands in front, the other comes out of "
    "the bracket by the chain rule, and you have only one."
)
class TanhHalfTheChainRule:
    def activation_grad(name, z, alpha=1.0):
        if name == "tanh":
            return 2 * slope("sigmoid", 2 * z, alpha)
        return slope(name, z, alpha)


@exercise.rejects(
    "The slides' fraction for tanh becomes ∞ / ∞ for a z far from zero, on one side or on both; "
    "np.tanh is safe everywhere."
)
class TanhByTheFraction:
    def activation_grad(name, z, alpha=1.0):
        if name == "tanh":
            a = (1 - np.exp(-2.0 * z)) / (1 + np.exp(-2.0 * z))
            return 1 - a**2
        return slope(name, z, alpha)


@exercise.rejects(
    "e^z and e^−z both appear in your tanh, and one of them is infinite far out: their quotient is "
    "nan. Leave the work to np.tanh."
)
class TanhByFourExponentials:
    def activation_grad(name, z, alpha=1.0):
        if name == "tanh":
            up, down = np.exp(1.0 * z), np.exp(-1.0 * z)
            return 1 - ((up - down) / (up + down)) ** 2
        return slope(name, z, alpha)


@exercise.rejects(
    "You return what ReLU returns, max(0, z). Its slope is 1 where the unit is active, however "
    "large z is."
)
class ReluInsteadOfItsSlope:
    def activation_grad(name, z, alpha=1.0):
        return np.maximum(z, 0.0) if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "The slope of ReLU is −1 below zero in your answer, as that of the absolute value; a dead unit "
    "has the slope 0."
)
class SignForRelu:
    def activation_grad(name, z, alpha=1.0):
        return np.sign(z) * 1.0 if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "Your slope of ReLU is 1 on the wrong side: active are the units with a positive z."
)
class ReluOnTheWrongSide:
    def activation_grad(name, z, alpha=1.0):
        return np.where(z < 0, 1.0, 0.0) if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "alpha has no business in ReLU: its slope below zero is 0, whatever alpha is passed along."
)
class AlphaInRelu:
    def activation_grad(name, z, alpha=1.0):
        return slope("prelu" if name == "relu" else name, z, alpha)


@exercise.rejects(
    "At z = 0 your slope of ReLU is nan, and it would spread through all weights. Choose a number "
    "from 0 to 1."
)
class ReluUndefinedAtTheKink:
    def activation_grad(name, z, alpha=1.0):
        return np.maximum(z, 0) / z if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "At the kink you add the slopes of both sides. Any number between the two will do, but the sum "
    "can lie outside."
)
class SumOfBothSidesAtTheKink:
    def activation_grad(name, z, alpha=1.0):
        if name == "prelu":
            return (z >= 0) * 1.0 + (z <= 0) * alpha
        return slope(name, z, alpha)


@exercise.rejects(
    "At z = 0 your slope of the PReLU is 0, which need not lie between alpha and 1; let one of the "
    "two sides include the kink."
)
class NothingAtTheKink:
    def activation_grad(name, z, alpha=1.0):
        if name == "prelu":
            return (z > 0) * 1.0 + (z < 0) * alpha
        return slope(name, z, alpha)


@exercise.rejects(
    "Yes or no is no slope: you return True and False. Turn the comparison into float64 before you "
    "return it."
)
class TruthValuesForRelu:
    def activation_grad(name, z, alpha=1.0):
        return z > 0 if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "The slope of ReLU comes as integers. The course calculates in float64, so write 1.0 and 0.0."
)
class IntegersForRelu:
    def activation_grad(name, z, alpha=1.0):
        return np.where(z > 0, 1, 0) if name == "relu" else slope(name, z, alpha)


@exercise.rejects(
    "Below zero the PReLU has the value alpha · z, which you return; its slope there is alpha "
    "alone."
)
class PreluInsteadOfItsSlope:
    def activation_grad(name, z, alpha=1.0):
        if name == "prelu":
            return np.where(z > 0, z, alpha * z)
        return slope(name, z, alpha)


@exercise.rejects(
    "Your slope of the PReLU is 0 below zero, as for ReLU. Alpha is there to give the negative "
    "side a slope."
)
class ReluForPrelu:
    def activation_grad(name, z, alpha=1.0):
        return slope("relu" if name == "prelu" else name, z, alpha)


@exercise.rejects(
    "0.01 is the slope of the Leaky ReLU. The PReLU takes its slope below zero from the argument "
    "alpha."
)
class PreluWithASlopeOfItsOwn:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, z, 0.01 if name == "prelu" else alpha)


@exercise.rejects("The two slopes of the PReLU have changed places: 1 above zero, alpha below.")
class AlphaAboveZero:
    def activation_grad(name, z, alpha=1.0):
        return np.where(z > 0, alpha, 1.0) if name == "prelu" else slope(name, z, alpha)


@exercise.rejects(
    "The larger of 1 and alpha for a positive z, the smaller for a negative one: that comes from "
    "max(αz, z), and fails for alpha above 1."
)
class SlopeOfTheShortForm:
    def activation_grad(name, z, alpha=1.0):
        if name == "prelu":
            return np.where(z > 0, np.maximum(1.0, alpha), np.minimum(1.0, alpha))
        return slope(name, z, alpha)


@exercise.rejects(
    "You fill the slopes into an array of the type of z. For whole numbers a slope such as 0.3 "
    "becomes 0 there."
)
class SlopesInTheTypeOfZ:
    def activation_grad(name, z, alpha=1.0):
        if name == "prelu":
            slopes = np.ones_like(z)
            slopes[z < 0] = alpha
            return slopes
        return slope(name, z, alpha)


@exercise.rejects(
    "ELU(z) + 1 is the slope below zero for alpha = 1 only; in general it is ELU(z) + alpha, or "
    "alpha times e^z."
)
class EluPlusOne:
    def activation_grad(name, z, alpha=1.0):
        if name == "elu":
            return np.where(z > 0, 1.0, alpha * np.expm1(np.minimum(z, 0)) + 1)
        return slope(name, z, alpha)


@exercise.rejects(
    "alpha is missing below zero: the slope of alpha · (e^z − 1) keeps the factor, alpha times e^z."
)
class EluWithoutAlpha:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, z, 1.0 if name == "elu" else alpha)


@exercise.rejects(
    "The −1 of the ELU is a constant, so it has no part in the slope: alpha times e^z remains."
)
class EluInsteadOfItsSlope:
    def activation_grad(name, z, alpha=1.0):
        if name == "elu":
            return np.where(z > 0, 1.0, alpha * np.expm1(np.minimum(z, 0)))
        return slope(name, z, alpha)


@exercise.rejects(
    "Alpha also multiplies your slope of the ELU above zero; there the ELU is z, and its slope 1."
)
class EluAlphaOnBothSides:
    def activation_grad(name, z, alpha=1.0):
        if name == "elu":
            return alpha * np.exp(np.minimum(z, 0))
        return slope(name, z, alpha)


@exercise.rejects(
    "The exponential runs on above zero. There the ELU is a straight line of slope 1, so treat the "
    "two sides apart."
)
class EluExponentialOnBothSides:
    def activation_grad(name, z, alpha=1.0):
        return alpha * np.exp(z) if name == "elu" else slope(name, z, alpha)


@exercise.rejects(
    "You treat the ELU as a PReLU, with one slope alpha below zero; its slope is alpha times e^z "
    "and dies away to the left."
)
class PreluForElu:
    def activation_grad(name, z, alpha=1.0):
        return slope("prelu" if name == "elu" else name, z, alpha)


@exercise.rejects(
    "For a large z you multiply e^z = ∞ by 0 in the ELU, which is nan. np.where, or min(0, z) in "
    "the exponent, avoids it."
)
class EluZeroTimesInfinity:
    def activation_grad(name, z, alpha=1.0):
        if name == "elu":
            return (z > 0) * 1.0 + (z <= 0) * alpha * np.exp(z)
        return slope(name, z, alpha)


@exercise.rejects("If no alpha is given, 1 is meant; your ELU takes another number by default.")
class AnotherDefault:
    def activation_grad(name, z, alpha=0.01):
        return slope(name, z, alpha)


@exercise.rejects(
    "activation_grad(name, z) has to work without a third argument, as sigmoid, tanh and ReLU "
    "have no alpha: give it the default 1.0."
)
class NoDefault:
    def activation_grad(name, z, alpha):
        return slope(name, z, alpha)


@exercise.rejects(
    "A difference quotient comes close to the slope, but leaves only six to ten right digits. "
    "These slopes have formulas: use them."
)
class DifferenceQuotient:
    def activation_grad(name, z, alpha=1.0):
        if name == "tanh":
            return (np.tanh(z + 1e-6) - np.tanh(z)) / 1e-6
        return slope(name, z, alpha)


@exercise.rejects(
    "You cut z off at ±10 before you take the slope. That changes small slopes and saves nothing: "
    "far out, sigmoid and tanh have the slope 0."
)
class CutsOffAtTen:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, np.clip(z, -10, 10), alpha)


@exercise.rejects(
    "You round the slopes. They will be multiplied through many layers: round only what you print."
)
class RoundsTheSlopes:
    def activation_grad(name, z, alpha=1.0):
        return np.round(slope(name, z, alpha), 4)


@exercise.rejects(
    "float32 keeps about seven digits of a slope. Let z be float64 from beginning to end."
)
class SlopesInFloat32:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, np.asarray(z, dtype=np.float32), alpha).astype(np.float64)


@exercise.rejects(
    "np.squeeze drops the axes of length 1; slopes have exactly the shape of z, for one sample too."
)
class SqueezesTheSlopes:
    def activation_grad(name, z, alpha=1.0):
        return np.squeeze(slope(name, z, alpha))


@exercise.rejects(
    "You return the slopes as one long row. Each slope belongs to an entry of z, so it has to "
    "stay in its place."
)
class FlattensTheSlopes:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, z, alpha).ravel()


@exercise.rejects(
    "You return a list of slopes. By the chain rule they will be multiplied with another array, "
    "and lists cannot do that."
)
class ListOfSlopes:
    def activation_grad(name, z, alpha=1.0):
        return slope(name, z, alpha).tolist()


@exercise.rejects(
    "You compute inside z and hand the caller's array back changed; the forward pass may need it "
    "again."
)
class WritesIntoZ:
    def activation_grad(name, z, alpha=1.0):
        if z.dtype.kind != "f":
            z = z.astype(float)
        z[...] = slope(name, z, alpha)
        return z.copy()


@exercise.rejects(
    "You multiply by z where min(0, z) belongs: a positive z adds nothing, because there the PReLU "
    "does not depend on alpha.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientWithZ:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * z)


@exercise.rejects(
    "You keep the positive entries of z. The PReLU depends on alpha on the other side, where z is "
    "negative.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientOfThePositivePart:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.maximum(0, z))


@exercise.rejects(
    "Alpha's gradient comes out with the wrong sign: below zero, z itself is the factor, with its "
    "minus.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientOfTheSize:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.maximum(0, -z))


@exercise.rejects(
    "The gradient from above is missing. By the chain rule every min(0, z) is multiplied by its "
    "own dout before the sum.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientWithoutDout:
    def prelu_alpha_grad(dout, z):
        return np.sum(np.minimum(0.0, z))


@exercise.rejects(
    "You add up dout where z is negative, and forget z: alpha's effect on an entry is z, not 1.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientWithoutZ:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * (z < 0))


@exercise.rejects(
    "You sum first and multiply afterwards. Each dout belongs to its own entry of z: multiply "
    "entry by entry, then add up.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientOfTheSums:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout) * np.sum(np.minimum(0, z))


@exercise.rejects(
    "You give every unit a gradient of its own. A single alpha serves all of them: add up over the "
    "units, too.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientForEachUnit:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z), axis=0)


@exercise.rejects(
    "One number for each sample comes back. All samples share the same alpha, so their effects add "
    "up.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientForEachSample:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z), axis=1)


@exercise.rejects(
    "The products are right, but nothing is added up; one alpha has one gradient, a single number.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientNotSummed:
    def prelu_alpha_grad(dout, z):
        return dout * np.minimum(0, z)


@exercise.rejects(
    "You average over all entries. If the loss is a mean, dout holds its 1/n already; here the "
    "effects add up.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientAveraged:
    def prelu_alpha_grad(dout, z):
        return np.mean(dout * np.minimum(0, z))


@exercise.rejects(
    "You divide by the number of samples. The mean over the batch is part of the loss, so dout "
    "brings it along.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientDividedByN:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z)) / len(z)


@exercise.rejects(
    "The matrix product mixes the units with one another, off the diagonal too; each entry of dout "
    "meets the same entry of z.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientByAMatrixProduct:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout.T @ np.minimum(0, z))


@exercise.rejects(
    "The sign of dout decides nothing here: you keep an entry where dout is negative, and the sign "
    "of z should choose.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientChosenByDout:
    def prelu_alpha_grad(dout, z):
        return np.sum(np.minimum(0, dout) * z)


@exercise.rejects(
    "The number is right, but it is wrapped in an array with two axes; return it as a plain float.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientInAnArray:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z), keepdims=True)


@exercise.rejects(
    "You set the positive entries of z to zero in the caller's own array; take np.minimum(0, z), "
    "which makes a new one.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientWritesIntoZ:
    def prelu_alpha_grad(dout, z):
        z[z > 0] = 0
        return np.sum(dout * z)


@exercise.rejects(
    "Where z is 0 you divide 0 by 0, and the sum becomes nan. min(0, z) needs no division, and no "
    "entry is a special case.",
    read=WHEN_ALPHA_IS_LEARNED,
)
class AlphaGradientDividesByZ:
    def prelu_alpha_grad(dout, z):
        return np.sum(dout * np.minimum(0, z) ** 2 / z)
