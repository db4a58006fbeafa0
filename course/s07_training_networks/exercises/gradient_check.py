"""gradient_check(f, grad, params, h=1e-6): the relative error of each array of a gradient."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import gradient_check

WHICH_H = "Which h?"
PLANTED = "Seven planted mistakes"

exercise = Exercise(gradient_check, read="The gradient check")

# Absolute, as an error lies between 0 and 2. With steps of 1/2 and 1/4 everything is exact: right
# answers err by less than 1e-15, the best wrong one by 1e-4; but a constant of 1e-8 in the divisor
# is worth 1e-9 here, and 0.1 where the loss is tiny.
TOLERANCE = 1e-10
# Where the gradients are tiny, a right answer may guard its divisor by up to 1e-12.
TOLERANCE_OF_A_TINY_LOSS = 1e-3
# With the step 1e-6, rounding leaves 1e-16 |f| / (h max|grad|): for right networks right answers
# find less than 1e-7. What is planted is worth 5e-3 or more.
CLEARED, FLAGGED = 1e-5, 1e-4

Array = np.ndarray
Arrays = dict[str, Array]
Loss = Callable[[Arrays], Any]
Shapes = dict[str, tuple[int, ...]]

CURVE = "Here f = Σ(k·tₖ³) + (Σtₖ)², k = −1, 2, −3, …"


# --- checks: a loss with which everything is exact ---------------------------


def alternating(n: int) -> Array:
    """−1, 2, −3, …: the largest slope may be a negative one."""
    k = np.arange(1.0, n + 1)
    k[::2] *= -1
    return k


def curve(shapes: Shapes, scale: float = 1.0) -> Loss:
    """f: a slope depends on its place, on the numbers of all arrays, and on the step."""
    k = alternating(sum(int(np.prod(shape)) for shape in shapes.values()))

    def f(params):
        t = np.concatenate([params[name].ravel() for name in shapes])
        return float(scale * (k @ t**3 + t.sum() ** 2))

    return f


def slopes(params: Arrays, h: float, scale: float = 1.0) -> Arrays:
    """What the central difference of that f is, exactly."""
    t = np.concatenate([array.ravel() for array in params.values()])
    found = scale * (alternating(t.size) * (3 * t**2 + h**2) + 2 * t.sum())
    ends = np.cumsum([array.size for array in params.values()])
    pieces = zip(params.items(), np.split(found, ends), strict=False)
    return {name: piece.reshape(array.shape) for (name, array), piece in pieces}


def quarters(case: Case, shapes: Shapes) -> Arrays:
    """Multiples of 1/4, with which f is exact."""
    return {name: np.round(6 * case.rng.normal(size=s)) / 4 for name, s in shapes.items()}


def claims(case: Case, right: Arrays) -> Arrays:
    """A gradient that is wrong in every array, by multiples of 1/4, in one entry most of all."""
    grad = {}
    for name, slope in right.items():
        gap = np.round(4 * case.rng.normal(size=slope.shape)) / 4
        worst = int(case.rng.integers(slope.size))
        gap.flat[worst] = float(case.rng.choice([-1, 1])) * (10 + np.round(np.max(np.abs(gap))))
        grad[name] = slope + gap
    return grad


def relative_errors(right: Arrays, grad: Arrays) -> dict[str, float]:
    """What has to come back where the measured slopes are the right ones."""
    found = {}
    for name, slope in right.items():
        scale = max(np.max(np.abs(slope)), np.max(np.abs(grad[name])))
        found[name] = float(np.max(np.abs(slope - grad[name])) / (scale or 1.0))
    return found


def plain(value: Any) -> Any:
    """An error that is wrapped in an array with one entry, as a number."""
    return value.reshape(())[()] if isinstance(value, np.ndarray) and value.size == 1 else value


def errors(answer: Answer, *args: Any) -> Any:
    """The errors that came back, by name; their container has a check of its own."""
    got = answer.gradient_check(*args)
    if isinstance(got, list | tuple) and len(got) == len(args[2]):
        got = dict(zip(args[2], got, strict=True))
    return {name: plain(value) for name, value in got.items()} if isinstance(got, dict) else got


def numbers_by_name(answer: Answer, case: Case, *args: Any) -> dict[str, float] | None:
    """The errors that came back, if there is a number for each name; else fail."""
    got, want = errors(answer, *args), dict.fromkeys(args[2], 1.0)
    numbers = isinstance(got, dict) and got.keys() == want.keys()
    numbers = numbers and all(
        isinstance(e, float | int | np.floating | np.integer) for e in got.values()
    )
    if not numbers or any(isinstance(e, bool) for e in got.values()):
        case.like(got, want)
        return None
    return {name: float(e) for name, e in got.items()}


def apart(one: dict[str, float], other: dict[str, float]) -> float:
    """How far the errors of two calls are from each other; nan if one of them is."""
    return float(np.max([abs(one[name] - other[name]) for name in one]))


def said(found: dict[str, float]) -> str:
    """Errors in words."""
    return ", ".join(f"{error:.4g} for {name}" for name, error in found.items())


@exercise.check("returns an error for each name")
def returns_an_error_each(answer: Answer, case: Case) -> None:
    for shapes in ({"w": (2,)}, {"W": (1, 2), "b": (2,)}):
        f, params = curve(shapes), quarters(case, shapes)
        right = slopes(params, 0.5)
        grad = claims(case, right)
        case.like(errors(answer, f, grad, params, 0.5), relative_errors(right, grad))


@exercise.check(
    "is the largest difference over the largest slope", weight=8, needs=[returns_an_error_each]
)
def is_the_relative_error(answer: Answer, case: Case) -> None:
    for shapes, h in (
        ({"w": (3,), "b": (2,)}, 0.5),
        ({"w": (2,)}, 0.25),
        ({"b": (1,)}, 0.5),
        ({"u": (1,), "v": (1,)}, 0.25),
        ({"W": (2, 2)}, 0.5),
        ({"W": (1, 2), "b": (2,)}, 0.25),
        ({"W": (3, 2), "b": (2,)}, 0.5),
        ({"K": (2, 1, 2)}, 0.5),
        ({"w": (12,)}, 0.5),
    ):
        f, params = curve(shapes), quarters(case, shapes)
        right = slopes(params, h)
        grad = claims(case, right)
        if "u" in shapes:  # the names may come in any order
            grad = dict(reversed(grad.items()))
        got, want = errors(answer, f, grad, params, h), relative_errors(right, grad)
        case.equal(got, want, tol=TOLERANCE, scale=1.0, hint=CURVE)


@exercise.check(
    "is 0 where both gradients are zero, and 1 where one of them is",
    weight=2,
    needs=[returns_an_error_each],
)
def copes_with_zeros(answer: Answer, case: Case) -> None:
    def flat(params):
        return 7.0

    def steep(params):
        return float(params["w"].sum() * 2.0)

    zero, params = {"w": np.zeros(2)}, quarters(case, {"w": (2,)})
    for f, grad, want, said in (
        (flat, zero, 0.0, "Here f is constant, and grad says so"),
        (steep, zero, 1.0, "Here f = 2 Σ w, while grad is 0"),
        (flat, {"w": np.array([0.5, 2.0])}, 1.0, "Here f is constant, while grad is not 0"),
    ):
        got = errors(answer, f, grad, params, 0.5)
        case.equal(got, {"w": want}, tol=TOLERANCE, scale=1.0, hint=f"{said}.")


# Judged by what the answer says of the same mistake in a loss of ordinary size.
@exercise.check(
    "is the same however small or large the loss is", weight=2, needs=[returns_an_error_each]
)
def is_relative(answer: Answer, case: Case) -> None:
    shapes = {"w": (2,), "b": (1,)}
    for scale in (2.0**-30, 2.0**40):
        for factor in (2.0, -1.0):
            params = quarters(case, shapes)
            found = []
            for times in (1.0, scale):
                right = slopes(params, 0.5, times)
                grad = {name: factor * slope for name, slope in right.items()}
                f = curve(shapes, times)
                found.append(numbers_by_name(answer, case, f, grad, params, 0.5))
            before, after = found
            if before is None or after is None:
                continue
            message = (
                f"A gradient that is {factor:g} times the right one has the error {said(before)}. "
                f"With f and grad multiplied by {scale:.0e}, you find {said(after)}"
            )
            case.small(apart(before, after), message, tol=TOLERANCE_OF_A_TINY_LOSS)


# Judged by what the answer does with this step.
@exercise.check("takes the step 1e-6 unless told otherwise", needs=[returns_an_error_each])
def has_its_own_step(answer: Answer, case: Case) -> None:
    # at the centre the slope is k h² 1e12, and nothing else: it tells the step
    for n in (2, 1):
        centre, k = quarters(case, {"w": (n,)})["w"], np.arange(1.0, n + 1)

        def f(params, centre=centre, k=k):
            return float(1e12 * (k @ (params["w"] - centre) ** 3))

        args = f, {"w": -k}, {"w": centre}
        told = numbers_by_name(answer, case, *args, 1e-6)
        by_itself = numbers_by_name(answer, case, *args)
        if told is None or by_itself is None:
            continue
        message = (
            f"{case.called} finds {said(by_itself)}, and {said(told)} if h = 1e-6 is given. Here "
            "f = 1e12 Σ k (wₖ − cₖ)³, where c is the w of params"
        )
        case.small(apart(told, by_itself), message, tol=CLEARED)


# --- checks: ten planted mistakes, five right networks ------------------------


def numbers(case: Case, *shape: int) -> Array:
    """Numbers of either sign, none near 0."""
    drawn = case.rng.normal(size=shape)
    return np.round(drawn + 0.3 * np.where(drawn < 0, -1, 1), 2)


def small_network(case: Case) -> tuple[Arrays, Array, Array]:
    """params, X (3, 2) and y (3,) of a network with 2 ReLUs, on and off, and no kink near."""
    while True:
        shapes = {"W1": (2, 2), "b1": (2,), "w2": (2,), "b2": (1,)}
        params = {name: numbers(case, *shape) for name, shape in shapes.items()}
        X, y = numbers(case, 3, 2), numbers(case, 3)
        Z = X @ params["W1"] + params["b1"]
        on = (Z > 0).sum(axis=0)
        if np.all((on > 0) & (on < 3)) and np.min(np.abs(Z)) > 0.1:
            return params, X, y


def squared_error(X: Array, y: Array, lam: float) -> Loss:
    """The loss of that network: the mean squared error and a penalty on the weights."""

    def f(params):
        Z = X @ params["W1"] + params["b1"]
        o = np.where(Z.real > 0, Z, 0) @ params["w2"] + params["b2"]
        penalty = lam / 2 * ((params["W1"] ** 2).sum() + (params["w2"] ** 2).sum())
        return ((o - y) ** 2).sum() / len(y) + penalty

    return f


def gradients(params: Arrays, X: Array, y: Array, lam: float) -> Iterator[tuple[str, Arrays]]:
    """The gradients of that network: the right ones, then ten wrong ones with their mistakes."""
    W1, w2, n = params["W1"], params["w2"], len(X)
    Z = X @ W1 + params["b1"]
    H = np.maximum(Z, 0)
    do = 2 * (H @ w2 + params["b2"] - y) / n
    dH = np.outer(do, w2)
    dZ = dH * (Z > 0)
    right = {
        "W1": X.T @ dZ + lam * W1,
        "b1": dZ.sum(axis=0),
        "w2": H.T @ do + lam * w2,
        "b2": np.array([do.sum()]),
    }

    def below(dZ: Array) -> Arrays:
        return {"W1": X.T @ dZ + lam * W1, "b1": dZ.sum(axis=0)}

    yield "is right", right
    yield "forgets the mask of the ReLU", right | below(dH)
    yield "takes the mask from the sign of dH", right | below(dH * (dH > 0))
    yield "divides by n twice", {name: g / n for name, g in right.items()}
    yield "takes the mean for the biases", right | {name: right[name] / n for name in ("b1", "b2")}
    yield "forgets the penalty", right | {"w2": H.T @ do}
    yield "puts the penalty on a bias", right | {"b1": right["b1"] + lam * params["b1"]}
    yield "is transposed in W1", right | {"W1": right["W1"].T}
    yield "forgets the last layer", right | {"w2": 0 * w2, "b2": 0 * params["b2"]}
    yield "has the wrong sign", {name: -g for name, g in right.items()}
    last = right["W1"].copy()
    last[1, 1] += 0.01 * np.max(np.abs(last))
    yield "is wrong in the last entry of W1, by one per cent", right | {"W1": last}


def complex_step(f: Loss, params: Arrays) -> Arrays:
    """The right gradient."""
    grad = {}
    for name, array in params.items():
        grad[name] = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            moved = array.astype(complex)
            moved[index] += 1e-30j
            grad[name][index] = np.imag(f(params | {name: moved})).item() / 1e-30
    return grad


def right_networks(case: Case) -> Iterator[tuple[str, Loss, Arrays]]:
    """Five losses with their params."""
    X, y = numbers(case, 3, 2), numbers(case, 3)
    signs = np.where(y > 0, 1.0, -1.0)

    def logistic(params):
        return np.log(1 + np.exp(-signs * (X @ params["w"] + params["b"]))).sum() / 3

    yield "a logistic regression", logistic, {"w": numbers(case, 2), "b": numbers(case, 1)}

    def with_tanh(params):
        o = np.tanh(X @ params["W1"] + params["b1"]) @ params["w2"]
        return ((o - y) ** 2).sum() / 3 + 0.05 * (params["W1"] ** 2).sum()

    shapes = {"W1": (2, 2), "b1": (2,), "w2": (2,)}
    yield "a tanh network", with_tanh, {name: numbers(case, *s) for name, s in shapes.items()}

    params, X1, y1 = small_network(case)
    yield "a ReLU network", squared_error(X1, y1, 0.3), params

    params, X2, y2 = small_network(case)
    params["b1"][0] = 1e-4 - X2[0] @ params["W1"][:, 0]  # for one sample only just on
    yield "a network with a kink near", squared_error(X2, y2, 0.3), params

    params, X3, y3 = small_network(case)
    params["b1"] = params["b1"] - 100.0
    yield "a network whose units are all off", squared_error(X3, y3, 0.0), params


@exercise.check("flags ten planted mistakes", weight=4, needs=[returns_an_error_each])
def flags_planted_mistakes(answer: Answer, case: Case) -> None:
    while True:
        params, X, y = small_network(case)
        (_, right), *wrong = gradients(params, X, y, 0.3)
        planted = [relative_errors(right, grad) for _, grad in wrong]
        # where a gradient is nearly zero, rounding is all that is seen
        if min(np.max(np.abs(slope)) for slope in right.values()) > 0.01 and all(
            max(each.values()) > 5e-3 for each in planted
        ):
            break
    f = squared_error(X, y, 0.3)
    for (mistake, grad), is_wrong in zip(wrong, planted, strict=True):
        got = numbers_by_name(answer, case, f, grad, params)
        for name in params:
            if got is not None and is_wrong[name] > 5e-3:
                message = (
                    f"A gradient that {mistake} gets past you: for {name} you find the error "
                    f"{got[name]:.2g}, and it is {is_wrong[name]:.2g}"
                )
                case.that(got[name] > FLAGGED, message)


@exercise.check("clears five right networks", weight=4, needs=[returns_an_error_each])
def clears_right_networks(answer: Answer, case: Case) -> None:
    for network, f, params in right_networks(case):
        got = numbers_by_name(answer, case, f, complex_step(f, params), params)
        for name in params:
            if got is not None:
                message = (
                    f"The gradient of {network} is right, yet for {name} you find the error "
                    f"{got[name]:.2g}, where less than 1e-7 is left by rounding"
                )
                case.small(abs(got[name]), message, tol=CLEARED)


# --- checks: the container, and what stays as it was --------------------------


@exercise.check("returns a dict of numbers", needs=[returns_an_error_each])
def returns_a_dict_of_numbers(answer: Answer, case: Case) -> None:
    for shapes in ({"W": (1, 2), "b": (2,)}, {"b": (1,)}):
        f, params = curve(shapes), quarters(case, shapes)
        right = slopes(params, 0.5)
        grad = claims(case, right)
        case.like(answer.gradient_check(f, grad, params, 0.5), relative_errors(right, grad))


# Judged by what the answer makes of the same numbers as floats.
@exercise.check("takes whole numbers for params and grad", needs=[returns_an_error_each])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for shapes in ({"w": (2,)}, {"w": (1,), "b": (2,)}):
        f = curve(shapes)
        params = {name: case.rng.integers(1, 5, size=shape) for name, shape in shapes.items()}
        grad = {name: np.round(g).astype(int) + 1 for name, g in slopes(params, 0.5).items()}
        as_floats = [{name: a.astype(float) for name, a in each.items()} for each in (grad, params)]
        want = numbers_by_name(answer, case, f, *as_floats, 0.5)
        got = numbers_by_name(answer, case, f, grad, params, 0.5)
        if want is None or got is None:
            continue
        message = (
            f"{case.called} finds {said(got)}, and {said(want)} where the same numbers are floats"
        )
        case.small(apart(want, got), message, tol=TOLERANCE)


@exercise.check("changes nothing and remembers nothing", weight=2, needs=[returns_an_error_each])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = []
    for _ in range(3):
        shapes = {"w": (2,), "b": (1,)}
        params = {name: numbers(case, *shape) for name, shape in shapes.items()}
        inputs.append((curve(shapes), slopes(params, 0.0), params))
    case.pure(answer.gradient_check, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_array_after_another(f, grad, params, h=1e-6):
    result = {}
    for name in params:
        numeric = np.zeros(params[name].shape)
        for index in np.ndindex(params[name].shape):
            plus = {key: array.astype(float) for key, array in params.items()}
            minus = {key: array.astype(float) for key, array in params.items()}
            plus[name][index] += h
            minus[name][index] -= h
            numeric[index] = (f(plus) - f(minus)) / (2 * h)
        difference = np.max(np.abs(numeric - grad[name]))
        size = max(np.max(np.abs(numeric)), np.max(np.abs(grad[name])))
        result[name] = difference / size if size > 0 else 0.0
    return result


@exercise.accepts
def moves_and_restores(f, grad, params, h=1e-6):
    work = {name: np.array(array, dtype=float) for name, array in params.items()}
    errors = {}
    for name, array in work.items():
        numeric = np.zeros(array.shape)
        for index, old in np.ndenumerate(params[name]):
            array[index] = old + h
            above = f(work)
            array[index] = old - h
            below = f(work)
            array[index] = old
            numeric[index] = 0.5 * (above - below) / h
        top = np.abs(numeric - grad[name]).max()
        errors[name] = 0.0 if top == 0 else top / np.max([np.abs(numeric), np.abs(grad[name])])
    return errors


@exercise.accepts
def dict_of_a_helper(f, grad, params, h=1e-6):
    def slope(name, direction):
        ahead = f({**params, name: params[name] + h * direction})
        behind = f({**params, name: params[name] - h * direction})
        return (ahead - behind) / (2 * h)

    def error(name):
        size = params[name].size
        units = np.eye(size).reshape(size, *params[name].shape)
        numeric = np.array([slope(name, unit) for unit in units])
        mine = grad[name].ravel()
        scale = np.maximum(np.abs(numeric), np.abs(mine)).max()
        if scale == 0:
            return 0.0
        return np.max(np.abs(numeric - mine)) / scale

    return {name: error(name) for name in params}


@exercise.accepts
def running_maxima(f, grad, params, h=1e-6):
    found = dict()
    for name, array in params.items():
        gap = top = 0.0
        for i in range(array.size):
            ends = []
            for step in (h, -h):
                moved = array.astype(float)
                moved.flat[i] += step
                ends.append(f(params | {name: moved}))
            measured = (ends[0] - ends[1]) / h / 2
            claimed = grad[name].flat[i]
            gap = max(gap, abs(measured - claimed))
            top = max(top, abs(measured), abs(claimed))
        found[name] = 0.0
        if top:
            found[name] = float(gap / top)
    return found


@exercise.accepts
def norms_of_flat_arrays(f, grad, params, h=1e-6):
    out = {}
    for name in sorted(params):
        flat = params[name].reshape(-1)
        numeric = []
        for i in range(len(flat)):
            e = np.zeros(len(flat))
            e[i] = h
            e = e.reshape(params[name].shape)
            here = dict(params)
            here[name] = params[name] + e
            above = f(here)
            here[name] = params[name] - e
            numeric.append((above - f(here)) / (h + h))
        claimed = grad[name].reshape(-1)
        largest = max(np.linalg.norm(numeric, np.inf), np.linalg.norm(claimed, np.inf))
        if largest == 0:
            out[name] = 0
        else:
            out[name] = np.linalg.norm(numeric - claimed, np.inf) / largest
    return out


@exercise.accepts
def all_numbers_in_one_row(f, grad, params, h=1e-6):
    names = list(params)
    ends = np.cumsum([params[name].size for name in names])

    def unpacked(row):
        pieces = np.split(row, ends)
        return {n: piece.reshape(params[n].shape) for n, piece in zip(names, pieces)}

    row = np.concatenate([params[name].ravel() for name in names])
    numeric = np.empty(len(row))
    for i in range(len(row)):
        step = np.where(np.arange(len(row)) == i, h, 0.0)
        numeric[i] = (f(unpacked(row + step)) - f(unpacked(row - step))) / (2 * h)
    result = {}
    for name, measured in unpacked(numeric).items():
        with np.errstate(invalid="ignore"):
            scale = max(abs(measured).max(), abs(grad[name]).max())
            result[name] = np.nan_to_num(abs(measured - grad[name]).max() / scale)
    return result


@exercise.accepts
def a_guard_that_changes_nothing(f, grad, params, h=1e-6):
    tiny = 1e-300
    errors = {}
    for name, array in params.items():
        numeric = np.zeros_like(array, dtype=float)
        it = np.nditer(array, flags=["multi_index"])
        for value in it:
            moved = {key: np.array(each, dtype=float) for key, each in params.items()}
            moved[name][it.multi_index] = value + h
            numeric[it.multi_index] = f(moved)
            moved[name][it.multi_index] = value - h
            numeric[it.multi_index] -= f(moved)
        numeric /= 2 * h
        both = np.array([numeric, grad[name]])
        errors[name] = np.ptp(both, axis=0).max() / max(np.abs(both).max(), tiny)
    return errors


exercise.equivalent("claimed.shape != value.shape", "what other shapes do is left open")
exercise.equivalent("if claimed.shape != value.shape:", "what other shapes do is left open")
exercise.equivalent("_numbers(array).copy()", "a loss that changes its arguments is left open")
exercise.equivalent("errors[name] = math.inf", "what is not finite is left open")


# --- wrong answers ----------------------------------------------------------


def measured(f, params, name, h):
    """The central differences along the numbers of one array."""
    found = np.zeros(params[name].shape)
    for index in np.ndindex(found.shape):
        ends = []
        for step in (h, -h):
            moved = np.array(params[name], dtype=float)
            moved[index] += step
            ends.append(f({**params, name: moved}))
        found[index] = (ends[0] - ends[1]) / (2 * h)
    return found


def relative(numeric, claimed):
    """The error as it should be."""
    scale = max(np.max(np.abs(numeric)), np.max(np.abs(claimed)))
    return float(np.max(np.abs(numeric - claimed)) / scale) if scale > 0 else 0.0


def compared(f, grad, params, h, error=relative):
    """All arrays, each by this measure of its error."""
    return {name: error(measured(f, params, name, h), grad[name]) for name in params}


@exercise.rejects(
    "A plain difference says nothing by itself: with a loss of 1e-9 every gradient would pass. "
    "Divide it by the size of the gradients."
)
def absolute_error(f, grad, params, h=1e-6):
    return compared(f, grad, params, h, lambda n, g: float(np.max(np.abs(n - g))))


@exercise.rejects(
    "Where both gradients are zero you divide 0 by 0 and return nan, and nan > 1e-5 is False; the "
    "two agree there, so the error is 0."
)
def zero_over_zero(f, grad, params, h=1e-6):
    def error(n, g):
        with np.errstate(all="ignore"):
            return np.max(np.abs(n - g)) / np.float64(max(np.max(np.abs(n)), np.max(np.abs(g))))

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You skip an array as soon as one of the gradients is zero; but a gradient that is forgotten "
    "is zero, and has to be found."
)
def skips_a_zero_gradient(f, grad, params, h=1e-6):
    def error(n, g):
        return relative(n, g) if np.any(n) and np.any(g) else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "A measured slope of zero ends the comparison, and whatever grad claims is passed; a claim of "
    "something where there is nothing is wrong, too."
)
def trusts_a_zero_measurement(f, grad, params, h=1e-6):
    return compared(f, grad, params, h, lambda n, g: relative(n, g) if np.any(n) else 0.0)


@exercise.rejects(
    "Errors of one or two per cent are taken for rounding and set to 0; rounding leaves 1e-7 or "
    "less, and a small mistake is one, too."
)
def forgives_two_per_cent(f, grad, params, h=1e-6):
    found = compared(f, grad, params, h)
    return {name: error if error > 0.02 else 0.0 for name, error in found.items()}


@exercise.rejects(
    "Where both gradients are zero they agree entirely, yet you call it an error of 1; it is 0 "
    "there."
)
def alarm_at_zero(f, grad, params, h=1e-6):
    return compared(
        f, grad, params, h, lambda n, g: relative(n, g) if np.any(n) or np.any(g) else 1.0
    )


@exercise.rejects(
    "Only the first entry of each array is compared; a mistake may sit in any of them, so take the "
    "largest difference of all."
)
def first_entry_only(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(np.abs(n)), np.max(np.abs(g)))
        return float(abs(n - g).flat[0] / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "Your loop never gets to the last number of an array, so a mistake there goes unseen; every "
    "entry takes part."
)
def leaves_out_the_last_entry(f, grad, params, h=1e-6):
    def error(n, g):
        n = n.copy()
        n.flat[-1] = g.flat[-1]
        return relative(n, g)

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You take the mean of the differences, in which one wrong entry among many is lost; the "
    "largest of them counts."
)
def mean_difference(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(np.abs(n)), np.max(np.abs(g)))
        return float(np.mean(np.abs(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "The largest difference is taken with its sign, so a gradient that is too large everywhere "
    "seems fine; take absolute values first."
)
def signed_difference(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(np.abs(n)), np.max(np.abs(g)))
        return float(np.max(n - g) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "The differences of an array are added up with their signs and may cancel; look for the "
    "largest absolute difference instead."
)
def differences_that_cancel(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(np.abs(n)), np.max(np.abs(g)))
        return float(abs(np.sum(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You divide entry by entry; one entry near zero then makes a right gradient look wrong. Divide "
    "the largest difference by the largest slope of the array."
)
def entry_by_entry(f, grad, params, h=1e-6):
    def error(n, g):
        scale = np.maximum(np.abs(n), np.abs(g))
        return float(np.max(np.abs(n - g) / np.where(scale == 0, 1, scale)))

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You divide by the sum of the two sizes, which makes every error about half as large as asked; "
    "the larger of the two is the measure here."
)
def divides_by_the_sum(f, grad, params, h=1e-6):
    def error(n, g):
        scale = np.max(np.abs(n)) + np.max(np.abs(g))
        return float(np.max(np.abs(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "Lengths of vectors are compared here, not largest entries; in a long array one wrong entry "
    "counts for little then."
)
def euclidean_lengths(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.linalg.norm(n), np.linalg.norm(g))
        return float(np.linalg.norm(n - g) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You divide by the measured gradient alone; take the larger of the two, or an error grows "
    "without bound where the measured one is small."
)
def divides_by_the_measured(f, grad, params, h=1e-6):
    def error(n, g):
        scale = np.max(np.abs(n)) or np.max(np.abs(g))
        return float(np.max(np.abs(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "You divide by the claimed gradient alone, so the wrong one sets its own measure; take the "
    "larger of the two."
)
def divides_by_the_claimed(f, grad, params, h=1e-6):
    def error(n, g):
        scale = np.max(np.abs(g)) or np.max(np.abs(n))
        return float(np.max(np.abs(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "The smaller of the two sizes is your measure, where the larger one is asked for; the error "
    "would lie anywhere then, and not between 0 and 2."
)
def divides_by_the_smaller(f, grad, params, h=1e-6):
    def error(n, g):
        sizes = sorted([np.max(np.abs(n)), np.max(np.abs(g))])
        scale = sizes[0] or sizes[1]
        return float(np.max(np.abs(n - g)) / scale) if scale > 0 else 0.0

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "Your measure is the largest slope with its sign; where all slopes are negative it is no size "
    "at all, so take absolute values."
)
def signed_scale(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(n), np.max(g)) or 1.0
        return float(np.max(np.abs(n - g)) / scale)

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "A constant of 1e-8 is added to the divisor, and it swallows the gradients of a tiny loss; "
    "only where both are zero is there anything to avoid."
)
def constant_in_the_divisor(f, grad, params, h=1e-6):
    def error(n, g):
        return float(np.max(np.abs(n - g)) / (max(np.max(np.abs(n)), np.max(np.abs(g))) + 1e-8))

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "Small slopes are measured against 1 and not against their own size, so that a tiny loss hides "
    "every mistake; divide by the larger gradient, however small."
)
def at_least_one(f, grad, params, h=1e-6):
    def error(n, g):
        return float(np.max(np.abs(n - g)) / max(1.0, np.max(np.abs(n)), np.max(np.abs(g))))

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "All arrays share one measure, the largest slope of any; an array of small slopes can then be "
    "wrong unseen. Each one has its own.",
    read=PLANTED,
)
def one_scale_for_all(f, grad, params, h=1e-6):
    numeric = {name: measured(f, params, name, h) for name in params}
    scale = max(np.max(np.abs(a)) for a in (*numeric.values(), *grad.values()))
    return {
        name: float(np.max(np.abs(n - grad[name])) / scale) if scale > 0 else 0.0
        for name, n in numeric.items()
    }


@exercise.rejects(
    "Every name gets the worst error of all; with an error for each array the check says where the "
    "mistake is.",
    read=PLANTED,
)
def worst_error_for_all(f, grad, params, h=1e-6):
    found = compared(f, grad, params, h)
    return dict.fromkeys(found, max(found.values()))


@exercise.rejects(
    "A single number comes back; return a dict with an error for each name, which tells in which "
    "layer the mistake lies.",
    read=PLANTED,
)
def one_number_for_all(f, grad, params, h=1e-6):
    return max(compared(f, grad, params, h).values())


@exercise.rejects(
    "You say only whether the error is small; return the error itself, and leave the limit to "
    "whoever reads it."
)
def true_or_false(f, grad, params, h=1e-6):
    return {name: error < 1e-5 for name, error in compared(f, grad, params, h).items()}


@exercise.rejects(
    "The names are lost: your errors come as a list, and nobody knows which array each belongs to."
)
def list_of_errors(f, grad, params, h=1e-6):
    return list(compared(f, grad, params, h).values())


@exercise.rejects(
    "You keep one error for each entry; take the largest of an array, so that each name has a "
    "single number."
)
def errors_of_all_entries(f, grad, params, h=1e-6):
    def error(n, g):
        scale = max(np.max(np.abs(n)), np.max(np.abs(g)))
        return np.abs(n - g) / (scale or 1.0)

    return compared(f, grad, params, h, error)


@exercise.rejects(
    "Each error is right, but wrapped in an array with one entry; give it as a plain number."
)
def errors_in_arrays(f, grad, params, h=1e-6):
    return {name: np.array([error]) for name, error in compared(f, grad, params, h).items()}


@exercise.rejects(
    "grad and params are paired by position, but their names may come in another order: look each "
    "array up by its name."
)
def pairs_by_position(f, grad, params, h=1e-6):
    pairs = zip(params, grad.values())
    return {name: relative(measured(f, params, name, h), claimed) for name, claimed in pairs}


@exercise.rejects(
    "Only the arrays whose names begin with W are looked at; biases have gradients too, and theirs "
    "are wrong just as easily."
)
def weights_only(f, grad, params, h=1e-6):
    found = compared(f, grad, params, h)
    return {name: e if name[0] in "Ww" else 0.0 for name, e in found.items()}


@exercise.rejects(
    "The difference looks to one side only, and errs by a multiple of h; measure h ahead and h "
    "back, and divide by 2h.",
    read=WHICH_H,
)
def one_sided_difference(f, grad, params, h=1e-6):
    result = {}
    for name in params:
        numeric = np.zeros(params[name].shape)
        for index in np.ndindex(numeric.shape):
            moved = np.array(params[name], dtype=float)
            moved[index] += h
            numeric[index] = (f({**params, name: moved}) - f(params)) / h
        result[name] = relative(numeric, grad[name])
    return result


@exercise.rejects(
    "Your two points lie 2h apart and you divide by h, so every measured slope is twice too large "
    "and every right gradient looks wrong."
)
def divides_by_h(f, grad, params, h=1e-6):
    return compared(f, grad, params, h, lambda n, g: relative(2 * n, g))


@exercise.rejects(
    "All entries of an array move at once, which measures one slope along the diagonal; move one "
    "entry and keep the others."
)
def moves_all_entries_at_once(f, grad, params, h=1e-6):
    def along(name):
        above = f({**params, name: params[name] + h})
        below = f({**params, name: params[name] - h})
        return np.full(params[name].shape, (above - below) / (2 * h))

    return {name: relative(along(name), grad[name]) for name in params}


@exercise.rejects(
    "Your loop runs over the first axis, so in a matrix whole rows move together; go through every "
    "single entry."
)
def moves_whole_rows(f, grad, params, h=1e-6):
    def rows(name):
        found = np.zeros(params[name].shape)
        for i in range(len(found)):
            ends = []
            for step in (h, -h):
                moved = np.array(params[name], dtype=float)
                moved[i] += step
                ends.append(f({**params, name: moved}))
            found[i] = (ends[0] - ends[1]) / (2 * h)
        return found

    return {name: relative(rows(name), grad[name]) for name in params}


@exercise.rejects(
    "A step of 1e-3 is built in, which carries a unit across a kink of the ReLU and calls a right "
    "gradient wrong; use h.",
    read=WHICH_H,
)
def step_that_is_too_large(f, grad, params, h=1e-6):
    return compared(f, grad, params, 1e-3)


@exercise.rejects(
    "A step of 1e-12 is built in: the two losses agree in nearly all their digits, and what is "
    "left is rounding. Use h.",
    read=WHICH_H,
)
def step_that_is_too_small(f, grad, params, h=1e-6):
    return compared(f, grad, params, 1e-12)


@exercise.rejects(
    "You use h where it is given, but without it your step is 1e-4; the caller who says nothing is "
    "promised 1e-6.",
    read=WHICH_H,
)
def another_step_by_default(f, grad, params, h=1e-4):
    return compared(f, grad, params, h)


@exercise.rejects(
    "The step is fixed at 1e-6 inside your function; it is the value of h only where the caller "
    "gives none.",
    read=WHICH_H,
)
def ignores_h(f, grad, params, h=1e-6):
    return compared(f, grad, params, 1e-6)


@exercise.rejects(
    "Your step grows with the entry; the same h goes with every number, whatever its size.",
    read=WHICH_H,
)
def step_relative_to_the_entry(f, grad, params, h=1e-6):
    def along(name):
        found = np.zeros(params[name].shape)
        for index, old in np.ndenumerate(params[name]):
            step = h * max(1.0, abs(old))
            ends = []
            for sign in (1, -1):
                moved = np.array(params[name], dtype=float)
                moved[index] += sign * step
                ends.append(f({**params, name: moved}))
            found[index] = (ends[0] - ends[1]) / (2 * step)
        return found

    return {name: relative(along(name), grad[name]) for name in params}


@exercise.rejects(
    "f is given one array alone, where it expects the whole dict; the other arrays stay as they "
    "are, but f needs them."
)
def passes_one_array_to_f(f, grad, params, h=1e-6):
    result = {}
    for name in params:
        numeric = np.zeros(params[name].shape)
        for index in np.ndindex(numeric.shape):
            moved = np.array(params[name], dtype=float)
            moved[index] += h
            above = f({name: moved})
            moved[index] -= 2 * h
            numeric[index] = (above - f({name: moved})) / (2 * h)
        result[name] = relative(numeric, grad[name])
    return result


@exercise.rejects(
    "The caller's arrays are moved and put back by arithmetic, which rounds: params are not quite "
    "what they were. Work on copies."
)
def leaves_params_perturbed(f, grad, params, h=1e-6):
    result = {}
    for name, array in params.items():
        if array.dtype.kind != "f":
            result[name] = relative(measured(f, params, name, h), grad[name])
            continue
        numeric = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            array[index] += h
            above = f(params)
            array[index] -= 2 * h
            numeric[index] = (above - f(params)) / (2 * h)
            array[index] += h
        result[name] = relative(numeric, grad[name])
    return result


@exercise.rejects(
    "An entry that was moved stays moved while the next ones are measured; put its old value back, "
    "or begin with a fresh copy."
)
def never_moves_back(f, grad, params, h=1e-6):
    work = {name: np.array(array, dtype=float) for name, array in params.items()}
    result = {}
    for name, array in work.items():
        numeric = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            array[index] += h
            above = f(work)
            array[index] -= 2 * h
            numeric[index] = (above - f(work)) / (2 * h)
        result[name] = relative(numeric, grad[name])
    return result


@exercise.rejects(
    "Copying the dict does not copy the arrays in it: you move the caller's own numbers. Copy each "
    "array that you change."
)
def shallow_copy(f, grad, params, h=1e-6):
    found = compared(f, grad, params, h)
    work = params.copy()
    for array in work.values():
        array += np.asarray(h, dtype=array.dtype)
    return found


@exercise.rejects(
    "Whole numbers cannot hold params ± h, so the step is cut off and both losses are equal; turn "
    "a copy into float64 first."
)
def loses_the_step_in_integers(f, grad, params, h=1e-6):
    def along(name):
        found = np.zeros(params[name].shape)
        for index in np.ndindex(found.shape):
            ends = []
            for step in (h, -h):
                moved = params[name].copy()
                moved[index] += np.asarray(step).astype(moved.dtype)
                ends.append(f({**params, name: moved}))
            found[index] = (ends[0] - ends[1]) / (2 * h)
        return found

    return {name: relative(along(name), grad[name]) for name in params}


@exercise.rejects(
    "float32 carries about seven digits, and the difference of two nearly equal losses keeps none "
    "of them: measure in float64.",
    read=WHICH_H,
)
def loses_digits_in_float32(f, grad, params, h=1e-6):
    def short(changed):
        return float(np.float32(f(changed)))

    return compared(short, grad, params, h)


@exercise.rejects(
    "Rounding the errors hides a mistake of a per cent or less; return them with all their digits."
)
def rounds_the_errors(f, grad, params, h=1e-6):
    return {name: round(error, 2) for name, error in compared(f, grad, params, h).items()}
