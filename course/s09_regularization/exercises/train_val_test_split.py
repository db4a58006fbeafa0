"""train_val_test_split(X, y, fractions, rng): three sets, every sample in exactly one of them."""

import itertools
import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import train_val_test_split

WITHOUT = "What happens without the third"

exercise = Exercise(train_val_test_split, read="Three sets")

Array = np.ndarray
Fractions = tuple[float, ...]

SETS = ("training", "validation", "test")
PAIRS = ("(X_train, y_train)", "(X_val, y_val)", "(X_test, y_test)")


# --- checks -----------------------------------------------------------------

# Which sample comes into which set is chance, and another one for each honest way to draw. What a
# call means is noted instead (case.means): the sizes, whether samples are missing, and so on.


def alike(case: Case, n: int, *shape: int) -> tuple[Array, Array]:
    """n equal samples: whoever draws the order, and from whatever, the sets are the same."""
    row = np.round(3 + case.rng.normal(size=shape), 1)
    return np.repeat(row[np.newaxis], n, axis=0), np.full(n, case.rng.integers(2, 9))


def numbered(n: int) -> tuple[Array, Array]:
    """n samples with two features; the label, 1 … n, is 4 times the first of them."""
    y = np.arange(1, n + 1)
    return np.column_stack([y / 4, -y]), y


def seeded(case: Case) -> np.random.Generator:
    """A generator for one call."""
    return np.random.default_rng(case.rng.integers(2**32))


def three_pairs(answer: Answer, case: Case, *args: Any) -> list[tuple[Any, Any]]:
    """The three pairs of one call."""
    got = case.unpack(answer.train_val_test_split(*args), *PAIRS)
    return [case.unpack(part, "X", "y") for part in got]


def length(labels: Any) -> int:
    """How many labels a set has."""
    is_array = isinstance(labels, np.ndarray) and labels.ndim > 0
    return len(labels) if is_array or isinstance(labels, list | tuple) else 1


def three_sets(
    answer: Answer, case: Case, n: int, fractions: Fractions, rng: Any
) -> list[tuple[Array, Array]]:
    """The three sets of n numbered samples, as float64 arrays (m, 2) and (m,)."""
    found = []
    for X_part, y_part in three_pairs(answer, case, *numbered(n), fractions, rng):
        m = length(y_part)
        try:
            rows = np.array(X_part, dtype=float).reshape(m, 2)
            found.append((rows, np.array(y_part, dtype=float).reshape(m)))
        except (TypeError, ValueError, OverflowError):
            case.fail(f"{case.called} holds a set that is no table ({m}, 2) with {m} labels")
    return found


@exercise.check("returns three pairs (X, y)")
def returns_three_pairs(answer: Answer, case: Case) -> None:
    X, y = alike(case, 12, 3)
    for X_part, y_part in three_pairs(answer, case, X, y, (0.5, 0.25, 0.25), seeded(case)):
        m = min(length(y_part), 12)
        case.numbers(X_part, X[:m])
        case.numbers(y_part, y[:m].astype(float))


@exercise.check(
    "each is an array with the axes and the dtype of X or y", needs=[returns_three_pairs]
)
def returns_arrays(answer: Answer, case: Case) -> None:
    pictures, classes = alike(case, 9, 2, 3)
    rows, numbers = alike(case, 6, 2)
    one_hot = np.eye(4)[np.full(6, 2)]
    for X, y, fractions in (
        (pictures, classes, (0.5, 0.25, 0.25)),
        (rows.astype(int), one_hot, (1.0, 0.0, 0.0)),  # two sets are nearly empty
        (rows[:1], numbers[:1] / 4, (0.6, 0.2, 0.2)),
    ):
        for X_part, y_part in three_pairs(answer, case, X, y, fractions, seeded(case)):
            m = min(length(y_part), len(y))
            case.like(X_part, X[:m], about="One X after {call}")
            case.like(y_part, y[:m], about="One y after {call}")


