"""activation_layer(name): two functions, forward(Z) -> (H, cache) and backward(dH, cache) -> dZ."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import activation_layer

exercise = Exercise(activation_layer, read="An activation as a layer")

# Absolute for H and relative to dH for dZ, as 1 − tanh² keeps the digits of 1 only. Right answers
# err by less than 1e-15 here, the best wrong one by 1e-4.
TOLERANCE = 1e-12

Array = np.ndarray
Function = Callable[..., Any]

NAMES = ("relu", "leaky_relu", "tanh", "sigmoid")


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, h: int) -> Array:
    """Z (n, h) with numbers of both signs in turn; none is near 0."""
    sides = np.where((case.rng.permutation(n * h) + case.rng.integers(2)) % 2, 1.0, -1.0)
    sizes = 0.4 + np.round(np.abs(case.rng.normal(size=n * h)), 1)
    return (sides * sizes).reshape(n, h)


def upstream(case: Case, n: int, h: int) -> Array:
    """dH (n, h) of either sign, none near 0."""
    drawn = case.rng.normal(size=(n, h))
    return np.round(drawn + np.where(drawn < 0, -0.5, 0.5), 1)


def several(case: Case) -> list[Array]:
    """Several sizes, either sign alone, and so far out that e^z or (e^z)² is infinite."""
    one = np.abs(draw(case, 1, 1))
    a, b = np.round(case.rng.uniform(710, 1000, size=2))
    far = ([[a, -b]], [[400.0], [-400.0]])
    sizes = ((3, 2), (2, 4), (1, 3), (3, 1), (20, 7))
    return [*(draw(case, *size) for size in sizes), one, -one, *map(np.array, far)]


def layer(answer: Answer, case: Case, name: str) -> tuple[Function, Function]:
    """The two functions that came back."""
    forward, backward = case.unpack(answer.activation_layer(name), "forward", "backward")
    case.that(callable(forward), "The first part of the result is no function; forward is wanted")
    case.that(callable(backward), "The second part of the result is no function, as backward is")
    return forward, backward


def go_forward(case: Case, forward: Function, Z: Array) -> tuple[Any, Any]:
    """H and the cache; what a cache looks like is the answer's own affair."""
    H, cache = case.unpack(forward(Z), "H", "cache")
    case.means(H)
    return H, cache


def go_back(case: Case, backward: Function, dH: Array, cache: Any) -> Any:
    """dZ; a mistake in it is known by dZ, whatever is in the cache."""
    dZ = backward(dH, cache)
    case.trace.calls[-1].after = None
    return dZ


def there_and_back(
    case: Case, forward: Function, backward: Function, Z: Array, dH: Array
) -> dict[str, Any]:
    """H and dZ."""
    H, cache = go_forward(case, forward, Z)
    return {"H": H, "dZ": go_back(case, backward, dH, cache)}


def right(name: str, Z: Array, dH: Array) -> dict[str, Array]:
    """H and dZ as they should be."""
    forward, backward = activation_layer(name)
    H, cache = forward(Z)
    return {"H": H, "dZ": backward(dH, cache)}


def shown(**arrays: Array) -> str:
    """Small arrays in words."""
    return ", ".join(
        f"{name} = {value.tolist() if value.size <= 8 else f'an array of shape {value.shape}'}"
        for name, value in arrays.items()
    )


def slopes_are_right(answer: Answer, case: Case, name: str) -> None:
    """Compare dZ, in whatever container."""
    forward, backward = layer(answer, case, name)
    for Z in several(case):
        dH = upstream(case, *Z.shape)
        want = right(name, Z, dH)["dZ"]
        _, cache = go_forward(case, forward, Z)
        got = case.numbers(go_back(case, backward, dH, cache), want)
        if got is not None:
            about = f"{name}, {shown(Z=Z, dH=dH)}: dZ"
            case.equal(got, want, tol=TOLERANCE, scale=np.max(np.abs(dH)), about=about)


