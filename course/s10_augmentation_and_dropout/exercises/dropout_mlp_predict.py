"""dropout_mlp_predict(X, params, keep_prob, variant): the output at test time, without chance."""

import itertools
import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import dropout_mlp_predict

WHICH_MASK = "Which mask at test time?"

exercise = Exercise(dropout_mlp_predict, read="Two ways to predict")

# Relative. Right answers err by less than 1e-14 here, the best wrong one by 1e-8.
TOLERANCE = 1e-11

VARIANTS = ("standard", "inverted")

Array = np.ndarray
Layers = list[tuple[Array, Array]]


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, *sizes: int) -> tuple[Array, Layers]:
    """X (n, sizes[0]) and the layers between sizes; every unit is on for some sample."""
    pairs = list(itertools.pairwise(sizes))
    drawn = case.rng.normal(size=n * sizes[0] + sum((s + 1) * t for s, t in pairs))
    numbers = np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)

    def take(*shape: int) -> Array:
        nonlocal numbers
        size = math.prod(shape)
        taken, numbers = numbers[:size].reshape(shape), numbers[size:]
        return taken

    X, layers = take(n, sizes[0]), []
    H = X
    for fan_in, fan_out in pairs:
        W, b = take(fan_in, fan_out), take(fan_out)
        if numbers.size:  # a hidden layer
            highest = (H @ W).max(axis=0)
            b = np.where(highest + b > 0.5, b, np.round(1 - highest, 1))
            H = np.maximum(H @ W + b, 0)
        layers.append((W, b))
    return X, layers


def output(answer: Answer, case: Case, want: Array, *inputs: Any) -> Any:
    """The numbers of one call; fail if there are others than wanted."""
    return case.numbers(answer.dropout_mlp_predict(*inputs), want)


def gives(answer: Answer, case: Case, *inputs: Any) -> None:
    """Compare the output; its container has a check of its own."""
    want = dropout_mlp_predict(*inputs)
    case.equal(output(answer, case, want, *inputs), want, tol=TOLERANCE)


@exercise.check("returns a number for each sample and output, the same at every call")
def returns_numbers(answer: Answer, case: Case) -> None:
    for variant in VARIANTS:
        for n, *sizes in ((2, 2, 2, 2), (3, 2, 1, 4)):
            X, params = draw(case, n, *sizes)
            want = dropout_mlp_predict(X, params, 0.8, variant)
            if output(answer, case, want, X, params, 0.8, variant) is not None:
                case.means("numbers")  # by chance, maybe
        X, params = draw(case, 5, 3, 12, 2)
        want = dropout_mlp_predict(X, params, 0.6, variant)
        first = output(answer, case, want, X, params, 0.6, variant)
        case.means("once")
        second = output(answer, case, want, X, params, 0.6, variant)
        repeats = np.array_equal(first, second)
        case.means(repeats)
        case.that(repeats, "Two calls with the same arguments gave two different results")


@exercise.check(
    "standard: every hidden output is scaled by keep_prob", weight=7, needs=[returns_numbers]
)
def standard(answer: Answer, case: Case) -> None:
    for keep_prob, n, *sizes in (
        (0.8, 4, 3, 5, 2),
        (0.3, 2, 2, 2, 2),
        (0.7, 1, 1, 1, 1),
        (0.6, 2, 3, 2),
        (0.4, 1, 1, 1, 1, 1),
        (0.8, 3, 4, 5, 3, 2),
        (0.9, 3, 2, 2, 2, 2, 2),
        (1, 2, 2, 3, 1),
    ):
        gives(answer, case, *draw(case, n, *sizes), keep_prob, "standard")
    for size, keep_prob in ((1e-9, 0.8), (1e6, 0.6), (1, 1e-6)):
        X, params = draw(case, 2, 2, 3, 2)
        # with X and the biases, every layer of a ReLU network grows by the same factor
        layers = [(W, size * b) for W, b in params]
        gives(answer, case, size * X, layers, keep_prob, "standard")


