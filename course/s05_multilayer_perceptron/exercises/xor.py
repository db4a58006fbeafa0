"""xor_parameters(): a ReLU network that is XOR; xor_best_linear(): the best line and its loss."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import xor_best_linear, xor_parameters

LINE = "XOR: no line will do"

exercise = Exercise(xor_parameters, xor_best_linear, read="XOR with two hidden units")

# Of an output. A loss below 1e-12 has no error above it. Right answers err by less than 1e-10
# here (weights written down with ten digits), the best wrong one by 1e-3.
TOLERANCE = 2e-6
# Absolute. Right answers err by less than 1e-15 here, the best wrong one by 1e-5.
TOLERANCE_OF_THE_LINE = 1e-9

NAMES = ("W1", "b1", "W2", "b2")
SWITCHES = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LAMP = np.array([0.0, 1.0, 1.0, 0.0])

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def entries(got: Any) -> dict[str, Any] | None:
    """The four parts, whatever they are called or come in; that has a check of its own."""
    if isinstance(got, dict) and all(name in got for name in NAMES):
        return {name: got[name] for name in NAMES}
    parts = list(got.values()) if isinstance(got, dict) else got
    if isinstance(parts, tuple | list) and len(parts) == len(NAMES):
        return dict(zip(NAMES, parts, strict=True))
    return None


def numbers(value: Any, shape: tuple[int, ...]) -> Array | None:
    """The numbers of a part, with axes of length 1 added or dropped; None if it has others."""
    try:
        found = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    long, wanted = ([length for length in s if length > 1] for s in (found.shape, shape))
    return found.reshape(shape) if long == wanted else None


def shapes(W1: Any) -> dict[str, tuple[int, ...]]:
    """The shapes that go with as many hidden units as W1 has."""
    try:
        h = np.size(W1) // 2 or 2
    except ValueError:  # rows of different lengths
        h = 2
    return {"W1": (2, h), "b1": (h,), "W2": (h,), "b2": ()}


def network(answer: Answer, case: Case) -> tuple[Any, dict[str, Array]] | None:
    """What came back, and the numbers in it; fail if they make no network with two inputs."""
    got = answer.xor_parameters()
    parts = entries(got)
    if parts is None:
        case.like(got, xor_parameters())
        return None
    wanted = shapes(parts["W1"])
    found = {name: numbers(parts[name], wanted[name]) for name in NAMES}
    # there is no one right network: what is wanted of a part that fits is that it is finite
    want = {
        name: np.zeros(wanted[name]) if part is None else np.nan_to_num(part)
        for name, part in found.items()
    }
    case.like({n: parts[n] if found[n] is None else found[n] for n in NAMES}, want)
    return (got, want) if all(part is not None for part in found.values()) else None


def outputs(p: dict[str, Array]) -> Array:
    """The network's answers to the four settings of the switches."""
    return np.maximum(SWITCHES @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]