@exercise.check("gives forward, which gives H and a cache, and backward")
def gives_two_functions(answer: Answer, case: Case) -> None:
    for name in NAMES:
        forward, backward = layer(answer, case, name)
        Z, dH = draw(case, 2, 3), upstream(case, 2, 3)
        want = right(name, Z, dH)
        H, cache = go_forward(case, forward, Z)
        case.numbers(H, want["H"])
        case.numbers(go_back(case, backward, dH, cache), want["dZ"])


@exercise.check("forward: H is g(Z), at ±1000 too", weight=3, needs=[gives_two_functions])
def values_are_right(answer: Answer, case: Case) -> None:
    for name in NAMES:
        forward, _ = layer(answer, case, name)
        right_forward, _ = activation_layer(name)
        for Z in (*several(case), np.zeros((1, 2))):
            want, _ = right_forward(Z)
            got = case.numbers(go_forward(case, forward, Z)[0], want)
            if got is not None:
                about = f"{name}, {shown(Z=Z)}: H"
                case.equal(got, want, tol=TOLERANCE, about=about)


def slope_at_the_kink(answer: Answer, case: Case, name: str, left: float) -> None:
    """Fail unless the slope at z = 0 is one of those beside it, or between them."""
    forward, backward = layer(answer, case, name)
    dH = upstream(case, 1, 2)
    _, cache = go_forward(case, forward, np.zeros((1, 2)))
    got = case.numbers(go_back(case, backward, dH, cache), dH)
    if got is None:
        return
    slopes = got / dH
    outside = np.max(np.maximum(left - slopes, slopes - 1))
    message = (
        f"At z = 0 the slope of {name} jumps from {left} to 1, and any number between will do. "
        f"For {shown(dH=dH)} your dZ is {np.round(got, 4).tolist()}"
    )
    case.small(outside if np.isfinite(outside) else np.inf, message, tol=TOLERANCE)


@exercise.check("relu: dH passes where z > 0, and nowhere below", weight=3)
def back_through_relu(answer: Answer, case: Case) -> None:
    slopes_are_right(answer, case, "relu")
    slope_at_the_kink(answer, case, "relu", 0.0)


@exercise.check("leaky_relu: dH passes where z > 0, and 0.01 dH below", weight=3)
def back_through_leaky_relu(answer: Answer, case: Case) -> None:
    slopes_are_right(answer, case, "leaky_relu")
    slope_at_the_kink(answer, case, "leaky_relu", 0.01)


@exercise.check("tanh: dZ is dH (1 − tanh²(Z)), at ±1000 too", weight=3)
def back_through_tanh(answer: Answer, case: Case) -> None:
    slopes_are_right(answer, case, "tanh")


@exercise.check("sigmoid: dZ is dH σ(Z) (1 − σ(Z)), at ±1000 too", weight=3)
def back_through_sigmoid(answer: Answer, case: Case) -> None:
    slopes_are_right(answer, case, "sigmoid")


@exercise.check(
    "what backward needs is in the cache: no layer remembers anything",
    weight=2,
    needs=[gives_two_functions],
)
def remembers_nothing(answer: Answer, case: Case) -> None:
    for name in NAMES:
        layers = [layer(answer, case, name) for _ in range(2)]
        Z1, Z2 = draw(case, 2, 2), draw(case, 2, 2)
        Z2 = np.where((Z1 > 0) == (Z2 > 0), -Z2, Z2)  # on where the first is off
        dH = upstream(case, 2, 2)
        forward, backward = layers[0]
        want = right(name, Z1, dH)["dZ"]
        _, cache = go_forward(case, forward, Z1)
        alone = case.numbers(go_back(case, backward, dH, cache), want)
        for second, _ in layers:
            _, cache = go_forward(case, forward, Z1)
            go_forward(case, second, Z2)
            after = case.numbers(go_back(case, backward, dH, cache), want)
            if alone is None or after is None:
                continue
            message = (
                f"{name}, {shown(Z=Z1, dH=dH)}: with the same cache, backward gives another dZ "
                "after a second forward pass"
            )
            case.small(np.max(np.abs(after - alone)), message, tol=TOLERANCE)