@exercise.check("inverted: nothing is scaled", weight=3, needs=[returns_numbers])
def inverted(answer: Answer, case: Case) -> None:
    for keep_prob, n, *sizes in (
        (0.8, 4, 3, 5, 2),
        (0.3, 2, 2, 2, 2),
        (0.7, 1, 1, 1, 1),
        (0.4, 3, 4, 5, 3, 2),
        (0.6, 2, 3, 2),
    ):
        gives(answer, case, *draw(case, n, *sizes), keep_prob, "inverted")


@exercise.check("returns a float64 array of shape (n, q)", needs=[returns_numbers])
def returns_an_array(answer: Answer, case: Case) -> None:
    for variant, n, *sizes in (
        ("standard", 3, 2, 4, 2),
        ("standard", 1, 2, 3, 2),
        ("inverted", 2, 2, 3, 1),
        ("inverted", 1, 1, 2, 1),
    ):
        X, params = draw(case, n, *sizes)
        got = answer.dropout_mlp_predict(X, params, 0.8, variant)
        case.like(got, dropout_mlp_predict(X, params, 0.8, variant))
    _, params = draw(case, 2, 2, 3, 2)
    X = case.rng.integers(1, 9, size=(2, 2))
    got = answer.dropout_mlp_predict(X, params, 0.8, "standard")
    case.like(got, dropout_mlp_predict(X, params, 0.8, "standard"))


@exercise.check("refuses another variant", needs=[returns_numbers])
def refuses_another_variant(answer: Answer, case: Case) -> None:
    for variant in ("inverse", "none", ""):
        X, params = draw(case, 2, 2, 2, 1)
        case.raises(ValueError, answer.dropout_mlp_predict, X, params, 0.8, variant)