@exercise.check("the sizes are those of the fractions", weight=4, needs=[returns_three_pairs])
def sizes_are_right(answer: Answer, case: Case) -> None:
    for n, fractions in (
        (100, (0.6, 0.3, 0.1)),  # in floats, their sum is not quite 1
        (60, (0.25, 0.5, 0.25)),
        (40, (0.75, 0.25, 0.0)),
        (45, (0.2, 0.3, 0.5)),
    ):
        found = three_sets(answer, case, n, fractions, seeded(case))
        want = [round(fraction * n) for fraction in fractions]
        counted = [len(labels) for _, labels in found]
        # two samples more or fewer are a matter of rounding
        got = [
            right if abs(m - fraction * n) <= 2 else m
            for m, right, fraction in zip(counted, want, fractions, strict=True)
        ]
        case.means(got)
        about = f"With n = {n} and fractions = {fractions}, the list of the three sizes"
        case.equal(got, want, about=about)


@exercise.check("every sample is in exactly one set", weight=6, needs=[returns_three_pairs])
def every_sample_is_in_one_set(answer: Answer, case: Case) -> None:
    for n, fractions in (
        (11, (0.3, 0.3, 0.4)),
        (7, (0.6, 0.2, 0.2)),
        (10, (0.8, 0.1, 0.1)),
        (1, (0.6, 0.2, 0.2)),
        (50, (0.6, 0.2, 0.2)),
    ):
        sets = [y.tolist() for _, y in three_sets(answer, case, n, fractions, seeded(case))]
        together = [label for labels in sets for label in labels]
        twice = [label for label in range(1, n + 1) if together.count(label) > 1]
        never = [label for label in range(1, n + 1) if label not in together]
        repeats = any(len(set(labels)) < len(labels) for labels in sets)
        shares = [bool({*sets[i]} & {*sets[j]}) for i, j in ((0, 1), (0, 2), (1, 2))]
        case.means(f"{bool(never)} {repeats} {shares}")
        case.that(
            not (never or twice),
            f"With n = {n} and fractions = {fractions}, of the samples 1 … {n} the three sets "
            f"hold {some(twice)} more than once and {some(never)} never",
        )


def some(labels: list[int]) -> str:
    """The first few labels, for a message."""
    more = ", …" if len(labels) > 4 else ""
    return f"[{', '.join(map(str, labels[:4]))}{more}]"


@exercise.check("every sample keeps its label", weight=7, needs=[returns_three_pairs])
def samples_keep_their_labels(answer: Answer, case: Case) -> None:
    for n, fractions in ((12, (0.5, 0.25, 0.25)), (20, (0.4, 0.3, 0.3))):
        found = three_sets(answer, case, n, fractions, seeded(case))
        strangers = [np.flatnonzero(np.abs(4 * X[:, 0] - y) > 1e-9) for X, y in found]
        case.means([bool(rows.size) for rows in strangers])
        for name, (X, y), rows in zip(SETS, found, strangers, strict=True):
            if rows.size:
                i = rows[0]
                case.fail(
                    f"With n = {n} and fractions = {fractions}, the {name} set has the label "
                    f"{y[i]:g} beside the row of X whose label was {4 * X[i, 0]:g}"
                )


@exercise.check(
    "rng shuffles the samples before they are cut", weight=5, needs=[returns_three_pairs]
)
def rng_shuffles(answer: Answer, case: Case) -> None:
    # Of 60 samples in sets of about 30, 15 and 15, a sample and the next one are in different sets
    # 37 times, on average. There are less than 1e11 ways to have at most 6 such places, and more
    # than 1e24 ways to choose the sets: by chance it happens with a probability below 1e-12. That
    # two draws give the same sets is less likely still.
    n, fractions = 60, (0.5, 0.25, 0.25)
    seed = case.rng.integers(2**32)
    held = case.hold(np.random.default_rng(seed))
    drawn, members, changes = [], [], []
    for rng in (held, held, np.random.default_rng(seed)):
        sets = [y.tolist() for _, y in three_sets(answer, case, n, fractions, rng)]
        case.means("three sets")
        where = {label: place for place, labels in enumerate(sets) for label in labels}
        order = [where.get(label, 3) for label in range(1, n + 1)]
        drawn.append(sets)
        members.append([sorted(labels) for labels in sets])
        changes.append(sum(a != b for a, b in itertools.pairwise(order)))
    shuffles, repeats = min(changes) > 6, members[0] == members[2]
    moves_on = members[0] != members[1]
    case.means([shuffles, repeats, moves_on, drawn[0] != drawn[1]])
    case.that(
        shuffles,
        f"With n = {n} and fractions = {fractions}, only {min(changes)} samples are in another "
        "set than the sample right before them in X; by chance about 37 are",
    )
    case.that(moves_on, "Two calls in a row with one generator lead to the same sets")
    case.that(repeats, "Two generators of the same seed lead to different sets")