@exercise.check(
    "H and dZ are float64 arrays of the shape of Z", weight=2, needs=[gives_two_functions]
)
def are_float64_arrays(answer: Answer, case: Case) -> None:
    for name in NAMES:
        forward, backward = layer(answer, case, name)
        for n, h in ((2, 3), (1, 2), (2, 1)):
            Z, dH = draw(case, n, h), upstream(case, n, h)
            want = right(name, Z, dH)
            H, cache = go_forward(case, forward, Z)
            case.like(H, want["H"], about=f"{name}, {shown(Z=Z)}: H")
            dZ = go_back(case, backward, dH, cache)
            case.like(dZ, want["dZ"], about=f"{name}, {shown(Z=Z, dH=dH)}: dZ")


# Judged by what the answer makes of the same numbers as floats. The ReLU of whole numbers is
# whole: there float64 or integers, either will do.
@exercise.check("whole numbers give what the same floats give", needs=[gives_two_functions])
def take_whole_numbers(answer: Answer, case: Case) -> None:
    for name in NAMES:
        forward, backward = layer(answer, case, name)
        for n, h in ((2, 2), (1, 3)):
            Z, dH = np.trunc(3 * draw(case, n, h)), np.trunc(2 * upstream(case, n, h))
            floats = there_and_back(case, forward, backward, Z, dH)
            whole = there_and_back(case, forward, backward, Z.astype(int), dH.astype(int))
            for part, want in right(name, Z, dH).items():
                one, other = case.numbers(floats[part], want), case.numbers(whole[part], want)
                if one is None or other is None:
                    continue
                message = (
                    f"For {name}, {shown(Z=Z.astype(int), dH=dH.astype(int))} your {part} is "
                    f"{np.round(other, 4).tolist()}, and {np.round(one, 4).tolist()} where the "
                    "same numbers are floats"
                )
                case.small(np.max(np.abs(other - one)), message, tol=TOLERANCE)


@exercise.check("changes neither Z nor dH nor the cache", weight=2, needs=[gives_two_functions])
def changes_nothing(answer: Answer, case: Case) -> None:
    for name in NAMES:
        forward, backward = layer(answer, case, name)
        _, cache = go_forward(case, forward, draw(case, 2, 2))
        case.unchanged()
        go_back(case, backward, upstream(case, 2, 2), cache)
        case.unchanged()
        case.fresh()


# --- right answers ----------------------------------------------------------


@exercise.accepts
def formulas_of_the_lecture(name):
    def forward(Z):
        if name == "relu":
            return np.maximum(0.0, Z), Z
        if name == "leaky_relu":
            return np.where(Z > 0, Z, 0.01 * Z), Z
        if name == "tanh":
            return np.tanh(Z), Z
        return 1 / (1 + np.exp(-Z)), Z

    def backward(dH, Z):
        if name == "relu":
            return dH * np.where(Z > 0, 1.0, 0.0)
        if name == "leaky_relu":
            return dH * np.where(Z > 0, 1.0, 0.01)
        if name == "tanh":
            return dH * (1 - np.tanh(Z) ** 2)
        s = 1 / (1 + np.exp(-Z))
        return dH * s * (1 - s)

    return forward, backward


@exercise.accepts
def in_terms_of_the_output(name):
    def forward(Z):
        below = 0.01 if name == "leaky_relu" else 0.0
        if name == "tanh":
            H = np.tanh(Z)
        elif name == "sigmoid":
            H = 0.5 + 0.5 * np.tanh(Z / 2)
        else:
            H = np.maximum(Z, below * Z)
        return H, H

    slopes = {
        "relu": lambda H: H > 0,
        "leaky_relu": lambda H: np.where(H > 0, 1.0, 0.01),
        "tanh": lambda H: (1 - H) * (1 + H),
        "sigmoid": lambda H: H - H * H,
    }

    def backward(dH, H):
        return slopes[name](H) * dH

    return forward, backward


