"""AddGate, MultiplyGate, MaxGate, CopyGate, SigmoidGate: a way forward and a way back each."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.backpropagation import AddGate, CopyGate, MaxGate, MultiplyGate, SigmoidGate

exercise = Exercise(
    AddGate,
    MultiplyGate,
    MaxGate,
    CopyGate,
    SigmoidGate,
    read="Gates and what they do to a gradient",
)

REMEMBER = "What a gate has to remember"
TIE = "A tie at the max"
ADD_UP = "Gradients add up"

# Relative. Right answers err by less than 1e-15 here, the best wrong one (float32) by 1e-8.
TOLERANCE = 1e-11

GATES = (AddGate, MultiplyGate, MaxGate, CopyGate, SigmoidGate)

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def number(case: Case, shape: tuple[int, ...]) -> Any:
    """A number, or an array of numbers."""
    drawn = np.round(0.3 + 1.5 * case.rng.normal(size=shape), 2) + 0.0  # no −0
    return drawn if shape else float(drawn)


def inputs(case: Case, gate: type, shape: tuple[int, ...]) -> list[Any]:
    """What goes forward into this gate; two inputs are never the same, and each may be larger."""
    x = number(case, shape)
    if gate in (CopyGate, SigmoidGate):
        return [x]
    signs = case.rng.permutation(np.resize([1.0, -1.0], np.size(x))).reshape(shape)
    apart = signs * np.round(0.4 + np.abs(case.rng.normal(size=shape)), 2)
    y = x + np.where(apart == 0, 1, apart)
    return [x, np.round(y, 2) if shape else round(float(y), 2)]


def upstream(case: Case, gate: type, shape: tuple[int, ...]) -> list[Any]:
    """What comes back to this gate from the right."""
    return [number(case, shape) for _ in range(2 if gate is CopyGate else 1)]


def told(case: Case, got: Any) -> Any:
    """A result; a list of gradients means the same as a tuple, and it may be dz itself."""
    case.means(tuple(got) if isinstance(got, list) else got)
    return got


def as_tuple(got: Any, want: Any) -> Any:
    """A single gradient without its tuple: that has a check of its own."""
    alone = isinstance(want, tuple) and len(want) == 1 and not isinstance(got, tuple | list)
    return (got,) if alone else got


def goes_forward(answer: Answer, case: Case, gate: type, x: list[Any]) -> None:
    """Fail unless the gate's output is right."""
    want = gate().forward(*x)
    got = case.numbers(told(case, getattr(answer, gate.__name__)().forward(*x)), want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE)


def goes_backward(
    answer: Answer, case: Case, gate: type, x: list[Any], dz: list[Any], scale: float | None = None
) -> None:
    """Fail unless the gate's gradients are right."""
    right, mine = gate(), getattr(answer, gate.__name__)()
    right.forward(*x)
    told(case, mine.forward(*x))
    hint = f"This is after {case.called}."
    want = right.backward(*dz)
    got = case.numbers(as_tuple(told(case, mine.backward(*dz)), want), want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE, scale=scale, hint=hint)


def forward_at_all_shapes(answer: Answer, case: Case, gate: type) -> None:
    for shape in ((), (3, 2), (1,)):
        goes_forward(answer, case, gate, inputs(case, gate, shape))


def backward_at_all_shapes(answer: Answer, case: Case, gate: type) -> None:
    for shape in ((), (3, 2), (1,), (2, 1, 20)):
        x, dz = inputs(case, gate, shape), upstream(case, gate, shape)
        goes_backward(answer, case, gate, x, dz)
    whole = [2 * case.rng.permutation(3) + k for k in range(len(x))]
    goes_backward(answer, case, gate, whole, upstream(case, gate, (3,)))


@exercise.check("numbers give numbers, arrays give arrays, and backward gives a tuple", weight=2)
def come_as_wanted(answer: Answer, case: Case) -> None:
    for gate in GATES:
        for shape in ((), (1, 3)):
            x, dz = inputs(case, gate, shape), upstream(case, gate, shape)
            right, mine = gate(), getattr(answer, gate.__name__)()
            case.like(told(case, mine.forward(*x)), right.forward(*x))
            case.like(told(case, mine.backward(*dz)), right.backward(*dz))


@exercise.check("AddGate: forward gives x + y", weight=2)
def add_forward(answer: Answer, case: Case) -> None:
    forward_at_all_shapes(answer, case, AddGate)


