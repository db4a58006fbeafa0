"""What is told of a call or a cell besides its result, found inside the student's process."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.isolation.plain import NotPlain, pack

_BOUND = 2**40


def fingerprint(value: object) -> list[bytes] | None:
    """The content of a value, to be compared with that after the call.

    A random generator is meant to move on, so its state does not count; neither do
    the student's own objects and functions.
    """
    if isinstance(value, np.random.Generator):
        return []
    try:
        return pack(value, _by_identity, _BOUND)
    except NotPlain:
        return None


def _by_identity(value: object) -> list[Any] | None:
    plain = (str, bytes, int, float, complex, tuple, list, dict, set, frozenset, range, slice)
    if isinstance(value, np.random.Generator):
        return ["generator"]
    if isinstance(value, (*plain, np.ndarray, np.generic)):
        return None
    return ["same", id(value)]


def share_memory(result: object, arguments: list[object]) -> bool:
    """Whether the result, or an array in it, lies in the memory of an argument."""
    mine = list(_parts(result, 3))
    theirs = [part for argument in arguments for part in _parts(argument, 3)]
    return any(_overlap(a, b) for a in mine for b in theirs)


def _parts(value: object, depth: int) -> list[object]:
    if isinstance(value, np.ndarray):
        return [value]
    if not depth or not isinstance(value, list | tuple | dict):
        return []
    inside = value.values() if isinstance(value, dict) else value
    found = [] if isinstance(value, tuple) else [value]
    return found + [part for item in list(inside)[:1000] for part in _parts(item, depth - 1)]


def _overlap(a: object, b: object) -> bool:
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return a is b
    try:
        return np.shares_memory(a, b, max_work=10_000)  # type: ignore[arg-type]
    except RuntimeError:  # TooHardError: arrays that interleave in a complicated way
        return np.may_share_memory(a, b)


def judged_value(value: object) -> dict[str, Any]:
    """The value of a last expression, if it is one that a mark can be read from."""
    if value is None:
        return {}
    if isinstance(value, bool | np.bool_):
        return {"kind": "bool", "value": bool(value)}
    if isinstance(value, int | np.integer):
        return {"kind": "number", "value": int(value)}
    if isinstance(value, float | np.floating):
        return {"kind": "number", "value": float(value)}
    if isinstance(value, str):
        return {"kind": "text", "value": str.__str__(value)[:4000]}
    return {"kind": "other"}