@exercise.accepts
def slope_in_the_cache(name):
    table = {
        "relu": lambda t: (np.maximum(t, 0.0), np.heaviside(t, 0.5)),
        "leaky_relu": lambda t: (np.where(t < 0, t / 100, t), np.where(t < 0, 1 / 100, 1)),
        "tanh": lambda t: (np.tanh(t), 1 / np.cosh(t) ** 2),
        "sigmoid": lambda t: (1 / (1 + np.exp(-t)), 0.25 / np.cosh(t / 2) ** 2),
    }

    def backward(dH, slope):
        return np.multiply(dH, slope)

    return table[name], backward


@exercise.accepts
def masks_on_new_arrays(name):
    alpha = {"relu": 0, "leaky_relu": 0.01}

    def forward(Z):
        if name in alpha:
            H = Z.astype(np.float64)
            off = H < 0
            H[off] *= alpha[name]
            return H, off
        scale = 2 if name == "tanh" else 1
        small = np.exp(-np.abs(scale * Z))
        big = 1 / (1 + small)
        H = np.where(Z > 0, big, small * big)
        return (2 * H - 1 if scale == 2 else H), small * big**2 * scale**2

    def backward(dH, cache):
        dZ = dH.astype(np.float64)
        if name in alpha:
            dZ[cache] *= alpha[name]
        else:
            dZ *= cache
        return dZ

    return [forward, backward]


@exercise.accepts
def one_number_after_another(name):
    def one(z):
        small = math.exp(-abs(z))
        if name == "sigmoid":
            h = (1 if z > 0 else small) / (1 + small)
            return h, h * (1 - h)
        if name == "tanh":
            return math.tanh(z), 1 - math.tanh(z) ** 2
        slope = 1.0 if z > 0 else (0.01 if name == "leaky_relu" else 0.0)
        return slope * z, slope

    def forward(Z):
        both = np.array([[one(z) for z in row] for row in Z.tolist()])
        return both[:, :, 0], {"slopes": both[:, :, 1]}

    def backward(dH, cache):
        return cache["slopes"] * dH

    return forward, backward


@exercise.accepts
def cache_of_two(name):
    values = {
        "relu": lambda z: z * (z > 0),
        "leaky_relu": lambda z: 0.99 * z * (z.real > 0) + 0.01 * z,
        "tanh": np.tanh,
        "sigmoid": lambda z: np.tanh(z / 2) / 2 + 0.5,
    }

    def forward(Z):
        moved = values[name](Z + 1e-30j)
        return moved.real, (Z, moved.imag / 1e-30)

    def backward(dH, cache):
        _, slope = cache
        return dH * slope

    return forward, backward


@exercise.accepts
def the_way_back_in_the_cache(name):
    def forward(Z):
        if name == "tanh":
            H = 2 / (1 + np.exp(-2 * Z)) - 1
            slope = 1 - H**2
        elif name == "sigmoid":
            H = np.exp(-np.log1p(np.exp(-Z)))
            slope = H * np.exp(-np.log1p(np.exp(Z)))
        else:
            on = (1 + np.sign(Z)) / 2
            slope = on if name == "relu" else on + 0.01 * (1 - on)
            H = slope * Z
        return H, lambda dH: dH * slope

    def backward(dH, way_back):
        return way_back(dH)

    return forward, backward


AT_THE_KINK = "at the kink any slope between the two will do, and h = z = 0"
exercise.equivalent("Z > 0", AT_THE_KINK, after="Z >= 0")
exercise.equivalent("H > 0", AT_THE_KINK, after="H >= 0")
exercise.equivalent("t < 0", AT_THE_KINK, after="t <= 0")
exercise.equivalent("H < 0", AT_THE_KINK, after="H <= 0")
exercise.equivalent("z > 0", AT_THE_KINK, after="z >= 0")
exercise.equivalent("z.real > 0", AT_THE_KINK, after="z.real >= 0")


exercise.equivalent("np.heaviside(t, 0.5)", AT_THE_KINK)
SYMMETRIC = "the slope is the same at z and −z"
exercise.equivalent("return (np.tanh(Z), Z)", SYMMETRIC)
exercise.equivalent("return (1 / (1 + np.exp(-Z)), Z)", SYMMETRIC)
exercise.equivalent("-Z", SYMMETRIC, after="Z")
exercise.equivalent("if name not in values:", "what another name does is left open")
exercise.equivalent("Z = _numbers(Z)", "lists as arguments are not judged")