def what_it_is(o: Array) -> str:
    """A sentence on outputs that are not XOR, if they are something that has a name."""
    if np.ptp(o) < TOLERANCE:
        return "It does not depend on the switches at all."
    for name, table in (("XNOR", [1, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("AND", [0, 0, 0, 1])):
        if np.allclose(o, table, rtol=0, atol=TOLERANCE):
            return f"That is {name}."
    if max(abs(o[3] - o[0]), abs(o[2] - o[1])) < TOLERANCE:
        return "On and off come out apart, but not as 1 and 0."
    if abs(o[0] + o[3] - o[1] - o[2]) < TOLERANCE:
        return "A model without any ReLU could do the same."
    return ""


@exercise.check("xor_parameters returns W1, b1, W2 and b2")
def returns_the_parameters(answer: Answer, case: Case) -> None:
    network(answer, case)


@exercise.check("the network computes XOR", weight=8, needs=[returns_the_parameters])
def computes_xor(answer: Answer, case: Case) -> None:
    for _ in range(2):  # at each call: the parameters may differ, XOR may not
        if found := network(answer, case):
            o = outputs(p := found[1])
            # a known mistake is known by its units, in whatever order they stand
            units = np.vstack([p["W1"], p["b1"], p["W2"]])
            case.means((units[:, np.lexsort(units)], p["b2"]))
            about = "Your network's output on (0, 0), (0, 1), (1, 0), (1, 1)"
            case.equal(o, LAMP, tol=TOLERANCE, about=about, hint=what_it_is(o))


@exercise.check(
    "they are a dict of W1 (2, h), b1 (h,), W2 (h,) and a number b2, all float64",
    needs=[returns_the_parameters],
)
def come_as_wanted(answer: Answer, case: Case) -> None:
    if found := network(answer, case):
        got, want = found
        if isinstance(got, dict) and all(name in got for name in NAMES):
            got = {name: got[name] for name in NAMES}
        case.like(got, want)


@exercise.check("xor_best_linear returns w, b and the loss")
def returns_a_line(answer: Answer, case: Case) -> None:
    case.numbers(answer.xor_best_linear(), xor_best_linear())


@exercise.check("w and b are the best line", weight=3, needs=[returns_a_line])
def is_the_best_line(answer: Answer, case: Case) -> None:
    want = xor_best_linear()
    got = case.numbers(answer.xor_best_linear(), want)
    case.equal(got[:2], want[:2], tol=TOLERANCE_OF_THE_LINE, scale=1.0)


@exercise.check("the loss is that of the best line", weight=3, needs=[returns_a_line])
def is_the_smallest_loss(answer: Answer, case: Case) -> None:
    want = xor_best_linear()
    got = case.numbers(answer.xor_best_linear(), want)
    about = "The loss that {call} returns"
    case.equal(got[2], want[2], tol=TOLERANCE_OF_THE_LINE, scale=1.0, about=about)


@exercise.check("w has shape (2,), b and the loss are numbers", needs=[returns_a_line])
def line_comes_as_wanted(answer: Answer, case: Case) -> None:
    case.like(answer.xor_best_linear(), xor_best_linear())


# --- right answers ----------------------------------------------------------


@exercise.accepts
class CountMinusTwiceBoth:
    def xor_parameters():
        W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
        return {"W1": W1, "b1": np.array([0.0, -1.0]), "W2": np.array([1.0, -2.0]), "b2": 0.0}

    def xor_best_linear():
        line = np.zeros(2), 0.5, 0.25
        return line


@exercise.accepts
class DistanceOfTheTwoSwitches:
    def xor_parameters():
        W1 = np.outer([1.0, -1.0], [1.0, -1.0])
        return dict(W1=W1, b1=np.zeros(2), W2=np.ones(2), b2=0.0)

    def xor_best_linear():
        A = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
        y = np.array([0.0, 1.0, 1.0, 0.0])
        theta = np.linalg.solve(A.T @ A, A.T @ y)
        line = theta[:2], theta[2], np.mean(y * (y - A @ theta))
        return line


@exercise.accepts
class OneUnitForEachSwitchAndOneForBoth:
    def xor_parameters():
        p = {}
        p["b2"] = 0
        p["W2"] = np.array([1, 1, -2], dtype=float)
        p["b1"] = np.array([0, 0, -1], dtype=float)
        p["W1"] = np.array([[1, 0, 1], [0, 1, 1]], dtype=float)
        return p

    def xor_best_linear():
        A = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
        theta, squares, *_ = np.linalg.lstsq(A, np.array([0, 1, 1, 0]), rcond=None)
        *w, b = theta
        line = np.array(w), b.item(), squares.item() / 4
        return line


@exercise.accepts
class OneMinusTheDistanceFromOneSwitch:
    def xor_parameters():
        # 1 − |number of switches up − 1|: the output's bias does the first 1
        up = np.ones((2, 1))
        return {
            "W1": np.append(up, -up, axis=1),
            "b1": np.array([-1.0, 1.0]),
            "W2": np.array([-1.0, -1.0]),
            "b2": 1.0,
        }

    def xor_best_linear():
        y = [0, 1, 1, 0]
        b = sum(y) / 4  # y goes with neither switch
        line = [np.full(2, 0.0), b, b * (1 - b)]
        return line


@exercise.accepts
class OneUnitForEachLineOfTheTable:
    def xor_parameters():
        corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        lamp = np.array([0.0, 1.0, 1.0, 0.0])
        return {
            "W1": (corners - (1 - corners)).T,
            "b1": 1 - corners.sum(axis=1),  # 1 at its own corner, 0 at the others
            "W2": lamp - 0.5,
            "b2": 0.5,
        }

    def xor_best_linear():
        A = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
        w1, w2, b = np.linalg.pinv(A) @ [0, 1, 1, 0]
        line = np.array([w1, w2]), float(b), 1 / 4
        return line


@exercise.accepts
class TrainedWeightsWrittenDown:
    def xor_parameters():
        return {
            "W1": np.array([[1.7320508076, 0.8408964153], [1.7320508076, 0.8408964153]]),
            "b1": np.array([0.0, -0.8408964153]),
            "W2": np.array([0.5773502692, -2.3784142300]),
            "b2": np.array(0.0),
        }


@exercise.accepts
class ManyUnitsThatShareTheWork:
    def xor_parameters():
        W1 = np.ones((2, 8))
        b1 = np.repeat([0.0, -1.0], 4)
        W2 = np.tile([[1.0], [-2.0]], 4).ravel()
        return {"W1": W1, "b1": b1, "W2": W2 / 4, "b2": 0.0}


ALWAYS_THE_SAME = "on these four points w is 0 and b is 1/2 all the same"
for fragment in (
    "X - X.mean(axis=0)",
    "X.mean(axis=0)",
    "y - y.mean()",
    "y.mean()",
    "y.mean() - X.mean(axis=0) @ w",
    "X.mean(axis=0) @ w",
    "return (w, b, float(mean_squared_error(y, predict_linear(X, w, b))))",
):
    exercise.equivalent(fragment, ALWAYS_THE_SAME, answer="xor_best_linear")
exercise.equivalent("mean_squared_error(y, predict_linear(X, w, b))", "(a − b)² = (b − a)²")


# --- wrong answers ----------------------------------------------------------


def made_of(W1, b1, W2, b2=0.0):
    """Parameters in the right containers."""
    W1, b1, W2 = (np.array(part, dtype=float) for part in (W1, b1, W2))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def slides():
    return made_of([[1, 1], [1, 1]], [0, -1], [1, -2])


@exercise.rejects(
    "The unit for “both up” is taken off only once: both switches put 2 into the first unit, so "
    "take 2 off to come back to 0."
)
class TakesBothOffOnce:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [1, -1])


@exercise.rejects(
    "Your outputs are 1 where the lamp is off and 0 where it is on, the opposite of XOR: turn the "
    "signs of W2 round and choose b2 anew."
)
class ComputesXnor:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [-1, 2], 1.0)


