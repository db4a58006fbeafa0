"""The typed comparison: type, shape, dtype, finite, value, in that order.

The first difference is the one that is reported: a wrong shape explains a
wrong value, never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checking.numbers import is_number
from autograder.checking.show import kind, ordinal, show

TOLERANCE = 1e-9


@dataclass(frozen=True)
class Difference:
    """The first thing in which a result differs from what was wanted.

    kind: "type", "shape", "dtype", "finite" or "value".
    message: goes on from the words "it …".
    """

    kind: str
    message: str

    @property
    def as_a_value(self) -> str:
        """The message for something that is, and does not return: a part, an attribute."""
        return re.sub("^returned ", "is ", self.message)


def compare(
    got: object, want: object, tol: float = TOLERANCE, scale: float | None = None
) -> Difference | None:
    """The first difference between a result and what was wanted, or None.

    Numbers agree when max|got − want| ≤ tol · scale, where scale is the largest
    finite |want|, or 1 where that is 0. Python and NumPy scalars and arrays
    without dimensions count as one kind of number; a list does not count as an
    array. Real arrays have to be float64 where float64 is wanted.
    """
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got[()]
    if want is None or isinstance(want, str | bool | np.bool_):
        return _same_constant(got, want)
    if isinstance(want, int | float | np.integer | np.floating):
        return _compare_numbers(got, want, tol, scale)
    if isinstance(want, np.ndarray):
        return _compare_arrays(got, want, tol, scale)
    if isinstance(want, Mapping):
        return _compare_mappings(got, want, tol, scale)
    if isinstance(want, Sequence):
        return _compare_sequences(got, want, tol, scale)
    raise TypeError(f"a check wants {kind(want)}, which compare does not know")


def _same_constant(got: object, want: object) -> Difference | None:
    if isinstance(want, bool | np.bool_):
        if not isinstance(got, bool | np.bool_):
            return Difference("type", f"returned {kind(got)}; True or False is wanted")
        same = bool(got) == bool(want)
    elif want is None:
        same = got is None
    else:
        if not isinstance(got, str):
            return Difference("type", f"returned {kind(got)}; a text is wanted")
        same = got == want
    return None if same else Difference("value", f"returned {show(got)}; right is {show(want)}")


def _compare_numbers(
    got: object, want: object, tol: float, scale: float | None
) -> Difference | None:
    exact = isinstance(want, int | np.integer)
    if not is_number(got):
        wanted = "an integer" if exact else "a number (a float)"
        return Difference("type", f"returned {kind(got)}; {wanted} is wanted")
    if exact:
        plain = got[()] if isinstance(got, np.ndarray) else got
        if not isinstance(plain, int | np.integer):
            shown = repr(float(plain))  # type: ignore[arg-type]  # with its point: 3.0, not 3
            return Difference("type", f"returned the float {shown}; an integer is wanted")
        if int(plain) == int(want):  # type: ignore[call-overload]
            return None
        return Difference("value", f"returned {show(got)}; right is {show(want)}")
    try:
        number = np.asarray(got, dtype=float)
    except OverflowError:  # a Python integer beyond the range of a float
        number = np.asarray(np.inf)
    return _compare_values(number, np.asarray(want), tol, scale)


def _compare_arrays(
    got: object, want: np.ndarray, tol: float, scale: float | None
) -> Difference | None:
    if want.ndim == 0:
        return _compare_numbers(got, want[()], tol, scale)
    if not isinstance(got, np.ndarray):
        wanted = f"a NumPy array of shape {want.shape}"
        return Difference("type", f"returned {kind(got)}; {wanted} is wanted")
    if got.shape != want.shape:
        return Difference("shape", f"has shape {got.shape}; the shape {want.shape} is wanted")
    if not _dtype_fits(got.dtype, want.dtype):
        return Difference("dtype", f"has dtype {got.dtype}; {want.dtype} is wanted")
    if want.dtype.kind in "biuUS":
        wrong = np.flatnonzero((got != want).ravel())
        return _entry_difference(got, want, wrong)
    return _compare_values(got, want, tol, scale)


def _dtype_fits(got: np.dtype, want: np.dtype) -> bool:
    if want.kind in "iu":
        return got.kind in "iu"
    if want.kind in "US":
        return got.kind == want.kind
    return got == want


def _compare_values(
    got: np.ndarray, want: np.ndarray, tol: float, scale: float | None
) -> Difference | None:
    if got.dtype == want.dtype and got.tobytes() == want.tobytes():
        return None
    finite = np.isfinite(want)
    bad = np.flatnonzero((finite & ~np.isfinite(got)).ravel())
    if bad.size:
        shown = show(got.ravel()[bad[0]])
        if got.ndim == 0:
            return Difference("finite", f"returned {shown}; right is {show(want)}")
        return Difference("finite", f"contains {shown}{_place(want.shape, bad[0])}")
    if scale is None:
        scale = float(np.max(np.abs(want[finite]), initial=0.0)) or 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        close = np.abs(got - want) <= tol * scale
    same = np.where(finite, close, (got == want) | (np.isnan(got) & np.isnan(want)))
    return _entry_difference(got, want, np.flatnonzero(~same.ravel()))


def _entry_difference(got: np.ndarray, want: np.ndarray, wrong: np.ndarray) -> Difference | None:
    if not wrong.size:
        return None
    if got.ndim == 0 or got.size <= 6:
        mine, right = show(got), show(want)
        if mine == right:
            mine, right = show(got, 15), show(want, 15)
        return Difference("value", f"returned {mine}; right is {right}")
    first = int(wrong[0])
    mine, right = show(got.ravel()[first]), show(want.ravel()[first])
    if mine == right:
        mine, right = show(got.ravel()[first], 15), show(want.ravel()[first], 15)
    share = f"{wrong.size} of {want.size} entries are wrong"
    return Difference(
        "value", f"has {mine}{_place(want.shape, first)}, where {right} is right ({share})"
    )


def _place(shape: tuple[int, ...], flat: int) -> str:
    if not shape:
        return ""
    index = ", ".join(str(int(i)) for i in np.unravel_index(flat, shape))
    return f" at [{index}]"


def _compare_sequences(
    got: object, want: Sequence, tol: float, scale: float | None
) -> Difference | None:
    noun = "tuple" if isinstance(want, tuple) else "list"
    if not isinstance(got, tuple | list):
        return Difference("type", f"returned {kind(got)}; a {noun} of {len(want)} is wanted")
    if len(got) != len(want):
        return Difference("shape", f"returned {len(got)} values; {len(want)} are wanted")
    for index, (mine, right) in enumerate(zip(got, want, strict=True)):
        if difference := compare(mine, right, tol, scale):
            return Difference(
                difference.kind,
                f"is wrong in its {ordinal(index)} part: it {difference.as_a_value}",
            )
    return None


def _compare_mappings(
    got: object, want: Mapping, tol: float, scale: float | None
) -> Difference | None:
    if not isinstance(got, Mapping):
        return Difference("type", f"returned {kind(got)}; a dict is wanted")
    if missing := [key for key in want if key not in got]:
        return Difference("shape", f"has no entry {show(missing[0])}")
    if extra := [key for key in got if key not in want]:
        return Difference("shape", f"has an entry {show(extra[0])} that is not wanted")
    for key, right in want.items():
        if difference := compare(got[key], right, tol, scale):
            return Difference(
                difference.kind, f"is wrong in {show(key)}: it {difference.as_a_value}"
            )
    return None
