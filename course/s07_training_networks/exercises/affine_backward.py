"""affine_backward(dO, cache): dX = dO Wᵀ, dW = Xᵀ dO and db = Σ dO, the gradients of a layer."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import affine_backward

exercise = Exercise(affine_backward, read="From scalars to X.T @ dO")

BY_SHAPES = "Let the shapes choose"
NOT_BY_SHAPES = "Shapes are not enough"
ONE_OVER_N = "The 1/n comes once"

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-6.
TOLERANCE = 1e-11

Array = np.ndarray
Cache = tuple[Array, Array, Array]

SIZES = (
    *((2, 3, 2), (2, 2, 2), (1, 2, 3), (2, 1, 2), (3, 2, 1), (1, 1, 1), (3, 2, 4), (4, 3, 3)),
    (30, 5, 6),
)


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int, q: int) -> tuple[Array, Cache]:
    """A random dO (n, q), and X (n, d), W (d, q), b (q,); no number is near 0."""

    def numbers(*shape: int) -> Array:
        drawn = case.rng.normal(size=shape)
        return np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)

    return numbers(n, q), (numbers(n, d), numbers(d, q), numbers(q))


def gradients(answer: Answer, case: Case, dO: Array, cache: Any) -> list[Any]:
    """What came back: dX, dW and db."""
    return list(case.unpack(answer.affine_backward(dO, cache), "dX", "dW", "db"))


def one_is_right(answer: Answer, case: Case, part: int, dO: Array, cache: Any) -> None:
    """Compare one of the three, with the right ones in place of the others."""
    want = affine_backward(dO, cache)
    beside = list(want)
    beside[part] = gradients(answer, case, dO, cache)[part]
    found = case.numbers(tuple(beside), want)
    if found is not None:
        case.equal(found, want, tol=TOLERANCE)


@exercise.check("returns dX, dW and db")
def returns_three(answer: Answer, case: Case) -> None:
    # square first: what does not fit other shapes shows there what else it does
    for n, d, q in ((2, 2, 2), (1, 1, 2), (2, 1, 2), (3, 2, 4)):
        gradients(answer, case, *draw(case, n, d, q))


@exercise.check("dX is dO Wᵀ", weight=5, needs=[returns_three])
def gradient_of_x(answer: Answer, case: Case) -> None:
    for n, d, q in SIZES:
        one_is_right(answer, case, 0, *draw(case, n, d, q))


@exercise.check("dW is Xᵀ dO", weight=5, needs=[returns_three])
def gradient_of_w(answer: Answer, case: Case) -> None:
    for n, d, q in SIZES:
        one_is_right(answer, case, 1, *draw(case, n, d, q))


@exercise.check("db is the sum of the rows of dO", weight=5, needs=[returns_three])
def gradient_of_b(answer: Answer, case: Case) -> None:
    for n, d, q in SIZES:
        one_is_right(answer, case, 2, *draw(case, n, d, q))


@exercise.check(
    "all three are exact where the numbers are tiny or huge",
    needs=[gradient_of_x, gradient_of_w, gradient_of_b],
)
def are_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-9, 1e9, 0.0):  # 0: nothing arrives
        for n, d, q in ((2, 3, 2), (1, 1, 1)):
            dO, cache = draw(case, n, d, q)
            want = affine_backward(size * dO, cache)
            found = case.numbers(tuple(gradients(answer, case, size * dO, cache)), want)
            if found is not None:
                case.equal(found, want, tol=TOLERANCE)


@exercise.check(
    "each is float64, in the shape of its array",
    weight=2,
    needs=[gradient_of_x, gradient_of_w, gradient_of_b],
)
def have_their_shapes(answer: Answer, case: Case) -> None:
    for n, d, q in ((1, 2, 3), (2, 1, 2), (2, 3, 1), (1, 1, 1), (3, 2, 4)):
        dO, cache = draw(case, n, d, q)
        # dO is a gradient and no whole numbers, but data and hand-made weights may be
        whole = tuple(case.rng.integers(1, 9, size=each.shape) for each in cache)
        for layer in (cache, (whole[0], *cache[1:]), whole):
            got, want = tuple(gradients(answer, case, dO, layer)), affine_backward(dO, layer)
            case.like(got, want)
            case.equal(got, want, tol=TOLERANCE)


@exercise.check("changes nothing and remembers nothing", needs=[returns_three])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [draw(case, *sizes) for sizes in ((2, 2, 2), (2, 2, 2), (1, 2, 3))]
    for each in inputs:
        gradients(answer, case, *each)
    for call in case.trace.calls:  # what became of the arrays in a tuple is not read back
        call.after = None
    case.unchanged()
    case.pure(answer.affine_backward, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def formulas_of_the_lecture(dO, cache):
    X, W, _ = cache
    dX = dO @ W.T
    dW = X.T @ dO
    db = dO.sum(axis=0)
    return dX, dW, db


@exercise.accepts
def every_number_by_itself(dO, cache):
    X, W, b = cache
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i in range(X.shape[0]):
        for k in range(W.shape[1]):
            db[k] += dO[i, k]
            for j in range(X.shape[1]):
                dW[j, k] += X[i, j] * dO[i, k]
                dX[i, j] += W[j, k] * dO[i, k]
    return dX, dW, db


@exercise.accepts
def one_sheet_for_each_sample(dO, cache):
    X, W, _ = cache
    dX = [W @ do for do in dO]
    dW = sum(np.outer(x, do) for x, do in zip(X, dO))
    db = sum(dO)
    return np.array(dX), dW, db


@exercise.accepts
def sums_written_out(dO, cache):
    X, W, _ = cache
    return [np.einsum("ik,jk->ij", dO, W), np.einsum("ij,ik->jk", X, dO), np.einsum("ik->k", dO)]


@exercise.accepts
def all_transposed(dO, cache):
    X = cache[0]
    W = cache[1]
    turned = dO.T
    return (W @ turned).T, (turned @ X).T, turned.sum(axis=1)


@exercise.accepts
def bias_as_one_more_weight(dO, cache):
    X, W, _ = cache
    with_ones = np.hstack([X, np.ones((len(X), 1))])
    both = with_ones.T @ dO
    return np.dot(dO, W.T), both[:-1], both[-1]


@exercise.accepts
def products_and_sums(dO, cache):
    X, W, _ = cache
    dX = np.sum(dO[:, None, :] * W[None, :, :], axis=2)
    dW = np.sum(X[:, :, None] * dO[:, None, :], axis=0)
    return dX, dW, np.ones(len(dO)) @ dO


@exercise.accepts
def complex_step_through_the_layer(dO, cache):
    def slopes(which):
        found = np.zeros(cache[which].shape)
        for index in np.ndindex(found.shape):
            moved = [each.astype(complex) for each in cache]
            moved[which][index] += 1e-30j
            X, W, b = moved
            found[index] = np.sum(dO * (X @ W + b)).imag / 1e-30
        return found

    return slopes(0), slopes(1), slopes(2)


exercise.equivalent("dO = _numbers(dO)", "lists are not judged, and dO is floats")
exercise.equivalent(
    "moved[which][index] += 1e-30j",
    "the layer is linear in each single number, whatever that number is",
    after="moved[which][index] = 1e-30j",
)


# --- wrong answers ----------------------------------------------------------


def right(dO, cache):
    """The three gradients as they should be."""
    X, W, _ = cache
    return dO @ W.T, X.T @ dO, dO.sum(axis=0)


@exercise.rejects(
    "db is the sum of the rows of dO; you take their mean, but the 1/n of the loss is in dO "
    "already.",
    read=ONE_OVER_N,
)
def mean_for_the_bias(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW, db / len(dO)


@exercise.rejects(
    "dW is divided by n, which has been done at the loss: a layer only adds up what its samples "
    "say.",
    read=ONE_OVER_N,
)
def weights_divided_by_n(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW / len(dO), db


@exercise.rejects(
    "You divide dX by n, yet each sample has a row of its own there and shares it with nobody.",
    read=ONE_OVER_N,
)
def inputs_divided_by_n(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX / len(dO), dW, db


@exercise.rejects(
    "All three gradients are divided by n; the mean belongs to the loss, which has put its 1/n "
    "into dO once and for all.",
    read=ONE_OVER_N,
)
def everything_divided_by_n(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX / len(dO), dW / len(dO), db / len(dO)


@exercise.rejects(
    "For dX the gradient comes back through Wᵀ; with W itself the shapes fit only if the layer is "
    "square, and the numbers never.",
    read=BY_SHAPES,
)
def weights_not_transposed(dO, cache):
    _, dW, db = right(dO, cache)
    return dO @ cache[1], dW, db


@exercise.rejects(
    "What arrives from above is left out of dW: each entry of X has to be multiplied by the dO "
    "of its sample.",
    read=NOT_BY_SHAPES,
)
def weights_ignore_what_arrives(dO, cache):
    dX, _, db = right(dO, cache)
    return dX, right(np.ones(dO.shape), cache)[1], db


@exercise.rejects(
    "dX has to say how the loss changes, so it is dO times Wᵀ; yours adds up the weights and "
    "forgets dO.",
    read=NOT_BY_SHAPES,
)
def inputs_ignore_what_arrives(dO, cache):
    _, dW, db = right(dO, cache)
    return right(np.ones(dO.shape), cache)[0], dW, db


@exercise.rejects(
    "db counts the samples instead of adding up what arrives for each: sum the rows of dO.",
    read=NOT_BY_SHAPES,
)
def bias_ignores_what_arrives(dO, cache):
    dX, dW, _ = right(dO, cache)
    return dX, dW, right(np.ones(dO.shape), cache)[2]


@exercise.rejects(
    "Your db looks at the first sample only; the same bias is used by all of them, so their "
    "gradients add up.",
    read=NOT_BY_SHAPES,
)
def bias_from_the_first_sample(dO, cache):
    dX, dW, _ = right(dO, cache)
    return dX, dW, dO[0].copy()


@exercise.rejects(
    "Your db adds up along the outputs and gives one number for each sample; a bias belongs to an "
    "output, so the sum runs over the samples.",
    read=NOT_BY_SHAPES,
)
def bias_along_the_wrong_axis(dO, cache):
    dX, dW, _ = right(dO, cache)
    return dX, dW, dO.sum(axis=1)


@exercise.rejects(
    "db is a single number here; b has q entries, and so has its gradient: one sum for each output."
)
def bias_summed_to_a_number(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW, np.sum(db)


@exercise.rejects(
    "The numbers of db are right, but it has the shape (1, q); a gradient has the shape of what it "
    "belongs to, and b is (q,).",
    read=NOT_BY_SHAPES,
)
def bias_with_two_axes(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW, db[np.newaxis]


@exercise.rejects(
    "dW comes out transposed, (q, d); turn X on its side, not the product: Xᵀ dO.",
    read=BY_SHAPES,
)
def gradient_of_w_transposed(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW.T, db


@exercise.rejects(
    "You multiply db by b; an add gate passes the gradient on as it is, and the value of b has no "
    "part in it."
)
def bias_times_its_gradient(dO, cache):
    dX, dW, db = right(dO, cache)
    return dX, dW, db * cache[2]


@exercise.rejects(
    "dW multiplies dO by W instead of by X: a multiply gate sends each input the other one's value."
)
def weights_times_themselves(dO, cache):
    dX, _, db = right(dO, cache)
    return dX, cache[1] * db, db


@exercise.rejects(
    "A sign is turned: these are plain derivatives, and the minus of gradient descent comes with "
    "the step."
)
def descends_already(dO, cache):
    dX, dW, db = right(dO, cache)
    return -dX, -dW, -db


@exercise.rejects(
    "You undo the layer with an inverse of W; the gradient is no inverse, it goes back through "
    "the transpose.",
    read=BY_SHAPES,
)
def inverse_of_the_weights(dO, cache):
    _, dW, db = right(dO, cache)
    return dO @ np.linalg.pinv(cache[1]), dW, db


@exercise.rejects(
    "The first two results have changed places: the order is dX, dW, db, as in the cache."
)
def weights_before_inputs(dO, cache):
    dX, dW, db = right(dO, cache)
    return dW, dX, db


@exercise.rejects(
    "The cache is taken apart in the wrong order; affine_forward puts X first, then W, then b."
)
def takes_the_cache_for_w_and_x(dO, cache):
    W, X, b = cache
    return right(dO, (X, W, b))


@exercise.rejects(
    "One of the three is missing: the bias has a gradient as well, the sum of the rows of dO."
)
def forgets_the_bias(dO, cache):
    return right(dO, cache)[:2]


@exercise.rejects(
    "Only the parameters get their gradients here; dX is what the layer below needs, and comes "
    "first."
)
def forgets_the_inputs(dO, cache):
    return right(dO, cache)[1:]


@exercise.rejects(
    "With one sample, one input or one output an axis has length 1; it stays, and yours is "
    "squeezed away."
)
def squeezes_the_gradients(dO, cache):
    dX, dW, db = right(dO, cache)
    return np.squeeze(dX), np.squeeze(dW), db


@exercise.rejects(
    "Arrays made after X, W or b take over their type, and whole numbers cut the decimals of a "
    "gradient off; make them float64."
)
def fills_arrays_of_integers(dO, cache):
    found = tuple(np.zeros_like(each) for each in cache)
    for mine, gradient in zip(found, right(dO, cache)):
        mine[:] = gradient
    return found


@exercise.rejects(
    "Your gradients pass through float32 and keep about seven digits; stay in float64 from end "
    "to end."
)
def works_in_float32(dO, cache):
    short = tuple(each.astype(np.float32) for each in cache)
    dX, dW, db = (g.astype(np.float32) for g in right(dO, short))
    return dX.astype(float), dW.astype(float), db.astype(float)


@exercise.rejects(
    "Large gradients are cut off; taming them is a decision of the training loop, while a backward "
    "pass tells the truth."
)
def clips_the_gradients(dO, cache):
    return tuple(np.clip(g, -1e6, 1e6) for g in right(dO, cache))


@exercise.rejects(
    "Rounded gradients lose all that is small, and late in a training everything is small; leave "
    "the digits alone."
)
def rounds_the_gradients(dO, cache):
    return tuple(np.round(g, 6) for g in right(dO, cache))


@exercise.rejects(
    "A step of learning is taken inside the backward pass and changes the caller's W; computing a "
    "gradient and moving are two things."
)
def learns_on_the_way(dO, cache):
    found = right(dO, cache)
    W = cache[1]
    W -= (0.1 * found[1]).astype(W.dtype)
    return found


@exercise.rejects(
    "dO is divided in place, so the caller finds other numbers in it afterwards; leave arguments "
    "as they came."
)
def scales_what_arrives(dO, cache):
    found = right(dO, cache)
    dO /= len(dO) + 1
    return found


@exercise.rejects(
    "Your gradients are right, but they come as lists of numbers; keep them arrays, for the next "
    "layer multiplies them."
)
def gradients_as_lists(dO, cache):
    return tuple(g.tolist() for g in right(dO, cache))