@exercise.check("refuses lengths that differ, and fractions that are none")
def refuses_nonsense(answer: Answer, case: Case) -> None:
    X, y = alike(case, 10, 2)
    rng = case.hold(seeded(case))
    for rows, labels in ((X, y[:8]), (X[:8], y)):
        case.raises(ValueError, answer.train_val_test_split, rows, labels, (0.5, 0.25, 0.25), rng)
    for wrong in ((0.5, 0.2, 0.2), (0.6, 0.3, 0.2), (0.9, 0.3, -0.2), (0.8, 0.2)):
        case.raises(ValueError, answer.train_val_test_split, X, y, wrong, rng)


@exercise.check("leaves X and y as they are, and returns new arrays", needs=[returns_three_pairs])
def returns_new_arrays(answer: Answer, case: Case) -> None:
    X, y = numbered(12)
    held_X, held_y = case.hold(X), case.hold(y)
    three_pairs(answer, case, held_X, held_y, (0.5, 0.25, 0.25), seeded(case))
    kept = [np.array_equal(held_X.read(), X), np.array_equal(held_y.read(), y)]
    case.means(kept)
    case.that(all(kept), f"After {case.called}, the caller's X or y is no longer what it was")
    X, y = alike(case, 3, 2)
    three_pairs(answer, case, X, y, (1.0, 0.0, 0.0), seeded(case))
    case.fresh()


# --- right answers ----------------------------------------------------------


def refuse_nonsense(X, y, fractions):
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    if len(fractions) != 3 or min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-9:
        raise ValueError("three fractions with the sum 1 are needed")


@exercise.accepts
def slices_of_a_permutation(X, y, fractions, rng):
    if len(X) != len(y):
        raise ValueError(f"{len(X)} rows, {len(y)} labels")
    if len(fractions) != 3 or min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-8:
        raise ValueError("three fractions with the sum 1 are needed")
    n = len(X)
    order = rng.permutation(n)
    n_train, n_val = round(fractions[0] * n), round(fractions[1] * n)
    train = order[:n_train]
    val = order[n_train : n_train + n_val]
    test = order[n_train + n_val :]
    return (X[train], y[train]), (X[val], y[val]), (X[test], y[test])


@exercise.accepts
def shuffled_copies_cut_by_int(X, y, fractions, rng):
    if X.shape[0] != y.shape[0]:
        raise ValueError("X and y differ in length")
    if len(fractions) != 3 or not np.isclose(sum(fractions), 1) or any(f < 0 for f in fractions):
        raise ValueError("no fractions")
    order = np.arange(len(y))
    rng.shuffle(order)
    X, y = X[order], y[order]
    a = int(len(y) * fractions[0])
    b = a + int(len(y) * fractions[1])
    return [(X[:a], y[:a]), (X[a:b], y[a:b]), (X[b:], y[b:])]


@exercise.accepts
def cuts_at_the_running_sums(X, y, fractions, rng):
    f = np.array(fractions)
    if f.shape != (3,) or (f < 0).any() or not math.isclose(f.sum(), 1):
        raise ValueError("no fractions")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    cuts = np.round(np.cumsum(f)[:2] * len(X)).astype(int)
    order = np.argsort(rng.random(len(X)))
    return tuple((X[part], y[part]) for part in np.split(order, cuts))