# --- wrong answers ----------------------------------------------------------


def value(name, Z):
    """H as it should be."""
    if name in ("tanh", "sigmoid"):
        return np.tanh(Z) if name == "tanh" else 0.5 + 0.5 * np.tanh(Z / 2)
    return np.where(Z > 0, Z, (0.01 if name == "leaky_relu" else 0.0) * Z)


def slope(name, Z):
    """The slope as it should be."""
    if name in ("tanh", "sigmoid"):
        H = value(name, Z)
        return 1 - H**2 if name == "tanh" else H * (1 - H)
    return np.where(Z > 0, 1.0, 0.01 if name == "leaky_relu" else 0.0)


def both_ways(name, value=value, slope=slope):
    """A layer that keeps Z."""

    def forward(Z):
        return value(name, Z), Z

    def backward(dH, Z):
        return dH * slope(name, Z)

    return forward, backward


@exercise.rejects(
    "backward returns the slope alone; it has to multiply the slope by dH, which arrives from "
    "above."
)
def forgets_what_arrives(name):
    forward, _ = both_ways(name)
    return forward, lambda dH, Z: slope(name, Z)


@exercise.rejects(
    "dH goes straight through, as if there were no activation; every entry has to be multiplied "
    "by the slope g′(z)."
)
def passes_everything(name):
    forward, _ = both_ways(name)
    return forward, lambda dH, Z: dH * 1.0


@exercise.rejects(
    "Your mask looks at the sign of dH, but which units were on is a matter of Z: a negative "
    "gradient passes too."
)
def mask_from_the_gradient(name):
    forward, right_backward = both_ways(name)

    def backward(dH, Z):
        return right_backward(dH, dH if "relu" in name else Z)

    return forward, backward


@exercise.rejects(
    "On the way back the activation itself is applied to dH; what belongs there is its slope at "
    "Z, times dH."
)
def activation_of_the_gradient(name):
    forward, _ = both_ways(name)
    return forward, lambda dH, Z: value(name, dH)


@exercise.rejects(
    "backward multiplies dH by the value g(z) where it needs the slope g′(z): how much h changes, "
    "not how large it is."
)
def multiplies_by_the_value(name):
    return both_ways(name, slope=value)


@exercise.rejects(
    "The mask is turned round: a unit lets the gradient through where z was positive, and stops "
    "it where z was negative."
)
def mask_upside_down(name):
    return both_ways(name, slope=lambda n, Z: slope(n, -Z))


@exercise.rejects(
    "Below zero your Leaky ReLU lets z itself into the gradient; the slope there is the constant "
    "0.01, whatever z is."
)
def leaky_value_for_its_slope(name):
    def wrong(n, Z):
        return np.where(Z > 0, 1.0, 0.01 * Z) if n == "leaky_relu" else slope(n, Z)

    return both_ways(name, slope=wrong)


@exercise.rejects(
    "The slope of Leaky ReLU is taken as max(0.01, z), which grows with z; above zero it is 1 and "
    "nothing else."
)
def leaky_slope_by_a_maximum(name):
    def wrong(n, Z):
        return np.maximum(0.01, Z) if n == "leaky_relu" else slope(n, Z)

    return both_ways(name, slope=wrong)


@exercise.rejects(
    "Your Leaky ReLU is a plain ReLU on the way back: the units that are off get 0.01 of the "
    "gradient, not none."
)
def leaky_stops_on_the_way_back(name):
    return both_ways(name, slope=lambda n, Z: slope(n.replace("leaky_", ""), Z))


@exercise.rejects(
    "Your Leaky ReLU leaks with another slope than 0.01, in both directions; the number is fixed "
    "by the name here."
)
def leaks_with_another_slope(name):
    def steep(correct):
        def g(n, Z):
            if n == "leaky_relu":
                return np.where(Z > 0, correct(n, Z), 10 * correct(n, Z))
            return correct(n, Z)

        return g

    return both_ways(name, steep(value), steep(slope))