@exercise.rejects(
    "Your output weights fit the hidden layer before its ReLU; after it the numbers are others, "
    "and it is those that W2 has to combine."
)
class FitsTheLayerBeforeItsRelu:
    def xor_parameters():
        X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
        p = made_of([[1, 1], [1, 2]], [-2, -2], [0, 0])
        A = np.column_stack([X @ p["W1"] + p["b1"], np.ones(4)])
        *W2, b2 = np.linalg.lstsq(A, np.array([0, 1, 1, 0]), rcond=None)[0]
        return p | {"W2": np.array(W2), "b2": float(b2)}


@exercise.rejects(
    "These are the parameters of the best line: a network that always answers one half. Let a "
    "hidden unit switch off for some of the points.",
    read=LINE,
)
class NetworkThatIsTheBestLine:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [0, 0], 0.5)


@exercise.rejects(
    "The second bias has the wrong sign: that unit has to wait until both switches are up, so its "
    "bias is −1."
)
class SecondBiasIsPositive:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, 1], [1, -2])


@exercise.rejects(
    "Without biases both hidden units hold the same number, and two copies are no more than one: "
    "let the second unit start later."
)
class NoHiddenBias:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, 0], [1, -2])


@exercise.rejects(
    "The two output weights have changed places: the unit that counts the switches gets 1, the one "
    "for “both up” gets −2."
)
class OutputWeightsExchanged:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [-2, 1])


@exercise.rejects(
    "Your hidden layer and its weights are right, but b2 lifts every output by 1; the network "
    "gives 0 for (0, 0) without it."
)
class OutputBiasTooMany:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [1, -2], 1.0)


