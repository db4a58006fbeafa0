"""Which plain relation do the cases force, and what must never be claimed?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograder.checking.compare import compare
from autograder.checking.relation import (
    Pair,
    Relation,
    factor,
    find_relation,
    layout,
    occasion,
    precision,
    search,
)

SIZES = ((3, 4, 5), (5, 2, 3), (7, 3, 4), (4, 6, 2))  # n, d, q
Answer = Callable[..., Any]


def inputs(sizes: Iterable[tuple[int, int, int]] = SIZES, seed: int = 1) -> list[tuple[Any, ...]]:
    """(X, W) for every size, (n, d) and (d, q)."""
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(n, d)), rng.normal(size=(d, q))) for n, d, q in sizes]


def vectors(*lengths: int, seed: int = 1) -> list[tuple[Any, ...]]:
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=n),) for n in lengths]


def pairs(args: list[tuple[Any, ...]], got: Answer, want: Answer, tol: float = 1e-9) -> list[Pair]:
    """What a check would have compared."""
    found = []
    for each in args:
        mine, right = got(*each), want(*each)
        found.append(Pair(mine, right, each, compare(mine, right, tol) is None, tol))
    return found


def claim(args: list[tuple[Any, ...]], got: Answer, want: Answer, tol: float = 1e-9) -> str | None:
    found = find_relation(pairs(args, got, want, tol))
    return found.name if found else None


def product(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X @ W


def mean_square(y: np.ndarray) -> float:
    return float(np.mean(y**2))


# --- factors, functions, offsets --------------------------------------------


@pytest.mark.parametrize(
    ("factor_", "name"),
    [
        (-1, "sign"),
        (2, "twice"),
        (0.5, "half"),
        (1 / np.log(2), "log base 2"),
        (1 / np.log(10), "log base 10"),
        (np.log(2), "natural log for base 2"),
        (np.log(10), "natural log for base 10"),
    ],
)
def test_a_constant_factor_is_claimed(factor_: float, name: str) -> None:
    assert claim(inputs(), lambda X, W: factor_ * (X @ W), product) == name
    assert claim(vectors(3, 5), lambda y: factor_ * mean_square(y), mean_square) == name


@pytest.mark.parametrize("factor_", [3.0, -2.0, 0.25, 1.5, 0.1, 1.01])
def test_another_factor_is_not_claimed(factor_: float) -> None:
    assert claim(inputs(), lambda X, W: factor_ * (X @ W), product) is None


def test_a_factor_needs_two_numbers_or_an_array_of_three() -> None:
    assert claim(vectors(3), lambda y: 2 * mean_square(y), mean_square) is None
    assert claim(vectors(5), lambda y: 2 * y[:2], lambda y: y[:2]) is None
    assert claim(vectors(5), lambda y: 2 * y[:4], lambda y: y[:4]) == "twice"
    same = vectors(5) * 3
    assert claim(same, lambda y: 2 * mean_square(y), mean_square) is None


def test_whole_numbers_need_more() -> None:
    counts = [(np.ones(n),) for n in (2, 4, 5)]
    assert claim(counts, lambda y: 2 * len(y), len) is None
    more = [(np.ones(n),) for n in (3, 4, 5, 6, 7)]
    assert claim(more, lambda y: 2.0 * len(y), lambda y: float(len(y))) == "twice"


def test_wanted_zeros_prove_nothing_and_a_right_value_contradicts() -> None:
    zero = [(np.zeros(n),) for n in (3, 5, 7)]
    assert claim(zero, lambda y: y + 1e-3, lambda y: y) is None
    some = vectors(3, 5, 7)
    twice = [*pairs(some, lambda y: 2 * y, lambda y: y)]
    right = Pair(1.5, 1.5, (np.array([1.5, 1.0]),), True, 1e-9)
    assert find_relation([*twice, right]) is None
    nothing = Pair(0.0, 0.0, (np.array([1.5, 1.0]),), True, 1e-9)
    found = find_relation([*twice, nothing])
    assert found is not None
    assert found.name == "twice"
    assert find_relation([*twice, Pair((1.0,), (1.0,), (), True, 1e-9)]) is None


def test_a_factor_that_an_argument_explains_is_not_claimed() -> None:
    half = [(y, 0.5) for (y,) in vectors(3, 5, 7)]
    assert claim(half, lambda y, rate: rate * y, lambda y, rate: y) is None
    rest = [(y, 0.5) for (y,) in vectors(3, 5, 7)]
    assert claim(rest, lambda y, beta: (1 - beta) * y, lambda y, beta: y) is None
    two = inputs([(3, 2, 4), (5, 2, 3), (7, 2, 5)])  # d = 2, or the factor 2?
    assert claim(two, lambda X, W: 2 * X @ W, product) is None
    classes = [(y, np.arange(len(y)) % 2) for (y,) in vectors(3, 5, 7)]
    assert claim(classes, lambda y, labels: 2 * y, lambda y, labels: y) is None
    always_three = vectors(3, seed=1) + vectors(3, seed=2)  # n − 1, or the factor 2?
    assert claim(always_three, lambda y: 2 * mean_square(y), mean_square) is None


def test_data_of_zeros_is_half_a_case() -> None:
    blank = [(np.zeros((n, 3)), b) for n, b in ((3, 0.7), (5, 1.3), (7, -2.1))]
    args = [(X, np.array([b, b + 1])) for X, b in blank]
    assert claim(args, lambda X, b: -b, lambda X, b: b) is None


@pytest.mark.parametrize(("power", "name"), [(1, "times n"), (-1, "divided by n")])
def test_the_number_of_samples_is_claimed(power: int, name: str) -> None:
    def got(y: np.ndarray) -> float:
        return len(y) ** float(power) * mean_square(y)

    assert claim(vectors(3, 1, 2, 7, 50), got, mean_square) == name
    assert claim(vectors(3, 3, 3), got, mean_square) is None
    assert claim(vectors(3, 1, 3), got, mean_square) is None
    assert claim(vectors(3), got, mean_square) is None
    assert claim(vectors(3, 7), lambda y: got(y) * 1.001, mean_square) is None
    wrong = pairs(vectors(3, 2, 7), got, mean_square)
    right = pairs(vectors(4, seed=2), mean_square, mean_square)
    assert find_relation([*wrong, *right]) is None


@pytest.mark.parametrize(("power", "name"), [(1, "times q"), (-1, "divided by q")])
def test_the_length_of_the_last_axis_is_claimed(power: int, name: str) -> None:
    def got(X: np.ndarray, W: np.ndarray) -> np.ndarray:
        return W.shape[1] ** float(power) * (X @ W)

    assert claim(inputs(), got, product) == name
    assert claim(inputs([(3, 4, 3), (5, 2, 3)]), got, product) is None


def test_two_lengths_that_always_agree_are_not_told_apart() -> None:
    def by_n(X: np.ndarray, W: np.ndarray) -> np.ndarray:
        return (X @ W) / len(X)

    assert claim(inputs(), by_n, product) == "divided by n"
    assert claim(inputs([(3, 4, 3), (5, 2, 5), (7, 3, 7)]), by_n, product) is None
    assert claim(inputs([(3, 3, 4), (5, 5, 2), (7, 7, 3)]), by_n, product) is None
    times = [(y, len(y)) for (y,) in vectors(3, 5, 7)]
    assert claim(times, lambda y, k: k * y, lambda y, k: y) is None


def test_a_mixture_of_factors_is_not_claimed() -> None:
    mixed = pairs(vectors(3, 5), lambda y: 2 * y, lambda y: y)
    mixed += pairs(vectors(4, 6, seed=2), lambda y: -y, lambda y: y)
    assert find_relation(mixed) is None
    assert claim(vectors(3, 5), lambda y: y * np.where(y > 0, 2, -1), lambda y: y) is None


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (np.square, "squared"),
        (np.sqrt, "square root"),
        (np.log, "logarithm"),
        (np.exp, "exponential"),
        (lambda p: 1 / p, "reciprocal"),
        (lambda p: 1 - p, "complement"),
    ],
)
def test_a_function_of_the_right_value_is_claimed(function: Answer, name: str) -> None:
    assert claim(vectors(3, 5, 7), lambda y: function(mean_square(y)), mean_square) == name
    assert claim(vectors(3, 5), lambda y: function(mean_square(y)), mean_square) is None
    ones = [(np.ones(n),) for n in (3, 5, 7)]
    assert claim(ones, lambda y: function(y + 1), lambda y: y + 1) is None


def test_a_constant_offset_is_claimed() -> None:
    assert claim(vectors(3, 5, 7), lambda y: y + 0.5, lambda y: y) == "constant offset"
    assert claim(vectors(3), lambda y: y + 0.5, lambda y: y) is None
    assert claim(vectors(3, 3, 3), lambda y: y + 0.5, lambda y: y) is None  # n is always 3
    assert claim(vectors(3, 5, 7), lambda y: y + 0.5 / len(y), lambda y: y) is None
    step = [(y, 0.5) for (y,) in vectors(3, 5, 7)]
    assert claim(step, lambda y, eps: y + eps, lambda y, eps: y) is None
    some_right = pairs(vectors(3, 5, 7), lambda y: y + 0.5, lambda y: y)
    some_right += pairs(vectors(4, seed=2), lambda y: y, lambda y: y)
    assert find_relation(some_right) is None


def test_noise_about_the_tolerance_is_no_offset() -> None:
    assert claim(vectors(3, 5, 7), lambda y: y + 3e-6, lambda y: y, tol=1e-6) is None


# --- layout ------------------------------------------------------------------


def test_a_transposed_matrix_is_claimed() -> None:
    assert claim(inputs(), lambda X, W: (X @ W).T, product) == "transposed"
    square = inputs([(3, 4, 3), (5, 2, 5)])
    assert claim(square, lambda X, W: (X @ W).T, product) == "transposed"
    assert claim(square[:1], lambda X, W: (X @ W).T, product) is None


def test_a_symmetric_matrix_never_counts_as_transposed() -> None:
    def gram(X: np.ndarray, W: np.ndarray) -> np.ndarray:
        return X.T @ X

    noise = np.random.default_rng(3)
    assert claim(inputs(), lambda X, W: 1.1 * gram(X, W).T, gram) is None

    def nearly(X: np.ndarray, W: np.ndarray) -> np.ndarray:
        return gram(X, W) + 3e-6 * noise.normal(size=(X.shape[1], X.shape[1]))

    assert claim(inputs(), nearly, gram, tol=1e-6) is None


def test_axes_in_another_order_are_claimed() -> None:
    rng = np.random.default_rng(4)
    images = [(rng.normal(size=shape),) for shape in ((2, 3, 4, 5), (3, 2, 5, 4))]
    found = find_relation(pairs(images, lambda a: a.transpose(0, 2, 3, 1), lambda a: a))
    assert found == layout.AXES_MOVED


def test_a_right_matrix_contradicts_a_transpose() -> None:
    wrong = pairs(inputs(), lambda X, W: (X @ W).T, product)
    right = pairs(inputs([(3, 3, 4)], seed=2), product, product)
    assert find_relation([*wrong, *right]) is None


@pytest.mark.parametrize(
    ("got", "message"),
    [
        (lambda y: (2 * y)[:, None], layout.LONGER_BY_ONES),
        (lambda y: (2 * y)[None], layout.LONGER_BY_ONES),
    ],
)
def test_an_axis_of_length_one_is_claimed(got: Answer, message: Relation) -> None:
    assert find_relation(pairs(vectors(3, 5), got, lambda y: 2 * y)) == message
    assert find_relation(pairs(vectors(3, 5), lambda y: 2 * y, got)) == layout.SHORTER_BY_ONES
    assert find_relation(pairs(vectors(3), got, lambda y: 2 * y)) is None


def test_a_row_for_a_column_and_a_flat_matrix_are_reshaped() -> None:
    assert claim(vectors(3, 5), lambda y: y[None], lambda y: y[:, None]) == "reshaped"
    assert claim(inputs(), lambda X, W: (X @ W).ravel(), product) == "reshaped"
    assert claim(inputs(), lambda X, W: (X @ W).T.ravel(), product) is None


def test_an_array_with_one_entry_for_a_number_is_reshaped() -> None:
    got: Answer = lambda y: np.array([mean_square(y)])  # noqa: E731
    assert claim(vectors(3, 5), got, mean_square) == "reshaped"
    assert claim(vectors(3), got, mean_square) is None


def test_a_single_feature_leaves_the_shape_open() -> None:
    """X * w has the shape (n, 1) and the values of X @ w, where there is one feature."""
    single = [(X[:, :1], W[:1, 0]) for X, W in inputs()]
    assert claim(single, lambda X, w: X * w, product) is None
    several = [(X, W[:, 0]) for X, W in inputs()]
    assert claim([*single, *several], lambda X, w: (X @ w)[:, None], product) == "reshaped"


def test_another_order_along_one_axis_is_claimed() -> None:
    backwards = pairs(inputs(), lambda X, W: (X @ W)[:, ::-1], product)
    assert find_relation(backwards) == layout.REVERSED
    rolled = pairs(inputs(), lambda X, W: np.roll(X @ W, 1, axis=0), product)
    assert find_relation(rolled) == layout.PERMUTED
    assert claim(vectors(3, 5), np.sort, lambda y: y) == "permuted"
    assert claim(vectors(5), np.sort, lambda y: y) is None


def test_a_permutation_of_equal_or_whole_entries_proves_nothing() -> None:
    repeated = [(np.repeat(y, 2),) for (y,) in vectors(3, 5)]
    assert claim(repeated, lambda y: np.roll(y, 1), lambda y: y) is None
    assert claim(vectors(5, 7), lambda y: np.argsort(-y), np.argsort) is None
    assert claim(vectors(2, 2, seed=2), lambda y: y[::-1], lambda y: y) is None  # only two entries
    noisy = pairs(vectors(4, 6), lambda y: np.roll(y, 1) + 1e-3, lambda y: y)
    assert find_relation(noisy) is None


def test_a_right_case_contradicts_another_order() -> None:
    wrong = pairs(vectors(3, 5), lambda y: y[::-1], lambda y: y)
    assert find_relation([*wrong, *pairs(vectors(4), lambda y: y, lambda y: y)]) is None
    single = pairs(vectors(1), lambda y: y, lambda y: y)
    assert find_relation([*wrong, *single]) == layout.REVERSED


def test_two_relations_that_fit_are_none() -> None:
    odd = [(np.concatenate([-y[::-1], y]),) for (y,) in vectors(3, 5)]
    assert claim(odd, lambda y: -y, lambda y: y) is None  # the sign, or reversed?
    p = [(np.stack([a, 1 - a], axis=1),) for (a,) in vectors(3, 5)]
    assert claim(p, lambda p: 1 - p, lambda p: p) is None  # the complement, or reversed?


@pytest.mark.parametrize(
    ("longer", "shorter", "too_long", "too_short"),
    [
        (product, lambda X, W: (X @ W).sum(0), "sum missing", "axis summed"),
        (product, lambda X, W: (X @ W).mean(1), "mean missing", "axis averaged"),
        (product, lambda X, W: (X @ W).mean(), "mean missing", "axis averaged"),
        (product, lambda X, W: (X @ W).sum(1, keepdims=True), "sum missing", "axis summed"),
        (lambda X, W: X[:, 0], lambda X, W: X[:, 0].mean(), "mean missing", "axis averaged"),
    ],
)
def test_a_sum_or_mean_is_claimed(
    longer: Answer, shorter: Answer, too_long: str, too_short: str
) -> None:
    assert claim(inputs(), longer, shorter) == too_long
    assert claim(inputs(), shorter, longer) == too_short
    assert claim(inputs()[:1], longer, shorter) is None


def test_a_sum_that_something_else_explains_is_not_claimed() -> None:
    one_hot = [
        (np.eye(n)[[0]] * y[0],) for n, (y,) in zip((3, 4, 5), vectors(3, 4, 5), strict=True)
    ]
    assert claim(one_hot, lambda H: H, lambda H: H.sum(1)) is None  # the sum, or the maximum?
    gram = [(X.T @ X,) for X, _ in inputs()]
    assert claim(gram, lambda S: S, lambda S: S.sum(0)) is None  # over rows, or over columns?
    assert claim(inputs(), lambda X, W: X @ W, lambda X, W: (X @ W).max(0)) is None
    sums = pairs(inputs(), product, lambda X, W: (X @ W).sum(0))
    right = pairs(inputs(seed=2), lambda X, W: W[0], lambda X, W: W[0])
    assert find_relation([*sums, *right]) is None


# --- precision ---------------------------------------------------------------


def test_the_wrong_kind_of_number_is_claimed() -> None:
    def whole(y: np.ndarray) -> np.ndarray:
        return np.round(10 * y)

    assert claim(vectors(3, 5), lambda y: whole(y).astype(int), whole) == "dtype"
    assert claim(vectors(3, 5), whole, lambda y: whole(y).astype(int)) == "dtype"
    assert claim(vectors(3, 5), lambda y: y.astype(np.float32), lambda y: y) == "dtype"
    through = pairs(vectors(3, 5), lambda y: y.astype(np.float32).astype(float), lambda y: y)
    assert find_relation(through) == precision.THROUGH_FLOAT32
    assert claim(vectors(3), lambda y: whole(y).astype(int), whole) is None
    assert claim(vectors(3, 5), lambda y: (2 * y).astype(np.float32) - 1, lambda y: y) is None
    assert claim(vectors(3, 5), lambda y: y + 1e-7, lambda y: y) is None


def test_rounding_and_cutting_off_are_claimed() -> None:
    many = vectors(3, 5, 7)
    assert claim(many, lambda y: np.round(y, 3), lambda y: y) == "rounded"
    assert claim(many, lambda y: np.trunc(5 * y), lambda y: 5 * y) == "truncated"
    assert claim(many, lambda y: (5 * y).astype(int), lambda y: 5 * y) == "truncated"
    assert claim(many, lambda y: np.floor(5 * y), lambda y: 5 * y) == "truncated"
    assert claim(many, lambda y: np.round(y), lambda y: np.sign(y) * (np.abs(y) + 0.9)) is None


def test_rounding_has_to_be_forced() -> None:
    assert claim(vectors(3), lambda y: round(mean_square(y), 3), mean_square) is None
    p = [(1 / (1 + np.exp(-y)),) for (y,) in vectors(3, 5, 7)]
    assert claim(p, np.round, lambda p: p) is None  # classes for probabilities: only 0 and 1
    near = [(np.arange(n) + 0.3,) for n in (3, 5, 7)]
    assert claim(near, np.trunc, lambda y: y) is None  # rounded, or cut off?
    few = [(np.array([1.3, 2.8]),), (np.array([3.6, 4.2]),)]
    assert claim(few, np.round, lambda y: y) is None


# --- when it fails -----------------------------------------------------------


def test_only_a_single_sample_fails() -> None:
    rng = np.random.default_rng(7)
    args = [(rng.normal(size=n),) for n in (3, 1, 2, 7, 5) * 3]
    for value in (np.nan, 4.0):
        got: Answer = lambda y, v=value: v if len(y) == 1 else mean_square(y)  # noqa: E731
        assert find_relation(pairs(args, got, mean_square)) == occasion.SINGLE
        assert claim(args[:5], got, mean_square) is None  # a single pair
        fails_at_two: Answer = lambda y, v=value: v if len(y) < 3 else mean_square(y)  # noqa: E731
        assert claim(args, fails_at_two, mean_square) is None


def test_what_else_tells_the_failing_cases_is_not_passed_over() -> None:
    rng = np.random.default_rng(7)
    lengths = (3, 1, 2, 7, 5) * 3
    got: Answer = lambda y, *_: np.nan if len(y) == 1 else mean_square(y)  # noqa: E731
    option = [(rng.normal(size=n), "mean" if n > 1 else "sum") for n in lengths]
    assert claim(option, got, lambda y, _: mean_square(y)) is None
    large = [(rng.normal(size=n) * (1 if n > 1 else 1e9),) for n in lengths]
    assert claim(large, got, mean_square) is None


def kinds_of_data(special: Answer) -> list[tuple[Any, ...]]:
    """Data of all kinds, and some that is special."""
    rng = np.random.default_rng(8)
    found = []
    for n in (3, 4, 5) * 3:
        found += [(rng.normal(size=n),), (np.abs(rng.normal(size=n)),)]
        found += [(np.repeat(rng.normal(size=n), 2)[:n],), (np.sort(rng.normal(size=n)),)]
        found += [(np.round(np.abs(rng.normal(size=n)) + 1),)]
        found += [(special(rng.normal(size=n)),)]
    return found


@pytest.mark.parametrize(
    ("special", "fails", "message"),
    [
        (lambda y: np.where(np.arange(len(y)) == 1, 0.0, y), lambda y: (y == 0).any(),
         occasion.WITH_ZERO),
        (lambda y: np.full(len(y), y[0]), lambda y: (y == y[0]).all(), occasion.ALL_EQUAL),
        (lambda y: -np.abs(y), lambda y: (y < 0).all(), occasion.NEGATIVE),
    ],
)  # fmt: skip
def test_a_kind_of_data_that_fails_is_named(
    special: Answer, fails: Answer, message: Relation
) -> None:
    def got(y: np.ndarray) -> float:
        return np.nan if fails(y) else mean_square(y)

    args = kinds_of_data(special)
    found = find_relation(pairs(args, got, mean_square))
    assert found == message
    plain_data = [each for each in args if fails(each[0])]
    assert claim(plain_data, got, mean_square) is None  # nothing is right


# --- parts -------------------------------------------------------------------


def two_parts(X: np.ndarray, W: np.ndarray) -> tuple[Any, Any]:
    return X @ W, (X @ W).mean(0)


def test_the_part_that_is_wrong_is_named() -> None:
    found = find_relation(pairs(inputs(), lambda X, W: (X @ W, -(X @ W).mean(0)), two_parts))
    assert found is not None
    assert found.name == "sign"
    assert found.message.startswith("In the second part, every value has the wrong sign")
    by_name = pairs(
        inputs(),
        lambda X, W: {"w": 2 * W, "b": X[0]},
        lambda X, W: {"w": W, "b": X[0]},
    )
    found = find_relation(by_name)
    assert found is not None
    assert found.name == "twice"
    assert found.message.startswith("In `w`, every value is twice")


def test_parts_that_are_wrong_in_one_way_share_the_claim() -> None:
    both = pairs(inputs(), lambda X, W: tuple(len(X) * part for part in two_parts(X, W)), two_parts)
    assert find_relation(both) == factor.TIMES_N
    mixed = pairs(inputs(), lambda X, W: (2 * X @ W, -(X @ W).mean(0)), two_parts)
    assert find_relation(mixed) is None


def test_parts_in_another_order_are_claimed() -> None:
    swapped = pairs(inputs(), lambda X, W: two_parts(X, W)[::-1], two_parts)
    assert find_relation(swapped) == search.PARTS_MOVED
    assert find_relation(swapped[:1]) is None
    named = pairs(
        inputs(), lambda X, W: {"a": X[0], "b": W[0]}, lambda X, W: {"a": W[0], "b": X[0]}
    )
    assert find_relation(named) == search.ENTRIES_MOVED
    constant = pairs(inputs(), lambda X, W: (1, 2), lambda X, W: (2, 1))
    assert find_relation(constant) is None
    assert claim(inputs(), lambda X, W: (X @ W,), two_parts) is None


# --- what counts as evidence --------------------------------------------------


def test_the_same_case_again_is_no_more_evidence() -> None:
    once = pairs(inputs()[:1], lambda X, W: (X @ W).T, product)
    assert find_relation(once * 3) is None
    compared_twice = pairs(vectors(3, 3), lambda y: y[:, None], lambda y: y)
    assert find_relation(compared_twice) is not None
    assert find_relation([compared_twice[0]] * 2) is None


def test_what_one_comparison_accepts_is_right() -> None:
    strict = pairs(vectors(3, 5, 7), lambda y: y + 1e-5, lambda y: y, tol=1e-9)
    loose = pairs(vectors(3, 5, 7), lambda y: y + 1e-5, lambda y: y, tol=1e-4)
    found = find_relation(strict)
    assert found is not None
    assert found.name == "constant offset"
    assert find_relation([*strict, *loose]) is None


# --- never -------------------------------------------------------------------


@pytest.mark.parametrize("bad", [np.nan, np.inf, None, "two", True, 1j])
def test_what_is_not_a_finite_number_has_no_relation(bad: Any) -> None:
    assert claim(vectors(3, 5, 7), lambda y: bad, mean_square) is None
    spoiled = pairs(vectors(3, 5, 7), lambda y: 2 * y, lambda y: y)
    assert find_relation([*spoiled, Pair(bad, 1.5, (), False, 1e-9)]) is None


def test_nothing_wrong_is_nothing_to_explain() -> None:
    assert find_relation([]) is None
    assert claim(inputs(), product, product) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1e-12, 1e-9, 1e-6, 1e-4]))
def test_unrelated_values_have_no_relation(seed: int, tol: float) -> None:
    rng = np.random.default_rng(seed)
    number: Answer = lambda X, W: rng.normal()  # noqa: E731
    like: Answer = lambda X, W: rng.normal(size=(X @ W).shape)  # noqa: E731
    turned: Answer = lambda X, W: rng.normal(size=(X @ W).T.shape)  # noqa: E731
    flat: Answer = lambda X, W: rng.normal(size=len(X))  # noqa: E731
    whole: Answer = lambda X, W: rng.integers(-3, 4, size=(X @ W).shape)  # noqa: E731
    for got in (number, like, turned, flat, whole):
        for want in (number, like, flat, whole):
            assert claim(inputs(seed=seed), got, want, tol) is None
    assert claim(inputs(), lambda X, W: (number(X, W), 2), lambda X, W: (number(X, W), 3)) is None


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-3, 3), st.integers(-3, 3)).filter(lambda t: t[0] != t[1]),
        min_size=1,
        max_size=4,
    )
)
def test_a_few_small_whole_numbers_prove_no_factor(values: list[tuple[int, int]]) -> None:
    found = [Pair(float(got), float(want), (), False, 1e-9) for got, want in values]
    assert find_relation(found) is None


@settings(deadline=None)
@given(st.floats(-50, 50).filter(lambda c: abs(c) > 1e-2), st.integers(0, 1000))
def test_any_other_factor_is_not_claimed(other: float, seed: int) -> None:
    constants = [1.0, *(known for known, _, _ in factor.CONSTANTS)]
    assume(all(abs(other - known) > 1e-2 * abs(known) for known in constants))
    assert claim(inputs(seed=seed), lambda X, W: other * (X @ W), product) is None
    assert claim(vectors(3, 1, 2, 7, 50), lambda y: other * mean_square(y), mean_square) is None


# --- messages ----------------------------------------------------------------


def messages() -> list[Relation]:
    plain = [
        value
        for module in (factor, layout, occasion, precision, search)
        for value in vars(module).values()
        if isinstance(value, Relation)
    ]
    made = [Relation(name, text) for _, name, text in (*factor.CONSTANTS, *factor.FUNCTIONS)]
    return [*plain, *made]


@pytest.mark.parametrize("found", messages(), ids=lambda found: found.name)
def test_a_message_is_one_short_sentence(found: Relation) -> None:
    assert 8 <= len(found.message.split()) <= 30
    assert found.message[0].isupper()
    assert found.message.endswith(".")


def test_whole_numbers_that_are_one_too_large_are_not_cut_off() -> None:
    pairs = [
        Pair(np.array(want) + 1.0, np.array(want, dtype=float), (np.zeros(n),), False, 1e-9)
        for n, want in ((3, [4, 7, 2]), (2, [9, 5]), (4, [1, 8, 3, 6]))
    ]
    found = find_relation(pairs)
    assert found is None or found.name != "truncated"


def test_what_the_passing_cases_have_in_common_is_not_said_of_the_failing_ones() -> None:
    def pair(values: list[float], right: bool) -> Pair:
        x = np.array(values)
        got = x if right else x + np.sin(np.arange(1.0, x.size + 1))
        return Pair(got, x, (x,), right, 1e-9)

    negative = [[-1.5, -2.25, -0.75], [-2.5, -0.125], [-5.0, -1.0]]
    mixed = [[1.75, -2.5], [-0.3, 1.2, 2.4], [3.5, -0.25]]
    failing_mixed = [*(pair(x, True) for x in negative), *(pair(x, False) for x in mixed)]
    assert find_relation(failing_mixed) is None
    failing_negative = [*(pair(x, False) for x in negative), *(pair(x, True) for x in mixed)]
    found = find_relation(failing_negative)
    assert found is not None
    assert "negative" in found.message
