"""Plain data: which values may cross, and how they are written.

A value becomes a JSON tree and a row of raw buffers.  JSON's own null, true,
numbers, strings and arrays stand for None, bool, int, float, str and list; all
else is an object with one key, its tag:

    {"i": hex}  int beyond 2**53        {"f": "nan"}  nan, inf, -inf
    {"c": [re, im]}  complex            {"b": n}  bytes, the next n of the buffers
    {"t": [...]}  tuple                 {"d": [[key, value], ...]}  dict
    {"s": [...]} {"z": [...]}  set, frozenset
    {"r": [a, b, c]} {"l": [a, b, c]}  range, slice
    {"a": [dtype, shape]}  ndarray      {"n": dtype}  NumPy scalar
    {"g": [name, state]}  Generator     {"h": ...}  a handle, see `proxy` and `objects`

This is the writer, used on both sides; `reader` reads.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_DEPTH = 50
MAX_NODES = 2_000_000
MAX_CONTAINERS = 250_000
MAX_TEXT = 24 * 2**20
MAX_HEX = 3_500  # fewer decimal digits than Python agrees to print
KINDS = "biufcUSMm"
BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


class NotPlain(TypeError):
    """A value that may not cross; the message names its type or what is wrong with it."""


def pack(value: object, refer: Callable[[object], Any], limit: int) -> list[bytes]:
    """Write `value`: the JSON text, then the buffers.

    refer: gives the body of a handle for a value that is not plain, or None.
    limit: bytes in all.  Raises NotPlain.
    """
    packer = _Packer(refer, limit)
    text = json.dumps(packer.tree(value, 0), separators=(",", ":"), allow_nan=False).encode()
    if len(text) > MAX_TEXT or packer.size + len(text) > limit:
        raise NotPlain(f"a value of more than {min(MAX_TEXT, limit) // 2**20} MB")
    return [text, *packer.buffers]


class _Packer:
    def __init__(self, refer: Callable[[object], Any], limit: int) -> None:
        self.refer = refer
        self.limit = limit
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.containers = 0
        self.open: set[int] = set()

    def tree(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            return value if -(2**53) < value < 2**53 else self._long(value)
        if kind is float:
            return value if math.isfinite(value) else {"f": repr(value)}
        if kind is str:
            self._count(len(value))
            return value
        tag = _CONTAINERS.get(kind)
        if tag is not None:
            return self._container(value, tag, depth)
        if kind is not np.ndarray:
            handle = self.refer(value)
            if handle is not None:
                return {"h": handle}
        if isinstance(value, np.ndarray | np.generic):
            return self._array(value)
        if isinstance(value, np.random.Generator):
            return self._generator(value, depth)
        return self._other(value, depth)

    def _other(self, value: Any, depth: int) -> Any:
        if isinstance(value, bool | int):
            return self.tree(int.__pos__(value), depth)
        if isinstance(value, float):
            return self.tree(float.__pos__(value), depth)
        if isinstance(value, str):
            return self.tree(str.__str__(value), depth)
        if isinstance(value, complex):
            value = complex.__pos__(value)
            return {"c": [self.tree(value.real, depth), self.tree(value.imag, depth)]}
        if isinstance(value, bytes | bytearray):
            self._buffer(bytes(value))
            return {"b": len(value)}
        if isinstance(value, range):
            return {"r": [self.tree(n, depth) for n in (value.start, value.stop, value.step)]}
        if isinstance(value, slice):
            parts = (value.start, value.stop, value.step)
            return {"l": [self.tree(part, depth + 1) for part in parts]}
        for kind, tag in _CONTAINERS.items():
            if isinstance(value, kind):
                return self._container(value, tag, depth)
        raise NotPlain(f"a value of type {_name_of(type(value))}")

    def _container(self, value: Any, tag: str, depth: int) -> Any:
        if id(value) in self.open:
            raise NotPlain(f"a {type(value).__name__} that contains itself")
        if depth >= MAX_DEPTH:
            raise NotPlain(f"a value nested more than {MAX_DEPTH} deep")
        self.open.add(id(value))
        self.containers += 1 + (len(value) if tag == "d" else 0)
        if self.containers > MAX_CONTAINERS:
            raise NotPlain("a value with too many parts")
        self._count(len(value))
        body: list[Any]
        if tag == "d":
            body = [[self.tree(k, depth + 1), self.tree(v, depth + 1)] for k, v in value.items()]
        else:
            body = [self.tree(part, depth + 1) for part in value]
        self.open.discard(id(value))
        return {tag: body} if tag else body

    def _array(self, value: Any) -> Any:
        dtype = value.dtype
        if dtype.kind not in KINDS:
            what = "an array" if isinstance(value, np.ndarray) else "a value"
            raise NotPlain(f"{what} of dtype {dtype}"[:200])
        array = np.asarray(value)
        if math.prod(max(n, 1) for n in array.shape) * max(dtype.itemsize, 1) > self.limit:
            raise NotPlain(f"an array of more than {self.limit // 2**20} MB")
        self._buffer(array.tobytes())
        if isinstance(value, np.ndarray):
            return {"a": [dtype.str, list(array.shape)]}
        return {"n": array.dtype.str}  # an empty string has no size, its array has

    def _generator(self, value: np.random.Generator, depth: int) -> Any:
        state = value.bit_generator.state
        name = state["bit_generator"]
        if name not in BIT_GENERATORS:
            raise NotPlain(f"a random generator of the kind {name}"[:200])
        return {"g": [name, self.tree(state, depth + 1)]}

    def _long(self, value: int) -> Any:
        if value.bit_length() > 4 * (MAX_HEX - 1):
            raise NotPlain(f"an integer of {value.bit_length()} bits")
        return {"i": f"{value:x}"}

    def _buffer(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self.limit:
            raise NotPlain(f"a value of more than {self.limit // 2**20} MB")
        self.buffers.append(data)

    def _count(self, length: int) -> None:
        self.nodes += length
        if self.nodes > MAX_TEXT:
            raise NotPlain("a value with too many parts")


_CONTAINERS: dict[type, str] = {list: "", tuple: "t", dict: "d", set: "s", frozenset: "z"}


def _name_of(kind: type) -> str:
    module = kind.__module__
    prefix = "" if module in ("builtins", "__main__") else f"{module}."
    return f"{prefix}{kind.__qualname__}"[:200]
