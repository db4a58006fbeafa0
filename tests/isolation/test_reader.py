from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.isolation.plain import pack
from autograder.isolation.reader import MAX_ODD_KEYS, Malformed, unpack


def read(tree: Any, data: bytes = b"") -> object:
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return unpack(text, memoryview(data), _no_handles)


def _no_handles(body: object) -> object:
    raise Malformed("no handles here")


def test_a_message_as_written_is_read() -> None:
    assert read({"t": [1, {"b": 2}]}, b"ab") == (1, b"ab")


@pytest.mark.parametrize(
    ("tree", "data"),
    [
        (b"", b""), (b"[1", b""), (b"NaN", b""), (b"Infinity", b""), (b"\xff", b""),
        (b"[" * 100_000, b""), (b"[" * 200 + b"]" * 200, b""), (b"9" * 5000, b""),
        ({}, b""), ({"t": [], "s": []}, b""), ({"x": [1]}, b""), ({"t": 1}, b""),
        ({"i": "xyz"}, b""), ({"i": 5}, b""), ({"i": "f" * 60_000}, b""),
        ({"f": "1"}, b""), ({"f": ["nan"]}, b""), ({"c": [1.0]}, b""), ({"c": ["a", "b"]}, b""),
        ({"r": [0, 1, 0]}, b""), ({"r": [0, 1.5, 1]}, b""), ({"l": [1]}, b""),
        ({"d": [[1]]}, b""), ({"d": [[[1], 2]]}, b""), ({"d": {"a": 1}}, b""), ({"s": [[1]]}, b""),
        ({"b": -1}, b""), ({"b": 3}, b"ab"), ({"b": 1}, b"ab"), ({"b": True}, b"a"), (1, b"left"),
        ({"a": ["<f8", [2]]}, b"12345678"), ({"a": ["<f8", [1]]}, b"123456789"),
        ({"a": ["<f8", [-1]]}, b""), ({"a": ["<f8", [True]]}, b"12345678"),
        ({"a": ["<f8", [1.0]]}, b"12345678"), ({"a": ["<f8", "1"]}, b"12345678"),
        ({"a": ["|O", [1]]}, b"12345678"), ({"a": ["|V8", [1]]}, b"12345678"),
        ({"a": ["f8,f8", [1]]}, b"1" * 16), ({"a": ["<f3", [1]]}, b"123"),
        ({"a": ["<M8[century]", [1]]}, b"12345678"), ({"a": [{"names": []}, [1]]}, b""),
        ({"a": ["<f8", [0, 10**18]]}, b""), ({"a": ["<U0", [10**18]]}, b""),
        ({"a": ["<f8", [1] * 40]}, b""),
        ({"a": ["|b1", [1]]}, b"\x07"), ({"a": ["<U1", [1]]}, b"\xff\xff\xff\xff"),
        ({"a": [">U1", [1]]}, b"\xff\x10\xff\x00"), ({"n": "|b1"}, b"\x02"),
        ({"n": "|O"}, b"12345678"),
        ({"h": ["object", 1, "x"]}, b""), ({"g": []}, b""), ({"g": ["PCG64", 1]}, b""),
        ({"g": ["Random", {"d": []}]}, b""), ({"d": [["x", 1], 1]}, b""),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_nonsense_is_refused(tree: Any, data: bytes) -> None:
    with pytest.raises(Malformed):
        read(tree, data)


def test_a_dict_whose_keys_could_all_collide_is_refused() -> None:
    step = 2**61 - 1
    pairs = [[{"i": f"{k * step:x}"}, 0] for k in range(1, MAX_ODD_KEYS + 2)]
    with pytest.raises(Malformed, match="keys"):
        read({"d": pairs})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("MT19937", lambda state: state["state"].update(pos=700)),
        ("MT19937", lambda state: state["state"].update(key=np.zeros(10, np.uint32))),
        ("MT19937", lambda state: state["state"].update(key=np.zeros(624))),
        ("Philox", lambda state: state.update(buffer_pos=9)),
        ("PCG64", lambda state: state.update(has_uint32=2)),
        ("PCG64", lambda state: state["state"].update(state=-1)),
        ("PCG64", lambda state: state["state"].update(inc=2**129)),
        ("PCG64", lambda state: state.update(bit_generator="SFC64")),
        ("PCG64", lambda state: state.pop("uinteger")),
    ],
)
def test_a_generator_state_that_numpy_would_believe_is_refused(name: str, change: Any) -> None:
    state = copy.deepcopy(getattr(np.random, name)(0).state)
    change(state)
    text, *buffers = pack(state, lambda _: None, 2**20)
    tree = {"g": [name, json.loads(text)]}
    with pytest.raises(Malformed, match="random generator"):
        read(tree, b"".join(buffers))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_as_plain_data(data: Any) -> None:
    value = {"a": [1, (2.5, None)], 3: np.arange(4), "s": {1, "x"}, "c": 1j, "n": np.float32(2)}
    text, *buffers = pack(value, lambda _: None, 2**20)
    whole = bytearray(text + b"".join(buffers))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Malformed):
        unpack(bytes(whole[: len(text)]), memoryview(whole)[len(text) :], _no_handles)
