"""sigmoid_neuron_backward(w0, x0, w1, x1, w2, grad_L=1.0): a neuron's lines, forward and back.

Each line is judged given the student's own lines before it: one slip costs one line.
"""

import math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.backpropagation import sigmoid_neuron_backward
from solutions_lib.binary_classification import sigmoid

exercise = Exercise(sigmoid_neuron_backward, read="Ten lines for one neuron")

LINES_BACK = "The way back, line by line"
LISTING = "The slide's listing"

# Relative, and absolute below 1. Right answers err by less than 1e-15 here, the best wrong one
# (rounded to four decimals) by 1e-5.
TOLERANCE = 1e-10

INPUTS = ("w0", "x0", "w1", "x1", "w2", "grad_L")

# what a line is computed from, and how
LINES: dict[str, tuple[tuple[str, ...], Callable[..., float]]] = {
    "s0": (("w0", "x0"), lambda w0, x0: w0 * x0),
    "s1": (("w1", "x1"), lambda w1, x1: w1 * x1),
    "s2": (("s0", "s1"), lambda s0, s1: s0 + s1),
    "s3": (("s2", "w2"), lambda s2, w2: s2 + w2),
    "L": (("s3",), lambda s3: float(sigmoid(s3))),
    "grad_s3": (("grad_L", "L"), lambda grad_L, L: grad_L * L * (1 - L)),
    "grad_w2": (("grad_s3",), lambda grad_s3: grad_s3),
    "grad_s2": (("grad_s3",), lambda grad_s3: grad_s3),
    "grad_s1": (("grad_s2",), lambda grad_s2: grad_s2),
    "grad_s0": (("grad_s2",), lambda grad_s2: grad_s2),
    "grad_w1": (("grad_s1", "x1"), lambda grad_s1, x1: grad_s1 * x1),
    "grad_x1": (("grad_s1", "w1"), lambda grad_s1, w1: grad_s1 * w1),
    "grad_w0": (("grad_s0", "x0"), lambda grad_s0, x0: grad_s0 * x0),
    "grad_x0": (("grad_s0", "w0"), lambda grad_s0, w0: grad_s0 * w0),
}


# --- checks -----------------------------------------------------------------


def draw(case: Case) -> list[float]:
    """w0, x0, w1, x1, w2 and grad_L, none of them special."""
    sizes = np.round(0.4 + case.rng.exponential(size=6), 2)
    signs = np.where(case.rng.permutation(6) % 2, 1.0, -1.0)
    return [float(number) for number in np.where(sizes == 1, 1.5, sizes) * signs]


def call(answer: Answer, case: Case, inputs: list[float], **named: float) -> Any:
    """The answer for these inputs; if it stops at the slide's misprint, the message says so."""
    try:
        return answer.sigmoid_neuron_backward(*inputs, **named)
    except Exception as error:
        if "'grad_s0'" in str(error):  # a NameError, or that of a local name
            case.means("grad_s0 has no value")
        raise


def entries(got: Any) -> dict[str, Any]:
    """The lines by name; out of a list or a tuple of all of them, in order, too."""
    if isinstance(got, tuple | list) and len(got) == len(LINES):
        return dict(zip(LINES, got, strict=True))
    return {name: got[name] for name in LINES if name in got} if isinstance(got, dict) else {}


def number(value: Any) -> float | None:
    """A finite real number, be it in an array with one entry; None for all else."""
    try:
        found = np.asarray(value, dtype=np.float64).reshape(())
    except (TypeError, ValueError):
        return None
    return float(found) if np.isfinite(found) else None


def possible(name: str, inputs: list[float], own: dict[str, float]) -> list[float]:
    """What a line may be; first what follows from the lines that it is made of.

    Each of these may be the student's own number, or what that number should have been:
    a line may be written without using the one before it.
    """
    known: dict[str, list[float]] = {k: [v] for k, v in zip(INPUTS, inputs, strict=True)}
    for line, (sources, formula) in LINES.items():
        wanted = [formula(*values) for values in product(*(known[source] for source in sources))]
        if line == name:
            return wanted
        known[line] = different([own[line], *wanted] if line in own else wanted)
    raise KeyError(name)


def different(numbers: list[float]) -> list[float]:
    """Each number once."""
    found: list[float] = []
    for number in numbers:
        if all(abs(number - other) > 1e-13 * max(1.0, abs(number)) for other in found):
            found.append(number)
    return found


