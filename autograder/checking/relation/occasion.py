"""When does an answer fail? In one kind of case, told from the arguments alone.

A kind is named only when every case of it fails, no other case does, and nothing
else about the cases (another size, another option, larger numbers, another part of
what is compared) tells the failing from the passing ones as well.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checking.relation.evidence import Pair, Relation, arrays, is_real

NAME = "one case only"

SINGLE = Relation(
    NAME,
    "Only the cases fail in which the first array has length 1: look at what n = 1 does to your "
    "axes, divisors and loops.",
)
WITH_ZERO = Relation(
    NAME,
    "Only the cases fail that have a 0 in the data: look for a division, a logarithm or a "
    "comparison that 0 upsets.",
)
ALL_EQUAL = Relation(
    NAME,
    "Only the cases fail in which all values of an array are equal: look for a division by their "
    "spread, or for ties.",
)
NEGATIVE = Relation(
    NAME,
    "Only the cases fail in which all values are negative: look for an abs, a root, or a largest "
    "value that starts at 0.",
)

Feature = Callable[[np.ndarray], bool]
KINDS: tuple[tuple[Relation, Feature], ...] = (
    (WITH_ZERO, lambda a: a.dtype.kind == "f" and bool((a == 0).any())),
    (ALL_EQUAL, lambda a: a.size > 1 and bool((a == a.flat[0]).all())),
    (NEGATIVE, lambda a: bool((a < 0).all())),
)
OTHER_KINDS: tuple[Feature, ...] = (
    lambda a: bool((a < 0).any()),
    lambda a: bool((a == np.round(a)).all()),
    lambda a: bool(np.isfinite(a).all()),
    lambda a: np.unique(a).size < a.size,
    lambda a: bool((np.diff(a.ravel()) >= 0).all()) and a.size > 2,
)


def one_case(pairs: Sequence[Pair]) -> Relation | None:
    """The one kind of case that fails, if there is exactly one."""
    wrong = [pair for pair in pairs if not pair.right]
    right = [pair for pair in pairs if pair.right]
    if len(wrong) < 2 or len(right) < 3:
        return None
    fitting = list(_fitting(wrong, right))
    if len(fitting) != 1 or _rival(wrong, right, single=fitting[0] is SINGLE):
        return None
    return fitting[0]


def _fitting(wrong: list[Pair], right: list[Pair]) -> Iterator[Relation]:
    lengths, others = ([_length(pair) for pair in side] for side in (wrong, right))
    if set(lengths) == {1} and None not in others and 1 not in others and len(set(others)) > 1:
        yield SINGLE
    for relation, feature in KINDS:
        looks = [_holds(feature, place) for place in _places(wrong, right)]
        if any(_tells(look, wrong, right) and all(map(look, wrong)) for look in looks):
            yield relation


def _rival(wrong: list[Pair], right: list[Pair], *, single: bool) -> bool:
    """Whether something else tells the failing cases from the passing ones."""
    looks: list[Callable[[Pair], Hashable]] = [
        lambda pair: len(pair.args),
        lambda pair: np.ndim(pair.want) if _is_numeric(pair.want) else type(pair.want).__name__,
        lambda pair: _is_numeric(pair.want) and not np.any(pair.want),
    ]
    for place in _places(wrong, right):
        looks += [
            lambda pair, place=place: str(np.asarray(pair.args[place]).dtype),  # type: ignore[misc]
            lambda pair, place=place: _option(pair.args[place]),  # type: ignore[misc]
        ]
        looks += [_holds(feature, place) for feature in OTHER_KINDS]
        looks += [
            lambda pair, p=place, axis=axis: _axis(pair.args[p], axis)  # type: ignore[misc]
            for axis in range(int(single), 4)
        ]
    if any(_tells(look, wrong, right) for look in looks):
        return True
    return any(_larger(wrong, right, place) for place in _places(wrong, right))


def _tells(look: Callable[[Pair], Hashable], wrong: list[Pair], right: list[Pair]) -> bool:
    """Whether the failing cases all look different from all the passing ones."""
    return {look(pair) for pair in wrong}.isdisjoint({look(pair) for pair in right})


def _larger(wrong: list[Pair], right: list[Pair], place: int) -> bool:
    """Whether the numbers of the failing cases are all larger, or all smaller, in size."""
    sizes = [[_largest(pair.args[place]) for pair in side] for side in (wrong, right)]
    if any(size is None for side in sizes for size in side):
        return False
    failing, passing = ([float(size or 0) for size in side] for side in sizes)
    return min(failing) > max(passing) or max(failing) < min(passing)


def _places(wrong: list[Pair], right: list[Pair]) -> range:
    return range(min(len(pair.args) for pair in (*wrong, *right)))


def _holds(feature: Feature, place: int) -> Callable[[Pair], bool]:
    def look(pair: Pair) -> bool:
        value = pair.args[place]
        return _is_numeric(value) and np.size(value) > 0 and feature(np.asarray(value))

    return look


def _is_numeric(value: Any) -> bool:
    return is_real(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf")


def _length(pair: Pair) -> int | None:
    return next((array.shape[0] for array in arrays(pair.args)), None)


def _axis(value: Any, axis: int) -> int | None:
    return value.shape[axis] if isinstance(value, np.ndarray) and axis < value.ndim else None


def _option(value: Any) -> Hashable:
    return repr(value) if isinstance(value, str | bool | int | None) else type(value).__name__


def _largest(value: Any) -> float | None:
    if not _is_numeric(value) or not np.size(value):
        return None
    return float(np.max(np.abs(np.asarray(value, dtype=float))))
