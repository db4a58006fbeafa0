"""affine_forward(X, W, b): O = X W + b, and the cache (X, W, b) for the way back."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import affine_forward

exercise = Exercise(affine_forward, read="A layer forward")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-6.
TOLERANCE = 1e-11

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int, q: int) -> tuple[Array, Array, Array]:
    """X (n, d), W (d, q) and b (q,); no number is near 0."""

    def numbers(*shape: int) -> Array:
        drawn = case.rng.normal(size=shape)
        return np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)

    return numbers(n, d), numbers(d, q), numbers(q)


def parts(answer: Answer, case: Case, *inputs: Array) -> tuple[Any, Any]:
    """What came back, O and the cache."""
    return case.unpack(answer.affine_forward(*inputs), "O", "cache")


def output(answer: Answer, case: Case, *inputs: Array) -> Any:
    """The numbers of O alone; fail if there are others than wanted."""
    got = case.numbers(parts(answer, case, *inputs)[0], affine_forward(*inputs)[0])
    case.means(got)  # a mistake in O is known by O, whatever is in the cache
    return got


def gives_output(answer: Answer, case: Case, *inputs: Array) -> None:
    """Compare O; its container has a check of its own."""
    got = output(answer, case, *inputs)
    case.equal(got, affine_forward(*inputs)[0], tol=TOLERANCE, about="O of {call}")


@exercise.check("returns O and the cache")
def returns_output_and_cache(answer: Answer, case: Case) -> None:
    # square first: what does not fit other shapes shows there what else it does
    for n, d, q in ((2, 2, 2), (1, 1, 2), (2, 1, 2), (3, 2, 4)):
        output(answer, case, *draw(case, n, d, q))


@exercise.check("O is X W + b", weight=6, needs=[returns_output_and_cache])
def is_affine(answer: Answer, case: Case) -> None:
    for n, d, q in ((3, 4, 2), (2, 2, 2), (1, 2, 3), (2, 1, 2), (3, 2, 1), (1, 1, 1), (30, 6, 7)):
        gives_output(answer, case, *draw(case, n, d, q))


@exercise.check("O is exact where the numbers are tiny or huge", needs=[is_affine])
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-9, 1e9):
        for n, d, q in ((2, 3, 2), (1, 1, 1)):
            X, W, b = draw(case, n, d, q)
            gives_output(answer, case, size * X, W, size * b)


@exercise.check("the cache is (X, W, b)", weight=4, needs=[returns_output_and_cache])
def cache_holds_the_arguments(answer: Answer, case: Case) -> None:
    for n, d, q in ((2, 3, 2), (2, 2, 2), (1, 2, 3), (3, 1, 2), (2, 2, 1), (1, 1, 1)):
        want = draw(case, n, d, q)
        cache = parts(answer, case, *want)[1]
        case.means(cache)
        case.equal(cache, want, tol=TOLERANCE, about="The cache of {call}")


@exercise.check("O is a float64 array of shape (n, q)", weight=2, needs=[is_affine])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for n, d, q in ((1, 2, 3), (2, 3, 1), (1, 1, 1), (3, 4, 2)):
        X, W, b = draw(case, n, d, q)
        whole = [case.rng.integers(1, 9, size=each.shape) for each in (X, W, b)]
        # where all three are whole numbers, whatever type of number their product has will do
        for inputs in ((X, W, b), (whole[0], W, b), (X, *whole[1:]), (*whole[:2], b)):
            out, _ = parts(answer, case, *inputs)
            case.means(out)
            want, _ = affine_forward(*inputs)
            case.like(out, want, about="O of {call}")
            case.equal(out, want, tol=TOLERANCE, about="O of {call}")


@exercise.check("changes nothing and remembers nothing", needs=[returns_output_and_cache])
def is_pure(answer: Answer, case: Case) -> None:
    # the cache may hold the arguments themselves: no case.pure here
    inputs = [draw(case, n, 2, 2) for n in (2, 2, 1)]
    first = [output(answer, case, *each) for each in inputs]
    case.unchanged()
    for each, before in zip(inputs, first, strict=True):
        again = output(answer, case, *each)
        if before is not None and again is not None:
            message = f"{case.called} gave another O at the first call with the same arguments"
            case.small(np.max(np.abs(again - before)), message, tol=TOLERANCE)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def one_line(X, W, b):
    return X @ W + b, (X, W, b)


@exercise.accepts
def adds_the_bias_in_place(X, W, b):
    out = np.dot(X, W).astype(float)
    out += b
    cache = (X, W, b)
    return out, cache


@exercise.accepts
def one_sample_after_another(X, W, b):
    out = np.zeros((len(X), len(b)))
    for i, x in enumerate(X):
        for k in range(len(b)):
            out[i, k] = x @ W[:, k] + b[k]
    return out, (X.copy(), W.copy(), b.copy())


@exercise.accepts
def plain_python(X, W, b):
    columns = W.T.tolist()
    rows = [
        [sum(x * w for x, w in zip(row, column)) + bias for column, bias in zip(columns, b)]
        for row in X.tolist()
    ]
    return [np.array(rows), [X, W, b]]


@exercise.accepts
def sums_written_out(X, W, b):
    return np.add(np.einsum("ij,jk->ik", X, W), b[np.newaxis, :]), (X, W, b)


@exercise.accepts
def bias_as_one_more_weight(X, W, b):
    with_ones = np.hstack([X, np.ones((len(X), 1))])
    return with_ones @ np.vstack([W, b]), (X, W, b)


@exercise.accepts
def all_transposed(X, W, b):
    return (W.T @ X.T + b.reshape(-1, 1)).T, (X, W, b)


@exercise.accepts
def one_input_after_another(X, W, b):
    out = np.tile(b, (X.shape[0], 1))
    for j in range(X.shape[1]):
        out = out + np.outer(X[:, j], W[j])
    return out, (X, W, b)


exercise.equivalent("x @ W[:, k]", "a product of two vectors, x · w = w · x")
exercise.equivalent("zip(row, column)", "x · w = w · x")
exercise.equivalent(
    "X, W, b = (_numbers(X), _numbers(W), _numbers(b))",
    "lists as arguments are not judged, and integers may stay integers",
)
ARGUMENTS_THEMSELVES = "the cache may hold the arrays themselves"
exercise.equivalent("X.copy()", ARGUMENTS_THEMSELVES)
exercise.equivalent("W.copy()", ARGUMENTS_THEMSELVES)
exercise.equivalent("b.copy()", ARGUMENTS_THEMSELVES)


# --- wrong answers ----------------------------------------------------------


def layer(X, W, b):
    return X @ W + np.asarray(b, dtype=float)


@exercise.rejects(
    "With the samples as rows, X stands on the left: compute X @ W. Your W @ X fits only while the "
    "shapes happen to agree."
)
def weights_on_the_left(X, W, b):
    return layer(W, X, b), (X, W, b)


@exercise.rejects(
    "W is transposed, which fits only while it is square; its rows belong to the inputs already, "
    "so take it as it is."
)
def transposes_the_weights(X, W, b):
    return layer(X, W.T, b), (X, W, b)


@exercise.rejects(
    "The bias is missing: every row of X W gets b added, or the layer maps zero to zero for ever."
)
def forgets_the_bias(X, W, b):
    return layer(X, W, 0 * b), (X, W, b)


@exercise.rejects("You take b off where it has to be added; an affine map is X W plus b.")
def subtracts_the_bias(X, W, b):
    return layer(X, W, -b), (X, W, b)


@exercise.rejects(
    "b has become a column, so it is spread over the samples; it belongs to the outputs and is "
    "added to each row."
)
def bias_as_a_column(X, W, b):
    return X @ W + b.reshape(-1, 1).astype(float), (X, W, b)


@exercise.rejects(
    "A single bias is used for all outputs; each of the q outputs has one of its own in b."
)
def one_bias_for_all(X, W, b):
    return layer(X, W, np.full(b.shape, b[0])), (X, W, b)


@exercise.rejects(
    "You multiply entry by entry; a layer needs the matrix product, a sum over the inputs for "
    "each output."
)
def multiplies_entry_by_entry(X, W, b):
    return layer(np.eye(len(X)), X * W, b), (X, W, b)


@exercise.rejects(
    "b is added before the product, so W mixes it; add it to the finished product X W."
)
def adds_the_bias_first(X, W, b):
    return (X + b) @ W.astype(float), (X, W, b)


@exercise.rejects(
    "The numbers of X are read column by column and written row by row, which mixes the samples; "
    "each sample has to stay in its row."
)
def flattens_column_by_column(X, W, b):
    mixed = X.ravel(order="F").reshape(X.shape)
    return layer(mixed, W, b), (X, W, b)


@exercise.rejects(
    "A ReLU has slipped in: the layer itself is affine, and negative outputs have to stay. The "
    "activation is a layer of its own."
)
def bends_the_output(X, W, b):
    return np.maximum(layer(X, W, b), 0), (X, W, b)


@exercise.rejects(
    "The product is divided by the number of inputs; a layer adds its inputs up and takes no mean."
)
def averages_over_the_inputs(X, W, b):
    return layer(X, W / X.shape[1], b), (X, W, b)


@exercise.rejects(
    "You give all samples added up; the output keeps one row for each sample, as X has."
)
def adds_up_the_samples(X, W, b):
    return layer(X, W, b).sum(axis=0), (X, W, b)


@exercise.rejects(
    "The cache keeps O alone, and from O nobody gets X and W back: the way back needs the inputs "
    "of the product, (X, W, b)."
)
def caches_the_output(X, W, b):
    out = layer(X, W, b)
    return out, out


@exercise.rejects(
    "You reuse the name X for the output, so the cache holds O where it has to hold the input of "
    "the layer."
)
def overwrites_x_before_caching(X, W, b):
    X = layer(X, W, b)
    return X, (X, W, b)


@exercise.rejects(
    "Your cache ends after X and W; it has three parts, and whoever unpacks it expects b as well."
)
def cache_without_the_bias(X, W, b):
    return layer(X, W, b), (X, W)


@exercise.rejects(
    "The parts of the cache come in another order; it is (X, W, b), and affine_backward unpacks it "
    "in just this order."
)
def cache_in_another_order(X, W, b):
    return layer(X, W, b), (W, X, b)


@exercise.rejects(
    "The cache holds W transposed; put W itself there, and turn it on the way back where it is "
    "needed."
)
def caches_the_transposed_weights(X, W, b):
    return layer(X, W, b), (X, W.T, b)


@exercise.rejects("The output stands in the cache as well, which has three parts only: X, W and b.")
def caches_the_output_too(X, W, b):
    out = layer(X, W, b)
    return out, (X, W, b, out)


@exercise.rejects(
    "The cache is a dict, but it has to be the tuple (X, W, b), which the next function takes "
    "apart by position."
)
def cache_as_a_dict(X, W, b):
    return layer(X, W, b), {"X": X, "W": W, "b": b}


@exercise.rejects(
    "Only O comes back; the caller also wants the cache, because the way back needs X and W."
)
def returns_the_output_only(X, W, b):
    return layer(X, W, b)


@exercise.rejects("The result is (O, cache); yours has the cache in front of the output.")
def returns_the_cache_first(X, W, b):
    return (X, W, b), layer(X, W, b)


@exercise.rejects(
    "With one sample the output keeps its two axes, (1, q); yours throws an axis of length 1 away."
)
def squeezes_the_output(X, W, b):
    return np.squeeze(layer(X, W, b)), (X, W, b)


@exercise.rejects(
    "A layer with one output still returns a column, (n, 1); yours is flattened to (n,)."
)
def flattens_a_single_output(X, W, b):
    out = layer(X, W, b)
    return (out[:, 0] if out.shape[1] == 1 else out), (X, W, b)


@exercise.rejects(
    "float32 keeps about seven digits, too few for measuring a gradient later on: work in float64."
)
def works_in_float32(X, W, b):
    out = X.astype(np.float32) @ W.astype(np.float32) + b.astype(np.float32)
    return out, (X, W, b)


@exercise.rejects(
    "Where X is whole numbers, your output is cut to whole numbers too; make it float64 whatever "
    "comes in."
)
def inherits_the_integers(X, W, b):
    return layer(X, W, b).astype(np.result_type(X)), (X, W, b)


@exercise.rejects(
    "Your output is right, but it comes as a list of rows; return an array of shape (n, q)."
)
def output_as_a_list(X, W, b):
    return layer(X, W, b).tolist(), (X, W, b)


@exercise.rejects("Rounding belongs where a number is printed; a layer has to pass on all digits.")
def rounds_the_output(X, W, b):
    return np.round(layer(X, W, b), 6), (X, W, b)


@exercise.rejects(
    "Outputs of great size are cut off here; an affine layer has no bounds, in either direction."
)
def clips_the_output(X, W, b):
    return np.clip(layer(X, W, b), -1e6, 1e6), (X, W, b)


@exercise.rejects(
    "You give the caller's own b another shape; functions leave their arguments as they found them."
)
def reshapes_the_callers_bias(X, W, b):
    b.shape = (1, len(b))
    return layer(X, W, b), (X, W, b.reshape(-1).copy())


@exercise.rejects(
    "The result is written into X wherever the shapes allow it, and the caller's data are lost; "
    "use a new array."
)
def writes_into_x(X, W, b):
    out, cache = layer(X, W, b), (X.copy(), W, b)
    if X.shape == out.shape:
        X[:] = out
    return out, cache
