"""Values as a person reads them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checking.show import kind, ordinal, show

ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=30))
    | st.lists(st.floats())
    | st.tuples(st.text(), st.integers())
)


@given(ANYTHING)
def test_everything_is_shown_on_one_short_line(value: object) -> None:
    text = show(value)
    assert "\n" not in text
    assert len(text) < 400


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4 / 3, "1.33333"),
        (np.float64(0.1), "0.1"),
        (np.array(2.5), "2.5"),
        (7, "7"),
        (10**30, "a very large integer"),
        (True, "True"),
        (np.False_, "False"),
        (1 + 2j, "1+2j"),
        (float("nan"), "nan"),
        (None, "None"),
        ("relu", "'relu'"),
        ("x" * 100, repr("x" * 59 + "…")),
        (np.array([[1.0, 2.5], [0.0, -1.0]]), "[[1, 2.5], [0, -1]]"),
        (np.zeros((5, 7)), "an array of shape (5, 7)"),
        (np.zeros((0, 2)), "an empty array of shape (0, 2)"),
        ([1.0, "a", (2,)], "[1, 'a', (2)]"),
        (list(range(13)), "a list of 13 items"),
        (tuple(range(13)), "a tuple of 13 items"),
        ({"W": np.ones(2), "b": 0.5}, "{'W': [1, 1], 'b': 0.5}"),
        ({i: i for i in range(13)}, "a dict of 13 items"),
        (np.random.default_rng(0), "a random generator"),
        (len, "a function"),
        (object(), "an object of type object"),
    ],
)
def test_show(value: object, text: str) -> None:
    assert show(value) == text


def test_more_digits_can_be_asked_for() -> None:
    assert show(np.array([1 / 3]), digits=15) == "[0.333333333333333]"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True or False"),
        (3, "an integer"),
        (np.int8(3), "an integer"),
        (3.0, "a number"),
        (np.array(3.0), "a number"),
        (3j, "a complex number"),
        ("x", "a text"),
        ([], "a list"),
        ((), "a tuple"),
        ({}, "a dict"),
        (np.zeros((2, 1)), "an array of shape (2, 1)"),
        (object(), "an object"),
    ],
)
def test_kind_carries_its_article(value: object, text: str) -> None:
    assert kind(value) == text


def test_positions_in_words() -> None:
    assert [ordinal(0), ordinal(5), ordinal(6)] == ["first", "sixth", "7th"]


def test_a_set_is_shown_in_the_same_order_at_every_run() -> None:
    assert show({"tails", "heads"}) == "{'heads', 'tails'}"
    assert show(frozenset({3, 1})) == "{1, 3}"
    assert show(set(range(20))) == "a set of 20 items"
