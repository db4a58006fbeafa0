"""Reading plain data that a stranger wrote; see `plain` for how it is written.

The reader makes exactly the types that `plain` lists and nothing else; whatever it does
not know is `Malformed`.  The buffers must be used up to the last byte.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.isolation.plain import (
    BIT_GENERATORS,
    MAX_CONTAINERS,
    MAX_DEPTH,
    MAX_HEX,
    MAX_NODES,
    MAX_TEXT,
)

# Strings hash with a secret, small ints to themselves; of other keys a stranger can make
# thousands that collide, and a dict of them takes hours to build.
MAX_ODD_KEYS = 2_000
MAX_BRACKETS = 4 * MAX_CONTAINERS  # a tuple has two pairs of them, an entry of a dict one
_DTYPE = re.compile(
    r"\|b1|[<>|][iu][1248]|[<>](f(2|4|8|16)|c(8|16|32))|[<>|][US]\d{1,7}|[<>][Mm]8(\[\d*[A-Za-z]+\])?"
)
_HEX = re.compile(rf"-?[0-9a-f]{{1,{MAX_HEX}}}")
_GENERATOR_BOUNDS = {"pos": 624, "buffer_pos": 4, "has_uint32": 1, "uinteger": 2**32 - 1}


class Malformed(ValueError):
    """Bytes that are not a message."""


def unpack(text: bytes, buffers: memoryview, resolve: Callable[[Any], object]) -> object:
    """Read what `pack` wrote.

    resolve: turns the body of a handle into an object, or raises Malformed.
    Raises Malformed for everything that `pack` could not have written.
    """
    if len(text) > MAX_TEXT:
        raise Malformed("too much text")
    # Counted before they are read: millions of empty lists take seconds in C, where no alarm rings.
    if text.count(b"[") + text.count(b"{") > MAX_BRACKETS:
        raise Malformed("too many parts")
    unpacker = _Unpacker(buffers, resolve)
    try:
        value = unpacker.value(json.loads(text, parse_constant=_no_constant), 0)
    except Malformed:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise Malformed(f"not a message ({type(error).__name__})") from None
    if unpacker.at != len(buffers):
        raise Malformed("bytes left over")
    return value


class _Unpacker:
    def __init__(self, buffers: memoryview, resolve: Callable[[Any], object]) -> None:
        self.buffers = buffers
        self.resolve = resolve
        self.at = 0
        self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        kind = type(tree)
        if tree is None or kind is bool or kind is int or kind is float or kind is str:
            return tree
        if depth > MAX_DEPTH + 2:
            raise Malformed("too deep")
        if kind is list:
            return self._each(tree, depth)
        if kind is not dict or len(tree) != 1:
            raise Malformed("an object without one tag")
        ((tag, body),) = tree.items()
        if tag == "a" or tag == "n":
            return self._array(tag, body)
        if tag == "h":
            return self.resolve(body)
        if tag == "i" and isinstance(body, str) and _HEX.fullmatch(body):
            return int(body, 16)
        if tag == "f" and body in ("nan", "inf", "-inf"):
            return float(body)
        if tag == "b":
            return bytes(self._take(body))
        if type(body) is not list:
            raise Malformed("an unknown tag")
        if tag == "d":
            return self._dict(body, depth)
        if tag == "g":
            return _generator(*self._each(body, depth))
        parts = self._each(body, depth)
        if tag == "t":
            return tuple(parts)
        if tag == "s" or tag == "z":
            _check_keys(parts)
            return set(parts) if tag == "s" else frozenset(parts)
        if tag == "c" and [type(part) for part in parts] == [float, float]:
            return complex(*parts)
        if tag == "r" and [type(part) for part in parts] == [int, int, int]:
            return range(*parts)
        if tag == "l" and len(parts) == 3:
            return slice(*parts)
        raise Malformed("an unknown tag")

    def _each(self, trees: list[Any], depth: int) -> list[Any]:
        self.nodes += len(trees)
        if self.nodes > MAX_NODES * 2:
            raise Malformed("too many parts")
        return [self.value(tree, depth + 1) for tree in trees]

    def _dict(self, body: list[Any], depth: int) -> dict[Any, Any]:
        if not all(type(pair) is list and len(pair) == 2 for pair in body):
            raise Malformed("not a dict")
        self.nodes += 2 * len(body)
        if self.nodes > MAX_NODES * 2:
            raise Malformed("too many parts")
        # In the order of writing, key by key: the buffers follow it.
        pairs = [(self.value(k, depth + 1), self.value(v, depth + 1)) for k, v in body]
        _check_keys(key for key, _ in pairs)
        return dict(pairs)

    def _take(self, length: object) -> memoryview:
        if type(length) is not int or not 0 <= length <= len(self.buffers) - self.at:
            raise Malformed("a buffer that is not there")
        self.at += length
        return self.buffers[self.at - length : self.at]

    def _array(self, tag: str, body: Any) -> Any:
        name, shape = body if tag == "a" else (body, [])
        if type(name) is not str or not _DTYPE.fullmatch(name):
            raise Malformed("a dtype that may not cross")
        dtype = np.dtype(name)
        if type(shape) is not list or len(shape) > 32:
            raise Malformed("not a shape")
        if not all(type(n) is int and n >= 0 for n in shape):
            raise Malformed("not a shape")
        if math.prod(max(n, 1) for n in shape) * max(dtype.itemsize, 1) > 2**40:
            raise Malformed("a shape out of all bounds")
        data = self._take(math.prod(shape) * dtype.itemsize)
        if not data:
            array = np.zeros(shape, dtype)
        else:
            _check_bytes(data, dtype)
            array = np.frombuffer(data, dtype).reshape(shape).copy()
        return array if tag == "a" else array[()]


def _check_bytes(data: memoryview, dtype: np.dtype[Any]) -> None:
    # NumPy believes its buffers: a bool of 7 is neither True nor False, and a character
    # beyond Unicode is an error at some later place.
    if dtype.kind == "b" and np.frombuffer(data, np.uint8).max() > 1:
        raise Malformed("a bool that is neither 0 nor 1")
    if dtype.kind == "U":
        letters = np.frombuffer(data, np.dtype(f"{dtype.str[0]}u4"))
        if letters.max() > 0x10FFFF:
            raise Malformed("a character beyond Unicode")


def _check_keys(keys: Iterable[object]) -> None:
    odd = sum(
        not (type(k) in (str, bytes) or (type(k) is int and -(2**53) < k < 2**53)) for k in keys
    )
    if odd > MAX_ODD_KEYS:
        raise Malformed("too many keys of an odd kind")


def _generator(name: object, state: object) -> np.random.Generator:
    if name not in BIT_GENERATORS:
        raise Malformed("not a random generator")
    bits = getattr(np.random, str(name))(0)
    # A position beyond the end makes NumPy's C code read foreign memory.
    if not _like(bits.state, state, ""):
        raise Malformed("not the state of a random generator")
    bits.state = state
    return np.random.Generator(bits)


def _like(model: Any, state: Any, key: str) -> bool:
    if isinstance(model, dict):
        return (
            type(state) is dict
            and state.keys() == model.keys()
            and all(_like(model[k], state[k], k) for k in model)
        )
    if isinstance(model, np.ndarray):
        return (
            type(state) is np.ndarray and state.dtype == model.dtype and state.shape == model.shape
        )
    if isinstance(model, str):
        return bool(type(state) is str and state == model)
    return type(state) is int and 0 <= state <= _GENERATOR_BOUNDS.get(key, 2**128 - 1)


def _no_constant(text: str) -> object:
    raise Malformed(f"{text} is not a number here")
