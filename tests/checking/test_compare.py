"""The typed comparison: type, shape, dtype, finite, value, in that order."""

import copy

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checking.compare import compare, is_number

SHAPES = hnp.array_shapes(max_dims=3, max_side=4)
FLOATS = st.floats(allow_nan=True, allow_infinity=True)
ARRAYS = (
    hnp.arrays(np.float64, SHAPES, elements=FLOATS)
    | hnp.arrays(np.int64, SHAPES)
    | hnp.arrays(np.bool_, SHAPES)
)
LEAVES = st.none() | st.booleans() | st.integers() | FLOATS | st.text(max_size=5) | ARRAYS
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def kind_of(got: object, want: object) -> str | None:
    difference = compare(got, want)
    return difference.kind if difference else None


@given(PLAIN)
def test_every_value_agrees_with_a_copy_of_itself(value: object) -> None:
    assert compare(copy.deepcopy(value), value) is None


@given(
    hnp.arrays(np.float64, SHAPES, elements=st.floats(-1e6, 1e6)),
    st.data(),
    st.floats(2, 1e6),
)
def test_one_entry_beyond_the_tolerance_is_found(
    want: np.ndarray, data: st.DataObject, factor: float
) -> None:
    scale = np.max(np.abs(want)) or 1.0
    assume(scale > 1e-300)
    entry = data.draw(st.integers(0, want.size - 1))
    got = want.copy()
    got.flat[entry] += 1e-9 * scale * factor
    assert kind_of(got, want) == "value"


@given(hnp.arrays(np.float64, SHAPES, elements=st.floats(-1e6, 1e6)))
def test_entries_within_the_tolerance_agree(want: np.ndarray) -> None:
    scale = np.max(np.abs(want)) or 1.0
    assert compare(want + 0.5e-9 * scale, want) is None


@given(hnp.arrays(np.float64, SHAPES, elements=st.floats(-1e6, 1e6)))
def test_another_shape_never_agrees(want: np.ndarray) -> None:
    assert kind_of(want[np.newaxis], want) == "shape"


# --- the order ---------------------------------------------------------------


def test_the_type_comes_before_all_else() -> None:
    assert kind_of([[float("nan")]], np.zeros(2)) == "type"


def test_the_shape_comes_before_the_dtype() -> None:
    assert kind_of(np.ones((2, 1), dtype=int), np.zeros(2)) == "shape"


def test_the_dtype_comes_before_the_values() -> None:
    assert kind_of(np.array([np.nan, 1], dtype=np.float32), np.zeros(2)) == "dtype"


def test_finite_comes_before_the_value() -> None:
    difference = compare(np.array([5.0, np.nan]), np.zeros(2))
    assert difference is not None
    assert difference.kind == "finite"
    assert difference.message == "contains nan at [1]"


def test_the_value_comes_last() -> None:
    assert kind_of(np.array([5.0, 0.0]), np.zeros(2)) == "value"


# --- numbers -----------------------------------------------------------------


@pytest.mark.parametrize(
    "got", [2, 2.0, np.float64(2), np.float32(2), np.int64(2), np.array(2.0), np.array(2)]
)
def test_scalars_of_every_make_are_one_kind_of_number(got: object) -> None:
    assert is_number(got)
    assert compare(got, 2.0) is None
    assert compare(got, np.array(2.0)) is None


@pytest.mark.parametrize(
    "got", [None, True, np.True_, "2", 2 + 0j, [2.0], (2.0,), np.array([2.0]), {}, np.array("2")]
)
def test_what_is_no_number_is_a_wrong_type(got: object) -> None:
    assert not is_number(got)
    assert kind_of(got, 2.0) == "type"


def test_an_array_without_dimensions_is_called_by_what_it_holds() -> None:
    difference = compare(np.array("2"), 2.0)
    assert difference is not None
    assert difference.message.startswith("returned a text;")


@pytest.mark.parametrize("got", [3, np.int64(3), np.uint8(3), np.array(3)])
def test_an_integer_may_be_of_any_make(got: object) -> None:
    assert compare(got, 3) is None


@pytest.mark.parametrize("got", [3.0, np.float64(3), np.array(3.0)])
def test_a_float_is_no_integer_and_the_message_shows_its_point(got: object) -> None:
    difference = compare(got, 3)
    assert difference is not None
    assert difference.kind == "type"
    assert "3.0" in difference.message


def test_integers_are_compared_exactly() -> None:
    assert kind_of(2**70 + 1, 2**70) == "value"
    assert compare(2**70, 2**70) is None


@pytest.mark.parametrize("got", [float("nan"), float("inf"), -float("inf"), 10**400])
def test_a_number_out_of_range_is_not_finite(got: float) -> None:
    assert kind_of(got, 1.0) == "finite"


def test_what_is_wanted_may_be_infinite_or_nan() -> None:
    want = np.array([np.inf, -np.inf, np.nan, 1.0])
    assert compare(want.copy(), want) is None
    assert kind_of(np.array([np.inf, np.inf, np.nan, 1.0]), want) == "value"
    assert kind_of(np.array([np.inf, -np.inf, 0.0, 1.0]), want) == "value"


def test_numbers_at_both_ends_of_the_range_differ_without_a_warning() -> None:
    assert kind_of(1e308, -1e308) == "value"
    assert kind_of(np.array([1e308]), np.array([-1e308])) == "value"


