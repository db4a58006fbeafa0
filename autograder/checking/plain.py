"""Plain data: what an answer may take and give, copied and compared.

Everything that is not plain is a function or an object, and is only ever
handed on.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

_PLAIN = (
    bool | int | float | complex | str | bytes | list | tuple | dict | set | frozenset
    | np.ndarray | np.generic | np.random.Generator
)  # fmt: skip


def is_plain(value: object) -> bool:
    """Whether a value is data, not a function and not an object with a life of its own."""
    return value is None or isinstance(value, _PLAIN)


def copied(value: Any) -> Any:
    """A copy that later changes cannot reach; what is not plain stays as it is."""
    if isinstance(value, np.ndarray):
        return np.array(value)
    return copy.deepcopy(value) if is_plain(value) else value


def share_memory(value: object, args: tuple[Any, ...]) -> bool:
    """Whether an array in a result lies in the memory of an array in an argument."""
    theirs = list(_arrays(args))
    return any(np.may_share_memory(mine, other) for mine in _arrays(value) for other in theirs)


def same(a: Any, b: Any, rtol: float = 0.0) -> bool:
    """Whether two values are the same in type, shape and dtype, and numbers within rtol.

    rtol is relative to the largest entry of b. Two random generators always
    count as the same, and so do two things that are not plain.
    """
    if isinstance(a, np.ndarray | np.generic) or isinstance(b, np.ndarray | np.generic):
        x, y = np.asarray(a), np.asarray(b)
        if x.shape != y.shape or x.dtype != y.dtype:
            return False
        if x.dtype.kind not in "fc":
            return bool(np.array_equal(x, y))
        scale = float(np.max(np.abs(y[np.isfinite(y)]), initial=0.0))
        return bool(np.allclose(x, y, rtol=0.0, atol=rtol * scale, equal_nan=True))
    if isinstance(a, float) and isinstance(b, float):
        return a == b or (a != a and b != b) or abs(a - b) <= rtol * abs(b)
    if not (is_plain(a) and is_plain(b)):
        return is_plain(a) == is_plain(b)
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y, rtol) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key], rtol) for key in a)
    return isinstance(a, np.random.Generator) or bool(a == b)


def _arrays(value: object) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))