@exercise.accepts
def tickets_for_the_sets(X, y, fractions, rng):
    """The samples of a set keep the order that they had."""
    refuse_nonsense(X, y, fractions)
    n = len(y)
    n_val, n_test = int(fractions[1] * n), int(fractions[2] * n)
    tickets = rng.permutation(np.repeat([0, 1, 2], [n - n_val - n_test, n_val, n_test]))
    return tuple((X[tickets == k], y[tickets == k]) for k in range(3))


@exercise.accepts
def one_choice_after_another(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    everything = np.arange(len(X))
    train = rng.choice(everything, size=round(fractions[0] * len(X)), replace=False)
    rest = np.setdiff1d(everything, train)
    val = rng.choice(rest, size=int(fractions[1] * len(X)), replace=False)
    test = np.setdiff1d(rest, val)
    return (X[train], y[train]), (X[val], y[val]), (X[test], y[test])


@exercise.accepts
def pairs_shuffled_together(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    pairs = list(zip(X, y))
    rng.shuffle(pairs)
    a, b = round(fractions[0] * len(X)), round((fractions[0] + fractions[1]) * len(X))
    sets = []
    for part in (pairs[:a], pairs[a:b], pairs[b:]):
        rows = np.array([row for row, _ in part], dtype=X.dtype)
        labels = np.array([label for _, label in part], dtype=y.dtype)
        sets.append((rows.reshape(-1, *X.shape[1:]), labels.reshape(-1, *y.shape[1:])))
    return sets


@exercise.accepts
def cards_from_a_pile(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    pile = list(range(len(X)))
    rng.shuffle(pile)
    sets = []
    for fraction in fractions[1:]:
        size = int(fraction * len(X))
        drawn = [pile.pop() for _ in range(size)]
        sets.append((X[drawn], y[drawn]))
    return (X[pile], y[pile]), *sets


exercise.equivalent(
    "refuse_nonsense(X, y, fractions)",
    "two lengths differ either way round",
    after="refuse_nonsense(y, X, fractions)",
)


# --- wrong answers ----------------------------------------------------------


def sizes(n, fractions):
    a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
    return a, b - a, n - b


def cut(X, y, order, *lengths):
    parts = np.split(order, np.cumsum(lengths)[:-1])
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "The samples are cut in the order in which they came; files are often sorted, so shuffle "
    "before you cut."
)
def never_shuffles(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(X, y, np.arange(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "First you cut, then you shuffle within each set; which samples a set holds is still decided "
    "by the file."
)
def shuffles_inside_the_sets(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = sizes(len(X), fractions)
    order = np.concatenate(
        [rng.permutation(a), a + rng.permutation(b), a + b + rng.permutation(c)]
    ).astype(int)
    return cut(X, y, order, a, b, c)


@exercise.rejects(
    "Chance only decides where the first set begins; the rest follows in the order of the file. "
    "Draw a whole permutation."
)
def starts_at_a_random_place(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    order = np.roll(np.arange(len(X)), rng.integers(len(X)))
    return cut(X, y, order, *sizes(len(X), fractions))


@exercise.rejects(
    "Your shuffle has a seed of its own, so it is the same whatever rng is passed; draw the order "
    "from rng."
)
def ignores_rng(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    order = np.random.default_rng(0).permutation(len(X))
    return cut(X, y, order, *sizes(len(X), fractions))


@exercise.rejects(
    "The order is drawn from NumPy's global generator, which nobody has seeded; a second run would "
    "give other sets. Use rng."
)
def uses_the_global_generator(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(X, y, np.random.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "X and y are shuffled in two orders of their own, so every label belongs to a stranger: use "
    "one order for both."
)
def shuffles_x_and_y_apart(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    X, y = X[rng.permutation(len(X))], y[rng.permutation(len(y))]
    return cut(X, y, np.arange(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "Only the rows of X are shuffled, and the labels stay where they were; index y with the same "
    "order."
)
def shuffles_the_rows_only(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(rng.permutation(X), y, np.arange(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "The samples are drawn with replacement, so that some are in two sets and others in none; draw "
    "one permutation and cut it."
)
def draws_with_replacement(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(X, y, rng.integers(len(X), size=len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "For each set you shuffle anew, and then a sample can be in several; the three have to come "
    "out of one order."
)
def a_new_order_for_each_set(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    orders = [rng.permutation(len(X))[:size] for size in sizes(len(X), fractions)]
    return tuple((X[part], y[part]) for part in orders)


@exercise.rejects(
    "Validation and test set are one and the same here; what has been used for choosing cannot "
    "judge, so the test needs samples of its own.",
    read=WITHOUT,
)
def tests_on_the_validation_set(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = sizes(len(X), fractions)
    order = rng.permutation(len(X))
    parts = order[:a], order[a : a + b], order[a : a + c]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "The validation set is taken out of the training set and also left in; whoever has learned a "
    "sample knows its answer.",
    read=WITHOUT,
)
def validates_on_training_samples(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = sizes(len(X), fractions)
    order = rng.permutation(len(X))
    parts = order[:a], order[: min(a, b)], order[a + b :]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "Each set reaches one sample into the next: the end of a slice is not part of it, so begin the "
    "next one at the same number."
)
def overlaps_by_one(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, _ = sizes(len(X), fractions)
    order = rng.permutation(len(X))
    parts = order[: a + 1], order[a : a + b + 1], order[a + b :]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "Between two sets one sample gets lost: a set begins where the one before it has ended, not "
    "one further."
)
def skips_one_between_the_sets(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, _ = sizes(len(X), fractions)
    order = rng.permutation(len(X))
    parts = order[:a], order[a + 1 : a + b], order[a + b + 1 :]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "Cutting off the decimals of all three sizes loses samples; give the last set whatever the "
    "first two have left."
)
def rounds_all_sizes_down(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = (int(fraction * len(X)) for fraction in fractions)
    order = rng.permutation(len(X))
    parts = order[:a], order[a : a + b], order[a + b : a + b + c]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "The sample at the very end of the order is dropped by a slice up to −1; leave the end of the "
    "last slice open."
)
def drops_the_last_sample(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, _ = sizes(len(X), fractions)
    order = rng.permutation(len(X))
    parts = order[:a], order[a : a + b], order[a + b : -1]
    return tuple((X[part], y[part]) for part in parts)


@exercise.rejects(
    "Validation and test get each other's share: the second fraction is for validation, the third "
    "for the test."
)
def swaps_the_last_two_fractions(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = sizes(len(X), fractions)
    return cut(X, y, rng.permutation(len(X)), a, c, b)


@exercise.rejects(
    "Your sets come out in another order: first training, then validation, then test."
)
def returns_the_test_set_first(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))
    return c, b, a


@exercise.rejects(
    "The second fraction is taken of what training has left, which makes validation too small; it "
    "is a share of all n samples."
)
def takes_a_share_of_the_rest(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    n = len(X)
    a = round(fractions[0] * n)
    b = round(fractions[1] * (n - a))
    return cut(X, y, rng.permutation(n), a, b, n - a - b)


@exercise.rejects(
    "You cut at n times the second fraction, but the second set ends at the sum of the first two; "
    "add them up."
)
def cuts_at_the_second_fraction(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    n = len(X)
    a = round(fractions[0] * n)
    b = max(a, round(fractions[1] * n))
    return cut(X, y, rng.permutation(n), a, b - a, n - b)


@exercise.rejects("Three equal parts come out, whatever the fractions say; use all three of them.")
def makes_three_equal_sets(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    n = len(X)
    return cut(X, y, rng.permutation(n), n // 3, n // 3, n - 2 * (n // 3))


@exercise.rejects(
    "The shares 0.6, 0.2 and 0.2 are built in; the caller chooses them, so compute the sizes from "
    "fractions."
)
def has_the_fractions_built_in(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), (0.6, 0.2, 0.2)))


@exercise.rejects(
    "A die is thrown for each sample, so the sizes scatter around their shares; shuffle, and cut "
    "at fixed places."
)
def throws_a_die_for_each_sample(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    p = np.array(fractions) / sum(fractions)
    tickets = rng.choice(3, size=len(X), p=p)
    return tuple((X[tickets == k], y[tickets == k]) for k in range(3))


@exercise.rejects(
    "Every set is promised at least one sample, which a fraction of 0, or a single sample, does "
    "not allow; let a set be empty."
)
def refuses_empty_sets(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    if min(sizes(len(X), fractions)) == 0:
        raise ValueError("an empty set")
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "Comparing the sum with 1 exactly turns honest fractions away: 0.7 + 0.2 + 0.1 is "
    "0.9999999999999999 in floats. Allow for rounding."
)
def wants_a_sum_of_exactly_1(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    if sum(fractions) != 1:
        raise ValueError("the sum is not 1")
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "X and y of different lengths pass without a word, and samples lose their labels: raise "
    "ValueError."
)
def accepts_different_lengths(X, y, fractions, rng):
    n = min(len(X), len(y))
    refuse_nonsense(X[:n], y[:n], fractions)
    return cut(X, y, rng.permutation(n), *sizes(n, fractions))


@exercise.rejects(
    "Fractions that do not add up to 1 are accepted in silence; tell the caller by a ValueError."
)
def accepts_any_sum(X, y, fractions, rng):
    if len(X) != len(y) or len(fractions) != 3 or min(fractions) < 0:
        raise ValueError("lengths")
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "You look at the sum alone, and a negative fraction can hide in it; no share is below 0, so "
    "raise ValueError."
)
def accepts_negative_fractions(X, y, fractions, rng):
    refuse_nonsense(X, y, (max(fractions), 1 - max(fractions), 0) if len(fractions) == 3 else ())
    if abs(sum(fractions) - 1) > 1e-9:
        raise ValueError("sum")
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), np.maximum(fractions, 0)))


@exercise.rejects(
    "An assert can be switched off and speaks to yourself; wrong input from a caller calls for "
    "ValueError."
)
def asserts_its_arguments(X, y, fractions, rng):
    assert len(X) == len(y), "lengths"
    assert len(fractions) == 3 and min(fractions) >= 0 and abs(sum(fractions) - 1) < 1e-9, "sum"
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "The caller's X and y are rearranged by your shuffle; shuffle an array of indices, or a copy."
)
def shuffles_in_place(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    return cut(X, y, np.arange(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "If all is for training you hand out the caller's own arrays; whoever scales them later "
    "changes both. Make copies."
)
def hands_out_the_callers_arrays(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    if fractions[0] == 1:
        return (X, y), (X[:0], y[:0]), (X[:0], y[:0])
    return cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "Whole-number labels have become floats, and no array can be indexed with them; the sets keep "
    "the dtypes of X and y."
)
def labels_become_floats(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(X, y.astype(float), rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "Pictures are flattened to rows on the way; a split only picks samples and leaves their shape "
    "alone."
)
def flattens_the_samples(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    rows = X.reshape(len(X), -1)
    return cut(rows, y, rng.permutation(len(X)), *sizes(len(X), fractions))


@exercise.rejects(
    "The sets come as lists of rows; a network computes X @ W with them, so return arrays."
)
def lists_of_rows(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    sets = cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))
    return tuple((list(X_part), list(y_part)) for X_part, y_part in sets)


@exercise.rejects(
    "You return the indices of the samples; take the rows of X and the labels out of y with them."
)
def returns_indices(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return tuple(np.split(rng.permutation(len(X)), np.cumsum(sizes(len(X), fractions))[:-1]))


@exercise.rejects("Six arrays come in one row; keep each X beside its y, in three pairs.")
def six_arrays_in_a_row(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    sets = cut(X, y, rng.permutation(len(X)), *sizes(len(X), fractions))
    return tuple(array for part in sets for array in part)


@exercise.rejects(
    "There are only two sets, training and test; the third is needed for the choices in between.",
    read=WITHOUT,
)
def two_sets_only(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    a, b, c = sizes(len(X), fractions)
    return cut(X, y, rng.permutation(len(X)), a, b + c)


@exercise.rejects("Each pair begins with its X; yours have the labels first.")
def labels_first(X, y, fractions, rng):
    refuse_nonsense(X, y, fractions)
    return cut(y, X, rng.permutation(len(X)), *sizes(len(X), fractions))
