"""Plain data: recognised, copied, compared."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checking.plain import copied, is_plain, same, share_memory

ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.complex128]),
    hnp.array_shapes(min_dims=0, max_dims=2, max_side=3),
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.sets(st.integers(), max_size=3)
    | ARRAYS
)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(PLAIN)
def test_a_copy_is_the_same(value: object) -> None:
    assert is_plain(value)
    assert same(copied(value), value)
    assert not share_memory(copied(value), (value,))


@given(PLAIN, PLAIN)
def test_same_never_fails_and_does_not_depend_on_the_order(a: object, b: object) -> None:
    assert same(a, b) == same(b, a)
    assert isinstance(same(a, b, rtol=1e-7), bool)


# --- is_plain ----------------------------------------------------------------


@pytest.mark.parametrize("value", [np.random.default_rng(0), np.float32(1), frozenset({1}), b"x"])
def test_data_of_every_kind_is_plain(value: object) -> None:
    assert is_plain(value)


@pytest.mark.parametrize("value", [len, lambda: None, int, object(), iter([]), np])
def test_functions_classes_and_objects_are_not_plain(value: object) -> None:
    assert not is_plain(value)


# --- copied ------------------------------------------------------------------


def test_a_copy_stays_when_the_original_changes() -> None:
    original = {"W": [np.zeros(2), {"b": np.zeros(2)}]}
    before = copied(original)
    original["W"][0][0] = 1
    original["W"][1]["b"][0] = 1  # type: ignore[index]
    assert same(before, {"W": [np.zeros(2), {"b": np.zeros(2)}]})


def test_a_copied_generator_draws_the_same_numbers_and_leaves_the_original() -> None:
    rng = np.random.default_rng(1)
    first = copied(rng).random(3)
    assert np.array_equal(first, rng.random(3))


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.MT19937, np.random.PCG64DXSM])
def test_a_copied_generator_has_the_same_children(bits: type[np.random.BitGenerator]) -> None:
    rng = np.random.Generator(bits(np.random.SeedSequence([1, 2], spawn_key=(3,))))
    rng.spawn(2)
    rng.integers(5, dtype=np.int32)  # half of a draw waits in the bit generator
    copy = copied(rng)
    assert type(copy.bit_generator) is bits
    assert copy.integers(9, size=5).tolist() == rng.integers(9, size=5).tolist()
    for ours, theirs in zip(copy.spawn(2), rng.spawn(2), strict=True):
        assert ours.random() == theirs.random()


def test_what_is_not_plain_stays_itself_inside_data_too() -> None:
    numbers = iter([1])
    assert copied(len) is len
    assert copied([numbers, (len,)]) == [numbers, (len,)]


# --- share_memory ------------------------------------------------------------


def test_a_view_shares_memory_and_a_copy_does_not() -> None:
    X = np.zeros((3, 2))
    assert share_memory(X[1:], (1.0, X))
    assert share_memory((1.0, {"X": X.T}), ([X],))
    assert not share_memory(X.copy(), (X,))
    assert not share_memory(3.0, (X,))
    assert not share_memory(X, ())


# --- same --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.zeros(2), np.zeros(3)),
        (np.zeros(2), np.zeros(2, dtype=np.float32)),
        (np.zeros(2), [0.0, 0.0]),
        ([1], (1,)),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        (True, 1),
        (None, 0),
        ("1", 1),
        (len, 1),
    ],
)
def test_type_shape_and_dtype_count(a: object, b: object) -> None:
    assert not same(a, b)


@pytest.mark.parametrize("number", [2, 2.0, np.float64(2), np.int64(2), np.array(2.0)])
def test_numbers_of_every_make_are_the_same(number: object) -> None:
    assert same(number, 2.0)
    assert same(2.0, number)
    assert not same(number, 2.5)


def test_texts_of_every_make_are_the_same() -> None:
    assert same(np.str_("relu"), "relu")


def test_numbers_agree_within_the_relative_tolerance() -> None:
    assert same(1e6 + 0.05, 1e6, rtol=1e-7)
    assert not same(1e6 + 0.05, 1e6)
    assert not same(1e6 + 0.2, 1e6, rtol=1e-7)
    assert same(np.array([1e6, 0.05]), np.array([1e6, 0.0]), rtol=1e-7)
    assert not same(np.array([1e6, 0.2]), np.array([1e6, 0.0]), rtol=1e-7)
    assert same([0.5 + 1e-12, "x"], [0.5, "x"], rtol=1e-7)


def test_nan_is_the_same_as_nan() -> None:
    assert same(math.nan, math.nan)
    assert same(np.array([math.nan, 1.0]), np.array([math.nan, 1.0]))


def test_a_finite_number_is_never_the_same_as_an_infinite_one() -> None:
    for rtol in (0.0, 1e-7):
        assert not same(1.0, math.inf, rtol)
        assert not same(math.inf, 1.0, rtol)
        assert not same(np.array([1.0]), np.array([math.inf]), rtol)
        assert not same(-math.inf, math.inf, rtol)
        assert same(math.inf, math.inf, rtol)


def test_numbers_at_both_ends_of_the_range_differ_without_a_warning() -> None:
    assert not same(1e308, -1e308, rtol=1e-7)
    assert not same(np.array([1e308]), np.array([-1e308]), rtol=1e-7)


def test_odd_data_are_compared_without_an_error() -> None:
    ragged = [[1], [2, 3]]
    assert not same(np.zeros(2), ragged)
    assert same(ragged, [[1], [2, 3]])
    objects = np.array([np.zeros(2), None], dtype=object)
    assert same(objects, objects.copy())
    assert same(10**400, 10**400)
    assert not same(10**400, 1.0)
    assert not same(np.array([10**400]), np.array([1.0]))


def test_generators_and_things_that_are_not_plain_count_as_the_same() -> None:
    assert same(np.random.default_rng(1), np.random.default_rng(2))
    assert same(len, object())