@exercise.check("AddGate: both inputs get dz", weight=4)
def add_backward(answer: Answer, case: Case) -> None:
    backward_at_all_shapes(answer, case, AddGate)


@exercise.check("MultiplyGate: forward gives x · y", weight=2)
def multiply_forward(answer: Answer, case: Case) -> None:
    forward_at_all_shapes(answer, case, MultiplyGate)


@exercise.check("MultiplyGate: each input gets dz times the other one", weight=4)
def multiply_backward(answer: Answer, case: Case) -> None:
    backward_at_all_shapes(answer, case, MultiplyGate)


@exercise.check("MaxGate: forward gives the larger input", weight=2)
def max_forward(answer: Answer, case: Case) -> None:
    forward_at_all_shapes(answer, case, MaxGate)


@exercise.check("MaxGate: the larger input gets dz, the other one 0", weight=4)
def max_backward(answer: Answer, case: Case) -> None:
    backward_at_all_shapes(answer, case, MaxGate)


@exercise.check("MaxGate: at a tie the two gradients add up to dz", needs=[max_backward])
def max_at_a_tie(answer: Answer, case: Case) -> None:
    for shape in ((), (4,)):
        x, dz = number(case, shape), number(case, shape)
        gate = answer.MaxGate()
        told(case, gate.forward(x, x))
        got = case.numbers(told(case, gate.backward(dz)), (dz, dz))
        if got is not None:
            dx, dy = got
            about = f"after forward(x, x), dx + dy of {case.called}"
            case.equal(dx + dy, dz, tol=TOLERANCE, about=about)


@exercise.check("CopyGate: forward gives x twice", weight=2)
def copy_forward(answer: Answer, case: Case) -> None:
    forward_at_all_shapes(answer, case, CopyGate)


@exercise.check("CopyGate: backward adds the two gradients", weight=4)
def copy_backward(answer: Answer, case: Case) -> None:
    backward_at_all_shapes(answer, case, CopyGate)


@exercise.check("SigmoidGate: forward gives σ(x)", weight=2)
def sigmoid_forward(answer: Answer, case: Case) -> None:
    forward_at_all_shapes(answer, case, SigmoidGate)


@exercise.check("SigmoidGate: backward gives σ(x) (1 − σ(x)) dz", weight=4)
def sigmoid_backward(answer: Answer, case: Case) -> None:
    backward_at_all_shapes(answer, case, SigmoidGate)


@exercise.check(
    "SigmoidGate: holds for very large inputs", needs=[sigmoid_forward, sigmoid_backward]
)
def sigmoid_at_the_extremes(answer: Answer, case: Case) -> None:
    for size in (40.0, 800.0):
        x = size * np.array([1.0, -1.0])
        goes_forward(answer, case, SigmoidGate, [x])
        goes_backward(answer, case, SigmoidGate, [x], upstream(case, SigmoidGate, (2,)), scale=1.0)


@exercise.check("backward speaks of the gate's own last forward", weight=2)
def speaks_of_its_last_forward(answer: Answer, case: Case) -> None:
    for gate in GATES:
        before, x, others = (inputs(case, gate, (2,)) for _ in range(3))
        dz, other_dz = upstream(case, gate, (2,)), upstream(case, gate, (2,))
        make = getattr(answer, gate.__name__)
        fresh, mine, another = make(), make(), make()
        told(case, fresh.forward(*x))
        want = gradients(case, fresh.backward(*dz), gate, x, dz)
        told(case, mine.forward(*before))
        told(case, mine.backward(*other_dz))
        told(case, mine.forward(*x))
        told(case, another.forward(*others))
        for said in (
            "A new gate gives the second result; this one had been used before, and after it "
            "another one of its kind.",
            "The same call gave the second result a moment ago.",
        ):
            got = gradients(case, mine.backward(*dz), gate, x, dz)
            if got is not None and want is not None:
                case.equal(got, want, tol=TOLERANCE, hint=said)


def gradients(case: Case, got: Any, gate: type, x: list[Any], dz: list[Any]) -> Any:
    """The numbers of got, whatever they are, if there are as many as there have to be."""
    right = gate()
    right.forward(*x)
    want = right.backward(*dz)
    return case.numbers(as_tuple(told(case, got), want), want)


