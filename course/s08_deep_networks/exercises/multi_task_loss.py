"""multi_task_loss_and_grad(H, params, Y_a, Y_b, weights): two heads on one trunk, and the way back.

H (n, h) is the trunk's output; the heads have Wa (h, q_a), ba, Wb (h, q_b), bb; a row of
zeros in Y is a missing label.
"""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import multi_task_loss_and_grad

BACK = "The way back"
MISSING = "Missing labels"

exercise = Exercise(multi_task_loss_and_grad, read="Two tasks, one trunk")

# Absolute, and more where H is large. Right answers err by less than 1e-12 here, the best wrong
# one by 1e-4.
TOLERANCE = 1e-9

Array = np.ndarray
Params = dict[str, Array]
Inputs = tuple[Array, Params, Array, Array, tuple[float, float]]

HEADS = ("Wa", "ba", "Wb", "bb")
PARTS = ("loss", *HEADS, "dH")


# --- checks -----------------------------------------------------------------


def labels(case: Case, n: int, q: int) -> Array:
    """Y (n, q), one-hot, with as many different classes as fit."""
    return np.eye(q)[case.rng.permutation(np.resize(case.rng.permutation(q), n))]


def draw(case: Case, n: int, h: int, q_a: int, q_b: int) -> Inputs:
    """General inputs: different weights of the tasks, whose sum is not 1."""

    def numbers(*shape: int) -> Array:
        drawn = case.rng.normal(size=shape)
        return np.round(drawn + np.copysign(0.3, drawn), 1)

    params = {"Wa": numbers(h, q_a), "ba": numbers(q_a), "Wb": numbers(h, q_b), "bb": numbers(q_b)}
    a, b = (float(weight) for weight in case.rng.permutation([0.5, 2.0, 3.0, 0.2])[:2])
    return numbers(n, h), params, labels(case, n, q_a), labels(case, n, q_b), (a, b)


def by_name(loss: Any, grads: Any, dH: Any) -> dict[str, Any]:
    """All that is asked for, under one name each."""
    return {"loss": loss, **{name: grads[name] for name in HEADS}, "dH": dH}


def returned(answer: Answer, case: Case, inputs: Inputs) -> tuple[Any, Any, Any]:
    """What came back, in three parts."""
    return case.unpack(answer.multi_task_loss_and_grad(*inputs), "loss", "grads", "dH")


def has_all_heads(case: Case, grads: Any) -> None:
    """Fail unless grads is a dict with the four entries; more have a check of their own."""
    if not isinstance(grads, dict):
        case.fail("The second part of the result has to be grads, a dict; yours is something else")
    for name in HEADS:
        case.that(name in grads, f"The dict of gradients has no entry {name!r}")