@exercise.rejects(
    "These thresholds suit units that jump from 0 to 1; a ReLU grows on beyond its threshold, so "
    "put the corners on whole numbers and weigh anew."
)
class MadeForStepUnits:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1])


@exercise.rejects(
    "These large weights suit a sigmoid, which they drive to 0 or 1; a ReLU has no upper end and "
    "hands them on in full."
)
class MadeForSigmoidUnits:
    def xor_parameters():
        return made_of([[20, 20], [20, 20]], [-10, -30], [20, -20], -10.0)


@exercise.rejects(
    "Your outputs stand for off and on by −1 and 1, as if only the sign mattered; the loss "
    "compares them with 0 and 1."
)
class AnswersMinusOneAndOne:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [0, -1], [2, -4], -1.0)


@exercise.rejects(
    "Your weights expect switches at −1 and 1; here they are 0 and 1, and the differences are "
    "only half as large."
)
class MadeForSwitchesAtMinusOne:
    def xor_parameters():
        return made_of([[0.5, -0.5], [-0.5, 0.5]], [0, 0], [1, 1])


@exercise.rejects(
    "One unit that takes the difference of the switches sees (1, 0) only: ReLU is no absolute "
    "value, so a second unit has to look the other way."
)
class OneUnitForTheDifference:
    def xor_parameters():
        return made_of([[1], [-1]], [0], [1])


@exercise.rejects(
    "W1 stores the four settings and W2 the lamp, as a table to look things up in; a hidden unit "
    "adds up products and answers several settings at once."
)
class TableAsWeights:
    def xor_parameters():
        return made_of([[0, 0, 1, 1], [0, 1, 0, 1]], [0, 0, 0, 0], [0, 1, 1, 0])


@exercise.rejects(
    "Write the weights with all their digits: cut to two decimals they no longer reach 0 and 1, "
    "and the loss stays far above 1e-12."
)
class WeightsCutToTwoDecimals:
    def xor_parameters():
        p = made_of([[1.73, -0.84], [-1.73, 0.84]], [0, 0], [0.58, 1.19])
        return p


@exercise.rejects(
    "Both hidden units have the same weights and the same bias, so they act as one, and one bend "
    "is not enough: let them start at different points."
)
class BothUnitsTheSame:
    def xor_parameters():
        return made_of([[1, 1], [1, 1]], [-1, -1], [1, -2])


@exercise.rejects(
    "The biases are in each other's place: b1 has one number for every hidden unit, and b2 is the "
    "single number of the output."
)
class BiasesInEachOthersPlace:
    def xor_parameters():
        p = slides()
        return p | {"b1": p["b2"], "b2": p["b1"]}


@exercise.rejects(
    "W1 has one row for each hidden unit here; in this course x stands on the left of W1, so the "
    "rows belong to the two inputs, the columns to the units."
)
class HiddenUnitsInRows:
    def xor_parameters():
        return made_of([[1, 0], [0, 1], [1, 1]], [0, 0, -1], [1, 1, -2])


@exercise.rejects(
    "Your network is right, but its W2 is a column: one output needs one number for each hidden "
    "unit, the shape (h,)."
)
class OutputWeightsInAColumn:
    def xor_parameters():
        return slides() | {"W2": np.array([[1.0], [-2.0]])}


@exercise.rejects(
    "Your network is right, but b2 comes in an array with one entry; one output has one bias, a "
    "plain number."
)
class OutputBiasInAnArray:
    def xor_parameters():
        return slides() | {"b2": np.zeros(1)}


@exercise.rejects(
    "Your network is right, but b1 is a table with one row; a bias vector has one axis, the shape "
    "(h,)."
)
class HiddenBiasInARow:
    def xor_parameters():
        return slides() | {"b1": np.array([[0.0, -1.0]])}


@exercise.rejects(
    "Your network is right, but its parameters are lists; make NumPy arrays of them, so that "
    "X @ W1 and W1.shape work."
)
class ParametersInLists:
    def xor_parameters():
        return {"W1": [[1.0, 1.0], [1.0, 1.0]], "b1": [0.0, -1.0], "W2": [1.0, -2.0], "b2": 0.0}