def judge_line(answer: Answer, case: Case, name: str, inputs: list[float], **named: float) -> None:
    """Fail unless the line is right, given the lines before it."""
    got = entries(call(answer, case, inputs, **named))
    inputs = [*inputs, *named.values(), 1.0][:6]
    own = {line: found for line, value in got.items() if (found := number(value)) is not None}
    wanted = possible(name, inputs, own)
    if name not in got:
        case.like(got, {name: wanted[0]})
        return
    mine = case.numbers(got[name], wanted[0])
    if mine is None:
        return
    nearest = min(wanted, key=lambda value: abs(mine - value))
    if abs(mine - nearest) > TOLERANCE * max(1.0, abs(nearest)):
        nearest = wanted[0]
    numbers = dict(zip(INPUTS, inputs, strict=True)) | own
    given = [f"{s} = {numbers[s]:.6g}" for s in LINES[name][0] if s in numbers]
    hint = f"Here {' and '.join(given)}." if given else ""
    about = f"`{name}` of {{call}}"
    scale = max(1.0, abs(nearest))
    case.equal(mine, nearest, tol=TOLERANCE, scale=scale, about=about, hint=hint)


def line(answer: Answer, case: Case, name: str) -> None:
    """One line at several inputs, with and without grad_L, and in all parts of the sigmoid."""
    judge_line(answer, case, name, draw(case))
    for s3 in (0.5, -0.5, 40.0, -40.0):
        *inputs, grad_L = draw(case)
        inputs[4] = round(s3 - inputs[0] * inputs[1] - inputs[2] * inputs[3], 1)
        judge_line(answer, case, name, inputs, **({"grad_L": grad_L} if s3 < 0 else {}))


def product_line(answer: Answer, case: Case, name: str) -> None:
    """A line behind a product: also where a weight or an input is 0."""
    line(answer, case, name)
    for first in (0, 1):
        inputs = draw(case)
        inputs[first] = inputs[first + 2] = 0.0  # both weights, or both inputs
        judge_line(answer, case, name, inputs)


@exercise.check("returns the numbers of the lines by name")
def returns_the_lines(answer: Answer, case: Case) -> None:
    inputs = draw(case)
    got = call(answer, case, inputs)
    if not entries(got):
        case.like(got, sigmoid_neuron_backward(*inputs))


@exercise.check("they are a dict of plain numbers", needs=[returns_the_lines])
def come_as_wanted(answer: Answer, case: Case) -> None:
    inputs = draw(case)
    got, want = call(answer, case, inputs), sigmoid_neuron_backward(*inputs)
    if isinstance(got, dict):  # a name that is missing costs its own line, others do no harm
        got = entries(got)
        want = {name: want[name] for name in got}
    case.like(got, want)


@exercise.check("s0 = w0 · x0", needs=[returns_the_lines])
def line_s0(answer: Answer, case: Case) -> None:
    line(answer, case, "s0")


@exercise.check("s1 = w1 · x1", needs=[returns_the_lines])
def line_s1(answer: Answer, case: Case) -> None:
    line(answer, case, "s1")


@exercise.check("s2 follows from your s0 and s1", needs=[returns_the_lines])
def line_s2(answer: Answer, case: Case) -> None:
    line(answer, case, "s2")


@exercise.check("s3 follows from your s2", needs=[returns_the_lines])
def line_s3(answer: Answer, case: Case) -> None:
    line(answer, case, "s3")


@exercise.check("L follows from your s3", needs=[returns_the_lines])
def line_L(answer: Answer, case: Case) -> None:
    line(answer, case, "L")


@exercise.check("grad_s3 follows from your L and from grad_L", weight=3, needs=[returns_the_lines])
def line_grad_s3(answer: Answer, case: Case) -> None:
    line(answer, case, "grad_s3")


@exercise.check("grad_w2 follows from your grad_s3", needs=[returns_the_lines])
def line_grad_w2(answer: Answer, case: Case) -> None:
    line(answer, case, "grad_w2")


@exercise.check("grad_s2 follows from your grad_s3", needs=[returns_the_lines])
def line_grad_s2(answer: Answer, case: Case) -> None:
    line(answer, case, "grad_s2")


@exercise.check("grad_s1 follows from your grad_s2", needs=[returns_the_lines])
def line_grad_s1(answer: Answer, case: Case) -> None:
    line(answer, case, "grad_s1")


@exercise.check("grad_s0 follows from your grad_s2", needs=[returns_the_lines])
def line_grad_s0(answer: Answer, case: Case) -> None:
    line(answer, case, "grad_s0")


