from __future__ import annotations

import math
from collections import OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.isolation.plain import MAX_DEPTH, NotPlain, pack
from autograder.isolation.reader import unpack

LIMIT = 2**24


def there_and_back(value: object) -> Any:
    text, *buffers = pack(value, lambda _: None, LIMIT)
    return unpack(text, memoryview(b"".join(buffers)), lambda body: pytest.fail(f"{body}"))


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (
            a == b and math.copysign(1, a) == math.copysign(1, b)
        )
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    return bool(a == b)


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
keys = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
dtypes = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(), hnp.unsigned_integer_dtypes(),
    hnp.floating_dtypes(), hnp.complex_number_dtypes(), hnp.datetime64_dtypes(),
    hnp.timedelta64_dtypes(), hnp.byte_string_dtypes(max_len=5),
    hnp.unicode_string_dtypes(max_len=5),
)  # fmt: skip
arrays = hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
values = st.recursive(
    scalars | arrays | arrays.filter(lambda a: a.size).map(lambda a: a.flat[0]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
        | st.frozensets(keys, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(values)
def test_every_plain_value_comes_back_the_same(value: object) -> None:
    assert same(value, there_and_back(value))


@pytest.mark.parametrize(
    "value",
    [-0.0, 2**53, -(2**200), "\ud800", range(1, 9, 2), slice(None, 3), np.array(2.5),
     np.float32(1.5),
     np.zeros((0, 3)), np.bool_(True), np.datetime64("2020-01-01"), np.str_("a")],
    ids=repr,
)  # fmt: skip
def test_the_corner_cases_come_back_the_same(value: object) -> None:
    assert same(value, there_and_back(value))


def test_an_array_comes_back_in_c_order_writable_and_apart() -> None:
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    back = there_and_back({"a": array})["a"]
    back[0, 0] = 9
    assert array[0, 0] == 0
    assert back.flags.c_contiguous


def test_a_subclass_comes_back_as_its_plain_base() -> None:
    class Odd(float):
        pass

    class Rows(np.ndarray):
        pass

    point = namedtuple("point", "x y")
    found = there_and_back([Odd(1.5), point(1, 2), OrderedDict(a=1), np.zeros(2).view(Rows)])
    assert [type(part) for part in found] == [float, tuple, dict, np.ndarray]


@pytest.mark.parametrize("name", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"])
def test_a_generator_goes_on_where_it_was(name: str) -> None:
    rng = np.random.Generator(getattr(np.random, name)(3))
    rng.random(7)
    rng.integers(5, dtype=np.int32)
    back = there_and_back(rng)
    assert (back.random(5) == rng.random(5)).all()


def _inside_itself() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


def _deep() -> list[Any]:
    value: list[Any] = []
    for _ in range(MAX_DEPTH + 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (object(), "a value of type object"),
        (len, "builtin_function"),
        (np.array([None]), "an array of dtype object"),
        (np.zeros(2, "i4,f8"), "an array of dtype"),
        (_inside_itself(), "a list that contains itself"),
        (_deep(), "nested more than 50 deep"),
        (1 << 20_000, "an integer of 20001 bits"),
        (np.zeros(LIMIT), "an array of more than 16 MB"),
        ([np.zeros(LIMIT // 10)] * 10, "a value of more than 16 MB"),
        (np.broadcast_to(0.0, (10**9,)), "an array of more than 16 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_plain_is_refused_with_a_reason(value: object, reason: str) -> None:
    with pytest.raises(NotPlain, match=reason):
        there_and_back(value)


def test_the_same_list_twice_is_not_a_list_in_itself() -> None:
    part = [1]
    assert there_and_back([part, part]) == [[1], [1]]


def test_a_long_double_keeps_its_value() -> None:
    value = np.longdouble(1) / 3  # its bytes hold padding, which may differ
    back = there_and_back(value)
    assert back == value
    assert type(back) is np.longdouble
