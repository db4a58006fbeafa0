"""layer_gradient_norms(model, X, y): how strongly the loss pulls at the weights of each layer."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import layer_gradient_norms

exercise = Exercise(layer_gradient_norms, read="One number for each layer")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-5.
TOLERANCE = 1e-10

Array = np.ndarray


# --- checks -----------------------------------------------------------------


class Model:
    """What the answer is given: params, and a loss that knows its gradients.

    sizes: of the layers, as in [3, 5, 2]; names: of the gradients, in the order of the dict;
    scales: what the gradient of each layer is multiplied by.
    """

    def __init__(
        self, case: Case, sizes: list[int], names: Iterable[str] = (), scales: Any = 1.0
    ) -> None:
        shapes = {}
        for k in range(1, len(sizes)):
            shapes |= {f"W{k}": (sizes[k - 1], sizes[k]), f"b{k}": (sizes[k],)}
        scale = np.broadcast_to(scales, len(sizes) - 1)
        self.params = {name: numbers(case, *shape) for name, shape in shapes.items()}
        self.held_params: Any = None  # the params over there
        self.slopes = {
            name: numbers(case, 2, *shapes[name]) * scale[int(name[1:]) - 1]
            for name in (list(names) or shapes)
        }

    def loss(self, X: Array, y: Array) -> tuple[float, dict[str, Array]]:
        """Means over the samples, which pull in different directions; none of them to 0."""
        pull = np.sum(X, axis=1)
        one, other = np.mean(pull * (1 + y)), np.mean(pull * (y - 1.37))
        return one, {name: one * s[0] + other * s[1] for name, s in self.slopes.items()}


def numbers(case: Case, *shape: int) -> Array:
    """Numbers of both signs, none of them near 0."""
    drawn = case.rng.normal(size=shape)
    return np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)


def data(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """X (n, d), positive, and labels y (n,)."""
    return np.round(0.5 + np.abs(case.rng.normal(size=(n, d))), 1), case.rng.integers(4, size=n)


def there(case: Case, model: Model) -> Any:
    """The model on the side of the answer.

    An object of our class cannot cross to another process. A function can, and over there
    it is given the attributes of the model.
    """

    def no_function(*args: Any) -> None:
        raise TypeError("a model is no function; it has a method loss(X, y)")

    held = case.hold(no_function)
    model.held_params = case.hold(model.params)
    if (remote := getattr(held, "_remote", None)) is None:  # the answer lives in this process
        model.params = model.held_params.value
        return model
    for name, value in (("loss", model.loss), ("params", model.held_params)):
        remote.home.ask("setattr", "", remote, name=name, value=value)
    held.__class__ = type("Model", (type(held),), {})  # a message says what it is
    return held


def opposite_pulls(case: Case, layers: int, n: int) -> tuple[Model, Array, Array]:
    """A model with one weight in each layer, and samples that pull it both ways."""
    while True:
        model, (X, y) = Model(case, [1] * (layers + 1)), data(case, n, 1)
        alone = [layer_gradient_norms(model, X[[i]], y[[i]]) for i in range(n)]
        if np.any(layer_gradient_norms(model, X, y) < 0.9 * np.mean(alone, axis=0)):
            return model, X, y


def gives_norms(answer: Answer, case: Case, model: Model, X: Array, y: Array) -> None:
    """Compare the norms; their container has a check of its own."""
    want = layer_gradient_norms(model, X, y)
    got = case.numbers(answer.layer_gradient_norms(there(case, model), X, y), want)
    _, grads = model.loss(X, y)
    hint = ""
    if sum(grad.size for grad in grads.values()) <= 8:
        shown = (f"{name}: {np.round(grad, 2).tolist()}" for name, grad in grads.items())
        hint = f"The gradients here: {', '.join(shown)}."
    case.equal(got, want, tol=TOLERANCE, hint=hint)


@exercise.check("returns one number for each layer of weights")
def returns_one_number_each(answer: Answer, case: Case) -> None:
    for n, *sizes in ((2, 3, 4, 2), (3, 2, 2), (1, 2, 1, 3, 1)):
        model, (X, y) = Model(case, sizes), data(case, n, sizes[0])
        want = layer_gradient_norms(model, X, y)
        case.numbers(answer.layer_gradient_norms(there(case, model), X, y), want)


@exercise.check("returns them as an array of shape (L,)", needs=[returns_one_number_each])
def returns_an_array(answer: Answer, case: Case) -> None:
    for n, *sizes in ((2, 3, 4, 2), (3, 2, 2)):
        model, (X, y) = Model(case, sizes), data(case, n, sizes[0])
        want = layer_gradient_norms(model, X, y)
        case.like(answer.layer_gradient_norms(there(case, model), X, y), want)


@exercise.check(
    "is the Frobenius norm of each layer's gradient", weight=12, needs=[returns_one_number_each]
)
def is_the_frobenius_norm(answer: Answer, case: Case) -> None:
    for sizes in ([4, 3, 2], [2, 2, 2], [3, 2], [1, 2], [1, 3, 1], [1, 1], [9, 12, 7, 5]):
        gives_norms(answer, case, Model(case, sizes), *data(case, 1, sizes[0]))


# From here on every layer has a single weight, whose norm is its size: who takes another norm
# has failed above already.


@exercise.check(
    "asks for the gradients of all the samples that are given",
    weight=4,
    needs=[returns_one_number_each],
)
def of_all_samples(answer: Answer, case: Case) -> None:
    for n, layers in ((3, 2), (2, 1), (4, 3), (7, 1)):
        gives_norms(answer, case, *opposite_pulls(case, layers, n))


@exercise.check(
    "goes by the numbers of the layers, whatever the order of the dict",
    weight=3,
    needs=[returns_one_number_each],
)
def any_order_of_the_dict(answer: Answer, case: Case) -> None:
    for names in ("W3 b3 W2 b2 W1 b1", "b1 b2 W2 W1", "b2 W3 W1 b3 b1 W2", "W2 W3 W1 b2 b3 b1"):
        layers = names.count("W")
        model = Model(case, [1] * (layers + 1), names.split())
        gives_norms(answer, case, model, *data(case, 1, 1))


@exercise.check("keeps the order of ten layers and more", weight=2, needs=[returns_one_number_each])
def ten_layers_and_more(answer: Answer, case: Case) -> None:
    for layers in (10, 12, 21):
        gives_norms(answer, case, Model(case, [1] * (layers + 1)), *data(case, 1, 1))


@exercise.check(
    "is exact where gradients have nearly vanished, or explode", needs=[returns_one_number_each]
)
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    # layer by layer: beside a large norm a small one is nothing
    for scale in (1e-12, 1e-6, 1e9, 1e-60, 1e60, 0.0):
        gives_norms(answer, case, Model(case, [1, 1], scales=scale), *data(case, 1, 1))


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number_each])
def is_pure(answer: Answer, case: Case) -> None:
    models = [Model(case, [2, 3, 2]) for _ in range(2)]
    before = [model.params for model in models]
    inputs = [(there(case, model), *data(case, 3, 2)) for model in models]
    case.pure(answer.layer_gradient_norms, *inputs)
    for model, params in zip(models, before):
        case.equal(model.held_params.read(), params, about="model.params after the calls")


# --- right answers ----------------------------------------------------------


@exercise.accepts
def norm_of_each(model, X, y):
    _, grads = model.loss(X, y)
    return np.array([np.linalg.norm(grads[f"W{k + 1}"]) for k in range(len(grads) // 2)])


@exercise.accepts
def sorted_by_number(model, X, y):
    grads = model.loss(X, y)[1]
    names = sorted((name for name in grads if name[0] == "W"), key=lambda name: int(name[1:]))
    return np.array([np.sqrt(np.sum(grads[name] ** 2)) for name in names])


@exercise.accepts
def as_long_as_there_are_layers(model, X, y):
    loss, grads = model.loss(X, y)
    norms, k = [], 1
    while f"W{k}" in grads:
        norms.append(np.linalg.norm(grads[f"W{k}"], "fro"))
        k += 1
    return np.asarray(norms)


@exercise.accepts
def plain_loops(model, X, y):
    grads = model.loss(X, y)[1]
    norms = {}
    for name, grad in grads.items():
        if name.startswith("W"):
            total = 0.0
            for row in grad:
                for g in row:
                    total += g * g
            norms[int(name[1:])] = math.sqrt(total)
    return np.array([norms[k] for k in sorted(norms)])


@exercise.accepts
def filled_by_number(model, X, y):
    grads = model.loss(X, y)[1]
    norms = np.zeros(len(grads) // 2)
    for name in grads:
        if name[0] == "W":
            flat = grads[name].ravel()
            norms[int(name[1:]) - 1] = np.sqrt(flat @ flat)
    return norms


@exercise.accepts
def hypotenuse(model, X, y):
    grads = model.loss(X=X, y=y)[1]
    layers = max(int(name[1:]) for name in grads)
    return np.array([math.hypot(*grads[f"W{k}"].flat) for k in range(1, layers + 1)])


@exercise.accepts
def as_many_as_parameters(model, X, y):
    _, grads = model.loss(X, y)
    weights = [grads["W" + str(k)] for k in range(1, len(model.params) // 2 + 1)]
    return np.sqrt([np.trace(dW.T @ dW) for dW in weights])


@exercise.accepts
def from_singular_values(model, X, y):
    _, grads = model.loss(X, y)
    found = []
    for k in range(1, 1 + sum(name.startswith("b") for name in grads)):
        values = np.linalg.svd(grads[f"W{k}"], compute_uv=False)
        found.append(np.linalg.norm(values))
    return np.stack(found)


exercise.equivalent(
    " for name in grads if name.startswith('W')",
    "each layer has one bias, of the same number",
    answer="layer_gradient_norms",
    after=" for name in grads if not name.startswith('W')",
)
exercise.equivalent("dW.T @ dW", "tr(AᵀA) = tr(AAᵀ)", after="dW @ dW.T")


# --- wrong answers ----------------------------------------------------------


def gradients(model, X, y):  # of the weights, first layer first
    grads = model.loss(X, y)[1]
    return [grads[f"W{k}"] for k in range(1, len(grads) // 2 + 1)]


def of_each(measure, arrays):  # one number for each
    return np.array([float(measure(array)) for array in arrays])


@exercise.rejects(
    "The norm of a gradient squares its entries before it adds them; in a plain sum, entries of "
    "opposite signs cancel."
)
def sum_of_the_entries(model, X, y):
    return of_each(np.sum, gradients(model, X, y))


@exercise.rejects(
    "You add absolute values; the Frobenius norm adds squares and takes the root of their sum."
)
def sum_of_absolute_values(model, X, y):
    return of_each(lambda dW: np.sum(np.abs(dW)), gradients(model, X, y))


@exercise.rejects(
    "You average the absolute values of the entries, so a wide layer looks as if it were pulled "
    "less; a norm sums the squares and takes the root."
)
def mean_of_absolute_values(model, X, y):
    return of_each(lambda dW: np.mean(np.abs(dW)), gradients(model, X, y))


@exercise.rejects(
    "The root is missing: you return the sum of the squares, which is the square of the norm."
)
def squares_without_the_root(model, X, y):
    return of_each(lambda dW: np.sum(dW**2), gradients(model, X, y))


@exercise.rejects(
    "A norm takes the root of the sum of the squares; you take that of their mean, which divides "
    "by the number of weights."
)
def root_of_the_mean_square(model, X, y):
    return of_each(lambda dW: np.sqrt(np.mean(dW**2)), gradients(model, X, y))


@exercise.rejects(
    "The largest entry alone is another norm; the Frobenius norm counts every entry of the "
    "gradient."
)
def largest_entry(model, X, y):
    return of_each(lambda dW: np.max(np.abs(dW)), gradients(model, X, y))


@exercise.rejects(
    "For a matrix, ord=2 asks for its largest singular value; the Frobenius norm is what "
    "np.linalg.norm gives without it."
)
def largest_singular_value(model, X, y):
    return of_each(lambda dW: np.linalg.norm(dW, 2), gradients(model, X, y))


@exercise.rejects(
    "You add up one norm for each unit; square and add all entries of the matrix first, and take "
    "one root at the end."
)
def norms_of_the_columns_added(model, X, y):
    return of_each(lambda dW: np.sum(np.linalg.norm(dW, axis=0)), gradients(model, X, y))


@exercise.rejects(
    "A bias is no layer: take the norms of W1, W2, … only, so that there is one number for each "
    "layer."
)
def biases_as_layers(model, X, y):
    grads = model.loss(X, y)[1]
    layers = range(1, len(grads) // 2 + 1)
    return of_each(np.linalg.norm, [grads[f"{kind}{k}"] for k in layers for kind in "Wb"])


@exercise.rejects(
    "The gradient of the bias is mixed into the norm of its layer; the norm asked for is that of "
    "the weights alone."
)
def biases_inside_the_norms(model, X, y):
    grads = model.loss(X, y)[1]
    layers = range(1, len(grads) // 2 + 1)
    return of_each(np.linalg.norm, [np.vstack([grads[f"W{k}"], grads[f"b{k}"]]) for k in layers])


@exercise.rejects(
    "You measure the gradients of the biases; the pull at the weights is asked for, under the "
    "names W1, W2 and so on."
)
def norms_of_the_biases(model, X, y):
    grads = model.loss(X, y)[1]
    return of_each(np.linalg.norm, [grads[f"b{k}"] for k in range(1, len(grads) // 2 + 1)])


@exercise.rejects(
    "Your first number belongs to the last layer: a backward pass goes from the end, but the "
    "norms are wanted from the first layer on."
)
def last_layer_first(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y)[::-1])


@exercise.rejects(
    "You take the gradients in the order in which the dict happens to hold them; go by the number "
    "in each name."
)
def in_the_order_of_the_dict(model, X, y):
    grads = model.loss(X, y)[1]
    return of_each(np.linalg.norm, [grads[name] for name in grads if name.startswith("W")])


@exercise.rejects(
    "The names are sorted as words, and as a word W10 comes before W2; sort them by the number "
    "behind the W."
)
def sorted_as_words(model, X, y):
    grads = model.loss(X, y)[1]
    return of_each(np.linalg.norm, [grads[name] for name in sorted(grads) if name[0] == "W"])


@exercise.rejects(
    "You sort the norms by size; they belong to layers, so keep them in the order of the layers."
)
def sorted_by_size(model, X, y):
    return np.sort(of_each(np.linalg.norm, gradients(model, X, y)))


@exercise.rejects(
    "These are the norms of the weights themselves; ask model.loss(X, y) for the gradients and "
    "measure those."
)
def norms_of_the_weights(model, X, y):
    weights = [model.params[f"W{k}"] for k in range(1, len(model.params) // 2 + 1)]
    return of_each(np.linalg.norm, weights)


@exercise.rejects(
    "You divide each norm by that of the weights; the plain norm of the gradient is asked for."
)
def relative_to_the_weights(model, X, y):
    weights = [model.params[f"W{k}"] for k in range(1, len(model.params) // 2 + 1)]
    return of_each(np.linalg.norm, gradients(model, X, y)) / of_each(np.linalg.norm, weights)


@exercise.rejects(
    "Only the first sample reaches the model; the gradient of the mean loss is over all samples "
    "that are given."
)
def of_the_first_sample(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X[:1], y[:1]))


@exercise.rejects(
    "You compute one norm for each sample and average them; average the gradients first, as the "
    "model does when it gets all samples together, or opposite pulls never cancel."
)
def mean_over_single_samples(model, X, y):
    norms = [of_each(np.linalg.norm, gradients(model, X[[i]], y[[i]])) for i in range(len(y))]
    return np.mean(norms, axis=0)


@exercise.rejects(
    "The labels do not reach the model: a gradient belongs to the X and the y that were given."
)
def without_the_labels(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, np.zeros(len(y), dtype=int)))


@exercise.rejects(
    "The loss is a mean, so its gradients are already divided by n; you divide the norms once more."
)
def divides_by_n_again(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y)) / len(y)


@exercise.rejects(
    "The logarithm is for the axis of the figure; return the norms themselves, also because a "
    "norm may be zero."
)
def powers_of_ten(model, X, y):
    return np.log10(of_each(np.linalg.norm, gradients(model, X, y)))


@exercise.rejects(
    "You compare every norm with that of the last layer; the plain norms are wanted, one for each "
    "layer."
)
def relative_to_the_last_layer(model, X, y):
    norms = of_each(np.linalg.norm, gradients(model, X, y))
    return norms / norms[-1]


@exercise.rejects(
    "All gradients together give one norm here; keep the layers apart, because the table compares "
    "them."
)
def one_norm_for_all(model, X, y):
    return np.linalg.norm(of_each(np.linalg.norm, gradients(model, X, y)))


@exercise.rejects(
    "One layer is missing at the end: L layers have the numbers 1 … L, and range stops before its "
    "end."
)
def without_the_last_layer(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y)[:-1])


@exercise.rejects(
    "The norms are right, but they come in a list; put them into an array, so that one can "
    "compute with them."
)
def in_a_list(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y)).tolist()


@exercise.rejects(
    "The norms are right, but in a column of shape (L, 1); one number for each layer is an array "
    "of shape (L,)."
)
def in_a_column(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y))[:, np.newaxis]


@exercise.rejects(
    "Gradients that vanish are the matter here: rounding turns a small norm into zero and hides "
    "what the table should show."
)
def rounds_the_norms(model, X, y):
    return np.round(of_each(np.linalg.norm, gradients(model, X, y)), 3)


@exercise.rejects(
    "A small constant under the root keeps every norm away from zero, so a gradient that has "
    "vanished seems to be still there."
)
def constant_under_the_root(model, X, y):
    return of_each(lambda dW: np.sqrt(np.sum(dW**2) + 1e-16), gradients(model, X, y))


@exercise.rejects(
    "You take a step on the way: whoever asks for norms wants to find the model's parameters as "
    "they were."
)
def takes_a_step(model, X, y):
    for name, grad in model.loss(X, y)[1].items():
        model.params[name] -= 0.1 * grad
    return of_each(np.linalg.norm, gradients(model, X, y))


@exercise.rejects(
    "Your norms are in single precision, whose smallest numbers are near 1e-45; the course "
    "computes in float64."
)
def in_single_precision(model, X, y):
    return of_each(np.linalg.norm, gradients(model, X, y)).astype(np.float32)