@exercise.check("grad_w1 follows from your grad_s1", weight=2, needs=[returns_the_lines])
def line_grad_w1(answer: Answer, case: Case) -> None:
    product_line(answer, case, "grad_w1")


@exercise.check("grad_x1 follows from your grad_s1", weight=2, needs=[returns_the_lines])
def line_grad_x1(answer: Answer, case: Case) -> None:
    product_line(answer, case, "grad_x1")


@exercise.check("grad_w0 follows from your grad_s0", weight=2, needs=[returns_the_lines])
def line_grad_w0(answer: Answer, case: Case) -> None:
    product_line(answer, case, "grad_w0")


@exercise.check("grad_x0 follows from your grad_s0", weight=2, needs=[returns_the_lines])
def line_grad_x0(answer: Answer, case: Case) -> None:
    product_line(answer, case, "grad_x0")


# --- right answers ----------------------------------------------------------


@exercise.accepts
def lines_of_the_lecture(w0, x0, w1, x1, w2, grad_L=1.0):
    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    s3 = s2 + w2
    L = 1 / (1 + np.exp(-s3))
    grad_s3 = grad_L * (1 - L) * L
    grad_w2 = grad_s3
    grad_s2 = grad_s3
    grad_s1 = grad_s2
    grad_s0 = grad_s2
    grad_w1 = grad_s1 * x1
    grad_x1 = grad_s1 * w1
    grad_w0 = grad_s0 * x0
    grad_x0 = grad_s0 * w0
    return {
        "s0": s0,
        "s1": s1,
        "s2": s2,
        "s3": s3,
        "L": L,
        "grad_s3": grad_s3,
        "grad_w2": grad_w2,
        "grad_s2": grad_s2,
        "grad_s1": grad_s1,
        "grad_s0": grad_s0,
        "grad_w1": grad_w1,
        "grad_x1": grad_x1,
        "grad_w0": grad_w0,
        "grad_x0": grad_x0,
    }


@exercise.accepts
def straight_from_the_inputs(w0, x0, w1, x1, w2, grad_L=1.0):
    s3 = w0 * x0 + w1 * x1 + w2
    L = 1 / (1 + math.exp(-s3))
    slope = grad_L * L * (1 - L)
    return dict(
        s0=w0 * x0,
        s1=w1 * x1,
        s2=w0 * x0 + w1 * x1,
        s3=s3,
        L=L,
        grad_s3=slope,
        grad_w2=slope,
        grad_s2=slope,
        grad_s1=slope,
        grad_s0=slope,
        grad_w1=slope * x1,
        grad_x1=slope * w1,
        grad_w0=slope * x0,
        grad_x0=slope * w0,
    )


@exercise.accepts
def fills_a_dict(w0, x0, w1, x1, w2, grad_L=1.0):
    v = {"grad_L": grad_L}
    v["s0"] = np.multiply(w0, x0)
    v["s1"] = np.multiply(w1, x1)
    v["s2"] = np.add(v["s0"], v["s1"])
    v["s3"] = np.add(v["s2"], w2)
    v["L"] = 0.5 + 0.5 * np.tanh(v["s3"] / 2)
    v["grad_s3"] = v["grad_L"] * (v["L"] - v["L"] ** 2)
    for name in ("grad_w2", "grad_s2", "grad_s1", "grad_s0"):
        v[name] = v["grad_s3"]
    v["grad_w1"], v["grad_x1"] = v["grad_s1"] * x1, v["grad_s1"] * w1
    v["grad_w0"], v["grad_x0"] = v["grad_s0"] * x0, v["grad_s0"] * w0
    return v


class Product:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dz):
        return self.y * dz, self.x * dz


@exercise.accepts
def with_gates(w0, x0, w1, x1, w2, grad_L=1.0):
    first, second = Product(), Product()
    v = {"s0": first.forward(w0, x0), "s1": second.forward(w1, x1)}
    v["s2"] = v["s0"] + v["s1"]
    v["s3"] = v["s2"] + w2
    v["L"] = 1 / (1 + np.exp(-v["s3"]))
    v["grad_s3"] = grad_L * v["L"] / (1 + np.exp(v["s3"]))
    v["grad_s2"], v["grad_w2"] = v["grad_s3"], v["grad_s3"]
    v["grad_s0"], v["grad_s1"] = v["grad_s2"], v["grad_s2"]
    v["grad_w0"], v["grad_x0"] = first.backward(v["grad_s0"])
    v["grad_w1"], v["grad_x1"] = second.backward(v["grad_s1"])
    return v


