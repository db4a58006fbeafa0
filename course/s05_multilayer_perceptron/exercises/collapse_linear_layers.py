"""collapse_linear_layers(W1, b1, W2, b2): the one layer that does what two linear ones do."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import collapse_linear_layers

exercise = Exercise(collapse_linear_layers, read="Two linear layers are one")

WHAT_BREAKS_IT = "What breaks the collapse"

# Relative, for W and b each. Right answers err by less than 3e-15 here, the best wrong one by 8e-8.
TOLERANCE = 1e-10

Layers = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


# --- checks -----------------------------------------------------------------


def draw_one(case: Case, *shape: int) -> np.ndarray:
    """Numbers in this shape, not centred at zero."""
    return np.round(0.5 + 2 * case.rng.normal(size=shape), 1) + 0.0  # no −0


def draw(case: Case, d: int, h: int, q: int, size: float = 1.0) -> Layers:
    """W1 (d, h), b1 (h,), W2 (h, q), b2 (q,); the first layer and b2 are so much larger."""
    shapes = ((d, h), (h,), (h, q), (q,))
    W1, b1, W2, b2 = (draw_one(case, *shape) for shape in shapes)
    return size * W1, size * b1, W2, size * b2


def agree(answer: Answer, case: Case, layers: tuple) -> None:
    """Fail unless W and b hold the numbers that are wanted, in whatever container."""
    want = collapse_linear_layers(*layers)
    got = case.numbers(answer.collapse_linear_layers(*layers), want)
    if got is not None:
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("returns W and b")
def returns_the_pair(answer: Answer, case: Case) -> None:
    # square first: there nearly everything fits, and different mistakes look different
    for d, h, q in ((2, 2, 2), (2, 1, 3), (3, 2, 4)):
        layers = draw(case, d, h, q)
        want = collapse_linear_layers(*layers)
        case.numbers(answer.collapse_linear_layers(*layers), want)


@exercise.check("W is (d, q) and b is (q,), of float64", weight=2, needs=[returns_the_pair])
def have_the_right_shapes(answer: Answer, case: Case) -> None:
    for d, h, q in ((2, 1, 3), (3, 4, 2), (2, 3, 4), (1, 3, 2), (3, 2, 1), (1, 2, 1), (1, 1, 1)):
        layers = draw(case, d, h, q)
        want = collapse_linear_layers(*layers)
        case.like(answer.collapse_linear_layers(*layers), want)


@exercise.check("one layer does what the two did", weight=8, needs=[returns_the_pair])
def does_what_the_two_did(answer: Answer, case: Case) -> None:
    for d, h, q in ((3, 4, 2), (2, 3, 4), (4, 2, 3), (2, 2, 2), (1, 2, 1), (2, 1, 3), (9, 30, 7)):
        agree(answer, case, draw(case, d, h, q))


@exercise.check("is exact where the numbers are tiny or huge", needs=[does_what_the_two_did])
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-6, 1e6):
        agree(answer, case, draw(case, 2, 3, 2, size))


# All four may be whole numbers, and then whatever type of number the products have will do.
@exercise.check("is right where some are whole numbers", needs=[does_what_the_two_did])
def is_right_for_whole_numbers(answer: Answer, case: Case) -> None:
    layers = draw(case, 2, 3, 2)
    whole = tuple(case.rng.integers(1, 9, size=part.shape) for part in layers)
    agree(answer, case, whole)
    for place in range(4):
        agree(answer, case, (*layers[:place], whole[place], *layers[place + 1 :]))


@exercise.check("changes nothing and remembers nothing", needs=[returns_the_pair])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.collapse_linear_layers, draw(case, 2, 2, 3), draw(case, 2, 2, 3))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def two_products(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


@exercise.accepts
def three_loops(W1, b1, W2, b2):
    d, h = W1.shape
    q = W2.shape[1]
    W, b = np.zeros((d, q)), []
    for k in range(q):
        total = b2[k]
        for j in range(h):
            total += b1[j] * W2[j, k]
            for i in range(d):
                W[i, k] += W1[i, j] * W2[j, k]
        b.append(total)
    return W, np.array(b)


@exercise.accepts
def einstein_sums(W1, b1, W2, b2):
    return np.einsum("ij,jk->ik", W1, W2), b2 + np.einsum("j,jk->k", b1, W2)


@exercise.accepts
def ask_the_network(W1, b1, W2, b2):
    """What the two layers make of 0 is b; what the unit vectors add to it are the rows of W."""

    def network(X):
        return (X @ W1 + b1) @ W2 + b2

    b = network(np.zeros(len(W1)))
    return network(np.eye(len(W1))) - b, b


@exercise.accepts
def bias_as_a_row_of_the_weights(W1, b1, W2, b2):
    both = np.vstack([W1, b1]) @ W2
    return both[:-1], both[-1] + b2


@exercise.accepts
def one_hidden_unit_after_another(W1, b1, W2, b2):
    W = np.zeros((W1.shape[0], W2.shape[1]))
    b = np.array(b2, dtype=float)
    for incoming, bias, outgoing in zip(W1.T, b1, W2):
        W += np.outer(incoming, outgoing)
        b += bias * outgoing
    return W, b


@exercise.accepts
def columns_as_samples(W1, b1, W2, b2):
    return np.dot(W2.T, W1.T).T, np.dot(W2.T, b1) + b2


@exercise.accepts
def homogeneous_coordinates(W1, b1, W2, b2):
    def square(W, b):
        d, q = W.shape
        M = np.zeros((d + 1, q + 1))
        M[:d, :q] = W
        M[d, :q] = b
        M[d, q] = 1
        return M

    M = square(W1, b1) @ square(W2, b2)
    return [M[:-1, :-1], M[-1, :-1]]


@exercise.accepts
def exact_sums_of_lists(W1, b1, W2, b2):
    columns = W2.T.tolist()

    def through(row):
        return [math.fsum(x * w for x, w in zip(row, column)) for column in columns]

    W = np.array([through(row) for row in W1.tolist()])
    return W, np.array(through(b1)) + b2


@exercise.accepts
def broadcast_and_sum(W1, b1, W2, b2):
    W = (W1[:, :, None] * W2[None]).sum(axis=1)
    return W, np.sum(b1[:, None] * W2, axis=0) + b2


exercise.equivalent("return M", "(−A) (−B) = A B", answer="homogeneous_coordinates")
exercise.equivalent("zip(row, column)", "x · w = w · x")
AS_ARRAYS = "lists as arguments are not judged, and integers may stay integers"
exercise.equivalent(
    "W1, b1, W2, b2 = (_numbers(W1), _numbers(b1), _numbers(W2), _numbers(…", AS_ARRAYS
)


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The order of the product is turned round. The samples meet W1 first, so it stands on the "
    "left: (d, h) times (h, q)."
)
def second_layer_first(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


@exercise.rejects(
    "W1 * W2 multiplies entry by entry and does not even fit in general; layers one after the "
    "other call for the matrix product @."
)
def entry_by_entry(W1, b1, W2, b2):
    return W1 * W2, b1 @ W2 + b2


@exercise.rejects(
    "You add the two biases as they are. The first one stands before the second layer, so it has "
    "to go through W2."
)
def adds_the_biases(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2


@exercise.rejects(
    "The second bias is missing: it is added after the second layer and stays as it is in the "
    "joint one."
)
def forgets_b2(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 / 1.0


@exercise.rejects(
    "Your bias is that of the second layer alone; the first bias goes through the second layer "
    "and arrives there as well."
)
def forgets_b1(W1, b1, W2, b2):
    return W1 @ W2, b2 * 1.0


@exercise.rejects(
    "You leave the biases out of the joint layer, as if a linear layer were nothing but its "
    "weights."
)
def no_bias_at_all(W1, b1, W2, b2):
    return W1 @ W2, np.zeros(W2.shape[1])


@exercise.rejects(
    "You add up the first bias over the hidden units; each of its entries travels along the "
    "weights W2 of its own unit instead."
)
def sums_the_first_bias(W1, b1, W2, b2):
    return W1 @ W2, np.sum(b1) + b2


@exercise.rejects(
    "Both biases go through W2 in your answer, the second one with a sum; only b1 stands before "
    "the second layer."
)
def second_bias_through_w2(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + W2.sum(axis=0) * b2


@exercise.rejects(
    "The sign of one bias is wrong: both layers add theirs, so nothing is taken off when the two "
    "become one."
)
def subtracts_b2(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 - b2


@exercise.rejects(
    "The second bias enters twice. It comes in once, behind the second layer, and there is no "
    "other place for it."
)
def b2_twice(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + 2.0 * b2


@exercise.rejects(
    "You cut the first bias off at zero, as a ReLU would. No activation stands between linear "
    "layers; with one they do not collapse.",
    read=WHAT_BREAKS_IT,
)
def relu_on_the_first_bias(W1, b1, W2, b2):
    return W1 @ W2, np.maximum(b1, 0) @ W2 + b2


@exercise.rejects(
    "You apply ReLU to the weights. It belongs to what the hidden units say, sample by sample, and "
    "no joint layer can imitate it.",
    read=WHAT_BREAKS_IT,
)
def relu_on_the_weights(W1, b1, W2, b2):
    return np.maximum(W1, 0) @ W2, b1 @ W2 + b2


@exercise.rejects(
    "You average over the hidden units. A layer adds up what they send on, so the division by h "
    "has to go."
)
def averages_over_the_hidden_units(W1, b1, W2, b2):
    h = len(b1)
    return W1 @ W2 / h, b1 @ W2 / h + b2


@exercise.rejects(
    "Your W comes with rows and columns exchanged. Rows are samples in this course, and X W needs "
    "the shape (d, q)."
)
def weights_transposed(W1, b1, W2, b2):
    return W2.T @ W1.T, b1 @ W2 + b2


@exercise.rejects(
    "Your bias is a row (1, q), as the slides write it; in this course b has a single axis, (q,)."
)
def bias_as_a_row(W1, b1, W2, b2):
    return W1 @ W2, b1.reshape(1, -1) @ W2 + b2


@exercise.rejects(
    "Your bias is a column (q, 1), which does not fit beside the rows of X W; it has to come as "
    "(q,)."
)
def bias_as_a_column(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2)[:, np.newaxis]


@exercise.rejects(
    "np.squeeze drops every axis of length 1, so a layer with one input or one output comes back "
    "without it."
)
def squeezes_both(W1, b1, W2, b2):
    return np.squeeze(W1 @ W2), np.squeeze(b1 @ W2 + b2)


@exercise.rejects(
    "With a single output you return W as a vector and b as a number; a matrix (d, 1) and an array "
    "(1,) are wanted there too."
)
def one_output_is_a_vector(W1, b1, W2, b2):
    W, b = W1 @ W2, b1 @ W2 + b2
    if W2.shape[1] == 1:
        return W[:, 0], float(b[0])
    return W, b


@exercise.rejects("First W, then b: the two parts of your result have changed places.")
def bias_first(W1, b1, W2, b2):
    return b1 @ W2 + b2, W1 @ W2


@exercise.rejects(
    "You put b under W into one matrix. That is a good trick with a column of ones in X, but two "
    "arrays are asked for here."
)
def one_matrix_for_both(W1, b1, W2, b2):
    return np.vstack([W1 @ W2, b1 @ W2 + b2])


@exercise.rejects(
    "Only the weights come back. A layer consists of its weights and its bias: return both, as a "
    "pair."
)
def weights_alone(W1, b1, W2, b2):
    return W1 @ W2


@exercise.rejects(
    "The numbers are right, but they come as nested lists, which know neither @ nor a shape; "
    "return arrays."
)
def lists_of_numbers(W1, b1, W2, b2):
    return (W1 @ W2).tolist(), (b1 @ W2 + b2).tolist()


@exercise.rejects(
    "Your loop over the hidden units stops one too early, so the last of them contributes nothing."
)
def leaves_out_the_last_unit(W1, b1, W2, b2):
    W, b = np.zeros((W1.shape[0], W2.shape[1])), b2 * 1.0
    for j in range(len(b1) - 1):
        W += np.outer(W1[:, j], W2[j])
        b += b1[j] * W2[j]
    return W, b


@exercise.rejects(
    "Adding W1 and W2 to one another is no way to pass through both; a layer multiplies, and two "
    "layers multiply one after the other."
)
def adds_the_weights(W1, b1, W2, b2):
    return W1 + W2, b1 @ W2 + b2


@exercise.rejects(
    "The first bias goes through W1 in your answer. It was added behind W1, so the only weights "
    "it meets are those of W2."
)
def first_bias_through_w1(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W1 + b2


@exercise.rejects(
    "b2 += … adds the rest into the caller's own second bias; the network that you were given "
    "must stay as it is."
)
def adds_to_b2_in_place(W1, b1, W2, b2):
    if b2.dtype.kind != "f":
        b2 = b2.astype(float)
    b2 += b1 @ W2
    return W1 @ W2, b2.copy()


@exercise.rejects(
    "You round the joint weights to four decimals. A network feels small weights too: round only "
    "what you print."
)
def rounds_to_four_decimals(W1, b1, W2, b2):
    return np.round(W1 @ W2, 4), np.round(b1 @ W2 + b2, 4)


@exercise.rejects(
    "The numbers pass through float32, which keeps about seven digits; leave them in float64 from "
    "beginning to end."
)
def through_float32(W1, b1, W2, b2):
    W1, b1, W2, b2 = (part.astype(np.float32) for part in (W1, b1, W2, b2))
    return (W1 @ W2).astype(float), (b1 @ W2 + b2).astype(float)


@exercise.rejects(
    "The result takes over the number type of the second bias, so the decimals get lost where "
    "that one holds whole numbers."
)
def stored_in_the_type_of_b2(W1, b1, W2, b2):
    b = np.zeros_like(b2)
    b[...] = b1 @ W2 + b2
    return W1 @ W2, b


@exercise.rejects(
    "You fill W into an array of the type of W1: whole-number weights of the first layer cut off "
    "all decimals of the product."
)
def stored_in_the_type_of_w1(W1, b1, W2, b2):
    W = np.zeros((W1.shape[0], W2.shape[1]), dtype=W1.dtype)
    W[...] = W1 @ W2
    return W, b1 @ W2 + b2