@exercise.check("changes no array that it is given")
def changes_no_argument(answer: Answer, case: Case) -> None:
    for gate in GATES:
        mine = getattr(answer, gate.__name__)()
        told(case, mine.forward(*inputs(case, gate, (3,))))
        told(case, mine.backward(*upstream(case, gate, (3,))))
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FormulasOfTheLecture:
    class AddGate:
        def forward(self, x, y):
            return x + y

        def backward(self, dz):
            return dz, dz

    class MultiplyGate:
        def forward(self, x, y):
            self.x = x
            self.y = y
            return x * y

        def backward(self, dz):
            dx = self.y * dz
            dy = self.x * dz
            return dx, dy

    class MaxGate:
        def forward(self, x, y):
            self.x = x
            self.y = y
            return np.maximum(x, y)

        def backward(self, dz):
            return dz * (self.x >= self.y), dz * (self.x < self.y)

    class CopyGate:
        def forward(self, x):
            return x, x

        def backward(self, da, db):
            return (da + db,)

    class SigmoidGate:
        def forward(self, x):
            self.s = 1 / (1 + np.exp(-x))
            return self.s

        def backward(self, dz):
            return (self.s * (1 - self.s) * dz,)


@exercise.accepts
class StoresTheLocalSlopes:
    class AddGate:
        def forward(self, x, y):
            return np.add(x, y)

        def backward(self, dz):
            return (dz,) * 2

    class MultiplyGate:
        def forward(self, x, y):
            self.slopes = (y, x)
            return np.multiply(x, y)

        def backward(self, dz):
            return tuple(slope * dz for slope in self.slopes)

    class MaxGate:
        def forward(self, x, y):
            z = np.where(x > y, x, y)
            self.slopes = (np.where(x > y, 1.0, 0.0), np.where(x > y, 0.0, 1.0))
            return z

        def backward(self, dz):
            return tuple(slope * dz for slope in self.slopes)

    class CopyGate:
        def forward(self, x):
            return (x,) * 2

        def backward(self, *gradients):
            return (sum(gradients),)

    class SigmoidGate:
        def forward(self, x):
            s = 0.5 * (1 + np.tanh(x / 2))
            self.slope = s - s**2
            return s

        def backward(self, dz):
            return (self.slope * dz,)


@exercise.accepts
class TiesAreShared:
    class AddGate:
        def forward(self, x, y):
            return y + x

        def backward(self, dz):
            return [dz, dz]

    class MultiplyGate:
        def forward(self, x, y):
            self.cache = {"x": np.array(x), "y": np.array(y)}
            return x * y

        def backward(self, dz):
            return [dz * self.cache["y"], dz * self.cache["x"]]

    class MaxGate:
        def forward(self, x, y):
            self.share = (1 + np.sign(x - y)) / 2
            return (x + y + abs(x - y)) / 2

        def backward(self, dz):
            dx = self.share * dz
            return [dx, dz - dx]

    class CopyGate:
        def forward(self, x):
            return [x, x]

        def backward(self, da, db):
            dx = np.copy(da)
            dx += db
            return [dx]

    class SigmoidGate:
        def forward(self, x):
            self.x = x
            return np.reciprocal(1 + np.exp(-x))

        def backward(self, dz):
            return [dz / (2 + np.exp(self.x) + np.exp(-self.x))]


@exercise.accepts
class FillsArraysOfItsOwn:
    class AddGate:
        def forward(self, x, y):
            return np.sum([x, y], axis=0)

        def backward(self, dz):
            return tuple(np.full((2, *np.shape(dz)), dz))

    class MultiplyGate:
        def forward(self, x, y):
            self.x, self.y = x, y
            return np.prod([x, y], axis=0)

        def backward(self, dz):
            return np.multiply(self.y, dz), np.multiply(self.x, dz)

    class MaxGate:
        def forward(self, x, y):
            self.first = np.greater_equal(x, y)
            return x * self.first + y * (1 - self.first)

        def backward(self, dz):
            dx, dy = np.zeros(np.shape(dz)), np.zeros(np.shape(dz))
            dx[self.first] = np.asarray(dz)[self.first]
            dy[~self.first] = np.asarray(dz)[~self.first]
            return dx, dy

    class CopyGate:
        def forward(self, x):
            return tuple(np.stack([x, x]))

        def backward(self, da, db):
            dx = np.sum([da, db], axis=0)
            return (dx,)

    class SigmoidGate:
        def forward(self, x):
            small = np.exp(-np.abs(x))
            self.s = np.where(x >= 0, 1, small) / (1 + small)
            return np.array(self.s)

        def backward(self, dz):
            dx = dz * self.s
            dx *= 1 - self.s
            return (dx,)