def as_wanted(got: Any, want: Any) -> Any:
    """got as float64 in the shape of want, if no more than its container or a 1-axis differs."""
    try:
        found = np.asarray(got, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return got
    shape = np.shape(want)
    same = [k for k in found.shape if k != 1] == [k for k in shape if k != 1]
    return found.reshape(shape) if same else got


def agrees(answer: Answer, case: Case, inputs: Inputs, *parts: str) -> None:
    """Compare these parts, with the right ones in place of the others."""
    want = by_name(*multi_task_loss_and_grad(*inputs))
    loss, grads, dH = returned(answer, case, inputs)
    if set(HEADS) & set(parts):
        has_all_heads(case, grads)
        got = by_name(loss, grads, dH)
    else:
        got = {"loss": loss, "dH": dH}
    case.means([got[part] for part in parts])
    found = {
        part: as_wanted(got[part], want[part]) if part in parts else want[part] for part in PARTS
    }
    H, _, Y_a, Y_b, _ = inputs
    about = "{call}"
    if H.size + Y_a.size + Y_b.size > 12:  # too much to be read
        sizes = f"n = {len(H)}, h = {H.shape[1]}, q_a = {Y_a.shape[1]}, q_b = {Y_b.shape[1]}"
        about = f"What comes back for {sizes}"
    scale = max(1.0, float(np.max(np.abs(H))) / 10)
    case.equal(found, want, tol=TOLERANCE, scale=scale, about=about)


# square first: what does not fit other shapes shows there what else it does
SIZES = ((2, 2, 2, 2), (1, 1, 2, 2), (2, 1, 2, 2), (4, 3, 2, 5))


@exercise.check("returns loss, grads and dH")
def returns_three_parts(answer: Answer, case: Case) -> None:
    for sizes in ((2, 2, 2, 2), (1, 1, 2, 3)):
        returned(answer, case, draw(case, *sizes))


@exercise.check("the loss is λ_a L_a + λ_b L_b", weight=4, needs=[returns_three_parts])
def loss_of_both_tasks(answer: Answer, case: Case) -> None:
    for sizes in SIZES:
        agrees(answer, case, draw(case, *sizes), "loss")


@exercise.check(
    "grads are those of this loss, in both heads", weight=5, needs=[returns_three_parts]
)
def grads_of_both_heads(answer: Answer, case: Case) -> None:
    for sizes in SIZES:
        agrees(answer, case, draw(case, *sizes), *HEADS)


@exercise.check("dH is what both heads send back, added", weight=4, needs=[returns_three_parts])
def trunk_hears_both(answer: Answer, case: Case) -> None:
    for sizes in SIZES:
        agrees(answer, case, draw(case, *sizes), "dH")


ALL = [loss_of_both_tasks, grads_of_both_heads, trunk_hears_both]


@exercise.check("a missing label adds nothing, and n still counts it", weight=4, needs=ALL)
def missing_labels_add_nothing(answer: Answer, case: Case) -> None:
    for sizes, without_a, without_b in (
        ((1, 1, 2, 3), (), (0,)),
        ((2, 1, 2, 2), (0,), (0,)),  # one sample has no label at all
        ((2, 1, 3, 2), (1,), ()),
        ((4, 3, 3, 2), (1,), (0, 2)),
        ((3, 2, 2, 3), (), (0, 1, 2)),  # one task has no label at all
        ((1, 1, 2, 2), (0,), (0,)),
        ((12, 4, 5, 3), (3, 4, 5, 10), tuple(range(2, 11))),
    ):
        H, params, Y_a, Y_b, weights = draw(case, *sizes)
        Y_a[list(without_a)], Y_b[list(without_b)] = 0.0, 0.0
        agrees(answer, case, (H, params, Y_a, Y_b, weights), *PARTS)


@exercise.check("a task of weight 0 has no say, and other weights count as they are", needs=ALL)
def weights_count_as_they_are(answer: Answer, case: Case) -> None:
    for weights, sizes in (
        ((1.0, 0.0), (1, 1, 2, 3)),
        ((0.0, 1.0), (3, 2, 4, 2)),
        ((0.0, 0.0), (1, 1, 2, 2)),
        ((12.0, 2.0), (2, 3, 2, 4)),
    ):
        agrees(answer, case, (*draw(case, *sizes)[:4], weights), *PARTS)


@exercise.check("takes soft labels as well", needs=ALL)
def takes_soft_labels(answer: Answer, case: Case) -> None:
    for n, h, q_a, q_b in ((1, 1, 2, 3), (3, 2, 4, 3)):
        H, params, _, _, weights = draw(case, n, h, q_a, q_b)
        soft = [case.rng.multinomial(8, np.full(q, 1 / q), size=n) / 8 for q in (q_a, q_b)]
        agrees(answer, case, (H, params, *soft, weights), *PARTS)


@exercise.check("is exact for logits of any size", weight=2, needs=[missing_labels_add_nothing])
def is_exact_for_any_size(answer: Answer, case: Case) -> None:
    for sizes, a, b in (((1, 1, 2, 2), 1000.0, -1000.0), ((3, 2, 2, 4), -1000.0, 1000.0)):
        H, params, Y_a, Y_b, weights = draw(case, *sizes)
        Y_b[1:2] = 0.0
        far = {**params, "ba": params["ba"] + a, "bb": params["bb"] + b}
        agrees(answer, case, (H, far, Y_a, Y_b, weights), *PARTS)
        # and one class far from the others
        far["ba"][0], far["bb"][-1] = -a, -b
        agrees(answer, case, (H, far, Y_a, Y_b, weights), *PARTS)
    H, params, Y_a, Y_b, weights = draw(case, 3, 2, 2, 4)
    H[2] *= 1000  # a large row beside modest ones
    agrees(answer, case, (H, params, Y_a, Y_b, weights), *PARTS)


@exercise.check("types and shapes are as asked for", needs=ALL)
def come_as_wanted(answer: Answer, case: Case) -> None:
    for sizes in ((1, 1, 2, 3), (3, 2, 4, 1)):
        H, params, Y_a, Y_b, weights = draw(case, *sizes)
        whole = case.rng.integers(1, 4, size=H.shape)
        small = {name: case.rng.integers(-2, 3, size=params[name].shape) for name in HEADS}
        ones = Y_a.astype(int), Y_b.astype(int)
        for inputs in ((whole, params, *ones, weights), (whole, small, *ones, (2, 1))):
            want_loss, want, want_dH = multi_task_loss_and_grad(*inputs)
            loss, grads, dH = returned(answer, case, inputs)
            has_all_heads(case, grads)
            case.like(loss, want_loss, about="The loss of {call}")
            case.like(grads, want, about="grads of {call}")
            case.like(dH, want_dH, about="dH of {call}")
            mine, right = by_name(loss, grads, dH), by_name(want_loss, want, want_dH)
            case.equal(mine, right, tol=TOLERANCE, scale=1.0, about="{call}")


@exercise.check("changes nothing and remembers nothing", needs=[returns_three_parts])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [draw(case, *sizes) for sizes in ((1, 1, 2, 2), (3, 2, 4, 3))]
    case.pure(answer.multi_task_loss_and_grad, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def formulas_of_the_lecture(H, params, Y_a, Y_b, weights):
    n = len(H)

    def head(W, b, Y, weight):
        Z = H @ W + b
        Z = Z - Z.max(axis=1, keepdims=True)
        log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
        dZ = weight * (np.exp(log_P) * Y.sum(axis=1, keepdims=True) - Y) / n
        return -weight * np.sum(Y * log_P) / n, dZ

    loss_a, dZ_a = head(params["Wa"], params["ba"], Y_a, weights[0])
    loss_b, dZ_b = head(params["Wb"], params["bb"], Y_b, weights[1])
    grads = {
        "Wa": H.T @ dZ_a,
        "ba": dZ_a.sum(axis=0),
        "Wb": H.T @ dZ_b,
        "bb": dZ_b.sum(axis=0),
    }
    return loss_a + loss_b, grads, dZ_a @ params["Wa"].T + dZ_b @ params["Wb"].T


@exercise.accepts
def sample_by_sample(H, params, Y_a, Y_b, weights):
    n = H.shape[0]
    loss, dH = 0.0, np.zeros(H.shape)
    grads = {name: np.zeros(np.shape(value)) for name, value in params.items()}
    for i in range(n):
        for W, b, Y, weight in (("Wa", "ba", Y_a, weights[0]), ("Wb", "bb", Y_b, weights[1])):
            if not Y[i].any():
                continue
            z = H[i] @ params[W] + params[b]
            lse = z.max() + math.log(math.fsum(np.exp(z - z.max())))
            loss += weight * (lse - sum(z * Y[i])) / n
            dz = weight * (np.exp(z - lse) - Y[i]) / n
            grads[W] += np.outer(H[i], dz)
            grads[b] += dz
            dH[i] += params[W] @ dz
    return loss, grads, dH


@exercise.accepts
def labelled_rows_only(H, params, Y_a, Y_b, weights):
    loss, grads, dH = 0.0, {}, np.zeros(H.shape)
    for name, Y, weight in zip("ab", (Y_a, Y_b), weights):
        W, b = params["W" + name], params["b" + name]
        rows = np.flatnonzero(Y.any(axis=1))
        Z = H[rows] @ W + b
        lse = np.logaddexp.reduce(Z, axis=1)
        loss += weight * np.sum(lse - np.sum(Y[rows] * Z, axis=1)) / len(Y)
        dZ = weight / len(Y) * (np.exp(Z - lse[:, None]) - Y[rows])
        grads["W" + name] = H[rows].T @ dZ
        grads["b" + name] = dZ.sum(axis=0)
        dH[rows] += dZ @ W.T
    return loss, grads, dH


@exercise.accepts
def both_heads_side_by_side(H, params, Y_a, Y_b, weights):
    q = Y_a.shape[1]
    W = np.hstack([params["Wa"], params["Wb"]])
    Z = H @ W + np.concatenate([params["ba"], params["bb"]])
    loss, halves = 0.0, []
    for Z_k, Y, weight in ((Z[:, :q], Y_a, weights[0]), (Z[:, q:], Y_b, weights[1])):
        known = Y.any(axis=1)
        e = np.exp(Z_k - Z_k.max(axis=1, keepdims=True))
        total = e.sum(axis=1)
        costs = np.log(total) + Z_k.max(axis=1) - np.sum(Y * Z_k, axis=1)
        loss += weight * np.mean(np.where(known, costs, 0.0))
        halves.append(weight * np.where(known[:, None], e / total[:, None] - Y, 0.0))
    dZ = np.hstack(halves) / H.shape[0]
    dW, db = H.T.dot(dZ), dZ.sum(axis=0)
    grads = {"Wa": dW[:, :q], "Wb": dW[:, q:], "ba": db[:q], "bb": db[q:]}
    return loss, grads, dZ.dot(W.T)


@exercise.accepts
def two_tasks_then_weighted(H, params, Y_a, Y_b, weights):
    def one_task(W, b, Y):
        Z = H @ W + b
        m = np.max(Z, axis=1, keepdims=True)
        P = np.exp(Z - m) / np.sum(np.exp(Z - m), axis=1, keepdims=True)
        lse = m + np.log(np.sum(np.exp(Z - m), axis=1, keepdims=True))
        has_label = np.sum(Y, axis=1, keepdims=True)
        dZ = (has_label * P - Y) / Y.shape[0]
        loss = np.mean(np.sum(Y * (lse - Z), axis=1))
        return loss, H.T @ dZ, np.ones(len(H)) @ dZ, dZ @ W.T

    first = one_task(params["Wa"], params["ba"], Y_a)
    second = one_task(params["Wb"], params["bb"], Y_b)
    loss_a, dWa, dba, dHa = (weights[0] * part for part in first)
    loss_b, dWb, dbb, dHb = (weights[1] * part for part in second)
    return [loss_a + loss_b, dict(Wa=dWa, ba=dba, Wb=dWb, bb=dbb), dHa + dHb]


@exercise.accepts
def complex_step_through_the_loss(H, params, Y_a, Y_b, weights):
    def total(H, p):
        loss = 0.0
        for W, b, Y, weight in (
            (p["Wa"], p["ba"], Y_a, weights[0]),
            (p["Wb"], p["bb"], Y_b, weights[1]),
        ):
            Z = H @ W + b
            m = Z.real.max(axis=1, keepdims=True)
            lse = m + np.log(np.sum(np.exp(Z - m), axis=1, keepdims=True))
            loss = loss + weight * np.sum(Y * (lse - Z)) / len(H)
        return loss

    everything = {"H": H, **params}

    def slopes(name):
        found = np.zeros(np.shape(everything[name]))
        for index in np.ndindex(found.shape):
            moved = everything[name].astype(complex)
            moved[index] += 1e-30j
            inputs = {**everything, name: moved}
            found[index] = total(inputs.pop("H"), inputs).imag / 1e-30
        return found

    grads = {name: slopes(name) for name in params}
    return total(H, params), grads, slopes("H")


exercise.equivalent("H = _numbers(H)", "lists are not judged", answer="multi_task_loss_and_grad")


# --- wrong answers ----------------------------------------------------------


def log_softmax(Z):
    shifted = Z - Z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def task(H, W, b, Y):
    """The loss of one head, and its dZ: both without the weight of the task."""
    log_P = log_softmax(H @ W + b)
    known = np.sum(Y, axis=1, keepdims=True)
    return -np.sum(Y * log_P) / len(H), (known * np.exp(log_P) - Y) / len(H)


def backwards(H, params, dZ_a, dZ_b):
    """The gradients that follow from those of the logits."""
    grads = {"Wa": H.T @ dZ_a, "ba": dZ_a.sum(axis=0), "Wb": H.T @ dZ_b, "bb": dZ_b.sum(axis=0)}
    return grads, dZ_a @ params["Wa"].T + dZ_b @ params["Wb"].T


def both(H, params, Y_a, Y_b):
    return (
        *task(H, params["Wa"], params["ba"], Y_a),
        *task(H, params["Wb"], params["bb"], Y_b),
    )


def right(H, params, Y_a, Y_b, weights):
    loss_a, dZ_a, loss_b, dZ_b = both(H, params, Y_a, Y_b)
    loss = weights[0] * loss_a + weights[1] * loss_b
    return loss, *backwards(H, params, weights[0] * dZ_a, weights[1] * dZ_b)


@exercise.rejects(
    "dH comes from head a alone; the trunk fed both heads, so the gradient that head b sends back "
    "has to be added.",
    read=BACK,
)
def trunk_hears_head_a_only(H, params, Y_a, Y_b, weights):
    loss, grads, _ = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, _ = both(H, params, Y_a, Y_b)
    return loss, grads, weights[0] * dZ_a @ params["Wa"].T


@exercise.rejects(
    "Your dH forgets head a: the second head overwrites what the first one sent back, where both "
    "have to be added.",
    read=BACK,
)
def trunk_hears_head_b_only(H, params, Y_a, Y_b, weights):
    loss, grads, _ = right(H, params, Y_a, Y_b, weights)
    _, _, _, dZ_b = both(H, params, Y_a, Y_b)
    return loss, grads, weights[1] * dZ_b @ params["Wb"].T


@exercise.rejects(
    "You average what the two heads send back. A value that is used twice gets both gradients, "
    "added: dH is their sum.",
    read=BACK,
)
def trunk_averages_the_heads(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, grads, dH / 2


@exercise.rejects(
    "The weights of the tasks enter the loss, but none of the gradients; a factor before a loss "
    "stands before its gradients too.",
    read=BACK,
)
def weights_in_the_loss_only(H, params, Y_a, Y_b, weights):
    loss, _, _ = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, dZ_b = both(H, params, Y_a, Y_b)
    return loss, *backwards(H, params, dZ_a, dZ_b)


@exercise.rejects(
    "The heads get their weights, but the trunk does not: in dH, too, each head's share carries "
    "the λ of its task.",
    read=BACK,
)
def trunk_without_the_weights(H, params, Y_a, Y_b, weights):
    loss, grads, _ = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, dZ_b = both(H, params, Y_a, Y_b)
    return loss, grads, backwards(H, params, dZ_a, dZ_b)[1]


@exercise.rejects(
    "Only dH feels the weights of the tasks; the gradients of the heads belong to the same "
    "weighted loss and carry them as well.",
    read=BACK,
)
def heads_without_the_weights(H, params, Y_a, Y_b, weights):
    loss, _, dH = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, dZ_b = both(H, params, Y_a, Y_b)
    return loss, backwards(H, params, dZ_a, dZ_b)[0], dH


@exercise.rejects(
    "Your gradients are weighted, but the loss is a plain sum of the two; it is λ_a L_a + λ_b L_b."
)
def loss_without_the_weights(H, params, Y_a, Y_b, weights):
    _, grads, dH = right(H, params, Y_a, Y_b, weights)
    loss_a, _, loss_b, _ = both(H, params, Y_a, Y_b)
    return loss_a + loss_b, grads, dH


@exercise.rejects(
    "The weights are used nowhere; they say how much each task counts, in the loss and in all "
    "gradients."
)
def weights_nowhere(H, params, Y_a, Y_b, weights):
    return right(H, params, Y_a, Y_b, (1, 1))


@exercise.rejects(
    "The two weights have changed places: the first one belongs to head a, the second to head b."
)
def weights_swapped(H, params, Y_a, Y_b, weights):
    return right(H, params, Y_a, Y_b, weights[::-1])


@exercise.rejects(
    "You divide the weights by their sum. They are used as they are, and may well add up to 14 "
    "or to 0."
)
def weights_that_sum_to_one(H, params, Y_a, Y_b, weights):
    total = (weights[0] + weights[1]) or 1
    return right(H, params, Y_a, Y_b, (weights[0] / total, weights[1] / total))


@exercise.rejects(
    "You take one weight for head a and the rest up to 1 for head b; the caller gives two weights, "
    "and the second one counts."
)
def second_weight_from_the_first(H, params, Y_a, Y_b, weights):
    return right(H, params, Y_a, Y_b, (weights[0], 1 - weights[0]))


@exercise.rejects(
    "The weights come in twice on the way back: once in dZ is enough, since everything else is "
    "computed from it.",
    read=BACK,
)
def weights_twice_on_the_way_back(H, params, Y_a, Y_b, weights):
    loss, _, _ = right(H, params, Y_a, Y_b, weights)
    squares = (weights[0] ** 2, weights[1] ** 2)
    return loss, *right(H, params, Y_a, Y_b, squares)[1:]


@exercise.rejects(
    "A task of weight 0 is skipped, and its gradients are missing in grads; they are zeros, and "
    "the optimiser looks for them."
)
def skips_a_task_of_weight_zero(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    heads = [head for head, weight in zip("ab", weights) if weight > 0]
    return loss, {name: grads[name] for name in grads if name[1] in heads}, dH


@exercise.rejects(
    "Both heads compute with Wa and ba; each task has an output layer of its own, and only the "
    "trunk is shared."
)
def heads_share_their_weights(H, params, Y_a, Y_b, weights):
    shared = {"Wa": params["Wa"], "ba": params["ba"], "Wb": params["Wa"], "bb": params["ba"]}
    return right(H, shared, Y_a, Y_b, weights)


@exercise.rejects(
    "Head b sends its gradient back through Wa; it has to take the way it came, through Wb.",
    read=BACK,
)
def back_through_the_wrong_head(H, params, Y_a, Y_b, weights):
    loss, grads, _ = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, dZ_b = both(H, params, Y_a, Y_b)
    both_ways = weights[0] * dZ_a @ params["Wa"].T + weights[1] * dZ_b @ params["Wa"].T
    return loss, grads, both_ways


@exercise.rejects(
    "Back to the trunk it takes the transpose of W; W itself fits only where a head is square.",
    read=BACK,
)
def weights_not_transposed(H, params, Y_a, Y_b, weights):
    loss, grads, _ = right(H, params, Y_a, Y_b, weights)
    _, dZ_a, _, dZ_b = both(H, params, Y_a, Y_b)
    return loss, grads, weights[0] * dZ_a @ params["Wa"] + weights[1] * dZ_b @ params["Wb"]


@exercise.rejects(
    "One softmax runs over the logits of both heads, so the tasks compete for a single 1; each "
    "head has a softmax of its own."
)
def one_softmax_for_both(H, params, Y_a, Y_b, weights):
    q = Y_a.shape[1]
    Z = np.hstack([H @ params["Wa"] + params["ba"], H @ params["Wb"] + params["bb"]])
    log_P = log_softmax(Z)
    loss_a, loss_b = -np.sum(Y_a * log_P[:, :q]) / len(H), -np.sum(Y_b * log_P[:, q:]) / len(H)
    known_a, known_b = Y_a.sum(axis=1, keepdims=True), Y_b.sum(axis=1, keepdims=True)
    P = np.exp(log_P)
    dZ_a = weights[0] * (known_a * P[:, :q] - Y_a) / len(H)
    dZ_b = weights[1] * (known_b * P[:, q:] - Y_b) / len(H)
    return weights[0] * loss_a + weights[1] * loss_b, *backwards(H, params, dZ_a, dZ_b)


@exercise.rejects(
    "A row of zeros makes the loss 0 by itself, but not the gradient: softmax minus 0 is not 0. "
    "Multiply the softmax by the sum of the row.",
    read=MISSING,
)
def pushes_where_labels_are_missing(H, params, Y_a, Y_b, weights):
    loss, _, _ = right(H, params, Y_a, Y_b, weights)
    P_a = np.exp(log_softmax(H @ params["Wa"] + params["ba"]))
    P_b = np.exp(log_softmax(H @ params["Wb"] + params["bb"]))
    dZ_a, dZ_b = weights[0] * (P_a - Y_a) / len(H), weights[1] * (P_b - Y_b) / len(H)
    return loss, *backwards(H, params, dZ_a, dZ_b)


def per_label(H, Y, least=0):
    """n over the number of labels."""
    with np.errstate(all="ignore"):
        return np.float64(len(H)) / max(Y.sum(), least)


@exercise.rejects(
    "You average over the samples that have a label; the mean divides by all n, whether they have "
    "one or not.",
    read=MISSING,
)
def mean_over_the_labelled(H, params, Y_a, Y_b, weights):
    more = (weights[0] * per_label(H, Y_a, 1), weights[1] * per_label(H, Y_b, 1))
    return right(H, params, Y_a, Y_b, more)


@exercise.rejects(
    "You divide by the number of labels, and where a task has none, 0/0 is nan. Divide by n, which "
    "counts every sample.",
    read=MISSING,
)
def divides_by_no_labels(H, params, Y_a, Y_b, weights):
    more = (weights[0] * per_label(H, Y_a), weights[1] * per_label(H, Y_b))
    with np.errstate(all="ignore"):
        return right(H, params, Y_a, Y_b, more)


@exercise.rejects(
    "You divide each row of Y by its sum, which is 0 where the label is missing, and nan spreads "
    "from there; take Y as it is.",
    read=MISSING,
)
def rows_divided_by_their_sum(H, params, Y_a, Y_b, weights):
    with np.errstate(all="ignore"):
        Y_a = Y_a / Y_a.sum(axis=1, keepdims=True)
        Y_b = Y_b / Y_b.sum(axis=1, keepdims=True)
        return right(H, params, Y_a, Y_b, weights)


@exercise.rejects(
    "A sample that lacks one of its labels is left out of both tasks; the other task has its label "
    "and can learn from it.",
    read=MISSING,
)
def only_samples_with_both_labels(H, params, Y_a, Y_b, weights):
    complete = Y_a.any(axis=1, keepdims=True) & Y_b.any(axis=1, keepdims=True)
    return right(H, params, Y_a * complete, Y_b * complete, weights)


@exercise.rejects(
    "One missing label makes you leave out the whole task; only the sample without it adds "
    "nothing.",
    read=MISSING,
)
def drops_the_task_with_a_gap(H, params, Y_a, Y_b, weights):
    kept = [weight * np.all(Y.any(axis=1)) for weight, Y in zip(weights, (Y_a, Y_b))]
    return right(H, params, Y_a, Y_b, kept)


@exercise.rejects(
    "A row of zeros is read as class 0, because the largest of equal entries is the first; a "
    "missing label is no label.",
    read=MISSING,
)
def missing_labels_are_class_zero(H, params, Y_a, Y_b, weights):
    def filled(Y):
        Y = Y.astype(float)
        Y[~Y.any(axis=1), 0] = 1.0
        return Y

    return right(H, params, filled(Y_a), filled(Y_b), weights)


@exercise.rejects(
    "You turn Y into hard labels, so soft ones are lost; the formulas take any row of Y as it is."
)
def takes_only_hard_labels(H, params, Y_a, Y_b, weights):
    def hard(Y):
        return np.eye(Y.shape[1])[Y.argmax(axis=1)] * Y.any(axis=1, keepdims=True)

    return right(H, params, hard(Y_a), hard(Y_b), weights)


@exercise.rejects(
    "Your losses are sums over the samples; both are means, so divide the loss and its gradients "
    "by n."
)
def sums_in_place_of_means(H, params, Y_a, Y_b, weights):
    n = len(H)
    return right(H, params, Y_a, Y_b, (n * weights[0], n * weights[1]))


@exercise.rejects(
    "The loss is a mean, but its gradients are not divided by n: the 1/n stands before the sum and "
    "stays there when you differentiate.",
    read=BACK,
)
def gradients_not_divided_by_n(H, params, Y_a, Y_b, weights):
    loss, _, _ = right(H, params, Y_a, Y_b, weights)
    n = len(H)
    return loss, *right(H, params, Y_a, Y_b, (n * weights[0], n * weights[1]))[1:]


@exercise.rejects(
    "You average over all entries of Y, classes included; the mean is over the samples alone, "
    "which are the rows."
)
def mean_over_all_entries(H, params, Y_a, Y_b, weights):
    fewer = (weights[0] / Y_a.shape[1], weights[1] / Y_b.shape[1])
    return right(H, params, Y_a, Y_b, fewer)


@exercise.rejects(
    "For the biases you average dZ over the samples, but its 1/n is in it already; sum its rows.",
    read=BACK,
)
def mean_for_the_biases(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    n = len(H)
    return loss, {**grads, "ba": grads["ba"] / n, "bb": grads["bb"] / n}, dH


@exercise.rejects(
    "The biases are left out of the logits of both heads; Z is H W + b, and the b counts in the "
    "loss and in every gradient."
)
def logits_without_biases(H, params, Y_a, Y_b, weights):
    without = {**params, "ba": 0 * params["ba"], "bb": 0 * params["bb"]}
    return right(H, without, Y_a, Y_b, weights)


@exercise.rejects(
    "Prediction minus truth, not the other way round: with your sign a step of gradient descent "
    "would climb.",
    read=BACK,
)
def truth_minus_prediction(H, params, Y_a, Y_b, weights):
    loss, _, _ = right(H, params, Y_a, Y_b, weights)
    return loss, *right(H, params, Y_a, Y_b, (-weights[0], -weights[1]))[1:]


@exercise.rejects(
    "A loss is lowest where the prediction is best; yours lacks the minus sign in front of the "
    "logarithms."
)
def negative_loss(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return -loss, grads, dH


@exercise.rejects(
    "You cut dH off where H is not positive. That is the slope of the trunk's activation, and it "
    "is the trunk's business: dH is the gradient of H itself.",
    read=BACK,
)
def through_the_relu_as_well(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, grads, dH * (H > 0)


@exercise.rejects(
    "exp overflows for large logits and vanishes for small ones, and the logarithm of such a "
    "softmax is no number; subtract each row's maximum first."
)
def exp_without_a_shift(H, params, Y_a, Y_b, weights):
    def task(W, b, Y):
        e = np.exp(H @ W + b)
        P = e / e.sum(axis=1, keepdims=True)
        costs = np.where(Y > 0, -Y * np.log(P), 0.0)
        return np.sum(costs) / len(H), (Y.sum(axis=1, keepdims=True) * P - Y) / len(H)

    with np.errstate(all="ignore"):
        loss_a, dZ_a = task(params["Wa"], params["ba"], Y_a)
        loss_b, dZ_b = task(params["Wb"], params["bb"], Y_b)
        loss = weights[0] * loss_a + weights[1] * loss_b
        return loss, *backwards(H, params, weights[0] * dZ_a, weights[1] * dZ_b)


@exercise.rejects(
    "A probability that rounds to 0 is lifted by a small constant, so a wholly wrong sample costs "
    "too little; work from the logits, where nothing rounds to 0."
)
def logarithm_of_clipped_probabilities(H, params, Y_a, Y_b, weights):
    _, grads, dH = right(H, params, Y_a, Y_b, weights)
    P_a = np.exp(log_softmax(H @ params["Wa"] + params["ba"]))
    P_b = np.exp(log_softmax(H @ params["Wb"] + params["bb"]))
    loss_a = -np.sum(Y_a * np.log(np.maximum(P_a, 1e-12))) / len(H)
    loss_b = -np.sum(Y_b * np.log(np.maximum(P_b, 1e-12))) / len(H)
    return weights[0] * loss_a + weights[1] * loss_b, grads, dH


@exercise.rejects(
    "You take logarithms to base 2; the loss of this course uses the natural one, and only then is "
    "prediction minus truth its gradient."
)
def logarithm_to_base_two(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss / math.log(2), grads, dH


@exercise.rejects("You return both losses; training needs one number, their weighted sum.")
def two_losses(H, params, Y_a, Y_b, weights):
    _, grads, dH = right(H, params, Y_a, Y_b, weights)
    loss_a, _, loss_b, _ = both(H, params, Y_a, Y_b)
    return (weights[0] * loss_a, weights[1] * loss_b), grads, dH


@exercise.rejects(
    "dH is missing in what you return; without it nothing reaches the trunk, and the shared layers "
    "cannot learn.",
    read=BACK,
)
def returns_no_dh(H, params, Y_a, Y_b, weights):
    return right(H, params, Y_a, Y_b, weights)[:2]


@exercise.rejects(
    "dH is put among the gradients of the parameters; return it as the third part, because H is no "
    "parameter of a head."
)
def dh_among_the_grads(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, {**grads, "H": dH}, dH


@exercise.rejects(
    "The entries of grads have names of their own in your answer; a gradient carries the name of "
    "its parameter, so that an optimiser can pair them."
)
def names_with_a_d(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, {"d" + name: grad for name, grad in grads.items()}, dH


@exercise.rejects(
    "The gradients of the heads come as a tuple; return a dict with the entries Wa, ba, Wb and bb, "
    "as in params."
)
def grads_as_a_tuple(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, tuple(grads.values()), dH


@exercise.rejects(
    "The gradients of head a stand under the names of head b, and the other way round; each "
    "belongs to the parameters of its own head."
)
def grads_of_the_other_head(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, {n: grads[n[0] + ("b" if n[1] == "a" else "a")] for n in grads}, dH


@exercise.rejects(
    "The bias gradients keep an axis of length 1; a gradient has the shape of its parameter, which "
    "is (q,) for a bias."
)
def bias_gradients_as_rows(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, {**grads, "ba": grads["ba"][None], "bb": grads["bb"][None]}, dH


@exercise.rejects(
    "For a single sample your dH loses its row axis; it has the shape of H, which is (1, h) then."
)
def squeezes_dh(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, grads, dH[0] if len(H) == 1 else dH


@exercise.rejects(
    "You write dH into an array of the type of H, so whole numbers in H cut off its decimals; make "
    "it float64."
)
def stores_in_the_type_of_h(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, grads, dH.astype(H.dtype)


@exercise.rejects(
    "You round the gradients, and small ones become 0; rounding belongs where a number is printed."
)
def rounds_the_gradients(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    return loss, {name: np.round(grad, 3) for name, grad in grads.items()}, np.round(dH, 3)


@exercise.rejects(
    "You make a step of gradient descent on the caller's parameters; this function only tells the "
    "slope, and the optimiser walks."
)
def takes_the_step_itself(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    for name in grads:
        params[name] = params[name] - 0.1 * grads[name]
    return loss, grads, dH


@exercise.rejects(
    "The gradients are written into params, over the weights themselves; put them into a new dict."
)
def writes_the_gradients_into_params(H, params, Y_a, Y_b, weights):
    loss, grads, dH = right(H, params, Y_a, Y_b, weights)
    params.update(grads)
    return loss, params, dH
