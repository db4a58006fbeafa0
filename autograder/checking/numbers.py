"""The numbers inside a value: whether it is one, how far two are apart, and in which shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np


def is_number(value: object) -> bool:
    """Whether a value is one real number: not a bool, not an array with dimensions."""
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def distance(got: object, want: object, scale: float | None = None) -> float | None:
    """max|got − want| / scale, over all numbers inside; None where there are none to compare.

    Infinite where got is not finite and want is. Scale as in ``compare``; a tuple,
    a list or a dict is measured part by part.
    """
    if isinstance(want, Mapping):
        if not isinstance(got, Mapping) or got.keys() != want.keys():
            return None
        return _farthest(distance(got[key], want[key], scale) for key in want)
    if isinstance(want, Sequence) and not isinstance(want, str):
        if not isinstance(got, tuple | list) or len(got) != len(want):
            return None
        pairs = zip(got, want, strict=True)
        return _farthest(distance(mine, right, scale) for mine, right in pairs)
    if not isinstance(want, float | np.floating | np.ndarray):
        return None
    try:
        mine, right = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None
    finite = np.isfinite(right)
    if mine.shape != right.shape or not finite.any():
        return None
    if mine.tobytes() == right.tobytes():
        return 0.0
    scale = scale or float(np.max(np.abs(right[finite]))) or 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.max(np.abs(mine[finite] - right[finite])) / scale
    return float(error) if np.isfinite(error) else float("inf")


def in_shape(got: object, want: object) -> Any:
    """The real numbers inside got, float64, in the shape of want; a float for a number.

    Only axes of length 1 are added or dropped. Where want is a tuple or a list, got is
    taken part by part. None where other numbers came back, or something else.

    >>> in_shape([[1], [2]], np.zeros(2)), in_shape(np.array([3]), 0.0)
    (array([1., 2.]), 3.0)
    >>> in_shape([1, 2, 3], np.zeros(2)), in_shape(np.zeros((2, 3)), np.zeros((3, 2)))
    (None, None)
    """
    if isinstance(want, tuple | list):
        if not isinstance(got, tuple | list) or len(got) != len(want):
            return None
        parts = [in_shape(mine, right) for mine, right in zip(got, want, strict=True)]
        return None if any(part is None for part in parts) else type(want)(parts)
    if not (is_number(got) or isinstance(got, np.ndarray | list | tuple)):
        return None
    shape = np.asarray(want).shape
    try:
        numbers = np.asarray(got)
        if numbers.dtype.kind not in "iuf" or _long(numbers.shape) != _long(shape):
            return None
        found = numbers.astype(np.float64).reshape(shape)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if shape else float(found)


def as_floats(want: Any) -> Any:
    """What is wanted, with its integers as floats: numbers, arrays, tuples and lists of them."""
    if isinstance(want, tuple | list):
        return type(want)(as_floats(part) for part in want)
    if isinstance(want, np.ndarray):
        return want.astype(np.float64) if want.dtype.kind in "iu" else want
    return float(want) if is_number(want) else want


def _long(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _farthest(distances: Iterable[float | None]) -> float | None:
    return max((found for found in distances if found is not None), default=None)