class Remembers:
    """A gate that stores its inputs, whatever they are."""

    def forward(self, *inputs):
        self.inputs = inputs
        return self.value(*inputs)

    def backward(self, *gradients):
        return self.slopes(*self.inputs, *gradients)


@exercise.accepts
class OneBaseForAllGates:
    class AddGate(Remembers):
        def value(self, x, y):
            return x + y

        def slopes(self, x, y, dz):
            return dz, dz

    class MultiplyGate(Remembers):
        def value(self, x, y):
            return x * y

        def slopes(self, x, y, dz):
            return y * dz, x * dz

    class MaxGate(Remembers):
        def value(self, x, y):
            return np.fmax(x, y)

        def slopes(self, x, y, dz):
            return np.where(x > y, dz, 0.0), np.where(x > y, 0.0, dz)

    class CopyGate(Remembers):
        def value(self, x):
            return x, x

        def slopes(self, x, da, db):
            return (da + db,)

    class SigmoidGate(Remembers):
        def value(self, x):
            return 1 / (1 + np.exp(-x))

        def slopes(self, x, dz):
            return (self.value(x) * self.value(-x) * dz,)


@exercise.accepts
class ReturnsAFunctionForTheWayBack:
    class AddGate:
        def forward(self, x, y):
            self.backward = lambda dz: (dz, dz)
            return x - (-y)

    class MultiplyGate:
        def forward(self, x, y):
            self.backward = lambda dz: (dz * y, dz * x)
            return x * y

    class MaxGate:
        def forward(self, x, y):
            gap = x - y
            self.backward = lambda dz: ((gap >= 0) * dz, (gap < 0) * dz)
            return y + np.maximum(gap, 0)

    class CopyGate:
        def forward(self, x):
            self.backward = lambda da, db: (db + da,)
            return x, x

    class SigmoidGate:
        def forward(self, x):
            s = 1 / (1 + np.exp(-x))
            self.backward = lambda dz: (dz * s * (1 - s),)
            return s


ANY_SPLIT = "at a tie any split that adds up to dz will do"
exercise.equivalent("x.real >= y.real", ANY_SPLIT, after="x.real > y.real")
exercise.equivalent("x > y", ANY_SPLIT, answer="StoresTheLocalSlopes", after="x >= y")
exercise.equivalent("x >= 0", "at 0 both are 1/2", answer="FillsArraysOfItsOwn", after="x > 0")
exercise.equivalent("x, y = (numbers(x), numbers(y))", "they are numbers or arrays already")
exercise.equivalent("dz = numbers(dz)", "it is a number or an array already")


# --- wrong answers ----------------------------------------------------------


class TwoInputs:
    """Stores both inputs."""

    def forward(self, x, y):
        self.x, self.y = x, y
        return self.z(x, y)


class Adds(TwoInputs):
    def z(self, x, y):
        return x + y


class Multiplies(TwoInputs):
    def z(self, x, y):
        return x * y

    def backward(self, dz):
        return self.y * dz, self.x * dz


class TakesTheMax(TwoInputs):
    def z(self, x, y):
        return np.maximum(x, y)

    def backward(self, dz):
        return dz * (self.x >= self.y), dz * (self.x < self.y)


class Copies:
    def forward(self, x):
        return x, x

    def backward(self, da, db):
        return (da + db,)


class Squashes:
    def forward(self, x):
        self.x = x
        self.s = 1 / (1 + np.exp(-x))
        return self.s

    def backward(self, dz):
        return (self.s * (1 - self.s) * dz,)


@exercise.rejects(
    "Multiply swaps: x gets dz times y, and y gets dz times x. Yours gives each input its own "
    "value."
)
class MultiplyDoesNotSwap:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            return self.x * dz, self.y * dz


@exercise.rejects(
    "The stored y is only the local slope of the product; multiply it by dz, the gradient that "
    "arrives from the right.",
    read=REMEMBER,
)
class MultiplyForgetsDz:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            return self.y, self.x


@exercise.rejects(
    "You give both inputs the product x · y times dz; the slope of a product by x is y alone, "
    "without the x."
)
class MultiplySendsBackItsValue:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            return self.x * self.y * dz, self.x * self.y * dz