@exercise.check("changes nothing and remembers nothing", needs=[returns_numbers])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [(*draw(case, 2, 2, 2, 1), 0.8, variant) for variant in VARIANTS]
    case.pure(answer.dropout_mlp_predict, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def scale_chosen_first(X, params, keep_prob, variant):
    if variant == "standard":
        scale = keep_prob
    elif variant == "inverted":
        scale = 1
    else:
        raise ValueError(f"unknown variant {variant}")
    H = X
    for W, b in params[:-1]:
        H = scale * np.maximum(H @ W + b, 0)
    W, b = params[-1]
    return H @ W + b


@exercise.accepts
def loop_with_an_index(X, params, keep_prob, variant):
    if variant not in ("standard", "inverted"):
        raise ValueError("variant is standard or inverted")
    out = X
    for i in range(len(params)):
        W, b = params[i]
        out = np.dot(out, W) + b
        if i < len(params) - 1:
            out = np.maximum(out, 0)
            if variant == "standard":
                out *= keep_prob
    return out


@exercise.accepts
def scales_the_next_weights(X, params, keep_prob, variant):
    scales = {"standard": keep_prob, "inverted": 1.0}
    if variant not in scales:
        raise ValueError(variant)
    (W, b), *others = params
    Z = X @ W + b
    for W, b in others:
        Z = np.maximum(Z, 0) @ (scales[variant] * W) + b
    return Z


@exercise.accepts
def scales_before_the_rectifier(X, params, keep_prob, variant):
    match variant:
        case "standard":
            factor = keep_prob
        case "inverted":
            factor = 1.0
        case _:
            raise ValueError("no such variant")
    *hidden, (W_out, b_out) = params
    H = X
    for W, b in hidden:
        Z = factor * (H @ W + b)
        H = (Z + np.abs(Z)) / 2
    return H @ W_out + b_out


@exercise.accepts
def one_more_layer_each_call(X, params, keep_prob, variant):
    def go_on(H, layers):
        (W, b), *rest = layers
        Z = np.add(H @ W, b)
        if not rest:
            return Z
        H = np.max([Z, np.zeros(Z.shape)], axis=0)
        return go_on(keep_prob * H if variant == "standard" else H, rest)

    if variant != "standard" and variant != "inverted":
        raise ValueError("the variant is unknown")
    return go_on(X, params)


@exercise.accepts
def one_sample_after_another(X, params, keep_prob, variant):
    class UnknownVariant(ValueError):
        pass

    if variant not in {"standard", "inverted"}:
        raise UnknownVariant(variant)
    rows = []
    for x in X:
        for k, (W, b) in enumerate(params):
            if k:
                x = [max(z, 0) for z in x]
                if variant == "standard":
                    x = [keep_prob * h for h in x]
            x = x @ W + b
        rows.append(x)
    return np.array(rows)


@exercise.accepts
def bias_as_one_more_weight(X, params, keep_prob, variant):
    try:
        scale = [1.0, keep_prob][["inverted", "standard"].index(variant)]
    except ValueError:
        raise ValueError(f"there is no variant {variant}")
    ones = np.ones((len(X), 1))
    H = X
    for W, b in params:
        Z = np.hstack([H, ones]) @ np.vstack([W, b])
        H = scale * Z.clip(min=0)
    return Z


# --- wrong answers ----------------------------------------------------------


def rectified(Z):
    return np.maximum(Z, 0)


def scale_of(keep_prob, variant):
    if variant not in ("standard", "inverted"):
        raise ValueError(f"no variant {variant}")
    return keep_prob if variant == "standard" else 1.0


def forward(X, params, scales):  # scales: a factor for the output of each hidden layer
    H = X
    for (W, b), scale in zip(params[:-1], scales):
        H = scale * rectified(H @ W + b)
    W, b = params[-1]
    return H @ W + b


def forward_with(X, params, scale):
    return forward(X, params, [scale] * (len(params) - 1))


@exercise.rejects(
    "The output is scaled too: no unit of the output layer was ever dropped, so keep_prob belongs "
    "to the hidden layers alone."
)
def scales_the_output_too(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return scale * forward_with(X, params, scale)


@exercise.rejects(
    "You scale the output alone, once; every hidden layer was thinned out in training, so every "
    "hidden output is scaled."
)
def scales_the_output_alone(X, params, keep_prob, variant):
    return scale_of(keep_prob, variant) * forward_with(X, params, 1.0)


@exercise.rejects(
    "The biases of the hidden layers are scaled once more than the rest; a bias is never dropped, "
    "so leave b as it is."
)
def scales_the_biases(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    layers = [(W, scale * b) for W, b in params[:-1]]
    return forward_with(X, [*layers, params[-1]], scale)


@exercise.rejects(
    "You scale the bias of the output layer as well; no bias is ever dropped, only hidden outputs "
    "are."
)
def scales_the_bias_of_the_output(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    W, b = params[-1]
    return forward_with(X, [*params[:-1], (W, scale * b)], scale)


@exercise.rejects(
    "In a hidden layer you scale the weighted sum and add the bias afterwards, unscaled; the whole "
    "hidden output is to be scaled, after the ReLU."
)
def adds_the_bias_after_scaling(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    H = X
    for W, b in params[:-1]:
        H = rectified(scale * (H @ W) + b)
    W, b = params[-1]
    return H @ W + b


@exercise.rejects(
    "Only the first hidden layer is scaled; each hidden layer had a mask of its own in training, "
    "so each needs its factor."
)
def scales_the_first_hidden_layer_only(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward(X, params, [scale] + [1.0] * len(params))


@exercise.rejects(
    "You scale the last hidden layer and no other; the units of the earlier ones were dropped in "
    "training just as well."
)
def scales_the_last_hidden_layer_only(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward(X, params, [1.0] * (len(params) - 2) + [scale])


@exercise.rejects(
    "X is scaled as well, or the first weights, which is the same; no input was ever dropped, only "
    "hidden units were."
)
def scales_the_input_too(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward_with(scale * X, params, scale)


@exercise.rejects(
    "Both the hidden outputs and the weights behind them are scaled, which makes keep_prob²; one "
    "of the two is enough."
)
def scales_weights_and_outputs(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward_with(X, params, scale**2)


@exercise.rejects(
    "Every matrix of weights is scaled besides the hidden outputs, the first one too; the outputs "
    "of the hidden layers are all that is scaled."
)
def scales_all_weights_too(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward_with(X, [(scale * W, b) for W, b in params], scale)


@exercise.rejects(
    "For standard you divide by keep_prob. At test time more units are on than in training, so "
    "their outputs have to become smaller: multiply."
)
def standard_divides(X, params, keep_prob, variant):
    return forward_with(X, params, 1 / scale_of(keep_prob, variant))


@exercise.rejects(
    "For standard you multiply by 1 − keep_prob, the share that is dropped; the share that is kept "
    "is keep_prob."
)
def standard_with_the_dropped_share(X, params, keep_prob, variant):
    scale = 1.0 if scale_of(keep_prob, variant) == 1 else 1 - keep_prob
    return forward_with(X, params, scale)


@exercise.rejects(
    "For standard nothing is scaled with you; its masks were 0 and 1 in training, so at test time "
    "hidden outputs are too large without keep_prob."
)
def standard_without_a_scale(X, params, keep_prob, variant):
    scale_of(keep_prob, variant)
    return forward_with(X, params, 1.0)


@exercise.rejects(
    "For inverted you multiply by keep_prob; the training step has divided by it already, so at "
    "test time nothing is left to do."
)
def inverted_scales_too(X, params, keep_prob, variant):
    scale_of(keep_prob, variant)
    return forward_with(X, params, keep_prob)


@exercise.rejects(
    "For inverted you divide by keep_prob at test time; that division belongs to the training "
    "step, in the mask."
)
def inverted_divides(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    return forward_with(X, params, keep_prob if variant == "standard" else scale / keep_prob)


@exercise.rejects(
    "The two variants have changed places: standard scales at test time, inverted has done it in "
    "training."
)
def variants_exchanged(X, params, keep_prob, variant):
    scale_of(keep_prob, variant)
    return forward_with(X, params, 1.0 if variant == "standard" else keep_prob)


@exercise.rejects(
    "The scale is 0.5 whatever keep_prob is; that is the commonest value, but the caller may have "
    "trained with another one."
)
def always_one_half(X, params, keep_prob, variant):
    return forward_with(X, params, scale_of(0.5, variant))


@exercise.rejects(
    "You draw random masks, so two calls give two answers; at test time all units are on and "
    "nothing is left to chance.",
    read=WHICH_MASK,
)
def drops_at_test_time(X, params, keep_prob, variant):
    scale_of(keep_prob, variant)
    H = X
    for W, b in params[:-1]:
        H = rectified(H @ W + b)
        H = H * (np.random.default_rng().random(H.shape) < keep_prob)
    W, b = params[-1]
    return H @ W + b


@exercise.rejects(
    "A mask from a fixed seed drops the same units in each call; at test time no unit is dropped.",
    read=WHICH_MASK,
)
def drops_with_a_fixed_seed(X, params, keep_prob, variant):
    scale_of(keep_prob, variant)
    rng = np.random.default_rng(0)
    H = X
    for W, b in params[:-1]:
        H = rectified(H @ W + b)
        H = H * (rng.random(H.shape) < keep_prob)
    W, b = params[-1]
    return H @ W + b


@exercise.rejects(
    "There is no ReLU between your layers, so the network is a single linear map; rectify every "
    "hidden output."
)
def without_relu(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    H = X
    for W, b in params[:-1]:
        H = scale * (H @ W + b)
    W, b = params[-1]
    return H @ W + b


@exercise.rejects(
    "The output goes through a ReLU, which cuts off all that is negative; the last layer is linear."
)
def relu_on_the_output(X, params, keep_prob, variant):
    return rectified(forward_with(X, params, scale_of(keep_prob, variant)))


@exercise.rejects(
    "Your hidden layers are squashed by tanh; this network was trained with ReLU and has to be "
    "used with it."
)
def tanh_for_relu(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    H = X
    for W, b in params[:-1]:
        H = scale * np.tanh(H @ W + b)
    W, b = params[-1]
    return H @ W + b


@exercise.rejects(
    "A softmax is added at the end; the outputs O are asked for as they are, and probabilities are "
    "another function's business."
)
def softmax_at_the_end(X, params, keep_prob, variant):
    out = forward_with(X, params, scale_of(keep_prob, variant))
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@exercise.rejects(
    "You return a class for each sample; the outputs themselves are asked for, one column for each "
    "output unit."
)
def returns_classes(X, params, keep_prob, variant):
    return np.argmax(forward_with(X, params, scale_of(keep_prob, variant)), axis=1)


@exercise.rejects("Your hidden layers have lost their biases: each weighted sum needs its b added.")
def without_hidden_biases(X, params, keep_prob, variant):
    layers = [(W, 0 * b) for W, b in params[:-1]]
    return forward_with(X, [*layers, params[-1]], scale_of(keep_prob, variant))


@exercise.rejects("The bias of the output layer is missing; it is added last, and never scaled.")
def without_the_output_bias(X, params, keep_prob, variant):
    W, b = params[-1]
    return forward_with(X, [*params[:-1], (W, 0 * b)], scale_of(keep_prob, variant))


@exercise.rejects(
    "Your code has room for exactly one hidden layer; params may hold any number of layers, one "
    "alone included."
)
def one_hidden_layer_only(X, params, keep_prob, variant):
    (W1, b1), (W2, b2) = params
    return scale_of(keep_prob, variant) * rectified(X @ W1 + b1) @ W2 + b2


@exercise.rejects(
    "Layers between the first and the last are skipped; go through the whole list of params."
)
def skips_the_layers_between(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    layers = params if len(params) < 3 or params[0][0].shape[1] != len(params[-1][0]) else None
    return forward_with(X, layers or [params[0], params[-1]], scale)


@exercise.rejects(
    "A variant that does not exist is treated like inverted; raise ValueError, or a slip of the "
    "pen changes every prediction."
)
def anything_else_is_inverted(X, params, keep_prob, variant):
    return forward_with(X, params, keep_prob if variant == "standard" else 1.0)


@exercise.rejects(
    "A variant that nobody knows counts as standard in your code; raise ValueError for it instead."
)
def anything_else_is_standard(X, params, keep_prob, variant):
    return forward_with(X, params, 1.0 if variant == "inverted" else keep_prob)


@exercise.rejects(
    "An unknown variant ends in a KeyError from your own table; a caller who passes a wrong value "
    "expects a ValueError."
)
def key_error_for_another_variant(X, params, keep_prob, variant):
    return forward_with(X, params, {"standard": keep_prob, "inverted": 1.0}[variant])


@exercise.rejects(
    "For an unknown variant you return None, and the caller computes on with nothing; raise "
    "ValueError."
)
def none_for_another_variant(X, params, keep_prob, variant):
    if variant not in ("standard", "inverted"):
        return None
    return forward_with(X, params, scale_of(keep_prob, variant))


@exercise.rejects(
    "One sample or one output makes an axis of length 1, and you throw it away; O has the shape "
    "(n, q), always."
)
def squeezed(X, params, keep_prob, variant):
    return np.squeeze(forward_with(X, params, scale_of(keep_prob, variant)))


@exercise.rejects("The outputs are right, but they come as nested lists; return an array (n, q).")
def nested_lists(X, params, keep_prob, variant):
    return forward_with(X, params, scale_of(keep_prob, variant)).tolist()


@exercise.rejects(
    "Your O is turned round: rows are samples and columns are outputs, so its shape is (n, q)."
)
def transposed(X, params, keep_prob, variant):
    return forward_with(X, params, scale_of(keep_prob, variant)).T.copy()


@exercise.rejects(
    "Whole numbers come in as X, and your result takes over their type and loses its decimals; "
    "make it float64."
)
def inherits_the_integers_of_X(X, params, keep_prob, variant):
    return forward_with(X, params, scale_of(keep_prob, variant)).astype(X.dtype)


@exercise.rejects(
    "Single precision is not enough for this course: your output is float32 and has about seven "
    "right digits."
)
def in_single_precision(X, params, keep_prob, variant):
    return forward_with(X, params, scale_of(keep_prob, variant)).astype(np.float32)


@exercise.rejects("You round the outputs; round where you print them, and return all digits.")
def rounds_the_output(X, params, keep_prob, variant):
    return np.round(forward_with(X, params, scale_of(keep_prob, variant)), 6)


@exercise.rejects(
    "The scale is multiplied into the caller's weights in place, so each call shrinks the network "
    "further; compute with new arrays."
)
def scales_the_weights_in_place(X, params, keep_prob, variant):
    scale = scale_of(keep_prob, variant)
    for W, _ in params[1:]:
        W *= scale
    return forward_with(X, params, 1.0)


@exercise.rejects(
    "You take the last layer out of the caller's list, and the next call meets a shorter network; "
    "read params[-1] and leave it there."
)
def takes_the_last_layer_away(X, params, keep_prob, variant):
    layers = list(params)
    params.pop()
    return forward_with(X, layers, scale_of(keep_prob, variant))
