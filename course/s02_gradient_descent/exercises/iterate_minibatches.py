"""iterate_minibatches(X, y, batch_size, rng): all samples once, in random order, in batches."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import iterate_minibatches

exercise = Exercise(iterate_minibatches, read="How to cut the batches")

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def alike(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """n equal samples: whoever draws the order, and from whatever, the batches are the same."""
    row = np.round(3 + case.rng.normal(size=d), 1)
    return np.tile(row, (n, 1)), np.full(n, case.rng.integers(2, 9))


def numbered(n: int, d: int) -> tuple[Array, Array]:
    """n samples, of which every entry tells the label: 1 … n."""
    y = np.arange(1, n + 1)
    return y[:, np.newaxis] + np.arange(d) / 4, y


def generator(case: Case) -> np.random.Generator:
    """A generator for the answer, another one at each call."""
    return np.random.default_rng(case.rng.integers(2**32))


def batches(
    answer: Answer,
    case: Case,
    X: Any,
    y: Any,
    batch_size: int,
    rng: Any,
    n: int,
    one_by_one: bool = False,
) -> list[tuple[Any, Any]]:
    """All that one call yields: pairs, of which n samples make n at the most."""
    got = answer.iterate_minibatches(X, y, batch_size, rng)
    called = case.called
    is_list = isinstance(got, list | tuple)
    if not is_list and not hasattr(got, "__next__"):
        case.fail(f"{called} gives nothing that a loop can run over")
    if is_list and one_by_one:
        case.fail(f"{called} returned all its batches at once, in a {type(got).__name__}")
    found = []
    for batch in got:
        if len(found) > n:  # one more may be an empty one
            case.fail(f"{called} goes on after {n + 1} batches, but there are only {n} samples")
        found.append(case.unpack(batch, "X_batch", "y_batch"))
    return found


def length(y_batch: Any) -> int:
    """How many labels a batch has."""
    is_array = isinstance(y_batch, np.ndarray) and y_batch.ndim > 0
    return len(y_batch) if is_array or isinstance(y_batch, list | tuple) else 1


def epoch(
    answer: Answer, case: Case, X: Any, y: Any, batch_size: int, rng: Any, shape: tuple[int, int]
) -> list[tuple[Array, Array]]:
    """The batches of one call as float64 arrays (m, d) and (m,); shape: that of X."""
    n, d = shape
    found = []
    for X_batch, y_batch in batches(answer, case, X, y, batch_size, rng, n):
        m = length(y_batch)
        try:
            rows = np.array(X_batch, dtype=float).reshape(m, d)
            labels = np.array(y_batch, dtype=float).reshape(m)
        except (TypeError, ValueError, OverflowError):
            case.fail(f"{case.called} is no table (m, {d}) with m labels")
        found.append((rows, labels))
    return found


def labels_of(found: list[tuple[Array, Array]]) -> Array:
    """All labels of an epoch, in the order in which they came."""
    return np.concatenate([labels for _, labels in found]) if found else np.zeros(0)


@exercise.check("yields pairs (X_batch, y_batch)")
def yields_pairs(answer: Answer, case: Case) -> None:
    for n, m, d in ((6, 3, 2), (4, 2, 3), (4, 4, 1)):
        X, y = alike(case, n, d)
        for X_batch, y_batch in batches(answer, case, X, y, m, generator(case), n):
            size = length(y_batch)
            case.numbers(X_batch, X[:size])
            case.numbers(y_batch, y[:size].astype(float))


@exercise.check("yields arrays, one batch at a time", needs=[yields_pairs])
def yields_arrays(answer: Answer, case: Case) -> None:
    for n, m, d, unit in ((6, 3, 2, 1), (3, 3, 1, 0.5), (2, 1, 3, 1)):
        X, y = alike(case, n, d)
        y = unit * y  # whole numbers and floats: labels keep their dtype
        for X_batch, y_batch in batches(answer, case, X, y, m, generator(case), n, one_by_one=True):
            size = length(y_batch)
            case.like(X_batch, X[:size], about="X_batch")
            case.like(y_batch, y[:size], about="y_batch")


@exercise.check(
    "cuts batches of batch_size, and a smaller one of the rest", weight=5, needs=[yields_pairs]
)
def cuts_batches_of_that_size(answer: Answer, case: Case) -> None:
    for n, m in ((10, 4), (6, 3), (5, 7), (4, 4), (3, 1), (1, 1), (1, 3), (50, 8)):
        X, y = alike(case, n, 2)
        found = batches(answer, case, X, y, m, generator(case), n)
        sizes = [length(y_batch) for _, y_batch in found]
        want = [min(m, n - start) for start in range(0, n, m)]
        case.that(
            sizes == want,
            f"With n = {n} and batch_size = {m}, the batches have {sizes} samples; right is {want}",
        )


@exercise.check("uses every sample exactly once", weight=6, needs=[yields_pairs])
def uses_every_sample_once(answer: Answer, case: Case) -> None:
    for n, m, d in ((9, 3, 2), (7, 3, 1), (4, 1, 3), (2, 2, 2), (1, 1, 2), (40, 8, 2)):
        X, y = numbered(n, d)
        found = labels_of(epoch(answer, case, X, y, m, generator(case), (n, d)))
        if n % m and len(found) < n:
            continue  # the rest is missing: that is a matter of how the batches are cut
        twice = [f"{label:g}" for label in y if np.sum(found == label) > 1]
        never = [f"{label:g}" for label in y if not np.any(found == label)]
        case.that(
            not (twice or never) and len(found) == n,
            f"Of the samples 1 … {n}, in batches of {m}, the batches together hold "
            f"[{', '.join(twice)}] more than once and [{', '.join(never)}] never",
        )


@exercise.check("keeps every label beside its sample", weight=8, needs=[yields_pairs])
def keeps_the_pairs(answer: Answer, case: Case) -> None:
    for n, m, d in ((9, 3, 2), (7, 3, 1), (5, 5, 3), (4, 1, 4)):
        X, y = numbered(n, d)
        X, y = X / 8 - 2, n + 1 - y  # the labels run the other way
        for X_batch, y_batch in epoch(answer, case, X, y, m, generator(case), (n, d)):
            want = (n + 1 - y_batch[:, np.newaxis] + np.arange(d) / 4) / 8 - 2
            about = f"Beside y_batch = {y_batch.tolist()}, X_batch" if n < 10 else "X_batch"
            case.equal(X_batch, want, about=about)


@exercise.check("mixes all samples, not neighbours only", weight=4, needs=[yields_pairs])
def mixes_the_samples(answer: Answer, case: Case) -> None:
    # In a random order each of the 59 pairs of neighbours is in one batch of 6 with probability
    # 5/59, so 5 are, on average. More than 30 are with a probability below 1e-16 (that is the
    # expected number of ways to choose 31 of them).
    n, m = 60, 6
    X, y = numbered(n, 2)
    for _ in range(2):
        found = epoch(answer, case, X, y, m, generator(case), (n, 2))
        together = sum(np.sum(np.diff(np.sort(labels)) == 1) for _, labels in found)
        case.that(
            together <= 30,
            f"Of 60 samples in batches of 6, {together} stand in one batch with the sample that "
            "came right before them in X; by chance about 5 do",
        )


@exercise.check("draws the order from rng", weight=4, needs=[yields_pairs])
def draws_from_rng(answer: Answer, case: Case) -> None:
    n, m = 30, 7
    for size in (2, 3):
        X, y = alike(case, 6, 2)
        rng = generator(case)
        held = case.hold(rng)
        batches(answer, case, X, y, size, held, 6)
        case.that(
            held.read().bit_generator.state != rng.bit_generator.state,
            "The generator that was passed is as it was before: no order was drawn from it",
        )
    # Two orders of 30 samples are the same with probability 1/30!, below 1e-32.
    X, y = numbered(n, 2)
    seed = int(case.rng.integers(2**32))
    orders = [
        labels_of(epoch(answer, case, X, y, m, np.random.default_rng(s), (n, 2)))
        for s in (seed, seed + 1, seed)
    ]
    case.that(
        np.array_equal(orders[0], orders[2]), "Two generators of the same seed give two orders"
    )
    case.that(
        not np.array_equal(orders[0], orders[1]),
        "Generators of different seeds give one and the same order",
    )
    held = case.hold(np.random.default_rng(seed))
    first, second = (labels_of(epoch(answer, case, X, y, m, held, (n, 2))) for _ in range(2))
    case.that(
        not np.array_equal(first, second), "Two epochs with one generator have the same order"
    )


@exercise.check("leaves X and y as they are", weight=2, needs=[yields_pairs])
def leaves_the_arguments(answer: Answer, case: Case) -> None:
    for n, m in ((20, 6), (9, 9)):
        X, y = numbered(n, 2)
        held_X, held_y = case.hold(X), case.hold(y)
        batches(answer, case, held_X, held_y, m, generator(case), n)
        for name, held, before in (("X", held_X, X), ("y", held_y, y)):
            case.that(
                np.array_equal(held.read(), before),
                f"After the loop, the caller's {name} is no longer what it was",
            )


# --- right answers ----------------------------------------------------------


@exercise.accepts
def slices_of_a_permutation(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


@exercise.accepts
def shuffled_copies(X, y, batch_size, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    X, y = X[order], y[order]
    start = 0
    while start < len(y):
        yield X[start : start + batch_size], y[start : start + batch_size]
        start += batch_size


@exercise.accepts
def sorts_random_numbers(X, y, batch_size, rng):
    order = np.argsort(rng.random(X.shape[0]))
    for k in range(math.ceil(X.shape[0] / batch_size)):
        chosen = order[k * batch_size : (k + 1) * batch_size]
        yield np.take(X, chosen, axis=0), np.take(y, chosen)


@exercise.accepts
def splits_the_order(X, y, batch_size, rng):
    order = rng.choice(len(X), size=len(X), replace=False)
    for chosen in np.split(order, np.arange(batch_size, len(X), batch_size)):
        yield [X[chosen], y[chosen]]


@exercise.accepts
def takes_from_what_is_left(X, y, batch_size, rng):
    left = list(range(len(y)))
    rng.shuffle(left)
    while left:
        chosen, left = left[:batch_size], left[batch_size:]
        yield X[chosen, :], y[chosen]


@exercise.accepts
def full_batches_and_then_the_rest(X, y, batch_size, rng):
    order = rng.permuted(np.arange(len(X)))
    full, rest = divmod(len(X), batch_size)
    for k in range(full):
        chosen = order[k * batch_size : (k + 1) * batch_size]
        yield X[chosen], y[chosen]
    if rest > 0:
        yield X[order[-rest:]], y[order[-rest:]]


@exercise.accepts
def generator_expression(X, y, batch_size, rng):
    n = len(X)
    order = rng.permutation(n)
    parts = (order[start : min(start + batch_size, n)] for start in range(0, n, batch_size))
    return ((X[part], y[part]) for part in parts)


@exercise.accepts
def draws_batch_after_batch(X, y, batch_size, rng):
    left = np.arange(len(X))
    while left.size:
        chosen = rng.choice(left, size=min(batch_size, left.size), replace=False)
        left = np.setdiff1d(left, chosen)
        yield X[chosen], y[chosen]


@exercise.accepts
def collects_row_by_row(X, y, batch_size, rng):
    rows, labels = [], []
    for i in rng.permutation(len(X)):
        rows.append(X[i])
        labels.append(y[i])
        if len(rows) == batch_size:
            yield np.array(rows), np.array(labels)
            rows, labels = [], []
    if rows:
        yield np.stack(rows), np.array(labels)


@exercise.accepts
def one_table_for_both(X, y, batch_size, rng):
    table = rng.permutation(np.column_stack([X, y]))
    for start in range(0, len(table), batch_size):
        part = table[start : start + batch_size]
        yield part[:, :-1], part[:, -1].astype(y.dtype)


NO_ERROR = "the interface asks for no error here"
exercise.equivalent("if len(X) != len(y):", NO_ERROR, after="pass")
exercise.equivalent("if batch_size < 1:", NO_ERROR, after="pass")
exercise.equivalent("batch_size < 1", NO_ERROR, after="batch_size < 0")


# --- wrong answers ----------------------------------------------------------


def cut(X, y, order, batch_size):
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


@exercise.rejects(
    "The samples that are left over at the end are dropped; they make one more batch, which is "
    "smaller."
)
def drops_the_rest(X, y, batch_size, rng):
    full = len(X) // batch_size * batch_size
    yield from cut(X, y, rng.permutation(len(X))[:full], batch_size)


@exercise.rejects(
    "A batch size above the number of samples is no error: all samples then make a single, smaller "
    "batch."
)
def refuses_a_large_batch_size(X, y, batch_size, rng):
    if batch_size > len(X):
        raise ValueError("the batch is larger than the data")
    yield from cut(X, y, rng.permutation(len(X)), batch_size)


@exercise.rejects(
    "The rest is filled up with samples that were used before; let the last batch be smaller, so "
    "that each sample is used once."
)
def fills_up_the_last_batch(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    missing = -len(X) % batch_size
    yield from cut(X, y, np.append(order, np.resize(order, missing)), batch_size)


@exercise.rejects(
    "The rest is added to the last full batch, which becomes too large; it is a batch of its own."
)
def adds_the_rest_to_the_last_batch(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    full = max(len(X) // batch_size, 1)
    for k in range(full):
        chosen = order[k * batch_size : (k + 1) * batch_size if k + 1 < full else None]
        yield X[chosen], y[chosen]


@exercise.rejects(
    "You cut batches of nearly equal size; all but the last have exactly batch_size samples, and "
    "the last has what is left."
)
def balances_the_batches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for chosen in np.array_split(order, math.ceil(len(X) / batch_size)):
        yield X[chosen], y[chosen]


@exercise.rejects(
    "You take batch_size for the number of batches; it says how many samples are in one batch."
)
def takes_the_size_for_the_number(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for chosen in np.array_split(order, min(batch_size, len(X))):
        yield X[chosen], y[chosen]


@exercise.rejects(
    "An empty batch follows when the samples come out even; its mean loss would be 0/0. Stop when "
    "no sample is left."
)
def yields_an_empty_batch(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(len(X) // batch_size + 1):
        chosen = order[k * batch_size : (k + 1) * batch_size]
        yield X[chosen], y[chosen]


@exercise.rejects(
    "Each batch reaches one sample into the next; the end of a slice is not part of it, so start + "
    "batch_size is right."
)
def overlaps_by_one(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size + 1]
        yield X[chosen], y[chosen]


@exercise.rejects(
    "Your loop never ends: one call is one epoch, and after the last sample it is over."
)
def goes_on_for_ever(X, y, batch_size, rng):
    while True:
        yield from cut(X, y, rng.permutation(len(X)), batch_size)


@exercise.rejects(
    "Only one batch comes out; go on cutting until all samples of the order are used up."
)
def yields_one_batch_only(X, y, batch_size, rng):
    chosen = rng.permutation(len(X))[:batch_size]
    yield X[chosen], y[chosen]


@exercise.rejects(
    "Each batch is drawn from all samples with replacement, so that some come twice and others "
    "never: draw one order and cut it.",
)
def draws_with_replacement(X, y, batch_size, rng):
    yield from cut(X, y, rng.integers(len(X), size=len(X)), batch_size)


@exercise.rejects(
    "You draw a new order for each batch, which forgets who has been used already; one order has "
    "to serve the whole epoch."
)
def a_new_order_for_each_batch(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        chosen = rng.permutation(len(X))[start : start + batch_size]
        yield X[chosen], y[chosen]


@exercise.rejects(
    "X and y are shuffled by two orders of their own, so samples get the labels of others: index "
    "both with one order."
)
def shuffles_x_and_y_apart(X, y, batch_size, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    yield from cut(X, y, np.arange(len(X)), batch_size)


@exercise.rejects(
    "The rows are shuffled but the labels are not; the one order has to rearrange both."
)
def shuffles_the_rows_only(X, y, batch_size, rng):
    yield from cut(rng.permutation(X), y, np.arange(len(X)), batch_size)


@exercise.rejects(
    "The samples stay in the order in which they came, the same in every epoch; draw a random "
    "order before you cut."
)
def never_shuffles(X, y, batch_size, rng):
    yield from cut(X, y, np.arange(len(X)), batch_size)


@exercise.rejects(
    "The order does not come from rng but from a generator of your own or NumPy's global one, so "
    "no caller can repeat it or vary it."
)
def ignores_the_generator(X, y, batch_size, rng):
    yield from cut(X, y, np.random.default_rng(0).permutation(len(X)), batch_size)


@exercise.rejects(
    "You cut first and then shuffle the batches as a whole; neighbours stay together for ever, so "
    "shuffle the samples before you cut."
)
def shuffles_the_batches_only(X, y, batch_size, rng):
    starts = np.arange(0, len(X), batch_size)
    last = starts[-1]
    shuffled = np.append(rng.permutation(starts[:-1]), last)  # the smaller one stays the last
    for start in shuffled:
        chosen = np.arange(start, min(start + batch_size, len(X)))
        yield X[chosen], y[chosen]


@exercise.rejects(
    "You cut first and shuffle inside each batch; the batches then hold the same samples in every "
    "epoch, so shuffle all of them before you cut."
)
def shuffles_inside_the_batches(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        chosen = rng.permutation(np.arange(start, min(start + batch_size, len(X))))
        yield X[chosen], y[chosen]


@exercise.rejects(
    "Only the place where the epoch begins is random, and the order from there on is always the "
    "same; draw a whole permutation."
)
def starts_at_a_random_place(X, y, batch_size, rng):
    yield from cut(X, y, np.roll(np.arange(len(X)), rng.integers(len(X))), batch_size)


@exercise.rejects(
    "Your batches are right, but the caller's arrays are rearranged: shuffle an array of indices, "
    "not the data."
)
def rearranges_the_callers_arrays(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size].copy(), y[start : start + batch_size].copy()


@exercise.rejects(
    "You return a list of all batches, which holds all the data once more; yield one batch after "
    "the other instead."
)
def returns_a_list(X, y, batch_size, rng):
    return list(cut(X, y, rng.permutation(len(X)), batch_size))


@exercise.rejects(
    "You give only the first batch, and the loop runs over its two parts: a return ends the "
    "function, where a yield lets it go on."
)
def returns_instead_of_yielding(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        return X[chosen], y[chosen]


@exercise.rejects("A batch is the pair (X_batch, y_batch); yours has the labels first.")
def yields_the_labels_first(X, y, batch_size, rng):
    for X_batch, y_batch in cut(X, y, rng.permutation(len(X)), batch_size):
        yield y_batch, X_batch


@exercise.rejects(
    "The rows come without their labels; a batch is a pair, and the gradient needs both parts."
)
def yields_the_rows_only(X, y, batch_size, rng):
    for X_batch, _ in cut(X, y, rng.permutation(len(X)), batch_size):
        yield X_batch


@exercise.rejects(
    "You yield the indices of the samples; use them to take the rows of X and the labels out of y."
)
def yields_the_indices(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield order[start : start + batch_size]


@exercise.rejects(
    "You yield samples one by one; a batch is a table of batch_size rows, with as many labels."
)
def yields_single_samples(X, y, batch_size, rng):
    for i in rng.permutation(len(X)):
        yield X[i], y[i]


@exercise.rejects(
    "The labels come as a column; with shape (m, 1) the predictions minus the labels would "
    "broadcast to a table. Their shape is (m,)."
)
def labels_as_a_column(X, y, batch_size, rng):
    yield from cut(X, y.reshape(-1, 1), rng.permutation(len(X)), batch_size)


@exercise.rejects(
    "Whole-number labels have become floats; a batch only picks samples and changes neither values "
    "nor types."
)
def labels_become_floats(X, y, batch_size, rng):
    yield from cut(X, y.astype(float), rng.permutation(len(X)), batch_size)


@exercise.rejects(
    "Your batches are lists of rows; the caller computes X_batch @ w with them, so make them NumPy "
    "arrays."
)
def lists_of_rows(X, y, batch_size, rng):
    for X_batch, y_batch in cut(X, y, rng.permutation(len(X)), batch_size):
        yield list(X_batch), list(y_batch)


@exercise.rejects(
    "A batch of one sample loses its first axis in your squeeze; X_batch has two axes, whatever "
    "the size of the batch."
)
def squeezes_a_batch_of_one(X, y, batch_size, rng):
    for X_batch, y_batch in cut(X, y, rng.permutation(len(X)), batch_size):
        yield np.squeeze(X_batch, axis=0) if len(X_batch) == 1 else X_batch, y_batch