@exercise.accepts
def vectors_of_weights_and_inputs(w0, x0, w1, x1, w2, grad_L=1.0):
    w, x = np.array([w0, w1]), np.array([x0, x1])
    s = w * x
    s3 = np.sum(s) + w2
    L = 1 / (1 + np.exp(-s3))
    grad = grad_L * L * (1 - L)
    grad_w, grad_x = grad * x, grad * w
    forward = {"s0": s[0], "s1": s[1], "s2": np.sum(s), "s3": s3, "L": L}
    back = dict.fromkeys(("grad_s3", "grad_w2", "grad_s2", "grad_s1", "grad_s0"), grad)
    names = ("grad_w0", "grad_w1", "grad_x0", "grad_x1")
    return forward | back | dict(zip(names, (*grad_w, *grad_x)))


@exercise.accepts
def returns_all_its_names(w0, x0, w1, x1, w2, grad_L=1.0):
    s0, s1 = w0 * x0, w1 * x1
    s2 = sum([s0, s1])
    s3 = math.fsum([s0, s1, w2])
    L = math.exp(s3) / (math.exp(s3) + 1)
    grad_s3 = grad_L / (2 + math.exp(s3) + math.exp(-s3))
    grad_w2 = grad_s2 = grad_s1 = grad_s0 = np.array(grad_s3)
    grad_w1 = grad_s1 * x1
    grad_x1 = w1 * grad_s1
    grad_w0 = x0 * grad_s0
    grad_x0 = w0 * grad_s0
    return dict(locals())


A_NUMBER = "what comes in is a number already"
exercise.equivalent(
    "w0, x0, w1, x1 = (numbers(w0), numbers(x0), numbers(w1), numbers(x1))", A_NUMBER
)
exercise.equivalent("w2, grad_L = (numbers(w2), numbers(grad_L))", A_NUMBER)


# --- wrong answers ----------------------------------------------------------


def forward_lines(w0, x0, w1, x1, w2):
    """The five lines of the way forward."""
    s0, s1 = w0 * x0, w1 * x1
    s3 = s0 + s1 + w2
    return {"s0": s0, "s1": s1, "s2": s0 + s1, "s3": s3, "L": 1 / (1 + math.exp(-s3))}


def lines_back(v, w0, x0, w1, x1, **own):
    """The lines of the way back; one that is given is the last in which it may be wrong."""
    v = v | own
    for name, source in (
        ("grad_w2", "grad_s3"),
        ("grad_s2", "grad_s3"),
        ("grad_s1", "grad_s2"),
        ("grad_s0", "grad_s2"),
    ):
        v.setdefault(name, v[source])
    v.setdefault("grad_w1", v["grad_s1"] * x1)
    v.setdefault("grad_x1", v["grad_s1"] * w1)
    v.setdefault("grad_w0", v["grad_s0"] * x0)
    v.setdefault("grad_x0", v["grad_s0"] * w0)
    return v


def sigmoid_back(v, grad_L):
    """The line of grad_s3."""
    return grad_L * v["L"] * (1 - v["L"])


def all_lines(w0, x0, w1, x1, w2, grad_L):
    """Everything right."""
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects(
    "grad_s0 is never set: the slide misprints this line as grad_w0 = grad_s2, where grad_s0 = "
    "grad_s2 is meant.",
    read=LISTING,
)
def stops_at_the_misprint(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    grad_s3 = sigmoid_back(v, grad_L)
    for grad_s0 in ():  # a name of the function, without a value
        v["grad_s0"] = grad_s0
    grad_w0 = grad_s3
    grad_w0 = grad_s0 * x0
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_s3, grad_w0=grad_w0)


