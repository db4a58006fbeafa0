"""Value, a number that remembers how it was made, and ComputationalGraph, which goes back."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from autograder.checking.recorder import unwrapped
from solutions_lib.backpropagation import ComputationalGraph, Value

exercise = Exercise(Value, ComputationalGraph, read="A graph that differentiates itself")

ADD_UP = "Gradients add up"
ORDER = "In which order?"

# Relative to the largest gradient. Right answers err by less than 1e-15 here, the best wrong
# one by 1e-3.
TOLERANCE = 1e-9

Formula = Callable[[Any, Any, Any], Any]
Formulas = dict[str, Formula]


# --- formulas ---------------------------------------------------------------


def with_u(x: Any, y: Any, z: Any) -> Any:
    u = x * y
    return u * (u * z + u)


def with_u_and_v(x: Any, y: Any, z: Any) -> Any:
    u = x + y
    v = u * u
    return v * v + z


PLUS_AND_TIMES: Formulas = {
    "x * y + z": lambda x, y, z: x * y + z,
    "x + y": lambda x, y, z: x + y,
    "x * y": lambda x, y, z: x * y,
    "x": lambda x, y, z: x,
}
MINUS: Formulas = {
    "-(x - y) * z": lambda x, y, z: -(x - y) * z,
    "x - y": lambda x, y, z: x - y,
    "-x": lambda x, y, z: -x,
    "x - x": lambda x, y, z: x - x,
}
WITH_NUMBERS: Formulas = {
    "(2 * x + 1) * (y * 3)": lambda x, y, z: (2 * x + 1) * (y * 3),
    "x * 2": lambda x, y, z: x * 2,
    "2 * x": lambda x, y, z: 2 * x,
    "x + 1.5": lambda x, y, z: x + 1.5,
    "1.5 + x": lambda x, y, z: 1.5 + x,
}
MINUS_WITH_NUMBERS: Formulas = {
    "x - 1.5": lambda x, y, z: x - 1.5,
    "1.5 - x": lambda x, y, z: 1.5 - x,
}
USED_TWICE: Formulas = {
    "(x + y) * x": lambda x, y, z: (x + y) * x,
    "x * x + x": lambda x, y, z: x * x + x,
    "x * x": lambda x, y, z: x * x,
    "u * (u * z + u) with u = x * y": with_u,
    "v * v + z with u = x + y, v = u * u": with_u_and_v,
}
BENT: Formulas = {
    "(x * y).relu() * z": lambda x, y, z: (x * y).relu() * z,
    "x.relu() * (x + y)": lambda x, y, z: x.relu() * (x + y),
    "x.relu()": lambda x, y, z: x.relu(),
    "x.exp() * (x + y)": lambda x, y, z: x.exp() * (x + y),
    "x.exp()": lambda x, y, z: x.exp(),
    "(x + y.relu()).exp()": lambda x, y, z: (x + y.relu()).exp(),
}

NO_VALUES = (int, float, complex, str, list, tuple, dict, np.ndarray, np.generic, type(None))


def draw(case: Case) -> list[float]:
    """x, y and z: three different numbers, none of them special."""
    sizes = case.rng.permutation(3) + np.round(case.rng.uniform(0.3, 0.8, size=3), 2)
    return [float(number) for number in np.where(case.rng.permutation(3) > 0, sizes, -sizes)]


class Made:
    """A graph of the answer, and the right one, of the same formula.

    The leaves are made anew each time, and formulas are no calls of the answer. So a known
    mistake is recognised by all that this graph gave, under the names of the leaves.
    """

    def __init__(
        self, answer: Answer, case: Case, text: str, formula: Formula, numbers: list[float]
    ) -> None:
        self.case, self.text, self.history = case, text, []
        self.leaves = [unwrapped(answer.Value(number)) for number in numbers]
        output = self.ask(f"f = {text}", lambda: formula(*self.leaves))
        if isinstance(output, NO_VALUES):
            case.fail(f"f = {text} gave a {type(output).__name__}, where a Value is wanted")
        self.graph = unwrapped(answer.ComputationalGraph(output))
        self.right_leaves = [Value(number) for number in numbers]
        self.right = ComputationalGraph(formula(*self.right_leaves))
        both = zip("xyz", self.right_leaves, strict=True)
        self.named = {name: leaf for name, leaf in both if leaf in self.right.leaves}

    def ask(self, what: str, call: Callable[[], Any]) -> Any:
        """What a call gives; where it fails, the message says what was asked."""
        try:
            return call()
        except Exception as error:
            if getattr(error, "fatal", False):
                raise
            kind = getattr(error, "remote_type", type(error).__name__)
            self.remember(f"{what} raised {kind}")
            if kind == "NotImplementedError":
                self.case.fail(f"{what}: this is not written yet")
            self.case.fail(f"{what} raised {kind}: {' '.join(str(error).split())[:200]}")

    def remember(self, result: Any) -> None:
        self.history.append(result)
        self.case.means(tuple(self.history))

    @property
    def what(self) -> str:
        """The formula at the present numbers."""
        at = ", ".join(f"{name}={float(leaf.data):g}" for name, leaf in self.named.items())
        return f"f = {self.text} at {at}"

    def number(self, got: Any, want: float, about: str) -> float:
        """A result as a number, be it in an array with one entry; fail if it is none."""
        try:
            return float(np.asarray(got, dtype=np.float64).reshape(()))
        except (TypeError, ValueError):
            self.case.like(got, want, about=about)
            return math.nan

    def forward(self, numbers: list[float | None]) -> tuple[Any, float]:
        """(value, right value) at these numbers; None: left out."""
        given = zip("xyz", self.leaves, self.right_leaves, numbers, strict=True)
        given = [each for each in given if each[0] in self.named and each[3] is not None]
        want = float(self.right.forward({right: number for _, _, right, number in given}))
        call = lambda: self.graph.forward({mine: number for _, mine, _, number in given})  # noqa: E731
        got = self.ask(f"`forward` for {self.what}", call)
        self.remember(None if not isinstance(got, NO_VALUES) else got)
        return got, want

    def backward(self) -> tuple[dict[str, Any], dict[str, float], int]:
        """(gradients, right gradients) of the leaves by name, and how many others there are."""
        right = self.right.backward()
        want = {name: float(right[leaf]) for name, leaf in self.named.items()}
        got = self.ask(f"`backward` for {self.what}", lambda: self.graph.backward())
        if not isinstance(got, dict):
            self.remember(f"a {type(got).__name__}")
            self.case.fail(f"`backward` for f = {self.text} did not return a dict")
        by_leaf = {id(leaf): value for leaf, value in got.items()}
        ids = {name: id(leaf) for name, leaf in zip("xyz", self.leaves, strict=True)}
        mine = {name: by_leaf[ids[name]] for name in want if ids[name] in by_leaf}
        self.remember((mine, len(got) - len(mine)))
        return mine, want, len(got) - len(mine)

    def value_is_right(self, numbers: list[float | None]) -> None:
        """Fail unless forward gives the right number."""
        got, want = self.forward(numbers)
        number = self.number(got, want, self.what)
        self.case.equal(number, want, tol=TOLERANCE, about=self.what)

    def gradients_are_right(self, hint: str = "") -> None:
        """Fail unless backward gives the right gradients."""
        mine, want, _ = self.backward()
        if missing := [name for name in want if name not in mine]:
            self.case.fail(f"`backward` gives no gradient for {missing[0]}, for {self.what}")
        about = f"For {self.what} the gradient"
        got = {name: self.number(mine[name], want[name], about) for name in want}
        scale = max(1e-3, *(abs(value) for value in want.values()))
        self.case.equal(got, want, tol=TOLERANCE, scale=scale, about=about, hint=hint)


def values_are_right(answer: Answer, case: Case, formulas: Formulas, *signs: int) -> None:
    for text, formula in formulas.items():
        drawn = draw(case)
        for sign in signs or (1,):
            numbers = [sign * number for number in drawn]
            Made(answer, case, text, formula, numbers).value_is_right(numbers)


def gradients_are_right(answer: Answer, case: Case, formulas: Formulas, *signs: int) -> None:
    for text, formula in formulas.items():
        drawn = draw(case)
        for sign in signs or (1,):
            numbers = [sign * number for number in drawn]
            made = Made(answer, case, text, formula, numbers)
            made.forward(numbers)
            made.gradients_are_right()


# --- checks -----------------------------------------------------------------


@exercise.check("data and forward are numbers, backward gives a dict with the leaves")
def come_as_wanted(answer: Answer, case: Case) -> None:
    numbers = draw(case)
    for number in (*numbers, 2):
        got = answer.Value(number).data
        case.equal(got, float(number), about=f"`data` of Value({number})")
    made = Made(answer, case, "x * y + z", PLUS_AND_TIMES["x * y + z"], numbers)
    got, want = made.forward(numbers)
    case.like(got, want, about=made.what)
    mine, right, _ = made.backward()
    case.like(mine, right, about=f"For {made.what} the gradient")


@exercise.check("forward computes with plain numbers on either side")
def forward_with_numbers(answer: Answer, case: Case) -> None:
    values_are_right(answer, case, WITH_NUMBERS)


@exercise.check("forward computes relu and exp", weight=2)
def forward_of_relu_and_exp(answer: Answer, case: Case) -> None:
    values_are_right(answer, case, BENT, 1, -1)
    made = Made(answer, case, "x.relu() + y.exp()", lambda x, y, z: x.relu() + y.exp(), [0, 0, 0])
    made.value_is_right([0.0, -800.0, None])


@exercise.check("forward takes new numbers; a leaf that is left out keeps its own", weight=3)
def forward_with_new_numbers(answer: Answer, case: Case) -> None:
    for text, formula in PLUS_AND_TIMES.items():
        Made(answer, case, text, formula, draw(case)).value_is_right(draw(case))
    for text, formula in ("x * y + z", PLUS_AND_TIMES["x * y + z"]), [*USED_TWICE.items()][-1]:
        made = Made(answer, case, text, formula, draw(case))
        made.value_is_right([None, draw(case)[1], None])
        made.value_is_right(draw(case))
        Made(answer, case, text, formula, draw(case)).value_is_right([None] * 3)


@exercise.check("backward gives the gradients of + and ·", weight=3)
def backward_of_values(answer: Answer, case: Case) -> None:
    gradients_are_right(answer, case, PLUS_AND_TIMES)


@exercise.check("minus: forward and backward are right", weight=2)
def minus(answer: Answer, case: Case) -> None:
    for formulas in (MINUS, MINUS_WITH_NUMBERS):
        values_are_right(answer, case, formulas)
        gradients_are_right(answer, case, formulas)


@exercise.check("a plain number in the formula is no leaf", weight=2)
def constants_are_no_leaves(answer: Answer, case: Case) -> None:
    gradients_are_right(answer, case, WITH_NUMBERS)
    for text, formula in WITH_NUMBERS.items():
        numbers = draw(case)
        made = Made(answer, case, text, formula, numbers)
        made.forward(numbers)
        mine, _, others = made.backward()
        leaves = f"{' and '.join(mine)} {'is a leaf' if len(mine) == 1 else 'are leaves'}"
        said = f"`backward` for f = {text} has {len(mine) + others} entries; only {leaves}"
        case.small(others, said, tol=0.5)


@exercise.check("gradients of a value that is used several times add up", weight=4)
def gradients_add_up(answer: Answer, case: Case) -> None:
    gradients_are_right(answer, case, USED_TWICE)


@exercise.check("backward gives the gradients of relu and exp", weight=2)
def backward_of_relu_and_exp(answer: Answer, case: Case) -> None:
    gradients_are_right(answer, case, BENT, 1, -1)


@exercise.check("backward gives the same again, and speaks of the last forward", weight=2)
def backward_again(answer: Answer, case: Case) -> None:
    for text, formula in ("x * y + z", PLUS_AND_TIMES["x * y + z"]), [*USED_TWICE.items()][-1]:
        first, second = draw(case), draw(case)
        made = Made(answer, case, text, formula, first)
        made.forward(first)
        made.backward()
        made.forward(second)
        made.gradients_are_right("There were other numbers before.")
        made.gradients_are_right("It is the second backward in a row.")


@exercise.check("grad of a leaf is what backward says of it", needs=[backward_of_values])
def leaves_know_their_gradients(answer: Answer, case: Case) -> None:
    numbers = draw(case)
    made = Made(answer, case, "x * y + z", PLUS_AND_TIMES["x * y + z"], numbers)
    made.forward(numbers)
    mine, _, _ = made.backward()
    for name, leaf in zip("xyz", made.leaves, strict=True):
        about = f"After `backward` for {made.what}, `grad` of {name}"
        got = made.ask(f"`grad` of {name}", lambda leaf=leaf: leaf.grad)
        want = made.number(mine.get(name), 0.0, about)
        number = made.number(got, want, about)
        made.remember(number)
        case.equal(number, want, about=about)


# --- right answers ----------------------------------------------------------


@exercise.accepts
class EachValueKnowsTheWayBack:
    class Value:
        def __init__(self, data, inputs=(), forward=None, backward=None):
            self.data = data
            self.inputs = inputs
            self.recompute = forward
            self.hand_down = backward
            self.is_constant = False

        def lift(self, other):
            if isinstance(other, type(self)):
                return other
            constant = type(self)(other)
            constant.is_constant = True
            return constant

        def __add__(self, other):
            other = self.lift(other)

            def backward(grad):
                self.grad += grad
                other.grad += grad

            forward = lambda: self.data + other.data  # noqa: E731
            return type(self)(forward(), (self, other), forward, backward)

        def __mul__(self, other):
            other = self.lift(other)

            def backward(grad):
                self.grad += other.data * grad
                other.grad += self.data * grad

            forward = lambda: self.data * other.data  # noqa: E731
            return type(self)(forward(), (self, other), forward, backward)

        def relu(self):
            def backward(grad):
                self.grad += grad if self.data > 0 else 0.0

            forward = lambda: max(self.data, 0.0)  # noqa: E731
            return type(self)(forward(), (self,), forward, backward)

        def exp(self):
            def backward(grad):
                self.grad += math.exp(self.data) * grad

            forward = lambda: math.exp(self.data)  # noqa: E731
            return type(self)(forward(), (self,), forward, backward)

        def __neg__(self):
            return self * -1

        def __sub__(self, other):
            return self + -self.lift(other)

        def __rsub__(self, other):
            return self.lift(other) + -self

        __radd__ = __add__
        __rmul__ = __mul__

    class ComputationalGraph:
        def __init__(self, output):
            self.output = output
            self.nodes = []
            met = set()

            def visit(node):
                if node not in met:
                    met.add(node)
                    for source in node.inputs:
                        visit(source)
                    self.nodes.append(node)

            visit(output)

        def forward(self, inputs):
            for leaf in inputs:
                leaf.data = inputs[leaf]
            for node in self.nodes:
                if node.recompute:
                    node.data = node.recompute()
            return float(self.output.data)

        def backward(self):
            for node in self.nodes:
                node.grad = 0.0
            self.output.grad = 1.0
            for node in reversed(self.nodes):
                if node.hand_down:
                    node.hand_down(node.grad)
            return {n: n.grad for n in self.nodes if not n.inputs and not n.is_constant}


class Tagged:
    """A number with the name of its operation and the values that went into it."""

    def __init__(self, data, op="leaf", inputs=()):
        self.data, self.op, self.inputs, self.grad = data, op, inputs, 0.0

    def made(self, op, *inputs):
        known = [v if isinstance(v, Tagged) else type(self)(v, "number") for v in inputs]
        out = type(self)(0.0, op, tuple(known))
        out.data = out.value()
        return out

    def value(self):
        numbers = [source.data for source in self.inputs]
        if self.op == "+":
            return numbers[0] + numbers[1]
        if self.op == "-":
            return numbers[0] - numbers[1]
        if self.op == "*":
            return numbers[0] * numbers[1]
        if self.op == "relu":
            return numbers[0] if numbers[0] > 0 else 0.0
        return math.exp(numbers[0]) if self.op == "exp" else self.data

    def slopes(self):
        numbers = [source.data for source in self.inputs]
        return {
            "+": lambda: (1.0, 1.0),
            "-": lambda: (1.0, -1.0),
            "*": lambda: (numbers[1], numbers[0]),
            "relu": lambda: (1.0 if numbers[0] > 0 else 0.0,),
            "exp": lambda: (self.data,),
        }[self.op]()

    def __add__(self, other):
        return self.made("+", self, other)

    def __radd__(self, other):
        return self.made("+", other, self)

    def __sub__(self, other):
        return self.made("-", self, other)

    def __rsub__(self, other):
        return self.made("-", other, self)

    def __mul__(self, other):
        return self.made("*", self, other)

    def __rmul__(self, other):
        return self.made("*", other, self)

    def __neg__(self):
        return self.made("-", 0.0, self)

    def relu(self):
        return self.made("relu", self)

    def exp(self):
        return self.made("exp", self)


def in_order(node, order):
    """Every node behind this one, and itself, after its inputs."""
    if all(node is not known for known in order):
        for source in node.inputs:
            in_order(source, order)
        order.append(node)
    return order


class Plain:
    """A graph of tagged values."""

    def __init__(self, output):
        self.output, self.nodes = output, in_order(output, [])

    def leaves(self):
        return [node for node in self.nodes if node.op == "leaf"]

    def forward(self, inputs):
        for leaf, number in inputs.items():
            leaf.data = number
        for node in self.nodes:
            node.data = node.value()
        return self.output.data

    def reset(self):
        for node in self.nodes:
            node.grad = 0.0

    def backward(self):
        self.reset()
        self.output.grad = 1.0
        for node in self.nodes[::-1]:
            if node.inputs:
                for source, slope in zip(node.inputs, node.slopes()):
                    source.grad += slope * node.grad
        return {leaf: leaf.grad for leaf in self.leaves()}


@exercise.accepts
class NamesOfOperations:
    class Value(Tagged):
        def value(self):
            numbers = [source.data for source in self.inputs]
            if self.op == "+":
                return np.sum(numbers)
            if self.op == "*":
                return np.prod(numbers)
            if self.op == "relu":
                return np.maximum(*numbers, 0)
            return np.exp(*numbers) if self.op == "exp" else self.data

        def __sub__(self, other):
            return self + other * -1

        def __rsub__(self, other):
            return -1 * self + other

        def __neg__(self):
            return -1 * self

    class ComputationalGraph(Plain):
        def backward(self):
            gradients = {id(node): 0.0 for node in self.nodes}
            gradients[id(self.output)] = 1.0
            for node in reversed(self.nodes):
                arriving = gradients[id(node)]
                node.grad = arriving
                for k, source in enumerate(node.inputs):
                    gradients[id(source)] += arriving * node.slopes()[k]
            return {leaf: gradients[id(leaf)] for leaf in self.leaves()}


@exercise.accepts
class DeepestFirst:
    class Value(Tagged):
        def __init__(self, data, op="leaf", inputs=()):
            super().__init__(np.float64(data), op, inputs)
            self.depth = 1 + max([source.depth for source in inputs], default=0)

    class ComputationalGraph(Plain):
        def __init__(self, output):
            found = [output]
            for node in found:
                found += [s for s in dict.fromkeys(node.inputs) if s not in found]
            self.output, self.nodes = output, sorted(found, key=lambda node: node.depth)


@exercise.accepts
class OneSlopeAfterTheOther:
    """Carries along, for one leaf at a time, how fast every node changes with it."""

    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            return {leaf: self.slope_by(leaf) for leaf in self.leaves()}

        def slope_by(self, leaf):
            speed = {node: 0.0 for node in self.nodes}
            speed[leaf] = 1.0
            for node in self.nodes:
                if node.inputs:
                    both = zip(node.slopes(), node.inputs)
                    speed[node] = sum(slope * speed[source] for slope, source in both)
            leaf.grad = speed[self.output]
            return leaf.grad


@exercise.accepts
class SumOverAllPaths:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            self.reset()
            self.walk(self.output, 1.0)
            return {leaf: leaf.grad for leaf in self.leaves()}

        def walk(self, node, carried):
            node.grad += carried
            if node.inputs:
                for source, slope in zip(node.inputs, node.slopes()):
                    self.walk(source, carried * slope)


@exercise.accepts
class FunctionsOfTheLeaves:
    """A value is a function of the numbers at the leaves; its slope is found by a complex step."""

    class Value:
        def __init__(self, data, compute=None, leaves=()):
            self.data = data
            self.compute = compute or (lambda at: at[self])
            self.leaves = leaves or ([] if compute else [self])

        def combine(self, other, operation):
            if not isinstance(other, type(self)):
                constant = other
                other = type(self)(None, lambda at: constant)
            leaves = list(dict.fromkeys(self.leaves + other.leaves))
            compute = lambda at: operation(self.compute(at), other.compute(at))  # noqa: E731
            return type(self)(None, compute, leaves)

        def __add__(self, other):
            return self.combine(other, lambda a, b: a + b)

        def __radd__(self, other):
            return self + other

        def __sub__(self, other):
            return self.combine(other, lambda a, b: a - b)

        def __rsub__(self, other):
            return self.combine(other, lambda a, b: b - a)

        def __mul__(self, other):
            return self.combine(other, lambda a, b: a * b)

        def __rmul__(self, other):
            return self * other

        def __neg__(self):
            return 0 - self

        def relu(self):
            return self.combine(0.0, lambda a, zero: a if a.real > 0 else zero)

        def exp(self):
            return type(self)(None, lambda at: np.exp(self.compute(at)), self.leaves)

    class ComputationalGraph:
        def __init__(self, output):
            self.output = output

        def numbers(self):
            return {leaf: complex(leaf.data) for leaf in self.output.leaves}

        def forward(self, inputs):
            for leaf, number in inputs.items():
                leaf.data = number
            self.output.data = self.output.compute(self.numbers()).real
            return self.output.data

        def backward(self):
            for leaf in self.output.leaves:
                moved = self.numbers()
                moved[leaf] += 1e-30j
                leaf.grad = self.output.compute(moved).imag / 1e-30
            return {leaf: leaf.grad for leaf in self.output.leaves}


AT_ZERO = "at 0 any slope from 0 to 1 will do"
DEPTH = "only which of two depths is the larger one counts"
exercise.equivalent("self.data > 0", AT_ZERO, answer="EachValueKnowsTheWayBack")
exercise.equivalent("a.real > 0", AT_ZERO, answer="FunctionsOfTheLeaves", after="a.real >= 0")
exercise.equivalent(
    "1 + max([source.depth for source in inputs], default=0)",
    DEPTH,
    after="2 + max([source.depth for source in inputs], default=0)",
)
exercise.equivalent(
    "max([source.depth for source in inputs], default=0)",
    DEPTH,
    after="max([source.depth for source in inputs], default=1)",
)
exercise.equivalent("if not set(inputs) <= set(self.leaves):", "no error is asked for here")
exercise.equivalent("zip(node.inputs, slopes, strict=True)", "the two are of the same length")


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "Each gradient that comes back overwrites the one before it; a value that is used several "
    "times gets the sum of them, so write +=.",
    read=ADD_UP,
)
class KeepsTheLastGradient:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            self.reset()
            self.output.grad = 1.0
            for node in self.nodes[::-1]:
                if node.inputs:
                    for source, slope in zip(node.inputs, node.slopes()):
                        source.grad = slope * node.grad
            return {leaf: leaf.grad for leaf in self.leaves()}


@exercise.rejects(
    "The gradients of the backward before are still there, and the new ones are added to them: "
    "set every grad to zero first.",
    read=ADD_UP,
)
class NeverSetsGradientsToZero:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def reset(self):
            pass


@exercise.rejects(
    "You set the leaves to zero, but the nodes in between keep their gradients from the backward "
    "before: set all of them to zero.",
    read=ADD_UP,
)
class SetsOnlyLeavesToZero:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def reset(self):
            for leaf in self.leaves():
                leaf.grad = 0.0


@exercise.rejects(
    "Nothing is put in at the output, so every gradient is 0: the way back begins with the slope "
    "of the output by itself, which is 1."
)
class StartsWithZero:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            return {leaf: 0.0 for leaf in self.leaves()}


@exercise.rejects(
    "Your way back begins with the value of the output; it has to begin with its slope by itself, "
    "which is 1."
)
class StartsWithTheValue:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            found = super().backward()
            for leaf in found:
                leaf.grad *= self.output.data
            return {leaf: leaf.grad for leaf in found}


@exercise.rejects(
    "You go through the nodes in the order of the way forward; on the way back a node has to hear "
    "from all that use it first, so take the order in reverse.",
    read=ORDER,
)
class BackwardInForwardOrder:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            self.nodes.reverse()
            found = super().backward()
            self.nodes.reverse()
            return found


@exercise.rejects(
    "Level by level, a node may hand its gradient down before all of it has arrived: go back in "
    "topological order.",
    read=ORDER,
)
class LevelByLevel:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            ordered, self.nodes = self.nodes, self.by_levels()
            found = super().backward()
            self.nodes = ordered
            return found

        def by_levels(self):
            met = [self.output]
            for node in met:
                met += [source for source in dict.fromkeys(node.inputs) if source not in met]
            return met[::-1]


@exercise.rejects(
    "A node that is used twice stands in your list twice, and hands down everything each time: "
    "list it once.",
    read=ORDER,
)
class ListsSharedNodesTwice:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def __init__(self, output):
            self.output, self.nodes = output, self.behind(output)

        def behind(self, node):
            return [n for source in node.inputs for n in self.behind(source)] + [node]

        def leaves(self):
            return list(dict.fromkeys(super().leaves()))


@exercise.rejects(
    "The plain numbers of the formula stand among your gradients. They are constants and no "
    "leaves: nobody wants to change them."
)
class ConstantsAreLeaves:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def leaves(self):
            return [node for node in self.nodes if not node.inputs]


@exercise.rejects(
    "Your dict holds every node of the graph; asked for are the leaves alone, the Values that "
    "have no inputs."
)
class ReturnsEveryNode:
    class Value(Tagged):
        def __neg__(self):
            return self * -1

    class ComputationalGraph(Plain):
        def leaves(self):
            return [node for node in self.nodes if node.op != "number"]


@exercise.rejects(
    "A formula may be a single leaf; it is the output and a leaf at once, and its gradient is 1. "
    "Yours leaves the output out."
)
class OutputIsNeverALeaf:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def leaves(self):
            return [node for node in self.nodes[:-1] if node.op == "leaf"]


@exercise.rejects(
    "Your difference is taken the wrong way round: x − y is what is left of x, and its slope by y "
    "is −1."
)
class SubtractsTheWrongWayRound:
    class Value(Tagged):
        def __sub__(self, other):
            return self.made("-", other, self)

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "With a number on the left of the minus, Python calls __rsub__ of the Value, and yours takes "
    "the number from the Value instead of the Value from the number."
)
class NumberMinusValueTurnedRound:
    class Value(Tagged):
        def __rsub__(self, other):
            return self.made("-", self, other)

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Forward your difference is right, but on the way back both sides get the same gradient; what "
    "is taken off gets a minus."
)
class MinusIsLostOnTheWayBack:
    class Value(Tagged):
        def slopes(self):
            return (1.0, 1.0) if self.op == "-" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Multiply does not swap on your way back: each factor has to get the gradient times the other "
    "factor."
)
class ProductDoesNotSwap:
    class Value(Tagged):
        def slopes(self):
            return super().slopes()[::-1] if self.op == "*" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Local slopes are not multiplied by what arrives, so only the last operation counts: take "
    "each slope times the gradient of its node."
)
class ForgetsWhatArrives:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            self.reset()
            self.output.grad = 1.0
            for node in self.nodes[::-1]:
                if node.inputs:
                    for source, slope in zip(node.inputs, node.slopes()):
                        source.grad += slope
            return {leaf: leaf.grad for leaf in self.leaves()}


@exercise.rejects(
    "Your relu lets every gradient through; where its input is negative the output does not move, "
    "so the gradient is 0."
)
class ReluLetsEverythingThrough:
    class Value(Tagged):
        def slopes(self):
            return (1.0,) if self.op == "relu" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects("The slope of relu is 1 where its input is positive; yours is the input itself.")
class ReluSlopeIsItsValue:
    class Value(Tagged):
        def slopes(self):
            return (self.data,) if self.op == "relu" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Your relu turns negative numbers round, as an absolute value does; a ReLU makes them 0."
)
class ReluIsAnAbsoluteValue:
    class Value(Tagged):
        def value(self):
            return abs(self.inputs[0].data) if self.op == "relu" else super().value()

        def slopes(self):
            slope = math.copysign(1.0, self.inputs[0].data)
            return (slope,) if self.op == "relu" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "The slope of eˣ is eˣ again, the value of the node; yours is 1, as if nothing had been "
    "computed."
)
class ExpLetsEverythingThrough:
    class Value(Tagged):
        def slopes(self):
            return (1.0,) if self.op == "exp" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "The slope of eˣ is the output of the node; you use its input, the x in the exponent."
)
class ExpSlopeIsItsInput:
    class Value(Tagged):
        def slopes(self):
            return (self.inputs[0].data,) if self.op == "exp" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects("eˣ is no power of x: its slope is eˣ, and not x times e to the x − 1.")
class ExpSlopeLikeAPower:
    class Value(Tagged):
        def slopes(self):
            x = self.inputs[0].data
            return (x * math.exp(x - 1),) if self.op == "exp" else super().slopes()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "You compute eˣ as 1 divided by e to the −x, which is too large for a number when x is −800; "
    "eˣ itself is then simply 0."
)
class ExpByAQuotient:
    class Value(Tagged):
        def value(self):
            return 1 / math.exp(-self.inputs[0].data) if self.op == "exp" else super().value()

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "In 1.5 + x Python asks the number first and then the Value, by the name __radd__; your class "
    "has no such method."
)
class NoNumberInFrontOfPlus:
    class Value(Tagged):
        def __radd__(self, other):
            return NotImplemented

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "In 2 * x Python asks the number first and then the Value, by the name __rmul__; your class "
    "has no such method."
)
class NoNumberInFrontOfTimes:
    class Value(Tagged):
        def __rmul__(self, other):
            return NotImplemented

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "In 1.5 - x Python asks the number first and then the Value, by the name __rsub__; your class "
    "has no such method."
)
class NoNumberInFrontOfMinus:
    class Value(Tagged):
        def __rsub__(self, other):
            return NotImplemented

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Your operations take Values only: in x * 2 the 2 is a plain number, which has to become a "
    "constant node first."
)
class NoNumbersAtAll:
    class Value(Tagged):
        def made(self, op, *inputs):
            out = type(self)(0.0, op, inputs)
            out.data = out.value()
            return out

        def __neg__(self):
            return self.made("-", type(self)(0.0, "number"), self)

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "Your forward sets the leaves and returns the number that the output had before: send all "
    "nodes forward again, in order."
)
class ForwardComputesNothing:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            for leaf, number in inputs.items():
                leaf.data = number
            return self.output.data


@exercise.rejects(
    "Only the output is computed anew, from what its inputs held before: every node has to be, "
    "in topological order."
)
class ForwardComputesTheOutputOnly:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            for leaf, number in inputs.items():
                leaf.data = number
            self.output.data = self.output.value()
            return self.output.data


@exercise.rejects(
    "Your local slopes are those of the numbers with which the formula was built; compute them "
    "anew after each forward."
)
class SlopesOfTheFirstNumbers:
    class Value(Tagged):
        def made(self, op, *inputs):
            out = super().made(op, *inputs)
            out.first = Tagged.slopes(out)
            return out

        def slopes(self):
            return self.first

    class ComputationalGraph(Plain):
        pass


@exercise.rejects(
    "A leaf that is not among the inputs becomes 0 in yours; it keeps the number it has."
)
class LeavesLeftOutBecomeZero:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            return super().forward({leaf: inputs.get(leaf, 0.0) for leaf in self.leaves()})


@exercise.rejects(
    "Your forward asks for a number for every leaf; one that is left out keeps what it has, so "
    "go through the inputs that are given."
)
class EveryLeafHasToBeGiven:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            return super().forward({leaf: inputs[leaf] for leaf in self.leaves()})


@exercise.rejects(
    "Your backward takes a step and changes the numbers at the leaves; it only reports gradients, "
    "and every data stays."
)
class BackwardMovesTheLeaves:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            found = super().backward()
            for leaf in found:
                leaf.data = leaf.data - 0.01 * leaf.grad
            return found


@exercise.rejects(
    "Your forward returns the output node; what is asked for is the number in it, its data."
)
class ForwardReturnsTheNode:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            super().forward(inputs)
            return self.output


@exercise.rejects(
    "Your forward returns an array with one entry, where one plain number is asked for."
)
class ForwardReturnsAnArray:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def forward(self, inputs):
            return np.array([super().forward(inputs)])


@exercise.rejects(
    "The gradients come in a list, and nobody can tell which leaf they belong to: return a dict "
    "from leaf to gradient."
)
class GradientsInAList:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            return list(super().backward().values())


@exercise.rejects(
    "Your gradients are reported, but grad of the leaves still holds 0: store there what backward "
    "finds out."
)
class GradientsAreNotStored:
    class Value(Tagged):
        pass

    class ComputationalGraph(Plain):
        def backward(self):
            found = super().backward()
            self.reset()
            return found
