"""Plain data: what an answer may take and give, copied and compared.

Everything that is not plain is a function or an object, and is only ever
handed on.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np

_PLAIN = (
    bool | int | float | complex | str | bytes | list | tuple | dict | set | frozenset
    | np.ndarray | np.generic | np.random.Generator
)  # fmt: skip
_UNCHANGING = frozenset((bool, int, float, complex, str, bytes, type(None)))


def is_plain(value: object) -> bool:
    """Whether a value is data, not a function and not an object with a life of its own."""
    return value is None or isinstance(value, _PLAIN)


def copied(value: Any) -> Any:
    """A copy that later changes cannot reach; what is not plain stays as it is."""
    if type(value) in _UNCHANGING:
        return value
    if isinstance(value, np.ndarray):
        return np.array(value)
    if _is_flat(value):
        return value[:]
    if isinstance(value, tuple):
        return tuple(copied(item) for item in value)
    if isinstance(value, list):
        return [copied(item) for item in value]
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if type(value) is np.random.Generator:
        return _generator(value)
    return copy.deepcopy(value) if is_plain(value) else value


def share_memory(value: object, args: tuple[Any, ...]) -> bool:
    """Whether an array in a result lies in the memory of an array in an argument."""
    theirs = list(_arrays(args))
    return any(np.may_share_memory(mine, other) for mine in _arrays(value) for other in theirs)


def same(a: Any, b: Any, rtol: float = 0.0) -> bool:
    """Whether two values are the same in type, shape and dtype, and numbers within rtol.

    rtol is relative to the largest entry of b. Numbers count as one type, whether
    of Python, of NumPy or an array without dimensions; a list is no array. Two random
    generators always count as the same, and so do two things that are not plain.
    """
    if _is_flat(a) and _is_flat(b) and [*map(type, a)] == [*map(type, b)] and a == b:
        return True
    x, y = _numeric(a), _numeric(b)
    if x is not None and y is not None:
        return _same_arrays(x, y, rtol)
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    if not (is_plain(a) and is_plain(b)):
        return is_plain(a) == is_plain(b)
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y, rtol) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key], rtol) for key in a)
    return isinstance(a, np.random.Generator) or bool(a == b)


def fingerprint(value: Any) -> Hashable:
    """What two values have in common exactly if they are ``same``, as far as numbers go."""
    numbers = _numeric(value)
    if numbers is not None and numbers.dtype.kind in "biufc":
        kind = numbers.dtype.str if numbers.ndim or numbers.dtype.kind == "b" else "number"
        exact = numbers if numbers.ndim or kind != "number" else numbers.astype(complex)
        return kind, exact.shape, (exact + 0 if exact.dtype.kind in "fc" else exact).tobytes()
    if isinstance(value, list | tuple):
        return type(value), tuple(fingerprint(item) for item in value)
    if isinstance(value, dict):
        return dict, tuple((repr(key), fingerprint(item)) for key, item in value.items())
    if isinstance(value, np.random.Generator):
        return np.random.Generator
    return repr(value) if is_plain(value) else "not plain"


def _is_flat(value: object) -> bool:
    """Whether a value is a list of constants: long ones are common, and need no second look."""
    return type(value) is list and _UNCHANGING.issuperset(map(type, value))


def _generator(rng: np.random.Generator) -> np.random.Generator:
    """A copy with the same future and the same children, in a third of deepcopy's time."""
    seed = rng.bit_generator.seed_seq
    if type(rng.bit_generator) is not np.random.PCG64 or type(seed) is not np.random.SeedSequence:
        return copy.deepcopy(rng)
    bits = np.random.PCG64(
        np.random.SeedSequence(
            seed.entropy,
            spawn_key=seed.spawn_key,
            pool_size=seed.pool_size,
            n_children_spawned=seed.n_children_spawned,
        )
    )
    bits.state = rng.bit_generator.state
    return np.random.Generator(bits)


def _numeric(value: object) -> np.ndarray | None:
    """An array or a number as an array; None for all else."""
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, int | float | complex | np.number | np.bool_):
        return np.asarray(value)
    return None


def _same_arrays(x: np.ndarray, y: np.ndarray, rtol: float) -> bool:
    numbers = x.ndim == y.ndim == 0 and x.dtype.kind in "iufc" and y.dtype.kind in "iufc"
    if x.shape != y.shape or (x.dtype != y.dtype and not numbers):
        return False
    if x.dtype == y.dtype and x.dtype.kind in "biufc" and x.tobytes() == y.tobytes():
        return True
    if x.dtype.kind == "O":  # Python integers beyond 64 bits, or whatever else it holds
        if x.ndim == 0:
            return bool(x.item() == y.item())
        return same(x.ravel().tolist(), y.ravel().tolist(), rtol)
    if not numbers and x.dtype.kind not in "fc":
        return bool(np.array_equal(x, y))
    scale = float(np.max(np.abs(y[np.isfinite(y)]), initial=0.0))
    with np.errstate(all="ignore"):
        return bool(np.allclose(x, y, rtol=0.0, atol=rtol * scale, equal_nan=True))


def _arrays(value: object) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple) and not _is_flat(value):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))