@exercise.rejects(
    "You took over the slide's misprint grad_w0 = grad_s2, so grad_s0 has no line of its own and "
    "w0 gets the gradient of the sum.",
    read=LISTING,
)
def repeats_the_misprint(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    v["grad_w0"] = v["grad_s2"]
    del v["grad_s0"]
    return v


@exercise.rejects(
    "The gradient that arrives, grad_L, never enters your lines, so they hold only where it is 1: "
    "put it into the line of grad_s3.",
    read=LINES_BACK,
)
def forgets_grad_L(w0, x0, w1, x1, w2, grad_L=1.0):
    return all_lines(w0, x0, w1, x1, w2, 1.0)


@exercise.rejects(
    "You add grad_L to the sigmoid's slope; along a chain the slopes are multiplied.",
    read=LINES_BACK,
)
def adds_grad_L(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L + sigmoid_back(v, 1.0))


@exercise.rejects(
    "The weights and the inputs have changed places on the way back: a multiply gate swaps, so "
    "the weight gets the input as its factor.",
    read=LINES_BACK,
)
def does_not_swap(w0, x0, w1, x1, w2, grad_L=1.0):
    return all_lines(w0, x0, w1, x1, w2, grad_L) | {
        "grad_w1": (g := sigmoid_back(forward_lines(w0, x0, w1, x1, w2), grad_L)) * w1,
        "grad_x1": g * x1,
        "grad_w0": g * w0,
        "grad_x0": g * x0,
    }


@exercise.rejects(
    "Your slope of the sigmoid is L²; the second factor is 1 − L, which makes the slope small "
    "when L is near 1.",
    read=LINES_BACK,
)
def slope_is_L_squared(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L * v["L"] ** 2)


@exercise.rejects(
    "Only the factor 1 − L stands in your line of grad_s3; the sigmoid's slope is L times that.",
    read=LINES_BACK,
)
def slope_without_L(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L * (1 - v["L"]))


@exercise.rejects(
    "Only the factor L stands in your line of grad_s3; the sigmoid's slope has a second factor, "
    "1 − L.",
    read=LINES_BACK,
)
def slope_is_L(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L * v["L"])


@exercise.rejects(
    "The sigmoid's slope is made of its value, L (1 − L); you put its input s3 in the place of L.",
    read=LINES_BACK,
)
def slope_of_s3(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L * v["s3"] * (1 - v["s3"]))


@exercise.rejects(
    "You squash L once more before you take the slope; L is σ(s3) already, so L (1 − L) is the "
    "slope.",
    read=LINES_BACK,
)
def squashes_twice(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    again = 1 / (1 + math.exp(-v["L"]))
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L * again * (1 - again))


@exercise.rejects(
    "grad_s3 has the wrong sign: the sigmoid rises, so its slope L (1 − L) is positive, not "
    "L (L − 1).",
    read=LINES_BACK,
)
def slope_with_a_minus(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=-sigmoid_back(v, grad_L))


@exercise.rejects(
    "Your line of grad_s3 hands grad_L on as it is: on the way through the sigmoid it is "
    "multiplied by the slope L (1 − L).",
    read=LINES_BACK,
)
def passes_the_sigmoid_by(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=grad_L)


@exercise.rejects(
    "On the way back you multiply by w2 as if it were a weight of s2; it is added, so its "
    "gradient is grad_s3 itself.",
    read=LINES_BACK,
)
def bias_gradient_times_w2(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_w2=g * w2)


@exercise.rejects(
    "You treat the bias like a weight whose input is s2; an add gate only hands its gradient on.",
    read=LINES_BACK,
)
def bias_gradient_times_s2(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_w2=g * v["s2"])


@exercise.rejects(
    "Your grad_s2 carries the factor w2, as if s3 were a product; the bias is added, and add hands "
    "the gradient on as it is.",
    read=LINES_BACK,
)
def factor_w2_at_s2(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_s2=g * w2)


@exercise.rejects(
    "Your grad_s0 starts anew from grad_L and forgets what lies between; it gets what arrives at "
    "the sum, grad_s2.",
    read=LINES_BACK,
)
def starts_anew_at_s0(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L), grad_s0=grad_L)


@exercise.rejects(
    "A gradient that reaches an add gate is not shared out: s0 and s1 both get all of grad_s2.",
    read=LINES_BACK,
)
def shares_the_gradient(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_s1=g / 2, grad_s0=g / 2)


@exercise.rejects(
    "You handle the sum of s0 and s1 like a product, with each as the other one's factor; add "
    "hands its gradient on unchanged.",
    read=LINES_BACK,
)
def sum_treated_as_a_product(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_s1=g * v["s0"], grad_s0=g * v["s1"])