@exercise.rejects(
    "The small slope 0.01 is used for both of the rectifiers; it belongs to Leaky ReLU alone, and "
    "ReLU has 0 below zero."
)
def one_alpha_for_all(name):
    return both_ways("leaky_relu" if name == "relu" else name)


@exercise.rejects(
    "1 − z² would be the slope of tanh if z were its output; you keep the input Z, so take tanh(Z) "
    "first."
)
def tanh_slope_of_the_input(name):
    return both_ways(name, slope=lambda n, Z: 1 - Z**2 if n == "tanh" else slope(n, Z))


@exercise.rejects(
    "tanh's slope is 1 minus its square; yours leaves the square out, and 1 − h is another curve."
)
def tanh_slope_without_the_square(name):
    return both_ways(name, slope=lambda n, Z: 1 - np.tanh(Z) if n == "tanh" else slope(n, Z))


@exercise.rejects(
    "z (1 − z) needs the sigmoid's output in the place of z; you put the input there, which is no "
    "probability."
)
def sigmoid_slope_of_the_input(name):
    return both_ways(name, slope=lambda n, Z: Z * (1 - Z) if n == "sigmoid" else slope(n, Z))


@exercise.rejects(
    "The sigmoid is applied twice on the way back: what is in your cache is its output already, so "
    "use h (1 − h) as it is."
)
def sigmoid_of_the_output(name):
    def wrong(n, Z):
        return slope(n, value(n, Z)) if n == "sigmoid" else slope(n, Z)

    return both_ways(name, slope=wrong)


@exercise.rejects(
    "The tanh of the output is taken on the way back, though the cache holds tanh(Z) already: its "
    "slope is 1 − h² at once."
)
def tanh_of_the_output(name):
    def wrong(n, Z):
        return slope(n, value(n, Z)) if n == "tanh" else slope(n, Z)

    return both_ways(name, slope=wrong)


@exercise.rejects(
    "Two names are mixed up: what you return for tanh is the sigmoid, and the other way round."
)
def tanh_and_sigmoid_swapped(name):
    return both_ways({"tanh": "sigmoid", "sigmoid": "tanh"}.get(name, name))


@exercise.rejects(
    "e^z / (1 + e^z) is ∞ / ∞ for a large z and gives nan; choose a form of the sigmoid whose "
    "exponent is not above zero."
)
def sigmoid_that_overflows(name):
    def wrong(n, Z):
        return np.exp(Z) / (1 + np.exp(Z)) if n == "sigmoid" else value(n, Z)

    return both_ways(
        name, wrong, lambda n, Z: wrong(n, Z) * (1 - wrong(n, Z)) if n == "sigmoid" else slope(n, Z)
    )


@exercise.rejects(
    "A tanh put together from e^z and e^−z gives ∞ / ∞ far from zero, which is nan; `np.tanh` "
    "does better."
)
def tanh_that_overflows(name):
    def wrong(n, Z):
        if n != "tanh":
            return value(n, Z)
        return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))

    return both_ways(name, wrong, lambda n, Z: 1 - wrong(n, Z) ** 2 if n == "tanh" else slope(n, Z))


@exercise.rejects(
    "The sigmoid's slope is written with e^z and its square, which are infinite for a large z and "
    "leave nan; build it from σ(z)."
)
def sigmoid_slope_that_overflows(name):
    def wrong(n, Z):
        return np.exp(Z) / (1 + np.exp(Z)) ** 2 if n == "sigmoid" else slope(n, Z)

    return both_ways(name, slope=wrong)


@exercise.rejects(
    "Your ReLU gives 1 where a unit is on: that is its slope. Its value is z itself there."
)
def relu_gives_its_mask(name):
    return both_ways(name, lambda n, Z: slope(n, Z) if n == "relu" else value(n, Z))


@exercise.rejects(
    "The sign is lost: your ReLU is the absolute value, with slope −1 below zero; a unit that is "
    "off gives 0 and passes nothing."
)
def absolute_value_for_relu(name):
    def size(n, Z):
        return np.abs(Z) if n == "relu" else value(n, Z)

    return both_ways(name, size, lambda n, Z: np.sign(Z) if n == "relu" else slope(n, Z))