# --- the scale ---------------------------------------------------------------


def test_the_tolerance_is_relative_to_the_largest_entry() -> None:
    want = np.array([1e6, 0.0])
    assert compare(want + np.array([0.0, 5e-4]), want) is None
    assert kind_of(want + np.array([0.0, 2e-3]), want) == "value"


def test_zero_is_compared_on_the_scale_of_one() -> None:
    assert compare(5e-10, 0.0) is None
    assert kind_of(2e-9, 0.0) == "value"


def test_a_scale_that_is_given_counts() -> None:
    assert compare(1.05, 1.0, tol=0.01, scale=10.0) is None
    assert compare(1.05, 1.0, tol=0.01) is not None


def test_an_infinite_scale_takes_any_finite_number() -> None:
    assert compare(123.0, 0.0, scale=np.inf) is None
    assert compare(float("nan"), 0.0, scale=np.inf) is not None
    assert compare(np.zeros(3), np.zeros(2), scale=np.inf) is not None


# --- arrays ------------------------------------------------------------------


def test_a_list_is_no_array() -> None:
    difference = compare([1.0, 2.0], np.array([1.0, 2.0]))
    assert difference is not None
    assert difference.message == "returned a list; a NumPy array of shape (2,) is wanted"


@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.complex128, np.bool_, object])
def test_a_real_array_has_to_be_float64(dtype: type) -> None:
    assert kind_of(np.ones(2, dtype=dtype), np.ones(2)) == "dtype"


def test_an_integer_array_may_have_any_width() -> None:
    want = np.array([0, 1, 2])
    assert compare(want.astype(np.uint8), want) is None
    assert kind_of(want.astype(float), want) == "dtype"
    assert kind_of(want[::-1].copy(), want) == "value"


def test_an_array_of_texts_may_have_any_width() -> None:
    want = np.array(["ham", "spam"])
    assert compare(np.array(["ham", "spam"], dtype="U20"), want) is None
    assert kind_of(np.array(["ham", "eggs"]), want) == "value"
    assert kind_of(np.array([1.0, 2.0]), want) == "dtype"


def test_complex_arrays_are_compared_too() -> None:
    want = np.array([1 + 2j, 0])
    assert compare(want.copy(), want) is None
    assert kind_of(want.conj(), want) == "value"


def test_an_empty_array_agrees_with_an_empty_array() -> None:
    assert compare(np.empty((0, 3)), np.empty((0, 3))) is None
    assert kind_of(np.empty((3, 0)), np.empty((0, 3))) == "shape"


def test_a_masked_array_does_not_hide_its_values() -> None:
    masked = np.ma.masked_array([5.0, 5.0], mask=[True, True])
    assert kind_of(masked, np.zeros(2)) == "value"


def test_a_large_array_says_where_and_how_many() -> None:
    want = np.zeros((3, 4))
    got = want.copy()
    got[1, 2] = got[2, 3] = 7.0
    difference = compare(got, want)
    assert difference is not None
    assert difference.message == "has 7 at [1, 2], where 0 is right (2 of 12 entries are wrong)"


@pytest.mark.parametrize("size", [1, 10])
def test_numbers_that_look_alike_are_shown_with_more_digits(size: int) -> None:
    difference = compare(np.full(size, 1.00000004), np.ones(size))
    assert difference is not None
    assert "1.00000004" in difference.message


# --- constants, sequences, mappings ------------------------------------------


@pytest.mark.parametrize(
    ("got", "want", "kind"),
    [
        (None, None, None),
        (0, None, "value"),
        ("relu", "relu", None),
        ("ReLU", "relu", "value"),
        (b"relu", "relu", "type"),
        (np.True_, True, None),
        (np.array(True), True, None),
        (False, True, "value"),
        (1, True, "type"),
        (None, False, "type"),
    ],
)
def test_constants(got: object, want: object, kind: str | None) -> None:
    assert kind_of(got, want) == kind


def test_a_tuple_is_compared_part_by_part() -> None:
    want = (np.zeros(2), 1.0)
    assert compare((np.zeros(2), 1), want) is None
    assert compare([np.zeros(2), 1.0], want) is None
    assert kind_of(np.zeros(2), want) == "type"
    assert kind_of((np.zeros(2),), want) == "shape"
    assert kind_of((np.zeros(3), 1.0), want) == "shape"
    difference = compare((np.zeros(2), 3.0), want)
    assert difference is not None
    assert difference.kind == "value"
    assert difference.message == "is wrong in its second part: it is 3; right is 1"


def test_a_dict_has_the_wanted_keys_and_no_others() -> None:
    want = {"W": np.ones(2), "b": 1.0}
    assert compare({"b": 1.0, "W": np.ones(2)}, want) is None
    assert kind_of([np.ones(2), 1.0], want) == "type"
    for got, message in [
        ({"W": np.ones(2)}, "has no entry 'b'"),
        ({**want, "c": 0}, "has an entry 'c' that is not wanted"),
        ({**want, "b": None}, "is wrong in 'b': it is None; a number (a float) is wanted"),
    ]:
        difference = compare(got, want)
        assert difference is not None
        assert difference.message == message


def test_what_cannot_be_wanted_is_a_fault_of_the_check() -> None:
    with pytest.raises(TypeError, match="which compare does not know"):
        compare({1}, {1})
