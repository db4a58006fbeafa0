"""mlp_forward(X, params, activation): the forward pass of any depth; count_parameters(sizes)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import count_parameters, mlp_forward, relu

COUNTING = "Counting the parameters"

exercise = Exercise(mlp_forward, count_parameters, read="The forward pass of any depth")

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-5.
TOLERANCE = 1e-11

Array = np.ndarray
Layers = list[tuple[Array, Array]]


# --- checks -----------------------------------------------------------------


def squash(z: Array) -> Array:
    """An activation that bends every number: where it is left out, it is missed."""
    return z / (1 + np.abs(z))


HINT = "Here activation(z) = z / (1 + |z|)."


def neighbours(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """(fan_in, fan_out) of each layer."""
    return [(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]


def draw(case: Case, n: int, *sizes: int) -> tuple[Array, Layers]:
    """X (n, sizes[0]) and the layers between sizes; no number is near 0."""

    def numbers(*shape: int) -> Array:
        drawn = case.rng.normal(size=shape)
        return np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)

    layers = [(numbers(s, t), numbers(t)) for s, t in neighbours(sizes)]
    return numbers(n, sizes[0]), layers


def parts(answer: Answer, case: Case, *inputs: Any) -> tuple[Any, Any]:
    """What came back, O and the cache."""
    return case.unpack(answer.mlp_forward(*inputs), "O", "cache")


def output(answer: Answer, case: Case, want: Array, *inputs: Any) -> Any:
    """The numbers of O alone; fail if there are others than wanted."""
    got = case.numbers(parts(answer, case, *inputs)[0], want)
    case.means(got)  # a mistake in O is known by O, whatever is in the cache
    return got


def gives_output(answer: Answer, case: Case, X: Array, params: Layers, activation: Any) -> None:
    """Compare O; its container has a check of its own."""
    want, _ = mlp_forward(X, params, activation)
    got = output(answer, case, want, X, params, activation)
    hint = HINT if activation is squash else ""
    case.equal(got, want, tol=TOLERANCE, about="O of {call}", hint=hint)


@exercise.check("mlp_forward returns O and the cache")
def returns_output_and_cache(answer: Answer, case: Case) -> None:
    # square first: what does not fit other shapes shows there what else it does
    for n, *sizes in ((2, 2, 2, 2), (1, 1, 2, 1), (2, 3, 1, 2), (3, 2, 4, 3)):
        X, params = draw(case, n, *sizes)
        output(answer, case, mlp_forward(X, params, squash)[0], X, params, squash)


@exercise.check("O is right with one hidden layer", weight=6, needs=[returns_output_and_cache])
def with_one_hidden_layer(answer: Answer, case: Case) -> None:
    for n, *sizes in ((4, 3, 5, 2), (2, 2, 2, 2), (3, 1, 2, 3), (1, 3, 2, 4), (1, 1, 1, 1)):
        gives_output(answer, case, *draw(case, n, *sizes), squash)
    gives_output(answer, case, *draw(case, 30, 6, 8, 7), np.tanh)


@exercise.check(
    "O is right with no hidden layer and with many", weight=4, needs=[with_one_hidden_layer]
)
def with_any_number_of_layers(answer: Answer, case: Case) -> None:
    for n, *sizes in ((1, 1, 1, 1, 1), (2, 3, 4, 5, 2), (3, 4, 2), (1, 1, 1), (2, 2, 2, 2, 2, 2)):
        gives_output(answer, case, *draw(case, n, *sizes), squash)
    gives_output(answer, case, *draw(case, 5, 4, 3, 3, 5, 4, 2, 3), np.cos)


@exercise.check("O is exact where the numbers are tiny or huge", needs=[with_one_hidden_layer])
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-6, 1e6):
        for n, *sizes in ((2, 2, 3, 2), (1, 1, 1, 1)):
            X, params = draw(case, n, *sizes)
            # with X and the biases, every layer of a ReLU network grows by the same factor
            gives_output(answer, case, size * X, [(W, size * b) for W, b in params], relu)


@exercise.check("the cache holds each layer's input", weight=4, needs=[with_any_number_of_layers])
def cache_holds_the_inputs(answer: Answer, case: Case) -> None:
    for n, *sizes in ((2, 1, 2, 1), (1, 1, 1, 1, 1), (1, 1, 1), (4, 2, 5, 3), (3, 2, 3, 3, 3, 3)):
        X, params = draw(case, n, *sizes)
        _, want = mlp_forward(X, params, squash)
        got = case.numbers(parts(answer, case, X, params, squash)[1], want)
        case.means(got)
        case.equal(got, want, tol=TOLERANCE, about="The cache of {call}", hint=HINT)


@exercise.check(
    "O has shape (n, q), and so have the arrays in the cache", needs=[returns_output_and_cache]
)
def come_as_wanted(answer: Answer, case: Case) -> None:
    for n, *sizes in ((2, 1, 2, 2), (1, 1, 1, 2), (2, 1, 1, 1), (3, 2, 4, 3), (1, 1, 1)):
        X, params = draw(case, n, *sizes)
        want_out, want_cache = mlp_forward(X, params, squash)
        out, cache = parts(answer, case, X, params, squash)
        case.means((out, cache))  # with X itself in the cache or not, all the same
        case.like(out, want_out, about="O of {call}")
        if isinstance(cache, tuple | list) and len(cache) == len(want_cache):
            case.like(cache, want_cache, about="The cache of {call}")


@exercise.check("O is right where X is whole numbers", needs=[with_one_hidden_layer])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    for n, *sizes in ((3, 2, 4, 3), (1, 1, 1, 1), (2, 1, 1)):
        _, params = draw(case, n, *sizes)
        X = case.rng.integers(1, 9, size=(n, sizes[0]))
        gives_output(answer, case, X, params, squash)


@exercise.check("mlp_forward changes nothing and remembers nothing", needs=[with_one_hidden_layer])
def is_pure(answer: Answer, case: Case) -> None:
    # the cache may hold X itself, which is the first layer's input: no case.pure here
    inputs = [(*draw(case, n, 1, 2, 1), squash) for n in (2, 2, 1)]
    for call in ("the first", "the second"):
        for each in inputs:
            want, _ = mlp_forward(*each)
            got = output(answer, case, want, *each)
            about = f"At {call} call with these arguments, O of {{call}}"
            case.equal(got, want, tol=TOLERANCE, about=about)
    case.unchanged()


def agrees(answer: Answer, case: Case, sizes: list[int]) -> None:
    """Compare the count; whether it is an integer has a check of its own."""
    got = answer.count_parameters(sizes)
    if isinstance(got, float | np.floating) and float(got).is_integer():
        got = int(got)
    case.equal(got, count_parameters(sizes))


@exercise.check("count_parameters counts the weights and the biases", weight=5)
def counts_all(answer: Answer, case: Case) -> None:
    for depth in (3, 2, 4, 6):
        agrees(answer, case, (case.rng.permutation(9)[:depth] + 2).tolist())
    for sizes in ([1, 1], [3, 1, 2], [10_000, 64, 64, 46], [60_000, 50_000, 3]):
        agrees(answer, case, sizes)


@exercise.check("count_parameters returns an integer")
def returns_an_integer(answer: Answer, case: Case) -> None:
    for sizes in ([4, 3, 2], [5, 2]):
        got = answer.count_parameters(sizes)
        if isinstance(got, np.ndarray) and got.ndim == 0:
            got = got[()]
        case.that(isinstance(got, int | np.integer), f"The count for {sizes} is no integer")


@exercise.check("count_parameters changes nothing and remembers nothing")
def count_is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.count_parameters, ([3, 2, 4],), ([5, 2],))


# --- right answers ----------------------------------------------------------


def layers_of(sizes):
    return [(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]


@exercise.accepts
class LoopWithAnIndex:
    def mlp_forward(X, params, activation):
        H = X
        cache = []
        for i in range(len(params)):
            W, b = params[i]
            cache.append(H)
            H = H @ W + b
            if i < len(params) - 1:
                H = activation(H)
        return H, cache

    def count_parameters(sizes):
        total = 0
        for i in range(len(sizes) - 1):
            total += sizes[i] * sizes[i + 1] + sizes[i + 1]
        return total


@exercise.accepts
class LastLayerApart:
    def mlp_forward(X, params, activation):
        cache = [X]
        for W, b in params[:-1]:
            cache.append(activation(np.dot(cache[-1], W) + b))
        W, b = params[-1]
        return np.dot(cache[-1], W) + b, cache

    def count_parameters(sizes):
        return sum((s + 1) * t for s, t in layers_of(sizes))


@exercise.accepts
class OneMoreLayerEachCall:
    def mlp_forward(X, params, activation):
        def go_on(H, layers):
            (W, b), *rest = layers
            Z = np.add(H @ W, b)
            if not rest:
                return Z, [H]
            out, later = go_on(activation(Z), rest)
            return out, [H, *later]

        return go_on(X, params)

    def count_parameters(sizes):
        def count(fan_in, later):
            if not later:
                return 0
            return (fan_in + 1) * later[0] + count(later[0], later[1:])

        return count(sizes[0], sizes[1:])


@exercise.accepts
class OneSampleAfterAnother:
    def mlp_forward(X, params, activation):
        rows = []
        for x in X:
            inputs = []
            for W, b in params:
                inputs.append(x)
                z = W.T @ x + b
                x = activation(z)
            rows.append((z, inputs))
        out = np.array([z for z, _ in rows])
        return out, [np.array(H) for H in zip(*(inputs for _, inputs in rows))]

    def count_parameters(sizes):
        biases = sum(sizes[1:])
        weights = sum(s * t for s, t in layers_of(sizes))
        return weights + biases


@exercise.accepts
class BiasAsOneMoreWeight:
    def mlp_forward(X, params, activation):
        ones = np.ones((len(X), 1))
        layers = [np.vstack([W, b]) for W, b in params]
        cache = [X.copy()]
        for layer in layers[:-1]:
            cache.append(activation(np.hstack([cache[-1], ones]) @ layer))
        return np.hstack([cache[-1], ones]) @ layers[-1], cache

    def count_parameters(sizes):
        fan_in, fan_out = np.array(sizes[:-1]), np.array(sizes[1:])
        return int(np.sum((fan_in + 1) * fan_out))


@exercise.accepts
class SumsWrittenOut:
    def mlp_forward(X, params, activation):
        def layer(H, W, b):
            return np.einsum("ij,jk->ik", H, W) + b[np.newaxis, :]

        cache = [X]
        for W, b in params:
            Z = layer(cache[-1], W, b)
            cache.append(activation(Z))
        cache.pop()
        return [Z, cache]

    def count_parameters(sizes):
        s = np.array(sizes)
        return (s[:-1] * s[1:] + s[1:]).sum()


@exercise.accepts
class ActivationsInAList:
    def mlp_forward(X, params, activation):
        steps = [activation] * (len(params) - 1) + [lambda z: z]
        H, cache = X, ()
        for (W, b), g in zip(params, steps):
            cache = (*cache, H)
            Z = H @ W
            Z += b
            H = g(Z)
        return H, list(cache)

    def count_parameters(sizes):
        left = list(sizes)
        total = 0
        while len(left) > 1:
            fan_out = left.pop()
            total += fan_out * (left[-1] + 1)
        return total


INPUT_ITSELF = "the cache may hold X itself, the first layer's input"
exercise.equivalent("_numbers(X).copy()", INPUT_ITSELF)
exercise.equivalent("X.copy()", INPUT_ITSELF)


# --- wrong answers ----------------------------------------------------------


def layer(H, W, b):
    return H @ W + b


def all_inputs(X, params, activation):
    """The inputs of all layers, as they should be."""
    cache = [X]
    for W, b in params[:-1]:
        cache.append(activation(layer(cache[-1], W, b)))
    return cache


def right(X, params, activation):
    cache = all_inputs(X, params, activation)
    return layer(cache[-1], *params[-1]), cache


@exercise.rejects(
    "The activation belongs between the layers; the last layer leaves it out, because the output "
    "gets its own function with the loss."
)
class ActivationOnTheOutputToo:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return activation(out), cache


@exercise.rejects(
    "No activation is applied at all, so your layers collapse into a single linear one; call "
    "activation after each hidden layer."
)
class NoActivation:
    def mlp_forward(X, params, activation):
        return right(X, params, lambda z: z)


@exercise.rejects(
    "You always use ReLU and never call the function that was passed as activation; the caller "
    "chooses which one it is."
)
class AlwaysRelu:
    def mlp_forward(X, params, activation):
        return right(X, params, lambda z: np.maximum(z, 0))


@exercise.rejects(
    "Your hidden layers always use tanh; the function to use there is handed over in activation."
)
class AlwaysTanh:
    def mlp_forward(X, params, activation):
        return right(X, params, np.tanh)


@exercise.rejects(
    "The bias is added after the activation; it belongs inside: first H W + b, then the "
    "activation of the sum."
)
class BiasAfterTheActivation:
    def mlp_forward(X, params, activation):
        cache = [X]
        for W, b in params[:-1]:
            cache.append(activation(cache[-1] @ W) + b)
        return layer(cache[-1], *params[-1]), cache


@exercise.rejects(
    "The activation is applied to the input of each layer, X included; it works on the weighted "
    "sums of the hidden layers, and X goes in as it is."
)
class ActivationOnTheInputs:
    def mlp_forward(X, params, activation):
        cache = [activation(X)]
        for W, b in params[:-1]:
            cache.append(activation(layer(cache[-1], W, b)))
        return layer(cache[-1], *params[-1]), cache


@exercise.rejects(
    "The biases of the layers are missing: after each product H W, the layer's b is added to every "
    "row."
)
class NoBiases:
    def mlp_forward(X, params, activation):
        return right(X, [(W, 0 * b) for W, b in params], activation)


@exercise.rejects(
    "The hidden layers have their biases, but the output layer has lost its own: it is H W + b as "
    "well, only without activation."
)
class NoBiasAtTheOutput:
    def mlp_forward(X, params, activation):
        cache = all_inputs(X, params, activation)
        return cache[-1] @ params[-1][0], cache


@exercise.rejects(
    "You take the bias off where it has to be added; a layer is H W + b, with a plus."
)
class SubtractsTheBiases:
    def mlp_forward(X, params, activation):
        return right(X, [(W, -b) for W, b in params], activation)


@exercise.rejects(
    "b is turned into a column, so it is spread over the samples; it has one number for each unit "
    "and belongs to the columns of H W."
)
class BiasAsAColumn:
    def mlp_forward(X, params, activation):
        cache = [X]
        for W, b in params[:-1]:
            cache.append(activation(cache[-1] @ W + b.reshape(-1, 1)))
        W, b = params[-1]
        return cache[-1] @ W + b.reshape(-1, 1), cache


@exercise.rejects(
    "W is transposed, which fits only while it is square; its rows belong to a layer's inputs, so "
    "compute H @ W."
)
class TransposesTheWeights:
    def mlp_forward(X, params, activation):
        return right(X, [(W.T, b) for W, b in params], activation)


@exercise.rejects(
    "You use the first and the last layer only; params may hold any number of layers, so walk "
    "through all of them in a loop."
)
class FirstAndLastLayerOnly:
    def mlp_forward(X, params, activation):
        return right(X, [params[0], *params[1:][-1:]], activation)


@exercise.rejects(
    "You name the first two layers and never look at a third; walk through params in a loop "
    "instead of naming its entries."
)
class FirstTwoLayersOnly:
    def mlp_forward(X, params, activation):
        H = activation(layer(X, *params[0]))
        return layer(H, *params[1]), [X, H]


@exercise.rejects(
    "Exactly two layers are unpacked, so any other depth is an error; a loop over params takes one "
    "layer as well as five."
)
class ExactlyTwoLayers:
    def mlp_forward(X, params, activation):
        (W1, b1), (W2, b2) = params
        H = activation(layer(X, W1, b1))
        return layer(H, W2, b2), [X, H]


@exercise.rejects(
    "With a single layer there is no hidden one and no activation: the network is a linear model "
    "then, and yours bends its output."
)
class BendsASingleLayer:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return (activation(out) if len(params) == 1 else out), cache


@exercise.rejects(
    "Only the first hidden layer gets the activation, so the deeper ones collapse into one; apply "
    "it after every layer but the last."
)
class ActivationInTheFirstLayerOnly:
    def mlp_forward(X, params, activation):
        cache = [X]
        for i, (W, b) in enumerate(params[:-1]):
            Z = layer(cache[-1], W, b)
            cache.append(activation(Z) if i == 0 else Z)
        return layer(cache[-1], *params[-1]), cache


@exercise.rejects(
    "You go through params from the end; the first pair belongs to the layer that takes X, and the "
    "last one makes the output."
)
class LayersFromTheEnd:
    def mlp_forward(X, params, activation):
        return right(X, params[::-1], activation)


@exercise.rejects(
    "A softmax is added at the end; the forward pass stops at the plain numbers O, and what they "
    "mean is settled by the loss."
)
class SoftmaxAtTheEnd:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        e = np.exp(out - out.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True), cache


@exercise.rejects(
    "Each layer adds its input to its output where the widths allow it; that shortcut is another "
    "architecture, and here H is replaced."
)
class AddsTheInputOfTheLayer:
    def mlp_forward(X, params, activation):
        cache = [X]
        for W, b in params[:-1]:
            H = activation(layer(cache[-1], W, b))
            cache.append(H + cache[-1] if H.shape == cache[-1].shape else H)
        return layer(cache[-1], *params[-1]), cache


@exercise.rejects(
    "O is right, but the cache keeps the weighted sums before the activation; the next layer's "
    "input is what comes after it."
)
class CachesTheWeightedSums:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        sums = [layer(H, W, b) for H, (W, b) in zip(cache, params[:-1])]
        return out, [X, *sums]


@exercise.rejects(
    "The cache begins with the first hidden layer; X is missing, which is the input of the first "
    "layer."
)
class CacheWithoutX:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, cache[1:]


@exercise.rejects(
    "The cache has one entry too many: the output O is nobody's input, so it does not belong there."
)
class CachesTheOutputToo:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, [*cache, out]


@exercise.rejects(
    "The cache holds what the layers give; it has to hold what goes into them, from X to the last "
    "hidden layer."
)
class CachesTheOutputsOfTheLayers:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, [*cache[1:], out]


@exercise.rejects(
    "The cache is in reverse order; its first entry is X, the input of the first layer."
)
class CacheFromTheEnd:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, cache[::-1]


@exercise.rejects(
    "The cache keeps the last hidden layer alone; backpropagation passes through every layer and "
    "needs the input of each."
)
class CachesTheLastInputOnly:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, cache[-1:]


@exercise.rejects(
    "All hidden layers of one width share a single array, and each writes over the one before: "
    "what is cached has to stay as it was."
)
class WritesIntoOneArray:
    def mlp_forward(X, params, activation):
        H, cache, arrays = X, [X], {}
        for W, b in params[:-1]:
            shared = arrays.setdefault(len(b), np.empty((len(X), len(b))))
            shared[:] = activation(layer(H, W, b))
            H = shared
            cache.append(H)
        return layer(H, *params[-1]), cache


@exercise.rejects(
    "The cache repeats the weights, which the caller has anyway; it is the list of the layers' "
    "inputs and nothing else."
)
class CachesTheWeightsToo:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out, [(H, W, b) for H, (W, b) in zip(cache, params)]


@exercise.rejects(
    "You return O alone; the caller also wants the cache, because the way back needs the inputs of "
    "all layers."
)
class ReturnsTheOutputOnly:
    def mlp_forward(X, params, activation):
        return right(X, params, activation)[0]


@exercise.rejects("The order of the result is (O, cache); yours has the cache in front.")
class ReturnsTheCacheFirst:
    def mlp_forward(X, params, activation):
        return right(X, params, activation)[::-1]


@exercise.rejects(
    "One sample or one output unit makes an axis of length 1, and yours throws it away: O keeps "
    "the shape (n, q) for every n and q."
)
class SqueezesTheOutput:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return np.squeeze(out), cache


@exercise.rejects(
    "A network with one output unit still returns a column: O has the shape (n, 1) then, and not "
    "(n,)."
)
class FlattensASingleOutput:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return (out[:, 0] if out.shape[1] == 1 else out), cache


@exercise.rejects(
    "Your output is right, but it comes as a list of rows; keep it an array of shape (n, q)."
)
class OutputAsAList:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out.tolist(), cache


@exercise.rejects(
    "Whole numbers come in as X, and your output inherits their type, which cuts off every "
    "decimal; make it float64."
)
class InheritsTheIntegersOfX:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return out.astype(X.dtype), cache


@exercise.rejects(
    "Rounding is for printing: a rounded output loses what is small, and nothing can be learned "
    "from it."
)
class RoundsTheOutput:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return np.round(out, 4), cache


@exercise.rejects(
    "Large outputs are cut off; a logit may be as large as it likes, and the loss copes with it."
)
class ClipsTheOutput:
    def mlp_forward(X, params, activation):
        out, cache = right(X, params, activation)
        return np.clip(out, -1000, 1000), cache


@exercise.rejects(
    "X is scaled by its largest entry before the first layer; the network has to see it as the "
    "caller gave it."
)
class ScalesTheInput:
    def mlp_forward(X, params, activation):
        return right(X / np.abs(X).max(), params, activation)


@exercise.rejects(
    "The last layer is taken out of the caller's params and never put back, so the next call meets "
    "another network; use params[-1] instead."
)
class TakesTheLastLayerAway:
    def mlp_forward(X, params, activation):
        W, b = params.pop()
        cache = all_inputs(X, [*params, (W, b)], activation)
        return layer(cache[-1], W, b), cache


@exercise.rejects(
    "You write into X, which belongs to the caller, and all who look at it later find other "
    "numbers there; compute with a new array."
)
class WritesIntoX:
    def mlp_forward(X, params, activation):
        out, cache = right(X.copy(), params, activation)
        X[:] = 0
        return out, cache


@exercise.rejects(
    "The biases are not counted: each layer has one for every unit that it leads to, besides its "
    "weights.",
    read=COUNTING,
)
class CountsNoBiases:
    def count_parameters(sizes):
        return sum(s * t for s, t in layers_of(sizes))


@exercise.rejects(
    "You count biases for the inputs as well; the input layer is the data and has no parameters of "
    "its own.",
    read=COUNTING,
)
class CountsBiasesOfTheInput:
    def count_parameters(sizes):
        return sum(s * t for s, t in layers_of(sizes)) + sum(sizes)


@exercise.rejects(
    "A layer has one bias for each of its units; yours has a single one for the whole layer.",
    read=COUNTING,
)
class CountsOneBiasForEachLayer:
    def count_parameters(sizes):
        return sum(s * t + 1 for s, t in layers_of(sizes))


@exercise.rejects(
    "The biases belong to the units that a layer leads to; you count one for each unit that it "
    "comes from.",
    read=COUNTING,
)
class CountsBiasesOfTheWrongSide:
    def count_parameters(sizes):
        return sum(s * t + s for s, t in layers_of(sizes))


@exercise.rejects(
    "The output units have biases too; you count them for the hidden layers alone.",
    read=COUNTING,
)
class CountsNoBiasesOfTheOutput:
    def count_parameters(sizes):
        return sum(s * t for s, t in layers_of(sizes)) + sum(sizes[1:-1])


@exercise.rejects(
    "Only the biases are counted; between two layers every unit of the one has a weight to every "
    "unit of the other.",
    read=COUNTING,
)
class CountsTheBiasesOnly:
    def count_parameters(sizes):
        return sum(sizes[1:])


@exercise.rejects(
    "You add up the units of all layers; parameters sit between the layers, a weight for each pair "
    "of neighbouring units and a bias for each new one.",
    read=COUNTING,
)
class CountsTheUnits:
    def count_parameters(sizes):
        return sum(sizes)


@exercise.rejects(
    "The products of neighbouring sizes are added up, one for each layer; you multiply all sizes "
    "together, which counts paths and not weights.",
    read=COUNTING,
)
class MultipliesAllSizes:
    def count_parameters(sizes):
        product = 1
        for s in sizes:
            product *= s
        return product + sum(sizes[1:])


@exercise.rejects(
    "The layer that leads to the output is left out; there are as many layers of weights as there "
    "are neighbours in sizes.",
    read=COUNTING,
)
class LeavesOutTheLastLayer:
    def count_parameters(sizes):
        return sum(s * t + t for s, t in layers_of(sizes[:-1]))


@exercise.rejects(
    "You count from the input straight to the output; the weights lead from each layer to the next "
    "one.",
    read=COUNTING,
)
class CountsFirstToLast:
    def count_parameters(sizes):
        return sizes[0] * sizes[-1] + sum(sizes[1:])


@exercise.rejects(
    "Your count expects exactly one hidden layer; sizes may be of any length from two on.",
    read=COUNTING,
)
class CountsOneHiddenLayer:
    def count_parameters(sizes):
        d, h, q = sizes
        return d * h + h + h * q + q


@exercise.rejects(
    "Your count is right, but a number of things is an integer; yours became a float on the way.",
    read=COUNTING,
)
class CountsInFloats:
    def count_parameters(sizes):
        return float(sum(s * t + t for s, t in layers_of(sizes)))


@exercise.rejects(
    "A large layer has more parameters than an integer of 32 bits can hold, so your count comes "
    "out wrong there; use Python's integers.",
    read=COUNTING,
)
class CountsWith32Bits:
    def count_parameters(sizes):
        s = np.array(sizes, dtype=np.int32)
        return int(np.sum(s[:-1] * s[1:] + s[1:], dtype=np.int32))


@exercise.rejects(
    "You return one count for each layer; add them up to the number of the whole network.",
    read=COUNTING,
)
class OneCountForEachLayer:
    def count_parameters(sizes):
        return [s * t + t for s, t in layers_of(sizes)]


@exercise.rejects(
    "The sizes are taken out of the caller's list while you count, and it is empty afterwards; "
    "walk over the list instead.",
    read=COUNTING,
)
class EmptiesTheList:
    def count_parameters(sizes):
        total = 0
        while len(sizes) > 1:
            fan_out = sizes.pop()
            total += sizes[-1] * fan_out + fan_out
        return total