@exercise.rejects(
    "The gradients of a batch are divided by n here; the 1/n of the loss is in dH already, and a "
    "layer adds none.",
    read="The 1/n comes once",
)
def divides_by_n(name):
    return both_ways(name, slope=lambda n, Z: slope(n, Z) / len(Z))


@exercise.rejects(
    "A matrix product stands where entries have to be multiplied one by one: dH ∘ g′(Z) keeps "
    "each entry in its place."
)
def matrix_product_of_the_two(name):
    forward, _ = both_ways(name)
    return forward, lambda dH, Z: dH @ slope(name, Z).T


@exercise.rejects(
    "`dH[…] = …` writes into an array that belongs to the caller; the numbers are right, but make "
    "a new array for dZ."
)
def writes_into_what_arrives(name):
    forward, _ = both_ways(name)

    def backward(dH, Z):
        dZ = dH * slope(name, Z)
        dH[:] = dZ.astype(dH.dtype)
        return dZ

    return forward, backward


@exercise.rejects(
    "Z is overwritten on the way forward, and its owner may still need it; write H into a new "
    "array."
)
def writes_into_z(name):
    _, backward = both_ways(name)

    def forward(Z):
        H, cache = value(name, Z), Z.copy()
        Z[:] = H.astype(Z.dtype)
        return H, cache

    return forward, backward


@exercise.rejects(
    "backward multiplies the gradient into the cache, so that a second call with this cache finds "
    "other numbers there; leave it as it is."
)
def spoils_the_cache(name):
    def forward(Z):
        return value(name, Z), slope(name, Z)

    def backward(dH, cache):
        cache *= dH
        return cache.copy()

    return forward, backward


@exercise.rejects(
    "Your layer remembers the last Z by itself and never looks at the cache it is given: with two "
    "forward passes in a row, the first one is lost."
)
def looks_at_the_last_forward_pass(name):
    last = []

    def forward(Z):
        last[:] = [Z.copy()]
        return value(name, Z), Z

    def backward(dH, cache):
        return dH * slope(name, last[0])

    return forward, backward


@exercise.rejects(
    "forward returns H alone; without a cache the way back does not know where the layer was."
)
def forward_without_a_cache(name):
    return (lambda Z: value(name, Z)), (lambda dH, H: dH * slope(name, H))


@exercise.rejects("forward returns the cache in front of H; the order is H first, then the cache.")
def cache_before_the_value(name):
    def forward(Z):
        return {"Z": Z}, value(name, Z)

    return forward, lambda dH, Z: dH * slope(name, Z)


@exercise.rejects(
    "The two functions come in the wrong order: forward is the first of the pair, backward the "
    "second."
)
def backward_before_forward(name):
    return both_ways(name)[::-1]


@exercise.rejects(
    "Whole numbers in dH make your dZ an array of integers, and small gradients are cut off to 0: "
    "gradients are float64."
)
def gradient_of_whole_numbers(name):
    forward, right_backward = both_ways(name)

    def backward(dH, Z):
        dZ = np.zeros_like(dH)
        dZ[:] = right_backward(dH, Z)
        return dZ

    return forward, backward


@exercise.rejects(
    "H takes over the type of Z, so that whole numbers going in lose all decimals of H; make an "
    "array of float64."
)
def value_of_whole_numbers(name):
    return both_ways(name, lambda n, Z: value(n, Z).astype(Z.dtype))


@exercise.rejects(
    "A layer of one unit, or a batch of one sample, loses an axis in your dZ; it has the shape of "
    "Z, always."
)
def squeezes_the_gradient(name):
    forward, right_backward = both_ways(name)
    return forward, lambda dH, Z: np.squeeze(right_backward(dH, Z))


@exercise.rejects(
    "At the kink your slope is neither that of the left side nor of the right one, nor between "
    "them: near 0 your ReLU divides by z."
)
def divides_by_z(name):
    def wrong(n, Z):
        return value(n, Z) / Z if "relu" in n else slope(n, Z)

    return both_ways(name, slope=wrong)