@exercise.rejects(
    "grad_s1 has a minus too many: s1 is added to s0, so its slope is 1.", read=LINES_BACK
)
def minus_at_s1(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    g = sigmoid_back(v, grad_L)
    return lines_back(v, w0, x0, w1, x1, grad_s3=g, grad_s1=-g)


@exercise.rejects(
    "In the line of grad_w1 you multiply by x0: each product has a pair of its own, and w1 was "
    "multiplied by x1.",
    read=LINES_BACK,
)
def wrong_input_at_w1(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    v["grad_w1"] = v["grad_s1"] * x0
    return v


@exercise.rejects(
    "In the line of grad_x0 stands w1, the weight of the other input; x0 is multiplied by w0 on "
    "the way forward.",
    read=LINES_BACK,
)
def wrong_weight_at_x0(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    v["grad_x0"] = v["grad_s0"] * w1
    return v


@exercise.rejects(
    "Your grad_x1 is what arrives at the product, without its factor: x1 was multiplied by w1, so "
    "multiply by w1.",
    read=LINES_BACK,
)
def no_factor_at_x1(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    v["grad_x1"] = v["grad_s1"]
    return v


@exercise.rejects(
    "You find the factor x0 by dividing s0 by w0, which fails where w0 is 0; the input x0 itself "
    "is at hand.",
    read=LINES_BACK,
)
def divides_by_the_weight(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    v["grad_w0"] = v["grad_s0"] * v["s0"] / w0
    return v


@exercise.rejects("Your s2 is the difference of s0 and s1; the neuron adds its two products.")
def subtracts_in_s2(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    v["s2"] = v["s0"] - v["s1"]
    v["s3"] = v["s2"] + w2
    v["L"] = 1 / (1 + math.exp(-v["s3"]))
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects(
    "The weights and the inputs are paired crosswise in s0: w0 belongs to x0, and w1 to x1."
)
def crosswise_in_s0(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x1, w1, x1, w2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects("w2 is a bias: it is added to s2, and you multiply by it.")
def multiplies_by_the_bias(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    v["s3"] = v["s2"] * w2
    v["L"] = 0.5 + 0.5 * math.tanh(v["s3"] / 2)
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects("The bias w2 is missing on your way forward: s3 is s2 plus w2.")
def leaves_the_bias_out(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, 0.0)
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects(
    "Your sigmoid has lost the minus in its exponent, so L falls where s3 rises: σ(s) is "
    "1/(1 + e⁻ˢ)."
)
def sigmoid_without_minus(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    v["L"] = 1 / (1 + math.exp(v["s3"]))
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects(
    "You squash with tanh, which goes from −1 to 1; this neuron uses the sigmoid, from 0 to 1."
)
def tanh_for_sigmoid(w0, x0, w1, x1, w2, grad_L=1.0):
    v = forward_lines(w0, x0, w1, x1, w2)
    v["L"] = math.tanh(v["s3"])
    return lines_back(v, w0, x0, w1, x1, grad_s3=sigmoid_back(v, grad_L))


@exercise.rejects(
    "Every number is rounded to four decimals, as on the slide; round only where you print, or "
    "the digits are lost."
)
def rounds_to_four_decimals(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    return {name: round(value, 4) for name, value in v.items()}


@exercise.rejects(
    "The numbers are right, but they come without their names: return a dict from the name of a "
    "line to its number."
)
def tuple_of_all_lines(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    names = ("grad_s3", "grad_w2", "grad_s2", "grad_s1", "grad_s0")
    last = ("grad_w1", "grad_x1", "grad_w0", "grad_x0")
    return tuple(v[name] for name in ("s0", "s1", "s2", "s3", "L", *names, *last))


@exercise.rejects(
    "Each number comes in an array with one entry; a line of one neuron is a plain number."
)
def arrays_with_one_entry(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    return {name: np.array([value]) for name, value in v.items()}


@exercise.rejects(
    "Only the five gradients of the inputs come back; every line has a name and a mark of its own, "
    "so return all of them."
)
def returns_the_leaves_only(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    return {f"grad_{name}": v[f"grad_{name}"] for name in ("w0", "x0", "w1", "x1", "w2")}


@exercise.rejects(
    "Your names differ from the ones asked for: a gradient is called grad_w0, and not dw0."
)
def other_names_for_gradients(w0, x0, w1, x1, w2, grad_L=1.0):
    v = all_lines(w0, x0, w1, x1, w2, grad_L)
    return {name.replace("grad_", "d"): value for name, value in v.items()}


@exercise.rejects(
    "The way back is missing: after L come the lines for the gradients, from grad_s3 to grad_x0.",
    read=LINES_BACK,
)
def forward_only(w0, x0, w1, x1, w2, grad_L=1.0):
    return forward_lines(w0, x0, w1, x1, w2)


@exercise.rejects(
    "You return L alone; the value and the gradient of every line are wanted, by name, in a dict."
)
def returns_L_alone(w0, x0, w1, x1, w2, grad_L=1.0):
    return forward_lines(w0, x0, w1, x1, w2)["L"]