@exercise.rejects(
    "The chain rule multiplies: the gradient that arrives is taken times the local slope, and "
    "yours is added to it."
)
class MultiplyAddsDz:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            return self.y + dz, self.x + dz


@exercise.rejects(
    "You divide dz by the other input; the slope of x · y by x is y, so multiply by it."
)
class MultiplyDivides:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            return dz / self.y, dz / self.x


@exercise.rejects(
    "Your methods have no self, so the first number takes its place and nothing can be stored: "
    "write def forward(self, x, y).",
    read=REMEMBER,
)
class MultiplyWithoutSelf:
    class MultiplyGate:
        def forward(x, y):
            return x * y

        def backward(dz):
            return dz, dz


@exercise.rejects(
    "Your cache lies in the class, where all multiply gates share it, so the last one overwrites "
    "the others: store it in self.",
    read=REMEMBER,
)
class MultiplySharesItsCache:
    class MultiplyGate:
        def forward(self, x, y):
            type(self).x, type(self).y = x, y
            return x * y

        def backward(self, dz):
            return self.y * dz, self.x * dz


@exercise.rejects(
    "Your gate keeps the inputs of its first way forward; every forward has to overwrite what the "
    "one before it stored.",
    read=REMEMBER,
)
class MultiplyKeepsItsFirstInputs:
    class MultiplyGate(Multiplies):
        def forward(self, x, y):
            if not hasattr(self, "x"):
                self.x, self.y = x, y
            return x * y


@exercise.rejects(
    "You scale the array dz itself, so the caller's gradient is another one after the call: "
    "compute y * dz into a new array."
)
class MultiplyScalesDzInPlace:
    class MultiplyGate(Multiplies):
        def backward(self, dz):
            dy = self.x * dz
            dz *= self.y
            return dz, dy


@exercise.rejects(
    "You scale the stored inputs themselves on the way back, so a second backward finds other "
    "numbers in the cache: make new arrays.",
    read=REMEMBER,
)
class MultiplySpoilsItsCache:
    class MultiplyGate:
        def forward(self, x, y):
            self.x, self.y = np.array(x, dtype=float), np.array(y, dtype=float)
            return x * y

        def backward(self, dz):
            self.x *= dz
            self.y *= dz
            return np.copy(self.y), np.copy(self.x)


@exercise.rejects(
    "Your gradients pile up in the gate from one backward to the next; a gate only hands down "
    "what it is given.",
    read=ADD_UP,
)
class MultiplyPilesUpGradients:
    class MultiplyGate(Multiplies):
        def __init__(self):
            self.dx = self.dy = 0.0

        def backward(self, dz):
            self.dx = self.dx + self.y * dz
            self.dy = self.dy + self.x * dz
            return self.dx, self.dy


@exercise.rejects(
    "Add has the local slopes 1 and 1, whatever its inputs are; yours multiplies by the inputs, "
    "as a multiply gate would."
)
class AddMultipliesByTheInputs:
    class AddGate(Adds):
        def backward(self, dz):
            return self.x * dz, self.y * dz


@exercise.rejects(
    "You return the inputs of the way forward; what an add gate hands down is the gradient dz, to "
    "both sides."
)
class AddReturnsItsInputs:
    class AddGate(Adds):
        def backward(self, dz):
            return self.x, self.y


@exercise.rejects(
    "The local slopes 1 and 1 are not the gradients yet: multiply them by dz, so that both inputs "
    "get dz."
)
class AddForgetsDz:
    class AddGate(Adds):
        def backward(self, dz):
            return np.ones(np.shape(dz)), np.ones(np.shape(dz))


@exercise.rejects(
    "Add does not share dz out: a nudge of either input moves the sum in full, so each gets all "
    "of dz, not half."
)
class AddSharesDz:
    class AddGate(Adds):
        def backward(self, dz):
            return dz / 2, dz / 2


@exercise.rejects(
    "Your add gate treats y as if it were taken off; the slope of x + y by y is 1, so dy is dz "
    "without a minus."
)
class AddWithAMinus:
    class AddGate(Adds):
        def backward(self, dz):
            return dz, -dz


@exercise.rejects(
    "An add gate has two inputs, so two gradients are wanted, a tuple (dz, dz); yours hands down "
    "one."
)
class AddReturnsOneGradient:
    class AddGate(Adds):
        def backward(self, dz):
            return dz