@exercise.rejects(
    "Your network is right, but arrays written with whole numbers hold integers, and a training "
    "step could not change them by a fraction: make them float64."
)
class ParametersAreIntegers:
    def xor_parameters():
        p = {name: np.array(part, dtype=int) for name, part in slides().items()}
        return p | {"b2": 0}


@exercise.rejects(
    "Your network is right, but its parts come in a tuple; the caller looks for them by name, in a "
    "dict."
)
class ParametersInATuple:
    def xor_parameters():
        return tuple(slides().values())


@exercise.rejects(
    "Your network is right, but its parts carry the names of the slides, W, c, w and b; here they "
    "are W1, b1, W2 and b2."
)
class NamesOfTheSlides:
    def xor_parameters():
        return dict(zip(("W", "c", "w", "b"), slides().values()))


@exercise.rejects(
    "Your line is right, but its loss adds up the four squared errors; the loss of this course is "
    "their mean.",
    read=LINE,
)
class LossIsTheSum:
    def xor_best_linear():
        return np.zeros(2), 0.5, 1.0


@exercise.rejects(
    "Your line is right, but 0.5 is the size of each error; the loss is the mean of their squares, "
    "so square them first.",
    read=LINE,
)
class LossIsTheMeanError:
    def xor_best_linear():
        return np.zeros(2), 0.5, 0.5


@exercise.rejects(
    "Your line is right, but its loss carries a factor 1/2, which the squared error of this course "
    "does not have.",
    read=LINE,
)
class LossIsHalfTheMean:
    def xor_best_linear():
        return np.zeros(2), 0.5, 0.125


@exercise.rejects(
    "Your line always answers 0, and every lamp that is on costs it a full 1; one half is the "
    "answer that errs least.",
    read=LINE,
)
class AlwaysAnswersZero:
    def xor_best_linear():
        return np.zeros(2), 0.0, 0.5


@exercise.rejects(
    "The column of ones is missing, so your line has to pass through (0, 0) at height 0 and leans "
    "on w instead of b.",
    read=LINE,
)
class FitsWithoutABias:
    def xor_best_linear():
        X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
        y = np.array([0, 1, 1, 0])
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        return w, 0.0, np.mean((X @ w - y) ** 2)


@exercise.rejects(
    "You chose the line with the fewest wrong lamps, and return their share; the best line here is "
    "the one with the smallest mean squared error.",
    read=LINE,
)
class FewestWrongLamps:
    def xor_best_linear():
        return np.ones(2), -0.5, 0.25


@exercise.rejects(
    "You fitted OR: its table ends with a 1, while XOR is off when both switches are up.",
    read=LINE,
)
class BestLineForOr:
    def xor_best_linear():
        return np.array([0.5, 0.5]), 0.25, 0.0625


@exercise.rejects(
    "Gradient descent was stopped before it arrived; take many more steps, or solve the normal "
    "equations at once.",
    read=LINE,
)
class StopsBeforeTheBottom:
    def xor_best_linear():
        A = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
        y = np.array([0, 1, 1, 0])
        theta = np.zeros(3)
        for _ in range(100):
            theta = theta - 0.1 * 2 / 4 * A.T @ (A @ theta - y)
        return theta[:2], float(theta[2]), float(np.mean((A @ theta - y) ** 2))


@exercise.rejects(
    "A line on two switches has two weights; yours has a single number for w, where an array of "
    "shape (2,) is wanted.",
    read=LINE,
)
class OneWeightForBothSwitches:
    def xor_best_linear():
        return 0.0, 0.5, 0.25


@exercise.rejects(
    "Your line is right, but w is a column; it has one entry for each switch, the shape (2,).",
    read=LINE,
)
class LineWithAColumn:
    def xor_best_linear():
        return np.zeros((2, 1)), 0.5, 0.25


@exercise.rejects(
    "Three parts are wanted, w, b and the loss; you return the line without saying how good it is.",
    read=LINE,
)
class LeavesTheLossOut:
    def xor_best_linear():
        return np.zeros(2), 0.5


@exercise.rejects(
    "The order of the result is w, b, loss; yours has the loss in front of b.",
    read=LINE,
)
class LossBeforeTheBias:
    def xor_best_linear():
        return np.zeros(2), 0.25, 0.5
