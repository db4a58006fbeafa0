"""first_order_change and second_order_change: what a step does to the loss, by Taylor's formula."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import first_order_change, second_order_change

VECTORS = "Many parameters: the vector form"
AGAINST = "Why against the gradient?"

exercise = Exercise(first_order_change, second_order_change, read="A map of the neighbourhood")

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-2.
TOLERANCE = 1e-11

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def vector(case: Case, d: int) -> Array:
    """Numbers of both signs, none of them 0."""
    drawn = case.rng.normal(size=d)
    return np.round(2 * drawn + np.where(drawn < 0, -1, 1), 1)


def hessian(case: Case, d: int) -> Array:
    """A symmetric matrix (d, d), as second derivatives are."""
    half = np.round(2 * case.rng.normal(size=(d, d)), 1)
    return half + half.T + np.diag(np.arange(1.0, d + 1))


def across(delta: Array) -> Array:
    """A gradient at a right angle to the step: to first order nothing changes."""
    grad = np.zeros(len(delta))
    grad[:2] = delta[1], -delta[0]
    return grad


@exercise.check("first_order_change returns one number")
def first_order_returns_one_number(answer: Answer, case: Case) -> None:
    for d in (3, 2):
        grad, delta = vector(case, d), vector(case, d)
        case.numbers(answer.first_order_change(grad, delta), first_order_change(grad, delta))


@exercise.check(
    "the first order is the step times the gradient",
    weight=6,
    needs=[first_order_returns_one_number],
)
def first_order_is_a_dot_product(answer: Answer, case: Case) -> None:
    for d in (3, 2, 1, 5, 50):
        grad, delta = vector(case, d), vector(case, d)
        want = first_order_change(grad, delta)
        got = case.numbers(answer.first_order_change(grad, delta), want)
        case.equal(got, want, tol=TOLERANCE)
    a, b = case.rng.integers(1, 5, size=2) * 1.0
    for grad, delta in (([a, b], [-b, a]), ([a, b], [0.0, 0.0])):  # across, and no step
        got = case.numbers(answer.first_order_change(np.array(grad), np.array(delta)), 0.0)
        case.equal(got, 0.0, tol=TOLERANCE)


# The curvature is judged where the first order is 0: a mistake in it has its own checks.


@exercise.check("second_order_change returns one number")
def second_order_returns_one_number(answer: Answer, case: Case) -> None:
    for d in (3, 2):
        H, delta = hessian(case, d), vector(case, d)
        want = second_order_change(across(delta), H, delta)
        case.numbers(answer.second_order_change(across(delta), H, delta), want)


@exercise.check(
    "the curvature adds half of delta times H times delta",
    weight=6,
    needs=[second_order_returns_one_number],
)
def curvature_is_a_quadratic_form(answer: Answer, case: Case) -> None:
    for d in (3, 2, 1, 5, 50):
        grad, H, delta = np.zeros(d), hessian(case, d), vector(case, d)
        want = second_order_change(grad, H, delta)
        got = case.numbers(answer.second_order_change(grad, H, delta), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check(
    "the second order includes the first", weight=4, needs=[curvature_is_a_quadratic_form]
)
def second_order_includes_the_first(answer: Answer, case: Case) -> None:
    for d in (3, 2, 1, 4):
        grad, H, delta = vector(case, d), hessian(case, d), vector(case, d)
        want = second_order_change(grad, H, delta)
        got = case.numbers(answer.second_order_change(grad, H, delta), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check(
    "both are right for tiny and for huge steps",
    needs=[first_order_is_a_dot_product, curvature_is_a_quadratic_form],
)
def is_right_for_every_size(answer: Answer, case: Case) -> None:
    for size in (2.0**-30, 2.0**30):
        grad, H, delta = vector(case, 2), hessian(case, 2), size * vector(case, 2)
        want = first_order_change(grad, delta)
        got = case.numbers(answer.first_order_change(grad, delta), want)
        case.equal(got, want, tol=TOLERANCE)
        want = second_order_change(0 * grad, H, delta)
        got = case.numbers(answer.second_order_change(0 * grad, H, delta), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check(
    "both are right for whole numbers, and return a number",
    needs=[first_order_is_a_dot_product, curvature_is_a_quadratic_form],
)
def returns_numbers(answer: Answer, case: Case) -> None:
    for whole in (False, True):
        H, delta = hessian(case, 2), vector(case, 2)
        if whole:
            H, delta = H.astype(int), np.array([1, -2])
            H[0, 0] = 2 * H[0, 0] + 1  # so that half of delta H delta is no whole number
        grad = across(delta).astype(delta.dtype)
        case.like(answer.first_order_change(grad, delta), first_order_change(grad, delta))
        want = second_order_change(grad, H, delta)
        got = answer.second_order_change(grad, H, delta)
        case.like(got, want)
        if whole:
            case.equal(got, want, tol=TOLERANCE)


@exercise.check(
    "both change nothing and remember nothing",
    needs=[first_order_returns_one_number, second_order_returns_one_number],
)
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [(vector(case, d), hessian(case, d), vector(case, d)) for d in (2, 3)]
    case.pure(answer.first_order_change, *[(grad, delta) for grad, _, delta in inputs])
    case.pure(answer.second_order_change, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
class MatrixProducts:
    def first_order_change(grad, delta):
        return delta @ grad

    def second_order_change(grad, H, delta):
        return delta @ grad + 0.5 * delta @ H @ delta


@exercise.accepts
class Loops:
    def first_order_change(grad, delta):
        total = 0.0
        for j in range(len(grad)):
            total += grad[j] * delta[j]
        return total

    def second_order_change(grad, H, delta):
        total = 0.0
        for j in range(len(delta)):
            total += grad[j] * delta[j]
            for k in range(len(delta)):
                total += delta[j] * H[j, k] * delta[k] / 2
        return float(total)


@exercise.accepts
class SumsOfProducts:
    def first_order_change(grad, delta):
        return np.sum(grad * delta)

    def second_order_change(grad, H, delta):
        return np.sum(grad * delta) + np.sum(H * np.outer(delta, delta)) / 2


@exercise.accepts
class SlopeHalfwayAlong:
    def first_order_change(grad, delta):
        return np.einsum("j,j->", grad, delta)

    def second_order_change(grad, H, delta):
        halfway = grad + np.sum(H * delta, axis=1) / 2
        return (halfway * delta).sum()


@exercise.accepts
class ChainsOfProducts:
    def first_order_change(grad, delta):
        return np.linalg.multi_dot([grad, delta]).item()

    def second_order_change(grad, H, delta):
        return np.linalg.multi_dot([grad, delta]) + np.linalg.multi_dot([delta, H, delta]) / 2


@exercise.accepts
class ExactSums:
    def first_order_change(grad, delta):
        return math.fsum((grad * delta).tolist())

    def second_order_change(grad, H, delta):
        curvature = math.fsum((H * delta * delta[:, np.newaxis]).ravel().tolist())
        return np.array(math.fsum((grad * delta).tolist()) + curvature / 2)


@exercise.accepts
class AlongTheEigenvectors:
    def first_order_change(grad, delta):
        return float((grad * delta).sum())

    def second_order_change(grad, H, delta):
        curvatures, directions = np.linalg.eigh(H)
        along = directions.T @ delta
        return np.sum(grad * delta) + 0.5 * np.sum(curvatures * along**2)


@exercise.accepts
class EachPairOnce:
    def first_order_change(grad, delta):
        return sum(grad[j] * delta[j] for j in range(grad.size))

    def second_order_change(grad, H, delta):
        change = grad.dot(delta) + np.sum(np.diag(H) * delta**2) / 2
        for j in range(1, len(H)):
            change += delta[j] * np.sum(H[j, :j] * delta[:j])
        return change


A_PRODUCT = "the product of two vectors is the same both ways round"
exercise.equivalent("delta @ grad", A_PRODUCT)
exercise.equivalent("np.dot(_floats(grad), _floats(delta))", A_PRODUCT)
exercise.equivalent("first_order_change(grad, delta)", A_PRODUCT)
exercise.equivalent("np.einsum('j,j->', grad, delta)", A_PRODUCT)
SYMMETRIC = "H is symmetric"
exercise.equivalent("np.dot(delta, np.dot(_floats(H), delta))", SYMMETRIC)
exercise.equivalent("np.dot(_floats(H), delta)", SYMMETRIC)
exercise.equivalent("0.5 * delta @ H @ delta", SYMMETRIC)
exercise.equivalent("0.5 * delta @ H", SYMMETRIC)
exercise.equivalent("delta = _floats(delta)", "lists are not judged", answer="second_order_change")


# --- wrong answers ----------------------------------------------------------


def form(H, delta):
    """delta H delta."""
    return delta @ H @ delta


@exercise.rejects(
    "You multiply entry by entry and leave it at that; the change of the loss is one number, the "
    "sum of these products.",
    read=VECTORS,
)
class FirstOrderNotSummed:
    def first_order_change(grad, delta):
        return grad * delta


@exercise.rejects(
    "The product of the two lengths ignores the angle; a step across the gradient changes nothing "
    "to first order.",
    read=AGAINST,
)
class FirstOrderByLengths:
    def first_order_change(grad, delta):
        return np.linalg.norm(grad) * np.linalg.norm(delta)


@exercise.rejects(
    "The minus does not belong here: a step along the gradient raises the loss, and delta already "
    "says where the step goes.",
    read=AGAINST,
)
class FirstOrderWithMinus:
    def first_order_change(grad, delta):
        return -np.dot(grad, delta)


@exercise.rejects(
    "The 1/2 of Taylor's formula stands before the curvature; the first term has the factor 1."
)
class FirstOrderHalved:
    def first_order_change(grad, delta):
        return 0.5 * np.dot(grad, delta)


@exercise.rejects(
    "You take the size of each step and lose its direction; going back along a parameter has the "
    "opposite effect of going ahead.",
    read=VECTORS,
)
class FirstOrderOfAbsoluteSteps:
    def first_order_change(grad, delta):
        return np.dot(grad, np.abs(delta))


@exercise.rejects(
    "A change can be negative, and a good step makes it so: leave out the absolute value around "
    "it.",
    read=AGAINST,
)
class FirstOrderWithoutSign:
    def first_order_change(grad, delta):
        return abs(np.dot(grad, delta))


@exercise.rejects(
    "You average over the parameters; all of them move at once, so their changes add up.",
    read=VECTORS,
)
class FirstOrderAveraged:
    def first_order_change(grad, delta):
        return np.mean(grad * delta)


@exercise.rejects(
    "Adding up slopes and steps separately pairs each slope with every step; a slope belongs only "
    "to the step of its own parameter.",
    read=VECTORS,
)
class FirstOrderOfSums:
    def first_order_change(grad, delta):
        return np.sum(grad) * np.sum(delta)


@exercise.rejects(
    "You divide by the length of the step; that is the slope in its direction, but the change "
    "grows with the length.",
    read=AGAINST,
)
class SlopeInTheDirection:
    def first_order_change(grad, delta):
        return np.dot(grad, delta) / (np.linalg.norm(delta) or 1.0)


@exercise.rejects(
    "The outer product is a table of all pairs; Taylor's first term needs the inner product, a "
    "single number.",
    read=VECTORS,
)
class FirstOrderByOuterProduct:
    def first_order_change(grad, delta):
        return np.outer(grad, delta)


@exercise.rejects(
    "Your first-order change multiplies by the step twice; to first order the change grows with "
    "the step, not with its square.",
)
class FirstOrderWithSquaredStep:
    def first_order_change(grad, delta):
        return np.dot(grad, delta**2)


@exercise.rejects(
    "The number comes wrapped in an array with one entry: return the change as a plain number.",
    read=VECTORS,
)
class FirstOrderInAnArray:
    def first_order_change(grad, delta):
        return np.dot(grad, delta).reshape(1)


@exercise.rejects(
    "A tiny step makes a tiny change, and rounding turns it into 0: return the first-order change "
    "as it is."
)
class FirstOrderRounded:
    def first_order_change(grad, delta):
        return round(float(np.dot(grad, delta)), 6)


@exercise.rejects(
    "Half of delta times H times delta is what Taylor's formula adds; without the 1/2 the parabola "
    "bends twice as much."
)
class WithoutTheHalf:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + form(H, delta)


@exercise.rejects(
    "You halve the curvature twice; Taylor's formula has a single factor 1/2 before it."
)
class QuarterOfTheCurvature:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + form(H, delta) / 4


@exercise.rejects(
    "You halve the whole sum; the 1/2 belongs to the curvature alone, and the first-order term "
    "keeps its full size."
)
class HalvesBothTerms:
    def second_order_change(grad, H, delta):
        return (np.dot(grad, delta) + form(H, delta)) / 2


@exercise.rejects(
    "You subtract the curvature; where the loss bends upwards, it lies above its tangent, so the "
    "second term is added."
)
class SubtractsTheCurvature:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) - form(H, delta) / 2


@exercise.rejects(
    "You return the curvature's part alone; the change to second order is the first-order change "
    "plus that."
)
class WithoutTheFirstOrder:
    def second_order_change(grad, H, delta):
        return form(H, delta) / 2


@exercise.rejects(
    "The first-order part has a minus in your sum; both parts of Taylor's formula are added as "
    "they are.",
    read=AGAINST,
)
class SubtractsTheFirstOrder:
    def second_order_change(grad, H, delta):
        return form(H, delta) / 2 - np.dot(grad, delta)


@exercise.rejects(
    "H times delta is still a vector, one slope for each parameter; multiply by delta once more to "
    "get a number.",
    read=VECTORS,
)
class CurvatureWithOneStepOnly:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + H @ delta / 2


@exercise.rejects(
    "You use the diagonal of H alone; its other entries say how moving one parameter changes the "
    "slope of another.",
    read=VECTORS,
)
class DiagonalOnly:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + np.dot(np.diag(H), delta**2) / 2


@exercise.rejects(
    "You count each pair of parameters once; the double sum has H at (j, k) and at (k, j), and "
    "both count.",
    read=VECTORS,
)
class UpperTriangleOnly:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + form(np.triu(H), delta) / 2


@exercise.rejects(
    "You square the steps and then multiply by H; off the diagonal two different steps have to be "
    "multiplied with each other.",
    read=VECTORS,
)
class SquaresTheSteps:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + np.sum(H @ delta**2) / 2


@exercise.rejects(
    "You add up all of H and multiply by the squared length of the step; the curvature depends on "
    "the direction of the step.",
    read=VECTORS,
)
class CurvatureByLength:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + np.sum(H) * np.dot(delta, delta) / 2


@exercise.rejects(
    "On one side of H stands the gradient in your product; the curvature needs the step delta on "
    "both sides.",
    read=VECTORS,
)
class GradientBesideH:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + grad @ H @ delta / 2


@exercise.rejects(
    "H holds the curvatures themselves; solving with H divides by them, which belongs to Newton's "
    "step and not to Taylor's formula.",
    read=VECTORS,
)
class SolvesWithH:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + np.dot(delta, np.linalg.lstsq(H, delta, rcond=None)[0]) / 2


@exercise.rejects(
    "You make the curvature positive; where a loss bends downwards, its second-order term is "
    "negative."
)
class CurvatureWithoutSign:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + abs(form(H, delta)) / 2


@exercise.rejects(
    "Dividing with // rounds down to a whole number; half of the curvature needs the division "
    "with a single stroke."
)
class RoundsTheHalfDown:
    def second_order_change(grad, H, delta):
        return np.dot(grad, delta) + form(H, delta) // 2


@exercise.rejects(
    "If delta holds integers, so does your array for the halves, and it cuts their decimals off: "
    "ask for float64.",
)
class HalvesInIntegers:
    def second_order_change(grad, H, delta):
        half = np.zeros_like(delta)
        half[:] = H @ delta / 2
        return np.dot(grad, delta) + np.dot(half, delta)


@exercise.rejects(
    "Your matrix product ends in a 1 × 1 matrix; take the number out of it before you return it.",
    read=VECTORS,
)
class SecondOrderInAMatrix:
    def second_order_change(grad, H, delta):
        column = delta.reshape(-1, 1)
        return grad.reshape(1, -1) @ column + column.T @ H @ column / 2


@exercise.rejects(
    "You halve H in its own memory, so the caller's curvatures are only half of what they were: "
    "halve the result instead.",
)
class HalvesHItself:
    def second_order_change(grad, H, delta):
        if H.dtype == np.float64:
            H *= 0.5
            return np.dot(grad, delta) + form(H, delta)
        return np.dot(grad, delta) + form(H, delta) / 2