@exercise.rejects(
    "You route dz to the smaller input; the larger one is what came through, so the gradient "
    "belongs to it."
)
class MaxRoutesToTheSmaller:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return dz * (self.x < self.y), dz * (self.x >= self.y)


@exercise.rejects(
    "You hand dz to both inputs, as an add gate does; the smaller input of a max does not matter, "
    "so it gets 0."
)
class MaxRoutesToBoth:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return dz, dz


@exercise.rejects(
    "You say which input was larger, 1 and 0; that is the local slope, and the gradient is dz "
    "times it."
)
class MaxForgetsDz:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            first = self.x >= self.y
            return np.where(first, 1.0, 0.0), np.where(first, 0.0, 1.0)


@exercise.rejects(
    "You hand the larger input its own value back; what travels to the left is the gradient dz, "
    "not the value."
)
class MaxReturnsTheLargerValue:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return self.x * (self.x >= self.y), self.y * (self.x < self.y)


@exercise.rejects(
    "You multiply dz by the larger input; the local slope of a max is 1 for the larger input, "
    "however large it is."
)
class MaxMultipliesByTheValue:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return self.x * dz * (self.x >= self.y), self.y * dz * (self.x < self.y)


@exercise.rejects(
    "At a tie both of your conditions hold, so both inputs get dz, twice what arrived: let the "
    "second be the opposite of the first.",
    read=TIE,
)
class MaxGivesTiesToBoth:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return dz * (self.x >= self.y), dz * (self.y >= self.x)


@exercise.rejects(
    "At a tie neither of your conditions holds and the gradient is lost; one of the inputs, or "
    "both together, has to get dz.",
    read=TIE,
)
class MaxGivesTiesToNobody:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return dz * (self.x > self.y), dz * (self.y > self.x)


@exercise.rejects(
    "You decide once for the whole array which input is larger; a max gate decides for each entry "
    "by itself."
)
class MaxDecidesForTheWholeArray:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            if np.sum(self.x) >= np.sum(self.y):
                return dz, 0.0 * dz
            return 0.0 * dz, dz


@exercise.rejects(
    "Which input wins depends on the inputs of the way forward; you compare them with 0, and not "
    "with one another."
)
class MaxComparesWithZero:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            return dz * (self.x > 0), dz * (self.x <= 0)


@exercise.rejects(
    "Python's max and if ask whether a whole array is larger, which has no answer; use np.maximum "
    "and comparisons entry by entry."
)
class MaxOfNumbersOnly:
    class MaxGate:
        def forward(self, x, y):
            self.first = x >= y
            return max(x, y)

        def backward(self, dz):
            return (dz, 0.0) if self.first else (0.0, dz)


@exercise.rejects(
    "zeros_like copies the kind of number too: for inputs that are whole numbers your gradients "
    "lose their fractions; make zeros of floats."
)
class MaxCutsGradientsToWholeNumbers:
    class MaxGate(TakesTheMax):
        def backward(self, dz):
            dx, dy = np.zeros_like(self.x), np.zeros_like(self.y)
            np.copyto(dx, dz, where=self.x >= self.y, casting="unsafe")
            np.copyto(dy, dz, where=self.x < self.y, casting="unsafe")
            return dx, dy


@exercise.rejects("You send the smaller input forward; a max gate lets the larger one through.")
class MaxTakesTheSmallerOne:
    class MaxGate(TakesTheMax):
        def z(self, x, y):
            return np.minimum(x, y)


@exercise.rejects(
    "Copy has one input, so one gradient comes out, the sum of the two that arrive; yours hands "
    "down both.",
    read=ADD_UP,
)
class CopyReturnsBothGradients:
    class CopyGate(Copies):
        def backward(self, da, db):
            return da, db


@exercise.rejects(
    "The effects of both copies add up; you take the mean, and a nudge of x would count only half.",
    read=ADD_UP,
)
class CopyTakesTheMean:
    class CopyGate(Copies):
        def backward(self, da, db):
            return ((da + db) / 2,)


@exercise.rejects(
    "The second gradient overwrites the first one; where a value is used twice, what comes back "
    "is added up.",
    read=ADD_UP,
)
class CopyKeepsTheLastGradient:
    class CopyGate(Copies):
        def backward(self, da, db):
            return (db,)


@exercise.rejects(
    "Only the first gradient gets through your copy gate; the second output was used as well, so "
    "add what it sends back.",
    read=ADD_UP,
)
class CopyKeepsTheFirstGradient:
    class CopyGate(Copies):
        def backward(self, da, db):
            return (da,)


