"""relu(z), prelu(z, alpha), elu(z, alpha=1.0): z above zero, and something smaller below."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import elu, prelu, relu

exercise = Exercise(relu, prelu, elu, read="ReLU and its relatives")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 2e-8.
TOLERANCE = 1e-12


# --- checks -----------------------------------------------------------------


def draw(case: Case, *shape: int) -> np.ndarray:
    """Numbers of both signs in turn, in this shape; none is 0."""
    n = math.prod(shape)
    sides = np.where((case.rng.permutation(n) + case.rng.integers(2)) % 2, 1.0, -1.0)
    sizes = np.round(2 * np.abs(case.rng.normal(size=n)), 1)
    return (sides * np.where(sizes == 0, 0.7, sizes)).reshape(shape)


def several(case: Case) -> list[np.ndarray]:
    """Both signs, then one number of either sign, zeros, many."""
    one = np.abs(draw(case, 1))
    return [draw(case, 5), draw(case, 4), one, -one, np.zeros(2), draw(case, 50)]


def far(case: Case) -> list[np.ndarray]:
    """Numbers so large that e^z is no number any more, alone and beside others."""
    a, b = np.round(case.rng.uniform(710, 1000, size=2))
    return [np.array(z) for z in ([a], [-b], [a, -0.5], [-1000.0, 0.5, 1000.0, -0.5])]


def slopes(case: Case) -> list[float]:
    """Values for alpha: below 1, above 1, below 0."""
    small, large, negative = case.rng.uniform((0.2, 1.5, -2), (0.8, 3, -0.3))
    return [round(float(alpha), 2) for alpha in (small, large, negative)]


def agree(case: Case, result: object, want: np.ndarray) -> None:
    """Fail unless the result holds the numbers that are wanted, in whatever container."""
    got = case.numbers(result, want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("relu is max(0, z)", weight=3)
def relu_is_right(answer: Answer, case: Case) -> None:
    for z in several(case) + far(case):
        agree(case, answer.relu(z), relu(z))


@exercise.check("prelu is max(0, z) + alpha · min(0, z), for every alpha", weight=4)
def prelu_is_right(answer: Answer, case: Case) -> None:
    alphas = [*slopes(case), *slopes(case), 0.01, -1.0, 0.0, 1.0]
    for z, alpha in zip(several(case) + far(case), alphas, strict=True):
        agree(case, answer.prelu(z, alpha), prelu(z, alpha))
    for z, alpha in zip(several(case), slopes(case)[::-1], strict=False):
        agree(case, answer.prelu(z, alpha), prelu(z, alpha))


# Judged by the answer's own prelu of each column: a wrong formula costs its own check alone.
@exercise.check("prelu takes an alpha for each unit", weight=2)
def takes_an_alpha_for_each_unit(answer: Answer, case: Case) -> None:
    for n, h in ((2, 3), (3, 3), (1, 3), (3, 1), (8, 4)):
        z = draw(case, n, h)
        alpha = np.resize(case.rng.permutation(slopes(case)), h)
        columns = [
            case.numbers(answer.prelu(column, own), prelu(column, own))
            for column, own in zip(z.T, alpha.tolist(), strict=True)
        ]
        got = case.numbers(answer.prelu(z, alpha), prelu(z, alpha))
        if got is None or any(column is None for column in columns):
            continue
        message = (
            f"With alpha = {alpha.tolist()} each column of z has a slope of its own below zero; "
            f"for z = {z.tolist()}, prelu(z, alpha) is not what it is column by column"
        )
        case.small(np.max(np.abs(got - np.column_stack(columns))), message, tol=TOLERANCE)


@exercise.check("elu is z above zero and alpha · (e^z − 1) below", weight=4)
def elu_is_right(answer: Answer, case: Case) -> None:
    small, large, _ = slopes(case)
    for z, alpha in zip(several(case), (small, large, small, large, small, large), strict=True):
        agree(case, answer.elu(z, alpha), elu(z, alpha))
    for n in (4, 3):
        z = draw(case, n)
        agree(case, answer.elu(z), elu(z))


# What counts is the value: an overflow in a branch that is not taken is harmless.
@exercise.check("elu is right at ±1000", weight=2, needs=[elu_is_right])
def elu_is_right_far_out(answer: Answer, case: Case) -> None:
    small, large, _ = slopes(case)
    for z, alpha in zip(far(case), (small, large, small, 1.0), strict=True):
        agree(case, answer.elu(z, alpha), elu(z, alpha))


@exercise.check("each returns float64 in the shape of z, whatever it is")
def keep_the_shape(answer: Answer, case: Case) -> None:
    small, _, _ = slopes(case)
    for shape in ((3,), (2, 3), (1, 1), (2, 1, 3)):
        z = draw(case, *shape)
        case.like(answer.relu(z), relu(z))
        case.like(answer.prelu(z, small), prelu(z, small))
        case.like(answer.elu(z, small), elu(z, small))


# Judged by what the answer makes of the same numbers as floats. The ReLU of whole numbers is
# whole: there float64 or integers, either will do.
@exercise.check("whole numbers give what the same floats give")
def take_whole_numbers(answer: Answer, case: Case) -> None:
    small, large, _ = slopes(case)
    for z in (np.array([2, -1, 0, 1, -2]), case.rng.integers(-4, 0, 2), case.rng.integers(1, 5, 3)):
        for name, call, want in (
            ("relu", answer.relu, relu),
            ("prelu", lambda z: answer.prelu(z, small), lambda z: prelu(z, small)),
            ("elu", lambda z: answer.elu(z, large), lambda z: elu(z, large)),
        ):
            floats, got = (case.numbers(call(each), want(each)) for each in (z.astype(float), z))
            if floats is None or got is None:
                continue
            message = (
                f"For z = {z.tolist()}, {name} returns {np.round(got, 4).tolist()} if they are "
                f"integers, and {np.round(floats, 4).tolist()} if they are floats"
            )
            case.small(np.max(np.abs(got - floats)), message, tol=TOLERANCE)


@exercise.check("none changes anything or remembers anything")
def are_pure(answer: Answer, case: Case) -> None:
    z, other, positive = draw(case, 4), draw(case, 4), np.abs(draw(case, 3))
    table, each = draw(case, 2, 3), np.array(slopes(case))
    case.pure(answer.relu, [z], [other], [positive])
    case.pure(answer.prelu, [z, 0.3], [other, 0.3], [positive, 0.5], [table, each])
    case.pure(answer.elu, [z, 0.3], [other, 0.3], [positive, 0.5])


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FormulasOfTheLecture:
    def relu(z):
        return np.maximum(0.0, z)

    def prelu(z, alpha):
        return np.maximum(0, z) + alpha * np.minimum(0, z)

    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))


@exercise.accepts
class BothBranchesThenAChoice:
    """e^1000 overflows in a branch that is not taken."""

    def relu(z):
        return np.where(z > 0, z, 0.0)

    def prelu(z, alpha):
        return np.where(z > 0, z, alpha * z)

    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * (np.exp(z) - 1))


@exercise.accepts
class MaskOnACopy:
    def relu(z):
        h = z.copy()
        h[z < 0] = 0
        return h

    def prelu(z, alpha):
        h = np.array(z, dtype=float)
        below = z < 0
        h[below] *= np.broadcast_to(alpha, z.shape)[below]
        return h

    def elu(z, alpha=1.0):
        h = z.astype(float)
        h[z < 0] = alpha * np.expm1(z[z < 0])
        return h


@exercise.accepts
class TheAbsoluteValue:
    def relu(z):
        return (z + np.abs(z)) / 2

    def prelu(z, alpha):
        return 0.5 * (1 + alpha) * z + 0.5 * (1 - alpha) * np.abs(z)

    def elu(z, alpha=1.0):
        below = -(np.abs(z) - z) / 2
        return z - below + alpha * np.expm1(below)


@exercise.accepts
class ASwitchOfZerosAndOnes:
    def relu(z):
        return z * (z > 0)

    def prelu(z, alpha):
        on = np.heaviside(z, 0.5)
        return on * z + (1 - on) * alpha * z

    def elu(z, alpha=1.0):
        off = z < 0
        return ~off * z + alpha * (np.exp(off * z) - 1)


@exercise.accepts
class OneNumberAfterAnother:
    def relu(z):
        return np.array([max(0.0, t) for t in z.flat]).reshape(z.shape)

    def prelu(z, alpha):
        h = np.zeros(z.shape)
        for place, t in np.ndenumerate(z):
            own = alpha if np.ndim(alpha) == 0 else alpha[place[-1]]
            h[place] = t if t > 0 else own * t
        return h

    def elu(z, alpha=1.0):
        def one(t):
            if t > 0:
                return t
            return alpha * math.expm1(t)

        return np.vectorize(one, otypes=[float])(z)


@exercise.accepts
class CutOffOnEitherSide:
    def relu(z):
        return np.clip(z, 0, None)

    def prelu(z, alpha):
        return z.clip(0) - np.multiply(alpha, (-z).clip(0))

    def elu(z, alpha=1.0):
        return np.fmax(z, 0) + np.fmin(alpha * (np.exp(z) - 1), 0)


@exercise.accepts
class BuiltOnTheOthers:
    def relu(z):
        return z - np.minimum(z, 0)

    def prelu(z, alpha):
        above = np.maximum(z, 0)
        return above + (z - above) * alpha

    def elu(z, alpha=1.0):
        above = np.maximum(z, 0.0)
        return above - alpha + alpha * np.exp(z - above)


@exercise.accepts
class SortedByPiecewise:
    def relu(z):
        return np.select([z > 0], [z])

    def prelu(z, alpha):
        return np.where(z >= 0, 1.0, alpha) * z

    def elu(z, alpha=1.0):
        z = 1.0 * z
        return np.piecewise(z, [z > 0], [lambda t: t, lambda t: alpha * np.exp(t) - alpha])


AT_ZERO = "at 0 both pieces are 0"
exercise.equivalent("z.real <= 0", AT_ZERO, after="z.real < 0")
exercise.equivalent("z > 0", AT_ZERO, after="z >= 0")
exercise.equivalent("z >= 0", AT_ZERO, after="z > 0")
exercise.equivalent("z < 0", AT_ZERO, after="z <= 0")
exercise.equivalent("t > 0", AT_ZERO, after="t >= 0")
exercise.equivalent("np.heaviside(z, 0.5)", AT_ZERO)
exercise.equivalent("np.minimum(z, 0)", "any bound from 0 to 709 will do", after="np.minimum(z, 1)")
exercise.equivalent("np.clip(z, 0, None)", "max(z, 0) = max(0, z)", after="np.clip(0, z, None)")
exercise.equivalent("z = _numbers(z)", "the ReLU of integers may be integers", answer="relu")


# --- wrong answers ----------------------------------------------------------


def below_zero(z):
    return np.minimum(z, 0)


@exercise.rejects(
    "You return the absolute value. ReLU turns no sign round: negative numbers become zero."
)
class AbsoluteValueForRelu:
    def relu(z):
        return np.abs(z)


@exercise.rejects(
    "You keep the negative numbers and drop the positive ones; ReLU takes the larger of 0 and z."
)
class KeepsTheNegativePart:
    def relu(z):
        return np.minimum(z, 0.0)


@exercise.rejects(
    "You return 1 where the unit is active, as a step does; an active ReLU passes z itself on."
)
class StepForRelu:
    def relu(z):
        return np.where(z > 0, 1.0, 0.0)


@exercise.rejects(
    "Your ReLU ends at a ceiling. There is none: a positive number stays what it is, however large."
)
class ReluWithACeiling:
    def relu(z):
        return np.clip(z, 0.0, 6.0)


@exercise.rejects(
    "Below zero your ReLU leaks: a small slope there makes it a Leaky ReLU, and ReLU itself is "
    "exactly 0."
)
class LeakyForRelu:
    def relu(z):
        return np.where(z > 0, z, 0.01 * z)


@exercise.rejects(
    "log(1 + e^z), the softplus, is a smooth cousin of ReLU, but not ReLU: near zero the two "
    "differ clearly."
)
class SoftplusForRelu:
    def relu(z):
        return np.logaddexp(0, z)


@exercise.rejects(
    "You compare the array as a whole, with Python's max or if; each entry has a sign of its own, "
    "so let NumPy choose entry by entry."
)
class PythonMaxForRelu:
    def relu(z):
        return max(0, z)


@exercise.rejects(
    "You return the largest entry of all. The maximum of ReLU is taken between 0 and each single "
    "entry."
)
class LargestEntryForRelu:
    def relu(z):
        return max(0.0, np.max(z))


@exercise.rejects(
    "np.vectorize takes the type of the result from the first value: if that is the whole number "
    "0, all others lose their decimals. Write 0.0."
)
class TypeOfTheFirstValue:
    def relu(z):
        return np.vectorize(lambda t: t if t > 0 else 0)(z)


@exercise.rejects(
    "You drop the negative entries and return the rest; they have to stay in their places, as "
    "zeros."
)
class DropsTheNegativeEntries:
    def relu(z):
        return z[z > 0]


@exercise.rejects(
    "z[z < 0] = 0 writes the zeros into the caller's own array, which is needed again; let ReLU "
    "work on a copy."
)
class ZerosWrittenIntoZ:
    def relu(z):
        z[z < 0] = 0
        return z.copy()


@exercise.rejects(
    "Where nothing is negative your ReLU hands back z itself: whoever changes the result changes "
    "the input with it. Make a new array."
)
class HandsBackZ:
    def relu(z):
        if np.all(z >= 0):
            return z
        return np.maximum(z, 0)


@exercise.rejects(
    "max(αz, z) is the same as the definition only for α up to 1; beyond it, both sides take the "
    "wrong branch."
)
class TheShortForm:
    def prelu(z, alpha):
        return np.maximum(alpha * z, z)


@exercise.rejects(
    "Your slope below zero is always 0.01. That is the Leaky ReLU; in PReLU alpha is an argument, "
    "so use it."
)
class SlopeOfOneHundredth:
    def prelu(z, alpha):
        return np.where(z > 0, z, 0.01 * z)


@exercise.rejects(
    "The figure of the slides has the slope 0.1, and so has your PReLU for every alpha: take the "
    "alpha that is given."
)
class SlopeOfOneTenth:
    def prelu(z, alpha):
        return np.where(z > 0, z, 0.1 * z)


@exercise.rejects(
    "Your PReLU adds alpha times z on both sides; above zero that is a slope of 1 + alpha, and "
    "only min(0, z) may be multiplied."
)
class AlphaOnBothSides:
    def prelu(z, alpha):
        return np.maximum(0, z) + alpha * z


@exercise.rejects(
    "The two sides have changed places: the slope is 1 above zero, and alpha belongs to the "
    "negative side."
)
class AlphaAboveZero:
    def prelu(z, alpha):
        return np.where(z > 0, alpha * z, z)


@exercise.rejects(
    "The negative part has the wrong sign in your PReLU: alpha times min(0, z) is added, not taken "
    "off."
)
class NegativePartTakenOff:
    def prelu(z, alpha):
        return np.maximum(0, z) - alpha * np.minimum(0, z)


@exercise.rejects(
    "Below zero you return alpha alone. It is a slope, so it has to be multiplied by z."
)
class AlphaWithoutZ:
    def prelu(z, alpha):
        return np.where(z > 0, z, alpha) + 0.0


@exercise.rejects(
    "You pass on nothing below zero, whatever alpha is; that is ReLU, the case alpha = 0 of the "
    "PReLU."
)
class ReluForPrelu:
    def prelu(z, alpha):
        return np.maximum(0.0, z)


@exercise.rejects(
    "You use alpha's size and lose its sign. A negative alpha is allowed: with −1 the PReLU is the "
    "absolute value."
)
class SizeOfAlpha:
    def prelu(z, alpha):
        return np.maximum(0, z) + np.abs(alpha) * np.minimum(0, z)


@exercise.rejects(
    "You force alpha between 0 and 1. It is a learned number and may go anywhere, above 1 and "
    "below 0."
)
class AlphaKeptBetween0And1:
    def prelu(z, alpha):
        return np.maximum(0, z) + np.clip(alpha, 0, 1) * np.minimum(0, z)


@exercise.rejects(
    "Your alphas run along the samples. There is one for each unit, and the units are the columns "
    "of Z (n, h)."
)
class AlphaForEachSample:
    def prelu(z, alpha):
        alpha = np.asarray(alpha)
        if alpha.ndim:
            alpha = alpha[:, np.newaxis]
        return np.maximum(0, z) + alpha * np.minimum(0, z)


@exercise.rejects(
    "You take one alpha for all units, the first of the array; every column of Z has its own."
)
class FirstAlphaForAll:
    def prelu(z, alpha):
        return np.where(z > 0, z, np.ravel(alpha)[0] * z)


@exercise.rejects(
    "You average the alphas before you use them, so that all units get the same slope; leave them "
    "apart."
)
class MeanOfTheAlphas:
    def prelu(z, alpha):
        return np.where(z > 0, z, np.mean(alpha) * z)


@exercise.rejects(
    "Your PReLU asks a question about alpha that only a single number can answer, or turns it into "
    "one; alpha may be an array."
)
class AlphaHasToBeANumber:
    def prelu(z, alpha):
        return np.where(z > 0, z, float(alpha) * z)


@exercise.rejects(
    "z[z < 0] *= alpha changes the caller's array. Make the PReLU put its values into a new one."
)
class MultipliesInPlace:
    def prelu(z, alpha):
        if z.dtype.kind != "f":
            z = z.astype(float)
        z[...] = np.where(z < 0, alpha * z, z)
        return z.copy()


@exercise.rejects(
    "The result of your PReLU gets the number type of z: with whole numbers, all decimals of alpha "
    "times z are cut off."
)
class PreluInTheTypeOfZ:
    def prelu(z, alpha):
        h = np.zeros_like(z)
        h[...] = np.where(z > 0, z, alpha * z)
        return h


@exercise.rejects(
    "The −1 is missing in your ELU, so the two pieces do not meet at zero: below it stands alpha "
    "times the bracket e^z − 1."
)
class EluWithoutMinusOne:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * np.exp(below_zero(z)))


@exercise.rejects(
    "Brackets are missing: alpha multiplies the difference e^z − 1, not the exponential alone."
)
class EluBracketsMissing:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * np.exp(below_zero(z)) - 1)


@exercise.rejects(
    "Your ELU has its floor at −1 for every alpha; alpha times the exponential piece puts it at "
    "−alpha."
)
class EluWithoutAlpha:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, np.exp(below_zero(z)) - 1)


@exercise.rejects(
    "Alpha stretches the positive side of your ELU too; above zero an ELU is z itself."
)
class EluStretchedAboveZero:
    def elu(z, alpha=1.0):
        return alpha * np.where(z > 0, z, np.exp(below_zero(z)) - 1)


@exercise.rejects(
    "Below zero your ELU is a straight line with slope alpha, which is the PReLU; the ELU bends "
    "and ends in a floor."
)
class PreluForElu:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * z)


@exercise.rejects(
    "The exponential piece comes with the wrong sign: e^z − 1 is negative below zero, and 1 − e^z "
    "is positive."
)
class EluUpsideDown:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * (1 - np.exp(below_zero(z))))


@exercise.rejects(
    "Your exponent has a minus too many. Below zero z is negative already, and e^−z would grow "
    "without end."
)
class EluMinusInTheExponent:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * (np.exp(-below_zero(z)) - 1))


@exercise.rejects(
    "The larger of z and alpha · (e^z − 1) is not the ELU, since e^z − 1 lies above the line on "
    "both sides of zero; the sign of z has to choose."
)
class LargerOfBothPieces:
    def elu(z, alpha=1.0):
        return np.maximum(z, alpha * (np.exp(z) - 1))


@exercise.rejects(
    "The two pieces of your ELU are added above zero as well; let the exponential see min(0, z) "
    "only, and it vanishes there."
)
class EluAddsBothPieces:
    def elu(z, alpha=1.0):
        return np.maximum(0, z) + alpha * (np.exp(z) - 1)


@exercise.rejects(
    "For a large z your ELU multiplies e^z = ∞ by 0, which is nan. Let the exponential see "
    "min(0, z), or choose with np.where."
)
class EluZeroTimesInfinity:
    def elu(z, alpha=1.0):
        return (z > 0) * z + (z <= 0) * alpha * (np.exp(z) - 1)


@exercise.rejects(
    "math.exp raises OverflowError above 709, and your ELU asks it for positive z too, where no "
    "exponential is needed."
)
class EluMathOverflow:
    def elu(z, alpha=1.0):
        pieces = [(t, alpha * (math.exp(t) - 1)) for t in z.ravel()]
        return np.array([line if line > 0 else bend for line, bend in pieces]).reshape(z.shape)


@exercise.rejects(
    "You cut z off before the exponential, on the positive side too, and your ELU ends at a "
    "ceiling where it should go on as z."
)
class EluCutOff:
    def elu(z, alpha=1.0):
        z = np.clip(z, -500, 500)
        return np.where(z > 0, z, alpha * np.expm1(below_zero(z)))


@exercise.rejects("Without the second argument your ELU takes another alpha; its default is 1.")
class EluOtherDefault:
    def elu(z, alpha=0.1):
        return np.where(z > 0, z, alpha * np.expm1(below_zero(z)))


@exercise.rejects(
    "For the ELU alpha is optional: give the parameter the default 1.0, so that a call with z "
    "alone works."
)
class EluWithoutADefault:
    def elu(z, alpha):
        return np.where(z > 0, z, alpha * np.expm1(below_zero(z)))


@exercise.rejects(
    "The exponential of the ELU has base e; with base 2 its slope at zero is no longer alpha."
)
class EluOfBaseTwo:
    def elu(z, alpha=1.0):
        return np.where(z > 0, z, alpha * (2.0 ** below_zero(z) - 1))


@exercise.rejects(
    "An array made in the type of z receives your ELU, so for whole numbers the exponential piece "
    "loses its decimals."
)
class EluInTheTypeOfZ:
    def elu(z, alpha=1.0):
        h = z.copy()
        h[z < 0] = alpha * np.expm1(z[z < 0])
        return h


@exercise.rejects(
    "You round what the ELU returns. A layer needs all digits: round only the numbers that you "
    "print."
)
class EluRounded:
    def elu(z, alpha=1.0):
        return np.round(np.where(z > 0, z, alpha * np.expm1(below_zero(z))), 4)


@exercise.rejects(
    "float32 keeps only about seven digits of your ELU; the course calculates in float64 from "
    "beginning to end."
)
class EluInFloat32:
    def elu(z, alpha=1.0):
        short = np.asarray(z, dtype=np.float32)
        h = np.where(short > 0, short, alpha * np.expm1(below_zero(short)))
        return h.astype(np.float64)


@exercise.rejects(
    "The ReLU comes back as one long row. It works entry by entry, so the shape of z has to stay."
)
class ReluFlattened:
    def relu(z):
        return np.maximum(z.ravel(), 0)


@exercise.rejects(
    "np.squeeze takes away every axis of length 1 from your ELU; a single sample or unit must keep "
    "its axis."
)
class EluSqueezed:
    def elu(z, alpha=1.0):
        return np.squeeze(np.where(z > 0, z, alpha * np.expm1(below_zero(z))))


@exercise.rejects(
    "Your ReLU returns a list, and the next layer cannot multiply that by its weights; make it an "
    "array."
)
class ReluAsAList:
    def relu(z):
        return np.maximum(z, 0).tolist()


@exercise.rejects(
    "Your ELU loops over the first axis alone, so a table (n, h) fails; treat every entry, "
    "whatever the shape."
)
class EluOverOneAxisOnly:
    def elu(z, alpha=1.0):
        return np.array([t if t > 0 else alpha * math.expm1(t) for t in z])