@exercise.rejects(
    "You multiply the two gradients; they reach x on two different ways, and along different ways "
    "effects are added.",
    read=ADD_UP,
)
class CopyMultipliesGradients:
    class CopyGate(Copies):
        def backward(self, da, db):
            return (da * db,)


@exercise.rejects(
    "You add the second gradient into the caller's array da: write da + db, which makes a new one."
)
class CopyAddsInPlace:
    class CopyGate(Copies):
        def backward(self, da, db):
            da += db
            return (da,)


@exercise.rejects(
    "Copying is not sharing out: both outputs of a copy gate are x itself, not half of it."
)
class CopyHalvesItsInput:
    class CopyGate(Copies):
        def forward(self, x):
            return x / 2, x / 2


@exercise.rejects("Your copy gate sends x forward once; it has two outputs, so return (x, x).")
class CopyHasOneOutput:
    class CopyGate(Copies):
        def forward(self, x):
            return x


@exercise.rejects(
    "The slope s (1 − s) holds for the value s = σ(x); you put the input x in its place.",
    read=REMEMBER,
)
class SigmoidUsesItsInput:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return (self.x * (1 - self.x) * dz,)


@exercise.rejects(
    "You squash a second time: what is stored is σ(x) already, so use it as it is in s (1 − s).",
    read=REMEMBER,
)
class SigmoidSquashesTwice:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            s = 1 / (1 + np.exp(-self.s))
            return (s * (1 - s) * dz,)


@exercise.rejects(
    "σ(x) (1 − σ(x)) is the sigmoid's own slope; take it times dz, or everything to the right of "
    "the gate is forgotten.",
    read=REMEMBER,
)
class SigmoidForgetsDz:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return (self.s * (1 - self.s),)


@exercise.rejects(
    "Your slope is σ(x) alone; it has a second factor, 1 − σ(x), which makes it small for large x "
    "too."
)
class SigmoidSlopeWithoutOneMinus:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return (self.s * dz,)


@exercise.rejects(
    "You wrote the slope of tanh, 1 − s²; the sigmoid's slope is s − s², that is s (1 − s)."
)
class SigmoidWithTheSlopeOfTanh:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return ((1 - self.s**2) * dz,)


@exercise.rejects(
    "Your slope has the wrong sign: the sigmoid rises everywhere, so s (1 − s) is positive, not "
    "s (s − 1)."
)
class SigmoidSlopeWithAMinus:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return (self.s * (self.s - 1) * dz,)


@exercise.rejects(
    "The minus in the exponent is missing: σ(x) = 1/(1 + e⁻ˣ) rises with x, while yours falls."
)
class SigmoidWithoutMinus:
    class SigmoidGate(Squashes):
        def forward(self, x):
            self.s = 1 / (1 + np.exp(x))
            return self.s


@exercise.rejects(
    "At 800, eˣ is too large for a number, and infinity divided by infinity is nan: write σ(x) as "
    "1/(1 + e⁻ˣ)."
)
class SigmoidOverflows:
    class SigmoidGate(Squashes):
        def forward(self, x):
            self.s = np.exp(x) / (1 + np.exp(x))
            return self.s


@exercise.rejects(
    "math.exp takes a single number; a gate has to work for arrays as well, so use np.exp."
)
class SigmoidOfNumbersOnly:
    class SigmoidGate(Squashes):
        def forward(self, x):
            self.s = 1 / (1 + math.exp(-x))
            return self.s


@exercise.rejects(
    "The gradient is right, but it comes without its tuple: return (dx,), so that every gate can "
    "be used in the same way."
)
class SigmoidReturnsABareGradient:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            return self.s * (1 - self.s) * dz


@exercise.rejects(
    "Your slope overwrites the stored value, so the next backward starts from the slope instead "
    "of from σ(x).",
    read=REMEMBER,
)
class SigmoidSpoilsItsCache:
    class SigmoidGate(Squashes):
        def backward(self, dz):
            self.s = self.s * (1 - self.s)
            return (self.s * dz,)


@exercise.rejects(
    "A single number comes out of your gate as an array with one entry: leave its shape as it is."
)
class NumbersBecomeArrays:
    class AddGate(Adds):
        def z(self, x, y):
            return np.atleast_1d(x + y)

        def backward(self, dz):
            return np.atleast_1d(dz), np.atleast_1d(dz)
